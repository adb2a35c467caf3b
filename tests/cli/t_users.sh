#!/bin/sh
# Who is broken by an edition: everybody from the version that he is on, and whoever calls an API by
# what breaks backward, whatever mode its contract has. Every command says the same.
. "$(dirname "$0")/lib.sh"

object() { printf '{"type":"object","properties":{"n":{"type":"%s"}%s},"required":["n"]}' "$1" "$2"; }
object integer "" > one.json
object string "" > two.json
object string ',"m":{"type":"string"}' > three.json

# ---- from the version that he is on
begin() {
    at contract create "$1" one.json --profile tolerant
    at contract activate "$1@1.0.0"
    at consumer register "$1" old --pin '1.0.0 || 3.x' --uses /n
    at consumer register "$1" held --pin 1.0.0 --uses /n
    at consumer register "$1" new --uses /n
    at contract evolve "$1" two.json --label 2.0.0 --declare-break agreed
    prints "from 1.0.0" "old  breaks-on-upgrade, pinned to 1.0.0 || 3.x, follows 1.0.0"
    at contract activate "$1@2.0.0"
}
begin t/c
gives "asked" 1 can-evolve t/c three.json --label 3.0.0
prints "who breaks" "no  it breaks 'old', which uses /n"
prints "who is held" "yes  it would break 'held', but its pin 1.0.0 keeps it away"
at contract evolve t/c three.json --label 3.0.0
prints "from 1.0.0, not from the base" "old  breaks, pinned to 1.0.0 || 3.x, follows 1.0.0"
prints "held, and told" "held  breaks-on-upgrade, pinned to 1.0.0, follows 1.0.0"
prints "from the base" "new  unaffected, follows 2.0.0"
at events list --all
is "who was told" test "$(grep -c 'consumer.at-risk .*"version":"3.0.0"' out)" = 2
gives "the impact" 1 impact t/c@3.0.0
prints "the impact" "old  breaks, pinned to 1.0.0 || 3.x, follows 1.0.0"
prints "the others" "new  unaffected, follows 2.0.0"
gives "asked of the draft" 1 can-evolve t/c@3.0.0
prints "the same" "no  it breaks 'old', which uses /n"
gives "may it move" 1 can-upgrade t/c@3.0.0 old
prints "no" "no  it uses /n, which breaks"
at contract activate t/c@3.0.0
at events list --all
is "it was broken" grep -q 'consumer.broken .*t/c#old .*"version":"3.0.0"' out
is "nobody else" test "$(grep -c 'consumer.broken .*"version":"3.0.0"' out)" = 1

# back to what it was: who stayed on it meets nothing new
begin t/back
at contract rollback t/back@1.0.0 --label 3.0.0 --reason 'as it was'
prints "who stayed" "held  unaffected, pinned to 1.0.0, follows 1.0.0"
prints "who comes back to it" "old  unaffected, pinned to 1.0.0 || 3.x, follows 1.0.0"
prints "who went along" "new  breaks, follows 2.0.0"
at contract activate t/back@3.0.0
gives "seen later" 1 impact t/back@3.0.0
prints "what it was to him" "new  breaks, follows 3.0.0"
gives "nothing is damaged" 0 store check --replay

