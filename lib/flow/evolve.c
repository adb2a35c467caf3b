/* Creating and evolving contracts. */
#include "flow/stop_line.h"
#include "flow/evolve.h"

#include "base/semver.h"
#include "flow/pair.h"
#include "flow/history.h"
#include "flow/report.h"
#include "flow/sound.h"
#include "spec/policy/policy.h"

static ctr_status existing(struct lc_op *op, const struct lc_contract *c,
                           const struct lc_edition *edition, struct ctr_version *out, bool *same)
{
    struct ctr_version_list history;
    char hex[LC_SHA256_TEXT];

    *same = false;
    lc_sha256_format(&edition->content.document.sha256, hex);
    LC_TRY(lc_contract_history(op, c, NULL, 1, &history));
    if (history.count && strcmp(history.items[0].document_sha256, hex) == 0) {
        *out = history.items[0];
        *same = true;
    }
    return CTR_OK;
}

ctr_status lc_flow_create(struct lc_op *op, struct lc_contract *c, const char *label,
                          const struct lc_edition *edition, bool if_absent, struct ctr_version *out)
{
    if (if_absent) {
        struct lc_contract is;
        bool found;
        bool same = false;
        LC_TRY(lc_contract_find(op, c->team, c->name, &is, &found));
        if (found) {
            LC_TRY(existing(op, &is, edition, out, &same));
        }
        if (same) {
            return CTR_OK;
        }
    }
    LC_TRY(lc_sound_edition(&op->ctx, edition));
    LC_TRY(lc_contract_insert(op, c));
    const struct lc_draft draft = {
        .contract = c,
        .label = label,
        .format = edition->spec.row->format,
        .content = &edition->content,
        .sufficient = true,
    };
    return lc_version_insert(op, &draft, out);
}

ctr_status lc_evolve_free_label(struct lc_op *op, int64_t contract_rid, const char *first,
                                ctr_bump bump, const char **out)
{
    bool taken = true;
    struct lc_semver v;
    bool pre = first && lc_semver_parse(lc_str(first), &v) && v.pre.len;

    *out = first;
    while (*out && taken) {
        struct ctr_version is;
        LC_TRY(lc_version_by_label(op, contract_rid, *out, &is, &taken));
        if (taken) {
            *out = pre ? lc_semver_next_pre(&op->ctx, lc_str(*out))
                       : lc_semver_next(&op->ctx, lc_str(*out), bump);
        }
        LC_TRY(lc_poll(&op->ctx));
    }
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_evolve_again(struct lc_op *op, const struct lc_draft *d, struct ctr_version *out,
                           bool *found)
{
    struct lc_stmt *st;
    int64_t document;
    bool row;

    *found = false;
    LC_TRY(lc_document_find(op, &d->content->document, &document));
    if (!document) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_VERSION_SAME_DRAFT, &st));
    lc_bind_int(st, 1, d->contract->rid);
    lc_bind_rid(st, 2, d->base ? d->base->rid : 0);
    lc_bind_int(st, 3, document);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        const char *label = lc_col_text(&op->ctx, st, 1);
        int64_t rid = lc_col_int(st, 0);
        if (!label) {
            return lc_nomem(&op->ctx);
        }
        if (!d->label || strcmp(label, d->label) == 0) {
            lc_stmt_done(st);
            *found = true;
            return lc_version_by_rid(op, rid, out);
        }
    }
}

static ctr_status nothing_to_evolve(struct lc_op *op, const struct ctr_version *base)
{
    ctr_status status = lc_fail(&op->ctx, CTR_E_EXISTS,
                                "the document does not differ from '%s/%s@%s'; give a label to "
                                "store it all the same",
                                base->team, base->name, base->label);
    lc_detail(&op->ctx, "base", base->label);
    return status;
}

bool lc_evolve_is_above(const char *label, const struct ctr_version *base)
{
    struct lc_semver mine;
    struct lc_semver theirs;

    return !base || !lc_semver_parse(lc_str(label), &mine) ||
           !lc_semver_parse(lc_str(base->label), &theirs) || lc_semver_cmp(&mine, &theirs) > 0;
}

static ctr_status check_above(struct lc_op *op, const char *label, const struct ctr_version *base)
{
    if (lc_evolve_is_above(label, base)) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_ARGUMENT,
                "label '%s' is not above '%s', the version it would follow", label, base->label);
    lc_detail(&op->ctx, "version", label);
    lc_detail(&op->ctx, "base", base->label);
    return status;
}

bool lc_evolve_has_order(const char *label, const struct ctr_diff *diff)
{
    struct lc_semver v;

    return !diff || !diff->judgement || diff->judgement->semver.labels != CTR_LABEL_REFUSE ||
           lc_semver_parse(lc_str(label), &v);
}

