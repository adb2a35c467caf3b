"""What all results have in common: how they are read from the library's JSON, and that the library
writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Protocol, Self, TypeVar, get_args, get_origin, get_type_hints

from ._json import loads
from .errors import UnsupportedError

_Reader = Callable[[Any], Any]
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class _Result:
    @classmethod
    def from_json(cls, value: str | bytes | Mapping[str, Any]) -> Self:
        """Read the library's JSON, as text or already parsed."""
        if isinstance(value, (str, bytes)):
            value = loads(value)
        readers = _READERS.get(cls)
        if readers is None:
            readers = _READERS[cls] = _readers_of(cls)
        found: Any = value
        return cls(*[read(found.get(key)) if read else found.get(key) for key, read in readers])


_READERS: dict[type, list[tuple[str, _Reader | None]]] = {}


def _readers_of(cls: type[_Result]) -> list[tuple[str, _Reader | None]]:
    """Each member with the function that makes it from what JSON has; None = it is that. A word of
    Python's own ends in an underscore here."""
    hints = get_type_hints(cls)
    return [(field.name.rstrip("_"), _reader_of(hints[field.name])) for field in fields(cls)]


def _reader_of(hint: Any) -> _Reader | None:
    if get_origin(hint) is UnionType:
        (inner,) = [one for one in get_args(hint) if one is not NoneType]
        return _optional(_reader_of(inner))
    if get_origin(hint) is tuple:
        return _many(_reader_of(get_args(hint)[0]))
    if hint == dict[str, int]:
        return _counted
    if hint is bool:
        return bool  # marks are left out where they are not set
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if hint is Decimal:
        return Decimal
    if isinstance(hint, type) and issubclass(hint, _Result):
        return hint.from_json
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return None


def _optional(read: _Reader | None) -> _Reader | None:
    if read is None:
        return None
    inner = read

    def optional(value: Any) -> Any:
        return None if value is None else inner(value)

    return optional


def _many(read: _Reader | None) -> _Reader:
    if read is None:
        return tuple
    inner = read

    def many(values: Any) -> Any:
        return tuple(inner(value) for value in values)

    return many


def _counted(values: list[dict[str, Any]]) -> dict[str, int]:
    return {row["word"]: row["count"] for row in values}


class _Made(Protocol):
    """What of C a result was read from; see _core."""

    def text(self, kind: str) -> str: ...


class _Renders:
    """What the library can write, because it made it."""

    __slots__ = ()
    _made: _Made

    def render(self, kind: str = "text") -> str:
        """The result as the command prints it.

        Every result knows ``text``, ``color`` and ``json``; a statement ``csv`` and ``html`` as
        well, a burn ``csv`` and ``svg``, metrics ``prometheus``, a decision record ``markdown``, a
        comparison ``markdown`` (a changelog), ``sarif``, ``junit``, ``github`` and ``html``; of an
        evolution that is its ``comparison``. It is what the call found, whatever has happened to
        the store since.

        :param kind: a :class:`RenderKind`
        :raises UnsupportedError: a kind that this result does not know; ``details["wanted"]`` names
            those it knows. Or this is a copy, or the answer of ``Store.active``, which keeps
            nothing for it: ask ``Store.get``
        """
        made = getattr(self, "_made", None)
        if made is None:
            raise UnsupportedError(
                "unsupported",
                f"this {type(self).__name__} is a copy, a part of another result, or the answer of "
                "Store.active, and has nothing to be written from; render the result that the call "
                "gave, or ask Store.get",
            )
        return str(made.text(kind))


class _Rendered(_Renders, _Result):
    """A result that writes itself."""

    __slots__ = ("_made",)


class Listing(_Renders, tuple[T_co, ...]):
    """All that a call found: a tuple that writes itself as a whole. What is cut out of it, and a
    copy, is a tuple like any other."""

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[T_co, ...]]]:
        return tuple, (tuple(self),)
