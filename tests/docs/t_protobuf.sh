#!/bin/sh
# doc/protobuf.md says of every rule of lib/spec/protobuf/protobuf_rules.def under which profiles it breaks.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"

tr '\n' ' ' <"$CTR_SRCDIR/lib/spec/protobuf/protobuf_rules.def" | sed 's/LC_PB(/\n/g' | awk -F, '
NR > 2 {
    id = $2
    gsub(/[" ]/, "", id)
    n = split("F P J W", letters, " ")
    line = "| `" id "` |"
    for (i = 1; i <= n; i++) line = line ($3 ~ letters[i] ? " x |" : " |")
    level = tolower($4)
    sub(/.*ctr_level_/, "", level)
    print line " " level " |"
}' | sort >"$scratch/code"
sed -n '/^## Rules/,/^## Limits/p' "$CTR_SRCDIR/doc/protobuf.md" | grep '^| `' | sort >"$scratch/page"
diff "$scratch/code" "$scratch/page" >"$scratch/diff"
expect_empty "rules whose row in doc/protobuf.md is not that of the table" "$scratch/diff"
if [ -s "$scratch/code" ]; then good "$(wc -l <"$scratch/code") rules"; else bad "no rules are there"; fi
finish
