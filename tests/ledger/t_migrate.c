/*
 * A store of the schema before ledgers (tests/migrate/schema1): opened for writing it gets the new
 * tables and keeps everything; opened read-only it is read as it is.
 */
#include "core/store.h"
#include "ledger/book.h"

#include "core/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int begin(void **state)
{
    const char *sources = getenv("CTR_SRCDIR");
    char command[600];

    if (fixture_file(state) != 0) {
        return -1;
    }
    struct fixture *f = *state;
    ctr_store_close(f->store);
    f->store = NULL;
    f->now_us = INT64_C(1772000000000000); /* behind its last event */
    snprintf(command, sizeof command, "cp '%s/tests/migrate/schema1/store.db' '%s'",
             sources ? sources : ".", f->path);
    return system(command) == 0 && chmod(f->path, 0600) == 0 ? 0 : -1;
}

static int64_t schema_of(ctr_store *store)
{
    ctr_info *info = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_store_info(store, &info, &err));
    int64_t schema = ctr_info_schema(info);
    ctr_info_free(info);
    return schema;
}

static void an_older_store_gets_ledgers(void **state)
{
    struct fixture *f = *state;
    ctr_ledger *ledger = NULL;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    f->store = fixture_open(f, 0);
    assert_int_equal(schema_of(f->store), LC_SCHEMA);
    assert_store_sound(f->store);
    assert_int_equal(last_event(f), 5);
    assert_ctr_ok(ctr_version_get(f->store, "shop", "orders", NULL, &v, &err));
    assert_string_equal(ctr_version_label(v), "1.0.0");
    ctr_version_free(v);
    assert_ctr_fails(CTR_E_NOT_FOUND, "contract 'shop/orders' has no ledger; open one first",
                     ctr_ledger_get(f->store, "shop", "orders", &ledger, &err));
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "orders", "GBP", NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void an_older_store_that_is_only_read_stays_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct text_sink sink = {0};
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;
    char want[300];

    f->store = fixture_open(f, CTR_STORE_READONLY);
    assert_int_equal(schema_of(f->store), 1);
    assert_store_sound(f->store);
    assert_ctr_ok(ctr_export(f->store, NULL, text_sink_write, &sink, &err));
    free(sink.text);
    snprintf(want, sizeof want,
             "'%s' has schema 1, which knows no ledgers; open it once for writing", f->path);
    assert_ctr_fails(CTR_E_STATE, want, ctr_ledger_get(f->store, "shop", "orders", &ledger, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_older_store_gets_ledgers, begin, fixture_end),
        cmocka_unit_test_setup_teardown(an_older_store_that_is_only_read_stays_as_it_is, begin,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
