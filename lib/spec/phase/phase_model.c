/* Reading phases: names are known, every phase is reached, and every phase leads to an end. */
#include "spec/phase/phase.h"

#include "base/sha256.h"

bool lc_phase_seconds(struct lc_str text, int64_t *out)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    int64_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9' && n < 1000 * 1000) {
            n = 10 * n + (c - '0');
            continue;
        }
        for (size_t k = 0; i && i + 1 == text.len && k < sizeof units / sizeof units[0]; k++) {
            if (c == units[k].unit) {
                *out = n * units[k].seconds;
                return n > 0;
            }
        }
        return false;
    }
    return false;
}

/* ---- gates */

static ctr_status check_truth(struct lc_ctx *ctx, struct lc_node object, const char *key,
                              const char *without)
{
    const struct lc_value *value = lc_get(object.value, key);
    if (value && value->kind != LC_TRUE && value->kind != LC_FALSE) {
        return lc_doc_fail(ctx, object.doc, value->offset, "\"%s\" is true or false; without it %s",
                           key, without);
    }
    return CTR_OK;
}

static ctr_status check_criteria(struct lc_ctx *ctx, struct lc_node phase, const char *key)
{
    struct lc_node list;
    struct lc_map by_id;
    LC_TRY(lc_agent_member(ctx, phase, key, LC_ARRAY, "an array of criteria", &list));
    LC_TRY(lc_agent_index(ctx, list, "id", "criterion", &by_id));
    for (uint32_t i = 0; list.value && i < list.value->count; i++) {
        struct lc_node item = {list.doc, &list.value->items[i]};
        struct lc_node least;
        struct lc_node most;
        LC_TRY(lc_agent_member(ctx, item, "at_least", LC_NUMBER, "a number", &least));
        LC_TRY(lc_agent_member(ctx, item, "at_most", LC_NUMBER, "a number", &most));
        LC_TRY(check_truth(ctx, item, "mandatory", "a criterion is"));
    }
    return CTR_OK;
}

static ctr_status check_gates(struct lc_ctx *ctx, struct lc_node phase)
{
    static const char *const lists[] = {"requires", "produces", "approvers"};
    struct lc_node node;
    int64_t seconds;
    LC_TRY(check_criteria(ctx, phase, "entry"));
    LC_TRY(check_criteria(ctx, phase, "exit"));
    LC_TRY(check_truth(ctx, phase, "terminal", "work ends where no transition leads on"));
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        LC_TRY(lc_agent_member(ctx, phase, lists[i], LC_ARRAY, "an array of names", &node));
        LC_TRY(lc_agent_strings(ctx, node, "a name, a string"));
    }
    LC_TRY(
        lc_agent_member(ctx, phase, "renamed_from", LC_STRING, "the id before, a string", &node));
    LC_TRY(
        lc_agent_member(ctx, phase, "timeout", LC_STRING, "a span of time such as '14d'", &node));
    if (node.value && !lc_phase_seconds(lc_raw(node.value), &seconds)) {
        return lc_doc_fail(ctx, node.doc, node.value->offset,
                           "'%.*s' is no span of time; write a number with m, h, d or w, such as "
                           "'14d'",
                           LC_S(lc_raw(node.value)));
    }
    return CTR_OK;
}

/* ---- the graph */

static ctr_status find(struct lc_ctx *ctx, const struct lc_phases *p, struct lc_node name,
                       uint32_t *out)
{
    const struct lc_phase *phase = lc_map_get(&p->by_id, lc_raw(name.value));
    if (!phase) {
        return lc_doc_fail(ctx, name.doc, name.value->offset, "there is no phase '%.*s'",
                           LC_S(lc_raw(name.value)));
    }
    *out = (uint32_t)(phase - p->at);
    return CTR_OK;
}

/* The key of a transition. */
struct way {
    uint32_t from, to;
};

