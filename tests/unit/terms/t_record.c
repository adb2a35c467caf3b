/* Reading by tables: forms, defaults, places, refusals. The table here has every kind of term. */
#include "terms/term_rows.h"
#include "terms_case.h"

struct gadget {
    const char *id, *note;
    int64_t weight;
};

struct box {
    int64_t width; /* whole */
};

struct thing {
    const char *id, *title, *brief;
    int64_t count, share, day;
    int32_t truth, word;
    struct box box;
    struct gadget *gadgets;
    const char **texts;
    struct lc_term_pair *pairs;
    size_t gadget_count, text_count, pair_count;
    const struct lc_value *value;
    struct lc_terms terms;
};

static const struct lc_word words[] = {{1, "red"}, {2, "dark-blue"}, {0, NULL}};
static const struct lc_term gadget_terms[] = {
    LC_ROW(struct gadget, "id", TEXT, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND, id, DUTY,
           NULL, "its name"),
    LC_ROW(struct gadget, "note", TEXT, LC_TERM_ID, note, TEXT, NULL, "a word"),
    LC_ROW_NUMBER(struct gadget, "weight", FIXED, weight, 0, 10, CAP, "2.5", "how heavy"),
};
static const struct lc_term_record gadget =
    LC_TERM_RECORD_OF(gadget, "gadget", gadget_terms, false);
static const struct lc_term box_terms[] = {
    LC_ROW_NUMBER(struct box, "width", INT, width, -5, 5, CAP, NULL, "how wide"),
};
static const struct lc_term_record box = LC_TERM_RECORD_OF(box, "box", box_terms, true);
static const struct lc_term thing_terms[] = {
    LC_ROW(struct thing, "id", NAME, LC_TERM_REQUIRED, id, TEXT, NULL, "its name"),
    LC_ROW(struct thing, "title", TEXT, 0, title, TEXT, NULL, "one line"),
    LC_ROW(struct thing, "brief", TEXT, 0, brief, TEXT, "short", "another"),
    LC_ROW_NUMBER(struct thing, "count", INT, count, 0, 100, CAP, "3", "how many"),
    LC_ROW_NUMBER(struct thing, "share", FIXED, share, -1, 100, CAP, NULL, "how much"),
    LC_ROW(struct thing, "day", DATE, 0, day, DUTY, NULL, "when"),
    LC_ROW(struct thing, "truth", BOOL, 0, truth, DUTY, "true", "whether"),
    LC_ROW_WORD(struct thing, "word", word, words, DUTY, "red", "which"),
    LC_ROW_RECORD(struct thing, "box", box, &box, "where"),
    LC_ROW_RECORDS(struct thing, "gadgets", gadgets, gadget_count, &gadget, DUTY, "what"),
    LC_ROW_TEXTS(struct thing, "texts", texts, text_count, RIGHT, "who"),
    LC_ROW_PAIRS(struct thing, "pairs", pairs, pair_count, 0, 9, CAP, "which ones"),
    LC_ROW(struct thing, "value", VALUE, 0, value, MONEY, NULL, "the rest"),
};
static const struct lc_term_record thing = LC_TERM_RECORD_OF(thing, "thing", thing_terms, false);

struct reading {
    struct terms_case c;
    struct thing body;
};

static void take(struct reading *r, struct lc_str text)
{
    ctr_terms_kind kind = CTR_TERMS_MASTER; /* so that nothing is found out */
    r->body = (struct thing){0};
    r->c.terms = &r->body.terms;
    r->c.status = lc_once(&r->c.ctx);
    if (r->c.status == CTR_OK) {
        r->c.status = lc_terms_open(&r->c.ctx, text, "file", &kind, &r->c.doc);
    }
    if (r->c.status == CTR_OK) {
        r->c.status =
            lc_terms_read(&r->c.ctx, &r->c.doc, r->c.doc.root, &thing, &r->body, &r->body.terms);
    }
}

