/*
 * Comparing .proto files: 2,000 messages of 20 fields each, next to `buf breaking` on the same
 * files where it is there; comparing next to reading; and how the cost grows from 1,000 fields to
 * 100,000. By the clock next to the peer, else by processor time; the best of several rounds
 * counts.
 *
 * buf is looked for as $CTR_BUF, else in PATH. Exits 1 when a bar is missed.
 */
#include "bench.h"

#include "base/buf.h"
#include "base/once.h"
#include "spec/spec.h"

#include <contracts/contracts.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROUNDS = 7, FIELDS = 20, MESSAGES = 2000 };
static const double bar_peer = 30;   /* at least, times faster than buf */
static const double bar_reading = 4; /* comparing is at most, times reading both */
static const double bar_growth = 2;  /* cost of a field at 100,000 of them, against 1,000 */

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* `change`: every tenth field has another type, every twentieth another name. */
static void make(struct lc_buf *out, int messages, bool change)
{
    static const char *const types[] = {
        "string", "int32", "bool", "repeated bytes", "double", "uint64", "map<string, int32>"};
    const ctr_allocator *alloc = out->alloc;
    lc_buf_init(out, alloc, SIZE_MAX - 1);
    lc_buf_text(out, "syntax = \"proto3\";\n\npackage bench.v1;\n\n");
    for (int m = 0; m < messages; m++) {
        lc_buf_printf(out, "// A record of kind %d.\nmessage Record%d {\n", m, m);
        for (int f = 1; f <= FIELDS; f++) {
            bool other = change && f % 10 == 0;
            if (f == 7 && m) {
                lc_buf_printf(out, "  Record%d before = %d;\n", m - 1, f);
                continue;
            }
            lc_buf_printf(out, "  %s %s_%d = %d;\n", types[((f + m) % 7 + other) % 7],
                          change && f == FIELDS ? "renamed" : "field", f, f);
        }
        lc_buf_text(out, "}\n\n");
    }
}

struct cost {
    double read;
    double compare;
    double clock; /* both, by the clock */
    size_t findings;
};

static struct cost once(const struct lc_buf texts[2])
{
    struct lc_ctx ctx;
    struct lc_spec spec[2];
    struct ctr_diff diff;
    struct cost cost;
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        bench_die("bench_protobuf", "no start");
    }
    double start = bench_now();
    double from = cpu_now();
    for (int i = 0; i < 2; i++) {
        const ctr_source source = {.struct_size = sizeof source,
                                   .format = CTR_FORMAT_PROTOBUF,
                                   .data = texts[i].data,
                                   .size = texts[i].size,
                                   .file = "bench.proto"};
        if (lc_spec_read(&ctx, &source, &spec[i]) != CTR_OK) {
            bench_die("bench_protobuf", ctr_error_message(ctx.error));
        }
    }
    cost.read = cpu_now() - from;
    from = cpu_now();
    if (lc_spec_diff(&ctx, &spec[0], &spec[1], CTR_MODE_BACKWARD, CTR_PROFILE_FILE, &diff) !=
        CTR_OK) {
        bench_die("bench_protobuf", ctr_error_message(ctx.error));
    }
    cost.compare = cpu_now() - from;
    cost.clock = bench_now() - start;
    cost.findings = diff.count;
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return cost;
}

static struct cost best(const struct lc_buf texts[2])
{
    struct cost least = once(texts);
    for (int i = 1; i < ROUNDS; i++) {
        struct cost c = once(texts);
        least.read = c.read < least.read ? c.read : least.read;
        least.compare = c.compare < least.compare ? c.compare : least.compare;
        least.clock = c.clock < least.clock ? c.clock : least.clock;
    }
    return least;
}

static void prepare(struct lc_buf texts[2], const ctr_allocator *alloc, int messages)
{
    for (int i = 0; i < 2; i++) {
        texts[i].alloc = alloc;
        make(&texts[i], messages, i == 1);
    }
}

static void keep(const char *directory, const struct lc_buf *text)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/bench.proto", directory);
    FILE *f = mkdir(directory, 0700) == 0 ? fopen(path, "wb") : NULL;
    if (!f || fwrite(text->data, 1, text->size, f) != text->size || fclose(f) != 0) {
        bench_die("bench_protobuf", "cannot write the files for the peer");
    }
}

/* Seconds that buf takes, 0 if it is not there. */
static double peer(const struct lc_buf texts[2])
{
    const char *buf = getenv("CTR_BUF") ? getenv("CTR_BUF") : "buf";
    char home[] = "/tmp/bench_protobuf.XXXXXX";
    char path[2][200];
    char command[1000];
    double least = 0;
    snprintf(command, sizeof command, "'%s' --version >/dev/null 2>&1", buf);
    if (system(command) != 0 || !mkdtemp(home)) {
        return 0;
    }
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", home, i ? "new" : "old");
        keep(path[i], &texts[i]);
    }
    snprintf(command, sizeof command, "'%s' breaking '%s' --against '%s' >/dev/null 2>&1", buf,
             path[1], path[0]);
    for (int i = 0; i < 3; i++) {
        double from = bench_now();
        int code = system(command);
        double took = bench_now() - from;
        if (code == 0) { /* it has to find something */
            bench_die("bench_protobuf", "buf finds no break");
        }
        least = least > 0 && least < took ? least : took;
    }
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    return system(command) == 0 ? least : 0;
}

static int growth(const ctr_allocator *alloc)
{
    static const int sizes[] = {50, 500, 5000};
    double each[3];
    for (int i = 0; i < 3; i++) {
        struct lc_buf texts[2];
        prepare(texts, alloc, sizes[i]);
        struct cost c = best(texts);
        each[i] = (c.read + c.compare) / (sizes[i] * FIELDS);
        lc_buf_free(&texts[0]);
        lc_buf_free(&texts[1]);
    }
    double ratio = each[2] / each[0];
    printf("protobuf, a field among 1k, 10k, 100k: %.0f, %.0f, %.0f ns, ratio %.2f (at most "
           "%.2f)%s\n",
           each[0] * 1e9, each[1] * 1e9, each[2] * 1e9, ratio, bar_growth,
           bench_mark(ratio > bar_growth));
    return ratio > bar_growth;
}

int main(void)
{
    struct lc_ctx ctx;
    struct lc_buf texts[2];
    int missed = 0;
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        bench_die("bench_protobuf", "no start");
    }
    prepare(texts, &ctx.alloc, MESSAGES);
    struct cost ours = best(texts);
    double ratio = ours.compare / ours.read;
    printf("protobuf, 40,000 fields, %zu findings: read %.1f ms, compare %.1f ms, ratio %.2f (at "
           "most %.2f)%s\n",
           ours.findings, ours.read * 1e3, ours.compare * 1e3, ratio, bar_reading,
           bench_mark(ratio > bar_reading));
    missed += ratio > bar_reading;
    double theirs = peer(texts);
    if (theirs > 0) {
        missed += bench_ratio("protobuf, buf breaking against us", "s", theirs, "ours", ours.clock,
                              bar_peer);
    } else {
        printf("protobuf: buf is neither $CTR_BUF nor in PATH; not compared\n");
    }
    missed += growth(&ctx.alloc);
    lc_buf_free(&texts[0]);
    lc_buf_free(&texts[1]);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return missed > 0;
}
