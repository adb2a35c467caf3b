#!/bin/sh
# Every statement of the catalogue is used by some C file, and every use names a statement.
. "$(dirname "$0")/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

find lib -name '*.sql' ! -path 'lib/core/schema/*' -exec cat {} + |
    sed -n 's/^-- name: \([a-z0-9_]*\).*/\1/p' | tr '[:lower:]' '[:upper:]' | sort >"$scratch/there"
find lib -name '*.[ch]' ! -name 'catalogue.[ch]' -exec cat {} + | grep -o 'LC_SQL_[A-Z0-9_]*' |
    sed 's/^LC_SQL_//' | sort -u | grep -vx COUNT >"$scratch/used"

comm -23 "$scratch/there" "$scratch/used" >"$scratch/idle"
expect_empty "statements that nothing uses" "$scratch/idle"
comm -13 "$scratch/there" "$scratch/used" >"$scratch/missing"
expect_empty "statements used in C that no .sql file has" "$scratch/missing"

# SQL belongs into .sql files; transactions and pragmas of lib/db are the exception.
grep -rnE '"(SELECT|INSERT|UPDATE|DELETE|WITH) ' lib --include='*.[ch]' |
    grep -vE "^lib/(db/|core/catalogue|core/schema\.c)|sqlite_schema" >"$scratch/literal"
expect_empty "SQL in C" "$scratch/literal"
finish
