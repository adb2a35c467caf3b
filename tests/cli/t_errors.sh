#!/bin/sh
# Bad input, a row each: runs everything in errors/.
dir=$(dirname "$0")/errors
failed=0
for test in "$dir"/t_*.sh; do
    sh "$test"
    code=$?
    if [ $code -eq 77 ]; then
        exit 77
    fi
    [ $code -eq 0 ] || failed=1
done
exit $failed
