#!/bin/sh
# metrics --format prometheus: what a scraper asks of the text format (version 0.0.4).
. "$(dirname "$0")/lib.sh"

# exposition FILE: it is the text format; else says on which line it is not, and why.
exposition() {
    [ -s "$1" ] || { echo "nothing" && return 1; }
    [ -z "$(tail -c 1 "$1")" ] || { echo "the last line does not end" && return 1; }
    awk '
        function bad(what) { print FILENAME ":" FNR ": " what ": " $0; wrong = 1; exit 1 }
        function name_of(line) { sub(/[ {].*/, "", line); return line }
        BEGIN {
            metric = "[a-zA-Z_:][a-zA-Z0-9_:]*"
            label = "[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\[\\\\\"n])*\""
            number = "[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)(e[-+]?[0-9]+)?"
            sample = "^" metric "[{]" label "(," label ")*[}] " number "$"
        }
        /^# HELP / {
            if ($3 in helped) bad("a second HELP")
            if (NF < 4 || $4 == "") bad("HELP without a text")
            helped[$3] = 1
            next
        }
        /^# TYPE / {
            if (!($3 in helped)) bad("TYPE before HELP")
            if ($3 in typed) bad("a second TYPE")
            if ($4 != "gauge" || NF != 4) bad("no type")
            typed[$3] = 1
            now = $3
            next
        }
        {
            if ($0 !~ sample) bad("no sample")
            if (name_of($0) != now) bad("not behind its TYPE")
            series = $0
            sub(/ [^ ]*$/, "", series)
            if (series in seen) bad("a series twice")
            seen[series] = 1
            count[now]++
        }
        END {
            if (wrong) exit 1
            for (name in typed) if (!count[name]) { print name " has no samples"; exit 1 }
            for (name in helped) if (!(name in typed)) { print name " has no TYPE"; exit 1 }
        }' "$1"
}

# The judge itself: what is wrong is found.
head_of() { printf '# HELP a x\n# TYPE a gauge\n'; }
{ head_of && printf 'a{b="c\\"d\\\\e\\nf"} -1.5\na{b="d"} 2\n'; } > good.prom
is "the judge takes what is right" exposition good.prom
judge() {
    cat > bad.prom
    isnt "the judge refuses $1" exposition bad.prom
}
{ head_of && printf 'a{b="c"} 1'; } | judge "a last line without an end"
{ head_of && printf 'a{b="c"} 1\na{b="c"} 2\n'; } | judge "a series twice"
{ head_of && printf 'a{b="c"d"} 1\n'; } | judge "a quote that is not escaped"
{ head_of && printf 'a{b="c\\d"} 1\n'; } | judge "a backslash that escapes nothing"
{ head_of && printf 'a{b="c"} one\n'; } | judge "what is no number"
{ head_of && printf 'a{b="c"} 1,5\n'; } | judge "a comma"
{ head_of && printf 'e{b="c"} 1\n'; } | judge "another name behind the TYPE"
{ head_of && printf 'a{b="c"} 1\n\n'; } | judge "an empty line"
{ printf '# TYPE a gauge\na{b="c"} 1\n'; } | judge "no HELP"
head_of | judge "a name without samples"

fixture
cat > odd.yaml <<'EOF'
version: 1
meta: {id: deal-odd, effective_date: 2026-01-01}
parties: [{id: client, role: client}, {id: studio, role: supplier}]
incentives: {model: target_cost, currency: EUR, target: 200000, pain_share_pct: 50, gain_share_pct: 50}
collaboration_slos: {review_turnaround_hours: 24}
slos:
  - {id: triage, goal_hours: 8}
EOF
at contract create shop/odd odd.yaml --type master --label 1.0.0
at contract activate shop/odd@1.0.0
at ledger open shop/odd --chart
at ledger post shop/odd --kind cost --date 2029-12-15 --posting 'Assets:Odd:Cost 10000' \
    --posting Liabilities:Odd:Supplier
at share assess shop/odd --kind interim --as-of 2029-12-31 --earned 9000.50 --forecast 210000
for slo in review_turnaround triage; do
    at slo start shop/odd "$slo" PR-1
    at slo stop shop/odd "$slo" PR-1
done
at change open shop/odd --id CR-1 --requester studio --summary 'Another colour'
gives "figures" 0 --now 2030-01-02T00:00:00Z metrics shop/odd --format prometheus
cp out figures.prom
is "figures: they are the text format" exposition figures.prom
prints "figures: HELP" "# HELP contracts_open_changes Changes that are neither closed nor rejected nor withdrawn."
prints "figures: TYPE" "# TYPE contracts_open_changes gauge"
prints "figures: one" 'contracts_open_changes{team="shop",contract="odd",unit="changes"} 1'
prints "figures: below zero" 'contracts_pain_gain_balance{team="shop",contract="odd",statistic="accrued",unit="EUR"} -499.75'
prints "figures: of each service level" 'contracts_slo_attainment{team="shop",contract="odd",subject="triage",unit="%"} 100'
prints "figures: another name" 'contracts_review_sla{team="shop",contract="odd",subject="review_turnaround",unit="%"} 100'
isnt "figures: each has a text of its own" grep "A figure of a master contract" figures.prom

# What has a value is there, under each of its names, and nothing else.
gives "as json" 0 --now 2030-01-02T00:00:00Z metrics shop/odd --format json
wanted=$(awk -F'": ' '/"alias":/ { alias = ($2 !~ /^null/) }
    /"value":/ { if ($2 !~ /^null/) n += 1 + alias }
    END { print n }' out)
is "as many samples as figures" [ "$(grep -vc '^#' figures.prom)" -eq "$wanted" ]
is "some have no value" grep -q '"value": null' out

gives "of a master without anything" 0 metrics shop/platform --format prometheus
is "of a master without anything: it is the text format" exposition out
if command -v promtool > /dev/null 2>&1; then
    promtool check metrics < figures.prom > promtool.out 2>&1
    code=$? # 3: what it would have named otherwise
    is "promtool takes it" [ "$code" -eq 0 -o "$code" -eq 3 ]
else
    echo "skipped: promtool, which is not here (Debian: prometheus)"
fi
exit
