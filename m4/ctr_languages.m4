# CTR_LANGUAGES: Python and Go for the tests of the bindings. The distribution's own programs come
# first, because their packages bring what is needed; --with-python=PATH and --with-go=PATH choose
# others, --without-… leaves the binding out.
#
# Sets PYTHON, GO and the conditionals WITH_PYTHON, WITH_GO.
AC_DEFUN([CTR_LANGUAGES], [
AC_ARG_WITH([python],
    [AS_HELP_STRING([--with-python=PATH], [Python for the binding's tests @<:@found out@:>@])],
    [], [with_python=check])
PYTHON=
ctr_python_note="left out"
AS_CASE([$with_python],
    [no], [],
    [yes | check], [
        for ctr_try in /usr/bin/python3 `command -v python3`; do
            AS_IF([test -z "$PYTHON" && "$ctr_try" -c 'import cffi' 2>/dev/null],
                  [PYTHON=$ctr_try])
        done
        AS_IF([test -z "$PYTHON"], [ctr_python_note="left out: no python3 with cffi"])
        AS_IF([test -z "$PYTHON" && test "x$with_python" = xyes],
              [AC_MSG_ERROR([--with-python: no python3 with the module cffi was found])])],
    [AS_IF(["$with_python" -c 'import cffi' 2>/dev/null], [PYTHON=$with_python],
           [AC_MSG_ERROR([--with-python: $with_python is no Python with the module cffi])])])
AS_IF([test -n "$PYTHON"], [ctr_python_note=$PYTHON])

AC_ARG_WITH([go],
    [AS_HELP_STRING([--with-go=PATH], [Go for the binding's tests @<:@found out@:>@])],
    [], [with_go=check])
GO=
ctr_go_note="left out"
AS_CASE([$with_go],
    [no], [],
    [yes | check], [
        for ctr_try in /usr/bin/go `command -v go`; do
            AS_IF([test -z "$GO" && "$ctr_try" version >/dev/null 2>&1], [GO=$ctr_try])
        done
        AS_IF([test -z "$GO"], [ctr_go_note="left out: no go"])
        AS_IF([test -z "$GO" && test "x$with_go" = xyes],
              [AC_MSG_ERROR([--with-go: no go was found])])],
    [AS_IF(["$with_go" version >/dev/null 2>&1], [GO=$with_go],
           [AC_MSG_ERROR([--with-go: $with_go does not run])])])
AS_IF([test -n "$GO"], [ctr_go_note=$GO])

AC_SUBST([PYTHON])
AC_SUBST([GO])
AM_CONDITIONAL([WITH_PYTHON], [test -n "$PYTHON"])
AM_CONDITIONAL([WITH_GO], [test -n "$GO"])
])
