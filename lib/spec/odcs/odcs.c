/* The format odcs: is a document a data contract, and what there is in it to rely on. */
#include "spec/odcs/odcs.h"

enum { CERTAIN = 100 };

static int odcs_bid(const struct lc_value *root)
{
    if (!lc_is(root, LC_OBJECT)) {
        return 0;
    }
    const struct lc_value *older = lc_get(root, "dataContractSpecification");
    bool kind = lc_str_is(lc_text(lc_get(root, "kind")), "DataContract");
    return kind || lc_is(older, LC_STRING) || lc_is(older, LC_NUMBER) ? CERTAIN : 0;
}

static ctr_status odcs_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_odcs *o;
    spec->dialect = "ODCS";
    LC_TRY(lc_odcs_read(ctx, spec, &o));
    spec->odcs = o;
    return CTR_OK;
}

/* ---- parts: objects, properties, service levels, servers */

struct visit {
    struct lc_ctx *ctx;
    lc_used_fn *fn;
    void *user;
};

static ctr_status visit_text(const struct visit *v, const char *text)
{
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    return text ? v->fn(v->user, &part) : CTR_E_NOMEM;
}

static ctr_status visit_items(const struct visit *v, const struct lc_odcs_item *in,
                              const char *before)
{
    LC_TRY(lc_poll(v->ctx));
    for (uint32_t i = 0; i < in->count; i++) {
        const struct lc_odcs_item *item = &in->items[i];
        const char *name = lc_odcs_escape(v->ctx, item->name);
        const char *part = name && before ? lc_format(v->ctx, "%s.%s", before, name) : name;
        LC_TRY(visit_text(v, part));
        LC_TRY(visit_items(v, item, part));
    }
    for (int k = 0; k < LC_ODCS_INNERS; k++) {
        if (in->inner[k]) {
            LC_TRY(visit_items(v, in->inner[k], before));
        }
    }
    return CTR_OK;
}

static ctr_status visit_list(const struct visit *v, struct lc_odcs *o, const char *list,
                             const char *key, const char *before)
{
    struct lc_odcs_list found;
    LC_TRY(lc_odcs_list(o, lc_odcs_get(o->root.at, list), key, &found));
    for (uint32_t i = 0; i < found.count; i++) {
        const char *name = lc_odcs_escape(v->ctx, found.at[i].name);
        LC_TRY(visit_text(v, name ? lc_format(v->ctx, "%s.%s", before, name) : NULL));
    }
    return CTR_OK;
}

static ctr_status odcs_parts(struct lc_ctx *ctx, struct lc_spec *spec, lc_used_fn *fn, void *user)
{
    const struct visit v = {ctx, fn, user};
    struct lc_odcs *o = spec->odcs;
    LC_TRY(visit_items(&v, &o->root, NULL));
    LC_TRY(visit_list(&v, o, o->older ? "servicelevels" : "slaProperties", "property", "sla"));
    return visit_list(&v, o, "servers", "server", "servers");
}

struct wanted {
    const char *part;
    bool found;
};

static ctr_status is_wanted(void *user, const struct lc_part *part)
{
    struct wanted *w = user;
    w->found = w->found || lc_str_is(part->text, w->part);
    return CTR_OK;
}

static ctr_status odcs_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                                bool *out)
{
    struct wanted w = {part, strcmp(part, "/") == 0};
    if (!w.found) {
        LC_TRY(odcs_parts(ctx, spec, is_wanted, &w));
    }
    *out = w.found;
    return CTR_OK;
}

const struct lc_format_row lc_format_odcs = {
    .format = CTR_FORMAT_ODCS,
    .default_profile = CTR_PROFILE_STRICT,
    .called = true, /* readers and writers are rated apart within one direction */
    .bid = odcs_bid,
    .read = odcs_read,
    .compare = lc_odcs_compare,
    .parts = odcs_parts,
    .has_part = odcs_has_part,
};
