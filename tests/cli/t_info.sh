#!/bin/sh
# `store info` counts what there is of every room, and says nothing of what there is none of.
. "$(dirname "$0")/lib.sh"

cat > deal.yaml <<'END'
version: 1
meta: {id: deal, effective_date: 2031-01-01}
parties: [{id: client, role: client}, {id: studio, role: supplier}]
governance: {decision_rights: [{area: '*', approver: client, sla_days: 2}]}
change_policy: {thresholds: {budget_delta_pct_major: 10}}
incentives: {model: target_cost, currency: EUR, target: 1000, gain_share_pct: 50, pain_share_pct: 50}
cadences: [{id: daily_sync, rhythm: daily, owner: client}]
slos: [{id: triage, goal_hours: 8}]
risk_policy: {stop_the_line_triggers: [{id: outage, owner: client}]}
END
echo '{id: CR-1, requester: studio, impact_analysis: {budget_delta_pct: 1}}' > cr.yaml
now=2031-02-03T12:00:00Z
does() { gives "$*" 0 "$@" --now "$now" --actor client; }
does contract create shop/deal deal.yaml --type master
does contract activate shop/deal@1.0.0
gives "an empty store" 0 store info
isnt "has no timers to count" grep -q '^  timers' out
isnt "and no stops" grep -q '^  stops' out
gives "as JSON it has" 0 store info --format json
for member in ledgers ledger_entries assessments changes timers disputes slo_cycles stops meetings builds runs; do
    prints "$member: none" "\"$member\": 0,"
done

does ledger open shop/deal --chart
does ledger post shop/deal --kind cost --date 2031-01-15 --posting 'Assets:Deal:Cost 300' \
    --posting Liabilities:Deal:Supplier
does share assess shop/deal --kind interim --as-of 2031-01-31 --earned 400
does share assess shop/deal --kind completion --as-of 2031-01-31
does change open shop/deal cr.yaml
does change submit shop/deal/CR-1
does dispute open assessment:shop/deal#1 'too much'
does dispute withdraw shop/deal/D-1
does dispute open change:shop/deal/CR-1 'too late'
does slo start shop/deal triage BUG-1
does stop-line raise shop/deal outage --evidence log --reason dark
does cadence held shop/deal daily_sync
does store info
prints "ledgers" "ledgers       1"
prints "entries" "entries       5"
prints "assessments" "assessments   2"
prints "changes" "changes       1"
prints "timers, ended ones too" "timers        3"
prints "disputes, those that are over too" "disputes      2"
prints "clocks" "slo cycles    1"
prints "stops" "stops         1"
prints "meetings" "meetings      1"
does store info --format json
prints "as members" '"slo_cycles": 1,'
prints "all of them" '"timers": 3,'
