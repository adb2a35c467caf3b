/* Strings of JSON that are not plain: with escapes, with bytes beyond ASCII, or wrong. */
#ifndef LC_CODEC_JSON_STRING_H
#define LC_CODEC_JSON_STRING_H

#include "codec/tree.h"

/* Read a string to its end; `begin` is behind the opening quote, `at` the first backslash, control
 * character or end of the text from there, *out gets the decoded text. Returns the place behind the
 * closing quote, NULL with the error recorded. */
const char *lc_json_string_slow(struct lc_tree *tree, const char *begin, const char *at,
                                struct lc_str *out);
/* Refuse invalid UTF-8 in a stretch of the source. */
ctr_status lc_json_check_utf8(struct lc_tree *tree, const char *begin, const char *end);

#endif
