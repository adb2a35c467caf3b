#!/bin/sh
# Where results go: pipes that close, full devices, files that appear whole or not at all, colours.
. "$(dirname "$0")/lib.sh"

fixture

# ends NAME CODE SHELL-TEXT: the exit code that the text writes into ./status.
ends() {
    sh -c "$3" > out 2> err < /dev/null
    code=$(cat status)
    if [ "$code" -eq "$2" ] && [ ! -s err ]; then ok "$1"; else fail "$1"; fi
}

ends "reader leaves after a line" 0 \
    '{ "$CONTRACTS" contract list --format json; echo $? > status; } | head -1'
ends "reader leaves a large export" 0 \
    '{ "$CONTRACTS" export; echo $? > status; } | head -c 10'
ends "reader is gone before the first byte" 0 \
    '{ sleep 0.2; "$CONTRACTS" rules; echo $? > status; } | true'
ends "reader leaves: the answer stays no" 1 \
    '{ sleep 0.2; "$CONTRACTS" diff orders-v1.yaml orders-v2.yaml; echo $? > status; } | true'
ends "reader leaves help" 0 '{ sleep 0.2; "$CONTRACTS" help; echo $? > status; } | true'
gives "the store is whole after that" 0 store check
is "no side files stay" test ! -e contracts.db-wal

if [ -c /dev/full ]; then
    for words in "contract list" "export" "help" "rules" "events follow --after 0 --count 1" \
        "contract document shop/orders" "--version"; do
        "$CONTRACTS" $words > /dev/full 2> err < /dev/null
        code=$?
        is "full device: $words: exit 5" test "$code" -eq 5
        says "full device: $words: says so" "cannot write standard output: No space left on device"
    done
    "$CONTRACTS" contract list --format json > /dev/full 2> err
    code=$?
    says "full device: as JSON" '{"error":{"status":"full"'
    "$CONTRACTS" contract edit shop/orders --owner-role full > /dev/full 2> err
    code=$?
    is "full device: a write: exit 5" test "$code" -eq 5
    says "full device: a write: it is stored" "the change itself is stored"
    run contract get shop/orders --format json
    prints "full device: it is stored indeed" '"owner_role": "full"'
    gives "full device as --output" 5 contract list --output /dev/full
fi
"$CONTRACTS" contract list >&- 2> err < /dev/null
code=$?
is "standard output is closed: exit 5" test "$code" -eq 5
says "standard output is closed: says so" "cannot write standard output"
"$CONTRACTS" contract create shop/closed notes.json --as opaque >&- 2>&- <&-
gives "closed descriptors do no harm to the store" 0 store check --replay

run contract list --format json
cp out listed
gives "output to a file" 0 contract list --format json --output list.json
is "output to a file: the same bytes" cmp listed list.json
isnt "output to a file: nothing else" test -s out
gives "output over a file" 0 contract list --format json --output list.json
ln -s list.json link.json
chmod 640 list.json
echo old > list.json
gives "output through a symbolic link" 0 contract list --format json --output link.json
is "the link stays" test -h link.json
is "the file behind it is replaced" cmp listed list.json
is "the file keeps its mode" test "$(stat -c %a list.json)" = 640
gives "a failing command leaves the file" 4 contract get no/where --output list.json
is "the file is as it was" cmp listed list.json
gives "a failing command makes no file" 4 contract get no/where --output none.json
is "no file" test ! -e none.json
gives "an answer of no makes the file" 1 diff orders-v1.yaml orders-v2.yaml --output diff.txt
is "the answer is in it" test -s diff.txt
is "nothing temporary stays" test -z "$(ls | grep '\.json\........$')"
gives "no such directory" 5 contract list --output nowhere/list.json
says "no such directory: says so" "cannot write 'nowhere/list.json': No such file or directory"
gives "a directory" 5 contract list --output parts
gives "the store itself" 2 export --output contracts.db
says "the store itself: says so" "--output 'contracts.db' is the store"
ln contracts.db other-name.db
gives "the store by another name" 2 export --output other-name.db
rm other-name.db
gives "- is standard output" 0 contract list --format json --output -
is "- is standard output: the same bytes" cmp out listed
mkfifo pipe
cat pipe > piped &
gives "output to a pipe" 0 contract list --format json --output pipe
wait
is "output to a pipe: the same bytes" cmp piped listed

gives "no colour in a file" 0 diff orders-v1.yaml orders-v1.1.yaml
isnt "no escape in it" grep -q "$(printf '\033')" out
gives "colour if asked for" 1 diff orders-v1.yaml orders-v2.yaml --color always
is "escapes in it" grep -q "$(printf '\033')" out
gives "never" 1 diff orders-v1.yaml orders-v2.yaml --color never
isnt "never: no escape" grep -q "$(printf '\033')" out
gives "JSON has no colour" 1 diff orders-v1.yaml orders-v2.yaml --color always --format json
isnt "JSON: no escape" grep -q "$(printf '\033')" out
if command -v script > /dev/null; then
    tty='"$CONTRACTS" diff orders-v1.yaml orders-v2.yaml'
    TERM=xterm script -qec "$tty" /dev/null > out 2> err < /dev/null
    is "colour on a terminal" grep -q "$(printf '\033\\[')" out
    TERM=xterm NO_COLOR=1 script -qec "$tty" /dev/null > out 2> err < /dev/null
    isnt "NO_COLOR is respected" grep -q "$(printf '\033\\[')" out
    TERM=xterm NO_COLOR= script -qec "$tty" /dev/null > out 2> err < /dev/null
    is "an empty NO_COLOR says nothing" grep -q "$(printf '\033\\[')" out
    TERM=dumb script -qec "$tty" /dev/null > out 2> err < /dev/null
    isnt "a dumb terminal gets no colour" grep -q "$(printf '\033\\[')" out
    TERM=xterm NO_COLOR=1 script -qec "$tty --color always" /dev/null > out 2> err < /dev/null
    is "--color always wins" grep -q "$(printf '\033\\[')" out
    script -qec '"$CONTRACTS" export --gzip' /dev/null > out 2> err < /dev/null
    prints "compressed bytes are kept off a terminal" "not for a terminal"
else
    echo "skip: terminals (no script command)"
fi
