/* The door of the engine and the table of formats. */
#include "spec/spec.h"

#include "spec/schema/schema.h"
#include "spec/terms/terms.h"
#include "terms/document.h"

#include <stdlib.h>

static const struct lc_format_row *const formats[] = {
#define LC_FORMAT(name, row, word) &lc_format_##row,
#include "spec/formats.def"
#undef LC_FORMAT
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* ---- reading */

const struct lc_format_row *lc_spec_row(ctr_format format)
{
    for (size_t i = 0; i < FORMATS; i++) {
        if (formats[i]->format == format) {
            return formats[i];
        }
    }
    return NULL;
}

static const struct lc_format_row *row_of_text(struct lc_str bytes)
{
    for (size_t i = 0; i < FORMATS; i++) {
        if (formats[i]->is_text && formats[i]->is_text(bytes)) {
            return formats[i];
        }
    }
    return NULL;
}

static const struct lc_format_row *highest_bid(const struct lc_value *root)
{
    const struct lc_format_row *best = NULL;
    int high = 0;
    for (size_t i = 0; i < FORMATS; i++) {
        int bid = formats[i]->bid ? formats[i]->bid(root) : 0;
        if (bid > high) {
            high = bid;
            best = formats[i];
        }
    }
    return best;
}

/* Bytes that nobody has to understand: what does not read as JSON or YAML is kept unread. */
static ctr_status open_opaque(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *out)
{
    if (source->size > ctx->limits.max_document_bytes) {
        return lc_bundle_bytes(ctx, source, out);
    }
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    ctr_status status = lc_bundle_open(ctx, source, NULL, out);
    if (status != CTR_E_INPUT && status != CTR_E_LIMIT) {
        return status;
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    lc_arena_release(&ctx->arena, mark);
    LC_TRY(lc_bundle_bytes(ctx, source, out));
    out->beyond = status == CTR_E_LIMIT;
    return CTR_OK;
}

/* Governing documents are the only ones that come as XML, too. Where the format is to be found out,
 * any other XML is left to the rest; *out is then NULL. */
static ctr_status open_xml(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *bundle,
                           const struct lc_format_row **out)
{
    ctr_format format = source->format;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    ctr_status status = lc_spec_terms_xml(ctx, source, bundle, &format);
    *out = status == CTR_OK ? lc_spec_row(format) : NULL;
    bool other = status == CTR_E_INPUT || status == CTR_E_LIMIT || status == CTR_E_UNSUPPORTED;
    if (source->format != CTR_FORMAT_AUTO || !other) {
        return status;
    }
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    lc_arena_release(&ctx->arena, mark);
    return CTR_OK;
}

static bool may_be_xml(const ctr_source *source)
{
    bool asked = source->format == CTR_FORMAT_AUTO || source->format == CTR_FORMAT_MASTER ||
                 source->format == CTR_FORMAT_SOW;
    return asked && lc_terms_is_xml(lc_str_n(source->data, source->size));
}

static ctr_status other_language(struct lc_ctx *ctx, struct lc_doc *doc, ctr_format asked,
                                 const struct lc_format_row *other)
{
    return lc_doc_fail(ctx, doc, doc->root ? doc->root->offset : 0,
                       "this does not look like %s but like %s; name that format, or none",
                       lc_word_name(lc_words_format, (int32_t)asked),
                       lc_word_name(lc_words_format, (int32_t)other->format));
}

/* A format that was asked for is taken at its word where anything speaks for it. Some may be any
 * document: a schema of JSON whose keywords are all unknown takes everything, and two of them are
 * always compatible, so what is surely of another format is not read as one. */
static ctr_status choose(struct lc_ctx *ctx, const ctr_source *source, struct lc_spec *spec)
{
    enum { ANYTHING = 1, CERTAIN = 80 };
    struct lc_doc *doc = &spec->bundle.files[0]->doc;
    const struct lc_format_row *best = highest_bid(doc->root);
    if (source->format == CTR_FORMAT_AUTO) {
        spec->row = best;
        return CTR_OK;
    }
    spec->row = lc_spec_row(source->format);
    int bid = spec->row->bid(doc->root);
    if (bid > ANYTHING || (bid == ANYTHING && best->bid(doc->root) < CERTAIN)) {
        return CTR_OK;
    }
    return other_language(ctx, doc, source->format, best);
}

/* It could not be read as what it was said to be: if more speaks for another format, that may be
 * the reason. */
static ctr_status mind_other(struct lc_ctx *ctx, const struct lc_spec *spec, ctr_status status)
{
    const struct lc_value *root = spec->bundle.files[0]->doc.root;
    const struct lc_format_row *best = highest_bid(root);
    if (status != CTR_E_INPUT || best->format == CTR_FORMAT_OPAQUE || best == spec->row ||
        best->bid(root) <= spec->row->bid(root)) {
        return status;
    }
    ctr_error *cause = ctx->error;
    ctx->error = NULL;
    status =
        lc_fail(ctx, CTR_E_INPUT, "%s; the document looks more like %s", ctr_error_message(cause),
                lc_word_name(lc_words_format, (int32_t)best->format));
    for (size_t i = 0; i < ctr_error_detail_count(cause); i++) {
        const char *key = ctr_error_detail_key(cause, i);
        lc_detail(ctx, key, ctr_error_detail(cause, key));
    }
    ctr_error_free(cause);
    return status;
}

/* What bytes look like that are not in the language they were said to be in. */
static ctr_status looks_like(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *bundle,
                             const struct lc_format_row **out)
{
    *out = row_of_text(lc_str_n(source->data, source->size));
    if (*out) {
        return lc_bundle_bytes(ctx, source, bundle);
    }
    LC_TRY(open_opaque(ctx, source, bundle));
    *out = highest_bid(bundle->files[0]->doc.root);
    return CTR_OK;
}

/* A language of its own: asked for, or seen in the bytes. *out is NULL where it is none. */
static ctr_status open_text(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *bundle,
                            const struct lc_format_row **out)
{
    const struct lc_str bytes = lc_str_n(source->data, source->size);
    const struct lc_format_row *seen = row_of_text(bytes);
    const struct lc_format_row *asked = lc_spec_row(source->format);

    if (source->format == CTR_FORMAT_OPAQUE || (!seen && !(asked && asked->parse))) {
        return CTR_OK;
    }
    *out = asked ? asked : seen;
    if (*out == seen || !bytes.len) {
        return lc_bundle_open(ctx, source, (*out)->parse, bundle);
    }
    LC_TRY(looks_like(ctx, source, bundle, &seen));
    const struct lc_doc *doc = &bundle->files[0]->doc;
    bool json =
        doc->root && !doc->yaml && (lc_is(doc->root, LC_OBJECT) || lc_is(doc->root, LC_ARRAY));
    if (json || seen->format != CTR_FORMAT_OPAQUE) { /* no text in JSON is in another language */
        return other_language(ctx, &bundle->files[0]->doc, asked->format, seen);
    }
    return lc_bundle_open(ctx, source, asked->parse, bundle);
}

struct walk {
    uint64_t steps;
    uint64_t most;
};

/* A walk through documents of so many bytes begins: it may take many times what one takes whose
 * cost grows as they do, and a step for each node that a document may have. Returns the walk that
 * it interrupts. */
static struct walk begin_walk(struct lc_ctx *ctx, uint64_t bytes)
{
    enum { AT_LEAST = 4 << 20, A_BYTE = 16 };
    const struct walk outer = {ctx->steps, ctx->most_steps};
    ctx->steps = 0;
    ctx->most_steps = AT_LEAST + A_BYTE * bytes;
    if (ctx->most_steps > ctx->limits.max_nodes) {
        ctx->most_steps = ctx->limits.max_nodes;
    }
    return outer;
}

static void end_walk(struct lc_ctx *ctx, struct walk outer)
{
    ctx->steps = outer.steps;
    ctx->most_steps = outer.most;
}

static ctr_status read_as(struct lc_ctx *ctx, struct lc_spec *spec)
{
    const struct walk outer = begin_walk(ctx, spec->bundle.bytes);
    ctr_status status = spec->row->read(ctx, spec);
    end_walk(ctx, outer);
    return status;
}

ctr_status lc_spec_read(struct lc_ctx *ctx, const ctr_source *source, struct lc_spec *out)
{
    *out = (struct lc_spec){.dialect = ""};
    if (source->format != CTR_FORMAT_AUTO && !lc_spec_row(source->format)) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%lld is no format", (long long)source->format);
    }
    if (!source->data && source->size) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "the document is NULL but its size is %llu",
                       (unsigned long long)source->size);
    }
    if (may_be_xml(source)) {
        LC_TRY(open_xml(ctx, source, &out->bundle, &out->row));
    }
    if (out->row) {
        return read_as(ctx, out);
    }
    LC_TRY(open_text(ctx, source, &out->bundle, &out->row));
    if (out->row) {
        return read_as(ctx, out);
    }
    if (source->format == CTR_FORMAT_OPAQUE) {
        LC_TRY(open_opaque(ctx, source, &out->bundle));
    } else {
        LC_TRY(lc_bundle_open(ctx, source, NULL, &out->bundle));
    }
    LC_TRY(choose(ctx, source, out));
    ctr_status status = read_as(ctx, out);
    return source->format == CTR_FORMAT_AUTO ? status : mind_other(ctx, out, status);
}

