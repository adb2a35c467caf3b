/*
 * Instructions that the hot paths take, counted by callgrind, against committed ceilings: a
 * slow-down shows without a clock. Each path runs N and M times in a child under valgrind; the
 * difference of the counts is what one more time costs.
 *
 * After a change that is meant: t_instructions --update writes the ceilings anew (a quarter above
 * what was counted); the diff of tests/callgrind/ceilings.txt is then reviewed with the change.
 */
#include "support/callgrind.h"
#include "support/fixture.h"

static void must(ctr_status status, const ctr_error *err)
{
    if (status != CTR_OK) {
        fprintf(stderr, "t_instructions: %s\n", ctr_error_message(err));
        exit(1);
    }
}

static void create(ctr_store *store, const char *name)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.document.format = CTR_FORMAT_OPAQUE;
    c.document.data = "{\"endpoints\":[\"/orders\"]}";
    c.document.size = strlen(c.document.data);
    must(ctr_contract_create(store, &c, NULL, NULL, &err), err);
}

static void work_lookup(ctr_store *store, long n)
{
    ctr_error *err = NULL;

    create(store, "orders");
    must(ctr_version_activate(store, "shop", "orders", "1.0.0", NULL, NULL, &err), err);
    for (long i = 0; i < n; i++) {
        ctr_version *v = NULL;
        must(ctr_contract_active(store, "shop", "orders", &v, &err), err);
        ctr_version_free(v);
    }
}

static void work_create(ctr_store *store, long n)
{
    for (long i = 0; i < n; i++) {
        char name[32];
        snprintf(name, sizeof name, "contract-%ld", i);
        create(store, name);
    }
}

/* As many contracts are made either way, so that activations alone make the difference. */
static void work_activate(ctr_store *store, long n)
{
    char name[32];
    ctr_error *err = NULL;

    work_create(store, 120);
    for (long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "contract-%ld", i);
        must(ctr_version_activate(store, "shop", name, "1.0.0", NULL, NULL, &err), err);
    }
}

/* One entry a call, each in a transaction of its own. */
static void work_post(ctr_store *store, long n)
{
    enum { ACCOUNTS = 20 };
    char names[ACCOUNTS][32];
    char key[32];
    ctr_error *err = NULL;

    create(store, "deal");
    must(ctr_ledger_open(store, "shop", "deal", "EUR", NULL, NULL, &err), err);
    for (int i = 0; i < ACCOUNTS; i++) {
        ctr_account_spec spec;
        ctr_account_spec_init(&spec, sizeof spec);
        snprintf(names[i], sizeof names[i], "Assets:Deal:Account%d", i);
        spec.account = names[i];
        must(ctr_account_open(store, "shop", "deal", &spec, NULL, NULL, &err), err);
    }
    for (long i = 0; i < n; i++) {
        const char *accounts[] = {names[i % ACCOUNTS], names[(i + 7) % ACCOUNTS]};
        const int64_t amounts[] = {100 + i, -100 - i};
        ctr_entry_spec s;
        ctr_entry_spec_init(&s, sizeof s);
        snprintf(key, sizeof key, "key-%ld", i);
        s.kind = CTR_ENTRY_COST;
        s.date = "2026-01-01";
        s.key = key;
        s.accounts = accounts;
        s.amounts = amounts;
        s.posting_count = 2;
        must(ctr_ledger_post(store, "shop", "deal", &s, 1, NULL, NULL, &err), err);
    }
}

/* A pair of schemas of 300 properties that differ in every tenth. */
static char *schema(int edition)
{
    struct text_sink s = {NULL, 0};
    char line[160];

    static const char head[] =
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
        "\"properties\":{";
    text_sink_write(&s, head, sizeof head - 1);
    for (int i = 0; i < 300; i++) {
        int size = snprintf(line, sizeof line,
                            "%s\"field_%d\":{\"type\":\"string\",\"maxLength\":%d,\"description\":"
                            "\"the %d. field\"}",
                            i ? "," : "", i, edition == 2 && i % 10 == 0 ? 50 : 100, i);
        text_sink_write(&s, line, (size_t)size);
    }
    text_sink_write(&s, "}}", 2);
    return s.text;
}

