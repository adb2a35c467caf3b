/*
 * Views. Where the select list is plain, the columns are known and the rest of the query is one
 * text; else the whole query is.
 */
#include "spec/sql/sql_view.h"

/* One item of a select list: its name, and what it is made of. False if no name is to be seen. */
static bool item_name(struct lc_sql_cursor *c, uint32_t from, uint32_t to,
                      const struct lc_value **name, uint32_t *end)
{
    const struct lc_value *last = &c->at[to - 1];
    bool nameable = last->kind == LC_DDL_WORD || last->kind == LC_DDL_QUOTED;
    bool aliased = to - from >= 2 && lc_str_eq_nocase(lc_raw(&c->at[to - 2]), LC_STR("as"));
    bool path = (to - from == 1 || to - from == 3 || to - from == 5);
    for (uint32_t i = from + 1; path && i + 1 < to; i += 2) {
        path = lc_str_is(lc_raw(&c->at[i]), ".");
    }
    *name = last;
    *end = aliased ? to - 2 : to;
    return nameable && (aliased || path);
}

static ctr_status add_item(struct lc_sql_cursor *c, struct lc_sql_thing *v, uint32_t from,
                           uint32_t to, bool *known)
{
    const struct lc_value *name;
    uint32_t end;
    if (to <= from || !item_name(c, from, to, &name, &end)) {
        *known = false;
        return CTR_OK;
    }
    struct lc_sql_column *col = lc_new(c->s->ctx, 1, sizeof *col);
    if (!col) {
        return CTR_E_NOMEM;
    }
    *col = (struct lc_sql_column){.node = name};
    col->name = lc_sql_key(c->s, name, true);
    col->generated = lc_sql_text(c, from, end); /* what it is made of */
    if (!col->name || !col->generated) {
        return CTR_E_NOMEM;
    }
    if (lc_sql_find_column(v, col->name)) {
        *known = false;
        return CTR_OK;
    }
    return lc_sql_add_column(c->s, v, col);
}

static void forget_columns(struct lc_sql_thing *v)
{
    v->count = 0;
    v->by_name = (struct lc_map){.seed = v->by_name.seed};
    v->opaque = true;
}

static bool is_name(const struct lc_value *t)
{
    return t && (t->kind == LC_DDL_WORD || t->kind == LC_DDL_QUOTED);
}

/* The column of the table that the item is, if it is no more than its name. */
static const struct lc_sql_column *source_of(const struct lc_sql_thing *table, const char *made)
{
    const char *last = strrchr(made, ' ');
    bool bare = !strchr(made, '(') && (!last || (last > made && last[-1] == '.'));
    return bare ? lc_sql_find_column(table, last ? last + 1 : made) : NULL;
}

/* FROM table [[AS] other], and nothing more: all rows of that table are seen, and no others. */
static ctr_status find_base(const struct lc_sql_cursor *from, struct lc_sql_thing *v)
{
    struct lc_sql_cursor c = *from;
    struct lc_sql_thing *table;
    lc_sql_take(&c, "from");
    const uint32_t name = (lc_sql_peek(&c), c.i);
    while (is_name(lc_sql_peek(&c)) && lc_sql_peek2(&c) &&
           lc_str_is(lc_raw(lc_sql_peek2(&c)), ".")) {
        c.i += 2;
    }
    if (!is_name(lc_sql_peek(&c))) {
        return CTR_OK;
    }
    c.i = name;
    LC_TRY(lc_sql_find_next(&c, false, "table", &table, NULL));
    lc_sql_take(&c, "as");
    c.i += is_name(lc_sql_peek(&c));
    if (!table || table->kind != LC_DDL_TABLE || !lc_sql_done(&c)) {
        return CTR_OK;
    }
    v->base = table;
    v->base_name = table->name;
    for (size_t i = 0; i < v->count; i++) {
        v->columns[i]->source = source_of(table, v->columns[i]->generated);
    }
    return CTR_OK;
}

static bool ends_query(struct lc_sql_cursor *c)
{
    static const char *const joins[] = {"union", "intersect", "except", NULL};
    for (size_t i = 0; joins[i]; i++) {
        if (lc_sql_is(c, joins[i])) {
            return true;
        }
    }
    return false;
}

/* SELECT items FROM rest; *known is false where that is not what stands here. */
static ctr_status plain_query(struct lc_sql_cursor *c, struct lc_sql_thing *v, bool *known)
{
    *known = lc_sql_take(c, "select");
    if (lc_sql_is(c, "distinct") || lc_sql_is(c, "all")) {
        *known = false;
    }
    uint32_t from = (lc_sql_peek(c), c->i);
    while (*known && !lc_sql_done(c)) {
        bool stop = lc_sql_is(c, "from");
        if (stop || lc_sql_is(c, ",")) {
            LC_TRY(add_item(c, v, from, c->i, known));
            if (stop) {
                break;
            }
            from = c->i + 1;
        }
        lc_sql_skip(c);
    }
    *known = *known && lc_sql_is(c, "from");
    from = c->i;
    while (*known && !lc_sql_done(c)) {
        *known = !ends_query(c);
        lc_sql_skip(c);
    }
    if (!*known) {
        return CTR_OK;
    }
    c->i = from;
    v->text = lc_sql_text(c, from, c->count);
    return v->text ? find_base(c, v) : CTR_E_NOMEM;
}

