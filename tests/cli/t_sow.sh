#!/bin/sh
# Statements of work in a store: frozen at their start, measured, accepted, due.
. "$(dirname "$0")/lib.sh"

sow() { # START EXTRA: the document of the iteration
    cat <<END
id: sprint-07
master: shop-2026
dates: {start: $1, end: 2026-03-13}
value_hypothesis:
  text: Fewer steps, fewer orders given up
  metric: order_completion
  baseline: "0.61"
  target: "${3:->= 0.64}"
  method: A/B test
  owner: retailer
  due: 2026-03-31
kpis: [{metric: page_load, target: "<= 800 ms"}]
acceptance_criteria:
  - {id: AC1, description: Page loads in <= 800 ms, evidence: reports/load.json}
  - {id: AC2, description: "${4:-Usability score >= 85}", evidence: reports/usability.md}
backlog:
$2
slices:
  - {id: one-page, outcome: completion, expected: 3, confidence_pct: 70, effort: 8}
  - {id: guest-order, outcome: completion, expected: 2, confidence_pct: 90, effort: 3}
price: "12000.00"
currency: EUR
END
}
items='  - {id: a, size: 90}
  - {id: b, size: 10}'
day() { # DAY ARGS...: at noon of that day, quietly
    day_=$1
    shift
    run --now "${day_}T12:00:00Z" "$@"
}
does() {
    does_name=$1
    shift
    day "$@"
    is "$does_name" test "$code" -eq 0
}

day 2026-02-01 contract create shop/shop-2026 master_contract.yaml --type master --label 1.0.0
day 2026-02-01 contract activate shop/shop-2026@1.0.0
sow 2026-03-02 "$items" > one.yaml
does "made" 2026-02-01 contract create shop/sprint-07 one.yaml --type sow --mode none --label 1.0.0

# ---- before the work ----

day 2026-02-01 sow status shop/sprint-07
is "without an active version" test "$code" -eq 4
says "without an active version: why" 'has no active version'
does "active before its start" 2026-02-20 contract activate shop/sprint-07@1.0.0
does "status" 2026-02-20 sow status shop/sprint-07
prints "nothing is frozen" 'not yet'
prints "nothing is measured" 'not measured, due 2026-03-31'
day 2026-02-20 sow freeze shop/sprint-07
is "too early to be frozen" test "$code" -eq 4
says "too early: when" "begins on 2026-03-02; until then backlog and hypothesis may change"
day 2026-02-20 sow measure shop/sprint-07 order_completion --value 0.7 --on 2026-02-20
is "too early to be measured" test "$code" -eq 4
day 2026-02-20 sow status shop/shop-2026
is "a master is none" test "$code" -eq 4
says "a master is none: why" 'wanted one of type sow'

# ---- frozen ----

# The first activation after the start freezes what was active on the first day, not itself.
sow 2026-03-02 '  - {id: a, size: 90}
  - {id: b, size: 10, removed: 2026-03-06}
  - {id: c, size: 20, added: 2026-03-05}' > two.yaml
day 2026-03-06 contract evolve shop/sprint-07 two.yaml
label=$(grep -o 'sprint-07@[0-9.]*' out | head -1 | cut -d@ -f2)
does "an edition in the middle" 2026-03-06 contract activate "shop/sprint-07@$label"
does "frozen by it" 2026-03-07 sow status shop/sprint-07
is "frozen as of the first" grep -q '^  frozen  *1.0.0$' out
does "volatility" 2026-03-07 sow volatility shop/sprint-07
prints "100, +20, -10 are 30 %" 'scope volatility 30 %, net growth 10 %'
does "frozen once" 2026-03-08 sow freeze shop/sprint-07
cp contracts.db before.db
does "and not again" 2026-03-09 sow freeze shop/sprint-07
is "a repeat writes nothing" cmp contracts.db before.db
day 2026-03-09 events list --kind sow.frozen
is "one event" test "$(grep -c sow.frozen out)" = 1

# An edition that rewrites the past is found out, and counted all the same.
sow 2026-03-02 '  - {id: a, size: 80}
  - {id: d, size: 5}' '>= 0.62' > three.yaml
