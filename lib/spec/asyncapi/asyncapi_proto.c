/*
 * Schemas in Protocol Buffers: the text of a .proto as a string, or a reference to such a file.
 * What holds for a topic is what bytes and JSON can bear, in every profile: a message travels as
 * either, and the names in generated code do not travel with it.
 */
#include "spec/asyncapi/asyncapi.h"

#include "codec/yaml_read.h"

/* ---- files beside the document */

static bool ends(struct lc_str text, struct lc_str with)
{
    return text.len >= with.len &&
           lc_str_eq_nocase(lc_str_n(text.ptr + text.len - with.len, with.len), with);
}

ctr_status lc_aa_read_file(struct lc_ctx *ctx, struct lc_str text,
                           const struct lc_read_options *options, struct lc_doc *doc)
{
    if (!ends(lc_str(options->file), LC_STR(".proto")) && !lc_proto_looks_like(text)) {
        return lc_doc_read(ctx, text, options, doc);
    }
    struct lc_value *root = lc_new(ctx, 1, sizeof *root);
    if (!root) {
        return CTR_E_NOMEM;
    }
    text = text.ptr ? text : LC_STR("");
    *root = lc_string_at(text, 0);
    *doc = (struct lc_doc){.file = options->file, .text = text, .root = root};
    if (text.len > LC_VALUE_MOST) {
        lc_doc_fail_as(ctx, doc, CTR_E_LIMIT, 0,
                       "a schema of Protobuf may have at most %d bytes here", LC_VALUE_MOST);
        lc_detail_int(ctx, "limit", LC_VALUE_MOST);
        return CTR_E_LIMIT;
    }
    return CTR_OK;
}

/* ---- reading */

/* Many messages may refer to one file; it is read once. */
ctr_status lc_aa_proto(struct lc_aa *aa, struct lc_aa_schema *s)
{
    LC_TRY(lc_aa_follow(aa, s->node, &s->node));
    const struct lc_value **place = lc_new(aa->ctx, 1, sizeof *place);
    if (!place) {
        return CTR_E_NOMEM;
    }
    *place = s->node.value;
    s->proto = lc_map_get(&aa->protos, lc_aa_key_of(place));
    if (s->proto) {
        return CTR_OK;
    }
    LC_TRY(lc_proto_payload(aa->ctx, aa->bundle, s->node, &s->proto));
    return lc_map_set(aa->ctx, &aa->protos, lc_aa_key_of(place), (void *)(uintptr_t)s->proto);
}

/* ---- comparing */

ctr_status lc_aa_protos(struct lc_aa_cmp *aa, const struct lc_part *part,
                        const struct lc_aa_schema *older, const struct lc_aa_schema *newer)
{
    unsigned data = aa->way == LC_AA_SEND      ? LC_PROTO_FORTH
                    : aa->way == LC_AA_RECEIVE ? LC_PROTO_BACK
                                               : LC_PROTO_BOTH;
    return lc_proto_compare_at(aa->c, older->proto, newer->proto, part, data);
}
