/*
 * Which operations a request is one of: its address is held against those of the servers, and what
 * is left of its path against the templates. Both are compared in one spelling (RFC 3986, 6.2.2 and
 * 6.2.3), since what records requests writes addresses otherwise than people do.
 */
#include "spec/openapi/openapi_used.h"

/* ---- spelling */

static int hex_of(char c)
{
    const char low = lc_low(c);
    return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The byte that is written as three at `at`; -1: none is. */
static int escaped(const char *at, const char *end)
{
    if (*at != '%' || end - at < 3 || hex_of(at[1]) < 0 || hex_of(at[2]) < 0) {
        return -1;
    }
    return hex_of(at[1]) * 16 + hex_of(at[2]);
}

/* Nothing is escaped but what would be read as something else then: that ends a segment or a path,
 * begins a variable, or is an escape itself. ptr NULL: NOMEM recorded. */
static struct lc_str plain(struct lc_ctx *ctx, struct lc_str path)
{
    const char *const end = path.ptr + path.len;
    char *text = lc_new(ctx, path.len + 1, 1);
    size_t size = 0;
    for (const char *at = path.ptr; text && at < end;) {
        const int byte = escaped(at, end);
        if (byte < 0) {
            text[size++] = *at++;
        } else if (byte && strchr("/?#%{}", byte)) {
            static const char digits[] = "0123456789ABCDEF";
            text[size++] = '%';
            text[size++] = digits[byte >> 4];
            text[size++] = digits[byte & 15];
            at += 3;
        } else {
            text[size++] = (char)byte;
            at += 3;
        }
    }
    return lc_str_n(text, size);
}

/* Without query and fragment. */
static struct lc_str cut_path(struct lc_str path)
{
    size_t end = 0;
    while (end < path.len && path.ptr[end] != '?' && path.ptr[end] != '#') {
        end++;
    }
    return lc_str_n(path.ptr, end);
}

static ctr_status low(struct lc_ctx *ctx, struct lc_str *text)
{
    char *own = lc_new(ctx, text->len + 1, 1);
    for (size_t i = 0; own && i < text->len; i++) {
        own[i] = lc_low(text->ptr[i]);
    }
    *text = lc_str_n(own, text->len);
    return own ? CTR_OK : CTR_E_NOMEM;
}

/* An address in one spelling: no capitals, no port that the scheme has anyway, nobody's name. */
struct place {
    struct lc_str scheme; /* empty: not told */
    struct lc_str host;   /* empty: not told */
    struct lc_str path;
    struct lc_str port; /* ":443", which `host` may have been given or not; empty: none is known */
};

static void spell_host(struct place *p)
{
    const char *name = p->host.len ? memchr(p->host.ptr, '@', p->host.len) : NULL;
    if (name) {
        size_t skip = (size_t)(name - p->host.ptr) + 1;
        p->host = lc_str_n(p->host.ptr + skip, p->host.len - skip);
    }
    p->port = lc_str_is(p->scheme, "https")  ? LC_STR(":443")
              : lc_str_is(p->scheme, "http") ? LC_STR(":80")
                                             : LC_STR("");
    if (lc_str_ends(p->host, LC_STR(":"))) {
        p->host.len--;
    } else if (p->port.len && lc_str_ends(p->host, p->port)) {
        p->host.len -= p->port.len;
    }
}

static ctr_status place_of(struct lc_ctx *ctx, struct lc_str url, struct place *out)
{
    struct lc_str rest = cut_path(url);
    *out = (struct place){.scheme = LC_STR(""), .host = LC_STR("")};
    for (size_t i = 0; i + 2 < rest.len && rest.ptr[i] != '/'; i++) {
        if (memcmp(rest.ptr + i, "://", 3) == 0) {
            out->scheme = lc_str_n(rest.ptr, i);
            rest = lc_str_n(rest.ptr + i + 1, rest.len - i - 1);
            break;
        }
    }
    if (lc_str_starts(rest, LC_STR("//"))) {
        size_t end = 2;
        while (end < rest.len && rest.ptr[end] != '/') {
            end++;
        }
        out->host = lc_str_n(rest.ptr + 2, end - 2);
        rest = lc_str_n(rest.ptr + end, rest.len - end);
    }
    LC_TRY(low(ctx, &out->scheme));
    LC_TRY(low(ctx, &out->host));
    spell_host(out);
    out->path = rest.len ? plain(ctx, rest) : LC_STR("/");
    return out->path.ptr ? CTR_OK : CTR_E_NOMEM;
}

/* ---- fitting */

/* Does a path of a request fit the template? *fixed counts what is equal letter by letter: the
 * template with more of it is the one that is meant. */
static bool fits(struct lc_str template, struct lc_str path, size_t *fixed)
{
    size_t t = 0;
    size_t p = 0;
    *fixed = 0;
    while (t < template.len) {
        const char *close =
            template.ptr[t] == '{' ? memchr(template.ptr + t, '}', template.len - t) : NULL;
        if (!close) {
            if (p == path.len || template.ptr[t] != path.ptr[p]) {
                return false;
            }
            t++, p++, ++*fixed;
            continue;
        }
        t = (size_t)(close - template.ptr) + 1;
        char stop = t < template.len ? template.ptr[t] : '/';
        size_t from = p;
        while (p < path.len && path.ptr[p] != '/' && (stop == '{' || path.ptr[p] != stop)) {
            p++;
        }
        if (p == from) {
            return false;
        }
    }
    return p == path.len;
}

struct lc_oa_target {
    struct lc_oa_target *next;
    const struct lc_oa_op *op;
    struct lc_str path; /* plain */
};

struct lc_oa_way {
    struct lc_oa_way *next;
    struct place server;             /* its path without slashes at the end */
    const struct lc_oa_target *only; /* the operation whose own server it is; NULL: all */
};

/* A request, or the path of one below a server. */
struct asked {
    struct lc_oa_use *u;
    struct lc_str method;
    size_t best; /* letters in common */
    struct lc_oa_met met;
    bool tell; /* those that have as many */
};

static ctr_status against(struct asked *a, const struct lc_oa_target *t, struct lc_str path,
                          size_t more)
{
    size_t fixed;
    LC_TRY(lc_spend(a->u->d.ctx, 1));
    if (!fits(t->path, path, &fixed)) {
        return CTR_OK;
    }
    a->met.path = true;
    if (!lc_str_eq_nocase(a->method, lc_str(t->op->method))) {
        return CTR_OK;
    }
    if (a->tell) {
        return fixed + more == a->best ? lc_oa_use_tell(a->u, t->op) : CTR_OK;
    }
    a->best = a->met.found && a->best > fixed + more ? a->best : fixed + more;
    a->met.found = true;
    return CTR_OK;
}

static ctr_status against_all(struct asked *a, struct lc_str path, size_t more)
{
    for (const struct lc_oa_target *t = a->u->targets; t; t = t->next) {
        LC_TRY(against(a, t, path, more));
    }
    return CTR_OK;
}

static ctr_status same_host(struct lc_ctx *ctx, const struct place *server, const struct place *at,
                            bool *out)
{
    size_t fixed;
    *out = !server->host.len || !at->host.len || fits(server->host, at->host, &fixed);
    if (!*out && at->port.len && memchr(server->host.ptr, ':', server->host.len)) {
        const char *full = lc_format(ctx, "%.*s%.*s", LC_OA_S(at->host), LC_OA_S(at->port));
        *out = full && fits(server->host, lc_str(full), &fixed);
        return full ? CTR_OK : CTR_E_NOMEM;
    }
    *out = *out &&
           (!server->scheme.len || !at->scheme.len || fits(server->scheme, at->scheme, &fixed));
    return CTR_OK;
}

/* What is left of the path behind that of a server; false if it is no request to this one. A
 * variable in the address stands for any text without a slash. */
static bool behind(struct lc_str base, struct lc_str path, struct lc_str *rest, size_t *fixed)
{
    for (size_t end = 0; end <= path.len; end++) {
        bool boundary = end == path.len || path.ptr[end] == '/';
        if (boundary && fits(base, lc_str_n(path.ptr, end), fixed)) {
            *rest = end == path.len ? LC_STR("/") : lc_str_n(path.ptr + end, path.len - end);
            return true;
        }
    }
    return false;
}

/* False where any host would do. */
static bool is_named(struct lc_str host)
{
    bool variable = false;
    for (size_t i = 0; i < host.len; i++) {
        variable = host.ptr[i] == '{' || (variable && host.ptr[i] != '}');
        if (!variable && !memchr("}.:", host.ptr[i], 3)) {
            return true;
        }
    }
    return false;
}

static ctr_status against_ways(struct asked *a, const struct place *at)
{
    for (const struct lc_oa_way *w = a->u->ways; w; w = w->next) {
        struct lc_str rest;
        size_t more;
        bool here;
        LC_TRY(lc_spend(a->u->d.ctx, 1));
        LC_TRY(same_host(a->u->d.ctx, &w->server, at, &here));
        if (!here || !behind(w->server.path, at->path, &rest, &more)) {
            continue;
        }
        a->met.server = a->met.server || (is_named(w->server.host) && at->host.len);
        LC_TRY(w->only ? against(a, w->only, rest, more) : against_all(a, rest, more));
    }
    return CTR_OK;
}

ctr_status lc_oa_use_request(struct lc_oa_use *u, struct lc_str method, struct lc_str url,
                             struct lc_oa_met *out)
{
    struct asked a = {.u = u, .method = method};
    struct place at;
    LC_TRY(place_of(u->d.ctx, url, &at));
    LC_TRY(against_ways(&a, &at));
    *out = a.met;
    a.tell = true;
    return a.met.found ? against_ways(&a, &at) : CTR_OK;
}

ctr_status lc_oa_use_path(struct lc_oa_use *u, struct lc_str method, struct lc_str path,
                          bool *found)
{
    struct asked a = {.u = u, .method = method};
    struct lc_str own = plain(u->d.ctx, cut_path(path));
    if (!own.ptr) {
        return CTR_E_NOMEM;
    }
    LC_TRY(against_all(&a, own, 0));
    *found = a.met.found;
    a.tell = true;
    return *found ? against_all(&a, own, 0) : CTR_OK;
}

/* ---- what requests are held against */

static ctr_status add_way(struct lc_oa_use *u, struct lc_str url, const struct lc_oa_target *only)
{
    struct lc_oa_way *w = lc_new(u->d.ctx, 1, sizeof *w);
    if (!w) {
        return CTR_E_NOMEM;
    }
    LC_TRY(place_of(u->d.ctx, url, &w->server));
    while (w->server.path.len && w->server.path.ptr[w->server.path.len - 1] == '/') {
        w->server.path.len--;
    }
    w->only = only;
    w->next = u->ways;
    u->ways = w;
    return CTR_OK;
}

static ctr_status add_ways(struct lc_oa_use *u, struct lc_node servers,
                           const struct lc_oa_target *only)
{
    uint32_t count = lc_is(servers.value, LC_ARRAY) ? servers.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_str url = lc_text(lc_get(&servers.value->items[i], "url"));
        LC_TRY(url.ptr ? add_way(u, url, only) : CTR_OK);
    }
    return count || only ? CTR_OK : add_way(u, LC_STR("/"), NULL);
}

ctr_status lc_oa_use_open(struct lc_oa_use *u)
{
    for (const struct lc_oa_op *op = u->paths.first; op; op = op->next) {
        struct lc_oa_target *t = lc_new(u->d.ctx, 1, sizeof *t);
        struct lc_node own = lc_oa_get(op->node, "servers");
        if (!t) {
            return CTR_E_NOMEM;
        }
        t->op = op;
        t->path = plain(u->d.ctx, op->name);
        t->next = u->targets;
        u->targets = t;
        own = own.value ? own : lc_oa_item_member(op, "servers");
        LC_TRY(t->path.ptr ? CTR_OK : CTR_E_NOMEM);
        LC_TRY(own.value ? add_ways(u, own, t) : CTR_OK);
    }
    return add_ways(u, lc_oa_get(u->d.root, "servers"), NULL);
}
