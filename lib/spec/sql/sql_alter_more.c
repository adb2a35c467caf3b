/* Actions of ALTER TABLE that only MySQL or only PostgreSQL has. */
#include "spec/sql/sql.h"

/* MODIFY and CHANGE say the whole column anew. */
static ctr_status anew(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool change)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_column *col;
    lc_sql_take(c, "column");
    LC_TRY(lc_sql_column_name(c, &name, &node));
    LC_TRY(lc_sql_column_must(c->s, t, name, node, &col));
    if (change) {
        LC_TRY(lc_sql_column_name(c, &name, &node));
        LC_TRY(lc_sql_rename_column(c->s, t, col, name, node));
    }
    const struct lc_sql_type before = col->type;
    *col = (struct lc_sql_column){.name = col->name, .node = node, .was = col->was};
    for (size_t i = 0; i < t->rule_count; i++) {
        for (uint32_t k = 0; t->rules[i]->kind == LC_DDL_PRIMARY && k < t->rules[i]->count; k++) {
            col->not_null = col->not_null || strcmp(t->rules[i]->columns[k], col->name) == 0;
        }
    }
    LC_TRY(lc_sql_read_column(c, t, col));
    if (lc_sql_is(c, "first") || lc_sql_is(c, "after")) {
        lc_sql_skip_item(c);
    }
    return lc_sql_retyped(c, t, col, &before, node);
}

/* What a table has of one parent more, or of one less, after which it is its own. */
static ctr_status count_parent(struct lc_sql_schema *s, struct lc_sql_thing *t,
                               const struct lc_sql_thing *parent, bool more)
{
    LC_TRY(lc_spend(s->ctx, 1 + parent->count));
    for (size_t i = 0; i < parent->count; i++) {
        struct lc_sql_column *col = lc_sql_find_column(t, parent->columns[i]->name);
        if (col) {
            col->parents = more ? col->parents + 1 : col->parents - (col->parents > 0);
            /* nothing of a partition is its own */
            col->brought = more ? col->brought || parent->partition : col->brought && col->parents;
        }
    }
    LC_TRY(lc_spend(s->ctx, parent->rule_count));
    for (size_t i = 0; parent->partition && i < parent->rule_count; i++) {
        const struct lc_sql_rule *r = parent->rules[i];
        long at = r->name && !r->alone ? lc_sql_find_rule(t, r->name, LC_DDL_CHECKS) : -1;
        if (at >= 0) {
            t->rules[at]->brought = more;
        }
    }
    return CTR_OK;
}

static ctr_status detach(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *name;
    LC_TRY(lc_sql_table_name(c, &name, NULL));
    LC_TRY(lc_sql_drop_partition(c->s, t, name));
    struct lc_sql_thing *heir = lc_sql_find(c->s, name);
    if (heir && heir->whole == t) {
        heir->whole = NULL;
        LC_TRY(count_parent(c->s, heir, t, false));
    }
    lc_sql_drop_heir(t, heir);
    lc_sql_skip_item(c);
    return CTR_OK;
}

