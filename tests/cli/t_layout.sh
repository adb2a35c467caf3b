#!/bin/sh
# The layout of a repository: made, loaded, written back byte for byte, and what is wrong with it.
. "$(dirname "$0")/lib.sh"

# in_sync NAME: nothing to do, and a second sync leaves store and files alone.
in_sync() {
    gives "$1: --check agrees" 0 sync plan --team shop --check
    prints "$1: no drift" 'no drift'
    cp contracts.db before.db && rm -rf before && cp -r plan before
    gives "$1: once more" 0 sync plan --team shop
    is "$1: the store is as it was" cmp contracts.db before.db
    is "$1: the files are as they were" diff -r plan before
}

# refused NAME RULE TEXT: an error among the findings, and nothing changed.
refused() {
    cp contracts.db before.db && rm -rf before && cp -r plan before
    gives "$1" 1 sync plan --team shop
    prints "$1: says $2" "($2)"
    prints "$1: says it in words" "$3"
    prints "$1: nothing was changed" 'nothing was changed'
    is "$1: the store is as it was" cmp contracts.db before.db
    is "$1: the files are as they were" diff -r plan before
    gives "$1: --check" 1 sync plan --team shop --check
}

# ---- made ----

gives "dry run" 0 init --layout plan --dry-run
prints "dry run says so" 'dry run: nothing was kept'
isnt "dry run makes nothing" test -e plan
gives "made" 0 --now 2026-03-04T10:00:00Z init --layout plan
prints "made: what comes next" 'next: contracts sync plan'
gives "master is clean" 0 master lint plan/contracts/master_contract.yaml
prints "master is clean: no remark" '0 errors, 0 warnings, 0 infos'
gives "sow is clean" 0 sow lint plan/contracts/sow/SPRINT-01.yaml
prints "sow is clean: no remark" '0 errors, 0 warnings, 0 infos'
gives "change is clean" 0 change lint plan/contracts/changes/CR-1.yaml
prints "change is clean: no remark" '0 errors, 0 warnings, 0 infos'
is "dates are of --now" grep -q '^dates: {start: 2026-03-09, end: 2026-03-20}' \
    plan/contracts/sow/SPRINT-01.yaml
isnt "no store is made" test -e contracts.db
cp -r plan before
echo '# mine' >> plan/contracts/master_contract.yaml
cp -r plan mine
gives "a second time" 0 init --layout plan
isnt "nothing is made twice" grep -q made out
is "nothing is overwritten" diff -r plan mine
mkdir -p own/contracts/sow
printf 'id: mine\n' > own/contracts/sow/mine.yaml
gives "beside documents of one's own" 0 init --layout own
isnt "no example beside them" test -e own/contracts/sow/SPRINT-01.yaml
is "what is missing is made" test -f own/contracts/master_contract.yaml
ln -s /tmp elsewhere
mkdir linked && ln -s ../elsewhere linked/contracts
gives "a link on the way" 5 init --layout linked
says "a link on the way: why" 'a symbolic link is on the way'
gives "a directory without --layout" 2 init plan
says "a directory without --layout: why" 'a directory goes with --layout'
gives "nowhere to make it" 4 init --layout no/where
says "nowhere to make it: why" "cannot make the directory 'no/where'"
rm -rf plan && mv before plan

# ---- loaded ----

gives "no store" 4 sync plan
run init
gives "no directory" 4 sync nowhere
says "no directory: why" "cannot use the directory 'nowhere'"
gives "check of what was never loaded" 1 sync plan --team shop --check
prints "check names what would be made" 'contracts/sow/SPRINT-01.yaml    created'
gives "it was only looked at" 4 contract get shop/master-1
gives "loaded" 0 sync plan --team shop --reason 'first plan'
gives "master is active" 0 contract get shop/master-1@active
gives "sow is active" 0 contract get shop/SPRINT-01@active
prints "of its type" sow
gives "change is open" 0 change show shop/master-1/CR-1
in_sync "loaded"
gives "team by default" 0 --db other.db init
cp -r plan default
gives "team by default: loads" 0 --db other.db sync default
gives "team by default: that of the master" 0 --db other.db contract get master-1/SPRINT-01

# ---- the store knows better ----

