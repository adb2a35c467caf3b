#!/bin/sh
# Random share rules against a model in exact fractions (share_model.py), which finds a mistake that
# is planted in it. CTR_ROUNDS rules, SEED to see the same ones again.
. "$(dirname "$0")/../../tools/checklib.sh"
python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || skip "no python3"
model=$CTR_SRCDIR/tests/ledger/share_model.py
case $CTR_SANITIZED in *address*) rounds=100 ;; *) rounds=300 ;; esac

if PYTHONDONTWRITEBYTECODE=1 "$python" "$model" "${CONTRACTS:-$CTR_BUILDDIR/contracts}" \
    --rounds "${CTR_ROUNDS:-$rounds}" ${SEED:+--seed "$SEED"}; then
    good "every figure is the same"
else
    bad "the command and the model differ"
fi
for plant in truncate uncut one_rate no_ceiling; do
    if PLANT=$plant PYTHONDONTWRITEBYTECODE=1 "$python" "$model" \
        "${CONTRACTS:-$CTR_BUILDDIR/contracts}" --rounds 60 --seed 1 >"$scratch/log"; then
        bad "the mistake '$plant' is not found"
    elif grep -q '^FAIL: {"model"' "$scratch/log"; then
        good "the mistake '$plant' is found, and its rule made small"
    else
        bad "the mistake '$plant' is found, but no rule said:"
        sed 's/^/    /' "$scratch/log"
    fi
done
finish
