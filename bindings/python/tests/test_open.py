"""Opening, closing, and what a store says about itself."""

import gc
import os
import sqlite3
import stat
import threading
import time
from datetime import datetime
from pathlib import Path

import contracts
import pytest


def test_a_store_in_a_file_outlives_its_handle(path):
    with contracts.open(path, create=True) as store:
        made = store.info()
    with contracts.open(str(path)) as store:
        again = store.info()
    assert again.uuid == made.uuid
    assert again.path == str(path)
    assert again.schema == made.schema >= 1
    assert again.durability is contracts.Durability.FULL
    assert again.library == contracts.library_version()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_store_at_rest_has_no_wal(path):
    with contracts.open(path, create=True) as store:
        store.create("t", "c", b"{}")
    assert not Path(f"{path}-wal").exists()


def test_a_missing_file_is_not_made(path):
    with pytest.raises(contracts.NotFound) as caught:
        contracts.open(path)
    assert str(path) in caught.value.message
    assert caught.value.status == "not_found"
    assert caught.value.details["path"] == str(path)
    assert not path.exists()


def test_a_file_that_is_no_store_is_left_alone(path):
    path.write_bytes(b"hello" * 1000)
    with pytest.raises(contracts.NotOurs):
        contracts.open(path)
    assert path.read_bytes() == b"hello" * 1000
    other = path.with_name("other.db")
    with sqlite3.connect(other) as db:
        db.execute("create table t(x)")
    db.close()
    with pytest.raises(contracts.NotOurs):
        contracts.open(other, create=True)


def test_a_newer_store_is_refused(path):
    contracts.open(path, create=True).close()
    db = sqlite3.connect(path)
    db.execute("pragma user_version = 9999")
    db.commit()
    db.close()
    with pytest.raises(contracts.Newer) as caught:
        contracts.open(path)
    assert caught.value.status is contracts.Status.NEWER


def test_read_only_reads(path):
    with contracts.open(path, create=True) as store:
        store.create("t", "c", b"{}")
    with contracts.open(path, readonly=True) as store:
        assert store.get("t", "c", "latest").label == "1.0.0"
        assert store.info().read_only
        with pytest.raises(contracts.ReadOnly):
            store.create("t", "d", b"{}")


def test_options_reach_the_library(path, memory):
    store = memory(durability="normal", actor="eve", max_depth=4, max_document_bytes=64)
    assert store.info().durability == "normal"
    assert store.create("t", "c", b"{}").created_by == "eve"
    with pytest.raises(contracts.LimitError):
        store.create("t", "deep", b'{"openapi":"3.1.0","a":[[[[[[1]]]]]]}')
    with pytest.raises(contracts.LimitError) as caught:
        store.create("t", "large", b'"%s"' % (b"x" * 64))
    assert caught.value.status == "limit"
    assert memory(cache=False, walindex=False, cache_entries=10).closed is False
    assert memory().create("t", "c", b"{}").created_by == "unknown"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"durability": "some"}, ValueError),
        ({"durability": 1}, TypeError),
        ({"actor": "a\0b"}, contracts.ArgumentError),
        ({"actor": "\ud800"}, contracts.ArgumentError),
        ({"actor": 7}, TypeError),
        ({"actor": "a\nb"}, contracts.ArgumentError),
        ({"deadline": -1}, contracts.ArgumentError),
        ({"deadline": float("nan")}, contracts.ArgumentError),
        ({"deadline": 1e12}, contracts.ArgumentError),
        ({"deadline": "5"}, TypeError),
        ({"deadline": True}, TypeError),
        ({"clock": 5}, TypeError),
        ({"log": "loud"}, TypeError),
        ({"max_depth": -1}, contracts.ArgumentError),
        ({"max_depth": 2**32}, contracts.ArgumentError),
        ({"max_depth": 1.5}, TypeError),
        ({"max_document_bytes": 2**64}, contracts.ArgumentError),
    ],
)
def test_bad_options(options, error):
    with pytest.raises(error):
        contracts.open(":memory:", **options)


