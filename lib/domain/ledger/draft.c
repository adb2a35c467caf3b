/*
 * An entry as a caller gave it: checked as far as it can be without the store, copied into scratch
 * memory.
 */
#include "base/names.h"
#include "domain/ledger/ledger.h"

static ctr_status fault(struct lc_ctx *ctx, const char *field, ctr_status status)
{
    lc_detail(ctx, "field", field);
    return status;
}

/* Optional text of one line; "" counts as none. */
static ctr_status take_text(struct lc_ctx *ctx, const char *field, const char *text, size_t most,
                            const char **out)
{
    *out = NULL;
    if (!text || !*text) {
        return CTR_OK;
    }
    ctr_status status = lc_check_text(ctx, field, text, most);
    if (status != CTR_OK) {
        return fault(ctx, field, status);
    }
    *out = lc_dup_c(ctx, text);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_draft_public(struct lc_ctx *ctx, ctr_entry_kind kind)
{
    const char *by = kind == CTR_ENTRY_TARGET  ? "implementing an approved change"
                     : kind == CTR_ENTRY_SHARE ? "an assessment of pain and gain"
                                               : NULL;
    if (by) {
        return fault(ctx, "kind",
                     lc_fail(ctx, CTR_E_DENIED, "entries of kind '%s' are posted by %s only",
                             lc_word_name(lc_words_entry_kind, kind), by));
    }
    for (const struct lc_word *w = lc_words_entry_kind; w->name; w++) {
        if (w->value == (int32_t)kind) {
            return CTR_OK;
        }
    }
    return fault(ctx, "kind",
                 lc_fail(ctx, CTR_E_ARGUMENT, "%lld is no kind of an entry; wanted %s",
                         (long long)kind, lc_word_list(ctx, lc_words_entry_kind)));
}

static ctr_status take_postings(struct lc_ctx *ctx, const ctr_entry_spec *spec,
                                struct lc_draft_entry *d)
{
    size_t n = spec->posting_count;

    if (n < 2 || n > LC_LEDGER_POSTINGS || !spec->accounts || !spec->amounts) {
        return fault(ctx, "postings",
                     lc_fail(ctx, n > LC_LEDGER_POSTINGS ? CTR_E_LIMIT : CTR_E_ARGUMENT,
                             "an entry of %zu postings; wanted 2 to %d, with account and amount", n,
                             LC_LEDGER_POSTINGS));
    }
    const char **accounts = lc_new(ctx, n, sizeof *accounts);
    int64_t *amounts = lc_new(ctx, n, sizeof *amounts);
    const char **currencies = spec->currencies ? lc_new(ctx, n, sizeof *currencies) : NULL;
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        amounts[i] = spec->amounts[i];
        if (amounts[i] == 0 || amounts[i] > LC_MONEY_MOST || amounts[i] < -LC_MONEY_MOST) {
            return fault(ctx, "amount",
                         lc_fail(ctx, CTR_E_ARGUMENT,
                                 "posting %zu has the amount %lld; wanted one that is not zero and "
                                 "at most 2^62 minor units",
                                 i + 1, (long long)amounts[i]));
        }
        if (!spec->accounts[i] || !*spec->accounts[i]) {
            return fault(ctx, "account",
                         lc_fail(ctx, CTR_E_ARGUMENT, "posting %zu names no account", i + 1));
        }
        LC_TRY(take_text(ctx, "account", spec->accounts[i], LC_LEDGER_NAME, &accounts[i]));
        if (currencies) {
            LC_TRY(take_text(ctx, "currency", spec->currencies[i], 16, &currencies[i]));
        }
    }
    d->accounts = accounts;
    d->amounts = amounts;
    d->currencies = currencies;
    d->posting_count = n;
    return CTR_OK;
}

