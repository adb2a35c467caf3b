/* Whether what is computed for each row of a table may fail for one of them. */
#include "spec/sql/sql.h"

/* Functions that take whatever a column of their kind holds. */
static bool is_total(struct lc_str name)
{
    static const char *const names[] = {
        "lower",    "upper",    "coalesce",  "nullif",  "length",  "char_length", "octet_length",
        "trim",     "btrim",    "ltrim",     "rtrim",   "md5",     "reverse",     "date_trunc",
        "date",     "year",     "month",     "day",     "hour",    "unaccent",    "left",
        "right",    "substr",   "substring", "replace", "ifnull",  "to_tsvector", "hash",
        "hashtext", "greatest", "least",     "concat",  "soundex", "hex",         "in",
        "any",      "and",      "or",        "not",     "abs",     "strpos",      "position",
        "instr",    NULL};
    return lc_str_among(name, names);
}

/* Types that a cast of an index can be to: it has to be immutable, and then takes all. */
static bool takes_all(struct lc_str type)
{
    static const char *const names[] = {"text", "varchar", "character", "regconfig", "date", NULL};
    return lc_str_among(type, names);
}

/* A number may come of it that its type does not hold. `- >` is JSON's arrow, `~ *` compares. */
static bool computes(struct lc_str word, struct lc_str last, const char *behind)
{
    const char before = last.len ? last.ptr[last.len - 1] : '(';
    const char *next = behind + strspn(behind, " ");
    switch (word.ptr[0]) {
    case '+':
    case '/':
    case '%':
    case '^':
        return true;
    case '*':
        return before != '~';
    case '-': /* all but the sign of a literal */
        return *next != '>' && (*next < '0' || *next > '9' || before == ')' || before == '\'' ||
                                lc_sql_is_name((unsigned char)before));
    default:
        return false;
    }
}

bool lc_sql_may_fail(enum lc_sql_dialect dialect, const char *text)
{
    struct lc_str word;
    struct lc_str last = {0};
    struct lc_str before = {0};
    bool cast = false;
    bool fails = false;
    while (!fails && lc_sql_next_word(&text, &word)) {
        const char first = word.ptr[0];
        bool name = lc_sql_is_name_start((unsigned char)first);
        bool named = before.len && lc_sql_is_name_start((unsigned char)before.ptr[0]);
        bool calls = first == '(' && named && !is_total(before);
        bool counts = dialect != LC_DDL_SQLITE && computes(word, last, text);
        fails = (cast && !takes_all(word)) || calls || counts;
        cast = lc_str_is(word, "::");
        before = name || first == '(' ? word : (struct lc_str){0};
        last = word;
    }
    return fails;
}
