/* How well service levels were met over a window, and who paused what. */
#include "flow/slo.h"

#include "base/date.h"

static const struct lc_field pause_fields[] = {
    LC_FIELD_OF(lc_slo_pause, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(lc_slo_pause, "reason", LC_KIND_STR, reason),
    LC_FIELD_OF(lc_slo_pause, "count", LC_KIND_INT, count),
    LC_FIELD_OF(lc_slo_pause, "paused_us", LC_KIND_INT, paused_us),
    LC_FIELD_OF(lc_slo_pause, "share_pct", LC_KIND_STR, share),
};
static const struct lc_shape shape_pause = LC_SHAPE(lc_slo_pause, pause_fields);

static const struct lc_field level_fields[] = {
    LC_FIELD_OF(lc_slo_level, "slo", LC_KIND_STR, slo),
    LC_FIELD_OF(lc_slo_level, "known", LC_KIND_BOOL, known),
    LC_FIELD_OF(lc_slo_level, "calendar", LC_KIND_STR, calendar),
    LC_FIELD_OF(lc_slo_level, "from", LC_KIND_TIME, from_us),
    LC_FIELD_OF(lc_slo_level, "to", LC_KIND_TIME, to_us),
    LC_FIELD_OF(lc_slo_level, "goal_us", LC_KIND_INT, goal_us),
    LC_FIELD_OF(lc_slo_level, "target_pct", LC_KIND_STR, target),
    LC_FIELD_OF(lc_slo_level, "measured", LC_KIND_BOOL, measured),
    LC_FIELD_OF(lc_slo_level, "attainment_pct", LC_KIND_STR, attainment),
    LC_FIELD_OF(lc_slo_level, "reached", LC_KIND_BOOL, reached),
    LC_FIELD_OF(lc_slo_level, "met", LC_KIND_INT, met),
    LC_FIELD_OF(lc_slo_level, "breached", LC_KIND_INT, breached),
    LC_FIELD_OF(lc_slo_level, "breached_and_open", LC_KIND_INT, breached_open),
    LC_FIELD_OF(lc_slo_level, "open", LC_KIND_INT, open),
    LC_FIELD_OF(lc_slo_level, "recomputed", LC_KIND_INT, recomputed),
    LC_FIELD_OF(lc_slo_level, "budget_left", LC_KIND_STR, budget_left),
    LC_FIELD_OF(lc_slo_level, "p50_us", LC_KIND_INT, p50_us),
    LC_FIELD_OF(lc_slo_level, "p90_us", LC_KIND_INT, p90_us),
    LC_FIELD_OF(lc_slo_level, "elapsed_us", LC_KIND_INT, elapsed_us),
    LC_FIELD_OF(lc_slo_level, "paused_us", LC_KIND_INT, paused_us),
    LC_FIELD_OF(lc_slo_level, "paused_pct", LC_KIND_STR, paused_share),
    LC_FIELD_LIST(lc_slo_level, "pauses", pauses, pause_count, &shape_pause),
};
static const struct lc_shape shape_level = LC_SHAPE(lc_slo_level, level_fields);

static const struct lc_field report_fields[] = {
    LC_FIELD_OF(ctr_slo_report, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_slo_report, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_slo_report, "master_version", LC_KIND_STR, master),
    LC_FIELD_LIST(ctr_slo_report, "levels", levels, level_count, &shape_level),
};
const struct lc_shape lc_shape_slo_report = LC_SHAPE(ctr_slo_report, report_fields);

/* Units of 10^-8 of a whole are millionths of a percent. */
static const char *percent(struct lc_ctx *ctx, int64_t share)
{
    char text[LC_FIXED_TEXT];
    return lc_dup_c(ctx, lc_fixed_text(share, text));
}

/* Of units of 10^-8: exactly, without idle zeros. */
static const char *exact(struct lc_ctx *ctx, int64_t value)
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char *text = lc_format(ctx, "%s%llu.%08llu", value < 0 ? "-" : "",
                           (unsigned long long)(rest / LC_WATCH_WHOLE),
                           (unsigned long long)(rest % LC_WATCH_WHOLE));
    if (text) {
        size_t size = strlen(text);
        while (text[size - 1] == '0') {
            size--;
        }
        text[text[size - 1] == '.' ? size - 1 : size] = '\0';
    }
    return text;
}

/* ---- counting ---- */

