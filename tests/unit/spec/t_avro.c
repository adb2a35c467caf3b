/* Reading Avro schemas: what is one, what is none and why, and what there is in it. */
#include "schema_case.h"

#include "spec/avro/avro.h"

static void avro_read_text(struct js_case *c, const char *text)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_AVRO, "a.avsc", text, NULL);
}

static void refuses(const char *text, const char *message)
{
    struct js_case c;
    avro_read_text(&c, text);
    if (c.status == CTR_OK) {
        fail_msg("taken: %s", text);
    }
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    assert_int_equal(c.status, CTR_E_INPUT);
    js_end(&c);
}

static void takes(const char *text)
{
    struct js_case c;
    avro_read_text(&c, text);
    if (c.status != CTR_OK) {
        fail_msg("%s: %s", text, ctr_error_message(c.ctx.error));
    }
    js_end(&c);
}

static void is_format(const char *text, ctr_format wanted)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "x", text, NULL);
    assert_int_equal(c.status, CTR_OK);
    if (c.old.row->format != wanted) {
        fail_msg("%s is taken for %s", text,
                 lc_word_name(lc_words_format, (int32_t)c.old.row->format));
    }
    js_end(&c);
}

#define REC(fields) "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" fields "]}"
#define FLD(name, rest) "{\"name\": \"" name "\", " rest "}"

static void a_schema_is_known_by_its_content(void **state)
{
    (void)state;
    is_format(REC(FLD("a", "\"type\": \"int\"")), CTR_FORMAT_AVRO);
    is_format("type: record\nname: R\nfields: []\n", CTR_FORMAT_AVRO);
    is_format("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}", CTR_FORMAT_AVRO);
    is_format("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 4}", CTR_FORMAT_AVRO);
    is_format("{\"type\": \"array\", \"items\": \"string\"}", CTR_FORMAT_AVRO);
    is_format("{\"type\": \"array\", \"items\": {\"type\": \"map\", \"values\": \"int\"}}",
              CTR_FORMAT_AVRO);
    is_format("{\"type\": \"map\", \"values\": \"long\"}", CTR_FORMAT_AVRO);
    is_format("{\"type\": \"long\", \"logicalType\": \"date\"}", CTR_FORMAT_AVRO);
    is_format("\"string\"", CTR_FORMAT_AVRO);
    is_format("[\"null\", \"string\"]", CTR_FORMAT_AVRO);
    is_format("[\"null\", " REC("") "]", CTR_FORMAT_AVRO);
    is_format("{\"type\": {\"type\": \"map\", \"values\": \"int\"}}", CTR_FORMAT_AVRO);
}

static void what_may_be_something_else_is_left_to_it(void **state)
{
    (void)state;
    is_format("\"red\"", CTR_FORMAT_OPAQUE);
    is_format("[]", CTR_FORMAT_OPAQUE);
    is_format("[\"red\", \"green\"]", CTR_FORMAT_OPAQUE);
    is_format("[\"null\", \"red\"]", CTR_FORMAT_OPAQUE);
    is_format("[\"int\", \"int\"]", CTR_FORMAT_OPAQUE);
    is_format("[[\"int\"]]", CTR_FORMAT_OPAQUE);
    is_format("[1, \"int\"]", CTR_FORMAT_OPAQUE);
    is_format("{\"type\": \"record\", \"name\": \"www\", \"ttl\": 5}", CTR_FORMAT_OPAQUE);
    is_format("{\"type\": \"enum\"}", CTR_FORMAT_OPAQUE);
    is_format("{\"type\": \"array\", \"items\": {\"type\": \"string\"}}", CTR_FORMAT_JSON_SCHEMA);
    is_format("{\"type\": \"array\", \"items\": [{\"type\": \"string\"}]}", CTR_FORMAT_JSON_SCHEMA);
    is_format("{\"type\": \"string\"}", CTR_FORMAT_JSON_SCHEMA);
    is_format("{\"type\": [\"null\", \"string\"]}", CTR_FORMAT_JSON_SCHEMA);
    is_format("{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"record\", "
              "\"name\": \"x\", \"fields\": []}",
              CTR_FORMAT_JSON_SCHEMA);
}

