/*
 * The SQL reader: bytes to tokens, tokens to statements. It knows what each dialect takes for a
 * comment, a string and a quoted name, and where a statement ends: bodies of triggers and routines,
 * DELIMITER of MySQL, data of COPY and commands of psql are its matter, too.
 */
#include "codec/sql_read.h"

#include "base/utf8.h"
#include "codec/sql_client.h"
#include "codec/tree.h"

struct reader {
    const char *begin;
    const char *end;
    const char *p;
    enum lc_sql_dialect dialect;
    struct lc_tree tree;
    struct lc_str delimiter;
    bool open;            /* a statement is under way */
    bool begun;           /* and more of it was seen than a note */
    uint32_t parens;      /* open ones */
    uint32_t first_paren; /* offset of the outermost */
    bool creates;         /* the statement begins with CREATE */
    bool kind_known;      /* and what it creates was seen */
    bool rule;            /* a rule, which may do several things in parentheses */
    bool body;            /* it may hold BEGIN … END */
    bool after_end;       /* the word before was END */
    bool copies;          /* it begins with COPY */
    bool rows;            /* … FROM stdin: rows follow */
    uint32_t blocks;      /* open BEGIN and CASE */
    uint32_t first_block;
    uint32_t words;
    struct lc_sql_branches branches; /* of psql */
};

static uint32_t offset_of(const struct reader *r, const char *p)
{
    return (uint32_t)(p - r->begin);
}

static bool at(const struct reader *r, const char *text)
{
    size_t n = strlen(text);
    return (size_t)(r->end - r->p) >= n && memcmp(r->p, text, n) == 0;
}

static bool is(struct lc_str word, const char *text)
{
    return lc_str_eq_nocase(word, lc_str(text));
}

static ctr_status fail(struct reader *r, const char *p, const char *what)
{
    return lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, p), "%s", what);
}

/* ---- statements ---- */

static ctr_status begin_statement(struct reader *r, const char *p)
{
    r->open = true;
    r->begun = false;
    r->creates = r->kind_known = r->rule = r->body = r->after_end = r->copies = r->rows = false;
    r->parens = r->blocks = r->words = 0;
    LC_TRY(lc_tree_push_item(&r->tree));
    return lc_tree_open(&r->tree, false, offset_of(r, p));
}

static ctr_status token(struct reader *r, enum lc_sql_token kind, const char *start,
                        struct lc_str text)
{
    if (r->branches.skips) {
        return CTR_OK;
    }
    if (!r->open) {
        LC_TRY(begin_statement(r, start));
    }
    r->begun = r->begun || kind != LC_DDL_NOTE;
    LC_TRY(lc_tree_push_item(&r->tree));
    lc_tree_set_text(&r->tree, kind, offset_of(r, start), text);
    return CTR_OK;
}

static ctr_status end_statement(struct reader *r)
{
    if (!r->open) {
        return CTR_OK;
    }
    if (r->parens) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, r->first_paren,
                           "the parenthesis that opens here is not closed where the statement "
                           "ends; expected ')'");
    }
    if (r->blocks) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, r->first_block,
                           "the block that begins here is not closed where the document ends; "
                           "expected END");
    }
    r->open = r->begun = false;
    return lc_tree_close(&r->tree);
}

/* Rows of COPY … FROM stdin, up to a line of "\.". */
static void skip_rows(struct reader *r)
{
    while (r->p < r->end) {
        const char *line = r->p;
        const char *stop = memchr(line, '\n', (size_t)(r->end - line));
        r->p = stop ? stop + 1 : r->end;
        if (line[0] == '\\' && line + 1 < r->end && line[1] == '.') {
            return;
        }
    }
}

