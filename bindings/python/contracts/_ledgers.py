"""Methods of Store about ledgers."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Unpack

from . import _core as core
from ._base import CallOptions, Pages
from ._contracts import ffi, lib
from ._core import INT64_MAX, Struct, day, integer, text, word
from ._entry_specs import EntrySpec, PostingSpec, _fill, _texts
from ._ledger_audit import Audits
from ._ledger_results import Account, Entry, Ledger, Period, Trial
from ._ledger_texts import LedgerTexts
from ._result import Listing


class Ledgers(Audits, LedgerTexts):
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

    def periods(self, team: str, name: str) -> Listing[Period]:
        """Closed and sealed periods."""
        return self._call(
            core.PERIODS, lib.ctr_period_find, text("team", team), text("name", name)
        )
