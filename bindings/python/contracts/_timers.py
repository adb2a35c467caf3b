"""Methods of Store for timers: until when something is to be decided, and what came due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import Struct, microseconds, text, word
from .timers import Action, Sweep, Timer
from .words import TimerSubject


class Timers(Handle):
    """What Store can do with timers."""

    def sweep(
        self, *, limit: int = 0, flood_limit: int = 0, **call: Unpack[CallOptions]
    ) -> Sweep:
        """Find what came due, each once; decisions that silence decides are decided. To be called
        from time to time; ``now`` says until when.

        :param limit: actions at most; default 1000
        :param flood_limit: acceptances by silence a day from which on there is a warning
        """
        struct = Struct("sweep_options")
        struct.c.limit = limit
        struct.c.flood_limit = flood_limit
        return self._write(core.SWEEP, lib.ctr_timer_sweep, 0, struct.c, call=call)

    def timers(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        until: datetime | None = None,
        state: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Timer]:
        """Timers that wait for something, by when it comes; with ``state`` those of it, by when
        they began."""
        struct = Struct("timer_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.until_us = microseconds("until", until)
        c.state = word("state", state, "timer_state")
        return self._pages(core.TIMERS, lib.ctr_timer_find, struct, limit, page_size)

    def timer(
        self, team: str, name: str, id: str, *, kind: TimerSubject | str = TimerSubject.DECISION
    ) -> Timer:
        """The latest timer of a change, or of a dispute.

        :param kind: what the id is of
        :raises NotFound: it has none
        """
        return self._call(
            core.TIMER,
            lib.ctr_timer_get,
            text("team", team),
            text("name", name),
            word("kind", kind, "timer_subject"),
            text("id", id),
        )

    def pause_timer(
        self, team: str, name: str, id: str, cause: str, **call: Unpack[CallOptions]
    ) -> Timer:
        """Let the time of a decision stand still, for one of the reasons that its right has.

        :raises StateError: it does not run, is over, or may not stand still for this
        """
        return self._write(
            core.TIMER,
            lib.ctr_timer_pause,
            text("team", team),
            text("name", name),
            text("id", id),
            text("cause", cause),
            call=call,
        )

    def resume_timer(
        self, team: str, name: str, id: str, **call: Unpack[CallOptions]
    ) -> Timer:
        """Let it go on: the deadline is later by the working time that it stood still."""
        return self._write(
            core.TIMER,
            lib.ctr_timer_resume,
            text("team", team),
            text("name", name),
            text("id", id),
            call=call,
        )

    def outbox(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        change: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Action]:
        """Actions of which somebody is still to be told; with ``change`` all that came due for
        it."""
        struct = Struct("outbox_filter")
        c = struct.c
        c.team = struct.optional("team", team)
        c.name = struct.optional("name", name)
        c.change = struct.optional("change", change)
        return self._pages(core.ACTIONS, lib.ctr_timer_outbox, struct, limit, page_size)

    def delivered(
        self,
        action: str,
        *,
        to: str | None = None,
        ok: bool = True,
        detail: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Action:
        """Say that a recipient (default: all that wait) was told, or that it failed.

        :raises NotFound: there is no such action, or it has no such recipient
        """
        struct = Struct("delivery")
        c = struct.c
        c.action = struct.text("action", action)
        c.to = struct.optional("to", to)
        c.ok = int(ok)
        c.detail = struct.optional("detail", detail)
        return self._write(core.ACTION, lib.ctr_timer_delivered, c, call=call)
