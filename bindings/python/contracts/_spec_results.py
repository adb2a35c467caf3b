"""What comparisons of documents answer; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ._result import _Rendered, _Result
from .policy_results import GraceDays, Judged, Judgement
from .words import Bump, BumpReason, Direction, Format, Level, Mode, Profile, Verdict

__all__ = [
    "Counts",
    "Diff",
    "Finding",
    "Outline",
    "Place",
    "Rule",
]


@dataclass(frozen=True, slots=True)
class Place(_Result):
    """Where something stands; line and column from 1, columns in code points."""

    file: str
    pointer: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding(_Result):
    """One difference between two editions. ``advice`` says what to do about it; None where nothing
    is to be done.

    ``witness`` is data that the edition of ``accepted_by`` takes and the other does not; there is
    none where that is None, else None is the null of JSON. :meth:`Source.json` makes it a document.
    No number in it is rounded: one that Python would not write again as it is, were it a float, is
    a :class:`decimal.Decimal`.
    """

    rule: str
    level: Level
    direction: Direction
    part: str
    message: str
    fingerprint: str
    old: Place | None
    new: Place | None
    witness: Any = field(hash=False)
    accepted_by: str | None = None
    policy: Judged | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Counts(_Result):
    """Findings by level."""

    breaking: int
    warning: int
    info: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Diff(_Rendered):
    """A comparison of two editions. ``compatible`` is true only for that verdict; ``grace_days`` is
    the notice that deprecations had to give, None where none was asked for."""

    format: Format
    mode: Mode
    profile: Profile
    verdict: Verdict
    compatible: bool
    bump: Bump
    bump_reason: BumpReason | None
    counts: Counts
    grace_days: GraceDays | None
    policy: Judgement | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Outline(_Rendered):
    """What a document is and promises."""

    format: Format
    dialect: str
    files: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule(_Rendered):
    """One rule of the comparison; ``format`` None = of several. ``advice_backward`` says what to do
    where clients or data of the older edition meet the newer one, ``advice_forward`` where it is
    only the other way round; None where nothing is to be done. ``oasdiff``: what it is called
    there, where that is another name."""

    id: str
    format: Format | None
    level: Level
    direction: Direction
    text: str
    advice_backward: str | None = None
    advice_forward: str | None = None
    oasdiff: tuple[str, ...] = ()
