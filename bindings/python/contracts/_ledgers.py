"""Methods of Store about ledgers, and what needs no store: amounts, keys, signatures, proofs."""

from __future__ import annotations

import builtins
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Unpack

from . import _core as core
from ._base import CallOptions, Handle, Pages
from ._contracts import ffi, lib
from ._core import (
    INT64_MAX,
    CData,
    Struct,
    day,
    integer,
    microseconds,
    optional_text,
    text,
    word,
)
from ._hooks import Stream
from ._share import money_exponent, money_parse, money_print
from .errors import ArgumentError
from .results import Account, Checkpoint, Entry, Ledger, LedgerReport, Period, Proof, Trial

__all__ = [
    "EntrySpec",
    "KeyPair",
    "PostingSpec",
    "amount",
    "checkpoint_signed",
    "generate_key",
    "minor_units",
    "proof_holds",
]


def minor_units(value: Decimal | str | int, currency: str) -> int:
    """An amount in major units as minor units, exactly: ``minor_units("12.34", "GBP") == 1234``.

    :raises ArgumentError: it is no number, too fine for the currency, or too large; or the currency
        is not known
    """
    return money_parse(value, _exponent(currency))


def amount(minor: int, currency: str) -> Decimal:
    """Minor units as an amount in major units: ``amount(1234, "GBP") == Decimal("12.34")``."""
    return Decimal(money_print(minor, _exponent(currency)))


def _exponent(currency: str) -> int:
    digits = money_exponent(currency)
    if digits is None:
        raise ArgumentError("argument", f"'{currency}' is no currency of ISO 4217")
    return digits


class PostingSpec(NamedTuple):
    """A posting to make: minor units, a debit above zero, a credit below. With a currency it must
    be the account's.
    """

    account: str
    amount: int
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySpec:
    """An entry to post; its postings sum to zero in every currency. ``evidence`` holds links, or
    pairs of a link and the SHA-256 of what it leads to.
    """

    kind: str
    postings: Sequence[PostingSpec | tuple[str, int]]
    date: date | str | None = None
    key: str | None = None
    memo: str | None = None
    cause: tuple[str, str] | None = None
    evidence: Sequence[str | tuple[str, str]] = ()
    pending: bool = False
    late: bool = False
    expires: datetime | None = None
    rate: Decimal | str | None = None
    rate_pair: str | None = None
    rate_source: str | None = None
    rate_date: date | str | None = None


class KeyPair(NamedTuple):
    """Ed25519 keys: 32 and 64 bytes."""

    public: bytes
    secret: bytes


def _key(name: str, value: bytes, size: int) -> bytes:
    if not isinstance(value, (bytes, bytearray)) or len(value) != size:
        raise ArgumentError("argument", f"{name} must be {size} bytes")
    return bytes(value)


def _texts(struct: Struct, name: str, values: Sequence[str | None]) -> CData:
    items = [struct.optional(name, value) for value in values]
    array = ffi.new("const char *[]", items)
    struct.kept.append(array)
    return array


def _fill(entry: EntrySpec, c: CData, struct: Struct) -> None:
    """One element of the array of ctr_entry_spec."""
    lib.ctr_entry_spec_init(ffi.addressof(c), ffi.sizeof("ctr_entry_spec"))
    postings = [PostingSpec(*posting) for posting in entry.postings]
    links = [(one, None) if isinstance(one, str) else one for one in entry.evidence]
    c.flags = (lib.CTR_ENTRY_PEND if entry.pending else 0) | (
        lib.CTR_ENTRY_LATE if entry.late else 0
    )
    c.kind = word("kind", entry.kind, "entry_kind")
    c.date = struct.keep(day("date", entry.date))
    c.key = struct.optional("key", entry.key)
    c.memo = struct.optional("memo", entry.memo)
    if entry.cause is not None:
        c.cause_kind = struct.text("cause", entry.cause[0])
        c.cause_id = struct.text("cause", entry.cause[1])
    c.accounts = _texts(struct, "account", [p.account for p in postings])
    c.currencies = _texts(struct, "currency", [p.currency for p in postings])
    amounts = ffi.new(
        "int64_t[]", [integer("amount", p.amount, INT64_MAX, -INT64_MAX) for p in postings]
    )
    struct.kept.append(amounts)
    c.amounts = amounts
    c.posting_count = len(postings)
    if links:
        c.evidence = _texts(struct, "evidence", [link for link, _ in links])
        c.evidence_sha256 = _texts(struct, "sha256", [sha256 for _, sha256 in links])
        c.evidence_count = len(links)
    c.expires_us = microseconds("expires", entry.expires)
    c.rate = struct.optional("rate", None if entry.rate is None else str(entry.rate))
    c.rate_pair = struct.optional("rate_pair", entry.rate_pair)
    c.rate_source = struct.optional("rate_source", entry.rate_source)
    c.rate_date = struct.keep(day("rate_date", entry.rate_date))


