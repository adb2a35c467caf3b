/* Policies kept: set, added to, cleared, shown. */
#include "flow/judge.h"

#include "base/time.h"

static ctr_status find(struct lc_op *op, const struct lc_policy_owner *owner,
                       struct lc_contract *room, struct lc_kept_policy *out)
{
    if (owner->name) {
        LC_TRY(lc_contract_get(op, owner->team, owner->name, room));
    }
    return lc_kept_policy_get(op, owner->team, owner->name ? room : NULL, out);
}

static ctr_status nothing_there(struct lc_op *op, const struct lc_policy_owner *owner)
{
    return owner->name ? lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s' has no policy; set one",
                                 owner->team, owner->name)
                       : lc_fail(&op->ctx, CTR_E_NOT_FOUND, "team '%s' has no policy; set one",
                                 owner->team);
}

static ctr_status check_revision(struct lc_op *op, const struct lc_kept_policy *p)
{
    if (op->if_revision == 0 || op->if_revision == p->n) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_CONFLICT,
                                "the policy of '%s%s%s' is at revision %lld, not %lld; look again",
                                p->team, p->contract ? "/" : "", p->contract ? p->contract : "",
                                (long long)p->n, (long long)op->if_revision);
    lc_detail_int(&op->ctx, "revision", p->n);
    lc_detail_int(&op->ctx, "wanted", op->if_revision);
    return status;
}

static void tell(const struct lc_kept_policy *p, struct ctr_policy *out)
{
    out->team = p->team;
    out->contract = p->contract;
    out->revision = p->n;
    out->set_us = p->set_us;
    out->set_by = p->set_by;
    out->reason = p->reason;
}

/* What `terms` makes of the policy that is there. Nothing goes by a policy that cannot be read, so
 * what cannot be read again, since it has grown beyond what one document may have, is not kept. */
static ctr_status keep(struct lc_op *op, struct lc_kept_policy *p,
                       const struct lc_policy_terms *terms, enum lc_policy_act act,
                       struct ctr_policy *out)
{
    struct lc_policy_terms again;

    LC_TRY(lc_policy_make(&op->ctx, terms, out));
    if (!p->document || strcmp(p->sha256, out->sha256) != 0) {
        p->document = lc_policy_terms_text(&op->ctx, terms);
        p->sha256 = out->sha256;
        LC_TRY(p->document ? lc_kept_policy_read(op, p, &again) : CTR_E_NOMEM);
        LC_TRY(lc_kept_policy_put(op, p, act));
    }
    tell(p, out);
    return CTR_OK;
}

/* The longest term that holds here, with what else the team and the contract say. */
static ctr_status longest(struct lc_op *op, const struct lc_policy_owner *owner,
                          const struct lc_policy_terms *own, struct lc_policy_terms *out)
{
    struct lc_kept_policy team;
    struct lc_policy_terms of_team = {0};

    if (owner->name) {
        LC_TRY(lc_kept_policy_get(op, owner->team, NULL, &team));
        LC_TRY(lc_kept_policy_read(op, &team, &of_team));
    }
    return lc_policy_join(&op->ctx, &of_team, own, out);
}

ctr_status lc_judge_keep(struct lc_op *op, const struct lc_policy_owner *owner,
                         const struct lc_policy_terms *terms, struct ctr_policy *out)
{
    static const struct lc_policy_terms nothing;
    struct lc_policy_terms bounds;
    struct lc_contract c;
    struct lc_kept_policy p;

    LC_TRY(find(op, owner, &c, &p));
    LC_TRY(check_revision(op, &p));
    if (terms) {
        LC_TRY(longest(op, owner, terms, &bounds));
        LC_TRY(lc_waivers_check_terms(&op->ctx, terms, bounds.max_waiver_days));
        return keep(op, &p, terms, LC_POLICY_SET, out);
    }
    if (!p.document) {
        return nothing_there(op, owner);
    }
    p.document = NULL;
    p.sha256 = NULL;
    LC_TRY(lc_kept_policy_put(op, &p, LC_POLICY_CLEARED));
    LC_TRY(lc_policy_make(&op->ctx, &nothing, out));
    tell(&p, out);
    return CTR_OK;
}

static bool same_text(const char *a, const char *b)
{
    return lc_cstr_cmp(a, b) == 0;
}

static bool same_waiver(const struct ctr_waiver *a, const struct ctr_waiver *b)
{
    return same_text(a->fingerprint, b->fingerprint) && same_text(a->rule, b->rule) &&
           same_text(a->part, b->part) && same_text(a->reason, b->reason) &&
           same_text(a->owner, b->owner) && same_text(a->expires, b->expires);
}

/* Is it there already? Who does not say since when wants it to hold from now on, which one that
 * holds does. */
