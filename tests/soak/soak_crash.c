/*
 * Writers killed with SIGKILL at random moments, round after round. After each round: every write
 * that was acknowledged is there, at most the one under way of each writer beside them, nothing is
 * half there, the chain verifies, the state follows from the events, the file is sound.
 *
 *   soak_crash [ROUNDS [FOLDER]]     300 rounds by default
 */
#include <contracts/contracts.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 4 };

static char path[160];
static volatile int64_t *acknowledged; /* steps of each writer, told after the call returned */

static void die(const char *what, const char *why)
{
    fprintf(stderr, "soak_crash: %s: %s\n", what, why);
    exit(1);
}

static ctr_store *open_store(uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = flags;
    o.durability = CTR_DURABILITY_NORMAL; /* enough against a killed process */
    if (ctr_store_open(path, &o, &store, &err) != CTR_OK) {
        die("open", ctr_error_message(err));
    }
    return store;
}

/* Step n of a writer: a new contract with a draft and its activation, or an evolution of the one
 * before, so that each kind of transaction is hit. */
static ctr_status step(ctr_store *store, int writer, int64_t n, ctr_error **err)
{
    char name[48];
    char document[64];

    snprintf(name, sizeof name, "w%d-%lld", writer, (long long)(n / 3));
    snprintf(document, sizeof document, "{\"n\":%lld}", (long long)n);
    if (n % 3 == 0) {
        ctr_create c;
        ctr_create_init(&c, sizeof c);
        c.team = "soak";
        c.name = name;
        c.document.format = CTR_FORMAT_OPAQUE;
        c.document.data = document;
        c.document.size = strlen(document);
        return ctr_contract_create(store, &c, NULL, NULL, err);
    }
    if (n % 3 == 1) {
        return ctr_version_activate(store, "soak", name, "1.0.0", NULL, NULL, err);
    }
    ctr_evolve e;
    ctr_evolve_init(&e, sizeof e);
    e.team = "soak";
    e.name = name;
    e.label = "2.0.0";
    e.document.data = document;
    e.document.size = strlen(document);
    return ctr_contract_evolve(store, &e, NULL, NULL, err);
}

/* How far a writer's work is in the store: the number of its first step that is not there. */
static int64_t found_steps(ctr_store *store, int writer, int64_t from)
{
    for (int64_t n = from;; n++) {
        char name[48];
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        const char *label = n % 3 == 2 ? "2.0.0" : "1.0.0";
        snprintf(name, sizeof name, "w%d-%lld", writer, (long long)(n / 3));
        ctr_status status = ctr_version_get(store, "soak", name, label, &v, &err);
        int there = status == CTR_OK && (n % 3 != 1 || ctr_version_state(v) == CTR_STATE_ACTIVE);
        ctr_version_free(v);
        ctr_error_free(err);
        if (status != CTR_OK && status != CTR_E_NOT_FOUND) {
            die("look-up", ctr_status_name(status));
        }
        if (!there) {
            return n;
        }
    }
}

static void write_for_ever(int writer, int64_t from)
{
    ctr_store *store = open_store(0);
    for (int64_t n = from;; n++) {
        ctr_error *err = NULL;
        if (step(store, writer, n, &err) != CTR_OK) {
            die("write", ctr_error_message(err));
        }
        acknowledged[writer] = n + 1;
    }
}

static void check(int round, int64_t *unacknowledged)
{
    ctr_store *store = open_store(0);
    ctr_report *report = NULL;
    ctr_error *err = NULL;
    uint32_t flags = round % 10 == 0 ? CTR_CHECK_REPLAY : 0;

    for (int w = 0; w < WRITERS; w++) {
        int64_t back = acknowledged[w] > 2 ? acknowledged[w] - 2 : 0;
        int64_t found = found_steps(store, w, back);
        if (found < acknowledged[w] || found > acknowledged[w] + 1) {
            fprintf(stderr, "round %d, writer %d: %lld steps acknowledged, %lld found\n", round, w,
                    (long long)acknowledged[w], (long long)found);
            exit(1);
        }
        *unacknowledged += found - acknowledged[w];
        acknowledged[w] = found;
    }
    ctr_status status = flags ? ctr_store_check(store, flags, &report, &err)
                              : ctr_store_verify(store, &report, &err);
    if (status != CTR_OK) {
        die("check", ctr_error_message(err));
    }
    if (!ctr_report_ok(report)) {
        die(ctr_report_check(report, 0), ctr_report_message(report, 0));
    }
    ctr_report_free(report);
    ctr_store_close(store);
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 300;
    int64_t unacknowledged = 0;
    int64_t steps = 0;
    char command[220];

    setvbuf(stdout, NULL, _IOLBF, 0);
    snprintf(path, sizeof path, "%s/soak-crash-%d.db", argc > 2 ? argv[2] : "/tmp", (int)getpid());
    acknowledged = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (acknowledged == MAP_FAILED) {
        die("mmap", "failed");
    }
    ctr_store_close(open_store(CTR_STORE_CREATE));
    srand(20260101);
    for (int round = 0; round < rounds; round++) {
        pid_t pids[WRITERS];
        for (int w = 0; w < WRITERS; w++) {
            pids[w] = fork();
            if (pids[w] == 0) {
                write_for_ever(w, acknowledged[w]);
            }
        }
        usleep((useconds_t)(2000 + rand() % 40000));
        for (int w = 0; w < WRITERS; w++) {
            kill(pids[w], SIGKILL);
            if (rand() % 2) {
                usleep((useconds_t)(rand() % 2000));
            }
        }
        for (int w = 0; w < WRITERS; w++) {
            int status = 0;
            waitpid(pids[w], &status, 0);
            if (!WIFSIGNALED(status)) {
                die("a writer", "ended by itself");
            }
        }
        check(round, &unacknowledged);
    }
    for (int w = 0; w < WRITERS; w++) {
        steps += acknowledged[w];
    }
    printf("soak_crash: %d rounds, %d writers killed, %lld writes, %lld committed but not yet "
           "acknowledged, nothing lost\n",
           rounds, rounds * WRITERS, (long long)steps, (long long)unacknowledged);
    snprintf(command, sizeof command, "rm -f %s*", path);
    return system(command) != 0;
}
