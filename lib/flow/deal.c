/* The money of a master contract, out of its document. */
#include "flow/deal.h"

#include "codec/json_write.h"
#include "flow/change.h"
#include "terms/allocate.h"
#include "terms/document.h"

static bool delivers(const struct lc_party *p)
{
    return strcmp(lc_word_name(lc_words_party_role, p->role), "supplier") == 0;
}

static const char *name_of(const struct lc_party *p)
{
    return p->name ? p->name : p->id;
}

/* Participants of the rule have names or only numbers; numbers go to the suppliers in their order
 * if there are as many. */
static const char *participant(struct lc_ctx *ctx, const struct lc_deal *d, size_t at)
{
    const struct lc_master *m = &d->policy.master;
    const struct ctr_share_rule *rule = &d->rule;
    size_t suppliers = 0;
    const char *found = NULL;

    for (size_t i = 0; i < m->party_count; i++) {
        if (delivers(&m->parties[i]) && suppliers++ == at) {
            found = name_of(&m->parties[i]);
        }
    }
    return rule->parties[at].name           ? rule->parties[at].name
           : suppliers == rule->party_count ? found
                                            : lc_format(ctx, "Party-%zu", at + 1);
}

static ctr_status share_out(struct lc_ctx *ctx, struct lc_deal *d)
{
    const struct ctr_share_rule *rule = &d->rule;
    int64_t left = LC_RATIO_ONE;

    for (size_t i = 0; i < rule->party_count; i++) {
        d->parties[i] = participant(ctx, d, i);
        d->weights[i] = rule->parties[i].weight;
        left -= rule->parties[i].weight;
    }
    d->party_count = rule->party_count;
    if (left > 0) {
        d->parties[d->party_count] = LC_DEAL_UNALLOCATED;
        d->weights[d->party_count++] = left;
        d->unallocated = true;
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* Who shares: the rule's participants, else the one supplier, else "Supplier". Several suppliers
 * without percentages are one party: how they split is not agreed. */
static ctr_status find_parties(struct lc_ctx *ctx, struct lc_deal *d)
{
    const struct lc_master *m = &d->policy.master;
    size_t suppliers = 0;
    size_t room = d->rule.party_count + 1;

    d->parties = lc_new(ctx, room, sizeof *d->parties);
    d->weights = lc_new(ctx, room, sizeof *d->weights);
    if (!d->parties || !d->weights) {
        return CTR_E_NOMEM;
    }
    if (d->rule.party_count) {
        return share_out(ctx, d);
    }
    d->party_count = 1;
    d->weights[0] = LC_RATIO_ONE;
    d->parties[0] = "Supplier";
    for (size_t i = 0; i < m->party_count; i++) {
        if (delivers(&m->parties[i])) {
            d->parties[0] = suppliers++ ? "Supplier" : name_of(&m->parties[i]);
        }
    }
    return CTR_OK;
}

static ctr_status find_missing(struct lc_ctx *ctx, struct lc_deal *d)
{
    struct ctr_share answer;
    const int64_t nothing = 0;
    const char **reasons = lc_new(ctx, 1, sizeof *reasons);

    if (!reasons) {
        return CTR_E_NOMEM;
    }
    d->missing = reasons;
    d->missing_count = 1;
    if (!d->rule.model) {
        reasons[0] = "incentives missing";
        return CTR_OK;
    }
    if (d->rule.model > CTR_SHARE_CPIF) {
        reasons[0] = lc_format(ctx, "the model %s shares nothing against a target",
                               lc_word_name(lc_words_share_model, d->rule.model));
        return reasons[0] ? CTR_OK : CTR_E_NOMEM;
    }
    LC_TRY(lc_share_answer(ctx, &d->rule, NULL, &nothing, &answer));
    d->missing = answer.reasons;
    d->missing_count = answer.reason_count;
    if (!d->missing_count && !d->currency) {
        reasons[0] = "currency missing"; /* plain units are no money */
        d->missing = reasons;
        d->missing_count = 1;
    }
    return CTR_OK;
}

static ctr_status read_deal(struct lc_op *op, struct lc_deal *d)
{
    struct lc_ctx *ctx = &op->ctx;
    const struct lc_value *node = d->policy.master.incentives;
    const char *text;

    d->rule = (struct ctr_share_rule){0};
    d->currency = NULL;
    d->unallocated = false;
    d->terms = lc_sha256_of("", 0);
    if (node) {
        LC_TRY(lc_share_rule_read_in(ctx, &d->policy.doc, node, NULL, &d->rule));
        LC_TRY(lc_map_canonical(ctx, node, &text));
        d->terms = lc_sha256_of(text ? text : "", text ? strlen(text) : 0);
        d->currency = d->rule.currency;
    }
    d->exponent = d->currency ? lc_currency_exponent(lc_str(d->currency)) : 0;
    LC_TRY(find_parties(ctx, d));
    LC_TRY(lc_chart_check_parties(ctx, d->parties, d->party_count));
    return find_missing(ctx, d);
}

static ctr_status check_master(struct lc_op *op, const struct lc_contract *c)
{
    if (c->type == CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_STATE,
        "'%s/%s' is a contract of type %s; target and share are those of one of type master",
        c->team, c->name, lc_word_name(lc_words_type, c->type));
    lc_detail(&op->ctx, "type", lc_word_name(lc_words_type, c->type));
    return status;
}

ctr_status lc_deal_active(struct lc_op *op, const struct lc_contract *c, struct lc_deal *out)
{
    bool found;

    LC_TRY(check_master(op, c));
    LC_TRY(lc_version_active(op, c->rid, &out->policy.version, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' has no active version whose terms could hold; activate one",
                       c->team, c->name);
    }
    return lc_deal_of(op, c, out->policy.version.rid, out);
}

ctr_status lc_deal_of(struct lc_op *op, const struct lc_contract *c, int64_t version_rid,
                      struct lc_deal *out)
{
    const struct ctr_change judged = {.master_rid = version_rid};

    LC_TRY(lc_policy_of(op, c, &judged, &out->policy));
    return read_deal(op, out);
}

ctr_status lc_deal_split(struct lc_ctx *ctx, const struct lc_deal *d, int64_t amount,
                         int64_t *parts)
{
    int64_t *rests = lc_new(ctx, d->party_count, sizeof *rests);

    if (!rests) {
        return CTR_E_NOMEM;
    }
    lc_allocate(LC_LARGEST_REMAINDER, amount, d->weights, d->party_count, parts, rests);
    return CTR_OK;
}

ctr_status lc_deal_fail(struct lc_op *op, const struct lc_deal *d, const char *const *missing,
                        size_t count)
{
    const char *all = "";

    for (size_t i = 0; i < count && all; i++) {
        all = lc_format(&op->ctx, "%s%s%s", all, i ? ", " : "", missing[i]);
    }
    if (!all) {
        return CTR_E_NOMEM;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE, "the share of '%s/%s' is not computable: %s",
                                d->policy.contract.team, d->policy.contract.name, all);
    lc_detail(&op->ctx, "reason", all);
    return status;
}
