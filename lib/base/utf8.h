/*
 * UTF-8: validity, decoding, counting.
 */
#ifndef LC_BASE_UTF8_H
#define LC_BASE_UTF8_H

#include "base/str.h"

/* Offset of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates, no overlong
 * forms, at most U+10FFFF), or s.len if all is valid. Fast on ASCII. */
size_t lc_utf8_check(struct lc_str s);
/* Decode one code point of valid UTF-8 at s.ptr; returns its length in bytes, 0 if s is empty. */
size_t lc_utf8_next(struct lc_str s, uint32_t *out);
/* Write a code point (valid scalar value) to out[0..3]; returns its length. */
size_t lc_utf8_put(uint32_t code, char out[4]);
/* Number of code points in valid UTF-8. */
size_t lc_utf8_count(struct lc_str s);
/* The next character of any bytes, for text that people read: its size, and whether it may be shown
 * as it is. Not shown are bad bytes, which count as one each, what moves the cursor, what turns the
 * direction of writing, and what cannot be seen. 0 at the end. */
size_t lc_utf8_look(struct lc_str rest, uint32_t *code, bool *shown);
/* How such a character is written instead, without a NUL: \n, \x1b, \u202e; returns the length. */
enum { LC_UTF8_ESCAPE = 8 };
size_t lc_utf8_escape(char out[LC_UTF8_ESCAPE], uint32_t code, size_t size);
/* Cells of a terminal that valid UTF-8 without control characters takes (width.c): two for what is
 * wide, none for what is drawn over the character before it. Not a matter of the locale. */
size_t lc_utf8_cells(struct lc_str s);

#endif
