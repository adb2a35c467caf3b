/* What came due, and to whom it is brought. */
#include "core/page.h"
#include "domain/timer/timer.h"

#include "base/time.h"

static const struct lc_field recipient_fields[] = {
    LC_FIELD_OF(lc_recipient, "to", LC_KIND_STR, name),
    LC_FIELD_OF(lc_recipient, "party", LC_KIND_STR, party),
    LC_FIELD_OF(lc_recipient, "endpoint", LC_KIND_STR, shown),
    LC_FIELD_OF(lc_recipient, "attempts", LC_KIND_INT, attempts),
    LC_FIELD_OF(lc_recipient, "last_error", LC_KIND_STR, last_error),
    LC_FIELD_OF(lc_recipient, "next_try_at", LC_KIND_TIME, next_try_us),
    LC_FIELD_OF(lc_recipient, "delivered_at", LC_KIND_TIME, delivered_us),
    LC_FIELD_OF(lc_recipient, "detail", LC_KIND_STR, detail),
    LC_FIELD_OF(lc_recipient, NULL, LC_KIND_STR, endpoint),
};
static const struct lc_shape shape_recipient = LC_SHAPE(lc_recipient, recipient_fields);

static const struct lc_field action_fields[] = {
    LC_FIELD_OF(ctr_action, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_action, "id", LC_KIND_STR, id),
    LC_FIELD_WORD(ctr_action, "kind", kind, lc_words_action_kind),
    LC_FIELD_OF(ctr_action, "subject", LC_KIND_STR, name),
    LC_FIELD_WORD(ctr_action, "subject_kind", subject_kind, lc_words_timer_subject),
    LC_FIELD_OF(ctr_action, "level", LC_KIND_INT, level),
    LC_FIELD_OF(ctr_action, "loop", LC_KIND_INT, loop),
    LC_FIELD_OF(ctr_action, "due_at", LC_KIND_TIME, due_us),
    LC_FIELD_OF(ctr_action, "found_at", LC_KIND_TIME, found_us),
    LC_FIELD_OF(ctr_action, "note", LC_KIND_STR, note),
    LC_FIELD_LIST(ctr_action, "recipients", recipients, recipient_count, &shape_recipient),
    LC_FIELD_OF(ctr_action, NULL, LC_KIND_STR, team),
    LC_FIELD_OF(ctr_action, NULL, LC_KIND_STR, contract),
    LC_FIELD_OF(ctr_action, NULL, LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_action, NULL, LC_KIND_STR, next),
};
const struct lc_shape lc_shape_action = LC_SHAPE(ctr_action, action_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_action_list, "actions", items, count, &lc_shape_action),
    LC_FIELD_OF(ctr_action_list, "next", LC_KIND_STR, next),
};
const struct lc_shape lc_shape_action_list = LC_SHAPE(ctr_action_list, list_fields);

const char *lc_endpoint_shown(struct lc_ctx *ctx, const char *endpoint)
{
    const char *host = endpoint ? strstr(endpoint, "://") : NULL;

    if (!host) {
        return endpoint;
    }
    host += 3;
    size_t scheme = (size_t)(host - endpoint);
    size_t authority = strcspn(host, "/?#");
    const char *at = memrchr(host, '@', authority);
    const char *rest = at ? at + 1 : host;
    size_t plain = strcspn(rest, "?#");
    return lc_format(ctx, "%.*s%s%.*s%s", (int)scheme, endpoint, at ? "***@" : "", (int)plain, rest,
                     rest[plain] ? "?***" : "");
}

/* ---- reading ---- */

static ctr_status load_recipients(struct lc_op *op, struct ctr_action *a)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    size_t room = 0;
    bool row;

    a->recipients = NULL;
    LC_TRY(lc_sql(op, LC_SQL_DELIVERY_LIST, &st));
    lc_bind_int(st, 1, a->rid);
    for (a->recipient_count = 0;; a->recipient_count++) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return ctx->error ? CTR_E_NOMEM : CTR_OK;
        }
        a->recipients =
            lc_grow(ctx, a->recipients, a->recipient_count, &room, sizeof *a->recipients);
        if (!a->recipients) {
            return CTR_E_NOMEM;
        }
        struct lc_recipient *r = &a->recipients[a->recipient_count];
        *r = (struct lc_recipient){
            .name = lc_col_text(ctx, st, 0),
            .party = lc_col_text(ctx, st, 1),
            .endpoint = lc_col_text(ctx, st, 2),
            .attempts = lc_col_int(st, 3),
            .last_error = lc_col_text(ctx, st, 4),
            .next_try_us = lc_col_int(st, 5),
            .delivered_us = lc_col_int(st, 6),
            .detail = lc_col_text(ctx, st, 7),
        };
        r->shown = lc_endpoint_shown(ctx, r->endpoint);
    }
}

