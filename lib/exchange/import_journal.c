/*
 * Journals of an import. Each event is hashed anew from the hash it names as the one before it;
 * where numbers follow each other, the hashes must, too. Events of contracts that were stored go to
 * the journal of their origin; those of contracts that were left alone are checked and left out,
 * because the state that they tell of was left out.
 */
#include "exchange/import.h"

#include "base/names.h"
#include "codec/json_read.h"
#include "codec/json_write.h"

static bool is_zero(const struct lc_sha256 *sha)
{
    static const struct lc_sha256 zero;
    return memcmp(sha->bytes, zero.bytes, LC_SHA256_BYTES) == 0;
}

static bool same(const struct lc_sha256 *a, const struct lc_sha256 *b)
{
    return memcmp(a->bytes, b->bytes, LC_SHA256_BYTES) == 0;
}

/* --- the journal --- */

ctr_status lc_import_journal_open(struct lc_import *im, const struct lc_rec_journal *rec)
{
    struct lc_import_journal *j = &im->journal;
    char uuid[LC_UUID_TEXT];
    struct lc_stmt *st;
    bool row;

    lc_uuid_format(&rec->origin, uuid);
    if (strcmp(uuid, j->uuid) <= 0) {
        return lc_import_fail(im, CTR_E_INPUT, "journals must come once each and by their origin");
    }
    memcpy(j->uuid, uuid, sizeof j->uuid);
    j->own = strcmp(uuid, im->op->store->uuid) == 0;
    j->seq = j->at_us = j->rid = 0;
    LC_TRY(lc_sql(im->op, LC_SQL_ORIGIN_FIND, &st));
    lc_bind_text(st, 1, uuid);
    LC_TRY(lc_row(im->op, st, &row));
    j->rid = row ? lc_col_int(st, 0) : 0;
    j->known = row;
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_import_journal_close(struct lc_import *im)
{
    return im->journal.seq
               ? CTR_OK
               : lc_import_fail(im, CTR_E_INPUT, "journal %s has no event", im->journal.uuid);
}

/* The journal's row, made when its first event is stored. */
static ctr_status make_origin(struct lc_import *im)
{
    struct lc_import_journal *j = &im->journal;
    struct lc_stmt *st;

    if (j->rid) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_ORIGIN, &st));
    lc_bind_text(st, 1, j->uuid);
    lc_bind_int(st, 2, im->op->ctx.now_us);
    LC_TRY(lc_run(im->op, st));
    j->rid = lc_last_rid(im->op);
    return CTR_OK;
}

/* --- the event --- */

static ctr_status check_kind(struct lc_import *im, const char *kind)
{
    for (int k = 0; k < LC_EVENT_COUNT; k++) {
        if (strcmp(kind, lc_event_word((enum lc_event_kind)k)) == 0 &&
            strncmp(kind, "store.", 6) != 0) {
            return CTR_OK;
        }
    }
    return lc_import_fail(im, CTR_E_INPUT, "'%.100s' is no kind of event that an export holds",
                          kind);
}

