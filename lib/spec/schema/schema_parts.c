/*
 * The data parts of a schema: where a value can be looked into. Combinators, references and
 * discriminators are seen through, so that all schemas that speak of one place are gone through
 * together; recursion is cut where a schema comes again on its own path.
 */
#include "spec/schema/schema_heirs.h"
#include "spec/schema/schema_ref.h"

enum { MAX_NODES = 5000, MAX_VISITS = 16, MAX_DEPTH = 400 };

/* What is known of a schema object while walking. */
struct known {
    const struct lc_value *value;
    bool on_path;
    bool recursive;
    uint32_t visits;
};

struct walk {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    enum lc_dialect dialect;
    struct lc_map known;
    lc_part_fn fn;
    void *user;
    uint64_t work;
    struct lc_heirs heirs;
};

/* A place below, and the schemas that speak of it. */
struct child {
    struct child *next;
    struct lc_part frame;
    struct lc_nodes schemas;
};

struct children {
    struct child *first;
    struct child **last;
    struct lc_map by_name;
};

static const uint64_t max_work = UINT64_C(50) * 1000 * 1000;

static ctr_status charge(struct walk *w, uint64_t steps)
{
    w->work += steps;
    if (w->work > max_work) {
        return lc_fail(w->ctx, CTR_E_LIMIT,
                       "%s: its schemas nest so richly that their parts cannot be listed",
                       w->bundle->files[0]->doc.file);
    }
    return lc_poll(w->ctx);
}

/* ---- all schemas that speak of one place */

static bool contains(const struct lc_nodes *list, const struct lc_value *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].value == value) {
            return true;
        }
    }
    return false;
}

/* `list` grows at its end while its beginning is gone through. */
static ctr_status add(struct walk *w, struct lc_nodes *list, struct lc_node node)
{
    bool schema = lc_is(node.value, LC_OBJECT) || lc_is(node.value, LC_TRUE);
    LC_TRY(charge(w, 1 + list->count / 16));
    if (!schema || contains(list, node.value) || list->count >= MAX_NODES) {
        return CTR_OK;
    }
    return lc_push_node(w->ctx, list, node);
}

static ctr_status charge_walk(void *walk, uint64_t steps)
{
    return charge(walk, steps);
}

/* A value may be of any subtype, but where subtypes were what led here of those alone. */
static ctr_status add_subtypes(struct walk *w, struct lc_nodes *list, struct lc_node holder)
{
    const struct lc_heirs_of h = {w->ctx, w->bundle, w->dialect, &w->heirs, charge_walk, w};
    const struct lc_subtypes *all;
    const size_t before = list->count;
    bool some = false;
    LC_TRY(lc_subtypes_of(&h, holder, &all));
    for (size_t i = 0; i < before && !all->choices.value; i++) {
        struct lc_nodes below = {NULL, 0, 0};
        const struct lc_value *value = list->at[i].value;
        if (value == holder.value || !lc_subtype_of(all, value)) {
            continue;
        }
        some = true;
        LC_TRY(lc_heirs_below(&h, list->at[i], &below));
        for (size_t k = 0; k < below.count; k++) {
            LC_TRY(add(w, list, below.at[k]));
        }
    }
    for (size_t i = 0; i < all->count && !some && !all->choices.value; i++) {
        LC_TRY(add(w, list, all->at[i]->node));
    }
    return CTR_OK;
}

static ctr_status add_below(struct walk *w, struct lc_nodes *list, struct lc_node from)
{
    static const char *const lists[] = {"allOf", "anyOf", "oneOf"};
    static const char *const single[] = {"then", "else"};
    static const char *const maps[] = {"dependentSchemas", "dependencies"};
    const struct lc_node refs[] = {lc_child(from, "$ref"),
                                   lc_schema_fixed(w->bundle, w->dialect, from)};
    for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
        struct lc_node target;
        if (lc_is(refs[i].value, LC_STRING)) {
            LC_TRY(lc_schema_target(w->ctx, w->bundle, refs[i], &target));
            LC_TRY(add(w, list, target));
        }
    }
    if (lc_schema_ref_alone(w->bundle, from.value, w->dialect)) {
        return CTR_OK;
    }
    if (lc_discriminator_of(w->dialect, from).value) {
        LC_TRY(add_subtypes(w, list, from));
    }
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct lc_node all = lc_child(from, lists[i]);
        for (uint32_t k = 0; lc_is(all.value, LC_ARRAY) && k < all.value->count; k++) {
            LC_TRY(add(w, list, (struct lc_node){all.doc, &all.value->items[k]}));
        }
    }
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        LC_TRY(add(w, list, lc_child(from, single[i])));
    }
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        struct lc_node map = lc_child(from, maps[i]);
        for (uint32_t k = 0; lc_is(map.value, LC_OBJECT) && k < map.value->count; k++) {
            LC_TRY(add(w, list, (struct lc_node){map.doc, &map.value->members[k].value}));
        }
    }
    return CTR_OK;
}

