/* Agent kinds: what is one, what is none and why, what there is in it, and what is told. */
#include "schema_case.h"

#include "codec/json_read.h"
#include "spec/agent/prompt.h"

static void agent_read_text(struct js_case *c, ctr_format format, const char *text)
{
    js_begin(c);
    js_read(c, &c->old, format, *text == '{' || *text == '[' ? "a.json" : "a.yaml", text, NULL);
}

static void refuses(ctr_format format, const char *text, const char *message)
{
    struct js_case c;
    agent_read_text(&c, format, text);
    if (c.status == CTR_OK) {
        fail_msg("taken: %s", text);
    }
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    assert_int_equal(c.status, CTR_E_INPUT);
    js_end(&c);
}

static void is_format(const char *text, ctr_format wanted)
{
    struct js_case c;
    agent_read_text(&c, CTR_FORMAT_AUTO, text);
    assert_int_equal(c.status, CTR_OK);
    if (c.old.row->format != wanted) {
        fail_msg("%s is taken for %s", text,
                 lc_word_name(lc_words_format, (int32_t)c.old.row->format));
    }
    js_end(&c);
}

#define CARD "{\"name\": \"a\", \"url\": \"u\", \"skills\": ["
#define SKILL "{\"id\": \"s\", \"name\": \"S\"}"
#define TOOL "{\"name\": \"t\", \"inputSchema\": {\"type\": \"object\", \"properties\": {"
#define PROMPT "{\"templateId\": \"p\", \"template\": \"{{a}}\", \"variables\": {"

static void a_document_is_known_by_its_content(void **state)
{
    (void)state;
    is_format(CARD SKILL "]}", CTR_FORMAT_AGENT_CARD);
    is_format("name: a\nskills: []\ncapabilities: {}\n", CTR_FORMAT_AGENT_CARD);
    is_format(TOOL "}}}", CTR_FORMAT_MCP_TOOLS);
    is_format("[" TOOL "}}}]", CTR_FORMAT_MCP_TOOLS);
    is_format("{\"tools\": [" TOOL "}}}]}", CTR_FORMAT_MCP_TOOLS);
    is_format("{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {\"tools\": [" TOOL "}}}]}}",
              CTR_FORMAT_MCP_TOOLS);
    is_format(PROMPT "}}", CTR_FORMAT_PROMPT);
    is_format("templateId: p\ntemplate: Hello {{a}}\n", CTR_FORMAT_PROMPT);
    is_format("{\"modelId\": \"m\", \"input\": {}}", CTR_FORMAT_MODEL_SCHEMA);
}

static void what_may_be_something_else_is_left_to_it(void **state)
{
    (void)state;
    is_format("{\"name\": \"a\", \"skills\": []}", CTR_FORMAT_OPAQUE);
    is_format("{\"skills\": [], \"url\": \"u\"}", CTR_FORMAT_OPAQUE);
    is_format("{\"tools\": []}", CTR_FORMAT_OPAQUE);
    is_format("{\"tools\": [{\"name\": \"hammer\"}]}", CTR_FORMAT_OPAQUE);
    is_format("{\"tools\": {\"a\": 1}}", CTR_FORMAT_OPAQUE);
    is_format("[]", CTR_FORMAT_OPAQUE);
    is_format("{\"template\": \"x\"}", CTR_FORMAT_OPAQUE);
    is_format("{\"modelId\": \"m\"}", CTR_FORMAT_OPAQUE);
    is_format("{\"type\": \"object\", \"properties\": {\"modelId\": {}}}", CTR_FORMAT_JSON_SCHEMA);
}

static void another_format_is_named(void **state)
{
    (void)state;
    refuses(CTR_FORMAT_PROMPT, TOOL "}}}",
            "a.json:1:1: this does not look like prompt but like mcp-tools; name that format, or "
            "none");
    refuses(CTR_FORMAT_AGENT_CARD, "[1]",
            "a.json:1:1: this does not look like agent-card but like opaque; name that format, or "
            "none");
}

