/* One change in two spellings has one fingerprint: numbers, the order of members, where a schema
 * stands. */
#include "base/once.h"
#include "spec/spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SERVER(members)                                                                            \
    "{\"apiVersion\": \"v3.1.0\", \"kind\": \"DataContract\", \"id\": \"x\", \"version\": "        \
    "\"1.0.0\", \"status\": \"active\", \"servers\": [{\"server\": \"p\", \"type\": "              \
    "\"postgres\", " members "}]}"
#define API(words)                                                                                 \
    "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": "       \
    "{\"/a\": {\"get\": {" words ", \"responses\": {\"200\": {\"description\": \"ok\"}}}}}}"
#define EVENTS(words)                                                                              \
    "{\"asyncapi\": \"3.0.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"channels\": "   \
    "{\"a\": {\"address\": \"a\", " words "}}}"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The fingerprints in order, in `room`. */
static void prints(ctr_format format, const char *const texts[2], char *room, size_t size)
{
    struct lc_ctx ctx;
    struct lc_spec spec[2];
    struct ctr_diff d;
    const char *list[20];
    size_t n = 0;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    for (int i = 0; i < 2; i++) {
        ctr_source source = {.struct_size = sizeof source,
                             .format = format,
                             .data = texts[i],
                             .size = strlen(texts[i]),
                             .file = i ? "new" : "old"};
        assert_int_equal(lc_spec_read(&ctx, &source, &spec[i]), CTR_OK);
    }
    assert_int_equal(lc_spec_diff(&ctx, &spec[0], &spec[1], CTR_MODE_FULL, CTR_PROFILE_DEFAULT, &d),
                     CTR_OK);
    assert_in_range(d.count, 1, COUNT(list));
    for (size_t i = 0; i < d.count; i++) {
        list[i] = d.findings[i].fingerprint;
    }
    qsort(list, d.count, sizeof *list, by_text);
    for (size_t i = 0; i < d.count && n < size; i++) {
        n += (size_t)snprintf(room + n, size - n, "%s ", list[i]);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

struct pair {
    const char *text[2];
};

static void one_change_has_one_fingerprint(void **state)
{
    static const struct {
        ctr_format format;
        struct pair one, other;
    } rows[] = {
        {CTR_FORMAT_JSON_SCHEMA,
         {{"{\"minimum\": 1}", "{\"minimum\": 3}"}},
         {{"{\"minimum\": 1.0}", "{\"minimum\": 30e-1}"}}},
        {CTR_FORMAT_JSON_SCHEMA,
         {{"{\"maxLength\": 10}", "{\"maxLength\": 5}"}},
         {{"{\"maxLength\": 1e1}", "{\"maxLength\": 5.0}"}}},
        {CTR_FORMAT_JSON_SCHEMA,
         {{"{\"multipleOf\": 5}", "{\"multipleOf\": 7}"}},
         {{"{\"multipleOf\": 5.0}", "{\"multipleOf\": 7.00}"}}},
        {CTR_FORMAT_JSON_SCHEMA,
         {{"{\"const\": {\"a\": 1, \"b\": 2}}", "{\"const\": 3}"}},
         {{"{\"const\": {\"b\": 2.0, \"a\": 1}}", "{\"const\": 3.0}"}}},
        {CTR_FORMAT_JSON_SCHEMA,
         {{"{\"default\": {\"a\": 1, \"b\": 2}}", "{\"default\": {\"a\": 1}}"}},
         {{"{\"default\": {\"b\": 2, \"a\": 1}}", "{\"default\": {\"a\": 1.0}}"}}},
        {CTR_FORMAT_JSON_SCHEMA,
         {{"{\"title\": \"a\", \"description\": \"b\", \"x-subtitle\": 1}",
           "{\"title\": \"c\", \"description\": \"d\", \"x-subtitle\": 2}"}},
         {{"{\"description\": \"b\", \"title\": \"a\", \"x-subtitle\": 1}",
           "{\"x-subtitle\": 2, \"description\": \"d\", \"title\": \"c\"}"}}},
        {CTR_FORMAT_ODCS,
         {{SERVER("\"host\": \"a\", \"database\": \"b\""),
           SERVER("\"host\": \"c\", \"database\": \"d\"")}},
         {{SERVER("\"database\": \"b\", \"host\": \"a\""),
           SERVER("\"host\": \"c\", \"database\": \"d\"")}}},
        {CTR_FORMAT_OPENAPI,
         {{API("\"summary\": \"a\", \"description\": \"b\""),
           API("\"summary\": \"c\", \"description\": \"d\"")}},
         {{API("\"description\": \"b\", \"summary\": \"a\""),
           API("\"description\": \"d\", \"summary\": \"c\"")}}},
        {CTR_FORMAT_ASYNCAPI,
         {{EVENTS("\"summary\": \"a\", \"description\": \"b\""),
           EVENTS("\"summary\": \"c\", \"description\": \"d\"")}},
         {{EVENTS("\"description\": \"b\", \"summary\": \"a\""),
           EVENTS("\"description\": \"d\", \"summary\": \"c\"")}}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char one[400];
        char other[400];
        prints(rows[i].format, rows[i].one.text, one, sizeof one);
        prints(rows[i].format, rows[i].other.text, other, sizeof other);
        assert_string_equal(one, other);
    }
}

/* What is longer than a message shows, and differs behind that, is another change. */
static void what_a_message_cuts_counts(void **state)
{
    char older[300], one[300], other[300], first[100], second[100];
    (void)state;
    snprintf(older, sizeof older, "{\"const\": \"%0200d\"}", 1);
    snprintf(one, sizeof one, "{\"const\": \"%0200d\"}", 2);
    snprintf(other, sizeof other, "{\"const\": \"%0200d\"}", 3);
    prints(CTR_FORMAT_JSON_SCHEMA, (const char *const[2]){older, one}, first, sizeof first);
    prints(CTR_FORMAT_JSON_SCHEMA, (const char *const[2]){older, other}, second, sizeof second);
    assert_string_not_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_change_has_one_fingerprint),
        cmocka_unit_test(what_a_message_cuts_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
