/* ALTER TABLE, as all three know it. What only one of them has is in sql_alter_more.c. */
#include "spec/sql/sql.h"
#include "spec/sql/sql_view.h"

static ctr_status column_of(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                            struct lc_sql_column **out, const struct lc_value **node)
{
    const char *name;
    LC_TRY(lc_sql_column_name(c, &name, node));
    return lc_sql_column_must(c->s, t, name, *node, out);
}

/* FIRST and AFTER of MySQL: the place of the column that came last. */
static ctr_status place(struct lc_sql_cursor *c, struct lc_sql_thing *t, struct lc_sql_column *col)
{
    size_t from = 0;
    size_t to = 0;
    const struct lc_value *node;
    struct lc_sql_column *after;
    bool first = lc_sql_take(c, "first");
    if (!first && !lc_sql_take(c, "after")) {
        return CTR_OK;
    }
    while (t->columns[from] != col) {
        from++;
    }
    memmove(t->columns + from, t->columns + from + 1, (t->count - from - 1) * sizeof col);
    if (!first) {
        LC_TRY(column_of(c, t, &after, &node));
        while (to + 1 < t->count && t->columns[to] != after) {
            to++;
        }
        to++;
        to = to < t->count ? to : t->count - 1;
    }
    memmove(t->columns + to + 1, t->columns + to, (t->count - to - 1) * sizeof col);
    t->columns[to] = col;
    return CTR_OK;
}

static ctr_status new_column(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool lenient)
{
    struct lc_sql_column *col = lc_new(c->s->ctx, 1, sizeof *col);
    if (!col) {
        return CTR_E_NOMEM;
    }
    *col = (struct lc_sql_column){0};
    LC_TRY(lc_sql_column_name(c, &col->name, &col->node));
    if (lenient && lc_sql_find_column(t, col->name)) {
        lc_sql_skip_item(c);
        return CTR_OK;
    }
    LC_TRY(lc_sql_add_column(c->s, t, col));
    LC_TRY(lc_sql_read_column(c, t, col));
    return place(c, t, col);
}

