/* What the parts of the comparison of .proto files share. */
#ifndef LC_SPEC_PROTOBUF_ROOM_H
#define LC_SPEC_PROTOBUF_ROOM_H

#include "spec/protobuf/protobuf_apart.h"
#include "spec/protobuf/protobuf_payload.h"

/* Categories of rules: each profile asks for one. */
enum { LC_PROTO_FILE = 1, LC_PROTO_PACKAGE = 2, LC_PROTO_WIRE_JSON = 4, LC_PROTO_WIRE = 8 };

/* One comparison. */
struct lc_pb {
    struct lc_cmp *c;
    const struct lc_proto *older;
    const struct lc_proto *newer;
    unsigned category;   /* that is asked for */
    ctr_profile profile; /* by which findings weigh */
    /* Of payloads in documents of another format; NULL: whole files are compared. */
    const struct lc_part *under;          /* before each address */
    const struct lc_proto_payload *of[2]; /* what of the files counts */
    const struct lc_proto_names *names;   /* what is called otherwise now, and is the same */
    unsigned data;                        /* which way their data goes */
    struct lc_map extensions[2];          /* of both editions: see protobuf_extension.c */
    struct lc_map closed[2];              /* see protobuf_closed.c */
};

/* A place, made into text only for a finding. */
struct lc_pb_at {
    const struct lc_proto_file *file; /* NULL: none */
    struct lc_str full;               /* of the message, enum, service or scope; "" */
    struct lc_str leaf;               /* a name below it; len 0: none */
    struct lc_str inner;              /* one more: the oneof between both; len 0: none */
    bool numbered;                    /* `number` stands below instead of the leaf */
    int64_t number;
    uint32_t offset;
};

static const struct lc_pb_at LC_PB_NOWHERE = {NULL, {NULL, 0}, {NULL, 0}, {NULL, 0}, false, 0, 0};

struct lc_pb_at lc_pb_at_file(const struct lc_proto_file *f, uint32_t offset);
struct lc_pb_at lc_pb_at_message(const struct lc_proto_message *m, uint32_t offset);
struct lc_pb_at lc_pb_at_field(const struct lc_proto_field *f, uint32_t offset);
struct lc_pb_at lc_pb_at_oneof(const struct lc_proto_message *m, const struct lc_proto_oneof *o);
struct lc_pb_at lc_pb_at_enum(const struct lc_proto_enum *e, uint32_t offset);
struct lc_pb_at lc_pb_at_value(const struct lc_proto_enum *e, const struct lc_proto_enum_value *v,
                               uint32_t offset);
struct lc_pb_at lc_pb_at_service(const struct lc_proto_service *s);
struct lc_pb_at lc_pb_at_method(const struct lc_proto_service *s, const struct lc_proto_method *m,
                                uint32_t offset);
/* Where an option stands, else `otherwise`. */
uint32_t lc_pb_option_at(const struct lc_proto_option *o, uint32_t otherwise);
/* What is left of the message in the other edition: itself, one around it (in another file only
 * where `elsewhere` says so), or its file. */
struct lc_pb_at lc_pb_survivor(const struct lc_proto *p, const struct lc_proto_message *m,
                               const struct lc_proto_file *was, bool elsewhere);

/* The file of that path, NULL if there is none. */
const struct lc_proto_file *lc_pb_file_of(const struct lc_proto *p, const char *path);

/* "pkg.Message.field"; `name` may be empty. Scratch memory; NULL with NOMEM recorded. */
const char *lc_pb_part(struct lc_ctx *ctx, struct lc_str scope, struct lc_str name);
/* The same within a comparison; below another format's part it is "PART/pkg.Message/field". */
const char *lc_pb_part_of(const struct lc_pb *pb, struct lc_str scope, struct lc_str name);

/* protobuf_twin.c: what the thing of that name on one side is called on the other. */
ctr_status lc_pb_twin(const struct lc_pb *pb, ctr_side from, struct lc_str full,
                      struct lc_str *out);
