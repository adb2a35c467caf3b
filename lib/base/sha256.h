/*
 * SHA-256 and random bytes, from libsodium. lc_once must have run (see base/once.h).
 */
#ifndef LC_BASE_SHA256_H
#define LC_BASE_SHA256_H

#include "base/str.h"

#include <sodium.h>

enum { LC_SHA256_BYTES = 32, LC_SHA256_TEXT = 65 };

struct lc_sha256 {
    unsigned char bytes[LC_SHA256_BYTES];
};

struct lc_hasher {
    crypto_hash_sha256_state state;
};

void lc_sha256_begin(struct lc_hasher *h);
void lc_sha256_add(struct lc_hasher *h, const void *bytes, size_t size);
/* u32 big endian length, then the bytes; for sizes below 2^32. */
void lc_sha256_add_sized(struct lc_hasher *h, const void *bytes, size_t size);
void lc_sha256_add_u64(struct lc_hasher *h, uint64_t value); /* big endian */
struct lc_sha256 lc_sha256_end(struct lc_hasher *h);
struct lc_sha256 lc_sha256_of(const void *bytes, size_t size);
/* 64 lower-case hex digits and NUL. Returns out. */
char *lc_sha256_format(const struct lc_sha256 *hash, char out[LC_SHA256_TEXT]);
/* 64 hex digits of either case, nothing else. */
bool lc_sha256_parse(struct lc_str text, struct lc_sha256 *out);
/* 2 * size lower-case hex digits and NUL. Returns out. */
char *lc_hex(const void *bytes, size_t size, char *out);

/* Random bytes of libsodium; signature of the random hook. */
int lc_random(void *user, void *buffer, size_t size);

#endif
