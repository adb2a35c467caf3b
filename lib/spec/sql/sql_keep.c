/* What is kept as it is: routines, triggers, sequences. What nobody knows: sql_statement.c. */
#include "spec/sql/sql.h"

static const char *const kinds[] = {
    "function",     "procedure", "trigger", "sequence",   "extension", "policy", "rule",
    "aggregate",    "operator",  "event",   "role",       "user",      "server", "publication",
    "subscription", "collation", "cast",    "statistics", "language",  "table",  NULL};

/* CREATE … KIND name; NULL if it is none of these. Moves behind the kind. */
static const char *kind_of(struct lc_sql_cursor *c)
{
    uint32_t most = c->count < 24 ? c->count : 24;
    if (!lc_sql_take(c, "create")) {
        return NULL;
    }
    for (; c->i < most; c->i++) {
        for (size_t i = 0; kinds[i]; i++) {
            if (lc_sql_is(c, kinds[i])) {
                c->i++;
                return kinds[i];
            }
        }
    }
    return NULL;
}

ctr_status lc_sql_table_on(struct lc_sql_cursor c, const char *kind, const char **out)
{
    *out = NULL;
    if (strcmp(kind, "trigger") != 0 && strcmp(kind, "policy") != 0 && strcmp(kind, "rule") != 0) {
        return CTR_OK;
    }
    /* CREATE RULE name AS ON event TO table; in others it stands behind ON */
    const char *before = strcmp(kind, "rule") == 0 && lc_sql_is(&c, "as") ? "to" : "on";
    while (!lc_sql_done(&c) && !lc_sql_is(&c, before)) {
        lc_sql_skip(&c);
    }
    const struct lc_value *name = lc_sql_peek2(&c);
    if (name && (name->kind == LC_DDL_WORD || name->kind == LC_DDL_QUOTED)) {
        c.i++;
        LC_TRY(lc_sql_table_name(&c, out, NULL));
    }
    return CTR_OK;
}

ctr_status lc_sql_keep_action(struct lc_sql_cursor *c, const struct lc_sql_thing *t)
{
    const struct lc_value *node = lc_sql_peek(c);
    uint32_t from = c->i;
    lc_sql_skip_item(c);
    const char *action = lc_sql_text(c, from, c->i);
    const char *text = action ? lc_format(c->s->ctx, "alter table %s %s", t->name, action) : NULL;
    return lc_sql_add_statement(c->s, t->name, text, node ? node : c->whole);
}

static ctr_status created(struct lc_sql_cursor *c, const char *kind)
{
    struct lc_sql_object o = {.kind = kind};
    if (lc_sql_take2(c, "if", "not")) {
        LC_TRY(lc_sql_want(c, "exists"));
    }
    const struct lc_value *next = lc_sql_peek(c);
    if (!next || (next->kind != LC_DDL_WORD && next->kind != LC_DDL_QUOTED)) {
        return lc_sql_add_whole(c);
    }
    LC_TRY(lc_sql_table_name(c, &o.name, &o.node));
    o.text = lc_sql_text(c, c->i, c->count);
    LC_TRY(lc_sql_table_on(*c, kind, &o.on));
    const struct lc_sql_object *same = lc_sql_find_object(c->s, kind, o.name, o.on);
    bool replace = c->count > 1 && lc_str_eq_nocase(lc_raw(&c->at[1]), LC_STR("or"));
    if (same && !replace && o.text) { /* of the same name, with other arguments */
        o.text = lc_format(c->s->ctx, "%s; %s", same->text, o.text);
    }
    if (strcmp(kind, "sequence") == 0) {
        LC_TRY(lc_sql_read_sequence(c, &o, &o.gone));
    }
    c->i = c->count;
    return o.text ? lc_sql_set_object(c->s, &o) : CTR_E_NOMEM;
}

static bool has_word(const struct lc_sql_cursor *c, const char *word)
{
    bool found = false;
    for (uint32_t i = c->i; i < c->count && !found; i++) {
        found = lc_str_eq_nocase(lc_raw(&c->at[i]), lc_str(word));
    }
    return found;
}

/* One that a column owns is the column's matter. What it goes on from is no matter of the schema,
 * but may be a number that is there already. */
static ctr_status altered_sequence(struct lc_sql_cursor *c, struct lc_sql_object *o, bool *done)
{
    const uint32_t from = c->i;
    bool owned = false;
    *done = !(o->gone && (has_word(c, "restart") || lc_sql_is(c, "rename")));
    if (!*done) {
        return CTR_OK;
    }
    if (!lc_sql_is(c, "rename") && !lc_sql_is2(c, "set", "schema")) {
        LC_TRY(lc_sql_read_sequence(c, o, &owned));
        o->gone = owned || (o->gone && o->column);
    }
    const char *text = owned || o->gone ? o->text : lc_sql_text(c, from, c->count);
    if (text != o->text) {
        o->text = text ? lc_format(c->s->ctx, "%s; %s", o->text, text) : NULL;
    }
    return o->text ? CTR_OK : CTR_E_NOMEM;
}

/* ALTER KIND name …: one more fact about it. */
static ctr_status altered(struct lc_sql_cursor *c, bool *done)
{
    const char *name;
    const char *on;
    *done = false;
    if (!lc_sql_take(c, "alter") || lc_sql_done(c)) {
        return CTR_OK;
    }
    const char *kind = lc_sql_text(c, c->i, c->i + 1);
    lc_sql_skip(c);
    lc_sql_take2(c, "if", "exists");
    const struct lc_value *next = lc_sql_peek(c);
    if (!kind || !next || next->kind == LC_DDL_OP || next->kind == LC_DDL_NUMBER) {
        return kind ? CTR_OK : CTR_E_NOMEM;
    }
    LC_TRY(lc_sql_table_name(c, &name, NULL));
    LC_TRY(lc_sql_table_on(*c, kind, &on));
    struct lc_sql_object *o = lc_sql_find_object(c->s, kind, name, on);
    if (!o && strcmp(kind, "table") == 0) { /* which is the word for any relation */
        o = lc_sql_find_object(c->s, "sequence", name, NULL);
    }
    if (o && lc_sql_take2(c, "owner", "to")) {
        o->owner = lc_sql_text(c, c->i, c->count);
        *done = true;
        return o->owner ? CTR_OK : CTR_E_NOMEM;
    }
    bool relation = strcmp(kind, "table") == 0 || strcmp(kind, "sequence") == 0;
    struct lc_sql_object *owned = o || !relation ? NULL : lc_sql_owned_sequence(c->s, name);
    if (!lc_sql_is(c, "owner") && (owned || (o && strcmp(o->kind, "sequence") == 0))) {
        return altered_sequence(c, o ? o : owned, done);
    }
    if (o) {
        const char *text = lc_sql_text(c, c->i, c->count);
        o->text = text ? lc_format(c->s->ctx, "%s; %s", o->text, text) : NULL;
    }
    *done = o != NULL || lc_sql_is(c, "owner");
    return o && !o->text ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_sql_keep(struct lc_sql_cursor *c)
{
    bool done;
    c->i = 0;
    const char *kind = kind_of(c);
    if (kind) {
        return created(c, kind);
    }
    c->i = 0;
    LC_TRY(altered(c, &done));
    if (!done) {
        return lc_sql_add_whole(c);
    }
    c->i = c->count;
    return CTR_OK;
}
