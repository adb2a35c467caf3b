"""Meetings and cadences, as results of :class:`Store`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._result import _Rendered, _Result
from .words import CadenceFault, Rhythm

__all__ = ["CadenceLevel", "CadenceMiss", "CadenceReport", "Meeting"]


@dataclass(frozen=True, slots=True)
class Meeting(_Rendered):
    """A meeting that was held; ``day`` and others are texts such as ``"2026-11-20"``."""

    team: str
    contract: str
    cadence: str
    day: str
    participants: tuple[str, ...]
    artefacts: tuple[str, ...]
    recorded_at: datetime
    recorded_by: str
    reason: str | None
    remarks: tuple[str, ...]
    revision: int
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class CadenceMiss(_Result):
    """A period without a meeting that has everything required."""

    from_: str
    until: str
    fault: CadenceFault
    held_on: str | None
    missing_participants: tuple[str, ...]
    missing_artefacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CadenceLevel(_Result):
    """How one cadence was kept; ``known``: the master has it now."""

    cadence: str
    known: bool
    rhythm: Rhythm
    owner: str | None
    participants: tuple[str, ...]
    artefacts: tuple[str, ...]
    periods: int
    kept: int
    missed: int
    due: str | None
    misses: tuple[CadenceMiss, ...]


@dataclass(frozen=True, slots=True)
class CadenceReport(_Rendered):
    """How the cadences of a master contract were kept."""

    team: str
    contract: str
    master_version: str
    from_: str
    until: str
    cadences: tuple[CadenceLevel, ...]
