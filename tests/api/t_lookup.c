/* Looking up: selectors, ranges, lists and pages, documents, figures. */
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

static const char opaque[] = "{\"n\":0}";

/* Versions in the order given; each is activated but those that begin with '-' (left drafts). */
static void history(struct fixture *f, const char *name, const char *const *labels)
{
    char document[32];
    ctr_edit edit;
    ctr_error *err = NULL;

    for (int i = 0; labels[i]; i++) {
        const char *label = labels[i] + (*labels[i] == '-');
        snprintf(document, sizeof document, "{\"n\":%d}", i);
        if (i == 0) {
            do_create(f, name, label, document);
            ctr_edit_init(&edit, sizeof edit);
            edit.mode = CTR_MODE_NONE;
            assert_ctr_ok(ctr_contract_edit(f->store, "shop", name, &edit, NULL, NULL, &err));
        } else {
            ctr_evolution_free(do_evolve(f, name, label, document));
        }
        if (*labels[i] != '-') {
            do_activate(f, name, label);
        }
    }
}

static void selectors_pick_as_documented(void **state)
{
    static const char *const labels[] = {"0.9.0", "1.0.0", "1.2.0",  "1.2.3", "1.3.0-rc.1",
                                         "v1.10", "2.0.0", "-2.1.0", NULL};
    static const struct {
        const char *selector;
        const char *label; /* NULL: not found */
    } rows[] = {
        {NULL, "2.0.0"},
        {"", "2.0.0"},
        {"active", "2.0.0"},
        {"latest", "2.1.0"},
        {"1.2.3", "1.2.3"},
        {"v1.2.3", "1.2.3"},
        {"1.10.0", "v1.10"},
        {"2.1.0", "2.1.0"},
        {"^1.2", "v1.10"},
        {"~1.2", "1.2.3"},
        {"1.2.x", "1.2.3"},
        {"1.x", "v1.10"},
        {">=1.2 <2", "v1.10"},
        {">=1.2,<1.3", "1.2.3"},
        {"<1", "0.9.0"},
        {"^0.9", "0.9.0"},
        {"^3", NULL},
        {"3.0.0", NULL},
        {"winter", NULL},
        {"1.2.0 || 0.9.0", "1.2.0"},
        {"^1.3.0-rc.0 <1.4", "1.3.0-rc.1"},
        {">=1.2 <1.10", "1.2.3"},
        {"*", "2.0.0"},
        {">2.0.0", NULL},
        {"!=2.0.0", "v1.10"},
    };
    struct fixture *f = *state;

    history(f, "orders", labels);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        ctr_status status = ctr_version_get(f->store, "shop", "orders", rows[i].selector, &v, &err);
        if (rows[i].label) {
            assert_ctr_ok(status);
            if (strcmp(ctr_version_label(v), rows[i].label) != 0) {
                fail_msg("'%s' picked %s, not %s", rows[i].selector, ctr_version_label(v),
                         rows[i].label);
            }
        } else {
            assert_int_equal(status, CTR_E_NOT_FOUND);
            assert_null(v);
            assert_string_equal(ctr_error_detail(err, "version"), rows[i].selector);
        }
        ctr_version_free(v);
        ctr_error_free(err);
    }
}

static void what_is_not_there_is_said_clearly(void **state)
{
    struct fixture *f = *state;
    ctr_version *v = NULL;
    ctr_error *err = NULL;

    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no contract 'shop/orders'; create it first",
                     ctr_contract_active(f->store, "shop", "orders", &v, &err));
    do_create(f, "orders", "1.0.0", opaque);
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "contract 'shop/orders' has no active version; its newest is '1.0.0' (draft)",
                     ctr_contract_active(f->store, "shop", "orders", &v, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "contract 'shop/orders' has no version '9'; its newest is '1.0.0'",
                     ctr_version_get(f->store, "shop", "orders", "9", &v, &err));
    assert_ctr_fails(CTR_E_INPUT, NULL,
                     ctr_version_get(f->store, "shop", "orders", "^1.2.3.4", &v, &err));
}

