/* Descriptions for editors: they are what they claim to be, and hold what the tables hold. */
#include "codec/json_read.h"
#include "codec/xml_value.h"
#include "fixtures.h"
#include "terms_case.h"

#include <libxml/xmlschemas.h>

static const ctr_terms_kind kinds[] = {CTR_TERMS_MASTER, CTR_TERMS_SOW, CTR_TERMS_CHANGE};
static const char *const documents[] = {MASTER_SMALL, SOW_SMALL, CHANGE_SMALL};

static void describe(struct lc_ctx *ctx, ctr_terms_kind kind, bool xsd, struct lc_buf *buf)
{
    lc_buf_init(buf, &ctx->alloc, SIZE_MAX - 1);
    (xsd ? lc_terms_xsd : lc_terms_json_schema)(buf, lc_terms_kind_row(kind));
}

/* The object of schemas for a record, or for the items of a list of them; NULL for others. */
static const struct lc_value *properties_of(const struct lc_value *schema)
{
    const struct lc_value *inner = lc_get(schema, "items");
    const struct lc_value *choice = lc_get(inner ? inner : schema, "anyOf");
    schema = choice ? lc_at(choice, 1) : inner ? inner : schema;
    choice = lc_get(schema, "anyOf");
    schema = choice ? lc_at(choice, 1) : schema;
    return lc_get(schema, "properties");
}

static void holds_record(const struct lc_value *properties, const struct lc_term_record *record)
{
    assert_true(lc_is(properties, LC_OBJECT));
    assert_int_equal(properties->count, record->count);
    for (size_t i = 0; i < record->count; i++) {
        const struct lc_term *t = &record->terms[i];
        const struct lc_value *schema = lc_get(properties, t->key);
        assert_non_null(schema);
        assert_true(lc_str_is(lc_text(lc_get(schema, "description")), t->about));
        assert_int_equal(lc_get(schema, "default") != NULL, t->fallback != NULL);
        if (t->record) {
            holds_record(properties_of(schema), t->record);
        }
    }
}

static void the_json_schema_has_every_term(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct lc_ctx ctx;
        struct lc_buf buf;
        struct lc_doc doc;
        lc_ctx_begin(&ctx, NULL);
        describe(&ctx, kinds[i], false, &buf);
        assert_int_equal(lc_json_read(&ctx, lc_str_n(buf.data, buf.size), NULL, &doc), CTR_OK);
        assert_true(lc_str_is(lc_text(lc_get(doc.root, "$schema")),
                              "https://json-schema.org/draft/2020-12/schema"));
        holds_record(lc_get(doc.root, "properties"), lc_terms_kind_row(kinds[i])->record);
        lc_buf_free(&buf);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void only_thresholds_are_closed(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_buf buf;
    lc_ctx_begin(&ctx, NULL);
    describe(&ctx, CTR_TERMS_MASTER, false, &buf);
    const char *text = lc_buf_cstr(&buf);
    const char *closed = strstr(text, "\"additionalProperties\": false");
    assert_non_null(closed);
    assert_null(strstr(closed + 1, "\"additionalProperties\": false"));
    const char *thresholds = strstr(text, "\"thresholds\": {");
    assert_true(thresholds && thresholds < closed);
    lc_buf_free(&buf);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void quiet(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

/* 0 = valid. */
static int validate(xmlSchemaPtr schema, const char *text, size_t size)
{
    xmlDocPtr doc = xmlReadMemory(text, (int)size, "x", NULL, XML_PARSE_NOERROR);
    xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
    assert_non_null(doc);
    assert_non_null(valid);
    xmlSchemaSetValidErrors(valid, quiet, quiet, NULL);
    int answer = xmlSchemaValidateDoc(valid, doc);
    xmlSchemaFreeValidCtxt(valid);
    xmlFreeDoc(doc);
    return answer;
}

static xmlSchemaPtr schema_of(struct lc_ctx *ctx, ctr_terms_kind kind)
{
    struct lc_buf buf;
    describe(ctx, kind, true, &buf);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(buf.data, (int)buf.size);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    lc_buf_free(&buf);
    return schema;
}

static void the_xsd_accepts_what_we_write(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct terms_case c;
        struct written w = {NULL, 0};
        case_of(&c, kinds[i], documents[i]);
        xmlSchemaPtr schema = schema_of(&c.ctx, kinds[i]);
        assert_non_null(schema);
        assert_int_equal(lc_xml_value_write(&c.ctx, c.doc.root, lc_terms_kind_row(kinds[i])->root,
                                            LC_TERMS_NAMESPACE, write_down, &w),
                         CTR_OK);
        assert_int_equal(validate(schema, w.data, w.size), 0);
        xmlSchemaFree(schema);
        free(w.data);
        case_end(&c);
    }
}

static void the_xsd_refuses_what_the_reader_refuses(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "<id>s</id><dates><start>2026-02-30</start></dates>",
        "<id>s</id><slices><item><id>a</id><confidence_pct>101</confidence_pct></item></slices>",
        "<id>s</id><backlog><item><id>a</id><size>large</size></item></backlog>",
        "<id>s</id><goals><goal>x</goal></goals>",
        "<title>no id</title>",
        "<id>s</id><id>t</id>",
    };
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    xmlSchemaPtr schema = schema_of(&ctx, CTR_TERMS_SOW);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[400];
        struct terms_case c;
        snprintf(text, sizeof text, "<sow xmlns=\"%s\">%s</sow>", LC_TERMS_NAMESPACE, cases[i]);
        assert_true(validate(schema, text, strlen(text)) > 0);
        case_begin(&c, NULL);
        case_read_n(&c, CTR_TERMS_SOW, lc_str(text));
        assert_int_equal(c.status, CTR_E_INPUT);
        case_end(&c);
    }
    xmlSchemaFree(schema);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool describe_it(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    bool good = true;
    assert_int_equal(lc_ctx_begin(&ctx, alloc), CTR_OK);
    for (int xsd = 0; xsd < 2; xsd++) {
        struct lc_buf buf;
        describe(&ctx, CTR_TERMS_MASTER, xsd, &buf);
        good = good && buf.status == CTR_OK;
        lc_buf_free(&buf);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(describe_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_json_schema_has_every_term),
        cmocka_unit_test(only_thresholds_are_closed),
        cmocka_unit_test(the_xsd_accepts_what_we_write),
        cmocka_unit_test(the_xsd_refuses_what_the_reader_refuses),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
