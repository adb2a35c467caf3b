/* Types of PostgreSQL: enums, domains, composites; anything else as one text. */
#include "spec/sql/sql.h"

static ctr_status value(struct lc_sql_cursor *c, const char **out, const struct lc_value **node)
{
    *node = lc_sql_peek(c);
    if (!*node || (*node)->kind != LC_DDL_STRING) {
        return lc_sql_unexpected(c, "a value in quotes");
    }
    c->i++;
    *out = lc_sql_string(c->s, *node);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static bool has_value(const struct lc_sql_thing *t, const char *text)
{
    return lc_map_get(&t->value_of, lc_str(text)) != NULL;
}

static long index_of(const struct lc_sql_thing *t, const char *text)
{
    for (size_t i = 0; has_value(t, text) && i < t->value_count; i++) {
        if (strcmp(t->values[i], text) == 0) {
            return (long)i;
        }
    }
    return -1;
}

static ctr_status enum_values(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    LC_TRY(lc_sql_want(c, "("));
    if (lc_sql_take(c, ")")) {
        return CTR_OK;
    }
    do {
        const char *text;
        const struct lc_value *node;
        LC_TRY(value(c, &text, &node));
        if (has_value(t, text)) {
            return lc_sql_fail(c->s, node, "'%s' has the value '%s' already; expected it once",
                               t->name, text);
        }
        LC_TRY(lc_sql_add_value(c->s, t, text, node, t->value_count));
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

static ctr_status attribute_type(struct lc_sql_cursor *c, struct lc_sql_column *col)
{
    col->collation = NULL;
    LC_TRY(lc_sql_read_type(c, &col->type));
    return lc_sql_take(c, "collate") ? lc_sql_collation(c, &col->collation) : CTR_OK;
}

static ctr_status attribute(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    struct lc_sql_column *col = lc_new(c->s->ctx, 1, sizeof *col);
    if (!col) {
        return CTR_E_NOMEM;
    }
    *col = (struct lc_sql_column){0};
    LC_TRY(lc_sql_column_name(c, &col->name, &col->node));
    LC_TRY(lc_sql_add_column(c->s, t, col));
    return attribute_type(c, col);
}

/* Behind CREATE TYPE. */
ctr_status lc_sql_create_type(struct lc_sql_cursor *c)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_thing *t;
    LC_TRY(lc_sql_table_name(c, &name, &node));
    lc_sql_take(c, "as");
    uint32_t from = (lc_sql_peek(c), c->i);
    if (lc_sql_take(c, "enum")) {
        LC_TRY(lc_sql_add_thing(c->s, LC_DDL_ENUM, name, node, &t));
        return enum_values(c, t);
    }
    if (from > 0 && lc_str_eq_nocase(lc_raw(&c->at[from - 1]), LC_STR("as")) &&
        lc_sql_take(c, "(")) {
        LC_TRY(lc_sql_add_thing(c->s, LC_DDL_COMPOSITE, name, node, &t));
        if (lc_sql_take(c, ")")) {
            return CTR_OK;
        }
        do {
            LC_TRY(attribute(c, t));
        } while (lc_sql_take(c, ","));
        return lc_sql_want(c, ")");
    }
    LC_TRY(lc_sql_add_thing(c->s, LC_DDL_OTHER_TYPE, name, node, &t));
    t->text = lc_sql_text(c, from, c->count);
    c->i = c->count;
    return t->text ? CTR_OK : CTR_E_NOMEM;
}

/* Behind CREATE DOMAIN: a column without a table. */
ctr_status lc_sql_create_domain(struct lc_sql_cursor *c)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_thing *t;
    struct lc_sql_column *col = lc_new(c->s->ctx, 1, sizeof *col);
    LC_TRY(lc_sql_table_name(c, &name, &node));
    LC_TRY(lc_sql_add_thing(c->s, LC_DDL_DOMAIN, name, node, &t));
    if (!col) {
        return CTR_E_NOMEM;
    }
    *col = (struct lc_sql_column){.name = "value", .node = node};
    LC_TRY(lc_sql_add_column(c->s, t, col));
    lc_sql_take(c, "as");
    return lc_sql_read_column(c, t, col);
}

/* ---- ALTER TYPE ---- */

static ctr_status missing_value(struct lc_sql_cursor *c, const struct lc_sql_thing *t,
                                const char *text, const struct lc_value *node)
{
    ctr_status status = lc_sql_fail(
        c->s, node, "'%s' has no value '%s'; expected one of its values", t->name, text);
    lc_detail(c->s->ctx, "missing", "value");
    lc_detail(c->s->ctx, "table", t->name);
    lc_detail(c->s->ctx, "name", text);
    return status;
}

static ctr_status add_value(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *text;
    const char *beside;
    const struct lc_value *node;
    const struct lc_value *other;
    size_t at = t->value_count;
    bool lenient = lc_sql_take2(c, "if", "not");
    if (lenient) {
        LC_TRY(lc_sql_want(c, "exists"));
    }
    LC_TRY(value(c, &text, &node));
    bool before = lc_sql_is(c, "before");
    if (before || lc_sql_is(c, "after")) {
        c->i++;
        LC_TRY(value(c, &beside, &other));
        LC_TRY(lc_spend(c->s->ctx, t->value_count));
        long i = index_of(t, beside);
        if (i < 0) {
            return missing_value(c, t, beside, other);
        }
        at = (size_t)i + !before;
    }
    if (has_value(t, text)) {
        return lenient
                   ? CTR_OK
                   : lc_sql_fail(c->s, node, "'%s' has the value '%s' already; expected it once",
                                 t->name, text);
    }
    return lc_sql_add_value(c->s, t, text, node, at);
}

static ctr_status rename_value(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *from;
    const char *to;
    const struct lc_value *node;
    LC_TRY(value(c, &from, &node));
    LC_TRY(lc_spend(c->s->ctx, t->value_count));
    long i = index_of(t, from);
    if (i < 0) {
        return missing_value(c, t, from, node);
    }
    LC_TRY(lc_sql_want(c, "to"));
    LC_TRY(value(c, &to, &node));
    t->values[i] = to;
    t->value_nodes[i] = node;
    LC_TRY(lc_map_set(c->s->ctx, &t->value_of, lc_str(from), NULL));
    return lc_map_set(c->s->ctx, &t->value_of, lc_str(to), t);
}

static ctr_status rename_to(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_value *node;
    const char *name;
    const char *dot = strrchr(t->name, '.');
    LC_TRY(lc_sql_name(c, &name, &node));
    if (dot) {
        name = lc_format(c->s->ctx, "%.*s.%s", (int)(dot - t->name), t->name, name);
    }
    return name ? lc_sql_rename_thing(c->s, t, name, node) : CTR_E_NOMEM;
}

static ctr_status change_attribute(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_column *col;
    if (lc_sql_take2(c, "add", "attribute")) {
        return attribute(c, t);
    }
    bool drop = lc_sql_take2(c, "drop", "attribute");
    bool rename = !drop && lc_sql_take2(c, "rename", "attribute");
    if (!drop && !rename && !lc_sql_take2(c, "alter", "attribute")) {
        return lc_sql_keep(c);
    }
    bool lenient = lc_sql_take2(c, "if", "exists");
    LC_TRY(lc_sql_column_name(c, &name, &node));
    if (lenient && !lc_sql_find_column(t, name)) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_column_must(c->s, t, name, node, &col));
    if (drop) {
        LC_TRY(lc_sql_drop_column(c->s, t, col, node));
    } else if (rename) {
        LC_TRY(lc_sql_want(c, "to"));
        LC_TRY(lc_sql_column_name(c, &name, &node));
        LC_TRY(lc_sql_rename_column(c->s, t, col, name, node));
    } else {
        lc_sql_take2(c, "set", "data");
        LC_TRY(lc_sql_want(c, "type"));
        LC_TRY(attribute_type(c, col));
    }
    return CTR_OK;
}

