"""Documents, and the files that they refer to."""

import functools
import mmap
import os
from pathlib import Path

import contracts
import pytest

PART = b'{"type":"object","properties":{"id":{"type":"string"}}}'
OPENAPI = b"""openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /a:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $ref: '%s'
"""


def openapi(reference: str) -> bytes:
    return OPENAPI % reference.encode()


@pytest.mark.parametrize(
    "document",
    [
        b'{"a":1}',
        bytearray(b'{"a":1}'),
        memoryview(b'{"a":1}'),
        {"a": 1},
        contracts.Source(b'{"a":1}'),
    ],
)
def test_documents_come_in_many_shapes(store, document):
    store.create("t", "c", document)
    assert store.document("t", "c", "latest") == b'{"a":1}'


def test_a_list_is_json_and_nests(store):
    store.create("t", "c", [1, {"ä": [True, None, 0.5]}])
    assert store.document("t", "c", "latest") == '[1,{"ä":[true,null,0.5]}]'.encode()


@pytest.mark.parametrize("document", [{"a": object()}, [float("nan")], {"a": {1, 2}}, {(1, 2): 3}])
def test_what_json_cannot_say(store, document):
    with pytest.raises(contracts.ArgumentError, match="no JSON"):
        store.create("t", "c", document)


def test_a_circle_is_no_json(store):
    circle = []
    circle.append(circle)
    with pytest.raises(contracts.ArgumentError, match="no JSON"):
        store.create("t", "c", circle)


def test_a_str_is_refused_with_advice(store):
    with pytest.raises(TypeError, match="pathlib.Path names a file"):
        store.create("t", "c", "orders.yaml")


def test_a_path_is_read_with_the_files_beside_it(store, tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "api.yaml").write_bytes(openapi("parts/order.json#/properties/id"))
    (tmp_path / "parts" / "order.json").write_bytes(PART)
    version = store.create("t", "c", tmp_path / "api.yaml")
    assert version.format == "openapi"
    assert store.document("t", "c", "latest", path="parts/order.json") == PART
    outline = contracts.outline(tmp_path / "api.yaml")
    assert "parts/order.json" in outline.files
    assert "GET /a" in outline.parts


def test_base_dir_and_resolve(store, tmp_path):
    (tmp_path / "order.json").write_bytes(PART)
    data = openapi("order.json")
    store.create("t", "dir", contracts.Source(data, base_dir=tmp_path))
    asked = []

    def resolve(path):
        asked.append(path)
        return PART

    store.create("t", "call", contracts.Source(data, resolve=resolve))
    assert asked == ["order.json"]
    for name in ("dir", "call"):
        assert store.document("t", name, "latest", path="order.json") == PART
    with pytest.raises(contracts.InputError, match="order.json"):
        store.create("t", "none", data)
    with pytest.raises(TypeError, match="not both"):
        contracts.Source(data, base_dir=tmp_path, resolve=resolve)
    with pytest.raises(TypeError, match="callable"):
        store.create("t", "x", contracts.Source(data, resolve="dir"))


def test_a_resolver_says_what_is_not_there(store):
    source = contracts.Source(openapi("gone.json"), file="api.yaml", resolve=lambda path: None)
    with pytest.raises(contracts.InputError, match="gone.json") as caught:
        store.create("t", "c", source)
    assert (caught.value.file, caught.value.line) == ("api.yaml", 12)


def test_a_resolvers_exception_comes_out(store):
    class Odd(Exception):
        pass

    def resolve(path):
        raise Odd(path)

    with pytest.raises(Odd, match="x.json") as caught:
        store.create("t", "c", contracts.Source(openapi("x.json"), resolve=resolve))
    assert isinstance(caught.value.__context__, contracts.ContractsError)
    with pytest.raises(TypeError, match="what resolve gives must be bytes or None, not str"):
        store.create("t", "c", contracts.Source(openapi("x.json"), resolve=lambda path: "text"))
    with pytest.raises(TypeError):
        store.create("t", "c", contracts.Source(openapi("x.json"), resolve=lambda path: object()))
    with pytest.raises(KeyboardInterrupt):
        store.create("t", "c", contracts.Source(openapi("x.json"), resolve=interrupt))
    assert list(store.list()) == []


def interrupt(path):
    raise KeyboardInterrupt


