/*
 * The store as the command uses it: opened by the flags of the command's row, writable where that
 * is possible, closed at the end whatever happened; signals and progress.
 *
 * A command that only reads opens the store like any other, because a handle that may write leaves
 * no side files behind, and opens it read-only where the system or the file's age allows no more.
 */
#include "cli.h"

#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* For the signal handler: the only things of the program that are not in struct cli. */
static volatile sig_atomic_t stop_signal;
static int32_t stop_flag;
static ctr_store *volatile stop_store;

static void on_signal(int number)
{
    stop_signal = number;
    ctr_cancel(&stop_flag);
    if (stop_store) {
        ctr_store_cancel(stop_store);
    }
}

int cli_stopped(void)
{
    return stop_signal;
}

const int32_t *cli_stop_flag(void)
{
    return &stop_flag;
}

/* The second signal of a kind ends the program at once. One that was ignored stays so. */
void cli_catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction before;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(numbers[i], &action, NULL);
        }
    }
    action = (struct sigaction){.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &action, NULL);
}

static int64_t monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

enum { PROGRESS_AFTER_US = 700 * 1000, PROGRESS_EVERY_US = 100 * 1000 };

/* On a terminal, while no result is being written to it, and only of work that takes its time. */
static bool may_show(const struct cli *cli, int64_t now)
{
    return now >= cli->progress_from_us && !cli->json_errors && isatty(STDERR_FILENO) &&
           !(cli->out.begun && isatty(cli->out.fd));
}

int cli_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    struct cli *cli = user;
    int64_t now = monotonic_us();
    if (cli->progress_from_us == 0) {
        cli->progress_from_us = now + PROGRESS_AFTER_US;
    }
    if (may_show(cli, now)) {
        cli->progress_from_us = now + PROGRESS_EVERY_US;
        cli->progress_shown = true;
        if (total) {
            dprintf(STDERR_FILENO, "\r\033[K%s: %.0f %%", what,
                    100.0 * (double)done / (double)total);
        } else {
            dprintf(STDERR_FILENO, "\r\033[K%s: %llu", what, (unsigned long long)done);
        }
    }
    return cli_stopped() ? 1 : 0;
}

void cli_progress_clear(struct cli *cli)
{
    if (cli->progress_shown) {
        dprintf(STDERR_FILENO, "\r\033[K");
        cli->progress_shown = false;
    }
}

static int fixed_clock(void *user, int64_t *now_us)
{
    *now_us = ((struct cli *)user)->now_us;
    return 0;
}