static ctr_status read_action(struct lc_op *op, struct lc_stmt *st, struct ctr_action *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_uuid id = {{0}};
    char text[LC_UUID_TEXT];
    struct lc_str blob = lc_col_view(st, 3);

    if (blob.len == sizeof id.bytes) {
        memcpy(id.bytes, blob.ptr, sizeof id.bytes);
    }
    *out = (struct ctr_action){
        .rid = lc_col_int(st, 0),
        .timer_rid = lc_col_int(st, 1),
        .contract_rid = lc_col_int(st, 2),
        .id = lc_dup_c(ctx, lc_uuid_format(&id, text)),
        .team = lc_col_text(ctx, st, 4),
        .contract = lc_col_text(ctx, st, 5),
        .subject_kind = (int32_t)lc_col_int(st, 6),
        .subject = lc_col_text(ctx, st, 7),
        .kind = (int32_t)lc_col_int(st, 8),
        .level = lc_col_int(st, 9),
        .loop = lc_col_int(st, 10),
        .due_us = lc_col_int(st, 11),
        .found_us = lc_col_int(st, 12),
        .note = lc_col_text(ctx, st, 13),
    };
    out->next = lc_format(ctx, "%lld", (long long)out->rid);
    if (ctx->error || !out->team || !out->contract || !out->subject) {
        return lc_nomem(ctx);
    }
    out->name = lc_format(ctx, "%s/%s/%s", out->team, out->contract, out->subject);
    return out->name ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status by_rid(struct lc_op *op, int64_t rid, struct ctr_action *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ACTION_GET, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_row(op, st, &row));
    if (!row) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "action row %lld is missing", (long long)rid);
    }
    ctr_status status = read_action(op, st, out);
    lc_stmt_done(st);
    LC_TRY(status);
    return load_recipients(op, out);
}

ctr_status lc_action_get(struct lc_op *op, const char *id, struct ctr_action *out)
{
    struct lc_stmt *st;
    struct lc_uuid uuid;
    int64_t rid = 0;
    bool row;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "timers"));
    if (lc_uuid_parse(lc_str(id), &uuid)) {
        LC_TRY(lc_sql(op, LC_SQL_ACTION_BY_ID, &st));
        lc_bind_blob(st, 1, uuid.bytes, sizeof uuid.bytes);
        LC_TRY(lc_row(op, st, &row));
        rid = row ? lc_col_int(st, 0) : 0;
        lc_stmt_done(st);
    }
    if (rid) {
        return by_rid(op, rid, out);
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                "there is no action '%.64s'; the outbox lists those that wait", id);
    lc_detail(&op->ctx, "action", id);
    return status;
}

static ctr_status read_rid(struct lc_op *op, struct lc_stmt *st, void *item)
{
    (void)op;
    *(struct ctr_action *)item = (struct ctr_action){.rid = lc_col_int(st, 0)};
    return CTR_OK;
}

ctr_status lc_action_list(struct lc_op *op, const struct lc_action_query *query,
                          struct ctr_action_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_TIMERS, "timers"));
    LC_TRY(lc_sql(op, query->timer_rid ? LC_SQL_ACTION_OF_TIMER : LC_SQL_ACTION_OPEN, &st));
    lc_bind_int(st, 1, query->after);
    lc_bind_int(st, 2, query->timer_rid ? query->timer_rid : query->contract_rid);
    lc_bind_int(st, 3, lc_page_rows(query->limit));
    LC_TRY(lc_page_read(op, st, query->limit, sizeof *out->items, read_rid, &page));
    struct ctr_action *items = page.items;
    for (size_t i = 0; i < page.count; i++) {
        LC_TRY(by_rid(op, items[i].rid, &items[i]));
    }
    *out =
        (struct ctr_action_list){items, page.count, page.more ? items[page.count - 1].next : NULL};
    return CTR_OK;
}

ctr_status lc_action_count(struct lc_op *op, int64_t contract_rid, int32_t kind, int64_t since,
                           int64_t *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_ACTION_COUNT, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, kind);
    lc_bind_int(st, 3, since);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *out = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

/* ---- writing ---- */

static ctr_status put_recipient(struct lc_op *op, const struct ctr_action *a, size_t at)
{
    struct lc_stmt *st;
    const struct lc_recipient *r = &a->recipients[at];

    LC_TRY(lc_sql(op, LC_SQL_DELIVERY_INSERT, &st));
    lc_bind_int(st, 1, a->rid);
    lc_bind_int(st, 2, (int64_t)at + 1);
    lc_bind_text(st, 3, r->name);
    lc_bind_text(st, 4, r->party);
    lc_bind_text(st, 5, r->endpoint);
    lc_bind_int(st, 6, r->attempts);
    lc_bind_text(st, 7, r->last_error);
    lc_bind_time(st, 8, r->next_try_us);
    lc_bind_time(st, 9, r->delivered_us);
    lc_bind_text(st, 10, r->detail);
    return lc_run(op, st);
}

