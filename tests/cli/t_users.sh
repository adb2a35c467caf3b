#!/bin/sh
# Who is broken by an edition: everybody from the version that he is on. Every command says the same.
. "$(dirname "$0")/lib.sh"

n=0
at() {
    n=$((n + 1))
    what=$*
    gives "$what" 0 --actor ann --now "2030-01-01T00:$(printf %02d:%02d $((n / 60)) $((n % 60)))Z" \
        --seed $n "$@"
}
object() { printf '{"type":"object","properties":{"n":{"type":"%s"}%s},"required":["n"]}' "$1" "$2"; }
object integer "" > one.json
object string "" > two.json
object string ',"m":{"type":"string"}' > three.json

# ---- from the version that he is on
begin() {
    at contract create "$1" one.json --profile tolerant
    at contract activate "$1@1.0.0"
    at consumer register "$1" old --pin '1.0.0 || 3.x' --uses /n
    at consumer register "$1" held --pin 1.0.0 --uses /n
    at consumer register "$1" new --uses /n
    at contract evolve "$1" two.json --label 2.0.0 --declare-break agreed
    prints "from 1.0.0" "old  breaks-on-upgrade, pinned to 1.0.0 || 3.x, follows 1.0.0"
    at contract activate "$1@2.0.0"
}
begin t/c
gives "asked" 1 can-evolve t/c three.json --label 3.0.0
prints "who breaks" "no  it breaks 'old', which uses /n"
prints "who is held" "yes  it would break 'held', but its pin 1.0.0 keeps it away"
at contract evolve t/c three.json --label 3.0.0
prints "from 1.0.0, not from the base" "old  breaks, pinned to 1.0.0 || 3.x, follows 1.0.0"
prints "held, and told" "held  breaks-on-upgrade, pinned to 1.0.0, follows 1.0.0"
prints "from the base" "new  unaffected, follows 2.0.0"
at events list --all
is "who was told" test "$(grep -c 'consumer.at-risk .*"version":"3.0.0"' out)" = 2
gives "the impact" 1 impact t/c@3.0.0
prints "the impact" "old  breaks, pinned to 1.0.0 || 3.x, follows 1.0.0"
prints "the others" "new  unaffected, follows 2.0.0"
gives "asked of the draft" 1 can-evolve t/c@3.0.0
prints "the same" "no  it breaks 'old', which uses /n"
gives "may it move" 1 can-upgrade t/c@3.0.0 old
prints "no" "no  it uses /n, which breaks"
at contract activate t/c@3.0.0
at events list --all
is "it was broken" grep -q 'consumer.broken .*t/c#old .*"version":"3.0.0"' out
is "nobody else" test "$(grep -c 'consumer.broken .*"version":"3.0.0"' out)" = 1

# back to what it was: who stayed on it meets nothing new
begin t/back
at contract rollback t/back@1.0.0 --label 3.0.0 --reason 'as it was'
prints "who stayed" "held  unaffected, pinned to 1.0.0, follows 1.0.0"
prints "who comes back to it" "old  unaffected, pinned to 1.0.0 || 3.x, follows 1.0.0"
prints "who went along" "new  breaks, follows 2.0.0"
at contract activate t/back@3.0.0
gives "seen later" 1 impact t/back@3.0.0
prints "what it was to him" "new  breaks, follows 3.0.0"
gives "nothing is damaged" 0 store check --replay
