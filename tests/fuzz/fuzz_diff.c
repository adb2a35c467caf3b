/*
 * Fuzzer of the schema room: two JSON Schemas with a NUL between them. Nothing fails in an unknown
 * way; a schema compared with itself has no findings; forward is backward with the two swapped;
 * and no value that is valid under the old schema and not under the new one may be found where the
 * answer is "compatible". Values are tried from a short list and from the documents themselves. The
 * same a second time with a request of memory denied (memory.h).
 */
#include "memory.h"

#include "codec/json_read.h"
#include "spec/schema/schema_room.h"
#include "spec/spec.h"

enum { FUZZ_NODES = 3000, FUZZ_VALUES = 60, FUZZ_PARTS = 100 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void forget(struct lc_ctx *ctx)
{
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

/* Every answer but these is a bug. */
static void must_be_known(struct lc_ctx *ctx, ctr_status status, uint64_t figure)
{
    fuzz_must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
                  status == CTR_E_UNSUPPORTED || status == CTR_E_NOMEM,
              "it fails in an unknown way");
    fuzz_must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    fuzz_answer(status, figure);
    forget(ctx);
}

static bool fuzz_read(struct lc_ctx *ctx, const char *name, struct lc_str text, struct lc_spec *out)
{
    ctr_source source = {.struct_size = sizeof source,
                         .format = CTR_FORMAT_JSON_SCHEMA,
                         .data = text.ptr,
                         .size = text.len,
                         .file = name};
    ctr_status status = lc_spec_read(ctx, &source, out);
    must_be_known(ctx, status, 0);
    return status == CTR_OK;
}

/* 0 if there is no answer. */
static ctr_verdict fuzz_compare(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                                ctr_mode mode, ctr_profile profile)
{
    struct ctr_diff diff;
    ctr_status status = lc_spec_diff(ctx, older, newer, mode, profile, &diff);
    must_be_known(ctx, status, status == CTR_OK ? diff.count << 8 | (uint64_t)diff.verdict : 0);
    if (status != CTR_OK) {
        return 0;
    }
    fuzz_must(older != newer || diff.count == 0, "a schema differs from itself");
    for (size_t i = 0; i < diff.count; i++) {
        fuzz_must(diff.findings[i].part[0] != '\0', "a finding without a part");
        fuzz_must(diff.findings[i].message[0] != '\0', "a finding without a message");
        fuzz_must(lc_rule_find(diff.findings[i].rule) != NULL, "a finding without a rule");
    }
    return diff.verdict;
}

/* ---- values that could tell the two apart */

struct judge {
    struct lc_ctx *ctx;
    struct lc_side side[2];
    struct lc_view *view[2];
    struct lc_work work;
    int left;
};

static bool open_view(struct judge *j, int side, struct lc_spec *spec)
{
    struct lc_bundle_file *file = spec->bundle.files[0];
    struct lc_node root = {&file->doc, file->doc.root};
    j->side[side] = (struct lc_side){.ctx = j->ctx,
                                     .bundle = &spec->bundle,
                                     .dialect = (enum lc_dialect)(spec->dialect_id & 255),
                                     .work = &j->work};
    ctr_status status = lc_view_of_node(&j->side[side], root, &j->view[side]);
    fuzz_answer(status, 0);
    return status == CTR_OK;
}

static void fuzz_value(struct judge *j, const struct lc_value *value)
{
    enum lc_answer before;
    enum lc_answer after;
    if (j->left-- <= 0) {
        return;
    }
    ctr_status status = lc_view_accepts(j->view[0], value, &before);
    if (status == CTR_OK) {
        status = lc_view_accepts(j->view[1], value, &after);
    }
    fuzz_answer(status, status == CTR_OK ? (uint64_t)before << 8 | (uint64_t)after : 0);
    if (status == CTR_OK) {
        fuzz_must(before != LC_HOLDS || after != LC_FAILS, "compatible, but a value is refused");
    }
    forget(j->ctx);
}

static void fuzz_values_of(struct judge *j, const struct lc_value *node)
{
    fuzz_value(j, node);
    for (uint32_t i = 0; node->kind == LC_ARRAY && i < node->count; i++) {
        fuzz_values_of(j, &node->items[i]);
    }
    for (uint32_t i = 0; node->kind == LC_OBJECT && i < node->count; i++) {
        fuzz_values_of(j, &node->members[i].value);
    }
}

static void fuzz_witness(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer)
{
    static const char values[] =
        "[null, true, false, 0, 1, -1, 2, 0.5, 1.0, 1e3, \"\", \"a\", \"abcdef\", [], [0], [1, 1],"
        " [\"a\", null], {}, {\"a\": 1}, {\"a\": \"b\"}, {\"b\": null}, {\"a\": {}, \"b\": []}]";
    struct judge j = {.ctx = ctx, .work = {.most = 1000 * 1000}, .left = FUZZ_VALUES};
    struct lc_doc doc = {0};
    const struct lc_read_options options = {.file = "values"};
    if (older->dialect_id != newer->dialect_id || !open_view(&j, 0, older) ||
        !open_view(&j, 1, newer)) {
        forget(ctx);
        return;
    }
    if (!fuzz_worked(lc_json_read(ctx, lc_str(values), &options, &doc), "the values are broken")) {
        forget(ctx);
        return;
    }
    fuzz_values_of(&j, doc.root);
    j.left = FUZZ_VALUES;
    fuzz_values_of(&j, older->bundle.files[0]->doc.root);
    j.left = FUZZ_VALUES;
    fuzz_values_of(&j, newer->bundle.files[0]->doc.root);
}

static void fuzz_pair(struct lc_ctx *ctx, struct lc_spec *a, struct lc_spec *b)
{
    ctr_verdict back = fuzz_compare(ctx, a, b, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
    ctr_verdict forth = fuzz_compare(ctx, b, a, CTR_MODE_FORWARD, CTR_PROFILE_STRICT);
    fuzz_must(!back || !forth || back == forth, "forward is not backward with the two swapped");
    if (a->row->profiles >> CTR_PROFILE_CONFLUENT & 1) {
        fuzz_compare(ctx, a, b, CTR_MODE_FULL, CTR_PROFILE_CONFLUENT);
    }
    if (back == CTR_VERDICT_COMPATIBLE) {
        fuzz_witness(ctx, a, b);
    }
}

static void fuzz_parts(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct ctr_outline outline;
    ctr_status status = lc_spec_outline(ctx, spec, &outline);
    must_be_known(ctx, status, status == CTR_OK ? outline.count : 0);
    for (size_t i = 0; status == CTR_OK && i < outline.count && i < FUZZ_PARTS; i++) {
        bool has = false;
        bool zero = strstr(outline.parts[i], LC_POINTER_NUL) != NULL; /* cannot be asked for */
        status = lc_spec_has_part(ctx, spec, outline.parts[i], &has);
        must_be_known(ctx, status, has);
        fuzz_must(status != CTR_OK || has || zero, "a part that is listed is not found");
    }
}

static void work(const ctr_allocator *host, const void *how, struct lc_str all)
{
    struct lc_ctx ctx;
    struct lc_spec older;
    struct lc_spec newer;
    struct lc_str first = all;
    struct lc_str second = {"", 0};
    (void)how;
    lc_str_cut(all, '\0', &first, &second);
    fuzz_must(lc_ctx_begin(&ctx, host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctx.limits.max_depth = 64;
    if (fuzz_read(&ctx, "first", first, &older)) {
        fuzz_compare(&ctx, &older, &older, CTR_MODE_FULL, CTR_PROFILE_STRICT);
        fuzz_parts(&ctx, &older);
        if (fuzz_read(&ctx, "second", second, &newer)) {
            fuzz_pair(&ctx, &older, &newer);
            fuzz_pair(&ctx, &newer, &older);
            fuzz_compare(&ctx, &older, &newer, CTR_MODE_FULL, CTR_PROFILE_TOLERANT);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_twice(work, NULL, data, size);
}
