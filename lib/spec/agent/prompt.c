/* The format prompt: a template, the variables it is filled with, and what comes out. */
#include "spec/agent/prompt.h"

enum { CERTAIN = 90, WHEN_ASKED = 1 };

static int prompt_bid(const struct lc_value *root)
{
    bool text = lc_is(lc_get(root, "template"), LC_STRING);
    bool named = lc_is(lc_get(root, "templateId"), LC_STRING);
    bool variables = lc_is(lc_get(root, "variables"), LC_OBJECT);
    return text && (named || variables) ? CERTAIN : text || named ? WHEN_ASKED : 0;
}

static ctr_status read_variables(struct lc_ctx *ctx, struct lc_agent *agent,
                                 struct lc_node variables)
{
    for (uint32_t i = 0; variables.value && i < variables.value->count; i++) {
        const struct lc_member *m = &variables.value->members[i];
        struct lc_part words = {.kind = LC_PART_WORDS, .text = lc_str(LC_PROMPT_INPUT)};
        struct lc_part name = {.parent = &words, .kind = LC_PART_KEY, .text = lc_key(m)};
        if (m->value.kind != LC_OBJECT) {
            return lc_doc_fail(ctx, variables.doc, m->value.offset,
                               "the variable '%.*s' is no object with \"type\" and \"required\"",
                               LC_S(lc_key(m)));
        }
        LC_TRY(lc_agent_site(ctx, agent, lc_part_text(ctx, &name),
                             (struct lc_node){variables.doc, &m->value}));
    }
    return CTR_OK;
}

static ctr_status prompt_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct lc_node root = {doc, doc->root};
    struct lc_node text;
    struct lc_node variables;
    struct lc_node output;
    struct lc_agent *agent = lc_new(ctx, 1, sizeof *agent);
    if (!agent) {
        return CTR_E_NOMEM;
    }
    spec->dialect = "prompt template";
    LC_TRY(
        lc_agent_need(ctx, root, "template", LC_STRING, "the text of the prompt, a string", &text));
    LC_TRY(
        lc_agent_member(ctx, root, "variables", LC_OBJECT, "an object of variables", &variables));
    LC_TRY(lc_agent_member(ctx, root, "outputSchema", LC_OBJECT,
                           "a schema of the output, an object", &output));
    LC_TRY(lc_agent_note(ctx, agent, "prompt", LC_STR("call")));
    LC_TRY(lc_agent_note(ctx, agent, "prompt call", LC_STR("input")));
    LC_TRY(read_variables(ctx, agent, variables));
    if (output.value) {
        LC_TRY(lc_agent_site(ctx, agent, LC_PROMPT_OUTPUT, output));
    }
    return lc_agent_load(ctx, spec, agent);
}

const struct lc_format_row lc_format_prompt = {
    .format = CTR_FORMAT_PROMPT,
    .default_profile = CTR_PROFILE_STRICT,
    .called = true,
    .bid = prompt_bid,
    .read = prompt_read,
    .compare = lc_prompt_compare,
    .parts = lc_agent_parts,
    .has_part = lc_agent_has_part,
};
