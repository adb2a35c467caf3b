"""The active version, read by getters: the one look-up that is worth more than a single place that
knows the format. A test holds it to the JSON.
"""

from __future__ import annotations

from typing import TypeVar

from . import words
from ._contracts import ffi, lib
from ._core import NULL, VERSION, CData, instant
from ._json import loads
from .results import Version

W = TypeVar("W", bound=words._Word)

_string = ffi.string


def _table(name: str, kind: type[W]) -> dict[int, W]:
    """Members by the number that C has for them."""
    parse = getattr(lib, f"ctr_{name}_parse")
    out = ffi.new(f"ctr_{name} *")
    return {int(out[0]): word for word in kind if parse(word.encode(), out)}


_TYPES = _table("type", words.Type)
_FORMATS = _table("format", words.Format)
_STATES = _table("state", words.State)
_MODES = _table("mode", words.Mode)
_PROFILES = _table("profile", words.Profile)


def _text(cdata: CData) -> str:
    return str(_string(cdata), "utf-8")


def _optional(cdata: CData) -> str | None:
    return None if cdata == NULL else str(_string(cdata), "utf-8")


def read_active(slot: CData) -> Version:
    """The active version that `slot` holds, which is freed."""
    try:
        return _read(slot[0])
    except KeyError:  # a word from a newer library
        return VERSION.take(slot)
    finally:
        VERSION.drop(slot)


def _read(c: CData) -> Version:
    metadata = _string(lib.ctr_version_metadata(c))
    activated = lib.ctr_version_activated_us(c)
    deprecated = lib.ctr_version_deprecated_us(c)
    retired = lib.ctr_version_retired_us(c)
    sunset = lib.ctr_version_sunset_us(c)
    return Version(
        _text(lib.ctr_version_team(c)),
        _text(lib.ctr_version_name(c)),
        _text(lib.ctr_version_label(c)),
        _STATES[lib.ctr_version_state(c)],
        _TYPES[lib.ctr_version_type(c)],
        _FORMATS[lib.ctr_version_format(c)],
        _MODES[lib.ctr_version_mode(c)],
        _PROFILES[lib.ctr_version_profile(c)],
        _optional(lib.ctr_version_owner_role(c)),
        _optional(lib.ctr_version_owner_agent(c)),
        {} if metadata == b"{}" else loads(metadata),
        _text(lib.ctr_version_id(c)),
        lib.ctr_version_revision(c),
        _optional(lib.ctr_version_base(c)),
        _optional(lib.ctr_version_superseded_by(c)),
        _optional(lib.ctr_version_reason(c)),
        _optional(lib.ctr_version_break_reason(c)),
        _text(lib.ctr_version_document_sha256(c)),
        lib.ctr_version_document_size(c),
        lib.ctr_version_consumers(c),
        instant(lib.ctr_version_created_us(c)),
        _text(lib.ctr_version_created_by(c)),
        instant(activated) if activated else None,
        instant(deprecated) if deprecated else None,
        instant(retired) if retired else None,
        instant(sunset) if sunset else None,
    )
