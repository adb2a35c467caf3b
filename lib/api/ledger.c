/* <contracts/ledger.h>: ledgers, accounts, entries, balances. */
#include "api/task.h"
#include "domain/ledger/chart.h"
#include "flow/dispute.h"
#include "flow/pay.h"
#include "flow/verify.h"

enum { MAX_CURRENCY = 16 };

/* --- the ledger --- */

struct open_args {
    struct lc_names names;
    const char *base;
};

static ctr_status open_prepare(struct lc_op *op, void *user)
{
    struct open_args *a = user;

    LC_TRY(lc_check_text(&op->ctx, "currency", a->base, MAX_CURRENCY));
    return a->base && lc_currency_exponent(lc_str(a->base)) >= 0
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s' is no currency of ISO 4217, such as GBP",
                         a->base ? a->base : "");
}

static ctr_status open_run(struct lc_op *op, void *user, void *body)
{
    struct open_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_ledger_create(op, &c, a->base, body);
}

ctr_status ctr_ledger_open(ctr_store *store, const char *team, const char *name, const char *base,
                           const ctr_call *call, ctr_ledger **out, ctr_error **err)
{
    struct open_args args = {{team, name ? name : ""}, base};
    struct ctr_ledger body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.open",
                                 .names = &args.names,
                                 .prepare = open_prepare,
                                 .run = open_run,
                                 .args = &args,
                                 .shape = &lc_shape_ledger,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

static ctr_status get_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;

    LC_TRY(lc_ledger_get(op, names->team, names->name, body));
    return lc_ledger_count_accounts(op, body);
}

ctr_status ctr_ledger_get(ctr_store *store, const char *team, const char *name, ctr_ledger **out,
                          ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""};
    struct ctr_ledger body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &names,
                                 .run = get_run,
                                 .args = &names,
                                 .shape = &lc_shape_ledger,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* --- accounts --- */

struct account_args {
    struct lc_names names;
    const ctr_account_spec *given;
    ctr_account_spec spec;
    bool change;
};

static ctr_status account_read(struct lc_ctx *ctx, void *user)
{
    struct account_args *a = user;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "an account is needed, not NULL");
    }
    return LC_READ(ctx, ctr_account_spec, a->given, &a->spec);
}

static ctr_status account_run(struct lc_op *op, void *user, void *body)
{
    struct account_args *a = user;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return a->change ? lc_account_edit(op, &book, &a->spec, body)
                     : lc_account_create(op, &book, &a->spec, body);
}

static ctr_status account_call(ctr_store *store, struct account_args *args, const char *verb,
                               const ctr_call *call, ctr_account **out, ctr_error **err)
{
    struct ctr_account body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = verb,
                                 .names = &args->names,
                                 .read = account_read,
                                 .run = account_run,
                                 .args = args,
                                 .shape = &lc_shape_account,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

void ctr_account_spec_init(ctr_account_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_account_open(ctr_store *store, const char *team, const char *name,
                            const ctr_account_spec *spec, const ctr_call *call, ctr_account **out,
                            ctr_error **err)
{
    struct account_args args = {.names = {team, name ? name : ""}, .given = spec};
    return account_call(store, &args, "ledger.account", call, out, err);
}

ctr_status ctr_account_change(ctr_store *store, const char *team, const char *name,
                              const ctr_account_spec *spec, const ctr_call *call, ctr_account **out,
                              ctr_error **err)
{
    struct account_args args = {.names = {team, name ? name : ""}, .given = spec, .change = true};
    return account_call(store, &args, "ledger.account", call, out, err);
}

/* --- posting --- */

struct post_args {
    struct lc_names names;
    const ctr_entry_spec *specs;
    size_t count;
    struct lc_draft_entry *drafts;
    bool wanted;
};

static ctr_status read_spec(struct lc_op *op, struct post_args *a, size_t at)
{
    const char *from = (const char *)a->specs + at * a->specs->struct_size;
    uint32_t size;
    ctr_entry_spec spec = {.struct_size = sizeof spec};

    memcpy(&size, from, sizeof size);
    if (size != a->specs->struct_size) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                       "entry %zu has a struct_size of %u, the first one of %u", at, size,
                       a->specs->struct_size);
    }
    LC_TRY(lc_options_read(&op->ctx, "ctr_entry_spec", from, size, &spec, sizeof spec,
                           LC_FIRST_ctr_entry_spec));
    LC_TRY(lc_draft_public(&op->ctx, spec.kind));
    return lc_draft_read(&op->ctx, &spec, lc_floor_div(op->ctx.now_us, LC_US_PER_DAY),
                         &a->drafts[at]);
}

static ctr_status post_prepare(struct lc_op *op, void *user)
{
    struct post_args *a = user;

    if (!a->specs || a->count < 1 || a->count > LC_LEDGER_BATCH) {
        return lc_fail(&op->ctx, a->count > LC_LEDGER_BATCH ? CTR_E_LIMIT : CTR_E_ARGUMENT,
                       "%zu entries to post; wanted 1 to %d", a->specs ? a->count : 0,
                       LC_LEDGER_BATCH);
    }
    if (a->specs->struct_size < sizeof(ctr_entry_spec)) {
        return lc_fail(
            &op->ctx, CTR_E_ARGUMENT,
            "an entry has a struct_size of %u, wanted at least %zu; begin with the _init "
            "function",
            a->specs->struct_size, sizeof(ctr_entry_spec));
    }
    a->drafts = lc_new(&op->ctx, a->count, sizeof *a->drafts);
    if (!a->drafts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->count; i++) {
        ctr_status status = read_spec(op, a, i);
        if (status != CTR_OK) {
            lc_detail_int(&op->ctx, "item", (int64_t)i);
            return status;
        }
    }
    return CTR_OK;
}

