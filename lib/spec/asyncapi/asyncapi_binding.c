/*
 * Bindings: what a protocol adds. Those settings that people rely on are known one by one, with
 * what they promise; any other is undecided.
 */
#include "spec/asyncapi/asyncapi.h"

#include <stdlib.h>

enum kind {
    ADDRESS,  /* where messages are */
    ENCODING, /* how they are written */
    MORE,     /* a number: more of it is the stronger guarantee; -1 is without end */
    TRUE,     /* true is the stronger guarantee, false the default */
    FALSE,    /* false is */
    ORDER,    /* number of partitions */
    SCHEMA,   /* of what comes along */
    OPENING,  /* schema of what comes with the request that opens a connection */
    QUERY,    /* schema of what comes with the request that carries a message, or asks for it */
    TUNED,    /* nobody needs to rely on it */
    OTHER,    /* what it promises is not known */
    WORDS,
    LOOKED_AT /* elsewhere */
};

struct setting {
    enum lc_aa_place place;
    const char *protocol;
    const char *group; /* the object it is in, below the protocol's; NULL: that itself */
    const char *key;
    enum kind kind;
    const char *otherwise; /* what holds where it is not set; NULL: nobody says */
    bool set;              /* a list in no order */
};

/* Otherwise the address of the channel. */
static const char of_channel[] = "";

#define S LC_AA_OF_SERVER
#define C LC_AA_OF_CHANNEL
#define O LC_AA_OF_OPERATION
#define M LC_AA_OF_MESSAGE
static const struct setting settings[] = {
    {C, "kafka", NULL, "topic", ADDRESS, of_channel, false},
    {C, "kafka", NULL, "partitions", ORDER, NULL, false},
    {C, "kafka", NULL, "replicas", MORE, NULL, false},
    {C, "kafka", "topicConfiguration", "cleanup.policy", OTHER, NULL, true},
    {C, "kafka", "topicConfiguration", "retention.ms", MORE, NULL, false},
    {C, "kafka", "topicConfiguration", "retention.bytes", MORE, NULL, false},
    {C, "kafka", "topicConfiguration", "delete.retention.ms", MORE, NULL, false},
    {C, "kafka", "topicConfiguration", "max.message.bytes", MORE, NULL, false},
    {O, "kafka", NULL, "groupId", TUNED, NULL, false},
    {O, "kafka", NULL, "clientId", TUNED, NULL, false},
    {M, "kafka", NULL, "key", LOOKED_AT, NULL, false},
    {M, "kafka", NULL, "schemaIdLocation", ENCODING, NULL, false},
    {M, "kafka", NULL, "schemaIdPayloadEncoding", ENCODING, NULL, false},
    {M, "kafka", NULL, "schemaLookupStrategy", TUNED, NULL, false},
    {S, "kafka", NULL, "schemaRegistryUrl", TUNED, NULL, false},
    {S, "kafka", NULL, "schemaRegistryVendor", TUNED, NULL, false},
    {C, "amqp", NULL, "is", ADDRESS, "routingKey", false},
    {C, "amqp", "exchange", "name", ADDRESS, NULL, false},
    {C, "amqp", "exchange", "type", ADDRESS, NULL, false},
    {C, "amqp", "exchange", "vhost", ADDRESS, "/", false},
    {C, "amqp", "exchange", "durable", TRUE, NULL, false},
    {C, "amqp", "exchange", "autoDelete", FALSE, NULL, false},
    {C, "amqp", "queue", "name", ADDRESS, NULL, false},
    {C, "amqp", "queue", "vhost", ADDRESS, "/", false},
    {C, "amqp", "queue", "durable", TRUE, NULL, false},
    {C, "amqp", "queue", "exclusive", FALSE, NULL, false},
    {C, "amqp", "queue", "autoDelete", FALSE, NULL, false},
    {O, "amqp", NULL, "expiration", MORE, NULL, false},
    {O, "amqp", NULL, "deliveryMode", MORE, NULL, false},
    {O, "amqp", NULL, "mandatory", TRUE, NULL, false},
    {O, "amqp", NULL, "timestamp", TRUE, NULL, false},
    {O, "amqp", NULL, "ack", TRUE, NULL, false},
    {O, "amqp", NULL, "replyTo", ADDRESS, NULL, false},
    {O, "amqp", NULL, "cc", ADDRESS, NULL, true},
    {O, "amqp", NULL, "bcc", TUNED, NULL, true},
    {O, "amqp", NULL, "priority", TUNED, NULL, false},
    {M, "amqp", NULL, "contentEncoding", ENCODING, NULL, false},
    {M, "amqp", NULL, "messageType", ENCODING, NULL, false},
    {S, "mqtt", NULL, "cleanSession", FALSE, NULL, false},
    {S, "mqtt", NULL, "clientId", TUNED, NULL, false},
    {S, "mqtt", NULL, "keepAlive", TUNED, NULL, false},
    {S, "mqtt", NULL, "sessionExpiryInterval", MORE, NULL, false},
    {S, "mqtt", NULL, "maximumPacketSize", MORE, NULL, false},
    {O, "mqtt", NULL, "qos", MORE, "0", false},
    {O, "mqtt", NULL, "retain", TRUE, NULL, false},
    {O, "mqtt", NULL, "messageExpiryInterval", MORE, NULL, false},
    {M, "mqtt", NULL, "payloadFormatIndicator", ENCODING, "0", false},
    {M, "mqtt", NULL, "contentType", ENCODING, NULL, false},
    {M, "mqtt", NULL, "responseTopic", ADDRESS, NULL, false},
    {M, "mqtt", NULL, "correlationData", SCHEMA, NULL, false},
    {O, "http", NULL, "type", ADDRESS, NULL, false},
    {O, "http", NULL, "method", ADDRESS, NULL, false},
    {O, "http", NULL, "query", QUERY, NULL, false},
    {M, "http", NULL, "headers", SCHEMA, NULL, false},
    {M, "http", NULL, "statusCode", ENCODING, NULL, false},
    {C, "ws", NULL, "method", ADDRESS, NULL, false},
    {C, "ws", NULL, "query", OPENING, NULL, false},
    {C, "ws", NULL, "headers", OPENING, NULL, false},
};
#undef S
#undef C
#undef O
#undef M
enum { SETTINGS = sizeof settings / sizeof settings[0] };

