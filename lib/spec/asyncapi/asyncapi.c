/*
 * AsyncAPI 2.0 to 2.6 and 3.0 as a format of the engine: telling it from others, the version, and
 * the comparison.
 */
#include "spec/asyncapi/asyncapi.h"

#include "base/sha256.h"

static int bid(const struct lc_value *root)
{
    return lc_get(root, "asyncapi") ? 100 : 0;
}

static ctr_status read_version(struct lc_aa *aa, struct lc_str *version)
{
    static const char *const known[] = {"2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.0"};
    const struct lc_value *v = lc_get(aa->root.value, "asyncapi");
    if (!v) {
        return lc_doc_fail(aa->ctx, aa->root.doc, aa->root.value->offset,
                           "an AsyncAPI document needs 'asyncapi' with its version");
    }
    *version = lc_text(v);
    if (!version->ptr) {
        return lc_doc_fail(aa->ctx, aa->root.doc, v->offset,
                           "'asyncapi' must be a string in quotes, such as \"3.0.0\"");
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        bool whole = version->len == 3 || (version->len > 3 && version->ptr[3] == '.');
        if (whole && lc_str_starts(*version, lc_str(known[i]))) {
            aa->three = known[i][0] == '3';
            return CTR_OK;
        }
    }
    return lc_doc_fail_as(aa->ctx, aa->root.doc, CTR_E_UNSUPPORTED, v->offset,
                          "AsyncAPI version '%.*s' is not supported; AsyncAPI 2.0 to 2.6 and 3.0 "
                          "are",
                          (int)(version->len > 40 ? 40 : version->len), version->ptr);
}

static ctr_status read_spec(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_aa *aa = lc_new(ctx, 1, sizeof *aa);
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    struct lc_str version;
    if (!aa) {
        return CTR_E_NOMEM;
    }
    *aa = (struct lc_aa){.ctx = ctx, .bundle = &spec->bundle, .root = {doc, doc->root}};
    lc_random(NULL, &aa->seed, sizeof aa->seed);
    aa->by_key.seed = aa->by_loose.seed = aa->seed;
    aa->places.seed = aa->named.seed = aa->read.seed = aa->protos.seed = aa->seed;
    if (!lc_is(doc->root, LC_OBJECT)) {
        return lc_doc_fail(ctx, doc, doc->root ? doc->root->offset : 0,
                           "an AsyncAPI document must be an object");
    }
    LC_TRY(read_version(aa, &version));
    spec->bundle.read = lc_aa_read_file;
    LC_TRY(lc_schema_load(ctx, &spec->bundle, LC_DRAFT_07, true));
    LC_TRY(lc_aa_read(aa));
    spec->asyncapi = aa;
    spec->dialect = lc_format(ctx, "AsyncAPI %.*s", LC_OA_S(version));
    return spec->dialect ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status compare(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer)
{
    struct lc_aa_cmp aa = {.c = c, .old = older->asyncapi, .new = newer->asyncapi};
    aa.old->ctx = aa.new->ctx = c->ctx;
    aa.old->bundle = c->old_bundle;
    aa.new->bundle = c->new_bundle;
    c->messages = true;
    return lc_aa_compare(&aa);
}

const struct lc_format_row lc_format_asyncapi = {
    .format = CTR_FORMAT_ASYNCAPI,
    .default_profile = CTR_PROFILE_TOLERANT,
    .called = true,
    .bid = bid,
    .read = read_spec,
    .compare = compare,
    .parts = lc_aa_parts,
    .has_part = lc_aa_has_part,
};
