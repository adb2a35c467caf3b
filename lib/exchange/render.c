/* One door for the output of every result. */
#include "exchange/render.h"

#include "codec/json_write.h"
#include "domain/assess/assess.h"
#include "domain/change/change.h"
#include "domain/consumer/consumer.h"
#include "domain/ledger/checkpoint.h"
#include "domain/trigger/trigger.h"
#include "flow/cadence.h"
#include "flow/can.h"
#include "domain/run/run.h"
#include "exchange/result.h"
#include "exchange/text.h"
#include "flow/deal.h"
#include "flow/impact.h"
#include "flow/rejudge.h"
#include "flow/layout.h"
#include "flow/timer.h"
#include "flow/sow.h"
#include "flow/slo.h"
#include "flow/modifier.h"
#include "flow/risk.h"
#include "flow/dispute.h"
#include "flow/impact.h"
#include "report/info.h"
#include "report/metrics.h"
#include "report/burn.h"
#include "report/statement.h"
#include "report/summary.h"
#include "report/verify.h"
#include "terms/adr.h"
#include "flow/judge.h"
#include "spec/validate/validate.h"
#include "terms/document.h"
#include "terms/rank.h"
#include "terms/volatility.h"
#include "terms/share.h"
#include "terms/calendar.h"

static const struct {
    const struct lc_shape *shape;
    lc_text_fn text;
} rows[] = {
    {&lc_shape_version, lc_text_version},
    {&lc_shape_version_list, lc_text_version_list},
    {&lc_shape_evolution, lc_text_evolution},
    {&lc_shape_summary, lc_text_summary},
    {&lc_shape_consumer, lc_text_consumer},
    {&lc_shape_consumer_list, lc_text_consumer_list},
    {&lc_shape_event, lc_text_event},
    {&lc_shape_event_list, lc_text_event_list},
    {&lc_shape_diff, lc_text_diff},
    {&lc_shape_outline, lc_text_outline},
    {&lc_shape_validation, lc_text_validation},
    {&lc_shape_rule, lc_text_rule},
    {&lc_shape_rules, lc_text_rules},
    {&lc_shape_policy, lc_text_policy},
    {&lc_shape_waiver_list, lc_text_waiver_list},
    {&lc_shape_info, lc_text_info},
    {&lc_shape_report, lc_text_report},
    {&lc_shape_import_report, lc_text_import_report},
    {&lc_shape_batch_result, lc_text_batch_result},
    {&lc_shape_terms, lc_text_terms},
    {&lc_shape_lint_report, lc_text_lint_report},
    {&lc_shape_classification, lc_text_classification},
    {&lc_shape_ranking, lc_text_ranking},
    {&lc_shape_volatility, lc_text_volatility},
    {&lc_shape_share, lc_text_share},
    {&lc_shape_share_findings, lc_text_share_findings},
    {&lc_shape_calendar, lc_text_calendar},
    {&lc_shape_calendar_list, lc_text_calendar_list},
    {&lc_shape_layout, lc_text_layout},
    {&lc_shape_sow, lc_text_sow},
    {&lc_shape_sow_list, lc_text_sow_list},
    {&lc_shape_ledger, lc_text_ledger},
    {&lc_shape_account, lc_text_account},
    {&lc_shape_entry, lc_text_entry},
    {&lc_shape_entry_list, lc_text_entry_list},
    {&lc_shape_trial, lc_text_trial},
    {&lc_shape_period, lc_text_period},
    {&lc_shape_period_list, lc_text_period_list},
    {&lc_shape_checkpoint, lc_text_checkpoint},
    {&lc_shape_proof, lc_text_proof},
    {&lc_shape_ledger_report, lc_text_ledger_report},
    {&lc_shape_chart, lc_text_chart},
    {&lc_shape_metrics, lc_text_metrics},
    {&lc_shape_risk, lc_text_risk},
    {&lc_shape_modifier, lc_text_modifier},
    {&lc_shape_assessment, lc_text_assessment},
    {&lc_shape_assessment_list, lc_text_assessment_list},
    {&lc_shape_statement, lc_text_statement},
    {&lc_shape_burn, lc_text_burn},
    {&lc_shape_change, lc_text_change},
    {&lc_shape_change_list, lc_text_change_list},
    {&lc_shape_whatif, lc_text_whatif},
    {&lc_shape_whatif_list, lc_text_whatif_list},
    {&lc_shape_decision, lc_text_decision},
    {&lc_shape_decision_list, lc_text_decision_list},
    {&lc_shape_delegation, lc_text_delegation},
    {&lc_shape_adr, lc_text_adr},
    {&lc_shape_timer, lc_text_timer},
    {&lc_shape_timer_list, lc_text_timer_list},
    {&lc_shape_action, lc_text_action},
    {&lc_shape_action_list, lc_text_action_list},
    {&lc_shape_sweep, lc_text_sweep},
    {&lc_shape_slo_case, lc_text_slo_case},
    {&lc_shape_slo_case_list, lc_text_slo_case_list},
    {&lc_shape_slo_report, lc_text_slo_report},
    {&lc_shape_slo_sweep, lc_text_slo_sweep},
    {&lc_shape_meeting, lc_text_meeting},
    {&lc_shape_meeting_list, lc_text_meeting_list},
    {&lc_shape_cadence_report, lc_text_cadence_report},
    {&lc_shape_can, lc_text_can},
    {&lc_shape_build, lc_text_build},
    {&lc_shape_build_list, lc_text_build_list},
    {&lc_shape_run, lc_text_run},
    {&lc_shape_run_list, lc_text_run_list},
    {&lc_shape_environment_list, lc_text_environment_list},
    {&lc_shape_stop, lc_text_stop},
    {&lc_shape_stop_list, lc_text_stop_list},
    {&lc_shape_stop_summary, lc_text_stop_summary},
    {&lc_shape_dispute, lc_text_dispute},
    {&lc_shape_dispute_list, lc_text_dispute_list},
};