def test_links_and_ways_out_are_refused(store, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_bytes(PART)
    base = tmp_path / "base"
    base.mkdir()
    (base / "link.json").symlink_to(secret)
    (base / "down").symlink_to(tmp_path)
    (base / "dir.json").mkdir()
    os.mkfifo(base / "pipe.json")
    notes = {
        "link.json": "symbolic link",
        "down/secret.json": "symbolic link",
        "dir.json": "directory",
        "pipe.json": "not a regular file",
        "../secret.json": None,
        "/etc/passwd": None,
        "http://localhost/x.json": None,
        "a/../../secret.json": None,
        "none.json": None,
    }
    for reference, note in notes.items():
        source = contracts.Source(openapi(reference), base_dir=base)
        with pytest.raises(contracts.InputError) as caught:
            store.create("t", "c", source)
        told = " ".join(getattr(caught.value, "__notes__", []))
        if note:
            assert note in told, reference
    assert list(store.list()) == []


def test_a_base_that_is_a_link_is_the_callers_wish(store, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "order.json").write_bytes(PART)
    (tmp_path / "base").symlink_to("real")
    store.create("t", "c", contracts.Source(openapi("order.json"), base_dir=tmp_path / "base"))
    assert store.document("t", "c", "latest", path="order.json") == PART


def test_files_that_cannot_be_read(store, tmp_path):
    (tmp_path / "dir").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (
        ("none", "No such file"),
        ("dir", "Is a directory"),
        ("pipe", "not a regular file"),
    ):
        with pytest.raises(contracts.InputError, match=reason) as caught:
            store.create("t", "c", tmp_path / name)
        assert caught.value.file == str(tmp_path / name)
        assert isinstance(caught.value.__cause__, OSError)
    with pytest.raises(contracts.ArgumentError):
        store.create("t", "c", Path("a\0b"))


def test_an_empty_file_is_no_document(store, tmp_path):
    (tmp_path / "empty").touch()
    with pytest.raises(contracts.InputError, match="empty") as caught:
        store.create("t", "c", tmp_path / "empty")
    assert (caught.value.line, caught.value.column) == (1, 1)
    opaque = contracts.Source.read(tmp_path / "empty", format="opaque")
    assert store.create("t", "c", opaque).document_size == 0


def test_a_huge_sparse_file_is_not_read(store, tmp_path):
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(contracts.LimitError, match="at most 268435456") as caught:
        store.create("t", "c", huge)
    assert caught.value.details == {"file": str(huge), "limit": "268435456"}
    beside = tmp_path / "api.yaml"
    beside.write_bytes(openapi("huge"))
    with pytest.raises(contracts.LimitError):
        store.create("t", "c", beside)
    with pytest.raises(contracts.LimitError):
        contracts.Source.read(huge, max_bytes=5)


def test_a_mapped_file_will_do(store, tmp_path):
    (tmp_path / "x.json").write_bytes(b'{"a":1}')
    with (tmp_path / "x.json").open("rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            store.create("t", "c", contracts.Source(mapped))
    assert store.document("t", "c", "latest") == b'{"a":1}'


def test_a_source_names_itself_in_messages(tmp_path):
    (tmp_path / "bad.json").write_bytes(b'{"openapi": "3.1.0", ')
    with pytest.raises(contracts.InputError, match="bad.json") as caught:
        contracts.outline(contracts.Source.read(tmp_path / "bad.json", format="openapi"))
    assert caught.value.file == str(tmp_path / "bad.json")
    assert caught.value.line >= 1


@pytest.mark.parametrize("data", [5, None, 1.5, [1, 2], {}], ids=repr)
def test_what_is_no_bytes_is_no_document(data):
    """A number is not so many zero bytes."""
    with pytest.raises(TypeError, match="^data must be bytes, not "):
        contracts.Source(data)
    with pytest.raises(TypeError, match="must be bytes, not int"):
        contracts.checkpoint_signed(5, b"k" * 32)

    def resolve(path):
        return data

    document = contracts.Source(b'{"$ref":"other.json"}', "json-schema", resolve=resolve)
    if data is not None:
        with pytest.raises(TypeError, match="^what resolve gives must be bytes or None, not "):
            contracts.outline(document)


def test_a_source_of_a_str_says_what_to_do():
    with pytest.raises(TypeError, match="data must be bytes, not str .Source.read takes a path"):
        contracts.Source("orders.yaml")
    assert contracts.Source(bytearray(b"{}")).data == b"{}"
    assert contracts.Source(memoryview(b"{ }")[::2]).data == b"{}"


def test_several_texts_are_not_one(store):
    """A str is iterable, and its letters are not what was meant."""
    store.create("shop", "orders", b"{}")
    store.activate("shop", "orders", "1.0.0")
    one = "GET /orders"
    any_part = {"parts": one, "allow_unknown_parts": True}
    cost = functools.partial(contracts.EntrySpec, kind="cost", postings=[])
    for call in (
        lambda: store.build_record("shop", "orders", "w", "1.0.0", **any_part),
        lambda: store.register("shop", "orders", "w", **any_part),
        lambda: store.batch().register("shop", "orders", "w", parts=one),
        lambda: contracts.diff({}, {}, used=one),
        lambda: store.stop_line_raise("shop", "orders", "t", one),
        lambda: store.cadence_held("shop", "orders", "c", participants=one),
        lambda: store.cadence_held("shop", "orders", "c", artefacts=one.encode()),
        lambda: store.risk_move("shop", "orders", "fund", 5, evidence=one),
        lambda: store.post("shop", "orders", cost(evidence=one)),
    ):
        with pytest.raises(TypeError, match="must be several (strings|links), not one"):
            call()
    for call in (
        lambda: store.post("shop", "orders", cost(cause="cr")),
        lambda: store.measure("shop", "orders", "m", "1", "2026-01-01", interval="12"),
    ):
        with pytest.raises(TypeError, match="must be a pair of strings, not one"):
            call()
    with pytest.raises(TypeError, match=r"parts\[1\] must be a str, not int"):
        store.build_record("shop", "orders", "w", "1.0.0", parts=["/a", 5])
    assert list(store.builds()) == []


def test_a_build_may_use_nothing_or_what_was_registered(store):
    store.create("shop", "orders", {"type": "object", "properties": {"a": {}}})
    store.activate("shop", "orders", "1.0.0")
    store.register("shop", "orders", "w", parts=iter(["/a"]))
    assert store.build_record("shop", "orders", "w", "1.0.0").parts == ("/a",)
    assert store.build_record("shop", "orders", "w", "1.1.0", parts=[]).parts == ()
    assert store.register("shop", "orders", "w", parts=[]).parts == ()
