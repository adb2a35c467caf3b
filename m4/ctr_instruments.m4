# CTR_INSTRUMENTS: the builds that look for mistakes. Sets CTR_INSTRUMENT_CFLAGS and _LDFLAGS, which
# the Makefile adds to its own flags; the user's CFLAGS stay as they are.
#
#   --enable-werror                 warnings are errors
#   --enable-sanitizers=LIST        address, undefined, thread; thread goes with undefined only
#   --enable-coverage               gcov counters; `make coverage` prints them
#   --enable-fuzzing                fuzz programs link libFuzzer (clang)
AC_DEFUN([CTR_INSTRUMENTS], [
CTR_INSTRUMENT_CFLAGS=
CTR_INSTRUMENT_LDFLAGS=

AC_ARG_ENABLE([werror],
    [AS_HELP_STRING([--enable-werror], [treat compiler warnings as errors])],
    [], [enable_werror=no])
AS_IF([test "x$enable_werror" = xyes], [CTR_INSTRUMENT_CFLAGS="-Werror"])

AC_ARG_ENABLE([sanitizers],
    [AS_HELP_STRING([--enable-sanitizers=LIST],
                    [build with sanitizers: address,undefined or thread])],
    [], [enable_sanitizers=no])
AS_IF([test "x$enable_sanitizers" = xyes], [enable_sanitizers=address,undefined])
AS_CASE([",$enable_sanitizers,"],
    [,no,], [],
    [*,address,*thread,* | *,thread,*address,*],
        [AC_MSG_ERROR([the address and thread sanitizers cannot be had together])],
    [AS_IF([echo "$enable_sanitizers" | tr ',' '\n' |
            grep -vE '^(address|undefined|thread|leak)$' >/dev/null],
        [AC_MSG_ERROR([--enable-sanitizers takes address, undefined, leak and thread, not '$enable_sanitizers'])])
    ctr_flags="-fsanitize=$enable_sanitizers -fno-omit-frame-pointer"
    AS_CASE([",$enable_sanitizers,"],
        [*,undefined,*], [ctr_flags="$ctr_flags -fno-sanitize-recover=undefined"])
    ctr_saved_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS $ctr_flags"
    AC_MSG_CHECKING([whether $ctr_flags works])
    AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])], [AC_MSG_RESULT([yes])],
        [AC_MSG_RESULT([no])
         AC_MSG_ERROR([this compiler cannot build with --enable-sanitizers=$enable_sanitizers])])
    CFLAGS=$ctr_saved_CFLAGS
    CTR_INSTRUMENT_CFLAGS="$CTR_INSTRUMENT_CFLAGS $ctr_flags"
    CTR_INSTRUMENT_LDFLAGS="$CTR_INSTRUMENT_LDFLAGS -fsanitize=$enable_sanitizers"])

AC_ARG_ENABLE([coverage],
    [AS_HELP_STRING([--enable-coverage], [count executed lines with gcov])],
    [], [enable_coverage=no])
AS_IF([test "x$enable_coverage" = xyes], [
    CTR_INSTRUMENT_CFLAGS="$CTR_INSTRUMENT_CFLAGS --coverage -O0"
    CTR_INSTRUMENT_LDFLAGS="$CTR_INSTRUMENT_LDFLAGS --coverage"])

AC_ARG_ENABLE([fuzzing],
    [AS_HELP_STRING([--enable-fuzzing], [link the fuzz programs with libFuzzer (needs clang)])],
    [], [enable_fuzzing=no])
AS_IF([test "x$enable_fuzzing" = xyes], [
    ctr_saved_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS -fsanitize=fuzzer-no-link"
    AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])], [],
        [AC_MSG_ERROR([--enable-fuzzing needs a compiler with libFuzzer; try CC=clang])])
    CFLAGS=$ctr_saved_CFLAGS
    CTR_INSTRUMENT_CFLAGS="$CTR_INSTRUMENT_CFLAGS -fsanitize=fuzzer-no-link"])

AM_CONDITIONAL([COVERAGE], [test "x$enable_coverage" = xyes])
AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])
AM_CONDITIONAL([SANITIZED], [test "x$enable_sanitizers" != xno])
AC_SUBST([CTR_INSTRUMENT_CFLAGS])
AC_SUBST([CTR_INSTRUMENT_LDFLAGS])
])
