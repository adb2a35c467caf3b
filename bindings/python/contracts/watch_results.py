"""What is watched under a master contract, as results of :class:`Store`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._result import _Rendered, _Result
from .words import SloAct, SloState, StopState

__all__ = [
    "SloBreach",
    "SloCase",
    "SloCycle",
    "SloEvent",
    "SloLevel",
    "SloPause",
    "SloReport",
    "SloSweep",
    "Stop",
    "StopSum",
    "StopSummary",
]


@dataclass(frozen=True, slots=True)
class SloEvent(_Result):
    """Something that happened to a clock."""

    cycle: int
    kind: SloAct
    at: datetime
    recorded_at: datetime
    actor: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class SloCycle(_Result):
    """From a start to the stop; spans are working time in microseconds."""

    cycle: int
    state: SloState
    goal_us: int
    started_at: datetime
    stopped_at: datetime | None
    elapsed_us: int
    remaining_us: int
    paused_us: int
    due_at: datetime | None
    breached: bool
    breached_at: datetime | None
    recomputed: bool


@dataclass(frozen=True, slots=True)
class SloCase(_Rendered):
    """A subject under a service level: its last cycle, and all of them."""

    team: str
    contract: str
    slo: str
    subject: str
    state: SloState
    calendar: str | None
    cycle: int
    goal_us: int
    started_at: datetime
    stopped_at: datetime | None
    elapsed_us: int
    remaining_us: int
    paused_us: int
    due_at: datetime | None
    breached: bool
    breached_at: datetime | None
    recomputed: bool
    total_elapsed_us: int
    total_paused_us: int
    breached_cycles: int
    cycles: tuple[SloCycle, ...]
    events: tuple[SloEvent, ...]
    remarks: tuple[str, ...]
    revision: int
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class SloPause(_Result):
    """Who paused clocks, and why; ``share_pct`` of elapsed and paused time together."""

    actor: str
    reason: str | None
    count: int
    paused_us: int
    share_pct: str


@dataclass(frozen=True, slots=True)
class SloLevel(_Result):
    """How well one service level was met; percentages are exact decimals as text."""

    slo: str
    known: bool
    calendar: str | None
    from_: datetime
    to: datetime
    goal_us: int
    target_pct: str
    measured: bool
    attainment_pct: str | None
    reached: bool
    met: int
    breached: int
    breached_and_open: int
    open: int
    recomputed: int
    budget_left: str | None
    p50_us: int
    p90_us: int
    elapsed_us: int
    paused_us: int
    paused_pct: str
    pauses: tuple[SloPause, ...]


@dataclass(frozen=True, slots=True)
class SloReport(_Rendered):
    """The service levels of a master contract over a window."""

    team: str
    contract: str
    master_version: str
    levels: tuple[SloLevel, ...]


@dataclass(frozen=True, slots=True)
class SloBreach(_Result):
    """A breach that a sweep recorded."""

    team: str
    contract: str
    slo: str
    subject: str
    cycle: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SloSweep(_Rendered):
    """What a sweep recorded; with ``more`` there may be others."""

    examined: int
    breaches: tuple[SloBreach, ...]
    more: bool
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Stop(_Rendered):
    """A stop-the-line trigger that was raised; ``binds``: it blocks, and is not only reported on."""

    team: str
    contract: str
    trigger: str
    n: int
    state: StopState
    blocks: tuple[str, ...]
    binds: bool
    owner: str
    clearer: str
    raised_at: datetime
    raised_by: str
    reason: str
    evidence: tuple[str, ...]
    cleared_at: datetime | None
    cleared_by: str | None
    decision: str | None
    clear_reason: str | None
    duration_us: int
    remarks: tuple[str, ...]
    revision: int
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class StopSum(_Result):
    """How often an actor stopped the line, and for how long altogether."""

    raised_by: str
    count: int
    raised: int
    duration_us: int


@dataclass(frozen=True, slots=True)
class StopSummary(_Rendered):
    """Who stopped the line of a master contract."""

    team: str
    contract: str
    raisers: tuple[StopSum, ...]
