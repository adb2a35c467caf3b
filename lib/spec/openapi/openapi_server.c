/*
 * Servers: the addresses under which the API is promised. The document cannot say who calls which,
 * so a server that goes is a warning while others stay, and undecided when none is left of those
 * that were there.
 */
#include "spec/openapi/openapi.h"

#include "codec/hashed.h"

/* Without one slash at the end. */
static struct lc_str url_of(const struct lc_value *server)
{
    struct lc_str url = lc_text(lc_get(server, "url"));
    if (url.len > 1 && url.ptr[url.len - 1] == '/') {
        url.len--;
    }
    return url;
}

/* Where scheme and host end; 0: the address is none with a host, or holds a name for logging in. */
static size_t host_end(struct lc_str url, struct lc_str *scheme)
{
    struct lc_str rest;
    if (!lc_str_cut(url, ':', scheme, &rest) || !lc_str_starts(rest, LC_STR("//"))) {
        return 0;
    }
    size_t end = scheme->len + 3;
    while (end < url.len && !memchr("/?#", url.ptr[end], 3)) {
        if (url.ptr[end++] == '@') {
            return 0;
        }
    }
    return end;
}

/* In one spelling: scheme and host without capitals, but for names of variables, and without the
 * port that the scheme has anyway. ptr NULL: NOMEM recorded. */
static struct lc_str spelled(struct lc_ctx *ctx, struct lc_str url)
{
    struct lc_str scheme;
    const size_t end = host_end(url, &scheme);
    char *text = end ? lc_new(ctx, url.len + 1, 1) : NULL;
    bool named = false;
    if (!text) {
        return end ? lc_str_n(NULL, 0) : url;
    }
    memcpy(text, url.ptr, url.len);
    for (size_t i = 0; i < end; i++) {
        named = text[i] == '{' || (named && text[i] != '}');
        bool capital = text[i] >= 'A' && text[i] <= 'Z' && !named;
        text[i] = (char)(capital ? text[i] - 'A' + 'a' : text[i]);
    }
    bool safe = lc_str_eq_nocase(scheme, LC_STR("https"));
    struct lc_str port = safe ? LC_STR(":443") : LC_STR(":80");
    bool known = safe || lc_str_eq_nocase(scheme, LC_STR("http"));
    size_t cut = known && lc_str_ends(lc_str_n(text, end), port) ? port.len : 0;
    memmove(text + end - cut, text + end, url.len - end);
    return lc_str_n(text, url.len - cut);
}

static uint32_t count_of(struct lc_node list)
{
    return lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
}

/* ---- the values for the variables in an address */

static bool by_order(struct lc_str key, const struct lc_value *value)
{
    return !lc_str_is(key, "enum") || !lc_is(value, LC_ARRAY);
}

static uint64_t hash_pair(struct lc_str key, uint64_t value)
{
    return lc_hash(key.ptr, key.len, value);
}

/* Of one variable. Sums, because the order of members, and of the values to choose from, is no
 * difference. */
static uint64_t hash_variable(const struct lc_value *variable)
{
    uint64_t sum = 0;
    if (!lc_is(variable, LC_OBJECT)) {
        return lc_value_hash(variable);
    }
    for (uint32_t i = 0; i < variable->count; i++) {
        const struct lc_member *m = &variable->members[i];
        uint64_t own = by_order(lc_key(m), &m->value) ? lc_value_hash(&m->value) : 0;
        for (uint32_t k = 0; !by_order(lc_key(m), &m->value) && k < m->value.count; k++) {
            own += lc_value_hash(&m->value.items[k]);
        }
        sum += hash_pair(lc_key(m), own);
    }
    return sum;
}

static uint64_t hash_variables(const struct lc_value *variables)
{
    uint64_t sum = 0;
    if (!lc_is(variables, LC_OBJECT)) {
        return lc_value_hash(variables);
    }
    for (uint32_t i = 0; i < variables->count; i++) {
        const struct lc_member *m = &variables->members[i];
        sum += hash_pair(lc_key(m), hash_variable(&m->value));
    }
    return sum;
}