static void another_format_is_named(void **state)
{
    (void)state;
    refuses("{\"type\": \"object\", \"properties\": {}}",
            "a.avsc:1:1: this does not look like avro but like json-schema; name that format, or "
            "none");
    refuses("{\"openapi\": \"3.0.0\", \"paths\": {}}",
            "a.avsc:1:1: this does not look like avro but like openapi; name that format, or none");
}

static void asked_for_it_says_what_is_wrong(void **state)
{
    (void)state;
    refuses("7", "a.avsc:1:1: expected a type: a name, an object, or an array that is a union, "
                 "found a number");
    refuses("{}", "a.avsc:1:1: this object has no \"type\", so it is no type");
    refuses(
        "{\"type\": \"array\"}",
        "a.avsc:1:1: an array has no \"items\", the type of what is in it; the document looks more "
        "like json-schema");
    refuses("{\"type\": \"array\", \"items\": 3}",
            "a.avsc:1:28: expected a type: a name, an object, or an array that is a union, found a "
            "number; the document looks more like json-schema");
    refuses(
        "{\"type\": \"object\"}",
        "a.avsc:1:10: \"object\" is no primitive type, and no type of that name is defined before "
        "this place; the document looks more like json-schema");
    takes("{\"type\": [\"null\", \"string\"]}");
}

static void everything_the_specification_has_is_taken(void **state)
{
    (void)state;
    takes("[]");
    takes("\"bytes\"");
    takes("{\"type\": \"string\", \"avro.java.string\": \"String\"}");
    takes("{\"type\": \"error\", \"name\": \"Oops\", \"fields\": []}");
    takes("{\"type\": \"enum\", \"name\": \"a.b.E\", \"symbols\": []}");
    takes("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 0}");
    takes(REC(FLD("a", "\"type\": {\"type\": {\"type\": \"int\"}}")));
    takes(REC(FLD("next", "\"type\": [\"null\", \"R\"]")));
    takes("{\"type\": \"record\", \"name\": \"R\", \"namespace\": \"x.y\", \"fields\": ["
          "{\"name\": \"a\", \"type\": {\"type\": \"R\"}}, {\"name\": \"b\", \"type\": \"x.y.R\"}, "
          "{\"name\": \"c\", \"type\": {\"type\": \"fixed\", \"name\": \"z.F\", \"size\": 1}}, "
          "{\"name\": \"d\", \"type\": {\"type\": \"fixed\", \"name\": \"F\", \"size\": 1}}, "
          "{\"name\": \"e\", \"type\": {\"type\": \"fixed\", \"name\": \"G\", \"namespace\": \"\", "
          "\"size\": 1}}, {\"name\": \"f\", \"type\": \"G\"}, "
          "{\"name\": \"g\", \"type\": \"z.F\", \"order\": \"ignore\", \"aliases\": [\"h\"]}]}");
}

