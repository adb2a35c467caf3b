/* Assessments as results: words, shapes, texts of amounts, and back from them. */
#include "domain/assess/assess.h"

const struct lc_word lc_words_assess_basis[] = {
    {LC_BASIS_ACTUAL, "actual"}, {LC_BASIS_FORECAST, "forecast"}, {0, NULL}};
const struct lc_word lc_words_assess_state[] = {{LC_ASSESS_POSTED, "posted"},
                                                {LC_ASSESS_FORECAST, "forecast"},
                                                {LC_ASSESS_HELD, "held"},
                                                {0, NULL}};

static const struct lc_field party_fields[] = {
    LC_FIELD_OF(lc_assess_party, "party", LC_KIND_STR, party),
    LC_FIELD_OF(lc_assess_party, "accrued", LC_KIND_STR, text_accrued),
    LC_FIELD_OF(lc_assess_party, "accrued_now", LC_KIND_STR, text_accrued_now),
    LC_FIELD_OF(lc_assess_party, "payable", LC_KIND_STR, text_payable),
    LC_FIELD_OF(lc_assess_party, "payable_now", LC_KIND_STR, text_payable_now),
};
static const struct lc_shape shape_assess_party = LC_SHAPE(lc_assess_party, party_fields);

static const struct lc_field assessment_fields[] = {
    LC_FIELD_OF(ctr_assessment, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_assessment, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_assessment, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_assessment, "assessment", LC_KIND_INT, n),
    LC_FIELD_OF(ctr_assessment, "as_of", LC_KIND_STR, as_of),
    LC_FIELD_WORD(ctr_assessment, "kind", kind, lc_words_assess_kind),
    LC_FIELD_WORD(ctr_assessment, "basis", basis, lc_words_assess_basis),
    LC_FIELD_WORD(ctr_assessment, "state", state, lc_words_assess_state),
    LC_FIELD_OF(ctr_assessment, "repeated", LC_KIND_BOOL, repeated),
    LC_FIELD_WORD(ctr_assessment, "interim_policy", policy, lc_words_interim),
    LC_FIELD_OF(ctr_assessment, "master_version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_assessment, "terms_sha256", LC_KIND_STR, terms),
    LC_FIELD_OF(ctr_assessment, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_assessment, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_assessment, "target", LC_KIND_STR, text_target),
    LC_FIELD_OF(ctr_assessment, "cost", LC_KIND_STR, text_cost),
    LC_FIELD_OF(ctr_assessment, "earned", LC_KIND_STR, text_earned),
    LC_FIELD_OF(ctr_assessment, "forecast", LC_KIND_STR, text_forecast),
    LC_FIELD_OF(ctr_assessment, "accrued", LC_KIND_STR, text_accrued),
    LC_FIELD_OF(ctr_assessment, "accrued_now", LC_KIND_STR, text_accrued_now),
    LC_FIELD_OF(ctr_assessment, "forecast_share", LC_KIND_STR, text_forecast_share),
    LC_FIELD_OF(ctr_assessment, "payable", LC_KIND_STR, text_payable),
    LC_FIELD_OF(ctr_assessment, "payable_now", LC_KIND_STR, text_payable_now),
    LC_FIELD_OF(ctr_assessment, "hold", LC_KIND_STR, hold),
    LC_FIELD_LIST(ctr_assessment, "parties", parties, party_count, &shape_assess_party),
    LC_FIELD_OF(ctr_assessment, "share", LC_KIND_JSON, answer),
    LC_FIELD_OF(ctr_assessment, "accrued_entry", LC_KIND_ORDINAL, accrued_seq),
    LC_FIELD_OF(ctr_assessment, "payable_entry", LC_KIND_ORDINAL, payable_seq),
    LC_FIELD_OF(ctr_assessment, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(ctr_assessment, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(ctr_assessment, "reason", LC_KIND_STR, reason),
};
const struct lc_shape lc_shape_assessment = LC_SHAPE(ctr_assessment, assessment_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_assessment_list, "assessments", items, count, &lc_shape_assessment),
    LC_FIELD_OF(ctr_assessment_list, "next", LC_KIND_STR, mark),
};
const struct lc_shape lc_shape_assessment_list = LC_SHAPE(ctr_assessment_list, list_fields);

/* --- texts --- */

ctr_status lc_assess_texts(struct lc_ctx *ctx, struct ctr_assessment *a)
{
    int e = a->exponent;

    a->as_of = lc_ledger_day(ctx, a->as_of_day);
    a->terms = lc_ledger_hex(ctx, &a->terms_hash);
    a->text_target = lc_ledger_amount(ctx, a->target, e);
    a->text_cost = lc_ledger_amount(ctx, a->cost, e);
    a->text_earned = a->has_earned ? lc_ledger_amount(ctx, a->earned, e) : NULL;
    a->text_forecast = a->has_forecast ? lc_ledger_amount(ctx, a->forecast, e) : NULL;
    a->text_forecast_share = a->has_forecast ? lc_ledger_amount(ctx, a->forecast_share, e) : NULL;
    a->text_accrued = lc_ledger_amount(ctx, a->accrued, e);
    a->text_accrued_now = lc_ledger_amount(ctx, a->accrued - a->accrued_before, e);
    a->text_payable = lc_ledger_amount(ctx, a->payable, e);
    a->text_payable_now = lc_ledger_amount(ctx, a->payable - a->payable_before, e);
    for (size_t i = 0; i < a->party_count; i++) {
        struct lc_assess_party *p = &a->parties[i];
        p->text_accrued = lc_ledger_amount(ctx, p->accrued, e);
        p->text_accrued_now = lc_ledger_amount(ctx, p->accrued - p->accrued_before, e);
        p->text_payable = lc_ledger_amount(ctx, p->payable, e);
        p->text_payable_now = lc_ledger_amount(ctx, p->payable - p->payable_before, e);
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status take(struct lc_ctx *ctx, const struct ctr_assessment *a, const char *what,
                       const char *text, int64_t *out)
{
    return text && lc_fixed_scaled(lc_str(text), a->exponent, out) == LC_FIXED_OK
               ? CTR_OK
               : lc_fail(ctx, CTR_E_INPUT,
                         "%s of assessment %lld is '%.60s', wanted an amount in %s", what,
                         (long long)a->n, text ? text : "", a->currency);
}

/* What came before is the cumulative figure less what it moved. */
static ctr_status take_pair(struct lc_ctx *ctx, const struct ctr_assessment *a, const char *what,
                            const char *const texts[2], int64_t *sum, int64_t *before)
{
    int64_t now;

    LC_TRY(take(ctx, a, what, texts[0], sum));
    LC_TRY(take(ctx, a, what, texts[1], &now));
    return __builtin_sub_overflow(*sum, now, before)
               ? lc_fail(ctx, CTR_E_INPUT, "%s of assessment %lld is too large", what,
                         (long long)a->n)
               : CTR_OK;
}

ctr_status lc_assess_untexts(struct lc_ctx *ctx, struct ctr_assessment *a)
{
    a->exponent = a->currency ? lc_currency_exponent(lc_str(a->currency)) : -1;
    if (a->exponent < 0) {
        return lc_fail(ctx, CTR_E_INPUT, "'%.20s' is no currency of ISO 4217",
                       a->currency ? a->currency : "");
    }
    a->has_earned = a->text_earned != NULL;
    a->has_forecast = a->text_forecast != NULL;
    LC_TRY(take(ctx, a, "target", a->text_target, &a->target));
    LC_TRY(take(ctx, a, "cost", a->text_cost, &a->cost));
    LC_TRY(a->has_earned ? take(ctx, a, "earned", a->text_earned, &a->earned) : CTR_OK);
    LC_TRY(a->has_forecast ? take(ctx, a, "forecast", a->text_forecast, &a->forecast) : CTR_OK);
    LC_TRY(a->has_forecast
               ? take(ctx, a, "forecast share", a->text_forecast_share, &a->forecast_share)
               : CTR_OK);
    LC_TRY(take_pair(ctx, a, "accrued", (const char *[]){a->text_accrued, a->text_accrued_now},
                     &a->accrued, &a->accrued_before));
    LC_TRY(take_pair(ctx, a, "payable", (const char *[]){a->text_payable, a->text_payable_now},
                     &a->payable, &a->payable_before));
    for (size_t i = 0; i < a->party_count; i++) {
        struct lc_assess_party *p = &a->parties[i];
        LC_TRY(take_pair(ctx, a, "accrued", (const char *[]){p->text_accrued, p->text_accrued_now},
                         &p->accrued, &p->accrued_before));
        LC_TRY(take_pair(ctx, a, "payable", (const char *[]){p->text_payable, p->text_payable_now},
                         &p->payable, &p->payable_before));
    }
    LC_TRY(
        lc_ledger_read_day(ctx, "the day of an assessment", a->as_of, LC_DAY_NONE, &a->as_of_day));
    return a->as_of_day != LC_DAY_NONE && a->terms &&
                   lc_sha256_parse(lc_str(a->terms), &a->terms_hash)
               ? CTR_OK
               : lc_fail(ctx, CTR_E_INPUT, "assessment %lld has no day, or no hash of its terms",
                         (long long)a->n);
}
