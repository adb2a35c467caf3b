/* References that lead nowhere but to references, and schemas that are nothing but one. */
#include "spec/schema/schema_keyword.h"
#include "spec/schema/schema_ref.h"
#include "spec/schema/schema_room.h"

#define S(s) ((int)((s).len > 200 ? 200 : (s).len)), (s).ptr

ctr_status lc_ref_no_loop(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                          bool in_api, struct lc_node from)
{
    const struct lc_value *seen = NULL;
    struct lc_node first = from;
    for (uint64_t hop = 1; lc_is(from.value, LC_STRING); hop++) {
        struct lc_node to;
        if (from.value == seen) {
            return lc_doc_fail(ctx, first.doc, first.value->offset,
                               "$ref to '%.*s' leads back to itself", S(lc_raw(first.value)));
        }
        if ((hop & (hop - 1)) == 0) {
            seen = from.value;
        }
        if (hop > LC_REF_HOPS) {
            return lc_doc_fail_as(ctx, first.doc, CTR_E_LIMIT, first.value->offset,
                                  "$ref to '%.*s' leads through more than %d others",
                                  S(lc_raw(first.value)), (int)LC_REF_HOPS);
        }
        LC_TRY(lc_schema_target(ctx, b, from, &to));
        if (!lc_is(to.value, LC_OBJECT) ||
            (to.value->count > 1 && !in_api && !lc_schema_ref_alone(b, to.value, dialect))) {
            return CTR_OK;
        }
        from = lc_child(to, "$ref");
    }
    return CTR_OK;
}

/* Beside its reference the schema has nothing that means anything. */
static bool says_no_more(enum lc_dialect dialect, const struct lc_value *schema,
                         const struct lc_value *from)
{
    for (uint32_t i = 0; i < schema->count; i++) {
        const struct lc_member *m = &schema->members[i];
        if (&m->value != from &&
            (lc_str_is(lc_key(m), "$ref") || lc_keyword(dialect, lc_key(m)) != LC_KEY_NEUTRAL)) {
            return false;
        }
    }
    return true;
}

ctr_status lc_schema_behind(struct lc_ctx *ctx, struct lc_bundle *b, enum lc_dialect dialect,
                            struct lc_node *node)
{
    for (int hop = 0; hop < LC_REF_HOPS; hop++) {
        struct lc_node from = lc_child(*node, "$ref");
        from = from.value ? from : lc_schema_fixed(b, dialect, *node);
        if (!lc_is(from.value, LC_STRING) || (!lc_schema_ref_alone(b, node->value, dialect) &&
                                              !says_no_more(dialect, node->value, from.value))) {
            break;
        }
        LC_TRY(lc_schema_target(ctx, b, from, node));
    }
    return CTR_OK;
}
