/*
 * Comparing two Avro schemas: against reading them, as they grow, in a tangle of unions, and
 * against the checkers of Python and JavaScript where they are installed.
 */
#include "bench.h"

#include "base/once.h"
#include "spec/spec.h"

#include <string.h>

enum { ROUNDS = 7, TANGLE = 24, PEER_FIELDS = 1000 };

static const double bar_reading = 4.0, bar_tangle = 10.0, bar_growth = 1.5, bar_python = 100.0;

struct figures {
    double reading; /* of both schemas, as JSON, in seconds */
    double whole;   /* reading, checking, comparing */
};

/* A record of so many fields; the second edition differs in every fiftieth. */
static void make_record(struct lc_buf *buf, int fields, int edition)
{
    static const char *const types[] = {"\"string\"", "\"int\"", "[\"null\",\"long\"]",
                                        "{\"type\":\"array\",\"items\":\"double\"}",
                                        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"};
    lc_buf_text(buf, "{\"type\":\"record\",\"name\":\"shop.Order\",\"fields\":[");
    for (int i = 0; i < fields; i++) {
        const char *type = edition == 2 && i % 50 == 1 ? "\"long\"" : types[i % 5];
        lc_buf_printf(buf, "%s\n{\"name\":\"field_%d\",\"type\":%s}", i ? "," : "", i, type);
    }
    lc_buf_text(buf, "]}");
}

/* Records that all refer to all, through unions. */
static void make_tangle(struct lc_buf *buf, int edition)
{
    lc_buf_text(buf,
                "{\"type\":\"record\",\"name\":\"Top\",\"fields\":[{\"name\":\"all\",\"type\":[");
    for (int i = 0; i < TANGLE; i++) {
        lc_buf_printf(buf, "%s{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[", i ? "," : "", i);
        lc_buf_printf(buf, "{\"name\":\"v\",\"type\":\"%s\"}",
                      edition == 2 && i + 1 == TANGLE ? "long" : "int");
        lc_buf_text(buf, ",{\"name\":\"top\",\"type\":[\"null\",\"Top\"");
        for (int k = 0; k < i; k++) {
            lc_buf_printf(buf, ",\"R%d\"", k);
        }
        lc_buf_text(buf, "]}]}");
    }
    lc_buf_text(buf, "]}]}");
}

/* The processor's time, which others on the machine do not lengthen so much. */
static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double read_once(const struct lc_buf *a, const struct lc_buf *b)
{
    struct lc_ctx ctx;
    struct lc_bundle bundle;
    double start = cpu_now();
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        bench_die("avro", "no context");
    }
    for (int i = 0; i < 2; i++) {
        const struct lc_buf *text = i ? b : a;
        const ctr_source source = {
            .struct_size = sizeof source, .data = text->data, .size = text->size};
        if (lc_bundle_open(&ctx, &source, NULL, &bundle) != CTR_OK) {
            bench_die("avro", ctr_error_message(ctx.error));
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return cpu_now() - start;
}

static double compare_once(const struct lc_buf *a, const struct lc_buf *b)
{
    struct lc_ctx ctx;
    struct lc_spec spec[2];
    struct ctr_diff diff;
    double start = cpu_now();
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        bench_die("avro", "no context");
    }
    for (int i = 0; i < 2; i++) {
        const struct lc_buf *text = i ? b : a;
        const ctr_source source = {.struct_size = sizeof source,
                                   .format = CTR_FORMAT_AVRO,
                                   .data = text->data,
                                   .size = text->size};
        if (lc_spec_read(&ctx, &source, &spec[i]) != CTR_OK) {
            bench_die("avro", ctr_error_message(ctx.error));
        }
    }
    if (lc_spec_diff(&ctx, &spec[0], &spec[1], CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff) !=
            CTR_OK ||
        diff.verdict != CTR_VERDICT_INCOMPATIBLE) {
        bench_die("avro", "the comparison went wrong");
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return cpu_now() - start;
}

static struct figures measure(const struct lc_buf *a, const struct lc_buf *b)
{
    struct figures best = {1e9, 1e9};
    for (int i = 0; i < ROUNDS; i++) {
        double reading = read_once(a, b);
        double whole = compare_once(a, b);
        best.reading = reading < best.reading ? reading : best.reading;
        best.whole = whole < best.whole ? whole : best.whole;
    }
    return best;
}

static int against_reading(const char *what, struct figures f, double bar)
{
    double ratio = (f.whole - f.reading) / f.reading;
    printf("avro, %s: comparing %.3f ms, reading %.3f ms, ratio %.2f (at most %.1f)%s\n", what,
           (f.whole - f.reading) * 1e3, f.reading * 1e3, ratio, bar, bench_mark(ratio > bar));
    return ratio > bar;
}

static void keep(const char *path, const struct lc_buf *text)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text->data, 1, text->size, f) != text->size || fclose(f) != 0) {
        bench_die(path, "cannot be written");
    }
}

