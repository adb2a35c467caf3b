/*
 * Reading and comparing two editions of an SQL schema of 1,000, 10,000 and 100,000 columns, in
 * tables of fifty, of which every twentieth column changed; by processor time, the best of several
 * rounds.
 *
 * Prints, for each size, comparing against reading the two; how both grow with the size; and squawk
 * on the newer edition where it is there. Exits 1 when comparing 10,000 columns takes more than the
 * bar times reading, or ten times the columns more than the bar times the time.
 */
#include "bench.h"

#include "base/buf.h"
#include "base/once.h"
#include "spec/spec.h"

#include <string.h>
#include <unistd.h>

enum { ROUNDS = 7, SIZES = 3, WIDTH = 50 };
static const double compare_bar = 4; /* at most, times reading both */
static const double growth_bar = 15; /* at most, for ten times the columns */

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void make(struct lc_buf *out, int columns, int edition)
{
    static const char *const types[] = {"integer", "varchar(40)", "numeric(10,2)", "timestamptz"};
    static const char *const wider[] = {"bigint", "varchar(80)", "numeric(12,2)", "timestamptz"};
    lc_buf_text(out, "-- contracts: dialect=postgresql\n");
    for (int i = 0; i < columns; i++) {
        bool changed = edition == 2 && i % 20 == 0;
        if (i % WIDTH == 0) {
            lc_buf_printf(out, "CREATE TABLE table_%d (\n", i / WIDTH);
        }
        lc_buf_printf(out, "    column_%d %s%s%s\n", i % WIDTH,
                      changed ? wider[i % 4] : types[i % 4],
                      i % WIDTH == 0 ? " PRIMARY KEY"
                      : i % 3 == 0   ? " NOT NULL"
                                     : "",
                      i % WIDTH == WIDTH - 1 ? "" : ",");
        if (i % WIDTH == WIDTH - 1) {
            lc_buf_text(out, ");\n");
        }
    }
}

static ctr_status read_one(struct lc_ctx *ctx, const struct lc_buf *text, struct lc_spec *out)
{
    static ctr_source source = {.struct_size = sizeof source, .file = "bench.sql"};
    source.data = text->data;
    source.size = text->size;
    return lc_spec_read(ctx, &source, out);
}

static void measure(const struct lc_buf *a, const struct lc_buf *b, double *reading,
                    double *comparing)
{
    *reading = *comparing = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        struct lc_ctx ctx;
        struct lc_spec older, newer;
        struct ctr_diff d;
        lc_ctx_begin(&ctx, NULL);
        double start = cpu_now();
        if (read_one(&ctx, a, &older) != CTR_OK || read_one(&ctx, b, &newer) != CTR_OK) {
            fprintf(stderr, "bench_sql: %s\n", ctr_error_message(ctx.error));
            exit(2);
        }
        double middle = cpu_now();
        if (lc_spec_diff(&ctx, &older, &newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &d) !=
                CTR_OK ||
            !d.count) {
            fprintf(stderr, "bench_sql: nothing was found\n");
            exit(2);
        }
        double end = cpu_now();
        *reading = middle - start < *reading ? middle - start : *reading;
        *comparing = end - middle < *comparing ? end - middle : *comparing;
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

/* squawk judges one file of migrations; ours is both reading and comparing. */
static void peer(const struct lc_buf *text, double ours)
{
    char path[] = "/tmp/bench_sql_XXXXXX";
    char command[200];
    int fd = system("command -v squawk >/dev/null 2>&1") == 0 ? mkstemp(path) : -1;
    if (fd < 0) {
        printf("sql, peer: squawk is not in PATH; nothing to compare with\n");
        return;
    }
    bool written = write(fd, text->data, text->size) == (ssize_t)text->size;
    close(fd);
    snprintf(command, sizeof command, "squawk --reporter gcc %s >/dev/null 2>&1", path);
    double start = bench_now();
    int status = written ? system(command) : -1;
    double theirs = bench_now() - start;
    unlink(path);
    if (status < 0) {
        printf("sql, peer: squawk does not run\n");
        return;
    }
    bench_ratio("sql, squawk on one edition", "s", theirs, "ours on both", ours, 0);
}

int main(void)
{
    static const int sizes[SIZES] = {1000, 10 * 1000, 100 * 1000};
    double total[SIZES];
    ctr_allocator plain;
    struct lc_ctx ctx;
    int missed = 0;
    lc_ctx_begin(&ctx, NULL);
    plain = ctx.alloc;
    if (lc_once(&ctx) != CTR_OK) {
        return 2;
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    for (int i = 0; i < SIZES; i++) {
        struct lc_buf a, b;
        double reading;
        double comparing;
        lc_buf_init(&a, &plain, SIZE_MAX - 1);
        lc_buf_init(&b, &plain, SIZE_MAX - 1);
        make(&a, sizes[i], 1);
        make(&b, sizes[i], 2);
        measure(&a, &b, &reading, &comparing);
        total[i] = reading + comparing;
        bool over = sizes[i] == 10 * 1000 && comparing > compare_bar * reading;
        printf("sql, %d columns: comparing %.4g ms, reading both %.4g ms, ratio %.2f (at most "
               "%.2f)%s\n",
               sizes[i], comparing * 1e3, reading * 1e3, comparing / reading, compare_bar,
               bench_mark(over));
        missed |= over;
        if (i) {
            double growth = total[i] / total[i - 1];
            bool steep = growth > growth_bar;
            printf("sql, ten times the columns (%d): %.2f times the time (at most %.2f)%s\n",
                   sizes[i], growth, growth_bar, bench_mark(steep));
            missed |= steep;
        }
        if (sizes[i] == 10 * 1000) {
            peer(&b, total[i]);
        }
        lc_buf_free(&a);
        lc_buf_free(&b);
    }
    return missed;
}