/* Ways of writing that only some results know. */
static const struct {
    const struct lc_shape *shape;
    ctr_render kind;
    lc_text_fn write;
} forms[] = {
    {&lc_shape_adr, CTR_RENDER_MARKDOWN, lc_text_adr},
    {&lc_shape_diff, CTR_RENDER_MARKDOWN, lc_markdown_diff},
    {&lc_shape_diff, CTR_RENDER_SARIF, lc_sarif_diff},
    {&lc_shape_diff, CTR_RENDER_JUNIT, lc_junit_diff},
    {&lc_shape_diff, CTR_RENDER_GITHUB, lc_github_diff},
    {&lc_shape_diff, CTR_RENDER_HTML, lc_html_diff},
    {&lc_shape_metrics, CTR_RENDER_PROMETHEUS, lc_prometheus_metrics},
    {&lc_shape_statement, CTR_RENDER_CSV, lc_csv_statement},
    {&lc_shape_statement, CTR_RENDER_HTML, lc_html_statement},
    {&lc_shape_burn, CTR_RENDER_CSV, lc_csv_burn},
    {&lc_shape_burn, CTR_RENDER_SVG, lc_svg_burn},
};

const struct lc_word lc_words_render[] = {
    {CTR_RENDER_TEXT, "text"},     {CTR_RENDER_JSON, "json"},
    {CTR_RENDER_COLOR, "color"},   {CTR_RENDER_MARKDOWN, "markdown"},
    {CTR_RENDER_CSV, "csv"},       {CTR_RENDER_HTML, "html"},
    {CTR_RENDER_SVG, "svg"},       {CTR_RENDER_PROMETHEUS, "prometheus"},
    {CTR_RENDER_SARIF, "sarif"},   {CTR_RENDER_JUNIT, "junit"},
    {CTR_RENDER_GITHUB, "github"}, {0, NULL}};

