/* Patterns that are the same, written in two ways: each is put into the form that is usual. */
#include "spec/schema/schema_room.h"

/* Bytes of the escape that begins there, `\\u{1F600}` and `\\k<name>` whole; 1 if there is none. */
static size_t escape_size(struct lc_str rest)
{
    size_t at = 2;
    if (rest.ptr[0] != '\\' || rest.len < 2) {
        return 1;
    }
    char next = rest.len > 2 ? rest.ptr[2] : '\0';
    char end = next == '{' && strchr("upPx", rest.ptr[1]) ? '}'
               : next == '<' && rest.ptr[1] == 'k'        ? '>'
                                                          : '\0';
    while (end && at < rest.len && rest.ptr[at++] != end) {
    }
    return at;
}

/* What would go on with the piece before it, as digits do with `\\1` and `{2`, if what stands
 * between the two were left out. */
static bool goes_on(struct lc_str rest)
{
    char c = rest.len ? rest.ptr[0] : '\0';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || (c && strchr("?+*{},<", c));
}

/* The next piece of the pattern as it is usually written; behind it, *at. */
static struct lc_str usual(struct lc_str p, size_t *at, bool *in_class)
{
    static const struct {
        const char *written;
        const char *usual;
    } forms[] = {{"{1,}", "+"}, {"{0,}", "*"}, {"{0,1}", "?"}, {"{1}", ""}, {"\\d", "[0-9]"}};
    struct lc_str rest = lc_str_n(p.ptr + *at, p.len - *at);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0] && !*in_class; i++) {
        size_t size = strlen(forms[i].written);
        if (lc_str_starts(rest, lc_str(forms[i].written)) &&
            (*forms[i].usual || !goes_on(lc_str_n(rest.ptr + size, rest.len - size)))) {
            *at += size;
            return lc_str(forms[i].usual);
        }
    }
    size_t size = escape_size(rest);
    if (rest.ptr[0] != '\\') {
        *in_class = *in_class ? rest.ptr[0] != ']' : rest.ptr[0] == '[';
    }
    *at += size;
    return lc_str_n(rest.ptr, size);
}

static ctr_status usual_form(struct lc_ctx *ctx, struct lc_str p, struct lc_str *out)
{
    char *text = lc_new(ctx, p.len * 3 + 1, 1);
    bool in_class = false;
    size_t size = 0;
    if (!text) {
        return CTR_E_NOMEM;
    }
    for (size_t at = 0; at < p.len;) {
        struct lc_str piece = usual(p, &at, &in_class);
        memcpy(text + size, piece.ptr, piece.len);
        size += piece.len;
    }
    *out = lc_str_n(text, size);
    return CTR_OK;
}

/* Of what is no pattern nothing is known but its text. */
ctr_status lc_pattern_same(struct lc_side *side, struct lc_str a, struct lc_str b, bool *out)
{
    struct lc_str x;
    struct lc_str y;
    *out = lc_str_eq(a, b);
    if (*out) {
        return CTR_OK;
    }
    LC_TRY(usual_form(side->ctx, a, &x));
    LC_TRY(usual_form(side->ctx, b, &y));
    *out = lc_str_eq(x, y);
    LC_TRY(*out ? lc_pattern_reads(side, a, out) : CTR_OK);
    return *out ? lc_pattern_reads(side, b, out) : CTR_OK;
}
