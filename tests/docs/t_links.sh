#!/bin/sh
# What the pages name is there: targets of relative links with their headings, and files, functions
# and targets of make between backquotes; and so are the pages that sources refer to. Numbers of
# versions are those of the sources.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
cd "$CTR_SRCDIR" || exit 1

pages() {
    find . -name '*.md' ! -path './.git/*' ! -path './build*' ! -path './soak-*' ! -path './_*' | sed 's|^\./||' | sort
}

# What pages name outside of fenced blocks, a line each: PAGE LINE KIND NAME, by tabs. KIND is link, file
# (it has a folder or a known ending, and no blank, variable or place holder in it), name (a public
# function or constant) or target (of make).
# shellcheck disable=SC2016
pages | xargs "$AWK" -v OFS='\t' '
    function say(kind, name) { print FILENAME, FNR, kind, name }
    function quoted(text,    word, i, n) {
        if (text ~ /^(ctr_[a-z0-9_]+|CTR_[A-Z0-9_]+)(\(\))?$/) {
            sub(/\(\)$/, "", text)
            if (text !~ /_$/ && text != "ctr_x") say("name", text)
            return
        }
        if (text ~ /^make [a-z -]+$/) {
            n = split(text, word, " ")
            for (i = 2; i <= n; i++)
                if (word[i] !~ /^(-.*|install|uninstall|dist|distcheck|check|clean)$/) say("target", word[i])
            return
        }
        sub(/\/$/, "", text)
        sub(/^\.\//, "", text)
        if (text ~ /^\.[a-z]|[^A-Za-z0-9_.\/*-]|^\/|^-|^build\/|^build-tests|\/NAME|NNNN/) return
        if (text ~ /^(lib\/\.libs|contracts\/version\.h$|room|cli\/options$)/) return
        if (text ~ /\.(md|sh|c|h|sql|def|map|conf|am|py|ac|in)$/ ||
            text ~ /^(include|lib|cli|tests|doc|tools|bindings)\//) say("file", text)
    }
    FNR == 1 { inside = 0 }
    /^ *```/ { inside = !inside; next }
    inside { next }
    {
        rest = $0
        while (match(rest, /\]\([^)]*\)/)) {
            target = substr(rest, RSTART + 2, RLENGTH - 3)
            rest = substr(rest, RSTART + RLENGTH)
            if (target !~ /^(https?:\/\/|mailto:)/) say("link", target)
        }
        rest = $0
        gsub(/``[^`]*``/, "", rest)
        while (match(rest, /`[^`]*`/)) {
            quoted(substr(rest, RSTART + 1, RLENGTH - 2))
            rest = substr(rest, RSTART + RLENGTH)
        }
    }' >"$scratch/named"
tab=$(printf '\t')
[ -s "$scratch/named" ] || bad "no page names anything"

# of KIND: PAGE LINE NAME of what is said of it.
of() {
    "$AWK" -F "$tab" -v OFS="$tab" -v kind="$1" '$3 == kind { print $1, $2, $4 }' "$scratch/named"
}

# folder PAGE: where it lies.
folder() {
    case $1 in */*) from=${1%/*} ;; *) from=. ;; esac
}

# The anchors of a page's headings, as GitHub makes them.
anchors() {
    sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

of link | while IFS=$tab read -r page line target; do
    folder "$page"
    file=${target%%#*}
    [ -n "$file" ] && path=$from/$file || path=$page
    [ -e "$path" ] || echo "$page:$line: $target"
    case $target in
    *'#'*) [ ! -f "$path" ] || anchors "$path" | grep -qxF "${target#*#}" || echo "$page:$line: $target" ;;
    esac
done >"$scratch/out"
expect_empty "links that lead nowhere" "$scratch/out"

# From the top, from the page's folder, or from the folders that pages speak of.
of file | while IFS=$tab read -r page line name; do
    folder "$page"
    for place in . "$from" include lib cli tests doc bindings bindings/python; do
        # shellcheck disable=SC2086
        set -- $place/$name
        [ -e "$1" ] && continue 2
    done
    echo "$page:$line: $name"
done >"$scratch/out"
expect_empty "files that are not there" "$scratch/out"

# known FILE: lines of PAGE LINE NAME whose name is no line of FILE.
known() {
    "$AWK" -F "$tab" 'NR == FNR { known[$0] = 1; next } !($3 in known) { print $1 ":" $2 ": " $3 }' "$1" -
}

cat include/contracts/*.h include/contracts/version.h.in tests/local.am configure.ac |
    grep -oE '[A-Za-z0-9_]+' | sort -u >"$scratch/words"
of name | known "$scratch/words" >"$scratch/out"
expect_empty "names that no public header has" "$scratch/out"

sed -nE 's/^([a-z -]+):.*/\1/p' Makefile.am ./*/*.am | tr ' ' '\n' >"$scratch/words"
of target | known "$scratch/words" >"$scratch/out"
expect_empty "targets that make does not have" "$scratch/out"

# Every page of doc/ is reachable from the README, directly or through another page.
{
    pages | grep '^doc/decisions/'
    cat README.md HACKING.md doc/*.md | grep -oE '(doc/)?[a-z-]+\.md' | sed 's|^doc/||; s|^|doc/|'
} | sort -u >"$scratch/reached"
pages | grep '^doc/' | comm -23 - "$scratch/reached" >"$scratch/out"
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
