/* Appending to the journal. */
#include "domain/event/event.h"

#include "base/time.h"

static const struct {
    const char *word;
    const char *text;
} kinds[] = {
#define LC_EVENT(name, word, text) {word, text},
#include "domain/event/kinds.def"
#undef LC_EVENT
};

const char *lc_event_word(enum lc_event_kind kind)
{
    return kinds[kind].word;
}

const char *lc_event_text(enum lc_event_kind kind)
{
    return kinds[kind].text;
}

ctr_status lc_event_open(struct lc_op *op)
{
    struct lc_stmt *st;
    bool row;

    if (op->head.known) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_EVENT_HEAD, &st));
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        struct lc_str hash = lc_col_view(st, 2);
        op->head.seq = lc_col_int(st, 0);
        op->head.at_us = lc_col_int(st, 1);
        if (hash.len != LC_SHA256_BYTES) {
            return lc_fail(&op->ctx, CTR_E_CORRUPT, "event %lld has a hash of %zu bytes",
                           (long long)op->head.seq, hash.len);
        }
        memcpy(op->head.hash.bytes, hash.ptr, LC_SHA256_BYTES);
        lc_stmt_done(st);
    }
    op->head.known = true;
    if (op->ctx.now_us >= op->head.at_us) {
        return CTR_OK;
    }
    if (op->now_given) {
        char now[LC_TIME_TEXT];
        char last[LC_TIME_TEXT];
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "the given time %s is before the last event at %s",
                       lc_time_format(op->ctx.now_us, now), lc_time_format(op->head.at_us, last));
    }
    op->ctx.now_us = op->head.at_us; /* a clock that went back must not reorder the journal */
    return CTR_OK;
}

struct lc_sha256 lc_event_hash(const char *uuid, const struct lc_sha256 *previous,
                               const struct ctr_event *event)
{
    struct lc_hasher h;
    lc_sha256_begin(&h);
    lc_sha256_add(&h, "lc-event-1\n", 11);
    lc_sha256_add(&h, uuid, strlen(uuid));
    lc_sha256_add(&h, previous->bytes, LC_SHA256_BYTES);
    lc_sha256_add_u64(&h, (uint64_t)event->seq);
    lc_sha256_add_u64(&h, (uint64_t)event->at_us);
    lc_sha256_add_sized(&h, event->kind, strlen(event->kind));
    lc_sha256_add_sized(&h, event->subject, strlen(event->subject));
    lc_sha256_add_sized(&h, event->actor, strlen(event->actor));
    lc_sha256_add_sized(&h, event->body, strlen(event->body));
    return lc_sha256_end(&h);
}

ctr_status lc_event_append(struct lc_op *op, int64_t contract_rid, enum lc_event_kind kind,
                           const char *subject, const struct lc_pair *pairs, size_t count)
{
    struct lc_stmt *st;

    LC_TRY(lc_event_open(op));
    const char *body = lc_json_pairs(&op->ctx, pairs, count);
    if (!body) {
        return CTR_E_NOMEM;
    }
    struct ctr_event e = {.seq = op->head.seq + 1,
                          .at_us = op->ctx.now_us,
                          .kind = kinds[kind].word,
                          .subject = subject,
                          .actor = op->actor,
                          .body = body};
    struct lc_sha256 hash = lc_event_hash(op->store->uuid, &op->head.hash, &e);
    LC_TRY(lc_sql(op, LC_SQL_EVENT_APPEND, &st));
    lc_bind_int(st, 1, e.seq);
    lc_bind_rid(st, 2, contract_rid);
    lc_bind_int(st, 3, e.at_us);
    lc_bind_text(st, 4, e.kind);
    lc_bind_text(st, 5, e.subject);
    lc_bind_text(st, 6, e.actor);
    lc_bind_text(st, 7, e.body);
    lc_bind_blob(st, 8, hash.bytes, LC_SHA256_BYTES);
    LC_TRY(lc_run(op, st));
    op->head.seq = e.seq;
    op->head.at_us = e.at_us;
    op->head.hash = hash;
    return CTR_OK;
}
