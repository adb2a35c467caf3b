/* Comparing phases: phases by id or by what they were called before, and the ways between them. */
#include "spec/phase/phase.h"

enum { NONE = UINT32_MAX };

struct phases_cmp {
    struct lc_cmp *c;
    struct lc_phases p[2]; /* by ctr_side */
    uint32_t *other[2];    /* the same phase on the other side, or NONE */
};

static const char *part_of(const struct phases_cmp *x, const struct lc_phase *phase)
{
    const char *word = lc_agent_word(x->c->ctx, phase->id);
    return word ? lc_format(x->c->ctx, "phase %s", word) : NULL;
}

/* By its id; else a new one that says what it was called, if nobody else is called so now. */
static ctr_status pair_up(struct phases_cmp *x)
{
    for (int side = 0; side < 2; side++) {
        x->other[side] = lc_new(x->c->ctx, x->p[side].count, sizeof *x->other[side]);
        if (!x->other[side]) {
            return CTR_E_NOMEM;
        }
        for (uint32_t i = 0; i < x->p[side].count; i++) {
            const struct lc_phases *there = &x->p[1 - side];
            const struct lc_phase *same = lc_map_get(&there->by_id, x->p[side].at[i].id);
            x->other[side][i] = same ? (uint32_t)(same - there->at) : NONE;
        }
    }
    for (uint32_t i = 0; i < x->p[1].count; i++) {
        struct lc_str name = lc_text(lc_get(x->p[1].at[i].node.value, "renamed_from"));
        const struct lc_phase *was = name.len ? lc_map_get(&x->p[0].by_id, name) : NULL;
        uint32_t k = was ? (uint32_t)(was - x->p[0].at) : NONE;
        if (was && x->other[1][i] == NONE && x->other[0][k] == NONE) {
            x->other[1][i] = k;
            x->other[0][k] = i;
        }
    }
    return CTR_OK;
}

static ctr_status both(const struct phases_cmp *x, const struct lc_phase *a,
                       const struct lc_phase *b)
{
    static const char *const known[] = {"id",       "renamed_from", "terminal",  "entry",   "exit",
                                        "requires", "produces",     "approvers", "timeout", NULL};
    static const char *const notes[] = {"name", "description", "text", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_PHASE_NOTE,
                                                LC_RULE_PHASE_MEMBER};
    const char *part = part_of(x, a);
    struct lc_str none = lc_str("");
    if (!part) {
        return CTR_E_NOMEM;
    }
    if (!lc_str_eq(a->id, b->id)) {
        LC_TRY(lc_phase_say(x->c, LC_RULE_PHASE_RENAMED, part, a->node, b->node, b->id,
                            "the phase is called '%.*s' now; tell those who ask for it by its old "
                            "id"));
    }
    if (a->terminal != b->terminal) {
        LC_TRY(lc_phase_say(
            x->c, b->terminal ? LC_RULE_PHASE_BECAME_TERMINAL : LC_RULE_PHASE_NO_LONGER_TERMINAL,
            part, a->node, b->node, none,
            b->terminal ? "work may end here now" : "work can no longer end here"));
    }
    LC_TRY(lc_phase_compare_gates(x->c, part, a->node, b->node));
    return lc_agent_rest(x->c, &words, part, a->node, b->node);
}

/* ---- ways */

static bool leads(const struct lc_phases *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < p->at[from].next_count; i++) {
        if (p->at[from].next[i] == to) {
            return true;
        }
    }
    return false;
}

/* Ways between phases that both sides have; those of a phase that came or went go with it. */
static ctr_status compare_ways(const struct phases_cmp *x, int side)
{
    const struct lc_phases *own = &x->p[side];
    const struct lc_phases *there = &x->p[1 - side];
    for (uint32_t i = 0; i < own->count; i++) {
        LC_TRY(lc_spend(x->c->ctx, 1));
        for (uint32_t k = 0; k < own->at[i].next_count; k++) {
            uint32_t to = own->at[i].next[k];
            uint32_t a = x->other[side][i];
            uint32_t b = x->other[side][to];
            if (a == NONE || b == NONE || leads(there, a, b)) {
                continue;
            }
            const char *head = part_of(x, side ? &there->at[a] : &own->at[i]);
            const char *word = lc_agent_word(x->c->ctx, own->at[to].id);
            struct lc_node old = side ? there->at[a].node : own->at[i].node;
            struct lc_node new = side ? own->at[i].node : there->at[a].node;
            LC_TRY(head && word ? lc_phase_say(x->c,
                                               side ? LC_RULE_PHASE_TRANSITION_ADDED
                                                    : LC_RULE_PHASE_TRANSITION_REMOVED,
                                               lc_format(x->c->ctx, "%s to %s", head, word), old,
                                               new, own->at[to].id,
                                               side ? "there is a way to '%.*s' now"
                                                    : "there is no way to '%.*s' any more")
                                : CTR_E_NOMEM);
        }
    }
    return CTR_OK;
}