struct binding {
    struct lc_aa_cmp *aa;
    enum lc_aa_place place;
    const char *protocol;
    const struct lc_part *part;
    struct lc_oa_pair holder; /* the object of the protocol */
};

static const struct setting *setting_of(const struct binding *b, const char *group,
                                        struct lc_str key)
{
    static const struct setting version = {0, NULL, NULL, "bindingVersion", WORDS, NULL, false};
    if (lc_str_is(key, version.key) && !group) {
        return &version;
    }
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *s = &settings[i];
        bool inside = group ? s->group && strcmp(group, s->group) == 0 : !s->group;
        if (inside && s->place == b->place && strcmp(s->protocol, b->protocol) == 0 &&
            lc_str_is(key, s->key)) {
            return s;
        }
    }
    return NULL;
}

/* "kafka topicConfiguration retention.ms" */
static const char *label_of(const struct binding *b, const char *group, struct lc_str key)
{
    return lc_format(b->aa->c->ctx, "%s%s%s %.*s", b->protocol, group ? " " : "",
                     group ? group : "", LC_OA_S(key));
}

static const char *shown(struct lc_ctx *ctx, struct lc_node node)
{
    return node.value ? lc_cmp_show(ctx, node.value, 60) : "not set";
}

static ctr_status say(const struct binding *b, enum lc_aa_event event, const char *label,
                      struct lc_oa_pair at, const char *advice)
{
    const char *from = shown(b->aa->c->ctx, at.old);
    const char *to = shown(b->aa->c->ctx, at.new);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    return lc_aa_add(b->aa, event, b->part, at, label, "the binding %s was %s and is %s: %s", label,
                     from, to, advice);
}

static const char weaker[] =
    "less is guaranteed than before; keep it, or tell those who rely on it";
static const char stronger[] = "more is guaranteed than before";
static const char unknown[] = "nothing here says which of the two promises more; decide what those "
                              "who use it rely on";

/* -1 if the old number is less, 1 if it is more; a number below zero is without end. */
static bool compare_numbers(const struct lc_value *a, const struct lc_value *b, int *out)
{
    int64_t x;
    int64_t y;
    if (!lc_int(a, &x) || !lc_int(b, &y)) {
        return false;
    }
    uint64_t p = x < 0 ? UINT64_MAX : (uint64_t)x;
    uint64_t q = y < 0 ? UINT64_MAX : (uint64_t)y;
    *out = p < q ? -1 : p > q;
    return true;
}

/* `with` is `at` with what holds where nothing is set. */
static ctr_status number(const struct binding *b, const char *label, struct lc_oa_pair at,
                         struct lc_oa_pair with)
{
    int order;
    if (!compare_numbers(with.old.value, with.new.value, &order)) {
        return say(b, LC_AA_BINDING_UNKNOWN, label, at, unknown);
    }
    return order == 0  ? CTR_OK
           : order < 0 ? say(b, LC_AA_BINDING_STRONGER, label, at, stronger)
                       : say(b, LC_AA_BINDING_WEAKER, label, at, weaker);
}

static ctr_status flag(const struct binding *b, bool good, const char *label, struct lc_oa_pair at)
{
    bool was = lc_truth(at.old.value);
    bool is = lc_truth(at.new.value);
    if (was == is) {
        return CTR_OK;
    }
    return is == good ? say(b, LC_AA_BINDING_STRONGER, label, at, stronger)
                      : say(b, LC_AA_BINDING_WEAKER, label, at, weaker);
}