day 2026-03-10 contract evolve shop/sprint-07 three.yaml
label=$(grep -o 'sprint-07@[0-9.]*' out | head -1 | cut -d@ -f2)
does "an edition that tells another story" 2026-03-10 contract activate "shop/sprint-07@$label"
day 2026-03-10 sow status shop/sprint-07
is "is a finding" test "$code" -eq 1
prints "what is gone" "backlog item 'b' of the baseline is gone"
prints "what is smaller" "backlog item 'a' of the baseline has another size"
prints "what pretends to have been there" "backlog item 'd' is not in the baseline that was frozen"
prints "the target" "'target' of the value hypothesis was edited after the start; that of version 1.0.0 rules"
prints "which rules" 'order_completion >= 0.64'
does "it counts all the same" 2026-03-10 sow volatility shop/sprint-07
prints "baseline as frozen" 'baseline 100, added 5, changed 90, removed 10'

# ---- measured ----

m() { # DAY VALUE ON MORE...
    m_day=$1 m_value=$2 m_on=$3
    shift 3
    day "$m_day" sow measure shop/sprint-07 order_completion --value "$m_value" --on "$m_on" "$@"
}
m 2026-03-20 0.65 2026-03-19 --n 4100 --interval 0.642..0.658 --evidence reports/ab.csv
is "measured" test "$code" -eq 0
prints "met" 'order_completion >= 0.64 (was 0.61): met'
prints "with its interval" '0.642..0.658'
cp contracts.db before.db
m 2026-03-20 0.65 2026-03-19 --n 4100 --interval 0.642..0.658 --evidence reports/ab.csv
is "once more is the same" cmp contracts.db before.db
m 2026-03-21 0.65 2026-03-20 --interval 0.63..0.67
prints "an interval with both" ': inconclusive'
prints "and why" 'values that meet the target and others that miss it'
m 2026-03-22 0.62 2026-03-21
prints "missed" ': not met'
m 2026-03-23 0.70 2026-03-01
prints "of an earlier day: the later one counts" ': not met'
is "all are kept" test "$(grep -c '^order_completion' out)" = 4
m 2026-03-23 0.7x 2026-03-01
is "no number" test "$code" -eq 3
says "no number: which" "the value '0.7x' is no number"
m 2026-03-23 0.7 2026-02-30
says "no day" "'2026-02-30' is no date"
m 2026-03-23 0.7 2026-03-24
says "a day to come" '2026-03-24 has not come yet'
m 2026-03-23 0.7 2026-03-23 --interval 0.8..0.9
says "outside its interval" '0.7 does not lie between 0.8 and 0.9'
m 2026-03-23 0.7 2026-03-23 --interval 0.8
is "half an interval" test "$code" -eq 2
day 2026-03-23 sow measure shop/sprint-07 happiness --value 1 --on 2026-03-23
is "what nobody promised" test "$code" -eq 3
says "what nobody promised: what there is" 'there is order_completion, page_load, one-page, guest-order'
day 2026-03-23 sow measure shop/sprint-07 order_completion --on 2026-03-23
is "without a value" test "$code" -eq 2
does "a slice" 2026-03-23 sow measure shop/sprint-07 guest-order --value 1.8 --on 2026-03-23
does "rank" 2026-03-23 sow rank shop/sprint-07
is "realised beside expected" grep -q '^1 *guest-order .* 2 .* 1.8 ' out
is "not yet realised" grep -q '^2 *one-page .* - ' out

# Not measured by the due date is said, in red on a terminal.
sow 2026-03-02 "$items" > late.yaml
sed -i 's/^id: .*/id: late/' late.yaml
day 2026-03-23 contract create shop/late late.yaml --type sow --label 1.0.0
does "active from its first day on" 2026-03-23 contract activate shop/late@1.0.0
does "still time" 2026-03-31 sow status shop/late
day 2026-04-01 sow status shop/late
is "overdue" test "$code" -eq 1
prints "overdue: said" 'not measured by the due date, 2026-03-31, by retailer'
run --now 2026-04-01T12:00:00Z --color always sow status shop/late
is "in red" grep -q "$(printf '\033\\[31m')not measured by the due date" out

# ---- accepted, due ----

