/* Events as text, one line each: followers print them as they come. */
#include "base/time.h"
#include "base/utf8.h"
#include "domain/event/event.h"
#include "exchange/text.h"

enum { BODY_SHOWN = 160 }; /* code points */

/* The beginning of a body; what is longer is in the JSON. */
static void shortened(struct lc_text *t, const char *body)
{
    struct lc_str rest = lc_str(body);
    size_t n = 0;

    while (rest.len && n < BODY_SHOWN) {
        uint32_t code;
        size_t size = lc_utf8_next(rest, &code);
        rest = lc_str_n(rest.ptr + size, rest.len - size);
        n++;
    }
    char *head = lc_dup(t->ctx, lc_str_n(body, (size_t)(rest.ptr - body)));
    lc_text_styled(t, LC_DIM, head);
    lc_text_styled(t, LC_DIM, rest.len ? "..." : "");
}

static enum lc_style style_of_kind(const char *kind)
{
    return strcmp(kind, "consumer.broken") == 0 ? LC_RED
           : strcmp(kind, "consumer.at-risk") == 0 || strcmp(kind, "break.declared") == 0
               ? LC_YELLOW
               : LC_PLAIN;
}

void lc_text_event(struct lc_text *t, const void *body)
{
    const struct ctr_event *e = body;
    char at[LC_TIME_TEXT];

    lc_text_add(t, "%6lld  ", (long long)e->seq);
    lc_text_styled(t, LC_DIM, lc_time_format(e->at_us, at));
    lc_text_add(t, "  ");
    lc_text_styled(t, style_of_kind(e->kind), e->kind);
    lc_text_add(t, "  ");
    lc_text_styled(t, LC_BOLD, e->subject);
    lc_text_add(t, "  %s", e->actor);
    if (e->body && strcmp(e->body, "{}") != 0) {
        lc_text_add(t, "  ");
        shortened(t, e->body);
    }
    lc_text_end(t);
}

void lc_text_event_list(struct lc_text *t, const void *body)
{
    const struct ctr_event_list *list = body;

    if (!list->count) {
        lc_text_line(t, "nothing found");
    }
    for (size_t i = 0; i < list->count; i++) {
        lc_text_event(t, &list->items[i]);
    }
}
