/*
 * What a document of operations uses of a schema: fields with the arguments that are given, the
 * types of what comes in (whole: a field that has to be given may be added to them), values of
 * enums that are written, enums and scalars that come out, directives. "Type.__typename" stands for
 * a selection itself, which every composite type answers.
 */
#include "spec/graphql/graphql_used.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

static ctr_status next(struct gql_use *u)
{
    return lc_gql_next(&u->lex);
}

static bool at(const struct gql_use *u, int token)
{
    return u->lex.token == token;
}

static ctr_status expect(struct gql_use *u, int token, const char *what)
{
    return at(u, token) ? next(u) : lc_gql_expected(&u->lex, "%s", what);
}

#define FAIL(u, offset, ...) lc_doc_fail((u)->ctx, (u)->lex.doc, offset, __VA_ARGS__)

/* ---- telling, each part once */

static ctr_status tell(struct gql_use *u, const char *text)
{
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    if (!text) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&u->told, part.text)) {
        return CTR_OK;
    }
    LC_TRY(lc_map_set(u->ctx, &u->told, part.text, (void *)(uintptr_t)1));
    return u->fn(u->user, &part);
}

static ctr_status tell_inside(struct gql_use *u, struct lc_str type, struct lc_str name)
{
    return tell(u,
                lc_format(u->ctx, "%.*s.%.*s", (int)type.len, type.ptr, (int)name.len, name.ptr));
}

ctr_status lc_gql_use_type(struct gql_use *u, const struct gql_type *type)
{
    return tell_inside(u, type->name, LC_STR("__typename"));
}

/* A type that comes in or out as a whole, with what it holds if it is an input; a list of those
 * that wait takes the place of recursion. */
