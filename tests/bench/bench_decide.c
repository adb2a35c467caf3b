/*
 * Decisions over 10,000 versions and 1,000 consumers, taking turns with the same questions in a
 * store that holds nothing but the contract they are about. What is not involved costs nothing, and
 * ten consumers cost at most fifty looks at a row. tests/ledger/t_decide_cost.c holds the same
 * without a clock.
 */
#include "bench.h"

#include <contracts/contracts.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OTHERS = 500,  /* contracts beside the one asked about */
    VERSIONS = 20, /* of each contract */
    CONSUMERS = 2, /* of each of the others */
    INVOLVED = 10, /* consumers, each with a build that runs, of the one asked about */
    TURNS = 301,
    LOOKS = 1000, /* point SELECTs a turn */
    BAR = 50      /* of them may a decision cost */
};

static const double bar_alone = 0.85; /* the trees are deeper */

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

/* Version 1.N.0: an object with N properties. The last one changes the type of p1,
 * which all consumers use. */
static size_t document(char *out, size_t room, int n)
{
    size_t used = (size_t)snprintf(out, room, "{\"type\":\"object\",\"properties\":{\"p0\":{}");

    for (int i = 1; i <= n; i++) {
        used += (size_t)snprintf(out + used, room - used, ",\"p%d\":{\"type\":\"%s\"}", i,
                                 n == VERSIONS && i == 1 ? "string" : "integer");
    }
    return used + (size_t)snprintf(out + used, room - used, "}}");
}

static void versions(ctr_store *store, const char *name)
{
    char text[4096];
    char label[32];
    ctr_create c;
    ctr_evolve e;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "bench";
    c.name = name;
    c.label = "1.1.0";
    c.document.format = CTR_FORMAT_JSON_SCHEMA;
    c.profile = CTR_PROFILE_TOLERANT;
    c.document.data = text;
    c.document.size = document(text, sizeof text, 1);
    fail_if(ctr_contract_create(store, &c, NULL, NULL, &err), err, "create");
    fail_if(ctr_version_activate(store, "bench", name, "1.1.0", NULL, NULL, &err), err, "activate");
    ctr_evolve_init(&e, sizeof e);
    e.team = "bench";
    e.name = name;
    e.label = label;
    e.document.data = text;
    for (int n = 2; n <= VERSIONS; n++) {
        snprintf(label, sizeof label, "%d.%d.0", n == VERSIONS ? 2 : 1, n);
        e.document.size = document(text, sizeof text, n);
        fail_if(ctr_contract_evolve(store, &e, NULL, NULL, &err), err, "evolve");
        if (n < VERSIONS) {
            fail_if(ctr_version_activate(store, "bench", name, label, NULL, NULL, &err), err,
                    "activate");
        }
    }
}

static void consumer(ctr_store *store, const char *name, const char *who, int builds)
{
    const char *part = "/p1";
    ctr_consumer_spec k;
    ctr_build_spec b;
    ctr_run_spec r;
    ctr_error *err = NULL;

    ctr_consumer_spec_init(&k, sizeof k);
    k.team = "bench";
    k.name = name;
    k.consumer = who;
    k.parts = &part;
    k.part_count = 1;
    fail_if(ctr_consumer_register(store, &k, NULL, NULL, &err), err, "register");
    if (!builds) {
        return;
    }
    ctr_build_spec_init(&b, sizeof b);
    b.team = "bench";
    b.name = name;
    b.consumer = who;
    b.label = "1";
    fail_if(ctr_build_record(store, &b, NULL, NULL, &err), err, "build");
    ctr_run_spec_init(&r, sizeof r);
    r.flags = CTR_RUN_NEW_ENVIRONMENT;
    r.team = "bench";
    r.name = name;
    r.consumer = who;
    r.label = "1";
    r.environment = "live";
    fail_if(ctr_run_begin(store, &r, NULL, NULL, &err), err, "run");
}

static void make(const char *path, int others)
{
    ctr_store *store = open_store(path);
    char name[32];
    char who[32];

    versions(store, "asked");
    for (int i = 0; i < INVOLVED; i++) {
        snprintf(who, sizeof who, "app-%d", i);
        consumer(store, "asked", who, 1);
    }
    for (int i = 0; i < others; i++) {
        snprintf(name, sizeof name, "other-%03d", i);
        versions(store, name);
        for (int k = 0; k < CONSUMERS; k++) {
            snprintf(who, sizeof who, "app-%d", (i + k) % (INVOLVED * 5));
            consumer(store, name, who, k == 0);
        }
    }
    ctr_store_close(store);
}

/* ---- the questions ---- */

static ctr_status can_evolve(ctr_store *store, ctr_can **out, ctr_error **err)
{
    ctr_evolve e;

    ctr_evolve_init(&e, sizeof e);
    e.team = "bench";
    e.name = "asked";
    e.label = "2.20.0";
    return ctr_can_evolve(store, &e, out, err);
}

