/* The model of a GraphQL schema, made from the tree of its document. */
#include "spec/graphql/graphql.h"

#include "base/sha256.h"
#include "codec/graphql_read.h"

#include <stdlib.h>

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

const char *const lc_gql_operations[GQL_OPERATIONS] = {"query", "mutation", "subscription"};

static const char *const keywords[] = {
    [GQL_SCALAR] = "scalar", [GQL_OBJECT] = "type", [GQL_INTERFACE] = "interface",
    [GQL_UNION] = "union",   [GQL_ENUM] = "enum",   [GQL_INPUT] = "input"};

struct build {
    struct lc_ctx *ctx;
    struct lc_graphql *g;
};

/* ---- sorting and finding */

static int by_item(const void *a, const void *b)
{
    return lc_str_cmp(((const struct gql_item *)a)->name, ((const struct gql_item *)b)->name);
}

static int by_name(const void *a, const void *b)
{
    return lc_str_cmp(((const struct gql_name *)a)->name, ((const struct gql_name *)b)->name);
}

static int by_type(const void *a, const void *b)
{
    return lc_str_cmp((*(struct gql_type *const *)a)->name, (*(struct gql_type *const *)b)->name);
}

static int by_directive(const void *a, const void *b)
{
    return lc_str_cmp((*(struct gql_directive *const *)a)->name,
                      (*(struct gql_directive *const *)b)->name);
}

/* Most lists are short, many are sorted as they are written. */
static void sort(void *items, size_t count, size_t size, int (*order)(const void *a, const void *b))
{
    const char *at = items;
    for (size_t i = 1; i < count; i++) {
        if (order(at + (i - 1) * size, at + i * size) > 0) {
            qsort(items, count, size, order);
            return;
        }
    }
}

struct gql_item *lc_gql_item(struct gql_item *items, uint32_t count, struct lc_str name)
{
    struct gql_item key = {.name = name};
    return count ? bsearch(&key, items, count, sizeof *items, by_item) : NULL;
}

const struct gql_name *lc_gql_named(const struct gql_name *names, uint32_t count,
                                    struct lc_str name)
{
    struct gql_name key = {.name = name};
    return count ? bsearch(&key, names, count, sizeof *names, by_name) : NULL;
}

struct gql_type *lc_gql_type(const struct lc_graphql *g, struct lc_str name)
{
    return lc_map_get(&g->by_name, name);
}

struct gql_directive *lc_gql_directive(const struct lc_graphql *g, struct lc_str name)
{
    return lc_map_get(&g->by_name, name);
}

struct lc_str lc_gql_heart(struct lc_str type)
{
    while (type.len && type.ptr[0] == '[') {
        type = lc_str_n(type.ptr + 1, type.len - 1);
    }
    while (type.len && (type.ptr[type.len - 1] == ']' || type.ptr[type.len - 1] == '!')) {
        type.len--;
    }
    return type;
}

const char *lc_gql_kind_name(enum gql_kind kind)
{
    switch (kind) {
    case GQL_SCALAR:
        return "a scalar";
    case GQL_OBJECT:
        return "an object type";
    case GQL_INTERFACE:
        return "an interface";
    case GQL_UNION:
        return "a union";
    case GQL_ENUM:
        return "an enum";
    case GQL_INPUT:
        break;
    }
    return "an input type";
}

/* ---- types and their sources */

static bool is_extension(struct lc_str key)
{
    return lc_str_starts(key, LC_STR(LC_GRAPHQL_EXTEND));
}

/* "Name" of "extend Name 2". */
static struct lc_str extended(struct lc_str key)
{
    size_t head = sizeof LC_GRAPHQL_EXTEND - 1;
    struct lc_str name = lc_str_n(key.ptr + head, key.len - head);
    const char *space = memchr(name.ptr, ' ', name.len);
    return lc_str_n(name.ptr, space ? (size_t)(space - name.ptr) : name.len);
}

