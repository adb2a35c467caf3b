/*
 * Protobuf: a .proto file with all it imports, names looked up, features settled.
 */
#ifndef LC_SPEC_PROTOBUF_H
#define LC_SPEC_PROTOBUF_H

#include "codec/proto.h"
#include "spec/compare.h"
#include "spec/spec.h"

enum lc_proto_kind {
    LC_PROTO_IS_PACKAGE,
    LC_PROTO_IS_MESSAGE,
    LC_PROTO_IS_ENUM,
    LC_PROTO_IS_SERVICE,
    LC_PROTO_IS_OTHER /* an extension or an enum value at the top of a file */
};

struct lc_proto_symbol {
    enum lc_proto_kind kind;
    const struct lc_proto_file *file; /* where it is, of a package the first */
    const void *is;                   /* the message, enum or service; NULL: built in */
};

struct lc_proto {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    struct lc_proto_file **files; /* the document first, then the others as they were found; those
                                     built in have no doc */
    size_t count;
    size_t room;
    size_t own;            /* of them, files of the bundle */
    struct lc_map symbols; /* by full name, to lc_proto_symbol */
    unsigned char **sees;  /* by a file's mark: bits of the files whose names it may use */
};

/* protobuf_link.c: set the bits of a file and of all that is seen through its public imports, but
 * stop at those that are set; `bits` has count / 8 + 1 bytes, `stack` room for all files. */
void lc_proto_see(unsigned char *bits, const struct lc_proto_file **stack,
                  const struct lc_proto_file *f);
bool lc_proto_sees(const unsigned char *bits, const struct lc_proto_file *f);

/* Values of features; zero is none of them. */
enum { LC_PROTO_EXPLICIT = 1, LC_PROTO_IMPLICIT, LC_PROTO_LEGACY_REQUIRED };
enum { LC_PROTO_OPEN = 1, LC_PROTO_CLOSED };
enum { LC_PROTO_PACKED = 1, LC_PROTO_EXPANDED };
enum { LC_PROTO_VERIFY = 1, LC_PROTO_UNCHECKED, LC_PROTO_UTF8_DEFAULT };
enum { LC_PROTO_PREFIXED = 1, LC_PROTO_DELIMITED };
enum { LC_PROTO_JSON_ALLOW = 1, LC_PROTO_JSON_LEGACY };
enum { LC_PROTO_EXPORT_ALL = 1, LC_PROTO_EXPORT_TOP, LC_PROTO_LOCAL_ALL, LC_PROTO_STRICT };
enum { LC_PROTO_CPP_STRING = 1, LC_PROTO_CPP_CORD, LC_PROTO_CPP_VIEW, LC_PROTO_CPP_PIECE };

/* How often a field is there. */
enum lc_proto_cardinality {
    LC_PROTO_CARD_EXPLICIT,
    LC_PROTO_CARD_IMPLICIT,
    LC_PROTO_CARD_REQUIRED,
    LC_PROTO_CARD_REPEATED,
    LC_PROTO_CARD_MAP
};

#define LC_PROTO_S(s) lc_proto_shown(s, 200), (s).ptr

/* Everything above, from a bundle whose document is read. INPUT naming the place. */
ctr_status lc_proto_link(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_proto *out);

/* protobuf_builtin.c: the file that comes with protobuf, NULL if `path` is none of them; with its
 * names declared. */
ctr_status lc_proto_builtin(struct lc_proto *p, struct lc_str path, struct lc_proto_file **out);
bool lc_proto_is_builtin(struct lc_str path);
/* The name of the first value of an enum in such a file. */
struct lc_str lc_proto_builtin_first(struct lc_str full);

/* protobuf_names.c: declare all names of a file of the bundle, and look up those it uses. */
ctr_status lc_proto_declare(struct lc_proto *p, struct lc_proto_file *f);
ctr_status lc_proto_add_file(struct lc_proto *p, struct lc_proto_file *f);
ctr_status lc_proto_add_symbol(struct lc_proto *p, struct lc_str full, enum lc_proto_kind kind,
                               const struct lc_proto_file *file, const void *is);