run change submit shop/master-1/CR-1
gives "drift" 1 sync plan --team shop --check
prints "drift: file, line, term" "contracts/changes/CR-1.yaml:15: /state is 'analysed', was 'draft'"
cp plan/contracts/changes/CR-1.yaml was.yaml
gives "written back" 0 sync plan --team shop
is "one line differs" test "$(diff was.yaml plan/contracts/changes/CR-1.yaml | grep -c '^[<>]')" = 2
in_sync "written back"
run --now 2030-01-02T00:00:00Z --actor client change vote shop/master-1/CR-1 approve
run --now 2030-01-02T00:00:00Z --actor dev_lead change vote shop/master-1/CR-1 approve
gives "decided" 0 --now 2030-01-03T00:00:00Z sync plan --team shop
is "decision in the file" grep -q \
    '^decision: {status: approved, approvers: \[client, dev_lead\], date: 2030-01-02}$' \
    plan/contracts/changes/CR-1.yaml
is "remarks stay" grep -q '^threshold_eval: minor # a claim;' plan/contracts/changes/CR-1.yaml
gives "the file still reads" 0 change lint plan/contracts/changes/CR-1.yaml
at() { run --now 2030-02-01T00:00:00Z "$@"; }
at sync plan --team shop --check
is "decided: no drift" test "$code" -eq 0

# A file may be JSON, in any shape, or XML, which is only read.
printf '{\r\n  "id": "CR-2", "requester": "client",\r\n  "summary": "x"\r\n}\r\n' \
    > plan/contracts/changes/two.json
at sync plan --team shop
is "JSON with line ends of its own" test "$(tr -d '\r' < plan/contracts/changes/two.json)" = \
    '{
  "id": "CR-2", "requester": "client",
  "summary": "x",
  "state": "draft"
}'
is "each line ends as before" test "$(grep -c "$(printf '\r')" plan/contracts/changes/two.json)" = 5
printf '<change xmlns="urn:libcontracts:terms:1"><id>CR-3</id></change>\n' \
    > plan/contracts/changes/three.xml
at sync plan --team shop
prints "XML is not written" '(not-written)'
prints "XML is not written: what would be" "/state, which is 'draft' in the store"
at sync plan --team shop --check
is "which is a finding" test "$code" -eq 1
run change show shop/master-1/CR-3
is "but read" test "$code" -eq 0
printf '{id: CR-3, requester: client, state: draft}\n' > plan/contracts/changes/three.yaml
rm plan/contracts/changes/three.xml
at sync plan --team shop
prints "the id rules, and what a request said when it was opened" \
    "'requester' is not what it was when 'shop/master-1/CR-3' was opened"
printf 'id: CR-3\nstate: |\n  draft\n' > plan/contracts/changes/three.yaml
run --now 2030-02-01T00:00:00Z change withdraw shop/master-1/CR-3 --reason 'not now'
at sync plan --team shop
prints "a text that cannot be changed exactly" "/state, which is 'withdrawn' in the store"
is "stays as it is" grep -q '|' plan/contracts/changes/three.yaml
rm plan/contracts/changes/three.yaml
at sync plan --team shop --check
is "what is over needs no file" test "$code" -eq 0
rm plan/contracts/changes/two.json
at sync plan --team shop --check
prints "what is open does" "contracts/changes/CR-2.yaml: is not there"
run --now 2030-02-01T00:00:00Z change withdraw shop/master-1/CR-2 --reason 'not now'

# ---- read-only, links, killed runs ----

for verb in implement close; do run --now 2030-02-02T00:00:00Z change $verb shop/master-1/CR-1; done
run --now 2030-02-02T00:00:00Z change reopen shop/master-1/CR-1 --reason 'asked again'
chmod a-w plan/contracts/changes/CR-1.yaml
gives "read-only" 5 --now 2030-02-03T00:00:00Z sync plan --team shop
says "read-only: why" "'contracts/changes/CR-1.yaml' is read-only"
chmod 0640 plan/contracts/changes/CR-1.yaml
echo half > plan/contracts/changes/.CR-1.yaml.contracts-new
gives "left over from a run that was killed" 0 --now 2030-02-03T00:00:00Z sync plan --team shop
is "permissions stay" test "$(stat -c %a plan/contracts/changes/CR-1.yaml)" = 640
is "nothing is left beside it" test -z "$(find plan -name '*contracts-new')"
is "a new cycle begins open" grep -q 'status: pending' plan/contracts/changes/CR-1.yaml
cp plan/contracts/changes/CR-1.yaml outside.yaml
rm plan/contracts/changes/CR-1.yaml
ln -s ../../../outside.yaml plan/contracts/changes/CR-1.yaml
refused "a link" file-refused 'is a symbolic link'
rm plan/contracts/changes/CR-1.yaml && mv outside.yaml plan/contracts/changes/CR-1.yaml
mv plan/contracts/sow aside && ln -s ../../aside plan/contracts/sow
refused "a folder that is a link" file-refused 'put the folder itself there'
rm plan/contracts/sow && mv aside plan/contracts/sow

