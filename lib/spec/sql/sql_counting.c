/*
 * How a column counts that counts by itself: the options of an identity, each but where it says
 * what is so anyway.
 */
#include "spec/sql/sql.h"

/* [-]number */
static ctr_status number(struct lc_sql_cursor *c, const char **out)
{
    const uint32_t from = (lc_sql_peek(c), c->i);
    lc_sql_take(c, "-");
    lc_sql_skip(c);
    *out = lc_sql_text(c, from, c->i);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* [schema.]name, or NONE */
static void skip_name(struct lc_sql_cursor *c)
{
    do {
        lc_sql_skip(c);
    } while (lc_sql_take(c, "."));
}

ctr_status lc_sql_read_counting(struct lc_sql_cursor *c, struct lc_sql_counting *counting)
{
    if (lc_sql_take(c, "increment")) {
        lc_sql_take(c, "by");
        return number(c, &counting->step);
    }
    if (lc_sql_take(c, "start")) {
        lc_sql_take(c, "with");
        return number(c, &counting->start);
    }
    if (lc_sql_take(c, "minvalue")) {
        return number(c, &counting->least);
    }
    if (lc_sql_take(c, "maxvalue")) {
        return number(c, &counting->most);
    }
    if (lc_sql_take(c, "cycle")) {
        counting->cycles = true;
    } else if (lc_sql_take2(c, "no", "cycle")) {
        counting->cycles = false;
    } else if (lc_sql_take2(c, "no", "minvalue")) {
        counting->least = NULL;
    } else if (lc_sql_take2(c, "no", "maxvalue")) {
        counting->most = NULL;
    } else if (lc_sql_take2(c, "sequence", "name") || lc_sql_take2(c, "owned", "by")) {
        skip_name(c);
    } else { /* CACHE, LOGGED: how it is kept */
        lc_sql_skip(c);
    }
    return CTR_OK;
}

ctr_status lc_sql_read_countings(struct lc_sql_cursor *c, struct lc_sql_counting *counting)
{
    if (!lc_sql_take(c, "(")) {
        return CTR_OK;
    }
    while (!lc_sql_done(c) && !lc_sql_is(c, ")")) {
        LC_TRY(lc_sql_read_counting(c, counting));
    }
    return lc_sql_want(c, ")");
}

/* NULL if it is what is so anyway. */
static const char *unless(const char *text, const char *usual)
{
    return text && usual && strcmp(text, usual) == 0 ? NULL : text;
}

const char *lc_sql_show_counting(struct lc_sql_schema *s, const struct lc_sql_column *column)
{
    const struct lc_sql_counting *k = &column->counting;
    const int64_t bits = lc_sql_keeping_of(s->dialect, &column->type).bits;
    const int64_t last = bits == 16 ? INT16_MAX : bits == 64 ? INT64_MAX : INT32_MAX;
    bool down = k->step && k->step[0] == '-';
    const char *end = down ? lc_format(s->ctx, "- %lld", (long long)last)
                           : lc_format(s->ctx, "%lld", (long long)last);
    const char *step = unless(k->step, "1");
    const char *least = unless(k->least, down ? NULL : "1");
    const char *most = unless(k->most, down ? "- 1" : end);
    const char *first = down ? most : least;
    const char *start = unless(k->start, first ? first : down ? "- 1" : "1");
    if (!step && !least && !most && !start && !k->cycles) {
        return end ? "as usual" : NULL;
    }
    const char *text = lc_format(
        s->ctx, "%s%s%s%s%s%s%s%s%s", step ? " by " : "", step ? step : "", start ? " from " : "",
        start ? start : "", least ? " not below " : "", least ? least : "",
        most ? " not beyond " : "", most ? most : "", k->cycles ? " and around" : "");
    return end && text ? text + 1 : NULL;
}
