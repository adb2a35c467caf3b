/* What is promised of one object or property beside its type and what is inside it. */
#include "spec/odcs/odcs.h"

#include "codec/hashed.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

/* ---- flags: true is the stronger promise, but for one */

static const struct flag {
    const char *key;
    const char *other; /* the same, as it was called once */
    enum lc_rule_id set, cleared;
    ctr_level readers, writers; /* readers 0: what a guarantee weighs */
    const char *now, *gone;
    bool weakens; /* true is the weaker promise, and the older specification alone has it */
} flags[] = {
    {"required", NULL, LC_RULE_ODCS_BECAME_REQUIRED, LC_RULE_ODCS_BECAME_OPTIONAL,
     CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING, "has to have a value now",
     "need not have a value any more", false},
    {"unique", NULL, LC_RULE_ODCS_BECAME_UNIQUE, LC_RULE_ODCS_NO_LONGER_UNIQUE, 0,
     CTR_LEVEL_BREAKING, "has to be unique now", "need not be unique any more", false},
    {"uniqueItems", NULL, LC_RULE_ODCS_BECAME_UNIQUE, LC_RULE_ODCS_NO_LONGER_UNIQUE, 0,
     CTR_LEVEL_BREAKING, "holds every item once now", "may hold an item several times now", false},
    {"primaryKey", "primary", LC_RULE_ODCS_PRIMARY_KEY_ADDED, LC_RULE_ODCS_PRIMARY_KEY_REMOVED, 0,
     CTR_LEVEL_BREAKING, "is part of the primary key now", "is no longer part of the primary key",
     false},
    {"partitioned", NULL, LC_RULE_ODCS_PARTITION_CHANGED, LC_RULE_ODCS_PARTITION_CHANGED,
     CTR_LEVEL_WARNING, CTR_LEVEL_WARNING, "is partitioned by now", "is no longer partitioned by",
     false},
    {"criticalDataElement", NULL, LC_RULE_ODCS_CRITICAL_CHANGED, LC_RULE_ODCS_CRITICAL_CHANGED,
     CTR_LEVEL_WARNING, CTR_LEVEL_WARNING, "is a critical data element now",
     "is no longer a critical data element", false},
    {"additionalFields", NULL, LC_RULE_ODCS_FIELDS_OPENED, LC_RULE_ODCS_FIELDS_CLOSED, 0,
     CTR_LEVEL_BREAKING, "may have fields now that the contract does not define",
     "must not have fields any more that the contract does not define", true},
};

/* Where it is said; *set whether it is. */
static struct lc_node flag_of(const struct lc_odcs_item *item, const struct flag *f, bool *set)
{
    struct lc_node own = lc_odcs_fact(item, f->key);
    bool key = strcmp(f->key, "primaryKey") == 0;
    own = own.value || !f->other ? own : lc_odcs_fact(item, f->other);
    own = key && item->listed.value && !lc_truth(own.value) ? item->listed : own;
    *set = lc_truth(own.value) || (key && own.value && own.value == item->listed.value);
    return own;
}