# ---- edited files ----

now() { run --now 2030-03-01T00:00:00Z "$@"; }
sed -i 's/title: Progress bar, size: 3/title: Progress bar, size: 4/' plan/contracts/sow/SPRINT-01.yaml
now sync plan --team shop
is "an edition of its own" grep -q 'SPRINT-01.yaml.*evolved.*shop/SPRINT-01@' out
now contract get shop/SPRINT-01@active
isnt "which is active" grep -q '1.0.0  active' out
echo '# a remark' >> plan/contracts/sow/SPRINT-01.yaml
now sync plan --team shop --check
is "a remark is no drift" test "$code" -eq 0
sed -i 's/risk_score: 5/risk_score: 7/' plan/contracts/changes/CR-1.yaml
now sync plan --team shop
is "a revision of the impact" grep -q 'CR-1.yaml.*revised' out
sed -i 's/budget_delta_pct_major: 10/budget_delta_pct_major: 5/' plan/contracts/master_contract.yaml
cp contracts.db before.db
now sync plan --team shop
is "a break is refused" test "$code" -eq 4
says "a break is refused: which" 'shop/master-1'
is "a break is refused: nothing changed" cmp contracts.db before.db
now sync plan --team shop --declare-break 'thresholds were too lax'
is "a declared break is taken" test "$code" -eq 0
now contract get shop/master-1@active
prints "its reason" 'thresholds were too lax'

# The store moved on, the file did not; then both.
cp plan/contracts/sow/SPRINT-01.yaml edited.yaml
sed -i 's/size: 4/size: 5/' edited.yaml
now contract evolve shop/SPRINT-01 edited.yaml
now contract list --team shop --type sow --state draft
label=$(sed -n 's/.*shop\/SPRINT-01@\([0-9.]*\).*/\1/p' out | head -1)
[ -n "$label" ] || { now contract history shop/SPRINT-01; label=$(grep -o '[0-9]*\.[0-9]*\.[0-9]*' out | sort -V | tail -1); }
now contract activate "shop/SPRINT-01@$label" --declare-break 'agreed'
cp plan/contracts/sow/SPRINT-01.yaml older.yaml
now sync plan --team shop
is "the store's edition is taken" grep -q 'SPRINT-01.yaml.*taken' out
is "byte for byte" cmp plan/contracts/sow/SPRINT-01.yaml edited.yaml
cp older.yaml plan/contracts/sow/SPRINT-01.yaml
now sync plan --team shop --declare-break 'back again'
is "an older text that somebody puts back is an edit" grep -q 'SPRINT-01.yaml.*evolved' out
cp plan/contracts/sow/SPRINT-01.yaml edited.yaml
sed -i 's/size: 4/size: 6/' edited.yaml
now contract evolve shop/SPRINT-01 edited.yaml
label=$(grep -o 'SPRINT-01@[0-9.]*' out | head -1 | cut -d@ -f2)
now contract activate "shop/SPRINT-01@$label" --declare-break 'agreed'
sed -i 's/size: 4/size: 7/' plan/contracts/sow/SPRINT-01.yaml
cp contracts.db before.db
now sync plan --team shop
is "both moved" test "$code" -eq 1
prints "both moved: said" '(both-moved)'
is "both moved: nothing changed" cmp contracts.db before.db
cp edited.yaml plan/contracts/sow/SPRINT-01.yaml
now sync plan --team shop
is "brought together" test "$code" -eq 0

# ---- what is wrong, each by itself ----

rm -rf plan contracts.db*
run --now 2026-03-04T10:00:00Z init --layout plan
run --now 2026-03-04T10:00:00Z init
run --now 2026-03-04T10:00:00Z sync plan --team shop
good() { rm -rf plan && cp -r good plan; }
cp -r plan good

