"""Changes, decisions, classifications; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ._result import _Rendered, _Result
from .words import ChangeClass, ChangeState, ChangeType, DecisionState, Outcome, VoteWord

__all__ = [
    "Change",
    "Classification",
    "Decision",
    "Delegation",
    "LeadTime",
    "Threshold",
    "Vote",
]


@dataclass(frozen=True, slots=True)
class Threshold(_Result):
    """A threshold held against its value; decimals as text, None = not known."""

    name: str
    value: str | None
    limit: str
    margin: str | None
    unit: str
    exceeded: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Classification(_Rendered):
    """Minor or major, and why."""

    class_: ChangeClass
    reasons: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    claimed: ChangeClass | None
    claim_differs: bool
    warnings: tuple[str, ...]
    change: str
    master: str
    enforced: bool
    on_unknown: str
    comparison: str
    slip_unit: str
    budget_base: str
    rule_version: str


@dataclass(frozen=True, slots=True)
class Vote(_Result):
    """A vote of a party; not ``live`` = a later one took its place."""

    party: str
    vote: VoteWord
    actor: str
    at: datetime
    delegated_from: str | None
    counted: bool
    live: bool
    remark: str | None


@dataclass(frozen=True, slots=True)
class Decision(_Rendered):
    """What somebody has to decide, or decided."""

    change: str
    state: DecisionState
    outcome: Outcome | None
    area: str
    class_: ChangeClass | None
    driver: str | None
    approver: str | None
    quorum: int
    due_at: datetime | None
    votes: tuple[Vote, ...]
    requested_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    remark: str | None
    imported: bool
    memo: dict[str, Any] | None = field(hash=False)
    adr: str | None


@dataclass(frozen=True, slots=True)
class Delegation(_Rendered):
    """That an actor votes for a party, both days included."""

    team: str
    contract: str
    from_: str
    to: str
    from_date: str
    until_date: str
    at: datetime
    actor: str
    reason: str | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class LeadTime(_Result):
    """How long it took from asking for a change to the decision."""

    seconds: int
    #: By the master's calendar; None where its time zone is not known.
    working_seconds: int | None
    calendar: str | None


@dataclass(frozen=True, slots=True)
class Change(_Rendered):
    """A change request, with its latest impact and classification."""

    change: str
    id: str
    team: str
    contract: str
    state: ChangeState
    type: ChangeType
    area: str
    class_: ChangeClass | None
    claimed: ChangeClass | None
    outcome: Outcome | None
    requester: str
    summary: str | None
    document_sha256: str
    master_version: str | None
    base: str | None
    evolution: str | None
    impact_revision: int
    impact: dict[str, Any] | None = field(hash=False)
    technical: dict[str, Any] | None = field(hash=False)
    needs: tuple[str, ...]
    conflicts_with: tuple[str, ...]
    supersedes: tuple[str, ...]
    classification: Classification | None
    decision: Decision | None
    decision_lead_time: LeadTime | None
    adr: str | None
    addendum: str | None
    target_amount: str | None
    target_currency: str | None
    target_date: str | None
    #: Entry of the master's ledger that moves the target; None if nothing is posted.
    posted: int | None
    remarks: tuple[str, ...]
    cycle: int
    revision: int
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    decided_at: datetime | None
    implemented_at: datetime | None
    closed_at: datetime | None
    dry_run: bool = False
