/* The reader of GraphQL schemas: tokens into the tree. */
#include "codec/graphql_read.h"

#include "codec/graphql_reader.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

/* ---- types */

/* What stands between `from` and the end of the type, read again without what is ignored. */
static ctr_status compact(struct lc_gql_reader *r, const struct lc_gql_lexer *from, uint32_t end,
                          struct lc_str *out)
{
    struct lc_gql_lexer again = *from;
    char *text = lc_tree_text(&r->tree, end - from->offset);
    size_t n = 0;
    if (!text) {
        return CTR_E_NOMEM;
    }
    while (again.offset < end && again.token != LC_GQL_END) {
        memcpy(text + n, again.text.ptr, again.text.len);
        n += again.text.len;
        LC_TRY(lc_gql_next(&again));
    }
    lc_tree_text_used(&r->tree, text, n);
    *out = lc_str_n(text, n);
    return CTR_OK;
}

/* "[[Name!]]!": any number of brackets, one name, and what closes them. */
static ctr_status type_reference(struct lc_gql_reader *r, const char *what)
{
    const struct lc_gql_lexer from = r->lex;
    uint32_t open = 0;
    size_t size = 0;
    for (; lc_gql_at(r, '['); open++, size++) {
        if (open == r->tree.max_depth) {
            return lc_tree_too_deep(&r->tree, r->lex.offset);
        }
        LC_TRY(lc_gql_next(&r->lex));
    }
    if (!lc_gql_at(r, LC_GQL_NAME)) {
        return lc_gql_expected(&r->lex, "%s", what);
    }
    size += r->lex.text.len;
    LC_TRY(lc_gql_next(&r->lex));
    for (bool banged = false; (lc_gql_at(r, '!') && !banged) || (lc_gql_at(r, ']') && open);
         size++) {
        banged = lc_gql_at(r, '!');
        open -= !banged;
        LC_TRY(lc_gql_next(&r->lex));
    }
    if (open) {
        return lc_gql_expected(&r->lex, "']' to close the type of a list");
    }
    struct lc_str text = lc_str_n(from.text.ptr, size);
    if (r->lex.last_end - from.offset != size) {
        LC_TRY(compact(r, &from, r->lex.last_end, &text));
    }
    return lc_gql_text_member(r, "type", text, from.offset);
}

/* ---- what definitions are made of */

struct description {
    struct lc_str text; /* ptr NULL: none */
    uint32_t offset;
};

static ctr_status description(struct lc_gql_reader *r, struct description *out)
{
    *out = (struct description){{NULL, 0}, r->lex.offset};
    if (!lc_gql_at(r, LC_GQL_STRING) && !lc_gql_at(r, LC_GQL_BLOCK)) {
        return CTR_OK;
    }
    LC_TRY(lc_gql_string(&r->lex, &out->text));
    return lc_gql_next(&r->lex);
}

static ctr_status put_description(struct lc_gql_reader *r, const struct description *d)
{
    return d->text.ptr ? lc_gql_text_member(r, "description", d->text, d->offset) : CTR_OK;
}

static ctr_status used_arguments(struct lc_gql_reader *r)
{
    LC_TRY(lc_gql_member(r, LC_STR("args")));
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(lc_gql_next(&r->lex));
    do {
        if (!lc_gql_at(r, LC_GQL_NAME)) {
            return lc_gql_expected(&r->lex, "the name of an argument");
        }
        LC_TRY(lc_gql_member(r, r->lex.text));
        LC_TRY(lc_gql_next(&r->lex));
        LC_TRY(lc_gql_expect(r, ':', "':' and a value"));
        LC_TRY(lc_gql_value(r));
    } while (!lc_gql_at(r, ')'));
    LC_TRY(lc_gql_close_names(r, "argument"));
    return lc_gql_next(&r->lex);
}

/* "@name(arg: value)", any number of them. */
static ctr_status used_directives(struct lc_gql_reader *r)
{
    if (!lc_gql_at(r, '@')) {
        return CTR_OK;
    }
    LC_TRY(lc_gql_member(r, LC_STR("directives")));
    LC_TRY(lc_tree_open(&r->tree, false, r->lex.offset));
    while (lc_gql_at(r, '@')) {
        LC_TRY(lc_tree_push_item(&r->tree));
        LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
        LC_TRY(lc_gql_next(&r->lex));
        if (!lc_gql_at(r, LC_GQL_NAME)) {
            return lc_gql_expected(&r->lex, "the name of a directive behind '@'");
        }
        LC_TRY(lc_gql_text_member(r, "name", r->lex.text, r->lex.offset));
        LC_TRY(lc_gql_next(&r->lex));
        if (lc_gql_at(r, '(')) {
            LC_TRY(used_arguments(r));
        }
        LC_TRY(lc_tree_close(&r->tree));
    }
    return lc_tree_close(&r->tree);
}

