#!/bin/sh
# Stopping the line through the command: what is blocked, who clears it, that it travels.
. "$(dirname "$0")/lib.sh"

cat > deal.yaml <<'EOF'
version: 1
meta: {id: deal-1}
governance: {steering_committee: [client, supplier], mode: enforce}
risk_policy:
  stop_the_line_triggers:
    - {id: security_blocker, owner: client}
    - {id: freeze, owner: steering_committee, blocks: [evolve, payment, deploy]}
EOF
echo '{"type":"object"}' > a.json
does() {
    gives "$*" 0 --actor ann "$@"
}
does contract create shop/deal deal.yaml --type master --label 1.0.0
does contract activate shop/deal@1.0.0
does contract create shop/api a.json --metadata '{"master":"shop/deal"}'
gives "no evidence" 2 stop-line raise shop/deal security_blocker --reason leak
gives "no reason" 2 stop-line raise shop/deal security_blocker --evidence cve:7
does stop-line raise shop/deal security_blocker --evidence cve:7 --evidence log --reason leak
prints "it blocks" "blocks        activate, implement"
does stop-line raise shop/deal security_blocker --evidence cve:8 --reason leak
prints "twice is once" "it was raised already by ann"
gives "an activation is blocked" 4 contract activate shop/api@1.0.0
says "by what" "the line is stopped: 'security_blocker' of 'shop/deal', raised by ann at "
says "who clears it" "'client' clears it"
gives "blocked, as JSON" 4 contract activate shop/api@1.0.0 --format json
says "a status of its own" '"status":"blocked"'
gives "a deployment is not" 0 stop-line check shop/api deploy
gives "somebody else clears it" 4 --actor ann stop-line clear shop/deal security_blocker \
    --decision fixed --reason ok
gives "no decision" 2 --actor client stop-line clear shop/deal security_blocker --reason ok
gives "no such change" 4 --actor client stop-line clear shop/deal security_blocker \
    --decision change:CR-1 --reason ok
gives "its owner clears it" 0 --actor client stop-line clear shop/deal security_blocker \
    --decision 'tokens are renewed' --reason ok
does contract activate shop/api@1.0.0
does stop-line raise shop/deal freeze --evidence season --reason season
gives "a deployment is blocked" 4 stop-line check shop/api deploy
does ledger open shop/api GBP
does ledger account shop/api Assets:A
does ledger account shop/api Equity:B
gives "a payment is blocked" 4 ledger post shop/api --kind payment --posting 'Assets:A 5' \
    --posting Equity:B
does ledger post shop/api --kind cost --posting 'Assets:A 5' --posting Equity:B
echo '{"type":"object","properties":{"a":{}}}' > b.json
gives "an evolution is blocked" 4 contract evolve shop/api b.json
gives "what it would do may be asked" 0 impact shop/api b.json
does stop-line list --state raised
prints "what stands" "freeze   shop/deal  raised  ann"
does stop-line summary shop/deal
prints "who stopped how often" "ann        2      1"
gives "no such action" 2 stop-line check shop/api dance
gives "no such state" 2 stop-line list --state broken
does store check --replay
for form in xml json; do
    does export --format $form --output a.$form
    rm -f copy.db
    gives "import $form" 0 --db copy.db import a.$form
    gives "export $form again" 0 --db copy.db export --format $form --output b.$form
    is "$form: the same bytes" cmp a.$form b.$form
    gives "check $form" 0 --db copy.db store check --replay
done
gives "it is blocked there, too" 4 --db copy.db stop-line check shop/api deploy
sed 's/"decision":"tokens are renewed"/"decision":null/' a.xml > broken.xml
gives "half cleared is refused" 3 --db none.db import broken.xml
says "which stop" "stop 1 of 'security_blocker' of 'shop/deal': it is half cleared"
