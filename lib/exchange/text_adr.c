/* Decision records: their text is Markdown. */
#include "exchange/text.h"
#include "terms/adr.h"

void lc_text_adr(struct lc_text *t, const void *body)
{
    const struct ctr_adr *a = body;
    lc_buf_add(&t->buf, a->markdown, strlen(a->markdown));
}
