/* Members that no rule is about: words, and whatever else is kept and compared as it is. */
#include "spec/odcs/odcs.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

/* What other rules are about, in either specification. */
static const char *const judged[] = {"items",
                                     "physicalType",
                                     "required",
                                     "unique",
                                     "primaryKey",
                                     "primary",
                                     "partitioned",
                                     "criticalDataElement",
                                     "uniqueItems",
                                     "classification",
                                     "pii",
                                     "encryptedName",
                                     "physicalName",
                                     "logicalTypeOptions",
                                     "enum",
                                     "pattern",
                                     "format",
                                     "quality",
                                     "minLength",
                                     "maxLength",
                                     "minItems",
                                     "maxItems",
                                     "minProperties",
                                     "maxProperties",
                                     "minimum",
                                     "exclusiveMinimum",
                                     "maximum",
                                     "exclusiveMaximum",
                                     "multipleOf",
                                     "precision",
                                     "scale",
                                     "timezone",
                                     "primaryKeyPosition",
                                     "partitionKeyPosition",
                                     "transformLogic",
                                     "transformSourceObjects",
                                     "defaultTimezone",
                                     NULL};
/* In one of them; a word of the other is a member that no rule is about. */
static const char *const of_standard[] = {"properties", "logicalType", "relationships", NULL};
static const char *const of_older[] = {"fields", "keys",       "values",           "$ref",
                                       "type",   "references", "additionalFields", NULL};

static bool is_judged(const struct lc_odcs_walk *w, const char *inside, struct lc_str key)
{
    if (lc_str_is(key, "name")) { /* in the older one a field has it before its colon */
        return !w->old->older && !*inside;
    }
    return lc_str_among(key, judged) || lc_str_among(key, w->old->older ? of_older : of_standard);
}

static bool is_words(struct lc_str key)
{
    static const char *const words[] = {"description",
                                        "businessName",
                                        "title",
                                        "tags",
                                        "examples",
                                        "example",
                                        "purpose",
                                        "sample",
                                        "transformDescription",
                                        "dataGranularityDescription",
                                        "authoritativeDefinitions",
                                        NULL};
    return lc_str_among(key, words);
}

static bool same(const struct lc_odcs_walk *w, struct lc_str key, struct lc_node older,
                 struct lc_node newer)
{
    return w->old->older && lc_str_is(key, "config") ? lc_odcs_same_config(older, newer)
                                                     : lc_odcs_same(older, newer);
}

bool lc_odcs_is_note(struct lc_str key)
{
    static const char *const others[] = {"id", "customProperties", NULL};
    return is_words(key) || lc_str_among(key, others);
}

ctr_status lc_odcs_noted(struct lc_odcs_walk *w, const char *part, const char *inside,
                         struct lc_str key, struct lc_node older, struct lc_node newer)
{
    bool words = is_words(key);
    const struct lc_odcs_saying s = {
        .rule = words ? LC_RULE_ODCS_WORDS_CHANGED : LC_RULE_ODCS_METADATA_CHANGED,
        .change = LC_ODCS_OTHER,
        .part = part,
        .old = older,
        .new = newer,
        .arguments = lc_format(w->ctx, "%.*s%s %016llx", S(key), inside,
                               (unsigned long long)(newer.value ? lc_value_hash(newer.value) : 0)),
        .message = lc_format(w->ctx, "%.*s%s%s%s was %s", S(key), part ? " of " : "",
                             part ? part : "", inside,
                             !older.value   ? "added"
                             : !newer.value ? "removed"
                                            : "changed"),
    };
    return s.arguments ? lc_odcs_say(w, &s) : CTR_E_NOMEM;
}

ctr_status lc_odcs_words(struct lc_odcs_walk *w, const char *part, const char *inside,
                         struct lc_node older, struct lc_node newer)
{
    for (uint32_t i = 0; lc_is(older.value, LC_OBJECT) && i < older.value->count; i++) {
        const struct lc_member *m = &older.value->members[i];
        struct lc_node from = {older.doc, &m->value};
        struct lc_node to = {newer.doc, lc_get_str(newer.value, lc_key(m))};
        if (!is_judged(w, inside, lc_key(m)) && !same(w, lc_key(m), from, to)) {
            LC_TRY(lc_odcs_noted(w, part, inside, lc_key(m), from, to));
        }
    }
    for (uint32_t i = 0; lc_is(newer.value, LC_OBJECT) && i < newer.value->count; i++) {
        const struct lc_member *m = &newer.value->members[i];
        struct lc_node from = {0};
        struct lc_node to = {newer.doc, &m->value};
        if (!is_judged(w, inside, lc_key(m)) && !lc_get_str(older.value, lc_key(m)) &&
            !same(w, lc_key(m), from, to)) {
            LC_TRY(lc_odcs_noted(w, part, inside, lc_key(m), from, to));
        }
    }
    return CTR_OK;
}
