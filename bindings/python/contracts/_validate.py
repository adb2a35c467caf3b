"""Holding documents against schemas, without a store."""

from __future__ import annotations


from . import _core as core
from ._contracts import ffi, lib
from ._core import UINT64_MAX, Struct, integer, optional_text, word
from ._hooks import Hooks, Progress
from ._sources import Document, into_all
from ._spec import Cancel, _hear, _limits
from ._validation import Validation


def validate(
    document: Document,
    schema: Document,
    *,
    pointer: str | None = None,
    dialect: str | None = None,
    base: str | None = None,
    all: bool = False,
    max_violations: int | None = None,
    max_steps: int | None = None,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Validation:
    """Hold a document against a JSON Schema, or a schema of an API description. The answer is a
    result whether it is valid or not. ``format`` is an annotation and refuses nothing.

    :param pointer: JSON pointer to the schema in its document, such as
        ``"/components/schemas/Order"``
    :param dialect: of a schema that does not name its own: ``"draft-04"``, ``"draft-06"``,
        ``"draft-07"``, ``"2019-09"``, ``"2020-12"``, ``"openapi-3.0"`` or ``"openapi-3.1"``
    :param base: address of the schema's document; what lies below it is asked of its ``resolve``
    :param all: give every violation, not the first alone; at most ``max_violations``, 100
    :param max_steps: what the validation may cost
    :raises InputError: one of the two is malformed, or the schema is none
    :raises LimitError: too large, too deep, or more steps than allowed
    :raises UnsupportedError: the schema's draft or a vocabulary is not known
    :raises Cancelled: ``cancel`` asked for it, or ``progress`` gave something true
    """
    hooks = Hooks(progress=progress)
    options = Struct("validate_options")
    options.c.pointer = options.keep(optional_text("pointer", pointer))
    options.c.dialect = word("dialect", dialect, "dialect")
    options.c.base = options.keep(optional_text("base", base))
    options.c.all = bool(all)
    options.c.max_violations = integer("max_violations", max_violations)
    options.c.max_steps = integer("max_steps", max_steps, UINT64_MAX)
    limit = _limits(options, max_depth, max_document_bytes)
    handle = _hear(options, hooks, cancel)
    sources = ffi.new("ctr_source[2]")
    given = [sources + 0, sources + 1]
    with into_all(given, options, (schema, document), limit) as parkings:
        try:
            return core.call(
                core.VALIDATION,
                lib.ctr_validate_documents,
                (*given, options.c),
                (*parkings, hooks),
            )
        finally:
            del handle
