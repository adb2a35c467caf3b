#!/bin/sh
# Decisions are no surer than what they stand on: what no edition has, what resolves to nothing, what
# is retired but still runs, labels that evolve would give otherwise, findings that are set aside.
. "$(dirname "$0")/lib.sh"

schema() { printf '{"type":"object","properties":{"n":{"type":%s}}}' "$1"; }
schema '"integer"' > integer.json
schema '"number"' > number.json
schema '"string"' > string.json
schema '["integer","string"]' > either.json

# ---- parts that no version has

at contract create shop/ghosts integer.json
at consumer register shop/ghosts seer --uses /ghost --allow-unknown-parts
at consumer register shop/ghosts web --uses /n
gives "the first version" 1 can-evolve shop/ghosts@1.0.0
prints "lacks a part" "unknown  'seer' uses /ghost, which '1.0.0' does not have"
isnt "and has the other" grep -q "'web'" out
at contract activate shop/ghosts@1.0.0
gives "a part that neither has" 1 can-evolve shop/ghosts number.json
prints "is a doubt" "unknown  'seer' uses /ghost, which neither '1.0.0' nor the document has"
gives "the same as data" 1 can-evolve shop/ghosts number.json --label 1.1.0 --format json
prints "the reason" '"why": "consumer-unknown"'
prints "the part" '"/ghost"'
gives "impact" 0 impact shop/ghosts number.json
prints "says so" "seer  unknown, follows 1.0.0"
gives "staying where it is" 1 can-upgrade shop/ghosts@1.0.0 seer
prints "is a doubt" "unknown  'seer' uses /ghost, which '1.0.0' does not have"
schema '"integer"},"ghost":{' > ghost.json
gives "a version that has it" 0 can-evolve shop/ghosts ghost.json
at contract evolve shop/ghosts number.json
at contract activate shop/ghosts@1.1.0
gives "moving between versions without it" 1 can-upgrade shop/ghosts@1.0.0 seer
prints "is a doubt" "unknown  'seer' uses /ghost, which neither '1.1.0' nor '1.0.0' has"
at environment build shop/ghosts seer@2 --built-against 1.0.0 --uses /ghost --allow-unknown-parts
at environment deploy shop/ghosts@1.0.0 live --new-environment
gives "a build against the very version" 1 can-deploy seer@2 live
prints "is a doubt" "unknown  'seer@2' uses /ghost, which '1.0.0' does not have"
at environment deploy shop/ghosts@1.1.0 live
gives "a build against another" 1 can-deploy seer@2 live
prints "is a doubt" "unknown  'seer@2' uses /ghost, which neither '1.0.0' nor '1.1.0' has"
at consumer unregister shop/ghosts web
echo 'ignore_unused: true' > unused.yaml
at policy set shop/ghosts unused.yaml
gives "a break that nobody uses" 1 can-evolve shop/ghosts string.json
prints "is said" "but for what is set aside: type-changed (a part that nobody uses)"
prints "but for him who cannot be judged" "unknown  'seer' uses /ghost, which neither '1.1.0' nor the document has"
at contract evolve shop/ghosts string.json --label 2.0.0
gives "nor does it become active" 4 contract activate shop/ghosts@2.0.0
says "since nobody can tell" "(1 set aside) cannot be told: consumer 'seer' names '/ghost', which no version has"
at contract activate shop/ghosts@2.0.0 --declare-break agreed

# ---- consumers that resolve to nothing

at contract create shop/strays either.json
at contract activate shop/strays@1.0.0
at consumer register shop/strays far --pin '1.0.0 || 3.x' --uses /n
at consumer register shop/strays near --uses /n
at contract evolve shop/strays string.json --label 2.0.0 --declare-break agreed
at contract activate shop/strays@2.0.0
at contract retire shop/strays@1.0.0 --force --reason "not safe"
gives "whom it would take up again" 1 can-evolve shop/strays string.json --label 3.0.0
prints "nothing tells" "unknown  'far' resolves to no version, so there is nothing to compare with"
isnt "who follows is judged" grep -q "'near'" out
gives "as data" 1 can-evolve shop/strays string.json --label 3.0.0 --format json
prints "the reason" '"why": "follows-nothing"'
gives "whom it leaves alone" 0 can-evolve shop/strays string.json --label 4.0.0
prints "that one" "yes  it may break 'far', but its pin 1.0.0 || 3.x keeps it away"
at contract retire shop/strays@2.0.0 --force --reason "not safe"
gives "who was on the last" 1 can-evolve shop/strays integer.json
prints "is judged from there" "no  it breaks 'near', which uses /n"

# ---- a version that was retired where it runs