/* True if a type of the old edition and one of the new are the same by their names. */
bool lc_pb_same_name(const struct lc_pb *pb, struct lc_str older, struct lc_str newer);
/* False for what no payload of the edition holds. */
bool lc_pb_reaches(const struct lc_pb *pb, ctr_side side, struct lc_str full);
/* The twin of a message or an enum, NULL: gone. */
ctr_status lc_pb_twin_message(const struct lc_pb *pb, ctr_side from, struct lc_str full,
                              const struct lc_proto_message **out);
ctr_status lc_pb_twin_enum(const struct lc_pb *pb, ctr_side from, struct lc_str full,
                           const struct lc_proto_enum **out);

/* protobuf_extension.c: those of one list. */
ctr_status lc_pb_index_extensions(struct lc_pb *pb, ctr_side side, const struct lc_proto_field *x);
/* The extension of that number, NULL if there is none; `message` as the old edition calls it. */
ctr_status lc_pb_extension(const struct lc_pb *pb, ctr_side side, struct lc_str message,
                           int32_t number, const struct lc_proto_field **out);
/* What an extension of the old edition is in the new one, or one of the new was in the old: an
 * extension, a field, or NULL. */
ctr_status lc_pb_extension_now(const struct lc_pb *pb, const struct lc_proto_field *x,
                               const struct lc_proto_field **out);
ctr_status lc_pb_extension_was(const struct lc_pb *pb, const struct lc_proto_field *x,
                               const struct lc_proto_field **out);

/* protobuf_closed.c: the enums of a message of which readers must know every value. */
ctr_status lc_pb_index_closed(struct lc_pb *pb, ctr_side side, const struct lc_proto_message *m);
/* A field that both editions have, which readers of `side` refuse with a value of the enum that
 * they do not know, or an entry of which they lose; NULL: there is none. */
const struct lc_proto_field *lc_pb_closed(const struct lc_pb *pb, ctr_side side,
                                          const struct lc_proto_enum *e);

/* A finding of a rule of protobuf_rules.def, with the weight that the profile gives it. */
ctr_status lc_pb_say(const struct lc_pb *pb, enum lc_rule_id rule, const char *part,
                     struct lc_pb_at from, struct lc_pb_at to, const char *arguments,
                     const char *format, ...) __attribute__((format(printf, 7, 8)));
/* A finding of any other rule, with its own weights. */
ctr_status lc_pb_tell(const struct lc_pb *pb, enum lc_rule_id rule, ctr_level backward,
                      ctr_level forward, const char *part, struct lc_pb_at from, struct lc_pb_at to,
                      const char *arguments, const char *format, ...)
    __attribute__((format(printf, 9, 10)));
/* True if the rule breaks under the profile. */
bool lc_pb_asked(const struct lc_pb *pb, unsigned categories);

/* True for the four categories, which say what Buf says and know no modes. Of the other profiles,
 * and of payloads, each finding says in which direction it breaks. */
bool lc_pb_is_theirs(const struct lc_pb *pb);
/* True where bytes and JSON themselves are asked about, and not what Buf says of them. */
bool lc_pb_is_data(const struct lc_pb *pb);

/* What to do to have a feature back, in the new edition's file: "set features.enum_type = OPEN", or
 * which file could say it; NULL with NOMEM recorded. */
const char *lc_pb_feature(const struct lc_pb *pb, const struct lc_proto_file *f,
                          const char *feature);

/* protobuf_options.c: who may refer to it is no longer the same. */
ctr_status lc_pb_visibility(const struct lc_pb *pb, bool was, bool is, const char *what,
                            struct lc_str full, struct lc_pb_at from, struct lc_pb_at to);

/* Options that no rule judges. `done`: names that are, behind each other, closed by NULL. */
ctr_status lc_pb_options(const struct lc_pb *pb, const struct lc_proto_option *a,
                         const struct lc_proto_option *b, const char *const *done, const char *part,
                         struct lc_pb_at from, struct lc_pb_at to);
