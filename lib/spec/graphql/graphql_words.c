/* What is said about a part of a GraphQL schema: descriptions, deprecation, directives. */
#include "spec/graphql/graphql_report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

static const char *part_text(struct lc_ctx *ctx, const struct gql_where *w)
{
    if (!w->item.len && w->arg.len) {
        return lc_format(ctx, "%.*s(%.*s)", (int)w->type.len, w->type.ptr, (int)w->arg.len,
                         w->arg.ptr);
    }
    return lc_format(ctx, "%.*s%s%.*s%s%.*s%s", (int)w->type.len, w->type.ptr,
                     w->item.len ? "." : "", (int)w->item.len, w->item.len ? w->item.ptr : "",
                     w->arg.len ? "(" : "", (int)w->arg.len, w->arg.len ? w->arg.ptr : "",
                     w->arg.len ? ")" : "");
}

ctr_status lc_gql_say(struct gql_cmp *g, const struct gql_finding *f, const char *format, ...)
{
    struct lc_ctx *ctx = g->c->ctx;
    char message[1024];
    va_list args;
    va_start(args, format);
    lc_format_into(message, sizeof message, format, args);
    va_end(args);
    struct lc_ready r = {.rule = f->rule, .backward = f->backward, .forward = f->forward};
    r.part = f->where ? part_text(ctx, f->where) : "/";
    r.message = lc_dup_c(ctx, message);
    if (f->from.len || f->to.len) {
        r.arguments = lc_format(ctx, "%.*s %.*s", (int)f->from.len, f->from.len ? f->from.ptr : "",
                                (int)f->to.len, f->to.len ? f->to.ptr : "");
    }
    if (ctx->error) { /* some text could not be made, here or by the caller */
        return ctr_error_status(ctx->error);
    }
    LC_TRY(lc_cmp_place(g->c, (struct lc_node){g->old->doc, f->old}, &r.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(g->c, (struct lc_node){g->new->doc, f->new}, &r.place[CTR_SIDE_NEW]));
    return lc_cmp_add_ready(g->c, &r);
}

/* ---- wording */

/* 0 added, 1 removed, 2 changed, -1 the same. */
static int moved(struct lc_str older, struct lc_str newer)
{
    return !older.ptr && !newer.ptr  ? -1
           : !older.ptr              ? 0
           : !newer.ptr              ? 1
           : lc_str_eq(older, newer) ? -1
                                     : 2;
}

static const char *const did[] = {"was added", "was removed", "is another one"};

static struct lc_str hash_text(struct lc_ctx *ctx, struct lc_str text)
{
    if (!text.ptr) {
        return LC_STR("none");
    }
    return lc_str(lc_format(ctx, "%016llx", (unsigned long long)lc_hash(text.ptr, text.len, 0)));
}

ctr_status lc_gql_compare_description(struct gql_cmp *g, const struct gql_words *words,
                                      const struct gql_where *where, const struct lc_value *older,
                                      const struct lc_value *newer)
{
    struct lc_str from = lc_text(lc_get(older, "description"));
    struct lc_str to = lc_text(lc_get(newer, "description"));
    int how = moved(from, to);
    if (how < 0) {
        return CTR_OK;
    }
    struct gql_finding f = {.rule = words->description[how],
                            .backward = CTR_LEVEL_INFO,
                            .forward = CTR_LEVEL_INFO,
                            .where = where,
                            .old = older,
                            .new = newer};
    f.from = hash_text(g->c->ctx, from);
    f.to = hash_text(g->c->ctx, to);
    return lc_gql_say(g, &f, "the description of %s %s", words->noun, did[how]);
}

ctr_status lc_gql_compare_deprecation(struct gql_cmp *g, const struct gql_words *words,
                                      const struct gql_where *where, const struct gql_item *older,
                                      const struct gql_item *newer)
{
    struct gql_finding f = {.backward = CTR_LEVEL_INFO,
                            .forward = CTR_LEVEL_INFO,
                            .where = where,
                            .old = older->node,
                            .new = newer->node};
    if (older->deprecated != newer->deprecated) {
        f.rule = words->deprecation[older->deprecated];
        if (older->deprecated) {
            return lc_gql_say(g, &f, "%s is no longer deprecated", words->noun);
        }
        return lc_gql_say(g, &f, "%s is deprecated%s%.*s; move to what replaces it", words->noun,
                          newer->reason.len ? ": " : "", S(newer->reason));
    }
    int how = moved(older->reason, newer->reason);
    if (how < 0) {
        return CTR_OK;
    }
    f.rule = words->reason[how];
    f.from = hash_text(g->c->ctx, older->reason);
    f.to = hash_text(g->c->ctx, newer->reason);
    return lc_gql_say(g, &f, "the reason for the deprecation of %s %s", words->noun, did[how]);
}

/* ---- directives that are applied */

struct use {
    struct lc_str name;
    const struct lc_value *node;
    uint64_t hash; /* with its arguments */
};

struct use_list {
    struct use *at;
    size_t count;
};

/* What the other rules speak of. */
static bool has_rules(struct lc_str name)
{
    return lc_str_is(name, "deprecated") || lc_str_is(name, "specifiedBy") ||
           lc_str_is(name, "oneOf");
}

static int in_order(const void *left, const void *right)
{
    const struct use *a = left;
    const struct use *b = right;
    int by = lc_str_cmp(a->name, b->name);
    return by ? by : a->hash < b->hash ? -1 : a->hash > b->hash;
}

static ctr_status collect(struct lc_ctx *ctx, const struct lc_value *const *sources, uint32_t count,
                          struct use_list *out)
{
    size_t room = 0;
    *out = (struct use_list){NULL, 0};
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *list = lc_get(sources[i], "directives");
        room += list ? list->count : 0;
    }
    if (!room) {
        return CTR_OK;
    }
    out->at = lc_new(ctx, room, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *list = lc_get(sources[i], "directives");
        for (uint32_t k = 0; list && k < list->count; k++) {
            const struct lc_value *use = &list->items[k];
            struct lc_str name = lc_text(lc_get(use, "name"));
            if (!has_rules(name)) {
                out->at[out->count++] = (struct use){name, use, lc_value_hash(use)};
            }
        }
    }
    qsort(out->at, out->count, sizeof *out->at, in_order);
    return CTR_OK;
}

