/* Start, pause, resume, stop: what is allowed, and what is recorded; and cases as they stand. */
#include "base/time.h"
#include "flow/slo.h"

/* A mark being made. */
struct marking {
    struct lc_op *op;
    const struct lc_slo_mark *mark;
    struct lc_contract contract;
    struct lc_slo_book book;
    struct lc_slo_terms terms;
    struct lc_slo_cycle *cycles;
    size_t count;
    int64_t at_us;
};

static const char *words_of(struct lc_ctx *ctx, const char *const *words, size_t count)
{
    const char *list = count ? words[0] : "none";
    for (size_t i = 1; list && i < count; i++) {
        list = lc_format(ctx, "%s, %s", list, words[i]);
    }
    return list ? list : "?";
}

static ctr_status check_known(struct marking *m)
{
    struct lc_ctx *ctx = &m->op->ctx;
    const struct lc_contract *c = &m->contract;
    const char **ids;
    size_t count;

    if (!m->book.active) {
        return lc_fail(ctx, CTR_E_STATE,
                       "'%s/%s' has no active version, so no clock can be started; activate one",
                       c->team, c->name);
    }
    if (!m->terms.known) {
        LC_TRY(lc_slo_ids(ctx, &m->book, &ids, &count));
        ctr_status status = lc_fail(
            ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' has no service level '%s'; it has %s", c->team,
            c->name, m->book.policy.version.label, m->mark->slo, words_of(ctx, ids, count));
        lc_detail(ctx, "slo", m->mark->slo);
        return status;
    }
    return m->terms.goal_us > 0
               ? CTR_OK
               : lc_fail(ctx, CTR_E_STATE,
                         "service level '%s' of '%s/%s@%s' has no goal to be held against; give "
                         "it goal_hours",
                         m->mark->slo, c->team, c->name, m->book.policy.version.label);
}

static ctr_status check_revision(struct marking *m)
{
    struct lc_op *op = m->op;
    int64_t revision = 0;

    for (size_t i = 0; i < m->count; i++) {
        revision += (int64_t)m->cycles[i].tick_count;
    }
    if (op->if_revision == 0 || op->if_revision == revision) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_CONFLICT, "case '%s' of '%s' is at revision %lld, not %lld; look again",
        m->mark->subject, m->mark->slo, (long long)revision, (long long)op->if_revision);
    lc_detail_int(&op->ctx, "revision", revision);
    lc_detail_int(&op->ctx, "wanted", op->if_revision);
    return status;
}

/* Events come in the order of time, and none before it has happened. */
static ctr_status check_time(struct marking *m)
{
    struct lc_ctx *ctx = &m->op->ctx;
    char at[LC_TIME_TEXT];
    char other[LC_TIME_TEXT];
    const struct lc_slo_cycle *last = m->count ? &m->cycles[m->count - 1] : NULL;
    const struct lc_slo_tick *tick = last ? &last->ticks[last->tick_count - 1] : NULL;

    if (m->at_us > ctx->now_us) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%s has not come yet; it is %s",
                       lc_time_format(m->at_us, at), lc_time_format(ctx->now_us, other));
    }
    if (!tick || m->at_us >= tick->at_us) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        ctx, CTR_E_STATE,
        "%s is before the %s of '%s' at %s; events of a clock are recorded in the order of time",
        lc_time_format(m->at_us, at), lc_word_name(lc_words_watch_kind, tick->kind),
        m->mark->subject, lc_time_format(tick->at_us, other));
    lc_detail(ctx, "last", lc_time_format(tick->at_us, other));
    return status;
}

static int32_t state_of(const struct marking *m)
{
    static const int32_t after[] = {[LC_WATCH_START] = LC_WATCH_RUNNING,
                                    [LC_WATCH_PAUSE] = LC_WATCH_PAUSED,
                                    [LC_WATCH_RESUME] = LC_WATCH_RUNNING,
                                    [LC_WATCH_STOP] = LC_WATCH_STOPPED};
    const struct lc_slo_cycle *last = m->count ? &m->cycles[m->count - 1] : NULL;

    return last ? after[last->ticks[last->tick_count - 1].kind] : LC_WATCH_IDLE;
}

