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
    /^\| Name / { for (i = 3; i < NF - 1; i++) { place[i] = $i; sub(/ /, "-", place[i]) } next }
    /^## / { delete place }
    /^\| `/ {
        gsub(/`/, "", $2)
        for (i = 3; i < NF - 1; i++) if (i in place) {
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
finish
