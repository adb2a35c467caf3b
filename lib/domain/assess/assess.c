/* Rows of assessments, and the event that tells of each. */
#include "domain/assess/assess.h"

#include "codec/json_read.h"
#include "codec/json_write.h"

/* The columns of the table, in their order. */
enum {
    COL_N = 2,
    COL_AS_OF,
    COL_KIND,
    COL_BASIS,
    COL_STATE,
    COL_POLICY,
    COL_VERSION,
    COL_TERMS,
    COL_ENTRIES,
    COL_CURRENCY,
    COL_TARGET,
    COL_COST,
    COL_EARNED,
    COL_FORECAST,
    COL_ACCRUED_BEFORE,
    COL_ACCRUED,
    COL_PAYABLE_BEFORE,
    COL_PAYABLE,
    COL_FORECAST_SHARE,
    COL_HOLD,
    COL_PARTIES,
    COL_ANSWER,
    COL_ACCRUED_SEQ,
    COL_PAYABLE_SEQ,
    COL_AT,
    COL_ACTOR,
    COL_REASON
};

/* What a party has of it, as it is stored: whole minor units. */
struct lc_assess_part {
    const char *party;
    int64_t accrued_before, accrued, payable_before, payable;
};
static const struct lc_field part_fields[] = {
    LC_FIELD_OF(lc_assess_part, "party", LC_KIND_STR, party),
    LC_FIELD_OF(lc_assess_part, "accrued_before", LC_KIND_INT, accrued_before),
    LC_FIELD_OF(lc_assess_part, "accrued", LC_KIND_INT, accrued),
    LC_FIELD_OF(lc_assess_part, "payable_before", LC_KIND_INT, payable_before),
    LC_FIELD_OF(lc_assess_part, "payable", LC_KIND_INT, payable),
};
static const struct lc_shape shape_assess_part = LC_SHAPE(lc_assess_part, part_fields);
struct lc_assess_parts {
    struct lc_assess_part *items;
    size_t count;
};
static const struct lc_field parts_fields[] = {
    LC_FIELD_LIST(lc_assess_parts, "parties", items, count, &shape_assess_part),
};
static const struct lc_shape shape_assess_parts = LC_SHAPE(lc_assess_parts, parts_fields);

ctr_status lc_assess_ready(struct lc_op *op)
{
    return lc_op_needs(op, LC_SCHEMA_ASSESSMENTS, "assessments");
}

/* --- reading --- */

static ctr_status read_parties(struct lc_ctx *ctx, const char *text, struct ctr_assessment *a)
{
    const struct lc_read_options options = {.file = "assessment"};
    struct lc_assess_parts parts = {NULL, 0};
    struct lc_doc doc;

    LC_TRY(lc_json_read(ctx, lc_str(text), &options, &doc));
    LC_TRY(lc_json_unshape(ctx, &shape_assess_parts, doc.root, &parts));
    a->parties = lc_new(ctx, parts.count + 1, sizeof *a->parties);
    a->party_count = parts.count;
    for (size_t i = 0; a->parties && i < parts.count; i++) {
        const struct lc_assess_part *p = &parts.items[i];
        a->parties[i] = (struct lc_assess_party){.party = p->party,
                                                 .accrued_before = p->accrued_before,
                                                 .accrued = p->accrued,
                                                 .payable_before = p->payable_before,
                                                 .payable = p->payable};
    }
    return a->parties ? CTR_OK : CTR_E_NOMEM;
}

static void read_figures(struct lc_stmt *st, struct ctr_assessment *a)
{
    a->has_earned = !lc_col_null(st, COL_EARNED);
    a->has_forecast = !lc_col_null(st, COL_FORECAST);
    a->target = lc_col_int(st, COL_TARGET);
    a->cost = lc_col_int(st, COL_COST);
    a->earned = lc_col_int(st, COL_EARNED);
    a->forecast = lc_col_int(st, COL_FORECAST);
    a->accrued_before = lc_col_int(st, COL_ACCRUED_BEFORE);
    a->accrued = lc_col_int(st, COL_ACCRUED);
    a->payable_before = lc_col_int(st, COL_PAYABLE_BEFORE);
    a->payable = lc_col_int(st, COL_PAYABLE);
    a->forecast_share = lc_col_int(st, COL_FORECAST_SHARE);
    a->accrued_seq = lc_col_int(st, COL_ACCRUED_SEQ);
    a->payable_seq = lc_col_int(st, COL_PAYABLE_SEQ);
}

/* `parties` is text yet; the version's label is looked up when the statement is done. */
static ctr_status read_row(struct lc_op *op, const struct ctr_ledger *book, struct lc_stmt *st,
                           struct ctr_assessment *a)
{
    struct lc_ctx *ctx = &op->ctx;

