"""Money, and the share of gain and pain: who pays when cost is not the target. Needs no store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from . import _core as core
from ._contracts import ffi, lib
from ._core import NULL, Struct, string, text
from ._result import Listing
from ._sources import Document, into, source_of
from .errors import ArgumentError, ContractsError, class_of
from .results import Share, ShareFinding

Amount: TypeAlias = "Decimal | int | str"
"""Major units; a float is refused, because it is not exact."""


def money_exponent(currency: str) -> int | None:
    """Digits of the minor unit of an ISO 4217 code, such as 2 for ``"EUR"``; None if there is no
    such code, or it has no minor unit."""
    digits = lib.ctr_money_exponent(text("currency", currency))
    return None if digits < 0 else int(digits)


def money_parse(amount: Amount, exponent: int) -> int:
    """An amount in major units as whole minor units, exactly.

    :param exponent: digits of the minor unit, 0 to 9
    :raises ArgumentError: it is no number, has more digits than the unit, or is too large
    """
    if isinstance(amount, bool) or not isinstance(amount, (Decimal, int, str)):
        raise TypeError(f"an amount must be a Decimal, int or str, not {type(amount).__name__}")
    minor = ffi.new("int64_t *")
    if not lib.ctr_money_parse(text("amount", str(amount)), exponent, minor):
        raise ArgumentError(
            "argument",
            f"'{amount}' is no amount with at most {exponent} digits behind the point",
        )
    return int(minor[0])


def money_print(minor: int, exponent: int) -> str:
    """Minor units as an amount in major units with all its digits, such as ``"-12.50"``."""
    out = ffi.new("char[40]")
    if not lib.ctr_money_print(core.integer("minor", minor, 2**62, -(2**62)), exponent, out, 40):
        raise ArgumentError("argument", f"{exponent} digits behind the point; wanted 0 to 9")
    return string(out)


@dataclass(frozen=True, slots=True)
class ShareAmounts:
    """A share in minor units. ``marginal_rate`` is what the contractor loses of the next unit of
    cost, 100000000 being all of it; ``limited`` tells whether a cap or ceiling holds."""

    contractor_share: int
    client_share: int
    contractor_paid: int
    profit: int
    marginal_rate: int
    limited: bool


class ShareRule:
    """A rule of sharing, read and checked; immutable. Its members: ``doc/share.md``.

    :param document: JSON or YAML, as bytes, a path, a mapping, or a :class:`Source`
    :raises InputError: it is malformed, or not a rule; details ``line`` and ``field``
    """

    __slots__ = ("_c",)

    def __init__(self, document: Document) -> None:
        out = ffi.new("ctr_share_rule **")
        _with_source(document, lib.ctr_share_rule_read, out)
        self._c = ffi.gc(out[0], lib.ctr_share_rule_free)

    @property
    def model(self) -> str:
        """Such as ``"banded_share"``."""
        return string(lib.ctr_share_model_name(lib.ctr_share_rule_model(self._c)))

    @property
    def currency(self) -> str | None:
        """ISO 4217 code; None for plain units, or if none is named."""
        code = lib.ctr_share_rule_currency(self._c)
        return None if code == NULL else string(code)

    @property
    def exponent(self) -> int:
        """Digits of the minor unit of its amounts."""
        return int(lib.ctr_share_rule_exponent(self._c))

    def compute(self, *, target: Amount | None = None, cost: Amount | None = None) -> Share:
        """The share, with how it came about.

        :param target: the target now, with all changes; default: the rule's
        :param cost: default: the rule's
        :raises ArgumentError: the figures are not possible
        :raises LimitError: a figure is further from zero than 2^62 minor units
        """
        given = Struct("share_input")
        for name, flag, amount in (
            ("target", lib.CTR_SHARE_GIVEN_TARGET, target),
            ("cost", lib.CTR_SHARE_GIVEN_COST, cost),
        ):
            if amount is not None:
                setattr(given.c, name, money_parse(amount, self.exponent))
                given.c.given |= flag
        return core.call(core.SHARE, lib.ctr_share_compute, (self._c, given.c, NULL), ())

    def evaluate(self, cost: int, target: int | None = None) -> ShareAmounts:
        """The same figures in minor units, fast, for many cases of one rule.

        :raises StateError: something is missing, or the model has no share
        """
        given = ffi.new("ctr_share_input *")
        out = ffi.new("ctr_share_amounts *")
        given.struct_size = ffi.sizeof("ctr_share_input")
        out.struct_size = ffi.sizeof("ctr_share_amounts")
        given.given = lib.CTR_SHARE_GIVEN_COST
        given.cost = core.integer("cost", cost, 2**62, -(2**62))
        if target is not None:
            given.given |= lib.CTR_SHARE_GIVEN_TARGET
            given.target = core.integer("target", target, 2**62, -(2**62))
        status = lib.ctr_share_evaluate(self._c, given, out)
        if status != 0:
            raise _failure(status)
        return ShareAmounts(
            out.contractor_share,
            out.client_share,
            out.contractor_paid,
            out.profit,
            out.marginal_rate,
            bool(out.limited),
        )


def share(
    rule: Document, *, target: Amount | None = None, cost: Amount | None = None
) -> Share:
    """Read a rule and compute its share; see :class:`ShareRule`."""
    return ShareRule(rule).compute(target=target, cost=cost)


def share_lint(rule: Document) -> Listing[ShareFinding]:
    """What is seldom meant in a rule, worst first: gaps, overlaps, no upside, pain without a cap,
    cliffs, zones in which the incentive is dead.

    :raises InputError: it is no rule for other reasons than gaps and overlaps
    """
    slot = core.SHARE_FINDINGS.slot()
    _with_source(rule, lib.ctr_share_lint, slot)
    return core.SHARE_FINDINGS.take(slot)


def _with_source(document: Document, function: Callable[..., int], out: Any) -> None:
    options = Struct("diff_options")
    source = ffi.new("ctr_source *")
    err = ffi.new("ctr_error **")
    with into(source[0], options, source_of(document)) as parkings:
        core.check(function(source, options.c, out, err), err, *parkings)


def _failure(status: int) -> ContractsError:
    name = string(lib.ctr_status_name(status))
    return class_of(name)(name, string(lib.ctr_status_text(status)))
