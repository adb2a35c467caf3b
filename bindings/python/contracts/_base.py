"""The handle of a store, and how every method uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Generic, TypedDict, TypeVar

from ._contracts import ffi, lib
from ._core import (
    INT64_MAX,
    NULL,
    CData,
    Kind,
    Parking,
    Struct,
    call,
    check,
    integer,
    microseconds,
    optional_text,
)
from ._hooks import Hooks
from .errors import Closed

T = TypeVar("T")


class CallOptions(TypedDict, total=False):
    """Keywords of every call that writes; all may be left out.

    :key actor: who does it; default: the store's actor
    :key reason: why; recorded in the journal
    :key now: the instant it is dated to; default: the store's clock. Not before the last event
    :key if_revision: act only if the version is at this revision, else :class:`Conflict`
    :key dry_run: do everything and keep nothing
    :key force: overrule a guard; needs a reason
    :key declare_break: the break is a decision; needs a reason
    """

    actor: str | None
    reason: str | None
    now: datetime | None
    if_revision: int | None
    dry_run: bool
    force: bool
    declare_break: bool


_FLAGS = (
    ("dry_run", lib.CTR_CALL_DRY_RUN),
    ("force", lib.CTR_CALL_FORCE),
    ("declare_break", lib.CTR_CALL_DECLARE_BREAK),
)
_KEYS = frozenset(CallOptions.__annotations__)


def call_options(given: CallOptions) -> Struct | None:
    """As C has them; None when nothing is given. The struct must live until the call is over."""
    if not given:
        return None
    unknown = set(given) - _KEYS
    if unknown:
        raise TypeError(
            f"unexpected keyword {', '.join(sorted(unknown))}; there are {', '.join(sorted(_KEYS))}"
        )
    struct = Struct("call")
    struct.c.actor = struct.optional("actor", given.get("actor"))
    struct.c.reason = struct.optional("reason", given.get("reason"))
    struct.c.now_us = microseconds("now", given.get("now"))
    struct.c.if_revision = integer("if_revision", given.get("if_revision"), INT64_MAX)
    for key, flag in _FLAGS:
        if given.get(key):
            struct.c.flags |= flag
    return struct


class Handle:
    """What Store and its parts share.

    The C handle is freed when the last reference to it is gone. ``close`` drops the store's own;
    a call that still runs in another thread has one of its own for as long as it lasts. So a method
    never keeps the handle in a variable: a traceback would keep it alive.
    """

    _c: CData | None
    _hooks: Hooks
    _max_bytes: int

    def _use(self) -> CData:
        handle = self._c
        if handle is None:
            raise Closed("argument", "the store is closed")
        return handle

    def _check(self, status: int, err: CData, parkings: tuple[Parking, ...] = ()) -> None:
        check(status, err, *parkings, self._hooks)

    def _call(
        self,
        kind: Kind[T],
        function: Callable[..., int],
        *arguments: Any,
        parkings: tuple[Parking, ...] = (),
    ) -> T:
        """A function of C that takes the store first, and `out` and `err` last."""
        return call(kind, function, (self._use(), *arguments), (*parkings, self._hooks))

    def _write(
        self,
        kind: Kind[T],
        function: Callable[..., int],
        *arguments: Any,
        call: CallOptions,
        parkings: tuple[Parking, ...] = (),
    ) -> T:
        """The same for those that take a ctr_call before `out`."""
        options = call_options(call)
        return self._call(
            kind,
            function,
            *arguments,
            NULL if options is None else options.c,
            parkings=parkings,
        )

    def _pages(
        self,
        kind: Kind[tuple[list[T], Any]],
        function: Callable[..., int],
        struct: Struct,
        limit: int | None,
        page_size: int,
    ) -> Pages[T]:
        """The items that a function finds by a filter whose `after` is text."""

        def fetch(cursor: str | None, size: int) -> tuple[list[T], Any]:
            after = optional_text("after", cursor)
            kept = NULL if after is NULL else ffi.new("char[]", after)
            struct.c.after = kept
            struct.c.limit = size
            return self._call(kind, function, struct.c)

        return Pages(fetch, None, limit, page_size)


class Pages(Iterator[T], Generic[T]):
    """All items of a list that the library gives by the page. The first page is read at once, the
    others as the iteration reaches them.
    """

    __slots__ = ("_fetch", "_items", "_at", "_cursor", "_left", "_page_size")

    def __init__(
        self,
        fetch: Callable[[Any, int], tuple[list[T], Any]],
        start: Any,
        limit: int | None,
        page_size: int,
    ) -> None:
        self._fetch = fetch
        self._left = limit
        self._page_size = integer("page_size", page_size, 1000, 1)
        self._items: list[T] = []
        self._at = 0
        self._cursor = start
        if limit is not None:
            integer("limit", limit, INT64_MAX)
        self._turn()

    def _turn(self) -> None:
        size = self._page_size if self._left is None else min(self._page_size, self._left)
        # A page that could not be read leaves everything as it was: the next try begins there.
        self._items, self._cursor = self._fetch(self._cursor, max(size, 1))
        self._at = 0

    def __next__(self) -> T:
        if self._left == 0:
            raise StopIteration
        if self._at == len(self._items):
            if self._cursor is None:
                raise StopIteration
            self._turn()
            if not self._items:
                self._cursor = None
                raise StopIteration
        item = self._items[self._at]
        self._at += 1
        if self._left is not None:
            self._left -= 1
        return item
