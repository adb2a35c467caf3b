/*
 * The odcs room: a data contract, in the Open Data Contract Standard 3 or in the specification
 * before it, as objects with properties, and the comparison of two. Both spellings become one
 * model, so that a contract that moves from one to the other is compared, too.
 */
#ifndef LC_SPEC_ODCS_H
#define LC_SPEC_ODCS_H

#include "spec/spec.h"

enum lc_odcs_inner { LC_ODCS_ITEMS, LC_ODCS_KEYS, LC_ODCS_VALUES, LC_ODCS_INNERS };

/* An object of the schema, a property, or what is inside an array or a map. */
struct lc_odcs_item {
    struct lc_str name;            /* empty: what is inside */
    const struct lc_odcs_item *up; /* NULL: an object of the schema */
    struct lc_node at;             /* its own object */
    struct lc_node listed;         /* where its object's primaryKey lists it; value NULL: nowhere */
    struct lc_node ref;            /* what its $ref leads to; value NULL: it has none */
    bool refers;                   /* there is a reference in it or below it */
    struct lc_odcs_item *items;    /* properties */
    uint32_t count;
    struct lc_map by_name;                      /* of many, else empty; place + 1 */
    struct lc_odcs_item *inner[LC_ODCS_INNERS]; /* NULL: none */
};

/* One contract. */
struct lc_odcs {
    struct lc_ctx *ctx;
    struct lc_bundle *bundle;
    struct lc_doc *doc;
    bool older;             /* the data contract specification */
    bool mysql, postgresql; /* where its data lie: how types are spelled */
    uint64_t seed;
    uint32_t referred;        /* items made through references */
    struct lc_odcs_item root; /* its items are the objects */
    struct lc_map links;      /* what refers to what, in each spelling; while it is compared */
};

/* odcs_read.c: INPUT naming the place where it is no contract. */
ctr_status lc_odcs_read(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_odcs **out);
/* odcs_check.c: the parts that are lists of facts. */
ctr_status lc_odcs_check_item(struct lc_odcs *o, struct lc_node item, bool object);
ctr_status lc_odcs_check_root(struct lc_odcs *o);
/* INPUT unless it is a list (or an object) of objects; missing or null is fine. `key`: what each
 * has to have, as text; NULL: nothing. */
ctr_status lc_odcs_want_list(struct lc_odcs *o, struct lc_node list, const char *what,
                             const char *key);
const char *lc_odcs_kind(const struct lc_value *value); /* "a list" */

/* ---- facts (odcs_fact.c) */

/* A member that is there and not null. */
struct lc_node lc_odcs_get(struct lc_node object, const char *key);
struct lc_node lc_odcs_get_str(struct lc_node object, struct lc_str key);
/* The fact of that name: the item's own, one of its logicalTypeOptions, or its reference's. */
struct lc_node lc_odcs_fact(const struct lc_odcs_item *item, const char *key);
/* The text of a string, or of a number as it is written; ptr NULL for anything else. */
struct lc_str lc_odcs_word(struct lc_node node);
bool lc_odcs_same(struct lc_node a, struct lc_node b);
/* The item of that name, `hint` being where it probably is; NULL: none. */
const struct lc_odcs_item *lc_odcs_find(const struct lc_odcs_item *in, struct lc_str name,
                                        uint32_t hint);
/* The address: `object.property.nested`; NULL with NOMEM recorded. */
const char *lc_odcs_part(struct lc_ctx *ctx, const struct lc_odcs_item *item);
/* A name as it stands in addresses. */
const char *lc_odcs_escape(struct lc_ctx *ctx, struct lc_str name);

/* ---- lists (odcs_list.c) */

struct lc_odcs_entry {
    struct lc_str name;
    struct lc_node at;
    bool taken;
};
struct lc_odcs_list {
    struct lc_odcs_entry *at;
    uint32_t count;
};
/* The objects of a list by what they hold under `key`, or of an object by their names. */
ctr_status lc_odcs_list(struct lc_odcs *o, struct lc_node node, const char *key,
                        struct lc_odcs_list *out);
/* For each of the old entries that is free the new one with the same key, in order: pair[i] is its
 * place, or stays -1. A key without ptr matches nothing. Both become taken. */
typedef struct lc_str lc_odcs_key(struct lc_ctx *ctx, const struct lc_odcs_entry *entry);
ctr_status lc_odcs_pair(struct lc_ctx *ctx, struct lc_odcs_list *old, struct lc_odcs_list *new,
                        lc_odcs_key *key, int64_t *pair);
int64_t *lc_odcs_pairs(struct lc_ctx *ctx,
                       const struct lc_odcs_list *old); /* all -1; NULL: NOMEM */

/* ---- the comparison */

/* What became of a promise about data. Readers lose by what is weaker, writers by what is stronger;
 * forward it is the other way round. */
enum lc_odcs_change { LC_ODCS_STRONGER = 1, LC_ODCS_WEAKER = 2, LC_ODCS_OTHER = 3 };

enum lc_odcs_relation {
    LC_ODCS_SAME,
    LC_ODCS_WIDER,
    LC_ODCS_NARROWER,
    LC_ODCS_DIFFERENT,
    LC_ODCS_UNKNOWN
};

struct lc_odcs_walk {
    struct lc_cmp *c;
    struct lc_ctx *ctx;
    struct lc_odcs *old;
    struct lc_odcs *new;
    bool tolerant;
};