static void what_is_no_schema_is_refused_with_its_place(void **state)
{
    (void)state;
    refuses("\"Foo\"", "a.avsc:1:1: \"Foo\" is no primitive type, and no type of that name is "
                       "defined before this place");
    refuses("\"record\"",
            "a.avsc:1:1: 'record' is not the name of a type; such a type is an object "
            "of its own, {\"type\": \"record\", ...}");
    refuses("{\"type\": \"record\", \"name\": \"R\"}",
            "a.avsc:1:1: a record has no \"fields\", expected an array of fields");
    refuses("{\"type\": \"record\", \"fields\": []}",
            "a.avsc:1:1: a record has no \"name\", expected a name");
    refuses("{\"type\": \"record\", \"name\": \"9\", \"fields\": []}",
            "a.avsc:1:28: this is no name: letters, digits and '_', not beginning with a digit, in "
            "parts between dots");
    refuses("{\"type\": \"record\", \"name\": \"x.int\", \"fields\": []}",
            "a.avsc:1:28: 'int' is a primitive type, and no other can be called so");
    refuses("{\"type\": \"record\", \"name\": \"R\", \"namespace\": \"a..b\", \"fields\": []}",
            "a.avsc:1:46: the namespace is not made of names between dots: letters, digits and "
            "'_', not beginning with a digit");
    refuses("{\"type\": \"record\", \"name\": \"R\", \"namespace\": 7, \"fields\": []}",
            "a.avsc:1:46: expected a namespace, found a number");
    refuses("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"A\"]}",
            "a.avsc:1:48: the enum 'E' has the symbol 'A' twice");
    refuses(
        "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A-B\"]}",
        "a.avsc:1:43: expected a symbol of letters, digits and '_', not beginning with a digit, "
        "found a string");
    refuses("{\"type\": \"fixed\", \"name\": \"F\", \"size\": -1}",
            "a.avsc:1:40: the size -1 is no number of bytes, 0 or more");
    refuses("{\"type\": \"fixed\", \"name\": \"F\", \"size\": 1e99}",
            "a.avsc:1:40: the size 1e99 is no number of bytes, 0 or more");
    refuses("{\"type\": \"fixed\", \"name\": \"F\", \"aliases\": [7], \"size\": 1}",
            "a.avsc:1:44: expected a name, found a number");
    refuses("{\"type\": \"fixed\", \"name\": \"F\", \"aliases\": [\"a b\"], \"size\": 1}",
            "a.avsc:1:44: the alias is no name: letters, digits and '_', not beginning with a "
            "digit, in parts between dots");
    refuses("{\"type\": \"map\", \"values\": 5}",
            "a.avsc:1:27: expected a type: a name, an object, or an array that is a union, found a "
            "number");
    refuses("{\"type\": \"map\"}",
            "a.avsc:1:1: a map has no \"values\", the type of what is in it");
    refuses("{\"type\": \"frog\"}",
            "a.avsc:1:10: \"frog\" is no primitive type, and no type of that "
            "name is defined before this place");
    refuses("[\"int\", {\"name\": \"x\"}]",
            "a.avsc:1:9: this object has no \"type\", so it is no type");
    refuses("[\"int\", [\"string\"]]", "a.avsc:1:9: a union stands directly within a union; write "
                                       "one union with all the branches");
    refuses("[\"int\", \"string\", \"int\"]", "a.avsc:1:19: the union has the branch 'int' twice");
}

static void fields_are_refused_with_their_place(void **state)
{
    (void)state;
    refuses(REC("7"),
            "a.avsc:1:44: expected a field, an object with \"name\" and \"type\", found a "
            "number");
    refuses(REC("{\"type\": \"int\"}"), "a.avsc:1:44: a field has no \"name\", expected a name");
    refuses(REC("{\"name\": \"a\"}"), "a.avsc:1:44: the field 'a' has no \"type\"");
    refuses(REC("{\"name\": \"a.b\", \"type\": \"int\"}"),
            "a.avsc:1:53: this is no name of a field: letters, digits and '_', not beginning with "
            "a digit");
    refuses(REC(FLD("a", "\"type\": \"int\"") ",\n" FLD("a", "\"type\": \"int\"")),
            "a.avsc:2:10: the record 'R' has two fields 'a'");
    refuses(REC(FLD("a", "\"type\": \"int\", \"order\": \"up\"")),
            "a.avsc:1:82: expected \"ascending\", \"descending\" or \"ignore\", found a string");
    refuses(REC(FLD("a", "\"type\": \"int\", \"aliases\": \"b\"")),
            "a.avsc:1:84: expected an array of names, found a string");
    refuses(REC(FLD("a", "\"type\": \"int\", \"aliases\": [\"b.c\"]")),
            "a.avsc:1:85: expected a name of letters, digits and '_', not beginning with a digit, "
            "found a string");
    refuses(REC(FLD("a", "\"type\": \"record\", \"fields\": []")),
            "a.avsc:1:66: 'record' is not the name of a type; such a type is an object of its own, "
            "{\"type\": \"record\", ...}");
    refuses(REC(FLD("a", "\"type\": \"Later\"") ", " FLD(
                "b", "\"type\": {\"type\": \"fixed\", \"name\": \"Later\", \"size\": 1}")),
            "a.avsc:1:66: \"Later\" is no primitive type, and no type of that name is defined "
            "before this place");
    refuses(REC(FLD("a", "\"type\":\n{\"type\": \"fixed\", \"name\": \"R\", \"size\": 1}")),
            "a.avsc:2:27: 'R' is already defined in line 1; use it by its name, or name this one "
            "otherwise");
}

