/* Timers of an import: behind the changes whose decisions they are about. */
#include "base/names.h"
#include "codec/json_write.h"
#include "domain/change/change.h"
#include "domain/dispute/dispute.h"
#include "exchange/import.h"
#include "exchange/timer_course.h"
#include "terms/fixed.h"

/* What is missing or cannot be; NULL if it is sound. */
static const char *fault_of(const struct lc_timer_story *k)
{
    const struct ctr_timer *t = &k->is;
    bool over = t->state == LC_TIMER_ENDED;

    if (!t->state || !t->is.stage || !t->on_expiry || !t->is.started_us || !t->due_us) {
        return "a timer has a state, a stage, what happens on expiry, a start and a deadline";
    }
    if (t->goal < 0 || t->is.level < 0 || t->is.loop < 1) {
        return "a timer has a goal and a level of at least 0, and a loop of at least 1";
    }
    if (over != (t->ended_us != 0)) {
        return "a timer that ended says when, and no other does";
    }
    if (t->state != LC_TIMER_RUNNING && t->next_us) {
        return "only a timer that runs waits for an instant";
    }
    for (size_t i = 0; i < t->is.pause_count; i++) {
        const struct lc_timer_pause *p = &t->pauses[i];
        bool lasts = i + 1 == t->is.pause_count && t->state == LC_TIMER_PAUSED;
        if (!p->from_us || !p->cause || !p->actor || lasts != (p->until_us == 0) ||
            (p->until_us && p->until_us < p->from_us)) {
            return "a pause has a begin, an end after it, a cause and an actor; the last one of a "
                   "timer that stands still has no end";
        }
    }
    return t->state == LC_TIMER_PAUSED && !t->is.pause_count ? "a timer that stands still has a "
                                                               "pause"
                                                             : NULL;
}

static const char *fault_of_action(const struct lc_came_due *a)
{
    if (!a->is.id || !a->is.kind || a->is.level < 0 || a->is.loop < 1 || !a->is.due_us ||
        !a->is.found_us) {
        return "an action has an id, a kind, level and loop, when it was due and when it was found";
    }
    for (size_t i = 0; i < a->told_count; i++) {
        if (!a->told[i].is.name || a->told[i].is.attempts < 0) {
            return "a recipient has a name, and attempts of at least 0";
        }
    }
    return NULL;
}

static ctr_status find_decision(struct lc_import *im, const struct lc_contract *c,
                                struct lc_timer_story *k)
{
    const struct lc_decision_query query = {
        .contract_rid = c->rid, .subject = k->is.subject, .limit = SIZE_MAX >> 1};
    struct ctr_decision_list list;

    LC_TRY(lc_decision_list(im->op, &query, &list));
    if (k->decision < 1 || (uint64_t)k->decision > list.count) {
        return lc_import_fail(im, CTR_E_INPUT, "the timer of '%s' is about decision %lld of %zu",
                              k->is.subject, (long long)k->decision, list.count);
    }
    k->is.decision_rid = list.items[k->decision - 1].rid;
    return CTR_OK;
}

static ctr_status find_dispute(struct lc_import *im, const struct lc_contract *c,
                               struct lc_timer_story *k)
{
    struct ctr_dispute d;
    bool found;

    LC_TRY(lc_dispute_find(im->op, c->rid, k->is.subject, &d, &found));
    if (!found || k->decision) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "the timer of '%s' is about a dispute that the file does not hold",
                              k->is.subject);
    }
    if (lc_dispute_over(d.state) && k->is.state != LC_TIMER_ENDED) {
        return lc_import_fail(im, CTR_E_INPUT, "dispute '%s' is over, but its timer is not",
                              d.name);
    }
    k->is.dispute_rid = d.rid;
    return CTR_OK;
}

static ctr_status resolve(struct lc_import *im, const struct lc_contract *c,
                          struct lc_timer_story *k)
{
    struct ctr_version v;
    bool found = false;

