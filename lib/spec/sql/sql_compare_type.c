/* Comparing types of columns, and the values of enums. */
#include "spec/sql/sql.h"

enum { DEEPEST = 16 };

/* ---- values ---- */

struct values {
    const char *const *at;
    size_t count;
    const struct lc_value *node;
};

static const char *value_part(struct lc_sql_cmp *x, const char *part, const char *value,
                              bool by_part)
{
    struct lc_value word = lc_sql_word(lc_str(value));
    struct lc_sql_schema exact = {.ctx = x->c->ctx, .dialect = LC_DDL_MYSQL};
    const char *key = by_part ? lc_sql_key(&exact, &word, false) : "";
    if (!key || !by_part) {
        return key ? part : NULL;
    }
    return lc_format(x->c->ctx, "%s.%s", part, key);
}

static ctr_status index_values(struct lc_ctx *ctx, const struct values *v, struct lc_map *out)
{
    *out = (struct lc_map){0};
    for (size_t i = 0; i < v->count; i++) {
        LC_TRY(lc_map_set(ctx, out, lc_str(v->at[i]), (void *)(uintptr_t)(i + 1)));
    }
    return CTR_OK;
}

static ctr_status value_said(struct lc_sql_cmp *x, const char *part, const char *value,
                             const struct values *a, const struct values *b, bool gone,
                             bool by_part)
{
    /* tolerant readers pass over what they do not know */
    ctr_level unknown =
        x->c->profile == CTR_PROFILE_TOLERANT ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING;
    struct lc_sql_say say = {.rule = gone ? LC_RULE_SQL_ENUM_VALUE_REMOVED
                                          : LC_RULE_SQL_ENUM_VALUE_ADDED,
                             .backward = gone ? CTR_LEVEL_BREAKING : unknown,
                             .forward = gone ? unknown : CTR_LEVEL_BREAKING,
                             .touches = gone ? LC_DDL_BW | LC_DDL_FR : LC_DDL_BR | LC_DDL_FW,
                             .part = value_part(x, part, value, by_part),
                             .node = {a->node, b->node},
                             .arguments = value};
    say.message = lc_format(x->c->ctx, "value '%.200s' was %s '%s'", value,
                            gone ? "removed from" : "added to", part);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status order_said(struct lc_sql_cmp *x, const char *part, const struct values *a,
                             const struct values *b)
{
    const struct lc_sql_say say = {
        .rule = LC_RULE_SQL_ENUM_ORDER_CHANGED,
        .backward = CTR_LEVEL_WARNING,
        .forward = CTR_LEVEL_WARNING,
        .touches = LC_DDL_BR | LC_DDL_FR,
        .part = part,
        .node = {a->node, b->node},
        .message = lc_format(x->c->ctx, "the values of '%s' stand in another order", part)};
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

ctr_status lc_sql_compare_values(struct lc_sql_cmp *x, const char *part, const char *const *older,
                                 size_t older_count, const struct lc_value *older_node,
                                 const char *const *newer, size_t newer_count,
                                 const struct lc_value *newer_node, bool by_part)
{
    const struct values a = {older, older_count, older_node};
    const struct values b = {newer, newer_count, newer_node};
    struct lc_map in_a;
    struct lc_map in_b;
    uintptr_t last = 0;
    bool ordered = true;
    LC_TRY(index_values(x->c->ctx, &a, &in_a));
    LC_TRY(index_values(x->c->ctx, &b, &in_b));
    for (size_t i = 0; i < a.count; i++) {
        uintptr_t at = (uintptr_t)lc_map_get(&in_b, lc_str(a.at[i]));
        if (!at) {
            LC_TRY(value_said(x, part, a.at[i], &a, &b, true, by_part));
            continue;
        }
        ordered = ordered && at > last;
        last = at;
    }
    for (size_t i = 0; i < b.count; i++) {
        if (!lc_map_get(&in_a, lc_str(b.at[i]))) {
            LC_TRY(value_said(x, part, b.at[i], &a, &b, false, by_part));
        }
    }
    return ordered ? CTR_OK : order_said(x, part, &a, &b);
}

/* ---- types of the schema ---- */

static struct lc_sql_thing *type_of(struct lc_sql_schema *s, const struct lc_sql_type *t)
{
    struct lc_sql_thing *thing = t->name ? lc_sql_find(s, t->name) : NULL;
    return thing && thing->kind >= LC_DDL_COMPOSITE ? thing : NULL;
}

/* A consumer who relies on a column relies on what its type holds. */
static ctr_status inside(struct lc_sql_cmp *x, const char *part, const struct lc_sql_thing *a,
                         const struct lc_sql_thing *b, bool elements)
{
    ctr_status status = CTR_OK;
    if (a->kind != b->kind || x->depth >= DEEPEST) {
        return CTR_OK; /* said at the type */
    }
    x->depth++;
    if (a->kind == LC_DDL_ENUM) {
        status = lc_sql_compare_values(x, part, a->values, a->value_count, a->node, b->values,
                                       b->value_count, b->node, false);
    } else if (a->kind == LC_DDL_COMPOSITE) {
        status = lc_sql_compare_columns(x, part, a, b);
    } else if (a->kind == LC_DDL_DOMAIN) {
        status = lc_sql_compare_domain(x, part, a, b, elements);
    }
    x->depth--;
    return status;
}

/* A domain is, for what values it holds, its base. */
static const struct lc_sql_type *base_of(struct lc_sql_schema *s, const struct lc_sql_type *t)
{
    for (int i = 0; i < DEEPEST; i++) {
        const struct lc_sql_thing *thing = type_of(s, t);
        if (!thing || thing->kind != LC_DDL_DOMAIN) {
            return t;
        }
        t = &thing->columns[0]->type;
    }
    return t;
}

/* *conditions: those of a domain came or went, whatever the values do otherwise. */
static enum lc_sql_relation relation(struct lc_sql_cmp *x, const struct lc_sql_type *a,
                                     const struct lc_sql_type *b, bool *conditions)
{
    *conditions = false;
    const struct lc_sql_thing *now = a->name ? lc_map_get(&x->renamed, lc_str(a->name)) : NULL;
    if (now && b->name && strcmp(now->name, b->name) == 0 && a->dims == b->dims) {
        return LC_DDL_SAME;
    }
    const struct lc_sql_type *from = base_of(x->schema[0], a);
    const struct lc_sql_type *to = base_of(x->schema[1], b);
    bool same_name = a->name && b->name && strcmp(a->name, b->name) == 0;
    if (same_name || (from == a && to == b)) {
        const struct lc_sql_thing *own = type_of(x->schema[0], a);
        const struct lc_sql_thing *other = type_of(x->schema[1], b);
        enum lc_sql_relation r = lc_sql_relate(x->dialect, a, b);
        return (own || other) && r == LC_DDL_UNKNOWN ? LC_DDL_DIFFERENT : r;
    }
    enum lc_sql_relation r = lc_sql_relate(x->dialect, from, to);
    *conditions = true;
    return r == LC_DDL_SAME ? LC_DDL_UNKNOWN : r;
}

static ctr_status type_said(struct lc_sql_cmp *x, const char *part, const struct lc_sql_column *a,
                            const struct lc_sql_column *b, enum lc_sql_relation r, bool conditions)
{
    struct lc_sql_say say = {.part = part, .node = {a->node, b->node}};
    const char *more = "";
    say.backward = say.forward = CTR_LEVEL_BREAKING;
    say.touches = LC_DDL_BRW | LC_DDL_FRW;
    switch (r) {
    case LC_DDL_WIDER:
        if (conditions) {
            say.rule = LC_RULE_SQL_COLUMN_TYPE_UNDECIDED;
            say.backward = CTR_LEVEL_UNDECIDED;
            more = ", which holds more, on other conditions of a domain";
            break;
        }
        say.rule = LC_RULE_SQL_COLUMN_TYPE_WIDENED;
        say.backward = CTR_LEVEL_INFO;
        say.touches = LC_DDL_BR | LC_DDL_FW;
        more = ", which holds more; readers may meet larger values";
        break;
    case LC_DDL_NARROWER:
        say.rule = LC_RULE_SQL_COLUMN_TYPE_NARROWED;
        say.forward = conditions ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO;
        say.touches = conditions ? LC_DDL_BRW | LC_DDL_FRW : LC_DDL_BW | LC_DDL_FR;
        more =
            ", which holds less; values that do not fit are refused or cut, and data may be lost";
        break;
    case LC_DDL_PADDED:
        say.rule = LC_RULE_SQL_COLUMN_TYPE_NARROWED;
        say.forward = CTR_LEVEL_UNDECIDED;
        more = ", which holds less and pads what is shorter; values that do not fit are refused";
        break;
    case LC_DDL_RESPELLED:
        say.rule = LC_RULE_SQL_COLUMN_TYPE_RESPELLED;
        say.backward = CTR_LEVEL_INFO;
        say.touches = LC_DDL_NOBODY;
        more = ", which SQLite does not tell apart";
        break;
    case LC_DDL_UNKNOWN:
        say.rule = LC_RULE_SQL_COLUMN_TYPE_UNDECIDED;
        say.backward = CTR_LEVEL_UNDECIDED; /* what is padded is narrower the other way */
        say.forward = lc_sql_relate(x->dialect, &b->type, &a->type) == LC_DDL_PADDED
                          ? CTR_LEVEL_BREAKING
                          : CTR_LEVEL_UNDECIDED;
        more = "; no rule tells whether its values read and write the same";
        break;
    case LC_DDL_SAME:
    case LC_DDL_DIFFERENT:
        say.rule = LC_RULE_SQL_COLUMN_TYPE_CHANGED;
        break;
    }
    say.arguments = lc_format(x->c->ctx, "%s\n%s", a->type.shown, b->type.shown);
    say.message = lc_format(x->c->ctx, "the type of '%s' changed from %s to %s%s", part,
                            a->type.shown, b->type.shown, more);
    return say.message && say.arguments ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

ctr_status lc_sql_compare_type(struct lc_sql_cmp *x, const char *part,
                               const struct lc_sql_column *older, const struct lc_sql_column *newer)
{
    bool conditions;
    enum lc_sql_relation r = relation(x, &older->type, &newer->type, &conditions);
    if (r != LC_DDL_SAME) {
        return type_said(x, part, older, newer, r, conditions);
    }
    if (older->type.value_count || newer->type.value_count) {
        return lc_sql_compare_values(x, part, older->type.values, older->type.value_count,
                                     older->node, newer->type.values, newer->type.value_count,
                                     newer->node, false);
    }
    const struct lc_sql_thing *a = type_of(x->schema[0], &older->type);
    const struct lc_sql_thing *b = type_of(x->schema[1], &newer->type);
    return a && b ? inside(x, part, a, b, older->type.dims > 0) : CTR_OK;
}
