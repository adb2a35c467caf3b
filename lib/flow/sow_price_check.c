/* The prices in a master's ledger against the statements of work that they are of. */
#include "flow/sow_price.h"

struct checking {
    struct lc_op *op;
    const struct lc_contract *master;
    const struct ctr_ledger *book;
    lc_price_fault_fn found;
    void *user;
    struct ctr_account fee;
    struct lc_map posted; /* name of a statement of work -> int64_t, by the entries so far */
};

static ctr_status complain(struct checking *x, int64_t seq, const char *what)
{
    if (!what) {
        return CTR_E_NOMEM;
    }
    x->found(x->user, seq, what);
    return CTR_OK;
}

/* ---- an entry without a price that was due ---- */

/* "team/name@label"; false if it is something else. */
static bool split(struct lc_ctx *ctx, const char *cause, const char **team, const char **name,
                  const char **label)
{
    struct lc_str head, rest, tail;

    if (!cause || !lc_str_cut(lc_str(cause), '/', &head, &rest) ||
        !lc_str_cut(rest, '@', &rest, &tail)) {
        return false;
    }
    *team = lc_dup(ctx, head);
    *name = lc_dup(ctx, rest);
    *label = lc_dup(ctx, tail);
    return true;
}

/* Was it ever accepted in those words? */
static bool was_accepted(const struct lc_sow_file *f, const struct lc_acceptance *c)
{
    for (size_t i = 0; i < f->accepted_count; i++) {
        const struct lc_sow_accepted *a = &f->accepted[i];
        if (a->criterion && strcmp(a->criterion, c->id) == 0 &&
            lc_cstr_cmp(a->text, c->description) == 0) {
            return true;
        }
    }
    return false;
}

/* Of a version that names its price itself, the entries up to its own make that up. */
static ctr_status check_amount(struct checking *x, const struct lc_sow_file *f,
                               const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_str name = lc_str(f->contract.name);
    int64_t *sum = lc_map_get(&x->posted, name);
    int64_t price;

    if (!sum) {
        sum = lc_new(ctx, 1, sizeof *sum);
        LC_TRY(sum ? lc_map_set(ctx, &x->posted, name, sum) : CTR_E_NOMEM);
    }
    *sum += e->posting_count ? e->postings[0].amount : 0;
    if (!f->sow.price) {
        return CTR_OK; /* its master's, of that day */
    }
    bool known =
        lc_fixed_scaled(lc_str_trim(lc_str(f->sow.price)), x->fee.exponent, &price) == LC_FIXED_OK;
    return known && price == *sum
               ? CTR_OK
               : complain(x, e->seq,
                          lc_format(ctx, "%s were posted for '%s' by then, but its price is %.40s",
                                    lc_ledger_amount(ctx, *sum, x->fee.exponent), e->cause_id,
                                    f->sow.price));
}

static ctr_status check_version(struct checking *x, struct lc_sow_file *f,
                                const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &x->op->ctx;

    LC_TRY(lc_sow_document(x->op, &f->version, &f->doc, &f->sow));
    LC_TRY(lc_sow_hear(x->op, f));
    LC_TRY(check_amount(x, f, e));
    for (size_t i = 0; i < f->sow.criterion_count; i++) {
        if (!was_accepted(f, &f->sow.criteria[i])) {
            return complain(x, e->seq,
                            lc_format(ctx,
                                      "the price of '%s' was not due: criterion '%s' was never "
                                      "accepted in the words of that version",
                                      e->cause_id, f->sow.criteria[i].id));
        }
    }
    return f->sow.criterion_count
               ? CTR_OK
               : complain(x, e->seq,
                          lc_format(ctx,
                                    "the price of '%s' was not due: it has no acceptance criteria",
                                    e->cause_id));
}

