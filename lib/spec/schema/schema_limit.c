/* Limits, multiples, patterns, uniqueness: set, tightened, loosened, gone. */
#include "spec/schema/schema_room.h"

/* One limit in words; the four things that can happen to it. */
static const struct limit_row {
    const char *keyword;
    const char *words;
    uint8_t types;
    bool upper;
    enum lc_kind_id set, tighter, looser, unset;
} rows[LC_LIMITS] = {
    [LC_MAXIMUM] = {"maximum", "maximum", LC_T_NUMBER, true, LC_CHANGE_MAX_SET,
                    LC_CHANGE_MAX_DECREASED, LC_CHANGE_MAX_INCREASED, LC_CHANGE_MAX_UNSET},
    [LC_MINIMUM] = {"minimum", "minimum", LC_T_NUMBER, false, LC_CHANGE_MIN_SET,
                    LC_CHANGE_MIN_INCREASED, LC_CHANGE_MIN_DECREASED, LC_CHANGE_MIN_UNSET},
    [LC_MAX_LENGTH] = {"maxLength", "maximum length", LC_T_STRING, true, LC_CHANGE_MAX_LENGTH_SET,
                       LC_CHANGE_MAX_LENGTH_DECREASED, LC_CHANGE_MAX_LENGTH_INCREASED,
                       LC_CHANGE_MAX_LENGTH_UNSET},
    [LC_MIN_LENGTH] = {"minLength", "minimum length", LC_T_STRING, false,
                       LC_CHANGE_MIN_LENGTH_INCREASED, LC_CHANGE_MIN_LENGTH_INCREASED,
                       LC_CHANGE_MIN_LENGTH_DECREASED, LC_CHANGE_MIN_LENGTH_DECREASED},
    [LC_MAX_ITEMS] = {"maxItems", "maximum number of items", LC_T_ARRAY, true,
                      LC_CHANGE_MAX_ITEMS_SET, LC_CHANGE_MAX_ITEMS_DECREASED,
                      LC_CHANGE_MAX_ITEMS_INCREASED, LC_CHANGE_MAX_ITEMS_UNSET},
    [LC_MIN_ITEMS] = {"minItems", "minimum number of items", LC_T_ARRAY, false,
                      LC_CHANGE_MIN_ITEMS_SET, LC_CHANGE_MIN_ITEMS_INCREASED,
                      LC_CHANGE_MIN_ITEMS_DECREASED, LC_CHANGE_MIN_ITEMS_UNSET},
    [LC_MAX_PROPERTIES] = {"maxProperties", "maximum number of properties", LC_T_OBJECT, true,
                           LC_CHANGE_MAX_PROPERTIES_SET, LC_CHANGE_MAX_PROPERTIES_DECREASED,
                           LC_CHANGE_MAX_PROPERTIES_INCREASED, LC_CHANGE_MAX_PROPERTIES_UNSET},
    [LC_MIN_PROPERTIES] = {"minProperties", "minimum number of properties", LC_T_OBJECT, false,
                           LC_CHANGE_MIN_PROPERTIES_INCREASED, LC_CHANGE_MIN_PROPERTIES_INCREASED,
                           LC_CHANGE_MIN_PROPERTIES_DECREASED, LC_CHANGE_MIN_PROPERTIES_DECREASED},
};

/* ---- limits */

/* The number without its fraction; false if it does not fit. */
static bool cut_off(struct lc_decimal d, int64_t *out)
{
    int64_t digits = d.exponent > 0 ? d.exponent : 0;
    size_t size = 0;
    for (int64_t n = 0; size < d.digits.len && n < digits; size++) {
        n += d.digits.ptr[size] != '.';
    }
    d.digits.len = size;
    return lc_decimal_int64(&d, out);
}

/* Where only integers count, "above 3" is "at least 4", and so is "at least 3.5". */
static ctr_status among_integers(struct lc_ctx *ctx, bool upper, struct lc_limit *limit)
{
    int64_t n;
    bool whole = lc_decimal_is_integer(&limit->value);
    if ((whole && !limit->exclusive) || !cut_off(limit->value, &n) || n == INT64_MIN ||
        n == INT64_MAX) {
        return CTR_OK;
    }
    if (whole || limit->value.negative == upper) { /* a fraction was cut off towards zero */
        n += upper ? -1 : 1;
    }
    const char *text = lc_format(ctx, "%lld", (long long)n);
    if (!text) {
        return CTR_E_NOMEM;
    }
    limit->exclusive = !lc_decimal_parse(lc_str(text), &limit->value);
    return CTR_OK;
}

