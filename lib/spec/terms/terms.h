/*
 * Governing documents as formats: what spec.c and the two files of the room share.
 */
#ifndef LC_SPEC_TERMS_H
#define LC_SPEC_TERMS_H

#include "spec/spec.h"
#include "terms/record.h"

/* Read the XML form. *format AUTO is found out from the root element; a change request is
 * UNSUPPORTED. */
ctr_status lc_spec_terms_xml(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *out,
                             ctr_format *format);
/* Two editions of a master or a sow, by their terms. */
ctr_status lc_spec_terms_compare(struct lc_cmp *c, const struct lc_spec *older,
                                 const struct lc_spec *newer);

#endif
