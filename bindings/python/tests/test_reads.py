"""Looking up, listing, and the journal."""

import dataclasses
import os
import signal
import threading
import time
from datetime import timedelta

import contracts
import pytest
from conftest import START

FULL = {
    "owner_role": "Röle",
    "owner_agent": "智能体",
    "metadata": {"k": ["v", {"ü": 1.5}], "big": 9007199254740991},
    "type": "event",
}


def test_active_is_what_get_gives(store):
    """The look-up by getters and the one by JSON, on every field, first and later."""
    store.create("t", "plain", b"{}")
    store.activate("t", "plain", "1.0.0")
    store.create("t", "full", b"{}", label="v1.0", **FULL)
    store.activate("t", "full", "v1.0")
    store.evolve("t", "full", b"[]", label="v2.0")
    store.activate("t", "full", "v2.0", declare_break=True, reason="because – ja", actor="günther")
    store.register("t", "full", "web")
    for name in ("plain", "full", "plain", "full"):
        active = store.active("t", name)
        got = store.get("t", name)
        for field in dataclasses.fields(contracts.Version):
            first, second = getattr(active, field.name), getattr(got, field.name)
            assert first == second, field.name
            assert type(first) is type(second), field.name
    assert store.active("t", "full").owner_agent == "智能体"
    store.deprecate("t", "full", "v2.0", reason="x", sunset=START + timedelta(days=9))
    store.reactivate("t", "full", "v2.0", reason="y")
    assert store.active("t", "full") == store.get("t", "full")


def test_active_follows_what_happens(orders):
    first = orders.active("shop", "ORDERS")
    assert first.label == "1.0.0"
    orders.register("shop", "orders", "web")
    assert orders.active("shop", "orders").consumers == 1
    orders.evolve("shop", "orders", b"[]", label="2.0.0")
    orders.activate("shop", "orders", "2.0.0", declare_break=True, reason="x")
    assert orders.active("shop", "orders").label == "2.0.0"
    orders.retire("shop", "orders", "2.0.0", force=True, reason="x")
    with pytest.raises(contracts.NotFound) as caught:
        orders.active("shop", "orders")
    assert caught.value.details["contract"] == "orders"
    assert first.label == "1.0.0"


def test_selectors(orders):
    orders.evolve("shop", "orders", b"[]", label="2.0.0")
    get = orders.get
    assert get("shop", "orders").label == "1.0.0"
    assert get("shop", "orders", "").label == "1.0.0"
    assert get("shop", "orders", "active").label == "1.0.0"
    assert get("shop", "orders", "latest").label == "2.0.0"
    assert get("shop", "orders", ">=1 <9").label == "1.0.0"
    for selector in ("3.0.0", "^7"):
        with pytest.raises(KeyError):
            get("shop", "orders", selector)
    with pytest.raises(contracts.ContractsError):
        get("shop", "orders", "x" * 5000)


def test_documents_come_back_byte_for_byte(store):
    for at, data in enumerate((b"", b"\0\xff\r\n", bytes(range(256)) * 5000, b"{}\n")):
        store.create("t", f"c{at}", contracts.Source(data, format="opaque"))
        assert store.document("t", f"c{at}", "latest") == data
    with pytest.raises(contracts.NotFound):
        store.document("t", "c0", "latest", path="beside.json")
    with pytest.raises(contracts.NotFound):
        store.document("t", "none")


def test_lists_page_by_themselves(store):
    names = [f"c{at:02}" for at in range(25)]
    for name in names:
        store.create("shop" if int(name[1:]) % 2 else "bank", name, b"{}", type="event")
    store.activate("shop", "c01", "1.0.0")
    listed = [v.name for v in store.list(page_size=4)]
    assert sorted(listed) == names
    assert listed == [*names[0::2], *names[1::2]]
    assert [v.name for v in store.list(team="shop", page_size=5)] == names[1::2]
    assert [v.name for v in store.list(prefix="C1", team="bank")] == names[10:20:2]
    assert [v.name for v in store.list(state="active")] == ["c01"]
    assert [v.name for v in store.list(type="sow")] == []
    assert len(list(store.list(limit=7, page_size=3))) == 7
    assert list(store.list(limit=0)) == []
    assert list(store.list(owner_role="nobody")) == []
    assert len(list(store.list(page_size=25))) == 25
    with pytest.raises(contracts.ArgumentError):
        store.list(page_size=0)
    with pytest.raises(contracts.ArgumentError):
        store.list(page_size=1001)
    with pytest.raises(contracts.ArgumentError):
        store.list(limit=-1)
    with pytest.raises(contracts.ArgumentError):
        store.list(state="paused")