/* Ten of each, so that they are looked up by hash. */
static void long_lists_are_checked_as_short_ones(void **state)
{
    (void)state;
    struct js_case c;
    char *text = NULL;
    for (int kind = 0; kind < 3; kind++) {
        js_begin(&c);
        text = lc_format(&c.ctx, "%s",
                         kind == 0   ? "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                         : kind == 1 ? "{\"type\":\"enum\",\"name\":\"R\",\"symbols\":["
                                     : "[");
        for (int i = 0; i < 20; i++) {
            char one[100];
            if (kind == 0) {
                snprintf(one, sizeof one, "{\"name\":\"n%d\",\"type\":\"int\"}", i);
            } else if (kind == 1) {
                snprintf(one, sizeof one, "\"n%d\"", i);
            } else {
                snprintf(one, sizeof one, "{\"type\":\"fixed\",\"name\":\"n%d\",\"size\":1}", i);
            }
            text = lc_format(&c.ctx, "%s%s%s", text, i ? "," : "", one);
        }
        const char *end = kind == 0   ? ",{\"name\":\"n3\",\"type\":\"int\"}]}"
                          : kind == 1 ? ",\"n3\"]}"
                                      : ",\"n3\"]";
        takes(lc_format(&c.ctx, "%s%s", text, kind == 2 ? "]" : "]}"));
        refuses(lc_format(&c.ctx, "%s%s", text, end),
                kind == 0   ? "a.avsc:1:597: the record 'R' has two fields 'n3'"
                : kind == 1 ? "a.avsc:1:148: the enum 'R' has the symbol 'n3' twice"
                            : "a.avsc:1:772: the union has the branch 'n3' twice");
        js_end(&c);
    }
}

/* A record of one field with a default. */
#define INNER_OF(name, type, fallback)                                                             \
    "{\"type\": \"record\", \"name\": \"" name                                                     \
    "\", \"fields\": [{\"name\": \"x\", \"type\": " type ", \"default\": " fallback "}]}"
#define INNER(type, fallback) INNER_OF("I", type, fallback)

static void defaults_are_judged(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        const char *value;
        enum lc_avro_default wanted;
    } rows[] = {
        {"\"null\"", "null", LC_AVRO_DEFAULT_GOOD},
        {"\"null\"", "0", LC_AVRO_DEFAULT_BAD},
        {"\"boolean\"", "false", LC_AVRO_DEFAULT_GOOD},
        {"\"boolean\"", "\"false\"", LC_AVRO_DEFAULT_BAD},
        {"\"int\"", "-2147483648", LC_AVRO_DEFAULT_GOOD},
        {"\"int\"", "2147483648", LC_AVRO_DEFAULT_BAD},
        {"\"int\"", "1.0", LC_AVRO_DEFAULT_BAD},
        {"\"long\"", "9223372036854775807", LC_AVRO_DEFAULT_GOOD},
        {"\"long\"", "9223372036854775808", LC_AVRO_DEFAULT_BAD},
        {"\"long\"", "1e3", LC_AVRO_DEFAULT_BAD},
        {"\"float\"", "1", LC_AVRO_DEFAULT_GOOD},
        {"\"double\"", "1.5e3", LC_AVRO_DEFAULT_GOOD},
        {"\"double\"", "\"1.5\"", LC_AVRO_DEFAULT_BAD},
        {"\"string\"", "\"\"", LC_AVRO_DEFAULT_GOOD},
        {"\"string\"", "null", LC_AVRO_DEFAULT_BAD},
        {"\"bytes\"", "\"\\u00FF\"", LC_AVRO_DEFAULT_GOOD},
        {"\"bytes\"", "\"\\u0100\"", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2}", "\"\\u00FF\\u0000\"",
         LC_AVRO_DEFAULT_GOOD},
        {"{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2}", "\"\\u00FF\"", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}", "\"A\"",
         LC_AVRO_DEFAULT_GOOD},
        {"{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}", "\"B\"",
         LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"array\", \"items\": \"int\"}", "[1, 2]", LC_AVRO_DEFAULT_GOOD},
        {"{\"type\": \"array\", \"items\": \"int\"}", "[1, \"2\"]", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"array\", \"items\": \"int\"}", "{}", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"map\", \"values\": \"int\"}", "{\"a\": 1}", LC_AVRO_DEFAULT_GOOD},
        {"{\"type\": \"map\", \"values\": \"int\"}", "{\"a\": null}", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"map\", \"values\": \"int\"}", "[]", LC_AVRO_DEFAULT_BAD},
        {"[\"null\", \"int\"]", "null", LC_AVRO_DEFAULT_GOOD},
        {"[\"null\", \"int\"]", "7", LC_AVRO_DEFAULT_LATER},
        {"[\"null\", \"int\"]", "\"7\"", LC_AVRO_DEFAULT_BAD},
        {"[]", "null", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"record\", \"name\": \"I\", \"fields\": [{\"name\": \"x\", \"type\": "
         "\"int\"}, {\"name\": \"y\", \"type\": \"int\", \"default\": 1}]}",
         "{\"x\": 1}", LC_AVRO_DEFAULT_GOOD},
        {"{\"type\": \"record\", \"name\": \"I\", \"fields\": [{\"name\": \"x\", \"type\": "
         "\"int\"}]}",
         "{}", LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"record\", \"name\": \"I\", \"fields\": []}", "7", LC_AVRO_DEFAULT_BAD},
        /* what it leaves out stands on a default, too */
        {INNER("\"int\"", "\"abc\""), "{}", LC_AVRO_DEFAULT_BAD},
        {INNER("\"int\"", "\"abc\""), "{\"x\": 1}", LC_AVRO_DEFAULT_GOOD},
        {INNER("\"int\"", "7"), "{}", LC_AVRO_DEFAULT_GOOD},
        {INNER("[\"null\", \"int\"]", "7"), "{}", LC_AVRO_DEFAULT_GOOD},
        {"{\"type\": \"array\", \"items\": " INNER("\"int\"", "\"abc\"") "}", "[{}]",
         LC_AVRO_DEFAULT_BAD},
        {"{\"type\": \"map\", \"values\": " INNER("\"int\"", "\"abc\"") "}", "{\"k\": {}}",
         LC_AVRO_DEFAULT_BAD},
        {"[" INNER("\"int\"", "\"abc\"") ", \"null\"]", "{}", LC_AVRO_DEFAULT_BAD},
        {"[" INNER("\"int\"", "\"abc\"") ", {\"type\": \"map\", \"values\": \"int\"}]", "{}",
         LC_AVRO_DEFAULT_LATER},
        {INNER(INNER_OF("J", "\"int\"", "\"abc\""), "{}"), "{}", LC_AVRO_DEFAULT_BAD},
        {INNER(INNER_OF("J", "\"int\"", "1"), "{}"), "{}", LC_AVRO_DEFAULT_GOOD},
        /* one that needs itself has no end, unless a branch is one */
        {INNER("\"I\"", "{}"), "{}", LC_AVRO_DEFAULT_BAD},
        {INNER("[\"null\", \"I\"]", "{}"), "{}", LC_AVRO_DEFAULT_BAD},
        {INNER("[\"I\", {\"type\": \"map\", \"values\": \"int\"}]", "{}"), "{}",
         LC_AVRO_DEFAULT_GOOD},
        {INNER(INNER_OF("J", "\"I\"", "{}"), "{}"), "{}", LC_AVRO_DEFAULT_BAD},
        {INNER("{\"type\": \"array\", \"items\": \"I\"}", "[]"), "{}", LC_AVRO_DEFAULT_GOOD},
        {INNER("{\"type\": \"array\", \"items\": \"I\"}", "[{}]"), "{}", LC_AVRO_DEFAULT_BAD},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        char text[1000];
        snprintf(text, sizeof text, REC(FLD("a", "\"type\": %s, \"default\": %s")), rows[i].type,
                 rows[i].value);
        avro_read_text(&c, text);
        assert_int_equal(c.status, CTR_OK);
        if (c.old.avro->root.type->fields[0].state != rows[i].wanted) {
            fail_msg("%s for %s: %d", rows[i].value, rows[i].type,
                     (int)c.old.avro->root.type->fields[0].state);
        }
        js_end(&c);
    }
}

