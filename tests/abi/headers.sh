#!/bin/sh
# Every public header stands alone, in strict C99 and in C++11; and what it lays out is pinned.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"

flags="-I$CTR_BUILDDIR/include -I$CTR_SRCDIR/include -Wall -Wextra -Wundef -Wconversion -pedantic -Werror -fsyntax-only"
for header in "$CTR_SRCDIR"/include/contracts/*.h "$CTR_BUILDDIR"/include/contracts/version.h; do
    name=contracts/$(basename "$header")
    # Twice: the second must do nothing.
    printf '#include <%s>\n#include <%s>\nint unused;\n' "$name" "$name" >"$scratch/one.c"
    # shellcheck disable=SC2086
    if ${CC:-cc} -std=c99 $flags "$scratch/one.c" 2>"$scratch/err"; then
        good "$name in C99"
    else
        bad "$name in C99:"
        head -10 "$scratch/err"
    fi
    [ -n "$CXX" ] || continue
    cp "$scratch/one.c" "$scratch/one.cc"
    # shellcheck disable=SC2086
    if $CXX -std=c++11 $flags "$scratch/one.cc" 2>"$scratch/err"; then
        good "$name in C++11"
    else
        bad "$name in C++11:"
        head -10 "$scratch/err"
    fi
done
# Everything a caller's compiler builds in is pinned.
cat "$CTR_SRCDIR"/include/contracts/*.h |
    sed -n 's/^} \(ctr_[a-z_]*\);$/\1/p' | sort -u | while read -r type; do
    grep -qE "^(ENUM|SIZE)\($type[,)]" "$CTR_SRCDIR/tests/abi/t_pins.c" || echo "$type"
done >"$scratch/unpinned"
expect_empty "types that tests/abi/t_pins.c does not pin" "$scratch/unpinned"
[ -n "$CXX" ] || echo "no C++ compiler: C++11 not checked"
finish
