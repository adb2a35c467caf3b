/*
 * The ledger. Posting against a floor of raw SQLite in the manner of a plain double-entry program:
 * key looked up, entry, postings, balances, the same schema with its triggers, indexes and foreign
 * keys, two hashes, the same event; batched and single, at FULL and NORMAL, taking turns.
 * The trial balance against bare point SELECTs, verification beside what ledger and hledger take
 * for the same journal as text (they parse, we read binary: said in the output), and opening a
 * store with many entries against one with few.
 */
#include "bench.h"

#include "core/schema.h"

#include <contracts/contracts.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ACCOUNTS = 1000, BATCH = 1000, ROUNDS = 12, SINGLE = 60, SINGLES = 40, TEXT = 100000 };

static char folder[128];
static char account_names[ACCOUNTS][40];
static uint64_t chance = 88172645463325252ULL;

static void fail_if(ctr_status status, ctr_error *err, const char *what)
{
    if (status != CTR_OK) {
        bench_die(what, ctr_error_message(err));
    }
}

/* One entry to post, the same for both. */
struct job {
    char key[32];
    char memo[32];
    int from;
    int to;
    int64_t amount;
};

static void make_job(struct job *j)
{
    static int64_t n;
    n++;
    snprintf(j->key, sizeof j->key, "key-%lld", (long long)n);
    snprintf(j->memo, sizeof j->memo, "cost accrual %lld", (long long)n);
    j->from = (int)(bench_random(&chance) % ACCOUNTS);
    j->to = (int)((uint64_t)(j->from + 1) + bench_random(&chance) % (ACCOUNTS - 1)) % ACCOUNTS;
    j->amount = 1 + (int64_t)(bench_random(&chance) % 1000000);
}

/* --- ours --- */

static ctr_store *ours_open(const char *path, ctr_durability durability)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_CREATE;
    o.durability = durability;
    o.actor = "bench";
    fail_if(ctr_store_open(path, &o, &store, &err), err, "open");
    return store;
}

static void ours_prepare(ctr_store *store)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "bench";
    c.name = "book";
    c.document.data = "{}";
    c.document.size = 2;
    c.document.format = CTR_FORMAT_OPAQUE;
    fail_if(ctr_contract_create(store, &c, NULL, NULL, &err), err, "create");
    fail_if(ctr_ledger_open(store, "bench", "book", "GBP", NULL, NULL, &err), err, "ledger");
    for (int i = 0; i < ACCOUNTS; i++) {
        ctr_account_spec spec;
        ctr_account_spec_init(&spec, sizeof spec);
        spec.account = account_names[i];
        fail_if(ctr_account_open(store, "bench", "book", &spec, NULL, NULL, &err), err, "account");
    }
}

static void ours_post(ctr_store *store, const struct job *jobs, size_t count)
{
    static ctr_entry_spec specs[BATCH];
    static const char *accounts[BATCH][2];
    static int64_t amounts[BATCH][2];
    ctr_error *err = NULL;

    for (size_t i = 0; i < count; i++) {
        ctr_entry_spec *s = &specs[i];
        ctr_entry_spec_init(s, sizeof *s);
        accounts[i][0] = account_names[jobs[i].from];
        accounts[i][1] = account_names[jobs[i].to];
        amounts[i][0] = jobs[i].amount;
        amounts[i][1] = -jobs[i].amount;
        s->kind = CTR_ENTRY_COST;
        s->date = "2026-01-01";
        s->key = jobs[i].key;
        s->memo = jobs[i].memo;
        s->accounts = accounts[i];
        s->amounts = amounts[i];
        s->posting_count = 2;
    }
    fail_if(ctr_ledger_post(store, "bench", "book", specs, count, NULL, NULL, &err), err, "post");
}

/* --- the floor --- */