    *a = (struct ctr_assessment){
        .n = lc_col_int(st, COL_N),
        .team = book->team,
        .name = book->name,
        .as_of_day = lc_col_int(st, COL_AS_OF),
        .kind = (int32_t)lc_col_int(st, COL_KIND),
        .basis = (int32_t)lc_col_int(st, COL_BASIS),
        .state = (int32_t)lc_col_int(st, COL_STATE),
        .policy = (int32_t)lc_col_int(st, COL_POLICY),
        .version_rid = lc_col_int(st, COL_VERSION),
        .entries = lc_col_int(st, COL_ENTRIES),
        .currency = lc_ledger_text(ctx, st, COL_CURRENCY),
        .hold = lc_ledger_text(ctx, st, COL_HOLD),
        .answer = lc_ledger_text(ctx, st, COL_ANSWER),
        .at_us = lc_col_int(st, COL_AT),
        .actor = lc_ledger_text(ctx, st, COL_ACTOR),
        .reason = lc_ledger_text(ctx, st, COL_REASON),
    };
    struct lc_str terms = lc_col_view(st, COL_TERMS);
    if (terms.len == LC_SHA256_BYTES) {
        memcpy(a->terms_hash.bytes, terms.ptr, terms.len);
    }
    read_figures(st, a);
    const char *parties = lc_ledger_text(ctx, st, COL_PARTIES);
    if (ctx->error || !a->currency || !parties || !a->answer) {
        return ctx->error
                   ? lc_ledger_status(ctx)
                   : lc_fail(ctx, CTR_E_CORRUPT, "assessment %lld lacks a member", (long long)a->n);
    }
    a->exponent = lc_currency_exponent(lc_str(a->currency));
    if (a->exponent < 0) {
        return lc_fail(ctx, CTR_E_CORRUPT, "assessment %lld is in '%.20s', which is no currency",
                       (long long)a->n, a->currency);
    }
    return read_parties(ctx, parties, a);
}

static ctr_status find_label(struct lc_op *op, struct ctr_assessment *a)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ASSESS_LABEL, &st));
    lc_bind_int(st, 1, a->version_rid);
    LC_TRY(lc_row(op, st, &row));
    a->version = row ? lc_col_text(&op->ctx, st, 0) : "";
    lc_stmt_done(st);
    return a->version ? lc_assess_texts(&op->ctx, a) : CTR_E_NOMEM;
}

