#!/bin/sh
# The house style of C sources. With --format: let clang-format write it.
. "$(dirname "$0")/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

find lib cli tests include doc/examples -name '*.[ch]' ! -path 'tests/golden/*' \
    ! -path include/contracts/version.h ! -path 'lib/core/catalogue.*' ! -path lib/core/schema.c |
    sort >"$scratch/files"
sed -n 's/^unformatted //p' tools/style.conf >"$scratch/unformatted"
grep -vxF -f "$scratch/unformatted" "$scratch/files" >"$scratch/formatted"

formatter=
for try in clang-format-14 clang-format; do
    "$try" --version 2>/dev/null | grep -q 'version 14\.' && formatter=$try && break
done

if [ "$1" = --format ]; then
    [ -n "$formatter" ] || { echo "clang-format 14 is needed" >&2; exit 1; }
    xargs "$formatter" -i <"$scratch/formatted"
    exit
fi

if xargs "$AWK" -f tools/check-style.awk tools/style.conf <"$scratch/files" >"$scratch/out"; then
    good "style"
else
    bad "style:"
    sed 's/^/    /' "$scratch/out"
fi

awk '$1 == "unformatted" || $1 == "long" { print $2 } $1 == "allow" || $1 == "wide" { print $3 }' \
    tools/style.conf | sort -u | while read -r file; do
    [ -f "$file" ] || echo "$file"
done >"$scratch/gone"
expect_empty "tools/style.conf names files that are gone" "$scratch/gone"

if [ -n "$formatter" ]; then
    xargs "$formatter" --dry-run -Werror <"$scratch/formatted" >"$scratch/said" 2>&1
    status=$?
    sed -n 's/^\([^ :]*\):[0-9].*: error: .*/\1/p' "$scratch/said" | sort -u >"$scratch/out"
    [ "$status" -eq 0 ] || [ -s "$scratch/out" ] || cp "$scratch/said" "$scratch/out"
    expect_empty "not as clang-format would write them (make format)" "$scratch/out"
else
    echo "clang-format 14 is not here: formatting not checked"
fi
finish
