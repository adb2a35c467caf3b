/* What values look like: those of an enum, patterns, formats, zones of time. */
#include "spec/odcs/odcs.h"

#include "codec/hashed.h"

/* ---- enums */

static ctr_status value(struct lc_odcs_walk *w, const struct lc_odcs_two *two, enum lc_rule_id rule,
                        struct lc_node older, struct lc_node newer)
{
    const char *shown = lc_odcs_show(w, older.value ? older : newer);
    if (!shown) {
        return CTR_E_NOMEM;
    }
    const struct lc_odcs_saying s = {
        .rule = rule,
        .change = older.value ? LC_ODCS_STRONGER : LC_ODCS_WEAKER,
        .readers = lc_odcs_guarantee(w),
        .writers = CTR_LEVEL_BREAKING,
        .part = two->part,
        .old = older,
        .new = newer,
        .arguments = lc_odcs_differs(w, "enum", older, newer, two->inside),
        .message = lc_format(w->ctx, "the value %s of %s%s was %s", shown, two->part, two->inside,
                             older.value ? "removed" : "added"),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status missing(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                          struct lc_node list, const struct lc_hashed_set *in, bool removed)
{
    for (uint32_t i = 0; i < list.value->count; i++) {
        struct lc_node at = {list.doc, &list.value->items[i]};
        struct lc_node none = {0};
        if (!lc_hashed_has(in, at.value)) {
            LC_TRY(value(w, two,
                         removed ? LC_RULE_ODCS_ENUM_VALUE_REMOVED : LC_RULE_ODCS_ENUM_VALUE_ADDED,
                         removed ? at : none, removed ? none : at));
        }
    }
    return lc_poll(w->ctx);
}

/* ---- one fact that is there or not */

static const struct fact {
    const char *key;
    const char *what;
    enum lc_rule_id added, removed, changed;
    ctr_level other; /* of one for another */
} facts[] = {
    {"pattern", "pattern", LC_RULE_ODCS_PATTERN_ADDED, LC_RULE_ODCS_PATTERN_REMOVED,
     LC_RULE_ODCS_PATTERN_CHANGED, CTR_LEVEL_UNDECIDED},
    {"format", "format", LC_RULE_ODCS_FORMAT_ADDED, LC_RULE_ODCS_FORMAT_REMOVED,
     LC_RULE_ODCS_FORMAT_CHANGED, CTR_LEVEL_BREAKING},
    {"timezone", "zone of time", LC_RULE_ODCS_FORMAT_ADDED, LC_RULE_ODCS_FORMAT_REMOVED,
     LC_RULE_ODCS_FORMAT_CHANGED, CTR_LEVEL_BREAKING},
    {"defaultTimezone", "zone of time that is meant", LC_RULE_ODCS_FORMAT_ADDED,
     LC_RULE_ODCS_FORMAT_REMOVED, LC_RULE_ODCS_FORMAT_CHANGED, CTR_LEVEL_BREAKING},
};

static const struct fact enums = {"enum",
                                  "list of values",
                                  LC_RULE_ODCS_ENUM_ADDED,
                                  LC_RULE_ODCS_ENUM_REMOVED,
                                  LC_RULE_ODCS_ENUM_ADDED,
                                  0};

static ctr_status fact(struct lc_odcs_walk *w, const struct lc_odcs_two *two, const struct fact *f,
                       struct lc_node older, struct lc_node newer)
{
    const char *from = lc_odcs_show(w, older);
    const char *to = lc_odcs_show(w, newer);
    bool one = !older.value || !newer.value;
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    const struct lc_odcs_saying s = {
        .rule = !older.value   ? f->added
                : !newer.value ? f->removed
                               : f->changed,
        .change = !older.value   ? LC_ODCS_STRONGER
                  : !newer.value ? LC_ODCS_WEAKER
                                 : LC_ODCS_OTHER,
        .readers = one ? lc_odcs_guarantee(w) : f->other,
        .writers = one ? CTR_LEVEL_BREAKING : f->other,
        .part = two->part,
        .old = older,
        .new = newer,
        .arguments = lc_odcs_differs(w, f->key, older, newer, two->inside),
        .message = lc_format(w->ctx, "the %s of %s%s changed from %s to %s%s", f->what, two->part,
                             two->inside, from, to,
                             !one && f->other == CTR_LEVEL_UNDECIDED
                                 ? ", and what both take cannot be told; decide"
                                 : ""),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* A format that is the size of a number is part of its type. */
static struct lc_node fact_of(const struct lc_odcs *o, const struct lc_odcs_item *item,
                              const char *key)
{
    struct lc_node at = lc_odcs_fact(item, key);
    bool size = strcmp(key, "format") == 0 && lc_odcs_is_size(o, item);
    return size ? (struct lc_node){at.doc, NULL} : at;
}

ctr_status lc_odcs_values(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    struct lc_hashed_set a;
    struct lc_hashed_set b;
    struct lc_node older = lc_odcs_fact(two->old, "enum");
    struct lc_node newer = lc_odcs_fact(two->new, "enum");
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct lc_node from = fact_of(w->old, two->old, facts[i].key);
        struct lc_node to = fact_of(w->new, two->new, facts[i].key);
        bool same = lc_odcs_same(from, to) || lc_odcs_is_default(w, two, facts[i].key, from, to);
        LC_TRY(same ? CTR_OK : fact(w, two, &facts[i], from, to));
    }
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    if (!older.value || !newer.value) {
        return fact(w, two, &enums, older, newer);
    }
    LC_TRY(lc_hashed_items(w->ctx, older.value, &a));
    LC_TRY(lc_hashed_items(w->ctx, newer.value, &b));
    LC_TRY(missing(w, two, older, &b, true));
    return missing(w, two, newer, &a, false);
}
