/* The format graphql: schemas in GraphQL's own language. */
#include "spec/graphql/graphql.h"

#include "codec/graphql_read.h"

/* ---- reading */

static bool is_text(struct lc_str bytes)
{
    return lc_graphql_seen(bytes);
}

static ctr_status read_schema(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    LC_TRY(lc_gql_model(ctx, doc, &spec->graphql));
    spec->dialect = "GraphQL";
    return lc_gql_check(ctx, spec->graphql);
}

static ctr_status compare(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer)
{
    return lc_gql_compare(c, older->graphql, newer->graphql);
}

/* ---- parts */

struct visit {
    struct lc_ctx *ctx;
    ctr_status (*fn)(void *user, const struct lc_part *part);
    void *user;
};

static ctr_status tell(const struct visit *v, const char *text)
{
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    return text ? v->fn(v->user, &part) : CTR_E_NOMEM;
}

static ctr_status tell_arguments(const struct visit *v, const char *owner,
                                 const struct gql_item *args, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(
            tell(v, lc_format(v->ctx, "%s(%.*s)", owner, (int)args[i].name.len, args[i].name.ptr)));
    }
    return CTR_OK;
}

static ctr_status tell_type(const struct visit *v, const struct gql_type *t)
{
    LC_TRY(tell(v, lc_dup(v->ctx, t->name)));
    for (uint32_t i = 0; i < t->count; i++) {
        const struct gql_item *f = &t->items[i];
        const char *part = lc_format(v->ctx, "%.*s.%.*s", (int)t->name.len, t->name.ptr,
                                     (int)f->name.len, f->name.ptr);
        LC_TRY(tell(v, part));
        LC_TRY(tell_arguments(v, part, f->args, f->arg_count));
    }
    return CTR_OK;
}

static ctr_status parts(struct lc_ctx *ctx, struct lc_spec *spec,
                        ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    const struct visit v = {ctx, fn, user};
    const struct lc_graphql *g = spec->graphql;
    for (uint32_t i = 0; i < g->count; i++) {
        LC_TRY(lc_poll(ctx));
        LC_TRY(tell_type(&v, g->types[i]));
    }
    for (uint32_t i = 0; i < g->directive_count; i++) {
        const char *part = lc_dup(ctx, g->directives[i]->name);
        LC_TRY(tell(&v, part));
        LC_TRY(tell_arguments(&v, part, g->directives[i]->args, g->directives[i]->arg_count));
    }
    return CTR_OK;
}

/* "Type.field(arg)" taken apart; false if it is written otherwise. */
static bool take_apart(struct lc_str part, struct lc_str *type, struct lc_str *item,
                       struct lc_str *arg)
{
    *item = *arg = lc_str_n(NULL, 0);
    *type = part;
    if (lc_str_cut(part, '(', type, arg)) {
        if (arg->len < 2 || arg->ptr[arg->len - 1] != ')') {
            return false;
        }
        arg->len--;
    }
    struct lc_str whole = *type;
    bool dotted = lc_str_cut(whole, '.', type, item);
    return type->len && (!dotted || item->len);
}

static bool has_named(struct lc_graphql *g, struct lc_str name, struct lc_str item,
                      struct lc_str arg)
{
    if (name.ptr[0] == '@') {
        struct gql_directive *d = lc_gql_directive(g, name);
        /* @skip and @include are in operations though no schema defines them */
        bool there = d && (d->node || lc_gql_executable(d));
        return there && !item.ptr && (!arg.ptr || lc_gql_item(d->args, d->arg_count, arg));
    }
    struct gql_type *t = lc_gql_type(g, name);
    if (!t || !t->node || (arg.ptr && !item.ptr)) {
        return false;
    }
    if (lc_gql_composite(t) && lc_str_is(item, "__typename")) { /* a selection itself */
        return !arg.ptr;
    }
    const struct gql_item *f = item.ptr ? lc_gql_item(t->items, t->count, item) : NULL;
    return !item.ptr || (f && (!arg.ptr || lc_gql_item(f->args, f->arg_count, arg)));
}

static ctr_status has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out)
{
    struct lc_str type;
    struct lc_str item;
    struct lc_str arg;
    (void)ctx;
    *out = strcmp(part, "/") == 0 || (take_apart(lc_str(part), &type, &item, &arg) &&
                                      has_named(spec->graphql, type, item, arg));
    return CTR_OK;
}

const struct lc_format_row lc_format_graphql = {
    .format = CTR_FORMAT_GRAPHQL,
    .default_profile = CTR_PROFILE_TOLERANT,
    .called = true,
    .is_text = is_text,
    .parse = lc_graphql_read,
    .read = read_schema,
    .compare = compare,
    .parts = parts,
    .has_part = has_part,
    .used = lc_gql_used_parts,
};
