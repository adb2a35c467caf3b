"""Documents on their way into the library, and the files that they refer to."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ._contracts import ffi, lib
from ._core import CData, Parking, Struct, optional_text, raw, text, word
from ._hooks import Resolve, Resolving
from ._json import dumps
from .errors import ArgumentError, InputError, LimitError

MAX_BYTES = 256 << 20
"""The library's own limit of a document, until ``max_document_bytes`` says something else."""

_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe in the place of a file must not hang


@dataclass(frozen=True, slots=True)
class Source:
    """A document, with all that is to be said about it.

    Where a document is wanted, its bytes, a :class:`pathlib.Path`, or a dict or list (which becomes
    JSON, see :meth:`json`) will do as well. A plain str is refused, because it could be meant as a
    path or as text.

    :ivar data: the bytes
    :ivar format: language of the document, such as ``"openapi"``; None = found out
    :ivar file: name for messages
    :ivar base_dir: directory below which files named by ``$ref`` are found; symbolic links and
        paths that lead out of it are refused
    :ivar resolve: instead of a directory: called with the relative path, gives the file's bytes, or
        None if there is no such file
    """

    data: bytes
    format: str | None = None
    file: str | None = None
    base_dir: str | os.PathLike[str] | None = None
    resolve: Resolve | None = None

    def __post_init__(self) -> None:
        if isinstance(self.data, str):
            raise TypeError("data must be bytes, not str (Source.read takes a path)")
        if not isinstance(self.data, bytes):
            object.__setattr__(self, "data", raw("data", self.data))
        if self.base_dir is not None and self.resolve is not None:
            raise TypeError("a source has either base_dir or resolve, not both")

    @classmethod
    def json(cls, value: Any, *, file: str | None = None) -> Source:
        """A value as a JSON document: what a mapping or a list is by itself, and likewise a str,
        a number or None, such as a finding's ``witness``. A :class:`decimal.Decimal` is a number.

        :param file: name for messages
        :raises ArgumentError: it has no place in JSON
        """
        return cls(_json(value), file=file)

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        *,
        format: str | None = None,
        base_dir: str | os.PathLike[str] | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Source:
        """A file; what it refers to is looked up beside it, or below ``base_dir``.

        :raises InputError: the file cannot be read
        :raises LimitError: it has more than ``max_bytes``
        """
        name = os.fspath(path)
        text("path", name)
        try:
            data = _contents(os.open(name, _FLAGS), name, max_bytes)
        except OSError as error:
            raise InputError(
                "input", f"cannot read '{name}': {error.strerror}", {"file": name}
            ) from error
        return cls(data, format, name, Path(name).parent if base_dir is None else base_dir)


Document: TypeAlias = (
    "Source | os.PathLike[str] | bytes | bytearray | memoryview | Mapping[str, Any] | list[Any]"
)


def source_of(document: Document, max_bytes: int = 0) -> Source:
    """What a caller gave as a document."""
    if isinstance(document, Source):
        return document
    if isinstance(document, os.PathLike):
        return Source.read(document, max_bytes=max_bytes or MAX_BYTES)
    if isinstance(document, (bytes, bytearray, memoryview)):
        return Source(raw("document", document))
    if isinstance(document, (Mapping, list)):
        return Source(_json(document))
    hint = " (a pathlib.Path names a file, bytes are the document)"
    raise TypeError(
        "document must be a Source, a path, bytes, a mapping or a list, not "
        f"{type(document).__name__}{hint if isinstance(document, str) else ''}"
    )


def _json(document: Any) -> bytes:
    try:
        return dumps(document).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise ArgumentError("argument", f"the document is no JSON: {error}") from error


@contextmanager
def into(
    target: CData, struct: Struct, source: Source, max_bytes: int = 0
) -> Iterator[tuple[Parking, ...]]:
    """Fill a ctr_source for as long as the block runs; gives where its callbacks park."""
    memory = ffi.from_buffer(source.data)
    lib.ctr_source_init(ffi.addressof(target), ffi.sizeof(target))
    target.format = word("format", source.format, "format")
    target.data = memory
    target.size = len(memory)
    target.file = struct.keep(optional_text("file", source.file))
    resolve = source.resolve
    directory = None
    if source.base_dir is not None:
        directory = _Directory(os.fspath(source.base_dir), max_bytes or MAX_BYTES)
        resolve = directory
    if resolve is None:
        yield ()
        return
    if not callable(resolve):
        raise TypeError(f"resolve must be callable, not {type(resolve).__name__}")
    resolving = Resolving(resolve)
    handle = ffi.new_handle(resolving)
    target.resolve = lib.ctrpy_resolve
    target.user = handle
    try:
        yield (resolving,)
    except InputError as error:
        if directory is not None and directory.note:
            error.add_note(directory.note)
        raise
    finally:
        resolving.kept.clear()
        del handle, memory


@contextmanager
def into_all(
    targets: Sequence[CData], struct: Struct, documents: Sequence[Document], max_bytes: int = 0
) -> Iterator[tuple[Parking, ...]]:
    """The same for several, each a pointer to a ctr_source."""
    with ExitStack() as stack:
        parkings: list[Parking] = []
        for target, document in zip(targets, documents, strict=True):
            source = source_of(document, max_bytes)
            parkings += stack.enter_context(into(target[0], struct, source, max_bytes))
        yield tuple(parkings)


class _Directory:
    """Finds files below a directory: never through a symbolic link, never above it."""

    def __init__(self, base: str, max_bytes: int) -> None:
        self.base = base
        self.max_bytes = max_bytes
        self.note = ""

    def __call__(self, path: str) -> bytes | None:
        steps = path.split("/")
        if any(step in ("", ".", "..") for step in steps):
            self.note = f"'{path}' leaves the document's directory, which is refused"
            return None
        try:
            return _contents(_open_below(self.base, steps), path, self.max_bytes)
        except OSError as error:
            # To the library the file is not there: it knows where the $ref stands, we know why.
            if error.errno in (errno.ELOOP, errno.EMLINK):
                self.note = f"'{path}' goes through a symbolic link, which is refused"
            elif error.errno != errno.ENOENT:
                self.note = f"'{path}': {error.strerror}"
            return None


def _open_below(base: str, steps: list[str]) -> int:
    at = os.open(base, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for step in steps[:-1]:
            below = os.open(step, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at)
            os.close(at)
            at = below
            if stat.S_ISLNK(os.fstat(at).st_mode):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        return os.open(steps[-1], _FLAGS | os.O_NOFOLLOW, dir_fd=at)
    finally:
        os.close(at)


def _contents(descriptor: int, name: str, max_bytes: int) -> bytes:
    """All of a regular file, which is closed."""
    try:
        facts = os.fstat(descriptor)
        if stat.S_ISDIR(facts.st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(facts.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            data = b"" if facts.st_size > max_bytes else file.read(max_bytes + 1)
    finally:
        os.close(descriptor)
    if facts.st_size > max_bytes or len(data) > max_bytes:
        raise LimitError(
            "limit",
            f"'{name}' has {max(facts.st_size, len(data))} bytes, at most {max_bytes} are read",
            {"file": name, "limit": str(max_bytes)},
        )
    return data


