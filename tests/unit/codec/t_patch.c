/* Exact changes of YAML and JSON: one member set, every other byte as it was. */
#include "codec/patch.h"

#include "reading.h"

struct wish {
    const char *under, *key;
    const char *texts[3]; /* NULL ends them */
    bool list;
};

struct attempt {
    const char *text, *want; /* want NULL: it cannot be done exactly */
    struct wish wishes[4];   /* one without a key ends them */
};

/* In the innermost map that `at` names, or the root. */
static const struct lc_value *map_at(const struct lc_doc *doc)
{
    const struct lc_value *slices = lc_get(doc->root, "slices");
    return slices ? lc_at(slices, 0) : doc->root;
}

static void try(const struct attempt *a)
{
    struct reading r;
    struct lc_patch patch;
    struct lc_str out;
    bool exact;

    reading_begin(&r);
    reading_take(&r, lc_doc_read, lc_str(a->text), NULL);
    assert_int_equal(r.status, CTR_OK);
    lc_patch_begin(&patch, &r.doc);
    for (const struct wish *w = a->wishes; w->key; w++) {
        struct lc_patch_member m = {w->key, w->texts, 0, w->list};
        while (m.count < 3 && w->texts[m.count]) {
            m.count++;
        }
        assert_int_equal(lc_patch_set(&r.ctx, &patch, map_at(&r.doc), w->under, &m), CTR_OK);
    }
    assert_int_equal(lc_patch_apply(&r.ctx, &patch, &out, &exact), CTR_OK);
    assert_null(r.ctx.error);
    if (exact != (a->want != NULL)) {
        fail_msg("%s: exactly %d", a->text, exact);
    }
    if (a->want) {
        assert_string_equal(out.ptr, a->want);
    }
    free(r.copy);
    lc_ctx_end(&r.ctx, CTR_OK, NULL);
}