def test_history(store):
    store.create("t", "c", b"0")
    store.activate("t", "c", "1.0.0")
    labels = ["1.0.0"]
    for at in range(5):
        labels.append(store.evolve("t", "c", b"%d" % (at + 1), label=f"{at + 2}.0.0").version.label)
    assert [v.label for v in store.history("t", "c", page_size=2)] == labels
    assert [v.label for v in store.history("t", "c", limit=3)] == labels[:3]
    with pytest.raises(contracts.NotFound):
        store.history("t", "none")


def test_summary(orders):
    orders.create("shop", "carts", b"[]", type="event")
    orders.register("shop", "orders", "web")
    summary = orders.summary("shop")
    assert (summary.team, summary.contracts, summary.versions) == ("shop", 2, 2)
    assert summary.by_state["active"] == summary.by_state["draft"] == 1
    assert summary.by_type["event"] == 1
    (active,) = summary.active
    assert (active.name, active.label, active.consumers) == ("orders", "1.0.0", 1)
    with pytest.raises(contracts.NotFound):
        orders.summary("nobody")


def test_consumers_page_by_themselves(orders):
    for at in range(7):
        orders.register("shop", "orders", f"web{at}")
    assert len(list(orders.consumers(page_size=2))) == 7
    assert len(list(orders.consumers(team="shop", name="orders", page_size=7))) == 7
    assert [c.consumer for c in orders.consumers(limit=2)] == ["web0", "web1"]
    with pytest.raises(contracts.ContractsError):
        orders.consumers(name="orders")


def test_events(orders):
    events = list(orders.events(page_size=1))
    assert [e.seq for e in events] == [1, 2, 3, 4]
    assert [e.kind for e in events] == [
        "store.created",
        "contract.created",
        "version.created",
        "version.activated",
    ]
    last = events[-1]
    assert last.subject == "version:shop/orders@1.0.0"
    assert last.actor == "ada"
    assert START < last.at < START + timedelta(minutes=1)
    assert last.at.utcoffset() == timedelta(0)
    assert isinstance(last.body, dict)
    assert len(last.hash) == 64
    assert list(orders.events(after=4)) == []
    assert [e.seq for e in orders.events(after=2, limit=1)] == [3]
    assert [e.seq for e in orders.events(kind="version.")] == [3, 4]
    assert [e.seq for e in orders.events(kind="version.activated")] == [4]
    assert [e.seq for e in orders.events(team="shop", name="orders")] == [2, 3, 4]
    assert list(orders.events(team="none")) == []
    with pytest.raises(contracts.ArgumentError):
        orders.events(after=-1)
    with pytest.raises(contracts.ContractsError):
        orders.events(name="orders")
    with pytest.raises(contracts.ContractsError):
        orders.events(origin="not a uuid")


def test_wait(orders):
    assert orders.wait(0, 0) == 4
    assert orders.wait(4, 0) == 4
    begun = time.monotonic()
    assert orders.wait(4, 0.3) == 4
    assert 0.25 < time.monotonic() - begun < 2
    for timeout in (-1, float("inf"), 1e10):
        with pytest.raises(contracts.ArgumentError):
            orders.wait(0, timeout)


def test_waiting_does_not_hold_others_up(orders):
    threading.Timer(0.1, lambda: orders.register("shop", "orders", "web")).start()
    begun = time.monotonic()
    assert orders.wait(4, 10) == 5
    assert time.monotonic() - begun < 3


def test_ctrl_c_ends_a_wait(orders):
    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            orders.wait(10**6)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert orders.active("shop", "orders").label == "1.0.0"


