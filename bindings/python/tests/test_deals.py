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
