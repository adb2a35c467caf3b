"""Many writes in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self, Unpack

from . import _core as core
from ._base import CallOptions, Handle, call_options
from ._contracts import ffi, lib
from ._core import NULL, check, optional_text, text
from ._result import Listing
from ._sources import Document, into, source_of
from ._writes import consumer_struct, create_struct, evolve_struct
from .errors import ArgumentError
from .results import BatchItem


class Batch:
    """Writes to be done together: either all of it is stored or nothing.

    Made by :meth:`Store.batch`. Methods add items; nothing is looked up or stored until
    :meth:`apply`, which the ``with`` statement calls at its end unless an exception ends it::

        with store.batch() as batch:
            batch.create("shop", "orders", Path("orders.yaml"))
            batch.activate("shop", "orders")
        print(batch.results)

    A batch belongs to one thread. It is dated to the latest ``now`` of its items.
    """

    def __init__(self, store: Handle) -> None:
        self._store = store
        self._results: Listing[BatchItem] | None = None
        out = ffi.new("ctr_batch **")
        err = ffi.new("ctr_error **")
        check(lib.ctr_batch_new(NULL, out, err), err)
        self._c = ffi.gc(out[0], lib.ctr_batch_free)

    def create(
        self,
        team: str,
        name: str,
        document: Document,
        *,
        label: str | None = None,
        type: str | None = None,
        mode: str | None = None,
        profile: str | None = None,
        owner_role: str | None = None,
        owner_agent: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        if_absent: bool = False,
        **call: Unpack[CallOptions],
    ) -> None:
        """Add what :meth:`Store.create` does. The document is read at once."""
        struct = create_struct(
            team,
            name,
            label=label,
            type=type,
            mode=mode,
            profile=profile,
            owner_role=owner_role,
            owner_agent=owner_agent,
            metadata=metadata,
            if_absent=if_absent,
        )
        limit = self._store._max_bytes
        with into(struct.c.document, struct, source_of(document, limit), limit) as parkings:
            self._add(lib.ctr_batch_create, struct.c, call=call, parkings=parkings)

    def evolve(
        self,
        team: str,
        name: str,
        document: Document,
        *,
        label: str | None = None,
        **call: Unpack[CallOptions],
    ) -> None:
        """Add what :meth:`Store.evolve` does. The document is read at once."""
        struct = evolve_struct(team, name, label)
        limit = self._store._max_bytes
        with into(struct.c.document, struct, source_of(document, limit), limit) as parkings:
            self._add(lib.ctr_batch_evolve, struct.c, call=call, parkings=parkings)

    def activate(
        self, team: str, name: str, label: str | None = None, **call: Unpack[CallOptions]
    ) -> None:
        """Add what :meth:`Store.activate` does; without a label the newest draft."""
        self._add(
            lib.ctr_batch_activate,
            text("team", team),
            text("name", name),
            optional_text("label", label),
            call=call,
        )

    def register(
        self,
        team: str,
        name: str,
        consumer: str,
        *,
        role: str | None = None,
        pin: str | None = None,
        parts: Iterable[str] | None = None,
        allow_unknown_parts: bool = False,
        **call: Unpack[CallOptions],
    ) -> None:
        """Add what :meth:`Store.register` does."""
        struct = consumer_struct(
            team,
            name,
            consumer,
            role=role,
            pin=pin,
            parts=parts,
            allow_unknown_parts=allow_unknown_parts,
        )
        self._add(lib.ctr_batch_register, struct.c, call=call)

    def _add(
        self, function: Any, *arguments: Any, call: CallOptions, parkings: tuple[Any, ...] = ()
    ) -> None:
        if self._results is not None:
            raise ArgumentError("argument", "the batch was applied already; begin another one")
        options = call_options(call)
        err = ffi.new("ctr_error **")
        status = function(self._c, *arguments, NULL if options is None else options.c, err)
        check(status, err, *parkings)

    def apply(self) -> Listing[BatchItem]:
        """Do it all in one transaction; what became of each item. Only once.

        :raises ContractsError: an item failed, and nothing was stored; its class is that of the
            item's failure and detail ``item`` its index
        """
        if self._results is not None:
            raise ArgumentError("argument", "the batch was applied already; begin another one")
        self._results = self._store._call(core.BATCH_RESULT, lib.ctr_batch_apply, self._c)
        return self._results

    @property
    def results(self) -> Listing[BatchItem]:
        """What apply() gave."""
        if self._results is None:
            raise ArgumentError("argument", "the batch was not applied yet")
        return self._results

    def __len__(self) -> int:
        return int(lib.ctr_batch_count(self._c))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._results is None:
            self.apply()
