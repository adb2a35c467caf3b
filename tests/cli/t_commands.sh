#!/bin/sh
# Every command does its work once, and refuses what the rules refuse.
. "$(dirname "$0")/lib.sh"

gives "init makes a store" 0 init
is "init: the file is there" test -f contracts.db
is "init: only the owner reads it" test "$(stat -c %a contracts.db)" = 600
gives "init again is refused" 4 init
says "init again: names the file" "there is a file at 'contracts.db' already"
gives "init --if-absent is fine" 0 init --if-absent

gives "create" 0 contract create shop/orders orders-v1.yaml --owner-role backend \
    --owner-agent agent-7 --metadata '{"tier":1}' --type REST_API --mode backward \
    --profile tolerant
prints "create: a draft" draft
gives "create again is refused" 4 contract create shop/orders orders-v1.yaml
says "create again: hint" "contracts contract evolve"
gives "create --if-absent with the same document" 0 contract create shop/orders orders-v1.yaml \
    --if-absent
gives "create --if-absent with another document" 4 contract create shop/orders orders-v2.yaml \
    --if-absent
gives "create --dry-run" 0 contract create shop/ghost orders-v1.yaml --dry-run
gives "create --dry-run keeps nothing" 4 contract get shop/ghost@latest
gives "create with files beside the document" 0 contract create shop/person person.schema.json \
    --label v1.0
gives "document: a file it refers to" 0 contract document shop/person@v1.0 \
    --path parts/address.schema.json
is "document: that file byte for byte" cmp out parts/address.schema.json
cp notes.json in
gives "create from standard input" 0 contract create shop/notes - --as opaque
rm in
gives "document byte for byte" 0 contract document shop/notes@1.0.0
is "document: the same bytes" cmp out notes.json
printf '{"owner":"x"}' > meta.json
gives "metadata from a file" 0 contract edit shop/notes --metadata @meta.json
run contract get shop/notes@latest --format json
prints "metadata is kept" '"owner"'

gives "get: no version is active" 4 contract get shop/orders
gives "activate" 0 contract activate shop/orders@1.0.0
prints "activate: active" active
gives "activate again is refused" 4 contract activate shop/orders@1.0.0
gives "get" 0 contract get shop/orders
gives "get by range" 0 contract get 'shop/orders@^1.0'
gives "get: no such version" 4 contract get shop/orders@9.9.9

gives "register with parts" 0 consumer register shop/orders web --role app --pin '^1.0' \
    --uses 'GET /orders/{id} response 200 /status' --uses 'GET /orders/{id} response 200 /id'
gives "register with parts from a file" 0 consumer register shop/orders reports --uses @parts.txt
prints "register: parts are read" "GET /orders response 200 /*/status"
gives "register: unknown part" 4 consumer register shop/orders odd --uses 'GET /nowhere'
says "register: unknown part: hint" "--parts"
gives "register: unknown part allowed" 0 consumer register shop/orders odd --uses 'GET /nowhere' \
    --allow-unknown-parts
gives "consumer list" 0 consumer list --contract shop/orders
prints "consumer list: names" reports
gives "contracts of a consumer" 0 consumer list --consumer web
gives "unregister" 0 consumer unregister shop/orders odd
gives "unregister again" 4 consumer unregister shop/orders odd
gives "unregister as JSON" 0 consumer unregister shop/orders reports --format json
prints "unregister as JSON: says so" '"unregistered": true'
gives "register again" 0 consumer register shop/orders reports --uses @parts.txt

gives "impact of a breaking file" 1 impact shop/orders orders-v2.yaml
prints "impact: who" web
gives "impact stores nothing" 4 contract get shop/orders@2.0.0
gives "impact of the same file" 0 impact shop/orders orders-v1.yaml
prints "impact of the same file: it is the base" "shop/orders@1.0.0  active, compared with 1.0.0"
isnt "impact of the same file: no label is made up" grep -q "was given\|next:" out
gives "impact of a good file" 0 impact shop/orders orders-v1.1.yaml