enum floor_id { BEGIN, COMMIT, LOOK, ENTRY, POSTING, DEBIT, CREDIT, BOOK, EVENT, FLOOR_COUNT };
static const char *const floor_sql[FLOOR_COUNT] = {
    "BEGIN IMMEDIATE",
    "COMMIT",
    "SELECT rid FROM lc_entry WHERE book_rid=1 AND idem_key=?1",
    "INSERT INTO lc_entry(rid,book_rid,seq,act,kind,effective,booked,recorded_us,actor,memo,"
    "idem_key,first_posting,posting_count,evidence_count,request,hash) "
    "VALUES(1099511627776+?1,1,?1,1,1,20454,20454,?2,'bench',?3,?4,?5,2,0,?6,?7)",
    "INSERT INTO lc_posting(rid,entry_rid,account_rid,amount) "
    "VALUES(1099511627776+?1,1099511627776+?2,?3,?4)",
    "UPDATE lc_account SET debit=debit+?2 WHERE rid=?1",
    "UPDATE lc_account SET credit=credit+?2 WHERE rid=?1",
    "UPDATE lc_book SET entries=?1,postings=?2,head=?3 WHERE rid=1",
    "INSERT INTO lc_event(seq,contract_rid,at_us,kind,subject,actor,body,hash) "
    "VALUES(?1,1,?2,'ledger.posted','ledger:bench/book','bench',?3,?4)",
};

struct floor {
    sqlite3 *db;
    sqlite3_stmt *st[FLOOR_COUNT];
    int64_t seq;
    int64_t events;
    unsigned char head[32];
    unsigned char last[32];
};

static void step(struct floor *f, enum floor_id id)
{
    if (sqlite3_step(f->st[id]) != SQLITE_DONE) {
        bench_die(floor_sql[id], sqlite3_errmsg(f->db));
    }
    sqlite3_reset(f->st[id]);
}

static void must(struct floor *f, const char *sql)
{
    if (sqlite3_exec(f->db, sql, NULL, NULL, NULL)) {
        bench_die(sql, sqlite3_errmsg(f->db));
    }
}

