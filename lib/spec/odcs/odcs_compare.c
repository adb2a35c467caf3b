/* Two data contracts: which objects and properties are each other's, and what came and went. */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

static ctr_status items(struct lc_odcs_walk *w, const struct lc_odcs_item *older,
                        const struct lc_odcs_item *newer);

static bool is_required(const struct lc_odcs_item *item)
{
    return lc_truth(lc_odcs_fact(item, "required").value) ||
           lc_truth(lc_odcs_fact(item, "primaryKey").value) || item->listed.value;
}

/* What came or went; `old` or `new` is NULL. Forward the two are swapped. */
static ctr_status alone(struct lc_odcs_walk *w, const struct lc_odcs_item *old,
                        const struct lc_odcs_item *new)
{
    const struct lc_odcs_item *item = old ? old : new;
    bool object = !item->up;
    bool required = !object && is_required(item);
    struct lc_odcs_saying s = {
        .change = old ? LC_ODCS_WEAKER : LC_ODCS_STRONGER,
        .readers = CTR_LEVEL_BREAKING,
        .writers = required ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
        .part = lc_odcs_part(w->ctx, item),
    };
    if (old) {
        s.rule = object ? LC_RULE_ODCS_OBJECT_REMOVED : LC_RULE_ODCS_PROPERTY_REMOVED;
        s.old = old->at;
    } else {
        s.rule = object     ? LC_RULE_ODCS_OBJECT_ADDED
                 : required ? LC_RULE_ODCS_REQUIRED_PROPERTY_ADDED
                            : LC_RULE_ODCS_PROPERTY_ADDED;
        s.new = new->at;
    }
    s.message = !s.part
                    ? NULL
                    : lc_format(w->ctx, "the %s%s %s was %s", required ? "required " : "",
                                object ? "object" : "property", s.part, old ? "removed" : "added");
    return lc_odcs_say(w, &s);
}