gives "evolve --dry-run" 0 contract evolve shop/orders orders-v1.1.yaml --dry-run
gives "evolve --dry-run keeps nothing" 4 contract get shop/orders@1.1.0
gives "evolve" 0 contract evolve shop/orders orders-v1.1.yaml
prints "evolve: proposes" 1.1.0
gives "evolve again is the same draft" 0 contract evolve shop/orders orders-v1.1.yaml
gives "evolve without a difference" 4 contract evolve shop/orders orders-v1.yaml
gives "evolve: label not above" 2 contract evolve shop/orders orders-v2.yaml --label 0.9.0
gives "evolve --fail-on breaking passes" 0 contract evolve shop/orders orders-v1.1.yaml \
    --fail-on breaking
gives "evolve --fail-on breaking fails" 1 contract evolve shop/orders orders-v2.yaml \
    --fail-on breaking
gives "evolve --fail-on stored the draft" 0 contract get shop/orders@2.0.0
gives "impact of a stored version" 1 impact shop/orders@2.0.0
gives "activate --dry-run" 0 contract activate shop/orders@1.1.0 --dry-run
run contract get shop/orders
prints "activate --dry-run keeps nothing" 1.0.0
gives "activate: wrong revision" 4 contract activate shop/orders@1.1.0 --if-revision 77
gives "activate: a break needs a decision" 4 contract activate shop/orders@2.0.0
gives "activate the good one" 0 contract activate shop/orders@1.1.0
gives "activate: the other lost the race" 4 contract activate shop/orders@2.0.0 \
    --declare-break 'we mean it'
says "activate: the winner is named" 1.1.0

gives "history" 0 contract history shop/orders
prints "history: deprecated" deprecated
gives "history as pages" 0 contract history shop/orders --limit 1 --all
gives "roll back without a reason" 2 contract rollback shop/orders@1.0.0
gives "roll back" 0 contract rollback shop/orders@1.0.0 --reason 'clients fail' --label 3.0.0
gives "roll back: the old bytes" 0 contract document shop/orders@3.0.0
is "roll back: byte for byte" cmp out orders-v1.yaml

gives "deprecate without a reason" 2 contract deprecate shop/orders@1.1.0
gives "deprecate" 0 contract deprecate shop/orders@active --reason old --sunset 2099-12-31
prints "deprecate: sunset" 2099-12-31
gives "retire before the sunset is refused" 4 contract retire shop/orders@1.1.0
gives "reactivate" 0 contract reactivate shop/orders@1.1.0 --reason 'not yet'
gives "retire with consumers is refused" 4 contract retire shop/orders@1.1.0
says "retire: hint" "--force"
gives "retire --dry-run --force" 0 contract retire shop/orders@1.1.0 --force --reason end --dry-run
gives "retire --force" 0 contract retire shop/orders@1.1.0 --force --reason end
gives "withdraw a draft" 0 contract retire shop/orders@2.0.0
gives "a selector that leads nowhere" 4 contract retire shop/orders@active

gives "edit" 0 contract edit shop/orders --owner-role platform --mode full
run contract get shop/orders@latest --format json
prints "edit: kept" '"owner_role": "platform"'
gives "edit clears" 0 contract edit shop/orders --owner-role ''
run contract get shop/orders@latest --format json
prints "edit: cleared" '"owner_role": null'

gives "list" 0 contract list
gives "list by filter" 0 contract list --team shop --type rest-api --state draft --prefix or \
    --owner-agent agent-7
prints "list: the one" orders
run contract list --owner-role nobody --format json
prints "list: nothing" '"versions": []'
run contract list --limit 1
says "list: there is more" "--after"
gives "list --all" 0 contract list --limit 1 --all --format json
is "list --all: every contract once" test "$(grep -c '"name":' out)" -eq 3
gives "summary" 0 team summary shop
gives "summary of an unknown team" 4 team summary nobody

gives "events" 0 events list --kind version. --contract shop/orders --all
gives "events, all" 0 events list --all --limit 7 --format json
is "events, all: without gaps" test "$(grep -c '"seq":' out)" -eq \
    "$(sed -n 's/.*"seq": \([0-9]*\).*/\1/p' out | tail -1)"
