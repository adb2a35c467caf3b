/* What the specification asks of a GraphQL schema beyond its grammar. */
#include "spec/graphql/graphql.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

struct check {
    struct lc_ctx *ctx;
    struct lc_graphql *g;
};

#define FAIL(c, node, ...) lc_doc_fail((c)->ctx, (c)->g->doc, (node)->offset, __VA_ARGS__)

static ctr_status name_is_free(struct check *c, struct lc_str name, const struct lc_value *node)
{
    if (lc_str_starts(name, LC_STR("__")) || lc_str_starts(name, LC_STR("@__"))) {
        return FAIL(c, node, "'%.*s' begins with two underscores, which are kept for introspection",
                    S(name));
    }
    return CTR_OK;
}

/* ---- fields and arguments */

static ctr_status check_input(struct check *c, const struct gql_item *item, const char *what,
                              struct lc_str owner)
{
    LC_TRY(name_is_free(c, item->name, item->node));
    if (!lc_gql_takes_input(item->named)) {
        return FAIL(
            c, lc_get(item->node, "type"),
            "the %s '%.*s' of '%.*s' is of the type '%.*s', which is %s; what comes in is a "
            "scalar, an enum or an input type",
            what, S(item->name), S(owner), S(item->named->name),
            lc_gql_kind_name(item->named->kind));
    }
    if (item->deprecated && lc_gql_required(item)) {
        return FAIL(c, item->node,
                    "the %s '%.*s' of '%.*s' has to be given and cannot be deprecated; make it "
                    "optional first",
                    what, S(item->name), S(owner));
    }
    if (item->standard) {
        return lc_gql_check_value(c->ctx, c->g, item->type, item->named, item->standard);
    }
    return CTR_OK;
}

static ctr_status check_arguments(struct check *c, const struct gql_item *args, uint32_t count,
                                  struct lc_str owner)
{
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(check_input(c, &args[i], "argument", owner));
    }
    return CTR_OK;
}

static ctr_status check_fields(struct check *c, const struct gql_type *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        const struct gql_item *f = &t->items[i];
        LC_TRY(name_is_free(c, f->name, f->node));
        if (f->named->kind == GQL_INPUT) {
            return FAIL(c, lc_get(f->node, "type"),
                        "the field '%.*s' of '%.*s' is of the input type '%.*s'; what comes out is "
                        "a scalar, an enum, an object type, an interface or a union",
                        S(f->name), S(t->name), S(f->named->name));
        }
        LC_TRY(check_arguments(c, f->args, f->arg_count, f->name));
    }
    return CTR_OK;
}

/* ---- interfaces */

static ctr_status same_arguments(struct check *c, const struct gql_type *t,
                                 const struct gql_item *own, const struct gql_type *of,
                                 const struct gql_item *wanted)
{
    for (uint32_t i = 0; i < wanted->arg_count; i++) {
        const struct gql_item *a = &wanted->args[i];
        const struct gql_item *mine = lc_gql_item(own->args, own->arg_count, a->name);
        if (!mine || !lc_str_eq(mine->type, a->type)) {
            return FAIL(c, mine ? mine->node : own->node,
                        "the field '%.*s' of '%.*s' %s the argument '%.*s: %.*s' of the interface "
                        "'%.*s'",
                        S(own->name), S(t->name), mine ? "has another type for" : "lacks",
                        S(a->name), S(a->type), S(of->name));
        }
    }
    for (uint32_t i = 0; i < own->arg_count; i++) {
        const struct gql_item *a = &own->args[i];
        if (lc_gql_required(a) && !lc_gql_item(wanted->args, wanted->arg_count, a->name)) {
            return FAIL(
                c, a->node,
                "the argument '%.*s' of the field '%.*s' of '%.*s' has to be given, but the "
                "interface '%.*s' does not know it; make it optional",
                S(a->name), S(own->name), S(t->name), S(of->name));
        }
    }
    return CTR_OK;
}