static void reads(struct reading *r, const char *text)
{
    case_begin(&r->c, NULL);
    take(r, lc_str(text));
    if (r->c.status != CTR_OK) {
        print_message("%s\n", case_message(&r->c));
    }
    assert_int_equal(r->c.status, CTR_OK);
}

static void ends(struct reading *r)
{
    case_end(&r->c);
}

static void every_kind_is_read_into_its_member(void **state)
{
    (void)state;
    struct reading r;
    reads(&r, "id: a.b-c_1\n"
              "title: 1.10\n"
              "count: '7'\n"
              "share: 12.500\n"
              "day: 1969-12-31\n"
              "truth: false\n"
              "word: DARK_BLUE\n"
              "box: {width: -5}\n"
              "gadgets:\n"
              "  - lamp\n"
              "  - {id: rope, note: long, weight: 0}\n"
              "texts: [x, true, 3]\n"
              "pairs: {a: 1, b: 0.5}\n"
              "value: {deep: [1, {k: null, l: ''}]}\n");
    assert_string_equal(r.body.id, "a.b-c_1");
    assert_string_equal(r.body.title, "1.10");
    assert_string_equal(r.body.brief, "short");
    assert_true(r.body.count == 7);
    assert_true(r.body.share == 12500000);
    assert_true(r.body.day == -1);
    assert_int_equal(r.body.truth, 0);
    assert_int_equal(r.body.word, 2);
    assert_true(r.body.box.width == -5);
    assert_int_equal(r.body.gadget_count, 2);
    assert_string_equal(r.body.gadgets[0].id, "lamp");
    assert_null(r.body.gadgets[0].note);
    assert_true(r.body.gadgets[0].weight == 2500000);
    assert_true(r.body.gadgets[1].weight == 0);
    assert_int_equal(r.body.text_count, 3);
    assert_string_equal(r.body.texts[1], "true");
    assert_string_equal(r.body.pairs[1].key, "b");
    assert_true(r.body.pairs[1].value == 500000);
    assert_ptr_equal(r.body.value, lc_get(r.c.doc.root, "value"));
    assert_string_equal(points_of(&r.c), "/id=a.b-c_1*\n"
                                         "/title=1.10*\n"
                                         "/brief=short\n"
                                         "/count=7*\n"
                                         "/share=12.5*\n"
                                         "/day=1969-12-31*\n"
                                         "/truth=false*\n"
                                         "/word=dark-blue*\n"
                                         "/box/width=-5*\n"
                                         "/gadgets/lamp/id=lamp*\n"
                                         "/gadgets/lamp/weight=2.5\n"
                                         "/gadgets/rope,long/id=rope*\n"
                                         "/gadgets/rope,long/note=long*\n"
                                         "/gadgets/rope,long/weight=0*\n"
                                         "/texts/x=*\n"
                                         "/texts/true=*\n"
                                         "/texts/3=*\n"
                                         "/pairs/a=1*\n"
                                         "/pairs/b=0.5*\n"
                                         "/value/deep/0=1*\n");
    ends(&r);
}

static void what_is_silent_has_its_default_or_is_absent(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "id: a\n",
        "{\"id\":\"a\"}",
        ("id: a\ntitle:\nbrief: null\ncount: ~\nshare: ''\nday: ' '\ntruth:\nword: ''\nbox:\n"
         "gadgets:\ntexts: null\npairs:\nvalue: ''\n"),
    };
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct reading r;
        reads(&r, forms[i]);
        assert_string_equal(points_of(&r.c), "/id=a*\n/brief=short\n/count=3\n/truth=true\n"
                                             "/word=red\n");
        assert_null(r.body.title);
        assert_true(r.body.count == 3);
        assert_true(r.body.share == LC_TERM_ABSENT);
        assert_true(r.body.day == LC_TERM_ABSENT);
        assert_true(r.body.box.width == LC_TERM_ABSENT);
        assert_int_equal(r.body.truth, 1);
        assert_int_equal(r.body.word, 1);
        assert_int_equal(r.body.gadget_count, 0);
        assert_null(r.body.texts);
        assert_null(r.body.value);
        ends(&r);
    }
}

