/*
 * What a field costs among 1,000, 10,000 and 100,000: instructions of reading two editions and
 * comparing them, counted by callgrind. A field of the many costs hardly more than one of the few.
 */
#include "bench_spec.h"
#include "support/callgrind.h"

#include "base/once.h"

enum { SIZES = 3, FIRST = 1000 };

static const double bar_growth = 1.1;

/* Every so many fields is of the other type in the second edition. */
enum { EVERY = 50, WIDTH = 20 };

/* How fields are written, in blocks of so many: @ is the number of a field, # its place in the
 * block, ~ its type. */
static const struct grown {
    const char *name;
    ctr_format format;
    const char *head;
    int width; /* 0 = one block, which `head` opens */
    const char *opens, *field, *between, *closes, *next;
    const char *types[2];
    const char *tail;
} all[] = {
    {"json-schema",
     CTR_FORMAT_JSON_SCHEMA,
     "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
     "\"properties\":{",
     0,
     "",
     "\"field_@\":{\"type\":\"~\"}",
     ",\n",
     "",
     "",
     {"string", "integer"},
     "}}"},
    {"openapi",
     CTR_FORMAT_OPENAPI,
     "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{",
     WIDTH,
     "\n\"/things_@\":{\"get\":{\"responses\":{\"200\":{\"description\":\"ok\",\"content\":{"
     "\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{",
     "\"field_@\":{\"type\":\"~\"}",
     ",\n",
     "}}}}}}}}",
     ",",
     {"string", "integer"},
     "}}"},
    {"avro",
     CTR_FORMAT_AVRO,
     "{\"type\":\"record\",\"name\":\"shop.Order\",\"fields\":[",
     0,
     "",
     "{\"name\":\"field_@\",\"type\":\"~\"}",
     ",\n",
     "",
     "",
     {"string", "int"},
     "]}"},
    {"protobuf",
     CTR_FORMAT_PROTOBUF,
     "syntax = \"proto3\";\npackage shop.v1;\n",
     WIDTH,
     "message Order@ {\n",
     "  ~ field_@ = #;\n",
     "",
     "}\n",
     "",
     {"string", "bool"},
     ""},
    {"graphql",
     CTR_FORMAT_GRAPHQL,
     "type Query { all: T0 }\n",
     WIDTH,
     "type T@ {\n",
     "  field_@: ~\n",
     "",
     "}\n",
     "",
     {"String", "Int"},
     ""},
    {"sql",
     CTR_FORMAT_SQL,
     "-- contracts: dialect=postgresql\n",
     WIDTH,
     "CREATE TABLE table_@ (\n",
     "  column_@ ~",
     ",\n",
     ");\n",
     "",
     {"text", "boolean"},
     ""},
};

static void fill(struct lc_buf *buf, const char *form, int i, const char *type)
{
    for (; *form; form++) {
        if (*form == '@') {
            lc_buf_int(buf, i);
        } else if (*form == '#') {
            lc_buf_int(buf, i % WIDTH + 1);
        } else if (*form == '~') {
            lc_buf_text(buf, type);
        } else {
            lc_buf_char(buf, *form);
        }
    }
}

static void make(const struct grown *g, struct lc_buf *buf, int fields, int edition)
{
    const int width = g->width ? g->width : fields;
    lc_buf_text(buf, g->head);
    for (int i = 0; i < fields; i++) {
        const bool first = i % width == 0;
        const bool last = i % width == width - 1;
        if (first) {
            fill(buf, g->opens, i, "");
        }
        fill(buf, g->field, i, g->types[edition == 2 && i % EVERY == 1]);
        lc_buf_text(buf, last ? g->closes : g->between);
        lc_buf_text(buf, last && i < fields - 1 ? g->next : "");
    }
    lc_buf_text(buf, g->tail);
}

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
    make(g, &a, fields, 1);
    make(g, &b, fields, 2);
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
