#!/bin/sh
# Plays the kept inputs to the fuzz programs: none may crash, hang or leak.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"

[ -n "$CTR_FUZZ" ] || skip "no fuzz programs"
for program in $CTR_FUZZ; do
    name=$(basename "$program" | sed 's/^fuzz_//')
    corpus=$CTR_SRCDIR/tests/fuzz/corpus/$name
    if [ ! -d "$corpus" ] || [ -z "$(ls -A "$corpus")" ]; then
        bad "tests/fuzz/corpus/$name is empty"
        continue
    fi
    if [ -n "$CTR_LIBFUZZER" ]; then
        set -- -runs=0 "$corpus"
    else
        set -- "$corpus"/*
    fi
    if timeout 300 "$CTR_BUILDDIR/$program" "$@" >"$scratch/out" 2>&1; then
        good "$name: $(find "$corpus" -type f | wc -l) inputs"
    else
        bad "$name: exit $?"
        tail -30 "$scratch/out"
    fi
done
finish
