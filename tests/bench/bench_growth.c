/*
 * What a field costs among 1,000, 10,000 and 100,000: instructions of reading two editions and
 * comparing them, counted by callgrind. A field of the many costs hardly more than one of the few.
 */
#include "bench_spec.h"
#include "support/callgrind.h"

#include "base/once.h"

enum { SIZES = 3, FIRST = 1000 };

static const double bar_growth = 1.1;

/* Every so many fields is of another type in the second edition. */
enum { EVERY = 50, WIDTH = 20 };

static bool differs(int i, int edition)
{
    return edition == 2 && i % EVERY == 1;
}

static void json_schema(struct lc_buf *buf, int fields, int edition)
{
    lc_buf_text(buf, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                     "\"type\":\"object\",\"properties\":{");
    for (int i = 0; i < fields; i++) {
        lc_buf_printf(buf, "%s\n\"field_%d\":{\"type\":\"%s\"}", i ? "," : "", i,
                      differs(i, edition) ? "integer" : "string");
    }
    lc_buf_text(buf, "}}");
}

static void openapi(struct lc_buf *buf, int fields, int edition)
{
    lc_buf_text(buf, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},"
                     "\"paths\":{");
    for (int i = 0; i < fields; i++) {
        if (i % WIDTH == 0) {
            lc_buf_printf(buf,
                          "%s\n\"/things_%d\":{\"get\":{\"responses\":{\"200\":{"
                          "\"description\":\"ok\",\"content\":{\"application/json\":{"
                          "\"schema\":{\"type\":\"object\",\"properties\":{",
                          i ? "," : "", i);
        }
        lc_buf_printf(buf, "%s\"field_%d\":{\"type\":\"%s\"}", i % WIDTH ? "," : "", i,
                      differs(i, edition) ? "integer" : "string");
        if (i % WIDTH == WIDTH - 1) {
            lc_buf_text(buf, "}}}}}}}}");
        }
    }
    lc_buf_text(buf, "}}");
}

static void avro(struct lc_buf *buf, int fields, int edition)
{
    lc_buf_text(buf, "{\"type\":\"record\",\"name\":\"shop.Order\",\"fields\":[");
    for (int i = 0; i < fields; i++) {
        lc_buf_printf(buf, "%s\n{\"name\":\"field_%d\",\"type\":\"%s\"}", i ? "," : "", i,
                      differs(i, edition) ? "int" : "string");
    }
    lc_buf_text(buf, "]}");
}

static void protobuf(struct lc_buf *buf, int fields, int edition)
{
    lc_buf_text(buf, "syntax = \"proto3\";\npackage shop.v1;\n");
    for (int i = 0; i < fields; i++) {
        if (i % WIDTH == 0) {
            lc_buf_printf(buf, "message Order%d {\n", i / WIDTH);
        }
        lc_buf_printf(buf, "  %s field_%d = %d;\n%s", differs(i, edition) ? "bool" : "string", i,
                      i % WIDTH + 1, i % WIDTH == WIDTH - 1 ? "}\n" : "");
    }
}

static void graphql(struct lc_buf *buf, int fields, int edition)
{
    lc_buf_text(buf, "type Query { all: T0 }\n");
    for (int i = 0; i < fields; i++) {
        if (i % WIDTH == 0) {
            lc_buf_printf(buf, "type T%d {\n", i / WIDTH);
        }
        lc_buf_printf(buf, "  field_%d: %s\n%s", i, differs(i, edition) ? "Int" : "String",
                      i % WIDTH == WIDTH - 1 ? "}\n" : "");
    }
}

static void sql(struct lc_buf *buf, int fields, int edition)
{
    lc_buf_text(buf, "-- contracts: dialect=postgresql\n");
    for (int i = 0; i < fields; i++) {
        if (i % WIDTH == 0) {
            lc_buf_printf(buf, "CREATE TABLE table_%d (\n", i / WIDTH);
        }
        lc_buf_printf(buf, "  column_%d %s%s", i, differs(i, edition) ? "boolean" : "text",
                      i % WIDTH == WIDTH - 1 ? ");\n" : ",\n");
    }
}

static const struct grown {
    const char *name;
    ctr_format format;
    void (*make)(struct lc_buf *buf, int fields, int edition);
} all[] = {
    {"json-schema", CTR_FORMAT_JSON_SCHEMA, json_schema},
    {"openapi", CTR_FORMAT_OPENAPI, openapi},
    {"avro", CTR_FORMAT_AVRO, avro},
    {"protobuf", CTR_FORMAT_PROTOBUF, protobuf},
    {"graphql", CTR_FORMAT_GRAPHQL, graphql},
    {"sql", CTR_FORMAT_SQL, sql},
};

/* In the child: the documents are made, and compared that often. */
static int work(const char *name, int fields, int times)
{
    struct lc_ctx ctx;
    struct lc_buf a;
    struct lc_buf b;
    double opening;
    const struct grown *g = all;
    while (strcmp(g->name, name) != 0) {
        g++;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 2;
    }
    lc_buf_init(&a, &ctx.alloc, SIZE_MAX - 1);
    lc_buf_init(&b, &ctx.alloc, SIZE_MAX - 1);
    g->make(&a, fields, 1);
    g->make(&b, fields, 2);
    for (int i = 0; i < times; i++) {
        compare_once(g->name, g->format, &a, &b, &opening);
    }
    lc_buf_free(&a);
    lc_buf_free(&b);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return 0;
}

static double counted(const struct grown *g, int fields, int times)
{
    char arguments[80];
    snprintf(arguments, sizeof arguments, "work %s %d %d", g->name, fields, times);
    double count = callgrind_count(arguments);
    if (count < 0) {
        bench_die(g->name, "callgrind counted nothing");
    }
    return count;
}

static int grow(const struct grown *g)
{
    double each[SIZES];
    for (int i = 0, fields = FIRST; i < SIZES; i++, fields *= 10) {
        each[i] = (counted(g, fields, 1) - counted(g, fields, 0)) / fields;
    }
    double few = each[1] / each[0];
    double many = each[2] / each[1];
    bool missed = few > bar_growth || many > bar_growth;
    printf("%s: a field costs %.0f instructions among 1,000, %.0f among 10,000, %.0f among "
           "100,000; growth %.2f and %.2f (at most %.2f)%s\n",
           g->name, each[0], each[1], each[2], few, many, bar_growth, bench_mark(missed));
    fflush(stdout);
    return missed;
}

int main(int argc, char **argv)
{
    int failed = 0;
    if (argc == 5 && strcmp(argv[1], "work") == 0) {
        return work(argv[2], atoi(argv[3]), atoi(argv[4]));
    }
    if (!callgrind_can()) {
        puts("growth: valgrind is not here, or sanitizers are; no instructions were counted");
        return 0;
    }
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (argc < 2 || strcmp(argv[1], all[i].name) == 0) {
            failed |= grow(&all[i]);
        }
    }
    return failed;
}
