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

/* What a policy made of a finding. */
struct lc_judged {
    int32_t level_before; /* 0: the level is as it was */
    int32_t unused;       /* nobody uses its part */
    const struct ctr_waiver *waiver;
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
    const struct lc_judged *judged;  /* NULL: no policy says anything of it */
};

/* Of findings that count: those that a policy sets aside are listed and not counted. */
struct lc_counts {
    int64_t breaking, warning, info, undecided;
};

/* How labels have to grow; 0 = nothing is said. */
struct lc_policy_semver {
    int32_t zero, prerelease, labels, risk;
};

/* The notice that a deprecation has to give; 0 = none is asked for. */
struct lc_grace {
    int64_t stable, beta; /* days */
};
enum { LC_MOST_GRACE = 36500 };

/* The policy that a comparison was judged by. */
struct lc_judgement {
    const char *id;
    const char *sha256;
    int64_t set_aside;              /* findings that are in no count below */
    int64_t waived, unused;         /* of them, by a waiver, or because nobody uses their part */
    const char *line[2];            /* by ctr_side: of another group, all is set aside; else NULL */
    struct lc_policy_semver semver; /* every rule of it, given or by default */
};

struct ctr_diff {
    ctr_format format;
    ctr_mode mode;
    ctr_profile profile;
    ctr_verdict verdict;
    int32_t compatible; /* 1 only if the verdict is */
    ctr_bump bump;      /* as for a base at or above 1.0.0 */
    ctr_bump_reason bump_reason;
    const struct lc_grace *grace;         /* NULL: no notice was asked for */
    const struct lc_judgement *judgement; /* NULL: there was no policy */
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
    const char *advice_backward; /* NULL: nothing is to be done */
    const char *advice_forward;
    const char *const *oasdiff; /* what it is called there, where that is another name */
    size_t oasdiff_count;
};

struct ctr_rules {
    const struct ctr_rule *rows;
    size_t count;
};

extern const struct lc_shape lc_shape_excerpt, lc_shape_place, lc_shape_finding, lc_shape_diff,
    lc_shape_outline, lc_shape_rule, lc_shape_rules, lc_shape_waiver, lc_shape_policy_semver,
    lc_shape_grace;
extern const struct lc_word lc_words_format[], lc_words_mode[], lc_words_profile[],
    lc_words_level[], lc_words_direction[], lc_words_verdict[], lc_words_bump[],
    lc_words_bump_reason[];

#endif
