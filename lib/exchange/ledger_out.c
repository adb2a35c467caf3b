/*
 * A ledger as text that other programs read. The plain-text ones get the entries that count, by the
 * day they are booked, between declarations of everything used and assertions of every balance, so
 * that their strictest checks say something; CSV and JSON get all entries by number.
 */
#include "exchange/ledger_out.h"

#include "base/time.h"
#include "codec/json_write.h"

enum { FLUSH = 64 << 10, PAGE = 256 };

struct writer {
    struct lc_op *op;
    const struct ctr_ledger *book;
    const struct lc_ledger_wish *wish;
    struct lc_buf buf;
    struct ctr_account *accounts;
    size_t count;
    int64_t first_day; /* of all that is booked */
    int64_t last_day;
    bool first_item;
};

static ctr_status flush(struct writer *w)
{
    struct lc_ctx *ctx = &w->op->ctx;

    if (w->buf.status != CTR_OK) {
        return lc_nomem(ctx);
    }
    int stop = w->buf.size ? w->wish->write(w->wish->user, w->buf.data, w->buf.size) : 0;
    lc_buf_clear(&w->buf);
    if (stop) {
        ctr_status status = lc_fail(ctx, CTR_E_CANCELLED, "stopped by the write callback");
        lc_detail_int(ctx, "callback", stop);
        return status;
    }
    return CTR_OK;
}

static ctr_status flush_due(struct writer *w)
{
    return w->buf.size >= FLUSH || w->buf.status != CTR_OK ? flush(w) : CTR_OK;
}

static const char *day(int64_t number, char out[LC_DATE_TEXT])
{
    return lc_date_format(number, out);
}

static bool counts(const struct ctr_entry *e)
{
    return e->act == CTR_ACT_POST || e->act == CTR_ACT_SETTLE || e->act == CTR_ACT_REVERSE ||
           e->act == CTR_ACT_RESTATE;
}

/* --- ledger and hledger --- */

/* What a description may hold: marks of comments, notes and tags are taken out. */
static void put_description(struct writer *w, const struct ctr_entry *e)
{
    const char *text = e->memo ? e->memo : lc_word_name(lc_words_entry_kind, e->kind);

    for (; *text; text++) {
        lc_buf_char(&w->buf, strchr(";|", *text) ? ',' : *text);
    }
}

static void put_head(struct writer *w)
{
    const char *seen[400];
    size_t n = 0;

    for (size_t i = 0; i < w->count; i++) {
        lc_buf_printf(&w->buf, "account %s\n", w->accounts[i].name);
    }
    for (size_t i = 0; i < w->count; i++) {
        const char *currency = w->accounts[i].currency;
        size_t k = 0;
        while (k < n && strcmp(seen[k], currency) != 0) {
            k++;
        }
        if (k == n && n < sizeof seen / sizeof seen[0]) {
            seen[n++] = currency;
            lc_buf_printf(&w->buf, "commodity %s\n    format %s 1000.%.*s\n", currency, currency,
                          w->accounts[i].exponent, "0000");
        }
    }
}

static ctr_status put_plain(struct writer *w, const struct ctr_entry *e)
{
    char date[LC_DATE_TEXT];

    lc_buf_printf(&w->buf, "\n%s", day(e->booked_day, date));
    if (e->effective_day != e->booked_day) {
        lc_buf_printf(&w->buf, "=%s", day(e->effective_day, date));
    }
    lc_buf_printf(&w->buf, " * (%lld) ", (long long)e->seq);
    put_description(w, e);
    lc_buf_char(&w->buf, '\n');
    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_posting *p = &e->postings[i];
        lc_buf_printf(&w->buf, "    %s  %s %s\n", p->account, p->currency, p->text);
    }
    return flush_due(w);
}

static void put_assertions(struct writer *w)
{
    char date[LC_DATE_TEXT];

    if (w->last_day == LC_DAY_NONE) {
        return;
    }
    lc_buf_printf(&w->buf, "\n%s * balances\n", day(w->last_day, date));
    for (size_t i = 0; i < w->count; i++) {
        const struct ctr_account *a = &w->accounts[i];
        lc_buf_printf(&w->buf, "    %s  %s 0.%.*s = %s %s\n", a->name, a->currency,
                      a->exponent ? a->exponent : 1, "0000", a->currency, a->text_balance);
    }
}

