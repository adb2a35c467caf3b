/* <contracts/layout.h>: what the calls take and answer; tests/cli/t_layout.sh tells the rest. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char plan[64];

static void make_plan(void)
{
    ctr_layout_options o;
    ctr_error *err = NULL;

    snprintf(plan, sizeof plan, "/tmp/t_layout.XXXXXX");
    assert_non_null(mkdtemp(plan));
    ctr_layout_options_init(&o, sizeof o);
    o.dir = plan;
    o.now_us = FIXTURE_START_US;
    assert_ctr_ok(ctr_layout_scaffold(&o, NULL, &err));
}

static void drop_plan(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", plan);
    assert_int_equal(system(command), 0);
}

static ctr_layout *sync_plan(struct fixture *f, uint32_t flags)
{
    ctr_sync_options o;
    ctr_call call;
    ctr_layout *layout = NULL;
    ctr_error *err = NULL;

    ctr_sync_options_init(&o, sizeof o);
    o.dir = plan;
    o.team = "shop";
    ctr_call_init(&call, sizeof call);
    call.flags = flags;
    assert_ctr_ok(ctr_layout_sync(f->store, &o, &call, &layout, &err));
    assert_non_null(layout);
    return layout;
}

static void the_answer_says_what_was_done(void **state)
{
    struct fixture *f = *state;

    make_plan();
    ctr_layout *dry = sync_plan(f, CTR_CALL_DRY_RUN);
    assert_int_equal(ctr_layout_drift(dry), 4);
    ctr_layout *l = sync_plan(f, 0);
    assert_string_equal(ctr_layout_dir(l), plan);
    assert_string_equal(ctr_layout_team(l), "shop");
    assert_string_equal(ctr_layout_master(l), "master-1");
    assert_int_equal(ctr_layout_ok(l), 1);
    assert_int_equal(ctr_layout_drift(l), ctr_layout_drift(dry));
    assert_int_equal(ctr_layout_file_count(l), 3);
    const ctr_layout_file *file = ctr_layout_file_at(l, 2);
    assert_string_equal(ctr_layout_file_path(file), "contracts/changes/CR-1.yaml");
    assert_int_equal(ctr_layout_file_kind(file), CTR_TERMS_CHANGE);
    assert_int_equal(ctr_layout_file_action(file), CTR_LAYOUT_OPENED);
    assert_string_equal(ctr_layout_file_subject(file), "shop/master-1/CR-1");
    assert_null(ctr_layout_file_at(l, 3));
    assert_int_equal(ctr_layout_edit_count(l), 1);
    const ctr_layout_edit *edit = ctr_layout_edit_at(l, 0);
    assert_string_equal(ctr_layout_edit_file(edit), "contracts/changes/CR-1.yaml");
    assert_int_equal(ctr_layout_edit_line(edit), 2);
    assert_string_equal(ctr_layout_edit_term(edit), "/state");
    assert_null(ctr_layout_edit_was(edit));
    assert_string_equal(ctr_layout_edit_is(edit), "draft");
    assert_int_equal(ctr_layout_finding_count(l), 0);
    assert_int_equal(ctr_layout_next_count(l), 0);
    ctr_layout_free(dry);
    ctr_layout_free(l);
    l = sync_plan(f, 0);
    assert_int_equal(ctr_layout_drift(l), 0);
    ctr_layout_free(l);
    drop_plan();
}

static void an_error_among_the_findings_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    char path[128];
    ctr_info *before = NULL;
    ctr_info *after = NULL;
    ctr_error *err = NULL;

    make_plan();
    snprintf(path, sizeof path, "%s/contracts/sow/two.yaml", plan);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("id: SPRINT-02\ndates: {start: tomorrow}\n", out);
    assert_int_equal(fclose(out), 0);
    assert_ctr_ok(ctr_store_info(f->store, &before, &err));
    ctr_layout *l = sync_plan(f, 0);
    assert_int_equal(ctr_layout_ok(l), 0);
    assert_int_equal(ctr_layout_drift(l), 0);
    assert_int_equal(ctr_layout_finding_count(l), 1);
    const ctr_layout_finding *found = ctr_layout_finding_at(l, 0);
    assert_string_equal(ctr_layout_finding_rule(found), "file-refused");
    assert_int_equal(ctr_layout_finding_level(found), CTR_LINT_ERROR);
    assert_string_equal(ctr_layout_finding_file(found), "contracts/sow/two.yaml");
    assert_int_equal(ctr_layout_finding_line(found), 2);
    assert_int_equal(ctr_layout_finding_column(found), 16);
    assert_non_null(strstr(ctr_layout_finding_message(found), "/dates/start"));
    ctr_layout_free(l);
    assert_ctr_ok(ctr_store_info(f->store, &after, &err));
    assert_int_equal(ctr_info_last_event(before), ctr_info_last_event(after));
    ctr_info_free(before);
    ctr_info_free(after);
    drop_plan();
}

static void what_is_no_layout_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_sync_options o;
    ctr_layout_options p;
    ctr_call call;
    ctr_error *err = NULL;

    ctr_sync_options_init(&o, sizeof o);
    o.dir = "/nowhere/at/all";
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "cannot use the directory '/nowhere/at/all': No such file or directory",
                     ctr_layout_sync(f->store, &o, NULL, NULL, &err));
    o.dir = "/dev/null";
    assert_ctr_fails(CTR_E_NOT_FOUND, "cannot use the directory '/dev/null': Not a directory",
                     ctr_layout_sync(f->store, &o, NULL, NULL, &err));
    o.dir = "/";
    o.team = "two words";
    assert_int_equal(ctr_layout_sync(f->store, &o, NULL, NULL, &err), CTR_E_ARGUMENT);
    ctr_error_free(err);
    err = NULL;
    o.team = NULL;
    o.reserved = 1;
    assert_ctr_fails(CTR_E_ARGUMENT, "reserved is 1; wanted 0",
                     ctr_layout_sync(f->store, &o, NULL, NULL, &err));
    o.reserved = 0;
    ctr_call_init(&call, sizeof call);
    call.if_revision = 2;
    assert_ctr_fails(CTR_E_ARGUMENT, "a layout is many contracts; if_revision is of one",
                     ctr_layout_sync(f->store, &o, &call, NULL, &err));
    ctr_layout_options_init(&p, sizeof p);
    p.dry_run = 2;
    assert_ctr_fails(CTR_E_ARGUMENT, "dry_run is 2; wanted 0 or 1",
                     ctr_layout_scaffold(&p, NULL, &err));
}

static int nobody(void *user, const char *actor, const char *verb, const char *subject)
{
    (void)user;
    (void)actor;
    if (strcmp(verb, "store.create") == 0) {
        return 1;
    }
    assert_string_equal(verb, "layout.sync");
    assert_string_equal(subject, "master-1");
    return 0;
}

static void the_host_is_asked(void **state)
{
    ctr_store_options o;
    ctr_sync_options s;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    (void)state;
    make_plan();
    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_CREATE | CTR_STORE_MEMORY;
    o.authorise = nobody;
    assert_ctr_ok(ctr_store_open("", &o, &store, &err));
    ctr_sync_options_init(&s, sizeof s);
    s.dir = plan;
    assert_int_equal(ctr_layout_sync(store, &s, NULL, NULL, &err), CTR_E_DENIED);
    ctr_error_free(err);
    ctr_store_close(store);
    drop_plan();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_answer_says_what_was_done, fixture_memory, fixture_end),
        cmocka_unit_test_setup_teardown(an_error_among_the_findings_keeps_nothing, fixture_memory,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(what_is_no_layout_is_refused, fixture_memory, fixture_end),
        cmocka_unit_test(the_host_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
