/*
 * Objects as the registry compares them. A name that only one edition declares is weighed by the
 * content model of the other: open, closed, or partially open by a schema or a pattern.
 */
#include "spec/confluent/confluent.h"

#define LIMIT_RULES(name)                                                                          \
    {                                                                                              \
        LC_RULE_JC_##name##_ADDED, LC_RULE_JC_##name##_REMOVED, LC_RULE_JC_##name##_INCREASED,     \
            LC_RULE_JC_##name##_DECREASED                                                          \
    }

static const struct lc_node none = {NULL, NULL};

static bool among(const struct lc_value *list, struct lc_str name)
{
    for (uint32_t i = 0; lc_is(list, LC_ARRAY) && i < list->count; i++) {
        if (lc_str_eq(lc_text(&list->items[i]), name)) {
            return true;
        }
    }
    return false;
}

static struct lc_node child(struct lc_node node, struct lc_str key)
{
    return (struct lc_node){node.doc, lc_get_str(node.value, key)};
}

static const char *below(struct lc_jc_walk *w, const char *word, struct lc_str name)
{
    return lc_format(w->ctx, "%s/%.*s", word, (int)name.len, name.ptr);
}

/* The place of a property. */
static ctr_status at_property(struct lc_jc_walk *w, const struct lc_jc_at *at, const char *word,
                              struct lc_str name, struct lc_jc_at *out)
{
    const char *path = lc_format(w->ctx, "%s/%s/%.*s", at->path, word, (int)name.len, name.ptr);
    return lc_jc_below(w, at, path, LC_PART_KEY, name, 0, out);
}

/* ---- what is demanded */

static ctr_status required(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                           struct lc_node b, struct lc_str name)
{
    struct lc_node from = lc_child(a, "required");
    struct lc_node to = lc_child(b, "required");
    struct lc_jc_at here;
    bool was = among(from.value, name);
    if (was == among(to.value, name)) {
        return CTR_OK;
    }
    bool has_default = lc_get(lc_get_str(lc_get(b.value, "properties"), name), "default");
    LC_TRY(at_property(w, at, "required", name, &here));
    return lc_jc_tell(w,
                      was           ? LC_RULE_JC_REQUIRED_ATTRIBUTE_REMOVED
                      : has_default ? LC_RULE_JC_REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED
                                    : LC_RULE_JC_REQUIRED_ATTRIBUTE_ADDED,
                      &here, NULL, from, to);
}

/* ---- what the presence of one asks for */

static struct lc_node dependency(struct lc_node node, struct lc_str name, bool schema)
{
    static const char *const keys[2][2] = {{"dependencies", "dependentRequired"},
                                           {"dependencies", "dependentSchemas"}};
    for (int i = 0; i < 2; i++) {
        struct lc_node own = child(lc_child(node, keys[schema][i]), name);
        if (own.value && (own.value->kind == LC_ARRAY) != schema) {
            return own;
        }
    }
    return none;
}

static bool within(const struct lc_value *inner, const struct lc_value *outer)
{
    for (uint32_t i = 0; i < inner->count; i++) {
        if (!among(outer, lc_text(&inner->items[i]))) {
            return false;
        }
    }
    return true;
}

static ctr_status names_asked(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_str name,
                              struct lc_node from, struct lc_node to)
{
    enum lc_rule_id rule = LC_RULE_JC_DEPENDENCY_ARRAY_CHANGED;
    if (!from.value || !to.value) {
        rule = from.value ? LC_RULE_JC_DEPENDENCY_ARRAY_REMOVED : LC_RULE_JC_DEPENDENCY_ARRAY_ADDED;
    } else {
        bool more = within(from.value, to.value);
        bool less = within(to.value, from.value);
        if (more && less) {
            return CTR_OK;
        }
        rule = more   ? LC_RULE_JC_DEPENDENCY_ARRAY_EXTENDED
               : less ? LC_RULE_JC_DEPENDENCY_ARRAY_NARROWED
                      : rule;
    }
    const char *path = below(w, "dependencies", name);
    return path ? lc_jc_tell(w, rule, at, path, from, to) : CTR_E_NOMEM;
}

