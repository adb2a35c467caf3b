"""Comparing documents without a store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from . import _core as core
from ._contracts import ffi, lib
from ._core import UINT64_MAX, Struct, integer, string, text, word
from ._hooks import Hooks, Progress
from ._policy import judge_by
from ._result import Listing
from ._sources import Document, into, into_all, source_of
from .policy_results import DiffPolicy
from .results import Diff, Outline, Rule


class Cancel:
    """Stops :func:`diff` and :func:`outline`, those that run and those to come, with
    :class:`Cancelled`. Any thread may ask for it. For a store there is :meth:`Store.cancel`.
    """

    __slots__ = ("_c",)

    def __init__(self) -> None:
        self._c = ffi.new("int32_t *")

    def cancel(self) -> None:
        """Stop."""
        lib.ctr_cancel(self._c)

    def clear(self) -> None:
        """Let calls run again."""
        lib.ctr_cancel_clear(self._c)


def diff(
    old: Document,
    new: Document,
    *,
    mode: str | None = None,
    profile: str | None = None,
    excerpts: bool = False,
    breaking_only: bool = False,
    grace_days: int = 0,
    grace_days_beta: int = 0,
    check_version: bool = False,
    policy: DiffPolicy | None = None,
    used: Iterable[str] | None = None,
    old_label: str | None = None,
    new_label: str | None = None,
    now: datetime | None = None,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Diff:
    """Compare two editions of a document: the one people rely on, and the one that is to replace
    it. The answer is a result whatever the verdict.

    :param mode: what the new edition must keep, a :class:`Mode`: ``"backward"`` (default),
        ``"forward"``, ``"full"`` or ``"none"``; with two documents the transitive ones are the same
    :param profile: how strictly data is read, a :class:`Profile`: ``"strict"``, ``"tolerant"`` or
        ``"confluent"``, of Protobuf ``"file"``, ``"package"``, ``"wire-json"`` or ``"wire"``;
        default by language
    :param excerpts: keep the lines that findings stand on; ``render("text")`` and
        ``render("html")`` show them
    :param breaking_only: list breaking findings alone; verdict, bump and counts are those of all
    :param grace_days: of APIs: what is marked deprecated must name a day of its end that is at
        least so many days away; 0 is any or none
    :param grace_days_beta: the same for operations whose ``x-stability-level`` is beta
    :param check_version: of APIs: ``info.version`` has to follow from what changed
    :param policy: what a team makes of findings, from :func:`read_policy`
    :param used: parts that anybody uses, for a policy that ignores the rest
    :param old_label: the label that the edition was declared with, for a policy with groups by
        major number; one merely proposed begins no group: give that of the version that did;
        without labels such groups keep nothing apart
    :param new_label: the same of the newer one
    :param now: when waivers of the policy are looked at; default the clock
    :raises InputError: a document is malformed
    :raises UnsupportedError: the two are of different languages
    :raises Cancelled: ``cancel`` asked for it, or ``progress`` gave something true
    """
    hooks = Hooks(progress=progress)
    options = Struct("diff_options")
    options.c.mode = word("mode", mode, "mode")
    options.c.profile = word("profile", profile, "profile")
    options.c.excerpts = bool(excerpts)
    options.c.breaking_only = bool(breaking_only)
    options.c.grace_days = integer("grace_days", grace_days, 36500)
    options.c.grace_days_beta = integer("grace_days_beta", grace_days_beta, 36500)
    options.c.check_version = bool(check_version)
    judge_by(options, policy, used, now)
    options.c.older_label = options.optional("old_label", old_label)
    options.c.newer_label = options.optional("new_label", new_label)
    limit = _limits(options, max_depth, max_document_bytes)
    handle = _hear(options, hooks, cancel)
    sources = ffi.new("ctr_source[2]")
    given = [sources + 0, sources + 1]
    with into_all(given, options, (old, new), limit) as parkings:
        try:
            return core.call(
                core.DIFF, lib.ctr_diff_documents, (*given, options.c), (*parkings, hooks)
            )
        finally:
            del handle


def outline(
    document: Document,
    *,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Outline:
    """Read one document completely, every ``$ref`` included, and list its parts.

    :raises InputError: it is malformed
    :raises Cancelled: ``cancel`` asked for it, or ``progress`` gave something true
    """
    hooks = Hooks(progress=progress)
    options = Struct("diff_options")
    limit = _limits(options, max_depth, max_document_bytes)
    handle = _hear(options, hooks, cancel)
    source = ffi.new("ctr_source *")
    with into(source[0], options, source_of(document, limit), limit) as parkings:
        try:
            return core.call(
                core.OUTLINE, lib.ctr_outline_read, (source, options.c), (*parkings, hooks)
            )
        finally:
            del handle


def used_parts(
    document: Document,
    use: Document,
    *,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Listing[str]:
    """The parts of a document that an artefact of a consumer uses, to register it with.

    Of a GraphQL schema those that a document of operations uses; of an API those that a list of
    operations (operationIds or ``METHOD path``, on lines or as JSON or YAML) or a HAR file names;
    of Protobuf those that methods and messages, one a line, need; of SQL those that its statements
    use; of a JSON Schema those that are present in an example of the data. Never fewer than it
    uses. As an :class:`Outline` of what is used the answer writes itself.

    :raises InputError: one is malformed, or the artefact asks for what the document does not have
    :raises UnsupportedError: nothing can be learnt for documents of this format
    :raises Cancelled: ``cancel`` asked for it, or ``progress`` gave something true
    """
    hooks = Hooks(progress=progress)
    options = Struct("diff_options")
    limit = _limits(options, max_depth, max_document_bytes)
    handle = _hear(options, hooks, cancel)
    sources = ffi.new("ctr_source[2]")
    given = [sources + 0, sources + 1]
    with into_all(given, options, (document, use), limit) as parkings:
        try:
            return core.call(
                core.USED_PARTS, lib.ctr_used_parts, (*given, options.c), (*parkings, hooks)
            )
        finally:
            del handle


def rules(format: str | None = None) -> Listing[Rule]:
    """The rules of the comparison, by id.

    :param format: of one language; default all
    """
    return core.call(core.RULES, lib.ctr_rule_list, (word("format", format, "format"),), ())


def rules_of_oasdiff(theirs: str) -> tuple[str, ...]:
    """The rules here that speak of what a rule of oasdiff speaks of, for those who come from there.

    :param theirs: id of oasdiff's rule
    """
    named = ffi.new("char[]", text("theirs", theirs))
    found: list[str] = []
    while (rule := lib.ctr_rule_of_oasdiff(named, len(found))) != ffi.NULL:
        found.append(string(rule))
    return tuple(found)


def library_version() -> str:
    """Version of the library that is in use, such as ``"0.1.0"``."""
    return string(lib.ctr_library_version())


def library_details() -> str:
    """Versions of the libraries that it was built with."""
    return string(lib.ctr_library_details())


def _limits(options: Struct, max_depth: int | None, max_document_bytes: int | None) -> int:
    options.c.max_depth = integer("max_depth", max_depth)
    limit = integer("max_document_bytes", max_document_bytes, UINT64_MAX)
    options.c.max_document_bytes = limit
    return limit


def _hear(options: Struct, hooks: Hooks, cancel: Cancel | None) -> object:
    """What can stop the call; the handle that comes back must outlive it."""
    handle = ffi.new_handle(hooks)
    if cancel is not None:
        if not isinstance(cancel, Cancel):
            raise TypeError(f"cancel must be a Cancel, not {type(cancel).__name__}")
        options.kept.append(cancel._c)
        options.c.cancel = cancel._c
    options.c.progress = lib.ctrpy_progress
    options.c.user = handle
    return handle
