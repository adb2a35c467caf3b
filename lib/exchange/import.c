/* Import: the order of records, the way they go, and what is done once around them. */
#include "exchange/import.h"

#include "codec/json_read.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_JSON = 16 << 20, MAX_METADATA = 1 << 20, MAX_TEXT = 64 << 10 };

/* --- failures --- */

ctr_status lc_import_fail(struct lc_import *im, ctr_status status, const char *format, ...)
{
    char message[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return im->reader.fail(im->reader.user, status, message);
}

ctr_status lc_import_at(struct lc_import *im, ctr_status status)
{
    struct lc_ctx *ctx = &im->op->ctx;

    if ((status != CTR_E_ARGUMENT && status != CTR_E_INPUT && status != CTR_E_LIMIT) ||
        !ctx->error || ctr_error_detail(ctx->error, "file")) {
        return status;
    }
    ctr_error *cause = ctx->error;
    ctx->error = NULL;
    status = lc_import_fail(im, status == CTR_E_LIMIT ? CTR_E_LIMIT : CTR_E_INPUT, "%s",
                            ctr_error_message(cause));
    ctr_error_free(cause);
    return status;
}

/* --- attributes --- */

int lc_import_attr(enum lc_record record, struct lc_str name, bool json)
{
    const struct lc_record_type *type = &lc_record_types[record];

    for (size_t i = 0; i < type->count; i++) {
        if (json ? lc_json_name_is(type->attrs[i].name, name)
                 : lc_str_is(name, type->attrs[i].name)) {
            return (int)i;
        }
    }
    return -1;
}

ctr_status lc_import_take(struct lc_import *im, const struct lc_attr *attr, struct lc_str text,
                          union lc_rec *body)
{
    enum { SHOWN = 100 };
    const char *wanted = lc_attr_read(&im->op->ctx, attr, text, body);

    if (im->op->ctx.error) {
        return CTR_E_NOMEM;
    }
    return wanted ? lc_import_fail(im, CTR_E_INPUT, "%s is '%.*s'; wanted %s", attr->name,
                                   text.len < SHOWN ? (int)text.len : SHOWN, text.ptr, wanted)
                  : CTR_OK;
}

ctr_status lc_import_complete(struct lc_import *im, enum lc_record record, uint32_t seen)
{
    const struct lc_record_type *type = &lc_record_types[record];

    for (size_t i = 0; i < type->count; i++) {
        if (type->attrs[i].required && !(seen & 1U << i)) {
            return lc_import_fail(im, CTR_E_INPUT, "%s has no %s", type->name, type->attrs[i].name);
        }
    }
    return CTR_OK;
}

ctr_status lc_import_check_format(struct lc_import *im, struct lc_str format)
{
    static const struct lc_attr attr = {"format", LC_ATTR_INT, true, 0, 1, NULL};
    struct lc_rec_root root = {0};

    if (!lc_attr_read(&im->op->ctx, &attr, format, &root) && root.format > LC_EXCHANGE_FORMAT) {
        return lc_import_fail(im, CTR_E_NEWER,
                              "the export has format %lld, written by a newer library; this one "
                              "reads format %d; use the newer one",
                              (long long)root.format, LC_EXCHANGE_FORMAT);
    }
    return CTR_OK;
}

/* --- records --- */

static struct lc_import_frame *top(struct lc_import *im)
{
    return &im->frames[im->depth - 1];
}

static ctr_status check_order(struct lc_import *im, enum lc_record record)
{
    const struct lc_record_type *type = &lc_record_types[record];
    enum lc_record last = top(im)->last;

    if (last == record && type->once) {
        return lc_import_fail(im, CTR_E_INPUT, "a second %s; only one was wanted", type->name);
    }
    if (last > record) {
        return lc_import_fail(im, CTR_E_INPUT, "%s stands behind %s; it was wanted before",
                              type->name, lc_record_types[last].name);
    }
    top(im)->last = record;
    return CTR_OK;
}

ctr_status lc_import_enter(struct lc_import *im, enum lc_record record)
{
    if (im->depth) {
        LC_TRY(check_order(im, record));
    }
    if (record == LC_REC_VERSION || record == LC_REC_CONSUMER || record == LC_REC_LEDGER) {
        LC_TRY(lc_import_contract_settle(im));
    }
    if (record == LC_REC_ENTRY) {
        LC_TRY(lc_import_ledger_accounts(im));
    }
    im->frames[im->depth++] =
        (struct lc_import_frame){.record = record, .mark = lc_arena_mark(&im->op->ctx.arena)};
    return CTR_OK;
}

ctr_status lc_import_open(struct lc_import *im, const union lc_rec *body, bool coded)
{
    struct lc_import_frame *f = top(im);

    f->body = *body;
    im->coded = coded;
    im->base64 = (struct lc_base64){0};
    if (im->content.room > MAX_METADATA) {
        lc_buf_free(&im->content); /* of a large comparison */
    }
    lc_buf_clear(&im->content);
    switch (f->record) {
    case LC_REC_DOCUMENT:
        return lc_import_document_open(im, &body->document);
    case LC_REC_CONTRACT:
        return lc_import_contract_open(im, &body->contract);
    case LC_REC_VERSION:
        return lc_import_version_open(im, &body->version);
    case LC_REC_CONSUMER:
        return lc_import_consumer_open(im, &body->consumer);
    case LC_REC_LEDGER:
        return lc_import_ledger_open(im, &body->ledger);
    case LC_REC_ACCOUNT:
        return lc_import_account_open(im, &body->account);
    case LC_REC_ENTRY:
        return lc_import_entry_open(im, &body->entry);
    case LC_REC_POSTING:
        return lc_import_posting_open(im, &body->posting);
    case LC_REC_EVIDENCE:
        return lc_import_evidence_open(im, &body->evidence);
    case LC_REC_PERIOD:
        return lc_import_period_open(im, &body->period);
    case LC_REC_DELEGATION:
        return lc_import_delegation_open(im, &body->delegation);
    case LC_REC_JOURNAL:
        return lc_import_journal_open(im, &body->journal);
    case LC_REC_ASSESSMENT:
    case LC_REC_CHANGE:
    case LC_REC_DISPUTE:
    case LC_REC_TIMER:
    case LC_REC_CLOCK:
    case LC_REC_STOP:
    case LC_REC_MEETING:
    case LC_REC_POLICY:
    case LC_REC_BUILD:
    case LC_REC_RUN:
    case LC_REC_ROOT:
    case LC_REC_DOCUMENTS:
    case LC_REC_METADATA:
    case LC_REC_FILE:
    case LC_REC_EVOLUTION:
    case LC_REC_EARLIER:
    case LC_REC_PART:
    case LC_REC_EVENT:
    case LC_REC_COUNT:
        break;
    }
    return CTR_OK;
}

static size_t most_content(const struct lc_import *im, enum lc_record record)
{
    switch (lc_record_types[record].content) {
    case LC_CONTENT_TEXT:
        return MAX_TEXT;
    case LC_CONTENT_JSON:
        return record == LC_REC_METADATA ? MAX_METADATA
               : record == LC_REC_EVOLUTION || record == LC_REC_EARLIER
                   ? (size_t)im->op->ctx.limits.max_document_bytes
                   : MAX_JSON;
    case LC_CONTENT_BYTES:
    case LC_CONTENT_NONE:
        break;
    }
    return SIZE_MAX;
}

/* Bytes of the content, decoded. */
static ctr_status take_bytes(struct lc_import *im, struct lc_str bytes)
{
    enum lc_record record = top(im)->record;
    size_t most = most_content(im, record);

    if (record == LC_REC_DOCUMENT) {
        return lc_import_document_bytes(im, bytes);
    }
    if (bytes.len > most || im->content.size > most - bytes.len) {
        return lc_import_fail(im, CTR_E_LIMIT, "the content of a %s is larger than %zu bytes",
                              lc_record_types[record].name, most);
    }
    lc_buf_str(&im->content, bytes);
    return im->content.status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

/* Decoding goes through a piece of the buffer, behind what a small content has gathered there. */
static ctr_status take_coded(struct lc_import *im, struct lc_str text)
{
    enum { STEP = 64 << 10 };

    while (text.len) {
        struct lc_buf piece;
        size_t size = text.len < STEP ? text.len : STEP;
        lc_buf_init(&piece, &im->op->ctx.alloc, STEP);
        bool good = lc_base64_feed(&im->base64, lc_str_n(text.ptr, size), &piece);
        ctr_status status = !good ? lc_import_fail(im, CTR_E_INPUT, "this is not base64")
                            : piece.status != CTR_OK
                                ? lc_nomem(&im->op->ctx)
                                : take_bytes(im, lc_str_n(piece.data, piece.size));
        lc_buf_free(&piece);
        LC_TRY(status);
        text = lc_str_n(text.ptr + size, text.len - size);
    }
    return CTR_OK;
}

ctr_status lc_import_content(struct lc_import *im, struct lc_str text)
{
    return im->coded ? take_coded(im, text) : take_bytes(im, text);
}

/* Every new contract needs its beginning in a journal: a check of the store asks for it. */
static ctr_status check_journals(struct lc_import *im)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_UNTOLD, &st));
    lc_bind_int(st, 1, im->old_contract);
    LC_TRY(lc_row(im->op, st, &row));
    if (!row) {
        return CTR_OK;
    }
    struct lc_str key = lc_col_view(st, 0);
    ctr_status status = lc_import_fail(im, CTR_E_INPUT,
                                       "no journal of the file tells how contract '%.*s' was "
                                       "created",
                                       (int)key.len, key.ptr);
    lc_stmt_done(st);
    return status;
}

