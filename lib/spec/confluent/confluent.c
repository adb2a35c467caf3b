/*
 * The profile `confluent` for JSON Schema: two schemas of one class are compared keyword by
 * keyword, two of different classes are another type; a combination may take in what it is compared
 * with.
 */
#include "spec/confluent/confluent.h"

#include "codec/hashed.h"

#include <stdio.h>

/* A place costs a step for each so many bytes of its path, too: what recursion leads to is named
 * from the root each time. */
enum { MAX_DEPTH = 100, MOST_STEPS = 400 * 1000, PATH_STEP = 64 };

static const bool compatible[] = {
#define LC_JC(name, id, is_compatible, text) [LC_RULE_JC_##name] = is_compatible,
#define LC_JC_DEMAND(name, id, text) LC_JC(name, id, false, text)
#include "spec/confluent/confluent_kinds.def"
#undef LC_JC_DEMAND
#undef LC_JC
};

/* ---- lists */

void lc_jc_begin(struct lc_jc_list *list)
{
    *list = (struct lc_jc_list){.last = &list->first};
}

void lc_jc_join(struct lc_jc_list *into, const struct lc_jc_list *from)
{
    if (from->first) {
        *into->last = from->first;
        into->last = from->last;
        into->broken = into->broken || from->broken;
    }
}

ctr_status lc_jc_tell(struct lc_jc_walk *w, enum lc_rule_id rule, const struct lc_jc_at *at,
                      const char *below, struct lc_node a, struct lc_node b)
{
    struct lc_jc_change *change = lc_new(w->ctx, 1, sizeof *change);
    const char *path = below                        ? lc_format(w->ctx, "%s/%s", at->path, below)
                       : strcmp(at->path, "#") == 0 ? "#/"
                                                    : at->path;
    if (!change || !path) {
        return CTR_E_NOMEM;
    }
    *change = (struct lc_jc_change){.rule = rule, .path = path, .part = at->part, .node = {a, b}};
    *w->list->last = change;
    w->list->last = &change->next;
    w->list->broken = w->list->broken || !compatible[rule];
    return CTR_OK;
}

ctr_status lc_jc_compare_apart(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                               struct lc_jc *b, struct lc_jc_list *out, bool *fits)
{
    struct lc_jc_list *before = w->list;
    lc_jc_begin(out);
    w->list = out;
    ctr_status status = lc_jc_compare(w, at, a, b);
    w->list = before;
    *fits = !out->broken;
    return status;
}

ctr_status lc_jc_below(struct lc_jc_walk *w, const struct lc_jc_at *at, const char *text,
                       enum lc_part_kind kind, struct lc_str key, uint32_t index,
                       struct lc_jc_at *out)
{
    struct lc_part *part = lc_new(w->ctx, 1, sizeof *part);
    out->path = text;
    if (!part || !text) {
        return CTR_E_NOMEM;
    }
    *part = (struct lc_part){.parent = at->part, .kind = kind, .text = key, .index = index};
    out->part = part;
    w->steps += strlen(text) / PATH_STEP;
    return CTR_OK;
}

ctr_status lc_jc_cover(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                       struct lc_jc *b, enum lc_rule_id yes, enum lc_rule_id no)
{
    struct lc_jc_list list;
    bool fits;
    LC_TRY(lc_jc_compare_apart(w, at, a, b, &list, &fits));
    lc_jc_join(w->list, &list);
    return lc_jc_tell(w, fits ? yes : no, at, NULL, a->words, b->words);
}

/* ---- keywords of one value */

