/*
 * Semantic versions (semver 2.0.0) and the labels people write for them.
 *
 * A label counts as semver after an optional 'v' or 'V', with one to three numbers: "v1.0", "v2"
 * and "1.2" are 1.0.0, 2.0.0 and 1.2.0. Pre-release and build only behind three numbers. Numbers
 * have no leading zeros and fit into 63 bits. Everything else ("vv1", "1.", "01.2.3", "1.2.x",
 * "winter") is a label without order.
 */
#ifndef LC_BASE_SEMVER_H
#define LC_BASE_SEMVER_H

#include "base/ctx.h"

#include <contracts/spec.h>

struct lc_semver {
    int64_t major, minor, patch;
    struct lc_str pre;   /* without '-'; view into the source */
    struct lc_str build; /* without '+' */
};

bool lc_semver_parse(struct lc_str label, struct lc_semver *out);
/* Precedence: build is ignored. */
int lc_semver_cmp(const struct lc_semver *a, const struct lc_semver *b);
/* What makes two labels of one contract the same: "1.2.0-rc.1" for semver (no v, no build, three
 * numbers), else the label itself. Scratch memory; NULL with NOMEM recorded. */
char *lc_label_key(struct lc_ctx *ctx, struct lc_str label);
/* The next label after `base` for a bump, written like it: keeps a leading 'v' and the number of
 * numbers where the dropped ones are zero ("v1.0" and minor give "v1.1", patch gives "v1.0.1").
 * A pre-release base counts as its release: 1.2.0-rc.1 needs no growth for patch or minor -> 1.2.0,
 * as far as the release already is such a bump. NONE gives the base itself. NULL and no error if
 * base is not semver or a number overflows. */
char *lc_semver_next(struct lc_ctx *ctx, struct lc_str base, ctr_bump bump);

/* The next pre-release after one: its last number one higher, or ".1" behind it if it has none; the
 * build is left out. NULL and no error if it is no pre-release or the number overflows. */
char *lc_semver_next_pre(struct lc_ctx *ctx, struct lc_str label);

/* A range in npm's grammar, ',' also as and, "!=" as not: parsed once, matched often. */
struct lc_range;
/* INPUT recorded (detail "column") if the text is no range, LIMIT if it is longer than 4,096 bytes.
 * Scratch memory; the text is copied. "" and "*" are any release. A number behind a wildcard
 * ("1.x.3") and a label that is no semver are no range. */
ctr_status lc_range_parse(struct lc_ctx *ctx, struct lc_str text, struct lc_range **out);
/* A version of which numbers were left out or are wildcards ("1", "v1.2", "1.x"), in npm's grammar
 * a range of all that it leaves open, though a label may be written like that, too. */
bool lc_range_is_partial(struct lc_str text);
/* Pre-releases match only when a comparator of the set, other than "!=", names their triple with a
 * pre-release. */
bool lc_range_admits(const struct lc_range *range, const struct lc_semver *version);

#endif
