"""The way into the library and back: values from Python checked and turned into C's, errors into
exceptions, results into dataclasses. Nothing else in the package touches memory of C.
"""

from __future__ import annotations

import builtins
import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

from . import (
    _deal_results,
    _metric_results,
    _risk_results,
    _statement_results,
    disputes,
    errors,
    policy_results,
    results,
    timers,
)
from ._contracts import ffi, lib
from ._json import dumps, loads
from ._parts import PARTS, Parts, items, nothing
from ._result import Listing, _Renders
from ._validation import Validation
from .errors import ArgumentError, UnsupportedError

CData = Any
T = TypeVar("T")

NULL = ffi.NULL
UINT32_MAX = 2**32 - 1
UINT64_MAX = 2**64 - 1
INT64_MAX = 2**63 - 1

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = (datetime.min.replace(tzinfo=timezone.utc) - _EPOCH) // _MICROSECOND


def string(cdata: CData) -> str:
    """Text of C, which is UTF-8."""
    return str(ffi.string(cdata), "utf-8", "replace")


# --- arguments --------------------------------------------------------------------------------


def text(name: str, value: str) -> bytes:
    """A string for C: UTF-8 without NUL."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {type(value).__name__}")
    at = value.find("\0")
    if at >= 0:
        raise ArgumentError("argument", f"{name} holds a NUL character at offset {at}")
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArgumentError(
            "argument",
            f"{name} holds half of a surrogate pair at offset {error.start}, so it is not UTF-8",
        ) from None


def raw(name: str, value: Any, wanted: str = "bytes") -> bytes:
    """Bytes, or what lies in memory as they do."""
    if isinstance(value, bytes):
        return value
    try:
        return memoryview(value).tobytes()
    except TypeError:
        raise TypeError(f"{name} must be {wanted}, not {type(value).__name__}") from None


def optional_text(name: str, value: str | None) -> Any:
    """The same; None is NULL."""
    return NULL if value is None else text(name, value)


def day(name: str, value: date | str | None) -> Any:
    """A day as text; None is NULL."""
    if value is not None and not isinstance(value, (str, date)):
        raise TypeError(f"{name} must be a date or a str, not {type(value).__name__}")
    return optional_text(name, value if value is None or isinstance(value, str) else str(value))


def integer(name: str, value: int | None, most: int = UINT32_MAX, least: int = 0) -> int:
    """A whole number of C's width; None is 0, the library's default."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    if not least <= value <= most:
        raise ArgumentError("argument", f"{name} is {value}, wanted {least} to {most}")
    return value


def milliseconds(name: str, seconds: float) -> int:
    """Seconds as C's milliseconds, rounded up."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"{name} must be a number of seconds, not {type(seconds).__name__}")
    if not 0 <= seconds <= UINT32_MAX / 1000:
        raise ArgumentError(
            "argument", f"{name} is {seconds} seconds, wanted 0 to {UINT32_MAX // 1000}"
        )
    return min(-int(-seconds * 1000 // 1), UINT32_MAX)


def any_instant(name: str, when: datetime) -> int:
    """An instant as C has it, before 1970 too."""
    if not isinstance(when, datetime):
        raise TypeError(f"{name} must be a datetime, not {type(when).__name__}")
    if when.utcoffset() is None:
        raise ArgumentError("argument", f"{name} has no time zone; use datetime.timezone.utc")
    return (when - _EPOCH) // _MICROSECOND


def microseconds(name: str, when: datetime | None) -> int:
    """An instant of a store as C has it; None is 0."""
    if when is None:
        return 0
    since = any_instant(name, when)
    if since <= 0:
        raise ArgumentError("argument", f"{name} is {when.isoformat()}, wanted later than 1970")
    return since


def instant(since: int) -> datetime:
    """The way back."""
    return _EPOCH + since * _MICROSECOND


def word(name: str, value: str | None, type_name: str) -> int:
    """An enumerated value by its word, as the library's own parser reads it; None is 0."""
    if value is None:
        return 0
    out = ffi.new(f"ctr_{type_name} *")
    if not getattr(lib, f"ctr_{type_name}_parse")(text(name, value), out):
        raise ArgumentError("argument", f"{name} '{value}' is not a word that the library knows")
    return int(out[0])


