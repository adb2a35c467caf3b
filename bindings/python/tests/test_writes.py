"""Creating, evolving and the life of versions."""

from datetime import datetime, timedelta, timezone

import contracts
import pytest
from conftest import SCHEMA_1, SCHEMA_2


def test_create_with_everything(store):
    version = store.create(
        "shop",
        "Orders",
        {"endpoints": ["/ä"]},
        label="v1.0",
        type="REST_API",
        mode="full",
        profile=contracts.Profile.TOLERANT,
        owner_role="Tech Lead",
        owner_agent="agent-7",
        metadata={"b": [1, 2.5, None], "a": "ü"},
        actor="grace",
        now=datetime(2026, 5, 1, 12, tzinfo=timezone.utc),
    )
    assert version.ref == "shop/Orders@v1.0"
    assert version.state is contracts.State.DRAFT
    assert version.type is contracts.Type.REST_API
    assert version.format is contracts.Format.OPAQUE
    assert version.mode == "full"
    assert version.profile == "tolerant"
    assert version.owner_role == "Tech Lead"
    assert version.owner_agent == "agent-7"
    assert version.metadata == {"a": "ü", "b": [1, 2.5, None]}
    assert version.created_by == "grace"
    assert version.created_at == datetime(2026, 5, 1, 12, tzinfo=timezone.utc)
    assert version.activated_at is None
    assert version.revision == 1
    assert version.document_size == len('{"endpoints":["/ä"]}'.encode())
    assert store.document("shop", "orders", "v1.0") == '{"endpoints":["/ä"]}'.encode()


def test_results_are_values(store):
    version = store.create("t", "c", b"{}")
    again = store.get("t", "c", "1.0.0")
    assert version == again
    assert hash(version) == hash(again)
    assert not hasattr(version, "__dict__")
    with pytest.raises(AttributeError):
        version.label = "2.0.0"


@pytest.mark.parametrize("bad", ["", "a/b", "a@b", "a\x01", "-a", "x" * 129, "ä", "a b"])
def test_bad_names(store, bad):
    for team, name in ((bad, "c"), ("t", bad)):
        with pytest.raises(contracts.ArgumentError) as caught:
            store.create(team, name, b"{}")
        assert caught.value.status == "argument"
        with pytest.raises(ValueError):
            store.active(team, name)
    store.create("t", "c", b"{}")
    with pytest.raises(contracts.ArgumentError):
        store.register("t", "c", bad)


@pytest.mark.parametrize("bad", ["a\0b", "\0", "\udc80"])
def test_what_cannot_be_text_of_c(orders, bad):
    calls = [
        lambda: orders.create(bad, "c", b"{}"),
        lambda: orders.create("t", bad, b"{}"),
        lambda: orders.create("t", "c", b"{}", label=bad),
        lambda: orders.create("t", "c", b"{}", owner_role=bad),
        lambda: orders.create("t", "c", b"{}", owner_agent=bad),
        lambda: orders.create("t", "c", b"{}", type=bad),
        lambda: orders.create("t", "c", b"{}", mode=bad),
        lambda: orders.create("t", "c", b"{}", actor=bad),
        lambda: orders.create("t", "c", b"{}", metadata={"a": "\ud800"}),
        lambda: orders.create("t", "c", contracts.Source(b"{}", file=bad)),
        lambda: orders.create("t", "c", contracts.Source(b"{}", format=bad)),
        lambda: orders.evolve("shop", "orders", b"[]", label=bad),
        lambda: orders.evolve("shop", "orders", b"[]", reason=bad),
        lambda: orders.rollback("shop", "orders", bad, reason="x"),
        lambda: orders.activate("shop", "orders", bad),
        lambda: orders.deprecate("shop", "orders", "1.0.0", reason=bad),
        lambda: orders.retire("shop", bad, "1.0.0"),
        lambda: orders.edit("shop", "orders", owner_role=bad),
        lambda: orders.active("shop", bad),
        lambda: orders.get("shop", "orders", bad),
        lambda: orders.document("shop", "orders", path=bad),
        lambda: orders.evolution("shop", "orders", bad),
        lambda: orders.history("shop", bad),
        lambda: orders.list(prefix=bad),
        lambda: orders.list(team=bad),
        lambda: orders.consumers(consumer=bad),
        lambda: orders.events(kind=bad),
        lambda: orders.events(origin=bad),
        lambda: orders.summary(bad),
        lambda: orders.register("shop", "orders", "web", role=bad),
        lambda: orders.register("shop", "orders", "web", pin=bad),
        lambda: orders.register("shop", "orders", "web", parts=["/a", bad]),
        lambda: orders.unregister("shop", "orders", bad),
        lambda: orders.export(team=bad),
        lambda: orders.import_(b"", file=bad),
        lambda: orders.backup(bad),
    ]
    before = orders.info().last_event
    for call in calls:
        with pytest.raises(contracts.ArgumentError) as caught:
            call()
        assert caught.value.message
    assert orders.info().last_event == before


