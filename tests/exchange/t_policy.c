/* Imports into stores that have something already: the three policies, and journals that meet. */
#include "exchange/exchange.h"

#define DOC(n) "{\"endpoints\":[\"/" n "\"]}"

/* Another fixture: with `twin`, its store has the same uuid as the first. */
static struct fixture *second(uint64_t random)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->now_us = FIXTURE_START_US;
    f->random = random;
    strcpy(f->path, ":memory:");
    f->store = fixture_open(f, CTR_STORE_CREATE);
    return f;
}

static void done(struct fixture *f)
{
    ctr_store_close(f->store);
    free(f);
}

static ctr_import_report *import_with(struct fixture *to, const struct text_sink *from,
                                      ctr_import_policy policy, uint32_t flags)
{
    ctr_import_report *report = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(try_import(to->store, from->text, from->size, policy, flags, &report, &err));
    return report;
}

/* Contracts, versions, left alone. */
static void assert_report(ctr_import_report *report, int64_t contracts, int64_t versions,
                          int64_t skipped)
{
    assert_int_equal(ctr_import_report_contracts(report), contracts);
    assert_int_equal(ctr_import_report_versions(report), versions);
    assert_int_equal(ctr_import_report_skipped(report), skipped);
    ctr_import_report_free(report);
}

static void assert_unchanged(struct fixture *f, const struct text_sink *before)
{
    struct text_sink now = export_as(f->store, (struct wish){0});
    assert_same(before, &now);
    free(now.text);
}

static ctr_version *version_of(struct fixture *f, const char *name, const char *label)
{
    ctr_version *v = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_version_get(f->store, "shop", name, label, &v, &err));
    return v;
}

static void fail_names_the_contract_and_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("a"));
    do_create(f, "b", "1.0.0", DOC("b"));
    do_create(g, "B", "1.0.0", DOC("other"));
    struct text_sink out = export_as(f->store, (struct wish){0});
    struct text_sink before = export_as(g->store, (struct wish){0});
    int64_t last = last_event(g);
    ctr_status status = try_import(g->store, out.text, out.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    assert_int_equal(status, CTR_E_EXISTS);
    assert_non_null(strstr(ctr_error_message(err), "contract 'shop/B' exists in this store"));
    assert_string_equal(ctr_error_detail(err, "team"), "shop");
    assert_string_equal(ctr_error_detail(err, "contract"), "B");
    assert_non_null(ctr_error_detail(err, "line"));
    ctr_error_free(err);
    assert_unchanged(g, &before);
    assert_int_equal(last_event(g), last);
    assert_store_sound(g->store);
    free(out.text);
    free(before.text);
    done(g);
}

static void skip_leaves_what_is_there_and_stores_the_rest(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);

    do_create(f, "a", "1.0.0", DOC("a"));
    do_create(f, "b", "1.0.0", DOC("b"));
    do_activate(f, "b", "1.0.0");
    do_register(f, "b", "web", NULL, NULL);
    do_create(g, "b", "7.0.0", DOC("mine"));
    struct text_sink out = export_as(f->store, (struct wish){0});
    struct text_sink mine = export_as(g->store, (struct wish){.team = "shop", .name = "b"});
    assert_report(import_with(g, &out, CTR_IMPORT_SKIP, 0), 1, 1, 1);
    struct text_sink now = export_as(g->store, (struct wish){.team = "shop", .name = "b"});
    assert_same(&mine, &now);
    assert_store_sound(g->store); /* among others: no document that nobody has */
    assert_report(import_with(g, &out, CTR_IMPORT_SKIP, 0), 0, 0, 2);
    assert_store_sound(g->store);
    free(out.text);
    free(mine.text);
    free(now.text);
    done(g);
}

static void a_dry_run_says_all_and_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);

    create_orders(f);
    struct text_sink out = export_as(f->store, (struct wish){0});
    struct text_sink before = export_as(g->store, (struct wish){0});
    assert_report(import_with(g, &out, CTR_IMPORT_FAIL, CTR_CALL_DRY_RUN), 1, 5, 0);
    assert_unchanged(g, &before);
    assert_int_equal(last_event(g), 1);
    free(out.text);
    free(before.text);
    done(g);
}

/* --- replace-drafts --- */

/* A contract with an active version and two drafts, in two stores. */
static struct fixture *with_drafts(struct fixture *f)
{
    struct fixture *g = second(2);

