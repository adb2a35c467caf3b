"""Verification of ledgers, checkpoints and proofs; and what of it needs no store."""

from __future__ import annotations

from typing import NamedTuple, Unpack

from . import _core as core
from ._base import CallOptions, Handle
from ._contracts import ffi, lib
from ._core import INT64_MAX, CData, integer, optional_text, raw, text
from ._ledger_results import Checkpoint, LedgerReport, Proof
from .errors import ArgumentError

__all__ = [
    "KeyPair",
    "checkpoint_signed",
    "generate_key",
    "proof_holds",
]


class KeyPair(NamedTuple):
    """Ed25519 keys: 32 and 64 bytes."""

    public: bytes
    secret: bytes


def _key(name: str, value: bytes, size: int) -> bytes:
    if not isinstance(value, (bytes, bytearray)) or len(value) != size:
        raise ArgumentError("argument", f"{name} must be {size} bytes")
    return bytes(value)


class _Read:
    """A checkpoint or a proof as C has it, for as long as it is needed."""

    def __init__(self, kind: str, value: Checkpoint | Proof | str | bytes) -> None:
        given = value.to_json() if isinstance(value, (Checkpoint, Proof)) else value
        data = text(kind, given) if isinstance(given, str) else raw(kind, given)
        err = ffi.new("ctr_error **")
        self._slot = ffi.new(f"ctr_{kind} **")
        self._free = getattr(lib, f"ctr_{kind}_free")
        read = getattr(lib, f"ctr_{kind}_read")
        core.check(read(ffi.from_buffer(data), len(data), self._slot, err), err)

    def __enter__(self) -> CData:
        return self._slot[0]

    def __exit__(self, *_: object) -> None:
        self._free(self._slot[0])


class Audits(Handle):
    """What Store can do to prove a ledger, and to hold another party's word against it."""

    def verify_ledger(
        self,
        team: str,
        name: str,
        *,
        checkpoint: Checkpoint | str | bytes | None = None,
        public_key: bytes | None = None,
    ) -> LedgerReport:
        """Compute everything of a ledger again; the first invariant that does not hold is named.

        :param checkpoint: that was kept: also whether the ledger goes on from it
        :param public_key: 32 bytes, of the party that signed it
        """
        if checkpoint is None:
            return self._call(
                core.LEDGER_REPORT, lib.ctr_ledger_verify, text("team", team), text("name", name)
            )
        if public_key is None:
            raise ArgumentError("argument", "a checkpoint needs the public key of who signed it")
        with _Read("checkpoint", checkpoint) as read:
            return self._call(
                core.LEDGER_REPORT,
                lib.ctr_checkpoint_compare,
                text("team", team),
                text("name", name),
                read,
                _key("public_key", public_key, lib.CTR_KEY_PUBLIC_BYTES),
            )

    def checkpoint(
        self, team: str, name: str, secret_key: bytes, **call: Unpack[CallOptions]
    ) -> Checkpoint:
        """Sign what the ledger holds now; ``to_json`` of the answer is what parties exchange.

        :param secret_key: 64 bytes
        """
        return self._write(
            core.CHECKPOINT,
            lib.ctr_checkpoint_make,
            text("team", team),
            text("name", name),
            _key("secret_key", secret_key, lib.CTR_KEY_SECRET_BYTES),
            call=call,
        )

    def prove_entry(self, team: str, name: str, seq: int, entries: int = 0) -> Proof:
        """Prove that an entry is among the first so many; 0 = all there are."""
        return self._call(
            core.PROOF,
            lib.ctr_proof_entry,
            text("team", team),
            text("name", name),
            integer("seq", seq, INT64_MAX),
            integer("entries", entries, INT64_MAX),
        )

    def prove_growth(self, team: str, name: str, start: int, entries: int = 0) -> Proof:
        """Prove that the first ``start`` entries are the beginning of the first so many."""
        return self._call(
            core.PROOF,
            lib.ctr_proof_growth,
            text("team", team),
            text("name", name),
            integer("start", start, INT64_MAX),
            integer("entries", entries, INT64_MAX),
        )


def generate_key() -> KeyPair:
    """Make a pair of keys for checkpoints."""
    public = ffi.new("unsigned char[]", lib.CTR_KEY_PUBLIC_BYTES)
    secret = ffi.new("unsigned char[]", lib.CTR_KEY_SECRET_BYTES)
    err = ffi.new("ctr_error **")
    core.check(lib.ctr_key_generate(public, secret, err), err)
    return KeyPair(bytes(ffi.buffer(public)), bytes(ffi.buffer(secret)))


def checkpoint_signed(checkpoint: Checkpoint | str | bytes, public_key: bytes) -> bool:
    """Whether a checkpoint is signed with this key. Needs no store."""
    key = _key("public_key", public_key, lib.CTR_KEY_PUBLIC_BYTES)
    with _Read("checkpoint", checkpoint) as read:
        return bool(lib.ctr_checkpoint_signed(read, key))


def proof_holds(
    proof: Proof | str | bytes, root: str | None = None, from_root: str | None = None
) -> bool:
    """Whether a proof leads to a root one trusts. Needs no store.

    :param root: of a checkpoint; default the one it names
    :param from_root: of the older checkpoint, for growth
    """
    with _Read("proof", proof) as read:
        return bool(
            lib.ctr_proof_holds(
                read, optional_text("root", root), optional_text("from_root", from_root)
            )
        )
