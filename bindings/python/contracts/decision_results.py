"""Decisions, as results of :class:`Store`."""

from __future__ import annotations

from dataclasses import dataclass

from ._result import _Rendered, _Result
from ._spec_results import Finding
from .words import Answer, CanWhy

__all__ = ["Can", "Reason"]


@dataclass(frozen=True, slots=True)
class Reason(_Result):
    """Why; ``answer`` is what the reason says by itself."""

    answer: Answer
    why: CanWhy
    text: str
    contract: str
    version: str | None
    against: str | None
    consumer: str | None
    build: str | None
    environment: str | None
    instance: str | None
    parts: tuple[str, ...]
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Can(_Rendered):
    """An answer with its reasons: those that say no first, then unknown, then yes."""

    question: str
    subject: str
    environment: str | None
    answer: Answer
    reasons: tuple[Reason, ...]