def test_wrong_types_are_type_errors(orders):
    calls = [
        lambda: orders.create(1, "c", b"{}"),
        lambda: orders.create("t", None, b"{}"),
        lambda: orders.create("t", b"c", b"{}"),
        lambda: orders.create("t", "c", "text"),
        lambda: orders.create("t", "c", None),
        lambda: orders.create("t", "c", 5),
        lambda: orders.create("t", "c", b"{}", label=1),
        lambda: orders.create("t", "c", b"{}", type=1),
        lambda: orders.create("t", "c", b"{}", now="2026-01-01"),
        lambda: orders.create("t", "c", b"{}", if_revision="1"),
        lambda: orders.create("t", "c", b"{}", if_revision=True),
        lambda: orders.create("t", "c", b"{}", colour="red"),
        lambda: orders.create("t", "c"),
        lambda: orders.activate("shop", "orders"),
        lambda: orders.activate("shop", "orders", None),
        lambda: orders.deprecate("shop", "orders", "1.0.0", sunset=5, reason="x"),
        lambda: orders.register("shop", "orders", "web", parts="GET /a"),
        lambda: orders.register("shop", "orders", "web", parts=[1]),
        lambda: orders.register("shop", "orders", "web", parts=5),
        lambda: orders.active("shop", None),
        lambda: orders.get("shop", "orders", 1),
        lambda: orders.wait("1"),
        lambda: orders.wait(1, "2"),
        lambda: orders.events(after="1"),
        lambda: orders.events(limit=1.5),
    ]
    before = orders.info().last_event
    for at, call in enumerate(calls):
        with pytest.raises(TypeError):
            call()
            pytest.fail(f"call {at} passed")
    assert orders.info().last_event == before


def test_unknown_words_are_named(store):
    for key in ("type", "mode", "profile"):
        with pytest.raises(contracts.ArgumentError, match=f"{key} 'nonsense'"):
            store.create("t", "c", b"{}", **{key: "nonsense"})


def test_times_need_a_zone_and_a_present(store):
    with pytest.raises(contracts.ArgumentError, match="no time zone"):
        store.create("t", "c", b"{}", now=datetime(2026, 1, 1))
    with pytest.raises(contracts.ArgumentError, match="later than 1970"):
        store.create("t", "c", b"{}", now=datetime(1970, 1, 1, tzinfo=timezone.utc))
    store.create("t", "c", b"{}", now=datetime(2026, 6, 1, tzinfo=timezone.utc))
    with pytest.raises(contracts.ArgumentError, match="before the last event"):
        store.create("t", "d", b"{}", now=datetime(2026, 5, 1, tzinfo=timezone.utc))
    later = datetime(2026, 6, 2, tzinfo=timezone(timedelta(hours=-5)))
    assert store.create("t", "d", b"{}", now=later).created_at == later


def test_exists_says_which(store):
    store.create("t", "c", b"{}", label="1.2.0")
    with pytest.raises(contracts.Exists) as caught:
        store.create("T", "C", b"{}")
    assert caught.value.details["version"] == "1.2.0"
    assert store.create("t", "c", b"{}", if_absent=True).label == "1.2.0"
    with pytest.raises(contracts.Exists):
        store.create("t", "c", b"[]", if_absent=True)


def test_malformed_documents_say_where(store):
    with pytest.raises(contracts.InputError) as caught:
        store.create(
            "t",
            "c",
            contracts.Source(b'{"openapi": "3.1.0",\n "info": ]', file="o.json", format="openapi"),
        )
    error = caught.value
    assert (error.file, error.line, error.column) == ("o.json", 2, 10)
    assert error.status == "input"
    assert isinstance(error, ValueError)
    with pytest.raises(contracts.NotFound):
        store.get("t", "c", "latest")


