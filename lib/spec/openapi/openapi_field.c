/*
 * Fields of forms that are sent: single values are texts there, as those of parameters are. In
 * Swagger 2.0 they are parameters, with defaults that the server fills in.
 */
#include "spec/openapi/openapi.h"

#include "spec/schema/schema_room.h"

static bool is_form(struct lc_str media)
{
    struct lc_str base = lc_oa_media_base(media);
    return lc_str_eq_nocase(base, LC_STR("application/x-www-form-urlencoded")) ||
           lc_str_eq_nocase(base, LC_STR("multipart/form-data"));
}

static bool is_required(const struct lc_value *form, struct lc_str name)
{
    const struct lc_value *list = lc_get(form, "required");
    for (uint32_t i = 0; lc_is(list, LC_ARRAY) && i < list->count; i++) {
        if (lc_str_eq(lc_text(&list->items[i]), name)) {
            return true;
        }
    }
    return false;
}

/* *told: all that there is to say of the two was said. */
static ctr_status field(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair form,
                        struct lc_oa_pair at, struct lc_str name, bool *told)
{
    bool swagger = lc_is_swagger(at.old) && lc_is_swagger(at.new);
    const struct lc_value *list = lc_get(form.new.value, "required");
    LC_TRY(lc_spend(oa->c->ctx, 2 + (lc_is(list, LC_ARRAY) ? list->count / 4 : 0)));
    if (swagger && !is_required(form.old.value, name) && !is_required(form.new.value, name)) {
        LC_TRY(lc_oa_defaults(oa, part, at, true));
    }
    return lc_oa_single_values(oa, part, LC_SITE_REQUEST, at, told);
}

/* A copy of `object` in which one member has another value. */
static ctr_status with(struct lc_ctx *ctx, const struct lc_value *object, const char *key,
                       struct lc_value value, struct lc_value **out)
{
    struct lc_member *members = lc_new(ctx, (size_t)object->count + 1, sizeof *members);
    const struct lc_member *at = lc_get_member(object, lc_str(key));
    *out = lc_new(ctx, 1, sizeof **out);
    if (!members || !*out) {
        return CTR_E_NOMEM;
    }
    memcpy(members, object->members, object->count * sizeof *members);
    members[at - object->members].value = value;
    **out = (struct lc_value){.kind = LC_OBJECT, .offset = object->offset};
    lc_set_members(*out, members, object->count);
    return CTR_OK;
}

ctr_status lc_oa_fields(struct lc_oa *oa, const struct lc_part *part, struct lc_str media,
                        struct lc_oa_pair at, struct lc_oa_pair *schema)
{
    struct lc_oa_pair form;
    struct lc_oa_pair encoding = lc_oa_child(at, "encoding");
    if (!is_form(media) || !schema->old.value || !schema->new.value || encoding.old.value ||
        encoding.new.value) {
        return CTR_OK;
    }
    LC_TRY(lc_oa_follow_pair(oa, *schema, &form));
    struct lc_oa_pair list = lc_oa_child(form, "properties");
    if (!lc_is(list.old.value, LC_OBJECT) || !lc_is(list.new.value, LC_OBJECT)) {
        return CTR_OK;
    }
    const uint32_t count = list.new.value->count;
    struct lc_member *members = lc_new(oa->c->ctx, (size_t)count + 1, sizeof *members);
    struct lc_value made = {.kind = LC_OBJECT, .offset = list.new.value->offset};
    struct lc_value *whole;
    bool any = false;
    for (uint32_t i = 0; members && i < count; i++) {
        const struct lc_member *m = &list.new.value->members[i];
        struct lc_part name = {.parent = part, .kind = LC_PART_KEY, .text = lc_key(m)};
        struct lc_oa_pair one = {{list.old.doc, lc_get_str(list.old.value, lc_key(m))},
                                 {list.new.doc, &m->value}};
        bool told = false;
        members[i] = *m;
        LC_TRY(one.old.value ? field(oa, &name, form, one, lc_key(m), &told) : CTR_OK);
        if (told) { /* single, without a $ref: it says the same wherever it stands */
            LC_TRY(lc_oa_follow(&oa->old, one.old, &one.old));
            members[i].value = *one.old.value;
            members[i].value.offset = m->value.offset;
        }
        any = any || told;
    }
    if (!members || !any) {
        return members ? CTR_OK : CTR_E_NOMEM;
    }
    lc_set_members(&made, members, count);
    LC_TRY(with(oa->c->ctx, form.new.value, "properties", made, &whole));
    *schema = form;
    schema->new.value = whole;
    return CTR_OK;
}
