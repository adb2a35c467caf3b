/* The format avro: is a document a schema, and what there is in it to rely on. */
#include "spec/avro/avro.h"

/* ---- is it one */

enum {
    CERTAIN = 100,  /* a named type with what belongs to it */
    LIKELY = 50,    /* words that nobody else uses so */
    POSSIBLE = 30,  /* a primitive type that JSON Schema does not know */
    WORDS = 3,      /* bare words: more than any JSON */
    WHEN_ASKED = 1, /* less than any other format's claim */
    BID_DEPTH = 8   /* as far as a look goes; a claim is made of less */
};

static int bid_on(const struct lc_value *value, int depth);

static bool is_json_schema_word(struct lc_str word)
{
    static const char *const words[] = {"null",   "boolean", "integer", "number",
                                        "string", "array",   "object"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (lc_str_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

static int bid_on_named(const struct lc_value *object, const char *key, enum lc_value_kind kind)
{
    bool whole = lc_is(lc_get(object, "name"), LC_STRING) && lc_is(lc_get(object, key), kind);
    return whole ? CERTAIN : WHEN_ASKED;
}

static int bid_on_object(const struct lc_value *object, int depth)
{
    const struct lc_value *type = lc_get(object, "type");
    struct lc_str word = lc_text(type);
    if (lc_is(lc_get(object, "$schema"), LC_STRING)) {
        return 0;
    }
    if (lc_str_is(word, "record") || lc_str_is(word, "error")) {
        return bid_on_named(object, "fields", LC_ARRAY);
    }
    if (lc_str_is(word, "enum")) {
        return bid_on_named(object, "symbols", LC_ARRAY);
    }
    if (lc_str_is(word, "fixed")) {
        return bid_on_named(object, "size", LC_NUMBER);
    }
    if (lc_get(object, "$ref") || lc_get(object, "properties")) {
        return 0;
    }
    if (!word.ptr) {
        int inside = lc_is(type, LC_OBJECT) || lc_is(type, LC_ARRAY) ? bid_on(type, depth) : 0;
        return inside >= LIKELY ? inside : 0;
    }
    if (lc_str_is(word, "map")) {
        return bid_on(lc_get(object, "values"), depth) ? LIKELY : WHEN_ASKED;
    }
    if (lc_str_is(word, "array")) {
        const struct lc_value *items = lc_get(object, "items");
        bool ours = lc_is(items, LC_STRING) || lc_is(items, LC_ARRAY) || lc_is(items, LC_OBJECT);
        int inside = bid_on(items, depth);
        return !ours ? 0 : inside >= WORDS ? LIKELY : WHEN_ASKED;
    }
    if (lc_is(lc_get(object, "logicalType"), LC_STRING)) {
        return POSSIBLE;
    }
    bool primitive = lc_avro_primitive(word) != LC_AVRO_KINDS;
    return primitive && !is_json_schema_word(word)   ? POSSIBLE
           : primitive || !is_json_schema_word(word) ? WHEN_ASKED
                                                     : 0;
}

/* A union: each branch a type, and each written once. A list of other words is nobody's union,
 * unless it defines a type. */
static int bid_on_array(const struct lc_value *array, int depth)
{
    unsigned seen = 0;
    bool words_only = true;
    int best = 0;
    for (uint32_t i = 0; i < array->count; i++) {
        const struct lc_value *branch = &array->items[i];
        int bid = branch->kind == LC_ARRAY ? 0 : bid_on(branch, depth);
        unsigned bit = 1U << lc_avro_primitive(lc_text(branch));
        bool name = lc_is(branch, LC_STRING) && lc_avro_is_name(lc_raw(branch), true);
        if ((!bid && !name) || (bit != 1U << LC_AVRO_KINDS && seen & bit)) {
            return 0;
        }
        seen |= bit;
        words_only = words_only && bid == WORDS;
        best = bid > best ? bid : best;
    }
    return best >= POSSIBLE ? LIKELY : best && words_only ? WORDS : 0;
}

static int bid_on(const struct lc_value *value, int depth)
{
    if (depth >= BID_DEPTH || !value) {
        return 0;
    }
    if (value->kind == LC_STRING) {
        return lc_avro_primitive(lc_raw(value)) != LC_AVRO_KINDS ? WORDS : 0;
    }
    if (value->kind == LC_ARRAY) {
        return bid_on_array(value, depth + 1);
    }
    return value->kind == LC_OBJECT ? bid_on_object(value, depth + 1) : 0;
}

static int avro_bid(const struct lc_value *root)
{
    int bid = bid_on(root, 0);
    bool object = lc_is(root, LC_OBJECT);
    bool other = object && (lc_get(root, "$schema") || lc_get(root, "$ref") ||
                            lc_get(root, "properties") || (root->count && !lc_get(root, "type")));
    return bid || !root || other ? bid : WHEN_ASKED; /* what is wrong with it, reading says */
}

static ctr_status avro_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_avro *a;
    spec->dialect = "Avro";
    LC_TRY(lc_avro_read(ctx, &spec->bundle.files[0]->doc, &a));
    spec->avro = a;
    return CTR_OK;
}

/* ---- parts: the named types, their fields and symbols; the root where it has no name */

struct visit {
    struct lc_ctx *ctx;
    ctr_status (*fn)(void *user, const struct lc_part *part);
    void *user;
};

static ctr_status visit_name(const struct visit *v, struct lc_str type, struct lc_str inside)
{
    struct lc_part part = {.kind = LC_PART_WORDS, .text = type};
    if (inside.len) {
        part.text = lc_str(
            lc_format(v->ctx, "%.*s.%.*s", (int)type.len, type.ptr, (int)inside.len, inside.ptr));
    }
    return part.text.ptr ? v->fn(v->user, &part) : CTR_E_NOMEM;
}

static ctr_status avro_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                             ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    const struct visit v = {ctx, fn, user};
    const struct lc_avro *a = spec->avro;
    if (a->root.type->kind < LC_AVRO_RECORD) {
        LC_TRY(fn(user, NULL));
    }
    for (uint32_t i = 0; i < a->named_count; i++) {
        const struct lc_avro_type *type = a->named[i];
        bool record = type->kind == LC_AVRO_RECORD;
        LC_TRY(lc_poll(ctx));
        LC_TRY(visit_name(&v, type->name, (struct lc_str){NULL, 0}));
        for (uint32_t k = 0; type->kind != LC_AVRO_FIXED && k < type->count; k++) {
            LC_TRY(visit_name(&v, type->name,
                              record ? type->fields[k].name : lc_raw(&type->symbols[k])));
        }
    }
    return CTR_OK;
}

static ctr_status avro_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                                bool *out)
{
    const struct lc_avro *a = spec->avro;
    const char *dot = strrchr(part, '.');
    (void)ctx;
    *out = strcmp(part, "/") == 0 || lc_map_get(&a->names, lc_str(part));
    if (*out || !dot) {
        return CTR_OK;
    }
    const struct lc_avro_type *type = lc_map_get(&a->names, lc_str_n(part, (size_t)(dot - part)));
    if (type && type->kind == LC_AVRO_RECORD) {
        *out = lc_avro_field(type, lc_str(dot + 1), 0) >= 0;
    } else if (type && type->kind == LC_AVRO_ENUM) {
        *out = lc_avro_symbol(type, lc_str(dot + 1), 0) >= 0;
    }
    return CTR_OK;
}

const struct lc_format_row lc_format_avro = {
    .format = CTR_FORMAT_AVRO,
    .default_profile = CTR_PROFILE_STRICT,
    .bid = avro_bid,
    .read = avro_read,
    .compare = lc_avro_compare,
    .parts = avro_parts,
    .has_part = avro_has_part,
};
