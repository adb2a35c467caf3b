/* Arrays: places of a tuple, the items that follow, and items that must occur. */
#include "spec/schema/schema_room.h"

static const struct lc_node none = {NULL, NULL};

/* One place that only one side gives a schema of its own. */
static ctr_status lone_place(struct lc_schema_memo *m, struct lc_pair *p, size_t index, bool in_new,
                             const struct lc_span sizes[2], struct lc_view *x, struct lc_view *y)
{
    struct lc_draft d = {
        .kind = in_new ? LC_CHANGE_PREFIX_ITEMS_ADDED : LC_CHANGE_PREFIX_ITEMS_REMOVED,
        .frame = {.kind = LC_PART_TUPLE, .index = (uint32_t)index},
        .effect = {(int64_t)index < sizes[0].most ? LC_FAILS : LC_HOLDS,
                   (int64_t)index < sizes[1].most ? LC_FAILS : LC_HOLDS},
        .excuse = {lc_cond_one(m, x, y, LC_SUB), lc_cond_one(m, x, y, LC_SUP)},
        .old_node = in_new ? none : lc_view_node(x),
        .new_node = in_new ? lc_view_node(y) : none,
        .arguments = "",
        .message = lc_format(m->ctx, "place %llu of the tuple %s", (unsigned long long)index,
                             in_new ? "was given a schema of its own" : "lost its own schema")};
    return d.excuse[0] && d.excuse[1] && d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

static ctr_status build_items(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_view *rest[2];
    struct lc_span sizes[2];
    struct lc_edge *edge;
    size_t prefix[2] = {lc_view_prefix(p->a), lc_view_prefix(p->b)};
    size_t n = prefix[0] > prefix[1] ? prefix[0] : prefix[1];
    LC_TRY(lc_view_rest(p->a, &rest[0]));
    LC_TRY(lc_view_rest(p->b, &rest[1]));
    LC_TRY(lc_view_items(p->a, &sizes[0]));
    LC_TRY(lc_view_items(p->b, &sizes[1]));
    for (size_t i = 0; i < n; i++) {
        struct lc_view *x;
        struct lc_view *y;
        LC_TRY(lc_charge(&m->side[0], 2));
        LC_TRY(lc_view_item(p->a, i, &x));
        LC_TRY(lc_view_item(p->b, i, &y));
        if (i >= prefix[0] || i >= prefix[1]) {
            LC_TRY(lone_place(m, p, i, i >= prefix[0], sizes, x, y));
            continue;
        }
        struct lc_part frame = {.kind = LC_PART_TUPLE, .index = (uint32_t)i};
        LC_TRY(lc_pair_edge(m, p, frame, x, y, &edge));
        edge->counts[LC_SUB] = (int64_t)i < sizes[0].most;
        edge->counts[LC_SUP] = (int64_t)i < sizes[1].most;
    }
    struct lc_part frame = {.kind = LC_PART_ITEM};
    LC_TRY(lc_pair_edge(m, p, frame, rest[0], rest[1], &edge));
    edge->counts[LC_SUB] = (int64_t)n < sizes[0].most;
    edge->counts[LC_SUP] = (int64_t)n < sizes[1].most;
    return CTR_OK;
}

/* ---- contains */

/* The tolerant pass over what `items` of one side does not name, but what `contains` names may be
 * in the array: then it has to fit. */
static ctr_status kind_in_items(struct lc_schema_memo *m, struct lc_pair *p, enum lc_way way,
                                struct lc_node kind)
{
    struct lc_view *from = way == LC_SUB ? p->a : p->b;
    struct lc_view *into = way == LC_SUB ? p->b : p->a;
    LC_FEW_ELEMS(both);
    struct lc_view *x;
    struct lc_view *y;
    LC_TRY(lc_view_rest(from, &x));
    LC_TRY(lc_view_rest(into, &y));
    for (size_t i = 0; i < x->elem_count; i++) {
        LC_TRY(lc_push_elem(m->ctx, &both, x->elems[i]));
    }
    LC_TRY(lc_push_elem(m->ctx, &both, (struct lc_elem){kind, 0}));
    LC_TRY(lc_view_of(from->side, both.at, both.count, &x));
    struct lc_draft d = {.kind = LC_CHANGE_CONTAINS_CHANGED,
                         .quiet = true,
                         .old_node = way == LC_SUB ? kind : lc_view_node(p->a),
                         .new_node = way == LC_SUB ? lc_view_node(p->b) : kind,
                         .arguments = "contains in items",
                         .message =
                             "what contains asks for may not fit items of the other edition"};
    d.effect[way] = LC_UNSURE;
    d.excuse[way] = lc_cond_one(m, way == LC_SUB ? x : y, way == LC_SUB ? y : x, way);
    return d.excuse[way] ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

static ctr_status kinds_in_items(struct lc_schema_memo *m, struct lc_pair *p, enum lc_way way)
{
    const struct lc_view *from = way == LC_SUB ? p->a : p->b;
    if (!from->contains_count || !lc_pair_tolerant(m, p)) {
        return CTR_OK;
    }
    LC_TRY(kind_in_items(m, p, way, from->contains->node));
    for (size_t i = 0; i < from->more->raws.count; i++) {
        const struct lc_raw *raw = &from->more->raws.at[i];
        const struct lc_node kind = lc_child(raw->node, "contains");
        if (lc_str_is(raw->key, "contains") && lc_is_schema(kind.value)) {
            LC_TRY(kind_in_items(m, p, way, kind));
        }
    }
    return CTR_OK;
}

static int64_t count_of(const struct lc_limit *limit, int64_t otherwise)
{
    int64_t n;
    if (!limit->node.value) {
        return otherwise;
    }
    return lc_decimal_int64(&limit->value, &n) ? n : INT64_MAX;
}

/* What a `contains` that came or went asks for. */
static const char *how_many(struct lc_ctx *ctx, const struct lc_contains *c, bool in_new)
{
    long long least = (long long)count_of(&c->min, 1);
    long long most = (long long)count_of(&c->max, INT64_MAX);
    const char *item = least == 1 ? "an item" : lc_format(ctx, "%lld items", least);
    if (!c->max.node.value) {
        return item ? lc_format(ctx, "%s of a certain kind %s", item,
                                in_new ? "must be there now" : "need no longer be there")
                    : NULL;
    }
    if (least == 0) {
        return lc_format(ctx, "at most %lld item%s of a certain kind may be there%s", most,
                         most == 1 ? "" : "s", in_new ? " now" : " before; any number may now");
    }
    const char *number = least == most ? lc_format(ctx, "exactly %lld", least)
                                       : lc_format(ctx, "from %lld to %lld", least, most);
    return number ? lc_format(ctx, "%s items of a certain kind %s", number,
                              in_new ? "must be there now" : "had to be there; any number may now")
                  : NULL;
}

static ctr_status lone_contains(struct lc_schema_memo *m, struct lc_pair *p, bool in_new)
{
    const struct lc_contains *c = in_new ? p->b->contains : p->a->contains;
    if (count_of(&c->min, 1) == 0 && !c->max.node.value) {
        return CTR_OK; /* asks for nothing */
    }
    return lc_change(m, p, in_new ? LC_CHANGE_CONTAINS_ADDED : LC_CHANGE_CONTAINS_REMOVED,
                     in_new ? LC_FAILS : LC_HOLDS, in_new ? LC_HOLDS : LC_FAILS,
                     in_new ? none : c->node, in_new ? c->node : none, "contains",
                     how_many(m->ctx, c, in_new));
}

/* Enough of the old kind must be enough of the new one; not too many of the new kind, not too many
 * of the old one. */
static ctr_status other_kind(struct lc_schema_memo *m, struct lc_pair *p, bool maximum)
{
    const struct lc_contains *a = p->a->contains;
    const struct lc_contains *b = p->b->contains;
    struct lc_view *x;
    struct lc_view *y;
    bool asks_new = maximum ? b->max.node.value != NULL : count_of(&b->min, 1) > 0;
    bool asks_old = maximum ? a->max.node.value != NULL : count_of(&a->min, 1) > 0;
    LC_TRY(lc_view_of_node(p->a->side, a->node, &x));
    LC_TRY(lc_view_of_node(p->b->side, b->node, &y));
    struct lc_draft d = {.kind = LC_CHANGE_CONTAINS_CHANGED,
                         .effect = {asks_new ? LC_FAILS : LC_HOLDS, asks_old ? LC_FAILS : LC_HOLDS},
                         .excuse = {lc_cond_fragments(m, x, y, maximum ? LC_SUP : LC_SUB, NULL),
                                    lc_cond_fragments(m, x, y, maximum ? LC_SUB : LC_SUP, NULL)},
                         .old_node = a->node,
                         .new_node = b->node,
                         .arguments = maximum ? "contains at most" : "contains",
                         .message =
                             maximum ? "what may be in the array only so often is of another kind"
                                     : "what must be in the array is of another kind"};
    return d.excuse[0] && d.excuse[1] ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

static ctr_status contains_count(struct lc_schema_memo *m, struct lc_pair *p, bool maximum)
{
    const struct lc_limit *a = maximum ? &p->a->contains->max : &p->a->contains->min;
    const struct lc_limit *b = maximum ? &p->b->contains->max : &p->b->contains->min;
    int64_t otherwise = maximum ? INT64_MAX : 1;
    int64_t from = count_of(a, otherwise);
    int64_t to = count_of(b, otherwise);
    if (from == to) {
        return CTR_OK;
    }
    bool up = to > from;
    bool tighter = up != maximum;
    enum lc_kind_id kind =
        maximum ? up ? LC_CHANGE_MAX_CONTAINS_INCREASED : LC_CHANGE_MAX_CONTAINS_DECREASED
        : up    ? LC_CHANGE_MIN_CONTAINS_INCREASED
                : LC_CHANGE_MIN_CONTAINS_DECREASED;
    const char *arguments =
        lc_format(m->ctx, "%s %lld > %lld", maximum ? "maxContains" : "minContains",
                  (long long)from, (long long)to);
    return lc_change(m, p, kind, tighter ? LC_FAILS : LC_HOLDS, tighter ? LC_HOLDS : LC_FAILS,
                     a->node, b->node, arguments,
                     lc_format(m->ctx, "%s items of a certain kind %s be there now",
                               up ? "more" : "fewer", maximum ? "may" : "must"));
}

static ctr_status build_contains(struct lc_schema_memo *m, struct lc_pair *p)
{
    bool in_old = p->a->contains_count > 0;
    bool in_new = p->b->contains_count > 0;
    bool same;
    if (!in_old && !in_new) {
        return CTR_OK;
    }
    LC_TRY(kinds_in_items(m, p, LC_SUB));
    LC_TRY(kinds_in_items(m, p, LC_SUP));
    if (!in_old || !in_new) {
        return lone_contains(m, p, in_new);
    }
    LC_TRY(lc_same(m, p->a->contains->node, p->b->contains->node, &same));
    if (!same) {
        bool limited = p->a->contains->max.node.value || p->b->contains->max.node.value;
        LC_TRY(other_kind(m, p, false));
        if (limited) {
            LC_TRY(other_kind(m, p, true));
        }
    }
    LC_TRY(contains_count(m, p, false));
    return contains_count(m, p, true);
}

ctr_status lc_build_array(struct lc_schema_memo *m, struct lc_pair *p)
{
    if (p->a->arrays.count || p->b->arrays.count) {
        LC_TRY(build_items(m, p));
    }
    return build_contains(m, p);
}