static ctr_status renamed(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    const struct lc_odcs_saying s = {
        .rule = LC_RULE_ODCS_RENAMED,
        .change = LC_ODCS_OTHER,
        .readers = CTR_LEVEL_BREAKING,
        .writers = CTR_LEVEL_BREAKING,
        .part = two->part,
        .old = two->old->at,
        .new = two->new->at,
        .arguments = lc_dup(w->ctx, two->new->name),
        .message = lc_format(w->ctx,
                             "%s is called '%.*s' now, as its id says; keep the old name "
                             "beside it until nobody uses it",
                             two->part, S(two->new->name)),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status inner(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    static const char *const inside[LC_ODCS_INNERS] = {" (items)", " (keys)", " (values)"};
    for (int k = 0; k < LC_ODCS_INNERS; k++) {
        const struct lc_odcs_item *old = two->old->inner[k];
        const struct lc_odcs_item *new = two->new->inner[k];
        struct lc_odcs_two at = {old, new, two->part, inside[k]};
        if (old && new) {
            LC_TRY(lc_odcs_property(w, &at));
            LC_TRY(items(w, old, new));
            LC_TRY(inner(w, &at));
        } else if (old || new) {
            const struct lc_odcs_saying s = {
                .rule = old ? LC_RULE_ODCS_TYPE_REMOVED : LC_RULE_ODCS_TYPE_ADDED,
                .change = old ? LC_ODCS_WEAKER : LC_ODCS_STRONGER,
                .readers = CTR_LEVEL_BREAKING,
                .writers = CTR_LEVEL_BREAKING,
                .part = two->part,
                .old = old ? old->at : (struct lc_node){0},
                .new = new ? new->at : (struct lc_node){0},
                .arguments = inside[k],
                .message = lc_format(w->ctx, "%s%s: what is inside is %s", two->part, inside[k],
                                     old ? "no longer said" : "said now"),
            };
            LC_TRY(lc_odcs_say(w, &s));
        }
    }
    return CTR_OK;
}

static bool is_leaf(const struct lc_odcs_item *item)
{
    bool leaf = !item->count;
    for (int k = 0; k < LC_ODCS_INNERS && leaf; k++) {
        leaf = !item->inner[k];
    }
    return leaf;
}

/* An object as a whole, and what has nothing inside: to ask it on the way down, too, would look at
 * what is deep as often as it is deep. */
static bool is_same(const struct lc_odcs_walk *w, const struct lc_odcs_item *old,
                    const struct lc_odcs_item *new)
{
    /* what a reference leads to may be another thing under the same words */
    bool plain = !old->refers && !new->refers && w->old->older == w->new->older;
    plain = plain && !old->listed.value == !new->listed.value;
    plain = plain && (!old->up || (is_leaf(old) && is_leaf(new)));
    return plain && lc_str_eq(old->name, new->name) && lc_odcs_same(old->at, new->at);
}

static ctr_status both(struct lc_odcs_walk *w, const struct lc_odcs_item *old,
                       const struct lc_odcs_item *new)
{
    LC_TRY(lc_spend(w->ctx, 1));
    if (is_same(w, old, new)) {
        return CTR_OK; /* most are */
    }
    struct lc_odcs_two two = {old, new, lc_odcs_part(w->ctx, old), ""};
    if (!two.part) {
        return CTR_E_NOMEM;
    }
    if (!lc_str_eq(old->name, new->name)) {
        LC_TRY(renamed(w, &two));
    }
    LC_TRY(lc_odcs_property(w, &two));
    LC_TRY(items(w, old, new));
    return inner(w, &two);
}

/* ---- which is which: by name, else by id */

struct matching {
    const struct lc_odcs_item **of_old; /* the new one of each */
    bool *taken;                        /* of the new */
};

static struct lc_str id_of(const struct lc_odcs_item *item)
{
    return lc_odcs_word(lc_odcs_get(item->at, "id"));
}

static ctr_status by_id(struct lc_odcs_walk *w, const struct lc_odcs_item *older,
                        const struct lc_odcs_item *newer, struct matching *m)
{
    struct lc_map ids = {.seed = w->old->seed};
    for (uint32_t i = 0; i < newer->count; i++) {
        struct lc_str id = m->taken[i] ? (struct lc_str){NULL, 0} : id_of(&newer->items[i]);
        if (id.len) {
            LC_TRY(lc_map_set(w->ctx, &ids, id, (void *)&newer->items[i]));
        }
    }
    for (uint32_t i = 0; ids.count && i < older->count; i++) {
        struct lc_str id = m->of_old[i] ? (struct lc_str){NULL, 0} : id_of(&older->items[i]);
        const struct lc_odcs_item *found = id.len ? lc_map_get(&ids, id) : NULL;
        if (found && !m->taken[found - newer->items]) {
            m->of_old[i] = found;
            m->taken[found - newer->items] = true;
        }
    }
    return CTR_OK;
}

static ctr_status items(struct lc_odcs_walk *w, const struct lc_odcs_item *older,
                        const struct lc_odcs_item *newer)
{
    struct matching m;
    if (!older->count && !newer->count) {
        return CTR_OK;
    }
    m.of_old = lc_new(w->ctx, older->count + 1, sizeof *m.of_old);
    m.taken = lc_new(w->ctx, newer->count + 1, sizeof *m.taken);
    if (!m.of_old || !m.taken) {
        return CTR_E_NOMEM;
    }
    uint32_t met = 0;
    for (uint32_t i = 0; i < older->count; i++) {
        m.of_old[i] = lc_odcs_find(newer, older->items[i].name, i);
        if (m.of_old[i]) {
            m.taken[m.of_old[i] - newer->items] = true;
            met++;
        }
    }
    if (met < older->count && met < newer->count) {
        LC_TRY(by_id(w, older, newer, &m));
    }
    for (uint32_t i = 0; i < older->count; i++) {
        LC_TRY(m.of_old[i] ? both(w, &older->items[i], m.of_old[i])
                           : alone(w, &older->items[i], NULL));
    }
    for (uint32_t i = 0; i < newer->count; i++) {
        if (!m.taken[i]) {
            LC_TRY(alone(w, NULL, &newer->items[i]));
        }
    }
    return CTR_OK;
}

ctr_status lc_odcs_compare(struct lc_cmp *c, const struct lc_spec *older,
                           const struct lc_spec *newer)
{
    struct lc_odcs_walk w = {
        .c = c,
        .ctx = c->ctx,
        .old = older->odcs,
        .new = newer->odcs,
        .tolerant = c->profile == CTR_PROFILE_TOLERANT,
    };
    LC_TRY(lc_odcs_links(w.old));
    LC_TRY(lc_odcs_links(w.new));
    LC_TRY(items(&w, &w.old->root, &w.new->root));
    LC_TRY(lc_odcs_sla(&w));
    return lc_odcs_rest(&w);
}