static lc_text_fn form_of(const struct lc_shape *shape, ctr_render kind)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (forms[i].shape == shape && forms[i].kind == kind) {
            return forms[i].write;
        }
    }
    return NULL;
}

static lc_text_fn text_of(const struct lc_shape *shape)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].shape == shape) {
            return rows[i].text;
        }
    }
    return NULL;
}

static bool is_known(const struct lc_shape *shape, ctr_render kind)
{
    bool text = kind == CTR_RENDER_TEXT || kind == CTR_RENDER_COLOR;

    return kind == CTR_RENDER_JSON || (text && text_of(shape)) || form_of(shape, kind);
}

static ctr_status refuse(struct lc_ctx *ctx, const struct lc_shape *shape, ctr_render kind)
{
    struct lc_word known[sizeof lc_words_render / sizeof lc_words_render[0]];
    size_t count = 0; /* of those that the result knows */
    const char *name = lc_word_name(lc_words_render, (int64_t)kind);

    for (const struct lc_word *w = lc_words_render; w->name; w++) {
        if (is_known(shape, (ctr_render)w->value)) {
            known[count++] = *w;
        }
    }
    known[count] = (struct lc_word){0, NULL};
    const char *list = lc_word_list(ctx, known);
    ctr_status status = lc_fail(ctx, CTR_E_UNSUPPORTED, "a %s is not written as %s (%d); wanted %s",
                                shape->name, name, (int)kind, list);
    lc_detail(ctx, "kind", name);
    lc_detail(ctx, "wanted", list);
    return status;
}

static ctr_status check(struct lc_ctx *ctx, const struct lc_shape *shape, const void *body,
                        ctr_render kind, ctr_write_fn write)
{
    if (!body || !write) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%s is needed, not NULL",
                       body ? "a function that takes the output" : "a result to write");
    }
    return is_known(shape, kind) ? CTR_OK : refuse(ctx, shape, kind);
}

static ctr_status make(struct lc_text *t, const struct lc_shape *shape, const void *body,
                       ctr_render kind)
{
    if (kind == CTR_RENDER_JSON) {
        lc_json_shape(&t->buf, shape, body, true);
        lc_buf_char(&t->buf, '\n');
    } else if (form_of(shape, kind)) {
        form_of(shape, kind)(t, body);
    } else {
        if (lc_shape_marked(shape, body)) {
            lc_text_styled(t, LC_YELLOW, "dry run: nothing was kept");
            lc_text_end(t);
        }
        text_of(shape)(t, body);
    }
    if (kind == CTR_RENDER_JSON || kind == CTR_RENDER_SARIF) {
        lc_json_guard(&t->buf);
    }
    return t->buf.status != CTR_OK || t->ctx->error ? lc_nomem(t->ctx) : CTR_OK;
}

ctr_status lc_render(const struct lc_shape *shape, const void *body, ctr_render kind,
                     ctr_write_fn write, void *user, ctr_error **err)
{
    struct lc_ctx ctx;
    struct lc_text t = {.ctx = &ctx, .color = kind == CTR_RENDER_COLOR};

    lc_ctx_begin(&ctx, NULL);
    lc_buf_init(&t.buf, &ctx.alloc, SIZE_MAX / 2);
    ctr_status status = check(&ctx, shape, body, kind, write);
    if (status == CTR_OK) {
        status = make(&t, shape, body, kind);
    }
    int stop = status == CTR_OK && t.buf.size ? write(user, t.buf.data, t.buf.size) : 0;
    if (stop) {
        status = lc_fail(&ctx, CTR_E_CANCELLED, "stopped by the write callback");
        lc_detail_int(&ctx, "callback", stop);
    }
    lc_buf_free(&t.buf);
    return lc_ctx_end(&ctx, status, err);
}