static bool is_schema(enum kind kind)
{
    return kind == SCHEMA || kind == OPENING || kind == QUERY;
}

static bool asks(struct lc_str method)
{
    return lc_str_is(method, "GET") || lc_str_is(method, "HEAD");
}

/* Who writes what the schema describes: whoever sends the message, unless it comes before that.
 * Clients open a connection, whoever speaks on it then; and a message that is sent over HTTP is the
 * answer to the GET of a client, or a request of the application's own. */
static enum lc_aa_way written_by(const struct binding *b, enum kind kind)
{
    struct lc_oa_pair at = lc_oa_child(b->holder, "method");
    struct lc_str was = lc_text(at.old.value);
    struct lc_str is = lc_text(at.new.value);
    if (kind == SCHEMA || b->aa->way == LC_AA_RECEIVE) {
        return b->aa->way;
    }
    if (kind == OPENING || (asks(was) && asks(is))) {
        return LC_AA_RECEIVE;
    }
    return was.len && is.len && !asks(was) && !asks(is) ? b->aa->way : LC_AA_EITHER;
}

static ctr_status schema(const struct binding *b, enum kind kind, const char *label,
                         struct lc_oa_pair at)
{
    struct lc_aa_schema was;
    struct lc_aa_schema is;
    struct lc_part words = lc_oa_words(b->part, lc_str(label));
    struct lc_str none = lc_str_n(NULL, 0);
    const enum lc_aa_way way = b->aa->way;
    LC_TRY(lc_aa_schema(b->aa->old, none, at.old, &was));
    LC_TRY(lc_aa_schema(b->aa->new, none, at.new, &is));
    b->aa->way = written_by(b, kind);
    ctr_status status = lc_aa_schemas(b->aa, &words, &was, &is);
    b->aa->way = way;
    return status;
}

static ctr_status known(const struct binding *b, const struct setting *s, const char *label,
                        struct lc_oa_pair at, struct lc_oa_pair with)
{
    switch (s->kind) {
    case ADDRESS:
        return say(b, LC_AA_BINDING_ADDRESS, label, at,
                   "messages are elsewhere or go another way; keep the old one beside it");
    case ENCODING:
        return say(b, LC_AA_BINDING_ENCODING, label, at,
                   "messages are written otherwise; readers have to be changed with it");
    case MORE:
        return number(b, label, at, with);
    case TRUE:
        return flag(b, true, label, at);
    case FALSE:
        return flag(b, false, label, at);
    case ORDER:
        return at.old.value && at.new.value
                   ? say(b, LC_AA_BINDING_ORDER, label, at,
                         "keys go to other partitions, so that the order of what was sent before "
                         "and after is lost; take a new topic")
                   : say(b, LC_AA_BINDING_UNKNOWN, label, at, unknown);
    case SCHEMA:
    case OPENING:
    case QUERY:
        return schema(b, s->kind, label, at);
    case TUNED:
        return say(b, LC_AA_BINDING_TUNED, label, at, "nobody needs to rely on it");
    case OTHER:
        return say(b, LC_AA_BINDING_UNKNOWN, label, at, unknown);
    case WORDS:
        return lc_aa_add(b->aa, LC_AA_WORDS, b->part, at, label, "only words changed: %s", label);
    case LOOKED_AT:
        break;
    }
    return CTR_OK;
}

/* What holds on a side, set or not; `made` is room for it. */
static struct lc_node in_effect(const struct binding *b, const struct setting *s,
                                struct lc_node node, int side, struct lc_value *made)
{
    const char *text = s && !node.value ? s->otherwise : NULL;
    struct lc_str address = b->aa->address[side];
    if (!text || (text == of_channel && !address.len)) {
        return node;
    }
    *made = lc_string_at(text == of_channel ? address : lc_str(text), 0);
    made->kind = strcmp(text, "0") == 0 ? LC_NUMBER : LC_STRING;
    return (struct lc_node){node.doc, made};
}

static int by_number(const void *left, const void *right)
{
    const uint64_t *a = left;
    const uint64_t *b = right;
    return (*a > *b) - (*a < *b);
}

static ctr_status sorted(struct lc_ctx *ctx, const struct lc_value *list, uint64_t **out)
{
    *out = lc_new(ctx, (size_t)list->count + 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        (*out)[i] = lc_value_hash(&list->items[i]);
    }
    qsort(*out, list->count, sizeof **out, by_number);
    return CTR_OK;
}

