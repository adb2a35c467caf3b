/* Replay of builds and of what runs where: each record rebuilt from its event, in their order. */
#include "base/time.h"
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "domain/run/run.h"
#include "report/hear.h"
#include "report/replay.h"

/* One that began; `place` is where the next one takes its place. */
struct said {
    const char *place; /* NULL: a build */
    const char *what, *began, *ended;
};

struct hearing {
    struct lc_op *op;
    struct ctr_report *report;
    const struct lc_contract *contract;
    struct said *runs, *builds;
    size_t run_count, run_room, build_count, build_room;
};

static const char *member(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : NULL;
}

/* Since or until when, by whom and why. */
static const char *mark(struct lc_ctx *ctx, int64_t us, const char *by, const char *why)
{
    char text[LC_TIME_TEXT];
    return lc_format(ctx, "%s by %s%s%s", lc_time_format(us, text), by, why ? ", " : "",
                     why ? why : "");
}

static const char *place(struct lc_ctx *ctx, bool deployed, const char *environment,
                         const char *instance, const char *consumer, const char *label)
{
    consumer = lc_lower(ctx, consumer);
    environment = lc_lower(ctx, environment);
    if (ctx->error) {
        return NULL;
    }
    return deployed ? lc_format(ctx, "deployed in %s/%s: %s", environment, instance ? instance : "",
                                consumer ? consumer : "")
                    : lc_format(ctx, "released in %s: %s@%s", environment, consumer ? consumer : "",
                                label);
}

static const char *parts_of(struct lc_ctx *ctx, const char *const *parts, size_t count)
{
    return lc_json_strings(ctx, parts, count);
}

static ctr_status hear_build(struct hearing *x, const struct ctr_event *event,
                             const struct lc_doc *doc, const char *consumer)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_value *array = lc_get(doc->root, "parts");
    size_t count = lc_is(array, LC_ARRAY) ? array->count : 0;
    const char **parts = lc_new(ctx, count + 1, sizeof *parts);
    const char *label = member(ctx, doc, "build");
    const char *against = member(ctx, doc, "against");
    const char *range = member(ctx, doc, "range");

    for (size_t i = 0; parts && i < count; i++) {
        struct lc_str text = lc_text(&array->items[i]);
        parts[i] = lc_dup(ctx, text.ptr ? text : LC_STR(""));
    }
    x->builds = lc_grow(ctx, x->builds, x->build_count, &x->build_room, sizeof *x->builds);
    const char *list = parts && !ctx->error ? parts_of(ctx, parts, count) : NULL;
    if (!x->builds || !list) {
        return CTR_E_NOMEM;
    }
    x->builds[x->build_count++] = (struct said){
        .what = lc_format(ctx, "%s@%s against %s, %s with %s", consumer, label ? label : "",
                          against ? against : "", range ? range : "", list),
        .began = mark(ctx, event->at_us, event->actor, member(ctx, doc, "reason")),
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static struct said *live_at(struct hearing *x, const char *where)
{
    for (size_t i = x->run_count; i > 0; i--) {
        if (!x->runs[i - 1].ended && strcmp(x->runs[i - 1].place, where) == 0) {
            return &x->runs[i - 1];
        }
    }
    return NULL;
}

static ctr_status hear_run(struct hearing *x, const struct ctr_event *event,
                           const struct lc_doc *doc, const char *consumer, const char *version)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *environment = member(ctx, doc, "environment");
    const char *why = member(ctx, doc, "reason");
    const char *build = member(ctx, doc, "build");
    const char *label = consumer ? build : version;
    bool begins = strcmp(event->kind, lc_event_word(LC_EVENT_ENVIRONMENT_DEPLOYED)) == 0 ||
                  strcmp(event->kind, lc_event_word(LC_EVENT_ENVIRONMENT_RELEASED)) == 0;
    bool deployed = strcmp(event->kind, lc_event_word(LC_EVENT_ENVIRONMENT_DEPLOYED)) == 0 ||
                    strcmp(event->kind, lc_event_word(LC_EVENT_ENVIRONMENT_UNDEPLOYED)) == 0;
    const char *where = place(ctx, deployed, environment ? environment : "",
                              member(ctx, doc, "instance"), consumer, label ? label : "");

    if (ctx->error || !where) {
        return CTR_E_NOMEM;
    }
    struct said *before = live_at(x, where);
    if (before) {
        before->ended = mark(ctx, event->at_us, event->actor, begins ? NULL : why);
    }
    if (!begins) {
        return ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    x->runs = lc_grow(ctx, x->runs, x->run_count, &x->run_room, sizeof *x->runs);
    if (!x->runs) {
        return CTR_E_NOMEM;
    }
    x->runs[x->run_count++] = (struct said){.place = where,
                                            .what = lc_dup_c(ctx, label ? label : ""),
                                            .began = mark(ctx, event->at_us, event->actor, why)};
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status listen(void *user, const struct ctr_event *event)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_read_options options = {.file = "event"};
    const char *consumer = strchr(event->subject, '#');
    const char *version = strrchr(event->subject, '@');
    bool built = strcmp(event->kind, lc_event_word(LC_EVENT_CONSUMER_BUILT)) == 0;
    struct lc_doc doc;

    if (!built && strncmp(event->kind, "environment.", strlen("environment.")) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(event->body), &options, &doc));
    consumer = lc_dup_c(ctx, consumer ? consumer + 1 : NULL);
    return built ? hear_build(x, event, &doc, consumer ? consumer : "")
                 : hear_run(x, event, &doc, consumer, version ? lc_dup_c(ctx, version + 1) : NULL);
}