static enum gql_kind kind_of(const struct lc_value *node)
{
    struct lc_str word = lc_text(lc_get(node, "kind"));
    enum gql_kind kind = GQL_SCALAR;
    while (kind < GQL_INPUT && !lc_str_is(word, keywords[kind])) {
        kind++;
    }
    return kind;
}

static ctr_status add_type(struct build *b, struct lc_str name, const struct lc_value *node,
                           struct gql_type **out)
{
    struct gql_type *t = lc_new(b->ctx, 1, sizeof *t);
    if (!t) {
        return CTR_E_NOMEM;
    }
    *t = (struct gql_type){.name = name, .kind = kind_of(node), .node = node};
    b->g->types[b->g->count++] = t;
    *out = t;
    return lc_map_set(b->ctx, &b->g->by_name, name, t);
}

static ctr_status add_directive(struct build *b, struct lc_str name, const struct lc_value *node)
{
    struct gql_directive *d = lc_new(b->ctx, 1, sizeof *d);
    if (!d) {
        return CTR_E_NOMEM;
    }
    *d = (struct gql_directive){
        .name = name, .node = node, .repeatable = lc_get(node, "repeatable") != NULL};
    b->g->directives[b->g->directive_count++] = d;
    return lc_map_set(b->ctx, &b->g->by_name, name, d);
}

static ctr_status add_definition(struct build *b, const struct lc_member *m)
{
    struct gql_type *t;
    if (is_extension(lc_key(m))) {
        return CTR_OK;
    }
    if (lc_str_is(lc_key(m), LC_GRAPHQL_SCHEMA)) {
        b->g->schema_defined = true;
        b->g->schemas[b->g->schema_count++] = &m->value;
        return CTR_OK;
    }
    if (m->key_chars[0] == '@') {
        return add_directive(b, lc_key(m), &m->value);
    }
    LC_TRY(add_type(b, lc_key(m), &m->value, &t));
    t->source_count = 1;
    return CTR_OK;
}

/* An extension of a type that stands elsewhere is all that this document says of it: so are the
 * parts of a federated schema written. */
static ctr_status count_extension(struct build *b, const struct lc_member *m)
{
    if (!is_extension(lc_key(m))) {
        return CTR_OK;
    }
    struct lc_str name = extended(lc_key(m));
    if (lc_str_is(name, LC_GRAPHQL_SCHEMA)) {
        b->g->schemas[b->g->schema_count++] = &m->value;
        return CTR_OK;
    }
    struct gql_type *t = lc_gql_type(b->g, name);
    if (!t) {
        LC_TRY(add_type(b, name, &m->value, &t));
        t->open = true;
    }
    if (kind_of(&m->value) != t->kind) {
        return lc_doc_fail(b->ctx, b->g->doc, m->value.offset,
                           "'%.*s' is %s and cannot be extended as %s", S(name),
                           lc_gql_kind_name(t->kind), lc_gql_kind_name(kind_of(&m->value)));
    }
    t->source_count++;
    return CTR_OK;
}

static ctr_status add_source(struct build *b, const struct lc_member *m)
{
    struct lc_str name = is_extension(lc_key(m)) ? extended(lc_key(m)) : lc_key(m);
    if (name.ptr[0] == '(' || name.ptr[0] == '@') {
        return CTR_OK;
    }
    struct gql_type *t = lc_gql_type(b->g, name);
    if (!t->sources) {
        t->sources = lc_new(b->ctx, t->source_count, sizeof *t->sources);
        t->source_count = 0;
    }
    if (!t->sources) {
        return CTR_E_NOMEM;
    }
    t->sources[t->source_count++] = &m->value;
    return CTR_OK;
}

/* The definition first, so that a second thing of a name is found in the extension. */
static ctr_status add_types(struct build *b)
{
    const struct lc_value *root = b->g->doc->root;
    static ctr_status (*const steps[])(struct build * b, const struct lc_member *m) = {
        add_definition, count_extension, NULL};
    for (size_t k = 0; steps[k]; k++) {
        for (uint32_t i = 0; i < root->count; i++) {
            LC_TRY(steps[k](b, &root->members[i]));
        }
    }
    for (int extensions = 0; extensions < 2; extensions++) {
        for (uint32_t i = 0; i < root->count; i++) {
            const struct lc_member *m = &root->members[i];
            if (is_extension(lc_key(m)) == (extensions == 1)) {
                LC_TRY(add_source(b, m));
            }
        }
    }
    return CTR_OK;
}

