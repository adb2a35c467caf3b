/*
 * Random journals against a naive model in plain arrays: what must be accepted is, what must be
 * refused is, with the right status, and every balance is the model's.
 *
 *   t_model [STEPS]      2,800,000 in make soak, more than a million entries; SEED in the
 *                        environment, printed
 *
 * A failure is replayed with steps left out as long as it stays, and the few that are left are
 * printed.
 */
#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ACCOUNTS = 6, ENTRIES = 4096, DAYS = 28, STEPS = 3000, RESTART = 1500, STEP_KINDS = 12 };

struct model_entry {
    int act; /* ctr_entry_act */
    int from;
    int to;
    int64_t amount;
    int day;
    int resolved; /* by an entry; 0 = no */
    int reversed;
    int key; /* 0 = none */
    int64_t expires_us;
};

struct model {
    __int128 debit[ACCOUNTS];
    __int128 credit[ACCOUNTS];
    __int128 pending_debit[ACCOUNTS];
    __int128 pending_credit[ACCOUNTS];
    struct model_entry entries[ENTRIES]; /* from 1 */
    int count;
    int closed; /* days up to this one; 0 = none */
    int sealed;
    int keys;
};

static const char *const names[ACCOUNTS] = {"Assets:A:Cost",     "Assets:A:Bank",
                                            "Liabilities:A:Sup", "Equity:A:Buffer",
                                            "Income:A:Share",    "Expenses:A:No"};
/* Of account 3: the balance is never above; of account 1: never below. */
enum { HIGH_ACCOUNT = 3, LOW_ACCOUNT = 1, HIGH = 5000, LOW = -7000 };

static struct model m;
static uint64_t chance;
static int64_t now_us;
static char why[300];

static uint64_t next(void)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return chance >> 33;
}

static int below(int n)
{
    return (int)(next() % (uint64_t)n);
}

static bool holds(void)
{
    return m.debit[HIGH_ACCOUNT] + m.pending_debit[HIGH_ACCOUNT] - m.credit[HIGH_ACCOUNT] <= HIGH &&
           m.debit[LOW_ACCOUNT] - m.credit[LOW_ACCOUNT] - m.pending_credit[LOW_ACCOUNT] >= LOW;
}

/* Count an amount on both sides; sign -1 takes it back. */
static void count(bool pending, int from, int to, int64_t amount, int sign)
{
    __int128 *debit = pending ? m.pending_debit : m.debit;
    __int128 *credit = pending ? m.pending_credit : m.credit;

    debit[from] += sign * amount;
    credit[to] += sign * amount;
}

/* The new entry, if the limits hold with it. */
static bool admit(const struct model_entry *e)
{
    bool pending = e->act == CTR_ACT_PEND;

    count(pending, e->from, e->to, e->amount, 1);
    if (!holds()) {
        count(pending, e->from, e->to, e->amount, -1);
        return false;
    }
    m.entries[++m.count] = *e;
    return true;
}

static bool expect(const char *what, ctr_status is, ctr_status want, const ctr_error *err)
{
    if (is == want) {
        return true;
    }
    snprintf(why, sizeof why, "%s: %s, wanted %s: %s", what, ctr_status_name(is),
             ctr_status_name(want), ctr_error_message(err));
    return false;
}

static const char *date(int day, char out[16])
{
    snprintf(out, 16, "2026-03-%c%c", '0' + day / 10, '0' + day % 10);
    return out;
}

/* --- steps --- */

static bool do_post(ctr_store *store, const struct model_entry *e, bool late, ctr_status want)
{
    ctr_entry_spec s;
    ctr_call call;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;
    const char *accounts[] = {names[e->from], names[e->to]};
    const int64_t amounts[] = {e->amount, -e->amount};
    char day[16];
    char key[32];

    ctr_entry_spec_init(&s, sizeof s);
    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    s.kind = CTR_ENTRY_COST;
    s.flags = (e->act == CTR_ACT_PEND ? CTR_ENTRY_PEND : 0) | (late ? CTR_ENTRY_LATE : 0);
    s.date = date(e->day, day);
    s.accounts = accounts;
    s.amounts = amounts;
    s.posting_count = 2;
    s.expires_us = e->expires_us;
    snprintf(key, sizeof key, "k%d", e->key);
    s.key = e->key ? key : NULL;
    ctr_status st = ctr_ledger_post(store, "shop", "book", &s, 1, &call, &list, &err);
    bool good = expect("post", st, want, err);
    if (good && st == CTR_OK && ctr_entry_seq(ctr_entry_list_at(list, 0)) > m.count) {
        snprintf(why, sizeof why, "post: entry %lld, the model has %d",
                 (long long)ctr_entry_seq(ctr_entry_list_at(list, 0)), m.count);
        good = false;
    }
    ctr_entry_list_free(list);
    ctr_error_free(err);
    return good;
}

