/*
 * Questions to a long ledger: the same statement, of as many entries, in one of 10^5 and one of
 * 10^6 entries, taking turns, and opening their stores. A question costs what it asks for, not what
 * lies before it. tests/ledger/t_cost.c holds the same without a clock.
 */
#include "bench.h"

#include <contracts/contracts.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FEW = 100000, MANY = 1000000, OF_PERIOD = 1000, BATCH = 1000, TURNS = 31 };

static char folder[128];

static void fail_if(ctr_status status, ctr_error *err, const char *what)
{
    if (status != CTR_OK) {
        bench_die(what, ctr_error_message(err));
    }
}

static ctr_store *open_store(const char *path)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_CREATE;
    o.durability = CTR_DURABILITY_NORMAL;
    o.actor = "bench";
    fail_if(ctr_store_open(path, &o, &store, &err), err, "open");
    return store;
}

static void post(ctr_store *store, const char *day, int count)
{
    static const char *const accounts[] = {"Assets:Book:Cost", "Liabilities:Book:Supplier"};
    static const int64_t amounts[] = {100, -100};
    static ctr_entry_spec specs[BATCH];
    ctr_error *err = NULL;

    for (int done = 0; done < count; done += BATCH) {
        for (size_t i = 0; i < BATCH; i++) {
            ctr_entry_spec_init(&specs[i], sizeof specs[i]);
            specs[i].kind = CTR_ENTRY_COST;
            specs[i].date = day;
            specs[i].memo = "cost accrual";
            specs[i].accounts = accounts;
            specs[i].amounts = amounts;
            specs[i].posting_count = 2;
        }
        fail_if(ctr_ledger_post(store, "bench", "book", specs, BATCH, NULL, NULL, &err), err,
                "post");
    }
}

/* A year whose last month has OF_PERIOD entries, all others lie in the month before. */
static void make(const char *path, int entries)
{
    static const char master[] = "version: 1\nmeta: {id: book, effective_date: 2024-01-01}\n"
                                 "incentives: {model: target_cost, currency: EUR, target: 1000,\n"
                                 "  gain_share_pct: 50, pain_share_pct: 50}\n";
    ctr_store *store = open_store(path);
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "bench";
    c.name = "book";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = master;
    c.document.size = strlen(master);
    fail_if(ctr_contract_create(store, &c, NULL, NULL, &err), err, "create");
    fail_if(ctr_version_activate(store, "bench", "book", "1.0.0", NULL, NULL, &err), err,
            "activate");
    fail_if(ctr_ledger_chart(store, "bench", "book", NULL, NULL, NULL, &err), err, "chart");
    post(store, "2024-11-10", entries - OF_PERIOD);
    post(store, "2024-12-10", OF_PERIOD);
    ctr_store_close(store);
}

static double statement(ctr_store *store)
{
    ctr_statement_query q;
    ctr_statement *out = NULL;
    ctr_error *err = NULL;

    ctr_statement_query_init(&q, sizeof q);
    q.from = "2024-12-01";
    q.until = "2024-12-31";
    double start = bench_now();
    fail_if(ctr_ledger_statement(store, "bench", "book", &q, &out, &err), err, "statement");
    double t = bench_now() - start;
    if (ctr_statement_entries(out) != OF_PERIOD) {
        bench_die("statement", "has not the entries of its period");
    }
    ctr_statement_free(out);
    return t;
}

static double opening(const char *path)
{
    double start = bench_now();
    ctr_store_close(open_store(path));
    return bench_now() - start;
}

int main(int argc, char **argv)
{
    char few[200];
    char many[200];
    char command[300];
    double a[TURNS];
    double b[TURNS];
    int below = 0;

    snprintf(folder, sizeof folder, "%s/bench-statement-%d", argc > 1 ? argv[1] : "/tmp",
             (int)getpid());
    if (mkdir(folder, 0700) != 0) {
        bench_die(folder, "cannot be made");
    }
    snprintf(few, sizeof few, "%s/few.db", folder);
    snprintf(many, sizeof many, "%s/many.db", folder);
    make(few, FEW);
    make(many, MANY);
    ctr_store *short_one = open_store(few);
    ctr_store *long_one = open_store(many);
    for (int i = 0; i < TURNS; i++) {
        a[i] = statement(long_one);
        b[i] = statement(short_one);
    }
    ctr_store_close(short_one);
    ctr_store_close(long_one);
    below |=
        bench_ratio("statement of 1,000 entries in a ledger of 1,000,000", "a second",
                    1 / bench_median(a, TURNS), "of 100,000", 1 / bench_median(b, TURNS), 1 / 1.3);
    for (int i = 0; i < TURNS; i++) {
        a[i] = opening(many);
        b[i] = opening(few);
    }
    below |= bench_ratio("opening a store of 1,000,000 entries", "a second",
                         1 / bench_median(a, TURNS), "of 100,000", 1 / bench_median(b, TURNS), 0.8);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0 ? 2 : below;
}
