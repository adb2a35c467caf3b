"""Figures of a master contract."""

from datetime import date
from decimal import Decimal

import contracts
import pytest

MASTER = b"""meta: {id: deal}
governance: {decision_rights: [{area: scope, approver: client}]}
"""


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="ada") as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master")
        store.activate("shop", "deal", "1.0.0")
        yield store


def test_figures_have_a_value_or_a_reason(store):
    store.open_change("shop", "deal", b"id: CR-1\nrequester: studio\n")
    figures = store.metrics("shop", "deal", since=date(2020, 1, 1))
    assert (figures.team, figures.name, figures.from_) == ("shop", "deal", date(2020, 1, 1))
    by_name = {(m.metric, m.statistic): m for m in figures.metrics}
    lead = by_name["cr_decision_lead_time", "p50"]
    assert (lead.value, lead.alias, lead.open) == (None, "change_lead_time", 1)
    assert lead.reason == "nothing was decided on in these days"
    assert by_name["open_changes", None].value == Decimal(1)


def test_days_are_checked(store):
    with pytest.raises(contracts.ArgumentError, match="is no date"):
        store.metrics("shop", "deal", until="2026-02-30")
    with pytest.raises(TypeError):
        store.metrics("shop", "deal", since=7)
