/* A document to the types it defines. */
#include "spec/avro/avro_walk.h"

#include "base/sha256.h"

struct reading {
    struct lc_ctx *ctx;
    struct lc_avro *a;
};

#define S(s) (int)(s).len, (s).ptr

static ctr_status read_type(struct reading *r, struct lc_str space, const struct lc_value *value,
                            struct lc_avro_ref *out);

static ctr_status wanted(struct reading *r, const struct lc_value *at, const char *what)
{
    static const char *const found[] = {"nothing",  "null",     "false",    "true",
                                        "a number", "a string", "an array", "an object"};
    return lc_doc_fail(r->ctx, r->a->doc, at->offset, "expected %s, found %s", what,
                       found[at->kind]);
}

/* The member of that name, which has to be there and of that kind. */
static ctr_status member(struct reading *r, const struct lc_value *object, const char *owner,
                         const char *key, enum lc_value_kind kind, const char *what,
                         const struct lc_value **out)
{
    *out = lc_get(object, key);
    if (!*out) {
        return lc_doc_fail(r->ctx, r->a->doc, object->offset, "%s has no \"%s\", expected %s",
                           owner, key, what);
    }
    return lc_is(*out, kind) ? CTR_OK : wanted(r, *out, what);
}

/* ---- what people write beside what the specification knows */

struct known {
    const char *word;
    uint8_t size;
    bool of_types;
    bool of_fields;
};

#define KNOWN(word, types, fields)                                                                 \
    {                                                                                              \
        word, sizeof(word) - 1, types, fields                                                      \
    }
static const struct known words[] = {
    KNOWN("name", true, true),         KNOWN("type", true, true),
    KNOWN("doc", true, true),          KNOWN("default", true, true),
    KNOWN("aliases", true, true),      KNOWN("order", false, true),
    KNOWN("items", true, false),       KNOWN("values", true, false),
    KNOWN("logicalType", true, false), KNOWN("precision", true, false),
    KNOWN("scale", true, false),       KNOWN("fields", true, false),
    KNOWN("symbols", true, false),     KNOWN("namespace", true, false),
    KNOWN("size", true, false)};
#undef KNOWN

bool lc_avro_known(struct lc_str key, bool field)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i].size == key.len && memcmp(words[i].word, key.ptr, key.len) == 0) {
            return field ? words[i].of_fields : words[i].of_types;
        }
    }
    return false;
}

static bool has_others(const struct lc_value *object, bool field)
{
    uint32_t i = 0;
    while (i < object->count && lc_avro_known(lc_key(&object->members[i]), field)) {
        i++;
    }
    return i < object->count;
}

/* ---- names */

static ctr_status define(struct reading *r, struct lc_avro_type *type, const struct lc_value *name)
{
    struct lc_avro *a = r->a;
    const struct lc_avro_type *before = lc_map_get(&a->names, type->name);
    int64_t line;
    int64_t column;

    if (before) {
        lc_doc_place(r->ctx, a->doc, before->at->offset, &line, &column);
        return lc_doc_fail(r->ctx, a->doc, name->offset,
                           "'%.*s' is already defined in line %lld; use it by its name, or name "
                           "this one otherwise",
                           S(type->name), (long long)line);
    }
    const struct lc_avro_type **named =
        lc_grow(r->ctx, a->named, a->named_count, &a->named_room, sizeof *named);
    if (!named) {
        return CTR_E_NOMEM;
    }
    a->named = named;
    type->id = a->named_count++;
    named[type->id] = type;
    return lc_map_set(r->ctx, &a->names, type->name, type);
}

