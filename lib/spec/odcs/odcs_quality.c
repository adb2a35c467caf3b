/*
 * Rules of quality: which is which, and which asks for more. Readers rely on them and writers have
 * to reach them; a rule that is gone harms the one and relieves the other.
 */
#include "spec/odcs/odcs.h"

#include "codec/hashed.h"

#include <stdio.h>

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

/* ---- which is which */

static struct lc_str by_id(struct lc_ctx *ctx, const struct lc_odcs_entry *e)
{
    (void)ctx;
    return lc_odcs_word(lc_odcs_get(e->at, "id"));
}

static struct lc_str by_name(struct lc_ctx *ctx, const struct lc_odcs_entry *e)
{
    (void)ctx;
    return lc_odcs_word(lc_odcs_get(e->at, "name"));
}

static struct lc_str metric_of(struct lc_node rule)
{
    struct lc_str metric = lc_odcs_word(lc_odcs_get(rule, "metric"));
    return metric.len ? metric : lc_odcs_word(lc_odcs_get(rule, "rule")); /* so before 3.1 */
}

static const char *type_of(struct lc_node rule)
{
    struct lc_str type = lc_odcs_word(lc_odcs_get(rule, "type"));
    if (lc_str_is(type, "text")) {
        return "text";
    }
    if (lc_odcs_get(rule, "query").value) {
        return "sql";
    }
    if (metric_of(rule).len) {
        return "library";
    }
    return lc_str_is(type, "sql") ? "sql" : lc_str_is(type, "library") ? "library" : "custom";
}

static uint64_t hash_of(struct lc_node rule, const char *key)
{
    struct lc_node at = lc_odcs_get(rule, key);
    return at.value ? lc_value_hash(at.value) : 0;
}

/* What it measures. */
static struct lc_str by_matter(struct lc_ctx *ctx, const struct lc_odcs_entry *e)
{
    struct lc_str metric = metric_of(e->at);
    return lc_str(
        lc_format(ctx, "%s %.*s %llx %llx %llx %llx", type_of(e->at), S(metric),
                  (unsigned long long)hash_of(e->at, "query"),
                  (unsigned long long)hash_of(e->at, "implementation"),
                  (unsigned long long)hash_of(e->at, "specification"),
                  (unsigned long long)(*type_of(e->at) == 't' ? hash_of(e->at, "description")
                                                              : hash_of(e->at, "arguments"))));
}

/* Of what sort it is, so that one that was rewritten is one change. */
static struct lc_str by_sort(struct lc_ctx *ctx, const struct lc_odcs_entry *e)
{
    struct lc_str metric = metric_of(e->at);
    struct lc_str engine = lc_odcs_word(lc_odcs_get(e->at, "engine"));
    bool named = by_name(ctx, e).len;
    return named ? (struct lc_str){NULL, 0}
                 : lc_str(lc_format(ctx, "%s %.*s %.*s", type_of(e->at), S(metric), S(engine)));
}

/* ---- how much it weighs */

static bool is_mild(struct lc_node rule)
{
    static const char *const mild[] = {"warning", "warn", "info", "low", "minor", NULL};
    struct lc_str severity = lc_odcs_word(lc_odcs_get(rule, "severity"));
    for (const char *const *word = mild; *word; word++) {
        if (lc_str_eq_nocase(severity, lc_str(*word))) {
            return true;
        }
    }
    return *type_of(rule) == 't'; /* text, that nothing measures */
}

static const char *title_of(struct lc_odcs_walk *w, const char *part, struct lc_node rule)
{
    struct lc_str name = lc_odcs_word(lc_odcs_get(rule, "name"));
    struct lc_str own = name.len ? name : metric_of(rule);
    return own.len ? lc_format(w->ctx, "the rule of quality '%.*s' of %s", S(own), part)
                   : lc_format(w->ctx, "the %s rule of quality of %s", type_of(rule), part);
}

struct rule {
    const char *part;
    struct lc_node old, new;
    const char *title;
    bool mild;
};