static bool is_said(const struct lc_policy_terms *terms, const struct ctr_waiver *w, bool from_now,
                    int64_t now_us)
{
    for (size_t i = 0; i < terms->waiver_count; i++) {
        const struct ctr_waiver *is = &terms->waivers[i];
        if (same_waiver(is, w) && (from_now ? lc_waiver_state_at(is, now_us) == CTR_WAIVER_ACTIVE
                                            : same_text(is->since, w->since))) {
            return true;
        }
    }
    return false;
}

ctr_status lc_judge_waive(struct lc_op *op, const struct lc_policy_owner *owner,
                          const struct ctr_waiver *waiver, struct ctr_policy *out)
{
    struct ctr_waiver w = *waiver;
    struct lc_contract c;
    struct lc_kept_policy p;
    struct lc_policy_terms terms;
    struct lc_policy_terms bounds;
    char now[LC_TIME_TEXT];

    LC_TRY(find(op, owner, &c, &p));
    LC_TRY(check_revision(op, &p));
    LC_TRY(lc_kept_policy_read(op, &p, &terms));
    LC_TRY(longest(op, owner, &terms, &bounds));
    if (!w.since) {
        w.since = lc_dup_c(&op->ctx, lc_time_format(op->ctx.now_us, now));
    }
    LC_TRY(w.since ? lc_waiver_check(&op->ctx, &bounds, &w) : CTR_E_NOMEM);
    lc_waivers_bound(terms.waivers, terms.waiver_count, bounds.max_waiver_days);
    if (is_said(&terms, &w, !waiver->since, op->ctx.now_us)) {
        return keep(op, &p, &terms, LC_POLICY_WAIVED, out);
    }
    const struct lc_policy_terms more = {.waivers = &w, .waiver_count = 1};
    struct lc_policy_terms both;
    LC_TRY(lc_policy_join(&op->ctx, &more, &terms, &both));
    return keep(op, &p, &both, LC_POLICY_WAIVED, out);
}

ctr_status lc_judge_show(struct lc_op *op, const struct lc_policy_owner *owner, bool effective,
                         struct ctr_policy *out)
{
    struct lc_contract c;
    struct lc_kept_policy p;
    struct lc_policy_terms terms;
    bool found;

    LC_TRY(find(op, owner, &c, &p));
    if (effective) {
        LC_TRY(lc_judge_policy(op, owner->team, owner->name ? &c : NULL, out, &found));
        out->team = p.team;
        out->contract = p.contract;
        return found ? CTR_OK : nothing_there(op, owner);
    }
    if (!p.document) {
        return nothing_there(op, owner);
    }
    LC_TRY(lc_kept_policy_read(op, &p, &terms));
    LC_TRY(lc_policy_make(&op->ctx, &terms, out));
    tell(&p, out);
    return CTR_OK;
}

/* ---- waivers */

static const struct lc_field row_fields[] = {
    LC_FIELD_OF(lc_waiver_row, "of", LC_KIND_STR, of),
    LC_FIELD_WORD(lc_waiver_row, "state", state, lc_words_waiver_state),
    LC_FIELD_NEST(lc_waiver_row, "waiver", LC_KIND_OBJECT, waiver, &lc_shape_waiver),
};
static const struct lc_shape shape_row = LC_SHAPE(lc_waiver_row, row_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_waiver_list, "waivers", items, count, &shape_row),
};
const struct lc_shape lc_shape_waiver_list = LC_SHAPE(ctr_waiver_list, list_fields);

ctr_status lc_judge_waivers(struct lc_op *op, const struct lc_policy_owner *owner, int64_t at_us,
                            struct ctr_waiver_list *out)
{
    struct lc_contract c;
    struct lc_kept_policy kept[2];
    struct lc_policy_terms terms[2] = {{.id = NULL}};
    struct lc_policy_terms joined;
    int first = owner->name ? 0 : 1;

    LC_TRY(find(op, owner, &c, &kept[1]));
    LC_TRY(lc_kept_policy_get(op, owner->team, NULL, &kept[0]));
    for (int i = first; i < 2; i++) {
        LC_TRY(lc_kept_policy_read(op, &kept[i], &terms[i]));
    }
    LC_TRY(lc_policy_join(&op->ctx, &terms[0], &terms[1], &joined));
    struct lc_waiver_row *rows = lc_new(&op->ctx, joined.waiver_count + 1, sizeof *rows);
    const char *own =
        owner->name ? lc_format(&op->ctx, "%s/%s", kept[1].team, kept[1].contract) : kept[1].team;
    for (size_t i = 0; rows && i < joined.waiver_count; i++) {
        const struct ctr_waiver *w = &joined.waivers[i];
        rows[i] = (struct lc_waiver_row){
            i < terms[0].waiver_count ? kept[0].team : own,
            (int32_t)lc_waiver_state_at(w, at_us ? at_us : op->ctx.now_us), *w};
    }
    *out = (struct ctr_waiver_list){rows, joined.waiver_count};
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
