/* <contracts/timer.h> */
#include "api/task.h"
#include "flow/timer.h"

#include <contracts/timer.h>

/* ---- sweeping ---- */

struct sweep_args {
    const ctr_sweep_options *given;
    ctr_sweep_options options;
    int64_t now_us;
};

static ctr_status sweep_read(struct lc_ctx *ctx, void *user)
{
    struct sweep_args *a = user;

    LC_TRY(LC_READ(ctx, ctr_sweep_options, a->given, &a->options));
    return a->options.limit <= LC_SWEEP_MOST
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT, "%u actions at most; wanted up to %d",
                         a->options.limit, LC_SWEEP_MOST);
}

/* The instant, unless the call names another. */
static ctr_status sweep_prepare(struct lc_op *op, void *user)
{
    int64_t now = ((struct sweep_args *)user)->now_us;

    if (!now) {
        return CTR_OK;
    }
    LC_TRY(lc_check_time(&op->ctx, "the instant of the sweep", now));
    if (op->now_given && op->ctx.now_us != now) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                       "the instant of the sweep is %lld, that of its call %lld; name one of them",
                       (long long)now, (long long)op->ctx.now_us);
    }
    op->ctx.now_us = now;
    op->now_given = true;
    return CTR_OK;
}

static ctr_status sweep_run(struct lc_op *op, void *user, void *body)
{
    const ctr_sweep_options *o = &((struct sweep_args *)user)->options;
    const struct lc_sweep_wish wish = {
        .limit = o->limit ? o->limit : LC_SWEEP_LIMIT,
        .flood = o->flood_limit ? o->flood_limit : LC_SWEEP_FLOOD,
    };
    return lc_flow_sweep(op, &wish, body);
}

void ctr_sweep_options_init(ctr_sweep_options *options, size_t size)
{
    lc_options_init(options, size);
}

ctr_status ctr_timer_sweep(ctr_store *store, int64_t now_us, const ctr_sweep_options *options,
                           const ctr_call *call, ctr_sweep **out, ctr_error **err)
{
    struct sweep_args args = {.given = options, .now_us = now_us};
    struct ctr_sweep body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "timer.sweep",
                                 .read = sweep_read,
                                 .prepare = sweep_prepare,
                                 .run = sweep_run,
                                 .args = &args,
                                 .shape = &lc_shape_sweep,
                                 .body = &body};

    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- lists ---- */

/* "microseconds.row", as a page of timers ends. */
static ctr_status read_mark(struct lc_ctx *ctx, const char *text, int64_t *us, int64_t *row)
{
    struct lc_str first, second;
    struct lc_decimal number;

    *us = *row = 0;
    if (!text) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", text, 64));
    bool sound = lc_str_cut(lc_str(text), '.', &first, &second) &&
                 lc_decimal_parse(first, &number) && lc_decimal_int64(&number, us) &&
                 lc_decimal_parse(second, &number) && lc_decimal_int64(&number, row) && *us >= 0 &&
                 *row >= 0;
    return sound ? CTR_OK
                 : lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of timers ended", text);
}

static ctr_status check_master(struct lc_ctx *ctx, const char *team, const char *name)
{
    if (!team != !name) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "team and contract are named together");
    }
    LC_TRY(team ? lc_check_name(ctx, "team", team) : CTR_OK);
    return name ? lc_check_name(ctx, "contract", name) : CTR_OK;
}

struct find_args {
    const ctr_timer_filter *given;
    ctr_timer_filter filter;
    int64_t after_us, after;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_timer_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_timer_filter, a->given, f));
    LC_TRY(check_master(ctx, f->team, f->name));
    LC_TRY(lc_check_word(ctx, "state of a timer", f->state, lc_words_timer_state));
    LC_TRY(lc_check_time(ctx, "until_us", f->until_us));
    if (f->until_us && f->state) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "a state or an instant narrows a list of timers, not both");
    }
    return read_mark(ctx, f->after, &a->after_us, &a->after);
}

