/* <contracts/environment.h>: builds, and what runs where. */
#include "api/create.h"
#include "flow/run.h"

#include <stdlib.h>

enum { MAX_PARTS = 10000, MAX_PART = 4096 };

static ctr_status read_mark(struct lc_ctx *ctx, const char *what, const char *after, int64_t *out)
{
    struct lc_decimal number;

    *out = 0;
    if (!after) {
        return CTR_OK;
    }
    LC_TRY(lc_check_text(ctx, "page mark", after, 64));
    return lc_decimal_parse(lc_str(after), &number) && lc_decimal_int64(&number, out) && *out >= 0
               ? CTR_OK
               : lc_fail(ctx, CTR_E_ARGUMENT, "'%s' is not where a page of %s ended", after, what);
}

/* ---- builds ---- */

struct build_args {
    const ctr_build_spec *given;
    struct lc_names names;
    struct lc_build_given build;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted and without repetition. */
static ctr_status read_parts(struct lc_ctx *ctx, const ctr_build_spec *s, struct lc_build_given *b)
{
    if (s->part_count > MAX_PARTS || (s->part_count && !s->parts)) {
        return lc_fail(ctx, s->parts ? CTR_E_LIMIT : CTR_E_ARGUMENT,
                       "%zu parts: wanted at most %d, and an array of them", s->part_count,
                       MAX_PARTS);
    }
    const char **parts = lc_new(ctx, s->part_count + 1, sizeof *parts);
    if (!parts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < s->part_count; i++) {
        if (!s->parts[i] || !*s->parts[i]) {
            return lc_fail(ctx, CTR_E_ARGUMENT, "part %zu is empty", i);
        }
        LC_TRY(lc_check_text(ctx, "part", s->parts[i], MAX_PART));
        parts[i] = s->parts[i];
    }
    if (s->part_count) {
        qsort(parts, s->part_count, sizeof *parts, by_text);
    }
    for (size_t i = 0; i < s->part_count; i++) {
        if (!b->part_count || strcmp(parts[b->part_count - 1], parts[i]) != 0) {
            parts[b->part_count++] = parts[i];
        }
    }
    b->parts = parts;
    b->parts_given = s->parts != NULL;
    return CTR_OK;
}

static ctr_status build_read(struct lc_ctx *ctx, void *user)
{
    struct build_args *a = user;
    ctr_build_spec s = {.struct_size = sizeof s};

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a build to record is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_build_spec, a->given, &s));
    LC_TRY(lc_check_name(ctx, "consumer", s.consumer));
    LC_TRY(lc_check_label(ctx, s.label));
    LC_TRY(lc_check_selector(ctx, s.against));
    if (s.flags & ~CTR_BUILD_ALLOW_UNKNOWN_PARTS) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a build are not known", s.flags);
    }
    a->names = (struct lc_names){s.team, s.name ? s.name : ""};
    a->build = (struct lc_build_given){.consumer = s.consumer,
                                       .label = s.label,
                                       .against = s.against && *s.against ? s.against : NULL,
                                       .allow_unknown = s.flags != 0};
    return read_parts(ctx, &s, &a->build);
}

static ctr_status build_run(struct lc_op *op, void *user, void *body)
{
    const struct build_args *a = user;
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_flow_build(op, &c, &a->build, body);
}

void ctr_build_spec_init(ctr_build_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_build_record(ctr_store *store, const ctr_build_spec *spec, const ctr_call *call,
                            ctr_build **out, ctr_error **err)
{
    struct build_args args = {.given = spec};
    struct ctr_build body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "environment.build",
                                 .names = &args.names,
                                 .read = build_read,
                                 .run = build_run,
                                 .args = &args,
                                 .shape = &lc_shape_build,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

struct find_args {
    const void *given;
    const char *team, *name, *environment, *consumer;
    int64_t after;
    size_t limit;
    bool ended, runs;
};

static ctr_status check_find(struct lc_ctx *ctx, const struct find_args *a)
{
    if (a->name && !a->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "contract '%s' is named without its team", a->name);
    }
    if (a->environment && !a->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "environment '%s' is named without its team",
                       a->environment);
    }
    if (a->team && !a->name && !a->runs) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "team '%s' is named without a contract", a->team);
    }
    LC_TRY(a->team ? lc_check_name(ctx, "team", a->team) : CTR_OK);
    LC_TRY(a->name ? lc_check_name(ctx, "contract", a->name) : CTR_OK);
    LC_TRY(a->environment ? lc_check_name(ctx, "environment", a->environment) : CTR_OK);
    return a->consumer ? lc_check_name(ctx, "consumer", a->consumer) : CTR_OK;
}

