/* Statements of work in a store, held against what they depend on. */
#include "flow/sow_needs.h"

#include "terms/document.h"

/* ---- of a team ---- */

static ctr_status read_needs(struct lc_op *op, const struct ctr_version *v, struct lc_need *out)
{
    struct lc_sow *sow = lc_new(&op->ctx, 1, sizeof *sow);
    struct lc_doc *doc = lc_new(&op->ctx, 1, sizeof *doc);

    if (!sow || !doc) {
        return CTR_E_NOMEM;
    }
    if (v->format != CTR_FORMAT_SOW) {
        return CTR_OK; /* its edition is of no form that could name any */
    }
    LC_TRY(lc_sow_document(op, v, doc, sow));
    out->needs = sow->dependencies;
    out->count = sow->dependency_count;
    return CTR_OK;
}

ctr_status lc_need_stored(struct lc_op *op, const char *team, const char *id, struct lc_need *out,
                          bool *found)
{
    struct lc_contract c;
    struct ctr_version v;
    bool active;

    LC_TRY(lc_contract_find(op, team, id, &c, found));
    *found = *found && c.type == CTR_TYPE_SOW;
    if (!*found) {
        return CTR_OK;
    }
    *out = (struct lc_need){.id = c.name};
    LC_TRY(lc_version_active(op, c.rid, &v, &active));
    return active ? read_needs(op, &v, out) : CTR_OK;
}

/* Of one statement of work, as it would be if it became active. */
struct asking {
    struct lc_op *op;
    const char *team;
    struct lc_need self;
    const struct ctr_version *version; /* that is to become active */
    struct lc_linter *linter;          /* or that is remarked on */
};

static ctr_status look(void *user, const char *id, struct lc_need *out, bool *found)
{
    struct asking *x = user;

    if (!lc_str_eq_nocase(lc_str(id), lc_str(x->self.id))) {
        return lc_need_stored(x->op, x->team, id, out, found);
    }
    *out = x->self;
    out->own = x;
    *found = true;
    return CTR_OK;
}

/* What is there instead of it. */
static ctr_status name_other(struct asking *x, const char *id, const char **out)
{
    struct lc_contract c;
    bool found;

    LC_TRY(lc_contract_find(x->op, x->team, id, &c, &found));
    *out = found ? lc_format(&x->op->ctx, "'%s/%s' is a contract of type %s; name one of type sow",
                             x->team, c.name, lc_word_name(lc_words_type, c.type))
                 : lc_format(&x->op->ctx,
                             "team '%s' has no contract of that name; create it first, or take it "
                             "out of the dependencies",
                             x->team);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* What others miss is not this one's fault. */
static ctr_status missing(void *user, const struct lc_need *of, size_t at)
{
    struct asking *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    const char *id = of->needs[at];
    const char *instead;

    if (!of->own) {
        return CTR_OK;
    }
    LC_TRY(name_other(x, id, &instead));
    if (x->linter) {
        return lc_lint_add(x->linter, LC_LINT_DEPENDENCY_MISSING,
                           lc_terms_path(ctx, "/dependencies", id, NULL), "depends on '%s', but %s",
                           id, instead);
    }
    const struct ctr_version *v = x->version;
    ctr_status status = lc_fail(ctx, CTR_E_STATE, "'%s/%s@%s' depends on '%s', but %s", v->team,
                                v->name, v->label, id, instead);
    lc_detail(ctx, "dependency", id);
    return status;
}

/* A circle of others was there before. */
static ctr_status circle(void *user, struct lc_need *const *way, size_t count, const char *text)
{
    struct asking *x = user;
    struct lc_ctx *ctx = &x->op->ctx;

    if (!way[0]->own) {
        return CTR_OK;
    }
    if (x->linter) {
        const char *id = way[0]->needs[lc_need_at(way[0], way[1 % count]->id)];
        return lc_lint_add(x->linter, LC_LINT_DEPENDENCY_CYCLE,
                           lc_terms_path(ctx, "/dependencies", id, NULL),
                           "depends on itself in a circle: %s", text);
    }
    const struct ctr_version *v = x->version;
    ctr_status status = lc_fail(ctx, CTR_E_STATE,
                                "'%s/%s@%s' would depend on itself in a circle: %s; take one of "
                                "these dependencies out",
                                v->team, v->name, v->label, text);
    lc_detail(ctx, "circle", text);
    return status;
}

static ctr_status ask(struct asking *x)
{
    const struct lc_need_asker asker = {x, look, missing, circle};
    struct lc_need_walk walk = {.ctx = &x->op->ctx, .asker = &asker};

    return x->self.count ? lc_need_walk_from(&walk, x->self.id) : CTR_OK;
}

/* ---- for activation ---- */

ctr_status lc_need_check(struct lc_op *op, const struct lc_contract *c, const struct ctr_version *v)
{
    struct asking x = {.op = op, .team = c->team, .self = {.id = c->name}, .version = v};

    if (c->type != CTR_TYPE_SOW) {
        return CTR_OK;
    }
    LC_TRY(read_needs(op, v, &x.self));
    return ask(&x);
}

/* ---- for lint ---- */

ctr_status lc_flow_sow_lint(struct lc_op *op, const char *team, const char *name,
                            struct lc_doc *doc, struct ctr_lint_report *out)
{
    struct lc_linter linter = {.ctx = &op->ctx};
    struct lc_sow sow;

    LC_TRY(lc_sow_read(&op->ctx, doc, &sow));
    linter.terms = &sow.terms;
    LC_TRY(lc_lint_sow(&linter, &sow));
    struct asking x = {.op = op,
                       .team = team,
                       .self = {.id = name ? name : sow.id,
                                .needs = sow.dependencies,
                                .count = sow.dependency_count},
                       .linter = &linter};
    LC_TRY(ask(&x));
    lc_lint_sum(&linter, CTR_TERMS_SOW, sow.id, out);
    return CTR_OK;
}