# ---- what users of an API are broken by
api() { # PARAMETER [PATH]: an API of GET /a
    printf '%s\n' 'openapi: 3.0.3' 'info: {title: t, version: "1"}' 'paths:' '  /a:' '    get:' \
        "      parameters: [{name: q, in: query, schema: {type: string}$1}]" \
        '      responses: {"200": {description: ok}}' ${2:+"  $2:"} ${2:+'    get: {responses: {"200": {description: ok}}}'}
}
api "" > a.yaml
api ", required: true" > stricter.yaml
api "" /b > wider.yaml
# asked NAME MODE OLDER NEWER EVOLVE BREAKS [USES]: web was built against OLDER; what can-evolve ends
# with, and whether web is broken, as all the others say
asked() {
    name=$1
    newer=$4
    breaks=$6
    at contract create t/$name "$3" --mode "$2" --profile tolerant
    at contract activate t/$name@1.0.0
    at consumer register t/$name web ${7:+--uses "$7"}
    at environment build t/$name $name@1 ${7:+--uses "$7"}
    at environment deploy t/$name@1.0.0 prod --new-environment
    at environment deploy $name@1 prod
    gives "$name: can-evolve" "$5" can-evolve t/$name "$newer" --label 2.0.0
    is "$name: whom it breaks" test "$(grep -c "it breaks 'web'" out)" = "$breaks"
    at contract evolve t/$name "$newer" --label 2.0.0 --declare-break meant
    is "$name: evolve" test "$(grep -c '^ *web  breaks' out)" = "$breaks"
    gives "$name: can-deploy" "$breaks" can-deploy t/$name@2.0.0 prod
    run impact t/$name@2.0.0
    is "$name: impact" test "$(grep -c '^ *web  breaks' out)" = "$breaks"
    at contract activate t/$name@2.0.0
    at events list --all
    is "$name: told" test "$(grep -c "consumer.broken .*t/$name#web" out)" = "$breaks"
}
asked forward forward a.yaml stricter.yaml 1 1 'GET /a'
asked everything forward a.yaml stricter.yaml 1 1
asked wider forward a.yaml wider.yaml 1 0
asked transitive forward-transitive a.yaml stricter.yaml 1 1 'GET /a'
asked full full a.yaml stricter.yaml 1 1 'GET /a'
asked full-wider full a.yaml wider.yaml 1 0
asked full-all full-transitive a.yaml wider.yaml 1 0
asked backward backward a.yaml stricter.yaml 1 1 'GET /a'
asked none none a.yaml stricter.yaml 1 1 'GET /a'
asked none-wider none a.yaml wider.yaml 0 0

# of .proto files, those with services are called
proto() { # SERVICE ENUM...
    printf 'syntax = "proto3";\npackage t;\nenum E { A = 0; %s}\nmessage M { E e = 1; }\n%s' "$1" "$2"
}
call='rpc Get(M) returns (M);'
proto '' "service S { $call }" > call.proto
proto '' "service S { $call rpc Put(M) returns (M); }" > calls.proto
asked called forward call.proto calls.proto 1 0
asked uncalled forward calls.proto call.proto 1 1

# data has readers and writers: the contract's mode says who has to get on with whom
object integer "" > n.json
object number "" > n-wider.json
asked readers forward n.json n-wider.json 1 1 /n
asked writers backward n.json n-wider.json 0 0 /n
asked both full n.json n-wider.json 1 1 /n

# ---- and users of tables: readers and writers are rated apart within one direction
echo 'CREATE TABLE orders (id integer PRIMARY KEY, note text);' > wide.sql
echo 'CREATE TABLE orders (id integer PRIMARY KEY);' > narrow.sql
printf '%s\n' 'apiVersion: v3.0.2' 'kind: DataContract' 'id: orders' 'version: 1.0.0' \
    'status: active' 'schema:' '  - name: orders' '    properties:' \
    '      - {name: id, logicalType: integer}' '      - {name: note, logicalType: string}' > wide.yaml
sed '/note/d' wide.yaml > narrow.yaml
for form in sql yaml; do
    at contract create "t/$form" "wide.$form" --mode forward
    at contract activate "t/$form@1.0.0"
    at consumer register "t/$form" report --uses orders.note
    at consumer register "t/$form" other --uses orders.id
    at contract evolve "t/$form" "narrow.$form" --label 2.0.0 --fail-on breaking
    gives "$form: the contract asks for forward alone, and the reader breaks" 1 impact "t/$form@2.0.0"
    prints "$form: the contract" "compatible: 0 breaking"
    prints "$form: who reads what goes" "report  breaks, follows 1.0.0"
    prints "$form: who does not" "other  unaffected, follows 1.0.0"
done
gives "nothing is damaged at the end" 0 store check --replay

# ---- who uses what lies in a part that is the whole again
tree() { # BEFORE AFTER TYPE
    printf '{"type":"object","properties":{"%s":{"$ref":"#"},"n":{"type":"%s"},"%s":{"$ref":"#"}}}' "$1" "$3" "$2"
}
for again in 'child other' 'other child'; do
    # shellcheck disable=SC2086
    tree $again string > was.json
    # shellcheck disable=SC2086
    tree $again integer > is.json
    name=$(echo "$again" | tr -d ' ')
    at contract create t/"$name" was.json
    at contract activate t/"$name"@1.0.0
    at consumer register t/"$name" deep --uses /child/n
    gives "recursion: $again" 1 can-evolve t/"$name" is.json
    prints "recursion: $again: he is hit" "no  it breaks 'deep', which uses /child/n"
done
