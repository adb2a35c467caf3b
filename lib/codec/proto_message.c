/* Messages of a .proto file: fields, oneofs, groups, maps, extensions. */
#include "codec/proto_parse.h"

/* Ends of the lists of one message, or of the block of an extension. */
struct lists {
    struct lc_proto_field ***fields;
    struct lc_proto_message ***messages;
};

struct body {
    struct lc_proto_message *message;
    struct lc_proto_field **fields;
    struct lc_proto_field **extends;
    struct lc_proto_oneof **oneofs;
    struct lc_proto_message **messages;
    struct lc_proto_enum **enums;
    struct lc_proto_range **reserved;
    struct lc_proto_name **names;
    struct lc_proto_range **extensions;
    struct lc_proto_option **options;
    uint32_t inner; /* messages so far */
};

/* ---- types */

static const struct lc_str type_words[] = {
    [LC_PROTO_DOUBLE] = {"double", 6},     [LC_PROTO_FLOAT_] = {"float", 5},
    [LC_PROTO_INT64] = {"int64", 5},       [LC_PROTO_UINT64] = {"uint64", 6},
    [LC_PROTO_INT32] = {"int32", 5},       [LC_PROTO_FIXED64] = {"fixed64", 7},
    [LC_PROTO_FIXED32] = {"fixed32", 7},   [LC_PROTO_BOOL] = {"bool", 4},
    [LC_PROTO_STRING] = {"string", 6},     [LC_PROTO_BYTES] = {"bytes", 5},
    [LC_PROTO_UINT32] = {"uint32", 6},     [LC_PROTO_SFIXED32] = {"sfixed32", 8},
    [LC_PROTO_SFIXED64] = {"sfixed64", 8}, [LC_PROTO_SINT32] = {"sint32", 6},
    [LC_PROTO_SINT64] = {"sint64", 6},
};
enum { TYPE_WORDS = sizeof type_words / sizeof type_words[0] };

struct lc_str lc_proto_type_word(enum lc_proto_type type)
{
    return (size_t)type < TYPE_WORDS ? type_words[type] : lc_str_n(NULL, 0);
}

static enum lc_proto_type type_of(struct lc_str word)
{
    for (size_t i = 1; word.len >= 4 && word.len <= 8 && i < TYPE_WORDS; i++) {
        if (type_words[i].len == word.len && memcmp(type_words[i].ptr, word.ptr, word.len) == 0) {
            return (enum lc_proto_type)i;
        }
    }
    return LC_PROTO_NAMED;
}

/* ---- fields */

static ctr_status type_name(struct lc_proto_parser *p, struct lc_proto_field *f)
{
    LC_TRY(lc_proto_dotted(p, true, "the type of a field", &f->type_name, &f->type_at));
    f->type = (uint8_t)type_of(f->type_name);
    return CTR_OK;
}

static ctr_status number(struct lc_proto_parser *p, struct lc_proto_field *f)
{
    int64_t value;
    uint32_t at = p->token.offset;
    f->number_at = at;
    LC_TRY(lc_proto_field_number(p, "the number of a field", &value));
    f->number = (int32_t)value;
    if (value >= LC_PROTO_FIELD_RESERVED && value <= LC_PROTO_FIELD_RESERVED_END) {
        return lc_doc_fail(p->ctx, p->doc, at,
                           "the numbers 19000 to 19999 belong to the implementation of protobuf; "
                           "choose another for '%.*s'",
                           (int)f->name.len, f->name.ptr);
    }
    return CTR_OK;
}

static ctr_status inner_field(struct lc_proto_parser *p, const struct lc_proto_field *map,
                              const char *name, int32_t number_, const struct lc_proto_field **out)
{
    struct lc_proto_field *f;
    LC_TRY(lc_proto_new(p, sizeof *f, &f));
    *f = *map;
    f->name = lc_str(name);
    f->number = number_;
    f->label = LC_PROTO_PLAIN;
    f->next = NULL;
    LC_TRY(type_name(p, f));
    f->offset = map->type_at;
    f->name_at = map->type_at;
    *out = f;
    return CTR_OK;
}

static bool may_be_key(const struct lc_proto_field *key)
{
    return key->type != LC_PROTO_NAMED && key->type != LC_PROTO_DOUBLE &&
           key->type != LC_PROTO_FLOAT_ && key->type != LC_PROTO_BYTES;
}