static ctr_status semicolon(struct reader *r)
{
    bool rows = r->open && r->rows;
    if (r->branches.skips) {
        r->p += r->delimiter.len;
        return CTR_OK;
    }
    if (r->open && (r->blocks || (r->rule && r->parens))) {
        LC_TRY(token(r, LC_DDL_OP, r->p, lc_str_n(r->p, 1)));
        r->p++;
        return CTR_OK;
    }
    LC_TRY(end_statement(r));
    r->p += r->delimiter.len;
    if (rows) {
        skip_rows(r);
    }
    return lc_poll(r->tree.ctx);
}

/* ---- words ---- */

/* What CREATE makes decides whether `;` may stand inside. */
static void note_kind(struct reader *r, struct lc_str word)
{
    static const char *const bodies[] = {"trigger", "function", "procedure", "event", NULL};
    static const char *const others[] = {"table",  "view",     "index",    "type",      "domain",
                                         "schema", "database", "sequence", "extension", "policy",
                                         "role",   "user",     "rule",     "server",    NULL};
    if (lc_str_among_nocase(word, bodies)) {
        r->kind_known = r->body = true;
    } else if (lc_str_among_nocase(word, others)) {
        r->kind_known = true;
        r->rule = is(word, "rule");
    }
}

static void note_block(struct reader *r, struct lc_str word, const char *start)
{
    static const char *const of_end[] = {"if", "loop", "while", "repeat", "for", NULL};
    bool after_end = r->after_end;
    r->after_end = false;
    if (after_end && lc_str_among_nocase(word, of_end)) {
        r->blocks++; /* that END closed what is not counted */
    } else if (is(word, "begin") || (is(word, "case") && !after_end)) {
        r->first_block = r->blocks++ ? r->first_block : offset_of(r, start);
    } else if (is(word, "end") && r->blocks) {
        r->blocks--;
        r->after_end = true;
    }
}

static ctr_status new_delimiter(struct reader *r)
{
    const char *start = r->p;
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t')) {
        r->p++;
    }
    const char *text = r->p;
    while (r->p < r->end && (unsigned char)*r->p > ' ') {
        r->p++;
    }
    r->delimiter = lc_str_n(text, (size_t)(r->p - text));
    return r->delimiter.len ? CTR_OK : fail(r, start, "DELIMITER names none; expected one, as ;");
}

static ctr_status word(struct reader *r)
{
    const char *start = r->p;
    while (r->p < r->end && lc_sql_is_name((unsigned char)*r->p)) {
        r->p++;
    }
    struct lc_str text = lc_str_n(start, (size_t)(r->p - start));
    if (!r->begun && is(text, "delimiter") &&
        (r->dialect == LC_DDL_MYSQL || r->dialect == LC_DDL_ANY)) {
        return new_delimiter(r);
    }
    LC_TRY(token(r, LC_DDL_WORD, start, text));
    if (r->branches.skips) {
        return CTR_OK;
    }
    if (r->words++ == 0) {
        r->creates = is(text, "create");
        r->copies = is(text, "copy");
    } else if (r->creates && !r->kind_known && r->words < 16) {
        note_kind(r, text);
    }
    r->rows = r->rows || (r->copies && is(text, "stdin"));
    if (r->body && lc_str_is(r->delimiter, ";")) {
        note_block(r, text, start);
    }
    return CTR_OK;
}

/* ---- strings and quoted names ---- */

/* Past a text that ends with `quote`, which is written twice inside. */
static ctr_status quoted(struct reader *r, const char *start, char quote, bool backslash,
                         enum lc_sql_token kind)
{
    const char *open = r->p++;
    for (;;) {
        if (r->p >= r->end) {
            return lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, open),
                               "the %s that begins here is not closed where the document ends; "
                               "expected %c",
                               kind == LC_DDL_STRING ? "string" : "quoted name", quote);
        }
        if (*r->p == '\\' && backslash && r->p + 1 < r->end) {
            r->p += 2;
        } else if (*r->p != quote) {
            r->p++;
        } else if (r->p + 1 < r->end && r->p[1] == quote) {
            r->p += 2;
        } else {
            break;
        }
    }
    r->p++;
    return token(r, kind, start, lc_str_n(start, (size_t)(r->p - start)));
}

