/*
 * Telling: the differences of a graph of pairs, once for each place from which they are reached.
 * Schemas shared by many operations are compared once and told often, so the texts and places of a
 * difference are made once. Nearer places come before farther ones. Recursion is cut where a pair
 * comes again on its own path; there one finding says that the differences hold again below. A
 * recursive pair reached by ever other paths is gone into a few times only, the nearest ones.
 */
#include "spec/schema/schema_room.h"
#include "spec/witness/witness.h"

enum { MAX_DEPTH = 400, MAX_VISITS = 16, MAX_SPOTS = 1000 * 1000, MAX_FINDINGS = 2000 * 1000 };
enum { A_FINDING = 64 }; /* steps: it takes a thousand bytes, which few steps do */

struct teller {
    struct lc_schema_memo *m;
    enum lc_site site;
    const struct lc_part *base; /* where the whole stands */
    struct lc_node schema[2];   /* the whole, old and new */
    size_t spots;               /* places gone to */
};

/* One visit of a pair. */
struct lc_spot {
    struct lc_spot *next;     /* in the queue, and afterwards in the pool */
    const struct lc_spot *up; /* the way that led here */
    struct lc_pair *pair;
    struct lc_part frame;
    const struct lc_part *part;
    const char *text;            /* of the part; NULL until it is asked for */
    struct lc_choice_at *choice; /* the nearest above; NULL: none */
    enum lc_answer cap[2];
    unsigned depth;
};

/* In mode backward, what is sent must imply in this direction, what is received in the other. */
static enum lc_way backward_way(enum lc_site site)
{
    return site == LC_SITE_RESPONSE || site == LC_SITE_HEADER ? LC_SUP : LC_SUB;
}

