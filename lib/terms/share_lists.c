/* The members of a rule that are lists. */
#include "terms/share_reader.h"

#include "terms/allocate.h"

/* A list, not longer than parts may be; NULL and nothing if it is not there. */
static ctr_status find_list(struct lc_share_reader *r, const char *name,
                            const struct lc_value **out)
{
    *out = lc_share_member(r, name);
    if (*out && ((*out)->kind != LC_ARRAY || (*out)->count > LC_ALLOCATE_MOST)) {
        return lc_share_refuse(r, name, (*out)->offset, "should be a list of at most %d items",
                               LC_ALLOCATE_MOST);
    }
    return CTR_OK;
}

static ctr_status read_changes(struct lc_share_reader *r)
{
    const struct lc_value *list;

    LC_TRY(find_list(r, "changes", &list));
    if (!list) {
        return CTR_OK;
    }
    int64_t *changes = lc_new(r->ctx, list->count, sizeof *changes);
    if (!changes) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_share_read_amount(r, "changes", &list->items[i], true, &changes[i]));
    }
    r->changes_at = list->offset;
    r->rule->changes = changes;
    r->rule->change_count = list->count;
    return CTR_OK;
}

static ctr_status read_party(struct lc_share_reader *r, const struct lc_value *value,
                             struct lc_share_party *out)
{
    const struct lc_value *name = lc_get(value, "name");
    const struct lc_value *pct = value;

    *out = (struct lc_share_party){NULL, 0};
    if (value->kind == LC_OBJECT) {
        const struct lc_value *short_name = lc_get(value, "pct");
        pct = short_name ? short_name : lc_get(value, "share_pct");
    }
    if (!pct ||
        (name && (name->kind != LC_STRING || memchr(name->chars, '\0', name->count) != NULL))) {
        return lc_share_refuse(r, "participants", value->offset,
                               "should hold percentages, or objects with name and pct");
    }
    if (name) {
        out->name = lc_dup(r->ctx, lc_raw(name));
        if (!out->name) {
            return CTR_E_NOMEM;
        }
    }
    return lc_share_read_ratio(r, "participants", pct, LC_RATIO_ONE, &out->weight);
}

static ctr_status read_parties(struct lc_share_reader *r)
{
    const struct lc_value *list;
    int64_t sum = 0;

    LC_TRY(find_list(r, "participants", &list));
    if (!list) {
        return CTR_OK;
    }
    struct lc_share_party *parties = lc_new(r->ctx, list->count, sizeof *parties);
    if (!parties) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(read_party(r, &list->items[i], &parties[i]));
        sum += parties[i].weight;
    }
    if (sum > LC_RATIO_ONE) {
        return lc_share_refuse(r, "participants", list->offset, "make %s; at most 100 %% is there",
                               lc_share_pct(r->ctx, sum));
    }
    r->rule->parties = parties;
    r->rule->party_count = list->count;
    return CTR_OK;
}

/* A product has the digits of both. */
static void measure_component(struct lc_share_reader *r, const struct lc_value *item)
{
    int64_t digits = 0;

    for (size_t i = 0; i < 2; i++) {
        const struct lc_value *value = lc_at(item, i);
        bool number = lc_is(value, LC_NUMBER) || lc_is(value, LC_STRING);
        int own = number ? lc_fixed_digits(lc_raw(value)) : 0;
        digits += own > 0 ? own : 0;
    }
    digits = digits < LC_FIXED_FINEST ? digits : LC_FIXED_FINEST;
    r->rule->exponent = digits > r->rule->exponent ? digits : r->rule->exponent;
}

