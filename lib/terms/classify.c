/* Minor or major, with every reason. */
#include "terms/classify.h"

#include "base/sha256.h"

enum { MOST_REASONS = 16 };

struct judging {
    struct lc_ctx *ctx;
    const struct lc_master *master;
    const struct lc_change_policy *policy;
    const struct lc_change_request *change;
    const struct lc_classify_facts *facts;
    struct ctr_classification *out;
    const char *unknown; /* first threshold whose value nobody knows */
};

static const struct lc_field threshold_fields[] = {
    LC_FIELD_OF(ctr_threshold, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_threshold, "value", LC_KIND_STR, value),
    LC_FIELD_OF(ctr_threshold, "limit", LC_KIND_STR, limit),
    LC_FIELD_OF(ctr_threshold, "margin", LC_KIND_STR, margin),
    LC_FIELD_OF(ctr_threshold, "unit", LC_KIND_STR, unit),
    LC_FIELD_OF(ctr_threshold, "exceeded", LC_KIND_BOOL, exceeded),
    LC_FIELD_OF(ctr_threshold, "known", LC_KIND_BOOL, known),
};
static const struct lc_shape shape_threshold = LC_SHAPE(ctr_threshold, threshold_fields);

static const struct lc_field classification_fields[] = {
    LC_FIELD_WORD(ctr_classification, "class", change_class, lc_words_change_class),
    LC_FIELD_STRS(ctr_classification, "reasons", reasons, reason_count),
    LC_FIELD_LIST(ctr_classification, "thresholds", thresholds, threshold_count, &shape_threshold),
    LC_FIELD_WORD(ctr_classification, "claimed", claimed, lc_words_change_class),
    LC_FIELD_OF(ctr_classification, "claim_differs", LC_KIND_BOOL, claim_differs),
    LC_FIELD_STRS(ctr_classification, "warnings", warnings, warning_count),
    LC_FIELD_OF(ctr_classification, "change", LC_KIND_STR, change),
    LC_FIELD_OF(ctr_classification, "master", LC_KIND_STR, master),
    LC_FIELD_OF(ctr_classification, "enforced", LC_KIND_BOOL, enforced),
    LC_FIELD_WORD(ctr_classification, "on_unknown", on_unknown, lc_words_on_unknown),
    LC_FIELD_WORD(ctr_classification, "comparison", comparison, lc_words_exceeds),
    LC_FIELD_WORD(ctr_classification, "slip_unit", slip_unit, lc_words_slip_unit),
    LC_FIELD_OF(ctr_classification, "budget_base", LC_KIND_STR, base),
    LC_FIELD_OF(ctr_classification, "rule_version", LC_KIND_STR, rule_version),
};
const struct lc_shape lc_shape_classification = LC_SHAPE(ctr_classification, classification_fields);

/* ---- saying things ---- */

static ctr_status reason(struct judging *j, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    j->out->reasons[j->out->reason_count++] = text;
    return CTR_OK;
}

static ctr_status warning(struct judging *j, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    j->out->warnings[j->out->warning_count++] = text;
    return CTR_OK;
}

static const char *number(struct judging *j, int64_t value)
{
    char text[LC_FIXED_TEXT];
    return lc_dup(j->ctx, lc_str(lc_fixed_text(value, text)));
}

/* ---- values ---- */

static int64_t magnitude(int64_t value)
{
    return value < 0 ? -value : value;
}

static bool known(int64_t value)
{
    return value != LC_TERM_ABSENT;
}

/* a * by / of in millionths; absent when it does not fit. Rounded to the side on which holding it
 * against a limit gives the same answer as the exact quotient would: away from zero if only what is
 * greater exceeds, else towards it. `of` is above zero. */
static int64_t scaled(const struct judging *j, int64_t a, int64_t by, int64_t of)
{
    __int128 n = (__int128)a * by;
    __int128 q = n / of;
    if (n % of != 0 && j->policy->exceeds == LC_EXCEEDS_GREATER) {
        q += n < 0 ? -1 : 1;
    }
    return q > INT64_MAX || q < -INT64_MAX ? LC_TERM_ABSENT : (int64_t)q;
}

/* An amount in one currency is no percentage of a base in another. */
static ctr_status check_currency(struct judging *j)
{
    const char *ours = j->change->impact.currency;
    struct lc_str base = lc_text(lc_get(j->master->incentives, "currency"));
    if (!ours || !base.len || lc_str_eq_nocase(lc_str(ours), lc_str_trim(base))) {
        return CTR_OK;
    }
    return lc_terms_fail(j->ctx, &j->change->terms, "/impact_analysis/currency",
                         "is '%.40s', and the master's incentives are in '%.*s'; give the amount "
                         "in that, or a percentage",
                         ours, (int)(base.len < 40 ? base.len : 40), base.ptr);
}

