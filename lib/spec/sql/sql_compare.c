/* Comparing two schemas: tables, views and types, and saying what is found. */
#include "spec/sql/sql.h"
#include "spec/sql/sql_view.h"

static struct lc_node node_of(const struct lc_sql_cmp *x, int side, const struct lc_value *value)
{
    return (struct lc_node){value ? x->schema[side]->doc : NULL, value};
}

static const char *who(enum lc_sql_touch t)
{
    return t == LC_DDL_BRW ? "readers and writers" : t == LC_DDL_BR ? "readers" : "writers";
}

ctr_status lc_sql_say(struct lc_sql_cmp *x, const struct lc_sql_say *say)
{
    struct lc_ctx *ctx = x->c->ctx;
    enum lc_sql_touch back = say->touches & LC_DDL_BRW;
    enum lc_sql_touch forth = (enum lc_sql_touch)((say->touches & LC_DDL_FRW) >> 2);
    struct lc_ready r = {.rule = say->rule, .part = say->part, .message = say->message};
    r.backward = back ? say->backward : CTR_LEVEL_INFO;
    r.forward = forth ? say->forward : CTR_LEVEL_INFO;
    bool none = !back && !forth;
    if (r.backward != CTR_LEVEL_INFO) {
        const char *verb = r.backward == CTR_LEVEL_BREAKING ? "breaks" : "matters to";
        r.message = lc_format(ctx, "%s; %s %s", r.message, verb, who(back));
    } else if (r.forward != CTR_LEVEL_INFO) {
        r.message = lc_format(ctx, "%s; going back matters to %s", r.message, who(forth));
    }
    if (r.message && say->advice) {
        r.message = lc_format(ctx, "%s; %s", r.message, say->advice);
    }
    r.arguments = none ? say->arguments
                       : lc_format(ctx, "%s\n%s/%s", say->arguments ? say->arguments : "",
                                   back ? who(back) : "", forth ? who(forth) : "");
    if (!r.message || !r.part || (!none && !r.arguments)) {
        return lc_nomem(ctx);
    }
    LC_TRY(lc_cmp_place(x->c, node_of(x, 0, say->node[0]), &r.place[0]));
    LC_TRY(lc_cmp_place(x->c, node_of(x, 1, say->node[1]), &r.place[1]));
    if (none && say->backward != CTR_LEVEL_INFO) { /* the rule's own weight, whatever the mode */
        struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(r.part)};
        return lc_cmp_add(x->c, r.rule, say->backward, &part, node_of(x, 0, say->node[0]),
                          node_of(x, 1, say->node[1]), r.arguments, "%s", r.message);
    }
    return lc_cmp_add_ready(x->c, &r);
}

