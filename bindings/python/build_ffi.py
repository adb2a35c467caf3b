"""Builds contracts._contracts, the module between Python and libcontracts.

cffi's API mode: the declarations in cdef.h, made from the public headers by tools/cdef.awk, are
compiled against those headers, so that a wrong one does not build.

The library is found by pkg-config. Two variables name one that is not installed:

    CTR_INCLUDE   directories with headers, separated by ':'
    CTR_LIB       directory with libcontracts.so; the module will look there when it runs

    python3 build_ffi.py DIRECTORY    build the module below DIRECTORY, in contracts/
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from cffi import FFI

HERE = Path(__file__).resolve().parent

# Called by the library, written in Python: see contracts/_hooks.py.
CALLBACKS = """
extern "Python" {
    int ctrpy_clock(void *user, int64_t *now_us);
    int ctrpy_random(void *user, void *buffer, size_t size);
    void ctrpy_log(void *user, int32_t level, const char *text);
    int ctrpy_authorise(void *user, const char *actor, const char *verb, const char *subject);
    int ctrpy_progress(void *user, const char *what, uint64_t done, uint64_t total);
    int ctrpy_write(void *user, const void *bytes, size_t size);
    int64_t ctrpy_read(void *user, void *buffer, size_t capacity);
    int ctrpy_resolve(void *user, const char *path, const void **data, size_t *size);
}
"""

# Collects what a result renders, without a call into Python for every piece.
COLLECT_CDEF = """
typedef struct ctrpy_text {
    char *bytes;
    size_t size;
    size_t room;
} ctrpy_text;
int ctrpy_collect(void *user, const void *bytes, size_t size);
void ctrpy_text_free(ctrpy_text *text);
"""

COLLECT_SOURCE = """
#include <contracts/contracts.h>
#include <stdlib.h>
#include <string.h>

typedef struct ctrpy_text {
    char *bytes;
    size_t size;
    size_t room;
} ctrpy_text;

static int ctrpy_collect(void *user, const void *bytes, size_t size)
{
    ctrpy_text *text = user;

    if (size > text->room - text->size) {
        size_t room = text->room ? text->room : 1024;
        while (room - text->size < size) {
            if (room > SIZE_MAX / 2) {
                return 1;
            }
            room *= 2;
        }
        char *more = realloc(text->bytes, room);
        if (!more) {
            return 1;
        }
        text->bytes = more;
        text->room = room;
    }
    if (size) {
        memcpy(text->bytes + text->size, bytes, size);
    }
    text->size += size;
    return 0;
}

static void ctrpy_text_free(ctrpy_text *text)
{
    free(text->bytes);
    text->bytes = NULL;
    text->size = text->room = 0;
}
"""


def pkg_config(*arguments: str) -> list[str]:
    """What pkg-config says about libcontracts, word by word."""
    program = os.environ.get("PKG_CONFIG") or "pkg-config"
    try:
        done = subprocess.run(
            [program, *arguments, "libcontracts"], check=True, text=True, stdout=subprocess.PIPE
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            f"build_ffi.py: {program} does not know libcontracts ({error}); install it, set "
            "PKG_CONFIG_PATH, or set CTR_INCLUDE and CTR_LIB"
        ) from None
    return done.stdout.split()


def where() -> dict[str, Any]:
    """Arguments of set_source() that say where headers and library are."""
    include = os.environ.get("CTR_INCLUDE")
    library = os.environ.get("CTR_LIB")
    if include and library:
        return {
            "include_dirs": include.split(os.pathsep),
            "library_dirs": [library],
            "runtime_library_dirs": [library],
            "libraries": ["contracts"],
        }
    return {
        "extra_compile_args": pkg_config("--cflags"),
        "extra_link_args": pkg_config("--libs"),
    }


def builder() -> FFI:
    """The module, ready to be compiled."""
    ffi = FFI()
    ffi.cdef((HERE / "cdef.h").read_text(encoding="ascii"))
    ffi.cdef(COLLECT_CDEF)
    ffi.cdef(CALLBACKS)
    ffi.set_source("contracts._contracts", COLLECT_SOURCE, **where())
    return ffi


def ffibuilder() -> FFI:
    """For setup.py's cffi_modules."""
    return builder()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: {sys.argv[0]} DIRECTORY")
    builder().compile(tmpdir=sys.argv[1], target="_contracts.abi3.so", verbose=False)