static ctr_status check_state(struct marking *m)
{
    static const char *const allowed[] = {[LC_WATCH_IDLE] = "start",
                                          [LC_WATCH_RUNNING] = "pause or stop",
                                          [LC_WATCH_PAUSED] = "resume or stop",
                                          [LC_WATCH_STOPPED] = "start, which begins a new cycle"};
    struct lc_ctx *ctx = &m->op->ctx;
    int32_t state = state_of(m);
    int32_t act = m->mark->act;
    bool open = state == LC_WATCH_RUNNING || state == LC_WATCH_PAUSED;
    bool good = act == LC_WATCH_START    ? !open
                : act == LC_WATCH_PAUSE  ? state == LC_WATCH_RUNNING
                : act == LC_WATCH_RESUME ? state == LC_WATCH_PAUSED
                                         : open;
    if (good) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(ctx, CTR_E_STATE,
                "the clock of '%s' under '%s' is %s, so '%s' is not allowed; allowed is %s",
                m->mark->subject, m->mark->slo, lc_word_name(lc_words_watch_state, state),
                lc_word_name(lc_words_watch_kind, act), allowed[state]);
    lc_detail(ctx, "state", lc_word_name(lc_words_watch_state, state));
    lc_detail(ctx, "subject", m->mark->subject);
    return status;
}

/* Only what the master lists stops a clock. */
static ctr_status check_pause(struct marking *m)
{
    struct lc_ctx *ctx = &m->op->ctx;
    const char *reason = lc_event_reason(m->op);

    if (m->mark->act != LC_WATCH_PAUSE) {
        return CTR_OK;
    }
    if (!m->terms.pause_count) {
        return lc_fail(ctx, CTR_E_STATE,
                       "the clock of '%s' cannot be paused: its pause_on lists no reason",
                       m->mark->slo);
    }
    for (size_t i = 0; reason && i < m->terms.pause_count; i++) {
        if (strcmp(m->terms.pause_on[i], reason) == 0) {
            return CTR_OK;
        }
    }
    ctr_status status =
        reason
            ? lc_fail(ctx, CTR_E_STATE, "'%s' is no reason to pause '%s'; its pause_on lists %s",
                      reason, m->mark->slo, words_of(ctx, m->terms.pause_on, m->terms.pause_count))
            : lc_fail(ctx, CTR_E_ARGUMENT, "to pause '%s' needs a reason out of its pause_on: %s",
                      m->mark->slo, words_of(ctx, m->terms.pause_on, m->terms.pause_count));
    lc_detail(ctx, "reason", reason);
    return status;
}

static ctr_status prepare(struct marking *m)
{
    LC_TRY(lc_contract_get(m->op, m->mark->team, m->mark->name, &m->contract));
    LC_TRY(lc_slo_book_open(m->op, &m->contract, &m->book));
    LC_TRY(lc_slo_terms(&m->op->ctx, &m->book, m->mark->slo, &m->terms));
    LC_TRY(
        lc_slo_cycles(m->op, &m->contract, m->mark->slo, m->mark->subject, &m->cycles, &m->count));
    if (m->mark->act == LC_WATCH_START || !m->count) {
        LC_TRY(check_known(m));
    }
    LC_TRY(check_revision(m));
    LC_TRY(check_state(m));
    LC_TRY(check_time(m));
    return check_pause(m);
}

/* A cycle more, at the end. */
static ctr_status add_cycle(struct marking *m)
{
    struct lc_ctx *ctx = &m->op->ctx;
    struct lc_slo_cycle *all = lc_new(ctx, m->count + 1, sizeof *all);

    if (!all) {
        return CTR_E_NOMEM;
    }
    if (m->count) {
        memcpy(all, m->cycles, m->count * sizeof *all);
    }
    all[m->count] = (struct lc_slo_cycle){.contract_rid = m->contract.rid,
                                          .team = m->contract.team,
                                          .contract = m->contract.name,
                                          .slo = m->mark->slo,
                                          .subject = m->mark->subject,
                                          .goal_us = m->terms.goal_us,
                                          .started_us = m->at_us};
    m->cycles = all;
    LC_TRY(lc_slo_begin(m->op, m->count ? &all[m->count - 1] : NULL, &all[m->count]));
    m->count++;
    return CTR_OK;
}

