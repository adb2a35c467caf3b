/* Comparing with the whole history. */
#include "flow/history.h"

#include "base/semver.h"
#include "flow/judge.h"

ctr_status lc_history_size(struct lc_op *op, const struct lc_contract *c, int64_t base_rid,
                           int64_t *count, int64_t *bytes)
{
    *count = 0;
    *bytes = 0;
    return lc_mode_is_transitive(c->mode)
               ? lc_version_lived_size(op, c->rid, base_rid, count, bytes)
               : CTR_OK;
}

static ctr_status check_size(struct lc_op *op, const struct lc_contract *c, int64_t base_rid)
{
    int64_t count;
    int64_t bytes;

    LC_TRY(lc_history_size(op, c, base_rid, &count, &bytes));
    if (bytes < 0 || (uint64_t)bytes > op->ctx.limits.max_document_bytes) {
        return lc_fail(&op->ctx, CTR_E_LIMIT,
                       "the %lld earlier versions of '%s/%s' have %lld bytes together, but at most "
                       "%llu are compared; raise the limit, or take the mode %s",
                       (long long)count, c->team, c->name, (long long)bytes,
                       (unsigned long long)op->ctx.limits.max_document_bytes,
                       lc_word_name(lc_words_mode, lc_mode_step(c->mode)));
    }
    return CTR_OK;
}

/* A comparison made already with the same document; files would make it another. A policy judges
 * each by itself, so it is a copy. */
static ctr_status same_before(struct lc_op *op, const struct ctr_version *versions,
                              struct lc_earlier_list *list, bool *found)
{
    struct lc_earlier *e = &list->items[list->count];
    int64_t files = 0;
    size_t i = 0;

    while (i < list->count && versions[i].document_rid != versions[list->count].document_rid) {
        i++;
    }
    if (i < list->count) {
        LC_TRY(lc_file_bytes(op, versions[list->count].rid, &files));
    }
    *found = i < list->count && !files;
    if (*found) {
        *e->diff = *list->items[i].diff;
        e->pointer = list->items[i].pointer;
        e->line = list->items[i].line;
    }
    return CTR_OK;
}

static ctr_status compare_one(const struct lc_judging *j, const struct lc_contract *c,
                              const struct ctr_version *v, struct lc_spec *newer,
                              struct lc_earlier *e)
{
    const struct lc_diff_ask ask = lc_judging_ask(j, c);
    struct lc_op *op = j->op;
    struct lc_edition older;

    LC_TRY(lc_edition_load(op, v, &older));
    LC_TRY(lc_spec_diff_as(&op->ctx, &older.spec, newer, &ask, e->diff));
    if (!lc_judging_by(j, CTR_LINE_DOCUMENT)) {
        return CTR_OK;
    }
    e->pointer = j->policy.terms.lines.pointer;
    return lc_policy_line_of(&op->ctx, &older.spec.bundle.files[0]->doc, e->pointer, &e->line);
}

ctr_status lc_history_compare(const struct lc_judging *j, const struct lc_contract *c,
                              int64_t base_rid, struct lc_spec *newer, struct lc_earlier_list *out)
{
    struct lc_op *op = j->op;
    struct ctr_version *versions;
    size_t count;
    bool same;

    *out = (struct lc_earlier_list){NULL, 0};
    if (!lc_mode_is_transitive(c->mode)) {
        return CTR_OK;
    }
    LC_TRY(check_size(op, c, base_rid));
    LC_TRY(lc_version_lived(op, c->rid, base_rid, &versions, &count));
    out->items = lc_new(&op->ctx, count, sizeof *out->items);
    if (!out->items) {
        return CTR_E_NOMEM;
    }
    while (out->count < count) {
        const struct ctr_version *v = &versions[out->count];
        struct lc_earlier *e = &out->items[out->count];
        *e = (struct lc_earlier){.rid = v->rid, .label = v->label};
        e->diff = lc_new(&op->ctx, 1, sizeof *e->diff);
        LC_TRY(e->diff ? same_before(op, versions, out, &same) : CTR_E_NOMEM);
        LC_TRY(same ? CTR_OK : compare_one(j, c, v, newer, e));
        out->count++;
        LC_TRY(lc_progress(&op->ctx, "history", out->count, count));
    }
    return CTR_OK;
}

/* Is the label after `base` by that bump below `wanted`? No, where there is no order. */
static bool falls_short(struct lc_ctx *ctx, const char *base, ctr_bump bump, const char *wanted)
{
    const char *next = lc_semver_next(ctx, lc_str(base), bump);
    struct lc_semver a;
    struct lc_semver b;

    return next && wanted && lc_semver_parse(lc_str(next), &a) &&
           lc_semver_parse(lc_str(wanted), &b) && lc_semver_cmp(&a, &b) < 0;
}

ctr_bump lc_history_bump(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                         const struct ctr_diff *diff, const char *base)
{
    ctr_bump bump = lc_spec_bump(diff, base);

    for (size_t i = 0; i < list->count && bump > CTR_BUMP_NONE && bump < CTR_BUMP_MAJOR; i++) {
        const struct ctr_diff *d = list->items[i].diff;
        const char *label = list->items[i].label;
        if (d->judgement && d->judgement->line[CTR_SIDE_NEW]) {
            continue; /* of another group */
        }
        const char *wanted = lc_semver_next(ctx, lc_str(label), lc_spec_bump(d, label));
        while (bump < CTR_BUMP_MAJOR && falls_short(ctx, base, bump, wanted)) {
            bump = (ctr_bump)(bump + 1);
        }
    }
    return bump;
}

ctr_status lc_history_propose(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                              const struct ctr_diff *diff, const char *base, const char **out)
{
    ctr_bump bump = lc_history_bump(ctx, list, diff, base);

    if (bump == lc_spec_bump(diff, base)) {
        return lc_spec_propose(ctx, diff, base, out);
    }
    *out = lc_semver_next(ctx, lc_str(base), bump);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

const char *lc_history_bump_text(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                                 const struct ctr_diff *diff, const char *base)
{
    ctr_bump bump = lc_history_bump(ctx, list, diff, base);
    const char *text = lc_spec_bump_text(ctx, diff, base);

    return bump == lc_spec_bump(diff, base) || !text
               ? text
               : lc_format(ctx, "%s; with the versions before '%s' that is %s", text, base,
                           lc_word_name(lc_words_bump, (int32_t)bump));
}