@pytest.mark.parametrize("metadata", [[1], "x", {1: object()}, {"a": float("inf")}, {"a": {1, 2}}])
def test_metadata_is_a_json_object(store, metadata):
    with pytest.raises(contracts.ContractsError):
        store.create("t", "c", b"{}", metadata=metadata)


def test_dry_run_keeps_nothing(store):
    dry = store.create("t", "c", b"{}", dry_run=True)
    assert (dry.label, dry.dry_run) == ("1.0.0", True)
    with pytest.raises(contracts.NotFound):
        store.get("t", "c", "latest")


def test_evolve_and_activate(orders):
    orders.register("shop", "orders", "web")
    evolution = orders.evolve("shop", "orders", {"endpoints": ["/orders", "/carts"]})
    assert evolution.base == "1.0.0"
    assert evolution.proposed == evolution.version.label == "2.0.0"
    assert evolution.sufficient
    diff = evolution.comparison
    assert diff.verdict is contracts.Verdict.UNDECIDED
    assert not diff.compatible
    assert diff.bump == "major"
    assert diff.counts == contracts.Counts(0, 0, 0, 1)
    (finding,) = diff.findings
    assert finding.level is contracts.Level.UNDECIDED
    assert finding.part == "/endpoints/1"
    assert finding.new.line == 1
    assert str(finding.new).endswith(f":1:{finding.new.column}")
    assert finding.old is None or finding.old.line == 1
    (impact,) = evolution.consumers
    assert (impact.consumer, impact.effect) == ("web", contracts.Effect.UNKNOWN)
    assert orders.evolution("shop", "orders", "2.0.0") == evolution
    assert orders.evolve("shop", "orders", {"endpoints": ["/orders", "/carts"]}) == evolution

    with pytest.raises(contracts.StateError):
        orders.activate("shop", "orders", "2.0.0")
    active = orders.activate("shop", "orders", "2.0.0", declare_break=True, reason="new page")
    assert active.state == "active"
    assert active.break_reason == "new page"
    assert orders.get("shop", "orders", "1.0.0").superseded_by == "2.0.0"
    assert next(orders.consumers()).follows == "2.0.0"


def test_a_lost_race_is_a_conflict(orders):
    orders.evolve("shop", "orders", b"[1]", label="2.0.0")
    orders.evolve("shop", "orders", b"[2]", label="3.0.0")
    orders.activate("shop", "orders", "2.0.0", declare_break=True, reason="first")
    with pytest.raises(contracts.Conflict) as caught:
        orders.activate("shop", "orders", "3.0.0", declare_break=True, reason="second")
    assert caught.value.details["winner"] == "2.0.0"


def test_a_stale_revision_is_a_conflict(orders):
    with pytest.raises(contracts.Conflict):
        orders.deprecate("shop", "orders", "1.0.0", reason="old", if_revision=1)
    assert orders.deprecate("shop", "orders", "1.0.0", reason="old", if_revision=2).revision == 3


def test_evolve_refusals(orders):
    with pytest.raises(contracts.Exists) as caught:
        orders.evolve("shop", "orders", {"endpoints": ["/orders"]})
    assert caught.value.details["base"] == "1.0.0"
    with pytest.raises(contracts.ArgumentError):
        orders.evolve("shop", "orders", b"[]", label="0.9.0")
    with pytest.raises(contracts.NotFound):
        orders.evolve("shop", "none", b"[]")
    with pytest.raises(contracts.NotFound):
        orders.evolution("shop", "orders", "9.9.9")


def test_the_life_of_a_version(orders, clock):
    sunset = clock.now + timedelta(days=30)
    with pytest.raises(contracts.ContractsError):
        orders.deprecate("shop", "orders", "1.0.0")
    old = orders.deprecate("shop", "orders", "1.0.0", reason="moving", sunset=sunset)
    assert (old.state, old.reason, old.sunset_at) == ("deprecated", "moving", sunset)
    assert old.deprecated_at is not None
    back = orders.reactivate("shop", "orders", "1.0.0", reason="not yet")
    assert (back.state, back.deprecated_at) == ("active", None)
    orders.register("shop", "orders", "web")
    with pytest.raises(contracts.StateError):
        orders.retire("shop", "orders", "1.0.0")
    gone = orders.retire("shop", "orders", "1.0.0", force=True, reason="shut down")
    assert gone.state is contracts.State.RETIRED
    assert gone.retired_at is not None
    with pytest.raises(contracts.StateError) as caught:
        orders.activate("shop", "orders", "1.0.0")
    assert caught.value.details.get("state") in (None, "retired")


