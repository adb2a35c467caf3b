#!/bin/sh
# JSON is stable: results of contracts, ledgers, shares and terms. t_json_more.sh has the rest.
. "$(dirname "$0")/lib.sh"

. "$here/json.sh"

# init and store info name sizes and versions that differ between machines; their keys are stable.
run --actor ann --now 2031-02-03T04:05:00Z --seed 1 --format json init
sed -n 's/^  "\([a-z_]*\)":.*/\1/p' out > init_keys
same contract-create 0 contract create shop/orders orders-v1.yaml --owner-role backend \
    --metadata '{"tier":1}'
same contract-activate 0 contract activate shop/orders@1.0.0
same consumer-register 0 consumer register shop/orders web --role app \
    --uses 'GET /orders/{id} response 200 /status'
same consumer-register-pinned 0 consumer register shop/orders billing --pin '^1.0'
same impact 1 impact shop/orders orders-v2.yaml
same impact-unchanged 0 impact shop/orders orders-v1.yaml
same contract-evolve 0 contract evolve shop/orders orders-v2.yaml
same error-activate 4 contract activate shop/orders@2.0.0
same contract-activate-break 0 contract activate shop/orders@2.0.0 --declare-break 'we mean it'
same contract-rollback 0 contract rollback shop/orders@1.0.0 --reason 'clients fail'
same contract-retire 0 contract retire shop/orders@3.0.0
same contract-deprecate 0 contract deprecate shop/orders@2.0.0 --reason old --sunset 2099-12-31
same contract-reactivate 0 contract reactivate shop/orders@2.0.0 --reason 'not yet'
same contract-edit 0 contract edit shop/orders --owner-agent agent-7
same contract-create-person 0 contract create shop/person person.schema.json --label v1.0
same contract-get 0 contract get shop/orders
same contract-list 0 contract list --limit 1
same contract-list-all 0 contract list --limit 1 --all
same contract-history 0 contract history shop/orders
same team-summary 0 team summary shop
same consumer-list 0 consumer list
same consumer-list-all 0 consumer list --limit 1 --all
same consumer-unregister 0 consumer unregister shop/orders web
same events-list 0 events list --limit 3
same events-list-all 0 events list --all --kind consumer.
same events-verify 0 events verify
same diff 1 diff orders-v1.yaml orders-v2.yaml
same diff-compatible 0 diff shop/orders@1.0.0 orders-v1.1.yaml
same validate 0 validate person.schema.json
same rule 0 rules response-required-property-removed
same store-check 0 store check --replay
same store-migrate 0 store migrate
same store-backup 0 store backup copy.db
same export 0 export shop/orders
run export --output all.xml
same import 0 --db new.db import all.xml
same error-not-found 4 contract get shop/nothing
same error-no-store 4 --db none.db contract list
same error-exists 4 contract create shop/orders orders-v1.yaml
same error-usage 2 contract frobnicate
same error-option 2 contract list --limit 0
printf 'openapi: 3.0.3\ninfo: {title: a, version: "1"\n' > broken.yaml
same error-input 3 validate broken.yaml
same error-missing-file 3 validate nowhere.yaml
same error-name 2 contract get 'shop/or ders'
same share 0 share --rule share-bands.yaml
same share-fpif 0 share --rule share-fpif.json
same share-missing 1 share --rule share-missing.yaml
same share-lint 1 share lint share-bands.yaml
same error-share 3 share --rule share-gap.yaml
same calendar-check 0 calendar check calendar.yaml
same calendar-due 0 calendar due calendar.yaml --start 2026-11-23T17:15 --goal 60m
same calendar-elapsed 0 calendar elapsed calendar.yaml --start 2026-11-23T16:30 \
    --end 2026-11-24T09:30
same calendar-days 0 calendar days calendar.yaml 2026-12-23 2026-12-28
same calendar-add 0 calendar days calendar.yaml 2026-12-23 --add 5
same calendar-at 0 calendar at calendar.yaml 2026-12-24T13:00
printf 'zone: UTC\nhours: 9-5\n' > hours.yaml
same error-calendar 3 calendar check hours.yaml

