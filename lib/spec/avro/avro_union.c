/* Unions: what may stand in one, and which branch takes what somebody wrote. */
#include "spec/avro/avro.h"

#define S(s) (int)(s).len, (s).ptr

static bool is_named(const struct lc_avro_type *type)
{
    return type->kind >= LC_AVRO_RECORD;
}

/* ---- making one */

static ctr_status twice_there(struct lc_avro *a, const struct lc_avro_ref *branch)
{
    const struct lc_avro_type *type = branch->type;
    return lc_doc_fail(a->ctx, a->doc, branch->at->offset, "the union has the branch '%.*s' twice",
                       S(is_named(type) ? type->name : type->word));
}

static ctr_status check_few(struct lc_avro *a, const struct lc_avro_type *u)
{
    for (uint32_t i = 1; i < u->count; i++) {
        const struct lc_avro_type *type = u->branches[i].type;
        for (uint32_t k = 0; k < i; k++) {
            const struct lc_avro_type *other = u->branches[k].type;
            if (other->kind == type->kind && lc_str_eq(other->name, type->name)) {
                return twice_there(a, &u->branches[i]);
            }
        }
    }
    return CTR_OK;
}

/* A name as one of a kind. */
static struct lc_str alias_key(struct lc_ctx *ctx, int kind, struct lc_str name)
{
    char *text = lc_new(ctx, name.len + 1, 1);
    if (text) {
        text[0] = (char)kind;
        memcpy(text + 1, name.ptr, name.len);
    }
    return lc_str_n(text, name.len + 1);
}

static ctr_status enter(struct lc_avro *a, const struct lc_avro_type *u,
                        struct lc_avro_branches *names, uint32_t at)
{
    const struct lc_avro_type *type = u->branches[at].type;
    if (!is_named(type)) {
        bool twice = names->unnamed[type->kind] >= 0;
        names->unnamed[type->kind] = at;
        return twice ? twice_there(a, &u->branches[at]) : CTR_OK;
    }
    if (lc_avro_index_find(&names->by_name, u, lc_avro_branch_at, type->name, -1) >= 0) {
        return twice_there(a, &u->branches[at]);
    }
    lc_avro_index_add(&names->by_name, at, type->name);
    lc_avro_index_add(&names->by_word, at, type->word);
    for (uint32_t i = 0; i < type->alias_count; i++) {
        struct lc_str key = alias_key(a->ctx, type->kind, type->aliases[i]);
        if (!key.ptr) {
            return CTR_E_NOMEM;
        }
        if (!lc_map_get(&names->by_alias, key)) {
            LC_TRY(lc_map_set(a->ctx, &names->by_alias, key, (void *)((uintptr_t)at + 1)));
        }
    }
    return CTR_OK;
}

ctr_status lc_avro_union(struct lc_avro *a, struct lc_avro_type *u)
{
    for (uint32_t i = 0; i < u->count; i++) {
        if (u->branches[i].type->kind == LC_AVRO_UNION) {
            return lc_doc_fail(a->ctx, a->doc, u->branches[i].at->offset,
                               "a union stands directly within a union; write one union with all "
                               "the branches");
        }
    }
    if (u->count < LC_AVRO_LONG_LIST) {
        return check_few(a, u);
    }
    struct lc_avro_branches *names = lc_new(a->ctx, 1, sizeof *names);
    if (!names) {
        return CTR_E_NOMEM;
    }
    *names = (struct lc_avro_branches){.by_alias.seed = a->seed};
    LC_TRY(lc_avro_index_make(a->ctx, a, u->count, &names->by_name));
    LC_TRY(lc_avro_index_make(a->ctx, a, u->count, &names->by_word));
    for (int i = 0; i < LC_AVRO_UNION; i++) {
        names->unnamed[i] = -1;
    }
    u->names = names;
    for (uint32_t i = 0; i < u->count; i++) {
        LC_TRY(enter(a, u, names, i));
    }
    return CTR_OK;
}

/* ---- choosing: the whole name, then an alias, then the name without its namespace */