static ctr_status builds_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_build_filter f = {.struct_size = sizeof f};

    LC_TRY(LC_READ(ctx, ctr_build_filter, (const ctr_build_filter *)a->given, &f));
    a->team = f.team;
    a->name = f.name;
    a->consumer = f.consumer;
    a->limit = lc_page_limit(f.limit);
    LC_TRY(check_find(ctx, a));
    return read_mark(ctx, "builds", f.after, &a->after);
}

static ctr_status builds_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    struct lc_contract c = {.rid = 0};

    LC_TRY(a->name ? lc_contract_get(op, a->team, a->name, &c) : CTR_OK);
    const struct lc_build_query query = {c.rid, a->consumer, a->after, a->limit};
    return lc_build_list(op, &query, body);
}

void ctr_build_filter_init(ctr_build_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_build_find(ctr_store *store, const ctr_build_filter *filter, ctr_build_list **out,
                          ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_build_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = builds_read,
                                 .run = builds_run,
                                 .args = &args,
                                 .shape = &lc_shape_build_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- runs ---- */

struct run_args {
    const ctr_run_spec *given;
    bool ends;
    struct lc_names names;
    struct lc_run_given run;
};

/* What is named has to fit together. */
static ctr_status check_run(struct lc_ctx *ctx, const struct run_args *a)
{
    const struct lc_run_given *r = &a->run;

    LC_TRY(lc_check_name(ctx, "environment", r->environment));
    LC_TRY(r->instance ? lc_check_name(ctx, "instance", r->instance) : CTR_OK);
    LC_TRY(lc_check_selector(ctx, r->selector));
    LC_TRY(r->consumer ? lc_check_name(ctx, "consumer", r->consumer) : CTR_OK);
    LC_TRY(r->label ? lc_check_label(ctx, r->label) : CTR_OK);
    if (!r->team != !r->name) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "team and contract are named together");
    }
    if (r->consumer ? r->selector != NULL : r->label != NULL || !r->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "what runs is a version of a contract, or a consumer with its label");
    }
    bool place = a->ends && r->kind == CTR_RUN_DEPLOYED && r->team;
    if (r->consumer && !r->label && !place) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "the label of consumer '%s' is needed", r->consumer);
    }
    return r->instance && r->kind == CTR_RUN_RELEASED
               ? lc_fail(ctx, CTR_E_ARGUMENT, "what is released has no instance")
               : CTR_OK;
}

static ctr_status run_read(struct lc_ctx *ctx, void *user)
{
    struct run_args *a = user;
    ctr_run_spec s = {.struct_size = sizeof s};

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what runs is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_run_spec, a->given, &s));
    LC_TRY(lc_check_word(ctx, "kind", s.kind, lc_words_run_kind));
    if (s.flags & ~CTR_RUN_NEW_ENVIRONMENT) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a run are not known", s.flags);
    }
    a->run = (struct lc_run_given){.team = s.team,
                                   .name = s.name,
                                   .selector = s.selector && *s.selector ? s.selector : NULL,
                                   .consumer = s.consumer,
                                   .label = s.label,
                                   .environment = s.environment,
                                   .instance = s.instance && *s.instance ? s.instance : NULL,
                                   .kind = s.kind ? s.kind : CTR_RUN_DEPLOYED,
                                   .may_be_new = s.flags != 0};
    LC_TRY(check_run(ctx, a));
    a->names = (struct lc_names){s.team, s.name};
    return CTR_OK;
}

static ctr_status run_run(struct lc_op *op, void *user, void *body)
{
    const struct run_args *a = user;

    return a->ends ? lc_flow_run_end(op, &a->run, body) : lc_flow_run_begin(op, &a->run, body);
}

