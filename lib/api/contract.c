/* <contracts/contract.h>: creating and evolving contracts. */
#include "api/create.h"

/* --- create --- */

static const char *or_null(struct lc_ctx *ctx, const char *text)
{
    return text && *text ? lc_dup_c(ctx, text) : NULL;
}

/* The caller's document, copied if it has to stay. */
static ctr_status take_source(struct lc_ctx *ctx, const ctr_source *given, bool keep,
                              ctr_source *source, struct lc_edition *edition)
{
    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, source));
    if (keep) {
        source->data = lc_arena_copy(&ctx->arena, source->data, source->size);
        source->file = lc_dup_c(ctx, source->file);
        source->folder = lc_dup_c(ctx, source->folder);
        if (!source->data || !source->file || ctx->error) {
            return lc_nomem(ctx);
        }
    }
    return lc_edition_read(ctx, source, edition);
}

static ctr_status check_create(struct lc_ctx *ctx, const ctr_create *c)
{
    LC_TRY(lc_check_name(ctx, "team", c->team));
    LC_TRY(lc_check_name(ctx, "contract", c->name));
    LC_TRY(c->label ? lc_check_label(ctx, c->label) : CTR_OK);
    LC_TRY(lc_check_text(ctx, "owner role", c->owner_role, 256));
    LC_TRY(lc_check_text(ctx, "owner agent", c->owner_agent, 256));
    LC_TRY(lc_check_word(ctx, "type", c->type, lc_words_type));
    LC_TRY(lc_check_word(ctx, "mode", c->mode, lc_words_mode));
    LC_TRY(lc_check_word(ctx, "profile", c->profile, lc_words_profile));
    return c->flags & ~CTR_CREATE_IF_ABSENT
               ? lc_fail(ctx, CTR_E_ARGUMENT, "flags %u of a create are not known", c->flags)
               : CTR_OK;
}

ctr_status lc_create_take(struct lc_ctx *ctx, const ctr_create *given, bool keep,
                          struct lc_create_args *out)
{
    ctr_create c = {.struct_size = sizeof c};
    ctr_source source;

    *out = (struct lc_create_args){0};
    if (!given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a contract to create is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_create, given, &c));
    LC_TRY(check_create(ctx, &c));
    LC_TRY(lc_check_metadata(ctx, c.metadata, &out->contract.metadata));
    LC_TRY(take_source(ctx, &c.document, keep, &source, &out->edition));
    const struct lc_format_row *row = out->edition.spec.row;
    LC_TRY(lc_spec_mind_profile(ctx, row->format, c.profile));
    out->names = (struct lc_names){lc_dup_c(ctx, c.team), lc_dup_c(ctx, c.name)};
    out->label = lc_dup_c(ctx, c.label ? c.label : "1.0.0");
    out->if_absent = (c.flags & CTR_CREATE_IF_ABSENT) != 0;
    out->contract.team = out->names.team;
    out->contract.name = out->names.name;
    out->contract.type = c.type ? c.type : lc_type_for(row->format);
    out->contract.mode = c.mode ? c.mode : CTR_MODE_BACKWARD;
    out->contract.profile = c.profile ? c.profile : row->default_profile;
    out->contract.owner_role = or_null(ctx, c.owner_role);
    out->contract.owner_agent = or_null(ctx, c.owner_agent);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_create_run(struct lc_op *op, const struct lc_create_args *a, struct ctr_version *out)
{
    struct lc_contract c = a->contract;
    return lc_flow_create(op, &c, a->label, &a->edition, a->if_absent, out);
}

void ctr_create_init(ctr_create *create, size_t size)
{
    lc_options_init(create, size);
    if (create && size >= sizeof *create) {
        ctr_source_init(&create->document, sizeof create->document);
    }
}

struct create_call {
    const ctr_create *given;
    struct lc_create_args args;
};

static ctr_status create_read(struct lc_ctx *ctx, void *user)
{
    struct create_call *c = user;
    return lc_create_take(ctx, c->given, false, &c->args);
}

static ctr_status create_run(struct lc_op *op, void *user, void *body)
{
    return lc_create_run(op, &((struct create_call *)user)->args, body);
}