/* One thing to say. */
struct lc_odcs_saying {
    enum lc_rule_id rule;
    enum lc_odcs_change change;
    ctr_level readers; /* of what is weaker; 0 = INFO */
    ctr_level writers; /* of what is stronger; 0 = INFO */
    const char *part;  /* NULL: the document */
    struct lc_node old;
    struct lc_node new;
    const char *arguments; /* what differs */
    const char *whom;      /* it breaks; NULL: as follows from the change */
    const char *message;   /* whom it breaks is added; NULL: there was no memory for it */
};

/* odcs_say.c */
ctr_status lc_odcs_say(struct lc_odcs_walk *w, const struct lc_odcs_saying *saying);
/* A guarantee that careful readers can do without: breaking, tolerant: a warning. */
ctr_level lc_odcs_guarantee(const struct lc_odcs_walk *w);
/* A value for messages; "nothing" for none; NULL with NOMEM recorded. */
const char *lc_odcs_show(struct lc_odcs_walk *w, struct lc_node node);
/* What went from one to the other, by its values, as arguments of a finding; `inside` as in struct
 * lc_odcs_two. NULL with NOMEM recorded. */
const char *lc_odcs_differs(struct lc_odcs_walk *w, const char *what, struct lc_node older,
                            struct lc_node newer, const char *inside);

/* odcs_compare.c */
ctr_status lc_odcs_compare(struct lc_cmp *c, const struct lc_spec *older,
                           const struct lc_spec *newer);

/* Two items that are each other's; `part` is that of the old one. */
struct lc_odcs_two {
    const struct lc_odcs_item *old;
    const struct lc_odcs_item *new;
    const char *part;
    const char *inside; /* "", " of its items" */
};
/* odcs_fact.c: it is said on one side only, and is what the specification means where it is not. */
bool lc_odcs_is_default(const struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                        const char *key, struct lc_node older, struct lc_node newer);
/* odcs_property.c */
ctr_status lc_odcs_property(struct lc_odcs_walk *w, const struct lc_odcs_two *two);
/* odcs_reference.c: all links of a contract, before two are compared; then those of two items. */
ctr_status lc_odcs_links(struct lc_odcs *o);
ctr_status lc_odcs_references(struct lc_odcs_walk *w, const struct lc_odcs_two *two);
/* odcs_words.c: members of an object or property that no rule is about. */
ctr_status lc_odcs_words(struct lc_odcs_walk *w, const char *part, const char *inside,
                         struct lc_node older, struct lc_node newer);
/* One that nobody relies on, and that differs. */
ctr_status lc_odcs_noted(struct lc_odcs_walk *w, const char *part, const char *inside,
                         struct lc_str key, struct lc_node older, struct lc_node newer);
/* A description, an id and the like, wherever it stands. */
bool lc_odcs_is_note(struct lc_str key);
/* odcs_type.c */
ctr_status lc_odcs_types(struct lc_odcs_walk *w, const struct lc_odcs_two *two);
/* Its values are whole numbers. */
bool lc_odcs_is_integer(const struct lc_odcs *o, const struct lc_odcs_item *item);
/* Its format is the size of its numbers ("i32"), which is part of their type. */
bool lc_odcs_is_size(const struct lc_odcs *o, const struct lc_odcs_item *item);
struct lc_odcs_type_kind {
    enum lc_rule_id wider, narrower, different, unknown;
    const char *what;
    ctr_level readers; /* of a wider one */
};
ctr_status lc_odcs_type_said(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                             const struct lc_odcs_type_kind *kind, enum lc_odcs_relation r,
                             struct lc_node older, struct lc_node newer);
/* It is said on one side only. */
ctr_status lc_odcs_type_once(struct lc_odcs_walk *w, const struct lc_odcs_two *two,
                             struct lc_node older, struct lc_node newer, const char *what,
                             ctr_level level);
/* odcs_physical.c; `said`: that the logical type is another one was said */
ctr_status lc_odcs_physical(struct lc_odcs_walk *w, const struct lc_odcs_two *two, bool said);
/* The same configuration but for the physical types in it. */
bool lc_odcs_same_config(struct lc_node a, struct lc_node b);
/* odcs_limit.c, odcs_value.c */
ctr_status lc_odcs_limits(struct lc_odcs_walk *w, const struct lc_odcs_two *two);
ctr_status lc_odcs_values(struct lc_odcs_walk *w, const struct lc_odcs_two *two);
/* odcs_quality.c */
ctr_status lc_odcs_quality(struct lc_odcs_walk *w, const char *part, struct lc_node older,
                           struct lc_node newer);
/* odcs_threshold.c: what a rule of quality asks of its figure. */
enum lc_odcs_relation lc_odcs_threshold(struct lc_node older, struct lc_node newer);
bool lc_odcs_is_operator(struct lc_str key);
/* odcs_sla.c */
ctr_status lc_odcs_sla(struct lc_odcs_walk *w);
/* odcs_amount.c: -1, 0, 1 as the first is less, equal, more; UNLIKE if they cannot be compared. */
enum { LC_ODCS_UNLIKE = 2 };
int lc_odcs_amounts(struct lc_str a, struct lc_str unit_a, struct lc_str b, struct lc_str unit_b);
/* A number that is no span of time. */
bool lc_odcs_is_figure(struct lc_str text, struct lc_str unit);
/* odcs_rest.c: servers, roles, status and the like. */
ctr_status lc_odcs_rest(struct lc_odcs_walk *w);

#endif