gives "verify" 0 events verify
gives "check" 0 store check
gives "check with replay" 0 store check --replay
gives "info" 0 store info
gives "migrate" 0 store migrate
gives "migrate as JSON" 0 store migrate --format json
gives "backup" 0 store backup copy.db
gives "backup does not overwrite" 4 store backup copy.db
gives "backup is a store" 0 --db copy.db store check --replay
gives "backup as JSON" 0 store backup copy2.db --format json

gives "export" 0 export --output all.xml
gives "export, compressed by name" 0 export --output all.xml.gz
is "export: gzip" sh -c 'gzip -dc all.xml.gz | cmp - all.xml'
gives "export, compressed by option" 0 export --gzip --output all.z
is "export: the same gzip" cmp all.z all.xml.gz
gives "export as JSON" 0 export --format json --output all.json
gives "export of a team" 0 export shop
gives "export of a contract" 0 export shop/orders
gives "export of nothing" 4 export nobody
gives "import --dry-run makes no store" 0 --db new.db import all.xml --dry-run
is "import --dry-run: no file" test ! -e new.db
gives "import" 0 --db new.db import all.xml.gz
gives "import: the same again" 0 --db new.db export --output again.xml
is "import: byte for byte" cmp all.xml again.xml
gives "import: there already" 4 --db new.db import all.xml
gives "import: skip" 0 --db new.db import all.xml --policy skip
gives "import: replace drafts" 0 --db new.db import all.json --policy replace-drafts
cp all.json in
gives "import from standard input" 0 --db new2.db import -
rm in
gives "import of JSON: the same" 0 --db new2.db export --output again2.xml
is "import of JSON: byte for byte" cmp all.xml again2.xml
gives "verify after import" 0 --db new.db events verify

gives "diff of files, compatible" 0 diff orders-v1.yaml orders-v1.1.yaml
gives "diff of files, incompatible" 1 diff orders-v1.yaml orders-v2.yaml
gives "diff of a version and a file" 1 diff shop/orders@1.0.0 orders-v2.yaml
gives "diff of versions" 0 diff shop/orders@1.0.0 shop/orders@1.1.0
cp orders-v2.yaml in
gives "diff with standard input" 1 diff orders-v1.yaml -
rm in
cp orders-v1.yaml odd@name.yaml
gives "diff: a file with @ in its name" 0 diff odd@name.yaml orders-v1.yaml
gives "diff: ./ forces a file" 3 diff ./shop/orders@1.0.0 orders-v1.yaml
gives "diff of opaque documents is undecided" 1 diff notes.json meta.json --as opaque
gives "diff --allow-undecided" 0 diff notes.json meta.json --as opaque --allow-undecided
gives "validate" 0 validate orders-v1.yaml
echo 'type Query { order(id: ID!): Order } type Order { id: ID! }' >schema.graphql
echo '{ order(id: 1) { id } }' >queries.graphql
gives "used-parts" 0 used-parts schema.graphql queries.graphql
prints "used-parts" "Query.order(id)"
gives "used-parts: not in the schema" 3 used-parts schema.graphql person.json
gives "used-parts of another format" 3 used-parts person.schema.json queries.graphql
printf 'openapi: 3.1.0\ninfo: {title: t, version: "1"}\npaths: {"/a/{id}": {get: {operationId: getA}}}\n' > used.yaml
printf 'getA\n' > used.txt
gives "used-parts of an API" 0 used-parts used.yaml used.txt
prints "used-parts of an API" "GET /a/{id}"
printf 'CREATE TABLE t (a int, b int);\n' > used.sql
printf 'SELECT a FROM t\n' > query.sql
gives "used-parts of SQL" 0 used-parts used.sql query.sql
prints "used-parts of SQL" "t.a"
printf 'openapi: 3.1.0\ninfo: {title: t, version: "1"}\npaths: {"/a/{id}": {get: {deprecated: true}}}\n' > grace.yaml
gives "grace days" 1 diff used.yaml grace.yaml --grace-days 30
prints "grace days" "api-deprecated-sunset-missing"
gives "grace days of beta operations" 0 diff used.yaml grace.yaml --grace-days-beta 30
gives "the document's version" 1 diff used.yaml grace.yaml --check-version
prints "the document's version" "api-version-not-bumped"
gives "grace days: no number" 2 diff used.yaml grace.yaml --grace-days -1
gives "validate --schema: valid" 0 validate person.json --schema person.schema.json
prints "validate --schema: valid" "valid: person.json under person.schema.json"
gives "validate --schema: not valid" 1 validate order.json --schema \
    orders-v1.yaml#/components/schemas/Order
