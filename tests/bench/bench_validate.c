/*
 * Validating a document of 10 MB against a schema of 200 properties, next to reading the document,
 * in one process, by processor time; the best of several rounds counts. Records leave members out
 * and every keyword that costs something is there: limits, patterns, enums, unique items,
 * references, anyOf.
 *
 * Prints one line, and one of python3-jsonschema on the same files where it is there; exits 1 when
 * validating takes more than the bar times reading.
 */
#include "bench.h"

#include "base/buf.h"
#include "base/once.h"
#include "codec/json_read.h"

#include <contracts/contracts.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 9, PROPERTIES = 200, KINDS = 8, BYTES = 10 << 20 };
static const double bar = 2; /* at most, times reading */

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *const schemas[KINDS] = {
    "{\"type\":\"string\",\"minLength\":1,\"maxLength\":40}",
    "{\"type\":\"integer\",\"minimum\":0,\"maximum\":1000000}",
    "{\"type\":\"number\",\"multipleOf\":0.01,\"exclusiveMinimum\":-1e6}",
    "{\"enum\":[\"alpha\",\"beta\",\"gamma\",\"delta\",\"epsilon\",\"zeta\",\"eta\",\"theta\","
    "\"iota\",\"kappa\",\"lambda\",\"mu\"]}",
    "{\"type\":\"string\",\"pattern\":\"^[a-z]+-[0-9]{1,6}$\"}",
    "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"uniqueItems\":true,\"maxItems\":8}",
    "{\"$ref\":\"#/$defs/place\"}",
    "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"boolean\"}]}",
};

static void make_schema(struct lc_buf *out)
{
    lc_buf_text(out, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$defs\":{"
                     "\"place\":{\"type\":\"object\",\"required\":[\"x\",\"y\"],\"properties\":{"
                     "\"x\":{\"type\":\"number\"},\"y\":{\"type\":\"number\"}}}},"
                     "\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{");
    for (int i = 0; i < PROPERTIES; i++) {
        lc_buf_printf(out, "%s\"property_%03d\":%s", i ? "," : "", i, schemas[i % KINDS]);
    }
    lc_buf_text(out, "},\"required\":[");
    for (int i = 0; i < PROPERTIES; i += 10) {
        lc_buf_printf(out, "%s\"property_%03d\"", i ? "," : "", i);
    }
    lc_buf_text(out, "],\"additionalProperties\":false}}");
}

static void add_value(struct lc_buf *out, int kind, unsigned random)
{
    static const char *const words[] = {"alpha", "gamma", "theta", "mu"};
    switch (kind) {
    case 0:
        lc_buf_printf(out, "\"a text of number %u\"", random % 100000);
        return;
    case 1:
        lc_buf_printf(out, "%u", random % 1000000);
        return;
    case 2:
        lc_buf_printf(out, "%u.%02u", random % 9999, random % 100);
        return;
    case 3:
        lc_buf_printf(out, "\"%s\"", words[random % 4]);
        return;
    case 4:
        lc_buf_printf(out, "\"order-%u\"", random % 999999);
        return;
    case 5:
        lc_buf_printf(out, "[%u,%u,%u]", random % 99, random % 99 + 100, random % 99 + 200);
        return;
    case 6:
        lc_buf_printf(out, "{\"x\":%u,\"y\":-%u.5}", random % 999, random % 77);
        return;
    default:
        lc_buf_text(out, random % 3 ? "true" : "null");
    }
}

static void make_document(struct lc_buf *out)
{
    uint64_t random = 1;
    lc_buf_char(out, '[');
    while (out->size < BYTES) {
        lc_buf_text(out, out->size > 1 ? ",\n{" : "{");
        for (int i = 0; i < PROPERTIES; i++) {
            unsigned chance = (unsigned)bench_random(&random);
            if (i % 10 && chance % 10 == 0) {
                continue;
            }
            lc_buf_printf(out, "%s\"property_%03d\":", i ? "," : "", i);
            add_value(out, i % KINDS, chance >> 4);
        }
        lc_buf_char(out, '}');
    }
    lc_buf_char(out, ']');
}