static void a_bad_card_is_refused_with_its_place(void **state)
{
    (void)state;
    refuses(CTR_FORMAT_AUTO, CARD "7]}",
            "a.json:1:38: expected an object, a skill, found a number");
    refuses(CTR_FORMAT_AUTO, CARD "{}]}",
            "a.json:1:38: there is no \"id\" here, expected a string that names it");
    refuses(CTR_FORMAT_AUTO, CARD "{\"id\": \" \"}]}",
            "a.json:1:45: \"id\" is empty, expected a string that names it");
    refuses(CTR_FORMAT_AUTO, CARD SKILL ", " SKILL "]}",
            "a.json:1:71: the skill 's' is there twice; give one of them another \"id\"");
    refuses(CTR_FORMAT_AUTO, CARD "], \"defaultInputModes\": \"text\"}",
            "a.json:1:62: \"defaultInputModes\": expected an array of media types, found a string");
    refuses(CTR_FORMAT_AUTO, CARD "], \"defaultInputModes\": [1]}",
            "a.json:1:63: expected a media type, a string, found a number");
    refuses(CTR_FORMAT_AUTO, CARD "], \"supportedInterfaces\": [1]}",
            "a.json:1:65: an interface is an object with \"url\" and \"protocolBinding\"");
    refuses(CTR_FORMAT_AUTO, CARD "], \"capabilities\": {\"extensions\": {}}}",
            "a.json:1:72: \"extensions\": expected an array of extensions, found an object");
    refuses(CTR_FORMAT_AUTO, CARD "], \"securitySchemes\": []}",
            "a.json:1:60: \"securitySchemes\": expected an object of security schemes, found an "
            "array");
}

static void a_bad_tool_is_refused_with_its_place(void **state)
{
    (void)state;
    refuses(CTR_FORMAT_MCP_TOOLS, "{\"tools\": [{\"name\": \"t\"}]}",
            "a.json:1:12: there is no \"inputSchema\" here, expected a schema of the input, an "
            "object");
    refuses(CTR_FORMAT_MCP_TOOLS, "{\"tools\": {}, \"inputSchema\": 1}",
            "a.json:1:1: this does not look like mcp-tools but like opaque; name that format, or "
            "none");
    refuses(CTR_FORMAT_AUTO, "[" TOOL "}}}, " TOOL "}}}]",
            "a.json:1:79: the tool 't' is there twice; give one of them another \"name\"");
    refuses(CTR_FORMAT_AUTO, "{\"nextCursor\": \"x\", \"tools\": [" TOOL "}}}]}",
            "a.json:1:16: this is one page of a list of tools; ask for the others by "
            "\"nextCursor\" and put them into one list");
    refuses(CTR_FORMAT_AUTO, TOOL "\"a\": {\"$ref\": \"#/$defs/none\"}}}}",
            "a.json:1:78: $ref to '#/$defs/none': there is nothing at that place");
    refuses(CTR_FORMAT_AUTO, TOOL "}}, \"outputSchema\": 7}",
            "a.json:1:84: \"outputSchema\": expected a schema of the output, an object, found a "
            "number");
}

static void a_bad_prompt_or_model_is_refused_with_its_place(void **state)
{
    (void)state;
    refuses(CTR_FORMAT_AUTO, PROMPT "\"a\": \"string\"}}",
            "a.json:1:61: the variable 'a' is no object with \"type\" and \"required\"");
    refuses(CTR_FORMAT_PROMPT, "{\"templateId\": \"p\", \"template\": 1}",
            "a.json:1:33: \"template\": expected the text of the prompt, a string, found a number");
    refuses(CTR_FORMAT_MODEL_SCHEMA, "{\"modelId\": \"m\"}",
            "a.json:1:1: there is neither \"input\" nor \"output\" here; a model schema has at "
            "least one of them");
    refuses(CTR_FORMAT_MODEL_SCHEMA, "{\"modelId\": \"\", \"input\": {}}",
            "a.json:1:13: \"modelId\" is empty, expected the id of the model, a string");
    refuses(CTR_FORMAT_MODEL_SCHEMA, "{\"modelId\": \"m\", \"input\": {}, \"output\": []}",
            "a.json:1:41: \"output\": expected a schema of the output, an object, found an array");
}

/* ---- parts */

