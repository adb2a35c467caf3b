#!/bin/sh
# Installs the missing Debian packages of some sections of tools/packages.txt.
#
#   tools/packages.sh build [test] [bench]
#
# Where there is no dpkg, or no right to install, it names what is needed and goes on: the build
# itself says what it cannot find.
cd "$(dirname "$0")/.." || exit 1

names() {
    for section in "$@"; do
        sed -n "/^\[$section\]/,/^\[/p" tools/packages.txt | sed '/^#/d; /^\[/d; /^$/d'
    done
}

installed() {
    case $1 in /*) [ -x "$1" ] && return ;; esac
    dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed'
}

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    echo "This is not Debian; nothing is installed by itself. What has to be there, by its name in"
    echo "Debian (the libraries with their headers and .pc files):"
    names "$@" | sed 's/^/    /'
    exit 0
fi

missing=
while read -r line; do
    found=
    old=$IFS
    IFS='|'
    for choice in $line; do
        choice=$(echo "$choice" | tr -d ' ')
        if installed "$choice"; then
            found=1
            break
        fi
    done
    IFS=$old
    [ -n "$found" ] || missing="$missing $(echo "${line%%|*}" | tr -d ' ')"
done <<EOF
$(names "$@")
EOF
[ -n "$missing" ] || exit 0

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