static ctr_status read_aliases(struct reading *r, struct lc_avro_type *type)
{
    const struct lc_value *list = lc_get(type->at, "aliases");
    if (!list) {
        return CTR_OK;
    }
    if (!lc_is(list, LC_ARRAY)) {
        return wanted(r, list, "an array of names");
    }
    struct lc_str *aliases = lc_new(r->ctx, (size_t)list->count + 1, sizeof *aliases);
    if (!aliases) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct lc_value *alias = &list->items[i];
        if (!lc_is(alias, LC_STRING)) {
            return wanted(r, alias, "a name");
        }
        if (!lc_avro_is_name(lc_raw(alias), true)) {
            return lc_doc_fail(r->ctx, r->a->doc, alias->offset,
                               "the alias is no name: letters, digits and '_', not beginning with "
                               "a digit, in parts between dots");
        }
        aliases[i] = lc_avro_full_name(r->ctx, lc_avro_space(type), lc_raw(alias));
        if (!aliases[i].ptr) {
            return CTR_E_NOMEM;
        }
    }
    type->aliases = aliases;
    type->alias_count = list->count;
    return CTR_OK;
}

static ctr_status space_of(struct reading *r, const struct lc_value *object, struct lc_str *space)
{
    const struct lc_value *given = lc_get(object, "namespace");
    if (!given || given->kind == LC_NULL) {
        return CTR_OK;
    }
    if (!lc_is(given, LC_STRING)) {
        return wanted(r, given, "a namespace");
    }
    if (given->count && !lc_avro_is_name(lc_raw(given), true)) {
        return lc_doc_fail(r->ctx, r->a->doc, given->offset,
                           "the namespace is not made of names between dots: letters, digits and "
                           "'_', not beginning with a digit");
    }
    *space = lc_raw(given);
    return CTR_OK;
}

/* Name, namespace and aliases of a record, an enum or a fixed. */
static ctr_status read_name(struct reading *r, struct lc_str space, struct lc_avro_type *type)
{
    const struct lc_value *name;
    const char *kind = lc_avro_words[type->kind];
    const char *owner = lc_format(r->ctx, "%s %s", type->kind == LC_AVRO_ENUM ? "an" : "a", kind);
    if (!owner) {
        return CTR_E_NOMEM;
    }
    LC_TRY(member(r, type->at, owner, "name", LC_STRING, "a name", &name));
    if (!lc_avro_is_name(lc_raw(name), true)) {
        return lc_doc_fail(r->ctx, r->a->doc, name->offset,
                           "this is no name: letters, digits and '_', not beginning with a digit, "
                           "in parts between dots");
    }
    LC_TRY(space_of(r, type->at, &space));
    type->name = lc_avro_full_name(r->ctx, space, lc_raw(name));
    if (!type->name.ptr) {
        return CTR_E_NOMEM;
    }
    type->word = lc_str_tail(type->name, '.');
    if (lc_avro_primitive(type->word) != LC_AVRO_KINDS) {
        return lc_doc_fail(r->ctx, r->a->doc, name->offset,
                           "'%.*s' is a primitive type, and no other can be called so",
                           S(type->word));
    }
    LC_TRY(define(r, type, name));
    return read_aliases(r, type);
}

/* ---- what has a name */

static ctr_status read_field_attributes(struct reading *r, struct lc_avro_field *field)
{
    static const char *const orders[] = {"ascending", "descending", "ignore"};
    const struct lc_value *order = lc_get(field->at, "order");
    bool known = !order;
    for (int i = 0; i < 3 && !known; i++) {
        known = lc_is(order, LC_STRING) && lc_str_is(lc_raw(order), orders[i]);
    }
    if (!known) {
        return wanted(r, order, "\"ascending\", \"descending\" or \"ignore\"");
    }
    field->fallback = lc_get(field->at, "default");
    field->aliases = lc_get(field->at, "aliases");
    if (field->aliases && !lc_is(field->aliases, LC_ARRAY)) {
        return wanted(r, field->aliases, "an array of names");
    }
    for (uint32_t i = 0; field->aliases && i < field->aliases->count; i++) {
        const struct lc_value *alias = &field->aliases->items[i];
        if (!lc_is(alias, LC_STRING) || !lc_avro_is_name(lc_raw(alias), false)) {
            return wanted(r, alias,
                          "a name of letters, digits and '_', not beginning with a digit");
        }
    }
    return CTR_OK;
}

