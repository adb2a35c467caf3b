/* Payloads of AsyncAPI in Protocol Buffers: which message it is, who reads, places, parts. */
#include "schema_case.h"

#include "memory_case.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A document of 3.0 around a text, of which each line has fourteen blanks before it. */
#define AROUND(action, text)                                                                       \
    "asyncapi: 3.0.0\nchannels:\n  o:\n    messages:\n      m:\n        payload:\n"                \
    "          schemaFormat: application/vnd.google.protobuf;version=3\n          schema: "        \
    "|\n" text "operations: {x: {action: " action ", channel: {$ref: '#/channels/o'}}}\n"
#define LINE(text) "              " text "\n"
#define THREE LINE("syntax = \"proto3\";")
#define ONE(text) AROUND("send", THREE LINE(text))

static void diff(struct js_case *c, ctr_mode mode, ctr_profile profile)
{
    if (c->status != CTR_OK) {
        fail_msg("%s", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(lc_spec_diff(&c->ctx, &c->old, &c->new, mode, profile, &c->diff), CTR_OK);
}

static void tells(const char *older, const char *newer, ctr_mode mode, const char *wanted)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "old.yaml", older, NULL);
    js_read(&c, &c.new, CTR_FORMAT_AUTO, "new.yaml", newer, NULL);
    diff(&c, mode, CTR_PROFILE_DEFAULT);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

static void what_is_no_proto_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char payload[] = "asyncapi: 2.6.0\nchannels: {o: {publish: {message: "
                                  "{schemaFormat: application/vnd.google.protobuf, payload: %s}}}}";
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"''", "doc:2:92: a schema in Protocol Buffers must declare a message; this text has none"},
        {"{type: object}",
         "doc:2:92: a schema in Protocol Buffers must be the text of a .proto file"},
        {"7", "doc:2:92: a schema in Protocol Buffers must be the text of a .proto file"},
        {"'enum E { A = 0; }'",
         "doc:2:92: a schema in Protocol Buffers must declare a message; this text has none"},
        {"'message M { int32 }'", "doc:2:"},
        {"'message M { optional Gone a = 1; }'", "doc:2:"},
        {"'message M {'", "doc:2:"},
        {"\"message M {\\n optional Gone a = 1; }\"", "doc:2:92: "},
        {"'import \"beside.proto\"; message M {}'",
         "doc:2:100: import needs the file 'beside.proto', but there is no directory to look in"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct js_case c;
        js_begin(&c);
        const char *text = lc_format(&c.ctx, payload, cases[i].text);
        js_read(&c, &c.old, CTR_FORMAT_ASYNCAPI, "doc", text, NULL);
        assert_int_equal(c.status, CTR_E_INPUT);
        const char *said = ctr_error_message(c.ctx.error);
        if (strncmp(said, cases[i].message, strlen(cases[i].message)) != 0) {
            assert_string_equal(said, cases[i].message);
        }
        js_end(&c);
    }
}

static void a_line_of_a_block_has_its_place_in_the_document(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *place;
    } cases[] = {
        {AROUND("send", THREE LINE("message M {") LINE("  Gone a = 1;") LINE("}")), "doc:11:17: "},
        {AROUND("send", THREE "\n" LINE("message M {") "  \n" LINE("\tGone a = 1;") LINE("}")),
         "doc:13:16: "},
        {AROUND("send", THREE LINE("message M {") LINE("  int32 a = 1;")), "doc:11:29: "},
        {AROUND("send", THREE LINE("/* \xC3\xA4 */ massage M {}")), "doc:10:23: "},
        /* folded, or behind an alias: where the string begins */
        {"asyncapi: 2.6.0\nchannels: {o: {publish: {message: {$ref: '#/m'}}}}\nm:\n  schemaFormat: "
         "application/vnd.google.protobuf\n  payload: >\n    message M {\n    }\n    x\n",
         "doc:5:12: "},
        {"asyncapi: 2.6.0\nx-p: &p |\n  massage M {}\nchannels: {o: {publish: {message: {$ref: "
         "'#/m'}}}}\nm:\n  schemaFormat: application/vnd.google.protobuf\n  payload: *p\n",
         "doc:7:12: "},
        /* an anchor, a tag, an indentation that is said, ends of lines of another system */
        {"asyncapi: 2.6.0\nchannels: {o: {publish: {message: {$ref: '#/m'}}}}\nm:\n  schemaFormat: "
         "application/vnd.google.protobuf\n  payload: &p !!str |2- # why\n     massage M {}\n",
         "doc:6:6: "},
        {"asyncapi: 2.6.0\r\nchannels: {o: {publish: {message: {$ref: '#/m'}}}}\r\nm:\r\n  "
         "schemaFormat: application/vnd.google.protobuf\r\n  payload: |\r\n    // a\r\n"
         "    massage M {}\r\n",
         "doc:7:5: "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_ASYNCAPI, "doc", cases[i].text, NULL);
        assert_int_equal(c.status, CTR_E_INPUT);
        const char *said = ctr_error_message(c.ctx.error);
        if (strncmp(said, cases[i].place, strlen(cases[i].place)) != 0) {
            fail_msg("%s\n%s", cases[i].text, said);
        }
        js_end(&c);
    }
}

