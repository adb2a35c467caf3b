#!/bin/sh
# Decisions through the command: yes, no and unknown, each with its reasons and exit code.
. "$(dirname "$0")/lib.sh"

schema() { printf '{"type":"object","properties":{"n":{"type":"%s"},"t":{"type":"%s"%s}}}' "$@"; }
schema integer string "" > one.json
schema number string "" > two.json
schema string string "" > three.json
schema integer string ',"pattern":"^a{1,3}$"' > narrow.json
schema integer string ',"pattern":"^(a|aa|aaa)$"' > unclear.json
at contract create shop/orders one.json
gives "nothing was active" 0 can-evolve shop/orders@1.0.0
prints "so it may" "yes  nothing was active before"
at contract activate shop/orders@1.0.0
at consumer register shop/orders web --uses /n
at consumer register shop/orders tools --uses /t
at consumer register shop/orders old --pin 1.0.0 --uses /n

gives "what widens" 0 can-evolve shop/orders two.json
prints "yes" "yes  can-evolve shop/orders"
prints "because" "yes  it is backward compatible with '1.0.0'"
gives "what breaks" 1 can-evolve shop/orders three.json
prints "no" "no  can-evolve shop/orders"
prints "the mode" "no  it is not backward compatible with '1.0.0' (1 breaking, 0 undecided)"
prints "whom" "no  it breaks 'web', which uses /n"
prints "where" "/n: the type changed from integer to string"
prints "whom not" "yes  it would break 'old', but its pin 1.0.0 keeps it away"
isnt "who is untouched" grep -q tools out
gives "a label" 1 can-evolve shop/orders three.json --label 1.0.1 --format json
prints "too low" '"why": "label-too-low"'
prints "as a sentence" "label '1.0.1' is below '2.0.0', which the changes ask for"
at contract create shop/codes narrow.json
at contract activate shop/codes@1.0.0
at consumer register shop/codes web --uses /t
# what evolve refuses because of its label
refused() { # NAME WHY ARGS...: neither may it, nor is it stored
    refused_why=$2
    gives "$1" 1 can-evolve shop/names "$3" ${4+--label "$4"} --format json
    prints "$1: why" "\"why\": \"$refused_why\""
    gives "$1: evolve" "${5:-4}" contract evolve shop/names "$3" ${4+--label "$4"} --actor ann
}
at contract create shop/names one.json --label 1.0.0
gives "no label, and none to propose" 1 can-evolve shop/names two.json
prints "one is needed" "no  no version was ever active, so no label can be proposed; give one"
gives "one that the first draft has" 1 can-evolve shop/names two.json --label 1.0.0
prints "which is a draft" "no  there is a version '1.0.0' already; it is draft"
gives "what is stored already" 0 can-evolve shop/names one.json
at contract activate shop/names@1.0.0
at contract evolve shop/names two.json --label 1.2.0
gives "the same again" 0 can-evolve shop/names two.json --label 1.2.0
gives "the same without a label" 0 can-evolve shop/names two.json
refused "taken by a draft" label-taken three.json 1.2.0
at contract retire shop/names@1.2.0 --reason wrong
refused "taken by a withdrawn one" label-taken two.json 1.2.0
gives "identical" 1 can-evolve shop/names one.json
prints "to what" "no  it does not differ from '1.0.0'; give a label to store it all the same"
refused "identical again" identical one.json
gives "identical with a label" 0 can-evolve shop/names one.json --label 1.0.1
at contract edit shop/names --mode none
gives "not above the base" 1 can-evolve shop/names two.json --label 0.9.0
prints "which" "no  label '0.9.0' is not above '1.0.0', the version it would follow"
refused "not above again" label-not-above two.json 0.9.0 2
gives "no order" 0 can-evolve shop/names two.json --label next
echo 'semver: {labels: refuse}' > order.yaml
at policy set shop/names order.yaml
refused "a policy wants order" label-no-order two.json next 2
at policy clear shop/names

gives "nobody can tell" 1 can-evolve shop/codes unclear.json
prints "unknown" "unknown  can-evolve shop/codes"
prints "for whom" "unknown  no rule can tell whether 'web' goes on working"
gives "allowed" 0 can-evolve shop/codes unclear.json --allow-undecided
at consumer register shop/codes held --pin 1.0.0 --uses /t
gives "nobody can tell, and it is held" 1 can-evolve shop/codes unclear.json
prints "the one that stays" "yes  it may break 'held', but its pin 1.0.0 keeps it away"
at contract evolve shop/orders three.json --declare-break meant
gives "a declared break" 1 can-evolve shop/orders@2.0.0
prints "is a decision" "yes  2.0.0 is not backward compatible with '1.0.0' (1 breaking, 0 undecided); declared: meant"
prints "consumers still count" "no  it breaks 'web', which uses /n"
at contract evolve shop/orders two.json --label 1.1.0
at contract activate shop/orders@1.1.0
gives "another one came" 1 can-evolve shop/orders@2.0.0
prints "in between" "no  2.0.0 was made on '1.0.0', but '1.1.0' was activated since; evolve again on that"
gives "no draft" 1 can-evolve shop/orders@1.0.0
prints "what it is" "no  1.0.0 is deprecated; only a draft becomes active"
at contract edit shop/orders --mode none
gives "nothing enforced" 1 can-evolve shop/orders three.json
prints "is said" "yes  it differs from '1.1.0' (1 breaking, 0 undecided), and the mode is none"
at contract edit shop/orders --mode full-transitive
gives "the whole history" 1 can-evolve shop/orders two.json --format json
prints "the base" '"against": "1.1.0"'
prints "and the one before" '"against": "1.0.0"'