static double read_once(const struct lc_buf *text)
{
    struct lc_ctx ctx;
    struct lc_doc doc = {0};
    const struct lc_read_options options = {.file = "document"};
    double from = cpu_now();
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK ||
        lc_json_read(&ctx, lc_str_n(text->data, text->size), &options, &doc) != CTR_OK) {
        bench_die("bench_validate", "the document cannot be read");
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return cpu_now() - from;
}

static double validate_once(const struct lc_buf *schema, const struct lc_buf *text)
{
    ctr_source sources[2];
    ctr_validation *v = NULL;
    ctr_error *err = NULL;
    for (int i = 0; i < 2; i++) {
        ctr_source_init(&sources[i], sizeof sources[i]);
        sources[i].data = i ? text->data : schema->data;
        sources[i].size = i ? text->size : schema->size;
    }
    double from = cpu_now();
    if (ctr_validate_documents(&sources[0], &sources[1], NULL, &v, &err) != CTR_OK) {
        bench_die("bench_validate", ctr_error_message(err));
    }
    double took = cpu_now() - from;
    if (!ctr_validation_valid(v)) {
        bench_die("bench_validate", ctr_violation_message(ctr_validation_at(v, 0)));
    }
    ctr_validation_free(v);
    return took;
}

static void keep(const char *path, const struct lc_buf *text)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text->data, 1, text->size, f) != text->size || fclose(f) != 0) {
        bench_die("bench_validate", "cannot write the files for the peer");
    }
}

/* The peer on the same files: its own time, reading left out. */
static void peer(const struct lc_buf *schema, const struct lc_buf *text, double ours)
{
    char folder[] = "/tmp/bench_validate.XXXXXX";
    char command[2000];
    double took = 0;
    if (!mkdtemp(folder)) {
        bench_die("bench_validate", "no directory for the peer's files");
    }
    snprintf(command, sizeof command, "%s/schema.json", folder);
    keep(command, schema);
    snprintf(command, sizeof command, "%s/document.json", folder);
    keep(command, text);
    snprintf(command, sizeof command,
             "python3 -W ignore -c 'import json,time,jsonschema\n"
             "s=json.load(open(\"%s/schema.json\"));d=json.load(open(\"%s/document.json\"))\n"
             "v=jsonschema.Draft202012Validator(s);t=time.process_time()\n"
             "n=sum(1 for e in v.iter_errors(d))\n"
             "print(time.process_time()-t)' 2>/dev/null; rm -rf %s",
             folder, folder, folder);
    FILE *f = popen(command, "r");
    if (!f || fscanf(f, "%lf", &took) != 1 || took <= 0) {
        printf("validate: python3-jsonschema is not here, so there is no figure of it\n");
    } else {
        printf("validate: python3-jsonschema %.2f s, ours %.4f s, ratio %.0f\n", took, ours,
               took / ours);
    }
    if (f) {
        pclose(f);
    }
}

int main(void)
{
    ctr_allocator alloc;
    struct lc_ctx ctx;
    struct lc_buf schema;
    struct lc_buf text;
    double reading = 1e9;
    double whole = 1e9;
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return 2;
    }
    alloc = ctx.alloc;
    lc_buf_init(&schema, &alloc, SIZE_MAX - 1);
    lc_buf_init(&text, &alloc, SIZE_MAX - 1);
    make_schema(&schema);
    make_document(&text);
    for (int i = 0; i < ROUNDS; i++) {
        double a = read_once(&text);
        double b = validate_once(&schema, &text);
        reading = a < reading ? a : reading;
        whole = b < whole ? b : whole;
    }
    double ratio = (whole - reading) / reading;
    printf("validate, %.1f MB, %d properties: %.1f ms, reading %.1f ms, ratio %.2f (at most "
           "%.2f)%s\n",
           (double)text.size / 1e6, (int)PROPERTIES, (whole - reading) * 1e3, reading * 1e3, ratio,
           bar, bench_mark(ratio > bar));
    peer(&schema, &text, whole - reading);
    lc_buf_free(&schema);
    lc_buf_free(&text);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return ratio > bar;
}
