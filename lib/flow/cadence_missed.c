/* Periods that are over, held against the meetings that were recorded. */
#include "flow/cadence.h"

enum { MOST_DAYS = 7305 /* 20 years */, MOST_PERIODS_AHEAD = 400 };

const struct lc_word lc_words_cadence_fault[] = {
    {LC_CADENCE_NOT_HELD, "not_held"}, {LC_CADENCE_INCOMPLETE, "incomplete"}, {0, NULL}};

static const struct lc_field miss_fields[] = {
    LC_FIELD_OF(lc_cadence_miss, "from", LC_KIND_STR, from),
    LC_FIELD_OF(lc_cadence_miss, "until", LC_KIND_STR, until),
    LC_FIELD_WORD(lc_cadence_miss, "fault", fault, lc_words_cadence_fault),
    LC_FIELD_OF(lc_cadence_miss, "held_on", LC_KIND_STR, held_on),
    LC_FIELD_STRS(lc_cadence_miss, "missing_participants", lack.participants,
                  lack.participant_count),
    LC_FIELD_STRS(lc_cadence_miss, "missing_artefacts", lack.artefacts, lack.artefact_count),
};
static const struct lc_shape shape_miss = LC_SHAPE(lc_cadence_miss, miss_fields);

static const struct lc_field level_fields[] = {
    LC_FIELD_OF(ctr_cadence_level, "cadence", LC_KIND_STR, cadence),
    LC_FIELD_OF(ctr_cadence_level, "known", LC_KIND_BOOL, known),
    LC_FIELD_WORD(ctr_cadence_level, "rhythm", rhythm, lc_words_rhythm),
    LC_FIELD_OF(ctr_cadence_level, "owner", LC_KIND_STR, owner),
    LC_FIELD_STRS(ctr_cadence_level, "participants", participants, participant_count),
    LC_FIELD_STRS(ctr_cadence_level, "artefacts", artefacts, artefact_count),
    LC_FIELD_OF(ctr_cadence_level, "periods", LC_KIND_INT, periods),
    LC_FIELD_OF(ctr_cadence_level, "kept", LC_KIND_INT, kept),
    LC_FIELD_OF(ctr_cadence_level, "missed", LC_KIND_INT, missed),
    LC_FIELD_OF(ctr_cadence_level, "due", LC_KIND_STR, due),
    LC_FIELD_LIST(ctr_cadence_level, "misses", misses, miss_count, &shape_miss),
};
static const struct lc_shape shape_level = LC_SHAPE(ctr_cadence_level, level_fields);

static const struct lc_field report_fields[] = {
    LC_FIELD_OF(ctr_cadence_report, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_cadence_report, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_cadence_report, "master_version", LC_KIND_STR, master),
    LC_FIELD_OF(ctr_cadence_report, "from", LC_KIND_STR, from),
    LC_FIELD_OF(ctr_cadence_report, "until", LC_KIND_STR, until),
    LC_FIELD_LIST(ctr_cadence_report, "cadences", levels, level_count, &shape_level),
};
const struct lc_shape lc_shape_cadence_report = LC_SHAPE(ctr_cadence_report, report_fields);

/* A report being made. */
struct judging {
    struct lc_op *op;
    const struct lc_contract *contract;
    struct ctr_cadence_report *report;
    const char *only; /* NULL = all */
    int64_t from, until;
};

static const char *date_text(struct judging *j, int64_t day)
{
    char text[LC_DATE_TEXT];
    return lc_dup_c(&j->op->ctx, lc_date_format(day, text));
}

static ctr_status level_of(struct judging *j, const struct lc_cadence *k, bool known,
                           struct ctr_cadence_level **out)
{
    struct ctr_cadence_report *r = j->report;

    for (size_t i = 0; i < r->level_count; i++) {
        if (strcmp(r->levels[i].cadence, k->id) == 0) {
            *out = &r->levels[i];
            return CTR_OK;
        }
    }
    r->levels = lc_grow(&j->op->ctx, r->levels, r->level_count, &r->level_room, sizeof *r->levels);
    if (!r->levels) {
        return CTR_E_NOMEM;
    }
    *out = &r->levels[r->level_count++];
    **out = (struct ctr_cadence_level){.cadence = k->id,
                                       .owner = k->owner,
                                       .known = known,
                                       .rhythm = k->rhythm,
                                       .participants = k->participants,
                                       .participant_count = k->participant_count,
                                       .artefacts = k->artefacts,
                                       .artefact_count = k->artefact_count};
    return CTR_OK;
}

