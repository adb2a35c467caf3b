/*
 * Tables that inherit from another, its partitions among them: what ALTER does to the columns and
 * the checks of one, it does to them.
 */
#include "spec/sql/sql.h"

enum { DEEPEST = 32 };

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

/* [CONSTRAINT name] CHECK alone is inherited; an heir that has it keeps it. */
static ctr_status adds_check(struct lc_sql_cursor *c, const struct lc_sql_thing *heir, bool *out)
{
    const char *name = NULL;
    if (lc_sql_take(c, "constraint")) {
        LC_TRY(next_name(c, &name));
    }
    *out = lc_sql_is(c, "check") && !(name && lc_sql_find_rule(heir, name, LC_DDL_CHECKS) >= 0);
    return CTR_OK;
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
    bool has = name && (rule ? lc_sql_find_rule(heir, name, LC_DDL_CHECKS) >= 0
                             : lc_sql_find_column(heir, name) != NULL);
    *out = name && has == !add;
    return CTR_OK;
}

static ctr_status hand_down(const struct lc_sql_cursor *from, struct lc_sql_thing *t,
                            lc_sql_action *action, int depth)
{
    for (size_t i = 0; depth < DEEPEST && i < t->heir_count; i++) {
        struct lc_sql_thing *heir = t->heirs[i];
        struct lc_sql_cursor again = *from;
        bool too = false;
        LC_TRY(lc_spend(from->s->ctx, 1));
        LC_TRY(is_there(from->s, heir) ? concerns(*from, heir, &too) : CTR_OK);
        if (too) {
            LC_TRY(action(&again, heir));
            LC_TRY(hand_down(from, heir, action, depth + 1));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_hand_down(const struct lc_sql_cursor *from, struct lc_sql_thing *t,
                            lc_sql_action *action)
{
    return hand_down(from, t, action, 0);
}

/* ---- DROP ---- */

ctr_status lc_sql_drop_heirs(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             const struct lc_value *node)
{
    for (size_t i = 0; i < t->heir_count; i++) {
        struct lc_sql_thing *heir = t->heirs[i];
        LC_TRY(lc_spend(s->ctx, 1));
        if (is_there(s, heir)) {
            LC_TRY(lc_sql_drop_thing(s, heir, node));
            LC_TRY(lc_sql_drop_heirs(s, heir, node));
        }
    }
    return CTR_OK;
}
