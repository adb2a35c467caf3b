/* What changes have to do with each other. */
#include "base/time.h"
#include "domain/change/change.h"

ctr_status lc_change_link_add(struct lc_op *op, struct ctr_change *h, enum lc_change_link_kind kind,
                              const char *const *targets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct lc_stmt *st;
        const char *key = lc_lower(&op->ctx, targets[i]);
        if (!key) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_sql(op, LC_SQL_CHANGE_LINK_ADD, &st));
        lc_bind_int(st, 1, h->rid);
        lc_bind_int(st, 2, kind);
        lc_bind_text(st, 3, key);
        lc_bind_text(st, 4, targets[i]);
        LC_TRY(lc_run(op, st));
    }
    return CTR_OK;
}

ctr_status lc_change_link_load(struct lc_op *op, struct ctr_change *h)
{
    struct lc_stmt *st;
    size_t room[LC_CHANGE_LINK_KINDS] = {0};
    bool row;

    memset(h->links, 0, sizeof h->links);
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_LINK_LIST, &st));
    lc_bind_int(st, 1, h->rid);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
        }
        int64_t at = lc_col_int(st, 0) - 1;
        struct lc_change_links *list = &h->links[at];
        list->items = lc_grow(&op->ctx, list->items, list->count, &room[at], sizeof *list->items);
        if (!list->items) {
            return CTR_E_NOMEM;
        }
        list->items[list->count++] = lc_col_text(&op->ctx, st, 1);
    }
}

ctr_status lc_change_reaches(struct lc_op *op, int64_t contract_rid, const char *from,
                             const char *to, bool *out)
{
    struct lc_stmt *st;
    const char *from_key = lc_lower(&op->ctx, from);
    const char *to_key = lc_lower(&op->ctx, to);

    if (!from_key || !to_key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_REACHES, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, from_key);
    lc_bind_text(st, 3, to_key);
    LC_TRY(lc_row(op, st, out));
    lc_stmt_done(st);
    return CTR_OK;
}

/* The first row of a question about another change: its id, and a number. */
static ctr_status ask(struct lc_op *op, struct lc_stmt *st, const char **id, int64_t *number)
{
    bool row;

    *id = NULL;
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        *id = lc_col_text(&op->ctx, st, 0);
        *number = lc_col_int(st, 1);
    }
    lc_stmt_done(st);
    return row && !*id ? lc_nomem(&op->ctx) : CTR_OK;
}

static ctr_status check_needs(struct lc_op *op, const struct ctr_change *h)
{
    struct lc_stmt *st;
    const char *id;
    int64_t state = 0;

    LC_TRY(lc_sql(op, LC_SQL_CHANGE_UNDONE_NEED, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, h->contract_rid);
    LC_TRY(ask(op, st, &id, &state));
    if (!id) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(
        &op->ctx, CTR_E_STATE, "change '%s' needs '%s', which is %s; implement that before it",
        h->name, id, state ? lc_word_name(lc_words_change_state, state) : "not there");
    lc_detail(&op->ctx, "change", id);
    return status;
}

static ctr_status collides(struct lc_op *op, const struct ctr_change *h, const char *other,
                           const char *how)
{
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE, "change '%s' %s '%s'", h->name, how, other);
    lc_detail(&op->ctx, "change", other);
    return status;
}

static ctr_status linked_from(struct lc_op *op, const struct ctr_change *h,
                              enum lc_change_link_kind kind, const char **id)
{
    struct lc_stmt *st;
    int64_t number;
    const char *key = lc_lower(&op->ctx, h->id);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_LINKED_FROM, &st));
    lc_bind_text(st, 1, key);
    lc_bind_int(st, 2, h->contract_rid);
    lc_bind_int(st, 3, kind);
    return ask(op, st, id, &number);
}

ctr_status lc_change_superseded_by(struct lc_op *op, const struct ctr_change *h, const char **id)
{
    return linked_from(op, h, LC_LINK_SUPERSEDES, id);
}

ctr_status lc_change_check_links(struct lc_op *op, const struct ctr_change *h)
{
    static const char conflicts[] = "conflicts with what is implemented:";
    struct lc_stmt *st;
    const char *id;
    int64_t number;

    LC_TRY(check_needs(op, h));
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_CONFLICT, &st));
    lc_bind_int(st, 1, h->rid);
    lc_bind_int(st, 2, h->contract_rid);
    LC_TRY(ask(op, st, &id, &number));
    if (id) {
        return collides(op, h, id, conflicts);
    }
    LC_TRY(linked_from(op, h, LC_LINK_CONFLICTS, &id));
    if (id) {
        return collides(op, h, id, conflicts);
    }
    LC_TRY(linked_from(op, h, LC_LINK_SUPERSEDES, &id));
    return id ? collides(op, h, id, "was superseded by") : CTR_OK;
}

ctr_status lc_change_check_edition(struct lc_op *op, const struct ctr_change *h)
{
    struct lc_stmt *st;
    char when[LC_TIME_TEXT];
    bool row;

    if (!h->evolution_rid) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_CHANGE_OF_EDITION, &st));
    lc_bind_int(st, 1, h->evolution_rid);
    lc_bind_int(st, 2, h->rid);
    LC_TRY(lc_row(op, st, &row));
    if (!row) {
        return CTR_OK;
    }
    const char *by = lc_col_text(&op->ctx, st, 0);
    lc_time_format(lc_col_int(st, 1), when);
    lc_stmt_done(st);
    if (!by) {
        return CTR_E_NOMEM;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_CONFLICT,
                "change '%s' carries '%s', which change '%s' implemented at %s; an edition is "
                "implemented once, so withdraw this one or record an impact with another edition",
                h->name, h->evolution, by, when);
    lc_detail(&op->ctx, "change", h->id);
    lc_detail(&op->ctx, "implemented_by", by);
    lc_detail(&op->ctx, "evolution", h->evolution);
    return status;
}