ctr_status ctr_contract_create(ctr_store *store, const ctr_create *create, const ctr_call *call,
                               ctr_version **out, ctr_error **err)
{
    struct create_call c = {.given = create};
    struct ctr_version body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "contract.create",
                                 .names = &c.args.names,
                                 .read = create_read,
                                 .run = create_run,
                                 .args = &c,
                                 .shape = &lc_shape_version,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* --- evolve --- */

ctr_status lc_evolve_take(struct lc_ctx *ctx, const ctr_evolve *given, bool keep,
                          struct lc_evolve_args *out)
{
    ctr_evolve e = {.struct_size = sizeof e};

    *out = (struct lc_evolve_args){0};
    if (!given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "an edition to evolve to is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_evolve, given, &e));
    LC_TRY(lc_check_name(ctx, "team", e.team));
    LC_TRY(lc_check_name(ctx, "contract", e.name));
    LC_TRY(e.label ? lc_check_label(ctx, e.label) : CTR_OK);
    LC_TRY(take_source(ctx, &e.document, keep, &out->source, &out->edition));
    out->names = (struct lc_names){lc_dup_c(ctx, e.team), lc_dup_c(ctx, e.name)};
    out->label = lc_dup_c(ctx, e.label);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

struct lc_evolving lc_evolve_what(const struct lc_evolve_args *a)
{
    return (struct lc_evolving){.team = a->names.team,
                                .name = a->names.name,
                                .label = a->label,
                                .edition = &a->edition,
                                .source = &a->source};
}

ctr_status lc_evolve_run(struct lc_op *op, const struct lc_evolve_args *a,
                         struct lc_evolve_plan *plan, struct ctr_evolution *out)
{
    struct lc_evolving e = lc_evolve_what(a);

    if (lc_op_has(op, CTR_CALL_DECLARE_BREAK)) {
        LC_TRY(lc_need_reason(op, "declare a break"));
        e.break_reason = op->reason;
    }
    return lc_flow_evolve(op, &e, plan, out);
}

void ctr_evolve_init(ctr_evolve *evolve, size_t size)
{
    lc_options_init(evolve, size);
    if (evolve && size >= sizeof *evolve) {
        ctr_source_init(&evolve->document, sizeof evolve->document);
    }
}

struct evolve_call {
    const ctr_evolve *given;
    struct lc_evolve_args args;
};

static ctr_status evolve_read(struct lc_ctx *ctx, void *user)
{
    struct evolve_call *c = user;
    return lc_evolve_take(ctx, c->given, false, &c->args);
}

static ctr_status evolve_run(struct lc_op *op, void *user, void *body)
{
    struct lc_evolve_plan plan = {.made = false};
    return lc_evolve_run(op, &((struct evolve_call *)user)->args, &plan, body);
}

ctr_status ctr_contract_evolve(ctr_store *store, const ctr_evolve *evolve, const ctr_call *call,
                               ctr_evolution **out, ctr_error **err)
{
    struct evolve_call c = {.given = evolve};
    struct ctr_evolution body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .looks = true,
                                 .verb = "contract.evolve",
                                 .names = &c.args.names,
                                 .read = evolve_read,
                                 .run = evolve_run,
                                 .args = &c,
                                 .shape = &lc_shape_evolution,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

/* --- impact --- */

static ctr_status impact_run(struct lc_op *op, void *user, void *body)
{
    struct lc_evolve_plan plan = {.made = false};
    struct lc_evolving e = lc_evolve_what(&((struct evolve_call *)user)->args);

    e.asks = true;
    return lc_flow_evolve(op, &e, &plan, body);
}

ctr_status ctr_contract_impact(ctr_store *store, const ctr_evolve *evolve, ctr_evolution **out,
                               ctr_error **err)
{
    const ctr_call call = {.struct_size = sizeof call, .flags = CTR_CALL_DRY_RUN};
    struct evolve_call c = {.given = evolve};
    struct ctr_evolution body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &c.args.names,
                                 .read = evolve_read,
                                 .run = impact_run,
                                 .args = &c,
                                 .shape = &lc_shape_evolution,
                                 .body = &body};
    return lc_task_run(store, &call, &task, (void **)out, err);
}

/* --- evolution, rollback --- */

struct pick_args {
    struct lc_names names;
    const char *selector;
    const char *label;
};

static ctr_status pick_prepare(struct lc_op *op, void *user)
{
    struct pick_args *a = user;
    LC_TRY(lc_check_selector(&op->ctx, a->selector));
    return a->label ? lc_check_label(&op->ctx, a->label) : CTR_OK;
}

static ctr_status evolution_run(struct lc_op *op, void *user, void *body)
{
    struct pick_args *a = user;
    struct lc_contract c;
    struct ctr_version v;

    LC_TRY(lc_contract_get(op, a->names.team, a->names.name, &c));
    LC_TRY(lc_version_select(op, &c, a->selector, &v));
    if (!v.base_rid) {
        return lc_fail(&op->ctx, CTR_E_NOT_FOUND, "'%s/%s@%s' had no base to be compared with",
                       v.team, v.name, v.label);
    }
    return lc_flow_evolution(op, &c, &v, body);
}

ctr_status ctr_contract_evolution(ctr_store *store, const char *team, const char *name,
                                  const char *selector, ctr_evolution **out, ctr_error **err)
{
    struct pick_args args = {{team, name ? name : ""}, selector, NULL};
    struct ctr_evolution body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = pick_prepare,
                                 .run = evolution_run,
                                 .args = &args,
                                 .shape = &lc_shape_evolution,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status rollback_run(struct lc_op *op, void *user, void *body)
{
    struct pick_args *a = user;
    struct lc_evolve_plan plan = {.made = false};
    const struct lc_evolving e = {.team = a->names.team,
                                  .name = a->names.name,
                                  .label = a->label,
                                  .break_reason = op->reason,
                                  .selector = a->selector};

    LC_TRY(lc_need_reason(op, "roll back"));
    return lc_flow_evolve(op, &e, &plan, body);
}

ctr_status ctr_contract_rollback(ctr_store *store, const char *team, const char *name,
                                 const char *selector, const char *label, const ctr_call *call,
                                 ctr_evolution **out, ctr_error **err)
{
    struct pick_args args = {{team, name ? name : ""}, selector, label};
    struct ctr_evolution body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "contract.rollback",
                                 .names = &args.names,
                                 .prepare = pick_prepare,
                                 .run = rollback_run,
                                 .args = &args,
                                 .shape = &lc_shape_evolution,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}
