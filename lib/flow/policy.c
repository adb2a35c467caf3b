/* The policy of a master contract, out of the store. */
#include "flow/policy.h"

#include "terms/document.h"

#define DAY_US INT64_C(86400000000)

static ctr_status read_policy(struct lc_op *op, struct lc_policy *p)
{
    struct lc_str bytes;
    ctr_terms_kind kind = CTR_TERMS_MASTER;
    const char *file =
        lc_format(&op->ctx, "%s/%s@%s", p->version.team, p->version.name, p->version.label);
    if (!file) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_document_get(op, p->version.document_rid, &bytes));
    LC_TRY(lc_terms_open(&op->ctx, bytes, file, &kind, &p->doc));
    return lc_master_read(&op->ctx, &p->doc, &p->master);
}

static ctr_status check_type(struct lc_op *op, const struct lc_contract *c)
{
    if (c->type == CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE,
                                "'%s/%s' is a contract of type %s; changes belong to one of type "
                                "master",
                                c->team, c->name, lc_word_name(lc_words_type, c->type));
    lc_detail(&op->ctx, "type", lc_word_name(lc_words_type, c->type));
    return status;
}

static ctr_status load_active(struct lc_op *op, struct lc_policy *p)
{
    bool found;

    LC_TRY(check_type(op, &p->contract));
    LC_TRY(lc_version_active(op, p->contract.rid, &p->version, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' has no active version whose policy could judge a change; activate "
                       "one",
                       p->contract.team, p->contract.name);
    }
    return read_policy(op, p);
}

ctr_status lc_policy_active(struct lc_op *op, const char *team, const char *name,
                            struct lc_policy *out)
{
    LC_TRY(lc_contract_get(op, team, name, &out->contract));
    return load_active(op, out);
}

ctr_status lc_policy_of(struct lc_op *op, const struct lc_contract *c, const struct ctr_change *h,
                        struct lc_policy *out)
{
    out->contract = *c;
    if (!h->master_rid) {
        return load_active(op, out);
    }
    LC_TRY(lc_version_by_rid(op, h->master_rid, &out->version));
    return read_policy(op, out);
}

bool lc_policy_binds(const struct lc_op *op, const struct lc_policy *p)
{
    const struct lc_mode_of *mode = &p->master.governance.rights_mode;
    bool begun =
        mode->enforce_after == LC_TERM_ABSENT || lc_day_at(op->ctx.now_us) > mode->enforce_after;
    return mode->mode == LC_ENFORCE && begun;
}

/* Day 0, 1970-01-01, was a Thursday. */
static bool is_weekend(int64_t day)
{
    int64_t weekday = (day % 7 + 7 + 3) % 7; /* 0 = Monday */
    return weekday >= 5;
}

static int64_t past_weekend(int64_t us)
{
    while (is_weekend(lc_day_at(us))) {
        us = (lc_day_at(us) + 1) * DAY_US;
    }
    return us;
}

int64_t lc_due(const struct lc_master *master, int64_t from_us, int64_t days)
{
    (void)master; /* its calendar has nothing to say of weeks that begin on Monday */
    if (days == LC_TERM_ABSENT) {
        return 0;
    }
    int64_t us = past_weekend(from_us);
    for (int64_t left = days / LC_FIXED_ONE; left > 0; left--) {
        us = past_weekend(us + DAY_US);
    }
    return past_weekend(us + days % LC_FIXED_ONE * (DAY_US / LC_FIXED_ONE));
}