static ctr_status schema_asked(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_str name,
                               struct lc_node from, struct lc_node to)
{
    const char *path = below(w, "dependencies", name);
    struct lc_jc *x;
    struct lc_jc *y;
    if (!path) {
        return CTR_E_NOMEM;
    }
    if (!from.value || !to.value) {
        return lc_jc_tell(w,
                          from.value ? LC_RULE_JC_DEPENDENCY_SCHEMA_REMOVED
                                     : LC_RULE_JC_DEPENDENCY_SCHEMA_ADDED,
                          at, path, from, to);
    }
    const struct lc_jc_at here = {lc_format(w->ctx, "%s/%s", at->path, path), at->part};
    LC_TRY(lc_jc_read(w, 0, from, &x));
    LC_TRY(lc_jc_read(w, 1, to, &y));
    return here.path ? lc_jc_compare(w, &here, x, y) : CTR_E_NOMEM;
}

static ctr_status dependencies_of(struct lc_jc_walk *w, const struct lc_jc_at *at,
                                  const struct lc_value *map, struct lc_node a, struct lc_node b,
                                  bool in_new)
{
    for (uint32_t i = 0; lc_is(map, LC_OBJECT) && i < map->count; i++) {
        struct lc_str name = lc_key(&map->members[i]);
        bool schema = map->members[i].value.kind != LC_ARRAY;
        struct lc_node from = dependency(a, name, schema);
        struct lc_node to = dependency(b, name, schema);
        if (in_new && from.value) {
            continue; /* told already */
        }
        LC_TRY(schema ? schema_asked(w, at, name, from, to) : names_asked(w, at, name, from, to));
    }
    return CTR_OK;
}

static ctr_status dependencies(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                               struct lc_node b)
{
    static const char *const keys[] = {"dependencies", "dependentRequired", "dependentSchemas"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        LC_TRY(dependencies_of(w, at, lc_get(a.value, keys[i]), a, b, false));
        LC_TRY(dependencies_of(w, at, lc_get(b.value, keys[i]), a, b, true));
    }
    return CTR_OK;
}

/* ---- names that are not declared */

static ctr_status additional(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                             struct lc_node b)
{
    struct lc_node from = lc_child(a, "additionalProperties");
    struct lc_node to = lc_child(b, "additionalProperties");
    struct lc_jc *x;
    struct lc_jc *y;
    if (lc_jc_allows(from) != lc_jc_allows(to)) {
        return lc_jc_tell(w,
                          lc_jc_allows(to) ? LC_RULE_JC_ADDITIONAL_PROPERTIES_ADDED
                                           : LC_RULE_JC_ADDITIONAL_PROPERTIES_REMOVED,
                          at, "additionalProperties", from, to);
    }
    if (lc_jc_has_schema(from) != lc_jc_has_schema(to)) {
        return lc_jc_tell(w,
                          lc_jc_has_schema(from) ? LC_RULE_JC_ADDITIONAL_PROPERTIES_EXTENDED
                                                 : LC_RULE_JC_ADDITIONAL_PROPERTIES_NARROWED,
                          at, "additionalProperties", from, to);
    }
    if (!lc_jc_has_schema(from)) {
        return CTR_OK;
    }
    struct lc_jc_at here;
    LC_TRY(lc_jc_below(w, at, lc_format(w->ctx, "%s/additionalProperties", at->path), LC_PART_MAP,
                       lc_str(""), 0, &here));
    LC_TRY(lc_jc_read(w, 0, from, &x));
    LC_TRY(lc_jc_read(w, 1, to, &y));
    return lc_jc_compare(w, &here, x, y);
}

static bool open_model(struct lc_node node)
{
    struct lc_node rest = lc_child(node, "additionalProperties");
    const struct lc_value *patterns = lc_get(node.value, "patternProperties");
    bool none_by_pattern = !lc_is(patterns, LC_OBJECT) || patterns->count == 0;
    return none_by_pattern && lc_jc_allows(rest) && !lc_jc_has_schema(rest);
}

/* What a partially open object asks of a name; value NULL: nothing, or it is refused. */
static ctr_status covering(struct lc_jc_walk *w, struct lc_node node, struct lc_str name,
                           struct lc_node *out)
{
    struct lc_node patterns = lc_child(node, "patternProperties");
    struct lc_node rest = lc_child(node, "additionalProperties");
    *out = lc_jc_has_schema(rest) ? rest : none;
    for (uint32_t i = 0; lc_is(patterns.value, LC_OBJECT) && i < patterns.value->count; i++) {
        const struct lc_member *m = &patterns.value->members[i];
        int match = lc_pattern_match(w->ctx, lc_key(m), name);
        if (w->ctx->error) {
            return ctr_error_status(w->ctx->error);
        }
        if (match > 0) {
            *out = (struct lc_node){patterns.doc, &m->value};
            return CTR_OK;
        }
    }
    return CTR_OK;
}

