/* Statements applied in order to an empty schema. */
#include "spec/sql/sql.h"
#include "spec/sql/sql_view.h"

#include "base/sha256.h"

/* ---- schemas ---- */

static ctr_status add_schema(struct lc_sql_cursor *c)
{
    struct lc_sql_schema *s = c->s;
    const char *name = NULL;
    const struct lc_value *node = lc_sql_peek(c);
    bool lenient = lc_sql_take2(c, "if", "not") && lc_sql_take(c, "exists");
    lc_sql_take(c, "authorization"); /* of a role, the schema is called as that */
    LC_TRY(lc_sql_name(c, &name, &node));
    if (s->another) {
        name = lc_format(s->ctx, "%s.%s", s->another, name);
        LC_TRY(name ? CTR_OK : CTR_E_NOMEM);
    }
    for (size_t i = 0; name && i < s->schema_count; i++) {
        if (s->schemas[i] && strcmp(s->schemas[i], name) == 0) {
            return lenient ? (c->i = c->count, CTR_OK)
                           : lc_sql_fail(s, node,
                                         "there is a schema '%s' already; expected another name, "
                                         "or IF NOT EXISTS",
                                         name);
        }
    }
    size_t room = s->schema_room;
    const char **names = lc_grow(s->ctx, s->schemas, s->schema_count, &s->schema_room, sizeof name);
    const struct lc_value **nodes =
        lc_grow(s->ctx, s->schema_nodes, s->schema_count, &room, sizeof node);
    if (!names || !nodes) {
        return CTR_E_NOMEM;
    }
    s->schemas = names;
    s->schema_nodes = nodes;
    c->i = c->count;
    if (name && strcmp(name, "public") != 0) {
        s->schemas[s->schema_count] = name;
        s->schema_nodes[s->schema_count++] = node;
    }
    return CTR_OK;
}

/* MySQL: what the tables of a database are of that do not say it themselves. */
static ctr_status keep_charset(struct lc_sql_cursor c)
{
    struct lc_sql_object o = {.kind = "character set of database"};
    bool lenient = lc_sql_take2(&c, "if", "not") && lc_sql_take(&c, "exists");
    if (c.s->dialect != LC_DDL_MYSQL && c.s->dialect != LC_DDL_ANY) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_name(&c, &o.name, &o.node));
    for (const char *text = NULL; !lc_sql_done(&c);) {
        bool set = lc_sql_is(&c, "charset") || lc_sql_is2(&c, "character", "set");
        if (!set && !lc_sql_is(&c, "collate")) {
            lc_sql_skip(&c);
            continue;
        }
        c.i += lc_sql_is(&c, "character") ? 2 : 1;
        lc_sql_take(&c, "=");
        LC_TRY(lc_sql_column_name(&c, &text, NULL));
        o.text =
            lc_format(c.s->ctx, "%s%s %s", o.text ? o.text : "", set ? "set" : "collate", text);
        LC_TRY(o.text ? CTR_OK : CTR_E_NOMEM);
    }
    bool there = lenient && lc_sql_find_object(c.s, o.kind, o.name, NULL);
    return o.text && !there ? lc_sql_set_object(c.s, &o) : CTR_OK;
}

/* ---- CREATE, ALTER ---- */

static bool virtual_table(struct lc_sql_cursor *c)
{
    return lc_sql_take2(c, "virtual", "table");
}

static ctr_status opaque_table(struct lc_sql_cursor *c)
{
    const char *name;
    const struct lc_value *node;
    struct lc_sql_thing *t;
    bool lenient = lc_sql_take2(c, "if", "not") && lc_sql_take(c, "exists");
    LC_TRY(lc_sql_table_name(c, &name, &node));
    if (lenient && lc_sql_is_taken(c->s, name, false)) {
        c->i = c->count;
        return CTR_OK;
    }
    LC_TRY(lc_sql_add_thing(c->s, LC_DDL_TABLE, name, node, &t));
    t->opaque = true;
    t->text = lc_sql_text(c, c->i, c->count);
    c->i = c->count;
    return t->text ? CTR_OK : CTR_E_NOMEM;
}

