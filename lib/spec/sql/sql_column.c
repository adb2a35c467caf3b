/* What stands behind the name of a column: its type, its default, its constraints. */
#include "spec/sql/sql.h"

/* Where an expression of a column ends: at the word that begins something else. */
static void skip_expression(struct lc_sql_cursor *c)
{
    static const char *const ends[] = {
        "constraint", "primary", "unique",  "check", "default",        "references",
        "generated",  "collate", "comment", "on",    "auto_increment", "first",
        "after",      "stored",  "virtual", "not",   "null",           NULL};
    lc_sql_skip(c);
    while (!lc_sql_item_done(c)) {
        for (size_t i = 0; ends[i]; i++) {
            if (lc_sql_is(c, ends[i])) {
                return;
            }
        }
        lc_sql_skip(c);
    }
}

/* A literal that is only cast is the literal; the two spellings of the present instant are one. */
const char *lc_sql_default_text(struct lc_sql_cursor *c, uint32_t from, uint32_t to)
{
    static const char *const now[] = {"now ( )",   "current_timestamp ( )", "localtimestamp",
                                      "localtime", "localtime ( )",         "localtimestamp ( )",
                                      NULL};
    uint32_t end = to;
    bool literal =
        from < to && (c->at[from].kind == LC_DDL_STRING || c->at[from].kind == LC_DDL_NUMBER ||
                      lc_str_eq_nocase(lc_raw(&c->at[from]), LC_STR("null")));
    if (literal && from + 2 < to && lc_str_is(lc_raw(&c->at[from + 1]), "::")) {
        end = from + 1;
        for (uint32_t i = from + 2; i < to; i++) { /* behind the type may stand an operator */
            bool of_type = c->at[i].kind != LC_DDL_OP || lc_str_is(lc_raw(&c->at[i]), "::") ||
                           strchr("()[].,", c->at[i].chars[0]);
            end = of_type ? end : to;
        }
    }
    const char *text = lc_sql_expression(c, from, end);
    for (size_t i = 0; text && now[i] && c->s->dialect != LC_DDL_SQLITE; i++) {
        bool same = strcmp(text, now[i]) == 0;
        text = same ? "current_timestamp" : text;
    }
    return text;
}

static ctr_status fallback(struct lc_sql_cursor *c, struct lc_sql_column *col)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    if (lc_sql_item_done(c)) {
        return lc_sql_unexpected(c, "a value behind DEFAULT");
    }
    skip_expression(c);
    const char *text = lc_sql_default_text(c, from, c->i);
    if (!text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql_nextval(c, from, c->i, &col->sequence));
    if (col->sequence) {
        col->identity = LC_DDL_BY_DEFAULT;
        col->serial = true;
        col->owns = false;
        col->counting = (struct lc_sql_counting){0};
    } else {
        col->fallback = strcmp(text, "null") == 0 ? NULL : text;
    }
    from = (lc_sql_peek(c), c->i);
    if (lc_sql_take2(c, "on", "update")) { /* MySQL: the engine writes it */
        skip_expression(c);
        return lc_sql_add_terms(c, from, &col->terms);
    }
    return CTR_OK;
}

