/* String views. */
#include "base/str.h"

int lc_str_cmp(struct lc_str a, struct lc_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (c != 0) {
        return c;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

int lc_cstr_cmp(const char *a, const char *b)
{
    if (!a || !b) {
        return a ? 1 : b ? -1 : 0;
    }
    return strcmp(a, b);
}

bool lc_str_starts(struct lc_str s, struct lc_str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool lc_str_ends(struct lc_str s, struct lc_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

bool lc_str_eq_nocase(struct lc_str a, struct lc_str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (lc_low(a.ptr[i]) != lc_low(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool lc_str_among(struct lc_str s, const char *const *list)
{
    while (*list && !lc_str_is(s, *list)) {
        list++;
    }
    return *list != NULL;
}

bool lc_str_among_nocase(struct lc_str s, const char *const *list)
{
    while (*list && !lc_str_eq_nocase(s, lc_str(*list))) {
        list++;
    }
    return *list != NULL;
}

bool lc_str_cut(struct lc_str s, char mark, struct lc_str *head, struct lc_str *tail)
{
    const char *at = s.len ? memchr(s.ptr, mark, s.len) : NULL;
    if (!at) {
        return false;
    }
    size_t n = (size_t)(at - s.ptr);
    *head = lc_str_n(s.ptr, n);
    *tail = lc_str_n(at + 1, s.len - n - 1);
    return true;
}

struct lc_str lc_str_tail(struct lc_str s, char mark)
{
    size_t at = s.len;
    while (at && s.ptr[at - 1] != mark) {
        at--;
    }
    return at ? lc_str_n(s.ptr + at, s.len - at) : s;
}

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct lc_str lc_str_trim(struct lc_str s)
{
    while (s.len && blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && blank(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

uint64_t lc_hash(const void *bytes, size_t size, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t h = seed ^ (size * UINT64_C(0x9E3779B97F4A7C15));
    while (size >= 8) {
        uint64_t w;
        memcpy(&w, p, 8);
        h = (h ^ w) * UINT64_C(0xD6E8FEB86659FD93);
        h ^= h >> 32;
        p += 8;
        size -= 8;
    }
    uint64_t w = 0;
    if (size) {
        memcpy(&w, p, size);
    }
    h = (h ^ w) * UINT64_C(0xD6E8FEB86659FD93);
    h ^= h >> 29;
    h *= UINT64_C(0xD6E8FEB86659FD93);
    return h ^ (h >> 32);
}
