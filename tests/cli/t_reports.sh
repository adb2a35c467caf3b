#!/bin/sh
# The reports of a comparison: each against a file in golden/reports/ (`t_reports.sh --update` writes
# them anew), and by what reads such files.
. "$(dirname "$0")/lib.sh"

update=$1

# report NAME CODE ARGS...: the output is that of golden/reports/NAME; it stays in NAME.
report() {
    name=$1
    want=$2
    shift 2
    run "$@"
    sed 's/"semanticVersion": "[^"]*"/"semanticVersion": "*"/' out > "$name"
    if [ "$update" = --update ]; then
        cp "$name" "$here/golden/reports/$name"
    fi
    if [ "$code" -ne "$want" ] || [ -s err ]; then
        fail "$name: exit code, silence"
    elif ! cmp -s "$name" "$here/golden/reports/$name"; then
        diff "$here/golden/reports/$name" "$name" > err
        fail "$name"
    else
        ok "$name"
    fi
}

report plain.txt 1 diff orders-v1.yaml orders-v2.yaml
report excerpts.txt 1 diff orders-v1.yaml orders-v2.yaml --excerpts
report changelog.md 1 diff orders-v1.yaml orders-v2.yaml --format markdown
report report.sarif 1 diff orders-v1.yaml orders-v2.yaml --format sarif
report report.xml 1 diff orders-v1.yaml orders-v2.yaml --format junit
report report.github 1 diff orders-v1.yaml orders-v2.yaml --format github
report report.html 1 diff orders-v1.yaml orders-v2.yaml --format html
report breaking.md 1 diff orders-v1.yaml orders-v2.yaml --format markdown --breaking-only
report same.md 0 diff orders-v1.yaml orders-v1.yaml --format markdown
report same.sarif 0 diff orders-v1.yaml orders-v1.yaml --format sarif
report same.xml 0 diff orders-v1.yaml orders-v1.yaml --format junit
report same.html 0 diff orders-v1.yaml orders-v1.yaml --format html

# The same under a policy: what it sets aside stays in every report.
judged() { report "$1" 1 diff orders-v1.yaml orders-v2.yaml --now 2030-02-28T23:00:00Z \
    --policy policy-mixed.yaml --uses 'GET /orders' --format "$2"; }
judged policy.txt text
judged policy.json json
judged policy.md markdown
judged policy.sarif sarif
judged policy.xml junit
judged policy.github github
judged policy.html html

gives "changelog asks nothing" 0 changelog orders-v1.yaml orders-v2.yaml
is "changelog is diff's markdown" cmp out changelog.md
gives "changelog of what breaks" 0 changelog orders-v1.yaml orders-v2.yaml --breaking-only
is "changelog of what breaks: the same" cmp out breaking.md
gives "changelog as a page" 0 changelog orders-v1.yaml orders-v2.yaml --format html
is "changelog as a page: the same" cmp out report.html
gives "changelog is no sarif" 2 changelog orders-v1.yaml orders-v2.yaml --format sarif
gives "changelog of one document" 2 changelog orders-v1.yaml
gives "diff is no csv" 2 diff orders-v1.yaml orders-v2.yaml --format csv
says "diff is no csv: what it is" "text, json, markdown"
printf 'openapi: 3.0.3\ninfo: {title: a, version: "1"\n' > broken.yaml
gives "a malformed document" 3 diff orders-v1.yaml broken.yaml --format sarif
is "a malformed document: nothing is written" test ! -s out

# The view of what breaks is of the same answer.
gives "breaking only" 1 diff orders-v1.yaml orders-v2.yaml --breaking-only
prints "breaking only: the sum is that of all" "incompatible: 2 breaking, 0 undecided, 1 warning, 1 info"
prints "breaking only: what is left out" "only breaking findings are listed; 2 more are not"
isnt "breaking only: no info" grep -q '^info$' out
gives "nothing breaks" 0 diff orders-v1.yaml orders-v1.1.yaml --breaking-only
isnt "nothing breaks: but it is not the same" grep -q 'no difference' out

