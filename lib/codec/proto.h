/*
 * A .proto file (proto2, proto3, editions) as a tree of its own, in scratch memory: what is
 * declared and where. Names are as written; what they refer to is found out later, in
 * spec/protobuf/protobuf_resolve.c.
 */
#ifndef LC_CODEC_PROTO_H
#define LC_CODEC_PROTO_H

#include "codec/value.h"

/* Types of fields; up to SINT64 they are numbered as in descriptors. */
enum lc_proto_type {
    LC_PROTO_NAMED = 0, /* a message or an enum, not looked up yet */
    LC_PROTO_DOUBLE = 1,
    LC_PROTO_FLOAT_ = 2,
    LC_PROTO_INT64 = 3,
    LC_PROTO_UINT64 = 4,
    LC_PROTO_INT32 = 5,
    LC_PROTO_FIXED64 = 6,
    LC_PROTO_FIXED32 = 7,
    LC_PROTO_BOOL = 8,
    LC_PROTO_STRING = 9,
    LC_PROTO_GROUP = 10,
    LC_PROTO_MESSAGE = 11,
    LC_PROTO_BYTES = 12,
    LC_PROTO_UINT32 = 13,
    LC_PROTO_ENUM = 14,
    LC_PROTO_SFIXED32 = 15,
    LC_PROTO_SFIXED64 = 16,
    LC_PROTO_SINT32 = 17,
    LC_PROTO_SINT64 = 18,
    LC_PROTO_MAP = 19
};

enum lc_proto_label { LC_PROTO_PLAIN, LC_PROTO_OPTIONAL, LC_PROTO_REQUIRED, LC_PROTO_REPEATED };

enum lc_proto_syntax { LC_PROTO_2 = 2, LC_PROTO_3 = 3, LC_PROTO_EDITIONS = 4 };

enum {
    LC_PROTO_FIELD_MAX = 536870911,
    LC_PROTO_SET_MAX = 2147483646,   /* in a message with message_set_wire_format */
    LC_PROTO_FIELD_RESERVED = 19000, /* to 19999: the implementation's own */
    LC_PROTO_FIELD_RESERVED_END = 19999
};

/* "name = value"; a member of an aggregate follows as an option of its own, "name.member". */
struct lc_proto_option {
    struct lc_proto_option *next;
    struct lc_str name; /* without blanks: "java_package", "features.(pb.cpp).string_type" */
    /* of a string what it says, as text; of others the words behind each other */
    struct lc_str value;
    uint32_t offset; /* of a statement its keyword, else of the name */
    bool text;       /* the value is a string */
    bool member;     /* of an aggregate */
};

/* What an element inherits, grows by its own options and hands down. */
struct lc_proto_features {
    uint8_t presence, enum_type, packed, utf8, delimited, json, cpp_string, java_utf8, visibility;
};

/* What a message or an enum says of who may refer to it. */
enum lc_proto_visibility { LC_PROTO_UNSAID, LC_PROTO_EXPORT, LC_PROTO_LOCAL };

struct lc_proto_range {
    struct lc_proto_range *next;
    int64_t from;
    int64_t to; /* inclusive */
    uint32_t offset;
    bool open; /* as far as numbers go: "to max" */
};

struct lc_proto_name {
    struct lc_proto_name *next;
    struct lc_str text;
    uint32_t offset;
};

struct lc_proto_enum_value {
    struct lc_proto_enum_value *next;
    struct lc_str name;
    int64_t number;
    uint32_t offset;
    uint32_t number_at;
    struct lc_proto_option *options;
};

struct lc_proto_file;
struct lc_proto_message;

struct lc_proto_enum {
    struct lc_proto_enum *next;
    struct lc_proto_file *file;
    struct lc_proto_message *parent;
    struct lc_str name;
    struct lc_str full; /* by the linker, as all `full`s */
    uint32_t offset;
    uint32_t name_at;
    struct lc_proto_enum_value *values;
    uint32_t value_count;
    struct lc_proto_range *reserved;
    struct lc_proto_name *reserved_names;
    struct lc_proto_option *options;
    struct lc_proto_features features;
    enum lc_proto_visibility visibility;
};

struct lc_proto_oneof {
    struct lc_proto_oneof *next;
    struct lc_str name;
    uint32_t offset;
    uint32_t name_at;
    struct lc_proto_option *options;
    uint32_t count; /* of its fields */
};