/* "map<KEY, VALUE>", behind the word. */
static ctr_status map_type(struct lc_proto_parser *p, struct lc_proto_field *f)
{
    uint32_t at;
    LC_TRY(lc_proto_next(p));
    at = p->token.offset;
    f->type = LC_PROTO_MAP;
    f->type_name = LC_STR("map");
    LC_TRY(inner_field(p, f, "key", 1, &f->key));
    if (!may_be_key(f->key)) {
        return lc_doc_fail(p->ctx, p->doc, at,
                           "a map cannot have keys of type '%.*s'; whole numbers, bool and string "
                           "can be keys",
                           (int)f->key->type_name.len, f->key->type_name.ptr);
    }
    LC_TRY(lc_proto_eat(p, ',', "',' behind the type of the keys"));
    LC_TRY(inner_field(p, f, "value", 2, &f->value));
    return lc_proto_eat(p, '>', "'>' behind the type of the values");
}

static bool at_map(struct lc_proto_parser *p)
{
    struct lc_proto_lexer ahead = p->lexer;
    struct lc_proto_token next;
    while (ahead.at < ahead.end && (*ahead.at == ' ' || *ahead.at == '<')) {
        if (*ahead.at++ == '<') {
            return true;
        }
    }
    return lc_proto_lex(&ahead, &next) == CTR_OK && next.word == LC_PROTO_MARK &&
           next.text.ptr[0] == '<';
}

static ctr_status body_of(struct lc_proto_parser *p, struct lc_proto_message *m);

bool lc_proto_is_set(const struct lc_proto_message *m)
{
    const struct lc_proto_option *o = lc_proto_option_get(m->options, "message_set_wire_format");
    return o && lc_str_is(o->value, "true");
}

/* "group Name = 1 { … }": a message and a field of it. */
static ctr_status group(struct lc_proto_parser *p, struct lc_proto_field *f,
                        const struct lists *lists)
{
    struct lc_proto_message *m;
    struct lc_str name;
    if (p->file->syntax != LC_PROTO_2) {
        return lc_doc_fail(p->ctx, p->doc, p->token.offset,
                           "groups are part of proto2 only; nest a message instead");
    }
    f->type_at = p->token.offset;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_ident(p, "the name of a group", &name, &f->name_at));
    if (name.ptr[0] < 'A' || name.ptr[0] > 'Z') {
        return lc_doc_fail(p->ctx, p->doc, f->name_at,
                           "the name of a group begins with a capital letter");
    }
    char *text = lc_dup(p->ctx, name);
    char *lower = text ? lc_lower(p->ctx, text) : NULL;
    if (!lower) {
        return CTR_E_NOMEM;
    }
    f->name = lc_str(lower);
    f->type = LC_PROTO_GROUP;
    f->type_name = name;
    LC_TRY(lc_proto_eat(p, '=', "'=' and a number behind the name of the group"));
    LC_TRY(number(p, f));
    LC_TRY(lc_proto_option_list(p, &f->options));
    LC_TRY(lc_proto_new(p, sizeof *m, &m));
    m->file = p->file;
    m->parent = f->parent;
    m->name = name;
    m->offset = f->offset;
    m->name_at = f->name_at;
    m->group = true;
    **lists->messages = m;
    *lists->messages = &m->next;
    return body_of(p, m);
}

static ctr_status read_label(struct lc_proto_parser *p, struct lc_proto_field *f)
{
    static const char *const words[] = {[LC_PROTO_OPTIONAL] = "optional",
                                        [LC_PROTO_REQUIRED] = "required",
                                        [LC_PROTO_REPEATED] = "repeated"};
    for (uint8_t i = LC_PROTO_OPTIONAL; i <= LC_PROTO_REPEATED; i++) {
        if (lc_proto_at_word(p, words[i])) {
            f->label = i;
        }
    }
    if (f->label == LC_PROTO_PLAIN) {
        return CTR_OK;
    }
    if (f->oneof) {
        return lc_doc_fail(p->ctx, p->doc, f->offset, "fields of a oneof have no label");
    }
    if (f->label == LC_PROTO_REQUIRED && p->file->syntax == LC_PROTO_3) {
        return lc_doc_fail(p->ctx, p->doc, f->offset, "proto3 has no required fields");
    }
    if (f->label != LC_PROTO_REPEATED && p->file->syntax == LC_PROTO_EDITIONS) {
        return lc_doc_fail(p->ctx, p->doc, f->offset,
                           "editions have no label '%s'; say features.field_presence = %s",
                           words[f->label],
                           f->label == LC_PROTO_REQUIRED ? "LEGACY_REQUIRED" : "EXPLICIT");
    }
    return lc_proto_next(p);
}

