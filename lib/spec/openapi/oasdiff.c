/* The rules of oasdiff by the names that they have here. */
#include "spec/rules/rules.h"

static const struct row {
    const char *theirs;
    const char *ours;
} table[] = {
#define LC_OASDIFF(theirs, ours) {theirs, ours},
#include "spec/openapi/oasdiff.def"
#undef LC_OASDIFF
};

/* One of the same name speaks of the same, if there is one. */
static const char *same_name(const char *theirs)
{
    const struct lc_rule *rule = lc_rule_find(theirs);
    return rule ? rule->id : NULL;
}

const char *lc_rule_of_oasdiff(const char *theirs, size_t n)
{
    const char *same = same_name(theirs);
    if (same && n == 0) {
        return same;
    }
    n -= same != NULL;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].theirs, theirs) == 0 && n-- == 0) {
            return table[i].ours;
        }
    }
    return NULL;
}

const char *lc_oasdiff_of_rule(const char *ours, size_t n)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].ours, ours) == 0 && n-- == 0) {
            return table[i].theirs;
        }
    }
    return NULL;
}