static void no_document_at_all_gives_the_defaults(void **state)
{
    (void)state;
    struct reading r;
    case_begin(&r.c, NULL);
    r.body = (struct thing){0};
    r.c.terms = &r.body.terms;
    r.c.status = lc_terms_read(&r.c.ctx, &r.c.doc, NULL, &thing, &r.body, &r.body.terms);
    assert_int_equal(r.c.status, CTR_OK);
    assert_string_equal(points_of(&r.c), "/brief=short\n/count=3\n/truth=true\n/word=red\n");
    ends(&r);
}

static void an_empty_list_is_something_else_than_none(void **state)
{
    (void)state;
    static const char *const forms[] = {"id: a\ntexts: []\n", "id: a\ntexts: ''\n"};
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct reading r;
        reads(&r, forms[i]);
        assert_non_null(r.body.texts);
        assert_int_equal(r.body.text_count, 0);
        ends(&r);
    }
}

static void a_list_may_be_its_only_element(void **state)
{
    (void)state;
    struct reading r;
    reads(&r, "id: a\ntexts: x\ngadgets: {id: lamp, weight: 1}\n");
    holds(&r.c, "/texts/x", "", true);
    holds(&r.c, "/gadgets/lamp/weight", "1", true);
    ends(&r);
    reads(&r, "id: a\ngadgets: lamp\n");
    holds(&r.c, "/gadgets/lamp/id", "lamp", true);
    ends(&r);
}

static void blanks_around_a_text_do_not_count(void **state)
{
    (void)state;
    struct reading r;
    reads(&r, "id: ' a '\ntitle: |\n  one\n  two\ncount: ' 4'\ntexts: ['  x ']\n");
    holds(&r.c, "/id", "a", true);
    holds(&r.c, "/title", "one\ntwo", true);
    holds(&r.c, "/count", "4", true);
    holds(&r.c, "/texts/x", "", true);
    ends(&r);
}

static void names_in_paths_are_escaped_and_long_ones_cut(void **state)
{
    (void)state;
    struct reading r;
    char text[1400];
    char name[601];
    memset(name, 'n', 600);
    name[600] = '\0';
    snprintf(text, sizeof text, "id: a\ngadgets: ['a/b', 'a~b', \"one\\ntwo\", %s, %sx]\n", name,
             name);
    reads(&r, text);
    holds(&r.c, "/gadgets/a~1b/id", "a/b", true);
    holds(&r.c, "/gadgets/a~0b/id", "a~b", true);
    holds(&r.c, "/gadgets/one two/id", "one\ntwo", true);
    const struct lc_term_point *last = &r.body.terms.points[r.body.terms.point_count - 1];
    assert_int_equal(strlen(last->path), strlen("/gadgets//weight") + 112 + 3 + 8);
    assert_string_equal(r.body.gadgets[4].id + 590, "nnnnnnnnnnx");
    ends(&r);
}

static void unknown_keys_are_remembered_with_the_nearest_known_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *path;
        const char *nearest;
    } cases[] = {
        {"id: a\ntitel: x\n", "/titel", "title"},
        {"id: a\ntilte: x\n", "/tilte", "title"},
        {"id: a\ntitl: x\n", "/titl", "title"},
        {"id: a\nelephant: x\n", "/elephant", NULL},
        {"id: a\n'': x\n", "/", NULL},
        {"id: a\ngadgets: [{id: l, wieght: 2}]\n", "/gadgets/l/wieght", "weight"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading r;
        reads(&r, cases[i].text);
        assert_int_equal(r.body.terms.stray_count, 1);
        assert_string_equal(r.body.terms.strays[0].path, cases[i].path);
        if (cases[i].nearest) {
            assert_non_null(r.body.terms.strays[0].nearest);
            assert_string_equal(r.body.terms.strays[0].nearest, cases[i].nearest);
        } else {
            assert_null(r.body.terms.strays[0].nearest);
        }
        ends(&r);
    }
    struct reading r;
    reads(&r, "id: a\nx-mine: {any: [thing]}\nbox: {x-too: 1}\n");
    assert_int_equal(r.body.terms.stray_count, 0);
    ends(&r);
}

