/*
 * Where a view knows a property that none of its `properties` names: in what holds on a condition
 * (`then`, `else`, dependent schemas), in choices, in a value of its enum. Who passes over names
 * that an edition does not have has to ask for all of these.
 */
#include "spec/schema/schema_view.h"

enum { MAX_DEPTH = 64 };

/* One question. */
struct search {
    struct lc_str name;
    struct lc_mentions *said; /* NULL: only whether it is known is asked, */
    bool known;               /* which this answers */
    struct lc_map seen;       /* what was looked at, by its elements */
    int depth;
};

static ctr_status look_into(struct search *s, struct lc_view *v);

static bool is_done(const struct search *s)
{
    return s->known && !s->said;
}

/* A schema that holds for the same value, or may. */
static ctr_status look_at(struct search *s, struct lc_side *side, struct lc_node node)
{
    struct lc_view *v;
    bool hit;
    if (!node.value || is_done(s)) {
        return CTR_OK;
    }
    LC_TRY(lc_view_of_node(side, node, &v));
    const struct lc_str key = lc_str_n((const char *)v->elems, v->elem_count * sizeof *v->elems);
    if (lc_map_get(&s->seen, key)) {
        return CTR_OK;
    }
    LC_TRY(lc_map_set(side->ctx, &s->seen, key, v));
    LC_TRY(lc_view_declares(v, s->name, &hit));
    if (hit) {
        s->known = true;
        LC_TRY(s->said ? lc_push_elem(side->ctx, &s->said->schemas, (struct lc_elem){node, 0})
                       : CTR_OK);
    }
    return look_into(s, v);
}

static ctr_status values(struct search *s, struct lc_view *v)
{
    for (size_t i = 0; i < v->values.count && !is_done(s); i++) {
        const struct lc_node whole = v->values.at[i];
        const struct lc_node value = {whole.doc, lc_get_str(whole.value, s->name)};
        LC_TRY(lc_charge(v->side, 1));
        if (value.value) {
            s->known = true;
            LC_TRY(s->said ? lc_push_node(v->side->ctx, &s->said->values, value) : CTR_OK);
        }
    }
    return CTR_OK;
}

static ctr_status conditions(struct search *s, struct lc_view *v)
{
    for (size_t i = 0; i < v->more->raws.count; i++) {
        const struct lc_raw *raw = &v->more->raws.at[i];
        if (raw->condition) {
            LC_TRY(s->said ? CTR_OK : look_at(s, v->side, lc_child(raw->node, "if")));
            LC_TRY(look_at(s, v->side, lc_child(raw->node, "then")));
            LC_TRY(look_at(s, v->side, lc_child(raw->node, "else")));
        }
    }
    return CTR_OK;
}

static ctr_status dependents(struct search *s, struct lc_view *v)
{
    for (size_t i = 0; i < v->more->dependent_schemas.count; i++) {
        const struct lc_node map = v->more->dependent_schemas.at[i];
        for (uint32_t k = 0; k < map.value->count; k++) {
            const struct lc_value *schema = &map.value->members[k].value;
            LC_TRY(schema->kind == LC_ARRAY
                       ? CTR_OK
                       : look_at(s, v->side, (struct lc_node){map.doc, schema}));
        }
    }
    return CTR_OK;
}

static ctr_status choices(struct search *s, struct lc_view *v)
{
    for (size_t g = 0; g < v->groups.count; g++) {
        const struct lc_group *group = &v->groups.at[g];
        for (size_t i = 0; i < group->count; i++) {
            LC_TRY(look_at(s, v->side, lc_group_member(group, i)));
        }
    }
    return CTR_OK;
}

/* In a list of names. */
static ctr_status is_listed(struct search *s, struct lc_side *side, const struct lc_value *names)
{
    const uint32_t count = lc_is(names, LC_ARRAY) ? names->count : 0;
    LC_TRY(lc_charge(side, 1 + count));
    for (uint32_t i = 0; i < count && !s->known; i++) {
        s->known = lc_str_eq(lc_text(&names->items[i]), s->name);
    }
    return CTR_OK;
}

static ctr_status is_among(struct search *s, struct lc_side *side, const struct lc_nodes *names)
{
    LC_TRY(lc_charge(side, names->count));
    for (size_t i = 0; i < names->count && !s->known; i++) {
        s->known = lc_str_eq(lc_text(names->at[i].value), s->name);
    }
    return CTR_OK;
}

/* Asked for beside another one, or what others are asked for beside. */
static ctr_status is_demanded(struct search *s, struct lc_side *side, const struct lc_value *map)
{
    s->known = s->known || lc_get_str(map, s->name);
    for (uint32_t k = 0; k < map->count && !s->known; k++) {
        LC_TRY(is_listed(s, side, &map->members[k].value));
    }
    return CTR_OK;
}

/* Asked for, looked at or ruled out: nobody says what it may be. */
static ctr_status asks(struct search *s, struct lc_view *v)
{
    for (size_t i = 0; i < v->more->nots.count; i++) {
        LC_TRY(look_at(s, v->side, v->more->nots.at[i]));
    }
    for (size_t i = 0; i < v->more->names.count && !s->known; i++) {
        struct lc_view *names;
        LC_TRY(lc_view_of_node(v->side, v->more->names.at[i], &names));
        LC_TRY(is_among(s, v->side, &names->values));
    }
    for (size_t i = 0; i < v->more->dependent_schemas.count; i++) {
        s->known = s->known || lc_get_str(v->more->dependent_schemas.at[i].value, s->name);
    }
    for (size_t i = 0; i < v->more->dependent_required.count && !s->known; i++) {
        LC_TRY(is_demanded(s, v->side, v->more->dependent_required.at[i].value));
    }
    return CTR_OK;
}

static ctr_status look_into(struct search *s, struct lc_view *v)
{
    LC_TRY(lc_charge(v->side, 1));
    if (v->loop || s->depth >= MAX_DEPTH) {
        s->known = true; /* nobody can tell */
        if (s->said) {
            s->said->unsure = true;
        }
        return CTR_OK;
    }
    s->known = s->known || lc_view_requires(v, s->name);
    if (is_done(s)) {
        return CTR_OK;
    }
    s->depth++;
    LC_TRY(values(s, v));
    LC_TRY(conditions(s, v));
    LC_TRY(dependents(s, v));
    LC_TRY(choices(s, v));
    LC_TRY(s->said ? CTR_OK : asks(s, v));
    s->depth--;
    return CTR_OK;
}

ctr_status lc_view_mentions(struct lc_view *v, struct lc_str name, struct lc_mentions *out)
{
    struct search s = {.name = name, .said = out};
    return look_into(&s, v);
}

ctr_status lc_view_knows(struct lc_view *v, struct lc_str name, bool *out)
{
    struct search s = {.name = name};
    LC_TRY(lc_view_declares(v, name, &s.known));
    LC_TRY(look_into(&s, v));
    *out = s.known;
    return CTR_OK;
}
