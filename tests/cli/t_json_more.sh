#!/bin/sh
# JSON is stable: results of changes, decisions, disputes, clocks, meetings, environments and policies, and
# what t_json.sh leaves out of the rest. At the end: between both no command is left out.
. "$(dirname "$0")/lib.sh"
. "$here/lively.sh"
. "$here/json.sh"

fixture
lively
at ledger chart shop/deal
at ledger risk fund shop/deal 10 --reason 'as agreed'
at policy set shop policy.yaml
echo 'type Query { order(id: ID!): Order } type Order { id: ID! }' > schema.graphql
echo '{ order(id: 1) { id } }' > queries.graphql

same change-open 0 change open shop/deal CR-42.yaml
same change-impact 0 change impact shop/deal/CR-50 impact.yaml
same change-submit 0 change submit shop/deal/CR-50
same decision-record 0 decision record shop/deal/CR-51 --memo memo.yaml --adr adr.md
same change-vote 0 change vote shop/deal/CR-51 approve --actor retailer
same change-implement 0 change implement shop/deal/CR-52
same change-decide 0 change decide shop/deal/CR-50 deferred --actor retailer --reason 'later'
same change-withdraw 0 change withdraw shop/deal/CR-42 --reason 'not worth it'
same change-reopen 0 change reopen shop/deal/CR-54 --reason 'asked for again'
same change-close 0 change close shop/deal/CR-53
same change-show 0 change show shop/deal/CR-51
same change-list 0 change list --contract shop/deal --limit 1
same change-lint 0 change lint CR-42.yaml
same change-terms 0 change terms CR-42.yaml --effective
same change-whatif 0 change whatif --thresholds thresholds.yaml shop/deal
same decision-import 0 decision import shop/deal/CR-60 --actor retailer
same decision-list 0 decision list --limit 2
same decision-delegate 0 decision delegate shop/deal anna --from 2031-02-04 --until 2031-02-20 \
    --actor retailer

same dispute-open 0 dispute open change:shop/timed/CR-3 'not asked for' --actor client
same dispute-answer 0 dispute answer shop/timed/D-1 'it was' --actor supplier
same dispute-escalate 0 dispute escalate shop/timed/D-1 --actor client
same dispute-show 0 dispute show shop/timed/D-1
same dispute-list 0 dispute list
run --actor client --now "$now" change decide shop/timed/CR-1 rejected
same dispute-resolve 0 dispute resolve shop/timed/D-1 decision:CR-1
run --actor client --now "$now" dispute open change:shop/timed/CR-2 'nor this'
same dispute-withdraw 0 dispute withdraw shop/timed/D-2 --actor client

same timer-show 0 timer show shop/timed/CR-2
run --now "$now" --seed 93 timer sweep
same timer-outbox 0 timer outbox --limit 1
action=$(sed -n 's/.*"id": "\(.*\)",/\1/p' out)
same timer-delivered 0 timer delivered "$action"
same slo-pause 0 slo pause shop/office review_turnaround PR-1 --reason waiting
same slo-resume 0 slo resume shop/office review_turnaround PR-2
same cadence-held 0 cadence held shop/platform review --on 2030-01-10 --artefact minutes=file:7
same cadence-list 0 cadence list
same cadence-missed 0 cadence missed shop/platform --until 2030-02-28
same stop-line-show 0 stop-line show shop/platform prod_instability
same stop-line-clear 0 stop-line clear shop/platform prod_instability --decision done \
    --reason 'deployed' --actor studio

same environment-build 0 environment build shop/orders web@2.3.0 --built-against 1.0.0
same environment-builds 0 environment builds
same environment-deploy 0 environment deploy shop/orders@1.0.0 production --new-environment
same environment-list 0 environment list shop
same environment-release 0 environment release shop/catalog@2.0.0 staging
same environment-runs 0 environment runs --team shop --environment staging --ended
same can-deploy 0 can-deploy shop/catalog@2.0.0 staging
same environment-undeploy 0 environment undeploy shop/catalog staging
same environment-withdraw 0 environment withdraw shop/catalog@1.0.0 staging
same can-evolve 0 can-evolve shop/orders orders-v1.1.yaml
same can-evolve-no 1 can-evolve shop/orders orders-v2.yaml
same can-retire 1 can-retire shop/catalog@2.0.0
same can-upgrade 0 can-upgrade shop/orders@1.0.0 web
same used-parts 0 used-parts schema.graphql queries.graphql
same policy-check 0 policy check policy.yaml
same policy-set 0 policy set shop/orders policy.yaml --reason 'agreed with the teams'
same policy-show 0 policy show shop/orders --effective
same waive 0 waive shop/orders --fingerprint 0123456789abcdef --owner ann --expires 2099-12-31 \
    --reason agreed
same waivers 0 waivers shop/orders
same policy-clear 0 policy clear shop --reason 'each has its own'

same sow-show 0 sow show sprint-07.yaml
same sow-lint 0 sow lint sprint-07.yaml
same sow-freeze 0 sow freeze shop/work
same sow-post 0 sow post shop/paid
run --now "$now" share assess shop/deal --kind completion
same share-show 0 share show shop/deal
same ledger-void 0 ledger void shop/orders 2
same ledger-restate 0 ledger restate shop/orders 4 --reason 'right after all'
same ledger-expire 0 ledger expire shop/orders
same ledger-import 0 ledger import shop/orders entries.json
same ledger-risk-release 0 ledger risk release shop/deal 1 --reason 'not needed'
same ledger-risk-show 0 ledger risk show shop/deal
run ledger prove shop/orders 1 --format json
cp out proof.json
same ledger-proof 0 ledger proof proof.json

# What has no such file: documents, texts and keys, and what other tests compare.
cat > without << 'END'
change schema
change xsd
changelog
contract document
decision adr
events follow
help
ledger checkpoint
ledger export
ledger keygen
master schema
master xsd
policy schema
sow schema
sow xsd
stop-line check
store info
version
END
"$CONTRACTS" help < /dev/null | sed -n '/^Commands:/,/^Options/p' |
    sed -n 's/^  \([a-z][a-z -]*[a-z]\)   *.*/\1/p' > commands
is "help lists commands" test "$(wc -l < commands)" -gt 100
cat "$here/t_json.sh" "$here/t_json_more.sh" > scripts
while read -r words; do
    if grep -qxF "$words" without; then
        isnt "$words: is left out with reason" grep -qE "^same [a-z-]+ [0-9] $words( |\$)" scripts
    else
        is "$words: has its file" grep -qE "^same [a-z0-9-]+ [0-9] (--db [a-z.]+ )?$words( |\$)" scripts
    fi
done < commands
