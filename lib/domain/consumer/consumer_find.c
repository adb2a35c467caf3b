/* Look-ups and lists of consumers. */
#include "domain/consumer/consumer.h"

#include "base/names.h"
#include "core/page.h"

static const struct lc_field consumer_fields[] = {
    LC_FIELD_OF(ctr_consumer, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_consumer, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_consumer, "contract", LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_consumer, "consumer", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_consumer, "role", LC_KIND_STR, role),
    LC_FIELD_OF(ctr_consumer, "pin", LC_KIND_STR, pin),
    LC_FIELD_OF(ctr_consumer, "follows", LC_KIND_STR, follows),
    LC_FIELD_STRS(ctr_consumer, "parts", parts, part_count),
    LC_FIELD_OF(ctr_consumer, "revision", LC_KIND_INT, revision),
    LC_FIELD_OF(ctr_consumer, "created_at", LC_KIND_TIME, created_us),
    LC_FIELD_OF(ctr_consumer, "created_by", LC_KIND_STR, created_by),
    LC_FIELD_OF(ctr_consumer, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_consumer = LC_SHAPE(ctr_consumer, consumer_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_consumer_list, "consumers", items, count, &lc_shape_consumer),
    LC_FIELD_OF(ctr_consumer_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_consumer_list = LC_SHAPE(ctr_consumer_list, list_fields);

const char *lc_consumer_subject(struct lc_ctx *ctx, const struct ctr_consumer *k)
{
    return lc_format(ctx, "consumer:%s/%s#%s", k->team, k->contract, k->name);
}

static ctr_status read_consumer(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_consumer *out = item;
    const char *key = lc_col_text(ctx, st, 12);
    const char *name_key = lc_col_text(ctx, st, 13);

    if (!key || !name_key) {
        return lc_nomem(ctx);
    }
    *out = (struct ctr_consumer){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .follows_rid = lc_col_int(st, 2),
        .team = lc_col_text(ctx, st, 3),
        .contract = lc_col_text(ctx, st, 4),
        .name = lc_col_text(ctx, st, 5),
        .role = lc_col_text(ctx, st, 6),
        .pin = lc_col_text(ctx, st, 7),
        .follows = lc_col_text(ctx, st, 8),
        .revision = lc_col_int(st, 9),
        .created_us = lc_col_int(st, 10),
        .created_by = lc_col_text(ctx, st, 11),
        .next = lc_format(ctx, "%s#%s", key, name_key),
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_part(struct lc_op *op, struct lc_stmt *st, void *item)
{
    const char **part = item;

    *part = lc_col_text(&op->ctx, st, 0);
    return *part ? CTR_OK : lc_nomem(&op->ctx);
}

static ctr_status read_parts(struct lc_op *op, struct ctr_consumer *k)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_PARTS, &st));
    lc_bind_int(st, 1, k->rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *k->parts, read_part, &page));
    k->parts = page.items;
    k->part_count = page.count;
    return CTR_OK;
}

ctr_status lc_consumer_find(struct lc_op *op, int64_t contract_rid, const char *name,
                            struct ctr_consumer *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, name);

    *found = false;
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_FIND, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, key);
    LC_TRY(lc_page_one(op, st, read_consumer, out, found));
    return *found ? read_parts(op, out) : CTR_OK;
}

/* Rows into a list that grows; parts come afterwards, because their statement is another one. */
static ctr_status read_list(struct lc_op *op, struct lc_stmt *st, size_t limit,
                            struct ctr_consumer_list *out)
{
    struct lc_page page;

    LC_TRY(lc_page_read(op, st, limit, sizeof *out->items, read_consumer, &page));
    struct ctr_consumer *items = page.items;
    for (size_t i = 0; i < page.count; i++) {
        LC_TRY(read_parts(op, &items[i]));
    }
    *out = (struct ctr_consumer_list){items, page.count, NULL};
    out->next = page.more && page.count ? items[page.count - 1].next : NULL;
    return CTR_OK;
}

