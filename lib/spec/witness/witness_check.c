/*
 * The judge of witnesses: both editions as the validator reads them, each schema when it is first
 * asked for. The comparer follows references beforehand, the validator when it meets them; so it
 * works on its own index of the same documents.
 */
#include "spec/validate/validate_room.h"
#include "spec/witness/witness.h"

struct edition {
    struct lc_bundle bundle;
    struct lc_vset set;
    bool open;
    bool broken; /* the validator refuses the schema; nothing can be shown by it */
};

struct lc_wchecker {
    struct lc_schema_memo *m;
    struct edition edition[2];
};

ctr_status lc_wchecker_open(struct lc_schema_memo *m, struct lc_wchecker **out)
{
    *out = lc_new(m->ctx, 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    (*out)->m = m;
    return CTR_OK;
}

void lc_wchecker_end(struct lc_wchecker *c)
{
    for (int side = 0; c && side < 2; side++) {
        lc_regexes_end(&c->edition[side].set.regexes);
    }
}

static ctr_status open_edition(struct lc_wchecker *c, int side)
{
    struct edition *e = &c->edition[side];
    const struct lc_side *of = &c->m->side[side];
    e->open = true;
    e->broken = true; /* until it is done */
    e->bundle = *of->bundle;
    e->bundle.room = e->bundle.count; /* what comes in is not put into the array of the other */
    e->set = (struct lc_vset){.ctx = c->m->ctx, .bundle = &e->bundle};
    enum lc_dialect dialect = of->dialect == LC_ASYNCAPI ? LC_DRAFT_07 : of->dialect;
    LC_TRY(lc_schema_open_again(c->m->ctx, &e->bundle, dialect, &e->set.lazy));
    e->broken = false;
    return CTR_OK;
}

/* The schema as rules; *out NULL if the validator does not read it. */
static ctr_status schema_of(struct lc_wchecker *c, int side, struct lc_node root,
                            struct lc_vschema **out)
{
    struct edition *e = &c->edition[side];
    struct lc_ctx *ctx = c->m->ctx;
    *out = NULL;
    ctr_status status = e->open ? CTR_OK : open_edition(c, side);
    if (status == CTR_OK && !e->broken) {
        *out = lc_map_get(&e->set.schemas, lc_str_n((const char *)&root.value, sizeof root.value));
        if (*out) {
            return CTR_OK;
        }
        struct lc_target target = {.node = root, .resource = lc_schema_around(&e->bundle, root)};
        e->broken = true;
        e->set.queue = NULL;
        status = target.resource ? lc_vset_read(&e->set, &target, out) : CTR_E_UNSUPPORTED;
        e->broken = status != CTR_OK;
    }
    *out = status == CTR_OK ? *out : NULL;
    return lc_wforgive(ctx, status);
}

/* What a value is held against. */
struct against {
    int side;
    struct lc_node root;
    const struct lc_value *skipped; /* refuses nothing */
};

/* 1 valid, 0 not, -1 cannot be told. */
static ctr_status judge(struct lc_wchecker *c, const struct against *a,
                        const struct lc_value *value, uint64_t most_steps, uint64_t *steps,
                        int *out)
{
    const int side = a->side;
    struct lc_vschema *schema;
    struct lc_ctx *ctx = c->m->ctx;
    struct lc_doc doc = {.file = "witness", .text = LC_STR(""), .root = value};
    bool valid;
    *out = 1;
    if (!a->root.value) {
        return CTR_OK;
    }
    LC_TRY(schema_of(c, side, a->root, &schema));
    if (!schema) {
        *out = -1;
        return CTR_OK;
    }
    struct lc_vrun r = {.ctx = ctx,
                        .set = &c->edition[side].set,
                        .doc = &doc,
                        .quiet = true,
                        .skipped = a->skipped,
                        .most_steps = most_steps};
    ctr_status status = lc_vrun_all(&r, schema, &valid);
    *steps += r.steps;
    *out = valid;
    c->edition[side].broken = status == CTR_E_INPUT; /* a schema that is no schema was met */
    *out = status == CTR_OK ? *out : -1;
    return lc_wforgive(ctx, status);
}

/* *out is 1 if the value is valid where the keyword refuses nothing. */
static ctr_status without(struct lc_wchecker *c, struct against refusing,
                          const struct lc_value *keyword, const struct lc_value *value,
                          uint64_t most_steps, uint64_t *steps, int *out)
{
    refusing.skipped = keyword;
    return judge(c, &refusing, value, most_steps, steps, out);
}

ctr_status lc_wcheck(struct lc_wchecker *c, const struct lc_wask *ask, const struct lc_value *value,
                     uint64_t most_steps, uint64_t *steps, enum lc_wgood *out)
{
    const int accepts = ask->way == LC_SUB ? 0 : 1;
    const struct against taking = {accepts, ask->root[accepts], NULL};
    const struct against refusing = {!accepts, ask->root[!accepts], NULL};
    int answer;
    *out = LC_WNONE;
    LC_TRY(judge(c, &refusing, value, most_steps, steps, &answer));
    if (answer != 0) {
        return CTR_OK;
    }
    LC_TRY(judge(c, &taking, value, most_steps, steps, &answer));
    if (answer == 1 && ask->caused) {
        LC_TRY(without(c, refusing, ask->cause, value, most_steps, steps, &answer));
    }
    if (answer != 1) {
        return CTR_OK;
    }
    if (ask->own) {
        LC_TRY(without(c, refusing, ask->own, value, most_steps, steps, &answer));
    }
    *out = answer == 1 ? LC_WBEST : LC_WGOOD;
    return CTR_OK;
}
