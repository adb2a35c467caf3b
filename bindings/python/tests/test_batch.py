"""Many writes in one transaction."""

from datetime import datetime, timezone

import contracts
import pytest


def test_all_of_it_or_nothing(store):
    with store.batch() as batch:
        batch.create("t", "a", b"{}", label="v1.0", owner_role="Lead", metadata={"x": 1})
        batch.activate("t", "a")
        batch.evolve("t", "a", b"[]", label="v2.0", declare_break=True, reason="why not")
        batch.activate("t", "a", "v2.0")
        batch.register("t", "a", "web", role="Frontend", parts=["/"], allow_unknown_parts=True)
        assert len(batch) == 5
        assert store.info().contracts == 0
    items = batch.results
    assert [item.version and item.version.label for item in items] == [
        "v1.0", "v1.0", "v2.0", "v2.0", None,
    ]
    assert items[3].version.state == "active"
    assert items[4].consumer.consumer == "web"
    assert items[4].consumer.follows == "v2.0"
    assert store.active("t", "a").label == "v2.0"
    assert store.check(replay=True)


def test_a_failure_names_its_item_and_stores_nothing(store):
    before = store.info().last_event
    with pytest.raises(contracts.Exists) as caught:
        with store.batch() as batch:
            batch.create("t", "a", b"{}")
            batch.create("t", "b", b"{}")
            batch.create("t", "a", b"{}")
    assert caught.value.details["item"] == "2"
    assert store.info().last_event == before
    with pytest.raises(contracts.ArgumentError, match="not applied"):
        batch.results


def test_an_exception_in_the_block_applies_nothing(store):
    with pytest.raises(RuntimeError):
        with store.batch() as batch:
            batch.create("t", "a", b"{}")
            raise RuntimeError
    assert store.info().contracts == 0


def test_apply_once(store):
    batch = store.batch()
    batch.create("t", "a", b"{}")
    assert len(batch.apply()) == 1
    for call in (batch.apply, lambda: batch.create("t", "b", b"{}")):
        with pytest.raises(contracts.ArgumentError, match="applied already"):
            call()


def test_an_empty_batch_does_nothing(store):
    before = store.info().last_event
    assert store.batch().apply() == ()
    assert store.info().last_event == before


def test_bad_items_are_refused_when_added(store):
    batch = store.batch()
    calls = [
        (lambda: batch.create("a/b", "c", b"{}"), contracts.ArgumentError),
        (lambda: batch.create("t", "c", b"{}", type="nonsense"), contracts.ArgumentError),
        (lambda: batch.create("t", "c", "text"), TypeError),
        (lambda: batch.evolve("t", "c\0", b"{}"), contracts.ArgumentError),
        (lambda: batch.activate("t", "c", 1), TypeError),
        (lambda: batch.register("t", "c", ""), contracts.ArgumentError),
        (lambda: batch.register("t", "c", "x", colour=1), TypeError),
        (lambda: batch.create("t", "c", contracts.Source(b'{"a"', format="openapi")), ValueError),
    ]
    for call, error in calls:
        with pytest.raises(error):
            call()
    assert len(batch) == 0
    batch.create("t", "c", b"{}")
    assert [item.version.name for item in batch.apply()] == ["c"]


def test_documents_may_go_away_before_it_is_applied(store, tmp_path):
    path = tmp_path / "c.json"
    path.write_bytes(b'{"a":1}')
    batch = store.batch()
    batch.create("t", "c", path)
    data = bytearray(b'{"b":2}')
    batch.create("t", "d", data)
    data[:] = b"XXXXXXX"
    path.unlink()
    batch.apply()
    assert store.document("t", "c", "latest") == b'{"a":1}'
    assert store.document("t", "d", "latest") == b'{"b":2}'


def test_items_have_actors_and_instants(store):
    late = datetime(2027, 1, 1, tzinfo=timezone.utc)
    with store.batch() as batch:
        batch.create("t", "a", b"{}", actor="grace")
        batch.create("t", "b", b"{}", now=late)
    created = [item.version for item in batch.results]
    assert [v.created_by for v in created] == ["grace", "ada"]
    assert {v.created_at for v in created} == {late}


def test_a_dry_item_makes_the_batch_dry(store):
    with store.batch() as batch:
        batch.create("t", "a", b"{}")
        batch.create("t", "b", b"{}", dry_run=True)
    assert [item.version.dry_run for item in batch.results] == [True, True]
    assert store.info().contracts == 0


def test_a_thousand(store):
    with store.batch() as batch:
        for at in range(1000):
            batch.create("t", f"c{at}", {"at": at})
    assert store.info().contracts == 1000
