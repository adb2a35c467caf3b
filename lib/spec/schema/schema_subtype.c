/*
 * The names that a discriminator knows. Its mapping gives some; beyond that a schema goes by what
 * the components call it: each choice beside the discriminator, or, where there are none, each
 * schema that takes in the one that has it. A schema that the mapping has a name for may also go by
 * its own, but who gives names uses them.
 */
#include "spec/schema/schema_heirs.h"

#include "base/sha256.h"

static ctr_status put(const struct lc_heirs_of *h, struct lc_subtypes *t,
                      const struct lc_subtype *subtype)
{
    const struct lc_value *value = subtype->node.value;
    struct lc_subtype *first = value ? lc_map_get(&t->by_schema, lc_pointer_key(&value)) : NULL;
    LC_TRY(h->charge(h->payer, 8));
    if (lc_map_get(&t->by_name, subtype->name)) {
        return CTR_OK;
    }
    struct lc_subtype *s = lc_new(h->ctx, 1, sizeof *s);
    struct lc_subtype **at =
        lc_grow(h->ctx, t->at, t->count, &t->room, sizeof(struct lc_subtype *));
    if (!s || !at) {
        return CTR_E_NOMEM;
    }
    *s = *subtype;
    t->at = at;
    t->at[t->count++] = s;
    if (first) {
        s->again = first->again;
        first->again = s;
    } else if (value) {
        LC_TRY(lc_map_set(h->ctx, &t->by_schema, lc_pointer_key(&s->node.value), s));
    }
    return lc_map_set(h->ctx, &t->by_name, s->name, s);
}

/* ---- the mapping */

/* A name of a schema, or a reference to one. */
static ctr_status mapped(const struct lc_heirs_of *h, struct lc_node to, struct lc_subtype *out)
{
    const struct lc_component *c;
    LC_TRY(lc_component_named(h, out->schema, &c));
    if (c) {
        out->node = c->node;
        return CTR_OK;
    }
    LC_TRY(lc_bundle_peek(h->ctx, h->bundle, to, out->schema, &out->node));
    if (!out->node.value) {
        return CTR_OK;
    }
    LC_TRY(lc_schema_behind(h->ctx, h->bundle, h->dialect, &out->node));
    LC_TRY(lc_component_of(h, out->node.value, &c));
    out->schema = c ? c->name : out->schema;
    return CTR_OK;
}

static ctr_status put_mapping(const struct lc_heirs_of *h, struct lc_subtypes *t,
                              struct lc_node mapping)
{
    for (uint32_t i = 0; lc_is(mapping.value, LC_OBJECT) && i < mapping.value->count; i++) {
        const struct lc_member *m = &mapping.value->members[i];
        struct lc_node to = {mapping.doc, &m->value};
        if (m->value.kind == LC_STRING) {
            struct lc_subtype s = {.name = lc_key(m), .schema = lc_raw(&m->value), .said = to};
            LC_TRY(mapped(h, to, &s));
            LC_TRY(put(h, t, &s));
        }
    }
    return CTR_OK;
}

/* ---- names of schemas */

static ctr_status put_implied(const struct lc_heirs_of *h, struct lc_subtypes *t,
                              struct lc_node schema, struct lc_node said, struct lc_str name)
{
    const struct lc_component *c;
    LC_TRY(lc_component_of(h, schema.value, &c));
    name = c ? c->name : name;
    const struct lc_subtype s = {.name = name,
                                 .schema = name,
                                 .node = schema,
                                 .said = said,
                                 .spare = lc_subtype_of(t, schema.value) != NULL,
                                 .own = schema.value == t->holder};
    return name.ptr ? put(h, t, &s) : CTR_OK;
}

static ctr_status put_choices(const struct lc_heirs_of *h, struct lc_subtypes *t)
{
    const struct lc_value *list = t->choices.value;
    for (uint32_t i = 0; i < list->count; i++) {
        struct lc_node member = {t->choices.doc, &list->items[i]};
        struct lc_node ref = lc_child(member, "$ref");
        struct lc_node target;
        if (lc_is(ref.value, LC_STRING)) {
            LC_TRY(lc_schema_target(h->ctx, h->bundle, ref, &target));
            LC_TRY(lc_schema_behind(h->ctx, h->bundle, h->dialect, &target));
            LC_TRY(put_implied(h, t, target, member, lc_str_tail(lc_raw(ref.value), '/')));
        }
    }
    return CTR_OK;
}

/* A schema that says which names there are is not one of its subtypes, if it does not say so. */
static ctr_status put_heirs(const struct lc_heirs_of *h, struct lc_subtypes *t,
                            struct lc_node holder)
{
    const struct lc_str none = {NULL, 0};
    const bool named = t->count > 0;
    struct lc_nodes below;
    LC_TRY(lc_heirs_below(h, holder, &below));
    for (size_t i = named ? 1 : 0; i < below.count; i++) {
        LC_TRY(put_implied(h, t, below.at[i], below.at[i], none));
    }
    return CTR_OK;
}

/* Of two combinations the one of named schemas. */
static struct lc_node choices_of(struct lc_node holder)
{
    static const char *const keys[] = {"oneOf", "anyOf"};
    struct lc_node found = {holder.doc, NULL};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct lc_node list = lc_child(holder, keys[i]);
        bool is = lc_is(list.value, LC_ARRAY) && list.value->count;
        if (is && (!found.value || !lc_get(lc_at(found.value, 0), "$ref"))) {
            found = list;
        }
    }
    return found;
}

ctr_status lc_subtypes_of(const struct lc_heirs_of *h, struct lc_node holder,
                          const struct lc_subtypes **out)
{
    struct lc_subtypes *t = lc_map_get(&h->heirs->tables, lc_pointer_key(&holder.value));
    *out = t;
    if (t) {
        return CTR_OK;
    }
    struct lc_node d = lc_discriminator_of(h->dialect, holder);
    t = lc_new(h->ctx, 1, sizeof *t);
    if (!t) {
        return CTR_E_NOMEM;
    }
    *out = t;
    *t = (struct lc_subtypes){
        .holder = holder.value,
        .property = lc_text(lc_is(d.value, LC_STRING) ? d.value : lc_get(d.value, "propertyName")),
        .choices = choices_of(holder)};
    lc_random(NULL, &t->by_name.seed, sizeof t->by_name.seed);
    LC_TRY(put_mapping(h, t, lc_child(d, "mapping")));
    LC_TRY(t->choices.value ? put_choices(h, t) : put_heirs(h, t, holder));
    return lc_map_set(h->ctx, &h->heirs->tables, lc_pointer_key(&t->holder), t);
}

const struct lc_subtype *lc_subtype_named(const struct lc_subtypes *list, struct lc_str name)
{
    return lc_map_get(&list->by_name, name);
}

const struct lc_subtype *lc_subtype_of(const struct lc_subtypes *list,
                                       const struct lc_value *schema)
{
    return lc_map_get(&list->by_schema, lc_pointer_key(&schema));
}