/* ---- one thing in both editions ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const char *or_none(const char *text)
{
    return text ? text : "none";
}

ctr_status lc_sql_text_changed(struct lc_sql_cmp *x, enum lc_rule_id rule, ctr_level level,
                               enum lc_sql_touch touches, const struct lc_sql_thing *a,
                               const struct lc_sql_thing *b, const char *what, const char *from,
                               const char *to)
{
    if (same_text(from, to)) {
        return CTR_OK;
    }
    struct lc_sql_say say = {rule, level, level, touches, a->name, {a->node, b->node},
                             NULL, NULL,  NULL};
    say.arguments = lc_format(x->c->ctx, "%s\n%s", or_none(from), or_none(to));
    say.message = lc_format(x->c->ctx, "%s of '%s' changed from %.200s to %.200s", what, a->name,
                            or_none(from), or_none(to));
    return say.arguments && say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status partition_said(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                                 const struct lc_sql_thing *b, const char *name, bool removed)
{
    struct lc_sql_say say = {.rule = removed ? LC_RULE_SQL_PARTITION_REMOVED
                                             : LC_RULE_SQL_PARTITION_ADDED,
                             .backward = removed ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                             .forward = removed ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                             .touches = removed ? LC_DDL_BRW : LC_DDL_FRW,
                             .part = a->name,
                             .node = {a->node, b->node},
                             .arguments = name};
    say.message = lc_format(x->c->ctx, "partition '%s' of '%s' was %s", name, a->name,
                            removed ? "removed: its rows are no longer found there" : "added");
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status partitions(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                             const struct lc_sql_thing *b)
{
    LC_TRY(lc_sql_text_changed(x, LC_RULE_SQL_PARTITIONING_CHANGED, CTR_LEVEL_UNDECIDED,
                               LC_DDL_BW | LC_DDL_FW, a, b, "the partitioning", a->partition,
                               b->partition));
    for (size_t i = 0; i < a->partition_count; i++) {
        const struct lc_sql_partition *was = &a->partitions[i];
        const struct lc_sql_partition *now = lc_sql_find_partition(b, was->name);
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (was->gone) {
            continue;
        }
        if (!now) {
            LC_TRY(partition_said(x, a, b, was->name, true));
            continue;
        }
        const char *what = lc_format(x->c->ctx, "what may lie in partition '%s'", was->name);
        LC_TRY(what ? lc_sql_text_changed(x, LC_RULE_SQL_PARTITIONING_CHANGED, CTR_LEVEL_UNDECIDED,
                                          LC_DDL_BW | LC_DDL_FW, a, b, what, was->bounds,
                                          now->bounds)
                    : CTR_E_NOMEM);
    }
    for (size_t i = 0; i < b->partition_count; i++) {
        const struct lc_sql_partition *now = &b->partitions[i];
        if (!now->gone && !lc_sql_find_partition(a, now->name)) {
            LC_TRY(partition_said(x, a, b, now->name, false));
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_compare_storage(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                                  const struct lc_sql_thing *b)
{
    LC_TRY(lc_sql_text_changed(x, LC_RULE_SQL_TABLE_OPTION_CHANGED, CTR_LEVEL_UNDECIDED,
                               LC_DDL_BRW | LC_DDL_FRW, a, b, "the options", a->options,
                               b->options));
    LC_TRY(lc_sql_compare_keeping(x, a, b));
    return partitions(x, a, b);
}

static ctr_status tables(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                         const struct lc_sql_thing *b)
{
    if (a->opaque || b->opaque) {
        LC_TRY(lc_sql_text_changed(x, LC_RULE_SQL_TABLE_CONTENT_CHANGED, CTR_LEVEL_UNDECIDED,
                                   LC_DDL_BRW | LC_DDL_FRW, a, b, "the content", a->text, b->text));
    }
    if (!a->opaque && !b->opaque) {
        LC_TRY(lc_sql_compare_columns(x, a->name, a, b));
    }
    LC_TRY(lc_sql_compare_rules(x, a->name, a, b));
    return lc_sql_compare_storage(x, a, b);
}

static ctr_status views(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                        const struct lc_sql_thing *b)
{
    bool known = !a->opaque && !b->opaque;
    const char *from = a->text;
    const char *to = b->text;
    if (known) {
        LC_TRY(lc_sql_compare_columns(x, a->name, a, b));
    }
    if (a->opaque != b->opaque || a->materialized != b->materialized) {
        from = lc_format(x->c->ctx, "%s%s", a->materialized ? "materialized " : "", from);
        to = lc_format(x->c->ctx, "%s%s ", b->materialized ? "materialized " : "", to);
    }
    LC_TRY(lc_sql_compare_view_terms(x, a, b));
    LC_TRY(lc_sql_compare_keeping(x, a, b));
    LC_TRY(lc_sql_compare_rules(x, a->name, a, b)); /* of a materialized one */
    return lc_sql_text_changed(x, LC_RULE_SQL_VIEW_CHANGED, CTR_LEVEL_UNDECIDED,
                               LC_DDL_BR | LC_DDL_FR, a, b, "the query", from, to);
}