const struct lc_value *lc_phases_way(const struct lc_phases *p, uint32_t from, uint32_t to)
{
    const struct way way = {from, to};
    return lc_map_get(&p->ways, lc_str_n((const char *)&way, sizeof way));
}

static ctr_status add_way(struct lc_ctx *ctx, struct lc_phases *p, struct lc_node item,
                          uint32_t from, uint32_t to)
{
    struct way *way = lc_new(ctx, 1, sizeof *way);
    if (!way) {
        return CTR_E_NOMEM;
    }
    *way = (struct way){from, to};
    if (lc_phases_way(p, from, to)) {
        return lc_doc_fail(ctx, item.doc, item.value->offset,
                           "the transition from '%.*s' to '%.*s' is there twice; one is enough",
                           LC_S(p->at[from].id), LC_S(p->at[to].id));
    }
    struct lc_phase *phase = &p->at[from];
    phase->ways[phase->next_count] = item.value;
    phase->next[phase->next_count++] = to;
    return lc_map_set(ctx, &p->ways, lc_str_n((const char *)way, sizeof *way), (void *)item.value);
}

static ctr_status read_transitions(struct lc_ctx *ctx, struct lc_phases *p)
{
    struct lc_node list;
    LC_TRY(lc_agent_need(ctx, p->root, "transitions", LC_ARRAY, "an array of transitions", &list));
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < list.value->count; i++) {
            struct lc_node item = {list.doc, &list.value->items[i]};
            struct lc_node name[2];
            uint32_t from;
            uint32_t to;
            LC_TRY(lc_agent_need(ctx, item, "from", LC_STRING, "the id of a phase", &name[0]));
            LC_TRY(lc_agent_need(ctx, item, "to", LC_STRING, "the id of a phase", &name[1]));
            LC_TRY(find(ctx, p, name[0], &from));
            LC_TRY(find(ctx, p, name[1], &to));
            if (pass) {
                LC_TRY(add_way(ctx, p, item, from, to));
            } else {
                p->at[from].next_count++;
            }
        }
        for (uint32_t i = 0; !pass && i < p->count; i++) {
            const struct lc_value *said = lc_get(p->at[i].node.value, "terminal");
            size_t room = (size_t)p->at[i].next_count + 1;
            p->at[i].terminal = said ? lc_truth(said) : !p->at[i].next_count;
            p->at[i].next = lc_new(ctx, room, sizeof *p->at[i].next);
            p->at[i].ways = lc_new(ctx, room, sizeof *p->at[i].ways);
            p->at[i].next_count = 0;
            if (!p->at[i].next || !p->at[i].ways) {
                return CTR_E_NOMEM;
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_phases_reach(struct lc_ctx *ctx, const struct lc_phases *p, uint32_t from, bool **out)
{
    uint32_t *queue = lc_new(ctx, p->count, sizeof *queue);
    uint32_t end = 0;
    *out = lc_new(ctx, p->count, sizeof **out);
    if (!queue || !*out) {
        return CTR_E_NOMEM;
    }
    (*out)[from] = true;
    queue[end++] = from;
    for (uint32_t i = 0; i < end; i++) {
        const struct lc_phase *phase = &p->at[queue[i]];
        for (uint32_t k = 0; k < phase->next_count; k++) {
            if (!(*out)[phase->next[k]]) {
                (*out)[phase->next[k]] = true;
                queue[end++] = phase->next[k];
            }
        }
    }
    return CTR_OK;
}

/* Where transitions come from: those that lead to phase i are from[at[i]] up to from[at[i + 1]]. */
struct sources {
    uint32_t *at;
    uint32_t *from;
};

static ctr_status turn_round(struct lc_ctx *ctx, const struct lc_phases *p, struct sources *out)
{
    size_t transitions = 0;
    out->at = lc_new(ctx, (size_t)p->count + 2, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->at[i].next_count; k++) {
            out->at[p->at[i].next[k] + 2]++;
            transitions++;
        }
    }
    for (uint32_t i = 0; i < p->count; i++) {
        out->at[i + 2] += out->at[i + 1];
    }
    out->from = lc_new(ctx, transitions + 1, sizeof *out->from);
    if (!out->from) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t k = 0; k < p->at[i].next_count; k++) {
            out->from[out->at[p->at[i].next[k] + 1]++] = i;
        }
    }
    return CTR_OK;
}

