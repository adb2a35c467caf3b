/* Servers, by name: their addresses, protocols, variables, bindings. */
#include "spec/asyncapi/asyncapi.h"

static const struct lc_oa_known server_known[] = {
    {"url", LC_OA_HANDLED},       {"host", LC_OA_HANDLED},
    {"pathname", LC_OA_HANDLED},  {"protocol", LC_OA_HANDLED},
    {"variables", LC_OA_HANDLED}, {"protocolVersion", LC_OA_HANDLED},
    {"security", LC_OA_HANDLED},  {"bindings", LC_OA_HANDLED},
    {"title", LC_OA_TEXT},        {"summary", LC_OA_TEXT},
    {"description", LC_OA_TEXT},  {"tags", LC_OA_TEXT},
    {"externalDocs", LC_OA_TEXT}, {NULL, 0}};
static const struct lc_oa_known variable_known[] = {{"enum", LC_OA_HANDLED},
                                                    {"default", LC_OA_HANDLED},
                                                    {"description", LC_OA_TEXT},
                                                    {"examples", LC_OA_TEXT},
                                                    {NULL, 0}};

/* "https" of "https://host", "{s}" of "{s}://host"; empty where the address names none. */
static struct lc_str scheme_of(struct lc_node server)
{
    struct lc_str url = lc_text(lc_get(server.value, "url"));
    for (size_t i = 0; i + 2 < url.len && url.ptr[i] != '/'; i++) {
        if (memcmp(url.ptr + i, "://", 3) == 0) {
            return lc_str_n(url.ptr, i);
        }
    }
    return LC_STR("");
}

/* Host and path, however the edition spells it; without one slash at the end. */
static const char *address_of(struct lc_ctx *ctx, struct lc_node server)
{
    struct lc_str url = lc_text(lc_get(server.value, "url"));
    struct lc_str host = lc_text(lc_get(server.value, "host"));
    struct lc_str path = lc_text(lc_get(server.value, "pathname"));
    size_t scheme = scheme_of(server).len;
    url = scheme ? lc_str_n(url.ptr + scheme + 3, url.len - scheme - 3) : url;
    char *text = lc_format(ctx, "%.*s%.*s%.*s", LC_OA_S(url), LC_OA_S(host), LC_OA_S(path));
    size_t n = text ? strlen(text) : 0;
    if (n && text[n - 1] == '/') {
        text[n - 1] = '\0';
    }
    return text;
}

/* Capitals say nothing in a host, but for the names of variables and of those who log in. */
static bool same_address(const char *was, const char *is)
{
    const size_t host = strcspn(was, "/");
    const bool login = memchr(was, '@', host);
    bool named = login;
    for (size_t i = 0; i < host && is[i]; i++) {
        struct lc_str a = lc_str_n(was + i, 1);
        struct lc_str b = lc_str_n(is + i, 1);
        named = login || was[i] == '{' || (named && was[i] != '}');
        if (named ? was[i] != is[i] : !lc_str_eq_nocase(a, b)) {
            return false;
        }
    }
    return strlen(is) >= host && strcmp(was + host, is + host) == 0;
}

static bool contains(const struct lc_value *list, const struct lc_value *item)
{
    for (uint32_t i = 0; lc_is(list, LC_ARRAY) && i < list->count; i++) {
        if (lc_value_eq(&list->items[i], item)) {
            return true;
        }
    }
    return false;
}

/* Every value that `a` allows is one of `b`; without a list all are. */
static bool within(const struct lc_value *a, const struct lc_value *b)
{
    if (!lc_is(b, LC_ARRAY)) {
        return true;
    }
    for (uint32_t i = 0; lc_is(a, LC_ARRAY) && i < a->count; i++) {
        if (!contains(b, &a->items[i])) {
            return false;
        }
    }
    return lc_is(a, LC_ARRAY);
}