static ctr_status close_record(struct lc_import *im, const struct lc_import_frame *f)
{
    switch (f->record) {
    case LC_REC_DOCUMENT:
        return lc_import_document_close(im);
    case LC_REC_CONTRACT:
        return lc_import_contract_close(im);
    case LC_REC_METADATA:
        return lc_import_metadata_close(im);
    case LC_REC_VERSION:
        return lc_import_version_close(im);
    case LC_REC_FILE:
        return lc_import_file_close(im, &f->body.file);
    case LC_REC_EVOLUTION:
        return lc_import_evolution_close(im, &f->body.evolution);
    case LC_REC_EARLIER:
        return lc_import_earlier_close(im, &f->body.earlier);
    case LC_REC_PART:
        return lc_import_part_close(im);
    case LC_REC_ASSESSMENT:
        return lc_import_assessment_close(im, &f->body.assessment);
    case LC_REC_CHANGE:
        return lc_import_change_close(im, &f->body.change);
    case LC_REC_DISPUTE:
        return lc_import_dispute_close(im, &f->body.dispute);
    case LC_REC_TIMER:
        return lc_import_timer_close(im, &f->body.timer);
    case LC_REC_CLOCK:
        return lc_import_clock_close(im, &f->body.clock);
    case LC_REC_STOP:
        return lc_import_stop_close(im, &f->body.stop);
    case LC_REC_MEETING:
        return lc_import_meeting_close(im, &f->body.meeting);
    case LC_REC_POLICY:
        return lc_import_policy_close(im, &f->body.policy);
    case LC_REC_BUILD:
        return lc_import_build_close(im, &f->body.build);
    case LC_REC_RUN:
        return lc_import_run_close(im, &f->body.run);
    case LC_REC_JOURNAL:
        return lc_import_journal_close(im);
    case LC_REC_EVENT:
        return lc_import_event_close(im, &f->body.event);
    case LC_REC_LEDGER:
        return lc_import_ledger_close(im);
    case LC_REC_ENTRY:
        return lc_import_entry_close(im);
    case LC_REC_ROOT:
        LC_TRY(check_journals(im));
        return lc_import_ledgers_check(im);
    case LC_REC_DOCUMENTS:
    case LC_REC_CONSUMER:
    case LC_REC_ACCOUNT:
    case LC_REC_POSTING:
    case LC_REC_EVIDENCE:
    case LC_REC_PERIOD:
    case LC_REC_DELEGATION:
    case LC_REC_COUNT:
        break;
    }
    return CTR_OK;
}

