/*
 * The comparison of two Avro schemas under way. What the old edition wrote is read with the new one
 * (backward), what the new one writes is read with the old one (forward); each pair of types is
 * looked at once for each of the two. A pair that is met again holds if nothing else breaks it,
 * which is all there is to recursion, because the branch of a union that takes a value is settled
 * by its name and kind and never by trying.
 */
#ifndef LC_SPEC_AVRO_WALK_H
#define LC_SPEC_AVRO_WALK_H

#include "spec/avro/avro.h"

/* Which way data goes; as a set. */
enum { LC_AVRO_BACK = 1, LC_AVRO_FORTH = 2, LC_AVRO_BOTH = 3 };

/* The way from a field into its type. */
struct lc_avro_step {
    const struct lc_avro_step *up;
    const char *mark;     /* "[]", "{}" or "|" */
    struct lc_str branch; /* behind "|" */
};

/* Where we are: a field (or symbol) of a type, the type itself (no field), or the root (no
 * owner). The names are those of the old edition where it has the thing. */
struct lc_avro_site {
    const struct lc_avro_type *owner;
    struct lc_str field;
    const struct lc_avro_step *step;
};

struct lc_avro_pair {
    const struct lc_avro_type *old;
    const struct lc_avro_type *new;
    unsigned ways;
};

/* What two schemas differ in that are read as one. */
enum lc_avro_alikeness { LC_AVRO_NOT_ASKED, LC_AVRO_SAME, LC_AVRO_BUT_FOR_ALIASES, LC_AVRO_OTHER };

struct lc_avro_walk {
    struct lc_cmp *c;
    struct lc_ctx *ctx;
    const struct lc_avro *old;
    const struct lc_avro *new;
    struct lc_map seen;         /* ids of both to the ways already walked */
    struct lc_avro_pair *queue; /* records whose fields are to be compared */
    size_t queued, done, room;
    uint64_t left;               /* of the work */
    const struct lc_part *under; /* what the schemas belong to, in another format; NULL: nothing */
    unsigned data;               /* under something: which way its data goes */
    enum lc_avro_alikeness alike;
    struct lc_map claimed[2]; /* by side: a name to the last type that has it as an alias */
};

/* One thing to say. */
struct lc_avro_saying {
    enum lc_rule_id rule;
    ctr_level level; /* on the ways that it breaks; 0 = the rule's */
    unsigned breaks; /* ways */
    const struct lc_avro_site *site;
    const struct lc_value *old;
    const struct lc_value *new;
    const char *arguments; /* what differs, beside the place */
    const char *message;   /* NULL: there was no memory for it */
};

/* avro_say.c */
ctr_status lc_avro_say(struct lc_avro_walk *w, const struct lc_avro_saying *saying);
/* A place for people: "shop.Order.lines[]". NULL with NOMEM recorded, as all texts here. */
const char *lc_avro_label(struct lc_avro_walk *w, const struct lc_avro_site *site);
/* "long (timestamp-millis)", "record shop.Order" */
const char *lc_avro_title(struct lc_avro_walk *w, const struct lc_avro_type *type);

/* avro_compare.c: false when the work is used up. */
bool lc_avro_spend(struct lc_avro_walk *w, uint64_t units);
ctr_status lc_avro_types(struct lc_avro_walk *w, const struct lc_avro_site *site,
                         struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways);

/* avro_reading.c: whether the two are one schema; asked once. */
enum lc_avro_alikeness lc_avro_alike(struct lc_avro_walk *w);

/* avro_branches.c: one of the two is a union. */
ctr_status lc_avro_unions(struct lc_avro_walk *w, const struct lc_avro_site *site,
                          struct lc_avro_ref older, struct lc_avro_ref newer, unsigned ways);
/* avro_equal.c: whether both are one but for namespaces, in all that stands in them. */
ctr_status lc_avro_equal(struct lc_avro_walk *w, const struct lc_avro_type *a,
                         const struct lc_avro_type *b, bool *same);
/* avro_fields.c */
ctr_status lc_avro_fields(struct lc_avro_walk *w, const struct lc_avro_type *older,
                          const struct lc_avro_type *newer, unsigned ways);
/* avro_field.c: what is said of a field that both have, beside its type. */
ctr_status lc_avro_field_facts(struct lc_avro_walk *w, const struct lc_avro_site *site,
                               const struct lc_avro_field *older, const struct lc_avro_field *newer,
                               unsigned ways);
bool lc_avro_usable(const struct lc_avro_field *field);
/* avro_enum.c */
ctr_status lc_avro_symbols(struct lc_avro_walk *w, const struct lc_avro_type *older,
                           const struct lc_avro_type *newer, unsigned ways);

/* avro_facts.c: what both have and resolution does not ask for. */
ctr_status lc_avro_doc(struct lc_avro_walk *w, const struct lc_avro_site *site,
                       const struct lc_value *older, const struct lc_value *newer);
ctr_status lc_avro_extra(struct lc_avro_walk *w, const struct lc_avro_site *site, bool field,
                         const struct lc_value *older, const struct lc_value *newer);
ctr_status lc_avro_aliases(struct lc_avro_walk *w, const struct lc_avro_site *site,
                           const struct lc_value *older, const struct lc_value *newer,
                           struct lc_str renamed, unsigned ways);
ctr_status lc_avro_logical_change(struct lc_avro_walk *w, const struct lc_avro_site *site,
                                  struct lc_avro_ref older, struct lc_avro_ref newer,
                                  unsigned ways);
/* True for what the specification says of a field's object, or of a type's. */
bool lc_avro_known(struct lc_str key, bool field);

#endif
