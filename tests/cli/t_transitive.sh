#!/bin/sh
# Transitive modes through the command: every version compared is named with its findings, activation
# asks for all of them, and what was found travels.
. "$(dirname "$0")/lib.sh"

echo '{"type":"object","properties":{"n":{"type":"integer"}}}' > integers.json
echo '{"type":"object","properties":{"n":{"type":"number"}}}' > numbers.json
echo '{"type":"object","properties":{"n":{}}}' > anything.json
echo '{"type":"object","properties":{"n":{"type":"string"}}}' > texts.json
at contract create shop/orders integers.json --mode forward-transitive
at contract activate shop/orders@1.0.0
at contract evolve shop/orders numbers.json --label 2.0.0 --declare-break meant
at contract activate shop/orders@2.0.0
at contract retire shop/orders@1.0.0 --reason 'nobody left'
at contract evolve shop/orders anything.json --label 3.0.0 --declare-break meant
at contract activate shop/orders@3.0.0
at contract evolve shop/orders texts.json
prints "with the base" "draft, compared with 3.0.0"
prints "with one before it" "with 2.0.0: incompatible: 1 breaking"
prints "with a retired one" "with 1.0.0: incompatible: 1 breaking"
prints "what to do" "next: change the document so that nothing breaks"
at contract evolve shop/orders texts.json --format json
prints "the worst of all" '"verdict": "incompatible"'
prints "which versions" '"version": "1.0.0"'
gives "impact of the draft goes by the worst" 1 impact shop/orders@3.1.0
prints "impact of the draft: with the base it is compatible" "compatible: 0 breaking"
gives "impact of the file, too" 1 --actor ann impact shop/orders texts.json
prints "impact of the file: with which version" "with 1.0.0: incompatible: 1 breaking"
gives "it breaks" 1 --actor ann contract evolve shop/orders texts.json --fail-on breaking
at contract evolve shop/orders integers.json --label 4.0.0
prints "one that goes with all" "compatible with 2.0.0 and 1.0.0, too"
gives "activation asks for all" 4 --actor ann contract activate shop/orders@3.1.0
says "which one stands in the way" "'shop/orders@3.1.0' is not forward-transitive compatible with '2.0.0' (1 breaking, 0 undecided); change it, or declare the break with a reason"
at contract activate shop/orders@4.0.0
at contract list
gives "words" 2 contract edit shop/orders --mode sideways-transitive
gives "two documents" 1 diff integers.json numbers.json --mode forward-transitive
prints "the mode that was asked for" "forward-transitive compatibility"
at store check --replay
for form in xml json; do
    at export --format $form --output a.$form
    rm -f copy.db
    gives "import $form" 0 --db copy.db import a.$form
    gives "export $form again" 0 --db copy.db export --format $form --output b.$form
    is "$form: the same bytes" cmp a.$form b.$form
    gives "check $form" 0 --db copy.db store check --replay
done
if command -v xmllint > /dev/null; then
    is "it follows the schema" xmllint --noout --schema "$CTR_SRCDIR/doc/schema/contracts.xsd" a.xml
fi
hostile() {
    sed "$2" a.xml > broken.xml
    cmp -s a.xml broken.xml && fail "$1: nothing was broken"
    gives "$1" 3 --db none.db import broken.xml
    says "$1: why" "$3"
}
hostile "a version that is none" 's/<earlier version="2.0.0"/<earlier version="9.0.0"/' \
    "was compared with '9.0.0', which is none before its base that ever was active"
hostile "the base itself" 's/<earlier version="2.0.0"/<earlier version="3.0.0"/' \
    "which is none before its base that ever was active"
hostile "another mode" '/<earlier /s/forward-transitive/backward-transitive/' \
    "has another mode than that with the base, or one that is not transitive"
hostile "a verdict that is none" '/<earlier /s/"verdict":"incompatible"/"verdict":"compatible"/' \
    "has a verdict that contradicts itself"
hostile "counts" '/<earlier /s/"breaking":1/"breaking":2/' "has counts that are not those of its findings"
sed 's/ mode="forward-transitive"/ mode="forward"/' a.xml > broken.xml
gives "no replay of another mode" 3 --db none.db import broken.xml

# What nobody can tell of an earlier version is an answer, too.
echo '{"type":"object","properties":{"n":{"type":"string","pattern":"^(?=a)[a-c]*$"}}}' > this.json
echo '{"type":"object","properties":{"n":{"type":"string","pattern":"^(?=a)[a-c]+$"}}}' > that.json
at contract create shop/vague this.json --mode forward-transitive
at contract activate shop/vague@1.0.0
at contract evolve shop/vague anything.json --label 2.0.0 --declare-break meant
at contract activate shop/vague@2.0.0
gives "impact of what is undecided" 1 --actor ann impact shop/vague that.json
prints "impact of what is undecided: with which version" "with 1.0.0: undecided: 0 breaking, 1 undecided"
gives "unless that is allowed" 0 --actor ann impact shop/vague that.json --allow-undecided

# A policy judges each of the comparisons, and what it made of them travels.
typed() { printf '{"type":"object","x-line":"%s","properties":{"n":{%s}}}' "$1" "$2"; }
typed one '"type":"number"' > number.json
typed one '' > all.json
typed one '"type":"string"' > text.json
typed two '"type":"string","title":"t"' > next.json
at contract create shop/judged number.json --mode forward-transitive
at contract activate shop/judged@1.0.0
at contract evolve shop/judged all.json --label 2.0.0 --declare-break meant
at contract activate shop/judged@2.0.0
echo 'groups: {by: document, pointer: /x-line}' > policy.yaml
at policy set shop/judged policy.yaml
at contract evolve shop/judged text.json
prints "within the group" "with 1.0.0: incompatible: 1 breaking"
at waive shop/judged --rule type-changed --part /n --owner ada --expires 2099-12-31 --reason agreed
gives "what is waived" 0 --now 2030-01-02T00:00:00Z can-evolve shop/judged@2.1.0
prints "says so" "yes  2.1.0 is forward-transitive compatible with '1.0.0'"
typed one '"type":"string","title":"t"' > titled.json
gives "impact of what is waived" 0 --actor ann --now 2030-01-02T00:00:00Z impact shop/judged titled.json
prints "what is waived is counted" \
    "with 1.0.0: compatible: 0 breaking, 0 undecided, 0 warnings, 1 info, 1 set aside"
prints "what is waived is shown" "/n  (waived)"
prints "and by whom" "policy: waived until 2099-12-31 by ada: agreed"
gives "past the waiver" 1 --now 2100-01-02T00:00:00Z can-evolve shop/judged@2.1.0
prints "is a no" "no  2.1.0 is not forward-transitive compatible with '1.0.0' (1 breaking, 0 undecided)"
at contract evolve shop/judged next.json
prints "another group" \
    "with 1.0.0: compatible: 0 breaking, 0 undecided, 0 warnings, 0 info, 3 set aside"
prints "another group: which" "group two is not compared with one"
prints "what to do then" "next: activate it"
at contract activate shop/judged@2.2.0
gives "the team's alone" 0 export --format json --output a.json
rm -f copy.db
gives "import what was judged" 0 --db copy.db import a.json
gives "export it again" 0 --db copy.db export --format json --output b.json
is "the same bytes" cmp a.json b.json
gives "and it is sound" 0 --db copy.db store check --replay
