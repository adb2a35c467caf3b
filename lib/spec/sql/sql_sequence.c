/*
 * Sequences that columns count with: nextval('name') as a default, serial, OWNED BY. One that
 * belongs to its column is the column's matter, whatever it is called.
 */
#include "spec/sql/sql.h"

/* ---- which one it is ---- */

ctr_status lc_sql_key_of(struct lc_sql_schema *s, const char *text, const char **out)
{
    enum { MOST = 5 };
    struct lc_value tokens[MOST];
    uint32_t count = 0;
    for (const char *p = text; *p && count < MOST;) {
        const char *end = *p == '"' ? strchr(p + 1, '"') : NULL;
        const size_t n = end ? (size_t)(end + 1 - p) : *p == '.' ? 1 : strcspn(p, ".\"");
        if (n == 0) { /* a quote that nothing closes */
            break;
        }
        tokens[count] = lc_sql_word(lc_str_n(p, n));
        tokens[count++].kind = end ? LC_DDL_QUOTED : *p == '.' ? LC_DDL_OP : LC_DDL_WORD;
        p += n;
    }
    struct lc_sql_cursor c = {s, tokens, 0, count, NULL};
    bool plain = count % 2 == 1 && tokens[0].kind != LC_DDL_OP;
    for (uint32_t i = 0; plain && i < count; i++) {
        plain = (tokens[i].kind == LC_DDL_OP) == (i % 2 == 1) &&
                !(tokens[i].kind == LC_DDL_QUOTED && tokens[i].count <= 2);
    }
    *out = NULL;
    return plain ? lc_sql_table_name(&c, out, NULL) : CTR_OK;
}

ctr_status lc_sql_nextval(const struct lc_sql_cursor *whole, uint32_t from, uint32_t to,
                          const char **out)
{
    struct lc_sql_cursor c = {whole->s, whole->at, from, to, whole->whole};
    *out = NULL;
    lc_sql_take2(&c, "pg_catalog", ".");
    bool open = lc_sql_take2(&c, "nextval", "(");
    bool inner = open && lc_sql_take(&c, "("); /* as older dumps have it */
    const struct lc_value *name = lc_sql_peek(&c);
    if (!open || !name || name->kind != LC_DDL_STRING) {
        return CTR_OK;
    }
    c.i++;
    if (!lc_sql_take2(&c, "::", "regclass")) {
        lc_sql_take2(&c, "::", "text");
    }
    if (inner && lc_sql_take(&c, ")")) {
        lc_sql_take2(&c, "::", "regclass");
    }
    if (!lc_sql_take(&c, ")") || !lc_sql_done(&c)) {
        return CTR_OK;
    }
    const char *text = lc_sql_string(whole->s, name);
    return text ? lc_sql_key_of(whole->s, text, out) : CTR_E_NOMEM;
}

const char *lc_sql_usual_sequence(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                                  const struct lc_sql_column *column)
{
    return lc_format(s->ctx, "%s_%s_seq", t->name, column->name);
}

/* TABLE_COLUMN_seq, in the schema of the table. */
static bool counts_with(const struct lc_sql_thing *t, const char *name)
{
    const size_t n = strlen(t->name);
    bool of_table = t->kind == LC_DDL_TABLE && strncmp(name, t->name, n) == 0 && name[n] == '_';
    for (size_t i = 0; of_table && i < t->count; i++) {
        const char *column = t->columns[i]->name;
        const size_t k = strlen(column);
        if (t->columns[i]->identity && strncmp(name + n + 1, column, k) == 0 &&
            strcmp(name + n + 1 + k, "_seq") == 0) {
            return true;
        }
    }
    return false;
}

static struct lc_sql_object *any_sequence(struct lc_sql_schema *s, const char *name)
{
    const char *key = lc_format(s->ctx, "sequence %s", name);
    return key ? lc_map_get(&s->objects_by_name, lc_str(key)) : NULL; /* also one that is owned */
}

bool lc_sql_is_sequence(struct lc_sql_schema *s, const char *name)
{
    bool found = any_sequence(s, name);
    for (size_t i = 0; !found && i < s->count && lc_spend(s->ctx, 1) == CTR_OK; i++) {
        found = counts_with(s->things[i], name);
    }
    return found;
}

/* ---- what belongs to a column ---- */

/* table.column; *out is NULL if it is not here. */
static ctr_status column_at(struct lc_sql_cursor *c, struct lc_sql_column **out)
{
    struct lc_sql_thing *t;
    const char *column;
    const uint32_t from = (lc_sql_peek(c), c->i);
    uint32_t dot = from;
    *out = NULL;
    if (lc_sql_take(c, "none")) {
        return CTR_OK;
    }
    LC_TRY(lc_sql_column_name(c, &column, NULL));
    while (lc_sql_is(c, ".")) {
        dot = c->i++;
        LC_TRY(lc_sql_column_name(c, &column, NULL));
    }
    if (dot == from) {
        return CTR_OK;
    }
    struct lc_sql_cursor name = {c->s, c->at, from, dot, c->whole};
    LC_TRY(lc_sql_find_next(&name, false, "table", &t, NULL));
    *out = t ? lc_sql_find_column(t, column) : NULL;
    return CTR_OK;
}

ctr_status lc_sql_read_sequence(struct lc_sql_cursor *c, struct lc_sql_object *o, bool *owned)
{
    *owned = false;
    while (!lc_sql_done(c)) {
        const uint32_t from = c->i;
        if (lc_sql_take2(c, "owned", "by")) {
            bool none = lc_sql_is(c, "none");
            LC_TRY(column_at(c, &o->column));
            *owned = !none;
        } else if (lc_sql_take(c, "as")) {
            o->counting.bits = lc_sql_is(c, "smallint") || lc_sql_is(c, "int2") ? 16
                               : lc_sql_is(c, "bigint") || lc_sql_is(c, "int8") ? 64
                                                                                : 32;
            lc_sql_skip(c);
        } else {
            LC_TRY(lc_sql_read_counting(c, &o->counting));
        }
        c->i += c->i == from;
    }
    return CTR_OK;
}

struct lc_sql_object *lc_sql_owned_sequence(struct lc_sql_schema *s, const char *name)
{
    struct lc_sql_object *o = any_sequence(s, name);
    return o && o->gone && o->column ? o : NULL;
}

ctr_status lc_sql_settle_sequences(struct lc_sql_schema *s)
{
    LC_TRY(lc_spend(s->ctx, s->object_count));
    for (size_t i = 0; i < s->object_count; i++) {
        const struct lc_sql_object *o = s->objects[i];
        struct lc_sql_column *col = o->gone ? o->column : NULL;
        if (col && col->sequence && strcmp(col->sequence, o->name) == 0) {
            col->owns = true;
            col->counting = o->counting;
        }
    }
    return CTR_OK;
}
