"""Changes of what a master contract covers."""

from datetime import UTC, datetime

import contracts
import pytest

MASTER = b"""
version: 1
meta: {id: deal-1}
governance:
  steering_committee: [client, supplier, expert]
  decision_rights:
    - {area: scope, class: minor, approver: client, sla_days: 3}
    - {area: '*', approver: steering_committee, quorum: 2}
change_policy:
  thresholds: {budget_delta_pct_major: 10}
incentives: {model: target_cost, currency: EUR, target: 200000}
"""
MEMO = {
    "problem": "p",
    "evidence": "e",
    "alternatives": ["a"],
    "decision": "d",
    "follow_ups": [{"action": "a", "owner": "o", "due": "2030-01-01"}],
}


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="supplier") as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master")
        store.activate("shop", "deal", "1.0.0")
        yield store


def opened(store, id, percent):
    store.open_change(
        "shop",
        "deal",
        {"id": id, "requester": "supplier", "impact_analysis": {"budget_delta_pct": percent}},
    )
    return store.submit_change("shop", "deal", id)


def test_a_minor_change_goes_all_the_way(store):
    change = opened(store, "CR-1", 4.5)
    assert change.state == "analysed" and change.class_ == "minor"
    assert change.base == "200000" and change.impact == {"budget_delta_pct": 4.5}
    assert change.classification.thresholds[0].margin == "5.5"
    assert change.decision.approver == "client" and change.decision.due_at is not None
    change = store.decide("shop", "deal", "CR-1", "approved", actor="client", reason="cheap")
    assert change.outcome == "approved" and change.decision.reason == "cheap"
    assert change.decision_lead_time.seconds >= 0
    assert change.decision_lead_time.working_seconds >= 0
    assert change.decision_lead_time.calendar == "calendar"
    change = store.implement("shop", "deal", "CR-1")
    assert (change.target_amount, change.target_currency) == ("9000", "EUR")
    assert change.posted is None
    assert change.remarks == ("the master has no ledger, so nothing is posted",)
    assert store.close_change("shop", "deal", "CR-1").state == contracts.ChangeState.CLOSED
    assert store.change("shop", "deal", "cr-1").id == "CR-1"


def test_an_implemented_change_moves_the_target_in_the_ledger(store):
    store.ledger_open("shop", "deal", "EUR")
    opened(store, "CR-1", 4.5)
    store.decide("shop", "deal", "CR-1", "approved", actor="client")
    assert store.implement("shop", "deal", "CR-1", dry_run=True).posted == 1
    assert store.implement("shop", "deal", "CR-1").posted == 1
    assert store.change("shop", "deal", "CR-1").posted == 1
    assert store.check(replay=True).ok


def test_a_major_change_is_voted_on(store):
    assert opened(store, "CR-1", 12).class_ == "major"
    with pytest.raises(contracts.Denied):
        store.vote("shop", "deal", "CR-1", "approve", actor="mallory")
    change = store.vote("shop", "deal", "CR-1", "approve", actor="client")
    assert [vote.party for vote in change.decision.votes] == ["client"]
    store.record_decision("shop", "deal", "CR-1", memo=MEMO, adr=b"# Title\n")
    change = store.vote("shop", "deal", "CR-1", "approve", actor="expert")
    assert change.state == "approved" and change.decision.memo == MEMO
    with pytest.raises(contracts.StateError):
        store.vote("shop", "deal", "CR-1", "reject", actor="client")


def test_a_delegate_votes(store):
    opened(store, "CR-1", 1)
    now = datetime.now(UTC)
    delegation = store.delegate("shop", "deal", "anna", now, actor="client")
    assert (delegation.from_, delegation.to) == ("client", "anna")
    change = store.vote("shop", "deal", "CR-1", "approve", party="client", actor="anna")
    assert change.state == "approved"
    assert change.decision.votes[0].delegated_from == "client"


def test_lists_and_the_rest(store):
    for i in range(5):
        store.open_change("shop", "deal", {"id": f"CR-{i}"})
    assert [c.id for c in store.changes(page_size=2)] == [f"CR-{i}" for i in range(5)]
    later = store.changes(team="shop", name="deal", area="scope")  # its texts stay
    assert [c.id for c in later] == [f"CR-{i}" for i in range(5)]
    store.change_impact("shop", "deal", "CR-1", {"budget_delta_pct": 1})
    store.submit_change("shop", "deal", "CR-1")
    assert store.classify_change("shop", "deal", "CR-1").state == "analysed"
    assert [c.id for c in store.changes(state="analysed", change_class="minor")] == ["CR-1"]
    (decision,) = store.decisions(team="shop", name="deal", change="CR-1", state="open")
    assert decision.change == "shop/deal/CR-1"
    with pytest.raises(contracts.InputError):
        store.import_decision("shop", "deal", "CR-1")
    store.withdraw_change("shop", "deal", "CR-2", reason="not worth it")
    assert store.reopen_change("shop", "deal", "CR-2", reason="after all").cycle == 2
    with pytest.raises(TypeError):
        store.record_decision("shop", "deal", "CR-1")
    with pytest.raises(contracts.NotFound):
        store.change("shop", "deal", "CR-9")
    assert store.check(replay=True).ok


def test_other_thresholds_give_other_classes(store):
    for i, percent in enumerate((2, 6, 12)):
        opened(store, f"CR-{i}", percent)
    found = list(store.whatif("shop", "deal", {"budget_delta_pct_major": 5}, page_size=1))
    assert [(w.id, w.class_before, w.class_after) for w in found] == [("CR-1", "minor", "major")]
    (threshold,) = found[0].thresholds
    assert (threshold.limit_before, threshold.limit_after) == ("10", "5")
    assert threshold.exceeded_after and not threshold.exceeded_before
    with pytest.raises(contracts.InputError):
        list(store.whatif("shop", "deal", {"colour": "red"}))


def test_a_decision_is_a_record(store):
    opened(store, "CR-1", 12)
    text = b"# Mine\n## Decision\nso be it\n## Odd\nkept\n"
    store.record_decision("shop", "deal", "CR-1", memo=MEMO, adr=text)
    for actor in ("client", "expert"):
        store.vote("shop", "deal", "CR-1", "approve", actor=actor)
    record = store.decision_adr("shop", "deal", "CR-1")
    assert record.status == contracts.ADRStatus.ACCEPTED
    assert record.decision_makers == ("client", "expert")
    assert (record.title, record.outcome) == ("Mine", "so be it")
    assert record.others == (contracts.ADRSection("Odd", 2, "kept"),)
    assert contracts.read_adr(record.markdown.encode()) == record
    with pytest.raises(contracts.InputError):
        contracts.read_adr(b"no title")


def test_an_approval_that_nobody_carries_out_is_taken_back(store):
    for name in ("CR-1", "CR-2"):
        opened(store, name, 1)
        store.decide("shop", "deal", name, "approved", actor="client")
    with pytest.raises(contracts.Denied, match="which is approved: it was asked for by 'supplier'"):
        store.withdraw_change("shop", "deal", "CR-1", reason="no", actor="mallory")
    gone = store.withdraw_change("shop", "deal", "CR-1", reason="no", actor="supplier")
    assert gone.state == "withdrawn" and gone.decision.outcome == "approved"
    again = store.reopen_change("shop", "deal", "CR-2", reason="wider", actor="client")
    assert (again.state, again.cycle, again.decision) == ("draft", 2, None)
    assert store.check(replay=True).ok
