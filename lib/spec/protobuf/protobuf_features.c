/* Features: what a syntax or an edition begins with, and what options make of it further down. */
#include "spec/protobuf/protobuf.h"

struct choice {
    const char *name;
    size_t place; /* in lc_proto_features */
    const char *words[5];
    const char *numbers; /* that aggregates may say instead of the words, in their order */
};

#define PLACE(member) offsetof(struct lc_proto_features, member)
static const struct choice choices[] = {
    {"field_presence", PLACE(presence), {"EXPLICIT", "IMPLICIT", "LEGACY_REQUIRED"}, "123"},
    {"enum_type", PLACE(enum_type), {"OPEN", "CLOSED"}, "12"},
    {"repeated_field_encoding", PLACE(packed), {"PACKED", "EXPANDED"}, "12"},
    {"utf8_validation", PLACE(utf8), {"VERIFY", "NONE"}, "23"},
    {"message_encoding", PLACE(delimited), {"LENGTH_PREFIXED", "DELIMITED"}, "12"},
    {"json_format", PLACE(json), {"ALLOW", "LEGACY_BEST_EFFORT"}, "12"},
    {"default_symbol_visibility",
     PLACE(visibility),
     {"EXPORT_ALL", "EXPORT_TOP_LEVEL", "LOCAL_ALL", "STRICT"},
     "1234"},
    {"(pb.cpp).string_type", PLACE(cpp_string), {"STRING", "CORD", "VIEW"}, "321"},
    {"(pb.java).utf8_validation", PLACE(java_utf8), {"VERIFY", "", "DEFAULT"}, "2-1"},
};
enum { CHOICES = sizeof choices / sizeof choices[0] };
#undef PLACE

static const struct choice *find(struct lc_str name)
{
    for (size_t i = 0; i < CHOICES; i++) {
        if (lc_str_is(name, choices[i].name)) {
            return &choices[i];
        }
    }
    return NULL;
}

/* What the name says behind "features."; NULL if that is none of the choices. */
static const struct choice *choice_of(const struct lc_proto_option *o)
{
    return o->name.len > 9 ? find(lc_str_n(o->name.ptr + 9, o->name.len - 9)) : NULL;
}

bool lc_proto_is_settled(const struct lc_proto_option *o)
{
    return lc_str_starts(o->name, LC_STR("features")) &&
           (choice_of(o) || (!o->text && lc_str_is(o->value, "{}")));
}

bool lc_proto_is_exported(enum lc_proto_visibility said, const struct lc_proto_features *features,
                          bool nested)
{
    return said == LC_PROTO_UNSAID ? features->visibility == LC_PROTO_EXPORT_ALL ||
                                         (features->visibility == LC_PROTO_EXPORT_TOP && !nested)
                                   : said == LC_PROTO_EXPORT;
}

static uint8_t value_of(const struct choice *c, const struct lc_proto_option *o)
{
    const struct lc_str word = o->value;
    const char *number = o->member && word.len == 1 && word.ptr[0] >= '1' && word.ptr[0] <= '9'
                             ? strchr(c->numbers, word.ptr[0])
                             : NULL;
    if (number) {
        return (uint8_t)(number - c->numbers + 1);
    }
    for (uint8_t i = 0; i < 5 && c->words[i]; i++) {
        if (word.len && lc_str_is(word, c->words[i])) {
            return (uint8_t)(i + 1);
        }
    }
    return 0;
}

static ctr_status apply(struct lc_proto *p, const struct lc_proto_file *f,
                        const struct lc_proto_option *o, struct lc_proto_features *to)
{
    for (; o; o = o->next) {
        if (!lc_str_starts(o->name, LC_STR("features"))) {
            continue;
        }
        if (f->syntax != LC_PROTO_EDITIONS) {
            return lc_doc_fail(p->ctx, f->doc, o->offset,
                               "features are part of editions only; this file is %.*s",
                               LC_PROTO_S(f->edition));
        }
        const struct choice *c = choice_of(o);
        uint8_t value = c ? value_of(c, o) : 0;
        if (c && !value) {
            return lc_doc_fail(p->ctx, f->doc, o->offset, "'%.*s' is no value of %.*s; %s or %s is",
                               LC_PROTO_S(o->value), LC_PROTO_S(o->name), c->words[0],
                               c->words[1][0] ? c->words[1] : c->words[2]);
        }
        if (c) {
            ((uint8_t *)to)[c->place] = value;
        }
    }
    return CTR_OK;
}

static struct lc_proto_features defaults(const struct lc_proto_file *f)
{
    bool two = f->syntax == LC_PROTO_2;
    bool three = f->syntax == LC_PROTO_3;
    bool later = lc_str_is(f->edition, "2024");
    return (struct lc_proto_features){
        .presence = three ? LC_PROTO_IMPLICIT : LC_PROTO_EXPLICIT,
        .enum_type = two ? LC_PROTO_CLOSED : LC_PROTO_OPEN,
        .packed = two ? LC_PROTO_EXPANDED : LC_PROTO_PACKED,
        .utf8 = two ? LC_PROTO_UNCHECKED : LC_PROTO_VERIFY,
        .delimited = LC_PROTO_PREFIXED,
        .json = two ? LC_PROTO_JSON_LEGACY : LC_PROTO_JSON_ALLOW,
        .cpp_string = later ? LC_PROTO_CPP_VIEW : LC_PROTO_CPP_STRING,
        .java_utf8 = LC_PROTO_UTF8_DEFAULT,
        .visibility = later ? LC_PROTO_EXPORT_TOP : LC_PROTO_EXPORT_ALL,
    };
}

