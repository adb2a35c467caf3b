/*
 * Statements that nobody looks into: rights, settings, what is run. They are kept with what they
 * act on, as those that act on the same thing are another history in another order.
 */
#include "spec/sql/sql.h"

static struct lc_sql_line *line_of(const struct lc_sql_schema *s, const char *subject)
{
    return lc_map_get(&s->line_of, lc_str(subject));
}

uint32_t lc_sql_open_statements(const struct lc_sql_schema *s)
{
    const struct lc_sql_line *line = line_of(s, "");
    return line ? (uint32_t)line->count : 0;
}

static ctr_status find_line(struct lc_sql_schema *s, const char *subject, struct lc_sql_line **out)
{
    *out = line_of(s, subject);
    if (*out) {
        return CTR_OK;
    }
    struct lc_sql_line **more =
        lc_grow(s->ctx, s->lines, s->line_count, &s->line_room, sizeof *s->lines);
    *out = lc_new(s->ctx, 1, sizeof **out);
    if (!more || !*out) {
        return CTR_E_NOMEM;
    }
    **out = (struct lc_sql_line){.subject = subject};
    s->lines = more;
    s->lines[s->line_count++] = *out;
    return lc_map_set(s->ctx, &s->line_of, lc_str(subject), *out);
}

/* Done twice it is as done once. */
static bool settles(const char *text)
{
    static const char *const words[] = {"grant ", "revoke ", "set ", "alter ", NULL};
    bool found = false;
    for (size_t i = 0; words[i]; i++) {
        found = found || strncmp(text, words[i], strlen(words[i])) == 0;
    }
    return found && !strstr(text, " exchange ");
}

ctr_status lc_sql_add_statement(struct lc_sql_schema *s, const char *subject, const char *text,
                                const struct lc_value *node)
{
    const struct lc_sql_kept kept = {text, node, lc_sql_open_statements(s)};
    struct lc_sql_line *line;
    if (!text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(find_line(s, subject ? subject : "", &line));
    const struct lc_sql_kept *last = line->count ? &line->kept[line->count - 1] : NULL;
    if (last && last->before == kept.before && settles(text) && strcmp(last->text, text) == 0) {
        return CTR_OK;
    }
    struct lc_sql_kept *more =
        lc_grow(s->ctx, line->kept, line->count, &line->room, sizeof *line->kept);
    if (!more) {
        return CTR_E_NOMEM;
    }
    line->kept = more;
    line->kept[line->count++] = kept;
    return CTR_OK;
}

/* ---- what it acts on ---- */

/* [schema.]name, with what is said of its arguments passed over; NULL: it is none. */
static ctr_status subject_at(struct lc_sql_cursor *c, const char *kind, const char **out)
{
    const struct lc_value *t = lc_sql_peek(c);
    const uint32_t from = c->i;
    bool named = t && (t->kind == LC_DDL_WORD || t->kind == LC_DDL_QUOTED);
    while (!lc_sql_item_done(c) && !lc_sql_is(c, "to") && !lc_sql_is(c, "from") &&
           !lc_sql_is(c, "(")) {
        named = named && !lc_sql_is(c, "*");
        c->i++;
    }
    const uint32_t end = c->i;
    if (lc_sql_is(c, "(")) {
        lc_sql_skip(c);
    }
    struct lc_sql_cursor name = {c->s, c->at, from, end, c->whole};
    *out = lc_sql_text(c, from, end);
    LC_TRY(named ? lc_sql_table_name(&name, out, NULL) : CTR_OK);
    *out = *out ? lc_format(c->s->ctx, "%s%s", kind, *out) : NULL;
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* What kind of thing rights are on: tables, if nothing is said. NULL: all there are in a schema. */
static const char *kind_of_right(struct lc_sql_cursor *c)
{
    static const char *const kinds[][2] = {
        {"sequence", "sequence "}, {"function", "routine "},     {"procedure", "routine "},
        {"routine", "routine "},   {"schema", "schema "},        {"database", "database "},
        {"type", "type "},         {"domain", "type "},          {"language", "language "},
        {"foreign", "foreign "},   {"tablespace", "tablespace "}};
    if (lc_sql_is(c, "all")) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (lc_sql_take(c, kinds[i][0])) {
            return kinds[i][1];
        }
    }
    lc_sql_take(c, "table");
    return "";
}

/* GRANT and REVOKE: once for each of the things. */
static ctr_status rights(struct lc_sql_cursor *c, const char *text)
{
    while (!lc_sql_done(c) && !lc_sql_is(c, "on")) {
        lc_sql_skip(c);
    }
    if (!lc_sql_take(c, "on")) {
        return lc_sql_add_statement(c->s, "membership of roles", text, c->at);
    }
    const char *kind = kind_of_right(c);
    if (!kind) {
        return lc_sql_add_statement(c->s, NULL, text, c->at);
    }
    do {
        const char *subject;
        LC_TRY(subject_at(c, kind, &subject));
        LC_TRY(lc_sql_add_statement(c->s, subject, text, c->at));
    } while (lc_sql_take(c, ","));
    return CTR_OK;
}

/* ALTER KIND name … acts on that. */
static ctr_status of_alter(struct lc_sql_cursor *c, const char *text)
{
    const char *subject = NULL;
    const struct lc_value *second = lc_sql_peek(c);
    bool defaults = lc_sql_is2(c, "default", "privileges"); /* of what is created later */
    lc_sql_skip(c);
    lc_sql_take2(c, "if", "exists");
    const struct lc_value *name = lc_sql_peek(c);
    if (second && name && !defaults) {
        subject = lc_sql_text(c, c->i, c->i + 1);
        LC_TRY(subject ? CTR_OK : CTR_E_NOMEM);
    }
    return lc_sql_add_statement(c->s, subject, text, c->at);
}

ctr_status lc_sql_add_whole(struct lc_sql_cursor *c)
{
    const char *text = lc_sql_text(c, 0, c->count);
    if (!text) {
        return CTR_E_NOMEM;
    }
    c->i = 0;
    bool created = lc_sql_is(c, "create") || lc_sql_is(c, "drop");
    bool ended = lc_sql_is(c, "rollback") || lc_sql_is(c, "abort");
    const char *subject = NULL;
    if (lc_sql_is(c, "grant") || lc_sql_is(c, "revoke")) {
        LC_TRY(rights(c, text));
        c->i = c->count;
        return CTR_OK;
    }
    if (lc_sql_take(c, "alter")) {
        LC_TRY(of_alter(c, text));
        c->i = c->count;
        return CTR_OK;
    }
    if (created && lc_sql_peek2(c)) { /* a thing of that kind */
        c->i++;
        lc_sql_take2(c, "or", "replace");
        subject = lc_sql_text(c, c->i, c->i + 1);
        LC_TRY(subject ? CTR_OK : CTR_E_NOMEM);
    }
    subject = ended || lc_sql_is2(c, "prepare", "transaction") ? "transaction" : subject;
    subject = lc_sql_is(c, "set") ? "settings" : subject;
    c->i = c->count;
    return lc_sql_add_statement(c->s, subject, text, c->count ? c->at : c->whole);
}