/* Ends that could be reached from the start, and no longer can. */
static ctr_status compare_paths(const struct phases_cmp *x)
{
    bool *reached;
    uint32_t start = x->other[0][x->p[0].start];
    if (start == NONE) {
        return CTR_OK; /* it was removed, which is said */
    }
    LC_TRY(lc_phases_reach(x->c->ctx, &x->p[1], start, &reached));
    for (uint32_t i = 0; i < x->p[0].count; i++) {
        const struct lc_phase *end = &x->p[0].at[i];
        uint32_t now = x->other[0][i];
        if (end->terminal && now != NONE && !reached[now]) {
            LC_TRY(lc_phase_say(x->c, LC_RULE_PHASE_PATH_LOST, part_of(x, end), end->node,
                                x->p[1].at[now].node, x->p[0].at[x->p[0].start].id,
                                "it can no longer be reached from '%.*s', where work began; keep a "
                                "path"));
        }
    }
    return CTR_OK;
}

static ctr_status compare_start(const struct phases_cmp *x)
{
    const struct lc_phase *a = &x->p[0].at[x->p[0].start];
    const struct lc_phase *b = &x->p[1].at[x->p[1].start];
    if (x->other[0][x->p[0].start] == x->p[1].start) {
        return CTR_OK;
    }
    return lc_phase_say(x->c, LC_RULE_PHASE_START_CHANGED, "/", a->node, b->node, b->id,
                        "work begins in '%.*s' now");
}

ctr_status lc_phase_compare(struct lc_cmp *c, const struct lc_spec *older,
                            const struct lc_spec *newer)
{
    static const char *const known[] = {"phases", "transitions", "start", NULL};
    static const char *const notes[] = {"name", "description", "version", "$schema", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_PHASE_NOTE,
                                                LC_RULE_PHASE_MEMBER};
    struct phases_cmp x = {.c = c};
    LC_TRY(lc_phases_read(c->ctx, &older->bundle.files[0]->doc, &x.p[0]));
    LC_TRY(lc_phases_read(c->ctx, &newer->bundle.files[0]->doc, &x.p[1]));
    LC_TRY(pair_up(&x));
    for (uint32_t i = 0; i < x.p[0].count; i++) {
        const struct lc_phase *a = &x.p[0].at[i];
        uint32_t k = x.other[0][i];
        LC_TRY(k != NONE ? both(&x, a, &x.p[1].at[k])
                         : lc_phase_say(c, LC_RULE_PHASE_REMOVED, part_of(&x, a), a->node,
                                        (struct lc_node){x.p[1].root.doc, NULL}, a->id,
                                        "the phase '%.*s' was removed; name it in \"renamed_from\" "
                                        "of another if it is one"));
    }
    for (uint32_t i = 0; i < x.p[1].count; i++) {
        const struct lc_phase *b = &x.p[1].at[i];
        if (x.other[1][i] == NONE) {
            LC_TRY(lc_phase_say(c, LC_RULE_PHASE_ADDED, part_of(&x, b),
                                (struct lc_node){x.p[0].root.doc, NULL}, b->node, b->id,
                                "the phase '%.*s' was added"));
        }
    }
    LC_TRY(compare_start(&x));
    LC_TRY(compare_ways(&x, CTR_SIDE_OLD));
    LC_TRY(compare_ways(&x, CTR_SIDE_NEW));
    LC_TRY(compare_paths(&x));
    return lc_agent_rest(c, &words, "/", x.p[0].root, x.p[1].root);
}