static void work_diff(ctr_store *store, long n)
{
    ctr_source a;
    ctr_source b;
    char *old = schema(1);
    char *new = schema(2);

    (void)store;
    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    a.data = old;
    a.size = strlen(old);
    b.data = new;
    b.size = strlen(new);
    for (long i = 0; i < n; i++) {
        ctr_diff *diff = NULL;
        ctr_error *err = NULL;
        must(ctr_diff_documents(&a, &b, NULL, &diff, &err), err);
        if (ctr_diff_count(diff) != 30) {
            fprintf(stderr, "t_instructions: %zu findings, not 30\n", ctr_diff_count(diff));
            exit(1);
        }
        ctr_diff_free(diff);
    }
    free(old);
    free(new);
}

static const struct path {
    const char *name;
    void (*work)(ctr_store *store, long n);
    long few;
    long many;
    int (*begin)(void **state);
} paths[] = {
    {"look-up", work_lookup, 100, 1100, fixture_file},
    {"look-up-in-memory", work_lookup, 100, 1100, fixture_memory},
    {"create", work_create, 20, 120, fixture_file},
    {"activate", work_activate, 20, 120, fixture_file},
    {"post", work_post, 20, 120, fixture_file},
    {"diff", work_diff, 2, 12, fixture_file},
};

static const struct path *find(const char *name)
{
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        if (strcmp(paths[i].name, name) == 0) {
            return &paths[i];
        }
    }
    return NULL;
}

static int work(const char *name, const char *times)
{
    void *state = NULL;
    const struct path *p = find(name);

    if (!p || p->begin(&state) != 0) {
        return 1;
    }
    p->work(((struct fixture *)state)->store, strtol(times, NULL, 10));
    return fixture_end(&state);
}

static double counted(const struct path *p, long n)
{
    char arguments[120];

    snprintf(arguments, sizeof arguments, "work '%s' %ld", p->name, n);
    double total = callgrind_count(arguments);
    if (total < 0) {
        fail_msg("%s: callgrind counted nothing", p->name);
    }
    return total;
}

static double each(const struct path *p)
{
    return (counted(p, p->many) - counted(p, p->few)) / (double)(p->many - p->few);
}

static FILE *open_ceilings(const char *mode)
{
    const char *folder = getenv("CTR_SRCDIR");
    char path[4200];

    snprintf(path, sizeof path, "%s/tests/callgrind/ceilings.txt", folder ? folder : ".");
    FILE *f = fopen(path, mode);
    if (!f) {
        fail_msg("cannot open %s", path);
    }
    return f;
}

static void update(void)
{
    FILE *f = open_ceilings("w");

    fputs("# Most instructions a path may take, x86_64, gcc -O2; t_instructions --update\n", f);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        fprintf(f, "%s %.0f\n", paths[i].name, each(&paths[i]) * 1.25);
    }
    fclose(f);
}

static void no_hot_path_takes_more_instructions_than_its_ceiling(void **state)
{
    char line[200];
    size_t seen = 0;
    bool over = false;
    FILE *f = open_ceilings("r");

    (void)state;
    while (fgets(line, sizeof line, f)) {
        char name[64];
        double ceiling;
        if (*line == '#' || sscanf(line, "%63s %lf", name, &ceiling) != 2) {
            continue;
        }
        const struct path *p = find(name);
        if (!p) {
            fail_msg("ceilings.txt names a path '%s' that is not here", name);
        }
        double is = each(p);
        printf("%s: %.0f instructions, ceiling %.0f%s\n", name, is, ceiling,
               is > ceiling ? " OVER" : "");
        over |= is > ceiling;
        seen++;
    }
    fclose(f);
    assert_int_equal(seen, sizeof paths / sizeof paths[0]);
    assert_false(over);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hot_path_takes_more_instructions_than_its_ceiling)};

    if (argc == 4 && strcmp(argv[1], "work") == 0) {
        return work(argv[2], argv[3]);
    }
    if (!callgrind_can()) {
        printf("t_instructions: skipped: valgrind is not here, or sanitizers are\n");
        return 77;
    }
    if (argc == 2 && strcmp(argv[1], "--update") == 0) {
        update();
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
