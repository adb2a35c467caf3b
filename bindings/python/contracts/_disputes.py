"""Methods of Store for disputes: what a party disputes, and how that ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import Struct, optional_text, text, word
from .disputes import Dispute


class Disputes(Handle):
    """What Store can do with disputes."""

    def open_dispute(
        self,
        team: str,
        name: str,
        kind: str,
        subject: str | int,
        statement: str,
        *,
        id: str | None = None,
        party: str | None = None,
        against: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Dispute:
        """Dispute an entry of the ledger by its number, a change, or what was decided on one.
        Until that ends nothing of it is paid.

        :param party: that disputes it; default the actor
        :param against: the other one; default the only other party of the master
        :raises StateError: it is disputed already, was taken back, or is not decided yet
        """
        struct = Struct("dispute_spec")
        c = struct.c
        c.kind = word("kind", kind, "dispute_subject")
        c.subject = struct.optional("subject", str(subject))
        c.statement = struct.optional("statement", statement)
        c.id = struct.optional("id", id)
        c.party = struct.optional("party", party)
        c.against = struct.optional("against", against)
        return self._write(
            core.DISPUTE,
            lib.ctr_dispute_open,
            text("team", team),
            text("name", name),
            c,
            call=call,
        )

    def answer_dispute(
        self,
        team: str,
        name: str,
        id: str,
        answer: str,
        *,
        party: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Dispute:
        """Answer, once, as the party that it is against.

        :raises Denied: that is up to another party
        """
        return self._write(
            core.DISPUTE,
            lib.ctr_dispute_answer,
            text("team", team),
            text("name", name),
            text("id", id),
            text("answer", answer),
            optional_text("party", party),
            call=call,
        )

    def escalate_dispute(
        self,
        team: str,
        name: str,
        id: str,
        *,
        party: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Dispute:
        """Take it to the next level now, as one of its two parties.

        :raises StateError: it is over, or there is no further level
        """
        return self._write(
            core.DISPUTE,
            lib.ctr_dispute_escalate,
            text("team", team),
            text("name", name),
            text("id", id),
            optional_text("party", party),
            call=call,
        )

    def resolve_dispute(
        self,
        team: str,
        name: str,
        id: str,
        outcome: str,
        reference: str | int,
        **call: Unpack[CallOptions],
    ) -> Dispute:
        """End it by a decision, named by its change, or by the entry that takes the disputed one
        back, named by its number.

        :raises StateError: it is over, or that does not settle it
        """
        return self._write(
            core.DISPUTE,
            lib.ctr_dispute_resolve,
            text("team", team),
            text("name", name),
            text("id", id),
            word("outcome", outcome, "dispute_outcome"),
            text("reference", str(reference)),
            call=call,
        )

    def withdraw_dispute(
        self,
        team: str,
        name: str,
        id: str,
        *,
        party: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Dispute:
        """Want it no more, as the party that opened it."""
        return self._write(
            core.DISPUTE,
            lib.ctr_dispute_withdraw,
            text("team", team),
            text("name", name),
            text("id", id),
            optional_text("party", party),
            call=call,
        )

    def dispute(self, team: str, name: str, id: str) -> Dispute:
        """One dispute.

        :raises NotFound: there is none
        """
        return self._call(
            core.DISPUTE,
            lib.ctr_dispute_get,
            text("team", team),
            text("name", name),
            text("id", id),
        )

    def disputes(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        state: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Dispute]:
        """Disputes in the order in which they were opened."""
        struct = Struct("dispute_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.state = word("state", state, "dispute_state")
        return self._pages(core.DISPUTES, lib.ctr_dispute_find, struct, limit, page_size)
