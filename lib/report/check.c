/* Checking the whole store: the file, the rows, the bytes, the chain. */
#include "domain/contract/contract.h"
#include "domain/ledger/ledger.h"
#include "flow/assess.h"
#include "flow/modifier.h"
#include "flow/sow_price.h"
#include "flow/verify.h"
#include "report/check_class.h"
#include "report/verify.h"

/* Statements whose every row is a problem. */
static const struct {
    const char *check;
    enum lc_sql_id id;
    int64_t from;  /* schemas that it is about */
    int64_t until; /* 0 = all later ones */
} invariants[] = {
    {"integrity", LC_SQL_CHECK_INTEGRITY, 1, 0},
    {"foreign key", LC_SQL_CHECK_FOREIGN_KEY, 1, 0},
    {"contract without version", LC_SQL_CHECK_NO_VERSION, 1, 0},
    {"contract key", LC_SQL_CHECK_KEY, 1, 0},
    {"base", LC_SQL_CHECK_BASE, 1, 0},
    {"comparison", LC_SQL_CHECK_EVOLUTION, 1, 0},
    {"times", LC_SQL_CHECK_TIMES, 1, 0},
    {"follows", LC_SQL_CHECK_FOLLOWS, 1, 0},
    {"event contract", LC_SQL_CHECK_EVENT_CONTRACT, 1, 0},
    {"creation event", LC_SQL_CHECK_CREATED_EVENT, 1, 0},
    {"orphan document", LC_SQL_CHECK_ORPHAN, LC_SCHEMA_CHANGES, 0},
    {"orphan document", LC_SQL_CHECK_ORPHAN_BEFORE_CHANGES, 1, LC_SCHEMA_CHANGES - 1},
    {"change", LC_SQL_CHECK_CHANGE, LC_SCHEMA_CHANGES, 0},
    {"decision", LC_SQL_CHECK_DECISION, LC_SCHEMA_CHANGES, 0},
    {"timer", LC_SQL_CHECK_TIMER, LC_SCHEMA_TIMERS, 0},
    {"dispute", LC_SQL_CHECK_DISPUTE, LC_SCHEMA_TIMERS, 0},
    {"action", LC_SQL_CHECK_ACTION, LC_SCHEMA_TIMERS, 0},
    {"meeting", LC_SQL_CHECK_MEETING, LC_SCHEMA_WATCHES, 0},
    {"policy", LC_SQL_CHECK_POLICY, LC_SCHEMA_POLICIES, 0},
    {"build", LC_SQL_CHECK_BUILD, LC_SCHEMA_RUNS, 0},
    {"run", LC_SQL_CHECK_RUN, LC_SCHEMA_RUNS, 0},
    {"earlier comparison", LC_SQL_CHECK_EARLIER, LC_SCHEMA_RUNS, 0},
    {"stop", LC_SQL_CHECK_STOP, LC_SCHEMA_WATCHES, 0},
    {"service level", LC_SQL_CHECK_SLO_CYCLE, LC_SCHEMA_WATCHES, 0},
};

static ctr_status check_invariants(struct lc_op *op, struct ctr_report *r)
{
    for (size_t i = 0; i < sizeof invariants / sizeof invariants[0]; i++) {
        struct lc_stmt *st;
        bool row;
        LC_TRY(lc_progress(&op->ctx, "invariants", i, sizeof invariants / sizeof *invariants));
        int64_t until = invariants[i].until ? invariants[i].until : INT64_MAX;
        if (op->store->schema < invariants[i].from || op->store->schema > until) {
            continue;
        }
        LC_TRY(lc_sql(op, invariants[i].id, &st));
        for (;;) {
            LC_TRY(lc_row(op, st, &row));
            if (!row) {
                break;
            }
            struct lc_str text = lc_col_view(st, 0);
            lc_report_problem(r, invariants[i].check, "%.*s", (int)text.len, text.ptr);
        }
    }
    return CTR_OK;
}