    do_create(f, "a", "1.0.0", DOC("1"));
    do_activate(f, "a", "1.0.0");
    ctr_evolution_free(do_evolve(f, "a", "1.1.0", DOC("2")));
    ctr_evolution_free(do_evolve(f, "a", "2.0.0", DOC("3")));
    do_register(f, "a", "web", NULL, NULL);
    struct text_sink out = export_as(f->store, (struct wish){0});
    import_all(g->store, &out);
    free(out.text);
    return g;
}

static void drafts_become_those_of_the_file(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = with_drafts(f);
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_version_retire(f->store, "shop", "a", "2.0.0", NULL, NULL, &err));
    ctr_evolution_free(do_evolve(f, "a", "1.2.0", DOC("4")));
    do_register(f, "a", "late", NULL, NULL);
    ctr_evolution_free(do_evolve(g, "a", "9.0.0", DOC("5")));
    struct text_sink out = export_as(f->store, (struct wish){0});
    int64_t last = last_event(g);
    assert_report(import_with(g, &out, CTR_IMPORT_REPLACE_DRAFTS, 0), 0, 1, 0);
    assert_int_equal(state_of(g, "a", "1.0.0"), CTR_STATE_ACTIVE);
    assert_int_equal(state_of(g, "a", "1.1.0"), CTR_STATE_DRAFT);
    assert_int_equal(state_of(g, "a", "1.2.0"), CTR_STATE_DRAFT);
    assert_int_equal(state_of(g, "a", "2.0.0"), CTR_STATE_RETIRED);
    assert_int_equal(state_of(g, "a", "9.0.0"), CTR_STATE_RETIRED);
    char *feed = feed_after(g, last);
    char imported[64];
    char uuid[40];
    ctr_info *info = NULL;
    assert_ctr_ok(ctr_store_info(g->store, &info, &err));
    snprintf(uuid, sizeof uuid, "%s", ctr_info_uuid(info));
    ctr_info_free(info);
    snprintf(imported, sizeof imported, "store.imported store:%s\n", uuid);
    assert_string_equal(feed,
                        strcat(strcpy((char[256]){""}, "version.created version:shop/a@1.2.0\n"
                                                       "version.withdrawn "
                                                       "version:shop/a@2.0.0\n"
                                                       "version.withdrawn "
                                                       "version:shop/a@9.0.0\n"),
                               imported));
    free(feed);
    ctr_consumer_list *consumers = NULL;
    assert_ctr_ok(ctr_consumer_find(g->store, NULL, &consumers, &err));
    assert_int_equal(ctr_consumer_list_count(consumers), 1); /* consumers are not drafts */
    ctr_consumer_list_free(consumers);
    assert_store_sound(g->store);
    /* the id, the times and the author of the draft are those of the file */
    ctr_version *theirs = version_of(f, "a", "1.2.0");
    ctr_version *ours = version_of(g, "a", "1.2.0");
    assert_string_equal(ctr_version_id(theirs), ctr_version_id(ours));
    assert_int_equal(ctr_version_created_us(theirs), ctr_version_created_us(ours));
    assert_string_equal(ctr_version_base(ours), "1.0.0");
    ctr_version_free(theirs);
    ctr_version_free(ours);
    last = last_event(g);
    assert_report(import_with(g, &out, CTR_IMPORT_REPLACE_DRAFTS, 0), 0, 0, 1);
    assert_int_equal(last_event(g), last + 1); /* nothing but the import itself */
    free(out.text);
    done(g);
}

static void a_draft_of_the_same_label_is_replaced(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = with_drafts(f);
    ctr_error *err = NULL;
    ctr_call call = because("meant so", CTR_CALL_DECLARE_BREAK);
    ctr_evolve e;

    ctr_evolution_free(do_evolve(g, "a", "5.0.0", DOC("ours")));
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "a";
    e.label = "5.0.0";
    e.document.data = DOC("theirs");
    e.document.size = strlen(DOC("theirs"));
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, &call, NULL, &err));
    struct text_sink out = export_as(f->store, (struct wish){0});
    assert_report(import_with(g, &out, CTR_IMPORT_REPLACE_DRAFTS, 0), 0, 1, 0);
    ctr_version *theirs = version_of(f, "a", "5.0.0");
    ctr_version *ours = version_of(g, "a", "5.0.0");
    assert_string_equal(ctr_version_document_sha256(theirs), ctr_version_document_sha256(ours));
    assert_string_equal(ctr_version_id(theirs), ctr_version_id(ours));
    assert_string_equal(ctr_version_break_reason(ours), "meant so");
    assert_true(ctr_version_revision(ours) > 1); /* whoever saw the old one is told */
    ctr_version_free(theirs);
    ctr_version_free(ours);
    assert_store_sound(g->store); /* the old document is gone, the events tell of the new one */
    do_activate(g, "a", "5.0.0");
    assert_store_sound(g->store);
    free(out.text);
    done(g);
}

