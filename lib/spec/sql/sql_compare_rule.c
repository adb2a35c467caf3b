/*
 * Comparing constraints and indexes. They are matched by what they say, then by their names;
 * columns that have another name now are called by it on both sides.
 */
#include "spec/sql/sql.h"

#include <stdlib.h>

struct side {
    const struct lc_sql_thing *thing;
    const char **keys; /* what a rule says, with columns called as in the newer edition */
    bool *matched;
};

struct rules {
    struct lc_sql_cmp *x;
    const char *part;
    struct side side[2];
    const struct lc_sql_column **moved; /* older columns that have another name, or are gone */
    const char **now;                   /* NULL = gone */
    size_t moved_count;
};

static ctr_status find_moved(struct rules *r)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const struct lc_sql_thing *a = r->side[0].thing;
    r->moved = lc_new(ctx, a->count + 1, sizeof *r->moved);
    r->now = lc_new(ctx, a->count + 1, sizeof *r->now);
    for (size_t i = 0; r->moved && r->now && i < a->count; i++) {
        bool renamed;
        const struct lc_sql_column *b =
            lc_sql_counterpart(a, r->side[1].thing, a->columns[i], &renamed);
        if (!b || renamed) {
            r->moved[r->moved_count] = a->columns[i];
            r->now[r->moved_count++] = b ? b->name : NULL;
        }
    }
    return r->moved && r->now ? CTR_OK : CTR_E_NOMEM;
}

/* A text or a name of the older edition, as the newer one has it; *gone if it names a column that
 * is no more. */
static const char *translated(const struct rules *r, const char *text, bool *gone)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    for (size_t i = 0; text && i < r->moved_count; i++) {
        const char *to = r->now[i] ? r->now[i] : "(gone)";
        const char *next = lc_sql_reworded(ctx, text, r->moved[i]->name, to);
        *gone = *gone || (next && !r->now[i] && strcmp(next, text) != 0);
        text = next;
    }
    return text;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *target_of(const struct rules *r, const struct lc_sql_rule *rule, int side)
{
    const struct lc_sql_thing *now =
        side == 0 ? lc_map_get(&r->x->renamed, lc_str(rule->target)) : NULL;
    return now ? now->name : rule->target;
}

