"""Documents, and the files that they refer to."""

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
    with pytest.raises(TypeError, match="wanted bytes"):
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
