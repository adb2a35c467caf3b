/* Small documents that have everything common in them, of the shape of the first skeletons. */
#ifndef TESTS_TERMS_FIXTURES_H
#define TESTS_TERMS_FIXTURES_H

#define MASTER_SMALL                                                                               \
    "version: 1\n"                                                                                 \
    "meta:\n"                                                                                      \
    "  id: master-a\n"                                                                             \
    "  effective_date: 2026-01-01\n"                                                               \
    "vision:\n"                                                                                    \
    "  outcomes:\n"                                                                                \
    "    - description: Sell 15% more\n"                                                           \
    "  success_criteria:\n"                                                                        \
    "    - metric: sales_rate\n"                                                                   \
    "      target: \">= 0.15 uplift\"\n"                                                           \
    "governance:\n"                                                                                \
    "  steering_committee: [client, lead]\n"                                                       \
    "  decision_rights:\n"                                                                         \
    "    - area: scope\n"                                                                          \
    "      owner: steering_committee\n"                                                            \
    "      sla_days: 3\n"                                                                          \
    "change_policy:\n"                                                                             \
    "  thresholds:\n"                                                                              \
    "    budget_delta_pct_major: 10\n"                                                             \
    "    schedule_slip_days_major: 10\n"                                                           \
    "    risk_score_major: 8\n"                                                                    \
    "  process: [identify, analyze, decide, implement]\n"                                          \
    "incentives:\n"                                                                                \
    "  model: target_cost\n"                                                                       \
    "  pain_share_pct: 50\n"                                                                       \
    "  gain_share_pct: 50\n"                                                                       \
    "collaboration_slos:\n"                                                                        \
    "  review_turnaround_hours: 24\n"                                                              \
    "risk_policy:\n"                                                                               \
    "  stop_the_line_triggers: [security_blocker, prod_instability]\n"

#define SOW_SMALL                                                                                  \
    "id: SPRINT-01\n"                                                                              \
    "dates: {start: 2026-01-05, end: 2026-01-16}\n"                                                \
    "goals:\n"                                                                                     \
    "  - description: A new way in\n"                                                              \
    "value_hypothesis: \"Reduce drop-off by 20%\"\n"                                               \
    "acceptance_criteria:\n"                                                                       \
    "  - id: AC1\n"                                                                                \
    "    description: Usability score >= 85\n"                                                     \
    "    evidence: reports/usability.md\n"                                                         \
    "gates:\n"                                                                                     \
    "  - name: design_review\n"                                                                    \
    "    validator: gates:design\n"                                                                \
    "links:\n"                                                                                     \
    "  dag_nodes: [new_way, ab_test]\n"                                                            \
    "  changes: [CR-1]\n"

#define CHANGE_SMALL                                                                               \
    "id: CR-1\n"                                                                                   \
    "requestor: lead\n"                                                                            \
    "summary: Another way in\n"                                                                    \
    "impact_analysis:\n"                                                                           \
    "  budget_delta_pct: 7\n"                                                                      \
    "  schedule_slip_days: 4\n"                                                                    \
    "  risk_score: 5\n"                                                                            \
    "  dependencies: [frontend, analytics]\n"                                                      \
    "  value: \"Expected +2% orders\"\n"                                                           \
    "threshold_eval: minor  # per master thresholds\n"                                             \
    "decision:\n"                                                                                  \
    "  status: approved\n"                                                                         \
    "  approvers: [steering_committee]\n"                                                          \
    "  date: 2026-01-07\n"                                                                         \
    "addendum: null\n"                                                                             \
    "adr: docs/adr/ADR-0007.md\n"

#endif
