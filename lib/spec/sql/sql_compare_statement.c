/* Comparing statements that are kept: those that act on the same thing are a history. */
#include "spec/sql/sql.h"

struct lines {
    struct lc_sql_cmp *x;
    bool open_differ; /* those that may act on anything */
};

static ctr_status said(struct lc_sql_cmp *x, enum lc_rule_id rule, const struct lc_sql_kept *a,
                       const struct lc_sql_kept *b, const char *what)
{
    const char *text = b ? b->text : a->text;
    const struct lc_sql_say say = {
        .rule = rule,
        .backward = CTR_LEVEL_UNDECIDED,
        .forward = CTR_LEVEL_UNDECIDED,
        .touches = LC_DDL_BRW | LC_DDL_FRW,
        .part = "/",
        .node = {a ? a->node : NULL, b ? b->node : NULL},
        .arguments = lc_format(x->c->ctx, "statement  %016llx",
                               (unsigned long long)lc_hash(text, strlen(text), 0)),
        .message = lc_format(x->c->ctx, "statement '%.200s' %s", text, what)};
    return say.arguments && say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

/* How often one side has more of a text than the other. */
struct surplus {
    size_t of[2];
    bool told;
};

static ctr_status count(struct lc_sql_cmp *x, const struct lc_sql_line *line, size_t from, int side,
                        struct lc_map *texts)
{
    for (size_t i = from; line && i < line->count; i++) {
        const struct lc_str text = lc_str(line->kept[i].text);
        struct surplus *s = lc_map_get(texts, text);
        if (!s) {
            s = lc_new(x->c->ctx, 1, sizeof *s);
            LC_TRY(s ? CTR_OK : CTR_E_NOMEM);
            *s = (struct surplus){0};
            LC_TRY(lc_map_set(x->c->ctx, texts, text, s));
        }
        s->of[side]++;
    }
    return CTR_OK;
}

/* What one side has more often behind the beginning that both share; *out: something is. */
static ctr_status alone(struct lc_sql_cmp *x, const struct lc_sql_line *line, size_t from, int side,
                        struct lc_map *texts, bool *out)
{
    for (size_t i = from; line && i < line->count; i++) {
        const struct lc_sql_kept *k = &line->kept[i];
        struct surplus *s = lc_map_get(texts, lc_str(k->text));
        bool more = s && s->of[side] > s->of[1 - side];
        *out = *out || more;
        if (!more || s->told) {
            continue;
        }
        s->told = true;
        LC_TRY(side ? said(x, LC_RULE_SQL_STATEMENT_ADDED, NULL, k,
                           "was added; what it does is not known")
                    : said(x, LC_RULE_SQL_STATEMENT_REMOVED, k, NULL,
                           "was removed; what it does is not known"));
    }
    return CTR_OK;
}

static ctr_status moved(struct lc_sql_cmp *x, const struct lc_sql_kept *a,
                        const struct lc_sql_kept *b)
{
    return said(x, LC_RULE_SQL_STATEMENT_ORDER_CHANGED, a, b,
                "stands in another place among those that act on the same thing");
}

static ctr_status compare_line(struct lines *l, const struct lc_sql_line *a,
                               const struct lc_sql_line *b)
{
    struct lc_sql_cmp *x = l->x;
    struct lc_map texts = {.seed = x->schema[0]->seed};
    const size_t counts[2] = {a ? a->count : 0, b ? b->count : 0};
    size_t same = 0;
    bool some = false;
    LC_TRY(lc_spend(x->c->ctx, 1 + counts[0] + counts[1]));
    while (same < counts[0] && same < counts[1] &&
           strcmp(a->kept[same].text, b->kept[same].text) == 0) {
        same++;
    }
    LC_TRY(count(x, a, same, 0, &texts));
    LC_TRY(count(x, b, same, 1, &texts));
    LC_TRY(alone(x, a, same, 0, &texts, &some));
    LC_TRY(alone(x, b, same, 1, &texts, &some));
    if (!some && same < counts[0] && same < counts[1]) {
        some = true;
        LC_TRY(moved(x, &a->kept[same], &b->kept[same]));
    }
    for (size_t i = 0; !some && !l->open_differ && i < same; i++) {
        if (a->kept[i].before != b->kept[i].before) {
            some = true;
            LC_TRY(moved(x, &a->kept[i], &b->kept[i]));
        }
    }
    l->open_differ = l->open_differ || ((a ? a : b)->subject[0] == '\0' && some);
    return CTR_OK;
}

static struct lc_sql_line *line_of(const struct lc_sql_cmp *x, int side, const char *subject)
{
    return lc_map_get(&x->schema[side]->line_of, lc_str(subject));
}

/* What may act on anything may act on a table that is there by then. */
static ctr_status compare_tables(struct lines *l)
{
    struct lc_sql_cmp *x = l->x;
    const struct lc_sql_line *a = line_of(x, 0, "");
    const struct lc_sql_line *b = line_of(x, 1, "");
    for (size_t i = 0; a && b && !l->open_differ && i < x->schema[0]->count; i++) {
        const struct lc_sql_thing *t = x->schema[0]->things[i];
        const struct lc_sql_thing *now = lc_sql_find(x->schema[1], t->name);
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (now && now->behind != t->behind) {
            const size_t at = now->behind < t->behind ? now->behind : t->behind;
            return said(x, LC_RULE_SQL_STATEMENT_ORDER_CHANGED, &a->kept[at], &b->kept[at],
                        lc_format(x->c->ctx, "stands %s '%s' is created, and did not before",
                                  now->behind > at ? "before" : "behind where", t->name));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_compare_statements(struct lc_sql_cmp *x)
{
    struct lines l = {.x = x};
    const struct lc_sql_line *open[2] = {line_of(x, 0, ""), line_of(x, 1, "")};
    LC_TRY(open[0] || open[1] ? compare_line(&l, open[0], open[1]) : CTR_OK);
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < x->schema[side]->line_count; i++) {
            const struct lc_sql_line *line = x->schema[side]->lines[i];
            const struct lc_sql_line *other = line_of(x, 1 - side, line->subject);
            bool done = !line->subject[0] || (side && other);
            LC_TRY(done   ? CTR_OK
                   : side ? compare_line(&l, other, line)
                          : compare_line(&l, line, other));
        }
    }
    return compare_tables(&l);
}
