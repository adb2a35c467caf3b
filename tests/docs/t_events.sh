#!/bin/sh
# doc/events.md: it is what tools/mkevents.sh makes; and a store in which everything happened that can
# happen holds exactly the kinds and the members of bodies that it describes, in the order it says.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

sh tools/mkevents.sh >"$scratch/events.md"
if cmp -s "$scratch/events.md" doc/events.md; then
    good "doc/events.md is current"
else
    bad "doc/events.md is stale: tools/mkevents.sh > doc/events.md"
fi
sh tools/mkevents.sh --bodies | sort -u >"$scratch/described"
grep '^LC_EVENT(' lib/domain/event/kinds.def | cut -d'"' -f2 | sort >"$scratch/kinds"
grep -v ' ' "$scratch/described" | comm -3 "$scratch/kinds" - >"$scratch/diff"
expect_empty "kinds that only kinds.def or only tools/mkevents.sh has" "$scratch/diff"

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
[ -x "$CONTRACTS" ] || skip "no command in this build"
command -v sqlite3 >/dev/null || skip "no sqlite3 shell (Debian: sqlite3)"
cd "$scratch" || exit 1
unset CONTRACTS_DB CONTRACTS_ACTOR

# A document that refers to another file, and two editions that break.
echo '{"type":"string"}' >text.json
echo '{"type":"object","properties":{"id":{"$ref":"text.json"}},"required":["id"]}' >v1.json
echo '{"type":"object","properties":{"id":{"type":"integer"}},"required":["id"]}' >v2.json
echo '{"type":"object","properties":{"id":{"type":"boolean"}},"required":["id"]}' >v3.json

printf '%s\n' 'id: S' 'links: {changes: [B]}' >sow.yaml

store=a.db
does() {
    "$CONTRACTS" --db "$store" --actor test "$@" >out 2>&1 || {
        bad "contracts $*: $(cat out)"
        finish
    }
}
does contract create shop/order v1.json --owner-role r --owner-agent a --metadata '{"n":1}' \
    --reason wanted
does contract activate shop/order@1.0.0
does consumer register shop/order free --role r --uses /id --reason 'reads it'
does consumer register shop/order pinned --role r --pin '^1' --uses /id
does consumer register shop/order free --role q --pin '>=1' --uses /id --reason moved
does contract evolve shop/order v2.json
does contract activate shop/order@2.0.0 --declare-break meant
does contract edit shop/order --owner-role s --owner-agent b --mode full-transitive --profile tolerant \
    --metadata '{"n":2}' --reason 'another owner'
does contract evolve shop/order v3.json
does contract retire shop/order@3.0.0 --reason 'not wanted'
does contract evolve shop/order v3.json --label 4.0.0
does environment deploy shop/order@4.0.0 brief --new-environment
does contract retire shop/order@4.0.0 --force --reason 'not wanted there'
does contract deprecate shop/order@2.0.0 --reason old --sunset 2100-01-01
does contract reactivate shop/order@2.0.0 --reason 'not so old'
does contract retire shop/order@2.0.0 --force --reason over
does consumer unregister shop/order pinned --reason 'switched off'
does ledger open shop/order GBP
does ledger account shop/order Assets:A:Cost --from 2020-01-01 --closed 2100-01-01 --lo -5 --hi 5000
does ledger account shop/order Equity:A:Target
does ledger account shop/order Assets:A:Cost --change --hi 6000
does ledger post shop/order --kind cost --date 2026-01-05 --posting 'Assets:A:Cost 5' \
    --posting Equity:A:Target
does ledger close shop/order 2026-01-31
does ledger seal shop/order
cat >master.yaml <<'END'
version: 1
meta: {id: deal}
governance:
  mode: report
  steering_committee: [one, two, three]
  decision_rights:
    - {area: scope, class: minor, approver: one, driver: two, sla_days: 3}
    - {area: scope, class: major, approver: steering_committee, quorum: 2}
    - {area: other}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
  standard_changes: [other]
incentives: {model: target_cost, currency: EUR, target: 1000, gain_share_pct: 50}
END
impact='{budget_delta_pct: 1}'
change() {
    printf '%s\n' "$@" >change.yaml
    does change open shop/deal change.yaml --reason why
}
does contract create shop/deal master.yaml --type master --label 1.0.0
does contract activate shop/deal@1.0.0
does ledger open shop/deal EUR
printf '%s\n' 'id: W' 'dates: {start: 2026-01-05}' 'value_hypothesis: {metric: m, target: ">= 1"}' \
    'backlog: [a]' 'acceptance_criteria: [{id: AC1, description: d}]' >work.yaml
