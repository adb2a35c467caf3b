/*
 * Values that no draft allows, of keywords that are not read as anything: a `$ref` that is no text,
 * a `then` that is no schema, a pattern that is none. Validators refuse such a schema, ignore the
 * keyword or take it at its word, so that what it does nobody knows.
 */
#include "spec/schema/schema_reader.h"

/* What such a reference leads to is an element of its own. */
ctr_status lc_read_unknown(struct lc_schema_reader *r, const struct lc_member *m)
{
    const struct lc_node fixed = lc_schema_fixed(r->v->side->bundle, r->dialect, r->schema);
    return fixed.value == &m->value ? CTR_OK : lc_read_raw(r, lc_key(m), &m->value, false);
}

ctr_status lc_read_neutral(struct lc_schema_reader *r, const struct lc_member *m)
{
    const struct lc_str key = lc_key(m);
    bool misfit = lc_str_is(key, "$ref") && m->value.kind != LC_STRING;
    if (lc_str_is(key, "then") || lc_str_is(key, "else")) {
        misfit = !lc_is_schema(&m->value) && !lc_get(r->schema.value, "if"); /* else read with it */
    }
    return misfit ? lc_read_raw(r, key, &m->value, false) : CTR_OK;
}

ctr_status lc_read_all_of(struct lc_schema_reader *r, const struct lc_member *m)
{
    bool list = m->value.kind == LC_ARRAY;
    return list && m->value.count ? CTR_OK : lc_read_raw(r, lc_key(m), &m->value, !list);
}

ctr_status lc_read_patterns(struct lc_schema_reader *r, const struct lc_value *patterns)
{
    bool reads = true;
    for (uint32_t i = 0; lc_is(patterns, LC_OBJECT) && i < patterns->count && reads; i++) {
        LC_TRY(lc_pattern_reads(r->v->side, lc_key(&patterns->members[i]), &reads));
    }
    return reads ? CTR_OK : lc_read_raw(r, LC_STR("patternProperties"), patterns, false);
}

ctr_status lc_read_counts(struct lc_schema_reader *r)
{
    static const char *const keys[] = {"maxContains", "minContains"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct lc_value *count = lc_get(r->schema.value, keys[i]);
        struct lc_decimal ignored;
        if (count && !lc_is_count(count, &ignored)) {
            LC_TRY(lc_read_raw(r, lc_str(keys[i]), count, false));
        }
    }
    return CTR_OK;
}