static void names_are_found_whatever_their_case(void **state)
{
    struct fixture *f = *state;
    ctr_version *v = NULL;
    ctr_error *err = NULL;
    ctr_create c;

    do_create(f, "Orders", "1.0.0", opaque);
    do_activate(f, "orders", "1.0.0");
    for (int i = 0; i < 2; i++) { /* from the store, then from memory */
        assert_ctr_ok(ctr_contract_active(f->store, "SHOP", "ORDERS", &v, &err));
        assert_string_equal(ctr_version_name(v), "Orders");
        assert_string_equal(ctr_version_team(v), "shop");
        ctr_version_free(v);
    }
    ctr_create_init(&c, sizeof c);
    c.team = "Shop";
    c.name = "oRDERS";
    c.document.data = opaque;
    c.document.size = strlen(opaque);
    assert_ctr_fails(CTR_E_EXISTS,
                     "contract 'shop/Orders' exists, its newest version is '1.0.0'; evolve it to "
                     "add another",
                     ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

static void bad_names_are_refused(void **state)
{
    static const char *const names[] = {"",     "a/b",  "a@b", "-a",    ".a",  "a b",
                                        "a\nb", "\x01", "é",   "a\x7f", "a#b", NULL};
    struct fixture *f = *state;
    char longest[130];

    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    for (size_t i = 0; i <= sizeof names / sizeof names[0]; i++) {
        const char *name = i < sizeof names / sizeof names[0] ? names[i] : longest;
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        assert_int_equal(ctr_contract_active(f->store, "shop", name, &v, &err), CTR_E_ARGUMENT);
        assert_non_null(strstr(ctr_error_message(err), "contract"));
        ctr_error_free(err);
        err = NULL;
        assert_int_equal(ctr_contract_active(f->store, name, "orders", &v, &err), CTR_E_ARGUMENT);
        ctr_error_free(err);
    }
}

static void lists_come_in_pages_and_filtered(void **state)
{
    struct fixture *f = *state;
    ctr_contract_filter filter;
    ctr_version_list *page = NULL;
    ctr_error *err = NULL;
    char name[16];
    char after[300];
    int seen = 0;

    for (int i = 0; i < 25; i++) {
        snprintf(name, sizeof name, "c%02d", i);
        do_create(f, name, "1.0.0", opaque);
        if (i % 2) {
            do_activate(f, name, "1.0.0");
        }
    }
    ctr_contract_filter_init(&filter, sizeof filter);
    filter.team = "SHOP";
    filter.limit = 10;
    for (;;) {
        assert_ctr_ok(ctr_contract_list(f->store, &filter, &page, &err));
        for (size_t i = 0; i < ctr_version_list_count(page); i++) {
            snprintf(name, sizeof name, "c%02d", seen++);
            assert_string_equal(ctr_version_name(ctr_version_list_at(page, i)), name);
        }
        if (!ctr_version_list_next(page)) {
            break;
        }
        strcpy(after, ctr_version_list_next(page));
        ctr_version_list_free(page);
        filter.after = after;
        assert_true(seen <= 25);
    }
    ctr_version_list_free(page);
    assert_int_equal(seen, 25);
    static const struct {
        ctr_state state;
        const char *prefix;
        const char *team;
        size_t count;
    } rows[] = {
        {CTR_STATE_ACTIVE, NULL, NULL, 12},
        {CTR_STATE_DRAFT, NULL, "shop", 13},
        {0, "C1", "shop", 10},
        {CTR_STATE_ACTIVE, "c2", NULL, 2},
        {CTR_STATE_RETIRED, NULL, NULL, 0},
        {0, NULL, "nobody", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_contract_filter_init(&filter, sizeof filter);
        filter.state = rows[i].state;
        filter.prefix = rows[i].prefix;
        filter.team = rows[i].team;
        assert_ctr_ok(ctr_contract_list(f->store, &filter, &page, &err));
        assert_int_equal(ctr_version_list_count(page), rows[i].count);
        assert_null(ctr_version_list_next(page));
        ctr_version_list_free(page);
    }
}

static void history_is_in_the_order_of_creation(void **state)
{
    struct fixture *f = *state;
    ctr_version_list *page = NULL;
    ctr_error *err = NULL;

    do_create(f, "orders", "1.0.0", opaque);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", "{\"n\":1}"));
    ctr_evolution_free(do_evolve(f, "orders", "1.5.0", "{\"n\":2}"));
    assert_ctr_ok(ctr_contract_history(f->store, "shop", "orders", NULL, 2, &page, &err));
    assert_int_equal(ctr_version_list_count(page), 2);
    assert_string_equal(ctr_version_label(ctr_version_list_at(page, 1)), "2.0.0");
    char next[64];
    strcpy(next, ctr_version_list_next(page));
    ctr_version_list_free(page);
    assert_ctr_ok(ctr_contract_history(f->store, "shop", "orders", next, 2, &page, &err));
    assert_int_equal(ctr_version_list_count(page), 1);
    assert_string_equal(ctr_version_label(ctr_version_list_at(page, 0)), "1.5.0");
    assert_string_equal(ctr_version_base(ctr_version_list_at(page, 0)), "1.0.0");
    assert_null(ctr_version_list_next(page));
    ctr_version_list_free(page);
    assert_int_equal(ctr_contract_history(f->store, "shop", "orders", "elsewhere", 2, &page, &err),
                     CTR_E_ARGUMENT);
    ctr_error_free(err);
}

static void a_document_comes_back_byte_for_byte(void **state)
{
    static const char bytes[] = "line\r\n\x01\xff\0end";
    struct fixture *f = *state;
    ctr_create c;
    ctr_document *d = NULL;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "blob";
    c.document.format = CTR_FORMAT_OPAQUE;
    c.document.data = bytes;
    c.document.size = sizeof bytes - 1;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    assert_ctr_ok(ctr_version_document(f->store, "shop", "blob", "latest", NULL, &d, &err));
    assert_int_equal(ctr_document_size(d), sizeof bytes - 1);
    assert_memory_equal(ctr_document_data(d), bytes, sizeof bytes);
    ctr_document_free(d);
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/blob@1.0.0' refers to no file 'x.json'",
                     ctr_version_document(f->store, "shop", "blob", "latest", "x.json", &d, &err));
}

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    static const char id[] = "{\"type\":\"integer\"}";
    int *asked = user;

    if (strcmp(path, "types/id.json") != 0) {
        return 1;
    }
    ++*asked;
    *data = id;
    *size = sizeof id - 1;
    return 0;
}

