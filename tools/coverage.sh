#!/bin/sh
# Lines of lib/ that the tests executed, from the counters that --enable-coverage left behind.
cd "$CTR_BUILDDIR" || exit 1
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
objects=$(find lib -name '*.gcda')
[ -n "$objects" ] || {
    echo "coverage.sh: no counters; run make check first" >&2
    exit 1
}
builddir=$PWD
cd "$out" || exit 1
for object in $objects; do
    gcov -n "$builddir/$object" 2>/dev/null
done | awk -v src="$CTR_SRCDIR/" '
    /^File / {
        file = $2
        gsub(/\047/, "", file)
        sub("^.*/lib/", "lib/", file)
        next
    }
    /^Lines executed:/ && file ~ /^lib\/.*\.c$/ {
        split($2, part, /[:%]/)
        # Shared and static objects count apart; the better one is the truth.
        covered = part[2] * $4 / 100
        if (covered >= hits[file]) hits[file] = covered
        lines[file] = $4
        file = ""
    }
    END {
        for (f in lines) {
            printf "%6.1f %% of %5d  %s\n", 100 * hits[f] / lines[f], lines[f], f
            all += lines[f]
            got += hits[f]
        }
        printf "%6.1f %% of %5d  all\n", all ? 100 * got / all : 0, all
    }' | sort -n
