"""Statements of work in a store: frozen at their start, measured, accepted, due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle, Pages
from ._contracts import lib
from ._core import INT64_MAX, Kind, Struct, integer, optional_text, text
from ._entry_specs import _pair
from ._result import _Rendered, _Result
from ._sources import Document, into, source_of
from .results import LintReport, Ranking, Volatility
from .words import SowVerdict

__all__ = ["Sow", "SowCriterion", "SowHypothesis", "SowMeasure"]


@dataclass(frozen=True, slots=True)
class SowHypothesis(_Result):
    """What was believed, and what came of it; without a verdict there is no hypothesis."""

    text: str | None
    metric: str | None
    baseline: str | None
    target: str | None
    method: str | None
    owner: str | None
    due: str | None
    verdict: SowVerdict | None
    overdue: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class SowMeasure(_Result):
    """A measurement of a metric, a KPI or a value slice; figures are decimals."""

    of: str
    value: str
    on: str
    n: int | None
    low: str | None
    high: str | None
    evidence: str | None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class SowCriterion(_Result):
    """An acceptance criterion, and on what it was accepted by whom."""

    id: str
    description: str | None
    evidence: str | None
    accepted: bool
    proof: str | None
    sha256: str | None
    party: str | None
    actor: str | None
    at: datetime | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class Sow(_Rendered):
    """A statement of work: what was frozen, measured, accepted; what was edited after the fact."""

    team: str
    name: str
    version: str
    title: str | None
    start: str | None
    end: str | None
    frozen_version: str | None
    frozen_at: datetime | None
    hypothesis: SowHypothesis
    measures: tuple[SowMeasure, ...]
    criteria: tuple[SowCriterion, ...]
    price: str | None
    currency: str | None
    price_due: bool
    #: Of the price, to the ledger of its master; None: nothing.
    posted: str | None
    #: Number of the last entry of it.
    entry: int | None
    #: Why a price that is due is not posted.
    posting: str | None
    findings: tuple[str, ...]
    dry_run: bool = False


SOW = Kind("sow", Sow.from_json)
SOWS = core.PageKind("sow", "sows", Sow.from_json)
RANKING, VOLATILITY = core.RANKING, core.VOLATILITY


class Sows(Handle):
    """What Store can do with statements of work."""

    def sow(self, team: str, name: str) -> Sow:
        """What a statement of work has come to.

        :raises StateError: it is of another type, or none of its versions is active
        """
        return self._call(SOW, lib.ctr_sow_get, text("team", team), text("name", name))

    def freeze_sow(self, team: str, name: str, **call: Unpack[CallOptions]) -> Sow:
        """Fix backlog and hypothesis, on or after the first day; nothing if that is done."""
        return self._write(
            SOW, lib.ctr_sow_freeze, text("team", team), text("name", name), call=call
        )

    def measure(
        self,
        team: str,
        name: str,
        of: str,
        value: str,
        on: str,
        *,
        n: int = 0,
        interval: tuple[str, str] | None = None,
        evidence: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Sow:
        """Record a measurement; it is added, never edited.

        :param of: the hypothesis' metric, a KPI's, or the id of a slice
        :param value: decimal; as the ends of the interval
        :param on: day, such as ``"2026-03-31"``
        :raises InputError: no such metric or slice, no number, a day to come
        """
        m = Struct("sow_measurement")
        m.c.of = m.text("of", of)
        m.c.value = m.text("value", value)
        m.c.on = m.text("on", on)
        m.c.n = integer("n", n, INT64_MAX)
        if interval is not None:
            low, high = _pair("interval", interval)
            m.c.low = m.text("interval", low)
            m.c.high = m.text("interval", high)
        m.c.evidence = m.optional("evidence", evidence)
        return self._write(
            SOW, lib.ctr_sow_measured, text("team", team), text("name", name), m.c, call=call
        )

    def accept(
        self,
        team: str,
        name: str,
        criterion: str,
        evidence: str,
        *,
        sha256: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Sow:
        """Accept a criterion on evidence; with all of them the price is due.

        :raises Denied: the actor has not the right for the area ``acceptance``, or is the supplier
        """
        return self._write(
            SOW,
            lib.ctr_sow_accept,
            text("team", team),
            text("name", name),
            text("criterion", criterion),
            text("evidence", evidence),
            optional_text("sha256", sha256),
            call=call,
        )

    def post_sow(self, team: str, name: str, **call: Unpack[CallOptions]) -> Sow:
        """Post the price that is due to the ledger of the master; nothing if that is done.

        :raises StateError: it is not due, or its master pays no fixed price or has no ledger
        """
        return self._write(SOW, lib.ctr_sow_post, text("team", team), text("name", name), call=call)

    def lint_sow(self, team: str, name: str, selector: str | None = None) -> LintReport:
        """Remarks on a version, and on what it depends on in its team.

        :param selector: ``None`` is the active version
        """
        return self._call(
            core.LINT_REPORT,
            lib.ctr_sow_lint,
            text("team", team),
            text("name", name),
            optional_text("selector", selector),
        )

    def lint_sow_document(self, team: str, document: Document) -> LintReport:
        """The same of a document, as if it became active in that team under its own id.

        :raises InputError: as of :func:`terms`
        """
        given = Struct("source")
        source = source_of(document, self._max_bytes)
        with into(given.c[0], given, source, self._max_bytes):
            return self._call(
                core.LINT_REPORT, lib.ctr_sow_lint_source, text("team", team), given.c
            )

    def sow_ranking(self, team: str, name: str) -> Ranking:
        """The slices of the active version by rank, what was measured of them beside."""
        return self._call(RANKING, lib.ctr_sow_ranking, text("team", team), text("name", name))

    def sow_churn(self, team: str, name: str) -> Volatility:
        """Volatility of the scope against the backlog that was frozen at the start."""
        return self._call(VOLATILITY, lib.ctr_sow_churn, text("team", team), text("name", name))

    def sows_due(
        self, team: str | None = None, *, limit: int | None = None, page_size: int = 100
    ) -> Iterator[Sow]:
        """Statements of work whose price is due, by team and name."""
        which = optional_text("team", team)

        def fetch(cursor: str | None, size: int) -> tuple[list[Sow], str | None]:
            after = optional_text("after", cursor)
            return self._call(SOWS, lib.ctr_sow_due, which, after, size)

        return Pages(fetch, None, limit, page_size)
