/*
 * The metaschemas, from pieces that the drafts share. Lists of properties stand in blocks of YAML
 * that are put behind one another; a place names what may stand below a keyword.
 */
#include "spec/schema/metaschema.h"

#define DRAFT "http://json-schema.org/"
#define NEWER "https://json-schema.org/draft/"

/* ---- drafts 04 to 07: one document each */

#define TYPES "{enum: [array, boolean, integer, 'null', number, object, string]}"
#define COUNTS(plain, from_0)                                                                      \
    "  maxLength: {$ref: '#/" plain "'}\n"                                                         \
    "  minLength: {$ref: '#/" from_0 "'}\n"                                                        \
    "  maxItems: {$ref: '#/" plain "'}\n"                                                          \
    "  minItems: {$ref: '#/" from_0 "'}\n"                                                         \
    "  maxProperties: {$ref: '#/" plain "'}\n"                                                     \
    "  minProperties: {$ref: '#/" from_0 "'}\n"                                                    \
    "  uniqueItems: {type: boolean, default: false}\n"                                             \
    "  pattern: {type: string, format: regex}\n"
#define LIMITS                                                                                     \
    "  maximum: {type: number}\n"                                                                  \
    "  minimum: {type: number}\n"
#define EXCLUSIVE(type)                                                                            \
    "  exclusiveMaximum: {type: " type "}\n"                                                       \
    "  exclusiveMinimum: {type: " type "}\n"
#define TYPE(where)                                                                                \
    "  type:\n"                                                                                    \
    "    anyOf:\n"                                                                                 \
    "    - {$ref: '#/" where "/simpleTypes'}\n"                                                    \
    "    - {type: array, items: {$ref: '#/" where                                                  \
    "/simpleTypes'}, minItems: 1, uniqueItems: true}\n"
#define GROUPS(where)                                                                              \
    "  allOf: {$ref: '#/" where "/schemaArray'}\n"                                                 \
    "  anyOf: {$ref: '#/" where "/schemaArray'}\n"                                                 \
    "  oneOf: {$ref: '#/" where "/schemaArray'}\n"
#define MAP(name) "  " name ": {type: object, additionalProperties: {$ref: '#'}, default: {}}\n"
#define WORDS                                                                                      \
    "  title: {type: string}\n"                                                                    \
    "  description: {type: string}\n"
#define OLD_ARRAYS(rest)                                                                           \
    "  items: {anyOf: [{$ref: '#'}, {$ref: '#/definitions/schemaArray'}]}\n"                       \
    "  additionalItems: " rest "\n"                                                                \
    "  additionalProperties: " rest "\n"                                                           \
    "  not: {$ref: '#'}\n"                                                                         \
    "  required: {$ref: '#/definitions/stringArray'}\n"                                            \
    "  format: {type: string}\n"                                                                   \
    "  $schema: {type: string, format: uri}\n"                                                     \
    "  dependencies:\n"                                                                            \
    "    type: object\n"                                                                           \
    "    additionalProperties: {anyOf: [{$ref: '#'}, {$ref: '#/definitions/stringArray'}]}\n"

static const char draft_04[] =
    "id: " DRAFT "draft-04/schema#\n"
    "$schema: " DRAFT "draft-04/schema#\n"
    "description: Core schema meta-schema\n"
    "definitions:\n"
    "  schemaArray: {type: array, minItems: 1, items: {$ref: '#'}}\n"
    "  positiveInteger: {type: integer, minimum: 0}\n"
    "  positiveIntegerDefault0: {allOf: [{$ref: '#/definitions/positiveInteger'}, {default: 0}]}\n"
    "  simpleTypes: " TYPES "\n"
    "  stringArray: {type: array, items: {type: string}, minItems: 1, uniqueItems: true}\n"
    "type: object\n"
    "dependencies: {exclusiveMaximum: [maximum], exclusiveMinimum: [minimum]}\n"
    "default: {}\n"
    "properties:\n"
    "  id: {type: string}\n"
    "  default: {}\n"
    "  multipleOf: {type: number, minimum: 0, exclusiveMinimum: true}\n"
    "  enum: {type: array, minItems: 1, uniqueItems: true}\n" WORDS LIMITS EXCLUSIVE("boolean")
        COUNTS("definitions/positiveInteger", "definitions/positiveIntegerDefault0")
            TYPE("definitions") GROUPS("definitions") MAP("definitions") MAP("properties")
                MAP("patternProperties") OLD_ARRAYS("{anyOf: [{type: boolean}, {$ref: '#'}]}");