static ctr_status add(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    bool column = lc_sql_take(c, "column");
    bool lenient = lc_sql_take2(c, "if", "not");
    if (lenient) {
        LC_TRY(lc_sql_want(c, "exists"));
    }
    if (!column && lc_sql_is_constraint(c)) {
        return lc_sql_read_constraint(c, t);
    }
    if (!lc_sql_take(c, "(")) {
        return new_column(c, t, lenient);
    }
    do { /* MySQL: several at once */
        if (lc_sql_is_constraint(c)) {
            LC_TRY(lc_sql_read_constraint(c, t));
        } else {
            LC_TRY(new_column(c, t, lenient));
        }
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

static ctr_status drop_named(struct lc_sql_cursor *c, struct lc_sql_thing *t, const char *what,
                             int kinds)
{
    const char *name;
    const struct lc_value *node;
    bool lenient = lc_sql_take2(c, "if", "exists");
    LC_TRY(lc_sql_column_name(c, &name, &node));
    LC_TRY(lc_spend(c->s->ctx, 1 + t->rule_count / 64));
    bool any = kinds == (LC_DDL_KEYS | LC_DDL_FOREIGNS | LC_DDL_CHECKS);
    /* an index of that name is the last to be meant */
    long at = any ? lc_sql_find_called(c->s, t, name, kinds & ~LC_DDL_KEYS) : -1;
    at = at < 0 ? lc_sql_find_called(c->s, t, name, kinds) : at;
    bool index = (kinds & LC_DDL_KEYS) && lc_sql_may_be_index(c->s, t, name);
    struct lc_sql_column *col = any && at < 0 ? lc_sql_find_not_null(c->s, t, name) : NULL;
    LC_TRY(any && at < 0 ? lc_spend(c->s->ctx, 1 + t->count / 64) : CTR_OK);
    if (col) {
        col->not_null = false;
        col->not_null_name = NULL;
        return CTR_OK;
    }
    if (at < 0 && !lenient && !index) {
        ctr_status status =
            lc_sql_fail(c->s, node, "'%s' has no %s '%s'; expected one that it has, or IF EXISTS",
                        t->name, what, name);
        lc_detail(c->s->ctx, "missing", what);
        lc_detail(c->s->ctx, "table", t->name);
        lc_detail(c->s->ctx, "name", name);
        return status;
    }
    if (at >= 0) {
        const struct lc_sql_rule *gone = t->rules[at];
        lc_sql_drop_rule(t, (size_t)at);
        return lc_sql_is(c, "cascade") ? lc_sql_drop_references(c, t, gone) : CTR_OK;
    }
    return CTR_OK;
}

/* With CASCADE: triggers and policies that name the column, and references to its keys, go too. */
static ctr_status drop_users_of_column(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                                       const char *column)
{
    LC_TRY(lc_spend(c->s->ctx, 1 + c->s->object_count));
    for (size_t i = 0; i < c->s->object_count; i++) {
        struct lc_sql_object *o = c->s->objects[i];
        bool own = !o->gone && o->on && strcmp(o->on, t->name) == 0;
        const char *at = o->text;
        struct lc_str word;
        while (own && lc_sql_next_word(&at, &word) && !lc_str_is(word, "execute")) {
            o->gone = o->gone || lc_str_is(word, column);
        }
    }
    for (size_t i = t->rule_count; i-- > 0;) {
        bool key = i < t->rule_count &&
                   (t->rules[i]->kind == LC_DDL_PRIMARY || t->rules[i]->kind == LC_DDL_UNIQUE);
        bool over = false;
        for (uint32_t k = 0; key && k < t->rules[i]->count; k++) {
            over = over || strcmp(t->rules[i]->columns[k], column) == 0;
        }
        LC_TRY(over ? lc_sql_drop_references(c, t, t->rules[i]) : CTR_OK);
    }
    return CTR_OK;
}

/* MySQL: a word for what is meant, and its name; elsewhere such a word is the name of a column. */
static bool named_next(struct lc_sql_cursor *c)
{
    const struct lc_value *name = lc_sql_peek2(c);
    return name && (name->kind == LC_DDL_WORD || name->kind == LC_DDL_QUOTED) &&
           (c->s->dialect == LC_DDL_MYSQL || c->s->dialect == LC_DDL_ANY);
}

static ctr_status drop(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_value *node;
    const char *name;
    if (lc_sql_take2(c, "primary", "key")) {
        for (size_t i = t->rule_count; i-- > 0;) {
            if (t->rules[i]->kind == LC_DDL_PRIMARY) {
                lc_sql_drop_rule(t, i);
            }
        }
        return CTR_OK;
    }
    if (lc_sql_take2(c, "foreign", "key")) {
        return drop_named(c, t, "foreign key", LC_DDL_FOREIGNS);
    }
    if (lc_sql_take(c, "constraint")) {
        return drop_named(c, t, "constraint", LC_DDL_KEYS | LC_DDL_FOREIGNS | LC_DDL_CHECKS);
    }
    if (named_next(c) && lc_sql_take(c, "check")) {
        return drop_named(c, t, "check", LC_DDL_CHECKS);
    }
    if (named_next(c) && (lc_sql_take(c, "index") || lc_sql_take(c, "key"))) {
        return drop_named(c, t, "index", LC_DDL_KEYS);
    }
    lc_sql_take(c, "column");
    bool lenient = lc_sql_take2(c, "if", "exists");
    LC_TRY(lc_sql_column_name(c, &name, &node));
    struct lc_sql_column *col = lc_sql_find_column(t, name);
    if (!col && (lenient || t->opaque)) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_column_must(c->s, t, name, node, &col));
    LC_TRY(lc_sql_is(c, "cascade") ? drop_users_of_column(c, t, name) : CTR_OK);
    LC_TRY(lc_sql_drop_column(c->s, t, col, node));
    return lc_sql_is(c, "cascade") ? lc_sql_drop_views_of(c->s, t->name, name, node) : CTR_OK;
}

/* ---- ALTER COLUMN ---- */

/* A type without COLLATE goes back to its own collation. */
static ctr_status new_type(struct lc_sql_cursor *c, struct lc_sql_column *col)
{
    col->collation = NULL;
    return lc_sql_read_type(c, &col->type);
}

static ctr_status set(struct lc_sql_cursor *c, struct lc_sql_thing *t, struct lc_sql_column *col)
{
    if (lc_sql_take2(c, "not", "null")) {
        col->not_null = true;
        return CTR_OK;
    }
    if (lc_sql_is(c, "default")) {
        col->fallback = NULL; /* of a serial, too, whose default counts */
        col->identity = col->identity == LC_DDL_BY_DEFAULT ? LC_DDL_NO_IDENTITY : col->identity;
        return lc_sql_read_constraints(c, t, col);
    }
    if (lc_sql_is2(c, "data", "type")) {
        c->i += 2;
        return new_type(c, col);
    }
    if (lc_sql_take2(c, "expression", "as")) {
        uint32_t from = (lc_sql_peek(c), c->i);
        lc_sql_skip(c);
        col->generated = lc_sql_expression(c, from, c->i);
        return col->generated ? CTR_OK : CTR_E_NOMEM;
    }
    if (lc_sql_is(c, "visible") || lc_sql_is(c, "invisible")) {
        col->invisible = lc_sql_is(c, "invisible");
        c->i++;
        return CTR_OK;
    }
    if (lc_sql_is(c, "statistics") || lc_sql_is(c, "storage") || lc_sql_is(c, "compression") ||
        lc_sql_is(c, "(")) {
        lc_sql_skip_item(c);
        return CTR_OK;
    }
    return lc_sql_unexpected(c, "NOT NULL, DEFAULT, DATA TYPE, STATISTICS or STORAGE");
}

/* SET and RESTART of an identity, of which several may follow each other. What it goes on from is
 * no matter of the schema, but may be a number that is there already. */
static ctr_status recount(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                          struct lc_sql_column *col, uint32_t begin)
{
    bool restarts = false;
    while (!lc_sql_item_done(c)) {
        restarts = restarts || lc_sql_is(c, "restart");
        if (!lc_sql_take(c, "set")) {
            lc_sql_skip(c);
        } else if (lc_sql_take(c, "generated")) {
            col->identity = lc_sql_is(c, "always") ? LC_DDL_ALWAYS : LC_DDL_BY_DEFAULT;
        } else {
            LC_TRY(lc_sql_read_counting(c, &col->counting));
        }
    }
    c->i = restarts ? begin : c->i;
    return restarts ? lc_sql_keep_action(c, t) : CTR_OK;
}

/* One of its options is what stands behind SET. */
static bool sets_counting(struct lc_sql_cursor *c)
{
    static const char *const words[] = {"generated", "increment", "start", "minvalue", "maxvalue",
                                        "no",        "cycle",     "cache", "sequence", NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_sql_is2(c, "set", words[i])) {
            return true;
        }
    }
    return lc_sql_is(c, "restart");
}

