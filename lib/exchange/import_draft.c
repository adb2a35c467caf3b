/*
 * The policy replace-drafts, for a contract that is there already. Each draft of the file takes the
 * place of our draft of that label, or is added; our other drafts are withdrawn, so that the drafts
 * are those of the file. Versions that are no drafts are never touched, neither here nor there.
 */
#include "exchange/import.h"

#include "base/semver.h"
#include "codec/json_write.h"
#include "flow/lifecycle.h"

/* What is remembered is searched from its beginning, so there is an end to it. */
enum { MAX_DRAFTS = 10000, MAX_SAID = 100000 };

static ctr_status remember(struct lc_import *im, struct lc_buf *buf, const void *bytes, size_t size)
{
    size_t most = size * (buf == &im->contract.kept ? MAX_DRAFTS : MAX_SAID);

    if (buf->size >= most) {
        return lc_import_fail(
            im, CTR_E_LIMIT, "contract '%s' has more than %zu %s; too many to replace drafts",
            im->contract.key, most / size, buf == &im->contract.kept ? "drafts" : "versions");
    }
    lc_buf_add(buf, bytes, size);
    return buf->status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

/* What the file says of a version that is no draft: a draft may be made on it. */
static ctr_status note_version(struct lc_import *im)
{
    const struct lc_rec_version *v = &im->contract.version;
    struct lc_import_said said = {.document = v->document};

    memcpy(said.label, v->label, strlen(v->label) + 1); /* a label has at most 128 bytes */
    return remember(im, &im->contract.said, &said, sizeof said);
}

/* The document that the file has under a label; NULL if it has none. */
static const struct lc_sha256 *said_of(const struct lc_import *im, const char *label)
{
    const struct lc_buf *buf = &im->contract.said;
    const struct lc_import_said *said = (const void *)buf->data;

    for (size_t i = 0; i < buf->size / sizeof *said; i++) {
        if (strcmp(said[i].label, label) == 0) {
            return &said[i].document;
        }
    }
    return NULL;
}

/* The base must be here, and be what the comparison in the file was made with. */
static ctr_status find_base(struct lc_import *im, int64_t *rid)
{
    const struct lc_rec_version *v = &im->contract.version;
    struct lc_import_found base;

    *rid = 0;
    if (!v->base) {
        return CTR_OK;
    }
    LC_TRY(lc_import_label(im, v->base, &base));
    if (!base.exact || base.state == CTR_STATE_DRAFT) {
        return lc_import_fail(im, CTR_E_CONFLICT,
                              "draft '%s' was made on version '%s', which '%s' does not have in "
                              "this store",
                              v->label, v->base, im->contract.key);
    }
    const struct lc_sha256 *said = said_of(im, v->base);
    if (said && memcmp(said->bytes, base.document.bytes, LC_SHA256_BYTES) != 0) {
        return lc_import_fail(im, CTR_E_CONFLICT,
                              "draft '%s' was made on version '%s', which is another document in "
                              "this store",
                              v->label, v->base);
    }
    *rid = base.rid;
    return CTR_OK;
}

/* A draft never changes but for its declared break, so the id tells the rest. */
static bool is_same(const struct ctr_version *is, const struct lc_rec_version *v)
{
    char id[LC_UUID_TEXT];
    char sha[LC_SHA256_TEXT];

    return strcmp(is->id, lc_uuid_format(&v->id, id)) == 0 &&
           strcmp(is->document_sha256, lc_sha256_format(&v->document, sha)) == 0 &&
           lc_cstr_cmp(is->base, v->base) == 0 && lc_cstr_cmp(is->label, v->label) == 0 &&
           lc_cstr_cmp(is->break_reason, v->break_reason) == 0;
}

static ctr_status delete_of(struct lc_import *im, enum lc_sql_id id, int64_t version_rid)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(im->op, id, &st));
    lc_bind_int(st, 1, version_rid);
    return lc_run(im->op, st);
}

static ctr_status rewrite(struct lc_import *im, int64_t rid, int64_t base_rid)
{
    struct lc_import_contract *c = &im->contract;
    const struct lc_rec_version *v = &c->version;
    struct lc_stmt *st;
    int64_t document;
    int64_t size;

    LC_TRY(lc_import_document_find(im, &v->document, "the version", &document, &size));
    LC_TRY(delete_of(im, LC_SQL_IMPORT_DRAFT_FILES, rid));
    LC_TRY(delete_of(im, LC_SQL_IMPORT_DRAFT_EVOLUTION, rid));
    LC_TRY(delete_of(im, LC_SQL_IMPORT_DRAFT_EARLIER, rid));
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_DRAFT, &st));
    lc_bind_int(st, 1, rid);
    lc_bind_blob(st, 2, v->id.bytes, sizeof v->id.bytes);
    lc_bind_text(st, 3, v->label);
    lc_bind_int(st, 4, v->format);
    lc_bind_int(st, 5, document);
    lc_bind_rid(st, 6, base_rid);
    lc_bind_text(st, 7, v->reason);
    lc_bind_text(st, 8, v->break_reason);
    lc_bind_int(st, 9, v->created_us);
    lc_bind_text(st, 10, v->created_by);
    lc_bind_int(st, 11, v->revision);
    LC_TRY(lc_run(im->op, st));
    c->version_rid = rid;
    im->replaced = true;
    im->report->versions++;
    return CTR_OK;
}

