"""What calls answer: plain, immutable values that have no tie to the store.

They are read from the library's own JSON (``doc/json.md``), so that one place knows the format.
Times are aware datetimes in UTC; what may be missing is None. Members that a newer library adds to
its JSON are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from ._result import _Rendered, _Result
from .words import (
    AccountKind,
    Bump,
    ChangeClass,
    ChangeState,
    ChangeType,
    DecisionState,
    Direction,
    Durability,
    Effect,
    EntryAct,
    EntryKind,
    EntryState,
    Form,
    Format,
    Level,
    LintLevel,
    Mode,
    PeriodState,
    Outcome,
    Profile,
    State,
    TermsKind,
    Type,
    Verdict,
    VoteWord,
)

__all__ = [
    "Account",
    "ActiveVersion",
    "BacklogItem",
    "Balance",
    "BatchItem",
    "CalendarFacts",
    "Change",
    "Checkpoint",
    "Classification",
    "Consumer",
    "Counts",
    "Decision",
    "Delegation",
    "Diff",
    "Entry",
    "Event",
    "Evidence",
    "Evolution",
    "Finding",
    "Impact",
    "ImportReport",
    "Info",
    "Ledger",
    "LedgerReport",
    "Lint",
    "LintReport",
    "Outline",
    "Period",
    "Place",
    "Posting",
    "Problem",
    "Proof",
    "Rank",
    "Ranking",
    "Report",
    "Rule",
    "Share",
    "ShareDistance",
    "ShareFinding",
    "ShareLine",
    "SharePart",
    "SpecialDate",
    "Sum",
    "Summary",
    "Term",
    "Terms",
    "Threshold",
    "Trial",
    "Version",
    "Volatility",
    "Vote",
    "WeekDay",
]

@dataclass(frozen=True, slots=True)
class Version(_Rendered):
    """A version together with the facts of its contract."""

    team: str
    name: str
    label: str
    state: State
    type: Type
    format: Format
    mode: Mode
    profile: Profile
    owner_role: str | None
    owner_agent: str | None
    metadata: dict[str, Any] = field(hash=False)
    id: str
    revision: int
    base: str | None
    superseded_by: str | None
    reason: str | None
    break_reason: str | None
    document_sha256: str
    document_size: int
    consumers: int
    created_at: datetime
    created_by: str
    activated_at: datetime | None
    deprecated_at: datetime | None
    retired_at: datetime | None
    sunset_at: datetime | None
    dry_run: bool = False

    @property
    def ref(self) -> str:
        """As the command names it, such as ``shop/orders@1.2.0``."""
        return f"{self.team}/{self.name}@{self.label}"


@dataclass(frozen=True, slots=True)
class Place(_Result):
    """Where something stands; line and column from 1, columns in code points."""

    file: str
    pointer: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding(_Result):
    """One difference between two editions."""

    rule: str
    level: Level
    direction: Direction
    part: str
    message: str
    fingerprint: str
    old: Place | None
    new: Place | None
    witness: Any = field(hash=False)


@dataclass(frozen=True, slots=True)
class Counts(_Result):
    """Findings by level."""

    breaking: int
    warning: int
    info: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Diff(_Rendered):
    """A comparison of two editions. ``compatible`` is true only for that verdict."""

    format: Format
    mode: Mode
    profile: Profile
    verdict: Verdict
    compatible: bool
    bump: Bump
    counts: Counts
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Impact(_Result):
    """What an edition does to one consumer; ``parts`` are those that break it."""

    consumer: str
    role: str | None
    pin: str | None
    follows: str | None
    effect: Effect
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evolution(_Rendered):
    """A draft: what it changes, what it should be called, and whom it breaks.

    ``comparison`` is None if there was no version to compare with; ``sufficient`` tells whether the
    draft's label is at least ``proposed``.
    """

    version: Version
    base: str | None
    proposed: str | None
    sufficient: bool
    comparison: Diff | None
    consumers: tuple[Impact, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Consumer(_Rendered):
    """Who relies on a contract; no ``parts`` = on everything."""

    team: str
    contract: str
    consumer: str
    role: str | None
    pin: str | None
    follows: str | None
    parts: tuple[str, ...]
    revision: int
    created_at: datetime
    created_by: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Threshold(_Result):
    """A threshold held against its value; decimals as text, None = not known."""

    name: str
    value: str | None
    limit: str
    margin: str | None
    unit: str
    exceeded: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Classification(_Rendered):
    """Minor or major, and why."""

    class_: ChangeClass
    reasons: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    claimed: ChangeClass | None
    claim_differs: bool
    warnings: tuple[str, ...]
    change: str
    master: str
    enforced: bool
    on_unknown: str
    comparison: str
    slip_unit: str
    budget_base: str
    rule_version: str


@dataclass(frozen=True, slots=True)
class Vote(_Result):
    """A vote of a party; not ``live`` = a later one took its place."""

    party: str
    vote: VoteWord
    actor: str
    at: datetime
    delegated_from: str | None
    counted: bool
    live: bool
    remark: str | None


@dataclass(frozen=True, slots=True)
class Decision(_Rendered):
    """What somebody has to decide, or decided."""

    change: str
    state: DecisionState
    outcome: Outcome | None
    area: str
    class_: ChangeClass | None
    driver: str | None
    approver: str | None
    quorum: int
    due_at: datetime | None
    votes: tuple[Vote, ...]
    requested_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    remark: str | None
    imported: bool
    memo: dict[str, Any] | None = field(hash=False)
    adr: str | None


@dataclass(frozen=True, slots=True)
class Delegation(_Rendered):
    """That an actor votes for a party, both days included."""

    team: str
    contract: str
    from_: str
    to: str
    from_date: str
    until_date: str
    at: datetime
    actor: str
    reason: str | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class LeadTime(_Result):
    """How long it took from asking for a change to the decision."""

    seconds: int
    #: By the master's calendar; None where its time zone is not known.
    working_seconds: int | None
    calendar: str | None


@dataclass(frozen=True, slots=True)
class Change(_Rendered):
    """A change request, with its latest impact and classification."""

    change: str
    id: str
    team: str
    contract: str
    state: ChangeState
    type: ChangeType
    area: str
    class_: ChangeClass | None
    claimed: ChangeClass | None
    outcome: Outcome | None
    requester: str
    summary: str | None
    document_sha256: str
    master_version: str | None
    base: str | None
    evolution: str | None
    impact_revision: int
    impact: dict[str, Any] | None = field(hash=False)
    technical: dict[str, Any] | None = field(hash=False)
    needs: tuple[str, ...]
    conflicts_with: tuple[str, ...]
    supersedes: tuple[str, ...]
    classification: Classification | None
    decision: Decision | None
    decision_lead_time: LeadTime | None
    adr: str | None
    addendum: str | None
    target_amount: str | None
    target_currency: str | None
    target_date: str | None
    #: Entry of the master's ledger that moves the target; None if nothing is posted.
    posted: int | None
    remarks: tuple[str, ...]
    cycle: int
    revision: int
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    decided_at: datetime | None
    implemented_at: datetime | None
    closed_at: datetime | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Event(_Rendered):
    """One row of the journal."""

    seq: int
    at: datetime
    kind: str
    subject: str
    actor: str
    body: dict[str, Any] = field(hash=False)
    hash: str


@dataclass(frozen=True, slots=True)
class ActiveVersion(_Result):
    """An active version in a summary, with the number of its consumers."""

    name: str
    label: str
    type: Type
    consumers: int


@dataclass(frozen=True, slots=True)
class Summary(_Rendered):
    """Figures of a team; ``by_state`` counts versions, ``by_type`` contracts."""

    team: str
    contracts: int
    versions: int
    by_state: dict[str, int] = field(hash=False)
    by_type: dict[str, int] = field(hash=False)
    active: tuple[ActiveVersion, ...]


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


@dataclass(frozen=True, slots=True)
class Outline(_Rendered):
    """What a document is and promises."""

    format: Format
    dialect: str
    files: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule(_Rendered):
    """One rule of the comparison; ``format`` None = of several."""

    id: str
    format: Format | None
    level: Level
    direction: Direction
    text: str


@dataclass(frozen=True, slots=True)
class BatchItem(_Result):
    """What became of one item of a batch: a version, or for a registration a consumer."""

    version: Version | None
    consumer: Consumer | None


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


@dataclass(frozen=True, slots=True)
class WeekDay(_Result):
    """A day of the week; ``hours`` are texts such as ``"09:00-17:00"``, none if it is closed."""

    day: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialDate(_Result):
    """A date that is not like others of its weekday.

    ``kind`` is ``"holiday"``, ``"exception"``, or ``"skipped"`` for a date that the time zone left
    out; ``date`` is a text such as ``"2026-12-25"``.
    """

    date: str
    kind: str
    name: str | None
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarFacts(_Rendered):
    """What a calendar says; ``week`` begins with Monday."""

    id: str
    name: str | None
    zone: str
    week: tuple[WeekDay, ...]
    dates: tuple[SpecialDate, ...]


@dataclass(frozen=True, slots=True)
class Term(_Result):
    """One term of a governing document; line and column are 0 if it holds by default."""

    path: str
    value: str
    given: bool
    line: int
    column: int
    about: str


@dataclass(frozen=True, slots=True)
class Terms(_Rendered):
    """A governing document, read."""

    kind: TermsKind
    id: str
    title: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Lint(_Result):
    """One remark on a governing document."""

    rule: str
    level: LintLevel
    path: str
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class LintReport(_Rendered):
    """What to remark on a governing document."""

    kind: TermsKind
    id: str
    errors: int
    warnings: int
    infos: int
    findings: tuple[Lint, ...]


@dataclass(frozen=True, slots=True)
class Rank(_Result):
    """A value slice and its place; ``position`` is 0 if it cannot be ranked, for ``reason``."""

    position: int
    id: str
    outcome: str | None
    score: str | None
    expected: str | None
    confidence_pct: str
    effort: str | None
    realised: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Ranking(_Rendered):
    """Value slices in the order in which they pay."""

    sow: str
    slices: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class BacklogItem(_Result):
    """An item of a backlog, and how it counts."""

    id: str
    title: str | None
    size: str
    added: str | None
    changed: str | None
    removed: str | None
    in_baseline: bool
    was_added: bool
    was_changed: bool
    was_removed: bool


@dataclass(frozen=True, slots=True)
class Volatility(_Rendered):
    """How restless the scope of an iteration was; the figures are decimals."""

    sow: str
    computable: bool
    reason: str | None
    volatility_pct: str | None
    net_growth_pct: str | None
    baseline: str | None
    added: str | None
    changed: str | None
    removed: str | None
    start: str | None
    end: str | None
    items: tuple[BacklogItem, ...]


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