ctr_status lc_action_insert(struct lc_op *op, struct ctr_action *a)
{
    struct lc_stmt *st;
    struct lc_uuid id;

    if (!lc_uuid_parse(lc_str(a->id), &id)) {
        return lc_fail(&op->ctx, CTR_E_INPUT, "'%.64s' is no id of an action", a->id);
    }
    LC_TRY(lc_sql(op, LC_SQL_ACTION_INSERT, &st));
    lc_bind_blob(st, 1, id.bytes, sizeof id.bytes);
    lc_bind_int(st, 2, a->timer_rid);
    lc_bind_int(st, 3, a->contract_rid);
    lc_bind_int(st, 4, a->kind);
    lc_bind_int(st, 5, a->level);
    lc_bind_int(st, 6, a->loop);
    lc_bind_int(st, 7, a->due_us);
    lc_bind_int(st, 8, a->found_us);
    lc_bind_text(st, 9, a->note);
    LC_TRY(lc_run(op, st));
    a->rid = lc_last_rid(op);
    for (size_t i = 0; i < a->recipient_count; i++) {
        LC_TRY(put_recipient(op, a, i));
    }
    return CTR_OK;
}

static ctr_status tell_fired(struct lc_op *op, const struct ctr_timer *t,
                             const struct ctr_action *a)
{
    char at[LC_TIME_TEXT], due[LC_TIME_TEXT];
    const char *subject = lc_timer_subject(&op->ctx, t->subject_kind, t->name);
    const char **names = lc_new(&op->ctx, a->recipient_count + 1, sizeof *names);

    for (size_t i = 0; names && i < a->recipient_count; i++) {
        names[i] = a->recipients[i].name;
    }
    const char *to = names ? lc_json_strings(&op->ctx, names, a->recipient_count) : NULL;
    if (!subject || !to) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("action", a->id),
        LC_PAIR("kind", lc_word_name(lc_words_action_kind, a->kind)),
        LC_PAIR_INT("level", t->is.level),
        LC_PAIR_INT("loop", t->is.loop),
        LC_PAIR("at", lc_time_format(a->due_us, at)),
        LC_PAIR("stage", lc_word_name(lc_words_timer_stage, t->is.stage)),
        LC_PAIR("due", lc_time_format(t->due_us, due)),
        LC_PAIR_RAW("to", to),
        LC_PAIR("note", a->note),
    };
    return lc_event_append(op, t->contract_rid, LC_EVENT_TIMER_FIRED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_action_add(struct lc_op *op, const struct ctr_timer *t, struct ctr_action *a)
{
    struct lc_uuid id;
    char text[LC_UUID_TEXT];

    LC_TRY(lc_op_uuid(op, &id));
    a->id = lc_dup_c(&op->ctx, lc_uuid_format(&id, text));
    if (!a->id) {
        return CTR_E_NOMEM;
    }
    a->timer_rid = t->rid;
    a->contract_rid = t->contract_rid;
    a->team = t->team;
    a->contract = t->contract;
    a->subject = t->subject;
    a->name = t->name;
    a->subject_kind = t->subject_kind;
    a->found_us = op->ctx.now_us;
    LC_TRY(lc_action_insert(op, a));
    return tell_fired(op, t, a);
}

/* ---- delivery ---- */

enum { FIRST_WAIT_S = 60, LONGEST_WAIT_S = 86400 };

/* A minute after the first failure, twice as long after each other one, at most a day. */
static int64_t wait_after(int64_t attempts)
{
    int64_t wait = FIRST_WAIT_S;
    for (int64_t i = 1; i < attempts && wait < LONGEST_WAIT_S; i++) {
        wait *= 2;
    }
    return (wait < LONGEST_WAIT_S ? wait : LONGEST_WAIT_S) * LC_US_PER_SECOND;
}

ctr_status lc_action_told(struct lc_op *op, struct ctr_action *a, size_t at, bool ok,
                          const char *detail)
{
    struct lc_stmt *st;
    struct lc_recipient *r = &a->recipients[at];
    const char *subject = lc_timer_subject(&op->ctx, a->subject_kind, a->name);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    r->attempts++;
    r->last_error = ok ? r->last_error : detail ? detail : "it could not be delivered";
    r->next_try_us = ok ? 0 : op->ctx.now_us + wait_after(r->attempts);
    r->delivered_us = ok ? op->ctx.now_us : 0;
    r->detail = ok ? detail : r->detail;
    LC_TRY(lc_sql(op, LC_SQL_DELIVERY_TOLD, &st));
    lc_bind_int(st, 1, a->rid);
    lc_bind_int(st, 2, (int64_t)at + 1);
    lc_bind_int(st, 3, r->attempts);
    lc_bind_text(st, 4, r->last_error);
    lc_bind_time(st, 5, r->next_try_us);
    lc_bind_time(st, 6, r->delivered_us);
    lc_bind_text(st, 7, r->detail);
    LC_TRY(lc_run(op, st));
    const struct lc_pair pairs[] = {
        LC_PAIR("action", a->id),
        LC_PAIR("to", r->name),
        LC_PAIR_INT("recipient", (int64_t)at + 1),
        LC_PAIR("ok", ok ? "yes" : "no"),
        LC_PAIR_INT("attempts", r->attempts),
        LC_PAIR("detail", ok ? r->detail : r->last_error),
    };
    return lc_event_append(op, a->contract_rid, LC_EVENT_TIMER_DELIVERED, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}
