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

/* Servers by address. An address may be given several times, with other variables each time. */
struct servers {
    struct lc_node list;
    struct lc_map first; /* address to the number of the first, from 1 */
    uint32_t *next;      /* by number from 0: the next with the same address, from 1; 0: none */
};

static ctr_status index_of(struct lc_oa *oa, struct lc_node list, struct servers *out)
{
    uint32_t count = count_of(list);
    *out = (struct servers){.list = list, .first.seed = oa->old.seed};
    out->next = lc_new(oa->c->ctx, (size_t)count + 1, sizeof *out->next);
    if (!out->next) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = count; i-- > 0;) {
        struct lc_str url = url_of(&list.value->items[i]);
        out->next[i] = (uint32_t)(uintptr_t)lc_map_get(&out->first, url);
        LC_TRY(lc_map_set(oa->c->ctx, &out->first, url, (void *)(uintptr_t)(i + 1)));
    }
    return CTR_OK;
}

static uint32_t first_at(const struct servers *s, struct lc_str url)
{
    return (uint32_t)(uintptr_t)lc_map_get(&s->first, url);
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

/* Is there one with the same address and variables? `in_new`: among the new ones. */
static ctr_status has_twin(struct lc_oa *oa, const struct servers *among, bool in_new,
                           struct lc_node server, bool *out)
{
    *out = false;
    for (uint32_t n = first_at(among, url_of(server.value)); n && !*out; n = among->next[n - 1]) {
        struct lc_node other = {among->list.doc, &among->list.value->items[n - 1]};
        struct lc_oa_pair at = {in_new ? server : other, in_new ? other : server};
        LC_TRY(lc_oa_charge(&oa->new, 1));
        LC_TRY(lc_oa_same(oa, lc_oa_child(at, "variables"), out));
    }
    return CTR_OK;
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
    struct servers olds, news;
    bool any_stays = false;
    if (count_of(servers.old) + count_of(servers.new) > 0) {
        servers.old = or_default(servers.old);
        servers.new = or_default(servers.new);
    }
    LC_TRY(index_of(oa, servers.old, &olds));
    LC_TRY(index_of(oa, servers.new, &news));
    for (uint32_t i = 0; i < count_of(servers.old) && !any_stays; i++) {
        any_stays = first_at(&news, url_of(&servers.old.value->items[i])) != 0;
    }
    for (uint32_t i = 0; i < count_of(servers.old); i++) {
        const struct lc_value *was = &servers.old.value->items[i];
        uint32_t n = first_at(&news, url_of(was));
        const struct lc_value *is = n ? &servers.new.value->items[n - 1] : NULL;
        struct lc_oa_pair at = {{servers.old.doc, was}, {servers.new.doc, is}};
        if (is) {
            bool same;
            LC_TRY(has_twin(oa, &news, true, at.old, &same));
            LC_TRY(same ? CTR_OK
                        : tell(oa, LC_OA_SERVER_VARIABLES, part, lc_oa_child(at, "variables"),
                               url_of(is), "has other values for the variables in its address"));
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
        uint32_t n = first_at(&news, url_of(is));
        bool again = n != i + 1; /* the first is told of where the old ones are gone through */
        bool known = first_at(&olds, url_of(is)) != 0;
        LC_TRY(known && again ? has_twin(oa, &olds, false, at.new, &known) : CTR_OK);
        LC_TRY(known ? CTR_OK
                     : tell(oa, LC_OA_SERVER_ADDED, part, at, url_of(is),
                            again ? "was added once more, with other values for its variables"
                                  : "was added"));
    }
    return CTR_OK;
}