class Ledgers(Handle):
    """See Store."""

    def ledger_open(
        self, team: str, name: str, base: str, **call: Unpack[CallOptions]
    ) -> Ledger:
        """Begin the ledger of a contract.

        :param base: ISO 4217 code of its base currency
        """
        return self._write(
            core.LEDGER,
            lib.ctr_ledger_open,
            text("team", team),
            text("name", name),
            text("base", base),
            call=call,
        )

    def ledger(self, team: str, name: str) -> Ledger:
        """Look at a ledger: entries, head, what is closed."""
        return self._call(
            core.LEDGER, lib.ctr_ledger_get, text("team", team), text("name", name)
        )

    def _account(
        self,
        function: Any,
        team: str,
        name: str,
        account: str,
        facts: dict[str, Any],
        call: CallOptions,
    ) -> Account:
        struct = Struct("account_spec")
        c = struct.c
        c.account = struct.text("account", account)
        c.currency = struct.optional("currency", facts.get("currency"))
        c.opened = struct.keep(day("opened", facts.get("opened")))
        c.closed = struct.keep(day("closed", facts.get("closed")))
        c.flags = lib.CTR_ACCOUNT_NO_LIMITS if facts.get("no_limits") else 0
        if facts.get("lo") is not None:
            c.flags |= lib.CTR_ACCOUNT_HAS_LO
            c.lo = integer("lo", facts["lo"], INT64_MAX, -INT64_MAX)
        if facts.get("hi") is not None:
            c.flags |= lib.CTR_ACCOUNT_HAS_HI
            c.hi = integer("hi", facts["hi"], INT64_MAX, -INT64_MAX)
        return self._write(
            core.ACCOUNT, function, text("team", team), text("name", name), c, call=call
        )

    def account_open(
        self,
        team: str,
        name: str,
        account: str,
        *,
        currency: str | None = None,
        opened: date | str | None = None,
        closed: date | str | None = None,
        lo: int | None = None,
        hi: int | None = None,
        **call: Unpack[CallOptions],
    ) -> Account:
        """Open an account, such as ``Assets:Acme:Cost``.

        :param currency: default the ledger's base
        :param opened: first day it takes entries; default any
        :param closed: first day it takes none any more
        :param lo: least balance (debit less credit), minor units
        :param hi: greatest balance
        """
        facts = {"currency": currency, "opened": opened, "closed": closed, "lo": lo, "hi": hi}
        return self._account(lib.ctr_account_open, team, name, account, facts, call)

    def account_change(
        self,
        team: str,
        name: str,
        account: str,
        *,
        closed: date | str | None = None,
        lo: int | None = None,
        hi: int | None = None,
        no_limits: bool = False,
        **call: Unpack[CallOptions],
    ) -> Account:
        """Change the limits of an account, or the day it is closed; what is not given stays."""
        facts = {"closed": closed, "lo": lo, "hi": hi, "no_limits": no_limits}
        return self._account(lib.ctr_account_change, team, name, account, facts, call)

    def post(
        self, team: str, name: str, *entries: EntrySpec, **call: Unpack[CallOptions]
    ) -> tuple[Entry, ...]:
        """Post entries, in order, all or none. An entry whose key is known and whose content is the
        same answers with the first one, ``repeated``.

        :raises Conflict: the key belongs to an entry with other content (detail ``field``), or the
            evidence to a cost of another contract
        :raises StateError: the period is closed, the account is, or a limit would not hold
        """
        struct = Struct("entry_spec")
        specs = ffi.new("ctr_entry_spec[]", max(len(entries), 1))
        for at, entry in enumerate(entries):
            _fill(entry, specs[at], struct)
        page, _ = self._write(
            core.ENTRIES,
            lib.ctr_ledger_post,
            text("team", team),
            text("name", name),
            specs,
            len(entries),
            call=call,
        )
        return tuple(page)

    def _resolve(
        self,
        function: Any,
        team: str,
        name: str,
        seq: int,
        facts: dict[str, Any],
        call: CallOptions,
    ) -> Entry:
        struct = Struct("resolution")
        c = struct.c
        c.flags = lib.CTR_ENTRY_LATE if facts.get("late") else 0
        c.date = struct.keep(day("date", facts.get("date")))
        c.key = struct.optional("key", facts.get("key"))
        c.memo = struct.optional("memo", facts.get("memo"))
        c.amount = integer("amount", facts.get("amount"), INT64_MAX)
        postings = [PostingSpec(*posting) for posting in facts.get("postings") or ()]
        if postings:
            c.accounts = _texts(struct, "account", [p.account for p in postings])
            amounts = ffi.new(
                "int64_t[]", [integer("amount", p.amount, INT64_MAX, -INT64_MAX) for p in postings]
            )
            struct.kept.append(amounts)
            c.amounts = amounts
            c.posting_count = len(postings)
        return self._write(
            core.ENTRIES,
            function,
            text("team", team),
            text("name", name),
            integer("seq", seq, INT64_MAX),
            c,
            call=call,
        )[0][0]

    def settle(
        self,
        team: str,
        name: str,
        seq: int,
        *,
        amount: int | None = None,
        postings: Sequence[PostingSpec | tuple[str, int]] = (),
        date: date | str | None = None,
        key: str | None = None,
        memo: str | None = None,
        late: bool = False,
        **call: Unpack[CallOptions],
    ) -> Entry:
        """Make a pending entry count, wholly or in part; what is not settled is released.

        :param amount: so much of both postings, minor units; default all
        :param postings: some of its postings, or parts of them
        """
        facts = {
            "amount": amount, "postings": postings, "date": date, "key": key, "memo": memo,
            "late": late,
        }
        return self._resolve(lib.ctr_ledger_settle, team, name, seq, facts, call)

    def void(
        self,
        team: str,
        name: str,
        seq: int,
        *,
        date: date | str | None = None,
        key: str | None = None,
        memo: str | None = None,
        late: bool = False,
        **call: Unpack[CallOptions],
    ) -> Entry:
        """End a pending entry; nothing of it counts."""
        facts = {"date": date, "key": key, "memo": memo, "late": late}
        return self._resolve(lib.ctr_ledger_void, team, name, seq, facts, call)

    def reverse(
        self,
        team: str,
        name: str,
        seq: int,
        *,
        date: date | str | None = None,
        key: str | None = None,
        memo: str | None = None,
        late: bool = False,
        **call: Unpack[CallOptions],
    ) -> Entry:
        """Mirror an entry that counts; once."""
        facts = {"date": date, "key": key, "memo": memo, "late": late}
        return self._resolve(lib.ctr_ledger_reverse, team, name, seq, facts, call)

    def restate(
        self,
        team: str,
        name: str,
        seq: int,
        *,
        date: date | str | None = None,
        key: str | None = None,
        memo: str | None = None,
        late: bool = False,
        **call: Unpack[CallOptions],
    ) -> Entry:
        """Mirror a reversal, so that what it took back counts again."""
        facts = {"date": date, "key": key, "memo": memo, "late": late}
        return self._resolve(lib.ctr_ledger_restate, team, name, seq, facts, call)

    def expire(
        self, team: str, name: str, **call: Unpack[CallOptions]
    ) -> tuple[Entry, ...]:
        """End the pending entries whose time is over at the instant of the call; at most 1000."""
        page, _ = self._write(
            core.ENTRIES, lib.ctr_ledger_expire, text("team", team), text("name", name), call=call
        )
        return tuple(page)

    def entries(
        self,
        team: str,
        name: str,
        *,
        account: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        kind: str | None = None,
        pending: bool = False,
        after: int = 0,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Entry]:
        """Entries by number.

        :param account: with a posting to it
        :param since: booked on this day or later
        :param until: booked on this day or earlier
        :param pending: only those that are pending now
        :param after: only entries with a higher number
        """
        struct = Struct("entry_filter")
        c = struct.c
        c.account = struct.optional("account", account)
        setattr(c, "from", struct.keep(day("since", since)))  # a word of Python's
        c.to = struct.keep(day("until", until))
        c.kind = word("kind", kind, "entry_kind")
        c.pending = bool(pending)

        def fetch(cursor: Any, size: int) -> tuple[builtins.list[Entry], Any]:
            c = struct.c  # which keeps the texts
            c.after = int(cursor)
            c.limit = size
            return self._call(
                core.ENTRIES,
                lib.ctr_ledger_entry_find,
                text("team", team),
                text("name", name),
                c,
            )

        return Pages(fetch, integer("after", after, INT64_MAX), limit, page_size)

    def balance(
        self,
        team: str,
        name: str,
        account: str | None = None,
        *,
        as_of: date | str | None = None,
        by: str = "booked",
    ) -> Trial:
        """Balances of an account and those below it; without one the trial balance.

        :param as_of: as things stood on this day; default now, from stored totals
        :param by: the date that counts: ``"booked"``, ``"effective"`` or ``"recorded"``
        """
        struct = Struct("balance_query")
        struct.c.account = struct.optional("account", account)
        struct.c.day = struct.keep(day("as_of", as_of))
        struct.c.as_of = word("by", by, "as_of") if as_of is not None else lib.CTR_AS_OF_NOW
        return self._call(
            core.TRIAL, lib.ctr_ledger_balance, text("team", team), text("name", name), struct.c
        )

    def close_period(
        self, team: str, name: str, last: date | str, **call: Unpack[CallOptions]
    ) -> Period:
        """Close everything up to a day, for good."""
        return self._write(
            core.PERIOD,
            lib.ctr_period_close,
            text("team", team),
            text("name", name),
            day("last", last),
            call=call,
        )

    def seal_period(
        self, team: str, name: str, last: date | str | None = None, **call: Unpack[CallOptions]
    ) -> Period:
        """Seal a closed period; default: the first that is closed only."""
        return self._write(
            core.PERIOD,
            lib.ctr_period_seal,
            text("team", team),
            text("name", name),
            day("last", last),
            call=call,
        )

    def periods(self, team: str, name: str) -> tuple[Period, ...]:
        """Closed and sealed periods."""
        return self._call(
            core.PERIODS, lib.ctr_period_find, text("team", team), text("name", name)
        )

    def verify_ledger(
        self,
        team: str,
        name: str,
        *,
        checkpoint: Checkpoint | str | bytes | None = None,
        public_key: bytes | None = None,
    ) -> LedgerReport:
        """Compute everything of a ledger again; the first invariant that does not hold is named.

        :param checkpoint: that was kept: also whether the ledger goes on from it
        :param public_key: 32 bytes, of the party that signed it
        """
        if checkpoint is None:
            return self._call(
                core.LEDGER_REPORT, lib.ctr_ledger_verify, text("team", team), text("name", name)
            )
        if public_key is None:
            raise ArgumentError("argument", "a checkpoint needs the public key of who signed it")
        with _Read("checkpoint", checkpoint) as read:
            return self._call(
                core.LEDGER_REPORT,
                lib.ctr_checkpoint_compare,
                text("team", team),
                text("name", name),
                read,
                _key("public_key", public_key, lib.CTR_KEY_PUBLIC_BYTES),
            )

    def export_ledger(self, team: str, name: str, form: str = "json") -> bytes:
        """A ledger as text for other programs.

        :param form: ``"json"``, ``"csv"``, ``"ledger"``, ``"hledger"`` or ``"beancount"``
        """
        memory = io.BytesIO()
        stream = Stream(memory)
        handle = ffi.new_handle(stream)
        err = ffi.new("ctr_error **")
        status = lib.ctr_ledger_export(
            self._use(),
            text("team", team),
            text("name", name),
            word("form", form, "ledger_form"),
            lib.ctrpy_write,
            handle,
            err,
        )
        self._check(status, err, (stream,))
        return memory.getvalue()

    def import_entries(
        self,
        team: str,
        name: str,
        data: bytes | str,
        *,
        form: str = "auto",
        kind: str | None = None,
        file: str | None = None,
        **call: Unpack[CallOptions],
    ) -> tuple[Entry, ...]:
        """Post entries from text, all or none.

        :param form: ``"auto"`` (JSON or CSV), ``"json"``, ``"csv"`` or ``"hledger"``
        :param kind: of entries that name none
        :param file: name for messages
        :raises InputError: malformed; details ``file`` and ``line``
        """
        struct = Struct("ledger_import_options")
        struct.c.form = word("form", form, "ledger_form")
        struct.c.kind = word("kind", kind, "entry_kind")
        struct.c.file = struct.optional("file", file)
        raw = data.encode("utf-8") if isinstance(data, str) else bytes(data)
        page, _ = self._write(
            core.ENTRIES,
            lib.ctr_ledger_import,
            text("team", team),
            text("name", name),
            struct.c,
            ffi.from_buffer(raw),
            len(raw),
            call=call,
        )
        return tuple(page)

    def checkpoint(
        self, team: str, name: str, secret_key: bytes, **call: Unpack[CallOptions]
    ) -> Checkpoint:
        """Sign what the ledger holds now; ``to_json`` of the answer is what parties exchange.

        :param secret_key: 64 bytes
        """
        return self._write(
            core.CHECKPOINT,
            lib.ctr_checkpoint_make,
            text("team", team),
            text("name", name),
            _key("secret_key", secret_key, lib.CTR_KEY_SECRET_BYTES),
            call=call,
        )

    def prove_entry(self, team: str, name: str, seq: int, entries: int = 0) -> Proof:
        """Prove that an entry is among the first so many; 0 = all there are."""
        return self._call(
            core.PROOF,
            lib.ctr_proof_entry,
            text("team", team),
            text("name", name),
            integer("seq", seq, INT64_MAX),
            integer("entries", entries, INT64_MAX),
        )

    def prove_growth(self, team: str, name: str, start: int, entries: int = 0) -> Proof:
        """Prove that the first ``start`` entries are the beginning of the first so many."""
        return self._call(
            core.PROOF,
            lib.ctr_proof_growth,
            text("team", team),
            text("name", name),
            integer("start", start, INT64_MAX),
            integer("entries", entries, INT64_MAX),
        )


