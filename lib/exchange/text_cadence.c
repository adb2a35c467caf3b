/* Meetings, and how cadences were kept, as text. */
#include "exchange/text.h"
#include "flow/cadence.h"

static const char *joined(struct lc_text *t, const char *const *items, size_t count)
{
    const char *list = count ? items[0] : NULL;
    for (size_t i = 1; i < count && list; i++) {
        list = lc_format(t->ctx, "%s, %s", list, items[i]);
    }
    return list;
}

void lc_text_meeting(struct lc_text *t, const void *body)
{
    const struct ctr_meeting *m = body;

    lc_text_styled(t, LC_BOLD, m->cadence);
    lc_text_add(t, "  of %s/%s  %s", m->team, m->contract, m->day);
    lc_text_end(t);
    lc_text_fact(t, "participants", joined(t, m->participants, m->participant_count));
    lc_text_fact(t, "artefacts", joined(t, m->artefacts, m->artefact_count));
    lc_text_fact_time(t, "recorded", m->recorded_us, m->recorded_by);
    lc_text_fact(t, "why", m->reason);
    lc_text_fact(t, "revision", lc_format(t->ctx, "%lld", (long long)m->revision));
    for (size_t i = 0; i < m->remark_count; i++) {
        lc_text_styled(t, LC_YELLOW, "remark");
        lc_text_line(t, ": %s", m->remarks[i]);
    }
}

void lc_text_meeting_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CADENCE",      "CONTRACT", "DAY",
                                           "PARTICIPANTS", "BY",       "ARTEFACTS"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_meeting_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_meeting *m = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = m->cadence;
        at[1] = lc_format(t->ctx, "%s/%s", m->team, m->contract);
        at[2] = m->day;
        at[3] = joined(t, m->participants, m->participant_count);
        at[4] = m->recorded_by;
        at[5] = joined(t, m->artefacts, m->artefact_count);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, NULL});
}

static void add_miss(struct lc_text *t, const struct lc_cadence_miss *m)
{
    bool one_day = strcmp(m->from, m->until) == 0;

    lc_text_add(t, "  ");
    lc_text_styled(t, LC_RED, m->fault == LC_CADENCE_NOT_HELD ? "not held" : "incomplete");
    lc_text_add(t, "  %s%s%s", m->from, one_day ? "" : " to ", one_day ? "" : m->until);
    if (m->held_on && !one_day) {
        lc_text_add(t, ", held on %s", m->held_on);
    }
    if (m->lack.participant_count) {
        lc_text_add(t, ", without %s", joined(t, m->lack.participants, m->lack.participant_count));
    }
    if (m->lack.artefact_count) {
        lc_text_add(t, ", nothing for %s", joined(t, m->lack.artefacts, m->lack.artefact_count));
    }
    lc_text_end(t);
}

static void add_level(struct lc_text *t, const struct ctr_cadence_level *k)
{
    lc_text_styled(t, LC_BOLD, k->cadence);
    lc_text_add(t, "  %s%s  ", lc_word_name(lc_words_rhythm, k->rhythm),
                k->known ? "" : " (not agreed on any more)");
    lc_text_styled(
        t,
        k->missed    ? LC_RED
        : k->periods ? LC_GREEN
                     : LC_DIM,
        lc_format(t->ctx, "%lld of %lld kept", (long long)k->kept, (long long)k->periods));
    lc_text_end(t);
    lc_text_fact(t, "owner", k->owner);
    lc_text_fact(t, "participants", joined(t, k->participants, k->participant_count));
    lc_text_fact(t, "artefacts", joined(t, k->artefacts, k->artefact_count));
    lc_text_fact(t, "due", k->due);
    for (size_t i = 0; i < k->miss_count; i++) {
        add_miss(t, &k->misses[i]);
    }
}

void lc_text_cadence_report(struct lc_text *t, const void *body)
{
    const struct ctr_cadence_report *r = body;

    lc_text_line(t, "%s/%s@%s, periods that ended from %s to %s", r->team, r->contract, r->master,
                 r->from, r->until);
    if (!r->level_count) {
        lc_text_line(t, "it has no cadences");
    }
    for (size_t i = 0; i < r->level_count; i++) {
        add_level(t, &r->levels[i]);
    }
}
