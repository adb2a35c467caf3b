/*
 * The formats master and sow: governing documents, compared by what holds, not by what is written.
 * A point that one edition leaves to its default and the other writes out is no difference.
 */
#include "spec/terms/terms.h"

#include "terms/document.h"

/* ---- is it one ---- */

/* Sections that nothing else has; one of them has to be there for the format to be found out. */
static const char *const master_marks[] = {
    "governance",  "change_policy", "incentives", "collaboration_slos",
    "risk_policy", "vision",        NULL};
static const char *const sow_marks[] = {
    "goals", "acceptance_criteria", "value_hypothesis", "deliverables", "slices", "backlog", NULL};

static bool of_another_language(const struct lc_value *root)
{
    static const char *const keys[] = {"openapi", "swagger", "asyncapi", "$schema"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (lc_is(lc_get(root, keys[i]), LC_STRING)) {
            return true;
        }
    }
    return false;
}

/* Known sections of a document of that kind; -1 if another kind has more. */
static int sections_of(const struct lc_value *root, ctr_terms_kind kind)
{
    size_t own = lc_terms_known(root, kind);
    for (int k = CTR_TERMS_MASTER; k <= CTR_TERMS_CHANGE; k++) {
        if (lc_terms_known(root, (ctr_terms_kind)k) > own) {
            return -1;
        }
    }
    return (int)own;
}

static int bid(const struct lc_value *root, ctr_terms_kind kind, const char *const *marks,
               bool has_id)
{
    if (!lc_is(root, LC_OBJECT) || of_another_language(root)) {
        return 0;
    }
    int sections = sections_of(root, kind);
    bool marked = false;
    for (; *marks; marks++) {
        marked = marked || lc_get(root, *marks);
    }
    if (sections <= 0) {
        return 0;
    }
    return has_id && marked && sections > 1 ? 10 * sections : 1;
}

static int master_bid(const struct lc_value *root)
{
    return bid(root, CTR_TERMS_MASTER, master_marks, lc_get(lc_get(root, "meta"), "id") != NULL);
}

static int sow_bid(const struct lc_value *root)
{
    return bid(root, CTR_TERMS_SOW, sow_marks, lc_get(root, "id") != NULL);
}

/* ---- reading ---- */

ctr_status lc_spec_terms_xml(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *out,
                             ctr_format *format)
{
    LC_TRY(lc_bundle_bytes(ctx, source, out));
    struct lc_bundle_file *file = out->files[0];
    const char *name = file->doc.file;
    ctr_terms_kind kind = *format == CTR_FORMAT_MASTER ? CTR_TERMS_MASTER
                          : *format == CTR_FORMAT_SOW  ? CTR_TERMS_SOW
                                                       : CTR_TERMS_AUTO;
    LC_TRY(lc_terms_open(ctx, file->bytes, name, &kind, &file->doc));
    if (kind == CTR_TERMS_CHANGE) {
        return lc_doc_fail_as(ctx, &file->doc, CTR_E_UNSUPPORTED, 0,
                              "a change request is no contract; wanted was a master or a sow");
    }
    *format = kind == CTR_TERMS_MASTER ? CTR_FORMAT_MASTER : CTR_FORMAT_SOW;
    return CTR_OK;
}

static ctr_status master_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_master *master = lc_new(ctx, 1, sizeof *master);
    if (!master) {
        return CTR_E_NOMEM;
    }
    spec->dialect = "Master contract 1";
    spec->terms = &master->terms;
    return lc_master_read(ctx, &spec->bundle.files[0]->doc, master);
}

static ctr_status sow_read(struct lc_ctx *ctx, struct lc_spec *spec)
{
    struct lc_sow *sow = lc_new(ctx, 1, sizeof *sow);
    if (!sow) {
        return CTR_E_NOMEM;
    }
    spec->dialect = "Statement of work 1";
    spec->terms = &sow->terms;
    return lc_sow_read(ctx, &spec->bundle.files[0]->doc, sow);
}

/* ---- parts ---- */

/* The sections and elements that a point lies in are parts, too; those of the point before were
 * told already. */
static ctr_status tell(const char *path, const char *before,
                       ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    size_t same = 0;
    while (path[same] && path[same] == before[same]) {
        same++;
    }
    for (size_t end = 1, size = strlen(path); end <= size; end++) {
        bool whole = path[end] == '/' || !path[end];
        bool told = end <= same && (before[end] == '/' || !before[end]);
        if (whole && !told) {
            struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str_n(path, end)};
            LC_TRY(fn(user, &part));
        }
    }
    return CTR_OK;
}

static ctr_status terms_parts(struct lc_ctx *ctx, struct lc_spec *spec,
                              ctr_status (*fn)(void *user, const struct lc_part *part), void *user)
{
    const char *before = "";
    LC_TRY(fn(user, NULL));
    for (size_t i = 0; i < spec->terms->point_count; i++) {
        const char *path = spec->terms->points[i].path;
        LC_TRY(lc_poll(ctx));
        LC_TRY(tell(path, before, fn, user));
        before = path;
    }
    return CTR_OK;
}

static ctr_status terms_has_part(struct lc_ctx *ctx, struct lc_spec *spec, const char *part,
                                 bool *out)
{
    size_t size = strlen(part);
    (void)ctx;
    *out = strcmp(part, "/") == 0;
    for (size_t i = 0; !*out && part[0] == '/' && i < spec->terms->point_count; i++) {
        const char *path = spec->terms->points[i].path;
        *out = strncmp(path, part, size) == 0 && (!path[size] || path[size] == '/');
    }
    return CTR_OK;
}

const struct lc_format_row lc_format_master = {
    .format = CTR_FORMAT_MASTER,
    .default_profile = CTR_PROFILE_STRICT,
    .bid = master_bid,
    .read = master_read,
    .compare = lc_spec_terms_compare,
    .parts = terms_parts,
    .has_part = terms_has_part,
};

const struct lc_format_row lc_format_sow = {
    .format = CTR_FORMAT_SOW,
    .default_profile = CTR_PROFILE_STRICT,
    .bid = sow_bid,
    .read = sow_read,
    .compare = lc_spec_terms_compare,
    .parts = terms_parts,
    .has_part = terms_has_part,
};
