/* The filter of changes, for the calls that take one. */
#ifndef LC_API_CHANGE_H
#define LC_API_CHANGE_H

#include "domain/change/change.h"

#include <contracts/change.h>

ctr_status lc_change_filter_read(struct lc_ctx *ctx, const ctr_change_filter *given,
                                 ctr_change_filter *out);
struct lc_change_query lc_change_filter_query(const ctr_change_filter *filter);

#endif