static ctr_status field(struct lc_proto *p, struct lc_proto_field *f,
                        const struct lc_proto_features *from)
{
    f->features = *from;
    if (f->oneof && f->oneof->options) {
        LC_TRY(apply(p, f->file, f->oneof->options, &f->features));
    }
    if (f->options) {
        LC_TRY(apply(p, f->file, f->options, &f->features));
    }
    if (f->type == LC_PROTO_MAP) { /* both are made for this linker, and nobody else has them yet */
        struct lc_proto_features inner = f->features;
        inner.delimited = LC_PROTO_PREFIXED; /* whatever holds around it */
        ((struct lc_proto_field *)(uintptr_t)f->key)->features = inner;
        ((struct lc_proto_field *)(uintptr_t)f->value)->features = inner;
    }
    return CTR_OK;
}

static ctr_status enumeration(struct lc_proto *p, struct lc_proto_enum *e,
                              const struct lc_proto_features *from)
{
    e->features = *from;
    LC_TRY(apply(p, e->file, e->options, &e->features));
    if (e->features.enum_type == LC_PROTO_OPEN && e->values->number != 0) {
        return lc_doc_fail(p->ctx, e->file->doc, e->values->number_at,
                           "the first value of an open enum is 0; here it is %lld",
                           (long long)e->values->number);
    }
    return CTR_OK;
}

static ctr_status message(struct lc_proto *p, struct lc_proto_message *m,
                          const struct lc_proto_features *from)
{
    m->features = *from;
    LC_TRY(apply(p, m->file, m->options, &m->features));
    for (struct lc_proto_field *f = m->fields; f; f = f->next) {
        LC_TRY(field(p, f, &m->features));
    }
    for (struct lc_proto_field *f = m->extends; f; f = f->next) {
        LC_TRY(field(p, f, &m->features));
    }
    for (struct lc_proto_enum *e = m->enums; e; e = e->next) {
        LC_TRY(enumeration(p, e, &m->features));
    }
    for (struct lc_proto_message *inner = m->messages; inner; inner = inner->next) {
        LC_TRY(message(p, inner, &m->features));
    }
    return CTR_OK;
}

ctr_status lc_proto_settle(struct lc_proto *p, struct lc_proto_file *f)
{
    const struct lc_proto_option *check = lc_proto_option_get(f->options, "java_string_check_utf8");
    f->features = defaults(f);
    if (check && lc_str_is(check->value, "true")) {
        f->features.java_utf8 = LC_PROTO_VERIFY;
    }
    LC_TRY(apply(p, f, f->options, &f->features));
    for (struct lc_proto_message *m = f->messages; m; m = m->next) {
        LC_TRY(message(p, m, &f->features));
    }
    for (struct lc_proto_enum *e = f->enums; e; e = e->next) {
        LC_TRY(enumeration(p, e, &f->features));
    }
    for (struct lc_proto_field *x = f->extends; x; x = x->next) {
        LC_TRY(field(p, x, &f->features));
    }
    return CTR_OK;
}

/* ---- what follows from them */

struct lc_str lc_proto_scope(const struct lc_proto_field *f)
{
    return f->parent ? f->parent->full : f->file->package;
}

enum lc_proto_type lc_proto_wire_type(const struct lc_proto_field *f)
{
    if (f->type == LC_PROTO_MESSAGE && f->features.delimited == LC_PROTO_DELIMITED) {
        return LC_PROTO_GROUP;
    }
    return (enum lc_proto_type)f->type;
}

enum lc_proto_cardinality lc_proto_cardinality(const struct lc_proto_field *f)
{
    bool three = f->file->syntax == LC_PROTO_3;
    if (f->type == LC_PROTO_MAP) {
        return LC_PROTO_CARD_MAP;
    }
    if (f->label == LC_PROTO_REPEATED) {
        return LC_PROTO_CARD_REPEATED;
    }
    if (f->label == LC_PROTO_REQUIRED || f->features.presence == LC_PROTO_LEGACY_REQUIRED) {
        return LC_PROTO_CARD_REQUIRED;
    }
    bool always = f->oneof || f->type == LC_PROTO_MESSAGE || f->type == LC_PROTO_GROUP ||
                  f->extendee.ptr || (three && f->label == LC_PROTO_OPTIONAL);
    return always || f->features.presence == LC_PROTO_EXPLICIT ? LC_PROTO_CARD_EXPLICIT
                                                               : LC_PROTO_CARD_IMPLICIT;
}

uint8_t lc_proto_java_utf8(const struct lc_proto_field *f)
{
    return f->features.java_utf8 == LC_PROTO_UTF8_DEFAULT ? f->features.utf8
                                                          : f->features.java_utf8;
}

uint8_t lc_proto_cpp_string(const struct lc_proto_field *f)
{
    const struct lc_proto_option *o = lc_proto_option_get(f->options, "ctype");
    if (!o) {
        return f->features.cpp_string;
    }
    return lc_str_is(o->value, "CORD")           ? LC_PROTO_CPP_CORD
           : lc_str_is(o->value, "STRING_PIECE") ? LC_PROTO_CPP_PIECE
                                                 : LC_PROTO_CPP_STRING;
}

const struct lc_proto_field *lc_proto_by_number(const struct lc_proto_message *m, int32_t number)
{
    uint32_t low = 0;
    uint32_t high = m->field_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->by_number[middle]->number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < m->field_count && m->by_number[low]->number == number ? m->by_number[low] : NULL;
}
