/*
 * Parameters of a channel. Whoever writes an address fills in its places, whatever they are called:
 * parameters are compared by where they stand in it.
 */
#include "spec/asyncapi/asyncapi.h"

static const struct lc_oa_known parameter_known[] = {{"schema", LC_OA_HANDLED},
                                                     {"location", LC_OA_HANDLED},
                                                     {"enum", LC_OA_HANDLED},
                                                     {"default", LC_OA_HANDLED},
                                                     {"description", LC_OA_TEXT},
                                                     {"examples", LC_OA_TEXT},
                                                     {NULL, 0}};

/* What a parameter may be: its schema in 2.x; in 3.0, and where nothing is said, a string as every
 * piece of an address is, perhaps one of a list. */
static ctr_status parameter_schema(struct lc_aa *aa, struct lc_node node, struct lc_node channel,
                                   struct lc_aa_schema *out)
{
    struct lc_node at = node.value ? node : channel;
    struct lc_node schema = lc_oa_get(node, "schema");
    struct lc_str none = lc_str_n(NULL, 0);
    if (!aa->three && schema.value) {
        return lc_aa_schema(aa, none, schema, out);
    }
    const struct lc_member *list = aa->three ? lc_get_member(node.value, LC_STR("enum")) : NULL;
    struct lc_value *whole = lc_new(aa->ctx, 1, sizeof *whole);
    struct lc_member *members = lc_new(aa->ctx, 2, sizeof *members);
    if (!whole || !members) {
        return CTR_E_NOMEM;
    }
    uint32_t offset = at.value->offset;
    members[0] = lc_member_of(LC_STR("type"), offset, lc_string_at(LC_STR("string"), offset));
    if (list) {
        members[1] = *list;
    }
    *whole = (struct lc_value){.kind = LC_OBJECT, .offset = offset};
    lc_set_members(whole, members, list ? 2 : 1);
    return lc_aa_schema(aa, none, (struct lc_node){at.doc, whole}, out);
}

/* Where those go who do not fill in the place; in 2.x the schema has it. */
static ctr_status fallback(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_oa_pair d = lc_oa_child(at, "default");
    struct lc_oa_pair schema;
    LC_TRY(lc_aa_follow_pair(aa, lc_oa_child(at, "schema"), &schema));
    schema = lc_oa_child(schema, "default");
    if (aa->old->three != aa->new->three) { /* the schemas' are compared with them */
        d.old = d.old.value ? d.old : schema.old;
        d.new = d.new.value ? d.new : schema.new;
    }
    if (lc_value_eq(d.old.value, d.new.value)) {
        return CTR_OK;
    }
    return lc_aa_add(aa,
                     !d.old.value   ? LC_AA_PARAMETER_DEFAULT_ADDED
                     : !d.new.value ? LC_AA_PARAMETER_DEFAULT_REMOVED
                                    : LC_AA_PARAMETER_DEFAULT,
                     part, d, NULL, "the parameter has %s",
                     !d.old.value ? "a default now, and need not be set"
                     : !d.new.value
                         ? "no default any more, so that those who do not set it go nowhere"
                         : "another default, so that those who do not set it go elsewhere");
}

static ctr_status parameter(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at,
                            struct lc_oa_pair channel)
{
    struct lc_aa_schema was;
    struct lc_aa_schema is;
    LC_TRY(lc_aa_follow_pair(aa, at, &at));
    LC_TRY(parameter_schema(aa->old, at.old, channel.old, &was));
    LC_TRY(parameter_schema(aa->new, at.new, channel.new, &is));
    LC_TRY(lc_aa_schemas(aa, part, &was, &is));
    LC_TRY(fallback(aa, part, at));
    LC_TRY(lc_aa_fact(aa, part, lc_oa_child(at, "location"), LC_AA_PARAMETER_LOCATION_ADDED,
                      "the place where messages hold the parameter's value"));
    return lc_aa_rest(aa, part, at, parameter_known);
}

/* ---- in pairs */

