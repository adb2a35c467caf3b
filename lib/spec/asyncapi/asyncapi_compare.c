/* Two editions from the top: channels in pairs, and what goes each way on them. */
#include "spec/asyncapi/asyncapi.h"

static const struct lc_oa_known root_known[] = {{"channels", LC_OA_HANDLED},
                                                {"operations", LC_OA_HANDLED},
                                                {"components", LC_OA_HANDLED},
                                                {"servers", LC_OA_HANDLED},
                                                {"defaultContentType", LC_OA_HANDLED},
                                                {"asyncapi", LC_OA_TEXT},
                                                {"id", LC_OA_TEXT},
                                                {"info", LC_OA_TEXT},
                                                {"tags", LC_OA_TEXT},
                                                {"externalDocs", LC_OA_TEXT},
                                                {NULL, 0}};
static const struct lc_oa_known channel_known[] = {{"address", LC_OA_HANDLED},
                                                   {"messages", LC_OA_HANDLED},
                                                   {"publish", LC_OA_HANDLED},
                                                   {"subscribe", LC_OA_HANDLED},
                                                   {"servers", LC_OA_HANDLED},
                                                   {"parameters", LC_OA_HANDLED},
                                                   {"bindings", LC_OA_HANDLED},
                                                   {"title", LC_OA_TEXT},
                                                   {"summary", LC_OA_TEXT},
                                                   {"description", LC_OA_TEXT},
                                                   {"tags", LC_OA_TEXT},
                                                   {"externalDocs", LC_OA_TEXT},
                                                   {NULL, 0}};
static const struct lc_oa_known operation_known[] = {
    {"action", LC_OA_HANDLED},   {"channel", LC_OA_HANDLED},   {"message", LC_OA_HANDLED},
    {"messages", LC_OA_HANDLED}, {"reply", LC_OA_HANDLED},     {"security", LC_OA_HANDLED},
    {"bindings", LC_OA_HANDLED}, {"traits", LC_OA_HANDLED},    {"operationId", LC_OA_HANDLED},
    {"title", LC_OA_TEXT},       {"summary", LC_OA_TEXT},      {"description", LC_OA_TEXT},
    {"tags", LC_OA_TEXT},        {"externalDocs", LC_OA_TEXT}, {NULL, 0}};

static const struct lc_oa_known reply_known[] = {
    {"channel", LC_OA_HANDLED}, {"messages", LC_OA_HANDLED}, {"address", LC_OA_HANDLED}, {NULL, 0}};
static const struct lc_oa_known reply_address_known[] = {
    {"location", LC_OA_HANDLED}, {"description", LC_OA_TEXT}, {NULL, 0}};

const struct lc_part *lc_aa_address(const struct lc_aa_group *group, struct lc_part frame[2])
{
    static const char *const words[] = {"send", "receive", "channel"};
    frame[0] = lc_oa_words(NULL, lc_str(words[group->way]));
    frame[1] = lc_oa_words(&frame[0], group->channel->address);
    return &frame[1];
}

/* ---- channels */

/* The name of a server that a channel is on. */
static struct lc_str server_name(const struct lc_value *item)
{
    struct lc_str text = lc_is(item, LC_STRING) ? lc_raw(item) : lc_text(lc_get(item, "$ref"));
    return lc_str_tail(text, '/');
}

/* The servers that a channel is on: those of its list, else all that the edition has. */
struct servers {
    const struct lc_value *list; /* NULL: all of them */
    const struct lc_value *all;
    uint32_t count;
};

static struct servers servers_of(const struct lc_aa *aa, struct lc_node list)
{
    const struct lc_value *all = lc_oa_get(aa->root, "servers").value;
    if (lc_is(list.value, LC_ARRAY) && list.value->count) {
        return (struct servers){list.value, all, list.value->count};
    }
    return (struct servers){NULL, all, lc_is(all, LC_OBJECT) ? all->count : 0};
}