/* <0: the second is tighter, >0: looser. */
static int compare_limits(const struct lc_limit *a, const struct lc_limit *b, bool upper)
{
    int order = lc_decimal_cmp(&b->value, &a->value);
    if (order != 0) {
        return upper ? order : -order;
    }
    return (int)a->exclusive - (int)b->exclusive;
}

static const char *limit_text(struct lc_ctx *ctx, const struct lc_limit *limit)
{
    if (!limit->node.value) {
        return "none";
    }
    struct lc_str text = lc_raw(limit->node.value);
    return lc_format(ctx, "%.*s%s", (int)(text.len > 40 ? 40 : text.len), text.ptr,
                     limit->exclusive ? " (excluded)" : "");
}

/* What else the view says keeps the values within the limit that the other side has. */
static ctr_status implied_by(struct lc_view *v, enum lc_limit_id id, const struct lc_limit *limit,
                             enum lc_answer *out)
{
    static ctr_status (*const spans[])(struct lc_view * v, struct lc_span * out) = {
        [LC_MAX_LENGTH] = lc_view_lengths,        [LC_MIN_LENGTH] = lc_view_lengths,
        [LC_MAX_ITEMS] = lc_view_items,           [LC_MIN_ITEMS] = lc_view_items,
        [LC_MAX_PROPERTIES] = lc_view_properties, [LC_MIN_PROPERTIES] = lc_view_properties,
    };
    struct lc_span span;
    int64_t n;
    if (*out == LC_HOLDS || !spans[id] || !limit->node.value ||
        !lc_decimal_int64(&limit->value, &n)) {
        return CTR_OK;
    }
    LC_TRY(spans[id](v, &span));
    *out = (rows[id].upper ? span.most <= n : span.least >= n) ? LC_HOLDS : *out;
    return CTR_OK;
}

static ctr_status tell_limit(struct lc_schema_memo *m, struct lc_pair *p, enum lc_limit_id id,
                             int order)
{
    const struct limit_row *row = &rows[id];
    const struct lc_limit *a = &p->a->limit[id];
    const struct lc_limit *b = &p->b->limit[id];
    const char *from = limit_text(m->ctx, a);
    const char *to = limit_text(m->ctx, b);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    const char *arguments = lc_cmp_change(m->ctx, row->keyword, a->node.value, b->node.value);
    const char *message;
    enum lc_kind_id kind;
    if (!a->node.value) {
        kind = row->set;
        message = lc_format(m->ctx, "the %s was set to %s", row->words, to);
    } else if (!b->node.value) {
        kind = row->unset;
        message = lc_format(m->ctx, "the %s of %s is gone", row->words, from);
    } else {
        kind = order < 0 ? row->tighter : row->looser;
        message = lc_format(m->ctx, "the %s went from %s to %s", row->words, from, to);
    }
    enum lc_answer sub = order < 0 ? LC_FAILS : LC_HOLDS;
    enum lc_answer sup = order > 0 ? LC_FAILS : LC_HOLDS;
    LC_TRY(implied_by(p->a, id, b, &sub));
    LC_TRY(implied_by(p->b, id, a, &sup));
    return lc_change(m, p, kind, sub, sup, a->node, b->node, arguments, message);
}

static ctr_status build_limit(struct lc_schema_memo *m, struct lc_pair *p, enum lc_limit_id id)
{
    const struct limit_row *row = &rows[id];
    struct lc_limit a = p->a->limit[id];
    struct lc_limit b = p->b->limit[id];
    if ((!a.node.value && !b.node.value) || !(p->a->types & p->b->types & row->types)) {
        return CTR_OK;
    }
    if (!a.node.value || !b.node.value) {
        return tell_limit(m, p, id, b.node.value ? -1 : 1);
    }
    if (row->types == LC_T_NUMBER) { /* each as its own side means it */
        LC_TRY(lc_only_integers(p->a) ? among_integers(m->ctx, row->upper, &a) : CTR_OK);
        LC_TRY(lc_only_integers(p->b) ? among_integers(m->ctx, row->upper, &b) : CTR_OK);
    }
    int order = compare_limits(&a, &b, row->upper);
    return order ? tell_limit(m, p, id, order) : CTR_OK;
}

