/*
 * What ALTER makes of the values of a column that ends with a type in which all of them could be:
 * USING gives others, or they went through a type that does not hold them.
 */
#include "spec/sql/sql.h"

/* A cast that changes nothing: at the end to the type that the column has now, before to text. */
static ctr_status cast_to(struct lc_sql_cursor *c, const struct lc_sql_column *col, bool *same,
                          bool *text)
{
    struct lc_sql_type type;
    LC_TRY(lc_sql_read_type(c, &type));
    *same = lc_sql_relate(c->s->dialect, &col->type, &type) == LC_DDL_SAME;
    *text = lc_sql_holds_text(c->s, &type, true);
    return CTR_OK;
}

/* True for the column as it is: bare, or cast to its type. */
static ctr_status is_itself(struct lc_sql_cursor c, const struct lc_sql_column *col, bool *out)
{
    bool same = true;
    bool text = true;
    while (lc_sql_take(&c, "(") || lc_sql_take2(&c, "cast", "(")) {
    }
    const struct lc_value *token = lc_sql_peek(&c);
    const char *name = token ? lc_sql_key(c.s, token, true) : "";
    if (!name) {
        return CTR_E_NOMEM;
    }
    *out = strcmp(name, col->name) == 0;
    lc_sql_skip(&c);
    while (*out && !lc_sql_done(&c) && !lc_sql_is(&c, ",")) {
        if (lc_sql_take(&c, ")")) {
            continue;
        }
        *out = (same || text) && (lc_sql_take(&c, "::") || lc_sql_take(&c, "as"));
        if (*out) {
            LC_TRY(cast_to(&c, col, &same, &text));
        }
    }
    *out = *out && same;
    return CTR_OK;
}

ctr_status lc_sql_retyped(struct lc_sql_cursor *c, const struct lc_sql_thing *t,
                          const struct lc_sql_column *col, const struct lc_sql_type *before,
                          const struct lc_value *node)
{
    struct lc_sql_schema *s = c->s;
    const char *how = NULL;
    bool itself = true;
    if (lc_sql_take(c, "using")) {
        const uint32_t from = (lc_sql_peek(c), c->i);
        LC_TRY(is_itself(*c, col, &itself));
        lc_sql_skip_item(c);
        const char *text = itself ? "" : lc_sql_expression(c, from, c->i);
        how = text ? lc_format(s->ctx, "USING %s", text) : NULL;
        if (!how) {
            return CTR_E_NOMEM;
        }
    }
    if (!itself) {
        return lc_sql_values_go(s, t, col, how, node);
    }
    enum lc_sql_relation r = lc_sql_relate(s->dialect, before, &col->type);
    if (r != LC_DDL_NARROWER && r != LC_DDL_PADDED && r != LC_DDL_DIFFERENT) {
        return CTR_OK; /* what is not known refuses values rather than cutting them */
    }
    how = lc_format(s->ctx, "the type %s in between", col->type.shown);
    return how ? lc_sql_values_go(s, t, col, how, node) : CTR_E_NOMEM;
}
