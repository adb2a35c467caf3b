/* Packing by shape: every kind, copies that stand alone, words. */
#include "base/shape.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>

#include <cmocka.h>

#include "fault.h"

enum { RED = 1, GREEN = 2 };

static const struct lc_word colours[] = {
    {RED, "red"}, {GREEN, "green"}, {GREEN, "GRASS_like"}, {0, NULL}};

struct leaf {
    const char *name;
    int64_t weight;
};

struct node {
    const char *label;
    struct leaf inside;
    const struct leaf *leaves;
    size_t leaf_count;
};

struct tree {
    const char *title;
    const char *json;
    int64_t number;
    int32_t flag;
    int32_t colour;
    int64_t at_us;
    struct node root;
    const struct node *other;
    const struct node *nodes;
    size_t node_count;
    const char *const *words;
    size_t word_count;
    const void *bytes;
    size_t byte_count;
};

static const struct lc_field leaf_fields[] = {
    LC_FIELD_OF(leaf, "name", LC_KIND_STR, name),
    LC_FIELD_OF(leaf, "weight", LC_KIND_INT, weight),
};
static const struct lc_shape leaf_shape = LC_SHAPE(leaf, leaf_fields);

static const struct lc_field node_fields[] = {
    LC_FIELD_OF(node, "label", LC_KIND_STR, label),
    LC_FIELD_NEST(node, "inside", LC_KIND_OBJECT, inside, &leaf_shape),
    LC_FIELD_LIST(node, "leaves", leaves, leaf_count, &leaf_shape),
};
static const struct lc_shape node_shape = LC_SHAPE(node, node_fields);

static const struct lc_field tree_fields[] = {
    LC_FIELD_OF(tree, "title", LC_KIND_STR, title),
    LC_FIELD_OF(tree, "json", LC_KIND_JSON, json),
    LC_FIELD_OF(tree, "number", LC_KIND_INT, number),
    LC_FIELD_OF(tree, "flag", LC_KIND_BOOL, flag),
    LC_FIELD_WORD(tree, "colour", colour, colours),
    LC_FIELD_OF(tree, "at", LC_KIND_TIME, at_us),
    LC_FIELD_NEST(tree, "root", LC_KIND_OBJECT, root, &node_shape),
    LC_FIELD_NEST(tree, "other", LC_KIND_REF, other, &node_shape),
    LC_FIELD_LIST(tree, "nodes", nodes, node_count, &node_shape),
    LC_FIELD_STRS(tree, "words", words, word_count),
    {NULL, LC_KIND_BYTES, offsetof(struct tree, bytes), offsetof(struct tree, byte_count), NULL,
     NULL, NULL},
};
static const struct lc_shape tree_shape = LC_SHAPE(tree, tree_fields);

struct sample {
    char texts[16][8];
    const char *words[3];
    struct leaf leaves[3];
    struct node nodes[2];
    struct node other;
    unsigned char bytes[4];
    struct tree tree;
};

static const char *text_of(struct sample *s, int i)
{
    s->texts[i][0] = 't';
    s->texts[i][1] = (char)('a' + i);
    return s->texts[i];
}

/* A tree with something of every kind, all of it in memory of *s. */
static void make_sample(struct sample *s)
{
    *s = (struct sample){.bytes = {1, 0, 2, 255}};
    for (int i = 0; i < 3; i++) {
        s->leaves[i] = (struct leaf){text_of(s, i), 10 + i};
    }
    s->leaves[1].name = NULL;
    s->nodes[0] = (struct node){text_of(s, 3), {text_of(s, 4), 1}, s->leaves, 3};
    s->nodes[1] = (struct node){NULL, {NULL, 2}, NULL, 0};
    s->other = (struct node){text_of(s, 5), {"", 3}, s->leaves + 2, 1};
    s->words[0] = text_of(s, 6);
    s->words[2] = "";
    s->tree = (struct tree){
        .title = text_of(s, 7),
        .json = "{\"a\":1}",
        .number = INT64_MIN,
        .flag = 1,
        .colour = GREEN,
        .at_us = 77,
        .root = {text_of(s, 8), {text_of(s, 9), 4}, s->leaves, 2},
        .other = &s->other,
        .nodes = s->nodes,
        .node_count = 2,
        .words = s->words,
        .word_count = 3,
        .bytes = s->bytes,
        .byte_count = 4,
    };
}