ctr_status lc_jc_limit(struct lc_jc_walk *w, const struct lc_jc_at *at, const char *keyword,
                       struct lc_node a, struct lc_node b, const enum lc_rule_id rules[4])
{
    struct lc_node from = lc_child(a, keyword);
    struct lc_node to = lc_child(b, keyword);
    struct lc_decimal x;
    struct lc_decimal y;
    bool was = lc_number(from.value, &x);
    bool is = lc_number(to.value, &y);
    if (!was || !is) {
        return was == is ? CTR_OK : lc_jc_tell(w, rules[was ? 1 : 0], at, keyword, from, to);
    }
    int order = lc_decimal_cmp(&y, &x);
    return order ? lc_jc_tell(w, rules[order > 0 ? 2 : 3], at, keyword, from, to) : CTR_OK;
}

#define LIMIT_RULES(name)                                                                          \
    {                                                                                              \
        LC_RULE_JC_##name##_ADDED, LC_RULE_JC_##name##_REMOVED, LC_RULE_JC_##name##_INCREASED,     \
            LC_RULE_JC_##name##_DECREASED                                                          \
    }

static ctr_status strings(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                          struct lc_node b)
{
    static const enum lc_rule_id most[4] = LIMIT_RULES(MAX_LENGTH);
    static const enum lc_rule_id least[4] = LIMIT_RULES(MIN_LENGTH);
    LC_TRY(lc_jc_limit(w, at, "maxLength", a, b, most));
    LC_TRY(lc_jc_limit(w, at, "minLength", a, b, least));
    struct lc_node from = lc_child(a, "pattern");
    struct lc_node to = lc_child(b, "pattern");
    if (!lc_is(from.value, LC_STRING) && !lc_is(to.value, LC_STRING)) {
        return CTR_OK;
    }
    if (from.value && to.value) {
        return lc_value_eq(from.value, to.value)
                   ? CTR_OK
                   : lc_jc_tell(w, LC_RULE_JC_PATTERN_CHANGED, at, "pattern", from, to);
    }
    return lc_jc_tell(w, to.value ? LC_RULE_JC_PATTERN_ADDED : LC_RULE_JC_PATTERN_REMOVED, at,
                      "pattern", from, to);
}

static ctr_status multiples(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                            struct lc_node b)
{
    struct lc_node from = lc_child(a, "multipleOf");
    struct lc_node to = lc_child(b, "multipleOf");
    struct lc_decimal x;
    struct lc_decimal y;
    bool was = lc_number(from.value, &x);
    bool is = lc_number(to.value, &y);
    if (!was && !is) {
        return CTR_OK;
    }
    enum lc_rule_id rule = !was  ? LC_RULE_JC_MULTIPLE_OF_ADDED
                           : !is ? LC_RULE_JC_MULTIPLE_OF_REMOVED
                                 : LC_RULE_JC_MULTIPLE_OF_CHANGED;
    if (was && is) {
        if (lc_decimal_cmp(&x, &y) == 0) {
            return CTR_OK;
        }
        rule = lc_decimal_divides(&x, &y) == 1   ? LC_RULE_JC_MULTIPLE_OF_REDUCED
               : lc_decimal_divides(&y, &x) == 1 ? LC_RULE_JC_MULTIPLE_OF_EXPANDED
                                                 : rule;
    }
    return lc_jc_tell(w, rule, at, "multipleOf", from, to);
}

static ctr_status numbers(struct lc_jc_walk *w, const struct lc_jc_at *at, const struct lc_jc *a,
                          const struct lc_jc *b)
{
    static const enum lc_rule_id most[4] = LIMIT_RULES(MAXIMUM);
    static const enum lc_rule_id least[4] = LIMIT_RULES(MINIMUM);
    static const enum lc_rule_id below[4] = LIMIT_RULES(EXCLUSIVE_MAXIMUM);
    static const enum lc_rule_id above[4] = LIMIT_RULES(EXCLUSIVE_MINIMUM);
    LC_TRY(lc_jc_limit(w, at, "maximum", a->node, b->node, most));
    LC_TRY(lc_jc_limit(w, at, "minimum", a->node, b->node, least));
    LC_TRY(lc_jc_limit(w, at, "exclusiveMaximum", a->node, b->node, below));
    LC_TRY(lc_jc_limit(w, at, "exclusiveMinimum", a->node, b->node, above));
    LC_TRY(multiples(w, at, a->node, b->node));
    if (a->integer == b->integer) {
        return CTR_OK;
    }
    return lc_jc_tell(w, a->integer ? LC_RULE_JC_TYPE_EXTENDED : LC_RULE_JC_TYPE_NARROWED, at, NULL,
                      a->node, b->node);
}

