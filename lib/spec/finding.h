/*
 * The results of comparing and reading documents, with their shapes and words.
 */
#ifndef LC_SPEC_FINDING_H
#define LC_SPEC_FINDING_H

#include "base/shape.h"

#include <contracts/spec.h>

/* The line of a place, cut to a width around it, with its neighbours; tabs are spaces. */
struct lc_excerpt {
    const char *before; /* the line above; NULL: none, or it lies far away */
    const char *line;
    const char *after;
    int64_t caret; /* where the place is in `line`, from 1 in code points */
};

/* A place in one of the two documents. file NULL: the side has none, JSON null. */
struct lc_place {
    const char *file;
    const char *pointer;
    int64_t line;
    int64_t column;
    int64_t offset;                   /* bytes before it; known only while documents are compared */
    const struct lc_excerpt *excerpt; /* if asked for; never in JSON, nor stored */
};

struct ctr_finding {
    const char *rule;
    ctr_level level;
    ctr_direction direction;
    const char *part;
    const char *message;
    const char *fingerprint;
    const struct lc_place *place[2]; /* by ctr_side; NULL: none */
    const char *witness;             /* JSON, or NULL */
    const char *accepted_by;         /* "old" or "new": whose schema takes the witness; or NULL */
};

struct lc_counts {
    int64_t breaking, warning, info, undecided;
};

struct ctr_diff {
    ctr_format format;
    ctr_mode mode;
    ctr_profile profile;
    ctr_verdict verdict;
    int32_t compatible; /* 1 only if the verdict is */
    ctr_bump bump;      /* as for a base at or above 1.0.0 */
    struct lc_counts counts;
    const struct ctr_finding *findings;
    size_t count;
    const char *file[2]; /* names of the documents, by ctr_side; never in JSON, nor stored */
    int64_t engine;      /* LC_ENGINE at the time; not in the public JSON of diff, but stored */
};

/* Raised whenever the same documents may give other findings. */
enum { LC_ENGINE = 2 };

struct ctr_outline {
    ctr_format format;
    const char *dialect;
    const char *const *files; /* relative paths that `$ref`s reach; sorted */
    size_t file_count;
    const char *const *parts; /* sorted bytewise */
    size_t count;
};

struct ctr_rule {
    const char *id;
    ctr_format format; /* 0 = several */
    ctr_level level;
    ctr_direction direction;
    const char *text;
};

struct ctr_rules {
    const struct ctr_rule *rows;
    size_t count;
};

extern const struct lc_shape lc_shape_excerpt, lc_shape_place, lc_shape_finding, lc_shape_diff,
    lc_shape_outline, lc_shape_rule, lc_shape_rules;
extern const struct lc_word lc_words_format[], lc_words_mode[], lc_words_profile[],
    lc_words_level[], lc_words_direction[], lc_words_verdict[], lc_words_bump[];

#endif