static ctr_status tell_type(struct gql_use *u, const struct gql_type *first)
{
    struct lc_map seen = {.seed = u->g->by_name.seed};
    size_t room = 0;
    size_t count = 0;
    const struct gql_type **list = lc_grow(u->ctx, NULL, 0, &room, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    list[count++] = first;
    for (size_t i = 0; i < count; i++) {
        const struct gql_type *t = list[i];
        if (t->node) {
            LC_TRY(tell(u, lc_dup(u->ctx, t->name)));
        }
        for (uint32_t k = 0; t->kind == GQL_INPUT && k < t->count; k++) {
            const struct gql_type *held = t->items[k].named;
            if (lc_map_get(&seen, held->name)) {
                continue;
            }
            LC_TRY(lc_map_set(u->ctx, &seen, held->name, (void *)(uintptr_t)1));
            list = lc_grow(u->ctx, list, count, &room, sizeof *list);
            if (!list) {
                return CTR_E_NOMEM;
            }
            list[count++] = held;
        }
    }
    return CTR_OK;
}

/* ---- values */

static ctr_status deeper(struct gql_use *u)
{
    if (++u->depth > u->ctx->limits.max_depth) {
        lc_doc_fail_as(u->ctx, u->lex.doc, CTR_E_LIMIT, u->lex.offset,
                       "nested deeper than %u levels; raise max_depth or flatten it",
                       u->ctx->limits.max_depth);
        lc_detail(u->ctx, "limit", "max_depth");
        return CTR_E_LIMIT;
    }
    return lc_poll(u->ctx);
}

static ctr_status written_name(struct gql_use *u, const struct gql_type *type)
{
    struct lc_str name = u->lex.text;
    bool word = lc_str_is(name, "true") || lc_str_is(name, "false") || lc_str_is(name, "null");
    if (!word && type && type->kind == GQL_ENUM) {
        if (!lc_gql_item(type->items, type->count, name)) {
            return FAIL(u, u->lex.offset, "the enum '%.*s' has no value '%.*s'", S(type->name),
                        S(name));
        }
        LC_TRY(tell_inside(u, type->name, name));
    }
    return next(u);
}

static ctr_status value(struct gql_use *u, const struct gql_type *type);

static ctr_status input_field(struct gql_use *u, const struct gql_type *type)
{
    struct lc_str name = u->lex.text;
    uint32_t offset = u->lex.offset;
    LC_TRY(expect(u, LC_GQL_NAME, "the name of an input field, or '}'"));
    const bool known = type && type->kind == GQL_INPUT;
    const struct gql_item *f = known ? lc_gql_item(type->items, type->count, name) : NULL;
    if (known && !f) {
        return FAIL(u, offset, "the schema has no field '%.*s' in the input '%.*s'", S(name),
                    S(type->name));
    }
    LC_TRY(expect(u, ':', "':' and a value"));
    return value(u, f ? f->named : NULL);
}

/* `type`: what it has to be at its heart, NULL where that does not matter. */
static ctr_status value(struct gql_use *u, const struct gql_type *type)
{
    switch (u->lex.token) {
    case LC_GQL_INT:
    case LC_GQL_FLOAT:
    case LC_GQL_STRING:
    case LC_GQL_BLOCK:
        return next(u);
    case LC_GQL_NAME:
        return written_name(u, type);
    case '$':
        LC_TRY(next(u));
        return expect(u, LC_GQL_NAME, "the name of a variable");
    case '[':
        LC_TRY(deeper(u));
        LC_TRY(next(u));
        while (!at(u, ']')) {
            LC_TRY(value(u, type));
        }
        u->depth--;
        return next(u);
    case '{':
        LC_TRY(deeper(u));
        LC_TRY(next(u));
        while (!at(u, '}')) {
            LC_TRY(input_field(u, type));
        }
        u->depth--;
        return next(u);
    default:
        return lc_gql_expected(&u->lex, "a value");
    }
}

/* ---- arguments and directives */

/* `owner` as a part; args NULL: nothing is known of them. */
static ctr_status arguments(struct gql_use *u, const char *owner, struct gql_item *args,
                            uint32_t count)
{
    if (!at(u, '(')) {
        return CTR_OK;
    }
    LC_TRY(next(u));
    do {
        struct lc_str name = u->lex.text;
        uint32_t offset = u->lex.offset;
        LC_TRY(expect(u, LC_GQL_NAME, "the name of an argument"));
        LC_TRY(expect(u, ':', "':' and a value"));
        const struct gql_item *arg = args ? lc_gql_item(args, count, name) : NULL;
        if (!arg && owner) {
            return FAIL(u, offset, "'%s' has no argument '%.*s' in the schema", owner, S(name));
        }
        if (arg) {
            LC_TRY(tell(u, lc_format(u->ctx, "%s(%.*s)", owner, (int)name.len, name.ptr)));
        }
        if (arg && (arg->named->kind != GQL_ENUM || at(u, '$'))) {
            LC_TRY(tell_type(u, arg->named));
        }
        LC_TRY(value(u, arg ? arg->named : NULL));
    } while (!at(u, ')'));
    return next(u);
}

static ctr_status directives(struct gql_use *u)
{
    while (at(u, '@')) {
        LC_TRY(next(u));
        struct lc_str name = u->lex.text;
        LC_TRY(expect(u, LC_GQL_NAME, "the name of a directive behind '@'"));
        const char *part = lc_format(u->ctx, "@%.*s", (int)name.len, name.ptr);
        if (!part) {
            return CTR_E_NOMEM;
        }
        struct gql_directive *d = lc_gql_directive(u->g, lc_str(part));
        if (d) {
            LC_TRY(tell(u, part));
        }
        LC_TRY(arguments(u, d ? part : NULL, d ? d->args : NULL, d ? d->arg_count : 0));
    }
    return CTR_OK;
}

/* ---- selections */

static ctr_status selections(struct gql_use *u, const struct gql_type *type);

/* What introspection answers with, which no schema defines. */
static bool introspected(struct lc_str name)
{
    static const char *const names[] = {"__Directive",  "__EnumValue", "__Field",
                                        "__InputValue", "__Schema",    "__Type"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (lc_str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* The type behind "on"; NULL for one of introspection. */
static ctr_status composite(struct gql_use *u, const struct gql_type **out)
{
    struct lc_str name = u->lex.text;
    uint32_t offset = u->lex.offset;
    LC_TRY(expect(u, LC_GQL_NAME, "the name of a type behind 'on'"));
    *out = lc_gql_type(u->g, name);
    if (*out ? !lc_gql_composite(*out) : !introspected(name)) {
        return FAIL(u, offset,
                    *out ? "'%.*s' has no fields to select" : "the schema has no type '%.*s'",
                    S(name));
    }
    return CTR_OK;
}

/* "...Name", "... on Type { }", "... { }" in a selection of `type`. */
static ctr_status spread(struct gql_use *u, const struct gql_type *type)
{
    LC_TRY(next(u));
    if (at(u, LC_GQL_NAME) && !lc_gql_is_name(&u->lex, "on")) {
        LC_TRY(lc_gql_spread(u, u->lex.text, type));
        LC_TRY(next(u));
        return directives(u);
    }
    if (lc_gql_is_name(&u->lex, "on")) {
        const struct gql_type *parent = type;
        LC_TRY(next(u));
        LC_TRY(composite(u, &type));
        LC_TRY(lc_gql_use_both(u, parent, type));
    }
    LC_TRY(directives(u));
    return selections(u, type);
}

/* What introspection answers is no part of the schema. */
static bool of_introspection(const struct gql_use *u, const struct gql_type *type,
                             struct lc_str name)
{
    return lc_str_is(name, "__typename") ||
           (type == u->g->roots[GQL_QUERY].type &&
            (lc_str_is(name, "__schema") || lc_str_is(name, "__type")));
}

static ctr_status skip_field(struct gql_use *u)
{
    LC_TRY(arguments(u, NULL, NULL, 0));
    LC_TRY(directives(u));
    return at(u, '{') ? selections(u, NULL) : CTR_OK;
}

static ctr_status known_field(struct gql_use *u, const struct gql_type *type, struct lc_str name,
                              uint32_t offset)
{
    const struct gql_item *f =
        type->kind == GQL_UNION ? NULL : lc_gql_item(type->items, type->count, name);
    if (!f) {
        return FAIL(u, offset, "the schema has no field '%.*s' in '%.*s'", S(name), S(type->name));
    }
    const char *part = lc_format(u->ctx, "%.*s.%.*s", (int)type->name.len, type->name.ptr,
                                 (int)name.len, name.ptr);
    LC_TRY(tell(u, part));
    LC_TRY(arguments(u, part, f->args, f->arg_count));
    LC_TRY(directives(u));
    if (lc_gql_composite(f->named)) {
        return selections(u, f->named);
    }
    if (at(u, '{')) {
        return FAIL(u, u->lex.offset, "the field '%.*s' is of the type '%.*s', which has no fields",
                    S(name), S(f->named->name));
    }
    return tell_type(u, f->named);
}

static ctr_status field(struct gql_use *u, const struct gql_type *type)
{
    struct lc_str name = u->lex.text;
    uint32_t offset = u->lex.offset;
    LC_TRY(expect(u, LC_GQL_NAME, "a field or '...'"));
    if (at(u, ':')) { /* that was its name in the answer */
        LC_TRY(next(u));
        name = u->lex.text;
        offset = u->lex.offset;
        LC_TRY(expect(u, LC_GQL_NAME, "the name of a field"));
    }
    if (!type || of_introspection(u, type, name)) {
        return skip_field(u);
    }
    return known_field(u, type, name, offset);
}

static ctr_status selections(struct gql_use *u, const struct gql_type *type)
{
    LC_TRY(deeper(u));
    LC_TRY(expect(u, '{', "'{' and the fields that are wanted"));
    if (type) {
        LC_TRY(lc_gql_use_type(u, type));
    }
    do {
        LC_TRY(at(u, '.') ? spread(u, type) : field(u, type));
    } while (!at(u, '}'));
    u->depth--;
    return next(u);
}

/* ---- operations and fragments */

/* Of an operation, a variable, a fragment. */
static ctr_status description(struct gql_use *u)
{
    return at(u, LC_GQL_STRING) || at(u, LC_GQL_BLOCK) ? next(u) : CTR_OK;
}

static ctr_status variables(struct gql_use *u)
{
    if (!at(u, '(')) {
        return CTR_OK;
    }
    LC_TRY(next(u));
    do {
        LC_TRY(description(u));
        LC_TRY(expect(u, '$', "'$' and the name of a variable"));
        LC_TRY(expect(u, LC_GQL_NAME, "the name of a variable"));
        LC_TRY(expect(u, ':', "':' and a type"));
        while (at(u, '[')) {
            LC_TRY(next(u));
        }
        const struct gql_type *type = lc_gql_type(u->g, u->lex.text);
        if (at(u, LC_GQL_NAME) && !type) {
            return FAIL(u, u->lex.offset, "the schema has no type '%.*s'", S(u->lex.text));
        }
        LC_TRY(expect(u, LC_GQL_NAME, "a type"));
        LC_TRY(tell_type(u, type));
        while (at(u, ']') || at(u, '!')) {
            LC_TRY(next(u));
        }
        if (at(u, '=')) {
            LC_TRY(next(u));
            LC_TRY(value(u, type));
        }
        LC_TRY(directives(u));
    } while (!at(u, ')'));
    return next(u);
}

static ctr_status fragment(struct gql_use *u)
{
    const struct gql_type *type;
    LC_TRY(next(u));
    struct lc_str name = u->lex.text;
    LC_TRY(expect(u, LC_GQL_NAME, "the name of a fragment"));
    if (!lc_gql_is_name(&u->lex, "on")) {
        return lc_gql_expected(&u->lex, "'on' and the type of the fragment");
    }
    LC_TRY(next(u));
    LC_TRY(composite(u, &type));
    LC_TRY(lc_gql_fragment(u, name, type));
    LC_TRY(directives(u));
    return selections(u, type);
}

static ctr_status operation(struct gql_use *u, int kind)
{
    uint32_t offset = u->lex.offset;
    if (!at(u, '{')) {
        LC_TRY(next(u));
        if (at(u, LC_GQL_NAME)) {
            LC_TRY(next(u));
        }
        LC_TRY(variables(u));
        LC_TRY(directives(u));
    }
    if (!u->g->roots[kind].type) {
        return FAIL(u, offset, "the schema has no type for %s operations", lc_gql_operations[kind]);
    }
    return selections(u, u->g->roots[kind].type);
}

static ctr_status definition(struct gql_use *u)
{
    bool described = at(u, LC_GQL_STRING) || at(u, LC_GQL_BLOCK);
    LC_TRY(description(u));
    if (lc_gql_is_name(&u->lex, "fragment")) {
        return fragment(u);
    }
    for (int kind = 0; kind < GQL_OPERATIONS; kind++) {
        bool bare = kind == GQL_QUERY && at(u, '{') && !described;
        if (lc_gql_is_name(&u->lex, lc_gql_operations[kind]) || bare) {
            return operation(u, kind);
        }
    }
    return lc_gql_expected(&u->lex, "an operation (query, mutation, subscription) or a fragment");
}

ctr_status lc_gql_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *doc,
                             lc_used_fn *fn, void *user)
{
    struct gql_use u = {.ctx = ctx, .g = spec->graphql, .fn = fn, .user = user};
    u.told.seed = u.fragments.seed = u.met.seed = spec->graphql->by_name.seed;
    LC_TRY(lc_gql_begin(&u.lex, ctx, doc));
    do {
        LC_TRY(definition(&u));
    } while (!at(&u, LC_GQL_END));
    return lc_gql_use_spreads(&u);
}
