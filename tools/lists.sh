#!/bin/sh
# Keeps the lists of files in Makefile.am and the included *.am files. Automake wants every file
# named; this writes the names, so that adding a file is: add it, run tools/lists.sh.
#
#   tools/lists.sh          rewrite the lists
#   tools/lists.sh --check  fail if one is not current, or if a source is in no list
#
# A list stands between two comments, and the first says what belongs in it:
#
#   ## LIST name: lib/*/*.c lib/**.sql !lib/core/catalogue.c      all files of these patterns
#   name = \
#   	...
#   ## END
#
#   ## PROGRAMS name: tests/api/t_*.c                            the same without the ending
#   ## DIRS name: tests/golden/*                                whole directories
#   ## EACH tests/api/t_*.c: @C@_LDADD = $(api_ldadd)             one line a file; @F@ is the file,
#   ...                                                           @C@ its name as Automake spells it,
#                                                                 @B@ its name without folder, ending
#   ## END
#
# DIR/** is every file below DIR, DIR/**.sh those that end so; !PATTERN takes files out again.
LC_ALL=C
export LC_ALL
cd "${CTR_SRCDIR:-$(dirname "$0")/..}" || exit 1
set -f

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

am_files() {
    find . -name '*.am' ! -path './build*/*' ! -path './.git/*' | sed 's|^\./||' | sort
}

# Files of one pattern, one a line. What programs leave behind is no source.
expand() {
    case $1 in
    */\*\**)
        dir=${1%%/\*\**}
        end=${1#*/\*\*}
        [ -d "$dir" ] && find "$dir" -type f -name "*$end"
        ;;
    *)
        set +f
        for file in $1; do
            [ -f "$file" ] && echo "$file"
        done
        set -f
        ;;
    esac | grep -vE '(^|/)(__pycache__|\.pytest_cache|\.mypy_cache|build)/|\.(pyc|so|o|lo|la|log|trs)$|~$|/\.[^/]*\.sw.$|\.egg-info/'
}

# Files of several patterns, sorted.
files_of() {
    : >"$scratch/in"
    : >"$scratch/out"
    for pattern in "$@"; do
        case $pattern in
        !*) expand "${pattern#!}" >>"$scratch/out" ;;
        *) expand "$pattern" >>"$scratch/in" ;;
        esac
    done
    sort -u "$scratch/in" | if [ -s "$scratch/out" ]; then grep -vxF -f "$scratch/out"; else cat; fi
}

write_dirs() {
    name=$1
    shift
    set +f
    for dir in $*; do
        [ -d "$dir" ] && echo "$dir"
    done | sort -u >"$scratch/list"
    set -f
    print_list "$name"
}

print_list() {
    if [ -s "$scratch/list" ]; then
        printf '%s = \\\n' "$1"
        sed '$!s|.*|\t& \\|; $s|.*|\t&|' "$scratch/list"
    else
        printf '%s =\n' "$1"
    fi
}

# write_list NAME ENDING-TO-DROP PATTERN...
write_list() {
    name=$1
    drop=$2
    shift 2
    files_of "$@" | sed "s|$drop\$||" >"$scratch/list"
    print_list "$name"
}

write_each() {
    patterns=$1
    template=$2
    # shellcheck disable=SC2086
    files_of $patterns | while read -r file; do
        canon=$(echo "${file%.*}" | sed 's|[^A-Za-z0-9_@]|_|g')
        echo "$template" | sed "s|@C@|$canon|g; s|@F@|$file|g; s|@B@|$(basename "${file%.*}")|g"
    done
}

rewrite() {
    skipping=
    while IFS= read -r line; do
        case $line in
        '## LIST '*)
            printf '%s\n' "$line"
            spec=${line#'## LIST '}
            # shellcheck disable=SC2086
            write_list "${spec%%:*}" '' ${spec#*:}
            skipping=1
            ;;
        '## PROGRAMS '*)
            printf '%s\n' "$line"
            spec=${line#'## PROGRAMS '}
            # shellcheck disable=SC2086
            write_list "${spec%%:*}" '\.c' ${spec#*:}
            skipping=1
            ;;
        '## DIRS '*)
            printf '%s\n' "$line"
            spec=${line#'## DIRS '}
            # shellcheck disable=SC2086
            write_dirs "${spec%%:*}" ${spec#*:}
            skipping=1
            ;;
        '## EACH '*)
            printf '%s\n' "$line"
            spec=${line#'## EACH '}
            write_each "${spec%%:*}" "${spec#*: }"
            skipping=1
            ;;
        '## END')
            printf '%s\n' "$line"
            skipping=
            ;;
        *)
            [ -n "$skipping" ] || printf '%s\n' "$line"
            ;;
        esac
    done <"$1"
}

# Sources that no list names.
orphans() {
    am_files | xargs cat | tr ' \t\\' '\n\n\n' |
        sed 's|^tests/.*/[^./]*$|&\n&.c|' | sort -u >"$scratch/named"
    find lib cli tests include bindings -type f \( -name '*.[ch]' -o -name '*.sql' -o -name '*.def' \
        -o -name '*.cc' -o -name '*.go' -o -name '*.py' \) \
        ! -path 'tests/golden/*' ! -path 'tests/fuzz/corpus/*' ! -path 'tests/migrate/*' \
        ! -path '*/__pycache__/*' ! -path '*/build/*' |
        grep -vxE 'lib/core/(catalogue\.[ch]|schema\.c)|include/contracts/version\.h' |
        sort >"$scratch/sources"
    comm -23 "$scratch/sources" "$scratch/named"
}

status=0
for am in $(am_files); do
    rewrite "$am" >"$scratch/new"
    cmp -s "$am" "$scratch/new" && continue
    if [ "$1" = --check ]; then
        echo "$am: its lists are not current; run tools/lists.sh:"
        diff "$am" "$scratch/new" | grep '^[<>]' | head -20
        status=1
    else
        cat "$scratch/new" >"$am"
        echo "$am: lists rewritten"
    fi
done
orphans >"$scratch/orphans"
if [ -s "$scratch/orphans" ]; then
    echo "in no list, so missing from the release; give each a LIST in an .am file:"
    sed 's/^/    /' "$scratch/orphans"
    status=1
fi
exit $status
