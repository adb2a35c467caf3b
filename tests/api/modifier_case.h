/* Masters with a modifier, and what is said of its goals. */
#ifndef TESTS_API_MODIFIER_CASE_H
#define TESTS_API_MODIFIER_CASE_H

#include "api/change_case.h"
#include "api/deal_case.h"

#define MODIFIED(modifier)                                                                         \
    DEAL "slos:\n"                                                                                 \
         "  - {id: triage, goal_hours: 8, attainment_pct: 97.5}\n"                                 \
         "collaboration_slos: {review_hours: 24}\n"                                                \
         "modifier: " modifier "\n"
#define WEIGHTS "{cap: 1000, weights: {triage: 60, review: 33.333333, uplift: 40, outage: -200}}"

static inline ctr_status measure_from(struct fixture *f, const char *from, const char *on,
                                      const char *text, ctr_modifier **out, ctr_error **err)
{
    enum { MOST = 8 };
    char buffer[256];
    const char *names[MOST];
    const char *values[MOST];
    ctr_modifier_goals g;
    ctr_call call = call_of("ann");

    snprintf(buffer, sizeof buffer, "%s", text);
    ctr_modifier_goals_init(&g, sizeof g);
    for (char *word = strtok(buffer, " "); word; word = strtok(NULL, " ")) {
        char *mark = strchr(word, '=');
        *mark = '\0';
        names[g.count] = word;
        values[g.count++] = mark + 1;
    }
    g.from = from;
    g.on = on;
    g.names = names;
    g.values = values;
    return ctr_ledger_modifier(f->store, "shop", "deal", &g, &call, out, err);
}

static inline ctr_status measure(struct fixture *f, const char *on, const char *text,
                                 ctr_modifier **out, ctr_error **err)
{
    return measure_from(f, NULL, on, text, out, err);
}

static inline int64_t earned(struct fixture *f)
{
    return -deal_balance(f, "deal", "Income:Deal:Modifier", false);
}

static inline void with_modifier(struct fixture *f, const char *document)
{
    f->now_us += INT64_C(100) * 86400 * 1000000;
    deal_is(f, "deal", document);
    deal_chart(f, "deal");
}

#endif
