/*
 * A schema made into rules. Schemas wait in a queue and are read one by one, so that neither
 * references nor nesting cost stack; what no way from the root leads to is not looked at.
 */
#include "spec/validate/validate_room.h"

enum { FEW = 24 };
enum { NEWER = 1 << LC_DRAFT_2019 | 1 << LC_DRAFT_2020 | 1 << LC_OPENAPI_31 };

static ctr_status schema_at(struct lc_vset *set, struct lc_node node, struct lc_resource *resource,
                            struct lc_vschema **out)
{
    *out = lc_map_get(&set->schemas, lc_str_n((const char *)&node.value, sizeof node.value));
    if (*out) {
        return CTR_OK;
    }
    struct lc_vschema *s = lc_new(set->ctx, 1, sizeof *s);
    if (!s) {
        return CTR_E_NOMEM;
    }
    *s = (struct lc_vschema){.node = node, .resource = resource};
    *set->queue_end = s;
    set->queue_end = &s->next;
    *out = s;
    struct lc_str key = lc_str_n((const char *)&s->node.value, sizeof s->node.value);
    return lc_map_set(set->ctx, &set->schemas, key, s);
}

/* An object of the same document begins a resource of its own when it has an address. */
static struct lc_resource *resource_of(struct lc_vreader *r, const struct lc_value *value)
{
    struct lc_resource *own = lc_schema_resource(r->set->bundle, value);
    return own ? own : r->schema->resource;
}

ctr_status lc_vschema_of(struct lc_vreader *r, const struct lc_value *value,
                         struct lc_vschema **out)
{
    struct lc_node node = {r->node.doc, value};
    if (value->kind != LC_OBJECT && value->kind != LC_TRUE && value->kind != LC_FALSE) {
        return lc_doc_fail(r->ctx, node.doc, value->offset,
                           "a schema was expected: an object, true or false");
    }
    return schema_at(r->set, node, resource_of(r, value), out);
}

ctr_status lc_vbad(struct lc_vreader *r, const struct lc_member *m, const struct lc_value *where,
                   const char *wanted)
{
    const char *text = lc_cmp_show(r->ctx, where, 60);
    if (!text) {
        return CTR_E_NOMEM;
    }
    return lc_doc_fail(r->ctx, r->node.doc, where->offset, "the keyword '%.*s' is %s; it wants %s",
                       (int)m->key_len, m->key_chars, text, wanted);
}

struct lc_vrule *lc_vrule(struct lc_vreader *r, const struct lc_member *m, enum lc_op op,
                          uint8_t types)
{
    struct lc_vrule *rule = &r->rules[r->count++];
    *rule = (struct lc_vrule){.op = (uint8_t)op, .types = types, .at = m};
    return rule;
}

/* ---- references */

static ctr_status read_ref(struct lc_vreader *r, const struct lc_member *m, enum lc_op op)
{
    struct lc_target target;
    struct lc_vreference *ref = lc_new(r->ctx, 1, sizeof *ref);
    if (m->value.kind != LC_STRING) {
        return lc_vbad(r, m, &m->value, "an address, such as \"#/$defs/name\"");
    }
    if (!ref) {
        return CTR_E_NOMEM;
    }
    struct lc_node from = {r->node.doc, &m->value};
    LC_TRY(lc_schema_resolve(r->ctx, r->set->bundle, from, r->schema->resource, &target));
    const struct lc_value *value = target.node.value;
    if (value->kind != LC_OBJECT && value->kind != LC_TRUE && value->kind != LC_FALSE) {
        return lc_doc_fail(r->ctx, from.doc, from.value->offset,
                           "%.*s to '%.*s': what stands there is no schema", (int)m->key_len,
                           m->key_chars, (int)lc_vclip(lc_raw(&m->value)).len, m->value.chars);
    }
    LC_TRY(schema_at(r->set, target.node, target.resource, &ref->schema));
    bool recursive = op == LC_OP_RECURSIVE_REF &&
                     lc_truth(lc_get(target.resource->root.value, "$recursiveAnchor"));
    if (op == LC_OP_DYNAMIC_REF && target.dynamic) {
        ref->name = target.name;
    } else if (!recursive) {
        op = LC_OP_REF;
    }
    r->set->dynamic = r->set->dynamic || op != LC_OP_REF;
    lc_vrule(r, m, op, LC_T_ALL)->reference = ref;
    return CTR_OK;
}

