/* <contracts/audit.h>: ledgers as text, out and in. */
#include "api/task.h"
#include "exchange/ledger_in.h"
#include "exchange/ledger_out.h"

struct export_args {
    struct lc_names names;
    struct lc_ledger_wish wish;
};

static ctr_status export_prepare(struct lc_op *op, void *user)
{
    const struct export_args *a = user;

    if (!a->wish.write) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "a function that takes the text is needed");
    }
    return (uint32_t)a->wish.form <= CTR_LEDGER_JSON
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT, "%d is no form of a ledger", (int)a->wish.form);
}

static ctr_status export_run(struct lc_op *op, void *user, void *body)
{
    struct export_args *a = user;
    struct ctr_ledger book;

    (void)body;
    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return lc_ledger_write(op, &book, &a->wish);
}

ctr_status ctr_ledger_export(ctr_store *store, const char *team, const char *name,
                             ctr_ledger_form form, ctr_write_fn write, void *user, ctr_error **err)
{
    struct export_args args = {{team, name ? name : ""}, {form, write, user}};
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = export_prepare,
                                 .run = export_run,
                                 .args = &args};
    return lc_task_run(store, NULL, &task, NULL, err);
}

struct import_args {
    struct lc_names names;
    const ctr_ledger_import_options *given;
    ctr_ledger_import_options options;
    struct lc_ledger_reader reader;
};

static ctr_status import_prepare(struct lc_op *op, void *user)
{
    struct lc_ctx *ctx = &op->ctx;
    struct import_args *a = user;
    ctr_ledger_import_options *o = &a->options;

    LC_TRY(LC_READ(ctx, ctr_ledger_import_options, a->given, o));
    LC_TRY(lc_check_text(ctx, "file name", o->file, 4096));
    LC_TRY(lc_check_word(ctx, "kind of an entry", (int64_t)o->kind, lc_words_entry_kind));
    if ((uint32_t)o->form > CTR_LEDGER_JSON || o->form == CTR_LEDGER_BEANCOUNT || o->reserved) {
        return lc_fail(ctx, CTR_E_UNSUPPORTED,
                       "entries are read from JSON, CSV and hledger's format, not from form %d",
                       (int)o->form);
    }
    if (!a->reader.text.ptr) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "text to read is needed, not NULL");
    }
    if (a->reader.text.len > ctx->limits.max_document_bytes) {
        return lc_fail(ctx, CTR_E_LIMIT, "%zu bytes of entries, more than the limit of %llu",
                       a->reader.text.len, (unsigned long long)ctx->limits.max_document_bytes);
    }
    a->reader.ctx = ctx;
    a->reader.file = o->file && *o->file ? o->file : "entries";
    a->reader.kind = o->kind ? lc_word_name(lc_words_entry_kind, (int64_t)o->kind) : NULL;
    LC_TRY(lc_ledger_in_read(&a->reader, o->form));
    return a->reader.count ? CTR_OK : lc_ledger_in_fail(&a->reader, 1, "there is no entry in it");
}

static ctr_status import_run(struct lc_op *op, void *user, void *body)
{
    struct import_args *a = user;
    struct ctr_entry_list *list = body;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    LC_TRY(lc_ledger_in_post(op, &book, &a->reader, list));
    return lc_entry_texts(&op->ctx, (struct ctr_entry *)(uintptr_t)list->items, list->count);
}

void ctr_ledger_import_options_init(ctr_ledger_import_options *options, size_t size)
{
    lc_options_init(options, size);
}

ctr_status ctr_ledger_import(ctr_store *store, const char *team, const char *name,
                             const ctr_ledger_import_options *options, const void *data,
                             size_t size, const ctr_call *call, ctr_entry_list **out,
                             ctr_error **err)
{
    struct import_args args = {
        .names = {team, name ? name : ""}, .given = options, .reader = {.text = {data, size}}};
    struct ctr_entry_list body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.import",
                                 .names = &args.names,
                                 .prepare = import_prepare,
                                 .run = import_run,
                                 .args = &args,
                                 .shape = &lc_shape_entry_list,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}