static ctr_status columns_of(const struct rules *r, const struct lc_sql_rule *rule, int side,
                             const char ***out, bool *gone)
{
    *out = lc_new(r->x->c->ctx, rule->count + 1, sizeof **out);
    for (uint32_t i = 0; *out && i < rule->count; i++) {
        (*out)[i] = side == 0 ? translated(r, rule->columns[i], gone) : rule->columns[i];
        if (!(*out)[i]) {
            return CTR_E_NOMEM;
        }
    }
    bool a_set = rule->kind == LC_DDL_PRIMARY || rule->kind == LC_DDL_UNIQUE;
    if (*out && a_set && rule->count) {
        qsort(*out, rule->count, sizeof **out, by_name);
    }
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* REFERENCES without columns means the primary key. */
static const struct lc_sql_rule *key_referred_to(const struct rules *r,
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

/* What the rule says, as one text. */
static ctr_status key_of(const struct rules *r, const struct lc_sql_rule *rule, int side,
                         const char **out, bool *gone)
{
    struct lc_buf b;
    const char **columns;
    *gone = false;
    LC_TRY(columns_of(r, rule, side, &columns, gone));
    const char *text = side == 0 ? translated(r, rule->text, gone) : rule->text;
    lc_buf_init(&b, &r->x->c->ctx->alloc, SIZE_MAX - 1);
    lc_buf_printf(&b, "%d", (int)rule->kind);
    for (uint32_t i = 0; i < rule->count; i++) {
        lc_buf_printf(&b, "|%s", columns[i]);
    }
    lc_buf_printf(&b, "|%s", text ? text : "");
    if (rule->target) {
        lc_buf_printf(&b, "|%s", target_of(r, rule, side));
    }
    for (uint32_t i = 0; i < rule->target_count; i++) {
        lc_buf_printf(&b, "|%s", rule->target_columns[i]);
    }
    const struct lc_sql_rule *primary = key_referred_to(r, rule, side);
    for (uint32_t i = 0; primary && i < primary->count; i++) {
        lc_buf_printf(&b, "|%s", primary->columns[i]);
    }
    lc_buf_printf(&b, "|%s", rule->actions ? rule->actions : "");
    *out = b.status == CTR_OK ? lc_dup(r->x->c->ctx, lc_str_n(b.data, b.size)) : NULL;
    lc_buf_free(&b);
    return *out ? CTR_OK : lc_nomem(r->x->c->ctx);
}

/* ---- saying ---- */

static const char *shown(struct lc_ctx *ctx, const struct lc_sql_rule *rule)
{
    struct lc_buf b;
    lc_buf_init(&b, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&b, rule->name ? rule->name : "");
    lc_buf_text(&b, rule->name ? " (" : "(");
    for (uint32_t i = 0; i < rule->count; i++) {
        lc_buf_printf(&b, "%s%s", i ? ", " : "", rule->columns[i]);
    }
    if (rule->text) {
        lc_buf_printf(&b, "%s%.200s", rule->count ? " where " : "", rule->text);
    }
    lc_buf_char(&b, ')');
    if (rule->target) {
        lc_buf_printf(&b, " to '%s'%s%s", rule->target, rule->actions && *rule->actions ? " " : "",
                      rule->actions ? rule->actions : "");
    }
    const char *out = b.status == CTR_OK ? lc_dup(ctx, lc_str_n(b.data, b.size)) : NULL;
    lc_buf_free(&b);
    if (!out) {
        lc_nomem(ctx);
    }
    return out;
}

static const char *noun_of(enum lc_sql_rule_kind kind)
{
    static const char *const nouns[] = {"primary key", "unique key", "foreign key",
                                        "check",       "exclusion",  "index"};
    return nouns[kind];
}

static ctr_status say(const struct rules *r, enum lc_rule_id rule, ctr_level backward,
                      ctr_level forward, enum lc_sql_touch touches, const struct lc_sql_rule *a,
                      const struct lc_sql_rule *b, const char *key, const char *what)
{
    const struct lc_sql_rule *one = b ? b : a;
    const char *text = shown(r->x->c->ctx, one);
    struct lc_sql_say s = {
        .rule = rule,
        .backward = backward,
        .forward = forward,
        .touches = touches,
        .part = r->part,
        .node = {a ? a->node : r->side[0].thing->node, b ? b->node : r->side[1].thing->node},
        .arguments = key};
    s.message =
        text ? lc_format(r->x->c->ctx, "%s %s of '%s' %s", noun_of(one->kind), text, r->part, what)
             : NULL;
    return s.message ? lc_sql_say(r->x, &s) : CTR_E_NOMEM;
}

/* ---- coming and going ---- */

static bool holds(const struct lc_sql_rule *rule, const char *column)
{
    for (uint32_t i = 0; i < rule->count; i++) {
        if (strcmp(rule->columns[i], column) == 0) {
            return true;
        }
    }
    return false;
}

/* A key over fewer of the columns says it already: INFO; UNDECIDED if either has terms of its own
 * about what is equal or what becomes of rows; BREAKING if none does. */
static ctr_level implied(const struct rules *r, const struct lc_sql_rule *b)
{
    const struct lc_sql_thing *a = r->side[0].thing;
    ctr_level best = CTR_LEVEL_BREAKING;
    for (size_t i = 0; i < a->rule_count; i++) {
        const struct lc_sql_rule *old = a->rules[i];
        bool within = (old->kind == LC_DDL_PRIMARY || old->kind == LC_DDL_UNIQUE) && !old->text;
        for (uint32_t k = 0; within && k < old->count; k++) {
            bool gone = false;
            const char *name = translated(r, old->columns[k], &gone);
            within = name && !gone && holds(b, name);
        }
        if (within && !old->terms && !b->terms) {
            return CTR_LEVEL_INFO;
        }
        best = within ? CTR_LEVEL_UNDECIDED : best;
    }
    return best;
}

/* A column that writers of the older edition leave null: it breaks no key and no reference, if not
 * null itself counts, or all of them have to be. */
static bool has_new_null(const struct rules *r, const struct lc_sql_rule *b)
{
    struct lc_sql_schema *s = r->x->schema[1];
    uint32_t nulls = 0;
    bool full = b->actions && strstr(b->actions, "match full");
    if (b->terms && strstr(b->terms, "nulls not")) {
        return false;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        const struct lc_sql_column *col = lc_sql_find_column(r->side[1].thing, b->columns[i]);
        bool fresh = col && !col->was && !lc_sql_find_column(r->side[0].thing, col->name);
        nulls += fresh && !lc_sql_refuses_null(s, col) && !lc_sql_fallback(s, col) &&
                 !col->identity && !col->generated;
    }
    return full ? nulls && nulls == b->count : nulls > 0;
}

/* A condition that names no column that writers of the older edition know. */
static ctr_level weight_of_check(const struct rules *r, const struct lc_sql_rule *b)
{
    bool named = false;
    for (size_t i = 0; i < r->side[1].thing->count; i++) {
        const struct lc_sql_column *col = r->side[1].thing->columns[i];
        const char *other = lc_sql_reworded(r->x->c->ctx, b->text, col->name, "(it)");
        if (!other || strcmp(other, b->text) == 0) {
            continue;
        }
        if (col->was || lc_sql_find_column(r->side[0].thing, col->name)) {
            return CTR_LEVEL_BREAKING;
        }
        named = true;
    }
    if (!named) {
        return CTR_LEVEL_BREAKING;
    }
    return lc_sql_lets_through(r->x->schema[1], r->side[1].thing, b->text);
}

/* What a rule that comes does to those who do not know it. */
static ctr_level weight_of_new(const struct rules *r, const struct lc_sql_rule *b)
{
    bool unique = b->kind == LC_DDL_PRIMARY || b->kind == LC_DDL_UNIQUE;
    if (b->kind == LC_DDL_INDEX) {
        return CTR_LEVEL_INFO;
    }
    if (b->kind == LC_DDL_CHECK) {
        return weight_of_check(r, b);
    }
    if ((b->kind == LC_DDL_UNIQUE || b->kind == LC_DDL_FOREIGN) && has_new_null(r, b)) {
        return CTR_LEVEL_INFO;
    }
    return unique ? implied(r, b) : CTR_LEVEL_BREAKING;
}

static ctr_status added(const struct rules *r, const struct lc_sql_rule *b, const char *key)
{
    static const enum lc_rule_id ids[] = {LC_RULE_SQL_PRIMARY_KEY_ADDED, LC_RULE_SQL_UNIQUE_ADDED,
                                          LC_RULE_SQL_FOREIGN_KEY_ADDED, LC_RULE_SQL_CHECK_ADDED,
                                          LC_RULE_SQL_EXCLUSION_ADDED,   LC_RULE_SQL_INDEX_CHANGED};
    const char *what = "was added; rows that are there may not meet it";
    ctr_level level = weight_of_new(r, b);
    if (b->kind == LC_DDL_INDEX || (b->kind == LC_DDL_UNIQUE && implied(r, b) == CTR_LEVEL_INFO)) {
        return say(r, LC_RULE_SQL_INDEX_CHANGED, CTR_LEVEL_INFO, CTR_LEVEL_INFO, LC_DDL_NOBODY,
                   NULL, b, key, "was added");
    }
    return say(r, ids[b->kind], level, CTR_LEVEL_WARNING, LC_DDL_BW | LC_DDL_FR, NULL, b, key,
               level == CTR_LEVEL_INFO ? "was added" : what);
}

/* The same with the editions swapped: forward, a rule that goes is one that comes. */
static ctr_status swapped(const struct rules *r, const struct lc_sql_rule *a, ctr_level *out)
{
    struct lc_sql_cmp x = *r->x;
    struct rules back = {.x = &x, .part = r->part, .side = {r->side[1], r->side[0]}};
    x.schema[0] = r->x->schema[1];
    x.schema[1] = r->x->schema[0];
    x.renamed = (struct lc_map){0};
    LC_TRY(find_moved(&back));
    *out = weight_of_new(&back, a);
    return CTR_OK;
}

/* A rule over a column that went, too, says nothing new backward. */
static ctr_status removed(const struct rules *r, const struct lc_sql_rule *a, const char *key,
                          bool with_column)
{
    static const enum lc_rule_id ids[] = {
        LC_RULE_SQL_PRIMARY_KEY_REMOVED, LC_RULE_SQL_UNIQUE_REMOVED,
        LC_RULE_SQL_FOREIGN_KEY_REMOVED, LC_RULE_SQL_CHECK_REMOVED,
        LC_RULE_SQL_EXCLUSION_REMOVED,   LC_RULE_SQL_INDEX_CHANGED};
    ctr_level forward;
    if (a->kind == LC_DDL_INDEX) {
        return with_column ? CTR_OK
                           : say(r, ids[a->kind], CTR_LEVEL_INFO, CTR_LEVEL_INFO, LC_DDL_NOBODY, a,
                                 NULL, key, "was removed");
    }
    LC_TRY(swapped(r, a, &forward));
    if (with_column) {
        return forward == CTR_LEVEL_INFO
                   ? CTR_OK
                   : say(r, ids[a->kind], CTR_LEVEL_INFO, forward, LC_DDL_FW, a, NULL, key,
                         "was removed with its column, and where that is, refuses writers");
    }
    return say(r, ids[a->kind], CTR_LEVEL_WARNING, forward, LC_DDL_BR | LC_DDL_FW, a, NULL, key,
               "was removed: what it guaranteed is no longer sure");
}

/* ---- pairs that say different things ---- */

static bool same_columns(const struct rules *r, const struct lc_sql_rule *a,
                         const struct lc_sql_rule *b)
{
    bool same = a->count == b->count;
    for (uint32_t i = 0; same && i < a->count; i++) {
        bool gone = false;
        const char *name = translated(r, a->columns[i], &gone);
        same = name && holds(b, name);
    }
    return same;
}

static bool same_actions(const struct lc_sql_rule *a, const struct lc_sql_rule *b)
{
    return strcmp(a->actions ? a->actions : "", b->actions ? b->actions : "") == 0;
}

/* Where rows went along, or were let go, what now is refused breaks those who delete or change. */
static ctr_level weight_of_actions(const struct lc_sql_rule *a, const struct lc_sql_rule *b)
{
    static const char *const lenient[] = {"cascade", "set null", "set default"};
    for (size_t i = 0; i < sizeof lenient / sizeof lenient[0]; i++) {
        bool was = a->actions && strstr(a->actions, lenient[i]);
        if (was && !(b->actions && strstr(b->actions, lenient[i]))) {
            return CTR_LEVEL_BREAKING;
        }
    }
    return CTR_LEVEL_WARNING;
}

static ctr_status pair(const struct rules *r, const struct lc_sql_rule *a,
                       const struct lc_sql_rule *b, const char *key)
{
    if (a->kind == LC_DDL_PRIMARY) {
        return say(r, LC_RULE_SQL_PRIMARY_KEY_CHANGED, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
                   LC_DDL_BRW | LC_DDL_FRW, a, b, key, "consists of other columns than before");
    }
    if (a->kind == LC_DDL_CHECK) {
        return say(r, LC_RULE_SQL_CHECK_CHANGED, CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED,
                   LC_DDL_BRW | LC_DDL_FRW, a, b, key,
                   lc_format(r->x->c->ctx, "was (%.200s)", a->text ? a->text : ""));
    }
    if (strcmp(target_of(r, a, 0), b->target) != 0) {
        return say(r, LC_RULE_SQL_FOREIGN_KEY_CHANGED, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
                   LC_DDL_BRW | LC_DDL_FRW, a, b, key, "refers to another table than before");
    }
    if (!same_actions(a, b)) {
        return say(r, LC_RULE_SQL_FOREIGN_KEY_CHANGED, weight_of_actions(a, b),
                   weight_of_actions(b, a), LC_DDL_BRW | LC_DDL_FRW, a, b, key,
                   "does something else when what it refers to goes or changes");
    }
    return say(r, LC_RULE_SQL_FOREIGN_KEY_CHANGED, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
               LC_DDL_BRW | LC_DDL_FRW, a, b, key, "refers to other columns than before");
}

/* The index of the newer rule that stands for an older one of other content; -1 = none. */
static long successor(const struct rules *r, const struct lc_sql_rule *a)
{
    const struct lc_sql_thing *b = r->side[1].thing;
    for (size_t i = 0; i < b->rule_count; i++) {
        const struct lc_sql_rule *other = b->rules[i];
        if (r->side[1].matched[i] || other->kind != a->kind) {
            continue;
        }
        bool named = a->name && other->name && strcmp(a->name, other->name) == 0;
        if ((a->kind == LC_DDL_PRIMARY) || (a->kind == LC_DDL_CHECK && named) ||
            (a->kind == LC_DDL_FOREIGN && same_columns(r, a, other))) {
            return (long)i;
        }
    }
    return -1;
}

/* ---- all of them ---- */

/* The same constraint, which takes other things for equal, is judged at another time, or does
 * something else with the rows that offend it. An index that only makes things faster may. */
static ctr_status terms(const struct rules *r, const struct lc_sql_rule *a,
                        const struct lc_sql_rule *b, const char *key)
{
    struct lc_ctx *ctx = r->x->c->ctx;
    const char *from = a->terms ? a->terms : "";
    const char *to = b->terms ? b->terms : "";
    if (a->kind == LC_DDL_INDEX || strcmp(from, to) == 0) {
        return CTR_OK;
    }
    const char *arguments = lc_format(ctx, "%s\n%s\n%s", key, from, to);
    return arguments ? say(r, LC_RULE_SQL_CONSTRAINT_TERMS_CHANGED, CTR_LEVEL_UNDECIDED,
                           CTR_LEVEL_UNDECIDED, LC_DDL_BW | LC_DDL_FW, a, b, arguments,
                           lc_format(ctx, "is on other terms: %s, before %s", *to ? to : "none",
                                     *from ? from : "none"))
                     : CTR_E_NOMEM;
}

static bool same_word(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Of the newer rules that say the same, numbers from 1 linked by `next`: the one of the same name
 * and terms, else one that is free, else the first. */
static size_t choose(const struct rules *r, const struct lc_sql_rule *a, const size_t *next,
                     size_t first)
{
    size_t chosen = 0;
    for (size_t n = first; n; n = next[n - 1]) {
        const struct lc_sql_rule *b = r->side[1].thing->rules[n - 1];
        if (r->side[1].matched[n - 1]) {
            continue;
        }
        if (same_word(a->name, b->name) && same_word(a->terms, b->terms)) {
            return n;
        }
        chosen = chosen ? chosen : n;
    }
    return chosen ? chosen : first;
}

static ctr_status match(struct rules *r, bool *gone)
{
    struct lc_map by_key = {0};
    struct lc_ctx *ctx = r->x->c->ctx;
    size_t *next = lc_new(ctx, r->side[1].thing->rule_count + 1, sizeof *next);
    if (!next) {
        return CTR_E_NOMEM;
    }
    for (int k = 0; k < 2; k++) {
        struct side *s = &r->side[k];
        s->keys = lc_new(ctx, s->thing->rule_count + 1, sizeof *s->keys);
        s->matched = lc_new(ctx, s->thing->rule_count + 1, sizeof *s->matched);
        if (!s->keys || !s->matched) {
            return CTR_E_NOMEM;
        }
        memset(s->matched, 0, s->thing->rule_count + 1);
    }
    for (size_t i = r->side[1].thing->rule_count; i-- > 0;) {
        bool none;
        LC_TRY(key_of(r, r->side[1].thing->rules[i], 1, &r->side[1].keys[i], &none));
        const struct lc_str key = lc_str(r->side[1].keys[i]);
        next[i] = (size_t)(uintptr_t)lc_map_get(&by_key, key);
        LC_TRY(lc_map_set(ctx, &by_key, key, (void *)(uintptr_t)(i + 1)));
    }
    for (size_t i = 0; i < r->side[0].thing->rule_count; i++) {
        const struct lc_sql_rule *a = r->side[0].thing->rules[i];
        LC_TRY(key_of(r, a, 0, &r->side[0].keys[i], &gone[i]));
        uintptr_t at = (uintptr_t)lc_map_get(&by_key, lc_str(r->side[0].keys[i]));
        if (!at) {
            continue;
        }
        at = choose(r, a, next, at);
        const struct lc_sql_rule *b = r->side[1].thing->rules[at - 1];
        r->side[0].matched[i] = r->side[1].matched[at - 1] = true;
        LC_TRY(terms(r, a, b, r->side[0].keys[i]));
        if (a->name && b->name && strcmp(a->name, b->name) != 0) {
            LC_TRY(say(r, LC_RULE_SQL_CONSTRAINT_RENAMED, CTR_LEVEL_INFO, CTR_LEVEL_INFO,
                       LC_DDL_NOBODY, a, b, lc_format(ctx, "%s\n%s", a->name, b->name),
                       lc_format(ctx, "was called '%s'", a->name)));
        }
    }
    return CTR_OK;
}

/* Unique columns that are the primary key now are as unique as before. */
static bool became_primary(const struct rules *r, const struct lc_sql_rule *a)
{
    const struct lc_sql_thing *b = r->side[1].thing;
    for (size_t i = 0; a->kind == LC_DDL_UNIQUE && !a->text && i < b->rule_count; i++) {
        bool key = b->rules[i]->kind == LC_DDL_PRIMARY || b->rules[i]->kind == LC_DDL_UNIQUE;
        if (key && !b->rules[i]->text && same_columns(r, a, b->rules[i])) {
            return true;
        }
    }
    return false;
}

ctr_status lc_sql_compare_rules(struct lc_sql_cmp *x, const char *part,
                                const struct lc_sql_thing *older, const struct lc_sql_thing *newer)
{
    struct rules r = {.x = x, .part = part, .side = {{.thing = older}, {.thing = newer}}};
    bool *gone = lc_new(x->c->ctx, older->rule_count + 1, sizeof *gone);
    if (!older->rule_count && !newer->rule_count) {
        return gone ? CTR_OK : CTR_E_NOMEM;
    }
    LC_TRY(gone ? CTR_OK : CTR_E_NOMEM);
    LC_TRY(find_moved(&r));
    LC_TRY(match(&r, gone));
    for (size_t i = 0; i < older->rule_count; i++) {
        const struct lc_sql_rule *a = older->rules[i];
        long other = r.side[0].matched[i] ? -1 : successor(&r, a);
        if (other >= 0) {
            r.side[1].matched[other] = true;
            const char *key =
                lc_format(x->c->ctx, "%s\n%s", r.side[0].keys[i], r.side[1].keys[other]);
            LC_TRY(key ? pair(&r, a, newer->rules[other], key) : CTR_E_NOMEM);
        } else if (!r.side[0].matched[i] && !became_primary(&r, a)) {
            LC_TRY(removed(&r, a, r.side[0].keys[i], gone[i]));
        }
    }
    for (size_t i = 0; i < newer->rule_count; i++) {
        if (!r.side[1].matched[i]) {
            LC_TRY(added(&r, newer->rules[i], r.side[1].keys[i]));
        }
    }
    return CTR_OK;
}
