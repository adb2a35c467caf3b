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

/* Is the release of `label` below that of `wanted`? No, where there is no order. A pre-release is a
 * promise of its release. */
static bool falls_short(const char *label, const char *wanted)
{
    struct lc_semver a;
    struct lc_semver b;

    return label && wanted && lc_semver_parse(lc_str(label), &a) &&
           lc_semver_parse(lc_str(wanted), &b) && !lc_label_sufficient(label, wanted);
}

/* The label that versions before the base ask for where `own`, what the base asks for, falls short
 * of it; NULL if none does. What is of another group asks for nothing. */
static ctr_status most_wanted(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                              const char *own, const char **out)
{
    *out = NULL;
    for (size_t i = 0; own && i < list->count; i++) {
        const struct ctr_diff *d = list->items[i].diff;
        const char *wanted;
        if (d->judgement && d->judgement->line[CTR_SIDE_NEW]) {
            continue;
        }
        LC_TRY(lc_spec_propose(ctx, d, list->items[i].label, &wanted));
        if (falls_short(*out ? *out : own, wanted)) {
            *out = wanted;
        }
    }
    return CTR_OK;
}

/* The least bump that takes the base to `wanted`; major where none does. */
static ctr_bump bump_to(struct lc_ctx *ctx, const char *base, ctr_bump from, const char *wanted)
{
    ctr_bump bump = from;

    while (bump < CTR_BUMP_MAJOR && falls_short(lc_semver_next(ctx, lc_str(base), bump), wanted)) {
        bump = (ctr_bump)(bump + 1);
    }
    return bump;
}

ctr_bump lc_history_bump(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                         const struct ctr_diff *diff, const char *base)
{
    ctr_bump bump = lc_spec_bump(diff, base);
    const char *own;
    const char *wanted;

    if (bump == CTR_BUMP_NONE || lc_spec_propose(ctx, diff, base, &own) != CTR_OK ||
        most_wanted(ctx, list, own, &wanted) != CTR_OK) {
        return bump; /* memory that is missing is recorded */
    }
    return wanted ? bump_to(ctx, base, bump, wanted) : bump;
}

ctr_status lc_history_propose(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                              const struct ctr_diff *diff, const char *base, const char **out)
{
    ctr_bump bump = lc_spec_bump(diff, base);
    const char *wanted = NULL;

    LC_TRY(lc_spec_propose(ctx, diff, base, out));
    if (bump != CTR_BUMP_NONE) {
        LC_TRY(most_wanted(ctx, list, *out, &wanted));
    }
    if (!wanted) {
        return CTR_OK;
    }
    /* as the base is written, where a bump of it is that label; else there is a higher version */
    const char *next = lc_semver_next(ctx, lc_str(base), bump_to(ctx, base, bump, wanted));
    *out = next && !falls_short(next, wanted) && !falls_short(wanted, next) ? next : wanted;
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

const char *lc_history_bump_text(struct lc_ctx *ctx, const struct lc_earlier_list *list,
                                 const struct ctr_diff *diff, const char *base)
{
    ctr_bump bump = lc_history_bump(ctx, list, diff, base);
    const char *text = lc_spec_bump_text(ctx, diff, base);
    const char *own;
    const char *asked;

    if (!text || lc_spec_propose(ctx, diff, base, &own) != CTR_OK ||
        lc_history_propose(ctx, list, diff, base, &asked) != CTR_OK) {
        return NULL;
    }
    if (!falls_short(own, asked)) {
        return text;
    }
    bool bumped = bump != lc_spec_bump(diff, base) &&
                  !falls_short(lc_semver_next(ctx, lc_str(base), bump), asked);
    return bumped
               ? lc_format(ctx, "%s; with the versions before '%s' that is %s", text, base,
                           lc_word_name(lc_words_bump, (int32_t)bump))
               : lc_format(ctx, "%s; with the versions beside '%s' that is %s", text, base, asked);
}
