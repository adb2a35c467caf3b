/*
 * Whether a text is SQL at all, before anything of it is kept: words that no product begins a
 * statement with would else pass for statements that nobody looks into, and prose for a schema.
 */
#include "spec/sql/sql.h"

/* What statements begin with in PostgreSQL, SQLite and MySQL with its kin, by their manuals. */
static bool begins_statement(struct lc_str word)
{
    static const char *const verbs[] = {
        "abort",      "alter",    "analyse",   "analyze",   "attach",   "backup",    "begin",
        "binlog",     "cache",    "call",      "change",    "check",    "checksum",  "checkpoint",
        "clone",      "close",    "cluster",   "comment",   "commit",   "copy",      "create",
        "deallocate", "declare",  "delete",    "delimiter", "desc",     "describe",  "detach",
        "discard",    "do",       "drop",      "end",       "exec",     "execute",   "explain",
        "fetch",      "flush",    "get",       "grant",     "handler",  "help",      "import",
        "insert",     "install",  "kill",      "listen",    "load",     "lock",      "merge",
        "move",       "notify",   "optimize",  "pragma",    "prepare",  "purge",     "reassign",
        "refresh",    "reindex",  "release",   "rename",    "repair",   "replace",   "reset",
        "resignal",   "restart",  "restore",   "revoke",    "rollback", "savepoint", "security",
        "select",     "set",      "show",      "shutdown",  "signal",   "start",     "stop",
        "table",      "truncate", "uninstall", "unlisten",  "unlock",   "update",    "use",
        "vacuum",     "values",   "with",      "xa",        NULL};
    return lc_str_among_nocase(word, verbs);
}

/* A query in parentheses and a line that psql understands are as good. */
static bool is_statement(const struct lc_value *first)
{
    return first->kind == LC_DDL_WORD
               ? begins_statement(lc_raw(first))
               : first->kind == LC_DDL_OP && first->count && strchr("(\\", first->chars[0]);
}

ctr_status lc_sql_has_statement(struct lc_sql_schema *s)
{
    const struct lc_value *root = s->doc->root;
    struct lc_sql_cursor stranger = {.s = NULL};
    for (uint32_t i = 1; i < root->count; i++) {
        const struct lc_value *statement = &root->items[i];
        struct lc_sql_cursor c = {s, statement->items, 0, statement->count, statement};
        const struct lc_value *first = lc_sql_peek(&c);
        if (first && is_statement(first)) {
            return CTR_OK;
        }
        stranger = first && !stranger.s ? c : stranger;
    }
    return stranger.s ? lc_sql_unexpected(&stranger, "a statement of SQL, as CREATE TABLE")
                      : CTR_OK;
}