/* Percent of the base, either as it stands or out of the amount. */
static ctr_status budget_value(struct judging *j, int64_t *out)
{
    const struct lc_impact_analysis *impact = &j->change->impact;
    int64_t amount;
    *out = impact->budget_pct;
    if (!impact->budget_amount) {
        return CTR_OK;
    }
    if (lc_fixed_parse(lc_str(impact->budget_amount), &amount) != LC_FIXED_OK) {
        return lc_terms_fail(j->ctx, &j->change->terms, "/impact_analysis/budget_delta",
                             "should be an amount in the major unit, found '%.40s'",
                             impact->budget_amount);
    }
    if (!known(j->facts->base)) {
        return CTR_OK;
    }
    LC_TRY(check_currency(j));
    if (j->facts->base <= 0) {
        return warning(j, "the base of the budget is not above zero, so that no percentage can be "
                          "taken of it");
    }
    int64_t percent = scaled(j, amount, INT64_C(100) * LC_FIXED_ONE, j->facts->base);
    if (known(*out) && known(percent) && percent != *out) {
        LC_TRY(warning(j, lc_format(j->ctx,
                                    "the amount %s is %s %% of the base, not the %s %% stated; the "
                                    "amount counts",
                                    impact->budget_amount, number(j, percent), number(j, *out))));
    }
    *out = known(percent) ? percent : *out;
    return CTR_OK;
}

/* ---- the slip ---- */

ctr_status lc_slip_of(struct lc_ctx *ctx, const struct lc_master *master,
                      const struct lc_impact_analysis *impact, struct lc_slip *out)
{
    struct ctr_calendar calendar;

    *out = (struct lc_slip){0};
    if (!known(impact->schedule_before) || !known(impact->schedule_after)) {
        return CTR_OK;
    }
    LC_TRY(lc_master_calendar(ctx, master, NULL, &calendar));
    out->known = true;
    out->calendar = calendar.id;
    out->calendar_days = impact->schedule_after - impact->schedule_before;
    out->working_days =
        lc_calendar_days(&calendar, impact->schedule_before, impact->schedule_after);
    return CTR_OK;
}

/* As it is stated, in the policy's unit. */
static int64_t slip_stated(const struct judging *j, const struct lc_impact_analysis *impact)
{
    switch ((enum lc_slip_unit)j->policy->slip_unit) {
    case LC_SLIP_CALENDAR_DAYS:
        return known(impact->slip_calendar_days) ? impact->slip_calendar_days : impact->slip;
    case LC_SLIP_ITERATIONS:
        if (known(impact->slip_iterations)) {
            return impact->slip_iterations;
        }
        return known(impact->slip_working_days)
                   ? scaled(j, impact->slip_working_days, 1, j->policy->iteration_days)
                   : impact->slip;
    case LC_SLIP_WORKING_DAYS:
        break;
    }
    if (known(impact->slip_working_days)) {
        return impact->slip_working_days;
    }
    if (known(impact->slip)) {
        return impact->slip;
    }
    return known(impact->slip_iterations)
               ? scaled(j, impact->slip_iterations, j->policy->iteration_days, 1)
               : LC_TERM_ABSENT;
}

/* A number that stands beside the dates and does not agree with them. */
static ctr_status compare_slip(struct judging *j, const char *key, int64_t stated, int64_t value)
{
    if (!known(stated) || stated == value) {
        return CTR_OK;
    }
    return warning(j, lc_format(j->ctx,
                                "%s is %s, but schedule_before and schedule_after are %s apart; "
                                "the dates count",
                                key, number(j, stated), number(j, value)));
}

/* The slip in the policy's unit. */
static ctr_status slip_value(struct judging *j, int64_t *out)
{
    struct lc_impact_analysis impact = j->change->impact;
    struct lc_slip slip;

    LC_TRY(lc_slip_of(j->ctx, j->master, &impact, &slip));
    if (slip.known) {
        int64_t working = slip.working_days * LC_FIXED_ONE;
        int64_t calendar = slip.calendar_days * LC_FIXED_ONE;
        LC_TRY(compare_slip(j, "schedule_slip_working_days", impact.slip_working_days, working));
        LC_TRY(compare_slip(j, "schedule_slip_calendar_days", impact.slip_calendar_days, calendar));
        bool whole = j->policy->slip_unit == LC_SLIP_CALENDAR_DAYS;
        if (j->policy->slip_unit != LC_SLIP_ITERATIONS) {
            LC_TRY(compare_slip(j, "schedule_slip_days", impact.slip, whole ? calendar : working));
        }
        impact.slip_working_days = working;
        impact.slip_calendar_days = calendar;
    }
    *out = slip_stated(j, &impact);
    return CTR_OK;
}

