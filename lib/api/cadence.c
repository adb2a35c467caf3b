/* <contracts/cadence.h>: cadences in a store. */
#include "api/task.h"
#include "flow/cadence.h"

static ctr_status read_day(struct lc_ctx *ctx, const char *what, const char *text, int64_t *out)
{
    *out = LC_TERM_ABSENT;
    if (!text) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, what, text, 64));
    if (!lc_date_parse(lc_str(text), out)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "%s '%s' is no date; wanted one that exists, such as 2026-01-31", what,
                       text);
    }
    return CTR_OK;
}

/* ---- a meeting ---- */

struct held_args {
    const ctr_meeting_spec *given;
    ctr_meeting_spec spec;
    struct lc_names names;
    struct lc_meeting_given meeting;
};

static ctr_status check_texts(struct lc_ctx *ctx, const char *what, const char *const *texts,
                              size_t count, size_t most)
{
    if (count > LC_MEETING_ITEMS || (count && !texts)) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%zu %ss%s; wanted at most %d", count, what,
                       texts ? "" : " at NULL", LC_MEETING_ITEMS);
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(lc_check_text(ctx, what, texts[i], most));
        if (!texts[i] || !*texts[i]) {
            return lc_fail(ctx, CTR_E_ARGUMENT, "%s %zu is empty", what, i + 1);
        }
    }
    return CTR_OK;
}

static ctr_status held_read(struct lc_ctx *ctx, void *user)
{
    struct held_args *a = user;
    ctr_meeting_spec *s = &a->spec;
    struct lc_meeting_given *m = &a->meeting;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a meeting is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_meeting_spec, a->given, s));
    LC_TRY(lc_check_name(ctx, "cadence", s->cadence));
    LC_TRY(check_texts(ctx, "participant", s->participants, s->participant_count, LC_MEETING_WHO));
    LC_TRY(check_texts(ctx, "artefact", s->artefacts, s->artefact_count, LC_MEETING_WHAT));
    a->names = (struct lc_names){s->team, s->name ? s->name : ""};
    *m = (struct lc_meeting_given){.cadence = s->cadence,
                                   .today = !s->day,
                                   .participants = s->participants,
                                   .participant_count = s->participant_count,
                                   .artefacts = s->artefacts,
                                   .artefact_count = s->artefact_count};
    return read_day(ctx, "day", s->day, &m->day);
}

static ctr_status held_run(struct lc_op *op, void *user, void *body)
{
    const struct held_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_flow_cadence_held(op, &c, &a->meeting, body);
}

void ctr_meeting_spec_init(ctr_meeting_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_cadence_held(ctr_store *store, const ctr_meeting_spec *spec, const ctr_call *call,
                            ctr_meeting **out, ctr_error **err)
{
    struct held_args args = {.given = spec};
    struct ctr_meeting body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "cadence.held",
                                 .names = &args.names,
                                 .read = held_read,
                                 .run = held_run,
                                 .args = &args,
                                 .shape = &lc_shape_meeting,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- lists ---- */

struct find_args {
    const ctr_meeting_filter *given;
    ctr_meeting_filter filter;
    struct lc_meeting_query query;
};

/* A day where the list goes by days, else a number. */
static ctr_status read_after(struct lc_ctx *ctx, const ctr_meeting_filter *f,
                             struct lc_meeting_query *q)
{
    struct lc_decimal number;
    int64_t day;

    q->from = LC_DAY_FIRST;
    q->to = LC_DAY_LAST;
    if (!f->after) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", f->after, 64));
    bool good = f->cadence ? lc_date_parse(lc_str(f->after), &day)
                           : lc_decimal_parse(lc_str(f->after), &number) &&
                                 lc_decimal_int64(&number, &q->after) && q->after >= 0;
    if (!good) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of meetings ended", f->after);
    }
    q->from = f->cadence ? day + 1 : q->from;
    return CTR_OK;
}

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_meeting_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_meeting_filter, a->given, f));
    if (!f->team != !f->name || (f->cadence && !f->name)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       f->cadence ? "a cadence is named with its team and contract"
                                  : "team and contract are named together");
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(f->cadence ? lc_check_name(ctx, "cadence", f->cadence) : CTR_OK);
    a->query.cadence = f->cadence;
    a->query.limit = lc_page_limit(f->limit);
    return read_after(ctx, f, &a->query);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    struct find_args *a = user;
    struct lc_contract c = {0};

    if (a->filter.name) {
        LC_TRY(lc_contract_get(op, a->filter.team, a->filter.name, &c));
    }
    a->query.contract_rid = c.rid;
    return lc_meeting_find(op, &a->query, body);
}

void ctr_meeting_filter_init(ctr_meeting_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_meeting_find(ctr_store *store, const ctr_meeting_filter *filter,
                            ctr_meeting_list **out, ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_meeting_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_meeting_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- what was missed ---- */

struct missed_args {
    const ctr_cadence_window *given;
    ctr_cadence_window window;
    struct lc_names names;
    struct lc_cadence_asked asked;
};

static ctr_status missed_read(struct lc_ctx *ctx, void *user)
{
    struct missed_args *a = user;
    ctr_cadence_window *w = &a->window;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a window is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_cadence_window, a->given, w));
    LC_TRY(w->cadence ? lc_check_name(ctx, "cadence", w->cadence) : CTR_OK);
    LC_TRY(read_day(ctx, "from", w->from, &a->asked.from));
    LC_TRY(read_day(ctx, "until", w->until, &a->asked.until));
    a->asked.cadence = w->cadence;
    a->names = (struct lc_names){w->team, w->name ? w->name : ""};
    return CTR_OK;
}

static ctr_status missed_run(struct lc_op *op, void *user, void *body)
{
    const struct missed_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_flow_cadence_missed(op, &c, &a->asked, body);
}

void ctr_cadence_window_init(ctr_cadence_window *window, size_t size)
{
    lc_options_init(window, size);
}

ctr_status ctr_cadence_missed(ctr_store *store, const ctr_cadence_window *window,
                              ctr_cadence_report **out, ctr_error **err)
{
    struct missed_args args = {.given = window};
    struct ctr_cadence_report body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = missed_read,
                                 .run = missed_run,
                                 .args = &args,
                                 .shape = &lc_shape_cadence_report,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
