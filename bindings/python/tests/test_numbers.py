"""No number is rounded on its way through Python."""

import json
from decimal import Decimal, InvalidOperation, localcontext

import contracts
import pytest
from contracts import _json

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# text in JSON, what Python has for it
NUMBERS = [
    ("0.1", 0.1),
    ("-0.0", -0.0),
    ("1e3", 1000.0),
    ("1E400", Decimal("1e400")),
    ("1e-400", Decimal("1e-400")),
    ("9007199254740993", 9007199254740993),
    ("9007199254740993.5", Decimal("9007199254740993.5")),
    ("0.1000000000000000055511151231257827", Decimal("0.1000000000000000055511151231257827")),
    ("0.30000000000000004", 0.30000000000000004),
    ("1" * 5000, Decimal("1" * 5000)),
]


@pytest.mark.parametrize("text, value", NUMBERS, ids=[text[:24] for text, _ in NUMBERS])
def test_a_number_is_read_as_what_holds_it(text, value):
    read = _json.loads(f'{{"n":[{text}]}}')["n"][0]
    assert read == value and type(read) is type(value)
    again = _json.dumps({"n": [read, "1E5"]})
    assert Decimal(again[6:-8]) == Decimal(text) and again.endswith(',"1E5"]}')


def test_what_python_cannot_hold_is_read_as_a_float():
    assert _json.loads("[1e99999999999999999999]") == [float("inf")]
    with localcontext() as context:
        context.traps[InvalidOperation] = False
        assert _json.loads("[1e-99999999999999999999]") == [0.0]


@pytest.mark.parametrize("bad", [Decimal("nan"), Decimal("-inf"), float("nan"), {1, 2}])
def test_what_is_no_number_of_json(bad):
    with pytest.raises(contracts.ArgumentError, match="the document is no JSON"):
        contracts.outline({"type": "object", "default": bad})
    with pytest.raises(contracts.ArgumentError, match="the document is no JSON"):
        contracts.Source.json(bad)


def bound(text: str, kind: str = "number") -> bytes:
    return f'{{"$schema":"{DIALECT}","type":"{kind}","maximum":{text}}}'.encode()


@pytest.mark.parametrize(
    "kind, old, new",
    [
        ("number", "9007199254740993.5", "9007199254740993.25"),
        ("number", "1e400", "1e399"),
        ("number", "0.1000000000000000055", "0.1000000000000000054"),
        ("integer", "9223372036854775807", "9223372036854775806"),
        ("integer", "1" * 5000, "1" * 4999 + "0"),
    ],
)
def test_a_witness_shows_the_break(kind, old, new):
    before, after = bound(old, kind), bound(new, kind)
    found = contracts.diff(before, after)
    witness = found.findings[0].witness
    assert Decimal(witness) == Decimal(old)
    assert f'"witness": {old}' in found.render("json") or kind == "number"
    document = contracts.Source.json(witness)
    assert contracts.validate(document, before).valid
    assert not contracts.validate(document, after).valid
    inside = [{"n": witness}]  # a mapping or a list needs no Source
    schema = {"$schema": DIALECT, "items": {"properties": {"n": _json.loads(before)}}}
    assert contracts.validate(inside, schema).valid


def test_a_witness_that_is_a_text_is_a_document_too():
    found = contracts.diff(
        {"$schema": DIALECT, "type": ["string", "null"]}, {"$schema": DIALECT, "type": "object"}
    )
    (finding,) = found.findings
    assert contracts.Source.json("a").data == b'"a"'
    assert contracts.Source.json(None, file="w.json").file == "w.json"
    document = contracts.Source.json(finding.witness)
    assert contracts.validate(document, {"$schema": DIALECT, "type": ["string", "null"]}).valid


def test_null_can_be_a_witness():
    before, after = {"type": ["string", "null"]}, {"type": "string"}
    (finding,) = contracts.diff(before, after).findings
    assert finding.witness is None and finding.accepted_by is not None
    document = contracts.Source.json(finding.witness)
    assert contracts.validate(document, before).valid
    assert not contracts.validate(document, after).valid
    (told,) = contracts.diff({}, {"title": "t"}).findings
    assert told.witness is None and told.accepted_by is None


def test_metadata_is_not_rounded(store):
    metadata = {"ticket": 9007199254740993, "rate": Decimal("9007199254740993.5")}
    made = store.create("shop", "orders", {"type": "object"}, metadata=metadata)
    assert made.metadata == metadata
    store.activate("shop", "orders", "1.0.0")
    assert store.active("shop", "orders").metadata == metadata
    assert contracts.Version.from_json(made.render("json")) == made
    store.edit("shop", "orders", metadata=made.metadata | {"more": 1})
    assert store.get("shop", "orders").metadata == metadata | {"more": 1}
    assert json.loads(made.render("json"))["metadata"]["ticket"] == 9007199254740993
