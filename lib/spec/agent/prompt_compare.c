/* Comparing prompts: what callers fill in, what they get, and what the model is told. */
#include "spec/agent/prompt.h"

static const struct lc_agent_schema input_rules = {LC_AGENT_RULES_SENT(PROMPT), .fills_in = true};
static const struct lc_agent_schema output_rules = {LC_AGENT_RULES_GOT(PROMPT)};

struct prompts {
    struct lc_agent_cmp a;
    struct lc_prompt_found found[2]; /* by ctr_side */
    struct lc_node variables[2];
};

/* One variable, by its name. */
struct variable {
    struct lc_str name;
    struct lc_node at[2];
    const char *part;
};

static ctr_status say(const struct prompts *p, const struct variable *v, enum lc_rule_id rule,
                      ctr_level backward, ctr_level forward, const char *text)
{
    const struct lc_agent_saying s = {.rule = rule,
                                      .backward = backward,
                                      .forward = forward,
                                      .part = v->part,
                                      .old = v->at[0],
                                      .new = v->at[1],
                                      .name = v->name};
    return lc_agent_say(p->a.c, &s, "variable '%.*s' %s", LC_S(v->name), text);
}

/* Callers have to give it: a default stands in for those who do not. */
static bool is_required(struct lc_node variable)
{
    return lc_truth(lc_get(variable.value, "required")) && !lc_get(variable.value, "default");
}

static enum lc_prompt_use use_of(const struct prompts *p, int side, struct lc_str name)
{
    return (enum lc_prompt_use)(uintptr_t)lc_map_get(&p->found[side].names, name);
}

static ctr_status removed(const struct prompts *p, const struct variable *v)
{
    ctr_level forward = is_required(v->at[0]) ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO;
    switch (use_of(p, 1, v->name)) {
    case LC_PROMPT_USED:
        return say(p, v, LC_RULE_PROMPT_SENT_REMOVED, CTR_LEVEL_BREAKING, forward,
                   "was removed, but the template still uses it");
    case LC_PROMPT_MAYBE:
        return say(p, v, LC_RULE_PROMPT_SENT_UNDECIDED, CTR_LEVEL_UNDECIDED, forward,
                   "was removed, and its name stands in the template where it may be the variable "
                   "or something else; look whether it is still used");
    case LC_PROMPT_UNUSED:
        break;
    }
    if (p->found[1].elsewhere) {
        return say(p, v, LC_RULE_PROMPT_SENT_UNDECIDED, CTR_LEVEL_UNDECIDED, forward,
                   "was removed, and the template takes in another one that may use it, or changes "
                   "its marks; look whether it is still used");
    }
    return say(p, v, LC_RULE_PROMPT_VARIABLE_REMOVED_UNUSED, CTR_LEVEL_INFO, forward,
               "was removed, and the template does not use it");
}

static ctr_status both(const struct prompts *p, const struct variable *v)
{
    struct lc_part words = {.kind = LC_PART_WORDS, .text = lc_str(LC_PROMPT_INPUT)};
    struct lc_part part = {.parent = &words, .kind = LC_PART_KEY, .text = v->name};
    bool before = is_required(v->at[0]);
    bool after = is_required(v->at[1]);
    if (!before && after) {
        LC_TRY(say(p, v, LC_RULE_PROMPT_SENT_BECAME_REQUIRED, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO,
                   "has to be given now; give it a default"));
    }
    if (before && !after) {
        LC_TRY(say(p, v, LC_RULE_PROMPT_SENT_BECAME_OPTIONAL, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING,
                   "need no longer be given"));
    }
    return lc_agent_compare_schema(&p->a, &input_rules, &part, v->at[0], v->at[1]);
}

static ctr_status one_variable(const struct prompts *p, struct lc_str name)
{
    struct lc_part words = {.kind = LC_PART_WORDS, .text = lc_str(LC_PROMPT_INPUT)};
    struct lc_part part = {.parent = &words, .kind = LC_PART_KEY, .text = name};
    struct variable v = {.name = name};
    LC_TRY(lc_spend(p->a.c->ctx, 1));
    v.part = lc_part_text(p->a.c->ctx, &part);
    for (int side = 0; side < 2; side++) {
        v.at[side] =
            (struct lc_node){p->variables[side].doc, lc_get_str(p->variables[side].value, name)};
    }
    if (!v.part) {
        return CTR_E_NOMEM;
    }
    if (!v.at[1].value) {
        return removed(p, &v);
    }
    if (v.at[0].value) {
        return both(p, &v);
    }
    if (is_required(v.at[1])) {
        return say(p, &v, LC_RULE_PROMPT_SENT_REQUIRED_ADDED, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO,
                   "was added and has to be given; give it a default");
    }
    return say(p, &v, LC_RULE_PROMPT_SENT_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_INFO,
               "was added and may be left out");
}

