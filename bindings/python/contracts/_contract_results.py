"""What calls about contracts, versions, consumers and events answer; see ``results``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ._result import _Rendered, _Result
from ._spec_results import Diff
from .words import Bump, Effect, Format, Mode, Profile, State, Type, Verdict

__all__ = [
    "ActiveVersion",
    "BatchItem",
    "Consumer",
    "Earlier",
    "Event",
    "Evolution",
    "Impact",
    "Summary",
    "Version",
]


@dataclass(frozen=True, slots=True)
class Version(_Rendered):
    """A version together with the facts of its contract."""

    team: str
    name: str
    label: str
    state: State
    type: Type
    format: Format
    mode: Mode
    profile: Profile
    owner_role: str | None
    owner_agent: str | None
    metadata: dict[str, Any] = field(hash=False)
    id: str
    revision: int
    base: str | None
    superseded_by: str | None
    reason: str | None
    break_reason: str | None
    document_sha256: str
    document_size: int
    consumers: int
    created_at: datetime
    created_by: str
    activated_at: datetime | None
    deprecated_at: datetime | None
    retired_at: datetime | None
    sunset_at: datetime | None
    dry_run: bool = False

    @property
    def ref(self) -> str:
        """As the command names it, such as ``shop/orders@1.2.0``."""
        return f"{self.team}/{self.name}@{self.label}"


@dataclass(frozen=True, slots=True)
class Impact(_Result):
    """What an edition does to one consumer; ``parts`` are those that break it."""

    consumer: str
    role: str | None
    pin: str | None
    follows: str | None
    effect: Effect
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier(_Result):
    """The comparison with a version before the base."""

    version: str
    comparison: Diff


@dataclass(frozen=True, slots=True)
class Evolution(_Rendered):
    """A draft: what it changes, what it should be called, and whom it breaks.

    ``comparison`` is None if there was no version to compare with; ``sufficient`` tells whether the
    draft's label is at least ``proposed``; ``bump`` is what the changes ask for after the base's
    label, and ``bump_text`` why. Under a transitive mode ``earlier`` holds the comparisons with the
    versions before the base, and ``verdict`` is the worst of all.
    """

    version: Version
    base: str | None
    proposed: str | None
    sufficient: bool
    bump: Bump | None
    bump_text: str | None
    verdict: Verdict | None
    comparison: Diff | None
    earlier: tuple[Earlier, ...]
    consumers: tuple[Impact, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Consumer(_Rendered):
    """Who relies on a contract; no ``parts`` = on everything."""

    team: str
    contract: str
    consumer: str
    role: str | None
    pin: str | None
    follows: str | None
    parts: tuple[str, ...]
    revision: int
    created_at: datetime
    created_by: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Event(_Rendered):
    """One row of the journal."""

    seq: int
    at: datetime
    kind: str
    subject: str
    actor: str
    body: dict[str, Any] = field(hash=False)
    hash: str


@dataclass(frozen=True, slots=True)
class ActiveVersion(_Result):
    """An active version in a summary, with the number of its consumers."""

    name: str
    label: str
    type: Type
    consumers: int


@dataclass(frozen=True, slots=True)
class Summary(_Rendered):
    """Figures of a team; ``by_state`` counts versions, ``by_type`` contracts."""

    team: str
    contracts: int
    versions: int
    by_state: dict[str, int] = field(hash=False)
    by_type: dict[str, int] = field(hash=False)
    active: tuple[ActiveVersion, ...]


@dataclass(frozen=True, slots=True)
class BatchItem(_Result):
    """What became of one item of a batch: a version, or for a registration a consumer."""

    version: Version | None
    consumer: Consumer | None
