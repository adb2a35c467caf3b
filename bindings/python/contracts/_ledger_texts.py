"""Ledgers to text of other programs and back."""

from __future__ import annotations

import io
from typing import Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import ffi, lib
from ._core import Struct, raw, text, word
from ._hooks import Stream
from ._ledger_results import Entry


class LedgerTexts(Handle):
    """What Store can do with text of ledgers."""

    def export_ledger(self, team: str, name: str, form: str = "json") -> bytes:
        """A ledger as text for other programs.

        :param form: ``"json"``, ``"csv"``, ``"ledger"``, ``"hledger"`` or ``"beancount"``
        """
        memory = io.BytesIO()
        stream = Stream(memory)
        handle = ffi.new_handle(stream)
        err = ffi.new("ctr_error **")
        status = lib.ctr_ledger_export(
            self._use(),
            text("team", team),
            text("name", name),
            word("form", form, "ledger_form"),
            lib.ctrpy_write,
            handle,
            err,
        )
        self._check(status, err, (stream,))
        return memory.getvalue()

    def import_entries(
        self,
        team: str,
        name: str,
        data: bytes | str,
        *,
        form: str = "auto",
        kind: str | None = None,
        file: str | None = None,
        **call: Unpack[CallOptions],
    ) -> tuple[Entry, ...]:
        """Post entries from text, all or none.

        :param form: ``"auto"`` (JSON or CSV), ``"json"``, ``"csv"`` or ``"hledger"``
        :param kind: of entries that name none
        :param file: name for messages
        :raises InputError: malformed; details ``file`` and ``line``
        """
        struct = Struct("ledger_import_options")
        struct.c.form = word("form", form, "ledger_form")
        struct.c.kind = word("kind", kind, "entry_kind")
        struct.c.file = struct.optional("file", file)
        given = text("data", data) if isinstance(data, str) else raw("data", data)
        page, _ = self._write(
            core.ENTRIES,
            lib.ctr_ledger_import,
            text("team", team),
            text("name", name),
            struct.c,
            ffi.from_buffer(given),
            len(given),
            call=call,
        )
        return tuple(page)
