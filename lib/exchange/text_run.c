/* Builds, and what runs where, as text. */
#include "base/time.h"
#include "domain/run/run.h"
#include "exchange/text.h"

enum { PARTS_SHOWN = 20 };

static const char *when(struct lc_text *t, int64_t us)
{
    char text[LC_TIME_TEXT];
    return lc_dup_c(t->ctx, lc_time_format(us, text));
}

void lc_text_build(struct lc_text *t, const void *body)
{
    const struct ctr_build *b = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s@%s", b->consumer, b->label));
    lc_text_add(t, "  built against %s/%s@%s", b->team, b->contract, b->against);
    if (b->range) {
        lc_text_add(t, ", out of %s", b->range);
    }
    lc_text_end(t);
    lc_text_fact_time(t, "recorded", b->recorded_us, b->recorded_by);
    lc_text_fact(t, "why", b->reason);
    lc_text_fact(t, "uses", b->part_count ? b->parts[0] : "everything");
    for (size_t i = 1; i < b->part_count && i < PARTS_SHOWN; i++) {
        lc_text_fact(t, "", b->parts[i]);
    }
    if (b->part_count > PARTS_SHOWN) {
        lc_text_fact(t, "",
                     lc_format(t->ctx, "and %s more",
                               lc_text_count(t, (int64_t)(b->part_count - PARTS_SHOWN), "part")));
    }
}

void lc_text_build_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"CONSUMER", "LABEL", "CONTRACT", "AGAINST", "PARTS"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_build_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct ctr_build *b = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = b->consumer;
        at[1] = b->label;
        at[2] = lc_format(t->ctx, "%s/%s", b->team, b->contract);
        at[3] = b->against;
        at[4] = b->part_count ? lc_format(t->ctx, "%zu", b->part_count) : "all";
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, NULL});
}

static const char *const run_headings[] = {"ENVIRONMENT", "WHAT", "KIND", "OF", "SINCE", "UNTIL"};
enum { RUN_COLUMNS = sizeof run_headings / sizeof run_headings[0] };

static void text_runs(struct lc_text *t, const struct ctr_run *runs, size_t count)
{
    const char **cells = lc_text_cells(t, count, RUN_COLUMNS);

    for (size_t i = 0; cells && i < count; i++) {
        const struct ctr_run *r = &runs[i];
        const char **at = cells + i * RUN_COLUMNS;
        const char *of = lc_format(t->ctx, "%s/%s@%s", r->team, r->contract, r->version);
        at[0] =
            r->instance ? lc_format(t->ctx, "%s/%s", r->environment, r->instance) : r->environment;
        at[1] = r->consumer ? lc_format(t->ctx, "%s@%s", r->consumer, r->build) : of;
        at[2] = lc_word_name(lc_words_run_kind, r->kind);
        at[3] = r->consumer ? of : NULL;
        at[4] = when(t, r->since_us);
        at[5] = r->until_us ? when(t, r->until_us) : NULL;
    }
    if (cells) {
        lc_text_table(t, &(struct lc_table){run_headings, RUN_COLUMNS, cells, count, NULL});
    }
}

void lc_text_run(struct lc_text *t, const void *body)
{
    text_runs(t, body, 1);
}

void lc_text_run_list(struct lc_text *t, const void *body)
{
    const struct ctr_run_list *list = body;

    if (list->count) {
        text_runs(t, list->items, list->count);
    } else {
        lc_text_line(t, "nothing found");
    }
    for (size_t i = 0; i < list->remark_count; i++) {
        lc_text_styled(t, LC_YELLOW, "remark");
        lc_text_line(t, ": %s", list->remarks[i]);
    }
}

void lc_text_environment_list(struct lc_text *t, const void *body)
{
    static const char *const headings[] = {"ENVIRONMENT", "VERSIONS", "BUILDS", "SINCE"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const struct ctr_environment_list *list = body;
    const char **cells = lc_text_cells(t, list->count, COLUMNS);

    if (!cells) {
        return;
    }
    if (!list->count) {
        lc_text_line(t, "nothing found");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_environment *e = &list->items[i];
        const char **at = cells + i * COLUMNS;
        at[0] = e->name;
        at[1] = lc_format(t->ctx, "%lld", (long long)e->versions);
        at[2] = lc_format(t->ctx, "%lld", (long long)e->builds);
        at[3] = when(t, e->created_us);
    }
    lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, list->count, NULL});
}