/* $tag$ … $tag$; *done is false if none begins here. */
static ctr_status dollar(struct reader *r, bool *done)
{
    const char *start = r->p;
    const char *p = start + 1;
    *done = false;
    while (p < r->end && *p != '$' && lc_sql_is_name((unsigned char)*p)) {
        p++;
    }
    if (p >= r->end || *p != '$' || (start[1] >= '0' && start[1] <= '9')) {
        return CTR_OK;
    }
    size_t n = (size_t)(p + 1 - start);
    *done = true;
    for (r->p = p + 1; (size_t)(r->end - r->p) >= n; r->p++) {
        const char *next = memchr(r->p, '$', (size_t)(r->end - r->p) - n + 1);
        if (!next) {
            break;
        }
        r->p = next;
        if (memcmp(next, start, n) == 0) {
            r->p += n;
            return token(r, LC_DDL_STRING, start, lc_str_n(start, (size_t)(r->p - start)));
        }
    }
    return lc_doc_fail(r->tree.ctx, r->tree.doc, offset_of(r, start),
                       "the string that begins here is not closed where the document ends; "
                       "expected %.*s",
                       (int)(n < 70 ? n : 70), start);
}

/* A letter that belongs to the string behind it. */
static bool prefixed(const struct reader *r)
{
    return r->p + 1 < r->end && r->p[1] == '\'' && strchr("eEnNxXbB", *r->p) && *r->p;
}

static bool bracket_name(const struct reader *r)
{
    bool known = r->dialect == LC_DDL_SQLITE || r->dialect == LC_DDL_ANY;
    bool apart = r->p == r->begin || !lc_sql_is_name((unsigned char)r->p[-1]);
    return known && apart && r->p + 1 < r->end && lc_sql_is_name_start((unsigned char)r->p[1]);
}

static ctr_status quotes(struct reader *r, bool *done)
{
    bool mysql = r->dialect == LC_DDL_MYSQL;
    char c = *r->p;
    *done = true;
    if (c == '\'') {
        return quoted(r, r->p, '\'', mysql, LC_DDL_STRING);
    }
    if (prefixed(r)) {
        const char *start = r->p++;
        return quoted(r, start, '\'', mysql || *start == 'e' || *start == 'E', LC_DDL_STRING);
    }
    if (c == '"' || (c == '`' && r->dialect != LC_DDL_POSTGRESQL)) {
        return quoted(r, r->p, c, mysql && c == '"', LC_DDL_QUOTED);
    }
    if (c == '[' && bracket_name(r)) {
        return quoted(r, r->p, ']', false, LC_DDL_QUOTED);
    }
    if (c == '$' && !mysql && r->dialect != LC_DDL_SQLITE) {
        return dollar(r, done);
    }
    *done = false;
    return CTR_OK;
}

/* ---- comments ---- */

static ctr_status line_comment(struct reader *r, size_t head)
{
    struct lc_sql_note note;
    struct lc_str whole;
    const char *start = r->p;
    const char *stop = memchr(start, '\n', (size_t)(r->end - start));
    r->p = stop ? stop : r->end;
    struct lc_str text = lc_str_n(start + head, (size_t)(r->p - start) - head);
    return lc_sql_note(text, &note, &whole) ? token(r, LC_DDL_NOTE, start, whole) : CTR_OK;
}

/* Nested ones are PostgreSQL's. What MySQL hides from others is read. */
static ctr_status block_comment(struct reader *r)
{
    const char *start = r->p;
    uint32_t depth = 1;
    r->p += 2;
    if (r->dialect == LC_DDL_MYSQL && r->p < r->end && *r->p == '!') {
        for (r->p++; r->p < r->end && *r->p >= '0' && *r->p <= '9'; r->p++) {
        }
        return CTR_OK;
    }
    while (r->p < r->end && depth) {
        if (at(r, "*/")) {
            depth--;
            r->p += 2;
        } else if (at(r, "/*") && r->dialect == LC_DDL_POSTGRESQL) {
            depth++;
            r->p += 2;
        } else {
            r->p++;
        }
    }
    return depth ? fail(r, start,
                        "the comment that begins here is not closed where the document ends; "
                        "expected */")
                 : CTR_OK;
}

