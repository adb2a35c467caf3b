/*
 * Inside the schema room: what its files share of two schemas under comparison.
 *
 * A *pair* is two views (schema_view.h); pairs form a graph, whose answers are the greatest fixed
 * point (schema_memo.c) and whose differences are told once per place they are reached from
 * (schema_emit.c).
 *
 * Everything counts in two directions: SUB, the old schema implies the new one, and SUP, the new
 * one implies the old one. What that means to clients is only decided when it is told.
 */
#ifndef LC_SPEC_SCHEMA_ROOM_H
#define LC_SPEC_SCHEMA_ROOM_H

#include "spec/schema/schema_view.h"

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

/*
 * Fragments of schemas hold beside others: what is in `not`, one choice of several, what the
 * presence of a property asks for. That one of them does not name a property says nothing of what
 * is sent, so that two of them are compared strictly, whatever the profile. But a name that nothing
 * says anything of at their place is passed over by who passes over names.
 */
struct lc_beside {
    struct lc_view *const *views[2]; /* by the side that lacks a name: what would have to know it */
    size_t count[2];
};

/* One way in which something could hold after all. */
struct lc_choice {
    struct lc_view *a;
    struct lc_view *b;
    enum lc_way way;                /* which answer of the pair (a, b) is asked */
    bool fragments;                 /* the two are fragments */
    const struct lc_beside *beside; /* of fragments; NULL: any name may be known */
    struct lc_pair *pair;           /* made when it is first looked at */
    bool watched, soft; /* it hears when the answer changes; what is a warning only holds */
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
    bool quiet;               /* it is not told where it holds */
    bool unshown; /* by readOnly or writeOnly: no value shows it, no choice excuses it */
    struct lc_cond *excuse[2]; /* NULL = none */
    struct lc_node old_node;
    struct lc_node new_node;
    const char *arguments;
    const char *message;
    const struct lc_place *place[2];
    bool placed;
    const struct lc_value *known[2]; /* by way: a value here that was a witness before */
    bool missed[2];                  /* or none was found elsewhere, all time for it spent */
};

struct lc_choice_at; /* of schema_choice.c */

struct lc_edge {
    struct lc_edge *next;
    struct lc_edge *again; /* the next one to the same child, in the index */
    struct lc_part frame;
    struct lc_pair *child;
    struct lc_choice_at *choice; /* that it leads into; NULL: none */
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
    bool fragments;                 /* or below them, where the profile is tolerant */
    const struct lc_beside *beside; /* of fragments; NULL: any name may be known */
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
/* Names that only one of the two declares are passed over. */
bool lc_pair_tolerant(const struct lc_schema_memo *m, const struct lc_pair *p);
ctr_status lc_pair_edge(struct lc_schema_memo *m, struct lc_pair *from, struct lc_part frame,
                        struct lc_view *a, struct lc_view *b, struct lc_edge **out);
/* An edge to what holds at the same place, beside what `within` says, which `from` says as well: in
 * the pair of the two views nothing of that is said again. */
ctr_status lc_pair_part(struct lc_schema_memo *m, struct lc_pair *from, struct lc_view *a,
                        struct lc_view *b, struct lc_pair *within);
/* schema_choice.c: the choice that an edge leads into, and what is told of a difference, if it is
 * written in that (NULL: in none). */
ctr_status lc_choice_mark(struct lc_schema_memo *m, struct lc_node old_node,
                          struct lc_node new_node, struct lc_choice_at **out);
ctr_status lc_choice_arguments(struct lc_schema_memo *m, struct lc_choice_at *c,
                               const struct lc_place *const place[2], const char **arguments);
/* A copy of the draft; its lists of choices are kept. */
ctr_status lc_pair_draft(struct lc_schema_memo *m, struct lc_pair *at,
                         const struct lc_draft *draft);
/* A pair that only stands for one condition, the best of `c`, compared as `who` is, so that many
 * can share it. */
ctr_status lc_pair_best_of(struct lc_schema_memo *m, struct lc_cond *c, enum lc_way way,
                           const struct lc_pair *who, struct lc_pair **out);
/* The answers of a way of it are wanted by `who`, as which it is compared. */
ctr_status lc_all_want(struct lc_schema_memo *m, struct lc_all *all, enum lc_way way,
                       const struct lc_pair *who);
/* A pair of which nothing but its answer is known. */
ctr_status lc_pair_of_answer(struct lc_schema_memo *m, enum lc_answer answer, enum lc_io io,
                             struct lc_pair **out);
/* To such a pair: what holds must hold of these two as well. */
ctr_status lc_pair_and(struct lc_schema_memo *m, struct lc_pair *all, struct lc_view *a,
                       struct lc_view *b);
/* A condition with one choice. */
struct lc_cond *lc_cond_one(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b,
                            enum lc_way way);
/* The same of two fragments; `beside` stays as long as the comparison. */
struct lc_cond *lc_cond_fragments(struct lc_schema_memo *m, struct lc_view *a, struct lc_view *b,
                                  enum lc_way way, const struct lc_beside *beside);
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
ctr_status lc_build_values(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_value.c */
ctr_status lc_build_limits(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_limit.c */
ctr_status lc_build_life(struct lc_schema_memo *m, struct lc_pair *p);       /* schema_life.c */
ctr_status lc_build_object(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_object.c */
ctr_status lc_build_presence(struct lc_schema_memo *m, struct lc_pair *p);   /* schema_property.c */
ctr_status lc_build_array(struct lc_schema_memo *m, struct lc_pair *p);      /* schema_array.c */
ctr_status lc_build_groups(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_combine.c */
ctr_status lc_build_nots(struct lc_schema_memo *m, struct lc_pair *p);       /* schema_not.c */
ctr_status lc_build_conditions(struct lc_schema_memo *m, struct lc_pair *p); /* schema_if.c */
ctr_status lc_build_all_of(struct lc_schema_memo *m, struct lc_pair *p);     /* schema_not.c */
ctr_status lc_build_words(struct lc_schema_memo *m, struct lc_pair *p);      /* schema_words.c */
/* schema_discriminator.c */
ctr_status lc_build_discriminator(struct lc_schema_memo *m, struct lc_pair *p);

/* schema_if.c: two schemas with an `if` ask the same, and the same follows. */
ctr_status lc_same_condition(struct lc_schema_memo *m, struct lc_node a, struct lc_node b,
                             bool *out);

/* schema_emit.c */
ctr_status lc_pair_tell(struct lc_schema_memo *m, struct lc_pair *root, enum lc_site site,
                        const struct lc_part *part, const struct lc_node schema[2]);

#endif
