/*
 * Inside the validator: a schema is made into rules once, and every value is held against them.
 *
 * Functions that judge return true or false; what stops the whole call (no memory, a limit, the
 * cancel flag) is kept in the run's `status` and looks like false on the way up.
 */
#ifndef LC_SPEC_VALIDATE_ROOM_H
#define LC_SPEC_VALIDATE_ROOM_H

#include "spec/regex.h"
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"
#include "spec/validate/validate.h"

/* ---- what a schema is made into */

enum lc_op {
    LC_OP_NEVER = 1, /* the schema false */
    LC_OP_TYPE,
    LC_OP_ENUM,
    LC_OP_CONST,
    LC_OP_MAXIMUM,
    LC_OP_MINIMUM,
    LC_OP_MULTIPLE_OF,
    LC_OP_MAX_LENGTH,
    LC_OP_MIN_LENGTH,
    LC_OP_PATTERN,
    LC_OP_MAX_ITEMS,
    LC_OP_MIN_ITEMS,
    LC_OP_UNIQUE,
    LC_OP_ITEMS,
    LC_OP_CONTAINS,
    LC_OP_MAX_PROPERTIES,
    LC_OP_MIN_PROPERTIES,
    LC_OP_REQUIRED,
    LC_OP_PROPERTIES,
    LC_OP_NAMES,
    LC_OP_DEPENDENT,
    LC_OP_REF,
    LC_OP_DYNAMIC_REF,
    LC_OP_RECURSIVE_REF,
    LC_OP_ALL_OF,
    LC_OP_ANY_OF,
    LC_OP_ONE_OF,
    LC_OP_NOT,
    LC_OP_IF,
    LC_OP_UNEVALUATED_ITEMS,
    LC_OP_UNEVALUATED_PROPERTIES
};

struct lc_vschema;
struct lc_vrun;

struct lc_vbound {
    struct lc_decimal value;
    int64_t whole; /* the same, where `small` */
    int64_t parts; /* the same in billionths, where `fine` */
    bool small;
    bool fine;
    bool exclusive;
};

struct lc_venum {
    const struct lc_value *values; /* an array's items, or one value */
    uint32_t count;
    struct lc_hashed_set set; /* of them; at NULL: there are few */
    bool null_too;            /* Swagger 2.0: x-nullable beside an enum */
};

struct lc_vlist {
    struct lc_vschema **at;
    uint32_t count;
};

struct lc_vpattern {
    const struct lc_regex *regex;
    struct lc_vschema *schema;
    struct lc_str text;
    const struct lc_value *node; /* the schema in its document */
};

/* properties, patternProperties, additionalProperties. */
struct lc_vproperties {
    const struct lc_value *named; /* object; NULL: none */
    struct lc_vschema **schemas;  /* as its members */
    struct lc_vpattern *patterns;
    uint32_t pattern_count;
    struct lc_vschema *rest; /* NULL: nothing is said of others */
    const struct lc_member *rest_at;
};

/* Items by place and the others. */
struct lc_vitems {
    struct lc_vlist prefix;
    const struct lc_value *prefix_at;
    struct lc_vschema *rest; /* NULL: nothing is said of others */
    const struct lc_member *rest_at;
};

struct lc_vcontains {
    struct lc_vschema *schema;
    uint64_t min;
    uint64_t max;
    const struct lc_member *min_at; /* NULL: not written */
    const struct lc_member *max_at;
    bool evaluates; /* since 2020-12 what matches counts as evaluated */
};

/* When a property is there, others have to be, or a schema holds. */
struct lc_vdependent {
    struct lc_str name;
    const struct lc_value *node;
    struct lc_vschema *schema; /* NULL: node is a list of names */
};

struct lc_vdependents {
    struct lc_vdependent *at;
    uint32_t count;
};

struct lc_vreference {
    struct lc_vschema *schema;
    struct lc_str name; /* of a dynamic anchor; ptr NULL: an ordinary reference */
};

struct lc_vif {
    struct lc_vschema *condition;
    struct lc_vschema *branch[2]; /* then, else; NULL: none */
    const struct lc_member *branch_at[2];
};

struct lc_vrule {
    uint8_t op;
    uint8_t types; /* that it speaks of */
    const struct lc_member *at;
    union {
        uint8_t allowed; /* TYPE */
        uint64_t count;  /* lengths and counts */
        struct lc_vbound *bound;
        struct lc_venum *values;
        struct lc_vpattern *pattern;
        struct lc_vproperties *properties;
        struct lc_vitems *items;
        struct lc_vcontains *contains;
        struct lc_vdependents *dependents;
        struct lc_vreference *reference;
        struct lc_vlist *list;
        struct lc_vif *condition;
        struct lc_vschema *schema;
    };
};

