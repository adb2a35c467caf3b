#!/bin/sh
# Random pairs of schemas against python3-jsonschema (schema_pairs.py), which finds breaks that are told
# to be none. CTR_PAIRS of them, SEED to see the same ones again.
. "$(dirname "$0")/../../tools/checklib.sh"
python=${PYTHON:-python3}
"$python" -W ignore -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null ||
    skip "python3-jsonschema is not here"
pairs() {
    PYTHONDONTWRITEBYTECODE=1 "$python" -W ignore "$CTR_SRCDIR/tests/soak/schema_pairs.py" \
        "${CONTRACTS:-$CTR_BUILDDIR/contracts}" "$@"
}

if pairs --pairs "${CTR_PAIRS:-5000}" ${SEED:+--seed "$SEED"}; then
    good "no break is told to be compatible, and every witness is one"
else
    bad "the command and jsonschema differ"
fi
if PLANT=blind pairs --pairs 100 --seed 1 >"$scratch/log"; then
    bad "breaks that are told to be none are not found"
else
    good "breaks that are told to be none are found"
fi
finish
