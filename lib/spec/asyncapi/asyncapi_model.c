/*
 * One edition as its readers see it, the same for 2.x and 3.0: channels, and for each of them what
 * the application sends and what it receives.
 *
 * In 2.x an operation is named from the consumer's view: whom an application offers "publish", from
 * him it receives; "subscribe" is what it sends. In 3.0 "action" is the application's own.
 */
#include "spec/asyncapi/asyncapi.h"

enum { ONE_OF_DEPTH = 4 };

struct lc_str lc_aa_key_of(const struct lc_value *const *value)
{
    return lc_str_n((const char *)value, sizeof *value);
}

ctr_status lc_aa_wanted(struct lc_aa *aa, struct lc_node node, const char *what)
{
    return lc_doc_fail(aa->ctx, node.doc, node.value->offset, "%s", what);
}

static ctr_status note_place(struct lc_aa *aa, struct lc_map *map, const struct lc_value *value,
                             void *thing)
{
    const struct lc_value **key = lc_new(aa->ctx, 1, sizeof *key);
    if (!key) {
        return CTR_E_NOMEM;
    }
    *key = value;
    return lc_map_get(map, lc_aa_key_of(key)) ? CTR_OK
                                              : lc_map_set(aa->ctx, map, lc_aa_key_of(key), thing);
}

/* The members of an object; 0 for what is absent. INPUT for anything else. */
static ctr_status members(struct lc_aa *aa, struct lc_node node, const char *what, uint32_t *count)
{
    *count = 0;
    if (!node.value) {
        return CTR_OK;
    }
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_aa_wanted(aa, node, what);
    }
    *count = node.value->count;
    return CTR_OK;
}

/* ---- groups */

static ctr_status group_of(struct lc_aa *aa, struct lc_aa_channel *channel, enum lc_aa_way way,
                           struct lc_aa_group **out)
{
    *out = channel->groups[way];
    if (*out) {
        return CTR_OK;
    }
    struct lc_aa_group *g = lc_new(aa->ctx, 1, sizeof *g);
    if (!g) {
        return CTR_E_NOMEM;
    }
    *g = (struct lc_aa_group){.way = way, .channel = channel};
    g->messages.by_name.seed = aa->seed;
    channel->groups[way] = g;
    *out = g;
    return CTR_OK;
}

static ctr_status new_operation(struct lc_aa *aa, struct lc_aa_group *g, struct lc_str id,
                                struct lc_node node, struct lc_aa_operation **out)
{
    struct lc_aa_operation *op = lc_new(aa->ctx, 1, sizeof *op);
    if (!op) {
        return CTR_E_NOMEM;
    }
    *op = (struct lc_aa_operation){.id = id, .after = aa->operations};
    aa->operations = op;
    op->replies.by_name.seed = aa->seed;
    LC_TRY(lc_aa_merge(aa, node, &op->node));
    if (g->last) {
        g->last->next = op;
    } else {
        g->first = op;
    }
    g->last = op;
    *out = op;
    return CTR_OK;
}

static ctr_status add_all(struct lc_aa *aa, struct lc_aa_entries *to,
                          const struct lc_aa_entries *from)
{
    for (const struct lc_aa_entry *e = from->first; e; e = e->next) {
        const struct lc_aa_entry *before = to->last;
        LC_TRY(lc_aa_add_entry(aa, to, e->name, e->message));
        if (to->last != before) {
            to->last->unnamed = e->unnamed;
        }
    }
    return CTR_OK;
}

/* One that has no name is called by its number. */
static ctr_status add_unnamed(struct lc_aa *aa, struct lc_aa_entries *to,
                              const struct lc_aa_message *message, unsigned place)
{
    const struct lc_aa_entry *before = to->last;
    struct lc_str name = lc_str(lc_format(aa->ctx, "%u", place));
    LC_TRY(name.ptr ? lc_aa_add_entry(aa, to, name, message) : CTR_E_NOMEM);
    if (to->last != before) {
        to->last->unnamed = true;
    }
    return CTR_OK;
}

/* ---- 2.x */

