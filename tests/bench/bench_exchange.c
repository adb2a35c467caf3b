/*
 * Export and import of XML files of 500 MB each, one of documents of 13 MB, one of documents of
 * 1 KB, against the sum of their bare parts in the same run:
 *
 *   export: the same SELECTs, inflate, write
 *   import: SAX, SHA-256 of the file, its documents and its events, deflate, the same INSERTs with
 *           their commit and checkpoint
 *
 * Every phase is a process of its own, so that its peak memory can be told (and the parent stays
 * small, because a child begins with its parent's). CTR_BENCH_MB sets another size of the files
 * (default 500).
 */
#include "exchange_bare.h"

#include <contracts/contracts.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { LARGE = 13 << 20, SMALL = 1000, A_BATCH = 1000, MEMORY_KIB = 16 << 10 };

/* Of exports, the best of so many: the disk is still busy with what was written before. */
enum { TURNS = 3 };

static char folder[64];
static char names[8][96];

static const char *in_folder(const char *name)
{
    static int turn;
    char *at = names[turn++ % 8];
    snprintf(at, sizeof names[0], "%s/%s", folder, name);
    return at;
}

static void must(ctr_status status, const ctr_error *err, const char *what)
{
    if (status != CTR_OK) {
        bench_die(what, ctr_error_message(err));
    }
}

/* --- the content --- */

static ctr_store *open_store(const char *path, uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = flags;
    must(ctr_store_open(path, &o, &store, &err), err, path);
    return store;
}

static int make(const char *path, size_t size, size_t count)
{
    ctr_store *store = open_store(path, CTR_STORE_CREATE);
    char *document = malloc(size);
    uint64_t state = size;
    ctr_batch *batch = NULL;
    ctr_error *err = NULL;

    for (size_t i = 0; document && i < count; i++) {
        char name[32];
        ctr_create c;
        snprintf(name, sizeof name, "c%zu", i);
        ctr_create_init(&c, sizeof c);
        c.team = "bench";
        c.name = name;
        c.document.format = CTR_FORMAT_OPAQUE;
        make_document(document, size, &state);
        c.document.data = document;
        c.document.size = size;
        if (!batch) {
            must(ctr_batch_new(NULL, &batch, &err), err, "batch");
        }
        must(ctr_batch_create(batch, &c, NULL, &err), err, "create");
        if (size == LARGE || ctr_batch_count(batch) == A_BATCH || i + 1 == count) {
            must(ctr_batch_apply(store, batch, NULL, &err), err, "apply");
            ctr_batch_free(batch);
            batch = NULL;
        }
    }
    free(document);
    ctr_store_close(store);
    return 0;
}

/* --- ours --- */

static int write_out(void *user, const void *bytes, size_t size)
{
    return write(*(int *)user, bytes, size) != (ssize_t)size;
}

static int64_t read_in(void *user, void *buffer, size_t capacity)
{
    return read(*(int *)user, buffer, capacity);
}

