/* <contracts/statement.h>: statements of a ledger. */
#include "report/statement.h"

#include "api/getter.h"
#include "api/task.h"

enum { MAX_PARTY = 512 };

struct statement_args {
    struct lc_names names;
    const ctr_statement_query *given;
    ctr_statement_query query;
};

static ctr_status statement_read(struct lc_ctx *ctx, void *user)
{
    struct statement_args *a = user;

    LC_TRY(LC_READ(ctx, ctr_statement_query, a->given, &a->query));
    if (a->query.reserved) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the reserved member of ctr_statement_query is not "
                       "zero");
    }
    return lc_check_text(ctx, "party", a->query.party, MAX_PARTY);
}

static ctr_status statement_run(struct lc_op *op, void *user, void *body)
{
    struct statement_args *a = user;
    const struct lc_statement_query query = {a->query.party, a->query.from, a->query.until};

    return lc_report_statement(op, a->names.team, a->names.name, &query, body);
}

void ctr_statement_query_init(ctr_statement_query *query, size_t size)
{
    lc_options_init(query, size);
}

ctr_status ctr_ledger_statement(ctr_store *store, const char *team, const char *name,
                                const ctr_statement_query *query, ctr_statement **out,
                                ctr_error **err)
{
    struct statement_args args = {.names = {team, name ? name : ""}, .given = query};
    struct ctr_statement body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .read = statement_read,
                                 .run = statement_run,
                                 .args = &args,
                                 .shape = &lc_shape_statement,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

LC_GET_STR(statement, party, party)
LC_GET_STR(statement, from, from)
LC_GET_STR(statement, until, until)
LC_GET_STR(statement, currency, currency)
LC_GET_SIZE(statement, accounts, account_count)
LC_GET_STR_AT(statement, account, accounts, account_count, .account)
LC_GET_STR_AT(statement, account_opening, accounts, account_count, .text_opening)
LC_GET_STR_AT(statement, account_closing, accounts, account_count, .text_closing)
LC_GET_SIZE(statement, entries, entry_count)
LC_GET_INT(statement, late, late)
LC_GET_SIZE(statement, target_moves, move_count)
LC_GET_FLAG(statement, closed, closed)
LC_GET_STR(statement, head, head)
LC_FREE(statement)

const ctr_entry *ctr_statement_entry(const ctr_statement *statement, size_t index)
{
    return statement && index < statement->entry_count ? &statement->entries[index] : NULL;
}

const char *ctr_statement_seal(const ctr_statement *statement)
{
    return statement && statement->seal ? statement->seal->root : NULL;
}

const char *ctr_statement_value(const ctr_statement *statement, const char *name)
{
    static const struct lc_statement_share no_share;
    static const struct lc_statement_forecast no_forecast;
    const ctr_statement *s = statement;

    if (!s || !name) {
        return NULL;
    }
    const struct lc_statement_share *share = s->share ? s->share : &no_share;
    const struct lc_statement_forecast *forecast = s->forecast ? s->forecast : &no_forecast;
    const struct {
        const char *name, *value;
    } rows[] = {
        {"target_opening", s->target_opening},
        {"target", s->target},
        {"cost_opening", s->cost_opening},
        {"cost", s->cost},
        {"accrued_opening", share->accrued_opening},
        {"accrued", share->accrued},
        {"payable_opening", share->payable_opening},
        {"payable", share->payable},
        {"forecast_cost", forecast->cost},
        {"forecast_share", forecast->share},
        {"marginal_rate", s->standing ? s->standing->marginal_rate : NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return rows[i].value;
        }
    }
    return NULL;
}