static ctr_status fulfils(struct check *c, const struct gql_type *t, const struct gql_name *name)
{
    const struct gql_type *of = name->type;
    for (uint32_t i = 0; i < of->count; i++) {
        const struct gql_item *wanted = &of->items[i];
        const struct gql_item *own = lc_gql_item(t->items, t->count, wanted->name);
        if (!own) {
            return FAIL(c, name->node,
                        "'%.*s' lacks the field '%.*s: %.*s' of its interface '%.*s'", S(t->name),
                        S(wanted->name), S(wanted->type), S(of->name));
        }
        if (!lc_gql_covariant(c->g, own->type, wanted->type)) {
            return FAIL(c, own->node,
                        "the field '%.*s' of '%.*s' is of the type '%.*s', but its interface "
                        "'%.*s' wants '%.*s'",
                        S(own->name), S(t->name), S(own->type), S(of->name), S(wanted->type));
        }
        LC_TRY(same_arguments(c, t, own, of, wanted));
    }
    return CTR_OK;
}

static ctr_status check_interfaces(struct check *c, const struct gql_type *t)
{
    for (uint32_t i = 0; i < t->interface_count; i++) {
        const struct gql_name *n = &t->interfaces[i];
        LC_TRY(lc_poll(c->ctx));
        if (n->type->kind != GQL_INTERFACE) {
            return FAIL(c, n->node, "'%.*s' implements '%.*s', which is %s and no interface",
                        S(t->name), S(n->name), lc_gql_kind_name(n->type->kind));
        }
        if (n->type == t) {
            return FAIL(c, n->node, "the interface '%.*s' cannot implement itself", S(t->name));
        }
        for (uint32_t k = 0; k < n->type->interface_count && !t->open; k++) {
            struct lc_str more = n->type->interfaces[k].name;
            if (!lc_gql_named(t->interfaces, t->interface_count, more)) {
                return FAIL(c, n->node,
                            "'%.*s' implements '%.*s' and has to say that it implements '%.*s', "
                            "too, because that one does",
                            S(t->name), S(n->name), S(more));
            }
        }
        if (!t->open) {
            LC_TRY(fulfils(c, t, n));
        }
    }
    return CTR_OK;
}

/* ---- types */

static ctr_status check_composite(struct check *c, const struct gql_type *t)
{
    if (!t->count && !t->open) {
        return FAIL(c, t->node, "'%.*s' has no fields; give it one", S(t->name));
    }
    LC_TRY(check_fields(c, t));
    return check_interfaces(c, t);
}

static ctr_status check_union(struct check *c, const struct gql_type *t)
{
    if (!t->member_count && !t->open) {
        return FAIL(c, t->node, "the union '%.*s' has no types; give it one", S(t->name));
    }
    for (uint32_t i = 0; i < t->member_count; i++) {
        const struct gql_name *m = &t->members[i];
        if (m->type->kind != GQL_OBJECT) {
            return FAIL(c, m->node,
                        "the union '%.*s' holds '%.*s', which is %s; only object types "
                        "can be in a union",
                        S(t->name), S(m->name), lc_gql_kind_name(m->type->kind));
        }
    }
    return CTR_OK;
}

static ctr_status check_enum(struct check *c, const struct gql_type *t)
{
    if (!t->count && !t->open) {
        return FAIL(c, t->node, "the enum '%.*s' has no values; give it one", S(t->name));
    }
    for (uint32_t i = 0; i < t->count; i++) {
        LC_TRY(name_is_free(c, t->items[i].name, t->items[i].node));
    }
    return CTR_OK;
}

static ctr_status check_input_type(struct check *c, const struct gql_type *t)
{
    if (!t->count && !t->open) {
        return FAIL(c, t->node, "the input type '%.*s' has no fields; give it one", S(t->name));
    }
    for (uint32_t i = 0; i < t->count; i++) {
        const struct gql_item *f = &t->items[i];
        LC_TRY(check_input(c, f, "field", t->name));
        if (t->one_of && (lc_gql_non_null(f->type) || f->standard)) {
            return FAIL(c, f->node,
                        "'%.*s' is @oneOf, so that its field '%.*s' has to be nullable and without "
                        "a default",
                        S(t->name), S(f->name));
        }
    }
    return CTR_OK;
}

static ctr_status check_type(struct check *c, const struct gql_type *t)
{
    LC_TRY(name_is_free(c, t->name, t->node));
    if (t->kind != GQL_SCALAR && lc_gql_built_in_scalar(t->name)) {
        return FAIL(c, t->node,
                    "'%.*s' is a scalar that is always there and cannot be %s; give it "
                    "another name",
                    S(t->name), lc_gql_kind_name(t->kind));
    }
    switch (t->kind) {
    case GQL_OBJECT:
    case GQL_INTERFACE:
        return check_composite(c, t);
    case GQL_UNION:
        return check_union(c, t);
    case GQL_ENUM:
        return check_enum(c, t);
    case GQL_INPUT:
        return check_input_type(c, t);
    case GQL_SCALAR:
        break;
    }
    return CTR_OK;
}