ctr_status lc_consumer_all(struct lc_op *op, const struct lc_contract *c,
                           struct ctr_consumer_list *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_OF_CONTRACT, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_text(st, 2, "");
    lc_bind_int(st, 3, INT64_MAX);
    return read_list(op, st, SIZE_MAX, out);
}

ctr_status lc_consumer_versions_size(struct lc_op *op, int64_t contract_rid, int64_t but_rid,
                                     int64_t *bytes)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_VERSIONS_SIZE, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, but_rid);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *bytes = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

/* Where a page begins: "team/name#consumer" cut in two; both "" at the start. It has to lie among
 * the keys from `from` up to `to`, which are those that the list is about. */
static ctr_status cut_after(struct lc_op *op, const char *after, const char *from, const char *to,
                            const char **key, const char **name_key)
{
    struct lc_str head;
    struct lc_str tail;

    *key = *name_key = "";
    if (!after) {
        return CTR_OK;
    }
    bool cut = lc_str_cut(lc_str(after), '#', &head, &tail) && lc_is_name_key(tail);
    *key = cut ? lc_dup(&op->ctx, head) : "";
    *name_key = cut ? lc_dup(&op->ctx, tail) : "";
    if (!*key || !*name_key) {
        return CTR_E_NOMEM;
    }
    return lc_is_contract_key(*key) && strcmp(*key, from) >= 0 && strcmp(*key, to) < 0
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT,
                         "'%s' is not where a page of this list of consumers ended; give what "
                         "'next' of the page before says",
                         after);
}

/* The consumers of one contract, or one of them. */
static ctr_status list_of_contract(struct lc_op *op, const struct lc_consumer_query *q,
                                   struct ctr_consumer_list *out)
{
    struct lc_stmt *st;
    struct lc_contract c;
    const char *after_key;
    const char *after_name;

    LC_TRY(lc_contract_get(op, q->team, q->contract, &c));
    const char *end = lc_format(&op->ctx, "%s ", c.key); /* no key lies between */
    if (!end) {
        return CTR_E_NOMEM;
    }
    LC_TRY(cut_after(op, q->after, c.key, end, &after_key, &after_name));
    if (q->consumer) {
        struct ctr_consumer *item = lc_new(&op->ctx, 1, sizeof *item);
        bool found;
        if (!item) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_consumer_find(op, c.rid, q->consumer, item, &found));
        *out = (struct ctr_consumer_list){item, found && !*after_key ? 1 : 0, NULL};
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_OF_CONTRACT, &st));
    lc_bind_int(st, 1, c.rid);
    lc_bind_text(st, 2, after_name);
    lc_bind_int(st, 3, lc_page_rows(q->limit));
    return read_list(op, st, q->limit, out);
}

ctr_status lc_consumer_list(struct lc_op *op, const struct lc_consumer_query *q,
                            struct ctr_consumer_list *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    const char *after_key;
    const char *after_name;
    const char *from = "";
    const char *to = lc_after_prefix(ctx, "");
    int64_t limit = lc_page_rows(q->limit);

    if (q->contract) {
        return list_of_contract(op, q, out);
    }
    if (q->team) {
        from = lc_contract_key(ctx, q->team, "");
        to = from ? lc_after_prefix(ctx, from) : NULL;
    }
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    LC_TRY(cut_after(op, q->after, from, to, &after_key, &after_name));
    from = q->after ? after_key : from;
    if (q->consumer) {
        const char *key = lc_lower(ctx, q->consumer);
        if (!key) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_sql(op, LC_SQL_CONSUMER_BY_NAME, &st));
        lc_bind_text(st, 1, key);
        lc_bind_text(st, 2, from);
        lc_bind_text(st, 3, to);
        lc_bind_int(st, 4, limit);
        return read_list(op, st, q->limit, out);
    }
    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_ALL, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    lc_bind_text(st, 3, after_name);
    lc_bind_int(st, 4, limit);
    return read_list(op, st, q->limit, out);
}
