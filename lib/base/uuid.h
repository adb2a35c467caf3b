/*
 * UUIDv7 (RFC 9562): time-ordered ids, monotone within one generator.
 */
#ifndef LC_BASE_UUID_H
#define LC_BASE_UUID_H

#include "base/ctx.h"

struct lc_uuid {
    unsigned char bytes[16];
};

/* State of a generator; zero it before first use. One thread at a time. */
struct lc_uuid_source {
    struct lc_uuid last;
    int (*random)(void *user, void *buffer, size_t size); /* NULL = libsodium; not 0: it failed */
    void *user;
};

enum { LC_UUID_TEXT = 37 };

/* Next id at `now_us`: 48 bits of milliseconds, 12 bits of the sub-millisecond, 62 random bits;
 * always greater than the one before from this source, also when the clock stands or goes back. */
ctr_status lc_uuid_next(struct lc_ctx *ctx, struct lc_uuid_source *source, int64_t now_us,
                        struct lc_uuid *out);
/* Lower case with dashes and NUL. Returns out. */
char *lc_uuid_format(const struct lc_uuid *id, char out[LC_UUID_TEXT]);
bool lc_uuid_parse(struct lc_str text, struct lc_uuid *out);

#endif
