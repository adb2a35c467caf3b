/* The format phase: phases of work, what it takes to enter and leave them, and the ways between. */
#include "spec/phase/phase.h"

enum { CERTAIN = 80, WHEN_ASKED = 1 };

static int phase_bid(const struct lc_value *root)
{
    bool phases = lc_is(lc_get(root, "phases"), LC_ARRAY);
    bool ways = lc_is(lc_get(root, "transitions"), LC_ARRAY);
    return phases && ways ? CERTAIN : phases || ways ? WHEN_ASKED : 0;
}

static ctr_status note_list(struct lc_ctx *ctx, struct lc_agent *agent,
                            const struct lc_phase *phase, const char *word, const char *key)
{
    const struct lc_value *list = lc_get(phase->node.value, key);
    const char *head = lc_format(ctx, "phase %s %s", word, key);
    for (uint32_t i = 0; head && list && i < list->count; i++) {
        const struct lc_value *item = &list->items[i];
        struct lc_str name = item->kind == LC_STRING ? lc_raw(item) : lc_text(lc_get(item, "id"));
        LC_TRY(lc_agent_note(ctx, agent, head, name));
    }
    return head ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status phase_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    static const char *const lists[] = {"entry", "exit", "requires", "produces", "approvers"};
    struct lc_phases p;
    struct lc_agent *agent = lc_new(ctx, 1, sizeof *agent);
    if (!agent) {
        return CTR_E_NOMEM;
    }
    spec->agent = agent;
    spec->dialect = "phases";
    LC_TRY(lc_phases_read(ctx, &spec->bundle.files[0]->doc, &p));
    for (uint32_t i = 0; i < p.count; i++) {
        const char *word = lc_agent_word(ctx, p.at[i].id);
        LC_TRY(word ? lc_agent_note(ctx, agent, "phase", p.at[i].id) : CTR_E_NOMEM);
        for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
            LC_TRY(note_list(ctx, agent, &p.at[i], word, lists[k]));
        }
        const char *head = lc_format(ctx, "phase %s to", word);
        for (uint32_t k = 0; head && k < p.at[i].next_count; k++) {
            LC_TRY(lc_agent_note(ctx, agent, head, p.at[p.at[i].next[k]].id));
        }
        LC_TRY(head ? CTR_OK : CTR_E_NOMEM);
    }
    return CTR_OK;
}

const struct lc_format_row lc_format_phase = {
    .format = CTR_FORMAT_PHASE,
    .default_profile = CTR_PROFILE_STRICT,
    .bid = phase_bid,
    .read = phase_read,
    .compare = lc_phase_compare,
    .parts = lc_agent_parts,
    .has_part = lc_agent_has_part,
};
