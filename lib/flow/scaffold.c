/* A first layout: documents that hold together, to be edited. */
#include "flow/layout.h"

#include "base/date.h"
#include "terms/document.h"

static const char master[] =
    "# The master contract: what both sides agreed on once. Every term: contracts help master "
    "lint,\n"
    "# and what holds where it is silent: contracts master show FILE --effective.\n"
    "version: 1\n"
    "meta:\n"
    "  id: %1$s\n"
    "  effective_date: %2$s\n"
    "parties:\n"
    "  - {id: client, role: client}\n"
    "  - {id: dev_lead, role: supplier}\n"
    "  - {id: design_lead, role: supplier}\n"
    "vision:\n"
    "  outcomes:\n"
    "    - description: Improve conversion by 15%%\n"
    "  success_criteria:\n"
    "    - {metric: conversion_rate, target: \">= 0.15 uplift\", method: A/B test, owner: client}\n"
    "governance:\n"
    "  steering_committee: [client, dev_lead, design_lead]\n"
    "  decision_rights:\n"
    "    - {area: scope, owner: steering_committee, quorum: 2, sla_days: 3, escalation: board}\n"
    "    - {area: \"*\", owner: steering_committee, quorum: 2, sla_days: 3, escalation: board}\n"
    "  escalation_policies:\n"
    "    - id: board\n"
    "      reminder_hours: 8\n"
    "      levels:\n"
    "        - {after_hours: 16, notify: [client, dev_lead]}\n"
    "change_policy:\n"
    "  thresholds: # strictly more than this is major\n"
    "    budget_delta_pct_major: 10\n"
    "    schedule_slip_days_major: 10\n"
    "    risk_score_major: 8\n"
    "    cumulative_budget_delta_pct_major: 15\n"
    "    cumulative_schedule_slip_days_major: 15\n"
    "  risk_scale: 10\n"
    "  process: [identify, analyze, decide, implement]\n"
    "incentives:\n"
    "  model: target_cost\n"
    "  currency: EUR\n"
    "  target: 100000\n"
    "  pain_share_pct: 50\n"
    "  gain_share_pct: 50\n"
    "  pain_cap: 10%%\n"
    "  rounding: half_away\n"
    "collaboration_slos:\n"
    "  review_turnaround_hours: 24\n"
    "  defect_triage_hours: 24\n"
    "risk_policy:\n"
    "  stop_the_line_triggers:\n"
    "    - {id: security_blocker, owner: client}\n"
    "    - {id: prod_instability, owner: dev_lead}\n";

static const char sow[] =
    "# A statement of work (micro-contract): one iteration under the master contract.\n"
    "id: SPRINT-01\n"
    "master: %1$s\n"
    "dates: {start: %3$s, end: %4$s}\n"
    "goals:\n"
    "  - description: Redesign onboarding flow\n"
    "value_hypothesis: # fixed before the work\n"
    "  text: Reduce drop-off by 20%%\n"
    "  metric: drop_off\n"
    "  baseline: \"0.40\"\n"
    "  target: \"<= 0.32\"\n"
    "  method: A/B test over two weeks\n"
    "  owner: client\n"
    "  due: %5$s\n"
    "acceptance_criteria:\n"
    "  - id: AC1\n"
    "    description: Usability score >= 85 on SUS\n"
    "    evidence: test_reports/usability.md\n"
    "  - id: AC2\n"
    "    description: Drop-off decreases by >= 15%% on test cohort\n"
    "    evidence: analytics/drop_off.csv\n"
    "gates:\n"
    "  - name: design_review\n"
    "    validator: phase_gate_validator:design\n"
    "  - name: qa_signoff\n"
    "    validator: validation_utils:functional_suite\n"
    "links:\n"
    "  dag_nodes: [onboarding_redesign, ab_test_setup]\n"
    "  changes: [CR-1]\n"
    "  adrs: [docs/adr/ADR-0001.md]\n"
    "backlog:\n"
    "  - {id: ON-1, title: Fewer steps, size: 5}\n"
    "  - {id: ON-2, title: Progress bar, size: 3}\n"
    "slices:\n"
    "  - {id: onboarding, outcome: conversion, expected: 3, confidence_pct: 70, effort: 8}\n";

static const char change[] =
    "# A change request. 'contracts sync' opens it in the store and writes back what became of "
    "it.\n"
    "id: CR-1\n"
    "requester: design_lead\n"
    "summary: Redesign navigation per user tests\n"
    "master: %1$s\n"
    "created: %2$s\n"
    "impact_analysis:\n"
    "  budget_delta_pct: 7\n"
    "  schedule_slip_days: 4\n"
    "  risk_score: 5\n"
    "  dependencies: [frontend, analytics]\n"
    "  value: \"Expected +2%% conversion\"\n"
    "threshold_eval: minor # a claim; the class computed from the master's thresholds rules\n"
    "adr: docs/adr/ADR-0001.md\n";

static const char record[] =
    "# Redesign navigation\n"
    "\n"
    "- Status: proposed\n"
    "- Date: %2$s\n"
    "- Deciders: steering_committee\n"
    "\n"
    "## Context and Problem Statement\n"
    "\n"
    "Users give up during onboarding because they do not find their way.\n"
    "\n"
    "## Considered Options\n"
    "\n"
    "- Redesign the navigation\n"
    "- Explain the present one\n"
    "\n"
    "## Decision Outcome\n"
    "\n"
    "Chosen option: \"Redesign the navigation\", because user tests show that explaining does not\n"
    "help.\n"
    "\n"
    "### Consequences\n"
    "\n"
    "- Good, because fewer users give up\n"
    "- Bad, because the change costs 7 %% of the budget\n";

