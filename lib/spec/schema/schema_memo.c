/*
 * The graph of pairs and its greatest fixed point.
 *
 * Every answer starts as "holds" and can only get worse. A pair is worked out from its own
 * differences and from the answers of other pairs; when one of those gets worse, it is worked out
 * again. What stands in the end supports itself, which is all that recursion allows, and no answer
 * rests on an assumption that later failed.
 */
#include "spec/schema/schema_room.h"

struct pair_key {
    struct lc_view *a;
    struct lc_view *b;
    uint64_t io; /* how it is written, and whether they are fragments */
    const struct lc_beside *beside;
    struct lc_pair *within;
};

static void enqueue(struct lc_schema_memo *m, struct lc_pair *p)
{
    if (p->queued) {
        return;
    }
    p->queued = true;
    p->next_queued = NULL;
    if (m->queue_last) {
        m->queue_last->next_queued = p;
    } else {
        m->queue_first = p;
    }
    m->queue_last = p;
}

ctr_status lc_same_elems(struct lc_schema_memo *m, const struct lc_elem *a, size_t a_count,
                         const struct lc_elem *b, size_t b_count, bool *out)
{
    *out = a_count == b_count;
    for (size_t i = 0; i < a_count && *out; i++) {
        *out = a[i].flags == b[i].flags;
        if (*out && (a[i].node.value || b[i].node.value)) {
            LC_TRY(lc_same(m, a[i].node, b[i].node, out));
        }
    }
    return CTR_OK;
}

static bool is_tolerant(const struct lc_schema_memo *m)
{
    return m->c->profile == CTR_PROFILE_TOLERANT;
}

bool lc_pair_tolerant(const struct lc_schema_memo *m, const struct lc_pair *p)
{
    return is_tolerant(m) && !p->fragments;
}

/* How a pair is compared. Under a profile that is strict itself all pairs are alike. */
struct how {
    enum lc_io io;
    bool fragments;
    const struct lc_beside *beside;
};

/* As those that lead to it; what is known of names is known of those of their own place. */
static struct how how_of(const struct lc_pair *p)
{
    return (struct how){p->io, p->fragments, NULL};
}

static ctr_status pair_within(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b,
                              struct how how, struct lc_pair *within, struct lc_pair **out)
{
    const bool fragments = how.fragments && is_tolerant(m);
    struct pair_key key = {a, b, (uint64_t)how.io << 2 | (uint64_t)fragments << 1 | m->c->no_xml,
                           fragments ? how.beside : NULL, within};
    bool same;
    *out = lc_map_get(&m->pairs, lc_str_n((const char *)&key, sizeof key));
    if (*out) {
        return CTR_OK;
    }
    struct lc_pair *p = lc_new(m->ctx, 1, sizeof *p);
    struct pair_key *kept = lc_new(m->ctx, 1, sizeof *kept);
    if (!p || !kept) {
        return CTR_E_NOMEM;
    }
    *kept = key;
    p->a = a;
    p->b = b;
    p->io = how.io;
    p->fragments = fragments;
    p->beside = key.beside;
    p->within = within;
    p->last_draft = &p->drafts;
    p->last_edge = &p->edges;
    *out = p;
    LC_TRY(lc_charge(&m->side[0], 16));
    LC_TRY(lc_map_set(m->ctx, &m->pairs, lc_str_n((const char *)kept, sizeof *kept), p));
    LC_TRY(lc_same_elems(m, a->elems, a->elem_count, b->elems, b->elem_count, &same));
    if (same) {
        p->built = true;
        return CTR_OK;
    }
    enqueue(m, p);
    return CTR_OK;
}

ctr_status lc_pair_of(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b, enum lc_io io,
                      struct lc_pair **out)
{
    return pair_within(m, a, b, (struct how){.io = io}, NULL, out);
}

static ctr_status add_reader(struct lc_schema_memo *m, struct lc_reader **list, struct lc_pair *who)
{
    if (*list && (*list)->pair == who) {
        return CTR_OK;
    }
    struct lc_reader *r = lc_new(m->ctx, 1, sizeof *r);
    if (!r) {
        return CTR_E_NOMEM;
    }
    *r = (struct lc_reader){*list, who};
    *list = r;
    return CTR_OK;
}

/* Something is to be told at `p`: all from which edges lead here lead to something. */
static void spread_dirt(struct lc_pair *p)
{
    struct lc_pair *todo = p->dirty ? NULL : p;
    p->dirty = true;
    p->next_dirty = NULL;
    while (todo) {
        const struct lc_reader *r = todo->parents;
        todo = todo->next_dirty;
        for (; r; r = r->next) {
            if (!r->pair->dirty) {
                r->pair->dirty = true;
                r->pair->next_dirty = todo;
                todo = r->pair;
            }
        }
    }
}

