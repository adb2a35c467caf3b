/*
 * Which schema takes in which: one walk over the components of all files, when a discriminator is
 * first met. A component that is nothing but a reference is another name for what it leads to.
 */
#include "spec/schema/schema_heirs.h"

#include "base/sha256.h"
#include "spec/schema/schema_ref.h"

enum { MAX_DEPTH = 32, MAX_CHAIN = 500 }; /* of allOf in allOf; of heirs of heirs */

/* The schemas of which one takes in the other. */
struct kin {
    const struct lc_value *value; /* the key */
    struct lc_nodes nodes;
};

struct lc_node lc_discriminator_of(enum lc_dialect dialect, struct lc_node schema)
{
    struct lc_node d = lc_child(schema, "discriminator");
    bool is = dialect >= LC_OPENAPI_30 && /* AsyncAPI's, too */
              (lc_is(d.value, LC_OBJECT) || lc_is(d.value, LC_STRING));
    d.value = is ? d.value : NULL;
    return d;
}

static ctr_status charge_side(void *side, uint64_t steps)
{
    return lc_charge(side, steps);
}

ctr_status lc_side_heirs(struct lc_side *side, struct lc_heirs_of *out)
{
    side->heirs = side->heirs ? side->heirs : lc_new(side->ctx, 1, sizeof *side->heirs);
    *out = (struct lc_heirs_of){.ctx = side->ctx,
                                .bundle = side->bundle,
                                .dialect = side->dialect,
                                .heirs = side->heirs,
                                .charge = charge_side,
                                .payer = side};
    return side->heirs ? CTR_OK : CTR_E_NOMEM;
}

/* ---- components */

static ctr_status put_kin(const struct lc_heirs_of *h, struct lc_map *map, struct lc_node of,
                          struct lc_node node)
{
    struct kin *k = lc_map_get(map, lc_pointer_key(&of.value));
    if (!k) {
        k = lc_new(h->ctx, 1, sizeof *k);
        if (!k) {
            return CTR_E_NOMEM;
        }
        k->value = of.value;
        LC_TRY(lc_map_set(h->ctx, map, lc_pointer_key(&k->value), k));
    }
    return lc_push_node(h->ctx, &k->nodes, node);
}

static ctr_status put_base(const struct lc_heirs_of *h, struct lc_node heir, struct lc_node base)
{
    if (base.value == heir.value) {
        return CTR_OK;
    }
    LC_TRY(put_kin(h, &h->heirs->heirs, base, heir));
    return put_kin(h, &h->heirs->bases, heir, base);
}

/* `part` is the heir, or what an allOf in it holds. */
static ctr_status find_bases(const struct lc_heirs_of *h, struct lc_node heir, struct lc_node part,
                             int depth)
{
    struct lc_node all = lc_child(part, "allOf");
    struct lc_node ref = lc_child(part, "$ref");
    LC_TRY(h->charge(h->payer, 1));
    if (lc_is(ref.value, LC_STRING)) {
        struct lc_node base;
        LC_TRY(lc_schema_target(h->ctx, h->bundle, ref, &base));
        LC_TRY(lc_schema_behind(h->ctx, h->bundle, h->dialect, &base));
        LC_TRY(put_base(h, heir, base));
        if (lc_schema_ref_alone(h->bundle, part.value, h->dialect)) {
            return CTR_OK; /* nothing counts beside it */
        }
    }
    for (uint32_t i = 0; lc_is(all.value, LC_ARRAY) && i < all.value->count && depth < MAX_DEPTH;
         i++) {
        struct lc_node member = {all.doc, &all.value->items[i]};
        LC_TRY(find_bases(h, heir, member, depth + 1));
        if (lc_discriminator_of(h->dialect, member).value) {
            LC_TRY(put_base(h, heir, member));
        }
    }
    return CTR_OK;
}

