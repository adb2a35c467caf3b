/* Reading the journal, our own and those that came with imports. */
#include "domain/event/event.h"

static const struct lc_field event_fields[] = {
    LC_FIELD_OF(ctr_event, "seq", LC_KIND_INT, seq),
    LC_FIELD_OF(ctr_event, "at", LC_KIND_TIME, at_us),
    LC_FIELD_OF(ctr_event, "kind", LC_KIND_STR, kind),
    LC_FIELD_OF(ctr_event, "subject", LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_event, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(ctr_event, "body", LC_KIND_JSON, body),
    LC_FIELD_OF(ctr_event, "hash", LC_KIND_STR, hash),
    LC_FIELD_OF(ctr_event, NULL, LC_KIND_STR, previous),
};
const struct lc_shape lc_shape_event = LC_SHAPE(ctr_event, event_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_event_list, "events", items, count, &lc_shape_event),
    LC_FIELD_OF(ctr_event_list, "next", LC_KIND_ORDINAL, next),
};
const struct lc_shape lc_shape_event_list = LC_SHAPE(ctr_event_list, list_fields);

static ctr_status hex_column(struct lc_op *op, struct lc_stmt *st, int at, const char **out)
{
    struct lc_str blob = lc_col_view(st, at);
    char *text = lc_new(&op->ctx, 2 * LC_SHA256_BYTES + 1, 1);
    if (!text) {
        return CTR_E_NOMEM;
    }
    if (blob.len != LC_SHA256_BYTES) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "a hash in the journal has %zu bytes", blob.len);
    }
    *out = lc_hex(blob.ptr, blob.len, text);
    return CTR_OK;
}

static ctr_status read_event(struct lc_op *op, struct lc_stmt *st, bool origin, struct ctr_event *e)
{
    e->seq = lc_col_int(st, 0);
    e->at_us = lc_col_int(st, 1);
    e->kind = lc_col_text(&op->ctx, st, 2);
    e->subject = lc_col_text(&op->ctx, st, 3);
    e->actor = lc_col_text(&op->ctx, st, 4);
    e->body = lc_col_text(&op->ctx, st, 5);
    if (!e->kind || !e->subject || !e->actor || !e->body) {
        return lc_nomem(&op->ctx);
    }
    LC_TRY(hex_column(op, st, 6, &e->hash));
    return origin ? hex_column(op, st, 7, &e->previous) : CTR_OK;
}

static ctr_status origin_rid(struct lc_op *op, const char *uuid, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ORIGIN_FIND, &st));
    lc_bind_text(st, 1, uuid);
    LC_TRY(lc_row(op, st, &row));
    if (!row) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "no journal of a store '%s' was imported", uuid);
    }
    *out = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

static enum lc_sql_id statement_for(const struct lc_event_query *q, bool family)
{
    if (q->origin) {
        return LC_SQL_ORIGIN_EVENT_AFTER;
    }
    if (q->contract_rid) {
        return LC_SQL_EVENT_OF_CONTRACT;
    }
    return q->kind && !family && !q->team_key ? LC_SQL_EVENT_OF_KIND : LC_SQL_EVENT_AFTER;
}

static ctr_status bind_query(struct lc_op *op, struct lc_stmt *st, const struct lc_event_query *q,
                             enum lc_sql_id id, bool family, int64_t origin)
{
    lc_bind_int(st, 1, q->after);
    lc_bind_text(st, 2, q->kind);
    if (id != LC_SQL_EVENT_OF_KIND && q->kind) {
        /* an exact kind is the family of those that begin with it and end there */
        const char *end =
            family ? lc_after_prefix(&op->ctx, q->kind) : lc_format(&op->ctx, "%s\x01", q->kind);
        if (!end) {
            return CTR_E_NOMEM;
        }
        lc_bind_text(st, 3, end);
    }
    if (q->team_key && (id == LC_SQL_EVENT_AFTER || id == LC_SQL_ORIGIN_EVENT_AFTER)) {
        const char *from = lc_format(&op->ctx, "%s/", q->team_key);
        const char *to = from ? lc_after_prefix(&op->ctx, from) : NULL;
        if (!to) {
            return CTR_E_NOMEM;
        }
        lc_bind_text(st, 4, from);
        lc_bind_text(st, 5, to);
    }
    lc_bind_int(st, 6, q->limit + 1); /* one more tells whether there is another page */
    if (id == LC_SQL_EVENT_OF_CONTRACT || id == LC_SQL_ORIGIN_EVENT_AFTER) {
        lc_bind_rid(st, 7, q->contract_rid);
    }
    if (id == LC_SQL_ORIGIN_EVENT_AFTER) {
        lc_bind_int(st, 8, origin);
    }
    return CTR_OK;
}

ctr_status lc_event_find(struct lc_op *op, const struct lc_event_query *query,
                         struct ctr_event_list *out)
{
    struct lc_stmt *st;
    int64_t origin = 0;
    bool family = query->kind && lc_str_ends(lc_str(query->kind), LC_STR("."));
    enum lc_sql_id id = statement_for(query, family);
    struct ctr_event *items = lc_new(&op->ctx, (size_t)query->limit, sizeof *items);
    bool row;

    *out = (struct ctr_event_list){.items = items};
    if (!items) {
        return CTR_E_NOMEM;
    }
    if (query->origin) {
        LC_TRY(origin_rid(op, query->origin, &origin));
    }
    LC_TRY(lc_sql(op, id, &st));
    LC_TRY(bind_query(op, st, query, id, family, origin));
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            break;
        }
        if (out->count == (size_t)query->limit) {
            out->next = items[out->count - 1].seq;
            break;
        }
        LC_TRY(read_event(op, st, query->origin != NULL, &items[out->count]));
        out->count++;
    }
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_event_last(struct lc_op *op, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    *out = 0;
    LC_TRY(lc_sql(op, LC_SQL_EVENT_HEAD, &st));
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        *out = lc_col_int(st, 0);
    }
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_event_each(struct lc_op *op, const struct lc_event_query *query, lc_event_fn fn,
                         void *user)
{
    enum { PAGE = 256 };
    struct lc_event_query q = *query;
    struct ctr_event_list page;

    q.limit = PAGE;
    do {
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        LC_TRY(lc_poll(&op->ctx));
        LC_TRY(lc_event_find(op, &q, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(fn(user, &page.items[i]));
            q.after = page.items[i].seq;
        }
        if (!q.keep) {
            lc_arena_release(&op->ctx.arena, mark);
        }
    } while (page.next);
    return CTR_OK;
}

ctr_status lc_event_each_own(struct lc_op *op, int64_t contract_rid, const char *prefix,
                             lc_event_fn fn, void *user)
{
    const char *end = lc_after_prefix(&op->ctx, prefix);
    struct lc_stmt *st;
    bool row;

    if (!end) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_EVENT_OF_FAMILY, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, prefix);
    lc_bind_text(st, 3, end);
    for (;;) {
        struct ctr_event e;
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(read_event(op, st, false, &e));
        LC_TRY(fn(user, &e));
    }
}

ctr_status lc_event_each_imported(struct lc_op *op, int64_t contract_rid, lc_event_fn fn,
                                  void *user)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ORIGIN_EVENT_OF_CONTRACT, &st));
    lc_bind_int(st, 1, contract_rid);
    for (;;) {
        struct ctr_event e;
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(read_event(op, st, true, &e));
        LC_TRY(fn(user, &e));
    }
}
