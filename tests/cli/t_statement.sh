#!/bin/sh
# ledger statement: figures, entries with their causes, late ones with both dates, what is refused.
. "$(dirname "$0")/lib.sh"

fixture
gives "no ledger" 4 ledger statement shop/deal
gives "open" 0 ledger open shop/deal --chart
gives "cost" 0 ledger post shop/deal --kind cost --date 2026-01-15 --memo 'sprint 1' \
    --posting 'Assets:Deal:Cost 30000' --posting Liabilities:Deal:Supplier
gives "cost of a change" 0 ledger post shop/deal --kind cost --date 2026-01-20 --cause change:CR-7 \
    --posting 'Assets:Deal:Cost 1000' --posting Liabilities:Deal:Supplier
gives "statement" 0 ledger statement shop/deal --from 2026-01-01 --until 2026-01-31
prints "statement: what it is" "shop/deal  statement of all who share from 2026-01-01 until 2026-01-31, open"
prints "statement: cost" "cost          31000.00 EUR, 0.00 before the period"
prints "statement: no share yet" "share         not assessed yet"
prints "statement: the change" "CR-7              0.00         1000.00        -1000.00"
prints "statement: an entry and its memo" "sprint 1"
gives "as csv" 0 ledger statement shop/deal --until 2026-01-31 --format csv
prints "as csv: the headings" "row,entry,booked,effective,kind,act,state,counts,cause_kind,cause_id,memo,account,currency,debit,credit,balance"
prints "as csv: a posting" "entry,2,2026-01-15,2026-01-15,cost,post,posted,yes,,,sprint 1,Assets:Deal:Cost,EUR,30000.00,,"
gives "as html" 0 ledger statement shop/deal --until 2026-01-31 --format html
prints "as html: a page" "<!doctype html>"
gives "close" 0 ledger close shop/deal 2026-01-31
gives "late" 0 ledger post shop/deal --kind cost --date 2026-01-30 --late \
    --posting 'Assets:Deal:Cost 50' --posting Liabilities:Deal:Supplier
gives "the next period" 0 ledger statement shop/deal --from 2026-02-01 --until 2026-02-28
prints "the next period: before and after" "cost          31050.00 EUR, 31000.00 before the period"
prints "the next period: both dates" "2026-02-01  2026-01-30  cost"
gives "the closed period" 0 ledger statement shop/deal --from 2026-01-01 --until 2026-01-31
prints "the closed period: closed" "until 2026-01-31, closed"
gives "burn" 0 ledger burn shop/deal --until 2026-06-30
prints "burn: what it is" "shop/deal  cost against target until 2026-06-30, in EUR"
prints "burn: cost" "cost          31050.00"
gives "burn as a picture" 0 ledger burn shop/deal --until 2026-06-30 --format svg
prints "burn as a picture: svg" '<svg xmlns="http://www.w3.org/2000/svg"'
gives "burn as csv" 0 ledger burn shop/deal --until 2026-06-30 --format csv
prints "burn as csv: a day" "point,2026-01-30,31050.00,200000.00,"
gives "burn is no page" 2 ledger burn shop/deal --format html
gives "nobody" 2 ledger statement shop/deal --party nobody
says "nobody: who there is" "'nobody' has no part of the share of 'shop/deal'; wanted "
gives "backwards" 2 ledger statement shop/deal --from 2026-02-01 --until 2026-01-01
says "backwards: why" "from 2026-02-01 until 2026-01-01 ends before it begins"
gives "no master" 4 ledger statement shop/orders
gives "no format of it" 2 ledger statement shop/deal --format xml
exit
