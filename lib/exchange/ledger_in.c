/* Entries from text: what the readers made becomes drafts; faults are told with their line. */
#include "exchange/ledger_in.h"

#include "base/time.h"
#include "domain/ledger/chart.h"
#include "flow/dispute.h"

#include <stdarg.h>
#include <stdio.h>

ctr_status lc_ledger_in_fail(struct lc_ledger_reader *r, int64_t line, const char *format, ...)
{
    char message[600];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ctr_status status =
        lc_fail(r->ctx, CTR_E_INPUT, "%s:%lld: %s", r->file, (long long)line, message);
    lc_detail(r->ctx, "file", r->file);
    lc_detail_int(r->ctx, "line", line);
    return status;
}

ctr_status lc_ledger_in_entry(struct lc_ledger_reader *r, int64_t line, struct lc_text_entry **out)
{
    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        struct lc_text_entry *more = lc_new(r->ctx, room, sizeof *more);
        if (!more) {
            return CTR_E_NOMEM;
        }
        if (r->count) {
            memcpy(more, r->entries, r->count * sizeof *more);
        }
        r->entries = more;
        r->room = room;
    }
    if (r->count == LC_LEDGER_BATCH) {
        return lc_ledger_in_fail(r, line, "more than %d entries at once", LC_LEDGER_BATCH);
    }
    *out = &r->entries[r->count++];
    **out = (struct lc_text_entry){.line = line};
    return CTR_OK;
}

/* Room grows by powers of two, so that the count says when. */
ctr_status lc_ledger_in_posting(struct lc_ledger_reader *r, struct lc_text_entry *e, int64_t line,
                                struct lc_text_posting **out)
{
    size_t n = e->posting_count;

    if (n == LC_LEDGER_POSTINGS) {
        return lc_ledger_in_fail(r, line, "more than %d postings in an entry", LC_LEDGER_POSTINGS);
    }
    if (n == 0 || (n >= 4 && (n & (n - 1)) == 0)) {
        struct lc_text_posting *more = lc_new(r->ctx, n ? n * 2 : 4, sizeof *more);
        if (!more) {
            return CTR_E_NOMEM;
        }
        if (n) {
            memcpy(more, e->postings, n * sizeof *more);
        }
        e->postings = more;
    }
    *out = &e->postings[e->posting_count++];
    **out = (struct lc_text_posting){.line = line};
    return CTR_OK;
}

ctr_status lc_ledger_in_read(struct lc_ledger_reader *r, ctr_ledger_form form)
{
    static const struct lc_str mark = {"\xef\xbb\xbf", 3}; /* of UTF-8, as spreadsheets write it */
    size_t at = 0;

    if (lc_str_starts(r->text, mark)) {
        r->text = lc_str_n(r->text.ptr + mark.len, r->text.len - mark.len);
    }
    while (at < r->text.len && strchr(" \t\r\n", r->text.ptr[at]) && r->text.ptr[at]) {
        at++;
    }
    bool json = at < r->text.len && strchr("{[", r->text.ptr[at]) && r->text.ptr[at];
    if (form == CTR_LEDGER_JSON || (form == CTR_LEDGER_AUTO && json)) {
        return lc_ledger_in_json(r);
    }
    return form == CTR_LEDGER_HLEDGER || form == CTR_LEDGER_LEDGER ? lc_ledger_in_hledger(r)
                                                                   : lc_ledger_in_csv(r);
}

/* --- posting --- */

struct poster {
    struct lc_op *op;
    struct ctr_ledger *book;
    struct lc_ledger_reader *r;
    struct lc_posting_run run;
    const char *names[LC_CHART_COUNT];
};

