/* Replay of disputes: each rebuilt from its events and compared with its row. */
#include "domain/dispute/dispute.h"
#include "report/hear.h"
#include "report/replay.h"

/* What the events say of one dispute. */
struct said_dispute {
    struct lc_said said;
    const char *about, *party, *against, *statement, *answer, *state, *outcome, *reference, *reason;
    int64_t revision;
};

static void opened(struct lc_ctx *ctx, struct lc_said *said, const struct lc_value *body)
{
    struct said_dispute *d = (struct said_dispute *)said;

    d->state = "open";
    d->revision = 1;
    lc_said_take(ctx, body, "about", &d->about);
    lc_said_take(ctx, body, "party", &d->party);
    lc_said_take(ctx, body, "against", &d->against);
    lc_said_take(ctx, body, "statement", &d->statement);
}

static void went_on(struct lc_ctx *ctx, struct lc_said *said, const char *kind,
                    const struct lc_value *body)
{
    struct said_dispute *d = (struct said_dispute *)said;

    d->revision++;
    if (strcmp(kind, lc_event_word(LC_EVENT_DISPUTE_ANSWERED)) == 0) {
        d->state = "answered";
        lc_said_take(ctx, body, "answer", &d->answer);
    } else if (strcmp(kind, lc_event_word(LC_EVENT_DISPUTE_RESOLVED)) == 0) {
        d->state = "resolved";
        lc_said_take(ctx, body, "outcome", &d->outcome);
        lc_said_take(ctx, body, "reference", &d->reference);
        lc_said_take(ctx, body, "reason", &d->reason);
    } else if (strcmp(kind, lc_event_word(LC_EVENT_DISPUTE_WITHDRAWN)) == 0) {
        d->state = "withdrawn";
        lc_said_take(ctx, body, "reason", &d->reason);
    }
}

static const struct lc_tale tale = {.prefix = "dispute.",
                                    .begins = LC_EVENT_DISPUTE_OPENED,
                                    .size = sizeof(struct said_dispute),
                                    .begin = opened,
                                    .go_on = went_on};

static ctr_status compare(struct lc_hearing *x, const struct ctr_dispute *d)
{
    const char *subject = lc_format(&x->op->ctx, "dispute:%s", d->name);
    const char *what = lc_format(&x->op->ctx, "dispute '%s'", d->name);
    struct lc_said *found;

    if (!subject || !what) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_hearing_meet(x, subject, &found));
    if (!found) {
        lc_report_problem(x->report, "replay", "%s: no event tells of it", what);
        return CTR_OK;
    }
    const struct said_dispute *said = (const struct said_dispute *)found;
    const struct {
        const char *field, *is, *said;
    } rows[] = {
        {"about", d->about, said->about},
        {"party", d->party, said->party},
        {"against", d->against, said->against},
        {"statement", d->statement, said->statement},
        {"answer", d->answer, said->answer},
        {"state", lc_word_name(lc_words_dispute_state, d->state), said->state},
        {"outcome", d->outcome ? lc_word_name(lc_words_dispute_outcome, d->outcome) : NULL,
         said->outcome},
        {"reference", d->reference, said->reference},
        {"reason", d->ended, said->reason},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lc_hearing_differ(x, what, rows[i].field, rows[i].is, rows[i].said);
    }
    lc_hearing_differ_int(x, what, "revision", d->revision, said->revision);
    return CTR_OK;
}

ctr_status lc_replay_disputes(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct lc_hearing x = {.op = op, .report = r, .tale = &tale};
    struct ctr_dispute_list page;
    struct lc_dispute_query query = {.contract_rid = c->rid, .limit = 100};

    if (op->store->schema < LC_SCHEMA_TIMERS) {
        return CTR_OK;
    }
    LC_TRY(lc_hear(&x, c->rid));
    do {
        LC_TRY(lc_dispute_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare(&x, &page.items[i]));
            query.after = page.items[i].rid;
        }
    } while (page.next);
    lc_hearing_missing(&x, "");
    return CTR_OK;
}
