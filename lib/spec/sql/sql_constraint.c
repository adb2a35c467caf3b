/* Constraints of a table, and indexes. */
#include "spec/sql/sql.h"

/* The key's columns hold no null; in SQLite that is known when the table's options are. */
ctr_status lc_sql_primary(struct lc_sql_schema *s, struct lc_sql_thing *t,
                          const struct lc_sql_rule *rule)
{
    for (size_t i = 0; i < t->rule_count; i++) {
        if (t->rules[i]->kind == LC_DDL_PRIMARY) {
            return lc_sql_fail(s, rule->node, "'%s' has a primary key already; expected one alone",
                               t->name);
        }
    }
    for (uint32_t i = 0; i < rule->count; i++) {
        struct lc_sql_column *col = lc_sql_find_column(t, rule->columns[i]);
        if (col && s->dialect != LC_DDL_SQLITE) {
            col->not_null = true;
        }
    }
    return lc_sql_add_rule(s, t, rule);
}

/* ---- terms */

ctr_status lc_sql_add_terms(struct lc_sql_cursor *c, uint32_t from, const char **terms)
{
    const char *text = lc_sql_text(c, from, c->i);
    *terms = text && *terms ? lc_format(c->s->ctx, "%s, %s", *terms, text) : text;
    return *terms ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sql_read_terms(struct lc_sql_cursor *c, const char **terms, bool *done)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    bool usual = lc_sql_take2(c, "nulls", "distinct") || lc_sql_take2(c, "not", "deferrable") ||
                 lc_sql_take2(c, "initially", "immediate");
    *done = true;
    if (usual) {
        return CTR_OK;
    }
    if (lc_sql_take2(c, "nulls", "not")) {
        LC_TRY(lc_sql_want(c, "distinct"));
    } else if (lc_sql_take2(c, "on", "conflict")) {
        if (lc_sql_take(c, "abort")) {
            return CTR_OK;
        }
        lc_sql_skip(c);
    } else if (!lc_sql_take(c, "deferrable") && !lc_sql_take2(c, "initially", "deferred")) {
        *done = false;
        return CTR_OK;
    }
    return lc_sql_add_terms(c, from, terms);
}

/* Of a column of an index: its collation and class of operators say what is equal; its order does
 * not matter. */
