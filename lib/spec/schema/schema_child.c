/*
 * What a property or an item meets: every element has its say, by name, by pattern, or by what it
 * demands of the rest.
 */
#include "spec/schema/schema_room.h"

bool lc_view_requires(const struct lc_view *v, struct lc_str name)
{
    if (v->more->required_index.count) {
        return lc_map_get(&v->more->required_index, name) != NULL;
    }
    for (size_t i = 0; i < v->required.count; i++) {
        if (lc_str_eq(v->required.at[i], name)) {
            return true;
        }
    }
    return false;
}

/* Mostly the one that was asked for last, or the next: then no index is looked into, which of many
 * names lies where the processor has to wait for it. */
static const struct lc_value *named(struct lc_scope *s, struct lc_str name)
{
    const struct lc_value *all = s->named;
    for (uint32_t i = s->last; lc_is(all, LC_OBJECT) && i < all->count && i <= s->last + 1; i++) {
        if (lc_str_eq(lc_key(&all->members[i]), name)) {
            s->last = i;
            return &all->members[i].value;
        }
    }
    const struct lc_member *m = lc_get_member(all, name);
    if (!m) {
        return NULL;
    }
    s->last = (uint32_t)(m - all->members);
    return &m->value;
}

bool lc_view_names(const struct lc_view *v, struct lc_str name)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        if (named(&v->objects.at[i], name)) {
            return true;
        }
    }
    return false;
}

/* ---- properties */

static ctr_status add(struct lc_side *side, struct lc_elems *list, struct lc_doc *doc,
                      const struct lc_value *schema)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].node.value == schema) {
            return CTR_OK;
        }
    }
    return lc_push_elem(side->ctx, list, (struct lc_elem){{doc, schema}, 0});
}

/* Does a pattern of the map match? The schemas of those that do are added, if `list` is given. */
static ctr_status by_pattern(struct lc_side *side, struct lc_doc *doc,
                             const struct lc_value *patterns, struct lc_str name,
                             struct lc_elems *list, bool *hit, bool *unsure)
{
    for (uint32_t i = 0; lc_is(patterns, LC_OBJECT) && i < patterns->count; i++) {
        const struct lc_member *m = &patterns->members[i];
        LC_TRY(lc_charge(side, 50));
        int match = lc_pattern_match(side->ctx, lc_key(m), name);
        if (side->ctx->error) {
            return ctr_error_status(side->ctx->error);
        }
        *unsure = *unsure || match < 0;
        *hit = *hit || match > 0;
        if (match > 0 && list) {
            LC_TRY(add(side, list, doc, &m->value));
        }
    }
    return CTR_OK;
}

ctr_status lc_view_matches(struct lc_view *v, struct lc_str name, bool *hit)
{
    bool unsure = false;
    *hit = false;
    for (size_t i = 0; i < v->objects.count && !*hit; i++) {
        const struct lc_scope *s = &v->objects.at[i];
        LC_TRY(by_pattern(v->side, s->doc, s->patterns, name, NULL, hit, &unsure));
    }
    return CTR_OK;
}

ctr_status lc_view_declares(struct lc_view *v, struct lc_str name, bool *out)
{
    *out = lc_view_names(v, name);
    return *out ? CTR_OK : lc_view_matches(v, name, out);
}

/* Did one of the elements beside unevaluatedProperties look at the property? */
static ctr_status evaluated(struct lc_side *side, const struct lc_scope *s, struct lc_str name,
                            bool *hit, bool *unsure)
{
    bool patterns = side->dialect != LC_OPENAPI_30;
    for (size_t i = 0; i < s->evaluated_count; i++) {
        const struct lc_node node = s->evaluated[i].node;
        if (lc_get(node.value, "additionalProperties") ||
            lc_get_str(lc_get(node.value, "properties"), name)) {
            *hit = true;
            return CTR_OK;
        }
        if (patterns) {
            LC_TRY(by_pattern(side, node.doc, lc_get(node.value, "patternProperties"), name, NULL,
                              hit, unsure));
        }
    }
    return CTR_OK;
}

