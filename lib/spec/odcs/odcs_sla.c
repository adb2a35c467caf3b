/*
 * Service levels. What is weaker (less available, later, shorter kept) breaks those who rely on it;
 * what is stronger is more to do for those who deliver, which no data is refused for.
 */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

/* One promise. */
struct level {
    struct lc_str name;
    const char *part;
    const char *of; /* element and driver, "" for none */
    struct lc_node at;
    struct lc_node amount; /* value NULL: none that can be read */
    struct lc_str value;
    struct lc_str unit;
};

struct levels {
    struct level *at;
    uint32_t count;
    size_t room;
};

/* Whether more is better. */
static const struct {
    const char *name;
    int better;   /* 1: more, -1: less */
    bool as_span; /* any other figure may as well be so many times in a day */
} orders[] = {
    {"availability", 1, false},
    {"av", 1, false},
    {"throughput", 1, false},
    {"th", 1, false},
    {"retention", 1, false},
    {"re", 1, false},
    {"endofsupport", 1, false},
    {"es", 1, false},
    {"endoflife", 1, false},
    {"el", 1, false},
    {"noticeperiod", 1, false},
    {"latency", -1, false},
    {"ly", -1, false},
    {"freshness", -1, false},
    {"frequency", -1, true},
    {"fy", -1, true},
    {"errorrate", -1, false},
    {"er", -1, false},
    {"generalavailability", -1, false},
    {"ga", -1, false},
    {"timetodetect", -1, false},
    {"td", -1, false},
    {"timetonotify", -1, false},
    {"tn", -1, false},
    {"timetorepair", -1, false},
    {"tr", -1, false},
    {"responsetime", -1, false},
    {"support.responsetime", -1, false},
    {"backup.interval", -1, false},
    {"backup.recoverytime", -1, false},
    {"backup.recoverypoint", -1, false},
};

/* 0: nobody can tell. */
static int better_of(const struct level *l)
{
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (lc_str_eq_nocase(l->name, lc_str(orders[i].name))) {
            bool other = orders[i].as_span && lc_odcs_is_figure(l->value, l->unit);
            return other ? 0 : orders[i].better;
        }
    }
    return 0;
}

static ctr_status add(struct lc_odcs *o, struct levels *list, struct level one)
{
    struct level *more = lc_grow(o->ctx, list->at, list->count, &list->room, sizeof *more);
    /* the names of the older specification are ours, with dots that part them */
    const char *name = o->older ? lc_dup(o->ctx, one.name) : lc_odcs_escape(o->ctx, one.name);
    one.part = name ? lc_format(o->ctx, "sla.%s", name) : NULL;
    if (!more || !one.part) {
        return CTR_E_NOMEM;
    }
    list->at = more;
    list->at[list->count++] = one;
    return CTR_OK;
}

/* ---- ODCS: a list of properties */

static ctr_status read_list(struct lc_odcs *o, struct levels *list)
{
    struct lc_odcs_list found;
    struct lc_node any = lc_odcs_get(o->root.at, "slaDefaultElement");
    LC_TRY(lc_odcs_list(o, lc_odcs_get(o->root.at, "slaProperties"), "property", &found));
    for (uint32_t i = 0; i < found.count; i++) {
        struct lc_node at = found.at[i].at;
        struct lc_node element = lc_odcs_get(at, "element");
        struct lc_str of = lc_odcs_word(element.value ? element : any);
        struct lc_str driver = lc_odcs_word(lc_odcs_get(at, "driver"));
        struct lc_str more = lc_odcs_word(lc_odcs_get(at, "valueExt"));
        struct level one = {.name = found.at[i].name, .at = at};
        one.amount = lc_odcs_get(at, "value");
        one.value = lc_odcs_word(one.amount);
        one.unit = lc_odcs_word(lc_odcs_get(at, "unit"));
        one.of =
            lc_format(o->ctx, "%s%.*s%s%.*s%s%.*s", of.len ? " of " : "", S(of),
                      driver.len ? " for " : "", S(driver), more.len ? " extent " : "", S(more));
        LC_TRY(one.of ? add(o, list, one) : CTR_E_NOMEM);
    }
    return CTR_OK;
}