static ctr_status enums(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                        struct lc_node b)
{
    struct lc_node from = lc_child(a, "enum");
    struct lc_node to = lc_child(b, "enum");
    if (!lc_is(from.value, LC_ARRAY) || !lc_is(to.value, LC_ARRAY)) {
        return CTR_OK;
    }
    bool more;
    bool less;
    LC_TRY(lc_hashed_within(w->ctx, from.value, to.value, &more));
    LC_TRY(lc_hashed_within(w->ctx, to.value, from.value, &less));
    w->steps += (uint64_t)from.value->count + to.value->count;
    return more && less ? CTR_OK
                        : lc_jc_tell(w,
                                     more   ? LC_RULE_JC_ENUM_ARRAY_EXTENDED
                                     : less ? LC_RULE_JC_ENUM_ARRAY_NARROWED
                                            : LC_RULE_JC_ENUM_ARRAY_CHANGED,
                                     at, "enum", from, to);
}

static ctr_status constants(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                            struct lc_node b)
{
    struct lc_node from = lc_child(a, "const");
    struct lc_node to = lc_child(b, "const");
    return lc_value_eq(from.value, to.value)
               ? CTR_OK
               : lc_jc_tell(w, LC_RULE_JC_ENUM_ARRAY_CHANGED, at, "const", from, to);
}

/* What is refused turns the direction round. */
static ctr_status nots(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                       struct lc_node b)
{
    struct lc_node from = lc_child(a, "not");
    struct lc_node to = lc_child(b, "not");
    struct lc_jc *x;
    struct lc_jc *y;
    struct lc_jc_list list;
    bool fits;
    LC_TRY(lc_jc_read(w, 0, from, &x));
    LC_TRY(lc_jc_read(w, 1, to, &y));
    LC_TRY(lc_jc_compare_apart(w, at, y, x, &list, &fits));
    return list.first
               ? lc_jc_tell(w, fits ? LC_RULE_JC_NOT_TYPE_NARROWED : LC_RULE_JC_NOT_TYPE_EXTENDED,
                            at, "not", from, to)
               : CTR_OK;
}

/* ---- any two */

static ctr_status word(struct lc_jc_walk *w, const struct lc_jc_at *at, const char *key,
                       enum lc_rule_id rule, const struct lc_jc *a, const struct lc_jc *b)
{
    struct lc_node from = lc_child(a->words, key);
    struct lc_node to = lc_child(b->words, key);
    bool same =
        from.value && to.value ? lc_value_eq(from.value, to.value) : !from.value && !to.value;
    return same ? CTR_OK : lc_jc_tell(w, rule, at, NULL, from, to);
}

static ctr_status words(struct lc_jc_walk *w, const struct lc_jc_at *at, const struct lc_jc *a,
                        const struct lc_jc *b)
{
    if (!a->words.value || !b->words.value) {
        return CTR_OK;
    }
    if (w->dialect[0] != LC_DRAFT_2020) { /* of which the registry does not list it */
        const char *id = w->dialect[0] == LC_DRAFT_04 ? "id" : "$id";
        LC_TRY(word(w, at, id, LC_RULE_JC_ID_CHANGED, a, b));
    }
    LC_TRY(word(w, at, "title", LC_RULE_JC_TITLE_CHANGED, a, b));
    LC_TRY(word(w, at, "description", LC_RULE_JC_DESCRIPTION_CHANGED, a, b));
    return word(w, at, "default", LC_RULE_JC_DEFAULT_CHANGED, a, b);
}

