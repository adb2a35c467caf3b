"""Entries to be posted, and amounts in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from ._contracts import ffi, lib
from ._core import INT64_MAX, CData, Struct, day, integer, microseconds, word
from ._share import money_exponent, money_parse, money_print
from .errors import ArgumentError

__all__ = [
    "EntrySpec",
    "PostingSpec",
    "amount",
    "minor_units",
]

_Day: TypeAlias = "date | str | None"


def minor_units(value: Decimal | str | int, currency: str) -> int:
    """An amount in major units as minor units, exactly: ``minor_units("12.34", "GBP") == 1234``.

    :raises ArgumentError: it is no number, too fine for the currency, or too large; or the currency
        is not known
    """
    return money_parse(value, _exponent(currency))


def amount(minor: int, currency: str) -> Decimal:
    """Minor units as an amount in major units: ``amount(1234, "GBP") == Decimal("12.34")``."""
    return Decimal(money_print(minor, _exponent(currency)))


def _exponent(currency: str) -> int:
    digits = money_exponent(currency)
    if digits is None:
        raise ArgumentError("argument", f"'{currency}' is no currency of ISO 4217")
    return digits


class PostingSpec(NamedTuple):
    """A posting to make: minor units, a debit above zero, a credit below. With a currency it must
    be the account's.
    """

    account: str
    amount: int
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySpec:
    """An entry to post; its postings sum to zero in every currency. ``evidence`` holds links, or
    pairs of a link and the SHA-256 of what it leads to.
    """

    kind: str
    postings: Sequence[PostingSpec | tuple[str, int]]
    date: _Day = None
    key: str | None = None
    memo: str | None = None
    cause: tuple[str, str] | None = None
    evidence: Sequence[str | tuple[str, str]] = ()
    pending: bool = False
    late: bool = False
    expires: datetime | None = None
    rate: Decimal | str | None = None
    rate_pair: str | None = None
    rate_source: str | None = None
    rate_date: _Day = None


def _texts(struct: Struct, name: str, values: Sequence[str | None]) -> CData:
    items = [struct.optional(name, value) for value in values]
    array = ffi.new("const char *[]", items)
    struct.kept.append(array)
    return array


def _pair(name: str, value: tuple[str, str]) -> tuple[str, str]:
    if isinstance(value, (str, bytes)) or len(value) != 2:
        raise TypeError(f"{name} must be a pair of strings, not one")
    return value


def _links(c: CData, struct: Struct, evidence: Sequence[str | tuple[str, str]]) -> None:
    """Links, or pairs of a link and the SHA-256 of what it leads to, into a struct of C."""
    if isinstance(evidence, (str, bytes)):
        raise TypeError("evidence must be several links, not one")
    links = [(one, None) if isinstance(one, str) else _pair("evidence", one) for one in evidence]
    if links:
        c.evidence = _texts(struct, "evidence", [link for link, _ in links])
        c.evidence_sha256 = _texts(struct, "sha256", [sha256 for _, sha256 in links])
        c.evidence_count = len(links)


def _fill(entry: EntrySpec, c: CData, struct: Struct) -> None:
    """One element of the array of ctr_entry_spec."""
    lib.ctr_entry_spec_init(ffi.addressof(c), ffi.sizeof("ctr_entry_spec"))
    postings = [PostingSpec(*posting) for posting in entry.postings]
    c.flags = (lib.CTR_ENTRY_PEND if entry.pending else 0) | (
        lib.CTR_ENTRY_LATE if entry.late else 0
    )
    c.kind = word("kind", entry.kind, "entry_kind")
    c.date = struct.keep(day("date", entry.date))
    c.key = struct.optional("key", entry.key)
    c.memo = struct.optional("memo", entry.memo)
    if entry.cause is not None:
        kind, id = _pair("cause", entry.cause)
        c.cause_kind = struct.text("cause", kind)
        c.cause_id = struct.text("cause", id)
    c.accounts = _texts(struct, "account", [p.account for p in postings])
    c.currencies = _texts(struct, "currency", [p.currency for p in postings])
    amounts = ffi.new(
        "int64_t[]", [integer("amount", p.amount, INT64_MAX, -INT64_MAX) for p in postings]
    )
    struct.kept.append(amounts)
    c.amounts = amounts
    c.posting_count = len(postings)
    _links(c, struct, entry.evidence)
    c.expires_us = microseconds("expires", entry.expires)
    c.rate = struct.optional("rate", None if entry.rate is None else str(entry.rate))
    c.rate_pair = struct.optional("rate_pair", entry.rate_pair)
    c.rate_source = struct.optional("rate_source", entry.rate_source)
    c.rate_date = struct.keep(day("rate_date", entry.rate_date))
