/* <contracts/consumer.h> */
#include "api/create.h"

#include <stdlib.h>

enum { MAX_PARTS = 100000, MAX_PART = 4096 };

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The parts, sorted and without repetition. */
static ctr_status read_parts(struct lc_ctx *ctx, const ctr_consumer_spec *spec,
                             struct lc_registration *r)
{
    if (spec->part_count > MAX_PARTS || (spec->part_count && !spec->parts)) {
        return lc_fail(ctx, spec->parts ? CTR_E_LIMIT : CTR_E_ARGUMENT,
                       "%zu parts: wanted at most %d, and an array of them", spec->part_count,
                       MAX_PARTS);
    }
    const char **parts = lc_new(ctx, spec->part_count, sizeof *parts);
    if (!parts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < spec->part_count; i++) {
        const char *part = spec->parts[i];
        if (!part || !*part) {
            return lc_fail(ctx, CTR_E_ARGUMENT, "part %zu is empty", i);
        }
        LC_TRY(lc_check_text(ctx, "part", part, MAX_PART));
        parts[i] = lc_dup_c(ctx, part);
        if (!parts[i]) {
            return CTR_E_NOMEM;
        }
    }
    if (spec->part_count) {
        qsort(parts, spec->part_count, sizeof *parts, by_text);
    }
    for (size_t i = 0; i < spec->part_count; i++) {
        if (!r->part_count || strcmp(parts[r->part_count - 1], parts[i]) != 0) {
            parts[r->part_count++] = parts[i];
        }
    }
    r->parts = parts;
    return CTR_OK;
}

ctr_status lc_register_take(struct lc_ctx *ctx, const ctr_consumer_spec *given,
                            struct lc_register_args *out)
{
    ctr_consumer_spec s = {.struct_size = sizeof s};
    struct lc_registration *r = &out->registration;

    *out = (struct lc_register_args){0};
    if (!given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a consumer to register is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_consumer_spec, given, &s));
    LC_TRY(lc_check_name(ctx, "team", s.team));
    LC_TRY(lc_check_name(ctx, "contract", s.name));
    LC_TRY(lc_check_name(ctx, "consumer", s.consumer));
    LC_TRY(lc_check_text(ctx, "role", s.role, 256));
    LC_TRY(lc_check_selector(ctx, s.pin));
    if (s.flags & ~CTR_CONSUMER_ALLOW_UNKNOWN_PARTS) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a consumer are not known", s.flags);
    }
    out->names = (struct lc_names){lc_dup_c(ctx, s.team), lc_dup_c(ctx, s.name)};
    out->allow_unknown = (s.flags & CTR_CONSUMER_ALLOW_UNKNOWN_PARTS) != 0;
    r->name = lc_dup_c(ctx, s.consumer);
    r->role = s.role && *s.role ? lc_dup_c(ctx, s.role) : NULL;
    r->pin = s.pin && *s.pin ? lc_dup_c(ctx, s.pin) : NULL;
    LC_TRY(read_parts(ctx, &s, r));
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_register_run(struct lc_op *op, const struct lc_register_args *a,
                           struct ctr_consumer *out)
{
    struct lc_contract c;
    struct lc_registration r = a->registration;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_flow_register(op, &c, &r, a->allow_unknown, out);
}

struct register_call {
    const ctr_consumer_spec *given;
    struct lc_register_args args;
};

static ctr_status register_read(struct lc_ctx *ctx, void *user)
{
    struct register_call *c = user;
    return lc_register_take(ctx, c->given, &c->args);
}

static ctr_status register_run(struct lc_op *op, void *user, void *body)
{
    return lc_register_run(op, &((struct register_call *)user)->args, body);
}

void ctr_consumer_spec_init(ctr_consumer_spec *spec, size_t size)
{
    lc_options_init(spec, size);
}

ctr_status ctr_consumer_register(ctr_store *store, const ctr_consumer_spec *spec,
                                 const ctr_call *call, ctr_consumer **out, ctr_error **err)
{
    struct register_call c = {.given = spec};
    struct ctr_consumer body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "consumer.register",
                                 .names = &c.args.names,
                                 .read = register_read,
                                 .run = register_run,
                                 .args = &c,
                                 .shape = &lc_shape_consumer,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

struct unregister_args {
    struct lc_names names;
    const char *consumer;
};

static ctr_status unregister_prepare(struct lc_op *op, void *user)
{
    return lc_check_name(&op->ctx, "consumer", ((struct unregister_args *)user)->consumer);
}

static ctr_status unregister_run(struct lc_op *op, void *user, void *body)
{
    struct unregister_args *a = user;
    struct lc_contract c;

    (void)body;
    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    return lc_consumer_remove(op, &c, a->consumer);
}

ctr_status ctr_consumer_unregister(ctr_store *store, const char *team, const char *name,
                                   const char *consumer, const ctr_call *call, ctr_error **err)
{
    struct unregister_args args = {{team, name ? name : ""}, consumer};
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "consumer.unregister",
                                 .names = &args.names,
                                 .prepare = unregister_prepare,
                                 .run = unregister_run,
                                 .args = &args};
    return lc_task_run(store, call, &task, NULL, err);
}

struct find_args {
    const ctr_consumer_filter *given;
    ctr_consumer_filter filter;
};

static ctr_status find_read(struct lc_ctx *ctx, void *user)
{
    struct find_args *a = user;
    ctr_consumer_filter *f = &a->filter;

    LC_TRY(LC_READ(ctx, ctr_consumer_filter, a->given, f));
    if (f->name && !f->team) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "contract '%s' is named without its team", f->name);
    }
    LC_TRY(f->team ? lc_check_name(ctx, "team", f->team) : CTR_OK);
    LC_TRY(f->name ? lc_check_name(ctx, "contract", f->name) : CTR_OK);
    LC_TRY(f->consumer ? lc_check_name(ctx, "consumer", f->consumer) : CTR_OK);
    return lc_check_text(ctx, "page mark", f->after, 512);
}

static ctr_status find_run(struct lc_op *op, void *user, void *body)
{
    const ctr_consumer_filter *f = &((struct find_args *)user)->filter;
    const struct lc_consumer_query query = {.team = f->team,
                                            .contract = f->name,
                                            .consumer = f->consumer,
                                            .after = f->after,
                                            .limit = lc_page_limit(f->limit)};
    return lc_consumer_list(op, &query, body);
}

void ctr_consumer_filter_init(ctr_consumer_filter *filter, size_t size)
{
    lc_options_init(filter, size);
}

ctr_status ctr_consumer_find(ctr_store *store, const ctr_consumer_filter *filter,
                             ctr_consumer_list **out, ctr_error **err)
{
    struct find_args args = {.given = filter};
    struct ctr_consumer_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = find_read,
                                 .run = find_run,
                                 .args = &args,
                                 .shape = &lc_shape_consumer_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