class _Read:
    """A checkpoint or a proof as C has it, for as long as it is needed."""

    def __init__(self, kind: str, value: Checkpoint | Proof | str | bytes) -> None:
        given = value.to_json() if isinstance(value, (Checkpoint, Proof)) else value
        raw = given.encode("utf-8") if isinstance(given, str) else bytes(given)
        err = ffi.new("ctr_error **")
        self._slot = ffi.new(f"ctr_{kind} **")
        self._free = getattr(lib, f"ctr_{kind}_free")
        read = getattr(lib, f"ctr_{kind}_read")
        core.check(read(ffi.from_buffer(raw), len(raw), self._slot, err), err)

    def __enter__(self) -> CData:
        return self._slot[0]

    def __exit__(self, *_: object) -> None:
        self._free(self._slot[0])


def generate_key() -> KeyPair:
    """Make a pair of keys for checkpoints."""
    public = ffi.new("unsigned char[]", lib.CTR_KEY_PUBLIC_BYTES)
    secret = ffi.new("unsigned char[]", lib.CTR_KEY_SECRET_BYTES)
    err = ffi.new("ctr_error **")
    core.check(lib.ctr_key_generate(public, secret, err), err)
    return KeyPair(bytes(ffi.buffer(public)), bytes(ffi.buffer(secret)))


def checkpoint_signed(checkpoint: Checkpoint | str | bytes, public_key: bytes) -> bool:
    """Whether a checkpoint is signed with this key. Needs no store."""
    key = _key("public_key", public_key, lib.CTR_KEY_PUBLIC_BYTES)
    with _Read("checkpoint", checkpoint) as read:
        return bool(lib.ctr_checkpoint_signed(read, key))


def proof_holds(
    proof: Proof | str | bytes, root: str | None = None, from_root: str | None = None
) -> bool:
    """Whether a proof leads to a root one trusts. Needs no store.

    :param root: of a checkpoint; default the one it names
    :param from_root: of the older checkpoint, for growth
    """
    with _Read("proof", proof) as read:
        return bool(
            lib.ctr_proof_holds(
                read, optional_text("root", root), optional_text("from_root", from_root)
            )
        )
