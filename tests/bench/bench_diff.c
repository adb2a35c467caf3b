/*
 * Comparing two editions of a large API description, read from files, findings printed, against
 * what jansson alone needs to load the two. Without arguments the pair is made here; `make real`
 * runs it on the GitHub REST API. Next to that `oasdiff breaking` on the same files, where it is
 * $CTR_OASDIFF or in PATH.
 *
 *   bench_diff [OLD NEW]
 */
#include "bench.h"

#include <contracts/contracts.h>
#include <jansson.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 7, PEER_ROUNDS = 3, OPERATIONS = 2500 };
static const double bar_peer_time = 30;  /* at least, times faster than oasdiff */
static const double bar_peer_memory = 5; /* at least, times less memory */

static char *load(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) {
        bench_die(path, "cannot be read");
    }
    *size = (size_t)ftell(f);
    rewind(f);
    char *text = malloc(*size + 1);
    if (!text || fread(text, 1, *size, f) != *size) {
        bench_die(path, "cannot be read");
    }
    fclose(f);
    return text;
}

/* A description of OPERATIONS operations; the second edition differs in every fiftieth. */
static char *make(int edition, size_t *size)
{
    char *text = NULL;
    FILE *f = open_memstream(&text, size);

    fprintf(f,
            "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\"title\": \"Made\", \"version\": "
            "\"%d\"},\n  \"paths\": {\n",
            edition);
    for (int i = 0; i < OPERATIONS; i++) {
        int changed = edition == 2 && i % 50 == 0;
        fprintf(f,
                "    \"/resource-%d/{id}\": {\n      \"get\": {\n        \"operationId\": "
                "\"get%d\",\n        \"summary\": \"One resource of kind %d\",\n        "
                "\"description\": \"Answers with the resource as it stands.\",\n        "
                "\"parameters\": [\n          {\"name\": \"id\", \"in\": \"path\", \"required\": "
                "true, \"schema\": {\"type\": \"string\"}},\n          {\"name\": \"page\", "
                "\"in\": \"query\", \"schema\": {\"type\": \"integer\", \"minimum\": 1, "
                "\"maximum\": %d}}\n        ],\n        \"responses\": {\n          \"200\": {\n"
                "            \"description\": \"found\",\n            \"content\": "
                "{\"application/json\": {\"schema\": {\"$ref\": "
                "\"#/components/schemas/Resource%d\"}}}\n          },\n          \"404\": "
                "{\"description\": \"not found\"}\n        }\n      }\n    }%s\n",
                i, i, i, changed ? 50 : 100, i % 500, i + 1 < OPERATIONS ? "," : "");
    }
    fputs("  },\n  \"components\": {\n    \"schemas\": {\n", f);
    for (int i = 0; i < 500; i++) {
        fprintf(f,
                "      \"Resource%d\": {\n        \"type\": \"object\",\n        \"required\": "
                "[\"id\"],\n        \"properties\": {\n",
                i);
        for (int k = 0; k < 100; k++) {
            fprintf(f,
                    "          \"field_%d\": {\n            \"type\": \"string\",\n            "
                    "\"description\": \"The %d. fact about a resource of kind %d\",\n            "
                    "\"example\": \"value-%d\"\n          },\n",
                    k, k, i, k);
        }
        fprintf(f,
                "          \"id\": {\"type\": \"%s\"},\n          \"parent\": {\"$ref\": "
                "\"#/components/schemas/Resource%d\"}\n        }\n      }%s\n",
                edition == 2 && i % 50 == 0 ? "integer" : "string", i - i % 5,
                i + 1 < 500 ? "," : "");
    }
    fputs("    }\n  }\n}\n", f);
    fclose(f);
    return text;
}

static int count_bytes(void *user, const void *bytes, size_t size)
{
    (void)bytes;
    *(size_t *)user += size;
    return 0;
}

static size_t findings;

static double run_ours(const ctr_source *a, const ctr_source *b)
{
    double start = bench_now();
    ctr_diff *diff = NULL;
    ctr_error *err = NULL;
    size_t printed = 0;

    if (ctr_diff_documents(a, b, NULL, &diff, &err) != CTR_OK ||
        ctr_diff_render(diff, CTR_RENDER_TEXT, count_bytes, &printed, &err) != CTR_OK) {
        bench_die("diff", ctr_error_message(err));
    }
    findings = ctr_diff_count(diff);
    ctr_diff_free(diff);
    if (!findings || !printed) {
        bench_die("diff", "found nothing");
    }
    return bench_now() - start;
}