static ctr_status flag(struct lc_odcs_walk *w, const struct lc_odcs_two *two, const struct flag *f)
{
    bool before;
    bool now;
    struct lc_node older = flag_of(two->old, f, &before);
    struct lc_node newer = flag_of(two->new, f, &now);
    if (before == now || (f->weakens && !(w->old->older && w->new->older))) {
        return CTR_OK;
    }
    const struct lc_odcs_saying s = {
        .rule = now ? f->set : f->cleared,
        .change = now == f->weakens ? LC_ODCS_WEAKER : LC_ODCS_STRONGER,
        .readers = f->readers ? f->readers : lc_odcs_guarantee(w),
        .writers = f->writers,
        .part = two->part,
        .old = older,
        .new = newer,
        .arguments = lc_format(w->ctx, "%s%s", f->key, two->inside),
        .message = lc_format(w->ctx, "%s%s %s", two->part, two->inside, now ? f->now : f->gone),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* ---- words: another one is another promise */

static const struct label {
    const char *key;
    enum lc_rule_id changed;
    ctr_level added, removed, other; /* weights for both sides; added 0: nothing is lost */
    const char *what;
} labels[] = {
    {"classification", LC_RULE_ODCS_CLASSIFICATION_CHANGED, CTR_LEVEL_WARNING, CTR_LEVEL_BREAKING,
     CTR_LEVEL_BREAKING, "classification"},
    {"encryptedName", LC_RULE_ODCS_ENCRYPTED_NAME_CHANGED, 0, CTR_LEVEL_BREAKING,
     CTR_LEVEL_BREAKING, "encrypted name"},
    {"primaryKeyPosition", LC_RULE_ODCS_KEY_ORDER_CHANGED, 0, 0, CTR_LEVEL_WARNING,
     "place in the primary key"},
    {"partitionKeyPosition", LC_RULE_ODCS_PARTITION_CHANGED, 0, 0, CTR_LEVEL_WARNING,
     "place in the partitions"},
    {"transformLogic", LC_RULE_ODCS_TRANSFORM_CHANGED, 0, 0, CTR_LEVEL_WARNING,
     "way in which it is computed"},
    {"transformSourceObjects", LC_RULE_ODCS_TRANSFORM_CHANGED, 0, 0, CTR_LEVEL_WARNING,
     "sources it is computed of"},
};

static ctr_status label(struct lc_odcs_walk *w, const char *part, const char *inside,
                        const struct label *l, struct lc_node older, struct lc_node newer)
{
    bool one = !older.value || !newer.value;
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    const char *from = lc_odcs_show(w, older);
    const char *to = lc_odcs_show(w, newer);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    const struct lc_odcs_saying s = {
        .rule = l->changed,
        .change = !older.value   ? LC_ODCS_STRONGER
                  : !newer.value ? LC_ODCS_WEAKER
                                 : LC_ODCS_OTHER,
        .readers = one ? l->removed : l->other,
        .writers = one ? l->added : l->other,
        .whom = "whoever handles the data goes by it",
        .part = part,
        .old = older,
        .new = newer,
        .arguments = lc_odcs_differs(w, l->key, older, newer, inside),
        .message = lc_format(w->ctx, "the %s of %s%s changed from %s to %s", l->what, part, inside,
                             from, to),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* Of the older specification a flag, of ODCS a property of one's own. */
static struct lc_node pii_of(const struct lc_odcs_item *item)
{
    struct lc_node own = lc_odcs_fact(item, "pii");
    struct lc_node list = lc_odcs_fact(item, "customProperties");
    for (uint32_t i = 0; !own.value && lc_is(list.value, LC_ARRAY) && i < list.value->count; i++) {
        struct lc_node entry = {list.doc, &list.value->items[i]};
        if (lc_str_eq_nocase(lc_odcs_word(lc_odcs_get(entry, "property")), LC_STR("pii"))) {
            own = lc_odcs_get(entry, "value");
        }
    }
    return own;
}

static ctr_status physical_name(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    struct lc_node older = lc_odcs_fact(two->old, "physicalName");
    struct lc_node newer = lc_odcs_fact(two->new, "physicalName");
    struct lc_str from = older.value ? lc_odcs_word(older) : two->old->name;
    struct lc_str to = newer.value ? lc_odcs_word(newer) : two->new->name;
    if (lc_str_eq(from, to) || (!older.value && !newer.value)) {
        return CTR_OK;
    }
    const struct lc_odcs_saying s = {
        .rule = LC_RULE_ODCS_PHYSICAL_NAME_CHANGED,
        .change = LC_ODCS_OTHER,
        .readers = CTR_LEVEL_BREAKING,
        .writers = CTR_LEVEL_BREAKING,
        .part = two->part,
        .old = older,
        .new = newer,
        .arguments = lc_format(w->ctx, "%.*s %.*s", S(from), S(to)),
        .message = lc_format(w->ctx, "%s lies under the name '%.*s' now, was '%.*s'", two->part,
                             S(to), S(from)),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* ---- the compound key of a model, which its fields answer for */

/* The names in `a` that are no fields and not in `b`: nested ones, mistakes. */
static ctr_status strangers(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                            const struct lc_odcs_item *in, struct lc_node a, struct lc_node b,
                            bool old)
{
    struct lc_hashed_set others;
    struct lc_node none = {0};
    LC_TRY(b.value ? lc_hashed_items(w->ctx, b.value, &others) : CTR_OK);
    for (uint32_t i = 0; a.value && i < a.value->count; i++) {
        struct lc_node at = {a.doc, &a.value->items[i]};
        struct lc_str name = lc_odcs_word(at);
        if (lc_odcs_find(in, name, i) || (b.value && lc_hashed_has(&others, at.value))) {
            continue;
        }
        const struct lc_odcs_saying s = {
            .rule = old ? LC_RULE_ODCS_PRIMARY_KEY_REMOVED : LC_RULE_ODCS_PRIMARY_KEY_ADDED,
            .change = old ? LC_ODCS_WEAKER : LC_ODCS_STRONGER,
            .readers = lc_odcs_guarantee(w),
            .writers = CTR_LEVEL_BREAKING,
            .part = two->part,
            .old = old ? at : none,
            .new = old ? none : at,
            .arguments = lc_format(w->ctx, "primaryKey %.*s", S(name)),
            .message = lc_format(w->ctx, "'%.*s' is %s the primary key of %s", S(name),
                                 old ? "no longer part of" : "part now of", two->part),
        };
        LC_TRY(s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM);
    }
    return CTR_OK;
}

static ctr_status compound_key(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    static const struct label order = {"primaryKey",      LC_RULE_ODCS_KEY_ORDER_CHANGED, 0, 0,
                                       CTR_LEVEL_WARNING, "order of the primary key"};
    struct lc_node older = lc_odcs_fact(two->old, "primaryKey");
    struct lc_node newer = lc_odcs_fact(two->new, "primaryKey");
    bool back = false;
    bool forth = false;
    older.value = lc_is(older.value, LC_ARRAY) ? older.value : NULL;
    newer.value = lc_is(newer.value, LC_ARRAY) ? newer.value : NULL;
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    LC_TRY(strangers(w, two, two->old, older, newer, true));
    LC_TRY(strangers(w, two, two->new, newer, older, false));
    if (older.value && newer.value) {
        LC_TRY(lc_hashed_within(w->ctx, newer.value, older.value, &back));
        LC_TRY(lc_hashed_within(w->ctx, older.value, newer.value, &forth));
    }
    return back && forth ? label(w, two->part, "", &order, older, newer) : CTR_OK;
}

/* ---- all of it */

static bool is_position(const struct label *l)
{
    return strstr(l->key, "Position") != NULL;
}

/* Not said and -1 are the same place: none. */
static struct lc_node place_of(struct lc_node at)
{
    int64_t n;
    return at.value && lc_int(at.value, &n) && n < 0 ? (struct lc_node){at.doc, NULL} : at;
}

ctr_status lc_odcs_property(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    static const struct label pii = {"pii",
                                     LC_RULE_ODCS_PII_CHANGED,
                                     CTR_LEVEL_WARNING,
                                     CTR_LEVEL_BREAKING,
                                     CTR_LEVEL_BREAKING,
                                     "mark for personal data"};
    LC_TRY(physical_name(w, two));
    LC_TRY(lc_odcs_types(w, two));
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        LC_TRY(flag(w, two, &flags[i]));
    }
    LC_TRY(lc_odcs_limits(w, two));
    LC_TRY(lc_odcs_values(w, two));
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        struct lc_node older = lc_odcs_fact(two->old, labels[i].key);
        struct lc_node newer = lc_odcs_fact(two->new, labels[i].key);
        bool place = is_position(&labels[i]);
        LC_TRY(label(w, two->part, two->inside, &labels[i], place ? place_of(older) : older,
                     place ? place_of(newer) : newer));
    }
    LC_TRY(label(w, two->part, two->inside, &pii, pii_of(two->old), pii_of(two->new)));
    LC_TRY(two->old->up ? CTR_OK : compound_key(w, two));
    LC_TRY(lc_odcs_references(w, two));
    LC_TRY(lc_odcs_quality(w, two->part, lc_odcs_fact(two->old, "quality"),
                           lc_odcs_fact(two->new, "quality")));
    if (w->old->older != w->new->older) {
        return CTR_OK; /* nearly all words moved */
    }
    LC_TRY(lc_odcs_words(w, two->part, two->inside, two->old->at, two->new->at));
    return two->old->ref.value && two->new->ref.value
               ? lc_odcs_words(w, two->part, two->inside, two->old->ref, two->new->ref)
               : CTR_OK;
}
