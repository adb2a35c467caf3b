/*
 * Every allocation of an import or export failed once, SQLite's and libxml2's too: the answer is
 * NOMEM, the store is as it was, nothing leaks, and the same call goes well when memory is back.
 *
 * Every STRIDE-th is looked at (support/walk.h).
 */
#include "exchange/exchange.h"
#include "support/faultmem.h"
#include "support/sanitized.h"
#include "support/walk.h"

enum { STRIDE = SANITIZED ? 199 : 67 };

#define DOC(n) "{\"endpoints\":[\"/" n "\"]}"

struct state {
    struct fixture f;
    struct text_sink file; /* what is imported */
    struct text_sink out;  /* what came of it */
    ctr_error *err;
};

static ctr_store *open_faulty(struct state *s)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    fixture_options(&s->f, &o);
    o.flags = CTR_STORE_MEMORY;
    o.allocator = faultmem_allocator();
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    return store;
}

static void export_to_file(struct state *s, struct wish wish)
{
    s->file = export_as(s->f.store, wish);
    ctr_store_close(s->f.store);
    s->f.store = open_faulty(s);
}

static void prepare_json(struct state *s)
{
    create_orders(&s->f);
    create_with_file(&s->f);
    export_to_file(s, (struct wish){.form = CTR_EXCHANGE_JSON});
}

static void prepare_gzip(struct state *s)
{
    create_lives(&s->f);
    create_large(&s->f);
    export_to_file(s, (struct wish){.gzip = true});
}

/* Drafts to be replaced, added and withdrawn. */
static void prepare_drafts(struct state *s)
{
    do_create(&s->f, "a", "1.0.0", DOC("1"));
    do_activate(&s->f, "a", "1.0.0");
    struct text_sink first = export_as(s->f.store, (struct wish){0});
    ctr_evolution_free(do_evolve(&s->f, "a", "1.1.0", DOC("2")));
    ctr_evolution_free(do_evolve(&s->f, "a", "1.2.0", DOC("3")));
    export_to_file(s, (struct wish){0});
    import_all(s->f.store, &first);
    ctr_evolution_free(do_evolve(&s->f, "a", "1.1.0", DOC("4")));
    ctr_evolution_free(do_evolve(&s->f, "a", "1.3.0", DOC("5")));
    free(first.text);
}

static void prepare_export(struct state *s)
{
    create_orders(&s->f);
    create_large(&s->f);
}

static ctr_status import_it(struct state *s, ctr_import_policy policy)
{
    return try_import(s->f.store, s->file.text, s->file.size, policy, 0, NULL, &s->err);
}

static ctr_status act_import(struct state *s)
{
    return import_it(s, CTR_IMPORT_FAIL);
}

static ctr_status act_drafts(struct state *s)
{
    return import_it(s, CTR_IMPORT_REPLACE_DRAFTS);
}

static ctr_status act_export(struct state *s)
{
    free(s->out.text);
    ctr_status status = try_export(s->f.store, (struct wish){0}, &s->out, &s->err);
    free(s->out.text);
    s->out = (struct text_sink){NULL, 0};
    return status != CTR_OK
               ? status
               : try_export(s->f.store, (struct wish){"large", NULL, CTR_EXCHANGE_JSON, true},
                            &s->out, &s->err);
}

static const struct scene {
    const char *name;
    void (*prepare)(struct state *s);
    ctr_status (*act)(struct state *s);
} scenes[] = {
    {"import JSON", prepare_json, act_import},
    {"import gzip", prepare_gzip, act_import},
    {"replace drafts", prepare_drafts, act_drafts},
    {"export", prepare_export, act_export},
};

static void begin(const struct scene *scene, struct state *s)
{
    memset(s, 0, sizeof *s);
    s->f.now_us = FIXTURE_START_US;
    s->f.random = 1;
    s->f.store = open_faulty(s);
    scene->prepare(s);
}

static void end(struct state *s)
{
    ctr_store_close(s->f.store);
    free(s->file.text);
    free(s->out.text);
}

static void run(const struct scene *scene, long at)
{
    struct state s;
    long live = faultmem_live();

    begin(scene, &s);
    struct text_sink before = export_as(s.f.store, (struct wish){0});
    faultmem_arm(at, false);
    ctr_status status = scene->act(&s);
    faultmem_disarm();
    if (status != CTR_OK) {
        if (status != CTR_E_NOMEM || ctr_error_status(s.err) != CTR_E_NOMEM) {
            fail_msg("%s: allocation %ld: %s: %s", scene->name, at, ctr_status_name(status),
                     ctr_error_message(s.err));
        }
        ctr_error_free(s.err);
        s.err = NULL;
        struct text_sink now = export_as(s.f.store, (struct wish){0});
        assert_same(&before, &now);
        free(now.text);
        if (scene->act(&s) != CTR_OK) {
            fail_msg("%s: allocation %ld: again: %s", scene->name, at, ctr_error_message(s.err));
        }
    }
    if (at % 8 == 0) {
        assert_store_sound(s.f.store);
    }
    free(before.text);
    end(&s);
    if (faultmem_live() != live) {
        fail_msg("%s: allocation %ld: %ld blocks leaked", scene->name, at, faultmem_live() - live);
    }
}

static void walk(const struct scene *scene)
{
    struct state s;
    const long stride = walk_stride(STRIDE);
    long runs = 0;

    begin(scene, &s);
    faultmem_arm(0, false);
    ctr_status status = scene->act(&s);
    long points = faultmem_count();
    faultmem_disarm();
    if (status != CTR_OK) {
        fail_msg("%s: without faults: %s", scene->name, ctr_error_message(s.err));
    }
    end(&s);
    for (long at = walk_start(stride); at <= points; at += stride) {
        run(scene, at);
        runs++;
    }
    printf("t_memory: %s: %ld allocations, %ld failed one by one\n", scene->name, points, runs);
}

static void no_allocation_is_without_its_failure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        walk(&scenes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_allocation_is_without_its_failure)};

    faultmem_install();
    printf("t_memory: SEED=%u\n", walk_seed());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
