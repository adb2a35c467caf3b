#!/bin/sh
# Plays story.txt with the contracts command and compares answers and journal with results.jsonl and
# feed.jsonl; README.md describes the files. The program is $CONTRACTS.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
top=$(cd "$here/../.." && pwd)
: "${CONTRACTS:=$top/build/contracts}"
case $CONTRACTS in /*) ;; *) CONTRACTS=$(pwd)/$CONTRACTS ;; esac
if [ ! -x "$CONTRACTS" ]; then
    echo "skipped: no program at $CONTRACTS; set CONTRACTS"
    exit 77
fi
LC_ALL=C
export LC_ALL
unset CONTRACTS_DB CONTRACTS_ACTOR
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$here" || exit 1 # so that documents are named as the story names them
tab=$(printf '\t')
seed=

# JSON as one line: white space between tokens goes.
squeeze() {
    "${AWK:-awk}" '{
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (inside && c == "\\") { printf "%s", substr($0, i, 2); i++; continue }
            if (c == "\"") inside = !inside
            if (inside || c != " ") printf "%s", c
        }
    } END { print "" }'
}

# value KEY: that of the record in $work/record; empty if there is none.
value() {
    sed -n "s/^$1: //p" "$work/record"
}

# command WORDS...: the program at the record's instant; its answer becomes a line of results.
command() {
    "$CONTRACTS" --db "$work/story.db" --now "$(value at)" --seed "$seed" --format json \
        --actor "$(value actor | grep . || echo unknown)" "$@" >"$work/out"
}

keep() {
    squeeze <"$work/out" >>"$work/results"
}

play() {
    contract=$(value contract)
    case $(value do) in
    init) command init ;;
    create)
        command contract create "$contract" "$(value document)" --label "$(value label)" \
            --type "$(value type)" --owner-role "$(value owner_role)" \
            --owner-agent "$(value owner_agent)" && keep
        ;;
    activate) command contract activate "$contract@$(value label)" && keep ;;
    active) command contract get "$contract" && keep ;;
    evolve)
        command contract evolve "$contract" "$(value document)" --label "$(value label)" \
            --declare-break "$(value declare_break)" && keep
        ;;
    history) command contract history "$contract" && keep ;;
    register)
        command consumer register "$contract" "$(value consumer)" --role "$(value role)" && keep
        ;;
    summary) command team summary "$(value team)" && keep ;;
    *) echo "no verb '$(value do)'" >&2 && false ;;
    esac
}

passed=0
failed=0
: >"$work/results"
# A record a line, its lines parted by tabs.
"${AWK:-awk}" 'BEGIN { RS = ""; FS = "\n" }
    { r = ""; for (i = 1; i <= NF; i++) if ($i !~ /^#/) r = r $i "\t"; if (r != "") print r }' \
    story.txt >"$work/records"
while IFS= read -r record; do
    echo "$record" | tr "$tab" '\n' >"$work/record"
    if [ -n "$(value seed)" ]; then
        seed=$(value seed)
    elif ! play </dev/null; then
        echo "FAIL: $(value do)"
        failed=$((failed + 1))
    fi
done <"$work/records"
"$CONTRACTS" --db "$work/story.db" events follow --after 0 --until-idle 250 --format json >"$work/feed"

# compare EXPECTED FILE
compare() {
    if cmp -s "$1" "$2"; then
        passed=$((passed + 1))
    else
        echo "FAIL: $1:"
        diff "$1" "$2" | cut -c 1-300
        failed=$((failed + 1))
    fi
}
compare results.jsonl "$work/results"
compare feed.jsonl "$work/feed"
if "$CONTRACTS" --db "$work/story.db" store check --replay >"$work/out"; then
    passed=$((passed + 1))
else
    cat "$work/out"
    failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
