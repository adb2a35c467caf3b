/*
 * Two dialects: does what is written alike say the same in both? Only what is sure to does; for the
 * rest the two schemas are compared by what each means in its own.
 */
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"

/* "exclusiveMinimum: true" belongs to the bound beside it. */
static bool has_flags(enum lc_dialect dialect)
{
    return dialect == LC_DRAFT_04 || dialect == LC_OPENAPI_30;
}

/* A list of items is one by place. */
static bool has_item_lists(enum lc_dialect dialect)
{
    return dialect <= LC_DRAFT_2019 || dialect == LC_ASYNCAPI;
}

/* Which items count as looked at changed with every draft but the last. */
static bool is_newest(enum lc_dialect dialect)
{
    return dialect == LC_DRAFT_2020 || dialect == LC_OPENAPI_31;
}

static bool names_integer(const struct lc_value *type)
{
    for (uint32_t i = 0; lc_is(type, LC_ARRAY) && i < type->count; i++) {
        if (lc_str_is(lc_text(&type->items[i]), "integer")) {
            return true;
        }
    }
    return lc_str_is(lc_text(type), "integer");
}

/* Known to no dialect's reader as more than a word, though some give it a meaning. */
static bool is_unclear(struct lc_str key)
{
    return key.len == 0 || key.ptr[0] == '$' || lc_str_starts(key, LC_STR("content"));
}

static bool means_same(enum lc_dialect a, enum lc_dialect b, struct lc_str key,
                       const struct lc_value *value)
{
    enum lc_key class = lc_keyword(a, key);
    if (class != lc_keyword(b, key)) {
        return false;
    }
    switch ((int)class) {
    case LC_KEY_RAW:
        return !is_unclear(key);
    case LC_KEY_WORDS:
        return !lc_str_is(key, "$schema");
    case LC_KEY_EXTENSION:
        return !lc_str_is(key, "x-nullable");
    case LC_KEY_TYPE: /* is 1.0 one? */
        return (a == LC_DRAFT_04) == (b == LC_DRAFT_04) || !names_integer(value);
    case LC_KEY_EXCLUSIVE_MAXIMUM:
    case LC_KEY_EXCLUSIVE_MINIMUM:
        return has_flags(a) == has_flags(b);
    case LC_KEY_ARRAY:
        return !lc_is(value, LC_ARRAY) || !lc_str_is(key, "items") ||
               (has_item_lists(a) && has_item_lists(b));
    case LC_KEY_UNEVALUATED_ITEMS:
    case LC_KEY_UNEVALUATED_PROPERTIES:
        return is_newest(a) && is_newest(b);
    default:
        return true;
    }
}

bool lc_alike_keyword(const struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                      struct lc_str key)
{
    if (m->side[0].dialect != m->side[1].dialect) {
        return means_same(m->side[0].dialect, m->side[1].dialect, key, a.value);
    }
    return !lc_str_is(key, "x-nullable") || lc_is_swagger(a) == lc_is_swagger(b);
}

bool lc_schema_words(enum lc_dialect dialect, struct lc_str key)
{
    return lc_keyword(dialect, key) == LC_KEY_WORDS && !lc_str_is(key, "$id") &&
           !lc_str_is(key, "id") && !lc_str_is(key, "$schema");
}

/* Beside its reference the schema has words for people only: whether they count is no matter. */
static bool only_words(enum lc_dialect dialect, const struct lc_value *schema)
{
    for (uint32_t i = 0; i < schema->count; i++) {
        struct lc_str key = lc_key(&schema->members[i]);
        if (!lc_str_is(key, "$ref") && !lc_schema_words(dialect, key)) {
            return false;
        }
    }
    return true;
}

bool lc_alike_schema(const struct lc_schema_memo *m, struct lc_node a, struct lc_node b)
{
    const struct lc_side *x = &m->side[0];
    const struct lc_side *y = &m->side[1];
    if (x->dialect == y->dialect) {
        return true;
    }
    if (lc_schema_foreign(x->bundle, a.value, x->dialect) ||
        lc_schema_foreign(y->bundle, b.value, y->dialect)) {
        return false;
    }
    return lc_ref_alone(x->dialect, a.value) == lc_ref_alone(y->dialect, b.value) ||
           (only_words(x->dialect, a.value) && only_words(y->dialect, b.value));
}
