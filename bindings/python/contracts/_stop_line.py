"""Methods of Store for stop-the-line triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Unpack

from ._base import CallOptions, Handle
from ._contracts import ffi, lib
from ._core import Kind, PageKind, Struct, text, word
from .watch_results import Stop, StopSummary

STOP = Kind("stop", Stop.from_json)
STOPS = PageKind("stop", "stops", Stop.from_json)
SUMMARY = Kind("stop_summary", StopSummary.from_json)


class StopLine(Handle):
    """What Store can do with stop-the-line triggers."""

    def stop_line_raise(
        self,
        team: str,
        name: str,
        trigger: str,
        evidence: Iterable[str],
        *,
        owner: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Stop:
        """Stop the line; needs a reason. A trigger that is raised already stays as it is.

        :param name: the master contract
        :param evidence: links to what shows it, at least one
        :param owner: who sees to it; default: who the master names
        """
        struct = Struct("stop_spec")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.text("name", name)
        c.trigger = struct.text("trigger", trigger)
        c.owner = struct.optional("owner", owner)
        c.evidence, c.evidence_count = struct.texts("evidence", evidence)
        return self._write(STOP, lib.ctr_stop_line_raise, c, call=call)

    def stop_line_clear(
        self, team: str, name: str, trigger: str, decision: str, **call: Unpack[CallOptions]
    ) -> Stop:
        """Let the line go on; needs a reason.

        :param decision: id of a change that is decided, or the decision as a text
        :raises Denied: somebody else clears it
        """
        return self._write(
            STOP,
            lib.ctr_stop_line_clear,
            text("team", team),
            text("name", name),
            text("trigger", trigger),
            text("decision", decision),
            call=call,
        )

    def stop_line(self, team: str, name: str, trigger: str) -> Stop:
        """The last time that a trigger was raised.

        :raises NotFound: it never was
        """
        return self._call(
            STOP,
            lib.ctr_stop_line_get,
            text("team", team),
            text("name", name),
            text("trigger", trigger),
        )

    def stop_lines(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        state: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Stop]:
        """Triggers in the order in which they were raised."""
        struct = Struct("stop_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.state = word("state", state, "stop_state")
        return self._pages(STOPS, lib.ctr_stop_line_find, struct, limit, page_size)

    def stop_line_summary(self, team: str, name: str) -> StopSummary:
        """Who stopped the line of a master contract how often, and for how long."""
        return self._call(
            SUMMARY, lib.ctr_stop_line_summary, text("team", team), text("name", name)
        )

    def stop_line_check(self, team: str, name: str, action: str) -> None:
        """Ask before doing something outside of the store, such as ``"deploy"``.

        :raises Blocked: a raised trigger blocks it
        """
        err = ffi.new("ctr_error **")
        self._check(
            lib.ctr_stop_line_check(
                self._use(), text("team", team), text("name", name), text("action", action), err
            ),
            err,
        )
