/*
 * What the files of the AsyncAPI format share: the model of one edition (channels, what the
 * application sends and receives on them, messages with their traits merged), the same for 2.x and
 * 3.0, and the comparison of two under way.
 */
#ifndef LC_SPEC_ASYNCAPI_H
#define LC_SPEC_ASYNCAPI_H

#include "spec/avro/avro.h"
#include "spec/openapi/openapi.h"
#include "spec/protobuf/protobuf_payload.h"

/* Who sends: the application, its consumers, or nobody said. */
enum lc_aa_way { LC_AA_SEND, LC_AA_RECEIVE, LC_AA_EITHER };

/* What a payload, headers or a key are described in. */
enum lc_aa_language { LC_AA_JSON, LC_AA_AVRO, LC_AA_PROTOBUF, LC_AA_OTHER };

struct lc_aa_schema {
    struct lc_node node; /* value NULL: none, which says nothing */
    enum lc_aa_language language;
    enum lc_dialect dialect;              /* of JSON */
    struct lc_str format;                 /* as written; ptr NULL: the default */
    const struct lc_avro *avro;           /* of Avro */
    const struct lc_proto_payload *proto; /* of Protocol Buffers */
};

struct lc_aa_message {
    struct lc_node node; /* traits merged in */
    struct lc_aa_schema payload;
    struct lc_aa_schema headers;
    struct lc_aa_schema key; /* of the kafka binding */
    struct lc_str content_type;
};

/* A message at a place that names it. */
struct lc_aa_entry {
    struct lc_str name;
    bool unnamed; /* the name is its number in the list */
    const struct lc_aa_message *message;
    struct lc_aa_entry *twin; /* in the other edition */
    struct lc_aa_entry *next;
};

struct lc_aa_entries {
    struct lc_aa_entry *first;
    struct lc_aa_entry *last;
    struct lc_map by_name;
};

struct lc_aa_channel {
    struct lc_str key;
    struct lc_str address; /* the key where it has none of its own */
    struct lc_str loose;   /* the address without names of parameters */
    bool unknown;          /* it has no address of its own */
    struct lc_node node;
    struct lc_aa_entries messages; /* of 3.0 */
    struct lc_aa_group *groups[3]; /* by way */
    struct lc_aa_channel *twin;
    struct lc_aa_channel *next;
};

struct lc_aa_operation {
    struct lc_str id; /* may be empty */
    struct lc_node node;
    struct lc_node reply;
    struct lc_aa_channel *reply_channel; /* NULL: none is named */
    struct lc_aa_entries replies;
    struct lc_aa_operation *twin;
    struct lc_aa_operation *next;  /* of its group */
    struct lc_aa_operation *after; /* of the edition */
};

/* All that goes one way on one channel. */
struct lc_aa_group {
    enum lc_aa_way way;
    struct lc_aa_channel *channel;
    struct lc_aa_operation *first;
    struct lc_aa_operation *last;
    struct lc_aa_entries messages;
    struct lc_aa_group *twin;
};

/* One edition. */
struct lc_aa {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    struct lc_node root;
    bool three; /* 3.0, else 2.x */
    uint64_t seed;
    struct lc_aa_channel *first;
    struct lc_aa_channel *last;
    struct lc_map by_key;   /* channels */
    struct lc_map by_loose; /* those that have an address; the first of several */
    struct lc_aa_operation *operations;
    struct lc_map places; /* where channels stand, to them */
    struct lc_map named;  /* where messages of channels stand, to their entries */
    struct lc_map read;   /* messages, by where they stand */
    struct lc_map protos; /* texts of .proto files, by where they stand */
};

/* A memo of the schema room for two dialects. */
struct lc_aa_memo {
    enum lc_dialect dialect[2];
    struct lc_schema_memo *memo;
    struct lc_aa_memo *next;
};

/* One comparison. */
struct lc_aa_cmp {
    struct lc_cmp *c;
    struct lc_aa *old;
    struct lc_aa *new;
    enum lc_aa_way way;
    struct lc_str address[2]; /* of the channel under comparison, by ctr_side; empty: none */
    struct lc_aa_memo *memos;
};

/* What can happen. */
enum lc_aa_event {
#define LC_AA_EVENT(name, rule, send_b, send_f, receive_b, receive_f) LC_AA_##name,
#include "spec/asyncapi/asyncapi_events.def"
#undef LC_AA_EVENT
    LC_AA_EVENT_COUNT
};

/* asyncapi_trait.c: `node` with what its "traits" add. In 2.x the last trait has the last word, in
 * 3.0 the object itself. */
ctr_status lc_aa_merge(struct lc_aa *aa, struct lc_node node, struct lc_node *out);
/* Behind any $ref. */
ctr_status lc_aa_follow(struct lc_aa *aa, struct lc_node node, struct lc_node *out);

/* asyncapi_model.c: INPUT naming the place of what is not as the specification wants it. */
ctr_status lc_aa_read(struct lc_aa *aa);
struct lc_str lc_aa_key_of(const struct lc_value *const *value); /* of maps by place */
ctr_status lc_aa_wanted(struct lc_aa *aa, struct lc_node node, const char *what);

