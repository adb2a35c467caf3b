#!/bin/sh
# Documents by which nothing could ever be reckoned: refused with the user's own place where they
# would get into the store; taken from an older store as they are, and said where they bite.
. "$(dirname "$0")/lib.sh"

CONTRACTS_ACTOR=ann
export CONTRACTS_ACTOR

# A master as the rest of the file knows it, with what standard input adds.
master() {
    printf '%s\n' 'meta: {id: deal}' 'parties:' '  - {id: client, role: client}' \
        '  - {id: supplier, role: supplier}' 'governance:' '  decision_rights:' \
        '    - {area: scope, approver: client, sla_days: 3}'
    cat
}
SHARE='incentives: {model: target_cost, currency: EUR, target: 200000}'

gives "a store" 0 init
echo "$SHARE" | master > deal.yaml
gives "a master that works" 0 contract create shop/deal deal.yaml
gives "is activated" 0 contract activate shop/deal@1.0.0
run store info --format json
events=$(grep '"last_event"' out)

# bad NAME PLACE FIELD TEXT: a master of these bytes (in bad.yaml) is refused by create and evolve.
bad() {
    for verb in 'create shop/bad' 'evolve shop/deal'; do
        # shellcheck disable=SC2086
        gives "$1: ${verb%% *}" 3 contract $verb bad.yaml --as master
        says "$1: with the place" "contracts: bad.yaml:$2: "
        says "$1: and the words" "$4"
        # shellcheck disable=SC2086
        run contract $verb bad.yaml --as master --format json
        is "$1: and the field" grep -qF "\"field\":\"$3\"" err
    done
    run master lint bad.yaml
    is "$1: the linter finds it, too" test "$code" -eq 1 -o "$code" -eq 3
}
printf 'incentives: {model: barter}\n' | master > bad.yaml
bad "an unknown model" 8:21 model "should be banded_share, target_cost"
printf 'incentives: {model: target_cost, target: abc}\n' | master > bad.yaml
bad "a target that is text" 8:42 target "is 'abc', wanted a decimal number"
printf 'incentives: {model: target_cost, currency: QQQ}\n' | master > bad.yaml
bad "an unknown currency" 8:44 currency "should be an ISO 4217 code"
printf 'incentives: {model: target_cost, pain_share_pct: 150}\n' | master > bad.yaml
bad "a percentage above 100" 8:50 pain_share_pct "is '150', wanted a percentage from 0 to 100 %"
printf 'incentives:\n  model: fpif\n  currency: EUR\n  target_cost: 100\n  target_profit: 10\n  ceiling_price: 105\n' |
    master > bad.yaml
bad "a ceiling below the target price" 13:18 ceiling "is EUR 105.00, below the target price of EUR 110.00"
printf 'incentives:\n  model: banded\n  target: 9\n  bands: [[0, 100, 50], [90, null, 50]]\n' | master > bad.yaml
bad "bands that overlap" 11:25 /incentives/bands "has overlapping bands"
printf 'incentives:\n  model: banded\n  target: 9\n  bands: [[0, 90, 50], [100, null, 50]]\n' | master > bad.yaml
bad "bands with a gap" 11:24 /incentives/bands "has a gap from 90 % to 100 %"
printf '%s\nrisk_policy: {buffer: {amount: 0.001}}\n' "$SHARE" | master > bad.yaml
bad "too many digits" 9:32 /risk_policy/buffer/amount "0.001 has more digits behind the point than EUR has: 2"
printf 'calendars: [{id: office, zone: Mars/Olympus}]\n' | master > bad.yaml
bad "an unknown zone" 8:32 /calendars/office/zone "there is no time zone 'Mars/Olympus'"
run master lint bad.yaml
prints "an unknown zone: the linter has the rule" "zone-unknown"
prints "an unknown zone: and the line" "/calendars/office/zone  line 8"

