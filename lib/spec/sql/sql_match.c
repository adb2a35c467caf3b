/*
 * Matching the constraints and indexes of a table: first those that say the same under one name,
 * then those that say the same, then those that stand for one of other content.
 */
#include "spec/sql/sql_rules.h"

#include <stdlib.h>

static const char gone_word[] = "(gone)";

static ctr_status find_moved(struct lc_sql_rules *r)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const struct lc_sql_thing *a = r->thing[0];
    for (size_t i = 0; i < a->count; i++) {
        bool renamed;
        const struct lc_sql_column *b = lc_sql_counterpart(a, r->thing[1], a->columns[i], &renamed);
        const char *now = b ? b->name : gone_word;
        LC_TRY(lc_spend(ctx, renamed ? 1 + r->thing[1]->count : 1));
        if (!b || renamed) {
            LC_TRY(lc_map_set(ctx, &r->now, lc_str(a->columns[i]->name), (void *)(uintptr_t)now));
        }
    }
    return CTR_OK;
}

/* A text or a name of the older edition, as the newer one has it; *gone if it names a column that
 * is no more. NULL stays NULL. */
static ctr_status translate(const struct lc_sql_rules *r, const char *text, bool *gone,
                            const char **out)
{
    struct lc_str word;
    const char *p = text;
    *out = text;
    if (!text || !r->now.count) {
        return CTR_OK;
    }
    while (!*gone && lc_sql_next_name(&p, &word)) {
        *gone = lc_map_get(&r->now, word) == gone_word;
    }
    *out = lc_sql_reworded(r->x->c->ctx, text, &r->now);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

const char *lc_sql_target(const struct lc_sql_rules *r, const struct lc_sql_rule *rule, int side)
{
    const struct lc_sql_thing *now =
        side == 0 && rule->target ? lc_map_get(&r->x->renamed, lc_str(rule->target)) : NULL;
    return now ? now->name : rule->target;
}

/* REFERENCES without columns means the primary key. */
static const struct lc_sql_rule *key_referred_to(const struct lc_sql_rules *r,
                                                 const struct lc_sql_rule *rule, int side)
{
    const struct lc_sql_thing *t =
        rule->target && !rule->target_count ? lc_sql_find(r->x->schema[side], rule->target) : NULL;
    for (size_t i = 0; t && i < t->rule_count; i++) {
        if (t->rules[i]->kind == LC_DDL_PRIMARY) {
            return t->rules[i];
        }
    }
    return NULL;
}

/* ---- what a rule says ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *taken(struct lc_ctx *ctx, struct lc_buf *b)
{
    const char *out = b->status == CTR_OK ? lc_dup(ctx, lc_str_n(b->data, b->size)) : NULL;
    lc_buf_free(b);
    if (!out) {
        lc_nomem(ctx);
    }
    return out;
}

static ctr_status columns_of(const struct lc_sql_rules *r, int side, struct lc_sql_seen *seen)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const struct lc_sql_rule *rule = seen->rule;
    const char **sorted = lc_new(ctx, rule->count + 1, sizeof *sorted);
    struct lc_buf b;
    seen->columns = lc_new(ctx, rule->count + 1, sizeof *seen->columns);
    if (!sorted || !seen->columns) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < rule->count; i++) {
        seen->columns[i] = rule->columns[i];
        if (side == 0) {
            LC_TRY(translate(r, rule->columns[i], &seen->gone, &seen->columns[i]));
        }
        sorted[i] = seen->columns[i];
    }
    if (rule->count) {
        qsort(sorted, rule->count, sizeof *sorted, by_text);
    }
    lc_buf_init(&b, &ctx->alloc, SIZE_MAX - 1);
    for (uint32_t i = 0; i < rule->count; i++) {
        lc_buf_printf(&b, "|%s", sorted[i]);
    }
    seen->set = taken(ctx, &b);
    return seen->set ? CTR_OK : CTR_E_NOMEM;
}

/* Which column refers to which: in what order the pairs are written does not matter. Where the key
 * that is referred to is not known, the columns alone are. */
static ctr_status pairs_of(const struct lc_sql_rules *r, int side, struct lc_sql_seen *seen)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const struct lc_sql_rule *rule = seen->rule;
    const struct lc_sql_rule *key = key_referred_to(r, rule, side);
    const char **to = key ? key->columns : rule->target_columns;
    const uint32_t count = key ? key->count : rule->target_count;
    const char **pairs = lc_new(ctx, rule->count + 1, sizeof *pairs);
    struct lc_buf b;
    if (!pairs) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < rule->count; i++) {
        pairs[i] = lc_format(ctx, "|%s>%s", seen->columns[i], i < count ? to[i] : "");
        LC_TRY(pairs[i] ? CTR_OK : CTR_E_NOMEM);
    }
    if (rule->count) {
        qsort(pairs, rule->count, sizeof *pairs, by_text);
    }
    lc_buf_init(&b, &ctx->alloc, SIZE_MAX - 1);
    for (uint32_t i = 0; i < rule->count; i++) {
        lc_buf_text(&b, pairs[i]);
    }
    seen->refers = taken(ctx, &b);
    return seen->refers ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status look(const struct lc_sql_rules *r, int side, struct lc_sql_seen *seen)
{
    const struct lc_sql_rule *rule = seen->rule;
    bool is_set = rule->kind == LC_DDL_PRIMARY || rule->kind == LC_DDL_UNIQUE || rule->fulltext;
    const char *text = rule->text;
    struct lc_buf b;
    LC_TRY(columns_of(r, side, seen));
    if (side == 0) {
        LC_TRY(translate(r, text, &seen->gone, &text));
    }
    LC_TRY(rule->kind == LC_DDL_FOREIGN ? pairs_of(r, side, seen) : CTR_OK);
    lc_buf_init(&b, &r->x->c->ctx->alloc, SIZE_MAX - 1);
    lc_buf_printf(&b, "%d%s%s", (int)rule->kind, rule->fulltext ? "match" : "",
                  is_set         ? seen->set
                  : seen->refers ? seen->refers
                                 : "");
    for (uint32_t i = 0; !is_set && !seen->refers && i < rule->count; i++) {
        lc_buf_printf(&b, "|%s", seen->columns[i]);
    }
    lc_buf_printf(&b, "|%s", text ? text : "");
    if (rule->target) {
        lc_buf_printf(&b, "|%s", lc_sql_target(r, rule, side));
    }
    lc_buf_printf(&b, "|%s", rule->actions ? rule->actions : "");
    seen->key = taken(r->x->c->ctx, &b);
    return seen->key ? lc_spend(r->x->c->ctx, 1) : CTR_E_NOMEM;
}

