/* Figures of a team, from its contracts' keys. */
#include "report/summary.h"

static const struct lc_field count_fields[] = {
    LC_FIELD_OF(lc_count_row, "word", LC_KIND_STR, word),
    LC_FIELD_OF(lc_count_row, "count", LC_KIND_INT, count),
};
static const struct lc_shape shape_count = LC_SHAPE(lc_count_row, count_fields);

static const struct lc_field active_fields[] = {
    LC_FIELD_OF(lc_active_row, "name", LC_KIND_STR, name),
    LC_FIELD_OF(lc_active_row, "label", LC_KIND_STR, label),
    LC_FIELD_WORD(lc_active_row, "type", type, lc_words_type),
    LC_FIELD_OF(lc_active_row, "consumers", LC_KIND_INT, consumers),
};
static const struct lc_shape shape_active = LC_SHAPE(lc_active_row, active_fields);

static const struct lc_field summary_fields[] = {
    LC_FIELD_OF(ctr_summary, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_summary, "contracts", LC_KIND_INT, contracts),
    LC_FIELD_OF(ctr_summary, "versions", LC_KIND_INT, versions),
    LC_FIELD_LIST(ctr_summary, "by_state", states, state_count, &shape_count),
    LC_FIELD_LIST(ctr_summary, "by_type", types, type_count, &shape_count),
    LC_FIELD_LIST(ctr_summary, "active", active, active_count, &shape_active),
};
const struct lc_shape lc_shape_summary = LC_SHAPE(ctr_summary, summary_fields);

/* Rows of (value, count) for every word of a table, zero where the statement has none. */
static ctr_status count_words(struct lc_op *op, enum lc_sql_id id, const char *from, const char *to,
                              const struct lc_word *words, struct lc_count_row *rows, size_t n)
{
    struct lc_stmt *st;
    bool row;

    for (size_t i = 0; i < n; i++) {
        rows[i] = (struct lc_count_row){words[i].name, words[i].value, 0};
    }
    LC_TRY(lc_sql(op, id, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        for (size_t i = 0; i < n; i++) {
            if (rows[i].value == lc_col_int(st, 0)) {
                rows[i].count = lc_col_int(st, 1);
            }
        }
    }
}

static size_t word_count(const struct lc_word *words)
{
    size_t n = 0;
    while (words[n].name) {
        n++;
    }
    return n;
}

static ctr_status list_active(struct lc_op *op, const char *from, const char *to,
                              struct ctr_summary *out)
{
    struct lc_stmt *st;
    struct lc_active_row *rows = NULL;
    size_t room = 0;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_SUMMARY_ACTIVE, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            break;
        }
        rows = lc_grow(&op->ctx, rows, out->active_count, &room, sizeof *rows);
        if (!rows) {
            return CTR_E_NOMEM;
        }
        rows[out->active_count++] = (struct lc_active_row){.name = lc_col_text(&op->ctx, st, 1),
                                                           .label = lc_col_text(&op->ctx, st, 2),
                                                           .type = (ctr_type)lc_col_int(st, 3),
                                                           .consumers = lc_col_int(st, 4)};
        out->team = lc_col_text(&op->ctx, st, 0);
    }
    out->active = rows;
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_report_summary(struct lc_op *op, const char *team, struct ctr_summary *out)
{
    struct lc_ctx *ctx = &op->ctx;
    const char *from = lc_contract_key(ctx, team, "");
    const char *to = from ? lc_after_prefix(ctx, from) : NULL;
    size_t n_states = word_count(lc_words_state);
    size_t n_types = word_count(lc_words_type);
    struct lc_count_row *states = lc_new(ctx, n_states, sizeof *states);
    struct lc_count_row *types = lc_new(ctx, n_types, sizeof *types);

    *out = (struct ctr_summary){.team = team};
    if (!to || !states || !types) {
        return CTR_E_NOMEM;
    }
    LC_TRY(count_words(op, LC_SQL_SUMMARY_TYPES, from, to, lc_words_type, types, n_types));
    LC_TRY(count_words(op, LC_SQL_SUMMARY_STATES, from, to, lc_words_state, states, n_states));
    for (size_t i = 0; i < n_types; i++) {
        out->contracts += types[i].count;
        if (types[i].count) {
            types[out->type_count++] = types[i];
        }
    }
    for (size_t i = 0; i < n_states; i++) {
        out->versions += states[i].count;
    }
    if (!out->contracts) {
        return lc_fail(ctx, CTR_E_NOT_FOUND, "team '%s' has no contract", team);
    }
    out->states = states;
    out->state_count = n_states;
    out->types = types;
    return list_active(op, from, to, out);
}
