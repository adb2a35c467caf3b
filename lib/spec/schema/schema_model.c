/*
 * Views: made once for each list of elements, with `$ref` and allOf taken in.
 *
 * A schema that comes back to itself without consuming data ("a": {"anyOf": [{"$ref": a}, …]}) has
 * no meaning; its views are marked, and whatever depends on them is undecided. Everything that can
 * lead back in place is therefore looked into while the view is made.
 */
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"

enum view_state { VIEW_NEW, VIEW_BUILDING, VIEW_DONE };
enum { MAX_NESTING = 300, MAX_CHAIN = 500, MAX_ELEMENTS = 2000 };

/* The nodes on the way down, to see when one comes again. */
struct chain {
    const struct chain *up;
    const struct lc_value *value;
    uint32_t length;
};

ctr_status lc_charge(struct lc_side *side, uint64_t steps)
{
    uint64_t before = side->work->done;
    side->work->done += steps;
    if (side->work->done > side->work->most) {
        side->work->spent = true;
        return lc_fail(side->ctx, CTR_E_LIMIT,
                       "%s: comparing its schemas takes more than %llu steps; they are combined or "
                       "nested too richly",
                       side->bundle->files[0]->doc.file, (unsigned long long)side->work->most);
    }
    if (before >> 16 != side->work->done >> 16) { /* now and then */
        return lc_progress(side->ctx, "comparing schemas", side->work->done, 0);
    }
    return lc_poll(side->ctx);
}

/* ---- flattening */

static bool on_chain(const struct chain *up, const struct lc_value *value)
{
    for (; up; up = up->up) {
        if (up->value == value) {
            return true;
        }
    }
    return false;
}

/* A schema holds only once; when it comes again, what was taken apart of it stays so. */
static bool has_elem(const struct lc_elems *list, struct lc_elem e)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_elem *known = &list->at[i];
        if (known->node.value == e.node.value && (e.node.value || known->flags == e.flags)) {
            return true;
        }
    }
    return false;
}

static bool holds(const struct lc_elems *list, const struct lc_value *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].node.value == value) {
            return true;
        }
    }
    return false;
}

static ctr_status flatten(struct lc_view *v, struct lc_elem e, const struct chain *up);

/* In one order, whichever stands first. */
static ctr_status flatten_list(struct lc_view *v, struct lc_node list, const struct chain *up)
{
    const struct lc_hashed_set *members;
    LC_TRY(lc_in_one_order(v->side, list.value, &members));
    for (size_t i = 0; i < members->count; i++) {
        struct lc_elem e = {{list.doc, members->at[i].value}, 0};
        LC_TRY(flatten(v, e, up));
    }
    return CTR_OK;
}

/* A combination with one member is that member. */
static bool single(struct lc_node list)
{
    return lc_is(list.value, LC_ARRAY) && list.value->count == 1;
}

/* What the element brings in: targets of its references, members of allOf, only members, what a
 * condition comes to. */
static ctr_status flatten_inside(struct lc_view *v, struct lc_elem e, const struct chain *here)
{
    struct lc_node fixed = lc_schema_fixed(v->side->bundle, v->side->dialect, e.node);
    if (fixed.value) {
        struct lc_elem target = {{NULL, NULL}, 0};
        LC_TRY(lc_schema_target(v->side->ctx, v->side->bundle, fixed, &target.node));
        LC_TRY(flatten(v, target, here));
    }
    struct lc_node all = lc_child(e.node, "allOf");
    struct lc_node any = lc_child(e.node, "anyOf");
    struct lc_node one = lc_child(e.node, "oneOf");
    if (lc_is(all.value, LC_ARRAY)) {
        LC_TRY(flatten_list(v, all, here));
    }
    if (single(any)) {
        LC_TRY(flatten_list(v, any, here));
    }
    if (single(one)) {
        LC_TRY(flatten_list(v, one, here));
    }
    struct lc_elem consequence = {{NULL, NULL}, 0};
    bool settled = lc_condition_settled(v->side->dialect, e.node, &consequence.node);
    return settled && consequence.node.value ? flatten(v, consequence, here) : CTR_OK;
}

