"""Statements of work in a store."""

import contracts
import pytest

WORK = b"""id: s
dates: {start: 2026-01-05, end: 2026-01-16}
price: "10"
currency: EUR
value_hypothesis: {metric: m, target: ">= 3", due: 2026-01-31}
acceptance_criteria: [{id: AC1, description: "a >= 1"}]
backlog: [{id: a, size: 4}]
slices: [{id: one, expected: 3, effort: 1}]
"""


@pytest.fixture
def store(tmp_path):
    with contracts.open(tmp_path / "s.db", create=True) as store:
        store.create("shop", "s", WORK, type="sow", label="1.0.0")
        store.activate("shop", "s", "1.0.0")
        yield store


def test_a_statement_of_work_is_measured_and_accepted(store):
    sow = store.sow("shop", "s")
    assert (sow.frozen_version, sow.price_due) == ("1.0.0", False)
    assert sow.hypothesis.verdict is contracts.SowVerdict.NOT_MEASURED
    assert sow.hypothesis.overdue
    assert store.freeze_sow("shop", "s") == sow
    sow = store.measure(
        "shop", "s", "m", "3.5", "2026-01-30", n=40, interval=("3.1", "3.9"), evidence="r"
    )
    assert sow.hypothesis.verdict is contracts.SowVerdict.MET
    (measure,) = sow.measures
    assert (measure.value, measure.n, measure.low, measure.high) == ("3.5", 40, "3.1", "3.9")
    store.measure("shop", "s", "one", "2", "2026-01-30")
    assert store.sow_ranking("shop", "s").slices[0].realised == "2"
    assert store.sow_churn("shop", "s").volatility_pct == "0"
    assert list(store.sows_due()) == []
    assert store.accept("shop", "s", "AC1", "r", dry_run=True).dry_run
    sow = store.accept("shop", "s", "AC1", "r", sha256="00" * 32)
    assert sow.price_due and sow.criteria[0].accepted
    assert [one.name for one in store.sows_due("shop", page_size=1)] == ["s"]


def test_what_is_wrong_is_named(store):
    with pytest.raises(contracts.InputError, match="the value 'x' is no number"):
        store.measure("shop", "s", "m", "x", "2026-01-30")
    with pytest.raises(contracts.InputError, match="no metric and no slice 'z'"):
        store.measure("shop", "s", "z", "1", "2026-01-30")
    with pytest.raises(contracts.NotFound, match="no acceptance criterion 'AC2'"):
        store.accept("shop", "s", "AC2", "r")
    with pytest.raises(contracts.ArgumentError, match="has no revision"):
        store.freeze_sow("shop", "s", if_revision=1)


FIXED = {
    "meta": {"id": "deal"},
    "incentives": {"model": "fixed_per_iteration", "currency": "EUR", "price": 500},
}


def test_the_price_is_posted_once(store):
    store.create("shop", "deal", FIXED, type="master", label="1.0.0")
    store.activate("shop", "deal", "1.0.0")
    paid = {"id": "p", "master": "deal", "acceptance_criteria": [{"id": "AC1"}]}
    store.create("shop", "p", paid, type="sow", label="1.0.0")
    store.activate("shop", "p", "1.0.0")
    with pytest.raises(contracts.StateError, match="criterion 'AC1' is not accepted"):
        store.post_sow("shop", "p")
    sow = store.accept("shop", "p", "AC1", "r")
    assert (sow.price, sow.posted, sow.entry) == ("500.00", None, None)
    assert sow.posting.startswith("'shop/deal' has no ledger")
    store.ledger_chart("shop", "deal")
    assert store.post_sow("shop", "p", dry_run=True).entry == 1
    sow = store.post_sow("shop", "p")
    assert (sow.posted, sow.entry, sow.posting) == ("500.00", 1, None)
    assert store.accept("shop", "p", "AC1", "r") == sow
    assert store.check(replay=True).ok


def errors(report):
    return [f"{r.rule} {r.message}" for r in report.findings if r.level == "error"]


def test_what_a_statement_of_work_depends_on_is_looked_at(store):
    def create(name, needs):
        document = {"id": name, "goals": ["x"], "dependencies": [needs]}
        store.create("shop", name, document, type="sow", label="1.0.0")

    create("a", "b")
    with pytest.raises(contracts.StateError, match="depends on 'b', but team 'shop' has no"):
        store.activate("shop", "a", "1.0.0")
    create("b", "a")
    store.activate("shop", "b", "1.0.0")
    with pytest.raises(contracts.StateError, match="in a circle: a -> b -> a"):
        store.activate("shop", "a", "1.0.0")
    circle = ["dependency-cycle depends on itself in a circle: a -> b -> a"]
    assert errors(store.lint_sow("shop", "a", "latest")) == circle
    assert errors(store.lint_sow("shop", "b")) == []
    (missing,) = errors(store.lint_sow_document("shop", {"id": "n", "dependencies": ["a", "z"]}))
    assert missing.startswith("dependency-missing depends on 'z'")