/* "name: Type = default @directives": an argument, or a field of an input. */
static ctr_status input(struct lc_gql_reader *r, const char *what)
{
    struct description d;
    LC_TRY(description(r, &d));
    if (!lc_gql_at(r, LC_GQL_NAME)) {
        return lc_gql_expected(&r->lex, "%s", what);
    }
    LC_TRY(lc_gql_member(r, r->lex.text));
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(put_description(r, &d));
    LC_TRY(lc_gql_next(&r->lex));
    LC_TRY(lc_gql_expect(r, ':', "':' and a type"));
    LC_TRY(type_reference(r, "a type"));
    if (lc_gql_at(r, '=')) {
        LC_TRY(lc_gql_next(&r->lex));
        LC_TRY(lc_gql_member(r, LC_STR("default")));
        LC_TRY(lc_gql_value(r));
    }
    LC_TRY(used_directives(r));
    return lc_tree_close(&r->tree);
}

static ctr_status arguments(struct lc_gql_reader *r)
{
    if (!lc_gql_at(r, '(')) {
        return CTR_OK;
    }
    LC_TRY(lc_gql_member(r, LC_STR("args")));
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(lc_gql_next(&r->lex));
    do {
        LC_TRY(input(r, "the name of an argument; without arguments leave the parentheses out"));
    } while (!lc_gql_at(r, ')'));
    LC_TRY(lc_gql_close_names(r, "argument"));
    return lc_gql_next(&r->lex);
}

static ctr_status field(struct lc_gql_reader *r)
{
    struct description d;
    LC_TRY(description(r, &d));
    if (!lc_gql_at(r, LC_GQL_NAME)) {
        return lc_gql_expected(&r->lex, "the name of a field");
    }
    LC_TRY(lc_gql_member(r, r->lex.text));
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(put_description(r, &d));
    LC_TRY(lc_gql_next(&r->lex));
    LC_TRY(arguments(r));
    LC_TRY(lc_gql_expect(r, ':', "':' and the type of the field"));
    LC_TRY(type_reference(r, "the type of the field"));
    LC_TRY(used_directives(r));
    return lc_tree_close(&r->tree);
}

static ctr_status input_field(struct lc_gql_reader *r)
{
    return input(r, "the name of an input field");
}

static ctr_status enum_value(struct lc_gql_reader *r)
{
    struct description d;
    LC_TRY(description(r, &d));
    if (!lc_gql_at(r, LC_GQL_NAME)) {
        return lc_gql_expected(&r->lex, "a value of the enum");
    }
    struct lc_str name = r->lex.text;
    if (lc_str_is(name, "true") || lc_str_is(name, "false") || lc_str_is(name, "null")) {
        return lc_doc_fail(r->lex.ctx, r->lex.doc, r->lex.offset,
                           "'%.*s' is a value of its own and cannot be one of an enum", S(name));
    }
    LC_TRY(lc_gql_member(r, name));
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(put_description(r, &d));
    LC_TRY(lc_gql_next(&r->lex));
    LC_TRY(used_directives(r));
    return lc_tree_close(&r->tree);
}

/* "{ … }" with at least one thing in it, or nothing at all. */
static ctr_status body(struct lc_gql_reader *r, const char *key, const char *noun,
                       ctr_status (*read)(struct lc_gql_reader *r))
{
    if (!lc_gql_at(r, '{')) {
        return CTR_OK;
    }
    LC_TRY(lc_gql_member(r, lc_str(key)));
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(lc_gql_next(&r->lex));
    do {
        LC_TRY(read(r));
    } while (!lc_gql_at(r, '}'));
    LC_TRY(lc_gql_close_names(r, noun));
    return lc_gql_next(&r->lex);
}

/* Names with a mark between them, and perhaps before the first. */
static ctr_status names(struct lc_gql_reader *r, const char *key, int mark, const char *what)
{
    LC_TRY(lc_gql_member(r, lc_str(key)));
    LC_TRY(lc_tree_open(&r->tree, false, r->lex.offset));
    if (lc_gql_at(r, mark)) {
        LC_TRY(lc_gql_next(&r->lex));
    }
    for (;;) {
        if (!lc_gql_at(r, LC_GQL_NAME)) {
            return lc_gql_expected(&r->lex, "%s", what);
        }
        LC_TRY(lc_tree_push_item(&r->tree));
        lc_tree_set_text(&r->tree, LC_STRING, r->lex.offset, r->lex.text);
        LC_TRY(lc_gql_next(&r->lex));
        if (!lc_gql_at(r, mark)) {
            return lc_tree_close(&r->tree);
        }
        LC_TRY(lc_gql_next(&r->lex));
    }
}

