"""Comparing documents without a store, and the words of results."""

import json

import contracts
import pytest
from conftest import SCHEMA_1, SCHEMA_2
from contracts import words
from contracts._contracts import ffi, lib

V1 = b"""openapi: 3.1.0
info: {title: Orders, version: "1"}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [id, status]
                properties: {id: {type: string}, status: {type: string}}
"""
V2 = V1.replace(b"id, status]", b"id]").replace(b", status: {type: string}", b"")


def test_diff_finds_a_break():
    old, new = contracts.Source(V1, file="v1.yaml"), contracts.Source(V2, file="v2.yaml")
    diff = contracts.diff(old, new)
    assert diff.format is contracts.Format.OPENAPI
    assert diff.mode == "backward"
    assert diff.profile == "tolerant"
    assert diff.verdict is contracts.Verdict.INCOMPATIBLE
    assert diff.bump is contracts.Bump.MAJOR
    assert not diff.compatible
    assert diff.counts.breaking == 1
    finding = diff.findings[0]
    assert finding.rule == "response-required-property-removed"
    assert finding.advice == (
        "Keep it and deprecate it, or remove it in a new major version once no consumer reads it."
    )
    assert finding.level is contracts.Level.BREAKING
    assert finding.direction is contracts.Direction.BACKWARD
    assert finding.part == "GET /orders/{id} response 200 /status"
    assert len(finding.fingerprint) == 16
    assert finding.old.file == "v1.yaml"
    assert finding.old.line > 10
    assert finding.message
    assert finding.witness == {"id": ""}
    assert finding.accepted_by == "new"


def test_a_witness_is_valid_under_one_edition_alone():
    old = b'{"type": "object", "properties": {"n": {"type": "integer", "maximum": 9}}}'
    new = b'{"type": "object", "properties": {"n": {"type": "integer", "maximum": 8}}}'
    (finding,) = contracts.diff(old, new).findings
    assert (finding.witness, finding.accepted_by) == ({"n": 9}, "old")
    document = json.dumps(finding.witness).encode()
    assert contracts.validate(document, old).valid
    assert not contracts.validate(document, new).valid
    (finding,) = contracts.diff(new, old, mode="full").findings
    assert (finding.witness, finding.accepted_by) == ({"n": 9}, "new")
    (finding,) = contracts.diff(new, old).findings
    assert (finding.witness, finding.accepted_by) == (None, None)


def test_a_diff_can_be_cancelled():
    cancel = contracts.Cancel()
    assert contracts.diff(V1, V1, cancel=cancel).compatible
    told = []

    def progress(what, done, total):
        told.append((what, done, total))
        cancel.cancel()

    with pytest.raises(contracts.Cancelled):
        contracts.diff(V1, V1, cancel=cancel, progress=progress)
    assert told == [("read", 0, 2)]
    with pytest.raises(contracts.Cancelled):
        contracts.outline(V1, cancel=cancel)
    cancel.clear()
    assert contracts.outline(V1, cancel=cancel).parts
    with pytest.raises(TypeError, match="cancel must be a Cancel"):
        contracts.outline(V1, cancel=True)


def test_diff_of_the_same():
    diff = contracts.diff(V1, V1)
    assert diff.compatible
    assert diff.findings == ()
    assert diff.bump == "none"
    assert hash(diff) == hash(contracts.diff(V1, V1))


def test_diff_options():
    assert contracts.diff(V2, V1, mode="forward").verdict == "incompatible"
    assert contracts.diff(V1, V2, mode="none", profile="strict").profile == "strict"
    with pytest.raises(contracts.ArgumentError, match="mode"):
        contracts.diff(V1, V2, mode="sideways")
    with pytest.raises(contracts.LimitError):
        contracts.diff(V1, V2, max_document_bytes=20)
    with pytest.raises(contracts.LimitError):
        contracts.diff(V1, V2, max_depth=3)
    with pytest.raises(TypeError):
        contracts.diff(V1, "v2.yaml")
    with pytest.raises(contracts.UnsupportedError):
        contracts.diff(V1, [1, 2])


def test_diff_of_broken_documents():
    with pytest.raises(contracts.InputError) as caught:
        contracts.diff(V1, contracts.Source(b"openapi: 3.1.0\ninfo: [", file="new.yaml"))
    assert caught.value.file == "new.yaml"
    assert caught.value.line >= 2
    with pytest.raises(contracts.InputError):
        contracts.diff(V1, b"\xff\xfe openapi")


