"""Cadences."""

import contracts
import pytest

MASTER = b"""
version: 1
meta: {id: deal-1, effective_date: 2026-01-05}
cadences:
  - {id: review, rhythm: weekly, participants: [client], artefacts: [minutes]}
"""


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="ann") as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master")
        store.activate("shop", "deal", "1.0.0")
        yield store


def test_meetings_are_recorded_and_missed(store):
    meeting = store.cadence_held("shop", "deal", "review", day="2026-01-06", artefacts=["u"])
    assert meeting.remarks == ("participant 'client' is missing",) and meeting.artefacts == ("u",)
    report = store.cadence_missed("shop", "deal", until="2026-01-18")
    (level,) = report.cadences
    assert level.rhythm == contracts.Rhythm.WEEKLY and (level.periods, level.kept) == (2, 0)
    first, second = level.misses
    assert first.fault == contracts.CadenceFault.INCOMPLETE and first.held_on == "2026-01-06"
    assert (first.from_, first.until) == ("2026-01-05", "2026-01-11")
    assert first.missing_participants == ("client",) and second.fault == "not_held"
    meeting = store.cadence_held(
        "shop", "deal", "review", day="2026-01-06", participants=["client=bo"]
    )
    assert meeting.revision == 2 and not meeting.remarks
    report = store.cadence_missed("shop", "deal", cadence="review", until="2026-01-18")
    assert report.cadences[0].kept == 1


def test_meetings_are_listed(store):
    for day in ("2026-01-07", "2026-01-06"):
        store.cadence_held("shop", "deal", "review", day=day)
    assert [m.day for m in store.meetings(page_size=1)] == ["2026-01-07", "2026-01-06"]
    listed = store.meetings(team="shop", name="deal", cadence="review", page_size=1)
    assert [m.day for m in listed] == ["2026-01-06", "2026-01-07"]
    assert store.cadence_held("shop", "deal", "review", dry_run=True).dry_run
    with pytest.raises(contracts.NotFound, match="has no cadence 'retro'"):
        store.cadence_held("shop", "deal", "retro")
    with pytest.raises(contracts.ArgumentError, match="is no date"):
        store.cadence_missed("shop", "deal", from_="soon")
