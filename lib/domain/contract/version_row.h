/*
 * Reading a row of the view lc_version_row: one place that knows the order of its columns.
 */
#ifndef LC_DOMAIN_CONTRACT_VERSION_ROW_H
#define LC_DOMAIN_CONTRACT_VERSION_ROW_H

#include "domain/contract/contract.h"

/* The statement stands on a row of the view; everything is copied to scratch memory. An lc_page_fn
 * into a ctr_version. */
ctr_status lc_version_read(struct lc_op *op, struct lc_stmt *st, void *version);

#endif
