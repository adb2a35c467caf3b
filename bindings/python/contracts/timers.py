"""What calls about timers answer: until when something is to be decided, what came due, who was
told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._result import _Rendered, _Result
from .words import ActionKind, TimerStage, TimerState, TimerSubject

__all__ = ["Action", "Pause", "Recipient", "Sweep", "Timer"]


@dataclass(frozen=True, slots=True)
class Pause(_Result):
    """That a timer stood still."""

    from_: datetime
    until: datetime | None
    cause: str
    actor: str
    resumed_by: str | None


@dataclass(frozen=True, slots=True)
class Timer(_Rendered):
    """The time of one decision or dispute."""

    subject: str
    kind: TimerSubject
    state: TimerState
    stage: TimerStage
    level: int
    loop: int
    goal_days: str
    on_expiry: str
    escalation: str | None
    started_at: datetime
    due_at: datetime
    reminded_at: datetime | None
    next: ActionKind | None
    next_level: int
    next_loop: int
    next_at: datetime | None
    recomputed: bool
    pauses: tuple[Pause, ...]
    ended_at: datetime | None
    ended: str | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Recipient(_Result):
    """Who is told; ``endpoint`` leaves out userinfo and query, which may be secret."""

    to: str
    party: str | None
    endpoint: str | None
    attempts: int
    last_error: str | None
    next_try_at: datetime | None
    delivered_at: datetime | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Action(_Rendered):
    """Something that came due, and who is to be told."""

    id: str
    kind: ActionKind
    subject: str
    subject_kind: TimerSubject
    level: int
    loop: int
    due_at: datetime
    found_at: datetime
    note: str | None
    recipients: tuple[Recipient, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Sweep(_Rendered):
    """What a sweep found."""

    now: datetime
    actions: tuple[Action, ...]
    moved: int
    warnings: tuple[str, ...]
    more: bool
    dry_run: bool = False