/* What a check without a name is called: in PostgreSQL by its table, and its column if it is one.
 * NULL: nothing. */
static ctr_status call(const struct lc_sql_rules *r, const struct lc_sql_seen *seen,
                       const char **out)
{
    const struct lc_sql_thing *t = r->thing[seen->side];
    const struct lc_sql_column *one = NULL;
    const char *p = seen->rule->text;
    struct lc_str word;
    bool alone = true;
    *out = seen->rule->made;
    if (*out || r->x->dialect == LC_DDL_SQLITE || r->x->dialect == LC_DDL_MYSQL) {
        return CTR_OK;
    }
    while (lc_sql_next_name(&p, &word)) {
        const struct lc_sql_column *col = lc_map_get(&t->by_name, word);
        alone = alone && (!col || !one || col == one);
        one = col ? col : one;
    }
    *out = lc_format(r->x->c->ctx, "%s%s%s_check", lc_sql_bare(t->name), one && alone ? "_" : "",
                     one && alone ? one->name : "");
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* Where several would have one name, those behind the first have numbers. */
static ctr_status call_checks(struct lc_sql_rules *r, int side)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const size_t count = r->thing[side]->rule_count;
    struct lc_map taken = {.seed = r->now.seed};
    struct lc_map numbers = {.seed = r->now.seed};
    for (size_t i = 0; i < count; i++) {
        const char *name = r->seen[side][i].rule->name;
        LC_TRY(name ? lc_map_set(ctx, &taken, lc_str(name), r) : CTR_OK);
    }
    for (size_t i = 0; i < count; i++) {
        struct lc_sql_seen *seen = &r->seen[side][i];
        const char *base;
        if (seen->rule->kind != LC_DDL_CHECK || seen->rule->name) {
            continue;
        }
        LC_TRY(call(r, seen, &base));
        uintptr_t n = base ? (uintptr_t)lc_map_get(&numbers, lc_str(base)) : 0;
        seen->called = base && n ? lc_format(ctx, "%s%u", base, (unsigned)n) : base;
        while (seen->called && lc_map_get(&taken, lc_str(seen->called))) {
            LC_TRY(lc_spend(ctx, 1));
            seen->called = lc_format(ctx, "%s%u", base, (unsigned)++n);
        }
        LC_TRY(base && !seen->called ? CTR_E_NOMEM : CTR_OK);
        LC_TRY(base ? lc_map_set(ctx, &numbers, lc_str(base), (void *)(n + 1)) : CTR_OK);
        LC_TRY(base ? lc_map_set(ctx, &taken, lc_str(seen->called), r) : CTR_OK);
    }
    return CTR_OK;
}

