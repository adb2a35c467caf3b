#!/bin/sh
# Bytes that no text has, in a default and in an option of one's own, go all the way: shown as escapes
# in findings, stored with the evolution, exported as XML, imported into an empty store and exported
# again, the same.
. "$(dirname "$0")/lib.sh"

cat > old.proto <<'PROTO'
syntax = "proto2";
package shop;
import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions { optional bytes mark = 50001; }
message Order {
  optional bytes raw = 1 [default = "\377\000\001<&\\"];
  optional string note = 2 [(mark) = "\376\r"];
}
PROTO
sed -e 's/\\377/\\375/' -e 's/\\376/\\374/' old.proto > new.proto

gives "create" 0 contract create shop/orders old.proto
gives "activate" 0 contract activate shop/orders@1.0.0
gives "evolve" 0 contract evolve shop/orders new.proto
gives "activate what breaks" 0 contract activate shop/orders@2.0.0 --declare-break meant


text='the default was \\xff\\x00\u0001<&\\ and is \\xfd\\x00\u0001<&\\: both sides'
gives "the bytes are shown as escapes" 1 diff old.proto new.proto --format json
prints "the bytes are shown as escapes: both" "$text"
is "what is shown is text" iconv -f UTF-8 -t UTF-8 out

# travels FORMAT: out of the store, into an empty one, and out again
travels() {
    gives "$1: export" 0 export --format "$1" --output "first.$1"
    gives "$1: import" 0 import "first.$1" --db "of-$1.db"
    gives "$1: export again" 0 export --format "$1" --output "second.$1" --db "of-$1.db"
    is "$1: the same bytes" cmp "first.$1" "second.$1"
    gives "$1: the document" 0 contract document shop/orders@2.0.0 --db "of-$1.db"
    is "$1: the document: byte for byte" cmp out new.proto
    gives "$1: check" 0 store check --replay --db "of-$1.db"
}
travels xml
# the findings stand in it as JSON, and what XML has a meaning for as XML writes it
is "xml: the text of the finding" grep -qF \
    'the default was \\xff\\x00\u0001&lt;&amp;\\ and is \\xfd\\x00\u0001&lt;&amp;\\' second.xml

# A witness keeps how its number is written: 1.0 is no integer of draft 4, and 1 would show nothing.
cat > number.json <<'JSON'
{"$schema": "http://json-schema.org/draft-04/schema#", "properties": {"n": {"type": "number"}}}
JSON
sed 's/"number"/"integer"/' number.json > whole.json
gives "witness: create" 0 contract create shop/amount number.json
gives "witness: activate" 0 contract activate shop/amount@1.0.0
gives "witness: evolve" 0 contract evolve shop/amount whole.json
prints "witness: as it was found" 'for example {"n":1.0} (accepted by the old edition'
gives "witness: again, out of the store" 1 impact shop/amount@2.0.0
prints "witness: it is still one" 'for example {"n":1.0} (accepted by the old edition'
gives "witness: in JSON" 1 impact shop/amount@2.0.0 --format json
prints "witness: in JSON it is still one" '"witness": {"n":1.0}'
gives "witness: export" 0 export --format xml --output witness.xml
gives "witness: import" 0 import witness.xml --db witness.db
gives "witness: of what was imported" 1 impact shop/amount@2.0.0 --db witness.db
prints "witness: the import has it as well" '{"n":1.0}'
