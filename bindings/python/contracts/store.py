"""The store: one SQLite file that holds everything."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any, NamedTuple, Self

from . import _core as core
from ._base import Handle
from ._batch import Batch
from ._adr import ADRs
from ._changes import Changes
from ._whatif import Whatifs
from ._contracts import ffi, lib
from ._core import (
    UINT32_MAX,
    UINT64_MAX,
    CData,
    Struct,
    check,
    integer,
    milliseconds,
    text,
    word,
)
from ._deals import Deals
from ._statements import Statements
from ._disputes import Disputes
from ._hooks import Authorise, Clock, Hooks, Log, Progress, Random
from ._layout import Layouts
from ._ledgers import Ledgers
from ._metrics import Figures
from ._sow import Sows
from ._reads import Reads
from ._slo import Slos
from ._cadence import Cadences
from ._policies import Policies
from ._decisions import Decisions
from ._environments import Environments
from ._stop_line import StopLine
from ._risk import Risks
from ._streams import Streams
from ._timers import Timers
from ._writes import Writes
from .results import Info, Report


class Migration(NamedTuple):
    """Schema numbers before and after a migration."""

    before: int
    after: int


class Store(
    Writes,
    Reads,
    Ledgers,
    Changes,
    Whatifs,
    Deals,
    Figures,
    Layouts,
    ADRs,
    Timers,
    Sows,
    Slos,
    StopLine,
    Risks,
    Statements,
    Disputes,
    Cadences,
    Policies,
    Environments,
    Decisions,
    Streams,
    Handle,
):
    """An open store; made by :func:`contracts.open`.

    Any thread may use it; calls run one after the other, without the interpreter's lock. It must
    not be used across a fork (:class:`Forked`). ``with`` closes it.

    Ctrl-C during a call: waits end at once, long work (import, export, check, backup, batches, long
    comparisons) stops at its next sign of progress and nothing is stored. Short calls are over
    before Python looks.
    """

    def __init__(self, handle: CData, hooks: Hooks, path: str, max_bytes: int) -> None:
        self._c = handle
        self._hooks = hooks
        self._path = path
        self._max_bytes = max_bytes

    def close(self) -> None:
        """Close the store. A call that runs in another thread is finished first; a wait there ends
        with :class:`Closed`, as does every later call; a list first gives what it has read already.
        Closing again does nothing.
        """
        self._c = None

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._c is None

    def __enter__(self) -> Self:
        self._use()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<contracts.Store {self._path!r}{' closed' if self.closed else ''}>"

    def cancel(self) -> None:
        """Stop the running call, and every later one, with :class:`Cancelled`, until
        :meth:`cancel_clear`. From any thread.
        """
        lib.ctr_store_cancel(self._use())

    def cancel_clear(self) -> None:
        """Let calls run again."""
        lib.ctr_store_cancel_clear(self._use())

    def batch(self) -> Batch:
        """Begin to collect writes that are to be done in one transaction."""
        self._use()
        return Batch(self)

    def info(self) -> Info:
        """Facts about the store."""
        return self._call(core.INFO, lib.ctr_store_info)

    def check(self, *, replay: bool = False) -> Report:
        """Check the whole store: SQLite's integrity and foreign keys, the library's own invariants,
        the chain of the journal, hashes of documents.

        :param replay: also rebuild the state from the events and compare
        """
        flags = lib.CTR_CHECK_REPLAY if replay else 0
        return self._call(core.REPORT, lib.ctr_store_check, flags)

    def verify(self) -> Report:
        """Recompute the hash chain of the journal, own and imported. The first broken row is the
        first problem. It cannot see edited state tables (:meth:`check` with ``replay`` does) or a
        cut tail (compare ``head`` with one kept elsewhere).
        """
        return self._call(core.REPORT, lib.ctr_store_verify)

    def migrate(self) -> Migration:
        """Bring the file to this library's schema; what is not additive after a snapshot beside
        the file.
        """
        before = ffi.new("int64_t *")
        after = ffi.new("int64_t *")
        err = ffi.new("ctr_error **")
        self._check(lib.ctr_store_migrate(self._use(), before, after, err), err)
        return Migration(int(before[0]), int(after[0]))


def open(
    path: str | os.PathLike[str],
    *,
    create: bool = False,
    readonly: bool = False,
    actor: str | None = None,
    durability: str = "full",
    deadline: float = 5.0,
    clock: Clock | None = None,
    random: Random | None = None,
    log: Log | None = None,
    authorise: Authorise | None = None,
    progress: Progress | None = None,
    cache: bool = True,
    cache_entries: int | None = None,
    walindex: bool = True,
    max_document_bytes: int | None = None,
    max_import_bytes: int | None = None,
    max_depth: int | None = None,
) -> Store:
    """Open a store.

    Callbacks run inside calls, on their thread; using the same store in one is refused. Where one
    raises, the call it ran in fails with its exception and stores nothing; except ``log``, whose
    exceptions go to ``sys.unraisablehook``.

    :param path: the file; ``":memory:"`` for a store in memory, gone at close
    :param create: make the file if there is none; otherwise that is :class:`NotFound`
    :param readonly: never write; may open a file without write permission
    :param actor: default actor of every call; default ``"unknown"``
    :param durability: what survives a power cut: ``"full"`` every finished call, ``"normal"`` all
        but the last moments
    :param deadline: longest wait for another writer, seconds
    :param clock: gives the present instant, an aware datetime; default the system's clock
    :param random: gives so many random bytes; for reproducible tests
    :param log: receives level and line of diagnosis; ``logging.getLogger(...).log`` fits
    :param authorise: asked before every write with actor, verb and subject; False is
        :class:`Denied`
    :param progress: told of long work: what, done, total (0 = unknown); a true answer stops it
        with :class:`Cancelled`
    :param cache: keep active versions in memory, ``cache_entries`` of them (default 65536)
    :param walindex: watch other processes through SQLite's wal-index where that works
    :param max_document_bytes: default 256 MiB
    :param max_import_bytes: of an import after expansion; default 64 GiB
    :param max_depth: nesting of a document; default 512
    :raises NotOurs: a file, but not a store; nothing was changed
    :raises Newer: written by a newer library
    """
    hooks = Hooks(clock=clock, random=random, log=log, authorise=authorise, progress=progress)
    struct = Struct("store_options")
    options = struct.c
    options.flags = (
        (lib.CTR_STORE_CREATE if create else 0)
        | (lib.CTR_STORE_READONLY if readonly else 0)
        | (0 if cache else lib.CTR_STORE_NO_CACHE)
        | (0 if walindex else lib.CTR_STORE_NO_WALINDEX)
    )
    options.durability = word("durability", durability, "durability")
    options.deadline_ms = max(1, milliseconds("deadline", deadline))
    options.actor = struct.optional("actor", actor)
    options.max_document_bytes = integer("max_document_bytes", max_document_bytes, UINT64_MAX)
    options.max_import_bytes = integer("max_import_bytes", max_import_bytes, UINT64_MAX)
    options.max_depth = integer("max_depth", max_depth)
    options.cache_entries = integer("cache_entries", cache_entries, UINT32_MAX)
    handle = hooks.install(options)
    name = os.fspath(path)
    out = ffi.new("ctr_store **")
    err = ffi.new("ctr_error **")
    status = lib.ctr_store_open(text("path", name), options, out, err)
    try:
        check(status, err, hooks)
    except BaseException:
        lib.ctr_store_close(out[0])
        raise

    # The callbacks are needed until the very end, so they belong to the handle.
    def close(store: CData, _handle: CData = handle, _close: Any = lib.ctr_store_close) -> None:
        _close(store)

    return Store(ffi.gc(out[0], close), hooks, name, int(options.max_document_bytes))
