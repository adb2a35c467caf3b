/*
 * What a governing document says that will not work, or leaves open: one row a rule in lint.def.
 */
#ifndef LC_TERMS_LINT_H
#define LC_TERMS_LINT_H

#include "terms/change.h"
#include "terms/master.h"
#include "terms/sow.h"

#include <contracts/terms.h>

enum lc_lint_rule {
#define LC_LINT(NAME, id, level, sentence) LC_LINT_##NAME,
#include "terms/lint.def"
#undef LC_LINT
    LC_LINT_COUNT
};

extern const struct lc_word lc_words_lint_level[];

struct lc_lint_row {
    const char *id;
    ctr_lint_level level;
    const char *sentence;
};
extern const struct lc_lint_row lc_lint_rows[LC_LINT_COUNT];

/* A remark; path and place as of a point. */
struct ctr_lint {
    const char *rule;
    ctr_lint_level level;
    const char *path;
    const char *message;
    int64_t line, column;
};

struct lc_linter {
    struct lc_ctx *ctx;
    struct lc_terms *terms;
    struct ctr_lint *found;
    size_t count, room;
};

extern const struct lc_shape lc_shape_lint;

/* One remark about the term at that path. */
ctr_status lc_lint_add(struct lc_linter *l, enum lc_lint_rule rule, const char *path,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Keys without a term; for every kind of document. */
ctr_status lc_lint_strays(struct lc_linter *l);
/* A promise that nobody can measure. */
ctr_status lc_lint_measure(struct lc_linter *l, const char *path, const char *text);
/* What is wrong with a share rule, found at `path`. */
ctr_status lc_lint_share(struct lc_linter *l, const char *path, const struct lc_value *rule);
ctr_status lc_lint_master(struct lc_linter *l, const struct lc_master *master);
ctr_status lc_lint_sow(struct lc_linter *l, const struct lc_sow *sow);
ctr_status lc_lint_change(struct lc_linter *l, const struct lc_change_request *change);

#endif