static void assert_is_sample(const struct tree *t)
{
    assert_string_equal(t->title, "th");
    assert_string_equal(t->json, "{\"a\":1}");
    assert_true(t->number == INT64_MIN);
    assert_int_equal(t->flag, 1);
    assert_int_equal(t->colour, GREEN);
    assert_int_equal(t->at_us, 77);
    assert_string_equal(t->root.label, "ti");
    assert_string_equal(t->root.inside.name, "tj");
    assert_int_equal(t->root.inside.weight, 4);
    assert_int_equal(t->root.leaf_count, 2);
    assert_string_equal(t->root.leaves[0].name, "ta");
    assert_null(t->root.leaves[1].name);
    assert_int_equal(t->root.leaves[1].weight, 11);
    assert_string_equal(t->other->label, "tf");
    assert_string_equal(t->other->inside.name, "");
    assert_string_equal(t->other->leaves[0].name, "tc");
    assert_int_equal(t->node_count, 2);
    assert_string_equal(t->nodes[0].label, "td");
    assert_string_equal(t->nodes[0].inside.name, "te");
    assert_string_equal(t->nodes[0].leaves[2].name, "tc");
    assert_int_equal(t->nodes[0].leaves[2].weight, 12);
    assert_null(t->nodes[1].label);
    assert_null(t->nodes[1].leaves);
    assert_int_equal(t->word_count, 3);
    assert_string_equal(t->words[0], "tg");
    assert_null(t->words[1]);
    assert_string_equal(t->words[2], "");
    assert_int_equal(t->byte_count, 4);
    assert_memory_equal(t->bytes, "\1\0\2\xFF", 5); /* and a NUL */
}

static void assert_inside(const void *body, const void *pointer)
{
    uintptr_t first = (uintptr_t)body;
    assert_in_range((uintptr_t)pointer, first, first + lc_block_bytes(body));
}

static void assert_stands_alone(const struct tree *t)
{
    const void *pointers[] = {t->title,      t->json,
                              t->root.label, t->root.leaves,
                              t->other,      t->other->leaves[0].name,
                              t->nodes,      t->nodes[0].leaves[2].name,
                              t->words,      t->words[0],
                              t->bytes};
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
        assert_inside(t, pointers[i]);
    }
}

static struct tree *pack(const ctr_allocator *alloc)
{
    struct sample s;
    struct lc_ctx ctx;
    void *out = &s;
    make_sample(&s);
    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_pack(&ctx, &tree_shape, &s.tree, &out);
    assert_true((status == CTR_OK) == (out != NULL));
    lc_ctx_end(&ctx, status, NULL);
    memset(&s, 0xEE, sizeof s);
    return out;
}

static void a_block_holds_every_kind_and_nothing_else(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct tree *t = pack(&a);
    assert_int_equal(f.live, 1); /* one block */
    assert_int_equal((uintptr_t)t % alignof(max_align_t), 0);
    assert_int_equal((uintptr_t)t->nodes % alignof(struct node), 0);
    assert_is_sample(t);
    assert_stands_alone(t);
    assert_ptr_equal(lc_block_shape(t), &tree_shape);
    assert_in_range(lc_block_bytes(t), sizeof(struct tree), 2000);
    lc_block_free(t);
    assert_int_equal(f.live, 0);
    lc_block_free(NULL);
}

static void a_copy_stands_alone_in_memory_of_its_own(void **state)
{
    (void)state;
    struct fault f = {0};
    struct fault g = {0};
    ctr_allocator a = fault_table(&f);
    ctr_allocator b = fault_table(&g);
    struct tree *first = pack(&a);
    struct tree *second = lc_block_copy(&b, first);
    size_t size = lc_block_bytes(first);
    assert_int_equal(lc_block_bytes(second), size);
    assert_ptr_equal(lc_block_shape(second), &tree_shape);
    memset(first, 0xEE, sizeof *first);
    lc_block_free(first);
    assert_int_equal(f.live, 0);
    assert_is_sample(second);
    assert_stands_alone(second);

    struct tree *third = lc_block_copy(&a, second); /* a copy of a copy */
    lc_block_free(second);
    assert_int_equal(g.live, 0);
    assert_is_sample(third);
    assert_stands_alone(third);
    lc_block_free(third);
    assert_int_equal(f.live, 0);
}

