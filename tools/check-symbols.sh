#!/bin/sh
# The public headers, the linker map and the shared library name the same functions.
. "$(dirname "$0")/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

"$AWK" -f tools/list-functions.awk $(sh tools/headers.sh) |
    sort >"$scratch/headers"
sed -n 's/^[ \t]*\(ctr_[a-z0-9_]*\);.*/\1/p' lib/libcontracts.map | sort >"$scratch/map"

uniq -d "$scratch/headers" >"$scratch/twice"
expect_empty "declared twice" "$scratch/twice"
uniq -d "$scratch/map" >"$scratch/twice"
expect_empty "twice in lib/libcontracts.map" "$scratch/twice"
comm -23 "$scratch/headers" "$scratch/map" >"$scratch/diff"
expect_empty "in a header, not in lib/libcontracts.map (tools/mkmap.sh adds them)" "$scratch/diff"
comm -13 "$scratch/headers" "$scratch/map" >"$scratch/diff"
expect_empty "in lib/libcontracts.map, not in a header" "$scratch/diff"
sed -n '/global:/,/local:/p' lib/libcontracts.map | grep -n '[*?]' | grep -v 'local:' >"$scratch/diff"
expect_empty "patterns in lib/libcontracts.map" "$scratch/diff"

shared=$CTR_BUILDDIR/lib/.libs/libcontracts.so
if [ -f "$shared" ]; then
    ${NM:-nm} -D --defined-only "$shared" | "$AWK" '$2 ~ /^[TWDBRi]$/ { print $3 }' |
        sed 's/@.*//' | grep -v '^__' | sort >"$scratch/exported"
    comm -23 "$scratch/map" "$scratch/exported" >"$scratch/diff"
    expect_empty "in lib/libcontracts.map, not exported (CTR_API or the source is missing)" "$scratch/diff"
    comm -13 "$scratch/map" "$scratch/exported" | grep -v '^LIBCONTRACTS_' >"$scratch/diff"
    expect_empty "exported without being in lib/libcontracts.map" "$scratch/diff"
else
    echo "no shared library in this build: headers and map only"
fi
finish