does contract create shop/work work.yaml --type sow --label 1.0.0
does contract activate shop/work@1.0.0 --declare-break meant
does sow measure shop/work m --value 1 --on 2026-01-06 --n 3 --interval 0.5..1.5 --evidence e --reason r
does sow accept shop/work AC1 --evidence e --reason r \
    --sha256 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
printf '%s\n' 'meta: {id: fixed}' \
    'incentives: {model: fixed_per_iteration, currency: EUR, price: 500}' >fixed.yaml
printf '%s\n' 'id: P' 'master: fixed' 'acceptance_criteria: [{id: AC1}]' >paid.yaml
echo 'ignore_unused: true' >policy.yaml
does policy set shop/order policy.yaml --reason r
does waive shop/order --fingerprint 0123456789abcdef --owner o --expires 2099-12-31 --reason r
does policy clear shop/order --reason r
does contract create shop/fixed fixed.yaml --type master --label 1.0.0
does contract activate shop/fixed@1.0.0
does ledger open shop/fixed --chart
does contract create shop/paid paid.yaml --type sow --label 1.0.0
does contract activate shop/paid@1.0.0
does sow accept shop/paid AC1 --evidence e --reason r
does init --layout plan
does sync plan --team plan --reason first
does ledger open shop/deal --chart
does share assess shop/deal --kind completion --hold 'an audit' --reason r
does contract create shop/item v1.json
does contract activate shop/item@1.0.0
does contract evolve shop/item v2.json
change 'id: A' 'summary: s' 'threshold_eval: major' 'adr: a.md' 'needs: [B]' 'conflicts_with: [C]' \
    "impact_analysis: {budget_delta_pct: 1, evolution: shop/item@2.0.0}"
does change withdraw shop/deal/A --reason r
does change reopen shop/deal/A --reason r
change 'id: B' 'requester: two' 'type: emergency' 'supersedes: [A]' \
    "impact_analysis: {budget_delta_pct: 1, evolution: shop/item@2.0.0}"
does change implement shop/deal/B --declare-break meant
does decision delegate shop/deal me --until 2100-01-01 --from 2099-12-30 --party one --reason r
does change submit shop/deal/A --reason r
cat >memo.yaml <<'END'
{problem: p, evidence: e, alternatives: [a], decision: d,
 follow_ups: [{action: a, owner: o, due: 2030-01-01}]}
END
echo '# Title' >adr.md
does decision record shop/deal/A --memo memo.yaml --adr adr.md
change 'id: F' 'requester: one' "impact_analysis: $impact" \
    'decision: {status: approved, approvers: [x]}'
does change submit shop/deal/F
does decision import shop/deal/F
does change vote shop/deal/A approve --party one --reason r
change 'id: D' 'requester: one' "impact_analysis: $impact"
does change submit shop/deal/D
does change vote shop/deal/D approve --party one
does decision delegate shop/deal test --until "$(date -u +%Y-%m-%d)" --party one
does change vote shop/deal/B approve --party one
change 'id: E' 'area: other' 'type: standard' "impact_analysis: $impact"
does change submit shop/deal/E
does contract create shop/sprint sow.yaml --type sow --label 1.0.0
does contract activate shop/sprint@1.0.0
does change close shop/deal/B --addendum shop/sprint@1.0.0 --reason r
does change decide shop/deal/D deferred --reason r
change 'id: R' 'requester: two' 'type: emergency' 'impact_analysis: {budget_delta: 1}'
does change implement shop/deal/R
does change vote shop/deal/R reject --party one
for version in 1.0.0 2.0.0; do
    cat >timed.yaml <<'END'
version: 1
meta: {id: timed}
parties: [one]
governance:
  decision_rights:
    - {area: scope, approver: test, sla_days: 2, escalation: up, pause_on: [data]}
    - {area: quiet, class: major, approver: one, sla_days: 2, on_expiry: deem-accepted, escalation: up}
  escalation_policies: [{id: up, reminder_hours: 8, levels: [{notify: [one]}]}]
change_policy:
  thresholds: {budget_delta_pct_major: 0.5}
END
    if [ $version = 1.0.0 ]; then
        does contract create shop/timed timed.yaml --type master --label $version
    else
        echo 'calendars: [{id: c, zone: UTC, days: mon}]' >>timed.yaml
        does contract evolve shop/timed timed.yaml --label $version
    fi
    if [ $version = 1.0.0 ]; then
        does contract activate shop/timed@$version
        for id in A B; do
            printf '%s\n' "id: $id" 'requester: two' "impact_analysis: $impact" >change.yaml
            [ $id = A ] || echo 'area: quiet' >>change.yaml
            does change open shop/timed change.yaml
            does change submit shop/timed/$id
        done
        does timer pause shop/timed/A data --reason r
        does timer resume shop/timed/A --reason r
        does timer sweep --now 2090-01-01
    else
        does contract activate shop/timed@$version --declare-break meant --now 2090-01-02
    fi
