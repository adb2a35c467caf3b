#!/bin/sh
# doc/errors.md is what tools/mkerrors.sh makes of the table of statuses, every status of the header
# is in that table, and the header lists the keys that details of errors have.
. "$(dirname "$0")/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

sh tools/mkerrors.sh >"$scratch/errors.md"
if cmp -s "$scratch/errors.md" doc/errors.md; then
    good "doc/errors.md is current"
else
    bad "doc/errors.md is stale: tools/mkerrors.sh > doc/errors.md"
fi
grep -oE '^ *CTR_(OK|E_[A-Z_]+) =' include/contracts/error.h | tr -d ' =' | sort >"$scratch/header"
grep -oE '^LC_STATUS\([A-Z_]+' lib/base/status.def | cut -d'(' -f2 | sort >"$scratch/table"
comm -3 "$scratch/header" "$scratch/table" >"$scratch/diff"
expect_empty "statuses that only the header or only lib/base/status.def has" "$scratch/diff"

# Calls may be broken across lines. Keys that are handed on from another error stand there, too.
find lib -name '*.c' -exec cat {} + | tr '\n' ' ' |
    grep -oE 'lc_detail(_int)?\([^,;"]*, *"[^"]*"' | cut -d'"' -f2 | sort -u >"$scratch/used"
sed -n '/Keys in use:/,/^ \*$/p' include/contracts/error.h | grep -oE '"[^"]*"' | tr -d '"' |
    sort >"$scratch/listed"
comm -3 "$scratch/used" "$scratch/listed" >"$scratch/diff"
expect_empty "keys that only the header or only lc_detail has, or that are listed twice" "$scratch/diff"
finish
