/*
 * Does the version that the API gives itself follow from what changed? Only asked for: a version
 * that stayed, went back, or did not grow as much as a break wants (semver; 0.y.z grows in y).
 */
#include "spec/openapi/openapi.h"

#include "base/semver.h"

static ctr_status too_small(struct lc_oa *oa, struct lc_oa_pair at, const char *old,
                            const struct lc_semver *is, ctr_bump bump)
{
    struct lc_semver least;
    const char *next = lc_semver_next(oa->c->ctx, lc_str(old), bump);
    if (!next) {
        return oa->c->ctx->error ? CTR_E_NOMEM : CTR_OK;
    }
    struct lc_semver release = *is;
    release.pre.len = 0; /* on the way to it is far enough */
    if (!lc_semver_parse(lc_str(next), &least) || lc_semver_cmp(&release, &least) >= 0) {
        return CTR_OK;
    }
    return lc_oa_add(oa, LC_OA_VERSION_TOO_SMALL, NULL, at, NULL,
                     "the version went from %s to %.*s, but the changes break callers; it should "
                     "be %s at least",
                     old, LC_OA_S(lc_text(at.new.value)), next);
}

ctr_status lc_oa_version(struct lc_oa *oa)
{
    struct lc_oa_pair root = {oa->old.root, oa->new.root};
    struct lc_oa_pair at = lc_oa_child(lc_oa_child(root, "info"), "version");
    struct lc_str from = lc_text(at.old.value);
    struct lc_str to = lc_text(at.new.value);
    struct lc_semver was, is;
    struct ctr_diff so_far;
    if (!oa->c->check_version || !lc_semver_parse(from, &was) || !lc_semver_parse(to, &is)) {
        return CTR_OK;
    }
    const char *old = lc_dup(oa->c->ctx, from);
    if (!old) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_cmp_finish(oa->c, CTR_FORMAT_OPENAPI, &so_far));
    int order = lc_semver_cmp(&is, &was);
    if (order < 0) {
        return lc_oa_add(oa, LC_OA_VERSION_DECREASED, NULL, at, NULL,
                         "the version went back from %s to %.*s", old, LC_OA_S(to));
    }
    ctr_bump bump = lc_spec_bump(&so_far, old);
    if (order == 0) {
        const char *next = lc_semver_next(oa->c->ctx, from, bump);
        return bump == CTR_BUMP_NONE
                   ? CTR_OK
                   : lc_oa_add(oa, LC_OA_VERSION_SAME, NULL, at, NULL,
                               "the version is still %s, but the document changed; %s would "
                               "follow",
                               old, next ? next : "a later one");
    }
    return so_far.counts.breaking ? too_small(oa, at, old, &is, bump) : CTR_OK;
}
