/*
 * Long comparisons are made without the write lock: another process writes meanwhile, at a moment
 * that the progress callback chooses, and the answer is about the store as it is when the lock is
 * there again.
 */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATHS = 200, WRITER_DEADLINE_MS = 150 };

/* --- the other process --- */

struct order {
    char what; /* see obey */
    char text[200];
};

static ctr_status edit(ctr_store *store, ctr_mode mode, const char *role)
{
    ctr_edit e;
    ctr_edit_init(&e, sizeof e);
    e.mode = mode;
    e.owner_role = role;
    return ctr_contract_edit(store, "shop", "orders", &e, NULL, NULL, NULL);
}

static ctr_status enroll(ctr_store *store, const char *consumer)
{
    ctr_consumer_spec s;
    ctr_consumer_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "orders";
    s.consumer = consumer;
    return ctr_consumer_register(store, &s, NULL, NULL, NULL);
}

/* Deprecations have to give notice of that many days. */
static ctr_status ask_notice(ctr_store *store, const char *days)
{
    ctr_source s;
    char text[64];

    snprintf(text, sizeof text, "grace_days: {stable: %s}", days);
    ctr_source_init(&s, sizeof s);
    s.data = text;
    s.size = strlen(text);
    return ctr_policy_set(store, "shop", NULL, &s, NULL, NULL, NULL);
}

static ctr_status obey(ctr_store **store, const struct order *order)
{
    ctr_store_options o;

    switch (order->what) {
    case 'o':
        ctr_store_options_init(&o, sizeof o);
        o.deadline_ms = WRITER_DEADLINE_MS;
        return ctr_store_open(order->text, &o, store, NULL);
    case 'r':
        return enroll(*store, order->text);
    case 'w':
        return edit(*store, 0, order->text);
    case 'm':
        return edit(*store, (ctr_mode)atoi(order->text), NULL);
    case 'g':
        return ask_notice(*store, order->text);
    case 'a':
        return ctr_version_activate(*store, "shop", "orders", order->text, NULL, NULL, NULL);
    default:
        ctr_store_close(*store);
        _exit(0);
    }
}

static void serve(int in, int out)
{
    ctr_store *store = NULL;
    struct order order;

    while (read(in, &order, sizeof order) == (ssize_t)sizeof order) {
        int32_t status = obey(&store, &order);
        if (write(out, &status, sizeof status) != (ssize_t)sizeof status) {
            break;
        }
    }
    _exit(1);
}

/* --- the fixture --- */

struct outside {
    struct fixture *f;
    ctr_store *store; /* with the progress callback */
    pid_t pid;
    int to;
    int from;
    int compared;       /* comparisons begun since the script was set */
    const char *script; /* orders "what:text;…", one at each comparison */
    ctr_status said[8]; /* what the other process answered */
};

static ctr_status tell(struct outside *s, char what, const char *text, size_t size)
{
    struct order order = {what, {0}};
    int32_t status = 1;

    memcpy(order.text, text, size);
    if (write(s->to, &order, sizeof order) != (ssize_t)sizeof order ||
        read(s->from, &status, sizeof status) != (ssize_t)sizeof status) {
        print_error("the other process is gone\n");
        abort();
    }
    return status;
}

/* The meeting point: once in each comparison. */
static int on_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    struct outside *s = user;

    (void)total;
    if (!s->script || strcmp(what, "compare") != 0 || done != 64) {
        return 0;
    }
    s->compared++;
    const char *end = strchr(s->script, ';');
    if (end) {
        s->said[s->compared - 1] =
            tell(s, s->script[0], s->script + 2, (size_t)(end - s->script - 2));
        s->script = end + 1;
    }
    return 0;
}

static void follow(struct outside *s, const char *script)
{
    s->script = script;
    s->compared = 0;
}

static int setup(void **state)
{
    struct outside *s = calloc(1, sizeof *s);
    ctr_store_options o;
    int to[2];
    int from[2];
    void *f;

    if (!s || pipe(to) != 0 || pipe(from) != 0) {
        return -1;
    }
    s->pid = fork(); /* before this process opens the store */
    if (s->pid == 0) {
        close(to[1]);
        close(from[0]);
        serve(to[0], from[1]);
    }
    close(to[0]);
    close(from[1]);
    s->to = to[1];
    s->from = from[0];
    if (fixture_file(&f) != 0) {
        return -1;
    }
    s->f = f;
    fixture_options(s->f, &o);
    o.progress = on_progress;
    o.clock = NULL;
    o.random = NULL;
    o.user = s;
    *state = s;
    assert_int_equal(tell(s, 'o', s->f->path, strlen(s->f->path)), CTR_OK);
    return ctr_store_open(s->f->path, &o, &s->store, NULL);
}

