/* What is due for a statement of work, and what the ledger of its master has of it. */
#include "flow/sow_price.h"

#include "flow/policy.h"
#include "terms/share.h"

/* ---- terms ---- */

/* Its master, if one of type master is active. */
static ctr_status find_master(struct lc_op *op, const struct lc_sow_file *f, struct lc_policy *p,
                              bool *found)
{
    struct ctr_version v;

    *found = false;
    if (!f->sow.master) {
        return CTR_OK;
    }
    LC_TRY(lc_contract_find(op, f->contract.team, f->sow.master, &p->contract, found));
    *found = *found && p->contract.type == CTR_TYPE_MASTER;
    LC_TRY(*found ? lc_version_active(op, p->contract.rid, &v, found) : CTR_OK);
    return *found ? lc_policy_version(op, v.rid, p) : CTR_OK;
}

static ctr_status take_terms(struct lc_op *op, struct lc_policy *p, const struct lc_sow *sow,
                             struct lc_sow_bill *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_share_rule *rule = lc_new(ctx, 1, sizeof *rule);

    LC_TRY(rule ? lc_share_rule_read_in(ctx, &p->doc, p->master.incentives, NULL, rule)
                : CTR_E_NOMEM);
    if (!out->price && lc_share_has(rule, LC_TERM_PRICE)) {
        out->price = lc_ledger_amount(ctx, rule->terms[LC_TERM_PRICE], (int)rule->exponent);
    }
    out->currency = sow->currency ? sow->currency : rule->currency;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_sow_bill_terms(struct lc_op *op, const struct lc_sow_file *f, struct lc_sow_bill *out)
{
    struct lc_policy *p = lc_new(&op->ctx, 1, sizeof *p);
    bool found;

    *out = (struct lc_sow_bill){.price = f->sow.price, .currency = f->sow.currency};
    LC_TRY(p ? find_master(op, f, p, &found) : CTR_E_NOMEM);
    out->fixed = found && lc_share_model_of(p->master.incentives) == CTR_SHARE_FIXED_ITERATION;
    if (!out->fixed) {
        return CTR_OK;
    }
    out->master = p->contract;
    return take_terms(op, p, &f->sow, out);
}

/* Incentives that cannot be read have none; 'master lint' says what is wrong with them. */
ctr_status lc_sow_price_by_default(struct lc_op *op, const struct lc_sow_file *f,
                                   const char **price, const char **currency)
{
    struct lc_sow_bill *b = lc_new(&op->ctx, 1, sizeof *b);

    ctr_status status = b ? lc_sow_bill_terms(op, f, b) : CTR_E_NOMEM;
    if (status == CTR_E_INPUT) {
        ctr_error_free(op->ctx.error);
        op->ctx.error = NULL;
        return CTR_OK;
    }
    if (status == CTR_OK && b->fixed) {
        *price = b->price;
        *currency = b->currency;
    }
    return status;
}

/* ---- the ledger ---- */

const char *lc_sow_price_key(struct lc_ctx *ctx, const struct ctr_version *v)
{
    return lc_format(ctx, "sow:%s@%s", v->name, v->label);
}

bool lc_sow_is_price(const struct ctr_entry *e)
{
    return e->act == CTR_ACT_POST && e->kind == CTR_ENTRY_FEE && e->key &&
           strncmp(e->key, "sow:", 4) == 0 && e->cause_kind && strcmp(e->cause_kind, "sow") == 0;
}

static ctr_status read_price(struct lc_op *op, const struct lc_sow_file *f, struct lc_sow_bill *b)
{
    struct lc_ctx *ctx = &op->ctx;
    const char *currency = b->currency ? b->currency : b->book.base;
    struct ctr_account fee;
    bool found;

    LC_TRY(lc_chart_account(ctx, b->book.name, LC_CHART_FEE, NULL, &b->accounts[0]));
    LC_TRY(lc_chart_account(ctx, b->book.name, LC_CHART_SUPPLIER, NULL, &b->accounts[1]));
    LC_TRY(lc_account_find(op, &b->book, b->accounts[0], &fee, &found));
    const char *kept = found ? fee.currency : b->book.base;
    if (!lc_str_eq_nocase(lc_str(currency), lc_str(kept))) {
        return lc_terms_fail(ctx, &f->sow.terms, f->sow.currency ? "/currency" : "/price",
                             "the price is in %s, but '%s' in the ledger of '%s/%s' is kept in %s",
                             currency, b->accounts[0], b->book.team, b->book.name, kept);
    }
    b->currency = kept;
    b->exponent = lc_currency_exponent(lc_str(kept));
    enum lc_fixed_status status =
        lc_fixed_scaled(lc_str_trim(lc_str(b->price)), b->exponent, &b->amount);
    if (status == LC_FIXED_OK && b->amount >= 0 && b->amount <= LC_MONEY_MOST) {
        return CTR_OK;
    }
    return lc_terms_fail(ctx, &f->sow.terms, "/price",
                         "should be an amount of %s, not below zero, with at most %d digits behind "
                         "the point, found '%.40s'",
                         kept, b->exponent, b->price);
}

static ctr_status add_entry(struct lc_op *op, const struct lc_sow_file *f,
                            const struct ctr_version *v, struct lc_sow_bill *b)
{
    const char *key = lc_sow_price_key(&op->ctx, v);
    struct ctr_entry e;
    bool found;

    LC_TRY(key ? lc_entry_by_key(op, &b->book, key, &e, &found) : CTR_E_NOMEM);
    if (!found) {
        return CTR_OK;
    }
    if (!lc_sow_is_price(&e) || !e.posting_count) {
        ctr_status status =
            lc_fail(&op->ctx, CTR_E_CONFLICT,
                    "the key '%s' of the price of '%s/%s@%s' belongs to entry %lld of the ledger "
                    "of '%s/%s', which is another",
                    key, v->team, v->name, v->label, (long long)e.seq, b->book.team, b->book.name);
        lc_detail(&op->ctx, "key", key);
        return status;
    }
    b->posted += e.postings[0].amount;
    b->entry = e.seq > b->entry ? e.seq : b->entry;
    b->done = b->done || v->rid == f->version.rid;
    return CTR_OK;
}

/* What was posted for any of its versions: an amendment pays the difference. */
static ctr_status add_entries(struct lc_op *op, const struct lc_sow_file *f, struct lc_sow_bill *b)
{
    struct ctr_version_list page;
    const char *after = NULL;

    do {
        LC_TRY(lc_contract_history(op, &f->contract, after, 100, &page));
        for (size_t i = 0; i < page.count; i++) {
            if (page.items[i].activated_us) {
                LC_TRY(add_entry(op, f, &page.items[i], b));
            }
        }
        after = page.next;
    } while (after);
    return CTR_OK;
}

ctr_status lc_sow_bill(struct lc_op *op, const struct lc_sow_file *f, struct lc_sow_bill *out)
{
    LC_TRY(lc_sow_bill_terms(op, f, out));
    if (!out->fixed || op->store->schema < LC_SCHEMA_LEDGERS) {
        return CTR_OK;
    }
    LC_TRY(lc_ledger_find(op, &out->master, &out->book, &out->open));
    if (!out->open) {
        return CTR_OK;
    }
    LC_TRY(add_entries(op, f, out));
    return out->price ? read_price(op, f, out) : CTR_OK;
}

int64_t lc_sow_bill_owes(const struct lc_sow_file *f, const struct lc_sow_bill *b)
{
    return f->out.price_due && b->open && !b->done ? b->amount - b->posted : 0;
}

/* ---- said ---- */

static const char *why_not(struct lc_ctx *ctx, const struct lc_sow_file *f,
                           const struct lc_sow_bill *b)
{
    if (!b->open) {
        return lc_format(ctx,
                         "'%s/%s' has no ledger, so the price is not posted; 'sow post' does it "
                         "once there is one",
                         b->master.team, b->master.name);
    }
    return lc_sow_bill_owes(f, b)
               ? lc_format(ctx, "not posted to the ledger of '%s/%s' yet; 'sow post' does it",
                           b->master.team, b->master.name)
               : lc_format(ctx, "the price is zero, so nothing is posted");
}

/* A price that cannot be posted is not a reason to show nothing. */
static ctr_status excuse(struct lc_op *op, struct ctr_sow *s, ctr_status status)
{
    if (status != CTR_E_INPUT && status != CTR_E_CONFLICT) {
        return status;
    }
    ctr_error *error = op->ctx.error;
    op->ctx.error = NULL;
    s->posting = lc_format(&op->ctx, "the price cannot be posted: %s", ctr_error_message(error));
    ctr_error_free(error);
    return s->posting ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sow_bill_say(struct lc_op *op, struct lc_sow_file *f)
{
    struct lc_sow_bill *b = lc_new(&op->ctx, 1, sizeof *b);
    struct ctr_sow *s = &f->out;

    ctr_status status = b ? lc_sow_bill(op, f, b) : CTR_E_NOMEM;
    if (status != CTR_OK) {
        return excuse(op, s, status);
    }
    if (!b->fixed) {
        return CTR_OK;
    }
    s->currency = b->currency;
    if (b->entry) {
        s->entry = b->entry;
        s->posted = lc_ledger_amount(&op->ctx, b->posted, b->exponent);
    }
    if (s->price_due && (!b->entry || lc_sow_bill_owes(f, b))) {
        s->posting = why_not(&op->ctx, f, b);
    }
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
