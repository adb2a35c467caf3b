/* <contracts/share.h>: money and shares, without a store. */
#include "api/getter.h"
#include "api/source.h"
#include "api/task.h"
#include "codec/yaml_read.h"
#include "terms/share.h"

/* ---- money */

enum { CODE = 3 };

int ctr_money_exponent(const char *currency)
{
    return currency ? lc_currency_exponent(lc_str_n(currency, strnlen(currency, CODE + 1))) : -1;
}

static bool good_exponent(int exponent)
{
    return exponent >= 0 && exponent <= LC_FIXED_FINEST;
}

int ctr_money_parse(const char *text, int exponent, int64_t *minor)
{
    int64_t value;

    if (!text || !minor || !good_exponent(exponent) ||
        lc_fixed_scaled(lc_str(text), exponent, &value) != LC_FIXED_OK) {
        return 0;
    }
    *minor = value;
    return 1;
}

int ctr_money_print(int64_t minor, int exponent, char *out, size_t size)
{
    char text[LC_MONEY_TEXT];

    if (!out || !good_exponent(exponent)) {
        return 0;
    }
    size_t used = strlen(lc_money_print(minor, exponent, text)) + 1;
    if (used > size) {
        return 0;
    }
    memcpy(out, text, used);
    return 1;
}

/* ---- rules */

uint32_t ctr_share_given_target(void)
{
    return CTR_SHARE_GIVEN_TARGET;
}

uint32_t ctr_share_given_cost(void)
{
    return CTR_SHARE_GIVEN_COST;
}

void ctr_share_input_init(ctr_share_input *input, size_t size)
{
    lc_options_init(input, size);
}

void ctr_share_amounts_init(ctr_share_amounts *amounts, size_t size)
{
    lc_options_init(amounts, size);
}

const char *ctr_share_model_name(ctr_share_model model)
{
    return lc_word_name(lc_words_share_model, (int64_t)model);
}

const char *ctr_share_level_name(ctr_share_level level)
{
    return lc_word_name(lc_words_share_level, (int64_t)level);
}

static ctr_status read_document(struct lc_ctx *ctx, const ctr_source *given,
                                const ctr_diff_options *options, struct lc_doc *doc)
{
    ctr_diff_options o;
    ctr_source source;

    LC_TRY(lc_pure_begin(ctx, options, &o));
    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    const struct lc_read_options read = {.file = source.file};
    return lc_doc_read(ctx, lc_str_n(source.data, source.size), &read, doc);
}

static ctr_status read_rule(struct lc_ctx *ctx, const ctr_source *source,
                            const ctr_diff_options *options, void **out)
{
    struct lc_doc doc;
    struct ctr_share_rule rule;

    LC_TRY(read_document(ctx, source, options, &doc));
    LC_TRY(lc_share_rule_read(ctx, &doc, doc.root, &rule));
    return lc_pack(ctx, &lc_shape_share_rule, &rule, out);
}

ctr_status ctr_share_rule_read(const ctr_source *source, const ctr_diff_options *options,
                               ctr_share_rule **out, ctr_error **err)
{
    struct lc_ctx ctx;
    void *result = NULL;

    ctr_status status = read_rule(&ctx, source, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* Shapes hold words as int32_t. */
static ctr_share_model model_of(int32_t model)
{
    return (ctr_share_model)model;
}

ctr_share_model ctr_share_rule_model(const ctr_share_rule *rule)
{
    return model_of(rule ? rule->model : 0);
}

LC_GET_STR(share_rule, currency, currency)

int ctr_share_rule_exponent(const ctr_share_rule *rule)
{
    return rule ? (int)rule->exponent : 0;
}

LC_FREE(share_rule)

/* ---- shares */

static ctr_status compute(struct lc_ctx *ctx, const ctr_share_rule *rule,
                          const ctr_share_input *given, const ctr_diff_options *options, void **out)
{
    ctr_diff_options o;
    ctr_share_input input = {0};
    struct ctr_share share;

    LC_TRY(lc_pure_begin(ctx, options, &o));
    if (!rule) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a rule is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_share_input, given, &input));
    const int64_t *target = input.given & CTR_SHARE_GIVEN_TARGET ? &input.target : NULL;
    const int64_t *cost = input.given & CTR_SHARE_GIVEN_COST ? &input.cost : NULL;
    LC_TRY(lc_share_answer(ctx, rule, target, cost, &share));
    return lc_pack(ctx, &lc_shape_share, &share, out);
}