prints "validate --schema: the place" "type  order.json:2:9  by orders-v1.yaml#/components"
isnt "validate --schema: the first alone" grep -q "one of" out
gives "validate --schema --all" 1 validate order.json --all --schema \
    orders-v1.yaml#/components/schemas/Order
prints "validate --schema --all: the second" 'the string "lost" was found, one of'
gives "validate --schema --all --limit" 1 validate order.json --all --limit 1 --schema \
    orders-v1.yaml#/components/schemas/Order
prints "validate --schema --limit: there are more" "and more than these 1 reason"
gives "validate --schema: a stored version" 0 validate person.json --schema shop/person@v1.0
prints "validate --schema: a stored version" "under shop/person@v1.0"
gives "validate --schema: part of a stored version" 1 validate order.json --schema \
    shop/orders@1.0.0#/components/schemas/Order
gives "validate --schema: no such part" 3 validate order.json --schema \
    orders-v1.yaml#/components/schemas/Nobody
says "validate --schema: no such part" "there is nothing at '/components/schemas/Nobody'"
gives "validate --schema: no schema there" 3 validate order.json --schema nowhere.json
printf '{"type": 7}' > seven.json
gives "validate --schema: no schema" 3 validate order.json --schema seven.json
says "validate --schema: no schema: its place" "seven.json:1:10: the keyword 'type' is 7"
printf '{"$ref": "https://a.example/s/parts/address.schema.json"}' > far.json
gives "validate --address" 0 validate person.json --schema far.json --address \
    https://a.example/s/far.json
gives "validate without --address" 3 validate person.json --schema far.json
says "validate: no network" "never the network"
rm seven.json far.json
gives "validate --parts" 0 validate orders-v1.yaml --parts
prints "validate --parts: as consumers name them" "GET /orders/{id} response 200 /status"
gives "rules" 0 rules
gives "a label without order" 0 contract evolve shop/orders orders-v2.yaml --label winter --dry-run
prints "a label without order: nothing is compared with it" \
    "label 'winter' has no order and was compared with nothing; '"
gives "rules of a language" 0 rules --as json-schema
gives "a rule" 0 rules response-required-property-removed
prints "a rule: what to do" "Keep it and deprecate it, or remove it in a new major version"
prints "a rule: what it breaks" "backward: clients and data of the older edition under the newer one"
prints "a rule: how a policy weighs it" \
    "levels: [{rule: response-required-property-removed, level: info}]"
gives "a rule that oasdiff calls otherwise" 0 rules api-deprecated-sunset-parse
prints "a rule that oasdiff calls otherwise: how" "api-path-sunset-parse"
# Whatever can break something says what to do about it.
contracts_rules_silent() {
    "$CONTRACTS" rules --format json | "${AWK:-awk}" '
        /^ *"id": / { id = $2 }
        /^ *"level": / { info = $2 == "\"info\"," }
        /^ *"direction": / { forward = $2 == "\"forward\"," }
        /^ *"advice_backward": null/ && !forward && !info { print id }
        /^ *"advice_forward": null/ && forward && !info { print id }'
}
is "every rule that weighs says what to do" test -z "$(contracts_rules_silent)"
gives "a rule as JSON" 0 rules response-required-property-removed --format json
gives "a rule of another language" 4 rules type-changed --as avro
says "a rule of another language: which" "'type-changed' is no rule of avro but of json-schema"
gives "a rule about waivers" 0 rules policy.waiver-expired
isnt "a rule about waivers: none waives it" grep -q 'waivers:' out
gives "an unknown rule" 4 rules response-required-property-remove
says "an unknown rule: suggestion" "did you mean 'response-required-property-removed'"