static const char *parts_of(struct js_case *c)
{
    struct ctr_outline outline;
    const char *text = "";
    assert_int_equal(c->status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c->ctx, &c->old, &outline), CTR_OK);
    for (size_t i = 0; i < outline.count; i++) {
        bool has = false;
        text = lc_format(&c->ctx, "%s%s\n", text, outline.parts[i]);
        assert_int_equal(lc_spec_has_part(&c->ctx, &c->old, outline.parts[i], &has), CTR_OK);
        assert_true(has);
    }
    return text;
}

static void has_not(struct js_case *c, const char *part)
{
    bool has = true;
    assert_int_equal(lc_spec_has_part(&c->ctx, &c->old, part, &has), CTR_OK);
    assert_false(has);
}

static void a_card_has_its_parts(void **state)
{
    struct js_case c;
    (void)state;
    agent_read_text(
        &c, CTR_FORMAT_AUTO,
        "{\"name\": \"a\", \"url\": \"u\", \"skills\": [{\"id\": \"s\", \"inputModes\": "
        "[\"text/plain\"]}], \"capabilities\": {\"streaming\": true, \"push\": false, "
        "\"extensions\": [{\"uri\": \"urn:x\"}, {\"uri\": \" \"}, 3]}, "
        "\"securitySchemes\": {\"my key\": {}}, \"defaultOutputModes\": [\"a/b\"]}");
    assert_string_equal(parts_of(&c), "/\ncapability streaming\nextension urn:x\n"
                                      "interface JSONRPC\noutput-mode a/b\nsecurity my%20key\n"
                                      "skill s\nskill s input-mode text/plain\n");
    has_not(&c, "capability push");
    has_not(&c, "skill");
    js_end(&c);
}

static void a_tool_has_its_parts(void **state)
{
    struct js_case c;
    (void)state;
    agent_read_text(&c, CTR_FORMAT_AUTO,
                    TOOL "\"q\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}}, "
                         "\"outputSchema\": {\"properties\": {\"n\": {}}}}");
    assert_string_equal(parts_of(&c), "/\ntool t\ntool t input\ntool t input /q\n"
                                      "tool t input /q/*\ntool t output\ntool t output /n\n");
    has_not(&c, "tool t input /n");
    has_not(&c, "tool t inputs");
    has_not(&c, "tool u");
    js_end(&c);
}

static void a_prompt_and_a_model_have_their_parts(void **state)
{
    struct js_case c;
    (void)state;
    agent_read_text(&c, CTR_FORMAT_AUTO, PROMPT "\"a b\": {\"type\": \"string\"}}}");
    assert_string_equal(parts_of(&c), "/\nprompt call\nprompt call input\n"
                                      "prompt call input /a b\n");
    has_not(&c, "prompt call output");
    js_end(&c);
    agent_read_text(&c, CTR_FORMAT_AUTO,
                    "{\"modelId\": \"m\", \"output\": {\"$ref\": \"#/definitions/o\"}, "
                    "\"definitions\": {\"o\": {\"properties\": {\"text\": {}}}}}");
    assert_string_equal(parts_of(&c), "/\nmodel call\nmodel call output\n"
                                      "model call output /text\n");
    js_end(&c);
}

static void what_is_sent_concerns_every_caller(void **state)
{
    (void)state;
    assert_true(lc_part_hits("tool t input /q", "tool t output /n"));
    assert_false(lc_part_hits("tool t output /n", "tool t output /m"));
    assert_false(lc_part_hits("tool t output /n", "tool t input /q"));
    assert_false(lc_part_hits("tool t input /q", "tool u input /q"));
    assert_true(lc_part_hits("tool t", "tool t output /n"));
    assert_true(lc_part_hits("skill s", "skill s input-mode a/b"));
    assert_false(lc_part_hits("skill s", "skill t"));
    assert_true(lc_part_hits("/", "skill s"));
}

/* ---- templates */

