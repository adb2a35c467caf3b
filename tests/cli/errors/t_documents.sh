#!/bin/sh
# Bad documents, one by one: exit code 3, file, line and column in the message, nothing stored.
. "$(dirname "$0")/../lib.sh"

fixture
run events list --all --format json
cp out journal

# bad ROW FILE TEXT [STATUS]: every command that reads a document refuses it alike.
bad() {
    row=$1
    file=$2
    text=$3
    status=${4:-input}
    run validate "$file"
    is "$row: validate: exit 3" test "$code" -eq 3
    says "$row: validate: says what and where" "$text"
    isnt "$row: validate: nothing on standard output" test -s out
    run validate "$file" --format json
    says "$row: status" "{\"error\":{\"status\":\"$status\""
    run contract create shop/bad "$file"
    is "$row: create: exit 3" test "$code" -eq 3
    run contract evolve shop/orders "$file" --label 9.0.0 --as openapi
    is "$row: evolve: exit 3" test "$code" -eq 3
    run diff "$file" orders-v1.yaml --as openapi
    is "$row: diff: exit 3" test "$code" -eq 3
    run --db fresh.db contract create shop/bad "$file"
    is "$row: create makes no store" test "$code" -eq 3 -a ! -e fresh.db
}

bad "missing file" nowhere.yaml "cannot read 'nowhere.yaml': No such file or directory"
bad "directory" parts "cannot read 'parts': Is a directory"

: > empty.json
bad "empty file" empty.json empty.json

printf '{"openapi":"3.0.3","info":{"title":"a",' > cut.json
bad "truncated JSON" cut.json "cut.json:1:"

printf 'openapi: 3.0.3\ninfo: {title: a, version: "1"\n' > cut.yaml
bad "truncated YAML" cut.yaml "cut.yaml:"

printf '{"openapi":"3.0.3",\n "info":{"title":"\377"}}' > utf8.json
bad "invalid UTF-8" utf8.json "utf8.json:2:"

printf '{"openapi":"3.0.3",\n "info":{},\n "info":{}}' > twice.json
bad "duplicate keys" twice.json "twice.json:3:"
printf 'openapi: 3.0.3\ninfo: {}\ninfo: {}\n' > twice.yaml
bad "duplicate keys in YAML" twice.yaml "twice.yaml:3:"

awk 'BEGIN { printf "{\"openapi\":\"3.0.3\",\"x\":"; for (i = 0; i < 10000; i++) printf "[";
    for (i = 0; i < 10000; i++) printf "]"; print "}" }' > deep.json
bad "10,000-deep nesting" deep.json "deep.json:1:" limit
awk 'BEGIN { printf "openapi: 3.0.3\nx: "; for (i = 0; i < 10000; i++) printf "[";
    for (i = 0; i < 10000; i++) printf "]"; print "" }' > deep.yaml
bad "10,000-deep nesting in YAML" deep.yaml "deep.yaml:" limit

truncate -s 2G sparse.json
bad "2 GB sparse file" sparse.json "'sparse.json' is larger than the limit of 268435456 bytes" limit
rm sparse.json

awk 'BEGIN { print "openapi: 3.0.3"; print "a0: &a0 [x, x, x, x, x, x, x, x, x, x]";
    for (i = 1; i < 12; i++) { printf "a%d: &a%d [", i, i;
        for (j = 0; j < 10; j++) printf "%s*a%d", j ? ", " : "", i - 1; print "]" } }' > bomb.yaml
bad "alias bomb" bomb.yaml "bomb.yaml" limit

with_ref() { answers "\$ref: \"$1\""; }

with_ref '#/components/schemas/None' > dangling.yaml
bad "dangling \$ref" dangling.yaml "dangling.yaml:12:"
with_ref 'gone.yaml#/A' > gone-ref.yaml
bad "dangling \$ref to a file" gone-ref.yaml "gone-ref.yaml:12:"
with_ref '../../etc/passwd' > escape.yaml
bad "\$ref to ../../etc/passwd" escape.yaml "escape.yaml:12:"
with_ref '/etc/passwd' > absolute.yaml
bad "\$ref to /etc/passwd" absolute.yaml "absolute.yaml:12:"
with_ref 'http://127.0.0.1:1/a.yaml' > url.yaml
bad "\$ref to a URL" url.yaml "url.yaml:12:"
with_ref 'file:///etc/passwd' > fileurl.yaml
bad "\$ref to a file URL" fileurl.yaml "fileurl.yaml:12:"
ln -s orders-v1.yaml linked.yaml
with_ref 'linked.yaml#/components/schemas/Order' > link.yaml
bad "\$ref through a symbolic link" link.yaml "goes through a symbolic link, which is refused"
ln -s . self
with_ref 'self/orders-v1.yaml#/components/schemas/Order' > linkdir.yaml
bad "\$ref through a linked directory" linkdir.yaml "goes through a symbolic link, which is refused"
mkfifo pipe.yaml
with_ref 'pipe.yaml#/A' > piperef.yaml
bad "\$ref to a pipe" piperef.yaml "piperef.yaml:12:"
{ with_ref '#/components/schemas/A'
    printf 'components:\n  schemas:\n    A:\n      $ref: "#/components/schemas/B"\n'
    printf '    B:\n      $ref: "#/components/schemas/A"\n'; } > loop.yaml
bad "\$ref loop that leads nowhere" loop.yaml "loop.yaml:"

{ with_ref '#/components/schemas/Node'
    printf 'components:\n  schemas:\n    Node:\n      type: object\n      properties:\n'
    printf '        next:\n          $ref: "#/components/schemas/Node"\n'; } > recursive.yaml
gives "a recursive schema is no loop" 0 validate recursive.yaml
gives "a recursive schema compares" 0 diff recursive.yaml recursive.yaml
with_ref 'recursive.yaml#/components/schemas/Node' > beside.yaml
gives "a file beside the document" 0 validate beside.yaml
cp beside.yaml in
gives "standard input has no files beside it" 3 validate -
says "standard input: says what to do" "--base"
gives "standard input with --base" 0 validate - --base .
rm in

digits=$(awk 'BEGIN { for (i = 0; i < 60; i++) printf "%d", i % 9 + 1 }')
printf '{"openapi":"3.0.3","info":{"title":"a","version":"1"},"paths":{},\n"x":%s,"y":1e999,
"z":-0.1e-999}' "$digits" > big.json
gives "numbers beyond 64 bits are read exactly" 0 validate big.json
printf '%s' '{"type":"integer","maximum":100000000000000000000000000000000000000}' > n1.json
printf '%s' '{"type":"integer","maximum":99999999999999999999999999999999999999}' > n2.json
gives "numbers beyond 64 bits are compared exactly" 1 diff n1.json n2.json --as json-schema
gives "numbers beyond 64 bits: the same" 0 diff n1.json n1.json --as json-schema

run validate orders-v1.yaml --max-bytes 100
is "a smaller limit of size: exit 3" test "$code" -eq 3
says "a smaller limit of size: hint" "--max-bytes"
run validate orders-v1.yaml --max-depth 3
is "a smaller limit of depth: exit 3" test "$code" -eq 3
if [ -c /dev/zero ]; then
    run validate /dev/zero --max-bytes 1M
    is "an endless device: exit 3" test "$code" -eq 3
fi
printf '{"a":"\000"}' > nul.json
gives "a NUL byte in a document" 3 validate nul.json --as json-schema

run events list --all --format json
is "nothing was stored" cmp out journal
gives "the store is whole" 0 store check --replay
