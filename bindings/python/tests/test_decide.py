"""Transitive modes, where versions run, and decisions."""

import contracts
import pytest

INTEGERS = b'{"type":"object","properties":{"n":{"type":"integer"}}}'
ANYTHING = b'{"type":"object","properties":{"n":{}}}'
TEXTS = b'{"type":"object","properties":{"n":{"type":"string"}}}'


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="ann") as store:
        yield store


def test_a_transitive_mode_names_every_version(store):
    store.create("shop", "n", INTEGERS, mode=contracts.Mode.FORWARD_TRANSITIVE)
    store.activate("shop", "n", "1.0.0")
    store.evolve("shop", "n", ANYTHING, label="2.0.0")
    store.activate("shop", "n", "2.0.0", declare_break=True, reason="meant")
    evolution = store.evolve("shop", "n", TEXTS)
    assert evolution.comparison.verdict == "compatible"
    assert evolution.verdict == contracts.Verdict.INCOMPATIBLE
    (earlier,) = evolution.earlier
    assert earlier.version == "1.0.0" and earlier.comparison.findings[0].part == "/n"
    assert earlier.comparison.mode == "forward-transitive"
    with pytest.raises(contracts.StateError, match="not forward-transitive compatible with '1.0.0'"):
        store.activate("shop", "n", evolution.version.label)
    assert store.evolution("shop", "n", evolution.version.label).earlier == evolution.earlier


@pytest.fixture
def orders(store):
    store.create("shop", "orders", INTEGERS, mode="none")
    store.activate("shop", "orders", "1.0.0")
    store.evolve("shop", "orders", TEXTS, label="2.0.0")
    store.activate("shop", "orders", "2.0.0")
    return store


def test_what_runs_is_recorded(orders):
    build = orders.build_record("shop", "orders", "web", "2.3", against="1.0.0", parts=["/n"])
    assert (build.against, build.parts, build.range) == ("1.0.0", ("/n",), None)
    assert orders.build_record("shop", "orders", "app", "1").parts == ()
    with pytest.raises(contracts.Exists, match="never changes"):
        orders.build_record("shop", "orders", "web", "2.3")
    with pytest.raises(contracts.NotFound, match="no environment 'live'"):
        orders.run_begin("live", team="shop", name="orders")
    runs = orders.run_begin(
        "live", team="shop", name="orders", version="1.0.0", new_environment=True
    )
    assert runs.runs[0].version == "1.0.0" and runs.runs[0].kind == contracts.RunKind.DEPLOYED
    runs = orders.run_begin("live", team="shop", name="orders")
    assert runs.remarks == ("it takes the place of 'shop/orders@1.0.0'",)
    assert "shop/orders@2.0.0" in runs.render()
    orders.run_begin("live", consumer="web", build="2.3", kind="released")
    assert [run.consumer for run in orders.runs(team="shop", environment="live", page_size=1)] == [
        None,
        "web",
    ]
    assert len(list(orders.runs(ended=True))) == 3
    assert [build.label for build in orders.builds(consumer="web")] == ["2.3"]
    (environment,) = orders.environments("shop")
    assert (environment.name, environment.versions, environment.builds) == ("live", 1, 1)
    ended = orders.run_end("live", consumer="web", build="2.3", kind="released", dry_run=True)
    assert ended.dry_run and ended.runs[0].until is not None


def test_decisions_have_reasons(orders):
    orders.build_record("shop", "orders", "web", "1", against="1.0.0", parts=["/n"])
    orders.run_begin("live", team="shop", name="orders", version="1.0.0", new_environment=True)
    orders.run_begin("live", consumer="web", build="1")
    can = orders.can_deploy("live", team="shop", name="orders", version="2.0.0")
    assert can.answer == contracts.Answer.NO and can.environment == "live"
    (reason,) = can.reasons
    assert reason.why == contracts.CanWhy.CONSUMER_BREAKS and reason.parts == ("/n",)
    assert reason.finding is not None and reason.finding.part == "/n"
    assert can.render().startswith("no  can-deploy shop/orders@2.0.0 to live")
    assert orders.can_deploy("live", consumer="web", build="1").reasons[0].why == "same"
    assert orders.can_retire("shop", "orders", "1.0.0").reasons[0].why == "runs"
    orders.register("shop", "orders", "app", parts=["/n"])
    assert orders.can_upgrade("shop", "orders", "app").reasons[0].why == "same"
    can = orders.can_evolve("shop", "orders", INTEGERS)
    assert can.answer == "no" and {r.why for r in can.reasons} == {
        "not-enforced",
        "consumer-breaks",
    }
    draft = orders.evolve("shop", "orders", ANYTHING).version.label
    assert orders.can_activate("shop", "orders", draft).answer == "yes"


def test_impact_says_whom_it_would_break_and_keeps_nothing(orders):
    orders.register("shop", "orders", "app", parts=["/n"])
    told = orders.impact("shop", "orders", INTEGERS)
    assert told.dry_run and told.verdict == "incompatible"
    assert [(c.consumer, c.effect, c.parts) for c in told.consumers] == [("app", "breaks", ("/n",))]
    with pytest.raises(contracts.NotFound):
        orders.get("shop", "orders", told.version.label)
    same = orders.impact("shop", "orders", orders.document("shop", "orders"))
    assert (same.version.label, same.comparison.findings) == (same.base, ())
    with pytest.raises(contracts.NotFound):
        orders.impact("shop", "nothing", INTEGERS)
    with pytest.raises(contracts.InputError):
        orders.impact("shop", "orders", b"{")
