#!/bin/sh
# doc/phase.md: its document is that of the examples, its session happens as it shows it, and the schema for
# editors takes what the format takes.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
. "$CTR_SRCDIR/tests/docs/blocks.sh"

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
[ -x "$CONTRACTS" ] || skip "no command in this build"
page=$CTR_SRCDIR/doc/phase.md
schema=$CTR_SRCDIR/doc/schema/phase.schema.json

sed -n '/^```yaml$/,/^```$/p' "$page" | sed '1d;$d' >"$scratch/shown"
if cmp -s "$scratch/shown" "$CTR_SRCDIR/doc/examples/delivery.yaml"; then
    good "the document shown"
else
    bad "doc/phase.md shows another document than doc/examples/delivery.yaml"
fi
play "$page"

for document in "$CTR_SRCDIR"/doc/examples/delivery.yaml "$CTR_SRCDIR"/tests/golden/phase/*/old.* \
    "$CTR_SRCDIR"/tests/golden/phase/*/new.*; do
    if "$CONTRACTS" validate "$document" --schema "$schema" >"$scratch/out" 2>&1; then
        good "$document"
    else
        bad "the schema refuses $document:"
        cat "$scratch/out"
    fi
done

# refused WHAT: the format and the schema refuse the document on standard input.
refused() {
    cat >"$scratch/bad.yaml"
    "$CONTRACTS" validate "$scratch/bad.yaml" --as phase >"$scratch/out" 2>&1
    format=$?
    "$CONTRACTS" validate "$scratch/bad.yaml" --schema "$schema" >"$scratch/out" 2>&1
    by_schema=$?
    if [ "$format $by_schema" = "3 1" ]; then good "$1"; else bad "$1: exit $format, $by_schema"; fi
}
refused "no phase" <<'END'
phases: []
transitions: []
END
refused "no transitions" <<'END'
phases: [{id: a}]
END
refused "a span of time that is none" <<'END'
phases: [{id: a, timeout: 0d}]
transitions: []
END
refused "a threshold that is text" <<'END'
phases: [{id: a, exit: [{id: x, at_least: much}]}]
transitions: []
END
refused "an end that is neither true nor false" <<'END'
phases: [{id: a, terminal: perhaps}]
transitions: []
END
refused "a transition to nowhere" <<'END'
phases: [{id: a}]
transitions: [{from: a}]
END
refused "approvers that are no list" <<'END'
phases: [{id: a, approvers: boss}]
transitions: []
END
finish
