#!/bin/sh
# Makes ./configure from configure.ac. Needed once after a checkout, never for a release tarball.
set -e
cd "$(dirname "$0")"
for tool in autoreconf aclocal automake libtoolize pkg-config; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "autogen.sh: $tool is missing; packages: autoconf automake libtool pkg-config" >&2
        exit 1
    }
done
mkdir -p build-aux
exec autoreconf --install --force --warnings=all "$@"
