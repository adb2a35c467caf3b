/* Prompts: the variables that a template uses. */
#ifndef LC_SPEC_PROMPT_H
#define LC_SPEC_PROMPT_H

#include "spec/agent/agent.h"

/* prompt_template.c: names between double braces, "{{name}}", "{{ name | default(other) }}",
 * "{{#if name}}", "{{user.name}}" (which is "user"), and in statements, "{% for a in list %}",
 * "{% if a and b %}"; words of the template's language and names that it makes itself are left
 * out. */
ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text, struct lc_map *out);

/* prompt_expression.c: the names of an expression, one after the other. */
struct lc_prompt_words {
    struct lc_str text;
    size_t at;
    bool braces; /* between double braces, not in a statement */
    /* what stood before, set by the reading */
    bool told;    /* it says what the next word is */
    bool test;    /* "is" */
    bool operand; /* something with a value */
    bool head;    /* the beginning, where a helper's name may be */
};
/* False at the end, and before the bar of "as |item|", where `at` is then. */
bool lc_prompt_next(struct lc_prompt_words *words, struct lc_str *out);

/* prompt_compare.c */
#define LC_PROMPT_INPUT "prompt call input"
#define LC_PROMPT_OUTPUT "prompt call output"
ctr_status lc_prompt_compare(struct lc_cmp *c, const struct lc_spec *older,
                             const struct lc_spec *newer);

#endif
