/*
 * The three inner loops of the JSON reader: over white space, to the end of a clean stretch of a
 * string, over digits. 16 bytes a step with SSE2, else 8 by word arithmetic; no byte behind `end`
 * is touched.
 */
#ifndef LC_CODEC_JSON_SCAN_H
#define LC_CODEC_JSON_SCAN_H

#include "base/str.h"

#if defined(__SSE2__) && !defined(LC_NO_SIMD)
#include <emmintrin.h>
#define LC_SCAN_SSE2 1
#else
#define LC_SCAN_SSE2 0
#endif

/* U+FEFF, which a reader may pass over in front of a JSON text (RFC 8259, 8.1). */
#define LC_JSON_MARK "\xEF\xBB\xBF"

static inline bool lc_json_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

#if LC_SCAN_SSE2

enum { LC_SCAN_STEP = 16 };

/* A bit for each byte that is no white space. */
static inline unsigned lc_scan_solid(const char *p)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i spaces =
        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(x, _mm_set1_epi8('\n')));
    __m128i others = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('\t')),
                                  _mm_cmpeq_epi8(x, _mm_set1_epi8('\r')));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(spaces, others)) ^ 0xFFFFU;
}

/* Position of the first bit. */
static inline unsigned lc_scan_first(unsigned bits)
{
    return (unsigned)__builtin_ctz(bits);
}

/* A bit for each quote, backslash or control character; *high: for each byte from 0x80. */
static inline unsigned lc_scan_stops(const char *p, unsigned *high)
{
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1F)), x);
    __m128i marks =
        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')), _mm_cmpeq_epi8(x, _mm_set1_epi8('\\')));
    *high = (unsigned)_mm_movemask_epi8(x);
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(low, marks));
}

typedef unsigned lc_scan_bits;

#else

enum { LC_SCAN_STEP = 8 };

typedef uint64_t lc_scan_bits; /* 0x80 in each byte that counts */

#define LC_SCAN_ONES UINT64_C(0x0101010101010101)
#define LC_SCAN_TOPS UINT64_C(0x8080808080808080)

static inline uint64_t lc_scan_load(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* Exact in every byte: no borrow passes from one to the next. */
static inline uint64_t lc_scan_equal(uint64_t w, unsigned char c)
{
    uint64_t x = w ^ (LC_SCAN_ONES * c);
    return ~(((x & ~LC_SCAN_TOPS) + ~LC_SCAN_TOPS) | x) & LC_SCAN_TOPS;
}

static inline lc_scan_bits lc_scan_solid(const char *p)
{
    uint64_t w = lc_scan_load(p);
    return (lc_scan_equal(w, ' ') | lc_scan_equal(w, '\n') | lc_scan_equal(w, '\t') |
            lc_scan_equal(w, '\r')) ^
           LC_SCAN_TOPS;
}

static inline unsigned lc_scan_first(lc_scan_bits bits)
{
    return (unsigned)__builtin_ctzll(bits) / 8;
}

static inline lc_scan_bits lc_scan_stops(const char *p, lc_scan_bits *high)
{
    uint64_t w = lc_scan_load(p);
    uint64_t not_low = (w | ((w & ~LC_SCAN_TOPS) + LC_SCAN_ONES * 0x60)) & LC_SCAN_TOPS;
    *high = w & LC_SCAN_TOPS;
    return (not_low ^ LC_SCAN_TOPS) | lc_scan_equal(w, '"') | lc_scan_equal(w, '\\');
}

#endif

/* First byte from p that is no white space, or end. */
static inline const char *lc_json_skip(const char *p, const char *end)
{
    if (p < end && (unsigned char)*p > ' ') {
        return p;
    }
    if (end - p > 1 && *p == ' ' && (unsigned char)p[1] > ' ') {
        return p + 1;
    }
    while (end - p >= LC_SCAN_STEP) {
        lc_scan_bits solid = lc_scan_solid(p);
        if (solid) {
            return p + lc_scan_first(solid);
        }
        p += LC_SCAN_STEP;
    }
    while (p < end && lc_json_blank(*p)) {
        p++;
    }
    return p;
}

/* First byte from p that a string cannot hold as it is (quote, backslash, control character), or
 * end. *high is set when a byte on the way is 0x80 or more, and kept else. */
static inline const char *lc_json_plain(const char *p, const char *end, bool *high)
{
    lc_scan_bits tops;
    lc_scan_bits seen = 0;
    while (end - p >= LC_SCAN_STEP) {
        lc_scan_bits stops = lc_scan_stops(p, &tops);
        if (stops) {
            seen |= tops & (stops ^ (stops - 1)); /* the stop itself is ASCII */
            *high |= seen != 0;
            return p + lc_scan_first(stops);
        }
        seen |= tops;
        p += LC_SCAN_STEP;
    }
    *high |= seen != 0;
    while (p < end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\') {
        *high |= (unsigned char)*p >= 0x80;
        p++;
    }
    return p;
}

static inline const char *lc_json_digits(const char *p, const char *end)
{
    while (p < end && (unsigned char)(*p - '0') < 10) {
        p++;
    }
    return p;
}

#endif
