"""Methods of Store for policies."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import ffi, lib
from ._core import ListKind, Struct, microseconds, optional_text, text
from ._result import Listing
from ._sources import Document, into, source_of
from .policy_results import DiffPolicy, StandingWaiver

WAIVERS = ListKind("waiver_list", "waivers", StandingWaiver.from_json)


class Policies(Handle):
    """What Store can do with policies. Without ``name`` each is about the team's own policy."""

    _max_bytes: int

    def set_policy(
        self,
        team: str,
        name: str | None,
        document: Document,
        **call: Unpack[CallOptions],
    ) -> DiffPolicy:
        """Give a contract, or a team, a policy in the place of the one it has. The same once more
        changes nothing. Evolving and activating go by the contract's policy upon its team's.

        :raises InputError: as of :func:`read_policy`
        :raises Conflict: it is at another revision than ``if_revision``
        """
        keeper = Struct("diff_options")
        source = ffi.new("ctr_source *")
        given = source_of(document, self._max_bytes)
        with into(source[0], keeper, given, self._max_bytes) as parkings:
            return self._write(
                core.POLICY,
                lib.ctr_policy_set,
                text("team", team),
                optional_text("name", name),
                source,
                call=call,
                parkings=parkings,
            )

    def clear_policy(
        self, team: str, name: str | None = None, **call: Unpack[CallOptions]
    ) -> DiffPolicy:
        """Take the policy away; its editions are kept.

        :raises NotFound: there is none
        """
        return self._write(
            core.POLICY,
            lib.ctr_policy_clear,
            text("team", team),
            optional_text("name", name),
            call=call,
        )

    def policy(
        self, team: str, name: str | None = None, *, effective: bool = False
    ) -> DiffPolicy:
        """The policy of a contract or a team.

        :param effective: what holds for the contract: its own upon its team's, with the parts that
            its consumers use if that matters; :func:`diff` takes it
        :raises NotFound: there is none
        """
        return self._call(
            core.POLICY,
            lib.ctr_policy_get,
            text("team", team),
            optional_text("name", name),
            lib.ctr_policy_effective() if effective else 0,
        )

    def waive(
        self,
        team: str,
        name: str | None = None,
        *,
        owner: str,
        expires: str,
        fingerprint: str | None = None,
        rule: str | None = None,
        part: str | None = None,
        since: str | None = None,
        **call: Unpack[CallOptions],
    ) -> DiffPolicy:
        """Accept a finding for a time: by its fingerprint, or by its rule and part. The call's
        ``reason`` is the waiver's, and needed. The same once more changes nothing.

        :param owner: who answers for it
        :param expires: RFC 3339, or a date, which is its end in UTC
        :param since: likewise from when; default the instant of the call
        :raises ArgumentError: something is missing or wrong; detail ``field``
        """
        struct = Struct("waive")
        c = struct.c
        c.team = struct.text("team", team)
        c.name = struct.optional("name", name)
        c.fingerprint = struct.optional("fingerprint", fingerprint)
        c.rule = struct.optional("rule", rule)
        c.part = struct.optional("part", part)
        c.owner = struct.text("owner", owner)
        c.since = struct.optional("since", since)
        c.expires = struct.text("expires", expires)
        return self._write(core.POLICY, lib.ctr_policy_waive, c, call=call)

    def waivers(
        self, team: str, name: str | None = None, *, at: datetime | None = None
    ) -> Listing[StandingWaiver]:
        """Waivers that hold for a contract, its team's first; they stand as they do ``at``, by
        default now."""
        return self._call(
            WAIVERS,
            lib.ctr_waiver_find,
            text("team", team),
            optional_text("name", name),
            microseconds("at", at),
        )