/* asyncapi_message.c: one message, its traits merged, its schemas looked at. */
ctr_status lc_aa_message(struct lc_aa *aa, struct lc_node node, const struct lc_aa_message **out);
ctr_status lc_aa_add_entry(struct lc_aa *aa, struct lc_aa_entries *list, struct lc_str name,
                           const struct lc_aa_message *message);

/* asyncapi_report.c */
ctr_status lc_aa_add(struct lc_aa_cmp *aa, enum lc_aa_event event, const struct lc_part *part,
                     struct lc_oa_pair at, const char *arguments, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
ctr_status lc_aa_rest(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at,
                      const struct lc_oa_known *known);
ctr_status lc_aa_follow_pair(struct lc_aa_cmp *aa, struct lc_oa_pair at, struct lc_oa_pair *out);
/* A fact that is there or not, as text: added, removed or changed; the events are in this order. */
ctr_status lc_aa_fact(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at,
                      enum lc_aa_event first, const char *what);

/* asyncapi_schema.c */
ctr_status lc_aa_schemas(struct lc_aa_cmp *aa, const struct lc_part *part,
                         const struct lc_aa_schema *older, const struct lc_aa_schema *newer);
/* `format` and the schema at `node` as one; reads Avro and Protocol Buffers. */
ctr_status lc_aa_schema(struct lc_aa *aa, struct lc_str format, struct lc_node node,
                        struct lc_aa_schema *out);

/* asyncapi_proto.c: a file beside the document; a .proto is a document of one string. */
ctr_status lc_aa_read_file(struct lc_ctx *ctx, struct lc_str text,
                           const struct lc_read_options *options, struct lc_doc *doc);
/* The schema at s->node as a .proto. */
ctr_status lc_aa_proto(struct lc_aa *aa, struct lc_aa_schema *s);
ctr_status lc_aa_protos(struct lc_aa_cmp *aa, const struct lc_part *part,
                        const struct lc_aa_schema *older, const struct lc_aa_schema *newer);

/* asyncapi_compare_message.c */
ctr_status lc_aa_messages(struct lc_aa_cmp *aa, const struct lc_part *part,
                          struct lc_aa_entries *older, struct lc_aa_entries *newer);

/* asyncapi_binding.c: of a "server", "channel", "operation" or "message". */
enum lc_aa_place { LC_AA_OF_SERVER, LC_AA_OF_CHANNEL, LC_AA_OF_OPERATION, LC_AA_OF_MESSAGE };
ctr_status lc_aa_bindings(struct lc_aa_cmp *aa, enum lc_aa_place place, const struct lc_part *part,
                          struct lc_oa_pair holder);

/* asyncapi_parameter.c */
ctr_status lc_aa_parameters(struct lc_aa_cmp *aa, const struct lc_part *part,
                            const struct lc_aa_channel *was, const struct lc_aa_channel *is);

/* asyncapi_scheme.c: one scheme that is wanted, with the scopes of it. */
struct lc_aa_need {
    struct lc_str name;            /* in the components; empty: it is written where it is wanted */
    struct lc_node scheme;         /* behind any $ref; value NULL: described nowhere */
    const struct lc_value *scopes; /* that are needed; NULL: none */
};
/* What one entry of "security" wants. */
ctr_status lc_aa_needs(struct lc_aa *aa, struct lc_node way, struct lc_aa_need **out,
                       uint32_t *count);
/* Scopes apart, who has the one has the other, which is of the other edition; `newer`: the one is
 * of the new edition. */
ctr_status lc_aa_same_scheme(struct lc_aa_cmp *aa, bool newer, const struct lc_aa_need *has,
                             const struct lc_aa_need *wants, bool *out);
/* The scopes that can be had by the flows of both. */
ctr_status lc_aa_offered(struct lc_aa_cmp *aa, const struct lc_part *part,
                         const struct lc_aa_need *was, const struct lc_aa_need *is);

/* asyncapi_server.c, asyncapi_security.c */
ctr_status lc_aa_servers(struct lc_aa_cmp *aa);
ctr_status lc_aa_security(struct lc_aa_cmp *aa, const struct lc_part *part,
                          struct lc_oa_pair holder);

/* asyncapi_pair.c: sets the twins of both editions */
ctr_status lc_aa_pair_channels(struct lc_aa_cmp *aa);
/* By name; the rest in their order, and what is then left with the first. */
ctr_status lc_aa_pair_operations(struct lc_aa_cmp *aa, struct lc_aa_group *older,
                                 struct lc_aa_group *newer);

/* asyncapi_compare.c */
ctr_status lc_aa_compare(struct lc_aa_cmp *aa);
/* "send CHANNEL" */
const struct lc_part *lc_aa_address(const struct lc_aa_group *group, struct lc_part frame[2]);

/* asyncapi_parts.c */
ctr_status lc_aa_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                       ctr_status (*fn)(void *user, const struct lc_part *part), void *user);
ctr_status lc_aa_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out);

#endif