static const struct {
    const char *text;
    const char *message; /* behind "file:" */
    const char *field;
} refused[] = {
    {"title: x\n", "1:1: /: the thing lacks 'id': its name", ""},
    {"id:\ntitle: x\n", "1:1: /: the thing lacks 'id': its name", ""},
    {"id: ''\n", "1:1: /: the thing lacks 'id': its name", ""},
    {"id: a b\n",
     "1:5: /id: should be a name: 1 to 128 of A-Z a-z 0-9 '.' '_' '-', the first a letter or "
     "digit, "
     "found 'a b'",
     "/id"},
    {"id: [a]\n", "1:5: /id: should be text, found a list", "/id"},
    {"id: a\ntitle: {x: 1}\n", "2:8: /title: should be text, found a map", "/title"},
    {"id: a\ntitle: \"x\\0y\"\n", "2:8: /title: holds a NUL character; none is allowed", "/title"},
    {"id: a\ncount: ten\n", "2:8: /count: should be a whole number from 0 to 100, found 'ten'",
     "/count"},
    {"id: a\ncount: 1.5\n", "2:8: /count: should be a whole number from 0 to 100, found '1.5'",
     "/count"},
    {"id: a\ncount: true\n", "2:8: /count: should be a whole number from 0 to 100, found true",
     "/count"},
    {"id: a\ncount: -1\n", "2:8: /count: should be a whole number from 0 to 100, found '-1'",
     "/count"},
    {"id: a\ncount: 101\n", "2:8: /count: should be a whole number from 0 to 100, found '101'",
     "/count"},
    {"id: a\ncount: [1]\n", "2:8: /count: should be a whole number from 0 to 100, found a list",
     "/count"},
    {"id: a\ncount: 99999999999999999999999\n",
     "2:8: /count: should be a whole number from 0 to 100, found '99999999999999999999999'",
     "/count"},
    {"id: a\nshare: 100.000001\n",
     "2:8: /share: should be a number from -1 to 100, found '100.000001'", "/share"},
    {"id: a\nshare: 1.0000001\n",
     "2:8: /share: should be a number from -1 to 100 with at most 6 decimals, found '1.0000001'",
     "/share"},
    {"id: a\nshare: 10 %\n", "2:8: /share: should be a number from -1 to 100, found '10 %'",
     "/share"},
    {"id: a\nday: 2026-02-29\n",
     "2:6: /day: should be a date that exists, as 2026-12-31, found '2026-02-29'", "/day"},
    {"id: a\nday: 2026-1-1\n",
     "2:6: /day: should be a date that exists, as 2026-12-31, found '2026-1-1'", "/day"},
    {"id: a\nday: 2026-01-01T00:00:00Z\n",
     "2:6: /day: should be a date that exists, as 2026-12-31, found '2026-01-01T00:00:00Z'",
     "/day"},
    {"id: a\nday: 20260101\n",
     "2:6: /day: should be a date that exists, as 2026-12-31, found '20260101'", "/day"},
    {"id: a\ntruth: yes\n", "2:8: /truth: should be true or false, found 'yes'", "/truth"},
    {"id: a\ntruth: 1\n", "2:8: /truth: should be true or false, found '1'", "/truth"},
    {"id: a\nword: green\n", "2:7: /word: should be red or dark-blue, found 'green'", "/word"},
    {"id: a\nword: {}\n", "2:7: /word: should be red or dark-blue, found a map", "/word"},
    {"id: a\nbox: wide\n", "2:6: /box: should be a map: a box, found 'wide'", "/box"},
    {"id: a\nbox: [1]\n", "2:6: /box: should be a map: a box, found a list", "/box"},
    {"id: a\nbox: {widht: 1}\n", "2:7: /box/widht: a box has no such member; did you mean 'width'?",
     "/box/widht"},
    {"id: a\nbox: {colour: 1}\n", "2:7: /box/colour: a box has no such member", "/box/colour"},
    {"id: a\ngadgets: [{note: x}]\n", "2:11: /gadgets/x: the gadget lacks 'id': its name",
     "/gadgets/x"},
    {"id: a\ngadgets: [l, {weight: 1}]\n", "2:14: /gadgets/1: the gadget lacks 'id': its name",
     "/gadgets/1"},
    {"id: a\ngadgets: [null]\n", "2:11: /gadgets/0: the gadget lacks 'id': its name", "/gadgets/0"},
    {"id: a\ngadgets: [[l]]\n", "2:11: /gadgets/0: should be a map: a gadget, found a list",
     "/gadgets/0"},
    {"id: a\ngadgets: [l, k, l]\n",
     "2:17: /gadgets/l: is there twice; remove one, or give them different ids", "/gadgets/l"},
    {"id: a\ngadgets:\n- {id: l, note: k}\n- {id: l, note: k}\n",
     "4:3: /gadgets/l,k: is there twice; remove one, or give them different ids", "/gadgets/l,k"},
    {"id: a\ntexts: [x, y, x]\n",
     "2:15: /texts/x: is there twice; remove one, or give them different ids", "/texts/x"},
    {"id: a\ntexts: [x, '']\n", "2:12: /texts/1: should be text, found ''", "/texts/1"},
    {"id: a\ntexts: [x, null]\n", "2:12: /texts/1: should be text, found null", "/texts/1"},
    {"id: a\ntexts: {x: 1}\n", "2:8: /texts/0: should be text, found a map", "/texts/0"},
    {"id: a\npairs: [1]\n", "2:8: /pairs: should be a map of numbers, found a list", "/pairs"},
    {"id: a\npairs: {a: x}\n", "2:12: /pairs/a: should be a number from 0 to 9, found 'x'",
     "/pairs/a"},
    {"id: a\npairs: {a: 10}\n", "2:12: /pairs/a: should be a number from 0 to 9, found '10'",
     "/pairs/a"},
    {"id: a\npairs: {a: null}\n", "2:12: /pairs/a: should be a number from 0 to 9, found null",
     "/pairs/a"},
    {"id: a\nvalue: 3\n", "2:8: /value: should be a map or a list, found '3'", "/value"},
    {"{\"id\":\"a\",\"pairs\":{\"a\\u0000b\":1}}",
     "1:19: /pairs: a name in it holds a NUL character; none is allowed", "/pairs"},
    {"{\"id\":\"a\",\"value\":{\"a\\u0000b\":1}}",
     "1:19: /value: a name in it holds a NUL character; none is allowed", "/value"},
    {"{\"id\":\"a\",\"value\":{\"a\":\"x\\u0000\"}}",
     "1:24: /value/a: holds a NUL character; none is allowed", "/value/a"},
    {"{\"id\":\"a\",\"z\\u0000\":1}", "1:1: /: a name in it holds a NUL character; none is allowed",
     ""},
    {"[]", "1:1: /: should be a map: a thing, found a list", ""},
    {"just text\n", "1:1: /: should be a map: a thing, found 'just text'", ""},
    {"id: a\nid: b\n", "2:1: the key 'id' stands twice in one object, first at 1:1; remove one",
     NULL},
};

