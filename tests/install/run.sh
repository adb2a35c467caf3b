#!/bin/sh
# Installs into a scratch prefix and uses what is there as a stranger would: the C examples by
# pkg-config with the shared library, as C++, and against libcontracts.a alone; the command; the
# files that belong to an installation. The build folder is not used after `make install`.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
PKG_CONFIG=${PKG_CONFIG:-pkg-config}

[ -z "$(echo "$CTR_SANITIZED" | tr -d ' ')" ] || skip "sanitizers are not for installation"
prefix=$scratch/prefix

# make with another prefix, and without what a make above us has to say.
make_in_prefix() {
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$CTR_BUILDDIR" "$1" prefix="$prefix" \
        exec_prefix="$prefix" libdir="$prefix/lib" includedir="$prefix/include" \
        bindir="$prefix/bin" datarootdir="$prefix/share" >"$scratch/log" 2>&1
}

# The prefix is part of what is installed (pkg-config, libtool), so not by DESTDIR.
if ! make_in_prefix install; then
    bad "make install:"
    tail -20 "$scratch/log"
    finish
fi
good "make install"
# libcontracts.pc was made for the prefix of configure.
sed "s|^prefix=.*|prefix=$prefix|; s|^exec_prefix=.*|exec_prefix=$prefix|;
     s|^libdir=.*|libdir=$prefix/lib|; s|^includedir=.*|includedir=$prefix/include|" \
    "$prefix/lib/pkgconfig/libcontracts.pc" >"$scratch/pc" &&
    cp "$scratch/pc" "$prefix/lib/pkgconfig/libcontracts.pc"
PKG_CONFIG_PATH=$prefix/lib/pkgconfig
PKG_CONFIG_DISABLE_UNINSTALLED=1
LD_LIBRARY_PATH=$prefix/lib
export PKG_CONFIG_PATH PKG_CONFIG_DISABLE_UNINSTALLED LD_LIBRARY_PATH

