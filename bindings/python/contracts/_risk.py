"""Methods of Store about the risk buffer and the modifier of a master contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import Struct, day, text, word
from ._deals import _decimal
from ._entry_specs import _links, _texts
from ._risk_results import Modifier, Risk


def _measured(value: bool | Decimal | str | int) -> str | None:
    return ("yes" if value else "no") if isinstance(value, bool) else _decimal(value)


class Risks(Handle):
    """See Store."""

    def risk_move(
        self,
        team: str,
        name: str,
        act: str,
        amount: Decimal | str | int,
        *,
        decision: str | None = None,
        date: date | str | None = None,
        key: str | None = None,
        memo: str | None = None,
        evidence: Sequence[str | tuple[str, str]] = (),
        late: bool = False,
        **call: Unpack[CallOptions],
    ) -> Risk:
        """Fund, draw on or release the risk buffer, within ``risk_policy.buffer`` of the master.

        :param act: fund, draw or release
        :param amount: above zero, major units
        :param decision: of a draw, the approved change that it rests on, such as CR-42; needed above
            the draw limit
        :param memo: one line; default the ``reason`` of the call, one of the two is needed
        :param evidence: links, or pairs of a link and the SHA-256 of what it leads to
        :param late: if its period is closed, book it on the first open day
        :raises StateError: more than is set aside, than is there, or than may be drawn without a
            decision; a change that is not approved or was drawn on before
        :raises NotFound: no such change
        :raises Conflict: the key belongs to another entry
        """
        struct = Struct("risk_move")
        c = struct.c
        c.act = word("act", act, "risk_act")
        c.flags = lib.CTR_ENTRY_LATE if late else 0
        c.amount = struct.optional("amount", _decimal(amount))
        c.decision = struct.optional("decision", decision)
        c.date = struct.keep(day("date", date))
        c.key = struct.optional("key", key)
        c.memo = struct.optional("memo", memo)
        _links(c, struct, evidence)
        return self._write(
            core.RISK,
            lib.ctr_ledger_risk,
            text("team", team),
            text("name", name),
            c,
            call=call,
        )

    def risk(self, team: str, name: str) -> Risk:
        """Look at the risk buffer."""
        return self._call(core.RISK, lib.ctr_risk_get, text("team", team), text("name", name))

    def modifier(
        self,
        team: str,
        name: str,
        goals: Mapping[str, bool | Decimal | str | int] | None = None,
        *,
        on: date | str | None = None,
        since: date | str | None = None,
        evidence: Sequence[str | tuple[str, str]] = (),
        late: bool = False,
        **call: Unpack[CallOptions],
    ) -> Modifier:
        """Compute the modifier of the master and post what it moves; where nothing moves, nothing
        is posted.

        :param goals: by the keys of the master's weights whether each is met, or of an SLO its
            attainment in percent. Of an SLO that is not there the attainment is taken that the
            clocks of the store tell; what else is not there is not met
        :param on: day as of which it was measured; default the day of the call
        :param since: first day of what the clocks tell; default as long as the window of each SLO
        :param evidence: links, or pairs of a link and the SHA-256 of what it leads to
        :param late: if its period is closed, book it on the first open day
        :raises ArgumentError: a goal without a weight, a percentage of what is no SLO
        :raises StateError: no cap or no weights, a day before that of the last one, or an SLO of
            which nothing is given and no case was counted
        """
        struct = Struct("modifier_goals")
        c = struct.c
        c.flags = lib.CTR_ENTRY_LATE if late else 0
        c.on = struct.keep(day("on", on))
        setattr(c, "from", struct.keep(day("since", since)))  # a word of Python's
        goals = {} if goals is None else goals
        c.names = _texts(struct, "goals", list(goals))
        c.values = _texts(struct, "goals", [_measured(value) for value in goals.values()])
        c.count = len(goals)
        _links(c, struct, evidence)
        return self._write(
            core.MODIFIER,
            lib.ctr_ledger_modifier,
            text("team", team),
            text("name", name),
            c,
            call=call,
        )
