#!/bin/sh
# A change on the command line: opened, analysed, voted on, carried out; what goes wrong is said.
. "$(dirname "$0")/lib.sh"

fixture
CONTRACTS_ACTOR=studio
export CONTRACTS_ACTOR

# The target is 200,000, and CR-53 moved it by 4,000: 9,000 are 4.411765 % of that, rounded up.
gives "opening takes a file" 0 change open shop/deal CR-42.yaml
prints "it is a draft" "shop/deal/CR-42  draft"
gives "an id is taken once" 4 change open shop/deal CR-42.yaml
says "and says so" "change 'shop/deal/CR-42' is there already, draft"
gives "submission classifies" 0 change submit shop/deal/CR-42 --format json
prints "a class" '"class": "minor"'
prints "the base" '"base": "204000"'
prints "the value" '"value": "4.411765"'
prints "who decides" '"approver": "steering_committee"'
gives "who asks may vote in vain" 0 change vote shop/deal/CR-42 approve
prints "and is told" "the vote of who asks for the change does not count"
gives "a stranger may not" 4 change vote shop/deal/CR-42 approve --actor mallory
says "with a reason" "'mallory' has no vote on it; those who have: retailer and studio"
gives "the other party decides" 0 change vote shop/deal/CR-42 approve --actor retailer
prints "approved" "shop/deal/CR-42  approved  minor"
gives "a vote too late" 4 change vote shop/deal/CR-42 reject --actor retailer
says "says so" "this comes after the decision"
gives "a dry run keeps nothing" 0 change implement shop/deal/CR-42 --dry-run
gives "it is implemented" 0 change implement shop/deal/CR-42
prints "the target moves" "moves by 9000 EUR"
prints "and says why nothing is posted" "the master has no ledger, so nothing is posted"
gives "once" 4 change implement shop/deal/CR-42
gives "it is closed" 0 change close shop/deal/CR-42
gives "it can be shown" 0 change show shop/deal/CR-42
gives "and listed" 0 change list --contract shop/deal --state closed
prints "alone" "CR-42"
gives "with nothing in other states" 0 change list --state rejected
prints "nothing" "nothing found"
gives "decisions are listed" 0 decision list --contract shop/deal --id CR-42 --format json
prints "with votes" '"party": "retailer"'
gives "all pages make one list" 0 change list --all --limit 2 --format json
is "of six" test "$(grep -c '"change": "shop/deal' out)" -ge 6

# Everything moves 4,000, which is more than one percent.
gives "other thresholds" 0 change whatif --thresholds thresholds.yaml shop/deal --format json
prints "another class" '"class_after": "major"'
prints "the threshold" '"limit_after": "1"'
gives "all pages make one list" 0 change whatif --thresholds thresholds.yaml shop/deal --all --limit 1
prints "the first" "shop/deal/CR-42  minor -> major"
prints "and the last" "shop/deal/CR-53  minor -> major"
gives "no thresholds" 2 change whatif shop/deal
gives "a file that has none" 3 change whatif --thresholds adr.md shop/deal
gives "no such file" 3 change whatif --thresholds nothing.yaml shop/deal
gives "a record is Markdown" 0 decision adr shop/deal/CR-53
prints "with the facts" "status: accepted"
prints "and who decided" "decision-makers: [retailer]"
gives "in a file" 0 decision adr shop/deal/CR-53 --format markdown --output ADR-53.md
gives "as JSON" 0 decision adr shop/deal/CR-53 --format json
prints "with its text" '"markdown": "---'
gives "recorded again" 0 decision record shop/deal/CR-51 ADR-53.md --actor retailer
gives "it is the record of that one" 0 decision adr shop/deal/CR-51
prints "which is still open" "status: proposed"
prints "with its words" "Change shop/deal/CR-53, asked for by studio"
gives "a record named twice" 2 decision record shop/deal/CR-51 adr.md --adr adr.md
gives "no record" 3 decision record shop/deal/CR-51 person.schema.json
says "with its line" "is no decision record; wanted Markdown that begins with a line '# Title'"
gives "no such format" 2 decision adr shop/deal/CR-53 --format xml
says "names those there are" "knows the formats text, json, markdown"
# An emergency is implemented, then rejected: what it moved is taken back, and its edition is told of.
gives "a ledger" 0 ledger open shop/deal EUR
printf '%s\n' 'id: CR-70' 'type: emergency' 'requester: studio' \
    'impact_analysis: {budget_delta: 100, schedule_slip_days: 1, risk_score: 1}' > CR-70.yaml
gives "an emergency" 0 change open shop/deal CR-70.yaml
gives "is implemented first" 0 change implement shop/deal/CR-70
gives "and rejected" 0 change vote shop/deal/CR-70 reject --actor retailer
prints "its entry is taken back" "entry 2 takes back entry 1, by which it moved the target"
gives "the ledger verifies" 0 ledger verify shop/deal
gives "it is closed" 0 change close shop/deal/CR-70
gives "no such state" 2 change list --state odd
says "names them" "wanted draft, submitted, analysed"
gives "no such vote" 2 change vote shop/deal/CR-51 maybe
gives "no such outcome" 2 change decide shop/deal/CR-51 pending
gives "a name of two parts" 2 change show shop/deal
says "says what is wanted" "wanted TEAM/NAME/ID"
gives "no such change" 4 change show shop/deal/CR-99
gives "options instead of a file" 0 change open shop/deal --id 'CR-60' --summary 'a "quoted" \ word'
gives "an id that is none" 3 change open shop/deal --id 'a b'
gives "no id" 2 change open shop/deal
gives "without a reason" 2 change withdraw shop/deal/CR-60
gives "nobody else takes an approval back" 4 change withdraw shop/deal/CR-52 --reason no --actor mallory
says "and it is told who may" "which is approved: it was asked for by 'studio', and the right is that of"
gives "one that is carried out stays" 4 change withdraw shop/deal/CR-53 --reason no
says "with what is allowed" "is implemented, so 'withdraw' is not allowed; allowed is close"
gives "who decides reopens it" 0 change reopen shop/deal/CR-52 --reason wider --actor retailer
prints "a draft again" "shop/deal/CR-52  draft"
gives "its decision stays on record" 0 decision list --contract shop/deal --id CR-52 --state decided
prints "as it was" "approved"
gives "delegation needs a last day" 2 decision delegate shop/deal anna

# Under a transitive mode the edition that a change carries is what the worst of its comparisons says.
typed() { printf '{"type":"object","properties":{"n":{%s}}}' "$1"; }
typed '"type":"integer"' > one.json
typed '' > two.json
typed '"type":"string"' > three.json
gives "a history" 0 contract create shop/readings one.json --mode forward-transitive
gives "a history: its first" 0 contract activate shop/readings@1.0.0
gives "a history: its second" 0 contract evolve shop/readings two.json --label 2.0.0 \
    --declare-break agreed
gives "a history: in force" 0 contract activate shop/readings@2.0.0
gives "a history: a draft" 0 contract evolve shop/readings three.json
printf 'budget_delta: 4000\ncurrency: EUR\nevolution: shop/readings@2.1.0\n' > carried.yaml
gives "a change that carries it" 0 change impact shop/deal/CR-60 carried.yaml --format json
prints "a change that carries it: the worst" '"verdict":"incompatible"'
prints "a change that carries it: what breaks" '"breaking":1,'
gives "the store is sound" 0 store check --replay
