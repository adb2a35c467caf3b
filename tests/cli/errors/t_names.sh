#!/bin/sh
# Bad names and values: exit code 2 with what was wanted, nothing stored. (NUL cannot be in an
# argument; the library's tests have it.)
. "$(dirname "$0")/../lib.sh"

fixture
run events list --all --format json
cp out journal

# bad ROW ARGS...
bad() {
    bad_row=$1
    shift
    run "$@"
    is "$bad_row: exit 2" test "$code" -eq 2
    is "$bad_row: one line says why" sh -c 'grep -c "^contracts: [^h]" err | grep -qx 1'
    isnt "$bad_row: no control character in it" \
        sh -c 'tr -d "\n" < err | LC_ALL=C grep -q "[[:cntrl:]]"'
    run --format json "$@"
    says "$bad_row: status" '{"error":{"status":"argument"'
}

long=$(awk 'BEGIN { for (i = 0; i < 129; i++) printf "a" }')
for name in 'a/b/c' '/b' 'a/' '-a/b' 'a b/c' 'a/b c' "a/$long" "$long/b" 'ä/b' 'a/.b'; do
    bad "contract '$name'" contract create "$name" notes.json --as opaque
done
bad "name with @" contract create 'a@b/c' notes.json --as opaque
bad "name with a control character" contract create "$(printf 'a/b\001c')" notes.json --as opaque
bad "name with a line feed" contract create "$(printf 'a/b\nc')" notes.json --as opaque
bad "name with an escape" contract create "$(printf 'a/\033[31mb')" notes.json --as opaque
bad "name that is not UTF-8" contract create "$(printf 'a/b\377')" notes.json --as opaque
bad "consumer with /" consumer register shop/orders 'a/b'
bad "consumer with @" consumer register shop/orders 'a@b'
bad "consumer without a name" consumer register shop/orders ''
bad "label with /" contract create a/b notes.json --as opaque --label '1/2'
bad "label with @" contract create a/b notes.json --as opaque --label '1@2'
bad "label with a space" contract create a/b notes.json --as opaque --label '1 2'
bad "label that is a selector" contract create a/b notes.json --as opaque --label active
bad "empty label" contract create a/b notes.json --as opaque --label=
bad "actor with a control character" --actor "$(printf 'a\001')" contract create a/b notes.json \
    --as opaque
bad "reason with a line feed" contract deprecate shop/orders@1.0.0 --reason "$(printf 'a\nb')"
bad "team with /" team summary 'a/b'
bad "force without a reason" contract retire shop/orders@1.0.0 --force
bad "break without a reason" contract activate shop/orders@1.1.0 --declare-break=
bad "sunset in the past" contract deprecate shop/orders@1.0.0 --reason x --sunset 2001-01-01
bad "time before the last event" --now 2001-01-01 contract edit shop/orders --owner-role x

gives "metadata that is no object" 3 contract create a/b notes.json --as opaque --metadata '[1]'
says "metadata that is no object: says so" "metadata must be a JSON object"
run consumer register shop/orders c --pin 'not a range!'
is "a pin that is no range is refused" test "$code" -ge 2
run contract get 'shop/orders@>>1'
is "a selector that is no range is refused" test "$code" -ge 2 -a "$code" -le 4

run events list --all --format json
is "nothing was stored" cmp out journal
