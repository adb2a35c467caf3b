/* UUIDv7. Ids of one tick count on from the last one, by random steps, as RFC 9562 6.2 suggests. */
#include "base/uuid.h"

#include "base/sha256.h"

#define TICK_MAX ((UINT64_C(1) << 60) - 1)
#define TAIL_MAX ((UINT64_C(1) << 62) - 1)

/* The two halves without version and variant: 60 bits of time, 62 random bits. */
struct parts {
    uint64_t tick;
    uint64_t tail;
};

static uint64_t read_u64(const unsigned char *p)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++) {
        value = value << 8 | p[i];
    }
    return value;
}

static void write_u64(unsigned char *p, uint64_t value)
{
    for (int i = 7; i >= 0; i--) {
        p[i] = (unsigned char)value;
        value >>= 8;
    }
}

static struct parts split(const struct lc_uuid *id)
{
    uint64_t high = read_u64(id->bytes);
    uint64_t low = read_u64(id->bytes + 8);
    return (struct parts){(high >> 16) << 12 | (high & 0xFFF), low & TAIL_MAX};
}

static struct lc_uuid join(struct parts p)
{
    struct lc_uuid id;
    write_u64(id.bytes, (p.tick >> 12) << 16 | UINT64_C(0x7000) | (p.tick & 0xFFF));
    write_u64(id.bytes + 8, UINT64_C(1) << 63 | p.tail);
    return id;
}

/* Milliseconds and, in 4096ths, the part of a millisecond. */
static uint64_t tick_of(int64_t now_us)
{
    if (now_us < 0) {
        return 0;
    }
    uint64_t us = (uint64_t)now_us;
    uint64_t ms = us / 1000;
    return ms >> 48 ? TICK_MAX : ms << 12 | us % 1000 * 4096 / 1000;
}

static ctr_status random_u64(struct lc_ctx *ctx, const struct lc_uuid_source *source, uint64_t *out)
{
    unsigned char bytes[8] = {0};
    int code = source->random ? source->random(source->user, bytes, sizeof bytes)
                              : lc_random(NULL, bytes, sizeof bytes);
    *out = read_u64(bytes);
    return lc_hook_answer(ctx, "random", code);
}

ctr_status lc_uuid_next(struct lc_ctx *ctx, struct lc_uuid_source *source, int64_t now_us,
                        struct lc_uuid *out)
{
    bool first = source->last.bytes[6] >> 4 != 7;
    struct parts last = split(&source->last);
    struct parts next = {.tick = tick_of(now_us)};
    LC_TRY(random_u64(ctx, source, &next.tail));
    next.tail &= TAIL_MAX;
    if (!first && next.tick <= last.tick) {
        uint64_t step = (next.tail & UINT32_MAX) + 1;
        bool full = last.tail > TAIL_MAX - step;
        next.tick = last.tick + full;
        next.tail = full ? next.tail : last.tail + step;
    }
    *out = source->last = join(next);
    return CTR_OK;
}

static bool is_dash(size_t at)
{
    return at == 8 || at == 13 || at == 18 || at == 23;
}

char *lc_uuid_format(const struct lc_uuid *id, char out[LC_UUID_TEXT])
{
    size_t digit = 0;
    for (size_t at = 0; at < LC_UUID_TEXT - 1; at++) {
        if (is_dash(at)) {
            out[at] = '-';
            continue;
        }
        unsigned char byte = id->bytes[digit / 2];
        out[at] = "0123456789abcdef"[digit % 2 ? byte & 15 : byte >> 4];
        digit++;
    }
    out[LC_UUID_TEXT - 1] = '\0';
    return out;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 32);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool lc_uuid_parse(struct lc_str text, struct lc_uuid *out)
{
    struct lc_uuid id = {{0}};
    size_t digit = 0;
    if (text.len != LC_UUID_TEXT - 1) {
        return false;
    }
    for (size_t at = 0; at < text.len; at++) {
        if (is_dash(at)) {
            if (text.ptr[at] != '-') {
                return false;
            }
            continue;
        }
        int value = hex_value(text.ptr[at]);
        if (value < 0) {
            return false;
        }
        id.bytes[digit / 2] = (unsigned char)(id.bytes[digit / 2] << 4 | value);
        digit++;
    }
    *out = id;
    return true;
}