static ctr_status both(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                       const struct lc_sql_thing *b)
{
    LC_TRY(lc_sql_text_changed(x, LC_RULE_SQL_TABLE_COMMENT_CHANGED, CTR_LEVEL_INFO, LC_DDL_NOBODY,
                               a, b, "the comment", a->comment, b->comment));
    if (a->kind != b->kind) {
        if (a->kind <= LC_DDL_VIEW && b->kind <= LC_DDL_VIEW) {
            return lc_sql_compare_window(x, a, b);
        }
        static const char *const kinds[] = {"table", "view",   "composite type",
                                            "enum",  "domain", "type"};
        return lc_sql_text_changed(x, LC_RULE_SQL_TYPE_CHANGED, CTR_LEVEL_BREAKING,
                                   LC_DDL_BRW | LC_DDL_FRW, a, b, "the kind", kinds[a->kind],
                                   kinds[b->kind]);
    }
    switch (a->kind) {
    case LC_DDL_TABLE:
        return tables(x, a, b);
    case LC_DDL_VIEW:
        return views(x, a, b);
    case LC_DDL_COMPOSITE:
        return lc_sql_compare_columns(x, a->name, a, b);
    case LC_DDL_DOMAIN:
        LC_TRY(lc_sql_compare_column(x, a->name, a->columns[0], b->columns[0]));
        return lc_sql_compare_rules(x, a->name, a, b);
    case LC_DDL_ENUM:
        return lc_sql_compare_values(x, a->name, a->values, a->value_count, a->node, b->values,
                                     b->value_count, b->node, true);
    case LC_DDL_OTHER_TYPE:
        break;
    }
    return lc_sql_text_changed(x, LC_RULE_SQL_TYPE_DEFINITION_CHANGED, CTR_LEVEL_UNDECIDED,
                               LC_DDL_BRW | LC_DDL_FRW, a, b, "the definition", a->text, b->text);
}

/* ---- things that only one edition has ---- */

struct words {
    const char *noun;
    enum lc_rule_id removed, added, renamed;
};

static const struct words *words_of(enum lc_sql_kind kind)
{
    static const struct words table = {"table", LC_RULE_SQL_TABLE_REMOVED, LC_RULE_SQL_TABLE_ADDED,
                                       LC_RULE_SQL_TABLE_RENAMED};
    static const struct words view = {"view", LC_RULE_SQL_VIEW_REMOVED, LC_RULE_SQL_VIEW_ADDED,
                                      LC_RULE_SQL_VIEW_RENAMED};
    static const struct words type = {"type", LC_RULE_SQL_TYPE_REMOVED, LC_RULE_SQL_TYPE_ADDED,
                                      LC_RULE_SQL_TYPE_RENAMED};
    return kind == LC_DDL_TABLE ? &table : kind == LC_DDL_VIEW ? &view : &type;
}

/* A new thing with the same columns: perhaps the old one under another name. */
static const char *alike(struct lc_sql_cmp *x, const struct lc_sql_thing *a)
{
    enum { MOST = 200 };
    const struct lc_sql_schema *now = x->schema[1];
    for (size_t i = 0; i < now->count && now->count < MOST && a->count; i++) {
        const struct lc_sql_thing *b = now->things[i];
        bool same =
            a->kind == b->kind && a->count == b->count && !lc_sql_find(x->schema[0], b->name);
        for (size_t k = 0; same && k < a->count; k++) {
            const struct lc_sql_column *col = lc_sql_find_column(b, a->columns[k]->name);
            same =
                col && lc_sql_relate(x->dialect, &a->columns[k]->type, &col->type) == LC_DDL_SAME;
        }
        if (same) {
            return lc_format(x->c->ctx,
                             "'%s' has the same columns: if it is the same, say so by renamed_from",
                             b->name);
        }
    }
    return NULL;
}

