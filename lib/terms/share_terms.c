/* The members of a rule that state one number each: a table of names. */
#include "terms/share_reader.h"

enum kind {
    AMOUNT,
    SIGNED,  /* an amount, may be below zero */
    LIMIT,   /* an amount, or "10%", which goes to the term behind */
    PERCENT, /* 0 to 100 */
    FREE,    /* a percentage above 100, too */
    BUYER,   /* the other party's percentage */
    SPLIT,   /* "80/20": the other party's and ours */
    WHOLE    /* an integer in minor units */
};

enum { BOTH = 1 /* for either side of the target */ };

static const int64_t most_free = 100 * LC_RATIO_ONE;

static const struct row {
    const char *name;
    enum kind kind;
    enum lc_share_term term;
    unsigned flags;
} rows[] = {
    {"target", AMOUNT, LC_TERM_TARGET, 0},
    {"target_cost", AMOUNT, LC_TERM_TARGET, 0},
    {"original_target", AMOUNT, LC_TERM_ORIGINAL_TARGET, 0},
    {"cost", AMOUNT, LC_TERM_COST, 0},
    {"actual_cost", AMOUNT, LC_TERM_COST, 0},
    {"actual", AMOUNT, LC_TERM_COST, 0},
    {"target_profit", LIMIT, LC_TERM_FEE, 0},
    {"target_fee", LIMIT, LC_TERM_FEE, 0},
    {"target_profit_pct", FREE, LC_TERM_FEE_OF_TARGET, 0},
    {"target_fee_pct", FREE, LC_TERM_FEE_OF_TARGET, 0},
    {"target_price", AMOUNT, LC_TERM_TARGET_PRICE, 0},
    {"ceiling", LIMIT, LC_TERM_CEILING, 0},
    {"ceiling_price", LIMIT, LC_TERM_CEILING, 0},
    {"not_to_exceed", LIMIT, LC_TERM_CEILING, 0},
    {"cap", LIMIT, LC_TERM_CEILING, 0},
    {"ceiling_pct", FREE, LC_TERM_CEILING_PCT, 0},
    {"min_fee", LIMIT, LC_TERM_MIN_FEE, 0},
    {"min_fee_pct", FREE, LC_TERM_MIN_FEE_PCT, 0},
    {"max_fee", LIMIT, LC_TERM_MAX_FEE, 0},
    {"max_fee_pct", FREE, LC_TERM_MAX_FEE_PCT, 0},
    {"gain_cap", LIMIT, LC_TERM_GAIN_CAP, 0},
    {"gain_cap_pct", FREE, LC_TERM_GAIN_CAP_PCT, 0},
    {"pain_cap", LIMIT, LC_TERM_PAIN_CAP, 0},
    {"pain_cap_pct", FREE, LC_TERM_PAIN_CAP_PCT, 0},
    {"seller_share", PERCENT, LC_TERM_UNDER, BOTH},
    {"seller_share_pct", PERCENT, LC_TERM_UNDER, BOTH},
    {"contractor_share_pct", PERCENT, LC_TERM_UNDER, BOTH},
    {"buyer_share", BUYER, LC_TERM_UNDER, BOTH},
    {"buyer_share_pct", BUYER, LC_TERM_UNDER, BOTH},
    {"share_ratio", SPLIT, LC_TERM_UNDER, BOTH},
    {"sharing_ratio", SPLIT, LC_TERM_UNDER, BOTH},
    {"seller_share_under", PERCENT, LC_TERM_UNDER, 0},
    {"seller_share_over", PERCENT, LC_TERM_OVER, 0},
    {"buyer_share_under", BUYER, LC_TERM_UNDER, 0},
    {"buyer_share_over", BUYER, LC_TERM_OVER, 0},
    {"share_ratio_under", SPLIT, LC_TERM_UNDER, 0},
    {"share_ratio_over", SPLIT, LC_TERM_OVER, 0},
    {"gain_share_pct", PERCENT, LC_TERM_UNDER, 0},
    {"gain_share", PERCENT, LC_TERM_UNDER, 0},
    {"pain_share_pct", PERCENT, LC_TERM_OVER, 0},
    {"pain_share", PERCENT, LC_TERM_OVER, 0},
    {"fee_pct", FREE, LC_TERM_FEE_PCT, 0},
    {"price", AMOUNT, LC_TERM_PRICE, 0},
    {"price_per_iteration", AMOUNT, LC_TERM_PRICE, 0},
    {"change_price", SIGNED, LC_TERM_CHANGE_PRICE, 0},
    {"change_actual", SIGNED, LC_TERM_CHANGE_ACTUAL, 0},
    {"risk", SIGNED, LC_TERM_RISK, 0},
    {"minor", WHOLE, LC_TERM_MINOR, 0},
    {"retention_pct", PERCENT, LC_TERM_RETENTION, 0},
    {"billing_limit", LIMIT, LC_TERM_BILLING_LIMIT, 0},
    {"billing_limit_pct", FREE, LC_TERM_BILLING_LIMIT_PCT, 0},
};

