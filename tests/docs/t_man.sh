#!/bin/sh
# The manual pages made of the headers: every public function has its section, and the formatter has
# nothing to complain about.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

for header in $(sh tools/headers.sh); do
    page=$scratch/$(basename "$header" .in).3
    "$AWK" -v release=test -f tools/mkman.awk "$header" >"$page"
    "$AWK" -f tools/list-functions.awk "$header" | while read -r name; do
        grep -qxF ".SS $name" "$page" || echo "$name"
    done >"$scratch/out"
    expect_empty "$header: functions without a section in the manual" "$scratch/out"
    if command -v man >/dev/null && man --help 2>&1 | grep -q -- --warnings; then
        MANWIDTH=80 man --warnings -l "$page" 2>"$scratch/out" >/dev/null
        expect_empty "$header: warnings of the formatter" "$scratch/out"
    fi
done
finish