/* Numbers that follow from the seed alone (Steele, Lea and Flood's SplitMix64). */
static int seeded_random(void *user, void *buffer, size_t size)
{
    struct cli *cli = user;
    unsigned char *at = buffer;
    for (size_t i = 0; i < size; i++) {
        uint64_t z = cli->random_state += UINT64_C(0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        at[i] = (unsigned char)(z >> 56);
    }
    return 0;
}

static const char *login_name(struct cli *cli)
{
    struct passwd entry;
    struct passwd *found = NULL;
    char *buffer = cli_keep(cli, 16384);
    if (getpwuid_r(getuid(), &entry, buffer, 16384, &found) == 0 && found) {
        return found->pw_name;
    }
    return cli_format_text(cli, "uid-%u", (unsigned)getuid());
}

static const char *actor(struct cli *cli)
{
    const char *set = getenv("CONTRACTS_ACTOR");
    const char *given = cli_opt(cli, OPT_ACTOR);
    if (!cli->actor) {
        cli->actor = given ? given : set && *set ? set : login_name(cli);
    }
    return cli->actor;
}

static int store_options(struct cli *cli, ctr_store_options *o)
{
    int64_t seed = -1;
    int64_t deadline = 0;
    int64_t depth = 0;
    uint64_t largest = 0;
    ctr_store_options_init(o, sizeof *o);
    int code = cli_opt_int(cli, OPT_SEED, 0, INT64_MAX, &seed);
    code = code ? code : cli_opt_int(cli, OPT_DEADLINE, 1, UINT32_MAX, &deadline);
    code = code ? code : cli_opt_int(cli, OPT_MAX_DEPTH, 1, DEEPEST, &depth);
    code = code ? code : cli_opt_size(cli, OPT_MAX_BYTES, &largest);
    if (code) {
        return code;
    }
    o->actor = actor(cli);
    o->deadline_ms = (uint32_t)deadline;
    o->max_depth = (uint32_t)depth;
    o->max_document_bytes = largest;
    o->max_import_bytes = largest;
    o->progress = cli_progress;
    o->user = cli;
    if (cli->now_us) {
        o->clock = fixed_clock;
    }
    if (seed >= 0) {
        cli->random_state = (uint64_t)seed * UINT64_C(0x2545f4914f6cdd1d) + (uint64_t)cli->now_us;
        o->random = seeded_random;
    }
    return 0;
}

static const char *open_hint(struct cli *cli, ctr_status status)
{
    if (status == CTR_E_NOT_FOUND && !(cli->command->flags & CMD_CREATES)) {
        return "make a store with 'contracts init', or name one with --db or CONTRACTS_DB";
    }
    return status == CTR_E_NOT_OURS
               ? cli_format_text(cli, "'%s' was not touched; name a store with --db", cli->db)
               : NULL;
}

int cli_store_open(struct cli *cli)
{
    ctr_store_options o;
    unsigned flags = cli->command->flags;
    int code = store_options(cli, &o);
    if (code) {
        return code;
    }
    if (flags & CMD_CREATES) {
        o.flags |= CTR_STORE_CREATE;
        if (cli_has(cli, OPT_DRY_RUN) && cli_store_missing(cli)) {
            o.flags |= CTR_STORE_MEMORY; /* a dry run leaves no file */
        }
    }
    ctr_status st = ctr_store_open(cli->db, &o, &cli->store, &cli->err);
    if ((st == CTR_E_READONLY || st == CTR_E_NEWER) && !(flags & CMD_WRITES)) {
        ctr_error_free(cli->err);
        cli->err = NULL;
        o.flags |= CTR_STORE_READONLY;
        st = ctr_store_open(cli->db, &o, &cli->store, &cli->err);
    }
    if (st != CTR_OK) {
        return cli_failed(cli, st, open_hint(cli, st));
    }
    stop_store = cli->store;
    if (cli_stopped()) {
        ctr_store_cancel(cli->store); /* it came before there was anything to cancel */
    }
    return 0;
}

int cli_store_memory(struct cli *cli, ctr_store **out)
{
    ctr_store_options o;
    int code = store_options(cli, &o);
    if (code) {
        return code;
    }
    o.flags |= CTR_STORE_MEMORY;
    ctr_status st = ctr_store_open(cli->db, &o, out, &cli->err);
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

bool cli_store_missing(const struct cli *cli)
{
    return strcmp(cli->db, ":memory:") != 0 && access(cli->db, F_OK) != 0;
}

void cli_store_close(struct cli *cli)
{
    stop_store = NULL;
    ctr_store_close(cli->store);
    cli->store = NULL;
}

int cli_call(struct cli *cli, ctr_call *call)
{
    ctr_call_init(call, sizeof *call);
    call->actor = actor(cli);
    call->now_us = cli->now_us;
    call->reason = cli_opt(cli, OPT_REASON);
    if (cli_has(cli, OPT_DECLARE_BREAK)) {
        call->flags |= CTR_CALL_DECLARE_BREAK;
        call->reason = cli_opt(cli, OPT_DECLARE_BREAK);
    }
    call->flags |= cli_has(cli, OPT_FORCE) ? CTR_CALL_FORCE : 0;
    call->flags |= cli_has(cli, OPT_DRY_RUN) ? CTR_CALL_DRY_RUN : 0;
    return cli_opt_int(cli, OPT_IF_REVISION, 1, INT64_MAX, &call->if_revision);
}

/* A failed output is told once, at the end. */
int cli_shown(struct cli *cli, ctr_status status)
{
    if (status == CTR_OK) {
        out_end_line(&cli->out);
        return 0;
    }
    if (cli->out.error) {
        ctr_error_free(cli->err);
        cli->err = NULL;
        return 0;
    }
    return cli_failed(cli, status, NULL);
}
