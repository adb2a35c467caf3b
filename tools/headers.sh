#!/bin/sh
# Prints the public headers as they are in the sources (the version's as its template).
for header in include/contracts/*.h; do
    case $header in
    */version.h) ;;
    *) echo "$header" ;;
    esac
done
echo include/contracts/version.h.in
