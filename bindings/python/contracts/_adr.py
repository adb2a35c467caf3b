"""Decision records as Markdown in the layout of MADR."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from . import _core as core
from ._base import Handle
from ._contracts import lib
from ._core import NULL, Struct, text
from ._sources import Document, into, source_of
from ._result import _Rendered, _Result

__all__ = ["ADR", "ADRSection", "ADRStatus", "read_adr"]


class ADRStatus(StrEnum):
    """Status of a decision record."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class ADRSection(_Result):
    """A section under a heading that is none of MADR's."""

    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ADR(_Rendered):
    """A decision record; ``markdown`` is all of it."""

    title: str
    status: ADRStatus | None
    superseded_by: str | None
    date: str | None
    decision_makers: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    supersedes: tuple[str, ...]
    context: str | None
    drivers: tuple[str, ...]
    options: tuple[str, ...]
    outcome: str | None
    consequences: tuple[str, ...]
    others: tuple[ADRSection, ...]
    markdown: str


_LARGEST = 1 << 20  # bytes of a record
_ADR = core.Kind("adr", ADR.from_json)


def read_adr(record: Document) -> ADR:
    """Read a record from Markdown; headings may come in any order.

    :raises InputError: it has no title, or a status or date that is none
    """
    struct = Struct("source")
    with into(struct.c[0], struct, source_of(record, _LARGEST), _LARGEST) as parkings:
        return core.call(_ADR, lib.ctr_adr_read, (struct.c, NULL), parkings)


class ADRs(Handle):
    """What Store can do with decision records."""

    def decision_adr(self, team: str, name: str, id: str) -> ADR:
        """The decision on a change as a record: what was recorded, else what memo and request say.

        :raises NotFound: there is no such change
        """
        return self._call(
            _ADR,
            lib.ctr_decision_adr_of,
            text("team", team),
            text("name", name),
            text("id", id),
        )
