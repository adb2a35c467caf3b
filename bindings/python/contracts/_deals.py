"""Methods of Store about the money of a master contract: accounts, assessments, statements."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Unpack

from . import _core as core
from ._base import CallOptions, Handle, Pages
from ._contracts import lib
from ._core import INT64_MAX, Struct, day, integer, optional_text, text, word
from ._deal_results import Assessment, Chart


def _decimal(value: Decimal | str | int | None) -> str | None:
    """An amount in major units, as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else value


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

    def share_assess(
        self,
        team: str,
        name: str,
        kind: str,
        *,
        as_of: date | str | None = None,
        earned: Decimal | str | int | None = None,
        forecast: Decimal | str | int | None = None,
        hold: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Assessment:
        """Assess the share of a contract and post what it moves. When nothing has changed the answer
        is the assessment that there is, ``repeated``.

        :param kind: interim, completion or final
        :param as_of: entries effective by this day count; default the day of the call
        :param earned: interim: the part of the target that the work done has earned, major units
        :param forecast: of the final cost, major units; alone, nothing is posted
        :param hold: why payment is frozen; the share goes on accruing
        :raises ArgumentError: cost to date against the whole target is no share before completion
        :raises StateError: not computable (detail ``reason``), or before the last assessment
        """
        struct = Struct("assess")
        c = struct.c
        c.kind = word("kind", kind, "assess_kind")
        c.as_of = struct.keep(day("as_of", as_of))
        c.earned = struct.optional("earned", _decimal(earned))
        c.forecast = struct.optional("forecast", _decimal(forecast))
        c.hold = struct.optional("hold", hold)
        return self._write(
            core.ASSESSMENT,
            lib.ctr_share_assess,
            text("team", team),
            text("name", name),
            c,
            call=call,
        )

    def assessment(self, team: str, name: str, number: int | None = None) -> Assessment:
        """Look at an assessment; without a number at the last one."""
        return self._call(
            core.ASSESSMENT,
            lib.ctr_assessment_get,
            text("team", team),
            text("name", name),
            integer("number", number, INT64_MAX),
        )

    def assessments(
        self,
        team: str,
        name: str,
        *,
        after: int = 0,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Assessment]:
        """Assessments by number."""

        def fetch(cursor: Any, size: int) -> tuple[builtins.list[Assessment], Any]:
            return self._call(
                core.ASSESSMENTS,
                lib.ctr_assessment_find,
                text("team", team),
                text("name", name),
                int(cursor),
                size,
            )

        return Pages(fetch, integer("after", after, INT64_MAX), limit, page_size)