static ctr_status read_components(struct lc_share_reader *r)
{
    const struct lc_value *list;

    LC_TRY(find_list(r, "components", &list));
    if (!list) {
        return CTR_OK;
    }
    struct lc_share_component *items = lc_new(r->ctx, list->count, sizeof *items);
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_value *item = &list->items[i];
        if (r->measuring) {
            measure_component(r, item);
            continue;
        }
        if (item->kind != LC_ARRAY || item->count != 2) {
            return lc_share_refuse(r, "components", item->offset,
                                   "should hold pairs: a quantity and a rate");
        }
        LC_TRY(lc_share_read_fixed(r, "components", lc_at(item, 0), true, &items[i].quantity));
        LC_TRY(lc_share_read_fixed(r, "components", lc_at(item, 1), true, &items[i].rate));
    }
    r->rule->components = items;
    r->rule->component_count = list->count;
    return CTR_OK;
}

static ctr_status read_weights(struct lc_share_reader *r)
{
    const struct lc_value *list;
    lc_wide sum = 0;

    LC_TRY(find_list(r, "ratios", &list));
    if (!list) {
        return CTR_OK;
    }
    int64_t *weights = lc_new(r->ctx, list->count, sizeof *weights);
    if (!weights) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_share_read_fixed(r, "ratios", &list->items[i], false, &weights[i]));
        sum += weights[i];
    }
    if (sum == 0 || sum > LC_MONEY_MOST) {
        return lc_share_refuse(r, "ratios", list->offset, "%s",
                               sum ? "make too large a sum" : "should not all be zero");
    }
    r->rule->weights = weights;
    r->rule->weight_count = list->count;
    return CTR_OK;
}

/* [cost, fee] */
static ctr_status read_point(struct lc_share_reader *r, const char *name, enum lc_share_term cost,
                             enum lc_share_term fee)
{
    const struct lc_value *value = lc_share_member(r, name);
    int64_t amounts[2];

    if (!value) {
        return CTR_OK;
    }
    if (value->kind != LC_ARRAY || value->count != 2) {
        return lc_share_refuse(r, name, value->offset, "should be a pair: a cost and its fee");
    }
    for (size_t i = 0; i < 2; i++) {
        LC_TRY(lc_share_read_amount(r, name, lc_at(value, i), i == 1, &amounts[i]));
    }
    if (r->measuring) {
        return CTR_OK;
    }
    LC_TRY(lc_share_set(r, cost, amounts[0], name, value->offset));
    return lc_share_set(r, fee, amounts[1], name, value->offset);
}

static ctr_status read_points(struct lc_share_reader *r)
{
    const struct lc_value *target = lc_share_member(r, "target");

    if (target && target->kind == LC_ARRAY) {
        LC_TRY(read_point(r, "target", LC_TERM_TARGET, LC_TERM_FEE));
    }
    LC_TRY(read_point(r, "optimistic", LC_TERM_OPTIMISTIC_COST, LC_TERM_OPTIMISTIC_FEE));
    return read_point(r, "pessimistic", LC_TERM_PESSIMISTIC_COST, LC_TERM_PESSIMISTIC_FEE);
}

/* true, false, or how many. */
static ctr_status read_accepted(struct lc_share_reader *r)
{
    const struct lc_value *value = lc_share_member(r, "accepted");
    int64_t count = 0;

    if (!value || r->measuring) {
        return CTR_OK;
    }
    if (value->kind == LC_TRUE || value->kind == LC_FALSE) {
        count = value->kind == LC_TRUE;
    } else if (!lc_int(value, &count) || count < 0 || count > 1000 * 1000) {
        return lc_share_refuse(r, "accepted", value->offset,
                               "should be true, false, or how many iterations were accepted");
    }
    return lc_share_set(r, LC_TERM_ACCEPTED, count, "accepted", value->offset);
}

ctr_status lc_share_read_lists(struct lc_share_reader *r)
{
    LC_TRY(read_changes(r));
    if (r->rule->model == CTR_SHARE_CPIF_STRUCTURE) {
        LC_TRY(read_points(r));
    }
    LC_TRY(read_components(r));
    if (r->measuring) {
        return CTR_OK;
    }
    LC_TRY(read_parties(r));
    LC_TRY(read_accepted(r));
    return read_weights(r);
}
