# Writes the manual page of one public header from its comments: the header is the manual.
#
#   awk -v release=0.1.0 -f tools/mkman.awk include/contracts/store.h > contracts-store.3
#
# The page holds the comment of the file, the types and constants as they are declared, and a section
# a function. @param and @retval become lists, @return and @since sentences.

function roff(s) {
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    gsub(/@p /, "", s)
    gsub(/@brief /, "", s)
    if (s ~ /^[.']/) s = "\\&" s
    return s
}

# A comment without its frame, lines joined by "\n".
function body(comment,    n, line, i, out) {
    n = split(comment, line, "\n")
    for (i = 1; i <= n; i++) {
        sub(/^[ \t]*\/?\*+\/?/, "", line[i])
        sub(/\*\/[ \t]*$/, "", line[i])
        sub(/^ /, "", line[i])
        sub(/[ \t]+$/, "", line[i])
        out = out line[i] "\n"
    }
    return out
}

# A tag's words may begin in the middle of a line: "@return x. @since 0.1".
function tags_apart(text) {
    gsub(/[ \n]@since/, "\n@since", text)
    gsub(/ @return/, "\n@return", text)
    return text
}

function print_text(text,    n, line, i, s, code, first) {
    n = split(tags_apart(text), line, "\n")
    code = 0
    for (i = 1; i <= n; i++) {
        s = line[i]
        if (s ~ /^@file/) continue
        if (!code && s ~ /^    /) {
            print ".PP\n.RS 4\n.nf"
            code = 1
        } else if (code && s !~ /^    / && s != "") {
            print ".fi\n.RE\n.PP"
            code = 0
        }
        if (code) {
            print roff(substr(s, 5))
        } else if (s ~ /^ *$/) {
            print ".PP"
        } else if (s ~ /^@(param|retval)/) {
            first = s
            sub(/^@(param|retval) +/, "", first)
            match(first, /^[^ ]+/)
            print ".TP\n." (s ~ /^@param/ ? "I" : "B") " " roff(substr(first, 1, RLENGTH))
            first = substr(first, RLENGTH + 1)
            sub(/^ +/, "", first)
            if (first != "") print roff(first)
        } else if (s ~ /^@return/) {
            sub(/^@return */, "", s)
            print ".PP\nReturns: " roff(s)
        } else if (s ~ /^@since/) {
            sub(/^@since */, "", s)
            print ".PP\nSince " s "."
        } else if (s ~ /^- /) {
            print ".IP \\(bu 2\n" roff(substr(s, 3))
        } else {
            sub(/^ +/, "", s)
            print roff(s)
        }
    }
    if (code) print ".fi\n.RE"
}

# Declarations as they are, but for the attributes; lines that go on move left with the first.
function print_code(code,    n, line, i, gone) {
    print ".PP\n.nf"
    n = split(code, line, "\n")
    for (i = 1; i <= n; i++) {
        if (sub(/^CTR_API /, "", line[i])) gone = sub(/^CTR_NODISCARD /, "", line[i]) ? 22 : 8
        else if (gone && match(line[i], /^ +/) && RLENGTH >= gone) line[i] = substr(line[i], gone + 1)
        if (line[i] != "" || i < n) print roff(line[i])
    }
    print ".fi"
}

# A function is printed at once, a type or constant kept for the section before.
function finish_declaration(    name) {
    if (declaration ~ /^CTR_API/) {
        name = declaration
        sub(/\(.*/, "", name)
        sub(/.*[ *]/, "", name)
        names[++functions] = name
        function_doc[functions] = comment
        function_code[functions] = declaration
    } else if (declaration ~ /^(typedef|#define CTR_)/ && declaration !~ /_(API|NODISCARD|DECLS)/) {
        types = types comment declaration "\n"
    }
    declaration = ""
    comment = ""
}

FNR == 1 {
    title = FILENAME
    sub(/.*\//, "", title)
    sub(/\.h(\.in)?$/, "", title)
}
in_comment {
    comment = comment $0 "\n"
    if (/\*\//) {
        in_comment = 0
        if (comment ~ /@file/) {
            about = comment
            comment = ""
        }
    }
    next
}
declaration == "" && /^\/\*\*/ {
    comment = $0 "\n"
    if (!/\*\//) in_comment = 1
    next
}
declaration == "" && /^(CTR_API|typedef|#define)/ { collecting = 1 }
collecting {
    declaration = declaration $0 "\n"
    depth += gsub(/\{/, "{") - gsub(/\}/, "}")
    if (declaration ~ /^#define/ ? !/\\$/ : depth == 0 && /;/) {
        collecting = 0
        finish_declaration()
    }
    next
}
/^[^ \t]/ { comment = "" }

END {
    brief = about
    sub(/.*@brief /, "", brief)
    sub(/\n.*/, "", brief)
    sub(/\.$/, "", brief)
    page = title == "contracts" ? "libcontracts" : "contracts-" title
    printf ".\\\" Written by tools/mkman.awk from contracts/%s.h.\n", title
    printf ".TH %s 3 \"\" \"libcontracts %s\" \"Library Functions\"\n", toupper(page), release
    printf ".SH NAME\n"
    for (i = 1; i <= functions; i++) printf "%s%s", names[i], i < functions ? ", " : ""
    if (!functions) printf "%s", page
    printf " \\- %s\n", roff(brief)
    printf ".SH SYNOPSIS\n.nf\n#include <contracts/%s.h>\n.fi\n.PP\ncc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs libcontracts)\n", title
    printf ".SH DESCRIPTION\n"
    text = body(about)
    sub(/^[^@]*@file[^\n]*\n/, "", text)
    print_text(text)
    if (types != "") {
        printf ".SH TYPES AND CONSTANTS\n"
        print_code(types)
    }
    if (functions) printf ".SH FUNCTIONS\n"
    for (i = 1; i <= functions; i++) {
        printf ".SS %s\n", names[i]
        print_code(function_code[i])
        print ".PP"
        print_text(body(function_doc[i]))
    }
    printf ".SH SEE ALSO\nlibcontracts(3), contracts(1)\n"
}
