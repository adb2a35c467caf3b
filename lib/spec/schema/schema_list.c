/* Lists that grow in scratch memory. Most have one item and never another, so they begin with room
 * for one; the others are short, so that doubling wastes little. */
#include "spec/schema/schema_room.h"

static void *grow(struct lc_ctx *ctx, void *items, size_t count, size_t *room, size_t size)
{
    if (*room) {
        return lc_grow(ctx, items, count, room, size);
    }
    *room = 1;
    return lc_new(ctx, 1, size);
}

#define PUSH(list, item)                                                                           \
    do {                                                                                           \
        void *at_ = grow(ctx, (list)->at, (list)->count, &(list)->room, sizeof *(list)->at);       \
        if (!at_) {                                                                                \
            return CTR_E_NOMEM;                                                                    \
        }                                                                                          \
        (list)->at = at_;                                                                          \
        (list)->at[(list)->count++] = (item);                                                      \
        return CTR_OK;                                                                             \
    } while (0)

ctr_status lc_push_elem(struct lc_ctx *ctx, struct lc_elems *list, struct lc_elem elem)
{
    PUSH(list, elem);
}

ctr_status lc_push_node(struct lc_ctx *ctx, struct lc_nodes *list, struct lc_node node)
{
    PUSH(list, node);
}

ctr_status lc_push_str(struct lc_ctx *ctx, struct lc_strs *list, struct lc_str text)
{
    PUSH(list, text);
}

ctr_status lc_reserve_strs(struct lc_ctx *ctx, struct lc_strs *list, size_t more)
{
    if (list->room - list->count >= more) {
        return CTR_OK;
    }
    size_t room = list->count + more;
    struct lc_str *at = lc_new(ctx, room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    if (list->count) {
        memcpy(at, list->at, list->count * sizeof *at);
    }
    list->at = at;
    list->room = room;
    return CTR_OK;
}

ctr_status lc_push_scope(struct lc_ctx *ctx, struct lc_scopes *list, struct lc_scope scope)
{
    PUSH(list, scope);
}

ctr_status lc_push_raw(struct lc_ctx *ctx, struct lc_raws *list, struct lc_raw raw)
{
    PUSH(list, raw);
}

ctr_status lc_push_group(struct lc_ctx *ctx, struct lc_groups *list, struct lc_group group)
{
    PUSH(list, group);
}
