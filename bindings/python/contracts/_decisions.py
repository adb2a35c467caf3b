"""Methods of Store for decisions."""

from __future__ import annotations

from ._base import Handle
from ._contracts import lib
from ._core import EVOLUTION, Kind, Struct, optional_text, text
from ._environments import run_struct
from ._sources import Document, into, source_of
from ._writes import evolve_struct
from .decision_results import Can
from .results import Evolution

CAN = Kind("can", Can.from_json)


class Decisions(Handle):
    """What Store can decide; nothing is recorded."""

    def impact(
        self, team: str, name: str, document: Document, *, label: str | None = None
    ) -> Evolution:
        """What :meth:`evolve` would make of a document, and whom that would break. Nothing is
        stored. A document that does not differ from its base is told as the base, without
        findings.

        :param label: what it would be called; default the proposed label
        """
        struct = evolve_struct(team, name, label)
        source = source_of(document, self._max_bytes)
        with into(struct.c.document, struct, source, self._max_bytes) as parkings:
            return self._call(EVOLUTION, lib.ctr_contract_impact, struct.c, parkings=parkings)

    def can_evolve(
        self, team: str, name: str, document: Document, *, label: str | None = None
    ) -> Can:
        """May a new edition become the active version? Nothing is stored.

        :param label: what it would be called; default the proposed label
        """
        struct = evolve_struct(team, name, label)
        source = source_of(document, self._max_bytes)
        with into(struct.c.document, struct, source, self._max_bytes) as parkings:
            return self._call(CAN, lib.ctr_can_evolve, struct.c, parkings=parkings)

    def can_activate(self, team: str, name: str, label: str) -> Can:
        """May the stored draft become the active version?"""
        struct = Struct("evolve")
        struct.c.team = struct.text("team", team)
        struct.c.name = struct.text("name", name)
        struct.c.label = struct.text("label", label)
        return self._call(CAN, lib.ctr_can_evolve, struct.c)

    def can_retire(self, team: str, name: str, selector: str) -> Can:
        """May the version be retired: who resolves to it, where does it run?"""
        return self._call(
            CAN, lib.ctr_can_retire, text("team", team), text("name", name), text("version", selector)
        )

    def can_upgrade(
        self, team: str, name: str, consumer: str, selector: str | None = None
    ) -> Can:
        """May the registered consumer move to the version; default the active one?"""
        return self._call(
            CAN,
            lib.ctr_can_upgrade,
            text("team", team),
            text("name", name),
            text("consumer", consumer),
            optional_text("version", selector),
        )

    def can_deploy(
        self,
        environment: str,
        *,
        team: str | None = None,
        name: str | None = None,
        version: str | None = None,
        consumer: str | None = None,
        build: str | None = None,
    ) -> Can:
        """May a version of a contract, or a build of a consumer, be deployed there?"""
        struct = run_struct(
            environment, team=team, name=name, version=version, consumer=consumer, build=build
        )
        return self._call(CAN, lib.ctr_can_deploy, struct.c)
