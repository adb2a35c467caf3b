/*
 * Telling: the differences of a graph of pairs, once for each place from which they are reached.
 * Schemas shared by many operations are compared once and told often, so the texts and places of a
 * difference are made once. Recursion is cut where a pair comes again on its own path; there one
 * finding says that the differences hold again below. A recursive pair reached by ever other paths
 * is gone into a few times only.
 */
#include "spec/schema_room.h"

enum { MAX_DEPTH = 400, MAX_VISITS = 16, MAX_FINDINGS = 2000 * 1000 };

struct teller {
    struct lc_schema_memo *m;
    enum lc_site site;
    const struct lc_part *base; /* where the whole stands */
};

/* The way down, with what each pair on it may at most weigh. */
struct path {
    const struct path *up;
    struct lc_pair *pair;
};

/* In mode backward, what is sent must imply in this direction, what is received in the other. */
static enum lc_way backward_way(enum lc_site site)
{
    return site == LC_SITE_RESPONSE || site == LC_SITE_HEADER ? LC_SUP : LC_SUB;
}

static ctr_level level_of(enum lc_answer effect, bool warns)
{
    switch (effect) {
    case LC_FAILS:
        return CTR_LEVEL_BREAKING;
    case LC_UNSURE:
        return CTR_LEVEL_UNDECIDED;
    case LC_HOLDS:
        break;
    }
    return warns ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
}

static enum lc_answer at_most(enum lc_answer effect, enum lc_answer cap)
{
    return effect < cap ? effect : cap;
}

static ctr_status add(struct teller *t, const struct lc_part *part, struct lc_ready *ready)
{
    if (t->m->c->count >= MAX_FINDINGS) {
        return lc_fail(t->m->ctx, CTR_E_LIMIT, "there are more than %d findings",
                       (int)MAX_FINDINGS);
    }
    LC_TRY(lc_charge(&t->m->side[0], 4));
    ready->part = lc_part_text(t->m->ctx, part);
    return ready->part ? lc_cmp_add_ready(t->m->c, ready) : CTR_E_NOMEM;
}

static ctr_status place(struct teller *t, struct lc_draft *d)
{
    if (d->placed) {
        return CTR_OK;
    }
    d->placed = true;
    LC_TRY(lc_cmp_place(t->m->c, d->old_node, &d->place[CTR_SIDE_OLD]));
    return lc_cmp_place(t->m->c, d->new_node, &d->place[CTR_SIDE_NEW]);
}

static bool is_default(enum lc_kind_id kind)
{
    return kind == LC_CHANGE_DEFAULT_ADDED || kind == LC_CHANGE_DEFAULT_REMOVED ||
           kind == LC_CHANGE_DEFAULT_CHANGED;
}

static ctr_status tell_draft(struct teller *t, struct lc_draft *d, const struct lc_part *part,
                             const enum lc_answer cap[2])
{
    struct lc_part frame = d->frame;
    frame.parent = part;
    /* a place of a tuple is said of the array, as oasdiff does */
    bool body = part == t->base &&
                (frame.kind == (enum lc_part_kind)LC_HERE || frame.kind == LC_PART_TUPLE);
    const struct lc_part *at = frame.kind != (enum lc_part_kind)LC_HERE ? &frame : part;
    if (t->site == LC_SITE_PARAMETER && is_default(d->kind) && at == t->base) {
        return CTR_OK; /* the parameter's own affair */
    }
    enum lc_way back = backward_way(t->site);
    enum lc_way forth = back == LC_SUB ? LC_SUP : LC_SUB;
    LC_TRY(place(t, d));
    struct lc_ready ready = {
        .rule = lc_kind_rule(d->kind, t->site, body),
        .backward = level_of(at_most(lc_draft_effect(d, back), cap[back]),
                             d->warns[back] && cap[back] != LC_HOLDS),
        .forward = level_of(at_most(lc_draft_effect(d, forth), cap[forth]),
                            d->warns[forth] && cap[forth] != LC_HOLDS),
        .arguments = d->arguments,
        .message = d->message,
        .place = {d->place[CTR_SIDE_OLD], d->place[CTR_SIDE_NEW]},
    };
    if (t->site == LC_SITE_PARAMETER && is_default(d->kind)) {
        ready.backward = CTR_LEVEL_BREAKING;
    }
    return add(t, at, &ready);
}

