/* One edition of a record reads what the other one wrote: which field gets its data from which. */
#ifndef LC_SPEC_AVRO_READING_H
#define LC_SPEC_AVRO_READING_H

#include "spec/avro/avro_walk.h"

/* What each field of the reader gets. */
struct lc_avro_reading {
    const struct lc_avro_type *reader;
    const struct lc_avro_type *writer;
    int64_t *from;  /* for each field of the reader the writer's that it is read from */
    int64_t *rival; /* and another one that its name or an alias leads to, too */
    bool *shared;   /* of the reader: what it is read from feeds a field before it, too */
    bool *taken;    /* of the writer: it feeds one of the reader */
    bool *told;     /* of the writer: it is told that it is not settled which one */
    /* Libraries that give what was written the names of the reader before they read, and each field
     * one: how many then have the name of the reader's. */
    uint32_t *renamed;
};

ctr_status lc_avro_reading(struct lc_ctx *ctx, const struct lc_avro_type *reader,
                           const struct lc_avro_type *writer, struct lc_avro_reading *out);
/* False when the work or the memory is used up. */
bool lc_avro_partners(struct lc_avro_walk *w, struct lc_avro_reading *g);
/* True if a library that renames fails at the field: it has no data, or it has it twice. */
bool lc_avro_renaming_fails(struct lc_avro_walk *w, const struct lc_avro_reading *g, uint32_t at);
/* True if a library that gives what was written to one field alone fails at this one, which shares
 * it with one before. */
bool lc_avro_sharing_fails(struct lc_avro_walk *w, const struct lc_avro_reading *g, uint32_t at);

#endif