/* ---- definitions */

static ctr_status interfaces(struct lc_gql_reader *r)
{
    if (lc_gql_is_name(&r->lex, "implements")) {
        LC_TRY(lc_gql_next(&r->lex));
        LC_TRY(names(r, "interfaces", '&', "the name of an interface"));
    }
    return CTR_OK;
}

static ctr_status read_fields(struct lc_gql_reader *r)
{
    LC_TRY(interfaces(r));
    LC_TRY(used_directives(r));
    return body(r, "fields", "field", field);
}

static ctr_status read_input(struct lc_gql_reader *r)
{
    LC_TRY(used_directives(r));
    return body(r, "fields", "input field", input_field);
}

static ctr_status read_enum(struct lc_gql_reader *r)
{
    LC_TRY(used_directives(r));
    return body(r, "values", "value", enum_value);
}

static ctr_status read_union(struct lc_gql_reader *r)
{
    LC_TRY(used_directives(r));
    if (!lc_gql_at(r, '=')) {
        return CTR_OK;
    }
    LC_TRY(lc_gql_next(&r->lex));
    return names(r, "types", '|', "the name of a type of the union");
}

static ctr_status read_directive(struct lc_gql_reader *r)
{
    LC_TRY(arguments(r));
    if (lc_gql_is_name(&r->lex, "repeatable")) {
        LC_TRY(lc_gql_member(r, LC_STR("repeatable")));
        lc_tree_set(&r->tree, LC_TRUE, r->lex.offset);
        LC_TRY(lc_gql_next(&r->lex));
    }
    if (!lc_gql_is_name(&r->lex, "on")) {
        return lc_gql_expected(&r->lex, "'on' and the places of the directive");
    }
    LC_TRY(lc_gql_next(&r->lex));
    return names(r, "locations", '|', "a place of the directive, such as FIELD_DEFINITION");
}

static ctr_status operation_type(struct lc_gql_reader *r)
{
    struct lc_str word = r->lex.text;
    if (!lc_gql_at(r, LC_GQL_NAME) || (!lc_str_is(word, "query") && !lc_str_is(word, "mutation") &&
                                       !lc_str_is(word, "subscription"))) {
        return lc_gql_expected(&r->lex, "query, mutation or subscription");
    }
    LC_TRY(lc_gql_member(r, word));
    LC_TRY(lc_gql_next(&r->lex));
    LC_TRY(lc_gql_expect(r, ':', "':' and a type"));
    if (!lc_gql_at(r, LC_GQL_NAME)) {
        return lc_gql_expected(&r->lex, "the name of an object type");
    }
    lc_tree_set_text(&r->tree, LC_STRING, r->lex.offset, r->lex.text);
    return lc_gql_next(&r->lex);
}

static ctr_status read_schema(struct lc_gql_reader *r)
{
    LC_TRY(used_directives(r));
    return body(r, "operations", "operation", operation_type);
}

static ctr_status read_scalar(struct lc_gql_reader *r)
{
    return used_directives(r);
}

static const struct keyword {
    const char *word;
    ctr_status (*read)(struct lc_gql_reader *r);
} keywords[] = {{"type", read_fields},   {"input", read_input},         {"enum", read_enum},
                {"scalar", read_scalar}, {"interface", read_fields},    {"union", read_union},
                {"schema", read_schema}, {"directive", read_directive}, {NULL, NULL}};

static const struct keyword *keyword_of(const struct lc_gql_lexer *lex)
{
    const struct keyword *k = keywords;
    while (k->word && !lc_gql_is_name(lex, k->word)) {
        k++;
    }
    return k->word ? k : NULL;
}

/* The key of the definition; the lexer stands at its name, or behind "schema". */
static ctr_status definition_key(struct lc_gql_reader *r, const struct keyword *k, bool extension,
                                 struct lc_str *out)
{
    struct lc_ctx *ctx = r->tree.ctx;
    struct lc_str key = r->lex.text;
    bool schema = k->read == read_schema;
    if (schema) {
        key = LC_STR(LC_GRAPHQL_SCHEMA);
    } else if (!lc_gql_at(r, LC_GQL_NAME)) {
        return lc_gql_expected(&r->lex, "a name behind '%s'", k->word);
    } else if (k->read == read_directive) {
        key = lc_str(lc_format(ctx, "@%.*s", (int)key.len, key.ptr));
    }
    r->owner = schema ? LC_STR("schema") : key;
    if (extension && key.ptr) {
        uintptr_t count = (uintptr_t)lc_map_get(&r->extended, key) + 1;
        LC_TRY(lc_map_set(ctx, &r->extended, key, (void *)count));
        key = lc_str(count == 1 ? lc_format(ctx, LC_GRAPHQL_EXTEND "%.*s", (int)key.len, key.ptr)
                                : lc_format(ctx, LC_GRAPHQL_EXTEND "%.*s %llu", (int)key.len,
                                            key.ptr, (unsigned long long)count));
    }
    *out = key;
    return key.ptr ? CTR_OK : CTR_E_NOMEM;
}