static void a_value_is_replaced_and_nothing_else(void **state)
{
    (void)state;
    static const struct attempt cases[] = {
        {"# top\nid:  a   # first\nstate: draft # second\n",
         "# top\nid:  a   # first\nstate: closed # second\n",
         {{NULL, "state", {"closed"}, false}}},
        {"state: 'draft'\n", "state: closed\n", {{NULL, "state", {"closed"}, false}}},
        {"state: \"dr\\\"aft\" # x\n", "state: closed # x\n", {{NULL, "state", {"closed"}, false}}},
        {"state: 'it''s'\n", "state: closed\n", {{NULL, "state", {"closed"}, false}}},
        {"{\"state\": \"draft\",\n \"n\": 1.50}",
         "{\"state\": \"closed\",\n \"n\": 1.50}",
         {{NULL, "state", {"closed"}, false}}},
        {"{state: draft, n: 1.50}\n",
         "{state: closed, n: 1.50}\n",
         {{NULL, "state", {"closed"}, false}}},
        {"a: 1\r\nstate: draft\r\nb: 2\r\n",
         "a: 1\r\nstate: closed\r\nb: 2\r\n",
         {{NULL, "state", {"closed"}, false}}},
        {"addendum: null # later\n",
         "addendum: shop/s@2.0.0 # later\n",
         {{NULL, "addendum", {"shop/s@2.0.0"}, false}}},
        {"addendum: ~\n",
         "addendum: shop/s@2.0.0\n",
         {{NULL, "addendum", {"shop/s@2.0.0"}, false}}},
        {"addendum:\nb: 2\n",
         "addendum: shop/s@2.0.0\nb: 2\n",
         {{NULL, "addendum", {"shop/s@2.0.0"}, false}}},
        {"addendum: # later\nb: 2\n",
         "addendum: shop/s@2.0.0 # later\nb: 2\n",
         {{NULL, "addendum", {"shop/s@2.0.0"}, false}}},
        {"x: \xC3\xA4\xC3\xB6\xC3\xBC\nstate: draft\n",
         "x: \xC3\xA4\xC3\xB6\xC3\xBC\nstate: closed\n",
         {{NULL, "state", {"closed"}, false}}},
        /* what would not be read back as text is quoted */
        {"r: x\n", "r: \"null\"\n", {{NULL, "r", {"null"}, false}}},
        {"r: x\n", "r: \"a: b # c\"\n", {{NULL, "r", {"a: b # c"}, false}}},
        {"r: x\n", "r: \"\"\n", {{NULL, "r", {""}, false}}},
        /* what is so already stays, however it is written */
        {"state: 'closed'\nn: 1\n",
         "state: 'closed'\nn: 1\n",
         {{NULL, "state", {"closed"}, false}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        try(&cases[i]);
    }
}

static void a_member_is_added_where_its_map_is(void **state)
{
    (void)state;
    static const struct attempt cases[] = {
        {"a: 1\n# end\n", "a: 1\n# end\nstate: closed\n", {{NULL, "state", {"closed"}, false}}},
        {"a: 1", "a: 1\nstate: closed\n", {{NULL, "state", {"closed"}, false}}},
        {"a: 1\r\nb: 2", "a: 1\r\nb: 2\r\nstate: closed\r\n", {{NULL, "state", {"closed"}, false}}},
        {"  a: 1\n  b: 2\n",
         "  a: 1\n  b: 2\n  state: closed\n",
         {{NULL, "state", {"closed"}, false}}},
        {"{\"a\": 1}\n",
         "{\"a\": 1, \"state\": \"closed\"}\n",
         {{NULL, "state", {"closed"}, false}}},
        {"{\n  \"a\": [1, \"}\"]\n}\n",
         "{\n  \"a\": [1, \"}\"],\n  \"state\": \"closed\"\n}\n",
         {{NULL, "state", {"closed"}, false}}},
        {"d:\n  # why\n  status: pending\n  n: 1\ne: 2\n",
         "d:\n  # why\n  date: 2026-01-02\n  status: approved\n  n: 1\ne: 2\n",
         {{"d", "status", {"approved"}, false}, {"d", "date", {"2026-01-02"}, false}}},
        {"d: {status: pending}\n",
         "d: {status: approved, by: [x, y]}\n",
         {{"d", "status", {"approved"}, false}, {"d", "by", {"x", "y"}, true}}},
        {"a: 1\n",
         "a: 1\nd: {status: approved, by: [x], date: 2026-01-02}\n",
         {{"d", "status", {"approved"}, false},
          {"d", "by", {"x"}, true},
          {"d", "date", {"2026-01-02"}, false}}},
        {"d: null\na: 1\n",
         "d: {status: approved, by: [x]}\na: 1\n",
         {{"d", "status", {"approved"}, false}, {"d", "by", {"x"}, true}}},
        {"{\"a\": 1}",
         "{\"a\": 1, \"d\": {\"status\": \"approved\", \"by\": [\"x\"]}}",
         {{"d", "status", {"approved"}, false}, {"d", "by", {"x"}, true}}},
        /* in an item of a list */
        {"slices:\n  - {id: one, n: 3} # a\n",
         "slices:\n  - {id: one, n: 3, realised: 1.8} # a\n",
         {{NULL, "realised", {"1.8"}, false}}},
        {"slices:\n  - id: one\n    n: 3\n",
         "slices:\n  - realised: 1.8\n    id: one\n    n: 3\n",
         {{NULL, "realised", {"1.8"}, false}}},
        {"b: 1\nslices: [{id: one, realised: \"1\"}]\n",
         "b: 1\nslices: [{id: one, realised: 1.8}]\n",
         {{NULL, "realised", {"1.8"}, false}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        try(&cases[i]);
    }
}

static void a_list_is_replaced_as_one(void **state)
{
    (void)state;
    static const struct attempt cases[] = {
        {"d: {by: [x, 'y']} # z\n", "d: {by: [a, b]} # z\n", {{"d", "by", {"a", "b"}, true}}},
        {"d:\n  by:\n    - x\n    - y\n  n: 1\n",
         "d:\n  by:\n    [a, b]\n  n: 1\n",
         {{"d", "by", {"a", "b"}, true}}},
        {"d:\n  by: x\n", "d:\n  by: [a, b]\n", {{"d", "by", {"a", "b"}, true}}},
        {"d:\n  by: x # only\n", "d:\n  by: x # only\n", {{"d", "by", {"x"}, true}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        try(&cases[i]);
    }
}

static void what_cannot_be_done_exactly_is_not_done(void **state)
{
    (void)state;
    static const struct attempt cases[] = {
        {"state: |\n  draft\n", NULL, {{NULL, "state", {"closed"}, false}}},
        {"state: dr\n  aft\n", NULL, {{NULL, "state", {"closed"}, false}}},
        {"state: &s draft\nother: *s\n", NULL, {{NULL, "state", {"closed"}, false}}},
        {"x: &s draft\nstate: *s\n", NULL, {{NULL, "state", {"closed"}, false}}},
        {"state: !!str draft\n", NULL, {{NULL, "state", {"closed"}, false}}},
        {"a: 1\n...\n", NULL, {{NULL, "state", {"closed"}, false}}},
        {"x: &m {status: pending}\nd: *m\n", NULL, {{"d", "status", {"approved"}, false}}},
        {"x: &m\n  n: 1\nd:\n  <<: *m\n", NULL, {{"d", "n", {"2"}, false}}},
        {"d:\n  by:\n    - x # first\n    - y\n", NULL, {{"d", "by", {"a", "b"}, true}}},
        {"a: |+\n  text\n\n", NULL, {{NULL, "b", {"\n"}, false}, {NULL, "a", {"x"}, false}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        try(&cases[i]);
    }
}

static bool patch_once(const ctr_allocator *alloc)
{
    static const char text[] = "id: a\nd: {status: pending}\n";
    static const char *const texts[] = {"approved"};
    const struct lc_patch_member m = {"status", texts, 1, false};
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct lc_patch patch;
    struct lc_str out = {NULL, 0};
    bool exact = false;

    ctr_status status = lc_ctx_begin(&ctx, alloc);
    status = status == CTR_OK ? lc_doc_read(&ctx, lc_str(text), NULL, &doc) : status;
    if (status == CTR_OK) {
        lc_patch_begin(&patch, &doc);
        status = lc_patch_set(&ctx, &patch, doc.root, "d", &m);
    }
    status = status == CTR_OK ? lc_patch_apply(&ctx, &patch, &out, &exact) : status;
    if (status == CTR_OK) {
        assert_true(exact);
        assert_string_equal(out.ptr, "id: a\nd: {status: approved}\n");
    } else {
        assert_int_equal(status, CTR_E_NOMEM);
    }
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK;
}

static void without_memory_there_is_no_half_text(void **state)
{
    (void)state;
    fault_walk(patch_once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_replaced_and_nothing_else),
        cmocka_unit_test(a_member_is_added_where_its_map_is),
        cmocka_unit_test(a_list_is_replaced_as_one),
        cmocka_unit_test(what_cannot_be_done_exactly_is_not_done),
        cmocka_unit_test(without_memory_there_is_no_half_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
