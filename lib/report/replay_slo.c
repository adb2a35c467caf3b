/* Replay of clocks: each cycle rebuilt from its events and compared with its rows. */
#include "base/map.h"
#include "base/time.h"
#include "codec/json_read.h"
#include "domain/slo/slo.h"
#include "report/hear.h"
#include "report/replay.h"

/* What the events say of one cycle, as one line: "start 2026-…Z, stop 2026-…Z reason; breach …". */
struct said_cycle {
    const char *line;
    bool seen;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    struct lc_map cycles; /* "slo\nsubject\nn" -> said_cycle */
};

static ctr_status entry(struct hearing *x, const char *key, struct said_cycle **out)
{
    *out = lc_map_get(&x->cycles, lc_str(key));
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(&x->op->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    (*out)->line = "";
    return lc_map_set(&x->op->ctx, &x->cycles, lc_str(key), *out);
}

static const char *key_of(struct lc_ctx *ctx, const char *slo, const char *subject, int64_t n)
{
    return lc_format(ctx, "%s\n%s\n%lld", slo, subject, (long long)n);
}

static const char *text_of(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : "";
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const char *slo = strchr(event->subject, '#');
    const struct lc_read_options options = {.file = "event"};
    struct said_cycle *said;
    struct lc_doc doc;
    int64_t n = 0;

    if (strncmp(event->kind, "slo.", 4) != 0 || !slo) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    lc_int(lc_get(doc.root, "cycle"), &n);
    const char *subject = text_of(ctx, &doc, "case");
    const char *key = subject ? key_of(ctx, slo + 1, subject, n) : NULL;
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(entry(x, key, &said));
    bool breach = strcmp(event->kind, lc_event_word(LC_EVENT_SLO_BREACHED)) == 0;
    const char *at = text_of(ctx, &doc, breach ? "due" : "at");
    const char *reason = text_of(ctx, &doc, "reason");
    if (!at || !reason) {
        return CTR_E_NOMEM;
    }
    said->line = breach ? lc_format(ctx, "breached %s; %s", at, said->line)
                        : lc_format(ctx, "%s%s %s by %s %s, ", said->line, event->kind + 4, at,
                                    event->actor, reason);
    return said->line ? CTR_OK : CTR_E_NOMEM;
}

/* The same line from the rows. */
static const char *line_of(struct lc_ctx *ctx, const struct lc_slo_cycle *k)
{
    static const char *const words[] = {[LC_WATCH_START] = "started",
                                        [LC_WATCH_PAUSE] = "paused",
                                        [LC_WATCH_RESUME] = "resumed",
                                        [LC_WATCH_STOP] = "stopped"};
    char at[LC_TIME_TEXT];
    const char *line =
        k->breached_us ? lc_format(ctx, "breached %s; ", lc_time_format(k->breached_us, at)) : "";

    for (size_t i = 0; line && i < k->tick_count; i++) {
        const struct lc_slo_tick *t = &k->ticks[i];
        line = lc_format(ctx, "%s%s %s by %s %s, ", line, words[t->kind],
                         lc_time_format(t->at_us, at), t->actor, t->reason ? t->reason : "");
    }
    return line;
}

static ctr_status compare(struct hearing *x, const struct lc_slo_cycle *k)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *key = key_of(ctx, k->slo, k->subject, k->n);
    const char *line = line_of(ctx, k);

    if (!key || !line) {
        return CTR_E_NOMEM;
    }
    struct said_cycle *said = lc_map_get(&x->cycles, lc_str(key));
    if (!said) {
        lc_report_problem(x->report, "replay", "slo:%s/%s#%s: no event tells of cycle %lld of '%s'",
                          k->team, k->contract, k->slo, (long long)k->n, k->subject);
        return CTR_OK;
    }
    said->seen = true;
    if (strcmp(said->line, line) != 0) {
        lc_report_problem(x->report, "replay",
                          "slo:%s/%s#%s: cycle %lld of '%s' is '%s', but its events say '%s'",
                          k->team, k->contract, k->slo, (long long)k->n, k->subject, line,
                          said->line);
    }
    return CTR_OK;
}

static ctr_status compare_case(struct hearing *x, const struct lc_contract *c,
                               const struct lc_slo_cycle *last)
{
    struct lc_slo_cycle *cycles;
    size_t count;

    LC_TRY(lc_slo_cycles(x->op, c, last->slo, last->subject, &cycles, &count));
    for (size_t i = 0; i < count; i++) {
        LC_TRY(compare(x, &cycles[i]));
    }
    return CTR_OK;
}

ctr_status lc_replay_slos(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};
    struct lc_slo_query query = {.contract_rid = c->rid, .limit = 100};
    struct lc_slo_cycle *page;
    size_t count;
    bool more;

    if (op->store->schema < LC_SCHEMA_WATCHES) {
        return CTR_OK;
    }
    LC_TRY(lc_hear_each(op, c->rid, listen, &x));
    do {
        LC_TRY(lc_slo_live(op, &query, &page, &count, &more));
        for (size_t i = 0; i < count; i++) {
            LC_TRY(compare_case(&x, c, &page[i]));
            query.after = page[i].rid;
        }
    } while (more);
    for (size_t i = 0; i < x.cycles.room; i++) {
        const struct said_cycle *said = x.cycles.slots[i].value;
        if (said && !said->seen) {
            lc_report_problem(r, "replay", "contract %s: a cycle of a service level is missing: %s",
                              c->key, said->line);
        }
    }
    return CTR_OK;
}
