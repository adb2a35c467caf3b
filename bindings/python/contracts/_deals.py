"""Methods of Store about the money of a master contract: accounts, assessments, statements."""

from __future__ import annotations

from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import optional_text, text
from ._deal_results import Chart


class Deals(Handle):
    """See Store."""

    def ledger_chart(
        self, team: str, name: str, base: str | None = None, **call: Unpack[CallOptions]
    ) -> Chart:
        """Open what is missing of the accounts that a master contract needs, and its ledger; post
        its target. Doing it again changes nothing.

        :param base: ISO 4217 code where there is no ledger yet; default that of the incentives
        :raises StateError: no master, no active version, no currency, or two parties whose accounts
            would have the same names
        """
        return self._write(
            core.CHART,
            lib.ctr_ledger_chart,
            text("team", team),
            text("name", name),
            optional_text("base", base),
            call=call,
        )
