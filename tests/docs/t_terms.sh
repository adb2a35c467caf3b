#!/bin/sh
# doc/terms.md and the schemas for editors are what the command makes of the tables; every rule of the
# linter is described; the examples are what the pages say.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1
CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
export CONTRACTS AWK
[ -x "$CONTRACTS" ] || skip "no command in this build"

if sh tools/mkterms.sh >"$scratch/terms.md" && cmp -s "$scratch/terms.md" doc/terms.md; then
    good "doc/terms.md is current"
else
    bad "doc/terms.md is stale: CONTRACTS=build/contracts tools/mkterms.sh > doc/terms.md"
fi
grep -o '^LC_LINT[A-Z_]*([^"]*"[^"]*"' lib/terms/lint.def | sed 's/.*"\(.*\)"/\1/' | sort >"$scratch/rules"
sed -n '/^## Remarks/,$ s/^| `\([^`]*\)`.*/\1/p' doc/terms.md | sort >"$scratch/described"
comm -3 "$scratch/rules" "$scratch/described" >"$scratch/diff"
expect_empty "rules that only lint.def or only doc/terms.md has" "$scratch/diff"

for kind in master sow change; do
    for form in schema:schema.json xsd:xsd; do
        file=doc/schema/$kind.${form#*:}
        if "$CONTRACTS" "$kind" "${form%:*}" | cmp -s - "$file"; then
            good "$file is current"
        else
            bad "$file is stale: contracts $kind ${form%:*} > $file"
        fi
    done
done

# The examples are valid by both descriptions, where there are programs that can tell.
check() {
    kind=$1
    file=doc/examples/$2
    verb=show
    [ "$kind" != change ] || verb=terms
    "$CONTRACTS" "$kind" "$verb" "$file" --format xml >"$scratch/$kind.xml" || bad "$file: no XML"
    if command -v xmllint >/dev/null; then
        if xmllint --noout --schema "doc/schema/$kind.xsd" "$scratch/$kind.xml" 2>"$scratch/err"; then
            good "$file as XML is valid by doc/schema/$kind.xsd"
        else
            bad "$file as XML is not valid by doc/schema/$kind.xsd: $(head -2 "$scratch/err")"
        fi
    fi
    "$CONTRACTS" "$kind" "$verb" "$file" --format json >"$scratch/a" &&
        "$CONTRACTS" "$kind" "$verb" "$scratch/$kind.xml" --format json >"$scratch/b"
    for side in a b; do
        grep -E '"(path|value|given)":' "$scratch/$side" >"$scratch/$side.terms"
    done
    if [ -s "$scratch/a.terms" ] && cmp -s "$scratch/a.terms" "$scratch/b.terms"; then
        good "$file and its XML form have the same terms"
    else
        bad "$file and its XML form have different terms"
    fi
}
check master master_contract.yaml
check sow sprint-07.yaml
check change CR-42.yaml
finish
