"""Functions of the host that the library calls."""

import gc
import json
import logging
import signal
import sys
import time
import weakref
from datetime import datetime, timezone

import contracts
import pytest

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


class Odd(Exception):
    pass


def fail(*_):
    raise Odd


def test_the_authoriser_is_asked_before_every_write(memory):
    asked = []

    def authorise(actor, verb, subject):
        asked.append((actor, verb, subject))
        return actor == "ada"

    store = memory(actor="ada", authorise=authorise)
    store.create("t", "c", b"{}")
    assert asked[-1][0] == "ada"
    assert asked[-1][2] == "t/c"
    count = len(asked)
    assert store.get("t", "c", "latest").label == "1.0.0"
    assert len(asked) == count
    with pytest.raises(contracts.Denied) as caught:
        store.activate("t", "c", "1.0.0", actor="eve")
    assert caught.value.status == "denied"
    assert caught.value.details["actor"] == "eve"
    assert store.get("t", "c", "latest").state == "draft"


def test_an_authoriser_that_raises_refuses(memory):
    with pytest.raises(Odd):
        memory(authorise=fail)
    broken = []

    def authorise(*_):
        if broken:
            raise Odd
        return True

    store = memory(authorise=authorise)
    broken.append(True)
    with pytest.raises(Odd) as caught:
        store.create("t", "c", b"{}")
    assert isinstance(caught.value.__context__, contracts.Denied)
    assert store.info().contracts == 0
    broken.clear()
    assert store.create("t", "c", b"{}").label == "1.0.0"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (lambda: datetime(2026, 1, 1), contracts.ArgumentError),
        (lambda: None, TypeError),
        (lambda: 1767225600, TypeError),
        (fail, Odd),
    ],
)
def test_a_broken_clock_stops_a_write(memory, answer, error):
    now = [lambda: NOW]
    store = memory(clock=lambda: now[0]())
    store.create("t", "c", b"{}")
    now[0] = answer
    with pytest.raises(error):
        store.create("t", "d", b"{}")
    with pytest.raises(error):
        store.info()
    now[0] = lambda: NOW
    assert store.info().contracts == 1
    with pytest.raises(error):
        memory(clock=answer)


def test_random_makes_ids(memory):
    def ids():
        store = memory(clock=lambda: NOW, random=lambda size: bytes(range(size)))
        return store.info().uuid, store.create("t", "c", b"{}").id

    assert ids() == ids()


@pytest.mark.parametrize(
    ("answer", "error"),
    [(lambda size: b"short", ValueError), (lambda size: None, TypeError), (fail, Odd)],
)
def test_random_that_fails_stops_the_call(memory, answer, error):
    with pytest.raises(error):
        memory(random=answer)
    now = [bytes]
    store = memory(random=lambda size: now[0](size))
    now[0] = answer
    with pytest.raises(error):
        store.create("t", "c", b"{}")
    now[0] = bytes
    assert store.info().contracts == 0
    assert store.create("t", "c", b"{}").label == "1.0.0"


def test_progress_is_told_and_can_stop(memory, tmp_path):
    seen = []
    stop = []

    def progress(what, done, total):
        seen.append((what, done, total))
        return bool(stop)

    store = memory(progress=progress)
    for at in range(5):
        store.create("t", f"c{at}", b"{}")
    store.check()
    store.backup(tmp_path / "one.db")
    assert seen
    assert all(isinstance(what, str) and done >= 0 <= total for what, done, total in seen)
    stop.append(True)
    with pytest.raises(contracts.Cancelled):
        store.backup(tmp_path / "two.db")
    assert not (tmp_path / "two.db").exists()


@pytest.mark.parametrize("error", [Odd, KeyboardInterrupt, SystemExit])
def test_an_exception_in_progress_comes_out(memory, tmp_path, error):
    def progress(*_):
        raise error

    store = memory(progress=progress)
    store.create("t", "c", b"{}")
    with pytest.raises(error):
        store.backup(tmp_path / "copy.db")
    batch = store.batch()
    batch.create("t", "d", b"{}")
    with pytest.raises(error):
        batch.apply()
    assert store.info().contracts == 1


def paths(count, kind):
    schema = {"type": "object", "properties": {"a": {"type": kind}}}
    response = {"description": "ok", "content": {"application/json": {"schema": schema}}}
    operation = {"get": {"responses": {"200": response}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {f"/a{at}": operation for at in range(count)},
    }


def test_ctrl_c_ends_a_long_comparison():
    old, new = (json.dumps(paths(6000, kind)).encode() for kind in ("string", "integer"))
    seen = []
    begun = time.monotonic()
    diff = contracts.diff(old, new, progress=lambda *told: seen.append(told))
    took = time.monotonic() - begun
    assert len(diff.findings) == 6000
    assert len(seen) > 10

    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, took / 4)
    try:
        with pytest.raises(KeyboardInterrupt):
            contracts.diff(old, new)
            time.sleep(10)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_calling_back_into_the_store_is_refused(memory):
    stores = []
    errors = []

    def authorise(*_):
        if stores:
            try:
                stores[0].active("t", "c")
            except contracts.ContractsError as error:
                errors.append(error)
        return True

    stores.append(memory(authorise=authorise))
    stores[0].create("t", "c", b"{}")
    assert [error.status for error in errors] == ["argument"]


def test_another_store_may_be_used_in_a_callback(memory):
    other = memory()
    other.create("t", "c", b"{}", label="7.0.0")
    labels = []

    def authorise(*_):
        labels.append(other.get("t", "c", "latest").label)
        return True

    memory(authorise=authorise).create("t", "c", b"{}")
    assert set(labels) == {"7.0.0"}


def test_log_fits_logging(memory, caplog):
    with caplog.at_level(logging.DEBUG, "contracts"):
        store = memory(log=logging.getLogger("contracts").log)
        store.create("t", "c", b"{}")
        store.close()
    assert all(record.levelno in (10, 20, 30, 40) for record in caplog.records)


def test_hooks_are_gone_with_the_store(memory):
    class Hook:
        def __call__(self, *_):
            return True

    hook = Hook()
    seen = weakref.ref(hook)
    with contracts.open(":memory:", authorise=hook) as store:
        store.create("t", "c", b"{}")
        del hook
        gc.collect()
        assert seen() is not None
        assert store.create("t", "d", b"{}").name == "d"
    del store
    gc.collect()
    assert seen() is None