done
does timer sweep --now 2090-06-01
action=$("$CONTRACTS" --db a.db timer outbox --limit 1 --format json 2>/dev/null |
    sed -n 's/.*"id": "\(.*\)",/\1/p')
does timer delivered "$action" --failed why --now 2090-06-01
does change decide shop/timed/A rejected --now 2090-06-02
printf '%s\n' 'meta: {id: office}' \
    'slos: [{id: review, goal_hours: 1, pause_on: [waiting]}]' >office.yaml
does contract create shop/office office.yaml --type master --label 1.0.0
does contract activate shop/office@1.0.0
slo() {
    act=$1
    shift
    does slo "$act" shop/office review PR-1 "$@"
}
slo start --at 2020-01-06 --reason r
brake='stop_the_line_triggers: [{id: late, owner: test}]'
printf '%s\n' 'meta: {id: brakes}' 'slo_mode: enforce' "risk_policy: {mode: report, $brake}" \
    'slos: [{id: review, goal_hours: 1, trigger: late}]' 'cadences: [{id: sync}]' >brakes.yaml
does contract create shop/brakes brakes.yaml --type master --label 1.0.0
does contract activate shop/brakes@1.0.0
does slo start shop/brakes review PR-1 --at 2020-01-06
does contract create shop/braked v1.json --metadata '{"master":"shop/brakes"}'
does contract activate shop/braked@1.0.0
does cadence held shop/brakes sync --reason r
does environment build shop/braked app@1 --built-against '^1' --uses /id --reason r
does environment build shop/braked app@2
does environment deploy app@1 live --instance a --new-environment --reason r
does environment deploy app@2 live --instance a
does environment undeploy app@2 live --contract shop/braked --instance a --reason r
does environment build shop/brakes app@3
does environment deploy app@1 live --instance a
does environment deploy app@3 live --instance a
does environment release app@1 live --reason r
does environment withdraw app@1 live --reason r
does stop-line clear shop/brakes late --decision done --reason r
slo pause --reason waiting
slo resume --reason r
slo stop --reason r
cat >disputed.yaml <<'END'
version: 1
meta: {id: disputed}
parties: [one, test]
governance:
  mode: report
  decision_rights: [{area: '*', approver: test}]
  escalation_policies: [{id: up, levels: [{notify: [one]}]}]
  disputes: {escalation: up}
change_policy:
  thresholds: {budget_delta_pct_major: 0.5}
END
does contract create shop/disputed disputed.yaml --type master --label 1.0.0 --now 2090-06-02
does contract activate shop/disputed@1.0.0 --now 2090-06-02
for id in A B C; do
    does change open shop/disputed --id $id --now 2090-06-02
done
does dispute open change:shop/disputed/A s --reason r --now 2090-06-02
does dispute answer shop/disputed/D-1 a --party one --reason r --now 2090-06-02
does dispute escalate shop/disputed/D-1 --reason r --now 2090-06-02
printf '%s\n' 'id: R' 'requester: two' 'impact_analysis: {budget_delta_pct: 0.1}' >change.yaml
does change open shop/disputed change.yaml --now 2090-06-02
does change submit shop/disputed/R --now 2090-06-02
does change decide shop/disputed/R rejected --now 2090-06-02
does dispute resolve shop/disputed/D-1 decision:R --reason r --now 2090-06-02
does dispute open change:shop/disputed/B s --now 2090-06-02
does dispute withdraw shop/disputed/D-2 --reason r --now 2090-06-02
does export --output all.xml
store=b.db
does import all.xml --reason 'a copy'

for store in a.db b.db; do
    sqlite3 -readonly "$store" 'SELECT kind FROM lc_event;
        SELECT e.kind || char(32) || j.key FROM lc_event e, json_each(e.body) j;'
done | sort -u >observed
comm -13 described observed >diff
expect_empty "the library writes it, doc/events.md does not describe it" diff
comm -23 described observed >diff
expect_empty "doc/events.md describes it, nothing here wrote it" diff

# The order of an activation that breaks.
sqlite3 -readonly a.db "SELECT kind FROM lc_event
    WHERE seq >= (SELECT seq FROM lc_event WHERE kind = 'break.declared') ORDER BY seq LIMIT 6;" >order
printf '%s\n' break.declared version.superseded version.activated consumer.followed \
    consumer.notified consumer.broken | diff - order >diff
expect_empty "the events of an activation come in another order than doc/events.md says" diff
finish
