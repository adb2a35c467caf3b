/* Replay of disputes: each rebuilt from its events and compared with its row. */
#include "codec/json_read.h"
#include "domain/dispute/dispute.h"
#include "report/replay.h"

/* What the events say of one dispute. */
struct said_dispute {
    const char *subject; /* "dispute:team/name/D-1" */
    const char *about, *party, *against, *statement, *answer, *state, *outcome, *reference, *reason;
    int64_t revision;
    bool seen;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    struct said_dispute *items;
    size_t count, room;
};

static struct said_dispute *said_of(struct hearing *x, const char *subject)
{
    for (size_t i = x->count; i > 0; i--) {
        if (lc_str_eq_nocase(lc_str(x->items[i - 1].subject), lc_str(subject))) {
            return &x->items[i - 1];
        }
    }
    return NULL;
}

static void take(struct lc_ctx *ctx, const struct lc_value *body, const char *key, const char **out)
{
    struct lc_str text = lc_text(lc_get(body, key));
    if (text.ptr) {
        *out = lc_dup(ctx, text);
    }
}

static ctr_status opened(struct hearing *x, const char *subject, const struct lc_value *body)
{
    struct lc_ctx *ctx = &x->op->ctx;

    x->items = lc_grow(ctx, x->items, x->count, &x->room, sizeof *x->items);
    if (!x->items) {
        return CTR_E_NOMEM;
    }
    struct said_dispute *d = &x->items[x->count++];
    *d = (struct said_dispute){.subject = subject, .state = "open", .revision = 1};
    take(ctx, body, "about", &d->about);
    take(ctx, body, "party", &d->party);
    take(ctx, body, "against", &d->against);
    take(ctx, body, "statement", &d->statement);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static void apply(struct hearing *x, struct said_dispute *d, const char *kind,
                  const struct lc_value *body)
{
    struct lc_ctx *ctx = &x->op->ctx;

    d->revision++;
    if (strcmp(kind, lc_event_word(LC_EVENT_DISPUTE_ANSWERED)) == 0) {
        d->state = "answered";
        take(ctx, body, "answer", &d->answer);
    } else if (strcmp(kind, lc_event_word(LC_EVENT_DISPUTE_RESOLVED)) == 0) {
        d->state = "resolved";
        take(ctx, body, "outcome", &d->outcome);
        take(ctx, body, "reference", &d->reference);
        take(ctx, body, "reason", &d->reason);
    } else if (strcmp(kind, lc_event_word(LC_EVENT_DISPUTE_WITHDRAWN)) == 0) {
        d->state = "withdrawn";
        take(ctx, body, "reason", &d->reason);
    }
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "event"};

    if (strncmp(event->kind, "dispute.", 8) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(&x->op->ctx, lc_str(event->body), &options, &doc));
    if (strcmp(event->kind, lc_event_word(LC_EVENT_DISPUTE_OPENED)) == 0) {
        return opened(x, event->subject, doc.root);
    }
    struct said_dispute *d = said_of(x, event->subject);
    if (d) {
        apply(x, d, event->kind, doc.root);
    }
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status compare(struct hearing *x, const struct ctr_dispute *d)
{
    const char *what = lc_format(&x->op->ctx, "dispute:%s", d->name);
    struct said_dispute *said = what ? said_of(x, what) : NULL;

    if (!what) {
        return CTR_E_NOMEM;
    }
    if (!said) {
        lc_report_problem(x->report, "replay", "dispute '%s': no event tells of it", d->name);
        return CTR_OK;
    }
    said->seen = true;
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
        if (lc_cstr_cmp(rows[i].is, rows[i].said) != 0) {
            lc_report_problem(x->report, "replay",
                              "dispute '%s': %s is '%.80s', but its events say '%.80s'", d->name,
                              rows[i].field, rows[i].is ? rows[i].is : "(none)",
                              rows[i].said ? rows[i].said : "(none)");
        }
    }
    if (d->revision != said->revision) {
        lc_report_problem(x->report, "replay",
                          "dispute '%s': its revision is %lld, but its events come to %lld",
                          d->name, (long long)d->revision, (long long)said->revision);
    }
    return CTR_OK;
}

ctr_status lc_replay_disputes(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};
    struct ctr_dispute_list page;
    const struct lc_event_query own = {.contract_rid = c->rid, .keep = true};
    struct lc_dispute_query query = {.contract_rid = c->rid, .limit = 100};

    if (op->store->schema < LC_SCHEMA_TIMERS) {
        return CTR_OK;
    }
    LC_TRY(lc_event_each_imported(op, c->rid, listen, &x));
    LC_TRY(lc_event_each(op, &own, listen, &x));
    do {
        LC_TRY(lc_dispute_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare(&x, &page.items[i]));
            query.after = page.items[i].rid;
        }
    } while (page.next);
    for (size_t i = 0; i < x.count; i++) {
        if (!x.items[i].seen) {
            lc_report_problem(r, "replay", "%s: it is missing", x.items[i].subject);
        }
    }
    return CTR_OK;
}
