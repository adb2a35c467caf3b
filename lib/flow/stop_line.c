/* Raising, clearing, asking. */
#include "flow/stop_line.h"

#include "base/time.h"
#include "codec/json_read.h"
#include "domain/change/change.h"
#include "terms/document.h"
#include "terms/sow.h"

static const char *const by_default[] = {"activate", "implement"};

/* ---- raising ---- */

static const struct lc_trigger *find_trigger(const struct lc_master *m, const char *id)
{
    for (size_t i = 0; i < m->risk.trigger_count; i++) {
        if (strcmp(m->risk.triggers[i].id, id) == 0) {
            return &m->risk.triggers[i];
        }
    }
    return NULL;
}

static ctr_status unknown(struct lc_op *op, const struct lc_policy *p, const char *id)
{
    const struct lc_risk_policy *risk = &p->master.risk;
    const char *list = risk->trigger_count ? risk->triggers[0].id : "none";

    for (size_t i = 1; list && i < risk->trigger_count; i++) {
        list = lc_format(&op->ctx, "%s, %s", list, risk->triggers[i].id);
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' has no stop-the-line trigger '%s'; it has %s",
        p->contract.team, p->contract.name, p->version.label, id, list ? list : "?");
    lc_detail(&op->ctx, "trigger", id);
    return status;
}

static int64_t binds_from(const struct lc_master *m)
{
    const struct lc_mode_of *mode = &m->risk.mode;
    return mode->mode != LC_ENFORCE                ? LC_STOP_NEVER
           : mode->enforce_after == LC_TERM_ABSENT ? 0
                                                   : mode->enforce_after + 1;
}

static ctr_status raise_new(struct lc_op *op, const struct lc_policy *p, const struct lc_trigger *t,
                            const struct lc_stop_raise *r, struct ctr_stop *out)
{
    struct ctr_stop last;
    bool found;

    LC_TRY(lc_stop_last(op, p->contract.rid, t->id, &last, &found));
    *out = (struct ctr_stop){
        .state = LC_STOP_RAISED,
        .contract_rid = p->contract.rid,
        .n = found ? last.n + 1 : 1,
        .team = p->contract.team,
        .contract = p->contract.name,
        .trigger = t->id,
        .master_id = p->master.meta.id,
        .owner = r->owner   ? r->owner
                 : t->owner ? t->owner
                            : r->otherwise,
        .blocks = t->block_count ? t->blocks : (const char **)(uintptr_t)by_default,
        .block_count = t->block_count ? t->block_count : 2,
        .binds_day = binds_from(&p->master),
        .evidence = r->evidence,
        .evidence_count = r->evidence_count,
        .raised_us = op->ctx.now_us,
        .raised_by = op->actor,
        .reason = r->reason,
        .revision = 1,
    };
    out->clearer = t->owner ? t->owner : out->owner;
    out->binds = lc_day_at(op->ctx.now_us) >= out->binds_day;
    return lc_stop_insert(op, out);
}

ctr_status lc_flow_stop_raise(struct lc_op *op, const struct lc_policy *p,
                              const struct lc_stop_raise *r, struct ctr_stop *out)
{
    const struct lc_trigger *t = find_trigger(&p->master, r->trigger);
    char when[LC_TIME_TEXT];
    bool found;

    if (!t) {
        return unknown(op, p, r->trigger);
    }
    if (!r->owner && !t->owner && !r->otherwise) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                       "an owner is needed: who sees to it that '%s' can be cleared", t->id);
    }
    LC_TRY(lc_stop_raised(op, p->contract.rid, t->id, out, &found));
    if (found) {
        return lc_stop_remark(op, out,
                              lc_format(&op->ctx,
                                        "it was raised already by %s at %s; nothing was "
                                        "changed",
                                        out->raised_by, lc_time_format(out->raised_us, when)));
    }
    return raise_new(op, p, t, r, out);
}

/* ---- clearing ---- */

static bool may_clear(const struct lc_master *m, const char *clearer, const char *actor)
{
    const struct lc_decision_right right = {.approver = clearer};
    struct lc_voters voters;

    lc_right_voters(m, &right, &voters);
    return lc_voters_have(&voters, actor);
}

static ctr_status check_clearer(struct lc_op *op, const struct lc_policy *p, struct ctr_stop *s)
{
    bool holds;

    if (may_clear(&p->master, s->clearer, op->actor)) {
        return CTR_OK;
    }
    LC_TRY(lc_delegated(op, s->contract_rid, s->clearer, op->actor, lc_day_at(op->ctx.now_us),
                        &holds));
    if (holds) {
        return CTR_OK;
    }
    if (!lc_policy_binds(op, p)) {
        return lc_stop_remark(op, s,
                              lc_format(&op->ctx,
                                        "would have been refused: '%s' clears it, not "
                                        "'%s'",
                                        s->clearer, op->actor));
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not clear '%s'; '%s' does",
                                op->actor, s->trigger, s->clearer);
    lc_detail(&op->ctx, "actor", op->actor);
    return status;
}

/* "change:CR-7", or the id of a change that is there: it has to be decided. Else it is a text. */
static ctr_status check_decision(struct lc_op *op, const struct ctr_stop *s, const char *decision)
{
    bool named = strncmp(decision, "change:", 7) == 0;
    const char *id = named ? decision + 7 : decision;
    struct ctr_change h;
    bool found;

    LC_TRY(lc_change_find(op, s->contract_rid, id, &h, &found));
    if (!found) {
        return named ? lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s' has no change '%s'", s->team,
                               s->contract, id)
                     : CTR_OK;
    }
    bool decided = h.outcome == LC_OUTCOME_APPROVED || h.outcome == LC_OUTCOME_REJECTED;
    return decided ? CTR_OK
                   : lc_fail(&op->ctx, CTR_E_STATE,
                             "change '%s' is not decided, so it cannot clear '%s'; decide on it "
                             "first",
                             h.name, s->trigger);
}

