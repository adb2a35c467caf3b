/*
 * Constraints and indexes of a table in two editions: which are the same (sql_match.c), and what it
 * means that some are not (sql_compare_rule.c). Columns that have another name now are called by it
 * on both sides.
 */
#ifndef LC_SPEC_SQL_RULES_H
#define LC_SPEC_SQL_RULES_H

#include "spec/sql/sql.h"

/* A rule as it is matched. */
struct lc_sql_seen {
    const struct lc_sql_rule *rule;
    int side;
    const char **columns; /* in their order */
    const char *key;      /* all that it says, as one text; a key's columns are a set */
    const char *set;      /* its columns alone, as a set */
    const char *called;   /* of a check without a name: the one that is made for it, if any is */
    const char *refers;   /* of FOREIGN: which column refers to which, as a set of pairs */
    bool gone;            /* it names a column that is no more */
    bool matched;
};

struct lc_sql_rules {
    struct lc_sql_cmp *x;
    const char *part;
    const struct lc_sql_thing *thing[2];
    struct lc_sql_seen *seen[2];
    struct lc_map now;      /* older columns that have another name, or are gone, to what is so */
    struct lc_map key_sets; /* sets of columns that are unique in the newer edition */
    struct lc_sql_rules *back; /* with the editions swapped; NULL = nobody asked yet */
};

/* Look at all of them. */
ctr_status lc_sql_rules_open(struct lc_sql_cmp *x, const char *part,
                             const struct lc_sql_thing *older, const struct lc_sql_thing *newer,
                             struct lc_sql_rules *out);
/* The same with the editions swapped. */
ctr_status lc_sql_rules_back(struct lc_sql_rules *r, struct lc_sql_rules **out);
/* What an older reference refers to, by its newer name. */
const char *lc_sql_target(const struct lc_sql_rules *r, const struct lc_sql_rule *rule, int side);

/* Pairs that say the same, then pairs of which the newer one stands for the older. */
typedef ctr_status lc_sql_pair(struct lc_sql_rules *r, const struct lc_sql_seen *a,
                               const struct lc_sql_seen *b);
ctr_status lc_sql_match(struct lc_sql_rules *r, lc_sql_pair *same, lc_sql_pair *other);

#endif
