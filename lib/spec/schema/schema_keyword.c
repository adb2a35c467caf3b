/*
 * Keywords: which dialect knows them, and what kind of thing they are. Whatever a dialect does not
 * know is raw: a change of it is undecided.
 */
#include "spec/schema/schema_keyword.h"

#include <stdlib.h>

#define D04 (1u << LC_DRAFT_04)
#define D06 (1u << LC_DRAFT_06)
#define D07 (1u << LC_DRAFT_07)
#define D19 (1u << LC_DRAFT_2019)
#define D20 (1u << LC_DRAFT_2020)
#define O30 (1u << LC_OPENAPI_30)
#define O31 (1u << LC_OPENAPI_31)
#define AAS (1u << LC_ASYNCAPI)
#define NEW (D19 | D20 | O31)
#define FROM_07 (D07 | AAS | NEW)
#define FROM_06 (D06 | FROM_07)
#define DRAFTS (D04 | D06 | D07 | AAS | D19 | D20)
#define API (O30 | O31)
#define ALL (DRAFTS | API)

struct keyword {
    struct lc_str text;
    enum lc_key key;
    unsigned dialects;
};

#define WORD(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

/* sorted bytewise */
static const struct keyword table[] = {
    {WORD("$anchor"), LC_KEY_NEUTRAL, ALL},
    {WORD("$comment"), LC_KEY_WORDS, ALL},
    {WORD("$defs"), LC_KEY_NEUTRAL, ALL},
    {WORD("$dynamicAnchor"), LC_KEY_NEUTRAL, ALL},
    {WORD("$dynamicRef"), LC_KEY_RAW, ALL},
    {WORD("$id"), LC_KEY_WORDS, ALL & ~D04},
    {WORD("$recursiveAnchor"), LC_KEY_RAW, ALL},
    {WORD("$recursiveRef"), LC_KEY_RAW, ALL},
    {WORD("$ref"), LC_KEY_NEUTRAL, ALL},
    {WORD("$schema"), LC_KEY_WORDS, ALL},
    {WORD("$vocabulary"), LC_KEY_NEUTRAL, ALL},
    {WORD("additionalItems"), LC_KEY_ARRAY, D04 | D06 | D07 | AAS | D19},
    {WORD("additionalProperties"), LC_KEY_OBJECT, ALL},
    {WORD("allOf"), LC_KEY_ALL_OF, ALL},
    {WORD("anyOf"), LC_KEY_ANY_OF, ALL},
    {WORD("const"), LC_KEY_CONST, FROM_06},
    {WORD("contains"), LC_KEY_CONTAINS, FROM_06},
    {WORD("contentEncoding"), LC_KEY_CONTENT_ENCODING, O31},
    {WORD("contentMediaType"), LC_KEY_RAW, ALL},
    {WORD("contentSchema"), LC_KEY_RAW, ALL},
    {WORD("default"), LC_KEY_DEFAULT, ALL},
    {WORD("definitions"), LC_KEY_NEUTRAL, ALL},
    {WORD("dependencies"), LC_KEY_DEPENDENCIES, D04 | D06 | D07 | AAS},
    {WORD("dependentRequired"), LC_KEY_DEPENDENT_REQUIRED, NEW},
    {WORD("dependentSchemas"), LC_KEY_DEPENDENT_SCHEMAS, NEW},
    {WORD("deprecated"), LC_KEY_DEPRECATED, ALL},
    {WORD("description"), LC_KEY_WORDS, ALL},
    {WORD("discriminator"), LC_KEY_DISCRIMINATOR, API | AAS},
    {WORD("else"), LC_KEY_NEUTRAL, FROM_07},
    {WORD("enum"), LC_KEY_ENUM, ALL},
    {WORD("example"), LC_KEY_WORDS, ALL},
    {WORD("examples"), LC_KEY_WORDS, ALL},
    {WORD("exclusiveMaximum"), LC_KEY_EXCLUSIVE_MAXIMUM, ALL},
    {WORD("exclusiveMinimum"), LC_KEY_EXCLUSIVE_MINIMUM, ALL},
    {WORD("externalDocs"), LC_KEY_WORDS, ALL},
    {WORD("format"), LC_KEY_FORMAT, ALL},
    {WORD("id"), LC_KEY_WORDS, D04},
    {WORD("if"), LC_KEY_IF, FROM_07},
    {WORD("items"), LC_KEY_ARRAY, ALL},
    {WORD("maxContains"), LC_KEY_CONTAINS, NEW},
    {WORD("maxItems"), LC_KEY_MAX_ITEMS, ALL},
    {WORD("maxLength"), LC_KEY_MAX_LENGTH, ALL},
    {WORD("maxProperties"), LC_KEY_MAX_PROPERTIES, ALL},
    {WORD("maximum"), LC_KEY_MAXIMUM, ALL},
    {WORD("minContains"), LC_KEY_CONTAINS, NEW},
    {WORD("minItems"), LC_KEY_MIN_ITEMS, ALL},
    {WORD("minLength"), LC_KEY_MIN_LENGTH, ALL},
    {WORD("minProperties"), LC_KEY_MIN_PROPERTIES, ALL},
    {WORD("minimum"), LC_KEY_MINIMUM, ALL},
    {WORD("multipleOf"), LC_KEY_MULTIPLE_OF, ALL},
    {WORD("not"), LC_KEY_NOT, ALL},
    {WORD("nullable"), LC_KEY_NULLABLE, O30},
    {WORD("oneOf"), LC_KEY_ONE_OF, ALL},
    {WORD("pattern"), LC_KEY_PATTERN, ALL},
    {WORD("patternProperties"), LC_KEY_OBJECT, ALL & ~O30},
    {WORD("prefixItems"), LC_KEY_ARRAY, D20 | O31},
    {WORD("properties"), LC_KEY_OBJECT, ALL},
    {WORD("propertyNames"), LC_KEY_PROPERTY_NAMES, FROM_06},
    {WORD("readOnly"), LC_KEY_READ_ONLY, ALL},
    {WORD("required"), LC_KEY_REQUIRED, ALL},
    {WORD("then"), LC_KEY_NEUTRAL, FROM_07},
    {WORD("title"), LC_KEY_WORDS, ALL},
    {WORD("type"), LC_KEY_TYPE, ALL},
    {WORD("unevaluatedItems"), LC_KEY_UNEVALUATED_ITEMS, NEW},
    {WORD("unevaluatedProperties"), LC_KEY_UNEVALUATED_PROPERTIES, NEW},
    {WORD("uniqueItems"), LC_KEY_UNIQUE_ITEMS, ALL},
    {WORD("writeOnly"), LC_KEY_WRITE_ONLY, ALL},
};

static int by_text(const void *key, const void *row)
{
    return lc_str_cmp(*(const struct lc_str *)key, ((const struct keyword *)row)->text);
}

enum lc_key lc_keyword(enum lc_dialect dialect, struct lc_str text)
{
    const struct keyword *k =
        bsearch(&text, table, sizeof table / sizeof table[0], sizeof table[0], by_text);
    if (k && (k->dialects & (1u << dialect))) {
        return k->key;
    }
    bool extension = text.len > 1 && text.ptr[0] == 'x' && text.ptr[1] == '-';
    return extension && !lc_str_is(text, "x-extensible-enum") ? LC_KEY_EXTENSION : LC_KEY_RAW;
}

bool lc_holds_schemas(enum lc_dialect dialect, struct lc_str text)
{
    enum lc_key key = lc_keyword(dialect, text);
    bool content =
        dialect >= LC_DRAFT_2019 && dialect != LC_ASYNCAPI && lc_str_is(text, "contentSchema");
    return content || !(key == LC_KEY_RAW || key == LC_KEY_WORDS || key == LC_KEY_EXTENSION);
}
