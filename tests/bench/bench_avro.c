/*
 * Comparing two Avro schemas: against reading them, as they grow, in a tangle of unions, and
 * against the checkers of Python and JavaScript where they are installed.
 */
#include "bench_spec.h"

#include "base/once.h"

#include <string.h>

enum { TANGLE = 24, PEER_FIELDS = 1000 };

static const double bar_reading = 4.0, bar_tangle = 10.0, bar_python = 100.0;

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
    struct figures sizes[3];
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
        sizes[i] = measure("avro", CTR_FORMAT_AVRO, &a, &b);
        snprintf(what, sizeof what, "%d fields", fields);
        failed |= against_reading("avro", what, sizes[i], bar_reading);
        failed |= i == 0 && against_peers(&a, &b, sizes[i].whole);
        lc_buf_free(&a);
        lc_buf_free(&b);
    }
    failed |= grows("avro", sizes);
    struct lc_buf a;
    struct lc_buf b;
    lc_buf_init(&a, &ctx.alloc, SIZE_MAX - 1);
    lc_buf_init(&b, &ctx.alloc, SIZE_MAX - 1);
    make_tangle(&a, 1);
    make_tangle(&b, 2);
    failed |= against_reading("avro", "24 records that refer to each other",
                              measure("avro", CTR_FORMAT_AVRO, &a, &b), bar_tangle);
    lc_buf_free(&a);
    lc_buf_free(&b);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return failed;
}