ctr_status lc_sql_rules_open(struct lc_sql_cmp *x, const char *part,
                             const struct lc_sql_thing *older, const struct lc_sql_thing *newer,
                             struct lc_sql_rules *out)
{
    const uint64_t seed = x->schema[0]->seed;
    *out = (struct lc_sql_rules){.x = x, .part = part, .thing = {older, newer}};
    out->now.seed = out->key_sets.seed = seed;
    LC_TRY(find_moved(out));
    for (int side = 0; side < 2; side++) {
        const struct lc_sql_thing *t = out->thing[side];
        out->seen[side] = lc_new(x->c->ctx, t->rule_count + 1, sizeof *out->seen[side]);
        if (!out->seen[side]) {
            return CTR_E_NOMEM;
        }
        for (size_t i = 0; i < t->rule_count; i++) {
            struct lc_sql_seen *seen = &out->seen[side][i];
            *seen = (struct lc_sql_seen){.rule = t->rules[i], .side = side};
            LC_TRY(look(out, side, seen));
        }
        LC_TRY(call_checks(out, side));
    }
    for (size_t i = 0; i < newer->rule_count; i++) {
        const struct lc_sql_rule *rule = newer->rules[i];
        bool key = rule->kind == LC_DDL_PRIMARY || rule->kind == LC_DDL_UNIQUE;
        if (key && !rule->text) {
            LC_TRY(lc_map_set(x->c->ctx, &out->key_sets, lc_str(out->seen[1][i].set), out));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_rules_back(struct lc_sql_rules *r, struct lc_sql_rules **out)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    if (!r->back) {
        struct lc_sql_rules *back = lc_new(ctx, 1, sizeof *back);
        struct lc_sql_cmp *x = lc_new(ctx, 1, sizeof *x);
        if (!back || !x) {
            return CTR_E_NOMEM;
        }
        *x = *r->x;
        x->schema[0] = r->x->schema[1];
        x->schema[1] = r->x->schema[0];
        x->renamed = (struct lc_map){0};
        LC_TRY(lc_sql_rules_open(x, r->part, r->thing[1], r->thing[0], back));
        r->back = back;
    }
    *out = r->back;
    return CTR_OK;
}

/* ---- lists of rules of one text ---- */

/* Newer rules of one text, numbers from 1 linked by `next`. */
struct list {
    size_t first;
    size_t last;
    size_t free; /* those before it are matched */
};

struct lists {
    struct lc_map of;
    size_t *next;
};

static ctr_status append(struct lc_ctx *ctx, struct lists *lists, const char *text, size_t number)
{
    struct list *list = lc_map_get(&lists->of, lc_str(text));
    if (list) {
        lists->next[list->last - 1] = number;
        list->last = number;
        return CTR_OK;
    }
    list = lc_new(ctx, 1, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    *list = (struct list){number, number, number};
    return lc_map_set(ctx, &lists->of, lc_str(text), list);
}

/* The first of the text that is not matched; 0 = none. */
static size_t free_one(const struct lc_sql_rules *r, const struct lists *lists, struct list *list)
{
    while (list && list->free && r->seen[1][list->free - 1].matched) {
        list->free = lists->next[list->free - 1];
    }
    return list ? list->free : 0;
}

/* What has one text with another rule that says the same, or that stands for it; NULL = nothing. */
typedef ctr_status texter(const struct lc_sql_rules *r, const struct lc_sql_seen *seen,
                          const char **out);

static ctr_status with_name(const struct lc_sql_rules *r, const struct lc_sql_seen *seen,
                            const char **out)
{
    const char *name = seen->rule->name ? seen->rule->name : "";
    const char *terms = seen->rule->terms ? seen->rule->terms : "";
    *out = lc_format(r->x->c->ctx, "%s\n%s\n%s", seen->key, name, terms);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status alone(const struct lc_sql_rules *r, const struct lc_sql_seen *seen,
                        const char **out)
{
    (void)r;
    *out = seen->key;
    return CTR_OK;
}

/* A primary key, a check of that name, a reference of those columns. */
static ctr_status place(const struct lc_sql_rules *r, const struct lc_sql_seen *seen,
                        const char **out)
{
    const struct lc_sql_rule *rule = seen->rule;
    const char *name = rule->name;
    const char *text = rule->kind == LC_DDL_CHECK     ? (name ? name : seen->called)
                       : rule->kind == LC_DDL_PRIMARY ? ""
                       : rule->kind == LC_DDL_FOREIGN ? seen->set
                                                      : NULL;
    *out = text ? lc_format(r->x->c->ctx, "%d %s", (int)rule->kind, text) : NULL;
    return *out || !text ? CTR_OK : CTR_E_NOMEM;
}

/* Match what is not yet, by that text. `again`: where all of the text are matched, by the first. */
static ctr_status match_by(struct lc_sql_rules *r, texter *of, bool again, lc_sql_pair *pair)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const size_t count = r->thing[1]->rule_count;
    struct lists lists = {.of = {.seed = r->now.seed}};
    const char *text;
    lists.next = lc_new(ctx, count + 1, sizeof *lists.next);
    if (!lists.next) {
        return CTR_E_NOMEM;
    }
    memset(lists.next, 0, (count + 1) * sizeof *lists.next);
    for (size_t i = 0; i < count; i++) {
        LC_TRY(of(r, &r->seen[1][i], &text));
        LC_TRY(text ? append(ctx, &lists, text, i + 1) : CTR_OK);
    }
    for (size_t i = 0; i < r->thing[0]->rule_count; i++) {
        struct lc_sql_seen *a = &r->seen[0][i];
        if (a->matched) {
            continue;
        }
        LC_TRY(of(r, a, &text));
        struct list *list = text ? lc_map_get(&lists.of, lc_str(text)) : NULL;
        size_t at = free_one(r, &lists, list);
        at = at || !again || !list ? at : list->first;
        if (at) {
            a->matched = r->seen[1][at - 1].matched = true;
            LC_TRY(pair(r, a, &r->seen[1][at - 1]));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_match(struct lc_sql_rules *r, lc_sql_pair *same, lc_sql_pair *other)
{
    LC_TRY(match_by(r, with_name, false, same));
    LC_TRY(match_by(r, alone, true, same));
    return match_by(r, place, false, other);
}