for header in $(cd "$CTR_SRCDIR/include" && ls contracts/*.h) contracts/version.h; do
    if [ -f "$prefix/include/$header" ]; then good "$header"; else bad "$header is not installed"; fi
done
if (cd "$prefix" && find . -name catalogue.h -o -name 'lc_*') | grep -q .; then
    bad "private files are installed"
else
    good "nothing private is installed"
fi

shared=no
archive=no
[ -f "$prefix/lib/libcontracts.so" ] && shared=yes
[ -f "$prefix/lib/libcontracts.a" ] && archive=yes

# Libraries as archives where there are archives, shared where not; the C library stays shared.
archives() {
    for flag in $("$PKG_CONFIG" --static --libs libcontracts); do
        case $flag in
        -L* | -lm | -lpthread | -pthread | -ldl | -lc) echo "$flag" ;;
        -lcontracts) ;;
        -l*)
            file=$(${CC:-cc} -print-file-name="lib${flag#-l}.a")
            if [ -f "$file" ]; then echo "$file"; else echo "$flag"; fi
            ;;
        *) echo "$flag" ;;
        esac
    done | tr '\n' ' '
}

size_of() {
    stat -c %s "$1"
}

# build WHAT COMMAND...
build() {
    what=$1
    shift
    if "$@" 2>"$scratch/err"; then
        good "$what builds"
    else
        bad "$what does not build: $*"
        head -20 "$scratch/err"
        return 1
    fi
}

# A store to look at. Built without the command there is none, and what needs one is built only.
store=$scratch/store.db
if [ -x "$CTR_BUILDDIR/contracts" ]; then
    "$prefix/bin/contracts" --version >"$scratch/version" 2>&1 && good "the command runs" ||
        bad "the command does not run: $(cat "$scratch/version")"
    file "$prefix/bin/contracts" 2>/dev/null | grep -q script && bad "the command is a script"
    "$prefix/bin/contracts" --db "$store" contract create shop/orders \
        "$CTR_SRCDIR/doc/examples/orders-v1.yaml" --actor test >"$scratch/out" 2>&1 &&
        "$prefix/bin/contracts" --db "$store" contract activate shop/orders@1.0.0 --actor test \
            >>"$scratch/out" 2>&1 || bad "the command cannot make a store: $(cat "$scratch/out")"
else
    echo "no command in this build: examples that need a store are not run"
    store=
fi

# try NAME PROGRAM: what each example must say.
try() {
    case $1$store in lookup | follow) return ;; esac
    case $1 in
    lookup) set -- "$@" "$store" shop orders '^1' && want='shop/orders@1.0.0 is active' ;;
    evolve) set -- "$@" && want='verdict incompatible, proposed version 2.0.0' ;;
    follow) set -- "$@" "$store" 0 0 && want='version.activated version:shop/orders@1.0.0 by test' ;;
    *) want= ;;
    esac
    name=$1
    shift
    if "$@" >"$scratch/out" 2>&1 && grep -qF "$want" "$scratch/out"; then
        good "$name runs"
    else
        bad "$name ($1) did not say '$want' but:"
        head -5 "$scratch/out"
    fi
}

cc=${CC:-cc}
for source in "$CTR_SRCDIR"/doc/examples/c/*.c; do
    name=$(basename "$source" .c)
    if [ "$shared" = yes ]; then
        # shellcheck disable=SC2046
        build "$name, shared, C" $cc -std=c99 -Wall -Wextra -Werror -pedantic "$source" \
            -o "$scratch/$name.c" $("$PKG_CONFIG" --cflags --libs libcontracts) &&
            try "$name" "$scratch/$name.c"
        # shellcheck disable=SC2046
        [ -z "$CXX" ] || build "$name, shared, C++" $CXX -x c++ -std=c++11 -Wall -Wextra -Werror \
            "$source" -x none -o "$scratch/$name.cc" $("$PKG_CONFIG" --cflags --libs libcontracts) &&
            try "$name" "$scratch/$name.cc"
    fi
    [ "$archive" = yes ] || continue
    # What a user types: the archive of ours, the rest as pkg-config says.
    # shellcheck disable=SC2046
    build "$name, static" $cc -std=c99 "$source" -o "$scratch/$name.s" \
        $("$PKG_CONFIG" --cflags libcontracts) "$prefix/lib/libcontracts.a" \
        $("$PKG_CONFIG" --static --libs libcontracts | sed 's/-lcontracts//') &&
        try "$name" "$scratch/$name.s"
    # Everything from archives.
    # shellcheck disable=SC2046
    build "$name, all static" $cc -std=c99 "$source" -o "$scratch/$name.a" \
        $("$PKG_CONFIG" --cflags libcontracts) "$prefix/lib/libcontracts.a" $(archives) &&
        try "$name" "$scratch/$name.a"
done

echo "sizes, stripped, bytes:"
for program in "$scratch"/lookup.*; do
    case $program in
    *.c) what="lookup with the shared library" ;;
    *.s) what="lookup with libcontracts.a, other libraries shared" ;;
    *.a) what="lookup with all libraries static" ;;
    *) continue ;;
    esac
    strip -o "$scratch/stripped" "$program" && echo "    $(size_of "$scratch/stripped")  $what"
    # Who only looks up does not carry along what compares, renders and imports.
    case $program in
    *.s)
        if [ "$(size_of "$scratch/stripped")" -le 1000000 ]; then
            good "$what: at most 1 MB"
        else
            bad "$what: more than 1 MB; an object of lib/api draws too much in"
        fi
        ;;
    esac
done
for product in "$prefix/lib/libcontracts.so" "$prefix/bin/contracts"; do
    [ -f "$product" ] && strip -o "$scratch/stripped" "$product" &&
        echo "    $(size_of "$scratch/stripped")  $(basename "$product")"
done

# Nothing stays behind.
if make_in_prefix uninstall && [ -z "$(find "$prefix" -type f)" ]; then
    good "make uninstall"
else
    bad "make uninstall leaves: $(find "$prefix" -type f | head -5)"
fi
finish
