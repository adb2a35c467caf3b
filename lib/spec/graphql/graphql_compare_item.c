/* Fields, arguments, fields of inputs and values of enums of two GraphQL schemas. */
#include "spec/graphql/graphql_report.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

/* What clients survive but should know of is not worth a warning where readers are tolerant. */
static ctr_level notable(const struct gql_cmp *g)
{
    return g->c->profile == CTR_PROFILE_STRICT ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
}

/* " (deprecated: reason)", for what was removed. */
static const char *announced(struct gql_cmp *g, const struct gql_item *item)
{
    const char *text = "; it was not deprecated before";
    if (item->deprecated) {
        text = lc_format(g->c->ctx, "; it was deprecated%s%.*s", item->reason.len ? ": " : "",
                         S(item->reason));
    }
    return text ? text : "";
}

/* ---- what comes in */

const struct gql_inputs lc_gql_arguments = {
    LC_RULE_GRAPHQL_ARGUMENT_ADDED,
    LC_RULE_GRAPHQL_ARGUMENT_REMOVED,
    LC_RULE_GRAPHQL_ARGUMENT_TYPE_CHANGED,
    LC_RULE_GRAPHQL_ARGUMENT_DEFAULT_CHANGED,
    {{LC_RULE_GRAPHQL_ARGUMENT_DESCRIPTION_CHANGED, LC_RULE_GRAPHQL_ARGUMENT_DESCRIPTION_CHANGED,
      LC_RULE_GRAPHQL_ARGUMENT_DESCRIPTION_CHANGED},
     {LC_RULE_GRAPHQL_ARGUMENT_DEPRECATION_ADDED, LC_RULE_GRAPHQL_ARGUMENT_DEPRECATION_REMOVED},
     {LC_RULE_GRAPHQL_ARGUMENT_DEPRECATION_REASON_CHANGED,
      LC_RULE_GRAPHQL_ARGUMENT_DEPRECATION_REASON_CHANGED,
      LC_RULE_GRAPHQL_ARGUMENT_DEPRECATION_REASON_CHANGED},
     "the argument"},
    false};

const struct gql_inputs lc_gql_input_fields = {
    LC_RULE_GRAPHQL_INPUT_FIELD_ADDED,
    LC_RULE_GRAPHQL_INPUT_FIELD_REMOVED,
    LC_RULE_GRAPHQL_INPUT_FIELD_TYPE_CHANGED,
    LC_RULE_GRAPHQL_INPUT_FIELD_DEFAULT_CHANGED,
    {{LC_RULE_GRAPHQL_INPUT_FIELD_DESCRIPTION_ADDED,
      LC_RULE_GRAPHQL_INPUT_FIELD_DESCRIPTION_REMOVED,
      LC_RULE_GRAPHQL_INPUT_FIELD_DESCRIPTION_CHANGED},
     {LC_RULE_GRAPHQL_INPUT_FIELD_DEPRECATION_ADDED,
      LC_RULE_GRAPHQL_INPUT_FIELD_DEPRECATION_REMOVED},
     {LC_RULE_GRAPHQL_INPUT_FIELD_DEPRECATION_REASON_CHANGED,
      LC_RULE_GRAPHQL_INPUT_FIELD_DEPRECATION_REASON_CHANGED,
      LC_RULE_GRAPHQL_INPUT_FIELD_DEPRECATION_REASON_CHANGED},
     "the input field"},
    false};

const struct gql_inputs lc_gql_directive_arguments = {
    LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_ADDED,
    LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_REMOVED,
    LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_TYPE_CHANGED,
    LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DEFAULT_CHANGED,
    {{LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DESCRIPTION_CHANGED,
      LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DESCRIPTION_CHANGED,
      LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DESCRIPTION_CHANGED},
     {LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DEPRECATION_ADDED,
      LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DEPRECATION_REMOVED},
     {LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DEPRECATION_REASON_CHANGED,
      LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DEPRECATION_REASON_CHANGED,
      LC_RULE_GRAPHQL_DIRECTIVE_ARGUMENT_DEPRECATION_REASON_CHANGED},
     "the argument of the directive"},
    true};