static ctr_status check_order(struct lc_op *op, const struct lc_draft *d)
{
    if (!d->label || lc_evolve_has_order(d->label, d->diff)) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_ARGUMENT,
                                "label '%s' is no semantic version, which the policy of '%s/%s' "
                                "refuses; give one such as 1.2.0",
                                d->label, d->contract->team, d->contract->name);
    lc_detail(&op->ctx, "version", d->label);
    return status;
}

/* Name the draft: what is proposed, what is declared, whether that is enough. Where that is only
 * asked, it has no label if it is its base. */
static ctr_status name_draft(struct lc_op *op, struct lc_draft *d, bool asks)
{
    const char *first = NULL;

    if (d->base) {
        ctr_bump bump = lc_history_bump(&op->ctx, &d->earlier, d->diff, d->base->label);
        if (bump == CTR_BUMP_NONE && !d->label) {
            return asks ? CTR_OK : nothing_to_evolve(op, d->base);
        }
        LC_TRY(lc_history_propose(&op->ctx, &d->earlier, d->diff, d->base->label, &first));
        if (bump != CTR_BUMP_NONE) {
            LC_TRY(lc_evolve_free_label(op, d->contract->rid, first, bump, &d->proposed));
        }
    }
    if (op->ctx.error) {
        return CTR_E_NOMEM;
    }
    d->sufficient = !d->label || lc_label_sufficient(d->label, first);
    LC_TRY(check_order(op, d));
    if (d->label) {
        return check_above(op, d->label, d->base);
    }
    d->label = d->proposed;
    if (!d->label && d->base) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "no label can be proposed after '%s'; give one",
                       d->base->label);
    }
    if (!d->label) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "contract '%s/%s' has no version that was ever active, so no label can be "
                       "proposed; activate one or give a label",
                       d->contract->team, d->contract->name);
    }
    return CTR_OK;
}

/* What follows from its comparisons. */
static ctr_status conclude(struct lc_ctx *ctx, struct ctr_evolution *out)
{
    out->bump = lc_history_bump(ctx, &out->earlier, out->diff, out->base);
    out->bump_text = lc_history_bump_text(ctx, &out->earlier, out->diff, out->base);
    out->verdict = lc_evolution_verdict(out);
    return out->bump_text ? CTR_OK : CTR_E_NOMEM;
}

/* Whom it breaks, each judged from the version that he is on. */
static ctr_status judge_consumers(struct lc_pairs *pairs, int64_t base_rid,
                                  struct ctr_evolution *out)
{
    struct lc_op *op = pairs->op;
    struct ctr_consumer_list consumers;

    LC_TRY(conclude(&op->ctx, out));
    LC_TRY(lc_consumer_all(op, pairs->contract, &consumers));
    return lc_pairs_impacts(pairs, &consumers, base_rid, out->version.label, &out->impacts,
                            &out->impact_count);
}

static ctr_status tell_draft(struct lc_op *op, const struct lc_draft *d,
                             struct lc_evolve_plan *plan, struct ctr_evolution *out)
{
    struct lc_pairs *pairs;

    out->proposed = d->proposed;
    out->sufficient = d->sufficient;
    out->earlier = d->earlier;
    if (!d->diff) {
        return CTR_OK;
    }
    LC_TRY(lc_evolve_pairs(op, plan, &pairs));
    return judge_consumers(pairs, d->base->rid, out);
}

static ctr_status lift_all(struct lc_ctx *ctx, struct lc_evolution *e)
{
    LC_TRY(e->diff->judgement ? lc_policy_lift(ctx, e->diff) : CTR_OK);
    for (size_t i = 0; i < e->earlier.count; i++) {
        struct ctr_diff *d = e->earlier.items[i].diff;
        LC_TRY(d->judgement ? lc_policy_lift(ctx, d) : CTR_OK);
    }
    return CTR_OK;
}

/* A draft that was there already is told with the comparison it was stored with, unless activation
 * would decide otherwise by now, since a waiver is past its time or a day of an end came near: then
 * with the one of now, in which the group that it was declared in stays. */
static ctr_status tell_again(struct lc_op *op, const struct lc_evolve_plan *plan,
                             struct ctr_evolution *out)
{
    struct lc_evolution now = {.diff = plan->diff, .earlier = plan->earlier};
    struct lc_judging judging;
    const char *proposed;

