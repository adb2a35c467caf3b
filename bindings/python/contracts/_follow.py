"""Events as they happen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from .results import Event


class Following(Iterator[Event]):
    """Events from a sequence number on, and those to come. An error ends nothing: the next try goes
    on where it was.
    """

    __slots__ = ("_wait", "_find", "_idle", "_found", "_last", "_seen", "_quiet", "_over")

    def __init__(
        self,
        wait: Callable[[int, float | None], int],
        find: Callable[[int], Iterator[Event]],
        after: int | None,
        idle: float | None,
    ) -> None:
        # Looked at first, so that what there is up to `last` is in `found`, or of no interest.
        self._last = wait(after or 0, 0)
        self._seen = self._last if after is None else after
        self._wait = wait
        self._find = find
        self._idle = idle
        self._found = find(self._seen)
        self._quiet: float | None = None
        self._over = False

    def __next__(self) -> Event:
        if self._over:
            raise StopIteration
        if self._quiet is None:
            self._quiet = time.monotonic()  # asked for the first time, or after an event
        while (event := next(self._found, None)) is None:
            self._seen = max(self._seen, self._last)
            last = self._wait(self._seen, self._left(self._quiet))
            if last <= self._seen:
                self._over = True
                raise StopIteration
            self._found, self._last = self._find(self._seen), last
        self._seen = event.seq
        self._quiet = None
        return event

    def _left(self, quiet: float) -> float | None:
        if self._idle is None:
            return None
        return max(0.0, quiet + self._idle - time.monotonic())