/* Who does not give it, because the edition known there has it not, is refused if it must be. */
static ctr_level missing_level(const struct gql_cmp *g, const struct gql_inputs *kind,
                               const struct gql_item *item)
{
    if (lc_gql_required(item)) {
        return CTR_LEVEL_BREAKING;
    }
    return kind->directive ? CTR_LEVEL_INFO : notable(g);
}

static ctr_status say_input_added(struct gql_cmp *g, const struct gql_inputs *kind,
                                  const struct gql_where *where, const struct gql_item *item,
                                  const struct lc_value *home)
{
    struct gql_finding f = {.rule = kind->added,
                            .backward = missing_level(g, kind, item),
                            .forward = CTR_LEVEL_BREAKING,
                            .where = where,
                            .old = home,
                            .new = item->node};
    if (lc_gql_required(item)) {
        return lc_gql_say(g, &f,
                          "%s '%.*s: %.*s' was added and has to be given; make it nullable or give "
                          "it a default",
                          kind->words.noun, S(item->name), S(item->type));
    }
    return lc_gql_say(g, &f, "%s '%.*s: %.*s' was added; it may be left out", kind->words.noun,
                      S(item->name), S(item->type));
}

static ctr_status say_input_removed(struct gql_cmp *g, const struct gql_inputs *kind,
                                    const struct gql_where *where, const struct gql_item *item,
                                    const struct lc_value *home)
{
    struct gql_finding f = {.rule = kind->removed,
                            .backward = CTR_LEVEL_BREAKING,
                            .forward = missing_level(g, kind, item),
                            .where = where,
                            .old = item->node,
                            .new = home};
    return lc_gql_say(g, &f, "%s '%.*s' was removed, and requests that give it are refused%s",
                      kind->words.noun, S(item->name), announced(g, item));
}

static ctr_status compare_input_type(struct gql_cmp *g, const struct gql_inputs *kind,
                                     const struct gql_where *where, const struct gql_item *older,
                                     const struct gql_item *newer)
{
    if (lc_str_eq(older->type, newer->type)) {
        return CTR_OK;
    }
    bool backward = lc_gql_contravariant(newer->type, older->type);
    bool forward = lc_gql_contravariant(older->type, newer->type);
    struct gql_finding f = {.rule = kind->type,
                            .backward = backward ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                            .forward = forward ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                            .where = where,
                            .old = older->node,
                            .new = newer->node,
                            .from = older->type,
                            .to = newer->type};
    return lc_gql_say(g, &f, "the type of %s '%.*s' changed from '%.*s' to '%.*s'%s",
                      kind->words.noun, S(older->name), S(older->type), S(newer->type),
                      backward  ? ", which takes all that was taken before"
                      : forward ? ", which takes less; go on taking null"
                                : ", which takes something else; add a new one beside it");
}

/* The same value where it comes in: what is no more than another way to write it does not count. */
static bool same_default(const struct gql_item *older, const struct gql_item *newer)
{
    const struct gql_given a = {older->type, older->named, older->standard};
    const struct gql_given b = {newer->type, newer->named, newer->standard};
    if (!a.value || !b.value) {
        return a.value == b.value;
    }
    return lc_gql_same_given(&a, &b);
}

/* For clients of `known` that meet `met`. */
static ctr_level default_level(const struct gql_item *known, const struct gql_item *met)
{
    if (lc_gql_required(met)) { /* those that left it out, if they could */
        return lc_gql_required(known) ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING;
    }
    return lc_gql_required(known) ? CTR_LEVEL_INFO : CTR_LEVEL_WARNING;
}

/* What tells findings apart, however it is written and however long it is. */
static struct lc_str by_value(struct lc_ctx *ctx, const struct lc_value *value)
{
    return value ? lc_str(lc_format(ctx, "%016llx", (unsigned long long)lc_value_hash(value)))
                 : LC_STR("none");
}

