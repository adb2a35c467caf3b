"""Disputes: both say what they have to say, payment waits, and it ends."""

import gc
from datetime import UTC, datetime, timedelta

import contracts
import pytest

MASTER = b"""
version: 1
meta: {id: deal-1}
parties: [client, supplier]
governance:
  decision_rights: [{area: '*', approver: client}]
  escalation_policies: [{id: up, levels: [{after_hours: 24, notify: [boards]}]}]
  disputes: {escalation: up, answer_days: 2}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
"""
START = datetime(2031, 1, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="client") as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master", now=START)
        store.activate("shop", "deal", "1.0.0", now=START)
        store.open_change(
            "shop", "deal", {"id": "CR-1", "impact_analysis": {"budget_delta_pct": 1}}, now=START
        )
        yield store


def test_it_is_opened_answered_and_goes_up(store):
    one = store.open_dispute("shop", "deal", "change", "CR-1", "not asked for", now=START)
    assert one.id == "D-1" and one.about == "change:shop/deal/CR-1"
    assert one.against == "supplier" and one.due_at == START + timedelta(days=2)
    with pytest.raises(contracts.Denied, match="that is up to supplier"):
        store.answer_dispute("shop", "deal", "D-1", "it was", now=START)
    one = store.answer_dispute("shop", "deal", "D-1", "it was", now=START, actor="supplier")
    assert one.state == contracts.DisputeState.ANSWERED and one.answer == "it was"
    one = store.escalate_dispute("shop", "deal", "D-1", party="client", now=START + HOUR)
    assert one.level == 1 and one.next is None
    (action,) = store.outbox()
    assert action.kind == contracts.ActionKind.DISPUTE_ESCALATED
    assert action.recipients[0].to == "boards"
    with pytest.raises(contracts.StateError, match="went through all levels"):
        store.escalate_dispute("shop", "deal", "D-1", now=START + HOUR)


def test_it_ends_in_a_decision_or_is_withdrawn(store):
    store.open_dispute("shop", "deal", "change", "CR-1", "no", id="X", now=START)
    with pytest.raises(contracts.StateError, match="nothing is decided on 'shop/deal/CR-1' yet"):
        store.resolve_dispute("shop", "deal", "X", "decision", "CR-1", now=START)
    with pytest.raises(contracts.ArgumentError):
        store.resolve_dispute("shop", "deal", "X", "luck", "CR-1", now=START)
    dry = store.withdraw_dispute("shop", "deal", "X", now=START, dry_run=True)
    assert dry.dry_run and store.dispute("shop", "deal", "x").state == "open"
    assert [one.id for one in store.disputes(state="open")] == ["X"]
    one = store.withdraw_dispute("shop", "deal", "X", now=START, reason="settled")
    assert one.state == "withdrawn" and one.reason == "settled" and one.ended_at == START
    assert list(store.disputes(team="shop", name="deal", state="open")) == []
    with pytest.raises(contracts.NotFound):
        store.dispute("shop", "deal", "D-7")


BARGAIN = b"""
version: 1
meta: {id: deal-2, effective_date: 2026-01-01}
parties: [{id: client, role: client}, {id: studio, role: supplier}]
incentives: {model: target_cost, currency: EUR, target: 1000, pain_share_pct: 50,
  gain_share_pct: 50, interim_policy: on_account}
"""


def test_a_disputed_assessment_pays_nothing_and_accrues(store):
    store.create("shop", "share", BARGAIN, label="1.0.0", type="master")
    store.activate("shop", "share", "1.0.0")
    store.ledger_chart("shop", "share")
    cost = contracts.EntrySpec(
        kind="cost",
        date="2026-01-15",
        postings=[("Assets:Share:Cost", 30000), ("Liabilities:Share:Supplier", -30000)],
    )
    store.post("shop", "share", cost)
    store.share_assess("shop", "share", "interim", as_of="2026-01-31", earned="400")
    with pytest.raises(contracts.NotFound, match="has no assessment 7"):
        store.open_dispute("shop", "share", "assessment", "7", "too much")
    one = store.open_dispute(
        "shop", "share", contracts.DisputeSubject.ASSESSMENT, "1", "too much", actor="client"
    )
    assert one.kind == contracts.DisputeSubject.ASSESSMENT
    assert one.about == "assessment:shop/share#1"
    held = store.share_assess("shop", "share", "interim", as_of="2026-01-31", earned="500")
    assert held.state == contracts.AssessState.HELD
    assert held.hold == "dispute shop/share/D-1 about assessment:shop/share#1"
    assert (held.accrued_now, held.payable_now) == (50, 0)
    timer = store.timer("shop", "share", "D-1", kind="dispute")
    assert timer.kind == contracts.TimerSubject.DISPUTE and timer.due_at == one.due_at
    with pytest.raises(contracts.NotFound, match="there is no dispute 'D-7'"):
        store.timer("shop", "share", "D-7", kind=contracts.TimerSubject.DISPUTE)
    store.withdraw_dispute("shop", "share", "D-1", actor="client")
    paid = store.share_assess("shop", "share", "interim", as_of="2026-01-31", earned="500")
    assert paid.hold is None and paid.payable_now == 50
    info = store.info()
    assert (info.ledgers, info.assessments, info.disputes, info.timers) == (1, 3, 1, 1)
    assert (info.changes, info.slo_cycles, info.stops, info.meetings) == (1, 0, 0, 0)
    assert store.check(replay=True).ok


def test_a_filter_holds_on_every_page(store):
    """The text of a filter lives as long as the pages that are asked for with it."""
    for id in ("A", "B", "C", "D"):
        store.open_dispute("shop", "deal", "change", "CR-1", "no", id=id, now=START)
        store.withdraw_dispute("shop", "deal", id, reason="settled", now=START)
    pages = store.disputes(team="shop", name="deal", page_size=1)
    found = []
    for dispute in pages:
        gc.collect()
        noise = [contracts.read_adr(f"# {n}\n".encode()).title for n in range(50)]
        assert len(noise) == 50
        found.append(dispute.id)
    assert found == ["A", "B", "C", "D"]
