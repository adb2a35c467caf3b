/*
 * Conditions that are settled: `if` takes everything, or nothing, by how it is written alone, so
 * that one of its consequences stands there as if for itself; or none of them says anything.
 */
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_room.h"

enum takes { TAKES_NOTHING, TAKES_ALL, TAKES_SOME };

/* Says nothing of values beside others. A reference counts as saying something. */
static bool is_light(enum lc_dialect dialect, struct lc_str text)
{
    enum lc_key key = lc_keyword(dialect, text);
    bool words = key == LC_KEY_WORDS || key == LC_KEY_EXTENSION || key == LC_KEY_NEUTRAL;
    bool aside = key == LC_KEY_DEFAULT || key == LC_KEY_DEPRECATED || key == LC_KEY_READ_ONLY ||
                 key == LC_KEY_WRITE_ONLY;
    return (words || aside) && !lc_str_is(text, "$ref") && !lc_str_is(text, "$schema");
}

/* By how it is written: nothing is looked into that could lead back here. */
static enum takes takes(enum lc_dialect dialect, const struct lc_value *schema)
{
    bool negated = false;
    const struct lc_value *inner = schema;
    for (; lc_is(inner, LC_OBJECT) && inner->count == 1; inner = &inner->members[0].value) {
        if (lc_keyword(dialect, lc_key(&inner->members[0])) != LC_KEY_NOT) {
            break;
        }
        negated = !negated;
    }
    bool all = lc_is(inner, LC_TRUE) || lc_is(inner, LC_OBJECT);
    for (uint32_t i = 0; lc_is(inner, LC_OBJECT) && i < inner->count && all; i++) {
        all = is_light(dialect, lc_key(&inner->members[i]));
    }
    if (!all && !lc_is(inner, LC_FALSE)) {
        return TAKES_SOME;
    }
    return all != negated ? TAKES_ALL : TAKES_NOTHING;
}

bool lc_condition_settled(enum lc_dialect dialect, struct lc_node schema, struct lc_node *holds)
{
    *holds = (struct lc_node){schema.doc, NULL};
    struct lc_node condition = lc_child(schema, "if");
    if (!condition.value || lc_keyword(dialect, LC_STR("if")) != LC_KEY_IF) {
        return true;
    }
    struct lc_node then = lc_child(schema, "then");
    struct lc_node otherwise = lc_child(schema, "else");
    bool light = (!then.value || takes(dialect, then.value) == TAKES_ALL) &&
                 (!otherwise.value || takes(dialect, otherwise.value) == TAKES_ALL);
    enum takes which = takes(dialect, condition.value);
    if (!light && which != TAKES_SOME) {
        *holds = which == TAKES_ALL ? then : otherwise;
    }
    return light || which != TAKES_SOME;
}
