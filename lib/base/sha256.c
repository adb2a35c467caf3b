/* SHA-256, hex and random bytes: thin covers of libsodium, so that nothing else depends on it. */
#include "base/sha256.h"

static void big_endian(unsigned char *out, uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--) {
        out[i] = (unsigned char)value;
        value >>= 8;
    }
}

void lc_sha256_begin(struct lc_hasher *h)
{
    crypto_hash_sha256_init(&h->state);
}

void lc_sha256_add(struct lc_hasher *h, const void *bytes, size_t size)
{
    if (size) {
        crypto_hash_sha256_update(&h->state, bytes, size);
    }
}

void lc_sha256_add_sized(struct lc_hasher *h, const void *bytes, size_t size)
{
    unsigned char head[4];
    big_endian(head, size, 4);
    lc_sha256_add(h, head, sizeof head);
    lc_sha256_add(h, bytes, size);
}

void lc_sha256_add_u64(struct lc_hasher *h, uint64_t value)
{
    unsigned char head[8];
    big_endian(head, value, 8);
    lc_sha256_add(h, head, sizeof head);
}

struct lc_sha256 lc_sha256_end(struct lc_hasher *h)
{
    struct lc_sha256 hash;
    crypto_hash_sha256_final(&h->state, hash.bytes);
    return hash;
}

struct lc_sha256 lc_sha256_of(const void *bytes, size_t size)
{
    struct lc_hasher h;
    lc_sha256_begin(&h);
    lc_sha256_add(&h, bytes, size);
    return lc_sha256_end(&h);
}

char *lc_hex(const void *bytes, size_t size, char *out)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < size; i++) {
        out[2 * i] = "0123456789abcdef"[p[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[p[i] & 15];
    }
    out[2 * size] = '\0';
    return out;
}

char *lc_sha256_format(const struct lc_sha256 *hash, char out[LC_SHA256_TEXT])
{
    return lc_hex(hash->bytes, sizeof hash->bytes, out);
}

bool lc_sha256_parse(struct lc_str text, struct lc_sha256 *out)
{
    struct lc_sha256 hash;
    size_t size = 0;
    if (text.len != LC_SHA256_TEXT - 1 ||
        sodium_hex2bin(hash.bytes, sizeof hash.bytes, text.ptr, text.len, NULL, &size, NULL) != 0 ||
        size != sizeof hash.bytes) {
        return false;
    }
    *out = hash;
    return true;
}

int lc_random(void *user, void *buffer, size_t size)
{
    (void)user;
    randombytes_buf(buffer, size);
    return 0;
}