struct lc_vschema {
    struct lc_node node;
    struct lc_resource *resource;
    struct lc_vschema *next; /* to be read */
    struct lc_vrule *rules;
    uint32_t count;
    bool is_read;
    bool never;  /* false */
    bool tracks; /* has unevaluatedItems or unevaluatedProperties */
    /* the value that it is looking at; meeting it again is a loop */
    const struct lc_value *looks_at;
};

struct lc_vset {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    struct lc_map schemas; /* value to struct lc_vschema */
    struct lc_vschema *queue;
    struct lc_vschema **queue_end;
    struct lc_regexes regexes;
    bool lazy;    /* schemas are read when a value first meets them */
    bool dynamic; /* there are references that the way to them decides */
};

/* ---- reading: validate_schema.c */

struct lc_vreader {
    struct lc_vset *set;
    struct lc_ctx *ctx;
    struct lc_vschema *schema;
    struct lc_node node;
    enum lc_dialect dialect;
    uint32_t vocabularies;
    struct lc_vrule *rules;
    uint32_t count;
};

/* The root and all that it reaches, read. */
ctr_status lc_vset_read(struct lc_vset *set, const struct lc_target *root, struct lc_vschema **out);
/* While a value is judged: read the schema, or find the one of a property. False: r is stopped. */
bool lc_vread_late(struct lc_vrun *r, struct lc_vschema *s);
bool lc_vschema_late(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_value *value,
                     struct lc_vschema **out);
/* A schema that is read later. */
ctr_status lc_vschema_of(struct lc_vreader *r, const struct lc_value *value,
                         struct lc_vschema **out);
struct lc_vrule *lc_vrule(struct lc_vreader *r, const struct lc_member *m, enum lc_op op,
                          uint8_t types);
/* INPUT: "the keyword 'x' …", at its value. */
ctr_status lc_vbad(struct lc_vreader *r, const struct lc_member *m, const struct lc_value *where,
                   const char *wanted);
/* validate_limit.c, validate_value.c: keywords of one value */
ctr_status lc_vread_bound(struct lc_vreader *r, const struct lc_member *m, enum lc_key key);
ctr_status lc_vread_count(struct lc_vreader *r, const struct lc_member *m, enum lc_op op,
                          uint8_t types);
bool lc_vcount(const struct lc_value *value, uint64_t *out);
ctr_status lc_vread_type(struct lc_vreader *r, const struct lc_member *m);
ctr_status lc_vread_enum(struct lc_vreader *r, const struct lc_member *m);
ctr_status lc_vread_const(struct lc_vreader *r, const struct lc_member *m);
ctr_status lc_vread_pattern(struct lc_vreader *r, const struct lc_member *m);
/* validate_object.c, validate_array.c: keywords that hold schemas of parts */
ctr_status lc_vread_properties(struct lc_vreader *r);
ctr_status lc_vread_items(struct lc_vreader *r);
ctr_status lc_vread_contains(struct lc_vreader *r, const struct lc_member *m);
ctr_status lc_vread_required(struct lc_vreader *r, const struct lc_member *m);
ctr_status lc_vread_dependents(struct lc_vreader *r, const struct lc_member *m, bool schemas,
                               bool lists);
ctr_status lc_vregex(struct lc_vreader *r, const struct lc_member *m, struct lc_str text,
                     uint32_t offset, const struct lc_regex **out);

/* ---- judging */

enum lc_step { LC_STEP_ROOT, LC_STEP_MEMBER, LC_STEP_ITEM, LC_STEP_NAME };

/* A value and the way to it. */
struct lc_spot {
    const struct lc_spot *up;
    const struct lc_value *value;
    struct lc_str key;
    uint32_t index;
    enum lc_step step;
};

/* Which members or items of the value at hand were looked at: bits in the run's room. */
struct lc_track {
    size_t from;
    size_t words;
    bool all;
};

struct lc_scope_of {
    const struct lc_scope_of *up;
    const struct lc_resource *resource;
};

struct lc_vfound {
    const char *keyword;
    const char *message;
    const char *pointer;
    uint32_t offset;
    struct lc_node schema;
    size_t depth; /* steps from the root */
};

