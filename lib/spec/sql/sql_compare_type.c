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

/* What became of the values of one list. */
struct change {
    const char *const *lists[2]; /* the key */
    const char **gone;
    size_t gone_count;
    const char **came;
    size_t came_count;
    bool ordered;
};

static ctr_status index_values(struct lc_ctx *ctx, const struct values *v, struct lc_map *out)
{
    *out = (struct lc_map){0};
    for (size_t i = 0; i < v->count; i++) {
        LC_TRY(lc_map_set(ctx, out, lc_str(v->at[i]), (void *)(uintptr_t)(i + 1)));
    }
    return CTR_OK;
}

static ctr_status find_change(struct lc_ctx *ctx, const struct values *a, const struct values *b,
                              struct change *out)
{
    struct lc_map in_a;
    struct lc_map in_b;
    uintptr_t last = 0;
    LC_TRY(lc_spend(ctx, 1 + a->count + b->count));
    LC_TRY(index_values(ctx, a, &in_a));
    LC_TRY(index_values(ctx, b, &in_b));
    *out = (struct change){.lists = {a->at, b->at}, .ordered = true};
    out->gone = lc_new(ctx, a->count + 1, sizeof *out->gone);
    out->came = lc_new(ctx, b->count + 1, sizeof *out->came);
    if (!out->gone || !out->came) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->count; i++) {
        uintptr_t at = (uintptr_t)lc_map_get(&in_b, lc_str(a->at[i]));
        if (!at) {
            out->gone[out->gone_count++] = a->at[i];
            continue;
        }
        out->ordered = out->ordered && at > last;
        last = at;
    }
    for (size_t i = 0; i < b->count; i++) {
        if (!lc_map_get(&in_a, lc_str(b->at[i]))) {
            out->came[out->came_count++] = b->at[i];
        }
    }
    return CTR_OK;
}

/* Thousands of columns may be of one enum. */
static ctr_status change_of(struct lc_sql_cmp *x, const struct values *a, const struct values *b,
                            const struct change **out)
{
    const void *pair[2] = {a->at, b->at};
    *out = lc_map_get(&x->changes, lc_str_n((const char *)pair, sizeof pair));
    if (*out) {
        return CTR_OK;
    }
    struct change *found = lc_new(x->c->ctx, 1, sizeof *found);
    if (!found) {
        return CTR_E_NOMEM;
    }
    LC_TRY(find_change(x->c->ctx, a, b, found));
    *out = found;
    return lc_map_set(x->c->ctx, &x->changes,
                      lc_str_n((const char *)found->lists, sizeof found->lists), found);
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
    const struct change *change;
    LC_TRY(change_of(x, &a, &b, &change));
    LC_TRY(lc_spend(x->c->ctx, 1 + change->gone_count + change->came_count));
    for (size_t i = 0; i < change->gone_count; i++) {
        LC_TRY(value_said(x, part, change->gone[i], &a, &b, true, by_part));
    }
    for (size_t i = 0; i < change->came_count; i++) {
        LC_TRY(value_said(x, part, change->came[i], &a, &b, false, by_part));
    }
    return change->ordered ? CTR_OK : order_said(x, part, &a, &b);
}

/* ---- types of the schema ---- */

static struct lc_sql_thing *type_of(struct lc_sql_schema *s, const struct lc_sql_type *t)
{
    struct lc_sql_thing *thing = t->name ? lc_sql_find(s, t->name) : NULL;
    return thing && thing->kind >= LC_DDL_COMPOSITE ? thing : NULL;
}

static ctr_status look_inside(struct lc_sql_cmp *x, const char *part, const struct lc_sql_thing *a,
                              const struct lc_sql_thing *b, bool elements)
{
    LC_TRY(lc_spend(x->c->ctx, 1 + a->count + b->count + a->rule_count + b->rule_count));
    if (a->kind == LC_DDL_ENUM) {
        return lc_sql_compare_values(x, part, a->values, a->value_count, a->node, b->values,
                                     b->value_count, b->node, false);
    }
    if (a->kind == LC_DDL_COMPOSITE) {
        return lc_sql_compare_columns(x, part, a, b);
    }
    return a->kind == LC_DDL_DOMAIN ? lc_sql_compare_domain(x, part, a, b, elements) : CTR_OK;
}

/* Types in which nothing differs, as what they are is asked of each column that is of them. */
struct alike {
    const void *pair[3]; /* the key; the last one for elements of arrays */
};

/* A consumer who relies on a column relies on what its type holds. */
static ctr_status inside(struct lc_sql_cmp *x, const char *part, const struct lc_sql_thing *a,
                         const struct lc_sql_thing *b, bool elements)
{
    const struct alike key = {{a, b, elements ? a : NULL}};
    if (a->kind != b->kind ||
        lc_map_get(&x->alike, lc_str_n((const char *)key.pair, sizeof key.pair))) {
        return CTR_OK; /* said at the type, or nothing to be said */
    }
    if (x->depth >= DEEPEST) {
        x->cut++;
        return CTR_OK; /* said at the type */
    }
    uint64_t offered = x->c->offered;
    uint64_t cut = x->cut;
    x->depth++;
    ctr_status status = look_inside(x, part, a, b, elements);
    x->depth--;
    if (status != CTR_OK || offered != x->c->offered || cut != x->cut) {
        return status;
    }
    struct alike *kept = lc_new(x->c->ctx, 1, sizeof *kept);
    if (!kept) {
        return CTR_E_NOMEM;
    }
    *kept = key;
    return lc_map_set(x->c->ctx, &x->alike, lc_str_n((const char *)kept->pair, sizeof kept->pair),
                      kept);
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

bool lc_sql_type_goes_on(struct lc_sql_cmp *x, const struct lc_sql_type *older,
                         const struct lc_sql_type *newer)
{
    bool conditions;
    enum lc_sql_relation r = relation(x, older, newer, &conditions);
    return r == LC_DDL_SAME || r == LC_DDL_RESPELLED || (r == LC_DDL_WIDER && !conditions);
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