/* ---- comparing */

/* Not one finding, and yet not the same: say so, so that the difference is not lost. */
static ctr_status mind_rewriting(struct lc_cmp *c, const struct lc_spec *older,
                                 const struct lc_spec *newer)
{
    const struct lc_bundle_file *a = older->bundle.files[0];
    const struct lc_bundle_file *b = newer->bundle.files[0];
    if (c->told.count || !a->doc.root || !b->doc.root ||
        lc_bundle_eq(&older->bundle, &newer->bundle)) {
        return CTR_OK;
    }
    struct lc_node none = {NULL, NULL};
    return lc_cmp_add(c, LC_RULE_DOCUMENT_REWRITTEN, 0, NULL, none, none, NULL,
                      "the documents differ only in how they are written, in what nothing refers "
                      "to, or in the order of lists that have none");
}

/* What was told is so; more may be. */
static ctr_status tell_unfinished(struct lc_cmp *c, const struct lc_spec *older,
                                  const struct lc_spec *newer)
{
    struct lc_doc *a = &older->bundle.files[0]->doc;
    struct lc_doc *b = &newer->bundle.files[0]->doc;
    const char *why = lc_dup_c(c->ctx, c->ctx->error ? ctr_error_message(c->ctx->error) : "");
    if (!why) {
        return CTR_E_NOMEM;
    }
    ctr_error_free(c->ctx->error);
    c->ctx->error = NULL;
    return lc_cmp_add(c, LC_RULE_COMPARISON_UNFINISHED, 0, NULL, (struct lc_node){a, a->root},
                      (struct lc_node){b, b->root}, NULL,
                      "the comparison is not finished, and what is not told may differ as well: %s",
                      why);
}