struct lc_proto_field {
    struct lc_proto_field *next;
    struct lc_proto_message *parent; /* in which it is written; NULL at the top of the file */
    struct lc_proto_oneof *oneof;
    struct lc_str name;
    struct lc_str type_name; /* as written: "int32", ".pkg.Order", "map" */
    struct lc_str extendee;  /* as written; ptr NULL: a plain field */
    struct lc_proto_file *file;
    uint8_t type;
    uint8_t label;
    int32_t number;
    uint32_t offset;
    uint32_t type_at;
    uint32_t name_at;
    uint32_t number_at;
    uint32_t extendee_at;
    struct lc_proto_option *options;
    const struct lc_proto_field *key; /* of a MAP, and its value */
    const struct lc_proto_field *value;
    /* by the linker */
    const struct lc_proto_message *message; /* of MESSAGE and GROUP; NULL: built in */
    const struct lc_proto_enum *enumeration;
    struct lc_str type_full;     /* of the type, without leading dot */
    struct lc_str extendee_full; /* of an extension */
    struct lc_proto_features features;
};

struct lc_proto_message {
    struct lc_proto_message *next;
    struct lc_proto_file *file;
    struct lc_proto_message *parent;
    struct lc_str name;
    struct lc_str full;
    uint32_t offset;
    uint32_t name_at;
    uint32_t index; /* among its siblings */
    uint32_t field_count;
    bool group;
    enum lc_proto_visibility visibility;
    struct lc_proto_field *fields;
    struct lc_proto_field *extends; /* written in it */
    struct lc_proto_oneof *oneofs;
    struct lc_proto_message *messages;
    struct lc_proto_enum *enums;
    struct lc_proto_range *reserved;
    struct lc_proto_name *reserved_names;
    struct lc_proto_range *extensions;
    struct lc_proto_option *options;
    struct lc_proto_features features;
    const struct lc_proto_field **by_number; /* by the linker: sorted */
};

struct lc_proto_method {
    struct lc_proto_method *next;
    struct lc_str name;
    struct lc_str input;
    struct lc_str output;
    struct lc_str input_full; /* by the linker */
    struct lc_str output_full;
    uint32_t offset;
    uint32_t name_at;
    uint32_t input_at;
    uint32_t output_at;
    bool client_streams;
    bool server_streams;
    struct lc_proto_option *options;
};

struct lc_proto_service {
    struct lc_proto_service *next;
    struct lc_proto_file *file;
    struct lc_str name;
    struct lc_str full;
    uint32_t offset;
    uint32_t name_at;
    struct lc_proto_method *methods;
    struct lc_proto_option *options;
};

struct lc_proto_import {
    struct lc_proto_import *next;
    struct lc_str path;
    uint32_t offset;
    bool is_public;
    bool is_weak;
    struct lc_proto_file *file; /* by the linker; NULL: built in, or weak and not there */
};

struct lc_proto_file {
    struct lc_value root; /* first: the document's root stands for the file */
    struct lc_doc *doc;
    enum lc_proto_syntax syntax;
    struct lc_str edition; /* "proto2", "proto3", "2023" */
    struct lc_str package; /* "" if there is none */
    uint32_t syntax_at;
    uint32_t package_at;
    struct lc_proto_import *imports;
    struct lc_proto_message *messages;
    struct lc_proto_enum *enums;
    struct lc_proto_field *extends;
    struct lc_proto_service *services;
    struct lc_proto_option *options;
    struct lc_proto_features features;
    uint32_t mark; /* the linker's and the walker's own */
    const char *path;
};

/* Read a file: doc->root is its root then; doc->inlay stays as it is. INPUT, LIMIT as the other
 * readers. */
ctr_status lc_proto_read(struct lc_ctx *ctx, struct lc_str text,
                         const struct lc_read_options *options, struct lc_doc *doc);

/* True if the first words are those that a .proto file begins with. */
bool lc_proto_looks_like(struct lc_str text);

/* The word of a type of the language, 0 words for others. */
struct lc_str lc_proto_type_word(enum lc_proto_type type);

/* NULL if there is none of that name. */
const struct lc_proto_option *lc_proto_option_get(const struct lc_proto_option *list,
                                                  const char *name);

/* True for a message with message_set_wire_format. */
bool lc_proto_is_set(const struct lc_proto_message *m);

/* How much of a text is shown: at most so many bytes, and no code point in part. */
static inline int lc_proto_shown(struct lc_str text, size_t most)
{
    size_t size = text.len < most ? text.len : most;
    while (size < text.len && size && ((unsigned char)text.ptr[size] & 0xC0) == 0x80) {
        size--;
    }
    return (int)size;
}

static inline struct lc_proto_file *lc_proto_file_of(const struct lc_doc *doc)
{
    return (struct lc_proto_file *)(uintptr_t)doc->root;
}

#endif
