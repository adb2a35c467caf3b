# Prints the names of the functions that the public headers declare, one a line.
#
#   awk -f tools/list-functions.awk include/contracts/*.h
{
    line = $0
    while (1) { # drop comments
        if (inside) {
            at = index(line, "*/")
            if (!at) next
            line = substr(line, at + 2)
            inside = 0
        }
        at = index(line, "/*")
        if (!at) break
        rest = substr(line, at + 2)
        line = substr(line, 1, at - 1)
        stop = index(rest, "*/")
        if (!stop) {
            inside = 1
            break
        }
        line = line " " substr(rest, stop + 2)
    }
    if (line ~ /^[ \t]*#/) next
    text = text " " line
}

END {
    n = split(text, statements, ";")
    for (i = 1; i <= n; i++) {
        s = statements[i]
        at = match(s, /(^|[^A-Za-z0-9_])CTR_API([^A-Za-z0-9_]|$)/)
        if (!at) continue
        s = substr(s, at)
        s = substr(s, 1, index(s, "(") - 1)
        sub(/[ \t]+$/, "", s)
        match(s, /[A-Za-z_][A-Za-z0-9_]*$/)
        print substr(s, RSTART, RLENGTH)
    }
}