static ctr_status column_terms(struct lc_sql_cursor *c, const char *column, const char **terms)
{
    bool first = true;
    while (!lc_sql_item_done(c)) {
        uint32_t from = c->i;
        if (lc_sql_take(c, "asc") || lc_sql_take(c, "desc") || lc_sql_take2(c, "nulls", "first") ||
            lc_sql_take2(c, "nulls", "last")) {
            continue;
        }
        if (first) {
            *terms = *terms ? lc_format(c->s->ctx, "%s, %s", *terms, column)
                            : lc_dup_c(c->s->ctx, column);
            first = false;
        }
        const char *text = NULL;
        if (lc_sql_take(c, "collate")) {
            LC_TRY(lc_sql_collation(c, &text));
            text = lc_format(c->s->ctx, "collate %s", text);
        } else {
            lc_sql_skip(c);
            text = lc_sql_text(c, from, c->i);
        }
        *terms = text && *terms ? lc_format(c->s->ctx, "%s %s", *terms, text) : NULL;
        if (!*terms) {
            return CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}

/* ---- columns */

/* Behind the name of a column stands what says its length, order or equality: another sign makes
 * it an expression, and where there are no classes of operators, another word does. */
static bool is_expression(struct lc_sql_cursor *c)
{
    static const char *const behind[] = {"asc", "desc", "collate", "nulls", ",", ")", NULL};
    const struct lc_value *first = lc_sql_peek(c);
    const struct lc_value *next = lc_sql_peek2(c);
    if (!first || first->kind == LC_DDL_OP || first->kind == LC_DDL_NUMBER) {
        return true;
    }
    for (size_t i = 0; next && behind[i]; i++) {
        if (lc_str_eq_nocase(lc_raw(next), lc_str(behind[i]))) {
            return false;
        }
    }
    if (next && lc_str_is(lc_raw(next), "(")) {
        return c->s->dialect != LC_DDL_MYSQL;
    }
    return next && (next->kind == LC_DDL_OP || c->s->dialect == LC_DDL_SQLITE);
}

/* One column, a name with a length and an order, or an expression. */
static ctr_status index_column(struct lc_sql_cursor *c, const char **out, const char **terms)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    if (is_expression(c)) {
        while (!lc_sql_item_done(c) && !lc_sql_is(c, "asc") && !lc_sql_is(c, "desc")) {
            lc_sql_skip(c);
        }
        *out = lc_sql_expression(c, from, c->i);
    } else {
        LC_TRY(lc_sql_column_name(c, out, NULL));
        if (lc_sql_is(c, "(")) { /* of MySQL: so many characters of it */
            from = c->i;
            lc_sql_skip(c);
            const char *length = lc_sql_text(c, from, c->i);
            *out = length && *out ? lc_format(c->s->ctx, "%s %s", *out, length) : NULL;
        }
    }
    return *out ? column_terms(c, *out, terms) : CTR_E_NOMEM;
}

ctr_status lc_sql_read_index_columns(struct lc_sql_cursor *c, struct lc_sql_rule *rule)
{
    size_t room = 0;
    LC_TRY(lc_sql_want(c, "("));
    do {
        const char **more =
            lc_grow(c->s->ctx, rule->columns, rule->count, &room, sizeof *rule->columns);
        if (!more) {
            return CTR_E_NOMEM;
        }
        rule->columns = more;
        LC_TRY(index_column(c, &more[rule->count], &rule->terms));
        rule->count++;
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

/* What becomes of rows that refer to one that goes, or changes. */
static ctr_status action(struct lc_sql_cursor *c, const char **out)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    bool nothing = lc_sql_take2(c, "no", "action") ||
                   (c->s->dialect == LC_DDL_MYSQL && lc_sql_take(c, "restrict"));
    if (!nothing && !lc_sql_take2(c, "set", "null") && !lc_sql_take2(c, "set", "default")) {
        lc_sql_skip(c);
    }
    if (lc_sql_is(c, "(")) {
        lc_sql_skip(c);
    }
    *out = nothing ? "" : lc_sql_text(c, from, c->i);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sql_read_references(struct lc_sql_cursor *c, struct lc_sql_rule *rule)
{
    const char *removed = "";
    const char *updated = "";
    const char *match = "";
    rule->kind = LC_DDL_FOREIGN;
    LC_TRY(lc_sql_table_name(c, &rule->target, NULL));
    if (lc_sql_is(c, "(")) {
        LC_TRY(lc_sql_names(c, &rule->target_columns, &rule->target_count));
    }
    for (;;) {
        if (lc_sql_take2(c, "on", "delete")) {
            LC_TRY(action(c, &removed));
        } else if (lc_sql_take2(c, "on", "update")) {
            LC_TRY(action(c, &updated));
        } else if (lc_sql_take(c, "match")) {
            match = lc_sql_is(c, "simple") ? "" : lc_sql_text(c, c->i, c->i + 1);
            LC_TRY(match ? CTR_OK : CTR_E_NOMEM);
            lc_sql_skip(c);
        } else {
            break;
        }
    }
    rule->removed = removed;
    rule->updated = updated;
    rule->matching = match;
    rule->actions =
        lc_format(c->s->ctx, "%s%s%s%s%s%s", *removed ? " on delete " : "", removed,
                  *updated ? " on update " : "", updated, *match ? " match " : "", match);
    rule->actions = rule->actions && *rule->actions ? rule->actions + 1 : rule->actions;
    return rule->actions ? CTR_OK : CTR_E_NOMEM;
}

bool lc_sql_is_constraint(struct lc_sql_cursor *c)
{
    const struct lc_value *second = lc_sql_peek2(c);
    bool mysql = c->s->dialect == LC_DDL_MYSQL || c->s->dialect == LC_DDL_ANY;
    bool paren = second && lc_str_is(lc_raw(second), "(");
    if (lc_sql_is2(c, "primary", "key") || lc_sql_is2(c, "foreign", "key")) {
        return true;
    }
    if (lc_sql_is(c, "constraint") || lc_sql_is2(c, "exclude", "using") ||
        (lc_sql_is(c, "exclude") && paren)) {
        return true;
    }
    if (lc_sql_is(c, "check") && paren) {
        return true;
    }
    if (lc_sql_is(c, "unique") &&
        (paren || lc_sql_is2(c, "unique", "key") || lc_sql_is2(c, "unique", "index") ||
         lc_sql_is2(c, "unique", "nulls") || lc_sql_is2(c, "unique", "using") || mysql)) {
        return true;
    }
    return mysql &&
           (lc_sql_is(c, "fulltext") || lc_sql_is(c, "spatial") ||
            ((lc_sql_is(c, "index") || lc_sql_is(c, "key")) && c->s->dialect == LC_DDL_MYSQL));
}

/* What follows a constraint and says when it is judged or how it is kept. *enforced is false if it
 * never is. */
static ctr_status tail(struct lc_sql_cursor *c, struct lc_sql_rule *rule, bool *enforced)
{
    *enforced = true;
    while (!lc_sql_item_done(c) && !(c->s->dialect == LC_DDL_SQLITE && lc_sql_is_constraint(c))) {
        if (lc_sql_take(c, "where")) {
            uint32_t from = (lc_sql_peek(c), c->i);
            while (!lc_sql_item_done(c)) {
                lc_sql_skip(c);
            }
            rule->text = lc_sql_expression(c, from, c->i);
        } else if (lc_sql_take2(c, "no", "inherit")) {
            rule->alone = true;
        } else if (lc_sql_take2(c, "not", "enforced")) {
            *enforced = false;
        } else {
            bool terms;
            LC_TRY(lc_sql_read_terms(c, &rule->terms, &terms));
            if (!terms) {
                lc_sql_skip(c);
            }
        }
    }
    return c->s->ctx->error ? ctr_error_status(c->s->ctx->error) : CTR_OK;
}

static ctr_status exclusion(struct lc_sql_cursor *c, struct lc_sql_rule *rule)
{
    uint32_t from = c->i;
    rule->kind = LC_DDL_EXCLUDE;
    lc_sql_skip_item(c);
    rule->text = lc_sql_text(c, from, c->i);
    return rule->text ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status condition(struct lc_sql_cursor *c, struct lc_sql_rule *rule)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    if (!lc_sql_is(c, "(")) {
        return lc_sql_unexpected(c, "'(' and a condition behind CHECK");
    }
    lc_sql_skip(c);
    rule->kind = LC_DDL_CHECK;
    rule->text = lc_sql_expression(c, from, c->i);
    return rule->text ? CTR_OK : CTR_E_NOMEM;
}

/* [name] [USING method] (columns) of a key. USING INDEX takes over the columns of that index. */
static ctr_status key_columns(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                              struct lc_sql_rule *rule)
{
    const struct lc_value *next = lc_sql_peek(c);
    if (lc_sql_take2(c, "using", "index")) {
        const char *name;
        LC_TRY(lc_sql_column_name(c, &name, NULL));
        long at = lc_sql_find_rule(t, name, LC_DDL_KEYS);
        if (at < 0) {
            ctr_status status = lc_sql_fail(c->s, next,
                                            "'%s' has no index '%s'; expected one that was created "
                                            "before",
                                            t->name, name);
            lc_detail(c->s->ctx, "missing", "index");
            lc_detail(c->s->ctx, "table", t->name);
            lc_detail(c->s->ctx, "name", name);
            return status;
        }
        rule->columns = t->rules[at]->columns;
        rule->count = t->rules[at]->count;
        rule->terms = t->rules[at]->terms;
        rule->text = t->rules[at]->text;
        rule->name = rule->name ? rule->name : name;
        lc_sql_drop_rule(t, (size_t)at);
        return CTR_OK;
    }
    bool named = next && (next->kind == LC_DDL_WORD || next->kind == LC_DDL_QUOTED) &&
                 !lc_sql_is(c, "using") && !lc_sql_is(c, "nulls");
    if (named) {
        LC_TRY(lc_sql_column_name(c, &rule->name, &rule->node));
    }
    if (lc_sql_take(c, "using")) {
        lc_sql_skip(c);
    }
    bool terms;
    LC_TRY(lc_sql_read_terms(c, &rule->terms, &terms));
    return lc_sql_read_index_columns(c, rule);
}

static ctr_status check_columns(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                                const struct lc_sql_rule *rule)
{
    for (uint32_t i = 0; i < rule->count && !t->opaque; i++) {
        struct lc_sql_column *col;
        if (!strpbrk(rule->columns[i], " (")) {
            LC_TRY(lc_sql_column_must(c->s, t, rule->columns[i], rule->node, &col));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_read_constraint(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    struct lc_sql_rule rule = {.node = lc_sql_peek(c), .kind = LC_DDL_INDEX};
    bool enforced;
    if (lc_sql_take(c, "constraint") && !lc_sql_is2(c, "primary", "key") &&
        !lc_sql_is2(c, "foreign", "key")) {
        if (!(lc_sql_is(c, "unique") || lc_sql_is(c, "check"))) {
            LC_TRY(lc_sql_column_name(c, &rule.name, &rule.node));
        }
    }
    if (lc_sql_take2(c, "primary", "key")) {
        rule.kind = LC_DDL_PRIMARY;
        LC_TRY(key_columns(c, t, &rule));
    } else if (lc_sql_take2(c, "foreign", "key")) {
        if (!lc_sql_is(c, "(")) { /* MySQL: the index may have a name */
            LC_TRY(lc_sql_column_name(c, &rule.name, &rule.node));
        }
        LC_TRY(lc_sql_names(c, &rule.columns, &rule.count));
        LC_TRY(lc_sql_want(c, "references"));
        LC_TRY(lc_sql_read_references(c, &rule));
    } else if (lc_sql_take(c, "unique")) {
        rule.kind = LC_DDL_UNIQUE;
        if (!lc_sql_take(c, "key")) {
            lc_sql_take(c, "index");
        }
        LC_TRY(key_columns(c, t, &rule));
    } else if (lc_sql_take(c, "check")) {
        LC_TRY(condition(c, &rule));
    } else if (lc_sql_is(c, "exclude")) {
        LC_TRY(exclusion(c, &rule));
    } else if (lc_sql_take(c, "not")) { /* PostgreSQL 18: NOT NULL of a table */
        struct lc_sql_column *col;
        const char *name;
        const struct lc_value *node;
        LC_TRY(lc_sql_want(c, "null"));
        LC_TRY(lc_sql_column_name(c, &name, &node));
        LC_TRY(lc_sql_column_must(c->s, t, name, node, &col));
        col->not_null = true;
        col->not_null_name = rule.name;
        return tail(c, &rule, &enforced);
    } else if ((rule.fulltext = lc_sql_take(c, "fulltext")) || lc_sql_take(c, "spatial") ||
               lc_sql_is(c, "index") || lc_sql_is(c, "key")) {
        if (!lc_sql_take(c, "index")) {
            lc_sql_take(c, "key");
        }
        LC_TRY(key_columns(c, t, &rule));
    } else {
        return lc_sql_unexpected(c, "PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK or EXCLUDE");
    }
    LC_TRY(tail(c, &rule, &enforced));
    LC_TRY(check_columns(c, t, &rule));
    if (!enforced) {
        return CTR_OK;
    }
    return rule.kind == LC_DDL_PRIMARY ? lc_sql_primary(c->s, t, &rule)
                                       : lc_sql_add_rule(c->s, t, &rule);
}

struct lc_sql_column *lc_sql_find_not_null(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                                           const char *name)
{
    for (size_t i = 0; s->dialect == LC_DDL_POSTGRESQL && i < t->count; i++) {
        struct lc_sql_column *col = t->columns[i];
        if (col->not_null && col->not_null_name && strcmp(col->not_null_name, name) == 0) {
            return col;
        }
    }
    return NULL;
}

/* Behind CREATE [UNIQUE | FULLTEXT] INDEX. */
ctr_status lc_sql_create_index(struct lc_sql_cursor *c, bool unique, bool fulltext)
{
    struct lc_sql_rule rule = {
        .kind = unique ? LC_DDL_UNIQUE : LC_DDL_INDEX, .index = true, .fulltext = fulltext};
    struct lc_sql_thing *t;
    bool lenient = false;
    bool enforced;
    lc_sql_take(c, "concurrently");
    if (lc_sql_take2(c, "if", "not")) {
        LC_TRY(lc_sql_want(c, "exists"));
        lenient = true;
    }
    rule.node = lc_sql_peek(c);
    if (!lc_sql_is(c, "on")) {
        const char *name;
        LC_TRY(lc_sql_column_name(c, &name, &rule.node));
        if (lc_sql_take(c, ".")) {
            LC_TRY(lc_sql_column_name(c, &name, &rule.node));
        }
        rule.name = name;
    }
    if (lc_sql_take(c, "using")) {
        lc_sql_skip(c);
    }
    LC_TRY(lc_sql_want(c, "on"));
    lc_sql_take(c, "only");
    LC_TRY(lc_sql_find_next(c, true, "table", &t, NULL));
    if (lc_sql_take(c, "using")) {
        lc_sql_skip(c);
    }
    LC_TRY(lc_sql_read_index_columns(c, &rule));
    LC_TRY(tail(c, &rule, &enforced));
    if (lenient && rule.name && lc_sql_find_rule(t, rule.name, LC_DDL_KEYS) >= 0) {
        return CTR_OK;
    }
    LC_TRY(check_columns(c, t, &rule));
    return lc_sql_add_rule(c->s, t, &rule);
}
