/*
 * CREATE SCHEMA with what it creates in the schema. PostgreSQL treats these elements as statements
 * of their own, in an order in which they find each other.
 */
#include "spec/sql/sql.h"

/* One that begins at `from` and ends before `to`. */
struct element {
    uint32_t from;
    uint32_t to;
};

static bool is_word(const struct lc_sql_cursor *c, uint32_t i, const char *word)
{
    return i < c->count && c->at[i].kind == LC_DDL_WORD &&
           lc_str_eq_nocase(lc_raw(&c->at[i]), lc_str(word));
}

/* CREATE and GRANT are no names; what GRANT gives may be CREATE. */
static bool begins(const struct lc_sql_cursor *c, uint32_t i)
{
    bool given = i > 0 && (is_word(c, i - 1, "grant") || lc_str_is(lc_raw(&c->at[i - 1]), ","));
    return is_word(c, i, "grant") || (is_word(c, i, "create") && !given);
}

/* The next element at *i or behind it; false if there is none. */
static bool next(const struct lc_sql_cursor *c, uint32_t *i, struct element *out)
{
    struct lc_sql_cursor at = *c;
    at.i = *i;
    while (!lc_sql_done(&at) && !begins(&at, at.i)) {
        lc_sql_skip(&at);
    }
    out->from = at.i;
    while (!lc_sql_done(&at) && (at.i == out->from || !begins(&at, at.i))) {
        lc_sql_skip(&at);
    }
    out->to = *i = at.i;
    return out->to > out->from;
}

/* Where an element stands in the order: by what it creates. */
static int place_of(const struct lc_sql_cursor *c, const struct element *e)
{
    static const char *const kinds[] = {"sequence", "table", "view", "index", "trigger", NULL};
    int place = 0;
    uint32_t most = e->to < e->from + 6 ? e->to : e->from + 6;
    for (uint32_t i = e->from + 1; i < most; i++) {
        for (place = 0; kinds[place]; place++) {
            if (is_word(c, i, kinds[place])) {
                return place;
            }
        }
    }
    return (int)(sizeof kinds / sizeof kinds[0]) - 1;
}

static ctr_status apply_all(const struct lc_sql_cursor *c, uint32_t first)
{
    enum { PLACES = 6 };
    for (int place = 0; place < PLACES; place++) {
        struct element e;
        uint32_t i = first;
        LC_TRY(lc_spend(c->s->ctx, 1 + (c->count - first) / 64));
        while (next(c, &i, &e)) {
            struct lc_sql_cursor one = {c->s, c->at + e.from, 0, e.to - e.from, c->whole};
            LC_TRY(place_of(c, &e) == place ? lc_sql_apply(&one) : CTR_OK);
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_create_schema(struct lc_sql_cursor *c, lc_sql_head *head)
{
    struct lc_sql_schema *s = c->s;
    struct lc_sql_cursor name = *c;
    struct lc_sql_cursor own = *c;
    struct element first = {0};
    uint32_t i = c->i;
    bool some = s->dialect != LC_DDL_MYSQL && next(c, &i, &first);
    own.count = some ? first.from : c->count;
    LC_TRY(head(&own));
    c->i = some ? c->count : own.i;
    if (!some) {
        return CTR_OK;
    }
    const char **path = s->path;
    const size_t count = s->path_count;
    const char **inner = lc_new(s->ctx, count + 1, sizeof *inner);
    LC_TRY(inner ? CTR_OK : CTR_E_NOMEM);
    if (lc_sql_take2(&name, "if", "not")) {
        lc_sql_take(&name, "exists");
    }
    lc_sql_take(&name, "authorization");
    LC_TRY(lc_sql_name(&name, &inner[0], NULL));
    if (count) {
        memcpy(inner + 1, path, count * sizeof *path);
    }
    s->path = inner;
    s->path_count = count + 1;
    LC_TRY(apply_all(c, first.from));
    s->path = path;
    s->path_count = count;
    return CTR_OK;
}
