/*
 * Is a document valid under a schema? Every draft from 04 to 2020-12 and the schema objects of
 * OpenAPI 3.0 and 3.1. Pure: bytes in, an answer with its reasons out.
 */
#ifndef LC_SPEC_VALIDATE_H
#define LC_SPEC_VALIDATE_H

#include "spec/bundle.h"
#include "spec/finding.h"

#include <contracts/validate.h>

/* One reason why a document is not valid. */
struct ctr_violation {
    const char *keyword;
    const char *message;
    struct lc_place at;     /* in the document */
    struct lc_place schema; /* the keyword in the schema */
};

struct ctr_validation {
    int32_t valid;
    const char *file;
    const char *schema;  /* name of its file */
    const char *dialect; /* that the schema's root is read by */
    const struct ctr_violation *violations;
    size_t count;
    int32_t more; /* there are more than were asked for */
};

/* What is asked, with defaults filled in. */
struct lc_validate {
    enum ctr_dialect dialect; /* AUTO: found out */
    const char *base;         /* address of the schema's document, or NULL */
    const char *pointer;      /* to the schema in its document; NULL = the whole */
    bool all;                 /* violations are looked for, not the first alone */
    uint32_t most;            /* that are reported then */
    uint64_t steps;           /* 0 = by the size of the document */
};

ctr_status lc_validate(struct lc_ctx *ctx, const ctr_source *schema, const ctr_source *document,
                       const struct lc_validate *ask, struct ctr_validation *out);

extern const struct lc_shape lc_shape_violation, lc_shape_validation;
extern const struct lc_word lc_words_dialect[];

#endif
