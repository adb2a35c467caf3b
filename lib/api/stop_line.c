/* <contracts/stop_line.h>: stop-the-line triggers in a store. */
#include "api/task.h"
#include "flow/lifecycle.h"
#include "flow/stop_line.h"

static ctr_status read_after(struct lc_ctx *ctx, const char *text, int64_t *out)
{
    struct lc_decimal number;

    *out = 0;
    if (!text) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", text, 64));
    if (!lc_decimal_parse(lc_str(text), &number) || !lc_decimal_int64(&number, out) || *out < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of stops ended", text);
    }
    return CTR_OK;
}

/* ---- raising ---- */

struct raise_args {
    const ctr_stop_spec *given;
    ctr_stop_spec spec;
    struct lc_names names;
    const char **evidence;
};

static ctr_status read_evidence(struct lc_ctx *ctx, struct raise_args *a)
{
    const ctr_stop_spec *s = &a->spec;

    if (!s->evidence || s->evidence_count < 1 || s->evidence_count > LC_STOP_EVIDENCE) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%u links to evidence; wanted 1 to %d",
                       s->evidence ? s->evidence_count : 0, LC_STOP_EVIDENCE);
    }
    a->evidence = lc_new(ctx, s->evidence_count, sizeof *a->evidence);
    for (uint32_t i = 0; a->evidence && i < s->evidence_count; i++) {
        LC_TRY(lc_check_text(ctx, "evidence", s->evidence[i], LC_STOP_TEXT));
        if (!s->evidence[i] || !*s->evidence[i]) {
            return lc_fail(ctx, CTR_E_ARGUMENT, "link %u to evidence is empty", i + 1);
        }
        a->evidence[i] = s->evidence[i];
    }
    return a->evidence ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status raise_read(struct lc_ctx *ctx, void *user)
{
    struct raise_args *a = user;
    ctr_stop_spec *s = &a->spec;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a trigger is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_stop_spec, a->given, s));
    LC_TRY(lc_check_name(ctx, "trigger", s->trigger));
    LC_TRY(lc_check_text(ctx, "owner", s->owner, 256));
    s->owner = s->owner && *s->owner ? s->owner : NULL;
    a->names = (struct lc_names){s->team, s->name ? s->name : ""};
    return read_evidence(ctx, a);
}

static ctr_status raise_run(struct lc_op *op, void *user, void *body)
{
    struct raise_args *a = user;
    struct lc_policy p;

    LC_TRY(lc_need_reason(op, "stop the line"));
    LC_TRY(lc_policy_active(op, a->names.team, a->names.name, &p));
    const struct lc_stop_raise raise = {.trigger = a->spec.trigger,
                                        .owner = a->spec.owner,
                                        .evidence = a->evidence,
                                        .evidence_count = a->spec.evidence_count,
                                        .reason = op->reason};
    return lc_flow_stop_raise(op, &p, &raise, body);
}

