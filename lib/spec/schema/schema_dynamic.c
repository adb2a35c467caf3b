/*
 * References whose target is found by name at run time, on the way by which they are reached: the
 * same on both sides only where nothing else can stand on that way.
 */
#include "spec/schema/schema_room.h"

bool lc_is_dynamic(struct lc_str key)
{
    return lc_str_is(key, "$dynamicRef") || lc_str_is(key, "$recursiveRef");
}

static const struct lc_bundle_file *file_of(const struct lc_bundle *b, const struct lc_doc *doc)
{
    for (size_t i = 0; i < b->count; i++) {
        if (&b->files[i]->doc == doc) {
            return b->files[i];
        }
    }
    return NULL;
}

/* Whether a schema below makes itself a target, by whatever name. */
static ctr_status names_itself(struct lc_side *side, const struct lc_value *value, bool *out)
{
    bool object = lc_is(value, LC_OBJECT);
    uint32_t count = object || lc_is(value, LC_ARRAY) ? value->count : 0;
    LC_TRY(lc_charge(side, 1));
    *out = object && (lc_get(value, "$dynamicAnchor") || lc_get(value, "$recursiveAnchor"));
    for (uint32_t i = 0; i < count && !*out; i++) {
        LC_TRY(names_itself(side, object ? &value->members[i].value : &value->items[i], out));
    }
    return CTR_OK;
}

/* Nothing but what comes with the library is a target. */
static ctr_status built_in_alone(struct lc_schema_memo *m, bool *out)
{
    bool own = false;
    for (int side = 0; side < 2 && !m->own_targets; side++) {
        const struct lc_bundle *b = m->side[side].bundle;
        for (size_t i = 0; i < b->count && !own; i++) {
            LC_TRY(b->files[i]->built_in
                       ? CTR_OK
                       : names_itself(&m->side[side], b->files[i]->doc.root, &own));
        }
    }
    if (!m->own_targets) {
        m->own_targets = own ? 1 : 2;
    }
    *out = m->own_targets == 2;
    return CTR_OK;
}

static bool same_bundles(struct lc_schema_memo *m)
{
    if (!m->bundles_equal) {
        m->bundles_equal = lc_bundle_eq(m->side[0].bundle, m->side[1].bundle) ? 1 : 2;
    }
    return m->bundles_equal == 1;
}

ctr_status lc_same_dynamic(struct lc_schema_memo *m, struct lc_node a, struct lc_node b, bool *out)
{
    const struct lc_bundle_file *x = file_of(m->side[0].bundle, a.doc);
    const struct lc_bundle_file *y = file_of(m->side[1].bundle, b.doc);
    *out = lc_value_eq(a.value, b.value);
    if (!*out || same_bundles(m)) {
        return CTR_OK;
    }
    *out = x && y && x->built_in && y->built_in && strcmp(x->path, y->path) == 0;
    return *out ? built_in_alone(m, out) : CTR_OK;
}