def test_both_sides_have_resolvers():
    reference = V1.replace(b"type: object", b"$ref: part.json").replace(
        b"required: [id, status]", b""
    ).replace(b"properties: {id: {type: string}, status: {type: string}}", b"")
    parts = [b'{"type":"object"}', b'{"type":"array"}']
    sources = [contracts.Source(reference, resolve=lambda path, p=p: p) for p in parts]
    assert not contracts.diff(*sources).compatible
    assert contracts.diff(sources[0], sources[0]).compatible

    def fail(path):
        raise LookupError(path)

    with pytest.raises(LookupError, match="part.json"):
        contracts.diff(sources[0], contracts.Source(reference, resolve=fail))


def test_diff_of_json_schemas():
    diff = contracts.diff(SCHEMA_1, SCHEMA_2)
    assert diff.format == "json-schema"
    assert diff.profile == "strict"
    assert diff.verdict == "incompatible"
    assert {finding.part for finding in diff.findings} == {"/id"}


PROTO_1 = b'syntax = "proto3"; package shop; message Order { string id = 1; int32 n = 2; }'
PROTO_2 = PROTO_1.replace(b"int32 n", b"int64 n")


def test_diff_of_proto_files():
    diff = contracts.diff(PROTO_1, PROTO_2, profile=contracts.Profile.WIRE_JSON)
    assert diff.format is contracts.Format.PROTOBUF
    assert diff.profile is contracts.Profile.WIRE_JSON
    assert [f.rule for f in diff.findings] == ["field-wire-json-compatible-type"]
    assert diff.findings[0].part == "shop.Order.n"
    assert contracts.diff(PROTO_1, PROTO_2, profile="wire").compatible
    with pytest.raises(contracts.UnsupportedError, match="has no profile 'wire'"):
        contracts.diff(SCHEMA_1, SCHEMA_2, profile="wire")


def test_diff_of_graphql():
    old = contracts.Source(b"type Query { a: Int b: Int }", file="old.graphql")
    diff = contracts.diff(old, b"type Query { a: Int! }")
    assert diff.format == contracts.Format.GRAPHQL
    assert diff.profile == "tolerant"
    assert [(f.rule, f.part) for f in diff.findings] == [
        ("field-removed", "Query.b"),
        ("field-type-changed", "Query.a"),
    ]
    with pytest.raises(contracts.InputError, match="1:17: the type 'B' is not defined"):
        contracts.outline(b"type Query { a: B }")


def test_diff_of_an_agent_card():
    card = b'{"name": "a", "url": "u", "skills": [{"id": "book"}%s]}'
    diff = contracts.diff(card % b', {"id": "cancel"}', card % b"")
    assert diff.format == contracts.Format.AGENT_CARD
    assert [(f.rule, f.part) for f in diff.findings] == [("agent-skill-removed", "skill cancel")]


def test_used_parts_of_graphql():
    schema = b"type Query { a(x: Int): E b: Int } enum E { A }"
    used = contracts.used_parts(schema, b"query ($x: Int) { a(x: $x) }")
    assert used == ("E", "Query.__typename", "Query.a", "Query.a(x)")
    with pytest.raises(contracts.InputError, match="2:1: the schema has no field 'c' in 'Query'"):
        contracts.used_parts(schema, contracts.Source(b"{\nc }", file="q"))
    with pytest.raises(contracts.ContractsError, match="cannot be learnt"):
        contracts.used_parts(contracts.Source(b"text", format="opaque"), b"{ a }")


def test_used_parts_of_operations_statements_and_examples():
    assert contracts.used_parts(V1, b"GET /orders/17\n") == ("GET /orders/{id}",)
    with pytest.raises(contracts.InputError, match="use:1:1: the API has no operationId 'x'"):
        contracts.used_parts(V1, contracts.Source(b"x", file="use"))
    table = b"CREATE TABLE t (a int, b int);"
    assert contracts.used_parts(table, b"SELECT a FROM t") == ("t.a",)
    assert contracts.used_parts(table, b"SELECT * FROM t") == ("t",)
    schema = b'{"type": "object", "properties": {"a": {}, "b": {}}}'
    assert contracts.used_parts(schema, b'{"b": 1}') == ("/b",)


def test_grace_days():
    head = b"openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get: "
    old, new = head + b"{}", head + b"{deprecated: true}"
    assert contracts.diff(old, new).compatible
    told = contracts.diff(old, new, grace_days=30)
    assert [f.rule for f in told.findings] == ["api-deprecated-sunset-missing"]
    assert contracts.diff(old, new, grace_days_beta=30).compatible
    with pytest.raises(contracts.ArgumentError):
        contracts.diff(old, new, grace_days=36501)