static ctr_status one_message(struct lc_aa *aa, struct lc_aa_group *g, struct lc_node node,
                              unsigned place)
{
    const struct lc_aa_message *m;
    LC_TRY(lc_aa_message(aa, node, &m));
    struct lc_str name = lc_text(lc_get(m->node.value, "messageId"));
    if (!name.len) {
        name = lc_text(lc_get(m->node.value, "name"));
    }
    if (!name.len) {
        name = lc_str_tail(lc_text(lc_get(node.value, "$ref")), '/');
    }
    return name.len ? lc_aa_add_entry(aa, &g->messages, name, m)
                    : add_unnamed(aa, &g->messages, m, place);
}

/* A message, or one of several, which may be told behind a $ref. */
static ctr_status old_message(struct lc_aa *aa, struct lc_aa_group *g, struct lc_node node,
                              unsigned place, int depth)
{
    struct lc_node target;
    LC_TRY(lc_aa_follow(aa, node, &target));
    struct lc_node several = lc_oa_get(target, "oneOf");
    if (!lc_is(several.value, LC_ARRAY)) {
        return one_message(aa, g, node, place);
    }
    if (depth >= ONE_OF_DEPTH) {
        return lc_aa_wanted(aa, several, "'oneOf' of messages is nested too deep; list them once");
    }
    for (uint32_t i = 0; i < several.value->count; i++) {
        struct lc_node one = {several.doc, &several.value->items[i]};
        LC_TRY(old_message(aa, g, one, i, depth + 1));
    }
    return CTR_OK;
}

static ctr_status old_operation(struct lc_aa *aa, struct lc_aa_channel *channel, const char *key,
                                enum lc_aa_way way)
{
    struct lc_node node = lc_oa_get(channel->node, key);
    struct lc_aa_group *g;
    struct lc_aa_operation *op;
    if (!node.value) {
        return CTR_OK;
    }
    LC_TRY(lc_aa_follow(aa, node, &node));
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_aa_wanted(aa, node, "an operation must be an object");
    }
    LC_TRY(group_of(aa, channel, way, &g));
    LC_TRY(new_operation(aa, g, lc_text(lc_get(node.value, "operationId")), node, &op));
    struct lc_node message = lc_oa_get(op->node, "message");
    return message.value ? old_message(aa, g, message, 0, 0) : CTR_OK;
}

/* ---- 3.0 */

static ctr_status channel_messages(struct lc_aa *aa, struct lc_aa_channel *channel)
{
    struct lc_node list = lc_oa_get(channel->node, "messages");
    uint32_t count;
    LC_TRY(members(aa, list, "'messages' of a channel must be an object of messages", &count));
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &list.value->members[i];
        struct lc_node node = {list.doc, &m->value};
        const struct lc_aa_message *message;
        if (lc_oa_extension(lc_key(m))) {
            continue;
        }
        LC_TRY(lc_aa_message(aa, node, &message));
        LC_TRY(lc_aa_add_entry(aa, &channel->messages, lc_key(m), message));
        LC_TRY(note_place(aa, &aa->named, &m->value, channel->messages.last));
    }
    return CTR_OK;
}

/* What a reference leads to first, before that is followed. */
static ctr_status first_target(struct lc_aa *aa, struct lc_node node, struct lc_node *out)
{
    struct lc_node from = lc_child(node, "$ref");
    *out = node;
    if (!lc_is(from.value, LC_STRING)) {
        return CTR_OK;
    }
    return aa->bundle->target
               ? aa->bundle->target(aa->ctx, aa->bundle, from, out)
               : lc_bundle_target(aa->ctx, aa->bundle, from, lc_raw(from.value), out);
}

static ctr_status find_channel(struct lc_aa *aa, struct lc_node node, struct lc_aa_channel **out)
{
    struct lc_node target;
    *out = NULL;
    if (!lc_is(lc_get(node.value, "$ref"), LC_STRING)) {
        return lc_aa_wanted(aa, node,
                            "'channel' must be a $ref to a channel, such as "
                            "{\"$ref\": \"#/channels/orders\"}");
    }
    LC_TRY(first_target(aa, node, &target));
    *out = lc_map_get(&aa->places, lc_aa_key_of(&target.value));
    if (!*out) {
        LC_TRY(lc_aa_follow(aa, target, &target));
        *out = lc_map_get(&aa->places, lc_aa_key_of(&target.value));
    }
    return *out ? CTR_OK : lc_aa_wanted(aa, node, "this is none of the channels below 'channels'");
}