static ctr_status mind_label(struct lc_proto_parser *p, const struct lc_proto_field *f)
{
    bool bare = f->oneof || p->file->syntax != LC_PROTO_2 || f->label != LC_PROTO_PLAIN;
    if (f->type == LC_PROTO_MAP && (f->label != LC_PROTO_PLAIN || f->oneof || f->extendee.ptr)) {
        return lc_doc_fail(p->ctx, p->doc, f->offset,
                           "a map has no label and is neither in a oneof nor an extension");
    }
    if (f->type != LC_PROTO_MAP && !bare) {
        return lc_doc_fail(p->ctx, p->doc, f->offset,
                           "proto2 wants 'optional', 'required' or 'repeated' before the type");
    }
    return CTR_OK;
}

static ctr_status field(struct lc_proto_parser *p, const struct lc_proto_field *like,
                        const struct lists *lists)
{
    struct lc_proto_field *f;
    LC_TRY(lc_proto_new(p, sizeof *f, &f));
    *f = *like;
    f->file = p->file;
    f->offset = p->token.offset;
    LC_TRY(read_label(p, f));
    **lists->fields = f;
    *lists->fields = &f->next;
    if (lc_proto_at_word(p, "group")) {
        LC_TRY(mind_label(p, f));
        return group(p, f, lists);
    }
    f->type_at = p->token.offset;
    if (lc_proto_at_word(p, "map") && at_map(p)) {
        LC_TRY(lc_proto_next(p));
        LC_TRY(map_type(p, f));
    } else {
        LC_TRY(type_name(p, f));
    }
    LC_TRY(mind_label(p, f));
    LC_TRY(lc_proto_ident(p, "the name of a field", &f->name, &f->name_at));
    LC_TRY(lc_proto_eat(p, '=', "'=' and a number behind the name of the field"));
    LC_TRY(number(p, f));
    LC_TRY(lc_proto_option_list(p, &f->options));
    return lc_proto_eat(p, ';', "';' behind the field");
}

/* ---- what a message holds */

static ctr_status oneof(struct lc_proto_parser *p, struct body *b, const struct lists *lists)
{
    struct lc_proto_oneof *o;
    struct lc_proto_option **options;
    LC_TRY(lc_proto_new(p, sizeof *o, &o));
    options = &o->options;
    o->offset = p->token.offset;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_ident(p, "the name of a oneof", &o->name, &o->name_at));
    LC_TRY(lc_proto_eat(p, '{', "'{' behind the name of the oneof"));
    const struct lc_proto_field like = {.parent = b->message, .oneof = o};
    while (!lc_proto_at(p, '}')) {
        if (lc_proto_at(p, ';')) {
            LC_TRY(lc_proto_next(p));
        } else if (lc_proto_at_word(p, "option")) {
            LC_TRY(lc_proto_option_statement(p, &options));
        } else {
            LC_TRY(field(p, &like, lists));
            b->message->field_count++;
            o->count++;
        }
    }
    if (!o->count) {
        return lc_doc_fail(p->ctx, p->doc, o->name_at,
                           "the oneof %.*s is empty; at least one field was expected",
                           (int)o->name.len, o->name.ptr);
    }
    LC_PROTO_APPEND(b->oneofs, o);
    return lc_proto_next(p);
}

ctr_status lc_proto_extend_read(struct lc_proto_parser *p, struct lc_proto_message *parent,
                                struct lc_proto_field ***end, struct lc_proto_message ***messages)
{
    const struct lists lists = {end, messages};
    struct lc_proto_field like = {.parent = parent};
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_dotted(p, true, "the name of the message to extend", &like.extendee,
                           &like.extendee_at));
    LC_TRY(lc_proto_eat(p, '{', "'{' behind the name of the message"));
    if (lc_proto_at(p, '}')) {
        return lc_doc_fail(p->ctx, p->doc, p->token.offset,
                           "the extension of '%.*s' is empty; at least one field was expected",
                           (int)like.extendee.len, like.extendee.ptr);
    }
    while (!lc_proto_at(p, '}')) {
        if (lc_proto_at(p, ';')) {
            LC_TRY(lc_proto_next(p));
        } else {
            LC_TRY(field(p, &like, &lists));
        }
    }
    return lc_proto_next(p);
}

static ctr_status nested(struct lc_proto_parser *p, struct body *b,
                         enum lc_proto_visibility visibility)
{
    if (lc_proto_at_word(p, "enum")) {
        struct lc_proto_enum *e;
        LC_TRY(lc_proto_enum_read(p, b->message, &e));
        e->visibility = visibility;
        LC_PROTO_APPEND(b->enums, e);
        return CTR_OK;
    }
    struct lc_proto_message *m;
    LC_TRY(lc_proto_message_read(p, b->message, &m));
    m->visibility = visibility;
    LC_PROTO_APPEND(b->messages, m);
    return CTR_OK;
}

/* A message or an enum follows; before anything else, and before "message = 1", the word is the
 * name of a type. */
