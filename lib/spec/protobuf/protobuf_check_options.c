/*
 * The options that come with the language (descriptor.proto): what they are called, what values
 * they have, where they may stand; each once. Those in parentheses are somebody's own.
 */
#include "spec/protobuf/protobuf.h"

enum kind { FLAG, TEXT, WORD, AGGREGATE, ANY };

struct row {
    unsigned where; /* LC_PROTO_ON_… */
    const char *name;
    enum kind kind;
    bool many;            /* may be said again */
    const char *words[6]; /* of WORD; closed by NULL where there is room */
};

#define ALL (2u * LC_PROTO_ON_METHOD - 1u)
#define FILE_ LC_PROTO_ON_FILE
#define MESSAGE LC_PROTO_ON_MESSAGE
#define FIELD LC_PROTO_ON_FIELD
#define ENUM LC_PROTO_ON_ENUM
#define VALUE LC_PROTO_ON_VALUE
#define SERVICE LC_PROTO_ON_SERVICE
#define METHOD LC_PROTO_ON_METHOD
static const struct row rows[] = {
    {ALL, "features", AGGREGATE, true, {NULL}},
    {ALL, "uninterpreted_option", AGGREGATE, true, {NULL}},
    {ALL - LC_PROTO_ON_ONEOF, "deprecated", FLAG, false, {NULL}},
    {FILE_, "java_package", TEXT, false, {NULL}},
    {FILE_, "java_outer_classname", TEXT, false, {NULL}},
    {FILE_, "java_multiple_files", FLAG, false, {NULL}},
    {FILE_, "java_generate_equals_and_hash", FLAG, false, {NULL}},
    {FILE_, "java_string_check_utf8", FLAG, false, {NULL}},
    {FILE_, "optimize_for", WORD, false, {"SPEED", "CODE_SIZE", "LITE_RUNTIME"}},
    {FILE_, "go_package", TEXT, false, {NULL}},
    {FILE_, "cc_generic_services", FLAG, false, {NULL}},
    {FILE_, "java_generic_services", FLAG, false, {NULL}},
    {FILE_, "py_generic_services", FLAG, false, {NULL}},
    {FILE_, "php_generic_services", FLAG, false, {NULL}}, /* of old releases */
    {FILE_, "javanano_use_deprecated_package", FLAG, false, {NULL}},
    {FILE_, "cc_enable_arenas", FLAG, false, {NULL}},
    {FILE_, "objc_class_prefix", TEXT, false, {NULL}},
    {FILE_, "csharp_namespace", TEXT, false, {NULL}},
    {FILE_, "swift_prefix", TEXT, false, {NULL}},
    {FILE_, "php_class_prefix", TEXT, false, {NULL}},
    {FILE_, "php_namespace", TEXT, false, {NULL}},
    {FILE_, "php_metadata_namespace", TEXT, false, {NULL}},
    {FILE_, "ruby_package", TEXT, false, {NULL}},
    {MESSAGE, "message_set_wire_format", FLAG, false, {NULL}},
    {MESSAGE, "no_standard_descriptor_accessor", FLAG, false, {NULL}},
    {MESSAGE, "map_entry", FLAG, false, {NULL}},
    {MESSAGE | ENUM, "deprecated_legacy_json_field_conflicts", FLAG, false, {NULL}},
    {FIELD, "default", ANY, true, {NULL}}, /* see protobuf_check_default.c */
    {FIELD, "json_name", TEXT, false, {NULL}},
    {FIELD, "ctype", WORD, false, {"STRING", "CORD", "STRING_PIECE"}},
    {FIELD, "packed", FLAG, false, {NULL}},
    {FIELD, "jstype", WORD, false, {"JS_NORMAL", "JS_STRING", "JS_NUMBER"}},
    {FIELD, "lazy", FLAG, false, {NULL}},
    {FIELD, "unverified_lazy", FLAG, false, {NULL}},
    {FIELD, "weak", FLAG, false, {NULL}},
    {FIELD | VALUE, "debug_redact", FLAG, false, {NULL}},
    {FIELD,
     "retention",
     WORD,
     false,
     {"RETENTION_UNKNOWN", "RETENTION_RUNTIME", "RETENTION_SOURCE"}},
    {FIELD, "targets", ANY, true, {NULL}},
    {FIELD, "edition_defaults", AGGREGATE, true, {NULL}},
    {FIELD | VALUE, "feature_support", AGGREGATE, true, {NULL}},
    {ENUM, "allow_alias", FLAG, false, {NULL}},
    {METHOD,
     "idempotency_level",
     WORD,
     false,
     {"IDEMPOTENCY_UNKNOWN", "NO_SIDE_EFFECTS", "IDEMPOTENT"}},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* Features that only some things can have; those of languages are known to their generators. */
static const struct place {
    const char *name;
    unsigned where;
} places[] = {
    {"features.field_presence", FILE_ | FIELD},
    {"features.enum_type", FILE_ | ENUM},
    {"features.repeated_field_encoding", FILE_ | FIELD},
    {"features.utf8_validation", FILE_ | FIELD},
    {"features.message_encoding", FILE_ | FIELD},
    {"features.json_format", FILE_ | MESSAGE | ENUM},
    {"features.default_symbol_visibility", FILE_},
};
#undef ALL
#undef FILE_
#undef MESSAGE
#undef FIELD
#undef ENUM
#undef VALUE
#undef SERVICE
#undef METHOD

static const struct row *find(struct lc_str name, unsigned where)
{
    for (size_t i = 0; i < ROWS; i++) {
        if ((rows[i].where & where) && lc_str_is(name, rows[i].name)) {
            return &rows[i];
        }
    }
    return NULL;
}

static bool fits(const struct row *r, const struct lc_proto_option *o)
{
    switch (r->kind) {
    case FLAG:
        return !o->text && (lc_str_is(o->value, "true") || lc_str_is(o->value, "false"));
    case TEXT:
        return o->text;
    case WORD:
        for (size_t i = 0; i < 6 && r->words[i] && !o->text; i++) {
            if (lc_str_is(o->value, r->words[i])) {
                return true;
            }
        }
        return false;
    case AGGREGATE: /* "features.x = …", too, which says what it is worth elsewhere */
    case ANY:
        break;
    }
    return true;
}

static ctr_status say_value(struct lc_proto *p, const struct lc_proto_file *f, const struct row *r,
                            const struct lc_proto_option *o)
{
    const char *wanted = r->kind == FLAG   ? "true or false"
                         : r->kind == TEXT ? "a text in quotes"
                                           : lc_format(p->ctx, "%s, %s or %s", r->words[0],
                                                       r->words[1], r->words[2]);
    const char *quote = o->text ? "\"" : "";
    return wanted ? lc_doc_fail(p->ctx, f->doc, o->offset, "the option '%s' is %s%.*s%s; wanted %s",
                                r->name, quote, LC_PROTO_S(o->value), quote, wanted)
                  : CTR_E_NOMEM;
}

static ctr_status one(struct lc_proto *p, const struct lc_proto_file *f,
                      const struct lc_proto_option *o, unsigned where, struct lc_map *seen)
{
    struct lc_str head = o->name;
    struct lc_str rest;
    bool dotted = lc_str_cut(o->name, '.', &head, &rest);
    const struct row *r = find(head, where);
    if (!r || (dotted && r->kind != AGGREGATE)) {
        return lc_doc_fail(p->ctx, f->doc, o->offset,
                           "the option '%.*s' is not known here; one of your own stands in "
                           "parentheses",
                           LC_PROTO_S(o->name));
    }
    if (!fits(r, o)) {
        return say_value(p, f, r, o);
    }
    if (r->many && !(dotted && r == &rows[0])) {
        return CTR_OK;
    }
    if (lc_map_get(seen, o->name)) {
        return lc_doc_fail(p->ctx, f->doc, o->offset, "the option '%.*s' is said twice",
                           LC_PROTO_S(o->name));
    }
    return lc_map_set(p->ctx, seen, o->name, (void *)(uintptr_t)o);
}

static ctr_status mind_place(struct lc_proto *p, const struct lc_proto_file *f,
                             const struct lc_proto_option *o, unsigned where)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!(places[i].where & where) && lc_str_is(o->name, places[i].name)) {
            return lc_doc_fail(p->ctx, f->doc, o->offset, "%s cannot be said here", places[i].name);
        }
    }
    if (where == LC_PROTO_ON_FILE && lc_str_is(o->name, places[0].name) &&
        (lc_str_is(o->value, "LEGACY_REQUIRED") || (o->member && lc_str_is(o->value, "3")))) {
        return lc_doc_fail(p->ctx, f->doc, o->offset,
                           "%s of a whole file cannot be LEGACY_REQUIRED; say it of each field",
                           places[0].name);
    }
    return CTR_OK;
}

ctr_status lc_proto_check_options(struct lc_proto *p, const struct lc_proto_file *f,
                                  const struct lc_proto_option *list, unsigned where)
{
    struct lc_mark mark = lc_arena_mark(&p->ctx->arena);
    struct lc_map seen = {.seed = p->symbols.seed};
    if (!list) {
        return CTR_OK;
    }
    for (const struct lc_proto_option *o = list; o; o = o->next) {
        LC_TRY(mind_place(p, f, o, where));
        if (!o->member && o->name.ptr[0] != '(') {
            LC_TRY(one(p, f, o, where, &seen));
        }
    }
    lc_arena_release(&p->ctx->arena, mark);
    return CTR_OK;
}
