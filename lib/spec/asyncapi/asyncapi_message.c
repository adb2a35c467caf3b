/* One message as it holds: its traits merged in, its content type, its schemas. */
#include "spec/asyncapi/asyncapi.h"

static ctr_status content_type(struct lc_aa *aa, struct lc_aa_message *m)
{
    struct lc_node own = lc_oa_get(m->node, "contentType");
    if (!own.value) {
        own = lc_oa_get(aa->root, "defaultContentType");
    }
    if (own.value && !lc_is(own.value, LC_STRING)) {
        return lc_aa_wanted(aa, own, "a content type must be a string, such as application/json");
    }
    m->content_type = lc_text(own.value);
    return CTR_OK;
}

static ctr_status kafka_key(struct lc_aa *aa, struct lc_aa_message *m)
{
    struct lc_node at = lc_oa_get(m->node, "bindings");
    struct lc_str none = lc_str_n(NULL, 0);
    LC_TRY(lc_aa_follow(aa, at, &at));
    at = lc_oa_get(at, "kafka");
    LC_TRY(lc_aa_follow(aa, at, &at));
    at = lc_oa_get(at, "key");
    /* of an Avro message the key is Avro, too, unless it is none; a text is as the payload is */
    bool avro = m->payload.language == LC_AA_AVRO && lc_is(at.value, LC_OBJECT) &&
                !lc_get(at.value, "properties") && !lc_get(at.value, "$schema");
    bool proto = m->payload.language == LC_AA_PROTOBUF && lc_is(at.value, LC_STRING);
    return lc_aa_schema(aa, avro || proto ? m->payload.format : none, at, &m->key);
}

ctr_status lc_aa_message(struct lc_aa *aa, struct lc_node node, const struct lc_aa_message **out)
{
    struct lc_node target;
    LC_TRY(lc_aa_follow(aa, node, &target));
    const struct lc_value **place = lc_new(aa->ctx, 1, sizeof *place);
    if (!place) {
        return CTR_E_NOMEM;
    }
    *place = target.value;
    *out = lc_map_get(&aa->read, lc_aa_key_of(place));
    if (*out) {
        return CTR_OK;
    }
    if (!lc_is(target.value, LC_OBJECT)) {
        return lc_aa_wanted(aa, target, "a message must be an object");
    }
    struct lc_aa_message *m = lc_new(aa->ctx, 1, sizeof *m);
    if (!m) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_aa_merge(aa, target, &m->node));
    struct lc_node format = lc_oa_get(m->node, "schemaFormat");
    if (format.value && !lc_is(format.value, LC_STRING)) {
        return lc_aa_wanted(aa, format, "'schemaFormat' must be a string");
    }
    struct lc_str of_payload = aa->three ? lc_str_n(NULL, 0) : lc_text(format.value);
    LC_TRY(lc_aa_schema(aa, of_payload, lc_oa_get(m->node, "payload"), &m->payload));
    LC_TRY(lc_aa_schema(aa, lc_str_n(NULL, 0), lc_oa_get(m->node, "headers"), &m->headers));
    LC_TRY(content_type(aa, m));
    LC_TRY(kafka_key(aa, m));
    *out = m;
    return lc_map_set(aa->ctx, &aa->read, lc_aa_key_of(place), m);
}

ctr_status lc_aa_add_entry(struct lc_aa *aa, struct lc_aa_entries *list, struct lc_str name,
                           const struct lc_aa_message *message)
{
    struct lc_aa_entry *known = lc_map_get(&list->by_name, name);
    if (known && known->message == message) {
        return CTR_OK;
    }
    for (unsigned i = 2; known; i++) { /* another of that name */
        const char *other = lc_format(aa->ctx, "%.*s#%u", LC_OA_S(name), i);
        if (!other) {
            return CTR_E_NOMEM;
        }
        known = lc_map_get(&list->by_name, lc_str(other));
        if (known && known->message == message) {
            return CTR_OK;
        }
        if (!known) {
            name = lc_str(other);
        }
    }
    struct lc_aa_entry *made = lc_new(aa->ctx, 1, sizeof *made);
    if (!made) {
        return CTR_E_NOMEM;
    }
    *made = (struct lc_aa_entry){.name = name, .message = message};
    if (list->last) {
        list->last->next = made;
    } else {
        list->first = made;
    }
    list->last = made;
    return lc_map_set(aa->ctx, &list->by_name, name, made);
}
