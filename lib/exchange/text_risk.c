/* The risk buffer as text. */
#include "exchange/text.h"
#include "flow/risk.h"

static const char *money(struct lc_text *t, const struct ctr_risk *r, const char *amount)
{
    return lc_format(t->ctx, "%s %s", amount, r->currency);
}

/* "1500.00 EUR of 2000.00"; without a limit the amount alone. */
static const char *of(struct lc_text *t, const struct ctr_risk *r, const char *amount,
                      const char *limit)
{
    return limit ? lc_format(t->ctx, "%s %s of %s", amount, r->currency, limit)
                 : money(t, r, amount);
}

void lc_text_risk(struct lc_text *t, const void *body)
{
    const struct ctr_risk *r = body;

    lc_text_styled(t, LC_BOLD, lc_format(t->ctx, "%s/%s", r->team, r->name));
    lc_text_add(t, "  risk buffer");
    if (r->act) {
        lc_text_add(t, ", %s %s %s as entry %lld%s", r->act, r->amount, r->currency,
                    (long long)r->seq, r->repeated ? ", as before" : "");
    }
    lc_text_end(t);
    lc_text_fact(t, "left", money(t, r, r->left));
    lc_text_fact(t, "funded", of(t, r, r->funded, r->set_aside));
    lc_text_fact(t, "drawn", money(t, r, r->drawn));
    lc_text_fact(t, "undecided", of(t, r, r->undecided, r->draw_limit));
    lc_text_fact(t, "effective", r->effective);
    lc_text_fact(t, "rests on", r->decision);
    lc_text_fact(t, "by the terms", r->version);
    for (size_t i = 0; i < r->remark_count; i++) {
        lc_text_fact(t, i ? "" : "remark", r->remarks[i]);
    }
}
