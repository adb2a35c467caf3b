#!/bin/sh
# Every allocation failed once, one by one, and every call of the file system, while the address and
# undefined sanitizers watch: t_oom, t_store, t_memory, t_denied and the fault walks whole, in a build of their own below
# the build folder (its own, where that has sanitizers already). Scenes run side by side, one a processor.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
jobs=$(nproc 2>/dev/null || echo 2)
tree=$CTR_BUILDDIR/soak-build
target=soak-walks
work=$CTR_BUILDDIR/soak-logs # not in /tmp: this may take longer than files live there
log=$work/build.log
. "$CTR_SRCDIR/tests/soak/tree.sh"

case $CTR_SANITIZED in *address*) tree=$CTR_BUILDDIR ;; esac
rm -rf "$work"
mkdir -p "$work" || exit 1
soak_build CFLAGS='-g -O1' --disable-static --disable-command --disable-coverage --disable-fuzzing \
    --without-python --without-go --enable-sanitizers=address,undefined

# One line a part when it is done: the program, what of it, seconds. The long ones first.
cat >"$work/one" <<'END'
begun=$(date +%s)
log=$1/$(basename "$2")-$(echo "$3" | tr ' ' '-').log
"$2" "$3" >"$log" 2>&1
status=$?
grep -E 'one by one|file system calls|calls of the file system|killed at|requests denied' "$log"
if [ "$status" -eq 0 ]; then word=ok; else word=FAIL; tail -25 "$log"; fi
echo "$word $(basename "$2"): $3 ($(($(date +%s) - begun)) s)"
exit "$status"
END
tests=$tree/tests/fault
"$tests/t_store" --list >"$work/store" && "$tests/t_oom" --list >"$work/oom" || {
    bad "the tests do not say what there is to walk"
    finish
}
{
    sed "s|^|$tests/t_store:|" "$work/store"
    sed "s|^|$tests/t_oom:|" "$work/oom"
    for walk in "$tests"/t_kill "$tests"/t_kill_* "$tests"/t_sweep "$tree/tests/ledger/t_faults" "$tree/tests/exchange/t_memory"; do
        case ${walk##*/} in *.*) ;; *) echo "$walk:all of it" ;; esac
    done
    for format in "$CTR_SRCDIR"/tests/golden/*/; do
        echo "$tree/tests/golden/t_denied:/${format#"$CTR_SRCDIR/tests/"}"
    done
} >"$work/parts"
wanted=$(grep -c . "$work/parts")
begun=$(date +%s)
tr ':\n' '\000\000' <"$work/parts" |
    CTR_WALK=all xargs -0 -n 2 -P "$jobs" sh "$work/one" "$work" | tee "$work/out"
echo "walked in $(($(date +%s) - begun)) s"
passed=$(grep -c '^ok ' "$work/out")
failed=$((wanted - passed))
finish
