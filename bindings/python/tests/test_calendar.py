"""Calendars: working days and working time."""

from datetime import date, datetime, timedelta, timezone

import contracts
import pytest

OFFICE = {
    "id": "office",
    "name": "Office",
    "zone": "+01:00",
    "hours": "09:00-17:00",
    "holidays": [{"date": "2026-11-24", "name": "Off"}],
    "exceptions": [{"date": "2026-11-28", "hours": "10:00-12:00"}],
}


@pytest.fixture
def office():
    return contracts.read_calendar(OFFICE)


def utc(*figures):
    return datetime(*figures, tzinfo=timezone.utc)


def test_facts(office):
    assert (office.id, office.name, office.zone) == ("office", "Office", "+01:00")
    assert repr(office) == "<contracts.Calendar 'office' in +01:00>"
    facts = office.facts
    assert facts.week[0] == contracts.WeekDay("monday", ("09:00-17:00",))
    assert facts.week[6].hours == ()
    assert [one.kind for one in facts.dates] == ["holiday", "exception"]
    assert facts.dates[0].name == "Off"
    assert contracts.read_calendar({}).name is None


def test_working_time(office):
    start = office.instant("2026-11-23T16:30")
    assert start == utc(2026, 11, 23, 15, 30)
    due = office.add(start, "60m")
    assert due == utc(2026, 11, 25, 8, 30)
    assert due == office.add(start, timedelta(hours=1))
    assert office.local(due) == "2026-11-25T09:30:00+01:00"
    assert office.elapsed(start, due) == timedelta(hours=1)
    assert office.elapsed(due, start) == timedelta(hours=-1)
    assert office.is_open(start)
    assert not office.is_open(utc(2026, 11, 24, 12))
    assert office.next_open(utc(2026, 11, 24, 12)) == utc(2026, 11, 25, 8)
    assert office.elapsed(utc(1, 1, 3), utc(1, 1, 4)) == timedelta(hours=8)


def test_working_days(office):
    assert office.days(date(2026, 11, 20), date(2026, 11, 28)) == 5
    assert office.days(date(2026, 11, 28), date(2026, 11, 20)) == -5
    assert office.add_days(date(2026, 11, 20), 2) == date(2026, 11, 25)
    assert office.add_days(date(2026, 11, 25), -2) == date(2026, 11, 20)
    assert office.is_working_day(date(2026, 11, 28))
    assert not office.is_working_day(date(2026, 11, 24))


def test_several_calendars():
    document = {"calendars": [OFFICE, {"id": "other"}]}
    assert [one.id for one in contracts.calendars(document)] == ["office", "other"]
    assert contracts.read_calendar(document, "other").zone == "UTC"
    with pytest.raises(contracts.ArgumentError, match="name one of office, other"):
        contracts.read_calendar(document)
    with pytest.raises(contracts.NotFound, match="no calendar 'none'"):
        contracts.read_calendar(document, "none")


def test_bad_documents():
    with pytest.raises(contracts.InputError, match="c.yaml:1:8: '9-5'") as caught:
        contracts.read_calendar(contracts.Source(b"hours: 9-5", file="c.yaml"))
    assert caught.value.details["field"] == "/hours"
    with pytest.raises(contracts.NotFound, match="install the package tzdata"):
        contracts.read_calendar({"zone": "Europe/Berlin"}, zone_directory="/nowhere")
    with pytest.raises(contracts.LimitError):
        contracts.read_calendar({}, max_document_bytes=1)
    with pytest.raises(contracts.LimitError):
        contracts.calendars([{"id": "a", "holidays": []}], max_depth=1)


def test_bad_questions(office):
    with pytest.raises(TypeError, match="start must be a datetime"):
        office.add("now", "1h")
    with pytest.raises(contracts.ArgumentError, match="no time zone"):
        office.add(datetime(2026, 1, 1), "1h")
    with pytest.raises(contracts.ArgumentError, match="span 'soon'"):
        office.add(utc(2026, 1, 1), "soon")
    with pytest.raises(contracts.ArgumentError, match="negative"):
        office.add(utc(2026, 1, 1), timedelta(seconds=-1))
    with pytest.raises(contracts.LimitError):
        office.add(utc(2026, 1, 1), timedelta(days=3_650_000))
    with pytest.raises(contracts.LimitError):
        office.add(utc(2026, 1, 1), timedelta.max)
    with pytest.raises(contracts.LimitError):
        office.add_days(date(2026, 1, 1), 3_000_000)
    with pytest.raises(TypeError, match="must be a date"):
        office.days(utc(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(contracts.ArgumentError, match="no time"):
        office.instant("noon")
