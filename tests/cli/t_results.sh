#!/bin/sh
# What the command prints as JSON is valid under doc/schema/results.schema.json, which is what
# tools/mkresults.awk makes of doc/json.md.
. "$(dirname "$0")/lib.sh"

: "${AWK:=awk}"
schema=$top/doc/schema/results.schema.json
$AWK -f "$top/tools/mkresults.awk" "$top/doc/json.md" > made.json
is "current: awk -f tools/mkresults.awk doc/json.md > doc/schema/results.schema.json" cmp made.json "$schema"
gives "a schema, and every reference leads somewhere" 0 validate "$schema"

# "contract-create a-version" for each command that doc/json.md names above a table; where a list leaves
# the first word out it is that of the one before.
$AWK '
/^## / { slug = tolower(substr($0, 4)); gsub(/[^a-z0-9 -]/, "", slug); gsub(/ /, "-", slug) }
/^`[a-z].*`\./ {
    text = $0
    sub(/^`/, "", text)
    sub(/`\..*/, "", text)
    groups = split(text, group, "; ")
    for (g = 1; g <= groups; g++) {
        n = split(group[g], one, ", ")
        head = ""
        for (i = 1; i <= n; i++) {
            sub(/ \(.*/, "", one[i])
            if (one[i] !~ / / && head != "") one[i] = head " " one[i]
            head = one[i] ~ / / ? one[i] : ""
            sub(/ [^ ]*$/, "", head)
            name = one[i]
            gsub(/ /, "-", name)
            print name, slug
        }
    }
}' "$top/doc/json.md" > named

# What stands there otherwise; those that print no result of the library have none.
slug_of() {
    case $1 in
    error-* | export | calendar-add | calendar-at | calendar-days | calendar-due | calendar-elapsed | \
        consumer-unregister | ledger-proof | store-backup | store-migrate) echo none ;;
    rule) echo a-rule ;;
    validate-schema) echo a-validation ;;
    ledger-risk) echo a-risk-buffer ;;
    policy-check) echo a-policy ;;
    sow-churn) echo scope-volatility ;;
    sow-post) echo a-statement-of-work-of-a-store ;;
    layout | sync*) echo a-layout ;;
    used-parts) echo what-a-document-promises ;;
    *) $AWK -v name="$1" 'index(name "-", $1 "-") == 1 && length($1) > long { long = length($1); slug = $2 }
        END { print slug }' named ;;
    esac
}

held=0
for file in "$here"/golden/*.json; do
    name=$(basename "$file" .json)
    slug=$(slug_of "$name")
    if [ "$slug" = none ]; then continue; fi
    run validate "$file" --schema "$schema#/\$defs/$slug"
    if [ "$code" -eq 0 ]; then held=$((held + 1)); else fail "$name is $slug"; fi
done
is "results that are held against it: $held" test "$held" -ge 150

# It says no, too.
sed 's/"verdict": "incompatible"/"verdict": 5/' "$here/golden/diff.json" > wrong.json
gives "a number for a word" 1 validate wrong.json --schema "$schema#/\$defs/a-comparison"
prints "a number for a word" "/verdict"
grep -v '"verdict"' "$here/golden/diff.json" > short.json
gives "a member that is missing" 1 validate short.json --schema "$schema#/\$defs/a-comparison"
prints "a member that is missing" "the property 'verdict' is missing"
