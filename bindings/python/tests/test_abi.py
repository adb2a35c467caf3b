"""What the module was compiled with is what the headers and the library have."""

import re

import contracts
import pytest
from contracts._contracts import ffi, lib

TYPEDEFS, STRUCTS, UNIONS = ffi.list_types()


def is_opaque(name):
    """Asked by its size: cffi 2.0 may abort when it is asked for the fields of such a type."""
    try:
        return ffi.sizeof(name) is None
    except ffi.error:
        return True


OPAQUE = {name for name in TYPEDEFS if name.startswith("ctr") and is_opaque(name)}


@pytest.mark.parametrize("name", [name for name in TYPEDEFS if name.startswith("ctr")])
def test_every_type_has_the_layout_of_the_headers(name):
    """cffi compares with the compiler's figures when a type is first looked at."""
    kind = ffi.typeof(name)
    if kind.kind == "enum":
        assert kind.relements
        assert ffi.sizeof(kind) == 4
    elif kind.kind == "struct" and name not in OPAQUE:
        assert all(field.type for _, field in kind.fields)
        assert ffi.sizeof(kind) % 8 == 0


def test_no_type_was_forgotten():
    assert set(STRUCTS) <= set(TYPEDEFS)
    assert not UNIONS
    assert len([name for name in TYPEDEFS if name.startswith("ctr_")]) > 50
    assert "ctr_store" in OPAQUE
    assert "ctr_source" not in OPAQUE


def test_every_function_is_there(sources):
    declared = set()
    for header in (sources / "include" / "contracts").glob("*.h*"):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        declared |= set(re.findall(r"\b(ctr_[a-z0-9_]+)\s*\(", re.sub(r"\(\*.*?\)", "", text)))
    assert len(declared) > 200
    assert {name for name in declared if not hasattr(lib, name)} == set()


@pytest.mark.parametrize(
    "name",
    [
        name[4:-5]
        for name in dir(lib)
        if name.endswith("_init") and name.startswith("ctr_")
    ],
)
def test_init_gives_size_and_zeros(name):
    struct = ffi.new(f"ctr_{name} *")
    size = ffi.sizeof(f"ctr_{name}")
    ffi.memmove(struct, b"\xff" * size, size)
    getattr(lib, f"ctr_{name}_init")(struct, size)
    assert struct.struct_size == size
    if name in ("create", "evolve"):
        assert struct.document.struct_size == ffi.sizeof("ctr_source")
        struct.document.struct_size = 0
    assert bytes(ffi.buffer(struct))[4:] == bytes(size - 4)


def test_every_free_takes_null():
    for name in dir(lib):
        if name.startswith("ctr_") and name.endswith("_free"):
            getattr(lib, name)(ffi.NULL)
    lib.ctr_store_close(ffi.NULL)


def test_everything_public_is_documented():
    for name in contracts.__all__:
        thing = getattr(contracts, name)
        assert getattr(thing, "__doc__", None), name
        if isinstance(thing, type):
            for key, member in vars(thing).items():
                if callable(member) and not key.startswith("_"):
                    assert member.__doc__, f"{name}.{key}"


def test_store_has_a_method_for_every_function():
    """Functions that take a store first, less those that another method stands for."""
    known = {
        "ctr_contract_list": "list",
        "ctr_team_summary": "summary",
        "ctr_consumer_find": "consumers",
        "ctr_event_find": "events",
        "ctr_import": "import_",
        "ctr_batch_apply": "batch",
        "ctr_layout_sync": "sync",
        "ctr_sow_get": "sow",
        "ctr_sow_freeze": "freeze_sow",
        "ctr_sow_measured": "measure",
        "ctr_sow_ranking": "sow_ranking",
        "ctr_sow_churn": "sow_churn",
        "ctr_sow_due": "sows_due",
        "ctr_ledger_open": "ledger_open",
        "ctr_ledger_get": "ledger",
        "ctr_account_open": "account_open",
        "ctr_account_change": "account_change",
        "ctr_ledger_entry_find": "entries",
        "ctr_period_close": "close_period",
        "ctr_period_seal": "seal_period",
        "ctr_period_find": "periods",
        "ctr_ledger_verify": "verify_ledger",
        "ctr_ledger_export": "export_ledger",
        "ctr_ledger_import": "import_entries",
        "ctr_checkpoint_make": "checkpoint",
        "ctr_checkpoint_compare": "verify_ledger",
        "ctr_proof_entry": "prove_entry",
        "ctr_proof_growth": "prove_growth",
        "ctr_slo_record": "slo_record",
        "ctr_cadence_held": "cadence_held",
        "ctr_cadence_missed": "cadence_missed",
        "ctr_meeting_find": "meetings",
        "ctr_build_record": "build_record",
        "ctr_can_evolve": "can_evolve",
        "ctr_can_retire": "can_retire",
        "ctr_can_upgrade": "can_upgrade",
        "ctr_can_deploy": "can_deploy",
        "ctr_build_find": "builds",
        "ctr_run_begin": "run_begin",
        "ctr_run_end": "run_end",
        "ctr_run_find": "runs",
        "ctr_environment_find": "environments",
        "ctr_stop_line_raise": "stop_line_raise",
        "ctr_stop_line_clear": "stop_line_clear",
        "ctr_stop_line_get": "stop_line",
        "ctr_stop_line_find": "stop_lines",
        "ctr_stop_line_summary": "stop_line_summary",
        "ctr_stop_line_check": "stop_line_check",
        "ctr_slo_find": "slo_cases",
        "ctr_slo_measure": "slo_report",
        "ctr_slo_sweep_run": "slo_sweep",
    }
    for name in dir(lib):
        if not name.startswith("ctr_") or not callable(getattr(lib, name)):
            continue
        kind = ffi.typeof(getattr(lib, name))
        if kind.args and kind.args[0].cname == "ctr_store *":
            method = known.get(name, name.removeprefix("ctr_").split("_", 1)[-1])
            assert hasattr(contracts.Store, method), name
