"""Stopping the line."""

import contracts
import pytest

MASTER = b"""
version: 1
meta: {id: deal-1}
governance: {mode: enforce, steering_committee: [client, supplier]}
risk_policy:
  stop_the_line_triggers:
    - {id: security_blocker, owner: client}
    - {id: freeze, owner: steering_committee, blocks: [deploy]}
"""


@pytest.fixture
def store():
    with contracts.open(":memory:", create=True, actor="supplier") as store:
        store.create("shop", "deal", MASTER, label="1.0.0", type="master")
        store.activate("shop", "deal", "1.0.0")
        store.create("shop", "api", {"type": "object"}, metadata={"master": "shop/deal"})
        yield store


def test_a_raised_trigger_blocks_until_it_is_cleared(store):
    stop = store.stop_line_raise("shop", "deal", "security_blocker", ["cve:7"], reason="leak")
    assert stop.state == contracts.StopState.RAISED and stop.binds and stop.owner == "client"
    assert stop.blocks == ("activate", "implement") and stop.evidence == ("cve:7",)
    again = store.stop_line_raise("shop", "deal", "security_blocker", ["x"], reason="leak")
    assert again.n == 1 and "raised already" in again.remarks[0]
    with pytest.raises(contracts.Blocked, match="raised by supplier") as caught:
        store.activate("shop", "api", "1.0.0")
    assert caught.value.details["trigger"] == "security_blocker"
    assert caught.value.details["owner"] == "client"
    with pytest.raises(contracts.Denied):
        store.stop_line_clear("shop", "deal", "security_blocker", "fixed", reason="ok")
    stop = store.stop_line_clear(
        "shop", "deal", "security_blocker", "fixed", reason="ok", actor="client"
    )
    assert stop.state == "cleared" and stop.decision == "fixed" and stop.clear_reason == "ok"
    store.activate("shop", "api", "1.0.0")
    assert store.stop_line("shop", "deal", "security_blocker").cleared_by == "client"


def test_the_host_asks_before_it_deploys(store):
    store.stop_line_check("shop", "api", "deploy")
    store.stop_line_raise("shop", "deal", "freeze", ["a"], owner="ann", reason="season")
    with pytest.raises(contracts.Blocked):
        store.stop_line_check("shop", "api", "deploy")
    store.activate("shop", "api", "1.0.0")
    assert [s.trigger for s in store.stop_lines(state="raised", page_size=1)] == ["freeze"]
    assert len(list(store.stop_lines(team="shop", name="deal", page_size=1))) == 1
    (row,) = store.stop_line_summary("shop", "deal").raisers
    assert (row.raised_by, row.count, row.raised) == ("supplier", 1, 1)
    with pytest.raises(contracts.ArgumentError):
        store.stop_line_raise("shop", "deal", "freeze", [], reason="season")
    with pytest.raises(contracts.NotFound):
        store.stop_line("shop", "deal", "security_blocker")