static ctr_status flatten(struct lc_view *v, struct lc_elem e, const struct chain *up)
{
    struct lc_ctx *ctx = v->side->ctx;
    struct chain here = {up, e.node.value, up ? up->length + 1 : 1};
    if (e.node.value && (on_chain(up, e.node.value) || here.length > MAX_CHAIN)) {
        v->loop = true;
        return CTR_OK;
    }
    if (v->flat.count >= MAX_ELEMENTS) {
        v->loop = true;
        return CTR_OK;
    }
    LC_TRY(lc_charge(v->side, 1 + v->flat.count / 8));
    if (has_elem(&v->flat, e)) {
        return CTR_OK;
    }
    if (e.flags & LC_FLAT) {
        return lc_push_elem(ctx, &v->flat, e);
    }
    struct lc_node from = lc_child(e.node, "$ref");
    bool alone = false;
    if (lc_is(from.value, LC_STRING)) {
        struct lc_elem target = {{NULL, NULL}, 0};
        alone = lc_schema_ref_alone(v->side->bundle, e.node.value, v->side->dialect);
        LC_TRY(lc_schema_target(ctx, v->side->bundle, from, &target.node));
        if (alone) {
            return flatten(v, target, &here);
        }
        LC_TRY(lc_push_elem(ctx, &v->flat, e));
        LC_TRY(flatten(v, target, &here));
    } else {
        LC_TRY(lc_push_elem(ctx, &v->flat, e));
    }
    return lc_is(e.node.value, LC_OBJECT) ? flatten_inside(v, e, &here) : CTR_OK;
}

/* ---- making */

static bool too_deep(const struct lc_side *side)
{
    return side->nesting >= MAX_NESTING;
}

/* Look into a schema that holds for the same value. */
static ctr_status in_place(struct lc_view *v, struct lc_node node, struct lc_view **out)
{
    if (too_deep(v->side)) {
        v->loop = true;
        *out = NULL;
        return CTR_OK;
    }
    LC_TRY(lc_view_of_node(v->side, node, out));
    v->loop = v->loop || (*out)->loop;
    return CTR_OK;
}

static ctr_status make_members(struct lc_view *v, struct lc_group *g)
{
    LC_TRY(lc_in_one_order(v->side, g->node.value, &g->order));
    g->count = g->order->count;
    g->members = lc_new(v->side->ctx, g->count + 1, sizeof(struct lc_view *));
    if (!g->members) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < g->count; i++) {
        LC_TRY(in_place(v, lc_group_member(g, i), &g->members[i]));
        if (!g->members[i]) {
            return CTR_OK;
        }
    }
    return CTR_OK;
}

