/*
 * Which part is meant by one that the document does not have. Findings are held against parts byte
 * by byte; what is only spelled otherwise is refused where it is told, with the spelling that will
 * be found.
 */
#include "codec/value.h"
#include "spec/spec.h"

/* Without blanks at the end and between braces. NULL: NOMEM recorded. */
static char *without_blanks(struct lc_ctx *ctx, const char *part)
{
    struct lc_str all = lc_str(part);
    while (all.len && memchr(" \t", all.ptr[all.len - 1], 2)) {
        all.len--;
    }
    char *text = lc_new(ctx, all.len + 1, 1);
    const char *close = NULL;
    size_t size = 0;
    for (size_t i = 0; text && i < all.len; i++) {
        const char *at = all.ptr + i;
        close = *at == '{' && !close ? memchr(at, '}', all.len - i) : close;
        close = close == at ? NULL : close;
        if (!close || *at != ' ') {
            text[size++] = *at;
        }
    }
    return text;
}

/* Where the pointer into the data begins; the end if there is none. */
static size_t pointer_of(const char *part)
{
    size_t at = strlen(part);
    for (size_t i = at; i-- > 0 && part[0] != '/';) {
        if (part[i] == ' ' && part[i + 1] == '/') {
            return i + 1;
        }
    }
    return part[0] == '/' ? 0 : at;
}

static bool is_escape(const char *at)
{
    const struct lc_str nul = LC_STR(LC_POINTER_NUL);
    return at[1] == '0' || at[1] == '1' || lc_str_starts(lc_str(at), nul);
}

/* With each '~' of the pointer that escapes nothing escaped. NULL: NOMEM recorded. */
static char *with_escapes(struct lc_ctx *ctx, const char *part)
{
    char *text = lc_new(ctx, strlen(part) * 2 + 1, 1);
    const size_t from = pointer_of(part);
    size_t size = 0;
    for (size_t i = 0; text && part[i]; i++) {
        text[size++] = part[i];
        if (i >= from && part[i] == '~' && !is_escape(part + i)) {
            text[size++] = '0';
        }
    }
    return text;
}

ctr_status lc_spec_meant_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                              const char **out)
{
    bool found;
    *out = NULL;
    char *plain = without_blanks(ctx, part);
    char *escaped = plain ? with_escapes(ctx, plain) : NULL;
    if (!escaped) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_spec_respell(ctx, spec, plain, &found));
    if (found) {
        *out = plain;
        return CTR_OK;
    }
    LC_TRY(lc_spec_respell(ctx, spec, escaped, &found));
    *out = found ? escaped : NULL;
    return CTR_OK;
}