static struct model_entry random_entry(bool pend)
{
    struct model_entry e = {.act = pend ? CTR_ACT_PEND : CTR_ACT_POST,
                            .from = below(ACCOUNTS),
                            .amount = 1 + below(below(4) ? 300 : 3000),
                            .day = 1 + below(DAYS)};
    e.to = (e.from + 1 + below(ACCOUNTS - 1)) % ACCOUNTS;
    e.expires_us = pend && below(2) ? now_us + 1 + (int64_t)below(40) * 1000000 : 0;
    return e;
}

static bool post_step(ctr_store *store, bool pend)
{
    struct model_entry e = random_entry(pend);
    bool late = below(3) == 0;

    e.key = below(3) ? 0 : ++m.keys;
    bool closed = e.day <= m.closed;
    if (closed && !late) {
        return do_post(store, &e, late, CTR_E_STATE);
    }
    struct model_entry kept = e;
    bool fits = admit(&kept);
    return do_post(store, &e, late, fits ? CTR_OK : CTR_E_STATE);
}

/* A key again: the same content is the same entry, other content is refused. */
static bool again_step(ctr_store *store)
{
    for (int i = m.count; i > 0; i--) {
        struct model_entry e = m.entries[i];
        if (!e.key || (e.expires_us && e.expires_us <= now_us)) {
            continue;
        }
        if (below(2)) {
            return do_post(store, &e, false, CTR_OK);
        }
        e.amount++;
        return do_post(store, &e, false, CTR_E_CONFLICT);
    }
    return true;
}

typedef ctr_status (*resolve_fn)(ctr_store *store, const char *team, const char *name, int64_t seq,
                                 const ctr_resolution *resolution, const ctr_call *call,
                                 ctr_entry_list **out, ctr_error **err);

static bool do_resolve(ctr_store *store, resolve_fn verb, int seq, int64_t amount, ctr_status want)
{
    ctr_resolution r;
    ctr_call call;
    ctr_error *err = NULL;

    ctr_resolution_init(&r, sizeof r);
    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    r.date = "2026-04-01"; /* never closed here */
    r.amount = amount;
    ctr_status st = verb(store, "shop", "book", seq, &r, &call, NULL, &err);
    bool good = expect("resolve", st, want, err);
    ctr_error_free(err);
    return good;
}

static bool end_step(ctr_store *store, bool settle)
{
    if (!m.count) {
        return true;
    }
    int seq = 1 + below(m.count);
    struct model_entry *e = &m.entries[seq];
    bool lapsed = settle && e->expires_us && e->expires_us <= now_us;
    int64_t part = settle && e->amount ? 1 + below((int)e->amount) : 0;

    if (e->act != CTR_ACT_PEND || e->resolved || lapsed) {
        return do_resolve(store, settle ? ctr_ledger_settle : ctr_ledger_void, seq, part,
                          CTR_E_STATE);
    }
    if (settle && below(8) == 0) {
        return do_resolve(store, ctr_ledger_settle, seq, e->amount + 1, CTR_E_ARGUMENT);
    }
    count(true, e->from, e->to, e->amount, -1);
    e->resolved = m.count + 1;
    m.entries[++m.count] = (struct model_entry){.act = settle ? CTR_ACT_SETTLE : CTR_ACT_VOID,
                                                .from = e->from,
                                                .to = e->to,
                                                .amount = settle ? part : e->amount};
    if (settle) {
        count(false, e->from, e->to, part, 1);
    }
    return do_resolve(store, settle ? ctr_ledger_settle : ctr_ledger_void, seq, part, CTR_OK);
}

static bool reverse_step(ctr_store *store)
{
    if (!m.count) {
        return true;
    }
    int seq = 1 + below(m.count);
    struct model_entry *e = &m.entries[seq];
    bool mirror = e->act == CTR_ACT_REVERSE;
    resolve_fn verb = mirror ? ctr_ledger_restate : ctr_ledger_reverse;

    if (below(10) == 0) { /* the wrong one of the two */
        return do_resolve(store, mirror ? ctr_ledger_reverse : ctr_ledger_restate, seq, 0,
                          CTR_E_STATE);
    }
    if (e->act == CTR_ACT_PEND || e->act == CTR_ACT_VOID || e->act == CTR_ACT_EXPIRE ||
        e->reversed) {
        return do_resolve(store, verb, seq, 0, CTR_E_STATE);
    }
    struct model_entry back = {.act = mirror ? CTR_ACT_RESTATE : CTR_ACT_REVERSE,
                               .from = e->to,
                               .to = e->from,
                               .amount = e->amount};
    bool fits = admit(&back);
    e->reversed = fits ? m.count : 0;
    return do_resolve(store, verb, seq, 0, fits ? CTR_OK : CTR_E_STATE);
}