static ctr_status read_field(struct reading *r, struct lc_str space, struct lc_avro_type *record,
                             struct lc_avro_field *field, uint32_t at)
{
    const struct lc_value *name;
    const struct lc_value *type = lc_get(field->at, "type");

    if (!lc_is(field->at, LC_OBJECT)) {
        return wanted(r, field->at, "a field, an object with \"name\" and \"type\"");
    }
    LC_TRY(member(r, field->at, "a field", "name", LC_STRING, "a name", &name));
    field->name = lc_raw(name);
    if (!lc_avro_is_name(field->name, false)) {
        return lc_doc_fail(r->ctx, r->a->doc, name->offset,
                           "this is no name of a field: letters, digits and '_', not beginning "
                           "with a digit");
    }
    if (lc_avro_field(record, field->name, UINT32_MAX) >= 0) {
        return lc_doc_fail(r->ctx, r->a->doc, name->offset,
                           "the record '%.*s' has two fields '%.*s'", S(record->name),
                           S(field->name));
    }
    if (record->by_name) {
        lc_avro_index_add(record->by_name, at, field->name);
    }
    record->count = at + 1;
    if (!type) {
        return lc_doc_fail(r->ctx, r->a->doc, field->at->offset, "the field '%.*s' has no \"type\"",
                           S(field->name));
    }
    if (field->at->count > 2) {
        LC_TRY(read_field_attributes(r, field));
        field->extra = has_others(field->at, true);
    }
    return read_type(r, space, type, &field->type);
}

/* The index of a list that is long, still empty. */
static ctr_status open_index(struct reading *r, struct lc_avro_type *type, uint32_t count)
{
    if (count < LC_AVRO_LONG_LIST) {
        return CTR_OK;
    }
    type->by_name = lc_new(r->ctx, 1, sizeof *type->by_name);
    return type->by_name ? lc_avro_index_make(r->ctx, r->a, count, type->by_name) : CTR_E_NOMEM;
}

static ctr_status read_record(struct reading *r, struct lc_avro_type *type)
{
    const struct lc_value *list;
    LC_TRY(member(r, type->at, "a record", "fields", LC_ARRAY, "an array of fields", &list));
    uint32_t count = list->count;
    struct lc_avro_field *fields = lc_new(r->ctx, (size_t)count + 1, sizeof *fields);
    if (!fields) {
        return CTR_E_NOMEM;
    }
    type->fields = fields;
    LC_TRY(open_index(r, type, count));
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(lc_poll(r->ctx));
        fields[i].at = &list->items[i];
        LC_TRY(read_field(r, lc_avro_space(type), type, &fields[i], i));
    }
    return CTR_OK;
}

static ctr_status read_enum(struct reading *r, struct lc_avro_type *type)
{
    const struct lc_value *list;
    LC_TRY(member(r, type->at, "an enum", "symbols", LC_ARRAY, "an array of symbols", &list));
    type->symbols = list->items;
    LC_TRY(open_index(r, type, list->count));
    for (uint32_t i = 0; i < list->count; i++) {
        const struct lc_value *symbol = &list->items[i];
        if (!lc_is(symbol, LC_STRING) || !lc_avro_is_name(lc_raw(symbol), false)) {
            return wanted(r, symbol,
                          "a symbol of letters, digits and '_', not beginning with a digit");
        }
        if (lc_avro_symbol(type, lc_raw(symbol), UINT32_MAX) >= 0) {
            return lc_doc_fail(r->ctx, r->a->doc, symbol->offset,
                               "the enum '%.*s' has the symbol '%.*s' twice", S(type->name),
                               S(lc_raw(symbol)));
        }
        if (type->by_name) {
            lc_avro_index_add(type->by_name, i, lc_raw(symbol));
        }
        type->count = i + 1;
    }
    type->fallback = lc_get(type->at, "default");
    if (type->fallback) {
        bool there = lc_is(type->fallback, LC_STRING) &&
                     lc_avro_symbol(type, lc_raw(type->fallback), 0) >= 0;
        type->state = there ? LC_AVRO_DEFAULT_GOOD : LC_AVRO_DEFAULT_BAD;
    }
    return CTR_OK;
}