/* The next row behind *rid; 0 at the end. */
static ctr_status next_rid(struct lc_op *op, enum lc_sql_id id, int64_t *rid)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, id, &st));
    lc_bind_int(st, 1, *rid);
    LC_TRY(lc_row(op, st, &row));
    *rid = row ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return CTR_OK;
}

/* Failures that are damage become problems, the rest ends the check. */
static ctr_status as_problem(struct lc_op *op, struct ctr_report *r, const char *check,
                             ctr_status status)
{
    if (status != CTR_E_CORRUPT && status != CTR_E_INPUT) {
        return status;
    }
    ctr_error *error = op->ctx.error;
    op->ctx.error = NULL;
    lc_report_problem(r, check, "%s", ctr_error_message(error));
    ctr_error_free(error);
    return CTR_OK;
}

static ctr_status check_documents(struct lc_op *op, struct ctr_report *r)
{
    int64_t rid = 0;

    for (;;) {
        struct lc_str bytes;
        LC_TRY(next_rid(op, LC_SQL_CHECK_DOCUMENTS, &rid));
        if (!rid) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        ctr_status status = lc_document_get(op, rid, &bytes);
        lc_arena_release(&op->ctx.arena, mark);
        LC_TRY(as_problem(op, r, "document", status));
        r->rows++;
        LC_TRY(lc_progress(&op->ctx, "documents", (uint64_t)r->rows, 0));
    }
}

static ctr_status check_evolutions(struct lc_op *op, struct ctr_report *r)
{
    int64_t rid = 0;

    for (;;) {
        struct lc_evolution e;
        bool found;
        LC_TRY(next_rid(op, LC_SQL_CHECK_EVOLUTIONS, &rid));
        if (!rid) {
            return CTR_OK;
        }
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        ctr_status status = lc_evolution_load(op, rid, INT64_MAX, &e, &found);
        lc_arena_release(&op->ctx.arena, mark);
        LC_TRY(as_problem(op, r, "comparison", status));
        r->rows++;
        LC_TRY(lc_poll(&op->ctx));
    }
}

static ctr_status check_earliers(struct lc_op *op, struct ctr_report *r)
{
    int64_t rid = 0;

    while (op->store->schema >= LC_SCHEMA_RUNS) {
        struct lc_earlier_list list;
        LC_TRY(next_rid(op, LC_SQL_CHECK_EARLIERS, &rid));
        if (!rid) {
            break;
        }
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        ctr_status status = lc_earlier_load(op, rid, &list);
        lc_arena_release(&op->ctx.arena, mark);
        LC_TRY(as_problem(op, r, "comparison", status));
        r->rows++;
        LC_TRY(lc_poll(&op->ctx));
    }
    return CTR_OK;
}

static ctr_status check_ledger(struct lc_op *op, struct ctr_report *r, const char *team,
                               const char *name)
{
    struct ctr_ledger book;
    struct ctr_ledger_report found;

    ctr_status status = lc_ledger_get(op, team, name, &book);
    if (status == CTR_OK) {
        status = lc_flow_ledger_verify(op, &book, &found);
    }
    if (status == CTR_OK) {
        r->rows += found.entries;
    }
    if (status == CTR_OK && !found.ok) {
        lc_report_problem(r, "ledger", "%s/%s: %s: %s: %s", team, name, found.invariant, found.row,
                          found.message);
    }
    return as_problem(op, r, "ledger", status);
}

struct complaint {
    struct ctr_report *report;
    const char *team, *name;
};

static void complain(void *user, const struct ctr_assessment *a, const char *what)
{
    const struct complaint *c = user;
    lc_report_problem(c->report, "assessment", "%s/%s: assessment %lld: %s", c->team, c->name,
                      (long long)a->n, what);
}

/* What stands in a share was computed; it can be again. */
static ctr_status check_assessments(struct lc_op *op, struct ctr_report *r, const char *team,
                                    const char *name)
{
    struct complaint user = {r, team, name};
    struct lc_contract c;
    struct ctr_ledger book;
    bool found;

    if (op->store->schema < LC_SCHEMA_ASSESSMENTS) {
        return CTR_OK;
    }
    ctr_status status = lc_contract_get(op, team, name, &c);
    status = status ? status : lc_ledger_find(op, &c, &book, &found);
    status = status ? status : lc_assess_verify(op, &c, &book, complain, &user);
    return as_problem(op, r, "assessment", status);
}

