"""Policies of comparisons, without a store."""

from __future__ import annotations

from typing import Any

from . import _core as core
from ._contracts import ffi, lib
from ._core import UINT64_MAX, CData, Struct, integer, microseconds
from ._sources import Document, into, source_of
from .policy_results import DiffPolicy


def read_policy(
    document: Document,
    *,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> DiffPolicy:
    """Read a policy, JSON or YAML: what a team makes of findings.

    :raises InputError: it is malformed, names a rule that is not known, or has a waiver without
        reason, owner or expiry, or for longer than it allows
    """
    options = Struct("diff_options")
    options.c.max_depth = integer("max_depth", max_depth)
    limit = integer("max_document_bytes", max_document_bytes, UINT64_MAX)
    options.c.max_document_bytes = limit
    source = ffi.new("ctr_source *")
    with into(source[0], options, source_of(document, limit), limit) as parkings:
        return core.call(core.POLICY, lib.ctr_policy_read, (source, options.c), parkings)


def policy_schema() -> str:
    """The JSON Schema of policies."""
    return str(core.collected(lib.ctr_policy_schema), "utf-8")


def judge_by(options: Struct, policy: DiffPolicy | None, used: Any, now: Any) -> None:
    """What a comparison is judged by, into its options."""
    options.c.now_us = microseconds("now", now)
    if policy is not None:
        options.c.policy = _of(options, policy)
    if used is not None:
        options.c.used, options.c.used_count = options.texts("used", used)


def _of(options: Struct, policy: DiffPolicy) -> CData:
    if not isinstance(policy, DiffPolicy):
        raise TypeError(
            f"policy must be what read_policy gives, not {type(policy).__name__}; read it first"
        )
    made: Any = getattr(policy, "_made", None)
    if made is None:
        raise TypeError("policy is a copy; give the one that read_policy gave")
    options.kept.append(made)
    return made.owner
