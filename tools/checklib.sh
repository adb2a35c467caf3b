# Sourced by the checks that are scripts: counts, and a closing line that tools/tally.sh adds up.
#
#   good WHAT       one check passed (printed only with CTR_VERBOSE)
#   bad WHAT        one check failed
#   skip WHY        nothing can be checked here: prints why, exits 77
#   finish          prints "N passed, N failed" and exits 0 or 1
#
# CTR_SRCDIR and CTR_BUILDDIR are set by make check; by hand they are found from the script's place.
LC_ALL=C
export LC_ALL
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/.." && pwd)}
CTR_BUILDDIR=${CTR_BUILDDIR:-$CTR_SRCDIR/build}
AWK=${AWK:-awk}
passed=0
failed=0

good() {
    passed=$((passed + 1))
    [ -z "$CTR_VERBOSE" ] || echo "ok: $*"
}

bad() {
    failed=$((failed + 1))
    echo "FAIL: $*"
}

skip() {
    echo "skipped: $*"
    exit 77
}

# expect_empty WHAT FILE: the file lists offences; none is good.
expect_empty() {
    if [ -s "$2" ]; then
        bad "$1:"
        sed 's/^/    /' "$2"
    else
        good "$1"
    fi
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