static ctr_status variable(struct lc_aa_cmp *aa, const struct lc_part *part, const char *name,
                           struct lc_oa_pair at)
{
    LC_TRY(lc_aa_follow_pair(aa, at, &at));
    struct lc_oa_pair list = lc_oa_child(at, "enum");
    struct lc_oa_pair fallback = lc_oa_child(at, "default");
    if (!within(list.old.value, list.new.value)) {
        LC_TRY(lc_aa_add(aa, LC_AA_SERVER_VARIABLE_FEWER, part, list, name,
                         "the variable '%s' can no longer have each of the values it had", name));
    }
    if (!within(list.new.value, list.old.value)) {
        LC_TRY(lc_aa_add(aa, LC_AA_SERVER_VARIABLE_MORE, part, list, name,
                         "the variable '%s' can have values that it could not", name));
    }
    if (!lc_value_eq(fallback.old.value, fallback.new.value)) {
        LC_TRY(lc_aa_add(aa, LC_AA_SERVER_VARIABLE_DEFAULT, part, fallback, name,
                         "the variable '%s' has another default, so that those who do not set it "
                         "go elsewhere",
                         name));
    }
    return lc_aa_rest(aa, part, at, variable_known);
}

static ctr_status variables(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at)
{
    at = lc_oa_child(at, "variables");
    LC_TRY(lc_aa_follow_pair(aa, at, &at));
    for (int side = 0; side < 2; side++) {
        struct lc_node list = side ? at.new : at.old;
        uint32_t count = lc_is(list.value, LC_OBJECT) ? list.value->count : 0;
        for (uint32_t i = 0; i < count; i++) {
            struct lc_str key = lc_key(&list.value->members[i]);
            struct lc_oa_pair one = {{at.old.doc, lc_get_str(at.old.value, key)},
                                     {at.new.doc, lc_get_str(at.new.value, key)}};
            const char *name = lc_dup(aa->c->ctx, key);
            if (!name) {
                return CTR_E_NOMEM;
            }
            if (one.old.value && one.new.value) {
                LC_TRY(side ? CTR_OK : variable(aa, part, name, one));
                continue;
            }
            LC_TRY(lc_aa_add(aa, side ? LC_AA_SERVER_VARIABLE_MORE : LC_AA_SERVER_VARIABLE_FEWER,
                             part, one, name, "the variable '%s' %s", name,
                             side ? "was added" : "is gone"));
        }
    }
    return CTR_OK;
}

/* True if `scheme` is a variable that can be `value`. */
static ctr_status can_be(struct lc_aa_cmp *aa, struct lc_oa_pair at, bool newer,
                         struct lc_str scheme, struct lc_str value, bool *out)
{
    struct lc_oa_pair list = lc_oa_child(at, "variables");
    *out = false;
    if (scheme.len < 3 || scheme.ptr[0] != '{' || scheme.ptr[scheme.len - 1] != '}') {
        return CTR_OK;
    }
    struct lc_str name = lc_str_n(scheme.ptr + 1, scheme.len - 2);
    LC_TRY(lc_aa_follow_pair(aa, list, &list));
    struct lc_oa_pair one = {{list.old.doc, lc_get_str(list.old.value, name)},
                             {list.new.doc, lc_get_str(list.new.value, name)}};
    LC_TRY(lc_aa_follow_pair(aa, one, &one));
    const struct lc_value *values = lc_get(newer ? one.new.value : one.old.value, "enum");
    *out = !lc_is(values, LC_ARRAY);
    for (uint32_t i = 0; !*out && i < values->count; i++) {
        LC_TRY(lc_spend(aa->c->ctx, 1));
        *out = lc_str_eq_nocase(lc_text(&values->items[i]), value);
    }
    return CTR_OK;
}

