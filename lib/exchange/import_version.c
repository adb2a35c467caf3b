/* Versions of an import, with their files and comparisons. */
#include "exchange/import.h"
#include "spec/compare.h"
#include "spec/policy/policy.h"

#include "base/names.h"
#include "base/semver.h"
#include "base/utf8.h"
#include "codec/json_write.h"

enum { MAX_REASON = 4096, MAX_PENDING = 10000 };

/* --- checks --- */

static ctr_status check_texts(struct lc_import *im, const struct lc_rec_version *v)
{
    struct lc_ctx *ctx = &im->op->ctx;

    LC_TRY_AT(im, lc_check_label(ctx, v->label));
    LC_TRY_AT(im, v->base ? lc_check_label(ctx, v->base) : CTR_OK);
    LC_TRY_AT(im, v->superseded_by ? lc_check_label(ctx, v->superseded_by) : CTR_OK);
    LC_TRY_AT(im, lc_check_text(ctx, "reason", v->reason, MAX_REASON));
    LC_TRY_AT(im, lc_check_text(ctx, "break reason", v->break_reason, MAX_REASON));
    return lc_import_actor(im, v->created_by);
}

/* The times that go with a state, as the invariants of a store have them. */
static const char *fault_of_times(const struct lc_rec_version *v)
{
    bool lived = v->state == CTR_STATE_ACTIVE || v->state == CTR_STATE_DEPRECATED;

    return lived && !v->activated_us                               ? "no time of activation"
           : v->state == CTR_STATE_DRAFT && v->activated_us        ? "a time of activation"
           : v->state == CTR_STATE_DEPRECATED && !v->deprecated_us ? "no time of deprecation"
           : v->state == CTR_STATE_RETIRED && !v->retired_us       ? "no time of retirement"
           : v->state != CTR_STATE_RETIRED && v->retired_us        ? "a time of retirement"
           : v->state == CTR_STATE_DRAFT && v->superseded_by       ? "a successor"
                                                                   : NULL;
}

static ctr_status check_version(struct lc_import *im, const struct lc_rec_version *v)
{
    struct lc_import_contract *c = &im->contract;
    const char *fault = fault_of_times(v);

    LC_TRY(check_texts(im, v));
    if (fault) {
        return lc_import_fail(im, CTR_E_INPUT, "version '%s' is %s, but has %s", v->label,
                              lc_word_name(lc_words_state, v->state), fault);
    }
    if (v->state == CTR_STATE_ACTIVE && c->active) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "version '%s' is a second active one of contract '%s'", v->label,
                              c->key);
    }
    c->active = c->active || v->state == CTR_STATE_ACTIVE;
    c->ids_mixed = c->ids_mixed || memcmp(v->id.bytes, c->last_id.bytes, sizeof v->id.bytes) <= 0;
    c->last_id = v->id;
    return CTR_OK;
}

ctr_status lc_import_label(struct lc_import *im, const char *label, struct lc_import_found *out)
{
    struct lc_ctx *ctx = &im->op->ctx;
    const char *key = lc_label_key(ctx, lc_str(label));
    struct lc_stmt *st;
    bool row;

    *out = (struct lc_import_found){0};
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_LABEL, &st));
    lc_bind_int(st, 1, im->contract.is.rid);
    lc_bind_text(st, 2, key);
    LC_TRY(lc_row(im->op, st, &row));
    struct lc_str sha = row ? lc_col_view(st, 3) : (struct lc_str){NULL, 0};
    if (row && sha.len == LC_SHA256_BYTES) {
        out->rid = lc_col_int(st, 0);
        out->exact = lc_str_is(lc_col_view(st, 1), label);
        out->state = (ctr_state)lc_col_int(st, 2);
        memcpy(out->document.bytes, sha.ptr, LC_SHA256_BYTES);
    }
    lc_stmt_done(st);
    return CTR_OK;
}

/* --- successors, which come later in the file than those they take the place of, or earlier --- */

static ctr_status set_successor(struct lc_import *im, int64_t rid, int64_t successor)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_SUPERSEDE, &st));
    lc_bind_int(st, 1, rid);
    lc_bind_int(st, 2, successor);
    return lc_run(im->op, st);
}

static struct lc_import_pending *pending(struct lc_import *im, size_t *count)
{
    struct lc_buf *buf = &im->contract.pending;
    *count = buf->size / sizeof(struct lc_import_pending);
    return (struct lc_import_pending *)(void *)buf->data;
}

