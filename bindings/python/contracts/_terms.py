"""Governing documents without a store: master contracts, statements of work, change requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from . import _core as core
from ._contracts import ffi, lib
from ._core import INT64_MAX, UINT64_MAX, Kind, Struct, integer, microseconds, word
from ._sources import Document, into, into_all, source_of
from .results import Classification, LintReport, Ranking, Terms, Volatility

T = TypeVar("T")


def terms(
    document: Document,
    kind: str | None = None,
    *,
    effective: bool = False,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> Terms:
    """Read a governing document completely: what it says.

    :param kind: ``"master"``, ``"sow"`` or ``"change"``; None = found out from its sections
    :param effective: list what holds by default where the document is silent, too
    :raises InputError: a value is missing or wrong; details ``file``, ``line``, ``column``,
        ``field``
    :raises UnsupportedError: it is none of the three
    """
    flags = lib.ctr_terms_effective() if effective else 0
    number = word("kind", kind, "terms_kind")
    return _pure(
        core.TERMS,
        (document,),
        lambda source, options: (source, number, flags, options),
        lib.ctr_terms_read,
        max_depth,
        max_document_bytes,
    )


def lint(
    document: Document,
    kind: str | None = None,
    *,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> LintReport:
    """Say what in a governing document will not work or is left open.

    :raises InputError: as of :func:`terms`
    """
    number = word("kind", kind, "terms_kind")
    return _pure(
        core.LINT_REPORT,
        (document,),
        lambda source, options: (source, number, options),
        lib.ctr_terms_lint,
        max_depth,
        max_document_bytes,
    )


def classify(
    master: Document,
    change: Document,
    *,
    base: str | None = None,
    minor_budget_pct: str | None = None,
    minor_slip: str | None = None,
    breaking_consumers: int = 0,
    now: datetime | None = None,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> Classification:
    """Hold a change request against the thresholds of its master contract: minor or major, and why.

    Numbers are decimal strings, so that nothing is rounded on the way.

    :param base: what percentages of the budget are of; default the target of the incentives
    :param minor_budget_pct: percent moved by the minor changes since the last major one
    :param minor_slip: their slip, in the master's unit
    :param breaking_consumers: registered consumers that the change breaks
    :param now: for ``enforce_after``; default the system's clock
    :raises InputError: a document is malformed, or leaves open what ``on_unknown: refuse`` wants
    """
    options = Struct("classify_options")
    options.c.base = options.optional("base", base)
    options.c.minor_budget_pct = options.optional("minor_budget_pct", minor_budget_pct)
    options.c.minor_slip = options.optional("minor_slip", minor_slip)
    options.c.breaking_consumers = integer("breaking_consumers", breaking_consumers, INT64_MAX)
    options.c.now_us = microseconds("now", now)
    return _call(
        core.CLASSIFICATION,
        (master, change),
        options,
        lambda a, b, o: (a, b, o),
        lib.ctr_change_classify,
        max_depth,
        max_document_bytes,
    )


def rank(
    sow: Document,
    *,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> Ranking:
    """Rank the value slices of a statement of work by expected outcome times confidence by effort.

    The order is exact; of equal ones the first in the document comes first.
    """
    return _pure(
        core.RANKING,
        (sow,),
        lambda source, options: (source, options),
        lib.ctr_sow_rank,
        max_depth,
        max_document_bytes,
    )


def volatility(
    sow: Document,
    backlog: Document | None = None,
    *,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> Volatility:
    """How restless the scope of an iteration was: added, changed and removed by what was there.

    :param backlog: items instead of the document's own: CSV with a column ``id``, or a list in
        JSON, YAML or XML
    """
    if backlog is None:
        documents: tuple[Document, ...] = (sow,)
        arguments: Callable[..., tuple[Any, ...]] = lambda a, options: (a, ffi.NULL, options)
    else:
        documents = (sow, backlog)
        arguments = lambda a, b, options: (a, b, options)  # noqa: E731
    return _pure(
        core.VOLATILITY,
        documents,
        arguments,
        lib.ctr_sow_volatility,
        max_depth,
        max_document_bytes,
    )


def terms_schema(kind: str, form: str = "json") -> bytes:
    """The description of one kind of document, as it is installed for editors.

    :param form: ``"json"`` (JSON Schema, of the JSON and YAML forms) or ``"xsd"`` (of the XML form)
    """
    number = word("kind", kind, "terms_kind")
    chosen = word("form", form, "schema_form")
    return core.collected(lambda *sink: lib.ctr_terms_schema(number, chosen, *sink))


def terms_to_xml(document: Document, kind: str | None = None) -> bytes:
    """A governing document in its XML form. What it says stays the same, comments and layout go."""
    number = word("kind", kind, "terms_kind")
    kept = Struct("diff_options")
    source = ffi.new("ctr_source *")
    with into(source[0], kept, source_of(document, 0)):
        return core.collected(lambda *sink: lib.ctr_terms_to_xml(source, number, *sink))


def _pure(
    result: Kind[T],
    documents: tuple[Document, ...],
    arguments: Callable[..., tuple[Any, ...]],
    function: Callable[..., int],
    max_depth: int | None,
    max_document_bytes: int | None,
) -> T:
    options = Struct("diff_options")
    return _call(result, documents, options, arguments, function, max_depth, max_document_bytes)


def _call(
    result: Kind[T],
    documents: tuple[Document, ...],
    options: Struct,
    arguments: Callable[..., tuple[Any, ...]],
    function: Callable[..., int],
    max_depth: int | None,
    max_document_bytes: int | None,
) -> T:
    limit = integer("max_document_bytes", max_document_bytes, UINT64_MAX)
    options.c.max_depth = integer("max_depth", max_depth)
    options.c.max_document_bytes = limit
    sources = ffi.new("ctr_source[]", len(documents))
    given = [sources + at for at in range(len(documents))]
    with into_all(given, options, documents, limit) as parkings:
        return core.call(result, function, arguments(*given, options.c), parkings)
