#!/bin/sh
# doc/change.md is what tools/mkchange.sh makes, and has a row for every move of the table.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

sh tools/mkchange.sh >"$scratch/change.md"
if cmp -s "$scratch/change.md" doc/change.md; then
    good "doc/change.md is current"
else
    bad "doc/change.md is stale: tools/mkchange.sh > doc/change.md"
fi
moves=$(sed -n '/^} moves\[\] = {/,/^};/p' lib/domain/change/change_rules.c | grep -c LC_CHANGE_)
rows=$(sed -n '/^## States/,/^## Impact/p' doc/change.md | grep -c '^| [a-z]* | [a-z]* | [a-z]* |')
if [ "$rows" -eq $((moves + 1)) ]; then good "every move has a row"; else bad "$moves moves, $rows rows"; fi
finish