/* ---- inputs that would have to hold themselves */

struct frame {
    struct gql_type *type;
    uint32_t next;
};

/* The type that has to be given for a field, NULL if it may be left out or be an empty list. */
static struct gql_type *must_hold(const struct check *c, const struct gql_item *f)
{
    bool bare = f->type.ptr[0] != '[' && lc_gql_non_null(f->type);
    return bare && f->named->kind == GQL_INPUT ? lc_gql_type(c->g, f->named->name) : NULL;
}

static ctr_status search_cycle(struct check *c, struct frame *stack, struct gql_type *start)
{
    size_t depth = 1;
    stack[0] = (struct frame){start, 0};
    start->busy = true;
    while (depth) {
        struct frame *f = &stack[depth - 1];
        if (f->next == f->type->count) {
            f->type->busy = false;
            f->type->done = true;
            depth--;
            continue;
        }
        const struct gql_item *item = &f->type->items[f->next++];
        struct gql_type *held = must_hold(c, item);
        if (held && held->busy) {
            return FAIL(c, item->node,
                        "the field '%.*s' of the input '%.*s' leads back to '%.*s' through fields "
                        "that have to be given, so that no value can be written; make one nullable",
                        S(item->name), S(f->type->name), S(held->name));
        }
        if (held && !held->done) {
            held->busy = true;
            stack[depth++] = (struct frame){held, 0};
        }
    }
    return CTR_OK;
}

static ctr_status check_cycles(struct check *c)
{
    struct frame *stack = lc_new(c->ctx, (size_t)c->g->count + 1, sizeof *stack);
    if (!stack) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < c->g->count; i++) {
        struct gql_type *t = c->g->types[i];
        if (t->kind == GQL_INPUT && !t->done) {
            LC_TRY(search_cycle(c, stack, t));
        }
    }
    return CTR_OK;
}

/* ---- directives */

static ctr_status check_directive(struct check *c, const struct gql_directive *d)
{
    static const char *const places[] = {"ARGUMENT_DEFINITION",
                                         "ENUM",
                                         "ENUM_VALUE",
                                         "FIELD",
                                         "FIELD_DEFINITION",
                                         "FRAGMENT_DEFINITION",
                                         "FRAGMENT_SPREAD",
                                         "INLINE_FRAGMENT",
                                         "INPUT_FIELD_DEFINITION",
                                         "INPUT_OBJECT",
                                         "INTERFACE",
                                         "MUTATION",
                                         "OBJECT",
                                         "QUERY",
                                         "SCALAR",
                                         "SCHEMA",
                                         "SUBSCRIPTION",
                                         "UNION",
                                         "VARIABLE_DEFINITION"};
    LC_TRY(name_is_free(c, d->name, d->node));
    for (uint32_t i = 0; i < d->location_count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
            known = known || lc_str_is(d->locations[i].name, places[k]);
        }
        if (!known) {
            return FAIL(c, d->locations[i].node, "'%.*s' is no place of a directive",
                        S(d->locations[i].name));
        }
    }
    return check_arguments(c, d->args, d->arg_count, d->name);
}

/* ---- operations */

static ctr_status check_roots(struct check *c)
{
    for (int o = 0; o < GQL_OPERATIONS; o++) {
        const struct gql_name *root = &c->g->roots[o];
        for (int k = 0; k < o; k++) {
            if (root->type && root->type == c->g->roots[k].type) {
                return FAIL(c, root->node,
                            "'%.*s' is the root type of %s and of %s operations; each kind needs "
                            "a type of its own",
                            S(root->name), lc_gql_operations[k], lc_gql_operations[o]);
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_gql_check(struct lc_ctx *ctx, struct lc_graphql *g)
{
    struct check c = {ctx, g};
    for (uint32_t i = 0; i < g->count; i++) {
        LC_TRY(lc_poll(ctx));
        LC_TRY(check_type(&c, g->types[i]));
    }
    for (uint32_t i = 0; i < g->directive_count; i++) {
        LC_TRY(check_directive(&c, g->directives[i]));
    }
    LC_TRY(check_cycles(&c));
    LC_TRY(check_roots(&c));
    return lc_gql_check_uses(ctx, g);
}