static int teardown(void **state)
{
    struct outside *s = *state;
    const struct order end = {'x', {0}};
    int code = 1;
    void *f = s->f;
    ssize_t n = write(s->to, &end, sizeof end);

    waitpid(s->pid, &code, 0);
    close(s->to);
    close(s->from);
    ctr_store_close(s->store);
    int rc = fixture_end(&f);
    free(s);
    return rc || code || n != (ssize_t)sizeof end;
}

/* An API of 80 KB: the first `broken` paths answer with another type, `added` paths are new. */
static const char *api(int broken, int added)
{
    static char texts[4][200000];
    static int turn;
    char *text = texts[turn++ % 4];
    int n = sprintf(text, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},"
                          "\"paths\":{");

    for (int i = 0; i < PATHS + added; i++) {
        n += sprintf(text + n,
                     "%s\"/p%d\":{\"get\":{\"description\":\"%0200d\",\"responses\":{\"200\":{"
                     "\"description\":\"d\",\"content\":{\"application/json\":{\"schema\":{"
                     "\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":"
                     "\"%s\"}}}}}}}}}",
                     i ? "," : "", i, i, i < broken ? "integer" : "string");
    }
    sprintf(text + n, "}}");
    assert_true(n > 65536);
    return text;
}

static ctr_evolution *evolve(struct outside *s, const char *label, const char *text)
{
    ctr_evolve e;
    ctr_evolution *out = NULL;
    ctr_error *err = NULL;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = label;
    e.document.data = text;
    e.document.size = strlen(text);
    assert_ctr_ok(ctr_contract_evolve(s->store, &e, NULL, &out, &err));
    return out;
}

static void assert_mode(const ctr_evolution *e, const char *mode)
{
    struct text_sink json = {NULL, 0};
    ctr_error *err = NULL;

    assert_ctr_ok(
        ctr_diff_render(ctr_evolution_diff(e), CTR_RENDER_JSON, text_sink_write, &json, &err));
    const char *at = strstr(json.text, "\"mode\": \"");
    assert_non_null(at);
    assert_int_equal(strncmp(at + 9, mode, strlen(mode)), 0);
    free(json.text);
}

/* orders@1.0.0 is active, 1.5.0 with one path more is a draft. */
static void begin(struct outside *s)
{
    s->script = NULL;
    do_create(s->f, "orders", "1.0.0", api(0, 0));
    do_activate(s->f, "orders", "1.0.0");
    ctr_evolution_free(evolve(s, "1.5.0", api(0, 1)));
}

/* --- evolving --- */

static void others_write_while_a_long_document_is_compared(void **state)
{
    struct outside *s = *state;

    begin(s);
    int64_t last = last_event(s->f);
    follow(s, "w:somebody;");
    ctr_evolution *e = evolve(s, NULL, api(0, 2));
    assert_int_equal(s->said[0], CTR_OK); /* not BUSY */
    assert_int_equal(s->compared, 1);     /* who owns it does not matter: not compared again */
    assert_string_equal(ctr_evolution_proposed(e), "1.1.0");
    assert_string_equal(ctr_version_owner_role(ctr_evolution_version(e)), "somebody");
    ctr_evolution_free(e);
    char *feed = feed_after(s->f, last);
    assert_string_equal(feed, "contract.changed contract:shop/orders\n"
                              "version.created version:shop/orders@1.1.0\n");
    free(feed);
    assert_store_sound(s->f->store);
}

static void a_consumer_who_comes_meanwhile_is_in_the_answer(void **state)
{
    struct outside *s = *state;

    begin(s);
    follow(s, "r:late;");
    ctr_evolution *e = evolve(s, NULL, api(1, 0));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 1);
    assert_int_equal(ctr_evolution_consumers(e), 1);
    assert_string_equal(ctr_evolution_consumer(e, 0), "late");
    assert_int_equal(ctr_evolution_effect(e, 0), CTR_EFFECT_BREAKS);
    ctr_evolution_free(e);
    assert_store_sound(s->f->store);
}

static void an_activation_meanwhile_changes_the_base(void **state)
{
    struct outside *s = *state;

    begin(s);
    follow(s, "a:1.5.0;");
    ctr_evolution *e = evolve(s, NULL, api(0, 1 + 1));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 2);
    assert_string_equal(ctr_version_base(ctr_evolution_version(e)), "1.5.0");
    assert_string_equal(ctr_evolution_proposed(e), "1.6.0");
    assert_int_equal(ctr_diff_count(ctr_evolution_diff(e)), 1); /* of two paths one is there */
    ctr_evolution_free(e);
    assert_store_sound(s->f->store);
}