def test_follow_ends_when_it_is_quiet(orders):
    assert [e.seq for e in orders.follow(after=0, idle=0)] == [1, 2, 3, 4]
    assert list(orders.follow(idle=0)) == []
    assert [e.seq for e in orders.follow(after=1, kind="version.", idle=0.1)] == [3, 4]
    following = orders.follow(idle=0)
    orders.register("shop", "orders", "web")
    assert [e.kind for e in following] == ["consumer.registered"]
    with pytest.raises(contracts.ArgumentError):
        orders.follow(idle=-1)


WRITER = """
import sys, contracts
with contracts.open(sys.argv[1]) as store:
    for at in range(int(sys.argv[2])):
        store.create("t", f"c{at}", b"{}")
"""


def test_follow_sees_another_process(disk, path, child):
    following = disk.follow(kind="contract.created", idle=20)
    writer = child(WRITER, path, 30)
    seen = []
    for event in following:
        seen.append(event.subject)
        if len(seen) == 30:
            break
    assert seen == [f"contract:t/c{at}" for at in range(30)]
    assert writer.wait(10) == 0


FOLLOWER = """
import sys, contracts
with contracts.open(sys.argv[1]) as store:
    print("ready", flush=True)
    for event in store.follow(after=0, idle=20):
        print(event.seq, event.kind, event.hash, flush=True)
        if event.subject == "contract:t/last":
            break
"""


def test_another_process_follows(disk, path, child):
    follower = child(FOLLOWER, path)
    assert follower.stdout.readline() == "ready\n"
    disk.create("t", "first", b"{}")
    disk.create("t", "last", b"{}")
    lines = [line.split() for line in follower.stdout]
    assert follower.wait(20) == 0
    events = list(disk.events(limit=len(lines)))
    assert lines == [[str(e.seq), e.kind, e.hash] for e in events]


def test_unicode_everywhere(store):
    store.create("t", "c", {"schlüssel": "значение 🎉"}, owner_role="Größe", actor="Zoë")
    store.activate("t", "c", "1.0.0", reason="終わり")
    event = list(store.events())[-1]
    assert event.actor == "ada"
    assert list(store.events(kind="version.created"))[0].actor == "Zoë"
    assert store.document("t", "c") == '{"schlüssel":"значение 🎉"}'.encode()
    with pytest.raises(contracts.NotFound) as caught:
        store.get("t", "c", "größer")
    assert "größer" in str(caught.value)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_looking_up_after_a_fork(disk):
    disk.create("t", "c", b"{}")
    disk.activate("t", "c", "1.0.0")
    disk.active("t", "c")
    child = os.fork()
    if child == 0:
        code = 1
        try:
            disk.active("t", "c")
        except contracts.Forked:
            code = 0
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0


def labels(pages):
    return [version.name for version in pages]


def test_a_list_goes_on_where_an_error_stopped_it(store):
    """Nothing comes twice and nothing is left out, however often the next page fails."""
    for name in ("c0", "c1", "c2", "c3"):
        store.create("shop", name, b"{}")
    pages = store.list(page_size=2)
    assert [next(pages).name, next(pages).name] == ["c0", "c1"]
    store.cancel()
    for _ in range(2):
        with pytest.raises(contracts.Cancelled):
            next(pages)
    store.cancel_clear()
    assert labels(pages) == ["c2", "c3"]
    assert labels(pages) == []


def test_a_list_of_a_closed_store_stays_closed(memory):
    store = memory()
    for name in ("c0", "c1", "c2"):
        store.create("shop", name, b"{}")
    pages = store.list(page_size=2)
    assert next(pages).name == "c0"
    store.close()
    assert next(pages).name == "c1"  # of the page that was read already
    for _ in range(3):
        with pytest.raises(contracts.Closed):
            next(pages)


def test_following_goes_on_where_an_error_stopped_it(store):
    """As a list does: an error is not the end, and nothing is passed over."""
    store.create("shop", "c0", b"{}")
    seen = [event.seq for event in store.events()]
    follow = store.follow(after=0, idle=0)
    assert [next(follow).seq for _ in seen] == seen
    store.create("shop", "c1", b"{}")
    store.cancel()
    for _ in range(2):
        with pytest.raises(contracts.Cancelled):
            next(follow)
    store.cancel_clear()
    assert [event.seq for event in follow] == [seen[-1] + 1, seen[-1] + 2]
    store.create("shop", "c2", b"{}")
    assert list(follow) == []  # it was quiet once, and that was the end
