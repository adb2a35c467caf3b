/*
 * Fields of forms that are sent: single values are texts there, as those of parameters are. In
 * Swagger 2.0 they are parameters, with defaults that the server fills in.
 */
#include "spec/openapi/openapi.h"

#include "spec/schema/schema_room.h"

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

ctr_status lc_oa_fields(struct lc_oa *oa, const struct lc_part *part, struct lc_str media,
                        struct lc_oa_pair at, struct lc_oa_pair *schema)
{
    struct lc_oa_pair form;
    struct lc_oa_pair encoding = lc_oa_child(at, "encoding");
    if (!lc_oa_media_is_form(media) || !schema->old.value || !schema->new.value ||
        encoding.old.value || encoding.new.value) {
        return CTR_OK;
    }
    LC_TRY(lc_oa_follow_pair(oa, *schema, &form));
    struct lc_oa_pair list = lc_oa_child(form, "properties");
    if (!lc_is(list.old.value, LC_OBJECT) || !lc_is(list.new.value, LC_OBJECT)) {
        return CTR_OK;
    }
    struct lc_value *whole = lc_new(oa->c->ctx, 1, sizeof *whole);
    struct lc_member *of_whole, *of_list;
    struct lc_value made;
    bool any = false;
    LC_TRY(whole ? lc_oa_copy_of(oa->c->ctx, form.new.value, whole, &of_whole) : CTR_E_NOMEM);
    LC_TRY(lc_oa_copy_of(oa->c->ctx, list.new.value, &made, &of_list));
    for (uint32_t i = 0; i < list.new.value->count; i++) {
        const struct lc_member *m = &list.new.value->members[i];
        struct lc_part name = {.parent = part, .kind = LC_PART_KEY, .text = lc_key(m)};
        struct lc_oa_pair one = {{list.old.doc, lc_get_str(list.old.value, lc_key(m))},
                                 {list.new.doc, &m->value}};
        bool told = false;
        LC_TRY(one.old.value ? field(oa, &name, form, one, lc_key(m), &told) : CTR_OK);
        if (told) { /* single, without a $ref: it says the same wherever it stands */
            LC_TRY(lc_oa_follow(&oa->old, one.old, &one.old));
            of_list[i].value = *one.old.value;
            of_list[i].value.offset = m->value.offset;
        }
        any = any || told;
    }
    if (any) {
        lc_oa_member_of(form.new.value, of_whole, "properties")->value = made;
        *schema = form;
        schema->new.value = whole;
    }
    return CTR_OK;
}
