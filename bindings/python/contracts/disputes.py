"""What calls about disputes answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._result import _Rendered
from .words import ActionKind, DisputeOutcome, DisputeState, DisputeSubject

__all__ = ["Dispute"]


@dataclass(frozen=True, slots=True)
class Dispute(_Rendered):
    """What a party disputes, what both said, and how it ended."""

    dispute: str
    id: str
    team: str
    contract: str
    kind: DisputeSubject
    about: str
    state: DisputeState
    party: str
    against: str
    statement: str
    answer: str | None
    due_at: datetime | None
    level: int
    loop: int
    next: ActionKind | None
    next_at: datetime | None
    outcome: DisputeOutcome | None
    reference: str | None
    reason: str | None
    revision: int
    opened_at: datetime
    opened_by: str
    answered_at: datetime | None
    answered_by: str | None
    ended_at: datetime | None
    ended_by: str | None
    dry_run: bool = False