static ctr_status take_hash(struct lc_ctx *ctx, const char *text, const char **out)
{
    struct lc_sha256 hash;

    *out = NULL;
    if (!text || !*text) {
        return CTR_OK;
    }
    if (!lc_sha256_parse(lc_str(text), &hash)) {
        return fault(ctx, "evidence",
                     lc_fail(ctx, CTR_E_ARGUMENT, "'%.80s' is no SHA-256 of 64 hex digits", text));
    }
    *out = lc_ledger_hex(ctx, &hash);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status take_evidence(struct lc_ctx *ctx, const ctr_entry_spec *spec,
                                struct lc_draft_entry *d)
{
    size_t n = spec->evidence_count;

    if (n > LC_LEDGER_EVIDENCE || (n && !spec->evidence)) {
        return fault(ctx, "evidence",
                     lc_fail(ctx, spec->evidence ? CTR_E_LIMIT : CTR_E_ARGUMENT,
                             "%zu links to evidence; wanted at most %d, and an array of them", n,
                             LC_LEDGER_EVIDENCE));
    }
    struct lc_evidence *items = n ? lc_new(ctx, n, sizeof *items) : NULL;
    if (n && !items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        LC_TRY(take_text(ctx, "evidence", spec->evidence[i], LC_LEDGER_TEXT, &items[i].link));
        if (!items[i].link) {
            return fault(ctx, "evidence",
                         lc_fail(ctx, CTR_E_ARGUMENT, "link %zu to evidence is empty", i + 1));
        }
        LC_TRY(take_hash(ctx, spec->evidence_sha256 ? spec->evidence_sha256[i] : NULL,
                         &items[i].sha256));
    }
    d->evidence = items;
    d->evidence_count = n;
    return CTR_OK;
}

static ctr_status take_rate(struct lc_ctx *ctx, const ctr_entry_spec *spec,
                            struct lc_draft_entry *d)
{
    bool any = spec->rate || spec->rate_pair || spec->rate_source || spec->rate_date;

    LC_TRY(take_text(ctx, "rate", spec->rate, 40, &d->rate));
    LC_TRY(take_text(ctx, "rate_pair", spec->rate_pair, 16, &d->rate_pair));
    LC_TRY(take_text(ctx, "rate_source", spec->rate_source, LC_LEDGER_TEXT, &d->rate_source));
    LC_TRY(
        lc_ledger_read_day(ctx, "the day of the rate", spec->rate_date, LC_DAY_NONE, &d->rate_day));
    bool all = d->rate && d->rate_pair && d->rate_source && d->rate_day != LC_DAY_NONE;
    if ((d->kind == CTR_ENTRY_FX) != any || any != all) {
        return fault(ctx, "rate",
                     lc_fail(ctx, CTR_E_ARGUMENT,
                             "an entry of kind fx, and only that, has a rate with pair, source and "
                             "date"));
    }
    return CTR_OK;
}

static ctr_status take_pending(struct lc_ctx *ctx, const ctr_entry_spec *spec,
                               struct lc_draft_entry *d)
{
    if (spec->flags & ~(CTR_ENTRY_PEND | CTR_ENTRY_LATE) || spec->reserved) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u or reserved %u of an entry are not known",
                       spec->flags, spec->reserved);
    }
    d->act = spec->flags & CTR_ENTRY_PEND ? CTR_ACT_PEND : CTR_ACT_POST;
    d->late = (spec->flags & CTR_ENTRY_LATE) != 0;
    d->expires_us = spec->expires_us;
    if (lc_check_time(ctx, "expires_us", d->expires_us) != CTR_OK) {
        return fault(ctx, "expires", CTR_E_ARGUMENT);
    }
    if (d->expires_us && d->act != CTR_ACT_PEND) {
        return fault(ctx, "expires",
                     lc_fail(ctx, CTR_E_ARGUMENT, "only a pending entry can lapse"));
    }
    if (d->expires_us && d->expires_us <= ctx->now_us) {
        return fault(
            ctx, "expires",
            lc_fail(ctx, CTR_E_ARGUMENT, "a pending entry that has lapsed when it is posted"));
    }
    return CTR_OK;
}

ctr_status lc_draft_read(struct lc_ctx *ctx, const ctr_entry_spec *spec, int64_t today,
                         struct lc_draft_entry *out)
{
    *out = (struct lc_draft_entry){.kind = spec->kind, .rate_day = LC_DAY_NONE};
    LC_TRY(take_pending(ctx, spec, out));
    ctr_status status = lc_ledger_read_day(ctx, "the date", spec->date, today, &out->effective_day);
    if (status != CTR_OK) {
        return fault(ctx, "date", status);
    }
    LC_TRY(take_text(ctx, "key", spec->key, 256, &out->key));
    LC_TRY(take_text(ctx, "memo", spec->memo, LC_LEDGER_TEXT, &out->memo));
    LC_TRY(take_text(ctx, "cause_kind", spec->cause_kind, 128, &out->cause_kind));
    LC_TRY(take_text(ctx, "cause_id", spec->cause_id, 512, &out->cause_id));
    if (!out->cause_kind != !out->cause_id) {
        return fault(ctx, "cause_kind",
                     lc_fail(ctx, CTR_E_ARGUMENT, "a cause has a kind and an id, or is not there"));
    }
    LC_TRY(take_postings(ctx, spec, out));
    LC_TRY(take_evidence(ctx, spec, out));
    return take_rate(ctx, spec, out);
}
