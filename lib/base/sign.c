/* Ed25519: a thin cover of libsodium, so that nothing else depends on it. */
#include "base/sign.h"

#include <sodium.h>

void lc_sign_pair(unsigned char public_key[LC_SIGN_PUBLIC],
                  unsigned char secret_key[LC_SIGN_SECRET])
{
    crypto_sign_keypair(public_key, secret_key);
}

void lc_sign(const void *bytes, size_t size, const unsigned char secret_key[LC_SIGN_SECRET],
             unsigned char signature[LC_SIGNATURE])
{
    crypto_sign_detached(signature, NULL, bytes, size, secret_key);
}

bool lc_sign_check(const void *bytes, size_t size, const unsigned char public_key[LC_SIGN_PUBLIC],
                   const unsigned char signature[LC_SIGNATURE])
{
    return crypto_sign_verify_detached(signature, bytes, size, public_key) == 0;
}

bool lc_hex_read(struct lc_str text, void *out, size_t size)
{
    size_t got = 0;
    return text.ptr && text.len == 2 * size &&
           sodium_hex2bin(out, size, text.ptr, text.len, NULL, &got, NULL) == 0 && got == size;
}