/* ALGORITHM, DEFINER and SQL SECURITY of MySQL stand before VIEW. */
static void skip_security(struct lc_sql_cursor *c)
{
    struct lc_sql_cursor at = *c;
    bool some = lc_sql_is(c, "algorithm") || lc_sql_is(c, "definer") || lc_sql_is(c, "sql");
    for (int i = 0; some && i < 16 && !lc_sql_done(&at); i++) {
        if (lc_sql_is(&at, "view")) {
            *c = at;
            return;
        }
        lc_sql_skip(&at);
    }
}

static ctr_status create(struct lc_sql_cursor *c)
{
    bool replace = lc_sql_take2(c, "or", "replace");
    bool temporary = false;
    lc_sql_take(c, "global");
    lc_sql_take(c, "local");
    temporary = lc_sql_take(c, "temp") || lc_sql_take(c, "temporary");
    if (virtual_table(c)) {
        return opaque_table(c);
    }
    skip_security(c);
    bool unlogged = lc_sql_take(c, "unlogged");
    if (lc_sql_is2(c, "foreign", "table")) { /* no FOREIGN DATA WRAPPER */
        c->i++;
    }
    lc_sql_take(c, "recursive");
    if (lc_sql_take(c, "table")) {
        return lc_sql_create_table(c, temporary, unlogged);
    }
    if (lc_sql_take(c, "view") || lc_sql_take2(c, "materialized", "view")) {
        return lc_sql_create_view(c, temporary, replace);
    }
    bool unique = lc_sql_take(c, "unique");
    bool fulltext = lc_sql_take(c, "fulltext");
    lc_sql_take(c, "spatial");
    if (lc_sql_take(c, "index")) {
        return lc_sql_create_index(c, unique, fulltext);
    }
    if (lc_sql_take(c, "type")) {
        return lc_sql_create_type(c);
    }
    if (lc_sql_take(c, "domain")) {
        return lc_sql_create_domain(c);
    }
    if (lc_sql_take(c, "schema") || lc_sql_take(c, "database")) {
        LC_TRY(keep_charset(*c));
        return lc_sql_create_schema(c, add_schema);
    }
    return lc_sql_keep(c);
}

/* ALTER INDEX a RENAME TO b. */
static ctr_status alter_index(struct lc_sql_cursor *c)
{
    const char *from;
    const char *to;
    const struct lc_value *node;
    lc_sql_take2(c, "if", "exists");
    LC_TRY(lc_sql_column_name(c, &from, &node));
    if (lc_sql_take(c, ".")) {
        LC_TRY(lc_sql_column_name(c, &from, &node));
    }
    if (!lc_sql_take2(c, "rename", "to")) {
        c->i = c->count; /* how it is kept */
        return CTR_OK;
    }
    LC_TRY(lc_sql_column_name(c, &to, &node));
    long at;
    struct lc_sql_thing *only = lc_sql_find_index(c->s, from, &at);
    if (only) {
        return lc_sql_rename_rule(c->s, only, (size_t)at, to, node);
    }
    LC_TRY(lc_spend(c->s->ctx, c->s->count));
    for (size_t i = 0; i < c->s->count; i++) {
        struct lc_sql_thing *t = c->s->things[i];
        at = lc_sql_find_called(c->s, t, from, LC_DDL_KEYS);
        LC_TRY(at >= 0 ? lc_sql_rename_rule(c->s, t, (size_t)at, to, node) : CTR_OK);
    }
    return CTR_OK;
}

/* ALTER TABLE. PostgreSQL takes a sequence or an index for a table where its owner, its name or its
 * schema is another. */
static ctr_status alter_relation(struct lc_sql_cursor *c)
{
    struct lc_sql_cursor at = *c;
    struct lc_sql_cursor name = *c;
    struct lc_sql_thing *t;
    const char *key;
    long index;
    if (c->s->dialect == LC_DDL_MYSQL || c->s->dialect == LC_DDL_SQLITE) {
        return lc_sql_alter_table(c);
    }
    lc_sql_take2(&at, "if", "exists");
    lc_sql_take(&at, "only");
    name.i = at.i;
    LC_TRY(lc_sql_find_next(&at, false, "table", &t, NULL));
    LC_TRY(lc_sql_table_name(&name, &key, NULL));
    bool sequence = !t && lc_sql_is_sequence(c->s, key);
    if (c->s->ctx->error) {
        return ctr_error_status(c->s->ctx->error);
    }
    if (sequence) {
        return lc_sql_keep(c);
    }
    return !t && lc_sql_find_index(c->s, lc_sql_bare(key), &index) ? alter_index(c)
                                                                   : lc_sql_alter_table(c);
}