void ctr_stop_spec_init(ctr_stop_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_stop_line_raise(ctr_store *store, const ctr_stop_spec *spec, const ctr_call *call,
                               ctr_stop **out, ctr_error **err)
{
    struct raise_args args = {.given = spec};
    struct ctr_stop body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "stop-line.raise",
                                 .names = &args.names,
                                 .read = raise_read,
                                 .run = raise_run,
                                 .args = &args,
                                 .shape = &lc_shape_stop,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- clearing, looking ---- */

struct one_args {
    struct lc_names names;
    const char *trigger;
    const char *decision; /* NULL = only look */
    bool clear;
};

static ctr_status one_prepare(struct lc_op *op, void *user)
{
    struct one_args *a = user;

    LC_TRY(lc_check_name(&op->ctx, "trigger", a->trigger));
    LC_TRY(lc_check_text(&op->ctx, "decision", a->decision, LC_STOP_TEXT));
    return !a->clear || (a->decision && *a->decision)
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT,
                         "a decision is needed: a change that is decided, or a text");
}

static ctr_status one_run(struct lc_op *op, void *user, void *body)
{
    struct one_args *a = user;
    struct lc_contract c;

    if (a->clear) {
        LC_TRY(lc_need_reason(op, "clear a trigger"));
    }
    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return a->clear ? lc_flow_stop_clear(op, &c, a->trigger, a->decision, body)
                    : lc_flow_stop_get(op, &c, a->trigger, body);
}

static ctr_status one_call(ctr_store *store, struct one_args *args, const ctr_call *call,
                           ctr_stop **out, ctr_error **err)
{
    struct ctr_stop body;
    const struct lc_task task = {.kind = args->clear ? LC_TXN_WRITE : LC_TXN_READ,
                                 .verb = args->clear ? "stop-line.clear" : NULL,
                                 .names = &args->names,
                                 .prepare = one_prepare,
                                 .run = one_run,
                                 .args = args,
                                 .shape = &lc_shape_stop,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_stop_line_clear(ctr_store *store, const char *team, const char *name,
                               const char *trigger, const char *decision, const ctr_call *call,
                               ctr_stop **out, ctr_error **err)
{
    struct one_args args = {{team, name ? name : ""}, trigger, decision, true};
    return one_call(store, &args, call, out, err);
}

ctr_status ctr_stop_line_get(ctr_store *store, const char *team, const char *name,
                             const char *trigger, ctr_stop **out, ctr_error **err)
{
    struct one_args args = {{team, name ? name : ""}, trigger, NULL, false};
    return one_call(store, &args, NULL, out, err);
}

/* ---- lists ---- */

struct find_args {
    const ctr_stop_filter *given;
    ctr_stop_filter filter;
    int64_t after;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_stop_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_stop_filter, a->given, f));
    if (!f->team != !f->name) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "team and contract are named together");
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(lc_check_word(ctx, "state of a trigger", f->state, lc_words_stop_state));
    return read_after(ctx, f->after, &a->after);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    const ctr_stop_filter *f = &a->filter;
    struct lc_contract c = {0};

    if (f->name) {
        LC_TRY(lc_contract_get(op, f->team, f->name, &c));
    }
    const struct lc_stop_query query = {.contract_rid = c.rid,
                                        .state = (int32_t)f->state,
                                        .after = a->after,
                                        .limit = lc_page_limit(f->limit)};
    return lc_stop_find(op, &query, body);
}

void ctr_stop_filter_init(ctr_stop_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_stop_line_find(ctr_store *store, const ctr_stop_filter *filter, ctr_stop_list **out,
                              ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_stop_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_stop_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status summary_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, names->team, names->name, &c));
    return lc_stop_sums(op, &c, body);
}

ctr_status ctr_stop_line_summary(ctr_store *store, const char *team, const char *name,
                                 ctr_stop_summary **out, ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""};
    struct ctr_stop_summary body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &names,
                                 .run = summary_run,
                                 .args = &names,
                                 .shape = &lc_shape_stop_summary,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- asking ---- */

struct check_args {
    struct lc_names names;
    const char *action;
};

static ctr_status check_prepare(struct lc_op *op, void *user)
{
    static const char *const actions[] = {"activate", "implement", "evolve",
                                          "payment",  "close",     "deploy"};
    const struct check_args *a = user;

    for (size_t i = 0; a->action && i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(actions[i], a->action) == 0) {
            return CTR_OK;
        }
    }
    LC_TRY(lc_check_text(&op->ctx, "action", a->action, 64));
    return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                   "'%s' is nothing that can be blocked; wanted activate, implement, evolve, "
                   "payment, close or deploy",
                   a->action ? a->action : "");
}

static ctr_status check_run(struct lc_op *op, void *user, void *body)
{
    const struct check_args *a = user;
    struct lc_contract c;

    (void)body;
    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    const char *what = lc_format(&op->ctx, "%s/%s", c.team, c.name);
    return what ? lc_stop_check(op, &c, NULL, a->action, what) : CTR_E_NOMEM;
}

ctr_status ctr_stop_line_check(ctr_store *store, const char *team, const char *name,
                               const char *action, ctr_error **err)
{
    struct check_args args = {{team, name ? name : ""}, action};
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = check_prepare,
                                 .run = check_run,
                                 .args = &args};
    return lc_task_run(store, NULL, &task, NULL, err);
}
