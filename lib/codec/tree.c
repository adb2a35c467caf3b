/*
 * The builder of trees. The index of an object lies behind its members: a seed against chosen
 * collisions, then 2^n slots holding member number + 1, n being index_bits(count).
 */
#include "codec/tree.h"

#include "base/sha256.h"

enum { FIRST_STACK = 4096, FIRST_FRAMES = 32, TEXT_PIECE = 2048 };

/* Two 64-bit words folded into one through their 128-bit product. */
static uint64_t fold(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word_at(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return w;
}

/* The last 0 to 8 bytes. */
static uint64_t tail_word(const char *p, size_t n)
{
    uint64_t w = 0;
    if (n >= 4) {
        uint32_t low;
        uint32_t high;
        memcpy(&low, p, 4);
        memcpy(&high, p + n - 4, 4);
        return ((uint64_t)high << 32) | low;
    }
    memcpy(&w, p, n);
    return w;
}

/* Not lc_hash: here the keys are chosen by strangers, so every word meets the secret seed in both
 * factors of a multiplication. */
static uint64_t key_hash(struct lc_str key, uint64_t seed)
{
    const char *p = key.ptr;
    size_t n = key.len;
    uint64_t h = seed ^ UINT64_C(0x2D358DCCAA6C78A5);
    for (; n > 16; p += 16, n -= 16) {
        h = fold(word_at(p) ^ seed, word_at(p + 8) ^ h);
    }
    uint64_t a = n > 8 ? word_at(p) : 0;
    uint64_t b = n > 8 ? word_at(p + n - 8) : n ? tail_word(p, n) : 0;
    h = fold(a ^ seed ^ UINT64_C(0x8BB84B93962EACC9), b ^ h);
    return fold(h ^ key.len, seed ^ UINT64_C(0x4B33A62ED433D4A3));
}

static uint64_t table_seed(const struct lc_member *members, uint32_t count)
{
    uint64_t seed;
    memcpy(&seed, members + count, sizeof seed);
    return seed;
}

static uint32_t *table_slots(const struct lc_member *members, uint32_t count)
{
    return (uint32_t *)(void *)((char *)(uintptr_t)(members + count) + sizeof(uint64_t));
}

/* The fewest slots of which at least a quarter stays empty, and not under 16. */
static unsigned index_bits(uint32_t count)
{
    uint32_t quarter = (count + 2) / 3;
    return quarter <= 4 ? 4 : 2 + (32 - (unsigned)__builtin_clz(quarter - 1));
}

const struct lc_member *lc_tree_find(const struct lc_value *object, struct lc_str key)
{
    const struct lc_member *at = object->members;
    const uint32_t *slots = table_slots(at, object->count);
    size_t mask = ((size_t)1 << index_bits(object->count)) - 1;
    size_t i = key_hash(key, table_seed(at, object->count)) & mask;
    for (; slots[i]; i = (i + 1) & mask) {
        const struct lc_member *m = &at[slots[i] - 1];
        if (lc_str_eq(lc_key(m), key)) {
            return m;
        }
    }
    return NULL;
}

ctr_status lc_tree_begin(struct lc_tree *tree, struct lc_ctx *ctx, struct lc_str text,
                         const struct lc_read_options *options, struct lc_doc *doc)
{
    const char *file = options && options->file ? options->file : "document";
    uint32_t depth = ctx->limits.max_depth;
    uint64_t nodes = ctx->limits.max_nodes;
    *tree = (struct lc_tree){.ctx = ctx, .doc = doc};
    *doc = (struct lc_doc){.file = file, .text = text.ptr ? text : LC_STR("")};
    tree->last_duplicate = options && options->last_duplicate;
    tree->max_depth = depth < LC_TREE_DEPTH_CAP ? depth : LC_TREE_DEPTH_CAP;
    tree->max_nodes = nodes < LC_VALUE_MOST ? nodes : LC_VALUE_MOST;
    if (text.len > UINT32_MAX || text.len > ctx->limits.max_document_bytes) {
        uint64_t most = ctx->limits.max_document_bytes;
        most = most < UINT32_MAX ? most : UINT32_MAX;
        lc_fail(ctx, CTR_E_LIMIT, "%s: it has %zu bytes, at most %llu are allowed", file, text.len,
                (unsigned long long)most);
        lc_detail(ctx, "file", file);
        lc_detail(ctx, "limit", "max_document_bytes");
        return CTR_E_LIMIT;
    }
    lc_random(NULL, &tree->seed, sizeof tree->seed);
    return lc_tree_push_item(tree); /* the slot of the root */
}

static ctr_status too_long(struct lc_tree *tree)
{
    lc_doc_fail_as(tree->ctx, tree->doc, CTR_E_LIMIT, (uint32_t)(tree->too_long - 1),
                   "a single text has more than %d bytes; split it", LC_VALUE_MOST);
    lc_detail_int(tree->ctx, "limit", LC_VALUE_MOST);
    return CTR_E_LIMIT;
}

ctr_status lc_tree_end(struct lc_tree *tree, ctr_status status)
{
    if (status == CTR_OK && tree->too_long) {
        status = too_long(tree);
    }
    if (status == CTR_OK) {
        struct lc_value *root = lc_new(tree->ctx, 1, sizeof *root);
        if (root) {
            *root = *lc_tree_slot(tree);
            tree->doc->root = root;
        } else {
            status = CTR_E_NOMEM;
        }
    }
    lc_release(&tree->ctx->alloc, tree->stack);
    lc_release(&tree->ctx->alloc, tree->frames);
    tree->stack = NULL;
    tree->frames = NULL;
    return status;
}

static ctr_status too_many_nodes(struct lc_tree *tree, uint32_t offset)
{
    lc_doc_fail_as(tree->ctx, tree->doc, CTR_E_LIMIT, offset,
                   "more than %llu values in one document; raise max_nodes or split it",
                   (unsigned long long)tree->max_nodes);
    lc_detail(tree->ctx, "limit", "max_nodes");
    return CTR_E_LIMIT;
}

ctr_status lc_tree_grow(struct lc_tree *tree, size_t size)
{
    size_t room = tree->room ? tree->room * 2 : FIRST_STACK;
    while (room - tree->used < size) {
        room *= 2;
    }
    /* A flat million of items must not get past the limit before its array closes. */
    if (tree->used / sizeof(struct lc_member) > tree->max_nodes) {
        return too_many_nodes(tree, tree->frames[tree->depth - 1].offset);
    }
    char *stack = lc_resize(&tree->ctx->alloc, tree->stack, room);
    if (!stack) {
        return lc_nomem(tree->ctx);
    }
    tree->stack = stack;
    tree->room = room;
    return CTR_OK;
}

ctr_status lc_tree_too_deep(struct lc_tree *tree, uint32_t offset)
{
    lc_doc_fail_as(tree->ctx, tree->doc, CTR_E_LIMIT, offset,
                   "nested deeper than %u levels; raise max_depth (at most %d) or flatten it",
                   tree->max_depth, LC_TREE_DEPTH_CAP);
    lc_detail(tree->ctx, "limit", "max_depth");
    return CTR_E_LIMIT;
}

ctr_status lc_tree_open(struct lc_tree *tree, bool object, uint32_t offset)
{
    if (tree->depth == tree->max_depth) {
        return lc_tree_too_deep(tree, offset);
    }
    if (tree->depth == tree->frame_room) {
        uint32_t room = tree->frame_room ? tree->frame_room * 2 : FIRST_FRAMES;
        struct lc_tree_frame *frames =
            lc_resize(&tree->ctx->alloc, tree->frames, room * sizeof *frames);
        if (!frames) {
            return lc_nomem(tree->ctx);
        }
        tree->frames = frames;
        tree->frame_room = room;
    }
    tree->frames[tree->depth++] = (struct lc_tree_frame){tree->used, offset, object};
    return CTR_OK;
}

static ctr_status duplicate(struct lc_tree *tree, const struct lc_member *first,
                            const struct lc_member *second)
{
    int64_t line;
    int64_t column;
    struct lc_str key = lc_key(second);
    int shown = (int)(key.len < 80 ? key.len : 80);
    while (shown && (size_t)shown < key.len && ((unsigned char)key.ptr[shown] & 0xC0) == 0x80) {
        shown--;
    }
    lc_doc_place(tree->ctx, tree->doc, first->key_offset, &line, &column);
    return lc_doc_fail(tree->ctx, tree->doc, second->key_offset,
                       "the key '%.*s' stands twice in one object, first at %lld:%lld; remove one",
                       shown, key.ptr, (long long)line, (long long)column);
}

/* Drop the members that were marked by kind 0; the rest keep their order. */
static uint32_t compact(struct lc_member *members, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (members[i].value.kind) {
            members[kept++] = members[i];
        }
    }
    return kept;
}