/* --- beancount --- */

static void put_quoted(struct writer *w, const char *text)
{
    lc_buf_char(&w->buf, '"');
    for (; *text; text++) {
        if (strchr("\"\\", *text)) {
            lc_buf_char(&w->buf, '\\');
        }
        lc_buf_char(&w->buf, *text);
    }
    lc_buf_char(&w->buf, '"');
}

static void put_meta(struct writer *w, const char *key, const char *value)
{
    if (value) {
        lc_buf_printf(&w->buf, "  %s: ", key);
        put_quoted(w, value);
        lc_buf_char(&w->buf, '\n');
    }
}

static void put_opens(struct writer *w)
{
    char date[LC_DATE_TEXT];

    for (size_t i = 0; i < w->count && w->first_day != LC_DAY_NONE; i++) {
        const struct ctr_account *a = &w->accounts[i];
        int64_t from = a->opened_day > w->first_day ? a->opened_day : w->first_day;
        lc_buf_printf(&w->buf, "%s open %s %s\n", day(from, date), a->name, a->currency);
    }
}

static ctr_status put_bean(struct writer *w, const struct ctr_entry *e)
{
    char date[LC_DATE_TEXT];

    lc_buf_printf(&w->buf, "\n%s * ", day(e->booked_day, date));
    put_quoted(w, e->memo ? e->memo : lc_word_name(lc_words_entry_kind, e->kind));
    lc_buf_printf(&w->buf, "\n  seq: %lld\n", (long long)e->seq);
    put_meta(w, "kind", lc_word_name(lc_words_entry_kind, e->kind));
    if (e->effective_day != e->booked_day) {
        lc_buf_printf(&w->buf, "  effective: %s\n", day(e->effective_day, date));
    }
    put_meta(w, "key", e->key);
    put_meta(w, "cause", e->cause_kind);
    put_meta(w, "cause-id", e->cause_id);
    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_posting *p = &e->postings[i];
        lc_buf_printf(&w->buf, "  %s  %s %s\n", p->account, p->text, p->currency);
    }
    return flush_due(w);
}

/* A balance holds at the start of its day; without a tolerance it would be off by a minor unit. */
static void put_balances(struct writer *w)
{
    char date[LC_DATE_TEXT];

    for (size_t i = 0; i < w->count && w->last_day != LC_DAY_NONE; i++) {
        const struct ctr_account *a = &w->accounts[i];
        bool closed = a->closed_day != LC_DAY_NONE;
        int64_t at = closed ? a->closed_day : w->last_day + 1;
        if (at <= w->first_day || at <= a->opened_day) { /* nothing can be asserted of it */
            continue;
        }
        lc_buf_printf(&w->buf, "\n%s balance %s  %s ~ 0.%.*s %s\n", day(at, date), a->name,
                      a->text_balance, a->exponent ? a->exponent : 1, "0000", a->currency);
        if (closed) {
            lc_buf_printf(&w->buf, "%s close %s\n", date, a->name);
        }
    }
}

/* --- CSV and JSON --- */

static void put_cell(struct writer *w, const char *text)
{
    bool quote = text && (strpbrk(text, ",\"\r\n") || *text == ' ');

    lc_buf_char(&w->buf, ',');
    if (!quote) {
        lc_buf_text(&w->buf, text);
        return;
    }
    lc_buf_char(&w->buf, '"');
    for (; *text; text++) {
        if (*text == '"') {
            lc_buf_char(&w->buf, '"');
        }
        lc_buf_char(&w->buf, *text);
    }
    lc_buf_char(&w->buf, '"');
}

static ctr_status put_csv(struct writer *w, const struct ctr_entry *e)
{
    char at[LC_TIME_TEXT];

    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_posting *p = &e->postings[i];
        const char *const cells[] = {
            lc_word_name(lc_words_entry_act, e->act),
            lc_word_name(lc_words_entry_kind, e->kind),
            lc_word_name(lc_words_entry_state, e->state),
            e->effective,
            e->booked,
            lc_time_format(e->recorded_us, at),
            e->actor,
            e->key,
            e->memo,
            e->cause_kind,
            e->cause_id,
            p->account,
            p->text,
            p->currency,
            e->rate,
            e->rate_pair,
            e->rate_source,
            e->rate_date,
        };
        lc_buf_int(&w->buf, e->seq);
        for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++) {
            put_cell(w, cells[k]);
        }
        lc_buf_text(&w->buf, "\r\n");
    }
    return flush_due(w);
}