static void wrong_values_are_refused_with_place_and_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct reading r;
        char message[400];
        case_begin(&r.c, NULL);
        take(&r, lc_str(refused[i].text));
        snprintf(message, sizeof message, "file:%s", refused[i].message);
        assert_string_equal(case_message(&r.c), message);
        assert_int_equal(r.c.status, CTR_E_INPUT);
        const char *field = ctr_error_detail(r.c.ctx.error, "field");
        assert_int_equal(field != NULL, refused[i].field != NULL);
        if (field) {
            assert_string_equal(field, refused[i].field);
        }
        ends(&r);
    }
}

/* Brackets in brackets, then a way in. */
static void nesting_is_bounded(void **state)
{
    (void)state;
    enum { DEEP = 10000 };
    static char text[DEEP * 2 + 32];
    struct reading r;
    size_t used = (size_t)snprintf(text, sizeof text, "{\"id\":\"a\",\"value\":");
    memset(text + used, '[', DEEP);
    memset(text + used + DEEP, ']', DEEP);
    strcpy(text + used + 2 * DEEP, "}");
    case_begin(&r.c, NULL);
    take(&r, lc_str(text));
    assert_int_equal(r.c.status, CTR_E_LIMIT);
    ends(&r);
    case_begin(&r.c, NULL);
    r.c.ctx.limits.max_depth = 100000;
    take(&r, lc_str(text));
    assert_int_equal(r.c.status, CTR_E_LIMIT); /* the reader's own cap */
    ends(&r);
    memset(text + used, ' ', 100);
    memset(text + used + 2 * DEEP - 100, ' ', 100);
    case_begin(&r.c, NULL);
    r.c.ctx.limits.max_depth = 100000;
    take(&r, lc_str(text));
    assert_string_equal(case_message(&r.c),
                        "file:1:133: /value/0/0/0/0/0/0/0/0/0/0/0/0/0/0: is nested more than 15 "
                        "levels deep");
    ends(&r);
}

