/* The course of a change into the store, row by row. */
#include "base/time.h"
#include "exchange/course.h"

static ctr_status version_of(struct lc_op *op, const char *text, int64_t *rid)
{
    struct lc_str path, label, team, name;
    struct lc_contract c;
    struct ctr_version v;
    bool found;

    *rid = 0;
    if (!text || !lc_str_cut(lc_str(text), '@', &path, &label) ||
        !lc_str_cut(path, '/', &team, &name)) {
        return CTR_OK;
    }
    const char *texts[] = {lc_dup(&op->ctx, team), lc_dup(&op->ctx, name), lc_dup(&op->ctx, label)};
    if (!texts[0] || !texts[1] || !texts[2]) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_contract_find(op, texts[0], texts[1], &c, &found));
    if (found) {
        LC_TRY(lc_version_by_label(op, c.rid, texts[2], &v, &found));
    }
    *rid = found ? v.rid : 0;
    return CTR_OK;
}

static ctr_status master_of(struct lc_op *op, const struct ctr_change *h, const char *label,
                            int64_t *rid)
{
    struct ctr_version v;
    bool found = false;

    if (label) {
        LC_TRY(lc_version_by_label(op, h->contract_rid, label, &v, &found));
    }
    *rid = found ? v.rid : 0;
    return CTR_OK;
}

static ctr_status put_links(struct lc_op *op, struct lc_course *k)
{
    for (size_t i = 0; i < k->link_count; i++) {
        LC_TRY(lc_change_link_add(op, &k->is, (enum lc_change_link_kind)k->links[i].kind,
                                  &k->links[i].target, 1));
    }
    return CTR_OK;
}

static ctr_status put_impacts(struct lc_op *op, const struct lc_course *k)
{
    for (size_t i = 0; i < k->impact_count; i++) {
        struct lc_stmt *st;
        LC_TRY(lc_sql(op, LC_SQL_CHANGE_IMPACT_ADD, &st));
        lc_bind_int(st, 1, k->is.rid);
        lc_bind_int(st, 2, (int64_t)i + 1);
        lc_bind_int(st, 3, k->impacts[i].at_us);
        lc_bind_text(st, 4, k->impacts[i].actor);
        lc_bind_text(st, 5, k->impacts[i].body);
        lc_bind_text(st, 6, k->impacts[i].technical);
        LC_TRY(lc_run(op, st));
    }
    return CTR_OK;
}

static void bind_fixed(struct lc_stmt *st, int at, const char *text)
{
    int64_t value;
    if (text && lc_fixed_parse(lc_str(text), &value) == LC_FIXED_OK) {
        lc_bind_int(st, at, value);
    }
}

static ctr_status put_classes(struct lc_op *op, const struct lc_course *k)
{
    for (size_t i = 0; i < k->class_count; i++) {
        const struct lc_course_class *c = &k->classes[i];
        struct lc_stmt *st;
        int64_t master;
        LC_TRY(master_of(op, &k->is, c->master, &master));
        LC_TRY(lc_sql(op, LC_SQL_CHANGE_CLASS_ADD, &st));
        lc_bind_int(st, 1, k->is.rid);
        lc_bind_int(st, 2, c->at_us);
        lc_bind_text(st, 3, c->actor);
        lc_bind_int(st, 4, c->change_class);
        lc_bind_rid(st, 5, master);
        lc_bind_int(st, 6, c->impact_rev);
        bind_fixed(st, 7, c->budget_pct);
        bind_fixed(st, 8, c->slip);
        lc_bind_text(st, 9, c->inputs);
        lc_bind_text(st, 10, c->body);
        LC_TRY(lc_run(op, st));
    }
    return CTR_OK;
}

static ctr_status put_votes(struct lc_op *op, const struct ctr_decision *d)
{
    for (size_t i = 0; i < d->vote_count; i++) {
        const struct lc_vote_row *v = &d->votes[i];
        struct lc_stmt *st;
        LC_TRY(lc_sql(op, LC_SQL_IMPORT_VOTE, &st));
        lc_bind_int(st, 1, d->rid);
        lc_bind_text(st, 2, v->party);
        lc_bind_text(st, 3, v->actor);
        lc_bind_int(st, 4, v->vote);
        lc_bind_int(st, 5, v->at_us);
        lc_bind_text(st, 6, v->delegated_from);
        lc_bind_int(st, 7, v->counted);
        lc_bind_int(st, 8, v->live);
        lc_bind_text(st, 9, v->remark);
        LC_TRY(lc_run(op, st));
    }
    return CTR_OK;
}