void ctr_run_spec_init(ctr_run_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

static ctr_status change_run(ctr_store *store, const ctr_run_spec *spec, bool ends,
                             const ctr_call *call, ctr_run_list **out, ctr_error **err)
{
    struct run_args args = {.given = spec, .ends = ends};
    struct ctr_run_list body;
    bool released =
        spec && spec->struct_size >= LC_FIRST_ctr_run_spec && spec->kind == CTR_RUN_RELEASED;
    bool of_contract = spec && spec->struct_size >= LC_FIRST_ctr_run_spec && spec->team;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = released
                                             ? ends ? "environment.withdraw" : "environment.release"
                                         : ends ? "environment.undeploy"
                                                : "environment.deploy",
                                 .names = of_contract ? &args.names : NULL,
                                 .read = run_read,
                                 .run = run_run,
                                 .args = &args,
                                 .shape = &lc_shape_run_list,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_run_begin(ctr_store *store, const ctr_run_spec *spec, const ctr_call *call,
                         ctr_run_list **out, ctr_error **err)
{
    return change_run(store, spec, false, call, out, err);
}

ctr_status ctr_run_end(ctr_store *store, const ctr_run_spec *spec, const ctr_call *call,
                       ctr_run_list **out, ctr_error **err)
{
    return change_run(store, spec, true, call, out, err);
}

static ctr_status runs_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_run_filter f = {.struct_size = sizeof f};

    LC_TRY(LC_READ(ctx, ctr_run_filter, (const ctr_run_filter *)a->given, &f));
    if (f.flags & ~CTR_RUN_ENDED) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a filter are not known", f.flags);
    }
    a->team = f.team;
    a->name = f.name;
    a->environment = f.environment;
    a->consumer = f.consumer;
    a->limit = lc_page_limit(f.limit);
    a->ended = f.flags != 0;
    a->runs = true;
    LC_TRY(check_find(ctx, a));
    return read_mark(ctx, "runs", f.after, &a->after);
}

static ctr_status runs_run(struct lc_op *op, void *user, void *body)
{
    const struct find_args *a = user;
    struct lc_contract c = {.rid = 0};
    int64_t environment = 0;

    LC_TRY(a->name ? lc_contract_get(op, a->team, a->name, &c) : CTR_OK);
    LC_TRY(a->environment ? lc_environment_get(op, a->team, a->environment, &environment) : CTR_OK);
    const struct lc_run_query query = {.contract_rid = c.rid,
                                       .environment_rid = environment,
                                       .team = a->team,
                                       .consumer = a->consumer,
                                       .ended = a->ended,
                                       .after = a->after,
                                       .limit = a->limit};
    return lc_run_list(op, &query, body);
}

void ctr_run_filter_init(ctr_run_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_run_find(ctr_store *store, const ctr_run_filter *filter, ctr_run_list **out,
                        ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_run_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = runs_read,
                                 .run = runs_run,
                                 .args = &args,
                                 .shape = &lc_shape_run_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- environments ---- */

struct environments_args {
    struct lc_names names;
    const char *after;
    uint32_t limit;
};

static ctr_status environments_prepare(struct lc_op *op, void *user)
{
    const struct environments_args *a = user;

    return a->after && !lc_is_name_key(lc_str(a->after))
               ? lc_fail(&op->ctx, CTR_E_ARGUMENT,
                         "'%.200s' is not where a page of environments ended", a->after)
               : CTR_OK;
}

static ctr_status environments_run(struct lc_op *op, void *user, void *body)
{
    const struct environments_args *a = user;

    return lc_environment_list(op, a->names.team, a->after, lc_page_limit(a->limit), body);
}

ctr_status ctr_environment_find(ctr_store *store, const char *team, const char *after,
                                uint32_t limit, ctr_environment_list **out, ctr_error **err)
{
    struct environments_args args = {{team, NULL}, after, limit};
    struct ctr_environment_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = environments_prepare,
                                 .run = environments_run,
                                 .args = &args,
                                 .shape = &lc_shape_environment_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
