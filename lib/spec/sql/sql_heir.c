/*
 * Tables that inherit from another, its partitions among them: what ALTER does to the columns and
 * the checks of one, it does to them.
 */
#include "spec/sql/sql.h"

ctr_status lc_sql_add_heir(struct lc_sql_schema *s, struct lc_sql_thing *t,
                           struct lc_sql_thing *heir)
{
    struct lc_sql_thing **more =
        lc_grow(s->ctx, t->heirs, t->heir_count, &t->heir_room, sizeof *more);
    if (!more) {
        return CTR_E_NOMEM;
    }
    heir->inherits = true;
    t->heirs = more;
    t->heirs[t->heir_count++] = heir;
    return CTR_OK;
}

void lc_sql_drop_heir(struct lc_sql_thing *t, const struct lc_sql_thing *heir)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->heir_count; i++) {
        if (t->heirs[i] != heir) {
            t->heirs[kept++] = t->heirs[i];
        }
    }
    t->heir_count = kept;
}

static bool is_there(struct lc_sql_schema *s, const struct lc_sql_thing *t)
{
    return lc_sql_find(s, t->name) == t;
}

/* ---- ALTER ---- */

static ctr_status next_name(struct lc_sql_cursor *c, const char **out)
{
    const struct lc_value *t = lc_sql_peek(c);
    *out = NULL;
    return t && (t->kind == LC_DDL_WORD || t->kind == LC_DDL_QUOTED)
               ? lc_sql_column_name(c, out, NULL)
               : CTR_OK;
}

/* [CONSTRAINT name] CHECK alone is inherited, if not NO INHERIT; an heir that has it keeps it. */
static ctr_status adds_check(struct lc_sql_cursor *c, const struct lc_sql_thing *heir, bool *out)
{
    const char *name = NULL;
    if (lc_sql_take(c, "constraint")) {
        LC_TRY(next_name(c, &name));
    }
    *out = lc_sql_is(c, "check") && !(name && lc_sql_find_rule(heir, name, LC_DDL_CHECKS) >= 0);
    while (*out && !lc_sql_item_done(c)) {
        *out = !lc_sql_is2(c, "no", "inherit");
        lc_sql_skip(c);
    }
    return CTR_OK;
}

/* What becomes of the column of an heir: one more parent has it, or one less, which takes it away
 * where it was all that the column came from. */
static bool counts(struct lc_sql_column *col, bool add, bool drop)
{
    col->parents += add;
    col->parents -= drop && col->parents;
    return drop ? col->brought && !col->parents : !add;
}

/* True if the action that begins here is one for the heir, too. */
static ctr_status concerns(struct lc_sql_cursor c, const struct lc_sql_thing *heir, bool *out)
{
    const char *name;
    bool add = lc_sql_take(&c, "add");
    bool drop = !add && lc_sql_take(&c, "drop");
    bool rename = !add && !drop && lc_sql_take(&c, "rename");
    *out = false;
    if (!add && !drop && !rename && !lc_sql_take(&c, "alter")) {
        return CTR_OK;
    }
    bool column = lc_sql_take(&c, "column");
    if (add && !column && lc_sql_is_constraint(&c)) {
        return adds_check(&c, heir, out);
    }
    if (add && lc_sql_take2(&c, "if", "not")) {
        LC_TRY(lc_sql_want(&c, "exists"));
    }
    lc_sql_take2(&c, "if", "exists");
    bool rule = !add && !column && lc_sql_take(&c, "constraint");
    if (rule) {
        lc_sql_take2(&c, "if", "exists");
    }
    LC_TRY(next_name(&c, &name));
    if (rename && !rule && name && strcmp(name, "to") == 0 && !lc_sql_is(&c, "to")) {
        return CTR_OK; /* the table itself */
    }
    if (name && rule) {
        long at = lc_sql_find_rule(heir, name, LC_DDL_CHECKS);
        *out = at >= 0 && (rename || heir->rules[at]->brought);
        return CTR_OK;
    }
    struct lc_sql_column *col = name ? lc_sql_find_column(heir, name) : NULL;
    *out = col ? counts(col, add, drop) : name && add;
    return CTR_OK;
}

/* Tables whose heirs are still to be looked at: in a list, as there may be any number of levels. */
struct work {
    struct lc_sql_thing **tables;
    size_t count;
    size_t room;
};

static ctr_status push(struct lc_sql_schema *s, struct work *work, struct lc_sql_thing *t)
{
    struct lc_sql_thing **more =
        lc_grow(s->ctx, work->tables, work->count, &work->room, sizeof *more);
    if (!more) {
        return CTR_E_NOMEM;
    }
    work->tables = more;
    work->tables[work->count++] = t;
    return CTR_OK;
}

/* Columns and checks that the action added to the heir are of its parents alone. */
static void of_parent(struct lc_sql_thing *heir, size_t columns, size_t rules)
{
    for (size_t i = rules; i < heir->rule_count; i++) {
        heir->rules[i]->brought = true;
    }
    for (size_t i = columns; i < heir->count; i++) {
        heir->columns[i]->brought = true;
        heir->columns[i]->parents = 1;
    }
}

/* A table that inherits along several ways gets it once. */
ctr_status lc_sql_hand_down(const struct lc_sql_cursor *from, struct lc_sql_thing *t,
                            lc_sql_action *action)
{
    struct lc_sql_schema *s = from->s;
    struct work work = {0};
    const uint32_t stamp = ++s->handed;
    t->reached = stamp;
    LC_TRY(t->heir_count ? push(s, &work, t) : CTR_OK);
    for (size_t next = 0; next < work.count; next++) {
        for (size_t i = 0; i < work.tables[next]->heir_count; i++) {
            struct lc_sql_thing *heir = work.tables[next]->heirs[i];
            struct lc_sql_cursor again = *from;
            const size_t columns = heir->count;
            const size_t rules = heir->rule_count;
            bool too = false;
            LC_TRY(lc_spend(s->ctx, 1));
            LC_TRY(is_there(s, heir) ? concerns(*from, heir, &too) : CTR_OK);
            if (too && heir->reached != stamp) {
                heir->reached = stamp;
                LC_TRY(action(&again, heir));
                of_parent(heir, columns, rules);
                LC_TRY(push(s, &work, heir));
            }
        }
    }
    return CTR_OK;
}

/* ---- DROP ---- */

ctr_status lc_sql_drop_heirs(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             const struct lc_value *node, bool cascade)
{
    struct work work = {0};
    LC_TRY(push(s, &work, t));
    for (size_t next = 0; next < work.count; next++) {
        for (size_t i = 0; i < work.tables[next]->heir_count; i++) {
            struct lc_sql_thing *heir = work.tables[next]->heirs[i];
            LC_TRY(lc_spend(s->ctx, 1));
            if (is_there(s, heir)) {
                LC_TRY(lc_sql_drop_thing(s, heir, node));
                LC_TRY(cascade ? lc_sql_drop_users(s, heir, node) : CTR_OK);
                LC_TRY(push(s, &work, heir));
            }
        }
    }
    return CTR_OK;
}