static ctr_status put_decision(struct lc_op *op, struct lc_course *k, struct ctr_decision *d,
                               int64_t supersedes)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, k->is.id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_IMPORT_DECISION, &st));
    lc_bind_int(st, 1, k->is.contract_rid);
    lc_bind_text(st, 2, k->is.id);
    lc_bind_text(st, 3, key);
    lc_bind_text(st, 4, d->area);
    lc_bind_rid(st, 5, d->decision_class);
    lc_bind_text(st, 6, d->driver);
    lc_bind_text(st, 7, d->approver);
    lc_bind_rid(st, 8, d->quorum);
    lc_bind_time(st, 9, d->due_us);
    lc_bind_int(st, 10, d->state);
    lc_bind_rid(st, 11, d->outcome);
    lc_bind_int(st, 12, d->requested_us);
    lc_bind_time(st, 13, d->decided_us);
    lc_bind_text(st, 14, d->decided_by);
    lc_bind_text(st, 15, d->reason);
    lc_bind_text(st, 16, d->remark);
    lc_bind_text(st, 17, d->memo);
    lc_bind_text(st, 18, d->adr);
    lc_bind_int(st, 19, d->imported);
    lc_bind_rid(st, 20, supersedes);
    LC_TRY(lc_run(op, st));
    d->rid = lc_last_rid(op);
    return put_votes(op, d);
}

/* rid of the decision at that place, which is before `below`. */
static bool rid_at(const struct lc_course *k, int64_t place, size_t below, int64_t *rid)
{
    *rid = place > 0 && (uint64_t)place <= below ? k->decisions[place - 1].is.rid : 0;
    return place == 0 || *rid;
}

static ctr_status put_decisions(struct lc_op *op, struct lc_course *k, const char **fail)
{
    for (size_t i = 0; i < k->decision_count; i++) {
        int64_t supersedes;
        if (!rid_at(k, k->decisions[i].supersedes, i, &supersedes)) {
            *fail = "a decision takes the place of one that is not before it";
            return CTR_OK;
        }
        LC_TRY(put_decision(op, k, &k->decisions[i].is, supersedes));
    }
    if (!rid_at(k, k->decision, k->decision_count, &k->is.decision_rid)) {
        *fail = "its decision is not in the list";
    }
    return CTR_OK;
}

static const char *missing(const struct lc_course *k)
{
    const struct ctr_change *h = &k->is;
    bool whole = h->state && h->type && h->area && h->requester && h->created_us && h->created_by &&
                 h->cycle > 0 && h->revision > 0;
    for (size_t i = 0; whole && i < k->link_count; i++) {
        whole = k->links[i].kind && k->links[i].target;
    }
    for (size_t i = 0; whole && i < k->impact_count; i++) {
        whole = k->impacts[i].at_us && k->impacts[i].actor && k->impacts[i].body;
    }
    for (size_t i = 0; whole && i < k->class_count; i++) {
        const struct lc_course_class *c = &k->classes[i];
        whole = c->at_us && c->actor && c->change_class && c->master && c->inputs && c->body;
    }
    for (size_t i = 0; whole && i < k->decision_count; i++) {
        const struct ctr_decision *d = &k->decisions[i].is;
        whole = d->area && d->state && d->requested_us && d->quorum >= 0 &&
                (d->state == LC_DECISION_DECIDED) == (d->outcome && d->decided_us);
        for (size_t j = 0; whole && j < d->vote_count; j++) {
            whole = d->votes[j].party && d->votes[j].actor && d->votes[j].vote;
        }
    }
    return whole ? NULL : "something that every change has is missing";
}

ctr_status lc_course_store(struct lc_op *op, struct lc_course *k, const char **fail)
{
    struct ctr_change *h = &k->is;
    int64_t day_us;

    *fail = missing(k);
    if (*fail) {
        return CTR_OK;
    }
    h->target_day = LC_TERM_ABSENT;
    if (h->target_date && lc_time_parse(lc_str(h->target_date), false, &day_us)) {
        h->target_day = lc_day_at(day_us);
    }
    LC_TRY(master_of(op, h, h->master, &h->master_rid));
    if (h->master && !h->master_rid) {
        *fail = "the version that judges it is not there";
        return CTR_OK;
    }
    LC_TRY(version_of(op, h->evolution, &h->evolution_rid));
    LC_TRY(version_of(op, h->addendum, &h->addendum_rid));
    LC_TRY(lc_change_restore(op, h));
    LC_TRY(put_links(op, k));
    LC_TRY(put_impacts(op, k));
    LC_TRY(put_classes(op, k));
    LC_TRY(put_decisions(op, k, fail));
    return *fail ? CTR_OK : lc_change_rewrite(op, h);
}
