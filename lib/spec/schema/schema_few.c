/*
 * Schemas of few values: those of an enum, null and the booleans, integers between limits that lie
 * close together. Each value is held against the other side, whatever its keywords are.
 */
#include "spec/schema/schema_room.h"

enum { MOST_INTEGERS = 64, MOST_CHOICES = 16 };

/* The integers from the minimum to the maximum; false if they are not few. */
static ctr_status integers_between(struct lc_view *v, struct lc_nodes *out, bool *few)
{
    const struct lc_limit *low = &v->limit[LC_MINIMUM];
    const struct lc_limit *high = &v->limit[LC_MAXIMUM];
    struct lc_node node = lc_view_node(v);
    int64_t from = 0;
    int64_t to = 0;
    *few = (v->types & (uint8_t) ~(LC_T_INT | LC_T_WHOLE)) == 0 && low->node.value &&
           high->node.value && lc_decimal_int64(&low->value, &from) &&
           lc_decimal_int64(&high->value, &to) &&
           (to < from || (uint64_t)to - (uint64_t)from < MOST_INTEGERS);
    *out = (struct lc_nodes){NULL, 0, 0};
    const uint64_t count = *few && from <= to ? (uint64_t)to - (uint64_t)from + 1 : 0;
    for (uint64_t i = 0; i < count; i++) {
        const int64_t n = from + (int64_t)i;
        struct lc_value *value = lc_new(v->side->ctx, 1, sizeof *value);
        const char *text = lc_format(v->side->ctx, "%lld", (long long)n);
        if (!value || !text) {
            return CTR_E_NOMEM;
        }
        value->kind = LC_NUMBER;
        lc_set_raw(value, lc_str(text));
        node.value = value;
        LC_TRY(lc_push_node(v->side->ctx, out, node));
    }
    return CTR_OK;
}

static ctr_status values_of(struct lc_view *v, struct lc_nodes *out, bool *few)
{
    *few = lc_view_finite(v, out);
    if (v->side->ctx->error) {
        return ctr_error_status(v->side->ctx->error);
    }
    return *few ? CTR_OK : integers_between(v, out, few);
}

/* ---- the same number, written in two ways */

static bool is_whole(const struct lc_value *value)
{
    struct lc_decimal d;
    return value->kind == LC_NUMBER && lc_number(value, &d) && lc_decimal_is_integer(&d);
}

static bool holds_whole(const struct lc_value *value)
{
    bool found = is_whole(value);
    if (value->kind != LC_ARRAY && value->kind != LC_OBJECT) {
        return found;
    }
    for (size_t i = 0; i < value->count && !found; i++) {
        found = holds_whole(value->kind == LC_ARRAY ? &value->items[i] : &value->members[i].value);
    }
    return found;
}

ctr_status lc_other_form(struct lc_view *a, struct lc_view *b, const struct lc_value *value,
                         const struct lc_value **out, bool *deep)
{
    struct lc_ctx *ctx = a->side->ctx;
    struct lc_decimal d;
    int64_t n;
    *out = NULL;
    *deep = false;
    if ((a->side->dialect != LC_DRAFT_04 && b->side->dialect != LC_DRAFT_04) ||
        !holds_whole(value)) {
        return CTR_OK;
    }
    bool small = is_whole(value) && lc_number(value, &d) && lc_decimal_int64(&d, &n);
    if (!small) {
        *deep = true;
        return CTR_OK;
    }
    struct lc_value *other = lc_new(ctx, 1, sizeof *other);
    const char *text =
        lc_format(ctx, lc_bare_integer(lc_raw(value)) ? "%lld.0" : "%lld", (long long)n);
    if (!other || !text) {
        return CTR_E_NOMEM;
    }
    *other = *value;
    lc_set_raw(other, lc_str(text));
    *out = other;
    return CTR_OK;
}

/* If the first accepts the value, does the second? */
static ctr_status one_accepted(struct lc_view *few, struct lc_view *all,
                               const struct lc_value *value, bool *out)
{
    enum lc_answer own;
    enum lc_answer answer;
    LC_TRY(lc_view_accepts(all, value, &answer));
    *out = answer == LC_HOLDS;
    if (!*out) {
        LC_TRY(lc_view_accepts(few, value, &own));
        *out = own == LC_FAILS;
    }
    return CTR_OK;
}

/* Every value that the first accepts, the second does. */
static ctr_status all_accepted(struct lc_view *few, struct lc_view *all,
                               const struct lc_nodes *values, bool *out)
{
    *out = true;
    for (size_t i = 0; i < values->count && *out; i++) {
        const struct lc_value *other;
        bool deep;
        LC_TRY(one_accepted(few, all, values->at[i].value, out));
        LC_TRY(lc_other_form(few, all, values->at[i].value, &other, &deep));
        *out = *out && !deep;
        LC_TRY(*out && other ? one_accepted(few, all, other, out) : CTR_OK);
    }
    return CTR_OK;
}

/* Choices of few values each. */
static ctr_status each_choice(struct lc_view *few, struct lc_view *all, bool *out)
{
    const uint8_t sorts = LC_T_INT | LC_T_WHOLE | LC_T_NULL | LC_T_BOOLEAN;
    const struct lc_group *g = few->groups.count ? &few->groups.at[0] : NULL;
    *out = g && g->count <= MOST_CHOICES && !few->loop;
    for (size_t i = 0; *out && i < g->count; i++) {
        *out =
            g->members[i] && !g->members[i]->loop && (g->members[i]->types & (uint8_t)~sorts) == 0;
    }
    for (size_t i = 0; *out && i < g->count; i++) {
        struct lc_view *piece;
        struct lc_nodes values;
        LC_TRY(lc_view_piece(few, g, i, &piece));
        LC_TRY(values_of(piece, &values, out));
        if (*out) {
            LC_TRY(all_accepted(piece, all, &values, out));
        }
    }
    return CTR_OK;
}

ctr_status lc_few_accepted(struct lc_view *few, struct lc_view *all, bool *out)
{
    struct lc_nodes values = {NULL, 0, 0};
    *out = true;
    if (few->types) {
        LC_TRY(values_of(few, &values, out));
    }
    if (*out) {
        LC_TRY(all_accepted(few, all, &values, out));
    } else {
        LC_TRY(each_choice(few, all, out));
    }
    return CTR_OK;
}