/* With the work it may take; what is beyond a limit is undecided. */
static ctr_status compare(struct lc_cmp *c, const struct lc_spec *older,
                          const struct lc_spec *newer)
{
    const struct walk outer = begin_walk(c->ctx, older->bundle.bytes + newer->bundle.bytes);
    ctr_status status = older->row->compare(c, older, newer);
    lc_schema_end(c);
    end_walk(c->ctx, outer);
    return status == CTR_E_LIMIT ? tell_unfinished(c, older, newer) : status;
}

ctr_status lc_spec_mind_profile(struct lc_ctx *ctx, ctr_format format, ctr_profile profile)
{
    const struct lc_format_row *row = lc_spec_row(format);
    struct lc_buf words;
    if (profile <= CTR_PROFILE_TOLERANT || !row || (profile < 32 && row->profiles >> profile & 1)) {
        return CTR_OK;
    }
    lc_buf_init(&words, &ctx->alloc, SIZE_MAX - 1);
    for (const struct lc_word *w = lc_words_profile; w->name; w++) {
        if (w->value > CTR_PROFILE_TOLERANT && row->profiles >> w->value & 1) {
            lc_buf_printf(&words, ", %s", w->name);
        }
    }
    const char *more = lc_buf_cstr(&words);
    ctr_status status = lc_fail(ctx, CTR_E_UNSUPPORTED,
                                "the format %s has no profile '%s'; it has strict, tolerant%s",
                                lc_word_name(lc_words_format, (int32_t)row->format),
                                lc_word_name(lc_words_profile, (int32_t)profile), more ? more : "");
    lc_buf_free(&words);
    return status;
}

ctr_status lc_spec_diff(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                        ctr_mode mode, ctr_profile profile, struct ctr_diff *out)
{
    const struct lc_diff_ask ask = {.mode = mode, .profile = profile};
    return lc_spec_diff_as(ctx, older, newer, &ask, out);
}

ctr_status lc_spec_diff_as(struct lc_ctx *ctx, struct lc_spec *older, struct lc_spec *newer,
                           const struct lc_diff_ask *ask, struct ctr_diff *out)
{
    ctr_mode mode = ask->mode;
    ctr_profile profile = ask->profile;
    *out = (struct ctr_diff){0};
    if (older->row != newer->row) {
        return lc_fail(ctx, CTR_E_UNSUPPORTED,
                       "%s is %s and %s is %s; only documents of one format can be compared",
                       older->bundle.files[0]->doc.file,
                       lc_word_name(lc_words_format, (int32_t)older->row->format),
                       newer->bundle.files[0]->doc.file,
                       lc_word_name(lc_words_format, (int32_t)newer->row->format));
    }
    LC_TRY(lc_spec_mind_profile(ctx, older->row->format, profile));
    mode = mode == CTR_MODE_DEFAULT ? CTR_MODE_BACKWARD : mode;
    struct lc_cmp c = {
        .ctx = ctx,
        .old_bundle = &older->bundle,
        .new_bundle = &newer->bundle,
        .mode = lc_mode_step(mode),
        .profile = profile == CTR_PROFILE_DEFAULT ? older->row->default_profile : profile,
        .grace = ask->grace,
        .check_version = ask->check_version,
    };
    LC_TRY(compare(&c, older, newer));
    LC_TRY(mind_rewriting(&c, older, newer));
    LC_TRY(lc_cmp_finish(&c, older->row->format, out));
    LC_TRY(lc_grace_keep(ctx, &ask->grace, &out->grace));
    out->mode = mode;
    out->file[CTR_SIDE_OLD] = older->bundle.files[0]->doc.file;
    out->file[CTR_SIDE_NEW] = newer->bundle.files[0]->doc.file;
    return lc_mind_memory(ctx);
}

