"""Validation: what is valid, why not, and what is no schema."""

import contracts
import pytest

SHAPE = contracts.Source(
    b"""{"type": "object", "required": ["id"],
"properties": {"id": {"type": "integer"}, "tags": {"items": {"minLength": 2}}}}""",
    file="shape.json",
)
BAD = contracts.Source(b'{"id": "x",\n "tags": ["a", "bc"]}', file="bad.json")


def test_a_valid_document():
    validation = contracts.validate(contracts.Source(b'{"id": 1}'), SHAPE, dialect="draft-07")
    assert validation.valid
    assert validation.dialect == "JSON Schema draft-07"
    assert validation.schema == "shape.json"
    assert validation.violations == ()


def test_the_first_violation_or_all():
    first = contracts.validate(BAD, SHAPE)
    assert not first.valid
    assert [v.keyword for v in first.violations] == ["type"]
    assert first.violations[0].message == 'the string "x" was found, an integer was wanted'
    every = contracts.validate(BAD, SHAPE, all=True)
    assert [v.at.pointer for v in every.violations] == ["/id", "/tags/0"]
    assert str(every.violations[1].at) == "bad.json:2:11"
    assert every.violations[1].schema.pointer == "/properties/tags/items/minLength"
    assert not every.more
    assert contracts.validate(BAD, SHAPE, all=True, max_violations=1).more


def test_a_part_of_a_schema():
    part = contracts.validate(contracts.Source(b'"x"'), SHAPE, pointer="/properties/id")
    assert not part.valid


def test_files_below_the_address_are_resolved():
    schema = contracts.Source(
        b'{"$ref": "https://a.example/s/parts/n.json"}',
        resolve=lambda path: b'{"type": "null"}' if path == "parts/n.json" else None,
    )
    base = "https://a.example/s/root.json"
    assert contracts.validate(contracts.Source(b"null"), schema, base=base).valid
    assert not contracts.validate(contracts.Source(b"1"), schema, base=base).valid
    with pytest.raises(contracts.InputError, match="never the network"):
        contracts.validate(contracts.Source(b"1"), schema)


def test_what_is_refused():
    with pytest.raises(contracts.InputError) as caught:
        contracts.validate(BAD, contracts.Source(b'{"type": 7}', file="s.json"))
    assert "s.json:1:10: the keyword 'type' is 7" in str(caught.value)
    with pytest.raises(contracts.ArgumentError):
        contracts.validate(BAD, SHAPE, dialect="draft-99")
    with pytest.raises(contracts.LimitError):
        contracts.validate(BAD, SHAPE, max_steps=1)
    cancel = contracts.Cancel()
    cancel.cancel()
    with pytest.raises(contracts.Cancelled):
        contracts.validate(BAD, SHAPE, cancel=cancel)
