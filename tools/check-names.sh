#!/bin/sh
# Every global name in the static library begins with ctr_ or lc_: in an archive hidden names are
# still global, and would collide with those of the program that embeds it.
. "$(dirname "$0")/checklib.sh"

archive=$CTR_BUILDDIR/lib/.libs/libcontracts.a
[ -f "$archive" ] || archive=$CTR_BUILDDIR/lib/.libs/libcore.a
[ -f "$archive" ] || skip "no static library in $CTR_BUILDDIR/lib"

${NM:-nm} -g --defined-only "$archive" 2>/dev/null |
    "$AWK" 'NF == 3 { print $3 }' | sort -u >"$scratch/names"
[ -s "$scratch/names" ] || bad "$archive defines nothing"
# Names with two underscores in front are the sanitizers' own.
grep -vE '^(ctr|lc)_|^__' "$scratch/names" >"$scratch/foreign"
expect_empty "global names with neither ctr_ nor lc_ in front" "$scratch/foreign"
finish
