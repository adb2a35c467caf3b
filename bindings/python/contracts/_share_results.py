"""Shares and what is found about their rules; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ._result import _Rendered, _Result

__all__ = [
    "Share",
    "ShareDistance",
    "ShareFinding",
    "ShareLine",
    "SharePart",
]


@dataclass(frozen=True, slots=True)
class ShareLine(_Result):
    """What a band makes of the difference; ``to`` is None where the band has no end."""

    from_: Decimal
    to: Decimal | None
    rate: Decimal
    increment: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class ShareDistance(_Result):
    """Something that begins or ends at a cost, and how far that is from the cost of the answer."""

    to: str
    at: Decimal
    distance: Decimal


@dataclass(frozen=True, slots=True)
class SharePart(_Result):
    """A participant's part of the share."""

    name: str | None
    pct: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Share(_Rendered):
    """A share, or with ``computable`` False the ``reasons`` why there is none.

    Amounts are in major units; a positive ``contractor_share`` is received, a negative one paid.
    What a model does not have is None. ``basis`` tells step by step how the figures came about.
    """

    model: str
    currency: str | None
    computable: bool
    reasons: tuple[str, ...]
    target: Decimal | None
    adjusted_target: Decimal | None
    cost: Decimal | None
    difference: Decimal | None
    difference_to_share: Decimal | None
    contractor_share: Decimal | None
    client_share: Decimal | None
    contractor_paid: Decimal | None
    price: Decimal | None
    target_price: Decimal | None
    ceiling: Decimal | None
    profit: Decimal | None
    profit_formula: Decimal | None
    margin: Decimal | None
    fee: Decimal | None
    fee_formula: Decimal | None
    fee_change: Decimal | None
    min_fee: Decimal | None
    max_fee: Decimal | None
    pta: Decimal | None
    rie_low: Decimal | None
    rie_high: Decimal | None
    seller_share_under: Decimal | None
    seller_share_over: Decimal | None
    defined_cost: Decimal | None
    total: Decimal | None
    participants: tuple[Decimal, ...]
    parties: tuple[SharePart, ...]
    unallocated: Decimal | None
    parts: list[int] | None = field(hash=False)
    marginal_rate: Decimal | None
    lines: tuple[ShareLine, ...]
    distances: tuple[ShareDistance, ...]
    rounding: str
    basis: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareFinding(_Result):
    """What the linter of share rules found; ``level`` is error, warning or info."""

    id: str
    level: str
    field: str
    message: str
    line: int
