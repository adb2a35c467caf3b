/*
 * Servers: the addresses under which the API is promised. The document cannot say who calls which,
 * so a server that goes is a warning while others stay, and undecided when none is left of those
 * that were there.
 */
#include "spec/openapi/openapi.h"

/* Without one slash at the end. */
static struct lc_str url_of(const struct lc_value *server)
{
    struct lc_str url = lc_text(lc_get(server, "url"));
    if (url.len > 1 && url.ptr[url.len - 1] == '/') {
        url.len--;
    }
    return url;
}

static uint32_t count_of(struct lc_node list)
{
    return lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
}

static ctr_status index_of(struct lc_oa *oa, struct lc_node list, struct lc_map *out)
{
    *out = (struct lc_map){.seed = oa->old.seed};
    for (uint32_t i = 0; i < count_of(list); i++) {
        const struct lc_value *server = &list.value->items[i];
        LC_TRY(lc_map_set(oa->c->ctx, out, url_of(server), (void *)(uintptr_t)server));
    }
    return CTR_OK;
}

static ctr_status tell(struct lc_oa *oa, enum lc_oa_event event, const struct lc_part *part,
                       struct lc_oa_pair at, struct lc_str url, const char *what)
{
    const char *text = lc_dup(oa->c->ctx, url);
    if (!text) {
        return CTR_E_NOMEM;
    }
    return lc_oa_add(oa, event, part, at, text, "the server %s %s", text, what);
}

static ctr_status variables(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_oa_pair v = lc_oa_child(at, "variables");
    bool same;
    LC_TRY(lc_oa_same(oa, v, &same));
    return same ? CTR_OK
                : tell(oa, LC_OA_SERVER_VARIABLES, part, v, url_of(at.new.value),
                       "has other values for the variables in its address");
}

/* Where no servers are named the one address "/" is promised. */
static struct lc_node or_default(struct lc_node list)
{
    static const struct lc_member url = {
        .key_chars = "url",
        .key_len = 3,
        .value = {.kind = LC_STRING, .chars = "/", .count = 1},
    };
    static const struct lc_value server = {.kind = LC_OBJECT, .members = &url, .count = 1};
    static const struct lc_value only = {.kind = LC_ARRAY, .items = &server, .count = 1};

    return count_of(list) ? list : (struct lc_node){list.doc, &only};
}

ctr_status lc_oa_servers(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair servers)
{
    struct lc_map olds, news;
    bool any_stays = false;
    if (count_of(servers.old) + count_of(servers.new) > 0) {
        servers.old = or_default(servers.old);
        servers.new = or_default(servers.new);
    }
    LC_TRY(index_of(oa, servers.old, &olds));
    LC_TRY(index_of(oa, servers.new, &news));
    for (uint32_t i = 0; i < count_of(servers.old) && !any_stays; i++) {
        any_stays = lc_map_get(&news, url_of(&servers.old.value->items[i]));
    }
    for (uint32_t i = 0; i < count_of(servers.old); i++) {
        const struct lc_value *was = &servers.old.value->items[i];
        const struct lc_value *is = lc_map_get(&news, url_of(was));
        struct lc_oa_pair at = {{servers.old.doc, was}, {servers.new.doc, is}};
        if (is) {
            LC_TRY(variables(oa, part, at));
            continue;
        }
        LC_TRY(tell(oa, any_stays ? LC_OA_SERVER_REMOVED : LC_OA_SERVERS_REPLACED, part, at,
                    url_of(was),
                    any_stays ? "is gone; others stay"
                              : "is gone, and no other that was there is left; decide whether the "
                                "old address still answers"));
    }
    for (uint32_t i = 0; i < count_of(servers.new); i++) {
        const struct lc_value *is = &servers.new.value->items[i];
        struct lc_oa_pair at = {{servers.old.doc, NULL}, {servers.new.doc, is}};
        if (!lc_map_get(&olds, url_of(is))) {
            LC_TRY(tell(oa, LC_OA_SERVER_ADDED, part, at, url_of(is), "was added"));
        }
    }
    return CTR_OK;
}
