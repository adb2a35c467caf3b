/* Verbs of consumers. */
#include "domain/consumer/consumer.h"

static ctr_status put_parts(struct lc_op *op, int64_t rid, const struct lc_registration *r)
{
    for (size_t i = 0; i < r->part_count; i++) {
        struct lc_stmt *st;
        LC_TRY(lc_sql(op, LC_SQL_PART_INSERT, &st));
        lc_bind_int(st, 1, rid);
        lc_bind_text(st, 2, r->parts[i]);
        LC_TRY(lc_run(op, st));
    }
    return CTR_OK;
}

static ctr_status clear_parts(struct lc_op *op, int64_t rid)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_PART_DELETE, &st));
    lc_bind_int(st, 1, rid);
    return lc_run(op, st);
}

static ctr_status insert(struct lc_op *op, const struct lc_contract *c,
                         const struct lc_registration *r)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, r->name);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_INSERT, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_text(st, 2, r->name);
    lc_bind_text(st, 3, key);
    lc_bind_text(st, 4, r->role);
    lc_bind_text(st, 5, r->pin);
    lc_bind_rid(st, 6, r->follows_rid);
    lc_bind_int(st, 7, op->ctx.now_us);
    lc_bind_text(st, 8, op->actor);
    LC_TRY(lc_run(op, st));
    return put_parts(op, lc_last_rid(op), r);
}

static ctr_status update(struct lc_op *op, const struct ctr_consumer *is,
                         const struct lc_registration *r)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_UPDATE, &st));
    lc_bind_int(st, 1, is->rid);
    lc_bind_text(st, 2, r->role);
    lc_bind_text(st, 3, r->pin);
    lc_bind_rid(st, 4, r->follows_rid);
    LC_TRY(lc_run(op, st));
    LC_TRY(clear_parts(op, is->rid));
    return put_parts(op, is->rid, r);
}

static bool same(const struct ctr_consumer *is, const struct lc_registration *r)
{
    if (lc_cstr_cmp(is->role, r->role) != 0 || lc_cstr_cmp(is->pin, r->pin) != 0 ||
        is->follows_rid != r->follows_rid || is->part_count != r->part_count) {
        return false;
    }
    for (size_t i = 0; i < r->part_count; i++) {
        if (strcmp(is->parts[i], r->parts[i]) != 0) {
            return false;
        }
    }
    return true;
}

ctr_status lc_consumer_put(struct lc_op *op, const struct lc_contract *c,
                           const struct lc_registration *r, struct ctr_consumer *out)
{
    bool found;

    LC_TRY(lc_consumer_find(op, c->rid, r->name, out, &found));
    if (found && same(out, r)) {
        return CTR_OK;
    }
    LC_TRY(found ? update(op, out, r) : insert(op, c, r));
    enum lc_event_kind kind = found ? LC_EVENT_CONSUMER_CHANGED : LC_EVENT_CONSUMER_REGISTERED;
    LC_TRY(lc_consumer_find(op, c->rid, r->name, out, &found));
    const char *subject = lc_consumer_subject(&op->ctx, out);
    const char *parts = lc_json_strings(&op->ctx, r->parts, r->part_count);
    if (!subject || !parts) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("role", r->role),
        LC_PAIR("pin", r->pin),
        LC_PAIR("follows", r->follows),
        LC_PAIR_RAW("parts", parts),
        LC_PAIR("reason", lc_event_reason(op)),
    };
    return lc_event_append(op, c->rid, kind, subject, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_consumer_remove(struct lc_op *op, const struct lc_contract *c, const char *name)
{
    struct ctr_consumer is;
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_consumer_find(op, c->rid, name, &is, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s' is not registered as a consumer of '%s/%s'",
                       name, c->team, c->name);
    }
    LC_TRY(clear_parts(op, is.rid));
    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_DELETE, &st));
    lc_bind_int(st, 1, is.rid);
    LC_TRY(lc_run(op, st));
    const char *subject = lc_consumer_subject(&op->ctx, &is);
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair reason[] = {LC_PAIR("reason", lc_event_reason(op))};
    return lc_event_append(op, c->rid, LC_EVENT_CONSUMER_UNREGISTERED, subject, reason, 1);
}

ctr_status lc_consumer_follow(struct lc_op *op, struct ctr_consumer *k, int64_t version_rid,
                              const char *label)
{
    struct lc_stmt *st;
    const char *subject = lc_consumer_subject(&op->ctx, k);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CONSUMER_FOLLOW, &st));
    lc_bind_int(st, 1, k->rid);
    lc_bind_rid(st, 2, version_rid);
    LC_TRY(lc_run(op, st));
    const struct lc_pair pairs[] = {LC_PAIR("from", k->follows), LC_PAIR("to", label)};
    LC_TRY(lc_event_append(op, k->contract_rid, LC_EVENT_CONSUMER_FOLLOWED, subject, pairs, 2));
    k->follows_rid = version_rid;
    k->follows = label;
    k->revision++;
    return CTR_OK;
}