static void floor_open(struct floor *f, const char *path, bool full)
{
    char sql[40200];

    memset(f, 0, sizeof *f);
    if (sqlite3_open_v2(path, &f->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL)) {
        bench_die("floor", sqlite3_errmsg(f->db));
    }
    must(f, "PRAGMA journal_mode=WAL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-2048;"
            "PRAGMA temp_store=MEMORY;PRAGMA secure_delete=OFF");
    must(f, full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    for (int i = 0; i < LC_SCHEMA; i++) {
        must(f, lc_schema_steps[i]);
    }
    must(f,
         "INSERT INTO lc_contract VALUES(1,'bench/book','bench','book',5,1,1,NULL,NULL,'{}',1,'b');"
         "INSERT INTO lc_book VALUES(1,1,zeroblob(16),'GBP',0,0,zeroblob(32),NULL,1,'b');BEGIN");
    for (int i = 0; i < ACCOUNTS; i++) {
        snprintf(sql, sizeof sql,
                 "INSERT INTO lc_account VALUES(%d,1,'%s',1,'GBP',-719162,NULL,NULL,NULL,0,0,0,0,0,"
                 "1,'b')",
                 i + 1, account_names[i]);
        must(f, sql);
    }
    must(f, "COMMIT");
    for (int i = 0; i < FLOOR_COUNT; i++) {
        if (sqlite3_prepare_v3(f->db, floor_sql[i], -1, SQLITE_PREPARE_PERSISTENT, &f->st[i],
                               NULL)) {
            bench_die(floor_sql[i], sqlite3_errmsg(f->db));
        }
    }
}

static void floor_close(struct floor *f)
{
    for (int i = 0; i < FLOOR_COUNT; i++) {
        sqlite3_finalize(f->st[i]);
    }
    sqlite3_close(f->db);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void floor_posting(struct floor *f, int n, int account, int64_t amount)
{
    sqlite3_bind_int64(f->st[POSTING], 1, f->seq * 2 - 1 + n);
    sqlite3_bind_int64(f->st[POSTING], 2, f->seq);
    sqlite3_bind_int64(f->st[POSTING], 3, account + 1);
    sqlite3_bind_int64(f->st[POSTING], 4, amount);
    step(f, POSTING);
    enum floor_id side = amount > 0 ? DEBIT : CREDIT;
    sqlite3_bind_int64(f->st[side], 1, account + 1);
    sqlite3_bind_int64(f->st[side], 2, amount > 0 ? amount : -amount);
    step(f, side);
}

static void floor_entry(struct floor *f, const struct job *j)
{
    unsigned char bytes[512];
    unsigned char request[32];
    int64_t now = now_us();

    sqlite3_bind_text(f->st[LOOK], 1, j->key, -1, SQLITE_STATIC);
    if (sqlite3_step(f->st[LOOK]) != SQLITE_DONE) {
        bench_die("floor", "the key is there");
    }
    sqlite3_reset(f->st[LOOK]);
    f->seq++;
    int size = snprintf((char *)bytes, sizeof bytes, "request %*d|%s|%s|%s|GBP|%lld|%s|GBP|%lld",
                        100, 1, j->key, j->memo, account_names[j->from], (long long)j->amount,
                        account_names[j->to], (long long)-j->amount);
    crypto_hash_sha256(request, bytes, (unsigned long long)size);
    memcpy(bytes, f->head, 32);
    memcpy(bytes + 32, request, 32);
    memcpy(bytes + 64, &f->seq, 8);
    memcpy(bytes + 72, &now, 8);
    crypto_hash_sha256(f->head, bytes, 110);
    sqlite3_bind_int64(f->st[ENTRY], 1, f->seq);
    sqlite3_bind_int64(f->st[ENTRY], 2, now);
    sqlite3_bind_text(f->st[ENTRY], 3, j->memo, -1, SQLITE_STATIC);
    sqlite3_bind_text(f->st[ENTRY], 4, j->key, -1, SQLITE_STATIC);
    sqlite3_bind_int64(f->st[ENTRY], 5, f->seq * 2 - 1);
    sqlite3_bind_blob(f->st[ENTRY], 6, request, 32, SQLITE_STATIC);
    sqlite3_bind_blob(f->st[ENTRY], 7, f->head, 32, SQLITE_STATIC);
    step(f, ENTRY);
    floor_posting(f, 0, j->from, j->amount);
    floor_posting(f, 1, j->to, -j->amount);
}

static void floor_post(struct floor *f, const struct job *jobs, size_t count)
{
    char body[200];
    char hex[65];
    int64_t now = now_us();

    step(f, BEGIN);
    for (size_t i = 0; i < count; i++) {
        floor_entry(f, &jobs[i]);
    }
    sqlite3_bind_int64(f->st[BOOK], 1, f->seq);
    sqlite3_bind_int64(f->st[BOOK], 2, f->seq * 2);
    sqlite3_bind_blob(f->st[BOOK], 3, f->head, 32, SQLITE_STATIC);
    step(f, BOOK);
    sodium_bin2hex(hex, sizeof hex, f->head, 32);
    int size =
        snprintf(body, sizeof body, "{\"count\":%zu,\"first\":%lld,\"head\":\"%s\",\"last\":%lld}",
                 count, (long long)(f->seq - (int64_t)count + 1), hex, (long long)f->seq);
    crypto_hash_sha256(f->last, (const unsigned char *)body, (unsigned long long)size);
    sqlite3_bind_int64(f->st[EVENT], 1, ++f->events);
    sqlite3_bind_int64(f->st[EVENT], 2, now);
    sqlite3_bind_text(f->st[EVENT], 3, body, -1, SQLITE_STATIC);
    sqlite3_bind_blob(f->st[EVENT], 4, f->last, 32, SQLITE_STATIC);
    step(f, EVENT);
    step(f, COMMIT);
}

/* --- posting, taking turns --- */

static int race(const char *name, bool full, size_t batch)
{
    static struct job jobs[BATCH];
    char path[200];
    char floor_path[240];
    struct floor f;
    double a[SINGLES];
    double b[SINGLES];
    size_t rounds = batch == 1 ? SINGLES : ROUNDS;
    size_t each = batch == 1 ? SINGLE : 1;

    snprintf(path, sizeof path, "%s/%s.db", folder, name);
    snprintf(floor_path, sizeof floor_path, "%s.floor", path);
    ctr_store *store = ours_open(path, full ? CTR_DURABILITY_FULL : CTR_DURABILITY_NORMAL);
    ours_prepare(store);
    floor_open(&f, floor_path, full);
    for (size_t r = 0; r < rounds; r++) {
        a[r] = 0;
        b[r] = 0;
        for (size_t k = 0; k < each; k++) {
            for (size_t i = 0; i < batch; i++) {
                make_job(&jobs[i]);
            }
            double start = bench_now();
            ours_post(store, jobs, batch);
            double middle = bench_now();
            floor_post(&f, jobs, batch);
            a[r] += middle - start;
            b[r] += bench_now() - middle;
        }
        a[r] = (double)(each * batch) / a[r];
        b[r] = (double)(each * batch) / b[r];
    }
    ctr_store_close(store);
    floor_close(&f);
    return bench_ratio(name, "entries/s", bench_median(a, rounds), "raw SQLite",
                       bench_median(b, rounds), 0.85);
}

/* --- reading --- */

static double point_select(const char *path)
{
    enum { LOOKS = 20000 };
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ||
        sqlite3_prepare_v2(db, "SELECT hash FROM lc_entry WHERE rid=?1", -1, &st, NULL)) {
        bench_die("point select", sqlite3_errmsg(db));
    }
    double start = bench_now();
    for (int i = 0; i < LOOKS; i++) {
        sqlite3_bind_int64(st, 1, INT64_C(1099511627776) + 1 + i * 7 % 10000);
        if (sqlite3_step(st) != SQLITE_ROW) {
            bench_die("point select", "no row");
        }
        sqlite3_reset(st);
    }
    double each = (bench_now() - start) / LOOKS;
    sqlite3_finalize(st);
    sqlite3_close(db);
    return each;
}

static double trial_seconds(ctr_store *store, const char *name)
{
    double t[101];

    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        ctr_trial *trial = NULL;
        ctr_error *err = NULL;
        double start = bench_now();
        fail_if(ctr_ledger_balance(store, "bench", name, NULL, &trial, &err), err, "trial");
        t[i] = bench_now() - start;
        ctr_trial_free(trial);
    }
    return bench_median(t, sizeof t / sizeof t[0]);
}

