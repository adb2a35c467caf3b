/*
 * Inside the schema room: what its files share.
 *
 * A *view* is a schema as it acts: `$ref` and allOf taken in, limits merged, types as a set. It is
 * made of a list of elements, schema objects of which all hold. A *pair* is two views under
 * comparison; pairs form a graph, whose answers are the greatest fixed point (schema_memo.c) and
 * whose differences are told once per place they are reached from (schema_emit.c).
 *
 * Everything counts in two directions: SUB, the old schema implies the new one, and SUP, the new
 * one implies the old one. What that means to clients is only decided when it is told.
 */
#ifndef LC_SPEC_SCHEMA_ROOM_H
#define LC_SPEC_SCHEMA_ROOM_H

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
    const struct lc_contains *contains; /* if there is exactly one; else one of nothing */
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

/* What a comparison may cost in steps, each of tens of bytes and a part of a microsecond. */
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
/* schema_ref_loop.c: behind references that stand alone in their schemas. */
ctr_status lc_schema_behind(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                            struct lc_node *node);

/* ---- pairs */

struct lc_pair;
struct lc_schema_memo;

/* What readOnly and writeOnly mean here. */
enum lc_io { LC_IO_NONE, LC_IO_REQUEST, LC_IO_RESPONSE };

enum lc_kind_id {
#define LC_KIND(name, ...) LC_CHANGE_##name,
#define LC_KIND_DEEP(name, ...) LC_CHANGE_##name,
#define LC_KIND_RECEIVED(name, ...) LC_CHANGE_##name,
#define LC_KIND_DATA(name, ...) LC_CHANGE_##name,
#define LC_KIND_ONE(name, ...) LC_CHANGE_##name,
#define LC_KIND_ROW(name, ...) LC_CHANGE_##name,
#include "spec/schema/schema_kinds.def"
#undef LC_KIND
#undef LC_KIND_DEEP
#undef LC_KIND_RECEIVED
#undef LC_KIND_DATA
#undef LC_KIND_ONE
#undef LC_KIND_ROW
    LC_CHANGE_COUNT
};

/* schema_kind.c: the rule of a change at a site; `body`: at the root of a body. */
enum lc_rule_id lc_kind_rule(enum lc_kind_id kind, enum lc_site site, bool body);

/* One way in which something could hold after all. */
struct lc_choice {
    struct lc_view *a;
    struct lc_view *b;
    enum lc_way way;      /* which answer of the pair (a, b) is asked */
    struct lc_pair *pair; /* made when it is first looked at */
    bool watched, soft;   /* it hears when the answer changes; what is a warning only holds */
};

/* The best of several; they are tried in their order, and listed only when they are needed. */
struct lc_cond {
    struct lc_choice *choices; /* NULL: not listed yet, or none */
    size_t count;
    /* NULL: all are listed */
    ctr_status (*list)(struct lc_schema_memo *m, const struct lc_pair *who, struct lc_cond *c);
    const void *from; /* what to list them from, and which */
    size_t index;
};

/* The frame of what lies at a pair's own place; no schema adds words to an address. */
enum { LC_HERE = LC_PART_WORDS };

/* One difference, relative to its pair. */
struct lc_draft {
    struct lc_draft *next;
    enum lc_kind_id kind;
    struct lc_part frame;     /* kind LC_HERE: at the pair's own place */
    enum lc_answer effect[2]; /* at worst */
    bool warns[2];            /* where it holds: worth a warning */
    bool soft[2];             /* where it fails: told as a warning only */
    bool unshown; /* by readOnly or writeOnly: no value shows it, no choice excuses it */
    struct lc_cond *excuse[2]; /* NULL = none */
    struct lc_node old_node;
    struct lc_node new_node;
    const char *arguments;
    const char *message;
    const struct lc_place *place[2];
    bool placed;
    const struct lc_value *known[2]; /* by way: a value here that was a witness before */
};

struct lc_edge {
    struct lc_edge *next;
    struct lc_edge *again; /* the next one to the same child, in the index */
    struct lc_part frame;
    struct lc_pair *child;
    bool counts[2];
    struct lc_cond *excuse[2];
};

struct lc_reader {
    struct lc_reader *next;
    struct lc_pair *pair;
};

