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
    return CTR_OK;
}

static ctr_status detach(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const char *name;
    LC_TRY(lc_sql_table_name(c, &name, NULL));
    LC_TRY(lc_sql_drop_partition(c->s, t, name));
    lc_sql_drop_heir(t, lc_sql_find(c->s, name));
    lc_sql_skip_item(c);
    return CTR_OK;
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
                LC_TRY(lc_sql_add_event(c->s, t->name, node, true));
                lc_sql_skip(c);
            } else {
                LC_TRY(detach(c, t));
            }
        } while (lc_sql_take(c, ","));
        return CTR_OK;
    }
    if (lc_sql_is2(c, "add", "partition")) {
        c->i += 2;
        LC_TRY(lc_sql_want(c, "("));
        do {
            const char *name;
            LC_TRY(lc_sql_want(c, "partition"));
            LC_TRY(lc_sql_name(c, &name, NULL));
            uint32_t from = (lc_sql_peek(c), c->i);
            lc_sql_skip_item(c);
            LC_TRY(lc_sql_add_partition(c->s, t, name, lc_sql_text(c, from, c->i)));
        } while (lc_sql_take(c, ","));
        return lc_sql_want(c, ")");
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
    static const char *const words[] = {"owner",
                                        "cluster",
                                        "replica",
                                        "validate",
                                        "reset",
                                        "algorithm",
                                        "lock",
                                        "engine_attribute",
                                        "force",
                                        "order",
                                        "auto_increment",
                                        "row_format",
                                        "comment",
                                        "import",
                                        "discard",
                                        "optimize",
                                        "analyze",
                                        "rebuild",
                                        "coalesce",
                                        "reorganize",
                                        "exchange",
                                        "stats_persistent",
                                        "key_block_size",
                                        "avg_row_length",
                                        "max_rows",
                                        "min_rows",
                                        NULL};
    static const char *const sets[] = {"logged", "unlogged", "tablespace", "without",
                                       "with",   "access",   "(",          NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_sql_is(c, words[i])) {
            return true;
        }
    }
    for (size_t i = 0; sets[i]; i++) {
        if (lc_sql_is2(c, "set", sets[i])) {
            return true;
        }
    }
    return lc_sql_is2(c, "alter", "index") || lc_sql_is2(c, "alter", "constraint") ||
           (lc_sql_is2(c, "without", "validation") || lc_sql_is2(c, "with", "validation"));
}

/* Rules, row level security: who may do what, and what else happens then. */
static bool kept(struct lc_sql_cursor *c)
{
    return lc_sql_is(c, "enable") || lc_sql_is(c, "disable") || lc_sql_is(c, "no") ||
           lc_sql_is(c, "convert") || lc_sql_is(c, "of") || lc_sql_is2(c, "remove", "partitioning");
}

/* INHERIT and NO INHERIT: rows of the one are found in the other. */
static ctr_status inheritance(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    struct lc_sql_cursor name = *c;
    struct lc_sql_thing *parent;
    bool ends = lc_sql_take(&name, "no");
    lc_sql_take(&name, "inherit");
    LC_TRY(lc_sql_find_next(&name, true, "table", &parent, NULL));
    if (ends) {
        lc_sql_drop_heir(parent, t);
    } else {
        LC_TRY(lc_sql_add_heir(c->s, parent, t));
    }
    return lc_sql_keep_action(c, t);
}

ctr_status lc_sql_alter_more(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool *done)
{
    const char *name;
    *done = true;
    if (lc_sql_is(c, "modify") || (lc_sql_is(c, "change") && !lc_sql_is2(c, "change", "master"))) {
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
        LC_TRY(lc_sql_table_name(c, &name, NULL));
        uint32_t from = (lc_sql_peek(c), c->i);
        lc_sql_skip_item(c);
        while (!lc_sql_done(c)) {
            lc_sql_skip(c);
        }
        struct lc_sql_thing *heir = lc_sql_find(c->s, name);
        LC_TRY(heir ? lc_sql_add_heir(c->s, t, heir) : CTR_OK);
        return lc_sql_add_partition(c->s, t, name, lc_sql_text(c, from, c->i));
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
    if (lc_sql_is2(c, "partition", "by") || lc_sql_is(c, "engine") || lc_sql_is(c, "charset") ||
        lc_sql_is(c, "collate") || lc_sql_is2(c, "character", "set") || lc_sql_is(c, "default")) {
        t->options = NULL;
        return lc_sql_table_options(c, t);
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
