/*
 * Checkpoints: what a ledger held at an instant, signed. The chain alone shows that nothing was
 * edited; that the end was not cut off, or the whole file put back, only shows beside a checkpoint
 * that somebody else keeps.
 *
 *   signed bytes = "lc-checkpoint-1\n", id, team, name (each with its length), entries, head, root,
 *                  time
 */
#include "domain/ledger/checkpoint.h"

#include "base/time.h"
#include "codec/json_read.h"

static const char checkpoint_format[] = "lc-checkpoint-1";
static const char proof_format[] = "lc-proof-1";

static const struct lc_field checkpoint_fields[] = {
    LC_FIELD_OF(ctr_checkpoint, "format", LC_KIND_STR, format),
    LC_FIELD_OF(ctr_checkpoint, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_checkpoint, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_checkpoint, "ledger", LC_KIND_STR, ledger),
    LC_FIELD_OF(ctr_checkpoint, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_checkpoint, "head", LC_KIND_STR, head),
    LC_FIELD_OF(ctr_checkpoint, "root", LC_KIND_STR, root),
    LC_FIELD_OF(ctr_checkpoint, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(ctr_checkpoint, "key", LC_KIND_STR, key),
    LC_FIELD_OF(ctr_checkpoint, "signature", LC_KIND_STR, signature),
};
const struct lc_shape lc_shape_checkpoint = LC_SHAPE(ctr_checkpoint, checkpoint_fields);

static const struct lc_field proof_fields[] = {
    LC_FIELD_OF(ctr_proof, "format", LC_KIND_STR, format),
    LC_FIELD_OF(ctr_proof, "ledger", LC_KIND_STR, ledger),
    LC_FIELD_OF(ctr_proof, "kind", LC_KIND_STR, kind),
    LC_FIELD_OF(ctr_proof, "seq", LC_KIND_INT, seq),
    LC_FIELD_OF(ctr_proof, "hash", LC_KIND_STR, hash),
    LC_FIELD_OF(ctr_proof, "from", LC_KIND_INT, from),
    LC_FIELD_OF(ctr_proof, "from_root", LC_KIND_STR, from_root),
    LC_FIELD_OF(ctr_proof, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_proof, "root", LC_KIND_STR, root),
    LC_FIELD_STRS(ctr_proof, "path", path, path_count),
};
const struct lc_shape lc_shape_proof = LC_SHAPE(ctr_proof, proof_fields);

static void add_number(struct lc_buf *buf, int64_t value)
{
    uint64_t big = __builtin_bswap64((uint64_t)value);
    lc_buf_add(buf, &big, sizeof big);
}

static void add_text(struct lc_buf *buf, const char *text)
{
    add_number(buf, (int64_t)strlen(text));
    lc_buf_text(buf, text);
}

static void signed_bytes(struct lc_buf *buf, const struct ctr_checkpoint *c)
{
    lc_buf_text(buf, checkpoint_format);
    lc_buf_char(buf, '\n');
    add_text(buf, c->ledger);
    add_text(buf, c->team);
    add_text(buf, c->name);
    add_number(buf, c->entries);
    add_text(buf, c->head);
    add_text(buf, c->root);
    add_number(buf, c->at_us);
}

static const char *hex_of(struct lc_ctx *ctx, const void *bytes, size_t size)
{
    char *text = lc_new(ctx, 2 * size + 1, 1);
    return text ? lc_hex(bytes, size, text) : NULL;
}

/* The root of the first `entries` entries, from the last seal that covers no more. */
static ctr_status root_of(struct lc_op *op, const struct ctr_ledger *book, int64_t entries,
                          struct lc_sha256 *out)
{
    struct ctr_period_list periods;
    struct lc_merkle tree = {0};

    LC_TRY(lc_period_list(op, book, &periods));
    for (size_t i = 0; i < periods.count; i++) {
        const struct ctr_period *p = &periods.items[i];
        if (p->state == LC_PERIOD_SEALED && p->seal_seq <= entries) {
            tree = p->frontier;
        }
    }
    LC_TRY(lc_ledger_leaves(op, book, (int64_t)tree.size, entries, &tree));
    *out = lc_merkle_root(&tree);
    return CTR_OK;
}

ctr_status lc_checkpoint_make(struct lc_op *op, const struct ctr_ledger *book,
                              const unsigned char *secret_key, struct ctr_checkpoint *out)
{
    struct lc_ctx *ctx = &op->ctx;
    unsigned char signature[LC_SIGNATURE];
    struct lc_sha256 root;
    struct lc_buf buf;

    LC_TRY(root_of(op, book, book->entries, &root));
    *out = (struct ctr_checkpoint){
        .format = checkpoint_format,
        .team = book->team,
        .name = book->name,
        .ledger = book->id,
        .entries = book->entries,
        .head = book->head,
        .root = lc_ledger_hex(ctx, &root),
        .at_us = ctx->now_us,
        .key = hex_of(ctx, secret_key + LC_SIGN_SECRET - LC_SIGN_PUBLIC, LC_SIGN_PUBLIC),
    };
    if (ctx->error) {
        return CTR_E_NOMEM;
    }
    lc_buf_init(&buf, &ctx->alloc, 1 << 16);
    signed_bytes(&buf, out);
    bool good = buf.status == CTR_OK;
    if (good) {
        lc_sign(buf.data, buf.size, secret_key, signature);
        out->signature = hex_of(ctx, signature, sizeof signature);
    }
    lc_buf_free(&buf);
    return good && out->signature ? CTR_OK : lc_nomem(ctx);
}

bool lc_checkpoint_signed(struct lc_ctx *ctx, const struct ctr_checkpoint *c,
                          const unsigned char *public_key)
{
    unsigned char signature[LC_SIGNATURE];
    struct lc_buf buf;

    if (!lc_hex_read(lc_str(c->signature), signature, sizeof signature)) {
        return false;
    }
    lc_buf_init(&buf, &ctx->alloc, 1 << 16);
    signed_bytes(&buf, c);
    bool good = buf.status == CTR_OK && lc_sign_check(buf.data, buf.size, public_key, signature);
    lc_buf_free(&buf);
    return good;
}

/* --- reading what came from outside --- */

/* A text member, "" for null; INPUT if it is missing or no text. `digits` > 0: so many hex
 * digits. */
static ctr_status take_text(struct lc_ctx *ctx, struct lc_doc *doc, const char *key, size_t digits,
                            const char **out)
{
    const struct lc_value *v = lc_get(doc->root, key);
    unsigned char bytes[LC_SIGNATURE];

    if (lc_is(v, LC_NULL) && !digits) {
        *out = "";
        return CTR_OK;
    }
    struct lc_str text = lc_text(v);
    if (!text.ptr || memchr(text.ptr, '\0', text.len) || text.len > 512) {
        return lc_doc_fail(ctx, doc, v ? v->offset : 0, "member '%s' must be a text", key);
    }
    if (digits && !lc_hex_read(text, bytes, digits / 2)) {
        return lc_doc_fail(ctx, doc, v->offset, "member '%s' must be %zu hex digits", key, digits);
    }
    *out = lc_dup(ctx, text);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status take_number(struct lc_ctx *ctx, struct lc_doc *doc, const char *key, int64_t *out)
{
    const struct lc_value *v = lc_get(doc->root, key);

    return lc_int(v, out) && *out >= 0 && *out < LC_LEDGER_SPAN
               ? CTR_OK
               : lc_doc_fail(ctx, doc, v ? v->offset : 0, "member '%s' must be a number of entries",
                             key);
}

static ctr_status read_doc(struct lc_ctx *ctx, struct lc_str text, const char *file,
                           const char *format, struct lc_doc *doc)
{
    const struct lc_read_options options = {.file = file};
    const char *is;

    LC_TRY(lc_json_read(ctx, text, &options, doc));
    if (!lc_is(doc->root, LC_OBJECT)) {
        return lc_doc_fail(ctx, doc, 0, "a %s is a JSON object", file);
    }
    LC_TRY(take_text(ctx, doc, "format", 0, &is));
    return strcmp(is, format) == 0
               ? CTR_OK
               : lc_doc_fail(ctx, doc, 0, "the format is '%s', wanted '%s'", is, format);
}

ctr_status lc_checkpoint_read(struct lc_ctx *ctx, struct lc_str text, struct ctr_checkpoint *out)
{
    struct lc_doc doc;
    const char *at;

    *out = (struct ctr_checkpoint){.format = checkpoint_format};
    LC_TRY(read_doc(ctx, text, "checkpoint", checkpoint_format, &doc));
    LC_TRY(take_text(ctx, &doc, "team", 0, &out->team));
    LC_TRY(take_text(ctx, &doc, "name", 0, &out->name));
    LC_TRY(take_text(ctx, &doc, "ledger", 0, &out->ledger));
    LC_TRY(take_number(ctx, &doc, "entries", &out->entries));
    LC_TRY(take_text(ctx, &doc, "head", 2 * LC_SHA256_BYTES, &out->head));
    LC_TRY(take_text(ctx, &doc, "root", 2 * LC_SHA256_BYTES, &out->root));
    LC_TRY(take_text(ctx, &doc, "at", 0, &at));
    LC_TRY(take_text(ctx, &doc, "key", 2 * LC_SIGN_PUBLIC, &out->key));
    LC_TRY(take_text(ctx, &doc, "signature", 2 * LC_SIGNATURE, &out->signature));
    return lc_time_parse(lc_str(at), false, &out->at_us)
               ? CTR_OK
               : lc_doc_fail(ctx, &doc, 0, "member 'at' must be a time of RFC 3339");
}

/* --- comparing --- */

static ctr_status differ(struct lc_op *op, struct ctr_ledger_report *out, const char *invariant,
                         const char *what)
{
    out->ok = 0;
    out->invariant = invariant;
    out->row = "checkpoint";
    out->message = lc_dup_c(&op->ctx, what);
    return out->message ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_checkpoint_compare(struct lc_op *op, const struct ctr_ledger *book,
                                 const struct ctr_checkpoint *c, const unsigned char *public_key,
                                 struct ctr_ledger_report *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_sha256 root;
    struct lc_sha256 head = lc_ledger_genesis(book->id, book->base);
    struct ctr_entry e;

    if (!lc_checkpoint_signed(ctx, c, public_key)) {
        return differ(op, out, "L13", "it is not signed by the key given");
    }
    if (strcmp(c->ledger, book->id) != 0) {
        return differ(op, out, "L13", "it is of another ledger");
    }
    if (c->entries > book->entries) {
        return differ(op, out, "L13",
                      lc_format(ctx,
                                "it knows %lld entries, but there are %lld: entries were cut off, "
                                "or an older file was put back",
                                (long long)c->entries, (long long)book->entries));
    }
    if (c->entries) {
        LC_TRY(lc_entry_get(op, book, c->entries, &e));
        head = e.entry_hash;
    }
    LC_TRY(root_of(op, book, c->entries, &root));
    const char *head_text = lc_ledger_hex(ctx, &head);
    const char *root_text = lc_ledger_hex(ctx, &root);
    if (!head_text || !root_text) {
        return CTR_E_NOMEM;
    }
    if (strcmp(head_text, c->head) != 0 || strcmp(root_text, c->root) != 0) {
        return differ(
            op, out, "L13",
            lc_format(ctx, "after entry %lld it has another history", (long long)c->entries));
    }
    return CTR_OK;
}

/* --- proofs --- */

/* The roots of ranges, which do not overlap: each entry is read at most once. */
static ctr_status roots_of(struct lc_op *op, const struct ctr_ledger *book,
                           const struct lc_merkle_range *ranges, int count, struct lc_sha256 *out)
{
    for (int done = 0; done < count; done++) {
        struct lc_merkle tree = {0};
        LC_TRY(lc_ledger_leaves(op, book, (int64_t)ranges[done].first, (int64_t)ranges[done].end,
                                &tree));
        out[done] = lc_merkle_root(&tree);
    }
    return CTR_OK;
}

ctr_status lc_proof_make(struct lc_op *op, const struct ctr_ledger *book, int64_t seq, int64_t from,
                         int64_t entries, struct ctr_proof *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_merkle_range ranges[LC_MERKLE_DEPTH];
    struct lc_sha256 nodes[LC_MERKLE_DEPTH];
    struct lc_sha256 root;
    struct ctr_entry e;
    int64_t size = entries ? entries : book->entries;
    int64_t first = from ? from : seq;

    if (size < 1 || size > book->entries || first < 1 || first > size) {
        return lc_fail(
            ctx, CTR_E_ARGUMENT, "no proof of %lld in %lld entries; the ledger of '%s/%s' has %lld",
            (long long)first, (long long)size, book->team, book->name, (long long)book->entries);
    }
    int count = from ? lc_merkle_consistency((uint64_t)from, (uint64_t)size, ranges)
                     : lc_merkle_inclusion((uint64_t)seq - 1, (uint64_t)size, ranges);
    LC_TRY(roots_of(op, book, ranges, count, nodes));
    const char **path = lc_new(ctx, LC_MERKLE_DEPTH, sizeof *path);
    for (int i = 0; path && i < count; i++) {
        path[i] = lc_ledger_hex(ctx, &nodes[i]);
    }
    LC_TRY(root_of(op, book, size, &root));
    *out = (struct ctr_proof){.format = proof_format,
                              .ledger = book->id,
                              .kind = from ? "consistency" : "inclusion",
                              .seq = from ? 0 : seq,
                              .from = from,
                              .entries = size,
                              .root = lc_ledger_hex(ctx, &root),
                              .path = path,
                              .path_count = (size_t)count};
    if (from) {
        LC_TRY(root_of(op, book, from, &root));
        out->from_root = lc_ledger_hex(ctx, &root);
    } else {
        LC_TRY(lc_entry_get(op, book, seq, &e));
        out->hash = lc_ledger_hex(ctx, &e.entry_hash);
    }
    return lc_ledger_status(ctx);
}

static ctr_status read_path(struct lc_ctx *ctx, struct lc_doc *doc, struct ctr_proof *out)
{
    const struct lc_value *list = lc_get(doc->root, "path");
    unsigned char bytes[LC_SHA256_BYTES];

    if (!lc_is(list, LC_ARRAY) || list->count > LC_MERKLE_DEPTH) {
        return lc_doc_fail(ctx, doc, list ? list->offset : 0,
                           "member 'path' must be a list of at most %d hashes", LC_MERKLE_DEPTH);
    }
    const char **path = lc_new(ctx, list->count, sizeof *path);
    if (!path) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct lc_value *v = lc_at(list, i);
        if (!lc_hex_read(lc_text(v), bytes, sizeof bytes)) {
            return lc_doc_fail(ctx, doc, v->offset, "a node of the path must be 64 hex digits");
        }
        path[i] = lc_dup(ctx, lc_text(v));
    }
    out->path = path;
    out->path_count = list->count;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_proof_read(struct lc_ctx *ctx, struct lc_str text, struct ctr_proof *out)
{
    struct lc_doc doc;

    *out = (struct ctr_proof){.format = proof_format};
    LC_TRY(read_doc(ctx, text, "proof", proof_format, &doc));
    LC_TRY(take_text(ctx, &doc, "ledger", 0, &out->ledger));
    LC_TRY(take_text(ctx, &doc, "kind", 0, &out->kind));
    LC_TRY(take_number(ctx, &doc, "entries", &out->entries));
    LC_TRY(take_text(ctx, &doc, "root", 2 * LC_SHA256_BYTES, &out->root));
    LC_TRY(read_path(ctx, &doc, out));
    if (strcmp(out->kind, "inclusion") == 0) {
        LC_TRY(take_number(ctx, &doc, "seq", &out->seq));
        return take_text(ctx, &doc, "hash", 2 * LC_SHA256_BYTES, &out->hash);
    }
    if (strcmp(out->kind, "consistency") == 0) {
        LC_TRY(take_number(ctx, &doc, "from", &out->from));
        return take_text(ctx, &doc, "from_root", 2 * LC_SHA256_BYTES, &out->from_root);
    }
    return lc_doc_fail(ctx, &doc, 0, "the kind is '%s', wanted inclusion or consistency",
                       out->kind);
}

static bool same_hash(const char *given, const struct lc_sha256 *is)
{
    struct lc_sha256 hash;
    return !given || (lc_sha256_parse(lc_str(given), &hash) &&
                      memcmp(hash.bytes, is->bytes, LC_SHA256_BYTES) == 0);
}

ctr_status lc_proof_check(struct lc_ctx *ctx, const struct ctr_proof *p, const char *root,
                          const char *from_root, int *good)
{
    struct lc_sha256 path[LC_MERKLE_DEPTH];
    struct lc_sha256 top;
    struct lc_sha256 other;
    bool growth = p->from != 0;

    *good = 0;
    for (size_t i = 0; i < p->path_count; i++) {
        if (i == LC_MERKLE_DEPTH || !lc_sha256_parse(lc_str(p->path[i]), &path[i])) {
            return lc_fail(ctx, CTR_E_INPUT, "node %zu of the proof is no hash", i);
        }
    }
    if (!lc_sha256_parse(lc_str(p->root), &top) ||
        !lc_sha256_parse(lc_str(growth ? p->from_root : p->hash), &other)) {
        return lc_fail(ctx, CTR_E_INPUT, "a hash of the proof is not 64 hex digits");
    }
    if (!same_hash(root, &top) || (growth && !same_hash(from_root, &other))) {
        return CTR_OK;
    }
    *good = growth ? lc_merkle_extends((uint64_t)p->from, (uint64_t)p->entries, path, p->path_count,
                                       &other, &top)
                   : p->seq > 0 &&
                         lc_merkle_includes((uint64_t)p->seq - 1, (uint64_t)p->entries, other.bytes,
                                            LC_SHA256_BYTES, path, p->path_count, &top);
    return CTR_OK;
}
