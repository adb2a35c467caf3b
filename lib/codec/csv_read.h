/*
 * CSV (RFC 4180) into the same tree as JSON and YAML: a list of rows, each an object called by the
 * cells of the first line. All values are texts, an empty cell is the empty one.
 */
#ifndef LC_CODEC_CSV_READ_H
#define LC_CODEC_CSV_READ_H

#include "codec/value.h"

/* Fields part at ',', rows at LF or CRLF; `"` around a field keeps all three, `""` is one of it.
 * Empty lines count for nothing. INPUT "FILE:LINE:COLUMN: …" for a row of another number of cells,
 * an open quote, text behind a closing one, a name twice, and what is not UTF-8. */
ctr_status lc_csv_read(struct lc_ctx *ctx, struct lc_str text,
                       const struct lc_read_options *options, struct lc_doc *doc);
/* Whether the first line has a cell of that name, and looks like no JSON, YAML or XML. */
bool lc_csv_has_column(struct lc_str text, const char *name);

#endif
