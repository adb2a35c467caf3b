/*
 * What the reports of a comparison share: where a finding is shown, and how much is not listed.
 */
#ifndef LC_EXCHANGE_DIFF_REPORT_H
#define LC_EXCHANGE_DIFF_REPORT_H

#include "base/map.h"
#include "exchange/text.h"
#include "spec/finding.h"

/* Name of a document; "the older document" where it is not known, as of a stored comparison. */
const char *lc_report_file(const struct ctr_diff *d, ctr_side side);
/* Where a finding is shown: its place in the newer document, or, where that has none, the newer
 * document as a whole (line 0), or, if its name is not known, the older place. NULL: nowhere. */
const struct lc_place *lc_report_place(const struct ctr_diff *d, const struct ctr_finding *f,
                                       struct lc_place *room);
/* "(the whole document)" for a part without a name. */
const char *lc_report_part(const struct ctr_finding *f);
/* "orders.yaml:12:9", and both sides: "… -> …"; NULL: there is none. */
const char *lc_report_at(struct lc_text *t, const struct lc_place *p);
const char *lc_report_both(struct lc_text *t, const struct ctr_finding *f);
/* The witness for people: cut where it is long, with what the two editions say of it; NULL: there
 * is none. And the two halves of that. */
const char *lc_report_witness(struct lc_text *t, const struct ctr_finding *f);
const char *lc_report_clip(struct lc_text *t, const char *json);
const char *lc_report_taken(const struct ctr_finding *f);
/* Where the place is in its line. */
const char *lc_report_caret(const struct lc_excerpt *e);
/* Spaces as wide as what stands before the place in its line. */
const char *lc_report_before(struct lc_text *t, const struct lc_excerpt *e);
int64_t lc_report_count(const struct ctr_diff *d, ctr_level level);
int64_t lc_report_total(const struct ctr_diff *d);
/* Why a finding does not count: "waived", "unused", "another group"; NULL: it counts. */
const char *lc_report_aside(const struct ctr_diff *d, const struct ctr_finding *f);
/* What the policy says of a finding, a line; NULL: nothing. */
const char *lc_report_policy(struct lc_text *t, const struct ctr_diff *d,
                             const struct ctr_finding *f);
/* What to do about a finding, a sentence; NULL: it does not count, only informs, or its message
 * says it. */
const char *lc_report_help(const struct ctr_diff *d, const struct ctr_finding *f);
/* The same, once for each advice: many findings of a report share one. */
struct lc_helped {
    struct lc_map said;
};
const char *lc_report_help_once(struct lc_text *t, const struct ctr_diff *d,
                                const struct ctr_finding *f, struct lc_helped *helped);
/* By which policy it was judged, a sentence without a full stop; NULL: by none. */
const char *lc_report_judged_by(struct lc_text *t, const struct ctr_diff *d);
/* "180 days, beta 31 days"; NULL where no notice is asked for. */
const char *lc_report_grace(struct lc_text *t, const struct lc_grace *grace);
/* Why it asks for its bump, such as "1 breaking finding". */
const char *lc_report_bump(struct lc_text *t, const struct ctr_diff *d);
/* "2 breaking, 0 undecided, 1 warning, 1 info", ", 1 set aside" where there are some. */
const char *lc_report_sums(struct lc_text *t, const struct ctr_diff *d);
/* "only breaking findings are listed, 3 others are not"; NULL: all are listed. */
const char *lc_report_left_out(struct lc_text *t, const struct ctr_diff *d);

#endif
