#!/bin/sh
# The binary interface of libcontracts.so against the committed baseline, XML against XML: compared
# with a binary, libabigail overlooks structs that grew. With --update: write the baseline.
. "$(dirname "$0")/checklib.sh"

baseline=$CTR_SRCDIR/tests/abi/libcontracts.abi
shared=$CTR_BUILDDIR/lib/.libs/libcontracts.so
command -v abidw >/dev/null || skip "abidw is not here (Debian: abigail-tools)"
[ -f "$shared" ] || skip "no shared library in this build"
[ -z "$(echo "$CTR_SANITIZED" | tr -d ' ')" ] || skip "sanitizers change the library"
readelf -S "$shared" 2>/dev/null | grep -q '\.debug_info' ||
    skip "the library has no debug information (-g)"
[ "$(uname -m)" = x86_64 ] || skip "the baseline is that of x86_64"

# One folder with all public headers, so that private types can be told from public ones.
mkdir -p "$scratch/include/contracts"
cp "$CTR_SRCDIR"/include/contracts/*.h "$CTR_BUILDDIR"/include/contracts/version.h \
    "$scratch/include/contracts/"
abidw --exported-interfaces-only --headers-dir "$scratch/include" --drop-private-types --no-show-locs --no-comp-dir-path \
    --no-corpus-path --no-elf-needed --type-id-style hash \
    --out-file "$scratch/now.abi" "$shared" || {
    bad "abidw cannot read $shared"
    finish
}
# Where the sources lie is no part of the interface.
sed "s# path='[^']*/\(lib/[^']*\)'# path='\1'#" "$scratch/now.abi" >"$scratch/placed.abi"
mv "$scratch/placed.abi" "$scratch/now.abi"
if [ "$1" = --update ]; then
    cp "$scratch/now.abi" "$baseline"
    echo "tests/abi/libcontracts.abi rewritten: review its diff"
    exit
fi
[ -f "$baseline" ] || {
    bad "no baseline; make update-abi"
    finish
}
# What is opaque in the headers may change. libabigail tells private types by the names of files, and
# lib/ has a store.h too, so they are named.
{
    cat "$CTR_SRCDIR"/include/contracts/*.h |
        sed -n 's/^typedef struct \(ctr_[a-z_]*\) \1;.*/\1/p' | sort -u | while read -r type; do
        printf '[suppress_type]\n  type_kind = struct\n  name = %s\n\n' "$type"
    done
    printf '[suppress_type]\n  name_regexp = ^lc_\n'
} >"$scratch/opaque"
# Any difference counts: a changed parameter list is not among those that abidiff calls incompatible.
if abidiff --harmless --suppr "$scratch/opaque" "$baseline" "$scratch/now.abi" >"$scratch/report"; then
    good "the interface is that of the baseline"
else
    bad "the interface differs from tests/abi/libcontracts.abi; if that is meant, make update-abi:"
    head -60 "$scratch/report"
fi
finish
