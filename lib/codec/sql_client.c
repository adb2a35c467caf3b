/* Commands of psql, by what they do to the statements around them. */
#include "codec/sql_client.h"

/* ---- \if, \elif, \else, \endif ---- */

enum state {
    RUNS,  /* its condition is true */
    WAITS, /* none was true before */
    DONE,  /* one was, or all of it is not run */
    OPEN   /* that is not known: whatever it holds is read, and the command tells of it */
};

/* A condition is what is written, not a variable. */
static enum state judge(struct lc_str condition)
{
    static const char *const yes[] = {"true", "on", "yes", "1", "t", "y", NULL};
    static const char *const no[] = {"false", "off", "no", "0", "f", "n", NULL};
    for (size_t i = 0; yes[i]; i++) {
        if (lc_str_eq_nocase(condition, lc_str(yes[i]))) {
            return RUNS;
        }
        if (lc_str_eq_nocase(condition, lc_str(no[i]))) {
            return WAITS;
        }
    }
    return OPEN;
}

static void look_whether_it_runs(struct lc_sql_branches *b)
{
    b->skips = false;
    for (uint32_t i = 0; i < b->depth && i < LC_CLIENT_BRANCHES; i++) {
        b->skips = b->skips || b->state[i] == WAITS || b->state[i] == DONE;
    }
}

/* False if it is none of these commands. */
static bool branch(struct lc_str name, struct lc_str condition, struct lc_sql_branches *b,
                   enum lc_sql_client *out)
{
    const bool skipped = b->skips;
    if (lc_str_is(name, "if")) {
        if (b->depth < LC_CLIENT_BRANCHES) {
            b->state[b->depth] = (uint8_t)(b->skips ? DONE : judge(condition));
        }
        b->depth++;
    } else if (lc_str_is(name, "elif") || lc_str_is(name, "else")) {
        uint8_t *state =
            b->depth && b->depth <= LC_CLIENT_BRANCHES ? &b->state[b->depth - 1] : NULL;
        enum state now = !state || *state == OPEN ? OPEN : *state == WAITS ? WAITS : DONE;
        if (now == WAITS) {
            now = lc_str_is(name, "else") ? RUNS : judge(condition);
        }
        if (state) {
            *state = (uint8_t)now;
        }
    } else if (lc_str_is(name, "endif")) {
        b->depth -= b->depth > 0;
    } else {
        return false;
    }
    look_whether_it_runs(b);
    bool told = b->depth && b->depth <= LC_CLIENT_BRANCHES && b->state[b->depth - 1] != OPEN;
    bool ends = lc_str_is(name, "endif");
    *out = told || ends || (skipped && b->skips) ? LC_CLIENT_PASSED : LC_CLIENT_UNKNOWN;
    return true;
}

/* ---- the others ---- */

/* What shows, and what says how. A describing one begins with d. */
static bool is_passed(struct lc_str name)
{
    static const char *const list[] = {
        "set",      "unset",      "echo",      "qecho",      "warn",     "pset",   "timing",
        "encoding", "a",          "restrict",  "unrestrict", "x",        "t",      "T",
        "C",        "f",          "H",         "html",       "l",        "l+",     "list",
        "conninfo", "z",          "p",         "print",      "password", "prompt", "setenv",
        "getenv",   "errverbose", "s",         "sf",         "sf+",      "sv",     "sv+",
        "o",        "out",        "w",         "h",          "help",     "?",      ".",
        "cd",       "write",      "copyright", "\\",         "lo_list",  NULL};
    return lc_str_among(name, list) || (name.len && name.ptr[0] == 'd');
}

/* Those to which all that follows on the line belongs. */
static bool takes_line(struct lc_str name)
{
    static const char *const list[] = {"copy", "h",  "help", "sf", "sf+", "sv",
                                       "sv+",  "ef", "ev",   "!",  NULL};
    return lc_str_among(name, list);
}

static bool has_word(struct lc_str text, const char *word)
{
    const size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++) {
        bool alone = (i == 0 || !lc_sql_is_name((unsigned char)text.ptr[i - 1])) &&
                     (i + n == text.len || !lc_sql_is_name((unsigned char)text.ptr[i + n]));
        if (alone && lc_str_eq_nocase(lc_str_n(text.ptr + i, n), lc_str(word))) {
            return true;
        }
    }
    return false;
}

static enum lc_sql_client kind_of(struct lc_str name, struct lc_str rest,
                                  const struct lc_sql_branches *b)
{
    static const char *const sends[] = {"g", "gx", "gset", ";", NULL};
    if (lc_str_among(name, sends)) {
        return LC_CLIENT_SENDS;
    }
    if (lc_str_is(name, "copy")) {
        return has_word(rest, "stdin") ? LC_CLIENT_ROWS : LC_CLIENT_PASSED;
    }
    if (lc_str_is(name, "q") || lc_str_is(name, "quit")) {
        return b->depth ? LC_CLIENT_UNKNOWN : LC_CLIENT_STOPS;
    }
    return is_passed(name) ? LC_CLIENT_PASSED : LC_CLIENT_UNKNOWN;
}

/* Where what belongs to a command ends: its line, or another backslash outside of quotes. */
static size_t end_of(struct lc_str text, size_t from, bool line)
{
    char quote = '\0';
    size_t i = from;
    for (; i < text.len && text.ptr[i] != '\n'; i++) {
        const char c = text.ptr[i];
        if (!line && !quote && c == '\\') {
            break;
        }
        quote = quote == c ? '\0' : quote ? quote : strchr("'\"`", c) ? c : '\0';
    }
    return i;
}

/* Behind the backslash: up to a blank or another one; a sign is a name of its own. */
static struct lc_str name_at(struct lc_str text)
{
    size_t n = 1;
    if (n < text.len && strchr(";!?.\\", text.ptr[n])) {
        return lc_str_n(text.ptr + 1, 1);
    }
    while (n < text.len && (unsigned char)text.ptr[n] > ' ' && text.ptr[n] != '\\' &&
           text.ptr[n] != ';') {
        n++;
    }
    return lc_str_n(text.ptr + 1, n - 1);
}

/* One letter: \g and \G send; another file is read, another database is used, statements end
 * otherwise. \N is null, and the rest is for who sits before it. */
static enum lc_sql_client of_mysql(struct lc_str text, size_t *size)
{
    const char letter = text.ptr[1];
    *size = 2;
    if (letter == 'g' || letter == 'G') {
        return LC_CLIENT_SENDS;
    }
    *size = end_of(text, 2, true);
    return strchr(".ud", letter) ? LC_CLIENT_UNKNOWN : LC_CLIENT_NONE;
}

enum lc_sql_client lc_sql_client_command(enum lc_sql_dialect dialect, struct lc_str text,
                                         struct lc_sql_branches *branches, size_t *size)
{
    const struct lc_str name = name_at(text);
    enum lc_sql_client kind;
    if (!name.len) {
        return LC_CLIENT_NONE;
    }
    if (dialect == LC_DDL_MYSQL) {
        return of_mysql(text, size);
    }
    const bool sign = lc_str_is(name, ";") || lc_str_is(name, "\\");
    *size = sign ? 2 : end_of(text, 1 + name.len, takes_line(name));
    const struct lc_str rest = lc_str_n(text.ptr + 1 + name.len, *size - 1 - name.len);
    if (branch(name, lc_str_trim(rest), branches, &kind)) {
        return kind;
    }
    return branches->skips ? LC_CLIENT_PASSED : kind_of(name, rest, branches);
}