does "nothing is due" 2026-04-01 sow due
prints "nothing is due: said" 'no price is due'
a() { # ACTOR CRITERION MORE...
    a_actor=$1
    a_id=$2
    shift 2
    day 2026-04-01 --actor "$a_actor" sow accept shop/sprint-07 "$a_id" "$@"
}
a studio AC1 --evidence r
is "the supplier's own work" test "$code" -eq 4
says "the supplier's own work: why" "'studio' may not accept 'AC1' of 'shop/sprint-07': a supplier does not accept its own work"
a retailer AC9 --evidence r
says "a criterion that is none" "has no acceptance criterion 'AC9'"
a retailer AC1
is "without evidence" test "$code" -eq 2
a retailer AC1 --evidence r --sha256 xyz
says "a hash that is none" "'xyz' is no SHA-256"
a retailer AC1 --evidence reports/load.json
is "accepted" test "$code" -eq 0
prints "not all" 'not due, criteria are open'
cp contracts.db before.db
a retailer AC1 --evidence reports/load.json
is "accepted once more is the same" cmp contracts.db before.db
a retailer AC2 --evidence reports/usability.md \
    --sha256 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
prints "all of them" '12000.00 EUR: due'
does "due" 2026-04-01 sow due shop
is "due: which" grep -q '^shop/sprint-07@.*12000.00.*EUR' out
# Other words are another criterion.
sow 2026-03-02 "$items" '>= 0.64' 'Usability score >= 90' > four.yaml
day 2026-04-01 contract evolve shop/sprint-07 four.yaml
label=$(grep -o 'sprint-07@[0-9.]*' out | head -1 | cut -d@ -f2)
does "a criterion is reworded" 2026-04-01 contract activate "shop/sprint-07@$label"
does "what was accepted was something else" 2026-04-01 sow due
prints "so nothing is due" 'no price is due'

# ---- posted ----

cat > by-iteration.yaml <<'END'
version: 1
meta: {id: by-iteration}
parties:
  - {id: retailer, role: client}
  - {id: studio, role: supplier}
incentives: {model: fixed_per_iteration, currency: EUR, price: 500}
END
paid() { # PRICE TERMS...: the document of an iteration that is paid for
    printf '%s\n' 'id: paid' 'master: by-iteration' 'acceptance_criteria: [{id: AC1}, {id: AC2}]' "$@"
}
day 2026-04-01 contract create shop/by-iteration by-iteration.yaml --type master --label 1.0.0
does "a master by the iteration" 2026-04-01 contract activate shop/by-iteration@1.0.0
paid 'price: 1200.50' > paid.yaml
day 2026-04-01 contract create shop/paid paid.yaml --type sow --mode none --label 1.0.0
does "an iteration" 2026-04-01 contract activate shop/paid@1.0.0
does "the first criterion" 2026-04-01 sow accept shop/paid AC1 --evidence r
does "the last, without a ledger" 2026-04-01 sow accept shop/paid AC2 --evidence r
prints "nothing is posted, and why" "'shop/by-iteration' has no ledger, so the price is not posted; 'sow post' does it once there is one"
does "a ledger" 2026-04-01 ledger open shop/by-iteration --chart
day 2026-04-01 store check
is "due and not posted is a finding" test "$code" -eq 1
prints "due and not posted: which" "shop/by-iteration: 'shop/paid@1.0.0': the price is due, and 1200.50 EUR of it is not posted"
does "a dry run posts" 2026-04-01 sow post shop/paid --dry-run
prints "a dry run says so" 'dry run: nothing was kept'
prints "a dry run says what" '1200.50 as entry 1'
does "posted" 2026-04-01 sow post shop/paid --reason 'the ledger came late'
prints "posted: what" '1200.50 as entry 1'
cp contracts.db before.db
does "posted once" 2026-04-01 sow post shop/paid
is "posted once: nothing was written" cmp contracts.db before.db
does "the statement" 2026-04-01 ledger statement shop/by-iteration --from 2026-04-01 --until 2026-04-30
prints "the statement: its cause" 'sow shop/paid@1.0.0'
does "due, and posted" 2026-04-01 sow due shop
is "due, and posted: how much" grep -q '^shop/paid@1.0.0 *1200.50 *EUR *2 accepted *1200.50' out
# The whole in one go: under a ledger the last acceptance posts.
paid | sed 's/^id: .*/id: next/' > next.yaml
day 2026-04-01 contract create shop/next next.yaml --type sow --label 1.0.0
day 2026-04-01 contract activate shop/next@1.0.0
does "the first of the next" 2026-04-01 sow accept shop/next AC1 --evidence r
does "the last of the next" 2026-04-01 sow accept shop/next AC2 --evidence r
prints "at the master's price" '500.00 as entry 2'
day 2026-04-01 sow post shop/sprint-07
is "not due" test "$code" -eq 4
says "not due: why" "is not due: criterion 'AC2' is not accepted"

