/*
 * Where names without a schema are looked for: SET search_path of PostgreSQL, for the session or
 * for the transaction alone, USE of MySQL, and \connect of psql, which begins anew.
 */
#include "spec/sql/sql.h"

static void clear(struct lc_sql_schema *s)
{
    s->path = NULL;
    s->path_count = 0;
}

/* What the path is stays, too, when the transaction ends. */
static void stays(struct lc_sql_schema *s)
{
    s->committed = (struct lc_sql_path){s->path, s->path_count};
}

static ctr_status append(struct lc_sql_schema *s, const char *name, size_t *room)
{
    bool own = !*name || strstr(name, "user") || strcmp(name, "pg_catalog") == 0 ||
               strcmp(name, "default") == 0;
    if (own) {
        return CTR_OK;
    }
    const char **path = lc_grow(s->ctx, s->path, s->path_count, room, sizeof name);
    if (!path) {
        return CTR_E_NOMEM;
    }
    s->path = path;
    s->path[s->path_count++] = name;
    return CTR_OK;
}

/* SET search_path = a, b; names that are not quoted fold, "" is none. */
static ctr_status search_path(struct lc_sql_cursor *c)
{
    struct lc_sql_schema *s = c->s;
    size_t room = 0;
    clear(s);
    if (!lc_sql_take(c, "=")) {
        lc_sql_take(c, "to");
    }
    do {
        const struct lc_value *t = lc_sql_peek(c);
        if (!t) {
            break;
        }
        c->i++;
        const char *name = t->kind == LC_DDL_STRING ? lc_sql_string(s, t) : lc_sql_key(s, t, false);
        if (!name) {
            return CTR_E_NOMEM;
        }
        LC_TRY(append(s, name, &room));
    } while (lc_sql_take(c, ","));
    return CTR_OK;
}

/* SET LOCAL: to the end of the transaction. Without one PostgreSQL does nothing; but who runs the
 * document may have begun it, so the statement is told, too, where it came or went. */
static ctr_status local(struct lc_sql_cursor *c)
{
    LC_TRY(search_path(c));
    if (c->s->in_transaction) {
        return CTR_OK;
    }
    stays(c->s);
    return lc_sql_keep(c);
}

ctr_status lc_sql_set(struct lc_sql_cursor *c)
{
    bool of_transaction = !lc_sql_take(c, "session") && lc_sql_take(c, "local");
    const struct lc_value *value = lc_sql_peek2(c);
    bool schema = lc_sql_is(c, "schema") && value && value->kind == LC_DDL_STRING;
    if (!schema && !lc_sql_is(c, "search_path")) {
        return CTR_OK;
    }
    c->i++;
    if (of_transaction) {
        return local(c);
    }
    LC_TRY(search_path(c));
    stays(c->s);
    return CTR_OK;
}

/* The list in a string: names that are not quoted fold. */
static ctr_status path_in(struct lc_sql_schema *s, struct lc_str list)
{
    struct lc_str rest = list;
    size_t room = 0;
    clear(s);
    while (rest.len) {
        struct lc_str one = rest;
        struct lc_str behind = {0};
        lc_str_cut(rest, ',', &one, &behind);
        rest = behind;
        one = lc_str_trim(one);
        struct lc_value word = lc_sql_word(one);
        word.kind = one.len && one.ptr[0] == '"' ? LC_DDL_QUOTED : LC_DDL_WORD;
        const char *name = lc_sql_key(s, &word, false);
        LC_TRY(name ? append(s, name, &room) : CTR_E_NOMEM);
        LC_TRY(lc_spend(s->ctx, 1));
    }
    return CTR_OK;
}

ctr_status lc_sql_set_config(struct lc_sql_cursor *c)
{
    for (uint32_t i = 0; i + 4 < c->count; i++) {
        if (!lc_str_eq_nocase(lc_raw(&c->at[i]), LC_STR("set_config")) ||
            !lc_str_is(lc_raw(&c->at[i + 2]), "'search_path'")) {
            continue;
        }
        bool session =
            i + 6 >= c->count || !lc_str_eq_nocase(lc_raw(&c->at[i + 6]), LC_STR("true"));
        c->s->dumped = true; /* pg_dump says the path by a function */
        const char *list = lc_sql_string(c->s, &c->at[i + 4]);
        LC_TRY(list ? path_in(c->s, lc_str(list)) : CTR_E_NOMEM);
        if (session) {
            stays(c->s);
        }
        return CTR_OK;
    }
    return CTR_OK;
}