static ctr_status compare_default(struct gql_cmp *g, const struct gql_inputs *kind,
                                  const struct gql_where *where, const struct gql_item *older,
                                  const struct gql_item *newer)
{
    struct lc_ctx *ctx = g->c->ctx;
    if (same_default(older, newer)) {
        return CTR_OK;
    }
    struct gql_finding f = {.rule = kind->standard,
                            .backward = default_level(older, newer),
                            .forward = default_level(newer, older),
                            .where = where,
                            .old = older->node,
                            .new = newer->node};
    const char *from = older->standard ? lc_gql_show(ctx, older->standard, 100) : "none";
    const char *to = newer->standard ? lc_gql_show(ctx, newer->standard, 100) : "none";
    f.from = by_value(ctx, older->standard);
    f.to = by_value(ctx, newer->standard);
    const char *what = f.backward == CTR_LEVEL_BREAKING ? "; now it has to be given"
                       : f.backward == CTR_LEVEL_INFO   ? "; all clients give it"
                                                        : "; who leaves it out gets something else";
    return lc_gql_say(g, &f, "the default of %s '%.*s' changed from %s to %s%s", kind->words.noun,
                      S(older->name), from, to, what);
}

static ctr_status compare_input(struct gql_cmp *g, const struct gql_inputs *kind,
                                const struct gql_where *where, const struct gql_item *older,
                                const struct gql_item *newer)
{
    LC_TRY(compare_input_type(g, kind, where, older, newer));
    LC_TRY(compare_default(g, kind, where, older, newer));
    LC_TRY(lc_gql_compare_deprecation(g, &kind->words, where, older, newer));
    return lc_gql_compare_words(g, &kind->words, where, older->node, newer->node);
}

