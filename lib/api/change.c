/* <contracts/change.h>: changes in a store. */
#include "api/change.h"
#include "api/source.h"
#include "api/task.h"
#include "flow/change.h"

/* One of the calls on a change that is there. */
struct change_args {
    struct lc_names names;
    const char *id;
    ctr_status (*act)(struct lc_op *op, struct change_args *a, struct ctr_change *h);
    const ctr_source *source;
    bool read; /* the source holds an impact analysis */
    struct lc_impact_paper paper;
    const char *text; /* party, addendum */
    int32_t word;     /* vote, outcome */
    const struct lc_word *words;
};

static ctr_status read_paper(struct lc_op *op, struct change_args *a)
{
    ctr_source source;

    LC_TRY(lc_source_check(&op->ctx, a->source, CTR_FORMAT_AUTO, &source));
    return lc_impact_paper_read(&op->ctx, lc_str_n(source.data, source.size), source.file,
                                &a->paper);
}

static ctr_status change_prepare(struct lc_op *op, void *user)
{
    struct change_args *a = user;

    LC_TRY(lc_check_name(&op->ctx, "change", a->id));
    LC_TRY(lc_check_text(&op->ctx, "party or version", a->text, 512));
    if (a->words) {
        LC_TRY(lc_check_word(&op->ctx, "such word", a->word, a->words));
        if (!a->word) {
            return lc_fail(&op->ctx, CTR_E_ARGUMENT, "a vote or an outcome is needed: %s",
                           lc_word_list(&op->ctx, a->words));
        }
    }
    return a->read ? read_paper(op, a) : CTR_OK;
}

static ctr_status change_run(struct lc_op *op, void *user, void *body)
{
    struct change_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_change_get(op, &c, a->id, body));
    LC_TRY(a->act ? a->act(op, a, body) : CTR_OK);
    return lc_lead_times(op, body, 1);
}

