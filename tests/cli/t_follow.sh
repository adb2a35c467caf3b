#!/bin/sh
# events follow: from another process, as it happens, one event a line, ending as asked.
. "$(dirname "$0")/lib.sh"

fixture

# waits NAME COMMAND...: until it succeeds, 10 s at most.
waits() {
    waits_name=$1
    shift
    tries=0
    while ! "$@" > /dev/null 2>&1; do
        tries=$((tries + 1))
        if [ $tries -gt 200 ]; then
            fail "$waits_name"
            return
        fi
        sleep 0.05
    done
    ok "$waits_name"
}

gives "from the start, counted" 0 events follow --after 0 --count 3 --format json
is "one object a line" test "$(wc -l < out)" -eq 3
is "the first is the first" grep -q '^{"seq":1,' out
if command -v python3 > /dev/null; then
    is "each line parses" python3 -c \
        'import json, sys; [json.loads(l)["kind"] for l in open(sys.argv[1])]' out
fi
gives "as text, one a line" 0 events follow --after 0 --count 3
is "as text: three lines" test "$(wc -l < out)" -eq 3
run events list --all --format json
total=$(grep -c '"seq":' out)
is "there are events" test "$total" -gt 0
gives "until idle" 0 events follow --after 0 --until-idle 200 --format json
is "until idle: all of them" test "$(wc -l < out)" -eq "$total"
gives "until idle, nothing new" 0 events follow --until-idle 0
isnt "until idle, nothing new: nothing" test -s out
gives "by kind" 0 events follow --after 0 --until-idle 0 --kind consumer. --format json
is "by kind: there are some" test -s out
is "by kind: only those" test "$(grep -c '"kind":"consumer\.' out)" -eq "$(wc -l < out)"

"$CONTRACTS" events follow --format json > followed 2> follow_err < /dev/null &
follower=$!
sleep 0.4
run contract edit shop/orders --owner-role seen-one
waits "another process' event arrives" grep -q '"kind":"contract.changed"' followed
run contract activate shop/orders@1.1.0
waits "several events of one call arrive" grep -q '"kind":"consumer.followed"' followed
is "only what came later" sh -c "! grep -q '\"seq\":1,' followed"
kill -TERM $follower
wait $follower
code=$?
is "SIGTERM ends it with 0" test "$code" -eq 0
isnt "nothing on standard error" test -s follow_err

if command -v python3 > /dev/null; then
    is "Ctrl-C ends it with 0" python3 -c '
import os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
p = subprocess.Popen([os.environ["CONTRACTS"], "events", "follow"])
time.sleep(0.4)
p.send_signal(signal.SIGINT)
sys.exit(p.wait(timeout=5))'
fi

start=$(date +%s)
"$CONTRACTS" events follow --after 0 2> err < /dev/null | head -1 > out
is "the reader leaves: it ends" test $(($(date +%s) - start)) -lt 5
is "the reader leaves: the line came" test "$(wc -l < out)" -eq 1
isnt "the reader leaves: silently" test -s err
gives "the store is whole" 0 store check --replay