static bool before_type(const struct lc_proto_parser *p)
{
    struct lc_proto_lexer ahead = p->lexer;
    struct lc_proto_token next;
    bool type = lc_proto_lex(&ahead, &next) == CTR_OK && next.word == LC_PROTO_IDENT &&
                (lc_str_is(next.text, "message") || lc_str_is(next.text, "enum"));
    return type && lc_proto_lex(&ahead, &next) == CTR_OK && next.word == LC_PROTO_IDENT;
}

ctr_status lc_proto_visibility_read(struct lc_proto_parser *p, enum lc_proto_visibility *out)
{
    bool local = lc_proto_at_word(p, "local");
    *out = LC_PROTO_UNSAID;
    if (p->file->syntax != LC_PROTO_EDITIONS || !(local || lc_proto_at_word(p, "export")) ||
        !before_type(p)) {
        return p->ctx->error ? ctr_error_status(p->ctx->error) : CTR_OK;
    }
    if (lc_str_is(p->file->edition, "2023")) {
        return lc_doc_fail(p->ctx, p->doc, p->token.offset,
                           "'%s' is part of edition 2024 and later; this file is of edition 2023",
                           local ? "local" : "export");
    }
    *out = local ? LC_PROTO_LOCAL : LC_PROTO_EXPORT;
    return lc_proto_next(p);
}

static ctr_status statement(struct lc_proto_parser *p, struct body *b)
{
    const struct lists lists = {&b->fields, &b->messages};
    const struct lc_proto_field like = {.parent = b->message};
    if (lc_proto_at(p, ';')) {
        return lc_proto_next(p);
    }
    enum lc_proto_visibility visibility;
    LC_TRY(lc_proto_visibility_read(p, &visibility));
    if (lc_proto_at_word(p, "message") || lc_proto_at_word(p, "enum")) {
        return nested(p, b, visibility);
    }
    if (lc_proto_at_word(p, "oneof")) {
        return oneof(p, b, &lists);
    }
    if (lc_proto_at_word(p, "option")) {
        return lc_proto_option_statement(p, &b->options);
    }
    if (lc_proto_at_word(p, "reserved")) {
        return lc_proto_ranges(p, false, &b->reserved, &b->names);
    }
    if (lc_proto_at_word(p, "extensions")) {
        return lc_proto_ranges(p, false, &b->extensions, NULL);
    }
    if (lc_proto_at_word(p, "extend")) {
        return lc_proto_extend_read(p, b->message, &b->extends, &b->messages);
    }
    if (p->token.word != LC_PROTO_IDENT && !lc_proto_at(p, '.')) {
        return lc_proto_unexpected(p, "a field, a nested declaration or '}'");
    }
    b->message->field_count++;
    return field(p, &like, &lists);
}

/* In a message set numbers go further; its option may stand behind the ranges. */
static void stretch(const struct lc_proto_message *m)
{
    struct lc_proto_range *lists[] = {m->reserved, m->extensions};
    if (!lc_proto_is_set(m)) {
        return;
    }
    for (int i = 0; i < 2; i++) {
        for (struct lc_proto_range *r = lists[i]; r; r = r->next) {
            r->to = r->open && r->from <= LC_PROTO_SET_MAX ? LC_PROTO_SET_MAX : r->to;
        }
    }
}

static ctr_status body_of(struct lc_proto_parser *p, struct lc_proto_message *m)
{
    struct body b = {.message = m,
                     .fields = &m->fields,
                     .extends = &m->extends,
                     .oneofs = &m->oneofs,
                     .messages = &m->messages,
                     .enums = &m->enums,
                     .reserved = &m->reserved,
                     .names = &m->reserved_names,
                     .extensions = &m->extensions,
                     .options = &m->options};
    LC_TRY(lc_poll(p->ctx));
    LC_TRY(lc_proto_enter(p));
    LC_TRY(lc_proto_eat(p, '{', "'{' behind the name of the message"));
    while (!lc_proto_at(p, '}')) {
        LC_TRY(statement(p, &b));
    }
    p->depth--;
    stretch(m);
    for (struct lc_proto_message *inner = m->messages; inner; inner = inner->next) {
        inner->index = b.inner++;
    }
    return lc_proto_next(p);
}

ctr_status lc_proto_message_read(struct lc_proto_parser *p, struct lc_proto_message *parent,
                                 struct lc_proto_message **out)
{
    struct lc_proto_message *m;
    LC_TRY(lc_proto_new(p, sizeof *m, &m));
    m->file = p->file;
    m->parent = parent;
    m->offset = p->token.offset;
    LC_TRY(lc_proto_next(p));
    LC_TRY(lc_proto_ident(p, "the name of a message", &m->name, &m->name_at));
    *out = m;
    return body_of(p, m);
}