/* What a check of another room says, at the line. */
static ctr_status at_line(struct lc_ledger_reader *r, int64_t line, ctr_status status)
{
    ctr_error *cause = r->ctx->error;

    if (status == CTR_OK || status == CTR_E_NOMEM || !cause || ctr_error_detail(cause, "file")) {
        return status;
    }
    r->ctx->error = NULL;
    ctr_status as = status == CTR_E_ARGUMENT ? CTR_E_INPUT : status;
    lc_fail(r->ctx, as, "%s:%lld: %s", r->file, (long long)line, ctr_error_message(cause));
    lc_detail(r->ctx, "file", r->file);
    lc_detail_int(r->ctx, "line", line);
    for (size_t i = 0; i < ctr_error_detail_count(cause); i++) {
        const char *key = ctr_error_detail_key(cause, i);
        lc_detail(r->ctx, key, ctr_error_detail(cause, key));
    }
    ctr_error_free(cause);
    return as;
}

static ctr_status take_amount(struct poster *p, const struct lc_text_posting *t, const char *text,
                              int64_t *out)
{
    struct ctr_account *a;

    LC_TRY(at_line(p->r, t->line, lc_posting_account(&p->run, t->account, &a)));
    if (t->currency && strcmp(t->currency, a->currency) != 0) {
        return lc_ledger_in_fail(p->r, t->line, "account '%s' is kept in %s, but this is in %s",
                                 a->name, a->currency, t->currency);
    }
    if (!text) {
        *out = 0;
        return CTR_OK;
    }
    switch (lc_fixed_scaled(lc_str(text), a->exponent, out)) {
    case LC_FIXED_OK:
        return CTR_OK;
    case LC_FIXED_TOO_FINE:
        return lc_ledger_in_fail(p->r, t->line, "'%.60s' has more than the %d decimals of %s", text,
                                 a->exponent, a->currency);
    case LC_FIXED_TOO_LARGE:
        return lc_ledger_in_fail(p->r, t->line, "'%.60s' is more than 2^62 minor units", text);
    case LC_FIXED_NO_NUMBER:
        break;
    }
    return lc_ledger_in_fail(p->r, t->line, "'%.60s' is no amount", text);
}

static ctr_status take_postings(struct poster *p, const struct lc_text_entry *e,
                                const char **accounts, int64_t *amounts)
{
    size_t open = e->posting_count;
    lc_wide left = 0;

    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_text_posting *t = &e->postings[i];
        accounts[i] = t->account;
        LC_TRY(take_amount(p, t, t->amount, &amounts[i]));
        if (!t->amount && open != e->posting_count) {
            return lc_ledger_in_fail(p->r, t->line, "a second posting without an amount");
        }
        open = t->amount ? open : i;
        left += amounts[i];
    }
    if (open != e->posting_count) {
        if (left > LC_MONEY_MOST || left < -LC_MONEY_MOST) {
            return lc_ledger_in_fail(p->r, e->line, "what is left is more than 2^62 minor units");
        }
        amounts[open] = -(int64_t)left;
    }
    return CTR_OK;
}

static ctr_status make_spec(struct poster *p, const struct lc_text_entry *e, ctr_entry_spec *s)
{
    const char *kind = e->kind ? e->kind : p->r->kind;
    int32_t value = 0;

    *s = (ctr_entry_spec){.struct_size = sizeof *s,
                          .flags =
                              (e->pending ? CTR_ENTRY_PEND : 0) | (e->late ? CTR_ENTRY_LATE : 0),
                          .date = e->date,
                          .key = e->key,
                          .memo = e->memo,
                          .cause_kind = e->cause_kind,
                          .cause_id = e->cause_id,
                          .posting_count = e->posting_count,
                          .evidence = e->links,
                          .evidence_sha256 = e->hashes,
                          .evidence_count = e->evidence_count,
                          .rate = e->rate,
                          .rate_pair = e->rate_pair,
                          .rate_source = e->rate_source,
                          .rate_date = e->rate_date};
    if (!kind || !lc_word_parse(lc_words_entry_kind, kind, &value)) {
        return lc_ledger_in_fail(p->r, e->line, "the kind is '%.60s'; wanted %s", kind ? kind : "",
                                 lc_word_list(p->r->ctx, lc_words_entry_kind));
    }
    s->kind = (ctr_entry_kind)value;
    return !e->expires || lc_time_parse(lc_str(e->expires), false, &s->expires_us)
               ? CTR_OK
               : lc_ledger_in_fail(p->r, e->line, "'%.60s' is no time of RFC 3339", e->expires);
}