static ctr_status by_class(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                           struct lc_jc *b)
{
    switch (a->class) {
    case LC_JC_STRING:
        return strings(w, at, a->node, b->node);
    case LC_JC_NUMBER:
        return numbers(w, at, a, b);
    case LC_JC_OBJECT:
        return lc_jc_object(w, at, a, b);
    case LC_JC_ARRAY:
        return lc_jc_array(w, at, a, b);
    case LC_JC_ENUM:
        return enums(w, at, a->node, b->node);
    case LC_JC_CONST:
        return constants(w, at, a->node, b->node);
    case LC_JC_NOT:
        return nots(w, at, a->node, b->node);
    case LC_JC_COMBINED:
        return lc_jc_combined(w, at, a, b);
    case LC_JC_EMPTY:
    case LC_JC_FALSE:
    case LC_JC_BOOLEAN:
    case LC_JC_NULL:
        break;
    }
    return CTR_OK;
}

/* One of a combination's members does for the whole. */
static ctr_status through_members(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                                  struct lc_jc *b, bool *done)
{
    bool into = b->class == LC_JC_COMBINED;
    struct lc_jc *group = into ? b : a;
    bool sum = group->sort != LC_JC_ALL;
    *done = false;
    for (size_t i = 0; i < group->count && !*done && (group->count == 1 || into == sum); i++) {
        struct lc_jc_list list;
        LC_TRY(lc_jc_compare_apart(w, at, into ? a : group->members[i],
                                   into ? group->members[i] : b, &list, done));
        if (*done) {
            lc_jc_join(w->list, &list);
        }
    }
    if (!*done || group->count == 1) {
        return CTR_OK;
    }
    return lc_jc_tell(w, into ? LC_RULE_JC_SUM_TYPE_EXTENDED : LC_RULE_JC_PRODUCT_TYPE_NARROWED, at,
                      NULL, a->node, b->node);
}

static ctr_status different(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                            struct lc_jc *b)
{
    bool done = false;
    if (a->class == LC_JC_COMBINED || b->class == LC_JC_COMBINED) {
        LC_TRY(through_members(w, at, a, b, &done));
    }
    if (done || a->class == LC_JC_FALSE || b->class == LC_JC_EMPTY) {
        return CTR_OK;
    }
    return lc_jc_tell(w, LC_RULE_JC_TYPE_CHANGED, at, NULL, a->node, b->node);
}

/* A pair that is being compared is not begun again. */
static ctr_status enter(struct lc_jc_walk *w, struct lc_jc *a, struct lc_jc *b, bool **busy)
{
    struct lc_jc *const pair[2] = {a, b};
    *busy = lc_map_get(&w->under_way, lc_str_n((const char *)pair, sizeof pair));
    if (*busy) {
        return CTR_OK;
    }
    struct lc_jc **key = lc_new(w->ctx, 2, sizeof(struct lc_jc *));
    *busy = lc_new(w->ctx, 1, sizeof **busy);
    if (!key || !*busy) {
        return CTR_E_NOMEM;
    }
    key[0] = a;
    key[1] = b;
    return lc_map_set(w->ctx, &w->under_way, lc_str_n((const char *)key, sizeof pair), *busy);
}

ctr_status lc_jc_compare(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                         struct lc_jc *b)
{
    struct lc_node none = {NULL, NULL};
    bool *busy;
    if (!a || !b) {
        return !a && !b ? CTR_OK
                        : lc_jc_tell(w, a ? LC_RULE_JC_SCHEMA_REMOVED : LC_RULE_JC_SCHEMA_ADDED, at,
                                     NULL, a ? a->words : none, b ? b->words : none);
    }
    LC_TRY(lc_poll(w->ctx));
    if (++w->steps > MOST_STEPS) {
        w->spent = true;
        return lc_fail(
            w->ctx, CTR_E_LIMIT,
            "comparing the schemas takes more than %d steps; they are combined or nested "
            "too richly",
            (int)MOST_STEPS);
    }
    LC_TRY(enter(w, a, b, &busy));
    if (*busy || w->depth >= MAX_DEPTH) {
        return CTR_OK;
    }
    *busy = true;
    w->depth++;
    ctr_status status = CTR_OK;
    if (a->class != b->class) {
        status = different(w, at, a, b);
    } else {
        status = words(w, at, a, b);
        status = status == CTR_OK ? by_class(w, at, a, b) : status;
    }
    w->depth--;
    *busy = false;
    return status;
}