@pytest.mark.parametrize("where", [5, None, b"x.db"])
def test_a_path_is_text(where):
    with pytest.raises(TypeError):
        contracts.open(where)


@pytest.mark.parametrize("where", ["", "a\0b", "/nonexistent/dir/x.db"])
def test_bad_paths(where):
    with pytest.raises(contracts.ContractsError):
        contracts.open(where, create=True)


def test_everything_on_a_closed_store_raises(path, tmp_path):
    store = contracts.open(path, create=True)
    store.create("t", "c", b"{}")
    pages = store.events(page_size=1)
    following = store.follow(after=0)
    batch = store.batch()
    store.close()
    store.close()
    assert store.closed
    assert repr(store) == f"<contracts.Store '{path}' closed>"
    out = tmp_path / "out.xml"
    calls = [
        lambda: store.active("t", "c"),
        lambda: store.get("t", "c"),
        lambda: store.document("t", "c"),
        lambda: store.create("t", "d", b"{}"),
        lambda: store.evolve("t", "c", b"[]"),
        lambda: store.evolution("t", "c"),
        lambda: store.rollback("t", "c", "1.0.0", reason="x"),
        lambda: store.activate("t", "c", "1.0.0"),
        lambda: store.deprecate("t", "c", "1.0.0", reason="x"),
        lambda: store.reactivate("t", "c", "1.0.0", reason="x"),
        lambda: store.retire("t", "c", "1.0.0"),
        lambda: store.edit("t", "c"),
        lambda: store.list(),
        lambda: store.history("t", "c"),
        lambda: store.summary("t"),
        lambda: store.register("t", "c", "x"),
        lambda: store.unregister("t", "c", "x"),
        lambda: store.consumers(),
        lambda: store.events(),
        lambda: list(pages),
        lambda: list(following),
        lambda: store.wait(0, 0),
        lambda: store.follow(),
        lambda: store.verify(),
        lambda: store.check(),
        lambda: store.backup(tmp_path / "b.db"),
        lambda: store.migrate(),
        lambda: store.info(),
        lambda: store.export(),
        lambda: store.export(out),
        lambda: store.import_(b""),
        lambda: store.batch(),
        lambda: batch.apply(),
        lambda: store.cancel(),
        lambda: store.cancel_clear(),
        lambda: store.__enter__(),
    ]
    for call in calls:
        with pytest.raises(contracts.Closed, match="the store is closed"):
            call()
    assert not out.exists()
    assert issubclass(contracts.Closed, contracts.ContractsError)


def test_with_closes_after_an_exception(path):
    with pytest.raises(KeyError) as caught:
        with contracts.open(path, create=True) as store:
            store.active("t", "none")
    # the traceback is alive, but not the handle: the store was closed and is one file
    assert caught.value.details == {"team": "t", "contract": "none"}
    assert store.closed
    assert not Path(f"{path}-wal").exists()


def test_a_forgotten_store_is_closed(path):
    store = contracts.open(path, create=True)
    store.create("t", "c", b"{}")
    del store
    gc.collect()
    assert not Path(f"{path}-wal").exists()


def test_closing_in_another_thread_ends_a_wait(disk):
    ended = []

    def wait():
        try:
            disk.wait(10**9)
        except contracts.Closed as error:
            ended.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    disk.close()
    thread.join(5)
    assert not thread.is_alive()
    assert len(ended) == 1


def test_closing_lets_a_running_call_finish(path):
    """The progress callback of a backup closes the store under it."""
    store = contracts.open(path, create=True, progress=lambda *_: store.close())
    store.create("t", "c", b"{}")
    copy = path.with_name("copy.db")
    store.backup(copy)
    assert store.closed
    with contracts.open(copy) as again:
        assert again.get("t", "c", "latest").label == "1.0.0"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_is_noticed(disk):
    disk.create("t", "c", b"{}")
    child = os.fork()
    if child == 0:
        code = 1
        try:
            disk.info()
        except contracts.Forked as error:
            code = 0 if error.status == "forked" else 2
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert disk.get("t", "c", "latest").label == "1.0.0"