static int export_ours(const char *path, const char *file)
{
    ctr_store *store = open_store(path, CTR_STORE_READONLY);
    int fd = open(file, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    ctr_error *err = NULL;

    must(ctr_export(store, NULL, write_out, &fd, &err), err, "export");
    close(fd);
    ctr_store_close(store);
    return 0;
}

static int import_ours(const char *path, const char *file)
{
    ctr_store *store = open_store(path, CTR_STORE_CREATE);
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    ctr_error *err = NULL;

    must(ctr_import(store, NULL, read_in, &fd, NULL, NULL, &err), err, "import");
    close(fd);
    ctr_store_close(store);
    return 0;
}

/* The sum goes to the parent through a file. */
static int import_bare(const char *from, const char *file, size_t size, size_t count)
{
    sqlite3 *db = open_bare(from);
    double sax = time_sax(file);
    double hash_file = time_file_hash(file);
    double work = time_hash_and_deflate(db, size, count);
    const char *to = in_folder("bare.db");
    ctr_store_close(open_store(to, CTR_STORE_CREATE));
    double rows = time_inserts(db, to);
    FILE *out = fopen(in_folder("sum"), "w");

    if (!out) {
        bench_die("sum", "cannot be written");
    }
    fprintf(out, "%f\n", sax + hash_file + work + rows);
    printf(
        "  bare: SAX %.2f s, SHA-256 of the file %.2f s, of the rest and deflate %.2f s, INSERTs "
        "%.2f s\n",
        sax, hash_file, work, rows);
    fclose(out);
    fflush(stdout);
    _exit(0);
}

/* --- the phases as processes --- */

struct plan {
    const char *self;
    size_t size;
    size_t count;
};

static double run(const struct plan *plan, const char *phase, const char *a, const char *b,
                  long *kib)
{
    struct rusage usage;
    char size[24];
    char count[24];
    int status;

    snprintf(size, sizeof size, "%zu", plan->size);
    snprintf(count, sizeof count, "%zu", plan->count);
    fflush(stdout);
    double start = bench_now();
    pid_t pid = fork();
    if (pid == 0) {
        execl(plan->self, plan->self, phase, a, b, size, count, folder, (char *)NULL);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status) {
        bench_die(phase, "failed");
    }
    *kib = usage.ru_maxrss;
    return bench_now() - start;
}

static int phase(char **argv)
{
    const char *name = argv[1];
    size_t size = strtoull(argv[4], NULL, 10);
    size_t count = strtoull(argv[5], NULL, 10);

    snprintf(folder, sizeof folder, "%s", argv[6]);
    return strcmp(name, "make") == 0          ? make(argv[2], size, count)
           : strcmp(name, "export") == 0      ? export_ours(argv[2], argv[3])
           : strcmp(name, "import") == 0      ? import_ours(argv[2], argv[3])
           : strcmp(name, "export-bare") == 0 ? export_bare(argv[2], argv[3])
           : strcmp(name, "import-bare") == 0 ? import_bare(argv[2], argv[3], size, count)
                                              : 2;
}

static int report_memory(const char *what, long kib)
{
    printf("%s, memory: %.1f MB (at most 16)%s\n", what, (double)kib / 1024,
           bench_mark(kib > MEMORY_KIB));
    return kib > MEMORY_KIB;
}

static double megabytes(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    double mb = (double)lseek(fd, 0, SEEK_END) / 1e6;
    close(fd);
    return mb;
}

static double read_sum(void)
{
    char text[64] = "";
    FILE *in = fopen(in_folder("sum"), "r");
    if (!in || !fgets(text, sizeof text, in)) {
        bench_die("sum", "is not there");
    }
    fclose(in);
    return strtod(text, NULL);
}

static int bench(const struct plan *plan, const char *what)
{
    const char *from = in_folder("from.db");
    const char *file = in_folder("file.xml");
    const char *other = in_folder("bare.out");
    const char *to = in_folder("to.db");
    char label[96];
    long kib;

    run(plan, "make", from, "", &kib);
    double floor = 1e9;
    double ours = 1e9;
    long peak = 0;
    for (int i = 0; i < TURNS; i++) {
        double bare = run(plan, "export-bare", from, other, &kib);
        double whole = run(plan, "export", from, file, &kib);
        floor = bare < floor ? bare : floor;
        ours = whole < ours ? whole : ours;
        peak = kib > peak ? kib : peak;
    }
    double mb = megabytes(file);
    snprintf(label, sizeof label, "export, %s, %.0f MB", what, mb);
    int bad = bench_ratio(label, "MB/s", mb / ours, "bare parts", mb / floor, 0.5);
    bad |= report_memory(label, peak);

    ours = run(plan, "import", to, file, &kib);
    peak = kib;
    run(plan, "import-bare", to, file, &kib);
    snprintf(label, sizeof label, "import, %s, %.0f MB", what, mb);
    bad |= bench_ratio(label, "MB/s", mb / ours, "bare parts", mb / read_sum(), 0.6);
    bad |= report_memory(label, peak);
    snprintf(label, sizeof label, "rm -f %s/*", folder);
    return system(label) | bad;
}

int main(int argc, char **argv)
{
    const char *mb = getenv("CTR_BENCH_MB");
    const char *tmp = getenv("TMPDIR");
    char command[96];

    if (sodium_init() < 0) {
        bench_die("libsodium", "does not start");
    }
    if (argc == 7) {
        return phase(argv);
    }
    snprintf(folder, sizeof folder, "%.40s/bench-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(folder)) {
        bench_die("temporary folder", folder);
    }
    double bytes = (mb ? strtod(mb, NULL) : 500) * 1e6;
    /* a small document has about 1,350 bytes of contract, version and events around it */
    const struct plan large = {"/proc/self/exe", LARGE, (size_t)(bytes / LARGE)};
    const struct plan small = {"/proc/self/exe", SMALL, (size_t)(bytes / (SMALL + 1350))};
    int bad = bench(&large, "documents of 13 MB");
    bad |= bench(&small, "documents of 1 KB");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) || bad ? 1 : 0;
}
