/*
 * Text for people. What comes from documents and callers is shown, never sent: control characters,
 * marks that turn the direction of writing, and bytes that are not UTF-8 appear escaped, and only
 * lc_text_end ends a line.
 */
#ifndef LC_EXCHANGE_TEXT_H
#define LC_EXCHANGE_TEXT_H

#include "base/buf.h"
#include "base/ctx.h"

/* Text being made. Failures poison the buffer or stand in the context; looked at once, in the
 * end. */
struct lc_text {
    struct lc_ctx *ctx;
    struct lc_buf buf;
    bool color;
};

enum lc_style { LC_PLAIN, LC_BOLD, LC_DIM, LC_RED, LC_YELLOW, LC_GREEN, LC_MAGENTA };

/* Text as it may be shown, in scratch memory; `text` itself where nothing is to be escaped. "" for
 * NULL and where memory runs out (recorded). */
const char *lc_text_safe(struct lc_ctx *ctx, const char *text);

/* "##[" begins a command to the runner of a GitHub workflow wherever in a line it stands. */
bool lc_opens_command(const char *begin, const char *at);
/* The same of JSON, whose escapes change nothing for programs. */
void lc_json_guard(struct lc_buf *buf);

/* Formatted text; everything in it is made safe. */
void lc_text_add(struct lc_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void lc_text_styled(struct lc_text *t, enum lc_style style, const char *text);
/* A line feed. */
void lc_text_end(struct lc_text *t);
/* A whole line. */
void lc_text_line(struct lc_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "  key          value", a line of its own; nothing at all if value is NULL. */
void lc_text_fact(struct lc_text *t, const char *key, const char *value);
void lc_text_fact_time(struct lc_text *t, const char *key, int64_t us, const char *by);
/* "1 contract", "3 contracts". */
const char *lc_text_count(struct lc_text *t, int64_t n, const char *noun);

/* A table with a heading; columns as wide as their widest cell (in code points), the last one
 * unpadded. */
struct lc_table {
    const char *const *headings;
    size_t columns;
    const char *const *cells; /* rows * columns; NULL = "-" */
    size_t rows;
    enum lc_style (*style)(size_t column, const char *cell); /* NULL = all plain */
};
void lc_text_table(struct lc_text *t, const struct lc_table *table);
/* Cells of a table, in scratch memory; NULL with NOMEM recorded. */
const char **lc_text_cells(struct lc_text *t, size_t rows, size_t columns);

/* Styles of words that stand in tables. */
enum lc_style lc_style_of_state(const char *word);
enum lc_style lc_style_of_level(const char *word);

/* How each result reads; `body` is the result's struct. render.c knows which is for what. */
typedef void (*lc_text_fn)(struct lc_text *t, const void *body);

void lc_text_version(struct lc_text *t, const void *body);
void lc_text_terms(struct lc_text *t, const void *body);
void lc_text_lint_report(struct lc_text *t, const void *body);
void lc_text_classification(struct lc_text *t, const void *body);
void lc_text_ranking(struct lc_text *t, const void *body);
void lc_text_volatility(struct lc_text *t, const void *body);
void lc_text_sow(struct lc_text *t, const void *body);
void lc_text_sow_list(struct lc_text *t, const void *body);
void lc_text_layout(struct lc_text *t, const void *body);
void lc_text_change(struct lc_text *t, const void *body);
void lc_text_change_list(struct lc_text *t, const void *body);
void lc_text_adr(struct lc_text *t, const void *body);
void lc_text_whatif(struct lc_text *t, const void *body);
void lc_text_whatif_list(struct lc_text *t, const void *body);
void lc_text_decision(struct lc_text *t, const void *body);
void lc_text_decision_list(struct lc_text *t, const void *body);
void lc_text_delegation(struct lc_text *t, const void *body);
void lc_text_slo_case(struct lc_text *t, const void *body);
void lc_text_slo_case_list(struct lc_text *t, const void *body);
void lc_text_slo_report(struct lc_text *t, const void *body);
void lc_text_slo_sweep(struct lc_text *t, const void *body);
void lc_text_meeting(struct lc_text *t, const void *body);
void lc_text_meeting_list(struct lc_text *t, const void *body);
void lc_text_cadence_report(struct lc_text *t, const void *body);
void lc_text_can(struct lc_text *t, const void *body);
void lc_text_build(struct lc_text *t, const void *body);
void lc_text_build_list(struct lc_text *t, const void *body);
void lc_text_run(struct lc_text *t, const void *body);
void lc_text_run_list(struct lc_text *t, const void *body);
void lc_text_environment_list(struct lc_text *t, const void *body);
void lc_text_stop(struct lc_text *t, const void *body);
void lc_text_stop_list(struct lc_text *t, const void *body);
void lc_text_stop_summary(struct lc_text *t, const void *body);
void lc_text_version_list(struct lc_text *t, const void *body);
void lc_text_evolution(struct lc_text *t, const void *body);
void lc_text_summary(struct lc_text *t, const void *body);
void lc_text_diff(struct lc_text *t, const void *body);
void lc_markdown_diff(struct lc_text *t, const void *body);
void lc_sarif_diff(struct lc_text *t, const void *body);
void lc_junit_diff(struct lc_text *t, const void *body);
void lc_github_diff(struct lc_text *t, const void *body);
void lc_html_diff(struct lc_text *t, const void *body);
void lc_text_outline(struct lc_text *t, const void *body);
void lc_text_validation(struct lc_text *t, const void *body);
void lc_text_rule(struct lc_text *t, const void *body);
void lc_text_waiver_list(struct lc_text *t, const void *body);
void lc_text_policy(struct lc_text *t, const void *body);
void lc_text_rules(struct lc_text *t, const void *body);
void lc_text_consumer(struct lc_text *t, const void *body);
void lc_text_consumer_list(struct lc_text *t, const void *body);
void lc_text_event(struct lc_text *t, const void *body);
void lc_text_event_list(struct lc_text *t, const void *body);
void lc_text_info(struct lc_text *t, const void *body);
void lc_text_report(struct lc_text *t, const void *body);
void lc_text_import_report(struct lc_text *t, const void *body);
void lc_text_batch_result(struct lc_text *t, const void *body);
void lc_text_share(struct lc_text *t, const void *body);
void lc_text_share_findings(struct lc_text *t, const void *body);
void lc_text_calendar(struct lc_text *t, const void *body);
void lc_text_calendar_list(struct lc_text *t, const void *body);
void lc_text_ledger(struct lc_text *t, const void *body);
void lc_text_account(struct lc_text *t, const void *body);
void lc_text_entry(struct lc_text *t, const void *body);
void lc_text_entry_list(struct lc_text *t, const void *body);
void lc_text_trial(struct lc_text *t, const void *body);
void lc_text_period(struct lc_text *t, const void *body);
void lc_text_period_list(struct lc_text *t, const void *body);
void lc_text_checkpoint(struct lc_text *t, const void *body);
void lc_text_proof(struct lc_text *t, const void *body);
void lc_text_ledger_report(struct lc_text *t, const void *body);
void lc_text_chart(struct lc_text *t, const void *body);
void lc_text_metrics(struct lc_text *t, const void *body);
void lc_prometheus_metrics(struct lc_text *t, const void *body);
void lc_text_risk(struct lc_text *t, const void *body);
void lc_text_modifier(struct lc_text *t, const void *body);
void lc_text_assessment(struct lc_text *t, const void *body);
void lc_text_assessment_list(struct lc_text *t, const void *body);
void lc_text_timer(struct lc_text *t, const void *body);
void lc_text_timer_list(struct lc_text *t, const void *body);
void lc_text_action(struct lc_text *t, const void *body);
void lc_text_action_list(struct lc_text *t, const void *body);
void lc_text_dispute(struct lc_text *t, const void *body);
void lc_text_dispute_list(struct lc_text *t, const void *body);
void lc_text_sweep(struct lc_text *t, const void *body);
void lc_text_statement(struct lc_text *t, const void *body);
void lc_csv_statement(struct lc_text *t, const void *body);
void lc_html_statement(struct lc_text *t, const void *body);
void lc_text_burn(struct lc_text *t, const void *body);
void lc_csv_burn(struct lc_text *t, const void *body);
void lc_svg_burn(struct lc_text *t, const void *body);

#endif