static ctr_status change_call(ctr_store *store, const char *verb, struct change_args *args,
                              const ctr_call *call, ctr_change **out, ctr_error **err)
{
    struct ctr_change body;
    const struct lc_task task = {.kind = verb ? LC_TXN_WRITE : LC_TXN_READ,
                                 .verb = verb,
                                 .names = &args->names,
                                 .prepare = change_prepare,
                                 .run = change_run,
                                 .args = args,
                                 .shape = &lc_shape_change,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- opening ---- */

struct open_args {
    struct lc_names names;
    const ctr_source *source;
    struct lc_change_paper paper;
};

static ctr_status open_prepare(struct lc_op *op, void *user)
{
    struct open_args *a = user;
    ctr_source source;

    LC_TRY(lc_source_check(&op->ctx, a->source, CTR_FORMAT_AUTO, &source));
    return lc_change_paper_read(&op->ctx, lc_str_n(source.data, source.size), source.file,
                                &a->paper);
}

static ctr_status open_run(struct lc_op *op, void *user, void *body)
{
    struct open_args *a = user;
    return lc_flow_change_open(op, a->names.team, a->names.name, &a->paper, body);
}

ctr_status ctr_change_open(ctr_store *store, const char *team, const char *name,
                           const ctr_source *document, const ctr_call *call, ctr_change **out,
                           ctr_error **err)
{
    struct open_args args = {.names = {team, name ? name : ""}, .source = document};
    struct ctr_change body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "change.open",
                                 .names = &args.names,
                                 .prepare = open_prepare,
                                 .run = open_run,
                                 .args = &args,
                                 .shape = &lc_shape_change,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* ---- verbs ---- */

static ctr_status act_impact(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    return lc_flow_change_impact(op, h, &a->paper);
}

static ctr_status act_submit(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    (void)a;
    return lc_flow_change_submit(op, h);
}

static ctr_status act_classify(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    (void)a;
    return lc_flow_change_classify(op, h);
}

static ctr_status act_vote(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    return lc_flow_change_vote(op, h, (enum lc_vote)a->word, a->text);
}

static ctr_status act_decide(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    return lc_flow_change_decide(op, h, a->word);
}

static ctr_status act_implement(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    (void)a;
    return lc_flow_change_implement(op, h);
}

static ctr_status act_close(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    return lc_flow_change_close(op, h, a->text);
}

static ctr_status act_withdraw(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    (void)a;
    return lc_flow_change_withdraw(op, h);
}

static ctr_status act_reopen(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    (void)a;
    return lc_flow_change_reopen(op, h);
}

#define ARGS(...)                                                                                  \
    {                                                                                              \
        .names = {team, name ? name : ""}, .id = id, __VA_ARGS__                                   \
    }

ctr_status ctr_change_impact(ctr_store *store, const char *team, const char *name, const char *id,
                             const ctr_source *impact, const ctr_call *call, ctr_change **out,
                             ctr_error **err)
{
    struct change_args args = ARGS(.act = act_impact, .source = impact, .read = true);
    return change_call(store, "change.impact", &args, call, out, err);
}

ctr_status ctr_change_submit(ctr_store *store, const char *team, const char *name, const char *id,
                             const ctr_call *call, ctr_change **out, ctr_error **err)
{
    struct change_args args = ARGS(.act = act_submit);
    return change_call(store, "change.submit", &args, call, out, err);
}

ctr_status ctr_change_reclassify(ctr_store *store, const char *team, const char *name,
                                 const char *id, const ctr_call *call, ctr_change **out,
                                 ctr_error **err)
{
    struct change_args args = ARGS(.act = act_classify);
    return change_call(store, "change.classify", &args, call, out, err);
}

ctr_status ctr_change_vote(ctr_store *store, const char *team, const char *name, const char *id,
                           ctr_vote vote, const char *party, const ctr_call *call, ctr_change **out,
                           ctr_error **err)
{
    struct change_args args =
        ARGS(.act = act_vote, .text = party, .word = (int32_t)vote, .words = lc_words_vote);
    return change_call(store, "change.vote", &args, call, out, err);
}

ctr_status ctr_change_decide(ctr_store *store, const char *team, const char *name, const char *id,
                             ctr_change_outcome outcome, const ctr_call *call, ctr_change **out,
                             ctr_error **err)
{
    static const struct lc_word outcomes[] = {{CTR_OUTCOME_APPROVED, "approved"},
                                              {CTR_OUTCOME_REJECTED, "rejected"},
                                              {CTR_OUTCOME_DEFERRED, "deferred"},
                                              {0, NULL}};
    struct change_args args = ARGS(.act = act_decide, .word = (int32_t)outcome, .words = outcomes);
    return change_call(store, "change.decide", &args, call, out, err);
}

ctr_status ctr_change_implement(ctr_store *store, const char *team, const char *name,
                                const char *id, const ctr_call *call, ctr_change **out,
                                ctr_error **err)
{
    struct change_args args = ARGS(.act = act_implement);
    return change_call(store, "change.implement", &args, call, out, err);
}

ctr_status ctr_change_close(ctr_store *store, const char *team, const char *name, const char *id,
                            const char *addendum, const ctr_call *call, ctr_change **out,
                            ctr_error **err)
{
    struct change_args args = ARGS(.act = act_close, .text = addendum);
    return change_call(store, "change.close", &args, call, out, err);
}

ctr_status ctr_change_withdraw(ctr_store *store, const char *team, const char *name, const char *id,
                               const ctr_call *call, ctr_change **out, ctr_error **err)
{
    struct change_args args = ARGS(.act = act_withdraw);
    return change_call(store, "change.withdraw", &args, call, out, err);
}

ctr_status ctr_change_reopen(ctr_store *store, const char *team, const char *name, const char *id,
                             const ctr_call *call, ctr_change **out, ctr_error **err)
{
    struct change_args args = ARGS(.act = act_reopen);
    return change_call(store, "change.reopen", &args, call, out, err);
}

/* ---- what a decision rests on ---- */

struct record_args {
    struct lc_names names;
    const char *id;
    const ctr_source *given[2];
    const char *texts[2]; /* memo, record */
};

static ctr_status record_prepare(struct lc_op *op, void *user)
{
    struct record_args *a = user;
    ctr_status (*const read[])(struct lc_ctx *, struct lc_str, const char *,
                               const char **) = {lc_memo_read, lc_adr_check};
    ctr_source source;

    LC_TRY(lc_check_name(&op->ctx, "change", a->id));
    if (!a->given[0] && !a->given[1]) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "a context memo or a decision record is needed");
    }
    for (int i = 0; i < 2; i++) {
        if (a->given[i]) {
            LC_TRY(lc_source_check(&op->ctx, a->given[i], CTR_FORMAT_AUTO, &source));
            LC_TRY(
                read[i](&op->ctx, lc_str_n(source.data, source.size), source.file, &a->texts[i]));
        }
    }
    return CTR_OK;
}

static ctr_status record_run(struct lc_op *op, void *user, void *body)
{
    struct record_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_change_get(op, &c, a->id, body));
    return lc_flow_decision_record(op, body, a->texts[0], a->texts[1]); /* not decided: no time */
}

