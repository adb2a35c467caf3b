"""Timers: what comes due, and who is told."""

from datetime import UTC, datetime, timedelta

import contracts
import pytest

MASTER = b"""
version: 1
meta: {id: deal-1}
parties: [client, {id: supplier, endpoint: 'https://me:secret@example.org/in?key=1'}]
governance:
  decision_rights:
    - {area: scope, approver: client, driver: supplier, sla_days: 2, escalation: up, pause_on: [data]}
  escalation_policies:
    - {id: up, reminder_hours: 24, levels: [{after_hours: 24, notify: [boss]}]}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
"""
START = datetime(2031, 1, 6, 12, tzinfo=UTC)


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="supplier") as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master", now=START)
        store.activate("shop", "deal", "1.0.0", now=START)
        store.open_change(
            "shop", "deal", {"id": "CR-1", "impact_analysis": {"budget_delta_pct": 1}}, now=START
        )
        store.submit_change("shop", "deal", "CR-1", now=START)
        yield store


def test_a_sweep_finds_each_stage_once(store):
    (timer,) = store.timers()
    assert timer.subject == "shop/deal/CR-1" and timer.kind == "decision"
    assert timer.due_at == START + timedelta(days=2) and timer.next == "remind"
    assert list(store.timers(until=START)) == []
    found = store.sweep(now=START + timedelta(days=30))
    assert [one.kind for one in found.actions] == ["remind", "breached", "escalate"]
    assert found.actions[2].due_at == START + timedelta(days=3)
    assert found.actions[1].recipients[1].endpoint == "https://***@example.org/in?***"
    assert store.sweep(now=START + timedelta(days=30)).actions == ()
    assert store.timer("shop", "deal", "CR-1").stage == contracts.TimerStage.EXHAUSTED
    with pytest.raises(contracts.ArgumentError):
        store.sweep(now=START)


def test_a_dry_sweep_keeps_nothing(store):
    dry = store.sweep(now=START + timedelta(days=30), dry_run=True)
    assert dry.dry_run and len(dry.actions) == 3
    assert list(store.outbox()) == []


def test_what_is_delivered_leaves_the_outbox(store):
    later = START + timedelta(days=30)
    (remind, breached, escalate) = store.sweep(now=later).actions
    failed = store.delivered(remind.id, ok=False, detail="no answer", now=later)
    assert failed.recipients[0].last_error == "no answer"
    assert failed.recipients[0].next_try_at == later + timedelta(minutes=1)
    assert store.delivered(remind.id, to="client", now=later).recipients[0].delivered_at == later
    assert [one.id for one in store.outbox()] == [breached.id, escalate.id]
    assert len(list(store.outbox(team="shop", name="deal", change="CR-1"))) == 3
    with pytest.raises(contracts.NotFound, match="'nobody' is no recipient"):
        store.delivered(escalate.id, to="nobody")


def test_a_pause_moves_the_deadline(store):
    with pytest.raises(contracts.StateError, match="pause_on has data"):
        store.pause_timer("shop", "deal", "CR-1", "mood", now=START)
    paused = store.pause_timer("shop", "deal", "CR-1", "data", now=START)
    assert paused.state == contracts.TimerState.PAUSED and paused.next_at is None
    timer = store.resume_timer("shop", "deal", "CR-1", now=START + timedelta(hours=5))
    assert timer.due_at == START + timedelta(days=2, hours=5)
    assert timer.pauses[0].cause == "data" and timer.pauses[0].from_ == START
    store.withdraw_change("shop", "deal", "CR-1", reason="no", now=START + timedelta(hours=6))
    assert store.timer("shop", "deal", "CR-1").ended == "withdrawn"