/* What a program says it took, in seconds; 0 if it is not here. */
static double peer(const char *command)
{
    double took = 0;
    FILE *f = popen(command, "r");
    if (!f || fscanf(f, "%lf", &took) != 1) {
        took = 0;
    }
    if (f) {
        pclose(f);
    }
    return took;
}

static int against_peers(const struct lc_buf *a, const struct lc_buf *b, double ours)
{
    char folder[] = "/tmp/bench_avro_XXXXXX";
    char command[2048];
    if (!mkdtemp(folder)) {
        bench_die("avro", "no scratch folder");
    }
    snprintf(command, sizeof command, "%s/old.avsc", folder);
    keep(command, a);
    snprintf(command, sizeof command, "%s/new.avsc", folder);
    keep(command, b);
    snprintf(command, sizeof command,
             "python3 -W ignore -c 'import time,avro.schema as s,avro.compatibility as c\n"
             "o=open(\"%s/old.avsc\").read();n=open(\"%s/new.avsc\").read();t=time.process_time()\n"
             "k=c.ReaderWriterCompatibilityChecker();a=s.parse(o);b=s.parse(n)\n"
             "k.get_compatibility(b,a);k.get_compatibility(a,b)\n"
             "print(time.process_time()-t)' 2>/dev/null",
             folder, folder);
    double python = peer(command);
    snprintf(
        command, sizeof command,
        "node -e 'const f=require(\"fs\"),a=require(\"avsc\"),o=f.readFileSync(\"%s/old.avsc\","
        "\"utf8\"),n=f.readFileSync(\"%s/new.avsc\",\"utf8\");let best=9e9;for(let i=0;i<7;i++)"
        "{const t=process.hrtime.bigint();const x=a.Type.forSchema(JSON.parse(o)),"
        "y=a.Type.forSchema(JSON.parse(n));try{y.createResolver(x)}catch(e){}"
        "try{x.createResolver(y)}catch(e){}best=Math.min(best,Number(process.hrtime.bigint()-t))}"
        "console.log(best/1e9)' 2>/dev/null; rm -rf %s",
        folder, folder, folder);
    double avsc = peer(command);
    if (python > 0) {
        printf("avro: the Python checker %.1f ms, ours %.3f ms, ratio %.0f (at least %.0f)%s\n",
               python * 1e3, ours * 1e3, python / ours, bar_python,
               bench_mark(python / ours < bar_python));
    } else {
        printf(
            "avro: the Python checker (package avro) is not here, so there is no figure of it\n");
    }
    if (avsc > 0) {
        printf("avro: avsc %.2f ms, ours %.3f ms, ratio %.1f (at least 1)%s\n", avsc * 1e3,
               ours * 1e3, avsc / ours, bench_mark(avsc < ours));
    } else {
        printf("avro: avsc (npm) is not here, so there is no figure of it\n");
    }
    return (python > 0 && python / ours < bar_python) || (avsc > 0 && avsc < ours);
}

int main(void)
{
    struct lc_ctx ctx;
    double each[3];
    int failed = 0;
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 2;
    }
    for (int i = 0, fields = PEER_FIELDS; i < 3; i++, fields *= 10) {
        struct lc_buf a;
        struct lc_buf b;
        char what[40];
        lc_buf_init(&a, &ctx.alloc, SIZE_MAX - 1);
        lc_buf_init(&b, &ctx.alloc, SIZE_MAX - 1);
        make_record(&a, fields, 1);
        make_record(&b, fields, 2);
        struct figures f = measure(&a, &b);
        each[i] = f.whole / fields;
        snprintf(what, sizeof what, "%d fields", fields);
        failed |= against_reading(what, f, bar_reading);
        failed |= i == 0 && against_peers(&a, &b, f.whole);
        lc_buf_free(&a);
        lc_buf_free(&b);
    }
    double growth = each[2] / each[1];
    printf(
        "avro: a field costs %.0f ns among 1,000, %.0f among 10,000, %.0f among 100,000; the last "
        "two %.2f (at most %.2f)%s\n",
        each[0] * 1e9, each[1] * 1e9, each[2] * 1e9, growth, bar_growth,
        bench_mark(growth > bar_growth));
    failed |= growth > bar_growth;
    struct lc_buf a;
    struct lc_buf b;
    lc_buf_init(&a, &ctx.alloc, SIZE_MAX - 1);
    lc_buf_init(&b, &ctx.alloc, SIZE_MAX - 1);
    make_tangle(&a, 1);
    make_tangle(&b, 2);
    failed |= against_reading("24 records that refer to each other", measure(&a, &b), bar_tangle);
    lc_buf_free(&a);
    lc_buf_free(&b);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return failed;
}
