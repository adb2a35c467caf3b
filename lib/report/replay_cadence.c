/* Replay of meetings: each record rebuilt from its event and compared with its row. */
#include "base/map.h"
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "domain/cadence/cadence.h"
#include "report/hear.h"
#include "report/replay.h"

struct said_meeting {
    const char *line;
    bool seen;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    struct lc_map meetings; /* "cadence\nday\nn" -> said_meeting */
};

static const char *member(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : "";
}

/* An array of texts as JSON again. */
static const char *texts(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    const struct lc_value *array = lc_get(doc->root, key);
    size_t count = lc_is(array, LC_ARRAY) ? array->count : 0;
    const char **all = lc_new(ctx, count + 1, sizeof *all);

    for (size_t i = 0; all && i < count; i++) {
        struct lc_str text = lc_text(&array->items[i]);
        all[i] = lc_dup(ctx, text.ptr ? text : LC_STR(""));
    }
    return all && !ctx->error ? lc_json_strings(ctx, all, count) : NULL;
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const char *cadence = strchr(event->subject, '#');
    const struct lc_read_options options = {.file = "event"};
    struct lc_doc doc;
    int64_t n = 0;

    if (strcmp(event->kind, lc_event_word(LC_EVENT_CADENCE_HELD)) != 0 || !cadence) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    lc_int(lc_get(doc.root, "n"), &n);
    const char *day = member(ctx, &doc, "day");
    const char *participants = texts(ctx, &doc, "participants");
    const char *artefacts = texts(ctx, &doc, "artefacts");
    const char *reason = member(ctx, &doc, "reason");
    struct said_meeting *said = lc_new(ctx, 1, sizeof *said);
    if (!day || !participants || !artefacts || !reason || !said) {
        return CTR_E_NOMEM;
    }
    const char *key = lc_format(ctx, "%s\n%s\n%lld", cadence + 1, day, (long long)n);
    said->line = lc_format(ctx, "%s with %s, %s by %s, %s", day, participants, artefacts,
                           event->actor, reason);
    return key && said->line ? lc_map_set(ctx, &x->meetings, lc_str(key), said) : CTR_E_NOMEM;
}

static ctr_status compare(void *user, const struct ctr_meeting *m)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const char *participants = lc_json_strings(ctx, m->participants, m->participant_count);
    const char *artefacts = lc_json_strings(ctx, m->artefacts, m->artefact_count);

    if (!participants || !artefacts) {
        return CTR_E_NOMEM;
    }
    const char *key = lc_format(ctx, "%s\n%s\n%lld", m->cadence, m->day, (long long)m->revision);
    const char *line = lc_format(ctx, "%s with %s, %s by %s, %s", m->day, participants, artefacts,
                                 m->recorded_by, m->reason ? m->reason : "");
    if (!key || !line) {
        return CTR_E_NOMEM;
    }
    struct said_meeting *said = lc_map_get(&x->meetings, lc_str(key));
    if (said) {
        said->seen = true;
    }
    if (!said || strcmp(said->line, line) != 0) {
        lc_report_problem(x->report, "replay",
                          "cadence:%s/%s#%s: record %lld is '%s', but its event says '%s'", m->team,
                          m->contract, m->cadence, (long long)m->revision, line,
                          said ? said->line : "(nothing)");
    }
    return CTR_OK;
}

ctr_status lc_replay_meetings(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r};

    if (op->store->schema < LC_SCHEMA_WATCHES) {
        return CTR_OK;
    }
    LC_TRY(lc_hear_each(op, c->rid, listen, &x));
    LC_TRY(lc_meeting_each(op, c->rid, compare, &x));
    for (size_t i = 0; i < x.meetings.room; i++) {
        const struct said_meeting *said = x.meetings.slots[i].value;
        if (said && !said->seen) {
            lc_report_problem(r, "replay", "contract %s: a meeting is missing: %s", c->key,
                              said->line);
        }
    }
    return CTR_OK;
}
