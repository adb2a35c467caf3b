"""What calls about the risk buffer and the modifier of a master contract answer; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ._result import _Rendered, _Result
from .words import GoalSource, RiskAct

__all__ = ["Modifier", "ModifierGoal", "Risk"]


@dataclass(frozen=True, slots=True)
class Risk(_Rendered):
    """Where the risk buffer stands, and the move that was made. ``funded`` is less what was
    released, ``undecided`` what was drawn without a decision; ``set_aside`` and ``draw_limit`` are
    the master's, None where it is silent.
    """

    team: str
    name: str
    act: RiskAct | None
    amount: Decimal | None
    date: date | None
    decision: str | None
    entry: int | None
    repeated: bool
    master_version: str
    currency: str
    left: Decimal
    funded: Decimal
    drawn: Decimal
    undecided: Decimal
    set_aside: Decimal | None
    draw_limit: Decimal | None
    remarks: tuple[str, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ModifierGoal(_Result):
    """A goal of a modifier. ``weight`` is in percent of the cap, ``given`` what counts (None: nothing
    is known of it) and ``source`` where it comes from, ``from_`` the first day of what the clocks of
    the store tell and ``counted`` its cases, ``wanted`` the attainment of an SLO."""

    name: str
    weight: Decimal
    given: str | None
    source: GoalSource | None
    from_: date | None
    counted: int
    wanted: Decimal | None
    met: bool


@dataclass(frozen=True, slots=True)
class Modifier(_Rendered):
    """What a modifier comes to. ``percent`` is what the goals that are met weigh, before the cap;
    ``entry`` is None where nothing moved."""

    team: str
    name: str
    on: date
    master_version: str
    currency: str
    cap: Decimal
    percent: Decimal
    amount: Decimal
    before: Decimal
    moved: Decimal
    entry: int | None
    goals: tuple[ModifierGoal, ...]
    dry_run: bool = False
