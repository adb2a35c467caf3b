/*
 * Views: what the files of the schema room share of schemas that are looked at alone.
 *
 * A *view* is a schema as it acts: `$ref` and allOf taken in, limits merged, types as a set. It is
 * made of a list of elements, schema objects of which all hold.
 */
#ifndef LC_SPEC_SCHEMA_VIEW_H
#define LC_SPEC_SCHEMA_VIEW_H

#include "codec/hashed.h"
#include "spec/schema/schema.h"

/* ---- types, as a set; a number is one of three kinds, so that 1.0 can be told from 1 */
enum lc_types {
    LC_T_NULL = 1,
    LC_T_BOOLEAN = 2,
    LC_T_INT = 4,   /* 1 */
    LC_T_WHOLE = 8, /* 1.0: an integer, but not in draft 04 */
    LC_T_FRACTION = 16,
    LC_T_NUMBER = LC_T_INT | LC_T_WHOLE | LC_T_FRACTION,
    LC_T_STRING = 32,
    LC_T_ARRAY = 64,
    LC_T_OBJECT = 128,
    LC_T_ALL = 255
};

/* ---- Swagger 2.0: its schemas are those of OpenAPI 3.0, with two words of its own */

static inline bool lc_is_swagger(struct lc_node schema)
{
    return schema.doc && schema.doc->written;
}

/* schema_read.c: an object, or true or false where the draft has those. */
bool lc_is_schema(const struct lc_value *value);

/* null is allowed beside the type. */
static inline bool lc_is_nullable(enum lc_dialect dialect, struct lc_node schema)
{
    return dialect == LC_OPENAPI_30 &&
           (lc_truth(lc_get(schema.value, "nullable")) ||
            (lc_is_swagger(schema) && lc_truth(lc_get(schema.value, "x-nullable"))));
}

/* ---- views */

enum {
    LC_WITHOUT_ANY_OF = 1, /* the element's anyOf does not count: it was taken apart */
    LC_WITHOUT_ONE_OF = 2,
    LC_FLAT = 4,  /* what it brings in stands beside it already */
    LC_NAMED = 8, /* the value says by a discriminator that it is of this schema */
    LC_PART = 16  /* it stands for what takes it in, where its discriminator counts */
};

/* One of the schemas that must hold. node.value NULL: only the types in `flags`. */
struct lc_elem {
    struct lc_node node;
    uint64_t flags;
};

struct lc_elems {
    struct lc_elem *at;
    size_t count;
    size_t room;
};

