#!/bin/sh
# Runs benchmarks or long walks one after the other.
#
#   tools/run-each.sh TITLE PROGRAM[:ARGUMENT]...
#
# Programs lie in CTR_BUILDDIR, scripts in CTR_SRCDIR.
# Exit 77 of a program means skipped. Says how long each took. Fails if one fails.
title=$1
shift
passed=0
failed=0
for item in "$@"; do
    program=${item%%:*}
    argument=
    [ "$program" = "$item" ] || argument=${item#*:}
    case $program in
    *.sh) path=$CTR_SRCDIR/$program ;;
    *) path=$CTR_BUILDDIR/$program ;;
    esac
    echo "== $program $argument"
    begun=$(date +%s)
    "$path" ${argument:+"$argument"}
    case $? in
    0) passed=$((passed + 1)) ;;
    77) echo "skipped" ;;
    *)
        failed=$((failed + 1))
        echo "FAIL: $program"
        ;;
    esac
    echo "-- $(($(date +%s) - begun)) s"
done
echo "$title: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
