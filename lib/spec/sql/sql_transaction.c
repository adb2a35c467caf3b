/*
 * Transactions that are undone: what stands between BEGIN and ROLLBACK, or between SAVEPOINT and
 * ROLLBACK TO it, is as if it had not been. MySQL commits at each statement that declares.
 */
#include "spec/sql/sql.h"

/* The word number i of it, notes not counted; NULL: it has fewer. */
static const struct lc_value *token(const struct lc_value *statement, uint32_t i)
{
    for (uint32_t k = 0; k < statement->count; k++) {
        bool note = statement->items[k].kind == LC_DDL_NOTE;
        if (!note && i-- == 0) {
            return &statement->items[k];
        }
    }
    return NULL;
}

static bool is(const struct lc_value *statement, uint32_t i, const char *word)
{
    const struct lc_value *t = token(statement, i);
    return t && t->kind == LC_DDL_WORD && lc_str_eq_nocase(lc_raw(t), lc_str(word));
}

/* The number of the word behind ROLLBACK [TRANSACTION | WORK] [TO [SAVEPOINT]]; *to: it has TO. */
static uint32_t behind_rollback(const struct lc_value *statement, bool *to)
{
    uint32_t i = 1;
    i += is(statement, i, "transaction") || is(statement, i, "work");
    *to = is(statement, i, "to");
    i += *to;
    i += *to && is(statement, i, "savepoint");
    return i;
}

static bool rolls_back(const struct lc_value *statement)
{
    return is(statement, 0, "rollback") || is(statement, 0, "abort");
}

static bool begins(const struct lc_value *statement)
{
    return is(statement, 0, "begin") ||
           (is(statement, 0, "start") && is(statement, 1, "transaction"));
}

/* Another transaction, that was prepared. */
static bool of_another(const struct lc_value *statement)
{
    return is(statement, 1, "prepared");
}

/* It ends the transaction, whatever becomes of it, or may: a command of psql is not looked into. */
static bool ends(const struct lc_value *statement)
{
    const struct lc_value *first = token(statement, 0);
    bool command = first && first->kind == LC_DDL_OP && lc_raw(first).ptr[0] == '\\';
    return command || is(statement, 0, "commit") || is(statement, 0, "end") ||
           (is(statement, 0, "prepare") && is(statement, 1, "transaction"));
}

static bool same_name(const struct lc_value *a, uint32_t i, const struct lc_value *b, uint32_t k)
{
    const struct lc_value *one = token(a, i);
    const struct lc_value *other = token(b, k);
    return one && other && lc_str_eq_nocase(lc_raw(one), lc_raw(other));
}

/* AND CHAIN: another one begins where it ends. */
static bool chains(const struct lc_value *statement)
{
    uint32_t i = 1;
    i += is(statement, i, "transaction") || is(statement, i, "work");
    return (ends(statement) || rolls_back(statement)) && is(statement, i, "and") &&
           is(statement, i + 1, "chain");
}

/* The last ROLLBACK to this savepoint, before it is released, set anew, or its transaction ends. */
static uint32_t savepoint(const struct lc_value *root, uint32_t from, uint32_t *seen)
{
    const struct lc_value *own = &root->items[from];
    uint32_t last = 0;
    for (*seen = from + 1; *seen < root->count; ++*seen) {
        const struct lc_value *s = &root->items[*seen];
        const uint32_t named = 1 + is(s, 1, "savepoint");
        bool to = false;
        uint32_t name = rolls_back(s) ? behind_rollback(s, &to) : 0;
        bool another = (is(s, 0, "savepoint") && same_name(s, 1, own, 1)) ||
                       (is(s, 0, "release") && same_name(s, named, own, 1));
        if (another || (ends(s) && !of_another(s)) || (rolls_back(s) && !to && !of_another(s))) {
            break;
        }
        last = to && same_name(s, name, own, 1) ? *seen : last;
    }
    return last;
}

static uint32_t transaction(const struct lc_value *root, uint32_t from, uint32_t *seen)
{
    for (*seen = from + 1; *seen < root->count; ++*seen) {
        const struct lc_value *s = &root->items[*seen];
        bool to = false;
        bool back = rolls_back(s) && behind_rollback(s, &to) && !to && !of_another(s);
        if (back || (ends(s) && !of_another(s))) {
            return back ? *seen : 0;
        }
    }
    return 0;
}

ctr_status lc_sql_undone_by(struct lc_sql_schema *s, const struct lc_value *root, uint32_t i,
                            uint32_t *out)
{
    const struct lc_value *statement = &root->items[i];
    uint32_t seen = i;
    *out = 0;
    if (s->dialect == LC_DDL_MYSQL) {
        return CTR_OK;
    }
    if (is(statement, 0, "savepoint")) {
        *out = savepoint(root, i, &seen);
    } else if ((begins(statement) && !s->in_transaction) || chains(statement)) {
        *out = transaction(root, i, &seen);
    }
    return lc_spend(s->ctx, (seen - i) / 16);
}
