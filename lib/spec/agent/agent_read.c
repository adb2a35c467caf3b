/* Looking at documents of agent kinds: what is there, and what was expected where it is not. */
#include "spec/agent/agent.h"

static const char *word_of(const struct lc_value *value)
{
    static const char *const words[] = {"nothing",  "null",     "a boolean", "a boolean",
                                        "a number", "a string", "an array",  "an object"};
    return words[value ? value->kind : 0];
}

ctr_status lc_agent_member(struct lc_ctx *ctx, struct lc_node object, const char *key,
                           enum lc_value_kind kind, const char *what, struct lc_node *out)
{
    *out = lc_child(object, key);
    if (!out->value || out->value->kind == (uint8_t)kind) {
        return CTR_OK;
    }
    return lc_doc_fail(ctx, object.doc, out->value->offset, "\"%s\": expected %s, found %s", key,
                       what, word_of(out->value));
}

ctr_status lc_agent_need(struct lc_ctx *ctx, struct lc_node object, const char *key,
                         enum lc_value_kind kind, const char *what, struct lc_node *out)
{
    LC_TRY(lc_agent_member(ctx, object, key, kind, what, out));
    if (!out->value) {
        return lc_doc_fail(ctx, object.doc, object.value->offset,
                           "there is no \"%s\" here, expected %s", key, what);
    }
    if (kind == LC_STRING && !lc_str_trim(lc_raw(out->value)).len) {
        return lc_doc_fail(ctx, object.doc, out->value->offset, "\"%s\" is empty, expected %s", key,
                           what);
    }
    return CTR_OK;
}

ctr_status lc_agent_index(struct lc_ctx *ctx, struct lc_node array, const char *key,
                          const char *noun, struct lc_map *out)
{
    *out = (struct lc_map){0};
    for (uint32_t i = 0; array.value && i < array.value->count; i++) {
        struct lc_node item = {array.doc, &array.value->items[i]};
        struct lc_node name;
        LC_TRY(lc_poll(ctx));
        if (item.value->kind != LC_OBJECT) {
            return lc_doc_fail(ctx, item.doc, item.value->offset,
                               "expected an object, a %s, found %s", noun, word_of(item.value));
        }
        LC_TRY(lc_agent_need(ctx, item, key, LC_STRING, "a string that names it", &name));
        if (lc_map_get(out, lc_raw(name.value))) {
            return lc_doc_fail(ctx, item.doc, name.value->offset,
                               "the %s '%.*s' is there twice; give one of them another \"%s\"",
                               noun, LC_S(lc_raw(name.value)), key);
        }
        LC_TRY(lc_map_set(ctx, out, lc_raw(name.value), (void *)(uintptr_t)item.value));
    }
    return CTR_OK;
}

ctr_status lc_agent_strings(struct lc_ctx *ctx, struct lc_node array, const char *what)
{
    for (uint32_t i = 0; array.value && i < array.value->count; i++) {
        const struct lc_value *item = &array.value->items[i];
        if (item->kind != LC_STRING) {
            return lc_doc_fail(ctx, array.doc, item->offset, "expected %s, found %s", what,
                               word_of(item));
        }
    }
    return CTR_OK;
}