#define OLD_HEAD(draft)                                                                            \
    "$id: " DRAFT draft "/schema#\n"                                                               \
    "$schema: " DRAFT draft "/schema#\n"                                                           \
    "title: Core schema meta-schema\n"                                                             \
    "definitions:\n"                                                                               \
    "  schemaArray: {type: array, minItems: 1, items: {$ref: '#'}}\n"                              \
    "  nonNegativeInteger: {type: integer, minimum: 0}\n"                                          \
    "  nonNegativeIntegerDefault0:\n"                                                              \
    "    allOf: [{$ref: '#/definitions/nonNegativeInteger'}, {default: 0}]\n"                      \
    "  simpleTypes: " TYPES "\n"                                                                   \
    "  stringArray: {type: array, items: {type: string}, uniqueItems: true, default: []}\n"        \
    "type: [object, boolean]\n"                                                                    \
    "properties:\n"                                                                                \
    "  $id: {type: string, format: uri-reference}\n"                                               \
    "  $ref: {type: string, format: uri-reference}\n"                                              \
    "  default: {}\n"                                                                              \
    "  const: {}\n"                                                                                \
    "  examples: {type: array, items: {}}\n"                                                       \
    "  multipleOf: {type: number, exclusiveMinimum: 0}\n"                                          \
    "  contains: {$ref: '#'}\n"                                                                    \
    "  propertyNames: {$ref: '#'}\n" WORDS LIMITS EXCLUSIVE("number")                              \
        COUNTS("definitions/nonNegativeInteger", "definitions/nonNegativeIntegerDefault0")         \
            TYPE("definitions") GROUPS("definitions") MAP("definitions") MAP("properties")         \
                OLD_ARRAYS("{$ref: '#'}")

static const char draft_06[] =
    OLD_HEAD("draft-06") MAP("patternProperties") "  enum: {type: array, minItems: 1, "
                                                  "uniqueItems: true}\n"
                                                  "default: {}\n";

static const char draft_07[] = OLD_HEAD("draft-07") "  patternProperties:\n"
                                                    "    {type: object, additionalProperties: "
                                                    "{$ref: '#'}, propertyNames: {format: regex}}\n"
                                                    "  enum: {type: array, items: true}\n"
                                                    "  $comment: {type: string}\n"
                                                    "  readOnly: {type: boolean, default: false}\n"
                                                    "  writeOnly: {type: boolean, default: false}\n"
                                                    "  contentMediaType: {type: string}\n"
                                                    "  contentEncoding: {type: string}\n"
                                                    "  if: {$ref: '#'}\n"
                                                    "  then: {$ref: '#'}\n"
                                                    "  else: {$ref: '#'}\n"
                                                    "default: true\n";

/* ---- 2019-09 and 2020-12: a document a vocabulary; `self` is the schema as it is extended */

#define SELF_19 "{$recursiveRef: '#'}"
#define SELF_20 "{$dynamicRef: '#meta'}"
#define PIECE(draft, name, vocabulary, anchor)                                                     \
    "$schema: " NEWER draft "/schema\n"                                                            \
    "$id: " NEWER draft "/meta/" name "\n"                                                         \
    "$vocabulary: {'" NEWER draft "/vocab/" vocabulary "': true}\n" anchor                         \
    "type: [object, boolean]\n"
#define ANCHOR_19 "$recursiveAnchor: true\n"
#define ANCHOR_20 "$dynamicAnchor: meta\n"
#define PIECE_19(name) PIECE("2019-09", name, name, ANCHOR_19)
#define PIECE_20(name) PIECE("2020-12", name, name, ANCHOR_20)
#define EACH(name, self) "  " name ": {type: object, additionalProperties: " self ", default: {}}\n"
#define ONE(name, self) "  " name ": " self "\n"
#define SCHEMA_ARRAY(self)                                                                         \
    "$defs:\n"                                                                                     \
    "  schemaArray: {type: array, minItems: 1, items: " self "}\n"
#define APPLICATORS(self)                                                                          \
    ONE("items", self)                                                                             \
    APPLICATORS_BUT_ITEMS(self)
#define APPLICATORS_BUT_ITEMS(self)                                                                \
    ONE("contains", self)                                                                          \
    ONE("additionalProperties", self)                                                              \
    EACH("properties", self)                                                                       \
    "  patternProperties:\n"                                                                       \
    "    {type: object, additionalProperties: " self                                               \
    ", propertyNames: {format: regex}}\n" EACH("dependentSchemas", self)                           \
        ONE("propertyNames", self) ONE("if", self) ONE("then", self) ONE("else", self)             \
            ONE("not", self) GROUPS("$defs")
