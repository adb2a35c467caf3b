# CTR_CHECK_STATIC: what a program must link after libcontracts.a besides what pkg-config tells.
#
# The archives of some distributions need more than their .pc files say: Debian's libxml2.a pulls in
# ICU, which is C++ and needs libstdc++. So the truth is found by linking a program against the
# archives.
#
# Sets CTR_STATIC_LIBS, everything that libcontracts.a needs in the order in which archives must be
# searched (for Libs.private: pkg-config would put what we add before the libraries that need it),
# and ctr_static_note (for the summary).
AC_DEFUN([CTR_CHECK_STATIC], [
AC_MSG_CHECKING([what static linking of libxml2 needs])
ctr_archives=
ctr_static_found=no
ctr_static_extra=
for ctr_lib in `$PKG_CONFIG --static --libs libxml-2.0 2>/dev/null`; do
    AS_CASE([$ctr_lib],
        [-lm | -lpthread | -ldl], [ctr_archives="$ctr_archives $ctr_lib"],
        [-l*], [
            ctr_name=lib`echo "$ctr_lib" | sed 's/^-l//'`.a
            ctr_file=`$CC $CFLAGS -print-file-name=$ctr_name`
            AS_IF([test -f "$ctr_file"], [ctr_archives="$ctr_archives $ctr_file"],
                  [ctr_archives="$ctr_archives $ctr_lib"])
            AS_IF([test "x$ctr_name" = xlibxml2.a && test -f "$ctr_file"],
                  [ctr_static_found=yes])],
        [ctr_archives="$ctr_archives $ctr_lib"])
done
AS_IF([test "x$ctr_static_found" = xyes], [
    ctr_saved_LIBS=$LIBS
    ctr_saved_CPPFLAGS=$CPPFLAGS
    CPPFLAGS="$CPPFLAGS $LIBXML_CFLAGS"
    ctr_static_found=no
    for ctr_extra in "" "-lm" "-lstdc++ -lm" "-lstdc++ -lm -ldl -lpthread" "-lc++ -lm"; do
        LIBS="$ctr_archives $ctr_extra $ctr_saved_LIBS"
        AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <libxml/parser.h>]], [[xmlInitParser();]])],
                       [ctr_static_found=yes
                        ctr_static_extra=$ctr_extra])
        test "x$ctr_static_found" = xyes && break
    done
    LIBS=$ctr_saved_LIBS
    CPPFLAGS=$ctr_saved_CPPFLAGS
    AS_IF([test "x$ctr_static_found" = xyes],
          [ctr_static_note="possible, with: ${ctr_static_extra:-nothing more than pkg-config says}"],
          [ctr_static_note="not possible: no set of libraries makes libxml2.a link"])],
    [ctr_static_note="libxml2 has no archive here; it stays shared"])
AC_MSG_RESULT([$ctr_static_note])
CTR_STATIC_LIBS=
for ctr_lib in `$PKG_CONFIG --static --libs sqlite3 libxml-2.0 zlib yaml-0.1 libpcre2-8 libsodium` \
    $ctr_static_extra -lpthread; do
    AS_CASE(["$ctr_lib"], [-pthread], [], [CTR_STATIC_LIBS="$CTR_STATIC_LIBS $ctr_lib"])
done
AC_SUBST([CTR_STATIC_LIBS])
])
