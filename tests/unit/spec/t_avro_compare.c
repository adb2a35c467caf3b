/* Comparing Avro schemas: messages, places, directions, recursion, long lists, bounds. */
#include "schema_case.h"

#include "spec/avro/avro.h"

static void avro_diff(struct js_case *c, const char *older, const char *newer, ctr_mode mode)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_AVRO, "old", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_AVRO, "new", newer, NULL);
    if (c->status != CTR_OK) {
        fail_msg("%s", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(lc_spec_diff(&c->ctx, &c->old, &c->new, mode, CTR_PROFILE_DEFAULT, &c->diff),
                     CTR_OK);
}

static void tells(const char *older, const char *newer, ctr_mode mode, const char *wanted)
{
    struct js_case c;
    avro_diff(&c, older, newer, mode);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

/* The one finding's message. */
static void says(const char *older, const char *newer, const char *wanted)
{
    struct js_case c;
    avro_diff(&c, older, newer, CTR_MODE_FULL);
    assert_int_equal(c.diff.count, 1);
    assert_string_equal(c.diff.findings[0].message, wanted);
    js_end(&c);
}

#define REC(fields) "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" fields "]}"
#define FLD(name, type) "{\"name\": \"" name "\", \"type\": " type "}"
#define MORE(name, type, rest) "{\"name\": \"" name "\", \"type\": " type ", " rest "}"

static void messages_say_what_to_do(void **state)
{
    (void)state;
    says(REC(FLD("a", "\"int\"")), REC(FLD("a", "\"boolean\"")),
         "R.a changed from int to boolean: neither edition reads what the other one writes; keep "
         "the type, or add a field of the new one beside it");
    says(REC(FLD("a", "\"long\"")), REC(FLD("a", "\"int\"")),
         "R.a changed from long to int: data written with the old edition cannot be read with the "
         "new one; keep the type, or add a field of the new one beside it");
    says(REC(FLD("a", "\"int\"")), REC(FLD("a", "\"long\"")),
         "R.a changed from int to long: readers of the old edition cannot read new data; let them "
         "move first");
    says(REC(FLD("a", "\"string\"")), REC(FLD("a", "\"bytes\"")),
         "R.a changed from string to bytes: each edition reads what the other one writes");
    says(REC(""), REC(FLD("a", "\"int\"")),
         "the field R.a was added and has no default, so that data of the old edition, which lacks "
         "it, cannot be read; give it a default");
    says(REC(FLD("a", "\"int\"")), REC(""),
         "the field R.a was removed and has no default, so that readers of the old edition cannot "
         "do without it; give it a default first, and remove it when all readers have that");
    says(REC(FLD("a", "[\"int\", \"string\"]")), REC(FLD("a", "[\"int\"]")),
         "R.a may no longer be string, and data that is cannot be read any more; keep the branch");
    says(REC(FLD("a", "[\"int\"]")), REC(FLD("a", "[\"int\", \"string\"]")),
         "R.a may also be string, which readers of the old edition do not know; let them move "
         "first");
    says(REC(FLD("a", "{\"type\": \"array\", \"items\": [\"null\", {\"type\": \"map\", \"values\": "
                      "\"int\"}]}")),
         REC(FLD("a", "{\"type\": \"array\", \"items\": [\"null\", {\"type\": \"map\", \"values\": "
                      "\"string\"}]}")),
         "R.a[]|map{} changed from int to string: neither edition reads what the other one writes; "
         "keep the type, or add a field of the new one beside it");
    says("\"int\"", "\"null\"",
         "the root changed from int to null: neither edition reads what the other one writes; keep "
         "the type, or add a field of the new one beside it");
    says("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 1}",
         "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2}",
         "'F' changed from 1 bytes to 2, and a fixed is read only as one of its own size; define "
         "another type for the new size");
    says("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]}",
         "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}",
         "the symbol B of E was removed, and data that has it cannot be read; keep it, or give the "
         "enum a default");
    says("{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
         "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}",
         "the root changed from timestamp-millis to timestamp-micros: the bytes are read as "
         "before, and mean something else; make sure that everybody who reads them knows");
    says("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4}",
         "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 1}",
         "the root changed from decimal(4, 0) to decimal(4, 1): decimals are the same type only if "
         "precision and scale are; add a field of the new type beside it");
}

/* A branch may be compared one way only: of the other way nothing is said. */
static void a_branch_says_what_was_asked_of_it(void **state)
{
    static const struct {
        const char *older, *newer, *wanted;
    } rows[] = {
        {"[\"int\", \"string\"]", "[\"long\", \"bytes\"]",
         "the root|int changed from int to long: data written with the old edition is read as "
         "such"},
        {"[\"double\"]", "[\"float\", \"long\"]",
         "the root|double changed from double to float: readers of the old edition read new data "
         "as "
         "such"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        bool found = false;
        avro_diff(&c, rows[i].older, rows[i].newer, CTR_MODE_FULL);
        for (size_t k = 0; k < c.diff.count; k++) {
            const char *message = c.diff.findings[k].message;
            found = found || strcmp(message, rows[i].wanted) == 0;
        }
        assert_true(found);
        js_end(&c);
    }
}

static void places_of_both_sides_are_given(void **state)
{
    (void)state;
    struct js_case c;
    avro_diff(&c,
              "{\"type\": \"record\", \"name\": \"R\",\n \"fields\": [" FLD("a", "\"int\"") "]}",
              "{\"type\": \"record\", \"name\": \"R\", \"fields\":\n[" FLD(
                  "b", "\"int\"") ",\n" FLD("a", "\"null\"") "]}",
              CTR_MODE_BACKWARD);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->rule, "avro-type-mismatch");
    assert_string_equal(f->place[0]->pointer, "/fields/0/type");
    assert_int_equal(f->place[0]->line, 2);
    assert_int_equal(f->place[0]->column, 35);
    assert_string_equal(f->place[1]->pointer, "/fields/1/type");
    assert_int_equal(f->place[1]->line, 3);
    f = &c.diff.findings[1];
    assert_string_equal(f->rule, "avro-reader-field-missing-default");
    assert_string_equal(f->part, "R.b");
    assert_null(f->place[0]);
    assert_string_equal(f->place[1]->pointer, "/fields/0");
    js_end(&c);
}

static void aliases_count_on_the_side_of_the_reader(void **state)
{
    (void)state;
    const char *plain = REC(FLD("a", "\"int\""));
    const char *moved =
        "{\"type\": \"record\", \"name\": \"S\", \"aliases\": [\"R\"], \"fields\": ["
        "{\"name\": \"b\", \"type\": \"int\", \"aliases\": [\"a\"]}]}";
    tells(plain, moved, CTR_MODE_BACKWARD,
          "info forward avro-type-renamed at R\n"
          "info neither avro-field-renamed at R.a\n");
    tells(plain, moved, CTR_MODE_FORWARD,
          "breaking forward avro-type-renamed at R\n"
          "info neither avro-field-renamed at R.a\n");
    tells(REC(FLD("a", "\"int\"")), REC(MORE("m", "\"int\"", "\"aliases\": [\"b\", \"a\"]")),
          CTR_MODE_BACKWARD,
          "info neither avro-alias-added at R.a\ninfo forward avro-field-renamed at R.a\n");
    tells(REC(MORE("m", "\"int\"", "\"aliases\": [\"b\", \"a\"]")), REC(FLD("a", "\"int\"")),
          CTR_MODE_BACKWARD,
          "breaking backward avro-reader-field-missing-default at R.a\n"
          "info neither avro-alias-removed at R.m\ninfo neither avro-alias-removed at R.m\n");
    tells(REC(""), REC(MORE("m", "\"int\"", "\"doc\": \"new\"")), CTR_MODE_FORWARD,
          "info backward avro-reader-field-missing-default at R.m\n");
    tells(moved, plain, CTR_MODE_BACKWARD,
          "breaking backward avro-name-mismatch at S\n"
          "info neither avro-alias-removed at S\n"
          "info neither avro-field-added at S.a\n"
          "info neither avro-alias-removed at S.b\n");
}

/* Own names come first, then aliases of what is left, then those of what others have. Where a
 * library that renames by aliases first would miss a field, it is not told. */
static void one_field_that_was_written_is_one_that_is_read(void **state)
{
    (void)state;
    const char *a = REC(FLD("a", "\"int\""));
    const char *both = REC(FLD("a", "\"int\"") ", " FLD("b", "\"int\""));
#define ALIAS(name, type, aliases) MORE(name, type, "\"aliases\": [" aliases "]")
    /* the alias of b is a field of its own */
    const char *beside = REC(FLD("a", "\"int\"") ", " ALIAS("b", "\"int\"", "\"a\""));
    tells(a, beside, CTR_MODE_BACKWARD,
          "undecided backward avro-undecided at R.a\ninfo neither avro-field-added at R.b\n");
    tells(both, beside, CTR_MODE_FULL,
          "undecided backward avro-field-ambiguous at R.b\n"
          "info neither avro-alias-added at R.b\n");
    tells(beside, beside, CTR_MODE_FULL, "");
    tells(
        a,
        REC(FLD("a", "\"int\"") ", " MORE("b", "\"int\"", "\"aliases\": [\"a\"], \"default\": 0")),
        CTR_MODE_BACKWARD,
        "undecided backward avro-undecided at R.a\ninfo neither avro-field-added at R.b\n");
    /* two want the same one: the first has it, or both, or the last */
    tells(a, REC(ALIAS("b", "\"int\"", "\"a\"") ", " ALIAS("c", "\"int\"", "\"a\"")),
          CTR_MODE_BACKWARD,
          "undecided backward avro-undecided at R.a\n"
          "info forward avro-field-renamed at R.a\ninfo neither avro-field-added at R.c\n");
    tells(both, REC(ALIAS("c", "\"int\"", "\"a\", \"b\"") ", " ALIAS("d", "\"int\"", "\"b\"")),
          CTR_MODE_BACKWARD,
          "undecided backward avro-field-ambiguous at R.a\n"
          "info neither avro-alias-added at R.a\ninfo forward avro-field-renamed at R.a\n"
          "info forward avro-field-renamed at R.b\n");
#undef ALIAS
}

static void two_fields_that_were_written_are_not_one(void **state)
{
    (void)state;
    const char *both = REC(FLD("a", "\"int\"") ", " FLD("b", "\"int\""));
    const char *one = REC(MORE("b", "\"int\"", "\"aliases\": [\"a\"]"));
    tells(both, one, CTR_MODE_BACKWARD,
          "breaking backward avro-field-ambiguous at R.b\n"
          "info forward avro-field-removed at R.a\ninfo neither avro-alias-added at R.b\n");
    tells(REC(FLD("b", "\"int\"") ", " FLD("a", "\"string\"")), one, CTR_MODE_BACKWARD,
          "breaking backward avro-field-ambiguous at R.b\n"
          "info forward avro-field-removed at R.a\ninfo neither avro-alias-added at R.b\n");
    tells(both, REC(MORE("c", "\"int\"", "\"aliases\": [\"a\", \"b\"]")), CTR_MODE_BACKWARD,
          "breaking backward avro-field-ambiguous at R.a\n"
          "info neither avro-alias-added at R.a\ninfo forward avro-field-renamed at R.a\n"
          "info forward avro-field-removed at R.b\n");
    /* the reader is the old edition */
    tells(one, both, CTR_MODE_FORWARD,
          "breaking forward avro-field-ambiguous at R.b\n"
          "info backward avro-reader-field-missing-default at R.a\n"
          "info backward avro-alias-removed at R.b\n");
    /* a name that is its own alias is one field */
    tells(REC(FLD("b", "\"int\"")), REC(MORE("b", "\"int\"", "\"aliases\": [\"b\", \"a\", \"a\"]")),
          CTR_MODE_FULL, "info neither avro-alias-added at R.b\n");

    struct js_case c;
    avro_diff(&c, both, one, CTR_MODE_BACKWARD);
    assert_string_equal(c.diff.findings[0].message,
                        "the fields 'b' and 'a' of R in the old edition are both the field 'b' of "
                        "the new one, by its name or aliases, so that readers fail or take the "
                        "wrong one; take the alias away, or give the other field one of its own");
    assert_string_equal(c.diff.findings[0].place[0]->pointer, "/fields/0");
    assert_string_equal(c.diff.findings[0].place[1]->pointer, "/fields/0");
    js_end(&c);
}

/* A pair that is met while it is compared holds by itself; what breaks it elsewhere is found. */
static void recursion_ends_and_hides_nothing(void **state)
{
    (void)state;
#define LIST(type) REC(FLD("next", "[\"null\", \"R\"]") ", " FLD("value", type))
    tells(LIST("\"int\""), LIST("\"int\""), CTR_MODE_FULL, "");
    tells(LIST("\"int\""), LIST("\"string\""), CTR_MODE_FULL,
          "breaking both avro-type-mismatch at R.value\n");
    /* two that hold each other */
#define TWO(type)                                                                                  \
    REC(FLD(                                                                                       \
        "s",                                                                                       \
        "{\"type\": \"record\", \"name\": \"S\", \"fields\": [" FLD(                               \
            "r", "[\"null\", {\"type\": \"map\", \"values\": \"R\"}]") ", " FLD("v", type) "]}"))
    tells(TWO("\"int\""), TWO("\"int\""), CTR_MODE_FULL, "");
    tells(TWO("\"long\""), TWO("\"int\""), CTR_MODE_FULL,
          "breaking backward avro-type-mismatch at S.v\n");
    /* unrolled once: the same data */
    tells(REC(FLD("next", "[\"null\", \"R\"]")),
          REC(FLD("next", "[\"null\", {\"type\": \"record\", \"name\": \"x.R\", \"fields\": ["
                          "{\"name\": \"next\", \"type\": [\"null\", \"R\"]}]}]")),
          CTR_MODE_FULL, "warning both avro-namespace-changed at R\n");
}

/* The first time a pair is met may ask for one direction only. */
static void a_pair_met_again_is_asked_for_the_other_direction(void **state)
{
    (void)state;
#define INNER(name, fields)                                                                        \
    "{\"type\": \"record\", \"name\": \"" name "\", \"fields\": [" fields "]}"
    /* x pairs Q with Q backward only, because the old union knows it by another branch */
    const char *older = REC(FLD("x", INNER("Q", FLD("n", "\"int\""))) ", " FLD("y", "\"Q\""));
    const char *newer =
        REC(FLD("x", "[\"null\", " INNER("Q", FLD("n", "\"long\"")) "]") ", " FLD("y", "\"Q\""));
    tells(older, newer, CTR_MODE_FULL,
          "breaking forward avro-type-promoted at Q.n\n"
          "breaking forward avro-union-branch-added at R.x\n");
}

static char *many(struct lc_ctx *ctx, const char *head, const char *one, int from, int count,
                  const char *tail)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, head);
    for (int i = from; i < from + count; i++) {
        for (const char *p = one; *p; p++) {
            if (*p == '#') {
                lc_buf_int(&buf, i);
            } else {
                lc_buf_char(&buf, *p);
            }
        }
        lc_buf_text(&buf, i + 1 < from + count ? "," : "");
    }
    lc_buf_text(&buf, tail);
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    return text;
}