/* Of the type, and with CASCADE of the tables OF it. */
static ctr_status attribute_action(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_sql_cursor from = *c;
    LC_TRY(change_attribute(c, t));
    bool cascade = lc_sql_take(c, "cascade");
    for (size_t i = 0; cascade && i < t->heir_count; i++) {
        struct lc_sql_cursor again = from;
        LC_TRY(lc_spend(c->s->ctx, 1));
        if (lc_sql_find(c->s, t->heirs[i]->name) == t->heirs[i]) {
            LC_TRY(change_attribute(&again, t->heirs[i]));
        }
    }
    lc_sql_take(c, "restrict");
    return CTR_OK;
}

/* Behind ALTER TYPE. */
ctr_status lc_sql_alter_type(struct lc_sql_cursor *c)
{
    struct lc_sql_thing *t;
    LC_TRY(lc_sql_find_next(c, true, "type", &t, NULL));
    if (lc_sql_take2(c, "add", "value")) {
        return add_value(c, t);
    }
    if (lc_sql_take2(c, "rename", "value")) {
        return rename_value(c, t);
    }
    if (lc_sql_take2(c, "rename", "to")) {
        return rename_to(c, t);
    }
    if (lc_sql_take2(c, "owner", "to")) {
        lc_sql_skip(c);
        return CTR_OK;
    }
    do {
        LC_TRY(attribute_action(c, t));
    } while (lc_sql_take(c, ","));
    return CTR_OK;
}

/* Behind ALTER DOMAIN. */
ctr_status lc_sql_alter_domain(struct lc_sql_cursor *c)
{
    struct lc_sql_thing *t;
    LC_TRY(lc_sql_find_next(c, true, "domain", &t, NULL));
    struct lc_sql_column *col = t->count ? t->columns[0] : NULL;
    if (!col) {
        return lc_sql_keep(c);
    }
    if (lc_sql_take(c, "add")) {
        return lc_sql_read_constraints(c, t, col);
    }
    if (lc_sql_take2(c, "drop", "constraint")) {
        const char *name;
        lc_sql_take2(c, "if", "exists");
        LC_TRY(lc_sql_column_name(c, &name, NULL));
        long at = lc_sql_find_called(c->s, t, name, LC_DDL_CHECKS);
        if (at >= 0) {
            lc_sql_drop_rule(t, (size_t)at);
        }
        lc_sql_skip(c);
        return CTR_OK;
    }
    bool set = lc_sql_take(c, "set");
    bool drop = !set && lc_sql_take(c, "drop");
    if ((set || drop) && lc_sql_take2(c, "not", "null")) {
        col->not_null = set;
        return CTR_OK;
    }
    if (set && lc_sql_is(c, "default")) {
        return lc_sql_read_constraints(c, t, col);
    }
    if (drop && lc_sql_take(c, "default")) {
        col->fallback = NULL;
        return CTR_OK;
    }
    if (lc_sql_take2(c, "rename", "to")) {
        return rename_to(c, t);
    }
    if (lc_sql_take(c, "validate") || lc_sql_take(c, "owner")) {
        c->i = c->count;
        return CTR_OK;
    }
    return lc_sql_keep(c);
}