static ctr_status removed(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node b,
                          struct lc_str name, struct lc_node was)
{
    struct lc_jc *x;
    struct lc_jc *y;
    struct lc_node other;
    LC_TRY(lc_jc_read(w, 0, was, &x));
    if (open_model(b)) {
        return lc_jc_tell(w, LC_RULE_JC_PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL, at, NULL, was,
                          none);
    }
    LC_TRY(covering(w, b, name, &other));
    if (other.value) {
        LC_TRY(lc_jc_read(w, 1, other, &y));
        return lc_jc_cover(w, at, x, y,
                           LC_RULE_JC_PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                           LC_RULE_JC_PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL);
    }
    return lc_jc_tell(w,
                      x->class == LC_JC_FALSE
                          ? LC_RULE_JC_PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL
                          : LC_RULE_JC_PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL,
                      at, NULL, was, none);
}

static ctr_status added(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                        struct lc_node b, struct lc_str name, struct lc_node is)
{
    struct lc_jc *x;
    struct lc_jc *y;
    struct lc_node other;
    LC_TRY(lc_jc_read(w, 1, is, &y));
    if (open_model(a)) {
        return lc_jc_tell(w,
                          y->class == LC_JC_EMPTY
                              ? LC_RULE_JC_PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL
                              : LC_RULE_JC_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL,
                          at, NULL, none, is);
    }
    LC_TRY(covering(w, a, name, &other));
    if (other.value) {
        LC_TRY(lc_jc_read(w, 0, other, &x));
        LC_TRY(lc_jc_cover(w, at, x, y,
                           LC_RULE_JC_PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
                           LC_RULE_JC_PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL));
    }
    bool demanded = among(lc_get(b.value, "required"), name);
    bool has_default = lc_get(is.value, "default") != NULL;
    return lc_jc_tell(w,
                      !demanded ? LC_RULE_JC_OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL
                      : has_default
                          ? LC_RULE_JC_REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL
                          : LC_RULE_JC_REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL,
                      at, NULL, none, is);
}

/* ---- all of it */

static ctr_status property(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_node a,
                           struct lc_node b, struct lc_str name)
{
    struct lc_node from = child(lc_child(a, "properties"), name);
    struct lc_node to = child(lc_child(b, "properties"), name);
    struct lc_jc_at here;
    struct lc_jc *x;
    struct lc_jc *y;
    LC_TRY(at_property(w, at, "properties", name, &here));
    if (!to.value) {
        return removed(w, &here, b, name, from);
    }
    if (!from.value) {
        return added(w, &here, a, b, name, to);
    }
    LC_TRY(required(w, at, a, b, name));
    LC_TRY(lc_jc_read(w, 0, from, &x));
    LC_TRY(lc_jc_read(w, 1, to, &y));
    return lc_jc_compare(w, &here, x, y);
}

ctr_status lc_jc_object(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                        struct lc_jc *b)
{
    static const enum lc_rule_id most[4] = LIMIT_RULES(MAX_PROPERTIES);
    static const enum lc_rule_id least[4] = LIMIT_RULES(MIN_PROPERTIES);
    const struct lc_value *older = lc_get(a->node.value, "properties");
    const struct lc_value *newer = lc_get(b->node.value, "properties");
    LC_TRY(dependencies(w, at, a->node, b->node));
    LC_TRY(additional(w, at, a->node, b->node));
    LC_TRY(lc_jc_limit(w, at, "maxProperties", a->node, b->node, most));
    LC_TRY(lc_jc_limit(w, at, "minProperties", a->node, b->node, least));
    for (uint32_t i = 0; lc_is(older, LC_OBJECT) && i < older->count; i++) {
        LC_TRY(property(w, at, a->node, b->node, lc_key(&older->members[i])));
    }
    for (uint32_t i = 0; lc_is(newer, LC_OBJECT) && i < newer->count; i++) {
        struct lc_str name = lc_key(&newer->members[i]);
        LC_TRY(lc_get_str(older, name) ? CTR_OK : property(w, at, a->node, b->node, name));
    }
    return CTR_OK;
}