static void findings_stand_in_the_line_and_in_the_pointer_of_the_text(void **state)
{
    (void)state;
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "old.yaml",
            AROUND("send", THREE LINE("message M {") LINE("  int32 a = 1;") LINE("}")), NULL);
    js_read(&c, &c.new, CTR_FORMAT_AUTO, "new.yaml",
            AROUND("send",
                   THREE LINE("// words") LINE("message M {") LINE("  string a = 1;") LINE("}")),
            NULL);
    diff(&c, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT);
    assert_int_equal(c.diff.count, 1);
    const struct lc_place *p = c.diff.findings[0].place[CTR_SIDE_NEW];
    assert_string_equal(c.diff.findings[0].part, "send o message m /M/a");
    assert_string_equal(p->file, "new.yaml");
    assert_string_equal(p->pointer, "/channels/o/messages/m/payload/schema");
    assert_int_equal(p->line, 12);
    assert_int_equal(p->column, 17);
    assert_int_equal(c.diff.findings[0].place[CTR_SIDE_OLD]->line, 11);
    js_end(&c);
}

/* An enum value that is added troubles those who read with the old edition. */
static void who_reads_follows_from_who_sends(void **state)
{
    (void)state;
#define WITH(action, more)                                                                         \
    AROUND(action, THREE LINE("message M { E e = 1; }") LINE("enum E { A = 0; " more "}"))
    tells(WITH("send", ""), WITH("send", "B = 1; "), CTR_MODE_BACKWARD,
          "warning backward proto-enum-value-added at send o message m /E/B\n");
    tells(WITH("receive", ""), WITH("receive", "B = 1; "), CTR_MODE_BACKWARD,
          "info forward proto-enum-value-added at receive o message m /E/B\n");
    tells("asyncapi: 3.0.0\nchannels: {o: {messages: {m: {payload: {schemaFormat: "
          "application/vnd.google.protobuf, schema: 'message M { optional E e = 1; } enum E { A = "
          "0; }'}}}}}\n",
          "asyncapi: 3.0.0\nchannels: {o: {messages: {m: {payload: {schemaFormat: "
          "application/vnd.google.protobuf, schema: 'message M { optional E e = 1; } enum E { A = "
          "0; B = 1; }'}}}}}\n",
          CTR_MODE_BACKWARD, "warning both proto-enum-value-added at channel o message m /E/B\n");
#undef WITH
}

/* What bytes and JSON can bear, whatever the profile: what breaks generated code is told. */
static void only_what_travels_breaks(void **state)
{
    (void)state;
    static const char older[] = ONE("option java_package = \"a\"; message M { int32 a = 1; }");
    static const char newer[] =
        ONE("option java_package = \"b\"; message M { optional int32 a = 1; }");
    static const ctr_profile profiles[] = {CTR_PROFILE_TOLERANT, CTR_PROFILE_STRICT};
    for (size_t i = 0; i < COUNT(profiles); i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_AUTO, "old.yaml", older, NULL);
        js_read(&c, &c.new, CTR_FORMAT_AUTO, "new.yaml", newer, NULL);
        diff(&c, CTR_MODE_FULL, profiles[i]);
        assert_true(c.diff.compatible);
        assert_int_equal(c.diff.counts.info, 2);
        js_end(&c);
    }
    /* JSON of the one is out of the other's range */
    tells(ONE("message M { int32 a = 1; }"), ONE("message M { uint32 a = 1; }"), CTR_MODE_BACKWARD,
          "breaking both field-wire-json-compatible-type at send o message m /M/a\n");
    tells(ONE("message M { int32 a = 1; }"), ONE("message M { int64 a = 1; }"), CTR_MODE_BACKWARD,
          "breaking both field-wire-json-compatible-type at send o message m /M/a\n");
    tells(ONE("message M { int32 a = 1; }"), ONE("message M { reserved 1; reserved \"a\"; }"),
          CTR_MODE_BACKWARD,
          "info neither proto-reserved-added at send o message m /M\n"
          "info neither field-no-delete at send o message m /M/a\n");
    tells(ONE("message M { map<string, int32> a = 1; }"),
          ONE("message M { map<string, bool> a = 1; }"), CTR_MODE_BACKWARD,
          "breaking both field-wire-json-compatible-type at send o message m /M/a/value\n");
}

