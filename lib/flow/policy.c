/* The policy of a master contract, out of the store. */
#include "flow/policy.h"

#include "core/zone.h"
#include "terms/calendar.h"
#include "terms/document.h"

ctr_status lc_policy_read(struct lc_op *op, struct lc_policy *p)
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
    return lc_policy_read(op, p);
}

ctr_status lc_policy_active(struct lc_op *op, const char *team, const char *name,
                            struct lc_policy *out)
{
    LC_TRY(lc_contract_get(op, team, name, &out->contract));
    return load_active(op, out);
}

ctr_status lc_policy_version(struct lc_op *op, int64_t rid, struct lc_policy *out)
{
    LC_TRY(lc_version_by_rid(op, rid, &out->version));
    LC_TRY(lc_contract_get(op, out->version.team, out->version.name, &out->contract));
    return lc_policy_read(op, out);
}

ctr_status lc_policy_of(struct lc_op *op, const struct lc_contract *c, const struct ctr_change *h,
                        struct lc_policy *out)
{
    out->contract = *c;
    if (!h->master_rid) {
        return load_active(op, out);
    }
    LC_TRY(lc_version_by_rid(op, h->master_rid, &out->version));
    return lc_policy_read(op, out);
}

bool lc_policy_binds(const struct lc_op *op, const struct lc_policy *p)
{
    const struct lc_mode_of *mode = &p->master.governance.rights_mode;
    bool begun =
        mode->enforce_after == LC_TERM_ABSENT || lc_day_at(op->ctx.now_us) > mode->enforce_after;
    return mode->mode == LC_ENFORCE && begun;
}

/* ---- calendars ---- */

static ctr_status load_zone(void *user, struct lc_ctx *ctx, const char *name,
                            const struct lc_zone **out)
{
    (void)user;
    return lc_zone_load(ctx, NULL, name, out);
}

const struct lc_zone_source lc_zones_here = {load_zone, NULL};

ctr_status lc_policy_calendar(struct lc_op *op, const struct lc_policy *p, struct ctr_calendar *out)
{
    return lc_master_calendar(&op->ctx, &p->master, &lc_zones_here, out);
}

/* ---- lead times ---- */

/* A zone that this machine does not know leaves the working time open, and the change readable. */
static ctr_status calendar_of(struct lc_op *op, const struct ctr_change *h,
                              struct ctr_calendar *out, bool *found)
{
    struct lc_contract c;
    struct lc_policy *p = lc_new(&op->ctx, 1, sizeof *p);

    *found = false;
    if (!p) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_policy_of(op, &c, h, p));
    ctr_status status = lc_policy_calendar(op, p, out);
    if (status == CTR_E_INPUT || status == CTR_E_NOT_FOUND) {
        ctr_error_free(op->ctx.error);
        op->ctx.error = NULL;
        return CTR_OK;
    }
    *found = status == CTR_OK;
    return status;
}

ctr_status lc_lead_times(struct lc_op *op, struct ctr_change *items, size_t count)
{
    struct ctr_calendar calendar = {0};
    int64_t whose = 0; /* version that the calendar is of */
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        struct ctr_change *h = &items[i];
        if (!h->decided_us || !h->master_rid) {
            continue;
        }
        if (h->master_rid != whose) {
            LC_TRY(calendar_of(op, h, &calendar, &found));
            whose = h->master_rid;
        }
        struct lc_lead_time *t = lc_new(&op->ctx, 1, sizeof *t);
        if (!t) {
            return CTR_E_NOMEM;
        }
        t->seconds = (h->decided_us - h->created_us) / LC_US_PER_SECOND;
        if (found) {
            t->working =
                lc_calendar_elapsed(&calendar, h->created_us, h->decided_us) / LC_US_PER_SECOND;
            t->calendar = calendar.id;
            t->working_seconds = lc_format(&op->ctx, "%lld", (long long)t->working);
            if (!t->working_seconds) {
                return CTR_E_NOMEM;
            }
        }
        h->lead_time = t;
    }
    return CTR_OK;
}
