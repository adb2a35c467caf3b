/*
 * Eight processes writing one store at synchronous=FULL through the public calls: every
 * acknowledged write is there, no update is lost, nobody waits long, and together they do not fall
 * far behind one process alone. A stopped holder gives BUSY at the deadline. How long they wait is
 * partly the disk's doing; how many others come first while one waits is the turnstile's alone.
 */
#include "bench.h"

#include <contracts/contracts.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 8, DEADLINE_MS = 1000, BINS = 4000, BIN_US = 100, MOST_PASSED = 400 };
static const double seconds = 3.0;

/* What a writer tells the parent, after each call returned. */
struct told {
    volatile int64_t done;
    volatile double worst;       /* seconds */
    int32_t took[BINS];          /* calls by how long they took, BIN_US each, the last: longer */
    int32_t passed[MOST_PASSED]; /* calls by how many others' came to an end meanwhile */
};
static struct told *told;
static _Atomic int64_t *ended; /* calls of all writers */
static char path[128];

static size_t at_most(int64_t value, size_t last)
{
    return value < 0 ? 0 : (uint64_t)value < last ? (size_t)value : last;
}

static ctr_store *open_store(uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = flags;
    o.deadline_ms = DEADLINE_MS;
    if (ctr_store_open(path, &o, &store, &err) != CTR_OK) {
        bench_die("open", ctr_error_message(err));
    }
    return store;
}

static ctr_status create(ctr_store *store, const char *name, ctr_error **err)
{
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "bench";
    c.name = name;
    c.document.format = CTR_FORMAT_OPAQUE;
    c.document.data = "{}";
    c.document.size = 2;
    return ctr_contract_create(store, &c, NULL, NULL, err);
}

/* Each writer counts up the owner of one contract that all share, reading it first: an update that
 * is lost shows as a wrong sum of events. */
static void write_until(int me, double end)
{
    ctr_store *store = open_store(0);

    while (bench_now() < end) {
        char role[48];
        ctr_edit edit;
        ctr_error *err = NULL;
        snprintf(role, sizeof role, "writer %d step %lld", me, (long long)told[me].done + 1);
        ctr_edit_init(&edit, sizeof edit);
        edit.owner_role = role;
        int64_t before = atomic_load(ended);
        double start = bench_now();
        if (ctr_contract_edit(store, "bench", "shared", &edit, NULL, NULL, &err) != CTR_OK) {
            bench_die("edit", ctr_error_message(err));
        }
        double took = bench_now() - start;
        told[me].passed[at_most(atomic_fetch_add(ended, 1) - before, MOST_PASSED - 1)]++;
        told[me].took[at_most((int64_t)(took * 1e6 / BIN_US), BINS - 1)]++;
        if (took > told[me].worst) {
            told[me].worst = took;
        }
        told[me].done++;
    }
    ctr_store_close(store);
    _exit(0);
}

static double run(int processes, double *worst)
{
    pid_t pids[PROCESSES];
    int64_t sum = 0;
    double end = bench_now() + seconds;

    memset(told, 0, PROCESSES * sizeof *told);
    for (int i = 0; i < processes; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            write_until(i, end);
        }
    }
    *worst = 0;
    for (int i = 0; i < processes; i++) {
        int status = 0;
        waitpid(pids[i], &status, 0);
        if (status != 0) {
            bench_die("writer", "failed");
        }
        sum += told[i].done;
        *worst = told[i].worst > *worst ? told[i].worst : *worst;
    }
    return (double)sum / seconds;
}

/* The bin below which `share` of the calls of all writers are; share 1: the last that is used. */
static size_t bin_of(double share, size_t bins, const int32_t *(*of)(const struct told *))
{
    int64_t all = 0;
    int64_t sum = 0;
    size_t at = 0;

    for (int i = 0; i < PROCESSES; i++) {
        for (size_t b = 0; b < bins; b++) {
            all += of(&told[i])[b];
        }
    }
    for (size_t b = 0; b < bins && (double)sum < share * (double)all; b++) {
        for (int i = 0; i < PROCESSES; i++) {
            sum += of(&told[i])[b];
        }
        at = b;
    }
    return at;
}

static const int32_t *took_of(const struct told *t)
{
    return t->took;
}

static const int32_t *passed_of(const struct told *t)
{
    return t->passed;
}

