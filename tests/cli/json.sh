# JSON is stable: what results are compared with files in golden/; sourced, with what the test was
# called with. `--update` writes the files anew.
update=$1
second=0
CONTRACTS_ACTOR=ann
export CONTRACTS_ACTOR

# same NAME CODE ARGS...
same() {
    golden=$here/golden/$1.json
    second=$((second + 1))
    want=$2
    name=$1
    shift 2
    now=2031-02-03T04:$(printf %02d:%02d $((5 + second / 60)) $((second % 60)))Z
    run --now "$now" --seed "$second" --format json "$@"
    # What an error says may change in any release; its status and details may not.
    sed 's/"message":"\([^"\\]\|\\.\)*"/"message":"*"/' err > said
    cat out said > both
    if [ "$update" = --update ]; then
        cp both "$golden"
    fi
    if [ "$code" -ne "$want" ]; then
        fail "$name: exit code"
    elif ! cmp -s both "$golden"; then
        diff "$golden" both > err
        fail "$name"
    else
        ok "$name"
    fi
    is "$name: one line feed at the end" test "$(tail -c 1 both | od -An -c | tr -d ' ')" = '\n' \
        -a -n "$(tail -c 2 both | tr -d '\n')"
    if command -v python3 > /dev/null; then
        is "$name: parses" python3 -c 'import json, sys; json.load(open(sys.argv[1]))' both
    fi
}
