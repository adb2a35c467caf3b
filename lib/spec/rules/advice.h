/*
 * What to do about a finding, by its rule and the direction it breaks.
 */
#ifndef LC_SPEC_ADVICE_H
#define LC_SPEC_ADVICE_H

#include "spec/rules/rules.h"

/* One sentence; text NULL: nothing is to be done. */
struct lc_advice {
    const char *text;
    bool said; /* messages of the rule say it themselves, so that people need not read it twice */
};

/* FORWARD is the other way round alone; any other direction counts as backward. */
struct lc_advice lc_advice_of(const struct lc_rule *rule, ctr_direction direction);
/* NULL of a finding that only informs, and of a rule of another release. */
const char *lc_finding_advice(const struct ctr_finding *f);
/* The same for reports that people read: NULL where the message says it. */
const char *lc_finding_help(const struct ctr_finding *f);

/* The rows of the tables, for tests. */
struct lc_advise {
    ctr_format format; /* 0 = shared by formats */
    const char *pattern;
    uint16_t advice[2]; /* backward, forward; 0: none */
    bool said;
};
const struct lc_advise *lc_advise_row(size_t index); /* NULL past the end */
const struct lc_advise *lc_advise_find(const struct lc_rule *rule);
const char *lc_advice_text(size_t advice); /* NULL: none, or past the end */

#endif
