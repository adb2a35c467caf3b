/*
 * Which choice a difference stands in. Choices stand at one place of the data, so that the same
 * difference in two of them would be one finding, and who accepts the one would accept the other.
 * What is written in a choice is therefore told with it; what a choice refers to, which others may
 * refer to as well, is told once for all of them.
 */
#include "spec/schema/schema_room.h"

struct lc_choice_at {
    struct lc_node node[2]; /* the member, where it is written out */
    const char *pointer[2]; /* of it, once it was needed */
    const char *name;       /* the same */
};

ctr_status lc_choice_mark(struct lc_schema_memo *m, struct lc_node old_node,
                          struct lc_node new_node, struct lc_choice_at **out)
{
    *out = lc_new(m->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    (*out)->node[CTR_SIDE_OLD] = old_node;
    (*out)->node[CTR_SIDE_NEW] = new_node;
    return CTR_OK;
}

/* References are followed: a discriminator leads to the same choice by its name. */
static ctr_status pointer_of(struct lc_schema_memo *m, struct lc_choice_at *c, int side)
{
    struct lc_node *node = &c->node[side];

    if (c->pointer[side] || !node->value) {
        return CTR_OK;
    }
    LC_TRY(lc_bundle_follow(m->ctx, m->side[side].bundle, *node, node));
    c->pointer[side] = lc_doc_pointer(m->ctx, node->doc, node->value);
    return c->pointer[side] ? CTR_OK : CTR_E_NOMEM;
}

/* Which choice it is, for as long as the old edition is the same. */
static ctr_status name_of(struct lc_schema_memo *m, struct lc_choice_at *c, const char **out)
{
    uint64_t hash;

    if (!c->name) {
        LC_TRY(pointer_of(m, c, CTR_SIDE_OLD));
        LC_TRY(lc_schema_hash(&m->side[CTR_SIDE_OLD], c->node[CTR_SIDE_OLD].value, &hash));
        c->name = lc_format(m->ctx, "%016llx", (unsigned long long)hash);
    }
    *out = c->name;
    return c->name ? CTR_OK : CTR_E_NOMEM;
}

static bool is_within(const struct lc_choice_at *c, const struct lc_place *place, int side)
{
    const char *pointer = c->pointer[side];
    size_t size = pointer ? strlen(pointer) : 0;

    return pointer && place && place->file == c->node[side].doc->file &&
           strncmp(place->pointer, pointer, size) == 0 &&
           (place->pointer[size] == '/' || !place->pointer[size]);
}

ctr_status lc_choice_arguments(struct lc_schema_memo *m, struct lc_choice_at *c,
                               const struct lc_place *const place[2], const char **arguments)
{
    const char *name;
    bool within = false;

    for (int side = CTR_SIDE_OLD; c && side <= CTR_SIDE_NEW && !within; side++) {
        LC_TRY(pointer_of(m, c, side));
        within = is_within(c, place[side], side);
    }
    if (within) {
        LC_TRY(name_of(m, c, &name));
        *arguments = lc_format(m->ctx, "%s in %s", *arguments, name);
    }
    return *arguments ? CTR_OK : CTR_E_NOMEM;
}