/* Aliases are few and names are short; a longer one is not found here but by the walk. */
static int64_t by_alias(const struct lc_avro_type *u, const struct lc_avro_type *writer)
{
    char key[512];
    if (!u->names->by_alias.count) {
        return -1;
    }
    if (writer->name.len >= sizeof key) {
        for (uint32_t i = 0; i < u->count; i++) {
            const struct lc_avro_type *type = u->branches[i].type;
            if (type->kind == writer->kind && lc_avro_has_alias(type, writer->name)) {
                return i;
            }
        }
        return -1;
    }
    key[0] = (char)writer->kind;
    memcpy(key + 1, writer->name.ptr, writer->name.len);
    struct lc_str wanted = {key, writer->name.len + 1};
    return (int64_t)(uintptr_t)lc_map_get(&u->names->by_alias, wanted) - 1;
}

static struct lc_avro_choice choose_of_many(const struct lc_avro_type *u,
                                            const struct lc_avro_type *writer)
{
    const struct lc_avro_branches *names = u->names;
    struct lc_avro_choice by_word = {-1, -1, false};
    int64_t at = lc_avro_index_find(&names->by_name, u, lc_avro_branch_at, writer->name, -1);
    int64_t aliased = by_alias(u, writer);
    if (at >= 0 && u->branches[at].type->kind == writer->kind) {
        return (struct lc_avro_choice){at, aliased == at ? -1 : aliased, false};
    }
    at = aliased;
    if (at >= 0) {
        return (struct lc_avro_choice){at, -1, false};
    }
    do {
        at = lc_avro_index_find(&names->by_word, u, lc_avro_word_at, writer->word, at);
        if (at >= 0 && u->branches[at].type->kind == writer->kind) {
            by_word.unsure = by_word.branch >= 0;
            by_word.branch = by_word.branch < 0 ? at : by_word.branch;
        }
    } while (at >= 0 && !by_word.unsure);
    return by_word;
}

static struct lc_avro_choice choose_of_few(const struct lc_avro_type *u,
                                           const struct lc_avro_type *writer)
{
    struct lc_avro_choice by_word = {-1, -1, false};
    int64_t by_name = -1;
    int64_t by_alias = -1;
    for (uint32_t i = 0; i < u->count; i++) {
        const struct lc_avro_type *type = u->branches[i].type;
        if (type->kind != writer->kind) {
            continue;
        }
        if (lc_str_eq(type->name, writer->name)) {
            by_name = i;
        } else if (by_alias < 0 && lc_avro_has_alias(type, writer->name)) {
            by_alias = i;
        }
        if (lc_str_eq(type->word, writer->word)) {
            by_word.unsure = by_word.branch >= 0;
            by_word.branch = by_word.branch < 0 ? i : by_word.branch;
        }
    }
    if (by_name >= 0) {
        return (struct lc_avro_choice){by_name, by_alias, false};
    }
    return by_alias >= 0 ? (struct lc_avro_choice){by_alias, -1, false} : by_word;
}

static int64_t of_kind(const struct lc_avro_type *u, int kind)
{
    if (u->names) {
        return u->names->unnamed[kind];
    }
    for (uint32_t i = 0; i < u->count; i++) {
        if (u->branches[i].type->kind == kind) {
            return i;
        }
    }
    return -1;
}

/* The first branch that the kind is promoted to. */
static int64_t promoted(const struct lc_avro_type *u, int kind)
{
    int64_t first = -1;
    for (int k = 0; k < LC_AVRO_PRIMITIVES; k++) {
        int64_t at = lc_avro_promotes(kind, k) ? of_kind(u, k) : -1;
        if (at >= 0 && (first < 0 || at < first)) {
            first = at;
        }
    }
    return first;
}

struct lc_avro_choice lc_avro_choose(const struct lc_avro_type *reader,
                                     const struct lc_avro_type *writer)
{
    if (is_named(writer)) {
        return reader->names ? choose_of_many(reader, writer) : choose_of_few(reader, writer);
    }
    int64_t at = of_kind(reader, writer->kind);
    return (struct lc_avro_choice){at >= 0 ? at : promoted(reader, writer->kind), -1, false};
}
