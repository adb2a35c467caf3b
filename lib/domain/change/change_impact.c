/* Revisions of the impact, and classifications: appended, never rewritten. */
#include "codec/json_read.h"
#include "domain/change/change.h"

ctr_status lc_change_impact_add(struct lc_op *op, struct ctr_change *h, const char *body,
                                const char *technical)
{
    struct lc_stmt *st;

    h->impact_rev++;
    h->impact = body;
    h->technical = technical;
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_IMPACT_ADD, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, h->impact_rev);
    lc_bind_int(st, 3, op->ctx.now_us);
    lc_bind_text(st, 4, op->actor);
    lc_bind_text(st, 5, body);
    lc_bind_text(st, 6, technical);
    return lc_run(op, st);
}

ctr_status lc_change_impact_load(struct lc_op *op, struct ctr_change *h)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_IMPACT_LAST, &st));
    lc_bind_int(st, 1, h->rid);
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        h->impact_rev = lc_col_int(st, 0);
        h->impact = lc_col_text(&op->ctx, st, 1);
        h->technical = lc_col_text(&op->ctx, st, 2);
    }
    lc_stmt_done(st);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static void bind_measure(struct lc_stmt *st, int at, int64_t value)
{
    if (value != LC_TERM_ABSENT) {
        lc_bind_int(st, at, value);
    }
}

static ctr_status insert(struct lc_op *op, const struct ctr_change *h,
                         const struct lc_change_measure *m, const char *body)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_CLASS_ADD, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, op->ctx.now_us);
    lc_bind_text(st, 3, op->actor);
    lc_bind_int(st, 4, h->change_class);
    lc_bind_int(st, 5, h->master_rid);
    lc_bind_int(st, 6, h->impact_rev);
    bind_measure(st, 7, m->budget);
    bind_measure(st, 8, m->slip);
    lc_bind_text(st, 9, m->inputs);
    lc_bind_text(st, 10, body);
    return lc_run(op, st);
}

/* The form in which it also travels, so that it is the same bytes everywhere. */
static ctr_status canonical(struct lc_op *op, const struct ctr_classification *c,
                            struct lc_buf *buf)
{
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "classification"};

    lc_json_shape(buf, &lc_shape_classification, c, false);
    const char *text = lc_buf_cstr(buf);
    text = text ? lc_dup_c(&op->ctx, text) : NULL;
    if (!text) {
        return lc_nomem(&op->ctx);
    }
    LC_TRY(lc_json_read(&op->ctx, lc_str(text), &options, &doc));
    lc_buf_clear(buf);
    return lc_json_canonical(&op->ctx, buf, doc.root);
}

ctr_status lc_change_class_add(struct lc_op *op, struct ctr_change *h, struct ctr_classification *c,
                               const struct lc_change_measure *m)
{
    struct lc_buf buf;

    h->classification = c;
    h->change_class = (int32_t)c->change_class;
    lc_buf_init(&buf, &op->ctx.alloc, SIZE_MAX / 2);
    ctr_status status = canonical(op, c, &buf);
    if (status == CTR_OK) {
        const char *text = lc_buf_cstr(&buf);
        status = text ? insert(op, h, m, text) : lc_nomem(&op->ctx);
    }
    lc_buf_free(&buf);
    return status;
}

ctr_status lc_change_class_load(struct lc_op *op, struct ctr_change *h)
{
    struct lc_stmt *st;
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "classification"};
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_CLASS_LAST, &st));
    lc_bind_int(st, 1, h->rid);
    LC_TRY(lc_row(op, st, &row));
    const char *text = row ? lc_col_text(&op->ctx, st, 0) : NULL;
    lc_stmt_done(st);
    if (!row || !text) {
        return row ? lc_nomem(&op->ctx) : CTR_OK;
    }
    h->classification = lc_new(&op->ctx, 1, sizeof *h->classification);
    if (!h->classification) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_json_read(&op->ctx, lc_str(text), &options, &doc));
    return lc_json_unshape(&op->ctx, &lc_shape_classification, doc.root, h->classification);
}

