/* Constants of GraphQL into the tree, and names that stand twice in it. */
#include "codec/graphql_read.h"
#include "codec/graphql_reader.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

/* The second of two children of one name in the open object. */
static ctr_status find_second(struct lc_gql_reader *r, const struct lc_member **first,
                              const struct lc_member **second)
{
    const struct lc_tree *t = &r->tree;
    size_t start = t->frames[t->depth - 1].start;
    size_t count = (t->used - start) / sizeof(struct lc_member);
    const struct lc_member *at = (const struct lc_member *)(const void *)(t->stack + start);
    struct lc_map seen = {.seed = t->seed};
    *second = NULL;
    for (size_t i = 0; i < count; i++) {
        *first = lc_map_get(&seen, lc_key(&at[i]));
        *second = &at[i];
        if (*first) {
            return CTR_OK;
        }
        LC_TRY(lc_map_set(t->ctx, &seen, lc_key(&at[i]), (void *)(uintptr_t)&at[i]));
    }
    return CTR_OK;
}

ctr_status lc_gql_close_names(struct lc_gql_reader *r, const char *what)
{
    struct lc_ctx *ctx = r->tree.ctx;
    const struct lc_member *first = NULL;
    const struct lc_member *second = NULL;
    int64_t line;
    int64_t column;
    ctr_status status = lc_tree_close(&r->tree);
    if (status != CTR_E_INPUT) {
        return status;
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    LC_TRY(find_second(r, &first, &second));
    lc_doc_place(ctx, r->tree.doc, first->key_offset, &line, &column);
    if (!r->owner.ptr) {
        struct lc_str key = lc_key(second);
        key = lc_str_is(key, LC_GRAPHQL_SCHEMA) ? LC_STR("schema") : key;
        return lc_doc_fail(ctx, r->tree.doc, second->key_offset,
                           "'%.*s' is defined twice, first at %lld:%lld; remove one, or make it an "
                           "extension",
                           S(key), (long long)line, (long long)column);
    }
    return lc_doc_fail(ctx, r->tree.doc, second->key_offset,
                       "the %s '%.*s' stands twice in '%.*s', first at %lld:%lld; remove one", what,
                       S(lc_key(second)), S(r->owner), (long long)line, (long long)column);
}

/* ---- values */

static ctr_status list_value(struct lc_gql_reader *r)
{
    LC_TRY(lc_tree_open(&r->tree, false, r->lex.offset));
    LC_TRY(lc_gql_next(&r->lex));
    while (!lc_gql_at(r, ']')) {
        LC_TRY(lc_tree_push_item(&r->tree));
        LC_TRY(lc_gql_value(r));
    }
    LC_TRY(lc_tree_close(&r->tree));
    return lc_gql_next(&r->lex);
}

static ctr_status object_value(struct lc_gql_reader *r)
{
    LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
    LC_TRY(lc_gql_next(&r->lex));
    while (!lc_gql_at(r, '}')) {
        if (!lc_gql_at(r, LC_GQL_NAME)) {
            return lc_gql_expected(&r->lex, "the name of an input field, or '}'");
        }
        LC_TRY(lc_gql_member(r, r->lex.text));
        LC_TRY(lc_gql_next(&r->lex));
        LC_TRY(lc_gql_expect(r, ':', "':' and a value"));
        LC_TRY(lc_gql_value(r));
    }
    LC_TRY(lc_gql_close_names(r, "input field of a value"));
    return lc_gql_next(&r->lex);
}

static ctr_status name_value(struct lc_gql_reader *r)
{
    struct lc_str name = r->lex.text;
    enum lc_value_kind kind = lc_str_is(name, "true")    ? LC_TRUE
                              : lc_str_is(name, "false") ? LC_FALSE
                              : lc_str_is(name, "null")  ? LC_NULL
                                                         : LC_STRING;
    if (kind == LC_STRING) {
        LC_TRY(lc_tree_open(&r->tree, true, r->lex.offset));
        LC_TRY(lc_gql_text_member(r, "$enum", name, r->lex.offset));
        LC_TRY(lc_tree_close(&r->tree));
    } else {
        lc_tree_set(&r->tree, kind, r->lex.offset);
    }
    return lc_gql_next(&r->lex);
}

ctr_status lc_gql_value(struct lc_gql_reader *r)
{
    struct lc_str text;
    uint32_t offset = r->lex.offset;
    switch (r->lex.token) {
    case LC_GQL_INT:
    case LC_GQL_FLOAT:
        lc_tree_set_text(&r->tree, LC_NUMBER, offset, r->lex.text);
        return lc_gql_next(&r->lex);
    case LC_GQL_STRING:
    case LC_GQL_BLOCK:
        LC_TRY(lc_gql_string(&r->lex, &text));
        lc_tree_set_text(&r->tree, LC_STRING, offset, text);
        return lc_gql_next(&r->lex);
    case LC_GQL_NAME:
        return name_value(r);
    case '[':
        return list_value(r);
    case '{':
        return object_value(r);
    case '$':
        return lc_doc_fail(r->lex.ctx, r->lex.doc, offset,
                           "a variable has no place in a schema; write a constant value");
    default:
        return lc_gql_expected(&r->lex, "a value");
    }
}