static ctr_status read_fixed(struct reading *r, struct lc_avro_type *type)
{
    const struct lc_value *size;
    LC_TRY(member(r, type->at, "a fixed", "size", LC_NUMBER, "a number of bytes", &size));
    if (!lc_int(size, &type->size) || type->size < 0) {
        return lc_doc_fail(r->ctx, r->a->doc, size->offset,
                           "the size %.*s is no number of bytes, 0 or more", S(lc_raw(size)));
    }
    return CTR_OK;
}

/* ---- what has none */

static ctr_status read_union(struct reading *r, struct lc_str space, const struct lc_value *value,
                             struct lc_avro_ref *out)
{
    uint32_t count = value->count;
    struct lc_avro_type *type = lc_new(r->ctx, 1, sizeof *type);
    struct lc_avro_ref *branches = lc_new(r->ctx, (size_t)count + 1, sizeof *branches);
    if (!type || !branches) {
        return CTR_E_NOMEM;
    }
    *type = (struct lc_avro_type){.kind = LC_AVRO_UNION,
                                  .at = value,
                                  .word = lc_str(lc_avro_words[LC_AVRO_UNION]),
                                  .branches = branches,
                                  .count = count};
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(lc_poll(r->ctx));
        LC_TRY(read_type(r, space, &value->items[i], &branches[i]));
    }
    *out = (struct lc_avro_ref){type, value};
    return lc_avro_union(r->a, type);
}

static const struct lc_avro_type primitives[LC_AVRO_PRIMITIVES] = {
    {.kind = LC_AVRO_NULL, .word = {"null", 4}},
    {.kind = LC_AVRO_BOOLEAN, .word = {"boolean", 7}},
    {.kind = LC_AVRO_INT, .word = {"int", 3}},
    {.kind = LC_AVRO_LONG, .word = {"long", 4}},
    {.kind = LC_AVRO_FLOAT, .word = {"float", 5}},
    {.kind = LC_AVRO_DOUBLE, .word = {"double", 6}},
    {.kind = LC_AVRO_BYTES, .word = {"bytes", 5}},
    {.kind = LC_AVRO_STRING, .word = {"string", 6}},
};

/* The kind whose types are written as objects, else LC_AVRO_KINDS. */
static enum lc_avro_kind complex_kind(struct lc_str word)
{
    static const enum lc_avro_kind kinds[] = {LC_AVRO_ARRAY, LC_AVRO_MAP, LC_AVRO_RECORD,
                                              LC_AVRO_ENUM, LC_AVRO_FIXED};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (lc_str_is(word, lc_avro_words[kinds[i]])) {
            return kinds[i];
        }
    }
    return lc_str_is(word, "error") ? LC_AVRO_RECORD : LC_AVRO_KINDS;
}

static ctr_status refer(struct reading *r, struct lc_str space, const struct lc_value *value,
                        const struct lc_avro_type **out)
{
    enum lc_avro_kind kind = lc_avro_primitive(lc_raw(value));
    if (kind != LC_AVRO_KINDS) {
        *out = &primitives[kind];
        return CTR_OK;
    }
    struct lc_str full = lc_avro_full_name(r->ctx, space, lc_raw(value));
    if (!full.ptr) {
        return CTR_E_NOMEM;
    }
    *out = lc_map_get(&r->a->names, full);
    if (!*out) { /* as the Java library does: it may have no namespace */
        *out = lc_map_get(&r->a->names, lc_raw(value));
    }
    if (*out) {
        return CTR_OK;
    }
    if (complex_kind(lc_raw(value)) != LC_AVRO_KINDS) {
        return lc_doc_fail(r->ctx, r->a->doc, value->offset,
                           "'%.*s' is not the name of a type; such a type is an object of its "
                           "own, {\"type\": \"%.*s\", ...}",
                           S(lc_raw(value)), S(lc_raw(value)));
    }
    const char *shown = lc_cmp_show(r->ctx, value, 80);
    return !shown ? CTR_E_NOMEM
                  : lc_doc_fail(r->ctx, r->a->doc, value->offset,
                                "%s is no primitive type, and no type of that name is defined "
                                "before this place",
                                shown);
}