/* ---- the older specification: an object for each */

static const struct {
    const char *level, *key, *name;
} known[] = {
    {"availability", "percentage", "availability"},
    {"retention", "period", "retention"},
    {"retention", "unlimited", "retention.unlimited"},
    {"retention", "timestampField", "retention.timestampField"},
    {"latency", "threshold", "latency"},
    {"latency", "sourceTimestampField", "latency.sourceTimestampField"},
    {"latency", "processedTimestampField", "latency.processedTimestampField"},
    {"freshness", "timestampField", "freshness.timestampField"},
    {"freshness", "threshold", "freshness"},
    {"frequency", "interval", "frequency"},
    {"frequency", "cron", "frequency.cron"},
    {"frequency", "type", "frequency.type"},
    {"support", "time", "support.time"},
    {"support", "responseTime", "support.responseTime"},
    {"backup", "interval", "backup.interval"},
    {"backup", "cron", "backup.cron"},
    {"backup", "recoveryTime", "backup.recoveryTime"},
    {"backup", "recoveryPoint", "backup.recoveryPoint"},
};

static ctr_status read_object(struct lc_odcs *o, struct levels *list)
{
    struct lc_node levels = lc_odcs_get(o->root.at, "servicelevels");
    struct lc_node notice = lc_odcs_get(lc_odcs_get(o->root.at, "terms"), "noticePeriod");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct lc_node at = lc_odcs_get(levels, known[i].level);
        struct lc_node amount = lc_odcs_get(at, known[i].key);
        struct level one = {.name = lc_str(known[i].name), .of = "", .at = at, .amount = amount};
        one.value = lc_odcs_word(amount);
        one.unit = strcmp(known[i].key, "percentage") == 0 && one.value.len &&
                           !lc_str_ends(one.value, LC_STR("%"))
                       ? LC_STR("%")
                       : LC_STR("");
        LC_TRY(amount.value ? add(o, list, one) : CTR_OK);
    }
    struct level one = {.name = LC_STR("noticePeriod"), .of = "", .at = notice, .amount = notice};
    one.value = lc_odcs_word(notice);
    return notice.value ? add(o, list, one) : CTR_OK;
}

/* ---- comparing */

static const char *show(struct lc_odcs_walk *w, const struct level *l)
{
    const char *value = l ? lc_odcs_show(w, l->amount) : "";
    return l && value && l->unit.len ? lc_format(w->ctx, "%s %.*s", value, S(l->unit)) : value;
}

/* By value and unit, however they are written. */
static const char *differs(struct lc_odcs_walk *w, const struct level *old, const struct level *new)
{
    struct lc_node from = old ? old->amount : (struct lc_node){0};
    struct lc_node to = new ? new->amount : (struct lc_node){0};
    const char *what = lc_format(w->ctx, "%.*s > %.*s%s", S(old ? old->unit : LC_STR("")),
                                 S(new ? new->unit : LC_STR("")), old ? old->of : new->of);
    return what ? lc_odcs_differs(w, what, from, to, "") : NULL;
}