/* What a condition asks, and what follows. */
static ctr_status look_into_condition(struct lc_view *v, struct lc_node schema)
{
    static const char *const keys[] = {"if", "then", "else"};
    struct lc_view *ignored;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && !v->loop; i++) {
        const struct lc_node node = lc_child(schema, keys[i]);
        LC_TRY(node.value ? in_place(v, node, &ignored) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status look_into(struct lc_view *v)
{
    struct lc_view *ignored;
    for (size_t i = 0; i < v->more->raws.count && !v->loop; i++) {
        const struct lc_raw *raw = &v->more->raws.at[i];
        LC_TRY(raw->condition ? look_into_condition(v, raw->node) : CTR_OK);
    }
    for (size_t i = 0; i < v->groups.count && !v->loop; i++) {
        LC_TRY(make_members(v, &v->groups.at[i]));
    }
    for (size_t i = 0; i < v->more->nots.count && !v->loop; i++) {
        LC_TRY(in_place(v, v->more->nots.at[i], &ignored));
    }
    for (size_t i = 0; i < v->more->dependent_schemas.count && !v->loop; i++) {
        const struct lc_node map = v->more->dependent_schemas.at[i];
        for (uint32_t k = 0; k < map.value->count && !v->loop; k++) {
            const struct lc_value *schema = &map.value->members[k].value;
            if (schema->kind != LC_ARRAY) {
                LC_TRY(in_place(v, (struct lc_node){map.doc, schema}, &ignored));
            }
        }
    }
    return CTR_OK;
}

static ctr_status make(struct lc_view *v)
{
    v->state = VIEW_BUILDING;
    v->types = v->declared = LC_T_ALL;
    for (size_t i = 0; i < v->elem_count; i++) {
        LC_TRY(flatten(v, v->elems[i], NULL));
    }
    for (size_t i = 0; i < v->flat.count && !v->loop; i++) {
        LC_TRY(lc_view_read(v, i));
    }
    v->side->nesting++;
    ctr_status status = v->loop ? CTR_OK : look_into(v);
    v->side->nesting--;
    LC_TRY(status);
    if (!v->loop) {
        LC_TRY(lc_view_normalise(v));
    }
    v->state = VIEW_DONE;
    return CTR_OK;
}

static const struct lc_view_more no_more;

struct lc_view_more *lc_view_own_more(struct lc_view *v)
{
    if (v->more != &no_more) {
        return (struct lc_view_more *)(uintptr_t)v->more;
    }
    struct lc_view_more *own = lc_new(v->side->ctx, 1, sizeof *own);
    if (own) {
        v->more = own;
    }
    return own;
}

/* Nothing is known of it; what few schemas have takes no room in it. */
static struct lc_view blank(struct lc_side *side, struct lc_elem *elems, size_t count)
{
    static const struct lc_limit no_limits[LC_LIMITS];
    static const struct lc_contains contains_nothing;

    return (struct lc_view){.side = side,
                            .elems = elems,
                            .elem_count = count,
                            .limit = no_limits,
                            .more = &no_more,
                            .contains = &contains_nothing};
}

/* What was given up half-way, because it took too many steps, is made anew when it is next wanted.
 */
static ctr_status make_whole(struct lc_view *v)
{
    ctr_status status = make(v);
    if (status != CTR_OK) {
        *v = blank(v->side, v->elems, v->elem_count);
    }
    return status;
}

ctr_status lc_view_again(struct lc_view *v)
{
    v->loop = v->loop || v->state == VIEW_BUILDING;
    return v->state == VIEW_NEW ? make_whole(v) : CTR_OK;
}

/* A schema that is nothing but a reference is its target: all references to one schema share a
 * view. */
static ctr_status settle(struct lc_side *side, const struct lc_elem *elems, size_t count,
                         struct lc_elem *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = elems[i];
        if (!(elems[i].flags & LC_FLAT)) {
            LC_TRY(lc_schema_behind(side->ctx, side->bundle, side->dialect, &out[i].node));
        }
    }
    return CTR_OK;
}

ctr_status lc_view_of(struct lc_side *side, const struct lc_elem *elems, size_t count,
                      struct lc_view **out)
{
    struct lc_elem few[4];
    struct lc_elem *own = count > 4 ? lc_new(side->ctx, count, sizeof *own) : few;
    if (!own) {
        return CTR_E_NOMEM;
    }
    LC_TRY(settle(side, elems, count, own));
    struct lc_str key = lc_str_n((const char *)own, count * sizeof *own);
    struct lc_view *v = lc_map_get(&side->views, count ? key : LC_STR("true"));
    *out = v;
    if (v) {
        return lc_view_again(v);
    }
    v = lc_new(side->ctx, 1, sizeof *v);
    struct lc_elem *kept = own == few ? lc_new(side->ctx, count + 1, sizeof *kept) : own;
    if (!v || !kept) {
        return CTR_E_NOMEM;
    }
    if (own == few && count) {
        memcpy(kept, few, count * sizeof *kept);
    }
    key = count ? lc_str_n((const char *)kept, key.len) : LC_STR("true");
    *v = blank(side, kept, count);
    *out = v;
    LC_TRY(lc_charge(side, 8));
    LC_TRY(lc_map_set(side->ctx, &side->views, key, v));
    return make_whole(v);
}

ctr_status lc_view_of_node(struct lc_side *side, struct lc_node node, struct lc_view **out)
{
    struct lc_elem e = {node, 0};
    return lc_view_of(side, &e, node.value ? 1 : 0, out);
}

bool lc_view_is_true(const struct lc_view *v)
{
    return v->plain && v->types == LC_T_ALL && !v->has_enum && !v->loop;
}

struct lc_node lc_view_node(const struct lc_view *v)
{
    for (size_t i = 0; i < v->flat.count; i++) {
        if (v->flat.at[i].node.value) {
            return v->flat.at[i].node;
        }
    }
    return (struct lc_node){NULL, NULL};
}

/* ---- variants */

/* But for one keyword the schema has nothing that constrains. */
static bool says_only(const struct lc_side *side, const struct lc_value *schema, const char *but)
{
    if (!lc_is(schema, LC_OBJECT)) {
        return false;
    }
    for (uint32_t i = 0; i < schema->count; i++) {
        struct lc_str name = lc_key(&schema->members[i]);
        enum lc_key key = lc_keyword(side->dialect, name);
        bool light = key == LC_KEY_NEUTRAL || key == LC_KEY_WORDS || key == LC_KEY_EXTENSION ||
                     key == LC_KEY_DEFAULT || key == LC_KEY_DEPRECATED ||
                     key == LC_KEY_DISCRIMINATOR || key == LC_KEY_READ_ONLY ||
                     key == LC_KEY_WRITE_ONLY || key == LC_KEY_NULLABLE;
        if (!light && !lc_str_is(name, but)) {
            return false;
        }
    }
    return true;
}

/* The combination that was taken apart was all. */
static bool weightless(const struct lc_side *side, const struct lc_elem *e)
{
    const char *apart = e->flags & LC_WITHOUT_ONE_OF ? "oneOf" : "anyOf";
    return (e->flags & (LC_WITHOUT_ONE_OF | LC_WITHOUT_ANY_OF)) &&
           says_only(side, e->node.value, apart);
}

/* The elements without these groups. */
static ctr_status without(struct lc_view *v, const struct lc_group *const *groups, size_t count,
                          struct lc_elems *out)
{
    for (size_t i = 0; i < v->flat.count; i++) {
        struct lc_elem e = v->flat.at[i];
        e.flags |= e.node.value ? LC_FLAT : 0;
        for (size_t k = 0; k < count && e.node.value; k++) {
            const uint64_t flag = groups[k]->one ? LC_WITHOUT_ONE_OF : LC_WITHOUT_ANY_OF;
            e.flags |= i == groups[k]->elem ? flag : 0;
        }
        if (!weightless(v->side, &e)) { /* so that choices share the views of their schemas */
            LC_TRY(lc_push_elem(v->side->ctx, out, e));
        }
    }
    return CTR_OK;
}

ctr_status lc_view_chosen(struct lc_view *v, const struct lc_group *const *groups, size_t count,
                          const size_t *members, struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    LC_TRY(without(v, groups, count, &list));
    for (size_t i = 0; i < count && members; i++) {
        struct lc_elem e = {lc_group_member(groups[i], members[i]), 0};
        LC_TRY(lc_push_elem(v->side->ctx, &list, e));
    }
    return lc_view_of(v->side, list.at, list.count, out);
}

ctr_status lc_view_piece(struct lc_view *v, const struct lc_group *group, size_t member,
                         struct lc_view **out)
{
    return lc_view_chosen(v, &group, 1, &member, out);
}

/* In `flat` the allOf of each stands beside it. */
ctr_status lc_view_as(struct lc_view *v, struct lc_node schema, struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    struct lc_view *whole;
    LC_TRY(lc_view_of_node(v->side, schema, &whole));
    for (size_t i = 0; i < v->flat.count; i++) {
        struct lc_elem e = v->flat.at[i];
        LC_TRY(lc_charge(v->side, 1 + whole->flat.count / 8));
        bool within = e.node.value && holds(&whole->flat, e.node.value);
        if (!within && !weightless(v->side, &e) && !says_only(v->side, e.node.value, "allOf")) {
            e.flags |= e.node.value ? LC_FLAT : 0;
            LC_TRY(lc_push_elem(v->side->ctx, &list, e));
        }
    }
    LC_TRY(lc_push_elem(v->side->ctx, &list, (struct lc_elem){schema, LC_NAMED}));
    return lc_view_of(v->side, list.at, list.count, out);
}

ctr_status lc_view_of_types(struct lc_view *v, uint8_t types, struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    struct lc_elem e = {{NULL, NULL}, types};
    LC_TRY(without(v, NULL, 0, &list));
    LC_TRY(lc_push_elem(v->side->ctx, &list, e));
    return lc_view_of(v->side, list.at, list.count, out);
}
