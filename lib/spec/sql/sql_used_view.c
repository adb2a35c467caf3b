/*
 * What lies beneath a view that a statement writes: the tables of its query, whose constraints and
 * types are asked of what is written, through views over views. Where the query is of one table,
 * a column of the view is that column there; what cannot be told is all of the tables.
 */
#include "spec/sql/sql_used.h"

enum { DEPTH = 32 };

/* Tables and views that stand behind FROM or JOIN in the query, anywhere in it. */
struct beneath {
    const struct lc_sql_thing **things;
    size_t count;
    size_t room;
};

static ctr_status down(struct lc_sql_use *u, const struct lc_sql_thing *v, const char *column,
                       uint32_t depth);

static ctr_status add(struct lc_sql_use *u, struct beneath *b, const struct lc_sql_thing *t)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->things[i] == t) {
            return CTR_OK;
        }
    }
    const struct lc_sql_thing **more =
        lc_grow(u->s.ctx, b->things, b->count, &b->room, sizeof *b->things);
    if (!more) {
        return CTR_E_NOMEM;
    }
    b->things = more;
    b->things[b->count++] = t;
    return lc_spend(u->s.ctx, b->count);
}

/* By the word as a name, with the word before it as its schema, or on the path. */
static ctr_status named(struct lc_sql_use *u, const struct lc_value *before,
                        const struct lc_value *word, const struct lc_sql_thing **out)
{
    const struct lc_value dot = {.kind = LC_DDL_OP, .count = 1, .chars = "."};
    const struct lc_value tokens[] = {before ? *before : *word, dot, *word};
    struct lc_sql_cursor c = {&u->s, tokens, before ? 0 : 2, 3, word};
    struct lc_sql_thing *t;
    LC_TRY(lc_sql_find_next(&c, false, "table", &t, NULL));
    *out = t && t->kind <= LC_DDL_VIEW && !t->temporary ? t : NULL;
    return CTR_OK;
}

static bool is_empty(const struct lc_value *t)
{
    return t->kind == LC_DDL_QUOTED && t->count <= 2;
}

static ctr_status find(struct lc_sql_use *u, const struct lc_sql_thing *v, struct beneath *out)
{
    static const char *const begin[] = {"from", "join", "straight_join", NULL};
    static const char *const end[] = {"where", "group", "having", "order", "limit", "select",
                                      "on",    "using", "window", "union", NULL};
    bool tables = false;
    if (v->base) { /* and nothing else */
        return v->base->temporary ? CTR_OK : add(u, out, v->base);
    }
    LC_TRY(lc_spend(u->s.ctx, 1 + v->word_count));
    for (size_t i = 0; i < v->word_count; i++) {
        const struct lc_value *word = v->words[i];
        const struct lc_sql_thing *t = NULL;
        bool starts = lc_sql_word_in(word, begin);
        tables = starts || (tables && !lc_sql_word_in(word, end));
        if (!tables || starts || is_empty(word)) {
            continue;
        }
        LC_TRY(named(u, NULL, word, &t));
        if (!t && i && !is_empty(v->words[i - 1])) {
            LC_TRY(named(u, v->words[i - 1], word, &t));
        }
        LC_TRY(t && t != v ? add(u, out, t) : CTR_OK);
    }
    return CTR_OK;
}

/* The name of a column of what lies beneath, if that of the view is no more than that. */
static const char *source_of(const struct lc_sql_thing *v, const char *column)
{
    const struct lc_sql_column *col = lc_sql_find_column(v, column);
    const char *made = col ? col->generated : NULL;
    const char *last = made ? strrchr(made, ' ') : NULL;
    bool bare = made && !strchr(made, '(') && (!last || (last > made && last[-1] == '.'));
    return bare ? last ? last + 1 : made : NULL;
}

/* `column`: NULL is all of it. */
static ctr_status one(struct lc_sql_use *u, const struct lc_sql_thing *t, const char *column,
                      uint32_t depth)
{
    const struct lc_sql_column *col = column ? lc_sql_find_column(t, column) : NULL;
    bool whole = !col && (!column || t->opaque || t->inherits);
    if (!col && !whole) {
        return CTR_OK; /* it is another table's */
    }
    LC_TRY(lc_sql_tell_part(u, col ? lc_format(u->s.ctx, "%s.%s", t->name, col->name) : t->name));
    return t->kind == LC_DDL_VIEW ? down(u, t, col ? col->name : NULL, depth + 1) : CTR_OK;
}

static ctr_status down(struct lc_sql_use *u, const struct lc_sql_thing *v, const char *column,
                       uint32_t depth)
{
    struct beneath b = {0};
    const char *key = lc_format(u->s.ctx, "%s.%s", v->name, column ? column : "*");
    if (!key) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&u->written, lc_str(key)) || v->materialized) {
        return CTR_OK;
    }
    if (depth == DEPTH) {
        return lc_doc_fail_as(u->s.ctx, u->s.doc, CTR_E_LIMIT, u->c.whole->offset,
                              "views stand more than %d deep over the table that this writes",
                              DEPTH);
    }
    LC_TRY(lc_map_set(u->s.ctx, &u->written, lc_str(key), u));
    const char *source = column ? source_of(v, column) : NULL;
    LC_TRY(find(u, v, &b));
    for (size_t i = 0; i < b.count; i++) {
        LC_TRY(one(u, b.things[i], source, depth));
    }
    return CTR_OK;
}

ctr_status lc_sql_use_beneath(struct lc_sql_use *u, const struct lc_sql_source *source,
                              const char *column)
{
    bool view = source->written && source->thing->kind == LC_DDL_VIEW;
    return view ? down(u, source->thing, column, 0) : CTR_OK;
}