/* The first word of a text, or what stands in its quotes; *text goes on behind it. */
static struct lc_str word_of(struct lc_str *text)
{
    const struct lc_str t = lc_str_trim(*text);
    bool quoted = t.len && (t.ptr[0] == '"' || t.ptr[0] == '\'');
    size_t n = quoted;
    while (n < t.len && (quoted ? t.ptr[n] != t.ptr[0] : (unsigned char)t.ptr[n] > ' ')) {
        n++;
    }
    const size_t behind = n + (quoted && n < t.len);
    *text = lc_str_n(t.ptr + behind, t.len - behind);
    return lc_str_n(t.ptr + quoted, n - quoted);
}

/* What \connect names; "": the same as before. */
static ctr_status database_of(struct lc_sql_schema *s, struct lc_str text, const char **out)
{
    struct lc_sql_schema exact = {.ctx = s->ctx, .dialect = LC_DDL_MYSQL};
    struct lc_str name = word_of(&text);
    while (lc_str_starts(name, LC_STR("-reuse-previous"))) {
        name = word_of(&text);
    }
    const struct lc_value word = lc_sql_word(name);
    *out = lc_str_is(name, "-") ? "" : lc_sql_key(&exact, &word, false);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sql_connect(struct lc_sql_cursor *c, bool *done)
{
    struct lc_sql_schema *s = c->s;
    const struct lc_value *t = lc_sql_peek(c);
    struct lc_str text = t ? lc_raw(t) : (struct lc_str){0};
    const char *name;
    *done = false;
    if (!t || t->kind != LC_DDL_OP || text.ptr[0] != '\\') {
        return CTR_OK;
    }
    const struct lc_str command = word_of(&text);
    *done = lc_str_is(command, "\\c") || lc_str_is(command, "\\connect");
    if (!*done) {
        return CTR_OK;
    }
    c->i = c->count;
    clear(s);
    stays(s);
    s->in_transaction = false;
    LC_TRY(database_of(s, text, &name));
    if (!*name) {
        return CTR_OK;
    }
    if (s->database || s->count) {
        s->another = s->database && strcmp(s->database, name) == 0 ? NULL : name;
        s->database = s->database ? s->database : "";
        return CTR_OK;
    }
    s->database = name;
    const char *said = lc_format(s->ctx, "\\connect %s", name);
    return said ? lc_sql_add_statement(s, "database", said, t) : CTR_E_NOMEM;
}

void lc_sql_reset(struct lc_sql_cursor *c)
{
    if (lc_sql_is2(c, "reset", "search_path") || lc_sql_is2(c, "reset", "all") ||
        lc_sql_is2(c, "discard", "all")) {
        clear(c->s);
        stays(c->s);
    }
}

static void go_back(struct lc_sql_schema *s, const struct lc_sql_path *to)
{
    s->path = to->names;
    s->path_count = to->count;
    stays(s);
}

void lc_sql_transaction(struct lc_sql_cursor *c)
{
    struct lc_sql_schema *s = c->s;
    const struct lc_value *second = lc_sql_peek2(c);
    bool begins = lc_sql_is(c, "begin") || lc_sql_is2(c, "start", "transaction");
    bool ends =
        lc_sql_is(c, "commit") || lc_sql_is(c, "end") || lc_sql_is2(c, "prepare", "transaction");
    bool fails = lc_sql_is(c, "rollback") || lc_sql_is(c, "abort");
    for (uint32_t i = c->i; i < c->count && fails; i++) { /* to a savepoint */
        fails = !lc_str_eq_nocase(lc_raw(&c->at[i]), LC_STR("to"));
    }
    if (second && lc_str_eq_nocase(lc_raw(second), LC_STR("prepared"))) {
        return; /* another transaction */
    }
    if (begins && !s->in_transaction) {
        s->in_transaction = true;
        stays(s);
        s->before = s->committed;
    } else if ((ends || fails) && s->in_transaction) {
        const struct lc_sql_path to = ends ? s->committed : s->before;
        s->in_transaction = lc_str_eq_nocase(lc_raw(&c->at[c->count - 1]), LC_STR("chain"));
        go_back(s, &to);
        s->before = s->committed;
    }
}

/* The first schema that is used is the default one; another is named in parts. */
ctr_status lc_sql_use(struct lc_sql_cursor *c)
{
    const char *name;
    LC_TRY(lc_sql_name(c, &name, NULL));
    if (!c->s->home) {
        c->s->home = name;
    }
    c->s->path = lc_new(c->s->ctx, 1, sizeof name);
    if (!c->s->path) {
        return CTR_E_NOMEM;
    }
    c->s->path[0] = name;
    c->s->path_count = 1;
    stays(c->s);
    return CTR_OK;
}
