/* Pieces of a comparison's text that an evolution shows, too. */
#ifndef LC_EXCHANGE_TEXT_SPEC_H
#define LC_EXCHANGE_TEXT_SPEC_H

#include "exchange/text.h"
#include "spec/finding.h"

/* "incompatible: 2 breaking, …", one line. */
void lc_text_verdict(struct lc_text *t, const struct ctr_diff *d);
/* A line a level, and below it its findings. */
void lc_text_findings(struct lc_text *t, const struct ctr_diff *d);
/* Of its findings those that `shown` says. */
typedef bool (*lc_text_finding_fn)(const struct ctr_diff *d, const struct ctr_finding *f);
void lc_text_findings_that(struct lc_text *t, const struct ctr_diff *d, lc_text_finding_fn shown);

#endif
