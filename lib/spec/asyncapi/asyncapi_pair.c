/* What stands for the same in two editions: channels, and the operations on them. */
#include "spec/asyncapi/asyncapi.h"

/* ---- operations */

ctr_status lc_aa_pair_operations(struct lc_aa_cmp *aa, struct lc_aa_group *older,
                                 struct lc_aa_group *newer)
{
    struct lc_map by_id = {.seed = aa->old->seed};
    for (struct lc_aa_operation *o = older->first; o; o = o->next) {
        o->twin = NULL;
        if (o->id.len && !lc_map_get(&by_id, o->id)) {
            LC_TRY(lc_map_set(aa->c->ctx, &by_id, o->id, o));
        }
    }
    for (struct lc_aa_operation *n = newer->first; n; n = n->next) {
        struct lc_aa_operation *o = lc_map_get(&by_id, n->id);
        n->twin = o && !o->twin ? o : NULL;
        if (n->twin) {
            o->twin = n;
        }
    }
    struct lc_aa_operation *n = newer->first;
    for (struct lc_aa_operation *o = older->first; o; o = o->next) {
        while (n && n->twin) {
            n = n->next;
        }
        if (!o->twin && n) {
            o->twin = n;
            n->twin = o;
        }
    }
    return CTR_OK;
}

/* ---- channels */

static void begin(struct lc_aa *newer)
{
    for (struct lc_aa_channel *n = newer->first; n; n = n->next) {
        n->twin = NULL;
        for (int way = 0; way < 3; way++) {
            if (n->groups[way]) {
                n->groups[way]->twin = NULL;
            }
        }
    }
}

static void pair(struct lc_aa_channel *o, struct lc_aa_channel *n)
{
    if (n && !n->twin && !o->twin) {
        o->twin = n;
        n->twin = o;
    }
}

/* A channel without an address has none that another one could have. */
static struct lc_aa_channel *by_address(const struct lc_aa *newer, const struct lc_aa_channel *o)
{
    struct lc_aa_channel *n = lc_map_get(&newer->by_key, o->key);
    if (n && !n->twin && n->unknown == o->unknown &&
        (o->unknown || lc_str_eq(n->loose, o->loose))) {
        return n;
    }
    return o->unknown ? NULL : lc_map_get(&newer->by_loose, o->loose);
}

/* What a reply goes by without an address is no name on the wire: it is the channel of the same
 * operation's reply, whatever it is called. */
static ctr_status pair_replies(struct lc_aa_cmp *aa)
{
    struct lc_map by_id = {.seed = aa->new->seed};
    for (struct lc_aa_operation *n = aa->new->operations; n; n = n->after) {
        if (n->reply_channel && n->reply_channel->unknown && n->id.len) {
            LC_TRY(lc_map_set(aa->c->ctx, &by_id, n->id, n));
        }
    }
    for (struct lc_aa_operation *o = aa->old->operations; o && by_id.count; o = o->after) {
        if (o->reply_channel && o->reply_channel->unknown) {
            const struct lc_aa_operation *n = lc_map_get(&by_id, o->id);
            pair(o->reply_channel, n ? n->reply_channel : NULL);
        }
    }
    return CTR_OK;
}

/* By address, then by name, then by what answers there. */
ctr_status lc_aa_pair_channels(struct lc_aa_cmp *aa)
{
    begin(aa->new);
    for (struct lc_aa_channel *o = aa->old->first; o; o = o->next) {
        o->twin = NULL;
        pair(o, by_address(aa->new, o));
    }
    for (struct lc_aa_channel *o = aa->old->first; o; o = o->next) {
        pair(o, lc_map_get(&aa->new->by_key, o->key));
    }
    return pair_replies(aa);
}