struct lc_vrun {
    struct lc_ctx *ctx;
    struct lc_vset *set;
    struct lc_doc *doc; /* of the values */
    ctr_status status;
    bool quiet; /* only yes or no is wanted */
    /* the keyword's value, or the schema with the condition, that refuses nothing; NULL = none */
    const struct lc_value *skipped;
    bool probing; /* looking for the branch that comes closest */
    bool all;     /* violations are wanted */
    bool full;    /* no more are */
    uint32_t most;
    struct lc_vfound *found;
    size_t count;
    size_t room;
    uint32_t depth;
    uint64_t steps;
    uint64_t most_steps;
    const struct lc_scope_of *scope;
    uint64_t *bits;
    size_t bits_used;
    size_t bits_room;
    struct lc_hashed *hashed; /* room of uniqueItems */
    size_t hashed_room;
};

/* validate_run.c */
bool lc_vjudge(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
               struct lc_track *t);
/* One value that stands by itself; `found` is filled up to `most`. */
ctr_status lc_vrun_all(struct lc_vrun *r, struct lc_vschema *root, bool *valid);
/* Steps taken; false when there were too many, or the call was cancelled. */
bool lc_vcharge(struct lc_vrun *r, const struct lc_spot *at, uint64_t steps);
bool lc_vstop(struct lc_vrun *r, ctr_status status);
/* After something was wrong: should more be looked for? */
static inline bool lc_von(const struct lc_vrun *r)
{
    return !r->quiet && !r->full && r->status == CTR_OK;
}

/* validate_track.c */
bool lc_vtrack_open(struct lc_vrun *r, const struct lc_value *value, struct lc_track *out);
void lc_vtrack_close(struct lc_vrun *r, const struct lc_track *t);
void lc_vtrack_join(struct lc_vrun *r, struct lc_track *into, const struct lc_track *from);
static inline void lc_vtrack_set(struct lc_vrun *r, const struct lc_track *t, uint32_t index)
{
    r->bits[t->from + index / 64] |= UINT64_C(1) << (index % 64);
}
static inline bool lc_vtrack_has(const struct lc_vrun *r, const struct lc_track *t, uint32_t index)
{
    return t->all || (r->bits[t->from + index / 64] >> (index % 64) & 1);
}

/* validate_value.c, validate_limit.c, validate_object.c, validate_array.c, validate_combine.c */
bool lc_vtype(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
              const struct lc_spot *at);
bool lc_venum(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
              const struct lc_spot *at);
bool lc_vpattern(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                 const struct lc_spot *at);
/* 1, 0, or -1 with the run stopped. */
int lc_vmatch(struct lc_vrun *r, const struct lc_spot *at, const struct lc_vpattern *pattern,
              struct lc_str text);
bool lc_vbound(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
               const struct lc_spot *at);
bool lc_vcounted(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                 const struct lc_spot *at);
bool lc_vproperties(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_track *t);
bool lc_vrequired(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                  const struct lc_spot *at);
bool lc_vnames(struct lc_vrun *r, const struct lc_vrule *rule, const struct lc_spot *at);
bool lc_vdependents(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_track *t);
bool lc_vrest_properties(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                         const struct lc_spot *at, struct lc_track *t);
bool lc_vitems(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
               const struct lc_spot *at, struct lc_track *t);
bool lc_vcontains(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                  const struct lc_spot *at, struct lc_track *t);
bool lc_vunique(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                const struct lc_spot *at);
bool lc_vrest_items(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_track *t);
bool lc_vcombined(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                  const struct lc_spot *at, struct lc_track *t);
bool lc_vreferred(struct lc_vrun *r, const struct lc_vrule *rule, const struct lc_spot *at,
                  struct lc_track *t);

/* validate_say.c: record a violation; false. `m` NULL: of the schema itself. Use LC_VFAIL, which
 * says nothing while nobody listens. */
bool lc_vfail(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_member *m,
              const struct lc_spot *at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
#define LC_VFAIL(r, ...) ((r)->quiet ? false : lc_vfail((r), __VA_ARGS__))
/* "the string \"abc\"", "an array of 3 items". */
const char *lc_vshow(struct lc_vrun *r, const struct lc_value *value);
const char *lc_vpointer(struct lc_vrun *r, const struct lc_spot *at);
uint32_t lc_voffset(const struct lc_spot *at);
const char *lc_vtype_words(struct lc_ctx *ctx, uint8_t types);
struct lc_str lc_vclip(struct lc_str s);
/* LIMIT at the place of a value. */
bool lc_vlimit(struct lc_vrun *r, const struct lc_spot *at, const char *text);

/* The types of a value; of a number all three that there are, because few ask which. */
static inline uint8_t lc_vtype_of(const struct lc_value *v)
{
    static const uint8_t types[] = {0,           LC_T_NULL,   LC_T_BOOLEAN, LC_T_BOOLEAN,
                                    LC_T_NUMBER, LC_T_STRING, LC_T_ARRAY,   LC_T_OBJECT};
    return types[v->kind];
}

#endif
