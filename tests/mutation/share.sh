#!/bin/sh
# Mutation test of the share engine: each operator of lib/terms/share.c, lib/terms/allocate.c and
# lib/terms/interim.c is changed, one by one, and a test has to fail. Mutants that compute the same as the original are
# listed with their reason in tests/mutation/share_same.txt; every other survivor is a failure.
#
#   tests/mutation/share.sh          a sample of SAMPLE mutants, picked by SEED (both from the
#                                    environment; printed)
#   tests/mutation/share.sh --all    all of them; with CTR_WALK=all too
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"

: "${SAMPLE:=10}" "${SEED:=$(date +%j)}"
[ "$1" != --all ] && [ "$CTR_WALK" != all ] || SAMPLE=all
core=$CTR_BUILDDIR/lib/.libs/libcore.a
[ -f "$core" ] || skip "no static library in this build"
# Instrumented builds would only be slow.
[ -z "${CTR_SANITIZED#"${CTR_SANITIZED%%[! ]*}"}" ] || skip "not under sanitizers"
libs=$("${PKG_CONFIG:-pkg-config}" --libs sqlite3 libxml-2.0 zlib yaml-0.1 libpcre2-8 libsodium cmocka) ||
    skip "no libraries to link with"
flags="-std=c11 -D_GNU_SOURCE -O1 -w -I$CTR_BUILDDIR/include -I$CTR_SRCDIR/include -I$CTR_BUILDDIR/lib \
    -I$CTR_SRCDIR/lib -I$CTR_SRCDIR/tests"
same=$CTR_SRCDIR/tests/mutation/share_same.txt

# One line a mutant: NUMBER of the line, COLUMN, the operator, what takes its place. Comments, texts,
# preprocessor lines and pointers are left alone.
mutants_of() {
    "$AWK" '
        BEGIN {
            n = split("<= >= == != += -= |= && || < > + - * / % ! & |", operator, " ")
            m = split("< > != == -= += &= || && <= >= - + / * / - | &", swap, " ")
            for (i = 1; i <= n; i++) with[operator[i]] = swap[i]
        }
        { line = $0; code = $0 }
        comment { if (match(code, /\*\//)) { comment = 0; code = sprintf("%" (RSTART + 1) "s", "") substr(code, RSTART + 2) } else next }
        /^#/ { next }
        {
            while (match(code, /\/\*.*\*\//))
                code = substr(code, 1, RSTART - 1) sprintf("%" RLENGTH "s", "") substr(code, RSTART + RLENGTH)
            if (match(code, /\/\*/)) { comment = 1; code = substr(code, 1, RSTART - 1) }
            # Declarations and parameters hold stars that are no products.
            gsub(/(->|\+\+|--|<<|>>)/, "\001\001", code)
            for (at = 1; at <= length(code); at++) {
                two = substr(code, at, 2); one = substr(code, at, 1)
                before = substr(code, at - 1, 1); after = substr(code, at + 1, 1)
                found = (two in with) ? two : (one in with) ? one : ""
                if (found == "") continue
                if (length(found) == 1 && found != "!") {
                    binary = before == " " && (after == " " || after == "")
                    negative = found == "-" && before !~ /[ ]/ ? 0 : found == "-" && after ~ /[a-z(]/
                    if (!binary && !negative) continue
                    if (found == "*" && code ~ /^ *(struct|const|static|int64_t|lc_wide) .*\*[a-z]/ && !binary) continue
                    new = negative ? " " : with[found]
                } else new = found == "!" ? " " : with[found]
                print FNR "\t" at "\t" found "\t" new
                at += length(found) - 1
            }
        }' "$1"
}

# mutate FILE LINE COLUMN OLD NEW
mutate() {
    "$AWK" -v line="$2" -v column="$3" -v old="$4" -v new="$5" '
        FNR == line { print substr($0, 1, column - 1) new substr($0, column + length(old)); next }
        { print }' "$1"
}

# Is the mutant listed as one that computes the same?
is_same() {
    text=$(sed -n "$2p" "$1" | sed 's/^ *//')
    grep -qxF "$(basename "$1") | $4 | $5 | $text" "$scratch/same"
}

sed -n 's/^\([^#].*\) ## .*/\1/p' "$same" >"$scratch/same"
for name in share allocate interim; do
    mutants_of "$CTR_SRCDIR/lib/terms/$name.c" | sed "s/^/$name	/"
done >"$scratch/all"
total=$(wc -l <"$scratch/all")
if [ "$SAMPLE" = all ]; then
    cp "$scratch/all" "$scratch/picked"
else
    echo "seed $SEED: $SAMPLE of $total mutants (--all for all)"
    "$AWK" -v seed="$SEED" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' "$scratch/all" |
        sort | head -n "$SAMPLE" | cut -f2- >"$scratch/picked"
fi

# The tests that look at a source.
tests_of() {
    case $1 in
    share) echo t_share t_share_properties ;;
    allocate) echo t_allocate ;;
    interim) echo t_interim ;;
    esac
}

# passes NAME OBJECT: the tests of the source pass with that object in its place. A few rounds of the
# random ones kill nearly all; what survives them gets them all.
passes() {
    for test in $(tests_of "$1"); do
        # shellcheck disable=SC2086
        ${CC:-cc} "$scratch/$test.o" "$2" "$core" $libs -lpthread -o "$scratch/$test" || exit 1
        ROUNDS=300 timeout 20 "$scratch/$test" >/dev/null 2>&1 || return 1
    done
    for test in $(tests_of "$1"); do
        timeout 60 "$scratch/$test" >/dev/null 2>&1 || return 1
    done
}

for name in share allocate interim; do
    for test in $(tests_of $name); do
        # shellcheck disable=SC2086
        ${CC:-cc} $flags -c "$CTR_SRCDIR/tests/unit/terms/$test.c" -o "$scratch/$test.o" ||
            { bad "$test.c does not build"; finish; }
    done
    # shellcheck disable=SC2086
    ${CC:-cc} $flags -c "$CTR_SRCDIR/lib/terms/$name.c" -o "$scratch/whole.o" &&
        passes $name "$scratch/whole.o" || { bad "the tests of $name.c fail without a mutation"; finish; }
done

killed=0
known=0
while IFS='	' read -r name line column old new; do
    source=$CTR_SRCDIR/lib/terms/$name.c
    if is_same "$source" "$line" "$column" "$old" "$new"; then
        known=$((known + 1))
        continue
    fi
    mutate "$source" "$line" "$column" "$old" "$new" >"$scratch/mutant.c"
    # shellcheck disable=SC2086
    if ! ${CC:-cc} $flags -c "$scratch/mutant.c" -o "$scratch/mutant.o" 2>/dev/null; then
        killed=$((killed + 1)) # the compiler is a test, too
        continue
    fi
    if passes "$name" "$scratch/mutant.o"; then
        bad "survives: $name.c:$line:$column '$old' -> '$new': $(sed -n "${line}p" "$source" | sed 's/^ *//')"
    else
        killed=$((killed + 1))
    fi
done <"$scratch/picked"
good "$killed mutants killed, $known known to compute the same, of $(wc -l <"$scratch/picked")"
finish