static const struct {
    const char *path, *text;
    ctr_terms_kind kind;
} files[] = {
    {"contracts/master_contract.yaml", master, CTR_TERMS_MASTER},
    {"contracts/sow/SPRINT-01.yaml", sow, CTR_TERMS_SOW},
    {"contracts/changes/CR-1.yaml", change, CTR_TERMS_CHANGE},
    {"docs/adr/ADR-0001.md", record, CTR_TERMS_AUTO},
};
enum { FILES = sizeof files / sizeof files[0] };

struct words {
    const char *id;
    char today[LC_DATE_TEXT], start[LC_DATE_TEXT], end[LC_DATE_TEXT], due[LC_DATE_TEXT];
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
/* Each text takes all words, by number, and uses those it needs. */
static const char *fill(struct lc_ctx *ctx, const char *text, const struct words *w)
{
    char out[8192];
    int size = snprintf(out, sizeof out, text, w->id, w->today, w->start, w->end, w->due);
    return size > 0 && (size_t)size < sizeof out ? lc_dup_c(ctx, out) : (lc_nomem(ctx), NULL);
}
#pragma GCC diagnostic pop

/* A layout is begun when there is any file of its kind: then examples would be in the way. */
static ctr_status is_begun(struct lc_ctx *ctx, const char *dir, size_t at, bool *out)
{
    static const char *const folders[FILES] = {NULL, "contracts/sow", "contracts/changes",
                                               "docs/adr"};
    struct lc_tree_entry *entries;
    enum lc_tree_kind kind;
    size_t count;

    LC_TRY(lc_tree_kind_of(ctx, dir, files[at].path, &kind));
    *out = kind != LC_TREE_NONE;
    if (*out || !folders[at]) {
        return CTR_OK;
    }
    LC_TRY(lc_tree_list(ctx, dir, folders[at], &entries, &count, &kind));
    *out = count > 0;
    return CTR_OK;
}

static ctr_status make_all(struct lc_ctx *ctx, const char *dir, bool dry_run,
                           const struct words *words, struct ctr_layout *out)
{
    bool begun[FILES];
    size_t number;

    for (size_t i = 0; i < FILES; i++) {
        LC_TRY(is_begun(ctx, dir, i, &begun[i]));
    }
    for (size_t i = 0; i < FILES; i++) {
        enum lc_tree_kind kind;
        LC_TRY(lc_tree_kind_of(ctx, dir, files[i].path, &kind));
        /* beside documents of one's own examples would only be in the way */
        if (kind == LC_TREE_LINK || kind == LC_TREE_OTHER) {
            return lc_fail(ctx, CTR_E_IO, "cannot make '%s': %s", files[i].path,
                           kind == LC_TREE_LINK
                               ? "a symbolic link is on the way, and none is followed"
                               : "something that is no file has its name");
        }
        if (kind == LC_TREE_NONE && (begun[i] || begun[0])) {
            continue;
        }
        LC_TRY(lc_layout_add_file(ctx, out, files[i].path, files[i].kind, &number));
        if (kind != LC_TREE_NONE) {
            continue;
        }
        const char *text = fill(ctx, files[i].text, words);
        LC_TRY(text ? CTR_OK : CTR_E_NOMEM);
        LC_TRY(dry_run ? CTR_OK : lc_tree_make(ctx, dir, files[i].path, lc_str(text)));
        out->files[number].action = CTR_LAYOUT_MADE;
    }
    return CTR_OK;
}

/* The id of the master that is there, or else of the first one. */
static ctr_status choose_id(struct lc_ctx *ctx, const char *dir, enum lc_tree_kind contracts,
                            struct ctr_layout *out)
{
    struct lc_layout l;
    struct ctr_layout is = {.ok = 1};

    out->master = "master-1";
    if (contracts == LC_TREE_NONE) {
        return CTR_OK;
    }
    LC_TRY(lc_layout_read(ctx, dir, &l, &is));
    out->master = is.master ? is.master : "master-1";
    return CTR_OK;
}

ctr_status lc_layout_scaffold(struct lc_ctx *ctx, const char *dir, bool dry_run,
                              struct ctr_layout *out)
{
    struct words words;
    enum lc_tree_kind kind;
    int64_t today = lc_day_at(ctx->now_us);
    int64_t start = today + (7 - lc_weekday(today)) % 7; /* Monday, today's or the next */

    *out = (struct ctr_layout){.dir = dir};
    LC_TRY(lc_tree_kind_of(ctx, dir, "contracts", &kind));
    LC_TRY(dry_run && kind == LC_TREE_NONE ? CTR_OK : lc_tree_ensure(ctx, dir));
    LC_TRY(choose_id(ctx, dir, kind, out));
    words.id = out->master;
    lc_date_format(today, words.today);
    lc_date_format(start, words.start);
    lc_date_format(start + 11, words.end);
    lc_date_format(start + 39, words.due);
    LC_TRY(make_all(ctx, dir, dry_run, &words, out));
    lc_layout_sum(out);
    LC_TRY(lc_layout_next(ctx, out,
                          "edit contracts/master_contract.yaml: parties, thresholds, "
                          "target; contracts master lint says what is open"));
    LC_TRY(lc_layout_next(ctx, out, "contracts init --if-absent, where there is no store yet"));
    LC_TRY(lc_layout_next(ctx, out, lc_format(ctx, "contracts sync %s", dir)));
    return lc_layout_next(
        ctx, out, lc_format(ctx, "contracts sync %s --check in CI: exit code 1 on drift", dir));
}
