/* Which kind of governing document this is, and all it says. */
#include "terms/document.h"

#include "codec/xml_value.h"
#include "codec/yaml_read.h"
#include "terms/describe.h"

const struct lc_word lc_words_terms_kind[] = {{CTR_TERMS_AUTO, "auto"},
                                              {CTR_TERMS_MASTER, "master"},
                                              {CTR_TERMS_SOW, "sow"},
                                              {CTR_TERMS_CHANGE, "change"},
                                              {0, NULL}};
const struct lc_word lc_words_schema_form[] = {
    {CTR_SCHEMA_JSON, "json"}, {CTR_SCHEMA_XSD, "xsd"}, {0, NULL}};

static const struct lc_terms_kind_row rows[] = {
    {CTR_TERMS_MASTER, "Master contract", "master", &lc_record_master},
    {CTR_TERMS_SOW, "Statement of work", "sow", &lc_record_sow},
    {CTR_TERMS_CHANGE, "Change request", "change", &lc_record_change},
};
enum { KINDS = sizeof rows / sizeof rows[0] };

static const struct lc_field term_fields[] = {
    LC_FIELD_OF(ctr_term, "path", LC_KIND_STR, path),
    LC_FIELD_OF(ctr_term, "value", LC_KIND_STR, value),
    LC_FIELD_OF(ctr_term, "given", LC_KIND_BOOL, given),
    LC_FIELD_OF(ctr_term, "line", LC_KIND_INT, line),
    LC_FIELD_OF(ctr_term, "column", LC_KIND_INT, column),
    LC_FIELD_OF(ctr_term, "about", LC_KIND_STR, about),
};
static const struct lc_shape shape_term = LC_SHAPE(ctr_term, term_fields);

static const struct lc_field terms_fields[] = {
    LC_FIELD_WORD(ctr_terms, "kind", kind, lc_words_terms_kind),
    LC_FIELD_OF(ctr_terms, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_terms, "title", LC_KIND_STR, title),
    LC_FIELD_LIST(ctr_terms, "terms", items, count, &shape_term),
};
const struct lc_shape lc_shape_terms = LC_SHAPE(ctr_terms, terms_fields);

static const struct lc_field report_fields[] = {
    LC_FIELD_WORD(ctr_lint_report, "kind", kind, lc_words_terms_kind),
    LC_FIELD_OF(ctr_lint_report, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_lint_report, "errors", LC_KIND_INT, errors),
    LC_FIELD_OF(ctr_lint_report, "warnings", LC_KIND_INT, warnings),
    LC_FIELD_OF(ctr_lint_report, "infos", LC_KIND_INT, infos),
    LC_FIELD_LIST(ctr_lint_report, "findings", items, count, &lc_shape_lint),
};
const struct lc_shape lc_shape_lint_report = LC_SHAPE(ctr_lint_report, report_fields);

const struct lc_terms_kind_row *lc_terms_kind_row(ctr_terms_kind kind)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (rows[i].kind == kind) {
            return &rows[i];
        }
    }
    return NULL;
}

size_t lc_terms_known(const struct lc_value *root, ctr_terms_kind kind)
{
    const struct lc_terms_kind_row *row = lc_terms_kind_row(kind);
    size_t known = 0;
    for (size_t k = 0; row && k < row->record->count; k++) {
        const char *key = row->record->terms[k].key;
        known += strcmp(key, "id") != 0 && strcmp(key, "version") != 0 && lc_get(root, key) != NULL;
    }
    return known;
}

ctr_status lc_terms_detect(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind *out)
{
    size_t most = 0;
    for (size_t i = 0; i < KINDS; i++) {
        size_t known = lc_terms_known(doc->root, rows[i].kind);
        if (known > most) {
            most = known;
            *out = rows[i].kind;
        }
    }
    return most ? CTR_OK
                : lc_doc_fail_as(ctx, doc, CTR_E_UNSUPPORTED, 0,
                                 "this is no governing document: none of the sections of a master "
                                 "contract, a statement of work or a change request is there");
}

/* The root element says what it is; one that says something else than was wanted is refused. */
static ctr_status open_xml(struct lc_ctx *ctx, struct lc_str text,
                           const struct lc_read_options *options, ctr_terms_kind *kind,
                           struct lc_doc *doc)
{
    struct lc_str root, ns;
    LC_TRY(lc_xml_value_read(ctx, text, options, doc, &root, &ns));
    if (ns.len && !lc_str_is(ns, LC_TERMS_NAMESPACE)) {
        return lc_doc_fail(ctx, doc, doc->root->offset,
                           "the root element is of namespace '%.*s'; wanted was '%s'", (int)ns.len,
                           ns.ptr, LC_TERMS_NAMESPACE);
    }
    for (size_t i = 0; i < KINDS; i++) {
        bool wanted = *kind == CTR_TERMS_AUTO || *kind == rows[i].kind;
        if (wanted && lc_str_is(root, rows[i].root)) {
            *kind = rows[i].kind;
            return CTR_OK;
        }
    }
    const struct lc_terms_kind_row *row = lc_terms_kind_row(*kind);
    return lc_doc_fail(ctx, doc, doc->root->offset, "the root element is '%.*s'; wanted was %s",
                       (int)root.len, root.ptr, row ? row->root : "master, sow or change");
}

