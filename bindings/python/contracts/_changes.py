"""Methods of Store for changes of what a master contract covers, and the decisions on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import ffi, lib
from ._core import NULL, Struct, microseconds, optional_text, text, word
from ._sources import Document, into, into_all, source_of
from .results import Change, Decision, Delegation


class Changes(Handle):
    """What Store can do with changes."""

    def open_change(
        self, team: str, name: str, document: Document, **call: Unpack[CallOptions]
    ) -> Change:
        """Ask for a change: a request as YAML, JSON or XML, or a dict.

        :param name: the master contract
        :raises InputError: the request is malformed, names itself, or a change that needs it
        :raises Exists: the id is taken
        """
        struct = Struct("source")
        source = source_of(document, self._max_bytes)
        with into(struct.c[0], struct, source, self._max_bytes) as parkings:
            return self._write(
                core.CHANGE,
                lib.ctr_change_open,
                text("team", team),
                text("name", name),
                struct.c,
                call=call,
                parkings=parkings,
            )

    def change_impact(
        self, team: str, name: str, id: str, impact: Document, **call: Unpack[CallOptions]
    ) -> Change:
        """Record a new revision of the impact analysis; earlier ones stay."""
        struct = Struct("source")
        source = source_of(impact, self._max_bytes)
        with into(struct.c[0], struct, source, self._max_bytes) as parkings:
            return self._write(
                core.CHANGE,
                lib.ctr_change_impact,
                text("team", team),
                text("name", name),
                text("id", id),
                struct.c,
                call=call,
                parkings=parkings,
            )

    def submit_change(
        self, team: str, name: str, id: str, **call: Unpack[CallOptions]
    ) -> Change:
        """Submit a draft: base and policy are fixed, it is classified, who decides is asked."""
        return self._step(lib.ctr_change_submit, team, name, id, call)

    def classify_change(
        self, team: str, name: str, id: str, **call: Unpack[CallOptions]
    ) -> Change:
        """Classify a submitted change, or once more; the classifications before stay."""
        return self._step(lib.ctr_change_reclassify, team, name, id, call)

    def vote(
        self,
        team: str,
        name: str,
        id: str,
        vote: str,
        *,
        party: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Change:
        """Vote ``"approve"``, ``"reject"`` or ``"abstain"``.

        :param party: default: the actor's own name
        :raises Denied: the party has no vote, or the actor does not vote for it
        """
        return self._write(
            core.CHANGE,
            lib.ctr_change_vote,
            text("team", team),
            text("name", name),
            text("id", id),
            word("vote", vote, "vote"),
            optional_text("party", party),
            call=call,
        )

    def decide(
        self, team: str, name: str, id: str, outcome: str, **call: Unpack[CallOptions]
    ) -> Change:
        """Decide ``"approved"``, ``"rejected"`` or ``"deferred"``; one party has the right."""
        return self._write(
            core.CHANGE,
            lib.ctr_change_decide,
            text("team", team),
            text("name", name),
            text("id", id),
            word("outcome", outcome, "change_outcome"),
            call=call,
        )

    def implement(self, team: str, name: str, id: str, **call: Unpack[CallOptions]) -> Change:
        """Carry out an approved change, or an emergency: the edition it carries becomes active."""
        return self._step(lib.ctr_change_implement, team, name, id, call)

    def close_change(
        self,
        team: str,
        name: str,
        id: str,
        *,
        addendum: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Change:
        """Close a change; a major one with its ``addendum``, as ``"team/name@label"``."""
        return self._write(
            core.CHANGE,
            lib.ctr_change_close,
            text("team", team),
            text("name", name),
            text("id", id),
            optional_text("addendum", addendum),
            call=call,
        )

    def withdraw_change(
        self, team: str, name: str, id: str, **call: Unpack[CallOptions]
    ) -> Change:
        """Withdraw a change; needs a reason."""
        return self._step(lib.ctr_change_withdraw, team, name, id, call)

    def reopen_change(
        self, team: str, name: str, id: str, **call: Unpack[CallOptions]
    ) -> Change:
        """Begin a new cycle of a change; needs a reason."""
        return self._step(lib.ctr_change_reopen, team, name, id, call)

    def change(self, team: str, name: str, id: str) -> Change:
        """Look up a change.

        :raises NotFound: there is none
        """
        return self._call(
            core.CHANGE,
            lib.ctr_change_get,
            text("team", team),
            text("name", name),
            text("id", id),
        )

    def changes(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        state: str | None = None,
        change_class: str | None = None,
        type: str | None = None,
        area: str | None = None,
        requester: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Change]:
        """Changes by team, contract and id."""
        struct = Struct("change_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.state = word("state", state, "change_state")
        c.change_class = word("change_class", change_class, "change_class")
        c.type = word("type", type, "change_type")
        c.area = struct.optional("area", area)
        c.requester = struct.optional("requester", requester)
        return self._pages(core.CHANGES, lib.ctr_change_find, struct, limit, page_size)

    def record_decision(
        self,
        team: str,
        name: str,
        id: str,
        *,
        memo: Document | None = None,
        adr: Document | None = None,
        **call: Unpack[CallOptions],
    ) -> Change:
        """Add a context memo, or a decision record in Markdown, to the open decision."""
        if memo is None and adr is None:
            raise TypeError("memo or adr is needed")
        given = {at: one for at, one in enumerate((memo, adr)) if one is not None}
        sources = ffi.new("ctr_source[2]")
        places = [sources + at if at in given else NULL for at in range(2)]
        with into_all(
            [places[at] for at in given], Struct("source"), [*given.values()], self._max_bytes
        ) as parkings:
            return self._write(
                core.CHANGE,
                lib.ctr_decision_record,
                text("team", team),
                text("name", name),
                text("id", id),
                *places,
                call=call,
                parkings=parkings,
            )

    def import_decision(
        self, team: str, name: str, id: str, **call: Unpack[CallOptions]
    ) -> Change:
        """Take over the decision that the request itself holds; it is marked as imported."""
        return self._step(lib.ctr_decision_import, team, name, id, call)

    def delegate(
        self,
        team: str,
        name: str,
        to: str,
        until: datetime,
        *,
        since: datetime | None = None,
        party: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Delegation:
        """Let an actor vote for a party, from the day of ``since`` (default: today) to that of
        ``until``.

        :param party: who delegates; default: the actor
        """
        struct = Struct("delegate")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.to = struct.text("to", to)
        c.party = struct.optional("party", party)
        c.from_us = microseconds("since", since)
        c.until_us = microseconds("until", until)
        return self._write(core.DELEGATION, lib.ctr_decision_delegate, c, call=call)

    def decisions(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        change: str | None = None,
        state: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Decision]:
        """Decisions in the order in which they were asked for."""
        struct = Struct("decision_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.change = struct.optional("change", change)
        c.state = word("state", state, "decision_state")
        return self._pages(core.DECISIONS, lib.ctr_decision_find, struct, limit, page_size)

    def _step(
        self,
        function: Callable[..., int],
        team: str,
        name: str,
        id: str,
        call: CallOptions,
    ) -> Change:
        return self._write(
            core.CHANGE,
            function,
            text("team", team),
            text("name", name),
            text("id", id),
            call=call,
        )