/* "version:team/name@1.2.0" gives "team/name", in lower case. */
static ctr_status take_key(struct lc_import *im, const char *subject, char key[LC_IMPORT_KEY])
{
    struct lc_str head;
    struct lc_str rest;
    struct lc_str team;
    size_t size = 0;

    bool good = lc_str_cut(lc_str(subject), ':', &head, &rest) &&
                lc_str_cut(rest, '/', &team, &head) && team.len && team.len <= 128;
    while (good && size < head.len && !strchr("@#/", head.ptr[size])) {
        size++;
    }
    if (!good || !size || size > 128) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "'%.200s' names no contract that an event could be "
                              "about",
                              subject);
    }
    size += team.len + 1;
    for (size_t i = 0; i < size; i++) {
        char c = rest.ptr[i];
        key[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    key[size] = '\0';
    return CTR_OK;
}

/* The contract an event is about. */
static ctr_status find_contract(struct lc_import *im, const char *subject, int64_t *rid)
{
    char key[LC_IMPORT_KEY];
    struct lc_stmt *st;
    bool row;

    LC_TRY(take_key(im, subject, key));
    size_t slot = lc_hash(key, strlen(key), 0) % LC_IMPORT_CACHE;
    if (strcmp(im->journal.cache[slot].key, key) == 0) {
        *rid = im->journal.cache[slot].rid;
        return CTR_OK;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_CONTRACT_RID, &st));
    lc_bind_text(st, 1, key);
    LC_TRY(lc_row(im->op, st, &row));
    if (!row) {
        return lc_import_fail(im, CTR_E_INPUT, "an event is about '%s', which is not in the file",
                              key);
    }
    *rid = lc_col_int(st, 0);
    lc_stmt_done(st);
    memcpy(im->journal.cache[slot].key, key, sizeof key);
    im->journal.cache[slot].rid = *rid;
    return CTR_OK;
}

/* The body must be the canonical object that was hashed. */
static ctr_status check_body(struct lc_import *im)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_doc doc;
    struct lc_buf text;

    LC_TRY(lc_import_tree(im, "body", &doc));
    lc_buf_init(&text, &ctx->alloc, SIZE_MAX / 2);
    ctr_status status = lc_import_at(im, lc_json_canonical(ctx, &text, doc.root));
    if (status == CTR_OK &&
        (!lc_is(doc.root, LC_OBJECT) || !lc_str_eq(lc_str_n(text.data, text.size),
                                                   lc_str_n(im->content.data, im->content.size)))) {
        status = lc_import_fail(im, CTR_E_INPUT,
                                "the body of an event must be a JSON object in canonical form "
                                "(RFC 8785)");
    }
    lc_buf_free(&text);
    return status;
}

static ctr_status check_chain(struct lc_import *im, const struct lc_rec_event *e)
{
    struct lc_import_journal *j = &im->journal;
    const struct ctr_event event = {.seq = e->seq,
                                    .at_us = e->at_us,
                                    .kind = e->kind,
                                    .subject = e->subject,
                                    .actor = e->actor,
                                    .body = im->content.data};

    if (e->seq <= j->seq) {
        return lc_import_fail(im, CTR_E_INPUT, "event %lld comes behind event %lld",
                              (long long)e->seq, (long long)j->seq);
    }
    if (e->at_us < j->at_us) {
        return lc_import_fail(im, CTR_E_INPUT, "event %lld is older than the one before it",
                              (long long)e->seq);
    }
    bool joined =
        e->seq == 1 ? is_zero(&e->previous) : e->seq != j->seq + 1 || same(&e->previous, &j->hash);
    if (!joined) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "event %lld does not continue the one before it: its 'previous' is "
                              "another hash",
                              (long long)e->seq);
    }
    struct lc_sha256 want = lc_event_hash(j->uuid, &e->previous, &event);
    if (!same(&want, &e->hash)) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "event %lld does not have the hash of its content; it was edited",
                              (long long)e->seq);
    }
    return CTR_OK;
}

static ctr_status conflict(struct lc_import *im, const struct lc_rec_event *e, const char *what)
{
    ctr_status status = lc_import_fail(im, CTR_E_CONFLICT, "event %lld of journal %s %s",
                                       (long long)e->seq, im->journal.uuid, what);
    lc_detail_int(&im->op->ctx, "seq", e->seq);
    return status;
}

