#!/bin/sh
# The lists in the .am files name every source there is.
. "$(dirname "$0")/checklib.sh"

if CTR_SRCDIR="$CTR_SRCDIR" sh "$CTR_SRCDIR/tools/lists.sh" --check; then
    good "every source is in a list"
else
    bad "the lists of sources are not current"
fi
finish