static bool dashes(const struct reader *r)
{
    return at(r, "--") && (r->dialect != LC_DDL_MYSQL || r->p + 2 >= r->end ||
                           (unsigned char)r->p[2] <= ' ' || r->p[2] == '-');
}

/* One that runs what is not here to see is a statement, or ends the one that it is given. */
static ctr_status command(struct reader *r, bool *done)
{
    const char *start = r->p;
    size_t size = 0;
    enum lc_sql_client kind = lc_sql_client_command(
        r->dialect, lc_str_n(start, (size_t)(r->end - start)), &r->branches, &size);
    *done = kind != LC_CLIENT_NONE || !r->begun;
    if (kind == LC_CLIENT_NONE) {
        const char *stop = memchr(start, '\n', (size_t)(r->end - start));
        r->p = r->begun ? start : stop ? stop : r->end;
        return CTR_OK;
    }
    r->p += size;
    if (kind == LC_CLIENT_UNKNOWN) {
        LC_TRY(token(r, LC_DDL_OP, start, lc_str_trim(lc_str_n(start, size))));
    }
    if (kind == LC_CLIENT_UNKNOWN || kind == LC_CLIENT_SENDS) {
        return r->branches.skips ? CTR_OK : end_statement(r);
    }
    if (kind == LC_CLIENT_ROWS) {
        const char *stop = memchr(r->p, '\n', (size_t)(r->end - r->p));
        r->p = stop ? stop + 1 : r->end;
        skip_rows(r);
    }
    r->p = kind == LC_CLIENT_STOPS ? r->end : r->p;
    return CTR_OK;
}

static ctr_status blank(struct reader *r, bool *done)
{
    unsigned char c = (unsigned char)*r->p;
    *done = true;
    if (c <= ' ') {
        r->p++;
        return CTR_OK;
    }
    if (c == '-' && dashes(r)) {
        return line_comment(r, 2);
    }
    if (c == '#' && r->dialect == LC_DDL_MYSQL) {
        return line_comment(r, 1);
    }
    if (c == '/' && at(r, "/*")) {
        return block_comment(r);
    }
    if (c == '*' && at(r, "*/") && r->dialect == LC_DDL_MYSQL) {
        r->p += 2; /* of what was read from a comment */
        return CTR_OK;
    }
    if (c == '\\') {
        return command(r, done);
    }
    *done = false;
    return CTR_OK;
}

/* ---- the rest ---- */

/* The sign of 1e-5. */
static bool exponent(const struct reader *r, const char *start)
{
    return (*r->p == '+' || *r->p == '-') && r->p > start && start[1] != 'x' &&
           (r->p[-1] == 'e' || r->p[-1] == 'E');
}

static ctr_status number(struct reader *r)
{
    const char *start = r->p;
    while (r->p < r->end &&
           (lc_sql_is_name((unsigned char)*r->p) || *r->p == '.' || exponent(r, start))) {
        r->p++;
    }
    return token(r, LC_DDL_NUMBER, start, lc_str_n(start, (size_t)(r->p - start)));
}

static ctr_status sign(struct reader *r)
{
    const char *start = r->p;
    size_t size = at(r, "::") ? 2 : 1;
    uint32_t most = r->tree.max_depth;
    if (r->branches.skips) {
        r->p += size;
        return CTR_OK;
    }
    if (*start == ')' && (!r->open || !r->parens)) {
        return fail(r, start, "this ')' closes nothing; take it away or open a parenthesis before");
    }
    LC_TRY(token(r, LC_DDL_OP, start, lc_str_n(start, size)));
    r->p += size;
    if (*start == ')') {
        r->parens--;
    }
    if (*start == '(') {
        r->first_paren = r->parens ? r->first_paren : offset_of(r, start);
        if (++r->parens > most) {
            return lc_doc_fail_as(r->tree.ctx, r->tree.doc, CTR_E_LIMIT, offset_of(r, start),
                                  "more than %u parentheses inside one another; raise max_depth or "
                                  "write it flatter",
                                  (unsigned)most);
        }
    }
    return CTR_OK;
}

