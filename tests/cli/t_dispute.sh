#!/bin/sh
# Disputes on the command line: the story of an invoice, what it freezes, and the copy of it.
. "$(dirname "$0")/lib.sh"

cat > master.yaml <<'END'
version: 1
meta: {id: deal}
parties: [client, supplier]
governance:
  decision_rights: [{area: '*', approver: client}]
  escalation_policies:
    - {id: up, reminder_hours: 24, levels: [{after_hours: 24, notify: [boards]}]}
  disputes: {escalation: up, answer_days: 2}
change_policy: {thresholds: {budget_delta_pct_major: 10}}
incentives: {model: target_cost, currency: EUR, target: 1000}
END
now=2031-01-06T12:00:00Z
later=2031-01-06T15:00:00Z
does() { gives "$*" 0 "$@"; }
client() { CONTRACTS_ACTOR=client gives "client: $*" 0 "$@" --now "$now"; }
supplier() { CONTRACTS_ACTOR=supplier gives "supplier: $*" 0 "$@" --now "$now"; }
export CONTRACTS_ACTOR

CONTRACTS_ACTOR=client
does contract create shop/deal master.yaml --type master --now "$now"
does contract activate shop/deal@1.0.0 --now "$now"
does ledger open shop/deal EUR --now "$now"
does ledger account shop/deal Expenses:Work --now "$now"
does ledger account shop/deal Liabilities:Supplier --now "$now"
does ledger account shop/deal Assets:Bank --now "$now"
does ledger post shop/deal --kind cost --posting 'Expenses:Work 10' --posting Liabilities:Supplier \
    --evidence invoice-7.pdf --now "$now"

gives "what is no subject" 2 dispute open shop/deal#1 'twice the hours'
says "is told what is" "wanted entry:TEAM/NAME#NUMBER, assessment:TEAM/NAME#NUMBER, change:TEAM/NAME/ID or"
gives "an entry that is not there" 4 dispute open entry:shop/deal#7 'twice' --now "$now"
client dispute open entry:shop/deal#1 'twice the hours'
prints "what it is about" "about         entry:shop/deal#1"
prints "until when to answer" "to answer by  2031-01-08T12:00:00Z"
gives "payment waits" 4 ledger post shop/deal --kind payment --posting 'Liabilities:Supplier 10' \
    --posting Assets:Bank --cause entry:1 --now "$now"
says "and the dispute is named" "payment waits while dispute 'shop/deal/D-1' about entry:shop/deal#1"
cat > pay.csv <<'END'
entry,kind,account,amount,cause_kind,cause_id
1,payment,Liabilities:Supplier,10.00,entry,1
1,,Assets:Bank,-10.00,,
END
gives "it waits in a file, too" 4 ledger import shop/deal pay.csv --now "$now"
says "and the line is told" "payment waits while dispute 'shop/deal/D-1'"
gives "accrual goes on" 0 ledger post shop/deal --kind cost --posting 'Expenses:Work 1' \
    --posting Liabilities:Supplier --now "$now"
CONTRACTS_ACTOR=client
gives "the other party answers" 4 dispute answer shop/deal/D-1 'no' --now "$now"
says "and nobody else" "'client' may not answer 'shop/deal/D-1'; that is up to supplier"
CONTRACTS_ACTOR=supplier
gives "nobody speaks for another" 4 dispute escalate shop/deal/D-1 --party client --now "$now"
says "without a delegation" "'supplier' may not escalate 'shop/deal/D-1' for 'client'"
supplier dispute answer shop/deal/D-1 'as agreed'
prints "from then on they agree" "to agree by   2031-01-08T12:00:00Z"
supplier dispute escalate shop/deal/D-1 --reason 'no word'
prints "it climbed" "level         1, loop 1"
does timer outbox
prints "those above are told" "boards"
gives "what takes nothing back" 4 dispute resolve shop/deal/D-1 entry:2 --now "$later"
says "ends nothing" "entry 2 does not take entry 1 back"
gives "what is no end" 2 dispute resolve shop/deal/D-1 soon
says "is told what is one" "'soon' ends no dispute; wanted decision:ID or entry:NUMBER"
does ledger reverse shop/deal 1 --now "$later"
does dispute resolve shop/deal/D-1 entry:3 --reason settled --now "$later"
prints "it ended" "ended in      reversal entry:shop/deal#3"
does dispute list --state resolved
prints "it is listed" "shop/deal/D-1  resolved  entry:shop/deal#1"
does dispute show shop/deal/D-1 --format json
prints "as JSON" '"reference": "entry:shop/deal#3",'

# One that is open, and all of it elsewhere.
CONTRACTS_ACTOR=client
does dispute open entry:shop/deal#2 'and this' --id mine --now "$later"
does ledger post shop/deal --kind payment --posting 'Liabilities:Supplier 2' --posting Assets:Bank \
    --cause entry:4 --now "$later"
does ledger post shop/deal --kind cost --posting 'Expenses:Work 2' --posting Liabilities:Supplier \
    --evidence sheet.pdf --now "$later"
does ledger post shop/deal --kind payment --posting 'Liabilities:Supplier 2' --posting Assets:Bank \
    --evidence sheet.pdf --now "$later"
does ledger reverse shop/deal 6 --now "$later"
does dispute open entry:shop/deal#5 'the sheet is wrong' --id sheet --now "$later"
gives "to take the reversal of a payment back is to pay" 4 ledger restate shop/deal 7 --now "$later"
says "the evidence tells" "the evidence 'sheet.pdf' stands behind both"
does store check --replay
does export --output first.xml
does export --output first.json
for format in xml json; do
    gives "a copy from $format" 0 --db "$format.db" import first.$format
    gives "the copy of $format is sound" 0 --db "$format.db" store check --replay
    gives "the copy of $format is written" 0 --db "$format.db" export --output again.$format
    gives "payment waits in the copy" 4 --db "$format.db" ledger post shop/deal --kind payment \
        --posting 'Liabilities:Supplier 1' --posting Assets:Bank --cause entry:2
    says "as it does here" "payment waits while dispute 'shop/deal/mine'"
    grep -o '<dispute [^>]*>[^<]*\|"disputes": .*' first.$format > disputes.first
    grep -o '<dispute [^>]*>[^<]*\|"disputes": .*' again.$format > disputes.again
    is "disputes are in $format" test -s disputes.first
    is "and go on byte for byte" cmp disputes.first disputes.again
    "$CONTRACTS" --db "$format.db" dispute show shop/deal/D-1 > copied 2>&1
    "$CONTRACTS" dispute show shop/deal/D-1 > here 2>&1
    is "the dispute is the same" cmp here copied
done
if command -v xmllint > /dev/null; then
    is "the schema knows it" xmllint --noout --schema "$top/doc/schema/contracts.xsd" first.xml
fi
sed 's/"answer":"as agreed",//' first.xml > bad.xml
isnt "the answer is in the export" cmp first.xml bad.xml
gives "a torn dispute" 3 --db bad.db import bad.xml
says "is refused, with what is wrong" "an answer comes with who gave it when"