/* ---- the door */

static ctr_status put(struct lc_jc_walk *w, const struct lc_jc_change *change, bool swapped)
{
    ctr_level level = compatible[change->rule] ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING;
    const char *message =
        lc_format(w->ctx, "%s%s (%s)", swapped ? "From the new edition to the old: " : "",
                  lc_rule(change->rule)->text, change->path);
    return message ? lc_cmp_add_levels(w->c, change->rule, swapped ? CTR_LEVEL_INFO : level,
                                       swapped ? level : CTR_LEVEL_INFO, change->part,
                                       change->node[swapped], change->node[!swapped], change->path,
                                       message)
                   : CTR_E_NOMEM;
}

/* The lists are those of the registry or none: half of one would be another. */
static ctr_status tell_spent(struct lc_jc_walk *w, const struct lc_node schema[2], bool swapped)
{
    ctr_error_free(w->ctx->error);
    w->ctx->error = NULL;
    const char *message =
        lc_format(w->ctx,
                  "%scomparing the schemas takes more than %d steps; they are combined or nested "
                  "too richly",
                  swapped ? "From the new edition to the old: " : "", (int)MOST_STEPS);
    return message ? lc_cmp_add_levels(w->c, lc_kind_rule(LC_CHANGE_UNDECIDED, LC_SITE_DATA, true),
                                       swapped ? CTR_LEVEL_INFO : CTR_LEVEL_UNDECIDED,
                                       swapped ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO, NULL,
                                       schema[0], schema[1], "work", message)
                   : CTR_E_NOMEM;
}

static ctr_status one_way(struct lc_cmp *c, const enum lc_dialect dialect[2],
                          const struct lc_node schema[2], bool swapped)
{
    struct lc_jc_list list;
    struct lc_jc *a;
    struct lc_jc *b;
    const struct lc_jc_at root = {"#", NULL};
    struct lc_bundle *bundles[2] = {c->old_bundle, c->new_bundle};
    struct lc_jc_walk w = {.c = c,
                           .ctx = c->ctx,
                           .bundle = {bundles[swapped], bundles[!swapped]},
                           .dialect = {dialect[swapped], dialect[!swapped]},
                           .list = &list};
    lc_jc_begin(&list);
    LC_TRY(lc_jc_read(&w, 0, schema[swapped], &a));
    LC_TRY(lc_jc_read(&w, 1, schema[!swapped], &b));
    ctr_status status = lc_jc_compare(&w, &root, a, b);
    if (w.spent && status == CTR_E_LIMIT) {
        return tell_spent(&w, schema, swapped);
    }
    LC_TRY(status);
    for (const struct lc_jc_change *change = list.first; change; change = change->next) {
        LC_TRY(put(&w, change, swapped));
    }
    return CTR_OK;
}

ctr_status lc_schema_confluent(struct lc_cmp *c, enum lc_dialect older, enum lc_dialect newer,
                               struct lc_node old_schema, struct lc_node new_schema)
{
    const enum lc_dialect dialect[2] = {older, newer};
    const struct lc_node schema[2] = {old_schema, new_schema};
    if (c->mode != CTR_MODE_FORWARD) {
        LC_TRY(one_way(c, dialect, schema, false));
    }
    return c->mode == CTR_MODE_BACKWARD ? CTR_OK : one_way(c, dialect, schema, true);
}
