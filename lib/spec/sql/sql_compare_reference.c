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

/* Rows that go along, or are let go, keep nobody. */
static bool holds_rows(const struct lc_sql_rule *r)
{
    return strncmp(r->removed, "cascade", 7) != 0 && strncmp(r->removed, "set ", 4) != 0;
}

/* A table that only one edition has, and that the document itself fills. */
static ctr_status held(struct lc_sql_cmp *x, int side, const struct lc_sql_thing *child,
                       const struct lc_sql_rule *r)
{
    struct lc_sql_schema *other = x->schema[1 - side];
    const struct lc_sql_thing *known = stored(other, r->target);
    if (!known || !child->filled || lc_sql_find(other, child->name) || !holds_rows(r)) {
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
