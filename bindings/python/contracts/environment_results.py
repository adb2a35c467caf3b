"""Builds and what runs where, as results of :class:`Store`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ._result import _Rendered, _Result
from .words import RunKind

__all__ = ["Build", "Environment", "Run", "Runs"]


@dataclass(frozen=True, slots=True)
class Build(_Rendered):
    """What a version of a consumer was built against; no ``parts`` = it uses everything."""

    team: str
    contract: str
    consumer: str
    label: str
    against: str
    range: str | None
    parts: tuple[str, ...]
    recorded_at: datetime
    recorded_by: str
    reason: str | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Run(_Rendered):
    """Something that runs in an environment, or ran ``until``.

    ``consumer`` and ``build`` are None for a version of the contract; ``version`` is then that one,
    else the one that the build was built against.
    """

    team: str
    contract: str
    environment: str
    kind: RunKind
    instance: str | None
    version: str
    consumer: str | None
    build: str | None
    since: datetime
    since_by: str
    reason: str | None
    until: datetime | None
    until_by: str | None
    until_reason: str | None


@dataclass(frozen=True, slots=True)
class Runs(_Rendered):
    """What a call made run, or ended; one for each contract."""

    runs: tuple[Run, ...]
    remarks: tuple[str, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Environment(_Result):
    """An environment of a team, and how much runs in it."""

    name: str
    versions: int
    builds: int
    created_at: datetime
    created_by: str