ctr_status ctr_share_compute(const ctr_share_rule *rule, const ctr_share_input *input,
                             const ctr_diff_options *options, ctr_share **out, ctr_error **err)
{
    struct lc_ctx ctx;
    void *result = NULL;

    ctr_status status = compute(&ctx, rule, input, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

ctr_share_model ctr_share_get_model(const ctr_share *share)
{
    return model_of(share ? share->model : 0);
}

LC_GET_FLAG(share, computable, computable)
LC_GET_SIZE(share, reasons, reason_count)
LC_GET_STR_AT(share, reason, reasons, reason_count, )
LC_GET_SIZE(share, participants, participant_count)
LC_GET_STR_AT(share, participant, participants, participant_count, )
LC_GET_SIZE(share, basis_count, basis_count)
LC_GET_STR_AT(share, basis, basis, basis_count, )
LC_GET_SIZE(share, warnings, warning_count)
LC_GET_STR_AT(share, warning, warnings, warning_count, )

const char *ctr_share_value(const ctr_share *share, const char *name)
{
    for (size_t i = 0; share && name && i < lc_shape_share.count; i++) {
        const struct lc_field *f = &lc_shape_share.fields[i];
        if (f->kind == LC_KIND_STR && strcmp(f->key, name) == 0) {
            const char *text;
            memcpy(&text, (const char *)share + f->offset, sizeof text);
            return text;
        }
    }
    return NULL;
}

int ctr_share_minor(const ctr_share *share, const char *name, int64_t *minor)
{
    const char *text = ctr_share_value(share, name);
    bool percent = text && (strcmp(name, "marginal_rate") == 0 || strncmp(name, "seller", 6) == 0);

    return text && !percent ? ctr_money_parse(text, (int)share->exponent, minor) : 0;
}

LC_FREE(share)

/* ---- the hot path */

static bool has_line(const ctr_share_rule *rule)
{
    uint64_t fee = UINT64_C(1) << LC_TERM_FEE;
    uint64_t ceiling = UINT64_C(3) << LC_TERM_CEILING;

    if (!rule->band_count || !rule->currency_stated) {
        return false;
    }
    switch (rule->model) {
    case CTR_SHARE_FPIF:
        return (rule->given & fee) && (rule->given & ceiling);
    case CTR_SHARE_CPIF:
        return rule->given & fee;
    default:
        return rule->model <= CTR_SHARE_TIME_MATERIAL || rule->model == CTR_SHARE_TARGET_ADJUST;
    }
}

/* CTR_OK with target and cost of the case. */
static ctr_status case_of(const ctr_share_rule *rule, const ctr_share_input *input, int64_t *target,
                          int64_t *cost)
{
    bool has_target = lc_share_has(rule, LC_TERM_TARGET);
    bool has_cost = lc_share_has(rule, LC_TERM_COST);

    if (!has_line(rule) || (!has_target && !(input->given & CTR_SHARE_GIVEN_TARGET)) ||
        (!has_cost && !(input->given & CTR_SHARE_GIVEN_COST))) {
        return CTR_E_STATE;
    }
    if (input->given & CTR_SHARE_GIVEN_TARGET) {
        *target = input->target;
    } else if (!lc_share_target(rule, target)) {
        return CTR_E_LIMIT;
    }
    *cost = input->given & CTR_SHARE_GIVEN_COST ? input->cost : rule->terms[LC_TERM_COST];
    bool possible = *target > 0 && *target <= LC_MONEY_MOST && *cost >= 0 && *cost <= LC_MONEY_MOST;
    return possible ? CTR_OK : CTR_E_ARGUMENT;
}

ctr_status ctr_share_evaluate(const ctr_share_rule *rule, const ctr_share_input *input,
                              ctr_share_amounts *out)
{
    struct lc_share_case c;
    struct lc_share_figures f;
    int64_t target;
    int64_t cost;

    if (!rule || !input || !out || input->struct_size < LC_FIRST_ctr_share_input ||
        out->struct_size < LC_FIRST_ctr_share_amounts) {
        return CTR_E_ARGUMENT;
    }
    LC_TRY(case_of(rule, input, &target, &cost));
    LC_TRY(lc_share_case(rule, target, cost, &c));
    LC_TRY(lc_share_evaluate(&c, &f));
    out->limited = f.limited != 0;
    out->contractor_share = f.share;
    out->client_share = f.client;
    out->contractor_paid = f.paid;
    out->profit = f.profit;
    out->marginal_rate = f.marginal;
    return CTR_OK;
}

/* ---- the linter */

static ctr_status lint(struct lc_ctx *ctx, const ctr_source *source,
                       const ctr_diff_options *options, void **out)
{
    struct lc_doc doc;
    struct ctr_share_findings findings;

    LC_TRY(read_document(ctx, source, options, &doc));
    LC_TRY(lc_share_lint(ctx, &doc, doc.root, NULL, &findings));
    return lc_pack(ctx, &lc_shape_share_findings, &findings, out);
}

ctr_status ctr_share_lint(const ctr_source *source, const ctr_diff_options *options,
                          ctr_share_findings **out, ctr_error **err)
{
    struct lc_ctx ctx;
    void *result = NULL;

    ctr_status status = lint(&ctx, source, options, &result);
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

LC_GET_SIZE(share_findings, count, count)
LC_GET_STR_AT(share_findings, id, rows, count, .id)
LC_GET_STR_AT(share_findings, message, rows, count, .message)
LC_GET_STR_AT(share_findings, field, rows, count, .field)

ctr_share_level ctr_share_findings_level(const ctr_share_findings *findings, size_t index)
{
    return findings && index < findings->count ? (ctr_share_level)findings->rows[index].level
                                               : (ctr_share_level)0;
}

int64_t ctr_share_findings_line(const ctr_share_findings *findings, size_t index)
{
    return findings && index < findings->count ? findings->rows[index].line : 0;
}

LC_FREE(share_findings)