static void logical_types_that_do_not_fit_say_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool counts;
    } rows[] = {
        {"{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}", true},
        {"{\"type\": \"int\", \"logicalType\": \"timestamp-micros\"}", false},
        {"{\"type\": \"string\", \"logicalType\": \"uuid\"}", true},
        {"{\"type\": \"fixed\", \"name\": \"U\", \"size\": 16, \"logicalType\": \"uuid\"}", true},
        {"{\"type\": \"fixed\", \"name\": \"U\", \"size\": 15, \"logicalType\": \"uuid\"}", false},
        {"{\"type\": \"fixed\", \"name\": \"D\", \"size\": 12, \"logicalType\": \"duration\"}",
         true},
        {"{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 2}",
         true},
        {"{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4}", true},
        {"{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 2, \"scale\": 4}",
         false},
        {"{\"type\": \"bytes\", \"logicalType\": \"decimal\"}", false},
        {"{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 0}", false},
        {"{\"type\": \"fixed\", \"name\": \"D\", \"size\": 8, \"logicalType\": \"decimal\", "
         "\"precision\": 18}",
         true},
        {"{\"type\": \"fixed\", \"name\": \"D\", \"size\": 8, \"logicalType\": \"decimal\", "
         "\"precision\": 19}",
         false},
        {"{\"type\": \"int\", \"logicalType\": \"of-ours\"}", true},
        {"{\"type\": \"int\", \"logicalType\": 7, \"x\": 1}", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        avro_read_text(&c, rows[i].text);
        assert_int_equal(c.status, CTR_OK);
        if ((c.old.avro->root.type->logical.ptr != NULL) != rows[i].counts) {
            fail_msg("%s", rows[i].text);
        }
        js_end(&c);
    }
}

