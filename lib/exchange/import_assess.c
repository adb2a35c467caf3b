/*
 * Assessments of an import: rows are put back as they were; when the whole file is read each is
 * computed again.
 */
#include "codec/json_write.h"
#include "exchange/import.h"
#include "flow/assess.h"

/* The version that it names, of the contract at hand. */
static ctr_status find_version(struct lc_import *im, struct ctr_assessment *a)
{
    struct ctr_version v;
    bool found = false;

    if (a->version) {
        LC_TRY(lc_version_by_label(im->op, im->ledger.book.contract_rid, a->version, &v, &found));
    }
    if (!found) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "assessment %lld is by version '%.128s', which '%s/%s' does not have",
                              (long long)a->n, a->version ? a->version : "", a->team, a->name);
    }
    a->version_rid = v.rid;
    return CTR_OK;
}

static ctr_status check_words(struct lc_import *im, const struct ctr_assessment *a)
{
    if (a->kind && a->basis && a->state && a->policy && a->at_us && a->actor && a->answer) {
        return CTR_OK;
    }
    return lc_import_fail(im, CTR_E_INPUT,
                          "assessment %lld lacks its kind, basis, state, policy, time, actor or "
                          "share",
                          (long long)a->n);
}

/* A member of the wrong kind is the file's fault, not the store's. */
ctr_status lc_import_assessment_close(struct lc_import *im, const struct lc_rec_assessment *rec)
{
    struct lc_import_ledger *l = &im->ledger;
    struct ctr_assessment a = {0};

    LC_TRY(lc_import_shape(im, "figures", &lc_shape_assessment, &a));
    if (a.n != rec->n) {
        return lc_import_fail(im, CTR_E_INPUT, "assessment %lld calls itself %lld",
                              (long long)rec->n, (long long)a.n);
    }
    a.team = l->book.team;
    a.name = l->book.name;
    LC_TRY(check_words(im, &a));
    LC_TRY(lc_import_actor(im, a.actor));
    for (size_t i = 0; i < a.party_count; i++) {
        if (!a.parties[i].party) {
            return lc_import_fail(im, CTR_E_INPUT, "a party of assessment %lld has no name",
                                  (long long)a.n);
        }
    }
    LC_TRY_AT(im, lc_assess_untexts(&im->op->ctx, &a));
    if (!l->wanted) {
        return CTR_OK;
    }
    LC_TRY(find_version(im, &a));
    return lc_import_at(im, lc_assess_store(im->op, &l->book, &a));
}

struct complaint {
    struct lc_import *im;
    ctr_status status;
};

static void complain(void *user, const struct ctr_assessment *a, const char *what)
{
    struct complaint *c = user;

    if (c->status == CTR_OK) {
        c->status = lc_import_fail(c->im, CTR_E_INPUT, "assessment %lld of '%s/%s': %s",
                                   (long long)a->n, a->team, a->name, what);
    }
}

ctr_status lc_import_assessments_check(struct lc_import *im, const struct lc_contract *c,
                                       const struct ctr_ledger *book)
{
    struct complaint user = {im, CTR_OK};
    ctr_status status = lc_assess_verify(im->op, c, book, complain, &user);

    return user.status ? user.status : status;
}