/* A list that is only looked at: most have a few elements, which need no scratch memory. */
#define LC_FEW_ELEMS(list)                                                                         \
    struct lc_elem list##_few[8];                                                                  \
    struct lc_elems list = {list##_few, 0, sizeof list##_few / sizeof list##_few[0]}

struct lc_nodes {
    struct lc_node *at;
    size_t count;
    size_t room;
};

struct lc_strs {
    struct lc_str *at;
    size_t count;
    size_t room;
};

struct lc_limit {
    struct lc_node node; /* value NULL: not set */
    struct lc_decimal value;
    bool exclusive;
};

/* Limits by what they limit. */
enum lc_limit_id {
    LC_MAXIMUM,
    LC_MINIMUM,
    LC_MAX_LENGTH,
    LC_MIN_LENGTH,
    LC_MAX_ITEMS,
    LC_MIN_ITEMS,
    LC_MAX_PROPERTIES,
    LC_MIN_PROPERTIES,
    LC_LIMITS
};

/* One element's say about properties, or items. `rest` NULL: anything. */
struct lc_scope {
    struct lc_doc *doc;
    const struct lc_value *named;    /* properties, or prefixItems: object or array, may be NULL */
    const struct lc_value *patterns; /* patternProperties, may be NULL */
    const struct lc_value *rest;     /* additionalProperties, or items */
    /* unevaluatedProperties: what these elements name is left alone */
    const struct lc_elem *evaluated;
    size_t evaluated_count;
    uint32_t last; /* of the named ones, asked for last */
    /* of each of the named ones, as far as they were asked for where this scope has the only say */
    struct lc_view **views;
};

struct lc_scopes {
    struct lc_scope *at;
    size_t count;
    size_t room;
};

/* A keyword that is only known to be equal or not. */
struct lc_raw {
    struct lc_str key;
    struct lc_node node;
    bool evaluates; /* its meaning hangs on the keywords beside it */
    bool condition; /* node is the schema with if, then and else, which go together */
};

struct lc_raws {
    struct lc_raw *at;
    size_t count;
    size_t room;
};

struct lc_contains {
    struct lc_node node;
    struct lc_limit min; /* node NULL: 1 */
    struct lc_limit max;
};

struct lc_view;

/* anyOf or oneOf. */
struct lc_group {
    bool one;
    uint8_t exclusive; /* 0 = not looked at, 1 = no two members can match, 2 = not known */
    size_t elem;       /* whose it is */
    struct lc_node node;
    const struct lc_hashed_set *order; /* of the members, wherever they stand in the list */
    struct lc_view **members;
    size_t count;
    struct lc_str discriminator; /* propertyName, len 0 = none */
};

struct lc_groups {
    struct lc_group *at;
    size_t count;
    size_t room;
};

struct lc_side;

/* What few schemas have. */
struct lc_view_more {
    struct lc_nodes multiples; /* multipleOf */
    struct lc_nodes patterns;
    struct lc_nodes names; /* propertyNames */
    struct lc_nodes dependent_required;
    struct lc_nodes dependent_schemas;
    struct lc_nodes nots;
    struct lc_raws raws;
    struct lc_node unique_items;  /* true, or value NULL */
    struct lc_map required_index; /* made when many properties are required */
};

struct lc_view {
    struct lc_side *side;
    struct lc_elem *elems; /* as asked for */
    size_t elem_count;
    struct lc_elems flat; /* with what `$ref` and allOf bring in */
    uint8_t state;        /* enum view_state of schema_model.c */
    bool loop;            /* holds itself without consuming data, or is nested too deeply */
    bool plain;           /* nothing constrains but `types` and the enum */
    uint8_t types;        /* what can be valid */
    uint8_t declared;     /* what the type keywords say */
    bool has_enum;
    bool is_const;
    bool implied_null;      /* null is in the enum only through x-nullable */
    struct lc_nodes values; /* of the enum */
    struct lc_node enum_node;
    bool gathered;                   /* the values, from choices that are nothing but values */
    const struct lc_limit *limit;    /* LC_LIMITS of them; shared by views without any */
    const struct lc_view_more *more; /* shared by views without any; see lc_view_own_more */
    struct lc_nodes formats;
    struct lc_scopes objects;
    struct lc_scopes arrays;
    struct lc_strs required;
    struct lc_node required_node;
    size_t contains_count;
    const struct lc_contains *contains; /* the first, more are raws; without any, one of nothing */
    struct lc_groups groups;
    struct lc_node type_node;
    struct lc_node default_node;
    uint8_t
        tagged; /* 0 = not looked at, 1 = an object that is required to say what it is, 2 = not */
    struct lc_str tag;                /* the property that says so, */
    const struct lc_value *tag_value; /* by this value alone */
    bool deprecated;
    bool read_only;
    bool write_only;
};

/* What a comparison may cost in steps, each of which stands for some tens of bytes and a part of a
 * microsecond. */
struct lc_work {
    uint64_t done;
    uint64_t most;
    bool spent; /* nothing is compared any more, and nobody can tell of the rest */
};

struct lc_heirs; /* of schema_heirs.h */

/* One edition: its documents, its dialect, the views made so far. */
struct lc_side {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    enum lc_dialect dialect;
    bool messages; /* see struct lc_cmp */
    struct lc_map views;
    struct lc_work *work;   /* shared by both sides; see lc_charge */
    struct lc_map *apart;   /* shared: lists of views known to be disjoint, or not; may be NULL */
    struct lc_map hashes;   /* of lc_schema_hash */
    struct lc_map orders;   /* of lc_in_one_order */
    struct lc_map patterns; /* of lc_pattern_reads */
    uint32_t nesting;       /* of views under way */
    struct lc_heirs *heirs; /* NULL: no discriminator was met yet */
};

/* LIMIT when the comparison has taken too many steps, which lc_schema_compare makes an undecided
 * finding of; CANCELLED. */
ctr_status lc_charge(struct lc_side *side, uint64_t steps);

/* schema_model.c: to be written to. NULL with NOMEM recorded. */
struct lc_view_more *lc_view_own_more(struct lc_view *v);
/* The view of these elements, read completely. */
ctr_status lc_view_of(struct lc_side *side, const struct lc_elem *elems, size_t count,
                      struct lc_view **out);
ctr_status lc_view_of_node(struct lc_side *side, struct lc_node node, struct lc_view **out);
/* The same for one that it gave before. */
ctr_status lc_view_again(struct lc_view *v);
/* Nothing is required of values. */
bool lc_view_is_true(const struct lc_view *v);
/* A member as it stands there. */
static inline struct lc_node lc_group_member(const struct lc_group *group, size_t i)
{
    return (struct lc_node){group->node.doc, group->order->at[i].value};
}
/* Where to point to. */
struct lc_node lc_view_node(const struct lc_view *v);
/* The view but for some of its groups, and with a member of each in its place; members NULL: with
 * none. */
ctr_status lc_view_chosen(struct lc_view *v, const struct lc_group *const *groups, size_t count,
                          const size_t *members, struct lc_view **out);
/* The same for one group. */
ctr_status lc_view_piece(struct lc_view *v, const struct lc_group *group, size_t member,
                         struct lc_view **out);
/* The view where the value says that it is of `schema`, which may take in parts of the view. */
ctr_status lc_view_as(struct lc_view *v, struct lc_node schema, struct lc_view **out);
/* The view with its types cut down to `types`. */
ctr_status lc_view_of_types(struct lc_view *v, uint8_t types, struct lc_view **out);

/* schema_read.c: keywords of one element into the view. */
ctr_status lc_view_read(struct lc_view *v, size_t elem);
/* schema_condition.c: is it known of the condition what holds? Then *holds does, value NULL for
 * nothing; so it is where there is no condition. */
bool lc_condition_settled(enum lc_dialect dialect, struct lc_node schema, struct lc_node *holds);
/* schema_normal.c: what follows from the keywords together. */
ctr_status lc_view_normalise(struct lc_view *v);

/* schema_list.c: growing lists in scratch memory */
ctr_status lc_push_elem(struct lc_ctx *ctx, struct lc_elems *list, struct lc_elem elem);
ctr_status lc_push_node(struct lc_ctx *ctx, struct lc_nodes *list, struct lc_node node);
ctr_status lc_push_str(struct lc_ctx *ctx, struct lc_strs *list, struct lc_str text);
/* Room for exactly so many more, for lists whose length is known. */
ctr_status lc_reserve_strs(struct lc_ctx *ctx, struct lc_strs *list, size_t more);
ctr_status lc_push_scope(struct lc_ctx *ctx, struct lc_scopes *list, struct lc_scope scope);
ctr_status lc_push_raw(struct lc_ctx *ctx, struct lc_raws *list, struct lc_raw raw);
ctr_status lc_push_group(struct lc_ctx *ctx, struct lc_groups *list, struct lc_group group);

/* schema_child.c: the schema that a property or an item meets. */
bool lc_view_requires(const struct lc_view *v, struct lc_str name);
/* True if a `properties` of the view names it. */
bool lc_view_names(const struct lc_view *v, struct lc_str name);
/* *hit: a pattern of `patternProperties` surely matches it. */
ctr_status lc_view_matches(struct lc_view *v, struct lc_str name, bool *hit);
/* One or the other. */
ctr_status lc_view_declares(struct lc_view *v, struct lc_str name, bool *out);
/* *unsure: a pattern could not be judged; the view holds what is sure. */
ctr_status lc_view_property(struct lc_view *v, struct lc_str name, struct lc_view **out,
                            bool *unsure);
/* The same as a list, not yet read. */
ctr_status lc_view_property_elems(struct lc_view *v, struct lc_str name, struct lc_elems *out,
                                  bool *unsure);
/* What other names meet that match no pattern. */
ctr_status lc_view_other(struct lc_view *v, struct lc_view **out);
ctr_status lc_view_item(struct lc_view *v, size_t index, struct lc_view **out);
ctr_status lc_view_rest(struct lc_view *v, struct lc_view **out);
size_t lc_view_prefix(const struct lc_view *v); /* places with a schema of their own */
/* schema_mention.c: what the parts of a view say of a property that hold on a condition or are one
 * of several, and the values of its enum. */
struct lc_mentions {
    struct lc_elems schemas; /* that declare it */
    struct lc_nodes values;
    bool unsure; /* there may be more */
};
ctr_status lc_view_mentions(struct lc_view *v, struct lc_str name, struct lc_mentions *out);
/* *out: it names the property at all, in whatever part, if only to ask for it or to rule it out. */
ctr_status lc_view_knows(struct lc_view *v, struct lc_str name, bool *out);
/* All names of `properties`, each once, in order of appearance. */
ctr_status lc_view_all_names(struct lc_view *v, struct lc_strs *out);

/* schema_pattern.c: 1 = matches, 0 = does not, -1 = cannot be told here. */
int lc_pattern_match(struct lc_ctx *ctx, struct lc_str pattern, struct lc_str text);
/* Is it a regular expression at all? Of what is none nothing follows. */
ctr_status lc_pattern_reads(struct lc_side *side, struct lc_str pattern, bool *out);

/* ---- answers */

enum lc_answer { LC_HOLDS, LC_UNSURE, LC_FAILS };
enum lc_way { LC_SUB, LC_SUP };
/* schema_accepts.c: is the value valid? HOLDS yes, FAILS no. */
ctr_status lc_view_accepts(struct lc_view *v, const struct lc_value *value, enum lc_answer *out);
/* Is a whole number written as draft 04 wants integers to be, without fraction and exponent? */
bool lc_bare_integer(struct lc_str text);
/* The few values that a view can have at all; false if they are not few. In draft 04 each stands
 * for all ways to write it: see lc_other_form. */
bool lc_view_finite(const struct lc_view *v, struct lc_nodes *out);
/* schema_few.c: true in *out only if the first has few values, and the second accepts each. */
ctr_status lc_few_accepted(struct lc_view *few, struct lc_view *all, bool *out);
/* The other way to write a value of few, where draft 04 on one side tells 1 and 1.0 apart: *out is
 * NULL where there is none. *deep: such a number lies within it, and no other way is made. */
ctr_status lc_other_form(struct lc_view *a, struct lc_view *b, const struct lc_value *value,
                         const struct lc_value **out, bool *deep);
/* At least and at most so many. */
struct lc_span {
    int64_t least;
    int64_t most; /* INT64_MAX: without end */
};
/* schema_length.c: the lengths that texts of the view have at least and at most, by its limits, its
 * patterns and what it refuses. */
ctr_status lc_view_lengths(struct lc_view *v, struct lc_span *out);
/* schema_size.c: of items that arrays of the view have, of properties that objects of it have, by
 * all of its keywords. */
ctr_status lc_view_items(struct lc_view *v, struct lc_span *out);
ctr_status lc_view_properties(struct lc_view *v, struct lc_span *out);
/* If it is a pattern, every text matches it. False where that is not sure. */
bool lc_pattern_trivial(struct lc_str pattern);
/* schema_pattern_same.c: the two are the same pattern, perhaps written in two ways. */
ctr_status lc_pattern_same(struct lc_side *side, struct lc_str a, struct lc_str b, bool *out);
/* schema_disjoint.c: true in *out only if surely no value is valid under both. */
ctr_status lc_view_disjoint(struct lc_view *a, struct lc_view *b, bool *out);
/* Objects that say what they are by the same value of the same property. */
ctr_status lc_view_same_tag(struct lc_view *a, struct lc_view *b, bool *out);
/* No two members of the group can match one value. */
ctr_status lc_group_exclusive(struct lc_side *side, struct lc_group *group, bool *out);

/* schema_ref.c: target of a reference, `$id` and anchors included. */
ctr_status lc_schema_target(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_node *out);
/* schema_fixed.c: the `$dynamicRef`, or `$recursiveRef`, of a schema where it is known to lead to
 * one schema, whatever the way to it, which lc_schema_target tells; value NULL where it is not. */
struct lc_node lc_schema_fixed(const struct lc_bundle *b, enum lc_dialect dialect,
                               struct lc_node schema);
/* schema_ref_loop.c: behind references that stand alone in their schemas. */
ctr_status lc_schema_behind(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                            struct lc_node *node);

/* True if the view's draft has integers only where numbers are looked at. */
static inline bool lc_only_integers(const struct lc_view *v)
{
    return (v->types & LC_T_FRACTION) == 0;
}

#endif