static double run_jansson(const ctr_source *a, const ctr_source *b)
{
    double start = bench_now();
    json_error_t error;
    json_t *x = json_loadb(a->data, a->size, 0, &error);
    json_t *y = json_loadb(b->data, b->size, 0, &error);

    if (!x || !y) {
        bench_die("jansson", error.text);
    }
    double took = bench_now() - start;
    json_decref(x);
    json_decref(y);
    return took;
}

/* One reading in a child of its own, so that neither meets the other's heap; peak memory in MB. */
static double in_child(double (*run)(const ctr_source *, const ctr_source *), const ctr_source *a,
                       const ctr_source *b, double *peak)
{
    struct {
        double took;
        size_t findings;
    } told = {0, 0};
    struct rusage usage;
    int status = 0;
    int fd[2];

    if (pipe(fd) != 0) {
        bench_die("pipe", "failed");
    }
    pid_t pid = fork();
    if (pid == 0) {
        told.took = run(a, b);
        told.findings = findings;
        _exit(write(fd[1], &told, sizeof told) != sizeof told);
    }
    close(fd[1]);
    if (read(fd[0], &told, sizeof told) != sizeof told) {
        bench_die("child", "failed");
    }
    close(fd[0]);
    wait4(pid, &status, 0, &usage);
    *peak = (double)usage.ru_maxrss / 1024;
    findings = told.findings ? told.findings : findings;
    return told.took;
}

/* --- oasdiff */

static void keep(char path[64], const ctr_source *source)
{
    strcpy(path, "/tmp/bench_diff.XXXXXX");
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, source->data, source->size) != (ssize_t)source->size) {
        bench_die(path, "cannot be written");
    }
    close(fd);
}

/* Runs a program without its output. Its exit code, 127 where it cannot be run. */
static int command(const char *const argv[], double *took, double *peak)
{
    struct rusage usage;
    int status = 0;
    double start = bench_now();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 1);
        dup2(null, 2);
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    wait4(pid, &status, 0, &usage);
    *took = bench_now() - start;
    *peak = (double)usage.ru_maxrss / 1024;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

static int against_oasdiff(const ctr_source *a, const ctr_source *b, double mine, double mb)
{
    const char *program = getenv("CTR_OASDIFF") ? getenv("CTR_OASDIFF") : "oasdiff";
    char path[2][64];
    double best = 0;
    double took = 0;
    double peak = 0;

    if (command((const char *const[]){program, "--version", NULL}, &took, &peak) != 0) {
        puts("diff: oasdiff is neither $CTR_OASDIFF nor in PATH; not compared");
        return 0;
    }
    keep(path[0], a);
    keep(path[1], b);
    for (int i = 0; i < PEER_ROUNDS; i++) {
        const char *const argv[] = {program, "breaking", path[0], path[1], NULL};
        if (command(argv, &took, &peak) != 0) {
            bench_die("oasdiff", "does not compare the pair");
        }
        best = best > 0 && best < took ? best : took;
    }
    unlink(path[0]);
    unlink(path[1]);
    int below =
        bench_ratio("diff, oasdiff against us", "ms", best * 1e3, "ours", mine, bar_peer_time);
    below |= bench_ratio("diff, its memory against ours", "MB", peak, "ours", mb, bar_peer_memory);
    return below;
}

int main(int argc, char **argv)
{
    ctr_source a;
    ctr_source b;
    double ours[ROUNDS];
    double theirs[ROUNDS];
    int below = 0;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    a.data = argc > 2 ? load(argv[1], &a.size) : make(1, &a.size);
    b.data = argc > 2 ? load(argv[2], &b.size) : make(2, &b.size);
    double mb = 0;
    double ignored;
    double larger = (double)(a.size > b.size ? a.size : b.size) / (1 << 20);
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = in_child(run_ours, &a, &b, &mb) * 1e3;
        theirs[i] = in_child(run_jansson, &a, &b, &ignored) * 1e3;
    }
    double mine = bench_median(ours, ROUNDS);
    double peer = bench_median(theirs, ROUNDS);
    printf("diff of two files of %.1f MB: %zu findings in %.0f ms, jansson loads them in %.0f ms, "
           "ratio %.2f (at most 0.60)%s\n",
           larger, findings, mine, peer, mine / peer, bench_mark(mine / peer > 0.6));
    below |= mine / peer > 0.6;
    printf("diff: peak memory %.0f MB, %.1f times the larger file (at most 8.0)%s\n", mb,
           mb / larger, bench_mark(mb / larger > 8));
    below |= mb / larger > 8;
    below |= against_oasdiff(&a, &b, ours[0], mb); /* sorted: the best of each */
    return below;
}
