/*
 * What is not in the entries - accounts, their limits, the ledger itself - against the events that
 * tell of it. The store's journal is chained, so a row that does not follow from it was edited.
 */
#include "base/time.h"
#include "codec/json_read.h"
#include "domain/ledger/verify.h"

/* What the events say of one account. */
struct said {
    const char *currency;
    const char *opened;
    const char *closed;
    const char *lo;
    const char *hi;
    int64_t limits_seq;
    int64_t created_us;
    const char *created_by;
};

/* What they say of one period. */
struct said_period {
    const char *first;
    int64_t closed_seq;
    int64_t closed_us;
    const char *closed_by;
    int64_t seal_seq;
    int64_t sealed_us;
    const char *sealed_by;
    const char *head;
    const char *root;
    const char *balances;
};

struct listener {
    struct lc_ledger_walk *w;
    struct lc_map accounts;
    struct lc_map periods; /* by the last day */
    const char *base;
    const char *id;
    int64_t opened_us;
    const char *opened_by;
    const char *posted_head; /* of the last batch */
    int64_t posted_last;
};

static const char *take(struct listener *l, const struct lc_value *body, const char *key)
{
    struct lc_str text = lc_text(lc_get(body, key));
    return text.ptr ? lc_dup(&l->w->op->ctx, text) : NULL;
}