/* ---- what the pair around says already */

static bool same_frame(const struct lc_part *a, const struct lc_part *b)
{
    return a->kind == b->kind && a->index == b->index && lc_str_eq(a->text, b->text);
}

static ctr_status index_edges(struct lc_schema_memo *m, struct lc_pair *p)
{
    for (struct lc_edge *e = p->index.count ? NULL : p->edges; e; e = e->next) {
        const struct lc_str key = lc_str_n((const char *)&e->child, sizeof e->child);
        LC_TRY(lc_charge(&m->side[0], 4));
        e->again = lc_map_get(&p->index, key);
        LC_TRY(lc_map_set(m->ctx, &p->index, key, e));
    }
    return CTR_OK;
}

static ctr_status led_to(struct lc_schema_memo *m, const struct lc_pair *from,
                         const struct lc_edge *edge, bool *out)
{
    *out = false;
    if (!from->within) {
        return CTR_OK;
    }
    LC_TRY(index_edges(m, from->within));
    const struct lc_edge *e =
        lc_map_get(&from->within->index, lc_str_n((const char *)&edge->child, sizeof edge->child));
    for (; e && !*out; e = e->again) {
        LC_TRY(lc_charge(&m->side[0], 1));
        *out = same_frame(&e->frame, &edge->frame) && e->counts[LC_SUB] && e->counts[LC_SUP] &&
               !e->excuse[LC_SUB] && !e->excuse[LC_SUP];
    }
    return CTR_OK;
}

static ctr_status said(struct lc_schema_memo *m, const struct lc_pair *at,
                       const struct lc_draft *draft, bool *out)
{
    const struct lc_draft *d = at->within ? at->within->drafts : NULL;
    for (*out = false; d && !*out; d = d->next) {
        LC_TRY(lc_charge(&m->side[0], 1));
        *out = d->kind == draft->kind && same_frame(&d->frame, &draft->frame) &&
               strcmp(d->arguments, draft->arguments) == 0;
        for (int way = LC_SUB; way <= LC_SUP && *out; way++) {
            *out = d->effect[way] == draft->effect[way] && d->warns[way] == draft->warns[way] &&
                   d->soft[way] == draft->soft[way] && !d->excuse[way] && !draft->excuse[way];
        }
    }
    return CTR_OK;
}

/* ---- filling pairs */

static ctr_status link(struct lc_schema_memo *m, struct lc_pair *from, struct lc_edge *e)
{
    bool again;
    if (e->child->built && !e->child->drafts && !e->child->edges) {
        return CTR_OK; /* nothing there, and nothing to come */
    }
    LC_TRY(led_to(m, from, e, &again));
    if (again) {
        return CTR_OK;
    }
    LC_TRY(add_reader(m, &e->child->readers, from));
    LC_TRY(add_reader(m, &e->child->parents, from));
    *from->last_edge = e;
    from->last_edge = &e->next;
    if (e->child->dirty) {
        spread_dirt(from);
    }
    return CTR_OK;
}

static struct lc_edge *edge_of(struct lc_schema_memo *m, struct lc_part frame)
{
    struct lc_edge *e = lc_new(m->ctx, 1, sizeof *e);
    if (e) {
        *e = (struct lc_edge){.frame = frame, .counts = {true, true}};
    }
    return e;
}

ctr_status lc_pair_edge(struct lc_schema_memo *m, struct lc_pair *from, struct lc_part frame,
                        struct lc_view *a, struct lc_view *b, struct lc_edge **out)
{
    *out = edge_of(m, frame);
    LC_TRY(*out ? pair_within(m, a, b, how_of(from), NULL, &(*out)->child) : CTR_E_NOMEM);
    return link(m, from, *out);
}

ctr_status lc_pair_part(struct lc_schema_memo *m, struct lc_pair *from, struct lc_view *a,
                        struct lc_view *b, struct lc_pair *within)
{
    struct lc_edge *e = edge_of(m, (struct lc_part){.kind = (enum lc_part_kind)LC_HERE});
    LC_TRY(e ? pair_within(m, a, b, how_of(from), within, &e->child) : CTR_E_NOMEM);
    return link(m, from, e);
}

ctr_status lc_pair_draft(struct lc_schema_memo *m, struct lc_pair *at, const struct lc_draft *draft)
{
    bool again;
    LC_TRY(said(m, at, draft, &again));
    if (again) {
        return CTR_OK;
    }
    struct lc_draft *d = lc_new(m->ctx, 1, sizeof *d);
    if (!d) {
        return CTR_E_NOMEM;
    }
    *d = *draft;
    d->next = NULL;
    *at->last_draft = d;
    at->last_draft = &d->next;
    spread_dirt(at);
    return CTR_OK;
}

