#!/bin/sh
# A disputed assessment on the command line: what it holds back, its timer, and the copy of it.
. "$(dirname "$0")/lib.sh"

cat > master.yaml <<'END'
version: 1
meta: {id: deal, effective_date: 2031-01-01}
parties: [{id: client, role: client}, {id: studio, role: supplier}]
governance:
  decision_rights: [{area: '*', approver: client}]
  disputes: {answer_days: 2}
incentives: {model: target_cost, currency: EUR, target: 1000, gain_share_pct: 50, pain_share_pct: 50, interim_policy: on_account}
END
now=2031-02-03T12:00:00Z
CONTRACTS_ACTOR=client
export CONTRACTS_ACTOR
does() { gives "$*" 0 "$@" --now "$now"; }
does contract create shop/deal master.yaml --type master
does contract activate shop/deal@1.0.0
does ledger open shop/deal --chart
does ledger account shop/deal Assets:Bank
does ledger post shop/deal --kind cost --date 2031-01-15 --posting 'Assets:Deal:Cost 300' \
    --posting Liabilities:Deal:Supplier
does share assess shop/deal --kind interim --as-of 2031-01-31 --earned 400

gives "no such assessment" 4 dispute open assessment:shop/deal#7 'too much' --now "$now"
says "is told" "'shop/deal' has no assessment 7"
gives "one without a number" 2 dispute open assessment:shop/deal 'too much'
says "is told what is wanted" "assessment:TEAM/NAME#NUMBER, change:TEAM/NAME/ID or decision:TEAM/NAME/ID"
gives "an id is no number" 2 dispute open assessment:shop/deal#one 'too much' --now "$now"
says "and it is told" "'one' is no number of an assessment; wanted one such as 7"
does dispute open assessment:shop/deal#1 'too much'
prints "what it is about" "about         assessment:shop/deal#1"
does timer show dispute:shop/deal/D-1
prints "its timer is shown" "due           2031-02-05T12:00:00Z"
gives "of no dispute there is none" 4 timer show dispute:shop/deal/D-7
says "and it is told so" "there is no dispute 'D-7' on 'shop/deal'"
gives "its payment waits" 4 ledger post shop/deal --kind payment --date 2031-02-01 \
    --posting 'Liabilities:Deal:Supplier 50' --posting Assets:Bank --cause assessment:1 --now "$now"
says "by name" "payment waits while dispute 'shop/deal/D-1' about assessment:shop/deal#1 is open"
does share assess shop/deal --kind interim --as-of 2031-02-02 --earned 600
prints "the share accrues" "accrued       150.00 EUR, 100.00 of it by this one"
prints "and nothing more is payable" "payable       50.00 EUR, 0.00 of it by this one"
prints "for the dispute" "on hold       dispute shop/deal/D-1 about assessment:shop/deal#1"
does dispute list
prints "it is listed" "shop/deal/D-1  open   assessment:shop/deal#1"
does dispute show shop/deal/D-1 --format json
prints "as JSON" '"kind": "assessment",'

does store check --replay
does export --output first.xml
does export --output first.json
for format in xml json; do
    gives "a copy from $format" 0 --db "$format.db" import first.$format
    gives "the copy of $format is sound" 0 --db "$format.db" store check --replay
    gives "the copy of $format is written" 0 --db "$format.db" export --output again.$format
    gives "payment waits in the copy" 4 --db "$format.db" ledger post shop/deal --kind payment \
        --posting 'Liabilities:Deal:Supplier 50' --posting Assets:Bank --cause assessment:shop/deal#1
    says "as it does here" "payment waits while dispute 'shop/deal/D-1'"
    grep -o '<dispute [^>]*>[^<]*\|"disputes": .*' first.$format > disputes.first
    grep -o '<dispute [^>]*>[^<]*\|"disputes": .*' again.$format > disputes.again
    is "disputes are in $format" test -s disputes.first
    is "and go on byte for byte" cmp disputes.first disputes.again
done
if command -v xmllint > /dev/null; then
    is "the schema knows it" xmllint --noout --schema "$top/doc/schema/contracts.xsd" first.xml
fi
sed 's/"kind":"assessment","subject":"1"/"kind":"assessment","subject":"7"/' first.xml > bad.xml
isnt "the subject is in the export" cmp first.xml bad.xml
gives "a dispute about nothing" 3 --db bad.db import bad.xml
says "is refused, with what is wrong" "a dispute names assessment '7', which 'shop/deal' does not have"

does dispute withdraw shop/deal/D-1
does share assess shop/deal --kind interim --as-of 2031-02-02 --earned 600
prints "then it is payable" "payable       150.00 EUR, 100.00 of it by this one"
does ledger post shop/deal --kind payment --date 2031-02-01 \
    --posting 'Liabilities:Deal:Supplier 50' --posting Assets:Bank --cause assessment:1
does store check --replay
