/*
 * Numbers and names that are set apart, by `reserved` and by `extensions`: one sorted list and one
 * map, however the document scatters them.
 */
#ifndef LC_SPEC_PROTOBUF_APART_H
#define LC_SPEC_PROTOBUF_APART_H

#include "base/map.h"
#include "codec/proto.h"

struct lc_proto_apart {
    struct lc_proto_span {
        int64_t from;
        int64_t to; /* inclusive */
    } * at;         /* in order, none touching the next */
    size_t count;
    struct lc_map names;
};

/* In scratch memory; either list may be NULL. */
ctr_status lc_proto_apart_of(struct lc_ctx *ctx, const struct lc_proto_range *ranges,
                             const struct lc_proto_name *names, struct lc_proto_apart *out);
/* All numbers from..to are apart. */
bool lc_proto_apart_covers(const struct lc_proto_apart *apart, int64_t from, int64_t to);
bool lc_proto_apart_names(const struct lc_proto_apart *apart, struct lc_str name);

#endif
