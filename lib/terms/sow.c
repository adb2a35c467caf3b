/* The terms of a statement of work. */
#include "terms/sow.h"

#include "terms/term_rows.h"
#include "terms/volatility.h"

enum { MANY = 1000000000 };

static const struct lc_term date_terms[] = {
    LC_ROW(struct lc_sow_dates, "start", DATE, 0, start, DUTY, NULL, "first day of the iteration"),
    LC_ROW(struct lc_sow_dates, "end", DATE, 0, end, DUTY, NULL, "its last day"),
};
static const struct lc_term_record dates =
    LC_TERM_RECORD_OF(lc_sow_dates, "pair of dates", date_terms, false);

static const struct lc_term goal_terms[] = {
    LC_ROW(struct lc_goal, "description", TEXT, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND,
           description, DUTY, NULL, "what is to be reached"),
};
static const struct lc_term_record goal = LC_TERM_RECORD_OF(lc_goal, "goal", goal_terms, false);

static const struct lc_term deliverable_terms[] = {
    LC_ROW(struct lc_deliverable, "id", NAME, LC_TERM_ID, id, DUTY, NULL, "name"),
    LC_ROW(struct lc_deliverable, "description", TEXT, LC_TERM_REQUIRED | LC_TERM_SHORTHAND,
           description, DUTY, NULL, "what is handed over"),
    LC_ROW(struct lc_deliverable, "due", DATE, 0, due, DUTY, NULL, "until when"),
};
static const struct lc_term_record deliverable =
    LC_TERM_RECORD_OF(lc_deliverable, "deliverable", deliverable_terms, false);

static const struct lc_term kpi_terms[] = {
    LC_ROW(struct lc_kpi, "metric", TEXT, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND, metric,
           DUTY, NULL, "what is measured"),
    LC_ROW(struct lc_kpi, "target", TEXT, 0, target, DUTY, NULL, "comparator, number and unit"),
    LC_ROW(struct lc_kpi, "baseline", TEXT, 0, baseline, TEXT, NULL, "where it stands now"),
};
static const struct lc_term_record kpi = LC_TERM_RECORD_OF(lc_kpi, "KPI", kpi_terms, false);

static const struct lc_term hypothesis_terms[] = {
    LC_ROW(struct lc_hypothesis, "text", TEXT, LC_TERM_SHORTHAND, text, DUTY, NULL,
           "the hypothesis in one sentence"),
    LC_ROW(struct lc_hypothesis, "metric", TEXT, 0, metric, DUTY, NULL, "what is measured"),
    LC_ROW(struct lc_hypothesis, "baseline", TEXT, 0, baseline, DUTY, NULL, "its value before"),
    LC_ROW(struct lc_hypothesis, "target", TEXT, 0, target, DUTY, NULL,
           "comparator, number and unit"),
    LC_ROW(struct lc_hypothesis, "method", TEXT, 0, method, DUTY, NULL, "how it is measured"),
    LC_ROW(struct lc_hypothesis, "owner", TEXT, 0, owner, DUTY, NULL, "who measures it"),
    LC_ROW(struct lc_hypothesis, "due", DATE, 0, due, DUTY, NULL, "measured until then"),
};
static const struct lc_term_record hypothesis =
    LC_TERM_RECORD_OF(lc_hypothesis, "value hypothesis", hypothesis_terms, false);

static const struct lc_term acceptance_terms[] = {
    LC_ROW(struct lc_acceptance, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID, id, DUTY, NULL,
           "such as AC1"),
    LC_ROW(struct lc_acceptance, "description", TEXT, 0, description, DUTY, NULL,
           "what has to hold, such as 'Usability score >= 85 on SUS'"),
    LC_ROW(struct lc_acceptance, "evidence", TEXT, 0, evidence, DUTY, NULL,
           "path or address of what proves it"),
    LC_ROW(struct lc_acceptance, "gate", TEXT, 0, gate, DUTY, NULL, "name of the gate it is for"),
};
static const struct lc_term_record acceptance =
    LC_TERM_RECORD_OF(lc_acceptance, "acceptance criterion", acceptance_terms, false);

static const struct lc_term gate_terms[] = {
    LC_ROW(struct lc_gate_mapping, "name", NAME, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND,
           name, DUTY, NULL, "name of the gate"),
    LC_ROW(struct lc_gate_mapping, "validator", TEXT, 0, validator, DUTY, NULL,
           "what judges it, such as validation_utils:functional_suite"),
};
static const struct lc_term_record gate =
    LC_TERM_RECORD_OF(lc_gate_mapping, "gate", gate_terms, false);

static const struct lc_term link_terms[] = {
    LC_ROW_TEXTS(struct lc_sow_links, "dag_nodes", dag_nodes, dag_node_count, TEXT,
                 "nodes of the workflow that carry it out"),
    LC_ROW_TEXTS(struct lc_sow_links, "changes", changes, change_count, TEXT,
                 "change requests it answers"),
    LC_ROW_TEXTS(struct lc_sow_links, "adrs", adrs, adr_count, TEXT, "decision records"),
};
static const struct lc_term_record links =
    LC_TERM_RECORD_OF(lc_sow_links, "set of links", link_terms, false);

