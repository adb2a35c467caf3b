"""Calendars: working days and working time, without a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from . import _core as core
from ._contracts import ffi, lib
from ._core import UINT64_MAX, CData, Struct, any_instant, instant, integer, string, text
from ._result import Listing
from ._sources import Document, into, source_of
from .errors import ArgumentError, LimitError
from .results import CalendarFacts

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1


def read_calendar(
    document: Document,
    id: str | None = None,
    *,
    zone_directory: str | None = None,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> Calendar:
    """Read a calendar from a document that is one, or has several in ``calendars``.

    :param id: which one; needed where there are several
    :param zone_directory: where data of time zones is; default ``/usr/share/zoneinfo``
    :raises InputError: it is malformed
    :raises NotFound: it has no calendar of that id, or the system has no data of time zones
    """
    options = _options(zone_directory, max_depth, max_document_bytes)
    options.c.id = options.optional("id", id)
    limit = int(options.c.max_document_bytes)
    source = ffi.new("ctr_source *")
    slot = ffi.new("ctr_calendar **")
    err = ffi.new("ctr_error **")
    with into(source[0], options, source_of(document, limit), limit):
        core.check(lib.ctr_calendar_read(source, options.c, slot, err), err)
    return Calendar(ffi.gc(slot[0], lib.ctr_calendar_free))


def calendars(
    document: Document,
    *,
    zone_directory: str | None = None,
    max_depth: int | None = None,
    max_document_bytes: int | None = None,
) -> Listing[CalendarFacts]:
    """What all calendars of a document say, in its order; parameters as of
    :func:`read_calendar`."""
    options = _options(zone_directory, max_depth, max_document_bytes)
    limit = int(options.c.max_document_bytes)
    source = ffi.new("ctr_source *")
    with into(source[0], options, source_of(document, limit), limit):
        return core.call(core.CALENDARS, lib.ctr_calendar_list_read, (source, options.c), ())


class Calendar:
    """When a party works; :func:`read_calendar` makes one. It never changes, and any number of
    threads may use it. Times are aware datetimes, answers are in UTC."""

    __slots__ = ("_c",)

    def __init__(self, c: CData) -> None:
        self._c = c

    def __repr__(self) -> str:
        return f"<contracts.Calendar {self.id!r} in {self.zone}>"

    @property
    def id(self) -> str:
        """``"calendar"`` where the document gives none."""
        return string(lib.ctr_calendar_id(self._c))

    @property
    def name(self) -> str | None:
        """For people."""
        name = lib.ctr_calendar_name(self._c)
        return string(name) if name else None

    @property
    def zone(self) -> str:
        """Such as ``"Europe/Berlin"``."""
        return string(lib.ctr_calendar_zone(self._c))

    @property
    def facts(self) -> CalendarFacts:
        """All that it says."""
        return core.CALENDAR.look(self._c)

    def add(self, start: datetime, span: timedelta | str) -> datetime:
        """The first instant at which so much working time has passed since the start; what is used
        up at closing time is due at closing time.

        :param span: working time, or a text such as ``"60m"`` or ``"1h30m"``
        :raises LimitError: the calendar is not open long enough until the end of 9999
        """
        return instant(self._int(lib.ctr_calendar_add, any_instant("start", start), _span(span)))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two instants; negative if the end is the earlier one."""
        return timedelta(
            microseconds=self._int(
                lib.ctr_calendar_elapsed, any_instant("start", start), any_instant("end", end)
            )
        )

    def is_open(self, at: datetime) -> bool:
        """Is it?"""
        return bool(lib.ctr_calendar_is_open(self._c, any_instant("at", at)))

    def next_open(self, at: datetime) -> datetime:
        """The first instant from this one on at which it is open.

        :raises LimitError: it does not open again until the end of 9999
        """
        return instant(self._int(lib.ctr_calendar_next_open, any_instant("at", at)))

    def is_working_day(self, day: date) -> bool:
        """Does the date have any hours?"""
        out = ffi.new("int *")
        err = ffi.new("ctr_error **")
        core.check(lib.ctr_calendar_is_working_day(self._c, _date("day", day), out, err), err)
        return bool(out[0])

    def days(self, start: date, end: date) -> int:
        """The working days after the start up to and including the end: how far something slipped.
        Negative if the end is earlier."""
        return self._int(lib.ctr_calendar_days, _date("start", start), _date("end", end))

    def add_days(self, start: date, days: int) -> date:
        """The date of so many working days later, or earlier if negative.

        :raises LimitError: there are not that many in the years 1 to 9999
        """
        count = integer("days", days, INT64_MAX, INT64_MIN)
        out = ffi.new("char[11]")
        err = ffi.new("ctr_error **")
        core.check(
            lib.ctr_calendar_add_days(self._c, _date("start", start), count, out, 11, err), err
        )
        return date.fromisoformat(string(out))

    def instant(self, when: str) -> datetime:
        """The instant of a text: RFC 3339, or a local time of the calendar's zone such as
        ``"2026-11-20T16:30"``. Of a local time that the clock passes twice the earlier one; of one
        that it jumps over as if it had not jumped."""
        return instant(self._int(lib.ctr_calendar_instant, text("when", when)))

    def local(self, at: datetime) -> str:
        """An instant as the clock of the zone shows it, such as
        ``"2026-11-20T16:30:00+01:00"``."""
        out = ffi.new("char[40]")
        err = ffi.new("ctr_error **")
        core.check(lib.ctr_calendar_local(self._c, any_instant("at", at), out, 40, err), err)
        return string(out)

    def _int(self, function: Callable[..., int], *arguments: Any) -> int:
        out = ffi.new("int64_t *")
        err = ffi.new("ctr_error **")
        core.check(function(self._c, *arguments, out, err), err)
        return int(out[0])


def _options(
    zone_directory: str | None, max_depth: int | None, max_document_bytes: int | None
) -> Struct:
    options = Struct("calendar_options")
    options.c.zone_directory = options.optional("zone_directory", zone_directory)
    options.c.max_depth = integer("max_depth", max_depth)
    options.c.max_document_bytes = integer("max_document_bytes", max_document_bytes, UINT64_MAX)
    return options


def _date(name: str, day: date) -> bytes:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise TypeError(f"{name} must be a date, not {type(day).__name__}")
    return day.isoformat().encode()


def _span(span: timedelta | str) -> int:
    if isinstance(span, timedelta):
        us = span // core._MICROSECOND
        if not INT64_MIN <= us <= INT64_MAX:
            raise LimitError("limit", f"a span of {span} is longer than the years that there are")
        return us
    out = ffi.new("int64_t *")
    if not lib.ctr_span_parse(text("span", span), out):
        raise ArgumentError("argument", f"span '{span}' is no span of time such as 60m or 1h30m")
    return int(out[0])