printf 'id: [\n' > plan/contracts/sow/broken.yaml
refused "malformed" file-refused 'contracts/sow/broken.yaml:2:1: '
good
printf 'id: x\ndates: {start: 2026-02-30}\n' > plan/contracts/sow/x.yaml
refused "a wrong value" file-refused 'contracts/sow/x.yaml:2:16: /dates/start'
good
cp plan/contracts/sow/SPRINT-01.yaml plan/contracts/sow/copy.yaml
refused "two files with one id" id-twice "has the id 'SPRINT-01', and so has 'contracts/sow/SPRINT-01.yaml'"
good
printf 'id: sprint-01\ngoals: [a]\n' > plan/contracts/sow/small.yaml
refused "ids without regard to case" id-twice "has the id 'sprint-01'"
good
cp plan/contracts/changes/CR-1.yaml plan/contracts/sow/
refused "a change among the SOWs" kind-wrong 'looks like a document of kind change; this place is for kind sow'
good
cp plan/contracts/master_contract.yaml plan/contracts/master_contract.json
refused "two masters" master-twice 'is a second file of the master contract'
good
rm plan/contracts/master_contract.yaml
refused "no master" master-missing "'contracts init --layout' makes a first one"
good
sed -i 's/^master: master-1/master: other/' plan/contracts/sow/SPRINT-01.yaml
refused "another master" master-unknown "contracts/sow/SPRINT-01.yaml:3:9: names the master 'other'"
good
echo 'dependencies: [SPRINT-00]' >> plan/contracts/sow/SPRINT-01.yaml
refused "a dead dependency" dependency-missing "depends on 'SPRINT-00'"
good
echo 'dependencies: [S-3]' >> plan/contracts/sow/SPRINT-01.yaml
printf 'id: S-2\ngoals: [a]\ndependencies: [SPRINT-01]\n' > plan/contracts/sow/2.yaml
printf 'id: S-3\ngoals: [a]\ndependencies: [S-2]\n' > plan/contracts/sow/3.yaml
refused "a circle" dependency-cycle 'S-2 -> SPRINT-01 -> S-3 -> S-2'
good
# By way of what the store alone has: files and contracts are one graph.
echo 'dependencies: [outside]' >> plan/contracts/sow/SPRINT-01.yaml
printf 'id: outside\ngoals: [a]\ndependencies: [SPRINT-01]\n' > outside.yaml
run --db through.db contract create shop/SPRINT-01 plan/contracts/sow/SPRINT-01.yaml --type sow --actor ada
run --db through.db contract create shop/outside outside.yaml --type sow --actor ada
run --db through.db contract activate shop/outside@1.0.0 --actor ada
is "what the store alone has" test "$code" -eq 0
run --db through.db sync plan --team shop --actor ada
is "a circle through the store" test "$code" -eq 1
prints "a circle through the store: which" 'depends on itself in a circle: SPRINT-01 -> outside -> SPRINT-01'
run --db through.db contract get shop/SPRINT-01@1.0.0
prints "a circle through the store: nothing is done" draft
good
sed -i 's/changes: \[CR-1\]/changes: [CR-1, CR-9]/' plan/contracts/sow/SPRINT-01.yaml
refused "a change that is not there" change-unknown "links to the change 'CR-9'"
good
echo 'addendum: shop/SPRINT-02@1.0.0' >> plan/contracts/changes/CR-1.yaml
refused "an addendum that is not there" addendum-unknown "names the addendum 'shop/SPRINT-02@1.0.0'"
good
printf 'id: CR-8\nsupersedes: [CR-7]\n' > plan/contracts/changes/8.yaml
cp contracts.db before.db
run sync plan --team shop
is "what the store refuses" test "$code" -eq 3
says "what the store refuses: why" "'CR-7' is no change of 'shop/master-1'"
is "what the store refuses: nothing changed" cmp contracts.db before.db
good
run contract create shop/api orders-v1.yaml
printf 'id: api\ngoals: [a]\n' > plan/contracts/sow/api.yaml
refused "a name that is taken" type-differs "which the store has as a contract of type rest-api"
good

