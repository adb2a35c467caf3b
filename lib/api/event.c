/* <contracts/event.h> */
#include "api/task.h"
#include "base/time.h"
#include "domain/contract/contract.h"

#include <time.h>

struct find_args {
    const ctr_event_filter *given;
    ctr_event_filter filter;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_event_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_event_filter, a->given, f));
    if (f->name && !f->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "contract '%s' is named without its team", f->name);
    }
    if (f->after < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "no event has the sequence number %lld",
                       (long long)f->after);
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(lc_check_text(ctx, "kind", f->kind, 128));
    return lc_check_text(ctx, "origin", f->origin, 64);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const ctr_event_filter *f = &((struct find_args *)user)->filter;
    struct lc_event_query query = {.after = f->after,
                                   .limit = (int64_t)lc_page_limit(f->limit),
                                   .kind = f->kind && *f->kind ? f->kind : NULL,
                                   .origin = f->origin && *f->origin ? f->origin : NULL};
    if (f->name) {
        struct lc_contract c;
        LC_TRY(lc_contract_get(op, f->team, f->name, &c));
        query.contract_rid = c.rid;
    } else if (f->team) {
        query.team_key = lc_lower(&op->ctx, f->team);
        if (!query.team_key) {
            return CTR_E_NOMEM;
        }
    }
    return lc_event_find(op, &query, body);
}

void ctr_event_filter_init(ctr_event_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_event_find(ctr_store *store, const ctr_event_filter *filter, ctr_event_list **out,
                          ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_event_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_event_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status last_run(struct lc_op *op, void *user, void *body)
{
    (void)body;
    return lc_event_last(op, user);
}

static ctr_status look(ctr_store *store, int64_t *last, ctr_error **err)
{
    const struct lc_task task = {.kind = LC_TXN_READ, .run = last_run, .args = last};
    return lc_task_run(store, NULL, &task, NULL, err);
}

/* Waiting is looking at growing distances: at once after news, at most a quarter of a second apart
 * when it is quiet. No lock is held between two looks. */
enum { FIRST_PAUSE_MS = 1, LAST_PAUSE_MS = 250 };

static int64_t monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

ctr_status ctr_event_wait(ctr_store *store, int64_t after, uint32_t timeout_ms, int64_t *last,
                          ctr_error **err)
{
    int64_t seen = 0;
    int64_t pause_ms = FIRST_PAUSE_MS;
    int64_t end_ms = monotonic_ms() + timeout_ms;

    if (last) {
        *last = 0;
    }
    for (;;) {
        ctr_status status = look(store, &seen, err);
        if (status != CTR_OK) {
            return status;
        }
        int64_t left_ms = end_ms - monotonic_ms();
        if (seen > after || left_ms <= 0) {
            break;
        }
        int64_t ms = pause_ms < left_ms ? pause_ms : left_ms;
        struct timespec t = {ms / 1000, (ms % 1000) * 1000000};
        nanosleep(&t, NULL); /* a signal ends the pause early: that is welcome */
        pause_ms = pause_ms * 2 < LAST_PAUSE_MS ? pause_ms * 2 : LAST_PAUSE_MS;
    }
    if (last) {
        *last = seen;
    }
    return CTR_OK;
}
