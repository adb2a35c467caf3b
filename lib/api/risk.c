/* <contracts/risk.h>: the risk buffer of a master contract. */
#include "flow/risk.h"

#include "api/getter.h"
#include "api/task.h"

enum { MAX_AMOUNT = 64, MAX_CHANGE = 512 };

LC_WORDS(risk_act)
LC_PARSE(risk_act)

struct risk_args {
    struct lc_names names;
    const ctr_risk_move *given;
    ctr_risk_move move;
};

void ctr_risk_move_init(ctr_risk_move *move, size_t size)
{
    lc_options_init(move, size);
}

static ctr_status risk_read(struct lc_ctx *ctx, void *user)
{
    struct risk_args *a = user;
    const ctr_risk_move *m = &a->move;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what to do with the buffer is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_risk_move, a->given, &a->move));
    if (m->reserved || (m->flags & ~CTR_ENTRY_LATE)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "flags %u or reserved %u of a ctr_risk_move are not known", m->flags,
                       m->reserved);
    }
    LC_TRY(lc_check_word(ctx, "act on the risk buffer", (int64_t)m->act, lc_words_risk_act));
    if (!m->act) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what to do with the buffer is needed: %s",
                       lc_word_list(ctx, lc_words_risk_act));
    }
    LC_TRY(lc_check_text(ctx, "amount", m->amount, MAX_AMOUNT));
    return lc_check_text(ctx, "decision", m->decision, MAX_CHANGE);
}

static ctr_status risk_run(struct lc_op *op, void *user, void *body)
{
    struct risk_args *a = user;
    return lc_flow_risk(op, a->names.team, a->names.name, a->given ? &a->move : NULL, body);
}

ctr_status ctr_ledger_risk(ctr_store *store, const char *team, const char *name,
                           const ctr_risk_move *move, const ctr_call *call, ctr_risk **out,
                           ctr_error **err)
{
    struct risk_args args = {.names = {team, name ? name : ""}, .given = move};
    struct ctr_risk body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.risk",
                                 .names = &args.names,
                                 .read = risk_read,
                                 .run = risk_run,
                                 .args = &args,
                                 .shape = &lc_shape_risk,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_risk_get(ctr_store *store, const char *team, const char *name, ctr_risk **out,
                        ctr_error **err)
{
    struct risk_args args = {.names = {team, name ? name : ""}};
    struct ctr_risk body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .run = risk_run,
                                 .args = &args,
                                 .shape = &lc_shape_risk,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

const char *ctr_risk_value(const ctr_risk *risk, const char *name)
{
    static const struct {
        const char *name;
        size_t offset;
    } rows[] = {
        {"amount", offsetof(struct ctr_risk, amount)},
        {"left", offsetof(struct ctr_risk, left)},
        {"funded", offsetof(struct ctr_risk, funded)},
        {"drawn", offsetof(struct ctr_risk, drawn)},
        {"undecided", offsetof(struct ctr_risk, undecided)},
        {"set_aside", offsetof(struct ctr_risk, set_aside)},
        {"draw_limit", offsetof(struct ctr_risk, draw_limit)},
    };

    for (size_t i = 0; risk && name && i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            const char *text;
            memcpy(&text, (const char *)risk + rows[i].offset, sizeof text);
            return text;
        }
    }
    return NULL;
}

LC_GET_STR(risk, currency, currency)
LC_GET_STR(risk, decision, decision)
LC_GET_INT(risk, entry, seq)
LC_GET_FLAG(risk, repeated, repeated)
LC_GET_SIZE(risk, remarks, remark_count)

const char *ctr_risk_remark(const ctr_risk *risk, size_t index)
{
    return risk && index < risk->remark_count ? risk->remarks[index] : NULL;
}

LC_GET_FLAG(risk, dry_run, dry_run)
LC_FREE(risk)
