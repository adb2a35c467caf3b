#!/bin/sh
# doc/json.md is what tools/mkjson.sh makes of the tables in the sources; and the members of the golden
# results (tests/cli/golden) are all in it.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1
export AWK

if sh tools/mkjson.sh >"$scratch/json.md" && cmp -s "$scratch/json.md" doc/json.md; then
    good "doc/json.md is current"
else
    bad "doc/json.md is stale: tools/mkjson.sh > doc/json.md"
fi

# Members of objects stand one a line; those inside of metadata and bodies stand with others.
grep -oE '`[a-z_0-9]+`' doc/json.md | tr -d '`' | sort -u >"$scratch/described"
find tests/cli/golden -name '*.json' ! -name 'export*' -exec sed -n 's/^ *"\([a-z_0-9]*\)":.*/\1/p' {} + |
    sort -u >"$scratch/written"
comm -23 "$scratch/written" "$scratch/described" >"$scratch/diff"
expect_empty "members of golden results that doc/json.md does not describe" "$scratch/diff"
if [ -s "$scratch/written" ]; then good "golden results"; else bad "no golden results are there"; fi
finish
