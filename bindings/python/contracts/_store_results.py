"""What calls about a store as a whole answer; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass

from ._result import _Rendered, _Result
from .words import Durability, Form

__all__ = [
    "ImportReport",
    "Info",
    "Problem",
    "Report",
]


@dataclass(frozen=True, slots=True)
class Problem(_Result):
    """Something that is wrong with a store."""

    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Report(_Rendered):
    """What a check or a verification found; true if that is nothing.

    At most 100 ``problems`` are listed, ``problems_found`` counts them all.
    """

    ok: bool
    rows: int
    head: str | None
    problems_found: int
    problems: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return self.ok


@dataclass(frozen=True, slots=True)
class Info(_Rendered):
    """Facts about a store."""

    uuid: str
    path: str
    schema: int
    contracts: int
    versions: int
    consumers: int
    documents: int
    last_event: int
    imported_journals: int
    ledgers: int
    ledger_entries: int
    assessments: int
    changes: int
    timers: int
    disputes: int
    slo_cycles: int
    stops: int
    meetings: int
    builds: int
    runs: int
    bytes: int
    wal_pages: int
    durability: Durability
    read_only: bool
    library: str
    sqlite: str
    sqlite_affected: bool


@dataclass(frozen=True, slots=True)
class ImportReport(_Rendered):
    """What an import stored, and what it left as it was.

    ``sha256`` is of the bytes as they were read; ``withdrawn`` counts drafts that gave way to those
    of the file.
    """

    file: str
    sha256: str
    form: Form
    dry_run: bool
    contracts: int
    skipped: int
    versions: int
    withdrawn: int
    consumers: int
    documents: int
    events: int
