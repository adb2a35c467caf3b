# CTR_COMPILE_FLAG(VARIABLE, FLAG): append FLAG to VARIABLE if the C compiler takes it.
AC_DEFUN([CTR_COMPILE_FLAG], [
AS_VAR_PUSHDEF([cache], [ctr_cv_compile_$2])dnl
AC_CACHE_CHECK([whether the compiler takes $2], [cache], [
    ctr_saved_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS -Werror $2"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
                      [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
    CFLAGS=$ctr_saved_CFLAGS])
AS_VAR_IF([cache], [yes], [$1="$$1 $2"])
AS_VAR_POPDEF([cache])dnl
])

# CTR_LINK_FLAG(VARIABLE, FLAG): append FLAG to VARIABLE if the linker takes it.
AC_DEFUN([CTR_LINK_FLAG], [
AS_VAR_PUSHDEF([cache], [ctr_cv_link_$2])dnl
AC_CACHE_CHECK([whether the linker takes $2], [cache], [
    ctr_saved_LDFLAGS=$LDFLAGS
    LDFLAGS="$LDFLAGS $2"
    AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
                   [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
    LDFLAGS=$ctr_saved_LDFLAGS])
AS_VAR_IF([cache], [yes], [$1="$$1 $2"])
AS_VAR_POPDEF([cache])dnl
])

# CTR_EACH_FLAG(MACRO, VARIABLE, FLAGS): MACRO(VARIABLE, FLAG) for each of the FLAGS.
AC_DEFUN([CTR_EACH_FLAG], [m4_foreach_w([ctr_flag], [$3], [$1([$2], m4_defn([ctr_flag]))])])
