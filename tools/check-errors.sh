#!/bin/sh
# doc/errors.md is what tools/mkerrors.sh makes of the table of statuses, and every status of the
# header is in that table.
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
finish