struct lc_pair {
    struct lc_view *a;
    struct lc_view *b;
    enum lc_io io;
    bool built;
    bool queued;
    bool dirty;    /* something is to be told here or below */
    bool holds[2]; /* shown in another way, whatever the differences */
    uint8_t answer[2];
    uint8_t shown[2]; /* the same, soft failures left out: what tell_again speaks of */
    struct lc_draft *drafts;
    struct lc_draft **last_draft;
    struct lc_edge *edges;
    struct lc_edge **last_edge;
    struct lc_reader *readers; /* their answers hang on ours */
    struct lc_reader *parents; /* their edges lead to us */
    struct lc_pair *next_queued;
    struct lc_pair *next_dirty;
    struct lc_pair *within; /* see lc_pair_part; NULL: none */
    struct lc_map index;    /* of a pair with parts: child to the edge that leads to it */
    /* while telling */
    uint64_t epoch;
    uint32_t visits;
    bool recursive;
    bool thinned; /* drafts that say the same as another one are taken out */
};

/* A pair that only stands for many others, all of which must hold. They are added to it one at a
 * time, when nothing else is left to be worked out, until it fails in all ways that are wanted. */
struct lc_all {
    struct lc_pair *pair; /* NULL: nobody asked for it yet */
    /* Add an edge to the pair; *more: there are others. */
    ctr_status (*more)(struct lc_schema_memo *m, struct lc_all *all, bool *more);
    bool wanted[2];
    bool whole; /* all were added */
    bool waits; /* in the list of those to which more can be added */
    struct lc_all *next;
};

/* schema_same.c: equal with everything that is reached. */
ctr_status lc_same(struct lc_schema_memo *m, struct lc_node a, struct lc_node b, bool *out);
/* The same but for words for people, names of definitions, and whether a schema stands in its place
 * or behind a reference. */
ctr_status lc_same_meaning(struct lc_schema_memo *m, struct lc_node a, struct lc_node b, bool *out);

/* schema_hash.c: the same for schemas that differ in the order of lists that have none. */
ctr_status lc_schema_hash(struct lc_side *side, const struct lc_value *schema, uint64_t *out);
enum lc_order { LC_ORDER_MATTERS, LC_ORDER_VALUES, LC_ORDER_SCHEMAS };
/* Does the order of a list matter that is the value of the keyword, and what does it hold? */
enum lc_order lc_order_of(struct lc_str key);
/* The schemas of a list in an order that is the same for all lists of the same schemas. */
ctr_status lc_in_one_order(struct lc_side *side, const struct lc_value *list,
                           const struct lc_hashed_set **out);

/* schema_alike.c: written alike in the dialects of the two sides, do they mean the same? A
 * keyword with its value; a schema but for its keywords. */
bool lc_alike_keyword(const struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                      struct lc_str key);
bool lc_alike_schema(const struct lc_schema_memo *m, struct lc_node a, struct lc_node b);
/* A keyword for people only. */
bool lc_schema_words(enum lc_dialect dialect, struct lc_str key);

/* schema_dynamic.c: a keyword whose target is found by name at run time, and whether two lead to
 * the same. */
bool lc_is_dynamic(struct lc_str key);
ctr_status lc_same_dynamic(struct lc_schema_memo *m, struct lc_node a, struct lc_node b, bool *out);
/* schema_same.c */
ctr_status lc_same_elems(struct lc_schema_memo *m, const struct lc_elem *a, size_t a_count,
                         const struct lc_elem *b, size_t b_count, bool *out);

struct lc_same_entry;
struct lc_spot;    /* of schema_emit.c */
struct lc_witness; /* of witness.c */

struct lc_schema_memo {
    struct lc_cmp *c;
    struct lc_ctx *ctx;
    struct lc_side side[2];
    struct lc_work work;
    struct lc_map apart;
    struct lc_map pairs;
    struct lc_pair *queue_first;
    struct lc_pair *queue_last;
    struct lc_all *waiting;
    struct lc_map same;
    struct lc_same_entry *same_queue;
    uint8_t bundles_equal; /* 0 = not looked at, 1 = yes, 2 = no */
    uint8_t own_targets;   /* the same: a document of one's own has targets of dynamic references */
    uint64_t epoch;
    struct lc_spot *spots;      /* to be used again */
    struct lc_map sets;         /* of choices: views to one of their lists */
    struct lc_map overlaps;     /* two such sets to which of them may take one value */
    struct lc_map best;         /* condition over such a set to the pair that stands for it */
    struct lc_map told_again;   /* part to what was told of schemas that come again there */
    struct lc_witness *witness; /* NULL: none was looked for yet */
};

