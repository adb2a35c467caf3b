/* A rule from a node of a document: its words, its numbers, and whether they fit together. */
#include "terms/share_reader.h"

#include "terms/interim.h"

#include <stdarg.h>
#include <stdio.h>

const struct lc_value *lc_share_member(const struct lc_share_reader *r, const char *name)
{
    const struct lc_value *value = lc_get(r->node, name);

    if (!value) {
        value = lc_get(r->inputs, name);
    }
    return value && value->kind != LC_NULL ? value : NULL;
}

ctr_status lc_share_refuse(struct lc_share_reader *r, const char *field, uint32_t offset,
                           const char *format, ...)
{
    va_list args;
    va_list again;

    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    char *text = size < 0 ? NULL : lc_new(r->ctx, (size_t)size + 1, 1);
    if (text) {
        vsnprintf(text, (size_t)size + 1, format, again);
    }
    va_end(again);
    va_end(args);
    if (!text) {
        return CTR_E_NOMEM;
    }
    ctr_status status = lc_doc_fail(r->ctx, r->doc, offset, "'%s' %s", field, text);
    lc_detail(r->ctx, "field", field);
    return status;
}

const char *lc_share_kind(const struct lc_value *value)
{
    static const char *const names[] = {
        [LC_NULL] = "null",       [LC_FALSE] = "false", [LC_TRUE] = "true",
        [LC_NUMBER] = "a number", [LC_STRING] = "text", [LC_ARRAY] = "a list",
        [LC_OBJECT] = "an object"};
    return names[value->kind];
}

/* The text of a number, shortened for messages. */
static const char *shown(struct lc_share_reader *r, const struct lc_value *value)
{
    struct lc_str text = lc_raw(value);
    const char *out = lc_dup(r->ctx, lc_str_n(text.ptr, text.len < 40 ? text.len : 40));

    return out ? out : "?";
}

static ctr_status no_number(struct lc_share_reader *r, const char *field,
                            const struct lc_value *value)
{
    bool text = value->kind == LC_STRING || value->kind == LC_NUMBER;
    return text ? lc_share_refuse(r, field, value->offset, "is '%s', wanted a decimal number",
                                  shown(r, value))
                : lc_share_refuse(r, field, value->offset, "is %s, wanted a number",
                                  lc_share_kind(value));
}

/* What to say where a number cannot be taken. */
static ctr_status number_fault(struct lc_share_reader *r, const char *field,
                               const struct lc_value *value, enum lc_fixed_status fault, int digits)
{
    if (fault == LC_FIXED_NO_NUMBER) {
        return no_number(r, field, value);
    }
    if (fault == LC_FIXED_TOO_LARGE) {
        return lc_share_refuse(r, field, value->offset, "is '%s', which is too large",
                               shown(r, value));
    }
    const char *code = r->rule->currency;
    return lc_share_refuse(r, field, value->offset,
                           "is '%s', which has too many digits behind the point; %s has %d",
                           shown(r, value), code ? code : "it", digits);
}

static ctr_status text_of(struct lc_share_reader *r, const char *field,
                          const struct lc_value *value, struct lc_str *out)
{
    if (!value || (value->kind != LC_NUMBER && value->kind != LC_STRING)) {
        return value ? no_number(r, field, value)
                     : lc_share_refuse(r, field, r->node->offset, "lacks a number");
    }
    *out = lc_raw(value);
    return CTR_OK;
}

ctr_status lc_share_read_amount(struct lc_share_reader *r, const char *field,
                                const struct lc_value *value, bool signs, int64_t *out)
{
    struct ctr_share_rule *rule = r->rule;
    struct lc_str text;

    LC_TRY(text_of(r, field, value, &text));
    if (r->measuring) {
        int digits = lc_fixed_digits(text);
        rule->exponent = digits > rule->exponent ? digits : rule->exponent;
        return CTR_OK;
    }
    enum lc_fixed_status fault = lc_fixed_scaled(text, (int)rule->exponent, out);
    if (fault != LC_FIXED_OK) {
        return number_fault(r, field, value, fault, (int)rule->exponent);
    }
    return *out < 0 && !signs ? lc_share_refuse(r, field, value->offset, "is below zero") : CTR_OK;
}

