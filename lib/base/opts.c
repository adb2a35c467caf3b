/*
 * Reading a caller's options struct. Its first field is struct_size, always; fields that the caller
 * does not know keep their defaults, fields that we do not know must be zero.
 */
#include "base/opts.h"

static bool all_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i]) {
            return false;
        }
    }
    return true;
}

ctr_status lc_options_read(struct lc_ctx *ctx, const char *what, const void *user,
                           uint32_t user_size, void *out, size_t known_size, size_t min_size)
{
    uint32_t size = (uint32_t)known_size;

    if (!user) {
        memcpy(out, &size, sizeof size);
        return CTR_OK;
    }
    if (user_size < min_size || user_size > LC_OPTIONS_MAX) {
        ctr_status status =
            lc_fail(ctx, CTR_E_ARGUMENT,
                    "struct_size of %s is %u, wanted %zu to %d; fill it with %s_init() first", what,
                    (unsigned)user_size, min_size, LC_OPTIONS_MAX, what);
        lc_detail(ctx, "wanted", what);
        return status;
    }
    if (user_size > known_size &&
        !all_zero((const unsigned char *)user + known_size, user_size - known_size)) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "%s of %u bytes sets fields that this library (%zu bytes) does not know; "
                       "leave them zero or use a newer library",
                       what, (unsigned)user_size, known_size);
    }
    memcpy(out, user, user_size < known_size ? user_size : known_size);
    memcpy(out, &size, sizeof size);
    return CTR_OK;
}