ctr_status lc_import_draft_open(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_import_found is;
    struct ctr_version mine;
    int64_t base;

    c->ids_mixed = true;
    if (c->version.state != CTR_STATE_DRAFT) {
        return note_version(im);
    }
    LC_TRY(lc_import_label(im, c->version.label, &is));
    if (is.rid && is.state != CTR_STATE_DRAFT) {
        return CTR_OK; /* it has moved on here */
    }
    if (is.rid) {
        LC_TRY(remember(im, &c->kept, &is.rid, sizeof is.rid));
        LC_TRY(lc_version_by_rid(im->op, is.rid, &mine));
        if (is_same(&mine, &c->version)) {
            return CTR_OK;
        }
    }
    LC_TRY(find_base(im, &base));
    if (is.rid) {
        return rewrite(im, is.rid, base);
    }
    LC_TRY(lc_import_version_insert(im, base));
    return remember(im, &c->kept, &c->version_rid, sizeof c->version_rid);
}

ctr_status lc_import_draft_file(struct lc_import *im, const struct lc_rec_file *rec)
{
    struct lc_buf *files = &im->contract.files;
    char hex[LC_SHA256_TEXT];

    lc_buf_text(files, files->size ? ",{\"path\":" : "[{\"path\":");
    lc_json_string(files, lc_str_n(im->content.data, im->content.size));
    lc_buf_printf(files, ",\"sha256\":\"%s\"}", lc_sha256_format(&rec->document, hex));
    return files->status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

/* The same body as that of a draft made here. */
static ctr_status report_created(struct lc_import *im, const struct ctr_version *v,
                                 const char *subject)
{
    struct lc_import_contract *c = &im->contract;
    const struct lc_rec_evolution *e = &c->evolution;
    struct lc_against against;
    struct lc_pair pairs[14] = {
        LC_PAIR("id", v->id),
        LC_PAIR("format", lc_word_name(lc_words_format, v->format)),
        LC_PAIR("sha256", v->document_sha256),
        LC_PAIR_INT("size", v->document_size),
        LC_PAIR("base", v->base),
    };
    size_t n = 5;

    if (c->files.size) {
        lc_buf_char(&c->files, ']');
        pairs[n++] = (struct lc_pair)LC_PAIR_RAW("files", lc_buf_cstr(&c->files));
    }
    if (c->evolved) {
        pairs[n++] = (struct lc_pair)LC_PAIR("proposed", e->proposed);
        pairs[n++] = (struct lc_pair)LC_PAIR("verdict", lc_word_name(lc_words_verdict, e->verdict));
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("breaking", e->breaking);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("undecided", e->undecided);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("warning", e->warning);
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("info", e->info);
    }
    LC_TRY(lc_earlier_against(im->op, v->rid, &against));
    if (against.count) {
        pairs[n++] = (struct lc_pair)LC_PAIR_INT("earlier", against.count);
        pairs[n++] = (struct lc_pair)LC_PAIR("against", against.label);
    }
    if (c->files.status != CTR_OK) {
        return lc_nomem(&im->op->ctx);
    }
    return lc_event_append(im->op, c->is.rid, LC_EVENT_VERSION_CREATED, subject, pairs, n);
}

ctr_status lc_import_draft_close(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct ctr_version v;

    if (!c->version_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_version_by_rid(im->op, c->version_rid, &v));
    const char *subject = lc_version_subject(&im->op->ctx, &v);
    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(report_created(im, &v, subject));
    c->changed++;
    if (!v.break_reason) {
        return CTR_OK;
    }
    const struct lc_pair reason[] = {LC_PAIR("reason", v.break_reason)};
    return lc_event_append(im->op, c->is.rid, LC_EVENT_BREAK_DECLARED, subject, reason, 1);
}

static bool is_kept(const struct lc_import *im, int64_t rid)
{
    const struct lc_buf *kept = &im->contract.kept;

    for (size_t at = 0; at < kept->size; at += sizeof rid) {
        if (memcmp(kept->data + at, &rid, sizeof rid) == 0) {
            return true;
        }
    }
    return false;
}

/* The next draft behind *rid; 0 at the end. */
static ctr_status next_draft(struct lc_import *im, int64_t *rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_DRAFTS, &st));
    lc_bind_int(st, 1, im->contract.is.rid);
    lc_bind_int(st, 2, *rid);
    LC_TRY(lc_row(im->op, st, &row));
    *rid = row ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return CTR_OK;
}

static ctr_status withdraw(struct lc_import *im, int64_t rid)
{
    struct lc_op *op = im->op;
    const char *reason = op->reason;
    int64_t if_revision = op->if_revision;
    struct ctr_version v;

    LC_TRY(lc_version_by_rid(op, rid, &v));
    op->reason = "not among the drafts of an import";
    op->if_revision = 0;
    ctr_status status = lc_flow_retire(op, &im->contract.is, &v);
    op->reason = reason;
    op->if_revision = if_revision;
    im->report->withdrawn++;
    im->contract.changed++;
    return status;
}

ctr_status lc_import_drafts_end(struct lc_import *im)
{
    int64_t rid = 0;

    for (;;) {
        LC_TRY(next_draft(im, &rid));
        if (!rid) {
            return CTR_OK;
        }
        LC_TRY(is_kept(im, rid) ? CTR_OK : withdraw(im, rid));
    }
}