ctr_status lc_import_close(struct lc_import *im)
{
    struct lc_import_frame *f = top(im);
    bool valued = lc_record_types[f->record].content != LC_CONTENT_NONE;

    if (valued && im->coded && !lc_base64_done(&im->base64)) {
        return lc_import_fail(im, CTR_E_INPUT, "the base64 of this %s is cut off",
                              lc_record_types[f->record].name);
    }
    bool text = lc_record_types[f->record].content == LC_CONTENT_TEXT;
    if (text && memchr(im->content.size ? im->content.data : "", '\0', im->content.size)) {
        return lc_import_fail(im, CTR_E_INPUT, "a %s holds a NUL byte",
                              lc_record_types[f->record].name);
    }
    LC_TRY(close_record(im, f));
    lc_arena_release(&im->op->ctx.arena, f->mark);
    im->depth--;
    return lc_poll(&im->op->ctx);
}

ctr_status lc_import_tree(struct lc_import *im, const char *what, struct lc_doc *doc)
{
    const struct lc_read_options options = {.file = what};
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_str text = lc_str_n(im->content.size ? im->content.data : "", im->content.size);
    ctr_status status = lc_json_read(ctx, text, &options, doc);

    if ((status == CTR_E_INPUT || status == CTR_E_LIMIT) && ctx->error) {
        ctr_error *cause = ctx->error; /* its place is within the text, not in the file */
        ctx->error = NULL;
        status = lc_import_fail(im, status, "%s", ctr_error_message(cause));
        ctr_error_free(cause);
    }
    return status;
}

