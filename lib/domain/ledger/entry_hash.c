/*
 * The canonical bytes of an entry, recomputed from the stored columns. Numbers are 8 bytes big
 * endian, texts 4 bytes of length and then themselves (a text that is not there has length 0; there
 * are no empty ones).
 *
 *   request = SHA-256("lc-request-1\n", act, kind, effective, expires, reverses, resolves, key,
 *             memo, cause kind, cause id, rate, pair, source, rate day (-2^63 without a rate),
 *             number of postings, each: account, currency, amount; number of links, each:
 *             link, SHA-256 as hex)
 *   hash    = SHA-256("lc-entry-1\n", hash before, request, seq, booked, recorded, actor)
 *
 * The hash before the first entry is that of the ledger's id and base currency. What a key is
 * compared by is the request: neither who sends it again, nor when, makes it another one.
 */
#include "domain/ledger/ledger.h"

static const char request_tag[] = "lc-request-1\n";
static const char entry_tag[] = "lc-entry-1\n";

static void put_number(struct lc_buf *buf, int64_t value)
{
    char *at = lc_buf_reserve(buf, 8);
    if (at) {
        uint64_t big = __builtin_bswap64((uint64_t)value);
        memcpy(at, &big, 8);
        lc_buf_wrote(buf, 8);
    }
}

static void put_text(struct lc_buf *buf, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    char *at = lc_buf_reserve(buf, 4 + size);
    if (at) {
        uint32_t big = __builtin_bswap32((uint32_t)size);
        memcpy(at, &big, 4);
        if (size) {
            memcpy(at + 4, text, size);
        }
        lc_buf_wrote(buf, 4 + size);
    }
}

static struct lc_sha256 hash_of(const struct lc_buf *buf)
{
    return lc_sha256_of(buf->data, buf->size);
}

struct lc_sha256 lc_entry_request(struct lc_buf *buf, const struct ctr_entry *e)
{
    lc_buf_clear(buf);
    lc_buf_add(buf, request_tag, sizeof request_tag - 1);
    put_number(buf, e->act);
    put_number(buf, e->kind);
    put_number(buf, e->effective_day);
    put_number(buf, e->expires_us);
    put_number(buf, e->reverses);
    put_number(buf, e->resolves);
    put_text(buf, e->key);
    put_text(buf, e->memo);
    put_text(buf, e->cause_kind);
    put_text(buf, e->cause_id);
    put_text(buf, e->rate);
    put_text(buf, e->rate_pair);
    put_text(buf, e->rate_source);
    put_number(buf, e->rate_day);
    put_number(buf, (int64_t)e->posting_count);
    for (size_t i = 0; i < e->posting_count; i++) {
        put_text(buf, e->postings[i].account);
        put_text(buf, e->postings[i].currency);
        put_number(buf, e->postings[i].amount);
    }
    put_number(buf, (int64_t)e->evidence_count);
    for (size_t i = 0; i < e->evidence_count; i++) {
        put_text(buf, e->evidence[i].link);
        put_text(buf, e->evidence[i].sha256);
    }
    return hash_of(buf);
}

struct lc_sha256 lc_entry_chain(struct lc_buf *buf, const struct lc_sha256 *previous,
                                const struct ctr_entry *e)
{
    lc_buf_clear(buf);
    lc_buf_add(buf, entry_tag, sizeof entry_tag - 1);
    lc_buf_add(buf, previous->bytes, sizeof previous->bytes);
    lc_buf_add(buf, e->request_hash.bytes, sizeof e->request_hash.bytes);
    put_number(buf, e->seq);
    put_number(buf, e->booked_day);
    put_number(buf, e->recorded_us);
    put_text(buf, e->actor);
    return hash_of(buf);
}