def test_rules_of_oasdiff():
    assert contracts.rules_of_oasdiff("endpoint-added") == ("endpoint-added",)
    assert contracts.rules_of_oasdiff("api-path-sunset-parse") == ("api-deprecated-sunset-parse",)
    assert contracts.rules_of_oasdiff("none-such") == ()
    with pytest.raises(contracts.ArgumentError, match="theirs holds a NUL"):
        contracts.rules_of_oasdiff("endpoint-added\0zzz")
    with pytest.raises(contracts.ArgumentError, match="half of a surrogate pair"):
        contracts.rules_of_oasdiff("\ud800")
    with pytest.raises(TypeError, match="theirs must be a str, not int"):
        contracts.rules_of_oasdiff(5)
    ids = {rule.id for rule in contracts.rules()}
    assert set(contracts.rules_of_oasdiff("request-body-type-compatible")) <= ids


def test_check_version():
    head = b"openapi: 3.1.0\ninfo: {title: t, version: %s}\npaths:\n  /a: {%s}\n"
    old, new = head % (b"'1.0.0'", b"get: {}, put: {}"), head % (b"'1.1.0'", b"get: {}")
    told = contracts.diff(old, new, check_version=True)
    assert "api-major-version-not-bumped" in [f.rule for f in told.findings]
    told = contracts.diff(old, new)
    assert "api-major-version-not-bumped" not in [f.rule for f in told.findings]


def test_outline():
    outline = contracts.outline(V1)
    assert outline.format == "openapi"
    assert outline.dialect == "OpenAPI 3.1.0"
    assert "GET /orders/{id} response 200 /status" in outline.parts
    assert list(outline.parts) == sorted(outline.parts, key=str.encode)
    with pytest.raises(contracts.InputError):
        contracts.outline(contracts.Source(b"{", format="openapi"))


def test_rules():
    rules = contracts.rules()
    ids = [rule.id for rule in rules]
    assert ids == sorted(ids)
    assert "response-required-property-removed" in ids
    assert all(rule.text and isinstance(rule.level, contracts.Level) for rule in rules)
    for rule in rules:
        if rule.level != "info":
            advice = rule.advice_forward if rule.direction == "forward" else rule.advice_backward
            assert advice and advice.endswith("."), rule.id
    parse = next(rule for rule in rules if rule.id == "api-deprecated-sunset-parse")
    assert "api-path-sunset-parse" in parse.oasdiff
    some = contracts.rules("openapi")
    assert 0 < len(some) <= len(rules)
    with pytest.raises(contracts.ArgumentError):
        contracts.rules("cobol")


def test_versions():
    assert contracts.library_version() == contracts.__version__
    assert "sqlite" in contracts.library_details()
    assert lib.ctr_library_number() == lib.CTR_VERSION_NUM


WORDS = {
    "assess_basis": words.AssessBasis,
    "assess_kind": words.AssessKind,
    "assess_state": words.AssessState,
    "risk_act": words.RiskAct,
    "status": words.Status,
    "type": words.Type,
    "state": words.State,
    "format": words.Format,
    "mode": words.Mode,
    "profile": words.Profile,
    "level": words.Level,
    "direction": words.Direction,
    "verdict": words.Verdict,
    "bump": words.Bump,
    "effect": words.Effect,
}


@pytest.mark.parametrize("name", WORDS)
def test_words_are_those_of_the_library(name):
    kind = WORDS[name]
    numbers = [
        number
        for constant, number in ffi.typeof(f"ctr_{name}").relements.items()
        if not constant.endswith("_FORCE_INT32")
    ]
    named = getattr(lib, f"ctr_{name}_name")
    assert {ffi.string(named(number)).decode() for number in numbers} == {w.value for w in kind}


def test_words_that_are_new_are_kept():
    state = contracts.State("paused")
    assert isinstance(state, contracts.State)
    assert state == "paused"
    assert state != contracts.State.ACTIVE
    assert repr(state) == "<State.PAUSED: 'paused'>"
    assert "paused" not in [member.value for member in contracts.State]
    with pytest.raises(ValueError):
        contracts.State(5)
    assert {"active": 1}[contracts.State.ACTIVE] == 1


def test_json_of_a_newer_library_is_read():
    read = contracts.Counts.from_json(
        '{"breaking":1,"warning":2,"info":3,"undecided":4,"cosmic":5}'
    )
    assert read == contracts.Counts(1, 2, 3, 4)
    assert contracts.Problem.from_json({"check": "a"}).message is None
