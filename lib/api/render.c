/*
 * Every result as text, JSON and the rest. In a file of its own, because who renders needs all of
 * the library, and who only asks for facts, as a service that embeds it does, does not.
 */
#include "api/getter.h"
#include "domain/assess/assess.h"
#include "domain/cadence/cadence.h"
#include "domain/change/change.h"
#include "domain/consumer/consumer.h"
#include "domain/contract/contract.h"
#include "domain/decision/decision.h"
#include "domain/dispute/dispute.h"
#include "domain/event/event.h"
#include "domain/ledger/checkpoint.h"
#include "domain/ledger/ledger.h"
#include "domain/ledger/period.h"
#include "domain/run/run.h"
#include "domain/slo/slo.h"
#include "domain/timer/timer.h"
#include "domain/trigger/trigger.h"
#include "exchange/render.h"
#include "exchange/result.h"
#include "flow/cadence.h"
#include "flow/can.h"
#include "flow/deal.h"
#include "flow/impact.h"
#include "flow/judge.h"
#include "flow/layout.h"
#include "flow/modifier.h"
#include "flow/rejudge.h"
#include "flow/risk.h"
#include "flow/slo.h"
#include "flow/sow.h"
#include "flow/timer.h"
#include "report/burn.h"
#include "report/info.h"
#include "report/metrics.h"
#include "report/statement.h"
#include "report/summary.h"
#include "report/verify.h"
#include "spec/finding.h"
#include "spec/policy/policy.h"
#include "spec/validate/validate.h"
#include "terms/adr.h"
#include "terms/calendar.h"
#include "terms/classify.h"
#include "terms/document.h"
#include "terms/rank.h"
#include "terms/share.h"
#include "terms/volatility.h"

#include <contracts/contracts.h>

LC_WORDS(render)
LC_PARSE(render)

#define LC_RENDER(result)                                                                          \
    ctr_status ctr_##result##_render(const ctr_##result *result, ctr_render kind,                  \
                                     ctr_write_fn write, void *user, ctr_error **err)              \
    {                                                                                              \
        return lc_render(&lc_shape_##result, result, kind, write, user, err);                      \
    }

LC_RENDER(account)
LC_RENDER(action)
LC_RENDER(action_list)
LC_RENDER(adr)
LC_RENDER(assessment)
LC_RENDER(assessment_list)
LC_RENDER(batch_result)
LC_RENDER(build)
LC_RENDER(build_list)
LC_RENDER(burn)
LC_RENDER(cadence_report)
LC_RENDER(calendar)
LC_RENDER(calendar_list)
LC_RENDER(can)
LC_RENDER(change)
LC_RENDER(change_list)
LC_RENDER(chart)
LC_RENDER(checkpoint)
LC_RENDER(classification)
LC_RENDER(consumer)
LC_RENDER(consumer_list)
LC_RENDER(decision)
LC_RENDER(decision_list)
LC_RENDER(delegation)
LC_RENDER(diff)
LC_RENDER(dispute)
LC_RENDER(dispute_list)
LC_RENDER(entry)
LC_RENDER(entry_list)
LC_RENDER(environment_list)
LC_RENDER(event)
LC_RENDER(event_list)
LC_RENDER(evolution)
LC_RENDER(import_report)
LC_RENDER(info)
LC_RENDER(layout)
LC_RENDER(ledger)
LC_RENDER(ledger_report)
LC_RENDER(lint_report)
LC_RENDER(meeting)
LC_RENDER(meeting_list)
LC_RENDER(metrics)
LC_RENDER(modifier)
LC_RENDER(outline)
LC_RENDER(period)
LC_RENDER(period_list)
LC_RENDER(policy)
LC_RENDER(proof)
LC_RENDER(ranking)
LC_RENDER(report)
LC_RENDER(risk)
LC_RENDER(rule)
LC_RENDER(rules)
LC_RENDER(run)
LC_RENDER(run_list)
LC_RENDER(share)
LC_RENDER(share_findings)
LC_RENDER(slo_case)
LC_RENDER(slo_case_list)
LC_RENDER(slo_report)
LC_RENDER(slo_sweep)
LC_RENDER(sow)
LC_RENDER(sow_list)
LC_RENDER(statement)
LC_RENDER(stop)
LC_RENDER(stop_list)
LC_RENDER(stop_summary)
LC_RENDER(summary)
LC_RENDER(sweep)
LC_RENDER(terms)
LC_RENDER(timer)
LC_RENDER(timer_list)
LC_RENDER(trial)
LC_RENDER(validation)
LC_RENDER(version)
LC_RENDER(version_list)
LC_RENDER(volatility)
LC_RENDER(waiver_list)
LC_RENDER(whatif)
LC_RENDER(whatif_list)
