#!/bin/sh
# doc/assess.md: its sessions happen as it shows them, and its chart of accounts is that of the sources.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
. "$CTR_SRCDIR/tests/docs/blocks.sh"
page=$CTR_SRCDIR/doc/assess.md

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
[ -x "$CONTRACTS" ] || skip "no command in this build"
play "$page"
cd "$CTR_SRCDIR" || exit 1

sed -n 's/^LC_CHART([A-Z_]*, "\(.*\)", [01], "\(.*\)")/| `\1` | \2 |/p' lib/domain/ledger/chart.def \
    >"$scratch/accounts"
[ -s "$scratch/accounts" ] || bad "lib/domain/ledger/chart.def has no rows"
grep -vxF -f "$page" "$scratch/accounts" >"$scratch/out"
expect_empty "accounts that doc/assess.md does not list" "$scratch/out"
finish