ctr_status lc_share_read_ratio(struct lc_share_reader *r, const char *field,
                               const struct lc_value *value, int64_t most, int64_t *out)
{
    struct lc_str text;

    LC_TRY(text_of(r, field, value, &text));
    enum lc_fixed_status fault = lc_ratio_parse(text, out);
    if (fault == LC_FIXED_NO_NUMBER) {
        return no_number(r, field, value);
    }
    if (fault == LC_FIXED_TOO_FINE) {
        return lc_share_refuse(r, field, value->offset,
                               "is '%s'; a percentage has at most %d digits behind the point",
                               shown(r, value), LC_RATIO_DIGITS);
    }
    if (fault == LC_FIXED_TOO_LARGE || *out > most || *out < 0) {
        return lc_share_refuse(r, field, value->offset, "is '%s', wanted a percentage from 0 to %s",
                               shown(r, value), lc_share_pct(r->ctx, most));
    }
    return CTR_OK;
}

ctr_status lc_share_read_fixed(struct lc_share_reader *r, const char *field,
                               const struct lc_value *value, bool signs, int64_t *out)
{
    struct lc_str text;

    LC_TRY(text_of(r, field, value, &text));
    enum lc_fixed_status fault = lc_fixed_parse(text, out);
    if (fault == LC_FIXED_TOO_FINE) {
        return lc_share_refuse(r, field, value->offset,
                               "is '%s', which has more than 6 digits behind the point",
                               shown(r, value));
    }
    if (fault != LC_FIXED_OK) {
        return number_fault(r, field, value, fault, 6);
    }
    return *out < 0 && !signs ? lc_share_refuse(r, field, value->offset, "is below zero") : CTR_OK;
}

/* ---- words */

/* Other spellings that contracts use. */
static const struct lc_word spellings[] = {{CTR_SHARE_BANDED, "banded"},
                                           {CTR_SHARE_BANDED, "bands"},
                                           {CTR_SHARE_TIME_MATERIAL, "time_and_materials"},
                                           {CTR_SHARE_TIME_MATERIAL, "time_and_material_cap"},
                                           {CTR_SHARE_TIME_MATERIAL, "time_and_materials_cap"},
                                           {CTR_SHARE_TIME_MATERIAL, "t&m"},
                                           {CTR_SHARE_TIME_MATERIAL, "t&m_cap"},
                                           {CTR_SHARE_TIME_MATERIAL, "tm_cap"},
                                           {CTR_SHARE_FIXED_ITERATION, "fixed_iteration"},
                                           {CTR_SHARE_FIXED_ITERATION, "fixed_price_per_iteration"},
                                           {0, NULL}};

static const struct lc_word fee_words[] = {{1, "outside"}, {2, "inside"}, {0, NULL}};
static const struct lc_word base_words[] = {{1, "target"}, {2, "original_target"}, {0, NULL}};
static const struct lc_word cap_words[] = {{1, "target"}, {2, "fee"}, {0, NULL}};
static const struct lc_word client_words[] = {{1, "client"}, {0, NULL}};

static ctr_status read_word(struct lc_share_reader *r, const char *name,
                            const struct lc_word *words, int32_t *out)
{
    const struct lc_value *value = lc_share_member(r, name);

    if (!value) {
        return CTR_OK;
    }
    const char *text = value->kind == LC_STRING ? lc_dup(r->ctx, lc_raw(value)) : "";
    if (!text) {
        return CTR_E_NOMEM;
    }
    return lc_word_parse(words, text, out) ? CTR_OK
                                           : lc_share_refuse(r, name, value->offset, "should be %s",
                                                             lc_word_list(r->ctx, words));
}

int32_t lc_share_model_of(const struct lc_value *node)
{
    struct lc_str text = lc_text(lc_get(node, "model"));
    char word[32];
    int32_t model = 0;

    if (!text.len || text.len >= sizeof word) {
        return 0;
    }
    memcpy(word, text.ptr, text.len);
    word[text.len] = '\0';
    return lc_word_parse(spellings, word, &model) ||
                   lc_word_parse(lc_words_share_model, word, &model)
               ? model
               : 0;
}