/* Those who waited for this version. */
static ctr_status resolve_pending(struct lc_import *im, const char *label, int64_t rid)
{
    size_t count;
    struct lc_import_pending *p = pending(im, &count);

    for (size_t i = 0; i < count;) {
        if (strcmp(p[i].label, label) != 0) {
            i++;
            continue;
        }
        LC_TRY(set_successor(im, p[i].rid, rid));
        p[i] = p[--count];
        im->contract.pending.size = count * sizeof *p;
    }
    return CTR_OK;
}

static ctr_status take_successor(struct lc_import *im, int64_t rid, const char *label)
{
    struct lc_import_pending p = {.rid = rid};
    struct lc_import_found v;
    size_t count;

    LC_TRY(lc_import_label(im, label, &v));
    if (v.rid == rid && v.exact) {
        return lc_import_fail(im, CTR_E_INPUT, "version '%s' is its own successor", label);
    }
    if (v.rid && v.exact) {
        return set_successor(im, rid, v.rid);
    }
    pending(im, &count);
    if (count == MAX_PENDING) {
        return lc_import_fail(im, CTR_E_LIMIT, "more than %d versions wait for their successors",
                              MAX_PENDING);
    }
    memcpy(p.label, label, strlen(label) + 1); /* a label has at most 128 bytes */
    lc_buf_add(&im->contract.pending, &p, sizeof p);
    return im->contract.pending.status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

/* --- the version --- */

/* rid 0 for a second one of that label. */
static ctr_status insert_version(struct lc_import *im, int64_t document, int64_t base, int64_t *rid)
{
    struct lc_import_contract *c = &im->contract;
    const struct lc_rec_version *v = &c->version;
    const char *key = lc_label_key(&im->op->ctx, lc_str(v->label));
    struct lc_stmt *st;
    int64_t changed;

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_VERSION, &st));
    lc_bind_int(st, 1, c->is.rid);
    lc_bind_blob(st, 2, v->id.bytes, sizeof v->id.bytes);
    lc_bind_text(st, 3, v->label);
    lc_bind_text(st, 4, key);
    lc_bind_int(st, 5, v->state);
    lc_bind_int(st, 6, v->format);
    lc_bind_int(st, 7, v->revision);
    lc_bind_int(st, 8, document);
    lc_bind_rid(st, 9, base);
    lc_bind_rid(st, 10, 0);
    lc_bind_text(st, 11, v->reason);
    lc_bind_text(st, 12, v->break_reason);
    lc_bind_int(st, 13, v->created_us);
    lc_bind_text(st, 14, v->created_by);
    lc_bind_time(st, 15, v->activated_us);
    lc_bind_time(st, 16, v->deprecated_us);
    lc_bind_time(st, 17, v->retired_us);
    lc_bind_time(st, 18, v->sunset_us);
    LC_TRY(lc_run_changed(im->op, st, &changed));
    *rid = changed ? lc_last_rid(im->op) : 0;
    return CTR_OK;
}

ctr_status lc_import_version_insert(struct lc_import *im, int64_t base_rid)
{
    struct lc_import_contract *c = &im->contract;
    const struct lc_rec_version *v = &c->version;
    int64_t document;
    int64_t size;

    LC_TRY(lc_import_document_find(im, &v->document, "the version", &document, &size));
    LC_TRY(insert_version(im, document, base_rid, &c->version_rid));
    if (!c->version_rid) {
        return lc_import_fail(im, CTR_E_INPUT, "contract '%s' has a second version '%s'", c->key,
                              v->label);
    }
    im->report->versions++;
    return CTR_OK;
}

static ctr_status store_version(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    const struct lc_rec_version *v = &c->version;
    struct lc_import_found base = {0};

    if (v->base) {
        LC_TRY(lc_import_label(im, v->base, &base));
        if (!base.exact) {
            return lc_import_fail(im, CTR_E_INPUT,
                                  "version '%s' has the base '%s', which does not come before it",
                                  v->label, v->base);
        }
    }
    LC_TRY(lc_import_version_insert(im, base.rid));
    LC_TRY(resolve_pending(im, v->label, c->version_rid));
    return v->superseded_by ? take_successor(im, c->version_rid, v->superseded_by) : CTR_OK;
}

