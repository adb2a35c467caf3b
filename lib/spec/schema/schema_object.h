/* What the files on objects share. */
#ifndef LC_SPEC_SCHEMA_OBJECT_H
#define LC_SPEC_SCHEMA_OBJECT_H

#include "spec/schema/schema_room.h"

/* No object of the view has the property: nothing fits it there, or its name is refused. */
ctr_status lc_view_lacks(struct lc_view *v, struct lc_str name, bool *out);
/* A difference whose weight is that of a pair of schemas, at most `worst` of either way. */
ctr_status lc_change_by_pair(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                             const enum lc_answer worst[2], struct lc_view *x, struct lc_view *y,
                             struct lc_node old_node, struct lc_node new_node,
                             const char *arguments, const char *message);

/* schema_object_pattern.c: properties by what their names match. */
ctr_status lc_build_patterns(struct lc_schema_memo *m, struct lc_pair *p);

/* schema_dependent.c: what the presence of a property asks for. */
/* Where the property is present, the other one has to be. */
ctr_status lc_view_demands(struct lc_view *v, struct lc_str key, struct lc_str name, bool *out);
ctr_status lc_build_dependents(struct lc_schema_memo *m, struct lc_pair *p);

#endif
