/* Statements that pass for a query or a setting of the session, and do more. */
#include "spec/sql/sql.h"

static bool one_of(struct lc_str word, const char *const *list)
{
    for (; *list; list++) {
        if (lc_str_eq_nocase(word, lc_str(*list))) {
            return true;
        }
    }
    return false;
}

/* Functions that the document defines, and some that change what is there. What pg_dump says of
 * counters is about rows. */
static bool changes(struct lc_sql_schema *s, const struct lc_value *name)
{
    static const char *const known[] = {"addgeometrycolumn",         "dropgeometrycolumn",
                                        "dropgeometrytable",         "updategeometrysrid",
                                        "populate_geometry_columns", NULL};
    bool counter = lc_str_eq_nocase(lc_raw(name), LC_STR("setval"));
    if (one_of(lc_raw(name), known) || counter) {
        return !counter || !s->dumped;
    }
    const char *key = lc_sql_key(s, name, false);
    return key && lc_sql_find_object(s, "function", key, NULL);
}

static bool calls(const struct lc_sql_cursor *c)
{
    bool found = false;
    for (uint32_t i = 0; i + 1 < c->count && !found; i++) {
        bool name = c->at[i].kind == LC_DDL_WORD || c->at[i].kind == LC_DDL_QUOTED;
        found = name && lc_str_is(lc_raw(&c->at[i + 1]), "(") && changes(c->s, &c->at[i]);
    }
    return found;
}

/* SQLite's own tables of what there is. */
static bool writes_catalogue(struct lc_sql_cursor *c)
{
    static const char *const tables[] = {"sqlite_schema", "sqlite_master", NULL};
    bool writes = lc_sql_is(c, "update") || lc_sql_is(c, "insert") || lc_sql_is(c, "delete") ||
                  lc_sql_is(c, "replace");
    for (uint32_t i = 1; writes && i < c->count && i < 5; i++) {
        if (one_of(lc_raw(&c->at[i]), tables)) {
            return true;
        }
    }
    return lc_sql_is2(c, "pragma", "writable_schema");
}

bool lc_sql_runs_unseen(struct lc_sql_cursor *c)
{
    bool lite = c->s->dialect == LC_DDL_SQLITE || c->s->dialect == LC_DDL_ANY;
    bool server = lc_sql_is2(c, "set", "global") || lc_sql_is2(c, "set", "persist") ||
                  lc_sql_is2(c, "set", "persist_only");
    return (server && c->s->dialect != LC_DDL_POSTGRESQL) || (lite && writes_catalogue(c)) ||
           (lc_sql_is(c, "select") && calls(c));
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
    while (!lc_sql_done(&at) && !one_of(lc_raw(&at.at[at.i]), runs)) {
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
