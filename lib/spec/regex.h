/*
 * Regular expressions as JSON Schema means them (ECMA-262 with Unicode), run by PCRE2: the pattern
 * is written anew where the two languages part, and what ECMA-262 does not have is refused.
 */
#ifndef LC_SPEC_REGEX_H
#define LC_SPEC_REGEX_H

#include "base/ctx.h"

struct lc_regex;

/* All expressions of one call; zero it first, and end it in any case. */
struct lc_regexes {
    struct lc_regex *first;
    void *general; /* of PCRE2 */
    void *match;
    void *data;
};

/* Options that a pattern needs besides those that all have: PCRE2 10.42 leaves out places where a
 * pattern that looks ahead may begin to match (`(?=b)a*b` in "b"), unless it is told not to. */
uint32_t lc_regex_careful(struct lc_str pattern);

/* *out NULL and *problem set (scratch memory) if the pattern is none. NOMEM recorded. */
ctr_status lc_regex_compile(struct lc_ctx *ctx, struct lc_regexes *all, struct lc_str pattern,
                            struct lc_regex **out, const char **problem);
/* 1 matches somewhere in the text, 0 does not, -1 takes more steps than `most`, or NOMEM recorded.
 */
int lc_regex_match(struct lc_ctx *ctx, struct lc_regexes *all, const struct lc_regex *regex,
                   struct lc_str text, uint32_t most);
void lc_regexes_end(struct lc_regexes *all);

/* regex_ecma.c: the pattern for PCRE2 in scratch memory; ptr NULL with *problem set if it is none,
 * or with NOMEM recorded. */
struct lc_str lc_regex_translate(struct lc_ctx *ctx, struct lc_str pattern, const char **problem);

#endif
