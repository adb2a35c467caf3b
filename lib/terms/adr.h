/*
 * Decision records as Markdown in the layout of MADR: some facts, and sections under headings. What
 * the record says under a heading is kept as it stands; of some sections the list items are known,
 * too. Headings may come in any order and case; unknown ones are kept behind the known.
 */
#ifndef LC_TERMS_ADR_H
#define LC_TERMS_ADR_H

#include "base/shape.h"
#include "codec/value.h"

enum lc_adr_status {
    LC_ADR_PROPOSED = 1,
    LC_ADR_ACCEPTED,
    LC_ADR_REJECTED,
    LC_ADR_DEFERRED,
    LC_ADR_DEPRECATED,
    LC_ADR_SUPERSEDED
};

/* In the order in which they are written. */
enum lc_adr_part {
    LC_ADR_CONTEXT,
    LC_ADR_DRIVERS,
    LC_ADR_OPTIONS,
    LC_ADR_OUTCOME,
    LC_ADR_CONSEQUENCES,
    LC_ADR_PARTS
};

enum lc_adr_list {
    LC_ADR_MAKERS,
    LC_ADR_CONSULTED,
    LC_ADR_INFORMED,
    LC_ADR_SUPERSEDES,
    LC_ADR_LISTS
};

struct lc_adr_items {
    const char **at;
    size_t count, room;
};

/* A section that is none of ours. */
struct lc_adr_section {
    const char *heading, *text;
    int64_t level;
};

struct ctr_adr {
    const char *title;
    int32_t status;            /* 0 = it does not say */
    const char *superseded_by; /* NULL = it does not say */
    const char *date;          /* NULL = none */
    struct lc_adr_items lists[LC_ADR_LISTS];
    const char *more;                /* other lines of the front matter, NULL = none */
    const char *preamble;            /* between title and first heading, NULL = nothing */
    const char *parts[LC_ADR_PARTS]; /* NULL = there is no such section */
    struct lc_adr_items items[LC_ADR_PARTS];
    struct lc_adr_section *others;
    size_t other_count, other_room;
    const char *markdown; /* all of it, by lc_adr_write */
};

extern const struct lc_shape lc_shape_adr;
extern const struct lc_word lc_words_adr_status[];

/* Read a record; INPUT with line and column for what is none. *out gets its Markdown, too. */
ctr_status lc_adr_read(struct lc_ctx *ctx, struct lc_str text, const char *file,
                       struct ctr_adr *out);
/* The list items of a text: what begins with '*', '-', '+' or a number, and what is indented below
 * it. */
ctr_status lc_adr_list_items(struct lc_ctx *ctx, const char *text, struct lc_adr_items *out);
ctr_status lc_adr_add(struct lc_ctx *ctx, struct lc_adr_items *items, struct lc_str text);
/* The whole as Markdown, into `markdown`. What lc_adr_read reads of it is written as the same. */
ctr_status lc_adr_write(struct lc_ctx *ctx, struct ctr_adr *adr);
/* Text of somebody's as it may stand under a heading: lines that Markdown would take for a
 * heading or a fence are escaped. */
const char *lc_adr_plain(struct lc_ctx *ctx, const char *text);

#endif