/* Sum of what went before and this, absent if it does not fit. */
static int64_t plus(int64_t sum, int64_t value)
{
    int64_t all;
    if (!known(value)) {
        return LC_TERM_ABSENT;
    }
    return __builtin_add_overflow(known(sum) ? sum : 0, value, &all) || !known(all) ? LC_TERM_ABSENT
                                                                                    : all;
}

/* ---- thresholds ---- */

struct test {
    const char *name;
    int64_t limit;
    int64_t value; /* absent = not known */
    const char *unit;
    bool floor; /* less than the limit is what exceeds it */
};

static bool exceeds(const struct judging *j, const struct test *t)
{
    int64_t over = t->floor ? t->limit - t->value : t->value - t->limit;
    return j->policy->exceeds == LC_EXCEEDS_GREATER_OR_EQUAL ? over >= 0 : over > 0;
}

static ctr_status say_exceeded(struct judging *j, const struct ctr_threshold *row, bool floor)
{
    bool equal = j->policy->exceeds == LC_EXCEEDS_GREATER_OR_EQUAL;
    const char *how = floor ? (equal ? "is at most" : "is less than")
                            : (equal ? "is at least" : "is greater than");
    return reason(j, lc_format(j->ctx, "%s: %s%s%s %s the limit %s", row->name, row->value,
                               *row->unit ? " " : "", row->unit, how, row->limit));
}

static ctr_status hold(struct judging *j, const struct test *t)
{
    if (!known(t->limit)) {
        return CTR_OK;
    }
    struct ctr_threshold *row = &j->out->thresholds[j->out->threshold_count++];
    *row = (struct ctr_threshold){.name = t->name, .unit = t->unit, .known = known(t->value)};
    row->limit = number(j, t->limit);
    if (!row->limit) {
        return CTR_E_NOMEM;
    }
    if (!row->known) {
        j->unknown = j->unknown ? j->unknown : t->name;
        return CTR_OK;
    }
    row->value = number(j, t->value);
    row->margin = number(j, t->floor ? t->value - t->limit : t->limit - t->value);
    row->exceeded = exceeds(j, t);
    if (!row->value || !row->margin) {
        return CTR_E_NOMEM;
    }
    if (!row->exceeded) {
        return CTR_OK;
    }
    j->out->change_class = CTR_CLASS_MAJOR;
    return say_exceeded(j, row, t->floor);
}

static int64_t magnitude_of(int64_t value)
{
    return known(value) ? magnitude(value) : value;
}

static ctr_status hold_all(struct judging *j)
{
    const struct lc_thresholds *limits = &j->policy->thresholds;
    const struct lc_impact_analysis *impact = &j->change->impact;
    int64_t budget;
    LC_TRY(budget_value(j, &budget));
    int64_t slip;
    LC_TRY(slip_value(j, &slip));
    j->out->budget_moved = budget;
    j->out->slip_moved = slip;
    int64_t dependencies =
        impact->dependencies ? (int64_t)impact->dependency_count * LC_FIXED_ONE : LC_TERM_ABSENT;
    const char *unit = lc_word_name(lc_words_slip_unit, j->policy->slip_unit);
    const struct test tests[] = {
        {"budget_delta_pct_major", limits->budget_pct, magnitude_of(budget), "%", false},
        {"schedule_slip_days_major", limits->slip, slip, unit, false},
        {"risk_score_major", limits->risk, impact->risk, "", false},
        {"cumulative_budget_delta_pct_major", limits->cumulative_budget_pct,
         magnitude_of(plus(j->facts->budget_sum, budget)), "%", false},
        {"cumulative_schedule_slip_days_major", limits->cumulative_slip,
         plus(j->facts->slip_sum, slip), unit, false},
        {"confidence_pct_major", limits->confidence_pct, impact->confidence_pct, "%", true},
        {"dependencies_major", limits->dependencies, dependencies, "", false},
    };
    size_t count = sizeof tests / sizeof tests[0];
    j->out->thresholds = lc_new(j->ctx, count, sizeof *j->out->thresholds);
    if (!j->out->thresholds) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(hold(j, &tests[i]));
    }
    return CTR_OK;
}

/* ---- what is no threshold ---- */

static bool listed(const char *const *items, size_t count, const char *item)
{
    for (size_t i = 0; i < count; i++) {
        if (lc_str_eq_nocase(lc_str(items[i]), lc_str(item))) {
            return true;
        }
    }
    return false;
}

static ctr_status judge_area(struct judging *j)
{
    const char *area = j->change->area;
    if (!listed(j->policy->always_major, j->policy->always_major_count, area)) {
        return CTR_OK;
    }
    j->out->change_class = CTR_CLASS_MAJOR;
    return reason(j, lc_format(j->ctx, "every change of the area '%s' is major", area));
}