static ctr_status say(struct lc_odcs_walk *w, const struct rule *r, enum lc_rule_id id,
                      enum lc_odcs_change change, const char *key, const char *how)
{
    ctr_level guarantee = r->mild ? CTR_LEVEL_WARNING : lc_odcs_guarantee(w);
    ctr_level demand = r->mild ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING;
    bool undecided = id == LC_RULE_ODCS_QUALITY_UNDECIDED;
    bool notes = id == LC_RULE_ODCS_QUALITY_NOTES_CHANGED;
    struct lc_node one = r->old.value ? r->old : r->new;
    const struct lc_odcs_entry entry = {.at = one};
    struct lc_str name = by_name(w->ctx, &entry);
    struct lc_str own = name.len ? name : by_matter(w->ctx, &entry);
    if (!own.ptr) {
        return CTR_E_NOMEM;
    }
    const struct lc_odcs_saying s = {
        .rule = id,
        .change = change,
        .readers = notes       ? CTR_LEVEL_INFO
                   : undecided ? CTR_LEVEL_UNDECIDED
                               : guarantee,
        .writers = notes       ? CTR_LEVEL_INFO
                   : undecided ? CTR_LEVEL_UNDECIDED
                               : demand,
        .part = r->part,
        .old = r->old,
        .new = r->new,
        .arguments = lc_format(w->ctx, "%.*s %s", S(own), key),
        .message = lc_format(w->ctx, "%s %s", r->title, how),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

static ctr_status alone(struct lc_odcs_walk *w, const char *part, struct lc_node old,
                        struct lc_node new)
{
    struct lc_node one = old.value ? old : new;
    struct rule r = {part, old, new, title_of(w, part, one), is_mild(one)};
    if (!r.title) {
        return CTR_E_NOMEM;
    }
    return old.value ? say(w, &r, LC_RULE_ODCS_QUALITY_REMOVED, LC_ODCS_WEAKER, "", "was removed")
                     : say(w, &r, LC_RULE_ODCS_QUALITY_ADDED, LC_ODCS_STRONGER, "", "was added");
}

/* ---- two that are each other's */

static ctr_status threshold(struct lc_odcs_walk *w, const struct rule *r)
{
    char key[40];
    enum lc_odcs_relation relation = lc_odcs_threshold(r->old, r->new);
    snprintf(key, sizeof key, "%016llx %016llx", (unsigned long long)lc_value_hash(r->old.value),
             (unsigned long long)lc_value_hash(r->new.value));
    switch (relation) {
    case LC_ODCS_WIDER:
        return say(w, r, LC_RULE_ODCS_QUALITY_LOOSENED, LC_ODCS_WEAKER, key, "asks for less now");
    case LC_ODCS_NARROWER:
        return say(w, r, LC_RULE_ODCS_QUALITY_TIGHTENED, LC_ODCS_STRONGER, key,
                   "asks for more now");
    case LC_ODCS_DIFFERENT:
        return say(w, r, LC_RULE_ODCS_QUALITY_CHANGED, LC_ODCS_OTHER, key,
                   "asks for something else now");
    case LC_ODCS_UNKNOWN:
        return say(w, r, LC_RULE_ODCS_QUALITY_UNDECIDED, LC_ODCS_OTHER, key,
                   "asks for something else now, and whether for more cannot be told; decide");
    case LC_ODCS_SAME:
        break;
    }
    return CTR_OK;
}

/* A list of valid values that grows lets more pass. *done if that is all there is to it. */
static ctr_status valid_values(struct lc_odcs_walk *w, const struct rule *r, bool *done)
{
    struct lc_node older = lc_odcs_get(lc_odcs_get(r->old, "arguments"), "validValues");
    struct lc_node newer = lc_odcs_get(lc_odcs_get(r->new, "arguments"), "validValues");
    bool back = false;
    bool forth = false;
    if (!lc_is(older.value, LC_ARRAY) || !lc_is(newer.value, LC_ARRAY) ||
        lc_get(r->old.value, "arguments")->count != 1 ||
        lc_get(r->new.value, "arguments")->count != 1) {
        return CTR_OK;
    }
    LC_TRY(lc_hashed_within(w->ctx, newer.value, older.value, &back));
    LC_TRY(lc_hashed_within(w->ctx, older.value, newer.value, &forth));
    *done = back || forth;
    if (back == forth) {
        return CTR_OK;
    }
    return back ? say(w, r, LC_RULE_ODCS_QUALITY_TIGHTENED, LC_ODCS_STRONGER, "validValues",
                      "takes fewer values now")
                : say(w, r, LC_RULE_ODCS_QUALITY_LOOSENED, LC_ODCS_WEAKER, "validValues",
                      "takes more values now");
}

static const char *const matters[] = {"query",         "engine",    "implementation",
                                      "specification", "arguments", "unit",
                                      "column",        "schedule",  "scheduler"};
static const char *const notes[] = {"description",      "dimension", "method",
                                    "businessImpact",   "tags",      "name",
                                    "customProperties", "id",        "authoritativeDefinitions"};

/* Their description is what they ask for. */
static bool are_text(struct lc_node a, struct lc_node b)
{
    return *type_of(a) == 't' && *type_of(b) == 't';
}

/* What it measures: nobody can tell what another query finds. */
static ctr_status matter(struct lc_odcs_walk *w, const struct rule *r)
{
    for (size_t i = 0; i < sizeof matters / sizeof matters[0]; i++) {
        const char *const *keys = matters;
        bool done = lc_odcs_same(lc_odcs_get(r->old, keys[i]), lc_odcs_get(r->new, keys[i]));
        if (!done && strcmp(keys[i], "arguments") == 0) {
            LC_TRY(valid_values(w, r, &done));
        }
        if (!done) {
            const char *how = lc_format(
                w->ctx, "has another %s, and what that finds cannot be told; decide", keys[i]);
            LC_TRY(how ? say(w, r, LC_RULE_ODCS_QUALITY_UNDECIDED, LC_ODCS_OTHER, keys[i], how)
                       : CTR_E_NOMEM);
        }
    }
    if (are_text(r->old, r->new) &&
        !lc_odcs_same(lc_odcs_get(r->old, "description"), lc_odcs_get(r->new, "description"))) {
        LC_TRY(say(w, r, LC_RULE_ODCS_QUALITY_CHANGED, LC_ODCS_OTHER, "description",
                   "asks in other words; see whether for the same"));
    }
    return lc_str_eq(metric_of(r->old), metric_of(r->new)) && type_of(r->old) == type_of(r->new)
               ? CTR_OK
               : say(w, r, LC_RULE_ODCS_QUALITY_CHANGED, LC_ODCS_OTHER, "metric",
                     "measures something else now");
}

static bool notes_differ(struct lc_node a, struct lc_node b)
{
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        bool asks = are_text(a, b) && strcmp(notes[i], "description") == 0;
        if (!asks && !lc_odcs_same(lc_odcs_get(a, notes[i]), lc_odcs_get(b, notes[i]))) {
            return true;
        }
    }
    /* another word for how severe it is, of the same weight here */
    return is_mild(a) == is_mild(b) &&
           !lc_odcs_same(lc_odcs_get(a, "severity"), lc_odcs_get(b, "severity"));
}

static bool among(struct lc_str key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lc_str_is(key, words[i])) {
            return true;
        }
    }
    return false;
}

