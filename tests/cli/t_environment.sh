#!/bin/sh
# What runs where through the command: builds, deployed, released, ended; that it travels.
. "$(dirname "$0")/lib.sh"

echo '{"type":"object","properties":{"n":{"type":"integer"},"t":{}}}' > one.json
echo '{"type":"object","properties":{"n":{"type":"number"},"t":{}}}' > two.json
env() { at environment "$@"; }
for name in orders bills; do
    at contract create shop/$name one.json
    at contract activate shop/$name@1.0.0
done
at contract evolve shop/orders two.json --label 1.1.0 --declare-break meant
at contract activate shop/orders@1.1.0
at consumer register shop/orders web --pin '^1.0' --uses /n

env build shop/orders web@2.3
prints "as it is registered" "web@2.3  built against shop/orders@1.1.0, out of ^1.0"
prints "its parts" "uses          /n"
env build shop/orders web@2.3
prints "the same again" "recorded      2030-01-01T00:00:0"
env build shop/orders web@2.4 --built-against 1.0.0 --uses /t --uses /t
env build shop/bills web@2.4 --reason 'a new part'
prints "nobody registered" "uses          everything"
gives "it never changes" 4 environment build shop/orders web@2.3 --built-against 1.0.0
says "how it was" "'web@2.3' was recorded against 'shop/orders@1.1.0' with 1 part out of ^1.0, and that never changes; give another label"
gives "no such part" 4 environment build shop/orders web@3 --uses /nowhere
says "which" "'shop/orders@1.1.0' has no part '/nowhere'"
env build shop/orders web@3 --uses /nowhere --allow-unknown-parts
gives "no such version" 4 environment build shop/orders web@4 --built-against 9.0.0
gives "no label" 2 environment build shop/orders web
says "what is wanted" "'web' is no version of a consumer; wanted CONSUMER@LABEL"
env builds
prints "a list" "web       2.4    shop/bills   1.0.0    all"
env builds --contract shop/orders --consumer WEB --limit 1 --format json
prints "a page" '"next": "1"'
gives "no mark" 2 environment builds --after x

gives "a misspelt one" 4 environment deploy shop/orders@1.0.0 prodution
says "which there are" "team 'shop' has no environment 'prodution'; it has none"
env deploy shop/orders@1.0.0 production --new-environment
prints "what runs" "production   shop/orders@1.0.0  deployed  -"
env deploy shop/orders@1.0.0 Production
prints "already" "remark: 'shop/orders@1.0.0' is deployed in 'production' already; nothing was changed"
env deploy shop/orders production --reason 'better numbers'
prints "the active one" "production   shop/orders@1.1.0"
prints "in place of" "remark: it takes the place of 'shop/orders@1.0.0'"
env deploy shop/orders@1.0.0 production --instance blue
prints "beside" "production/blue  shop/orders@1.0.0"
gives "another environment" 4 environment deploy shop/orders staging
says "those that there are" "team 'shop' has no environment 'staging'; it has production"
says "how to make one" "--new-environment makes it"
env deploy web@2.4 production
prints "for each contract" "production   web@2.4  deployed  shop/orders@1.0.0"
prints "and the other" "production   web@2.4  deployed  shop/bills@1.0.0"
env deploy web@2.3 production --contract shop/orders
prints "for one alone" "remark: it takes the place of 'web@2.4'"
gives "no such build" 4 environment deploy web@9 production
says "what to do" "nothing is recorded of 'web@9'; record what it was built against first"
env release shop/orders@1.0.0 stores --new-environment
env release shop/orders@1.1.0 stores
env release web@2.3 stores
env release web@2.4 stores --contract shop/orders
gives "released has no instance" 2 environment release shop/orders@1.0.0 stores --instance blue
env runs --team shop --environment stores
is "beside each other" test "$(grep -c released out)" = 4
env list shop
prints "what is in it" "production   2         2"
prints "and in the other" "stores       2         2"
env withdraw shop/orders@1.0.0 stores --reason old
prints "until when" "stores       shop/orders@1.0.0  released  -"
gives "not there" 4 environment withdraw shop/orders@1.0.0 stores
says "what" "'shop/orders@1.0.0' is not released in 'stores'"
gives "another is there" 4 environment undeploy shop/orders@1.0.0 production
says "which" "'shop/orders@1.0.0' is not deployed in 'production'; there is shop/orders@1.1.0"
env undeploy shop/orders production --instance blue
env undeploy web production --contract shop/bills
gives "gone already" 4 environment undeploy web production --contract shop/bills
says "who" "'web' is not deployed in 'production'"
env runs --contract shop/orders --ended --format json
prints "what has ended" '"until_by": "ann"'
env runs --team shop --environment production
is "what is left" test "$(grep -c deployed out)" = 2
gives "whose" 2 environment runs --environment production
says "whose it is" "environment 'production' is named without its team"
at store info
prints "builds" "builds        4"
prints "what runs" "running       5"