static ctr_status can_retire(ctr_store *store, ctr_can **out, ctr_error **err)
{
    return ctr_can_retire(store, "bench", "asked", "1.19.0", out, err);
}

static ctr_status can_deploy(ctr_store *store, ctr_can **out, ctr_error **err)
{
    ctr_run_spec s;

    ctr_run_spec_init(&s, sizeof s);
    s.team = "bench";
    s.name = "asked";
    s.selector = "2.20.0";
    s.environment = "live";
    return ctr_can_deploy(store, &s, out, err);
}

static const struct question {
    const char *name;
    ctr_status (*ask)(ctr_store *store, ctr_can **out, ctr_error **err);
} questions[] = {
    {"can-evolve", can_evolve},
    {"can-retire", can_retire},
    {"can-deploy", can_deploy},
};

static double asked(ctr_store *store, const struct question *q)
{
    ctr_can *can = NULL;
    ctr_error *err = NULL;
    double start = bench_now();

    fail_if(q->ask(store, &can, &err), err, q->name);
    double t = bench_now() - start;
    if (ctr_can_answer(can) != CTR_ANSWER_NO || ctr_can_count(can) < INVOLVED) {
        bench_die(q->name, "not a no because of each consumer");
    }
    ctr_can_free(can);
    return t;
}

/* ---- the floor ---- */

struct floor {
    sqlite3 *db;
    sqlite3_stmt *st;
    int64_t rows;
};

static struct floor open_floor(const char *path)
{
    struct floor f = {0};
    sqlite3_stmt *st = NULL;

    if (sqlite3_open_v2(path, &f.db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(f.db, "SELECT max(rid) FROM lc_version", -1, &st, NULL) != SQLITE_OK ||
        sqlite3_step(st) != SQLITE_ROW ||
        sqlite3_prepare_v2(f.db, "SELECT * FROM lc_version WHERE rid = ?1", -1, &f.st, NULL) !=
            SQLITE_OK) {
        bench_die("floor", sqlite3_errmsg(f.db));
    }
    f.rows = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return f;
}

/* Seconds of one look at a random version, all its columns read. */
static double look(struct floor *f, uint64_t *seed)
{
    int64_t sum = 0;
    double start = bench_now();

    for (int i = 0; i < LOOKS; i++) {
        sqlite3_bind_int64(f->st, 1, 1 + (int64_t)(bench_random(seed) % (uint64_t)f->rows));
        if (sqlite3_step(f->st) != SQLITE_ROW) {
            bench_die("floor", sqlite3_errmsg(f->db));
        }
        for (int c = 0; c < sqlite3_column_count(f->st); c++) {
            sum += sqlite3_column_bytes(f->st, c);
        }
        sqlite3_reset(f->st);
    }
    double t = (bench_now() - start) / LOOKS;
    return sum > 0 ? t : 1;
}

int main(int argc, char **argv)
{
    static double many[TURNS];
    static double few[TURNS];
    static double row[TURNS];
    char folder[128];
    char path[2][200];
    char command[300];
    uint64_t seed = 88172645463325252u;
    int missed = 0;

    snprintf(folder, sizeof folder, "%s/bench-decide-%d", argc > 1 ? argv[1] : "/tmp",
             (int)getpid());
    if (mkdir(folder, 0700) != 0) {
        bench_die(folder, "cannot be made");
    }
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%d.db", folder, i);
        make(path[i], i ? OTHERS - 1 : 0);
    }
    ctr_store *alone = open_store(path[0]);
    ctr_store *full = open_store(path[1]);
    struct floor floor = open_floor(path[1]);
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        char name[96];
        asked(full, &questions[q]); /* statements are prepared once */
        asked(alone, &questions[q]);
        for (int i = 0; i < TURNS; i++) {
            row[i] = look(&floor, &seed); /* what the processor still holds is the same for both */
            many[i] = asked(full, &questions[q]);
            look(&floor, &seed);
            few[i] = asked(alone, &questions[q]);
        }
        double ours = bench_median(many, TURNS);
        snprintf(name, sizeof name, "%s among 10,000 versions", questions[q].name);
        missed |= bench_ratio(name, "a second", 1 / ours, "alone", 1 / bench_median(few, TURNS),
                              bar_alone);
        snprintf(name, sizeof name, "%s with %d consumers", questions[q].name, INVOLVED);
        missed |= bench_ratio(name, "a second", 1 / ours, "50 point SELECTs",
                              1 / (BAR * bench_median(row, TURNS)), 1);
    }
    sqlite3_finalize(floor.st);
    sqlite3_close(floor.db);
    ctr_store_close(alone);
    ctr_store_close(full);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0 ? 2 : missed;
}