static bool ends_here(const struct reader *r)
{
    size_t n = r->delimiter.len;
    return (size_t)(r->end - r->p) >= n && memcmp(r->p, r->delimiter.ptr, n) == 0;
}

static ctr_status next(struct reader *r)
{
    bool done;
    unsigned char c = (unsigned char)*r->p;
    if (*r->p == r->delimiter.ptr[0] && ends_here(r)) {
        return semicolon(r);
    }
    bool pg = r->dialect == LC_DDL_POSTGRESQL || r->dialect == LC_DDL_ANY;
    if (pg && (at(r, "U&\"") || at(r, "u&\""))) { /* a name with signs by their numbers */
        const char *start = r->p;
        r->p += 2;
        return quoted(r, start, '"', false, LC_DDL_QUOTED);
    }
    if (lc_sql_is_name_start(c) && !prefixed(r)) {
        return word(r);
    }
    LC_TRY(blank(r, &done));
    if (done) {
        return CTR_OK;
    }
    LC_TRY(quotes(r, &done));
    if (done) {
        return CTR_OK;
    }
    bool digit = c >= '0' && c <= '9';
    bool point = c == '.' && r->p + 1 < r->end && r->p[1] >= '0' && r->p[1] <= '9' &&
                 (r->p == r->begin || !lc_sql_is_name((unsigned char)r->p[-1]));
    return digit || point ? number(r) : sign(r);
}

static ctr_status whole(struct reader *r)
{
    LC_TRY(lc_tree_open(&r->tree, false, 0));
    LC_TRY(lc_tree_push_item(&r->tree));
    lc_tree_set_text(&r->tree, LC_STRING, 0, lc_str(lc_sql_dialect_word(r->dialect)));
    if (at(r, "\xEF\xBB\xBF")) {
        r->p += 3;
    }
    while (r->p < r->end) {
        LC_TRY(next(r));
    }
    LC_TRY(end_statement(r));
    return lc_tree_close(&r->tree);
}

/* Bytes that no statement may hold. */
static ctr_status check_bytes(struct reader *r)
{
    struct lc_str text = r->tree.doc->text;
    size_t good = lc_utf8_check(text);
    const char *nul = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
    if (good < text.len) {
        return lc_doc_fail(r->tree.ctx, r->tree.doc, (uint32_t)good,
                           "byte 0x%02X is not UTF-8; save the file as UTF-8",
                           (unsigned)(unsigned char)text.ptr[good]);
    }
    return nul ? fail(r, nul, "a NUL stands here; SQL is text and holds none") : CTR_OK;
}

ctr_status lc_sql_read_as(struct lc_ctx *ctx, struct lc_str text,
                          const struct lc_read_options *options, enum lc_sql_dialect dialect,
                          struct lc_doc *doc)
{
    struct reader r = {.delimiter = LC_STR(";")};
    ctr_status status = lc_tree_begin(&r.tree, ctx, text, options, doc);
    r.begin = r.p = doc->text.ptr;
    r.end = r.begin + doc->text.len;
    if (status == CTR_OK) {
        status = check_bytes(&r);
    }
    if (status == CTR_OK) {
        r.dialect = dialect ? dialect : lc_sql_dialect_of(doc->text);
        status = whole(&r);
    }
    return lc_tree_end(&r.tree, status);
}

ctr_status lc_sql_read(struct lc_ctx *ctx, struct lc_str text,
                       const struct lc_read_options *options, struct lc_doc *doc)
{
    return lc_sql_read_as(ctx, text, options, LC_DDL_ANY, doc);
}
