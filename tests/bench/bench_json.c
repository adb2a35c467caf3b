/*
 * Speed of the JSON reader against jansson, in one process on one text: read into a tree and free
 * it. Without an argument the text is an OpenAPI-like document of about 8 MB made here.
 *
 * Prints one line; exits 1 when the ratio is below the bar, 2 when it cannot measure.
 */
#include "codec/json_read.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 10, MADE_BYTES = 8 << 20 };
static const double round_seconds = 0.1; /* for each reader; the best reading counts */
static const double bar = 5.0;

struct text {
    char *data;
    size_t size;
    size_t room;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

__attribute__((format(printf, 2, 3))) static void add(struct text *out, const char *format, ...)
{
    va_list args;
    if (out->room - out->size < 4096) {
        out->room = out->room ? out->room * 2 : 1 << 20;
        out->data = realloc(out->data, out->room);
        if (!out->data) {
            exit(2);
        }
    }
    va_start(args, format);
    int n = vsnprintf(out->data + out->size, out->room - out->size, format, args);
    va_end(args);
    out->size += (size_t)n;
}

static void add_operation(struct text *out, int i, const char *verb, bool last)
{
    add(out, "      \"%s\": {\n        \"operationId\": \"%sResource%d\",\n", verb, verb, i);
    add(out, "        \"summary\": \"%s one resource of the %d. kind\",\n", verb, i);
    add(out,
        "        \"description\": \"Answers with the resource as it stands.\\nSee \\\"terms\\\""
        " for what the fields mean; an unknown id gives 404.\",\n");
    add(out, "        \"tags\": [\n          \"resource\",\n          \"group-%d\"\n        ],\n",
        i % 17);
    add(out, "        \"parameters\": [\n");
    for (int k = 0; k < 3; k++) {
        add(out,
            "          {\n            \"name\": \"filter_%d\",\n            \"in\": \"query\",\n"
            "            \"required\": %s,\n            \"schema\": {\n"
            "              \"type\": \"integer\",\n              \"format\": \"int64\",\n"
            "              \"minimum\": %d,\n              \"maximum\": %d.5e2\n            }\n"
            "          }%s\n",
            k, k ? "false" : "true", k - 1, i + k, k < 2 ? "," : "");
    }
    add(out, "        ],\n        \"responses\": {\n");
    static const char *const codes[] = {"200", "400", "404", "500"};
    for (int k = 0; k < 4; k++) {
        add(out,
            "          \"%s\": {\n            \"description\": \"%s\",\n            \"content\": "
            "{\n"
            "              \"application/json\": {\n                \"schema\": {\n"
            "                  \"$ref\": \"#/components/schemas/%s%d\"\n                }\n"
            "              }\n            }\n          }%s\n",
            codes[k], k ? "refused: see the problem, na\xC3\xAFve clients too" : "as asked",
            k ? "Problem" : "Resource", i, k < 3 ? "," : "");
    }
    add(out, "        }\n      }%s\n", last ? "" : ",");
}

static void add_schema(struct text *out, int i, bool last)
{
    static const char *const types[] = {"string", "integer", "boolean", "number"};
    add(out,
        "      \"Resource%d\": {\n        \"type\": \"object\",\n        \"required\": [\n"
        "          \"id\",\n          \"field_1\"\n        ],\n        \"properties\": {\n",
        i);
    for (int k = 0; k < 12; k++) {
        add(out,
            "          \"field_%d\": {\n            \"type\": \"%s\",\n            \"nullable\": "
            "%s,\n"
            "            \"description\": \"The %d. field of the resource, kept as it was sent\",\n"
            "            \"example\": %d\n          },\n",
            k, types[k % 4], k % 3 ? "false" : "true", k, i * k);
    }
    add(out,
        "          \"id\": {\n            \"type\": \"string\",\n"
        "            \"format\": \"uuid\"\n          }\n        }\n      }%s\n",
        last ? "" : ",");
}

static struct text make_text(void)
{
    struct text out = {0};
    int paths = 0;
    add(&out, "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\n    \"title\": \"bench\",\n"
              "    \"version\": \"1.0.0\"\n  },\n  \"paths\": {\n");
    for (bool last = false; !last; paths++) {
        last = out.size > MADE_BYTES * 6 / 10;
        add(&out, "    \"/group/%d/resource%d/{id}\": {\n", paths % 17, paths);
        add_operation(&out, paths, "get", false);
        add_operation(&out, paths, "put", true);
        add(&out, "    }%s\n", last ? "" : ",");
    }
    add(&out, "  },\n  \"components\": {\n    \"schemas\": {\n");
    for (int i = 0, last = 0; !last; i++) {
        last = out.size > MADE_BYTES;
        add_schema(&out, i, last);
    }
    add(&out, "    }\n  }\n}\n");
    return out;
}

static struct text load(const char *path)
{
    struct text out = {0};
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    size_t n;
    do {
        out.room += 1 << 20;
        out.data = realloc(out.data, out.room);
        n = out.data ? fread(out.data + out.size, 1, 1 << 20, file) : 0;
        out.size += n;
    } while (n == 1 << 20);
    fclose(file);
    if (out.size == 0) {
        fprintf(stderr, "%s: nothing to read\n", path);
        exit(2);
    }
    return out;
}

/* Seconds of one reading, the tree's release included. */
static double read_ours(const struct text *text, size_t *bytes)
{
    struct lc_ctx ctx;
    struct lc_doc doc;
    ctr_error *error = NULL;
    double start = now();
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = lc_json_read(&ctx, lc_str_n(text->data, text->size), NULL, &doc);
    }
    *bytes = ctx.arena.total_bytes;
    lc_ctx_end(&ctx, status, &error);
    double seconds = now() - start;
    if (status != CTR_OK) {
        fprintf(stderr, "%s\n", ctr_error_message(error));
        exit(2);
    }
    return seconds;
}

static double read_jansson(const struct text *text)
{
    json_error_t error;
    double start = now();
    json_t *root = json_loadb(text->data, text->size, 0, &error);
    if (!root) {
        fprintf(stderr, "jansson: line %d: %s\n", error.line, error.text);
        exit(2);
    }
    json_decref(root);
    return now() - start;
}

static void best_ours(const struct text *text, double *best, size_t *bytes)
{
    double end = now() + round_seconds;
    do {
        double seconds = read_ours(text, bytes);
        *best = seconds < *best ? seconds : *best;
    } while (now() < end);
}

static void best_jansson(const struct text *text, double *best)
{
    double end = now() + round_seconds;
    do {
        double seconds = read_jansson(text);
        *best = seconds < *best ? seconds : *best;
    } while (now() < end);
}

int main(int argc, char **argv)
{
    struct text text = argc > 1 ? load(argv[1]) : make_text();
    double ours = 1e9;
    double theirs = 1e9;
    size_t bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
        best_ours(&text, &ours, &bytes);
        best_jansson(&text, &theirs);
    }
    double mb = (double)text.size / 1e6;
    double ratio = theirs / ours;
    printf(
        "json reader: %.0f MB/s, jansson %.0f MB/s, ratio %.1f (at least %.1f)%s; %.1f MB of text, "
        "%.2f bytes of tree a byte\n",
        mb / ours, mb / theirs, ratio, bar, ratio < bar ? " MISSED" : "", mb,
        (double)bytes / (double)text.size);
    free(text.data);
    return ratio >= bar ? 0 : 1;
}
