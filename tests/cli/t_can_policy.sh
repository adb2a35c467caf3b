#!/bin/sh
# What a policy makes of findings, and what it leaves as it is: consumers break whatever level a rule is
# given, builds that run use their parts, a number names one line however it is written; and where
# two questions are about the same thing, they have one answer.
. "$(dirname "$0")/lib.sh"

schema() { printf '{"type":"object","properties":{"n":{"type":%s}}}' "$1"; }
schema '"integer"' > integer.json
schema '"string"' > string.json
api() { # PROPERTIES [INFO]
    answers "{type: object, required: [id], properties: {id: {type: string}$1}}" "${2-}"
}
api ', status: {type: string}' > old.yaml
api ', status: {type: integer}' > typed.yaml
api '' > gone.yaml

# ---- a level is no change of what a consumer does

at contract create shop/o old.yaml
at contract activate shop/o@1.0.0
at consumer register shop/o web --uses 'GET /o response 200 /status'
at consumer register shop/o other --uses 'GET /o response 200 /id'
at environment build shop/o web@1 --uses 'GET /o response 200 /status'
at environment deploy web@1 prod --new-environment
echo 'levels: [{rule: "response-*", level: info}]' > info.yaml
at policy set shop/o info.yaml
for new in typed gone; do
    gives "$new: whom" 1 impact shop/o $new.yaml --label 3.0.0
    prints "$new: him who uses it" "web  breaks"
    prints "$new: and not who does not" "other  unaffected"
    gives "$new: can-evolve" 1 can-evolve shop/o $new.yaml --label 3.0.0
    prints "$new: breaks no mode" "yes  it is backward compatible with '1.0.0'"
    prints "$new: but a consumer" "no  it breaks 'web', which uses GET /o response 200 /status"
    at contract evolve shop/o $new.yaml --label 3.0.0-$new
    gives "$new: can-deploy" 1 can-deploy shop/o@3.0.0-$new prod
    prints "$new: breaks a build" "no  'web@1' uses GET /o response 200 /status, which breaks"
done
echo 'levels: [{rule: "response-*", level: undecided}]' > open.yaml
at policy set shop/o open.yaml
gives "a level that is open" 1 can-evolve shop/o typed.yaml --label 3.0.0
prints "leaves the mode open" "unknown  whether it is backward compatible with '1.0.0' cannot be told"
prints "and no consumer" "no  it breaks 'web', which uses GET /o response 200 /status"
api ', status: {type: string}, more: {type: string}' > more.yaml
gives "what was added" 0 can-evolve shop/o more.yaml
gives "what only others use" 1 can-upgrade shop/o@3.0.0-gone other
prints "breaks only them" "yes  nothing that it uses breaks from '1.0.0' on"

# ---- what runs uses its parts

at contract create shop/unused old.yaml
at contract activate shop/unused@1.0.0
at consumer register shop/unused web --uses 'GET /o response 200 /id'
echo 'ignore_unused: true' > unused.yaml
at policy set shop/unused unused.yaml
gives "what nobody uses" 0 can-evolve shop/unused typed.yaml
prints "may change" "(a part that nobody uses)"
at environment build shop/unused web@1 --uses 'GET /o response 200 /status'
gives "a build that runs nowhere" 0 can-evolve shop/unused typed.yaml
at environment deploy web@1 unused --new-environment
gives "one that is deployed" 1 can-evolve shop/unused typed.yaml --label 2.0.0
prints "uses what it uses" "no  it is not backward compatible with '1.0.0' (1 breaking, 0 undecided)"
gives "the policy" 0 policy show shop/unused --effective --format json
prints "knows it" '"GET /o response 200 /status"'
at contract evolve shop/unused typed.yaml --label 2.0.0
gives "nor is it activated" 4 contract activate shop/unused@2.0.0
at environment undeploy web@1 unused
gives "until it is gone" 0 can-evolve shop/unused@2.0.0
at environment release web@1 unused
gives "one that is released" 1 can-evolve shop/unused@2.0.0
at environment withdraw web@1 unused
at contract activate shop/unused@2.0.0

# ---- a number names one line

