/* <contracts/slo.h>: clocks of service levels in a store. */
#include "api/task.h"
#include "flow/slo.h"

enum { SLO_ID = 128, SWEEP_MOST = 1000 };

/* Marks and cursors are numbers. */
static ctr_status read_after(struct lc_ctx *ctx, const char *text, int64_t *out)
{
    struct lc_decimal number;

    *out = 0;
    if (!text) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", text, 64));
    if (!lc_decimal_parse(lc_str(text), &number) || !lc_decimal_int64(&number, out) || *out < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of cases ended", text);
    }
    return CTR_OK;
}

/* ---- marks ---- */

struct mark_args {
    const ctr_slo_mark *given;
    ctr_slo_mark mark;
    struct lc_names names;
};

static ctr_status mark_read(struct lc_ctx *ctx, void *user)
{
    struct mark_args *a = user;
    ctr_slo_mark *m = &a->mark;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what happened is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_slo_mark, a->given, m));
    LC_TRY(lc_check_word(ctx, "thing that happens to a clock", m->act, lc_words_watch_kind));
    if (!m->act) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what happened is not said; wanted %s",
                       lc_word_list(ctx, lc_words_watch_kind));
    }
    LC_TRY(lc_check_name(ctx, "service level", m->slo));
    LC_TRY(lc_check_text(ctx, "subject", m->subject, LC_SLO_SUBJECT));
    if (!m->subject || !*m->subject) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a subject is needed, not empty: what is waited for");
    }
    LC_TRY(lc_check_time(ctx, "at_us", m->at_us));
    a->names = (struct lc_names){m->team, m->name ? m->name : ""};
    return CTR_OK;
}

static ctr_status mark_run(struct lc_op *op, void *user, void *body)
{
    const ctr_slo_mark *m = &((struct mark_args *)user)->mark;
    const struct lc_slo_mark mark = {.team = m->team,
                                     .name = m->name,
                                     .slo = m->slo,
                                     .subject = m->subject,
                                     .act = (int32_t)m->act,
                                     .at_us = m->at_us};
    return lc_flow_slo_mark(op, &mark, body);
}

void ctr_slo_mark_init(ctr_slo_mark *mark, size_t size)
{
    lc_options_init(mark, size);
}

ctr_status ctr_slo_record(ctr_store *store, const ctr_slo_mark *mark, const ctr_call *call,
                          ctr_slo_case **out, ctr_error **err)
{
    struct mark_args args = {.given = mark};
    struct ctr_slo_case body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "slo.record",
                                 .names = &args.names,
                                 .read = mark_read,
                                 .run = mark_run,
                                 .args = &args,
                                 .shape = &lc_shape_slo_case,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- cases ---- */

struct find_args {
    const ctr_slo_filter *given;
    ctr_slo_filter filter;
    int64_t after;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_slo_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_slo_filter, a->given, f));
    if (!f->team != !f->name) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "team and contract are named together");
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(f->slo ? lc_check_name(ctx, "service level", f->slo) : CTR_OK);
    LC_TRY(lc_check_text(ctx, "subject", f->subject, LC_SLO_SUBJECT));
    if (f->open < 0 || f->open > 2) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "open is %d; wanted 0, 1 or 2", (int)f->open);
    }
    return read_after(ctx, f->after, &a->after);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    const ctr_slo_filter *f = &a->filter;
    struct lc_contract c = {0};

    if (f->name) {
        LC_TRY(lc_contract_get(op, f->team, f->name, &c));
    }
    const struct lc_slo_query query = {.contract_rid = c.rid,
                                       .slo = f->slo,
                                       .subject = f->subject,
                                       .open = f->open,
                                       .after = a->after,
                                       .limit = lc_page_limit(f->limit)};
    return lc_flow_slo_find(op, &query, body);
}

void ctr_slo_filter_init(ctr_slo_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_slo_find(ctr_store *store, const ctr_slo_filter *filter, ctr_slo_case_list **out,
                        ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_slo_case_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_slo_case_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- report ---- */

struct measure_args {
    const ctr_slo_window *given;
    ctr_slo_window window;
    struct lc_names names;
};

static ctr_status measure_read(struct lc_ctx *ctx, void *user)
{
    struct measure_args *a = user;
    ctr_slo_window *w = &a->window;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a window is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_slo_window, a->given, w));
    LC_TRY(w->slo ? lc_check_name(ctx, "service level", w->slo) : CTR_OK);
    LC_TRY(lc_check_time(ctx, "from_us", w->from_us));
    LC_TRY(lc_check_time(ctx, "to_us", w->to_us));
    if (w->from_us && w->to_us && w->to_us < w->from_us) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "the window ends before it begins");
    }
    a->names = (struct lc_names){w->team, w->name ? w->name : ""};
    return CTR_OK;
}

static ctr_status measure_run(struct lc_op *op, void *user, void *body)
{
    const ctr_slo_window *w = &((struct measure_args *)user)->window;
    struct lc_contract c;

    if (w->from_us > op->ctx.now_us && !w->to_us) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "the window begins after now, where it ends");
    }
    LC_TRY(lc_contract_get(op, w->team, w->name, &c));
    return lc_flow_slo_report(op, &c, w->slo, w->from_us, w->to_us, body);
}

void ctr_slo_window_init(ctr_slo_window *window, size_t size)
{
    lc_options_init(window, size);
}

ctr_status ctr_slo_measure(ctr_store *store, const ctr_slo_window *window, ctr_slo_report **out,
                           ctr_error **err)
{
    struct measure_args args = {.given = window};
    struct ctr_slo_report body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = measure_read,
                                 .run = measure_run,
                                 .args = &args,
                                 .shape = &lc_shape_slo_report,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- sweep ---- */

static ctr_status sweep_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;
    struct lc_contract c = {0};

    if (names->team) {
        LC_TRY(lc_contract_get(op, names->team, names->name, &c));
    }
    return lc_flow_slo_sweep(op, c.rid, SWEEP_MOST, body);
}

ctr_status ctr_slo_sweep_run(ctr_store *store, const char *team, const char *name,
                             const ctr_call *call, ctr_slo_sweep **out, ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""}; /* one without the other is refused */
    struct ctr_slo_sweep body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "slo.sweep",
                                 .names = team || name ? &names : NULL,
                                 .run = sweep_run,
                                 .args = &names,
                                 .shape = &lc_shape_slo_sweep,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}
