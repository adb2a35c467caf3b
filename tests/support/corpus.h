/*
 * Cases of other projects' tests, read where they lie: below $CTR_SHARED, or in a folder `shared`
 * beside the project. Nothing of them is in this tree; where they are missing a test prints a line
 * and is skipped.
 */
#ifndef TESTS_SUPPORT_CORPUS_H
#define TESTS_SUPPORT_CORPUS_H

#include "codec/value.h"

#include <contracts/spec.h>

enum { CORPUS_SKIP = 77, CORPUS_PATH = 4096 };

/* What did not hold, counted by whoever prints "FAIL …". */
extern int corpus_failures;

/* The folder of a project's cases ("avro", "" for all), or false with the line that is printed. */
bool corpus_there(const char *project);
/* The path of a file of the corpora, in scratch memory. */
const char *corpus_path(struct lc_ctx *ctx, const char *name);
/* A file of any folder into scratch memory. */
bool corpus_slurp(struct lc_ctx *ctx, const char *path, struct lc_str *out);
/* The root of a JSON file of the corpora; NULL is said and counted. */
const struct lc_value *corpus_json(struct lc_ctx *ctx, const char *name);
/* A member's text with an end, NULL if it has none. */
const char *corpus_text(struct lc_ctx *ctx, const struct lc_value *object, const char *key);
/* A document that is a value of a case, as JSON text in scratch memory. */
ctr_source corpus_source(struct lc_ctx *ctx, const struct lc_value *value, ctr_format format);

#endif
