# Finds breaches of the house style in C sources; tools/check-style.sh gives it the exceptions.
#
#   awk -f tools/check-style.awk tools/style.conf FILE...
#
# Looks at: calls that lib/ must not make, length of files, lines and functions, depth of nesting,
# tabs, blanks at the end, words that stand for unfinished work, the comment a file begins with.

function offence(text) {
    print FILENAME ":" FNR ": " text
    bad++
}

# The line without comments and without what stands in quotes.
function bare(line,    out, c, i, n, quote) {
    out = ""
    n = length(line)
    for (i = 1; i <= n; i++) {
        c = substr(line, i, 1)
        if (comment) {
            if (c == "*" && substr(line, i + 1, 1) == "/") {
                comment = 0
                i++
            }
        } else if (quote != "") {
            if (c == "\\") i++
            else if (c == quote) quote = ""
        } else if (c == "/" && substr(line, i + 1, 1) == "*") {
            comment = 1
            i++
        } else if (c == "/" && substr(line, i + 1, 1) == "/") {
            break
        } else if (c == "\"" || c == "'") {
            quote = c
        } else {
            out = out c
        }
    }
    return out
}

function look_for_calls(code,    rest, name, before) {
    rest = code
    while (match(rest, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
        name = substr(rest, RSTART, RLENGTH)
        sub(/[ \t]*\($/, "", name)
        before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : ""
        rest = substr(rest, RSTART + RLENGTH)
        if (!(name in forbidden) || before == "." || before == ">") continue
        if ((name, FILENAME) in allowed) continue
        offence(name "() is not for lib/; see HACKING.md")
    }
}

function end_of_file() {
    if (file && lines > 600 && !(file in long_ok)) {
        print file ": " lines " lines, more than 600"
        bad++
    }
}

BEGIN {
    n = split("malloc calloc realloc free strdup strndup asprintf vasprintf printf fprintf vprintf " \
        "vfprintf puts putchar perror exit _exit abort setlocale strtod strtof atof atoi atol " \
        "rand srand random srandom time localtime gmtime localtime_r mktime tzset getenv setenv " \
        "system popen signal sigaction pthread_create fork sprintf vsprintf strcpy strcat gets", words, " ")
    for (i = 1; i <= n; i++) forbidden[words[i]] = 1
}

FNR == 1 {
    end_of_file()
    file = ""
    conf = FILENAME ~ /\.conf$/
    comment = 0
    in_function = 0
}
conf && $1 == "allow" { allowed[$2, $3] = 1 }
conf && $1 == "long" { long_ok[$2] = 1 }
conf && $1 == "wide" { wide_ok[$2, $3] = 1 }
conf { next }

{
    file = FILENAME
    lines = FNR
    library = FILENAME ~ /^lib\//
    if (FNR == 1 && $0 !~ /^\/\*/) offence("a file begins with a comment that says what it is")
    if ($0 ~ /\t/) offence("a tab")
    if ($0 ~ /[ \t]$/) offence("blanks at the end of the line")
    plain = $0
    gsub(/[\200-\277]/, "", plain) # columns, not bytes
    if (length(plain) > 100) offence(length(plain) " columns, more than 100")
    if ($0 ~ /(^|[^A-Za-z0-9_])(TODO|FIXME|XXX|HACK)([^A-Za-z0-9_]|$)/)
        offence("a mark of unfinished work")
    code = bare($0)
    if (library) look_for_calls(code)

    if (code ~ /^[A-Za-z].*\(/ && code !~ /;[ \t]*$/) {
        head = code
        sub(/[ \t]*\(.*/, "", head)
        sub(/.*[^A-Za-z0-9_]/, "", head)
    }
    if (code ~ /^\{/) {
        in_function = 1
        begun = FNR
        name = head
    } else if (code ~ /^\}/ && in_function) {
        in_function = 0
        size = FNR - begun + 1
        if (library && size > 62 && !((name, FILENAME) in wide_ok))
            offence("function " name " has " size - 2 " lines, more than 60")
    } else if (library && in_function && code ~ /^                +(if|for|while|switch|do)([ (]|$).*\{[ \t]*$/) {
        offence("nested more than three deep")
    }
}

END {
    end_of_file()
    exit bad ? 1 : 0
}