static ctr_status say(struct lc_odcs_walk *w, enum lc_rule_id rule, enum lc_odcs_change change,
                      const struct level *old, const struct level *new)
{
    const struct level *one = old ? old : new;
    bool undecided = rule == LC_RULE_ODCS_SLA_UNDECIDED;
    const char *from = show(w, old);
    const char *to = show(w, new);
    const char *how =
        old && new ? lc_format(w->ctx, "changed from %s to %s%s", from ? from : "", to ? to : "",
                               undecided ? ", and which is better cannot be told; "
                                           "decide"
                                         : "")
        : old      ? "is no longer promised"
                   : "is promised now";
    if (!from || !to || !how) {
        return CTR_E_NOMEM;
    }
    const struct lc_odcs_saying s = {
        .rule = rule,
        .change = change,
        .readers = undecided ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_BREAKING,
        .writers = undecided ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_WARNING,
        .part = one->part,
        .old = old ? old->amount.value ? old->amount : old->at : (struct lc_node){0},
        .new = new ? new->amount.value ? new->amount : new->at : (struct lc_node){0},
        .arguments = differs(w, old, new),
        .message = lc_format(w->ctx, "the service level %.*s%s %s", S(one->name), one->of, how),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status amounts(struct lc_odcs_walk *w, const struct level *old, const struct level *new)
{
    if (lc_odcs_same(old->amount, new->amount) && lc_str_eq(old->unit, new->unit)) {
        return CTR_OK;
    }
    int better = better_of(old);
    int r = lc_odcs_amounts(old->value, old->unit, new->value, new->unit);
    if (r == 0) {
        return CTR_OK; /* 60 min and 1 h */
    }
    if (!better || r == LC_ODCS_UNLIKE) {
        return say(w, LC_RULE_ODCS_SLA_UNDECIDED, LC_ODCS_OTHER, old, new);
    }
    return (r < 0) == (better > 0)
               ? say(w, LC_RULE_ODCS_SLA_STRENGTHENED, LC_ODCS_STRONGER, old, new)
               : say(w, LC_RULE_ODCS_SLA_WEAKENED, LC_ODCS_WEAKER, old, new);
}

/* ---- what is said beside the amount */

static bool is_amount(const struct lc_odcs *o, struct lc_str level, struct lc_str key)
{
    static const char *const amount[] = {"property", "value",   "valueExt",
                                         "unit",     "element", "driver"};
    bool found = false;
    for (size_t i = 0; !o->older && !found && i < sizeof amount / sizeof amount[0]; i++) {
        found = lc_str_is(key, amount[i]);
    }
    for (size_t i = 0; o->older && !found && i < sizeof known / sizeof known[0]; i++) {
        found = lc_str_is(level, known[i].level) && lc_str_is(key, known[i].key);
    }
    return found;
}

/* One that both or one of them say, and that is another. */
static ctr_status other_word(struct lc_odcs_walk *w, const struct level *l, struct lc_str key,
                             struct lc_node older, struct lc_node newer)
{
    const char *own = lc_dup(w->ctx, key);
    if (!own) {
        return CTR_E_NOMEM;
    }
    if (lc_odcs_is_note(key)) { /* from one specification to the other words move */
        return w->old->older == w->new->older ? lc_odcs_noted(w, l->part, l->of, key, older, newer)
                                              : CTR_OK;
    }
    const struct lc_odcs_saying s = {
        .rule = LC_RULE_ODCS_SLA_UNDECIDED,
        .change = LC_ODCS_OTHER,
        .readers = CTR_LEVEL_UNDECIDED,
        .writers = CTR_LEVEL_UNDECIDED,
        .part = l->part,
        .old = older,
        .new = newer,
        .arguments = lc_odcs_differs(w, own, older, newer, l->of),
        .message = lc_format(w->ctx,
                             "the %s of the service level %.*s%s %s, and what that promises cannot "
                             "be told; decide",
                             own, S(l->name), l->of,
                             !older.value   ? "was added"
                             : !newer.value ? "was removed"
                                            : "changed"),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* When it is measured, and whatever else is known to be said of it but not what it means. */
static ctr_status beside(struct lc_odcs_walk *w, const struct level *l, struct lc_node older,
                         struct lc_node newer)
{
    struct lc_str level =
        l->name; /* the older specification has some of one level: "backup.cron" */
    struct lc_str more;
    lc_str_cut(l->name, '.', &level, &more);
    const struct lc_odcs *of[2] = {w->old, w->new};
    const struct lc_node sides[2] = {older, newer};
    for (int side = 0; side < 2; side++) {
        const struct lc_value *mine = sides[side].value;
        for (uint32_t i = 0; lc_is(mine, LC_OBJECT) && i < mine->count; i++) {
            struct lc_str key = lc_key(&mine->members[i]);
            struct lc_node one = lc_odcs_get_str(sides[side], key);
            struct lc_node two = lc_odcs_get_str(sides[!side], key);
            if (!one.value || (side && two.value) || lc_odcs_same(one, two) ||
                is_amount(of[side], level, key)) {
                continue;
            }
            LC_TRY(other_word(w, l, key, side ? two : one, side ? one : two));
        }
    }
    return CTR_OK;
}

static ctr_status both(struct lc_odcs_walk *w, const struct level *old, const struct level *new)
{
    LC_TRY(amounts(w, old, new));
    return w->old->older && w->new->older ? CTR_OK /* beside_objects */
                                          : beside(w, w->old->older ? old : new, old->at, new->at);
}

/* Of the older specification one object may hold several levels, or none that is known. */
static ctr_status beside_object(struct lc_odcs_walk *w, struct lc_str name, struct lc_node older,
                                struct lc_node newer)
{
    const char *own = lc_odcs_escape(w->ctx, name);
    struct level l = {.name = name, .of = ""};
    l.part = own ? lc_format(w->ctx, "sla.%s", own) : NULL;
    return l.part ? beside(w, &l, older, newer) : CTR_E_NOMEM;
}

static ctr_status beside_objects(struct lc_odcs_walk *w)
{
    struct lc_node older = lc_odcs_get(w->old->root.at, "servicelevels");
    struct lc_node newer = lc_odcs_get(w->new->root.at, "servicelevels");
    for (int side = 0; side < 2; side++) {
        const struct lc_value *mine = side ? newer.value : older.value;
        for (uint32_t i = 0; mine && i < mine->count; i++) {
            struct lc_str name = lc_key(&mine->members[i]);
            struct lc_node from = lc_odcs_get_str(older, name);
            if (!side || !from.value) {
                LC_TRY(beside_object(w, name, from, lc_odcs_get_str(newer, name)));
            }
        }
    }
    return CTR_OK;
}

/* ---- all of them */

static ctr_status entries(struct lc_odcs *o, struct levels *levels, struct lc_odcs_list *out)
{
    LC_TRY(o->older ? read_object(o, levels) : read_list(o, levels));
    *out = (struct lc_odcs_list){
        .at = lc_new(o->ctx, levels->count + 1, sizeof *out->at),
        .count = levels->count,
    };
    for (uint32_t i = 0; out->at && i < levels->count; i++) {
        const struct level *l = &levels->at[i];
        const char *key = lc_format(o->ctx, "%s%s", l->part, l->of);
        char *lower = key ? lc_lower(o->ctx, key) : NULL;
        if (!lower) {
            return CTR_E_NOMEM;
        }
        out->at[i] = (struct lc_odcs_entry){lc_str(lower), l->at, false};
    }
    return out->at ? CTR_OK : CTR_E_NOMEM;
}

static struct lc_str by_name(struct lc_ctx *ctx, const struct lc_odcs_entry *e)
{
    (void)ctx;
    return e->name;
}

ctr_status lc_odcs_sla(struct lc_odcs_walk *w)
{
    struct levels old = {0};
    struct levels new = {0};
    struct lc_odcs_list a;
    struct lc_odcs_list b;
    LC_TRY(entries(w->old, &old, &a));
    LC_TRY(entries(w->new, &new, &b));
    int64_t *pair = lc_odcs_pairs(w->ctx, &a);
    if (!pair) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_odcs_pair(w->ctx, &a, &b, by_name, pair));
    for (uint32_t i = 0; i < a.count; i++) {
        LC_TRY(pair[i] < 0 ? say(w, LC_RULE_ODCS_SLA_REMOVED, LC_ODCS_WEAKER, &old.at[i], NULL)
                           : both(w, &old.at[i], &new.at[pair[i]]));
    }
    for (uint32_t i = 0; i < b.count; i++) {
        LC_TRY(b.at[i].taken ? CTR_OK
                             : say(w, LC_RULE_ODCS_SLA_ADDED, LC_ODCS_STRONGER, NULL, &new.at[i]));
    }
    return w->old->older && w->new->older ? beside_objects(w) : CTR_OK;
}
