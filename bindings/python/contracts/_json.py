"""JSON as the library has it: no number is rounded on its way in or out.

A number becomes an int or a float where Python writes that again as the same number; else a
:class:`decimal.Decimal`, such as ``9007199254740993.5``, of which a float has no place for the
half, or ``1e400``, of which it makes infinity.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

_SHORT = 16  # a float holds fifteen digits, here with a point


def _real(text: str) -> float | Decimal:
    value = float(text)
    if len(text) <= _SHORT and "e" not in text and "E" not in text:
        return value
    try:
        exact = Decimal(text)
    except InvalidOperation:  # an exponent of twenty digits: Python has nothing that holds it
        return value
    return value if exact.is_nan() or Decimal(repr(value)) == exact else exact


def _whole(text: str) -> int | Decimal:
    try:
        return int(text)
    except ValueError:  # more digits than the interpreter turns into an int
        return Decimal(text)


def loads(text: str | bytes) -> Any:
    """What JSON says."""
    return json.loads(text, parse_float=_real, parse_int=_whole)


def dumps(value: Any) -> str:
    """A value as JSON; mappings of all kinds are objects.

    :raises TypeError: something in it has no place in JSON
    :raises ValueError: likewise a number that is none, or what contains itself
    """
    # json writes no Decimal, so it is a text behind a mark that occurs nowhere else until the end.
    mark = secrets.token_hex(16)
    marked = False

    def other(one: Any) -> Any:
        nonlocal marked
        if isinstance(one, Mapping):
            return dict(one)
        if not isinstance(one, Decimal):
            raise TypeError(f"{type(one).__name__} has no place in JSON")
        if not one.is_finite():
            raise ValueError(f"{one} has no place in JSON")
        marked = True
        return f"{mark}{one}"

    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=other
    )
    return re.sub(f'"{mark}([^"]*)"', r"\1", text) if marked else text
