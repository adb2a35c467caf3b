# Sourced by the tests of documents: takes the fenced blocks of a page in order, does what they show,
# and compares. All of it happens in one folder that holds doc/examples.
#
#   ```console     "$ contracts ..." is run by the command of this build, a day after the one before
#                  and with ids of its own, so that the output is the same each time; "$ anything
#                  else" by the shell. What follows is its output; a line "..." stands for any lines;
#                  "(exit N)" after it for an exit code. Where nothing follows, only the exit code
#                  counts. A "$" line that ends in \ goes on.
#   ```c  ```python  ```go     a program; it is built against this build and run
#   ```text        directly after programs: what each of them must have printed
#
# Other blocks are only shown. CTR_BUILDDIR, CTR_SRCDIR, CONTRACTS, scratch are set.
folder=$scratch/play
said=
day=0

# shell_says COMMAND: output to $scratch/actual, the exit code as last line if it is not 0.
shell_says() {
    (cd "$folder" && PATH="$scratch/bin:$PATH" CTR_DAY="$day" sh -c "$1") >"$scratch/actual" 2>&1
    code=$?
    [ "$code" -eq 0 ] || echo "(exit $code)" >>"$scratch/actual"
}

# same EXPECTED ACTUAL: equal but for lines "..." in EXPECTED.
same() {
    "$AWK" '
        FNR == NR { want[++n] = $0; next }
        { is[++m] = $0 }
        END {
            at = 1
            for (i = 1; i <= n; i++) {
                if (want[i] == "...") { any = 1; continue }
                while (any && at <= m && is[at] != want[i]) at++
                if (at > m || is[at] != want[i]) exit 1
                any = 0
                at++
            }
            exit at <= m && !any
        }' "$1" "$2"
}

judge() {
    if same "$2" "$3"; then
        good "$1"
    else
        bad "$1: the page says"
        sed 's/^/    /' "$2"
        echo "but it is"
        sed 's/^/    /' "$3"
    fi
}

play_console() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '$ '*)
            [ -z "$command" ] || finish_command
            command=${line#\$ }
            : >"$scratch/expected"
            ;;
        *)
            case $command in
            *\\) command="${command%\\}$line" ;;
            *) echo "$line" >>"$scratch/expected" ;;
            esac
            ;;
        esac
    done <"$1"
    [ -z "$command" ] || finish_command
}

finish_command() {
    case $command in
    *sqlite3*) command -v sqlite3 >/dev/null || {
        echo "no sqlite3 shell: not run: $command"
        command=
        return
    } ;;
    esac
    day=$((day + 1))
    # An empty line at the end of an output only sets off what follows.
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$scratch/expected" >"$scratch/wanted"
    shell_says "$command"
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$scratch/actual" >"$scratch/trimmed"
    if [ -s "$scratch/wanted" ] || [ "$code" -ne 0 ]; then
        judge "$ $command" "$scratch/wanted" "$scratch/trimmed"
    else
        good "$ $command"
    fi
    command=
}

# ran LANGUAGE: its output is in $scratch/actual.
ran() {
    cp "$scratch/actual" "$scratch/said-$1"
    said="$said $1"
}

play_c() {
    core=$CTR_BUILDDIR/lib/.libs/libcore.a
    [ -f "$core" ] || {
        echo "no $core: the program in C is not run"
        return
    }
    cp "$1" "$scratch/program.c"
    # shellcheck disable=SC2046,SC2086
    if ${CC:-cc} -std=c99 -Wall -Wextra -Werror $CTR_SANITIZED -I"$CTR_BUILDDIR/include" \
        -I"$CTR_SRCDIR/include" "$scratch/program.c" -o "$scratch/program" "$core" \
        $("${PKG_CONFIG:-pkg-config}" --libs sqlite3 libxml-2.0 zlib yaml-0.1 libpcre2-8 libsodium) \
        -lpthread 2>"$scratch/err"; then
        shell_says "$scratch/program"
        ran c
    else
        bad "the program in C does not build:"
        cat "$scratch/err"
    fi
}

play_python() {
    module=$CTR_BUILDDIR/python
    python=${PYTHON-/usr/bin/python3}
    cp "$1" "$scratch/program.py"
    if [ -z "$python" ] || ! (PYTHONPATH=$module "$python" -c 'import contracts' 2>/dev/null); then
        echo "no Python module in this build: the program in Python is not run"
        return
    fi
    shell_says "PYTHONDONTWRITEBYTECODE=1 PYTHONPATH='$module' '$python' -P '$scratch/program.py'"
    ran python
}

play_go() {
    go=${GO-/usr/bin/go}
    if [ -z "$go" ] || ! command -v "$go" >/dev/null; then
        echo "no Go in this build: the program in Go is not run"
        return
    fi
    # The linker of Go knows no sanitizers.
    if [ ! -f "$CTR_BUILDDIR/lib/.libs/libcontracts.so" ] || [ -n "${CTR_SANITIZED#"${CTR_SANITIZED%%[! ]*}"}" ]; then
        echo "no plain shared library in this build: the program in Go is not run"
        return
    fi
    mkdir -p "$scratch/go"
    cp "$1" "$scratch/go/main.go"
    sed -n 's/^go /go /p' "$CTR_SRCDIR/bindings/go/go.mod" >"$scratch/go.version"
    {
        echo "module readme"
        cat "$scratch/go.version"
        echo "require contracts v0.0.0"
        echo "replace contracts => $CTR_SRCDIR/bindings/go"
    } >"$scratch/go/go.mod"
    if (cd "$scratch/go" && GOFLAGS=-mod=mod GOTOOLCHAIN=local GOPROXY=off \
        GOCACHE="${GOCACHE:-$CTR_BUILDDIR/go-cache}" PKG_CONFIG_PATH="$CTR_BUILDDIR/pkgconfig" \
        "$go" build -o "$scratch/program-go" .) >"$scratch/err" 2>&1; then
        shell_says "LD_LIBRARY_PATH='$CTR_BUILDDIR/lib/.libs' '$scratch/program-go'"
        ran go
    else
        bad "the program in Go does not build:"
        cat "$scratch/err"
    fi
}

play_text() {
    for language in $said; do
        judge "what the program in $language prints" "$1" "$scratch/said-$language"
    done
    said=
}

# play PAGE
play() {
    mkdir -p "$folder" "$scratch/blocks" "$scratch/bin"
    cp "$CTR_SRCDIR"/doc/examples/*.yaml "$folder"
    cat >"$scratch/bin/contracts" <<EOF
#!/bin/sh
exec '$CONTRACTS' --now "\$(printf '2026-03-%02dT09:00:00Z' "\$CTR_DAY")" --seed "\$CTR_DAY" "\$@"
EOF
    chmod +x "$scratch/bin/contracts"
    unset CONTRACTS_DB CONTRACTS_ACTOR
    NO_COLOR=1
    export NO_COLOR
    rm -f "$scratch"/blocks/*
    "$AWK" -v dir="$scratch/blocks" '
        /^```/ && !inside { inside = 1; file = sprintf("%s/%03d.%s", dir, ++n, substr($0, 4)); printf "" > file; next }
        /^```/ { inside = 0; close(file); next }
        inside { print > file }' "$1"
    command=
    for block in "$scratch"/blocks/*; do
        case $block in
        *.console) play_console "$block" ;;
        *.c) play_c "$block" ;;
        *.python) play_python "$block" ;;
        *.go) play_go "$block" ;;
        *.text) play_text "$block" ;;
        esac
    done
}