/* All that a reference by a dynamic name may lead to. */
static ctr_status read_dynamic(struct lc_vset *set, struct lc_resource *resource)
{
    for (size_t i = 0; i < resource->dynamic_count; i++) {
        struct lc_vschema *s;
        struct lc_resource *in = lc_schema_resource(set->bundle, resource->dynamic[i].node.value);
        LC_TRY(schema_at(set, resource->dynamic[i].node, in ? in : resource, &s));
        resource->dynamic[i].owner = s;
    }
    struct lc_vschema *root;
    if (!lc_truth(lc_get(resource->root.value, "$recursiveAnchor"))) {
        return CTR_OK;
    }
    LC_TRY(schema_at(set, resource->root, resource, &root));
    resource->owner = root;
    return CTR_OK;
}

/* ---- combinations */

static ctr_status read_list(struct lc_vreader *r, const struct lc_member *m, enum lc_op op)
{
    const struct lc_value *v = &m->value;
    struct lc_vlist *list = lc_new(r->ctx, 1, sizeof *list);
    if (v->kind != LC_ARRAY || v->count == 0) {
        return lc_vbad(r, m, v, "an array of at least one schema");
    }
    if (!list || !(list->at = lc_new(r->ctx, v->count, sizeof *list->at))) {
        return CTR_E_NOMEM;
    }
    for (; list->count < v->count; list->count++) {
        LC_TRY(lc_vschema_of(r, &v->items[list->count], &list->at[list->count]));
    }
    lc_vrule(r, m, op, LC_T_ALL)->list = list;
    return CTR_OK;
}

static ctr_status read_schema(struct lc_vreader *r, const struct lc_member *m, enum lc_op op,
                              uint8_t types)
{
    struct lc_vschema *inner;
    LC_TRY(lc_vschema_of(r, &m->value, &inner));
    lc_vrule(r, m, op, types)->schema = inner;
    return CTR_OK;
}

static ctr_status read_if(struct lc_vreader *r, const struct lc_member *m)
{
    static const char *const branches[] = {"then", "else"};
    struct lc_vif *c = lc_new(r->ctx, 1, sizeof *c);
    if (!c) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_vschema_of(r, &m->value, &c->condition));
    for (size_t i = 0; i < 2; i++) {
        c->branch_at[i] = lc_get_member(r->node.value, lc_str(branches[i]));
        if (c->branch_at[i]) {
            LC_TRY(lc_vschema_of(r, &c->branch_at[i]->value, &c->branch[i]));
        }
    }
    lc_vrule(r, m, LC_OP_IF, LC_T_ALL)->condition = c;
    return CTR_OK;
}

static ctr_status read_unique(struct lc_vreader *r, const struct lc_member *m)
{
    if (m->value.kind != LC_TRUE && m->value.kind != LC_FALSE) {
        return lc_vbad(r, m, &m->value, "true or false");
    }
    if (m->value.kind == LC_TRUE) {
        lc_vrule(r, m, LC_OP_UNIQUE, LC_T_ARRAY);
    }
    return CTR_OK;
}

/* ---- one keyword */

static enum lc_vocabulary vocabulary_of(enum lc_key key)
{
    switch ((int)key) {
    case LC_KEY_UNEVALUATED_ITEMS:
    case LC_KEY_UNEVALUATED_PROPERTIES:
        return LC_VOCABULARY_UNEVALUATED;
    case LC_KEY_ALL_OF:
    case LC_KEY_ANY_OF:
    case LC_KEY_ONE_OF:
    case LC_KEY_NOT:
    case LC_KEY_IF:
    case LC_KEY_ARRAY:
    case LC_KEY_OBJECT:
    case LC_KEY_CONTAINS:
    case LC_KEY_PROPERTY_NAMES:
    case LC_KEY_DEPENDENCIES:
    case LC_KEY_DEPENDENT_SCHEMAS:
        return LC_VOCABULARY_APPLICATOR;
    default:
        return LC_VOCABULARY_VALIDATION;
    }
}