static ctr_status read_model(struct lc_share_reader *r)
{
    const struct lc_value *value = lc_share_member(r, "model");
    struct ctr_share_rule *rule = r->rule;

    if (value && value->kind == LC_STRING) {
        const char *text = lc_dup(r->ctx, lc_raw(value));
        if (!text) {
            return CTR_E_NOMEM;
        }
        if (lc_word_parse(spellings, text, &rule->model)) {
            return CTR_OK;
        }
        return read_word(r, "model", lc_words_share_model, &rule->model);
    }
    if (!value && lc_share_member(r, "bands")) {
        rule->model = CTR_SHARE_BANDED;
    } else if (!value &&
               (lc_share_member(r, "pain_share_pct") || lc_share_member(r, "gain_share_pct"))) {
        rule->model = CTR_SHARE_TARGET_COST;
    } else {
        return lc_share_refuse(r, "model", value ? value->offset : r->node->offset,
                               "%s; wanted one of %s", value ? "is no text" : "is missing",
                               lc_word_list(r->ctx, lc_words_share_model));
    }
    return CTR_OK;
}

static ctr_status set_currency(struct lc_share_reader *r, struct lc_str code, uint32_t offset)
{
    int exponent = lc_currency_exponent(code);

    if (exponent < 0) {
        return lc_share_refuse(r, "currency", offset,
                               "should be an ISO 4217 code in capitals that has a minor unit, such "
                               "as \"EUR\", or null for plain units");
    }
    r->rule->currency = lc_dup(r->ctx, code);
    r->rule->exponent = exponent;
    return r->rule->currency ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status read_currency(struct lc_share_reader *r, const char *fallback)
{
    const struct lc_value *value = lc_get(r->node, "currency");

    value = value ? value : lc_get(r->inputs, "currency");
    r->rule->currency_stated = value || fallback;
    if (!value) {
        return fallback ? set_currency(r, lc_str(fallback), r->node->offset) : CTR_OK;
    }
    return value->kind == LC_NULL ? CTR_OK : set_currency(r, lc_text(value), value->offset);
}

static ctr_status read_words(struct lc_share_reader *r)
{
    int32_t fee = 1;
    int32_t base = 1;
    int32_t caps = 1;
    int32_t client = 0;
    int32_t interim = LC_INTERIM_NONE;
    struct ctr_share_rule *rule = r->rule;

    LC_TRY(read_word(r, "rounding", lc_words_rounding, &rule->rounding));
    LC_TRY(read_word(r, "fee_basis", fee_words, &fee));
    LC_TRY(read_word(r, "bands_of", base_words, &base));
    LC_TRY(read_word(r, "caps_of", cap_words, &caps));
    LC_TRY(read_word(r, "uncovered", client_words, &client));
    LC_TRY(read_word(r, "interim_policy", lc_words_interim, &interim));
    rule->rounding_stated = rule->rounding != 0;
    rule->rounding = rule->rounding ? rule->rounding : LC_HALF_AWAY;
    rule->fee_inside = fee == 2;
    rule->limits_original = base == 2;
    rule->caps_of_fee = caps == 2;
    rule->uncovered_client = client;
    rule->interim = interim;
    return CTR_OK;
}

/* Members that are no term are kept out of the sum, and told: they may be misspelt terms. */
static bool is_known(struct lc_str name)
{
    static const char *const others[] = {
        "model",        "currency",  "inputs",      "bands",      "dead_band",
        "participants", "changes",   "ratios",      "components", "optimistic",
        "rounding",     "uncovered", "pessimistic", "bands_of",   "caps_of",
        "fee_basis",    "accepted",  "id",          "name",       "title",
        "note",         "notes",     "description", "source",     "interim_policy"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (lc_str_is(name, others[i])) {
            return true;
        }
    }
    return lc_share_knows(name);
}

static void warn_unknown(struct lc_share_reader *r, const struct lc_value *object)
{
    for (uint32_t i = 0; object && i < object->count; i++) {
        struct lc_str key = lc_key(&object->members[i]);
        if (!is_known(key)) {
            lc_share_add(&r->unused, "'%.*s' is no term of a share rule and was passed over",
                         key.len > 60 ? 60 : (int)key.len, key.ptr);
        }
    }
}

/* ---- what fits together */

static ctr_status check_target(struct lc_share_reader *r)
{
    int64_t target;

    if (!lc_share_has(r->rule, LC_TERM_TARGET)) {
        return CTR_OK;
    }
    if (r->rule->terms[LC_TERM_TARGET] == 0) {
        return lc_share_refuse(r, lc_share_term_name(LC_TERM_TARGET), r->at[LC_TERM_TARGET],
                               "is zero, so that no percentage of it says anything");
    }
    if (!lc_share_target(r->rule, &target) || target <= 0) {
        return lc_share_refuse(r, "changes", r->changes_at,
                               "leave a target that is not above zero, or too large");
    }
    return CTR_OK;
}

/* A fee may be stated as a percentage of the target, or as what is left of the price. */
static ctr_status derive_fee(struct lc_share_reader *r)
{
    struct ctr_share_rule *rule = r->rule;
    int64_t target;
    int64_t fee = 0;

    if (lc_share_has(rule, LC_TERM_FEE) || !lc_share_has(rule, LC_TERM_TARGET) ||
        !lc_share_target(rule, &target)) {
        return CTR_OK;
    }
    if (lc_share_has(rule, LC_TERM_FEE_OF_TARGET)) {
        return lc_share_limit(rule, LC_TERM_FEE, target, &fee)
                   ? lc_share_set(r, LC_TERM_FEE, fee, "target_fee", r->at[LC_TERM_FEE_OF_TARGET])
                   : lc_share_refuse(r, "target_fee", r->at[LC_TERM_FEE_OF_TARGET],
                                     "makes too large a fee");
    }
    if (!lc_share_has(rule, LC_TERM_TARGET_PRICE)) {
        return CTR_OK;
    }
    uint32_t at = r->at[LC_TERM_TARGET_PRICE];
    fee = rule->terms[LC_TERM_TARGET_PRICE] - target;
    return fee < 0 ? lc_share_refuse(r, "target_price", at, "lies below the target cost")
                   : lc_share_set(r, LC_TERM_FEE, fee, "target_price", at);
}

static ctr_status check_price(struct lc_share_reader *r)
{
    const struct ctr_share_rule *rule = r->rule;
    int64_t target;
    int64_t ceiling;

    if (!lc_share_has(rule, LC_TERM_FEE) || !lc_share_has(rule, LC_TERM_TARGET) ||
        !lc_share_target(rule, &target)) {
        return CTR_OK;
    }
    lc_wide price = (lc_wide)target + rule->terms[LC_TERM_FEE];
    if (price > LC_MONEY_MOST) {
        return lc_share_refuse(r, "target_profit", r->at[LC_TERM_FEE], "makes too large a price");
    }
    const char *sum = lc_share_money(r->ctx, rule, (int64_t)price);
    if (lc_share_has(rule, LC_TERM_TARGET_PRICE) && rule->terms[LC_TERM_TARGET_PRICE] != price) {
        return lc_share_refuse(r, "target_price", r->at[LC_TERM_TARGET_PRICE],
                               "is %s, but target cost and target profit make %s",
                               lc_share_money(r->ctx, rule, rule->terms[LC_TERM_TARGET_PRICE]),
                               sum);
    }
    bool capped = lc_share_limit(rule, LC_TERM_CEILING, target, &ceiling);
    if (capped && ceiling < price) {
        bool amount = lc_share_has(rule, LC_TERM_CEILING);
        return lc_share_refuse(r, "ceiling", r->at[amount ? LC_TERM_CEILING : LC_TERM_CEILING_PCT],
                               "is %s, below the target price of %s",
                               lc_share_money(r->ctx, rule, ceiling), sum);
    }
    return CTR_OK;
}

static ctr_status check_fees(struct lc_share_reader *r)
{
    const struct ctr_share_rule *rule = r->rule;
    int64_t target;
    int64_t low;
    int64_t high;

    if (!lc_share_has(rule, LC_TERM_TARGET) || !lc_share_target(rule, &target)) {
        return CTR_OK;
    }
    bool least = lc_share_limit(rule, LC_TERM_MIN_FEE, target, &low);
    bool most = lc_share_limit(rule, LC_TERM_MAX_FEE, target, &high);
    uint32_t at =
        r->at[lc_share_has(rule, LC_TERM_MIN_FEE) ? LC_TERM_MIN_FEE : LC_TERM_MIN_FEE_PCT];
    if (least && most && low > high) {
        return lc_share_refuse(r, "min_fee", at, "is %s, above the maximum fee of %s",
                               lc_share_money(r->ctx, rule, low),
                               lc_share_money(r->ctx, rule, high));
    }
    bool outside =
        (least && rule->terms[LC_TERM_FEE] < low) || (most && rule->terms[LC_TERM_FEE] > high);
    if (lc_share_has(rule, LC_TERM_FEE) && outside) {
        return lc_share_refuse(r, "target_fee", r->at[LC_TERM_FEE],
                               "lies outside of the limits of the fee");
    }
    return CTR_OK;
}

#define TERM(name) (UINT64_C(1) << LC_TERM_##name)
#define TWIN(name) (UINT64_C(3) << LC_TERM_##name)

/* The terms that a model uses. */
static uint64_t terms_of(int32_t model)
{
    const uint64_t line = TERM(TARGET) | TERM(ORIGINAL_TARGET) | TERM(COST) | TWIN(FEE) |
                          TERM(UNDER) | TERM(OVER) | TERM(TARGET_PRICE);

    switch (model) {
    case CTR_SHARE_FPIF:
    case CTR_SHARE_FPIF_PTA:
        return line | TWIN(CEILING);
    case CTR_SHARE_CPIF:
        return line | TWIN(MIN_FEE) | TWIN(MAX_FEE);
    case CTR_SHARE_TIME_MATERIAL:
        return TERM(COST) | TERM(FEE_PCT) | TWIN(CEILING);
    case CTR_SHARE_FIXED_ITERATION:
        return TERM(COST) | TERM(PRICE) | TERM(ACCEPTED);
    case CTR_SHARE_CPIF_STRUCTURE:
        return TERM(TARGET) | TERM(FEE) | TWIN(OPTIMISTIC_COST) | TWIN(PESSIMISTIC_COST);
    case CTR_SHARE_CE_QUOTATION:
        return TERM(FEE_PCT) | TERM(RISK);
    case CTR_SHARE_ALLOC_IN_ORDER:
    case CTR_SHARE_LARGEST_REMAINDER:
        return TERM(MINOR);
    default:
        return (line & ~TERM(TARGET_PRICE)) | TWIN(GAIN_CAP) | TWIN(PAIN_CAP) | TERM(FEE_PCT) |
               TERM(CHANGE_PRICE) | TERM(CHANGE_ACTUAL);
    }
}

/* Those of the interim policy, in the models that have a share to pay before the end. */
static uint64_t interim_terms_of(const struct ctr_share_rule *rule)
{
    if (rule->model > CTR_SHARE_CPIF) {
        return 0;
    }
    return rule->interim == LC_INTERIM_ON_ACCOUNT      ? TERM(RETENTION)
           : rule->interim == LC_INTERIM_BILLING_LIMIT ? TWIN(BILLING_LIMIT)
                                                       : 0;
}

static ctr_status check_interim(struct lc_share_reader *r)
{
    const struct ctr_share_rule *rule = r->rule;
    const struct lc_value *value = lc_share_member(r, "interim_policy");

    return rule->interim == LC_INTERIM_BILLING_LIMIT && rule->model <= CTR_SHARE_CPIF &&
                   !(rule->given & TWIN(BILLING_LIMIT))
               ? lc_share_refuse(r, "interim_policy", value ? value->offset : r->node->offset,
                                 "is billing_limit, so billing_limit has to say how much may be "
                                 "paid, as an amount or in percent of the target earned")
               : CTR_OK;
}

/* A term without a meaning in this model must not look as if it had one. */
static void drop_strangers(struct lc_share_reader *r)
{
    struct ctr_share_rule *rule = r->rule;
    uint64_t strange = rule->given & ~(terms_of(rule->model) | interim_terms_of(rule));

    for (unsigned term = 0; term < LC_TERM_COUNT; term++) {
        if ((strange >> term) & 1) {
            bool interim = term >= LC_TERM_RETENTION;
            lc_share_add(&r->unused, "'%s' has no meaning in a rule of %s %s and was passed over",
                         lc_share_term_name((enum lc_share_term)term),
                         interim ? "interim policy" : "model",
                         interim ? lc_word_name(lc_words_interim, rule->interim)
                                 : lc_word_name(lc_words_share_model, rule->model));
            rule->terms[term] = 0;
        }
    }
    rule->given &= ~strange;
}

static bool shares(const struct ctr_share_rule *rule)
{
    return rule->model <= CTR_SHARE_TIME_MATERIAL || rule->model == CTR_SHARE_FPIF_PTA ||
           rule->model == CTR_SHARE_TARGET_ADJUST;
}

/* Cost up to a ceiling: nothing is shared below it, everything above. */
static ctr_status make_time_material(struct lc_share_reader *r)
{
    struct ctr_share_rule *rule = r->rule;
    struct lc_share_band *bands = lc_new(r->ctx, 2, sizeof *bands);

    if (!bands) {
        return CTR_E_NOMEM;
    }
    bands[0] = (struct lc_share_band){.from = 0, .to = LC_RATIO_ONE};
    bands[1] = (struct lc_share_band){LC_RATIO_ONE, LC_RATIO_OPEN, LC_RATIO_ONE, 0, 0};
    rule->bands = bands;
    rule->band_count = 2;
    rule->fee_inside = 1;
    if (lc_share_has(rule, LC_TERM_CEILING_PCT)) {
        return lc_share_refuse(r, "ceiling", r->at[LC_TERM_CEILING_PCT],
                               "should be an amount: there is no target to be a percentage of");
    }
    return lc_share_has(rule, LC_TERM_CEILING)
               ? lc_share_set(r, LC_TERM_TARGET, rule->terms[LC_TERM_CEILING], "ceiling",
                              r->at[LC_TERM_CEILING])
               : CTR_OK;
}

static ctr_status fit_together(struct lc_share_reader *r)
{
    struct ctr_share_rule *rule = r->rule;

    drop_strangers(r);
    LC_TRY(check_interim(r));
    if (rule->model == CTR_SHARE_TIME_MATERIAL) {
        LC_TRY(make_time_material(r));
        return check_target(r);
    }
    if (!shares(rule)) {
        return CTR_OK;
    }
    LC_TRY(check_target(r));
    LC_TRY(lc_share_read_bands(r));
    LC_TRY(derive_fee(r));
    LC_TRY(check_price(r));
    return check_fees(r);
}

ctr_status lc_share_rule_read_with(struct lc_share_reader *r, const char *currency)
{
    struct ctr_share_rule *rule = r->rule;

    *rule = (struct ctr_share_rule){0};
    r->unused = r->uncovered = (struct lc_share_say){.ctx = r->ctx};
    if (!lc_is(r->node, LC_OBJECT)) {
        return lc_share_refuse(r, "rule", r->node->offset, "should be an object, not %s",
                               lc_share_kind(r->node));
    }
    const struct lc_value *inputs = lc_get(r->node, "inputs");
    r->inputs = lc_is(inputs, LC_OBJECT) ? inputs : NULL;
    LC_TRY(read_model(r));
    LC_TRY(read_currency(r, currency));
    LC_TRY(read_words(r));
    /* Plain units have as many digits as the amounts that are given. */
    r->measuring = !rule->currency;
    if (r->measuring) {
        LC_TRY(lc_share_read_terms(r));
        LC_TRY(lc_share_read_lists(r));
        r->measuring = false;
    }
    LC_TRY(lc_share_read_terms(r));
    LC_TRY(lc_share_read_lists(r));
    LC_TRY(fit_together(r));
    warn_unknown(r, r->node);
    warn_unknown(r, r->inputs);
    size_t unused = r->unused.count;
    for (size_t i = 0; i < r->uncovered.count; i++) {
        lc_share_add(&r->unused, "%s", r->uncovered.items[i]);
    }
    rule->warnings = r->unused.items;
    rule->warning_count = r->unused.count;
    r->unused.count = unused;
    return lc_share_said(&r->unused);
}

ctr_status lc_share_rule_read_in(struct lc_ctx *ctx, struct lc_doc *doc,
                                 const struct lc_value *node, const char *currency,
                                 struct ctr_share_rule *out)
{
    struct lc_share_reader reader = {.ctx = ctx, .doc = doc, .node = node, .rule = out};

    return lc_share_rule_read_with(&reader, currency);
}

ctr_status lc_share_rule_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                              struct ctr_share_rule *out)
{
    return lc_share_rule_read_in(ctx, doc, node, NULL, out);
}
