/*
 * The root element of a body that is XML. It is called as its schema says (`xml`), else as the
 * component is that describes it; what is in it goes by the names of properties.
 */
#include "spec/openapi/openapi.h"

static bool is_xml(struct lc_str media)
{
    struct lc_str base = lc_oa_media_base(media);
    struct lc_str end = base.len > 4 ? lc_str_n(base.ptr + base.len - 4, 4) : LC_STR("");
    return lc_str_eq_nocase(base, LC_STR("application/xml")) ||
           lc_str_eq_nocase(base, LC_STR("text/xml")) || lc_str_eq_nocase(end, LC_STR("+xml"));
}

/* The component that `schema` refers to, through others if it must; empty if it does to none. The
 * schema behind is *out. */
static ctr_status component(struct lc_oa_doc *d, struct lc_node schema, struct lc_str *name,
                            struct lc_node *out)
{
    enum { DEEPEST = 16 };
    *name = LC_STR("");
    for (int i = 0; i < DEEPEST && lc_is(lc_get(schema.value, "$ref"), LC_STRING); i++) {
        struct lc_node from = lc_child(schema, "$ref");
        *name = lc_str_tail(lc_raw(from.value), '/');
        LC_TRY(lc_spend(d->ctx, 1));
        LC_TRY(d->bundle->target
                   ? d->bundle->target(d->ctx, d->bundle, from, &schema)
                   : lc_bundle_target(d->ctx, d->bundle, from, lc_raw(from.value), &schema));
    }
    *out = schema;
    return CTR_OK;
}

/* What the element is called: by the schema itself, which is compared elsewhere, so that *said is
 * true; or by its component, empty where it is in none. */
static ctr_status element(struct lc_oa_doc *d, struct lc_node schema, struct lc_str *name,
                          bool *said, struct lc_node *behind)
{
    bool beside = d->dialect != LC_OPENAPI_30; /* there nothing beside a $ref counts */
    LC_TRY(component(d, schema, name, behind));
    *said = *said || lc_get(lc_get(behind->value, "xml"), "name") ||
            (beside && lc_get(lc_get(schema.value, "xml"), "name"));
    return CTR_OK;
}

static ctr_status name_of(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair schema,
                          const char *what, struct lc_oa_pair *behind)
{
    struct lc_str was;
    struct lc_str is;
    bool said = false;
    LC_TRY(element(&oa->old, schema.old, &was, &said, &behind->old));
    LC_TRY(element(&oa->new, schema.new, &is, &said, &behind->new));
    if (said || lc_str_eq(was, is)) {
        return CTR_OK;
    }
    return lc_oa_add(oa, LC_OA_XML_NAME, part, schema, what,
                     "nothing but the name of a component says what the element of %s is called "
                     "in XML: '%.*s' now, '%.*s' before; say it by 'xml'",
                     what, LC_OA_S(is), LC_OA_S(was));
}

ctr_status lc_oa_xml_names(struct lc_oa *oa, const struct lc_part *part, struct lc_str media,
                           struct lc_oa_pair schema)
{
    struct lc_oa_pair behind;
    if (!is_xml(media) || !schema.old.value || !schema.new.value) {
        return CTR_OK;
    }
    LC_TRY(name_of(oa, part, schema, "the body", &behind));
    behind = lc_oa_child(behind, "items");
    if (!behind.old.value || !behind.new.value) {
        return CTR_OK;
    }
    struct lc_part items = {.parent = part, .kind = LC_PART_ITEM};
    return name_of(oa, &items, behind, "an item", &behind);
}