static void files_that_are_referred_to_are_kept(void **state)
{
    static const char document[] =
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
        "\"properties\":{\"id\":{\"$ref\":\"types/id.json\"}}}";
    struct fixture *f = *state;
    ctr_create c;
    ctr_document *d = NULL;
    ctr_error *err = NULL;
    int asked = 0;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "orders";
    c.document.data = document;
    c.document.size = sizeof document - 1;
    c.document.file = "order.json";
    assert_int_equal(ctr_contract_create(f->store, &c, NULL, NULL, &err), CTR_E_INPUT);
    assert_string_equal(ctr_error_detail(err, "file"), "order.json");
    assert_string_equal(ctr_error_detail(err, "line"), "1");
    ctr_error_free(err);
    err = NULL;
    c.document.resolve = resolve;
    c.document.user = &asked;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    assert_int_equal(asked, 1);
    assert_ctr_ok(
        ctr_version_document(f->store, "shop", "orders", "latest", "types/id.json", &d, &err));
    assert_string_equal(ctr_document_data(d), "{\"type\":\"integer\"}");
    ctr_document_free(d);
    assert_store_sound(f->store);
}

static void a_page_begins_where_one_ended_and_nowhere_else(void **state)
{
    static const char *const bad[] = {"",
                                      "a",
                                      "/",
                                      "shop/",
                                      "/a",
                                      "shop/A",
                                      "shop/a b",
                                      "a/b/",
                                      "shop/a#",
                                      "shop/a@1.0.0",
                                      "sho/a",
                                      "shop0/a",
                                      "01935b5a-3f00-7000-8000-000000000000"};
    struct fixture *f = *state;
    ctr_contract_filter filter;
    ctr_version_list *page = NULL;
    char text[256];
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", opaque);
    do_create(f, "b", "1.0.0", opaque);
    ctr_contract_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        filter.after = bad[i];
        snprintf(text, sizeof text,
                 "'%s' is not where a page of this list of contracts ended; give what 'next' of "
                 "the page before says",
                 bad[i]);
        assert_ctr_fails(CTR_E_ARGUMENT, text, ctr_contract_list(f->store, &filter, &page, &err));
        assert_null(page);
    }
    filter.team = NULL;
    filter.after = "none/such"; /* a contract that was there when the page was read would do */
    assert_ctr_ok(ctr_contract_list(f->store, &filter, &page, &err));
    assert_int_equal(ctr_version_list_count(page), 2);
    ctr_version_list_free(page);
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "'shop/a' is not where a page of the history of 'shop/a' ended; give what "
                     "'next' of the page before says",
                     ctr_contract_history(f->store, "shop", "a", "shop/a", 0, &page, &err));
}