/* --- the whole --- */

static ctr_status highest_rids(struct lc_import *im)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_BEFORE, &st));
    LC_TRY(lc_step_row(&im->op->ctx, im->op->db, st));
    im->old_contract = lc_col_int(st, 0);
    im->old_document = lc_col_int(st, 1);
    lc_stmt_done(st);
    return CTR_OK;
}

/* Documents behind row `after` that belong to no version. */
static ctr_status drop_behind(struct lc_import *im, int64_t after, int64_t *dropped)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_DROP_ORPHANS, &st));
    lc_bind_int(st, 1, after);
    return lc_run_changed(im->op, st, dropped);
}

/* Documents of contracts that were left alone are not kept, nor those of drafts that gave way. */
static ctr_status drop_orphans(struct lc_import *im)
{
    int64_t dropped;

    LC_TRY(drop_behind(im, im->old_document, &dropped));
    im->report->documents -= dropped;
    return im->replaced ? drop_behind(im, 0, &dropped) : CTR_OK;
}

static ctr_status report_import(struct lc_import *im)
{
    struct lc_op *op = im->op;
    const struct ctr_import_report *r = im->report;
    const char *subject = lc_format(&op->ctx, "store:%s", op->store->uuid);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("file", r->file),
        LC_PAIR("form", lc_word_name(lc_words_exchange_form, r->form)),
        LC_PAIR("sha256", r->sha256),
        LC_PAIR_INT("contracts", r->contracts),
        LC_PAIR_INT("skipped", r->skipped),
        LC_PAIR_INT("versions", r->versions),
        LC_PAIR_INT("withdrawn", r->withdrawn),
        LC_PAIR_INT("consumers", r->consumers),
        LC_PAIR_INT("documents", r->documents),
        LC_PAIR_INT("events", r->events),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return lc_event_append(op, 0, LC_EVENT_STORE_IMPORTED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

static ctr_status run(struct lc_import *im)
{
    LC_TRY(highest_rids(im));
    LC_TRY(lc_import_read(im));
    LC_TRY(drop_orphans(im));
    return report_import(im);
}

ctr_status lc_import_run(struct lc_op *op, const struct lc_import_wish *wish,
                         struct ctr_import_report *report)
{
    struct lc_import *im = lc_new(&op->ctx, 1, sizeof *im);

    *report = (struct ctr_import_report){.file = wish->file};
    /* a chunk of scratch memory that stays, so that records need not make one each */
    if (!im || !lc_new(&op->ctx, 1, 1)) {
        return CTR_E_NOMEM;
    }
    im->op = op;
    im->wish = wish;
    im->report = report;
    lc_buf_init(&im->content, &op->ctx.alloc, SIZE_MAX / 2);
    lc_import_contract_begin(im);
    lc_import_ledger_begin(im);
    ctr_status status = run(im);
    lc_buf_free(&im->content);
    lc_import_contract_end(im);
    lc_import_ledger_end(im);
    lc_import_document_end(im);
    return status;
}