static void the_payload_is_the_message_that_no_other_uses(void **state)
{
    (void)state;
#define ROOT "breaking both field-wire-json-compatible-type at send o message m /M/a\n"
    static const struct {
        const char *older, *newer, *told;
    } cases[] = {
        /* what it does not hold is not in the data */
        {ONE("message M { M m = 2; } message X { Y y = 1; } message Y { X x = 1; int32 a = 2; }"),
         ONE("message M { M m = 2; } message X { Y y = 1; } message Y { X x = 1; bool a = 2; }"),
         "info neither document-rewritten at /\n"},
        /* what is in it may use it */
        {ONE("message M { int32 a = 1; N n = 2; message N { M m = 1; } }"),
         ONE("message M { bool a = 1; N n = 2; message N { M m = 1; } }"), ROOT},
        /* each uses another: the first */
        {ONE("message M { X x = 2; int32 a = 1; } message X { M m = 1; }"),
         ONE("message M { X x = 2; bool a = 1; } message X { M m = 1; }"), ROOT},
        /* several, and one that is said to be it */
        {ONE("message M { int32 a = 1; } message X { int32 a = 1; }"),
         ONE("message M { bool a = 1; } message X { bool a = 1; }"),
         ROOT "breaking both field-wire-json-compatible-type at send o message m /X/a\n"},
        {ONE("message X { int32 a = 1; } /* @RootNode */ message M { int32 a = 1; }"),
         ONE("message X { bool a = 1; } /* @RootNode */ message M { bool a = 1; }"), ROOT},
        /* called otherwise, with all that is named in it; and in another package */
        {ONE("message M { int32 a = 1; N n = 2; M m = 3; message N {} }"),
         ONE("message W { bool a = 1; N n = 2; W m = 3; message N {} }"),
         ROOT "warning both proto-payload-renamed at send o message m /M\n"},
        {ONE("package p; message M { N n = 1; } message N { int32 a = 1; }"),
         ONE("package q; message M { N n = 1; } message N { bool a = 1; }"),
         "breaking both field-wire-json-compatible-type at send o message m /p.N/a\n"
         "warning both proto-payload-renamed at send o message m /p.M\n"
         "info neither file-same-package at send o message m\n"},
        /* put into another one */
        {ONE("message M { int32 a = 1; }"),
         ONE("message M { int32 a = 1; } message W { M a = 1; }"),
         ROOT "warning both proto-payload-renamed at send o message m /M\n"
              "info neither field-same-cardinality at send o message m /M/a\n"},
        /* types that are there without a file */
        {ONE("import \"google/type/date.proto\"; message M { google.type.Date a = 1; }"),
         ONE("import \"google/type/money.proto\"; message M { google.type.Money a = 1; }"), ROOT},
        {ONE("message M {}"), ONE("message M {} message W {}"),
         "warning backward proto-payload-added at send o message m /W\n"
         "info neither proto-message-added at send o message m /W\n"},
        {ONE("message M {} message W {}"), ONE("message M {}"),
         "breaking both proto-payload-removed at send o message m /W\n"
         "info neither package-message-no-delete at send o message m /W\n"},
    };
#undef ROOT
    for (size_t i = 0; i < COUNT(cases); i++) {
        tells(cases[i].older, cases[i].newer, CTR_MODE_BACKWARD, cases[i].told);
    }
}

static const char beside[] =
    "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {name: m, schemaFormat: "
    "'application/vnd.google.protobuf;version=3', payload: {$ref: 'dir/order.proto'}}}}}\n";
static const char order[] = "syntax = \"proto3\";\nimport \"line.proto\";\nmessage Order {\n  "
                            "Line line = 1;\n}\n";

static void a_proto_may_lie_beside_the_document(void **state)
{
    (void)state;
    struct js_file old_files[] = {
        {"dir/order.proto", order},
        {"line.proto", "syntax = \"proto3\";\nmessage Line { int32 n = 1; }\n"},
        {NULL, NULL}};
    struct js_file new_files[] = {
        {"dir/order.proto", order},
        {"line.proto", "syntax = \"proto3\";\n\nmessage Line { bool n = 1; }\n"},
        {NULL, NULL}};
    struct js_case c;
    struct ctr_outline outline;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "at/old.yaml", beside, old_files);
    js_read(&c, &c.new, CTR_FORMAT_AUTO, "at/new.yaml", beside, new_files);
    diff(&c, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT);
    assert_string_equal(
        js_told(&c), "breaking both field-wire-json-compatible-type at send o message m /Line/n\n");
    const struct lc_place *p = c.diff.findings[0].place[CTR_SIDE_NEW];
    assert_string_equal(p->file, "at/line.proto");
    assert_int_equal(p->line, 3);
    assert_int_equal(p->column, 16);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.new, &outline), CTR_OK);
    js_end(&c);
    new_files[0].text = "syntax = \"proto3\";\nmessage Order {\n  Gone g = 1;\n}\n";
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "at/new.yaml", beside, new_files);
    assert_int_equal(c.status, CTR_E_INPUT);
    const char *said = ctr_error_message(c.ctx.error);
    assert_true(strncmp(said, "at/dir/order.proto:3:3: ", 24) == 0);
    js_end(&c);
}

