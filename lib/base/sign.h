/*
 * Signatures: Ed25519 of libsodium. lc_once must have run (see base/once.h).
 */
#ifndef LC_BASE_SIGN_H
#define LC_BASE_SIGN_H

#include "base/str.h"

enum { LC_SIGN_PUBLIC = 32, LC_SIGN_SECRET = 64, LC_SIGNATURE = 64 };

void lc_sign_pair(unsigned char public_key[LC_SIGN_PUBLIC],
                  unsigned char secret_key[LC_SIGN_SECRET]);
/* The public key is the second half of the secret one. */
void lc_sign(const void *bytes, size_t size, const unsigned char secret_key[LC_SIGN_SECRET],
             unsigned char signature[LC_SIGNATURE]);
bool lc_sign_check(const void *bytes, size_t size, const unsigned char public_key[LC_SIGN_PUBLIC],
                   const unsigned char signature[LC_SIGNATURE]);
/* Exactly `size` bytes from hex digits of either case, nothing else. */
bool lc_hex_read(struct lc_str text, void *out, size_t size);

#endif