ctr_status ctr_decision_record(ctr_store *store, const char *team, const char *name, const char *id,
                               const ctr_source *memo, const ctr_source *adr, const ctr_call *call,
                               ctr_change **out, ctr_error **err)
{
    struct record_args args = {.names = {team, name ? name : ""}, .id = id, .given = {memo, adr}};
    struct ctr_change body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "decision.record",
                                 .names = &args.names,
                                 .prepare = record_prepare,
                                 .run = record_run,
                                 .args = &args,
                                 .shape = &lc_shape_change,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

static ctr_status act_import(struct lc_op *op, struct change_args *a, struct ctr_change *h)
{
    (void)a;
    return lc_flow_decision_import(op, h);
}

ctr_status ctr_decision_import(ctr_store *store, const char *team, const char *name, const char *id,
                               const ctr_call *call, ctr_change **out, ctr_error **err)
{
    struct change_args args = ARGS(.act = act_import);
    return change_call(store, "decision.import", &args, call, out, err);
}

/* ---- look-ups ---- */

ctr_status ctr_change_get(ctr_store *store, const char *team, const char *name, const char *id,
                          ctr_change **out, ctr_error **err)
{
    struct change_args args = ARGS(.act = NULL);
    return change_call(store, NULL, &args, NULL, out, err);
}

struct find_args {
    const ctr_change_filter *given;
    ctr_change_filter filter;
};

ctr_status lc_change_filter_read(struct lc_ctx *ctx, const ctr_change_filter *given,
                                 ctr_change_filter *f)
{
    LC_TRY(LC_READ(ctx, ctr_change_filter, given, f));
    if (f->name && !f->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "contract '%s' is named without its team", f->name);
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(lc_check_word(ctx, "state of a change", f->state, lc_words_change_state));
    LC_TRY(lc_check_word(ctx, "class of a change", f->change_class, lc_words_change_class));
    LC_TRY(lc_check_word(ctx, "type of a change", f->type, lc_words_change_type));
    LC_TRY(lc_check_text(ctx, "area", f->area, 512));
    LC_TRY(lc_check_text(ctx, "requester", f->requester, 512));
    return lc_check_text(ctx, "page mark", f->after, 512);
}

struct lc_change_query lc_change_filter_query(const ctr_change_filter *f)
{
    return (struct lc_change_query){.team = f->team,
                                    .contract = f->name,
                                    .state = (int32_t)f->state,
                                    .change_class = (int32_t)f->change_class,
                                    .type = (int32_t)f->type,
                                    .area = f->area,
                                    .requester = f->requester,
                                    .after = f->after,
                                    .limit = lc_page_limit(f->limit)};
}

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    return lc_change_filter_read(ctx, a->given, &a->filter);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_change_query query =
        lc_change_filter_query(&((struct find_args *)user)->filter);
    struct ctr_change_list *list = body;

    LC_TRY(lc_change_list(op, &query, list));
    return lc_lead_times(op, (struct ctr_change *)(uintptr_t)list->items, list->count);
}

void ctr_change_filter_init(ctr_change_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_change_find(ctr_store *store, const ctr_change_filter *filter, ctr_change_list **out,
                           ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_change_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_change_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
