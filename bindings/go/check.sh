#!/bin/sh
# The Go binding against a build of the library: formatting, go vet, and the tests under the race
# detector, which also look at pointers that go to C (GODEBUG=cgocheck=1). Nothing is downloaded;
# what Go keeps is below BUILD_DIR/go. The last line is "N passed, N failed"; exit 77 if nothing can
# be tested here.
#
#   bindings/go/check.sh [BUILD_DIR [SOURCE_DIR]]
#
# GO chooses a Go, GO_TEST_ARGS adds arguments for go test.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
source_dir=$(cd "${2:-${CTR_SRCDIR:-$here/../..}}" && pwd) || exit 1
build_dir=$(cd "${1:-${CTR_BUILDDIR:-$source_dir/build}}" && pwd) || exit 1
passed=0
failed=0

skip() {
    echo "skipped: $*"
    exit 77
}

bad() {
    echo "FAIL: $*"
    failed=$((failed + 1))
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

GO=${GO:-/usr/bin/go}
"${PKG_CONFIG:-pkg-config}" --version >/dev/null 2>&1 || skip "no pkg-config"
"$GO" version >/dev/null 2>&1 || skip "no Go at $GO (Debian: golang-go)"
gofmt=$("$GO" env GOROOT)/bin/gofmt
[ -x "$gofmt" ] || gofmt=gofmt
tags=
if [ ! -e "$build_dir/lib/.libs/libcontracts.so" ]; then
    [ -e "$build_dir/lib/.libs/libcontracts.a" ] || skip "no library in $build_dir/lib/.libs"
    tags=-tags=contracts_static
fi

PKG_CONFIG_PATH=$build_dir/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
LD_LIBRARY_PATH=$build_dir/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
GOCACHE=$build_dir/go/cache
GOMODCACHE=$build_dir/go/modules
GOTMPDIR=$build_dir/go/tmp
GOFLAGS="-mod=mod -buildvcs=false $tags"
GOPROXY=off
GO111MODULE=on
CGO_ENABLED=1
GODEBUG=cgocheck=1
CTR_SRCDIR=$source_dir
CONTRACTS=${CONTRACTS:-$build_dir/contracts} # what it prints is what results are compared with
mkdir -p "$GOCACHE" "$GOMODCACHE" "$GOTMPDIR" || exit 1
export PKG_CONFIG_PATH LD_LIBRARY_PATH
unset GOPATH GOROOT GOWORK GOEXPERIMENT GOENV CGO_LDFLAGS
# Go's cache sees neither headers nor archives nor what pkg-config says, but it does see this.
sum=$({ cat "$source_dir"/include/contracts/*.h "$build_dir"/include/contracts/*.h
    [ -z "$tags" ] || cat "$build_dir/lib/.libs/libcontracts.a"
    ${PKG_CONFIG:-pkg-config} --static --cflags --libs libcontracts; } | cksum)
CGO_CFLAGS="-O2 -g -DCTRGO_BUILT_FOR=${sum%% *}"
export CGO_CFLAGS GO GOCACHE GOMODCACHE GOTMPDIR GOFLAGS GOPROXY GO111MODULE
export CGO_ENABLED GODEBUG CTR_SRCDIR CONTRACTS
cd "$source_dir/bindings/go" || exit 1

unformatted=$("$gofmt" -l . 2>&1)
if [ -z "$unformatted" ]; then
    passed=$((passed + 1))
else
    bad "not as gofmt would write them: $unformatted"
fi

if "$GO" vet ./...; then
    passed=$((passed + 1))
else
    bad "go vet"
    finish
fi

# ThreadSanitizer cannot map its shadow where the kernel spreads addresses over more bits than it knows,
# nor where the program is laid out to be moved, which Go does not ask for unless CC is two words.
fixed=
setarch -R true 2>/dev/null && fixed="setarch -R"
# shellcheck disable=SC2086
$fixed "$GO" test -race -ldflags=-extldflags=-no-pie -count=1 -v $GO_TEST_ARGS ./... >"$build_dir/go/test.out" 2>&1
status=$?
grep -vE '^ *(=== (RUN|PAUSE|CONT)|--- PASS)' "$build_dir/go/test.out"
passed=$((passed + $(grep -cE '^ *--- PASS' "$build_dir/go/test.out")))
failed=$((failed + $(grep -cE '^ *--- FAIL' "$build_dir/go/test.out")))
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
finish
