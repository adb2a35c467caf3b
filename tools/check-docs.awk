# Checks that the comment before each public function says what its users need.
#
#   awk -f tools/check-docs.awk include/contracts/*.h
#
# Every function: @since. One that returns a pointer: [owned] or [borrowed from ...]. One that hands
# out a pointer by a parameter (T **name, except the error slot, whose rule is in error.h): @param
# with [owned] or [borrowed ...].

function offence(text) {
    print FILENAME ":" start ": " name "() " text
    bad++
}

function judge(decl, doc,    params, n, list, i, p, at, part) {
    sub(/CTR_NODISCARD/, "", decl)
    sub(/.*CTR_API/, "", decl)
    head = substr(decl, 1, index(decl, "(") - 1)
    params = substr(decl, index(decl, "(") + 1)
    name = head
    sub(/[ \t]+$/, "", name)
    match(name, /[A-Za-z0-9_]+$/)
    result = substr(name, 1, RSTART - 1)
    name = substr(name, RSTART)
    seen++
    if (doc == "") {
        offence("has no comment")
        return
    }
    if (doc !~ /@since [0-9]+\.[0-9]+/) offence("has no @since")
    if (result ~ /\*/ && doc !~ /@return[ \t*]*\[(owned|borrowed)/)
        offence("returns a pointer; @return must say [owned] or [borrowed from ...]")
    n = split(params, list, ",")
    for (i = 1; i <= n; i++) {
        p = list[i]
        if (p !~ /\*[ \t]*\*/ || p ~ /\*[ \t]*const[ \t]*\*/) continue
        sub(/[ \t]*\).*$/, "", p)
        match(p, /[A-Za-z0-9_]+$/)
        p = substr(p, RSTART)
        if (p == "err") continue
        at = match(doc, "@param[ \t]+" p "[ \t]")
        if (!at) {
            offence("hands out '" p "' without a @param for it")
            continue
        }
        part = substr(doc, at + 6)
        if (match(part, /@/)) part = substr(part, 1, RSTART - 1)
        if (part !~ /\[(owned|borrowed)/) offence("does not tag '" p "' [owned] or [borrowed]")
    }
}

FNR == 1 { doc = ""; decl = ""; mode = "" }

mode == "" && /^\/\*\*/ {
    doc = ""
    mode = "doc"
}
mode == "doc" {
    doc = doc " " $0
    if (/\*\//) mode = ""
    next
}
mode == "" && /^CTR_API/ {
    decl = ""
    start = FNR
    mode = "decl"
}
mode == "decl" {
    decl = decl " " $0
    if (/;/) {
        judge(decl, doc)
        doc = ""
        mode = ""
    }
    next
}
/^[^ \t]/ { doc = "" }

END {
    print seen " functions looked at"
    exit bad || !seen ? 1 : 0
}
