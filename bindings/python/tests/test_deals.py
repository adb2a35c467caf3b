"""The money of a master contract."""

from decimal import Decimal

import contracts
import pytest

MASTER = """
version: 1
meta: {id: deal-1, effective_date: 2026-01-01}
parties:
  - {id: client, role: client}
  - {id: studio, name: Studio GmbH, role: supplier}
%s
"""
INCENTIVES = """incentives: {model: target_cost, currency: EUR, target: 200000,
  pain_share_pct: 50, gain_share_pct: 50}"""


def deal(store, incentives=INCENTIVES):
    store.create("shop", "deal", (MASTER % incentives).encode(), label="1.0.0", type="master")
    store.activate("shop", "deal", "1.0.0")


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="ada") as store:
        yield store


def test_a_chart_is_opened_once(store):
    deal(store)
    assert store.ledger_chart("shop", "deal", dry_run=True).dry_run
    chart = store.ledger_chart("shop", "deal")
    assert chart.ledger_opened and chart.opened == len(chart.accounts)
    assert (chart.target, chart.target_entry, chart.remarks) == (Decimal("200000.00"), 1, ())
    assert [a.account for a in chart.accounts if a.party] == [
        "Income:Deal:Share:Provisional:Studio-GmbH",
        "Income:Deal:Share:Payable:Studio-GmbH",
    ]
    again = store.ledger_chart("shop", "deal", "EUR")
    assert not again.ledger_opened and again.opened == 0 and again.target_entry == 1


def test_a_chart_without_terms(store):
    deal(store, "")
    with pytest.raises(contracts.StateError, match="name no currency"):
        store.ledger_chart("shop", "deal")
    chart = store.ledger_chart("shop", "deal", "GBP")
    assert chart.target_entry is None
    assert chart.remarks == ("not computable: incentives missing",)


def spend(store, amount, day):
    cost = contracts.EntrySpec(
        kind="cost",
        date=day,
        postings=[("Assets:Deal:Cost", amount), ("Liabilities:Deal:Supplier", -amount)],
    )
    store.post("shop", "deal", cost)


def test_a_share_accrues_and_is_paid_in_the_end(store):
    deal(store)
    store.ledger_chart("shop", "deal")
    spend(store, 3_000_000, "2026-01-15")
    with pytest.raises(contracts.ArgumentError, match="no share before completion"):
        store.share_assess("shop", "deal", "interim", as_of="2026-01-31")
    interim = store.share_assess(
        "shop", "deal", "interim", as_of="2026-01-31", earned=Decimal("40000.00"), forecast=180_000
    )
    assert (interim.accrued, interim.payable) == (Decimal("5000.00"), Decimal("0.00"))
    assert interim.forecast_share == Decimal("10000.00")
    assert interim.kind == contracts.AssessKind.INTERIM and interim.state == "posted"
    assert interim.parties[0].party == "Studio GmbH"
    assert interim.share["lines"][0]["share"] == "5000.00"
    again = store.share_assess(
        "shop", "deal", "interim", as_of="2026-01-31", earned="40000", forecast="180000"
    )
    assert again.repeated and again.assessment == 1
    spend(store, 15_000_000, "2026-02-15")
    held = store.share_assess("shop", "deal", "completion", as_of="2026-02-28", hold="an audit")
    assert held.state == contracts.AssessState.HELD and held.payable == 0
    final = store.share_assess("shop", "deal", "final", as_of="2026-02-28", dry_run=True)
    assert final.dry_run and final.payable == Decimal("10000.00")
    assert store.assessment("shop", "deal").assessment == 2
    assert store.assessment("shop", "deal", 1) == interim
    assert [a.as_of.month for a in store.assessments("shop", "deal", page_size=1)] == [1, 2]
    assert store.check(replay=True).ok
