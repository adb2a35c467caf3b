# Sourced by the soaks that need the project built with another configuration. They set, before:
#   tree     the folder it is built in, below the build folder; may be the build folder itself
#   target   what is made there
#   jobs     how many processes
#   log      where its messages go
# and call soak_build with what configure is told besides what the build folder was configured with.
unset MAKEFLAGS MFLAGS MAKELEVEL

# A source folder that was built in itself cannot be the source of another build: then its files are
# copied.
soak_configure() {
    from=$CTR_SRCDIR
    if [ -f "$from/config.status" ]; then
        rm -rf "$tree/source"
        "${MAKE:-make}" -C "$CTR_BUILDDIR" distdir distdir="$(basename "$tree")/source" || return 1
        from=$tree/source
    fi
    more=$(for word in "$@"; do printf " '%s'" "$word"; done)
    eval "set -- $("$CTR_BUILDDIR/config.status" --config) $more"
    (cd "$tree" && "$from/configure" --quiet "$@")
}

soak_make() {
    if [ "$tree" != "$CTR_BUILDDIR" ]; then
        mkdir -p "$tree" || return 1
        [ -f "$tree/Makefile" ] && [ "$tree/config.status" -nt "$CTR_BUILDDIR/config.status" ] &&
            [ ! -d "$tree/source" ] || soak_configure "$@" >"$log" 2>&1 || return 1
    fi
    "${MAKE:-make}" -C "$tree" -j"$jobs" "$target" >>"$log" 2>&1
}

soak_build() {
    begun=$(date +%s)
    if ! soak_make "$@"; then
        bad "the build in $(basename "$tree"); the end of its log:"
        tail -25 "$log"
        finish
    fi
    echo "built with $* in $(($(date +%s) - begun)) s"
}
