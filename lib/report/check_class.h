/*
 * Classifications against the inputs that are stored with them.
 */
#ifndef LC_REPORT_CHECK_CLASS_H
#define LC_REPORT_CHECK_CLASS_H

#include "core/op.h"

/* Told of each: how judging it again went, and what is wrong with it (NULL = nothing). */
typedef ctr_status (*lc_class_problem_fn)(void *user, ctr_status status, const char *wrong);

ctr_status lc_check_classes(struct lc_op *op, lc_class_problem_fn tell, void *user);

#endif