static void long_lists_are_as_short_ones(void **state)
{
    (void)state;
    struct js_case c;
    js_begin(&c);
    const char *field = "{\"name\":\"f#\",\"type\":\"int\"}";
    const char *head = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[";
    tells(many(&c.ctx, head, field, 0, 40, "]}"), many(&c.ctx, head, field, 20, 20, "]}"),
          CTR_MODE_BACKWARD,
          "info forward avro-field-removed at R.f0\n"
          "info forward avro-field-removed at R.f1\n"
          "info forward avro-field-removed at R.f10\n"
          "info forward avro-field-removed at R.f11\n"
          "info forward avro-field-removed at R.f12\n"
          "info forward avro-field-removed at R.f13\n"
          "info forward avro-field-removed at R.f14\n"
          "info forward avro-field-removed at R.f15\n"
          "info forward avro-field-removed at R.f16\n"
          "info forward avro-field-removed at R.f17\n"
          "info forward avro-field-removed at R.f18\n"
          "info forward avro-field-removed at R.f19\n"
          "info forward avro-field-removed at R.f2\n"
          "info forward avro-field-removed at R.f3\n"
          "info forward avro-field-removed at R.f4\n"
          "info forward avro-field-removed at R.f5\n"
          "info forward avro-field-removed at R.f6\n"
          "info forward avro-field-removed at R.f7\n"
          "info forward avro-field-removed at R.f8\n"
          "info forward avro-field-removed at R.f9\n");
    head = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[";
    tells(many(&c.ctx, head, "\"S#\"", 0, 12, "]}"), many(&c.ctx, head, "\"S#\"", 1, 11, "]}"),
          CTR_MODE_BACKWARD, "breaking backward avro-missing-enum-symbols at E.S0\n");
    const char *fixed = "{\"type\":\"fixed\",\"name\":\"a.F#\",\"aliases\":[\"b.G#\"],\"size\":1}";
    const char *other = "{\"type\":\"fixed\",\"name\":\"b.G#\",\"size\":1}";
    const char *third = "{\"type\":\"fixed\",\"name\":\"c.F#\",\"size\":1}";
    tells(many(&c.ctx, "[\"int\",", fixed, 0, 12, "]"),
          many(&c.ctx, "[\"long\",", fixed, 1, 11, "]"), CTR_MODE_BACKWARD,
          "breaking backward avro-missing-union-branch at /\n"
          "info neither avro-type-promoted at /\n"
          "info forward avro-union-branch-added at /\n");
    tells(many(&c.ctx, "[", other, 3, 1, "]"), many(&c.ctx, "[", fixed, 0, 12, "]"),
          CTR_MODE_BACKWARD,
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info neither avro-type-renamed at b.G3\n");
    tells(many(&c.ctx, "[", third, 2, 1, "]"), many(&c.ctx, "[", fixed, 2, 9, "]"),
          CTR_MODE_BACKWARD,
          "undecided backward avro-undecided at /\n"
          "warning both avro-namespace-changed at c.F2\n"
          "info forward avro-undecided at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info forward avro-union-branch-added at /\ninfo forward avro-union-branch-added at /\n"
          "info neither avro-alias-added at c.F2\n");
    js_end(&c);
}

static void types_of_one_name_may_be_many(void **state)
{
    (void)state;
    enum { TYPES = 400 };
    struct js_case c;
    char *text[2];
    js_begin(&c);
    for (int side = 0; side < 2; side++) {
        char *text1 = many(&c.ctx, "[", "{\"type\":\"record\",\"name\":\"n#.R\",\"fields\":[]}", 0,
                           TYPES, ",");
        struct lc_buf buf;
        lc_buf_init(&buf, &c.ctx.alloc, SIZE_MAX - 1);
        lc_buf_text(&buf, text1);
        lc_buf_text(&buf, "{\"type\":\"record\",\"name\":\"Top\",\"fields\":[");
        for (int i = 0; i < TYPES; i++) { /* the second side counts round and round */
            lc_buf_printf(&buf, "%s{\"name\":\"f%d\",\"type\":\"n%d.R\"}", i ? "," : "", i,
                          side ? (i * 7) % TYPES : i);
        }
        lc_buf_text(&buf, "]}]");
        text[side] = lc_dup(&c.ctx, lc_str_n(buf.data, buf.size));
        lc_buf_free(&buf);
    }
    js_read(&c, &c.old, CTR_FORMAT_AVRO, "old", text[0], NULL);
    js_read(&c, &c.new, CTR_FORMAT_AVRO, "new", text[1], NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_FULL, CTR_PROFILE_STRICT, &c.diff), CTR_OK);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_COMPATIBLE);
    js_end(&c);
}

/* A ring of records of one name: two rings of different size pair each with each. */
static char *ring(struct lc_ctx *ctx, int count)
{
    char *inner = many(ctx,
                       "{\"type\":\"record\",\"name\":\"n0.R\",\"fields\":[{\"name\":\"all\","
                       "\"default\":null,\"type\":[\"null\",",
                       "{\"type\":\"record\",\"name\":\"n#.R\",\"fields\":[{\"name\":\"next\","
                       "\"type\":\"n@.R\"}]}",
                       1, count, "]},");
    char *out = lc_new(ctx, strlen(inner) * 2 + 100, 1);
    char *to = out;
    int at = 0;
    for (const char *p = inner; *p; p++) { /* each leads to the one before it */
        if (*p == '@') {
            to += sprintf(to, "%d", at++);
        } else {
            *to++ = *p;
        }
    }
    sprintf(to, "{\"name\":\"next\",\"type\":\"n%d.R\"}]}", count);
    return out;
}

static void work_is_bounded(void **state)
{
    (void)state;
    struct js_case c;
    struct js_case d;
    js_begin(&c);
    avro_diff(&d, ring(&c.ctx, 30), ring(&c.ctx, 30), CTR_MODE_FULL);
    assert_int_equal(d.diff.count, 0);
    js_end(&d);
    avro_diff(&d, ring(&c.ctx, 1008), ring(&c.ctx, 1012), CTR_MODE_BACKWARD);
    assert_int_equal(d.diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_string_equal(d.diff.findings[0].rule, "avro-undecided");
    assert_string_equal(d.diff.findings[0].part, "/");
    assert_string_equal(d.diff.findings[0].message,
                        "the two schemas pair too many of their types with each other for all to "
                        "be compared; give types of one name in several namespaces names of their "
                        "own");
    js_end(&d);
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_say_what_to_do),
        cmocka_unit_test(a_branch_says_what_was_asked_of_it),
        cmocka_unit_test(places_of_both_sides_are_given),
        cmocka_unit_test(aliases_count_on_the_side_of_the_reader),
        cmocka_unit_test(one_field_that_was_written_is_one_that_is_read),
        cmocka_unit_test(two_fields_that_were_written_are_not_one),
        cmocka_unit_test(recursion_ends_and_hides_nothing),
        cmocka_unit_test(a_pair_met_again_is_asked_for_the_other_direction),
        cmocka_unit_test(long_lists_are_as_short_ones),
        cmocka_unit_test(types_of_one_name_may_be_many),
        cmocka_unit_test(work_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
