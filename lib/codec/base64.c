/*
 * Base64 by table: three bytes to four characters and back. Decoding is strict (RFC 4648 section
 * 3.5: padding demanded, its spare bits zero), because a document must have one text only.
 */
#include "codec/base64.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { INVALID = 0xFF, BLANK = 0xFE, PADDING = 0xFD };

/* Six bits of a character, or what else it is. */
/* clang-format off */
#define X INVALID
#define XX16 X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X
static const unsigned char values[256] = {
    X, X, X, X, X, X, X, X, X, BLANK, BLANK, X, X, BLANK, X, X,
    XX16,
    BLANK, X, X, X, X, X, X, X, X, X, X, 62, X, X, X, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, X, X, X, PADDING, X, X,
    X, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, X, X, X, X, X,
    X, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, X, X, X, X, X,
    XX16, XX16, XX16, XX16, XX16, XX16, XX16, XX16};
/* clang-format on */

static char *put_group(char *out, uint32_t bits)
{
    out[0] = letters[bits >> 18 & 63];
    out[1] = letters[bits >> 12 & 63];
    out[2] = letters[bits >> 6 & 63];
    out[3] = letters[bits & 63];
    return out + 4;
}

void lc_base64_add(struct lc_buf *buf, const void *bytes, size_t size)
{
    const unsigned char *in = bytes;
    const size_t groups = size / 3 + (size % 3 != 0);
    size_t need;

    if (!lc_size_mul(groups, 4, &need)) {
        need = SIZE_MAX; /* refused by the buffer */
    }
    char *out = lc_buf_reserve(buf, need);
    if (!out) {
        return;
    }
    for (; size >= 3; size -= 3, in += 3) {
        out = put_group(out, (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2]);
    }
    if (size) {
        uint32_t second = size == 2 ? in[1] : 0;
        out = put_group(out, (uint32_t)in[0] << 16 | second << 8);
        out[-1] = '=';
        if (size == 1) {
            out[-2] = '=';
        }
    }
    lc_buf_wrote(buf, need);
}

/* Whole groups without blanks or padding, as many as there are: the bulk of any text. */
static const unsigned char *whole_groups(const unsigned char *in, const unsigned char *end,
                                         unsigned char **out)
{
    unsigned char *to = *out;
    while (end - in >= 4) {
        uint32_t a = values[in[0]];
        uint32_t b = values[in[1]];
        uint32_t c = values[in[2]];
        uint32_t d = values[in[3]];
        if ((a | b | c | d) > 63) {
            break;
        }
        uint32_t bits = a << 18 | b << 12 | c << 6 | d;
        to[0] = (unsigned char)(bits >> 16);
        to[1] = (unsigned char)(bits >> 8);
        to[2] = (unsigned char)bits;
        to += 3;
        in += 4;
    }
    *out = to;
    return in;
}

/* The first '=' ends the data; after two characters a second one must follow. */
static bool take_padding(struct lc_base64 *state, unsigned char **out)
{
    if (state->ended) {
        bool wanted = state->count == 3;
        state->count = 0;
        return wanted;
    }
    unsigned char *to = *out;
    if (state->count == 2 && (state->bits & 15) == 0) {
        *to++ = (unsigned char)(state->bits >> 4);
        state->count = 3; /* one more '=' to come */
    } else if (state->count == 3 && (state->bits & 3) == 0) {
        *to++ = (unsigned char)(state->bits >> 10);
        *to++ = (unsigned char)(state->bits >> 2);
        state->count = 0;
    } else {
        return false;
    }
    state->bits = 0;
    state->ended = true;
    *out = to;
    return true;
}

static bool take_one(struct lc_base64 *state, unsigned char c, unsigned char **out)
{
    uint32_t value = values[c];
    if (value == BLANK) {
        return true;
    }
    if (value == PADDING) {
        return take_padding(state, out);
    }
    if (value == INVALID || state->ended) {
        return false;
    }
    state->bits = state->bits << 6 | value;
    if (++state->count == 4) {
        unsigned char *to = *out;
        to[0] = (unsigned char)(state->bits >> 16);
        to[1] = (unsigned char)(state->bits >> 8);
        to[2] = (unsigned char)state->bits;
        *out = to + 3;
        state->bits = state->count = 0;
    }
    return true;
}

bool lc_base64_feed(struct lc_base64 *state, struct lc_str text, struct lc_buf *out)
{
    if (text.len == 0) {
        return true;
    }
    const unsigned char *in = (const unsigned char *)text.ptr;
    const unsigned char *end = in + text.len;
    /* what came before adds at most one group */
    char *room = lc_buf_reserve(out, text.len / 4 * 3 + 6);
    unsigned char *to = (unsigned char *)room;
    bool good = true;

    if (!room) {
        return true; /* the buffer knows why it is poisoned */
    }
    while (good && in < end) {
        if (state->count == 0 && !state->ended) {
            in = whole_groups(in, end, &to);
        }
        if (in < end) {
            good = take_one(state, *in++, &to);
        }
    }
    lc_buf_wrote(out, (size_t)(to - (unsigned char *)room));
    return good;
}

bool lc_base64_done(const struct lc_base64 *state)
{
    return state->count == 0;
}
