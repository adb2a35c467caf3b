/* Changes and delegations of an import: behind all contracts, so that every version is there. */
#include "base/names.h"
#include "base/time.h"
#include "codec/json_write.h"
#include "exchange/course.h"
#include "exchange/import.h"

/* The contract, if it is one that this import made; rid 0 if it is left alone. */
static ctr_status import_contract(struct lc_import *im, const char *team, const char *name,
                                  bool master, struct lc_contract *c)
{
    struct lc_ctx *ctx = &im->op->ctx;
    bool found;

    LC_TRY_AT(im, lc_check_name(ctx, "team", team));
    LC_TRY_AT(im, lc_check_name(ctx, "contract", name));
    LC_TRY(lc_contract_find(im->op, team, name, c, &found));
    if (!found || (master && c->type != CTR_TYPE_MASTER)) {
        return lc_import_fail(im, CTR_E_INPUT, "'%s/%s' is no %scontract of the file", team, name,
                              master ? "master " : "");
    }
    c->rid = c->rid > im->old_contract ? c->rid : 0;
    return CTR_OK;
}

ctr_status lc_import_master(struct lc_import *im, const char *team, const char *name,
                            struct lc_contract *c)
{
    return import_contract(im, team, name, true, c);
}

ctr_status lc_import_any(struct lc_import *im, const char *team, const char *name,
                         struct lc_contract *c)
{
    return import_contract(im, team, name, false, c);
}

ctr_status lc_import_shape(struct lc_import *im, const char *what, const struct lc_shape *shape,
                           void *body)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_doc doc;

    LC_TRY(lc_import_tree(im, what, &doc));
    ctr_status status = lc_json_unshape(ctx, shape, doc.root, body);
    if (status == CTR_E_CORRUPT && ctx->error) {
        ctr_error *cause = ctx->error;
        ctx->error = NULL;
        status = lc_import_fail(im, CTR_E_INPUT, "%s", ctr_error_message(cause));
        ctr_error_free(cause);
    }
    return status;
}

ctr_status lc_import_change_close(struct lc_import *im, const struct lc_rec_change *rec)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    struct ctr_change is;
    const char *fail;
    int64_t size;
    bool found;
    struct lc_course *k = lc_new(ctx, 1, sizeof *k);

    if (!k) {
        return CTR_E_NOMEM;
    }
    LC_TRY_AT(im, lc_check_name(ctx, "change", rec->id));
    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "course", &lc_shape_course, k));
    if (!c.rid) {
        return CTR_OK;
    }
    LC_TRY(lc_change_find(im->op, c.rid, rec->id, &is, &found));
    if (found) {
        return lc_import_fail(im, CTR_E_INPUT, "a second change '%s' of '%s'", rec->id, c.key);
    }
    k->is.contract_rid = c.rid;
    k->is.team = c.team;
    k->is.contract = c.name;
    k->is.id = rec->id;
    LC_TRY(lc_import_document_find(im, &rec->document, "change", &k->is.document_rid, &size));
    LC_TRY(lc_course_store(im->op, k, &fail));
    return fail ? lc_import_fail(im, CTR_E_INPUT, "change '%s' of '%s': %s", rec->id, c.key, fail)
                : CTR_OK;
}

static ctr_status day_of(struct lc_import *im, const char *text, int64_t *out)
{
    int64_t us;

    if (strlen(text) != 10 || !lc_time_parse(lc_str(text), false, &us)) {
        return lc_import_fail(im, CTR_E_INPUT, "'%.40s' is no date", text);
    }
    *out = lc_day_at(us);
    return CTR_OK;
}

ctr_status lc_import_delegation_open(struct lc_import *im, const struct lc_rec_delegation *rec)
{
    struct lc_contract c;
    struct lc_stmt *st;
    int64_t from, until;

    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(day_of(im, rec->from, &from));
    LC_TRY(day_of(im, rec->until, &until));
    LC_TRY(lc_import_actor(im, rec->actor));
    LC_TRY_AT(im, lc_check_text(&im->op->ctx, "party", rec->party, 256));
    LC_TRY_AT(im, lc_check_text(&im->op->ctx, "actor", rec->to, 256));
    if (until < from) {
        return lc_import_fail(im, CTR_E_INPUT, "a delegation ends before it begins");
    }
    if (!c.rid) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(im->op, LC_SQL_DELEGATION_INSERT, &st));
    lc_bind_int(st, 1, c.rid);
    lc_bind_text(st, 2, rec->party);
    lc_bind_text(st, 3, rec->to);
    lc_bind_int(st, 4, from);
    lc_bind_int(st, 5, until);
    lc_bind_int(st, 6, rec->at_us);
    lc_bind_text(st, 7, rec->actor);
    lc_bind_text(st, 8, rec->reason);
    return lc_run(im->op, st);
}