#define VALIDATION                                                                                 \
    "$defs:\n"                                                                                     \
    "  nonNegativeInteger: {type: integer, minimum: 0}\n"                                          \
    "  nonNegativeIntegerDefault0: {$ref: '#/$defs/nonNegativeInteger', default: 0}\n"             \
    "  simpleTypes: " TYPES "\n"                                                                   \
    "  stringArray: {type: array, items: {type: string}, uniqueItems: true, default: []}\n"        \
    "properties:\n"                                                                                \
    "  const: true\n"                                                                              \
    "  enum: {type: array, items: true}\n"                                                         \
    "  multipleOf: {type: number, exclusiveMinimum: 0}\n"                                          \
    "  maxContains: {$ref: '#/$defs/nonNegativeInteger'}\n"                                        \
    "  minContains: {$ref: '#/$defs/nonNegativeInteger', default: 1}\n"                            \
    "  required: {$ref: '#/$defs/stringArray'}\n"                                                  \
    "  dependentRequired:\n"                                                                       \
    "    {type: object, additionalProperties: {$ref: '#/$defs/stringArray'}}\n" LIMITS EXCLUSIVE(  \
        "number") COUNTS("$defs/nonNegativeInteger", "$defs/nonNegativeIntegerDefault0")           \
        TYPE("$defs")
#define META_DATA                                                                                  \
    "properties:\n"                                                                                \
    "  default: true\n"                                                                            \
    "  deprecated: {type: boolean, default: false}\n"                                              \
    "  readOnly: {type: boolean, default: false}\n"                                                \
    "  writeOnly: {type: boolean, default: false}\n"                                               \
    "  examples: {type: array, items: true}\n" WORDS
#define FORMAT                                                                                     \
    "properties:\n"                                                                                \
    "  format: {type: string}\n"
#define CONTENT(self)                                                                              \
    "properties:\n"                                                                                \
    "  contentMediaType: {type: string}\n"                                                         \
    "  contentEncoding: {type: string}\n" ONE("contentSchema", self)
#define VOCABULARY(draft, name, must) "  '" NEWER draft "/vocab/" name "': " must "\n"
/* What the newer drafts still let stand of the older ones. */
#define LEFT_OVER(self)                                                                            \
    "type: [object, boolean]\n"                                                                    \
    "properties:\n" EACH("definitions", self) "  dependencies:\n"                                  \
                                              "    type: object\n"                                 \
                                              "    additionalProperties: {anyOf: [" self           \
                                              ", {$ref: 'meta/validation#/$defs/stringArray'}]}\n"

static const char schema_19[] =
    "$schema: " NEWER "2019-09/schema\n"
    "$id: " NEWER "2019-09/schema\n"
    "title: Core and validation meta-schema\n"
    "$vocabulary:\n" VOCABULARY("2019-09", "core", "true")
        VOCABULARY("2019-09", "applicator", "true") VOCABULARY("2019-09", "validation", "true")
            VOCABULARY("2019-09", "meta-data", "true") VOCABULARY("2019-09", "format", "false")
                VOCABULARY("2019-09", "content", "true") ANCHOR_19
    "allOf: [{$ref: meta/core}, {$ref: meta/applicator}, {$ref: meta/validation},\n"
    "        {$ref: meta/meta-data}, {$ref: meta/format}, {$ref: meta/content}]\n" LEFT_OVER(
        SELF_19);

static const char core_19[] =
    PIECE_19("core") "properties:\n"
                     "  $id: {type: string, format: uri-reference, pattern: '^[^#]*#?$'}\n"
                     "  $schema: {type: string, format: uri}\n"
                     "  $anchor: {type: string, pattern: '^[A-Za-z][-A-Za-z0-9.:_]*$'}\n"
                     "  $ref: {type: string, format: uri-reference}\n"
                     "  $recursiveRef: {type: string, format: uri-reference}\n"
                     "  $recursiveAnchor: {type: boolean, default: false}\n"
                     "  $vocabulary:\n"
                     "    {type: object, propertyNames: {type: string, format: uri},\n"
                     "     additionalProperties: {type: boolean}}\n"
                     "  $comment: {type: string}\n" EACH("$defs", SELF_19);

static const char applicator_19[] = PIECE_19("applicator")
    SCHEMA_ARRAY(SELF_19) "properties:\n"
                          "  items: {anyOf: [" SELF_19
                          ", {$ref: '#/$defs/schemaArray'}]}\n" ONE("additionalItems", SELF_19)
                              ONE("unevaluatedItems", SELF_19) ONE("unevaluatedProperties", SELF_19)
                                  APPLICATORS_BUT_ITEMS(SELF_19);