/* ALTER VIEW. MySQL gives a view another query so, as CREATE OR REPLACE does. */
static ctr_status alter_view(struct lc_sql_cursor *c)
{
    struct lc_sql_cursor at = *c;
    struct lc_sql_thing *t;
    bool anew = c->s->dialect == LC_DDL_MYSQL || c->s->dialect == LC_DDL_ANY;
    if (anew) {
        LC_TRY(lc_sql_find_next(&at, false, "view", &t, NULL));
        anew = t && t->kind == LC_DDL_VIEW && (lc_sql_is(&at, "as") || lc_sql_is(&at, "("));
    }
    return anew ? lc_sql_create_view(c, t->temporary, true) : lc_sql_alter_table(c);
}

static ctr_status alter(struct lc_sql_cursor *c)
{
    lc_sql_take(c, "materialized");
    lc_sql_take(c, "foreign");
    if (lc_sql_take(c, "table")) {
        return alter_relation(c);
    }
    if (lc_sql_take(c, "view")) {
        return alter_view(c);
    }
    if (lc_sql_take(c, "index")) {
        return alter_index(c);
    }
    if (lc_sql_take(c, "type")) {
        return lc_sql_alter_type(c);
    }
    if (lc_sql_take(c, "domain")) {
        return lc_sql_alter_domain(c);
    }
    return lc_sql_keep(c);
}

/* ---- the rest ---- */

static ctr_status rename_tables(struct lc_sql_cursor *c)
{
    LC_TRY(lc_sql_want(c, "table"));
    do {
        struct lc_sql_thing *t;
        LC_TRY(lc_sql_find_next(c, true, "table", &t, NULL));
        LC_TRY(lc_sql_want(c, "to"));
        LC_TRY(lc_sql_rename_to(c, t));
    } while (lc_sql_take(c, ","));
    return CTR_OK;
}

/* TRUNCATE … CASCADE: with them, rows of tables that refer to those, and so on. */
static ctr_status rows_go_along(struct lc_sql_schema *s, const struct lc_sql_thing *of,
                                const struct lc_value *node, struct lc_map *done)
{
    LC_TRY(lc_map_set(s->ctx, done, lc_str(of->name), (void *)(uintptr_t)of));
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < s->count; i++) {
            struct lc_sql_thing *t = s->things[i];
            bool hit = false;
            LC_TRY(lc_spend(s->ctx, 1 + t->rule_count));
            for (size_t k = 0; !hit && k < t->rule_count; k++) {
                hit = t->rules[k]->kind == LC_DDL_FOREIGN &&
                      lc_map_get(done, lc_str(t->rules[k]->target));
            }
            if (hit && !lc_map_get(done, lc_str(t->name))) {
                more = true;
                t->copy_of = NULL;
                LC_TRY(lc_map_set(s->ctx, done, lc_str(t->name), t));
                LC_TRY(lc_sql_rows_go(s, t, node));
            }
        }
    }
    return CTR_OK;
}

/* TRUNCATE a, b and DELETE FROM a. */
static ctr_status rows_go(struct lc_sql_cursor *c, bool truncate)
{
    struct lc_map done = {.seed = c->s->seed};
    bool cascade =
        truncate && c->count && lc_str_eq_nocase(lc_raw(&c->at[c->count - 1]), LC_STR("cascade"));
    lc_sql_take(c, truncate ? "table" : "from");
    lc_sql_take(c, "only");
    do {
        struct lc_sql_thing *t;
        const struct lc_value *node;
        LC_TRY(lc_sql_find_next(c, truncate, "table", &t, &node));
        lc_sql_take(c, "*");
        if (t) {
            t->copy_of = NULL;
            LC_TRY(lc_sql_rows_go(c->s, t, node));
            LC_TRY(cascade ? rows_go_along(c->s, t, node, &done) : CTR_OK);
        }
    } while (truncate && lc_sql_take(c, ","));
    c->i = c->count;
    return CTR_OK;
}