/* What is best of the meetings of a period. */
struct verdict {
    bool kept;
    const struct ctr_meeting *best; /* NULL = there was none */
    struct lc_lack lack;
};

static ctr_status judge(struct judging *j, const struct lc_cadence *k,
                        const struct ctr_meeting_list *meetings,
                        const struct lc_span_of_days *period, struct verdict *out)
{
    *out = (struct verdict){.kept = false};
    for (size_t i = 0; i < meetings->count && !out->kept; i++) {
        const struct ctr_meeting *m = &meetings->items[i];
        struct lc_lack lack;

        if (m->on < period->first || m->on > period->last) {
            continue;
        }
        LC_TRY(lc_cadence_lack(j->op, k, m, &lack));
        size_t size = lack.participant_count + lack.artefact_count;
        if (!out->best || size < out->lack.participant_count + out->lack.artefact_count) {
            out->best = m;
            out->lack = lack;
        }
        out->kept = size == 0;
    }
    return CTR_OK;
}

static ctr_status add_miss(struct judging *j, struct ctr_cadence_level *level,
                           const struct lc_span_of_days *period, const struct verdict *v)
{
    level->missed++;
    level->misses = lc_grow(&j->op->ctx, level->misses, level->miss_count, &level->miss_room,
                            sizeof *level->misses);
    if (!level->misses) {
        return CTR_E_NOMEM;
    }
    level->misses[level->miss_count++] =
        (struct lc_cadence_miss){.from = date_text(j, period->first),
                                 .until = date_text(j, period->last),
                                 .fault = v->best ? LC_CADENCE_INCOMPLETE : LC_CADENCE_NOT_HELD,
                                 .held_on = v->best ? v->best->day : NULL,
                                 .lack = v->lack};
    return j->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status fetch(struct judging *j, const struct lc_cadence *k, int64_t from, int64_t to,
                        struct ctr_meeting_list *out)
{
    const struct lc_meeting_query query = {.contract_rid = j->contract->rid,
                                           .cadence = k->id,
                                           .from = from,
                                           .to = to,
                                           .limit = SIZE_MAX / 4};
    return lc_meeting_find(j->op, &query, out);
}

/* The meetings of a period are those from `at` on; the ones before are done with. */
static struct ctr_meeting_list of_period(const struct ctr_meeting_list *all, size_t *at,
                                         const struct lc_span_of_days *period)
{
    while (*at < all->count && all->items[*at].on < period->first) {
        (*at)++;
    }
    size_t end = *at;
    while (end < all->count && all->items[end].on <= period->last) {
        end++;
    }
    return (struct ctr_meeting_list){all->count ? all->items + *at : NULL, end - *at, NULL};
}

/* One period that is over. */
static ctr_status hold_against(struct judging *j, const struct lc_cadence *k,
                               const struct ctr_meeting_list *meetings,
                               const struct lc_span_of_days *period,
                               struct ctr_cadence_level *level)
{
    struct verdict v;

    LC_TRY(judge(j, k, meetings, period, &v));
    level->periods++;
    level->kept += v.kept;
    return v.kept ? CTR_OK : add_miss(j, level, period, &v);
}

/* Is a meeting asked for? Not in a period that had begun before anything was agreed. */
static bool counts(const struct lc_cadence_edition *e, const struct lc_rhythm_of *rhythm,
                   const struct lc_span_of_days *period)
{
    return lc_rhythm_asks(rhythm, period) && (!e->initial || period->first >= e->first);
}

/* One cadence over the days on which an edition ruled. */
static ctr_status walk(struct judging *j, const struct lc_cadence_edition *e,
                       const struct lc_cadence *k)
{
    const struct lc_rhythm_of rhythm = lc_cadence_rhythm(e, k);
    int64_t from = j->from > e->first ? j->from : e->first;
    int64_t until = j->until < e->last ? j->until : e->last;
    struct ctr_cadence_level *level;
    struct ctr_meeting_list all;
    struct lc_span_of_days p;
    size_t at = 0;

    if (from > until) {
        return CTR_OK;
    }
    LC_TRY(level_of(j, k, false, &level));
    LC_TRY(lc_rhythm_period(&j->op->ctx, &rhythm, from, &p));
    LC_TRY(fetch(j, k, p.first, until, &all));
    while (p.last <= until) {
        if (counts(e, &rhythm, &p)) {
            const struct ctr_meeting_list meetings = of_period(&all, &at, &p);
            LC_TRY(hold_against(j, k, &meetings, &p, level));
        }
        LC_TRY(lc_rhythm_period(&j->op->ctx, &rhythm, p.last + 1, &p));
    }
    return CTR_OK;
}

/* The last working day of the first period that is not over and not served. */
static ctr_status find_due(struct judging *j, const struct lc_cadence_edition *e,
                           const struct lc_cadence *k, struct ctr_cadence_level *level)
{
    const struct lc_rhythm_of rhythm = lc_cadence_rhythm(e, k);
    int64_t today = lc_cadence_day(e->calendar, j->op->ctx.now_us);
    int64_t day = today > e->first ? today : e->first;
    struct ctr_meeting_list meetings;
    struct lc_span_of_days p;
    struct verdict v;

    for (int i = 0; i < MOST_PERIODS_AHEAD; i++, day = p.last + 1) {
        LC_TRY(lc_rhythm_period(&j->op->ctx, &rhythm, day, &p));
        if (!counts(e, &rhythm, &p)) {
            continue;
        }
        LC_TRY(fetch(j, k, p.first, p.last, &meetings));
        LC_TRY(judge(j, k, &meetings, &p, &v));
        if (!v.kept) {
            int64_t due;
            LC_TRY(lc_calendar_add_days(&j->op->ctx, e->calendar, p.last + 1, -1, &due));
            level->due = date_text(j, due);
            return level->due ? CTR_OK : CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}

static bool is_asked(const struct judging *j, const struct lc_cadence *k)
{
    return !j->only || strcmp(j->only, k->id) == 0;
}

/* Those of the edition that rules now, in the order of its document. */
static ctr_status add_known(struct judging *j, const struct lc_cadence_edition *e)
{
    const struct lc_master *m = &e->book.policy.master;
    struct ctr_cadence_level *level;

    for (size_t i = 0; i < m->cadence_count; i++) {
        if (is_asked(j, &m->cadences[i])) {
            LC_TRY(level_of(j, &m->cadences[i], e->book.active, &level));
            LC_TRY(e->book.active ? find_due(j, e, &m->cadences[i], level) : CTR_OK);
        }
    }
    return CTR_OK;
}

static ctr_status check_window(struct judging *j, const struct lc_cadence_asked *asked,
                               const struct lc_cadence_edition *first,
                               const struct lc_cadence_edition *last)
{
    struct lc_ctx *ctx = &j->op->ctx;
    char from[LC_DATE_TEXT];
    char until[LC_DATE_TEXT];
    int64_t over = lc_cadence_day(last->calendar, j->op->ctx.now_us) - 1;

    j->until = asked->until != LC_TERM_ABSENT && asked->until < over ? asked->until : over;
    j->from = asked->from != LC_TERM_ABSENT ? asked->from : first->first;
    if (asked->from == LC_TERM_ABSENT) {
        j->from = j->from > j->until - MOST_DAYS ? j->from : j->until - MOST_DAYS + 1;
    } else if (j->from > j->until) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the window begins on %s, after %s, the last day that counts",
                       lc_date_format(j->from, from), lc_date_format(j->until, until));
    } else if (j->until - j->from >= MOST_DAYS) {
        return lc_fail(ctx, CTR_E_LIMIT, "a window from %s until %s is longer than 20 years",
                       lc_date_format(j->from, from), lc_date_format(j->until, until));
    }
    j->report->from = date_text(j, j->from);
    j->report->until = date_text(j, j->until);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_flow_cadence_missed(struct lc_op *op, const struct lc_contract *c,
                                  const struct lc_cadence_asked *asked,
                                  struct ctr_cadence_report *out)
{
    struct judging j = {.op = op, .contract = c, .report = out, .only = asked->cadence};
    struct lc_cadence_edition *editions;
    bool found = !asked->cadence;
    size_t count;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_WATCHES, "meetings"));
    LC_TRY(lc_cadence_editions(op, c, &editions, &count));
    const struct lc_cadence_edition *last = &editions[count - 1];
    *out = (struct ctr_cadence_report){
        .team = c->team, .contract = c->name, .master = last->book.policy.version.label};
    for (size_t i = 0; i < count && !found; i++) {
        found = lc_cadence_find(&editions[i], asked->cadence) != NULL;
    }
    if (!found) {
        return lc_cadence_unknown(op, last, asked->cadence);
    }
    LC_TRY(check_window(&j, asked, &editions[0], last));
    LC_TRY(add_known(&j, last));
    for (size_t i = 0; i < count; i++) {
        const struct lc_master *m = &editions[i].book.policy.master;
        for (size_t k = 0; k < m->cadence_count; k++) {
            if (is_asked(&j, &m->cadences[k])) {
                LC_TRY(walk(&j, &editions[i], &m->cadences[k]));
            }
        }
    }
    return CTR_OK;
}