static bool expire_step(ctr_store *store)
{
    ctr_call call;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;
    size_t lapsed = 0;
    int last = m.count;

    for (int i = 1; i <= last; i++) {
        struct model_entry *e = &m.entries[i];
        if (e->act != CTR_ACT_PEND || e->resolved || !e->expires_us || e->expires_us > now_us) {
            continue;
        }
        count(true, e->from, e->to, e->amount, -1);
        e->resolved = m.count + 1;
        m.entries[++m.count] = (struct model_entry){.act = CTR_ACT_EXPIRE};
        lapsed++;
    }
    ctr_call_init(&call, sizeof call);
    call.now_us = now_us;
    ctr_status st = ctr_ledger_expire(store, "shop", "book", &call, &list, &err);
    bool good = expect("expire", st, CTR_OK, err);
    if (good && ctr_entry_list_count(list) != lapsed) {
        snprintf(why, sizeof why, "expire: %zu lapsed, wanted %zu", ctr_entry_list_count(list),
                 lapsed);
        good = false;
    }
    ctr_entry_list_free(list);
    ctr_error_free(err);
    return good;
}

static bool close_step(ctr_store *store)
{
    ctr_error *err = NULL;
    char day[16];
    int last = below(20) && m.closed < DAYS ? m.closed + 1 : 1 + below(DAYS);
    bool rare = below(12) == 0;

    if (!rare) {
        return true;
    }
    ctr_status want = last <= m.closed ? CTR_E_STATE : CTR_OK;
    bool good =
        expect("close", ctr_period_close(store, "shop", "book", date(last, day), NULL, NULL, &err),
               want, err);
    ctr_error_free(err);
    m.closed = last > m.closed ? last : m.closed;
    return good;
}

static bool seal_step(ctr_store *store)
{
    ctr_error *err = NULL;

    if (below(10)) {
        return true;
    }
    ctr_status st = ctr_period_seal(store, "shop", "book", NULL, NULL, NULL, &err);
    bool good = st == CTR_OK || expect("seal", st, CTR_E_STATE, err);
    ctr_error_free(err);
    return good;
}

static bool bad_step(ctr_store *store)
{
    struct model_entry e = random_entry(false);

    e.day = DAYS + 1 + below(2);
    switch (below(3)) {
    case 0:
        e.amount = 0;
        break;
    case 1:
        e.amount = INT64_MAX - below(5);
        break;
    default:
        e.from = 0;
        e.to = 0;
        e.amount = (INT64_C(1) << 62) + 1;
        break;
    }
    return do_post(store, &e, false, CTR_E_ARGUMENT);
}

static bool one_step(ctr_store *store)
{
    now_us += 1000000 + (int64_t)below(3) * 1000000;
    switch (below(STEP_KINDS)) {
    case 0:
    case 1:
        return post_step(store, true);
    case 2:
        return end_step(store, true);
    case 3:
        return end_step(store, false);
    case 4:
        return reverse_step(store);
    case 5:
        return expire_step(store);
    case 6:
        return close_step(store);
    case 7:
        return seal_step(store);
    case 8:
        return again_step(store);
    case 9:
        return bad_step(store);
    default:
        return post_step(store, false);
    }
}

/* --- comparing --- */

static bool compare(ctr_store *store)
{
    ctr_trial *trial = NULL;
    ctr_error *err = NULL;
    bool good =
        expect("trial", ctr_ledger_balance(store, "shop", "book", NULL, &trial, &err), CTR_OK, err);

    for (int i = 0; good && i < ACCOUNTS; i++) {
        for (size_t k = 0; k < ctr_trial_count(trial); k++) {
            const ctr_account *a = ctr_trial_at(trial, k);
            if (strcmp(ctr_account_name(a), names[i]) == 0 &&
                (ctr_account_debit(a) != m.debit[i] || ctr_account_credit(a) != m.credit[i] ||
                 ctr_account_pending_debit(a) != m.pending_debit[i] ||
                 ctr_account_pending_credit(a) != m.pending_credit[i])) {
                snprintf(why, sizeof why, "account %s is not the model's", names[i]);
                good = false;
            }
        }
    }
    if (good && ctr_trial_sum_balance(trial, 0) != 0) {
        snprintf(why, sizeof why, "the trial balance is not zero");
        good = false;
    }
    ctr_trial_free(trial);
    ctr_error_free(err);
    return good;
}