static struct lc_str name_at(const struct servers *s, uint32_t i)
{
    return s->list ? server_name(&s->list->items[i]) : lc_key(&s->all->members[i]);
}

static bool has_server(const struct servers *s, struct lc_str name)
{
    bool found = !s->list && lc_get_str(s->all, name);
    for (uint32_t i = 0; s->list && i < s->count && !found; i++) {
        found = lc_str_eq(name_at(s, i), name);
    }
    return found;
}

/* Every server of `a` is one of `b`. */
static bool within(const struct servers *a, const struct servers *b)
{
    for (uint32_t i = 0; i < a->count; i++) {
        if (!has_server(b, name_at(a, i))) {
            return false;
        }
    }
    return true;
}

static ctr_status channel_servers(struct lc_aa_cmp *aa, const struct lc_part *part,
                                  struct lc_oa_pair at)
{
    struct lc_oa_pair list = lc_oa_child(at, "servers");
    const struct servers was = servers_of(aa->old, list.old);
    const struct servers is = servers_of(aa->new, list.new);
    if (!was.list && !is.list) {
        return CTR_OK; /* what came and went is told of the servers */
    }
    LC_TRY(lc_spend(aa->c->ctx, 1 + (uint64_t)was.count * is.count / 4));
    if (!within(&was, &is)) {
        LC_TRY(lc_aa_add(aa, LC_AA_CHANNEL_SERVERS_FEWER, part, list, "fewer",
                         "the channel is no longer on every server where it was"));
    }
    return within(&is, &was) ? CTR_OK
                             : lc_aa_add(aa, LC_AA_CHANNEL_SERVERS_MORE, part, list, "more",
                                         "the channel is on servers where it was not");
}

/* A channel without an address is known by its name, which is none. */
static ctr_status address(struct lc_aa_cmp *aa, const struct lc_part *part,
                          const struct lc_aa_channel *was, const struct lc_aa_channel *is)
{
    struct lc_oa_pair channel = {was->node, is->node};
    struct lc_oa_pair at = lc_oa_child(channel, "address");
    at = at.old.value || at.new.value ? at : channel;
    if (was->unknown) {
        return lc_aa_add(aa, LC_AA_CHANNEL_ADDRESS, part, at, NULL,
                         "the address is '%.*s', and none was told before; offer it as another "
                         "channel",
                         LC_OA_S(is->address));
    }
    if (is->unknown) {
        return lc_aa_add(aa, LC_AA_CHANNEL_ADDRESS, part, at, NULL,
                         "no address is told any more; it was '%.*s'", LC_OA_S(was->address));
    }
    return lc_aa_add(aa, LC_AA_CHANNEL_ADDRESS, part, at, NULL,
                     "the address is '%.*s', no longer '%.*s'; offer it as another channel",
                     LC_OA_S(is->address), LC_OA_S(was->address));
}

/* What is said of the channel itself, to those who use it this way. */
static ctr_status channel(struct lc_aa_cmp *aa, const struct lc_part *part,
                          const struct lc_aa_channel *was, const struct lc_aa_channel *is)
{
    struct lc_oa_pair at = {was->node, is->node};
    bool same = was->unknown ? is->unknown : !is->unknown && lc_str_eq(was->loose, is->loose);
    LC_TRY(same ? CTR_OK : address(aa, part, was, is));
    LC_TRY(lc_aa_parameters(aa, part, was, is));
    LC_TRY(channel_servers(aa, part, at));
    aa->address[CTR_SIDE_OLD] = was->unknown ? LC_STR("") : was->address;
    aa->address[CTR_SIDE_NEW] = is->unknown ? LC_STR("") : is->address;
    LC_TRY(lc_aa_bindings(aa, LC_AA_OF_CHANNEL, part, at));
    return lc_aa_rest(aa, part, at, channel_known);
}

/* ---- operations */

/* A channel without an address says no more of it than none does. */
static struct lc_str reply_address(const struct lc_aa_operation *op)
{
    const struct lc_aa_channel *c = op->reply_channel;
    return c && !c->unknown ? c->address : LC_STR("");
}