static ctr_status read_assertion(struct lc_vreader *r, const struct lc_member *m, enum lc_key key)
{
    switch ((int)key) {
    case LC_KEY_TYPE:
        return lc_vread_type(r, m);
    case LC_KEY_ENUM:
        return lc_vread_enum(r, m);
    case LC_KEY_CONST:
        return lc_vread_const(r, m);
    case LC_KEY_MAXIMUM:
    case LC_KEY_MINIMUM:
    case LC_KEY_EXCLUSIVE_MAXIMUM:
    case LC_KEY_EXCLUSIVE_MINIMUM:
    case LC_KEY_MULTIPLE_OF:
        return lc_vread_bound(r, m, key);
    case LC_KEY_MAX_LENGTH:
        return lc_vread_count(r, m, LC_OP_MAX_LENGTH, LC_T_STRING);
    case LC_KEY_MIN_LENGTH:
        return lc_vread_count(r, m, LC_OP_MIN_LENGTH, LC_T_STRING);
    case LC_KEY_MAX_ITEMS:
        return lc_vread_count(r, m, LC_OP_MAX_ITEMS, LC_T_ARRAY);
    case LC_KEY_MIN_ITEMS:
        return lc_vread_count(r, m, LC_OP_MIN_ITEMS, LC_T_ARRAY);
    case LC_KEY_MAX_PROPERTIES:
        return lc_vread_count(r, m, LC_OP_MAX_PROPERTIES, LC_T_OBJECT);
    case LC_KEY_MIN_PROPERTIES:
        return lc_vread_count(r, m, LC_OP_MIN_PROPERTIES, LC_T_OBJECT);
    case LC_KEY_PATTERN:
        return lc_vread_pattern(r, m);
    case LC_KEY_REQUIRED:
        return lc_vread_required(r, m);
    case LC_KEY_UNIQUE_ITEMS:
        return read_unique(r, m);
    case LC_KEY_DEPENDENT_REQUIRED:
        return lc_vread_dependents(r, m, false, true);
    default:
        return CTR_OK; /* words, and what says nothing of values */
    }
}

static ctr_status read_applicator(struct lc_vreader *r, const struct lc_member *m, enum lc_key key)
{
    switch ((int)key) {
    case LC_KEY_ALL_OF:
        return read_list(r, m, LC_OP_ALL_OF);
    case LC_KEY_ANY_OF:
        return read_list(r, m, LC_OP_ANY_OF);
    case LC_KEY_ONE_OF:
        return read_list(r, m, LC_OP_ONE_OF);
    case LC_KEY_NOT:
        return read_schema(r, m, LC_OP_NOT, LC_T_ALL);
    case LC_KEY_IF:
        return read_if(r, m);
    case LC_KEY_CONTAINS:
        return lc_str_is(lc_key(m), "contains") ? lc_vread_contains(r, m) : CTR_OK;
    case LC_KEY_PROPERTY_NAMES:
        return read_schema(r, m, LC_OP_NAMES, LC_T_OBJECT);
    case LC_KEY_DEPENDENCIES:
        return lc_vread_dependents(r, m, true, true);
    case LC_KEY_DEPENDENT_SCHEMAS:
        return lc_vread_dependents(r, m, true, false);
    case LC_KEY_UNEVALUATED_ITEMS:
        r->schema->tracks = true;
        return read_schema(r, m, LC_OP_UNEVALUATED_ITEMS, LC_T_ARRAY);
    case LC_KEY_UNEVALUATED_PROPERTIES:
        r->schema->tracks = true;
        return read_schema(r, m, LC_OP_UNEVALUATED_PROPERTIES, LC_T_OBJECT);
    default:
        return CTR_OK; /* properties and items are read together */
    }
}

static ctr_status read_member(struct lc_vreader *r, const struct lc_member *m)
{
    bool newer = NEWER >> r->dialect & 1;
    if (lc_str_is(lc_key(m), "$ref")) {
        return read_ref(r, m, LC_OP_REF);
    }
    if (lc_str_is(lc_key(m), "$dynamicRef") && newer && r->dialect != LC_DRAFT_2019) {
        return read_ref(r, m, LC_OP_DYNAMIC_REF);
    }
    if (lc_str_is(lc_key(m), "$recursiveRef") && r->dialect == LC_DRAFT_2019) {
        return read_ref(r, m, LC_OP_RECURSIVE_REF);
    }
    enum lc_key key = lc_keyword(r->dialect, lc_key(m));
    enum lc_vocabulary vocabulary = vocabulary_of(key);
    if (newer && !(r->vocabularies & (uint32_t)vocabulary)) {
        return CTR_OK;
    }
    return vocabulary == LC_VOCABULARY_VALIDATION ? read_assertion(r, m, key)
                                                  : read_applicator(r, m, key);
}

