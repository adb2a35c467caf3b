/*
 * Directives where they are used: what is known of one is held against its definition. One that is
 * not defined is taken as it is: those of federation come from elsewhere.
 */
#include "spec/graphql/graphql.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

struct uses {
    struct lc_ctx *ctx;
    struct lc_graphql *g;
};

/* ---- those that are always there; behind them as an older specification has them */

enum { PLACES = 4 };
#define STANDARD_REASON "No longer supported"

static const struct built_in {
    const char *name;
    const char *places[PLACES]; /* sorted */
    const char *arg;
    const char *type;
    const char *heart;
    bool optional; /* it has a default */
} built_in[] = {
    {"@deprecated",
     {"ARGUMENT_DEFINITION", "ENUM_VALUE", "FIELD_DEFINITION", "INPUT_FIELD_DEFINITION"},
     "reason",
     "String!",
     "String",
     true},
    {"@deprecated", {"ENUM_VALUE", "FIELD_DEFINITION"}, "reason", "String", "String", true},
    {"@include",
     {"FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"},
     "if",
     "Boolean!",
     "Boolean",
     false},
    {"@oneOf", {"INPUT_OBJECT"}, NULL, NULL, NULL, false},
    {"@skip", {"FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"}, "if", "Boolean!", "Boolean", false},
    {"@specifiedBy", {"SCALAR"}, "url", "String!", "String", false},
};

static ctr_status make(struct lc_ctx *ctx, struct lc_graphql *g, const struct built_in *b)
{
    static const struct lc_value standard = {
        .chars = STANDARD_REASON, .kind = LC_STRING, .count = sizeof STANDARD_REASON - 1};
    struct gql_directive *d = lc_new(ctx, 1, sizeof *d);
    struct gql_name *places = lc_new(ctx, PLACES, sizeof *places);
    struct gql_item *arg = lc_new(ctx, 1, sizeof *arg);
    if (!d || !places || !arg) {
        return CTR_E_NOMEM;
    }
    *d = (struct gql_directive){.name = lc_str(b->name), .args = arg, .locations = places};
    while (d->location_count < PLACES && b->places[d->location_count]) {
        places[d->location_count].name = lc_str(b->places[d->location_count]);
        d->location_count++;
    }
    if (b->arg) {
        *arg = (struct gql_item){.name = lc_str(b->arg), .type = lc_str(b->type)};
        arg->named = lc_gql_type(g, lc_str(b->heart));
        arg->standard = b->optional ? &standard : NULL;
        d->arg_count = 1;
    }
    return lc_map_set(ctx, &g->by_name, d->name, d);
}

ctr_status lc_gql_built_in_directives(struct lc_ctx *ctx, struct lc_graphql *g)
{
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++) {
        if (!lc_gql_directive(g, lc_str(built_in[i].name))) {
            LC_TRY(make(ctx, g, &built_in[i]));
        }
    }
    return CTR_OK;
}

static bool has_places(const struct gql_directive *d, const struct built_in *b)
{
    uint32_t count = 0;
    while (count < PLACES && b->places[count]) {
        if (!lc_gql_named(d->locations, d->location_count, lc_str(b->places[count++]))) {
            return false;
        }
    }
    return d->location_count == count;
}

static bool has_argument(const struct gql_directive *d, const struct built_in *b)
{
    const struct gql_item *arg = d->arg_count == 1 ? d->args : NULL;
    if (!b->arg || !arg) {
        return !b->arg && !d->arg_count;
    }
    bool type = lc_str_is(arg->type, b->type) || (b->optional && lc_str_is(arg->type, b->heart));
    bool standard =
        b->optional ? lc_str_is(lc_text(arg->standard), STANDARD_REASON) : !arg->standard;
    return lc_str_is(arg->name, b->arg) && type && standard;
}

bool lc_gql_as_built_in(const struct gql_directive *d)
{
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++) {
        const struct built_in *b = &built_in[i];
        if (lc_str_is(d->name, b->name) && !d->repeatable && has_places(d, b) &&
            has_argument(d, b)) {
            return true;
        }
    }
    return false;
}

/* ---- uses */