static ctr_status same_variable(struct lc_ctx *ctx, const struct lc_value *a,
                                const struct lc_value *b, bool *out)
{
    *out = a && b && lc_is(a, LC_OBJECT) && lc_is(b, LC_OBJECT) && a->count == b->count;
    if (!*out) {
        *out = lc_value_eq(a, b);
        return CTR_OK;
    }
    for (uint32_t i = 0; i < a->count && *out; i++) {
        const struct lc_value *own = &a->members[i].value;
        const struct lc_value *other = lc_get_str(b, lc_key(&a->members[i]));
        if (!other || by_order(lc_key(&a->members[i]), own) || !lc_is(other, LC_ARRAY)) {
            *out = lc_value_eq(own, other);
        } else {
            LC_TRY(lc_hashed_eq(ctx, own, other, out));
        }
    }
    return CTR_OK;
}

static ctr_status same_variables(struct lc_ctx *ctx, const struct lc_value *a,
                                 const struct lc_value *b, bool *out)
{
    *out = lc_is(a, LC_OBJECT) && lc_is(b, LC_OBJECT) && a->count == b->count;
    if (!*out) {
        *out = lc_value_eq(a, b);
        return CTR_OK;
    }
    for (uint32_t i = 0; i < a->count && *out; i++) {
        const struct lc_member *m = &a->members[i];
        LC_TRY(same_variable(ctx, &m->value, lc_get_str(b, lc_key(m)), out));
    }
    return CTR_OK;
}

/* ---- both lists */

enum { OLD, NEW };

/* An address, which may be given several times, with other variables each time. */
struct address {
    uint32_t first[2]; /* the number of its first server in each edition, from 1; 0: none */
    bool kept;         /* some server of it has a twin, with the same variables */
};

/* Bytewise the key under which servers that may be twins are found. */
struct look {
    struct address *address;
    uint64_t variables; /* their hash */
};

struct server {
    struct look look;
    const struct lc_value *value;
    const struct lc_value *variables; /* NULL: none */
    uint32_t next;                    /* the next with this look, from 1; 0: none */
    bool twin;                        /* the other edition has it, too */
    bool apart;                       /* the other has no address of it */
};

struct servers {
    struct lc_node list;
    struct server *at;
    struct lc_map looks; /* to the number of the first, from 1 */
};

static ctr_status address_of(struct lc_oa *oa, struct lc_map *addresses, struct lc_str url,
                             struct address **out)
{
    *out = lc_map_get(addresses, url);
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(oa->c->ctx, 1, sizeof **out);
    return *out ? lc_map_set(oa->c->ctx, addresses, url, *out) : CTR_E_NOMEM;
}

/* The variables of an address by their place in it: what they are called is seen by nobody who
 * calls it, and one that is not in it counts for nothing. */
static ctr_status placed(struct lc_oa *oa, struct lc_str url, const struct lc_value *variables,
                         const struct lc_value **out)
{
    struct lc_str name;
    size_t count = 0;
    size_t from = 0;
    while (lc_oa_next_variable(url, &from, &name)) {
        count++;
    }
    *out = NULL;
    if (!lc_is(variables, LC_OBJECT) || !count) {
        return CTR_OK;
    }
    struct lc_value *whole = lc_new(oa->c->ctx, 1, sizeof *whole);
    struct lc_member *members = lc_new(oa->c->ctx, count, sizeof *members);
    if (!whole || !members) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_spend(oa->c->ctx, 1 + (uint64_t)count * (1 + variables->count / 16)));
    from = count = 0;
    for (unsigned place = 0; lc_oa_next_variable(url, &from, &name); place++) {
        const struct lc_value *variable = lc_get_str(variables, name);
        struct lc_str key = lc_str(lc_format(oa->c->ctx, "%u", place));
        if (!key.ptr) {
            return CTR_E_NOMEM;
        }
        if (variable) {
            members[count++] = lc_member_of(key, variable->offset, *variable);
        }
    }
    *whole = (struct lc_value){.kind = LC_OBJECT, .offset = variables->offset};
    lc_set_members(whole, members, count);
    *out = count ? whole : NULL;
    return CTR_OK;
}