static ctr_status comment(struct lc_sql_cursor *c)
{
    struct lc_sql_thing *t = NULL;
    struct lc_sql_column *col = NULL;
    struct lc_sql_cursor at = *c;
    lc_sql_take(&at, "on");
    bool column = lc_sql_take(&at, "column");
    if (!column && !lc_sql_take(&at, "table") && !lc_sql_take(&at, "view") &&
        !lc_sql_take(&at, "type") && !lc_sql_take(&at, "domain")) {
        return CTR_OK;
    }
    uint32_t from = at.i;
    while (!lc_sql_done(&at) && !lc_sql_is(&at, "is")) {
        at.i++;
    }
    uint32_t last = at.i;
    struct lc_sql_cursor name = {c->s, c->at, from, column && last > from + 2 ? last - 2 : last,
                                 c->whole};
    LC_TRY(lc_sql_find_next(&name, false, "table", &t, NULL));
    if (!t) {
        return CTR_OK;
    }
    const char *said;
    LC_TRY(lc_sql_want(&at, "is"));
    LC_TRY(lc_sql_comment(&at, &said));
    if (column) {
        const char *key = lc_sql_key(c->s, &c->at[last - 1], true);
        col = key ? lc_sql_find_column(t, key) : NULL;
    }
    if (col) {
        col->comment = said;
    } else if (!column) {
        t->comment = said;
    }
    return c->s->ctx->error ? ctr_error_status(c->s->ctx->error) : CTR_OK;
}

/* Statements about rows, sessions and upkeep: no matter of the schema. */
static bool is_skipped(struct lc_sql_cursor *c)
{
    static const char *const words[] = {
        "begin",     "start",   "commit", "end",      "savepoint",  "release", "show",
        "update",    "replace", "copy",   "pragma",   "analyze",    "vacuum",  "reindex",
        "cluster",   "lock",    "unlock", "explain",  "checkpoint", "discard", "reset",
        "flush",     "merge",   "values", "optimize", "describe",   "prepare", "deallocate",
        "delimiter", "go",      "notify", "listen",   NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_sql_is(c, words[i])) {
            return true;
        }
    }
    return false;
}

/* \gexec, \watch and the like do with it what is not known. */
static bool is_given_away(const struct lc_sql_cursor *c)
{
    uint32_t i = c->count;
    while (i > 0 && c->at[i - 1].kind == LC_DDL_NOTE) {
        i--;
    }
    return i > 0 && c->at[i - 1].kind == LC_DDL_OP && lc_raw(&c->at[i - 1]).ptr[0] == '\\';
}

static ctr_status dispatch(struct lc_sql_cursor *c, bool *whole)
{
    bool done;
    *whole = true;
    LC_TRY(lc_sql_connect(c, &done));
    if (done || is_given_away(c)) {
        return done ? CTR_OK : lc_sql_add_whole(c);
    }
    if (lc_sql_take(c, "create")) {
        return create(c);
    }
    if (lc_sql_take(c, "alter")) {
        return alter(c);
    }
    if (lc_sql_take(c, "drop")) {
        return lc_sql_drop(c);
    }
    if (lc_sql_take(c, "rename")) {
        return rename_tables(c);
    }
    *whole = false;
    lc_sql_transaction(c);
    bool unseen;
    LC_TRY(lc_sql_runs_unseen(c, &unseen));
    if (unseen || lc_sql_is2(c, "prepare", "transaction")) {
        return lc_sql_add_whole(c);
    }
    if (lc_sql_explained(c)) {
        return dispatch(c, whole);
    }
    if (lc_sql_take(c, "insert")) {
        return lc_sql_insert(c);
    }
    if (lc_sql_take(c, "refresh")) {
        return lc_sql_refresh(c);
    }
    if (is_skipped(c) || (c->s->undone && c->s->undone == c->s->statement)) {
        lc_sql_reset(c);
        return CTR_OK;
    }
    if (lc_sql_take(c, "truncate")) {
        return rows_go(c, true);
    }
    if (lc_sql_take(c, "delete")) {
        return rows_go(c, false);
    }
    if (lc_sql_take(c, "comment")) {
        return comment(c);
    }
    if (lc_sql_take(c, "set")) {
        return lc_sql_set(c);
    }
    if (lc_sql_take(c, "use")) {
        return lc_sql_use(c);
    }
    if (lc_sql_take(c, "select")) {
        LC_TRY(lc_sql_select_into(c));
        return lc_sql_set_config(c);
    }
    return lc_sql_keep(c);
}

ctr_status lc_sql_apply(struct lc_sql_cursor *c)
{
    bool whole;
    LC_TRY(dispatch(c, &whole));
    return whole && !lc_sql_done(c) ? lc_sql_unexpected(c, "the end of the statement, as ';'")
                                    : CTR_OK;
}

