/* Which classes would be others under another policy. Reads, and changes nothing. */
#include "domain/change/change.h"
#include "flow/rejudge.h"

static const struct lc_field threshold_fields[] = {
    LC_FIELD_OF(lc_whatif_threshold, "name", LC_KIND_STR, name),
    LC_FIELD_OF(lc_whatif_threshold, "value", LC_KIND_STR, value),
    LC_FIELD_OF(lc_whatif_threshold, "unit", LC_KIND_STR, unit),
    LC_FIELD_OF(lc_whatif_threshold, "limit_before", LC_KIND_STR, limit_before),
    LC_FIELD_OF(lc_whatif_threshold, "limit_after", LC_KIND_STR, limit_after),
    LC_FIELD_OF(lc_whatif_threshold, "exceeded_before", LC_KIND_BOOL, exceeded_before),
    LC_FIELD_OF(lc_whatif_threshold, "exceeded_after", LC_KIND_BOOL, exceeded_after),
};
static const struct lc_shape shape_threshold = LC_SHAPE(lc_whatif_threshold, threshold_fields);

static const struct lc_field whatif_fields[] = {
    LC_FIELD_OF(ctr_whatif, "change", LC_KIND_STR, change),
    LC_FIELD_OF(ctr_whatif, "id", LC_KIND_STR, id),
    LC_FIELD_WORD(ctr_whatif, "state", state, lc_words_change_state),
    LC_FIELD_WORD(ctr_whatif, "class_before", class_before, lc_words_change_class),
    LC_FIELD_WORD(ctr_whatif, "class_after", class_after, lc_words_change_class),
    LC_FIELD_STRS(ctr_whatif, "reasons_before", reasons_before, reason_before_count),
    LC_FIELD_STRS(ctr_whatif, "reasons_after", reasons_after, reason_after_count),
    LC_FIELD_LIST(ctr_whatif, "thresholds", thresholds, threshold_count, &shape_threshold),
};
const struct lc_shape lc_shape_whatif = LC_SHAPE(ctr_whatif, whatif_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_whatif_list, "changes", items, count, &lc_shape_whatif),
    LC_FIELD_OF(ctr_whatif_list, "examined", LC_KIND_INT, examined),
    LC_FIELD_OF(ctr_whatif_list, "rule_version", LC_KIND_STR, rule_version),
    LC_FIELD_OF(ctr_whatif_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_whatif_list = LC_SHAPE(ctr_whatif_list, list_fields);

static const struct ctr_threshold *find(const struct ctr_classification *c, const char *name)
{
    for (size_t i = 0; i < c->threshold_count; i++) {
        if (strcmp(c->thresholds[i].name, name) == 0) {
            return &c->thresholds[i];
        }
    }
    return NULL;
}

/* Does it decide: was it exceeded, is it, or is it unknown on one side only? */
static bool decides(const struct ctr_threshold *a, const struct ctr_threshold *b)
{
    bool before = a && (a->exceeded || !a->known);
    bool after = b && (b->exceeded || !b->known);
    return before || after;
}

static void pair(struct ctr_whatif *w, struct lc_whatif_threshold *rows,
                 const struct ctr_threshold *a, const struct ctr_threshold *b)
{
    const struct ctr_threshold *any = a ? a : b;
    if (decides(a, b)) {
        rows[w->threshold_count++] = (struct lc_whatif_threshold){
            .name = any->name,
            .value = b && b->value ? b->value : any->value,
            .unit = b ? b->unit : any->unit,
            .limit_before = a ? a->limit : NULL,
            .limit_after = b ? b->limit : NULL,
            .exceeded_before = a && a->exceeded,
            .exceeded_after = b && b->exceeded,
        };
    }
}

static ctr_status compare(struct lc_op *op, const struct ctr_change *h,
                          const struct ctr_classification *after, struct ctr_whatif *w)
{
    const struct ctr_classification *before = h->classification;
    struct lc_whatif_threshold *rows =
        lc_new(&op->ctx, before->threshold_count + after->threshold_count + 1, sizeof *rows);

    if (!rows) {
        return CTR_E_NOMEM;
    }
    *w = (struct ctr_whatif){
        .change = h->name,
        .id = h->id,
        .state = h->state,
        .class_before = (int32_t)before->change_class,
        .class_after = (int32_t)after->change_class,
        .reasons_before = before->reasons,
        .reason_before_count = before->reason_count,
        .reasons_after = after->reasons,
        .reason_after_count = after->reason_count,
        .thresholds = rows,
    };
    for (size_t i = 0; i < before->threshold_count; i++) {
        const struct ctr_threshold *a = &before->thresholds[i];
        pair(w, rows, a, find(after, a->name));
    }
    for (size_t i = 0; i < after->threshold_count; i++) {
        const struct ctr_threshold *b = &after->thresholds[i];
        if (!find(before, b->name)) {
            pair(w, rows, NULL, b);
        }
    }
    return CTR_OK;
}

/* A policy that refuses what is not known gives no class, and says why. */
static ctr_status refused(struct lc_op *op, struct ctr_classification *out)
{
    const char **why = lc_new(&op->ctx, 1, sizeof *why);
    if (!why) {
        return CTR_E_NOMEM;
    }
    why[0] = lc_dup_c(&op->ctx, ctr_error_message(op->ctx.error));
    ctr_error_free(op->ctx.error);
    op->ctx.error = NULL;
    if (!why[0]) {
        return lc_nomem(&op->ctx);
    }
    out->change_class = (ctr_change_class)0;
    out->reasons = why;
    out->reason_count = 1;
    return CTR_OK;
}

/* The latest classification; none if there is none. */
static ctr_status latest(struct lc_op *op, const struct ctr_change *h, struct lc_class_row *row)
{
    struct lc_class_row next;
    bool found = true;

    for (int64_t n = 0; found; n = next.n) {
        LC_TRY(lc_change_class_after(op, h, n, &next, &found));
        if (!found) {
            return CTR_OK;
        }
        *row = next;
    }
    return CTR_OK;
}

static ctr_status examine(struct lc_op *op, const struct ctr_change *h,
                          const struct lc_master *policy, struct ctr_whatif_list *out)
{
    struct lc_class_row row = {0};
    struct ctr_classification after;

    LC_TRY(latest(op, h, &row));
    if (!row.n || !h->classification) {
        return CTR_OK;
    }
    out->examined++;
    ctr_status status = lc_rejudge(op, h, &row, policy, &after);
    if (status == CTR_E_INPUT) {
        status = refused(op, &after);
    } else if (status == CTR_OK) {
        out->rule_version = after.rule_version;
    }
    if (status != CTR_OK || after.change_class == h->classification->change_class) {
        return status;
    }
    return compare(op, h, &after, &out->items[out->count++]);
}

ctr_status lc_flow_whatif(struct lc_op *op, const struct lc_change_query *query,
                          const struct lc_master *policy, struct ctr_whatif_list *out)
{
    struct lc_change_query q = *query;
    struct ctr_change_list page;

    *out = (struct ctr_whatif_list){.items = lc_new(&op->ctx, query->limit, sizeof *out->items)};
    if (!out->items) {
        return CTR_E_NOMEM;
    }
    q.limit = 100;
    do {
        LC_TRY(lc_change_list(op, &q, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(examine(op, &page.items[i], policy, out));
            bool more = i + 1 < page.count || page.next;
            if (out->count == query->limit && more) {
                out->next = page.items[i].next;
                return CTR_OK;
            }
        }
        q.after = page.next;
        LC_TRY(lc_poll(&op->ctx));
    } while (page.next);
    return CTR_OK;
}