gives "who follows" 1 can-retire shop/orders@1.0.0
prints "who" "no  consumer 'old' resolves to it"
at consumer unregister shop/orders old
gives "nobody" 0 can-retire shop/orders@1.0.0
prints "why" "yes  no consumer resolves to it, and it runs nowhere"

gives "itself" 0 can-upgrade shop/orders@1.1.0 web
prints "the same" "yes  it resolves to that version already"
gives "a draft" 1 can-upgrade shop/orders@2.0.0 web
prints "is served by nobody" "no  it is a draft, which nobody serves yet"
prints "what breaks there" "no  it uses /n, which breaks"
gives "a stranger" 4 can-upgrade shop/orders@1.1.0 nobody

at environment build shop/orders web@1 --built-against 1.0.0 --uses /n
at environment build shop/orders tools@1 --built-against 1.0.0 --uses /t
at environment build shop/orders strict@1 --built-against '1.0.x' --uses /t
gives "where" 4 can-deploy shop/orders@2.0.0 live
says "there is none" "team 'shop' has no environment 'live'; it has none"
at environment deploy shop/orders@1.0.0 live --new-environment
gives "nobody there" 0 can-deploy shop/orders@2.0.0 live
prints "is a yes" "yes  no consumer of it runs in 'live'"
gives "what is there" 1 can-retire shop/orders@1.0.0
prints "runs" "no  it is deployed in 'live'"
at environment deploy web@1 early --new-environment
gives "a build alone" 1 can-retire shop/orders@1.0.0
prints "needs it" "no  'web@1', built against it, is deployed in 'early', where no version of 'shop/orders' is recorded"
at environment deploy shop/orders@1.1.0 early
gives "what serves it" 1 can-retire shop/orders@1.0.0
isnt "is another" grep -q early out
gives "a build" 0 can-deploy web@1 live
prints "was built against it" "yes  'web@1' was built against '1.0.0'"
at environment deploy web@1 live
at environment deploy tools@1 live
gives "a break" 1 can-deploy shop/orders@2.0.0 live
prints "no pair" "no  'web@1' uses /n, which breaks with '2.0.0'"
prints "a good pair" "yes  nothing that 'tools@1' uses breaks from '1.0.0' to '2.0.0'"
prints "the table" "web@1     shop/orders@1.0.0  shop/orders@2.0.0  live         no"
at environment deploy strict@1 live
gives "a range" 1 can-deploy shop/orders@2.0.0 live
prints "that excludes" "no  'strict@1' takes 1.0.x, which does not admit '2.0.0'"
at environment undeploy shop/orders live
gives "nothing there" 1 can-deploy web@1 live
prints "it is needed" "no  no version of 'shop/orders' runs in 'live', and 'web@1' needs one"
gives "no such build" 4 can-deploy web@9 live
at environment deploy shop/orders@1.0.0 live
gives "retire what runs" 4 contract retire shop/orders@1.0.0 --reason "old"
says "where it runs" "cannot be retired: it is deployed in 'live'; end that first, or force it with a reason"
at environment undeploy shop/orders live
gives "retire what a build needs" 4 contract retire shop/orders@1.0.0 --reason "old"
says "which build" "'web@1', built against it, is deployed in 'live'; end that first"
at contract retire shop/orders@1.0.0 --force --reason "its host is gone"
gives "the retired" 1 can-deploy shop/orders@1.0.0 early
prints "may not go out again" "no  it is retired"
at contract evolve shop/codes unclear.json --label 2.0.0
at environment build shop/codes web@1 --built-against 1.0.0 --uses /t
at environment deploy web@1 live --contract shop/codes
gives "an edition of which nobody can tell" 1 can-evolve shop/codes@2.0.0
prints "says that, and no no" "unknown  whether 2.0.0 is backward compatible with '1.0.0' cannot be told (0 breaking, 1 undecided)"
gives "nor is it activated" 4 contract activate shop/codes@2.0.0
says "because of that" "whether 'shop/codes@2.0.0' is backward compatible with '1.0.0' cannot be told (0 breaking, 1 undecided); change it, or declare it as a break with a reason"
gives "a contract alone" 2 can-evolve shop/codes
says "a contract alone: what is wanted" "FILE is missing: the new document, or a stored draft with @"
gives "undecided" 1 can-deploy shop/codes@2.0.0 live --format json
prints "is unknown, never yes" '"answer": "unknown"'
gives "nothing was written" 0 store check --replay
