/*
 * What the files that read a rule share: the reader and its ways to refuse.
 */
#ifndef LC_TERMS_SHARE_READER_H
#define LC_TERMS_SHARE_READER_H

#include "terms/share_say.h"

/* Faults that a linter reports and everybody else refuses. */
struct lc_share_fault {
    bool overlap; /* else a gap */
    const char *message;
    uint32_t offset;
};

struct lc_share_faults {
    struct lc_share_fault *rows;
    size_t count;
    size_t room;
};

struct lc_share_reader {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    const struct lc_value *node;
    const struct lc_value *inputs; /* a member of node that holds the figures, or NULL */
    struct ctr_share_rule *rule;
    struct lc_share_say unused;     /* members that say nothing */
    struct lc_share_say uncovered;  /* stretches without a share */
    struct lc_share_faults *faults; /* NULL: refuse */
    bool measuring;                 /* plain units: only count their digits */
    uint64_t general;               /* terms that a more special name may replace */
    uint32_t at[LC_TERM_COUNT];     /* where each was stated */
    uint32_t bands_at;
    uint32_t changes_at;
};

/* A member of the rule or of its inputs; NULL if it is not there, or null. */
const struct lc_value *lc_share_member(const struct lc_share_reader *r, const char *name);
/* INPUT at a place, with the name of the member. */
ctr_status lc_share_refuse(struct lc_share_reader *r, const char *field, uint32_t offset,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));
/* What a value is, for messages: "text", "a list". */
const char *lc_share_kind(const struct lc_value *value);

/* Numbers of members. `signs` allows amounts below zero. */
ctr_status lc_share_read_amount(struct lc_share_reader *r, const char *field,
                                const struct lc_value *value, bool signs, int64_t *out);
ctr_status lc_share_read_ratio(struct lc_share_reader *r, const char *field,
                               const struct lc_value *value, int64_t most, int64_t *out);
/* A number with at most six digits behind the point, times 10^6. */
ctr_status lc_share_read_fixed(struct lc_share_reader *r, const char *field,
                               const struct lc_value *value, bool signs, int64_t *out);

/* share_terms.c: the members that are one number each. */
ctr_status lc_share_read_terms(struct lc_share_reader *r);
bool lc_share_knows(struct lc_str name);
/* A name that states the term, for messages. */
const char *lc_share_term_name(enum lc_share_term term);
ctr_status lc_share_set(struct lc_share_reader *r, enum lc_share_term term, int64_t value,
                        const char *field, uint32_t offset);

/* share_bands.c: bands, dead-band, rates of two sides, as one line from 0 to open. */
ctr_status lc_share_read_bands(struct lc_share_reader *r);

/* share_lists.c: participants, changes, components, weights, three points. */
ctr_status lc_share_read_lists(struct lc_share_reader *r);

/* share_read.c: all of it, faults collected where `faults` is not NULL. */
ctr_status lc_share_rule_read_with(struct lc_share_reader *r, const char *currency);

#endif
