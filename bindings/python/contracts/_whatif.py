"""Changes that would have another class under other thresholds."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from . import _core as core
from ._base import Handle, Pages
from ._contracts import ffi, lib
from ._core import NULL, Struct, text
from ._sources import Document, into, source_of
from ._result import _Rendered, _Result
from .words import ChangeClass, ChangeState

__all__ = ["Whatif", "WhatifThreshold"]


@dataclass(frozen=True, slots=True)
class WhatifThreshold(_Result):
    """A threshold under two policies; a limit of None is not set."""

    name: str
    value: str | None
    unit: str
    limit_before: str | None
    limit_after: str | None
    exceeded_before: bool
    exceeded_after: bool


@dataclass(frozen=True, slots=True)
class Whatif(_Rendered):
    """A change whose class would be another."""

    change: str
    id: str
    state: ChangeState
    class_before: ChangeClass
    #: None: the policy refuses what is not known of the change.
    class_after: ChangeClass | None
    reasons_before: tuple[str, ...]
    reasons_after: tuple[str, ...]
    #: Those that decide: exceeded or unknown under one policy or the other.
    thresholds: tuple[WhatifThreshold, ...]


_WHATIFS = core.PageKind("whatif", "changes", Whatif.from_json)


class Whatifs(Handle):
    """What Store can do with other thresholds."""

    def whatif(
        self,
        team: str,
        name: str,
        policy: Document,
        *,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Whatif]:
        """Changes of a master whose class would differ under ``policy``; nothing is changed.

        :param policy: a master contract, or its ``change_policy`` or ``thresholds`` alone
        :raises InputError: the document is malformed or holds none of these
        """
        struct = Struct("change_filter")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        source = source_of(policy, self._max_bytes)

        def fetch(cursor: str | None, size: int) -> tuple[builtins.list[Whatif], str | None]:
            after = ffi.new("char[]", text("after", cursor)) if cursor else NULL
            c = struct.c  # which keeps the texts
            c.after = after
            c.limit = size
            given = Struct("source")
            with into(given.c[0], given, source, self._max_bytes):
                return self._call(_WHATIFS, lib.ctr_change_whatif, given.c, c)

        return Pages(fetch, None, limit, page_size)