/* A pair that compares no views; NULL with NOMEM recorded. */
static struct lc_pair *stand_in(struct lc_schema_memo *m, struct how how)
{
    struct lc_pair *p = lc_new(m->ctx, 1, sizeof *p);
    if (p) {
        *p = (struct lc_pair){.io = how.io, .fragments = how.fragments, .built = true};
        p->last_draft = &p->drafts;
        p->last_edge = &p->edges;
    }
    return p;
}

ctr_status lc_pair_best_of(struct lc_schema_memo *m, struct lc_cond *c, enum lc_way way,
                           const struct lc_pair *who, struct lc_pair **out)
{
    struct lc_draft d = {.next = NULL};
    d.effect[way] = LC_FAILS;
    d.excuse[way] = c;
    *out = stand_in(m, how_of(who));
    LC_TRY(*out ? lc_pair_draft(m, *out, &d) : CTR_E_NOMEM);
    enqueue(m, *out);
    return CTR_OK;
}

ctr_status lc_pair_of_answer(struct lc_schema_memo *m, enum lc_answer answer, enum lc_io io,
                             struct lc_pair **out)
{
    struct lc_pair *p = stand_in(m, (struct how){.io = io});
    *out = p;
    if (!p) {
        return CTR_E_NOMEM;
    }
    p->answer[LC_SUB] = p->answer[LC_SUP] = p->shown[LC_SUB] = p->shown[LC_SUP] = (uint8_t)answer;
    return CTR_OK;
}

ctr_status lc_pair_and(struct lc_schema_memo *m, struct lc_pair *all, struct lc_view *a,
                       struct lc_view *b)
{
    struct lc_edge *edge;
    LC_TRY(lc_pair_edge(m, all, (struct lc_part){.kind = (enum lc_part_kind)LC_HERE}, a, b, &edge));
    enqueue(m, all);
    return CTR_OK;
}

struct lc_cond *lc_cond_one(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b,
                            enum lc_way way)
{
    struct lc_cond *c = lc_new(m->ctx, 1, sizeof *c);
    struct lc_choice *choice = c ? lc_new(m->ctx, 1, sizeof *choice) : NULL;
    if (!choice) {
        return NULL;
    }
    *choice = (struct lc_choice){.a = a, .b = b, .way = way};
    *c = (struct lc_cond){.choices = choice, .count = 1};
    return c;
}

struct lc_cond *lc_cond_fragments(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b,
                                  enum lc_way way, const struct lc_beside *beside)
{
    struct lc_cond *c = lc_cond_one(m, a, b, way);
    if (c) {
        c->choices[0].fragments = true;
        c->choices[0].beside = beside;
    }
    return c;
}

/* ---- answers */

static enum lc_answer worse(enum lc_answer a, enum lc_answer b)
{
    return a > b ? a : b;
}

static enum lc_answer better(enum lc_answer a, enum lc_answer b)
{
    return a < b ? a : b;
}

static enum lc_answer choice_value(const struct lc_choice *c)
{
    const uint8_t *of = !c->pair ? NULL : c->soft ? c->pair->shown : c->pair->answer;
    return of ? (enum lc_answer)of[c->way] : LC_FAILS; /* none: not needed */
}

static enum lc_answer cond_value(const struct lc_cond *c)
{
    enum lc_answer best = LC_FAILS;
    for (size_t i = 0; i < c->count && best != LC_HOLDS; i++) {
        best = better(best, choice_value(&c->choices[i]));
    }
    return best;
}

/* Look at choices in turn until one holds; those that follow may never be needed. */
static ctr_status try_choices(struct lc_schema_memo *m, struct lc_pair *who, struct lc_cond *c,
                              enum lc_answer *out)
{
    *out = LC_FAILS;
    if (c->list) {
        LC_TRY(c->list(m, who, c));
        c->list = NULL;
    }
    for (size_t i = 0; i < c->count && *out != LC_HOLDS; i++) {
        struct lc_choice *choice = &c->choices[i];
        LC_TRY(lc_charge(&m->side[0], 1));
        if (!choice->pair) {
            const struct how how = {who->io, who->fragments || choice->fragments, choice->beside};
            LC_TRY(pair_within(m, choice->a, choice->b, how, NULL, &choice->pair));
        }
        if (!choice->watched) {
            choice->watched = true;
            LC_TRY(add_reader(m, &choice->pair->readers, who));
        }
        *out = better(*out, choice_value(choice));
    }
    return CTR_OK;
}

enum lc_answer lc_draft_effect(const struct lc_draft *d, enum lc_way way)
{
    return d->excuse[way] ? better(d->effect[way], cond_value(d->excuse[way])) : d->effect[way];
}