static void another_mode_meanwhile_is_the_one_that_counts(void **state)
{
    struct outside *s = *state;

    begin(s);
    char mode[8];
    snprintf(mode, sizeof mode, "m:%d;", (int)CTR_MODE_FORWARD);
    follow(s, mode);
    ctr_evolution *e = evolve(s, NULL, api(0, 2));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 2);
    assert_mode(e, "forward");
    ctr_evolution_free(e);
    assert_store_sound(s->f->store);
}

static void a_notice_that_is_asked_meanwhile_counts(void **state)
{
    struct outside *s = *state;

    begin(s);
    follow(s, "g:40;");
    ctr_evolution *e = evolve(s, NULL, api(0, 2));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 2);
    assert_int_equal(ctr_diff_grace_days(ctr_evolution_diff(e)), 40);
    ctr_evolution_free(e);
    assert_store_sound(s->f->store);
}

/* The facts change whenever they were compared: the third time it is done under the lock. */
static void it_ends_although_the_facts_never_stay(void **state)
{
    struct outside *s = *state;
    char modes[40];

    begin(s);
    snprintf(modes, sizeof modes, "m:%d;m:%d;m:%d;m:%d;", (int)CTR_MODE_FORWARD, (int)CTR_MODE_FULL,
             (int)CTR_MODE_FORWARD, (int)CTR_MODE_FULL);
    follow(s, modes);
    ctr_evolution *e = evolve(s, NULL, api(0, 2));
    assert_int_equal(s->compared, 3);
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->said[1], CTR_OK);
    assert_int_equal(s->said[2], CTR_E_BUSY);
    assert_mode(e, "full");
    ctr_evolution_free(e);
    assert_store_sound(s->f->store);
}

static void going_back_to_a_long_document_holds_nobody_up_either(void **state)
{
    struct outside *s = *state;
    ctr_call call;
    ctr_error *err = NULL;
    ctr_evolution *e = NULL;

    begin(s);
    do_activate(s->f, "orders", "1.5.0");
    ctr_call_init(&call, sizeof call);
    call.reason = "1.5.0 was a mistake";
    follow(s, "r:late;");
    assert_ctr_ok(
        ctr_contract_rollback(s->store, "shop", "orders", "1.0.0", NULL, &call, &e, &err));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 1);
    assert_string_equal(ctr_version_base(ctr_evolution_version(e)), "1.5.0");
    assert_int_equal(ctr_evolution_consumers(e), 1);
    ctr_evolution_free(e);
    assert_store_sound(s->f->store);
}

static void short_documents_are_compared_under_the_lock(void **state)
{
    struct outside *s = *state;

    s->script = NULL;
    do_create(s->f, "orders", "1.0.0", SCHEMA("\"a\":{}", "\"a\""));
    do_activate(s->f, "orders", "1.0.0");
    int64_t last = last_event(s->f);
    ctr_evolution_free(evolve(s, NULL, SCHEMA("\"a\":{},\"b\":{}", "\"a\"")));
    assert_int_equal(last_event(s->f), last + 1);
    assert_store_sound(s->f->store);
}

/* --- activating --- */

static void an_activation_under_another_mode_is_weighed_without_the_lock(void **state)
{
    struct outside *s = *state;
    ctr_error *err = NULL;

    begin(s);
    assert_int_equal(edit(s->f->store, CTR_MODE_NONE, NULL), CTR_OK);
    follow(s, "r:late;");
    assert_ctr_ok(ctr_version_activate(s->store, "shop", "orders", "1.5.0", NULL, NULL, &err));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 1);
    assert_int_equal(state_of(s->f, "orders", "1.5.0"), CTR_STATE_ACTIVE);
    assert_store_sound(s->f->store);
}

static void an_activation_weighs_anew_the_notice_that_is_asked(void **state)
{
    struct outside *s = *state;
    ctr_error *err = NULL;

    begin(s);
    assert_int_equal(ask_notice(s->f->store, "40"), CTR_OK);
    follow(s, "r:late;");
    assert_ctr_ok(ctr_version_activate(s->store, "shop", "orders", "1.5.0", NULL, NULL, &err));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 1);
    ctr_evolution_free(evolve(s, "1.6.0", api(0, 3)));
    follow(s, "g:50;");
    assert_ctr_ok(ctr_version_activate(s->store, "shop", "orders", "1.6.0", NULL, NULL, &err));
    assert_int_equal(s->compared, 2); /* another notice was asked for meanwhile */
    assert_store_sound(s->f->store);
}

