/* A decision as text: the answer, then its reasons; of a deployment, the pairs that would meet. */
#include "exchange/text.h"
#include "flow/can.h"

enum { PARTS_SHOWN = 5 };

static enum lc_style style_of(int32_t answer)
{
    return answer == CTR_ANSWER_YES ? LC_GREEN : answer == CTR_ANSWER_NO ? LC_RED : LC_MAGENTA;
}

static const char *or_none(struct lc_text *t, const char *name, const char *label)
{
    return name && label ? lc_format(t->ctx, "%s@%s", name, label) : name;
}

static void matrix(struct lc_text *t, const struct ctr_can *can)
{
    static const char *const headings[] = {"CONSUMER", "BUILT AGAINST", "VERSION", "ENVIRONMENT",
                                           "ANSWER"};
    enum { COLUMNS = sizeof headings / sizeof headings[0] };
    const char **cells = lc_text_cells(t, can->count, COLUMNS);

    for (size_t i = 0; cells && i < can->count; i++) {
        const struct ctr_reason *r = &can->reasons[i];
        const char **at = cells + i * COLUMNS;
        at[0] = or_none(t, r->consumer, r->build);
        at[1] = r->against ? or_none(t, r->contract, r->against) : NULL;
        at[2] = r->version ? or_none(t, r->contract, r->version) : NULL;
        at[3] =
            r->instance ? lc_format(t->ctx, "%s/%s", r->environment, r->instance) : r->environment;
        at[4] = lc_word_name(lc_words_answer, r->answer);
    }
    if (cells) {
        lc_text_end(t);
        lc_text_table(t, &(struct lc_table){headings, COLUMNS, cells, can->count, NULL});
    }
}

static void reason(struct lc_text *t, const struct ctr_reason *r)
{
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of(r->answer), lc_word_name(lc_words_answer, r->answer));
    lc_text_line(t, "  %s", r->text);
    if (r->finding) {
        lc_text_line(t, "        %s: %s", r->finding->part, r->finding->message);
    }
    for (size_t i = 1; i < r->part_count && i < PARTS_SHOWN; i++) {
        lc_text_line(t, "        it also uses %s", r->parts[i]);
    }
    if (r->part_count > PARTS_SHOWN) {
        lc_text_line(t, "        and %s more",
                     lc_text_count(t, (int64_t)(r->part_count - PARTS_SHOWN), "part"));
    }
}

void lc_text_can(struct lc_text *t, const void *body)
{
    const struct ctr_can *can = body;

    lc_text_styled(t, style_of(can->answer), lc_word_name(lc_words_answer, can->answer));
    lc_text_add(t, "  %s %s", can->question, can->subject);
    if (can->environment) {
        lc_text_add(t, " to %s", can->environment);
    }
    lc_text_end(t);
    for (size_t i = 0; i < can->count; i++) {
        reason(t, &can->reasons[i]);
    }
    if (can->environment) {
        matrix(t, can);
    }
}
