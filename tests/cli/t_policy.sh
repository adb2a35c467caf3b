#!/bin/sh
# Policies of comparisons: read, refused, applied; what counts and what is shown.
. "$(dirname "$0")/lib.sh"

now=2030-02-28T23:00:00Z

gives "check" 0 policy check policy.yaml
prints "check: a waiver" "until 2099-12-31T18:00:00+01:00, owned by backend"
gives "check: JSON" 0 policy check policy.yaml --format json
sha=$(sed -n 's/.*"sha256": "\([0-9a-f]*\)".*/\1/p' out)
is "check: a hash" test ${#sha} -eq 64
run policy check policy.yaml --format json
sed -n '/"policy": {/,/^  },/p' out | sed '1s/.*/{/; $s/.*/}/' > again.json
gives "what it prints is a policy" 0 policy check again.json --format json
prints "what it prints says the same" "$sha"
gives "schema" 0 policy schema
is "schema is the one that is installed" cmp out "$top/doc/schema/policy.schema.json"
cp out schema.json
gives "the example is valid by the schema" 0 validate policy.yaml --schema schema.json
gives "the other example, too" 0 validate policy-mixed.yaml --schema schema.json

gives "without a policy it breaks" 1 diff orders-v1.yaml orders-v2.yaml
gives "with its waivers it does not" 0 diff orders-v1.yaml orders-v2.yaml --policy policy.yaml
prints "what is waived is shown" "policy: waived until 2099-12-31 by backend: Nobody reads"
prints "and counted apart" "2 set aside"
prints "the bump says why" "bump: minor (warnings)"
gives "a day later than all of them" 1 diff orders-v1.yaml orders-v2.yaml --policy policy.yaml \
    --now 2100-01-01T00:00:00Z
prints "an expired waiver is a finding" "policy.waiver-expired"
gives "the last instant of a bare date" 1 diff orders-v1.yaml orders-v2.yaml \
    --policy policy-mixed.yaml --now 2030-03-01T23:59:59Z
prints "the last instant of a bare date: it holds" "waived until 2030-03-01"
gives "the next second" 1 diff orders-v1.yaml orders-v2.yaml \
    --policy policy-mixed.yaml --now 2030-03-02T00:00:00Z
prints "the next second: it does not" "backend owns, expired on 2030-03-01"
gives "changelog under a policy" 0 changelog orders-v1.yaml orders-v2.yaml --policy policy.yaml
prints "changelog names the policy" "It was judged by the policy shop"
gives "unused parts" 0 diff orders-v1.yaml orders-v2.yaml --policy policy-mixed.yaml \
    --now $now --uses 'POST /orders'
prints "unused parts: said" "nobody is known to use it"
gives "a part that is used, but nowhere" 4 diff orders-v1.yaml orders-v2.yaml \
    --policy policy-mixed.yaml --now $now --uses 'POST /order'
says "a part that is used, but nowhere: which" "neither document has a part 'POST /order'"
gives "nothing to be judged" 0 diff orders-v1.yaml orders-v1.yaml --policy policy.yaml
prints "nothing to be judged: waivers without use" "policy.waiver-unmatched"
prints "nothing to be judged: no bump" "bump: none (nothing differs)"

gives "no such file" 3 diff orders-v1.yaml orders-v2.yaml --policy nowhere.yaml
gives "--uses alone" 2 diff orders-v1.yaml orders-v2.yaml --uses 'POST /orders'
says "--uses alone: why" "--uses goes with --policy"
sed 's/property-removed/propertie-removed/' policy.yaml > in
gives "a rule that is none" 3 policy check -
says "a rule that is none: which was meant" \
    "standard input:8:11: /waivers/0/rule: 'response-required-propertie-removed' is no rule; did you mean 'response-required-property-removed'?"
sed '/owner: backend/d' policy.yaml > in
gives "a waiver of nobody" 3 policy check -
says "a waiver of nobody: why" "the waiver lacks 'owner'"
sed '/reason:/d' policy.yaml > in
gives "a waiver without reason" 3 policy check -
says "a waiver without reason: why" "the waiver lacks 'reason'"
sed 's/2030-03-01/2030-03-31/' policy-mixed.yaml > in
gives "a waiver of the longest term" 0 policy check -
sed 's/2030-03-01/2030-04-01/' policy-mixed.yaml > in
gives "too long a waiver" 3 policy check -
says "too long a waiver: why" "makes it hold for 91 days; a waiver holds for 90 at most"
for pointer in /~2 '/a~' x /a~01b~2; do
    echo "groups: {by: document, pointer: '$pointer'}" > in
    gives "no JSON pointer: $pointer" 3 policy check -
    says "no JSON pointer: $pointer: why" \
        "/groups/pointer: should be a JSON pointer such as /info/x-group, found '$pointer'"
done
for pointer in / /a~0b~1c/~01; do
    echo "groups: {by: document, pointer: '$pointer'}" > in
    gives "a JSON pointer: $pointer" 0 policy check -
done
rm in
sed 's/{id}/{nameless}/' policy.yaml > nameless.yaml
gives "a part with another name between the braces" 0 diff orders-v1.yaml orders-v2.yaml \
    --policy nameless.yaml
prints "a part with another name between the braces: it fits" "2 set aside"
isnt "a part with another name between the braces: no remark" grep -q unmatched out

# In a store: the contract's upon the team's.
fixture
gives "no policy yet" 4 policy show shop/orders
says "no policy yet: what to do" "'shop/orders' has no policy; set one"
gives "set of a team" 0 policy set shop policy-mixed.yaml --reason 'agreed with the teams'
gives "set of a contract, for longer than its team lets it" 3 policy set shop/orders policy.yaml
says "set of a contract, for longer than its team lets it: why" \
    "policy.yaml:8:5: /waivers/0/since: is missing; max_waiver_days counts from it"
sed 's/^    expires: .*/    since: 2030-01-01\n    expires: 2030-03-01/' policy.yaml > short.yaml
gives "set of a contract" 0 policy set shop/orders short.yaml --format json
prints "set of a contract: the edition" '"revision": 1,'
gives "set again" 0 policy set shop/orders short.yaml --format json
prints "set again: nothing new" '"revision": 1,'
gives "set of what is not there" 4 policy set shop/ghost policy.yaml
gives "set of a stale edition" 4 policy set shop/orders policy-mixed.yaml --if-revision 7
says "set of a stale edition: why" "the policy of 'shop/orders' is at revision 1, not 7; look again"
gives "show" 0 policy show shop/orders
prints "show: whose it is" "shop of shop/orders"
gives "show what holds" 0 policy show shop/orders --effective
prints "show what holds: the team's bound" "longest waiver 90 days"
gives "waive without an owner" 2 waive shop/orders --rule type-changed --part /a --reason r \
    --expires 2030-03-01
says "waive without an owner: why" "a waiver needs an owner"
says "waive without an owner: what to do" "give it with --owner NAME"
gives "waive without an end" 2 waive shop/orders --rule type-changed --part /a --reason r --owner ann
says "waive without an end: what to do" "give it with --expires TIME"
gives "waive for too long" 2 waive shop/orders --rule type-changed --part /a --reason r \
    --owner ann --expires 2099-12-31
says "waive for too long: why" "a waiver holds for 90 at most"
gives "waive" 0 waive shop/orders --rule type-changed --part /a --reason 'for now' --owner ann \
    --since 2030-01-01 --expires 2030-03-01 --now 2030-01-02T00:00:00Z
gives "waivers" 0 waivers shop/orders --now 2030-02-01T00:00:00Z
prints "waivers: one that holds" "active  shop/orders"
prints "waivers: one that does not" "expired  shop"
gives "waivers as JSON" 0 waivers shop/orders --now 2031-02-01T00:00:00Z --format json
is "waivers as JSON: later" grep -q '"state": "expired"' out

# What is compared goes by it, unless it is told not to.
gives "diff of a version goes by it" 0 diff shop/orders@1.0.0 orders-v2.yaml \
    --now 2030-02-01T00:00:00Z
prints "diff of a version goes by it: it says so" "judged by the policy shop"
gives "diff without it" 1 diff shop/orders@1.0.0 orders-v2.yaml --no-policy
isnt "diff without it: it is not named" grep -q 'judged by' out
gives "both are too much" 2 diff shop/orders@1.0.0 orders-v2.yaml --no-policy --policy policy.yaml
gives "evolve goes by it" 0 contract evolve shop/orders orders-v2.yaml --label 1.5.0 \
    --now 2030-02-01T00:00:00Z
prints "evolve goes by it: the bump" "bump: what breaks is set aside: minor"
prints "evolve goes by it: the hash" "judged by the policy shop (sha256 "
gives "what it accepts can be activated" 0 contract activate shop/orders@1.5.0 \
    --now 2030-02-02T00:00:00Z
gives "the store is sound" 0 store check --replay
gives "the store counts policies" 0 store info
prints "the store counts policies: two" "policies      2"

# It travels, and comes back as it was.
gives "export" 0 export --output a.xml
gives "import" 0 --db other.db import a.xml
gives "export again" 0 --db other.db export --output b.xml
is "the same bytes" cmp a.xml b.xml
gives "the other store is sound" 0 --db other.db store check --replay
gives "as JSON" 0 --db other.db export --format json --output a.json
gives "import of JSON" 0 --db third.db import a.json
gives "as JSON again" 0 --db third.db export --format json --output b.json
is "the same JSON" cmp a.json b.json
gives "the third store is sound" 0 --db third.db store check --replay
sed 's/"owner":"backend"/"owner":""/' a.json > bad.json
gives "a policy that is none" 3 --db fourth.db import bad.json
says "a policy that is none: why" "the waiver lacks 'owner'"
sed 's/"reason":"Nobody reads the state of a whole list",//' a.json > bad.json
gives "a waiver in a comparison that is none" 3 --db fifth.db import bad.json
says "a waiver in a comparison that is none: why" "the comparison has a finding that is not whole"
sed 's/"old_group":null/"old_group":"1"/' a.json > bad.json
gives "half a group" 3 --db fifth.db import bad.json
says "half a group: why" "the comparison has a policy that is not whole"
gives "of one contract alone" 0 export shop/orders --output one.xml
is "of one contract alone: not the team's" test "$(grep -c '<policy ' one.xml)" -eq 2
gives "a team that has its own keeps it" 0 --db third.db policy set shop policy.yaml
gives "a team that has its own keeps it: import" 0 --db third.db import a.xml --policy skip
gives "a team that has its own keeps it: sound" 0 --db third.db store check --replay

# A limit that the team sets later ends what is longer, until somebody gives a new one.
gives "no limit" 0 policy clear shop
gives "waive without a limit" 0 policy set shop/catalog policy.yaml
echo 'max_waiver_days: 30' > limit.yaml
gives "a limit later" 0 policy set shop limit.yaml
gives "the waivers of then" 0 waivers shop/catalog
prints "the waivers of then do not hold" "too-long  shop/catalog"
gives "nor accept anything" 1 diff shop/catalog@1.0.0 orders-v2.yaml
prints "nor accept anything: why" "policy.waiver-too-long"
prints "nor accept anything: what is missing" \
    "does not say since when it holds, and 30 days are allowed; mend what it accepted"

gives "clear" 0 policy clear shop/orders --reason 'done with'
gives "clear twice" 4 policy clear shop/orders
gives "clear of the team" 0 policy clear shop
gives "nothing holds" 4 policy show shop/orders --effective
gives "sound to the end" 0 store check --replay

# A part is the bytes of its name: blanks at its ends belong to it.
echo '{"properties": {"a": {"type": "integer"}, "a ": {"type": "integer"}}}' > blank-1.json
echo '{"properties": {"a": {"type": "string"}, "a ": {"type": "integer"}}}' > blank-2.json
echo '{"properties": {"a": {"type": "integer"}, "a ": {"type": "string"}}}' > blank-3.json
echo 'waivers: [{rule: type-changed, part: "/a ", reason: r, owner: o, expires: 2099-12-31}]' > blank.yaml
gives "a waiver of another part" 1 diff blank-1.json blank-2.json --policy blank.yaml
prints "a waiver of another part fits nothing" "policy.waiver-unmatched"
gives "a waiver of this part" 0 diff blank-1.json blank-3.json --policy blank.yaml
prints "a waiver of this part: which" "  /a   (waived)"
gives "blank: create" 0 contract create shop/blank blank-1.json
gives "blank: activate" 0 contract activate shop/blank@1.0.0
gives "blank: evolve" 0 contract evolve shop/blank blank-2.json
gives "blank: waive" 0 waive shop/blank --rule type-changed --part '/a ' --reason r --owner o \
    --expires 2099-12-31
gives "blank: the other part is not waived" 1 can-evolve shop/blank@2.0.0

# Stored versions stand in the major lines in which they were declared.
lined() {
    printf '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"n":{%s}}}' \
        "$2" > "lined-$1.json"
}
lined a '"type":"integer"'
lined b '"type":"string"'
lined c '"type":"boolean"'
echo 'groups: {by: major}' > major.yaml
gives "lines: create" 0 contract create shop/lined lined-a.json
gives "lines: activate" 0 contract activate shop/lined@1.0.0
gives "lines: set" 0 policy set shop/lined major.yaml
gives "lines: proposed" 0 contract evolve shop/lined lined-c.json
prints "lines: proposed: the label" "shop/lined@2.0.0  draft"
gives "lines: declared" 0 contract evolve shop/lined lined-b.json --label 3.0.0
gives "lines: a declared one may become active" 0 can-evolve shop/lined@3.0.0
gives "lines: and is compared with none before it" 0 diff shop/lined@1.0.0 shop/lined@3.0.0 \
    --format json
prints "lines: the old one" '"old_group": "1"'
prints "lines: the new one" '"new_group": "3"'
gives "lines: the other way, too" 0 diff shop/lined@3.0.0 shop/lined@1.0.0
gives "lines: its changelog says the same" 0 changelog shop/lined@1.0.0 shop/lined@3.0.0
prints "lines: its changelog says the same: of all" "**compatible**: 0 breaking"
gives "lines: a proposed one may not" 1 can-evolve shop/lined@2.0.0
gives "lines: and is compared" 1 diff shop/lined@1.0.0 shop/lined@2.0.0 --format json
prints "lines: it has no group" '"new_group": null'
gives "lines: with a declared one it is not" 0 diff shop/lined@2.0.0 shop/lined@3.0.0
gives "lines: a file has no label" 1 diff shop/lined@1.0.0 lined-b.json
gives "lines: without the policy there are none" 1 diff shop/lined@1.0.0 shop/lined@3.0.0 \
    --no-policy
gives "lines: a break is a decision" 0 contract activate shop/lined@2.0.0 \
    --declare-break 'nobody reads it'
gives "lines: within that of the proposed one" 0 \
    contract evolve shop/lined lined-a.json --label 2.1.0
gives "lines: both are compared" 1 diff shop/lined@2.0.0 shop/lined@2.1.0
gives "lines: also with what that came from" 1 diff shop/lined@2.1.0 shop/lined@2.0.0

# Its own schema says what a policy is: it takes nothing that the schema refuses.
loose() {
    printf '%s\n' "$2" > loose.yaml
    gives "$1: by its schema" 1 validate loose.yaml --schema schema.json
    gives "$1" 3 policy check loose.yaml
    says "$1: where and what" "loose.yaml:$3"
}
loose "a waiver that is no list" '{waivers: {rule: type-changed, part: /n, reason: r, owner: o, expires: 2099-12-31}}' \
    "1:11: /waivers: should be a list, found a map"
loose "no waivers, and no list" 'waivers: {}' "1:10: /waivers: should be a list, found a map"
loose "levels that are no list" 'levels: {}' "1:9: /levels: should be a list, found a map"
loose "a list of a text" 'levels: [x]' "1:10: /levels/0: should be a map: a level, found 'x'"
loose "a truth in quotes" 'ignore_unused: "true"' \
    "1:16: /ignore_unused: should be true or false as such, and no text, found 'true'"
loose "a text for a record" 'semver: ""' "1:9: /semver: should be a map: a semver policy, found ''"

# What somebody changed behind our back is seen.
if command -v sqlite3 > /dev/null; then
    cp contracts.db tampered.db
    sqlite3 tampered.db "DROP TRIGGER lc_policy_kept; UPDATE lc_policy SET reason = 'else' WHERE n = 1" \
        2> /dev/null
    gives "a row that was changed" 1 --db tampered.db store check --replay
    prints "a row that was changed: which" "policy:shop: edition 1 is"
fi

# Advice and exit code are about what activation would say now, also of a draft that is there already.
printf '{"type":"object","properties":{"n":{"type":"integer"}}}' > whole.json
printf '{"type":"object","properties":{"n":{"type":"string"}}}' > text.json
gives "a contract under a waiver" 0 contract create till/sum whole.json --now 2031-01-01T00:00:00Z
gives "a contract under a waiver: active" 0 contract activate till/sum@1.0.0 \
    --now 2031-01-01T00:00:00Z
gives "a waiver of a part that is empty" 2 waive till --rule type-changed --part '' --owner ann \
    --expires 2031-01-10 --reason r --now 2031-01-01T00:00:00Z
says "a waiver of a part that is empty: why" "part is empty: the finding's part"
gives "a waiver for some days" 0 waive till/sum --rule type-changed --part /n --owner ann \
    --expires 2031-01-10 --reason r --now 2031-01-01T00:00:00Z
gives "a draft under it" 0 contract evolve till/sum text.json --fail-on breaking \
    --now 2031-01-01T00:00:00Z
gives "what it would do then" 0 impact till/sum text.json \
    --now 2031-01-02T00:00:00Z
prints "what it would do then: what to do" "next: activate it"
gives "what it would do later" 1 impact till/sum text.json \
    --now 2031-02-01T00:00:00Z
prints "what it would do later: the label" "too low: label '1.1.0', while the changes ask for '2.0.0'"
prints "what it would do later: why" "which ann owns, expired on 2031-01-10"
isnt "what it would do later: what not to do" grep -q 'next: activate it' out
gives "evolving to it later" 1 contract evolve till/sum text.json --fail-on breaking \
    --now 2031-02-01T00:00:00Z
gives "activating it later" 4 contract activate till/sum@1.1.0 --now 2031-02-01T00:00:00Z
says "activating it later: why" "which ann owns, expired on 2031-01-10; mend what it accepted"
