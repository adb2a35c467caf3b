"""Clocks of service levels."""

from datetime import UTC, datetime, timedelta

import contracts
import pytest

MASTER = b"""
version: 1
meta: {id: deal-1}
slos:
  - {id: review_turnaround, goal_hours: 1, attainment_pct: 50, calendar: all, pause_on: [waiting]}
  - {id: delivery, goal_hours: 24, calendar: all}
calendars: [{id: all, zone: UTC, days: [mon, tue, wed, thu, fri, sat, sun]}]
"""
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


@pytest.fixture
def now():
    return [START]


@pytest.fixture
def store(now):
    with contracts.open(":memory:", create=True, actor="ann", clock=lambda: now[0]) as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master")
        store.activate("shop", "deal", "1.0.0")
        yield store


def test_a_clock_runs_pauses_and_is_late(store, now):
    case = store.slo_record("shop", "deal", "review_turnaround", "PR-1", "start")
    assert case.state == contracts.SloState.RUNNING and case.due_at == at(60)
    now[0] = at(20)
    with pytest.raises(contracts.StateError, match="'lunch' is no reason"):
        store.slo_record("shop", "deal", "review_turnaround", "PR-1", "pause", reason="lunch")
    store.slo_record("shop", "deal", "review_turnaround", "PR-1", "pause", reason="waiting")
    now[0] = at(60)
    case = store.slo_record(
        "shop", "deal", "review_turnaround", "PR-1", "resume", at=at(50), actor="bob"
    )
    assert case.paused_us == 30 * 60 * 10**6 and case.due_at == at(90)
    assert [e.kind for e in case.events] == ["start", "pause", "resume"]
    now[0] = at(100)
    assert [c.breached for c in store.slo_cases(subject="PR-1")] == [True]
    sweep = store.slo_sweep()
    assert [(b.subject, b.due_at) for b in sweep.breaches] == [("PR-1", at(90))]
    assert store.slo_sweep("shop", "deal").breaches == ()
    store.slo_record("shop", "deal", "review_turnaround", "PR-2", "start", at=at(70))
    case = store.slo_record("shop", "deal", "review_turnaround", "PR-2", "stop")
    assert not case.breached and case.elapsed_us == 30 * 60 * 10**6
    assert [c.subject for c in store.slo_cases(open=True, page_size=1)] == ["PR-1"]
    review, delivery = store.slo_report("shop", "deal").levels
    assert (review.met, review.breached, review.attainment_pct) == (1, 1, "50")
    assert review.reached and review.budget_left == "0"
    assert [(p.actor, p.reason) for p in review.pauses] == [("ann", "waiting")]
    assert not delivery.measured and delivery.attainment_pct is None and not delivery.reached


def test_a_dry_run_keeps_nothing(store):
    case = store.slo_record("shop", "deal", "delivery", "D", "start", dry_run=True)
    assert case.dry_run and list(store.slo_cases()) == []
    with pytest.raises(contracts.NotFound, match="it has review_turnaround, delivery"):
        store.slo_record("shop", "deal", "speed", "D", "start")
    with pytest.raises(ValueError):
        store.slo_record("shop", "deal", "delivery", "D", "begin")
