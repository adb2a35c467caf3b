#!/bin/sh
# doc/opaque.md: its sessions happen as it shows them.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
. "$CTR_SRCDIR/tests/docs/blocks.sh"

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
[ -x "$CONTRACTS" ] || skip "no command in this build"
play "$CTR_SRCDIR/doc/opaque.md"
finish