/* What counts, as lc_attainment takes it: a recorded breach where it was recorded. */
static struct lc_watch_cycle counted(const struct lc_slo_cycle *k)
{
    return (struct lc_watch_cycle){
        .start = k->started_us,
        .stop = k->stopped_us,
        .elapsed = k->elapsed_us,
        .paused = k->paused_us,
        .due = k->breached_us ? k->breached_us : k->due_us,
        .late = k->breached,
        .open = !k->stopped_us,
    };
}

static ctr_status work_out(struct lc_op *op, const struct lc_slo_terms *terms,
                           struct lc_slo_cycle *cycles, size_t count, struct lc_watch_cycle **out)
{
    struct lc_watch_cycle *w = lc_new(&op->ctx, count + 1, sizeof *w);

    *out = w;
    if (!w) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(lc_slo_work_out(op, terms, &cycles[i]));
        w[i] = counted(&cycles[i]);
        LC_TRY(lc_poll(&op->ctx));
    }
    return CTR_OK;
}

/* ---- pauses ---- */

/* The row of an actor and a reason, made if it is not there. */
static struct lc_slo_pause *pause_row(struct lc_ctx *ctx, struct lc_slo_level *l, size_t *room,
                                      const struct lc_slo_tick *tick)
{
    for (size_t i = 0; i < l->pause_count; i++) {
        struct lc_slo_pause *p = &l->pauses[i];
        if (strcmp(p->actor, tick->actor) == 0 && lc_cstr_cmp(p->reason, tick->reason) == 0) {
            return p;
        }
    }
    l->pauses = lc_grow(ctx, l->pauses, l->pause_count, room, sizeof *l->pauses);
    if (!l->pauses) {
        return NULL;
    }
    l->pauses[l->pause_count] = (struct lc_slo_pause){.actor = tick->actor, .reason = tick->reason};
    return &l->pauses[l->pause_count++];
}

static ctr_status add_pauses(struct lc_op *op, const struct lc_slo_terms *terms,
                             const struct lc_slo_cycle *k, struct lc_slo_level *l, size_t *room)
{
    for (size_t i = 0; i < k->tick_count; i++) {
        const struct lc_slo_tick *tick = &k->ticks[i];
        if (tick->kind != LC_WATCH_PAUSE) {
            continue;
        }
        int64_t until = i + 1 < k->tick_count ? k->ticks[i + 1].at_us : op->ctx.now_us;
        struct lc_slo_pause *row = pause_row(&op->ctx, l, room, tick);
        if (!row) {
            return CTR_E_NOMEM;
        }
        row->count++;
        row->paused_us +=
            until > tick->at_us ? lc_calendar_elapsed(terms->calendar, tick->at_us, until) : 0;
    }
    return CTR_OK;
}

static ctr_status tell_pauses(struct lc_op *op, const struct lc_slo_terms *terms,
                              const struct lc_slo_cycle *cycles, size_t count,
                              struct lc_slo_level *l)
{
    size_t room = 0;