# Excerpts have colours where text has them, and none under NO_COLOR.
gives "colour" 1 diff orders-v1.yaml orders-v2.yaml --excerpts --color always
is "colour: the caret" grep -q "$(printf '\033\\[31m^')" out
NO_COLOR=1 "$CONTRACTS" diff orders-v1.yaml orders-v2.yaml --excerpts > out 2> err
is "no colour" cmp out excerpts.txt

# A stored version as the older edition.
fixture
gives "of the store" 1 diff shop/orders@1.0.0 orders-v2.yaml --format github
prints "of the store: the newer file, and where it was" "(was at shop/orders@1.0.0:56:11)"

# A caret stands below its cell, not below its character: wide ones take two, combining ones none.
wide() {
    printf '{"type":"object","properties":{"%b":{"type":"string"}}}\n' "$1" > cells-1.json
    sed 's/string/number/' cells-1.json > cells-2.json
    run diff cells-1.json cells-2.json --excerpts
    is "the caret behind $2" test "$(sed -n 's/^           |\( *\)^$/\1/p' out | head -1 | wc -c)" -eq "$3"
}
wide ab 'two letters' 46
wide '\0346\0227\0245\0346\0234\0254' 'two ideographs' 48
wide 'e\0314\0201b' 'a combining accent' 46
wide '\0360\0237\0230\0200b' 'an emoji' 47
printf '{"required":["x\\u0000a"]}\n' > cells-1.json
printf '{"required":["x\\u0000b"]}\n' > cells-2.json
gives "names with a NUL" 1 diff cells-1.json cells-2.json --as json-schema
prints "names with a NUL: one" "the property 'x\\u0000a' is no longer required"
prints "names with a NUL: the other" "the property 'x\\u0000b' became required"

# One line of a megabyte costs no more than its neighbourhood.
awk 'BEGIN {
    printf "{\"type\":\"object\",\"properties\":{"
    for (i = 0; i < 20000; i++) printf "%s\"p%d\":{\"type\":\"string\"}", i ? "," : "", i
    print "}}"
}' > wide-1.json
sed 's/string/integer/g' wide-1.json > wide-2.json
gives "a document of one line" 1 diff wide-1.json wide-2.json --excerpts
is "a document of one line: its excerpts are short" awk 'length > 400 { exit 1 }' out

command -v python3 > /dev/null || { echo "SKIP: the rest needs python3" && exit; }

# What SARIF 2.1.0 requires of the objects that are here.
cat > sarif.py << 'END'
import json, re, sys

def need(thing, **members):
    for name, kind in members.items():
        assert isinstance(thing.get(name), kind), (name, thing)
    return thing

def text(message):
    said = need(message, text=str)["text"]
    assert said and "{" not in said.replace("{{", ""), said

def place(location):
    physical = need(location, physicalLocation=dict)["physicalLocation"]
    uri = need(need(physical, artifactLocation=dict)["artifactLocation"], uri=str)["uri"]
    assert re.fullmatch(r"(file://)?([A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+", uri), uri
    region = need(need(physical, region=dict)["region"], startLine=int, startColumn=int)
    assert region["startLine"] >= 1 and region["startColumn"] >= 1

def check(log):
    assert need(log, version=str, runs=list)["version"] == "2.1.0"
    for run in log["runs"]:
        driver = need(need(run, tool=dict, results=list)["tool"], driver=dict)["driver"]
        rules = need(driver, name=str, rules=list)["rules"]
        ids = [need(rule, id=str, help=dict)["id"] for rule in rules]
        assert len(set(ids)) == len(ids) and run["columnKind"] == "unicodeCodePoints"
        for rule in rules:
            for said in ("shortDescription", "fullDescription", "help"):
                text(rule[said])
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        for result in run["results"]:
            need(result, ruleId=str, ruleIndex=int, message=dict, partialFingerprints=dict)
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in ("none", "note", "warning", "error")
            text(result["message"])
            for location in result["locations"] + result.get("relatedLocations", []):
                place(location)
            for key, value in result["partialFingerprints"].items():
                assert isinstance(value, str) and value
    return run["results"]

