#!/bin/sh
# Completes lib/libcontracts.map: functions that the headers declare and no node names go into the
# newest node. Nodes of releases are never changed.
#
#   tools/mkmap.sh > lib/libcontracts.map.new
LC_ALL=C
export LC_ALL
cd "${CTR_SRCDIR:-$(dirname "$0")/..}" || exit 1
new=$(mktemp) || exit 1
trap 'rm -f "$new"' EXIT
awk -f tools/list-functions.awk $(sh tools/headers.sh) | sort -u |
    while read -r name; do
        grep -qw "$name" lib/libcontracts.map || echo "        $name;"
    done >"$new"
last=$(grep -n 'local:' lib/libcontracts.map | tail -1 | cut -d: -f1)
sed "$((last - 1))r $new" lib/libcontracts.map
