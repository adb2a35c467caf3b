/*
 * Combinations that both sides have stand apart from what else changed: they are left out of both,
 * so that a finding names what changed and not each choice. What breaks without them may hold with
 * them, if they rule out what differs. So each choice together with the rest is held against its
 * like, one after the other and only when it matters: the first that breaks as well settles it.
 */
#include "spec/schema/schema_pieces.h"

/* Ways to choose one member of each of several combinations; nobody waits for more. */
enum { MOST_WAYS = 1000 };

struct choosing {
    struct lc_all all; /* of the pairs of choices */
    struct lc_shared shared;
    struct lc_pair *doubt; /* NULL: what breaks with one choice does break */
    size_t *chosen;        /* a member of each */
    size_t tried;
};

static ctr_status equal_groups(struct lc_schema_memo *m, const struct lc_group *a,
                               const struct lc_group *b, bool *out)
{
    *out = a->one == b->one && a->count == b->count;
    for (size_t i = 0; i < a->count && *out; i++) {
        *out = a->order->at[i].hash == b->order->at[i].hash;
    }
    for (size_t i = 0; i < a->count && *out; i++) {
        LC_TRY(lc_same(m, lc_group_member(a, i), lc_group_member(b, i), out));
    }
    return CTR_OK;
}

static bool taken(const struct lc_shared *s, const struct lc_group *group)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->groups[1][i] == group) {
            return true;
        }
    }
    return false;
}

static ctr_status find_shared(struct lc_schema_memo *m, struct lc_shared *s)
{
    const struct lc_groups *a = &s->whole[0]->groups;
    const struct lc_groups *b = &s->whole[1]->groups;
    for (size_t i = 0; i < a->count; i++) {
        bool same = false;
        for (size_t k = 0; k < b->count && !same; k++) {
            LC_TRY(lc_charge(&m->side[0], 1 + s->count));
            if (!taken(s, &b->at[k])) {
                LC_TRY(equal_groups(m, &a->at[i], &b->at[k], &same));
            }
            if (same) {
                s->groups[0][s->count] = &a->at[i];
                s->groups[1][s->count++] = &b->at[k];
            }
        }
    }
    return CTR_OK;
}

static ctr_status shared_of(struct lc_schema_memo *m, struct lc_pair *p, struct choosing **out)
{
    size_t most = p->a->groups.count;
    struct choosing *c = lc_new(m->ctx, 1, sizeof *c);
    *out = c;
    if (!c) {
        return CTR_E_NOMEM;
    }
    struct lc_shared *s = &c->shared;
    *s = (struct lc_shared){.whole = {p->a, p->b}};
    c->chosen = lc_new(m->ctx, most + 1, sizeof *c->chosen);
    for (int side = 0; side < 2; side++) {
        s->groups[side] = lc_new(m->ctx, most + 1, sizeof(struct lc_group *));
    }
    if (!c->chosen || !s->groups[0] || !s->groups[1]) {
        return CTR_E_NOMEM;
    }
    LC_TRY(find_shared(m, s));
    return lc_leave_apart(m, p, s);
}

/* The next choice, the last combination running fastest; false after the last one. */
static bool choose_next(struct choosing *c)
{
    for (size_t i = c->shared.count; i-- > 0;) {
        if (++c->chosen[i] < c->shared.groups[0][i]->count) {
            return true;
        }
        c->chosen[i] = 0;
    }
    return false;
}

/* What breaks with a choice of oneOf may be what fits another one, too, and was refused before. */
static ctr_status doubts(struct lc_schema_memo *m, enum lc_io io, struct choosing *c)
{
    bool sure = true;
    for (int side = 0; side < 2; side++) {
        struct lc_group *all = c->shared.whole[side]->groups.at;
        for (size_t i = 0; i < c->shared.count && sure; i++) {
            const struct lc_group *g = c->shared.groups[side][i];
            LC_TRY(g->one ? lc_group_exclusive(&m->side[side], &all[g - all], &sure) : CTR_OK);
        }
    }
    return sure ? CTR_OK : lc_pair_of_answer(m, LC_UNSURE, io, &c->doubt);
}

/* What was not tried may hold or not. */
static ctr_status not_all(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_draft d = {.kind = LC_CHANGE_UNDECIDED, .effect = {LC_UNSURE, LC_UNSURE}};
    return lc_pair_draft(m, p, &d);
}

static ctr_status add_choice(struct lc_schema_memo *m, struct lc_all *all, bool *more)
{
    struct choosing *c = (struct choosing *)all; /* it comes first */
    const struct lc_shared *s = &c->shared;
    struct lc_part here = {.kind = (enum lc_part_kind)LC_HERE};
    struct lc_view *piece[2];
    struct lc_edge *edge;
    bool empty[2];
    if (s->count > 1 && c->tried++ == MOST_WAYS) {
        *more = false;
        return not_all(m, all->pair);
    }
    for (int side = 0; side < 2; side++) {
        LC_TRY(lc_view_chosen(s->whole[side], s->groups[side], s->count, c->chosen, &piece[side]));
        LC_TRY(lc_piece_empty(piece[side], &empty[side]));
    }
    LC_TRY(lc_pair_edge(m, all->pair, here, piece[0], piece[1], &edge));
    edge->counts[LC_SUB] = !empty[0];
    edge->counts[LC_SUP] = !empty[1];
    *more = choose_next(c);
    return CTR_OK;
}

static ctr_status list_choices(struct lc_schema_memo *m, const struct lc_pair *who,
                               struct lc_cond *c)
{
    const enum lc_way way = (enum lc_way)c->index;
    struct lc_all *const *all = c->from;
    const struct choosing *choosing = (const struct choosing *)*all;
    LC_TRY(lc_all_want(m, *all, way, who));
    c->choices = lc_new(m->ctx, 2, sizeof *c->choices);
    if (!c->choices) {
        return CTR_E_NOMEM;
    }
    c->choices[0] = (struct lc_choice){.way = way, .pair = (*all)->pair};
    c->choices[1] = (struct lc_choice){.way = way, .pair = choosing->doubt};
    c->count = choosing->doubt ? 2 : 1;
    return CTR_OK;
}

static ctr_status compare_rests(struct lc_schema_memo *m, struct lc_pair *p, struct choosing *c)
{
    const struct lc_shared *s = &c->shared;
    struct lc_view *rest[2];
    struct lc_edge *edge;
    struct lc_part here = {.kind = (enum lc_part_kind)LC_HERE};
    struct lc_cond *excuses = lc_new(m->ctx, 2, sizeof *excuses);
    struct lc_all **all = lc_new(m->ctx, 1, sizeof(struct lc_all *)); /* conditions only read */
    if (!excuses || !all) {
        return CTR_E_NOMEM;
    }
    *all = &c->all;
    c->all.more = add_choice;
    LC_TRY(doubts(m, p->io, c));
    for (int side = 0; side < 2; side++) {
        LC_TRY(lc_view_chosen(s->whole[side], s->groups[side], s->count, NULL, &rest[side]));
    }
    LC_TRY(lc_pair_edge(m, p, here, rest[0], rest[1], &edge));
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        excuses[way] = (struct lc_cond){.list = list_choices, .from = all, .index = (size_t)way};
        edge->excuse[way] = &excuses[way];
    }
    return CTR_OK;
}

ctr_status lc_build_shared(struct lc_schema_memo *m, struct lc_pair *p, bool *any)
{
    struct choosing *c;
    LC_TRY(shared_of(m, p, &c));
    *any = c->shared.count > 0;
    return *any ? compare_rests(m, p, c) : CTR_OK;
}