/* Take out what is equal on both sides; both stay sorted. */
static void drop_equal(struct use_list *older, struct use_list *newer)
{
    size_t i = 0;
    size_t k = 0;
    size_t old_kept = 0;
    size_t new_kept = 0;
    while (i < older->count || k < newer->count) {
        int by = i == older->count   ? 1
                 : k == newer->count ? -1
                                     : in_order(&older->at[i], &newer->at[k]);
        if (by < 0) {
            older->at[old_kept++] = older->at[i++];
        } else if (by > 0) {
            newer->at[new_kept++] = newer->at[k++];
        } else {
            i++;
            k++;
        }
    }
    older->count = old_kept;
    newer->count = new_kept;
}

static ctr_status say_use(struct gql_cmp *g, const struct gql_where *where, const struct use *older,
                          const struct use *newer)
{
    const struct use *any = older ? older : newer;
    char arguments[2][20];
    const struct use *sides[] = {older, newer};
    for (int i = 0; i < 2; i++) {
        snprintf(arguments[i], sizeof arguments[i], "%016llx",
                 (unsigned long long)(sides[i] ? sides[i]->hash : 0));
    }
    struct gql_finding f = {.rule = older && newer ? LC_RULE_GRAPHQL_DIRECTIVE_USAGE_CHANGED
                                    : older        ? LC_RULE_GRAPHQL_DIRECTIVE_USAGE_REMOVED
                                                   : LC_RULE_GRAPHQL_DIRECTIVE_USAGE_ADDED,
                            .backward = CTR_LEVEL_WARNING,
                            .forward = CTR_LEVEL_WARNING,
                            .where = where,
                            .old = older ? older->node : NULL,
                            .new = newer ? newer->node : NULL,
                            .from = lc_str(arguments[0]),
                            .to = lc_str(arguments[1])};
    return lc_gql_say(g, &f, "the directive '@%.*s' %s; look up what it does", S(any->name),
                      older && newer ? "is applied with other arguments"
                      : older        ? "is no longer applied"
                                     : "is applied");
}

/* The next one that no other rule speaks of, NULL behind the last. */
static const struct lc_value *next_use(const struct lc_value *list, uint32_t *at)
{
    while (list && *at < list->count) {
        const struct lc_value *use = &list->items[(*at)++];
        if (!has_rules(lc_text(lc_get(use, "name")))) {
            return use;
        }
    }
    return NULL;
}

/* The same ones, one after the other: what the first makes of a part the second meets. Those of
 * several definitions have no order, since extensions have none. */
static ctr_status compare_order(struct gql_cmp *g, const struct gql_where *where,
                                const struct lc_value *older, const struct lc_value *newer)
{
    uint32_t at[2] = {0, 0};
    for (;;) {
        const struct lc_value *a = next_use(lc_get(older, "directives"), &at[0]);
        const struct lc_value *b = next_use(lc_get(newer, "directives"), &at[1]);
        if (!a || !b) {
            return CTR_OK;
        }
        if (lc_value_hash(a) != lc_value_hash(b)) {
            struct gql_finding f = {.rule = LC_RULE_GRAPHQL_DIRECTIVE_USAGE_CHANGED,
                                    .backward = CTR_LEVEL_WARNING,
                                    .forward = CTR_LEVEL_WARNING,
                                    .where = where,
                                    .old = a,
                                    .new = b,
                                    .from = LC_STR("order")};
            return lc_gql_say(g, &f,
                              "the same directives are applied in another order; look up what they "
                              "do");
        }
    }
}

ctr_status lc_gql_compare_uses(struct gql_cmp *g, const struct gql_where *where,
                               const struct lc_value *const *older, uint32_t old_count,
                               const struct lc_value *const *newer, uint32_t new_count)
{
    struct use_list a;
    struct use_list b;
    LC_TRY(collect(g->c->ctx, older, old_count, &a));
    LC_TRY(collect(g->c->ctx, newer, new_count, &b));
    drop_equal(&a, &b);
    if (!a.count && !b.count && old_count == 1 && new_count == 1) {
        return compare_order(g, where, older[0], newer[0]);
    }
    for (size_t i = 0, k = 0; i < a.count || k < b.count;) {
        int by = i == a.count ? 1 : k == b.count ? -1 : lc_str_cmp(a.at[i].name, b.at[k].name);
        LC_TRY(say_use(g, where, by <= 0 ? &a.at[i] : NULL, by >= 0 ? &b.at[k] : NULL));
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}

ctr_status lc_gql_compare_words(struct gql_cmp *g, const struct gql_words *words,
                                const struct gql_where *where, const struct lc_value *older,
                                const struct lc_value *newer)
{
    LC_TRY(lc_gql_compare_description(g, words, where, older, newer));
    if (!lc_get(older, "directives") && !lc_get(newer, "directives")) {
        return CTR_OK;
    }
    return lc_gql_compare_uses(g, where, &older, 1, &newer, 1);
}