static ctr_status removed(struct lc_sql_cmp *x, const struct lc_sql_thing *a)
{
    const struct words *w = words_of(a->kind);
    struct lc_sql_say say = {.rule = w->removed,
                             .backward = CTR_LEVEL_BREAKING,
                             .forward = CTR_LEVEL_INFO,
                             .touches = a->kind == LC_DDL_VIEW ? LC_DDL_BR : LC_DDL_BRW,
                             .part = a->name,
                             .node = {a->node, NULL}};
    say.message = lc_format(x->c->ctx, "%s '%s' was removed%s", w->noun, a->name,
                            a->kind == LC_DDL_TABLE ? ", and its data is lost" : "");
    say.advice = a->kind <= LC_DDL_VIEW ? alike(x, a) : NULL;
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status added(struct lc_sql_cmp *x, const struct lc_sql_thing *b)
{
    const struct words *w = words_of(b->kind);
    struct lc_sql_say say = {.rule = w->added,
                             .backward = CTR_LEVEL_INFO,
                             .forward = CTR_LEVEL_BREAKING,
                             .touches = b->kind == LC_DDL_VIEW ? LC_DDL_FR : LC_DDL_FRW,
                             .part = b->name,
                             .node = {NULL, b->node}};
    say.message = lc_format(x->c->ctx, "%s '%s' was added", w->noun, b->name);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status renamed(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                          const struct lc_sql_thing *b)
{
    const struct words *w = words_of(a->kind);
    enum lc_sql_touch touches =
        a->kind == LC_DDL_VIEW ? LC_DDL_BR | LC_DDL_FR : LC_DDL_BRW | LC_DDL_FRW;
    const struct lc_sql_say say = {
        .rule = w->renamed,
        .backward = CTR_LEVEL_BREAKING,
        .forward = CTR_LEVEL_BREAKING,
        .touches = touches,
        .part = a->name,
        .node = {a->node, b->node},
        .arguments = b->name,
        .message = lc_format(x->c->ctx, "%s '%s' is called '%s' now; its %s kept", w->noun, a->name,
                             b->name, a->kind == LC_DDL_TABLE ? "data is" : "meaning is"),
        .advice =
            a->kind == LC_DDL_TABLE ? "keep a view of the older name until nobody uses it" : NULL};
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

/* Known renames: those of the newer edition whose older name is only in the older one. */
static ctr_status find_renames(struct lc_sql_cmp *x)
{
    for (size_t i = 0; i < x->schema[1]->count; i++) {
        struct lc_sql_thing *b = x->schema[1]->things[i];
        if (lc_sql_find(x->schema[0], b->name) || b->temporary) {
            continue;
        }
        for (const struct lc_sql_was *w = b->was; w; w = w->next) {
            const struct lc_sql_thing *a = lc_sql_find(x->schema[0], w->name);
            const struct lc_sql_thing *stays = lc_sql_find(x->schema[1], w->name);
            if (a && a->kind == b->kind && (!stays || stays->kind == LC_DDL_VIEW) &&
                !lc_map_get(&x->renamed, lc_str(a->name))) {
                LC_TRY(lc_map_set(x->c->ctx, &x->renamed, lc_str(a->name), b));
                break;
            }
        }
    }
    return CTR_OK;
}

/* Where a view keeps the older name, the newer one is one more. */
static bool came_from(const struct lc_sql_cmp *x, const struct lc_sql_thing *b)
{
    for (const struct lc_sql_was *w = b->was; w; w = w->next) {
        if (lc_map_get(&x->renamed, lc_str(w->name)) == b) {
            return !lc_sql_find(x->schema[1], w->name);
        }
    }
    return false;
}

ctr_status lc_sql_compare_things(struct lc_sql_cmp *x)
{
    LC_TRY(find_renames(x));
    for (size_t i = 0; i < x->schema[0]->count; i++) {
        const struct lc_sql_thing *a = x->schema[0]->things[i];
        const struct lc_sql_thing *b = lc_sql_find(x->schema[1], a->name);
        const struct lc_sql_thing *other = lc_map_get(&x->renamed, lc_str(a->name));
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (a->temporary) {
            continue;
        }
        if (b && !b->temporary) {
            LC_TRY(both(x, a, b));
        } else if (other) {
            LC_TRY(renamed(x, a, other));
            LC_TRY(both(x, a, other));
        } else {
            LC_TRY(removed(x, a));
        }
    }
    for (size_t i = 0; i < x->schema[1]->count; i++) {
        const struct lc_sql_thing *b = x->schema[1]->things[i];
        const struct lc_sql_thing *a = lc_sql_find(x->schema[0], b->name);
        bool there = (a && !a->temporary) || came_from(x, b);
        if (!b->temporary && !there) {
            LC_TRY(added(x, b));
        }
    }
    return CTR_OK;
}
