/* Limits of values: the least and the most of lengths, counts, numbers and dates; multiples. */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

struct limit {
    struct lc_node at; /* value NULL: none */
    bool exclusive;
};

static const struct pair {
    const char *key;
    const char *exclusive; /* NULL: there is none */
    bool upper;
    const char *what;
} pairs[] = {
    {"minLength", NULL, false, "least length"},
    {"maxLength", NULL, true, "greatest length"},
    {"minItems", NULL, false, "least number of items"},
    {"maxItems", NULL, true, "greatest number of items"},
    {"minProperties", NULL, false, "least number of properties"},
    {"maxProperties", NULL, true, "greatest number of properties"},
    {"minimum", "exclusiveMinimum", false, "least value"},
    {"maximum", "exclusiveMaximum", true, "greatest value"},
    {"precision", NULL, true, "number of digits"},
};

/* -1, 0, 1, or LC_ODCS_UNLIKE: numbers, and texts of one form, as dates are written. */
static int order(struct lc_node a, struct lc_node b)
{
    struct lc_decimal x;
    struct lc_decimal y;
    if (lc_odcs_same(a, b)) {
        return 0;
    }
    bool numbers = lc_decimal_parse(lc_odcs_word(a), &x) && lc_decimal_parse(lc_odcs_word(b), &y);
    if (!numbers) {
        return lc_odcs_amounts(lc_odcs_word(a), LC_STR(""), lc_odcs_word(b), LC_STR(""));
    }
    int r = lc_decimal_cmp(&x, &y);
    return r < 0 ? -1 : r > 0;
}

/* The one that binds of the two that may be said; false if that cannot be told. */
static bool limit_of(const struct lc_odcs_item *item, const struct pair *p, struct limit *out)
{
    struct lc_node hard = p->exclusive ? lc_odcs_fact(item, p->exclusive) : (struct lc_node){0};
    *out = (struct limit){lc_odcs_fact(item, p->key), false};
    if (!hard.value) {
        return true;
    }
    int r = out->at.value ? order(hard, out->at) : 0;
    if (!out->at.value || r == 0 || (p->upper ? r < 0 : r == 1)) {
        *out = (struct limit){hard, true};
    }
    return r != LC_ODCS_UNLIKE;
}

/* The last whole number that a limit takes; false if it is none, or too large to tell. */
static bool last_of(const struct limit *l, bool upper, int64_t *out)
{
    struct lc_decimal d;
    if (!lc_decimal_parse(lc_odcs_word(l->at), &d) || !lc_decimal_int64(&d, out) ||
        *out == INT64_MIN || *out == INT64_MAX) {
        return false;
    }
    *out += !l->exclusive ? 0 : upper ? -1 : 1;
    return true;
}

/* Of whole numbers less than 11 and at most 10 are one limit. */
static bool same_whole(const struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                       const struct pair *p, const struct limit *a, const struct limit *b)
{
    int64_t x;
    int64_t y;
    return p->exclusive && lc_odcs_is_integer(w->old, two->old) &&
           lc_odcs_is_integer(w->new, two->new) && last_of(a, p->upper, &x) &&
           last_of(b, p->upper, &y) && x == y;
}

