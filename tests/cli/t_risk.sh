#!/bin/sh
# ledger risk fund, draw, release, show: the buffer of the master, and what binds it.
. "$(dirname "$0")/lib.sh"

fixture
gives "show before the ledger" 4 ledger risk show shop/deal
gives "the chart" 0 ledger open shop/deal --chart
gives "fund" 0 ledger risk fund shop/deal 9000 --reason 'as agreed' --date 2030-01-02
prints "fund: as which entry" "shop/deal  risk buffer, fund 9000.00 EUR as entry 2"
prints "fund: against what the master sets aside" "funded        9000.00 EUR of 10000.00"
gives "fund without a reason" 2 ledger risk fund shop/deal 1
says "fund without a reason: what is wanted" "a reason, or a memo"
gives "fund too much" 4 ledger risk fund shop/deal 1000.01 --reason more
says "fund too much: why" "1000.01 EUR more than the 9000.00 set aside now is above the 10000.00"
gives "fund no amount" 2 ledger risk fund shop/deal much --reason more
gives "draw" 0 ledger risk draw shop/deal 1500 --reason 'a disk failed' --date 2030-01-03 \
    --evidence https://example.org/disk
gives "draw past the limit" 4 ledger risk draw shop/deal 500.01 --reason 'another disk'
says "draw past the limit: why" "above the draw limit of 2000.00; name the approved change"
gives "draw on a change nobody decided" 4 ledger risk draw shop/deal 3000 --decision CR-51 --reason flood
says "draw on a change nobody decided: why" "a draw rests on one that was approved"
gives "draw on an approved change" 0 ledger risk draw shop/deal 3000 --decision CR-52 --reason flood \
    --key flood --date 2030-01-04
prints "draw on an approved change: which" "rests on      shop/deal/CR-52"
gives "the same again, by its key" 0 ledger risk draw shop/deal 3000 --decision CR-52 --reason flood \
    --key flood --date 2030-01-04
prints "the same again: nothing more" "as entry 4, as before"
gives "draw on it once more" 4 ledger risk draw shop/deal 1 --decision CR-52 --reason flood
says "draw on it once more: why" "each approves one draw"
gives "release" 0 ledger risk release shop/deal 500 --reason 'not needed' --format json
prints "release as JSON" '"left": "4000.00"'
gives "release too much" 4 ledger risk release shop/deal 4000.01 --reason 'not needed'
gives "show" 0 ledger risk show shop/deal
prints "show: what is left" "left          4000.00 EUR"
prints "show: without a decision" "undecided     1500.00 EUR of 2000.00"
gives "verify" 0 ledger verify shop/deal
gives "check" 0 store check
exit
