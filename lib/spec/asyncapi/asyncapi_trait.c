/*
 * Traits: what several operations or messages have in common, merged into each of them as a JSON
 * Merge Patch. What a trait of another file brings along keeps its place there: where it is an
 * object, a reference to it stands in the merged one.
 */
#include "spec/asyncapi/asyncapi.h"

enum { MERGE_DEPTH = 64 };

struct merge {
    struct lc_aa *aa;
    struct lc_doc *doc; /* of the whole */
};

ctr_status lc_aa_follow(struct lc_aa *aa, struct lc_node node, struct lc_node *out)
{
    if (!lc_get(node.value, "$ref")) {
        *out = node;
        return CTR_OK;
    }
    return lc_bundle_follow(aa->ctx, aa->bundle, node, out);
}

static const char *path_of(const struct lc_aa *aa, const struct lc_doc *doc)
{
    for (size_t i = 0; i < aa->bundle->count; i++) {
        if (&aa->bundle->files[i]->doc == doc) {
            return aa->bundle->files[i]->path;
        }
    }
    return "";
}

/* Percent-encoded, for a reference. */
static ctr_status encode(struct lc_buf *buf, const char *text)
{
    for (; *text; text++) {
        if (*text == '%' || *text == '#') {
            lc_buf_printf(buf, "%%%02X", (unsigned)(unsigned char)*text);
        } else {
            lc_buf_printf(buf, "%c", *text);
        }
    }
    return buf->status;
}

/* "../common.yaml#/a/b": `node` as seen from `doc`. */
static struct lc_str reference(struct merge *m, struct lc_node node)
{
    struct lc_ctx *ctx = m->aa->ctx;
    struct lc_buf buf;
    const char *text = NULL;
    const char *pointer = lc_doc_pointer(ctx, node.doc, node.value);
    if (!pointer) {
        return lc_str_n(NULL, 0);
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    for (const char *p = path_of(m->aa, m->doc); *p; p++) {
        if (*p == '/') {
            lc_buf_text(&buf, "../");
        }
    }
    encode(&buf, path_of(m->aa, node.doc));
    lc_buf_text(&buf, "#");
    encode(&buf, pointer);
    if (buf.status == CTR_OK) {
        text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    } else {
        lc_nomem(ctx);
    }
    lc_buf_free(&buf);
    return text ? lc_str(text) : lc_str_n(NULL, 0);
}

/* A value of any file as one of the whole's. */
static ctr_status adopt(struct merge *m, struct lc_node node, uint32_t offset, struct lc_value *out)
{
    *out = *node.value;
    if (node.doc == m->doc) {
        return CTR_OK;
    }
    out->offset = offset;
    if (node.value->kind != LC_OBJECT) {
        return CTR_OK;
    }
    struct lc_member *ref = lc_new(m->aa->ctx, 1, sizeof *ref);
    struct lc_str text = reference(m, node);
    if (!ref || !text.ptr) {
        return CTR_E_NOMEM;
    }
    *ref = lc_member_of(LC_STR("$ref"), offset, lc_string_at(text, offset));
    *out = (struct lc_value){.kind = LC_OBJECT, .offset = offset};
    lc_set_members(out, ref, 1);
    return CTR_OK;
}

static ctr_status merge(struct merge *m, struct lc_node strong, struct lc_node weak, int depth,
                        struct lc_value *out);

/* What both have under one key. */
static ctr_status both(struct merge *m, struct lc_node strong, struct lc_node weak, uint32_t offset,
                       int depth, struct lc_value *out)
{
    bool objects = lc_is(strong.value, LC_OBJECT) && lc_is(weak.value, LC_OBJECT);
    if (!objects || depth >= MERGE_DEPTH) {
        return adopt(m, strong, offset, out);
    }
    LC_TRY(lc_aa_follow(m->aa, strong, &strong));
    LC_TRY(lc_aa_follow(m->aa, weak, &weak));
    if (!lc_is(strong.value, LC_OBJECT) || !lc_is(weak.value, LC_OBJECT)) {
        return adopt(m, strong, offset, out);
    }
    return merge(m, strong, weak, depth + 1, out);
}

static ctr_status merge(struct merge *m, struct lc_node strong, struct lc_node weak, int depth,
                        struct lc_value *out)
{
    uint32_t strongs = strong.value->count;
    uint32_t weaks = weak.value->count;
    struct lc_member *at = lc_new(m->aa->ctx, (size_t)strongs + weaks + 1, sizeof *at);
    uint32_t offset = strong.doc == m->doc ? strong.value->offset : weak.value->offset;
    uint32_t n = 0;
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_poll(m->aa->ctx));
    for (uint32_t i = 0; i < strongs; i++) {
        const struct lc_member *own = &strong.value->members[i];
        struct lc_node other = {weak.doc, lc_get_str(weak.value, lc_key(own))};
        struct lc_node value = {strong.doc, &own->value};
        if (lc_is(&own->value, LC_NULL)) {
            continue; /* in a patch, null takes away */
        }
        at[n] = *own;
        LC_TRY(other.value ? both(m, value, other, offset, depth, &at[n].value)
                           : adopt(m, value, offset, &at[n].value));
        n++;
    }
    for (uint32_t i = 0; i < weaks; i++) {
        const struct lc_member *own = &weak.value->members[i];
        if (!lc_get_str(strong.value, lc_key(own))) {
            at[n] = *own;
            LC_TRY(adopt(m, (struct lc_node){weak.doc, &own->value}, offset, &at[n].value));
            n++;
        }
    }
    *out = (struct lc_value){.kind = LC_OBJECT, .offset = offset};
    lc_set_members(out, at, n);
    return CTR_OK;
}

ctr_status lc_aa_merge(struct lc_aa *aa, struct lc_node node, struct lc_node *out)
{
    struct lc_node traits = lc_child(node, "traits");
    struct merge m = {aa, node.doc};
    *out = node;
    if (!traits.value || lc_is(traits.value, LC_NULL)) {
        return CTR_OK;
    }
    if (!lc_is(traits.value, LC_ARRAY)) {
        return lc_aa_wanted(aa, traits, "'traits' must be a list");
    }
    for (uint32_t i = 0; i < traits.value->count; i++) {
        struct lc_node trait = {traits.doc, &traits.value->items[i]};
        struct lc_value *whole = lc_new(aa->ctx, 1, sizeof *whole);
        LC_TRY(lc_aa_follow(aa, trait, &trait));
        if (!lc_is(trait.value, LC_OBJECT)) {
            return lc_aa_wanted(aa, trait, "a trait must be an object");
        }
        if (!whole) {
            return CTR_E_NOMEM;
        }
        LC_TRY(aa->three ? merge(&m, *out, trait, 0, whole) : merge(&m, trait, *out, 0, whole));
        whole->offset = node.value->offset;
        out->value = whole;
    }
    return CTR_OK;
}