# bad_change NAME PLACE FIELD TEXT: a request in bad.yaml is neither opened nor passed by lint.
bad_change() {
    gives "$1" 3 change open shop/deal bad.yaml --actor supplier
    says "$1: with the place" "contracts: bad.yaml:$2: $3: "
    says "$1: and the words" "$4"
    gives "$1: the linter finds it" 1 change lint bad.yaml
    prints "$1: with field and line" "$3  line ${2%:*}"
}
amount=/impact_analysis/budget_delta
printf 'id: CR-1\nimpact_analysis:\n  budget_delta: NaN\n' > bad.yaml
bad_change "no number" 3:17 $amount "found 'NaN'"
printf 'id: CR-1\nimpact_analysis:\n  budget_delta: 3.001 EUR\n' > bad.yaml
bad_change "a number with its currency" 3:17 $amount "found '3.001 EUR'"
printf 'id: CR-1\nimpact_analysis:\n  budget_delta: 3.001\n  currency: EUR\n' > bad.yaml
bad_change "too many digits" 3:17 $amount "3.001 has more digits behind the point than EUR has: 2"
printf 'id: CR-1\nimpact_analysis:\n  budget_delta: 1e40\n' > bad.yaml
bad_change "overflow" 3:17 $amount "'1e40' is too large"
printf 'id: CR-1\nimpact_analysis:\n  budget_delta: 3\n  currency: QQQ\n' > bad.yaml
bad_change "no currency" 4:13 /impact_analysis/currency "found 'QQQ'"
printf 'id: CR-1\ntarget_effect:\n  amount: abc\n' > bad.yaml
bad_change "a target adjustment that is none" 3:11 /target_effect/amount "found 'abc'"
printf 'id: CR-1\nimpact_analysis:\n  budget_delta: 3.001\n' > bad.yaml
gives "the master's currency counts where none is named" 3 change open shop/deal bad.yaml
says "with the place" "bad.yaml:3:17: $amount: 3.001 has more digits behind the point than EUR has: 2"

run store info --format json
is "nothing of it was written" test "$(grep '"last_event"' out)" = "$events"

printf 'id: CR-1\nrequester: supplier\nimpact_analysis: {risk_score: 1}\n' > CR-1.yaml
gives "a request that works" 0 change open shop/deal CR-1.yaml
printf 'risk_score: 1\nbudget_delta: 3.001\n' > bad.yaml
gives "its impact is looked at alike" 3 change impact shop/deal/CR-1 bad.yaml
says "with the place" "bad.yaml:2:15: /budget_delta: 3.001 has more digits behind the point than EUR has: 2"

# A layout is brought into a store by the same way.
mkdir -p tree/contracts
printf 'calendars: [{id: office, zone: Mars/Olympus}]\n' | master > tree/contracts/master_contract.yaml
gives "a store for a layout" 0 --db tree.db init
gives "a layout with an unknown zone" 3 --db tree.db sync tree
says "names the file" "contracts/master_contract.yaml:8:32: /calendars/office/zone: there is no time zone"

# A store of a library that took them: the import takes them, too, and every place says what it is.
older() { run --db older.db --now 2026-01-10T00:00:00Z "$@"; }
gives "a new store" 0 --db older.db --now 2026-01-09T00:00:00Z init
gives "an older one comes in as it is" 0 --db older.db --now 2026-01-09T00:00:00Z import older.xml
gives "byte for byte" 0 --db older.db export --output again.xml
is "there and back" cmp older.xml again.xml
older contract activate shop/gap@1.0.0
is "a draft of it is not activated" test "$code" -eq 3
says "with the version and the line" "shop/gap@1.0.0:17:7: /incentives/bands: the rule has a gap"
older contract activate shop/ceiling@1.0.0
is "nor another" test "$code" -eq 3
says "with its own" "shop/ceiling@1.0.0:12:86: 'ceiling' is EUR 1050.00, below the target price"
older can evolve shop/gap@1.0.0
is "and nobody says it could be" test "$code" -ne 0
older change submit shop/nowhere/CR-3 --actor supplier
is "a zone that is not known" test "$code" -eq 3
says "is said when time is counted" "shop/nowhere@1.0.0:12:32: there is no time zone 'Mars/Olympus'"
older change submit shop/deal/CR-1 --actor supplier
is "an amount that is none" test "$code" -eq 3
says "is said when it is classified" "shop/deal/CR-1:1:71: $amount: should be an amount in the major unit, found 'NaN'"
older change implement shop/deal/CR-2 --actor supplier
is "an amount too fine" test "$code" -eq 3
says "is said when it is carried out" "$amount: 10.005 has more digits behind the point than EUR has: 2"
for name in vague fine; do older ledger open shop/$name --chart; done
older ledger modifier shop/vague --on 2026-01-05 --met uplift=yes
is "a cap that is no amount" test "$code" -eq 4
says "is said" "modifier.cap of 'shop/vague@1.0.0' is 'some'; wanted an amount, zero or more, with at most 2 decimals"
older ledger risk fund shop/vague 1 --reason so
is "a buffer that is no amount" test "$code" -eq 4
says "is said" "risk_policy.buffer.amount of 'shop/vague@1.0.0' is 'enough'; wanted an amount in EUR, zero or more"
older ledger risk fund shop/fine 1 --reason so
is "a limit too fine" test "$code" -eq 4
says "is said" "risk_policy.buffer.draw_limit of 'shop/fine@1.0.0' is '0.001'; wanted an amount in EUR"
older ledger open shop/fixed --chart
older sow accept shop/sprint AC1 --evidence r --actor client
is "a price that is no amount" test "$code" -eq 3
says "is said" "shop/sprint@1.0.0:5:8: /price: should be an amount of EUR, not below zero"
gives "the store is sound" 0 --db older.db store check --replay