const struct lc_proto_symbol *lc_proto_find(const struct lc_proto *p, struct lc_str full);
const struct lc_proto_message *lc_proto_find_message(const struct lc_proto *p, struct lc_str full);
const struct lc_proto_enum *lc_proto_find_enum(const struct lc_proto *p, struct lc_str full);
ctr_status lc_proto_join(struct lc_ctx *ctx, struct lc_str scope, struct lc_str name,
                         struct lc_str *out);
/* "order_id" is "orderId"; NULL with NOMEM recorded. */
const char *lc_proto_camel(struct lc_ctx *ctx, struct lc_str name);
/* "order_items" has entries "OrderItemsEntry". */
ctr_status lc_proto_entry_name(struct lc_ctx *ctx, struct lc_str field, struct lc_str *out);
/* protobuf_resolve.c */
ctr_status lc_proto_resolve(struct lc_proto *p, struct lc_proto_file *f);
/* protobuf_features.c */
ctr_status lc_proto_settle(struct lc_proto *p, struct lc_proto_file *f);
/* True for "features.…" that is settled into lc_proto_features and compared as that, and for the
 * head of an aggregate, which says nothing of its own. */
bool lc_proto_is_settled(const struct lc_proto_option *o);
/* Other files may refer to it. */
bool lc_proto_is_exported(enum lc_proto_visibility said, const struct lc_proto_features *features,
                          bool nested);
/* protobuf_check.c: numbers and names that are used twice or reserved; sorts fields. */
ctr_status lc_proto_check(struct lc_proto *p, struct lc_proto_file *f);

/* protobuf_check_options.c: options that are not known there, have another type or stand twice. */
enum {
    LC_PROTO_ON_FILE = 1,
    LC_PROTO_ON_MESSAGE = 2,
    LC_PROTO_ON_FIELD = 4,
    LC_PROTO_ON_ONEOF = 8,
    LC_PROTO_ON_ENUM = 16,
    LC_PROTO_ON_VALUE = 32,
    LC_PROTO_ON_SERVICE = 64,
    LC_PROTO_ON_METHOD = 128
};
ctr_status lc_proto_check_options(struct lc_proto *p, const struct lc_proto_file *f,
                                  const struct lc_proto_option *list, unsigned where);
/* protobuf_check_field.c: options and features that say what the field cannot be. */
ctr_status lc_proto_check_field(struct lc_proto *p, const struct lc_proto_field *f);

/* protobuf_check_default.c: a default that no compiler takes. */
ctr_status lc_proto_check_default(struct lc_proto *p, const struct lc_proto_field *f);

/* protobuf_check_json.c: what a field is called in JSON, in scratch memory, and by which option
 * (NULL: none); NULL with NOMEM recorded. Two of a message that are called the same are refused. */
const char *lc_proto_json_name(struct lc_ctx *ctx, const struct lc_proto_field *f,
                               const struct lc_proto_option **option);
ctr_status lc_proto_check_json(struct lc_proto *p, const struct lc_proto_message *m);

/* protobuf_twice.c: numbers and names that are set apart twice, and extensions of one number; in
 * all files. */
ctr_status lc_proto_twice(struct lc_proto *p);

/* What a field is on the wire: the type of its descriptor; MAP stays MAP. */
enum lc_proto_type lc_proto_wire_type(const struct lc_proto_field *f);
enum lc_proto_cardinality lc_proto_cardinality(const struct lc_proto_field *f);
uint8_t lc_proto_java_utf8(const struct lc_proto_field *f);
uint8_t lc_proto_cpp_string(const struct lc_proto_field *f);
/* The scope in which a field is written: a message's full name, or the package. */
struct lc_str lc_proto_scope(const struct lc_proto_field *f);
/* The field with that number, NULL if there is none. */
const struct lc_proto_field *lc_proto_by_number(const struct lc_proto_message *m, int32_t number);

/* protobuf_used.c: what the calls and messages of a list need; INPUT where one is not there. */
ctr_status lc_proto_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                               lc_used_fn *fn, void *user);

/* protobuf_confluent.c */
ctr_status lc_proto_confluent(struct lc_cmp *c, const struct lc_proto *older,
                              const struct lc_proto *newer);
/* protobuf_compare.c */
ctr_status lc_proto_compare(struct lc_cmp *c, const struct lc_proto *older,
                            const struct lc_proto *newer);

#endif