static bool verify(ctr_store *store)
{
    ctr_ledger_report *report = NULL;
    ctr_error *err = NULL;
    bool good =
        expect("verify", ctr_ledger_verify(store, "shop", "book", &report, &err), CTR_OK, err);

    if (good && (!ctr_ledger_report_ok(report) || ctr_ledger_report_entries(report) != m.count)) {
        snprintf(why, sizeof why, "verify: %s %s, %lld entries, the model has %d",
                 ctr_ledger_report_ok(report) ? "ok" : ctr_ledger_report_invariant(report),
                 ctr_ledger_report_ok(report) ? "" : ctr_ledger_report_message(report),
                 (long long)ctr_ledger_report_entries(report), m.count);
        good = false;
    }
    ctr_ledger_report_free(report);
    ctr_error_free(err);
    return good;
}

static void prepare(struct fixture *f)
{
    ctr_error *err = NULL;

    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    for (int i = 0; i < ACCOUNTS; i++) {
        ctr_account_spec s;
        ctr_account_spec_init(&s, sizeof s);
        s.account = names[i];
        s.flags = i == HIGH_ACCOUNT  ? CTR_ACCOUNT_HAS_HI
                  : i == LOW_ACCOUNT ? CTR_ACCOUNT_HAS_LO
                                     : 0;
        s.hi = HIGH;
        s.lo = LOW;
        assert_ctr_ok(ctr_account_open(f->store, "shop", "book", &s, NULL, NULL, &err));
    }
    memset(&m, 0, sizeof m);
    now_us = f->now_us + 1000000;
}

/* Run some steps of a seed; the number of the one that failed, 0 if none did. Each step has chance
 * of its own, so that others can be left out. */
static int run(uint64_t seed, int steps, const bool *skip)
{
    void *state = NULL;
    int failed = 0;

    assert_int_equal(fixture_memory(&state), 0);
    struct fixture *f = state;
    prepare(f);
    for (int i = 1; i <= steps && !failed && m.count + 1100 < ENTRIES; i++) {
        chance = (seed + (uint64_t)i) * UINT64_C(0x9E3779B97F4A7C15);
        next();
        if (skip && skip[i]) {
            continue;
        }
        f->now_us = now_us > f->now_us ? now_us : f->now_us;
        bool good = one_step(f->store) && (i % 8 || compare(f->store));
        now_us = now_us > f->now_us ? now_us : f->now_us + 1;
        failed = good ? 0 : i;
    }
    if (!failed && !(compare(f->store) && verify(f->store))) {
        failed = steps;
    }
    assert_int_equal(fixture_end(&state), 0);
    return failed;
}

static void shrink(uint64_t seed, int failed)
{
    bool *skip = calloc((size_t)failed + 1, 1);
    int left = failed;

    assert_non_null(skip);
    for (int size = failed / 2; size; size /= 2) {
        for (int at = 1; at + size <= failed; at += size) {
            if (memchr(skip + at, 1, (size_t)size)) {
                continue;
            }
            memset(skip + at, 1, (size_t)size);
            if (run(seed, failed, skip)) {
                left -= size;
            } else {
                memset(skip + at, 0, (size_t)size);
            }
        }
    }
    run(seed, failed, skip);
    fprintf(stderr, "t_model: seed %llu fails with these %d steps:", (unsigned long long)seed,
            left);
    for (int i = 1; i <= failed; i++) {
        if (!skip[i]) {
            fprintf(stderr, " %d", i);
        }
    }
    fprintf(stderr, ": %s\n", why);
    free(skip);
}

static long wanted = STEPS;

static void random_journals_are_what_the_model_says(void **unused)
{
    const char *given = getenv("SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    long done = 0;
    long entries = 0;

    (void)unused;
    printf("t_model: SEED=%llu\n", (unsigned long long)seed);
    for (int round = 0; done < wanted; round++) {
        uint64_t own = seed + (uint64_t)round * 1000003;
        int failed = run(own, RESTART, NULL);
        if (failed) {
            shrink(own, failed);
            fail_msg("%s", why);
        }
        done += RESTART;
        entries += m.count;
    }
    printf("t_model: %ld steps, %ld entries\n", done, entries);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_journals_are_what_the_model_says)};
    wanted = argc > 1 ? strtol(argv[1], NULL, 10) : STEPS;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
