"""The layout of a repository: governing documents as files, and the store kept equal to them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import lib
from ._core import Kind, Struct, microseconds
from ._result import _Rendered, _Result
from .words import LayoutAction, LintLevel, TermsKind

__all__ = ["Layout", "LayoutEdit", "LayoutFile", "LayoutFinding", "scaffold"]


@dataclass(frozen=True, slots=True)
class LayoutFile(_Result):
    """One file, and what was done about it; the kind of a decision record is None."""

    file: str
    kind: TermsKind | None
    action: LayoutAction
    subject: str | None
    written: bool


@dataclass(frozen=True, slots=True)
class LayoutEdit(_Result):
    """Something that the store knows better, written back into a file."""

    file: str
    line: int
    term: str
    was: str | None
    is_: str


@dataclass(frozen=True, slots=True)
class LayoutFinding(_Result):
    """Something wrong; without a line it is the file as a whole."""

    rule: str
    level: LintLevel
    file: str
    line: int | None
    column: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Layout(_Rendered):
    """What there is, what was done, what is wrong."""

    dir: str
    team: str | None
    master: str | None
    ok: bool
    drift: int
    files: tuple[LayoutFile, ...]
    edits: tuple[LayoutEdit, ...]
    findings: tuple[LayoutFinding, ...]
    next: tuple[str, ...]
    dry_run: bool = False


LAYOUT = Kind("layout", Layout.from_json)


def scaffold(
    directory: str | os.PathLike[str] = ".",
    *,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Layout:
    """Make a first master contract, statement of work, change request and decision record.

    What is there is never overwritten.

    :param now: today; default the system's clock
    :raises NotFound: the directory that it would lie in is not there
    """
    options = Struct("layout_options")
    options.c.dir = options.text("directory", os.fspath(directory))
    options.c.dry_run = 1 if dry_run else 0
    options.c.now_us = microseconds("now", now)
    return core.call(LAYOUT, lib.ctr_layout_scaffold, (options.c,), ())


class Layouts(Handle):
    """What Store can do with the files of a repository."""

    def sync(
        self,
        directory: str | os.PathLike[str] = ".",
        *,
        team: str | None = None,
        **call: Unpack[CallOptions],
    ) -> Layout:
        """Load a layout into the store and write back what the store knows better.

        All or nothing: with an error among the findings neither store nor files change. With
        ``dry_run=True`` the result is the drift between the two.

        :param team: team of its contracts; default the master's ``meta.id``
        :raises StateError: an edition breaks what was agreed, and that is not declared
        """
        options = Struct("sync_options")
        options.c.dir = options.text("directory", os.fspath(directory))
        options.c.team = options.optional("team", team)
        return self._write(LAYOUT, lib.ctr_layout_sync, options.c, call=call)
