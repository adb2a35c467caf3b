/*
 * Names of teams, contracts and consumers; checks of text and instants that come from outside.
 */
#ifndef LC_BASE_NAMES_H
#define LC_BASE_NAMES_H

#include "base/ctx.h"

/* [A-Za-z0-9][A-Za-z0-9._-]{0,127}, else ARGUMENT with what is wrong; NULL is ARGUMENT too. `what`
 * is "team", "contract" or the like, for the message. */
ctr_status lc_check_name(struct lc_ctx *ctx, const char *what, const char *name);
/* Such a name in lower case, as keys hold it. */
bool lc_is_name_key(struct lc_str text);
/* A label: 1 to 128 bytes of printable UTF-8 without white space, '/', '@', ',', '|', quotes; not
 * "active" or "latest"; not beginning with a range operator (^ ~ < > = ! *). */
ctr_status lc_check_label(struct lc_ctx *ctx, const char *label);
/* Free text (reason, role, actor): valid UTF-8 without control characters, at most `max` bytes.
 * NULL passes. */
ctr_status lc_check_text(struct lc_ctx *ctx, const char *what, const char *text, size_t max);
/* An instant that can be kept and written: microseconds from 1970 to the end of 9999; 0, which
 * stands for a default wherever one is given, passes. */
ctr_status lc_check_time(struct lc_ctx *ctx, const char *what, int64_t us);

#endif
