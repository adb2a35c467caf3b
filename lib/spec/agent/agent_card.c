/*
 * The format agent-card: what an agent says of itself after A2A, version 0.3 (url, additional
 * interfaces) and 1.0 (supportedInterfaces).
 */
#include "spec/agent/agent_card.h"

enum { CERTAIN = 90, WHEN_ASKED = 1 };

static int card_bid(const struct lc_value *root)
{
    bool skills = lc_is(lc_get(root, "skills"), LC_ARRAY);
    bool modes = lc_is(lc_get(root, "defaultInputModes"), LC_ARRAY) ||
                 lc_is(lc_get(root, "defaultOutputModes"), LC_ARRAY);
    bool reached = lc_is(lc_get(root, "supportedInterfaces"), LC_ARRAY) ||
                   lc_is(lc_get(root, "url"), LC_STRING);
    bool named = lc_is(lc_get(root, "name"), LC_STRING);
    if (skills && named && (modes || reached || lc_is(lc_get(root, "capabilities"), LC_OBJECT))) {
        return CERTAIN;
    }
    return named && (skills || modes || reached) ? WHEN_ASKED : 0;
}

/* ---- reading */

struct reader {
    struct lc_ctx *ctx;
    struct lc_agent *agent;
    struct lc_node root;
};

static ctr_status note_modes(struct reader *r, struct lc_node owner, const char *key,
                             const char *head)
{
    struct lc_node modes;
    LC_TRY(lc_agent_member(r->ctx, owner, key, LC_ARRAY, "an array of media types", &modes));
    LC_TRY(lc_agent_strings(r->ctx, modes, "a media type, a string"));
    for (uint32_t i = 0; modes.value && i < modes.value->count; i++) {
        LC_TRY(lc_agent_note(r->ctx, r->agent, head, lc_raw(&modes.value->items[i])));
    }
    return CTR_OK;
}

static ctr_status read_skills(struct reader *r)
{
    struct lc_node skills;
    struct lc_map by_id;
    LC_TRY(lc_agent_member(r->ctx, r->root, "skills", LC_ARRAY, "an array of skills", &skills));
    LC_TRY(lc_agent_index(r->ctx, skills, "id", "skill", &by_id));
    for (uint32_t i = 0; skills.value && i < skills.value->count; i++) {
        struct lc_node skill = {skills.doc, &skills.value->items[i]};
        struct lc_str id = lc_text(lc_get(skill.value, "id"));
        const char *word = lc_agent_word(r->ctx, id);
        if (!word) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_agent_note(r->ctx, r->agent, "skill", id));
        const char *in = lc_format(r->ctx, "skill %s input-mode", word);
        const char *out = lc_format(r->ctx, "skill %s output-mode", word);
        LC_TRY(in ? note_modes(r, skill, "inputModes", in) : CTR_E_NOMEM);
        LC_TRY(out ? note_modes(r, skill, "outputModes", out) : CTR_E_NOMEM);
    }
    return CTR_OK;
}

static ctr_status read_interfaces(struct reader *r)
{
    struct lc_card_interfaces list;
    LC_TRY(lc_card_interfaces(r->ctx, r->root, &list));
    for (size_t i = 0; i < list.count; i++) {
        LC_TRY(lc_agent_note(r->ctx, r->agent, "interface", list.at[i].binding));
    }
    return CTR_OK;
}

static ctr_status read_capabilities(struct reader *r)
{
    struct lc_node all;
    struct lc_node extensions;
    LC_TRY(lc_agent_member(r->ctx, r->root, "capabilities", LC_OBJECT, "an object of capabilities",
                           &all));
    LC_TRY(lc_agent_member(r->ctx, all, "extensions", LC_ARRAY, "an array of extensions",
                           &extensions));
    for (uint32_t i = 0; all.value && i < all.value->count; i++) {
        if (lc_truth(&all.value->members[i].value)) {
            LC_TRY(lc_agent_note(r->ctx, r->agent, "capability", lc_key(&all.value->members[i])));
        }
    }
    for (uint32_t i = 0; extensions.value && i < extensions.value->count; i++) {
        struct lc_str uri = lc_card_uri(&extensions.value->items[i]);
        if (uri.len) {
            LC_TRY(lc_agent_note(r->ctx, r->agent, "extension", uri));
        }
    }
    return CTR_OK;
}

static ctr_status read_security(struct reader *r)
{
    struct lc_node schemes;
    LC_TRY(lc_agent_member(r->ctx, r->root, "securitySchemes", LC_OBJECT,
                           "an object of security schemes", &schemes));
    for (uint32_t i = 0; schemes.value && i < schemes.value->count; i++) {
        LC_TRY(lc_agent_note(r->ctx, r->agent, "security", lc_key(&schemes.value->members[i])));
    }
    return CTR_OK;
}

static ctr_status card_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct reader r = {ctx, lc_new(ctx, 1, sizeof *r.agent), {doc, doc->root}};
    struct lc_node name;
    if (!r.agent) {
        return CTR_E_NOMEM;
    }
    spec->agent = r.agent;
    spec->dialect =
        lc_get(doc->root, "supportedInterfaces") ? "A2A agent card 1.0" : "A2A agent card 0.3";
    LC_TRY(lc_agent_need(ctx, r.root, "name", LC_STRING, "the agent's name, a string", &name));
    LC_TRY(read_skills(&r));
    LC_TRY(read_interfaces(&r));
    LC_TRY(read_capabilities(&r));
    LC_TRY(read_security(&r));
    LC_TRY(note_modes(&r, r.root, "defaultInputModes", "input-mode"));
    return note_modes(&r, r.root, "defaultOutputModes", "output-mode");
}

const struct lc_format_row lc_format_agent_card = {
    .format = CTR_FORMAT_AGENT_CARD,
    .default_profile = CTR_PROFILE_STRICT,
    .called = true,
    .bid = card_bid,
    .read = card_read,
    .compare = lc_card_compare,
    .parts = lc_agent_parts,
    .has_part = lc_agent_has_part,
};
