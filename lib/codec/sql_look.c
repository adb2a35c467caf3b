/* Is it SQL, and whose? Answered from words, before anything is read. */
#include "codec/sql_read.h"

#include <stdlib.h>

enum { WORD_MAX = 24, ENOUGH = 12, SURE = 4 };

static const char *const dialects[] = {"sql", "postgresql", "sqlite", "mysql"};

const char *lc_sql_dialect_word(enum lc_sql_dialect dialect)
{
    return dialects[dialect];
}

bool lc_sql_dialect_parse(struct lc_str word, enum lc_sql_dialect *out)
{
    for (int i = 0; i < 4; i++) {
        if (lc_str_eq_nocase(word, lc_str(dialects[i]))) {
            *out = (enum lc_sql_dialect)i;
            return true;
        }
    }
    return false;
}

bool lc_sql_is_name_start(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

bool lc_sql_is_name(unsigned char c)
{
    return lc_sql_is_name_start(c) || (c >= '0' && c <= '9') || c == '$';
}

bool lc_sql_note(struct lc_str comment, struct lc_sql_note *out, struct lc_str *whole)
{
    const struct lc_str mark = LC_STR("contracts:");
    struct lc_str s = lc_str_trim(comment);
    if (!lc_str_starts(s, mark)) {
        return false;
    }
    s = lc_str_trim(lc_str_n(s.ptr + mark.len, s.len - mark.len));
    *whole = s;
    if (!lc_str_cut(s, '=', &out->key, &out->value)) {
        return false;
    }
    out->key = lc_str_trim(out->key);
    out->value = lc_str_trim(out->value);
    for (size_t i = 0; i < out->key.len; i++) {
        if (!lc_sql_is_name((unsigned char)out->key.ptr[i])) {
            return false;
        }
    }
    return out->key.len > 0;
}

/* ---- walking over words ---- */

/* Where options of a table may stand: CREATE or ALTER, then TABLE or DATABASE, and no query yet. */
enum options { BEFORE_VERB, BEHIND_VERB, OPTIONS, NO_OPTIONS };

struct look {
    const char *p;
    const char *end;
    enum lc_sql_dialect said; /* by a note */
    bool noted;
    int score[4];
    enum options options; /* of the statement */
    uint32_t depth;       /* of parentheses */
    char before;          /* the first sign of what stands before; '\0' where a statement begins */
    struct lc_str last;   /* that word; empty if it is none */
};

static bool at(const struct look *l, const char *text)
{
    size_t n = strlen(text);
    return (size_t)(l->end - l->p) >= n && memcmp(l->p, text, n) == 0;
}

static void to_line_end(struct look *l)
{
    const char *stop = l->p < l->end ? memchr(l->p, '\n', (size_t)(l->end - l->p)) : NULL;
    l->p = stop ? stop : l->end;
}

static void line_comment(struct look *l, size_t head)
{
    struct lc_sql_note note;
    struct lc_str whole;
    const char *start = l->p + head;
    to_line_end(l);
    bool is_note = head == 2 && lc_sql_note(lc_str_n(start, (size_t)(l->p - start)), &note, &whole);
    if (is_note && lc_str_is(note.key, "dialect") && !l->noted) {
        l->noted = lc_sql_dialect_parse(note.value, &l->said);
    }
}

/* Past a comment or white space; false if there is none. A `#` begins one if the caller says so. */
static bool skip_blank(struct look *l, bool hash)
{
    unsigned char c = (unsigned char)*l->p;
    if (c <= ' ' && c) {
        l->p++;
    } else if (at(l, "--")) {
        line_comment(l, 2);
    } else if (hash && c == '#') {
        to_line_end(l);
    } else if (at(l, "/*")) {
        l->score[LC_DDL_MYSQL] += at(l, "/*!") ? 4 : 0;
        for (l->p += 2; l->p < l->end && !at(l, "*/"); l->p++) {
        }
        l->p += l->p < l->end ? 2 : 0;
    } else if (at(l, "\xEF\xBB\xBF")) {
        l->p += 3;
    } else {
        return false;
    }
    return true;
}

static struct lc_str word_at(struct look *l)
{
    const char *start = l->p;
    while (l->p < l->end && lc_sql_is_name((unsigned char)*l->p)) {
        l->p++;
    }
    return lc_str_n(start, (size_t)(l->p - start));
}

/* ---- whose? ---- */

/* Where a word is a mark; elsewhere it may be the name of a column. */
enum mark_place {
    ANYWHERE,
    TYPE,    /* behind the name of a column, or in a cast */
    FIRST,   /* of the statement */
    ACTION,  /* of ALTER TABLE */
    OPTION,  /* of a table or a database, with a value behind '=' */
    WITHOUT, /* behind that word */
    CALL     /* of a function */
};

struct mark {
    const char *word;
    uint8_t dialect;
    uint8_t weight;
    uint8_t place;
};

/* Sorted by word. What two of the three know is no mark. */
static const struct mark marks[] = {
    {"auto_increment", LC_DDL_MYSQL, 12, TYPE},
    {"autoincrement", LC_DDL_SQLITE, 12, TYPE},
    {"bigserial", LC_DDL_POSTGRESQL, 12, TYPE},
    {"bytea", LC_DDL_POSTGRESQL, 8, TYPE},
    {"charset", LC_DDL_MYSQL, 12, OPTION},
    {"citext", LC_DDL_POSTGRESQL, 8, TYPE},
    {"concurrently", LC_DDL_POSTGRESQL, 8, TYPE},
    {"delimiter", LC_DDL_MYSQL, 4, FIRST},
    {"engine", LC_DDL_MYSQL, 12, OPTION},
    {"float8", LC_DDL_POSTGRESQL, 6, TYPE},
    {"fulltext", LC_DDL_MYSQL, 6, ANYWHERE},
    {"hstore", LC_DDL_POSTGRESQL, 8, TYPE},
    {"inherits", LC_DDL_POSTGRESQL, 4, TYPE},
    {"int4", LC_DDL_POSTGRESQL, 6, TYPE},
    {"int8", LC_DDL_POSTGRESQL, 6, TYPE},
    {"jsonb", LC_DDL_POSTGRESQL, 12, TYPE},
    {"longblob", LC_DDL_MYSQL, 12, TYPE},
    {"longtext", LC_DDL_MYSQL, 12, TYPE},
    {"mediumblob", LC_DDL_MYSQL, 12, TYPE},
    {"mediumint", LC_DDL_MYSQL, 8, TYPE},
    {"mediumtext", LC_DDL_MYSQL, 12, TYPE},
    {"modify", LC_DDL_MYSQL, 4, ACTION},
    {"nextval", LC_DDL_POSTGRESQL, 12, CALL},
    {"plpgsql", LC_DDL_POSTGRESQL, 12, ANYWHERE},
    {"pragma", LC_DDL_SQLITE, 12, FIRST},
    {"regclass", LC_DDL_POSTGRESQL, 12, TYPE},
    {"rowid", LC_DDL_SQLITE, 4, WITHOUT},
    {"search_path", LC_DDL_POSTGRESQL, 12, ANYWHERE},
    {"smallserial", LC_DDL_POSTGRESQL, 12, TYPE},
    {"sqlite_master", LC_DDL_SQLITE, 12, ANYWHERE},
    {"sqlite_sequence", LC_DDL_SQLITE, 12, ANYWHERE},
    {"timestamptz", LC_DDL_POSTGRESQL, 12, TYPE},
    {"tinyint", LC_DDL_MYSQL, 4, TYPE},
    {"tinytext", LC_DDL_MYSQL, 12, TYPE},
    {"tsvector", LC_DDL_POSTGRESQL, 12, TYPE},
    {"unsigned", LC_DDL_MYSQL, 8, TYPE},
    {"varying", LC_DDL_POSTGRESQL, 4, TYPE},
    {"zerofill", LC_DDL_MYSQL, 12, TYPE},
};

static int by_word(const void *key, const void *row)
{
    return strcmp(key, ((const struct mark *)row)->word);
}

/* What stands behind a word, blanks apart: a sign, or the first letter of a word. */
static bool followed_by(const struct look *l, const char *signs, const char *const *words)
{
    struct look ahead = *l;
    while (ahead.p < ahead.end && skip_blank(&ahead, false)) {
    }
    if (ahead.p < ahead.end && strchr(signs, *ahead.p)) {
        return *ahead.p != '\0';
    }
    return lc_str_among_nocase(word_at(&ahead), words);
}

/* PostgreSQL's type, which is as often the name of a column. */
static void weigh_serial(struct look *l, struct lc_str word)
{
    static const char *const of_column[] = {"primary", "not", "unique", "references", NULL};
    if (lc_str_eq_nocase(word, LC_STR("serial")) && followed_by(l, ",)", of_column)) {
        l->score[LC_DDL_POSTGRESQL] += 8;
    }
}

static bool stands_there(const struct look *l, enum mark_place place)
{
    static const char *const none[] = {NULL};
    static const char *const of_name[] = {"add", "alter", "column", "drop", "rename", "to", NULL};
    bool option = l->options == OPTIONS && !l->depth;
    switch (place) {
    case ANYWHERE:
        break;
    case TYPE:
        return !strchr("(,.", l->before) && (option || !followed_by(l, "=<>!+-.", none));
    case FIRST:
        return !l->before;
    case ACTION:
        return option && !lc_str_among_nocase(l->last, of_name);
    case OPTION:
        return option && followed_by(l, "=", none);
    case WITHOUT:
        return lc_str_eq_nocase(l->last, LC_STR("without"));
    case CALL:
        return followed_by(l, "(", none);
    }
    return true;
}

static void weigh_word(struct look *l, struct lc_str word)
{
    char low[WORD_MAX + 1];
    weigh_serial(l, word);
    if (word.len < 4 || word.len > WORD_MAX) {
        return;
    }
    for (size_t i = 0; i < word.len; i++) {
        low[i] = lc_low(word.ptr[i]);
    }
    low[word.len] = '\0';
    const struct mark *m =
        bsearch(low, marks, sizeof marks / sizeof marks[0], sizeof marks[0], by_word);
    if (m && stands_there(l, m->place)) {
        l->score[m->dialect] += m->weight;
    }
}

/* What a word tells of the statement that it stands in. */
static void follow_word(struct look *l, struct lc_str word)
{
    static const char *const verbs[] = {"create", "alter", NULL};
    static const char *const objects[] = {"table", "database", "schema", NULL};
    static const char *const others[] = {"view",     "index", "type",    "domain", "function",
                                         "sequence", "role",  "trigger", NULL};
    static const char *const ends[] = {"select", "as", "using", "where", NULL};
    if (l->options == BEFORE_VERB) {
        l->options = lc_str_among_nocase(word, verbs) ? BEHIND_VERB : NO_OPTIONS;
    } else if (l->options == BEHIND_VERB) {
        l->options = lc_str_among_nocase(word, objects)  ? OPTIONS
                     : lc_str_among_nocase(word, others) ? NO_OPTIONS
                                                         : BEHIND_VERB;
    } else if (l->options == OPTIONS && !l->depth && lc_str_among_nocase(word, ends)) {
        l->options = NO_OPTIONS;
    }
    l->before = 'a';
    l->last = word;
}

static void follow_sign(struct look *l, char c)
{
    l->depth += c == '(';
    l->depth -= c == ')' && l->depth;
    l->before = c;
    l->last = LC_STR("");
    if (c == ';') {
        l->options = BEFORE_VERB;
        l->depth = 0;
        l->before = '\0';
    }
}

static void skip_quoted(struct look *l)
{
    char quote = *l->p++;
    while (l->p < l->end && *l->p != quote) {
        l->p += *l->p == '\\' && quote == '\'' && l->p + 1 < l->end ? 2 : 1;
    }
    l->p += l->p < l->end;
}

static void weigh_sign(struct look *l)
{
    char c = *l->p;
    follow_sign(l, c);
    if (c == '\'' || c == '"' || c == '`') {
        l->score[LC_DDL_MYSQL] += c == '`' ? 2 : 0;
        l->score[LC_DDL_SQLITE] += c == '`' ? 1 : 0;
        skip_quoted(l);
        return;
    }
    l->score[LC_DDL_POSTGRESQL] += at(l, "\\restrict ") ? 12 : 0; /* pg_dump begins so */
    if (at(l, "::") || at(l, "$$") || at(l, "[]")) {
        l->score[LC_DDL_POSTGRESQL] += 12;
    }
    l->score[LC_DDL_SQLITE] +=
        c == '[' && l->p + 1 < l->end && lc_sql_is_name_start((unsigned char)l->p[1]) ? 1 : 0;
    l->p++;
}

static bool clear(const struct look *l, enum lc_sql_dialect *out)
{
    int best = 1;
    int second = 0;
    for (int i = 2; i < 4; i++) {
        best = l->score[i] > l->score[best] ? i : best;
    }
    for (int i = 1; i < 4; i++) {
        second = i != best && l->score[i] > second ? l->score[i] : second;
    }
    *out = l->score[best] >= second + SURE ? (enum lc_sql_dialect)best : LC_DDL_ANY;
    return l->score[best] >= second + ENOUGH;
}

enum lc_sql_dialect lc_sql_dialect_of(struct lc_str text)
{
    struct look l = {.p = text.ptr, .end = text.ptr + text.len};
    enum lc_sql_dialect best = LC_DDL_ANY;
    while (l.p < l.end && !l.noted && !clear(&l, &best)) {
        if (skip_blank(&l, l.score[LC_DDL_MYSQL] > 0)) {
            continue;
        }
        if (lc_sql_is_name_start((unsigned char)*l.p)) {
            const struct lc_str word = word_at(&l);
            weigh_word(&l, word);
            follow_word(&l, word);
        } else {
            weigh_sign(&l);
        }
    }
    clear(&l, &best);
    return l.noted ? l.said : best;
}

/* ---- is it? ---- */

static struct lc_str next_word(struct look *l)
{
    while (l->p < l->end && skip_blank(l, false)) {
    }
    return word_at(l);
}

/* What may stand behind the first word, so that it is a statement and no prose. */
static bool second_fits(struct lc_str first, struct lc_str second, struct look *l)
{
    static const char *const objects[] = {
        "table",    "schema",    "database",  "type",      "domain",       "index",    "unique",
        "view",     "temp",      "temporary", "or",        "materialized", "sequence", "extension",
        "function", "procedure", "trigger",   "unlogged",  "foreign",      "virtual",  "recursive",
        "role",     "user",      "policy",    "algorithm", "definer",      "event",    NULL};
    static const char *const of_alter[] = {"table",        "type",     "domain", "index",
                                           "view",         "sequence", "schema", "database",
                                           "materialized", "foreign",  NULL};
    static const char *const sets[] = {
        "names",           "search_path",        "statement_timeout", "lock_timeout", "session",
        "client_encoding", "foreign_key_checks", "sql_mode",          "local",        NULL};
    if (lc_str_eq_nocase(first, LC_STR("create")) || lc_str_eq_nocase(first, LC_STR("drop"))) {
        return lc_str_among_nocase(second, objects);
    }
    if (lc_str_eq_nocase(first, LC_STR("alter"))) {
        return lc_str_among_nocase(second, of_alter);
    }
    if (lc_str_eq_nocase(first, LC_STR("set"))) {
        return lc_str_among_nocase(second, sets);
    }
    if (lc_str_eq_nocase(first, LC_STR("start"))) {
        return lc_str_eq_nocase(second, LC_STR("transaction"));
    }
    if (lc_str_eq_nocase(first, LC_STR("begin"))) {
        bool named = lc_str_among_nocase(
            second, (const char *const[]){"transaction", "work", "immediate", NULL});
        return named || (!second.len && l->p < l->end && *l->p == ';');
    }
    if (lc_str_eq_nocase(first, LC_STR("rename")) || lc_str_eq_nocase(first, LC_STR("truncate"))) {
        return lc_str_eq_nocase(second, LC_STR("table"));
    }
    return lc_str_eq_nocase(first, LC_STR("pragma")) && second.len;
}

/* A command of psql, as \restrict of pg_dump: the whole line. */
static bool skip_command(struct look *l)
{
    bool command = l->end - l->p > 1 && *l->p == '\\' && l->p[1] >= 'a' && l->p[1] <= 'z';
    if (command) {
        to_line_end(l);
    }
    return command;
}

bool lc_sql_looks(struct lc_str text)
{
    struct look l = {.p = text.ptr, .end = text.ptr + text.len};
    while (l.p < l.end && (skip_blank(&l, true) || skip_command(&l))) {
    }
    struct lc_str first = word_at(&l);
    if (!first.len || (l.p < l.end && *l.p == ':')) {
        return l.noted && l.p == l.end;
    }
    struct lc_str second = next_word(&l);
    bool fits = second_fits(first, second, &l);
    while (fits && l.p < l.end && (*l.p == ' ' || *l.p == '\t')) {
        l.p++;
    }
    return fits && (l.p == l.end || *l.p != ':');
}
