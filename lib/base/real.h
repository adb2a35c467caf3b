/*
 * Numbers as the types float and double hold them: the nearest to what is written, whatever the
 * locale says. Everywhere else numbers stay what is written (base/decimal.h).
 */
#ifndef LC_BASE_REAL_H
#define LC_BASE_REAL_H

#include "base/str.h"

struct lc_ctx;

/* A decimal number, "inf" or "nan", with a sign; `single`: as a float. What is too large is
 * infinite. False if it is none of these. NOMEM is recorded in ctx. */
bool lc_real(struct lc_ctx *ctx, struct lc_str text, bool single, double *out);

#endif