static void the_number_of_terms_is_bounded(void **state)
{
    (void)state;
    enum { MANY = 200001 };
    size_t size = (size_t)MANY * 8 + 64;
    char *text = malloc(size);
    struct reading r;
    assert_non_null(text);
    size_t used = (size_t)snprintf(text, size, "{\"id\":\"a\",\"texts\":[");
    for (int i = 0; i < MANY; i++) {
        used += (size_t)snprintf(text + used, size - used, "%s%d", i ? "," : "", i);
    }
    snprintf(text + used, size - used, "]}");
    case_begin(&r.c, NULL);
    take(&r, lc_str(text));
    assert_int_equal(r.c.status, CTR_E_LIMIT);
    assert_non_null(strstr(case_message(&r.c), ": the document has more than 200000 terms"));
    ends(&r);
    free(text);
}

static void a_place_is_found_or_that_of_what_is_above(void **state)
{
    (void)state;
    struct reading r;
    reads(&r, "id: a\n"
              "box:\n"
              "  width: 1\n"
              "gadgets:\n"
              "  - id: lamp\n"
              "    weight: 1\n"
              "  - id: lamp2\n");
    static const struct {
        const char *path;
        int64_t line;
    } cases[] = {{"/id", 1},
                 {"/box/width", 3},
                 {"/box/nothing/there", 3},
                 {"/gadgets/lamp/weight", 6},
                 {"/gadgets/lamp2/weight", 7},
                 {"/gadgets/lamp23", 5},
                 {"/title", 1},
                 {"", 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t line, column;
        lc_doc_place(&r.c.ctx, &r.c.doc, lc_terms_place(&r.body.terms, cases[i].path), &line,
                     &column);
        if (line != cases[i].line) {
            fail_msg("%s is at line %lld", cases[i].path, (long long)line);
        }
    }
    assert_int_equal(lc_terms_fail(&r.c.ctx, &r.body.terms, "/box/width", "is %s", "odd"),
                     CTR_E_INPUT);
    assert_string_equal(case_message(&r.c), "file:3:10: /box/width: is odd");
    r.c.status = CTR_E_INPUT;
    ends(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read_into_its_member),
        cmocka_unit_test(what_is_silent_has_its_default_or_is_absent),
        cmocka_unit_test(no_document_at_all_gives_the_defaults),
        cmocka_unit_test(an_empty_list_is_something_else_than_none),
        cmocka_unit_test(a_list_may_be_its_only_element),
        cmocka_unit_test(blanks_around_a_text_do_not_count),
        cmocka_unit_test(names_in_paths_are_escaped_and_long_ones_cut),
        cmocka_unit_test(unknown_keys_are_remembered_with_the_nearest_known_one),
        cmocka_unit_test(wrong_values_are_refused_with_place_and_field),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(the_number_of_terms_is_bounded),
        cmocka_unit_test(a_place_is_found_or_that_of_what_is_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
