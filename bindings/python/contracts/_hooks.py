"""Functions of Python that the library calls. Each runs inside a call, on its thread; an exception
is parked and raised when that call is over, and the library is told to stop.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO, TypeVar, cast

from ._contracts import ffi, lib
from ._core import CData, Parking, microseconds, raw, string

_LOG_LEVELS = (logging.ERROR, logging.WARNING, logging.INFO, logging.DEBUG)

F = TypeVar("F", bound=Callable[..., Any])

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]
Log = Callable[[int, str], object]
Authorise = Callable[[str, str, str], bool]
Progress = Callable[[str, int, int], object]
Resolve = Callable[[str], "bytes | None"]


class Hooks(Parking):
    """What the host of a store, or the caller of a comparison, wants to be asked and told."""

    __slots__ = ("clock", "random", "log", "authorise", "progress")

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        random: Random | None = None,
        log: Log | None = None,
        authorise: Authorise | None = None,
        progress: Progress | None = None,
    ) -> None:
        super().__init__()
        for name, hook in (
            ("clock", clock),
            ("random", random),
            ("log", log),
            ("authorise", authorise),
            ("progress", progress),
        ):
            if hook is not None and not callable(hook):
                raise TypeError(f"{name} must be callable, not {type(hook).__name__}")
        self.clock = clock
        self.random = random
        self.log = log
        self.authorise = authorise
        self.progress = progress

    def install(self, options: CData) -> CData:
        """Into the options of a store. The handle that comes back must outlive the store."""
        handle = ffi.new_handle(self)
        options.user = handle
        options.progress = lib.ctrpy_progress
        if self.clock:
            options.clock = lib.ctrpy_clock
        if self.random:
            options.random = lib.ctrpy_random
        if self.log:
            options.log = lib.ctrpy_log
        if self.authorise:
            options.authorise = lib.ctrpy_authorise
        return handle


class Stream(Parking):
    """A file of Python for an export or an import."""

    __slots__ = ("file",)

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self.file = file


class Resolving(Parking):
    """Answers for `$ref`s to other files, whose bytes stay until the call is over."""

    __slots__ = ("resolve", "kept")

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self.resolve = resolve
        self.kept: list[Any] = []


# cffi calls these for an exception in a function further down, also for one that a signal handler
# raises before its first line (Ctrl-C). What they return goes to the library.


def _park(kind: object, error: BaseException, trace: Any) -> None:
    if trace is None:
        sys.excepthook(type(error), error, trace)
    else:
        ffi.from_handle(trace.tb_frame.f_locals["user"]).park(error)


def _tell(kind: object, error: BaseException, trace: Any) -> None:
    """The log cannot stop a call, so it does not seem to."""
    if isinstance(error, Exception):
        args: Any = _Unraisable(type(error), error, trace, None, None)
        sys.unraisablehook(args)
    else:
        _park(kind, error, trace)


class _Unraisable:
    """Has the members of sys.UnraisableHookArgs, which cannot be made."""

    def __init__(self, *values: Any) -> None:
        self.exc_type, self.exc_value, self.exc_traceback, self.err_msg, self.object = values


def _callback(onerror: Callable[..., object], error: int | None = None) -> Callable[[F], F]:
    """The function of that name in build_ffi.py; `error` is what it answers when it raises."""
    if error is None:
        return cast("Callable[[F], F]", ffi.def_extern(onerror=onerror))
    return cast("Callable[[F], F]", ffi.def_extern(onerror=onerror, error=error))


@_callback(_park, -1)
def ctrpy_clock(user: CData, now_us: CData) -> int:
    when = ffi.from_handle(user).clock()
    if when is None:
        raise TypeError("clock gave None, wanted a datetime")
    now_us[0] = microseconds("the clock's answer", when)
    return 0


@_callback(_park, 0)
def ctrpy_authorise(user: CData, actor: CData, verb: CData, subject: CData) -> int:
    return 1 if ffi.from_handle(user).authorise(string(actor), string(verb), string(subject)) else 0


@_callback(_park, -1)
def ctrpy_random(user: CData, buffer: CData, size: int) -> int:
    data = ffi.from_handle(user).random(size)
    if len(data) != size:
        raise ValueError(f"random gave {len(data)} bytes, wanted {size}")
    ffi.memmove(buffer, data, size)
    return 0


@_callback(_tell)
def ctrpy_log(user: CData, level: int, line: CData) -> None:
    ffi.from_handle(user).log(_LOG_LEVELS[min(max(level, 0), 3)], string(line))


# Installed even when nobody wants to know: it lets Python see Ctrl-C during long work.
@_callback(_park, 1)
def ctrpy_progress(user: CData, what: CData, done: int, total: int) -> int:
    hooks = ffi.from_handle(user)
    if hooks.progress is None:
        return 0
    return 1 if hooks.progress(string(what), done, total) else 0


@_callback(_park, 1)
def ctrpy_write(user: CData, data: CData, size: int) -> int:
    rest = memoryview(ffi.buffer(data, size)[:])
    write = ffi.from_handle(user).file.write
    while rest:
        written = write(rest)
        if written is None:
            raise BlockingIOError("the file to write to is not ready; it must be a blocking one")
        rest = rest[written:]
    return 0


@_callback(_park, -1)
def ctrpy_read(user: CData, buffer: CData, capacity: int) -> int:
    data = ffi.from_handle(user).file.read(capacity)
    if data is None:
        raise BlockingIOError("the file to read from is not ready; it must be a blocking one")
    if isinstance(data, str):
        raise TypeError("the file to read from gives str; open it in binary mode")
    if len(data) > capacity:
        raise ValueError(f"read({capacity}) gave {len(data)} bytes")
    ffi.memmove(buffer, data, len(data))
    return len(data)


@_callback(_park, -1)
def ctrpy_resolve(user: CData, path: CData, data: CData, size: CData) -> int:
    resolving = ffi.from_handle(user)
    found = resolving.resolve(string(path))
    if found is None:
        return 1
    memory = ffi.from_buffer(raw("what resolve gives", found, "bytes or None"))
    resolving.kept.append(memory)
    data[0] = memory
    size[0] = len(memory)
    return 0
