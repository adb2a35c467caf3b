/* <contracts/dispute.h> */
#include "api/task.h"
#include "flow/dispute.h"

#include <contracts/dispute.h>

enum { REFERENCE_TEXT = 512 };

/* A statement or an answer: it says something. */
static ctr_status check_words(struct lc_ctx *ctx, const char *what, const char *text)
{
    LC_TRY(lc_check_text(ctx, what, text, LC_DISPUTE_TEXT));
    if (text && *text) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(ctx, CTR_E_ARGUMENT, "the %s is empty; say in words what it is about", what);
    lc_detail(ctx, "field", what);
    return status;
}

static const char *given(const char *text)
{
    return text && *text ? text : NULL;
}

/* ---- opening ---- */

struct open_args {
    struct lc_names names;
    const ctr_dispute_spec *given;
    ctr_dispute_spec spec;
};

static ctr_status open_read(struct lc_ctx *ctx, void *user)
{
    struct open_args *a = user;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what is disputed is needed, not NULL");
    }
    return LC_READ(ctx, ctr_dispute_spec, a->given, &a->spec);
}

static ctr_status open_prepare(struct lc_op *op, void *user)
{
    struct lc_ctx *ctx = &op->ctx;
    const ctr_dispute_spec *s = &((struct open_args *)user)->spec;

    LC_TRY(lc_check_word(ctx, "subject of a dispute", (int64_t)s->kind, lc_words_dispute_subject));
    if (!s->kind || !given(s->subject)) {
        return lc_fail(
            ctx, CTR_E_ARGUMENT,
            "what is disputed is needed: an entry, an assessment, a decision or a change, and "
            "which");
    }
    LC_TRY(lc_check_text(ctx, "subject", s->subject, REFERENCE_TEXT));
    LC_TRY(s->id ? lc_check_name(ctx, "dispute", s->id) : CTR_OK);
    LC_TRY(lc_check_text(ctx, "party", s->party, REFERENCE_TEXT));
    LC_TRY(lc_check_text(ctx, "party", s->against, REFERENCE_TEXT));
    return check_words(ctx, "statement", s->statement);
}

static ctr_status open_run(struct lc_op *op, void *user, void *body)
{
    struct open_args *a = user;
    const ctr_dispute_spec *s = &a->spec;
    struct ctr_dispute *d = body;
    struct lc_contract c;

    *d = (struct ctr_dispute){.subject_kind = (int32_t)s->kind,
                              .subject = s->subject,
                              .statement = s->statement,
                              .id = s->id,
                              .party = given(s->party),
                              .against = given(s->against)};
    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_flow_dispute_open(op, &c, d);
}