static ctr_status check_assertions(struct poster *p, const struct lc_text_entry *e)
{
    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_text_posting *t = &e->postings[i];
        struct ctr_account *a;
        int64_t want;
        if (!t->asserted) {
            continue;
        }
        LC_TRY(take_amount(p, t, t->asserted, &want));
        LC_TRY(lc_posting_account(&p->run, t->account, &a));
        if (a->debit - a->credit != want) {
            return lc_ledger_in_fail(p->r, t->line, "account '%s' stands at %s, not at %s", a->name,
                                     lc_ledger_amount(p->r->ctx, a->debit - a->credit, a->exponent),
                                     t->asserted);
        }
    }
    return CTR_OK;
}

/* A transaction of zeros with assertions only is a check, not an entry. */
static bool only_asserts(const struct lc_text_entry *e, const int64_t *amounts)
{
    bool zero = e->posting_count != 0;
    for (size_t i = 0; i < e->posting_count && zero; i++) {
        zero = amounts[i] == 0 && e->postings[i].asserted;
    }
    return zero;
}

static ctr_status post_one(struct poster *p, const struct lc_text_entry *e,
                           struct ctr_entry_list *out, struct ctr_entry *items)
{
    struct lc_ctx *ctx = p->r->ctx;
    const char **accounts = lc_new(ctx, e->posting_count, sizeof *accounts);
    int64_t *amounts = lc_new(ctx, e->posting_count, sizeof *amounts);
    struct lc_draft_entry draft;
    ctr_entry_spec spec;

    if (!accounts || !amounts) {
        return CTR_E_NOMEM;
    }
    LC_TRY(take_postings(p, e, accounts, amounts));
    if (only_asserts(e, amounts)) {
        return check_assertions(p, e);
    }
    LC_TRY(make_spec(p, e, &spec));
    spec.accounts = accounts;
    spec.amounts = amounts;
    LC_TRY(at_line(p->r, e->line, lc_draft_public(ctx, spec.kind)));
    LC_TRY(at_line(p->r, e->line,
                   lc_draft_read(ctx, &spec, lc_floor_div(ctx->now_us, LC_US_PER_DAY), &draft)));
    LC_TRY(at_line(p->r, e->line, lc_chart_may(ctx, p->names, &draft)));
    LC_TRY(at_line(p->r, e->line, lc_payment_may(p->run.op, p->run.book, &draft)));
    LC_TRY(at_line(p->r, e->line, lc_posting_add(&p->run, &draft, &items[out->count])));
    out->count++;
    return check_assertions(p, e);
}

static ctr_status post_all(struct poster *p, struct ctr_entry_list *out, struct ctr_entry *items)
{
    for (size_t i = 0; i < p->r->count; i++) {
        LC_TRY(post_one(p, &p->r->entries[i], out, items));
        if (i % 256 == 255) {
            LC_TRY(lc_progress(p->r->ctx, "import", i + 1, p->r->count));
        }
    }
    return CTR_OK;
}

ctr_status lc_ledger_in_post(struct lc_op *op, struct ctr_ledger *book, struct lc_ledger_reader *r,
                             struct ctr_entry_list *out)
{
    struct poster p = {.op = op, .book = book, .r = r};
    struct ctr_entry *items = lc_new(&op->ctx, r->count, sizeof *items);

    *out = (struct ctr_entry_list){.items = items};
    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_chart_names(&op->ctx, book->name, p.names));
    lc_posting_begin(&p.run, op, book);
    return lc_posting_end(&p.run, post_all(&p, out, items));
}
