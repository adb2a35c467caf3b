/*
 * The inner loops of the XML writer: over bytes that are legal without a second look, and over
 * bytes that are written as they are. 16 bytes a step with SSE2, else one by one; no byte behind
 * `end` is touched.
 */
#ifndef LC_CODEC_XML_SCAN_H
#define LC_CODEC_XML_SCAN_H

#include "base/str.h"

#if defined(__SSE2__) && !defined(LC_NO_SIMD)
#include <emmintrin.h>

static inline __m128i lc_xml_load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline __m128i lc_xml_is(__m128i x, char c)
{
    return _mm_cmpeq_epi8(x, _mm_set1_epi8(c));
}

/* Bytes below 0x20. */
static inline __m128i lc_xml_low(__m128i x)
{
    return _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1F)), x);
}

/* A bit for each byte that is neither a printable ASCII character nor a tab or line feed. */
static inline unsigned lc_xml_odd(const char *p)
{
    __m128i x = lc_xml_load(p);
    __m128i fine = _mm_or_si128(lc_xml_is(x, '\t'), lc_xml_is(x, '\n'));
    __m128i bad = _mm_andnot_si128(fine, lc_xml_low(x));
    return (unsigned)(_mm_movemask_epi8(bad) | _mm_movemask_epi8(x));
}

/* A bit for each byte that is escaped. */
static inline unsigned lc_xml_marks(const char *p, bool attribute)
{
    __m128i x = lc_xml_load(p);
    __m128i marks =
        _mm_or_si128(_mm_or_si128(lc_xml_is(x, '&'), lc_xml_is(x, '<')), lc_xml_is(x, '>'));
    if (attribute) {
        marks = _mm_or_si128(marks, _mm_or_si128(lc_xml_is(x, '"'), lc_xml_low(x)));
    }
    return (unsigned)_mm_movemask_epi8(marks);
}

#define LC_XML_STRIDE(p, end, bits)                                                                \
    while ((end) - (p) >= 16) {                                                                    \
        unsigned found_ = bits;                                                                    \
        if (found_) {                                                                              \
            return (p) + __builtin_ctz(found_);                                                    \
        }                                                                                          \
        (p) += 16;                                                                                 \
    }
#else
#define LC_XML_STRIDE(p, end, bits)
#endif

/* The first byte from p that is no printable ASCII character, tab or line feed, or end. */
static inline const char *lc_xml_simple(const char *p, const char *end)
{
    LC_XML_STRIDE(p, end, lc_xml_odd(p))
    while (p < end && (unsigned char)*p < 0x80 &&
           ((unsigned char)*p >= 0x20 || *p == '\t' || *p == '\n')) {
        p++;
    }
    return p;
}

/* The first byte from p that is escaped in text (or in an attribute), or end. */
static inline const char *lc_xml_unmarked(const char *p, const char *end, bool attribute)
{
    LC_XML_STRIDE(p, end, lc_xml_marks(p, attribute))
    while (p < end && *p != '&' && *p != '<' && *p != '>' &&
           !(attribute && (*p == '"' || (unsigned char)*p < 0x20))) {
        p++;
    }
    return p;
}

#endif