void ctr_dispute_spec_init(ctr_dispute_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_dispute_open(ctr_store *store, const char *team, const char *name,
                            const ctr_dispute_spec *spec, const ctr_call *call, ctr_dispute **out,
                            ctr_error **err)
{
    struct open_args args = {.names = {team, name ? name : ""}, .given = spec};
    struct ctr_dispute body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "dispute.open",
                                 .names = &args.names,
                                 .read = open_read,
                                 .prepare = open_prepare,
                                 .run = open_run,
                                 .args = &args,
                                 .shape = &lc_shape_dispute,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- one that is there ---- */

struct one_args {
    struct lc_names names;
    const char *id;
    const char *text; /* answer, reference */
    const char *party;
    int32_t outcome;
    ctr_status (*check)(struct lc_ctx *ctx, const struct one_args *a);
    ctr_status (*act)(struct lc_op *op, const struct one_args *a, struct ctr_dispute *d);
};

static ctr_status one_prepare(struct lc_op *op, void *user)
{
    const struct one_args *a = user;

    LC_TRY(lc_check_name(&op->ctx, "dispute", a->id));
    LC_TRY(lc_check_text(&op->ctx, "party", a->party, REFERENCE_TEXT));
    return a->check ? a->check(&op->ctx, a) : CTR_OK;
}

static ctr_status one_run(struct lc_op *op, void *user, void *body)
{
    const struct one_args *a = user;
    struct lc_timer_desk desk = {0};
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_dispute_get(op, &c, a->id, body));
    return a->act ? a->act(op, a, body) : lc_dispute_fresh(op, &desk, body);
}

static ctr_status one_call(ctr_store *store, const char *verb, struct one_args *args,
                           const ctr_call *call, ctr_dispute **out, ctr_error **err)
{
    struct ctr_dispute body;
    const struct lc_task task = {.kind = verb ? LC_TXN_WRITE : LC_TXN_READ,
                                 .verb = verb,
                                 .names = &args->names,
                                 .prepare = one_prepare,
                                 .run = one_run,
                                 .args = args,
                                 .shape = &lc_shape_dispute,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

static ctr_status check_answer(struct lc_ctx *ctx, const struct one_args *a)
{
    return check_words(ctx, "answer", a->text);
}

static ctr_status check_end(struct lc_ctx *ctx, const struct one_args *a)
{
    LC_TRY(lc_check_word(ctx, "outcome of a dispute", a->outcome, lc_words_dispute_outcome));
    LC_TRY(lc_check_text(ctx, "reference", a->text, REFERENCE_TEXT));
    return a->outcome && given(a->text)
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT,
                         "what ended it is needed: a decision by the id of its change, or a "
                         "reversal by the number of its entry");
}

static ctr_status act_answer(struct lc_op *op, const struct one_args *a, struct ctr_dispute *d)
{
    return lc_flow_dispute_answer(op, d, given(a->party), a->text);
}

static ctr_status act_escalate(struct lc_op *op, const struct one_args *a, struct ctr_dispute *d)
{
    return lc_flow_dispute_escalate(op, d, given(a->party));
}

static ctr_status act_resolve(struct lc_op *op, const struct one_args *a, struct ctr_dispute *d)
{
    return lc_flow_dispute_resolve(op, d, a->outcome, a->text);
}

static ctr_status act_withdraw(struct lc_op *op, const struct one_args *a, struct ctr_dispute *d)
{
    return lc_flow_dispute_withdraw(op, d, given(a->party));
}

ctr_status ctr_dispute_answer(ctr_store *store, const char *team, const char *name, const char *id,
                              const char *answer, const char *party, const ctr_call *call,
                              ctr_dispute **out, ctr_error **err)
{
    struct one_args args = {.names = {team, name ? name : ""},
                            .id = id,
                            .text = answer,
                            .party = party,
                            .check = check_answer,
                            .act = act_answer};
    return one_call(store, "dispute.answer", &args, call, out, err);
}

ctr_status ctr_dispute_escalate(ctr_store *store, const char *team, const char *name,
                                const char *id, const char *party, const ctr_call *call,
                                ctr_dispute **out, ctr_error **err)
{
    struct one_args args = {
        .names = {team, name ? name : ""}, .id = id, .party = party, .act = act_escalate};
    return one_call(store, "dispute.escalate", &args, call, out, err);
}

ctr_status ctr_dispute_resolve(ctr_store *store, const char *team, const char *name, const char *id,
                               ctr_dispute_outcome outcome, const char *reference,
                               const ctr_call *call, ctr_dispute **out, ctr_error **err)
{
    struct one_args args = {.names = {team, name ? name : ""},
                            .id = id,
                            .text = reference,
                            .outcome = (int32_t)outcome,
                            .check = check_end,
                            .act = act_resolve};
    return one_call(store, "dispute.resolve", &args, call, out, err);
}

ctr_status ctr_dispute_withdraw(ctr_store *store, const char *team, const char *name,
                                const char *id, const char *party, const ctr_call *call,
                                ctr_dispute **out, ctr_error **err)
{
    struct one_args args = {
        .names = {team, name ? name : ""}, .id = id, .party = party, .act = act_withdraw};
    return one_call(store, "dispute.withdraw", &args, call, out, err);
}

ctr_status ctr_dispute_get(ctr_store *store, const char *team, const char *name, const char *id,
                           ctr_dispute **out, ctr_error **err)
{
    struct one_args args = {.names = {team, name ? name : ""}, .id = id};
    return one_call(store, NULL, &args, NULL, out, err);
}

/* ---- lists ---- */

struct find_args {
    const ctr_dispute_filter *given;
    ctr_dispute_filter filter;
    int64_t after;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_dispute_filter *f = &a->filter;
    struct lc_decimal number;

    LC_TRY(LC_READ(ctx, ctr_dispute_filter, a->given, f));
    if (!f->team != !f->name) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "team and contract are named together");
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(lc_check_word(ctx, "state of a dispute", (int64_t)f->state, lc_words_dispute_state));
    if (!f->after) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", f->after, 64));
    return lc_decimal_parse(lc_str(f->after), &number) && lc_decimal_int64(&number, &a->after) &&
                   a->after >= 0
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of disputes ended",
                         f->after);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    const ctr_dispute_filter *f = &a->filter;
    struct lc_timer_desk desk = {0};
    struct ctr_dispute_list *list = body;
    struct lc_contract c = {0};

    LC_TRY(f->name ? lc_contract_get(op, f->team, f->name, &c) : CTR_OK);
    const struct lc_dispute_query query = {.contract_rid = c.rid,
                                           .state = (int32_t)f->state,
                                           .after = a->after,
                                           .limit = lc_page_limit(f->limit)};
    LC_TRY(lc_dispute_list(op, &query, list));
    struct ctr_dispute *items = (struct ctr_dispute *)(uintptr_t)list->items; /* ours: just read */
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_dispute_fresh(op, &desk, &items[i]));
    }
    return CTR_OK;
}

void ctr_dispute_filter_init(ctr_dispute_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_dispute_find(ctr_store *store, const ctr_dispute_filter *filter,
                            ctr_dispute_list **out, ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_dispute_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_dispute_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
