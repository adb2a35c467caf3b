/*
 * What references do to those who write the table that they refer to: SQLite refuses all that is
 * written where no key is over their columns, and rows that are referred to cannot go.
 */
#include "spec/sql/sql.h"

static const struct lc_sql_thing *stored(struct lc_sql_schema *s, const char *name)
{
    const struct lc_sql_thing *t = lc_sql_find(s, name);
    return t && t->kind == LC_DDL_TABLE && !t->opaque && !t->temporary ? t : NULL;
}

static bool has(const char *const *columns, uint32_t count, const char *column)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(columns[i], column) == 0) {
            return true;
        }
    }
    return false;
}

/* A key over just the columns that it refers to, or the primary key where it names none. */
static bool is_met(const struct lc_sql_rule *reference, const struct lc_sql_thing *parent)
{
    for (size_t i = 0; i < parent->rule_count; i++) {
        const struct lc_sql_rule *key = parent->rules[i];
        bool primary = key->kind == LC_DDL_PRIMARY;
        bool fits = (primary || key->kind == LC_DDL_UNIQUE) && !key->text &&
                    key->count == reference->count && (primary || reference->target_count);
        for (uint32_t k = 0; fits && k < reference->target_count; k++) {
            fits = has(key->columns, key->count, reference->target_columns[k]);
        }
        if (fits) {
            return true;
        }
    }
    return false;
}

/* The other edition has the same reference, with no key for it either. */
static bool is_old(struct lc_sql_schema *s, const struct lc_sql_thing *child,
                   const struct lc_sql_rule *reference)
{
    const struct lc_sql_thing *t = stored(s, child->name);
    const struct lc_sql_thing *parent = stored(s, reference->target);
    for (size_t i = 0; t && parent && i < t->rule_count; i++) {
        const struct lc_sql_rule *r = t->rules[i];
        bool same = r->kind == LC_DDL_FOREIGN && strcmp(r->target, reference->target) == 0 &&
                    r->count == reference->count && r->target_count == reference->target_count;
        for (uint32_t k = 0; same && k < r->count; k++) {
            same = has(reference->columns, reference->count, r->columns[k]);
        }
        for (uint32_t k = 0; same && k < r->target_count; k++) {
            same = has(reference->target_columns, reference->target_count, r->target_columns[k]);
        }
        if (same && !is_met(r, parent)) {
            return true;
        }
    }
    return false;
}

