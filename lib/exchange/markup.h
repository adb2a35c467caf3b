/*
 * What tables, pages and pictures are made of: cells and text in which nothing that came from
 * outside means anything.
 */
#ifndef LC_EXCHANGE_MARKUP_H
#define LC_EXCHANGE_MARKUP_H

#include "exchange/text.h"

/* A row of CSV, RFC 4180; NULL is an empty cell. With a bit in `guarded` a cell is text of a
 * caller's: what a spreadsheet would take for a formula gets a ' before it. */
void lc_csv_row(struct lc_text *t, const char *const *cells, size_t count, uint32_t guarded);
/* Text between tags or in an attribute of HTML or SVG, escaped; NULL adds nothing. */
void lc_markup_text(struct lc_text *t, const char *text);
/* Markup as it stands, with %s escaped ("%s" alone is known, and %% for %). */
void lc_markup(struct lc_text *t, const char *format, ...);
/* An amount for the eye, in scratch memory: groups of three with narrow spaces, a real minus. */
const char *lc_markup_amount(struct lc_text *t, const char *amount);

#endif
