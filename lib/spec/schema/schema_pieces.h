/*
 * What the files on anyOf and oneOf share: a schema taken apart into pieces, the base together with
 * one member each, and how the pieces of two sides meet.
 */
#ifndef LC_SPEC_SCHEMA_PIECES_H
#define LC_SPEC_SCHEMA_PIECES_H

#include "spec/schema/schema_room.h"

enum { LC_NO_MATE = -1 };

struct lc_piece {
    struct lc_view *view;
    struct lc_node label; /* the member as written */
    uint64_t hash;        /* of the label */
    int mate;             /* its match among the other side's pieces, or LC_NO_MATE */
};

struct lc_pieces {
    struct lc_piece *at;
    size_t count;
    struct lc_group *group; /* NULL: taken apart by type, or not at all */
    bool exclusive;         /* fitting one means fitting no other */
};

/* One side's pieces against the other's, as the conditions see them. */
struct lc_ways {
    const struct lc_pieces *own;
    const struct lc_pieces *other;
    enum lc_way way;     /* SUB: own is the old side */
    const bool *overlap; /* own x other; NULL where the other side's pieces exclude each other */
    const void *set;     /* stands for the other side's views; NULL where they are few */
};

/* ---- schema_pieces.c */

ctr_status lc_pieces_of(struct lc_view *v, struct lc_pieces *out);
/* Nothing fits it: no type is left, or none of its values fits what else it says. */
ctr_status lc_piece_empty(struct lc_view *v, bool *out);
/* Find each piece its mate on the other side: equal members, equal references, those that say that
 * they are the same kind, the only ones of a type, those that have grown, those most alike. */
ctr_status lc_pieces_marry(struct lc_schema_memo *m, struct lc_pieces *a, struct lc_pieces *b);

/* ---- schema_apart.c */

/* Combinations that both sides of a pair have. */
struct lc_shared {
    struct lc_view *whole[2];
    const struct lc_group **groups[2]; /* each with the one at the same place on the other side */
    size_t count;
};

/* Keep those that may be left out of both sides. */
ctr_status lc_leave_apart(struct lc_schema_memo *m, const struct lc_pair *p, struct lc_shared *s);

/* ---- schema_shared.c: they are left out, if there are any */

ctr_status lc_build_shared(struct lc_schema_memo *m, struct lc_pair *p, bool *any);

/* ---- schema_ways.c */

/* `own` and `other` must stay as long as the comparison. */
ctr_status lc_ways_of(struct lc_schema_memo *m, const struct lc_pieces *own,
                      const struct lc_pieces *other, enum lc_way way, struct lc_ways **out);
/* Condition: piece `i` fits the other side otherwise than in its mate. NULL with NOMEM recorded. */
struct lc_cond *lc_ways_out(struct lc_schema_memo *m, const struct lc_ways *w, size_t i);
/* Tell where a value may fit two pieces of the other side, which oneOf refuses. */
ctr_status lc_ways_tell_overlaps(struct lc_schema_memo *m, struct lc_pair *p,
                                 const struct lc_ways *w);

/* ---- schema_moved.c */

/* Tell where a value by which readers know one choice is one of another choice now. */
ctr_status lc_ways_tell_moved(struct lc_schema_memo *m, struct lc_pair *p, const struct lc_ways *w);

#endif