static ctr_status check_accounts(struct lc_op *op, const struct ctr_ledger *book,
                                 const struct lc_draft_entry *drafts, size_t count)
{
    const char *names[LC_CHART_COUNT];

    LC_TRY(lc_chart_names(&op->ctx, book->name, names));
    for (size_t i = 0; i < count; i++) {
        ctr_status status = lc_chart_may(&op->ctx, names, &drafts[i]);
        if (status != CTR_OK) {
            lc_detail_int(&op->ctx, "item", (int64_t)i);
            return status;
        }
    }
    return CTR_OK;
}

static ctr_status post_run(struct lc_op *op, void *user, void *body)
{
    struct post_args *a = user;
    struct ctr_entry_list *list = body;
    struct ctr_ledger book;
    struct ctr_entry *entries = lc_new(&op->ctx, a->count, sizeof *entries);

    if (!entries) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    LC_TRY(check_accounts(op, &book, a->drafts, a->count));
    LC_TRY(lc_flow_may_post(op, a->names.team, a->names.name, a->drafts, a->count));
    LC_TRY(lc_flow_ledger_post(op, &book, a->drafts, a->count, entries));
    *list = (struct ctr_entry_list){.items = entries, .count = a->count};
    return a->wanted ? lc_entry_texts(&op->ctx, entries, a->count) : CTR_OK;
}

void ctr_entry_spec_init(ctr_entry_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_ledger_post(ctr_store *store, const char *team, const char *name,
                           const ctr_entry_spec *specs, size_t count, const ctr_call *call,
                           ctr_entry_list **out, ctr_error **err)
{
    struct post_args args = {
        .names = {team, name ? name : ""}, .specs = specs, .count = count, .wanted = out != NULL};
    struct ctr_entry_list body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.post",
                                 .names = &args.names,
                                 .prepare = post_prepare,
                                 .run = post_run,
                                 .args = &args,
                                 .shape = &lc_shape_entry_list,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* --- reading --- */

struct find_args {
    struct lc_names names;
    const ctr_entry_filter *given;
    ctr_entry_filter filter;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_entry_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_entry_filter, a->given, f));
    if (f->after < 0 || f->after >= LC_LEDGER_SPAN) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "no entry has the sequence number %lld",
                       (long long)f->after);
    }
    if (f->pending > 1) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "pending is %u, wanted 0 or 1", f->pending);
    }
    LC_TRY(lc_check_word(ctx, "kind of an entry", (int64_t)f->kind, lc_words_entry_kind));
    return lc_check_text(ctx, "account", f->account, LC_LEDGER_NAME);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    struct find_args *a = user;
    const ctr_entry_filter *f = &a->filter;
    struct ctr_ledger book;
    struct lc_entry_query q = {.after = f->after,
                               .limit = lc_page_limit(f->limit),
                               .kind = (int64_t)f->kind,
                               .pending = f->pending != 0};
    struct ctr_entry_list *list = body;

    LC_TRY(lc_ledger_read_day(&op->ctx, "the first day", f->from, LC_DAY_NONE, &q.from_day));
    LC_TRY(lc_ledger_read_day(&op->ctx, "the last day", f->to, LC_DAY_NONE, &q.to_day));
    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    if (f->account && *f->account) {
        struct ctr_account account;
        bool found;
        LC_TRY(lc_account_find(op, &book, f->account, &account, &found));
        if (!found) {
            return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "the ledger of '%s/%s' has no account '%s'",
                           book.team, book.name, f->account);
        }
        q.account_rid = account.rid;
    }
    LC_TRY(lc_entry_find(op, &book, &q, list));
    return lc_entry_texts(&op->ctx, (struct ctr_entry *)(uintptr_t)list->items, list->count);
}

void ctr_entry_filter_init(ctr_entry_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_ledger_entry_find(ctr_store *store, const char *team, const char *name,
                                 const ctr_entry_filter *filter, ctr_entry_list **out,
                                 ctr_error **err)
{
    struct find_args args = {.names = {team, name ? name : ""}, .given = filter};
    struct ctr_entry_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_entry_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

struct balance_args {
    struct lc_names names;
    const ctr_balance_query *given;
    ctr_balance_query query;
};

static ctr_status balance_read(struct lc_ctx *ctx, void *user)
{
    struct balance_args *a = user;
    return LC_READ(ctx, ctr_balance_query, a->given, &a->query);
}

static ctr_status balance_run(struct lc_op *op, void *user, void *body)
{
    struct balance_args *a = user;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return lc_ledger_balance(op, &book, &a->query, body);
}

void ctr_balance_query_init(ctr_balance_query *query, size_t size)
{
    lc_options_init(query, size);
}

ctr_status ctr_ledger_balance(ctr_store *store, const char *team, const char *name,
                              const ctr_balance_query *query, ctr_trial **out, ctr_error **err)
{
    struct balance_args args = {.names = {team, name ? name : ""}, .given = query};
    struct ctr_trial body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = balance_read,
                                 .run = balance_run,
                                 .args = &args,
                                 .shape = &lc_shape_trial,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status verify_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, names->team, names->name, &book));
    return lc_flow_ledger_verify(op, &book, body);
}

ctr_status ctr_ledger_verify(ctr_store *store, const char *team, const char *name,
                             ctr_ledger_report **out, ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""};
    struct ctr_ledger_report body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &names,
                                 .run = verify_run,
                                 .args = &names,
                                 .shape = &lc_shape_ledger_report,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
