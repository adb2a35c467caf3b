/* Breaches are recorded once: by whoever touches the clock, or by a sweep. */
#include "flow/slo.h"
#include "flow/stop_line.h"

enum { PAGE = 100 };

static const struct lc_field breach_fields[] = {
    LC_FIELD_OF(lc_slo_breach_row, "team", LC_KIND_STR, team),
    LC_FIELD_OF(lc_slo_breach_row, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(lc_slo_breach_row, "slo", LC_KIND_STR, slo),
    LC_FIELD_OF(lc_slo_breach_row, "subject", LC_KIND_STR, subject),
    LC_FIELD_OF(lc_slo_breach_row, "cycle", LC_KIND_INT, cycle),
    LC_FIELD_OF(lc_slo_breach_row, "due_at", LC_KIND_TIME, due_us),
};
static const struct lc_shape shape_breach = LC_SHAPE(lc_slo_breach_row, breach_fields);

static const struct lc_field sweep_fields[] = {
    LC_FIELD_OF(ctr_slo_sweep, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_slo_sweep, "examined", LC_KIND_INT, examined),
    LC_FIELD_LIST(ctr_slo_sweep, "breaches", breaches, breach_count, &shape_breach),
    LC_FIELD_OF(ctr_slo_sweep, "more", LC_KIND_BOOL, more),
};
const struct lc_shape lc_shape_slo_sweep = LC_SHAPE(ctr_slo_sweep, sweep_fields);

/* The trigger that the service level names, while alerts bind and the master is in effect. */
static ctr_status stop_line(struct lc_op *op, const struct lc_slo_book *book,
                            const struct lc_slo_terms *terms, const struct lc_slo_cycle *cycle)
{
    struct ctr_stop stop;
    const char **evidence = lc_new(&op->ctx, 1, sizeof *evidence);
    const char *subject = lc_slo_subject(&op->ctx, cycle->team, cycle->contract, cycle->slo);
    const char *reason =
        lc_format(&op->ctx, "service level %s was breached by %s", cycle->slo, cycle->subject);

    if (!evidence || !subject || !reason) {
        return CTR_E_NOMEM;
    }
    evidence[0] = lc_format(&op->ctx, "%s/%s", subject, cycle->subject);
    const struct lc_stop_raise raise = {.trigger = terms->trigger,
                                        .otherwise = "steering_committee",
                                        .evidence = evidence,
                                        .evidence_count = 1,
                                        .reason = reason};
    return evidence[0] ? lc_flow_stop_raise(op, &book->policy, &raise, &stop) : CTR_E_NOMEM;
}

ctr_status lc_slo_alert(struct lc_op *op, const struct lc_slo_book *book,
                        const struct lc_slo_terms *terms, struct lc_slo_cycle *cycle)
{
    bool binds = lc_slo_binds(op, book);
    enum lc_enforcement mode = binds ? LC_ENFORCE : LC_REPORT;

    LC_TRY(lc_slo_breach(op, cycle, lc_word_name(lc_words_enforcement, mode), terms->trigger));
    return binds && terms->trigger && book->active ? stop_line(op, book, terms, cycle) : CTR_OK;
}

static ctr_status note(struct lc_op *op, const struct lc_slo_book *book,
                       const struct lc_slo_terms *terms, struct lc_slo_cycle *k,
                       struct ctr_slo_sweep *out)
{
    LC_TRY(lc_slo_alert(op, book, terms, k));
    out->breaches = lc_grow(&op->ctx, out->breaches, out->breach_count, &out->breach_room,
                            sizeof *out->breaches);
    if (!out->breaches) {
        return CTR_E_NOMEM;
    }
    out->breaches[out->breach_count++] =
        (struct lc_slo_breach_row){k->team, k->contract, k->slo, k->subject, k->n, k->breached_us};
    return CTR_OK;
}

/* A page of one contract's; *after becomes 0 behind the last. */
static ctr_status sweep_page(struct lc_op *op, const struct lc_slo_book *book, int64_t *after,
                             size_t limit, struct ctr_slo_sweep *out)
{
    struct lc_slo_cycle *cycles;
    struct lc_slo_terms terms;
    size_t count;

    LC_TRY(lc_slo_unnoted(op, book->policy.contract.rid, *after, PAGE, &cycles, &count));
    *after = count == PAGE ? cycles[count - 1].rid : 0;
    for (size_t i = 0; i < count; i++) {
        if (out->breach_count == limit) {
            out->more = 1;
            return CTR_OK;
        }
        LC_TRY(lc_slo_terms(&op->ctx, book, cycles[i].slo, &terms));
        LC_TRY(lc_slo_work_out(op, &terms, &cycles[i]));
        out->examined++;
        if (cycles[i].breached) {
            LC_TRY(note(op, book, &terms, &cycles[i], out));
        }
    }
    return CTR_OK;
}

static ctr_status sweep_contract(struct lc_op *op, int64_t contract_rid, size_t limit,
                                 struct ctr_slo_sweep *out)
{
    struct lc_slo_cycle *first;
    struct lc_slo_book book;
    size_t count;
    int64_t after = 0;

    LC_TRY(lc_slo_unnoted(op, contract_rid, 0, 1, &first, &count));
    if (!count) {
        return CTR_OK;
    }
    LC_TRY(lc_slo_book_of(op, first->team, first->contract, &book));
    do {
        LC_TRY(sweep_page(op, &book, &after, limit, out));
        LC_TRY(lc_poll(&op->ctx));
    } while (after && !out->more);
    return CTR_OK;
}

ctr_status lc_flow_slo_sweep(struct lc_op *op, int64_t contract_rid, size_t limit,
                             struct ctr_slo_sweep *out)
{
    int64_t at = 0;

    *out = (struct ctr_slo_sweep){.examined = 0};
    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "service levels"));
    if (contract_rid) {
        return sweep_contract(op, contract_rid, limit, out);
    }
    for (;;) {
        LC_TRY(lc_slo_unnoted_contract(op, at, &at));
        if (!at || out->more) {
            return CTR_OK;
        }
        LC_TRY(sweep_contract(op, at, limit, out));
    }
}