static ctr_status reply(struct lc_aa_cmp *aa, const struct lc_part *part,
                        struct lc_aa_operation *was, struct lc_aa_operation *is)
{
    struct lc_oa_pair at = {was->reply, is->reply};
    struct lc_part word = lc_oa_words(part, LC_STR("reply"));
    enum lc_aa_way way = aa->way;
    struct lc_oa_pair address;
    struct lc_oa_pair to;
    if (!at.old.value != !at.new.value) {
        return lc_aa_add(aa, at.new.value ? LC_AA_REPLY_ADDED : LC_AA_REPLY_REMOVED, &word, at,
                         NULL,
                         at.new.value ? "there is a reply now" : "there is no reply any more");
    }
    if (!at.old.value) {
        return CTR_OK;
    }
    LC_TRY(lc_aa_follow_pair(aa, lc_oa_child(at, "address"), &address));
    to = lc_oa_child(address, "location");
    if (!lc_str_eq(reply_address(was), reply_address(is)) ||
        !lc_value_eq(to.old.value, to.new.value)) {
        LC_TRY(lc_aa_add(aa, LC_AA_REPLY_ADDRESS, &word, at, NULL,
                         "replies go to another address than before"));
    }
    LC_TRY(lc_aa_rest(aa, &word, address, reply_address_known));
    LC_TRY(lc_aa_rest(aa, &word, at, reply_known));
    aa->way = way == LC_AA_SEND ? LC_AA_RECEIVE : way == LC_AA_RECEIVE ? LC_AA_SEND : way;
    LC_TRY(lc_aa_messages(aa, &word, &was->replies, &is->replies));
    aa->way = way;
    return CTR_OK;
}

static ctr_status operation_name(struct lc_aa_cmp *aa, const struct lc_part *part,
                                 struct lc_oa_pair at, struct lc_str was, struct lc_str is)
{
    static const char known[] = "only generated code knows it by that name";
    if (lc_str_eq(was, is)) {
        return CTR_OK;
    }
    if (!was.len || !is.len) {
        return lc_aa_add(aa, LC_AA_OPERATION_NAME, part, at, NULL, "the operation %s '%.*s'; %s",
                         is.len ? "has a name now," : "has no name any more, which was",
                         LC_OA_S(is.len ? is : was), known);
    }
    return lc_aa_add(aa, LC_AA_OPERATION_NAME, part, at, NULL,
                     "the operation '%.*s' is called '%.*s' now; %s", LC_OA_S(was), LC_OA_S(is),
                     known);
}

static ctr_status operation(struct lc_aa_cmp *aa, const struct lc_part *part,
                            struct lc_aa_operation *was, struct lc_aa_operation *is)
{
    struct lc_oa_pair at = {was->node, is->node};
    LC_TRY(operation_name(aa, part, at, was->id, is->id));
    LC_TRY(lc_aa_security(aa, part, at));
    LC_TRY(lc_aa_bindings(aa, LC_AA_OF_OPERATION, part, at));
    LC_TRY(reply(aa, part, was, is));
    return lc_aa_rest(aa, part, at, operation_known);
}

static ctr_status pair_of_groups(struct lc_aa_cmp *aa, struct lc_aa_group *older,
                                 struct lc_aa_group *newer)
{
    struct lc_part frame[2];
    const struct lc_part *part = lc_aa_address(older, frame);
    struct lc_oa_pair none = {{NULL, NULL}, {NULL, NULL}};
    aa->way = older->way;
    LC_TRY(channel(aa, part, older->channel, newer->channel));
    LC_TRY(lc_aa_pair_operations(aa, older, newer));
    for (struct lc_aa_operation *o = older->first; o; o = o->next) {
        struct lc_aa_operation *n = o->twin ? o->twin : newer->first;
        LC_TRY(n ? operation(aa, part, o, n) : CTR_OK);
    }
    for (struct lc_aa_operation *n = newer->first; n; n = n->next) {
        if (!n->twin && older->first) {
            none.new = n->node;
            LC_TRY(lc_aa_add(aa, LC_AA_OPERATION_NAME, part, none, lc_dup(aa->c->ctx, n->id),
                             "the operation '%.*s' was added where there is one of the kind",
                             LC_OA_S(n->id)));
        }
    }
    return lc_aa_messages(aa, part, &older->messages, &newer->messages);
}