/* ---- the outline */

struct list {
    struct lc_ctx *ctx;
    const char **at;
    size_t count;
    size_t room;
};

static ctr_status append(struct list *list, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    const char **at = lc_grow(list->ctx, list->at, list->count, &list->room, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    list->at = at;
    list->at[list->count++] = text;
    return CTR_OK;
}

static ctr_status append_part(void *user, const struct lc_part *part)
{
    struct list *list = user;
    return append(list, lc_part_text(list->ctx, part));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_unique(struct list *list)
{
    size_t kept = 0;
    if (list->count) {
        qsort(list->at, list->count, sizeof *list->at, by_text);
    }
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || strcmp(list->at[kept - 1], list->at[i]) != 0) {
            list->at[kept++] = list->at[i];
        }
    }
    list->count = kept;
}

ctr_status lc_spec_outline(struct lc_ctx *ctx, struct lc_spec *spec, struct ctr_outline *out)
{
    struct list files = {.ctx = ctx};
    struct list parts = {.ctx = ctx};
    const struct walk outer = begin_walk(ctx, spec->bundle.bytes);
    ctr_status status = spec->row->parts(ctx, spec, append_part, &parts);
    end_walk(ctx, outer);
    LC_TRY(status);
    for (size_t i = 1; i < spec->bundle.count; i++) {
        const struct lc_bundle_file *file = spec->bundle.files[i];
        LC_TRY(file->built_in ? CTR_OK : append(&files, file->path));
    }
    sort_unique(&files);
    sort_unique(&parts);
    *out = (struct ctr_outline){.format = spec->row->format,
                                .dialect = spec->dialect,
                                .files = files.at,
                                .file_count = files.count,
                                .parts = parts.at,
                                .count = parts.count};
    return lc_mind_memory(ctx);
}

ctr_status lc_spec_used(struct lc_ctx *ctx, struct lc_spec *spec, const ctr_source *use,
                        struct ctr_outline *out)
{
    struct lc_bundle artefact;
    struct list parts = {.ctx = ctx};
    if (!spec->row->used) {
        return lc_fail(
            ctx, CTR_E_UNSUPPORTED,
            "what a consumer uses of a document in %s cannot be learnt from its own; name "
            "the parts",
            lc_word_name(lc_words_format, (int32_t)spec->row->format));
    }
    LC_TRY(lc_bundle_bytes(ctx, use, &artefact));
    const struct walk outer = begin_walk(ctx, spec->bundle.bytes + artefact.bytes);
    ctr_status status = spec->row->used(ctx, spec, &artefact.files[0]->doc, append_part, &parts);
    end_walk(ctx, outer);
    LC_TRY(status);
    if (!parts.count) { /* a list of none would stand for everything */
        return lc_doc_fail(ctx, &artefact.files[0]->doc, 0,
                           "it uses nothing of the document; expected what uses a part of it");
    }
    sort_unique(&parts);
    *out = (struct ctr_outline){.format = spec->row->format,
                                .dialect = spec->dialect,
                                .parts = parts.at,
                                .count = parts.count};
    return lc_mind_memory(ctx);
}

ctr_status lc_spec_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part, bool *out)
{
    const struct walk outer = begin_walk(ctx, spec->bundle.bytes);
    *out = false;
    ctr_status status = spec->row->has_part(ctx, spec, part, out);
    end_walk(ctx, outer);
    return status;
}

ctr_status lc_spec_respell(struct lc_ctx *ctx, struct lc_spec *spec, char *part, bool *out)
{
    if (!spec->row->respell) {
        return lc_spec_has_part(ctx, spec, part, out);
    }
    const struct walk outer = begin_walk(ctx, spec->bundle.bytes);
    *out = false;
    ctr_status status = spec->row->respell(ctx, spec, part, out);
    end_walk(ctx, outer);
    return status;
}
