/*
 * Are two schemas the same, with everything their references reach? Most are, so this must be
 * quick: the two trees are walked side by side, and each pair of reference targets is an entry of
 * its own, looked at once. An entry is the same unless it, or an entry it leans on, differs;
 * recursion needs no care. Where the two are of two dialects, the same words must mean the same in
 * both. A schema with a discriminator leans on the subtypes that a value of it may be, too, though
 * it does not refer to them. Large subtrees are entries too, chosen by a hash of their place, so
 * that walking down a long path of differences does not visit everything below again at each step.
 */
#include "spec/schema/schema_heirs.h"
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_room.h"

struct leaner {
    struct leaner *next;
    struct lc_same_entry *entry;
};

/* The first three are the key. */
struct lc_same_entry {
    const struct lc_value *a;
    const struct lc_value *b;
    uintptr_t meaning; /* words for people do not count, nor does where a reference stands */
    struct lc_doc *a_doc;
    struct lc_doc *b_doc;
    bool differs;
    struct leaner *leaners;
    struct lc_same_entry *next_queued;
    struct lc_same_entry *next_marked;
};

struct walk {
    struct lc_schema_memo *m;
    struct lc_same_entry *entry;
};

static ctr_status entry_of(struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                           uintptr_t meaning, struct lc_same_entry **out)
{
    const uintptr_t key[3] = {(uintptr_t)a.value, (uintptr_t)b.value, meaning};
    *out = lc_map_get(&m->same, lc_str_n((const char *)key, sizeof key));
    if (*out) {
        return CTR_OK;
    }
    struct lc_same_entry *e = lc_new(m->ctx, 1, sizeof *e);
    if (!e) {
        return CTR_E_NOMEM;
    }
    *e = (struct lc_same_entry){
        .a = a.value, .b = b.value, .meaning = meaning, .a_doc = a.doc, .b_doc = b.doc};
    e->next_queued = m->same_queue;
    m->same_queue = e;
    *out = e;
    return lc_map_set(m->ctx, &m->same, lc_str_n((const char *)&e->a, sizeof key), e);
}

/* It differs, and so does all that leans on it. */
static void mark(struct lc_same_entry *e)
{
    struct lc_same_entry *todo = e->differs ? NULL : e;
    e->differs = true;
    while (todo) {
        const struct leaner *l = todo->leaners;
        todo = todo->next_marked;
        for (; l; l = l->next) {
            if (!l->entry->differs) {
                l->entry->differs = true;
                l->entry->next_marked = todo;
                todo = l->entry;
            }
        }
    }
}

static ctr_status lean_on(struct walk *w, struct lc_node a, struct lc_node b, bool *same)
{
    struct lc_same_entry *e;
    LC_TRY(entry_of(w->m, a, b, w->entry->meaning, &e));
    *same = !e->differs;
    if (e == w->entry || e->differs) {
        return CTR_OK;
    }
    struct leaner *l = lc_new(w->m->ctx, 1, sizeof *l);
    if (!l) {
        return CTR_E_NOMEM;
    }
    *l = (struct leaner){e->leaners, w->entry};
    e->leaners = l;
    return CTR_OK;
}

static ctr_status same_values(struct walk *w, struct lc_node a, struct lc_node b, enum lc_walk at,
                              bool *same);

static ctr_status same_items(struct walk *w, struct lc_node a, struct lc_node b, enum lc_walk at,
                             bool *same)
{
    const uint32_t count = a.value->count;
    *same = count == b.value->count;
    for (uint32_t i = 0; i < count && *same; i++) {
        struct lc_node x = {a.doc, &a.value->items[i]};
        struct lc_node y = {b.doc, &b.value->items[i]};
        LC_TRY(same_values(w, x, y, at, same));
    }
    return CTR_OK;
}

/* A reference: equal text, where that counts, and targets that lean on each other. */
static ctr_status same_reference(struct walk *w, struct lc_node a, struct lc_node b, bool *same)
{
    struct lc_node x;
    struct lc_node y;
    *same = w->entry->meaning || lc_str_eq(lc_raw(a.value), lc_raw(b.value));
    if (!*same) {
        return CTR_OK;
    }
    LC_TRY(lc_schema_target(w->m->ctx, w->m->side[0].bundle, a, &x));
    LC_TRY(lc_schema_target(w->m->ctx, w->m->side[1].bundle, b, &y));
    return lean_on(w, x, y, same);
}

/* The reference of a schema that leads to one other whatever the way; NULL: it has none. */
static const struct lc_value *fixed(const struct walk *w, int side, struct lc_node schema)
{
    const struct lc_side *of = &w->m->side[side];
    return lc_schema_fixed(of->bundle, of->dialect, schema).value;
}

/* Schemas in any order: each with the one that has its hash. Words are in the hash, so that where
 * they do not count the schemas are taken as they stand. */
