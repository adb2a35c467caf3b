/* Replay of stops: each rebuilt from its events and compared with its row. */
#include "base/map.h"
#include "codec/json_read.h"
#include "domain/trigger/trigger.h"
#include "report/hear.h"
#include "report/replay.h"

struct said_stop {
    const char *line;
    bool seen;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    struct lc_map stops; /* "trigger\nn" -> said_stop */
};

static ctr_status entry(struct hearing *x, const char *key, struct said_stop **out)
{
    *out = lc_map_get(&x->stops, lc_str(key));
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(&x->op->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    (*out)->line = "";
    return lc_map_set(&x->op->ctx, &x->stops, lc_str(key), *out);
}

static const char *member(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : "";
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const char *trigger = strchr(event->subject, '#');
    bool raised = strcmp(event->kind, lc_event_word(LC_EVENT_STOP_LINE_RAISED)) == 0;
    bool cleared = strcmp(event->kind, lc_event_word(LC_EVENT_STOP_LINE_CLEARED)) == 0;
    const struct lc_read_options options = {.file = "event"};
    struct said_stop *said;
    struct lc_doc doc;
    int64_t n = 0;

    if ((!raised && !cleared) || !trigger) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    lc_int(lc_get(doc.root, "n"), &n);
    const char *key = lc_format(ctx, "%s\n%lld", trigger + 1, (long long)n);
    const char *first = member(ctx, &doc, raised ? "owner" : "decision");
    const char *reason = member(ctx, &doc, "reason");
    if (!key || !first || !reason) {
        return CTR_E_NOMEM;
    }
    LC_TRY(entry(x, key, &said));
    said->line = lc_format(ctx, "%s%s by %s, %s, %s; ", said->line, event->kind + 10, event->actor,
                           first, reason);
    return said->line ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status compare(struct hearing *x, const struct ctr_stop *s)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *key = lc_format(ctx, "%s\n%lld", s->trigger, (long long)s->n);
    const char *line = lc_format(ctx, "raised by %s, %s, %s; ", s->raised_by, s->owner, s->reason);

    if (line && s->cleared_us) {
        line = lc_format(ctx, "%scleared by %s, %s, %s; ", line, s->cleared_by, s->decision,
                         s->clear_reason ? s->clear_reason : "");
    }
    if (!key || !line) {
        return CTR_E_NOMEM;
    }
    struct said_stop *said = lc_map_get(&x->stops, lc_str(key));
    if (said) {
        said->seen = true;
    }
    if (!said || strcmp(said->line, line) != 0) {
        lc_report_problem(x->report, "replay",
                          "stop-line:%s/%s#%s: number %lld is '%s', but its events say '%s'",
                          s->team, s->contract, s->trigger, (long long)s->n, line,
                          said ? said->line : "(nothing)");
    }
    return CTR_OK;
}

ctr_status lc_replay_stops(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};
    struct lc_stop_query query = {.contract_rid = c->rid, .limit = 100};
    struct ctr_stop_list page;

    if (op->store->schema < LC_SCHEMA_WATCHES) {
        return CTR_OK;
    }
    LC_TRY(lc_hear_each(op, c->rid, listen, &x));
    do {
        LC_TRY(lc_stop_find(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(compare(&x, &page.items[i]));
            query.after = page.items[i].rid;
        }
    } while (page.next);
    for (size_t i = 0; i < x.stops.room; i++) {
        const struct said_stop *said = x.stops.slots[i].value;
        if (said && !said->seen) {
            lc_report_problem(r, "replay", "contract %s: a stop is missing: %s", c->key,
                              said->line);
        }
    }
    return CTR_OK;
}