/* The messages that a list names; all of the channel's where there is none. */
static ctr_status named_messages(struct lc_aa *aa, struct lc_node list,
                                 const struct lc_aa_channel *channel, struct lc_aa_entries *out)
{
    if (!list.value) {
        return channel ? add_all(aa, out, &channel->messages) : CTR_OK;
    }
    if (!lc_is(list.value, LC_ARRAY)) {
        return lc_aa_wanted(aa, list, "'messages' of an operation must be a list of $refs");
    }
    for (uint32_t i = 0; i < list.value->count; i++) {
        struct lc_node node = {list.doc, &list.value->items[i]};
        struct lc_node target;
        const struct lc_aa_message *message;
        LC_TRY(first_target(aa, node, &target));
        const struct lc_aa_entry *e = lc_map_get(&aa->named, lc_aa_key_of(&target.value));
        if (e) {
            LC_TRY(lc_aa_add_entry(aa, out, e->name, e->message));
            continue;
        }
        LC_TRY(lc_aa_message(aa, node, &message));
        struct lc_str name = lc_str_tail(lc_text(lc_get(node.value, "$ref")), '/');
        LC_TRY(name.len ? lc_aa_add_entry(aa, out, name, message)
                        : add_unnamed(aa, out, message, (unsigned)i));
    }
    return CTR_OK;
}

/* What answers on a channel of its own goes the other way there. */
static ctr_status read_reply(struct lc_aa *aa, struct lc_aa_operation *op, enum lc_aa_way way)
{
    struct lc_aa_group *g;
    struct lc_node reply = lc_oa_get(op->node, "reply");
    struct lc_aa_channel *channel = NULL;
    LC_TRY(lc_aa_follow(aa, reply, &op->reply));
    if (!op->reply.value) {
        return CTR_OK;
    }
    if (!lc_is(op->reply.value, LC_OBJECT)) {
        return lc_aa_wanted(aa, op->reply, "'reply' must be an object");
    }
    struct lc_node at = lc_oa_get(op->reply, "channel");
    if (at.value) {
        LC_TRY(find_channel(aa, at, &channel));
        op->reply_channel = channel;
    }
    LC_TRY(named_messages(aa, lc_oa_get(op->reply, "messages"), channel, &op->replies));
    if (!channel) {
        return CTR_OK;
    }
    LC_TRY(group_of(aa, channel, way, &g));
    return add_all(aa, &g->messages, &op->replies);
}

static ctr_status new_operation_of(struct lc_aa *aa, struct lc_str id, struct lc_node node)
{
    struct lc_aa_channel *channel;
    struct lc_aa_group *g;
    struct lc_aa_operation *op;
    LC_TRY(lc_aa_follow(aa, node, &node));
    if (!lc_is(node.value, LC_OBJECT)) {
        return lc_aa_wanted(aa, node, "an operation must be an object");
    }
    struct lc_node action = lc_oa_get(node, "action");
    struct lc_str word = lc_text(action.value);
    bool send = lc_str_is(word, "send");
    if (!send && !lc_str_is(word, "receive")) {
        return lc_aa_wanted(aa, action.value ? action : node,
                            "an operation needs 'action', which is send or receive");
    }
    struct lc_node at = lc_oa_get(node, "channel");
    if (!at.value) {
        return lc_aa_wanted(aa, node, "an operation needs 'channel', a $ref to a channel");
    }
    LC_TRY(find_channel(aa, at, &channel));
    LC_TRY(group_of(aa, channel, send ? LC_AA_SEND : LC_AA_RECEIVE, &g));
    LC_TRY(new_operation(aa, g, id, node, &op));
    LC_TRY(named_messages(aa, lc_oa_get(op->node, "messages"), channel, &g->messages));
    return read_reply(aa, op, send ? LC_AA_RECEIVE : LC_AA_SEND);
}