static void a_page_of_consumers_begins_where_one_ended(void **state)
{
    static const struct {
        const char *team, *name, *after;
    } bad[] = {
        {NULL, NULL, ""},
        {NULL, NULL, "shop/a"},
        {NULL, NULL, "shop/a#"},
        {NULL, NULL, "shop/a#W"},
        {NULL, NULL, "a#web"},
        {"shop", NULL, "other/a#web"},
        {"shop", "a", "shop/b#web"},
        {"shop", "a", "shop/ab#web"},
        {"shop", NULL, "shop/a#web#"},
    };
    struct fixture *f = *state;
    ctr_consumer_filter filter;
    ctr_consumer_list *page = NULL;
    char after[128];
    char text[256];
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", opaque);
    do_create(f, "b", "1.0.0", opaque);
    do_register(f, "a", "app", NULL, NULL);
    do_register(f, "a", "web", NULL, NULL);
    do_register(f, "b", "web", NULL, NULL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ctr_consumer_filter_init(&filter, sizeof filter);
        filter.team = bad[i].team;
        filter.name = bad[i].name;
        filter.after = bad[i].after;
        snprintf(text, sizeof text,
                 "'%s' is not where a page of this list of consumers ended; give what 'next' of "
                 "the page before says",
                 bad[i].after);
        assert_ctr_fails(CTR_E_ARGUMENT, text, ctr_consumer_find(f->store, &filter, &page, &err));
    }
    for (int with = 0; with < 3; with++) { /* all; of a team; of a contract */
        size_t seen = 0;
        ctr_consumer_filter_init(&filter, sizeof filter);
        filter.team = with ? "Shop" : NULL;
        filter.name = with == 2 ? "A" : NULL;
        filter.limit = 1;
        do {
            assert_ctr_ok(ctr_consumer_find(f->store, &filter, &page, &err));
            assert_int_equal(ctr_consumer_list_count(page), 1);
            seen++;
            filter.after = ctr_consumer_list_next(page);
            filter.after = filter.after ? strcpy(after, filter.after) : NULL;
            ctr_consumer_list_free(page);
        } while (filter.after);
        assert_int_equal(seen, with == 2 ? 2 : 3);
    }
}

static void the_summary_counts_by_state_and_type(void **state)
{
    struct fixture *f = *state;
    ctr_summary *s = NULL;
    ctr_error *err = NULL;

    assert_ctr_fails(CTR_E_NOT_FOUND, "team 'shop' has no contract",
                     ctr_team_summary(f->store, "shop", &s, &err));
    do_create(f, "a", "1.0.0", opaque);
    do_create(f, "b", "1.0.0", opaque);
    do_activate(f, "a", "1.0.0");
    ctr_evolution_free(do_evolve(f, "a", "2.0.0", "{\"n\":1}"));
    assert_ctr_ok(ctr_team_summary(f->store, "shop", &s, &err));
    assert_int_equal(ctr_summary_contracts(s), 2);
    assert_int_equal(ctr_summary_state(s, CTR_STATE_DRAFT), 2);
    assert_int_equal(ctr_summary_state(s, CTR_STATE_ACTIVE), 1);
    assert_int_equal(ctr_summary_state(s, CTR_STATE_RETIRED), 0);
    assert_int_equal(ctr_summary_type(s, CTR_TYPE_DATA_FORMAT), 2);
    assert_int_equal(ctr_summary_type(s, CTR_TYPE_SOW), 0);
    ctr_summary_free(s);
}

int main(int argc, char **argv)
{
#define T(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        T(selectors_pick_as_documented),
        T(what_is_not_there_is_said_clearly),
        T(names_are_found_whatever_their_case),
        T(bad_names_are_refused),
        T(lists_come_in_pages_and_filtered),
        T(history_is_in_the_order_of_creation),
        T(a_document_comes_back_byte_for_byte),
        T(files_that_are_referred_to_are_kept),
        T(a_page_begins_where_one_ended_and_nowhere_else),
        T(a_page_of_consumers_begins_where_one_ended),
        T(the_summary_counts_by_state_and_type),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