static void a_draft_with_files_is_replaced_with_them(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);
    ctr_error *err = NULL;
    ctr_document *d = NULL;

    create_with_file(f);
    do_create(g, "person", "v1.0", SCHEMA("\"a\":{}", "\"a\""));
    struct text_sink out = export_as(f->store, (struct wish){0});
    assert_report(import_with(g, &out, CTR_IMPORT_REPLACE_DRAFTS, 0), 0, 1, 0);
    assert_ctr_ok(
        ctr_version_document(g->store, "shop", "person", "v1.0", "parts/address.json", &d, &err));
    assert_non_null(strstr(ctr_document_data(d), "zip"));
    ctr_document_free(d);
    assert_store_sound(g->store);
    free(out.text);
    done(g);
}

static void what_has_moved_on_is_left_alone(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = with_drafts(f);
    ctr_call call = because("meant so", CTR_CALL_DECLARE_BREAK);
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_version_activate(g->store, "shop", "a", "2.0.0", &call, NULL, &err));
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_import_report_free(import_with(g, &out, CTR_IMPORT_REPLACE_DRAFTS, 0));
    assert_int_equal(state_of(g, "a", "2.0.0"), CTR_STATE_ACTIVE);
    assert_int_equal(state_of(g, "a", "1.0.0"), CTR_STATE_DEPRECATED);
    assert_int_equal(state_of(g, "a", "1.1.0"), CTR_STATE_DRAFT);
    assert_store_sound(g->store);
    free(out.text);
    done(g);
}

static void a_draft_whose_base_is_not_here_is_a_conflict(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);
    ctr_error *err = NULL;
    ctr_call call = because("meant so", CTR_CALL_DECLARE_BREAK);

    do_create(f, "a", "1.0.0", DOC("1"));
    do_activate(f, "a", "1.0.0");
    ctr_evolution_free(do_evolve(f, "a", "2.0.0", DOC("2")));
    do_create(g, "a", "1.0.0", DOC("mine"));
    do_activate(g, "a", "1.0.0");
    struct text_sink out = export_as(f->store, (struct wish){0});
    struct text_sink before = export_as(g->store, (struct wish){0});
    ctr_status status =
        try_import(g->store, out.text, out.size, CTR_IMPORT_REPLACE_DRAFTS, 0, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_non_null(strstr(ctr_error_message(err), "draft '2.0.0' was made on version '1.0.0', "
                                                   "which is another document in this store"));
    ctr_error_free(err);
    err = NULL;
    free(out.text);
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "a", "2.0.0", &call, NULL, &err));
    ctr_evolution_free(do_evolve(f, "a", "3.0.0", DOC("3")));
    out = export_as(f->store, (struct wish){0});
    status = try_import(g->store, out.text, out.size, CTR_IMPORT_REPLACE_DRAFTS, 0, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_non_null(strstr(ctr_error_message(err), "draft '3.0.0' was made on version '2.0.0', "
                                                   "which 'shop/a' does not have in this store"));
    ctr_error_free(err);
    assert_unchanged(g, &before);
    assert_store_sound(g->store);
    free(out.text);
    free(before.text);
    done(g);
}

/* --- journals that meet --- */

static void an_export_comes_home_without_harm(void **state)
{
    struct fixture *f = *state;

    create_orders(f);
    struct text_sink out = export_as(f->store, (struct wish){0});
    int64_t last = last_event(f);
    assert_report(import_with(f, &out, CTR_IMPORT_SKIP, 0), 0, 0, 1);
    assert_report(import_with(f, &out, CTR_IMPORT_REPLACE_DRAFTS, 0), 0, 0, 1);
    assert_int_equal(last_event(f), last + 2);
    assert_unchanged(f, &out);
    assert_store_sound(f->store);
    free(out.text);
}