static const char *const built_in[] = {"Boolean", "Float", "ID", "Int", "String"};
enum { BUILT_IN = sizeof built_in / sizeof built_in[0] };

bool lc_gql_built_in_scalar(struct lc_str name)
{
    for (size_t i = 0; i < BUILT_IN; i++) {
        if (lc_str_is(name, built_in[i])) {
            return true;
        }
    }
    return false;
}

static ctr_status add_built_in(struct build *b)
{
    for (size_t i = 0; i < BUILT_IN; i++) {
        struct gql_type *t = lc_gql_type(b->g, lc_str(built_in[i]));
        if (t) {
            continue;
        }
        t = lc_new(b->ctx, 1, sizeof *t);
        if (!t) {
            return CTR_E_NOMEM;
        }
        *t = (struct gql_type){.name = lc_str(built_in[i]), .kind = GQL_SCALAR};
        LC_TRY(lc_map_set(b->ctx, &b->g->by_name, t->name, t));
    }
    return CTR_OK;
}

/* ---- what they hold */

static ctr_status resolve(struct build *b, const struct lc_value *node, struct lc_str name,
                          struct gql_type **out)
{
    *out = lc_gql_type(b->g, name);
    if (!*out) {
        return lc_doc_fail(b->ctx, b->g->doc, node->offset,
                           "the type '%.*s' is not defined; define it, or correct the name",
                           S(name));
    }
    return CTR_OK;
}

static void take_deprecation(struct gql_item *item)
{
    const struct lc_value *list = lc_get(item->node, "directives");
    for (uint32_t i = 0; list && i < list->count; i++) {
        const struct lc_value *use = &list->items[i];
        if (lc_str_is(lc_text(lc_get(use, "name")), "deprecated")) {
            item->deprecated = true;
            item->reason = lc_text(lc_get(lc_get(use, "args"), "reason"));
        }
    }
}

static ctr_status twice(struct build *b, const struct lc_value *one, const struct lc_value *other,
                        struct lc_str name, struct lc_str owner)
{
    int64_t line;
    int64_t column;
    const struct lc_value *first = one->offset < other->offset ? one : other;
    const struct lc_value *second = first == one ? other : one;
    lc_doc_place(b->ctx, b->g->doc, first->offset, &line, &column);
    return lc_doc_fail(b->ctx, b->g->doc, second->offset,
                       "'%.*s' stands twice in '%.*s', first at %lld:%lld; remove one", S(name),
                       S(owner), (long long)line, (long long)column);
}

static ctr_status sort_items(struct build *b, struct gql_item *items, uint32_t count,
                             struct lc_str owner)
{
    sort(items, count, sizeof *items, by_item);
    for (uint32_t i = 1; i < count; i++) {
        if (lc_str_eq(items[i - 1].name, items[i].name)) {
            return twice(b, items[i - 1].node, items[i].node, items[i].name, owner);
        }
    }
    return CTR_OK;
}

static ctr_status fill_item(struct build *b, const struct lc_member *m, bool input,
                            struct gql_item *item)
{
    *item = (struct gql_item){.name = lc_key(m), .node = &m->value};
    const struct lc_value *type = lc_get(&m->value, "type");
    if (type) {
        struct gql_type *named;
        item->type = lc_raw(type);
        LC_TRY(resolve(b, type, lc_gql_heart(lc_raw(type)), &named));
        named->in_input = named->in_input || input;
        named->in_output = named->in_output || !input;
        item->named = named;
    }
    item->standard = lc_get(&m->value, "default");
    take_deprecation(item);
    return CTR_OK;
}

