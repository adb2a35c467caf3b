#!/bin/sh
# Includes point down only: tests/arch/layers.conf is the law.
. "$(dirname "$0")/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

if find lib cli -name '*.[ch]' | sort |
    xargs "$AWK" -f tools/check-layers.awk tests/arch/layers.conf >"$scratch/out"; then
    good "includes point down"
else
    bad "includes that the law does not allow:"
    grep -v ' looked at$' "$scratch/out" | sed 's/^/    /'
fi

# The checker itself: an include that points up must be caught.
mkdir -p "$scratch/lib/base" "$scratch/lib/domain/event"
echo '#include "domain/event/event.h"' >"$scratch/lib/base/up.c"
echo '#include "base/ctx.h"' >"$scratch/lib/domain/event/down.c"
cp tests/arch/layers.conf "$scratch/layers.conf"
cd "$scratch" || exit 1
if "$AWK" -f "$CTR_SRCDIR/tools/check-layers.awk" layers.conf lib/base/up.c >/dev/null; then
    bad "an include that points up was not caught"
else
    good "an include that points up is caught"
fi
if "$AWK" -f "$CTR_SRCDIR/tools/check-layers.awk" layers.conf lib/domain/event/down.c >/dev/null; then
    good "an include that points down passes"
else
    bad "an include that points down was refused"
fi
finish
