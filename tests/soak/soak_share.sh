#!/bin/sh
# Many random share rules against the model in exact fractions: tests/ledger/t_share_model.sh.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
export CTR_SRCDIR
CTR_ROUNDS=10000 exec sh "$CTR_SRCDIR/tests/ledger/t_share_model.sh"