for pair in '1 1.0' '1.50 1.5' '10 1e1' '1 "1.0"'; do
    api ', status: {type: string}' ", x-line: ${pair% *}" > line1.yaml
    api ', status: {type: integer}' ", x-line: ${pair#* }" > line2.yaml
    echo 'groups: {by: document, pointer: /info/x-line}' > lines.yaml
    gives "lines $pair" 1 diff line1.yaml line2.yaml --policy lines.yaml
    isnt "lines $pair: one" grep -q "is not compared" out
done
for pair in '1 2' '1.0 1.5' '"1.1" "1.10"' '0 a' '-1 1'; do
    api ', status: {type: string}' ", x-line: ${pair% *}" > line1.yaml
    api ', status: {type: integer}' ", x-line: ${pair#* }" > line2.yaml
    gives "lines $pair: two" 0 diff line1.yaml line2.yaml --policy lines.yaml
done

# ---- a waiver is of one choice, and of all that share what it is of

choices() { # V-OF-A V-OF-B V-OF-BOTH
    printf '{"$defs":{"m":{"type":"object","properties":{"w":{"type":"%s"}}}},"oneOf":[' "$3"
    printf '{"type":"object","required":["k"],"properties":{"k":{"const":"a"},"m":{"$ref":"#/$defs/m"},"v":{"type":"%s"}}},' "$1"
    printf '{"type":"object","required":["k"],"properties":{"k":{"const":"b"},"m":{"$ref":"#/$defs/m"},"v":{"type":"%s"}}}]}' "$2"
}
choices string string string > choices.json
choices integer string string > first.json
choices string integer string > second.json
choices integer integer string > both.json
choices string string integer > shared.json
"$CONTRACTS" diff choices.json first.json --format json > out
print=$(sed -n 's/.*"fingerprint": "\([0-9a-f]*\)".*/\1/p' out)
cat > waived.yaml << EOF
waivers: [{fingerprint: "$print", reason: r, owner: o, expires: 2099-01-01}]
EOF
gives "what is waived in one choice" 0 diff choices.json first.json --policy waived.yaml
gives "is not in another" 1 diff choices.json second.json --policy waived.yaml
gives "nor in both" 1 diff choices.json both.json --policy waived.yaml
prints "nor in both: which" "1 breaking, 0 undecided, 0 warnings, 0 info, 1 set aside"
gives "what both refer to" 1 diff choices.json shared.json
prints "is told once" "1 breaking, 0 undecided"

# ---- a draft that runs

at contract create shop/drafts integer.json
at contract activate shop/drafts@1.0.0
at contract evolve shop/drafts string.json --label 2.0.0
at contract evolve shop/drafts string.json --label 3.0.0
at environment deploy shop/drafts@2.0.0 stage --new-environment
gives "a draft that runs" 1 can-retire shop/drafts@2.0.0
prints "may not end" "no  it is deployed in 'stage'"
gives "nor does it" 4 contract retire shop/drafts@2.0.0
says "since it runs" "cannot be retired: it is deployed in 'stage'; end that first, or force it with a reason"
gives "force without a reason" 4 contract retire shop/drafts@2.0.0 --force
gives "one that does not" 0 can-retire shop/drafts@3.0.0
at contract retire shop/drafts@3.0.0
at contract retire shop/drafts@2.0.0 --force --reason "its host is gone"
gives "what was forced" 0 events list --contract shop/drafts --format json
prints "is told" '"forced":"yes"'

# ---- a bare date is the end of that day

at contract create shop/ends integer.json
at contract activate shop/ends@1.0.0
at contract create shop/instants integer.json
at contract activate shop/instants@1.0.0
gives "a bare date" 0 contract deprecate shop/ends@1.0.0 --reason old --sunset 2031-06-01 --actor ann \
    --now 2030-06-01T00:00:00Z
gives "on that day" 1 can-retire shop/ends@1.0.0 --now 2031-06-01T00:00:00Z
prints "it is ahead" "no  its end was announced for 2031-06-01T23:59:59.999999Z"
gives "and in the evening" 4 contract retire shop/ends@1.0.0 --now 2031-06-01T23:59:59Z
gives "the day after" 0 can-retire shop/ends@1.0.0 --now 2031-06-02T00:00:00Z
gives "an instant" 0 contract deprecate shop/instants@1.0.0 --reason old --actor ann \
    --sunset 2031-06-01T00:00:00Z --now 2030-06-01T00:00:00Z
gives "is what it is" 0 can-retire shop/instants@1.0.0 --now 2031-06-01T00:00:00Z
gives "the store" 0 store check --replay