static ctr_status unset(struct lc_sql_cursor *c, struct lc_sql_column *col)
{
    if (lc_sql_take2(c, "not", "null")) {
        col->not_null = false;
        col->not_null_name = NULL;
    } else if (lc_sql_take(c, "default")) {
        col->fallback = NULL;
        col->identity = col->identity == LC_DDL_BY_DEFAULT ? LC_DDL_NO_IDENTITY : col->identity;
    } else if (lc_sql_take(c, "identity")) {
        col->identity = LC_DDL_NO_IDENTITY;
    } else if (lc_sql_take(c, "expression")) {
        col->generated = NULL;
    } else {
        return lc_sql_unexpected(c, "NOT NULL, DEFAULT, IDENTITY or EXPRESSION");
    }
    lc_sql_take2(c, "if", "exists");
    return CTR_OK;
}

static ctr_status alter_column(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_value *node;
    struct lc_sql_column *col;
    lc_sql_take(c, "column");
    const uint32_t begin = (lc_sql_peek(c), c->i);
    LC_TRY(column_of(c, t, &col, &node));
    const struct lc_sql_type before = col->type;
    if (sets_counting(c)) {
        return recount(c, t, col, begin);
    }
    if (lc_sql_take(c, "set")) {
        LC_TRY(set(c, t, col));
    } else if (lc_sql_take(c, "drop")) {
        LC_TRY(unset(c, col));
    } else if (lc_sql_take(c, "type")) {
        LC_TRY(new_type(c, col));
    } else if (lc_sql_take(c, "add")) {
        LC_TRY(lc_sql_read_constraints(c, t, col));
    } else if (lc_sql_take(c, "reset")) {
        lc_sql_skip_item(c);
    } else {
        return lc_sql_unexpected(c, "SET, DROP, TYPE, ADD or RESET");
    }
    if (lc_sql_take(c, "collate")) {
        LC_TRY(lc_sql_collation(c, &col->collation));
    }
    LC_TRY(lc_sql_retyped(c, t, col, &before, node));
    if (!lc_sql_take(c, "cascade")) {
        lc_sql_take(c, "restrict");
    }
    return lc_sql_item_done(c) ? CTR_OK : lc_sql_unexpected(c, "',' or the end of the statement");
}

/* ---- RENAME ---- */