static ctr_status closure(struct walk *w, struct lc_nodes *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].value->kind == LC_OBJECT) {
            LC_TRY(add_below(w, list, list->at[i]));
        }
    }
    return CTR_OK;
}

/* ---- what lies below */

static ctr_status add_child(struct walk *w, struct children *all, struct lc_part frame,
                            struct lc_node schema)
{
    char key[32];
    struct lc_str name = frame.text;
    if (!lc_is(schema.value, LC_OBJECT) &&
        !(frame.kind == LC_PART_KEY && lc_is(schema.value, LC_TRUE))) {
        return CTR_OK; /* nothing is said of the place, or nothing can be there */
    }
    if (frame.kind != LC_PART_KEY) { /* no property is called so: a NUL comes first */
        key[0] = '\0';
        key[1] = (char)('0' + (int)frame.kind);
        memcpy(key + 2, &frame.index, sizeof frame.index);
        name = lc_str_n(key, 2 + sizeof frame.index);
    }
    struct child *c = lc_map_get(&all->by_name, name);
    if (!c) {
        c = lc_new(w->ctx, 1, sizeof *c);
        char *kept = lc_new(w->ctx, name.len + 1, 1);
        if (!c || !kept) {
            return CTR_E_NOMEM;
        }
        if (name.len) {
            memcpy(kept, name.ptr, name.len);
        }
        c->frame = frame;
        *all->last = c;
        all->last = &c->next;
        LC_TRY(lc_map_set(w->ctx, &all->by_name, lc_str_n(kept, name.len), c));
    }
    return add(w, &c->schemas, schema);
}

static ctr_status children_of(struct walk *w, struct lc_node node, struct children *all)
{
    static const char *const rest[] = {"additionalProperties", "unevaluatedProperties"};
    static const char *const places[] = {"prefixItems", "items"};
    static const char *const items[] = {"items", "additionalItems", "unevaluatedItems"};
    const struct lc_part map = {.kind = LC_PART_MAP};
    const struct lc_part item = {.kind = LC_PART_ITEM};
    struct lc_node properties = lc_child(node, "properties");
    struct lc_node patterns = lc_child(node, "patternProperties");
    for (uint32_t i = 0; lc_is(properties.value, LC_OBJECT) && i < properties.value->count; i++) {
        const struct lc_member *m = &properties.value->members[i];
        struct lc_part frame = {.kind = LC_PART_KEY, .text = lc_key(m)};
        LC_TRY(add_child(w, all, frame, (struct lc_node){node.doc, &m->value}));
    }
    for (uint32_t i = 0; lc_is(patterns.value, LC_OBJECT) && i < patterns.value->count; i++) {
        LC_TRY(
            add_child(w, all, map, (struct lc_node){node.doc, &patterns.value->members[i].value}));
    }
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++) {
        LC_TRY(add_child(w, all, map, lc_child(node, rest[i])));
    }
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct lc_node tuple = lc_child(node, places[i]);
        for (uint32_t k = 0; lc_is(tuple.value, LC_ARRAY) && k < tuple.value->count; k++) {
            struct lc_part frame = {.kind = LC_PART_TUPLE, .index = k};
            LC_TRY(add_child(w, all, frame, (struct lc_node){tuple.doc, &tuple.value->items[k]}));
        }
    }
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        LC_TRY(add_child(w, all, item, lc_child(node, items[i])));
    }
    return CTR_OK;
}

/* ---- listing */

static ctr_status known_of(struct walk *w, const struct lc_value *value, struct known **out)
{
    *out = lc_map_get(&w->known, lc_str_n((const char *)&value, sizeof value));
    if (*out) {
        return CTR_OK;
    }
    struct known *k = lc_new(w->ctx, 1, sizeof *k);
    if (!k) {
        return CTR_E_NOMEM;
    }
    k->value = value;
    *out = k;
    return lc_map_set(w->ctx, &w->known, lc_str_n((const char *)&k->value, sizeof k->value), k);
}

/* The schemas that are to be gone into: not on the path, and not too often. */
static ctr_status enter(struct walk *w, const struct lc_nodes *list, struct known **entered,
                        struct lc_nodes *open, size_t *count)
{
    for (size_t i = 0; i < list->count; i++) {
        struct known *k;
        if (list->at[i].value->kind != LC_OBJECT) {
            continue;
        }
        LC_TRY(known_of(w, list->at[i].value, &k));
        if (k->on_path) {
            k->recursive = true;
        } else if (!k->recursive || k->visits < MAX_VISITS) {
            k->visits++;
            entered[(*count)++] = k;
            LC_TRY(lc_push_node(w->ctx, open, list->at[i]));
        }
    }
    return CTR_OK;
}

