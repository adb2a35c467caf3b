/* Policies into an export, and back: each edition of each. */
#include "base/names.h"
#include "domain/policy/policy.h"
#include "exchange/export.h"
#include "exchange/import.h"

/* An edition, as it travels. */
struct lc_policy_course {
    const char *document;
    int64_t set_us;
    const char *set_by, *reason;
};

static const struct lc_field course_fields[] = {
    LC_FIELD_OF(lc_policy_course, "document", LC_KIND_JSON, document),
    LC_FIELD_OF(lc_policy_course, "set_at", LC_KIND_TIME, set_us),
    LC_FIELD_OF(lc_policy_course, "set_by", LC_KIND_STR, set_by),
    LC_FIELD_OF(lc_policy_course, "reason", LC_KIND_STR, reason),
};
static const struct lc_shape shape_course = LC_SHAPE(lc_policy_course, course_fields);

static ctr_status export_edition(void *user, const struct lc_kept_policy *p)
{
    struct lc_export *x = user;
    const struct lc_policy_course course = {p->document, p->set_us, p->set_by, p->reason};
    const struct lc_rec_policy rec = {.team = p->team, .name = p->contract, .n = p->n};

    return lc_export_shape(x, LC_REC_POLICY, &rec, &shape_course, &course);
}

/* Of a store or a team: its own and its contracts'; of a contract: its own alone. */
static bool is_wanted(const struct lc_export *x, const char *key, const char *team)
{
    bool of_contract = strcmp(key, x->from) >= 0 && strcmp(key, x->to) < 0;

    return !x->wish->team || of_contract || (!x->wish->name && strcmp(key, team) == 0);
}

ctr_status lc_export_policies(struct lc_export *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const char *team = x->wish->team ? lc_lower(ctx, x->wish->team) : "";
    const char *key = "";

    if (x->op->store->schema < LC_SCHEMA_POLICIES) {
        return CTR_OK;
    }
    for (;;) {
        LC_TRY(team ? lc_kept_policy_next(x->op, key, &key) : CTR_E_NOMEM);
        if (!key) {
            return CTR_OK;
        }
        LC_TRY(is_wanted(x, key, team) ? lc_kept_policy_each(x->op, key, export_edition, x)
                                       : CTR_OK);
        LC_TRY(lc_poll(ctx));
    }
}

/* ---- back ---- */

/* Whose it is: a contract of the file, or a team. *out is left without a key where the store goes
 * its own way. */
static ctr_status owner_of(struct lc_import *im, const struct lc_rec_policy *rec,
                           struct lc_kept_policy *out)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    bool found;

    LC_TRY_AT(im, lc_check_name(ctx, "team", rec->team));
    if (!rec->name) {
        LC_TRY(lc_kept_policy_get(im->op, rec->team, NULL, out));
        /* one that was there before the import stays; of the others each goes on with the last */
        out->key = out->n && !out->imported ? NULL : out->key;
        out->imported = true;
        return CTR_OK;
    }
    LC_TRY_AT(im, lc_check_name(ctx, "contract", rec->name));
    LC_TRY(lc_contract_find(im->op, rec->team, rec->name, &c, &found));
    if (!found) {
        return lc_import_fail(im, CTR_E_INPUT, "'%s/%s' is no contract of the file", rec->team,
                              rec->name);
    }
    LC_TRY(lc_kept_policy_get(im->op, c.team, &c, out));
    out->key = c.rid > im->old_contract ? out->key : NULL;
    return CTR_OK;
}

/* The document as we write it; its hash names it. */
static ctr_status take_document(struct lc_import *im, const struct lc_rec_policy *rec,
                                const char *document, struct lc_kept_policy *p)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_policy_terms terms;
    struct ctr_policy made;

    p->document = NULL;
    p->sha256 = NULL;
    if (!document) {
        return CTR_OK;
    }
    ctr_status status = lc_policy_terms_read(ctx, lc_str(document), "the document", &terms);
    if (status == CTR_E_INPUT || status == CTR_E_LIMIT) {
        ctr_error *cause = ctx->error;
        ctx->error = NULL;
        status = lc_import_fail(im, CTR_E_INPUT, "policy %lld of '%s%s%s': %s", (long long)rec->n,
                                rec->team, rec->name ? "/" : "", rec->name ? rec->name : "",
                                ctr_error_message(cause));
        ctr_error_free(cause);
    }
    LC_TRY(status);
    LC_TRY(lc_policy_make(ctx, &terms, &made));
    p->sha256 = made.sha256;
    p->document = lc_policy_terms_text(ctx, &terms);
    return p->document ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_import_policy_close(struct lc_import *im, const struct lc_rec_policy *rec)
{
    struct lc_policy_course course = {0};
    struct lc_kept_policy p;

    LC_TRY(owner_of(im, rec, &p));
    LC_TRY(lc_import_shape(im, "policy", &shape_course, &course));
    const char *why = !course.set_by || course.set_us <= 0
                          ? "something that every edition has is missing"
                      : p.key && rec->n > p.n + 1 ? "it is not the edition after the last"
                                                  : NULL;
    if (why) {
        return lc_import_fail(im, CTR_E_INPUT, "policy %lld of '%s%s%s': %s", (long long)rec->n,
                              rec->team, rec->name ? "/" : "", rec->name ? rec->name : "", why);
    }
    int64_t last = p.n;
    LC_TRY(take_document(im, rec, course.document, &p));
    p.n = rec->n;
    p.set_us = course.set_us;
    p.set_by = course.set_by;
    p.reason = course.reason;
    if (!p.key || rec->n <= last) { /* the same file again, or another's team */
        return CTR_OK;
    }
    return lc_kept_policy_restore(im->op, &p);
}
