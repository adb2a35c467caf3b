/* Statements that pass for a query or a setting of the session, and do more. */
#include "spec/sql/sql.h"

static bool is_name(const struct lc_value *token)
{
    return token->kind == LC_DDL_WORD || token->kind == LC_DDL_QUOTED;
}

/* Functions that the document defines, and some that change what is there. What pg_dump says of
 * counters is about rows. */
static ctr_status changes(const struct lc_sql_cursor *c, uint32_t i, bool *out)
{
    static const char *const known[] = {"addgeometrycolumn",         "dropgeometrycolumn",
                                        "dropgeometrytable",         "updategeometrysrid",
                                        "populate_geometry_columns", NULL};
    const struct lc_str name = lc_raw(&c->at[i]);
    bool counter = lc_str_eq_nocase(name, LC_STR("setval"));
    if (lc_str_among_nocase(name, known) || counter) {
        *out = !counter || !c->s->dumped;
        return CTR_OK;
    }
    bool part = i >= 2 && lc_str_is(lc_raw(&c->at[i - 1]), ".") && is_name(&c->at[i - 2]);
    struct lc_sql_cursor at = {c->s, c->at, part ? i - 2 : i, i + 1, c->whole};
    const char *key;
    LC_TRY(lc_sql_table_name(&at, &key, NULL));
    *out = lc_sql_find_object(c->s, "function", key, NULL) != NULL;
    return CTR_OK;
}

static ctr_status calls(const struct lc_sql_cursor *c, bool *out)
{
    for (uint32_t i = 0; i + 1 < c->count && !*out; i++) {
        if (is_name(&c->at[i]) && lc_str_is(lc_raw(&c->at[i + 1]), "(")) {
            LC_TRY(changes(c, i, out));
        }
    }
    return CTR_OK;
}

/* SQLite's own tables of what there is. */
static bool writes_catalogue(struct lc_sql_cursor *c)
{
    static const char *const tables[] = {"sqlite_schema", "sqlite_master", NULL};
    bool writes = lc_sql_is(c, "update") || lc_sql_is(c, "insert") || lc_sql_is(c, "delete") ||
                  lc_sql_is(c, "replace");
    for (uint32_t i = 1; writes && i < c->count && i < 5; i++) {
        if (lc_str_among_nocase(lc_raw(&c->at[i]), tables)) {
            return true;
        }
    }
    return lc_sql_is2(c, "pragma", "writable_schema");
}

ctr_status lc_sql_runs_unseen(struct lc_sql_cursor *c, bool *out)
{
    bool lite = c->s->dialect == LC_DDL_SQLITE || c->s->dialect == LC_DDL_ANY;
    bool server = lc_sql_is2(c, "set", "global") || lc_sql_is2(c, "set", "persist") ||
                  lc_sql_is2(c, "set", "persist_only");
    *out = (server && c->s->dialect != LC_DDL_POSTGRESQL) || (lite && writes_catalogue(c));
    return lc_sql_is(c, "select") ? calls(c, out) : CTR_OK;
}

bool lc_sql_explained(struct lc_sql_cursor *c)
{
    static const char *const runs[] = {"insert", "delete", "create", "update",
                                       "merge",  "select", "with",   NULL};
    struct lc_sql_cursor at = *c;
    bool analyze = false;
    if (c->s->dialect == LC_DDL_SQLITE || !lc_sql_take(&at, "explain")) {
        return false;
    }
    while (!lc_sql_done(&at) && !lc_str_among_nocase(lc_raw(&at.at[at.i]), runs)) {
        const uint32_t from = at.i;
        lc_sql_skip(&at);
        for (uint32_t i = from; i < at.i; i++) {
            analyze = analyze || lc_str_eq_nocase(lc_raw(&at.at[i]), LC_STR("analyze")) ||
                      lc_str_eq_nocase(lc_raw(&at.at[i]), LC_STR("analyse"));
        }
    }
    if (!analyze || lc_sql_done(&at)) {
        return false;
    }
    c->i = at.i;
    return true;
}
