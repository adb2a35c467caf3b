/* One element of a view while it is read: what the files of the reader share. */
#ifndef LC_SPEC_SCHEMA_READER_H
#define LC_SPEC_SCHEMA_READER_H

#include "spec/schema/schema_room.h"

struct lc_schema_reader {
    struct lc_view *v;
    struct lc_ctx *ctx;
    enum lc_dialect dialect;
    struct lc_node schema;   /* the element */
    struct lc_limit *limits; /* the view's own, once the element has set one */
    size_t elem;
    const struct lc_member *any_of, *one_of; /* NULL = not there */
    bool objects, arrays, contains;          /* keywords of that family are there */
};

/* schema_read.c */
/* Not understood: equal on both sides it is harmless. `evaluates`: it may look at properties or
 * items. */
ctr_status lc_read_raw(struct lc_schema_reader *r, struct lc_str key, const struct lc_value *value,
                       bool evaluates);
bool lc_is_count(const struct lc_value *value, struct lc_decimal *out);

/* schema_read_items.c */
/* Items by place, and the rest, in whatever words the dialect has for them. */
void lc_items_of(const struct lc_schema_reader *r, const struct lc_value *schema,
                 const struct lc_value **named, const struct lc_value **rest);
/* A list of schemas, or none at all. */
bool lc_is_tuple(const struct lc_value *named);
ctr_status lc_read_arrays(struct lc_schema_reader *r);
ctr_status lc_read_contains(struct lc_schema_reader *r);

/* schema_read_rest.c */
ctr_status lc_read_unevaluated_items(struct lc_schema_reader *r, const struct lc_member *m);
ctr_status lc_read_unevaluated_properties(struct lc_schema_reader *r, const struct lc_member *m);

/* schema_read_misfit.c: what no draft allows */
/* `$ref`, `then`, `else`, where they are no text and no schemas. */
ctr_status lc_read_neutral(struct lc_schema_reader *r, const struct lc_member *m);
/* What no rule is for; a `$dynamicRef`, too, unless it is known where it leads. */
ctr_status lc_read_unknown(struct lc_schema_reader *r, const struct lc_member *m);
/* allOf, where it is no list, or an empty one; else its members are elements of their own. */
ctr_status lc_read_all_of(struct lc_schema_reader *r, const struct lc_member *m);
/* Keys of patternProperties that are no patterns. */
ctr_status lc_read_patterns(struct lc_schema_reader *r, const struct lc_value *patterns);
/* minContains and maxContains without a `contains`. */
ctr_status lc_read_counts(struct lc_schema_reader *r);

#endif
