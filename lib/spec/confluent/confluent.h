/*
 * The profile `confluent` of JSON Schema: the list of changes that a schema registry makes, which
 * looks at how schemas are written and not at what they mean. It has an idea of its own of what a
 * schema is: of one class each, several together are a combination.
 */
#ifndef LC_SPEC_CONFLUENT_H
#define LC_SPEC_CONFLUENT_H

#include "spec/schema/schema_room.h"

enum lc_jc_class {
    LC_JC_EMPTY, /* anything */
    LC_JC_FALSE,
    LC_JC_STRING,
    LC_JC_NUMBER,
    LC_JC_BOOLEAN,
    LC_JC_NULL,
    LC_JC_OBJECT,
    LC_JC_ARRAY,
    LC_JC_ENUM,
    LC_JC_CONST,
    LC_JC_NOT,
    LC_JC_COMBINED
};

enum lc_jc_sort { LC_JC_ALL, LC_JC_ANY, LC_JC_ONE };

struct lc_jc {
    enum lc_jc_class class;
    struct lc_node node;  /* the object with the keywords; value NULL or a boolean where none is */
    struct lc_node words; /* that whose title, description and address count; value NULL: none */
    bool integer;
    enum lc_jc_sort sort;
    struct lc_jc **members;
    size_t count;
};

/* Where a comparison is: the registry's path, and ours. */
struct lc_jc_at {
    const char *path; /* "#" at the root, "#/properties/a" */
    const struct lc_part *part;
};

struct lc_jc_change {
    struct lc_jc_change *next;
    enum lc_rule_id rule;
    const char *path;
    const struct lc_part *part;
    struct lc_node node[2];
};

/* Changes of one comparison, which may be thrown away together. */
struct lc_jc_list {
    struct lc_jc_change *first;
    struct lc_jc_change **last;
    bool broken; /* one of them does not fit */
};

struct lc_jc_walk {
    struct lc_cmp *c;
    struct lc_ctx *ctx;
    struct lc_bundle *bundle[2]; /* of the old and the new, as they are compared */
    enum lc_dialect dialect[2];
    struct lc_jc_list *list;
    struct lc_map made[2];
    struct lc_map under_way; /* pairs, against recursion */
    uint64_t steps;
    bool spent; /* more than it may take */
    unsigned depth;
};

/* confluent_read.c: the schema at the node, of that side; value NULL: *out NULL. */
ctr_status lc_jc_read(struct lc_jc_walk *w, int side, struct lc_node node, struct lc_jc **out);
/* Keywords by what they are called in the dialect. */
struct lc_node lc_jc_tuple(const struct lc_jc_walk *w, int side, struct lc_node node);
struct lc_node lc_jc_items(const struct lc_jc_walk *w, int side, struct lc_node node);
struct lc_node lc_jc_rest(const struct lc_jc_walk *w, int side, struct lc_node node);

/* confluent.c */
void lc_jc_begin(struct lc_jc_list *list);
ctr_status lc_jc_tell(struct lc_jc_walk *w, enum lc_rule_id rule, const struct lc_jc_at *at,
                      const char *below, struct lc_node a, struct lc_node b);
ctr_status lc_jc_compare(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                         struct lc_jc *b);
/* The same into a list of its own, which is joined to the others; *fits: it has nothing broken. */
ctr_status lc_jc_compare_apart(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                               struct lc_jc *b, struct lc_jc_list *out, bool *fits);
void lc_jc_join(struct lc_jc_list *into, const struct lc_jc_list *from);
ctr_status lc_jc_below(struct lc_jc_walk *w, const struct lc_jc_at *at, const char *text,
                       enum lc_part_kind kind, struct lc_str key, uint32_t index,
                       struct lc_jc_at *out);
/* One that is gone, new, larger or smaller: four rules, in the order added, removed, increased,
 * decreased. */
ctr_status lc_jc_limit(struct lc_jc_walk *w, const struct lc_jc_at *at, const char *keyword,
                       struct lc_node a, struct lc_node b, const enum lc_rule_id rules[4]);

/* Does the second take what the first does? Their changes are told, and which of the two it is. */
ctr_status lc_jc_cover(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                       struct lc_jc *b, enum lc_rule_id yes, enum lc_rule_id no);
/* What is said of members that are not named: allowed at all, by a schema. */
static inline bool lc_jc_allows(struct lc_node rest)
{
    return !lc_is(rest.value, LC_FALSE);
}
static inline bool lc_jc_has_schema(struct lc_node rest)
{
    return lc_is(rest.value, LC_OBJECT);
}

/* confluent_object.c, confluent_array.c, confluent_combined.c */
ctr_status lc_jc_object(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                        struct lc_jc *b);
ctr_status lc_jc_array(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                       struct lc_jc *b);
ctr_status lc_jc_combined(struct lc_jc_walk *w, const struct lc_jc_at *at, struct lc_jc *a,
                          struct lc_jc *b);

/* The door: backward, or forward with the sides exchanged, or both. */
ctr_status lc_schema_confluent(struct lc_cmp *c, enum lc_dialect older, enum lc_dialect newer,
                               struct lc_node old_schema, struct lc_node new_schema);

#endif
