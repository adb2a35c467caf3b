"""Methods of Store about statements of ledgers."""

from __future__ import annotations

from datetime import date

from . import _core as core
from ._base import Handle
from ._contracts import lib
from ._core import Struct, day, text
from ._statement_results import Burn, Statement


class Statements(Handle):
    """See Store."""

    def ledger_statement(
        self,
        team: str,
        name: str,
        party: str | None = None,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> Statement:
        """The statement of a party and a period: what stood in the books, each entry with its
        cause, what stands after it, target, share.

        :param party: who shares, by name or by id in the master; default all who do
        :param since: first day; default that of the first entry
        :param until: last day, included; default today, UTC
        :raises ArgumentError: the period ends before it begins, or the party does not share
        """
        struct = Struct("statement_query")
        c = struct.c
        c.party = struct.optional("party", party)
        setattr(c, "from", struct.keep(day("since", since)))  # a word of Python's
        c.until = struct.keep(day("until", until))
        return self._call(
            core.STATEMENT,
            lib.ctr_ledger_statement,
            text("team", team),
            text("name", name),
            c,
        )

    def ledger_burn(self, team: str, name: str, until: date | str | None = None) -> Burn:
        """Cost against target over time.

        :param until: last day, included; default today, UTC
        """
        return self._call(
            core.BURN,
            lib.ctr_ledger_burn,
            text("team", team),
            text("name", name),
            day("until", until),
        )
