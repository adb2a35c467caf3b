/* Modifiers computed again from what their entries keep. */
#include "flow/modifier.h"

#include "codec/json_read.h"

struct checking {
    struct lc_op *op;
    const struct lc_contract *contract;
    const struct ctr_ledger *book;
    struct ctr_account account;
    lc_modifier_fault_fn found;
    void *user;
};

/* An entry that was made here: its memo is what was measured. Others may be posted by hand. */
static bool is_ours(const struct ctr_entry *e)
{
    return e->act == CTR_ACT_POST && lc_cstr_cmp(e->cause_kind, "master") == 0 && e->memo &&
           e->memo[0] == '{';
}

static ctr_status read_inputs(struct lc_ctx *ctx, const char *memo, struct lc_measured *out)
{
    const struct lc_read_options options = {.file = "memo"};
    struct lc_doc doc;

    LC_TRY(lc_json_read(ctx, lc_str(memo), &options, &doc));
    size_t count = lc_is(doc.root, LC_OBJECT) ? doc.root->count : 0;
    const char **names = lc_new(ctx, count + 1, sizeof *names);
    const char **values = lc_new(ctx, count + 1, sizeof *values);
    for (size_t i = 0; names && values && i < count; i++) {
        const struct lc_member *m = &doc.root->members[i];
        struct lc_str text = lc_text(&m->value);
        const char *mark = text.ptr ? memchr(text.ptr, ' ', text.len) : NULL;
        text.len = mark ? (size_t)(mark - text.ptr) : text.len; /* "97.5 since 2026-01-01" */
        names[i] = lc_format(ctx, "%.*s", (int)m->key_len, m->key_chars);
        values[i] = lc_format(ctx, "%.*s", (int)text.len, text.ptr ? text.ptr : "");
    }
    *out = (struct lc_measured){names, values, count};
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status load_terms(struct checking *x, const struct ctr_entry *e, struct lc_deal *deal,
                             bool *found)
{
    const char *at = e->cause_id ? strrchr(e->cause_id, '@') : NULL;
    struct ctr_version v;

    *found = false;
    LC_TRY(at ? lc_version_by_label(x->op, x->contract->rid, at + 1, &v, found) : CTR_OK);
    return *found ? lc_deal_of(x->op, x->contract, v.rid, deal) : CTR_OK;
}

static ctr_status complain(struct checking *x, const struct ctr_entry *e, const char *what)
{
    if (!what) {
        return CTR_E_NOMEM;
    }
    x->found(x->user, e->seq, what);
    return CTR_OK;
}

static ctr_status check_one(struct checking *x, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const struct ctr_account *a = &x->account;
    struct lc_measured measured;
    struct ctr_modifier again = {0};
    struct lc_deal deal;
    int64_t cap;
    int64_t amount;
    int64_t held;
    bool found;

    LC_TRY(load_terms(x, e, &deal, &found));
    if (!found) {
        return complain(x, e, "its cause is no version of the contract");
    }
    LC_TRY(read_inputs(ctx, e->memo, &measured));
    ctr_status status = lc_modifier_list(x->op, &deal, a->exponent, &measured, &again, &cap);
    status = status ? status : lc_modifier_sum(x->op, &deal, cap, &again, &amount);
    if (status == CTR_E_ARGUMENT || status == CTR_E_STATE) {
        ctr_error *error = ctx->error;
        ctx->error = NULL;
        const char *what =
            lc_format(ctx, "what it rests on cannot be: %s", ctr_error_message(error));
        ctr_error_free(error);
        return complain(x, e, what);
    }
    LC_TRY(status);
    LC_TRY(lc_chart_sum(x->op, x->book, a->name, a->currency, INT64_MAX, e->seq, &held));
    return held == -amount
               ? CTR_OK
               : complain(x, e,
                          lc_format(ctx, "the account held %s behind it, but %s follows",
                                    lc_ledger_amount(ctx, -held, a->exponent),
                                    lc_ledger_amount(ctx, amount, a->exponent)));
}

ctr_status lc_modifier_verify(struct lc_op *op, const struct lc_contract *c,
                              const struct ctr_ledger *book, lc_modifier_fault_fn found, void *user)
{
    struct checking x = {op, c, book, {0}, found, user};
    struct lc_entry_query q = {
        .limit = 100, .from_day = LC_DAY_NONE, .to_day = LC_DAY_NONE, .kind = CTR_ENTRY_MODIFIER};
    struct ctr_entry_list page;
    const char *name;
    bool known = false;

    if (c->type != CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_MODIFIER, NULL, &name));
    LC_TRY(lc_account_find(op, book, name, &x.account, &known));
    q.account_rid = known ? x.account.rid : 0;
    for (bool more = known; more; more = q.after != 0) {
        LC_TRY(lc_entry_find(op, book, &q, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(is_ours(&page.items[i]) ? check_one(&x, &page.items[i]) : CTR_OK);
        }
        q.after = page.next;
    }
    return CTR_OK;
}