/* Events of one writer in order: every step from 1 to the last acknowledged, none twice. */
static int check_history(int processes)
{
    ctr_store *store = open_store(0);
    ctr_event_filter filter;
    int64_t seen[PROCESSES] = {0};
    int wrong = 0;
    static int64_t after; /* of the run before */

    ctr_event_filter_init(&filter, sizeof filter);
    filter.kind = "contract.changed";
    filter.limit = 1000;
    filter.after = after;
    for (;;) {
        ctr_event_list *list = NULL;
        ctr_error *err = NULL;
        if (ctr_event_find(store, &filter, &list, &err) != CTR_OK) {
            bench_die("events", ctr_error_message(err));
        }
        size_t n = ctr_event_list_count(list);
        for (size_t i = 0; i < n; i++) {
            int writer;
            long long step;
            const ctr_event *e = ctr_event_list_at(list, i);
            if (sscanf(ctr_event_body(e), "{\"owner_role\":\"writer %d step %lld\"}", &writer,
                       &step) != 2 ||
                ++seen[writer] != step) {
                wrong++;
            }
            filter.after = ctr_event_seq(e);
        }
        ctr_event_list_free(list);
        if (n < 1000) {
            break;
        }
    }
    after = filter.after;
    for (int i = 0; i < processes; i++) {
        wrong += seen[i] != told[i].done;
    }
    ctr_report *report = NULL;
    if (ctr_store_check(store, CTR_CHECK_REPLAY, &report, NULL) != CTR_OK ||
        !ctr_report_ok(report)) {
        wrong++;
    }
    ctr_report_free(report);
    ctr_store_close(store);
    return wrong;
}

static int stop_here(void *user, const char *actor, const char *verb, const char *subject)
{
    (void)user;
    (void)actor;
    (void)verb;
    (void)subject;
    raise(SIGSTOP); /* inside the transaction, the turnstile held */
    return 1;
}

/* Seconds until BUSY while a stopped process holds the store; negative if it was not BUSY. */
static double wait_for_busy(void)
{
    ctr_error *err = NULL;
    int status;
    pid_t pid = fork(); /* first: a store that is open cannot be opened again in a child */

    if (pid == 0) {
        ctr_store_options o;
        ctr_store *mine = NULL;
        ctr_store_options_init(&o, sizeof o);
        o.authorise = stop_here;
        if (ctr_store_open(path, &o, &mine, NULL) == CTR_OK) {
            (void)!create(mine, "held", NULL);
        }
        _exit(0);
    }
    waitpid(pid, &status, WUNTRACED);
    ctr_store *store = open_store(0);
    double start = bench_now();
    ctr_status answer = create(store, "waiting", &err);
    double took = bench_now() - start;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    ctr_error_free(err);
    err = NULL;
    if (create(store, "after", &err) != CTR_OK) {
        bench_die("after the holder's death", ctr_error_message(err));
    }
    ctr_store_close(store);
    if (answer != CTR_E_BUSY) {
        printf("a stopped holder: answer %s, not busy\n", ctr_status_name(answer));
    }
    return answer == CTR_E_BUSY ? took : -1;
}

int main(int argc, char **argv)
{
    double worst_one;
    double worst;
    char command[200];
    int below = 0;

    snprintf(path, sizeof path, "%s/bench-processes-%d.db", argc > 1 ? argv[1] : "/tmp",
             (int)getpid());
    snprintf(command, sizeof command, "rm -f %s*", path);
    told = mmap(NULL, PROCESSES * sizeof *told + sizeof *ended, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ended = (_Atomic int64_t *)(void *)(told + PROCESSES);
    ctr_store *store = open_store(CTR_STORE_CREATE);
    if (told == MAP_FAILED || create(store, "shared", NULL) != CTR_OK) {
        bench_die("set-up", "failed");
    }
    ctr_store_close(store);
    double one = run(1, &worst_one);
    int wrong = check_history(1);
    double many = run(PROCESSES, &worst);
    wrong += check_history(PROCESSES);
    below |= bench_ratio("8 processes writing", "/s", many, "one process", one, 0.55);
    printf(
        "8 processes writing: worst wait %.1f ms (at most 150)%s; %d lost or wrong (at most 0)%s\n",
        worst * 1e3, bench_mark(worst > 0.15), wrong, bench_mark(wrong != 0));
    printf("8 processes writing: waits p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f ms; while one "
           "waits, others' writes: p50 %zu, p99 %zu, most %zu\n",
           (double)(bin_of(0.5, BINS, took_of) + 1) * BIN_US / 1e3,
           (double)(bin_of(0.9, BINS, took_of) + 1) * BIN_US / 1e3,
           (double)(bin_of(0.99, BINS, took_of) + 1) * BIN_US / 1e3,
           (double)(bin_of(0.999, BINS, took_of) + 1) * BIN_US / 1e3,
           bin_of(0.5, MOST_PASSED, passed_of), bin_of(0.99, MOST_PASSED, passed_of),
           bin_of(1, MOST_PASSED, passed_of));
    below |= worst > 0.15 || wrong;
    double busy = wait_for_busy();
    printf("a stopped holder: BUSY after %.3f s, deadline %.3f s (at most 10 %% more)%s\n", busy,
           DEADLINE_MS / 1e3, bench_mark(busy < 0 || busy > DEADLINE_MS * 1.1e-3));
    below |= busy < 0 || busy > DEADLINE_MS * 1.1e-3;
    return system(command) != 0 ? 2 : below;
}