static void a_copy_can_live_in_room_of_the_callers(void **state)
{
    (void)state;
    struct fault f = {0};
    struct fault g = {0};
    ctr_allocator a = fault_table(&f);
    ctr_allocator b = fault_table(&g);
    struct tree *first = pack(&a);
    void *room = malloc(lc_block_bytes(first));
    assert_non_null(room);
    struct tree *second = lc_block_place(room, &b, first);
    assert_int_equal(g.live, 0); /* nothing was asked for */
    assert_int_equal(lc_block_bytes(second), lc_block_bytes(first));
    lc_block_free(first);
    assert_is_sample(second);
    struct tree *third = lc_block_copy(&b, second);
    free(room);
    assert_is_sample(third);
    assert_stands_alone(third);
    lc_block_free(third);
    assert_int_equal(f.live, 0);
    assert_int_equal(g.live, 0);
}

static void an_empty_struct_packs(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct tree empty = {0};
    struct leaf leaf = {NULL, 1};
    void *out;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_pack(&ctx, &tree_shape, &empty, &out), CTR_OK);
    assert_memory_equal(out, &empty, sizeof empty);
    void *copy = lc_block_copy(&ctx.alloc, out);
    assert_memory_equal(copy, &empty, sizeof empty);
    lc_block_free(copy);
    lc_block_free(out);

    empty.nodes = (const struct node *)(const void *)&leaf; /* a list of none is kept as one */
    empty.bytes = "";
    assert_int_equal(lc_pack(&ctx, &tree_shape, &empty, &out), CTR_OK);
    const struct tree *t = out;
    assert_non_null(t->nodes);
    assert_int_equal(t->node_count, 0);
    assert_string_equal(t->bytes, "");
    lc_block_free(out);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool pack_and_copy(const ctr_allocator *alloc)
{
    struct tree *first = pack(alloc);
    struct tree *second = first ? lc_block_copy(alloc, first) : NULL;
    bool through = second != NULL;
    if (through) {
        assert_is_sample(second);
    }
    lc_block_free(first);
    lc_block_free(second);
    return through;
}

static void packing_survives_every_failing_allocation(void **state)
{
    (void)state;
    fault_walk(pack_and_copy);
}

static void words_have_names(void **state)
{
    (void)state;
    assert_string_equal(lc_word_name(colours, RED), "red");
    assert_string_equal(lc_word_name(colours, GREEN), "green");
    assert_string_equal(lc_word_name(colours, 0), "unknown");
    assert_string_equal(lc_word_name(colours, 99), "unknown");
}

static void words_are_read_without_regard_to_case_and_underscores(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t value; /* 0 = none */
    } rows[] = {
        {"red", RED},
        {"RED", RED},
        {"green", GREEN},
        {"grass-like", GREEN},
        {"Grass_Like", GREEN},
        {"GRASS_LIKE", GREEN},
        {"re", 0},
        {"redd", 0},
        {"", 0},
        {NULL, 0},
        {"grass like", 0},
        {" red", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t value = 0;
        assert_int_equal(lc_word_parse(colours, rows[i].text, &value), rows[i].value != 0);
        assert_int_equal(value, rows[i].value);
    }
}

static void lists_of_words_read_as_a_sentence(void **state)
{
    (void)state;
    static const struct lc_word one[] = {{1, "one"}, {0, NULL}};
    static const struct lc_word two[] = {{1, "one"}, {2, "two"}, {0, NULL}};
    static const struct lc_word zero[] = {{0, NULL}};
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_string_equal(lc_word_list(&ctx, zero), "");
    assert_string_equal(lc_word_list(&ctx, one), "one");
    assert_string_equal(lc_word_list(&ctx, two), "one or two");
    assert_string_equal(lc_word_list(&ctx, colours), "red, green or GRASS_like");
    lc_ctx_end(&ctx, CTR_OK, NULL);

    struct fault f = {.fail_at = 1, .persistent = true};
    ctr_allocator a = fault_table(&f);
    lc_ctx_begin(&ctx, &a);
    assert_string_equal(lc_word_list(&ctx, two), "?");
    assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_E_NOMEM, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_holds_every_kind_and_nothing_else),
        cmocka_unit_test(a_copy_stands_alone_in_memory_of_its_own),
        cmocka_unit_test(a_copy_can_live_in_room_of_the_callers),
        cmocka_unit_test(an_empty_struct_packs),
        cmocka_unit_test(packing_survives_every_failing_allocation),
        cmocka_unit_test(words_have_names),
        cmocka_unit_test(words_are_read_without_regard_to_case_and_underscores),
        cmocka_unit_test(lists_of_words_read_as_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