static ctr_status fill_arguments(struct build *b, const struct lc_value *node, struct lc_str owner,
                                 struct gql_item **out, uint32_t *count)
{
    const struct lc_value *args = lc_get(node, "args");
    if (!args) {
        return CTR_OK;
    }
    struct gql_item *items = lc_new(b->ctx, args->count, sizeof *items);
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < args->count; i++) {
        LC_TRY(fill_item(b, &args->members[i], true, &items[i]));
    }
    *out = items;
    *count = args->count;
    return sort_items(b, items, *count, owner);
}

static const struct lc_value *things_of(const struct gql_type *t, const struct lc_value *source)
{
    return lc_get(source, t->kind == GQL_ENUM ? "values" : "fields");
}

static ctr_status fill_items(struct build *b, struct gql_type *t)
{
    size_t count = 0;
    for (uint32_t i = 0; i < t->source_count; i++) {
        const struct lc_value *list = things_of(t, t->sources[i]);
        count += list ? list->count : 0;
    }
    t->items = lc_new(b->ctx, count + 1, sizeof *t->items);
    if (!t->items) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < t->source_count; i++) {
        const struct lc_value *list = things_of(t, t->sources[i]);
        for (uint32_t k = 0; list && k < list->count; k++) {
            struct gql_item *item = &t->items[t->count++];
            LC_TRY(fill_item(b, &list->members[k], t->kind == GQL_INPUT, item));
            LC_TRY(fill_arguments(b, item->node, item->name, &item->args, &item->arg_count));
        }
    }
    return sort_items(b, t->items, t->count, t->name);
}

/* The names of a list in each of the sources, sorted; resolved where they are types. */
static ctr_status fill_names(struct build *b, const struct lc_value *const *sources,
                             uint32_t source_count, const char *key, struct lc_str owner,
                             struct gql_name **out, uint32_t *out_count)
{
    size_t count = 0;
    size_t n = 0;
    for (uint32_t i = 0; i < source_count; i++) {
        const struct lc_value *list = lc_get(sources[i], key);
        count += list ? list->count : 0;
    }
    struct gql_name *names = lc_new(b->ctx, count + 1, sizeof *names);
    if (!names) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < source_count; i++) {
        const struct lc_value *list = lc_get(sources[i], key);
        for (uint32_t k = 0; list && k < list->count; k++) {
            const struct lc_value *v = &list->items[k];
            struct gql_type *type = NULL;
            if (strcmp(key, "locations") != 0) {
                LC_TRY(resolve(b, v, lc_raw(v), &type));
            }
            names[n++] = (struct gql_name){lc_raw(v), v, type};
        }
    }
    sort(names, n, sizeof *names, by_name);
    for (size_t i = 1; i < n; i++) {
        if (lc_str_eq(names[i - 1].name, names[i].name)) {
            return twice(b, names[i - 1].node, names[i].node, names[i].name, owner);
        }
    }
    *out = names;
    *out_count = (uint32_t)n;
    return CTR_OK;
}

static bool uses_directive(const struct gql_type *t, const char *name)
{
    for (uint32_t i = 0; i < t->source_count; i++) {
        const struct lc_value *list = lc_get(t->sources[i], "directives");
        for (uint32_t k = 0; list && k < list->count; k++) {
            if (lc_str_is(lc_text(lc_get(&list->items[k], "name")), name)) {
                return true;
            }
        }
    }
    return false;
}

static ctr_status fill_type(struct build *b, struct gql_type *t)
{
    LC_TRY(lc_poll(b->ctx));
    if (t->kind == GQL_OBJECT || t->kind == GQL_INTERFACE) {
        LC_TRY(fill_names(b, t->sources, t->source_count, "interfaces", t->name, &t->interfaces,
                          &t->interface_count));
    }
    if (t->kind == GQL_UNION) {
        return fill_names(b, t->sources, t->source_count, "types", t->name, &t->members,
                          &t->member_count);
    }
    t->one_of = t->kind == GQL_INPUT && uses_directive(t, "oneOf");
    return t->kind == GQL_SCALAR ? CTR_OK : fill_items(b, t);
}

