"""Many threads, and what 10,000 calls leave behind."""

import gc
import resource
import threading
import tracemalloc

import contracts


def test_eight_threads_look_up_while_one_writes(disk):
    for name in ("orders", "carts"):
        disk.create("shop", name, b"0")
        disk.activate("shop", name, "1.0.0")
    stop = threading.Event()
    errors = []
    counts = []

    def look():
        last = {"orders": 0, "carts": 0}
        count = 0
        try:
            while not stop.is_set():
                for name in last:
                    major = int(disk.active("shop", name).label.split(".")[0])
                    assert major >= last[name], "a stale answer"
                    last[name] = major
                    count += 1
        except BaseException as error:
            errors.append(error)
        counts.append(count)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for major in range(2, 40):
        label = f"{major}.0.0"
        disk.evolve("shop", "orders", b"%d" % major, label=label)
        disk.activate("shop", "orders", label, declare_break=True, reason="next")
        assert disk.active("shop", "orders").label == label
    stop.set()
    for thread in threads:
        thread.join(30)
    assert not errors
    assert min(counts) > 0
    assert disk.check(replay=True)


def test_each_thread_gets_its_own_exception(memory):
    """Callbacks of several threads park their exceptions at the same time."""
    raised = {}

    class Mine(Exception):
        pass

    def authorise(actor, verb, subject):
        if actor == "unknown":
            return True
        raise Mine(actor)

    store = memory(authorise=authorise)

    def write(actor):
        for _ in range(20):
            try:
                store.create("t", "c", b"{}", actor=actor)
            except Mine as error:
                raised.setdefault(actor, set()).add(str(error))

    actors = [f"actor{at}" for at in range(4)]
    threads = [threading.Thread(target=write, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert raised == {actor: {actor} for actor in actors}


def test_the_interpreter_goes_on_during_a_call(disk):
    ticks = []
    done = threading.Event()

    def tick():
        while not done.wait(0.005):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    thread.start()
    for seconds in (0.2, 1, 5):  # a busy machine gives a thread little to do in a short time
        before = len(ticks)
        disk.wait(10**9, seconds)
        during = len(ticks) - before
        if during > 10:
            break
    done.set()
    thread.join()
    assert during > 10


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def work(store, times):
    for at in range(times):
        store.active("shop", "orders")
        if at % 10 == 0:
            store.get("shop", "orders", "latest")
            list(store.events(limit=5))
            store.document("shop", "orders")
            try:
                store.active("shop", "none")
            except contracts.NotFound:
                pass
            try:
                store.create("shop", "orders", {"at": at})
            except contracts.Exists:
                pass
            contracts.diff({"a": at}, {"a": -1})


def test_ten_thousand_calls_leave_nothing(disk):
    disk.create("shop", "orders", b"{}")
    disk.activate("shop", "orders", "1.0.0")
    work(disk, 2000)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    resident_before = resident()
    work(disk, 10000)
    gc.collect()
    traced = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert traced < 256 << 10
    assert resident() - resident_before < 8 << 20


def test_stores_are_given_back(path):
    contracts.open(path, create=True).close()
    for _ in range(50):
        contracts.open(path).close()
    gc.collect()
    before = resident()
    for _ in range(300):
        with contracts.open(path, clock=None, authorise=lambda *_: True) as store:
            store.info()
    gc.collect()
    assert resident() - before < 4 << 20
