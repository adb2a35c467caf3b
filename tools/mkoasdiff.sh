#!/bin/sh
# Writes doc/oasdiff.md: which rules here speak of what oasdiff's rules do, from lib/spec/openapi/oasdiff.def.
#
#   CONTRACTS=build/contracts tools/mkoasdiff.sh > doc/oasdiff.md
LC_ALL=C
export LC_ALL
cd "${CTR_SRCDIR:-$(dirname "$0")/..}" || exit 1

cat <<'END'
# Coming from oasdiff

The rules of OpenAPI have the names of [oasdiff](https://github.com/oasdiff/oasdiff) wherever they say
the same, so that lists of ids, severities and exceptions can be taken over. This table has those of its
509 rules that have another name here, or more than one. An id that is not in it is the same in both
(`contracts rules ID` explains it; `ctr_rule_of_oasdiff()`, `rules_of_oasdiff` and `RulesOfOasdiff` look one
up). The three about versions are told where they are asked for (`--check-version`). How the two compare on oasdiff's own tests:
[conformance.md](conformance.md).

Where several rules stand on the right, the finding has the one that fits; `schema-keyword-undecided`
means that a person has to decide.

| oasdiff | here |
|---|---|
END
# An id that is a rule here, too, means that one first.
"${CONTRACTS:-contracts}" rules | awk '
    FILENAME == "-" { ours[$1] = 1; next }
    !/^LC_OASDIFF\("/ { next }
    { split($0, word, "\"") }
    word[2] != last {
        if (last) print "| `" last "` | " row " |"
        last = word[2]
        row = last in ours ? "`" last "`" : ""
    }
    { row = row (row ? ", " : "") "`" word[4] "`" }
    END { if (last) print "| `" last "` | " row " |" }' - lib/spec/openapi/oasdiff.def
