/*
 * The table of records against what tells others of it: doc/export.md and the XSD name the same
 * attributes, in the same order, the XSD also which of them must be there.
 */
#include "exchange/format.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *read_file(const char *name)
{
    const char *top = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    char path[512];
    char *text = calloc(1, 64 << 10);
    snprintf(path, sizeof path, "%s/%s", top ? top : ".", name);
    FILE *in = fopen(path, "r");

    if (!in || !text) {
        fail_msg("cannot read '%s'", path);
        return text;
    }
    assert_true(fread(text, 1, (64 << 10) - 1, in) > 0);
    fclose(in);
    return text;
}

/* "`a`, `b`" */
static void list_attributes(const struct lc_record_type *type, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < type->count; i++) {
        n += (size_t)snprintf(out + n, size - n, "%s`%s`", i ? ", " : "", type->attrs[i].name);
    }
}

static void the_page_names_every_attribute(void **state)
{
    char *page = read_file("doc/export.md");

    (void)state;
    for (int r = 0; r < LC_REC_COUNT; r++) {
        const struct lc_record_type *type = &lc_record_types[r];
        const char *parent = lc_record_types[type->parent].name;
        char attributes[512];
        char row[1024];
        if (r == LC_REC_DOCUMENTS) {
            continue;
        }
        list_attributes(type, attributes, sizeof attributes);
        snprintf(row, sizeof row, "\n| `%s` | %s%s%s | %s%s|", type->name, r ? "`" : "",
                 r ? parent : "", r ? "`" : "", attributes, *attributes ? " " : "");
        if (r == LC_REC_ROOT) {
            snprintf(row, sizeof row, "\n| `%s` | | %s |", type->name, attributes);
        }
        if (!strstr(page, row)) {
            fail_msg("doc/export.md lacks the row '%s'", row + 1);
        }
    }
    free(page);
}

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* Value of an attribute of a node of the schema, "" if it has none; in one of two buffers. */
static const char *attribute(xmlNode *node, const char *name)
{
    static char texts[2][128];
    static int turn;
    char *to = texts[turn++ % 2];
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);

    snprintf(to, sizeof texts[0], "%s", value ? (const char *)value : "");
    xmlFree(value);
    return to;
}

/* The attributes below a node, compared with those of the record from *at on. */
static void compare(xmlNode *node, const struct lc_record_type *type, size_t *at)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (is(child, "complexContent") || is(child, "simpleContent") || is(child, "extension")) {
            compare(child, type, at);
        }
        if (!is(child, "attribute") || strcmp(attribute(child, "name"), "encoding") == 0) {
            continue;
        }
        assert_true(*at < type->count);
        const struct lc_attr *attr = &type->attrs[(*at)++];
        assert_string_equal(attribute(child, "name"), attr->name);
        if ((strcmp(attribute(child, "use"), "required") == 0) != attr->required) {
            fail_msg("%s of %s: required in one of them only", attr->name, type->name);
        }
    }
}

/* The type of a record in the schema; the root's stands in its element. */
static xmlNode *type_of(xmlNode *schema, const char *name)
{
    for (xmlNode *node = schema->children; node; node = node->next) {
        if (is(node, "complexType") && strcmp(attribute(node, "name"), name) == 0) {
            return node;
        }
        if (is(node, "element") && strcmp(attribute(node, "name"), name) == 0) {
            for (node = node->children; node; node = node->next) {
                if (is(node, "complexType")) {
                    return node;
                }
            }
            return NULL;
        }
    }
    return NULL;
}

static void the_schema_has_every_attribute(void **state)
{
    char *text = read_file("doc/schema/contracts.xsd");
    xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), "contracts.xsd", NULL, XML_PARSE_NONET);

    (void)state;
    assert_non_null(doc);
    for (int r = 0; r < LC_REC_COUNT; r++) {
        const struct lc_record_type *type = &lc_record_types[r];
        bool plain = r == LC_REC_METADATA || r == LC_REC_PART;
        xmlNode *node = type_of(xmlDocGetRootElement(doc), plain ? "content" : type->name);
        size_t at = 0;
        if (!node) {
            fail_msg("contracts.xsd has no type of %s", type->name);
        } else {
            compare(node, type, &at);
        }
        assert_int_equal(at, type->count);
    }
    xmlFreeDoc(doc);
    free(text);
}

/* The list of words of an attribute: named after record and attribute, or after the attribute. */
static const char *list_of(const char *text, const char *record, const char *attr)
{
    char head[96];
    snprintf(head, sizeof head, "<xs:simpleType name=\"%s-%s\">", record, attr);
    const char *own = strstr(text, head);
    snprintf(head, sizeof head, "<xs:simpleType name=\"%s\">", attr);
    return own ? own : strstr(text, head);
}