static ctr_status say(struct lc_odcs_walk *w, const struct lc_odcs_two *two, const char *what,
                      struct lc_odcs_saying s)
{
    const char *from = lc_odcs_show(w, s.old);
    const char *to = lc_odcs_show(w, s.new);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    s.part = two->part;
    if (s.rule != LC_RULE_ODCS_LIMIT_UNDECIDED && s.old.value &&
        s.new.value &&order(s.old, s.new) == 0) {
        s.message = lc_format(w->ctx, "the %s of %s%s is still %s, and %s itself is %s", what,
                              two->part, two->inside, from, from,
                              s.change == LC_ODCS_STRONGER ? "no longer allowed" : "allowed now");
    } else {
        s.message = lc_format(w->ctx, "the %s of %s%s changed from %s to %s%s", what, two->part,
                              two->inside, from, to,
                              s.rule == LC_RULE_ODCS_LIMIT_UNDECIDED
                                  ? ", and which of them asks for more cannot be told; decide"
                                  : "");
    }
    const char *how = s.arguments ? s.arguments : "";
    const char *inside = lc_format(w->ctx, "%s%s", how, two->inside);
    s.arguments = inside ? lc_odcs_differs(w, what, s.old, s.new, inside) : NULL;
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

/* `r`: 1 = asks for more now, -1 = for less. */
static ctr_status moved(struct lc_odcs_walk *w, const struct lc_odcs_two *two, const char *what,
                        struct lc_node older, struct lc_node newer, int r, const char *how)
{
    struct lc_odcs_saying s = {
        .change = r > 0 ? LC_ODCS_STRONGER : LC_ODCS_WEAKER,
        .readers = lc_odcs_guarantee(w),
        .writers = CTR_LEVEL_BREAKING,
        .old = older,
        .new = newer,
        .arguments = how,
    };
    if (r == LC_ODCS_UNLIKE) {
        s.change = LC_ODCS_OTHER;
        s.readers = s.writers = CTR_LEVEL_UNDECIDED;
        s.rule = LC_RULE_ODCS_LIMIT_UNDECIDED;
    } else if (!older.value) {
        s.rule = LC_RULE_ODCS_LIMIT_ADDED;
    } else if (!newer.value) {
        s.rule = LC_RULE_ODCS_LIMIT_REMOVED;
    } else {
        s.rule = r > 0 ? LC_RULE_ODCS_LIMIT_TIGHTENED : LC_RULE_ODCS_LIMIT_LOOSENED;
    }
    return say(w, two, what, s);
}

/* Both words of it stand in both as they were. */
static bool same_words(const struct lc_odcs_two *two, const struct pair *p)
{
    const char *const keys[] = {p->key, p->exclusive};
    for (int i = 0; i < 2 && keys[i]; i++) {
        if (!lc_odcs_same(lc_odcs_fact(two->old, keys[i]), lc_odcs_fact(two->new, keys[i]))) {
            return false;
        }
    }
    return true;
}

static ctr_status limit(struct lc_odcs_walk *w, const struct lc_odcs_two *two, const struct pair *p)
{
    struct limit a;
    struct limit b;
    bool was = limit_of(two->old, p, &a);
    bool told = limit_of(two->new, p, &b) && was;
    if (same_words(two, p) || (lc_odcs_same(a.at, b.at) && a.exclusive == b.exclusive && told)) {
        return CTR_OK;
    }
    const char *how = b.exclusive && !a.exclusive   ? " exclusive"
                      : a.exclusive && !b.exclusive ? " inclusive"
                                                    : NULL;
    if (lc_odcs_is_default(w, two, p->key, a.at, b.at)) {
        return CTR_OK;
    }
    if (!a.at.value || !b.at.value) {
        return moved(w, two, p->what, a.at, b.at, a.at.value ? -1 : 1, how);
    }
    int r = told ? order(b.at, a.at) : LC_ODCS_UNLIKE;
    if ((r == 0 && a.exclusive == b.exclusive) || (told && same_whole(w, two, p, &a, &b))) {
        return CTR_OK; /* 1.0 and 1 */
    }
    if (r == 0) {
        r = b.exclusive ? 1 : -1;
    } else if (r != LC_ODCS_UNLIKE && p->upper) {
        r = -r;
    }
    return moved(w, two, p->what, a.at, b.at, r, how);
}

static ctr_status multiple(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    struct lc_node older = lc_odcs_fact(two->old, "multipleOf");
    struct lc_node newer = lc_odcs_fact(two->new, "multipleOf");
    struct lc_decimal a;
    struct lc_decimal b;
    if (lc_odcs_same(older, newer)) {
        return CTR_OK;
    }
    if (!older.value || !newer.value) {
        return moved(w, two, "multiple", older, newer, older.value ? -1 : 1, NULL);
    }
    int r = LC_ODCS_UNLIKE;
    if (lc_decimal_parse(lc_odcs_word(older), &a) && lc_decimal_parse(lc_odcs_word(newer), &b)) {
        r = lc_decimal_divides(&b, &a) == 1 ? 1 : lc_decimal_divides(&a, &b) == 1 ? -1 : r;
    }
    return moved(w, two, "multiple", older, newer, r, NULL);
}

/* More digits behind the point may be fewer before it. */
static ctr_status scale(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    struct lc_node older = lc_odcs_fact(two->old, "scale");
    struct lc_node newer = lc_odcs_fact(two->new, "scale");
    return lc_odcs_same(older, newer) || lc_odcs_is_default(w, two, "scale", older, newer)
               ? CTR_OK
               : moved(w, two, "scale", older, newer, LC_ODCS_UNLIKE, NULL);
}

/* An option that a rule is about. */
static bool is_known(struct lc_str key)
{
    static const char *const known[] = {"multipleOf", "scale",       "pattern",  "format",
                                        "enum",       "uniqueItems", "timezone", "defaultTimezone"};
    bool found = false;
    for (size_t k = 0; !found && k < sizeof known / sizeof known[0]; k++) {
        found = lc_str_is(key, known[k]);
    }
    for (size_t k = 0; !found && k < sizeof pairs / sizeof pairs[0]; k++) {
        found = lc_str_is(key, pairs[k].key) ||
                (pairs[k].exclusive && lc_str_is(key, pairs[k].exclusive));
    }
    return found;
}

/* Options that no rule is about: what a value has to be may depend on them. */
static ctr_status options(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                          struct lc_node from, struct lc_node in, bool old)
{
    for (uint32_t i = 0; lc_is(from.value, LC_OBJECT) && i < from.value->count; i++) {
        const struct lc_member *m = &from.value->members[i];
        struct lc_node one = {from.doc, &m->value};
        struct lc_node other = {in.doc, lc_get_str(in.value, lc_key(m))};
        bool judged = lc_odcs_same(one, other) || (!old && other.value) || is_known(lc_key(m));
        const char *key = judged ? "" : lc_dup(w->ctx, lc_key(m));
        LC_TRY(judged ? CTR_OK
               : !key ? CTR_E_NOMEM
                      : moved(w, two, key, old ? one : other, old ? other : one, LC_ODCS_UNLIKE,
                              NULL));
    }
    return CTR_OK;
}

ctr_status lc_odcs_limits(struct lc_odcs_walk *w, const struct lc_odcs_two *two)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        LC_TRY(limit(w, two, &pairs[i]));
    }
    LC_TRY(multiple(w, two));
    struct lc_node older = lc_odcs_get(two->old->at, "logicalTypeOptions");
    struct lc_node newer = lc_odcs_get(two->new->at, "logicalTypeOptions");
    LC_TRY(options(w, two, older, newer, true));
    LC_TRY(options(w, two, newer, older, false));
    return scale(w, two);
}
