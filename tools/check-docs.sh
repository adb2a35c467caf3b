#!/bin/sh
# Comments of the public headers: @since on every function, ownership of every pointer handed out.
. "$(dirname "$0")/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

# shellcheck disable=SC2046
if "$AWK" -f tools/check-docs.awk $(sh tools/headers.sh) >"$scratch/out"; then
    good "comments of the public headers"
else
    bad "comments of the public headers:"
    sed 's/^/    /' "$scratch/out"
fi

# What the headers must not use, because other languages and later releases would suffer.
# shellcheck disable=SC2046
grep -nE '(^|[^A-Za-z_])(bool|off_t|time_t|ssize_t|mode_t|FILE|va_list|long|setjmp)([^A-Za-z_]|$)' \
    $(sh tools/headers.sh) | grep -vE ':[[:space:]]*(/?\*|//)|/\*.*(long|bool|FILE).*\*/' >"$scratch/types"
expect_empty "types that public headers must not use" "$scratch/types"
finish
