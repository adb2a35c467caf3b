#!/bin/sh
# Every command that takes --dry-run says in the same way that it was one, and keeps nothing.
. "$(dirname "$0")/lib.sh"
. "$here/lively.sh"

fixture
"$CONTRACTS" export --output all.xml
lively
cp contracts.db before.db
: > tried

# dry COMMAND ARGS...: COMMAND is "contract create" and the like.
dry() {
    command=$1
    shift
    echo "$command" >> tried
    # shellcheck disable=SC2086 # two words
    gives "$command --dry-run" 0 $command "$@" --dry-run
    is "$command: the first line says it" test "$(head -1 out)" = 'dry run: nothing was kept'
    # shellcheck disable=SC2086
    gives "$command --dry-run as JSON" 0 $command "$@" --dry-run --format json
    is "$command: the first member says it" test "$(sed -n 2p out)" = '  "dry_run": true,'
    is "$command: nothing was kept" cmp contracts.db before.db
    # shellcheck disable=SC2086
    gives "$command in earnest" 0 $command "$@" --format json
    is "$command: in earnest it is not said" test "$(grep -c dry_run out)" = 0
    cp before.db contracts.db
}

dry "contract create" shop/ghost orders-v1.yaml
dry "contract evolve" shop/orders orders-v2.yaml
dry "contract edit" shop/orders --owner-role platform
dry "contract rollback" shop/catalog@1.0.0 --reason 'clients fail'
dry "contract activate" shop/orders@1.1.0
dry "contract deprecate" shop/orders@1.0.0 --reason old
dry "contract reactivate" shop/legacy@1.0.0 --reason 'the move is late'
dry "contract retire" shop/legacy@1.0.0
dry "consumer register" shop/orders app
dry "consumer unregister" shop/orders web
dry "import" all.xml --policy skip
dry "policy set" shop/orders policy.yaml
dry "waive" shop --fingerprint 0123456789abcdef --owner ann --expires 2099-12-31 --reason agreed
"$CONTRACTS" policy set shop policy.yaml > /dev/null
cp contracts.db before.db
dry "policy clear" shop --reason 'no more'
dry "ledger open" shop/catalog EUR
dry "ledger chart" shop/deal
dry "ledger account" shop/orders Assets:A:Cost:One --currency GBP
"$CONTRACTS" ledger chart shop/deal > /dev/null
cp contracts.db before.db
dry "share assess" shop/deal --kind completion
sed 's/^risk_policy:/modifier: {cap: 4000, weights: {review_turnaround: 50}}\n&/' master_contract.yaml > modified.yaml
"$CONTRACTS" contract create shop/bargain modified.yaml --type master --label 1.0.0 > /dev/null
"$CONTRACTS" contract activate shop/bargain@1.0.0 > /dev/null
"$CONTRACTS" ledger open shop/bargain --chart > /dev/null
cp contracts.db before.db
dry "ledger modifier" shop/bargain --met review_turnaround=yes
dry "ledger risk fund" shop/deal 10 --reason 'as agreed'
"$CONTRACTS" ledger risk fund shop/deal 10 --reason 'as agreed' > /dev/null
cp contracts.db before.db
dry "ledger risk draw" shop/deal 1 --reason 'a disk failed'
dry "ledger risk release" shop/deal 1 --reason 'not needed'
dry "ledger post" shop/orders --kind cost --posting 'Assets:A:Cost 5' --posting Equity:A:Target
dry "ledger pend" shop/orders --kind cost --posting 'Assets:A:Cost 5' --posting Equity:A:Target
dry "ledger settle" shop/orders 2
dry "ledger void" shop/orders 2
dry "ledger expire" shop/orders
dry "ledger reverse" shop/orders 1 --reason wrong
dry "ledger restate" shop/orders 4 --reason 'right after all'
dry "ledger close" shop/orders 2026-01-04
dry "ledger seal" shop/orders
dry "ledger import" shop/orders entries.json
"$CONTRACTS" init --layout plan > /dev/null
dry "init" --layout plan
dry "sync" plan
dry "sow freeze" shop/work
dry "sow measure" shop/work speed --value 1 --on 2026-02-01
dry "sow accept" shop/work AC1 --evidence e
dry "sow post" shop/paid
dry "change open" shop/deal CR-42.yaml
dry "change impact" shop/deal/CR-50 impact.yaml
dry "change submit" shop/deal/CR-50
dry "change classify" shop/deal/CR-51
dry "change vote" shop/deal/CR-51 approve --actor retailer
dry "change decide" shop/deal/CR-51 deferred --actor retailer --reason 'after the season'
dry "change implement" shop/deal/CR-52
dry "change withdraw" shop/deal/CR-50 --reason 'not worth it'
dry "change reopen" shop/deal/CR-54 --reason 'asked for again'
dry "change close" shop/deal/CR-53
dry "decision delegate" shop/deal anna --from 2030-01-02 --until 2030-01-20 --actor retailer
dry "decision record" shop/deal/CR-51 --memo memo.yaml --adr adr.md
dry "decision import" shop/deal/CR-60 --actor retailer
dry "timer sweep" --now 2100-01-01
dry "timer pause" shop/timed/CR-1 waiting-for-data
dry "timer resume" shop/timed/CR-2
"$CONTRACTS" timer sweep --now 2100-01-01 > /dev/null
cp contracts.db before.db
action=$("$CONTRACTS" timer outbox --limit 1 --format json 2> /dev/null | sed -n 's/.*"id": "\(.*\)",/\1/p')
dry "timer delivered" "$action"
dry "slo start" shop/deal defect_triage BUG-7
dry "slo stop" shop/deal review_turnaround PR-10
dry "slo pause" shop/office review_turnaround PR-1 --reason waiting
dry "slo resume" shop/office review_turnaround PR-2
dry "slo sweep"
dry "environment build" shop/orders web@9
dry "environment deploy" shop/orders@1.0.0 staging
dry "environment undeploy" shop/catalog staging
dry "environment release" shop/catalog@2.0.0 staging
dry "environment withdraw" shop/catalog@1.0.0 staging
dry "cadence held" shop/platform review --artefact e
dry "stop-line raise" shop/platform security_blocker --evidence e --reason r
dry "stop-line clear" shop/platform prod_instability --decision done --reason r --actor studio
dry "dispute open" change:shop/timed/CR-3 'not asked for' --actor client
"$CONTRACTS" dispute open change:shop/timed/CR-3 'not asked for' --actor client > /dev/null
"$CONTRACTS" change decide shop/timed/CR-1 rejected --actor client > /dev/null
cp contracts.db before.db
dry "dispute answer" shop/timed/D-1 'it was' --actor supplier
dry "dispute escalate" shop/timed/D-1 --actor client
dry "dispute resolve" shop/timed/D-1 decision:CR-1
dry "dispute withdraw" shop/timed/D-1 --actor client

"$CONTRACTS" help --man | awk '/^\.SS / { command = substr($0, 5) } /dry\\?-run/ { print command }' |
    sort -u > taking
sort tried | comm -3 - taking > both
is "every command that takes it was tried" test -s taking -a ! -s both
cat both
