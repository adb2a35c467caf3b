/*
 * What two views differ in, at their own place: this file goes through the sorts of constraints,
 * each of which has a file of its own.
 */
#include "spec/schema/schema_room.h"

ctr_status lc_change(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                     enum lc_answer sub, enum lc_answer sup, struct lc_node old_node,
                     struct lc_node new_node, const char *arguments, const char *message)
{
    struct lc_draft d = {.kind = kind,
                         .effect = {sub, sup},
                         .old_node = old_node.value ? old_node : lc_view_node(p->a),
                         .new_node = new_node.value ? new_node : lc_view_node(p->b),
                         .arguments = arguments,
                         .message = message};
    return arguments && message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* ---- keywords known only to be equal or not */

static ctr_status find_raw(struct lc_schema_memo *m, const struct lc_raw *raw,
                           const struct lc_raws *list, bool swap, bool *out)
{
    *out = false;
    for (size_t i = 0; i < list->count && !*out; i++) {
        struct lc_node a = swap ? list->at[i].node : raw->node;
        struct lc_node b = swap ? raw->node : list->at[i].node;
        if (lc_str_eq(raw->key, list->at[i].key) && lc_alike_keyword(m, a, b, raw->key)) {
            LC_TRY(lc_is_dynamic(raw->key) ? lc_same_dynamic(m, a, b, out)
                                           : lc_same_meaning(m, a, b, out));
        }
    }
    return CTR_OK;
}

static ctr_status undecided_key(struct lc_schema_memo *m, struct lc_pair *p,
                                const struct lc_raw *raw, bool in_new)
{
    struct lc_node none = {NULL, NULL};
    const char *key = lc_dup(m->ctx, raw->key);
    const char *message =
        lc_str_is(raw->key, "$schema") ? "a schema that is of another dialect than its document "
                                         "changed, or became one; compare "
                                         "the two by hand"
        : !key                         ? NULL
        : lc_is_dynamic(raw->key)
            ? lc_format(m->ctx,
                        "what '%s' stands for is decided by the way that leads to it, and some of "
                        "what may stand there changed; compare the two by hand",
                        key)
            : lc_format(m->ctx,
                        "the keyword '%s' changed, and no rule can tell what that does to values; "
                        "compare the two by hand",
                        key);
    return lc_change(m, p, LC_CHANGE_KEYWORD_UNDECIDED, LC_UNSURE, LC_UNSURE,
                     in_new ? none : raw->node, in_new ? raw->node : none, key, message);
}

/* A keyword whose meaning hangs on its neighbours, beside a neighbour that changed. */
static ctr_status undecided_context(struct lc_schema_memo *m, struct lc_pair *p,
                                    const struct lc_raw *raw)
{
    const char *key = lc_format(m->ctx, "beside %.*s", (int)raw->key.len, raw->key.ptr);
    const char *message = lc_format(m->ctx,
                                    "what stands beside '%.*s' changed, and that keyword's meaning "
                                    "hangs on it; compare the two by hand",
                                    (int)raw->key.len, raw->key.ptr);
    struct lc_node none = {NULL, NULL};
    return lc_change(m, p, LC_CHANGE_KEYWORD_UNDECIDED, LC_UNSURE, LC_UNSURE, none, none, key,
                     message);
}

/* Only who writes XML acts by it. */
static bool is_xml(const struct lc_schema_memo *m, const struct lc_raw *raw)
{
    return m->c->no_xml && lc_str_is(raw->key, "xml");
}

static ctr_status unwritten_xml(struct lc_schema_memo *m, struct lc_pair *p,
                                const struct lc_raw *raw, bool in_new)
{
    struct lc_node none = {NULL, NULL};
    return lc_change(m, p, LC_CHANGE_ANNOTATION, LC_HOLDS, LC_HOLDS, in_new ? none : raw->node,
                     in_new ? raw->node : none, "xml",
                     "xml changed, which says nothing where the value is not written as XML");
}

static ctr_status build_raws(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_raw *context = NULL;
    for (int side = 0; side < 2; side++) {
        const struct lc_raws *own = side ? &p->b->more->raws : &p->a->more->raws;
        const struct lc_raws *other = side ? &p->a->more->raws : &p->b->more->raws;
        for (size_t i = 0; i < own->count; i++) {
            bool found = own->at[i].condition; /* which are told by lc_build_conditions */
            LC_TRY(found ? CTR_OK : find_raw(m, &own->at[i], other, side == 1, &found));
            if (!found && is_xml(m, &own->at[i])) {
                LC_TRY(unwritten_xml(m, p, &own->at[i], side == 1));
            } else if (!found) {
                LC_TRY(undecided_key(m, p, &own->at[i], side == 1));
            } else if (own->at[i].evaluates) {
                context = &own->at[i];
            }
        }
    }
    bool same = context && p->a->elem_count == p->b->elem_count;
    for (size_t i = 0; same && i < p->a->elem_count; i++) {
        LC_TRY(lc_same_meaning(m, p->a->elems[i].node, p->b->elems[i].node, &same));
    }
    return context && !same ? undecided_context(m, p, context) : CTR_OK;
}

/* ---- references that only one side has, and that lead where the way to them decides */

static const struct lc_raw *dynamic_of(const struct lc_view *v)
{
    for (size_t i = 0; i < v->more->raws.count; i++) {
        if (lc_is_dynamic(v->more->raws.at[i].key)) {
            return &v->more->raws.at[i];
        }
    }
    return NULL;
}

/* What is missing beside it, or is there in addition, may stand or be missing where it leads: so
 * nothing else is told here or below. */
static ctr_status build_dynamic(struct lc_schema_memo *m, struct lc_pair *p, bool *alone)
{
    const struct lc_raw *was = dynamic_of(p->a);
    const struct lc_raw *is = dynamic_of(p->b);
    struct lc_node none = {NULL, NULL};
    *alone = !was != !is;
    if (!*alone) {
        return CTR_OK;
    }
    const char *key = lc_dup(m->ctx, was ? was->key : is->key);
    const char *message =
        key ? lc_format(m->ctx,
                        "what '%s' stands for in the %s schema is decided by the way that leads "
                        "to it; compare the two by hand",
                        key, was ? "old" : "new")
            : NULL;
    return lc_change(m, p, LC_CHANGE_KEYWORD_UNDECIDED, LC_UNSURE, LC_UNSURE,
                     was ? was->node : none, is ? is->node : none, key, message);
}

ctr_status lc_pair_build(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_node none = {NULL, NULL};
    bool alone;
    if (p->a->loop || p->b->loop) {
        return lc_change(m, p, LC_CHANGE_UNDECIDED, LC_UNSURE, LC_UNSURE, none, none, "loop",
                         "the schema leads back to itself without consuming data, or nests too "
                         "deeply; it cannot be compared");
    }
    LC_TRY(lc_few_accepted(p->a, p->b, &p->holds[LC_SUB]));
    LC_TRY(lc_few_accepted(p->b, p->a, &p->holds[LC_SUP]));
    LC_TRY(build_dynamic(m, p, &alone));
    if (alone) {
        return CTR_OK;
    }
    LC_TRY(build_raws(m, p));
    LC_TRY(lc_build_conditions(m, p));
    LC_TRY(lc_build_words(m, p));
    LC_TRY(lc_build_all_of(m, p));
    if (p->a->groups.count || p->b->groups.count) {
        return lc_build_groups(m, p);
    }
    LC_TRY(lc_build_values(m, p));
    LC_TRY(lc_build_limits(m, p));
    LC_TRY(lc_build_nots(m, p));
    if (p->a->types & p->b->types & LC_T_OBJECT) {
        LC_TRY(lc_build_object(m, p));
    }
    if (p->a->types & p->b->types & LC_T_ARRAY) {
        LC_TRY(lc_build_array(m, p));
    }
    return CTR_OK;
}