    for (size_t i = 0; i < count; i++) {
        l->elapsed_us += cycles[i].elapsed_us;
        l->paused_us += cycles[i].paused_us;
        l->recomputed += cycles[i].recomputed;
        LC_TRY(add_pauses(op, terms, &cycles[i], l, &room));
    }
    int64_t whole = l->elapsed_us + l->paused_us;
    for (size_t i = 0; i < l->pause_count; i++) {
        l->pauses[i].share = percent(&op->ctx, lc_watch_share(l->pauses[i].paused_us, whole));
    }
    l->paused_share = percent(&op->ctx, lc_watch_share(l->paused_us, whole));
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* ---- one level ---- */

static ctr_status tell_counts(struct lc_op *op, const struct lc_slo_terms *terms,
                              const struct lc_attainment *a, struct lc_slo_level *l)
{
    l->measured = a->attained >= 0;
    l->reached = l->measured && a->reached;
    l->met = a->met;
    l->breached = a->late;
    l->breached_open = a->late_open;
    l->open = a->pending;
    l->p50_us = l->measured ? a->p50 : 0;
    l->p90_us = l->measured ? a->p90 : 0;
    l->target = percent(&op->ctx, terms->target);
    l->attainment = l->measured ? percent(&op->ctx, a->attained) : NULL;
    l->budget_left = l->measured ? exact(&op->ctx, a->budget_left) : NULL;
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status measure(struct lc_op *op, const struct lc_contract *c,
                          const struct lc_slo_terms *terms, int64_t from_us, int64_t to_us,
                          struct lc_attainment *a, struct lc_slo_cycle **cycles, size_t *count)
{
    const struct lc_attainment_window window = {from_us, to_us, terms->target};
    struct lc_watch_cycle *w;

    LC_TRY(lc_slo_window(op, c, terms->id, from_us, to_us, cycles, count));
    LC_TRY(work_out(op, terms, *cycles, *count, &w));
    return lc_attainment(&op->ctx, &window, w, *count, a);
}

/* The window; returns where it ends: without an end given, with what happens now. */
static int64_t frame(const struct lc_op *op, const struct lc_slo_terms *terms,
                     struct lc_slo_level *l)
{
    int64_t end = l->to_us ? l->to_us : op->ctx.now_us + 1;

    l->to_us = l->to_us ? l->to_us : op->ctx.now_us;
    l->from_us = l->from_us ? l->from_us : l->to_us - terms->window_days * LC_US_PER_DAY;
    l->from_us = l->from_us > 0 ? l->from_us : 1;
    return end;
}

static ctr_status tell_level(struct lc_op *op, const struct lc_contract *c,
                             const struct lc_slo_book *book, const char *id, struct lc_slo_level *l)
{
    struct lc_slo_terms terms;
    struct lc_attainment a;
    struct lc_slo_cycle *cycles;
    size_t count;

    LC_TRY(lc_slo_terms(&op->ctx, book, id, &terms));
    int64_t end = frame(op, &terms, l);
    LC_TRY(measure(op, c, &terms, l->from_us, end, &a, &cycles, &count));
    l->slo = terms.id;
    l->known = terms.known;
    l->calendar = terms.calendar_id;
    l->goal_us = terms.goal_us;
    l->window_days = terms.window_days;
    LC_TRY(tell_counts(op, &terms, &a, l));
    return tell_pauses(op, &terms, cycles, count, l);
}

/* ---- all of them ---- */

static bool is_among(const char *const *ids, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(ids[i], id) == 0) {
            return true;
        }
    }
    return false;
}

/* Those of the master, then those that have cases from before. */
static ctr_status all_ids(struct lc_op *op, const struct lc_contract *c,
                          const struct lc_slo_book *book, const char ***out, size_t *count)
{
    const char **ids;
    const char *at = "";
    size_t known;
    size_t room;

    LC_TRY(lc_slo_ids(&op->ctx, book, &ids, count));
    known = room = *count;
    for (;;) {
        LC_TRY(lc_slo_next_name(op, c->rid, at, &at));
        if (!at) {
            *out = ids;
            return CTR_OK;
        }
        if (!is_among(ids, known, at)) {
            ids = lc_grow(&op->ctx, ids, *count, &room, sizeof *ids);
            if (!ids) {
                return CTR_E_NOMEM;
            }
            ids[(*count)++] = at;
        }
    }
}

ctr_status lc_flow_slo_report(struct lc_op *op, const struct lc_contract *c, const char *slo,
                              int64_t from_us, int64_t to_us, struct ctr_slo_report *out)
{
    struct lc_slo_book book;
    const char **ids;
    size_t count;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "service levels"));
    LC_TRY(lc_slo_book_open(op, c, &book));
    LC_TRY(all_ids(op, c, &book, &ids, &count));
    if (slo && !is_among(ids, count, slo)) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' has no service level '%s'", c->team,
                       c->name, book.policy.version.label, slo);
    }
    if (slo) {
        ids[0] = slo;
        count = 1;
    }
    *out = (struct ctr_slo_report){
        .team = c->team, .contract = c->name, .master = book.policy.version.label};
    out->levels = lc_new(&op->ctx, count + 1, sizeof *out->levels);
    if (!out->levels) {
        return CTR_E_NOMEM;
    }
    for (; out->level_count < count; out->level_count++) {
        struct lc_slo_level *l = &out->levels[out->level_count];
        *l = (struct lc_slo_level){.from_us = from_us, .to_us = to_us};
        LC_TRY(tell_level(op, c, &book, ids[out->level_count], l));
    }
    return CTR_OK;
}

ctr_status lc_slo_attainment(struct lc_op *op, const struct lc_contract *c,
                             const struct lc_slo_terms *terms, int64_t from_us, int64_t to_us,
                             struct lc_slo_attained *out)
{
    struct lc_attainment a;
    struct lc_slo_cycle *cycles;
    size_t count;

    LC_TRY(measure(op, c, terms, from_us, to_us, &a, &cycles, &count));
    *out = (struct lc_slo_attained){a.met, a.late, a.pending};
    return CTR_OK;
}