bool lc_terms_is_xml(struct lc_str text)
{
    struct lc_str mark = LC_STR("\xEF\xBB\xBF");
    size_t skip = lc_str_starts(text, mark) ? mark.len : 0;
    text = skip ? lc_str_n(text.ptr + skip, text.len - skip) : text;
    return lc_str_starts(lc_str_trim(text), LC_STR("<"));
}

ctr_status lc_terms_open(struct lc_ctx *ctx, struct lc_str text, const char *file,
                         ctr_terms_kind *kind, struct lc_doc *doc)
{
    const struct lc_read_options options = {.file = file};
    if (lc_terms_is_xml(text)) {
        return open_xml(ctx, text, &options, kind, doc);
    }
    LC_TRY(lc_doc_read(ctx, text, &options, doc));
    return *kind == CTR_TERMS_AUTO ? lc_terms_detect(ctx, doc, kind) : CTR_OK;
}

/* A document of any kind, read. */
struct survey {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    union {
        struct lc_master master;
        struct lc_sow sow;
        struct lc_change_request change;
    } as;
    struct lc_terms *terms;
    const char *id;
    const char *title;
};

static ctr_status read_any(struct survey *s, ctr_terms_kind kind)
{
    switch (kind) {
    case CTR_TERMS_MASTER:
        LC_TRY(lc_master_read(s->ctx, s->doc, &s->as.master));
        s->terms = &s->as.master.terms;
        s->id = s->as.master.meta.id;
        s->title = s->as.master.meta.title;
        return CTR_OK;
    case CTR_TERMS_SOW:
        LC_TRY(lc_sow_read(s->ctx, s->doc, &s->as.sow));
        s->terms = &s->as.sow.terms;
        s->id = s->as.sow.id;
        s->title = s->as.sow.title;
        return CTR_OK;
    case CTR_TERMS_CHANGE:
        LC_TRY(lc_change_read(s->ctx, s->doc, &s->as.change));
        s->terms = &s->as.change.terms;
        s->id = s->as.change.id;
        s->title = s->as.change.summary;
        return CTR_OK;
    case CTR_TERMS_AUTO:
    case CTR_TERMS_FORCE_INT32:
        break;
    }
    return lc_fail(s->ctx, CTR_E_ARGUMENT, "%d is no kind of governing document", (int)kind);
}

static struct survey *new_survey(struct lc_ctx *ctx, struct lc_doc *doc)
{
    struct survey *s = lc_new(ctx, 1, sizeof *s);
    if (s) {
        s->ctx = ctx;
        s->doc = doc;
    }
    return s;
}

ctr_status lc_terms_survey(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind, bool all,
                           struct ctr_terms *out)
{
    struct survey *s = new_survey(ctx, doc);
    if (!s) {
        return CTR_E_NOMEM;
    }
    LC_TRY(read_any(s, kind));
    *out = (struct ctr_terms){.kind = kind, .id = s->id, .title = s->title};
    out->items = lc_new(ctx, s->terms->point_count + 1, sizeof *out->items);
    if (!out->items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < s->terms->point_count; i++) {
        const struct lc_term_point *p = &s->terms->points[i];
        if (!p->given && !all) {
            continue;
        }
        struct ctr_term *t = &out->items[out->count++];
        *t = (struct ctr_term){p->path, p->value, p->term->about, p->given, 0, 0};
        if (p->given) {
            lc_doc_place(ctx, doc, p->place, &t->line, &t->column);
        }
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status lint_any(struct lc_linter *l, const struct survey *s, ctr_terms_kind kind)
{
    return kind == CTR_TERMS_MASTER ? lc_lint_master(l, &s->as.master)
           : kind == CTR_TERMS_SOW  ? lc_lint_sow(l, &s->as.sow)
                                    : lc_lint_change(l, &s->as.change);
}

void lc_lint_sum(const struct lc_linter *l, ctr_terms_kind kind, const char *id,
                 struct ctr_lint_report *out)
{
    *out = (struct ctr_lint_report){.kind = kind, .id = id, .items = l->found, .count = l->count};
    for (size_t i = 0; i < l->count; i++) {
        out->errors += l->found[i].level == CTR_LINT_ERROR;
        out->warnings += l->found[i].level == CTR_LINT_WARNING;
        out->infos += l->found[i].level == CTR_LINT_INFO;
    }
}

/* Read a document and remark on it; *id is what it is called. */
static ctr_status look(struct lc_linter *l, struct lc_doc *doc, ctr_terms_kind kind,
                       const char **id)
{
    struct survey *s = new_survey(l->ctx, doc);

    if (!s) {
        return CTR_E_NOMEM;
    }
    LC_TRY(read_any(s, kind));
    l->terms = s->terms;
    *id = s->id;
    return lint_any(l, s, kind);
}

ctr_status lc_terms_lint(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind,
                         const struct lc_zone_source *zones, struct ctr_lint_report *out)
{
    struct lc_linter l = {.ctx = ctx, .zones = zones};
    const char *id;

    LC_TRY(look(&l, doc, kind, &id));
    lc_lint_sum(&l, kind, id, out);
    return CTR_OK;
}

ctr_status lc_terms_refuse(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind,
                           const struct lc_zone_source *zones)
{
    struct lc_linter l = {.ctx = ctx, .zones = zones};
    const char *id;

    LC_TRY(look(&l, doc, kind, &id));
    return lc_lint_refuse(&l);
}
