/* Changes whose class would be another, as text. */
#include "exchange/text.h"
#include "flow/rejudge.h"

static void class_word(struct lc_text *t, int32_t value)
{
    lc_text_styled(t, value == CTR_CLASS_MINOR ? LC_GREEN : LC_RED,
                   value ? lc_word_name(lc_words_change_class, value) : "refused");
}

static void thresholds(struct lc_text *t, const struct ctr_whatif *w)
{
    for (size_t i = 0; i < w->threshold_count; i++) {
        const struct lc_whatif_threshold *h = &w->thresholds[i];
        lc_text_line(t, "  %s: %s%s%s, limit %s -> %s", h->name, h->value ? h->value : "not known",
                     h->value && *h->unit ? " " : "", h->value ? h->unit : "",
                     h->limit_before ? h->limit_before : "none",
                     h->limit_after ? h->limit_after : "none");
    }
}

void lc_text_whatif(struct lc_text *t, const void *body)
{
    const struct ctr_whatif *w = body;
    lc_text_styled(t, LC_BOLD, w->change);
    lc_text_add(t, "  ");
    class_word(t, w->class_before);
    lc_text_add(t, " -> ");
    class_word(t, w->class_after);
    lc_text_end(t);
    thresholds(t, w);
    for (size_t i = 0; i < w->reason_after_count; i++) {
        lc_text_line(t, "  because %s", w->reasons_after[i]);
    }
}

void lc_text_whatif_list(struct lc_text *t, const void *body)
{
    const struct ctr_whatif_list *list = body;
    for (size_t i = 0; i < list->count; i++) {
        lc_text_whatif(t, &list->items[i]);
    }
    lc_text_line(t, "%zu of %lld changes would have another class", list->count,
                 (long long)list->examined);
}
