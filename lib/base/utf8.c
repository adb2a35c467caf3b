/* UTF-8. Documents are mostly ASCII, so the check strides over it 16 (or 8) bytes at a time. */
#include "base/utf8.h"

#if defined(__SSE2__) && !defined(LC_NO_SIMD)
#define LC_STRIDE_SSE2 1
#include <emmintrin.h>
#endif

enum { REPLACEMENT = 0xFFFD };

/* The first byte from `at` on that is not ASCII, or len. */
static size_t skip_ascii(const unsigned char *p, size_t at, size_t len)
{
#if defined(LC_STRIDE_SSE2)
    while (len - at >= 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int high_bits = _mm_movemask_epi8(block);
        if (high_bits) {
            return at + (size_t)__builtin_ctz((unsigned)high_bits);
        }
        at += 16;
    }
#else
    while (len - at >= 8) {
        uint64_t block;
        memcpy(&block, p + at, sizeof block);
        if (block & UINT64_C(0x8080808080808080)) {
            break;
        }
        at += 8;
    }
#endif
    while (at < len && p[at] < 0x80) {
        at++;
    }
    return at;
}

/* Length of the well-formed sequence of several bytes at p, 0 if it is none. The second byte alone
 * decides about overlong forms, surrogates and what lies beyond U+10FFFF. */
static size_t sequence(const unsigned char *p, size_t left)
{
    unsigned char lead = p[0];
    size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || left < size) {
        return 0;
    }
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < size; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return size;
}

size_t lc_utf8_check(struct lc_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t at = 0;
    while (at < s.len) {
        at = skip_ascii(p, at, s.len);
        while (at < s.len && p[at] >= 0x80) {
            size_t size = sequence(p + at, s.len - at);
            if (size == 0) {
                return at;
            }
            at += size;
        }
    }
    return s.len;
}

size_t lc_utf8_next(struct lc_str s, uint32_t *out)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    if (s.len == 0) {
        return 0;
    }
    if (p[0] < 0x80) {
        *out = p[0];
        return 1;
    }
    size_t size = sequence(p, s.len);
    if (size == 0) { /* the caller broke its promise; stay inside the text */
        *out = REPLACEMENT;
        return 1;
    }
    uint32_t code = p[0] & (0x7FU >> size);
    for (size_t i = 1; i < size; i++) {
        code = code << 6 | (p[i] & 0x3FU);
    }
    *out = code;
    return size;
}

size_t lc_utf8_put(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00 >> size & 0xFF) | code);
    return size;
}

size_t lc_utf8_count(struct lc_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return count;
}

/* Code points that move the cursor, turn the direction of writing, or cannot be seen. */
static bool is_shown(uint32_t code)
{
    bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    bool direction = (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069);
    return !control && !direction && code != 0x200B && code != 0xFEFF && code != 0xFFFE &&
           code != 0xFFFF && code != 0x061C;
}

size_t lc_utf8_look(struct lc_str rest, uint32_t *code, bool *shown)
{
    const unsigned char *p = (const unsigned char *)rest.ptr;
    size_t size = rest.len ? p[0] < 0x80 ? 1 : sequence(p, rest.len) : 0;
    if (size) {
        lc_utf8_next(rest, code);
        *shown = is_shown(*code);
        return size;
    }
    *code = rest.len ? p[0] : 0;
    *shown = false;
    return rest.len > 0;
}

size_t lc_utf8_escape(char out[LC_UTF8_ESCAPE], uint32_t code, size_t size)
{
    static const char hex[] = "0123456789abcdef";
    const char letter = code == '\t' ? 't' : code == '\n' ? 'n' : code == '\r' ? 'r' : '\0';
    size_t n = 0;
    out[n++] = '\\';
    if (letter) {
        out[n++] = letter;
        return n;
    }
    out[n++] = size == 1 ? 'x' : 'u';
    for (unsigned shift = size == 1 ? 8 : 16; shift; shift -= 4) {
        out[n++] = hex[code >> (shift - 4) & 15];
    }
    return n;
}