/* Few members: every pair. Duplicates are refused, or all but the last marked. */
static ctr_status check_pairs(struct lc_tree *tree, struct lc_member *members, uint32_t count,
                              bool *marked)
{
    for (uint32_t i = 1; i < count; i++) {
        size_t len = members[i].key_len;
        const char *ptr = members[i].key_chars;
        for (uint32_t j = 0; j < i; j++) {
            if (members[j].key_len != len || (len && memcmp(members[j].key_chars, ptr, len) != 0)) {
                continue;
            }
            if (!tree->last_duplicate) {
                return duplicate(tree, &members[j], &members[i]);
            }
            members[j].value.kind = 0;
            *marked = true;
        }
    }
    return CTR_OK;
}

/* Many members: fill the index (slots zeroed, seed set), meeting the duplicates on the way. */
static ctr_status fill_index(struct lc_tree *tree, struct lc_member *members, uint32_t count,
                             uint32_t *slots, unsigned bits, bool *marked)
{
    size_t mask = ((size_t)1 << bits) - 1;
    for (uint32_t n = 0; n < count; n++) {
        size_t i = key_hash(lc_key(&members[n]), tree->seed) & mask;
        while (slots[i] && !lc_str_eq(lc_key(&members[slots[i] - 1]), lc_key(&members[n]))) {
            i = (i + 1) & mask;
        }
        if (slots[i]) {
            if (!tree->last_duplicate) {
                return duplicate(tree, &members[slots[i] - 1], &members[n]);
            }
            members[slots[i] - 1].value.kind = 0;
            *marked = true;
        }
        slots[i] = n + 1;
    }
    return CTR_OK;
}