static ctr_status contract_of(struct lc_op *op, const char *team, const char *name, int64_t *rid)
{
    struct lc_contract c = {0};

    if (name) {
        LC_TRY(lc_contract_get(op, team, name, &c));
    }
    *rid = c.rid;
    return CTR_OK;
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    const ctr_timer_filter *f = &a->filter;
    struct lc_timer_query query = {.until_us = f->until_us,
                                   .state = (int32_t)f->state,
                                   .by_row = f->state != 0,
                                   .after_us = a->after_us,
                                   .after = a->after,
                                   .limit = lc_page_limit(f->limit)};

    LC_TRY(contract_of(op, f->team, f->name, &query.contract_rid));
    LC_TRY(lc_timer_list(op, &query, body));
    return lc_timers_fresh(op, body);
}

void ctr_timer_filter_init(ctr_timer_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_timer_find(ctr_store *store, const ctr_timer_filter *filter, ctr_timer_list **out,
                          ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_timer_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_timer_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- one timer ---- */

struct timer_args {
    struct lc_names names;
    int32_t kind;
    const char *id;
    const char *cause;
    ctr_status (*act)(struct lc_op *op, const struct timer_args *a, struct ctr_timer *t);
};

static ctr_status timer_prepare(struct lc_op *op, void *user)
{
    struct timer_args *a = user;

    LC_TRY(lc_check_word(&op->ctx, "subject of a timer", a->kind, lc_words_timer_subject));
    a->kind = a->kind ? a->kind : LC_TIMER_DECISION;
    LC_TRY(lc_check_name(&op->ctx, a->kind == LC_TIMER_DISPUTE ? "dispute" : "change", a->id));
    return lc_check_text(&op->ctx, "reason of a pause", a->cause, 512);
}

static ctr_status no_timer(struct lc_op *op, const struct lc_contract *c,
                           const struct timer_args *a)
{
    if (a->kind == LC_TIMER_DISPUTE) { /* every dispute has one */
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "there is no dispute '%s' on '%s/%s'", a->id,
                       c->team, c->name);
    }
    return lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                   "change '%s/%s/%s' has no timer: nobody was asked, or no time is set", c->team,
                   c->name, a->id);
}

static ctr_status timer_run(struct lc_op *op, void *user, void *body)
{
    const struct timer_args *a = user;
    struct ctr_timer *t = body;
    struct lc_timer_desk desk = {0};
    struct lc_contract c;
    bool found;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_timer_of(op, c.rid, a->kind, a->id, t, &found));
    if (!found) {
        return no_timer(op, &c, a);
    }
    return a->act ? a->act(op, a, t) : lc_timer_fresh(op, &desk, t);
}

static ctr_status timer_call(ctr_store *store, const char *verb, struct timer_args *args,
                             const ctr_call *call, ctr_timer **out, ctr_error **err)
{
    struct ctr_timer body;
    const struct lc_task task = {.kind = verb ? LC_TXN_WRITE : LC_TXN_READ,
                                 .verb = verb,
                                 .names = &args->names,
                                 .prepare = timer_prepare,
                                 .run = timer_run,
                                 .args = args,
                                 .shape = &lc_shape_timer,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_timer_get(ctr_store *store, const char *team, const char *name,
                         ctr_timer_subject kind, const char *id, ctr_timer **out, ctr_error **err)
{
    struct timer_args args = {.names = {team, name ? name : ""}, .kind = (int32_t)kind, .id = id};
    return timer_call(store, NULL, &args, NULL, out, err);
}

static ctr_status act_pause(struct lc_op *op, const struct timer_args *a, struct ctr_timer *t)
{
    if (!a->cause || !*a->cause) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                       "why the time stands still is needed: one of the right's pause_on");
    }
    return lc_flow_timer_pause(op, t, a->cause);
}

static ctr_status act_resume(struct lc_op *op, const struct timer_args *a, struct ctr_timer *t)
{
    (void)a;
    return lc_flow_timer_resume(op, t);
}

ctr_status ctr_timer_pause(ctr_store *store, const char *team, const char *name, const char *id,
                           const char *cause, const ctr_call *call, ctr_timer **out,
                           ctr_error **err)
{
    struct timer_args args = {
        .names = {team, name ? name : ""}, .id = id, .cause = cause, .act = act_pause};
    return timer_call(store, "timer.pause", &args, call, out, err);
}

ctr_status ctr_timer_resume(ctr_store *store, const char *team, const char *name, const char *id,
                            const ctr_call *call, ctr_timer **out, ctr_error **err)
{
    struct timer_args args = {.names = {team, name ? name : ""}, .id = id, .act = act_resume};
    return timer_call(store, "timer.resume", &args, call, out, err);
}
