"""What a validation found."""

from __future__ import annotations

from dataclasses import dataclass

from ._result import _Rendered, _Result
from .results import Place

__all__ = ["Validation", "Violation"]


@dataclass(frozen=True, slots=True)
class Violation(_Result):
    """One reason why a document is not valid: ``at`` is its place in the document, ``schema`` that
    of the keyword."""

    keyword: str
    message: str
    at: Place
    schema: Place


@dataclass(frozen=True, slots=True)
class Validation(_Rendered):
    """Whether a document is valid under a schema. ``more``: there are more violations than these;
    without ``all`` nobody looked for them."""

    valid: bool
    file: str
    schema: str
    dialect: str
    violations: tuple[Violation, ...]
    more: bool