same master-show 0 master show master_contract.yaml --effective
same master-lint 0 master lint master_contract.yaml
same sow-rank 0 sow rank sprint-07.yaml
same sow-volatility 0 sow volatility sprint-07.yaml --backlog sprint-07.csv
same change-classify 0 change classify --master master_contract.yaml CR-42.yaml --breaking 1
printf 'meta: {id: m}\nversion: two\n' > two.yaml
same error-terms 3 master show two.yaml
same ledger-open 0 ledger open shop/orders GBP
same ledger-account 0 ledger account shop/orders Assets:Acme:Cost --hi 1000 --from 2031-01-01
same ledger-account-change 0 ledger account shop/orders Assets:Acme:Cost --hi 500.50 --change
run ledger account shop/orders Liabilities:Acme:Supplier
same ledger-post 0 ledger post shop/orders --kind cost --date 2031-01-15 --memo 'one "line"' \
    --posting 'Assets:Acme:Cost 120.50' --posting Liabilities:Acme:Supplier --key k1 \
    --cause invoice:7 --evidence file:invoice-7
same ledger-pend 0 ledger pend shop/orders --kind fee --date 2031-01-16 \
    --posting 'Assets:Acme:Cost 10' --posting 'Liabilities:Acme:Supplier -10'
same ledger-settle 0 ledger settle shop/orders 2 --amount 4.25
same ledger-reverse 0 ledger reverse shop/orders 1 --reason 'wrong contract'
same ledger-show 0 ledger show shop/orders
same ledger-balance 0 ledger balance shop/orders Assets
same ledger-trial 0 ledger trial shop/orders
same ledger-entries 0 ledger entries shop/orders --limit 2
same ledger-entries-all 0 ledger entries shop/orders --limit 2 --all
same ledger-close 0 ledger close shop/orders 2031-01-31
same ledger-seal 0 ledger seal shop/orders
same ledger-periods 0 ledger periods shop/orders
same ledger-verify 0 ledger verify shop/orders
same ledger-prove 0 ledger prove shop/orders 2
run contract create shop/bargain master_contract.yaml --type master --label 1.0.0
run contract activate shop/bargain@1.0.0
same ledger-chart 0 ledger chart shop/bargain
same metrics 0 metrics shop/bargain --until 2031-01-31
run ledger post shop/bargain --kind cost --date 2031-01-15 --posting 'Assets:Bargain:Cost 30000' \
    --posting Liabilities:Bargain:Supplier
same error-share-interim 2 share assess shop/bargain --kind interim --as-of 2031-01-31
same share-assess 0 share assess shop/bargain --kind interim --as-of 2031-01-31 --earned 40000 \
    --forecast 180000
same share-list 0 share list shop/bargain
same ledger-burn 0 ledger burn shop/bargain --until 2031-12-31
same ledger-statement 0 ledger statement shop/bargain --from 2031-01-01 --until 2031-01-31
same error-ledger-key 4 ledger post shop/orders --kind cost --date 2031-01-15 --key k1 \
    --posting 'Assets:Acme:Cost 120.51' --posting Liabilities:Acme:Supplier
same error-ledger-limit 4 ledger post shop/orders --kind cost --date 2031-02-01 \
    --posting 'Assets:Acme:Cost 600' --posting Liabilities:Acme:Supplier
same error-ledger-kind 4 ledger post shop/orders --kind share --date 2031-02-01 \
    --posting 'Assets:Acme:Cost 6' --posting Liabilities:Acme:Supplier
same validate-schema 1 validate order.json --schema orders-v1.yaml#/components/schemas/Order --all

printf '%s\n' 'id: work' 'title: One' 'dates: {start: 2031-01-05, end: 2031-01-16}' 'price: "10"' \
    'value_hypothesis: {metric: m, target: ">= 3", due: 2031-01-31}' \
    'acceptance_criteria: [{id: AC1, description: a >= 1}]' 'backlog: [{id: a, size: 4}]' > work.yaml
run --now "$now" contract create shop/work work.yaml --type sow --label 1.0.0
run --now "$now" contract activate shop/work@1.0.0
same sow-status 1 sow status shop/work
same sow-measure 0 sow measure shop/work m --value 3.5 --on 2031-01-20 --n 40 --interval 3.1..3.9 \
    --evidence reports/ab.csv
