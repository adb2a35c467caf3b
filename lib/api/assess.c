/* <contracts/assess.h>: assessments of shares. */
#include "api/getter.h"
#include "api/task.h"
#include "flow/assess.h"

enum { MAX_AMOUNT = 64, MAX_HOLD = 4096 };

LC_WORDS(assess_kind)
LC_PARSE(assess_kind)
LC_WORDS(assess_basis)
LC_PARSE(assess_basis)
LC_WORDS(assess_state)
LC_PARSE(assess_state)

/* --- assessing --- */

struct assess_args {
    struct lc_names names;
    const ctr_assess *given;
    ctr_assess assess;
};

static ctr_status assess_read(struct lc_ctx *ctx, void *user)
{
    struct assess_args *a = user;
    const ctr_assess *s = &a->assess;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what to assess is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_assess, a->given, &a->assess));
    if (s->reserved || s->reserved2) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a reserved member of ctr_assess is not zero");
    }
    LC_TRY(lc_check_word(ctx, "kind of an assessment", (int64_t)s->kind, lc_words_assess_kind));
    if (!s->kind) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "the kind of an assessment is needed: %s",
                       lc_word_list(ctx, lc_words_assess_kind));
    }
    LC_TRY(lc_check_text(ctx, "earned", s->earned, MAX_AMOUNT));
    LC_TRY(lc_check_text(ctx, "forecast", s->forecast, MAX_AMOUNT));
    LC_TRY(lc_check_text(ctx, "hold", s->hold, MAX_HOLD));
    return s->hold && !*s->hold
               ? lc_fail(ctx, CTR_E_ARGUMENT, "hold is empty; say why payment is frozen, or NULL")
               : CTR_OK;
}

static ctr_status assess_run(struct lc_op *op, void *user, void *body)
{
    struct assess_args *a = user;
    const ctr_assess *s = &a->assess;
    const struct lc_assess_request request = {.kind = (int32_t)s->kind,
                                              .as_of = s->as_of,
                                              .earned = s->earned,
                                              .forecast = s->forecast,
                                              .hold = s->hold};

    return lc_flow_assess(op, a->names.team, a->names.name, &request, body);
}

void ctr_assess_init(ctr_assess *assess, size_t size)
{
    lc_options_init(assess, size);
}

ctr_status ctr_share_assess(ctr_store *store, const char *team, const char *name,
                            const ctr_assess *assess, const ctr_call *call, ctr_assessment **out,
                            ctr_error **err)
{
    struct assess_args args = {.names = {team, name ? name : ""}, .given = assess};
    struct ctr_assessment body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "share.assess",
                                 .names = &args.names,
                                 .read = assess_read,
                                 .run = assess_run,
                                 .args = &args,
                                 .shape = &lc_shape_assessment,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* --- reading --- */

struct find_args {
    struct lc_names names;
    int64_t number;
    uint32_t limit;
};

static ctr_status number_check(struct lc_ctx *ctx, void *user)
{
    const struct find_args *a = user;
    return a->number >= 0 ? CTR_OK
                          : lc_fail(ctx, CTR_E_ARGUMENT, "no assessment has the number %lld",
                                    (long long)a->number);
}

static ctr_status get_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    struct ctr_ledger book;
    bool found;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    if (a->number) {
        return lc_assess_get(op, &book, a->number, body);
    }
    LC_TRY(lc_assess_last(op, &book, INT64_MAX, LC_DAY_NONE, body, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s' was not assessed yet", book.team,
                           book.name);
}

ctr_status ctr_assessment_get(ctr_store *store, const char *team, const char *name, int64_t number,
                              ctr_assessment **out, ctr_error **err)
{
    struct find_args args = {.names = {team, name ? name : ""}, .number = number};
    struct ctr_assessment body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = number_check,
                                 .run = get_run,
                                 .args = &args,
                                 .shape = &lc_shape_assessment,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return lc_assess_list(op, &book, a->number, lc_page_limit(a->limit), body);
}

ctr_status ctr_assessment_find(ctr_store *store, const char *team, const char *name, int64_t after,
                               uint32_t limit, ctr_assessment_list **out, ctr_error **err)
{
    struct find_args args = {{team, name ? name : ""}, after, limit};
    struct ctr_assessment_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = number_check,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_assessment_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

LC_GET_INT(assessment, number, n)
LC_GET_STR(assessment, as_of, as_of)
LC_GET_ENUM(assessment, ctr_assess_kind, get_kind, kind)
LC_GET_ENUM(assessment, ctr_assess_basis, get_basis, basis)
LC_GET_ENUM(assessment, ctr_assess_state, get_state, state)
LC_GET_STR(assessment, currency, currency)
LC_GET_SIZE(assessment, parties, party_count)
LC_GET_STR_AT(assessment, party, parties, party_count, .party)
LC_GET_STR_AT(assessment, party_accrued, parties, party_count, .text_accrued)
LC_GET_STR_AT(assessment, party_payable, parties, party_count, .text_payable)
LC_GET_STR(assessment, share, answer)
LC_GET_STR(assessment, hold, hold)
LC_GET_INT(assessment, accrued_entry, accrued_seq)
LC_GET_INT(assessment, payable_entry, payable_seq)
LC_GET_FLAG(assessment, repeated, repeated)
LC_GET_FLAG(assessment, dry_run, dry_run)

const char *ctr_assessment_value(const ctr_assessment *assessment, const char *name)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
        {"target", offsetof(struct ctr_assessment, text_target)},
        {"cost", offsetof(struct ctr_assessment, text_cost)},
        {"earned", offsetof(struct ctr_assessment, text_earned)},
        {"forecast", offsetof(struct ctr_assessment, text_forecast)},
        {"accrued", offsetof(struct ctr_assessment, text_accrued)},
        {"accrued_now", offsetof(struct ctr_assessment, text_accrued_now)},
        {"payable", offsetof(struct ctr_assessment, text_payable)},
        {"payable_now", offsetof(struct ctr_assessment, text_payable_now)},
        {"forecast_share", offsetof(struct ctr_assessment, text_forecast_share)},
    };

    for (size_t i = 0; assessment && name && i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            const char *text;
            memcpy(&text, (const char *)assessment + rows[i].offset, sizeof text);
            return text;
        }
    }
    return NULL;
}

LC_FREE(assessment)

LC_GET_SIZE(assessment_list, count, count)
LC_GET_AT(assessment_list, ctr_assessment, at, items, count)
LC_GET_INT(assessment_list, next, next)
LC_FREE(assessment_list)