static const char schema_20[] =
    "$schema: " NEWER "2020-12/schema\n"
    "$id: " NEWER "2020-12/schema\n"
    "title: Core and validation meta-schema\n"
    "$vocabulary:\n" VOCABULARY("2020-12", "core", "true")
        VOCABULARY("2020-12", "applicator", "true") VOCABULARY("2020-12", "unevaluated", "true")
            VOCABULARY("2020-12", "validation", "true") VOCABULARY("2020-12", "meta-data", "true")
                VOCABULARY("2020-12", "format-annotation", "true")
                    VOCABULARY("2020-12", "content", "true") ANCHOR_20
    "allOf: [{$ref: meta/core}, {$ref: meta/applicator}, {$ref: meta/unevaluated},\n"
    "        {$ref: meta/validation}, {$ref: meta/meta-data}, {$ref: meta/format-annotation},\n"
    "        {$ref: meta/content}]\n" LEFT_OVER(
        SELF_20) "  $recursiveAnchor: {$ref: 'meta/core#/$defs/anchorString'}\n"
                 "  $recursiveRef: {$ref: 'meta/core#/$defs/uriReferenceString'}\n";

static const char core_20[] =
    PIECE_20("core") "$defs:\n"
                     "  anchorString: {type: string, pattern: '^[A-Za-z_][-A-Za-z0-9._]*$'}\n"
                     "  uriString: {type: string, format: uri}\n"
                     "  uriReferenceString: {type: string, format: uri-reference}\n"
                     "properties:\n"
                     "  $id: {$ref: '#/$defs/uriReferenceString', pattern: '^[^#]*#?$'}\n"
                     "  $schema: {$ref: '#/$defs/uriString'}\n"
                     "  $ref: {$ref: '#/$defs/uriReferenceString'}\n"
                     "  $anchor: {$ref: '#/$defs/anchorString'}\n"
                     "  $dynamicRef: {$ref: '#/$defs/uriReferenceString'}\n"
                     "  $dynamicAnchor: {$ref: '#/$defs/anchorString'}\n"
                     "  $vocabulary:\n"
                     "    {type: object, propertyNames: {$ref: '#/$defs/uriString'},\n"
                     "     additionalProperties: {type: boolean}}\n"
                     "  $comment: {type: string}\n" EACH("$defs", SELF_20);

static const char applicator_20[] = PIECE_20("applicator")
    SCHEMA_ARRAY(SELF_20) "properties:\n"
                          "  prefixItems: {$ref: '#/$defs/schemaArray'}\n" APPLICATORS(SELF_20);

static const char unevaluated_20[] =
    PIECE_20("unevaluated") "properties:\n" ONE("unevaluatedItems", SELF_20)
        ONE("unevaluatedProperties", SELF_20);

static const char validation_19[] = PIECE_19("validation") VALIDATION;
static const char validation_20[] = PIECE_20("validation") VALIDATION;
static const char meta_data_19[] = PIECE_19("meta-data") META_DATA;
static const char meta_data_20[] = PIECE_20("meta-data") META_DATA;
static const char format_19[] = PIECE_19("format") FORMAT;
static const char format_annotation_20[] = PIECE_20("format-annotation") FORMAT;
static const char format_assertion_20[] = PIECE_20("format-assertion") FORMAT;
static const char content_19[] = PIECE_19("content") CONTENT(SELF_19);
static const char content_20[] = PIECE_20("content") CONTENT(SELF_20);

static const struct {
    const char *address;
    const char *text;
} table[] = {
    {DRAFT "draft-04/schema", draft_04},
    {DRAFT "draft-06/schema", draft_06},
    {DRAFT "draft-07/schema", draft_07},
    {NEWER "2019-09/schema", schema_19},
    {NEWER "2019-09/meta/core", core_19},
    {NEWER "2019-09/meta/applicator", applicator_19},
    {NEWER "2019-09/meta/validation", validation_19},
    {NEWER "2019-09/meta/meta-data", meta_data_19},
    {NEWER "2019-09/meta/format", format_19},
    {NEWER "2019-09/meta/content", content_19},
    {NEWER "2020-12/schema", schema_20},
    {NEWER "2020-12/meta/core", core_20},
    {NEWER "2020-12/meta/applicator", applicator_20},
    {NEWER "2020-12/meta/unevaluated", unevaluated_20},
    {NEWER "2020-12/meta/validation", validation_20},
    {NEWER "2020-12/meta/meta-data", meta_data_20},
    {NEWER "2020-12/meta/format-annotation", format_annotation_20},
    {NEWER "2020-12/meta/format-assertion", format_assertion_20},
    {NEWER "2020-12/meta/content", content_20},
};

const char *lc_metaschema(struct lc_str address)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (lc_str_is(address, table[i].address)) {
            return table[i].text;
        }
    }
    return NULL;
}