static void parts_are_types_fields_and_symbols(void **state)
{
    (void)state;
    static const char *const parts[] = {"/", "E", "E.A", "F", "shop.Order", "shop.Order.id"};
    struct js_case c;
    struct ctr_outline o;
    bool there;
    avro_read_text(&c, "[{\"type\": \"record\", \"name\": \"shop.Order\", \"fields\": [{\"name\": "
                       "\"id\", \"type\": \"int\"}]}, {\"type\": \"enum\", \"name\": \"E\", "
                       "\"symbols\": [\"A\"]}, {\"type\": \"fixed\", \"name\": \"F\", \"size\": "
                       "3}]");
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &o), CTR_OK);
    assert_string_equal(o.dialect, "Avro");
    assert_int_equal(o.count, sizeof parts / sizeof parts[0]);
    for (size_t i = 0; i < o.count; i++) {
        assert_string_equal(o.parts[i], parts[i]);
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, parts[i], &there), CTR_OK);
        assert_true(there);
    }
    static const char *const others[] = {"Order.id", "shop.Order.x", "E.B", "F.x",
                                         "F.",       "shop",         ""};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, others[i], &there), CTR_OK);
        assert_false(there);
    }
    js_end(&c);
}

/* A schema cut off anywhere, or with any byte changed, is an answer and no crash. */
static void nothing_broken_crashes(void **state)
{
    (void)state;
    static const char whole[] =
        "{\"type\":\"record\",\"name\":\"a.R\",\"aliases\":[\"Q\"],\"fields\":[{\"name\":\"x\","
        "\"type\":[\"null\",{\"type\":\"array\",\"items\":\"R\"}],\"default\":null},{\"name\":"
        "\"y\","
        "\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"],\"default\":\"A\"}},"
        "{\"name\":\"z\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4}}"
        "]"
        "}";
    static const char bytes[] = {'\0', '"', '{', ']', '\xFF', 'a', '0', '.'};
    struct js_case c;
    struct ctr_diff diff;
    for (size_t i = 0; i < sizeof whole; i++) {
        for (size_t k = 0; k <= sizeof bytes; k++) {
            js_begin(&c);
            char *text = lc_dup_c(&c.ctx, whole);
            ctr_source source = {.struct_size = sizeof source,
                                 .format = CTR_FORMAT_AVRO,
                                 .data = text,
                                 .size = k ? sizeof whole - 1 : i};
            if (k && i < sizeof whole - 1) {
                text[i] = bytes[k - 1];
            }
            c.status = lc_spec_read(&c.ctx, &source, &c.old);
            assert_true(c.status == CTR_OK || c.status == CTR_E_INPUT);
            assert_true((c.status == CTR_OK) == (c.ctx.error == NULL));
            js_read(&c, &c.new, CTR_FORMAT_AVRO, "whole", whole, NULL);
            if (c.status == CTR_OK) {
                assert_int_equal(
                    lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff),
                    CTR_OK);
            }
            js_end(&c);
        }
    }
}