# ---- what it depends on ----

need() { # NAME NEEDS
    printf 'id: %s\ngoals: [x]\ndependencies: [%s]\n' "$1" "$2" > "$1.yaml"
    day 2026-04-01 contract create "shop/$1" "$1.yaml" --type sow --mode none --label 1.0.0
}
need first second
day 2026-04-01 contract activate shop/first@1.0.0 --dry-run
is "what is not there: dry run" test "$code" -eq 4
day 2026-04-01 contract activate shop/first@1.0.0
is "what is not there" test "$code" -eq 4
says "what is not there: which" "'shop/first@1.0.0' depends on 'second', but team 'shop' has no contract of that name"
day 2026-04-01 sow lint shop/first@latest
is "lint: an error" test "$code" -eq 1
prints "lint: the same" "depends on 'second', but team 'shop' has no contract of that name"
day 2026-04-01 sow lint first.yaml --team shop
is "lint of a file: an error" test "$code" -eq 1
prints "lint of a file: the same" "depends on 'second', but team 'shop' has no contract of that name"
day 2026-04-01 sow lint first.yaml
isnt "lint of the file alone" grep -q dependency- out
need second third
need third first
does "it is there by now" 2026-04-01 contract activate shop/first@1.0.0
does "and so on" 2026-04-01 contract activate shop/second@1.0.0
day 2026-04-01 contract activate shop/third@1.0.0
is "a circle" test "$code" -eq 4
says "a circle: the whole" "'shop/third@1.0.0' would depend on itself in a circle: third -> first -> second -> third"
day 2026-04-01 sow lint shop/third@1.0.0 --format json
prints "a circle: lint" '"rule": "dependency-cycle"'
does "lint without an error" 2026-04-01 sow lint shop/second
day 2026-04-01 sow lint shop/second --team shop
is "a team twice" test "$code" -eq 2

# ---- it travels ----

a retailer AC2 --evidence again
day 2026-04-02 sow status shop/sprint-07 --format json
cp out here.json
does "export" 2026-04-02 export --output all.xml
does "import" 2026-04-02 --db copy.db import all.xml
does "byte for byte" 2026-04-02 --db copy.db export --output again.xml
is "byte for byte: the same" cmp all.xml again.xml
day 2026-04-02 --db copy.db sow status shop/sprint-07 --format json
is "frozen, measured and accepted there, too" cmp here.json out
does "check" 2026-04-02 store check --replay
does "check of the copy" 2026-04-02 --db copy.db store check --replay

# ---- replay holds what the journal says ----

command -v sqlite3 > /dev/null || exit
cp contracts.db tampered.db
# The frozen edition gets the document of the third, which tells another story.
sqlite3 tampered.db "UPDATE lc_version SET document_rid = (SELECT v.document_rid FROM lc_version v
    JOIN lc_contract c ON c.rid = v.contract_rid WHERE c.name = 'sprint-07' ORDER BY v.rid LIMIT 1 OFFSET 2)
    WHERE label = '1.0.0' AND contract_rid = (SELECT rid FROM lc_contract WHERE name = 'sprint-07')"
run --db tampered.db store check --replay
is "another baseline" test "$code" -eq 1
prints "another baseline: the document" "contract:shop/sprint-07@1.0.0: the document is "
prints "another baseline: the target" "contract:shop/sprint-07@1.0.0: the target is '>= 0.62', but its events say '>= 0.64'"
prints "another baseline: a size" "the size of backlog item 'a' is '80', but its events say '90'"
prints "another baseline: an item more" "the size of backlog item 'd' is '5', but its events say '(none)'"
cp contracts.db tampered.db
# An accepted edition under another label: nothing that its events tell of is there.
sqlite3 tampered.db "UPDATE lc_version SET label = '9.9.9', label_key = '9.9.9' WHERE label = '1.0.0' AND
    contract_rid = (SELECT rid FROM lc_contract WHERE name = 'paid')"
run --db tampered.db store check --replay
is "an edition that is gone" test "$code" -eq 1
prints "an edition that is gone: accepted" "contract:shop/paid: sow.accepted tells of version '1.0.0', which is no edition of it"
prints "an edition that is gone: posted" "contract:shop/paid: sow.posted tells of version '1.0.0', which is no edition of it"
does "nothing of that in the store itself" 2026-04-02 store check --replay
