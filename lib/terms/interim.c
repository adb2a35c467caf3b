/* Interim policies. */
#include "terms/interim.h"

const struct lc_word lc_words_interim[] = {{LC_INTERIM_NONE, "none"},
                                           {LC_INTERIM_PAIN_ONLY, "pain_only"},
                                           {LC_INTERIM_ON_ACCOUNT, "on_account"},
                                           {LC_INTERIM_BILLING_LIMIT, "billing_limit"},
                                           {0, NULL}};
const struct lc_word lc_words_assess_kind[] = {{LC_ASSESS_INTERIM, "interim"},
                                               {LC_ASSESS_COMPLETION, "completion"},
                                               {LC_ASSESS_FINAL, "final"},
                                               {0, NULL}};

/* Only a gain is held back: pain that has accrued is owed at once. */
static ctr_status on_account(const struct lc_interim_case *c, int64_t *out)
{
    int64_t held = lc_share_has(c->rule, LC_TERM_RETENTION) ? c->rule->terms[LC_TERM_RETENTION] : 0;

    *out = c->accrued;
    return c->accrued <= 0 || lc_round((lc_wide)c->accrued * (LC_RATIO_ONE - held), LC_RATIO_ONE,
                                       (enum lc_rounding)c->rule->rounding, out)
               ? CTR_OK
               : CTR_E_LIMIT;
}

/* An amount limits cost and share in all, a percentage is of the target of the work done. What was
 * paid above it before is paid back. */
static ctr_status below_limit(const struct lc_interim_case *c, int64_t *out)
{
    int64_t limit;

    if (!lc_share_limit(c->rule, LC_TERM_BILLING_LIMIT, c->earned, &limit)) {
        return CTR_E_LIMIT;
    }
    lc_wide room = (lc_wide)limit - c->cost;
    lc_wide paid = room < c->accrued ? room : c->accrued;
    *out = (int64_t)paid;
    return paid >= -LC_MONEY_MOST && paid <= LC_MONEY_MOST ? CTR_OK : CTR_E_LIMIT;
}

ctr_status lc_interim_payable(const struct lc_interim_case *c, int64_t *out)
{
    bool end = c->kind != LC_ASSESS_INTERIM;

    *out = c->accrued;
    if (c->kind == LC_ASSESS_FINAL) {
        return CTR_OK;
    }
    switch (c->rule->interim) {
    case LC_INTERIM_ON_ACCOUNT:
        return on_account(c, out);
    case LC_INTERIM_BILLING_LIMIT:
        return end ? CTR_OK : below_limit(c, out);
    case LC_INTERIM_PAIN_ONLY:
        *out = end ? c->accrued : c->cost > c->target && c->whole < 0 ? c->whole : 0;
        return CTR_OK;
    default:
        *out = end ? c->accrued : 0;
        return CTR_OK;
    }
}
