/*
 * How the fields of a form are written: what an encoding says, or what holds where it says nothing.
 * Whether that is said or not makes no difference to single values and lists of them, each item of
 * which is an entry of its own; for objects the editions of the specification differ, so that there
 * only the same words mean the same.
 */
#include "spec/openapi/openapi.h"

/* One field in one edition. */
struct field {
    struct lc_oa_doc *d;
    struct lc_node encoding; /* value NULL: nothing is said */
    struct lc_node schema;   /* value NULL: not found where the form lists its fields */
};

static bool is_form(struct lc_str media)
{
    struct lc_str base = lc_oa_media_base(media);
    return lc_str_eq_nocase(base, LC_STR("application/x-www-form-urlencoded")) ||
           lc_str_eq_nocase(base, LC_STR("multipart/form-data"));
}

static struct lc_str style_of(const struct field *f)
{
    struct lc_str style = lc_text(lc_get(f->encoding.value, "style"));
    return style.ptr ? style : LC_STR("form");
}

static bool explodes(const struct field *f)
{
    const struct lc_value *explode = lc_get(f->encoding.value, "explode");
    return explode ? lc_truth(explode) : lc_str_is(style_of(f), "form");
}

static bool says_style(const struct field *f)
{
    return lc_get(f->encoding.value, "style") || lc_get(f->encoding.value, "explode");
}

/* Single values, or lists of them; *lists: of more than one item. */
static ctr_status is_plain(const struct field *f, bool *plain, bool *lists)
{
    struct lc_node schema;
    unsigned kinds;
    unsigned items;
    bool one;
    LC_TRY(lc_oa_kinds(f->d, f->schema, &kinds));
    *plain = !(kinds & LC_OA_FIELDS);
    *lists = kinds & LC_OA_LIST;
    if (*plain && *lists) {
        LC_TRY(lc_oa_follow(f->d, f->schema, &schema));
        LC_TRY(lc_oa_kinds(f->d, lc_child(schema, "items"), &items));
        LC_TRY(lc_oa_one_item(f->d, f->schema, &one));
        *plain = items == LC_OA_SINGLE;
        *lists = !one;
    }
    return CTR_OK;
}

/* Members that say something else than the style. */
static ctr_status same_rest(struct lc_oa *oa, struct lc_oa_pair at, bool *same)
{
    static const struct lc_oa_known styles[] = {{"style", LC_OA_HANDLED},
                                                {"explode", LC_OA_HANDLED},
                                                {"allowReserved", LC_OA_HANDLED},
                                                {NULL, 0}};
    for (int side = 0; side < 2 && *same; side++) {
        const struct lc_value *own = side ? at.new.value : at.old.value;
        const struct lc_value *other = side ? at.old.value : at.new.value;
        for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count && *same; i++) {
            const struct lc_member *m = &own->members[i];
            const struct lc_value *there = lc_get_str(other, lc_key(m));
            LC_TRY(lc_spend(oa->c->ctx, 1));
            *same = lc_oa_care_of(styles, lc_key(m)) == LC_OA_HANDLED ||
                    (there && lc_value_eq(&m->value, there));
        }
    }
    return CTR_OK;
}

static ctr_status same_field(struct lc_oa *oa, const struct field *was, const struct field *is,
                             bool *same)
{
    struct lc_oa_pair at = {was->encoding, is->encoding};
    bool plain[2], lists[2];
    LC_TRY(lc_oa_same(oa, at, same));
    if (*same) {
        return CTR_OK;
    }
    *same = lc_str_eq(style_of(was), style_of(is)) &&
            lc_truth(lc_get(at.old.value, "allowReserved")) ==
                lc_truth(lc_get(at.new.value, "allowReserved"));
    LC_TRY(same_rest(oa, at, same));
    LC_TRY(is_plain(was, &plain[0], &lists[0]));
    LC_TRY(is_plain(is, &plain[1], &lists[1]));
    bool explode = explodes(was) == explodes(is);
    *same = *same && (plain[0] && plain[1] ? explode || !lists[0] || !lists[1]
                                           : explode && says_style(was) == says_style(is));
    return CTR_OK;
}

static struct field field_of(struct lc_oa_doc *d, struct lc_node encoding, struct lc_node schema,
                             struct lc_str name)
{
    struct lc_node fields = lc_child(schema, "properties");
    return (struct field){d,
                          {encoding.doc, lc_get_str(encoding.value, name)},
                          {fields.doc, lc_get_str(fields.value, name)}};
}

ctr_status lc_oa_same_encoding(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair at,
                               bool *same)
{
    struct lc_oa_pair encoding = lc_oa_child(at, "encoding");
    struct lc_oa_pair schema = lc_oa_child(at, "schema");
    LC_TRY(lc_oa_same(oa, encoding, same));
    if (*same || !is_form(media)) {
        return CTR_OK;
    }
    *same = true;
    LC_TRY(lc_oa_follow_pair(oa, schema, &schema));
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = side ? encoding.new.value : encoding.old.value;
        for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count && *same; i++) {
            struct lc_str name = lc_key(&own->members[i]);
            const struct field was = field_of(&oa->old, encoding.old, schema.old, name);
            const struct field is = field_of(&oa->new, encoding.new, schema.new, name);
            LC_TRY(same_field(oa, &was, &is, same));
        }
    }
    return CTR_OK;
}
