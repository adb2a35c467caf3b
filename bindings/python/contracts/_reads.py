"""Methods of Store that look things up."""

from __future__ import annotations

import builtins
import time
from collections.abc import Iterator

from . import _core as core
from ._base import Handle, Pages
from ._contracts import ffi, lib
from ._core import INT64_MAX, Struct, integer, milliseconds, optional_text, text, word
from ._fast import read_active
from ._follow import Following
from .results import Consumer, Event, Evolution, Summary, Version

_SLICE_MS = 250
"""How long C waits before Python may look at signals, and at whether the store was closed."""


class Reads(Handle):
    """See Store."""


    def active(self, team: str, name: str) -> Version:
        """The active version: the hot path, answered from memory while nobody changed the contract.

        :raises NotFound: no such contract, or no version of it is active
        """
        slot = core.VERSION.slot()
        err = ffi.new("ctr_error **")
        status = lib.ctr_contract_active(
            self._use(), text("team", team), text("name", name), slot, err
        )
        if status != 0 or self._hooks.holds():
            core.VERSION.drop(slot)
            self._check(status, err)
        return read_active(slot)

    def get(self, team: str, name: str, selector: str | None = None) -> Version:
        """One version.

        :param selector: a label; ``"active"`` (default) or ``"latest"``; or a range such as
            ``"^1.2"``, which picks the highest version that is active or deprecated
        """
        return self._call(
            core.VERSION,
            lib.ctr_version_get,
            text("team", team),
            text("name", name),
            optional_text("selector", selector),
        )

    def evolution(self, team: str, name: str, selector: str | None = None) -> Evolution:
        """The evolution as it was stored with a version; nothing is computed again but the
        consumers.
        """
        return self._call(
            core.EVOLUTION,
            lib.ctr_contract_evolution,
            text("team", team),
            text("name", name),
            optional_text("selector", selector),
        )

    def document(
        self, team: str, name: str, selector: str | None = None, *, path: str | None = None
    ) -> bytes:
        """A version's document, byte for byte as it was given.

        :param path: instead of the document itself, a file that it refers to, by relative path
        """
        out = ffi.new("ctr_document **")
        err = ffi.new("ctr_error **")
        status = lib.ctr_version_document(
            self._use(),
            text("team", team),
            text("name", name),
            optional_text("selector", selector),
            optional_text("path", path),
            out,
            err,
        )
        try:
            self._check(status, err)
            data = lib.ctr_document_data(out[0])
            return bytes(ffi.buffer(data, lib.ctr_document_size(out[0])))
        finally:
            lib.ctr_document_free(out[0])

    def list(
        self,
        *,
        team: str | None = None,
        prefix: str | None = None,
        type: str | None = None,
        state: str | None = None,
        owner_role: str | None = None,
        owner_agent: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Version]:
        """Contracts by team and name, each shown as its active, else its newest version.

        :param prefix: beginning of the name, without regard to case
        :param state: of the version shown
        :param limit: at most so many; default all
        """
        struct = Struct("contract_filter")
        struct.c.team = struct.optional("team", team)
        struct.c.prefix = struct.optional("prefix", prefix)
        struct.c.type = word("type", type, "type")
        struct.c.state = word("state", state, "state")
        struct.c.owner_role = struct.optional("owner_role", owner_role)
        struct.c.owner_agent = struct.optional("owner_agent", owner_agent)
        return self._pages(core.VERSIONS, lib.ctr_contract_list, struct, limit, page_size)

    def history(
        self, team: str, name: str, *, limit: int | None = None, page_size: int = 100
    ) -> Iterator[Version]:
        """All versions of a contract in the order of their creation."""
        team_text, name_text = text("team", team), text("name", name)

        def fetch(cursor: str | None, size: int) -> tuple[builtins.list[Version], str | None]:
            return self._call(
                core.VERSIONS,
                lib.ctr_contract_history,
                team_text,
                name_text,
                optional_text("after", cursor),
                size,
            )

        return Pages(fetch, None, limit, page_size)

    def summary(self, team: str) -> Summary:
        """Figures of a team.

        :raises NotFound: the team has no contract
        """
        return self._call(core.SUMMARY, lib.ctr_team_summary, text("team", team))

    def consumers(
        self,
        *,
        team: str | None = None,
        name: str | None = None,
        consumer: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Consumer]:
        """Consumers by team, contract and consumer.

        :param name: contract's name; needs ``team``
        :param consumer: consumer's name: all the contracts it relies on
        """
        struct = Struct("consumer_filter")
        struct.c.team = struct.optional("team", team)
        struct.c.name = struct.optional("name", name)
        struct.c.consumer = struct.optional("consumer", consumer)
        return self._pages(core.CONSUMERS, lib.ctr_consumer_find, struct, limit, page_size)

    def events(
        self,
        *,
        after: int = 0,
        team: str | None = None,
        name: str | None = None,
        kind: str | None = None,
        origin: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
    ) -> Iterator[Event]:
        """The journal in its order.

        :param after: only events with a higher sequence number
        :param name: contract's name; needs ``team``
        :param kind: ``"version.activated"``, or ``"version."`` for all of a family
        :param origin: UUID of a store whose imported journal is meant; default our own
        """
        struct = Struct("event_filter")
        struct.c.team = struct.optional("team", team)
        struct.c.name = struct.optional("name", name)
        struct.c.kind = struct.optional("kind", kind)
        struct.c.origin = struct.optional("origin", origin)

        def fetch(cursor: int, size: int) -> tuple[builtins.list[Event], int | None]:
            struct.c.after = cursor
            struct.c.limit = size
            return self._call(core.EVENTS, lib.ctr_event_find, struct.c)

        return Pages(fetch, integer("after", after, INT64_MAX), limit, page_size)

    def wait(self, after: int, timeout: float | None = None) -> int:
        """Wait until there is an event after ``after``, from any process. Other calls go on
        meanwhile; Ctrl-C and :meth:`Store.close` in another thread end the wait.

        :param timeout: longest wait in seconds, 0 = only look; default for ever
        :return: sequence number of the last event, whether there is a new one or not
        :raises Cancelled: :meth:`Store.cancel` was called
        """
        integer("after", after, INT64_MAX)
        end = None if timeout is None else time.monotonic() + milliseconds("timeout", timeout) / 1e3
        last = ffi.new("int64_t *")
        err = ffi.new("ctr_error **")
        while True:
            left = _SLICE_MS
            if end is not None:
                left = min(left, max(0, round((end - time.monotonic()) * 1000)))
            self._check(lib.ctr_event_wait(self._use(), after, left, last, err), err)
            if last[0] > after or left < _SLICE_MS:
                return int(last[0])

    def follow(
        self,
        *,
        after: int | None = None,
        team: str | None = None,
        name: str | None = None,
        kind: str | None = None,
        idle: float | None = None,
    ) -> Iterator[Event]:
        """Events as they happen, from any process. After an error it goes on where it was.

        :param after: begin with those after this sequence number that are there already; default:
            only what happens from now on
        :param idle: end after so many seconds without news; default never
        """
        if idle is not None:
            milliseconds("idle", idle)

        def find(seen: int) -> Iterator[Event]:
            return self.events(after=seen, team=team, name=name, kind=kind)

        return Following(self.wait, find, after, idle)