static ctr_status read_complex(struct reading *r, struct lc_str space, struct lc_avro_type *type)
{
    const struct lc_value *item;
    bool array = type->kind == LC_AVRO_ARRAY;
    switch (type->kind) {
    case LC_AVRO_RECORD:
        LC_TRY(read_name(r, space, type));
        return read_record(r, type);
    case LC_AVRO_ENUM:
        LC_TRY(read_name(r, space, type));
        return read_enum(r, type);
    case LC_AVRO_FIXED:
        LC_TRY(read_name(r, space, type));
        return read_fixed(r, type);
    default:
        break;
    }
    type->word = lc_str(lc_avro_words[type->kind]);
    item = lc_get(type->at, array ? "items" : "values");
    if (!item) {
        return lc_doc_fail(r->ctx, r->a->doc, type->at->offset, "%s",
                           array ? "an array has no \"items\", the type of what is in it"
                                 : "a map has no \"values\", the type of what is in it");
    }
    return read_type(r, space, item, &type->item);
}

static ctr_status read_object(struct reading *r, struct lc_str space, const struct lc_value *value,
                              struct lc_avro_ref *out)
{
    const struct lc_value *word = lc_get(value, "type");
    if (!word) {
        return lc_doc_fail(r->ctx, r->a->doc, value->offset,
                           "this object has no \"type\", so it is no type");
    }
    if (!lc_is(word, LC_STRING)) {
        return read_type(r, space, word, out); /* one more pair of braces */
    }
    out->at = value;
    enum lc_avro_kind kind = complex_kind(lc_raw(word));
    enum lc_avro_kind primitive = lc_avro_primitive(lc_raw(word));
    bool extra = has_others(value, false);
    if (kind == LC_AVRO_KINDS && (primitive == LC_AVRO_KINDS || (!extra && value->count == 1))) {
        return refer(r, space, word, &out->type);
    }
    struct lc_avro_type *type = lc_new(r->ctx, 1, sizeof *type);
    if (!type) {
        return CTR_E_NOMEM;
    }
    out->type = type;
    if (kind == LC_AVRO_KINDS) {
        *type = primitives[primitive];
    } else {
        type->kind = (uint8_t)kind;
    }
    type->at = value;
    type->extra = extra;
    if (kind != LC_AVRO_KINDS) {
        LC_TRY(read_complex(r, space, type));
    }
    lc_avro_logical(type, value);
    return CTR_OK;
}

static ctr_status read_type(struct reading *r, struct lc_str space, const struct lc_value *value,
                            struct lc_avro_ref *out)
{
    *out = (struct lc_avro_ref){NULL, value};
    if (lc_is(value, LC_STRING)) {
        return refer(r, space, value, &out->type);
    }
    if (lc_is(value, LC_ARRAY)) {
        return read_union(r, space, value, out);
    }
    if (lc_is(value, LC_OBJECT)) {
        return read_object(r, space, value, out);
    }
    return wanted(r, value, "a type: a name, an object, or an array that is a union");
}

ctr_status lc_avro_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_avro **out)
{
    struct lc_avro *a = lc_new(ctx, 1, sizeof *a);
    struct reading r = {ctx, a};
    *out = a;
    if (!a) {
        return CTR_E_NOMEM;
    }
    *a = (struct lc_avro){.ctx = ctx, .doc = doc};
    lc_random(NULL, &a->seed, sizeof a->seed);
    a->names.seed = a->seed;
    LC_TRY(read_type(&r, LC_STR(""), doc->root, &a->root));
    return lc_avro_check_defaults(a);
}
