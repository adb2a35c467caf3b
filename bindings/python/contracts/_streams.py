"""Methods of Store that move whole contents: export, import, backup."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias, Unpack, overload

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import ffi, lib
from ._core import Struct, text, word
from ._hooks import Stream
from .errors import InputError
from .results import ImportReport

Target: TypeAlias = "str | os.PathLike[str] | BinaryIO"


class Streams(Handle):
    """See Store."""

    @overload
    def export(
        self,
        target: None = None,
        *,
        team: str | None = None,
        name: str | None = None,
        form: str = "xml",
        gzip: bool = False,
    ) -> bytes: ...

    @overload
    def export(
        self,
        target: Target,
        *,
        team: str | None = None,
        name: str | None = None,
        form: str = "xml",
        gzip: bool = False,
    ) -> None: ...

    def export(
        self,
        target: Target | None = None,
        *,
        team: str | None = None,
        name: str | None = None,
        form: str = "xml",
        gzip: bool = False,
    ) -> bytes | None:
        """Write contracts, versions, documents, evolutions, consumers and events.

        :param target: a path, where the file appears whole or not at all; or a binary file to
            write to; None gives the bytes
        :param team: only this team
        :param name: only this contract of the team
        :param form: ``"xml"`` or ``"json"``
        """
        struct = Struct("export_options")
        struct.c.form = word("form", form, "exchange_form")
        struct.c.team = struct.optional("team", team)
        struct.c.name = struct.optional("name", name)
        struct.c.gzip = bool(gzip)
        if target is None:
            memory = io.BytesIO()
            self._export(struct, memory)
            return memory.getvalue()
        if isinstance(target, (str, os.PathLike)):
            self._use()  # a closed store leaves no file
            with _whole_file(os.fspath(target)) as file:
                self._export(struct, file)
        else:
            self._export(struct, target)
        return None

    def _export(self, struct: Struct, file: BinaryIO) -> None:
        stream = Stream(file)
        handle = ffi.new_handle(stream)
        err = ffi.new("ctr_error **")
        status = lib.ctr_export(self._use(), struct.c, lib.ctrpy_write, handle, err)
        self._check(status, err, (stream,))

    def import_(
        self,
        source: Target | bytes | bytearray | memoryview,
        *,
        policy: str = "fail",
        file: str | None = None,
        **call: Unpack[CallOptions],
    ) -> ImportReport:
        """Read an export, in one transaction. XML, JSON and gzip are told apart by the content.

        :param source: a path, a binary file to read from, or the bytes
        :param policy: for contracts that are there already: ``"fail"``, ``"skip"`` or
            ``"replace-drafts"``
        :param file: name for messages; default that of the path or file
        :raises InputError: malformed, or a hash does not match
        :raises LimitError: too deep or too large, also after expansion
        :raises Exists: a contract is there already and ``policy`` is ``"fail"``
        """
        struct = Struct("import_options")
        struct.c.policy = word("policy", policy, "import_policy")
        with _readable(source) as (stream, name):
            struct.c.file = struct.optional("file", name if file is None else file)
            handle = ffi.new_handle(stream)
            return self._write(
                core.IMPORT_REPORT,
                lib.ctr_import,
                struct.c,
                lib.ctrpy_read,
                handle,
                call=call,
                parkings=(stream,),
            )

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Copy the store to a new file while it is in use.

        :raises Exists: there is a file at ``path``
        """
        err = ffi.new("ctr_error **")
        name = text("path", os.fspath(path))
        self._check(lib.ctr_store_backup(self._use(), name, err), err)


@contextmanager
def _whole_file(path: str) -> Iterator[BinaryIO]:
    """A file that takes its name when it is complete."""
    text("target", path)
    folder, base = os.path.split(path)
    partial = os.path.join(folder, f".{base[:100]}.{secrets.token_hex(4)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(partial, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        os.replace(partial, path)
    except BaseException:
        os.unlink(partial)
        raise


@contextmanager
def _readable(
    source: Target | bytes | bytearray | memoryview,
) -> Iterator[tuple[Stream, str | None]]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield Stream(io.BytesIO(source)), None
    elif isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        text("source", path)
        try:
            file = Path(path).open("rb")
        except OSError as error:
            raise InputError(
                "input", f"cannot read '{path}': {error.strerror}", {"file": path}
            ) from error
        with file:
            yield Stream(file), path
    elif callable(getattr(source, "read", None)):
        name = getattr(source, "name", None)
        yield Stream(source), name if isinstance(name, str) else None
    else:
        raise TypeError(
            f"source must be a path, a binary file or bytes, not {type(source).__name__}"
        )