static ctr_status rename_rule(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool constraint)
{
    const struct lc_value *node;
    const char *from;
    const char *to;
    LC_TRY(lc_sql_column_name(c, &from, &node));
    LC_TRY(lc_sql_want(c, "to"));
    LC_TRY(lc_sql_column_name(c, &to, &node));
    long at = constraint ? lc_sql_find_called(c->s, t, from, LC_DDL_FOREIGNS | LC_DDL_CHECKS) : -1;
    at = at < 0 ? lc_sql_find_called(c->s, t, from, LC_DDL_KEYS) : at;
    struct lc_sql_column *col = constraint && at < 0 ? lc_sql_find_not_null(c->s, t, from) : NULL;
    if (col) {
        col->not_null_name = to;
    }
    return at >= 0 ? lc_sql_rename_rule(c->s, t, (size_t)at, to, node) : CTR_OK;
}

ctr_status lc_sql_rename_to(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_value *node;
    const char *name;
    const char *dot = strrchr(t->name, '.');
    bool qualified = lc_sql_peek2(c) && lc_str_is(lc_raw(lc_sql_peek2(c)), ".");
    if (qualified) {
        LC_TRY(lc_sql_table_name(c, &name, &node));
        return lc_sql_rename_thing(c->s, t, name, node);
    }
    LC_TRY(lc_sql_name(c, &name, &node));
    if (dot) {
        name = lc_format(c->s->ctx, "%.*s.%s", (int)(dot - t->name), t->name, name);
    }
    return name ? lc_sql_rename_thing(c->s, t, name, node) : CTR_E_NOMEM;
}

static ctr_status rename_it(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_value *node;
    const char *name;
    struct lc_sql_column *col;
    if (lc_sql_take(c, "to") || lc_sql_take(c, "as")) {
        return lc_sql_rename_to(c, t);
    }
    const struct lc_value *second = lc_sql_peek2(c);
    bool alone = !second || lc_str_is(lc_raw(second), ",");
    if (alone && (c->s->dialect == LC_DDL_MYSQL || c->s->dialect == LC_DDL_ANY)) {
        return lc_sql_rename_to(c, t);
    }
    if (second && !lc_str_eq_nocase(lc_raw(second), LC_STR("to"))) { /* else it names a column */
        bool constraint = lc_sql_take(c, "constraint");
        if (constraint || lc_sql_take(c, "index") || lc_sql_take(c, "key")) {
            return rename_rule(c, t, constraint);
        }
        if (!lc_sql_take(c, "column") && c->s->dialect == LC_DDL_MYSQL) {
            return lc_sql_rename_to(c, t);
        }
    }
    LC_TRY(column_of(c, t, &col, &node));
    LC_TRY(lc_sql_want(c, "to"));
    LC_TRY(lc_sql_column_name(c, &name, &node));
    return lc_sql_rename_column(c->s, t, col, name, node);
}

/* ---- the statement ---- */

static ctr_status action(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    bool done = false;
    LC_TRY(t->kind == LC_DDL_VIEW ? lc_sql_alter_view(c, t, &done) : CTR_OK);
    LC_TRY(done ? CTR_OK : lc_sql_alter_more(c, t, &done));
    if (done) {
        return CTR_OK;
    }
    if (lc_sql_take(c, "add")) {
        return add(c, t);
    }
    if (lc_sql_take(c, "drop")) {
        LC_TRY(drop(c, t));
        if (!lc_sql_take(c, "cascade")) {
            lc_sql_take(c, "restrict");
        }
        return CTR_OK;
    }
    if (lc_sql_take(c, "alter")) {
        return alter_column(c, t);
    }
    if (lc_sql_take(c, "rename")) {
        return rename_it(c, t);
    }
    return lc_sql_unexpected(c, "an action of ALTER TABLE, as ADD, DROP, ALTER or RENAME");
}

/* Behind ALTER TABLE (or VIEW, of which only a new name is looked at). */
ctr_status lc_sql_alter_table(struct lc_sql_cursor *c)
{
    struct lc_sql_thing *t;
    bool lenient = lc_sql_take2(c, "if", "exists");
    bool only = lc_sql_take(c, "only");
    LC_TRY(lc_sql_find_next(c, !lenient, "table", &t, NULL));
    lc_sql_take(c, "*");
    if (!t) {
        c->i = c->count;
        return CTR_OK;
    }
    do {
        const struct lc_sql_cursor from = *c;
        LC_TRY(action(c, t));
        LC_TRY(only ? CTR_OK : lc_sql_hand_down(&from, t, action));
    } while (lc_sql_take(c, ","));
    return CTR_OK;
}
