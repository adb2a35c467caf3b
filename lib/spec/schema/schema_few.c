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
    for (int64_t n = from; *few && n <= to; n++) {
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

/* Every value that the first accepts, the second does. */
static ctr_status all_accepted(struct lc_view *few, struct lc_view *all,
                               const struct lc_nodes *values, bool *out)
{
    *out = true;
    for (size_t i = 0; i < values->count && *out; i++) {
        enum lc_answer own;
        enum lc_answer answer;
        LC_TRY(lc_view_accepts(all, values->at[i].value, &answer));
        if (answer != LC_HOLDS) {
            LC_TRY(lc_view_accepts(few, values->at[i].value, &own));
            *out = own == LC_FAILS;
        }
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
    /* a number in draft 04 may be written in ways that its values do not show */
    *out = *out && (few->side->dialect == all->side->dialect || !(few->types & LC_T_NUMBER));
    return CTR_OK;
}
