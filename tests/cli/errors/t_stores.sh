#!/bin/sh
# Stores that are not there, not ours, damaged, full, busy or swapped: documented status, nothing
# left half done. (Read-only stores: t_readonly.sh. Use after fork: the library's tests.)
. "$(dirname "$0")/../lib.sh"

fixture

# bad ROW CODE STATUS ARGS...
bad() {
    bad_row=$1
    bad_code=$2
    bad_status=$3
    shift 3
    run "$@"
    is "$bad_row: exit $bad_code" test "$code" -eq "$bad_code"
    is "$bad_row: a message" grep -q '^contracts: ' err
    run --format json "$@"
    says "$bad_row: status" "{\"error\":{\"status\":\"$bad_status\""
}

for words in "contract get a/b" "contract list" "contract evolve a/b notes.json" \
    "contract activate a/b@1" "contract edit a/b" "consumer list" "events list" "events follow" \
    "events verify" "store info" "store check" "store backup x.db" "store migrate" "export" \
    "impact a/b notes.json" "diff a/b@1 notes.json" "team summary a"; do
    bad "missing store: $words" 4 not_found --db none.db $words
    run --db none.db $words
    says "missing store: $words: names it" none.db
    is "missing store: $words: makes none" test ! -e none.db
done
run --db none.db contract list
says "missing store: hint" "contracts init"
bad "missing directory" 4 not_found --db no/such/none.db contract list
run --db no/such/none.db init
is "init in a missing directory fails" test "$code" -ge 4

printf 'this is a letter, not a database, and it stays as it is\n' > letter.db
cp letter.db letter.copy
bad "not a database" 5 not_ours --db letter.db contract list
bad "not a database: create" 5 not_ours --db letter.db contract create a/b notes.json --as opaque
is "not a database: untouched" cmp letter.db letter.copy
mkdir dir.db
run --db dir.db contract list
is "a directory is no store" test "$code" -eq 5
if command -v sqlite3 > /dev/null; then
    sqlite3 foreign.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1);'
    cp foreign.db foreign.copy
    bad "another program's database" 5 not_ours --db foreign.db contract list
    bad "another program's database: import" 5 not_ours --db foreign.db init --if-absent
    is "another program's database: untouched" cmp foreign.db foreign.copy

    cp contracts.db newer.db
    sqlite3 newer.db 'PRAGMA user_version = 9999;'
    bad "newer than this program: writing" 5 newer --db newer.db contract edit shop/orders \
        --owner-role x
    run --db newer.db contract get shop/orders
    is "newer than this program: reading works or says so" test "$code" -eq 0 -o "$code" -eq 5

    cp contracts.db edited.db
    sqlite3 edited.db "UPDATE lc_event SET actor = 'eve' WHERE seq = 3;"
    run --db edited.db events verify
    is "an edited event: exit 1" test "$code" -eq 1
    prints "an edited event: is named" "event 3 of"
    run --db edited.db store check
    is "an edited event: check finds it" test "$code" -eq 1
    cp contracts.db moved.db
    sqlite3 moved.db "UPDATE lc_version SET state = 3 WHERE state = 2;"
    run --db moved.db store check --replay
    is "an edited state: replay finds it" test "$code" -eq 1
else
    echo "skip: foreign, newer and edited databases (no sqlite3 shell)"
fi

: > zero.db
run --db zero.db contract list
is "an empty file is no store" test "$code" -ge 4
for size in 100 512 5000; do
    head -c $size contracts.db > cut.db
    run --db cut.db contract list
    is "truncated to $size: exit 5" test "$code" -eq 5
    is "truncated to $size: a message" grep -q '^contracts: ' err
done
half=$(($(stat -c %s contracts.db) / 2))
head -c $half contracts.db > cut.db
run --db cut.db store check
is "truncated to half: check says no or fails" test "$code" -eq 1 -o "$code" -eq 5
run --db cut.db contract edit shop/orders --owner-role x
is "truncated to half: a write fails" test "$code" -eq 5

if command -v sqlite3 > /dev/null; then
    printf 'BEGIN IMMEDIATE;\n.shell touch held; sleep 2\nROLLBACK;\n' | sqlite3 contracts.db &
    holder=$!
    while [ ! -e held ]; do sleep 0.05; done
    bad "locked by another process" 5 busy --deadline 200 contract edit shop/orders --owner-role x
    run contract get shop/orders
    is "locked by another process: reading goes on" test "$code" -eq 0
    wait $holder
    gives "after the lock" 0 contract edit shop/orders --owner-role x
fi

"$CONTRACTS" --db other.db init > out 2> err
"$CONTRACTS" events follow --until-idle 8000 > out 2> err < /dev/null &
follower=$!
sleep 0.5
mv other.db contracts.moved.db
cp contracts.db contracts.saved.db
mv contracts.moved.db contracts.db
wait $follower
code=$?
is "replaced while open: exit 5" test "$code" -eq 5
is "replaced while open: says so" grep -q replaced err
mv contracts.saved.db contracts.db

# A small file system of our own, where the machine lets us make one.
if [ "$(id -u)" -eq 0 ] && mkdir small &&
    mount -t tmpfs -o "size=$(($(wc -c < contracts.db) / 1024 + 120))k" none small 2> /dev/null; then
    trap 'cd /; umount "$work/small" 2>/dev/null; rm -rf "$work"; exit $failed' EXIT
    cp contracts.db small/
    awk 'BEGIN { srand(1); printf "["; for (i = 0; i < 90000; i++)
        printf "%s%d", i ? "," : "", rand() * 1000000; print "]" }' > large.json
    run --db small/contracts.db events list --all --format json
    cp out journal
    bad "full disk" 5 full --db small/contracts.db contract create a/b large.json --as opaque
    run --db small/contracts.db events list --all --format json
    is "full disk: nothing was stored" cmp out journal
    gives "full disk: the store is whole" 0 --db small/contracts.db store check --replay
    run --db contracts.db contract create a/b large.json --as opaque
    run --db contracts.db contract document a/b@latest --output small/large.json
    is "full disk for --output: exit 5" test "$code" -eq 5
    is "full disk for --output: no half file" test ! -e small/large.json
    is "full disk for --output: nothing temporary" test "$(ls small | grep -c large)" -eq 0
    run --db contracts.db store backup small/backup.db
    is "full disk for a backup: exit 5" test "$code" -eq 5
    is "full disk for a backup: no half file" test ! -e small/backup.db
else
    echo "skip: full disk (needs root and mount)"
fi
gives "the store is whole" 0 store check --replay
