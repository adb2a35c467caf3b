/* Addresses of schemas, joined as RFC 3986 says. */
#include "spec/address.h"

size_t lc_address_scheme(struct lc_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ':') {
            return i ? i + 1 : 0;
        }
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (i && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
        if (!plain) {
            return 0;
        }
    }
    return 0;
}

/* Length of "scheme://authority". */
static size_t origin(struct lc_str s)
{
    size_t n = lc_address_scheme(s);
    if (s.len - n >= 2 && s.ptr[n] == '/' && s.ptr[n + 1] == '/') {
        n += 2;
        while (n < s.len && s.ptr[n] != '/') {
            n++;
        }
    }
    return n;
}

/* Take out "." and ".." of the path that begins at `from`; returns the new length. */
static size_t clean(char *text, size_t from, size_t len)
{
    size_t out = from;
    size_t at = from;
    while (at < len) {
        size_t end = at;
        while (end < len && text[end] != '/') {
            end++;
        }
        size_t n = end - at;
        bool slash = end < len;
        if (n == 2 && text[at] == '.' && text[at + 1] == '.') {
            out -= out > from && text[out - 1] == '/';
            while (out > from && text[out - 1] != '/') {
                out--;
            }
        } else if (!(n == 1 && text[at] == '.')) {
            memmove(text + out, text + at, n + slash);
            out += n + slash;
        }
        at = end + slash;
    }
    return out;
}

struct lc_str lc_address_join(struct lc_ctx *ctx, struct lc_str base, struct lc_str ref)
{
    if (ref.len == 0) {
        return base;
    }
    if (lc_address_scheme(ref)) {
        return ref;
    }
    size_t keep = origin(base);
    if (ref.len > 1 && ref.ptr[0] == '/' && ref.ptr[1] == '/') {
        keep = lc_address_scheme(base);
    } else if (ref.ptr[0] != '/') {
        size_t low = keep;
        keep = base.len;
        while (keep > low && base.ptr[keep - 1] != '/') {
            keep--;
        }
    }
    char *text = lc_new(ctx, keep + ref.len + 1, 1);
    if (!text) {
        return lc_str_n(NULL, 0);
    }
    if (keep) {
        memcpy(text, base.ptr, keep);
    }
    memcpy(text + keep, ref.ptr, ref.len);
    struct lc_str whole = lc_str_n(text, keep + ref.len);
    size_t path = origin(whole);
    path += path < whole.len && text[path] == '/';
    whole.len = clean(text, path, whole.len);
    return whole;
}

struct lc_str lc_address_without_fragment(struct lc_str s)
{
    struct lc_str head;
    struct lc_str tail;
    return lc_str_cut(s, '#', &head, &tail) ? head : s;
}