/* An event of this very store must be in its journal. */
static ctr_status check_own(struct lc_import *im, const struct lc_rec_event *e)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_EVENT_OWN, &st));
    lc_bind_int(st, 1, e->seq);
    LC_TRY(lc_row(im->op, st, &row));
    struct lc_str hash = row ? lc_col_view(st, 0) : (struct lc_str){NULL, 0};
    bool equal = lc_str_eq(hash, lc_str_n((const char *)e->hash.bytes, LC_SHA256_BYTES));
    lc_stmt_done(st);
    return equal ? CTR_OK
                 : conflict(im, e,
                            row ? "is another one in this store, whose journal it claims to be"
                                : "is not in this store, whose journal it claims to be; was the "
                                  "store restored from an older backup?");
}

/* The two hashes of an event that came earlier; false if it did not. */
static ctr_status known_event(struct lc_import *im, int64_t seq, bool *found,
                              struct lc_sha256 hashes[2])
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_EVENT_KNOWN, &st));
    lc_bind_int(st, 1, im->journal.rid);
    lc_bind_int(st, 2, seq);
    LC_TRY(lc_row(im->op, st, found));
    for (int i = 0; i < 2 && *found; i++) {
        struct lc_str view = lc_col_view(st, i);
        if (view.len == LC_SHA256_BYTES) {
            memcpy(hashes[i].bytes, view.ptr, view.len);
        }
    }
    lc_stmt_done(st);
    return CTR_OK;
}

/* Against what came with an earlier import: the event itself, and its two neighbours. */
static ctr_status check_known(struct lc_import *im, const struct lc_rec_event *e, bool *known)
{
    struct lc_sha256 hashes[2] = {{{0}}, {{0}}};
    bool found;

    LC_TRY(known_event(im, e->seq, known, hashes));
    if (*known) {
        return same(&hashes[1], &e->hash)
                   ? CTR_OK
                   : conflict(im, e, "came with an earlier import as another one");
    }
    LC_TRY(known_event(im, e->seq - 1, &found, hashes));
    if (found && !same(&hashes[1], &e->previous)) {
        return conflict(im, e, "does not continue what came with an earlier import");
    }
    LC_TRY(known_event(im, e->seq + 1, &found, hashes));
    return found && !same(&hashes[0], &e->hash)
               ? conflict(im, e, "is not what an earlier import goes on from")
               : CTR_OK;
}

static ctr_status store_event(struct lc_import *im, const struct lc_rec_event *e, int64_t contract)
{
    struct lc_stmt *st;

    LC_TRY(make_origin(im));
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_EVENT, &st));
    lc_bind_int(st, 1, im->journal.rid);
    lc_bind_int(st, 2, e->seq);
    lc_bind_int(st, 3, contract);
    lc_bind_int(st, 4, e->at_us);
    lc_bind_text(st, 5, e->kind);
    lc_bind_text(st, 6, e->subject);
    lc_bind_text(st, 7, e->actor);
    lc_bind_str(st, 8, lc_str_n(im->content.data, im->content.size));
    lc_bind_blob(st, 9, e->previous.bytes, LC_SHA256_BYTES);
    lc_bind_blob(st, 10, e->hash.bytes, LC_SHA256_BYTES);
    im->report->events++;
    return lc_run(im->op, st);
}

ctr_status lc_import_event_close(struct lc_import *im, const struct lc_rec_event *rec)
{
    struct lc_import_journal *j = &im->journal;
    bool known = false;
    int64_t contract;

    LC_TRY(check_kind(im, rec->kind));
    LC_TRY(lc_import_actor(im, rec->actor));
    LC_TRY_AT(im, lc_check_text(&im->op->ctx, "subject", rec->subject, 1024));
    LC_TRY(check_body(im));
    LC_TRY(check_chain(im, rec));
    LC_TRY(find_contract(im, rec->subject, &contract));
    j->seq = rec->seq;
    j->at_us = rec->at_us;
    j->hash = rec->hash;
    if (j->own) {
        return check_own(im, rec);
    }
    if (j->known) {
        LC_TRY(check_known(im, rec, &known));
    }
    bool wanted = contract > im->old_contract;
    return wanted && !known ? store_event(im, rec, contract) : CTR_OK;
}
