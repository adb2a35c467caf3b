"""Methods of Store for the clocks of service levels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Unpack

from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import Kind, PageKind, Struct, microseconds, optional_text, word
from .watch_results import SloCase, SloReport, SloSweep

CASE = Kind("slo_case", SloCase.from_json)
CASES = PageKind("slo_case", "cases", SloCase.from_json)
REPORT = Kind("slo_report", SloReport.from_json)
SWEEP = Kind("slo_sweep", SloSweep.from_json)


class Slos(Handle):
    """What Store can do with service levels."""

    def slo_record(
        self,
        team: str,
        name: str,
        slo: str,
        subject: str,
        act: str,
        *,
        at: datetime | None = None,
        **call: Unpack[CallOptions],
    ) -> SloCase:
        """Record that a clock was started, paused, resumed or stopped: ``act`` is ``"start"`` and
        so on.

        :param name: the master contract
        :param at: when it happened; default: now
        :raises StateError: not allowed in the clock's state, before its last event, or no reason
            that the service level lists
        """
        struct = Struct("slo_mark")
        c = struct.c
        c.act = word("act", act, "slo_act")
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.slo = struct.text("slo", slo)
        c.subject = struct.text("subject", subject)
        c.at_us = microseconds("at", at)
        return self._write(CASE, lib.ctr_slo_record, c, call=call)

    def slo_cases(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        slo: str | None = None,
        subject: str | None = None,
        open: bool | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[SloCase]:
        """Cases as they stand, in the order in which their last cycle was begun.

        :param open: only those whose clock is not stopped, or with ``False`` only those whose is
        """
        struct = Struct("slo_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.slo = struct.optional("slo", slo)
        c.subject = struct.optional("subject", subject)
        c.open = 0 if open is None else 1 if open else 2
        return self._pages(CASES, lib.ctr_slo_find, struct, limit, page_size)

    def slo_report(
        self,
        team: str,
        name: str,
        *,
        slo: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> SloReport:
        """How well service levels were met from ``since`` (default: as long as each one's window)
        to before ``until`` (default: up to now)."""
        struct = Struct("slo_window")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.slo = struct.optional("slo", slo)
        c.from_us = microseconds("since", since)
        c.to_us = microseconds("until", until)
        return self._call(REPORT, lib.ctr_slo_measure, c)

    def slo_sweep(
        self, team: str | None = None, name: str | None = None, **call: Unpack[CallOptions]
    ) -> SloSweep:
        """Record the breaches of clocks that nobody touched, each once."""
        return self._write(
            SWEEP,
            lib.ctr_slo_sweep_run,
            optional_text("team", team),
            optional_text("name", name),
            call=call,
        )