def test_rollback(orders):
    orders.evolve("shop", "orders", b"[1]", label="2.0.0")
    orders.activate("shop", "orders", "2.0.0", declare_break=True, reason="new")
    with pytest.raises(contracts.ContractsError):
        orders.rollback("shop", "orders", "1.0.0")
    evolution = orders.rollback("shop", "orders", "1.0.0", reason="it did not work")
    assert evolution.base == "2.0.0"
    label = evolution.version.label
    assert orders.activate("shop", "orders", label).state == "active"
    assert orders.document("shop", "orders") == b'{"endpoints":["/orders"]}'


def test_edit(orders):
    edited = orders.edit(
        "shop", "orders", mode="none", owner_role="Lead", owner_agent="a", metadata={"x": 1}
    )
    assert (edited.mode, edited.owner_role, edited.metadata) == ("none", "Lead", {"x": 1})
    edited = orders.edit("shop", "orders", owner_role="", metadata={})
    assert (edited.owner_role, edited.owner_agent, edited.metadata) == (None, "a", {})
    with pytest.raises(contracts.NotFound):
        orders.edit("shop", "none", mode="none")
    with pytest.raises(contracts.ArgumentError):
        orders.edit("shop", "orders", mode="strictly")


def test_consumers(orders):
    web = orders.register(
        "shop", "orders", "web", role="Frontend Developer", pin="^1.0", parts=["/endpoints"]
    )
    assert (web.team, web.contract, web.consumer) == ("shop", "orders", "web")
    assert (web.role, web.pin, web.follows) == ("Frontend Developer", "^1.0", "1.0.0")
    assert web.parts == ("/endpoints",)
    before = orders.info().last_event
    assert orders.register(
        "shop", "orders", "web", role="Frontend Developer", pin="^1.0", parts=["/endpoints"]
    ) == web
    assert orders.info().last_event == before
    with pytest.raises(contracts.NotFound) as caught:
        orders.register("shop", "orders", "app", parts=["/nothing"])
    assert caught.value.details["item"] == "/nothing"
    loose = orders.register("shop", "orders", "app", parts=["/nothing"], allow_unknown_parts=True)
    assert loose.parts == ("/nothing",)
    assert [c.consumer for c in orders.consumers(team="shop")] == ["app", "web"]
    assert [c.consumer for c in orders.consumers(consumer="web")] == ["web"]
    assert orders.get("shop", "orders").consumers == 2
    assert not web.dry_run
    assert orders.register("shop", "orders", "web", role="x", dry_run=True).dry_run
    assert not orders.get("shop", "orders").dry_run
    assert orders.unregister("shop", "orders", "app", reason="switched off") is None
    (gone,) = orders.events(kind="consumer.unregistered")
    assert (gone.subject, gone.body) == (
        "consumer:shop/orders#app",
        {"reason": "switched off"},
    )
    orders.edit("shop", "orders", owner_role="new", reason="another owner")
    (edited,) = list(orders.events(kind="contract.changed"))[-1:]
    assert edited.body == {"owner_role": "new", "reason": "another owner"}
    with pytest.raises(contracts.NotFound):
        orders.unregister("shop", "orders", "app")
    with pytest.raises(contracts.NotFound):
        orders.register("shop", "orders", "x", pin="^7")
    with pytest.raises(contracts.ContractsError):
        orders.register("shop", "orders", "x", pin="not a range <>")


def test_a_schema_breaks_who_uses_the_part(store):
    store.create("shop", "person", SCHEMA_1, label="1.0.0")
    store.activate("shop", "person", "1.0.0")
    store.register("shop", "person", "uses-id", parts=["/id"])
    store.register("shop", "person", "uses-note", parts=["/note"])
    evolution = store.evolve("shop", "person", SCHEMA_2)
    assert evolution.version.format == "json-schema"
    assert evolution.comparison.verdict == "incompatible"
    assert evolution.proposed == "2.0.0"
    effects = {impact.consumer: impact.effect for impact in evolution.consumers}
    assert effects == {"uses-id": "breaks", "uses-note": "unaffected"}
