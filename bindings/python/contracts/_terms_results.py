"""Governing documents, read, judged, ranked; and calendars; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ._result import _Rendered, _Result
from .words import LintLevel, TermsKind

__all__ = [
    "BacklogItem",
    "CalendarFacts",
    "Lint",
    "LintReport",
    "Rank",
    "Ranking",
    "SpecialDate",
    "Term",
    "Terms",
    "Volatility",
    "WeekDay",
]


@dataclass(frozen=True, slots=True)
class WeekDay(_Result):
    """A day of the week; ``hours`` are texts such as ``"09:00-17:00"``, none if it is closed."""

    day: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialDate(_Result):
    """A date that is not like others of its weekday.

    ``kind`` is ``"holiday"``, ``"exception"``, or ``"skipped"`` for a date that the time zone left
    out; ``date`` is a text such as ``"2026-12-25"``.
    """

    date: str
    kind: str
    name: str | None
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarFacts(_Rendered):
    """What a calendar says; ``week`` begins with Monday."""

    id: str
    name: str | None
    zone: str
    week: tuple[WeekDay, ...]
    dates: tuple[SpecialDate, ...]


@dataclass(frozen=True, slots=True)
class Term(_Result):
    """One term of a governing document; line and column are 0 if it holds by default."""

    path: str
    value: str
    given: bool
    line: int
    column: int
    about: str


@dataclass(frozen=True, slots=True)
class Terms(_Rendered):
    """A governing document, read."""

    kind: TermsKind
    id: str
    title: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Lint(_Result):
    """One remark on a governing document."""

    rule: str
    level: LintLevel
    path: str
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class LintReport(_Rendered):
    """What to remark on a governing document."""

    kind: TermsKind
    id: str
    errors: int
    warnings: int
    infos: int
    findings: tuple[Lint, ...]


@dataclass(frozen=True, slots=True)
class Rank(_Result):
    """A value slice and its place; ``position`` is 0 if it cannot be ranked, for ``reason``."""

    position: int
    id: str
    outcome: str | None
    score: str | None
    expected: str | None
    confidence_pct: str
    effort: str | None
    realised: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Ranking(_Rendered):
    """Value slices in the order in which they pay."""

    sow: str
    slices: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class BacklogItem(_Result):
    """An item of a backlog, and how it counts."""

    id: str
    title: str | None
    size: str
    added: str | None
    changed: str | None
    removed: str | None
    in_baseline: bool
    was_added: bool
    was_changed: bool
    was_removed: bool


@dataclass(frozen=True, slots=True)
class Volatility(_Rendered):
    """How restless the scope of an iteration was; the figures are decimals."""

    sow: str
    computable: bool
    reason: str | None
    volatility_pct: str | None
    net_growth_pct: str | None
    baseline: str | None
    added: str | None
    changed: str | None
    removed: str | None
    start: str | None
    end: str | None
    items: tuple[BacklogItem, ...]