static ctr_status add_tick(struct marking *m)
{
    struct lc_ctx *ctx = &m->op->ctx;
    struct lc_slo_cycle *last = &m->cycles[m->count - 1];
    struct lc_slo_tick *ticks = lc_new(ctx, last->tick_count + 1, sizeof *ticks);

    if (!ticks) {
        return CTR_E_NOMEM;
    }
    if (last->tick_count) {
        memcpy(ticks, last->ticks, last->tick_count * sizeof *ticks);
    }
    ticks[last->tick_count] = (struct lc_slo_tick){.cycle = last->n,
                                                   .kind = m->mark->act,
                                                   .at_us = m->at_us,
                                                   .recorded_us = ctx->now_us,
                                                   .actor = m->op->actor,
                                                   .reason = lc_event_reason(m->op)};
    last->ticks = ticks;
    LC_TRY(lc_slo_tick(m->op, last, &ticks[last->tick_count]));
    last->tick_count++;
    return CTR_OK;
}

/* What the clock showed before and after this mark is known now: a breach is recorded with it. */
static ctr_status note(struct marking *m)
{
    struct lc_slo_cycle *last = &m->cycles[m->count - 1];
    int64_t stopped = last->stopped_us;

    last->stopped_us = 0; /* not ended as long as it is judged */
    LC_TRY(lc_slo_work_out(m->op, &m->terms, last));
    last->stopped_us = stopped;
    return last->breached && !last->breached_us ? lc_slo_alert(m->op, &m->book, &m->terms, last)
                                                : CTR_OK;
}

ctr_status lc_flow_slo_mark(struct lc_op *op, const struct lc_slo_mark *mark,
                            struct ctr_slo_case *out)
{
    struct marking m = {.op = op, .mark = mark, .at_us = mark->at_us};

    m.at_us = m.at_us ? m.at_us : op->ctx.now_us;
    LC_TRY(prepare(&m));
    if (mark->act == LC_WATCH_START) {
        LC_TRY(add_cycle(&m));
    }
    LC_TRY(add_tick(&m));
    LC_TRY(note(&m));
    return lc_slo_tell(op, &m.terms, m.cycles, m.count, out);
}

/* ---- as they stand ---- */

/* The terms of one contract after the other; the last ones are kept. */
struct shelf {
    int64_t contract_rid;
    struct lc_contract contract;
    struct lc_slo_book book;
};

static ctr_status take_book(struct lc_op *op, const struct lc_slo_cycle *k, struct shelf *shelf)
{
    if (shelf->contract_rid == k->contract_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_contract_get(op, k->team, k->contract, &shelf->contract));
    LC_TRY(lc_slo_book_open(op, &shelf->contract, &shelf->book));
    shelf->contract_rid = k->contract_rid;
    return CTR_OK;
}

static ctr_status tell(struct lc_op *op, const struct lc_slo_cycle *k, struct shelf *shelf,
                       struct ctr_slo_case *out)
{
    struct lc_slo_terms terms;
    struct lc_slo_cycle *cycles;
    size_t count;

    LC_TRY(take_book(op, k, shelf));
    LC_TRY(lc_slo_terms(&op->ctx, &shelf->book, k->slo, &terms));
    LC_TRY(lc_slo_cycles(op, &shelf->contract, k->slo, k->subject, &cycles, &count));
    return lc_slo_tell(op, &terms, cycles, count, out);
}

ctr_status lc_flow_slo_find(struct lc_op *op, const struct lc_slo_query *query,
                            struct ctr_slo_case_list *out)
{
    struct lc_slo_cycle *cycles;
    struct shelf shelf = {.contract_rid = 0};
    size_t count;
    bool more;

    LC_TRY(lc_slo_live(op, query, &cycles, &count, &more));
    struct ctr_slo_case *items = lc_new(&op->ctx, count + 1, sizeof *items);
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(tell(op, &cycles[i], &shelf, &items[i]));
    }
    *out = (struct ctr_slo_case_list){items, count, more && count ? items[count - 1].next : NULL};
    return CTR_OK;
}