static void the_variables_of_a_template_are_found(void **state)
{
    static const struct {
        const char *text, *uses;
    } rows[] = {
        {"no braces", ""},
        {"{{a}}", "a"},
        {"{{ a }} {{a}} {b}", "a"},
        {"{{{a}}}", "a"},
        {"{{a | upper}}{{b.c}}", "a b"},
        {"{{#if a}}{{else}}{{/if}}", "a"},
        {"{{#list}}{{this}}{{/list}}{{^none}}{{/none}}", "list none"},
        {"{{! a }}{{> b}}{{& c}}", "c"},
        {"{{a", ""},
        {"{{}}}}{{", ""},
        {"}}{{\xC3\xBC-1}}", "\xC3\xBC-1"},
        {"{% for a in list %}{{ a.b }}{{loop.index}}{{c}}{% endfor %}", "list c"},
        {"{%- for a , b in m.items() -%}{{a}}{{b}}{%- endfor -%}{{a}}{{loop}}", "m a loop"},
        {"{% for a in x %}{% for a in a.y %}{{a}}{% endfor %}{{a}}{% endfor %}", "x"},
        {"{% for i in range(3) %}{% endfor %}{% for i in (1..n) %}", "n"},
        {"{% if a %}{% elif not b.c %}{% if true %}{% if 1 == d %}{% endif %}", "a b d"},
        {"{{ a | default(b) | f: c }}{{ d if e else 'f' }}{{g ~ \"h\" }}", "a b c d e g"},
        {"{{upper a}}{{#if (eq b \"c\")}}{{else if d}}{{/if}}{{f g=h ../i @index}}", "a b d h i"},
        {"{{#each a as |b c|}}{{b}}{{c}}{{/each}}{{b}}{{#with d}}{{/with}}", "a b d"},
        {"{{^none}}{{/none}}{{#none}}{{/none}}", "none"},
        {"{% if a and b is not defined or c in d %}{% unless e contains 'f' %}", "a b c d e"},
        {"{% for a in b if a.c > d %}{{a}}{% endfor %}{% for a in a %}{{a}}{% endfor %}", "b d a"},
        {"{% for a in b limit:2 offset:c reversed %}{% endfor %}", "b c"},
        {"{% set a = b %}{{a}}{% with c = d %}{{c}}{% endwith %}{{c}}", "b d c"},
        {"{% macro f(a, b) %}{{a}}{{b}}{% endmacro %}{{ f(c) }}", "c"},
        {"{# {{a}} #}{{!-- {{b}} --}}{% raw %}{{c}}{% endraw %}{{d}}", "d"},
        {"{{ a[b]['c'].d }}{{- e -}}{{ x.y(f) }}", "a b e x f"},
        {"{% set a = 1 %}{{a}}{% assign b = 2 %}{{b}}{% for %}{% endfor %}{% endfor %}", ""},
        {"{{#each a}}{{name}}{{./name}}{{/each}}{{#with b}}{{name}}{{/with}}", "a b"},
        {"{{#a}}{{name}}{{/a}}", "a"},
        {"{% import 'x' as m %}{{ m.v }}{% from 'x' import y, z as w %}{{ y }}{{ w() }}", ""},
        {"{% call(u) m(a) %}{{ u }}{% endcall %}{{ u }}", "a u"},
        {"{% macro m(x=1, y=2) %}{{ x }}{{ y }}{{ varargs }}{{ kwargs }}{% endmacro %}", ""},
        {"{% include 'x' ignore missing with context %}", ""},
        {"{% if a %}{% else %}{% endif %}{% endif %}{% generation %}{{ self.t() }}", "a"},
        {"{% for a in b", ""},
        {"{# {{a}} {% if b %}", "a b"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        static const struct lc_value *const declared[2];
        struct lc_prompt_found found = {0};
        size_t words = 0;
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_int_equal(lc_prompt_uses(&ctx, lc_str(rows[i].text), declared, &found), CTR_OK);
        struct lc_str rest = lc_str(rows[i].uses);
        while (rest.len) {
            struct lc_str head = rest;
            struct lc_str tail = lc_str_n(NULL, 0);
            lc_str_cut(rest, ' ', &head, &tail);
            if (!lc_map_get(&found.names, head)) {
                fail_msg("%s: %.*s is not found", rows[i].text, (int)head.len, head.ptr);
            }
            words++;
            rest = tail;
        }
        assert_int_equal(found.names.count, words);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static const char *use_of_b(const char *text, const struct lc_value *declared)
{
    static const char *const words[] = {"unused", "maybe", "used"};
    const struct lc_value *const both[2] = {declared, NULL};
    struct lc_prompt_found found = {0};
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_prompt_uses(&ctx, lc_str(text), both, &found), CTR_OK);
    const char *use = words[(uintptr_t)lc_map_get(&found.names, LC_STR("b"))];
    use = found.elsewhere && *use == 'u' && use[1] == 'n' ? "elsewhere" : use;
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return use;
}

/* Of the variable b: a name that is passed over would be taken for one that may go. */
static void whether_a_variable_is_used_is_told_or_left_open(void **state)
{
    static const struct {
        const char *text, *use;
    } rows[] = {
        {"{% for i in\nb %}", "used"},
        {"{% for i\tin\tb %}", "used"},
        {"{% for i in a + b %}", "used"},
        {"{% for b in a + b %}", "used"},
        {"{% for b in a %}{{ b }}{% endfor %}", "unused"},
        {"{% for b in a %}{% endfor %}{{ b }}", "used"},
        {"{% call m(b) %}{% endcall %}", "used"},
        {"{% call(b) m(a) %}{{ b }}{% endcall %}", "unused"},
        {"{% filter f(b) %}x{% endfilter %}", "used"},
        {"{% filter b %}x{% endfilter %}", "unused"},
        {"{% extends b %}", "used"},
        {"{% extends 'x' %}", "elsewhere"},
        {"{% include 'x' %}", "elsewhere"},
        {"{% include 'x' without context %}", "unused"},
        {"{% include 'x' with b %}", "maybe"},
        {"{% render 'x', p: b %}", "used"},
        {"{% import b as x %}", "used"},
        {"{% import 'x' as b %}{{ b.c }}", "unused"},
        {"{% import 'x' as m with context %}", "elsewhere"},
        {"{% from b import x %}", "used"},
        {"{% from 'x' import c as b, d %}{{ b }}", "unused"},
        {"{% from 'x' import b as c %}{{ b }}", "used"},
        {"{% trans x=b %}{{ x }}{% endtrans %}", "used"},
        {"{% trans b=a %}{{ b }}{% endtrans %}", "unused"},
        {"{% unheard of b %}", "maybe"},
        {"{% block b %}{% endblock %}", "unused"},
        {"{% autoescape b %}{% endautoescape %}", "used"},
        {"{% with c = 1, d = b %}{% endwith %}", "used"},
        {"{% with c = 1, b = d %}{{ b }}{% endwith %}", "unused"},
        {"{% macro m(a=1, b=2) %}{{ b }}{% endmacro %}", "unused"},
        {"{% macro m(a=1, c=f(b)) %}{% endmacro %}", "used"},
        {"{% if a %}{% set b = 1 %}{% endif %}{{ b }}", "maybe"},
        {"{% if a %}{% set b = 1 %}{{ b }}{% endif %}", "unused"},
        {"{% if a %}{% set b = 1 %}{% else %}{{ b }}{% endif %}", "maybe"},
        {"{% set a.x = b %}", "used"},
        {"{% set b.x = a %}", "used"},
        {"{% set b %}x{% endset %}{{ b }}", "unused"},
        {"{% increment b %}{{ b }}", "maybe"},
        {"{% if a is sameas b %}", "used"},
        {"{% if a is not divisibleby b %}", "used"},
        {"{% if a is b %}", "unused"},
        {"{{ b-1 }}", "used"},
        {"{{ 1-b }}", "used"},
        {"{{ a.c-b }}", "maybe"},
        {"{{ b-c }}", "used"},
        {"{{ a[b:] }}", "used"},
        {"{{ a[:b] }}", "used"},
        {"{{ {b: 1} }}", "used"},
        {"{{ f(b=1) }}", "unused"},
        {"{{ b() }}", "maybe"},
        {"{{ a | b }}{{ a.b }}", "unused"},
        {"{{ '}}' ~ b }}", "used"},
        {"{% if a == '%}' and b %}", "used"},
        {"{{ it's }}{{ b }} 'x' }}", "used"},
        {"{{> p x=b}}", "used"},
        {"{{> p b}}", "used"},
        {"{{> b}}", "elsewhere"},
        {"{{#> layout x=b}}{{/layout}}", "used"},
        {"{{#*inline 'x'}}{{b}}{{/inline}}", "maybe"},
        {"{{=<% %>=}}<% b %>", "elsewhere"},
        {"{{@root.b}}", "used"},
        {"{{#each a}}{{@root.b}}{{/each}}", "used"},
        {"{{this.b}}{{./b}}", "used"},
        {"{{this/b}}", "used"},
        {"{{#if\nb}}{{/if}}", "used"},
        {"{{~#if b~}}{{~/if~}}", "used"},
        {"{{#each a}}{{b}}{{/each}}", "maybe"},
        {"{{#each a}}{{this.b}}{{/each}}", "maybe"},
        {"{{#each a}}{{../b}}{{/each}}", "used"},
        {"{{#each a}}{{#with c}}{{../b}}{{/with}}{{/each}}", "maybe"},
        {"{{#each a}}{{/each}}{{b}}", "used"},
        {"{{#a}}{{b}}{{/a}}", "maybe"},
        {"{{#flag}}{{b}}{{/flag}}", "used"},
        {"{{^a}}{{b}}{{/a}}", "used"},
        {"{{#if a}}{{b}}{{else}}{{/if}}", "used"},
        {"{{b \"x\"}}", "maybe"},
        {"Hi {b}, ${ b }", "maybe"},
        {"{\"b\": 1} {c}", "unused"},
        {"{{!-- {{b}} --}}{{! b }}{# b #}", "unused"},
        {"{% raw %}{{ b }}{b}{% endraw %}", "unused"},
    };
    struct lc_ctx ctx;
    struct lc_doc doc = {0};
    const struct lc_read_options options = {0};
    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_json_read(&ctx,
                                  LC_STR("{\"a\": {\"type\": \"array\"}, \"b\": {}, \"flag\": "
                                         "{\"type\": \"boolean\"}}"),
                                  &options, &doc),
                     CTR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *use = use_of_b(rows[i].text, doc.root);
        if (strcmp(use, rows[i].use) != 0) {
            fail_msg("%s: %s, not %s", rows[i].text, use, rows[i].use);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* ---- cut off at every byte: never a crash, and an error or a document */

static void what_is_cut_off_never_crashes(void **state)
{
    static const char *const texts[] = {
        CARD SKILL "], \"capabilities\": {\"extensions\": [{\"uri\": \"u\"}]}, \"security\": "
                   "[{\"k\": []}]}",
        "{\"tools\": [" TOOL "\"q\": {\"$ref\": \"#/$defs/a\"}}, \"$defs\": {\"a\": {}}}}]}",
        PROMPT "\"a\": {\"type\": \"string\", \"required\": true}}}",
        "modelId: m\ninput:\n  type: object\n  properties:\n    a: {type: string}\n"};
    static const ctr_format formats[] = {CTR_FORMAT_AGENT_CARD, CTR_FORMAT_MCP_TOOLS,
                                         CTR_FORMAT_PROMPT, CTR_FORMAT_MODEL_SCHEMA};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (size_t n = 0; n <= strlen(texts[i]); n++) {
            struct js_case c;
            js_begin(&c);
            char *text = lc_dup(&c.ctx, lc_str_n(texts[i], n));
            js_read(&c, &c.old, formats[i], "cut", text, NULL);
            assert_true(c.status == CTR_OK || c.status == CTR_E_INPUT);
            assert_int_equal(c.status == CTR_OK, c.ctx.error == NULL);
            if (c.status == CTR_OK) {
                c.status = lc_spec_diff(&c.ctx, &c.old, &c.old, CTR_MODE_FULL, CTR_PROFILE_STRICT,
                                        &c.diff);
                assert_int_equal(c.status, CTR_OK);
                assert_int_equal(c.diff.count, 0);
            }
            js_end(&c);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_known_by_its_content),
        cmocka_unit_test(what_may_be_something_else_is_left_to_it),
        cmocka_unit_test(another_format_is_named),
        cmocka_unit_test(a_bad_card_is_refused_with_its_place),
        cmocka_unit_test(a_bad_tool_is_refused_with_its_place),
        cmocka_unit_test(a_bad_prompt_or_model_is_refused_with_its_place),
        cmocka_unit_test(a_card_has_its_parts),
        cmocka_unit_test(a_tool_has_its_parts),
        cmocka_unit_test(a_prompt_and_a_model_have_their_parts),
        cmocka_unit_test(what_is_sent_concerns_every_caller),
        cmocka_unit_test(the_variables_of_a_template_are_found),
        cmocka_unit_test(whether_a_variable_is_used_is_told_or_left_open),
        cmocka_unit_test(what_is_cut_off_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
