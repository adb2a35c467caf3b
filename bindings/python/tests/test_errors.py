"""Exceptions: one class a status, with what the library knows."""

import contracts
import pytest
from contracts import errors
from contracts._contracts import ffi, lib

STATUSES = ffi.typeof("ctr_status").relements


def test_every_status_has_a_class_of_its_own():
    numbers = [n for name, n in STATUSES.items() if name.startswith("CTR_E_")]
    names = [ffi.string(lib.ctr_status_name(n)).decode() for n in numbers]
    classes = [errors.class_of(name) for name in names]
    assert len(set(classes)) == len(numbers) == 21
    assert contracts.ContractsError not in classes
    assert sorted([*names, "ok"]) == sorted(s.value for s in contracts.Status)
    for name, one in zip(names, classes):
        assert one.__name__ in contracts.__all__
        assert issubclass(one, contracts.ContractsError)
        error = one(name, "what", {"team": "t"})
        assert str(error) == error.message == "what"
        assert error.status == name
        assert not error.retryable


def test_an_unknown_status_is_the_base():
    error = errors.class_of("haunted")("haunted", "boo")
    assert type(error) is contracts.ContractsError
    assert error.status == "haunted"
    assert error.status.name == "HAUNTED"


@pytest.mark.parametrize(
    ("ours", "pythons"),
    [
        (contracts.NotFound, KeyError),
        (contracts.InputError, ValueError),
        (contracts.ArgumentError, ValueError),
        (contracts.LimitError, ValueError),
        (contracts.NoMemory, MemoryError),
        (contracts.Closed, contracts.ArgumentError),
        (contracts.Busy, contracts.StoreError),
    ],
)
def test_kinship(ours, pythons):
    assert issubclass(ours, pythons)


def test_not_found_reads_like_a_sentence(store):
    with pytest.raises(KeyError) as caught:
        store.active("shop", "none")
    assert str(caught.value) == caught.value.message
    assert not str(caught.value).startswith(("'", '"'))
    assert repr(caught.value).startswith("NotFound(")
    assert caught.value.details == {"team": "shop", "contract": "none"}
    assert caught.value.args == (caught.value.message,)


def test_input_errors_know_the_place():
    error = contracts.InputError("input", "m", {"file": "a", "line": "3", "column": "x"})
    assert (error.file, error.line, error.column) == ("a", 3, None)
    assert contracts.InputError("input", "m").line is None


def test_details_are_a_copy():
    given = {"a": "b"}
    error = contracts.Exists("exists", "m", given)
    given["a"] = "c"
    assert error.details == {"a": "b"}