static ctr_status hear_account(struct listener *l, const struct ctr_event *e,
                               const struct lc_value *body, bool opened)
{
    struct lc_ctx *ctx = &l->w->op->ctx;
    const char *name = take(l, body, "account");
    struct said *s = name ? lc_map_get(&l->accounts, lc_str(name)) : NULL;

    if (!s) {
        s = lc_new(ctx, 1, sizeof *s);
        if (!s || !name) {
            return ctx->error ? CTR_E_NOMEM : CTR_OK;
        }
        LC_TRY(lc_map_set(ctx, &l->accounts, lc_str(name), s));
    }
    if (opened) {
        s->created_us = e->at_us;
        s->created_by = lc_dup_c(ctx, e->actor);
    }
    s->currency = take(l, body, "currency");
    s->opened = take(l, body, "opened");
    s->closed = take(l, body, "closed");
    s->lo = take(l, body, "lo");
    s->hi = take(l, body, "hi");
    lc_int(lc_get(body, "seq"), &s->limits_seq);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status hear_period(struct listener *l, const struct ctr_event *e,
                              const struct lc_value *body, bool sealed)
{
    struct lc_ctx *ctx = &l->w->op->ctx;
    const char *last = take(l, body, "last");
    struct said_period *s = last ? lc_map_get(&l->periods, lc_str(last)) : NULL;

    if (!s) {
        s = lc_new(ctx, 1, sizeof *s);
        if (!s || !last) {
            return ctx->error ? CTR_E_NOMEM : CTR_OK;
        }
        LC_TRY(lc_map_set(ctx, &l->periods, lc_str(last), s));
    }
    s->first = take(l, body, "first");
    if (!sealed) {
        lc_int(lc_get(body, "seq"), &s->closed_seq);
        s->closed_us = e->at_us;
        s->closed_by = lc_dup_c(ctx, e->actor);
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    lc_int(lc_get(body, "seq"), &s->seal_seq);
    s->sealed_us = e->at_us;
    s->sealed_by = lc_dup_c(ctx, e->actor);
    s->head = take(l, body, "head");
    s->root = take(l, body, "root");
    s->balances = take(l, body, "balances");
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static bool is_kind(const struct ctr_event *e, enum lc_event_kind kind)
{
    return strcmp(e->kind, lc_event_word(kind)) == 0;
}

static ctr_status hear(void *user, const struct ctr_event *e)
{
    struct listener *l = user;
    struct lc_ctx *ctx = &l->w->op->ctx;
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "event"};

    if (strncmp(e->kind, "ledger.", 7) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(e->body), &options, &doc));
    if (is_kind(e, LC_EVENT_LEDGER_OPENED)) {
        l->base = take(l, doc.root, "base");
        l->id = take(l, doc.root, "id");
        l->opened_us = e->at_us;
        l->opened_by = lc_dup_c(ctx, e->actor);
    } else if (is_kind(e, LC_EVENT_LEDGER_POSTED)) {
        l->posted_head = take(l, doc.root, "head");
        lc_int(lc_get(doc.root, "last"), &l->posted_last);
    } else if (is_kind(e, LC_EVENT_LEDGER_ACCOUNT_OPENED) ||
               is_kind(e, LC_EVENT_LEDGER_ACCOUNT_CHANGED)) {
        return hear_account(l, e, doc.root, is_kind(e, LC_EVENT_LEDGER_ACCOUNT_OPENED));
    } else if (is_kind(e, LC_EVENT_LEDGER_CLOSED) || is_kind(e, LC_EVENT_LEDGER_SEALED)) {
        return hear_period(l, e, doc.root, is_kind(e, LC_EVENT_LEDGER_SEALED));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* One event of a statement; *found is false at its end. */
static ctr_status next_event(struct listener *l, struct lc_stmt *st, struct ctr_event *e,
                             bool *found)
{
    struct lc_ctx *ctx = &l->w->op->ctx;

    LC_TRY(lc_row(l->w->op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    *e = (struct ctr_event){.at_us = lc_col_int(st, 0),
                            .kind = lc_col_text(ctx, st, 1),
                            .actor = lc_col_text(ctx, st, 2),
                            .body = lc_col_text(ctx, st, 3)};
    return e->kind && e->actor && e->body ? CTR_OK : lc_nomem(ctx);
}

static ctr_status hear_own(struct listener *l)
{
    static const enum lc_sql_id ids[] = {LC_SQL_VERIFY_TOLD, LC_SQL_VERIFY_POSTED};
    struct ctr_event e;
    struct lc_stmt *st;
    bool found = true;

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        LC_TRY(lc_sql(l->w->op, ids[i], &st));
        lc_bind_int(st, 1, l->w->book->contract_rid);
        for (;;) {
            LC_TRY(next_event(l, st, &e, &found));
            if (!found) {
                break;
            }
            LC_TRY(hear(l, &e));
        }
    }
    return CTR_OK;
}

static bool same_text(const char *is, const char *said)
{
    return lc_cstr_cmp(is, said) == 0;
}

static ctr_status compare_account(struct listener *l, struct ctr_account *a)
{
    struct lc_ledger_walk *w = l->w;
    struct lc_ctx *ctx = &w->op->ctx;
    const char *row = lc_format(ctx, "account %s", a->name);
    const struct said *s = lc_map_get(&l->accounts, lc_str(a->name));

    LC_TRY(lc_account_texts(ctx, a));
    if (!row) {
        return CTR_E_NOMEM;
    }
    if (!s) {
        return lc_ledger_fault(w, 10, 0, row, "no event tells of it");
    }
    const struct {
        const char *what;
        bool same;
    } rows[] = {
        {"currency", same_text(a->currency, s->currency)},
        {"first day", same_text(a->opened, s->opened)},
        {"day of closing", same_text(a->closed, s->closed)},
        {"least balance", same_text(a->text_lo, s->lo)},
        {"greatest balance", same_text(a->text_hi, s->hi)},
        {"entry its limits hold from", a->limits_seq == s->limits_seq},
        {"creation", a->created_us == s->created_us && same_text(a->created_by, s->created_by)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!rows[i].same) {
            return lc_ledger_fault(w, 10, 0, row, "its %s is not what its events say",
                                   rows[i].what);
        }
    }
    return CTR_OK;
}

static ctr_status compare_book(struct listener *l)
{
    struct lc_ledger_walk *w = l->w;
    const struct ctr_ledger *b = w->book;

    if (!same_text(b->base, l->base) || !same_text(b->id, l->id) || b->created_us != l->opened_us ||
        !same_text(b->created_by, l->opened_by)) {
        return lc_ledger_fault(w, 10, 0, "ledger",
                               "id, base currency or creation are not what its events say");
    }
    bool posted = l->posted_last || b->entries;
    if (posted && (l->posted_last != b->entries || !same_text(b->head, l->posted_head))) {
        return lc_ledger_fault(
            w, 4, b->entries, "ledger",
            "the last ledger.posted event tells of %lld entries and another head",
            (long long)l->posted_last);
    }
    return w->account_count == l->accounts.count
               ? CTR_OK
               : lc_ledger_fault(w, 10, 0, "ledger",
                                 "it has %zu accounts, but its events tell of %zu",
                                 w->account_count, l->accounts.count);
}

/* What a period is and what is said of it; the first that differs is told. */
static ctr_status compare_texts(struct lc_ledger_walk *w, const struct ctr_period *p,
                                const char *const (*rows)[3], size_t count)
{
    const char *row = lc_period_row(&w->op->ctx, p);

    if (!row) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (!same_text(rows[i][1], rows[i][2])) {
            return lc_ledger_fault(w, 8, 0, row, "its %s is '%.80s', but its events say '%.80s'",
                                   rows[i][0], rows[i][1] ? rows[i][1] : "(none)",
                                   rows[i][2] ? rows[i][2] : "(none)");
        }
    }
    return CTR_OK;
}

static const char *number(struct lc_ctx *ctx, int64_t n)
{
    return lc_format(ctx, "%lld", (long long)n);
}

static ctr_status compare_period(struct listener *l, struct ctr_period *p)
{
    struct lc_ledger_walk *w = l->w;
    struct lc_ctx *ctx = &w->op->ctx;
    const struct said_period *s = lc_map_get(&l->periods, lc_str(p->last));
    char times[4][LC_TIME_TEXT];
    struct lc_sha256 digest;
    const char *balances = NULL;

    if (!s) {
        return lc_period_fault(w, p, "no event tells of it");
    }
    if (p->state == LC_PERIOD_SEALED) {
        LC_TRY(lc_period_lines(w->op, p, w->account_count + 1));
        LC_TRY(lc_period_digest(ctx, p, &digest));
        balances = lc_ledger_hex(ctx, &digest);
    }
    int32_t state = s->sealed_us ? LC_PERIOD_SEALED : LC_PERIOD_CLOSED;
    const char *const rows[][3] = {
        {"state", lc_word_name(lc_words_period_state, p->state),
         lc_word_name(lc_words_period_state, state)},
        {"first day", p->first, s->first},
        {"entry it was closed after", number(ctx, p->closed_seq), number(ctx, s->closed_seq)},
        {"time of closing", lc_time_format(p->closed_us, times[0]),
         lc_time_format(s->closed_us, times[1])},
        {"closed_by", p->closed_by, s->closed_by},
        {"number of sealed entries", number(ctx, p->seal_seq), number(ctx, s->seal_seq)},
        {"time of sealing", lc_time_format(p->sealed_us, times[2]),
         lc_time_format(s->sealed_us, times[3])},
        {"sealed_by", p->sealed_by, s->sealed_by},
        {"head", p->head, s->head},
        {"root", p->root, s->root},
        {"digest of balances", balances, s->balances},
    };
    return ctx->error ? CTR_E_NOMEM : compare_texts(w, p, rows, sizeof rows / sizeof rows[0]);
}

ctr_status lc_ledger_verify_events(struct lc_ledger_walk *w)
{
    struct listener l = {.w = w};

    LC_TRY(lc_event_each_imported(w->op, w->book->contract_rid, hear, &l));
    LC_TRY(hear_own(&l));
    LC_TRY(compare_book(&l));
    if (w->periods.count != l.periods.count) {
        return lc_ledger_fault(w, 8, 0, "period", "there are %zu periods, but events tell of %zu",
                               w->periods.count, l.periods.count);
    }
    for (size_t i = 0; i < w->periods.count && lc_ledger_sound(w); i++) {
        struct ctr_period p = w->periods.items[i];
        LC_TRY(compare_period(&l, &p));
    }
    for (size_t i = 0; i < w->account_count && lc_ledger_sound(w); i++) {
        LC_TRY(compare_account(&l, &w->stored[i]));
    }
    return CTR_OK;
}