static ctr_status close_indexed(struct lc_tree *tree, struct lc_member *members, uint32_t count,
                                struct lc_value *out)
{
    unsigned bits = index_bits(count);
    size_t table = sizeof(uint64_t) + (sizeof(uint32_t) << bits);
    bool marked = false;
    struct lc_member *at = lc_arena_alloc(&tree->ctx->arena, count * sizeof *at + table);
    if (!at) {
        return lc_nomem(tree->ctx);
    }
    memset(table_slots(at, count), 0, sizeof(uint32_t) << bits);
    LC_TRY(fill_index(tree, members, count, table_slots(at, count), bits, &marked));
    if (marked) {
        count = compact(members, count);
        bits = index_bits(count);
        memset(table_slots(at, count), 0, sizeof(uint32_t) << bits);
        LC_TRY(fill_index(tree, members, count, table_slots(at, count), bits, &marked));
    }
    memcpy(at, members, count * sizeof *at);
    memcpy(at + count, &tree->seed, sizeof tree->seed);
    lc_set_members(out, at, count);
    out->indexed = true;
    return CTR_OK;
}

static ctr_status close_object(struct lc_tree *tree, struct lc_member *members, uint32_t count,
                               struct lc_value *out)
{
    if (count > LC_TREE_LINEAR) {
        return close_indexed(tree, members, count, out);
    }
    bool marked = false;
    LC_TRY(check_pairs(tree, members, count, &marked));
    if (marked) {
        count = compact(members, count);
    }
    struct lc_member *at = lc_arena_alloc(&tree->ctx->arena, count * sizeof *at);
    if (!at) {
        return lc_nomem(tree->ctx);
    }
    memcpy(at, members, count * sizeof *at);
    lc_set_members(out, at, count);
    return CTR_OK;
}

static ctr_status close_array(struct lc_tree *tree, const struct lc_value *items, uint32_t count,
                              struct lc_value *out)
{
    struct lc_value *at = lc_arena_alloc(&tree->ctx->arena, count * sizeof *at);
    if (!at) {
        return lc_nomem(tree->ctx);
    }
    memcpy(at, items, count * sizeof *at);
    lc_set_items(out, at, count);
    return CTR_OK;
}

ctr_status lc_tree_close(struct lc_tree *tree)
{
    struct lc_tree_frame frame = tree->frames[tree->depth - 1];
    void *children = tree->stack + frame.start;
    size_t bytes = tree->used - frame.start;
    size_t count = bytes / (frame.object ? sizeof(struct lc_member) : sizeof(struct lc_value));
    struct lc_value made = {.kind = frame.object ? LC_OBJECT : LC_ARRAY, .offset = frame.offset};

    size_t before = tree->nodes;
    tree->nodes += count;
    if (before >> 16 != tree->nodes >> 16) { /* now and then */
        LC_TRY(lc_progress(tree->ctx, "parse", tree->nodes, 0));
    }
    LC_TRY(lc_poll(tree->ctx));
    if (tree->nodes >= tree->max_nodes) { /* the root is one more */
        return too_many_nodes(tree, frame.offset);
    }
    if (count == 0) { /* `at` stays NULL */
    } else if (frame.object) {
        LC_TRY(close_object(tree, children, (uint32_t)count, &made));
    } else {
        LC_TRY(close_array(tree, children, (uint32_t)count, &made));
    }
    tree->depth--;
    tree->used = frame.start;
    *lc_tree_slot(tree) = made;
    return CTR_OK;
}

char *lc_tree_text(struct lc_tree *tree, size_t size)
{
    if (size <= tree->text_left) {
        return tree->text;
    }
    bool shared = size < TEXT_PIECE / 4; /* longer ones must not waste what is left of the piece */
    char *at = lc_arena_alloc(&tree->ctx->arena, shared ? TEXT_PIECE : size);
    if (!at) {
        lc_nomem(tree->ctx);
    } else if (shared) {
        tree->text = at;
        tree->text_left = TEXT_PIECE;
    }
    return at;
}

void lc_tree_text_used(struct lc_tree *tree, const char *at, size_t size)
{
    if (at == tree->text) {
        tree->text += size;
        tree->text_left -= size;
    }
}
