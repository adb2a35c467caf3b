/*
 * Fuzzer of entries as text: JSON, CSV and hledger's format. What is taken must leave a ledger that
 * verifies; every refusal says why. The first byte chooses the format. The same import with a
 * request of memory denied (memory.h) ends as it did, or leaves nothing in a ledger that verifies.
 */
#include "memory.h"

#include <contracts/contracts.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int same_time(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = INT64_C(1900000000000000);
    return 0;
}

static void must(ctr_status status)
{
    if (status != CTR_OK) {
        abort();
    }
}

static void account(ctr_store *store, const char *name, const char *currency)
{
    ctr_account_spec a;

    ctr_account_spec_init(&a, sizeof a);
    a.account = name;
    a.currency = currency;
    must(ctr_account_open(store, "a", "b", &a, NULL, NULL, NULL));
}

static ctr_store *open_ledger(const ctr_allocator *host)
{
    ctr_store_options o;
    ctr_create c;
    ctr_store *store = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_MEMORY;
    o.allocator = host;
    o.clock = same_time;
    must(ctr_store_open(":memory:", &o, &store, NULL));
    ctr_create_init(&c, sizeof c);
    c.team = "a";
    c.name = "b";
    c.document.data = "{}";
    c.document.size = 2;
    c.document.format = CTR_FORMAT_OPAQUE;
    must(ctr_contract_create(store, &c, NULL, NULL, NULL));
    must(ctr_ledger_open(store, "a", "b", "GBP", NULL, NULL, NULL));
    account(store, "Assets:A", NULL);
    account(store, "Assets:A:FxClearing:GBP", NULL);
    account(store, "Assets:A:FxClearing:JPY", "JPY");
    account(store, "Liabilities:B", NULL);
    account(store, "Assets:Y", "JPY");
    return store;
}

static ctr_status import(ctr_store *store, const uint8_t *data, size_t size)
{
    static const ctr_ledger_form forms[] = {CTR_LEDGER_AUTO, CTR_LEDGER_JSON, CTR_LEDGER_CSV,
                                            CTR_LEDGER_HLEDGER};
    ctr_ledger_import_options o;
    ctr_error *err = NULL;

    ctr_ledger_import_options_init(&o, sizeof o);
    o.form = forms[data[0] % 4];
    o.kind = CTR_ENTRY_COST;
    ctr_status status =
        ctr_ledger_import(store, "a", "b", &o, data + 1, size - 1, NULL, NULL, &err);
    if (status != CTR_OK && !*ctr_error_message(err)) {
        abort();
    }
    ctr_error_free(err);
    return status;
}

static void verify(ctr_store *store)
{
    ctr_ledger_report *report = NULL;

    must(ctr_ledger_verify(store, "a", "b", &report, NULL));
    if (!ctr_ledger_report_ok(report)) {
        abort();
    }
    ctr_ledger_report_free(report);
}

/* `first`: how it ended when there was memory. */
static void deny(const uint8_t *data, size_t size, long at, ctr_status first)
{
    struct fuzz_memory memory = {0, 0};
    const ctr_allocator host = fuzz_host(&memory);
    ctr_store *store = open_ledger(&host);
    requests_begin(at);
    ctr_status status = import(store, data, size);
    requests_begin(0);
    fuzz_must(status == first || status == CTR_E_NOMEM, "memory is denied, and it ends otherwise");
    verify(store);
    if (status == CTR_E_NOMEM) {
        fuzz_must(import(store, data, size) == first, "it left something behind");
        verify(store);
    }
    ctr_store_close(store);
    fuzz_must(memory.live == 0, "memory is left behind");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    ctr_store *store = open_ledger(NULL);
    requests_begin(0);
    ctr_status status = import(store, data, size);
    const long count = requests.seen;
    verify(store);
    ctr_store_close(store);
    deny(data, size, fuzz_pick(data, size, count), status);
    return 0;
}
