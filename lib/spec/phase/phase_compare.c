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

static uint32_t find(const struct lc_phases *p, struct lc_str id)
{
    const struct lc_phase *found = id.len ? lc_map_get(&p->by_id, id) : NULL;
    return found ? (uint32_t)(found - p->at) : NONE;
}

static struct lc_str said_name(const struct lc_phase *phase)
{
    return lc_text(lc_get(phase->node.value, "renamed_from"));
}

/* The older phase that a newer one says it was. A name that a phase has kept from an earlier
 * renaming says nothing any more. */
static uint32_t said(const struct phases_cmp *x, const struct lc_phase *b)
{
    uint32_t same = find(&x->p[0], b->id);
    struct lc_str name = said_name(b);
    bool kept = same != NONE && lc_str_eq(said_name(&x->p[0].at[same]), name);
    return kept || lc_str_eq(name, b->id) ? NONE : find(&x->p[0], name);
}

/*
 * Which names count, in was[]: of a phase that is new by its own id, or whose id belonged to one
 * that another phase says it was. Where a name no longer counts, the phase that took over its id
 * stands where it stood, and so on along the chain.
 */
static ctr_status settle_names(const struct phases_cmp *x, uint32_t *was)
{
    uint32_t *claims = lc_new(x->c->ctx, x->p[0].count + 1, sizeof *claims);
    if (!claims) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < x->p[1].count; i++) {
        was[i] = said(x, &x->p[1].at[i]);
        claims[was[i] == NONE ? x->p[0].count : was[i]]++;
    }
    for (uint32_t i = 0; i < x->p[1].count; i++) {
        uint32_t at = i;
        while (at != NONE && was[at] != NONE) {
            uint32_t same = find(&x->p[0], x->p[1].at[at].id);
            if (same == NONE || claims[same]) {
                break;
            }
            uint32_t left = was[at];
            was[at] = NONE;
            at = --claims[left] ? NONE : find(&x->p[1], x->p[0].at[left].id);
        }
    }
    return CTR_OK;
}

/* By what they say that they were, then by id. */
static ctr_status pair_up(struct phases_cmp *x)
{
    uint32_t *was = lc_new(x->c->ctx, x->p[1].count + 1, sizeof *was);
    if (!was) {
        return CTR_E_NOMEM;
    }
    LC_TRY(settle_names(x, was));
    for (int side = 0; side < 2; side++) {
        x->other[side] = lc_new(x->c->ctx, x->p[side].count, sizeof *x->other[side]);
        if (!x->other[side]) {
            return CTR_E_NOMEM;
        }
        for (uint32_t i = 0; i < x->p[side].count; i++) {
            x->other[side][i] = NONE;
        }
    }
    for (int renamed = 1; renamed >= 0; renamed--) {
        for (uint32_t i = 0; i < x->p[1].count; i++) {
            uint32_t k = renamed ? was[i] : find(&x->p[0], x->p[1].at[i].id);
            if (k != NONE && x->other[0][k] == NONE && x->other[1][i] == NONE) {
                x->other[1][i] = k;
                x->other[0][k] = i;
            }
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

/* One that leads from phase i of a side; `there` is the same on the other side, or NULL. */
static ctr_status one_way(const struct phases_cmp *x, int side, uint32_t i, uint32_t k,
                          const struct lc_value *there)
{
    static const char *const known[] = {"from", "to", NULL};
    static const char *const notes[] = {"name", "description", NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_PHASE_NOTE,
                                                LC_RULE_PHASE_MEMBER};
    const struct lc_phase *own = &x->p[side].at[i];
    const struct lc_phase *other = &x->p[1 - side].at[x->other[side][i]];
    const struct lc_phase *to = &x->p[side].at[own->next[k]];
    const char *head = part_of(x, side ? other : own);
    const char *word = lc_agent_word(x->c->ctx, to->id);
    const char *part = head && word ? lc_format(x->c->ctx, "%s to %s", head, word) : NULL;
    if (!part) {
        return CTR_E_NOMEM;
    }
    if (there) { /* both have it, and it is looked at once */
        struct lc_node a = {x->p[0].root.doc, own->ways[k]};
        return side ? CTR_OK
                    : lc_agent_rest(x->c, &words, part, a,
                                    (struct lc_node){x->p[1].root.doc, there});
    }
    return lc_phase_say(
        x->c, side ? LC_RULE_PHASE_TRANSITION_ADDED : LC_RULE_PHASE_TRANSITION_REMOVED, part,
        side ? other->node : own->node, side ? own->node : other->node, to->id,
        side ? "there is a direct way to '%.*s' now" : "there is no direct way to '%.*s' any more");
}

/* Ways between phases that both sides have; those of a phase that came or went go with it. */
static ctr_status compare_ways(const struct phases_cmp *x, int side)
{
    const struct lc_phases *own = &x->p[side];
    for (uint32_t i = 0; i < own->count; i++) {
        LC_TRY(lc_spend(x->c->ctx, 1));
        for (uint32_t k = 0; k < own->at[i].next_count; k++) {
            uint32_t a = x->other[side][i];
            uint32_t b = x->other[side][own->at[i].next[k]];
            if (a != NONE && b != NONE) {
                LC_TRY(one_way(x, side, i, k, lc_phases_way(&x->p[1 - side], a, b)));
            }
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