ctr_status lc_import_version_open(struct lc_import *im, const struct lc_rec_version *rec)
{
    struct lc_import_contract *c = &im->contract;

    c->version = *rec;
    c->version_rid = 0;
    c->evolved = false;
    c->versions++;
    lc_buf_clear(&c->last_path);
    lc_buf_clear(&c->files);
    LC_TRY(check_version(im, rec));
    return c->mode == LC_IMPORT_NEW      ? store_version(im)
           : c->mode == LC_IMPORT_DRAFTS ? lc_import_draft_open(im)
                                         : CTR_OK;
}

ctr_status lc_import_version_close(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;

    if (c->evolved != (c->version.base != NULL)) {
        return lc_import_fail(im, CTR_E_INPUT,
                              c->evolved ? "version '%s' has a comparison but no base"
                                         : "version '%s' has a base but no comparison with it",
                              c->version.label);
    }
    return c->mode == LC_IMPORT_DRAFTS ? lc_import_draft_close(im) : CTR_OK;
}

ctr_status lc_import_versions_end(struct lc_import *im)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_stmt *st;
    size_t waiting;
    struct lc_import_pending *p = pending(im, &waiting);

    if (waiting) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "a version of '%s' is superseded by '%s', which is not there", c->key,
                              p[0].label);
    }
    if (!c->ids_mixed || c->mode == LC_IMPORT_LEAVE) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_IMPORT_IDS, &st));
    lc_bind_int(st, 1, c->is.rid);
    LC_TRY(lc_step_row(&im->op->ctx, im->op->db, st));
    int64_t twice = lc_col_int(st, 0);
    lc_stmt_done(st);
    return twice ? lc_import_fail(im, CTR_E_INPUT, "two versions of '%s' have one id", c->key)
                 : CTR_OK;
}

/* --- files --- */

/* As the reader of documents makes them: relative, without "." and ".." and empty segments. */
static bool is_good_path(struct lc_str path)
{
    struct lc_str head;
    struct lc_str rest = path;
    bool more = true;

    if (lc_utf8_check(path) != path.len || path.ptr[0] == '/' || path.ptr[0] == '\\') {
        return false;
    }
    while (more) {
        more = lc_str_cut(rest, '/', &head, &rest);
        head = more ? head : rest;
        if (head.len == 0 || lc_str_is(head, ".") || lc_str_is(head, "..")) {
            return false;
        }
    }
    return true;
}

ctr_status lc_import_file_close(struct lc_import *im, const struct lc_rec_file *rec)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_stmt *st;
    int64_t document;
    int64_t size;

    LC_TRY(lc_import_ascending(im, &c->last_path, "file"));
    struct lc_str path = lc_str_n(im->content.data, im->content.size);
    if (!is_good_path(path)) {
        return lc_import_fail(im, CTR_E_INPUT, "'%.*s' is no path of a file beside the document",
                              path.len < 100 ? (int)path.len : 100, path.ptr);
    }
    if (!c->version_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_import_document_find(im, &rec->document, "the file", &document, &size));
    LC_TRY(lc_sql(im->op, LC_SQL_FILE_INSERT, &st));
    lc_bind_int(st, 1, c->version_rid);
    lc_bind_str(st, 2, path);
    lc_bind_int(st, 3, document);
    LC_TRY(lc_run(im->op, st));
    return c->mode == LC_IMPORT_DRAFTS ? lc_import_draft_file(im, rec) : CTR_OK;
}

/* --- the comparison --- */

static bool is_whole(const struct ctr_finding *f)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_place *p = f->place[side];
        if (p && (p->line < 0 || p->column < 0)) {
            return false;
        }
    }
    const struct ctr_waiver *w = f->judged ? f->judged->waiver : NULL;
    if (w && !(w->reason && w->owner && w->expires && (w->fingerprint || (w->rule && w->part)))) {
        return false;
    }
    return f->rule && f->level && f->direction && f->part && f->message && f->fingerprint;
}

/* Without a policy nothing is set aside; one has a hash, and both groups or none. */
static bool is_judged_well(const struct ctr_diff *d)
{
    const struct lc_judgement *j = d->judgement;
    bool any = false;

    for (size_t i = 0; i < d->count; i++) {
        any = any || d->findings[i].judged;
    }
    return j ? j->sha256 && !j->line[CTR_SIDE_OLD] == !j->line[CTR_SIDE_NEW] : !any;
}