enum lc_answer lc_edge_cap(const struct lc_edge *e, enum lc_way way)
{
    if (!e->counts[way]) {
        return LC_HOLDS;
    }
    return e->excuse[way] ? cond_value(e->excuse[way]) : LC_FAILS;
}

/* What a pair comes to in one direction. */
struct sum {
    enum lc_answer answer;
    enum lc_answer shown;
};

static void add(struct sum *sum, enum lc_answer answer, enum lc_answer shown)
{
    sum->answer = worse(sum->answer, answer);
    sum->shown = worse(sum->shown, shown);
}

/* All of it is looked at each time, also when the answer is known: what is told later asks each
 * difference for its own. */
static ctr_status work_out(struct lc_schema_memo *m, struct lc_pair *p, enum lc_way way,
                           struct sum *out)
{
    enum lc_answer excuse;
    *out = (struct sum){LC_HOLDS, LC_HOLDS};
    for (struct lc_draft *d = p->drafts; d; d = d->next) {
        enum lc_answer one = d->effect[way];
        if (one != LC_HOLDS && d->excuse[way]) {
            LC_TRY(try_choices(m, p, d->excuse[way], &excuse));
            one = better(one, excuse);
        }
        add(out, one, d->soft[way] && one == LC_FAILS ? LC_HOLDS : one);
    }
    for (struct lc_edge *e = p->edges; e; e = e->next) {
        enum lc_answer cap = e->counts[way] ? LC_FAILS : LC_HOLDS;
        if (e->counts[way] && e->child->answer[way] != LC_HOLDS && e->excuse[way]) {
            LC_TRY(try_choices(m, p, e->excuse[way], &cap));
        }
        add(out, better((enum lc_answer)e->child->answer[way], cap),
            better((enum lc_answer)e->child->shown[way], cap));
    }
    return CTR_OK;
}

static ctr_status update(struct lc_schema_memo *m, struct lc_pair *p)
{
    bool moved = false;
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        struct sum now;
        LC_TRY(work_out(m, p, (enum lc_way)way, &now));
        if (!p->holds[way] &&
            ((uint8_t)now.answer > p->answer[way] || (uint8_t)now.shown > p->shown[way])) {
            p->answer[way] = (uint8_t)worse((enum lc_answer)p->answer[way], now.answer);
            p->shown[way] = (uint8_t)worse((enum lc_answer)p->shown[way], now.shown);
            moved = true;
        }
    }
    for (const struct lc_reader *r = p->readers; moved && r; r = r->next) {
        LC_TRY(lc_charge(&m->side[0], 1));
        enqueue(m, r->pair);
    }
    return CTR_OK;
}

/* ---- pairs of which all must hold */

static void put_off(struct lc_schema_memo *m, struct lc_all *all)
{
    if (!all->waits && !all->whole) {
        all->waits = true;
        all->next = m->waiting;
        m->waiting = all;
    }
}

ctr_status lc_all_want(struct lc_schema_memo *m, struct lc_all *all, enum lc_way way,
                       const struct lc_pair *who)
{
    if (!all->pair) {
        all->pair = stand_in(m, how_of(who));
    }
    if (!all->pair) {
        return CTR_E_NOMEM;
    }
    all->wanted[way] = true;
    put_off(m, all);
    return CTR_OK;
}

static ctr_status go_on(struct lc_schema_memo *m, struct lc_all *all)
{
    bool open = false;
    bool more;
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        open = open || (all->wanted[way] && all->pair->answer[way] != LC_FAILS);
    }
    if (!open) {
        return CTR_OK;
    }
    LC_TRY(all->more(m, all, &more));
    all->whole = !more;
    enqueue(m, all->pair);
    put_off(m, all);
    return CTR_OK;
}

static ctr_status work_off(struct lc_schema_memo *m)
{
    while (m->queue_first) {
        struct lc_pair *p = m->queue_first;
        m->queue_first = p->next_queued;
        m->queue_last = m->queue_first ? m->queue_last : NULL;
        p->queued = false;
        LC_TRY(lc_charge(&m->side[0], 2));
        if (!p->built) {
            LC_TRY(lc_pair_build(m, p));
            p->built = true; /* not before: what refers to itself is not empty yet */
        }
        LC_TRY(update(m, p));
    }
    return CTR_OK;
}

ctr_status lc_pair_solve(struct lc_schema_memo *m)
{
    LC_TRY(work_off(m));
    while (m->waiting) {
        struct lc_all *all = m->waiting;
        m->waiting = all->next;
        all->waits = false;
        LC_TRY(go_on(m, all));
        LC_TRY(work_off(m));
    }
    return CTR_OK;
}
