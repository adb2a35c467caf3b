"""What calls about the money of a master contract answer; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ._result import _Rendered, _Result
from .words import AssessBasis, AssessKind, AssessState

__all__ = [
    "AssessedParty",
    "Assessment",
    "Chart",
    "ChartAccount",
]


@dataclass(frozen=True, slots=True)
class ChartAccount(_Result):
    """An account of a chart; ``what`` says what it holds and what its sign means."""

    account: str
    party: str | None
    balance: Decimal
    opened: bool
    what: str


@dataclass(frozen=True, slots=True)
class Chart(_Rendered):
    """The chart of accounts of a master contract. ``remarks`` say what is missing for a share;
    ``target_entry`` is the entry of the original target."""

    team: str
    name: str
    currency: str
    ledger_opened: bool
    opened: int
    target: Decimal
    target_entry: int | None
    accounts: tuple[ChartAccount, ...]
    remarks: tuple[str, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class AssessedParty(_Result):
    """A party's part of an assessment, cumulative and what this one moved."""

    party: str
    accrued: Decimal
    accrued_now: Decimal
    payable: Decimal
    payable_now: Decimal


@dataclass(frozen=True, slots=True)
class Assessment(_Rendered):
    """What a contract's share is on a day. Above zero the delivery parties receive, below they pay;
    ``accrued``, ``forecast_share`` and ``payable`` are three different figures. ``share`` is the
    share with lines, basis and warnings.
    """

    team: str
    name: str
    assessment: int
    as_of: date
    kind: AssessKind
    basis: AssessBasis
    state: AssessState
    repeated: bool
    interim_policy: str
    master_version: str
    terms_sha256: str
    entries: int
    currency: str
    target: Decimal
    cost: Decimal
    earned: Decimal | None
    forecast: Decimal | None
    accrued: Decimal
    accrued_now: Decimal
    forecast_share: Decimal | None
    payable: Decimal
    payable_now: Decimal
    hold: str | None
    parties: tuple[AssessedParty, ...]
    share: dict[str, Any]
    accrued_entry: int | None
    payable_entry: int | None
    at: datetime
    actor: str
    reason: str | None
    dry_run: bool = False