static ctr_status compare_variables(const struct prompts *p)
{
    const struct lc_value *older = p->variables[0].value;
    const struct lc_value *newer = p->variables[1].value;
    for (uint32_t i = 0; older && i < older->count; i++) {
        LC_TRY(one_variable(p, lc_key(&older->members[i])));
    }
    for (uint32_t i = 0; newer && i < newer->count; i++) {
        if (!lc_get_str(older, lc_key(&newer->members[i]))) {
            LC_TRY(one_variable(p, lc_key(&newer->members[i])));
        }
    }
    return CTR_OK;
}

/* ---- the text */

/* Used now, and neither declared on a side nor used before. */
static ctr_status undeclared(const struct prompts *p, struct lc_str name)
{
    struct lc_part words = {.kind = LC_PART_WORDS, .text = lc_str(LC_PROMPT_INPUT)};
    struct lc_part part = {.parent = &words, .kind = LC_PART_KEY, .text = name};
    bool known = use_of(p, 0, name) != LC_PROMPT_UNUSED ||
                 lc_get_str(p->variables[0].value, name) || lc_get_str(p->variables[1].value, name);
    if (known) {
        return CTR_OK;
    }
    struct variable v = {.name = name, .part = lc_part_text(p->a.c->ctx, &part)};
    v.at[1] = lc_child(p->a.root[1], "template");
    return v.part ? say(p, &v, LC_RULE_PROMPT_VARIABLE_UNDECLARED, CTR_LEVEL_BREAKING,
                        CTR_LEVEL_INFO, "is used by the template, but declared nowhere")
                  : CTR_E_NOMEM;
}

static ctr_status compare_text(const struct prompts *p)
{
    struct lc_node older = lc_child(p->a.root[0], "template");
    struct lc_node newer = lc_child(p->a.root[1], "template");
    const struct lc_map *names = &p->found[1].names;
    for (size_t i = 0; i < names->room; i++) {
        if ((uintptr_t)names->slots[i].value == LC_PROMPT_USED) {
            LC_TRY(undeclared(p, lc_map_key(&names->slots[i])));
        }
    }
    if (lc_value_eq(older.value, newer.value)) {
        return CTR_OK;
    }
    const struct lc_agent_saying s = {.rule = LC_RULE_PROMPT_TEXT_CHANGED,
                                      .backward = CTR_LEVEL_WARNING,
                                      .forward = CTR_LEVEL_WARNING,
                                      .part = "prompt call",
                                      .old = older,
                                      .new = newer};
    return lc_agent_say(p->a.c, &s,
                        "the text of the template changed; try whether the model still answers as "
                        "callers expect");
}

static ctr_status compare_output(const struct prompts *p)
{
    struct lc_node older = lc_child(p->a.root[0], "outputSchema");
    struct lc_node newer = lc_child(p->a.root[1], "outputSchema");
    struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(LC_PROMPT_OUTPUT)};
    bool added = newer.value != NULL;
    if (older.value && newer.value) {
        return lc_agent_compare_schema(&p->a, &output_rules, &part, older, newer);
    }
    if (!older.value && !newer.value) {
        return CTR_OK;
    }
    const struct lc_agent_saying s = {.rule = added ? LC_RULE_PROMPT_GOT_SCHEMA_ADDED
                                                    : LC_RULE_PROMPT_GOT_SCHEMA_REMOVED,
                                      .backward = added ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                                      .forward = added ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                                      .part = LC_PROMPT_OUTPUT,
                                      .old = older,
                                      .new = newer};
    return lc_agent_say(p->a.c, &s, "the schema of the output was %s",
                        added ? "added" : "removed; callers no longer know what comes out");
}

ctr_status lc_prompt_compare(struct lc_cmp *c, const struct lc_spec *older,
                             const struct lc_spec *newer)
{
    static const char *const known[] = {"template", "variables",   "outputSchema",
                                        "$defs",    "definitions", NULL};
    static const char *const notes[] = {"templateId", "name",    "title",    "description",
                                        "version",    "author",  "metadata", "labels",
                                        "tags",       "$schema", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_PROMPT_NOTE,
                                                LC_RULE_PROMPT_MEMBER};
    struct prompts p = {.a = lc_agent_begin(c, older, newer)};
    for (int side = 0; side < 2; side++) {
        p.variables[side] = lc_child(p.a.root[side], "variables");
    }
    const struct lc_value *const declared[2] = {p.variables[0].value, p.variables[1].value};
    for (int side = 0; side < 2; side++) {
        LC_TRY(lc_prompt_uses(c->ctx, lc_text(lc_get(p.a.root[side].value, "template")), declared,
                              &p.found[side]));
    }
    LC_TRY(compare_variables(&p));
    LC_TRY(compare_text(&p));
    LC_TRY(compare_output(&p));
    return lc_agent_rest(c, &words, "prompt call", p.a.root[0], p.a.root[1]);
}