    if (!out->diff) {
        return CTR_OK;
    }
    LC_TRY(lc_judging_begin(op, &plan->facts.contract, &judging));
    LC_TRY(lift_all(&op->ctx, &now));
    lc_judge_carry(out->diff, &out->earlier, &now);
    LC_TRY(lc_judge_again(&judging, &out->version, &now));
    LC_TRY(lc_history_propose(&op->ctx, &now.earlier, now.diff, out->base, &proposed));
    struct ctr_evolution fresh = *out;
    fresh.diff = now.diff;
    fresh.earlier = now.earlier;
    fresh.sufficient = lc_label_sufficient(out->version.label, proposed);
    LC_TRY(conclude(&op->ctx, &fresh));
    if (fresh.verdict == out->verdict && fresh.sufficient == out->sufficient) {
        return CTR_OK;
    }
    fresh.proposed = fresh.sufficient ? out->proposed : proposed;
    *out = fresh;
    return CTR_OK;
}

static ctr_status store_draft(struct lc_op *op, struct lc_draft *d, bool asks,
                              struct lc_evolve_plan *plan, struct ctr_evolution *out)
{
    struct lc_packed_diff *packed = &plan->packed;
    bool looks = op->kind == LC_TXN_READ; /* also a dry run on a store that cannot be written */
    bool found;

    LC_TRY(lc_evolve_again(op, d, &out->version, &found));
    if (found) {
        LC_TRY(lc_flow_evolution(op, d->contract, &out->version, out));
        LC_TRY(tell_again(op, plan, out));
        if (d->break_reason && !out->version.break_reason && !looks) {
            return lc_version_declare(op, &out->version, d->break_reason);
        }
        return CTR_OK;
    }
    LC_TRY(name_draft(op, d, asks));
    if (!d->label) {
        out->version = *d->base;
        return tell_draft(op, d, plan, out);
    }
    if (looks) {
        LC_TRY(lc_version_foretell(op, d, &out->version));
        return tell_draft(op, d, plan, out);
    }
    if (d->diff && !packed->size) {
        LC_TRY(lc_evolution_pack(&op->ctx, d->diff, packed));
    }
    d->packed = packed;
    LC_TRY(lc_version_insert(op, d, &out->version));
    LC_TRY(tell_draft(op, d, plan, out));
    return lc_report_at_risk(op, &out->version, out->impacts, out->impact_count);
}

ctr_status lc_flow_evolve(struct lc_op *op, const struct lc_evolving *e,
                          struct lc_evolve_plan *plan, struct ctr_evolution *out)
{
    LC_TRY(lc_evolve_settle(op, e, plan));
    LC_TRY(e->asks ? CTR_OK
                   : lc_stop_check(op, &plan->facts.contract, NULL, "evolve",
                                   plan->facts.contract.key));
    LC_TRY(lc_sound_edition(&op->ctx, &plan->edition));
    const struct ctr_version *base = plan->facts.has_base ? &plan->facts.base : NULL;
    struct lc_draft draft = {
        .contract = &plan->facts.contract,
        .label = e->label,
        .format = plan->edition.spec.row->format,
        .content = &plan->edition.content,
        .base = base,
        .diff = plan->diff,
        .earlier = plan->earlier,
        .break_reason = e->break_reason,
        .sufficient = true,
    };

    *out = (struct ctr_evolution){.sufficient = 1};
    out->base = base ? base->label : NULL;
    out->diff = plan->diff;
    if (base) {
        bool judged;
        LC_TRY(lc_judge_draft(plan, e->label, &judged));
        if (judged) {
            plan->packed.size = 0; /* what was packed is not what is judged */
        }
    }
    return store_draft(op, &draft, e->asks, plan, out);
}

ctr_status lc_flow_evolution(struct lc_op *op, const struct lc_contract *c,
                             const struct ctr_version *v, struct ctr_evolution *out)
{
    struct lc_evolution stored;
    bool found;

    *out = (struct ctr_evolution){.version = *v, .base = v->base, .sufficient = 1};
    LC_TRY(lc_evolution_load(op, v->rid, INT64_MAX, &stored, &found));
    if (!found) {
        return v->base_rid
                   ? lc_fail(&op->ctx, CTR_E_CORRUPT, "the comparison of '%s/%s@%s' is missing",
                             v->team, v->name, v->label)
                   : CTR_OK;
    }
    out->proposed = stored.proposed;
    out->sufficient = stored.sufficient;
    out->diff = stored.diff;
    LC_TRY(lc_earlier_load(op, v->rid, &out->earlier));
    if (!out->diff) {
        return CTR_OK;
    }
    struct lc_pairs pairs = {.op = op, .contract = c, .target = &out->version, .kept = out->diff};
    return judge_consumers(&pairs, v->base_rid, out);
}