/* What is cheap first, what hangs on all the others last. */
static unsigned stage(const struct lc_vrule *rule)
{
    return rule->op <= LC_OP_TYPE                ? 0
           : rule->op >= LC_OP_UNEVALUATED_ITEMS ? 3
           : rule->op >= LC_OP_REF               ? 2
                                                 : 1;
}

static ctr_status keep_rules(struct lc_vreader *r)
{
    struct lc_vrule *rules = lc_new(r->ctx, r->count, sizeof *rules);
    if (!rules) {
        return CTR_E_NOMEM;
    }
    for (unsigned now = 0; now < 4; now++) {
        for (uint32_t i = 0; i < r->count; i++) {
            if (stage(&r->rules[i]) == now) {
                rules[r->schema->count++] = r->rules[i];
            }
        }
    }
    r->schema->rules = rules;
    return CTR_OK;
}

static ctr_status read_one(struct lc_vset *set, struct lc_vschema *s)
{
    struct lc_vreader r = {.set = set, .ctx = set->ctx, .schema = s, .node = s->node};
    const struct lc_value *value = s->node.value;
    LC_TRY(lc_poll(set->ctx));
    if (!s->resource->settled) {
        LC_TRY(lc_resource_settle(set->ctx, set->bundle, s->resource));
    }
    LC_TRY(s->resource->ready ? CTR_OK : read_dynamic(set, s->resource));
    s->resource->ready = true;
    r.dialect = s->resource->dialect;
    r.vocabularies = s->resource->vocabularies;
    uint32_t members = value->kind == LC_OBJECT ? value->count : 0;
    struct lc_vrule few[FEW] = {{0}}; /* those that are kept are copied */
    r.rules = members + 4 <= FEW ? few : lc_new(set->ctx, members + 4, sizeof *r.rules);
    if (!r.rules) {
        return CTR_E_NOMEM;
    }
    if (value->kind == LC_FALSE) {
        s->never = true;
        lc_vrule(&r, NULL, LC_OP_NEVER, LC_T_ALL);
        s->is_read = true;
        return keep_rules(&r);
    }
    bool alone = lc_ref_alone(r.dialect, value);
    for (uint32_t i = 0; i < members; i++) {
        const struct lc_member *m = &value->members[i];
        if (!alone || lc_str_is(lc_key(m), "$ref")) {
            LC_TRY(read_member(&r, m));
        }
    }
    bool parts = members && !alone &&
                 (!(NEWER >> r.dialect & 1) || (r.vocabularies & LC_VOCABULARY_APPLICATOR));
    if (parts) {
        LC_TRY(lc_vread_properties(&r));
        LC_TRY(lc_vread_items(&r));
    }
    s->is_read = true;
    return keep_rules(&r);
}

bool lc_vread_late(struct lc_vrun *r, struct lc_vschema *s)
{
    ctr_status status = read_one(r->set, s);
    return status == CTR_OK || lc_vstop(r, status);
}

bool lc_vschema_late(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_value *value,
                     struct lc_vschema **out)
{
    struct lc_vreader reader = {.set = r->set, .ctx = r->ctx, .node = s->node};
    struct lc_vschema of = *s;
    reader.schema = &of;
    ctr_status status = lc_vschema_of(&reader, value, out);
    return status == CTR_OK || lc_vstop(r, status);
}

ctr_status lc_vset_read(struct lc_vset *set, const struct lc_target *root, struct lc_vschema **out)
{
    const struct lc_value *value = root->node.value;
    if (value->kind != LC_OBJECT && value->kind != LC_TRUE && value->kind != LC_FALSE) {
        return lc_doc_fail(set->ctx, root->node.doc, value->offset,
                           "a schema was expected: an object, true or false");
    }
    set->queue_end = &set->queue;
    LC_TRY(schema_at(set, root->node, root->resource, out));
    for (struct lc_vschema *s = set->queue; s && !set->lazy; s = s->next) { /* grows */
        LC_TRY(s->is_read ? CTR_OK : read_one(set, s));
    }
    return CTR_OK;
}