static ctr_status check_arguments(struct uses *u, const struct gql_directive *d,
                                  const struct lc_value *use)
{
    const struct lc_value *args = lc_get(use, "args");
    for (uint32_t i = 0; args && i < args->count; i++) {
        const struct lc_member *m = &args->members[i];
        const struct gql_item *a = lc_gql_item(d->args, d->arg_count, lc_key(m));
        if (!a) {
            return lc_doc_fail(u->ctx, u->g->doc, m->key_offset,
                               "the directive '%.*s' has no argument '%.*s'", S(d->name),
                               S(lc_key(m)));
        }
        LC_TRY(lc_gql_check_value(u->ctx, u->g, a->type, a->named, &m->value));
    }
    for (uint32_t i = 0; i < d->arg_count; i++) {
        if (lc_gql_required(&d->args[i]) && !lc_get_str(args, d->args[i].name)) {
            return lc_doc_fail(u->ctx, u->g->doc, use->offset,
                               "the directive '%.*s' lacks the argument '%.*s', which has to be "
                               "given",
                               S(d->name), S(d->args[i].name));
        }
    }
    return CTR_OK;
}

/* The definition of "@name"; the '@' mostly stands right before the name. */
static ctr_status definition_of(struct uses *u, const struct lc_value *name,
                                struct gql_directive **out)
{
    struct lc_str text = lc_raw(name);
    struct lc_str key = lc_str_n(text.ptr - 1, text.len + 1);
    if (key.ptr[0] != '@') {
        key = lc_str(lc_format(u->ctx, "@%.*s", (int)text.len, text.ptr));
    }
    *out = key.ptr ? lc_gql_directive(u->g, key) : NULL;
    return key.ptr ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status check_node(struct uses *u, const struct lc_value *node, const char *place)
{
    const struct lc_value *list = lc_get(node, "directives");
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *use = &list->items[i];
        struct gql_directive *d;
        LC_TRY(definition_of(u, lc_get(use, "name"), &d));
        if (!d) {
            continue;
        }
        if (!lc_gql_named(d->locations, d->location_count, lc_str(place))) {
            return lc_doc_fail(u->ctx, u->g->doc, use->offset,
                               "the directive '%.*s' is not defined for the place %s", S(d->name),
                               place);
        }
        if (!d->repeatable && d->last_use == list) {
            return lc_doc_fail(u->ctx, u->g->doc, use->offset,
                               "the directive '%.*s' stands twice in one place and is not "
                               "repeatable",
                               S(d->name));
        }
        d->last_use = list;
        LC_TRY(check_arguments(u, d, use));
    }
    return CTR_OK;
}

static ctr_status check_items(struct uses *u, const struct gql_item *items, uint32_t count,
                              const char *place)
{
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(check_node(u, items[i].node, place));
        LC_TRY(check_items(u, items[i].args, items[i].arg_count, "ARGUMENT_DEFINITION"));
    }
    return CTR_OK;
}

static const char *place_of(enum gql_kind kind)
{
    static const char *const places[] = {
        [GQL_SCALAR] = "SCALAR", [GQL_OBJECT] = "OBJECT", [GQL_INTERFACE] = "INTERFACE",
        [GQL_UNION] = "UNION",   [GQL_ENUM] = "ENUM",     [GQL_INPUT] = "INPUT_OBJECT"};
    return places[kind];
}

ctr_status lc_gql_check_uses(struct lc_ctx *ctx, struct lc_graphql *g)
{
    struct uses u = {ctx, g};
    for (uint32_t i = 0; i < g->schema_count; i++) {
        LC_TRY(check_node(&u, g->schemas[i], "SCHEMA"));
    }
    for (uint32_t i = 0; i < g->count; i++) {
        const struct gql_type *t = g->types[i];
        const char *inside = t->kind == GQL_ENUM    ? "ENUM_VALUE"
                             : t->kind == GQL_INPUT ? "INPUT_FIELD_DEFINITION"
                                                    : "FIELD_DEFINITION";
        for (uint32_t k = 0; k < t->source_count; k++) {
            LC_TRY(check_node(&u, t->sources[k], place_of(t->kind)));
        }
        LC_TRY(check_items(&u, t->items, t->count, inside));
    }
    for (uint32_t i = 0; i < g->directive_count; i++) {
        LC_TRY(check_items(&u, g->directives[i]->args, g->directives[i]->arg_count,
                           "ARGUMENT_DEFINITION"));
    }
    return CTR_OK;
}
