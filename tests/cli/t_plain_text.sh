#!/bin/sh
# Names of documents stay names: no terminal, no reader and no runner of a workflow takes one for a
# command, in lists of parts and in errors as in reports. What is printed as a part is read as it.
. "$(dirname "$0")/lib.sh"

# plain NAME FILE: nothing in it that moves a cursor, turns the direction of writing or is a command.
plain() {
    is "$1" python3 - "$2" << 'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
assert text and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text)
assert "##[" not in text and not re.search(r"^\s*::", text, re.M)
END
}

python3 - << 'END'
import json
names = ["plain", "a\u001b[31mred\n::error::x", "##[add-mask]x", "\u202egnp.exe", "t\tr\r", "back\\slash", 'quo"te',
         "\u0085\u009b", "\ufeffmark", "a~b/c", " blank", "\U0001f600", "a\x7f"]
schema = {"type": "object", "properties": {n: {"type": "string"} for n in names}}
json.dump(schema, open("names.json", "w"))
json.dump({n: "" for n in names}, open("example.json", "w"))
schema["properties"].clear()
json.dump(schema, open("none.json", "w"))
END
gives "parts" 0 validate names.json --parts
plain "parts are text" out
is "parts: one a line, and the root" test "$(wc -l < out)" -eq 14
prints "parts: a name for itself" '/plain'
prints "parts: a name that no line can hold" '"/a\u001b[31mred\n::error::x"'
prints "parts: a name with a command of a runner" '"/##\u005badd-mask]x"'
cp out listed.txt
gives "used parts" 0 used-parts names.json example.json
plain "used parts are text" out
gives "create" 0 contract create shop/names names.json --label 1.0.0
gives "activate" 0 contract activate shop/names@1.0.0
gives "a control character is read, and refused by its name" 2 consumer register shop/names web \
    --uses @listed.txt
says "a control character: which" "the part holds the control character U+001B at column 3"
grep -v '\\[nrt]\|\\u00[01789]' listed.txt > kept.txt
gives "what was printed is read" 0 consumer register shop/names web --uses @kept.txt --format json
python3 - << 'END'
import json
known = json.load(open("names.json"))["properties"]
uses = json.load(open("out"))["parts"]
wanted = {"/"} | {"/" + n.replace("~", "~0").replace("/", "~1") for n in known
                  if not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in n)}
assert set(uses) == wanted, set(uses) ^ wanted
END
is "what was printed is read: each part as it was" test $? -eq 0
printf '\357\273\277/plain\r\n# a remark\n"no string\n' > marked.txt
gives "a mark in front of a list is no part of it" 4 consumer register shop/names app --uses @marked.txt
says "a quote that ends nowhere is a letter" "'\"no string'"
isnt "a mark in front of a list is passed over" grep -q "'/plain'" err

for format in text github markdown; do
    gives "in $format" 1 diff names.json none.json --as opaque --format $format
    cp out in.$format
    sed '/^::[a-z]* /d' out > left # the annotations themselves
    plain "in $format: text" left
done
isnt "no second way to say a command" grep -F '##[' in.github

printf '{"a\342\200\256b":1,"a\342\200\256b":2}' > twice.json
gives "an error" 3 validate twice.json
plain "an error is text" err
says "an error shows what it speaks of" "'a\\u202eb' stands twice"
printf 'levels: []\n"a\342\200\256\\u009b\\nb": 1\n' > key.yaml
gives "an error about a policy" 3 policy check key.yaml
plain "an error about a policy is text" err
exit
