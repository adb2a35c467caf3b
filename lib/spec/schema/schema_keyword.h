/* What a keyword is to a dialect. */
#ifndef LC_SPEC_SCHEMA_KEYWORD_H
#define LC_SPEC_SCHEMA_KEYWORD_H

#include "spec/schema/schema.h"

enum lc_key {
    LC_KEY_RAW,       /* known only to be equal or not */
    LC_KEY_NEUTRAL,   /* says nothing about values */
    LC_KEY_WORDS,     /* for people */
    LC_KEY_EXTENSION, /* x-… */
    LC_KEY_ALL_OF,
    LC_KEY_ANY_OF,
    LC_KEY_ARRAY, /* items and its kin */
    LC_KEY_CONST,
    LC_KEY_CONTAINS,
    LC_KEY_CONTENT_ENCODING, /* of an API, where it took the place of a format */
    LC_KEY_DEFAULT,
    LC_KEY_DEPENDENCIES,
    LC_KEY_DEPENDENT_REQUIRED,
    LC_KEY_DEPENDENT_SCHEMAS,
    LC_KEY_DEPRECATED,
    LC_KEY_DISCRIMINATOR,
    LC_KEY_ENUM,
    LC_KEY_EXCLUSIVE_MAXIMUM,
    LC_KEY_EXCLUSIVE_MINIMUM,
    LC_KEY_FORMAT,
    LC_KEY_IF, /* with then and else */
    LC_KEY_MAXIMUM,
    LC_KEY_MAX_ITEMS,
    LC_KEY_MAX_LENGTH,
    LC_KEY_MAX_PROPERTIES,
    LC_KEY_MINIMUM,
    LC_KEY_MIN_ITEMS,
    LC_KEY_MIN_LENGTH,
    LC_KEY_MIN_PROPERTIES,
    LC_KEY_MULTIPLE_OF,
    LC_KEY_NOT,
    LC_KEY_NULLABLE,
    LC_KEY_OBJECT, /* properties and its kin */
    LC_KEY_ONE_OF,
    LC_KEY_PATTERN,
    LC_KEY_PROPERTY_NAMES,
    LC_KEY_READ_ONLY,
    LC_KEY_REQUIRED,
    LC_KEY_TYPE,
    LC_KEY_UNEVALUATED_ITEMS,
    LC_KEY_UNEVALUATED_PROPERTIES,
    LC_KEY_UNIQUE_ITEMS,
    LC_KEY_WRITE_ONLY
};

enum lc_key lc_keyword(enum lc_dialect dialect, struct lc_str text);
/* False if nothing below the keyword is a schema, because the dialect does not know it. */
bool lc_holds_schemas(enum lc_dialect dialect, struct lc_str text);

#endif
