#!/bin/sh
# What the pages name is there: targets of relative links with their headings, and files, functions
# and targets of make between backquotes; and so are the pages that sources refer to. Numbers of
# versions are those of the sources.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

pages() {
    find . -name '*.md' ! -path './.git/*' ! -path './build*' ! -path './soak-build/*' ! -path './_*' | sed 's|^\./||' | sort
}

# Lines of a page outside of fenced blocks, as LINE:TEXT.
prose() {
    "$AWK" '/^ *```/ { inside = !inside; next } !inside { print FNR ":" $0 }' "$1"
}

# The anchors of a page's headings, as GitHub makes them.
anchors() {
    sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

# exists FILE PAGE: from the top, from the page's folder, or from the folders that pages speak of.
exists() {
    for from in . "$(dirname "$2")" include lib cli tests doc bindings bindings/python; do
        # shellcheck disable=SC2086
        set -- "$1" "$2" $from/$1
        [ -e "$3" ] && return 0
    done
    return 1
}

for page in $(pages); do
    prose "$page" | grep -oE '^[0-9]+:|\]\([^)]*\)' | while read -r token; do
        case $token in
        *:) line=${token%:} ;;
        '](http://'* | '](https://'* | '](mailto:'*) ;;
        *)
            target=${token#](}
            target=${target%)}
            file=${target%%#*}
            [ -n "$file" ] && path=$(dirname "$page")/$file || path=$page
            [ -e "$path" ] || echo "$page:$line: $target"
            case $target in
            *'#'*) [ ! -f "$path" ] || anchors "$path" | grep -qxF "${target#*#}" || echo "$page:$line: $target" ;;
            esac
            ;;
        esac
    done >"$scratch/out"
    expect_empty "$page: links that lead nowhere" "$scratch/out"

    # A file: has a folder or a known ending, and no blank, variable or place holder in it.
    prose "$page" | sed 's/``[^`]*``//g' | grep -oE '^[0-9]+:|`[^`]*`' | while read -r token; do
        case $token in
        *:) line=${token%:} && continue ;;
        esac
        name=$(echo "$token" | tr -d '`' | sed 's|/$||; s|^\./||')
        case $name in
        .[a-z]* | *[!A-Za-z0-9_./*-]* | /* | -* | build/* | build-tests* | */NAME* | *NNNN*) continue ;;
        *.md | *.sh | *.c | *.h | *.sql | *.def | *.map | *.conf | *.am | *.py | *.ac | *.in) ;;
        include/* | lib/* | cli/* | tests/* | doc/* | tools/* | bindings/*) ;;
        *) continue ;;
        esac
        case $name in
        lib/.libs* | contracts/version.h | room* | cli/options) continue ;;
        esac
        exists "$name" "$page" || echo "$page:$line: $name"
    done >"$scratch/out"
    expect_empty "$page: files that are not there" "$scratch/out"

    # A public function or constant.
    prose "$page" | grep -oE '^[0-9]+:|`(ctr_[a-z0-9_]+|CTR_[A-Z0-9_]+)(\(\))?`' | while read -r token; do
        case $token in
        *[0-9]:) line=${token%:} && continue ;;
        esac
        name=$(echo "$token" | tr -d '`()')
        case $name in *_ | ctr_x) continue ;; esac
        grep -qw -- "$name" include/contracts/*.h include/contracts/version.h.in tests/local.am \
            configure.ac || echo "$page:$line: $name"
    done >"$scratch/out"
    expect_empty "$page: names that no public header has" "$scratch/out"

    prose "$page" | grep -oE '^[0-9]+:|`make [a-z -]+`' | while read -r token; do
        case $token in
        *[0-9]:) line=${token%:} && continue ;;
        esac
        for target in $(echo "$token" | tr -d '`' | sed 's/^make//'); do
            case $target in -* | install | uninstall | dist | distcheck | check | clean) continue ;; esac
            grep -qE "^([a-z -]* )?$target( [a-z -]*)?:" Makefile.am ./*/*.am ||
                echo "$page:$line: make $target"
        done
    done >"$scratch/out"
    expect_empty "$page: targets that make does not have" "$scratch/out"
done

# Every page of doc/ is reachable from the README, directly or through another page.
{
    pages | grep '^doc/decisions/'
    cat README.md HACKING.md doc/*.md | grep -oE '(doc/)?[a-z]+\.md' | sed 's|^doc/||; s|^|doc/|'
} | sort -u >"$scratch/named"
pages | grep '^doc/' | comm -23 - "$scratch/named" >"$scratch/out"
expect_empty "pages that no page leads to" "$scratch/out"

# Pages that sources speak of.
grep -rnoE 'doc/[a-z-]+\.md' include lib cli bindings tests tools --include='*.[ch]' --include='*.in' \
    --include='*.sql' --include='*.sh' --include='*.go' --include='*.py' --include='*.def' |
    while IFS=: read -r source line page; do
        [ -e "$page" ] || echo "$source:$line: $page"
    done >"$scratch/out"
expect_empty "pages that sources refer to and that are not there" "$scratch/out"

# says PAGE TEXT
says() {
    if grep -qF -- "$2" "$1"; then good "$1: $2"; else bad "$1 should say '$2'"; fi
}
version=$(sed -n 's/^AC_INIT(.*, \[\(.*\)\])$/\1/p' configure.ac)
library=$(sed -n 's/^AC_SUBST(\[CTR_LIBRARY_INFO\], \[\(.*\)\])$/\1/p' configure.ac)
schema=$(sed -n 's/.*LC_SCHEMA = \([0-9]*\).*/\1/p' lib/core/store.h)
says NEWS.md "## $version"
says doc/abi.md "\`CTR_VERSION\`) | $version |"
says doc/abi.md ", $library |"
says doc/abi.md "user_version\`) | $schema |"
finish