at contract create shop/ends integer.json
at contract activate shop/ends@1.0.0
at contract evolve shop/ends number.json
at contract activate shop/ends@1.1.0
at environment build shop/ends web@1 --built-against 1.0.0
at environment deploy shop/ends@1.0.0 last --new-environment
at environment release shop/ends@1.1.0 store --new-environment
gives "what is deprecated may be met" 0 can-deploy web@1 last
at contract retire shop/ends@1.0.0 --force --reason "not safe"
at contract retire shop/ends@1.1.0 --force --reason "not safe"
gives "what is retired may not" 1 can-deploy web@1 last
prints "where it is deployed" "no  '1.0.0', which is deployed in 'last', is retired"
gives "nor" 1 can-deploy web@1 store
prints "where it is released" "no  '1.1.0', which is released in 'store', is retired"
gives "as data" 1 can-deploy web@1 last --format json
prints "the reason" '"why": "retired"'

# ---- the label that evolve would give decides which pins admit it

api() { # FIELD
    answers "{type: object, required: [id], properties: {id: {type: string}, $1: {type: string}}}"
}
api a > a.yaml
api b > b.yaml
api c > c.yaml
at contract create shop/labels a.yaml --mode forward
at contract activate shop/labels@1.0.0
at consumer register shop/labels web --pin '>=1.2.0 || 1.0.0' --uses 'GET /o response 200 /a'
gives "a label that is free" 0 can-evolve shop/labels b.yaml
prints "and that the pin excludes" "yes  it would break 'web', but its pin >=1.2.0 || 1.0.0 keeps it away"
at contract evolve shop/labels c.yaml
at contract retire shop/labels@1.1.0 --reason wrong
gives "a label that is taken" 1 can-evolve shop/labels b.yaml
prints "so that the pin admits the next" "no  it breaks 'web', which uses GET /o response 200 /a"
at contract evolve shop/labels b.yaml
prints "as evolve stores it" "shop/labels@1.2.0"
gives "the draft" 1 can-evolve shop/labels@1.2.0
prints "is judged alike" "no  it breaks 'web', which uses GET /o response 200 /a"
gives "its document again" 1 can-evolve shop/labels b.yaml
prints "too" "no  it breaks 'web', which uses GET /o response 200 /a"
at contract create shop/lows integer.json
at contract activate shop/lows@1.0.0
at contract evolve shop/lows string.json --label 1.0.1 --declare-break agreed
gives "a draft that evolve gives back" 1 can-evolve shop/lows string.json
prints "has the label it has" "no  label '1.0.1' is below '2.0.0', which the changes ask for"

# ---- a build against a version that is named takes other versions, too

at contract create shop/named integer.json
at contract activate shop/named@1.0.0
for named in 1.0.0 v1.0.0 =1.0.0 '= v1.0.0' 1.0.0+meta; do
    at environment build shop/named "a$at_n@1" --built-against "$named"
    isnt "$named names a version" grep -q "out of" out
    at environment build shop/named "a$((at_n - 1))@1" --built-against 1.0.0
done
for range in 1.0.x ~1.0.0 '1.0.0 || 1.0.1'; do
    at environment build shop/named "r$at_n@1" --built-against "$range"
    prints "$range is a range" "out of $range"
done
at environment build shop/named v@1 --built-against v1.0.0
at environment build shop/named r@1 --built-against '~1.0.0'
at consumer register shop/named b --pin v1.0.0
at environment build shop/named b@1
isnt "nor is a pin that names a version a range" grep -q "out of" out
at contract evolve shop/named number.json
at contract activate shop/named@1.1.0
at environment deploy shop/named@1.1.0 named --new-environment
gives "so it may meet another" 0 can-deploy v@1 named
gives "as may that of the consumer" 0 can-deploy b@1 named
gives "but not out of a range" 1 can-deploy r@1 named
prints "that excludes it" "no  'r@1' takes ~1.0.0, which does not admit '1.1.0'"
at consumer register shop/named short --pin 1
at environment build shop/named short@1
prints "a short pin is what the consumer follows" "1.1.0"
at contract create shop/short integer.json --label v1
at contract activate shop/short@v1
at environment build shop/short a@1 --built-against 1.0.0
isnt "a label may be short" grep -q "out of" out
at environment build shop/short a@2 --built-against 1
isnt "and be named without its v" grep -q "out of" out

# ---- the label answers for versions above the base, and for those before a pre-release