/* GENERATED ALWAYS AS (…) and AS IDENTITY; also AS (…) alone. */
static ctr_status generated(struct lc_sql_cursor *c, struct lc_sql_column *col)
{
    bool always = lc_sql_take(c, "always");
    if (!always && lc_sql_take(c, "by")) {
        LC_TRY(lc_sql_want(c, "default"));
    }
    if (lc_sql_take2(c, "on", "null")) {
        always = false;
    }
    LC_TRY(lc_sql_want(c, "as"));
    if (lc_sql_take(c, "identity")) {
        col->identity = always ? LC_DDL_ALWAYS : LC_DDL_BY_DEFAULT;
        col->serial = false;
        col->sequence = NULL;
        col->not_null = true;
        col->counting = (struct lc_sql_counting){0};
        return lc_sql_read_countings(c, &col->counting);
    }
    uint32_t from = (lc_sql_peek(c), c->i);
    if (!lc_sql_is(c, "(")) {
        return lc_sql_unexpected(c, "'(' and an expression, or IDENTITY");
    }
    lc_sql_skip(c);
    col->generated = lc_sql_expression(c, from, c->i);
    if (!lc_sql_take(c, "stored") && !lc_sql_take(c, "virtual")) {
        lc_sql_take(c, "persisted");
    }
    return col->generated ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status one_column_rule(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                                  struct lc_sql_column *col, struct lc_sql_rule *rule)
{
    rule->columns = lc_new(c->s->ctx, 1, sizeof *rule->columns);
    if (!rule->columns) {
        return CTR_E_NOMEM;
    }
    rule->columns[0] = col->name;
    rule->count = 1;
    return rule->kind == LC_DDL_PRIMARY ? lc_sql_primary(c->s, t, rule)
                                        : lc_sql_add_rule(c->s, t, rule);
}

static ctr_status key(struct lc_sql_cursor *c, struct lc_sql_thing *t, struct lc_sql_column *col,
                      struct lc_sql_rule *rule, bool primary)
{
    bool more;
    rule->kind = primary ? LC_DDL_PRIMARY : LC_DDL_UNIQUE;
    if (primary) {
        lc_sql_take(c, "key");
        col->not_null = col->not_null || c->s->dialect != LC_DDL_SQLITE;
        col->descending = lc_sql_take(c, "desc");
        lc_sql_take(c, "asc");
    } else if (!lc_sql_take(c, "key")) {
        LC_TRY(lc_sql_read_terms(c, &rule->terms, &more));
    }
    LC_TRY(lc_sql_read_terms(c, &rule->terms, &more));
    if (lc_sql_take(c, "autoincrement")) {
        col->identity = LC_DDL_BY_DEFAULT;
        col->counting.once = true;
    }
    return one_column_rule(c, t, col, rule);
}

static ctr_status check(struct lc_sql_cursor *c, struct lc_sql_thing *t, struct lc_sql_rule *rule)
{
    uint32_t from = (lc_sql_peek(c), c->i);
    if (!lc_sql_is(c, "(")) {
        return lc_sql_unexpected(c, "'(' and a condition behind CHECK");
    }
    lc_sql_skip(c);
    rule->kind = LC_DDL_CHECK;
    rule->text = lc_sql_expression(c, from, c->i);
    if (lc_sql_take(c, "no")) {
        LC_TRY(lc_sql_want(c, "inherit"));
        rule->alone = true;
    }
    lc_sql_take2(c, "not", "valid");
    if (lc_sql_take2(c, "not", "enforced")) {
        return CTR_OK; /* no promise */
    }
    lc_sql_take(c, "enforced");
    return rule->text ? lc_sql_add_rule(c->s, t, rule) : CTR_E_NOMEM;
}

/* A constraint of one column. *done is false if none begins here. */
static ctr_status constraint(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                             struct lc_sql_column *col, bool *done)
{
    struct lc_sql_rule rule = {.node = lc_sql_peek(c)};
    *done = true;
    if (lc_sql_take(c, "constraint")) {
        LC_TRY(lc_sql_column_name(c, &rule.name, &rule.node));
    }
    bool named = rule.name != NULL;
    if (lc_sql_take2(c, "not", "null")) {
        bool more;
        col->not_null = true;
        col->not_null_name = rule.name;
        lc_sql_take2(c, "no", "inherit");
        LC_TRY(lc_sql_read_terms(c, &col->terms, &more));
    } else if (lc_sql_take(c, "null")) { /* which SQLite reads and forgets */
        col->not_null = col->not_null && c->s->dialect == LC_DDL_SQLITE;
    } else if (lc_sql_is(c, "primary") || lc_sql_is2(c, "key", ",") || lc_sql_is2(c, "key", ")")) {
        c->i++;
        LC_TRY(key(c, t, col, &rule, true));
    } else if (lc_sql_take(c, "unique")) {
        LC_TRY(key(c, t, col, &rule, false));
    } else if (lc_sql_take(c, "check")) {
        LC_TRY(check(c, t, &rule));
    } else if (lc_sql_take(c, "references")) {
        LC_TRY(lc_sql_read_references(c, &rule));
        rule.loose = c->s->dialect == LC_DDL_MYSQL;
        rule.terms = rule.loose ? "at the column, where MySQL up to 8.4 forgets it" : NULL;
        LC_TRY(one_column_rule(c, t, col, &rule));
    } else if (lc_sql_take(c, "default")) {
        LC_TRY(fallback(c, col));
    } else if (lc_sql_is(c, "generated") || (lc_sql_is2(c, "as", "("))) {
        lc_sql_take(c, "generated");
        LC_TRY(generated(c, col));
    } else {
        *done = false;
        return named ? lc_sql_unexpected(c, "a constraint behind its name") : CTR_OK;
    }
    return CTR_OK;
}

ctr_status lc_sql_collation(struct lc_sql_cursor *c, const char **out)
{
    LC_TRY(lc_sql_column_name(c, out, NULL));
    if (!lc_sql_take(c, ".")) {
        return CTR_OK;
    }
    const char *schema = *out;
    LC_TRY(lc_sql_column_name(c, out, NULL));
    if (strcmp(schema, "pg_catalog") != 0) {
        *out = lc_format(c->s->ctx, "%s.%s", schema, *out);
    }
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* MySQL: BINARY is the collation of a character set by bytes, _bin; two are words for one. */
static ctr_status charset(struct lc_sql_cursor *c, struct lc_sql_column *col, bool *done)
{
    const char *set = NULL;
    bool binary = lc_sql_take(c, "binary");
    *done = true;
    if (lc_sql_take(c, "byte")) {
        set = "binary"; /* bytes, and no characters */
    } else if (binary) {
        set = col->collation;
    } else if (lc_sql_take(c, "ascii")) {
        set = "latin1";
    } else if (lc_sql_take(c, "unicode")) {
        set = "ucs2";
    } else if (lc_sql_take2(c, "character", "set") || lc_sql_take(c, "charset")) {
        LC_TRY(lc_sql_column_name(c, &set, NULL));
    } else {
        *done = false;
        return CTR_OK;
    }
    binary = binary || (col->collation && strcmp(col->collation, "_bin") == 0);
    col->collation = binary ? lc_format(c->s->ctx, "%s_bin", set ? set : "") : set;
    return col->collation ? CTR_OK : CTR_E_NOMEM;
}

/* What only says how it is kept, shown or written down. */
static ctr_status attribute(struct lc_sql_cursor *c, struct lc_sql_column *col)
{
    if (lc_sql_take(c, "collate")) {
        return lc_sql_collation(c, &col->collation);
    }
    bool done;
    LC_TRY(charset(c, col, &done));
    if (done) {
        return CTR_OK;
    }
    if (lc_sql_is(c, "visible") || lc_sql_is(c, "invisible")) {
        col->invisible = lc_sql_is(c, "invisible");
        c->i++;
        return CTR_OK;
    }
    if (lc_sql_take(c, "auto_increment") || lc_sql_take(c, "autoincrement")) {
        col->identity = LC_DDL_BY_DEFAULT;
        return CTR_OK;
    }
    if (lc_sql_take(c, "comment")) {
        return lc_sql_comment(c, &col->comment);
    }
    uint32_t from = (lc_sql_peek(c), c->i);
    if (lc_sql_take2(c, "on", "update")) {
        skip_expression(c);
        return lc_sql_add_terms(c, from, &col->terms);
    }
    bool options =
        lc_sql_is2(c, "options", "(") && lc_sql_take(c, "options"); /* of a foreign one */
    if (options || lc_sql_take(c, "srid")) { /* and the system that places are given in */
        lc_sql_skip(c);
        return lc_sql_add_terms(c, from, &col->terms);
    }
    static const char *const known[] = {"stored",        "virtual", "storage",   "compression",
                                        "column_format", "sparse",  "persisted", "engine_attribute",
                                        "not",           "with",    "encode",    NULL};
    for (size_t i = 0; known[i]; i++) {
        if (lc_sql_take(c, known[i])) {
            return CTR_OK;
        }
    }
    if (lc_sql_take2(c, "using", "index")) { /* where that of a key lies */
        LC_TRY(lc_sql_want(c, "tablespace"));
        lc_sql_skip(c);
        return CTR_OK;
    }
    const struct lc_value *next = lc_sql_peek(c);
    bool storage =
        next && (next->kind == LC_DDL_NUMBER || lc_sql_is(c, "(") || lc_sql_is(c, "=") ||
                 lc_sql_is(c, "external") || lc_sql_is(c, "extended") || lc_sql_is(c, "main") ||
                 lc_sql_is(c, "plain") || lc_sql_is(c, "pglz") || lc_sql_is(c, "lz4") ||
                 lc_sql_is(c, "default") || lc_sql_is(c, "dynamic") || lc_sql_is(c, "fixed"));
    if (storage) {
        lc_sql_skip(c);
        return CTR_OK;
    }
    return lc_sql_unexpected(c, "a constraint of the column, ',' or ')'");
}

/* PostgreSQL's serial, and what MySQL means by it. */
static ctr_status of_serial(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                            struct lc_sql_column *col)
{
    static const char *const names[] = {"serial",  "bigserial", "smallserial", "serial4",
                                        "serial8", "serial2",   NULL};
    const char *name = col->type.name;
    bool mysql = c->s->dialect == LC_DDL_MYSQL;
    bool serial = false;
    for (size_t i = 0; name && names[i] && c->s->dialect != LC_DDL_SQLITE; i++) {
        serial = serial || (strcmp(name, names[i]) == 0 && (!mysql || i == 0));
    }
    if (!serial) {
        return CTR_OK;
    }
    col->identity = LC_DDL_BY_DEFAULT;
    col->serial = !mysql;
    col->not_null = true;
    if (!mysql) {
        col->sequence = lc_sql_usual_sequence(c->s, t, col);
        col->owns = true;
        return col->sequence ? CTR_OK : CTR_E_NOMEM;
    }
    struct lc_sql_rule rule = {.kind = LC_DDL_UNIQUE, .node = col->node};
    col->type.name = "bigint";
    col->type.is_unsigned = true;
    col->type.shown = lc_sql_show_type(c->s->ctx, &col->type);
    return col->type.shown ? one_column_rule(c, t, col, &rule) : CTR_E_NOMEM;
}

/* What PostgreSQL takes once, and the others as often as one likes, of which the last one holds. */
struct said {
    bool fallback;
    bool null;
    bool not_null;
};

static ctr_status say_once(struct lc_sql_cursor *c, struct said *said)
{
    if (c->s->dialect != LC_DDL_POSTGRESQL) {
        return CTR_OK;
    }
    bool fallback = lc_sql_is(c, "default");
    if (fallback && said->fallback) {
        return lc_sql_unexpected(c, "DEFAULT once");
    }
    said->fallback = said->fallback || fallback;
    said->null = said->null || lc_sql_is(c, "null");
    said->not_null = said->not_null || lc_sql_is2(c, "not", "null");
    return said->null && said->not_null ? lc_sql_unexpected(c, "either NULL or NOT NULL") : CTR_OK;
}

ctr_status lc_sql_read_constraints(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                                   struct lc_sql_column *column)
{
    struct said said = {0};
    while (!lc_sql_item_done(c) && !lc_sql_is(c, "first") && !lc_sql_is(c, "after")) {
        bool done;
        LC_TRY(say_once(c, &said));
        LC_TRY(constraint(c, t, column, &done));
        if (!done) { /* of the constraint before it */
            const char **terms =
                t->rule_count ? &t->rules[t->rule_count - 1]->terms : &column->terms;
            LC_TRY(lc_sql_read_terms(c, terms, &done));
        }
        if (!done) {
            LC_TRY(attribute(c, column));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_read_column(struct lc_sql_cursor *c, struct lc_sql_thing *t,
                              struct lc_sql_column *column)
{
    LC_TRY(lc_sql_read_type(c, &column->type));
    LC_TRY(of_serial(c, t, column));
    return lc_sql_read_constraints(c, t, column);
}