/* A chart of accounts as contracts have it, with as many entries as the large one. */
static void small_book(ctr_store *store, int entries)
{
    enum { CHART = 24 };
    ctr_create c;
    ctr_error *err = NULL;
    ctr_entry_spec specs[100];
    const char *accounts[] = {account_names[0], account_names[1]};
    const int64_t amounts[] = {100, -100};

    ctr_create_init(&c, sizeof c);
    c.team = "bench";
    c.name = "small";
    c.document.data = "{}";
    c.document.size = 2;
    c.document.format = CTR_FORMAT_OPAQUE;
    fail_if(ctr_contract_create(store, &c, NULL, NULL, &err), err, "create");
    fail_if(ctr_ledger_open(store, "bench", "small", "GBP", NULL, NULL, &err), err, "ledger");
    for (int i = 0; i < CHART; i++) {
        ctr_account_spec spec;
        ctr_account_spec_init(&spec, sizeof spec);
        spec.account = account_names[i];
        fail_if(ctr_account_open(store, "bench", "small", &spec, NULL, NULL, &err), err, "account");
    }
    for (int i = 0; i < entries; i += 100) {
        for (int k = 0; k < 100; k++) {
            ctr_entry_spec_init(&specs[k], sizeof specs[k]);
            specs[k].kind = CTR_ENTRY_COST;
            specs[k].date = "2026-01-01";
            specs[k].accounts = accounts;
            specs[k].amounts = amounts;
            specs[k].posting_count = 2;
        }
        fail_if(ctr_ledger_post(store, "bench", "small", specs, 100, NULL, NULL, &err), err,
                "post");
    }
}

static double opening(const char *path)
{
    double t[31];

    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        double start = bench_now();
        ctr_store_close(ours_open(path, CTR_DURABILITY_FULL));
        t[i] = bench_now() - start;
    }
    return bench_median(t, sizeof t / sizeof t[0]);
}

/* --- verification, beside the programs that read text --- */

static double verify_seconds(ctr_store *store)
{
    double t[5];

    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        ctr_ledger_report *report = NULL;
        ctr_error *err = NULL;
        double start = bench_now();
        fail_if(ctr_ledger_verify(store, "bench", "book", &report, &err), err, "verify");
        t[i] = bench_now() - start;
        if (!ctr_ledger_report_ok(report)) {
            bench_die("verify", ctr_ledger_report_message(report));
        }
        ctr_ledger_report_free(report);
    }
    return bench_median(t, sizeof t / sizeof t[0]);
}