static void a_mode_that_changes_again_is_the_one_that_judges(void **state)
{
    struct outside *s = *state;
    ctr_error *err = NULL;
    char mode[8];

    begin(s);
    ctr_evolution_free(evolve(s, "2.0.0", api(3, 0)));
    assert_int_equal(edit(s->f->store, CTR_MODE_NONE, NULL), CTR_OK);
    snprintf(mode, sizeof mode, "m:%d;", (int)CTR_MODE_FULL);
    follow(s, mode);
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders@2.0.0' is not full compatible with '1.0.0' (3 breaking, 0 "
                     "undecided); change it, or declare the break with a reason",
                     ctr_version_activate(s->store, "shop", "orders", "2.0.0", NULL, NULL, &err));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->compared, 2);
    assert_store_sound(s->f->store);
}

static void who_is_overtaken_while_weighing_hears_of_the_winner(void **state)
{
    struct outside *s = *state;
    ctr_error *err = NULL;

    begin(s);
    ctr_evolution_free(evolve(s, "1.6.0", api(0, 2)));
    assert_int_equal(edit(s->f->store, CTR_MODE_NONE, NULL), CTR_OK);
    follow(s, "a:1.5.0;");
    assert_ctr_fails(CTR_E_CONFLICT,
                     "'shop/orders@1.6.0' was made on '1.0.0', but '1.5.0' was activated since; "
                     "evolve again on that",
                     ctr_version_activate(s->store, "shop", "orders", "1.6.0", NULL, NULL, &err));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(state_of(s->f, "orders", "1.5.0"), CTR_STATE_ACTIVE);
    assert_store_sound(s->f->store);
}

/* --- batches --- */

static void add_evolve(ctr_batch *batch, const char *label, const char *text)
{
    ctr_evolve e;
    ctr_error *err = NULL;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = label;
    e.document.data = text;
    e.document.size = strlen(text);
    assert_ctr_ok(ctr_batch_evolve(batch, &e, NULL, &err));
}

static void a_batch_compares_before_its_first_write(void **state)
{
    struct outside *s = *state;
    ctr_batch *batch = NULL;
    ctr_batch_result *out = NULL;
    ctr_error *err = NULL;

    begin(s);
    assert_ctr_ok(ctr_batch_new(NULL, &batch, &err));
    add_evolve(batch, "1.6.0", api(0, 2));
    add_evolve(batch, "1.7.0", api(0, 3));
    follow(s, "r:late;w:somebody;");
    assert_ctr_ok(ctr_batch_apply(s->store, batch, &out, &err));
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->said[1], CTR_OK);
    assert_int_equal(s->compared, 2);
    assert_int_equal(ctr_batch_result_count(out), 2);
    assert_string_equal(ctr_version_label(ctr_batch_result_version(out, 1)), "1.7.0");
    ctr_batch_result_free(out);
    ctr_batch_free(batch);
    assert_store_sound(s->f->store);
}

/* What the batch itself does first makes the comparison one of other facts. */
static void a_batch_that_moves_its_own_base_compares_again(void **state)
{
    struct outside *s = *state;
    ctr_batch *batch = NULL;
    ctr_batch_result *out = NULL;
    ctr_error *err = NULL;

    begin(s);
    assert_ctr_ok(ctr_batch_new(NULL, &batch, &err));
    assert_ctr_ok(ctr_batch_activate(batch, "shop", "orders", "1.5.0", NULL, &err));
    add_evolve(batch, "1.6.0", api(0, 2));
    follow(s, "r:late;w:not-now;");
    assert_ctr_ok(ctr_batch_apply(s->store, batch, &out, &err));
    assert_int_equal(s->compared, 2);
    assert_int_equal(s->said[0], CTR_OK);
    assert_int_equal(s->said[1], CTR_E_BUSY);
    assert_string_equal(ctr_version_base(ctr_batch_result_version(out, 1)), "1.5.0");
    ctr_batch_result_free(out);
    ctr_batch_free(batch);
    assert_store_sound(s->f->store);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(others_write_while_a_long_document_is_compared),
        T(a_consumer_who_comes_meanwhile_is_in_the_answer),
        T(an_activation_meanwhile_changes_the_base),
        T(another_mode_meanwhile_is_the_one_that_counts),
        T(a_notice_that_is_asked_meanwhile_counts),
        T(it_ends_although_the_facts_never_stay),
        T(going_back_to_a_long_document_holds_nobody_up_either),
        T(short_documents_are_compared_under_the_lock),
        T(an_activation_under_another_mode_is_weighed_without_the_lock),
        T(an_activation_weighs_anew_the_notice_that_is_asked),
        T(a_mode_that_changes_again_is_the_one_that_judges),
        T(who_is_overtaken_while_weighing_hears_of_the_winner),
        T(a_batch_compares_before_its_first_write),
        T(a_batch_that_moves_its_own_base_compares_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