static void differ(struct hearing *x, const char *what, const char *is, const struct said *said,
                   const char *says)
{
    if (!said || lc_cstr_cmp(is, says) != 0) {
        lc_report_problem(x->report, "replay", "contract %s: %s is '%s', but its event says '%s'",
                          x->contract->key, what, is ? is : "(still there)",
                          said ? says ? says : "(still there)" : "(nothing)");
    }
}

static ctr_status compare_builds(struct hearing *x)
{
    const struct lc_build_query query = {x->contract->rid, NULL, 0, SIZE_MAX};
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_build_list list;

    LC_TRY(lc_build_list(x->op, &query, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct ctr_build *b = &list.items[i];
        const struct said *said = i < x->build_count ? &x->builds[i] : NULL;
        const char *parts = parts_of(ctx, b->parts, b->part_count);
        const char *what = lc_format(ctx, "%s@%s against %s, %s with %s", b->consumer, b->label,
                                     b->against, b->range ? b->range : "", parts ? parts : "");
        const char *began = mark(ctx, b->recorded_us, b->recorded_by, b->reason);
        if (!parts || !what || !began) {
            return CTR_E_NOMEM;
        }
        differ(x, "a build", what, said, said ? said->what : NULL);
        differ(x, "the record of a build", began, said, said ? said->began : NULL);
    }
    for (size_t i = list.count; i < x->build_count; i++) {
        lc_report_problem(x->report, "replay", "contract %s: a build is missing: %s",
                          x->contract->key, x->builds[i].what);
    }
    return CTR_OK;
}

static ctr_status compare_run(struct hearing *x, const struct ctr_run *r, const struct said *said)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *label = r->build ? r->build : r->version;
    const char *where =
        place(ctx, r->kind == CTR_RUN_DEPLOYED, r->environment, r->instance, r->consumer, label);
    const char *began = mark(ctx, r->since_us, r->since_by, r->reason);
    const char *ended = r->until_us ? mark(ctx, r->until_us, r->until_by, r->until_reason) : NULL;

    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    differ(x, "a place", where, said, said ? said->place : NULL);
    differ(x, where, label, said, said ? said->what : NULL);
    differ(x, "its beginning", began, said, said ? said->began : NULL);
    differ(x, "its end", ended, said, said ? said->ended : NULL);
    return CTR_OK;
}

ctr_status lc_replay_runs(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c)
{
    struct hearing x = {.op = op, .report = r, .contract = c};
    const struct lc_run_query query = {.contract_rid = c->rid, .ended = true, .limit = SIZE_MAX};
    struct ctr_run_list list;

    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_hear_each(op, c->rid, listen, &x));
    LC_TRY(compare_builds(&x));
    LC_TRY(lc_run_list(op, &query, &list));
    for (size_t i = 0; i < list.count; i++) {
        LC_TRY(compare_run(&x, &list.items[i], i < x.run_count ? &x.runs[i] : NULL));
    }
    for (size_t i = list.count; i < x.run_count; i++) {
        lc_report_problem(r, "replay", "contract %s: it ran, but is missing: %s %s", c->key,
                          x.runs[i].place, x.runs[i].what);
    }
    return CTR_OK;
}
