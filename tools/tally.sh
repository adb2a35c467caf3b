#!/bin/sh
# Adds up what test programs and scripts say in their logs, and prints "N passed, N failed".
#
#   tools/tally.sh [--failures] DIR...    every .log below DIR that has a .trs beside it
#
# cmocka says "[  PASSED  ] N test(s)" and "[  FAILED  ] N test(s)"; scripts end in "N passed, N
# failed", or print "ok NAME" and "FAIL NAME"; a test that says none of it counts as one, by its
# result in the .trs file, and one that ended badly without saying so counts as one failure.
LC_ALL=C
export LC_ALL
list=
[ "$1" = --failures ] && list=1 && shift

find "$@" -name '*.trs' | sort | while read -r trs; do
    log=${trs%.trs}.log
    result=$(sed -n 's/^:global-test-result: //p' "$trs")
    awk -v result="$result" -v name="$log" -v list="$list" '
        /^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
        /^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
        /^=* ?[0-9]+ passed, [0-9]+ failed/ {
            line = $0
            sub(/^=* ?/, "", line)
            split(line, part, " ")
            passed += part[1]
            failed += part[3]
        }
        /^ok / { good++ }
        /^FAIL [^(]*$/ { bad++ }
        END {
            if (passed + failed == 0) {
                passed = good
                failed = bad
            }
            if (result == "SKIP") skipped = 1
            else if (passed + failed == 0) {
                if (result == "PASS") passed = 1
                else failed = 1
            } else if (result != "PASS" && failed == 0) failed = 1
            if (list && failed) print name > "/dev/stderr"
            print passed + 0, failed + 0, skipped + 0
        }' "$log"
done | awk '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        if (skipped) print skipped " test programs skipped"
        print passed + 0 " passed, " failed + 0 " failed"
        exit failed ? 1 : 0
    }'