found = check(json.load(open(sys.argv[1])))
if len(sys.argv) > 2:
    same = json.load(open(sys.argv[2]))["findings"]
    assert [f["rule"] for f in same] == [r["ruleId"] for r in found]
    assert [f["fingerprint"] for f in same] == [
        r["partialFingerprints"]["contractsFinding/v1"] for r in found
    ]
END
run diff orders-v1.yaml orders-v2.yaml --format json
cp out diff.json
is "sarif: what the format requires, and the findings of the JSON" python3 sarif.py report.sarif diff.json
is "sarif: of documents that are the same" python3 sarif.py same.sarif
is "sarif: under a policy, with the findings of the JSON" python3 sarif.py policy.sarif policy.json
is "sarif: what is waived or unused is suppressed, and says why" python3 -c 'import json
results = json.load(open("policy.sarif"))["runs"][0]["results"]
aside = [r for r in results if "suppressions" in r]
findings = json.load(open("policy.json"))
assert len(aside) == findings["policy"]["set_aside"] == 1
for r in aside:
    (s,) = r["suppressions"]
    assert s["kind"] == "external" and s["status"] == "accepted" and s["justification"]'
is "junit: what is waived is skipped" python3 -c 'import xml.etree.ElementTree as x
root = x.parse("policy.xml").getroot()
skipped = [t for t in root.iter("testcase") if t.find("skipped") is not None]
assert len(skipped) == int(root.get("skipped")) == 1
assert all(t.find("failure") is None for t in skipped)'

# Text of documents: names that are markup, commands, ends of things.
python3 - << 'END'
import json
names = ["a\r\n::error file=x::y", "]]></failure>", "<script>alert(1)</script>", "`x` [l](http://e)",
         "\x00\x01\x1b[31m", "\u202e\u2028", "100%0A{0}", "@ann #1", "\ufffe\uffff", "\U0001f600", "&amp;",
         "##[error]\u061c", "GH-12 " + "0123456789abcdef" * 2 + "01234567"]
for name, kind in (("evil-1.json", "string"), ("evil-2.json", "integer")):
    document = {"type": "object", "properties": {n: {"type": kind} for n in names}}
    json.dump(document, open(name, "w"))
END
for format in sarif junit github html markdown json; do
    gives "evil as $format" 1 diff evil-1.json evil-2.json --format $format --excerpts
    cp out evil.$format
done
is "evil: the sarif holds" python3 sarif.py evil.sarif
is "evil: the XML is well-formed" python3 -c 'import sys, xml.etree.ElementTree as x
root = x.parse("evil.junit").getroot()
assert root.tag == "testsuites"
tests = root.findall("./testsuite/testcase")
assert len(tests) == int(root.get("tests")) == 13
assert all(t.find("failure") is not None for t in tests)'
is "evil: a line a command, and the sum" test "$(grep -c '^::error ' evil.github)" -eq 13 \
    -a "$(wc -l < evil.github)" -eq 14
is "evil: the page runs nothing" python3 -c 'import html.parser
class Page(html.parser.HTMLParser):
    open = []
    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "a", "img", "link", "iframe"), tag
        assert not any(k.startswith("on") or k in ("src", "href", "style") for k, v in attrs), attrs
        if tag not in ("meta", "input"):
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
page = Page()
page.feed(open("evil.html", encoding="utf-8").read())
assert not page.open'
is "evil: outside of code the changelog has no markup of a document" python3 -c 'import re
text = open("evil.markdown", encoding="utf-8").read()
assert "<script>" in text and text.count("\n- ") == 13
text = re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", text)
assert not re.search(r"(?<!\\)[<`\[]", text.replace("<!-- -->", ""))
assert not re.search(r"@\w|#\d|://|GH-\d|\b[0-9a-f]{40}\b", text)'
is "evil: no log takes a command from JSON, and no line turns" python3 -c 'import json
for name in ("evil.json", "evil.sarif"):
    text = open(name, encoding="utf-8").read()
    assert not any(c in text for c in ("##[", "\u061c", "\u202e", "\u2028", "\x1b")), name
parts = [f["part"] for f in json.load(open("evil.json"))["findings"]]
assert "/##[error]\u061c" in parts and "/\u202e\u2028" in parts, parts'
exit