schema '"integer"},"z":{' > integer_z.json
at contract create shop/higher integer.json --mode backward-transitive
at contract activate shop/higher@1.0.0
at contract evolve shop/higher number.json --label 2.1.0
at contract activate shop/higher@2.1.0
at consumer register shop/higher web --pin '^2'
at contract deprecate shop/higher@2.1.0 --reason again
at contract reactivate shop/higher@1.0.0 --reason again
gives "what breaks with a higher version" 1 can-evolve shop/higher integer_z.json --label 2.0.5
prints "asks for more" "no  label '2.0.5' is below '3.0.0', which the changes ask for"
gives "as impact says" 1 impact shop/higher integer_z.json
prints "what" "'3.0.0' is proposed"
prints "and why" "with the versions beside '1.0.0' that is 3.0.0"
at contract evolve shop/higher integer_z.json --label 2.0.5 --declare-break agreed
gives "nor is it activated" 4 contract activate shop/higher@2.0.5
says "since" "label '2.0.5' is below '3.0.0', which the changes ask for"
schema '["number","string"]' > more.json
gives "what breaks with none" 0 impact shop/higher more.json
prints "asks for no more than what comes next" "'2.2.0' is proposed"
echo 'semver: {prerelease: next}' > next.yaml
at contract create shop/pre either.json --mode none
at policy set shop/pre next.yaml
at contract activate shop/pre@1.0.0
at contract evolve shop/pre string.json --label 1.2.0-rc.1
at contract activate shop/pre@1.2.0-rc.1
gives "what breaks with a pre-release alone" 1 impact shop/pre integer.json
prints "needs the next one" "'1.2.0-rc.2' is proposed"
at contract edit shop/pre --mode backward-transitive
gives "what breaks with versions before it, too" 1 impact shop/pre integer.json
prints "asks for what they ask for" "'2.0.0' is proposed"
prints "and says so" "with the versions beside '1.2.0-rc.1' that is 2.0.0"
schema '"string"},"z":{' > string_z.json
gives "what breaks with them alone" 1 impact shop/pre string_z.json
prints "does, too" "'2.0.0' is proposed"
gives "the next one" 1 can-evolve shop/pre integer.json --label 1.2.0-rc.2
prints "is too low" "no  label '1.2.0-rc.2' is below '2.0.0', which the changes ask for"

# ---- what is set aside is named

at contract create shop/aside integer.json
at contract activate shop/aside@1.0.0
at waive shop/aside --rule type-changed --part /n --owner eve --expires 2031-01-01 --reason agreed
gives "what is waived" 0 can-evolve shop/aside string.json --label 2.0.0 --now 2030-02-01
prints "is said, and by whom" "yes  it is backward compatible with '1.0.0' but for what is set aside: type-changed (waived by eve until 2031-01-01"
prints "with the finding" "/n: the type changed from integer to string"
gives "what widens" 0 can-evolve shop/aside number.json --now 2030-02-01
isnt "has nothing set aside" grep -q "set aside" out
at contract create shop/groups integer.json --mode backward-transitive
echo 'groups: {by: major}' > groups.yaml
at policy set shop/groups groups.yaml
at contract activate shop/groups@1.0.0
gives "a version of another group" 0 can-evolve shop/groups string.json --label 2.0.0
prints "is said" "yes  it is not asked to go with '1.0.0': it is of group 2, that one of group 1"
prints "with the finding" "/n: the type changed from integer to string"
gives "as data" 0 can-evolve shop/groups string.json --label 2.0.0 --format json
prints "the reason" '"why": "not-enforced"'
gives "what breaks nothing" 0 can-evolve shop/groups number.json --label 2.0.0
prints "is compatible" "yes  it is backward-transitive compatible with '1.0.0'"
at contract edit shop/groups --mode none
gives "the mode none" 0 can-evolve shop/groups number.json
prints "asks for nothing" "yes  it is backward compatible with '1.0.0', which the mode none does not ask for"

# ---- the values of a map go like a property that need not be there

map() { api "$1" | sed "s/properties: {id: {type: string}, .*}}/properties: {id: {type: string}}$2}/"; }
map a ', additionalProperties: {type: number}' > map.yaml
map a ', additionalProperties: false' > closed.yaml
map a ', additionalProperties: {type: integer}' > narrow.yaml
at contract create shop/maps map.yaml
at contract activate shop/maps@1.0.0
at consumer register shop/maps rates --uses 'GET /o response 200 /{}'
at consumer register shop/maps ids --uses 'GET /o response 200 /id'
gives "a map that goes" 1 can-evolve shop/maps closed.yaml
prints "breaks who uses its values" "no  it breaks 'rates', which uses GET /o response 200 /{}"
isnt "and nobody else" grep -q "'ids'" out
gives "a map that promises more" 0 can-evolve shop/maps narrow.yaml

# ---- whoever may store a document that is nested deeply may ask about it

deep() {
    awk -v type="$1" 'BEGIN {
        for (i = 0; i < 300; i++) { head = head "{\"properties\":{\"a\":"; tail = tail "}}" }
        print head "{\"type\":\"" type "\"}" tail
    }'
}
deep integer > deep-1.json
deep number > deep-2.json
wide='--max-depth 2000'
at contract create shop/deep deep-1.json --as json-schema $wide
at contract activate shop/deep@1.0.0 $wide
at consumer register shop/deep diver --uses / $wide
at environment build shop/deep diver@1 $wide
gives "deeper than is usual" 3 can-evolve shop/deep deep-2.json
gives "as far as is allowed" 0 can-evolve shop/deep deep-2.json $wide
at contract evolve shop/deep deep-2.json $wide
at contract activate shop/deep@1.1.0 $wide
gives "by a consumer" 0 can-upgrade shop/deep@1.1.0 diver $wide
at environment deploy shop/deep@1.1.0 deep --new-environment
gives "by a build" 0 can-deploy diver@1 deep $wide

gives "nothing was written" 0 store check --replay