ctr_status lc_assess_last(struct lc_op *op, const struct ctr_ledger *book, int64_t before,
                          int64_t day, struct ctr_assessment *out, bool *found)
{
    struct lc_stmt *st;

    *out = (struct ctr_assessment){0};
    LC_TRY(lc_assess_ready(op));
    LC_TRY(lc_sql(op, LC_SQL_ASSESS_LAST, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, before);
    lc_bind_int(st, 3, day == LC_DAY_NONE ? INT64_MAX : day);
    LC_TRY(lc_row(op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    ctr_status status = read_row(op, book, st, out);
    lc_stmt_done(st);
    return status == CTR_OK ? find_label(op, out) : status;
}

ctr_status lc_assess_get(struct lc_op *op, const struct ctr_ledger *book, int64_t n,
                         struct ctr_assessment *out)
{
    bool found = false;

    LC_TRY(lc_assess_ready(op));
    if (n > 0 && n < INT64_MAX) {
        LC_TRY(lc_assess_last(op, book, n + 1, LC_DAY_NONE, out, &found));
    }
    if (found && out->n == n) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s' has no assessment %lld",
                                book->team, book->name, (long long)n);
    lc_detail_int(&op->ctx, "assessment", n);
    return status;
}

ctr_status lc_assess_list(struct lc_op *op, const struct ctr_ledger *book, int64_t after,
                          size_t limit, struct ctr_assessment_list *out)
{
    struct ctr_assessment *items = lc_new(&op->ctx, limit + 1, sizeof *items);
    struct lc_stmt *st;
    bool row;

    *out = (struct ctr_assessment_list){.items = items};
    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_assess_ready(op));
    LC_TRY(lc_sql(op, LC_SQL_ASSESS_AFTER, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, after);
    lc_bind_int(st, 3, (int64_t)limit + 1);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            break;
        }
        LC_TRY(read_row(op, book, st, &items[out->count++]));
    }
    if (out->count > limit) {
        out->count = limit;
        out->next = items[limit - 1].n;
        out->mark = lc_format(&op->ctx, "%lld", (long long)out->next);
    }
    for (size_t i = 0; i < out->count; i++) {
        LC_TRY(find_label(op, &items[i]));
    }
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* --- writing --- */

static const char *write_parties(struct lc_ctx *ctx, const struct ctr_assessment *a)
{
    struct lc_assess_parts parts = {lc_new(ctx, a->party_count + 1, sizeof *parts.items),
                                    a->party_count};
    struct lc_buf buf;

    if (!parts.items) {
        return NULL;
    }
    for (size_t i = 0; i < a->party_count; i++) {
        const struct lc_assess_party *p = &a->parties[i];
        parts.items[i] = (struct lc_assess_part){p->party, p->accrued_before, p->accrued,
                                                 p->payable_before, p->payable};
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &shape_assess_parts, &parts, false);
    const char *text = lc_buf_cstr(&buf);
    const char *copy = text ? lc_dup_c(ctx, text) : NULL;
    lc_buf_free(&buf);
    return copy;
}

static void bind_optional(struct lc_stmt *st, int at, bool is, int64_t value)
{
    if (is) {
        lc_bind_int(st, at, value);
    }
}

ctr_status lc_assess_store(struct lc_op *op, const struct ctr_ledger *book,
                           const struct ctr_assessment *a)
{
    const char *parties = write_parties(&op->ctx, a);
    struct lc_stmt *st;

    if (!parties) {
        return lc_nomem(&op->ctx);
    }
    LC_TRY(lc_assess_ready(op));
    LC_TRY(lc_sql(op, LC_SQL_ASSESS_INSERT, &st));
    const int64_t numbers[] = {book->rid, a->n,     a->as_of_day, a->kind,
                               a->basis,  a->state, a->policy,    a->version_rid};
    for (int i = 0; i < 8; i++) {
        lc_bind_int(st, i + 1, numbers[i]);
    }
    lc_bind_blob(st, 9, a->terms_hash.bytes, LC_SHA256_BYTES);
    lc_bind_int(st, 10, a->entries);
    lc_bind_text(st, 11, a->currency);
    lc_bind_int(st, 12, a->target);
    lc_bind_int(st, 13, a->cost);
    bind_optional(st, 14, a->has_earned, a->earned);
    bind_optional(st, 15, a->has_forecast, a->forecast);
    lc_bind_int(st, 16, a->accrued_before);
    lc_bind_int(st, 17, a->accrued);
    lc_bind_int(st, 18, a->payable_before);
    lc_bind_int(st, 19, a->payable);
    bind_optional(st, 20, a->has_forecast, a->forecast_share);
    lc_bind_text(st, 21, a->hold);
    lc_bind_text(st, 22, parties);
    lc_bind_text(st, 23, a->answer);
    bind_optional(st, 24, a->accrued_seq != 0, a->accrued_seq);
    bind_optional(st, 25, a->payable_seq != 0, a->payable_seq);
    lc_bind_int(st, 26, a->at_us);
    lc_bind_text(st, 27, a->actor);
    lc_bind_text(st, 28, a->reason);
    return lc_run(op, st);
}

static void add_text(struct lc_hasher *h, const char *text)
{
    lc_sha256_add_sized(h, text ? text : "", text ? strlen(text) : 0);
}

struct lc_sha256 lc_assess_digest(const struct ctr_assessment *a)
{
    const int64_t numbers[] = {a->n,
                               a->as_of_day,
                               a->kind,
                               a->basis,
                               a->state,
                               a->policy,
                               a->entries,
                               a->target,
                               a->cost,
                               a->has_earned,
                               a->has_earned ? a->earned : 0,
                               a->has_forecast,
                               a->has_forecast ? a->forecast : 0,
                               a->accrued_before,
                               a->accrued,
                               a->payable_before,
                               a->payable,
                               a->has_forecast ? a->forecast_share : 0,
                               a->accrued_seq,
                               a->payable_seq,
                               (int64_t)a->party_count};
    struct lc_hasher h;

    lc_sha256_begin(&h);
    lc_sha256_add(&h, "lc-assessment-1\n", 16);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        lc_sha256_add_u64(&h, (uint64_t)numbers[i]);
    }
    for (size_t i = 0; i < a->party_count; i++) {
        const struct lc_assess_party *p = &a->parties[i];
        add_text(&h, p->party);
        lc_sha256_add_u64(&h, (uint64_t)p->accrued_before);
        lc_sha256_add_u64(&h, (uint64_t)p->accrued);
        lc_sha256_add_u64(&h, (uint64_t)p->payable_before);
        lc_sha256_add_u64(&h, (uint64_t)p->payable);
    }
    add_text(&h, a->version);
    lc_sha256_add(&h, a->terms_hash.bytes, LC_SHA256_BYTES);
    add_text(&h, a->currency);
    add_text(&h, a->hold);
    add_text(&h, a->answer);
    return lc_sha256_end(&h);
}

ctr_status lc_assess_insert(struct lc_op *op, const struct ctr_ledger *book,
                            struct ctr_assessment *a)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_sha256 digest = lc_assess_digest(a);
    const char *subject = lc_ledger_subject(ctx, book);

    LC_TRY(lc_assess_texts(ctx, a));
    LC_TRY(lc_assess_store(op, book, a));
    const char *sha256 = lc_ledger_hex(ctx, &digest);
    if (!subject || !sha256) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("assessment", a->n),
        LC_PAIR("as_of", a->as_of),
        LC_PAIR("kind", lc_word_name(lc_words_assess_kind, a->kind)),
        LC_PAIR("state", lc_word_name(lc_words_assess_state, a->state)),
        LC_PAIR("currency", a->currency),
        LC_PAIR("target", a->text_target),
        LC_PAIR("cost", a->text_cost),
        LC_PAIR("accrued", a->text_accrued),
        LC_PAIR("payable", a->text_payable),
        LC_PAIR("sha256", sha256),
        LC_PAIR("hold", a->hold),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return lc_event_append(op, book->contract_rid, LC_EVENT_LEDGER_ASSESSED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}