same sow-accept 0 sow accept shop/work AC1 --evidence reports/a.json
same sow-due 0 sow due shop
same sow-churn 0 sow volatility shop/work
same error-sow 4 sow accept shop/work AC2 --evidence reports/a.json
same layout 0 init --layout plan
same sync-check 1 sync plan --team shop --check
same sync 0 sync plan --team shop
rm plan/docs/adr/ADR-0001.md
printf 'id: 7\n' > plan/contracts/sow/SPRINT-02.yaml
printf 'id: [\n' > plan/contracts/sow/broken.yaml
same sync-refused 1 sync plan --team shop

same contract-create-master 0 contract create shop/deal master_contract.yaml --type master --label 1.0.0
same contract-activate-master 0 contract activate shop/deal@1.0.0
same slo-start 0 slo start shop/deal review_turnaround PR-12 --at 2031-01-28T09:00:00Z
same slo-stop 0 slo stop shop/deal review_turnaround PR-12
same slo-status 0 slo status PR-12
same slo-list-all 0 slo list --all --limit 1
same slo-report 0 slo report shop/deal
same slo-sweep 0 slo sweep
same error-slo 4 slo stop shop/deal review_turnaround PR-12

same stop-line-raise 0 stop-line raise shop/deal security_blocker --evidence cve:7 --reason leak
run contract create shop/app notes.json --as opaque --label 1.0.0 --metadata '{"master":"shop/deal"}' \
    --actor ann --now "$now"
same error-blocked 4 contract activate shop/app@1.0.0
same error-stop-line-clear 4 stop-line clear shop/deal security_blocker \
    --decision fixed --reason 'deployed'
same stop-line-list 0 stop-line list
same stop-line-summary 0 stop-line summary shop/deal

same ledger-risk 0 ledger risk fund shop/bargain 8000 --reason 'as agreed' --date 2031-01-20
same error-risk-limit 4 ledger risk draw shop/bargain 2000.01 --reason flood --date 2031-01-21
sed 's/^risk_policy:/modifier: {cap: 4000, weights: {review_turnaround: 50, order_completion: 70}}\n&/' \
    master_contract.yaml > modified.yaml
run contract create shop/paid modified.yaml --type master --label 1.0.0
run contract activate shop/paid@1.0.0
run ledger open shop/paid --chart
same ledger-modifier 0 ledger modifier shop/paid --on 2031-01-01 --met review_turnaround=97.5

# The latest instants of all.
sed 's/PORT/1/' timed.yaml > master.yaml
now=2031-02-03T04:$(printf %02d:%02d $((5 + second / 60)) $((second % 60)))Z
run --now "$now" --seed 91 contract create shop/timed master.yaml --type master
run --now "$now" contract activate shop/timed@1.0.0
echo '{id: CR-1, requester: us, impact_analysis: {budget_delta_pct: 1}}' > cr.yaml
run --now "$now" change open shop/timed cr.yaml
run --now "$now" change submit shop/timed/CR-1
same timer-pause 0 timer pause shop/timed/CR-1 waiting-for-data
same timer-resume 0 timer resume shop/timed/CR-1
same timer-due 0 timer due --contract shop/timed
same error-timer-pause 4 timer pause shop/timed/CR-1 mood
run --actor ann --now 2031-02-05T04:07:00Z --seed 92 timer sweep --format json
is "timer-sweep: ends well" test "$code" -eq 0
cp out both
if [ "$update" = --update ]; then cp both "$here/golden/timer-sweep.json"; fi
is "timer-sweep: the same" cmp both "$here/golden/timer-sweep.json"
same error-timer-time 2 timer sweep

run store info --format json
sed -n 's/^  "\([a-z_]*\)":.*/\1/p' out > keys
if [ "$update" = --update ]; then cp keys "$here/golden/store-info.keys"; fi
is "store-info: the same keys" cmp keys "$here/golden/store-info.keys"
is "init: the same keys" cmp init_keys "$here/golden/store-info.keys"

# Two runs with the same seed and time give the same store, as far as an export shows it.
for db in a.db b.db; do
    "$CONTRACTS" --db $db --actor ann --now 2031-01-01T00:00:00Z --seed 7 \
        contract create x/y notes.json --as opaque > out 2> err
    "$CONTRACTS" --db $db export --output $db.xml > out 2> err
done
is "seed and time give the same store" cmp a.db.xml b.db.xml