bool lc_share_knows(struct lc_str name)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_str_is(name, rows[i].name)) {
            return true;
        }
    }
    return false;
}

const char *lc_share_term_name(enum lc_share_term term)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].term == term) {
            return rows[i].name;
        }
    }
    return "rule";
}

ctr_status lc_share_set(struct lc_share_reader *r, enum lc_share_term term, int64_t value,
                        const char *field, uint32_t offset)
{
    uint64_t bit = UINT64_C(1) << term;
    struct ctr_share_rule *rule = r->rule;
    bool special = (r->general & bit) != 0;

    if ((rule->given & bit) && !special && rule->terms[term] != value) {
        return lc_share_refuse(r, field, offset, "contradicts another member that states the same");
    }
    r->general &= ~bit;
    r->at[term] = offset;
    rule->given |= bit;
    rule->terms[term] = value;
    return CTR_OK;
}

/* "80/20": both in percent, together 100. */
static ctr_status read_split(struct lc_share_reader *r, const char *field,
                             const struct lc_value *value, int64_t *out)
{
    struct lc_str buyer;
    struct lc_str seller;
    int64_t parts[2];

    if (value->kind != LC_STRING || !lc_str_cut(lc_raw(value), '/', &buyer, &seller) ||
        lc_ratio_parse(buyer, &parts[0]) != LC_FIXED_OK ||
        lc_ratio_parse(seller, &parts[1]) != LC_FIXED_OK || parts[0] < 0 || parts[1] < 0 ||
        parts[0] + parts[1] != LC_RATIO_ONE) {
        return lc_share_refuse(r, field, value->offset,
                               "should be two percentages that make 100, the buyer's first, such "
                               "as \"80/20\"");
    }
    *out = parts[1];
    return CTR_OK;
}

static bool is_percentage(const struct lc_value *value)
{
    return value->kind == LC_STRING && lc_str_ends(lc_str_trim(lc_raw(value)), LC_STR("%"));
}

static ctr_status read_whole(struct lc_share_reader *r, const char *field,
                             const struct lc_value *value, int64_t *out)
{
    bool number = value->kind == LC_NUMBER || value->kind == LC_STRING;
    if (!number || lc_fixed_scaled(lc_raw(value), 0, out) != LC_FIXED_OK) {
        return lc_share_refuse(r, field, value->offset,
                               "should be a whole number of minor units, at most 2^62");
    }
    return CTR_OK;
}

static ctr_status read_number(struct lc_share_reader *r, const struct row *row,
                              const struct lc_value *value, enum lc_share_term *term, int64_t *out)
{
    *term = row->term;
    switch (row->kind) {
    case LIMIT:
        if (is_percentage(value)) {
            *term = row->term + 1;
            return lc_share_read_ratio(r, row->name, value, most_free, out);
        }
        return lc_share_read_amount(r, row->name, value, false, out);
    case AMOUNT:
    case SIGNED:
        return lc_share_read_amount(r, row->name, value, row->kind == SIGNED, out);
    case FREE:
        return lc_share_read_ratio(r, row->name, value, most_free, out);
    case PERCENT:
        return lc_share_read_ratio(r, row->name, value, LC_RATIO_ONE, out);
    case BUYER:
        LC_TRY(lc_share_read_ratio(r, row->name, value, LC_RATIO_ONE, out));
        *out = LC_RATIO_ONE - *out;
        return CTR_OK;
    case SPLIT:
        return read_split(r, row->name, value, out);
    case WHOLE:
        break;
    }
    return read_whole(r, row->name, value, out);
}

static ctr_status read_row(struct lc_share_reader *r, const struct row *row)
{
    const struct lc_value *value = lc_share_member(r, row->name);
    enum lc_share_term term;
    int64_t number = 0;

    if (!value || (r->rule->model == CTR_SHARE_CPIF_STRUCTURE && value->kind == LC_ARRAY)) {
        return CTR_OK;
    }
    LC_TRY(read_number(r, row, value, &term, &number));
    if (r->measuring) {
        return CTR_OK;
    }
    LC_TRY(lc_share_set(r, term, number, row->name, value->offset));
    return row->flags & BOTH ? lc_share_set(r, LC_TERM_OVER, number, row->name, value->offset)
                             : CTR_OK;
}

/* Rates of one side may replace those of both, so they come second. */
ctr_status lc_share_read_terms(struct lc_share_reader *r)
{
    for (unsigned pass = BOTH + 1; pass-- > 0;) {
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            if (rows[i].flags == pass) {
                LC_TRY(read_row(r, &rows[i]));
            }
        }
        r->general = r->rule->given;
    }
    return CTR_OK;
}