static ctr_level level_of(enum lc_answer effect, bool warns, bool soft)
{
    switch (effect) {
    case LC_FAILS:
        return soft ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING;
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

/* Choices stand where the whole does, so the text is made once for all of them. */
static const char *text_of(struct teller *t, struct lc_spot *s)
{
    if (!s->text) {
        s->text = lc_part_text(t->m->ctx, s->part);
    }
    return s->text;
}

static ctr_status add(struct teller *t, const struct lc_ready *ready)
{
    if (t->m->c->told.count >= MAX_FINDINGS) {
        return lc_fail(t->m->ctx, CTR_E_LIMIT, "there are more than %d findings",
                       (int)MAX_FINDINGS);
    }
    LC_TRY(lc_charge(&t->m->side[0], A_FINDING));
    return lc_cmp_add_ready(t->m->c, ready);
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

/* An item, or the value of a name that no schema names, is what makes its place. The root of a
 * document has no part. */
static bool can_be_left_out(const struct lc_part *at)
{
    return !at || at->kind == LC_PART_KEY || at->kind == LC_PART_WORDS;
}

/* ---- witnesses */

/* The way from the root to the difference. */
static ctr_status way_to(struct teller *t, const struct lc_spot *s, const struct lc_draft *d,
                         struct lc_wask *out)
{
    struct lc_wstep *steps = lc_new(t->m->ctx, (size_t)s->depth + 1, sizeof *steps);
    struct lc_part frame = d->frame;
    if (!steps) {
        return CTR_E_NOMEM;
    }
    out->steps = steps;
    out->count = s->depth;
    for (size_t i = s->depth; i-- > 0; s = s->up) {
        steps[i] = (struct lc_wstep){.view = {s->pair->a, s->pair->b}, .frame = frame};
        frame = s->frame;
    }
    return CTR_OK;
}

/* What is left to a person, behind the last semicolon that is not in a quoted value, is settled. */
static const char *shown(struct lc_ctx *ctx, const char *message)
{
    const char *open = strrchr(message, ';');
    open = open && !strchr(open, '"') ? open : NULL;
    return lc_format(ctx, "%.*s; the witness shows that it breaks",
                     open ? (int)(open - message) : (int)strlen(message), message);
}

/* Where no rule says what a keyword does to values, what another difference at the same place does
 * must not be taken for its doing; the validator does not ask for formats and discriminators. */
static bool alone(const struct lc_pair *p, const struct lc_draft *d)
{
    for (const struct lc_draft *x = p->drafts; x; x = x->next) {
        if (x->kind != d->kind || strcmp(x->arguments, d->arguments) != 0) {
            return false;
        }
    }
    return true;
}

/* The value is that of a keyword, which the validator can do without. */
static bool is_keyword(const struct lc_view *v, const struct lc_value *value)
{
    for (size_t i = 0; i < v->flat.count; i++) {
        const struct lc_value *schema = v->flat.at[i].node.value;
        for (uint32_t k = 0; lc_is(schema, LC_OBJECT) && k < schema->count; k++) {
            if (&schema->members[k].value == value) {
                return true;
            }
        }
    }
    return false;
}

static void find_cause(const struct lc_pair *p, const struct lc_draft *d, struct lc_wask *ask)
{
    switch ((int)d->kind) {
    case LC_CHANGE_PATTERN_CHANGED:
    case LC_CHANGE_KEYWORD_UNDECIDED:
        ask->cause = ask->way == LC_SUB ? d->new_node.value : d->old_node.value;
        /* a reference that is told alone stands for all that is beside it */
        ask->caused = !alone(p, d) || lc_get(ask->cause, "if") ||
                      (is_keyword(ask->way == LC_SUB ? p->b : p->a, ask->cause) &&
                       !lc_is_dynamic(lc_str(d->arguments)));
        break;
    case LC_CHANGE_FORMAT_ADDED:
    case LC_CHANGE_FORMAT_REMOVED:
    case LC_CHANGE_FORMAT_CHANGED:
    case LC_CHANGE_DISCRIMINATOR_CHANGED:
        ask->caused = true;
        break;
    default: {
        const bool sub = ask->way == LC_SUB;
        const struct lc_value *value = sub ? d->new_node.value : d->old_node.value;
        ask->own = is_keyword(sub ? p->b : p->a, value) ? value : NULL;
        break;
    }
    }
}

static const char elsewhere[] =
    "other choices, or what stands beside it, may make up for that, which is not worked out";

static const char unjudged[] =
    "no rule can tell whether any of them is refused; compare the two by hand";

/* The message of a condition says nothing of a person, because it may be found to be harmless. */
static bool condition_alone(const struct lc_draft *d)
{
    return d->kind == LC_CHANGE_KEYWORD_UNDECIDED && !strchr(d->message, ';');
}

/* What breaks is shown where that can be done; what no rule decides breaks if it can be shown. */
static ctr_status show(struct teller *t, struct lc_draft *d, const struct lc_spot *s,
                       enum lc_way way, ctr_direction direction, ctr_level *level,
                       struct lc_ready *ready)
{
    struct lc_wask ask = {.root = {t->schema[0], t->schema[1]},
                          .way = way,
                          .known = &d->known[way],
                          .again = d->missed[way]};
    bool wanted = *level == CTR_LEVEL_BREAKING || *level == CTR_LEVEL_UNDECIDED;
    const char *witness;
    if (!wanted || !lc_cmp_asks(t->m->c, direction) ||
        (ready->witness && *level == CTR_LEVEL_BREAKING)) {
        return CTR_OK;
    }
    find_cause(s->pair, d, &ask);
    LC_TRY(way_to(t, s, d, &ask));
    LC_TRY(lc_witness_find(t->m, &ask, &witness));
    d->missed[way] = d->missed[way] || !witness;
    bool by_itself = d->effect[way] == LC_FAILS; /* but for other choices */
    if (!witness) {
        const char *why = by_itself ? elsewhere : condition_alone(d) ? unjudged : NULL;
        if (*level == CTR_LEVEL_UNDECIDED && why) {
            ready->message = lc_format(t->m->ctx, "%s; %s", d->message, why);
        }
        return ready->message ? CTR_OK : CTR_E_NOMEM;
    }
    if (*level == CTR_LEVEL_UNDECIDED) {
        *level = CTR_LEVEL_BREAKING;
        ready->message = by_itself ? d->message : shown(t->m->ctx, d->message);
    }
    ready->witness = witness;
    ready->accepted_by = way == LC_SUB ? "old" : "new";
    return ready->message ? CTR_OK : CTR_E_NOMEM;
}

/* ---- one difference */

static enum lc_answer cap_of(const struct lc_spot *s, const struct lc_draft *d, enum lc_way way)
{
    return d->unshown && s->cap[way] == LC_UNSURE ? LC_FAILS : s->cap[way];
}

static ctr_status tell_draft(struct teller *t, struct lc_draft *d, struct lc_spot *s)
{
    const struct lc_part *part = s->part;
    const enum lc_answer cap[2] = {cap_of(s, d, LC_SUB), cap_of(s, d, LC_SUP)};
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
                             d->warns[back] && cap[back] != LC_HOLDS, d->soft[back]),
        .forward = level_of(at_most(lc_draft_effect(d, forth), cap[forth]),
                            d->warns[forth] && cap[forth] != LC_HOLDS, d->soft[forth]),
        .arguments = d->arguments,
        .message = d->message,
        .place = {d->place[CTR_SIDE_OLD], d->place[CTR_SIDE_NEW]},
    };
    if (is_default(d->kind) && !can_be_left_out(at)) {
        ready.message =
            "the default changed of what is never left out; values mean what they meant";
    } else if (is_default(d->kind) && t->site == LC_SITE_PARAMETER) {
        ready.backward = ready.forward = CTR_LEVEL_BREAKING; /* one of the two fills in another */
    }
    if (d->quiet && ready.backward == CTR_LEVEL_INFO && ready.forward == CTR_LEVEL_INFO) {
        return CTR_OK; /* it was so before */
    }
    LC_TRY(lc_choice_arguments(t->m, s->choice, ready.place, &ready.arguments));
    LC_TRY(show(t, d, s, back, CTR_DIRECTION_BACKWARD, &ready.backward, &ready));
    LC_TRY(show(t, d, s, forth, CTR_DIRECTION_FORWARD, &ready.forward, &ready));
    ready.part = at == part ? text_of(t, s) : lc_part_text(t->m->ctx, at);
    return ready.part ? add(t, &ready) : CTR_E_NOMEM;
}

/* What a finding is made of, besides the place of its pair. */
static bool alike(const struct lc_draft *a, const struct lc_draft *b)
{
    bool same = a->kind == b->kind && a->frame.kind == b->frame.kind &&
                a->frame.index == b->frame.index && lc_str_eq(a->frame.text, b->frame.text) &&
                strcmp(a->arguments, b->arguments) == 0 && strcmp(a->message, b->message) == 0;
    for (int i = 0; i < 2 && same; i++) {
        const enum lc_way way = (enum lc_way)i;
        same = lc_draft_effect(a, way) == lc_draft_effect(b, way) && a->warns[i] == b->warns[i] &&
               a->soft[i] == b->soft[i];
    }
    return same;
}

/* Each choice against each other one says the same over and over. All answers are known by now, so
 * what would be told twice at every place of the pair, and looked for a witness in vain each time,
 * is taken out once. */
static ctr_status thin_out(struct teller *t, struct lc_pair *p)
{
    struct lc_ctx *ctx = t->m->ctx;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    struct lc_map seen = {.slots = NULL};
    struct lc_draft **at = &p->drafts;
    p->thinned = true;
    if (!p->drafts || !p->drafts->next) {
        return CTR_OK;
    }
    for (struct lc_draft *d = p->drafts; d; d = *at) {
        const uint64_t said = lc_hash(d->arguments, strlen(d->arguments), (uint64_t)d->kind);
        const uint64_t key[] = {said, (uint64_t)lc_draft_effect(d, LC_SUB),
                                (uint64_t)lc_draft_effect(d, LC_SUP)};
        const struct lc_str text = lc_str_n((const char *)key, sizeof key);
        struct lc_draft *first = lc_map_get(&seen, text);
        if (first && alike(first, d)) {
            *at = d->next;
            continue;
        }
        at = &d->next;
        if (!first) {
            const char *kept = lc_dup(ctx, text);
            LC_TRY(kept ? lc_map_set(ctx, &seen, lc_str_n(kept, text.len), d) : CTR_E_NOMEM);
        }
    }
    p->last_draft = at;
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

/* Many ways lead to one place where schemas come again; once told, only what is worse is news. The
 * levels are kept as one number, from 1 on. */
static ctr_status is_news(struct teller *t, const struct lc_ready *ready, bool *out)
{
    struct lc_map *told = &t->m->told_again;
    uintptr_t before = (uintptr_t)lc_map_get(told, lc_str(ready->part));
    uintptr_t backward = (uintptr_t)ready->backward;
    uintptr_t forward = (uintptr_t)ready->forward;
    *out = !before || backward < before / 16 || forward < before % 16;
    if (!*out) {
        return CTR_OK;
    }
    if (before) {
        backward = backward < before / 16 ? backward : before / 16;
        forward = forward < before % 16 ? forward : before % 16;
    }
    return lc_map_set(t->m->ctx, told, lc_str(ready->part), (void *)(backward * 16 + forward));
}

/* Here a schema comes again that was told above. */
static ctr_status tell_again(struct teller *t, struct lc_spot *s)
{
    const struct lc_pair *p = s->pair;
    const enum lc_answer *cap = s->cap;
    enum lc_way back = backward_way(t->site);
    enum lc_way forth = back == LC_SUB ? LC_SUP : LC_SUB;
    bool news;
    struct lc_ready ready = {
        .rule = lc_kind_rule(LC_CHANGE_RECURSION, t->site, false),
        .backward = level_of(at_most((enum lc_answer)p->shown[back], cap[back]), false, false),
        .forward = level_of(at_most((enum lc_answer)p->shown[forth], cap[forth]), false, false),
        .arguments = "",
        .message = "the schema comes again here; what was said of it where it came first holds "
                   "here and below",
    };
    if (ready.backward == CTR_LEVEL_INFO && ready.forward == CTR_LEVEL_INFO) {
        return CTR_OK;
    }
    LC_TRY(lc_charge(&t->m->side[0], 1));
    ready.part = text_of(t, s);
    if (!ready.part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(is_news(t, &ready, &news));
    if (!news) {
        return CTR_OK;
    }
    LC_TRY(lc_cmp_place(t->m->c, lc_view_node(p->a), &ready.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(t->m->c, lc_view_node(p->b), &ready.place[CTR_SIDE_NEW]));
    return add(t, &ready);
}

/* ---- the way through the graph, nearest places first */

struct queue {
    struct lc_spot *first;
    struct lc_spot *last;
};

static struct lc_spot *take_spot(struct lc_schema_memo *m)
{
    struct lc_spot *s = m->spots;
    if (s) {
        m->spots = s->next;
        return s;
    }
    return lc_new(m->ctx, 1, sizeof *s);
}

/* The pair comes again on its own path: all from there down to here lie on a circle. */
static bool comes_again(const struct lc_spot *from, const struct lc_pair *p)
{
    const struct lc_spot *s = from;
    while (s && s->pair != p) {
        s = s->up;
    }
    for (const struct lc_spot *k = from; s && k; k = k == s ? NULL : k->up) {
        k->pair->recursive = true;
    }
    return s != NULL;
}

static bool enough(struct lc_schema_memo *m, struct lc_pair *p)
{
    if (p->epoch != m->epoch) {
        p->epoch = m->epoch;
        p->visits = 0;
    }
    return p->recursive && p->visits >= MAX_VISITS;
}

/* Go to a pair, unless it has been told enough of. */
static ctr_status visit(struct teller *t, struct queue *q, const struct lc_spot *from,
                        const struct lc_edge *e, const enum lc_answer cap[2])
{
    struct lc_pair *p = e->child;
    const struct lc_part *frame = &e->frame;
    if (++t->spots > MAX_SPOTS) {
        t->m->work.spent = true;
        return lc_fail(t->m->ctx, CTR_E_LIMIT,
                       "%s: differences of its schemas are reached in more than %d ways",
                       t->m->side[1].bundle->files[0]->doc.file, (int)MAX_SPOTS);
    }
    struct lc_spot *s = take_spot(t->m);
    if (!s) {
        return CTR_E_NOMEM;
    }
    *s = (struct lc_spot){.up = from, .pair = p, .frame = *frame, .part = from->part};
    s->depth = from->depth + 1;
    s->choice = e->choice ? e->choice : from->choice;
    s->text = from->text;
    if (frame->kind != (enum lc_part_kind)LC_HERE) {
        s->frame.parent = from->part;
        s->part = &s->frame;
        s->text = NULL;
    }
    for (int way = 0; way < 2; way++) {
        s->cap[way] = p->holds[way] ? LC_HOLDS : cap[way];
    }
    if (comes_again(from, p) || enough(t->m, p) || s->depth >= MAX_DEPTH) {
        ctr_status status = tell_again(t, s);
        s->next = t->m->spots;
        t->m->spots = s;
        return status;
    }
    p->visits++;
    if (q->last) {
        q->last->next = s;
    } else {
        q->first = s;
    }
    q->last = s;
    return CTR_OK;
}

static ctr_status tell(struct teller *t, struct queue *q, struct lc_spot *s)
{
    LC_TRY(lc_charge(&t->m->side[0], 1));
    if (!text_of(t, s)) {
        return CTR_E_NOMEM;
    }
    LC_TRY(s->pair->thinned ? CTR_OK : thin_out(t, s->pair));
    for (struct lc_draft *d = s->pair->drafts; d; d = d->next) {
        LC_TRY(tell_draft(t, d, s));
    }
    for (const struct lc_edge *e = s->pair->edges; e; e = e->next) {
        const enum lc_answer cap[2] = {at_most(lc_edge_cap(e, LC_SUB), s->cap[LC_SUB]),
                                       at_most(lc_edge_cap(e, LC_SUP), s->cap[LC_SUP])};
        if (e->child->dirty) {
            LC_TRY(visit(t, q, s, e, cap));
        }
    }
    return CTR_OK;
}

ctr_status lc_pair_tell(struct lc_schema_memo *m, struct lc_pair *root, enum lc_site site,
                        const struct lc_part *part, const struct lc_node schema[2])
{
    struct teller t = {m, site, part, {schema[0], schema[1]}, 0};
    struct queue q = {NULL, NULL};
    const struct lc_edge here = {.frame = {.kind = (enum lc_part_kind)LC_HERE}, .child = root};
    const struct lc_spot outside = {.part = part};
    const enum lc_answer cap[2] = {LC_FAILS, LC_FAILS};
    m->epoch++;
    if (!root->dirty) {
        return CTR_OK;
    }
    LC_TRY(visit(&t, &q, &outside, &here, cap));
    for (struct lc_spot *s = q.first; s; s = s->next) { /* grows while we go */
        LC_TRY(tell(&t, &q, s));
    }
    if (q.last) {
        q.last->next = m->spots;
        m->spots = q.first;
    }
    return CTR_OK;
}