/* What is compared elsewhere. */
static bool is_known(struct lc_str key)
{
    static const char *const others[] = {"type", "metric", "rule", "severity"};
    return lc_odcs_is_operator(key) || among(key, others, sizeof others / sizeof others[0]) ||
           among(key, matters, sizeof matters / sizeof matters[0]) ||
           among(key, notes, sizeof notes / sizeof notes[0]);
}

/* Members that no rule is about may change what it asks for: those of `a`, or only in `a`. */
static ctr_status unknown(struct lc_odcs_walk *w, const struct rule *r, struct lc_node a,
                          struct lc_node b, bool alone)
{
    for (uint32_t i = 0; i < a.value->count; i++) {
        struct lc_str key = lc_key(&a.value->members[i]);
        const struct lc_value *other = lc_get_str(b.value, key);
        bool same = other && (alone || lc_value_eq(other, &a.value->members[i].value));
        /* the standard has no dialect but that of the server */
        bool moved = w->old->older != w->new->older &&lc_str_is(key, "dialect");
        if (same || moved || is_known(key)) {
            continue;
        }
        const char *name = lc_dup(w->ctx, key);
        const char *how = lc_format(
            w->ctx, "has another %.*s, and what that asks for cannot be told; decide", S(key));
        LC_TRY(!name || !how ? CTR_E_NOMEM
                             : say(w, r, LC_RULE_ODCS_QUALITY_UNDECIDED, LC_ODCS_OTHER, name, how));
    }
    return CTR_OK;
}