static const struct lc_term backlog_terms[] = {
    LC_ROW(struct lc_backlog_item, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID | LC_TERM_SHORTHAND,
           id, DUTY, NULL, "name of the item"),
    LC_ROW(struct lc_backlog_item, "title", TEXT, 0, title, TEXT, NULL, "one line"),
    LC_ROW_NUMBER(struct lc_backlog_item, "size", FIXED, size, 0, MANY, DUTY, "1",
                  "points or whatever the backlog is counted in"),
    LC_ROW(struct lc_backlog_item, "added", DATE, 0, added, TEXT, NULL,
           "day it came in; absent = at the start"),
    LC_ROW(struct lc_backlog_item, "changed", DATE, 0, changed, TEXT, NULL, "day it last changed"),
    LC_ROW(struct lc_backlog_item, "removed", DATE, 0, removed, TEXT, NULL, "day it went out"),
};
const struct lc_term_record lc_record_backlog_item =
    LC_TERM_RECORD_OF(lc_backlog_item, "backlog item", backlog_terms, false);

static const struct lc_term slice_terms[] = {
    LC_ROW(struct lc_slice, "id", NAME, LC_TERM_REQUIRED | LC_TERM_ID, id, DUTY, NULL,
           "name of the slice"),
    LC_ROW(struct lc_slice, "outcome", TEXT, 0, outcome, DUTY, NULL, "what it is to bring"),
    LC_ROW_NUMBER(struct lc_slice, "expected", FIXED, expected, -MANY, MANY, DUTY, NULL,
                  "expected outcome, in one unit for all slices"),
    LC_ROW_NUMBER(struct lc_slice, "confidence_pct", FIXED, confidence_pct, 0, 100, TEXT, "100",
                  "how sure that is"),
    LC_ROW_NUMBER(struct lc_slice, "effort", FIXED, effort, 0, MANY, TEXT, NULL, "what it costs"),
    LC_ROW(struct lc_slice, "realised", TEXT, 0, realised, TEXT, NULL, "outcome measured later"),
};
static const struct lc_term_record slice =
    LC_TERM_RECORD_OF(lc_slice, "value slice", slice_terms, false);

static const struct lc_term sow_terms[] = {
    LC_ROW(struct lc_sow, "id", NAME, LC_TERM_REQUIRED, id, TEXT, NULL,
           "what it is called; rules over the name of the file"),
    LC_ROW(struct lc_sow, "title", TEXT, 0, title, TEXT, NULL, "one line for people"),
    LC_ROW(struct lc_sow, "master", TEXT, 0, master, RIGHT, NULL, "id of the master contract"),
    LC_ROW_RECORD(struct lc_sow, "dates", dates, &dates, "when it begins and ends"),
    LC_ROW_RECORDS(struct lc_sow, "goals", goals, goal_count, &goal, DUTY, "what for"),
    LC_ROW_RECORDS(struct lc_sow, "deliverables", deliverables, deliverable_count, &deliverable,
                   DUTY, "what is handed over"),
    LC_ROW_RECORDS(struct lc_sow, "kpis", kpis, kpi_count, &kpi, DUTY, "what is watched"),
    LC_ROW_RECORD(struct lc_sow, "value_hypothesis", hypothesis, &hypothesis,
                  "what it is believed to bring, fixed before the work"),
    LC_ROW_RECORDS(struct lc_sow, "acceptance_criteria", criteria, criterion_count, &acceptance,
                   DUTY, "what has to hold for it to be accepted"),
    LC_ROW_RECORDS(struct lc_sow, "gates", gates, gate_count, &gate, DUTY, "gates it has to pass"),
    LC_ROW_RECORD(struct lc_sow, "links", links, &links, "what it belongs to"),
    LC_ROW_TEXTS(struct lc_sow, "dependencies", dependencies, dependency_count, DUTY,
                 "ids of the SOWs that have to be done before"),
    LC_ROW_RECORDS(struct lc_sow, "backlog", backlog, backlog_count, &lc_record_backlog_item, DUTY,
                   "the work in items"),
    LC_ROW_RECORDS(struct lc_sow, "slices", slices, slice_count, &slice, DUTY,
                   "the work in slices of value"),
    LC_ROW(struct lc_sow, "price", TEXT, 0, price, MONEY, NULL,
           "price of the iteration in the major unit, due when its criteria are accepted; default "
           "that "
           "of a master with a price per iteration"),
    LC_ROW(struct lc_sow, "currency", TEXT, 0, currency, MONEY, NULL,
           "ISO 4217 code; default that of the master's incentives"),
};
const struct lc_term_record lc_record_sow =
    LC_TERM_RECORD_OF(lc_sow, "statement of work", sow_terms, false);

static bool before(int64_t a, int64_t b)
{
    return a != LC_TERM_ABSENT && b != LC_TERM_ABSENT && a < b;
}

ctr_status lc_sow_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_sow *out)
{
    *out = (struct lc_sow){0};
    if (!lc_is(doc->root, LC_OBJECT)) {
        return lc_doc_fail(ctx, doc, 0, "a statement of work should be a map with 'id'");
    }
    LC_TRY(lc_terms_read(ctx, doc, doc->root, &lc_record_sow, out, &out->terms));
    if (before(out->dates.end, out->dates.start)) {
        return lc_terms_fail(ctx, &out->terms, "/dates/end", "is before the start");
    }
    for (size_t i = 0; i < out->dependency_count; i++) {
        if (strcmp(out->dependencies[i], out->id) == 0) {
            const char *path = lc_terms_path(ctx, "/dependencies", out->id, NULL);
            return lc_terms_fail(ctx, &out->terms, path, "depends on itself");
        }
    }
    return lc_backlog_check(ctx, &out->terms, out->backlog, out->backlog_count);
}