static int64_t measure_at(struct lc_stmt *st, int at)
{
    return lc_col_null(st, at) ? LC_TERM_ABSENT : lc_col_int(st, at);
}

ctr_status lc_change_class_after(struct lc_op *op, const struct ctr_change *h, int64_t after,
                                 struct lc_class_row *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_CLASS_AFTER, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, after);
    LC_TRY(lc_row(op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    *out = (struct lc_class_row){
        .n = lc_col_int(st, 0),
        .change_class = (int32_t)lc_col_int(st, 1),
        .master_rid = lc_col_int(st, 2),
        .impact_rev = lc_col_int(st, 3),
        .budget = measure_at(st, 4),
        .slip = measure_at(st, 5),
        .inputs = lc_col_text(&op->ctx, st, 6),
        .body = lc_col_text(&op->ctx, st, 7),
    };
    lc_stmt_done(st);
    return out->inputs && out->body ? CTR_OK : lc_nomem(&op->ctx);
}

ctr_status lc_change_impact_at(struct lc_op *op, const struct ctr_change *h, int64_t rev,
                               const char **out)
{
    struct lc_stmt *st;
    bool row;

    *out = NULL;
    if (!rev) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_IMPACT_AT, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, rev);
    LC_TRY(lc_row(op, st, &row));
    if (!row) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "revision %lld of the impact of '%s' is missing",
                       (long long)rev, h->name);
    }
    *out = lc_col_text(&op->ctx, st, 0);
    lc_stmt_done(st);
    return *out ? CTR_OK : lc_nomem(&op->ctx);
}

/* a + b, kept within int64_t. */
static int64_t plus(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? (a < 0 ? -INT64_MAX : INT64_MAX) : sum;
}

ctr_status lc_change_minor_sums(struct lc_op *op, const struct ctr_change *h, int64_t *budget,
                                int64_t *slip)
{
    struct lc_stmt *st;
    bool row;

    *budget = *slip = 0;
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_LAST_MAJOR, &st));
    lc_bind_int(st, 1, h->contract_rid);
    lc_bind_int(st, 2, h->rid);
    LC_TRY(lc_row(op, st, &row));
    int64_t since = row ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_MINOR_MOVES, &st));
    lc_bind_int(st, 1, h->contract_rid);
    lc_bind_int(st, 2, h->rid);
    lc_bind_int(st, 3, since);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        *budget = plus(*budget, lc_col_int(st, 0));
        *slip = plus(*slip, lc_col_int(st, 1));
    }
}

ctr_status lc_change_target_moves(struct lc_op *op, int64_t contract_rid, int64_t day,
                                  struct lc_str currency, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    *out = 0;
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_TARGET_MOVES, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, day);
    for (;;) {
        int64_t move;
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        struct lc_str in = lc_col_view(st, 1);
        if (currency.len && in.len && !lc_str_eq_nocase(in, currency)) {
            continue;
        }
        if (lc_fixed_parse(lc_col_view(st, 0), &move) != LC_FIXED_OK ||
            __builtin_add_overflow(*out, move, out)) {
            return lc_fail(&op->ctx, CTR_E_LIMIT,
                           "the implemented changes move the target by more than can be counted");
        }
    }
}

ctr_status lc_change_each_move(struct lc_op *op, int64_t contract_rid, lc_change_move_fn fn,
                               void *user)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_MOVES, &st));
    lc_bind_int(st, 1, contract_rid);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        const struct lc_change_move move = {
            .name = lc_col_text(&op->ctx, st, 0),
            .id_key = lc_col_text(&op->ctx, st, 1),
            .state = (int32_t)lc_col_int(st, 2),
            .implemented_us = lc_col_int(st, 3),
            .target_amount = lc_col_text(&op->ctx, st, 4),
            .target_currency = lc_col_text(&op->ctx, st, 5),
            .target_day = lc_col_null(st, 6) ? LC_TERM_ABSENT : lc_col_int(st, 6),
        };
        if (op->ctx.error || !move.name || !move.id_key) {
            return lc_nomem(&op->ctx);
        }
        LC_TRY(fn(user, &move));
    }
}