/* What the addresses begin with. Of a variable it is told apart that it came or went. */
static ctr_status scheme(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_str had = scheme_of(at.old);
    struct lc_str has = scheme_of(at.new);
    bool was, is;
    if (!had.len || !has.len || lc_str_eq_nocase(had, has)) {
        return CTR_OK;
    }
    LC_TRY(can_be(aa, at, false, had, has, &was));
    LC_TRY(can_be(aa, at, true, has, had, &is));
    return was || is ? CTR_OK
                     : lc_aa_add(aa, LC_AA_SERVER_PROTOCOL, part, lc_oa_child(at, "url"), "url",
                                 "the address begins with '%.*s', no longer with '%.*s'; offer it "
                                 "as another server",
                                 LC_OA_S(has), LC_OA_S(had));
}

static ctr_status protocol(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_oa_pair p = lc_oa_child(at, "protocol");
    struct lc_oa_pair v = lc_oa_child(at, "protocolVersion");
    if (!lc_value_eq(p.old.value, p.new.value)) {
        struct lc_str was = lc_text(p.old.value);
        struct lc_str is = lc_text(p.new.value);
        LC_TRY(lc_aa_add(aa, LC_AA_SERVER_PROTOCOL, part, p, NULL,
                         "the protocol is '%.*s', no longer '%.*s'; offer it as another server",
                         LC_OA_S(is), LC_OA_S(was)));
    }
    LC_TRY(lc_value_eq(p.old.value, p.new.value) ? scheme(aa, part, at) : CTR_OK);
    if (lc_value_eq(v.old.value, v.new.value)) {
        return CTR_OK;
    }
    bool both = v.old.value && v.new.value;
    return lc_aa_add(aa, both ? LC_AA_SERVER_PROTOCOL : LC_AA_SERVER_VERSION, part, v, "version",
                     "the version of the protocol %s",
                     both          ? "is another"
                     : v.new.value ? "is told now, and was not before; decide whether clients of "
                                     "others are refused"
                                   : "is not told any more; decide whether it is still the same");
}

static ctr_status server(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at)
{
    LC_TRY(lc_aa_follow_pair(aa, at, &at));
    const char *was = address_of(aa->c->ctx, at.old);
    const char *is = address_of(aa->c->ctx, at.new);
    if (!was || !is) {
        return CTR_E_NOMEM;
    }
    if (!same_address(was, is)) {
        LC_TRY(lc_aa_add(aa, LC_AA_SERVER_ADDRESS, part, at, NULL,
                         "the address is '%s', no longer '%s'; offer it as another server", is,
                         was));
    }
    LC_TRY(protocol(aa, part, at));
    LC_TRY(variables(aa, part, at));
    LC_TRY(lc_aa_security(aa, part, at));
    LC_TRY(lc_aa_bindings(aa, LC_AA_OF_SERVER, part, at));
    return lc_aa_rest(aa, part, at, server_known);
}

ctr_status lc_aa_servers(struct lc_aa_cmp *aa)
{
    struct lc_oa_pair list = {lc_oa_get(aa->old->root, "servers"),
                              lc_oa_get(aa->new->root, "servers")};
    struct lc_part word = lc_oa_words(NULL, LC_STR("server"));
    aa->way = LC_AA_RECEIVE; /* clients go there */
    for (int side = 0; side < 2; side++) {
        struct lc_node mine = side ? list.new : list.old;
        uint32_t count = lc_is(mine.value, LC_OBJECT) ? mine.value->count : 0;
        for (uint32_t i = 0; i < count; i++) {
            struct lc_str key = lc_key(&mine.value->members[i]);
            struct lc_part name = lc_oa_words(&word, key);
            struct lc_oa_pair at = {{list.old.doc, lc_get_str(list.old.value, key)},
                                    {list.new.doc, lc_get_str(list.new.value, key)}};
            if (lc_oa_extension(key)) {
                continue;
            }
            if (at.old.value && at.new.value) {
                LC_TRY(side ? CTR_OK : server(aa, &name, at));
                continue;
            }
            LC_TRY(lc_aa_add(aa, side ? LC_AA_SERVER_ADDED : LC_AA_SERVER_REMOVED, &name, at, NULL,
                             "the server '%.*s' %s", LC_OA_S(key),
                             side ? "was added" : "is gone; keep it until nobody goes there"));
        }
    }
    return CTR_OK;
}