# another build takes the place of the one before for every contract, as that instance alone
env build shop/orders app@1 --built-against 1.1.0
env build shop/bills app@1
env build shop/orders app@2 --built-against 1.1.0
env deploy app@1 production
env deploy app@1 production --instance green
env deploy app@1 tests --new-environment
env deploy app@2 production
prints "one of the same contract" "remark: it takes the place of 'app@1'"
prints "one that it does not use" "remark: 'app@2' takes the place of 'app@1' and does not use 'shop/bills'"
env runs --consumer app
is "the other instance, the other environment" test "$(grep -c 'app@1' out)" = 4
is "and the new one" test "$(grep -c 'app@2' out)" = 1
isnt "gone" grep -q '^production   app@1' out
env runs --contract shop/bills --environment production --consumer app --ended
is "but on record" grep -q 'production   *app@1 .*deployed  shop/bills@1.0.0' out
at events list
is "what was told" grep -q 'environment.undeployed .*shop/bills#app .*"build":"1","by":"2","environment":"production"' out
gives "it serves nobody there" 0 can-deploy shop/bills@1.0.0 production
isnt "but web" grep -q "app@1' was built.*null" out
env deploy app@2 production
prints "the same again" "remark: 'app@2' is deployed in 'production' already; nothing was changed"
env deploy app@2 production --contract shop/orders --instance green
is "one contract alone" test "$("$CONTRACTS" environment runs --consumer app | grep -c 'green .*app@1')" = 1

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
hostile "a version that is none" '/<build /s/"against":"1.1.0"/"against":"1.2.0"/' \
    "'shop/orders' has no version '1.2.0' in the file"
hostile "parts out of order" '/<build /s|\["/n"\]|["/t","/n"]|' "its parts are not in order"
hostile "a build twice" '/<build .*label="2.4".*/{/orders/s/label="2.4"/label="2.3"/;}' "it is there twice"
hostile "a build that is none" '/<run /s/"build":"2.3"/"build":"2.9"/' \
    "'shop/orders' has no build 'web@2.9' in the file"
hostile "two at one place" '/<run .*"until"/s/"until":"[^"]*","until_by":"ann"/"until":null,"until_by":null/' \
    "another one has not ended in its place"
hostile "of both" '/<run /s/"version":null/"version":"1.0.0"/' "it is of a version or of a consumer"
# A team alone: all of its environments, and nobody else's.
env deploy shop/bills staging --new-environment
env runs --contract shop/orders
orders=$(grep -c deployed out)
env runs --contract shop/bills
bills=$(grep -c deployed out)
env runs --team SHOP
is "what runs for a team" test "$(grep -c deployed out)" = "$((orders + bills))"
is "of each contract" test "$orders" -gt 0 -a "$bills" -gt 0
prints "in each environment" "staging "
at contract create club/orders one.json
at contract activate club/orders@1.0.0
env deploy club/orders production --new-environment
env runs --team club
is "another team's" test "$(grep -c deployed out)" = 1
prints "which" "production   club/orders@1.0.0"
env runs --team shop --consumer web --format json
isnt "a team's, narrowed" grep -q '"team": "club"' out
env runs --team shop --limit 2 --format json
prints "a page of a team's" '"next": "'
next=$(sed -n 's/^ *"next": "\([0-9]*\)".*/\1/p' out | tail -1)
env runs --team shop --limit 2 --after "$next" --format json
is "the page behind it" test "$(grep -c '"environment"' out)" = 2
env runs --team nobody
gives "builds of a team" 2 environment builds --team shop

if command -v sqlite3 > /dev/null; then
    sqlite3 contracts.db "DROP TRIGGER lc_build_kept; DROP TRIGGER lc_run_kept; UPDATE lc_build SET parts = '[\"/t\"]' WHERE rid = 1;
        UPDATE lc_run SET since_by = 'eve' WHERE rid = 3"
    gives "what was changed is found" 1 store check --replay
    prints "the build" "a build is 'web@2.3 against 1.1.0, ^1.0 with [\"/t\"]', but its event says 'web@2.3 against 1.1.0, ^1.0 with [\"/n\"]'"
    prints "the run" "by eve"
fi