static double command_seconds(const char *command)
{
    double best = 1e9;

    for (int i = 0; i < 3; i++) {
        double start = bench_now();
        if (system(command) != 0) {
            return 0;
        }
        double t = bench_now() - start;
        best = t < best ? t : best;
    }
    return best;
}

static int beside(const char *program, const char *arguments, const char *journal, double ours,
                  double bar)
{
    char command[500];
    char name[100];

    snprintf(command, sizeof command, "command -v %s > /dev/null", program);
    if (system(command) != 0) {
        printf("verify beside %s: skipped, the program is not there\n", program);
        return 0;
    }
    snprintf(command, sizeof command, "%s -f %s %s > /dev/null 2>&1", program, journal, arguments);
    double theirs = command_seconds(command);
    if (theirs == 0) {
        bench_die(command, "failed");
    }
    snprintf(name, sizeof name, "verify of %d entries, %s %s reads text", TEXT, program, arguments);
    return bench_ratio(name, "entries/s", TEXT / ours, program, TEXT / theirs, bar);
}

static int read_benches(void)
{
    static struct job jobs[BATCH];
    char path[200];
    char few[200];
    char journal[200];
    int below = 0;

    snprintf(path, sizeof path, "%s/read.db", folder);
    snprintf(few, sizeof few, "%s/few.db", folder);
    snprintf(journal, sizeof journal, "%s/read.journal", folder);
    FILE *text = fopen(journal, "w");
    ctr_store *store = ours_open(path, CTR_DURABILITY_NORMAL);
    ours_prepare(store);
    for (int i = 0; i < TEXT; i += BATCH) {
        for (size_t k = 0; k < BATCH; k++) {
            make_job(&jobs[k]);
            fprintf(text,
                    "2026-01-01 * %s\n    %s    GBP %lld.%02lld\n    %s    GBP -%lld.%02lld\n\n",
                    jobs[k].memo, account_names[jobs[k].from], (long long)jobs[k].amount / 100,
                    (long long)jobs[k].amount % 100, account_names[jobs[k].to],
                    (long long)jobs[k].amount / 100, (long long)jobs[k].amount % 100);
        }
        ours_post(store, jobs, BATCH);
    }
    fclose(text);
    small_book(store, 20000);
    double bare = point_select(path);
    printf("trial balance: %.0f us with 1,000 accounts and %d entries\n",
           trial_seconds(store, "book") * 1e6, TEXT);
    below |= bench_ratio("trial balance of 24 accounts, 20,000 entries", "a second",
                         1 / trial_seconds(store, "small"), "100 bare point SELECTs",
                         1 / (100 * bare), 1);
    double verify = verify_seconds(store);
    below |= beside("ledger", "balance", journal, verify, 1);
    below |= beside("hledger", "check", journal, verify, 8);
    ctr_store_close(store);
    store = ours_open(few, CTR_DURABILITY_FULL);
    ours_prepare(store);
    ctr_store_close(store);
    return below | bench_ratio("opening with many entries", "a second", 1 / opening(path),
                               "with none", 1 / opening(few), 0.8);
}

int main(int argc, char **argv)
{
    static const char *const roots[] = {"Assets", "Expenses", "Liabilities", "Income", "Equity"};
    char command[300];
    int below = 0;

    snprintf(folder, sizeof folder, "%s/bench-ledger-%d", argc > 1 ? argv[1] : "/tmp",
             (int)getpid());
    if (mkdir(folder, 0700) != 0) {
        bench_die(folder, "cannot be made");
    }
    for (int i = 0; i < ACCOUNTS; i++) {
        snprintf(account_names[i], sizeof account_names[i], "%s:P%d:A%d", roots[i % 5], i % 20, i);
    }
    below |= race("post-batch-full", true, BATCH);
    below |= race("post-batch-normal", false, BATCH);
    below |= race("post-single-full", true, 1);
    below |= race("post-single-normal", false, 1);
    below |= read_benches();
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) != 0 ? 2 : below;
}
