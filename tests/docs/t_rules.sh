#!/bin/sh
# doc/rules.md is what tools/mkrules.sh makes of the rules that are built in, and names them all; and
# each has its golden case.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1
CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
export CONTRACTS AWK
[ -x "$CONTRACTS" ] || skip "no command in this build"

if sh tools/mkrules.sh >"$scratch/rules.md" && cmp -s "$scratch/rules.md" doc/rules.md; then
    good "doc/rules.md is current"
else
    bad "doc/rules.md is stale: CONTRACTS=build/contracts tools/mkrules.sh > doc/rules.md"
fi

# Names of rows, put together with the places that have something in their cell.
"$AWK" -F' *[|] *' '
    /^\| Name / { for (i = 3; i < NF - 2; i++) { place[i] = $i; sub(/ /, "-", place[i]) } next }
    /^## / { delete place }
    /^\| `/ {
        gsub(/`/, "", $2)
        for (i = 3; i < NF - 2; i++) if (i in place) {
            by_place = 1
            if ($i != "") print place[i] "-" $2
        }
        if (!by_place) print $2
        by_place = 0
    }' doc/rules.md | sort >"$scratch/described"
"$CONTRACTS" rules --format json | sed -n 's/^ *"id": "\(.*\)",*$/\1/p' | sort >"$scratch/built"
comm -3 "$scratch/described" "$scratch/built" >"$scratch/diff"
expect_empty "rules that only doc/rules.md or only the library has" "$scratch/diff"
# A comparison somewhere in tests/golden finds each of them.
find tests/golden -name expect.json -exec sed -n 's/.*"rule": *"\([^"]*\)".*/\1/p' {} + |
    sort -u >"$scratch/golden"
comm -23 "$scratch/built" "$scratch/golden" >"$scratch/diff"
expect_empty "rules without a golden case" "$scratch/diff"

# The names that rules of oasdiff have here.
if sh tools/mkoasdiff.sh >"$scratch/oasdiff.md" && cmp -s "$scratch/oasdiff.md" doc/oasdiff.md; then
    good "doc/oasdiff.md is current"
else
    bad "doc/oasdiff.md is stale: CONTRACTS=build/contracts tools/mkoasdiff.sh > doc/oasdiff.md"
fi
sed -n 's/^LC_OASDIFF("[^"]*", "\([^"]*\)")$/\1/p' lib/spec/openapi/oasdiff.def | sort -u >"$scratch/named"
comm -23 "$scratch/named" "$scratch/built" >"$scratch/diff"
expect_empty "names in lib/spec/openapi/oasdiff.def that are no rules" "$scratch/diff"
# Those that matter most of all (operations, parameters, bodies, responses), by their names there.
cat >"$scratch/most" <<'END'
api-path-removed-before-sunset
api-path-removed-without-deprecation
api-major-version-not-bumped
api-operation-id-removed
api-removed-before-sunset
api-removed-without-deprecation
api-stability-decreased
api-sunset-date-too-small
api-tag-removed
api-version-decreased
api-version-not-bumped
endpoint-added
new-optional-request-parameter
new-optional-request-property
new-request-path-parameter
new-required-request-parameter
new-required-request-property
new-required-request-property-with-default
optional-response-header-removed
request-body-added-required
request-body-became-enum
request-body-became-required
request-body-media-type-removed
request-body-type-changed
request-parameter-became-enum
request-parameter-became-not-nullable
request-parameter-became-optional
request-parameter-became-required
request-parameter-default-value-changed
request-parameter-enum-value-added
request-parameter-enum-value-removed
request-parameter-list-of-types-narrowed
request-parameter-max-length-decreased
request-parameter-max-length-set
request-parameter-min-increased
request-parameter-min-set
request-parameter-pattern-added
request-parameter-pattern-changed
request-parameter-removed
request-parameter-type-changed
request-property-all-of-added
request-property-any-of-removed
request-property-became-enum
request-property-became-not-nullable
request-property-became-required
request-property-became-required-with-default
request-property-const-changed
request-property-default-value-changed
request-property-enum-value-removed
request-property-max-length-decreased
request-property-max-length-set
request-property-min-items-increased
request-property-one-of-removed
request-property-pattern-added
request-property-pattern-changed
request-property-removed
request-property-type-changed
request-property-type-generalized
required-response-header-removed
response-header-became-optional
response-media-type-removed
response-non-success-status-removed
response-optional-property-removed
response-property-became-nullable
response-property-became-optional
response-property-const-changed
response-property-enum-value-added
response-property-enum-value-removed
response-property-max-length-increased
response-property-max-length-unset
response-property-min-decreased
response-property-one-of-added
response-property-pattern-changed
response-property-type-changed
response-property-type-generalized
response-property-type-specialized
response-required-property-removed
response-success-status-removed
sunset-deleted
webhook-removed
END
sort "$scratch/most" >"$scratch/wanted"
comm -23 "$scratch/wanted" "$scratch/built" >"$scratch/diff"
expect_empty "rules of oasdiff that matter most and are none here" "$scratch/diff"
finish