/* Names that were given to the columns of the view itself. */
static ctr_status rename_columns(struct lc_sql_cursor *c, struct lc_sql_thing *v,
                                 const struct lc_sql_cursor *names)
{
    struct lc_sql_cursor n = *names;
    uint32_t count;
    const char **keys;
    LC_TRY(lc_sql_names(&n, &keys, &count));
    if (!v->opaque && count != v->count) {
        forget_columns(v);
    }
    struct lc_sql_column **made = v->columns;
    bool sources = !v->opaque;
    v->columns = NULL;
    v->count = v->room = 0;
    v->by_name = (struct lc_map){.seed = v->by_name.seed};
    v->opaque = false;
    n = *names;
    n.i++;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_sql_column *col = lc_new(c->s->ctx, 1, sizeof *col);
        if (!col) {
            return CTR_E_NOMEM;
        }
        *col = (struct lc_sql_column){.name = keys[i], .node = lc_sql_peek(&n)};
        col->generated = sources ? made[i]->generated : NULL;
        col->source = sources ? made[i]->source : NULL;
        lc_sql_skip(&n);
        lc_sql_take(&n, ",");
        LC_TRY(lc_sql_add_column(c->s, v, col));
    }
    return CTR_OK;
}

/* What is named in the query, to know what goes with a table that is dropped. */
static ctr_status keep_words(struct lc_sql_cursor *c, struct lc_sql_thing *v, uint32_t from)
{
    const struct lc_value **words = lc_new(c->s->ctx, c->count - from + 1, sizeof *words);
    if (!words) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = from; i < c->count; i++) {
        if (c->at[i].kind == LC_DDL_WORD || c->at[i].kind == LC_DDL_QUOTED) {
            words[v->word_count++] = &c->at[i];
        }
    }
    v->words = words;
    return CTR_OK;
}

static ctr_status query(struct lc_sql_cursor *c, struct lc_sql_thing *v)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    bool known;
    struct lc_sql_cursor at = *c;
    LC_TRY(lc_sql_view_tail(c, v, &at.count));
    LC_TRY(keep_words(&at, v, from));
    LC_TRY(plain_query(&at, v, &known));
    if (!known) {
        forget_columns(v);
        v->text = lc_sql_text(&at, from, at.count);
    }
    c->i = c->count;
    return v->text ? CTR_OK : CTR_E_NOMEM;
}

/* CREATE OR REPLACE: its triggers, and what was said of it, stay. */
static ctr_status begin_anew(struct lc_sql_schema *s, struct lc_sql_thing *v,
                             const struct lc_value *node)
{
    forget_columns(v);
    v->columns = NULL; /* they are looked at once more */
    v->room = 0;
    v->opaque = false;
    v->node = node;
    v->text = NULL;
    v->words = NULL;
    v->word_count = 0;
    v->base = NULL;
    v->base_name = NULL;
    memset(v->term, 0, sizeof v->term);
    return lc_sql_can_be_named(s, node, &v->was);
}

/* What PostgreSQL fills a column of the view with stays with it. */
static void keep_defaults(struct lc_sql_thing *v, const struct lc_sql_thing *before)
{
    for (size_t i = 0; i < before->count; i++) {
        struct lc_sql_column *col = lc_sql_find_column(v, before->columns[i]->name);
        if (col) {
            col->fallback = before->columns[i]->fallback;
        }
    }
}

/* [(names)] [WITH (options)] AS query */
static ctr_status definition(struct lc_sql_cursor *c, struct lc_sql_thing *v)
{
    struct lc_sql_cursor names = *c;
    bool named = lc_sql_is(c, "(");
    while (!lc_sql_done(c) && !lc_sql_is(c, "as")) {
        if (lc_sql_take(c, "with") && lc_sql_is(c, "(")) {
            LC_TRY(lc_sql_view_options(c, v, true));
        } else {
            lc_sql_skip(c); /* names of columns, how it is kept */
        }
    }
    LC_TRY(lc_sql_want(c, "as"));
    LC_TRY(query(c, v));
    return named ? rename_columns(c, v, &names) : CTR_OK;
}

/* Behind CREATE … VIEW. */
ctr_status lc_sql_create_view(struct lc_sql_cursor *c, bool temporary, bool replace)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_thing *v;
    struct lc_sql_thing before = {0};
    const struct lc_sql_cursor head = *c;
    bool materialized =
        c->i >= 2 && lc_str_eq_nocase(lc_raw(&c->at[c->i - 2]), LC_STR("materialized"));
    bool lenient = lc_sql_take2(c, "if", "not");
    if (lenient) {
        LC_TRY(lc_sql_want(c, "exists"));
    }
    LC_TRY(lc_sql_table_name(c, &name, &node));
    v = lc_sql_find(c->s, name);
    if (v && lenient) {
        c->i = c->count;
        return CTR_OK;
    }
    if (v && replace && v->kind == LC_DDL_VIEW) {
        before = *v;
        LC_TRY(begin_anew(c->s, v, node));
    } else {
        LC_TRY(lc_sql_add_thing(c->s, LC_DDL_VIEW, name, node, &v));
    }
    v->temporary = temporary;
    v->materialized = materialized;
    LC_TRY(lc_sql_view_head(&head, v));
    LC_TRY(definition(c, v));
    keep_defaults(v, &before);
    return CTR_OK;
}
