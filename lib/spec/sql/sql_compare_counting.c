/* Comparing columns that count by themselves: with what, and by which options. */
#include "spec/sql/sql.h"

/* Nobody else counts with it. */
static bool owns(struct lc_sql_cmp *x, int side, const struct lc_sql_column *c)
{
    const struct lc_sql_thing *t = x->table[side];
    if (c->owns || !c->sequence || !t) {
        return true;
    }
    const char *usual = lc_sql_usual_sequence(x->schema[side], t, c);
    return usual && strcmp(usual, c->sequence) == 0;
}

static ctr_status sequence(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                           const struct lc_sql_column *b)
{
    const char *from = a->sequence ? a->sequence : "one of its own";
    const char *to = b->sequence ? b->sequence : "one of its own";
    if (strcmp(from, to) == 0 || (owns(x, 0, a) && owns(x, 1, b))) {
        return CTR_OK;
    }
    return lc_sql_column_differs(
        x, LC_RULE_SQL_DEFAULT_CHANGED, CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED,
        LC_DDL_BW | LC_DDL_FW, part, a, b, lc_format(x->c->ctx, "%s\n%s", from, to),
        lc_format(x->c->ctx,
                  "'%s' counts with another sequence, %s, before %s; it may give "
                  "numbers that are there",
                  part, to, from));
}

/* Bits of numbers that it gives, if its sequence ends before its type does; else those of the type,
 * and 0 where an end is told. */
static int64_t bits_of(struct lc_sql_cmp *x, int side, const struct lc_sql_column *c, bool *early)
{
    const int64_t own = lc_sql_keeping_of(x->schema[side]->dialect, &c->type).bits;
    *early = c->counting.bits && c->counting.bits < own;
    return c->counting.most ? 0 : *early ? c->counting.bits : own;
}

static ctr_status ends(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                       const struct lc_sql_column *b)
{
    bool early[2];
    const int64_t from = bits_of(x, 0, a, &early[0]);
    const int64_t to = bits_of(x, 1, b, &early[1]);
    bool sooner = early[1] && from > to && to;
    bool later = early[0] && to > from && from;
    if (!sooner && !later) {
        return CTR_OK;
    }
    return lc_sql_column_differs(
        x, LC_RULE_SQL_CONSTRAINT_TERMS_CHANGED, sooner ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO,
        sooner ? CTR_LEVEL_INFO : CTR_LEVEL_UNDECIDED, sooner ? LC_DDL_BW : LC_DDL_FW, part, a, b,
        lc_format(x->c->ctx, "bits %d\n%d", (int)from, (int)to),
        lc_format(x->c->ctx, "'%s' counts up to a number of %d bits, before of %d", part, (int)to,
                  (int)from));
}

ctr_status lc_sql_compare_counting(struct lc_sql_cmp *x, const char *part,
                                   const struct lc_sql_column *a, const struct lc_sql_column *b)
{
    if (!a->identity || !b->identity) {
        return CTR_OK;
    }
    const char *from = lc_sql_show_counting(x->schema[0], a);
    const char *to = lc_sql_show_counting(x->schema[1], b);
    const char *arguments = from && to ? lc_format(x->c->ctx, "%s\n%s", from, to) : NULL;
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    LC_TRY(sequence(x, part, a, b));
    LC_TRY(ends(x, part, a, b));
    if (strcmp(from, to) != 0) {
        LC_TRY(lc_sql_column_differs(
            x, LC_RULE_SQL_CONSTRAINT_TERMS_CHANGED, CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED,
            LC_DDL_BW | LC_DDL_FW, part, a, b, arguments,
            lc_format(x->c->ctx,
                      "'%s' counts otherwise: %s, before %s; at its end, or where it "
                      "meets a number that is there, writers are refused",
                      part, to, from)));
    }
    if (a->counting.once == b->counting.once) {
        return CTR_OK;
    }
    bool lost = a->counting.once;
    return lc_sql_column_differs(
        x, LC_RULE_SQL_CONSTRAINT_TERMS_CHANGED, lost ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO,
        lost ? CTR_LEVEL_INFO : CTR_LEVEL_WARNING, lost ? LC_DDL_BR : LC_DDL_FR, part, a, b,
        lost ? "once\nagain" : "again\nonce",
        lc_format(x->c->ctx,
                  lost ? "'%s' may get the number of a row that is gone, as "
                         "AUTOINCREMENT did not"
                       : "'%s' gets no number of a row that is gone any more",
                  part));
}