static ctr_status list_parts(struct walk *w, struct lc_nodes *schemas, const struct lc_part *part,
                             uint32_t depth)
{
    struct lc_nodes open = {NULL, 0, 0};
    struct children all = {0};
    size_t count = 0;
    all.last = &all.first;
    LC_TRY(charge(w, 1));
    LC_TRY(w->fn(w->user, part));
    LC_TRY(closure(w, schemas));
    struct known **entered = lc_new(w->ctx, schemas->count + 1, sizeof(struct known *));
    if (!entered) {
        return CTR_E_NOMEM;
    }
    if (depth < MAX_DEPTH) {
        LC_TRY(enter(w, schemas, entered, &open, &count));
    }
    for (size_t i = 0; i < count; i++) {
        entered[i]->on_path = true;
    }
    for (size_t i = 0; i < open.count; i++) {
        LC_TRY(children_of(w, open.at[i], &all));
    }
    for (struct child *c = all.first; c; c = c->next) {
        struct lc_part frame = c->frame;
        frame.parent = part;
        LC_TRY(list_parts(w, &c->schemas, &frame, depth + 1));
    }
    for (size_t i = 0; i < count; i++) {
        entered[i]->on_path = false;
    }
    return CTR_OK;
}

ctr_status lc_schema_parts(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                           struct lc_node schema, const struct lc_part *part, lc_part_fn fn,
                           void *user)
{
    struct walk w = {.ctx = ctx, .bundle = b, .dialect = dialect, .fn = fn, .user = user};
    struct lc_nodes list = {NULL, 0, 0};
    LC_TRY(add(&w, &list, schema));
    return list_parts(&w, &list, part, 0);
}

/* ---- asking for one */

static bool is_index(struct lc_str token, uint32_t *out)
{
    uint64_t n = 0;
    for (size_t i = 0; i < token.len; i++) {
        if (token.ptr[i] < '0' || token.ptr[i] > '9' || n > 100 * 1000 * 1000) {
            return false;
        }
        n = n * 10 + (uint64_t)(token.ptr[i] - '0');
    }
    *out = (uint32_t)n;
    return token.len > 0 && (token.len == 1 || token.ptr[0] != '0');
}

static bool fits(const struct child *c, struct lc_str token, struct lc_str name)
{
    uint32_t index;
    switch (c->frame.kind) {
    case LC_PART_KEY:
        return name.ptr && lc_str_eq(c->frame.text, name);
    case LC_PART_ITEM:
        return lc_str_is(token, "*");
    case LC_PART_MAP:
        return lc_str_is(token, "{}");
    case LC_PART_TUPLE:
        return is_index(token, &index) && index == c->frame.index;
    case LC_PART_WORDS:
        break;
    }
    return false;
}

/* The name that a token of the pointer stands for. ptr NULL: it is no token ('~' is "~0"), and
 * nothing is called so, since findings have it escaped. */
static ctr_status unescape(struct lc_ctx *ctx, struct lc_str token, struct lc_str *name)
{
    char *plain = lc_new(ctx, token.len + 1, 1);
    *name = lc_str_n(NULL, 0);
    if (!plain) {
        return CTR_E_NOMEM;
    }
    if (!lc_pointer_unescape(token, plain, name)) {
        *name = lc_str_n(NULL, 0);
    }
    return CTR_OK;
}

static ctr_status descend(struct walk *w, struct lc_nodes *schemas, struct lc_str token,
                          struct lc_nodes *out)
{
    struct children all = {0};
    all.last = &all.first;
    struct lc_str name;
    LC_TRY(unescape(w->ctx, token, &name));
    LC_TRY(closure(w, schemas));
    for (size_t i = 0; i < schemas->count; i++) {
        if (schemas->at[i].value->kind == LC_OBJECT) {
            LC_TRY(children_of(w, schemas->at[i], &all));
        }
    }
    for (const struct child *c = all.first; c; c = c->next) {
        for (size_t i = 0; fits(c, token, name) && i < c->schemas.count; i++) {
            LC_TRY(add(w, out, c->schemas.at[i]));
        }
    }
    return CTR_OK;
}

ctr_status lc_schema_has(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                         struct lc_node schema, struct lc_str pointer, bool *out)
{
    struct walk w = {.ctx = ctx, .bundle = b, .dialect = dialect};
    struct lc_nodes here = {NULL, 0, 0};
    *out = false;
    LC_TRY(add(&w, &here, schema));
    if (pointer.len == 0 || pointer.ptr[0] != '/') {
        return CTR_OK;
    }
    struct lc_str rest = lc_str_n(pointer.ptr + 1, pointer.len - 1);
    while (here.count && rest.ptr && pointer.len > 1) {
        struct lc_nodes below = {NULL, 0, 0};
        struct lc_str token = rest;
        struct lc_str tail = {NULL, 0};
        lc_str_cut(rest, '/', &token, &tail);
        LC_TRY(descend(&w, &here, token, &below));
        here = below;
        rest = tail;
    }
    *out = here.count > 0;
    return CTR_OK;
}
