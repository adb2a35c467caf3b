/* What the statements of work of a layout depend on: files first, then contracts of the team. */
#include "flow/layout.h"
#include "flow/sow_needs.h"

struct asking {
    struct lc_ctx *ctx;
    struct lc_layout *layout;
    struct lc_op *op; /* NULL: of the files alone */
    const char *team;
};

static ctr_status look(void *user, const char *id, struct lc_need *out, bool *found)
{
    struct asking *x = user;
    struct lc_paper *p = lc_layout_paper(x->layout, CTR_TERMS_SOW, id);

    *found = p != NULL;
    if (p) {
        *out = (struct lc_need){.id = p->id,
                                .needs = p->sow->dependencies,
                                .count = p->sow->dependency_count,
                                .own = p};
        return CTR_OK;
    }
    return x->op ? lc_need_stored(x->op, x->team, id, out, found) : CTR_OK;
}

static uint32_t place_of(const struct lc_paper *p, size_t at)
{
    const struct lc_value *list = lc_get(p->doc.root, "dependencies");
    const struct lc_value *item = lc_at(list, at);

    return item ? item->offset : list ? list->offset : p->doc.root->offset;
}

static ctr_status missing(void *user, const struct lc_need *of, size_t at)
{
    struct asking *x = user;

    if (!x->op || !of->own) {
        return CTR_OK; /* the store may have it; what others miss is not of this layout */
    }
    return lc_layout_find(x->ctx, x->layout, LC_LAYOUT_DEPENDENCY_MISSING, of->own,
                          place_of(of->own, at),
                          "depends on '%s', and neither a file nor the store has a statement of "
                          "work of that id",
                          of->needs[at]);
}

/* Told of the last of its files; of one among contracts of the store alone it is not the place. */
static ctr_status circle(void *user, struct lc_need *const *way, size_t count, const char *text)
{
    struct asking *x = user;
    size_t last = count;

    while (last && !way[last - 1]->own) {
        last--;
    }
    if (!last) {
        return CTR_OK;
    }
    const struct lc_need *of = way[last - 1];
    return lc_layout_find(x->ctx, x->layout, LC_LAYOUT_DEPENDENCY_CYCLE, of->own,
                          place_of(of->own, lc_need_at(of, way[last % count]->id)),
                          "depends on itself in a circle: %s", text);
}

ctr_status lc_layout_check_needs(struct lc_ctx *ctx, struct lc_layout *l, struct lc_op *op,
                                 const char *team)
{
    struct asking x = {ctx, l, op, team};
    const struct lc_need_asker asker = {&x, look, missing, circle};
    struct lc_need_walk walk = {.ctx = ctx, .asker = &asker};

    for (size_t i = 0; i < l->count; i++) {
        if (l->papers[i].id && l->papers[i].sow) {
            LC_TRY(lc_need_walk_from(&walk, l->papers[i].id));
        }
    }
    return CTR_OK;
}