def test_a_replaced_file_is_noticed(disk, path):
    disk.create("t", "c", b"{}")
    path.rename(path.with_name("old.db"))
    path.write_bytes(b"")
    with pytest.raises(contracts.Replaced):
        disk.create("t", "d", b"{}")


HOLD = """
import sys, time, contracts
def hold(*_):
    print("held", flush=True)
    sys.stdin.read()
    return True
contracts.open(sys.argv[1], authorise=hold).create("t", "held", b"{}")
"""


def test_a_held_store_is_busy_at_the_deadline(disk, path, child):
    holder = child(HOLD, path)
    assert holder.stdout.readline() == "held\n"
    with contracts.open(path, deadline=0.2) as other:
        begun = time.monotonic()
        with pytest.raises(contracts.Busy) as caught:
            other.create("t", "c", b"{}")
        assert 0.15 < time.monotonic() - begun < 3
        assert caught.value.retryable
        assert caught.value.status == "busy"
    holder.communicate()
    assert holder.returncode == 0
    assert disk.create("t", "c", b"{}").label == "1.0.0"


def test_cancel_is_sticky(store):
    store.create("t", "c", b"{}")
    store.cancel()
    for _ in range(2):
        with pytest.raises(contracts.Cancelled) as caught:
            store.create("t", "d", b"{}")
        assert caught.value.status == "cancelled"
    store.cancel_clear()
    assert store.create("t", "d", b"{}").name == "d"


def test_cancel_from_another_thread_ends_a_wait(store):
    threading.Timer(0.1, store.cancel).start()
    with pytest.raises(contracts.Cancelled):
        store.wait(10**9, 10)


def test_check_and_verify(orders, disk):
    for report in (orders.check(), orders.check(replay=True), orders.verify()):
        assert report
        assert report.ok
        assert report.problems == ()
        assert report.problems_found == 0
        assert report.rows > 0
        assert len(report.head) == 64
    assert orders.verify().head == list(orders.events())[-1].hash


def test_verify_names_the_broken_row(path):
    with contracts.open(path, create=True) as store:
        store.create("t", "c", b"{}")
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("select name from sqlite_master where type='table'")]
    table = next(name for name in tables if name.endswith("event"))
    for trigger in db.execute("select name from sqlite_master where type='trigger'").fetchall():
        db.execute(f"drop trigger {trigger[0]}")
    db.execute(f"update {table} set actor = 'mallory' where seq = 2")
    db.commit()
    db.close()
    with contracts.open(path) as store:
        report = store.verify()
    assert not report
    assert report.problems[0].message
    assert "2" in report.problems[0].message


def test_backup(disk, tmp_path):
    disk.create("t", "c", b"{}")
    copy = tmp_path / "copy.db"
    disk.backup(copy)
    with contracts.open(copy) as again:
        assert again.info().uuid == disk.info().uuid
        assert again.check(replay=True)
    with pytest.raises(contracts.Exists):
        disk.backup(str(copy))
    with pytest.raises(contracts.ContractsError):
        disk.backup(tmp_path / "no" / "such" / "dir.db")
    with pytest.raises(TypeError):
        disk.backup(5)


def test_migrate_says_from_where_to_where(disk):
    migration = disk.migrate()
    assert migration.before == migration.after == disk.info().schema


def test_times_are_utc_and_exact(memory):
    when = datetime.fromisoformat("2026-03-04T05:06:07.000008+02:00")
    version = memory(clock=lambda: when).create("t", "c", b"{}")
    assert version.created_at == when
    assert version.created_at.isoformat() == "2026-03-04T03:06:07.000008+00:00"
