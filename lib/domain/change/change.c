/* Verbs of changes. */
#include "domain/change/change.h"

ctr_status lc_change_may(struct lc_op *op, const struct ctr_change *h, enum lc_change_verb verb,
                         enum lc_change_state *to)
{
    enum lc_change_type type = (enum lc_change_type)h->type;
    enum lc_change_state from = (enum lc_change_state)h->state;

    *to = lc_change_move(from, verb, type);
    if (*to) {
        return CTR_OK;
    }
    const char *state = lc_word_name(lc_words_change_state, from);
    const char *allowed = lc_change_allowed(&op->ctx, from, type);
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_STATE, "change '%s' is %s, so '%s' is not allowed; allowed is %s",
                h->name, state, lc_word_name(lc_words_change_verb, verb), allowed ? allowed : "?");
    lc_detail(&op->ctx, "state", state);
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

ctr_status lc_change_expect(struct lc_op *op, const struct ctr_change *h)
{
    int64_t wanted = op->if_revision;

    op->if_revision = 0; /* what follows is about versions */
    if (wanted == 0 || wanted == h->revision) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_CONFLICT, "change '%s' is at revision %lld, not %lld; look again",
                h->name, (long long)h->revision, (long long)wanted);
    lc_detail_int(&op->ctx, "revision", h->revision);
    lc_detail_int(&op->ctx, "wanted", wanted);
    return status;
}

static ctr_status insert(struct lc_op *op, struct ctr_change *h)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, h->id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_INSERT, &st));
    lc_bind_int(st, 1, h->contract_rid);
    lc_bind_text(st, 2, h->id);
    lc_bind_text(st, 3, key);
    lc_bind_int(st, 4, h->type);
    lc_bind_text(st, 5, h->area);
    lc_bind_rid(st, 6, h->claimed);
    lc_bind_text(st, 7, h->requester);
    lc_bind_text(st, 8, h->summary);
    lc_bind_int(st, 9, h->document_rid);
    lc_bind_text(st, 10, h->adr);
    lc_bind_int(st, 11, h->created_us);
    lc_bind_text(st, 12, h->created_by);
    lc_bind_int(st, 13, h->revision);
    LC_TRY(lc_run(op, st));
    h->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_change_insert(struct lc_op *op, struct ctr_change *h)
{
    struct ctr_change is;
    bool found;

    h->name = lc_format(&op->ctx, "%s/%s/%s", h->team, h->contract, h->id);
    if (!h->name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_change_find(op, h->contract_rid, h->id, &is, &found));
    if (found) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_EXISTS, "change '%s' is there already, %s",
                                    is.name, lc_word_name(lc_words_change_state, is.state));
        lc_detail(&op->ctx, "change", is.id);
        return status;
    }
    h->state = LC_CHANGE_DRAFT;
    h->cycle = 1;
    h->revision = 1;
    h->created_us = op->ctx.now_us;
    h->created_by = op->actor;
    return insert(op, h);
}

static ctr_status save(struct lc_op *op, const struct ctr_change *h)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_SAVE, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, h->state);
    lc_bind_rid(st, 3, h->change_class);
    lc_bind_rid(st, 4, h->outcome);
    lc_bind_int(st, 5, h->cycle);
    lc_bind_rid(st, 6, h->master_rid);
    lc_bind_text(st, 7, h->base);
    lc_bind_rid(st, 8, h->evolution_rid);
    lc_bind_rid(st, 9, h->decision_rid);
    lc_bind_rid(st, 10, h->addendum_rid);
    lc_bind_text(st, 11, h->target_amount);
    lc_bind_text(st, 12, h->target_currency);
    if (h->target_day != LC_TERM_ABSENT) {
        lc_bind_int(st, 13, h->target_day);
    }
    lc_bind_time(st, 14, h->submitted_us);
    lc_bind_time(st, 15, h->decided_us);
    lc_bind_time(st, 16, h->implemented_us);
    lc_bind_time(st, 17, h->closed_us);
    return lc_run(op, st);
}

ctr_status lc_change_restore(struct lc_op *op, struct ctr_change *h)
{
    struct ctr_change row = *h;

    row.revision--; /* writing the rest counts it up */
    LC_TRY(insert(op, &row));
    h->rid = row.rid;
    return CTR_OK;
}

ctr_status lc_change_rewrite(struct lc_op *op, const struct ctr_change *h)
{
    return save(op, h);
}

ctr_status lc_change_save(struct lc_op *op, struct ctr_change *h, enum lc_event_kind kind,
                          const struct lc_pair *pairs, size_t count)
{
    struct lc_pair all[16];
    const char *subject = lc_change_subject(&op->ctx, h);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(save(op, h));
    h->revision++;
    if (count) {
        memcpy(all, pairs, count * sizeof *pairs);
    }
    all[count] = (struct lc_pair)LC_PAIR("state", lc_word_name(lc_words_change_state, h->state));
    return lc_event_append(op, h->contract_rid, kind, subject, all, count + 1);
}

ctr_status lc_change_set_decision(struct lc_op *op, struct ctr_change *h, struct ctr_decision *d)
{
    struct lc_stmt *st;

    h->decision_rid = d->rid;
    h->decision = d;
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_DECISION, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, d->rid);
    return lc_run(op, st);
}

ctr_status lc_change_remark(struct lc_op *op, struct ctr_change *h, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    h->remarks =
        lc_grow(&op->ctx, h->remarks, h->remark_count, &h->remark_room, sizeof *h->remarks);
    if (!h->remarks) {
        return CTR_E_NOMEM;
    }
    h->remarks[h->remark_count++] = text;
    return CTR_OK;
}