static ctr_status said(struct lc_sql_cmp *x, int side, enum lc_rule_id rule, ctr_level level,
                       const struct lc_sql_thing *t, const struct lc_sql_thing *child,
                       const struct lc_sql_rule *r, const char *what)
{
    struct lc_sql_say say = {.rule = rule,
                             .backward = level,
                             .forward = level,
                             .touches = side ? LC_DDL_BW : LC_DDL_FW,
                             .part = t->name,
                             .arguments = lc_format(x->c->ctx, "%s\n%s", r->target, child->name),
                             .message = what};
    say.node[side] = r->node;
    return say.arguments && what ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status mismatched(struct lc_sql_cmp *x, int side, const struct lc_sql_thing *child,
                             const struct lc_sql_rule *r, const struct lc_sql_thing *parent)
{
    struct lc_sql_schema *other = x->schema[1 - side];
    const struct lc_sql_thing *known = stored(other, parent->name);
    const struct lc_sql_thing *before = stored(other, child->name);
    const struct lc_sql_thing *writes = known ? known : before;
    if (x->dialect != LC_DDL_SQLITE || !writes) {
        return CTR_OK;
    }
    LC_TRY(lc_spend(x->c->ctx, 1 + parent->rule_count + (before ? before->rule_count : 0)));
    if (is_met(r, parent) || is_old(other, child, r)) {
        return CTR_OK;
    }
    return said(x, side, LC_RULE_SQL_FOREIGN_KEY_CHANGED, CTR_LEVEL_BREAKING, writes, child, r,
                lc_format(x->c->ctx,
                          "'%s' refers to columns of '%s' that are no key of it: with foreign_keys "
                          "on, what is written there is refused",
                          child->name, parent->name));
}

/* ---- who deletes what is referred to, or changes its key ---- */

static bool begins(const char *action, const char *with)
{
    return strncmp(action, with, strlen(with)) == 0;
}

/* Rows that go along, or are let go, keep nobody. */
static bool holds(const char *action)
{
    return !begins(action, "cascade") && !begins(action, "set ");
}

/* What the older edition calls the table; NULL: it has none that is it. */
static const struct lc_sql_thing *older_of(struct lc_sql_cmp *x, const struct lc_sql_thing *newer)
{
    const struct lc_sql_thing *t = stored(x->schema[0], newer->name);
    for (const struct lc_sql_was *w = newer->was; w && !t; w = w->next) {
        t = lc_map_get(&x->renamed, lc_str(w->name)) == newer ? stored(x->schema[0], w->name)
                                                              : NULL;
    }
    return t;
}

/* The table in both editions; false if only one has it. */
static bool referred(struct lc_sql_cmp *x, int side, const struct lc_sql_rule *r,
                     const struct lc_sql_thing *out[2])
{
    const struct lc_sql_thing *t = stored(x->schema[side], r->target);
    out[side] = t;
    if (t && side) {
        out[0] = older_of(x, t);
    } else if (t) {
        const struct lc_sql_thing *now = lc_map_get(&x->renamed, lc_str(t->name));
        out[1] = now ? now : stored(x->schema[1], t->name);
    }
    return t && out[1 - side];
}

/* The part that who deletes rows uses, and who changes the key: its one column; the table where
 * the key has several, or one that is called otherwise. */
static const char *key_of(struct lc_ctx *ctx, const struct lc_sql_rule *r,
                          const struct lc_sql_thing *target, const struct lc_sql_thing *older)
{
    const char *name = r->target_count == 1 ? r->target_columns[0] : NULL;
    for (size_t i = 0; !r->target_count && i < target->rule_count; i++) {
        const struct lc_sql_rule *key = target->rules[i];
        if (key->kind == LC_DDL_PRIMARY && key->count == 1) {
            name = key->columns[0];
        }
    }
    return name && lc_sql_find_column(older, name) ? lc_format(ctx, "%s.%s", older->name, name)
                                                   : older->name;
}

static ctr_status told(struct lc_sql_cmp *x, struct lc_sql_say *say, int side,
                       const struct lc_sql_thing *child, const struct lc_sql_rule *r,
                       const struct lc_sql_thing *const parent[2])
{
    struct lc_ctx *ctx = x->c->ctx;
    const char *columns = "";
    LC_TRY(lc_spend(ctx, 1 + parent[side]->rule_count + r->count));
    for (uint32_t i = 0; columns && i < r->count; i++) {
        columns = lc_format(ctx, "%s %s", columns, r->columns[i]);
    }
    say->part = key_of(ctx, r, parent[side], parent[0]);
    say->arguments = columns ? lc_format(ctx, "%s\n%s%s", r->target, child->name, columns) : NULL;
    return say->part && say->arguments && say->message ? lc_sql_say(x, say) : CTR_E_NOMEM;
}

/* What becomes of the row is what its deletion does: refused, or to other rows what nobody asked
 * for. Keys change seldom, but where that is refused, it is never nothing. */
static ctr_level weight_of_reference(struct lc_sql_schema *s, const struct lc_sql_thing *child,
                                     const struct lc_sql_rule *r)
{
    bool refused = holds(r->removed);
    for (uint32_t i = 0; begins(r->removed, "set null") && !refused && i < r->count; i++) {
        const struct lc_sql_column *col = lc_sql_find_column(child, r->columns[i]);
        refused = col && lc_sql_refuses_null(s, col);
    }
    return refused && !r->loose ? CTR_LEVEL_BREAKING : CTR_LEVEL_UNDECIDED;
}

/* `how`: with the names of both tables. */
static const char *what_becomes(struct lc_ctx *ctx, const struct lc_sql_thing *child,
                                const struct lc_sql_thing *parent, const struct lc_sql_rule *r,
                                const char *how)
{
    bool stay = holds(r->updated);
    const char *of_key =
        holds(r->removed) ? ", nor their key be changed" : ", and who changes its key is refused";
    const char *what = holds(r->removed) ? "rows that are referred to cannot be deleted"
                       : begins(r->removed, "cascade")
                           ? "who deletes a row there deletes those that refer to it, too"
                           : "who deletes a row there takes it from those that refer to it";
    return lc_format(ctx, "'%s' %s '%s': %s%s", child->name, how, parent->name, what,
                     stay ? of_key : "");
}

ctr_status lc_sql_refers_anew(struct lc_sql_cmp *x, int side, const struct lc_sql_thing *child,
                              const struct lc_sql_rule *r, bool empty)
{
    const struct lc_sql_thing *parent[2];
    struct lc_sql_schema *s = x->schema[side];
    if (!referred(x, side, r, parent) || parent[side] == child ||
        (empty && (!side || !holds(r->removed))) ||
        (x->dialect == LC_DDL_SQLITE && !is_met(r, parent[side]))) {
        return CTR_OK;
    }
    const char *how = empty ? "will have rows that refer to" : side ? "refers to" : "referred to";
    const ctr_level level = empty ? CTR_LEVEL_INFO : weight_of_reference(s, child, r);
    struct lc_sql_say say = {.rule = side ? LC_RULE_SQL_FOREIGN_KEY_ADDED
                                          : LC_RULE_SQL_FOREIGN_KEY_REMOVED,
                             .backward = side ? level : CTR_LEVEL_INFO,
                             .forward = side ? CTR_LEVEL_INFO : level,
                             .touches = side ? LC_DDL_BW : LC_DDL_FW,
                             .message = what_becomes(x->c->ctx, child, parent[side], r, how)};
    say.node[side] = r->node;
    return told(x, &say, side, child, r, parent);
}

ctr_status lc_sql_refers_otherwise(struct lc_sql_cmp *x, const struct lc_sql_thing *child,
                                   const struct lc_sql_rule *a, const struct lc_sql_rule *b,
                                   ctr_level backward, ctr_level forward)
{
    const struct lc_sql_thing *parent[2];
    bool back = backward != CTR_LEVEL_WARNING;
    bool forth = forward != CTR_LEVEL_WARNING;
    if ((!back && !forth) || !referred(x, 1, b, parent) || parent[1] == child) {
        return CTR_OK;
    }
    struct lc_sql_say say = {
        .rule = LC_RULE_SQL_FOREIGN_KEY_CHANGED,
        .backward = backward,
        .forward = forward,
        .touches = (back ? LC_DDL_BW : 0) | (forth ? LC_DDL_FW : 0),
        .node = {a->node, b->node},
        .message = what_becomes(x->c->ctx, child, parent[1], b, "refers otherwise to")};
    return told(x, &say, 1, child, b, parent);
}

/* A table that only one edition has. Its rows are those of writers of that edition, who know what
 * they keep, unless the document itself fills it. */
static ctr_status held(struct lc_sql_cmp *x, int side, const struct lc_sql_thing *child,
                       const struct lc_sql_rule *r)
{
    struct lc_sql_schema *other = x->schema[1 - side];
    const struct lc_sql_thing *known = stored(other, r->target);
    bool both =
        side ? older_of(x, child) != NULL : lc_map_get(&x->renamed, lc_str(child->name)) != NULL;
    if (lc_sql_find(other, child->name) || both) {
        return CTR_OK;
    }
    if (!child->filled) {
        return lc_sql_refers_anew(x, side, child, r, true);
    }
    if (!known || !holds(r->removed)) {
        return CTR_OK;
    }
    return said(x, side, side ? LC_RULE_SQL_FOREIGN_KEY_ADDED : LC_RULE_SQL_FOREIGN_KEY_REMOVED,
                CTR_LEVEL_UNDECIDED, known, child, r,
                lc_format(x->c->ctx,
                          "rows of '%s', which is filled here, refer to '%s': those cannot go or "
                          "change",
                          child->name, known->name));
}

ctr_status lc_sql_compare_references(struct lc_sql_cmp *x)
{
    for (int side = 0; side < 2; side++) {
        struct lc_sql_schema *s = x->schema[side];
        for (size_t i = 0; i < s->count; i++) {
            const struct lc_sql_thing *t = s->things[i];
            LC_TRY(lc_spend(x->c->ctx, 1 + t->rule_count));
            for (size_t k = 0; t->kind == LC_DDL_TABLE && k < t->rule_count; k++) {
                const struct lc_sql_rule *r = t->rules[k];
                const struct lc_sql_thing *parent =
                    r->kind == LC_DDL_FOREIGN ? stored(s, r->target) : NULL;
                LC_TRY(parent ? mismatched(x, side, t, r, parent) : CTR_OK);
                LC_TRY(parent ? held(x, side, t, r) : CTR_OK);
            }
        }
    }
    return CTR_OK;
}
