#!/bin/sh
# ledger chart, and ledger open --chart: accounts and target out of the master contract.
. "$(dirname "$0")/lib.sh"

fixture
gives "open without a currency" 2 ledger open shop/deal
says "open without a currency: what to do" "CURRENCY is missing: give it, or --chart"
gives "open --chart --dry-run" 0 ledger open shop/deal --chart --dry-run
gives "nothing of it was kept" 4 ledger show shop/deal
gives "open --chart" 0 ledger open shop/deal --chart
prints "open --chart: what was opened" "shop/deal  chart of accounts in EUR, 15 accounts opened, and the ledger"
prints "open --chart: the target" "target        200000.00 EUR"
prints "open --chart: an account, and what it is for" \
    "200000.00  new  Equity:Deal:Target"
gives "chart again" 0 ledger chart shop/deal
prints "chart again: nothing to do" "chart of accounts in EUR, 0 accounts opened"
gives "chart in another currency" 4 ledger chart shop/deal GBP
says "chart in another currency: why" "the ledger of 'shop/deal' is in EUR, not in GBP"
gives "chart of no master" 4 ledger chart shop/orders
says "chart of no master: why" "is a contract of type rest-api; target and share are those of one of type master"
gives "verify" 0 ledger verify shop/deal
gives "a target is posted by the library alone" 4 ledger post shop/deal --kind target \
    --posting 'Equity:Deal:Target 1' --posting Equity:Deal:Baseline
gives "nor is it moved by another kind" 4 ledger post shop/deal --kind adjustment \
    --posting 'Equity:Deal:Target 1' --posting Equity:Deal:Baseline
says "moved by another kind: why" \
    "account 'Equity:Deal:Target' is moved by implementing an approved change only"
gives "a share is moved by assessments alone" 4 ledger post shop/deal --kind adjustment \
    --posting 'Assets:Deal:Cost 1' --posting Income:Deal:Share:Payable:Studio-GmbH
printf 'entry,kind,date,account,amount\n1,adjustment,2026-01-05,Equity:Deal:Target,1\n1,adjustment,2026-01-05,Assets:Deal:Cost,-1\n' > moved.csv
gives "nor by an import" 4 ledger import shop/deal moved.csv --as csv
exit
