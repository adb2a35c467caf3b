#!/bin/sh
# ledger modifier: what SLOs and value pay, by the weights of the master.
. "$(dirname "$0")/lib.sh"

fixture
sed 's/^collaboration_slos:/modifier: {cap: 4000, weights: {review_turnaround: 50, order_completion: 70}}\n&/' \
    master_contract.yaml > modified.yaml
at contract create shop/bargain modified.yaml --type master --label 1.0.0
at contract activate shop/bargain@1.0.0
gives "the chart" 0 ledger open shop/bargain --chart
gives "a master without a modifier" 0 ledger open shop/deal --chart
gives "a master without a modifier: it has none" 4 ledger modifier shop/deal --met a=yes
says "a master without a modifier: why" "has no modifier.cap, so it has no modifier"
gives "in dry run" 0 ledger modifier shop/bargain --on 2029-12-01 --met review_turnaround=97.5 --dry-run
prints "in dry run: it is said" "dry run: nothing was kept"
gives "an SLO" 0 ledger modifier shop/bargain --on 2029-12-01 --met review_turnaround=97.5 \
    --evidence https://example.org/slo
prints "an SLO: what it pays" "amount        2000.00 EUR, 2000.00 of it by this one"
prints "an SLO: what is not measured" "order_completion   70        not measured"
gives "never above the cap" 0 ledger modifier shop/bargain --on 2029-12-02 --met review_turnaround=99 \
    --met order_completion=yes --format json
prints "never above the cap: the sum" '"percent": "120"'
prints "never above the cap: the amount" '"amount": "4000.00"'
prints "never above the cap: the rest is posted" '"moved": "2000.00"'
gives "again" 0 ledger modifier shop/bargain --on 2029-12-02 --met review_turnaround=99 \
    --met order_completion=yes
prints "again: nothing" "nothing moves"
gives "not met any more" 0 ledger modifier shop/bargain --on 2029-12-03 --met review_turnaround=94.9
prints "not met any more: taken back" "amount        0.00 EUR, -4000.00 of it by this one"
gives "no goal, no clock" 4 ledger modifier shop/bargain --on 2029-12-03
says "no goal, no clock: why" "is not computable: no case of the SLO 'review_turnaround' was met or late from 2029-11-04 until 2029-12-03 (0 open)"
gives "no value" 2 ledger modifier shop/bargain --met review_turnaround
says "no value: how it goes" "should be GOAL=yes, GOAL=no or SLO=PERCENT"
gives "a percentage of no SLO" 2 ledger modifier shop/bargain --met order_completion=5
gives "an earlier day" 4 ledger modifier shop/bargain --on 2029-12-02 --met review_turnaround=99
at slo start shop/bargain review_turnaround PR-1
at slo stop shop/bargain review_turnaround PR-1
gives "what the clocks tell" 0 --now 2030-01-02T00:00:00Z ledger modifier shop/bargain --from 2029-12-01
prints "what the clocks tell: where it comes from" "100           measured since 2029-12-01, cases: 1"
prints "what the clocks tell: what it pays" "amount        2000.00 EUR, 2000.00 of it by this one"
gives "the window of the SLO" 0 --now 2030-01-02T00:00:00Z ledger modifier shop/bargain --format json
prints "the window of the SLO: thirty days" '"from": "2029-12-04"'
prints "the window of the SLO: the source" '"source": "measured"'
gives "backwards" 2 --now 2030-01-02T00:00:00Z ledger modifier shop/bargain --from 2030-01-03
says "backwards: why" "the period from 2030-01-03 until 2030-01-02 ends before it begins"
gives "said instead" 0 --now 2030-01-02T00:00:00Z ledger modifier shop/bargain --met review_turnaround=no
prints "said instead: where it comes from" "no            given"
gives "verify" 0 ledger verify shop/bargain
gives "check" 0 store check
exit