static ctr_status equal(const struct binding *b, const struct setting *s, struct lc_oa_pair with,
                        bool *out)
{
    const struct lc_value *older = with.old.value;
    const struct lc_value *newer = with.new.value;
    uint64_t *list[2];
    *out = lc_value_eq(older, newer);
    if (*out || !s || !s->set || !lc_is(older, LC_ARRAY) || !lc_is(newer, LC_ARRAY) ||
        older->count != newer->count) {
        return CTR_OK;
    }
    LC_TRY(sorted(b->aa->c->ctx, older, &list[0]));
    LC_TRY(sorted(b->aa->c->ctx, newer, &list[1]));
    *out = memcmp(list[0], list[1], older->count * sizeof *list[0]) == 0;
    return CTR_OK;
}

static bool is_group(const struct binding *b, struct lc_str key, const char **out)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *s = &settings[i];
        if (s->group && s->place == b->place && strcmp(s->protocol, b->protocol) == 0 &&
            lc_str_is(key, s->group)) {
            *out = s->group;
            return true;
        }
    }
    return false;
}

static ctr_status object(const struct binding *b, const char *group, struct lc_oa_pair at);

static ctr_status member(const struct binding *b, const char *group, struct lc_str key,
                         struct lc_oa_pair at)
{
    const char *inner;
    const struct setting *s = setting_of(b, group, key);
    const char *label = label_of(b, group, key);
    if (!label) {
        return CTR_E_NOMEM;
    }
    if (!s && !group && is_group(b, key, &inner)) {
        return object(b, inner, at);
    }
    struct lc_value made[2];
    const struct lc_oa_pair with = {in_effect(b, s, at.old, CTR_SIDE_OLD, &made[0]),
                                    in_effect(b, s, at.new, CTR_SIDE_NEW, &made[1])};
    bool same;
    LC_TRY(equal(b, s, with, &same));
    if (same && (!s || !is_schema(s->kind))) {
        return CTR_OK;
    }
    if (!s && lc_oa_extension(key)) {
        return lc_aa_add(b->aa, LC_AA_EXTENSION, b->part, at, label, "the extension '%s' changed",
                         label);
    }
    return s ? known(b, s, label, at, with)
             : say(b, LC_AA_BINDING_UNKNOWN, label, at,
                   "no rule knows this setting; decide what those who use it rely on");
}

/* The settings of one object, those of the old edition first. */
static ctr_status object(const struct binding *b, const char *group, struct lc_oa_pair at)
{
    LC_TRY(lc_aa_follow_pair(b->aa, at, &at));
    const struct lc_value *sides[2] = {lc_is(at.old.value, LC_OBJECT) ? at.old.value : NULL,
                                       lc_is(at.new.value, LC_OBJECT) ? at.new.value : NULL};
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; sides[side] && i < sides[side]->count; i++) {
            struct lc_str key = lc_key(&sides[side]->members[i]);
            struct lc_oa_pair one = {{at.old.doc, lc_get_str(sides[0], key)},
                                     {at.new.doc, lc_get_str(sides[1], key)}};
            if (side && one.old.value) {
                continue;
            }
            LC_TRY(member(b, group, key, one));
        }
    }
    return CTR_OK;
}

/* Protocols that mean the same by the same settings. */
static const char *protocol_of(struct lc_ctx *ctx, struct lc_str name)
{
    static const struct {
        const char *name, *as;
    } same[] = {{"kafka-secure", "kafka"}, {"secure-mqtt", "mqtt"}, {"mqtts", "mqtt"},
                {"amqps", "amqp"},         {"https", "http"},       {"wss", "ws"},
                {"mqtt5", "mqtt"}};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        if (lc_str_is(name, same[i].name)) {
            return same[i].as;
        }
    }
    return lc_dup(ctx, name);
}

ctr_status lc_aa_bindings(struct lc_aa_cmp *aa, enum lc_aa_place place, const struct lc_part *part,
                          struct lc_oa_pair holder)
{
    struct lc_oa_pair at;
    LC_TRY(lc_aa_follow_pair(aa, lc_oa_child(holder, "bindings"), &at));
    for (int side = 0; side < 2; side++) {
        struct lc_node list = side ? at.new : at.old;
        uint32_t count = lc_is(list.value, LC_OBJECT) ? list.value->count : 0;
        for (uint32_t i = 0; i < count; i++) {
            struct lc_str name = lc_key(&list.value->members[i]);
            struct lc_oa_pair one = {{at.old.doc, lc_get_str(at.old.value, name)},
                                     {at.new.doc, lc_get_str(at.new.value, name)}};
            struct binding b = {aa, place, protocol_of(aa->c->ctx, name), part, one};
            if (!b.protocol) {
                return CTR_E_NOMEM;
            }
            if (!(side && one.old.value) && !lc_oa_extension(name)) {
                LC_TRY(lc_aa_follow_pair(aa, one, &b.holder));
                LC_TRY(object(&b, NULL, one));
            }
        }
    }
    return CTR_OK;
}
