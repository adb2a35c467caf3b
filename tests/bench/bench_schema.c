/*
 * Comparing two JSON Schemas, witnesses included: against reading them, as they grow, and in a
 * tangle of unions. The tangle is mostly references, and to read it is to follow them; what it
 * takes to parse its few kilobytes as JSON is printed beside.
 */
#include "bench_spec.h"

#include "base/once.h"

#include <string.h>

enum { TANGLE = 24 };

/* What is small is opened and closed for the same price. */
static const double bar_reading = 4.0, bar_small = 6.0, bar_tangle = 10.0;

/* An object of so many typed properties; the second edition differs in every fiftieth. */
static void make_object(struct lc_buf *buf, int fields, int edition)
{
    static const char *const types[] = {
        "\"type\":\"string\",\"maxLength\":40", "\"type\":\"integer\",\"minimum\":0",
        "\"type\":[\"number\",\"null\"]", "\"type\":\"array\",\"items\":{\"type\":\"boolean\"}",
        "\"type\":\"string\",\"enum\":[\"a\",\"b\",\"c\"]"};
    lc_buf_text(buf, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":"
                     "\"object\",\"properties\":{");
    for (int i = 0; i < fields; i++) {
        const char *type =
            edition == 2 && i % 50 == 1 ? "\"type\":\"integer\",\"minimum\":1" : types[i % 5];
        lc_buf_printf(buf, "%s\n\"field_%d\":{%s}", i ? "," : "", i, type);
    }
    lc_buf_text(buf, "},\"required\":[\"field_0\"]}");
}

static void put_choice(struct lc_buf *buf)
{
    lc_buf_text(buf, "{\"oneOf\":[");
    for (int i = 0; i < TANGLE; i++) {
        lc_buf_printf(buf, "%s{\"$ref\":\"#/$defs/n%d\"}", i ? "," : "", i);
    }
    lc_buf_text(buf, "]}");
}

/* Objects of which each has two properties that may hold any of them; where they are told apart,
 * each says which one it is. */
static void make_tangle(struct lc_buf *buf, int edition, bool told_apart)
{
    lc_buf_text(buf, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$ref\":"
                     "\"#/$defs/n0\",\"$defs\":{");
    for (int i = 0; i < TANGLE; i++) {
        lc_buf_printf(buf, "%s\n\"n%d\":{\"type\":\"object\",", i ? "," : "", i);
        if (told_apart) {
            lc_buf_text(buf, "\"required\":[\"kind\"],");
        }
        lc_buf_printf(buf, "\"properties\":{\"id\":{\"type\":\"%s\"},\"kind\":{\"const\":\"n%d\"},",
                      edition == 2 && i == 0 ? "integer" : "string", i);
        lc_buf_text(buf, "\"a\":");
        put_choice(buf);
        lc_buf_text(buf, ",\"b\":");
        put_choice(buf);
        lc_buf_text(buf, "}}");
    }
    lc_buf_text(buf, "}}");
}

int main(void)
{
    struct lc_ctx ctx;
    struct figures sizes[3];
    int failed = 0;
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 2;
    }
    for (int i = 0, fields = 1000; i < 3; i++, fields *= 10) {
        struct lc_buf a;
        struct lc_buf b;
        char what[40];
        lc_buf_init(&a, &ctx.alloc, SIZE_MAX - 1);
        lc_buf_init(&b, &ctx.alloc, SIZE_MAX - 1);
        make_object(&a, fields, 1);
        make_object(&b, fields, 2);
        sizes[i] = measure("json-schema", CTR_FORMAT_JSON_SCHEMA, &a, &b);
        snprintf(what, sizeof what, "%d fields", fields);
        failed |= against_reading("json-schema", what, sizes[i], i == 0 ? bar_small : bar_reading);
        lc_buf_free(&a);
        lc_buf_free(&b);
    }
    failed |= grows("json-schema", sizes);
    for (int told_apart = 0; told_apart < 2; told_apart++) {
        struct lc_buf a;
        struct lc_buf b;
        lc_buf_init(&a, &ctx.alloc, SIZE_MAX - 1);
        lc_buf_init(&b, &ctx.alloc, SIZE_MAX - 1);
        make_tangle(&a, 1, told_apart);
        make_tangle(&b, 2, told_apart);
        struct figures f = measure("json-schema", CTR_FORMAT_JSON_SCHEMA, &a, &b);
        double comparing = f.whole - f.opening;
        bool missed = comparing / f.opening > bar_tangle;
        printf("json-schema, 24 choices of 24%s: comparing %.3f ms, reading with all references "
               "%.3f ms, ratio %.1f (at most %.0f)%s; as mere JSON %.3f ms, ratio %.1f\n",
               told_apart ? ", told apart" : "", comparing * 1e3, f.opening * 1e3,
               comparing / f.opening, bar_tangle, bench_mark(missed), f.reading * 1e3,
               (f.whole - f.reading) / f.reading);
        failed |= missed;
        lc_buf_free(&a);
        lc_buf_free(&b);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return failed;
}