const char *lc_import_diff_fault(const struct ctr_diff *d)
{
    struct lc_counts sums = {0, 0, 0, 0};
    int64_t *const levels[] = {[CTR_LEVEL_BREAKING] = &sums.breaking,
                               [CTR_LEVEL_UNDECIDED] = &sums.undecided,
                               [CTR_LEVEL_WARNING] = &sums.warning,
                               [CTR_LEVEL_INFO] = &sums.info};

    if (d->compatible != (d->verdict == CTR_VERDICT_COMPATIBLE)) {
        return "a verdict that contradicts itself";
    }
    for (size_t i = 0; i < d->count; i++) {
        if (!is_whole(&d->findings[i])) {
            return "a finding that is not whole";
        }
        if (lc_finding_counts(d, &d->findings[i])) {
            ++*levels[d->findings[i].level];
        }
    }
    if (!is_judged_well(d)) {
        return "a policy that is not whole";
    }
    return sums.breaking != d->counts.breaking || sums.undecided != d->counts.undecided ||
                   sums.warning != d->counts.warning || sums.info != d->counts.info
               ? "counts that are not those of its findings"
               : NULL;
}

/* Does the comparison say what the attributes say? NULL if so. */
static const char *fault_of_diff(const struct lc_rec_evolution *e, const struct ctr_diff *d)
{
    const struct lc_counts *n = &d->counts;

    if (d->verdict != (ctr_verdict)e->verdict || d->mode != (ctr_mode)e->mode ||
        d->profile != (ctr_profile)e->profile || d->bump != (ctr_bump)e->bump || !d->format) {
        return "another verdict, bump, mode or profile than is said before it";
    }
    const char *fault = lc_import_diff_fault(d);
    bool counted = n->breaking == e->breaking && n->undecided == e->undecided &&
                   n->warning == e->warning && n->info == e->info;
    return fault || counted ? fault : "counts that are not those of its findings";
}

static ctr_status store_evolution(struct lc_import *im, const struct lc_rec_evolution *e,
                                  struct lc_str text)
{
    struct lc_str packed;
    enum lc_packing packing;
    struct lc_stmt *st;

    LC_TRY(lc_pack_bytes(&im->op->ctx, text, &packing, &packed));
    LC_TRY(lc_sql(im->op, LC_SQL_EVOLUTION_INSERT, &st));
    lc_bind_int(st, 1, im->contract.version_rid);
    lc_bind_text(st, 2, e->proposed);
    lc_bind_int(st, 3, e->sufficient);
    lc_bind_int(st, 4, e->mode);
    lc_bind_int(st, 5, e->profile);
    lc_bind_int(st, 6, e->verdict);
    lc_bind_int(st, 7, e->bump);
    lc_bind_int(st, 8, e->breaking);
    lc_bind_int(st, 9, e->undecided);
    lc_bind_int(st, 10, e->warning);
    lc_bind_int(st, 11, e->info);
    lc_bind_int(st, 12, (int64_t)text.len);
    lc_bind_int(st, 13, packing);
    lc_bind_blob(st, 14, packed.ptr, packed.len);
    lc_bind_int(st, 15, e->engine);
    return lc_run(im->op, st);
}

ctr_status lc_import_evolution_close(struct lc_import *im, const struct lc_rec_evolution *rec)
{
    struct lc_import_contract *c = &im->contract;
    struct lc_ctx *ctx = &im->op->ctx;
    struct ctr_diff diff = {0};
    struct lc_doc doc;
    struct lc_buf text;

    c->evolution = *rec;
    c->evolved = true;
    LC_TRY_AT(im, rec->proposed ? lc_check_label(ctx, rec->proposed) : CTR_OK);
    LC_TRY(lc_import_tree(im, "comparison", &doc));
    ctr_status status = lc_json_unshape(ctx, &lc_shape_diff, doc.root, &diff);
    if (status == CTR_E_CORRUPT) {
        ctr_error *cause = ctx->error;
        ctx->error = NULL;
        status = lc_import_fail(im, CTR_E_INPUT, "comparison: %s", ctr_error_message(cause));
        ctr_error_free(cause);
    }
    LC_TRY(status);
    const char *fault = fault_of_diff(rec, &diff);
    if (fault) {
        return lc_import_fail(im, CTR_E_INPUT, "the comparison has %s", fault);
    }
    if (!c->version_rid) {
        return CTR_OK;
    }
    lc_buf_init(&text, &ctx->alloc, SIZE_MAX / 2);
    lc_json_value(&text, doc.root);
    status = text.status == CTR_OK ? store_evolution(im, rec, lc_str_n(text.data, text.size))
                                   : lc_nomem(ctx);
    lc_buf_free(&text);
    return status;
}