/* (PARTITION p0 VALUES …, …) */
static ctr_status new_partitions(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    LC_TRY(lc_sql_want(c, "("));
    do {
        LC_TRY(lc_sql_read_partition(c, t, true));
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

/* Rows stay in the table, whatever partitions it has then; nothing is said of those by hash. */
static ctr_status reorganize(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    if (lc_sql_item_done(c)) {
        return CTR_OK;
    }
    do {
        const char *name;
        LC_TRY(lc_sql_name(c, &name, NULL));
        LC_TRY(lc_sql_drop_partition(c->s, t, name));
    } while (lc_sql_take(c, ","));
    LC_TRY(lc_sql_want(c, "into"));
    return new_partitions(c, t);
}

/* Of MySQL: partitions by name, with their rows. */
static ctr_status partitions(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool *done)
{
    bool truncate = lc_sql_is2(c, "truncate", "partition");
    if (truncate || lc_sql_is2(c, "drop", "partition")) {
        const struct lc_value *node = lc_sql_peek(c);
        c->i += 2;
        do {
            if (truncate) {
                LC_TRY(lc_sql_rows_go(c->s, t, node));
                lc_sql_skip(c);
            } else {
                LC_TRY(detach(c, t));
            }
        } while (lc_sql_take(c, ","));
        return CTR_OK;
    }
    if (lc_sql_take2(c, "add", "partition")) {
        return lc_sql_is(c, "(") ? new_partitions(c, t) : (lc_sql_skip_item(c), CTR_OK);
    }
    if (lc_sql_take2(c, "reorganize", "partition")) {
        return reorganize(c, t);
    }
    *done = false;
    return CTR_OK;
}

static ctr_status set_schema(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const struct lc_value *node;
    const char *schema;
    const char *dot = strrchr(t->name, '.');
    LC_TRY(lc_sql_name(c, &schema, &node));
    const char *bare = dot ? dot + 1 : t->name;
    bool home = strcmp(schema, c->s->home ? c->s->home : "public") == 0;
    const char *name = home ? bare : lc_format(c->s->ctx, "%s.%s", schema, bare);
    return name ? lc_sql_rename_thing(c->s, t, name, node) : CTR_E_NOMEM;
}

/* What changes how it is kept, and nothing for those who read and write. */
static bool operational(struct lc_sql_cursor *c)
{
    static const char *const words[] = {
        "cluster",          "validate",       "reset",          "algorithm",  "lock",
        "engine_attribute", "order",          "auto_increment", "row_format", "import",
        "optimize",         "analyze",        "rebuild",        "coalesce",   "stats_persistent",
        "key_block_size",   "avg_row_length", "max_rows",       "min_rows",   NULL};
    static const char *const sets[] = {"tablespace", "without", "with", "(", NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_sql_is(c, words[i])) {
            return true;
        }
    }
    if (lc_sql_is(c, "force") && !lc_sql_is2(c, "force", "row")) { /* MySQL: builds it anew */
        return true;
    }
    for (size_t i = 0; sets[i]; i++) {
        if (lc_sql_is2(c, "set", sets[i])) {
            return true;
        }
    }
    return lc_sql_is2(c, "alter", "index") || lc_sql_is2(c, "disable", "keys") ||
           lc_sql_is2(c, "enable", "keys") ||
           (lc_sql_is2(c, "without", "validation") || lc_sql_is2(c, "with", "validation"));
}

/* Rules, row level security: who may do what, and what else happens then. */
static bool kept(struct lc_sql_cursor *c)
{
    return lc_sql_is(c, "enable") || lc_sql_is(c, "disable") || lc_sql_is(c, "no") ||
           lc_sql_is(c, "convert") || lc_sql_is(c, "of") ||
           lc_sql_is2(c, "remove", "partitioning") || lc_sql_is2(c, "force", "row") ||
           lc_sql_is(c, "exchange");
}

/* ALTER CONSTRAINT, and CHECK of MySQL: when a reference is judged is known anew; what came back
 * into force, or went out of it, is not. */
static ctr_status alter_constraint(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    struct lc_sql_cursor at = *c;
    const char *name;
    const char *terms = NULL;
    bool known = true;
    at.i += 2;
    LC_TRY(lc_sql_column_name(&at, &name, NULL));
    long rule = lc_sql_find_called(c->s, t, name, LC_DDL_FOREIGNS);
    while (known && !lc_sql_item_done(&at)) {
        LC_TRY(lc_sql_read_terms(&at, &terms, &known));
    }
    if (rule < 0 || !known) {
        return lc_sql_keep_action(c, t);
    }
    t->rules[rule]->terms = terms;
    *c = at;
    return CTR_OK;
}

/* INHERIT and NO INHERIT: rows of the one are found in the other. */
static ctr_status inheritance(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    struct lc_sql_cursor name = *c;
    struct lc_sql_thing *parent;
    bool ends = lc_sql_take(&name, "no");
    lc_sql_take(&name, "inherit");
    LC_TRY(lc_sql_find_next(&name, true, "table", &parent, NULL));
    LC_TRY(ends ? CTR_OK : lc_sql_add_heir(c->s, parent, t));
    LC_TRY(count_parent(c->s, t, parent, !ends));
    if (ends) {
        lc_sql_drop_heir(parent, t);
    }
    return lc_sql_keep_action(c, t);
}

/* What CREATE TABLE says behind the columns, which lc_sql_table_option() reads. */
static bool is_option(struct lc_sql_cursor *c)
{
    return lc_sql_is2(c, "partition", "by") || lc_sql_is(c, "engine") || lc_sql_is(c, "charset") ||
           lc_sql_is(c, "collate") || lc_sql_is2(c, "character", "set") ||
           lc_sql_is(c, "default") || lc_sql_is(c, "comment") || lc_sql_is(c, "union") ||
           lc_sql_is(c, "insert_method") || lc_sql_is(c, "connection");
}

static ctr_status attach(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *name;
    LC_TRY(lc_sql_table_name(c, &name, NULL));
    uint32_t from = (lc_sql_peek(c), c->i);
    lc_sql_skip_item(c);
    while (!lc_sql_done(c)) {
        lc_sql_skip(c);
    }
    struct lc_sql_thing *heir = lc_sql_find(c->s, name);
    if (heir) {
        heir->whole = t;
        LC_TRY(lc_sql_add_heir(c->s, t, heir));
        LC_TRY(count_parent(c->s, heir, t, true));
    }
    return lc_sql_add_partition(c->s, t, name, lc_sql_text(c, from, c->i));
}

ctr_status lc_sql_alter_more(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool *done)
{
    *done = true;
    if (lc_sql_is(c, "modify") || lc_sql_is(c, "change")) {
        bool change = lc_sql_is(c, "change");
        c->i++;
        return anew(c, t, change);
    }
    LC_TRY(partitions(c, t, done));
    if (*done) {
        return CTR_OK;
    }
    *done = true;
    if (lc_sql_take2(c, "attach", "partition")) {
        return attach(c, t);
    }
    if (lc_sql_is(c, "inherit") || lc_sql_is2(c, "no", "inherit")) {
        return inheritance(c, t);
    }
    if (lc_sql_take2(c, "detach", "partition")) {
        return detach(c, t);
    }
    if (lc_sql_take2(c, "set", "schema")) {
        return set_schema(c, t);
    }
    LC_TRY(lc_sql_storage_action(c, t, done));
    if (*done) {
        return CTR_OK;
    }
    *done = true;
    if (is_option(c)) {
        do { /* of which several may stand without a comma */
            LC_TRY(lc_sql_table_option(c, t));
        } while (!lc_sql_item_done(c));
        return CTR_OK;
    }
    if (lc_sql_is2(c, "alter", "constraint") || lc_sql_is2(c, "alter", "check")) {
        return alter_constraint(c, t);
    }
    if (lc_sql_is(c, "discard")) { /* with what is in it */
        LC_TRY(lc_sql_rows_go(c->s, t, lc_sql_peek(c)));
        lc_sql_skip_item(c);
        return CTR_OK;
    }
    if (operational(c)) {
        lc_sql_skip_item(c);
        return CTR_OK;
    }
    if (kept(c)) {
        return lc_sql_keep_action(c, t);
    }
    *done = false;
    return CTR_OK;
}