static void bombs_are_refused(void **state)
{
    (void)state;
    struct js_case c;
    js_begin(&c);
    enum { DEEP = 100000 };
    char *text = lc_new(&c.ctx, DEEP * 2 + 10, 1);
    memset(text, '[', DEEP);
    ctr_source source = {.struct_size = sizeof source,
                         .format = CTR_FORMAT_AVRO,
                         .data = text,
                         .size = DEEP,
                         .file = "a.avsc"};
    assert_int_equal(lc_spec_read(&c.ctx, &source, &c.old), CTR_E_LIMIT);
    js_end(&c);
    refuses("{\"type\": \"record\", \"name\": \"R\", \"name\": \"S\", \"fields\": []}",
            "a.avsc:1:33: the key 'name' stands twice in one object, first at 1:20; remove one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_schema_is_known_by_its_content),
        cmocka_unit_test(what_may_be_something_else_is_left_to_it),
        cmocka_unit_test(another_format_is_named),
        cmocka_unit_test(asked_for_it_says_what_is_wrong),
        cmocka_unit_test(everything_the_specification_has_is_taken),
        cmocka_unit_test(what_is_no_schema_is_refused_with_its_place),
        cmocka_unit_test(fields_are_refused_with_their_place),
        cmocka_unit_test(long_lists_are_checked_as_short_ones),
        cmocka_unit_test(defaults_are_judged),
        cmocka_unit_test(logical_types_that_do_not_fit_say_nothing),
        cmocka_unit_test(parts_are_types_fields_and_symbols),
        cmocka_unit_test(nothing_broken_crashes),
        cmocka_unit_test(bombs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
