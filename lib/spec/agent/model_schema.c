/* The format model-schema: what a model takes and what it gives, by a schema each. */
#include "spec/agent/agent.h"

enum { CERTAIN = 90, WHEN_ASKED = 1 };

#define INPUT "model call input"
#define OUTPUT "model call output"

static int model_bid(const struct lc_value *root)
{
    bool named = lc_is(lc_get(root, "modelId"), LC_STRING);
    bool some = lc_is(lc_get(root, "input"), LC_OBJECT) || lc_is(lc_get(root, "output"), LC_OBJECT);
    return named && some ? CERTAIN : named || some ? WHEN_ASKED : 0;
}

static ctr_status model_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct lc_node root = {doc, doc->root};
    struct lc_node id;
    struct lc_node input;
    struct lc_node output;
    struct lc_agent *agent = lc_new(ctx, 1, sizeof *agent);
    if (!agent) {
        return CTR_E_NOMEM;
    }
    spec->dialect = "model schema";
    LC_TRY(lc_agent_need(ctx, root, "modelId", LC_STRING, "the id of the model, a string", &id));
    LC_TRY(
        lc_agent_member(ctx, root, "input", LC_OBJECT, "a schema of the input, an object", &input));
    LC_TRY(lc_agent_member(ctx, root, "output", LC_OBJECT, "a schema of the output, an object",
                           &output));
    if (!input.value && !output.value) {
        return lc_doc_fail(ctx, doc, doc->root->offset,
                           "there is neither \"input\" nor \"output\" here; a model schema has at "
                           "least one of them");
    }
    LC_TRY(lc_agent_note(ctx, agent, "model", LC_STR("call")));
    if (input.value) {
        LC_TRY(lc_agent_site(ctx, agent, INPUT, input));
    }
    if (output.value) {
        LC_TRY(lc_agent_site(ctx, agent, OUTPUT, output));
    }
    return lc_agent_load(ctx, spec, agent);
}

static const struct lc_agent_schema input_rules = {LC_AGENT_RULES_SENT(MODEL)};
static const struct lc_agent_schema output_rules = {LC_AGENT_RULES_GOT(MODEL)};

static ctr_status one_sided(struct lc_cmp *c, bool input, struct lc_node older,
                            struct lc_node newer)
{
    bool added = newer.value != NULL;
    struct lc_agent_saying s = {.part = input ? INPUT : OUTPUT,
                                .backward = added ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                                .forward = added ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                                .old = older,
                                .new = newer};
    s.rule = input   ? added ? LC_RULE_MODEL_INPUT_ADDED : LC_RULE_MODEL_INPUT_REMOVED
             : added ? LC_RULE_MODEL_GOT_SCHEMA_ADDED
                     : LC_RULE_MODEL_GOT_SCHEMA_REMOVED;
    if (input && added) {
        s.backward = CTR_LEVEL_UNDECIDED;
        s.forward = CTR_LEVEL_INFO;
    }
    return lc_agent_say(c, &s, "the schema of the %s was %s", input ? "input" : "output",
                        !added  ? "removed; callers no longer know what to rely on"
                        : input ? "added; find out whether what callers send keeps to it"
                                : "added");
}

static ctr_status one_side(const struct lc_agent_cmp *a, const struct lc_agent_schema *rules)
{
    const char *key = rules->input ? "input" : "output";
    struct lc_node older = lc_child(a->root[0], key);
    struct lc_node newer = lc_child(a->root[1], key);
    struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(rules->input ? INPUT : OUTPUT)};
    if (older.value && newer.value) {
        return lc_agent_compare_schema(a, rules, &part, older, newer);
    }
    return older.value || newer.value ? one_sided(a->c, rules->input, older, newer) : CTR_OK;
}

static ctr_status model_compare(struct lc_cmp *c, const struct lc_spec *older,
                                const struct lc_spec *newer)
{
    static const char *const known[] = {"input", "output", "$defs", "definitions", NULL};
    static const char *const notes[] = {"modelId",  "name", "provider", "version", "description",
                                        "metadata", "tags", "$schema",  "$id",     NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_MODEL_NOTE,
                                                LC_RULE_MODEL_MEMBER};
    const struct lc_agent_cmp a = lc_agent_begin(c, older, newer);
    LC_TRY(one_side(&a, &input_rules));
    LC_TRY(one_side(&a, &output_rules));
    return lc_agent_rest(c, &words, "model call", a.root[0], a.root[1]);
}

const struct lc_format_row lc_format_model_schema = {
    .format = CTR_FORMAT_MODEL_SCHEMA,
    .default_profile = CTR_PROFILE_STRICT,
    .called = true,
    .bid = model_bid,
    .read = model_read,
    .compare = model_compare,
    .parts = lc_agent_parts,
    .has_part = lc_agent_has_part,
};