/* ---- notes ---- */

static ctr_status renamed_from(struct lc_sql_schema *s, const struct lc_value *note,
                               struct lc_str value)
{
    const struct lc_sql_named *n = NULL;
    struct lc_value word = lc_sql_word(value);
    size_t low = 0;
    size_t high = s->named_count;
    while (low < high) { /* the last one before the note */
        size_t middle = low + (high - low) / 2;
        if (s->named[middle].offset < note->offset) {
            n = &s->named[middle];
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const char *text = s->doc->text.ptr;
    bool beside = n && !memchr(text + n->offset, '\n', note->offset - n->offset);
    if (!beside) {
        return lc_sql_fail(s, note,
                           "no column, table or type is named on this line; expected "
                           "renamed_from beside one");
    }
    bool quoted = value.len && strchr("\"`[", value.ptr[0]);
    word.kind = quoted ? LC_DDL_QUOTED : LC_DDL_WORD;
    struct lc_sql_was *w = lc_new(s->ctx, 1, sizeof *w);
    const char *name = lc_sql_key(s, &word, true);
    if (!w || !name) {
        return CTR_E_NOMEM;
    }
    *w = (struct lc_sql_was){name, *n->was};
    *n->was = w;
    return CTR_OK;
}

static ctr_status notes(struct lc_sql_schema *s, const struct lc_value *statement)
{
    for (uint32_t i = 0; i < statement->count; i++) {
        const struct lc_value *t = &statement->items[i];
        struct lc_sql_note note;
        enum lc_sql_dialect dialect;
        if (t->kind != LC_DDL_NOTE || !lc_str_cut(lc_raw(t), '=', &note.key, &note.value)) {
            continue;
        }
        note.key = lc_str_trim(note.key);
        note.value = lc_str_trim(note.value);
        if (lc_str_is(note.key, "renamed_from")) {
            LC_TRY(renamed_from(s, t, note.value));
        } else if (!lc_str_is(note.key, "dialect")) {
            return lc_sql_fail(s, t, "'%.*s' is no note; expected dialect or renamed_from",
                               (int)(note.key.len < 60 ? note.key.len : 60), note.key.ptr);
        } else if (!lc_sql_dialect_parse(note.value, &dialect)) {
            return lc_sql_fail(s, t,
                               "'%.*s' is no dialect; expected postgresql, sqlite, mysql or sql",
                               (int)(note.value.len < 60 ? note.value.len : 60), note.value.ptr);
        }
    }
    return CTR_OK;
}

static ctr_status remember_names(struct lc_sql_schema *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *t = s->things[i];
        t->former.seed = s->seed;
        if (t->beneath) { /* what is temporary is none of the schema */
            LC_TRY(lc_map_set(s->ctx, &s->by_name, lc_str(t->name), t->beneath));
        }
        LC_TRY(lc_spend(s->ctx, 1 + t->count));
        for (size_t k = 0; k < t->count; k++) {
            for (const struct lc_sql_was *w = t->columns[k]->was; w; w = w->next) {
                LC_TRY(lc_map_set(s->ctx, &t->former, lc_str(w->name), t->columns[k]));
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_schema_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_sql_schema *out)
{
    *out = (struct lc_sql_schema){.ctx = ctx, .doc = doc};
    lc_random(NULL, &out->seed, sizeof out->seed);
    out->by_name.seed = out->objects_by_name.seed = out->indexes.seed = out->line_of.seed =
        out->seed;
    const struct lc_value *root = doc->root;
    lc_sql_dialect_parse(lc_raw(&root->items[0]), &out->dialect);
    LC_TRY(lc_sql_has_statement(out));
    for (uint32_t i = 1; i < root->count; i++) {
        const struct lc_value *statement = &root->items[i];
        struct lc_sql_cursor c = {out, statement->items, 0, statement->count, statement};
        out->statement = i;
        LC_TRY(lc_spend(ctx, 1));
        uint32_t end;
        LC_TRY(lc_sql_undone_by(out, root, i, &end));
        LC_TRY(lc_sql_done(&c) ? CTR_OK : lc_sql_apply(&c));
        LC_TRY(notes(out, statement));
        out->undone = end ? end : out->undone;
        i = end ? end - 1 : i;
    }
    LC_TRY(lc_sql_settle_sequences(out));
    return remember_names(out);
}
