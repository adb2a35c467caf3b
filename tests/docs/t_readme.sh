#!/bin/sh
# README.md shows what really happens: its session with the command, its programs in C, Python and Go
# and what they print, the table of figures; and tools/tour.sh, which quickstart plays, works.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
. "$CTR_SRCDIR/tests/docs/blocks.sh"
readme=$CTR_SRCDIR/README.md

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
export CONTRACTS
[ -x "$CONTRACTS" ] || skip "no command in this build"
if sh "$CTR_SRCDIR/tools/tour.sh" >"$scratch/tour" 2>"$scratch/err"; then
    good "the tour"
else
    bad "the tour fails:"
    tail -5 "$scratch/tour"
    cat "$scratch/err"
fi

play "$readme"
for kind in console c python go; do
    if ls "$scratch"/blocks/*."$kind" >/dev/null 2>&1; then
        good "README.md has a block of $kind"
    else
        bad "README.md has no block of $kind"
    fi
done

# Each figure names the program that prints it, and the bar that stands in that program.
sed -n 's/^|.*| \([^|]*\) | `\(bench_[a-z]*\)` |$/\2 \1/p' "$readme" >"$scratch/figures"
[ -s "$scratch/figures" ] || bad "README.md has no figures"
while read -r program bar; do
    source=$CTR_SRCDIR/tests/bench/$program.c
    number=$(echo "$bar" | sed 's/[^0-9.]//g; s/[.]/[.]/')
    if [ ! -f "$source" ]; then
        bad "README.md: there is no $program"
    elif [ -n "$number" ] && ! grep -qE "(^|[^0-9.])$number([.]?0*)([^0-9]|\$)" "$source"; then
        bad "README.md: $program knows no bar $bar"
    else
        good "$program, $bar"
    fi
done <"$scratch/figures"
finish