static ctr_status judge_breaking(struct judging *j)
{
    int64_t count = j->facts->breaking;
    if (!known(count) || count <= 0 || !j->policy->breaking_is_major) {
        return CTR_OK;
    }
    j->out->change_class = CTR_CLASS_MAJOR;
    return reason(j, lc_format(j->ctx, "it breaks %lld registered consumer%s", (long long)count,
                               count == 1 ? "" : "s"));
}

/* The rest of the unknown ones shows in the list of thresholds. */
static ctr_status judge_unknown(struct judging *j)
{
    if (!j->unknown) {
        return CTR_OK;
    }
    if (j->policy->on_unknown == LC_UNKNOWN_REFUSE) {
        return lc_terms_fail(j->ctx, &j->change->terms, "/impact_analysis",
                             "does not say what %s is held against, and the master's on_unknown is "
                             "refuse; add it",
                             j->unknown);
    }
    const char *word = lc_word_name(lc_words_on_unknown, j->policy->on_unknown);
    const char *text =
        lc_format(j->ctx, "%s: the impact is not known, and on_unknown is %s", j->unknown, word);
    if (j->policy->on_unknown == LC_UNKNOWN_MINOR) {
        return warning(j, text);
    }
    j->out->change_class = CTR_CLASS_MAJOR;
    return reason(j, text);
}

static ctr_status judge_nothing(struct judging *j)
{
    if (!j->out->threshold_count) {
        LC_TRY(warning(j, "the master sets no thresholds: nothing but always_major and breaking "
                          "changes makes a change major"));
    }
    if (j->out->change_class == CTR_CLASS_MAJOR) {
        return CTR_OK;
    }
    return reason(j,
                  j->out->threshold_count ? "no threshold is exceeded" : "there are no thresholds");
}

/* ---- claim and version ---- */

static ctr_status judge_claim(struct judging *j)
{
    struct ctr_classification *out = j->out;
    out->claimed = (ctr_change_class)j->change->claim;
    out->claim_differs = out->claimed != 0 && out->claimed != out->change_class;
    if (!out->claim_differs) {
        return CTR_OK;
    }
    return warning(j, lc_format(j->ctx, "threshold_eval claims %s; computed is %s, and that rules",
                                lc_word_name(lc_words_change_class, out->claimed),
                                lc_word_name(lc_words_change_class, out->change_class)));
}

/* SHA-256 over every point of the policy but its mode, which judges nothing. */
static ctr_status version(struct judging *j)
{
    struct lc_hasher hasher;
    char hex[LC_SHA256_TEXT];
    lc_sha256_begin(&hasher);
    for (size_t i = 0; i < j->master->terms.point_count; i++) {
        const struct lc_term_point *p = &j->master->terms.points[i];
        bool about = strncmp(p->path, "/change_policy/", 15) == 0;
        if (!about || strcmp(p->path, "/change_policy/mode") == 0 ||
            strcmp(p->path, "/change_policy/enforce_after") == 0) {
            continue;
        }
        lc_sha256_add_sized(&hasher, p->path, strlen(p->path));
        lc_sha256_add_sized(&hasher, p->value, strlen(p->value));
    }
    struct lc_sha256 sum = lc_sha256_end(&hasher);
    j->out->rule_version = lc_dup(j->ctx, lc_str_n(lc_sha256_format(&sum, hex), 16));
    return j->out->rule_version ? CTR_OK : CTR_E_NOMEM;
}

static bool binds(const struct lc_mode_of *mode, int64_t today)
{
    bool begun = !known(mode->enforce_after) || !known(today) || today > mode->enforce_after;
    return mode->mode == LC_ENFORCE && begun;
}

ctr_status lc_classify(struct lc_ctx *ctx, const struct lc_master *master,
                       const struct lc_change_request *change,
                       const struct lc_classify_facts *facts, struct ctr_classification *out)
{
    struct judging j = {ctx, master, &master->change, change, facts, out, NULL};
    *out = (struct ctr_classification){.change = change->id, .master = master->meta.id};
    out->change_class = CTR_CLASS_MINOR;
    out->enforced = binds(&master->change.mode, facts->today);
    out->on_unknown = master->change.on_unknown;
    out->comparison = master->change.exceeds;
    out->slip_unit = master->change.slip_unit;
    out->base = lc_word_name(lc_words_budget_base, master->change.budget_base);
    out->reasons = lc_new(ctx, MOST_REASONS, sizeof *out->reasons);
    out->warnings = lc_new(ctx, MOST_REASONS, sizeof *out->warnings);
    if (!out->reasons || !out->warnings) {
        return CTR_E_NOMEM;
    }
    LC_TRY(hold_all(&j));
    LC_TRY(judge_area(&j));
    LC_TRY(judge_breaking(&j));
    LC_TRY(judge_unknown(&j));
    LC_TRY(judge_nothing(&j));
    LC_TRY(judge_claim(&j));
    return version(&j);
}