static struct lc_str look_key(const struct look *look)
{
    return lc_str_n((const char *)look, sizeof *look);
}

static uint32_t first_like(const struct servers *s, const struct look *look)
{
    return (uint32_t)(uintptr_t)lc_map_get(&s->looks, look_key(look));
}

static ctr_status read(struct lc_oa *oa, int side, struct lc_node list, struct lc_map *addresses,
                       struct servers *out)
{
    uint32_t count = count_of(list);
    *out = (struct servers){.list = list, .looks.seed = oa->old.seed};
    out->at = lc_new(oa->c->ctx, (size_t)count + 1, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = count; i-- > 0;) { /* so that what comes first is found first */
        struct server *s = &out->at[i];
        s->value = &list.value->items[i];
        s->variables = lc_oa_get((struct lc_node){list.doc, s->value}, "variables").value;
        LC_TRY(placed(oa, url_of(s->value), s->variables, &s->variables));
        LC_TRY(lc_spend(oa->c->ctx, 1));
        struct lc_str url = spelled(oa->c->ctx, url_of(s->value));
        url = url.ptr ? lc_oa_loose_path(oa->c->ctx, url) : url;
        LC_TRY(url.ptr || !url_of(s->value).ptr ? address_of(oa, addresses, url, &s->look.address)
                                                : CTR_E_NOMEM);
        s->look.address->first[side] = i + 1;
        s->look.variables = hash_variables(s->variables);
        s->next = first_like(out, &s->look);
        LC_TRY(lc_map_set(oa->c->ctx, &out->looks, look_key(&s->look), (void *)(uintptr_t)(i + 1)));
    }
    return CTR_OK;
}

/* Which of them are in the other edition, too, with the same address and variables? */
static ctr_status find_twins(struct lc_oa *oa, struct servers *own, const struct servers *other)
{
    for (uint32_t i = 0; i < count_of(own->list); i++) {
        struct server *s = &own->at[i];
        uint32_t n = first_like(other, &s->look);
        while (n && !s->twin) {
            uint64_t size = lc_is(s->variables, LC_OBJECT) ? s->variables->count : 0;
            LC_TRY(lc_spend(oa->c->ctx, 1 + size));
            LC_TRY(same_variables(oa->c->ctx, s->variables, other->at[n - 1].variables, &s->twin));
            n = other->at[n - 1].next;
        }
        s->look.address->kept = s->look.address->kept || s->twin;
    }
    return CTR_OK;
}

/* Some variable has none of the values that it had. */
static ctr_status no_value_stays(struct lc_ctx *ctx, const struct lc_value *was,
                                 const struct lc_value *is, bool *out)
{
    *out = false;
    for (uint32_t i = 0; lc_is(was, LC_OBJECT) && i < was->count && !*out; i++) {
        const struct lc_member *m = &was->members[i];
        const struct lc_value *old = lc_get(&m->value, "enum");
        const struct lc_value *new = lc_get(lc_get_str(is, lc_key(m)), "enum");
        struct lc_hashed_set values;
        if (!lc_is(old, LC_ARRAY) || !old->count || !lc_is(new, LC_ARRAY) || !new->count) {
            continue;
        }
        LC_TRY(lc_spend(ctx, 1 + (uint64_t)old->count + new->count));
        LC_TRY(lc_hashed_items(ctx, new, &values));
        *out = true;
        for (uint32_t k = 0; k < old->count && *out; k++) {
            *out = !lc_hashed_has(&values, &old->items[k]);
        }
    }
    return CTR_OK;
}

