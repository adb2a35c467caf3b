/*
 * Fuzzer of entries as text: JSON, CSV and hledger's format. What is taken must leave a ledger that
 * verifies; every refusal says why. The first byte chooses the format. The same import with a
 * request of memory denied (import.h) ends as it did, or leaves nothing in a ledger that verifies.
 */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(ctr_status status)
{
    fuzz_must(status == CTR_OK, "what must do is refused");
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
    ctr_create c;
    ctr_store *store = fuzz_store(host);

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

/* The first byte is the format, the others are the entries. */
static ctr_status import(ctr_store *store, struct lc_str input)
{
    static const ctr_ledger_form forms[] = {CTR_LEDGER_AUTO, CTR_LEDGER_JSON, CTR_LEDGER_CSV,
                                            CTR_LEDGER_HLEDGER};
    ctr_ledger_import_options o;
    ctr_error *err = NULL;

    ctr_ledger_import_options_init(&o, sizeof o);
    o.form = forms[(unsigned char)input.ptr[0] % 4];
    o.kind = CTR_ENTRY_COST;
    ctr_status status =
        ctr_ledger_import(store, "a", "b", &o, input.ptr + 1, input.len - 1, NULL, NULL, &err);
    return fuzz_imported(status, err);
}

static void verify(ctr_store *store)
{
    ctr_ledger_report *report = NULL;

    must(ctr_ledger_verify(store, "a", "b", &report, NULL));
    fuzz_must(ctr_ledger_report_ok(report), "the ledger does not verify");
    ctr_ledger_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct fuzz_import imports = {open_ledger, import, verify};
    const struct lc_str input = lc_str_n((const char *)data, size);
    if (size == 0) {
        return 0;
    }
    ctr_store *store = open_ledger(NULL);
    requests_begin(0);
    ctr_status status = import(store, input);
    const long count = requests.seen;
    verify(store);
    ctr_store_close(store);
    fuzz_deny(&imports, input, count, status);
    return 0;
}