def json_object(name: str, value: Any) -> bytes:
    """A mapping as JSON."""
    try:
        return text(name, dumps(value))
    except (TypeError, ValueError, RecursionError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError("argument", f"{name} is no JSON: {error}") from error


class Struct:
    """One of C's structs of options, with the memory that its members point to."""

    __slots__ = ("c", "kept")

    def __init__(self, type_name: str) -> None:
        self.c = ffi.new(f"ctr_{type_name} *")
        self.kept: builtins.list[Any] = []
        getattr(lib, f"ctr_{type_name}_init")(self.c, ffi.sizeof(self.c[0]))

    def keep(self, bytes_: Any) -> CData:
        """Bytes that live as long as this; NULL stays NULL."""
        if bytes_ is NULL:
            return NULL
        memory = ffi.new("char[]", bytes_)
        self.kept.append(memory)
        return memory

    def text(self, name: str, value: str) -> CData:
        """A string that lives as long as this."""
        return self.keep(text(name, value))

    def optional(self, name: str, value: str | None) -> CData:
        """The same; None is NULL."""
        return self.keep(optional_text(name, value))

    def texts(self, name: str, values: Iterable[str]) -> tuple[CData, int]:
        """Several strings that live as long as this, and how many; none are an array that is
        there."""
        if isinstance(values, (str, bytes)):
            raise TypeError(f"{name} must be several strings, not one text")
        items = [self.text(f"{name}[{at}]", value) for at, value in enumerate(values)]
        array = ffi.new("const char *[]", items or 1)
        self.kept.append(array)
        return array, len(items)


# --- exceptions that callbacks left -----------------------------------------------------------


class Parking:
    """Where a callback leaves its exception, to be raised when the call of C is over."""

    __slots__ = ("_parked",)

    def __init__(self) -> None:
        self._parked: dict[int, BaseException] = {}

    def park(self, error: BaseException) -> None:
        """The first one counts."""
        self._parked.setdefault(threading.get_ident(), error)

    def holds(self) -> bool:
        """Is there one of this thread's?"""
        return bool(self._parked) and threading.get_ident() in self._parked

    def leave(self) -> None:
        """Raise this thread's, if there is one."""
        if self._parked:
            error = self._parked.pop(threading.get_ident(), None)
            if error is not None:
                raise error


# --- calls ------------------------------------------------------------------------------------


def exception_of(error: CData) -> errors.ContractsError:
    """The exception for an error of C, which is freed."""
    try:
        status = string(lib.ctr_status_name(lib.ctr_error_status(error)))
        keys = [
            lib.ctr_error_detail_key(error, at) for at in range(lib.ctr_error_detail_count(error))
        ]
        details = {string(key): string(lib.ctr_error_detail(error, key)) for key in keys}
        return errors.class_of(status)(
            status,
            string(lib.ctr_error_message(error)),
            details,
            retryable=bool(lib.ctr_error_retryable(error)),
        )
    finally:
        lib.ctr_error_free(error)


def check(status: int, slot: CData, *parkings: Parking) -> None:
    """End of a call: raise what a callback left, else what the library says."""
    if status != 0:
        error = exception_of(slot[0])
        for parking in parkings:
            try:
                parking.leave()
            except BaseException as cause:
                cause.__context__ = cause.__context__ or error
                raise
        raise error
    for parking in parkings:
        parking.leave()


class Made:
    """A result of C, or an item of one, that a result of Python was read from. It lives as long as
    that does, so that the library can write it again; writing needs no store and no lock."""

    __slots__ = ("_c", "owner", "_render")

    def __init__(self, c: CData, name: str, owner: CData) -> None:
        self._c = c
        self._render = getattr(lib, f"ctr_{name}_render")
        self.owner = owner

    def bytes(self, kind: int) -> bytes:
        """What the library writes."""
        return collected(lambda *sink: self._render(self._c, kind, *sink))

    def text(self, kind: str) -> str:
        """The same by the word for it."""
        out = ffi.new("ctr_render *")
        known = lib.ctr_render_parse(text("kind", kind), out)
        try:
            return str(self.bytes(int(out[0]) if known else 0), "utf-8")
        except UnsupportedError as error:
            if known:
                raise
            wanted = error.details.get("wanted", "")
            raise UnsupportedError(
                "unsupported",
                f"'{kind}' is no way of writing this result; wanted {wanted}",
                {"kind": kind, "wanted": wanted},
            ) from None


class Term:
    """The term of a waiver, as the library reckons it. It lives as `Made` does."""

    __slots__ = ("_c", "_owner")

    def __init__(self, c: CData, name: str, owner: CData) -> None:
        self._c = c
        self._owner = owner

    def expires(self) -> datetime:
        """The last instant at which it holds. A waiver may be of the year 0, a datetime not."""
        return instant(max(lib.ctr_waiver_expires(self._c), _FIRST))

    def state_at(self, when: datetime) -> str:
        """The word for where it stands."""
        state = lib.ctr_waiver_state_at(self._c, any_instant("when", when))
        return string(lib.ctr_waiver_state_name(state))


def made_of(value: _Renders) -> Made:
    """What a result that a call just gave was read from."""
    made = value._made
    assert isinstance(made, Made)
    return made


def _hold(value: Any, name: str, c: CData, owner: CData, parts: Parts) -> None:
    """Let a result, and what it is made of, ask the result of C that it was read from."""
    if isinstance(value, _Renders):
        object.__setattr__(value, "_made", Made(c, name, owner))  # past its being frozen
    elif isinstance(value, policy_results.Waiver):
        object.__setattr__(value, "_made", Term(c, name, owner))
    for part, kind, inside in parts(value, c):
        _hold(part, kind, inside, owner, PARTS.get(kind, nothing))


class Kind(Generic[T]):
    """A type of result: how to read it, how to write it, how to free it."""

    __slots__ = ("_name", "_slot", "_free", "_read", "_parts")

    def __init__(self, name: str, read: Callable[[Any], T], parts: Parts | None = None) -> None:
        self._name = name
        self._parts: Parts = PARTS.get(name, nothing) if parts is None else parts
        self._slot = ffi.typeof(f"ctr_{name} **")
        self._free = getattr(lib, f"ctr_{name}_free")
        self._read = read

    def slot(self) -> CData:
        """A place for the result."""
        return ffi.new(self._slot)

    def take(self, slot: CData) -> T:
        """The result as Python has it; that of C is freed with it."""
        result = ffi.gc(slot[0], self._free)
        slot[0] = NULL
        return self.look(result)

    def look(self, result: CData) -> T:
        """The same of a result that somebody else frees when the last reference to it is gone."""
        value = self._read(loads(Made(result, self._name, result).bytes(lib.CTR_RENDER_JSON)))
        _hold(value, self._name, result, result, self._parts)
        return value

    def drop(self, slot: CData) -> None:
        """Free a result that nobody wants."""
        self._free(slot[0])
        slot[0] = NULL


class PageKind(Kind[tuple[list[T], Any]]):
    """A page of results, and where the next one begins."""

    __slots__ = ()

    def __init__(self, item: str, key: str, read: Callable[[Any], T]) -> None:
        parts = items(item, f"{item}_list")
        super().__init__(
            f"{item}_list",
            lambda value: ([read(one) for one in value[key]], value.get("next")),
            lambda value, c: parts(value[0], c),
        )


class ListKind(Kind[Listing[T]]):
    """All results of a kind; `item` is the type of one where C can write that alone."""

    __slots__ = ()

    def __init__(
        self, name: str, key: str, read: Callable[[Any], T], item: str | None = None
    ) -> None:
        parts = None if item is None else items(item, name)
        super().__init__(name, lambda value: Listing(read(one) for one in value[key]), parts)


_COLLECT = ffi.addressof(lib, "ctrpy_collect")


def collected(function: Callable[..., int]) -> bytes:
    """What a function of C writes; its last arguments are `write`, `user` and `err`."""
    sink = ffi.new("ctrpy_text *")
    err = ffi.new("ctr_error **")
    try:
        status = function(_COLLECT, sink, err)
        if status == lib.CTR_E_CANCELLED:
            lib.ctr_error_free(err[0])
            raise errors.NoMemory("nomem", "no memory for the text of a result")
        check(status, err)
        return bytes(ffi.buffer(sink.bytes, sink.size)[:])
    finally:
        lib.ctrpy_text_free(sink)


VERSION = Kind("version", results.Version.from_json)
VERSIONS = PageKind("version", "versions", results.Version.from_json)
EVOLUTION = Kind("evolution", results.Evolution.from_json)
SUMMARY = Kind("summary", results.Summary.from_json)
CONSUMER = Kind("consumer", results.Consumer.from_json)
CONSUMERS = PageKind("consumer", "consumers", results.Consumer.from_json)
ASSESSMENT = Kind("assessment", _deal_results.Assessment.from_json)
ASSESSMENTS = PageKind("assessment", "assessments", _deal_results.Assessment.from_json)
BURN = Kind("burn", _statement_results.Burn.from_json)
STATEMENT = Kind("statement", _statement_results.Statement.from_json)
CHART = Kind("chart", _deal_results.Chart.from_json)
MODIFIER = Kind("modifier", _risk_results.Modifier.from_json)
RISK = Kind("risk", _risk_results.Risk.from_json)
CHANGE = Kind("change", results.Change.from_json)
CHANGES = PageKind("change", "changes", results.Change.from_json)
DECISIONS = PageKind("decision", "decisions", results.Decision.from_json)
DELEGATION = Kind("delegation", results.Delegation.from_json)
TIMER = Kind("timer", timers.Timer.from_json)
TIMERS = PageKind("timer", "timers", timers.Timer.from_json)
ACTION = Kind("action", timers.Action.from_json)
ACTIONS = PageKind("action", "actions", timers.Action.from_json)
SWEEP = Kind("sweep", timers.Sweep.from_json)
DISPUTE = Kind("dispute", disputes.Dispute.from_json)
DISPUTES = PageKind("dispute", "disputes", disputes.Dispute.from_json)
EVENTS = PageKind("event", "events", results.Event.from_json)
METRICS = Kind("metrics", _metric_results.Metrics.from_json)
INFO = Kind("info", results.Info.from_json)
REPORT = Kind("report", results.Report.from_json)
IMPORT_REPORT = Kind("import_report", results.ImportReport.from_json)
DIFF = Kind("diff", results.Diff.from_json)
POLICY = Kind("policy", policy_results.DiffPolicy.from_json)
OUTLINE = Kind("outline", results.Outline.from_json)
USED_PARTS = ListKind("outline", "parts", str)
VALIDATION = Kind("validation", Validation.from_json)
SHARE = Kind("share", results.Share.from_json)
SHARE_FINDINGS = ListKind("share_findings", "findings", results.ShareFinding.from_json)
RULES = ListKind("rules", "rules", results.Rule.from_json, "rule")
CALENDAR = Kind("calendar", results.CalendarFacts.from_json)
CALENDARS = ListKind("calendar_list", "calendars", results.CalendarFacts.from_json, "calendar")
TERMS = Kind("terms", results.Terms.from_json)
LINT_REPORT = Kind("lint_report", results.LintReport.from_json)
CLASSIFICATION = Kind("classification", results.Classification.from_json)
RANKING = Kind("ranking", results.Ranking.from_json)
VOLATILITY = Kind("volatility", results.Volatility.from_json)
LEDGER = Kind("ledger", results.Ledger.from_json)
ACCOUNT = Kind("account", results.Account.from_json)
ENTRIES = PageKind("entry", "entries", results.Entry.from_json)
TRIAL = Kind("trial", results.Trial.from_json)
PERIOD = Kind("period", results.Period.from_json)
PERIODS = ListKind("period_list", "periods", results.Period.from_json, "period")
LEDGER_REPORT = Kind("ledger_report", results.LedgerReport.from_json)
CHECKPOINT = Kind("checkpoint", results.Checkpoint.from_json)
PROOF = Kind("proof", results.Proof.from_json)
BATCH_RESULT = ListKind("batch_result", "items", results.BatchItem.from_json)


def call(
    kind: Kind[T],
    function: Callable[..., int],
    arguments: tuple[Any, ...],
    parkings: tuple[Parking, ...],
) -> T:
    """A function of C whose last arguments are `out` and `err`."""
    slot = kind.slot()
    err = ffi.new("ctr_error **")
    status = function(*arguments, slot, err)
    try:
        check(status, err, *parkings)
    except BaseException:
        kind.drop(slot)
        raise
    return kind.take(slot)
