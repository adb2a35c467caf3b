#!/bin/sh
# Constants that other languages read through a function: macro and function say the same. The
# program that compares them is made from the headers, so that no pair can be forgotten.
. "$(dirname "$0")/checklib.sh"

core=$CTR_BUILDDIR/lib/.libs/libcore.a
[ -f "$core" ] || skip "no $core; build first"
cd "$CTR_SRCDIR" || exit 1

# shellcheck disable=SC2046
"$AWK" -f tools/list-functions.awk $(sh tools/headers.sh) | sort >"$scratch/functions"
# shellcheck disable=SC2046
sed -n 's/^#define \(CTR_[A-Z0-9_]*\) .*/\1/p' $(sh tools/headers.sh) |
    grep -vE '^CTR_(API|NODISCARD|BEGIN_DECLS|END_DECLS)$' >"$scratch/macros"
{
    cat <<'EOF'
#include <contracts/contracts.h>
#include <stdio.h>
#include <string.h>
static int bad, good;
static void same(const char *name, long long macro, long long function)
{
    if (macro == function) {
        good++;
    } else {
        bad++;
        printf("%s is %lld, its function says %lld\n", name, macro, function);
    }
}
int main(void)
{
EOF
    while read -r macro; do
        twin=$(echo "$macro" | tr '[:upper:]' '[:lower:]')
        grep -qx "$twin" "$scratch/functions" &&
            echo "    same(\"$macro\", (long long)$macro, (long long)$twin());"
    done <"$scratch/macros"
    cat <<'EOF'
    same("CTR_VERSION_NUM", CTR_VERSION_NUM, ctr_library_number());
    same("CTR_VERSION", 0, strcmp(CTR_VERSION, ctr_library_version()));
    printf("%d passed, %d failed\n", good, bad);
    return bad != 0;
}
EOF
} >"$scratch/consts.c"

libs=$(PKG_CONFIG_PATH="$CTR_BUILDDIR/pkgconfig" "${PKG_CONFIG:-pkg-config}" --libs \
    sqlite3 libxml-2.0 zlib yaml-0.1 libpcre2-8 libsodium)
# shellcheck disable=SC2086
if ! ${CC:-cc} $CTR_SANITIZED -I"$CTR_BUILDDIR/include" -Iinclude "$scratch/consts.c" -o "$scratch/consts" \
    "$core" $libs -lpthread 2>"$scratch/err"; then
    bad "the program that compares macros with functions does not build:"
    head -20 "$scratch/err"
    finish
fi
"$scratch/consts"
