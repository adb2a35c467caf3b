/*
 * The share engine: who gains and who pays when the cost of a contract is not its target.
 *
 * A rule is read from a node of a document (share_read.c). Every model of sharing is one line of
 * bands, each with the delivery party's rate, walked outward from the target by the same function
 * (share.c), and then limits: caps of the share, limits of the fee, a ceiling of the price. Nothing
 * is rounded on the way; one division at the end rounds, and the other party gets the residual. An
 * answer (share_answer.c) carries the figures, how each came about, and what to beware of.
 */
#ifndef LC_TERMS_SHARE_H
#define LC_TERMS_SHARE_H

#include "base/shape.h"
#include "codec/value.h"
#include "terms/ratio.h"

#include <contracts/share.h>

/* Everything a rule may state in a number. Amounts are minor units, the others LC_RATIO_ONE = 100
 * %. An amount that may be stated as a percentage has its twin next to it. */
enum lc_share_term {
    LC_TERM_TARGET,
    LC_TERM_ORIGINAL_TARGET,
    LC_TERM_COST,
    LC_TERM_FEE, /* target fee or target profit */
    LC_TERM_FEE_OF_TARGET,
    LC_TERM_TARGET_PRICE,
    LC_TERM_CEILING,
    LC_TERM_CEILING_PCT,
    LC_TERM_MIN_FEE,
    LC_TERM_MIN_FEE_PCT,
    LC_TERM_MAX_FEE,
    LC_TERM_MAX_FEE_PCT,
    LC_TERM_GAIN_CAP,
    LC_TERM_GAIN_CAP_PCT,
    LC_TERM_PAIN_CAP,
    LC_TERM_PAIN_CAP_PCT,
    LC_TERM_UNDER, /* the delivery party's rate below the target */
    LC_TERM_OVER,
    LC_TERM_FEE_PCT,
    LC_TERM_PRICE, /* of an iteration */
    LC_TERM_CHANGE_PRICE,
    LC_TERM_CHANGE_ACTUAL,
    LC_TERM_RISK,
    LC_TERM_MINOR,
    LC_TERM_ACCEPTED, /* iterations */
    LC_TERM_OPTIMISTIC_COST,
    LC_TERM_OPTIMISTIC_FEE,
    LC_TERM_PESSIMISTIC_COST,
    LC_TERM_PESSIMISTIC_FEE,
    LC_TERM_RETENTION,
    LC_TERM_BILLING_LIMIT,
    LC_TERM_BILLING_LIMIT_PCT,
    LC_TERM_COUNT
};

#define LC_RATIO_OPEN INT64_MAX

struct lc_share_band {
    int64_t from; /* of the target */
    int64_t to;   /* LC_RATIO_OPEN: no end */
    int64_t rate;
    int32_t uncovered; /* in no band that was given: all the client's */
    int32_t neutral;   /* inside the dead-band */
};

struct lc_share_party {
    const char *name; /* NULL: only a number */
    int64_t weight;
};

struct lc_share_component {
    int64_t quantity; /* 10^-6 */
    int64_t rate;     /* 10^-6 */
};

struct ctr_share_rule {
    int32_t model;
    int32_t rounding;
    int32_t fee_inside;      /* the target holds the fee */
    int32_t limits_original; /* band limits are percentages of the original target */
    int32_t caps_of_fee;     /* caps in percent are of the fee */
    int32_t uncovered_client;
    int32_t interim;         /* enum lc_interim (interim.h): what is paid before the end */
    int32_t currency_stated; /* as null, too: plain units */
    int32_t rounding_stated;
    const char *currency; /* NULL: plain units, or not known */
    int64_t exponent;
    uint64_t given; /* a bit for each term */
    int64_t terms[LC_TERM_COUNT];
    const struct lc_share_band *bands; /* from 0 to open without a gap; none: no rate is known */
    size_t band_count;
    const int64_t *changes;
    size_t change_count;
    const struct lc_share_party *parties;
    size_t party_count;
    const struct lc_share_component *components;
    size_t component_count;
    const int64_t *weights;
    size_t weight_count;
    const char *const *warnings; /* of reading */
    size_t warning_count;
};

static inline bool lc_share_has(const struct ctr_share_rule *rule, enum lc_share_term term)
{
    return (rule->given >> term) & 1;
}

/* ---- reading: share_read.c, share_terms.c, share_bands.c */

/* Read a rule from an object of a document. INPUT with the line, and the name of the member in
 * detail "field". `currency` holds where the object names none, and may be NULL. A rule that lacks
 * a target or a currency is read; its answer says what is missing. */
ctr_status lc_share_rule_read_in(struct lc_ctx *ctx, struct lc_doc *doc,
                                 const struct lc_value *node, const char *currency,
                                 struct ctr_share_rule *out);
ctr_status lc_share_rule_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                              struct ctr_share_rule *out);

/* The model that a rule names, without reading the rest; 0 = none that is known. */
int32_t lc_share_model_of(const struct lc_value *node);