static ctr_status same_schemas(struct walk *w, struct lc_node a, struct lc_node b, bool *same)
{
    const struct lc_hashed_set *x;
    const struct lc_hashed_set *y;
    *same = a.value->count == b.value->count;
    if (!*same) {
        return CTR_OK;
    }
    LC_TRY(lc_in_one_order(&w->m->side[0], a.value, &x));
    LC_TRY(lc_in_one_order(&w->m->side[1], b.value, &y));
    for (size_t i = 0; i < x->count && *same; i++) {
        *same = x->at[i].hash == y->at[i].hash;
    }
    if (!*same && w->entry->meaning) {
        return same_items(w, a, b, LC_WALK_NODE, same);
    }
    for (size_t i = 0; i < x->count && *same; i++) {
        LC_TRY(same_values(w, (struct lc_node){a.doc, x->at[i].value},
                           (struct lc_node){b.doc, y->at[i].value}, LC_WALK_NODE, same));
    }
    return CTR_OK;
}

static ctr_status same_member(struct walk *w, struct lc_node a, const struct lc_member *own,
                              struct lc_node b, const struct lc_member *other, enum lc_walk at,
                              bool *same)
{
    struct lc_node x = {a.doc, &own->value};
    struct lc_node y = {b.doc, &other->value};
    bool text = own->value.kind == LC_STRING && other->value.kind == LC_STRING;
    if (at == LC_WALK_NODE && !lc_alike_keyword(w->m, x, y, lc_key(own))) {
        *same = false;
        return CTR_OK;
    }
    if (text && at == LC_WALK_NODE && own->key_len && own->key_chars[0] == '$') {
        if (lc_str_is(lc_key(own), "$ref")) {
            return same_reference(w, x, y, same);
        }
        if (lc_is_dynamic(lc_key(own))) {
            return fixed(w, 0, a) == x.value && fixed(w, 1, b) == y.value
                       ? same_reference(w, x, y, same)
                       : lc_same_dynamic(w->m, x, y, same);
        }
    }
    bool lists = own->value.kind == LC_ARRAY && other->value.kind == LC_ARRAY;
    enum lc_order order = lists && at == LC_WALK_NODE ? lc_order_of(lc_key(own)) : LC_ORDER_MATTERS;
    switch (order) {
    case LC_ORDER_VALUES:
        return lc_hashed_eq(w->m->ctx, x.value, y.value, same);
    case LC_ORDER_SCHEMAS:
        return same_schemas(w, x, y, same);
    case LC_ORDER_MATTERS:
        break;
    }
    return same_values(w, x, y, lc_walk_into(at, lc_key(own), &own->value), same);
}

/* Members that count. */
static uint32_t counted(const struct walk *w, const struct lc_value *schema)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < schema->count; i++) {
        n += !lc_schema_words(w->m->side[0].dialect, lc_key(&schema->members[i]));
    }
    return n;
}

/* ---- discriminators: the same names, each with the same schema behind it */

static ctr_status subtypes_of(const struct walk *w, int side, struct lc_node holder,
                              const struct lc_subtypes **out)
{
    struct lc_heirs_of h;
    LC_TRY(lc_side_heirs(&w->m->side[side], &h));
    return lc_subtypes_of(&h, holder, out);
}

static size_t in_use(const struct lc_subtypes *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->count; i++) {
        n += !list->at[i]->spare;
    }
    return n;
}

static ctr_status same_subtypes(struct walk *w, struct lc_node a, struct lc_node b, bool *same)
{
    const struct lc_subtypes *x;
    const struct lc_subtypes *y;
    if (!lc_discriminator_of(w->m->side[0].dialect, a).value ||
        !lc_discriminator_of(w->m->side[1].dialect, b).value) {
        return CTR_OK; /* a lone one is a member that the other has not */
    }
    LC_TRY(subtypes_of(w, 0, a, &x));
    LC_TRY(subtypes_of(w, 1, b, &y));
    *same = in_use(x) == in_use(y);
    for (size_t i = 0; i < x->count && *same; i++) {
        const struct lc_subtype *own = x->at[i];
        const struct lc_subtype *other = own->spare ? NULL : lc_subtype_named(y, own->name);
        LC_TRY(lc_charge(&w->m->side[0], 1));
        *same = own->spare || (other && !other->spare && !own->node.value == !other->node.value);
        if (*same && !own->spare) {
            *same = own->node.value || lc_str_eq(own->schema, other->schema);
            LC_TRY(own->node.value ? lean_on(w, own->node, other->node, same) : CTR_OK);
        }
    }
    return CTR_OK;
}

/* Where the meaning counts: behind a reference that stands alone. */
static ctr_status behind(const struct walk *w, int side, struct lc_node *node, bool *moved)
{
    struct lc_node ref = lc_child(*node, "$ref");
    ref.value = ref.value ? ref.value : fixed(w, side, *node);
    *moved = lc_is(ref.value, LC_STRING) && counted(w, node->value) == 1;
    return *moved ? lc_schema_target(w->m->ctx, w->m->side[side].bundle, ref, node) : CTR_OK;
}