/* A type that is no word of the specification, where nothing else says of what sort it is. */
static ctr_status type(struct lc_odcs_walk *w, const struct rule *r)
{
    struct lc_str from = lc_odcs_word(lc_odcs_get(r->old, "type"));
    struct lc_str to = lc_odcs_word(lc_odcs_get(r->new, "type"));
    from = from.len ? from : lc_str(type_of(r->old));
    to = to.len ? to : lc_str(type_of(r->new));
    return type_of(r->old) != type_of(r->new) || lc_str_eq(from, to)
               ? CTR_OK
               : say(w, r, LC_RULE_ODCS_QUALITY_UNDECIDED, LC_ODCS_OTHER, "type",
                     "is of another type, and what that asks for cannot be told; decide");
}

static ctr_status both(struct lc_odcs_walk *w, const char *part, struct lc_node old,
                       struct lc_node new)
{
    if (lc_odcs_same(old, new)) {
        return CTR_OK;
    }
    struct rule r = {part, old, new, title_of(w, part, old), is_mild(old) && is_mild(new)};
    if (!r.title) {
        return CTR_E_NOMEM;
    }
    LC_TRY(threshold(w, &r));
    LC_TRY(matter(w, &r));
    LC_TRY(type(w, &r));
    LC_TRY(unknown(w, &r, old, new, false));
    LC_TRY(unknown(w, &r, new, old, true));
    if (is_mild(old) != is_mild(new)) {
        LC_TRY(is_mild(new) ? say(w, &r, LC_RULE_ODCS_QUALITY_LOOSENED, LC_ODCS_WEAKER, "severity",
                                  "is less severe now")
                            : say(w, &r, LC_RULE_ODCS_QUALITY_TIGHTENED, LC_ODCS_STRONGER,
                                  "severity", "is more severe now"));
    }
    return notes_differ(old, new) ? say(w, &r, LC_RULE_ODCS_QUALITY_NOTES_CHANGED, LC_ODCS_OTHER,
                                        "notes", "is described in another way")
                                  : CTR_OK;
}

/* One rule alone, or a list of them. */
static ctr_status list_of(struct lc_odcs *o, struct lc_node node, struct lc_odcs_list *out)
{
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_odcs_list(o, node, NULL, out);
    }
    *out = (struct lc_odcs_list){.at = lc_new(o->ctx, 1, sizeof *out->at), .count = 1};
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    out->at[0] = (struct lc_odcs_entry){.at = node};
    return CTR_OK;
}

ctr_status lc_odcs_quality(struct lc_odcs_walk *w, const char *part, struct lc_node older,
                           struct lc_node newer)
{
    static lc_odcs_key *const keys[] = {by_id, by_name, by_matter, by_sort};
    struct lc_odcs_list a;
    struct lc_odcs_list b;
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    LC_TRY(list_of(w->old, older, &a));
    LC_TRY(list_of(w->new, newer, &b));
    int64_t *pair = lc_odcs_pairs(w->ctx, &a);
    if (!pair) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        LC_TRY(lc_odcs_pair(w->ctx, &a, &b, keys[i], pair));
    }
    for (uint32_t i = 0; i < a.count; i++) {
        LC_TRY(pair[i] < 0 ? alone(w, part, a.at[i].at, (struct lc_node){0})
                           : both(w, part, a.at[i].at, b.at[pair[i]].at));
    }
    for (uint32_t i = 0; i < b.count; i++) {
        LC_TRY(b.at[i].taken ? CTR_OK : alone(w, part, (struct lc_node){0}, b.at[i].at));
    }
    return CTR_OK;
}