static ctr_status fill_directive(struct build *b, struct gql_directive *d)
{
    const struct lc_value *source = d->node;
    LC_TRY(fill_names(b, &source, 1, "locations", d->name, &d->locations, &d->location_count));
    return fill_arguments(b, d->node, d->name, &d->args, &d->arg_count);
}

/* ---- the operations */

static ctr_status named_root(struct build *b, int operation, const struct lc_value *node)
{
    struct gql_type *type;
    struct gql_name *root = &b->g->roots[operation];
    LC_TRY(resolve(b, node, lc_raw(node), &type));
    if (root->node) {
        return twice(b, root->node, node, lc_str(lc_gql_operations[operation]), LC_STR("schema"));
    }
    if (type->kind != GQL_OBJECT) {
        return lc_doc_fail(b->ctx, b->g->doc, node->offset,
                           "'%.*s' is %s; the type of an operation is an object type",
                           S(lc_raw(node)), lc_gql_kind_name(type->kind));
    }
    *root = (struct gql_name){lc_raw(node), node, type};
    return CTR_OK;
}

static void standard_root(struct lc_graphql *g, int operation)
{
    static const char *const names[] = {"Query", "Mutation", "Subscription"};
    const struct gql_type *t = lc_gql_type(g, lc_str(names[operation]));
    if (!g->roots[operation].type && t && t->kind == GQL_OBJECT) {
        g->roots[operation] = (struct gql_name){t->name, t->node, t};
    }
}

static ctr_status fill_roots(struct build *b)
{
    struct lc_graphql *g = b->g;
    for (int o = 0; o < GQL_OPERATIONS; o++) {
        for (uint32_t i = 0; i < g->schema_count; i++) {
            const struct lc_value *list = lc_get(g->schemas[i], "operations");
            const struct lc_value *node = lc_get(list, lc_gql_operations[o]);
            if (node) {
                LC_TRY(named_root(b, o, node));
            }
        }
        if (!g->schema_defined) {
            standard_root(g, o);
        }
    }
    return CTR_OK;
}

static void count_possible(const struct lc_graphql *g)
{
    for (uint32_t i = 0; i < g->count; i++) {
        struct gql_type *t = g->types[i];
        if (t->kind == GQL_UNION) {
            t->possible = t->member_count;
        }
        if (t->kind != GQL_OBJECT) {
            continue;
        }
        t->possible = 1;
        for (uint32_t k = 0; k < t->interface_count; k++) {
            struct gql_type *of = lc_gql_type(g, t->interfaces[k].name);
            of->possible += of->kind == GQL_INTERFACE;
        }
    }
}

ctr_status lc_gql_model(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_graphql **out)
{
    struct lc_graphql *g = lc_new(ctx, 1, sizeof *g);
    struct build b = {ctx, g};
    size_t room = doc->root->count + 1;
    if (!g) {
        return CTR_E_NOMEM;
    }
    *out = g;
    g->doc = doc;
    lc_random(NULL, &g->by_name.seed, sizeof g->by_name.seed);
    g->types = lc_new(ctx, room, sizeof *g->types);
    g->directives = lc_new(ctx, room, sizeof *g->directives);
    g->schemas = lc_new(ctx, room, sizeof *g->schemas);
    if (!g->types || !g->directives || !g->schemas) {
        return CTR_E_NOMEM;
    }
    LC_TRY(add_types(&b));
    LC_TRY(add_built_in(&b));
    LC_TRY(lc_gql_built_in_directives(ctx, g));
    for (uint32_t i = 0; i < g->count; i++) {
        LC_TRY(fill_type(&b, g->types[i]));
    }
    for (uint32_t i = 0; i < g->directive_count; i++) {
        LC_TRY(fill_directive(&b, g->directives[i]));
    }
    LC_TRY(fill_roots(&b));
    count_possible(g);
    sort(g->types, g->count, sizeof(struct gql_type *), by_type);
    sort(g->directives, g->directive_count, sizeof(struct gql_directive *), by_directive);
    return CTR_OK;
}
