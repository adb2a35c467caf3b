/* New values for a document that is put into another form. */
#include "spec/openapi/swagger.h"

ctr_status lc_swagger_put(struct lc_swagger *s, struct lc_swagger_object *o, struct lc_str key,
                          struct lc_value value)
{
    struct lc_member *at = lc_grow(s->d->ctx, o->at, o->count, &o->room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    o->at = at;
    o->at[o->count++] = lc_member_of(key, value.offset, value);
    return lc_spend(s->d->ctx, 1 + o->count / 64); /* who looks for one goes through them */
}

ctr_status lc_swagger_copy(struct lc_swagger *s, struct lc_swagger_object *o, struct lc_node from,
                           const char *const *without)
{
    uint32_t count = lc_is(from.value, LC_OBJECT) ? from.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &from.value->members[i];
        if (lc_str_among(lc_key(m), without)) {
            continue;
        }
        LC_TRY(lc_swagger_put(s, o, lc_key(m), m->value));
        o->at[o->count - 1].key_offset = m->key_offset;
    }
    return CTR_OK;
}

ctr_status lc_swagger_push(struct lc_swagger *s, struct lc_swagger_list *l, struct lc_value value)
{
    struct lc_value *at = lc_grow(s->d->ctx, l->at, l->count, &l->room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    l->at = at;
    l->at[l->count++] = value;
    return lc_spend(s->d->ctx, 1);
}

struct lc_value lc_swagger_object(const struct lc_swagger_object *o, uint32_t offset)
{
    struct lc_value v = {.kind = LC_OBJECT, .offset = offset};
    lc_set_members(&v, o->at, o->count);
    return v;
}

struct lc_value lc_swagger_list(const struct lc_swagger_list *l, uint32_t offset)
{
    struct lc_value v = {.kind = LC_ARRAY, .offset = offset};
    lc_set_items(&v, l->at, l->count);
    return v;
}

struct lc_value lc_swagger_text(struct lc_str text, uint32_t offset)
{
    return lc_string_at(text, offset);
}

struct lc_value lc_swagger_flag(bool on, uint32_t offset)
{
    return (struct lc_value){.kind = on ? LC_TRUE : LC_FALSE, .offset = offset};
}

ctr_status lc_swagger_behind(struct lc_swagger *s, struct lc_node written, struct lc_node target,
                             struct lc_value made, struct lc_value *out)
{
    if (written.value == target.value) {
        *out = made;
        return CTR_OK;
    }
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_value *kept = lc_new(s->d->ctx, 1, sizeof *kept);
    struct lc_node from = lc_child(written, "$ref");
    if (!kept) {
        return CTR_E_NOMEM;
    }
    *kept = made;
    LC_TRY(lc_swagger_put(s, &o, LC_STR("$ref"), *from.value));
    LC_TRY(lc_bundle_redirect(s->d->ctx, s->d->bundle, &o.at[0].value,
                              (struct lc_node){target.doc, kept}));
    *out = lc_swagger_object(&o, written.value->offset);
    return CTR_OK;
}

static const char *kind_words(enum lc_value_kind kind)
{
    return kind == LC_OBJECT ? "an object" : kind == LC_ARRAY ? "an array" : "a string";
}

ctr_status lc_swagger_member(struct lc_swagger *s, struct lc_node holder, const char *what,
                             const char *key, enum lc_value_kind kind, struct lc_node *out)
{
    *out = lc_oa_get(holder, key);
    if (!out->value || out->value->kind == (uint8_t)kind) {
        return CTR_OK;
    }
    return lc_doc_fail(s->d->ctx, out->doc, out->value->offset, "'%s' of %s must be %s", key, what,
                       kind_words(kind));
}

ctr_status lc_swagger_texts(struct lc_swagger *s, struct lc_node list, const char *what)
{
    uint32_t count = list.value ? list.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *v = &list.value->items[i];
        if (v->kind != LC_STRING) {
            return lc_doc_fail(s->d->ctx, list.doc, v->offset, "%s must be a string", what);
        }
    }
    return lc_spend(s->d->ctx, count);
}
