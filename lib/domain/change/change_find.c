/* Look-ups and lists of changes. */
#include "core/page.h"
#include "domain/change/change.h"

static const struct lc_field lead_time_fields[] = {
    LC_FIELD_OF(lc_lead_time, "seconds", LC_KIND_INT, seconds),
    LC_FIELD_OF(lc_lead_time, "working_seconds", LC_KIND_JSON, working_seconds),
    LC_FIELD_OF(lc_lead_time, "calendar", LC_KIND_STR, calendar),
    LC_FIELD_OF(lc_lead_time, NULL, LC_KIND_INT, working),
};
static const struct lc_shape shape_lead_time = LC_SHAPE(lc_lead_time, lead_time_fields);

static const struct lc_field change_fields[] = {
    LC_FIELD_OF(ctr_change, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_change, "change", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_change, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_change, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_change, "contract", LC_KIND_STR, contract),
    LC_FIELD_WORD(ctr_change, "state", state, lc_words_change_state),
    LC_FIELD_WORD(ctr_change, "type", type, lc_words_change_type),
    LC_FIELD_OF(ctr_change, "area", LC_KIND_STR, area),
    LC_FIELD_WORD(ctr_change, "class", change_class, lc_words_change_class),
    LC_FIELD_WORD(ctr_change, "claimed", claimed, lc_words_change_class),
    LC_FIELD_WORD(ctr_change, "outcome", outcome, lc_words_change_outcome),
    LC_FIELD_OF(ctr_change, "requester", LC_KIND_STR, requester),
    LC_FIELD_OF(ctr_change, "summary", LC_KIND_STR, summary),
    LC_FIELD_OF(ctr_change, "document_sha256", LC_KIND_STR, sha256),
    LC_FIELD_OF(ctr_change, "master_version", LC_KIND_STR, master),
    LC_FIELD_OF(ctr_change, "base", LC_KIND_STR, base),
    LC_FIELD_OF(ctr_change, "evolution", LC_KIND_STR, evolution),
    LC_FIELD_OF(ctr_change, "impact_revision", LC_KIND_INT, impact_rev),
    LC_FIELD_OF(ctr_change, "impact", LC_KIND_JSON, impact),
    LC_FIELD_OF(ctr_change, "technical", LC_KIND_JSON, technical),
    LC_FIELD_STRS(ctr_change, "needs", links[0].items, links[0].count),
    LC_FIELD_STRS(ctr_change, "conflicts_with", links[1].items, links[1].count),
    LC_FIELD_STRS(ctr_change, "supersedes", links[2].items, links[2].count),
    LC_FIELD_NEST(ctr_change, "classification", LC_KIND_REF, classification,
                  &lc_shape_classification),
    LC_FIELD_NEST(ctr_change, "decision", LC_KIND_REF, decision, &lc_shape_decision),
    LC_FIELD_NEST(ctr_change, "decision_lead_time", LC_KIND_REF, lead_time, &shape_lead_time),
    LC_FIELD_OF(ctr_change, "adr", LC_KIND_STR, adr),
    LC_FIELD_OF(ctr_change, "addendum", LC_KIND_STR, addendum),
    LC_FIELD_OF(ctr_change, "target_amount", LC_KIND_STR, target_amount),
    LC_FIELD_OF(ctr_change, "target_currency", LC_KIND_STR, target_currency),
    LC_FIELD_OF(ctr_change, "target_date", LC_KIND_STR, target_date),
    LC_FIELD_OF(ctr_change, "posted", LC_KIND_ORDINAL, posted),
    LC_FIELD_STRS(ctr_change, "remarks", remarks, remark_count),
    LC_FIELD_OF(ctr_change, "cycle", LC_KIND_INT, cycle),
    LC_FIELD_OF(ctr_change, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_change, "created_at", LC_KIND_TIME, created_us),
    LC_FIELD_OF(ctr_change, "created_by", LC_KIND_STR, created_by),
    LC_FIELD_OF(ctr_change, "submitted_at", LC_KIND_TIME, submitted_us),
    LC_FIELD_OF(ctr_change, "decided_at", LC_KIND_TIME, decided_us),
    LC_FIELD_OF(ctr_change, "implemented_at", LC_KIND_TIME, implemented_us),
    LC_FIELD_OF(ctr_change, "closed_at", LC_KIND_TIME, closed_us),
    LC_FIELD_OF(ctr_change, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_change = LC_SHAPE(ctr_change, change_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_change_list, "changes", items, count, &lc_shape_change),
    LC_FIELD_OF(ctr_change_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_change_list = LC_SHAPE(ctr_change_list, list_fields);

/* The columns of the statements, in their order. */
enum {
    COL_RID,
    COL_CONTRACT_RID,
    COL_TEAM,
    COL_NAME,
    COL_ID,
    COL_TYPE,
    COL_AREA,
    COL_STATE,
    COL_CLASS,
    COL_CLAIMED,
    COL_OUTCOME,
    COL_CYCLE,
    COL_REQUESTER,
    COL_SUMMARY,
    COL_SHA256,
    COL_DOCUMENT_RID,
    COL_MASTER_RID,
    COL_MASTER,
    COL_BASE,
    COL_EVOLUTION_RID,
    COL_EVOLUTION,
    COL_DECISION_RID,
    COL_ADR,
    COL_ADDENDUM_RID,
    COL_ADDENDUM,
    COL_TARGET_AMOUNT,
    COL_TARGET_CURRENCY,
    COL_TARGET_DAY,
    COL_CREATED_US,
    COL_CREATED_BY,
    COL_SUBMITTED_US,
    COL_DECIDED_US,
    COL_IMPLEMENTED_US,
    COL_CLOSED_US,
    COL_REVISION,
    COL_KEY,
    COL_ID_KEY,
    COL_POSTED
};

const char *lc_change_subject(struct lc_ctx *ctx, const struct ctr_change *h)
{
    return lc_format(ctx, "change:%s", h->name);
}

static const char *hex_column(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    struct lc_str blob = lc_col_view(st, at);
    char *text = lc_new(ctx, LC_SHA256_TEXT, 1);

    if (!text || blob.len != LC_SHA256_BYTES) {
        return text ? "" : NULL;
    }
    return lc_hex(blob.ptr, blob.len, text);
}

static void read_texts(struct lc_ctx *ctx, struct lc_stmt *st, struct ctr_change *h)
{
    h->team = lc_col_text(ctx, st, COL_TEAM);
    h->contract = lc_col_text(ctx, st, COL_NAME);
    h->id = lc_col_text(ctx, st, COL_ID);
    h->area = lc_col_text(ctx, st, COL_AREA);
    h->requester = lc_col_text(ctx, st, COL_REQUESTER);
    h->summary = lc_col_text(ctx, st, COL_SUMMARY);
    h->sha256 = hex_column(ctx, st, COL_SHA256);
    h->master = lc_col_text(ctx, st, COL_MASTER);
    h->base = lc_col_text(ctx, st, COL_BASE);
    h->evolution = lc_col_text(ctx, st, COL_EVOLUTION);
    h->adr = lc_col_text(ctx, st, COL_ADR);
    h->addendum = lc_col_text(ctx, st, COL_ADDENDUM);
    h->target_amount = lc_col_text(ctx, st, COL_TARGET_AMOUNT);
    h->target_currency = lc_col_text(ctx, st, COL_TARGET_CURRENCY);
    h->created_by = lc_col_text(ctx, st, COL_CREATED_BY);
}

static void read_numbers(struct lc_stmt *st, struct ctr_change *h)
{
    h->rid = lc_col_int(st, COL_RID);
    h->contract_rid = lc_col_int(st, COL_CONTRACT_RID);
    h->document_rid = lc_col_int(st, COL_DOCUMENT_RID);
    h->master_rid = lc_col_int(st, COL_MASTER_RID);
    h->evolution_rid = lc_col_int(st, COL_EVOLUTION_RID);
    h->decision_rid = lc_col_int(st, COL_DECISION_RID);
    h->addendum_rid = lc_col_int(st, COL_ADDENDUM_RID);
    h->type = (int32_t)lc_col_int(st, COL_TYPE);
    h->state = (int32_t)lc_col_int(st, COL_STATE);
    h->change_class = (int32_t)lc_col_int(st, COL_CLASS);
    h->claimed = (int32_t)lc_col_int(st, COL_CLAIMED);
    h->outcome = (int32_t)lc_col_int(st, COL_OUTCOME);
    h->cycle = lc_col_int(st, COL_CYCLE);
    h->revision = lc_col_int(st, COL_REVISION);
    h->created_us = lc_col_int(st, COL_CREATED_US);
    h->submitted_us = lc_col_int(st, COL_SUBMITTED_US);
    h->decided_us = lc_col_int(st, COL_DECIDED_US);
    h->implemented_us = lc_col_int(st, COL_IMPLEMENTED_US);
    h->closed_us = lc_col_int(st, COL_CLOSED_US);
    h->posted = lc_col_int(st, COL_POSTED);
}

static ctr_status read_change(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_change *h = item;
    const char *key = lc_col_text(ctx, st, COL_KEY);
    const char *id_key = lc_col_text(ctx, st, COL_ID_KEY);

    *h = (struct ctr_change){.target_day = LC_TERM_ABSENT};
    read_numbers(st, h);
    read_texts(ctx, st, h);
    if (!lc_col_null(st, COL_TARGET_DAY)) {
        h->target_day = lc_col_int(st, COL_TARGET_DAY);
        h->target_date = lc_day_text(ctx, h->target_day);
    }
    if (ctx->error || !key || !id_key) {
        return lc_nomem(ctx);
    }
    h->name = lc_format(ctx, "%s/%s/%s", h->team, h->contract, h->id);
    h->next = lc_format(ctx, "%s/%s", key, id_key);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_change_find(struct lc_op *op, int64_t contract_rid, const char *id,
                          struct ctr_change *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, id);

    *found = false;
    LC_TRY(lc_op_needs(op, LC_SCHEMA_CHANGES, "changes"));
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_FIND, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, key);
    return lc_page_one(op, st, read_change, out, found);
}

ctr_status lc_change_fill(struct lc_op *op, struct ctr_change *h)
{
    LC_TRY(lc_change_impact_load(op, h));
    LC_TRY(lc_change_link_load(op, h));
    LC_TRY(lc_change_class_load(op, h));
    if (h->decision_rid) {
        h->decision = lc_new(&op->ctx, 1, sizeof *h->decision);
        return h->decision ? lc_decision_get(op, h->decision_rid, h->decision) : CTR_E_NOMEM;
    }
    return CTR_OK;
}

ctr_status lc_change_get(struct lc_op *op, const struct lc_contract *c, const char *id,
                         struct ctr_change *out)
{
    bool found;

    LC_TRY(lc_change_find(op, c->rid, id, out, &found));
    if (found) {
        return lc_change_fill(op, out);
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s' has no change '%s'", c->team, c->name, id);
    lc_detail(&op->ctx, "change", id);
    return status;
}

/* Where a page begins: "team/name/id" cut at the last '/'. */
static ctr_status cut_after(struct lc_op *op, const char *after, const char **key,
                            const char **id_key)
{
    *key = *id_key = "";
    if (!after) {
        return CTR_OK;
    }
    const char *cut = strrchr(after, '/');
    if (!cut || !memchr(after, '/', (size_t)(cut - after))) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s' is not where a page of changes ended",
                       after);
    }
    *key = lc_dup(&op->ctx, lc_str_n(after, (size_t)(cut - after)));
    *id_key = lc_dup_c(&op->ctx, cut + 1);
    return *key && *id_key ? CTR_OK : CTR_E_NOMEM;
}

/* Keys of contracts that the query is about, from the place where the page begins. */
static ctr_status range(struct lc_op *op, const struct lc_change_query *q, const char **from,
                        const char **to, const char **id_key)
{
    struct lc_ctx *ctx = &op->ctx;
    const char *after;

    LC_TRY(cut_after(op, q->after, &after, id_key));
    *from = q->from ? q->from : "";
    *to = q->to ? q->to : lc_after_prefix(ctx, "");
    if (q->team) {
        *from = lc_contract_key(ctx, q->team, q->contract ? q->contract : "");
        *to = !*from        ? NULL
              : q->contract ? lc_format(ctx, "%s\x01", *from) /* nothing is between the two */
                            : lc_after_prefix(ctx, *from);
    }
    if (!*from || !*to) {
        return CTR_E_NOMEM;
    }
    if (strcmp(after, *from) >= 0) {
        *from = after;
    } else {
        *id_key = "";
    }
    return CTR_OK;
}

ctr_status lc_change_list(struct lc_op *op, const struct lc_change_query *q,
                          struct ctr_change_list *out)
{
    struct lc_stmt *st;
    const char *from, *to, *id_key;
    struct lc_page page;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_CHANGES, "changes"));
    LC_TRY(range(op, q, &from, &to, &id_key));
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_LIST, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    lc_bind_text(st, 3, id_key);
    lc_bind_int(st, 4, q->state);
    lc_bind_int(st, 5, q->change_class);
    lc_bind_int(st, 6, q->type);
    lc_bind_text(st, 7, q->area);
    lc_bind_text(st, 8, q->requester);
    lc_bind_int(st, 9, lc_page_rows(q->limit));
    LC_TRY(lc_page_read(op, st, q->limit, sizeof *out->items, read_change, &page));
    struct ctr_change *items = page.items;
    for (size_t i = 0; i < page.count; i++) {
        LC_TRY(lc_change_fill(op, &items[i]));
    }
    *out =
        (struct ctr_change_list){items, page.count, page.more ? items[page.count - 1].next : NULL};
    return CTR_OK;
}
