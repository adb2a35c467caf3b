"""The risk buffer and the modifier of a master contract."""

from datetime import date, timedelta
from decimal import Decimal

import contracts
import pytest

MASTER = """
version: 1
meta: {id: deal-1, effective_date: 2026-01-01}
parties:
  - {id: client, role: client}
  - {id: studio, name: Studio GmbH, role: supplier}
incentives: {model: target_cost, currency: EUR, target: 200000}
slos: [{id: triage, goal_hours: 8, attainment_pct: 97.5}]
modifier: {cap: 1000, weights: {triage: 60, uplift: 70, outage: -50}}
risk_policy: {buffer: {amount: 10000, draw_limit: 2000}}
"""


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="ada") as store:
        store.create("shop", "deal", MASTER.encode(), label="1.0.0", type="master")
        store.activate("shop", "deal", "1.0.0")
        store.ledger_chart("shop", "deal")
        yield store


def test_the_buffer_moves_within_the_terms(store):
    dry = store.risk_move("shop", "deal", "fund", 5, reason="as agreed", dry_run=True)
    assert dry.dry_run and dry.left == Decimal("5.00")
    risk = store.risk_move("shop", "deal", "fund", Decimal("9000"), memo="as agreed", key="first")
    assert (risk.act, risk.amount, risk.entry) == ("fund", Decimal("9000.00"), 2)
    assert risk.act is contracts.RiskAct.FUND
    again = store.risk_move("shop", "deal", "fund", "9000.00", memo="as agreed", key="first")
    assert again.repeated and again.funded == Decimal("9000.00")
    store.risk_move(
        "shop",
        "deal",
        "draw",
        "1500.50",
        date=date(2026, 1, 20),
        evidence=["https://example.org/disk"],
        reason="a disk failed",
    )
    with pytest.raises(contracts.StateError, match="above the draw limit of 2000.00") as refused:
        store.risk_move("shop", "deal", "draw", 500, reason="another disk")
    assert refused.value.details["field"] == "decision"
    with pytest.raises(contracts.NotFound, match="has no change 'CR-9'"):
        store.risk_move("shop", "deal", "draw", 500, decision="CR-9", reason="another disk")
    store.risk_move("shop", "deal", "release", 500, reason="not needed")
    risk = store.risk("shop", "deal")
    assert (risk.act, risk.amount, risk.date, risk.entry) == (None, None, None, None)
    assert (risk.left, risk.drawn) == (Decimal("6999.50"), Decimal("1500.50"))
    assert (risk.set_aside, risk.draw_limit, risk.remarks) == (Decimal(10000), Decimal(2000), ())


def test_what_cannot_be_is_refused(store):
    with pytest.raises(contracts.ArgumentError, match="wanted one in EUR"):
        store.risk_move("shop", "deal", "fund", "-1", reason="so")
    with pytest.raises(contracts.ArgumentError, match="a reason, or a memo"):
        store.risk_move("shop", "deal", "fund", 1)
    with pytest.raises(contracts.ArgumentError):
        store.risk_move("shop", "deal", "spend", 1, reason="so")
    with pytest.raises(contracts.StateError, match="above the 10000.00"):
        store.risk_move("shop", "deal", "fund", "10000.01", reason="so")


def test_a_modifier_is_posted_as_its_difference(store):
    dry = store.modifier("shop", "deal", {"triage": True, "outage": False}, dry_run=True)
    assert dry.dry_run and dry.amount == Decimal(600)
    first = store.modifier("shop", "deal", {"triage": Decimal("97.5"), "outage": False})
    assert (first.amount, first.moved, first.entry) == (Decimal(600), Decimal(600), 2)
    assert [g.met for g in first.goals] == [True, False, False]
    assert (first.goals[0].wanted, first.goals[1].given) == (Decimal("97.5"), None)
    more = store.modifier(
        "shop",
        "deal",
        {"triage": 99, "uplift": True, "outage": "no"},
        evidence=[("https://example.org/slo", "0" * 64)],
    )
    assert (more.percent, more.amount, more.moved) == (Decimal(130), Decimal(1000), Decimal(400))
    again = store.modifier("shop", "deal", {"triage": 99, "uplift": True, "outage": "no"})
    assert again.entry is None and again.moved == 0
    with pytest.raises(contracts.ArgumentError, match="say whether it happened"):
        store.modifier("shop", "deal", {"triage": True})
    with pytest.raises(contracts.ArgumentError, match="is no SLO of the master"):
        store.modifier("shop", "deal", {"uplift": 5, "outage": False})
    assert {g.source for g in again.goals} == {contracts.GoalSource.GIVEN}


def test_what_is_not_given_is_what_the_clocks_tell(store):
    with pytest.raises(contracts.StateError, match="not computable: no case of the SLO 'triage'") as caught:
        store.modifier("shop", "deal", {"outage": False})
    assert caught.value.details["slo"] == "triage"
    for act in ("start", "stop"):
        store.slo_record("shop", "deal", "triage", "T-1", act)
    told = store.modifier("shop", "deal", {"outage": False}, since=date(2020, 1, 1))
    triage, uplift, outage = told.goals
    assert (triage.given, triage.source, triage.from_, triage.counted, triage.met) == (
        "100",
        contracts.GoalSource.MEASURED,
        date(2020, 1, 1),
        1,
        True,
    )
    assert (uplift.given, uplift.source) == (None, None)
    assert (outage.given, outage.source, outage.from_) == ("no", "given", None)
    assert told.amount == Decimal(600)
    with pytest.raises(contracts.ArgumentError, match="weighs -50 percent"):
        store.modifier("shop", "deal")
    with pytest.raises(contracts.ArgumentError, match="ends before it begins"):
        store.modifier("shop", "deal", {"outage": False}, since=told.on + timedelta(days=1))
