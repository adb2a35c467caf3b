"""What a team makes of findings: policies, waivers, and what they made of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from ._result import _Rendered, _Result
from .errors import UnsupportedError
from .words import (
    Direction,
    Format,
    LabelRule,
    Level,
    LineRule,
    PrereleaseRule,
    RiskRule,
    WaiverState,
    ZeroRule,
)

__all__ = [
    "DiffPolicy",
    "GraceDays",
    "Judged",
    "Judgement",
    "PolicyGroups",
    "PolicyLevel",
    "PolicySemver",
    "PolicyTerms",
    "StandingWaiver",
    "Waiver",
]


class _Term(Protocol):
    """What of C a waiver was read from; see _core."""

    def expires(self) -> datetime: ...

    def state_at(self, when: datetime) -> str: ...


class _Termed(_Result):
    """What the library can ask for its term, because a call gave it."""

    __slots__ = ("_made",)
    _made: _Term


@dataclass(frozen=True, slots=True)
class Waiver(_Termed):
    """A finding that somebody accepts for a time. It goes by the fingerprint, or, where that is
    None, by rule and part. ``since`` and ``expires`` are as they were written.

    What a call gave knows its term from the library, with the longest that the policies allow which
    it belongs to. A copy knows none of that and raises :class:`UnsupportedError`.
    """

    fingerprint: str | None
    rule: str | None
    part: str | None
    reason: str
    owner: str
    since: str | None
    expires: str

    @property
    def expires_at(self) -> datetime:
        """The last instant at which it would hold."""
        return self._term().expires()

    def state_at(self, when: datetime) -> WaiverState:
        """Where it stands at an instant."""
        return WaiverState(self._term().state_at(when))

    def _term(self) -> _Term:
        term = getattr(self, "_made", None)
        if term is None:
            raise UnsupportedError(
                "unsupported",
                "this Waiver is a copy and does not know the policies that bound it; ask the one "
                "that a call gave",
            )
        return cast(_Term, term)


@dataclass(frozen=True, slots=True)
class PolicyLevel(_Result):
    """What findings of a rule weigh; the last entry that fits a finding rules."""

    rule: str
    format: Format | None
    direction: Direction | None
    level: Level


@dataclass(frozen=True, slots=True)
class PolicySemver(_Result):
    """How labels have to grow. None: the policy does not say."""

    zero: ZeroRule | None
    prerelease: PrereleaseRule | None
    labels: LabelRule | None
    risk: RiskRule | None


@dataclass(frozen=True, slots=True)
class PolicyGroups(_Result):
    """Versions of different groups are not compared."""

    by: LineRule | None
    pointer: str | None


@dataclass(frozen=True, slots=True)
class GraceDays(_Result):
    """The notice that a deprecation has to give, in days; ``beta`` that of operations whose
    ``x-stability-level`` is beta. None: none is asked for."""

    stable: int | None
    beta: int | None


@dataclass(frozen=True, slots=True)
class PolicyTerms(_Result):
    """What a policy says."""

    id: str | None
    levels: tuple[PolicyLevel, ...]
    ignore_unused: bool | None
    max_waiver_days: int | None
    grace_days: GraceDays | None
    waivers: tuple[Waiver, ...]
    semver: PolicySemver
    groups: PolicyGroups


@dataclass(frozen=True, slots=True)
class DiffPolicy(_Rendered):
    """A policy. ``sha256`` names what it says, however it is written. ``used`` are the parts that
    anybody uses, if ``used_known``. In a store it is a team's, or a contract's; ``revision`` is None
    where it is no edition of a store, or joined of two."""

    team: str | None
    contract: str | None
    revision: int | None
    set_at: datetime | None
    set_by: str | None
    reason: str | None
    sha256: str
    policy: PolicyTerms
    used_known: bool
    used: tuple[str, ...]
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class StandingWaiver(_Result):
    """A waiver, where it stands, and whose policy has it: ``"team"`` or ``"team/name"``."""

    of: str
    state: WaiverState
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Judged(_Result):
    """What a policy made of a finding; ``level_before`` None: the level is as it was."""

    level_before: Level | None
    unused: bool
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class Judgement(_Result):
    """The policy that a comparison was judged by. Findings that are set aside are listed and not
    counted."""

    id: str | None
    sha256: str
    set_aside: int
    waived: int
    unused: int
    old_group: str | None
    new_group: str | None
    semver: PolicySemver