/* ---- multiples */

/* Digits behind the point up to which multiples are put together. */
enum { PLACES = 9 };

/* The multiple, counted in units of so many places behind the point; 0 if it is no whole number of
 * them, or not small enough. */
static int64_t in_units(const struct lc_value *multiple, int places)
{
    int64_t n;
    struct lc_decimal d;
    if (!lc_number(multiple, &d)) {
        return 0;
    }
    d.exponent += places;
    return lc_decimal_int64(&d, &n) && n > 0 ? n : 0;
}

/* 0 if it is too large. */
static int64_t least_common(int64_t a, int64_t b)
{
    int64_t x = a;
    for (int64_t y = b; y;) { /* Euclid */
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return __builtin_mul_overflow(a / x, b, &a) ? 0 : a;
}

/* What every value of the view is a multiple of, in such units; 0 where that is not known. */
static int64_t common_multiple(const struct lc_view *v, int places)
{
    int64_t all = 0;
    if (lc_only_integers(v)) {
        all = 1;
        for (int i = 0; i < places; i++) {
            all *= 10;
        }
    }
    for (size_t i = 0; i < v->more->multiples.count; i++) {
        int64_t own = in_units(v->more->multiples.at[i].value, places);
        all = own && all ? least_common(all, own) : own;
        if (!all) {
            return 0;
        }
    }
    return all;
}

/* Does being a multiple of all in `a` imply being one of `m`? */
static enum lc_answer implied(const struct lc_view *a, const struct lc_value *multiple)
{
    struct lc_decimal m;
    struct lc_decimal own;
    size_t count = a->more->multiples.count;
    size_t all_count = count + lc_only_integers(a); /* which are multiples of 1 */
    bool sure = all_count <= 1;
    if (!lc_number(multiple, &m)) {
        return LC_UNSURE;
    }
    for (size_t i = 0; i < all_count; i++) { /* of any size */
        bool read = i < count ? lc_number(a->more->multiples.at[i].value, &own)
                              : lc_decimal_parse(LC_STR("1"), &own);
        int divides = read ? lc_decimal_divides(&own, &m) : -1;
        if (divides > 0) {
            return LC_HOLDS;
        }
        sure = sure && divides == 0;
    }
    for (int places = 0; places <= PLACES; places++) {
        int64_t unit = in_units(multiple, places);
        int64_t all = unit ? common_multiple(a, places) : 0;
        if (all) {
            return all % unit == 0 ? LC_HOLDS : LC_FAILS;
        }
    }
    return sure ? LC_FAILS : LC_UNSURE;
}

static enum lc_answer all_implied(const struct lc_view *a, const struct lc_view *b)
{
    enum lc_answer worst = LC_HOLDS;
    for (size_t i = 0; i < b->more->multiples.count; i++) {
        enum lc_answer one = implied(a, b->more->multiples.at[i].value);
        worst = one > worst ? one : worst;
    }
    return worst;
}

static ctr_status build_multiples(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_nodes *a = &p->a->more->multiples;
    const struct lc_nodes *b = &p->b->more->multiples;
    struct lc_node none = {NULL, NULL};
    enum lc_answer sub = all_implied(p->a, p->b);
    enum lc_answer sup = all_implied(p->b, p->a);
    if ((sub == LC_HOLDS && sup == LC_HOLDS) || !(p->a->types & p->b->types & LC_T_NUMBER)) {
        return CTR_OK;
    }
    const char *from = a->count ? lc_cmp_show(m->ctx, a->at[0].value, 40) : "none";
    const char *to = b->count ? lc_cmp_show(m->ctx, b->at[0].value, 40) : "none";
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    enum lc_kind_id kind = !a->count   ? LC_CHANGE_MULTIPLE_OF_SET
                           : !b->count ? LC_CHANGE_MULTIPLE_OF_UNSET
                                       : LC_CHANGE_MULTIPLE_OF_CHANGED;
    return lc_change(m, p, kind, sub, sup, a->count ? a->at[0] : none, b->count ? b->at[0] : none,
                     lc_cmp_change(m->ctx, "multipleOf", a->count ? a->at[0].value : NULL,
                                   b->count ? b->at[0].value : NULL),
                     lc_format(m->ctx, "multipleOf changed from %s to %s", from, to));
}

/* ---- patterns: equal texts are equal, of others nothing is known */

static ctr_status has_pattern(struct lc_side *side, const struct lc_nodes *list,
                              const struct lc_value *pattern, bool *out)
{
    *out = false;
    for (size_t i = 0; i < list->count && !*out; i++) {
        LC_TRY(lc_pattern_same(side, lc_raw(list->at[i].value), lc_raw(pattern), out));
    }
    return CTR_OK;
}

static ctr_status patterns_imply(struct lc_side *side, const struct lc_nodes *a,
                                 const struct lc_nodes *b, enum lc_answer *out)
{
    *out = LC_HOLDS;
    for (size_t i = 0; i < b->count && *out == LC_HOLDS; i++) {
        bool has;
        LC_TRY(has_pattern(side, a, b->at[i].value, &has));
        *out = has ? LC_HOLDS : a->count ? LC_UNSURE : LC_FAILS;
    }
    return CTR_OK;
}

static ctr_status build_patterns(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_nodes *a = &p->a->more->patterns;
    const struct lc_nodes *b = &p->b->more->patterns;
    struct lc_node none = {NULL, NULL};
    enum lc_answer sub;
    enum lc_answer sup;
    LC_TRY(patterns_imply(&m->side[0], a, b, &sub));
    LC_TRY(patterns_imply(&m->side[0], b, a, &sup));
    if ((sub == LC_HOLDS && sup == LC_HOLDS) || !(p->a->types & p->b->types & LC_T_STRING)) {
        return CTR_OK;
    }
    const char *from = a->count ? lc_cmp_show(m->ctx, a->at[0].value, 200) : "none";
    const char *to = b->count ? lc_cmp_show(m->ctx, b->at[0].value, 200) : "none";
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    enum lc_kind_id kind = !a->count   ? LC_CHANGE_PATTERN_ADDED
                           : !b->count ? LC_CHANGE_PATTERN_REMOVED
                                       : LC_CHANGE_PATTERN_CHANGED;
    bool reads = true;
    LC_TRY(b->count ? lc_pattern_reads(&m->side[1], lc_raw(b->at[0].value), &reads) : CTR_OK);
    const char *hint = !reads ? "; that is no regular expression of ECMA-262, so that validators "
                                "refuse the schema, or each reads it in its own way"
                       : kind == LC_CHANGE_PATTERN_CHANGED
                           ? "; whether the two match the same texts is for you to decide"
                           : "";
    return lc_change(m, p, kind, sub, sup, a->count ? a->at[0] : none, b->count ? b->at[0] : none,
                     lc_cmp_change(m->ctx, "pattern", a->count ? a->at[0].value : NULL,
                                   b->count ? b->at[0].value : NULL),
                     lc_format(m->ctx, "the pattern changed from %s to %s%s", from, to, hint));
}

/* ---- uniqueness */

static ctr_status build_unique(struct lc_schema_memo *m, struct lc_pair *p)
{
    bool added = p->b->more->unique_items.value != NULL;
    struct lc_span items;
    if (added == (p->a->more->unique_items.value != NULL) ||
        !(p->a->types & p->b->types & LC_T_ARRAY)) {
        return CTR_OK;
    }
    LC_TRY(lc_view_items(added ? p->a : p->b, &items));
    if (items.most <= 1) {
        return CTR_OK;
    }
    return lc_change(m, p, added ? LC_CHANGE_UNIQUE_ITEMS_ADDED : LC_CHANGE_UNIQUE_ITEMS_REMOVED,
                     added ? LC_FAILS : LC_HOLDS, added ? LC_HOLDS : LC_FAILS,
                     p->a->more->unique_items, p->b->more->unique_items, "uniqueItems",
                     added ? "items must differ from each other now"
                           : "items may be equal to each other now");
}

ctr_status lc_build_limits(struct lc_schema_memo *m, struct lc_pair *p)
{
    for (int id = 0; id < LC_LIMITS; id++) {
        LC_TRY(build_limit(m, p, (enum lc_limit_id)id));
    }
    LC_TRY(build_multiples(m, p));
    LC_TRY(build_patterns(m, p));
    return build_unique(m, p);
}
