"""Statements; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ._result import _Rendered, _Result
from .results import Entry
from .words import AssessKind, AssessState

__all__ = [
    "Burn",
    "BurnForecast",
    "BurnLimit",
    "BurnPoint",
    "Statement",
    "StatementAccount",
    "StatementChange",
    "StatementDistance",
    "StatementForecast",
    "StatementSeal",
    "StatementShare",
    "StatementStanding",
    "TargetMove",
]


@dataclass(frozen=True, slots=True)
class StatementAccount(_Result):
    """An account that held or moved something; balances are debit less credit."""

    account: str
    what: str | None
    currency: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class TargetMove(_Result):
    """An entry that moved the target; ``target`` is what it was after it."""

    entry: int
    effective: date
    booked: date
    cause_kind: str | None
    cause_id: str | None
    memo: str | None
    amount: Decimal
    target: Decimal


@dataclass(frozen=True, slots=True)
class StatementChange(_Result):
    """What a change did to target and cost in the period, for information."""

    change: str
    target: Decimal
    cost: Decimal
    variance: Decimal


@dataclass(frozen=True, slots=True)
class StatementShare(_Result):
    """What has accrued and what is payable, cumulative, by the last assessment up to the end."""

    assessment: int
    as_of: date
    kind: AssessKind
    state: AssessState
    accrued_opening: Decimal
    accrued: Decimal
    payable_opening: Decimal
    payable: Decimal
    hold: str | None


@dataclass(frozen=True, slots=True)
class StatementForecast(_Result):
    """What a forecast of the final cost would make; it is never posted."""

    assessment: int
    as_of: date
    cost: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class StatementDistance(_Result):
    """How far a cost is from where something of the terms ends."""

    what: str
    at: Decimal
    distance: Decimal


@dataclass(frozen=True, slots=True)
class StatementStanding(_Result):
    """How the share goes on from a cost; ``basis`` is "forecast" or "cost to date"."""

    basis: str
    target: Decimal
    cost: Decimal
    marginal_rate: Decimal | None
    distances: tuple[StatementDistance, ...]


@dataclass(frozen=True, slots=True)
class StatementSeal(_Result):
    """The seal that holds the last day of a statement."""

    first: date
    last: date
    entries: int
    head: str
    root: str


@dataclass(frozen=True, slots=True)
class Statement(_Rendered):
    """The statement of a party and a period; ``party`` None = all who share. ``standing`` is None
    for the reasons in ``missing``; ``late`` entries are effective on another day than booked."""

    team: str
    name: str
    party: str | None
    from_: date
    until: date
    currency: str
    master_version: str
    target_opening: Decimal
    target: Decimal
    cost_opening: Decimal
    cost: Decimal
    share: StatementShare | None
    forecast: StatementForecast | None
    standing: StatementStanding | None
    missing: tuple[str, ...]
    accounts: tuple[StatementAccount, ...]
    target_moves: tuple[TargetMove, ...]
    changes: tuple[StatementChange, ...]
    entries: tuple[Entry, ...]
    late: int
    closed: bool
    seal: StatementSeal | None
    ledger_entries: int
    head: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BurnPoint(_Result):
    """Cost and target after a day on which one of them moved."""

    date: date
    cost: Decimal
    target: Decimal


@dataclass(frozen=True, slots=True)
class BurnForecast(_Result):
    """A forecast of the final cost, made by an assessment."""

    date: date
    cost: Decimal
    assessment: int


@dataclass(frozen=True, slots=True)
class BurnLimit(_Result):
    """A cost where something of the terms ends, such as "pta" or "band_above"."""

    what: str
    at: Decimal


@dataclass(frozen=True, slots=True)
class Burn(_Rendered):
    """Cost against target over time."""

    team: str
    name: str
    until: date
    currency: str
    cost: Decimal
    target: Decimal
    points: tuple[BurnPoint, ...]
    forecasts: tuple[BurnForecast, ...]
    limits: tuple[BurnLimit, ...]
