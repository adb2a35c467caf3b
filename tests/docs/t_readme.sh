#!/bin/sh
# README.md shows what really happens: the tour's output as tools/tour.sh prints it, and its program
# in C compiles and runs. The tour stands between the lines "<!-- tour -->" and "<!-- /tour -->".
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
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
    finish
fi
[ -f "$readme" ] || skip "no README.md"
# The README may leave parts out: each of its blocks must be found in the tour, in order.
sed -n '/^<!-- tour -->/,/^<!-- \/tour -->/p' "$readme" | sed -n '/^```/,/^```/p' |
    grep -v '^```' >"$scratch/quoted"
"$AWK" '
    FNR == NR { tour[++n] = $0; next }
    /^(\.\.\.|…)?$/ { next }
    {
        at = 0
        for (i = last + 1; i <= n; i++) if (tour[i] == $0) { at = i; break }
        if (!at) { print FNR ": " $0; bad = 1; next }
        last = at
    }
    END { exit bad }' "$scratch/tour" "$scratch/quoted" >"$scratch/out" ||
    echo "lines of the README that the tour does not print there" >>"$scratch/out"
expect_empty "the tour in README.md (tools/tour.sh prints what it should say)" "$scratch/out"
if [ -s "$scratch/quoted" ]; then good "README.md has a tour"; else bad "README.md has no tour"; fi

# The first program in C.
sed -n '/^```c$/,/^```$/p' "$readme" | sed '1d' | sed '/^```$/,$d' >"$scratch/example.c"
core=$CTR_BUILDDIR/lib/.libs/libcore.a
if [ -s "$scratch/example.c" ] && [ -f "$core" ]; then
    # shellcheck disable=SC2046,SC2086
    if ${CC:-cc} $CTR_SANITIZED -I"$CTR_BUILDDIR/include" -I"$CTR_SRCDIR/include" \
        "$scratch/example.c" -o "$scratch/example" "$core" $("${PKG_CONFIG:-pkg-config}" --libs \
            sqlite3 libxml-2.0 zlib yaml-0.1 libpcre2-8 libsodium) -lpthread 2>"$scratch/err" &&
        (cd "$scratch" && cp "$CTR_SRCDIR"/doc/examples/*.yaml . && ./example >out 2>&1); then
        good "the program in C"
    else
        bad "the program in C:"
        cat "$scratch/err"
        [ ! -f "$scratch/out" ] || tail -5 "$scratch/out"
    fi
else
    bad "README.md has no program in C"
fi
finish
