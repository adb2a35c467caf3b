/*
 * String views: pointer and length, by value, never assumed to end in NUL.
 */
#ifndef LC_BASE_STR_H
#define LC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct lc_str {
    const char *ptr;
    size_t len;
};

#define LC_STR(literal) ((struct lc_str){(literal), sizeof(literal) - 1})

static inline struct lc_str lc_str(const char *text)
{
    return (struct lc_str){text, text ? strlen(text) : 0};
}

static inline struct lc_str lc_str_n(const char *ptr, size_t len)
{
    return (struct lc_str){ptr, len};
}

/* Most that are as long differ in the first byte already. */
static inline bool lc_str_eq(struct lc_str a, struct lc_str b)
{
    return a.len == b.len &&
           (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

static inline bool lc_str_is(struct lc_str a, const char *text)
{
    return lc_str_eq(a, lc_str(text));
}

/* An ASCII letter in lower case; any other byte as it is. */
static inline char lc_low(char ch)
{
    return (char)(ch >= 'A' && ch <= 'Z' ? ch + ('a' - 'A') : ch);
}

/* Bytewise order, a prefix first: <0, 0, >0. */
int lc_str_cmp(struct lc_str a, struct lc_str b);
/* The same for two C strings that may be NULL (NULL first). */
int lc_cstr_cmp(const char *a, const char *b);

bool lc_str_starts(struct lc_str s, struct lc_str prefix);
bool lc_str_ends(struct lc_str s, struct lc_str suffix);
/* ASCII letters compare without regard to case. */
bool lc_str_eq_nocase(struct lc_str a, struct lc_str b);
/* It is one of the list, which NULL ends. */
bool lc_str_among(struct lc_str s, const char *const *list);
bool lc_str_among_nocase(struct lc_str s, const char *const *list);
/* Cut at the first `mark`: *head before it, *tail behind it. False and untouched if there is
 * none. */
bool lc_str_cut(struct lc_str s, char mark, struct lc_str *head, struct lc_str *tail);
/* What stands behind the last `mark`; all of it where there is none. */
struct lc_str lc_str_tail(struct lc_str s, char mark);
/* Without ASCII white space at both ends. */
struct lc_str lc_str_trim(struct lc_str s);

/* A fast 64-bit hash, not for hostile input unless seeded with a secret. */
uint64_t lc_hash(const void *bytes, size_t size, uint64_t seed);

#endif
