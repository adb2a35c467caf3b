#!/bin/sh
# Wrong use: exit code 2, what was wrong, the nearest right spelling, and nothing made.
. "$(dirname "$0")/lib.sh"

# wrong NAME TEXT ARGS...
wrong() {
    wrong_name=$1
    wrong_text=$2
    shift 2
    run "$@"
    is "$wrong_name: exit 2" test "$code" -eq 2
    says "$wrong_name: says so" "$wrong_text"
    isnt "$wrong_name: nothing on standard output" test -s out
}

wrong "no command" "a command is missing"
wrong "unknown command" "no command 'frobnicate'" frobnicate
wrong "misspelt command" "did you mean 'contracts export'" exprot
wrong "misspelt second word" "did you mean 'contracts contract activate'" contract actvate x
wrong "second word alone" "did you mean 'contracts contract activate'" activate a/b@1
wrong "noun alone" "'contract' wants a second word" contract
wrong "unknown option" "no option --frobnicate" contract list --frobnicate
wrong "misspelt option" "no option --lable; did you mean --label?" contract create --lable 1
wrong "short option" "no option -x" -x contract list
wrong "option of another command" "'contracts contract get' has no option --sunset" \
    contract get a/b --sunset 2030-01-01
wrong "value is missing" "--db wants FILE behind it" contract list --db
wrong "option instead of a value" "--label wants LABEL behind it" \
    contract create a/b notes.json --label --dry-run
wrong "flag with a value" "--dry-run takes no value" contract create --dry-run=yes
wrong "twice" "--db is given twice" --db a --db b contract list
wrong "argument is missing" "FILE is missing" contract create a/b
wrong "argument too many" "'c' is one argument too many" contract get a/b c
wrong "no contract's name" "'orders' names no contract: TEAM/NAME is wanted" \
    contract history orders
wrong "version where a contract is wanted" "'a/b@1' names a version" contract history a/b@1
wrong "contract where a version is wanted" "'a/b' names no version" contract activate a/b
wrong "nothing behind @" "names no version" contract get a/b@
wrong "format" "'contracts contract list' knows the formats text, json, not 'yaml'" \
    contract list --format yaml
wrong "format of export" "knows the formats xml, json, not 'text'" export --format text
wrong "type" "--type 'rest' is none of rest-api" contract list --type rest
wrong "state" "--state 'actve' is none of draft, active, deprecated or retired" \
    contract list --state actve
wrong "misspelt state" "did you mean active?" contract list --state actve
wrong "mode" "--mode 'back' is none of" diff orders-v1.yaml orders-v2.yaml --mode back
wrong "profile" "did you mean tolerant" diff orders-v1.yaml orders-v2.yaml --profile tolerent
wrong "language" "--as 'json' is none of" validate notes.json --as json
wrong "level" "--fail-on 'error' is none of" contract evolve a/b notes.json --fail-on error
wrong "policy" "--policy 'replace' is none of" import orders.xml --policy replace
wrong "limit of nothing" "--limit '0' is no number between 1 and 1000" contract list --limit 0
wrong "limit too high" "--limit '1001' is no number" contract list --limit 1001
wrong "limit is no number" "--limit '1e2' is no number" contract list --limit 1e2
wrong "limit with a sign" "--limit '+5' is no number" contract list --limit +5
wrong "number beyond 64 bits" "--after '99999999999999999999' is no number" \
    events list --after 99999999999999999999
wrong "needs --schema" "--all needs --schema" validate notes.json --all
wrong "needs --schema" "--dialect needs --schema" validate notes.json --dialect draft-07
wrong "dialect" "--dialect 'draft-7' is none of" validate notes.json --schema x --dialect draft-7
wrong "with --schema" "--parts says what the document promises" validate notes.json --schema x \
    --parts
wrong "two of standard input" "not both" validate - --schema -
wrong "size" "--max-bytes '3Q' is no size" validate notes.json --max-bytes 3Q
wrong "size beyond 64 bits" "is no size" validate notes.json --max-bytes 99999999999999T
wrong "time" "--now 'yesterday' is no time" --now yesterday contract list
wrong "month 13" "is no time" --now 2030-13-01 contract list
wrong "29 February" "is no time" --now 2030-02-29 contract list
wrong "before 1970" "is no time" --now 1969-12-31 contract list
wrong "sunset" "--sunset 'soon' is no time" contract deprecate a/b@1 --reason x --sunset soon
wrong "colour" "--color 'blue' is none of auto, always or never" --color blue contract list
wrong "both sides from standard input" "not both" diff - -
wrong "team beside contract" "--team cannot stand beside it" \
    consumer list --team a --contract a/b
wrong "impact without a file" "FILE is missing" impact a/b
wrong "base that is not there" "--base 'nowhere' cannot be opened" \
    validate notes.json --base nowhere
wrong "empty store name" "--db is empty" --db= contract list
wrong "control characters are shown, not sent" 'a\x1b[31m' "$(printf 'a\033[31m')"
is "nothing was made" test ! -e contracts.db

gives "options may stand before the command" 0 --db one.db --actor ann init
gives "options may stand behind the command" 0 init --db two.db --actor=ann
gives "options may stand between" 0 contract --db one.db list
printf '{}' > ./--odd
gives "-- ends the options" 0 --db one.db contract create a/odd --as opaque -- --odd
gives "value with dashes" 0 --db one.db contract edit a/odd --owner-role=--odd
CONTRACTS_DB=one.db
export CONTRACTS_DB
gives "CONTRACTS_DB names the store" 0 contract get a/odd@1.0.0
gives "--db wins" 4 --db two.db contract get a/odd@1.0.0
unset CONTRACTS_DB
CONTRACTS_ACTOR=env
export CONTRACTS_ACTOR
gives "CONTRACTS_ACTOR names the actor" 0 --db one.db contract edit a/odd --owner-role b
run --db one.db events list --all --format json
prints "CONTRACTS_ACTOR is in the journal" '"actor": "env"'
gives "--actor wins" 0 --db one.db --actor bob contract edit a/odd --owner-role c
run --db one.db events list --all --format json
prints "--actor is in the journal" '"actor": "bob"'
unset CONTRACTS_ACTOR
gives "login name" 0 --db one.db contract edit a/odd --owner-role d
run --db one.db events list --all --format json
prints "login name is in the journal" "\"actor\": \"$(id -un)\""
