/*
 * What a governing document says that will not work, or leaves open: one row a rule in lint.def.
 */
#ifndef LC_TERMS_LINT_H
#define LC_TERMS_LINT_H

#include "terms/calendar.h"
#include "terms/change.h"
#include "terms/master.h"
#include "terms/sow.h"

#include <contracts/terms.h>

enum lc_lint_rule {
#define LC_LINT(NAME, id, level, sentence) LC_LINT_##NAME,
#define LC_LINT_REFUSED(NAME, id, sentence) LC_LINT_##NAME,
#include "terms/lint.def"
#undef LC_LINT
#undef LC_LINT_REFUSED
    LC_LINT_COUNT
};

extern const struct lc_word lc_words_lint_level[];

struct lc_lint_row {
    const char *id;
    ctr_lint_level level;
    const char *sentence;
    bool refused; /* where it would be stored; not only remarked on */
};
extern const struct lc_lint_row lc_lint_rows[LC_LINT_COUNT];

/* A remark; path and place as of a point. */
struct ctr_lint {
    const char *rule;
    ctr_lint_level level;
    const char *path;
    const char *message;
    int64_t line, column;
    uint32_t place;
    bool refused;
};

struct lc_linter {
    struct lc_ctx *ctx;
    struct lc_terms *terms;
    const struct lc_zone_source *zones; /* where zones are looked up; NULL: they are not */
    const char *currency;               /* of amounts that name none; NULL: it is not known */
    struct ctr_lint *found;
    size_t count, room;
};

extern const struct lc_shape lc_shape_lint;

/* One remark about the term at that path. */
ctr_status lc_lint_add(struct lc_linter *l, enum lc_lint_rule rule, const char *path,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The same at a place that is no term's. */
ctr_status lc_lint_at(struct lc_linter *l, enum lc_lint_rule rule, const char *path, uint32_t place,
                      const char *message);
/* INPUT for the first of what was found that is refused, with its place and its path in detail
 * "field". */
ctr_status lc_lint_refuse(const struct lc_linter *l);
/* Keys without a term; for every kind of document. */
ctr_status lc_lint_strays(struct lc_linter *l);
/* A promise that nobody can measure. */
ctr_status lc_lint_measure(struct lc_linter *l, const char *path, const char *text);
/* What is wrong with a share rule, found at `path`. */
ctr_status lc_lint_share(struct lc_linter *l, const char *path, const struct lc_value *rule);

/* --- money (lint_money.c) --- */

/* A code of a currency, in letters of either case. NULL is none, and right. */
ctr_status lc_lint_currency(struct lc_linter *l, const char *path, const char *code);
/* An amount of zero or more in the major unit of a currency, which may be NULL: not known. NULL is
 * none, and right. */
ctr_status lc_lint_amount(struct lc_linter *l, const char *path, const char *text,
                          const char *currency);
/* What a change moves money by: of either sign, and in millionths. */
ctr_status lc_lint_move(struct lc_linter *l, const char *path, const char *text,
                        const char *currency);

/* --- kinds of documents --- */

ctr_status lc_lint_master(struct lc_linter *l, const struct lc_master *master);
ctr_status lc_lint_sow(struct lc_linter *l, const struct lc_sow *sow);
ctr_status lc_lint_change(struct lc_linter *l, const struct lc_change_request *change);
/* The money of an analysis; `above` is its path, "" if it is the whole. */
ctr_status lc_lint_impact(struct lc_linter *l, const char *above,
                          const struct lc_impact_analysis *impact);

#endif
