"""Methods of Store that change contracts and consumers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Unpack

from . import _core as core
from ._base import CallOptions, Handle, call_options
from ._contracts import ffi, lib
from ._core import NULL, Struct, json_object, microseconds, optional_text, text, word
from ._sources import Document, into, source_of
from .results import Consumer, Evolution, Version


def create_struct(
    team: str,
    name: str,
    *,
    label: str | None,
    type: str | None,
    mode: str | None,
    profile: str | None,
    owner_role: str | None,
    owner_agent: str | None,
    metadata: Mapping[str, Any] | None,
    if_absent: bool,
) -> Struct:
    """A ctr_create without its document."""
    struct = Struct("create")
    c = struct.c
    c.flags = lib.CTR_CREATE_IF_ABSENT if if_absent else 0
    c.team = struct.text("team", team)
    c.name = struct.text("name", name)
    c.label = struct.optional("label", label)
    c.type = word("type", type, "type")
    c.mode = word("mode", mode, "mode")
    c.profile = word("profile", profile, "profile")
    c.owner_role = struct.optional("owner_role", owner_role)
    c.owner_agent = struct.optional("owner_agent", owner_agent)
    c.metadata = struct.keep(NULL if metadata is None else json_object("metadata", metadata))
    return struct


def evolve_struct(team: str, name: str, label: str | None) -> Struct:
    """A ctr_evolve without its document."""
    struct = Struct("evolve")
    struct.c.team = struct.text("team", team)
    struct.c.name = struct.text("name", name)
    struct.c.label = struct.optional("label", label)
    return struct


def consumer_struct(
    team: str,
    name: str,
    consumer: str,
    *,
    role: str | None,
    pin: str | None,
    parts: Iterable[str] | None,
    allow_unknown_parts: bool,
) -> Struct:
    """A ctr_consumer_spec."""
    struct = Struct("consumer_spec")
    c = struct.c
    c.flags = lib.CTR_CONSUMER_ALLOW_UNKNOWN_PARTS if allow_unknown_parts else 0
    c.team = struct.text("team", team)
    c.name = struct.text("name", name)
    c.consumer = struct.text("consumer", consumer)
    c.role = struct.optional("role", role)
    c.pin = struct.optional("pin", pin)
    array, count = struct.texts("parts", () if parts is None else parts)
    if count:
        c.parts, c.part_count = array, count
    return struct


class Writes(Handle):
    """See Store."""

    def create(
        self,
        team: str,
        name: str,
        document: Document,
        *,
        label: str | None = None,
        type: str | None = None,
        mode: str | None = None,
        profile: str | None = None,
        owner_role: str | None = None,
        owner_agent: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        if_absent: bool = False,
        **call: Unpack[CallOptions],
    ) -> Version:
        """Create a contract with its first version, a draft.

        :param label: label of the first version; default ``"1.0.0"``
        :param type: what it is about, such as ``"rest-api"``; default by the document's language
        :param mode: what an edition must keep; default ``"backward"``
        :param profile: how strictly data is read; default by the document's language
        :param if_absent: answer with the version that is there, provided it has this document
        :raises Exists: the team has a contract of that name; detail ``version``
        :raises InputError: the document is malformed
        """
        struct = create_struct(
            team,
            name,
            label=label,
            type=type,
            mode=mode,
            profile=profile,
            owner_role=owner_role,
            owner_agent=owner_agent,
            metadata=metadata,
            if_absent=if_absent,
        )
        source = source_of(document, self._max_bytes)
        with into(struct.c.document, struct, source, self._max_bytes) as parkings:
            return self._write(
                core.VERSION, lib.ctr_contract_create, struct.c, call=call, parkings=parkings
            )

    def evolve(
        self,
        team: str,
        name: str,
        document: Document,
        *,
        label: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Evolution:
        """Store a new edition as a draft and compare it with the active version, else with the
        newest that ever was active. It is stored whether it breaks or not; activation is where the
        rules bite. The same call again gives the same draft.

        :param label: declared label; default the proposed one
        :raises Exists: no difference and no label given (detail ``base``), or the label is taken
        :raises ArgumentError: the label is not above the base's
        :raises StateError: no version was ever active, and no label is given
        """
        struct = evolve_struct(team, name, label)
        source = source_of(document, self._max_bytes)
        with into(struct.c.document, struct, source, self._max_bytes) as parkings:
            return self._write(
                core.EVOLUTION, lib.ctr_contract_evolve, struct.c, call=call, parkings=parkings
            )

    def rollback(
        self,
        team: str,
        name: str,
        selector: str,
        *,
        label: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Evolution:
        """Bring an old document back: a new draft on the active version with the bytes of
        ``selector``. A reason is mandatory; it counts as the decision to break.
        """
        return self._write(
            core.EVOLUTION,
            lib.ctr_contract_rollback,
            text("team", team),
            text("name", name),
            text("selector", selector),
            optional_text("label", label),
            call=call,
        )

    def activate(
        self, team: str, name: str, label: str, **call: Unpack[CallOptions]
    ) -> Version:
        """Make a draft the active version. The one before it becomes deprecated; consumers whose
        pin admits the new one follow to it.

        :raises StateError: no draft; or its label is below the proposed one; or it breaks the
            contract's mode and no decision to break is recorded (``declare_break`` with a reason)
        :raises Conflict: another version was activated since; detail ``winner``; evolve again
        """
        return self._turn("activate", team, name, label, call)

    def deprecate(
        self,
        team: str,
        name: str,
        label: str,
        *,
        sunset: datetime | None = None,
        **call: Unpack[CallOptions],
    ) -> Version:
        """Announce the end of the active version. A reason is mandatory.

        :param sunset: when it will stop being served; not in the past
        """
        return self._turn("deprecate", team, name, label, call, microseconds("sunset", sunset))

    def reactivate(
        self, team: str, name: str, label: str, **call: Unpack[CallOptions]
    ) -> Version:
        """Take back a deprecation. A reason is mandatory.

        :raises StateError: it is not deprecated, or another version is active (detail ``winner``)
        """
        return self._turn("reactivate", team, name, label, call)

    def retire(self, team: str, name: str, label: str, **call: Unpack[CallOptions]) -> Version:
        """Withdraw a draft, or end a version that is active or deprecated. ``force`` with a reason
        overrules sunset and consumers.
        """
        return self._turn("retire", team, name, label, call)

    def _turn(
        self, verb: str, team: str, name: str, label: str, call: CallOptions, *more: int
    ) -> Version:
        return self._write(
            core.VERSION,
            getattr(lib, f"ctr_version_{verb}"),
            text("team", team),
            text("name", name),
            text("label", label),
            *more,
            call=call,
        )

    def edit(
        self,
        team: str,
        name: str,
        *,
        mode: str | None = None,
        profile: str | None = None,
        owner_role: str | None = None,
        owner_agent: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        **call: Unpack[CallOptions],
    ) -> Version:
        """Change owner, metadata, mode or profile of a contract. None leaves one as it is, ``""``
        clears an owner, ``{}`` the metadata. Gives its active, else its newest version.
        """
        struct = Struct("edit")
        struct.c.mode = word("mode", mode, "mode")
        struct.c.profile = word("profile", profile, "profile")
        struct.c.owner_role = struct.optional("owner_role", owner_role)
        struct.c.owner_agent = struct.optional("owner_agent", owner_agent)
        struct.c.metadata = struct.keep(
            NULL if metadata is None else json_object("metadata", metadata)
        )
        return self._write(
            core.VERSION,
            lib.ctr_contract_edit,
            text("team", team),
            text("name", name),
            struct.c,
            call=call,
        )

    def register(
        self,
        team: str,
        name: str,
        consumer: str,
        *,
        role: str | None = None,
        pin: str | None = None,
        parts: Iterable[str] | None = None,
        allow_unknown_parts: bool = False,
        **call: Unpack[CallOptions],
    ) -> Consumer:
        """Register a consumer, or change a registered one. Saying the same again changes nothing
        and records nothing.

        :param pin: label or range it stays on; default: it follows the active version
        :param parts: the parts it uses, such as ``"GET /orders/{id}"``; none = everything
        :raises NotFound: no such contract, the pin admits no version, or a part that the version
            does not have (detail ``item``) and ``allow_unknown_parts`` is not given
        :raises StateError: there is no pin, and all versions are retired
        """
        struct = consumer_struct(
            team,
            name,
            consumer,
            role=role,
            pin=pin,
            parts=parts,
            allow_unknown_parts=allow_unknown_parts,
        )
        return self._write(core.CONSUMER, lib.ctr_consumer_register, struct.c, call=call)

    def unregister(
        self, team: str, name: str, consumer: str, **call: Unpack[CallOptions]
    ) -> None:
        """Forget a consumer.

        :raises NotFound: it is not registered
        """
        options = call_options(call)
        err = ffi.new("ctr_error **")
        self._check(
            lib.ctr_consumer_unregister(
                self._use(),
                text("team", team),
                text("name", name),
                text("consumer", consumer),
                NULL if options is None else options.c,
                err,
            ),
            err,
        )
