/*
 * A .proto text as the schema of messages in a document of another format: which of what it
 * declares such a message is, and all that is in one.
 */
#ifndef LC_SPEC_PROTOBUF_PAYLOAD_H
#define LC_SPEC_PROTOBUF_PAYLOAD_H

#include "spec/protobuf/protobuf.h"

struct lc_proto_payload {
    struct lc_proto proto;
    struct lc_bundle bundle;               /* the text and what it imports */
    const struct lc_proto_message **roots; /* what a message can be */
    size_t root_count;
    struct lc_map root;    /* the same by full name */
    struct lc_map reached; /* by full name, messages and enums that one can hold */
};

/* Which way data goes: written with the old edition and read with the new one, or the reverse. */
enum { LC_PROTO_BACK = 1, LC_PROTO_FORTH = 2, LC_PROTO_BOTH = 3 };

/* What `from` and all that is named below it is called `to` now; ptr NULL: nothing. */
struct lc_proto_renamed {
    struct lc_str from;
    struct lc_str to;
};
struct lc_proto_names {
    struct lc_proto_renamed root;
    struct lc_proto_renamed package;
};

/* The string at `text` in a file of `around`. INPUT naming the place there if it is none, or
 * declares no message. */
ctr_status lc_proto_payload(struct lc_ctx *ctx, struct lc_bundle *around, struct lc_node text,
                            const struct lc_proto_payload **out);

/* protobuf_compare.c: the payloads of what stands at `under`, by what bytes and JSON can bear.
 * `data` says which of the ways its editions go when the new one replaces the old one. */
ctr_status lc_proto_compare_at(struct lc_cmp *c, const struct lc_proto_payload *older,
                               const struct lc_proto_payload *newer, const struct lc_part *under,
                               unsigned data);
/* Add the messages of a list, and all messages and enums that one can hold, by full name. */
ctr_status lc_proto_reach(struct lc_ctx *ctx, const struct lc_proto *p,
                          const struct lc_proto_message *const *roots, size_t count,
                          struct lc_map *reached);
/* What one can rely on of a payload at `under`: "UNDER/pkg.Message/field". */
ctr_status lc_proto_payload_parts(struct lc_ctx *ctx, const struct lc_proto_payload *payload,
                                  const struct lc_part *under, lc_used_fn *fn, void *user);

#endif
