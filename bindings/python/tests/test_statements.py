"""Statements of a ledger."""

from datetime import date
from decimal import Decimal

import contracts
import pytest
from test_deals import deal


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="ada") as store:
        yield store


def spend(store, day, amount, cause=None):
    store.post(
        "shop",
        "deal",
        contracts.EntrySpec(
            kind="cost",
            date=day,
            cause=cause,
            postings=[("Assets:Deal:Cost", amount), ("Liabilities:Deal:Supplier", -amount)],
        ),
    )


def test_a_statement(store):
    deal(store)
    store.ledger_chart("shop", "deal")
    spend(store, "2026-01-15", 3000000)
    spend(store, "2026-02-10", 150000, ("change", "CR-7"))
    store.share_assess(
        "shop", "deal", "interim", as_of="2026-02-28", earned=40000, forecast="190000"
    )
    s = store.ledger_statement(
        "shop", "deal", "studio", since=date(2026, 2, 1), until="2026-02-28"
    )
    assert (s.party, s.from_, s.until) == ("Studio GmbH", date(2026, 2, 1), date(2026, 2, 28))
    assert (s.cost_opening, s.cost) == (Decimal("30000.00"), Decimal("31500.00"))
    assert s.share.accrued == Decimal("4250.00") and s.share.payable == 0
    assert (s.forecast.cost, s.forecast.share) == (Decimal("190000.00"), Decimal("5000.00"))
    assert s.standing.basis == "forecast" and s.standing.marginal_rate == 50
    assert s.standing.distances[0].distance == Decimal("10000.00")
    assert [(c.change, c.variance) for c in s.changes] == [("CR-7", Decimal("-1500.00"))]
    assert [e.kind for e in s.entries] == ["cost", "share"]
    assert s.accounts[0].closing == Decimal("31500.00")
    assert not s.closed and s.seal is None and s.missing == ()


def test_what_makes_no_sense(store):
    deal(store)
    store.ledger_chart("shop", "deal")
    with pytest.raises(contracts.ArgumentError, match="has no part of the share"):
        store.ledger_statement("shop", "deal", "nobody")
    with pytest.raises(contracts.ArgumentError, match="ends before it begins"):
        store.ledger_statement("shop", "deal", since="2026-02-01", until="2026-01-01")


def test_cost_against_target(store):
    deal(store)
    store.ledger_chart("shop", "deal")
    spend(store, "2026-01-15", 3000000)
    spend(store, "2026-01-15", 1)
    burn = store.ledger_burn("shop", "deal", "2026-06-30")
    assert (burn.until, burn.cost) == (date(2026, 6, 30), Decimal("30000.01"))
    assert burn.points[-1].date == date(2026, 1, 15)
    assert burn.points[-1].target == Decimal("200000.00")
    assert burn.forecasts == ()