static ctr_status never(struct lc_op *op, const struct lc_contract *c, const char *trigger)
{
    return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s' never raised '%s'", c->team, c->name,
                   trigger);
}

ctr_status lc_flow_stop_get(struct lc_op *op, const struct lc_contract *c, const char *trigger,
                            struct ctr_stop *out)
{
    bool found;

    LC_TRY(lc_stop_last(op, c->rid, trigger, out, &found));
    return found ? CTR_OK : never(op, c, trigger);
}

ctr_status lc_flow_stop_clear(struct lc_op *op, const struct lc_contract *c, const char *trigger,
                              const char *decision, struct ctr_stop *out)
{
    struct lc_policy p = {.contract = *c};
    char when[LC_TIME_TEXT];
    bool found;

    LC_TRY(lc_flow_stop_get(op, c, trigger, out));
    if (out->cleared_us) {
        return lc_fail(&op->ctx, CTR_E_STATE, "'%s' was cleared by %s at %s", trigger,
                       out->cleared_by, lc_time_format(out->cleared_us, when));
    }
    if (op->if_revision && op->if_revision != out->revision) {
        return lc_fail(&op->ctx, CTR_E_CONFLICT, "'%s' is at revision %lld, not %lld; look again",
                       trigger, (long long)out->revision, (long long)op->if_revision);
    }
    LC_TRY(lc_version_base(op, c->rid, &p.version, &found));
    if (!found) {
        return never(op, c, trigger);
    }
    LC_TRY(lc_policy_read(op, &p));
    LC_TRY(check_clearer(op, &p, out));
    LC_TRY(check_decision(op, out, decision));
    return lc_stop_clear(op, out, decision);
}

/* ---- asking ---- */

static bool blocks(const struct ctr_stop *s, const char *action)
{
    for (size_t i = 0; i < s->block_count; i++) {
        if (strcmp(s->blocks[i], action) == 0 || strcmp(s->blocks[i], "*") == 0) {
            return true;
        }
    }
    return false;
}

static bool is_called(const struct ctr_stop *s, struct lc_str name)
{
    struct lc_str team;
    struct lc_str rest;

    return lc_str_cut(name, '/', &team, &rest) && lc_str_eq_nocase(team, lc_str(s->team)) &&
           lc_str_eq_nocase(rest, lc_str(s->contract));
}

/* What the metadata of a contract names as its master; empty if nothing. */
static ctr_status metadata_master(struct lc_op *op, const struct lc_contract *c, struct lc_str *out)
{
    const struct lc_read_options options = {.file = "metadata"};
    struct lc_doc doc;

    LC_TRY(lc_json_read(&op->ctx, lc_str(c->metadata), &options, &doc));
    *out = lc_text(lc_get(doc.root, "master"));
    return CTR_OK;
}

/* What a statement of work names: an id, or team/name. */
static ctr_status sow_master(struct lc_op *op, const struct lc_contract *c,
                             const struct ctr_version *given, const char **out)
{
    struct ctr_version v;
    struct lc_str bytes;
    struct lc_doc doc;
    struct lc_sow sow;
    ctr_terms_kind kind = CTR_TERMS_SOW;
    bool found = true;

    *out = NULL;
    if (c->type != CTR_TYPE_SOW) {
        return CTR_OK;
    }
    if (given) {
        v = *given;
    } else {
        LC_TRY(lc_version_base(op, c->rid, &v, &found));
    }
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(lc_document_get(op, v.document_rid, &bytes));
    LC_TRY(lc_terms_open(&op->ctx, bytes, v.label, &kind, &doc));
    LC_TRY(lc_sow_read(&op->ctx, &doc, &sow));
    *out = sow.master;
    return CTR_OK;
}

static ctr_status refuse(struct lc_op *op, const struct ctr_stop *s, const char *action,
                         const char *what)
{
    char when[LC_TIME_TEXT];
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_BLOCKED,
                "the line is stopped: '%s' of '%s/%s', raised by %s at %s, blocks '%s' of '%s'; "
                "'%s' clears it",
                s->trigger, s->team, s->contract, s->raised_by, lc_time_format(s->raised_us, when),
                action, what, s->clearer);
    lc_detail(&op->ctx, "trigger", s->trigger);
    lc_detail(&op->ctx, "owner", s->clearer);
    lc_detail(&op->ctx, "contract", s->contract);
    return status;
}

ctr_status lc_stop_check(struct lc_op *op, const struct lc_contract *c, const struct ctr_version *v,
                         const char *action, const char *what)
{
    struct ctr_stop *standing;
    struct lc_str named;
    const char *master;
    size_t count;

    if (op->store->schema < LC_SCHEMA_WATCHES) {
        return CTR_OK;
    }
    LC_TRY(lc_stop_standing(op, &standing, &count));
    if (!count) {
        return CTR_OK;
    }
    LC_TRY(metadata_master(op, c, &named));
    LC_TRY(sow_master(op, c, v, &master));
    for (size_t i = 0; i < count; i++) {
        const struct ctr_stop *s = &standing[i];
        bool covers =
            s->contract_rid == c->rid || (named.ptr && is_called(s, named)) ||
            (master && (strcmp(master, s->master_id) == 0 || is_called(s, lc_str(master))));
        if (!covers || !blocks(s, action)) {
            continue;
        }
        if (s->binds) {
            return refuse(op, s, action, what);
        }
        if (op->kind == LC_TXN_WRITE) {
            LC_TRY(lc_stop_passed(op, s, action, what));
        }
    }
    return CTR_OK;
}
