#!/bin/sh
# Every parser under new random bytes, with the address and undefined sanitizers, $CTR_FUZZ_SECONDS each
# (half an hour if not set), begun with the kept inputs: none may crash, hang, leak, or grow beyond 2 GiB.
# An input that does is left in the folder of logs, to be mended and then kept in tests/fuzz/corpus.
# $CTR_FUZZ_PARSERS names those to run ("sql avro"), where there is no time for all of them at once.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
seconds=${CTR_FUZZ_SECONDS:-1800}
jobs=$(nproc 2>/dev/null || echo 2)
tree=$CTR_BUILDDIR/soak-fuzz
target=soak-fuzzers
work=$CTR_BUILDDIR/soak-fuzz-logs
log=$work/build.log
. "$CTR_SRCDIR/tests/soak/tree.sh"

command -v clang >/dev/null 2>&1 || skip "clang is not here, and libFuzzer is a part of it"
rm -rf "$work"
mkdir -p "$work" || exit 1
soak_build CC=clang CXX=clang++ CFLAGS='-g -O1' --disable-static --disable-command --disable-coverage \
    --without-python --without-go --enable-fuzzing --enable-sanitizers=address,undefined

# One line a parser when its time is over: how many inputs it met, how many were worth keeping.
cat >"$work/one" <<'END_OF_ONE'
name=$(basename "$3" | sed 's/^fuzz_//')
own=$1/$name
mkdir -p "$own/found" && cd "$own" || exit 1
"$3" -max_total_time="$2" -timeout=60 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
    found "$4/tests/fuzz/corpus/$name" >log 2>&1
status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' log)
peak=$(sed -n 's/^stat::peak_rss_mb: *//p' log)
if [ "$status" -eq 0 ]; then
    echo "ok $name: ${runs:-0} inputs in $2 s, $(find found -type f | wc -l) new, at most ${peak:-?} MB"
else
    echo "FAIL $name: exit $status; see $own"
    tail -25 log
fi
exit "$status"
END_OF_ONE
find "$tree/tests/fuzz" -name 'fuzz_*' -type f -perm -u+x ! -name '*.*' | sort >"$work/all"
if [ -n "$CTR_FUZZ_PARSERS" ]; then
    for name in $CTR_FUZZ_PARSERS; do
        grep "/fuzz_$name\$" "$work/all" || echo "$tree/tests/fuzz/fuzz_$name"
    done >"$work/parts"
else
    mv "$work/all" "$work/parts"
fi
wanted=$(grep -c . "$work/parts")
begun=$(date +%s)
tr '\n' '\000' <"$work/parts" |
    xargs -0 -I{} -P "$jobs" sh "$work/one" "$work" "$seconds" {} "$CTR_SRCDIR" | tee "$work/out"
echo "$wanted parsers in $(($(date +%s) - begun)) s"
passed=$(grep -c '^ok ' "$work/out")
failed=$((wanted - passed))
finish