static void parts_are_those_that_a_payload_can_hold(void **state)
{
    (void)state;
    static const char text[] =
        "asyncapi: 3.0.0\nchannels: {o: {messages: {m: {payload: {schemaFormat: "
        "application/vnd.google.protobuf, schema: \"package p; message M { optional N n = 1; "
        "extensions 9; } message N { optional E e = 1; } enum E { A = 0; } extend M { optional X x "
        "= 9; } message X { }\"}}}}}\noperations: {x: {action: send, channel: {$ref: "
        "'#/channels/o'}}}\n";
    struct js_case c;
    struct ctr_outline outline;
    const char *told = "";
    bool has;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "doc", text, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    for (size_t i = 0; i < outline.count; i++) {
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, outline.parts[i], &has), CTR_OK);
        assert_true(has);
        told = lc_format(&c.ctx, "%s%s\n", told, outline.parts[i]);
    }
    assert_string_equal(told, "send o\n"
                              "send o message m\n"
                              "send o message m /p.E\n"
                              "send o message m /p.E/A\n"
                              "send o message m /p.M\n"
                              "send o message m /p.M/n\n"
                              "send o message m /p.N\n"
                              "send o message m /p.N/e\n"
                              "send o message m /p.X\n"
                              "send o message m /p/x\n");
    js_end(&c);
}

/* Neither a text nested as deep as anybody likes, nor one cut anywhere, does harm. */
static void hostile_texts_are_refused_or_read(void **state)
{
    (void)state;
    enum { DEEP = 20000 };
    static const char head[] = "{\"asyncapi\": \"2.6.0\", \"channels\": {\"o\": {\"publish\": "
                               "{\"message\": {\"schemaFormat\": "
                               "\"application/vnd.google.protobuf\", \"payload\": \"";
    struct js_case c;
    js_begin(&c);
    struct lc_buf buf;
    lc_buf_init(&buf, &c.ctx.alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, head);
    for (int i = 0; i < DEEP; i++) {
        lc_buf_text(&buf, "message M{");
    }
    lc_buf_text(&buf, "\"}}}}}");
    const char *deep = lc_dup(&c.ctx, lc_str_n(buf.data, buf.size));
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "doc", deep, NULL);
    assert_true(c.status == CTR_E_INPUT || c.status == CTR_E_LIMIT);
    lc_buf_free(&buf);
    js_end(&c);
    static const char whole[] = AROUND("send", THREE LINE("message M { N n = 1; }") "\n" LINE(
                                                   "message N { map<string, M> m = 1; }"));
    for (size_t n = 0; n <= sizeof whole - 1; n++) {
        js_begin(&c);
        char *text = lc_dup(&c.ctx, lc_str_n(whole, n));
        js_read(&c, &c.old, CTR_FORMAT_ASYNCAPI, "doc", text, NULL);
        assert_true(c.status == CTR_OK || c.status == CTR_E_INPUT);
        js_end(&c);
    }
}

/* Read both editions, compare, list the parts. */
static void without_memory_it_says_so(void **state)
{
    (void)state;
    static const char *const texts[] = {
        AROUND("receive",
               THREE LINE("package p;") LINE("message M { N n = 1; int32 a = 2; }")
                   LINE("message N { map<string, M> m = 1; E e = 2; }") LINE("enum E { A = 0; }")),
        AROUND("receive", THREE LINE("package q;") LINE("import \"google/protobuf/any.proto\";")
                              LINE("message W { N n = 1; google.protobuf.Any a = 2; }")
                                  LINE("message N { map<string, W> m = 1; E e = 2; }")
                                      LINE("enum E { A = 0; B = 1; }"))};
    memory_case_walk(texts[0], texts[1], 1, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_proto_is_refused_with_its_place),
        cmocka_unit_test(a_line_of_a_block_has_its_place_in_the_document),
        cmocka_unit_test(findings_stand_in_the_line_and_in_the_pointer_of_the_text),
        cmocka_unit_test(who_reads_follows_from_who_sends),
        cmocka_unit_test(only_what_travels_breaks),
        cmocka_unit_test(the_payload_is_the_message_that_no_other_uses),
        cmocka_unit_test(a_proto_may_lie_beside_the_document),
        cmocka_unit_test(parts_are_those_that_a_payload_can_hold),
        cmocka_unit_test(hostile_texts_are_refused_or_read),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