/* ---- evaluating: share.c */

/* A case of a rule. */
struct lc_share_case {
    const struct ctr_share_rule *rule;
    int64_t target;
    int64_t base;     /* of the limits of bands */
    int64_t cost;     /* compared with the target: with the fee, where the target holds it */
    int64_t incurred; /* without the fee in percent of cost */
    int64_t fee;      /* that fee, rounded; 0 = none */
};

struct lc_share_figures {
    int64_t share;     /* the delivery party's, signed: + it receives */
    int64_t client;    /* what is left of target - cost */
    int64_t unlimited; /* share before caps, limits of the fee, ceiling */
    int64_t paid;      /* to the delivery party in all */
    int64_t profit;    /* paid - cost */
    int64_t marginal;  /* what it loses of the next unit of cost */
    int32_t limited;   /* the share is not what the bands say */
};

/* Fill in a case; cost as it was incurred. LIMIT if a figure is too large. */
ctr_status lc_share_case(const struct ctr_share_rule *rule, int64_t target, int64_t cost,
                         struct lc_share_case *out);
ctr_status lc_share_evaluate(const struct lc_share_case *c, struct lc_share_figures *out);
/* Part of [low, high] that lies in a band, in 10^-8 minor units. */
lc_wide lc_share_increment(const struct lc_share_band *band, int64_t base, int64_t low,
                           int64_t high);
/* The target with its changes. False if it is too large. */
bool lc_share_target(const struct ctr_share_rule *rule, int64_t *out);
/* An amount or its percentage of `of`; false if neither is given, or it is too large. */
bool lc_share_limit(const struct ctr_share_rule *rule, enum lc_share_term term, int64_t of,
                    int64_t *out);
/* A cap as an amount, in 10^-16 minor units; false if there is none. */
bool lc_share_cap(const struct lc_share_case *c, enum lc_share_term term, lc_wide *out);

/* Costs where something ends. False if there is no such cost. */
bool lc_share_pta(const struct lc_share_case *c, int64_t *out);
bool lc_share_rie_low(const struct lc_share_case *c, int64_t *out);
bool lc_share_rie_high(const struct lc_share_case *c, int64_t *out);
bool lc_share_cap_at(const struct lc_share_case *c, enum lc_share_term cap, int64_t *out);

/* ---- answers: share_answer.c, share_basis.c, share_other.c */

struct lc_share_line {
    const char *from; /* percent */
    const char *to;   /* NULL: no end */
    const char *rate;
    const char *increment;
    const char *share;
};

struct lc_share_distance {
    const char *what;
    const char *at;
    const char *distance; /* at - cost */
};

struct lc_share_part {
    const char *name;
    const char *pct;
    const char *amount;
};

struct ctr_share {
    int32_t model;
    int32_t computable;
    const char *currency;
    int64_t exponent;
    const char *const *reasons;
    size_t reason_count;
    const char *target;
    const char *adjusted_target;
    const char *cost;
    const char *difference;
    const char *difference_to_share;
    const char *contractor_share;
    const char *client_share;
    const char *contractor_paid;
    const char *price;
    const char *target_price;
    const char *ceiling;
    const char *profit;
    const char *profit_formula;
    const char *margin;
    const char *fee;
    const char *fee_formula;
    const char *fee_change;
    const char *min_fee;
    const char *max_fee;
    const char *pta;
    const char *rie_low;
    const char *rie_high;
    const char *seller_share_under;
    const char *seller_share_over;
    const char *defined_cost;
    const char *total;
    const char *const *participants;
    size_t participant_count;
    const struct lc_share_part *parties;
    size_t party_count;
    const char *unallocated;
    const char *parts; /* JSON */
    const char *marginal_rate;
    const struct lc_share_line *lines;
    size_t line_count;
    const struct lc_share_distance *distances;
    size_t distance_count;
    const char *rounding;
    const char *const *basis;
    size_t basis_count;
    const char *const *warnings;
    size_t warning_count;
};

/* What stands in for the rule's own figures; NULL for either = the rule's. */
ctr_status lc_share_answer(struct lc_ctx *ctx, const struct ctr_share_rule *rule,
                           const int64_t *target, const int64_t *cost, struct ctr_share *out);

/* ---- the linter: share_lint.c */

struct lc_share_finding {
    const char *id;
    int32_t level;
    const char *field;
    const char *message;
    int64_t line;   /* of the field or the rule */
    uint32_t place; /* the same in the document */
};

struct ctr_share_findings {
    const struct lc_share_finding *rows;
    size_t count;
    int64_t errors;
    int64_t warnings;
};

/* Whether a rule says by which model, or by members that only one model has. */
bool lc_share_states_model(const struct lc_value *node);
ctr_status lc_share_lint(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                         const char *currency, struct ctr_share_findings *out);

extern const struct lc_word lc_words_share_model[], lc_words_share_level[], lc_words_rounding[];
extern const struct lc_shape lc_shape_share, lc_shape_share_rule, lc_shape_share_findings;

#endif
