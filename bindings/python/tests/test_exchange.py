"""Export and import."""

import gzip
import io
import os
import stat

import contracts
import pytest


@pytest.fixture
def full(orders):
    orders.create("shop", "binary", contracts.Source(b"\0\r\n\xff", format="opaque"))
    orders.create("bank", "konto", {"ä": "€"}, owner_role="Größe", metadata={"x": [1]})
    orders.register("shop", "orders", "web", role="Frontend")
    orders.evolve("shop", "orders", b"[]", label="2.0.0", declare_break=True, reason="ü")
    return orders


@pytest.mark.parametrize("form", ["xml", "json"])
@pytest.mark.parametrize("packed", [False, True])
def test_there_and_back(full, memory, form, packed):
    data = full.export(form=form, gzip=packed)
    assert data[:2] == (b"\x1f\x8b" if packed else data[:2])
    plain = gzip.decompress(data) if packed else data
    assert plain.startswith(b"{" if form == "json" else b"<?xml")
    other = memory()
    report = other.import_(data)
    assert (report.contracts, report.versions, report.skipped) == (3, 4, 0)
    assert report.consumers == 1
    assert report.form == form
    assert not report.dry_run
    assert len(report.sha256) == 64
    assert other.export(form=form, gzip=packed) == data
    assert other.document("shop", "binary", "latest") == b"\0\r\n\xff"
    assert other.get("bank", "konto", "latest").owner_role == "Größe"
    assert other.get("shop", "orders") == full.get("shop", "orders")
    assert other.check(replay=True)
    assert other.verify()
    origin = full.info().uuid
    assert [e.hash for e in other.events(origin=origin)] == [
        e.hash for e in full.events() if not e.kind.startswith("store.")
    ]


def test_parts_of_a_store(full, memory):
    team = memory()
    assert team.import_(full.export(team="shop")).contracts == 2
    one = memory()
    assert one.import_(full.export(team="shop", name="orders")).contracts == 1
    with pytest.raises(contracts.NotFound):
        full.export(team="shop", name="none")
    with pytest.raises(contracts.ContractsError):
        full.export(name="orders")
    with pytest.raises(contracts.ArgumentError, match="form"):
        full.export(form="yaml")


def test_to_a_path(full, tmp_path):
    target = tmp_path / "out.xml"
    assert full.export(target) is None
    assert target.read_bytes() == full.export()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    full.export(str(target), form="json")
    assert target.read_bytes() == full.export(form="json")
    assert os.listdir(tmp_path) == ["out.xml"]
    with pytest.raises(contracts.NotFound):
        full.export(target, team="nobody", name="x")
    assert target.read_bytes() == full.export(form="json")
    assert os.listdir(tmp_path) == ["out.xml"]
    with pytest.raises(FileNotFoundError):
        full.export(tmp_path / "no" / "out.xml")


def test_to_and_from_files(full, memory, tmp_path):
    sink = io.BytesIO()
    full.export(sink)
    assert sink.getvalue() == full.export()
    assert memory().import_(io.BytesIO(sink.getvalue())).contracts == 3
    with (tmp_path / "x.xml.gz").open("wb") as file:
        full.export(file, gzip=True)
    assert memory().import_(tmp_path / "x.xml.gz").contracts == 3
    with (tmp_path / "x.xml.gz").open("rb", buffering=0) as file:
        report = memory().import_(file)
    assert report.file == str(tmp_path / "x.xml.gz")
    with (tmp_path / "raw").open("wb", buffering=0) as file:
        full.export(file)
    assert (tmp_path / "raw").read_bytes() == full.export()


class Breaking(io.RawIOBase):
    def __init__(self, data=b"", after=1000):
        self.data = io.BytesIO(data)
        self.after = after

    def write(self, data):
        self.after -= len(data)
        if self.after < 0:
            raise OSError(28, "No space left on device")
        return len(data)

    def read(self, size=-1):
        if self.data.tell() > 500:
            raise OSError(5, "Input/output error")
        return self.data.read(min(size, 300))


def test_exceptions_of_files_come_out(full, memory):
    with pytest.raises(OSError, match="No space") as caught:
        full.export(Breaking())
    assert isinstance(caught.value.__context__, contracts.ContractsError)
    store = memory()
    with pytest.raises(OSError, match="Input/output"):
        store.import_(Breaking(full.export()))
    assert store.info().contracts == 0
    with pytest.raises(TypeError):
        full.export(io.StringIO())
    with pytest.raises(TypeError, match="binary mode"):
        store.import_(io.StringIO("<a/>"))
    with pytest.raises(AttributeError):
        full.export(5)
    with pytest.raises(TypeError, match="source must be"):
        store.import_(5)


def test_using_the_store_while_it_writes_is_refused(full):
    errors = []

    class Nosy(io.RawIOBase):
        def write(self, data):
            try:
                full.info()
            except contracts.ContractsError as error:
                errors.append(error.status)
            return len(data)

    full.export(Nosy())
    assert set(errors) == {"argument"}


def test_policies(full):
    data = full.export()
    with pytest.raises(contracts.Exists):
        full.import_(data)
    before = full.export()
    report = full.import_(data, policy="skip")
    assert (report.contracts, report.skipped) == (0, 3)
    assert full.export() == before
    assert full.import_(data, policy=contracts.Policy.REPLACE_DRAFTS).skipped >= 0
    with pytest.raises(contracts.ArgumentError, match="policy"):
        full.import_(data, policy="overwrite")


def test_a_dry_import_keeps_nothing(full, memory):
    store = memory()
    report = store.import_(full.export(), dry_run=True)
    assert report.dry_run
    assert report.contracts == 3
    assert store.info().contracts == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<?xml version='1.0'?>\n<a/>",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>",
        b"{}",
        b"[1,2]",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"\xff\xfe<",
    ],
)
def test_hostile_imports(memory, data):
    store = memory()
    with pytest.raises(contracts.InputError) as caught:
        store.import_(data, file="evil.xml")
    assert caught.value.file == "evil.xml"
    assert store.info().contracts == 0


def test_a_changed_document_is_found_out(full, memory):
    data = full.export()
    changed = data.replace(b"/orders", b"/order5")
    assert changed != data
    with pytest.raises(contracts.InputError):
        memory().import_(changed)
    with pytest.raises(contracts.InputError) as caught:
        memory().import_(data[: len(data) // 2])
    assert caught.value.line > 1


def test_a_missing_file(memory, tmp_path):
    with pytest.raises(contracts.InputError, match="No such file") as caught:
        memory().import_(tmp_path / "none.xml")
    assert caught.value.file == str(tmp_path / "none.xml")
    with pytest.raises(contracts.InputError):
        memory().import_(str(tmp_path))


def test_limits(full, memory):
    with pytest.raises(contracts.LimitError):
        memory(max_import_bytes=100).import_(full.export())
