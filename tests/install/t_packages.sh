#!/bin/sh
# tools/packages.sh, which quickstart and runtests ask for what is missing, on machines that it must
# manage without: no apt-get, no right to install, nothing found, everything found in another way.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
mkdir "$scratch/bin"
for program in sh sed grep tr dirname mktemp rm tail cat env; do
    ln -s "$(command -v $program)" "$scratch/bin/$program"
done

# program NAME TEXT: a script on the made-up machine.
program() {
    printf '#!/bin/sh\n%s\n' "$2" >"$scratch/bin/$1"
    chmod +x "$scratch/bin/$1"
}

# ask TEXT...: each text is in what the script says, and it ends well; without text it says nothing.
ask() {
    if ! PATH=$scratch/bin /bin/sh "$CTR_SRCDIR/tools/packages.sh" build >"$scratch/out" 2>&1; then
        bad "$what: exit code not 0:"
        cat "$scratch/out"
        return
    fi
    [ $# -gt 0 ] || expect_empty "$what: something is said" "$scratch/out"
    for text in "$@"; do
        if grep -qF -- "$text" "$scratch/out"; then
            good "$what: $text"
        else
            bad "$what: '$text' is not in:"
            cat "$scratch/out"
        fi
    done
}

needs='gcc make autoconf automake libtool pkg-config libsqlite3-dev libxml2-dev zlib1g-dev libyaml-dev libpcre2-dev libsodium-dev libcurl4-openssl-dev'
what="nothing is there, and no apt-get"
ask "    $needs" "no apt-get here" "Going on with what is there."

what="no right to install"
program apt-get "echo called >>'$scratch/called'"
program id 'echo 1000'
ask "neither root nor sudo" "apt-get install $needs"
[ ! -e "$scratch/called" ] || bad "$what: apt-get was called"

what="root installs"
program id 'echo 0'
program apt-get "echo \"\$*\" >'$scratch/called'"
ask "Installing: $needs"
if grep -qxF -- "-q -y install --no-install-recommends $needs" "$scratch/called"; then
    good "$what"
else
    bad "$what: apt-get was called with: $(cat "$scratch/called")"
fi

what="apt-get fails"
program apt-get 'echo no network; exit 100'
ask "no network" "apt-get could not install: $needs" "Going on with what is there."

what="found without packages, but for one"
rm "$scratch/bin/apt-get"
for name in clang make autoconf automake libtoolize; do
    program $name ''
done
program pkg-config '[ "$2" != libsodium ]'
ask "    libsodium-dev"
if grep -q 'libxml2-dev' "$scratch/out"; then bad "$what: too much"; else good "$what: no more"; fi

what="all of them packages"
rm "$scratch/bin/pkg-config" "$scratch/bin/clang"
program dpkg-query 'echo install ok installed'
ask
finish
