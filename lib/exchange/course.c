/* The course of a change: its shape, and out of the store. */
#include "core/page.h"
#include "exchange/course.h"

static const struct lc_word link_words[] = {{LC_LINK_NEEDS, "needs"},
                                            {LC_LINK_CONFLICTS, "conflicts_with"},
                                            {LC_LINK_SUPERSEDES, "supersedes"},
                                            {0, NULL}};

static const struct lc_field link_fields[] = {
    LC_FIELD_WORD(lc_course_link, "kind", kind, link_words),
    LC_FIELD_OF(lc_course_link, "change", LC_KIND_STR, target),
};
static const struct lc_shape shape_link = LC_SHAPE(lc_course_link, link_fields);

static const struct lc_field impact_fields[] = {
    LC_FIELD_OF(lc_course_impact, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(lc_course_impact, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(lc_course_impact, "impact", LC_KIND_JSON, body),
    LC_FIELD_OF(lc_course_impact, "technical", LC_KIND_JSON, technical),
};
static const struct lc_shape shape_impact = LC_SHAPE(lc_course_impact, impact_fields);

static const struct lc_field class_fields[] = {
    LC_FIELD_OF(lc_course_class, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(lc_course_class, "actor", LC_KIND_STR, actor),
    LC_FIELD_WORD(lc_course_class, "class", change_class, lc_words_change_class),
    LC_FIELD_OF(lc_course_class, "master_version", LC_KIND_STR, master),
    LC_FIELD_OF(lc_course_class, "impact_revision", LC_KIND_INT, impact_rev),
    LC_FIELD_OF(lc_course_class, "budget_pct", LC_KIND_STR, budget_pct),
    LC_FIELD_OF(lc_course_class, "slip", LC_KIND_STR, slip),
    LC_FIELD_OF(lc_course_class, "inputs", LC_KIND_JSON, inputs),
    LC_FIELD_OF(lc_course_class, "classification", LC_KIND_JSON, body),
};
static const struct lc_shape shape_class = LC_SHAPE(lc_course_class, class_fields);

static const struct lc_field decision_fields[] = {
    LC_FIELD_NEST(lc_course_decision, "decision", LC_KIND_OBJECT, is, &lc_shape_decision),
    LC_FIELD_OF(lc_course_decision, "takes_the_place_of", LC_KIND_INT, supersedes),
};
static const struct lc_shape shape_decision = LC_SHAPE(lc_course_decision, decision_fields);

static const struct lc_field course_fields[] = {
    LC_FIELD_WORD(lc_course, "state", is.state, lc_words_change_state),
    LC_FIELD_WORD(lc_course, "type", is.type, lc_words_change_type),
    LC_FIELD_OF(lc_course, "area", LC_KIND_STR, is.area),
    LC_FIELD_WORD(lc_course, "class", is.change_class, lc_words_change_class),
    LC_FIELD_WORD(lc_course, "claimed", is.claimed, lc_words_change_class),
    LC_FIELD_WORD(lc_course, "outcome", is.outcome, lc_words_change_outcome),
    LC_FIELD_OF(lc_course, "requester", LC_KIND_STR, is.requester),
    LC_FIELD_OF(lc_course, "summary", LC_KIND_STR, is.summary),
    LC_FIELD_OF(lc_course, "master_version", LC_KIND_STR, is.master),
    LC_FIELD_OF(lc_course, "base", LC_KIND_STR, is.base),
    LC_FIELD_OF(lc_course, "evolution", LC_KIND_STR, is.evolution),
    LC_FIELD_OF(lc_course, "adr", LC_KIND_STR, is.adr),
    LC_FIELD_OF(lc_course, "addendum", LC_KIND_STR, is.addendum),
    LC_FIELD_OF(lc_course, "target_amount", LC_KIND_STR, is.target_amount),
    LC_FIELD_OF(lc_course, "target_currency", LC_KIND_STR, is.target_currency),
    LC_FIELD_OF(lc_course, "target_date", LC_KIND_STR, is.target_date),
    LC_FIELD_OF(lc_course, "cycle", LC_KIND_INT, is.cycle),
    LC_FIELD_OF(lc_course, "revision", LC_KIND_INT, is.revision),
    LC_FIELD_OF(lc_course, "created_at", LC_KIND_TIME, is.created_us),
    LC_FIELD_OF(lc_course, "created_by", LC_KIND_STR, is.created_by),
    LC_FIELD_OF(lc_course, "submitted_at", LC_KIND_TIME, is.submitted_us),
    LC_FIELD_OF(lc_course, "decided_at", LC_KIND_TIME, is.decided_us),
    LC_FIELD_OF(lc_course, "implemented_at", LC_KIND_TIME, is.implemented_us),
    LC_FIELD_OF(lc_course, "closed_at", LC_KIND_TIME, is.closed_us),
    LC_FIELD_LIST(lc_course, "links", links, link_count, &shape_link),
    LC_FIELD_LIST(lc_course, "impacts", impacts, impact_count, &shape_impact),
    LC_FIELD_LIST(lc_course, "classifications", classes, class_count, &shape_class),
    LC_FIELD_LIST(lc_course, "decisions", decisions, decision_count, &shape_decision),
    LC_FIELD_OF(lc_course, "decision", LC_KIND_INT, decision),
};
const struct lc_shape lc_shape_course = LC_SHAPE(lc_course, course_fields);

static ctr_status read_link(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_course_link *link = item;

    *link = (struct lc_course_link){(int32_t)lc_col_int(st, 0), lc_col_text(&op->ctx, st, 1)};
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_impact(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_course_impact *impact = item;

    *impact = (struct lc_course_impact){lc_col_int(st, 0), lc_col_text(ctx, st, 1),
                                        lc_col_text(ctx, st, 2), lc_col_text(ctx, st, 3)};
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static const char *fixed_column(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    char text[LC_FIXED_TEXT];
    return lc_col_null(st, at) ? NULL : lc_dup_c(ctx, lc_fixed_text(lc_col_int(st, at), text));
}

static ctr_status read_class(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_course_class *one = item;

    *one = (struct lc_course_class){
        .at_us = lc_col_int(st, 0),
        .actor = lc_col_text(ctx, st, 1),
        .change_class = (int32_t)lc_col_int(st, 2),
        .master = lc_col_text(ctx, st, 3),
        .impact_rev = lc_col_int(st, 4),
        .budget_pct = fixed_column(ctx, st, 5),
        .slip = fixed_column(ctx, st, 6),
        .inputs = lc_col_text(ctx, st, 7),
        .body = lc_col_text(ctx, st, 8),
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* All rows of a statement that is asked of the change. */
static ctr_status load(struct lc_op *op, const struct ctr_change *h, enum lc_sql_id id, size_t size,
                       lc_page_fn read, struct lc_page *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, id, &st));
    lc_bind_int(st, 1, h->rid);
    return lc_page_read(op, st, SIZE_MAX, size, read, out);
}

/* Place of a decision in the list, from 1; 0 if it is not there. */
static int64_t place_of(const struct lc_course *k, int64_t rid)
{
    for (size_t i = 0; rid && i < k->decision_count; i++) {
        if (k->decisions[i].is.rid == rid) {
            return (int64_t)i + 1;
        }
    }
    return 0;
}

static ctr_status load_decisions(struct lc_op *op, const struct ctr_change *h,
                                 struct lc_course *out)
{
    const struct lc_decision_query query = {
        .contract_rid = h->contract_rid, .subject = h->id, .limit = SIZE_MAX >> 1};
    struct ctr_decision_list list;

    LC_TRY(lc_decision_list(op, &query, &list));
    out->decisions = lc_new(&op->ctx, list.count + 1, sizeof *out->decisions);
    if (!out->decisions) {
        return CTR_E_NOMEM;
    }
    out->decision_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        out->decisions[i].is = list.items[i];
    }
    for (size_t i = 0; i < list.count; i++) {
        out->decisions[i].supersedes = place_of(out, list.items[i].supersedes_rid);
    }
    out->decision = place_of(out, h->decision_rid);
    return CTR_OK;
}

ctr_status lc_course_load(struct lc_op *op, const struct ctr_change *h, struct lc_course *out)
{
    struct lc_page links;
    struct lc_page impacts;
    struct lc_page classes;

    LC_TRY(load(op, h, LC_SQL_CHANGE_LINK_LIST, sizeof *out->links, read_link, &links));
    LC_TRY(load(op, h, LC_SQL_EXPORT_IMPACT, sizeof *out->impacts, read_impact, &impacts));
    LC_TRY(load(op, h, LC_SQL_EXPORT_CLASS, sizeof *out->classes, read_class, &classes));
    *out = (struct lc_course){
        .is = *h,
        .links = links.items,
        .link_count = links.count,
        .impacts = impacts.items,
        .impact_count = impacts.count,
        .classes = classes.items,
        .class_count = classes.count,
    };
    LC_TRY(load_decisions(op, h, out));
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