static ctr_status operations(struct lc_aa *aa)
{
    struct lc_node list = lc_oa_get(aa->root, "operations");
    uint32_t count;
    LC_TRY(members(aa, list, "'operations' must be an object of operations", &count));
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &list.value->members[i];
        struct lc_node node = {list.doc, &m->value};
        if (!lc_oa_extension(lc_key(m))) {
            LC_TRY(new_operation_of(aa, lc_key(m), node));
        }
    }
    return CTR_OK;
}

/* ---- both */

static ctr_status index_channel(struct lc_aa *aa, struct lc_aa_channel *c,
                                const struct lc_value *place)
{
    c->loose = lc_oa_loose_path(aa->ctx, c->address);
    if (!c->loose.ptr) {
        return CTR_E_NOMEM;
    }
    if (aa->last) {
        aa->last->next = c;
    } else {
        aa->first = c;
    }
    aa->last = c;
    LC_TRY(note_place(aa, &aa->places, place, c));
    LC_TRY(note_place(aa, &aa->places, c->node.value, c));
    LC_TRY(lc_map_set(aa->ctx, &aa->by_key, c->key, c));
    return c->unknown || lc_map_get(&aa->by_loose, c->loose)
               ? CTR_OK
               : lc_map_set(aa->ctx, &aa->by_loose, c->loose, c);
}

static ctr_status read_channel(struct lc_aa *aa, const struct lc_member *m, struct lc_node node)
{
    struct lc_aa_channel *c = lc_new(aa->ctx, 1, sizeof *c);
    struct lc_aa_group *unused;
    if (!c) {
        return CTR_E_NOMEM;
    }
    *c = (struct lc_aa_channel){.key = lc_key(m), .address = lc_key(m)};
    c->messages.by_name.seed = aa->seed;
    LC_TRY(lc_aa_follow(aa, node, &c->node));
    if (!lc_is(c->node.value, LC_OBJECT)) {
        return lc_aa_wanted(aa, c->node, "a channel must be an object");
    }
    struct lc_node address = lc_oa_get(c->node, "address");
    c->unknown = aa->three && !address.value;
    if (aa->three && address.value) {
        c->address = lc_text(address.value);
        if (!c->address.ptr) {
            return lc_aa_wanted(aa, address, "'address' of a channel must be a string or null");
        }
    }
    LC_TRY(index_channel(aa, c, &m->value));
    if (aa->three) {
        return channel_messages(aa, c);
    }
    LC_TRY(old_operation(aa, c, "publish", LC_AA_RECEIVE));
    LC_TRY(old_operation(aa, c, "subscribe", LC_AA_SEND));
    return c->groups[LC_AA_SEND] || c->groups[LC_AA_RECEIVE]
               ? CTR_OK
               : group_of(aa, c, LC_AA_EITHER, &unused);
}

ctr_status lc_aa_read(struct lc_aa *aa)
{
    struct lc_node list = lc_oa_get(aa->root, "channels");
    struct lc_aa_group *g;
    uint32_t count;
    LC_TRY(members(aa, list, "'channels' must be an object of channels", &count));
    if (!list.value && !aa->three) {
        return lc_aa_wanted(aa, aa->root, "an AsyncAPI 2 document needs 'channels'");
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &list.value->members[i];
        struct lc_node node = {list.doc, &m->value};
        if (!lc_oa_extension(lc_key(m))) {
            LC_TRY(read_channel(aa, m, node));
        }
    }
    if (!aa->three) {
        return CTR_OK;
    }
    LC_TRY(operations(aa));
    for (struct lc_aa_channel *c = aa->first; c; c = c->next) {
        if (!c->groups[LC_AA_SEND] && !c->groups[LC_AA_RECEIVE]) {
            LC_TRY(group_of(aa, c, LC_AA_EITHER, &g));
            LC_TRY(add_all(aa, &g->messages, &c->messages));
        }
    }
    return CTR_OK;
}
