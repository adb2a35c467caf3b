/*
 * Building the neutral tree, for the readers: children wait on one growing stack until their
 * parent closes, then go into scratch memory in one piece, with a hash index behind the members of
 * larger objects. So a node costs one copy and no allocation of its own.
 */
#ifndef LC_CODEC_TREE_H
#define LC_CODEC_TREE_H

#include "codec/value.h"

/* Walks over a tree recurse, so no setting lets a document be deeper than this. */
enum { LC_TREE_DEPTH_CAP = 10000 };
/* Objects with more members than this get an index. */
enum { LC_TREE_LINEAR = 8 };

/* An open array or object. */
struct lc_tree_frame {
    size_t start;    /* where its children begin on the stack, bytes */
    uint32_t offset; /* in the source */
    bool object;
};

struct lc_tree {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    bool last_duplicate;
    uint32_t max_depth;
    uint64_t max_nodes;
    uint32_t depth; /* open frames */
    uint32_t frame_room;
    struct lc_tree_frame *frames;
    char *stack;
    size_t used;
    size_t room;
    uint64_t nodes;    /* closed so far */
    uint64_t too_long; /* behind where a text or key begins that no value can hold; 0: none does */
    uint64_t seed;
    char *text; /* room for decoded strings */
    size_t text_left;
};

/* What both readers refuse before they look: bytes past the limits. Sets up doc and tree. */
ctr_status lc_tree_begin(struct lc_tree *tree, struct lc_ctx *ctx, struct lc_str text,
                         const struct lc_read_options *options, struct lc_doc *doc);
/* Hand over the root and give back the stacks; must be called in any case. */
ctr_status lc_tree_end(struct lc_tree *tree, ctr_status status);

/* More room on the stack, at least `size` bytes. */
ctr_status lc_tree_grow(struct lc_tree *tree, size_t size);
/* Open an array or object whose first byte is at `offset`; LIMIT when too deep. */
ctr_status lc_tree_open(struct lc_tree *tree, bool object, uint32_t offset);
/* The LIMIT of depth, for what does not open a frame (an alias). */
ctr_status lc_tree_too_deep(struct lc_tree *tree, uint32_t offset);
/* Close the innermost: its children leave the stack, its value is written into its slot. Refuses
 * duplicate keys, or drops all but the last. */
ctr_status lc_tree_close(struct lc_tree *tree);
/* Room for `size` bytes of decoded text; lc_tree_text_used says how many of them were needed. NULL
 * with NOMEM recorded. */
char *lc_tree_text(struct lc_tree *tree, size_t size);
void lc_tree_text_used(struct lc_tree *tree, const char *at, size_t size);

/* Member of an object that has an index. */
const struct lc_member *lc_tree_find(const struct lc_value *object, struct lc_str key);

/* The slot that waits for its value: last thing on the stack. */
static inline struct lc_value *lc_tree_slot(const struct lc_tree *tree)
{
    return (struct lc_value *)(void *)(tree->stack + tree->used - sizeof(struct lc_value));
}

static inline ctr_status lc_tree_push_item(struct lc_tree *tree)
{
    if (tree->room - tree->used < sizeof(struct lc_value)) {
        LC_TRY(lc_tree_grow(tree, sizeof(struct lc_value)));
    }
    tree->used += sizeof(struct lc_value);
    return CTR_OK;
}

static inline void lc_tree_note_length(struct lc_tree *tree, struct lc_str text, uint32_t offset)
{
    if (text.len > LC_VALUE_MOST) {
        tree->too_long = (uint64_t)offset + 1;
    }
}

static inline ctr_status lc_tree_push_member(struct lc_tree *tree, struct lc_str key,
                                             uint32_t key_offset)
{
    if (tree->room - tree->used < sizeof(struct lc_member)) {
        LC_TRY(lc_tree_grow(tree, sizeof(struct lc_member)));
    }
    struct lc_member *m = (struct lc_member *)(void *)(tree->stack + tree->used);
    lc_set_key(m, key);
    m->key_offset = key_offset;
    lc_tree_note_length(tree, key, key_offset);
    tree->used += sizeof(struct lc_member);
    return CTR_OK;
}

/* The one way to a value's text in a tree that is being read: lc_set_raw keeps what a value can
 * hold, and says nothing of the rest. */
static inline void lc_tree_give_text(struct lc_tree *tree, struct lc_value *value,
                                     struct lc_str text)
{
    lc_set_raw(value, text);
    lc_tree_note_length(tree, text, value->offset);
}

static inline void lc_tree_set_text(struct lc_tree *tree, unsigned kind, uint32_t offset,
                                    struct lc_str text)
{
    struct lc_value *v = lc_tree_slot(tree);
    *v = (struct lc_value){.offset = offset, .kind = kind & LC_KIND_MASK};
    lc_tree_give_text(tree, v, text);
}

static inline void lc_tree_set(struct lc_tree *tree, unsigned kind, uint32_t offset)
{
    lc_tree_set_text(tree, kind, offset, (struct lc_str){NULL, 0});
}

_Static_assert(sizeof(struct lc_value) == 16 && sizeof(struct lc_member) == 32,
               "the memory bar counts on it");
_Static_assert(offsetof(struct lc_member, value) + sizeof(struct lc_value) ==
                   sizeof(struct lc_member),
               "the slot of a member is its value, last");

#endif
