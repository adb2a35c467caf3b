/*
 * GraphQL schemas: 1,000 types with 10,000 fields compared, against what reading the two takes; and
 * that the cost of a field does not grow with their number. graphql-inspector, as a peer, is a
 * program of another world: where it is not installed that is one line, and no claim.
 */
#include "bench.h"

#include "base/once.h"
#include "spec/spec.h"

#include <string.h>
#include <unistd.h>

enum { ROUNDS = 9, FIELDS_A_TYPE = 10 };

struct text {
    char *data;
    size_t size;
};

/* The second edition differs in every fiftieth type. */
static struct text make(int fields, int edition)
{
    struct text t = {NULL, 0};
    int types = fields / FIELDS_A_TYPE;
    FILE *f = open_memstream(&t.data, &t.size);

    fputs("type Query {\n  first: Type0\n}\n\nenum Order { UP DOWN }\n\n", f);
    for (int i = 0; i < types; i++) {
        int changed = edition == 2 && i % 50 == 0;
        fprintf(f, "\"\"\"\nThings of kind %d.\n\"\"\"\ntype Type%d {\n  id: ID!\n", i, i);
        for (int k = 1; k < FIELDS_A_TYPE; k++) {
            fprintf(f, "  \"Fact %d.\"\n  field%d(first: Int = 10, order: Order): [Type%d!]%s\n", k,
                    k, (i * 7 + k) % types, changed && k == 3 ? "" : "!");
        }
        fputs("}\n\n", f);
    }
    fclose(f);
    return t;
}

struct cost {
    double reading, comparing; /* seconds */
    size_t findings;
};

static ctr_status run(struct lc_ctx *ctx, const struct text text[2], struct cost *cost)
{
    struct lc_spec specs[2];
    struct ctr_diff diff;
    double start = bench_now();
    for (int i = 0; i < 2; i++) {
        const ctr_source source = {.struct_size = sizeof source,
                                   .data = text[i].data,
                                   .size = text[i].size,
                                   .file = "schema.graphql"};
        LC_TRY(lc_spec_read(ctx, &source, &specs[i]));
    }
    double read = bench_now();
    LC_TRY(lc_spec_diff(ctx, &specs[0], &specs[1], CTR_MODE_FULL, CTR_PROFILE_DEFAULT, &diff));
    cost->reading = read - start;
    cost->comparing = bench_now() - read;
    cost->findings = diff.count;
    return CTR_OK;
}

static struct cost measure(int fields)
{
    const struct text text[2] = {make(fields, 1), make(fields, 2)};
    double reading[ROUNDS];
    double comparing[ROUNDS];
    struct cost cost = {0, 0, 0};
    for (int i = 0; i < ROUNDS; i++) {
        struct lc_ctx ctx;
        if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK ||
            run(&ctx, text, &cost) != CTR_OK) {
            bench_die("graphql", ctr_error_message(ctx.error));
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
        reading[i] = cost.reading;
        comparing[i] = cost.comparing;
    }
    free(text[0].data);
    free(text[1].data);
    cost.reading = bench_median(reading, ROUNDS);
    cost.comparing = bench_median(comparing, ROUNDS);
    return cost;
}

int main(void)
{
    int below = 0;
    struct cost costs[3];
    int fields = 1000;
    for (int i = 0; i < 3; i++, fields *= 10) {
        costs[i] = measure(fields);
        double ratio = costs[i].comparing / costs[i].reading;
        printf("graphql, %d fields in %d types: %zu findings, read twice in %.2f ms, compared in "
               "%.2f ms, ratio %.2f (at most 4.00)%s\n",
               fields, fields / FIELDS_A_TYPE, costs[i].findings, costs[i].reading * 1e3,
               costs[i].comparing * 1e3, ratio, bench_mark(ratio > 4));
        below |= ratio > 4 || !costs[i].findings;
    }
    for (int i = 1; i < 3; i++) {
        double growth = (costs[i].reading + costs[i].comparing) /
                        (costs[i - 1].reading + costs[i - 1].comparing) / 10;
        printf("graphql: a field of ten times as many costs %.2f times as much (at most 2.00)%s\n",
               growth, bench_mark(growth > 2));
        below |= growth > 2;
    }
    puts("graphql: graphql-inspector is not run here; no claim against it");
    return below;
}