/* Here a schema comes again that was told above. */
static ctr_status tell_again(struct teller *t, const struct lc_pair *p, const struct lc_part *part,
                             const enum lc_answer cap[2])
{
    enum lc_way back = backward_way(t->site);
    enum lc_way forth = back == LC_SUB ? LC_SUP : LC_SUB;
    struct lc_ready ready = {
        .rule = lc_kind_rule(LC_CHANGE_RECURSION, t->site, false),
        .backward = level_of(at_most((enum lc_answer)p->answer[back], cap[back]), false),
        .forward = level_of(at_most((enum lc_answer)p->answer[forth], cap[forth]), false),
        .arguments = "",
        .message = "the schema comes again here; what was said of it where it came first holds "
                   "here and below",
    };
    if (ready.backward == CTR_LEVEL_INFO && ready.forward == CTR_LEVEL_INFO) {
        return CTR_OK;
    }
    LC_TRY(lc_cmp_place(t->m->c, lc_view_node(p->a), &ready.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(t->m->c, lc_view_node(p->b), &ready.place[CTR_SIDE_NEW]));
    return add(t, part, &ready);
}

/* All pairs from the end of the path up to `p` lie on a circle. */
static void mark_circle(const struct path *path, const struct lc_pair *p)
{
    for (; path; path = path->up) {
        path->pair->recursive = true;
        if (path->pair == p) {
            return;
        }
    }
}

static bool enough(struct lc_schema_memo *m, struct lc_pair *p)
{
    if (p->epoch != m->epoch) {
        p->epoch = m->epoch;
        p->visits = 0;
    }
    return p->recursive && p->visits >= MAX_VISITS;
}

static ctr_status tell(struct teller *t, struct lc_pair *p, const struct lc_part *part,
                       const struct path *up, const enum lc_answer cap[2], unsigned depth)
{
    const struct path path = {up, p};
    const enum lc_answer own[2] = {p->holds[LC_SUB] ? LC_HOLDS : cap[LC_SUB],
                                   p->holds[LC_SUP] ? LC_HOLDS : cap[LC_SUP]};
    if (!p->dirty) {
        return CTR_OK;
    }
    if (p->on_path) {
        mark_circle(up, p);
        return tell_again(t, p, part, own);
    }
    if (enough(t->m, p) || depth >= MAX_DEPTH) {
        return tell_again(t, p, part, own);
    }
    p->visits++;
    p->on_path = true;
    LC_TRY(lc_charge(&t->m->side[0], 1));
    for (struct lc_draft *d = p->drafts; d; d = d->next) {
        LC_TRY(tell_draft(t, d, part, own));
    }
    for (struct lc_edge *e = p->edges; e; e = e->next) {
        struct lc_part frame = e->frame;
        frame.parent = part;
        const enum lc_answer below[2] = {at_most(lc_edge_cap(e, LC_SUB), own[LC_SUB]),
                                         at_most(lc_edge_cap(e, LC_SUP), own[LC_SUP])};
        LC_TRY(tell(t, e->child, frame.kind != (enum lc_part_kind)LC_HERE ? &frame : part, &path,
                    below, depth + 1));
    }
    p->on_path = false;
    return CTR_OK;
}

ctr_status lc_pair_tell(struct lc_schema_memo *m, struct lc_pair *root, enum lc_site site,
                        const struct lc_part *part)
{
    struct teller t = {m, site, part};
    const enum lc_answer cap[2] = {LC_FAILS, LC_FAILS};
    m->epoch++;
    return tell(&t, root, part, NULL, cap, 0);
}