    bool dispute = k->is.subject_kind == LC_TIMER_DISPUTE;
    LC_TRY(dispute ? find_dispute(im, c, k) : find_decision(im, c, k));
    if (k->master) {
        LC_TRY(lc_version_by_label(im->op, c->rid, k->master, &v, &found));
    }
    if (!found) {
        return lc_import_fail(im, CTR_E_INPUT, "the timer of '%s' names no version of its master",
                              k->is.subject);
    }
    k->is.master_rid = v.rid;
    struct ctr_timer other;
    LC_TRY(dispute ? lc_timer_of_dispute(im->op, k->is.dispute_rid, &other, &found)
                   : lc_timer_open(im->op, k->is.decision_rid, &other, &found));
    return found && k->is.state != LC_TIMER_ENDED
               ? lc_import_fail(im, CTR_E_INPUT, "a second timer of '%s' that has not ended",
                                k->is.subject)
               : CTR_OK;
}

static ctr_status put_pauses(struct lc_import *im, const struct ctr_timer *t)
{
    for (size_t i = 0; i < t->is.pause_count; i++) {
        const struct lc_timer_pause *p = &t->pauses[i];
        struct lc_stmt *st;
        LC_TRY(lc_sql(im->op, LC_SQL_TIMER_PAUSE_ADD, &st));
        lc_bind_int(st, 1, t->rid);
        lc_bind_int(st, 2, (int64_t)i + 1);
        lc_bind_int(st, 3, p->from_us);
        lc_bind_time(st, 4, p->until_us);
        lc_bind_text(st, 5, p->cause);
        lc_bind_text(st, 6, p->actor);
        lc_bind_text(st, 7, p->resumed_by);
        LC_TRY(lc_run(im->op, st));
    }
    return CTR_OK;
}

static ctr_status put_action(struct lc_import *im, const struct ctr_timer *t, struct lc_came_due *a)
{
    struct lc_ctx *ctx = &im->op->ctx;
    const char *fault = fault_of_action(a);
    struct lc_uuid id;
    struct ctr_action other;

    if (fault) {
        return lc_import_fail(im, CTR_E_INPUT, "%s", fault);
    }
    if (!lc_uuid_parse(lc_str(a->is.id), &id)) {
        return lc_import_fail(im, CTR_E_INPUT, "'%.64s' is no id of an action", a->is.id);
    }
    ctr_status status = lc_action_get(im->op, a->is.id, &other);
    if (status == CTR_OK) {
        return lc_import_fail(im, CTR_E_INPUT, "a second action with the id %s", a->is.id);
    }
    if (status != CTR_E_NOT_FOUND) {
        return status;
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    a->is.recipients = lc_new(ctx, a->told_count + 1, sizeof *a->is.recipients);
    if (!a->is.recipients) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->told_count; i++) {
        a->is.recipients[i] = a->told[i].is;
    }
    a->is.recipient_count = a->told_count;
    a->is.timer_rid = t->rid;
    a->is.contract_rid = t->contract_rid;
    return lc_action_insert(im->op, &a->is);
}

static ctr_status store(struct lc_import *im, struct lc_timer_story *k)
{
    LC_TRY(lc_timer_insert(im->op, &k->is));
    LC_TRY(put_pauses(im, &k->is));
    for (size_t i = 0; i < k->action_count; i++) {
        LC_TRY(put_action(im, &k->is, &k->actions[i]));
    }
    return CTR_OK;
}

ctr_status lc_import_timer_close(struct lc_import *im, const struct lc_rec_timer *rec)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    struct lc_timer_story *k = lc_new(ctx, 1, sizeof *k);

    if (!k) {
        return CTR_E_NOMEM;
    }
    LC_TRY_AT(im, lc_check_name(ctx, "subject", rec->id));
    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "timer", &lc_shape_timer_story, k));
    bool goal =
        k->is.goal_days && lc_fixed_parse(lc_str(k->is.goal_days), &k->is.goal) == LC_FIXED_OK;
    const char *fault = goal ? fault_of(k) : "a timer has a goal in days";
    if (fault) {
        return lc_import_fail(im, CTR_E_INPUT, "%s", fault);
    }
    if (!c.rid) {
        return CTR_OK;
    }
    k->is.contract_rid = c.rid;
    k->is.subject_kind = rec->kind;
    k->is.subject = rec->id;
    LC_TRY(resolve(im, &c, k));
    return store(im, k);
}
