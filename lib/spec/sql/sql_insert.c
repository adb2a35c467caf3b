/* INSERT … SELECT, of which only one thing matters: whether a table got all that another has. */
#include "spec/sql/sql.h"

/* Columns, by name; NULL = something else. */
struct list {
    const char **names;
    size_t count;
    size_t room;
    bool known; /* that is all there is in it */
};

static ctr_status add_name(struct lc_sql_schema *s, const char *name, struct list *out)
{
    out->names = lc_grow(s->ctx, out->names, out->count, &out->room, sizeof *out->names);
    LC_TRY(out->names ? CTR_OK : CTR_E_NOMEM);
    out->names[out->count++] = name;
    return CTR_OK;
}

static ctr_status list_all(struct lc_sql_schema *s, const struct lc_sql_thing *t, bool generated,
                           struct list *out)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->columns[i]->generated && !generated) {
            continue;
        }
        LC_TRY(add_name(s, t->columns[i]->name, out));
    }
    out->known = true;
    return CTR_OK;
}

static bool is_name(const struct lc_value *t)
{
    return t && (t->kind == LC_DDL_WORD || t->kind == LC_DDL_QUOTED);
}

/* The columns to fill, up to the parenthesis. */
static ctr_status list_targets(struct lc_sql_cursor *c, struct list *out)
{
    do {
        const char *name;
        if (!is_name(lc_sql_peek(c))) { /* MySQL: INSERT INTO a () VALUES () */
            return CTR_OK;
        }
        LC_TRY(lc_sql_column_name(c, &name, NULL));
        LC_TRY(add_name(c->s, name, out));
    } while (lc_sql_take(c, ","));
    out->known = lc_sql_take(c, ")");
    return CTR_OK;
}

/* An item that is a column, as t.a or a, under whatever name; NULL: it is something else. */
static ctr_status item(struct lc_sql_cursor *c, const char **out)
{
    *out = NULL;
    while (lc_sql_peek2(c) && lc_str_is(lc_raw(lc_sql_peek2(c)), ".")) {
        lc_sql_skip(c);
        lc_sql_take(c, ".");
    }
    if (is_name(lc_sql_peek(c))) {
        LC_TRY(lc_sql_column_name(c, out, NULL));
    }
    if (lc_sql_take(c, "as")) {
        lc_sql_skip(c);
    }
    return CTR_OK;
}

/* What is selected, up to FROM. What is called there may make one row of all. */
static ctr_status list_items(struct lc_sql_cursor *c, struct list *out)
{
    if (lc_sql_is(c, "distinct")) {
        return CTR_OK;
    }
    do {
        const char *name;
        LC_TRY(item(c, &name));
        while (!lc_sql_item_done(c) && !lc_sql_is(c, "from")) {
            if (lc_sql_is(c, "(")) {
                return CTR_OK;
            }
            name = NULL;
            lc_sql_skip(c);
        }
        LC_TRY(add_name(c->s, name, out));
    } while (lc_sql_take(c, ","));
    out->known = lc_sql_take(c, "from");
    return CTR_OK;
}

/* True if each column that both tables have is filled from itself. */
static ctr_status fills(struct lc_sql_schema *s, const struct lc_sql_thing *from,
                        const struct lc_sql_thing *to, const struct list *into,
                        const struct list *items, bool *out)
{
    struct lc_map source = {.seed = s->seed};
    *out = into->known && items->known && into->count == items->count;
    for (size_t i = 0; *out && i < into->count; i++) {
        LC_TRY(lc_spend(s->ctx, 1));
        LC_TRY(lc_map_set(s->ctx, &source, lc_str(into->names[i]),
                          (void *)(uintptr_t)items->names[i]));
    }
    for (size_t i = 0; *out && i < from->count; i++) {
        const char *name = from->columns[i]->name;
        const char *by = lc_map_get(&source, lc_str(name));
        *out = !lc_sql_find_column(to, name) || from->columns[i]->generated ||
               (by && strcmp(by, name) == 0);
    }
    return CTR_OK;
}

/* Behind INSERT: INTO a [(columns)] SELECT columns FROM b, of all rows. A table that is built anew
 * keeps its rows so; OR IGNORE may leave some out. */
ctr_status lc_sql_insert(struct lc_sql_cursor *c)
{
    struct lc_sql_thing *to;
    struct lc_sql_thing *from = NULL;
    struct list into = {0};
    struct list items = {0};
    bool whole;
    if (!lc_sql_take(c, "into")) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_find_next(c, false, "table", &to, NULL));
    if (!to) {
        return CTR_OK;
    }
    to->filled = true;
    LC_TRY(lc_sql_take(c, "(") ? list_targets(c, &into) : list_all(c->s, to, false, &into));
    if (!lc_sql_take(c, "select")) {
        return CTR_OK;
    }
    struct lc_sql_cursor list = *c;
    while (!lc_sql_done(c) && !lc_sql_is(c, "from")) {
        lc_sql_skip(c);
    }
    if (!lc_sql_take(c, "from") || lc_sql_done(c) || lc_sql_is(c, "(")) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_find_next(c, false, "table", &from, NULL));
    if (!from || !lc_sql_done(c)) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_is2(&list, "*", "from") ? list_all(c->s, from, true, &items)
                                          : list_items(&list, &items));
    LC_TRY(fills(c->s, from, to, &into, &items, &whole));
    to->copy_of = whole && to != from ? from : to->copy_of;
    return CTR_OK;
}
