#!/bin/sh
# doc/share.md: its sessions happen as it shows them; the table of findings is that of the sources; every
# model and every member that the reader knows is named.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
. "$CTR_SRCDIR/tests/docs/blocks.sh"
page=$CTR_SRCDIR/doc/share.md

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
[ -x "$CONTRACTS" ] || skip "no command in this build"
play "$page"
cd "$CTR_SRCDIR" || exit 1

sed -n 's/^LC_SHARE_FINDING([A-Z_]*, "\([a-z-]*\)", CTR_SHARE_\([A-Z]*\), "\(.*\)")/\1|\2|\3/p' \
    lib/terms/share_findings.def | while IFS='|' read -r id level text; do
    echo "| \`$id\` | $(echo "$level" | tr '[:upper:]' '[:lower:]') | $text |"
done >"$scratch/findings"
[ -s "$scratch/findings" ] || bad "lib/terms/share_findings.def has no rows"
grep -vxF -f "$page" "$scratch/findings" >"$scratch/out"
expect_empty "findings that doc/share.md does not list" "$scratch/out"

{
    sed -n 's/^ *{"\([a-z_]*\)", [A-Z]*, LC_TERM.*/\1/p' lib/terms/share_terms.c
    sed -n '/lc_words_share_model\[\]/,/^ *{0, NULL}/s/.*{CTR_SHARE_[A-Z_]*, "\([a-z_]*\)"}.*/\1/p' \
        lib/terms/share_words.c
} | sort -u >"$scratch/known"
[ "$(wc -l <"$scratch/known")" -gt 40 ] || bad "terms and models are not found in the sources"
# Spellings with _under, _over, _pct behind are said once for all.
sed -E 's/_(under|over)$//; s/_pct$//' "$scratch/known" | sort -u | while read -r name; do
    grep -qE "\`$name(_pct)?\`" doc/share.md || echo "$name"
done >"$scratch/out"
expect_empty "members and models that doc/share.md does not name" "$scratch/out"
finish
