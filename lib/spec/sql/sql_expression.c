/* Whether what is computed for each row of a table may fail for one of them. */
#include "spec/sql/sql.h"

static bool listed(const char *const *list, struct lc_str word)
{
    for (; *list; list++) {
        if (lc_str_is(word, *list)) {
            return true;
        }
    }
    return false;
}

/* Functions that take whatever a column of their kind holds. */
static bool is_total(struct lc_str name)
{
    static const char *const names[] = {"lower",
                                        "upper",
                                        "coalesce",
                                        "nullif",
                                        "length",
                                        "char_length",
                                        "octet_length",
                                        "trim",
                                        "btrim",
                                        "ltrim",
                                        "rtrim",
                                        "md5",
                                        "reverse",
                                        "date_trunc",
                                        "date",
                                        "year",
                                        "month",
                                        "day",
                                        "hour",
                                        "unaccent",
                                        "left",
                                        "right",
                                        "substr",
                                        "substring",
                                        "replace",
                                        "ifnull",
                                        "to_tsvector",
                                        "hash",
                                        "hashtext",
                                        "greatest",
                                        "least",
                                        "concat",
                                        "soundex",
                                        "hex",
                                        "in",
                                        "any",
                                        "and",
                                        "or",
                                        "not",
                                        "abs",
                                        "strpos",
                                        "position",
                                        "instr",
                                        "f_unaccent",
                                        "immutable_unaccent",
                                        "md5_number_lower",
                                        NULL};
    return listed(names, name);
}

/* Types that any value can be cast to. */
static bool takes_all(struct lc_str type)
{
    static const char *const names[] = {"text", "varchar", "character", "regconfig", "date", NULL};
    return listed(names, type);
}

bool lc_sql_may_fail(enum lc_sql_dialect dialect, const char *text)
{
    struct lc_str word;
    struct lc_str before = {0};
    bool cast = false;
    bool fails = false;
    while (!fails && lc_sql_next_word(&text, &word)) {
        const char first = word.ptr[0];
        bool name = lc_sql_is_name_start((unsigned char)first);
        bool named = before.len && lc_sql_is_name_start((unsigned char)before.ptr[0]);
        bool calls = first == '(' && named && !is_total(before);
        bool counts = strchr("+*/%^", first) && dialect != LC_DDL_SQLITE;
        fails = (cast && !takes_all(word)) || calls || counts;
        cast = lc_str_is(word, "::");
        before = name || first == '(' ? word : (struct lc_str){0};
    }
    return fails;
}