static ctr_status put_component(const struct lc_heirs_of *h, struct lc_doc *doc,
                                const struct lc_member *m, bool alias)
{
    struct lc_node node = {doc, &m->value};
    LC_TRY(h->charge(h->payer, 4));
    LC_TRY(lc_schema_behind(h->ctx, h->bundle, h->dialect, &node));
    if ((node.value != &m->value) != alias) {
        return CTR_OK;
    }
    struct lc_component *c = lc_new(h->ctx, 1, sizeof *c);
    if (!c) {
        return CTR_E_NOMEM;
    }
    *c = (struct lc_component){node.value, node, lc_key(m)};
    if (doc == &h->bundle->files[0]->doc) {
        LC_TRY(lc_map_set(h->ctx, &h->heirs->known, c->name, c));
    }
    if (lc_map_get(&h->heirs->names, lc_pointer_key(&c->value))) {
        return CTR_OK;
    }
    LC_TRY(lc_map_set(h->ctx, &h->heirs->names, lc_pointer_key(&c->value), c));
    return lc_is(node.value, LC_OBJECT) ? find_bases(h, node, node, 0) : CTR_OK;
}

/* What has a name of its own comes first, so that it goes by that. */
static ctr_status make(const struct lc_heirs_of *h)
{
    if (h->heirs->made) {
        return CTR_OK;
    }
    h->heirs->made = true;
    lc_random(NULL, &h->heirs->known.seed, sizeof h->heirs->known.seed);
    for (int alias = 0; alias < 2; alias++) {
        for (size_t i = 0; i < h->bundle->count; i++) {
            struct lc_doc *doc = &h->bundle->files[i]->doc;
            if (h->bundle->files[i]->again) {
                continue;
            }
            const struct lc_value *schemas = lc_get(lc_get(doc->root, "components"), "schemas");
            schemas = schemas ? schemas : lc_get(doc->root, "definitions");
            for (uint32_t k = 0; lc_is(schemas, LC_OBJECT) && k < schemas->count; k++) {
                LC_TRY(put_component(h, doc, &schemas->members[k], alias == 1));
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_component_of(const struct lc_heirs_of *h, const struct lc_value *schema,
                           const struct lc_component **out)
{
    LC_TRY(make(h));
    *out = lc_map_get(&h->heirs->names, lc_pointer_key(&schema));
    return CTR_OK;
}

ctr_status lc_component_named(const struct lc_heirs_of *h, struct lc_str name,
                              const struct lc_component **out)
{
    LC_TRY(make(h));
    *out = lc_map_get(&h->heirs->known, name);
    return CTR_OK;
}

/* ---- heirs of heirs */

ctr_status lc_heirs_below(const struct lc_heirs_of *h, struct lc_node schema, struct lc_nodes *out)
{
    struct lc_map seen = {.slots = NULL};
    LC_TRY(make(h));
    *out = (struct lc_nodes){NULL, 0, 0};
    LC_TRY(lc_push_node(h->ctx, out, schema));
    for (size_t i = 0; i < out->count; i++) { /* grows while we go */
        const struct kin *k = lc_map_get(&h->heirs->heirs, lc_pointer_key(&out->at[i].value));
        for (size_t n = 0; k && n < k->nodes.count; n++) {
            /* its components hold the key as long as the map */
            const struct lc_component *c =
                lc_map_get(&h->heirs->names, lc_pointer_key(&k->nodes.at[n].value));
            LC_TRY(h->charge(h->payer, 4));
            if (!c || c->value == schema.value || lc_map_get(&seen, lc_pointer_key(&c->value))) {
                continue;
            }
            LC_TRY(lc_map_set(h->ctx, &seen, lc_pointer_key(&c->value), k->nodes.at));
            LC_TRY(lc_push_node(h->ctx, out, c->node));
        }
    }
    return CTR_OK;
}

static ctr_status climb(const struct lc_heirs_of *h, const struct lc_value *schema,
                        const struct lc_value *base, int depth, bool *out)
{
    const struct kin *k = lc_map_get(&h->heirs->bases, lc_pointer_key(&schema));
    *out = schema == base;
    for (size_t i = 0; k && i < k->nodes.count && !*out && depth < MAX_CHAIN; i++) {
        LC_TRY(h->charge(h->payer, 1));
        LC_TRY(climb(h, k->nodes.at[i].value, base, depth + 1, out));
    }
    return CTR_OK;
}

ctr_status lc_comes_from(const struct lc_heirs_of *h, const struct lc_value *schema,
                         const struct lc_value *base, bool *out)
{
    LC_TRY(make(h));
    return climb(h, schema, base, 0, out);
}