/* The list has an option of that name, and it is true. */
bool lc_pb_is_true(const struct lc_proto_option *list, const char *name);

/* protobuf_twin.c: what the messages of two payloads are called, and which came or went. */
ctr_status lc_pb_payload_names(const struct lc_pb *pb, struct lc_proto_names *out);
ctr_status lc_pb_roots(const struct lc_pb *pb);
ctr_status lc_pb_files(const struct lc_pb *pb);
/* protobuf_public.c: names that were seen through the file and are no longer. */
ctr_status lc_pb_public(const struct lc_pb *pb, const struct lc_proto_file *a,
                        const struct lc_proto_file *b, const char *part);
ctr_status lc_pb_message(const struct lc_pb *pb, const struct lc_proto_message *a,
                         const struct lc_proto_message *b);
ctr_status lc_pb_field(const struct lc_pb *pb, const struct lc_proto_field *a,
                       const struct lc_proto_field *b);
/* Two editions of a field, or of the key or the value of a map. */
struct lc_pb_pair {
    const struct lc_pb *pb;
    const struct lc_proto_field *a;
    const struct lc_proto_field *b;
    const char *part;
    bool inner; /* the key or the value of a map */
};
/* protobuf_reused.c: what JSON calls the fields of `b` that `a` has not, made when it is first
 * asked for. */
struct lc_pb_json {
    const struct lc_proto_message *a;
    const struct lc_proto_message *b;
    bool made;
    struct lc_map came;
};
/* A field that went, whose name in JSON another one has now. */
ctr_status lc_pb_reused(const struct lc_pb *pb, struct lc_pb_json *names,
                        const struct lc_proto_field *f, const char *part);
/* protobuf_type.c */
ctr_status lc_pb_types(const struct lc_pb_pair *p);
/* protobuf_oneof.c: into a oneof, out of one, to another. */
ctr_status lc_pb_moved(const struct lc_pb_pair *p);
ctr_status lc_pb_default(const struct lc_pb *pb, const struct lc_proto_field *a,
                         const struct lc_proto_field *b);
ctr_status lc_pb_enum(const struct lc_pb *pb, const struct lc_proto_enum *a,
                      const struct lc_proto_enum *b);
/* protobuf_values.c: values of an enum by number, and by name within one. */
struct lc_pb_values {
    const struct lc_proto_enum_value **at;
    size_t count;
};
ctr_status lc_pb_values_of(struct lc_ctx *ctx, const struct lc_proto_enum *e,
                           struct lc_pb_values *out);
/* Those that have the number of the value at `i`; none behind the last. */
struct lc_pb_values lc_pb_values_run(const struct lc_pb_values *v, size_t i);
/* The one that is written first: by its name JSON is written. */
const struct lc_proto_enum_value *lc_pb_values_first(const struct lc_pb_values *run);
/* Each of `a` is in `b`, by number and name. */
bool lc_pb_values_within(const struct lc_pb_values *a, const struct lc_pb_values *b);
ctr_status lc_pb_service(const struct lc_pb *pb, const struct lc_proto_service *a,
                         const struct lc_proto_service *b);
/* What is reserved in `a` and not in `b`: each range and name. */
struct lc_pb_reserve {
    const struct lc_proto_range *ranges;
    const struct lc_proto_name *names;
    const struct lc_proto_apart *apart; /* both */
    const char *what;                   /* "message", "enum" */
    enum lc_rule_id rule;
    struct lc_pb_at at;
    const char *part;
};
ctr_status lc_pb_reserved(const struct lc_pb *pb, const struct lc_pb_reserve *a,
                          const struct lc_pb_reserve *b);

/* "int32", "pkg.Order", "map<string, pkg.Order>"; NULL with NOMEM recorded. */
const char *lc_pb_type_text(struct lc_ctx *ctx, const struct lc_proto_field *f);

#endif