/* ---- from the top */

static ctr_status say_group(struct lc_aa_cmp *aa, const struct lc_aa_group *g,
                            enum lc_aa_event event, bool newer, const char *what)
{
    struct lc_part frame[2];
    struct lc_node none = {NULL, NULL};
    struct lc_node node = g->first ? g->first->node : g->channel->node;
    struct lc_oa_pair at = {newer ? none : node, newer ? node : none};
    aa->way = g->way;
    return lc_aa_add(aa, event, lc_aa_address(g, frame), at, NULL, "%s", what);
}

static ctr_status whole_channel(struct lc_aa_cmp *aa, const struct lc_aa_channel *c, bool newer)
{
    for (int way = 0; way < 3; way++) {
        if (c->groups[way]) {
            LC_TRY(say_group(aa, c->groups[way],
                             newer ? LC_AA_CHANNEL_ADDED : LC_AA_CHANNEL_REMOVED, newer,
                             newer ? "the channel was added"
                                   : "the channel is gone; keep it until nobody uses it"));
        }
    }
    return CTR_OK;
}

/* What there was nothing said about can be either. */
static struct lc_aa_group *twin_of(const struct lc_aa_group *g, const struct lc_aa_channel *c)
{
    struct lc_aa_group *same = c->groups[g->way];
    if (same || g->way != LC_AA_EITHER) {
        return same;
    }
    return c->groups[LC_AA_SEND] ? c->groups[LC_AA_SEND] : c->groups[LC_AA_RECEIVE];
}

static ctr_status pair_of_channels(struct lc_aa_cmp *aa, struct lc_aa_channel *was,
                                   struct lc_aa_channel *is)
{
    for (int way = 0; way < 3; way++) {
        struct lc_aa_group *g = was->groups[way];
        struct lc_aa_group *other = g ? twin_of(g, is) : NULL;
        if (other) {
            other->twin = g;
            LC_TRY(pair_of_groups(aa, g, other));
        } else if (g) {
            LC_TRY(say_group(aa, g, LC_AA_OPERATION_REMOVED, false,
                             way == LC_AA_SEND
                                 ? "the application no longer sends here; keep it until nobody "
                                   "reads it"
                                 : "the application no longer receives here; keep it until nobody "
                                   "sends to it"));
        }
    }
    for (int way = 0; way < 3; way++) {
        if (is->groups[way] && !is->groups[way]->twin && way != LC_AA_EITHER) {
            LC_TRY(say_group(aa, is->groups[way], LC_AA_OPERATION_ADDED, true,
                             way == LC_AA_SEND ? "the application sends here now"
                                               : "the application receives here now"));
        }
    }
    return CTR_OK;
}

ctr_status lc_aa_compare(struct lc_aa_cmp *aa)
{
    struct lc_oa_pair root = {aa->old->root, aa->new->root};
    LC_TRY(lc_aa_pair_channels(aa));
    for (struct lc_aa_channel *o = aa->old->first; o; o = o->next) {
        LC_TRY(lc_spend(aa->c->ctx, 1));
        LC_TRY(o->twin ? pair_of_channels(aa, o, o->twin) : whole_channel(aa, o, false));
    }
    for (struct lc_aa_channel *n = aa->new->first; n; n = n->next) {
        LC_TRY(n->twin ? CTR_OK : whole_channel(aa, n, true));
    }
    LC_TRY(lc_aa_servers(aa));
    return lc_aa_rest(aa, NULL, root, root_known);
}
