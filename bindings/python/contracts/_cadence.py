"""Methods of Store for cadences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Unpack

from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import Kind, PageKind, Struct
from .cadence_results import CadenceReport, Meeting

MEETING = Kind("meeting", Meeting.from_json)
MEETINGS = PageKind("meeting", "meetings", Meeting.from_json)
REPORT = Kind("cadence_report", CadenceReport.from_json)


class Cadences(Handle):
    """What Store can do with cadences."""

    def cadence_held(
        self,
        team: str,
        name: str,
        cadence: str,
        *,
        day: str | None = None,
        participants: Iterable[str] = (),
        artefacts: Iterable[str] = (),
        **call: Unpack[CallOptions],
    ) -> Meeting:
        """Record that a meeting was held; recorded again, what is new is added.

        :param name: the master contract
        :param day: ``"2026-11-20"``; default: today
        :param participants: parties as ``"client"`` or ``"client=ann"``, and others
        :param artefacts: what it left behind, as ``"minutes=LINK"`` where that is required
        """
        struct = Struct("meeting_spec")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.cadence = struct.text("cadence", cadence)
        c.day = struct.optional("day", day)
        c.participants, c.participant_count = struct.texts("participants", participants)
        c.artefacts, c.artefact_count = struct.texts("artefacts", artefacts)
        return self._write(MEETING, lib.ctr_cadence_held, c, call=call)

    def cadence_missed(
        self,
        team: str,
        name: str,
        *,
        cadence: str | None = None,
        from_: str | None = None,
        until: str | None = None,
    ) -> CadenceReport:
        """Which meetings were missed, in periods that ended from a day until another."""
        struct = Struct("cadence_window")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.cadence = struct.optional("cadence", cadence)
        setattr(c, "from", struct.optional("from", from_))
        c.until = struct.optional("until", until)
        return self._call(REPORT, lib.ctr_cadence_missed, c)

    def meetings(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        cadence: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Meeting]:
        """Meetings: those of one cadence by their days, others as they were recorded."""
        struct = Struct("meeting_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.cadence = struct.optional("cadence", cadence)
        return self._pages(MEETINGS, lib.ctr_meeting_find, struct, limit, page_size)