ctr_status lc_view_property_elems(struct lc_view *v, struct lc_str name, struct lc_elems *out,
                                  bool *unsure)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        struct lc_scope *s = &v->objects.at[i];
        const struct lc_value *own = named(s, name);
        bool hit = own != NULL;
        bool doubt = false;
        if (own) {
            LC_TRY(add(v->side, out, s->doc, own));
        }
        if (s->evaluated) {
            LC_TRY(evaluated(v->side, s, name, &hit, &doubt));
        } else {
            LC_TRY(by_pattern(v->side, s->doc, s->patterns, name, out, &hit, &doubt));
        }
        if (!hit && s->rest) {
            *unsure = *unsure || doubt;
            if (!doubt) {
                LC_TRY(add(v->side, out, s->doc, s->rest));
            }
        }
        *unsure = *unsure || (doubt && !s->evaluated);
    }
    return CTR_OK;
}

/* Of the one that was named last, where nobody else has a say. */
static ctr_status view_of_named(struct lc_side *side, struct lc_scope *s, struct lc_view **out)
{
    if (!s->views) {
        s->views = lc_new(side->ctx, s->named->count, sizeof *s->views);
        LC_TRY(s->views ? CTR_OK : CTR_E_NOMEM);
    }
    struct lc_view **known = &s->views[s->last];
    if (!*known) {
        const struct lc_node node = {s->doc, &s->named->members[s->last].value};
        LC_TRY(lc_view_of_node(side, node, out));
        *known = *out;
        return CTR_OK;
    }
    *out = *known;
    return lc_view_again(*out);
}

ctr_status lc_view_property(struct lc_view *v, struct lc_str name, struct lc_view **out,
                            bool *unsure)
{
    LC_FEW_ELEMS(list);
    struct lc_scope *s = v->objects.count == 1 ? v->objects.at : NULL;
    if (s && !s->patterns && !s->evaluated && named(s, name)) {
        return view_of_named(v->side, s, out);
    }
    LC_TRY(lc_view_property_elems(v, name, &list, unsure));
    return lc_view_of(v->side, list.at, list.count, out);
}

/* Properties that elements beside unevaluatedProperties take in by additionalProperties. */
static bool all_evaluated(const struct lc_scope *s)
{
    for (size_t i = 0; i < s->evaluated_count; i++) {
        if (lc_get(s->evaluated[i].node.value, "additionalProperties")) {
            return true;
        }
    }
    return false;
}

ctr_status lc_view_other(struct lc_view *v, struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_scope *s = &v->objects.at[i];
        if (s->rest && !all_evaluated(s)) {
            LC_TRY(add(v->side, &list, s->doc, s->rest));
        }
    }
    return lc_view_of(v->side, list.at, list.count, out);
}

ctr_status lc_view_all_names(struct lc_view *v, struct lc_strs *out)
{
    struct lc_map seen = {0};
    size_t scopes = 0;
    size_t most = 0;
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_value *named = v->objects.at[i].named;
        scopes += named != NULL;
        most += named ? named->count : 0;
    }
    LC_TRY(lc_reserve_strs(v->side->ctx, out, most));
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_value *named = v->objects.at[i].named;
        for (uint32_t k = 0; named && k < named->count; k++) {
            struct lc_str name = lc_key(&named->members[k]);
            bool again = scopes > 1 && lc_map_get(&seen, name);
            if (scopes > 1 && !again) {
                LC_TRY(lc_map_set(v->side->ctx, &seen, name, v));
            }
            if (!again) {
                out->at[out->count++] = name;
            }
        }
    }
    return CTR_OK;
}

/* ---- items */

ctr_status lc_view_item(struct lc_view *v, size_t index, struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    for (size_t i = 0; i < v->arrays.count; i++) {
        const struct lc_scope *s = &v->arrays.at[i];
        const struct lc_value *own = lc_at(s->named, index);
        if (own || s->rest) {
            LC_TRY(add(v->side, &list, s->doc, own ? own : s->rest));
        }
    }
    return lc_view_of(v->side, list.at, list.count, out);
}

ctr_status lc_view_rest(struct lc_view *v, struct lc_view **out)
{
    return lc_view_item(v, SIZE_MAX, out);
}

size_t lc_view_prefix(const struct lc_view *v)
{
    size_t longest = 0;
    for (size_t i = 0; i < v->arrays.count; i++) {
        const struct lc_value *named = v->arrays.at[i].named;
        if (named && named->count > longest) {
            longest = named->count;
        }
    }
    return longest;
}