/* Old servers of which only the template is left. */
static ctr_status find_apart(struct lc_oa *oa, struct servers both[2])
{
    for (uint32_t i = 0; i < count_of(both[OLD].list); i++) {
        struct server *s = &both[OLD].at[i];
        s->apart = !s->twin;
        for (uint32_t k = 0; k < count_of(both[NEW].list) && s->apart; k++) {
            const struct server *is = &both[NEW].at[k];
            LC_TRY(lc_spend(oa->c->ctx, 1));
            if (is->look.address == s->look.address) {
                LC_TRY(no_value_stays(oa->c->ctx, s->variables, is->variables, &s->apart));
            }
        }
    }
    return CTR_OK;
}

/* ---- what is told */

static ctr_status tell(struct lc_oa *oa, enum lc_oa_event event, const struct lc_part *part,
                       struct lc_oa_pair at, struct lc_str url, const char *what)
{
    const char *text = lc_dup(oa->c->ctx, url);
    if (!text) {
        return CTR_E_NOMEM;
    }
    return lc_oa_add(oa, event, part, at, text, "the server %s %s", text, what);
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

static ctr_status tell_old(struct lc_oa *oa, const struct lc_part *part, const struct server *s,
                           struct servers both[2], bool any_stays)
{
    uint32_t n = s->look.address->first[NEW];
    const struct lc_value *is = n ? both[NEW].at[n - 1].value : NULL;
    struct lc_oa_pair at = {{both[OLD].list.doc, s->value}, {both[NEW].list.doc, is}};
    if (s->twin) {
        return CTR_OK;
    }
    if (is && !s->apart) {
        return tell(oa, LC_OA_SERVER_VARIABLES, part, lc_oa_child(at, "variables"), url_of(is),
                    "has other values for the variables in its address");
    }
    return tell(oa, any_stays ? LC_OA_SERVER_REMOVED : LC_OA_SERVERS_REPLACED, part, at,
                url_of(s->value),
                any_stays ? "is gone; others stay"
                          : "is gone, and no other that was there is left; decide whether the old "
                            "address still answers");
}

/* Where no server of an address is as it was, the first one there is now is what the old ones
 * became, of which was told; all others are further ones, wherever they stand in the list. */
static ctr_status tell_new(struct lc_oa *oa, const struct lc_part *part, const struct servers *news,
                           uint32_t i, struct lc_oa_pair at)
{
    const struct server *s = &news->at[i];
    const struct address *address = s->look.address;
    bool known_address = address->first[OLD] != 0;
    bool told = known_address && !address->kept && address->first[NEW] == i + 1;
    if (s->twin || told) {
        return CTR_OK;
    }
    at.new.value = s->value;
    return tell(oa, LC_OA_SERVER_ADDED, part, at, url_of(s->value),
                known_address ? "was added once more, with other values for its variables"
                              : "was added");
}

ctr_status lc_oa_servers(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair servers)
{
    struct servers both[2];
    struct lc_map addresses = {.seed = oa->old.seed};
    bool any_stays = false;
    if (count_of(servers.old) + count_of(servers.new) > 0) {
        servers.old = or_default(servers.old);
        servers.new = or_default(servers.new);
    }
    LC_TRY(read(oa, OLD, servers.old, &addresses, &both[OLD]));
    LC_TRY(read(oa, NEW, servers.new, &addresses, &both[NEW]));
    LC_TRY(find_twins(oa, &both[OLD], &both[NEW]));
    LC_TRY(find_twins(oa, &both[NEW], &both[OLD]));
    LC_TRY(find_apart(oa, both));
    for (uint32_t i = 0; i < count_of(servers.old) && !any_stays; i++) {
        any_stays = !both[OLD].at[i].apart;
    }
    for (uint32_t i = 0; i < count_of(servers.old); i++) {
        LC_TRY(tell_old(oa, part, &both[OLD].at[i], both, any_stays));
    }
    struct lc_oa_pair at = {{servers.old.doc, NULL}, {servers.new.doc, NULL}};
    for (uint32_t i = 0; i < count_of(servers.new); i++) {
        LC_TRY(tell_new(oa, part, &both[NEW], i, at));
    }
    return CTR_OK;
}
