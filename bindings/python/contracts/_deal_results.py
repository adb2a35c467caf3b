"""What calls about the money of a master contract answer; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .results import _Result

__all__ = [
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
class Chart(_Result):
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