/* The value that a schema leaves alone by `const`, or by an `enum` of one; NULL if it has both, or
 * neither. */
static const struct lc_value *only_value(enum lc_dialect dialect, const struct lc_value *schema)
{
    const struct lc_value *only = lc_get(schema, "const");
    const struct lc_value *list = lc_get(schema, "enum");
    if (only && !list && lc_keyword(dialect, LC_STR("const")) == LC_KEY_CONST) {
        return only;
    }
    return !only && lc_is(list, LC_ARRAY) && list->count == 1 ? &list->items[0] : NULL;
}

/* Where the meaning counts: the keyword has no counterpart by its name, but one that says it. */
static bool said_otherwise(const struct walk *w, struct lc_str key, const struct lc_value *a,
                           const struct lc_value *b)
{
    if (!lc_str_is(key, "const") && !lc_str_is(key, "enum")) {
        return false;
    }
    const struct lc_value *x = only_value(w->m->side[0].dialect, a);
    const struct lc_value *y = only_value(w->m->side[1].dialect, b);
    return x && y && lc_value_eq(x, y);
}

static ctr_status same_objects(struct walk *w, struct lc_node a, struct lc_node b, enum lc_walk at,
                               bool *same)
{
    const bool meaning = w->entry->meaning && at == LC_WALK_NODE;
    const uint32_t count = a.value->count;
    bool moved[2] = {false, false};
    if (meaning) {
        LC_TRY(behind(w, 0, &a, &moved[0]));
        LC_TRY(behind(w, 1, &b, &moved[1]));
        if (moved[0] || moved[1]) {
            return lean_on(w, a, b, same);
        }
    }
    *same = (meaning ? counted(w, a.value) == counted(w, b.value) : count == b.value->count) &&
            (at != LC_WALK_NODE || lc_alike_schema(w->m, a, b));
    for (uint32_t i = 0; i < count && *same; i++) {
        const struct lc_member *own = &a.value->members[i];
        if (meaning && lc_schema_words(w->m->side[0].dialect, lc_key(own))) {
            continue;
        }
        const struct lc_member *other = /* mostly in one order */
            i < b.value->count ? &b.value->members[i] : NULL;
        if (!other || !lc_str_eq(lc_key(own), lc_key(other))) {
            other = lc_get_member(b.value, lc_key(own));
        }
        *same = other || (meaning && said_otherwise(w, lc_key(own), a.value, b.value));
        if (other) {
            LC_TRY(same_member(w, a, own, b, other, at, same));
        }
    }
    return *same && at == LC_WALK_NODE ? same_subtypes(w, a, b, same) : CTR_OK;
}

/* One object in sixteen is an entry of its own. */
static bool is_entry(const struct lc_value *value)
{
    return ((((uintptr_t)value >> 3) * UINT64_C(0x9E3779B97F4A7C15)) >> 60) == 0;
}

static ctr_status same_values(struct walk *w, struct lc_node a, struct lc_node b, enum lc_walk at,
                              bool *same)
{
    if (at == LC_WALK_DATA || a.value->kind != b.value->kind) {
        *same = lc_value_eq(a.value, b.value);
        return CTR_OK;
    }
    if (a.value->kind == LC_OBJECT) {
        if (at == LC_WALK_NODE && a.value != w->entry->a && is_entry(a.value)) {
            return lean_on(w, a, b, same);
        }
        return same_objects(w, a, b, at, same);
    }
    if (a.value->kind != LC_ARRAY) {
        *same = lc_value_eq(a.value, b.value);
        return CTR_OK;
    }
    return same_items(w, a, b, at, same);
}

static ctr_status same_as(struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                          uintptr_t meaning, bool *out)
{
    struct lc_same_entry *root;
    *out = !a.value && !b.value;
    if (!a.value || !b.value) {
        return CTR_OK;
    }
    LC_TRY(entry_of(m, a, b, meaning, &root));
    while (m->same_queue) { /* until nothing is left open, so that every answer stands */
        struct lc_same_entry *e = m->same_queue;
        struct walk w = {m, e};
        bool same;
        m->same_queue = e->next_queued;
        LC_TRY(lc_charge(&m->side[0], 4));
        LC_TRY(same_values(&w, (struct lc_node){e->a_doc, e->a}, (struct lc_node){e->b_doc, e->b},
                           LC_WALK_NODE, &same));
        if (!same) {
            mark(e);
        }
    }
    *out = !root->differs;
    return CTR_OK;
}

ctr_status lc_same(struct lc_schema_memo *m, struct lc_node a, struct lc_node b, bool *out)
{
    return same_as(m, a, b, 0, out);
}

ctr_status lc_same_meaning(struct lc_schema_memo *m, struct lc_node a, struct lc_node b, bool *out)
{
    LC_TRY(same_as(m, a, b, 0, out));
    return *out ? CTR_OK : same_as(m, a, b, 1, out);
}