/* From the ends backwards: what is met leads to one. */
static ctr_status check_ends(struct lc_ctx *ctx, const struct lc_phases *p)
{
    struct sources sources;
    bool *good = lc_new(ctx, p->count, sizeof *good);
    uint32_t *queue = lc_new(ctx, p->count, sizeof *queue);
    uint32_t end = 0;
    if (!good || !queue) {
        return CTR_E_NOMEM;
    }
    LC_TRY(turn_round(ctx, p, &sources));
    for (uint32_t i = 0; i < p->count; i++) {
        if (p->at[i].terminal) {
            good[i] = true;
            queue[end++] = i;
        }
    }
    for (uint32_t i = 0; i < end; i++) {
        for (uint32_t k = sources.at[queue[i]]; k < sources.at[queue[i] + 1]; k++) {
            if (!good[sources.from[k]]) {
                good[sources.from[k]] = true;
                queue[end++] = sources.from[k];
            }
        }
    }
    for (uint32_t i = 0; i < p->count; i++) {
        if (!good[i]) {
            return lc_doc_fail(ctx, p->root.doc, p->at[i].node.value->offset,
                               "no end can be reached from the phase '%.*s'; let a transition lead "
                               "on, or say \"terminal\": true",
                               LC_S(p->at[i].id));
        }
    }
    return CTR_OK;
}

static ctr_status check_reach(struct lc_ctx *ctx, const struct lc_phases *p)
{
    bool *reached;
    LC_TRY(lc_phases_reach(ctx, p, p->start, &reached));
    for (uint32_t i = 0; i < p->count; i++) {
        if (!reached[i]) {
            return lc_doc_fail(ctx, p->root.doc, p->at[i].node.value->offset,
                               "the phase '%.*s' cannot be reached from the start '%.*s'; let a "
                               "transition lead to it",
                               LC_S(p->at[i].id), LC_S(p->at[p->start].id));
        }
    }
    return CTR_OK;
}

ctr_status lc_phases_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_phases *out)
{
    struct lc_node list;
    struct lc_node start;
    struct lc_map names;
    *out = (struct lc_phases){.root = {doc, doc->root}};
    lc_random(NULL, &out->by_id.seed, sizeof out->by_id.seed);
    out->ways.seed = out->by_id.seed;
    LC_TRY(lc_agent_need(ctx, out->root, "phases", LC_ARRAY, "an array of phases", &list));
    LC_TRY(lc_agent_member(ctx, out->root, "start", LC_STRING, "the id of a phase", &start));
    LC_TRY(lc_agent_index(ctx, list, "id", "phase", &names));
    out->count = list.value->count;
    out->at = lc_new(ctx, out->count + 1, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    if (!out->count) {
        return lc_doc_fail(ctx, doc, list.value->offset, "there is no phase in this list");
    }
    for (uint32_t i = 0; i < out->count; i++) {
        struct lc_node node = {doc, &list.value->items[i]};
        out->at[i] = (struct lc_phase){.id = lc_text(lc_get(node.value, "id")), .node = node};
        LC_TRY(check_gates(ctx, node));
        LC_TRY(lc_map_set(ctx, &out->by_id, out->at[i].id, &out->at[i]));
    }
    if (start.value) {
        LC_TRY(find(ctx, out, start, &out->start));
    }
    LC_TRY(read_transitions(ctx, out));
    LC_TRY(check_reach(ctx, out));
    return check_ends(ctx, out);
}
