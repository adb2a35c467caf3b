"""Figures of a master contract; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ._result import _Rendered, _Result

__all__ = ["Metric", "Metrics"]


@dataclass(frozen=True, slots=True)
class Metric(_Result):
    """A figure. ``value`` is None where it cannot be computed; then ``reason`` says why. ``open``
    counts cases that are not over, and so not in the value."""

    metric: str
    alias: str | None
    subject: str | None
    statistic: str | None
    value: Decimal | None
    unit: str
    samples: int
    open: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Metrics(_Rendered):
    """The figures of a master contract over some days."""

    team: str
    name: str
    from_: date | None
    until: date | None
    metrics: tuple[Metric, ...]
