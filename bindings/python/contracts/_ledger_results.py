"""Ledgers, entries, periods, checkpoints; see ``results``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from ._result import _Rendered, _Result
from .words import AccountKind, EntryAct, EntryKind, EntryState, PeriodState

__all__ = [
    "Account",
    "Balance",
    "Checkpoint",
    "Entry",
    "Evidence",
    "Ledger",
    "LedgerReport",
    "Period",
    "Posting",
    "Proof",
    "Sum",
    "Trial",
]


@dataclass(frozen=True, slots=True)
class Ledger(_Rendered):
    """The double-entry journal of a contract."""

    team: str
    name: str
    id: str
    base: str
    accounts: int
    entries: int
    postings: int
    head: str
    closed_to: date | None
    created_at: datetime
    created_by: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Account(_Rendered):
    """An account with its totals; a balance is debit less credit."""

    account: str
    kind: AccountKind
    currency: str
    debit: Decimal
    credit: Decimal
    balance: Decimal
    pending_debit: Decimal
    pending_credit: Decimal
    lo: Decimal | None
    hi: Decimal | None
    opened: date | None
    closed: date | None
    created_at: datetime
    created_by: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Posting(_Result):
    """One side of an entry: a debit above zero, a credit below."""

    account: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Evidence(_Result):
    """A link to what an entry rests on."""

    link: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Entry(_Rendered):
    """An entry of a ledger; numbers of other entries are 0 where there is none."""

    seq: int
    act: EntryAct
    kind: EntryKind
    state: EntryState
    repeated: bool
    effective: date
    booked: date
    recorded_at: datetime
    actor: str
    key: str | None
    memo: str | None
    cause_kind: str | None
    cause_id: str | None
    postings: tuple[Posting, ...]
    evidence: tuple[Evidence, ...]
    reverses: int
    reversed_by: int
    resolves: int
    resolved_by: int
    expires_at: datetime | None
    rate: Decimal | None
    rate_pair: str | None
    rate_source: str | None
    rate_date: date | None
    hash: str


@dataclass(frozen=True, slots=True)
class Sum(_Result):
    """The sum of balances in a currency."""

    currency: str
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Trial(_Rendered):
    """Balances by account, and their sums."""

    team: str
    name: str
    as_of: str
    entries: int
    head: str
    accounts: tuple[Account, ...]
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Balance(_Result):
    """A line of a sealed trial balance."""

    account: str
    currency: str
    debit: Decimal
    credit: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Period(_Rendered):
    """A closed or sealed period; the seal covers so many entries."""

    first: date
    last: date
    state: PeriodState
    closed_at: datetime
    closed_by: str
    sealed_at: datetime | None
    sealed_by: str | None
    entries: int
    head: str | None
    root: str | None
    balances: tuple[Balance, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class LedgerReport(_Rendered):
    """What a verification found: ``invariant`` is the first that does not hold, such as "L4"."""

    ok: bool
    team: str
    name: str
    entries: int
    postings: int
    head: str
    invariant: str | None
    seq: int
    row: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class _Exchanged(_Rendered):
    def to_json(self) -> str:
        """The text that is exchanged."""
        return json.dumps({one.name: getattr(self, one.name) for one in fields(self)})


@dataclass(frozen=True, slots=True)
class Checkpoint(_Exchanged):
    """What a ledger held at an instant, signed."""

    format: str
    team: str
    name: str
    ledger: str
    entries: int
    head: str
    root: str
    at: str
    key: str
    signature: str


@dataclass(frozen=True, slots=True)
class Proof(_Exchanged):
    """Proof that an entry is in a ledger, or that a ledger has only grown."""

    format: str
    ledger: str
    kind: str
    seq: int
    hash: str | None
    # "from" is a word of Python's
    start: int
    from_root: str | None
    entries: int
    root: str
    path: tuple[str, ...]

    @classmethod
    def from_json(cls, value: str | bytes | Mapping[str, Any]) -> Self:
        """Read the library's JSON, as text or already parsed."""
        found = dict(json.loads(value) if isinstance(value, (str, bytes)) else value)
        found["start"] = found.get("from")
        return super(Proof, cls).from_json(found)

    def to_json(self) -> str:
        """The text that is exchanged."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        found["from"] = found.pop("start")
        return json.dumps(found)
