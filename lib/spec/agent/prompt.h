/* Prompts: the variables that a template uses. */
#ifndef LC_SPEC_PROMPT_H
#define LC_SPEC_PROMPT_H

#include "spec/agent/agent.h"

/* prompt_template.c: names between double braces, "{{name}}", "{{ name | upper }}", "{{#if name}}",
 * "{{user.name}}" (which is "user"), and in "{% for a in list %}" and "{% if a %}"; words of the
 * template's language and names that a loop makes are left out. */
ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text, struct lc_map *out);

/* prompt_compare.c */
#define LC_PROMPT_INPUT "prompt call input"
#define LC_PROMPT_OUTPUT "prompt call output"
ctr_status lc_prompt_compare(struct lc_cmp *c, const struct lc_spec *older,
                             const struct lc_spec *newer);

#endif
