/* What the files on objects share. */
#ifndef LC_SPEC_SCHEMA_OBJECT_H
#define LC_SPEC_SCHEMA_OBJECT_H

#include "spec/schema/schema_room.h"

/* A difference whose weight is that of a pair of schemas, at most `worst`. */
ctr_status lc_change_by_pair(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                             enum lc_answer worst, struct lc_view *x, struct lc_view *y,
                             struct lc_node old_node, struct lc_node new_node,
                             const char *arguments, const char *message);

/* schema_object_pattern.c: properties by what their names match. */
ctr_status lc_build_patterns(struct lc_schema_memo *m, struct lc_pair *p);

#endif
