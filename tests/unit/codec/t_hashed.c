/* Lists by their hashes: what is among them, and which are the same in another order. */
#include "reading.h"

#include "codec/hashed.h"

static void what_is_among_them_is_found(void **state)
{
    struct reading r;
    struct lc_hashed_set set;
    (void)state;
    reading_of(&r, lc_json_read,
               "{\"all\":[\"b\",1,{\"x\":1,\"y\":2},null,1,[1,2]],\"in\":[1.0,{\"y\":2,\"x\":1}],"
               "\"out\":[2,\"1\",[2,1],{\"x\":1}]}");
    assert_int_equal(lc_hashed_items(&r.ctx, lc_get(r.doc.root, "all"), &set), CTR_OK);
    assert_int_equal(set.count, 6);
    for (size_t i = 1; i < set.count; i++) {
        assert_true(set.at[i - 1].hash <= set.at[i].hash);
        if (set.at[i - 1].hash == set.at[i].hash) { /* the two 1 */
            assert_true(set.at[i - 1].value < set.at[i].value);
        }
    }
    for (uint32_t i = 0; i < 2; i++) {
        assert_true(lc_hashed_has(&set, lc_at(lc_get(r.doc.root, "in"), i)));
    }
    for (uint32_t i = 0; i < 4; i++) {
        assert_false(lc_hashed_has(&set, lc_at(lc_get(r.doc.root, "out"), i)));
    }
    assert_int_equal(lc_hashed_items(&r.ctx, r.doc.root, &set), CTR_OK); /* no list */
    assert_int_equal(set.count, 0);
    assert_false(lc_hashed_has(&set, r.doc.root));
    reading_end(&r);
}

static void the_same_in_any_order(void **state)
{
    static const struct {
        const char *text;
        bool same;
    } rows[] = {
        {"[[], []]", true},           {"[[1,2,3],[3,1.0,2]]", true}, {"[[1,1,2],[1,2,1]]", true},
        {"[[1,1,2],[1,2,2]]", false}, {"[[1,2],[1,2,2]]", false},    {"[[[1,2]],[[2,1]]]", false},
        {"[\"a\",\"a\"]", true},      {"[\"a\",[\"a\"]]", false},    {"[{},[]]", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading r;
        bool same = !rows[i].same;
        reading_of(&r, lc_json_read, rows[i].text);
        assert_int_equal(lc_hashed_eq(&r.ctx, lc_at(r.doc.root, 0), lc_at(r.doc.root, 1), &same),
                         CTR_OK);
        assert_int_equal(same, rows[i].same);
        reading_end(&r);
    }
}

enum { HOSTILE = 200, LOOKED_AT = 64 };

/* A text of two words that has the hash of all others made so: its second word undoes what the
 * first did. The steps are those of lc_value_hash and lc_hash. */
static struct lc_value colliding(uint64_t words[2], uint64_t i)
{
    uint64_t seed = (UINT64_C(0x51ED270B7A1F43D5) ^ LC_STRING) * UINT64_C(0x9FB21C651E98DF25);
    seed ^= seed >> 32;
    uint64_t h = seed ^ (16 * UINT64_C(0x9E3779B97F4A7C15));
    h = (h ^ i) * UINT64_C(0xD6E8FEB86659FD93);
    words[0] = i;
    words[1] = h ^ (h >> 32);
    return (struct lc_value){.kind = LC_STRING, .chars = (const char *)words, .count = 16};
}

/* Many of one hash cost each look a few comparisons, not all of them. */
static void hostile_lists_are_not_walked_for_each_value(void **state)
{
    struct reading r;
    struct lc_hashed_set set;
    uint64_t words[HOSTILE][2];
    struct lc_value items[HOSTILE];
    const struct lc_value list = {.kind = LC_ARRAY, .items = items, .count = HOSTILE};
    int found = 0;
    (void)state;
    reading_of(&r, lc_json_read, "[]");
    for (int i = 0; i < HOSTILE; i++) {
        items[i] = colliding(words[i], (uint64_t)i);
        assert_true(lc_value_hash(&items[i]) == lc_value_hash(&items[0]));
    }
    assert_int_equal(lc_hashed_items(&r.ctx, &list, &set), CTR_OK);
    for (int i = 0; i < HOSTILE; i++) {
        found += lc_hashed_has(&set, &items[i]);
    }
    assert_int_equal(found, LOOKED_AT);
    reading_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_among_them_is_found),
        cmocka_unit_test(the_same_in_any_order),
        cmocka_unit_test(hostile_lists_are_not_walked_for_each_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
