#!/bin/sh
# The main job on published API descriptions: create from the first edition, register consumers,
# evolve to the second, say who breaks; export, import, compare; and check the counts against an
# independent count.
#
#   tests/real/real.sh CONTRACTS FOLDER     (FOLDER as filled by tools/real-input)
set -eu

contracts=$1
folder=$2
here=$(dirname "$0")
python=/usr/bin/python3
[ -x "$python" ] || python=python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

say() { printf '\n== %s\n' "$*"; }

counts_by_rule() {
    "$python" - "$1" <<'PY'
import collections, json, sys
diff = json.load(open(sys.argv[1]))
diff = diff.get("comparison", diff)
rules = collections.Counter((f["level"], f["rule"]) for f in diff["findings"])
print(f"verdict {diff['verdict']}, bump {diff['bump']}, {len(diff['findings'])} findings")
for (level, rule), n in sorted(rules.items(), key=lambda kv: (kv[0][0], -kv[1])):
    print(f"  {n:6d}  {level:9s} {rule}")
PY
}

# NAME OLD NEW PART PART PART
play() {
    name=$1 old=$2 new=$3
    shift 3
    db=$work/$name.db
    run() { "$contracts" --db "$db" --actor real "$@"; }

    say "$name: create, activate, three consumers"
    run contract create "real/$name" "$old" --label 1.0.0 >/dev/null
    run contract activate "real/$name@1.0.0" >/dev/null
    i=0
    for part in "$@"; do
        i=$((i + 1))
        run consumer register "real/$name" "consumer-$i" --uses "$part" >/dev/null
        echo "consumer-$i uses $part"
    done

    say "$name: evolve"
    start=$(date +%s%N)
    run contract evolve "real/$name" "$new" --format json >"$work/$name.json"
    end=$(date +%s%N)
    echo "took $(( (end - start) / 1000000 )) ms"
    counts_by_rule "$work/$name.json"
    "$python" - "$work/$name.json" <<'PY'
import json, sys
e = json.load(open(sys.argv[1]))
print(f"proposed version {e['proposed']} after {e['base']}")
for k in e["consumers"]:
    print(f"  {k['consumer']}: {k['effect']}" + (f" through {', '.join(k['parts'])}" if k["parts"] else ""))
PY

    say "$name: the independent count"
    "$contracts" diff "$old" "$new" --format json >"$work/diff.json" || [ $? -eq 1 ]
    "$python" "$here/count.py" "$old" "$new" "$work/diff.json" || failed=1

    say "$name: export, import, export again"
    run export --output "$work/$name.xml.gz"
    "$contracts" --db "$work/again.db" import "$work/$name.xml.gz" >/dev/null
    "$contracts" --db "$work/again.db" export --output "$work/again.xml.gz"
    if cmp "$work/$name.xml.gz" "$work/again.xml.gz"; then
        echo "byte-identical, $(wc -c <"$work/again.xml.gz") bytes"
    else
        failed=1
    fi
    "$contracts" --db "$work/again.db" store check --replay || failed=1
    "$contracts" --db "$work/again.db" contract document "real/$name@1.0.0" | cmp - "$old" || failed=1
    rm -f "$work"/again.*
}

play github "$folder/github-old.json" "$folder/github-new.json" \
    'GET /repos/{owner}/{repo}/issues/{issue_number} response 200 /title' \
    'GET /orgs/{org}/teams/{team_slug}/discussions' \
    'GET /repos/{owner}/{repo} response 200 /full_name'
play galaxy "$folder/galaxy-old.yaml" "$folder/galaxy-new.yaml" \
    'GET /planets response 200 /data/*/name' \
    'GET /planets/{planetId} response 200 /name' \
    'POST /planets body /name'
bench=$(dirname "$contracts")/tests/bench/bench_diff
if [ -x "$bench" ]; then
    say "how fast"
    "$bench" "$folder/github-old.json" "$folder/github-new.json" || failed=1
fi
[ $failed -eq 0 ] && echo && echo "real: all checks passed"
exit $failed