/* One that is of a contract that is not in this store cannot be held against it. */
static ctr_status check_entry(struct checking *x, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_sow_file *f = lc_new(ctx, 1, sizeof *f);
    const char *team = NULL, *name = NULL, *label = NULL;
    bool found;

    if (!f) {
        return CTR_E_NOMEM;
    }
    if (!split(ctx, e->cause_id, &team, &name, &label)) {
        return complain(x, e->seq, "its cause is no version of a statement of work");
    }
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_contract_find(x->op, team, name, &f->contract, &found));
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(lc_version_by_label(x->op, f->contract.rid, label, &f->version, &found));
    if (!found || f->version.format != CTR_FORMAT_SOW) {
        return complain(
            x, e->seq,
            lc_format(ctx, "its cause '%s' is no version of a statement of work", e->cause_id));
    }
    return check_version(x, f, e);
}

static ctr_status check_entries(struct checking *x)
{
    struct lc_entry_query q = {
        .limit = 100, .from_day = LC_DAY_NONE, .to_day = LC_DAY_NONE, .kind = CTR_ENTRY_FEE};
    struct ctr_entry_list page;
    const char *name;
    bool more;

    LC_TRY(lc_chart_account(&x->op->ctx, x->book->name, LC_CHART_FEE, NULL, &name));
    LC_TRY(lc_account_find(x->op, x->book, name, &x->fee, &more));
    q.account_rid = more ? x->fee.rid : 0;
    for (; more; more = q.after != 0) {
        LC_TRY(lc_entry_find(x->op, x->book, &q, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(lc_sow_is_price(&page.items[i]) ? check_entry(x, &page.items[i]) : CTR_OK);
        }
        q.after = page.next;
    }
    return CTR_OK;
}

/* ---- a price that is due without an entry ---- */

static ctr_status check_due(struct checking *x, const struct ctr_version *v)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_sow_file *f = lc_new(ctx, 1, sizeof *f);
    struct lc_sow_bill *b = lc_new(ctx, 1, sizeof *b);

    LC_TRY(f && b ? lc_sow_load(x->op, v->team, v->name, f) : CTR_E_NOMEM);
    if (!f->sow.master || !lc_str_eq_nocase(lc_str(f->sow.master), lc_str(x->master->name))) {
        return CTR_OK;
    }
    LC_TRY(lc_sow_say(x->op, f));
    ctr_status status = lc_sow_bill(x->op, f, b);
    if (status == CTR_E_INPUT || status == CTR_E_CONFLICT) {
        ctr_error *error = ctx->error;
        ctx->error = NULL;
        status = f->out.price_due
                     ? complain(x, 0,
                                lc_format(ctx, "'%s/%s@%s': the price cannot be posted: %s",
                                          v->team, v->name, v->label, ctr_error_message(error)))
                     : CTR_OK;
        ctr_error_free(error);
        return status;
    }
    LC_TRY(status);
    int64_t owed = lc_sow_bill_owes(f, b);
    return !owed ? CTR_OK
                 : complain(x, 0,
                            lc_format(ctx,
                                      "'%s/%s@%s': the price is due, and %s %s of it is not "
                                      "posted; 'sow post' does it",
                                      v->team, v->name, v->label,
                                      lc_ledger_amount(ctx, owed, b->exponent), b->currency));
}

static ctr_status check_all_due(struct checking *x)
{
    struct lc_contract_query query = {
        .team = x->master->team, .type = CTR_TYPE_SOW, .state = CTR_STATE_ACTIVE, .limit = 100};
    struct ctr_version_list page;

    do {
        LC_TRY(lc_contract_list(x->op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(page.items[i].format == CTR_FORMAT_SOW ? check_due(x, &page.items[i]) : CTR_OK);
        }
        query.after = page.next;
    } while (page.next);
    return CTR_OK;
}

ctr_status lc_sow_price_verify(struct lc_op *op, const struct lc_contract *master,
                               const struct ctr_ledger *book, lc_price_fault_fn found, void *user)
{
    struct checking x = {.op = op, .master = master, .book = book, .found = found, .user = user};

    if (master->type != CTR_TYPE_MASTER) {
        return CTR_OK;
    }
    LC_TRY(check_entries(&x));
    return check_all_due(&x);
}