/* "extend type A" alone adds nothing. */
static ctr_status must_add(struct lc_gql_reader *r, const struct keyword *k, bool extension,
                           size_t before)
{
    if (extension && r->tree.used - before == sizeof(struct lc_member)) { /* the kind alone */
        return lc_gql_expected(&r->lex, "what this extension of %s %s adds to '%.*s'",
                               strchr("aeiou", k->word[0]) ? "an" : "a", k->word, S(r->owner));
    }
    return CTR_OK;
}

static ctr_status rest_of_definition(struct lc_gql_reader *r, const struct keyword *k,
                                     bool extension, const struct description *d)
{
    struct lc_str key = {NULL, 0};
    uint32_t keyword_offset = r->lex.offset;
    LC_TRY(lc_gql_next(&r->lex));
    if (k->read == read_directive) {
        LC_TRY(lc_gql_expect(r, '@', "'@' and the name of the directive"));
    }
    LC_TRY(definition_key(r, k, extension, &key));
    uint32_t offset = k->read == read_schema ? keyword_offset : r->lex.offset;
    LC_TRY(lc_tree_push_member(&r->tree, key, offset));
    LC_TRY(lc_tree_open(&r->tree, true, offset));
    if (k->read != read_schema) {
        LC_TRY(lc_gql_next(&r->lex));
    }
    LC_TRY(put_description(r, d));
    size_t before = r->tree.used;
    LC_TRY(lc_gql_text_member(r, "kind", lc_str(k->word), keyword_offset));
    LC_TRY(k->read(r));
    LC_TRY(must_add(r, k, extension, before));
    return lc_tree_close(&r->tree);
}

static ctr_status no_definition(struct lc_gql_reader *r)
{
    static const char *const words[] = {"query", "mutation", "subscription", "fragment"};
    bool executable = lc_gql_at(r, '{');
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        executable = executable || lc_gql_is_name(&r->lex, words[i]);
    }
    if (executable) {
        return lc_doc_fail(r->lex.ctx, r->lex.doc, r->lex.offset,
                           "this is an operation, which belongs in a document of queries; a schema "
                           "has definitions only");
    }
    return lc_gql_expected(&r->lex, "a definition (type, interface, union, enum, input, scalar, "
                                    "directive, schema or extend)");
}

static ctr_status definition(struct lc_gql_reader *r)
{
    struct description d;
    LC_TRY(description(r, &d));
    bool extension = lc_gql_is_name(&r->lex, "extend");
    if (extension) {
        if (d.text.ptr) {
            return lc_doc_fail(r->lex.ctx, r->lex.doc, d.offset,
                               "an extension has no description; give it to the definition");
        }
        LC_TRY(lc_gql_next(&r->lex));
    }
    const struct keyword *k = keyword_of(&r->lex);
    if (!k || (extension && k->read == read_directive)) {
        return extension ? lc_gql_expected(&r->lex, "what is extended (type, interface, union, "
                                                    "enum, input, scalar or schema)")
                         : no_definition(r);
    }
    return rest_of_definition(r, k, extension, &d);
}

static ctr_status definitions(struct lc_gql_reader *r)
{
    LC_TRY(lc_tree_open(&r->tree, true, 0));
    if (lc_gql_at(r, LC_GQL_END)) {
        return lc_doc_fail(r->lex.ctx, r->lex.doc, r->lex.offset,
                           "the document is empty; expected the definitions of a GraphQL schema");
    }
    while (!lc_gql_at(r, LC_GQL_END)) {
        LC_TRY(definition(r));
    }
    r->owner = lc_str_n(NULL, 0);
    return lc_gql_close_names(r, "definition");
}

ctr_status lc_graphql_read(struct lc_ctx *ctx, struct lc_str text,
                           const struct lc_read_options *options, struct lc_doc *doc)
{
    struct lc_gql_reader r = {.owner = {NULL, 0}};
    ctr_status status = lc_tree_begin(&r.tree, ctx, text, options, doc);
    r.extended.seed = r.tree.seed;
    if (status == CTR_OK) {
        status = lc_gql_begin(&r.lex, ctx, doc);
    }
    if (status == CTR_OK) {
        status = definitions(&r);
    }
    return lc_tree_end(&r.tree, status);
}
