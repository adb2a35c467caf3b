/*
 * Security of servers and operations: a list of ways to be let in, of which one is enough. In 2.x
 * each names schemes of the components, in 3.0 it is a scheme.
 */
#include "spec/asyncapi/asyncapi.h"

/* Equal as data, descriptions apart. */
static bool same_scheme(const struct lc_value *a, const struct lc_value *b)
{
    if (!lc_is(a, LC_OBJECT) || !lc_is(b, LC_OBJECT)) {
        return lc_value_eq(a, b);
    }
    for (int turn = 0; turn < 2; turn++) {
        for (uint32_t i = 0; i < a->count; i++) {
            const struct lc_member *m = &a->members[i];
            bool words = lc_str_is(lc_key(m), "description") || lc_oa_extension(lc_key(m));
            if (!words && !lc_value_eq(&m->value, lc_get_str(b, lc_key(m)))) {
                return false;
            }
        }
        const struct lc_value *other = a;
        a = b;
        b = other;
    }
    return true;
}

/* The scheme that a requirement of 2.x names. */
static ctr_status scheme_of(struct lc_aa *aa, struct lc_str name, struct lc_node *out)
{
    struct lc_node list = lc_oa_get(lc_oa_get(aa->root, "components"), "securitySchemes");
    struct lc_node at = {list.doc, lc_get_str(list.value, name)};
    return lc_aa_follow(aa, at, out);
}

/* A requirement of 2.x as one of 3.0: the scheme, where it names but one. */
static ctr_status as_scheme(struct lc_aa *aa, struct lc_node *way)
{
    bool one = !aa->three && lc_is(way->value, LC_OBJECT) && way->value->count == 1;
    return one ? scheme_of(aa, lc_key(&way->value->members[0]), way) : CTR_OK;
}

/* One way of each edition. */
static ctr_status same_way(struct lc_aa_cmp *aa, struct lc_oa_pair at, bool *out)
{
    LC_TRY(lc_aa_follow_pair(aa, at, &at));
    if (aa->old->three || aa->new->three) {
        LC_TRY(as_scheme(aa->old, &at.old));
        LC_TRY(as_scheme(aa->new, &at.new));
        *out = same_scheme(at.old.value, at.new.value);
        return CTR_OK;
    }
    *out = lc_value_eq(at.old.value, at.new.value);
    uint32_t count = *out && lc_is(at.old.value, LC_OBJECT) ? at.old.value->count : 0;
    for (uint32_t i = 0; i < count && *out; i++) {
        struct lc_str name = lc_key(&at.old.value->members[i]);
        struct lc_oa_pair scheme;
        LC_TRY(scheme_of(aa->old, name, &scheme.old));
        LC_TRY(scheme_of(aa->new, name, &scheme.new));
        *out = same_scheme(scheme.old.value, scheme.new.value);
    }
    return CTR_OK;
}

static uint32_t count_of(struct lc_node list)
{
    return lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
}

/* True in *out if the other edition has this way, too. */
static ctr_status has_way(struct lc_aa_cmp *aa, bool newer, struct lc_node way, struct lc_node list,
                          bool *out)
{
    *out = false;
    for (uint32_t i = 0; i < count_of(list) && !*out; i++) {
        struct lc_node other = {list.doc, &list.value->items[i]};
        struct lc_oa_pair at = {newer ? other : way, newer ? way : other};
        LC_TRY(same_way(aa, at, out));
    }
    return CTR_OK;
}

ctr_status lc_aa_security(struct lc_aa_cmp *aa, const struct lc_part *part,
                          struct lc_oa_pair holder)
{
    struct lc_oa_pair at = lc_oa_child(holder, "security");
    uint32_t olds = count_of(at.old);
    uint32_t news = count_of(at.new);
    bool stays;
    if (!olds || !news) {
        return olds == news ? CTR_OK
                            : lc_aa_add(aa, news ? LC_AA_SECURITY_NARROWED : LC_AA_SECURITY_WIDENED,
                                        part, at, NULL,
                                        news ? "credentials are wanted where none were; those who "
                                               "have none are refused"
                                             : "no credentials are asked for any more");
    }
    for (uint32_t i = 0; i < olds; i++) {
        struct lc_node way = {at.old.doc, &at.old.value->items[i]};
        struct lc_oa_pair place = {way, at.new};
        LC_TRY(has_way(aa, false, way, at.new, &stays));
        if (!stays) {
            LC_TRY(lc_aa_add(aa, LC_AA_SECURITY_NARROWED, part, place,
                             lc_cmp_show(aa->c->ctx, way.value, 200),
                             "a way to be let in is gone or another now; keep it until nobody uses "
                             "it"));
        }
    }
    for (uint32_t i = 0; i < news; i++) {
        struct lc_node way = {at.new.doc, &at.new.value->items[i]};
        struct lc_oa_pair place = {at.old, way};
        LC_TRY(has_way(aa, true, way, at.old, &stays));
        if (!stays) {
            LC_TRY(lc_aa_add(aa, LC_AA_SECURITY_WIDENED, part, place,
                             lc_cmp_show(aa->c->ctx, way.value, 200),
                             "there is another way to be let in"));
        }
    }
    return CTR_OK;
}
