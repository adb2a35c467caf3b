"""Why a call failed.

Each status of the library has a class of its own. Where Python has a class for the same idea, ours
is one of those, too: ``except KeyError`` catches :class:`NotFound`.
"""

from __future__ import annotations

from collections.abc import Mapping

from .words import Status

__all__ = [
    "ArgumentError",
    "Blocked",
    "Busy",
    "Cancelled",
    "Closed",
    "Conflict",
    "ContractsError",
    "Corrupt",
    "Denied",
    "Exists",
    "Forked",
    "InputError",
    "LimitError",
    "Newer",
    "NoMemory",
    "NotFound",
    "NotOurs",
    "ReadOnly",
    "Replaced",
    "StateError",
    "StoreError",
    "StoreFull",
    "StoreIOError",
    "UnsupportedError",
]


class ContractsError(Exception):
    """Anything that a call of the library could not do.

    :ivar status: which kind of failure
    :ivar message: one line: what is, what was wanted, where, and what to do next. The text may
        change in any release; ``status`` and ``details`` are for programs.
    :ivar details: named facts, such as ``{"winner": "2.0.0"}``
    :ivar retryable: whether the same call may succeed later without any change
    """

    status: Status
    message: str
    details: dict[str, str]
    retryable: bool

    def __init__(
        self,
        status: str,
        message: str,
        details: Mapping[str, str] | None = None,
        *,
        retryable: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = Status(status)
        self.message = message
        self.details = dict(details or {})
        self.retryable = retryable

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r}, details={self.details!r})"


class ArgumentError(ContractsError, ValueError):
    """An argument of the call is not acceptable."""


class Closed(ArgumentError):
    """The store was closed."""


class InputError(ContractsError, ValueError):
    """A document or file is unreadable or malformed.

    ``file``, ``line`` and ``column`` (from 1, in code points) say where, as far as it is known.
    """

    @property
    def file(self) -> str | None:
        """Name of the file, None if unknown."""
        return self.details.get("file")

    @property
    def line(self) -> int | None:
        """Line from 1, None if unknown."""
        return _number(self.details.get("line"))

    @property
    def column(self) -> int | None:
        """Column from 1 in code points, None if unknown."""
        return _number(self.details.get("column"))


class LimitError(InputError):
    """Input is larger or deeper than the limits allow."""


class UnsupportedError(ContractsError):
    """Well-formed, but this library cannot do it."""


class NotFound(ContractsError, KeyError):
    """No such team, contract, version, consumer or file."""


class Exists(ContractsError):
    """It is there already."""


class Conflict(ContractsError):
    """A stale revision or a lost race."""


class StateError(ContractsError):
    """The rules forbid it in the present state."""


class Blocked(ContractsError):
    """A raised stop-the-line trigger blocks it; ``details`` name it and who clears it."""


class Denied(ContractsError):
    """The host's authoriser refused."""


class StoreError(ContractsError):
    """The store failed; the classes below say how."""


class Busy(StoreError):
    """Another process or thread held the store past the deadline; ``retryable`` is true."""


class StoreIOError(StoreError):
    """The operating system reported a failure."""


class StoreFull(StoreError):
    """No space left."""


class ReadOnly(StoreError):
    """The store cannot be written."""


class Corrupt(StoreError):
    """The store is damaged."""


class NotOurs(StoreError):
    """The file is not a contracts store."""


class Newer(StoreError):
    """The store was written by a newer library."""


class Replaced(StoreError):
    """The file was replaced under the open store."""


class Forked(StoreError):
    """The store was opened before a fork; open it anew in the child."""


class NoMemory(StoreError, MemoryError):
    """No memory."""


class Cancelled(ContractsError):
    """:meth:`Store.cancel` or a callback stopped the call."""


_CLASSES: dict[Status, type[ContractsError]] = {
    Status.ARGUMENT: ArgumentError,
    Status.INPUT: InputError,
    Status.LIMIT: LimitError,
    Status.UNSUPPORTED: UnsupportedError,
    Status.NOT_FOUND: NotFound,
    Status.EXISTS: Exists,
    Status.CONFLICT: Conflict,
    Status.STATE: StateError,
    Status.DENIED: Denied,
    Status.BUSY: Busy,
    Status.IO: StoreIOError,
    Status.FULL: StoreFull,
    Status.READONLY: ReadOnly,
    Status.CORRUPT: Corrupt,
    Status.NOT_OURS: NotOurs,
    Status.NEWER: Newer,
    Status.REPLACED: Replaced,
    Status.FORKED: Forked,
    Status.NOMEM: NoMemory,
    Status.CANCELLED: Cancelled,
    Status.BLOCKED: Blocked,
}


def class_of(status: str) -> type[ContractsError]:
    """The class of a status; that of a status from a newer library is the base."""
    return _CLASSES.get(Status(status), ContractsError)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