static ctr_status put_json(struct writer *w, const struct ctr_entry *e)
{
    lc_buf_text(&w->buf, w->first_item ? "\n" : ",\n");
    w->first_item = false;
    lc_json_shape(&w->buf, &lc_shape_entry, e, false);
    return flush_due(w);
}

/* --- the walk --- */

/* The page of entries behind `after`; by the day they are booked, or by number. */
static ctr_status next_page(struct writer *w, bool by_day, struct lc_entry_query *q,
                            int64_t *after_day, struct ctr_entry_list *list)
{
    if (!by_day) {
        return lc_entry_find(w->op, w->book, q, list);
    }
    LC_TRY(lc_entry_find_by_day(w->op, w->book, *after_day, q->after, q->limit, list));
    if (list->count) {
        *after_day = list->items[list->count - 1].booked_day;
    }
    return CTR_OK;
}

static ctr_status walk(struct writer *w, bool by_day,
                       ctr_status (*put)(struct writer *w, const struct ctr_entry *e))
{
    struct lc_entry_query q = {.limit = PAGE, .from_day = LC_DAY_NONE, .to_day = LC_DAY_NONE};
    struct ctr_entry_list list;
    int64_t after_day = LC_DAY_NONE;

    do {
        struct lc_mark mark = lc_arena_mark(&w->op->ctx.arena);
        LC_TRY(next_page(w, by_day, &q, &after_day, &list));
        struct ctr_entry *items = (struct ctr_entry *)(uintptr_t)list.items;
        LC_TRY(lc_entry_texts(&w->op->ctx, items, list.count));
        for (size_t i = 0; i < list.count; i++) {
            LC_TRY(!by_day || counts(&items[i]) ? put(w, &items[i]) : CTR_OK);
        }
        q.after = list.next;
        lc_arena_release(&w->op->ctx.arena, mark);
        LC_TRY(lc_progress(&w->op->ctx, "export", (uint64_t)(by_day ? 0 : q.after),
                           (uint64_t)w->book->entries));
    } while (q.after);
    return CTR_OK;
}

static ctr_status load(struct writer *w)
{
    LC_TRY(lc_account_list(w->op, w->book, NULL, &w->accounts, &w->count));
    for (size_t i = 0; i < w->count; i++) {
        LC_TRY(lc_account_texts(&w->op->ctx, &w->accounts[i]));
    }
    return lc_ledger_days(w->op, w->book, &w->first_day, &w->last_day);
}

static ctr_status write_form(struct writer *w)
{
    LC_TRY(load(w));
    switch (w->wish->form) {
    case CTR_LEDGER_LEDGER:
    case CTR_LEDGER_HLEDGER:
        put_head(w);
        LC_TRY(walk(w, true, put_plain));
        put_assertions(w);
        return CTR_OK;
    case CTR_LEDGER_BEANCOUNT:
        put_opens(w);
        LC_TRY(walk(w, true, put_bean));
        put_balances(w);
        return CTR_OK;
    case CTR_LEDGER_CSV:
        lc_buf_text(&w->buf, "entry,act,kind,state,date,booked,recorded_at,actor,key,memo,"
                             "cause_kind,cause_id,account,amount,currency,rate,rate_pair,"
                             "rate_source,rate_date\r\n");
        return walk(w, false, put_csv);
    case CTR_LEDGER_JSON:
    case CTR_LEDGER_AUTO:
    case CTR_LEDGER_FORM_FORCE_INT32:
        break;
    }
    lc_buf_text(&w->buf, "{\"entries\":[");
    w->first_item = true;
    LC_TRY(walk(w, false, put_json));
    lc_buf_text(&w->buf, "\n]}\n");
    return CTR_OK;
}

ctr_status lc_ledger_write(struct lc_op *op, const struct ctr_ledger *book,
                           const struct lc_ledger_wish *wish)
{
    struct writer w = {.op = op, .book = book, .wish = wish};

    lc_buf_init(&w.buf, &op->ctx.alloc, SIZE_MAX / 2);
    ctr_status status = write_form(&w);
    if (status == CTR_OK) {
        status = flush(&w);
    }
    lc_buf_free(&w.buf);
    return status;
}
