/*
 * Witnesses: a document that one edition accepts and the other refuses. Values are made from the
 * views of a pair, put into the smallest documents that hold them, and held against both schemas by
 * the validator; what is handed out has passed that.
 *
 * Making values is guesswork and may be; nothing rests on it but whether something is found.
 */
#ifndef LC_SPEC_WITNESS_H
#define LC_SPEC_WITNESS_H

#include "spec/schema/schema_room.h"

/* One step from the root to the place of a difference. */
struct lc_wstep {
    struct lc_view *view[2]; /* old, new */
    struct lc_part frame;    /* how the next one lies in it; kind LC_HERE: it is the same value */
};

struct lc_wask {
    struct lc_node root[2]; /* value NULL: no schema, all is accepted */
    const struct lc_wstep *steps;
    size_t count;                 /* at least one; the last is the place of the difference */
    enum lc_way way;              /* that fails: SUB, the old one accepts */
    bool caused;                  /* only by `cause` may it be refused */
    const struct lc_value *cause; /* a keyword's value, or the schema with an `if`; NULL = none */
    /* the same where it need not be: one that is refused by it alone is preferred; NULL = none */
    const struct lc_value *own;
    bool again; /* none was found where the same difference stands elsewhere */
    /* a value at that place that was a witness elsewhere, and is remembered here */
    const struct lc_value **known;
};

/* witness.c: *out NULL if none was found within the budget. Never fails for a schema's sake. */
ctr_status lc_witness_find(struct lc_schema_memo *m, const struct lc_wask *ask, const char **out);
/* Before the memory of the comparison goes; `m` may be NULL. */
void lc_witness_end(struct lc_schema_memo *m);

/* ---- inside */

struct lc_wchecker;

/* A list of values in the scratch memory of a search, each once. */
struct lc_wlist {
    struct lc_value *at;
    size_t count;
    size_t room;
    size_t most;
    struct lc_view *view; /* what it surely refuses is left out; NULL: all is taken */
};

struct lc_witness {
    struct lc_schema_memo *m;
    struct lc_ctx *ctx;
    struct lc_arena scratch; /* values and lists; given back after each search */
    struct lc_wchecker *checker;
    struct lc_map samples; /* two views to a struct sample */
    uint64_t spent;
    uint64_t most;
    uint32_t depth;
    bool cut;     /* a sample was wanted inside itself */
    bool decided; /* values are made that come under a condition: none is taken for a seed */
};

/* witness_value.c */
/* OK where the search may go on without: the schema's own fault, or too much work, is forgotten. */
ctr_status lc_wforgive(struct lc_ctx *ctx, ctr_status status);
/* Zeroed, until the search is over; NULL with NOMEM recorded. */
void *lc_wnew(struct lc_witness *w, size_t count, size_t size);
/* A copy that outlives the search. */
ctr_status lc_wkeep(struct lc_witness *w, const struct lc_value *value,
                    const struct lc_value **out);
ctr_status lc_wpush(struct lc_witness *w, struct lc_wlist *list, const struct lc_value *value);
bool lc_wfull(const struct lc_wlist *list);
struct lc_value lc_wtext(struct lc_str text);
struct lc_value lc_wkind(enum lc_value_kind kind);
ctr_status lc_wpush_number(struct lc_witness *w, struct lc_wlist *list, const char *text);
/* A copy of the object with the member set, or without it. */
ctr_status lc_wwith(struct lc_witness *w, const struct lc_value *object, struct lc_str key,
                    const struct lc_value *value, struct lc_value *out);
ctr_status lc_wwithout(struct lc_witness *w, const struct lc_value *object, struct lc_str key,
                       struct lc_value *out);
/* A copy of the array with the item set; it may stand right behind the last. */
ctr_status lc_wset(struct lc_witness *w, const struct lc_value *array, size_t index,
                   const struct lc_value *value, struct lc_value *out);

/* witness_number.c, witness_string.c, witness_pattern.c */
ctr_status lc_wnumbers(struct lc_witness *w, const struct lc_view *accepts,
                       const struct lc_view *refuses, struct lc_wlist *out);
ctr_status lc_wstrings(struct lc_witness *w, const struct lc_view *accepts,
                       const struct lc_view *refuses, struct lc_wlist *out);
/* A text that the pattern should match: the `variant` decides among alternatives, `repeat` is how
 * often is repeated what may be. ptr NULL where the pattern is not understood. */
ctr_status lc_wpattern(struct lc_ctx *ctx, struct lc_str pattern, unsigned variant, unsigned repeat,
                       struct lc_str *out);

/* witness_object.c, witness_array.c */
ctr_status lc_wobjects(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                       struct lc_wlist *out);
ctr_status lc_warrays(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                      struct lc_wlist *out);
/* The value inside of the smallest object, or array, that holds it there; false: there is none. */
ctr_status lc_wembed_key(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         struct lc_str key, const struct lc_value *value, struct lc_value *out,
                         bool *made);
ctr_status lc_wembed_item(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          size_t index, const struct lc_value *value, struct lc_value *out,
                          bool *made);
/* witness_name.c: a name that the propertyNames of the first allow, and that neither of the two
 * declares, or that matches the pattern, if there is one; ptr NULL: none was found. */
ctr_status lc_wother_name(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          struct lc_str pattern, struct lc_str *out);
/* One that the propertyNames of the first alone allow. */
ctr_status lc_wrefused_name(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            struct lc_str *out);
/* Names that schemas hardly ever declare, one after the other. */
struct lc_str lc_wextra_name(struct lc_witness *w, unsigned i);
ctr_status lc_wname_allowed(struct lc_view *v, struct lc_str name, bool *out);
ctr_status lc_wnames_of(struct lc_witness *w, struct lc_view *v, struct lc_view *other,
                        struct lc_wlist *out);
/* Values of a difference that lies at one property, or one item, of the two. */
ctr_status lc_wobjects_at(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          struct lc_str key, struct lc_wlist *out);
ctr_status lc_warrays_at(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         size_t index, struct lc_wlist *out);
/* The same for a property, around an object that is known. */
ctr_status lc_wobjects_from(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            const struct lc_value *object, struct lc_str key, struct lc_wlist *out);

/* witness_condition.c: values of the first on which a condition of the second decides: that of
 * `schema`, which has the `if`. */
ctr_status lc_wcondition(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         const struct lc_value *schema, struct lc_wlist *out);

/* witness_sample.c: up to out->most values that `accepts` should take, those first of which
 * `refuses` may think otherwise. */
ctr_status lc_wvalues(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                      struct lc_wlist *out);
/* One value that both take, or at least the first; *out NULL: none is known. */
ctr_status lc_wsample(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                      const struct lc_value **out);

/* witness_check.c: the validator on both editions. */
ctr_status lc_wchecker_open(struct lc_schema_memo *m, struct lc_wchecker **out);
enum lc_wgood { LC_WNONE, LC_WGOOD, LC_WBEST };
/* Is the value what is asked for, and is nothing but what it is asked for to be blamed? */
ctr_status lc_wcheck(struct lc_wchecker *c, const struct lc_wask *ask, const struct lc_value *value,
                     uint64_t most_steps, uint64_t *steps, enum lc_wgood *out);
void lc_wchecker_end(struct lc_wchecker *c);

#endif
