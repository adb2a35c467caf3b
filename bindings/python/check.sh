#!/bin/sh
# The Python binding against a build of the library: builds the module below BUILD_DIR/python, looks
# whether the declarations are those of the headers and, where mypy is installed, whether the types
# are right; then runs the tests. The last line is
# "N passed, N failed"; exit 77 if nothing can be tested here.
#
#   bindings/python/check.sh [BUILD_DIR [SOURCE_DIR]]
#
# PYTHON chooses an interpreter, PYTEST_ARGS adds arguments for pytest.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
source_dir=$(cd "${2:-${CTR_SRCDIR:-$here/../..}}" && pwd) || exit 1
build_dir=$(cd "${1:-${CTR_BUILDDIR:-$source_dir/build}}" && pwd) || exit 1
python=${PYTHON:-/usr/bin/python3}
passed=0
failed=0

skip() {
    echo "skipped: $*"
    exit 77
}

library=$build_dir/lib/.libs
[ -e "$library/libcontracts.so" ] || library=$build_dir/lib
[ -e "$library/libcontracts.so" ] || skip "no libcontracts.so in $build_dir"
"$python" -c 'import sys, cffi; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    skip "$python is no Python 3.11 with cffi (Debian: python3-cffi)"
"$python" -c 'import pytest' 2>/dev/null || skip "no pytest (Debian: python3-pytest)"

# current PART FILE: what the headers say now against what is committed.
current() {
    if "${AWK:-awk}" -v part="$1" -v dir="$source_dir/include" -f "$source_dir/tools/cdef.awk" |
        cmp -s - "$2"; then
        passed=$((passed + 1))
    else
        echo "FAIL: $2 is not what the headers say: awk -v part=$1 -f tools/cdef.awk > $2"
        failed=$((failed + 1))
    fi
}
current cdef "$source_dir/bindings/python/cdef.h"
current stub "$source_dir/bindings/python/contracts/_contracts.pyi"

package=$build_dir/python/contracts
mkdir -p "$package" || exit 1
rm -f "$package"/*.py "$package"/*.pyi
cp "$source_dir"/bindings/python/contracts/*.py "$source_dir"/bindings/python/contracts/*.pyi \
    "$source_dir"/bindings/python/contracts/py.typed "$package" || exit 1
CTR_INCLUDE=$build_dir/include:$source_dir/include CTR_LIB=$library
PYTHONDONTWRITEBYTECODE=1
export CTR_INCLUDE CTR_LIB PYTHONDONTWRITEBYTECODE
CFLAGS=-Werror "$python" "$source_dir/bindings/python/build_ffi.py" "$build_dir/python" || {
    echo "FAIL: the module does not build"
    echo "$passed passed, $((failed + 1)) failed"
    exit 1
}

# typed WHAT...: what mypy says about it. Its version 1.0 knows Unpack only if told to.
typed() {
    if (cd "$build_dir/python" && "$python" -m mypy --strict "$@" \
        --enable-incomplete-feature=Unpack --cache-dir "$build_dir/python/mypy" \
        >"$build_dir/python/mypy.out" 2>&1); then
        passed=$((passed + 1))
    else
        cat "$build_dir/python/mypy.out"
        failed=$((failed + 1))
    fi
}
if "$python" -c 'import mypy' 2>/dev/null; then
    typed -p contracts
    typed "$source_dir/bindings/python/tests/typed.py"
fi

# What the command prints is what results are compared with.
CONTRACTS=${CONTRACTS:-$build_dir/contracts}
export CONTRACTS

# shellcheck disable=SC2086
PYTHONPATH=$build_dir/python CTR_SRCDIR=$source_dir "$python" -P -X dev -W error -m pytest -q \
    -p no:cacheprovider --rootdir "$source_dir/bindings/python" $PYTEST_ARGS \
    "$source_dir/bindings/python/tests" >"$build_dir/python/pytest.out" 2>&1
status=$?
cat "$build_dir/python/pytest.out"

# figure WORD: the count before WORD in pytest's closing line.
figure() {
    tail -1 "$build_dir/python/pytest.out" | sed -n "s/.*[^0-9]\([0-9][0-9]*\) $1.*/\1/p; t
s/^\([0-9][0-9]*\) $1.*/\1/p"
}
good=$(figure passed)
bad=$(figure failed)
errors=$(figure error)
passed=$((passed + ${good:-0}))
failed=$((failed + ${bad:-0} + ${errors:-0}))
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