# Findings that keep nothing from being loaded.
rm plan/docs/adr/ADR-0001.md
gives "a missing record" 0 sync plan --team shop
prints "a missing record: of the change" "contracts/changes/CR-1.yaml:14:6: links to the decision record 'docs/adr/ADR-0001.md', which is not there (adr-missing)"
line=$(grep -n 'adrs:' plan/contracts/sow/SPRINT-01.yaml | cut -d: -f1)
prints "a missing record: of the SOW" "contracts/sow/SPRINT-01.yaml:$line:10: links to"
gives "a missing record: --check" 1 sync plan --team shop --check
good
sed -i 's|^adr: .*|adr: ../secret.md|' plan/contracts/changes/CR-1.yaml
run sync plan --team shop --check
prints "a record outside" "links to the decision record '../secret.md', which leads out of the layout"
good
rm plan/contracts/sow/SPRINT-01.yaml
gives "a file removed" 0 sync plan --team shop
prints "a file removed: said" "contracts/sow/SPRINT-01.yaml: is not there, and 'shop/SPRINT-01@1.0.0'"
good
mv plan/contracts/sow/SPRINT-01.yaml plan/contracts/sow/renamed.yml
gives "a file renamed" 0 sync plan --team shop
prints "a file renamed: nothing else" 'no drift'
isnt "a file renamed: no finding" grep -q warning out
printf 'id: CR-5\nrequester: client\nimpact_analysis: {budget_delta_pct: 50, schedule_slip_days: 1, risk_score: 1}\nthreshold_eval: minor\n' > plan/contracts/changes/5.yaml
run sync plan --team shop
run change submit shop/master-1/CR-5
gives "a claim that differs" 0 sync plan --team shop
prints "a claim that differs: said" 'claims minor, and is major by the thresholds, which rule'
is "a claim that differs: what rules is written" grep -q '^threshold_eval: major$' \
    plan/contracts/changes/5.yaml
run change show shop/master-1/CR-5
prints "the claim is kept" 'minor'

good
run sow measure shop/SPRINT-01 onboarding --value 2.5 --on 2026-03-10
gives "what was realised" 0 sync plan --team shop
is "is written into its slice" grep -q \
    'id: onboarding, outcome: conversion, expected: 3, confidence_pct: 70, effort: 8, realised: 2.5}$' \
    plan/contracts/sow/SPRINT-01.yaml
gives "and makes no edition" 0 sync plan --team shop
prints "and makes no edition: no drift" 'no drift'

# ---- the skeletons of the seed ----

mkdir -p seed/contracts/sow seed/contracts/changes
cat > seed/contracts/master_contract.yaml <<'END'
version: 1
meta:
  id: master-2025-10
  effective_date: 2025-10-11
governance:
  steering_committee: [client, dev_lead, design_lead]
  decision_rights:
    - area: scope
      owner: steering_committee
      sla_days: 3
change_policy:
  thresholds:
    budget_delta_pct_major: 10
    schedule_slip_days_major: 10
    risk_score_major: 8
END
cat > seed/contracts/sow/sprint-07.yaml <<'END'
id: SPRINT-07
dates: {start: 2025-10-13, end: 2025-10-24}
goals:
  - description: Redesign onboarding flow
links:
  dag_nodes: [onboarding_redesign, ab_test_setup]
  changes: [CR-42]
END
cat > seed/contracts/changes/CR-42.yaml <<'END'
id: CR-42
requestor: design_lead
summary: Redesign navigation per user tests
impact_analysis:
  budget_delta_pct: 7
  schedule_slip_days: 4
  risk_score: 5
threshold_eval: minor  # per master thresholds
decision:
  status: approved
  approvers: [steering_committee]
  date: 2025-10-15
addendum: null
adr: docs/adr/ADR-0007.md
END
gives "as they stand" 0 --db seed.db init
gives "as they stand: loaded" 0 --db seed.db sync seed
prints "their record is missing" "links to the decision record 'docs/adr/ADR-0007.md'"
prints "their decision is not the store's" 'says approved, and nobody decided so in the store'
run --db seed.db change submit master-2025-10/master-2025-10/CR-42
run --db seed.db decision import master-2025-10/master-2025-10/CR-42 --actor client
gives "taken over" 0 --db seed.db sync seed
is "the claim agrees, and its remark stays" grep -q '^threshold_eval: minor  # per master thresholds$' \
    seed/contracts/changes/CR-42.yaml
isnt "no finding about it any more" grep -q decision-not-here out