/* Those of two channels with the same places in their addresses. */
struct pairs {
    struct lc_aa_cmp *aa;
    struct lc_part word;
    struct lc_oa_pair channel;
    struct lc_oa_pair list;
    struct lc_map told[2]; /* names of each side that were compared */
    struct lc_map both;    /* "old}new": a brace is in no name */
};

static ctr_status one(struct pairs *p, struct lc_str name, const struct lc_value *was,
                      const struct lc_value *is)
{
    struct lc_oa_pair at = {{p->list.old.doc, was}, {p->list.new.doc, is}};
    struct lc_part part = lc_oa_words(&p->word, name);
    return parameter(p->aa, &part, at, p->channel);
}

/* What both describe, place by place. A name may stand in an address more than once. */
static ctr_status by_place(struct pairs *p, struct lc_str was, struct lc_str is)
{
    struct lc_ctx *ctx = p->aa->c->ctx;
    struct lc_str a;
    struct lc_str b;
    size_t at[2] = {0, 0};
    while (lc_oa_next_variable(was, &at[0], &a) && lc_oa_next_variable(is, &at[1], &b)) {
        const char *key = lc_format(ctx, "%.*s}%.*s", LC_OA_S(a), LC_OA_S(b));
        if (!key) {
            return CTR_E_NOMEM;
        }
        const struct lc_value *older = lc_get_str(p->list.old.value, a);
        const struct lc_value *newer = lc_get_str(p->list.new.value, b);
        if (!older || !newer || lc_map_get(&p->both, lc_str(key))) {
            continue;
        }
        LC_TRY(lc_map_set(ctx, &p->both, lc_str(key), p));
        LC_TRY(lc_map_set(ctx, &p->told[CTR_SIDE_OLD], a, p));
        LC_TRY(lc_map_set(ctx, &p->told[CTR_SIDE_NEW], b, p));
        LC_TRY(one(p, a, older, newer));
    }
    return CTR_OK;
}

/* What is left, and stands in an address under a name that nobody describes, or in none. */
static ctr_status by_name(struct pairs *p)
{
    const struct lc_value *list[2] = {p->list.old.value, p->list.new.value};
    for (int side = 0; side < 2; side++) {
        uint32_t count = lc_is(list[side], LC_OBJECT) ? list[side]->count : 0;
        for (uint32_t i = 0; i < count; i++) {
            struct lc_str key = lc_key(&list[side]->members[i]);
            const struct lc_value *own = &list[side]->members[i].value;
            const struct lc_value *other =
                lc_map_get(&p->told[!side], key) ? NULL : lc_get_str(list[!side], key);
            if (lc_map_get(&p->told[side], key) || (side && other) || lc_oa_extension(key)) {
                continue;
            }
            LC_TRY(one(p, key, side ? other : own, side ? own : other));
        }
    }
    return CTR_OK;
}

static ctr_status parameters(struct lc_aa_cmp *aa, const struct lc_part *part,
                             const struct lc_aa_channel *was, const struct lc_aa_channel *is)
{
    struct pairs p = {
        .aa = aa, .word = lc_oa_words(part, LC_STR("parameter")), .channel = {was->node, is->node}};
    p.both.seed = p.told[0].seed = p.told[1].seed = aa->old->seed;
    LC_TRY(lc_aa_follow_pair(aa, lc_oa_child(p.channel, "parameters"), &p.list));
    if (lc_str_eq(was->loose, is->loose)) {
        LC_TRY(by_place(&p, was->address, is->address));
    }
    return by_name(&p);
}

/* Whoever talks to the application picks the address, to read there as to write: a value that is
 * lost takes a channel away, whichever way its messages go. */
ctr_status lc_aa_parameters(struct lc_aa_cmp *aa, const struct lc_part *part,
                            const struct lc_aa_channel *was, const struct lc_aa_channel *is)
{
    const enum lc_aa_way way = aa->way;
    aa->way = LC_AA_RECEIVE;
    ctr_status status = parameters(aa, part, was, is);
    aa->way = way;
    return status;
}
