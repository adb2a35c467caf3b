/*
 * Assessments: what the share of a contract is on a day, kept with everything that it was computed
 * from. Each is cumulative; what it posts is its difference from the one before.
 */
#ifndef LC_DOMAIN_ASSESS_ASSESS_H
#define LC_DOMAIN_ASSESS_ASSESS_H

#include "domain/ledger/ledger.h"
#include "terms/interim.h"

enum lc_assess_basis { LC_BASIS_ACTUAL = 1, LC_BASIS_FORECAST };
enum lc_assess_state { LC_ASSESS_POSTED = 1, LC_ASSESS_FORECAST, LC_ASSESS_HELD };

extern const struct lc_word lc_words_assess_basis[], lc_words_assess_state[];

/* A party's part, minor units. Of what came before, too: a party may have left. */
struct lc_assess_party {
    const char *party;
    int64_t accrued_before, accrued;
    int64_t payable_before, payable;
    /* texts of the amounts */
    const char *text_accrued, *text_accrued_now, *text_payable, *text_payable_now;
};

struct ctr_assessment {
    int64_t n; /* from 1 in each ledger */
    const char *team;
    const char *name;
    int64_t as_of_day;
    const char *as_of;
    int32_t kind, basis, state, policy;
    int64_t version_rid;
    const char *version; /* label */
    struct lc_sha256 terms_hash;
    const char *terms; /* the same as text */
    int64_t entries;   /* number of the ledger's last entry when it was computed */
    const char *currency;
    int32_t exponent;
    int32_t has_earned, has_forecast;
    int64_t target, cost, earned, forecast;
    int64_t accrued_before, accrued;
    int64_t payable_before, payable;
    int64_t forecast_share;
    const char *hold; /* why payment is frozen; NULL = it is not */
    struct lc_assess_party *parties;
    size_t party_count;
    const char *answer;               /* JSON of the share */
    int64_t accrued_seq, payable_seq; /* entries; 0 = none */
    int64_t at_us;
    const char *actor;
    const char *reason;
    int32_t repeated; /* it was assessed before, and nothing has changed */
    /* texts of the amounts */
    const char *text_target, *text_cost, *text_earned, *text_forecast, *text_accrued,
        *text_accrued_now, *text_payable, *text_payable_now, *text_forecast_share;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_assessment_list {
    struct ctr_assessment *items;
    size_t count;
    int64_t next;     /* 0 = the last page */
    const char *mark; /* the same as text */
};

extern const struct lc_shape lc_shape_assessment, lc_shape_assessment_list;

/* STATE where the file is older than assessments and could not be migrated. */
ctr_status lc_assess_ready(struct lc_op *op);
/* The last one before `before`, effective on `day` or earlier (LC_DAY_NONE = any day). */
ctr_status lc_assess_last(struct lc_op *op, const struct ctr_ledger *book, int64_t before,
                          int64_t day, struct ctr_assessment *out, bool *found);
/* NOT_FOUND if there is no such one. */
ctr_status lc_assess_get(struct lc_op *op, const struct ctr_ledger *book, int64_t n,
                         struct ctr_assessment *out);
/* Those behind `after`, by number. */
ctr_status lc_assess_list(struct lc_op *op, const struct ctr_ledger *book, int64_t after,
                          size_t limit, struct ctr_assessment_list *out);
/* Append the row, and ledger.assessed. */
ctr_status lc_assess_insert(struct lc_op *op, const struct ctr_ledger *book,
                            struct ctr_assessment *a);
/* The row alone, as an import puts it back. */
ctr_status lc_assess_store(struct lc_op *op, const struct ctr_ledger *book,
                           const struct ctr_assessment *a);
/* The texts of days, hashes and amounts. */
ctr_status lc_assess_texts(struct lc_ctx *ctx, struct ctr_assessment *a);
/* Amounts and days from their texts, as an export holds them. INPUT if one is none. */
ctr_status lc_assess_untexts(struct lc_ctx *ctx, struct ctr_assessment *a);
/* SHA-256 over all of it, as the event tells it. */
struct lc_sha256 lc_assess_digest(const struct ctr_assessment *a);

#endif