/* What a word's list holds is what the schema allows. */
static void the_schema_has_every_word(void **state)
{
    char *text = read_file("doc/schema/contracts.xsd");

    (void)state;
    for (int r = 0; r < LC_REC_COUNT; r++) {
        for (size_t i = 0; i < lc_record_types[r].count; i++) {
            const struct lc_attr *attr = &lc_record_types[r].attrs[i];
            if (attr->kind != LC_ATTR_WORD) {
                continue;
            }
            const char *type = list_of(text, lc_record_types[r].name, attr->name);
            assert_non_null(type);
            const char *end = strstr(type, "</xs:simpleType>");
            for (const struct lc_word *w = attr->words; w->name; w++) {
                char row[96];
                snprintf(row, sizeof row, "<xs:enumeration value=\"%s\"/>", w->name);
                const char *at = strstr(type, row);
                if (w->value != 0 && (!at || at > end)) {
                    fail_msg("contracts.xsd does not know the %s '%s'", attr->name, w->name);
                }
            }
        }
    }
    free(text);
}

struct sample {
    int64_t number;
    int64_t time;
    int32_t word;
    int32_t truth;
    struct lc_sha256 sha;
    struct lc_uuid uuid;
    const char *text;
};

static const struct lc_word words[] = {{0, "default"}, {1, "one"}, {2, "two"}, {0, NULL}};

static const struct lc_attr attrs[] = {
    {"text", LC_ATTR_TEXT, false, offsetof(struct sample, text), 0, NULL},
    {"number", LC_ATTR_INT, false, offsetof(struct sample, number), 1, NULL},
    {"time", LC_ATTR_TIME, false, offsetof(struct sample, time), 0, NULL},
    {"word", LC_ATTR_WORD, false, offsetof(struct sample, word), 0, words},
    {"truth", LC_ATTR_BOOL, false, offsetof(struct sample, truth), 0, NULL},
    {"sha", LC_ATTR_SHA256, false, offsetof(struct sample, sha), 0, NULL},
    {"uuid", LC_ATTR_UUID, false, offsetof(struct sample, uuid), 0, NULL},
};

#define HEX "00112233445566778899aabbccddeeff"

static void a_value_has_one_spelling(void **state)
{
    static const struct {
        int attr;
        const char *text;
        bool good;
    } rows[] = {
        {0, "", true},
        {0, "any \xE2\x82\xAC", true},
        {1, "1", true},
        {1, "9007199254740991", true},
        {1, "9007199254740992", false},
        {1, "99999999999999999999", false},
        {1, "0", false},
        {1, "01", false},
        {1, "+1", false},
        {1, "1.0", false},
        {1, " 1", false},
        {1, "", false},
        {2, "2030-01-31T09:30:00Z", true},
        {2, "2030-01-31T09:30:00.000001Z", true},
        {2, "9999-12-31T23:59:59.999999Z", true},
        {2, "2030-01-31T09:30:00.10Z", false},
        {2, "2030-01-31T09:30:00.0000001Z", false},
        {2, "2030-01-31t09:30:00z", false},
        {2, "2030-01-31T09:30:00+00:00", false},
        {2, "2030-01-31T23:59:60Z", false},
        {2, "1970-01-01T00:00:00Z", false},
        {2, "2030-01-31", false},
        {3, "one", true},
        {3, "two", true},
        {3, "ONE", false},
        {3, "default", false},
        {3, "", false},
        {4, "true", true},
        {4, "false", true},
        {4, "1", false},
        {5, HEX HEX, true},
        {5, "00112233445566778899AABBCCDDEEFF" HEX, false},
        {5, HEX, false},
        {5, HEX HEX "0", false},
        {6, "00112233-4455-6677-8899-aabbccddeeff", true},
        {6, "00112233-4455-6677-8899-AABBCCDDEEFF", false},
        {6, "{0112233-4455-6677-8899-aabbccddeeff", false},
    };
    struct lc_ctx ctx;

    (void)state;
    lc_ctx_begin(&ctx, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct lc_attr *attr = &attrs[rows[i].attr];
        struct sample s = {0};
        char scratch[LC_ATTR_SCRATCH];
        const char *wanted = lc_attr_read(&ctx, attr, lc_str(rows[i].text), &s);
        if (!wanted != rows[i].good) {
            fail_msg("%s '%s': %s", attr->name, rows[i].text, wanted ? wanted : "taken");
        }
        if (!wanted) {
            assert_string_equal(lc_attr_text(attr, &s, scratch), rows[i].text);
        }
    }
    struct sample s = {0};
    char scratch[LC_ATTR_SCRATCH];
    assert_non_null(lc_attr_read(&ctx, &attrs[0], LC_STR("a\0b"), &s));
    assert_null(lc_attr_text(&attrs[0], &s, scratch));
    assert_null(lc_attr_text(&attrs[2], &s, scratch));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_names_every_attribute),
        cmocka_unit_test(the_schema_has_every_attribute),
        cmocka_unit_test(the_schema_has_every_word),
        cmocka_unit_test(a_value_has_one_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