static void complain_modifier(void *user, int64_t seq, const char *what)
{
    const struct complaint *c = user;
    lc_report_problem(c->report, "modifier", "%s/%s: entry %lld: %s", c->team, c->name,
                      (long long)seq, what);
}

static ctr_status check_modifiers(struct lc_op *op, struct ctr_report *r, const char *team,
                                  const char *name)
{
    struct complaint user = {r, team, name};
    struct lc_contract c;
    struct ctr_ledger book;
    bool found;

    ctr_status status = lc_contract_get(op, team, name, &c);
    status = status ? status : lc_ledger_find(op, &c, &book, &found);
    status = status ? status : lc_modifier_verify(op, &c, &book, complain_modifier, &user);
    return as_problem(op, r, "modifier", status);
}

static void complain_price(void *user, int64_t seq, const char *what)
{
    const struct complaint *c = user;
    if (seq) {
        lc_report_problem(c->report, "price", "%s/%s: entry %lld: %s", c->team, c->name,
                          (long long)seq, what);
    } else {
        lc_report_problem(c->report, "price", "%s/%s: %s", c->team, c->name, what);
    }
}

/* What was accepted is posted, and nothing else is. */
static ctr_status check_prices(struct lc_op *op, struct ctr_report *r, const char *team,
                               const char *name)
{
    struct complaint user = {r, team, name};
    struct lc_contract c;
    struct ctr_ledger book;
    bool found;

    ctr_status status = lc_contract_get(op, team, name, &c);
    status = status ? status : lc_ledger_find(op, &c, &book, &found);
    status = status ? status : lc_sow_price_verify(op, &c, &book, complain_price, &user);
    return as_problem(op, r, "price", status);
}

static ctr_status check_ledgers(struct lc_op *op, struct ctr_report *r)
{
    int64_t rid = 0;

    while (op->store->schema >= LC_SCHEMA_LEDGERS) {
        struct lc_mark mark = lc_arena_mark(&op->ctx.arena);
        struct lc_stmt *st;
        bool row;
        LC_TRY(lc_sql(op, LC_SQL_BOOK_NEXT, &st));
        lc_bind_int(st, 1, rid);
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        rid = lc_col_int(st, 0);
        const char *team = lc_col_text(&op->ctx, st, 1);
        const char *name = lc_col_text(&op->ctx, st, 2);
        lc_stmt_done(st);
        if (!team || !name) {
            return lc_nomem(&op->ctx);
        }
        LC_TRY(check_ledger(op, r, team, name));
        LC_TRY(check_assessments(op, r, team, name));
        LC_TRY(check_modifiers(op, r, team, name));
        LC_TRY(check_prices(op, r, team, name));
        lc_stmt_done_all(op->db); /* a fault may have left some */
        lc_arena_release(&op->ctx.arena, mark);
    }
    return CTR_OK;
}

struct telling {
    struct lc_op *op;
    struct ctr_report *report;
};

static ctr_status tell_class(void *user, ctr_status status, const char *wrong)
{
    const struct telling *t = user;

    if (status == CTR_OK && wrong) {
        lc_report_problem(t->report, "classification", "%s", wrong);
    }
    t->report->rows++;
    return as_problem(t->op, t->report, "classification", status);
}

static ctr_status check_classes(struct lc_op *op, struct ctr_report *r)
{
    struct telling t = {op, r};
    return lc_check_classes(op, tell_class, &t);
}

ctr_status lc_report_check(struct lc_op *op, bool replay, struct ctr_report *r)
{
    LC_TRY(check_invariants(op, r));
    LC_TRY(check_documents(op, r));
    LC_TRY(check_evolutions(op, r));
    LC_TRY(check_earliers(op, r));
    LC_TRY(check_classes(op, r));
    LC_TRY(check_ledgers(op, r));
    LC_TRY(lc_report_verify(op, r));
    return replay ? lc_report_replay(op, r) : CTR_OK;
}
