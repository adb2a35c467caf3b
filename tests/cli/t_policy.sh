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
prints "the bump says why" "bump: minor (what breaks is set aside)"
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
prints "unused parts: said" "no registered consumer uses it"
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
sed 's/2030-03-01/2030-04-02/' policy-mixed.yaml > in
gives "too long a waiver" 3 policy check -
says "too long a waiver: why" "is 91 days after it begins; a waiver holds for 90 at most"
rm in
