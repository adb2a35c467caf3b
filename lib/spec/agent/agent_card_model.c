/* Agent cards: interfaces of both versions, extensions, and who is let in. */
#include "spec/agent/agent_card.h"

/* ---- interfaces */

static struct lc_card_interface interface_of(struct lc_node node, const char *binding_key,
                                             const struct lc_value *version)
{
    struct lc_str binding = lc_text(lc_get(node.value, binding_key));
    return (struct lc_card_interface){.node = node,
                                      .binding = binding.len ? binding : LC_STR("-"),
                                      .url = lc_text(lc_get(node.value, "url")),
                                      .tenant = lc_text(lc_get(node.value, "tenant")),
                                      .version = version};
}

static ctr_status add_list(struct lc_ctx *ctx, struct lc_node list, const char *binding_key,
                           const struct lc_value *shared, struct lc_card_interfaces *out)
{
    for (uint32_t i = 0; list.value && i < list.value->count; i++) {
        struct lc_node node = {list.doc, &list.value->items[i]};
        const struct lc_value *own = lc_get(node.value, "protocolVersion");
        if (node.value->kind != LC_OBJECT) {
            return lc_doc_fail(ctx, node.doc, node.value->offset,
                               "an interface is an object with \"url\" and \"%s\"", binding_key);
        }
        out->at[out->count++] = interface_of(node, binding_key, own ? own : shared);
    }
    return CTR_OK;
}

ctr_status lc_card_interfaces(struct lc_ctx *ctx, struct lc_node root,
                              struct lc_card_interfaces *out)
{
    struct lc_node own;
    struct lc_node more;
    const struct lc_value *version = lc_get(root.value, "protocolVersion");
    LC_TRY(lc_agent_member(ctx, root, "supportedInterfaces", LC_ARRAY, "an array of interfaces",
                           &own));
    LC_TRY(lc_agent_member(ctx, root, "additionalInterfaces", LC_ARRAY, "an array of interfaces",
                           &more));
    size_t room = own.value ? own.value->count : 0;
    room += 1 + (more.value ? (size_t)more.value->count : 0);
    *out = (struct lc_card_interfaces){lc_new(ctx, room, sizeof *out->at), 0};
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    if (!own.value && lc_is(lc_get(root.value, "url"), LC_STRING)) {
        struct lc_card_interface first = interface_of(root, "preferredTransport", version);
        if (lc_str_is(first.binding, "-")) {
            first.binding = LC_STR("JSONRPC"); /* what version 0.3 says */
        }
        first.node = lc_child(root, "url");
        out->at[out->count++] = first;
    }
    LC_TRY(add_list(ctx, own, "protocolBinding", version, out));
    return add_list(ctx, more, "transport", version, out);
}

/* ---- extensions */

struct lc_str lc_card_uri(const struct lc_value *extension)
{
    return lc_str_trim(lc_text(lc_get(extension, "uri")));
}

/* ---- security: alternatives, each a list of schemes that go together, each with scopes */

static const struct lc_value *schemes_of(const struct lc_value *alternative)
{
    const struct lc_value *inside = lc_get(alternative, "schemes");
    return lc_is(inside, LC_OBJECT) ? inside : alternative;
}

static const struct lc_value *scopes_of(const struct lc_value *scheme)
{
    const struct lc_value *list = lc_get(scheme, "list");
    return lc_is(scheme, LC_ARRAY) ? scheme : lc_is(list, LC_ARRAY) ? list : NULL;
}

static bool has_scope(const struct lc_value *list, const struct lc_value *scope)
{
    for (uint32_t i = 0; list && i < list->count; i++) {
        if (lc_value_eq(&list->items[i], scope)) {
            return true;
        }
    }
    return false;
}

/* Whoever meets `from` meets `to`. */
static bool meets(const struct lc_value *from, const struct lc_value *to)
{
    from = schemes_of(from);
    to = schemes_of(to);
    for (uint32_t i = 0; lc_is(to, LC_OBJECT) && i < to->count; i++) {
        const struct lc_member *m = &to->members[i];
        const struct lc_value *have = lc_is(from, LC_OBJECT) ? lc_get_str(from, lc_key(m)) : NULL;
        const struct lc_value *scopes = scopes_of(&m->value);
        if (!have) {
            return false;
        }
        for (uint32_t k = 0; scopes && k < scopes->count; k++) {
            if (!has_scope(scopes_of(have), &scopes->items[k])) {
                return false;
            }
        }
    }
    return true;
}

static bool meets_one(const struct lc_value *from, const struct lc_value *alternatives)
{
    bool any = lc_is(alternatives, LC_ARRAY) && alternatives->count;
    for (uint32_t i = 0; any && i < alternatives->count; i++) {
        if (meets(from, &alternatives->items[i])) {
            return true;
        }
    }
    return !any;
}

bool lc_card_lets_in(const struct lc_value *from, const struct lc_value *to)
{
    if (!lc_is(from, LC_ARRAY) || !from->count) {
        return meets_one(NULL, to);
    }
    for (uint32_t i = 0; i < from->count; i++) {
        if (!meets_one(&from->items[i], to)) {
            return false;
        }
    }
    return true;
}