/* schema_memo.c */
ctr_status lc_pair_of(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b, enum lc_io io,
                      struct lc_pair **out);
ctr_status lc_pair_edge(struct lc_schema_memo *m, struct lc_pair *from, struct lc_part frame,
                        struct lc_view *a, struct lc_view *b, struct lc_edge **out);
/* An edge to what holds at the same place, beside what `within` says, which `from` says as well: in
 * the pair of the two views nothing of that is said again. */
ctr_status lc_pair_part(struct lc_schema_memo *m, struct lc_pair *from, struct lc_view *a,
                        struct lc_view *b, struct lc_pair *within);
/* A copy of the draft; its lists of choices are kept. */
ctr_status lc_pair_draft(struct lc_schema_memo *m, struct lc_pair *at,
                         const struct lc_draft *draft);
/* A pair that only stands for one condition, the best of `c`, so that many can share it. */
ctr_status lc_pair_best_of(struct lc_schema_memo *m, struct lc_cond *c, enum lc_way way,
                           enum lc_io io, struct lc_pair **out);
/* The answers of a way of it are wanted. */
ctr_status lc_all_want(struct lc_schema_memo *m, struct lc_all *all, enum lc_way way,
                       enum lc_io io);
/* A pair of which nothing but its answer is known. */
ctr_status lc_pair_of_answer(struct lc_schema_memo *m, enum lc_answer answer, enum lc_io io,
                             struct lc_pair **out);
/* A condition with one choice. */
struct lc_cond *lc_cond_one(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b,
                            enum lc_way way);
enum lc_answer lc_draft_effect(const struct lc_draft *d, enum lc_way way);
enum lc_answer lc_edge_cap(const struct lc_edge *e, enum lc_way way);
/* Work until all answers stand. */
ctr_status lc_pair_solve(struct lc_schema_memo *m);

/* schema_local.c: fill a pair with its differences and edges. */
ctr_status lc_pair_build(struct lc_schema_memo *m, struct lc_pair *p);
/* A difference without a frame of its own; old/new = its places. */
ctr_status lc_change(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                     enum lc_answer sub, enum lc_answer sup, struct lc_node old_node,
                     struct lc_node new_node, const char *arguments, const char *message);
/* Its parts */
ctr_status lc_build_values(struct lc_schema_memo *m, struct lc_pair *p);   /* schema_value.c */
ctr_status lc_build_limits(struct lc_schema_memo *m, struct lc_pair *p);   /* schema_limit.c */
ctr_status lc_build_life(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_life.c */
ctr_status lc_build_object(struct lc_schema_memo *m, struct lc_pair *p);   /* schema_object.c */
ctr_status lc_build_presence(struct lc_schema_memo *m, struct lc_pair *p); /* schema_property.c */
ctr_status lc_build_array(struct lc_schema_memo *m, struct lc_pair *p);    /* schema_array.c */
ctr_status lc_build_groups(struct lc_schema_memo *m, struct lc_pair *p);   /* schema_combine.c */
ctr_status lc_build_nots(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_not.c */
ctr_status lc_build_all_of(struct lc_schema_memo *m, struct lc_pair *p);   /* schema_not.c */
ctr_status lc_build_words(struct lc_schema_memo *m, struct lc_pair *p);    /* schema_words.c */
/* schema_discriminator.c */
ctr_status lc_build_discriminator(struct lc_schema_memo *m, struct lc_pair *p);

/* schema_emit.c */
ctr_status lc_pair_tell(struct lc_schema_memo *m, struct lc_pair *root, enum lc_site site,
                        const struct lc_part *part, const struct lc_node schema[2]);

/* True if the view's draft has integers only where numbers are looked at. */
static inline bool lc_only_integers(const struct lc_view *v)
{
    return (v->types & LC_T_FRACTION) == 0;
}

#endif