static void a_journal_that_claims_to_be_ours_is_refused(void **state)
{
    struct fixture *f = *state;
    struct fixture *twin = second(1);
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("1"));
    do_create(twin, "b", "1.0.0", DOC("1"));
    struct text_sink out = export_as(twin->store, (struct wish){0});
    ctr_status status = try_import(f->store, out.text, out.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_non_null(strstr(ctr_error_message(err), "event 2 of journal "));
    assert_non_null(
        strstr(ctr_error_message(err), " is another one in this store, whose journal it claims"));
    assert_string_equal(ctr_error_detail(err, "seq"), "2");
    ctr_error_free(err);
    err = NULL;
    free(out.text);
    do_create(f, "b", "1.0.0", DOC("1"));
    do_create(f, "c", "1.0.0", DOC("1"));
    done(twin);
    twin = second(1);
    do_create(twin, "a", "1.0.0", DOC("1"));
    struct text_sink later = export_as(f->store, (struct wish){0});
    status = try_import(twin->store, later.text, later.size, CTR_IMPORT_SKIP, 0, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_non_null(strstr(ctr_error_message(err), "event 4 of journal "));
    assert_non_null(strstr(ctr_error_message(err), " is not in this store"));
    ctr_error_free(err);
    assert_store_sound(twin->store);
    free(later.text);
    done(twin);
}

static void the_same_origin_may_come_twice_but_not_differ(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("1"));
    do_create(f, "b", "1.0.0", DOC("2"));
    struct text_sink first = export_as(f->store, (struct wish){.team = "shop", .name = "a"});
    struct text_sink all = export_as(f->store, (struct wish){0});
    import_all(g->store, &first);
    assert_report(import_with(g, &all, CTR_IMPORT_SKIP, 0), 1, 1, 1);
    assert_store_sound(g->store);
    struct text_sink again = export_as(g->store, (struct wish){0});
    assert_same(&all, &again); /* in two steps the same as in one */
    done(g);

    struct fixture *twin = second(1);
    g = second(2);
    do_create(twin, "c", "1.0.0", DOC("1"));
    do_create(twin, "d", "1.0.0", DOC("1"));
    struct text_sink other = export_as(twin->store, (struct wish){.team = "shop", .name = "c"});
    import_all(g->store, &first);
    ctr_status status =
        try_import(g->store, other.text, other.size, CTR_IMPORT_SKIP, 0, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_non_null(strstr(ctr_error_message(err), " came with an earlier import as another one"));
    ctr_error_free(err);
    err = NULL;
    free(other.text);
    other = export_as(twin->store, (struct wish){.team = "shop", .name = "d"});
    status = try_import(g->store, other.text, other.size, CTR_IMPORT_SKIP, 0, NULL, &err);
    assert_int_equal(status, CTR_E_CONFLICT);
    assert_non_null(
        strstr(ctr_error_message(err), " does not continue what came with an earlier import"));
    ctr_error_free(err);
    assert_store_sound(g->store);
    done(g);
    done(twin);
    free(first.text);
    free(all.text);
    free(again.text);
    free(other.text);
}

static void a_team_keeps_its_first_spelling(void **state)
{
    struct fixture *f = *state;
    struct fixture *g = second(2);
    ctr_error *err = NULL;
    ctr_version *v = NULL;

    create_bytes(f, "Shop", "a", "1", 1);
    do_create(g, "b", "1.0.0", DOC("1"));
    struct text_sink out = export_as(f->store, (struct wish){0});
    import_all(g->store, &out);
    assert_ctr_ok(ctr_version_get(g->store, "SHOP", "A", "latest", &v, &err));
    assert_string_equal(ctr_version_team(v), "shop");
    assert_string_equal(ctr_version_name(v), "a");
    ctr_version_free(v);
    assert_store_sound(g->store);
    free(out.text);
    done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
        TEST(fail_names_the_contract_and_keeps_nothing),
        TEST(skip_leaves_what_is_there_and_stores_the_rest),
        TEST(a_dry_run_says_all_and_keeps_nothing),
        TEST(drafts_become_those_of_the_file),
        TEST(a_draft_of_the_same_label_is_replaced),
        TEST(a_draft_with_files_is_replaced_with_them),
        TEST(what_has_moved_on_is_left_alone),
        TEST(a_draft_whose_base_is_not_here_is_a_conflict),
        TEST(an_export_comes_home_without_harm),
        TEST(a_journal_that_claims_to_be_ours_is_refused),
        TEST(the_same_origin_may_come_twice_but_not_differ),
        TEST(a_team_keeps_its_first_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
