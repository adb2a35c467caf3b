/*
 * Any governing document: which kind it is, what it says and by default means, what to remark on.
 */
#ifndef LC_TERMS_DOCUMENT_H
#define LC_TERMS_DOCUMENT_H

#include "terms/lint.h"

#include <contracts/terms.h>

/* One kind of document. */
struct lc_terms_kind_row {
    ctr_terms_kind kind;
    const char *title; /* of its schema */
    const char *root;  /* element of its XML form */
    const struct lc_term_record *record;
};

/* NULL for AUTO and what is no kind. */
const struct lc_terms_kind_row *lc_terms_kind_row(ctr_terms_kind kind);

/* One term as a caller sees it. */
struct ctr_term {
    const char *path;
    const char *value;
    const char *about;
    int32_t given;
    int64_t line, column; /* 0 if it is not given */
};

struct ctr_terms {
    ctr_terms_kind kind;
    const char *id;
    const char *title;
    struct ctr_term *items;
    size_t count;
};

struct ctr_lint_report {
    ctr_terms_kind kind;
    const char *id;
    struct ctr_lint *items;
    size_t count;
    int64_t errors, warnings, infos;
};

extern const struct lc_word lc_words_terms_kind[], lc_words_schema_form[];
extern const struct lc_shape lc_shape_terms, lc_shape_lint_report;

/* Whether the bytes are of the XML form, a byte order mark apart. */
bool lc_terms_is_xml(struct lc_str text);
/* Read bytes in any of the three forms; *kind AUTO is found out, from the root element or the
 * sections. */
ctr_status lc_terms_open(struct lc_ctx *ctx, struct lc_str text, const char *file,
                         ctr_terms_kind *kind, struct lc_doc *doc);
/* How many of the keys of that kind it has, id and version apart. */
size_t lc_terms_known(const struct lc_value *root, ctr_terms_kind kind);
/* The kind whose keys the document has most of; UNSUPPORTED if it has none of any. */
ctr_status lc_terms_detect(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind *out);
/* Read and check; `all` lists what holds by default as well. */
ctr_status lc_terms_survey(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind, bool all,
                           struct ctr_terms *out);
/* The report of what was found. */
void lc_lint_sum(const struct lc_linter *l, ctr_terms_kind kind, const char *id,
                 struct ctr_lint_report *out);
/* Read, check and remark. `zones` NULL: names of zones are taken as they are. */
ctr_status lc_terms_lint(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind,
                         const struct lc_zone_source *zones, struct ctr_lint_report *out);
/* The same, and INPUT for the first of what is refused where it would be stored. */
ctr_status lc_terms_refuse(struct lc_ctx *ctx, struct lc_doc *doc, ctr_terms_kind kind,
                           const struct lc_zone_source *zones);

#endif