ctr_status lc_gql_compare_inputs(struct gql_cmp *g, const struct gql_inputs *kind,
                                 const struct gql_where *owner, const struct gql_item *older,
                                 uint32_t old_count, const struct gql_item *newer,
                                 uint32_t new_count, const struct lc_value *const home[2])
{
    bool field = kind == &lc_gql_input_fields;
    for (uint32_t i = 0, k = 0; i < old_count || k < new_count;) {
        const struct gql_item *a = i < old_count ? &older[i] : NULL;
        const struct gql_item *b = k < new_count ? &newer[k] : NULL;
        int by = lc_gql_order(a, a ? a->name : LC_STR(""), b, b ? b->name : LC_STR(""));
        struct gql_where where = *owner;
        *(field ? &where.item : &where.arg) = by <= 0 ? a->name : b->name;
        if (by == 0) {
            LC_TRY(compare_input(g, kind, &where, a, b));
        } else if (by < 0) {
            LC_TRY(say_input_removed(g, kind, &where, a, home[1]));
        } else {
            LC_TRY(say_input_added(g, kind, &where, b, home[0]));
        }
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}

/* ---- fields */

static const struct gql_words field_words = {
    {LC_RULE_GRAPHQL_FIELD_DESCRIPTION_ADDED, LC_RULE_GRAPHQL_FIELD_DESCRIPTION_REMOVED,
     LC_RULE_GRAPHQL_FIELD_DESCRIPTION_CHANGED},
    {LC_RULE_GRAPHQL_FIELD_DEPRECATION_ADDED, LC_RULE_GRAPHQL_FIELD_DEPRECATION_REMOVED},
    {LC_RULE_GRAPHQL_FIELD_DEPRECATION_REASON_ADDED,
     LC_RULE_GRAPHQL_FIELD_DEPRECATION_REASON_REMOVED,
     LC_RULE_GRAPHQL_FIELD_DEPRECATION_REASON_CHANGED},
    "the field"};

/* Whether what was asked of `known` leads to the same types where it is asked of `met`. */
static bool same_inside(const struct gql_type *known, const struct gql_type *met)
{
    for (uint32_t i = 0; i < known->count; i++) {
        const struct gql_item *f = lc_gql_item(met->items, met->count, known->items[i].name);
        if (!f || f->named != known->items[i].named) {
            return false;
        }
    }
    return true;
}

/* For clients that know `known` and meet `met` in the schema `g`. A narrower type keeps all fields;
 * fragments on what it excludes are refused, so that it has to exclude nothing, here and below. */
static ctr_level field_type_level(const struct lc_graphql *g, struct lc_str known,
                                  struct lc_str met)
{
    if (lc_gql_contravariant(known, met)) { /* the same type, perhaps more certain */
        return CTR_LEVEL_INFO;
    }
    if (!lc_gql_covariant(g, met, known)) {
        return CTR_LEVEL_BREAKING;
    }
    const struct gql_type *wide = lc_gql_type(g, lc_gql_heart(known));
    const struct gql_type *narrow = lc_gql_type(g, lc_gql_heart(met));
    bool same = wide->possible == narrow->possible && same_inside(wide, narrow);
    return same ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING;
}

static ctr_status compare_field_type(struct gql_cmp *g, const struct gql_where *where,
                                     const struct gql_type *owner, const struct gql_item *older,
                                     const struct gql_item *newer)
{
    if (lc_str_eq(older->type, newer->type)) {
        return CTR_OK;
    }
    struct gql_finding f = {.rule = LC_RULE_GRAPHQL_FIELD_TYPE_CHANGED,
                            .backward = field_type_level(g->new, older->type, newer->type),
                            .forward = field_type_level(g->old, newer->type, older->type),
                            .where = where,
                            .old = older->node,
                            .new = newer->node,
                            .from = older->type,
                            .to = newer->type};
    const struct gql_type *beside = NULL;
    if (f.backward == CTR_LEVEL_INFO) {
        LC_TRY(lc_gql_beside(g, owner, older->name, older->type, &beside));
        f.backward = beside ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
    }
    if (beside) {
        return lc_gql_say(g, &f,
                          "the type of the field changed from '%.*s' to '%.*s', and a selection "
                          "that asks for it beside '%.*s.%.*s', which may be null, is refused; "
                          "change both",
                          S(older->type), S(newer->type), S(beside->name), S(older->name));
    }
    const char *what =
        f.backward == CTR_LEVEL_INFO      ? ", which promises more"
        : f.backward == CTR_LEVEL_WARNING ? ", which is all that it could be before; generated "
                                            "clients see another type"
        : f.forward == CTR_LEVEL_INFO     ? ", which promises less; keep it non-null"
                                          : ", which clients cannot read as the old one; add a new "
                                            "field beside it and deprecate this one";
    return lc_gql_say(g, &f, "the type of the field changed from '%.*s' to '%.*s'%s",
                      S(older->type), S(newer->type), what);
}

static ctr_status compare_field(struct gql_cmp *g, const struct gql_where *where,
                                const struct gql_type *owner, const struct gql_item *older,
                                const struct gql_item *newer)
{
    const struct lc_value *const home[2] = {older->node, newer->node};
    LC_TRY(compare_field_type(g, where, owner, older, newer));
    LC_TRY(lc_gql_compare_deprecation(g, &field_words, where, older, newer));
    LC_TRY(lc_gql_compare_words(g, &field_words, where, older->node, newer->node));
    return lc_gql_compare_inputs(g, &lc_gql_arguments, where, older->args, older->arg_count,
                                 newer->args, newer->arg_count, home);
}

static ctr_status say_field(struct gql_cmp *g, const struct gql_where *where,
                            const struct gql_item *item, const struct lc_value *home, bool removed)
{
    struct gql_finding f = {.where = where,
                            .backward = removed ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                            .forward = removed ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                            .old = removed ? item->node : home,
                            .new = removed ? home : item->node};
    if (removed) {
        f.rule = LC_RULE_GRAPHQL_FIELD_REMOVED;
        return lc_gql_say(g, &f, "the field '%.*s' was removed, and queries of it are refused%s",
                          S(item->name), announced(g, item));
    }
    f.rule = LC_RULE_GRAPHQL_FIELD_ADDED;
    return lc_gql_say(g, &f, "the field '%.*s: %.*s' was added", S(item->name), S(item->type));
}

ctr_status lc_gql_compare_fields(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer)
{
    for (uint32_t i = 0, k = 0; i < older->count || k < newer->count;) {
        const struct gql_item *a = i < older->count ? &older->items[i] : NULL;
        const struct gql_item *b = k < newer->count ? &newer->items[k] : NULL;
        int by = lc_gql_order(a, a ? a->name : LC_STR(""), b, b ? b->name : LC_STR(""));
        struct gql_where where = {.type = older->name, .item = by <= 0 ? a->name : b->name};
        if (by == 0) {
            LC_TRY(compare_field(g, &where, newer, a, b));
        } else {
            LC_TRY(
                say_field(g, &where, by < 0 ? a : b, by < 0 ? newer->node : older->node, by < 0));
        }
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}

/* ---- values of enums */

static const struct gql_words value_words = {
    {LC_RULE_GRAPHQL_ENUM_VALUE_DESCRIPTION_CHANGED, LC_RULE_GRAPHQL_ENUM_VALUE_DESCRIPTION_CHANGED,
     LC_RULE_GRAPHQL_ENUM_VALUE_DESCRIPTION_CHANGED},
    {LC_RULE_GRAPHQL_ENUM_VALUE_DEPRECATION_ADDED, LC_RULE_GRAPHQL_ENUM_VALUE_DEPRECATION_REMOVED},
    {LC_RULE_GRAPHQL_ENUM_VALUE_DEPRECATION_REASON_ADDED,
     LC_RULE_GRAPHQL_ENUM_VALUE_DEPRECATION_REASON_REMOVED,
     LC_RULE_GRAPHQL_ENUM_VALUE_DEPRECATION_REASON_CHANGED},
    "the value"};

/* Clients meet a value that they do not know only in what comes out. */
static ctr_level unknown_value(const struct gql_type *t)
{
    return t->in_output || !t->in_input ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
}

static ctr_status say_value(struct gql_cmp *g, const struct gql_where *where,
                            const struct gql_type *older, const struct gql_type *newer,
                            const struct gql_item *item, bool removed)
{
    struct gql_finding f = {.where = where};
    if (removed) {
        f.rule = LC_RULE_GRAPHQL_ENUM_VALUE_REMOVED;
        f.backward = CTR_LEVEL_BREAKING;
        f.forward = unknown_value(older);
        f.old = item->node;
        f.new = newer->node;
        return lc_gql_say(g, &f, "the value '%.*s' was removed, and requests with it are refused%s",
                          S(item->name), announced(g, item));
    }
    f.rule = LC_RULE_GRAPHQL_ENUM_VALUE_ADDED;
    f.backward = unknown_value(newer);
    f.forward = CTR_LEVEL_BREAKING;
    f.old = older->node;
    f.new = item->node;
    return lc_gql_say(g, &f, "the value '%.*s' was added%s", S(item->name),
                      f.backward == CTR_LEVEL_WARNING
                          ? "; clients may be answered with it and have to expect it"
                          : ", which only comes in");
}

ctr_status lc_gql_compare_values(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer)
{
    for (uint32_t i = 0, k = 0; i < older->count || k < newer->count;) {
        const struct gql_item *a = i < older->count ? &older->items[i] : NULL;
        const struct gql_item *b = k < newer->count ? &newer->items[k] : NULL;
        int by = lc_gql_order(a, a ? a->name : LC_STR(""), b, b ? b->name : LC_STR(""));
        struct gql_where where = {.type = older->name, .item = by <= 0 ? a->name : b->name};
        if (by == 0) {
            LC_TRY(lc_gql_compare_deprecation(g, &value_words, &where, a, b));
            LC_TRY(lc_gql_compare_words(g, &value_words, &where, a->node, b->node));
        } else {
            LC_TRY(say_value(g, &where, older, newer, by < 0 ? a : b, by < 0));
        }
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}
