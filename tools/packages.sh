#!/bin/sh
# Installs the missing Debian packages of some sections of tools/packages.txt.
#
#   tools/packages.sh build [test] [bench]
#
# Where there is no apt-get, or no right to install, it names what is missing and goes on: the build
# itself says what it cannot do without.
cd "$(dirname "$0")/.." || exit 1

lines() {
    for section in "$@"; do
        sed -n "/^\[$section\]/,/^\[/p" tools/packages.txt | sed '/^#/d; /^\[/d; /^$/d'
    done
}

# found NAME [COMMAND]: as a package, or in another way.
found() {
    dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed' ||
        sh -c "${2:-command -v $1}" </dev/null >/dev/null 2>&1
}

missing=
while read -r line; do
    names=${line%% : *}
    command=
    [ "$names" = "$line" ] || command=${line#* : }
    there=
    for name in $(echo "$names" | tr '|' ' '); do
        if found "$name" "$command"; then
            there=1
            break
        fi
    done
    [ -n "$there" ] || missing="$missing ${names%% *}"
done <<EOF
$(lines "$@")
EOF
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing, by their names in Debian (libraries with their headers and .pc files):"
    echo "   $missing"
    echo "There is no apt-get here to install them. Going on with what is there."
    exit 0
fi
root=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1; then
        root=sudo
    else
        echo "Missing, and there is neither root nor sudo to install them:$missing"
        echo "Ask for:  apt-get install$missing"
        exit 0
    fi
fi
echo "Installing:$missing"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
apt() {
    DEBIAN_FRONTEND=noninteractive $root ${root:+env DEBIAN_FRONTEND=noninteractive} \
        apt-get -q -y "$@" >>"$log" 2>&1
}
# The lists of a fresh machine are empty or old; without a network what is there may still do.
# shellcheck disable=SC2086
apt install --no-install-recommends $missing ||
    { apt update; apt install --no-install-recommends $missing; } || {
    tail -15 "$log"
    echo "apt-get could not install:$missing"
    echo "Going on with what is there."
}
