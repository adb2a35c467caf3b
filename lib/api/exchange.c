/* <contracts/exchange.h>: export and import. */
#include "api/getter.h"
#include "api/task.h"
#include "base/once.h"
#include "exchange/export.h"
#include "exchange/import.h"

LC_WORDS(exchange_form)
LC_WORDS(import_policy)
LC_PARSE(exchange_form)
LC_PARSE(import_policy)

void ctr_export_options_init(ctr_export_options *options, size_t size)
{
    lc_options_init(options, size);
}

void ctr_import_options_init(ctr_import_options *options, size_t size)
{
    lc_options_init(options, size);
}

/* --- export --- */

struct export_args {
    const ctr_export_options *given;
    struct lc_export_wish wish;
};

static ctr_status check_export(struct lc_ctx *ctx, const ctr_export_options *o)
{
    LC_TRY(lc_check_word(ctx, "form of an export", o->form, lc_words_exchange_form));
    if (o->gzip > 1 || o->reserved) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "gzip is %u and reserved is %u; wanted 0 or 1, and 0",
                       o->gzip, o->reserved);
    }
    if (o->name && !o->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "contract '%s' is named without its team", o->name);
    }
    LC_TRY(o->team ? lc_check_name(ctx, "team", o->team) : CTR_OK);
    return o->name ? lc_check_name(ctx, "contract", o->name) : CTR_OK;
}

static ctr_status export_read(struct lc_ctx *ctx, void *user)
{
    struct export_args *a = user;
    ctr_export_options o = {.struct_size = sizeof o};

    LC_TRY(LC_READ(ctx, ctr_export_options, a->given, &o));
    LC_TRY(check_export(ctx, &o));
    if (!a->wish.write) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a function that takes the export is needed, not NULL");
    }
    a->wish.team = o.team;
    a->wish.name = o.name;
    a->wish.json = o.form == CTR_EXCHANGE_JSON;
    a->wish.gzip = o.gzip != 0;
    return CTR_OK;
}

static ctr_status export_run(struct lc_op *op, void *user, void *body)
{
    (void)body;
    return lc_export_run(op, &((struct export_args *)user)->wish);
}

ctr_status ctr_export(ctr_store *store, const ctr_export_options *options, ctr_write_fn write,
                      void *user, ctr_error **err)
{
    struct export_args args = {.given = options, .wish = {.write = write, .user = user}};
    const struct lc_task task = {
        .kind = LC_TXN_READ, .read = export_read, .run = export_run, .args = &args};
    return lc_task_run(store, NULL, &task, NULL, err);
}

/* --- import --- */

struct import_args {
    const ctr_import_options *given;
    struct lc_import_wish wish;
};

static ctr_status import_read(struct lc_ctx *ctx, void *user)
{
    struct import_args *a = user;
    ctr_import_options o = {.struct_size = sizeof o};

    LC_TRY(LC_READ(ctx, ctr_import_options, a->given, &o));
    LC_TRY(lc_check_word(ctx, "policy of an import", o.policy, lc_words_import_policy));
    LC_TRY(lc_check_text(ctx, "file name", o.file, 4096));
    if (!a->wish.read) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a function that gives the import is needed, not NULL");
    }
    a->wish.policy = o.policy;
    a->wish.file = o.file && *o.file ? o.file : "import";
    return lc_once(ctx);
}

static ctr_status import_run(struct lc_op *op, void *user, void *body)
{
    return lc_import_run(op, &((struct import_args *)user)->wish, body);
}

ctr_status ctr_import(ctr_store *store, const ctr_import_options *options, ctr_read_fn read,
                      void *user, const ctr_call *call, ctr_import_report **out, ctr_error **err)
{
    struct import_args args = {.given = options, .wish = {.read = read, .user = user}};
    struct ctr_import_report body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "store.import",
                                 .read = import_read,
                                 .run = import_run,
                                 .args = &args,
                                 .shape = &lc_shape_import_report,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* --- the report --- */

LC_GET_INT(import_report, contracts, contracts)
LC_GET_INT(import_report, versions, versions)
LC_GET_INT(import_report, skipped, skipped)
LC_GET_INT(import_report, withdrawn, withdrawn)
LC_GET_INT(import_report, consumers, consumers)
LC_GET_INT(import_report, documents, documents)
LC_GET_INT(import_report, events, events)
LC_GET_STR(import_report, file, file)
LC_GET_STR(import_report, sha256, sha256)
LC_GET_ENUM(import_report, ctr_exchange_form, form, form)
LC_GET_FLAG(import_report, dry_run, dry_run)
LC_FREE(import_report)
