/*
 * How and where a table is kept, read and compared, as far as clients notice: whose it is, whether
 * it outlives a crash, what replicas tell its rows apart by, and that it lies on another server.
 */
#include "spec/sql/sql.h"

/* What stands up to the end of the action, or of the statement; NULL if it is what is so anyway. */
static ctr_status rest(struct lc_sql_cursor *c, const char *usual, const char **out)
{
    const uint32_t from = (lc_sql_peek(c), c->i);
    lc_sql_skip_item(c);
    *out = lc_sql_text(c, from, c->i);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    bool same = usual && (strcmp(*out, usual) == 0 || strcmp(*out, "default") == 0);
    *out = same ? NULL : *out;
    return CTR_OK;
}

ctr_status lc_sql_storage_action(struct lc_sql_cursor *c, struct lc_sql_thing *t, bool *done)
{
    *done = true;
    if (lc_sql_take2(c, "owner", "to")) {
        return rest(c, NULL, &t->owner);
    }
    if (lc_sql_take2(c, "replica", "identity")) {
        return rest(c, "default", &t->replica);
    }
    if (lc_sql_is2(c, "set", "access")) {
        c->i += 2;
        lc_sql_take(c, "method");
        return rest(c, "heap", &t->method);
    }
    if (lc_sql_is2(c, "set", "logged") || lc_sql_is2(c, "set", "unlogged")) {
        c->i++;
        t->unlogged = lc_sql_is(c, "unlogged");
        lc_sql_skip_item(c);
        return CTR_OK;
    }
    if (t->foreign && lc_sql_is2(c, "options", "(")) {
        return lc_sql_keep_action(c, t);
    }
    *done = false;
    return CTR_OK;
}

/* Behind USING. */
ctr_status lc_sql_access_method(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    const uint32_t from = (lc_sql_peek(c), c->i);
    lc_sql_skip(c);
    const char *text = lc_sql_text(c, from, c->i);
    t->method = text && strcmp(text, "heap") == 0 ? NULL : text;
    return text ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sql_foreign_table(struct lc_sql_cursor *c, struct lc_sql_thing *t)
{
    t->foreign = lc_sql_text(c, c->i, c->count);
    c->i = c->count;
    return t->foreign ? CTR_OK : CTR_E_NOMEM;
}

/* ---- comparing ---- */

/* What is not logged is empty after a crash, and there for nobody who reads a replica. */
static ctr_status logged(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                         const struct lc_sql_thing *b)
{
    if (a->unlogged == b->unlogged) {
        return CTR_OK;
    }
    const struct lc_sql_say say = {
        .rule = LC_RULE_SQL_TABLE_OPTION_CHANGED,
        .backward = CTR_LEVEL_UNDECIDED,
        .forward = CTR_LEVEL_UNDECIDED,
        .touches = b->unlogged ? LC_DDL_BR : LC_DDL_FR,
        .part = a->name,
        .node = {a->node, b->node},
        .arguments = b->unlogged ? "unlogged" : "logged",
        .message =
            lc_format(x->c->ctx,
                      b->unlogged ? "'%s' is not logged any more: it is empty after a crash, and "
                                    "cannot be read on a replica"
                                  : "'%s' is logged now",
                      a->name)};
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

ctr_status lc_sql_compare_keeping(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                                  const struct lc_sql_thing *b)
{
    const enum lc_rule_id rule = LC_RULE_SQL_TABLE_OPTION_CHANGED;
    const enum lc_sql_touch all = LC_DDL_BRW | LC_DDL_FRW;
    const ctr_level level = CTR_LEVEL_UNDECIDED;
    const char *heap = "heap";
    const char *here = "this database";
    const char *usual = "default";
    LC_TRY(logged(x, a, b));
    LC_TRY(lc_sql_text_changed(x, rule, level, all, a, b, "the access method",
                               a->method ? a->method : heap, b->method ? b->method : heap));
    LC_TRY(lc_sql_text_changed(x, rule, level, all, a, b, "the place",
                               a->foreign ? a->foreign : here, b->foreign ? b->foreign : here));
    LC_TRY(lc_sql_text_changed(x, rule, level, all, a, b, "the replica identity",
                               a->replica ? a->replica : usual, b->replica ? b->replica : usual));
    /* an owner that is not said may be any */
    return a->owner && b->owner
               ? lc_sql_text_changed(x, rule, level, all, a, b, "the owner", a->owner, b->owner)
               : CTR_OK;
}
